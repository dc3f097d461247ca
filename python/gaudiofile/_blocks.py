# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""A file block by block: what the method blocks() and iteration return."""

import operator
from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt


def blocks(file: Any, size: int, overlap: int = 0, fill_value: float | None = None) -> Iterator[npt.NDArray[Any]]:
    """Blocks of `size` frames, from where the file stands to its end, each beginning with the last `overlap` of the one
    before."""
    size, overlap = operator.index(size), operator.index(overlap)
    if size < 1:
        raise ValueError(f"a block has at least one frame, not {size}")
    if not 0 <= overlap < size:
        raise ValueError(f"overlap must be from 0 to {size - 1}, less than the block, not {overlap}")
    return _read(file, size, overlap, fill_value)


def _read(file: Any, size: int, overlap: int, fill_value: float | None) -> Iterator[npt.NDArray[Any]]:
    kept: npt.NDArray[Any] | None = None
    while True:
        wanted = size if kept is None else size - overlap
        new = file.read(wanted)
        if new.shape[1] == 0:
            return
        block = new if kept is None or overlap == 0 else np.concatenate((kept, new), axis=1)
        kept = block[:, -overlap:].copy() if overlap else block[:, :0]
        is_last = new.shape[1] < wanted
        if is_last and fill_value is not None:
            padding = np.full((block.shape[0], size - block.shape[1]), fill_value, block.dtype)
            block = np.concatenate((block, padding), axis=1)
        yield block
        if is_last:
            return
