# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Makes another file of a file: its name says the format, and what the format needs is done on the way.

Tells how far it is. 5-convert.py FILE NEW-FILE [RATE]
"""

import sys

import gi

gi.require_version("GAudioFile", "1.0")
from gi.repository import GAudioFile, GLib  # noqa: E402


def show_progress(done: int, frames: int) -> None:
    print(f"{100 * done // frames if frames > 0 else 0:3} %", end="\r", file=sys.stderr)


def main(path: str, new: str, rate: str = "0") -> None:
    conversion = GAudioFile.Conversion()
    # All that a conversion can be told is a property. What is not set in a specification stays as it is in the file.
    if float(rate):
        conversion.encode_spec = GAudioFile.EncodeSpec(rate=float(rate))
    n = conversion.run(path, new, None, show_progress)
    print(f"{n} frames written")


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(f"usage: {sys.argv[0]} FILE NEW-FILE [RATE]")
    try:
        main(*sys.argv[1:])
    except GLib.Error as error:
        sys.exit(error.message)
