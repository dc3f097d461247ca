# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Windows Media Audio beside FFmpeg's own decode of it: the same samples, in the same places, to the last block."""

import io
import shutil
import subprocess

import numpy as np
import pytest
import soundfile
from promises import check

from gaudiofile import AudioFile

pytestmark = pytest.mark.skipif(not shutil.which("ffmpeg"), reason="needs ffmpeg")


def encode(folder, name, options, rate=44100, channels=2, seconds=2.27):
    source, path = folder / "source.wav", folder / name
    noise = np.random.default_rng(rate + channels).normal(0, 0.1, (int(seconds * rate), channels))
    soundfile.write(source, noise, rate)
    command = ["ffmpeg", "-v", "error", "-i", str(source), *options.split(), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stderr
    return path


def assert_like_ffmpeg(path):
    """And keeps the promises: seeks and pieces give the same bits."""
    whole = check(lambda: AudioFile(path), path.name)
    command = ["ffmpeg", "-v", "error", "-i", str(path), "-f", "f32le", "-"]
    data = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL).stdout
    expected = np.frombuffer(data, np.float32).reshape(-1, whole.shape[0]).T
    assert whole.shape == expected.shape
    assert np.array_equal(whole, expected)
    with AudioFile(path) as f:
        assert f.exact_duration_known
        assert f.frames == expected.shape[1]
    return whole


# Blocks are of 512, 1024 or 2048 frames, by rate and version.
@pytest.mark.slow
@pytest.mark.parametrize("codec", ["wmav1", "wmav2"])
@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("rate", [8000, 11025, 16000, 22050, 32000, 44100, 48000])
def test_rates(tmp_path, codec, channels, rate):
    whole = assert_like_ffmpeg(encode(tmp_path, "a.wma", f"-c:a {codec} -b:a 96k", rate, channels))
    assert whole.shape[1] > 2 * rate


# With few bits there is noise in it, whose generator goes on from the start of the file.
@pytest.mark.slow
@pytest.mark.parametrize("codec", ["wmav1", "wmav2"])
@pytest.mark.parametrize("bits", ["24k", "32k", "64k", "192k"])
def test_bit_rates(tmp_path, codec, bits):
    assert_like_ffmpeg(encode(tmp_path, "a.wma", f"-c:a {codec} -b:a {bits}"))


@pytest.mark.slow
@pytest.mark.parametrize("codec", ["wmav1", "wmav2"])
@pytest.mark.parametrize("frames", [1, 2047, 2048, 4096, 5000])
def test_short(tmp_path, codec, frames):
    path = encode(tmp_path, "a.wma", f"-c:a {codec}", seconds=(frames + 0.5) / 44100)
    with AudioFile(path) as f:
        assert f.frames == f.read(100000).shape[1] == max((frames + 2047) // 2048 - 1, 0) * 2048


@pytest.mark.slow
@pytest.mark.parametrize("codec", ["wmav1", "wmav2"])
@pytest.mark.parametrize("rate", [22050, 44100])
def test_in_wav(tmp_path, codec, rate):
    path = encode(tmp_path, "a.wav", f"-c:a {codec} -b:a 96k", rate)
    assert_like_ffmpeg(path)
    with AudioFile(path) as f:
        assert f.codec == codec


def test_damage_moves_nothing(tmp_path):
    """A packet that is no audio becomes silence, and what follows stays where it is."""
    path = encode(tmp_path, "a.wav", "-c:a wmav2 -b:a 96k")
    with AudioFile(path) as f:
        whole = f.read(f.frames)
    data = bytearray(path.read_bytes())
    block = int.from_bytes(data[32:34], "little")
    start = data.index(b"data") + 8
    data[start + 20 * block : start + 21 * block] = bytes([0xA5]) * block
    path.write_bytes(data)
    with AudioFile(path) as f:
        damaged = f.read(f.frames)
    assert damaged.shape == whole.shape
    same = (damaged == whole).all(axis=0)
    assert same[: 17 * 2048].all() and same[21 * 2048 :].all()
    assert not same[18 * 2048 : 20 * 2048].all()


@pytest.mark.slow
def test_an_estimate_is_corrected(tmp_path):
    """In a file that is too long to be walked through at opening."""
    path = encode(tmp_path, "a.wma", "-c:a wmav2 -b:a 1500k", rate=48000, seconds=100)
    assert path.stat().st_size > 16 << 20
    with AudioFile(path) as f:
        f.seek(95 * 48000)
        end = f.read(10 * 48000).shape[1]
        assert f.exact_duration_known
        assert f.frames == 95 * 48000 + end == 100 * 48000 // 2048 * 2048


# What we write


def tones(frames, channels, rate):
    time = np.arange(frames) / rate
    return np.stack([0.4 * np.sin(2 * np.pi * 440 * (c + 1) * time) for c in range(channels)]).astype("f4")


def write(target, samples, rate, **options):
    with AudioFile(target, "w", rate, len(samples), format="wma", **options) as f:
        f.write(samples)


@pytest.mark.slow
@pytest.mark.parametrize("rate", [8000, 11025, 16000, 22050, 32000, 44100, 48000])
def test_written_is_like_ffmpeg_reads_it(tmp_path, rate):
    """The same bits as far as our length reaches, behind which there are no two blocks; and in its place: a block too
    few or too many would make another sine of it."""
    samples = tones(int(0.7 * rate) + 1, 2, rate)
    for quality in ("worst", "best"):
        write(tmp_path / "a.wma", samples, rate, quality=quality)
        whole = check(lambda: AudioFile(tmp_path / "a.wma"), "a.wma")
        assert whole.shape == samples.shape
        command = ["ffmpeg", "-v", "error", "-i", str(tmp_path / "a.wma"), "-f", "f32le", "-"]
        data = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL).stdout
        theirs = np.frombuffer(data, np.float32).reshape(-1, 2).T
        np.testing.assert_array_equal(theirs[:, : whole.shape[1]], whole)
        assert theirs.shape[1] < whole.shape[1] + 4096
        # Not the beginning and end, which are steps.
        inner = slice(rate // 10, -rate // 10)
        assert np.square(whole - samples)[:, inner].sum() < 1e-2 * np.square(samples)[:, inner].sum()


class Pipe(io.RawIOBase):
    """Takes bytes and cannot go back."""

    def __init__(self):
        self.data = bytearray()

    def writable(self):
        return True

    def seekable(self):
        return False

    def write(self, data):
        self.data += bytes(data)
        return len(data)


def test_written_to_a_pipe_ends_later():
    """Whole blocks, the last of which is half silence."""
    samples, pipe = tones(100_000, 1, 44100), Pipe()
    write(pipe, samples, 44100)
    with AudioFile(bytes(pipe.data)) as f:
        whole = f.read(200_000)
        assert f.frames == whole.shape[1] == (100_000 // 2048 + 2) * 2048
    inner = slice(4410, 95_000)
    assert np.square(whole[:, inner] - samples[:, inner]).sum() < 1e-2 * np.square(samples[:, inner]).sum()


@pytest.mark.parametrize("rate", [8000, 16000, 22050, 32000, 44100, 48000])
def test_loudest_noise_is_written(rate):
    """Of which the encoder drops blocks at less than two bits a frame, or if it is above full scale."""
    generator = np.random.default_rng(rate)
    for channels in (1, 2):
        noise = np.sign(generator.normal(0, 1, (channels, 2 * rate))).astype("f4")
        for samples in (noise, 1e6 * noise):
            data = AudioFile.encode(samples, rate, "wma", channels, quality="worst")
            assert AudioFile(data).read(3 * rate).shape == samples.shape


@pytest.mark.slow
def test_written_that_is_not_indexed(tmp_path):
    """Of more than 16 MiB: the number of frames is known, and stays what it was when the end was read."""
    frames = 440 * 44100 + 1
    samples = np.tile(tones(44100, 1, 44100), (1, 441))[:, :frames]
    write(tmp_path / "a.wma", samples, 44100, quality="320")
    assert (tmp_path / "a.wma").stat().st_size > 16 << 20
    with AudioFile(tmp_path / "a.wma") as f:
        assert (f.frames, f.exact_duration_known) == (frames, True)
        whole = f.read(frames + 10_000)
        assert whole.shape == (1, frames)
        f.seek(frames - 50_000)
        np.testing.assert_array_equal(f.read(60_000), whole[:, -50_000:])
        assert f.frames == frames
    end = slice(-50_000, -5000)
    assert np.square(whole[:, end] - samples[:, end]).sum() < 1e-2 * np.square(samples[:, end]).sum()
