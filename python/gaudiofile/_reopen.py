# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Opens a copy of a file that is being read: what unpickling and copying call."""

from typing import Any

from ._limits import Limits
from ._native import ConvertedReadableAudioFile, ReadableAudioFile, ResampledReadableAudioFile
from ._resample import Resample

# By the numbers of GafIsolation.
_ISOLATIONS = (None, "none", "process")


def reopen(
    cls: type[ReadableAudioFile],
    original: str | bytes,
    position: int,
    track: int,
    isolation: int = 0,
    limits: Limits | None = None,
) -> ReadableAudioFile:
    """The same file, by its name or from its bytes, at the same frame of the same track (-1: the usual one)."""
    # A subclass need not take what was not asked for.
    wanted: dict[str, Any] = {"track": track} if track >= 0 else {}
    if isolation > 0:
        wanted["isolation"] = _ISOLATIONS[isolation]
    if limits is not None:
        wanted["limits"] = limits
    file = cls(original, **wanted)
    file.seek(position)
    return file


def reopen_resampled(
    cls: type[ResampledReadableAudioFile],
    original: ReadableAudioFile | ResampledReadableAudioFile,
    rate: float,
    quality: int,
    position: int,
) -> ResampledReadableAudioFile:
    """A copy of the resampled file, resampled to the same rate, at the same frame."""
    file = cls(original, rate, Resample.Quality(quality))
    file.seek(position)
    return file


def reopen_converted(
    cls: type[ConvertedReadableAudioFile],
    original: ReadableAudioFile | ResampledReadableAudioFile | ConvertedReadableAudioFile,
    arguments: tuple[Any, ...],
    position: int,
) -> ConvertedReadableAudioFile:
    """A copy of the converted file, converted in the same way, at the same frame."""
    samplerate, num_channels, dtype, matrix, quality, effects, preroll = arguments
    # A subclass need not take what was not asked for.
    wanted = {"effects": effects, "preroll": preroll} if effects is not None else {}
    file = cls(original, samplerate, num_channels, dtype, matrix=matrix, resampling_quality=quality, **wanted)
    file.seek(position)
    return file
