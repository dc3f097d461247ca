# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Files past 2 GiB and 4 GiB, of holes but for a few samples; tools/soak --long writes such files in full."""

import struct
import subprocess

import numpy as np
import pytest

import gaudiofile
from gaudiofile import AudioFile

pytestmark = pytest.mark.slow

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


# Writing


class Holes:
    """A file that leaves holes where zeros are written: as large as it likes in no time."""

    zeros = bytes(1 << 16)

    def __init__(self, path):
        self.file = path.open("w+b", buffering=0)

    def write(self, data):
        if len(data) <= len(self.zeros) and self.zeros.startswith(data):
            self.file.seek(len(data), 1)
            return len(data)
        return self.file.write(data)

    def __getattr__(self, name):
        return getattr(self.file, name)

    def close(self):
        end = self.file.tell()
        self.file.truncate(max(end, self.file.seek(0, 2)))
        self.file.close()


def write_holes(f, frames):
    """Silence, and in the end one frame that is none."""
    f.write(np.broadcast_to(np.zeros((2, 1), "i2"), (2, frames - 1)))
    f.write(np.array([[1234], [-4321]], "i2"))


def count_with_ffprobe(path):
    command = ["ffprobe", "-v", "error", "-show_entries", "stream=duration_ts", "-of", "csv=p=0", path]
    return int(subprocess.run(command, capture_output=True, check=True).stdout)


def check_end(path, frames, container):
    with AudioFile(path) as f:
        assert (f.container, f.frames, f.exact_duration_known) == (container, frames, True)
        f.seek(frames - 1)
        np.testing.assert_array_equal(f.read_raw(10), [[1234], [-4321]])
    assert count_with_ffprobe(path) == frames


HEADER = 80  # bytes of a 16-bit stereo WAV file before its samples, 8 of which are not counted
LAST_WAV = ((1 << 32) - 1 - (HEADER - 8)) // 4  # frames


@pytest.mark.parametrize(("frames", "container"), [(LAST_WAV, "WAV"), (LAST_WAV + 1, "RF64")])
@pytest.mark.fault("WAV beyond 4 GiB", "it becomes RF64")
def test_wav_becomes_rf64(tmp_path, frames, container):
    """When a frame more would not fit."""
    path = tmp_path / "large.wav"
    holes = Holes(path)
    with AudioFile(holes, "w", 48000, 2, format="wav") as f:
        write_holes(f, frames)
    assert f.frames == frames
    holes.close()
    check_end(path, frames, container)


@pytest.mark.fault(
    "more samples than the format can hold", "`LimitError` before anything of them is written; the file is valid"
)
def test_aiff_says_that_it_is_full(tmp_path):
    """Before anything of it is written; what fits is written, and the file is valid."""
    path = tmp_path / "large.aiff"
    holes = Holes(path)
    f = AudioFile(holes, "w", 48000, 2, format="aiff")
    some = GIB // 4 * 3
    f.write(np.broadcast_to(np.zeros((2, 1), "i2"), (2, some)))
    with pytest.raises(gaudiofile.LimitError, match="room for .* more frames") as info:
        f.write(np.broadcast_to(np.zeros((2, 1), "i2"), (2, GIB // 4)))
    assert f.frames == some
    room = int(str(info.value).split("room for ")[1].split()[0])
    with pytest.raises(gaudiofile.LimitError):
        write_holes(f, room + 2)
    f.write(np.array([[1234], [-4321]], "i2"))
    assert room >= 2
    f.close()
    holes.close()
    check_end(path, f.frames, "AIFF")
