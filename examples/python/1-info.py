# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Opens a file and tells what is in it: 1-info.py FILE"""

import sys

import gi

gi.require_version("GAudioFile", "1.0")
from gi.repository import GAudioFile, GLib  # noqa: E402


def main(path: str) -> None:
    with GAudioFile.Reader.new_for_path(path, None) as reader:
        print(
            f"{reader.codec}: {reader.rate:g} Hz, {reader.channels} channels, {reader.n_frames} frames, "
            f"{reader.duration:.3f} s"
        )


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(f"usage: {sys.argv[0]} FILE")
    try:
        main(*sys.argv[1:])
    except GLib.Error as error:
        sys.exit(error.message)
