# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Whole files in one call: load() and save(), load_many() and iter_many()."""

import operator
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Literal, overload

import numpy as np
import numpy.typing as npt

from ._limits import Limits
from ._native import AudioFile, ConvertedReadableAudioFile, get_max_threads, load_clips


def load(
    path: Any,
    *,
    samplerate: float | None = None,
    num_channels: int | None = None,
    offset: int = 0,
    frames: int | None = None,
    dtype: npt.DTypeLike = "float32",
    matrix: npt.ArrayLike | None = None,
    limits: Limits | None = None,
) -> tuple[npt.NDArray[Any], int | float]:
    """Reads an audio file, or a part of it, in one call.

    Returns the samples, of shape (channels, frames), and their sample rate in Hz. path is whatever AudioFile opens.

    samplerate, num_channels, dtype and matrix are as for ConvertedReadableAudioFile: resampled to so many Hz, mixed to
    the mean (1), copied, or by the usual matrix of such loudspeakers, and float32, float64, int16 or int32. offset and
    frames count frames of what is returned, that is at samplerate; fewer come where the file ends, and ValueError if
    offset is behind its end. limits, a Limits, says what the file may claim and cost. Raises what AudioFile and its
    methods raise.

    >>> samples, samplerate = gaudiofile.load("song.flac", samplerate=16_000, num_channels=1, frames=8_000)
    >>> samples.shape, samplerate
    ((1, 8000), 16000)
    """
    with (
        AudioFile(path, limits=limits) as file,
        ConvertedReadableAudioFile(file, samplerate, num_channels, dtype, matrix=matrix) as source,
    ):
        source.seek(offset)
        if frames == 0:
            return source.read(1)[:, :0], source.samplerate
        # A length that is an estimate may be too low.
        left = max(source.frames - offset, 1) if source.exact_duration_known else np.iinfo(np.int64).max
        return source.read(left if frames is None else frames), source.samplerate


def save(path: Any, audio: Any, samplerate: float, **spec: Any) -> None:
    """Writes samples to an audio file in one call.

    path is whatever AudioFile writes to, audio samples of shape (channels, frames), or (frames,) for one channel, of
    the types that WriteableAudioFile.write() takes, and spec AudioFile's arguments for writing: bit_depth, quality,
    format, codec, atomic. Raises what AudioFile and its methods raise, ValueError for too many channels.

    >>> gaudiofile.save("silence.flac", np.zeros((2, 44_100), np.float32), 44_100, bit_depth=24)
    """
    samples = np.from_dlpack(audio) if _speaks_dlpack_only(audio) else np.asarray(audio)
    if samples.ndim == 1:
        samples = samples[np.newaxis]
    if samples.ndim != 2:
        raise ValueError(f"audio must have the shape (channels, frames), not {samples.shape}")
    channels = samples.shape[0]
    if channels > 64 >= samples.shape[1] > 0:
        raise ValueError(f"audio of shape {samples.shape} has {channels} channels: pass audio.T, of (channels, frames)")
    with AudioFile(path, "w", samplerate, channels, **spec) as file:
        file.write(samples[:, :0])  # shows the layout, where an array is square
        file.write(samples)


async def load_async(
    path: Any,
    *,
    samplerate: float | None = None,
    num_channels: int | None = None,
    offset: int = 0,
    frames: int | None = None,
    dtype: npt.DTypeLike = "float32",
    matrix: npt.ArrayLike | None = None,
) -> tuple[npt.NDArray[Any], int | float]:
    """load() for asyncio: it is done on a thread, and ends within 50 ms when the task is cancelled.

    Returns and raises what load() does: samples of shape (channels, frames), and their rate in Hz.

    >>> samples, samplerate = asyncio.run(gaudiofile.load_async("song.flac"))
    """
    from . import _async

    options: dict[str, Any] = {"samplerate": samplerate, "num_channels": num_channels, "offset": offset}
    options |= {"frames": frames, "dtype": dtype, "matrix": matrix}
    result: tuple[npt.NDArray[Any], int | float] = await _async.call(lambda: load(path, **options))
    return result


async def save_async(path: Any, audio: Any, samplerate: float, **spec: Any) -> None:
    """save() for asyncio: it is done on a thread, and ends within 50 ms when the task is cancelled. Then an atomic file
    has not been replaced; any other is as long as it had got. Raises what save() raises.

    >>> asyncio.run(gaudiofile.save_async("silence.wav", np.zeros(44_100, np.float32), 44_100))
    """
    from . import _async

    await _async.call(lambda: save(path, audio, samplerate, **spec))


def _speaks_dlpack_only(audio: Any) -> bool:
    return hasattr(audio, "__dlpack__") and not hasattr(audio, "__array__")


@overload
def load_many(
    paths: Iterable[Any],
    *,
    offsets: Iterable[int] | None = None,
    frames: None = None,
    samplerate: float | None = None,
    num_channels: int | None = None,
    threads: int | None = None,
    errors: Literal["raise", "skip", "none"] = "raise",
    progress: Callable[[int, int], object] | None = None,
    limits: Limits | None = None,
) -> list[tuple[npt.NDArray[np.float32], int | float] | None]: ...
@overload
def load_many(
    paths: Iterable[Any],
    *,
    offsets: Iterable[int] | None = None,
    frames: int,
    samplerate: float | None = None,
    num_channels: int | None = None,
    threads: int | None = None,
    errors: Literal["raise", "skip", "none"] = "raise",
    progress: Callable[[int, int], object] | None = None,
    limits: Limits | None = None,
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.int64]]: ...
def load_many(
    paths: Iterable[Any],
    *,
    offsets: Iterable[int] | None = None,
    frames: int | None = None,
    samplerate: float | None = None,
    num_channels: int | None = None,
    threads: int | None = None,
    errors: Literal["raise", "skip", "none"] = "raise",
    progress: Callable[[int, int], object] | None = None,
    limits: Limits | None = None,
) -> Any:
    """Reads many audio files in one call, on all processors, with the GIL released.

    paths are names, bytes and other buffers, or binary files that are open; each is read once. Without frames, returns
    a list with (samples, samplerate) for each, in their order, as load() returns them: float32 of shape (channels,
    frames). With frames, returns an array of shape (files, channels, frames) and how many frames there are in each,
    int64 of shape (files,); behind the end of a file are zeros. If num_channels is not given, all files then have to
    have the same number of channels.

    offsets has the frame to begin at for each; offsets and frames count frames of what is returned, that is at
    samplerate, in Hz. samplerate and num_channels are as for load(). The samples do not depend on the number of
    threads: at most threads, by default get_max_threads(). They are made for this call, and have ended when it returns.

    errors says what becomes of files that cannot be read: "raise" raises what the first of them raises, and begins no
    more; "skip" leaves them out; "none" has None in the list, and in the arrays zeros with a length of -1.

    limits, a Limits, says what each of the files may claim and cost before it cannot be read (LimitError).

    progress is called with how many files are done, and how many there are, up to 20 times a second. What it raises,
    and Ctrl-C, end the loading within a tenth of a second.

    >>> batch, lengths = gaudiofile.load_many(["song.flac", "talk.wav"], frames=8_000, num_channels=1)
    >>> batch.shape, lengths
    ((2, 1, 8000), array([8000, 8000]))
    """
    files = list(paths)
    begin = None if offsets is None else list(offsets)
    _check(files, begin, frames, threads, errors)
    out = None
    if frames is not None and num_channels is not None:
        out = np.zeros((len(files), operator.index(num_channels), frames), np.float32)
    results = load_clips(
        files,
        begin,
        -1 if frames is None else frames,
        _check_rate(samplerate),
        _check_channels(num_channels),
        threads or get_max_threads(),
        errors == "raise",
        progress,
        out,
        limits,
    )
    if errors == "raise":
        for result in results:
            if isinstance(result, BaseException):
                raise result
    good = [not isinstance(result, BaseException) for result in results]
    if frames is None:
        if errors == "skip":
            return [(r[0], r[2]) for r, ok in zip(results, good, strict=True) if ok]
        return [(r[0], r[2]) if ok else None for r, ok in zip(results, good, strict=True)]
    lengths = np.array([r[1] if ok else -1 for r, ok in zip(results, good, strict=True)], np.int64)
    if out is None:
        out = _stack([r[0] if ok else None for r, ok in zip(results, good, strict=True)], frames)
    if errors == "skip" and not all(good):
        return out[good], lengths[good]
    return out, lengths


@overload
async def load_many_async(
    paths: Iterable[Any],
    *,
    offsets: Iterable[int] | None = None,
    frames: None = None,
    samplerate: float | None = None,
    num_channels: int | None = None,
    threads: int | None = None,
    errors: Literal["raise", "skip", "none"] = "raise",
    progress: Callable[[int, int], object] | None = None,
) -> list[tuple[npt.NDArray[np.float32], int | float] | None]: ...
@overload
async def load_many_async(
    paths: Iterable[Any],
    *,
    offsets: Iterable[int] | None = None,
    frames: int,
    samplerate: float | None = None,
    num_channels: int | None = None,
    threads: int | None = None,
    errors: Literal["raise", "skip", "none"] = "raise",
    progress: Callable[[int, int], object] | None = None,
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.int64]]: ...
async def load_many_async(
    paths: Iterable[Any],
    *,
    offsets: Iterable[int] | None = None,
    frames: int | None = None,
    samplerate: float | None = None,
    num_channels: int | None = None,
    threads: int | None = None,
    errors: Literal["raise", "skip", "none"] = "raise",
    progress: Callable[[int, int], object] | None = None,
) -> Any:
    """load_many() for asyncio. progress is called on the event loop. Ends within 50 ms when the task is cancelled.

    Returns and raises what load_many() does.

    >>> loaded = asyncio.run(gaudiofile.load_many_async(["song.flac", "talk.wav"]))
    """
    from . import _async

    options: dict[str, Any] = {"offsets": offsets, "frames": frames, "samplerate": samplerate}
    options |= {"num_channels": num_channels, "threads": threads, "errors": errors}
    if progress is None:
        return await _async.call(lambda: load_many(paths, **options))
    return await _async.call_with_progress(lambda tell: load_many(paths, progress=tell, **options), progress)


def _check(files: list[Any], offsets: list[Any] | None, frames: int | None, threads: int | None, errors: str) -> None:
    if errors not in ("raise", "skip", "none"):
        raise ValueError(f'errors must be "raise", "skip" or "none", not {errors!r}')
    if frames is not None and operator.index(frames) < 0:
        raise ValueError(f"frames must not be negative, but is {frames}")
    if threads is not None and operator.index(threads) < 1:
        raise ValueError(f"threads must be at least 1, not {threads}")
    if offsets is not None and len(offsets) != len(files):
        raise ValueError(f"there are {len(offsets)} offsets for {len(files)} files")
    streams = [id(file) for file in files if hasattr(file, "read")]
    if len(set(streams)) < len(streams):
        raise ValueError("an open file is among the files twice: it can be read by one thread only")


def _check_rate(samplerate: float | None) -> float:
    if samplerate is None:
        return 0
    if not samplerate > 0:
        raise ValueError(f"samplerate must be above 0, not {samplerate!r}")
    return float(samplerate)


def _check_channels(num_channels: int | None) -> int:
    if num_channels is None:
        return 0
    if not 1 <= operator.index(num_channels) <= 64:
        raise ValueError(f"num_channels must be from 1 to 64, not {num_channels}")
    return operator.index(num_channels)


def _stack(samples: Sequence[npt.NDArray[np.float32] | None], frames: int) -> npt.NDArray[np.float32]:
    channels = {s.shape[0] for s in samples if s is not None}
    if len(channels) > 1:
        raise ValueError(f"the files have {sorted(channels)} channels: say with num_channels how many are wanted")
    out = np.zeros((len(samples), channels.pop() if channels else 1, frames), np.float32)
    for place, s in zip(out, samples, strict=True):
        if s is not None:
            place[:, : s.shape[1]] = s
    return out


def iter_many(
    paths: Iterable[Any],
    *,
    prefetch: int = 64,
    samplerate: float | None = None,
    num_channels: int | None = None,
    threads: int | None = None,
    errors: Literal["raise", "skip", "none"] = "raise",
    limits: Limits | None = None,
) -> Iterator[tuple[npt.NDArray[np.float32], int | float] | None]:
    """Reads many audio files, for more than there is memory for: an iterator over what load_many() has in its list.

    paths may itself be an iterator that does not end. prefetch files are loaded at a time, on all processors, when
    those before are used up; between, no thread is there. The other arguments, and what is
    raised, are as for load_many().

    >>> for samples, samplerate in gaudiofile.iter_many(["song.flac", "talk.wav"], samplerate=16_000):
    ...     samples.shape
    (2, 48000)
    (2, 48000)
    """
    if operator.index(prefetch) < 1:
        raise ValueError(f"prefetch must be at least 1, not {prefetch}")
    _check([], None, None, threads, errors)
    rate, channels = _check_rate(samplerate), _check_channels(num_channels)
    return _iterate(iter(paths), prefetch, rate or None, channels or None, threads, errors, limits)


def _iterate(
    paths: Iterator[Any],
    prefetch: int,
    samplerate: float | None,
    num_channels: int | None,
    threads: int | None,
    errors: Literal["raise", "skip", "none"],
    limits: Limits | None,
) -> Iterator[tuple[npt.NDArray[np.float32], int | float] | None]:
    while files := list(islice(paths, prefetch)):
        loaded = load_many(
            files, samplerate=samplerate, num_channels=num_channels, threads=threads, errors=errors, limits=limits
        )
        del files
        loaded.reverse()
        while loaded:  # What was handed out is not kept.
            yield loaded.pop()
