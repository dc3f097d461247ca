# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""A whole file in one call: load() and save()."""

from typing import Any

import numpy as np
import numpy.typing as npt

from ._native import AudioFile, ConvertedReadableAudioFile


def load(
    path: Any,
    *,
    samplerate: float | None = None,
    num_channels: int | None = None,
    offset: int = 0,
    frames: int | None = None,
    dtype: npt.DTypeLike = "float32",
    matrix: npt.ArrayLike | None = None,
) -> tuple[npt.NDArray[Any], int | float]:
    """Reads an audio file, or a part of it, in one call.

    Returns the samples, of shape (channels, frames), and their sample rate in Hz. path is whatever AudioFile opens.

    samplerate, num_channels, dtype and matrix are as for ConvertedReadableAudioFile: resampled to so many Hz, mixed to
    the mean (1), copied, or by the usual matrix of such loudspeakers, and float32, float64, int16 or int32. offset and
    frames count frames of what is returned, that is at samplerate; fewer come where the file ends, and ValueError if
    offset is behind its end. Raises what AudioFile and its methods raise.
    """
    with (
        AudioFile(path) as file,
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


def _speaks_dlpack_only(audio: Any) -> bool:
    return hasattr(audio, "__dlpack__") and not hasattr(audio, "__array__")
