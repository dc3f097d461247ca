# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""What a file is like: loudness() and silences(), trim_points() and plot(); peaks() is in C altogether."""

import operator
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from ._native import Peaks, find_silences, measure_loudness, peaks, save_plot


@dataclass(frozen=True)
class Loudness:
    """How loud a file is, after EBU R 128, and its ReplayGain 2; see loudness().

    >>> loudness = gaudiofile.loudness("song.flac")
    >>> loudness.integrated + loudness.replay_gain  # what ReplayGain brings all files to, LUFS
    -18.0
    """

    integrated: float
    """The loudness of the whole, without its silent and quiet parts, in LUFS; -inf for silence."""
    range: float
    """How much the loudness varies, in LU."""
    max_momentary: float
    """The loudness of the loudest 0.4 seconds, in LUFS."""
    max_short_term: float
    """The loudness of the loudest 3 seconds, in LUFS."""
    true_peak: float
    """The highest level of all channels, between samples too, in dBTP."""
    replay_gain: float
    """The track gain of ReplayGain 2 in dB: what brings the file to -18 LUFS; 0 for silence."""
    replay_peak: float
    """The track peak of ReplayGain 2: the largest sample without its sign; 1 is full scale."""
    momentary: npt.NDArray[np.float32] = field(repr=False, compare=False)
    """The loudness of the last 0.4 seconds at the end of each tenth of a second, in LUFS."""
    short_term: npt.NDArray[np.float32] = field(repr=False, compare=False)
    """The loudness of the last 3 seconds at the end of each tenth of a second, in LUFS."""


def loudness(file: Any, *, progress: Callable[[int, int], object] | None = None) -> Loudness:
    """Measures how loud a whole file is, in one pass: EBU R 128 and ReplayGain 2.

    file is a name, bytes, an open binary file or a ReadableAudioFile, whose position stays as it is. progress is called
    with how many frames are done, and how many there are; what it raises ends the call.

    Measured by libebur128: MissingPluginError if that is not installed. Else raises what AudioFile and its methods
    raise.

    >>> loudness = gaudiofile.loudness("song.flac")
    >>> loudness.integrated < 0, loudness.replay_peak <= 1
    (True, True)
    """
    return Loudness(*measure_loudness(file, progress))


def silences(
    file: Any,
    threshold: float = -60.0,
    *,
    seconds: float = 0.5,
    frames: int | None = None,
    progress: Callable[[int, int], object] | None = None,
) -> npt.NDArray[np.int64]:
    """Finds where a file is silent, exact to the frame.

    Returns an array of shape (silences, 2): for each the first frame, and the first one behind it. Silent is what has
    no sample above threshold, in dBFS, in any channel, for so many seconds, or frames if they are given.

    file and progress are as for loudness(). ValueError for frames below 1 and seconds below 0; else raises what
    AudioFile and its methods raise.

    >>> gaudiofile.silences("song.flac", -50, seconds=0.7).shape
    (0, 2)
    """
    if frames is not None and operator.index(frames) < 1:
        raise ValueError(f"frames must be at least 1, but is {frames}")
    if not seconds >= 0:
        raise ValueError(f"seconds must not be negative, but is {seconds}")
    ranges: npt.NDArray[np.int64] = find_silences(file, threshold, frames or 0, seconds, progress)[0]
    return ranges


def trim_points(
    file: Any, threshold: float = -60.0, *, progress: Callable[[int, int], object] | None = None
) -> tuple[int, int]:
    """Finds between which frames a file has sound: the first that is not silent, and the first one behind the last.

    Silent is what has no sample above threshold, in dBFS, in any channel; both are the file's length if all of it is.
    file and progress are as for loudness(). Raises what AudioFile and its methods raise.

    >>> begin, end = gaudiofile.trim_points("song.flac", -60)
    >>> 0 <= begin < end <= 132_300
    True
    """
    _, begin, end = find_silences(file, threshold, 1 << 40, 0.0, progress)
    return begin, end


def plot(
    file: Any,
    out: str | os.PathLike[str],
    *,
    title: str | None = None,
    width: int = 1200,
    height: int | None = None,
    cache: bool = True,
    progress: Callable[[int, int], object] | None = None,
) -> None:
    """Draws the waveform of a whole file, a channel under the other, over an axis of time.

    file is a name, bytes, an open binary file, a ReadableAudioFile or a Peaks. out is the picture, a name that ends
    with .png or .svg. Light is what lies between the lowest and the highest sample, dark the RMS. width and height are
    in pixels; height is by default what fits the number of channels. cache and progress are as for peaks().

    Drawn by cairo: MissingPluginError if that is not installed. ValueError for another name of a picture and for an
    impossible size. Else raises what AudioFile and its methods raise.

    >>> gaudiofile.plot("song.flac", "song.png", title="A song", width=800)
    """
    waveform = file if isinstance(file, Peaks) else peaks(file, cache=cache, progress=progress)
    # A short file is looked at more closely, at some bins for each pixel.
    resolution = waveform.resolution
    while resolution > 16 and waveform.frames < 2 * width * resolution:
        resolution //= 2
    if resolution < waveform.resolution and not isinstance(file, Peaks) and not _is_used_up(file):
        waveform = peaks(file, resolution=resolution, cache=False)
    save_plot(waveform, out, title, width, height or 0)


def _is_used_up(file: Any) -> bool:
    """Whether it is a stream, which was read."""
    return hasattr(file, "read") and not hasattr(file, "samplerate")


# asyncio


async def peaks_async(file: Any, *, progress: Callable[[int, int], object] | None = None, **options: Any) -> Peaks:
    """peaks() for asyncio, with the same arguments: on a thread; ends within 50 ms when the task is cancelled.

    progress is called on the event loop. The calls on an open file are made one after the other.
    Raises what peaks() raises.

    >>> peaks = asyncio.run(gaudiofile.peaks_async("song.flac"))
    """
    from . import _async

    result: Peaks = await _async.on_file(file, lambda tell: peaks(file, progress=tell, **options), progress)
    return result


async def loudness_async(file: Any, *, progress: Callable[[int, int], object] | None = None) -> Loudness:
    """loudness() for asyncio, with the same arguments and errors; as peaks_async().

    >>> loudness = asyncio.run(gaudiofile.loudness_async("song.flac"))
    """
    from . import _async

    result: Loudness = await _async.on_file(file, lambda tell: loudness(file, progress=tell), progress)
    return result


async def silences_async(
    file: Any, threshold: float = -60.0, *, progress: Callable[[int, int], object] | None = None, **options: Any
) -> npt.NDArray[np.int64]:
    """silences() for asyncio, with the same arguments and errors; as peaks_async().

    >>> ranges = asyncio.run(gaudiofile.silences_async("song.flac", -50))
    """
    from . import _async

    result: npt.NDArray[np.int64] = await _async.on_file(
        file, lambda tell: silences(file, threshold, progress=tell, **options), progress
    )
    return result


async def trim_points_async(
    file: Any, threshold: float = -60.0, *, progress: Callable[[int, int], object] | None = None
) -> tuple[int, int]:
    """trim_points() for asyncio, with the same arguments and errors; as peaks_async().

    >>> begin, end = asyncio.run(gaudiofile.trim_points_async("song.flac"))
    """
    from . import _async

    result: tuple[int, int] = await _async.on_file(
        file, lambda tell: trim_points(file, threshold, progress=tell), progress
    )
    return result


async def plot_async(
    file: Any,
    out: str | os.PathLike[str],
    *,
    progress: Callable[[int, int], object] | None = None,
    **options: Any,
) -> None:
    """plot() for asyncio, with the same arguments; as peaks_async(). There is no picture if the task is cancelled.
    Raises what plot() raises.

    >>> asyncio.run(gaudiofile.plot_async("song.flac", "song.svg"))
    """
    from . import _async

    await _async.on_file(file, lambda tell: plot(file, out, progress=tell, **options), progress)
