# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""The types of what may be given as a file, samples, a rate and so on; for the annotations alone."""

import os
from array import array
from mmap import mmap
from typing import TYPE_CHECKING, Any, Literal, Protocol, SupportsFloat, SupportsIndex, TypeAlias

import numpy as np
import numpy.typing as npt


class _FileLike(Protocol):
    """What is asked of a file-like object to read from; all calls come on the thread that reads."""

    def read(self, size: int, /) -> bytes: ...
    def seek(self, offset: int, whence: int, /) -> object: ...
    def tell(self) -> int: ...
    def seekable(self) -> bool: ...


class _WriteableFileLike(Protocol):
    """What is asked of a file-like object to write to; flush() and truncate() are used if there. Its write() returns
    how many bytes it took, or None for all; all calls come on the thread that writes."""

    def write(self, data: bytes, /) -> int | None: ...
    def seek(self, offset: int, whence: int, /) -> object: ...
    def tell(self) -> int: ...
    def seekable(self) -> bool: ...


class _Tensor(Protocol):
    def __dlpack__(self, *, stream: Any = ...) -> Any: ...


_Path: TypeAlias = str | os.PathLike[str] | os.PathLike[bytes]
# Python 3.11 cannot subscript it.
if TYPE_CHECKING:
    _Array: TypeAlias = array[Any]
else:
    _Array = array

_Buffer: TypeAlias = memoryview | bytes | bytearray | mmap | _Array | npt.NDArray[Any]
_Source: TypeAlias = _Path | _FileLike | _Buffer
_Sink: TypeAlias = _Path | bytes | _WriteableFileLike
_Count: TypeAlias = SupportsIndex | SupportsFloat
_Rate: TypeAlias = SupportsIndex | SupportsFloat
_Quality: TypeAlias = str | SupportsIndex | SupportsFloat | None
_Track: TypeAlias = SupportsIndex | None
_Isolation: TypeAlias = Literal["process", "none"] | None
_Samples: TypeAlias = npt.ArrayLike | _Tensor
_Out: TypeAlias = npt.NDArray[np.float32] | _Tensor
