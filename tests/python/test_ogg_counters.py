# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Ogg whose granule positions lie, stand still or are missing: what is there is read, in its place.
Ogg behind junk, and chains of thousands of links."""

import functools
import io
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pytest
import soundfile
from formats import make_signal
from ogg import granule_of, pages_of, seal, set_granule, set_serial

import gaudiofile
from gaudiofile import AudioFile

ENCODERS = {
    "opus": "opusenc --quiet --serial 1 {i} {o}",
    "vorbis": "oggenc -Q -s 1 -o {o} {i}",
    "flac": "flac -s --ogg --serial-number=1 -o {o} {i}",
    "speex": "speexenc --quiet -w {i} {o}",
}


@functools.cache
def encode(codec, seconds=2.5, channels=2):
    with tempfile.TemporaryDirectory() as folder:
        return encode_in(Path(folder), codec, seconds, channels)


def encode_in(folder, codec, seconds, channels):
    wav, out = folder / "a.wav", folder / f"a.{codec}.ogg"
    rate = {"opus": 48000, "speex": 16000}.get(codec, 44100)
    soundfile.write(wav, make_signal(rate, channels, int(rate * seconds)), rate, subtype="PCM_16")
    subprocess.run(ENCODERS[codec].format(i=wav, o=out), shell=True, check=True, capture_output=True)
    return out.read_bytes()


def change(data, granule):
    """@granule: from the place of a page of audio, how many there are, and what it says, to what it shall say."""
    pages = list(pages_of(data))
    audio = [page for page in pages if granule_of(page) > 0]
    for place, page in enumerate(audio):
        set_granule(page, granule(place, len(audio), granule_of(page)))
        seal(page)
    return b"".join(bytes(page) for page in pages)


def read_all(data):
    with AudioFile(io.BytesIO(data)) as file:
        samples = file.read(10**8)
        assert samples.shape[1] == file.frames
        rng = np.random.default_rng(1)
        for at in rng.integers(0, file.frames, 12):
            file.seek(int(at))
            assert np.array_equal(file.read(999), samples[:, at : at + 999]), f"after a seek to {at}"
        file.seek(0)
        parts = []
        while (part := file.read(4099)).shape[1]:
            parts.append(part)
        assert np.array_equal(np.concatenate(parts, axis=1), samples)
    return samples


LIES = {
    "all zero": lambda place, n, granule: 0,
    "stuck": lambda place, n, granule: min(granule, 50000),
    "a third": lambda place, n, granule: granule // 3,
    "double": lambda place, n, granule: granule if place == 0 else granule * 2,
    "one too many in the middle": lambda place, n, granule: granule + (place == n // 2),
    "one too few in the middle": lambda place, n, granule: granule - (place == n // 2),
    "restarting": lambda place, n, granule: granule if place < n // 2 else granule - 40000,
    "missing on the last page": lambda place, n, granule: -1 if place == n - 1 else granule,
    "zero on the last page": lambda place, n, granule: 0 if place == n - 1 else granule,
    "missing everywhere": lambda place, n, granule: -1,
}


@pytest.mark.slow
@pytest.mark.parametrize("lie", LIES)
@pytest.mark.parametrize("codec", ["opus", "vorbis", "flac"])
def test_lies(codec, lie):
    right = encode(codec)
    samples = read_all(right)
    got = read_all(change(right, LIES[lie]))
    # The end is not cut where nothing says how much is padding.
    assert samples.shape[1] <= got.shape[1] < samples.shape[1] + 3000
    assert np.array_equal(got[:, : samples.shape[1]], samples)


@pytest.mark.slow
@pytest.mark.parametrize("lie", ["all zero", "stuck", "a third", "restarting", "missing on the last page"])
def test_lies_in_a_long_file(lie):
    right = encode("opus", 25)
    samples = read_all(right)
    middle = [granule_of(page) for page in pages_of(right)][14]
    lies = LIES | {"restarting": lambda place, n, granule: granule if granule <= middle else granule - middle}
    got = read_all(change(right, lies[lie]))
    assert samples.shape[1] <= got.shape[1] < samples.shape[1] + 3000
    assert np.array_equal(got[:, : samples.shape[1]], samples)


def test_a_lost_page_is_a_hole():
    """A jump of the counter where a page is missing is no lie."""
    right = encode("vorbis", 8)
    samples = read_all(right)
    pages = [bytes(page) for page in pages_of(right)]
    got = read_all(b"".join(pages[: len(pages) // 2] + pages[len(pages) // 2 + 1 :]))
    assert got.shape == samples.shape
    assert np.array_equal(got[:, -40000:], samples[:, -40000:])
    assert np.array_equal(got[:, :40000], samples[:, :40000])


@pytest.mark.parametrize("codec", ENCODERS)
@pytest.mark.parametrize("junk", [b"\0" * 3000, b"OggS" + b"x" * 700, bytes(range(1, 200)) * 50, b"half a page"])
def test_junk_in_front(codec, junk):
    right = encode(codec, 2)
    assert np.array_equal(read_all(junk + right), read_all(right))


def test_cut_in_the_middle_of_a_page():
    """Without its headers a stream cannot be decoded, which is said; the whole stream behind it is read."""
    right = encode("vorbis", 3)
    cut = right[len(right) // 2 :]
    with pytest.raises(gaudiofile.CorruptFileError, match="no beginning of a stream"):
        AudioFile(io.BytesIO(cut))
    other = b"".join(bytes(seal(set_serial(page, 9) or page)) for page in pages_of(right))
    assert np.array_equal(read_all(cut + other), read_all(right))


@pytest.mark.slow
def test_thousands_of_links(tmp_path):
    """Memory does not grow with the links: 9,999 of them took 1.7 GB."""
    link = encode("vorbis", 0.02, 1)
    (tmp_path / "link.ogg").write_bytes(link)
    pages = list(pages_of(link))
    chain = bytearray()
    for serial in range(600):
        for page in pages:
            set_serial(page, serial + 1)
            chain += seal(page)
    (tmp_path / "chain.ogg").write_bytes(chain)
    program = f"""
import resource
from gaudiofile import AudioFile
with AudioFile({str(tmp_path / "link.ogg")!r}) as file: one = file.read(10**6).shape[1]
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
with AudioFile({str(tmp_path / "chain.ogg")!r}) as file:
    assert file.read(10**7).shape[1] == 600 * one
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 16 * 1024, "KiB"


class Endless(io.RawIOBase):
    """Says that it has 2^62 bytes; behind those that there are it has zeros, or none."""

    def __init__(self, data, zeros):
        self.data, self.zeros, self.at = data, zeros, 0

    def readable(self):
        return True

    def seekable(self):
        return True

    def tell(self):
        return self.at

    def seek(self, offset, whence=0):
        self.at = (0, self.at, 1 << 62)[whence] + offset
        return self.at

    def readinto(self, buffer):
        part = self.data[self.at : self.at + len(buffer)]
        buffer[: len(part)] = part
        if self.zeros:
            buffer[len(part) :] = bytes(len(buffer) - len(part))
        n = len(buffer) if self.zeros else len(part)
        self.at += n
        return n


@pytest.mark.parametrize("zeros", [False, True])
@pytest.mark.parametrize("codec", ["opus", "vorbis"])
def test_endless(codec, zeros):
    right = encode(codec, 3)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    with AudioFile(Endless(right, zeros)) as file:
        assert np.array_equal(file.read(file.frames), read_all(right))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_utime - before < 20  # it never ended
