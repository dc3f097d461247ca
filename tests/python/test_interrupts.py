# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Ctrl-C, and any signal whose handler raises, ends calls that take long: at once, and with nothing broken.

The signal comes after the process has computed for a while, not after a time: so it comes in the middle of the call on
a busy machine too. That a call was ended, and did not only raise after it had come to its end, is seen by what it has
left undone.
"""

import contextlib
import fcntl
import io
import os
import signal
import struct
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import interrupts
import numpy as np
import pytest

import gaudiofile
from gaudiofile import AudioFile, StreamResampler

pytestmark = pytest.mark.slow

RATE = 48000
MINUTES = 2
LENGTHS = {"flac": 5, "m4a": 5, "alac": 5}  # where two processors read two minutes in forty milliseconds
COMPUTED = 0.01  # seconds until the signal; the call has to take longer by far
DRAMATIC = 7.0  # no sample


class Stop(Exception):
    pass


@contextlib.contextmanager
def interrupted(which: int = signal.ITIMER_PROF, after: float = COMPUTED) -> Iterator[None]:
    """What is inside has to be ended by a signal."""

    def raise_stop(*_: object) -> None:
        raise Stop

    number = signal.SIGPROF if which == signal.ITIMER_PROF else signal.SIGALRM
    before = signal.signal(number, raise_stop)
    signal.setitimer(which, after)
    try:
        with pytest.raises(Stop):
            yield
    finally:
        signal.setitimer(which, 0)
        signal.signal(number, before)


@pytest.fixture(scope="module")
def noise() -> np.ndarray:
    return np.random.default_rng(0).normal(0, 0.1, (2, RATE * 60)).astype(np.float32)


def make(name: str, noise: np.ndarray) -> bytes:
    """A file that takes long to read."""
    if name == "pcm":
        frames = 150_000_000
        form = struct.pack("<HHIIHH", 1, 1, RATE, RATE, 1, 8)
        return struct.pack("<4sI8sI16s4sI", b"RIFF", 36 + frames, b"WAVEfmt ", 16, form, b"data", frames) + bytes(
            frames
        )
    codec = {"alac": "alac"}.get(name)
    format = {"alac": "m4a"}.get(name, name)
    if name in ("mp3", "ogg"):  # one after the other is a file again; without the tag, which tells the length of one
        data = AudioFile.encode(noise, RATE, format, num_channels=2)
        return data * MINUTES if name == "ogg" else data[data.index(b"\xff\xfb", 10) :] * MINUTES
    return AudioFile.encode(np.tile(noise, LENGTHS.get(name, MINUTES)), RATE, format, num_channels=2, codec=codec)


@pytest.fixture(scope="module", params=["pcm", "flac", "ogg", "mp3", "m4a", "alac", "opus", "wv", "mka"])
def data(request: pytest.FixtureRequest, noise: np.ndarray) -> bytes:
    return make(request.param, noise)


@pytest.mark.parametrize("by", ["name", "memory", "file-like"])
@pytest.mark.fault("Ctrl-C in a long read", "it ends at once; the position is where it was")
def test_read(data: bytes, by: str, tmp_path: Path) -> None:
    path = tmp_path / "audio"
    path.write_bytes(data)
    with contextlib.ExitStack() as stack:
        source: Any = path if by == "name" else data if by == "memory" else stack.enter_context(path.open("rb"))
        f = stack.enter_context(AudioFile(source))
        n = f.frames
        out = np.empty((f.num_channels, n), np.float32)
        out[:, -1] = DRAMATIC
        with interrupted():
            f.read(out=out)
        assert (out[:, -1] == DRAMATIC).all()
        assert f.tell() == 0
        # The same as if nothing had happened.
        assert f.frames == n
        with AudioFile(data) as other:
            for position in (0, n // 2, n - 1000):
                f.seek(position)
                other.seek(position)
                assert np.array_equal(f.read(1000), other.read(1000))


@pytest.mark.parametrize(
    ("quality", "rate", "seconds"),
    [("Linear", 44100, 240), ("WindowedSinc256", 44100, 240), ("WindowedSinc256", 768000, 10)],
)
def test_read_resampled(noise: np.ndarray, quality: str, rate: int, seconds: int) -> None:
    samples = np.tile(noise, 4)[:, : seconds * RATE]
    data = AudioFile.encode(samples, RATE, "wav", num_channels=2)
    with AudioFile(data) as f, f.resampled_to(rate, getattr(gaudiofile.Resample.Quality, quality)) as resampled:
        start = resampled.read(1000)
        out = np.empty((2, resampled.frames - 1000), np.float32)
        out[:, -1] = DRAMATIC
        with interrupted():
            resampled.read(out=out)
        assert (out[:, -1] == DRAMATIC).all()
        assert resampled.tell() == 1000
        resampled.seek(0)
        assert np.array_equal(resampled.read(1000), start)


def test_resample_a_stream(noise: np.ndarray) -> None:
    samples = np.tile(noise, MINUTES)
    resampler = StreamResampler(RATE, 44100, 2, gaudiofile.Resample.Quality.WindowedSinc256)
    resampler.process(samples[:, :5000])
    with interrupted():
        resampler.process(samples)
    # A new stream begins.
    other = StreamResampler(RATE, 44100, 2, gaudiofile.Resample.Quality.WindowedSinc256)
    assert np.array_equal(resampler.process(samples[:, :5000]), other.process(samples[:, :5000]))


@pytest.mark.parametrize("format", ["wav", "flac", "ogg", "oga", "opus", "mp3", "m4a", "wv", "mka", "wma"])
@pytest.mark.fault("Ctrl-C in a long write", "it ends at once; the file holds whole frames")
def test_write(noise: np.ndarray, format: str, tmp_path: Path) -> None:
    path = tmp_path / f"audio.{format}"
    samples = np.tile(noise, 20 if format == "wav" else MINUTES)
    with AudioFile(path, "w", 44100, 2) as f:
        f.write(samples[:, :1000])
        with interrupted():
            f.write(samples)
        frames = f.tell()
        assert 1000 < frames < 1000 + samples.shape[1]
        f.write(samples[:, :1000])
    with AudioFile(path) as f:
        assert f.frames == int(np.ceil(((frames + 1000) * f.samplerate) / 44100 - 0.5))
        found = f.read(f.frames)
        assert found.shape[1] == f.frames
        if format in ("wav", "flac", "wv", "mka"):
            written = np.concatenate([samples[:, :1000], samples[:, : frames - 1000], samples[:, :1000]], axis=1)
            assert np.abs(found - written).max() < 2**-14


@pytest.mark.fault("Ctrl-C while a file is being replaced", "the old file stays, and nothing beside it")
def test_write_atomic(noise: np.ndarray, tmp_path: Path) -> None:
    path = tmp_path / "audio.flac"
    path.write_bytes(b"old")
    with interrupted(), AudioFile(path, "w", RATE, 2, atomic=True) as f:
        f.write(np.tile(noise, MINUTES))
    assert path.read_bytes() == b"old"
    assert [*tmp_path.iterdir()] == [path]


def test_write_backwards(noise: np.ndarray, tmp_path: Path) -> None:
    samples = np.tile(noise, MINUTES)[:, ::-1]
    with AudioFile(tmp_path / "audio.flac", "w", RATE, 2) as f:
        with interrupted():
            f.write(samples)
        assert 0 < f.tell() < samples.shape[1]


@pytest.mark.parametrize("format", ["flac", "mp3", "ogg"])
def test_encode(noise: np.ndarray, format: str) -> None:
    samples = np.tile(noise, 4) if format == "flac" else noise  # a second of computing or half of one
    begun = time.process_time()
    with interrupted():
        AudioFile.encode(samples, RATE, format, num_channels=2)
    stopped = time.process_time() - begun
    AudioFile.encode(samples, RATE, format, num_channels=2)
    assert stopped < (time.process_time() - begun - stopped) / 2


@pytest.mark.parametrize("name", ["ogg", "flac", "mp3", "aac"])
@pytest.mark.fault("Ctrl-C while a sparse file of 64 GiB is opened", "it ends at once; no descriptor stays")
def test_open_what_is_mostly_a_hole(noise: np.ndarray, name: str, tmp_path: Path) -> None:
    """An end that is looked for in 64 GiB of nothing."""
    path = tmp_path / "audio"
    if name == "aac":
        command = "ffmpeg -v error -f lavfi -i sine=d=2 -f adts -"
        path.write_bytes(subprocess.run(command.split(), check=True, capture_output=True).stdout)
    else:
        path.write_bytes(AudioFile.encode(noise[:, :96000], RATE, name, num_channels=2))
    os.truncate(path, 1 << 36)
    before = len(os.listdir("/proc/self/fd"))
    try:
        with interrupted():
            while True:  # some are open at once, and it takes a while until the system looks at its timers
                with AudioFile(path) as f:
                    f.seek(f.frames)
                    f.seek(f.frames // 2)
                    for _ in range(1000):
                        f.read(RATE * 60)
    finally:
        path.unlink()
    assert len(os.listdir("/proc/self/fd")) == before


class Slow(io.BytesIO):
    """Each call takes a while, in C, where no signal is seen."""

    reads = 0

    def read(self, size: int | None = -1) -> bytes:
        self.reads += 1
        return super().read(size)


def test_a_file_like_of_many_reads(noise: np.ndarray) -> None:
    f = AudioFile(Slow(make("flac", noise)))
    out = np.empty((2, f.frames), np.float32)
    out[:, -1] = DRAMATIC
    with interrupted():
        f.read(out=out)
    assert (out[:, -1] == DRAMATIC).all()
    assert f.read(10).shape == (2, 10)


def in_thread(function: Any) -> threading.Thread:
    thread = threading.Thread(target=function, daemon=True)
    thread.start()
    return thread


class Stuck(io.BytesIO):
    """Does not answer until it is told to."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.is_stuck = False
        self.is_called = threading.Event()
        self.go_on = threading.Event()

    def read(self, size: int | None = -1) -> bytes:
        if self.is_stuck:
            self.is_called.set()
            self.go_on.wait()
        return super().read(size)


@pytest.mark.parametrize("call", ["read", "close"])
def test_waiting_for_another_threads_call(noise: np.ndarray, call: str) -> None:
    source = Stuck(AudioFile.encode(noise, RATE, "flac", num_channels=2))
    f = AudioFile(source)
    source.is_stuck = True
    thread = in_thread(lambda: f.read(f.frames))
    source.is_called.wait()
    with interrupted(signal.ITIMER_REAL, 0.1):
        f.read(10) if call == "read" else f.close()
    assert not f.closed
    source.go_on.set()
    thread.join()
    assert f.read(10).shape[1] <= 10
    f.close()


@pytest.mark.fault("Ctrl-C while writing waits for a pipe's reader", "it ends at once")
def test_a_pipe_that_nobody_opens(tmp_path: Path) -> None:
    path = tmp_path / "audio.flac"
    os.mkfifo(path)
    with interrupted(signal.ITIMER_REAL, 0.1):
        AudioFile(path, "w", RATE, 2)


def test_a_pipe_that_nobody_empties(noise: np.ndarray, tmp_path: Path) -> None:
    path = tmp_path / "audio.flac"
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    fcntl.fcntl(reader, fcntl.F_SETPIPE_SZ, 4096)
    f = AudioFile(path, "w", RATE, 2)
    with interrupted(signal.ITIMER_REAL, 0.3):
        f.write(noise)
    with interrupted(signal.ITIMER_REAL, 0.1), contextlib.suppress(gaudiofile.Error):
        f.close()
    os.close(reader)


def test_other_threads_are_not_asked(noise: np.ndarray) -> None:
    """A signal is for the main thread; the others go on."""
    samples = np.tile(noise, MINUTES)
    result: list[bytes] = []
    thread = in_thread(lambda: result.append(AudioFile.encode(samples, RATE, "flac", num_channels=2)))
    with interrupted(signal.ITIMER_REAL, 0.05):
        while True:
            time.sleep(1)
    thread.join()
    assert len(result[0]) > 1_000_000


def test_a_handler_that_does_not_raise(noise: np.ndarray) -> None:
    """It may use the library, but not what is being used."""
    f = AudioFile(make("flac", noise))
    seen: list[object] = []

    def handler(*_: object) -> None:
        try:
            f.read(1)
        except gaudiofile.Error as error:
            seen.append(type(error))
        with AudioFile(AudioFile.encode(noise[:, :1000], RATE, "flac", num_channels=2)) as other:
            seen.append(other.read(2000).shape)

    before = signal.signal(signal.SIGPROF, handler)
    signal.setitimer(signal.ITIMER_PROF, COMPUTED)
    samples = f.read(f.frames)
    signal.signal(signal.SIGPROF, before)
    assert samples.shape == (2, f.frames)
    assert seen == [gaudiofile.errors.BusyError, (2, 1000)]


def test_at_random_moments(tmp_path: Path) -> None:
    report = interrupts.run(10, 1, tmp_path, ["wav", "flac", "m4a"], [*interrupts.CALLS], 20, most=30)
    wrong = [text for text in report.wrong if "computed for" not in text]  # a sanitizer's build is slower
    assert not wrong, report


def test_what_is_left_of_a_file_is_judged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def writing(material: interrupts.Material, kind: str, rng: Any) -> Any:
        call, look = interrupts.writing(material, kind, rng)

        def look_at_what_was_cut() -> None:
            os.truncate(tmp_path / "written.wav", 1000)
            look()

        return call, look_at_what_was_cut

    monkeypatch.setitem(interrupts.CALLS, "write", writing)
    report = interrupts.run(10, 1, tmp_path, ["wav"], ["write"], 2, most=2)
    assert report.wrong


def test_what_is_read_afterwards_is_judged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def reading(material: interrupts.Material, kind: str, rng: Any) -> Any:
        material.wanted[kind][0, 20000] += 1
        return interrupts.reading(material, kind, rng)

    monkeypatch.setitem(interrupts.CALLS, "read", reading)
    report = interrupts.run(10, 1, tmp_path, ["wav"], ["read"], 2, most=1)
    assert report.wrong == ["read wav, seed 1: differs"]
