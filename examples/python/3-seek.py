# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Tells the largest sample of each second, from the last to the first: every seek lands on the very frame.

3-seek.py FILE
"""

import sys

import gi
import numpy as np

gi.require_version("GAudioFile", "1.0")
from gi.repository import GAudioFile, GLib  # noqa: E402


def main(path: str) -> None:
    with GAudioFile.Reader.new_for_path(path, None) as reader:
        second = int(reader.rate)
        for i in reversed(range(reader.n_frames // second + 1)):
            reader.seek(i * second, None)
            print(f"{i:4} s: {np.abs(reader.read(second)).max(initial=0):.4f}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(f"usage: {sys.argv[0]} FILE")
    try:
        main(*sys.argv[1:])
    except GLib.Error as error:
        sys.exit(error.message)
