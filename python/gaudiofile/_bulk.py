# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""A whole file in one call: load() and save()."""

from typing import Any

import numpy as np
import numpy.typing as npt

from ._native import AudioFile, ReadableAudioFile, ResampledReadableAudioFile

_DTYPES = ("float32", "float64", "int16", "int32")


def load(
    path: Any,
    *,
    samplerate: float | None = None,
    num_channels: int | None = None,
    offset: int = 0,
    frames: int | None = None,
    dtype: npt.DTypeLike = "float32",
) -> tuple[npt.NDArray[Any], int | float]:
    """Reads an audio file, or a part of it, in one call.

    Returns the samples, of shape (channels, frames), and their sample rate in Hz. path is whatever AudioFile opens.

    With samplerate, in Hz, the audio is resampled to it. With num_channels=1, the channels are mixed to their mean; a
    file with one channel is copied to as many as are wanted; else ValueError. offset and frames count frames of what is
    returned, that is at samplerate; fewer come where the file ends, and ValueError if offset is behind its end.

    dtype is float32 or float64, with full scale 1.0, or int16 or int32, with the integers of a file of that format as
    they are, and other samples scaled, rounded and clipped. Raises what AudioFile and its methods raise.
    """
    wanted = np.dtype(dtype)
    if wanted.name not in _DTYPES:
        raise TypeError(f"dtype must be one of {', '.join(_DTYPES)}, not {wanted.name}")
    with AudioFile(path) as file:
        mixes = num_channels is not None and num_channels != file.num_channels
        if mixes and num_channels != 1 and file.num_channels != 1:
            raise ValueError(
                f"Audio of {file.num_channels} channels is not mixed to {num_channels}: read it as it is, or with "
                "num_channels=1"
            )
        source = file if samplerate is None else file.resampled_to(samplerate)
        source.seek(offset)
        rate = source.samplerate
        if file.file_dtype == wanted.name and wanted.kind == "i" and source is file and not mixes:
            return _read(file.read_raw, file, frames), rate
        samples = _read(source.read, source, frames)
    if mixes:
        samples = samples.mean(axis=0, keepdims=True) if num_channels == 1 else np.repeat(samples, num_channels or 1, 0)
    return _convert(samples, wanted), rate


def _read(read: Any, file: ReadableAudioFile | ResampledReadableAudioFile, frames: int | None) -> npt.NDArray[Any]:
    if frames == 0:
        return np.asarray(read(1)[:, :0])
    # A length that is an estimate may be too low.
    exact = file.exact_duration_known
    left = max(file.frames - file.tell(), 1) if exact else np.iinfo(np.int64).max
    return np.asarray(read(left if frames is None else frames))


def _convert(samples: npt.NDArray[np.float32], dtype: np.dtype[Any]) -> npt.NDArray[Any]:
    if dtype.kind == "f":
        return samples.astype(dtype, copy=False)
    largest = np.iinfo(dtype).max
    scaled = np.rint(samples.astype(np.float64) * largest)
    clipped: npt.NDArray[np.float64] = np.clip(np.nan_to_num(scaled), -largest - 1, largest)
    return clipped.astype(dtype)


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
