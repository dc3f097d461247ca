# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Reads a file to its end in pieces and tells how loud it is: the largest sample, and the mean power (RMS).

2-read.py FILE
"""

import sys

import gi
import numpy as np

gi.require_version("GAudioFile", "1.0")
from gi.repository import GAudioFile, GLib  # noqa: E402


def main(path: str) -> None:
    peak = power = 0.0
    with GAudioFile.Reader.new_for_path(path, None) as reader:
        for block in reader:  # NumPy arrays of float32, shape (channels, frames)
            peak = max(peak, float(np.abs(block).max()))
            power += float(np.square(block, dtype=np.float64).sum())
        n = reader.tell()
        rms = (power / max(n * reader.channels, 1)) ** 0.5
        print(f"{n} frames, peak {peak:.4f}, RMS {rms:.4f}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(f"usage: {sys.argv[0]} FILE")
    try:
        main(*sys.argv[1:])
    except GLib.Error as error:
        sys.exit(error.message)
