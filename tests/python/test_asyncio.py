# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Files in asyncio: what the asynchronous calls give, their order, and what cancelling leaves."""

import asyncio
import functools
import io
import multiprocessing
import os
import random
import subprocess
import sys
import threading
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from signals import RATE

import gaudiofile
from gaudiofile import AudioFile, Resample

SINC = Resample.Quality.WindowedSinc256


def in_loop(function: Callable[..., Coroutine[Any, Any, None]]) -> Callable[..., None]:
    """Runs a test in an event loop, in debug mode: what is awaited too late or never warns. No thread is left."""

    @functools.wraps(function)
    def run(*args: Any, **kwargs: Any) -> None:
        before = threading.active_count()
        asyncio.run(function(*args, **kwargs), debug=True)
        for thread in threading.enumerate():
            if thread.name == "gaudiofile-async":
                thread.join(1)
        assert threading.active_count() == before

    return run


@pytest.fixture(scope="module")
def noise() -> np.ndarray:
    return np.random.default_rng(2).normal(0, 0.1, (2, 30 * RATE)).astype("f4")


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory, noise: np.ndarray) -> Path:
    path = tmp_path_factory.mktemp("async") / "long.flac"
    gaudiofile.save(path, noise, RATE, quality=0)
    return path


async def cancelled(awaitable: Awaitable[Any], delay: float) -> bool:
    """Whether it was cancelled before it was done."""
    task = asyncio.ensure_future(awaitable)
    await asyncio.sleep(delay)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        return True
    return False


@in_loop
async def test_reading(long: Path) -> None:
    with AudioFile(long) as f:
        wanted = f.read(f.frames)
    for source in (long, long.read_bytes(), io.BytesIO(long.read_bytes())):
        async with AudioFile.open_async(source) as f:
            assert np.array_equal(await f.read_async(1000), wanted[:, :1000])
            await f.seek_async(70)
            assert f.tell() == 70
            assert np.array_equal(await f.read_at_async(5, 30), wanted[:, 5:35])
            out = np.zeros((2, 100), "f4")
            assert (await f.read_async(100, out=out)) is out and np.array_equal(out, wanted[:, 70:170])
            assert (await f.read_raw_async(10)).shape == (2, 10)
            blocks = [block async for block in f.blocks_async(RATE, overlap=10, fill_value=0)]
            assert np.array_equal(blocks[1][:, :10], blocks[0][:, -10:]) and blocks[-1].shape == (2, RATE)
            for other in (f.resampled_to(16000), gaudiofile.ConvertedReadableAudioFile(f, 16000, 1, "int16")):
                async with other:
                    await other.seek_async(0)
                    piece = await other.read_async(1000)
                    assert np.array_equal(await other.read_at_async(0, 1000), piece)
                    assert len([block async for block in other.blocks_async(16000)]) == 30
                assert other.closed and not f.closed
        assert f.closed
    f = await AudioFile.open_async(long, dtype="int16")
    async with f:
        assert (await f.read_async(5)).dtype == np.int16


@in_loop
async def test_errors(tmp_path: Path, long: Path) -> None:
    with pytest.raises(FileNotFoundError):
        await AudioFile.open_async(tmp_path / "none.wav")
    with pytest.raises(TypeError):
        await AudioFile.open_async()
    f = await AudioFile.open_async(long)
    with pytest.raises(ValueError):
        await f.seek_async(10**9)
    with pytest.raises(ValueError):
        await f.read_async(0)
    with pytest.raises(ValueError):
        [b async for b in f.blocks_async(0)]
    await f.close_async()
    await f.close_async()
    with pytest.raises(gaudiofile.ClosedFileError):
        await f.read_async(5)

    class Stops(io.BytesIO):
        def read(self, size: int = -1) -> bytes:
            raise StopIteration

    with pytest.raises(RuntimeError):
        await AudioFile.open_async(Stops(long.read_bytes()), "r")


@in_loop
async def test_writing(tmp_path: Path, noise: np.ndarray) -> None:
    samples = noise[:, :RATE]
    for name in ("a.wav", "a.flac", "a.ogg"):
        with AudioFile(tmp_path / ("sync" + name), "w", RATE, 2) as f:
            f.write(samples)
        async with AudioFile.open_async(tmp_path / name, "w", RATE, 2) as f:
            await asyncio.gather(*(f.write_async(samples[:, i : i + 4410]) for i in range(0, RATE, 4410)))
            await f.flush_async()
            assert f.tell() == RATE
        assert (tmp_path / name).read_bytes() == (tmp_path / ("sync" + name)).read_bytes() or name == "a.ogg"
    with pytest.raises(ZeroDivisionError):
        async with AudioFile.open_async(tmp_path / "a.wav", "w", RATE, 2, atomic=True) as f:
            await f.write_async(samples)
            raise ZeroDivisionError
    f = await AudioFile.open_async(tmp_path / "given-up.wav", "w", RATE)
    await f.abort_async()
    assert f.closed and not (tmp_path / "given-up.wav").exists()
    assert sorted(os.listdir(tmp_path)) == sorted(
        ["a.wav", "a.flac", "a.ogg", *(f"synca.{e}" for e in ("wav", "flac", "ogg"))]
    )
    assert AudioFile(tmp_path / "a.wav").frames == RATE


@in_loop
async def test_order(long: Path) -> None:
    async with AudioFile.open_async(long) as f:
        rng = random.Random(4)
        sizes = [rng.randrange(1, 3000) for _ in range(60)]
        pieces = await asyncio.gather(*(f.read_async(size) for size in sizes))
        assert [piece.shape[1] for piece in pieces] == sizes
        whole = f.read_at(0, f.frames)
        assert np.array_equal(np.concatenate(pieces, axis=1), whole[:, : sum(sizes)])
        # Those behind a long one would wake in any order.
        for _ in range(10):
            await f.seek_async(0)
            pieces = await asyncio.gather(*(f.read_async(size) for size in (3 * RATE, *range(100, 140))))
            assert np.array_equal(np.concatenate(pieces, axis=1), whole[:, : 3 * RATE + sum(range(100, 140))])


@in_loop
async def test_whole_files(tmp_path: Path, long: Path, noise: np.ndarray) -> None:
    samples, rate = await gaudiofile.load_async(long, samplerate=16000, num_channels=1, frames=100)
    assert samples.shape == (1, 100) and rate == 16000
    await gaudiofile.save_async(tmp_path / "x.wav", samples, rate)
    told: list[tuple[int, int]] = []
    main = threading.get_ident()

    def progress(done: int, total: int) -> None:
        assert threading.get_ident() == main
        told.append((done, total))

    result, lengths = await gaudiofile.load_many_async(
        [tmp_path / "x.wav", tmp_path / "none.wav"], frames=50, errors="none", progress=progress
    )
    assert result.shape == (2, 1, 50) and list(lengths) == [50, -1]
    await asyncio.sleep(0)
    assert told[-1] == (2, 2)
    assert [r for _, r in await gaudiofile.load_many_async([long])] == [RATE]


@in_loop
async def test_what_a_file_is_like(tmp_path: Path, long: Path) -> None:
    """The same as without await; of an open file in its turn, between reads."""
    told: list[tuple[int, int]] = []
    main = threading.get_ident()

    def progress(done: int, total: int) -> None:
        assert threading.get_ident() == main
        told.append((done, total))

    assert await gaudiofile.probe_async(long) == gaudiofile.probe(long)
    waveform = await gaudiofile.peaks_async(long, resolution=256, cache=False, progress=progress)
    await asyncio.sleep(0)
    assert told[-1] == (waveform.frames, waveform.frames)
    expected = gaudiofile.peaks(long, resolution=256, cache=False).query(pixels=10)
    assert np.array_equal(waveform.query(pixels=10), expected)
    assert await gaudiofile.trim_points_async(long) == gaudiofile.trim_points(long)
    assert np.array_equal(
        await gaudiofile.silences_async(long, -10, frames=5), gaudiofile.silences(long, -10, frames=5)
    )
    async with AudioFile.open_async(long) as f:
        first, loudness, second = await asyncio.gather(
            f.read_async(100), gaudiofile.loudness_async(f, progress=progress), f.read_async(100)
        )
        assert loudness == gaudiofile.loudness(long) and f.tell() == 200
        assert np.array_equal(np.concatenate([first, second], axis=1), f.read_at(0, 200))
    await gaudiofile.plot_async(long, tmp_path / "x.png", width=300)
    assert (tmp_path / "x.png").read_bytes().startswith(b"\x89PNG")
    assert await cancelled(gaudiofile.plot_async(long, tmp_path / "y.png"), 0.0) == (not (tmp_path / "y.png").exists())


@pytest.mark.slow
@in_loop
async def test_cancelled_reads(long: Path) -> None:
    rng = random.Random(1)
    n_cancelled = 0
    async with AudioFile.open_async(long) as f:
        wanted = await f.read_async(5000)
        resampled = f.resampled_to(48000, SINC)
        start = await resampled.read_async(1000)
        for _ in range(15):
            await f.seek_async(777)
            n_cancelled += await cancelled(f.read_async(f.frames), rng.uniform(0, 0.1))
            assert f.tell() in (777, f.frames)
            assert np.array_equal(await f.read_at_async(0, 5000), wanted)
            n_cancelled += await cancelled(resampled.read_async(10**8), rng.uniform(0, 0.1))
            await resampled.seek_async(0)
            assert np.array_equal(await resampled.read_async(1000), start)
            n_cancelled += await cancelled(gaudiofile.load_many_async([long] * 20), rng.uniform(0, 0.1))
            opening = AudioFile.open_async(long)
            await cancelled(opening.open(), rng.uniform(0, 0.001))
    assert n_cancelled > 20
    left = [name for name in os.listdir("/proc/self/fd") if "long.flac" in os.path.realpath(f"/proc/self/fd/{name}")]
    assert not left


@pytest.mark.slow
@pytest.mark.parametrize("name", ["wav", "flac", "ogg", "mp3"])
@in_loop
async def test_cancelled_writes(tmp_path: Path, noise: np.ndarray, name: str) -> None:
    rng = random.Random(2)
    path = tmp_path / f"new.{name}"
    for i in range(8):
        atomic = i % 2 == 1
        path.write_bytes(b"old")
        f = await AudioFile.open_async(path, "w", RATE, 2, atomic=atomic)
        is_cancelled = await cancelled(f.write_async(noise), rng.uniform(0, 0.05))
        frames = f.tell()
        await f.close_async()
        if atomic and is_cancelled and frames < noise.shape[1]:
            assert path.read_bytes() == b"old"
        else:
            assert AudioFile(path).frames == frames
        assert os.listdir(tmp_path) == [path.name]


@in_loop
async def test_cancelled_before_its_turn(long: Path) -> None:
    """Those that wait are told of at once, and never done."""
    f = await AudioFile.open_async(long)
    tasks = [asyncio.ensure_future(f.read_async(10)) for _ in range(20)]
    first = asyncio.ensure_future(f.resampled_to(48000, SINC).read_async(10**6))
    await asyncio.sleep(0)
    for task in tasks[10:]:
        task.cancel()
    done = await asyncio.gather(*tasks, return_exceptions=True)
    assert all(isinstance(result, np.ndarray) for result in done[:10])
    assert all(isinstance(result, asyncio.CancelledError) for result in done[10:])
    await cancelled(first, 0)
    await f.close_async()


@in_loop
async def test_closing_is_done_though_it_is_cancelled(tmp_path: Path, noise: np.ndarray) -> None:
    f = await AudioFile.open_async(tmp_path / "a.flac", "w", RATE, 2)
    writing = asyncio.ensure_future(f.write_async(noise))
    await asyncio.sleep(0)
    assert await cancelled(f.close_async(), 0.001)
    assert f.closed
    await writing
    assert AudioFile(tmp_path / "a.flac").frames == noise.shape[1]


class Counting(io.BytesIO):
    given = 0

    def read(self, size: int | None = -1) -> bytes:
        data = super().read(size)
        self.given += len(data)
        return data


@in_loop
async def test_a_timeout_ends_a_read(noise: np.ndarray) -> None:
    data = AudioFile.encode(noise, RATE, "wav", 2)
    stream = Counting(data)
    f = (await AudioFile.open_async(stream)).resampled_to(192000, SINC)
    with pytest.raises(asyncio.TimeoutError):
        await asyncio.wait_for(f.read_async(10**8), 0.02)
    assert f.tell() == 0
    assert stream.given < len(data) / 2, "the read went on"


@in_loop
async def test_the_loop_goes_on_meanwhile(long: Path) -> None:
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            await asyncio.sleep(0)
            ticks += 1

    ticking = asyncio.ensure_future(tick())
    async with AudioFile.open_async(long) as f:
        await f.read_async(f.frames)
    ticking.cancel()
    assert ticks > 5


def test_a_second_loop_and_a_child_of_fork(long: Path) -> None:
    async def read() -> int:
        async with AudioFile.open_async(long) as f:
            return int((await f.read_async(10)).shape[1])

    async def read_and_fork() -> int:
        f = await AudioFile.open_async(long)
        reading = asyncio.ensure_future(f.read_async(f.frames))
        await asyncio.sleep(0)
        process = multiprocessing.get_context("fork").Process(target=lambda: sys.exit(asyncio_in_child(read)))
        process.start()
        await asyncio.to_thread(process.join)
        await reading
        return process.exitcode or 0

    assert asyncio.run(read()) == 10 and asyncio.run(read()) == 10
    assert asyncio.run(read_and_fork()) == 0


def asyncio_in_child(read: Callable[[], Coroutine[Any, Any, int]]) -> int:
    asyncio._set_running_loop(None)  # that of the parent
    asyncio.set_event_loop(None)
    return 0 if asyncio.run(read()) == 10 else 1


def test_a_program_ends_in_the_middle_of_a_read(long: Path) -> None:
    program = f"""
import asyncio, gaudiofile
async def main():
    f = (await gaudiofile.AudioFile.open_async({str(long)!r})).resampled_to(192000)
    asyncio.ensure_future(f.read_async(10**8))
    await asyncio.sleep(0.01)
asyncio.run(main())
print("ended")
"""
    result = subprocess.run([sys.executable, "-X", "dev", "-c", program], capture_output=True, text=True, timeout=60)
    assert (result.returncode, result.stdout) == (0, "ended\n"), result.stderr
