# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Files past 2 GiB and 4 GiB, of holes but for a few samples."""

import struct

import numpy as np
import pytest

from gaudiofile import AudioFile

GIB = 1 << 30
FMT = b"fmt " + struct.pack("<IHHIIHH", 16, 1, 2, 48000, 48000 * 4, 4, 16)


def riff(size):
    """The header of a WAV file with so many bytes of samples, which has to be below 4 GiB."""
    return b"RIFF" + struct.pack("<I", 36 + size) + b"WAVE" + FMT + b"data" + struct.pack("<I", size)


def rf64(size):
    ds64 = b"ds64" + struct.pack("<IQQQI", 28, 72 + size, size, size // 4, 0)
    return b"RF64\xff\xff\xff\xffWAVE" + ds64 + FMT + b"data\xff\xff\xff\xff"


def w64(size):
    def chunk(name, content_size):
        tail = "2e91cf11a5d628db04c10000" if name == b"riff" else "f3acd3118cd100c04f8edb8a"
        return name + bytes.fromhex(tail) + struct.pack("<Q", content_size + 24)

    fmt = FMT[8:]
    wave = b"wave" + bytes.fromhex("f3acd3118cd100c04f8edb8a")
    return chunk(b"riff", 16 + 24 + len(fmt) + 24 + size) + wave + chunk(b"fmt ", len(fmt)) + fmt + chunk(b"data", size)


FILES = {
    "wav-3-gib": (riff, 3 * GIB),
    "wav-4-gib": (riff, 4 * GIB - 64),
    "rf64": (rf64, 5 * GIB),
    "w64": (w64, 5 * GIB),
}


@pytest.mark.parametrize("name", FILES)
def test_large_file(tmp_path, name):
    header, size = FILES[name]
    path, start, frames = tmp_path / "large.wav", len(header(size)), size // 4
    marks = {0, 1, GIB // 2 - 1, GIB // 2, GIB // 2 + 1, GIB - 1, GIB, frames - 2, frames - 1}
    marks = sorted(mark for mark in marks if mark < frames)
    with path.open("wb") as file:
        file.truncate(start + size)
        file.write(header(size))
        for i, mark in enumerate(marks):
            file.seek(start + 4 * mark)
            file.write(struct.pack("<hh", 100 + i, -100 - i))

    with AudioFile(path) as f:
        assert f.exact_duration_known and f.frames == frames
        for i, mark in reversed(list(enumerate(marks))):
            f.seek(mark)
            got = f.read_raw(1)
            np.testing.assert_array_equal(got, [[100 + i], [-100 - i]], f"frame {mark} of {frames}")
            assert f.tell() == mark + 1
        f.seek(frames - 3)
        assert f.read(1000).shape == (2, 3)
        assert f.read(1000).shape == (2, 0)
        f.seek(frames)
        with pytest.raises(ValueError):
            f.seek(frames + 1)
