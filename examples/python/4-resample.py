# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""2-read, of a file as it is at another sample rate: 4-resample.py FILE RATE

What is resampled is a source like the file itself: it can be read, sought in, converted and played.
"""

import sys

import gi
import numpy as np

gi.require_version("GAudioFile", "1.0")
from gi.repository import GAudioFile, GLib  # noqa: E402


def main(path: str, rate: str) -> None:
    peak = power = 0.0
    reader = GAudioFile.Reader.new_for_path(path, None)
    quality = GAudioFile.ResampleQuality.WINDOWED_SINC_32
    with GAudioFile.ResampledReader.new(reader, float(rate), quality) as source:
        for block in source:
            peak = max(peak, float(np.abs(block).max()))
            power += float(np.square(block, dtype=np.float64).sum())
        n = source.tell()
        rms = (power / max(n * source.get_channels(), 1)) ** 0.5
        print(f"{n} frames at {source.get_rate():g} Hz, peak {peak:.4f}, RMS {rms:.4f}")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(f"usage: {sys.argv[0]} FILE RATE")
    try:
        main(*sys.argv[1:])
    except GLib.Error as error:
        sys.exit(error.message)
