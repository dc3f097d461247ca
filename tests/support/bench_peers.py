# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""The libraries that tools/bench times, behind the same few functions.

All give the same array: float32 of shape (channels, frames), contiguous. What a library cannot do raises an exception,
and is left out of the table. A library that is not installed is no peer.
"""

import importlib
import io
from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np

import gaudiofile


def optional(name: str) -> ModuleType | None:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


pedalboard, soundfile, sphn, soxr, av = map(optional, ("pedalboard", "soundfile", "sphn", "soxr", "av"))


class SoundfileReader:
    """soundfile with the few names of pedalboard.io that are used here."""

    def __init__(self, source: Any) -> None:
        self._file = soundfile.SoundFile(source)
        self.frames, self.samplerate = self._file.frames, self._file.samplerate
        self.seek, self.close = self._file.seek, self._file.close

    def read(self, n_frames: int) -> np.ndarray:
        return np.ascontiguousarray(self._file.read(n_frames, dtype="float32", always_2d=True).T)


class SphnReader:
    """sphn's reader with the same names; it reads by seconds, and all that there is at once."""

    def __init__(self, source: str) -> None:
        if not isinstance(source, str):
            raise TypeError("sphn reads paths only")
        self._file = sphn.FileReader(source)
        self.samplerate = self._file.sample_rate
        self.frames = round(self._file.duration_sec * self.samplerate)
        self._position = 0

    def seek(self, position: int) -> None:
        self._position = position

    def read(self, n_frames: int) -> np.ndarray:
        if self._position == 0 and n_frames >= self.frames:
            return np.ascontiguousarray(self._file.decode_all(), np.float32)
        if n_frames < self.samplerate:
            raise NotImplementedError("a read of a few frames is none of sphn's")
        samples = self._file.decode(self._position / self.samplerate, n_frames / self.samplerate)
        self._position += samples.shape[1]
        return np.ascontiguousarray(samples, np.float32)

    def close(self) -> None:
        del self._file


class AvReader:
    """PyAV: only whole files, and opening."""

    def __init__(self, source: Any) -> None:
        self._file = av.open(source)
        self._stream = self._file.streams.audio[0]
        self.samplerate = self._stream.rate
        self.frames = round(float((self._stream.duration or 0) * self._stream.time_base) * self.samplerate)

    def seek(self, position: int) -> None:
        raise NotImplementedError("exact seeks are not PyAV's own")

    def read(self, n_frames: int) -> np.ndarray:
        if n_frames < self.frames:
            raise NotImplementedError("a read of some frames is not PyAV's own")
        resampler = av.AudioResampler(format="fltp")
        blocks = [out.to_ndarray() for frame in self._file.decode(self._stream) for out in resampler.resample(frame)]
        return np.concatenate(blocks, axis=1)

    def close(self) -> None:
        self._file.close()


READERS: dict[str, Callable[[Any], Any]] = {"gaudiofile": gaudiofile.AudioFile}
if pedalboard is not None:
    READERS["pedalboard"] = importlib.import_module("pedalboard.io").ReadableAudioFile
if soundfile is not None:
    READERS["soundfile"] = SoundfileReader
if sphn is not None:
    READERS["sphn"] = SphnReader
if av is not None:
    READERS["av"] = AvReader


def decode(library: str, source: Any) -> np.ndarray:
    """All of a file, opened and closed for it."""
    if library == "sphn":
        return np.ascontiguousarray(SphnReader(source)._file.decode_all(), np.float32)
    f = READERS[library](source)
    samples = f.read(f.frames)
    f.close()
    return samples


# What libsndfile calls the qualities that gaudiofile and pedalboard call "5", "192" …
SOUNDFILE_SETTINGS: dict[str, dict[str, Any]] = {
    "wav": {"subtype": "PCM_16"},
    "aiff": {"subtype": "PCM_16"},
    "flac 5": {"subtype": "PCM_16", "compression_level": 0.625},
    "flac 8": {"subtype": "PCM_16", "compression_level": 1.0},
    "ogg 192": {"subtype": "VORBIS", "compression_level": 0.4},
    "mp3 V2": {"bitrate_mode": "VARIABLE", "compression_level": 2 / 9},
    "mp3 128": {"bitrate_mode": "CONSTANT", "compression_level": 1 - 128 / 320},
    "opus 128": {"format": "OGG", "subtype": "OPUS"},
}


def encode(library: str, name: str, path: str, samples: np.ndarray, rate: int) -> None:
    """Writes float32 of shape (channels, frames), in pieces of a second."""
    quality = name.partition(" ")[2] or None
    pieces = [samples[:, start : start + rate] for start in range(0, samples.shape[1], rate)]
    if library == "soundfile":
        with soundfile.SoundFile(path, "w", rate, len(samples), **SOUNDFILE_SETTINGS[name]) as f:
            for piece in pieces:
                f.write(piece.T)
    elif library in ("gaudiofile", "pedalboard"):
        opener = gaudiofile.AudioFile if library == "gaudiofile" else importlib.import_module("pedalboard.io").AudioFile
        with opener(path, "w", rate, len(samples), quality=quality) as f:
            for piece in pieces:
                f.write(piece)
    else:
        raise NotImplementedError(f"{library} does not write {name}")


# What is like them in soxr. Measured: aliases below -137 and -153 dB, here -131 and -147; the pass band ends (-0.1 dB)
# at 0.466 and 0.468 of the lower rate, here at 0.462 and 0.482.
SOXR_QUALITIES = {"WindowedSinc32": "HQ", "WindowedSinc256": "VHQ"}


def resample(library: str, samples: np.ndarray, source: int, target: int, quality: str) -> np.ndarray:
    """All at once."""
    if library == "soxr":
        return np.ascontiguousarray(soxr.resample(samples.T, source, target, quality=SOXR_QUALITIES[quality]).T)
    if library == "gaudiofile":
        resampler = gaudiofile.StreamResampler(
            source, target, len(samples), getattr(gaudiofile.Resample.Quality, quality)
        )
    else:
        resampler = importlib.import_module("pedalboard.io").StreamResampler(
            source, target, len(samples), getattr(pedalboard.Resample.Quality, quality)
        )
    return np.concatenate([resampler.process(samples), resampler.process()], axis=1)


def file_like(path: str) -> io.BytesIO:
    with open(path, "rb") as f:
        return io.BytesIO(f.read())


def versions() -> dict[str, str]:
    modules = {"numpy": np, "pedalboard": pedalboard, "soundfile": soundfile, "sphn": sphn, "soxr": soxr, "av": av}
    found = {"gaudiofile": gaudiofile.__version__}
    metadata = importlib.import_module("importlib.metadata")
    return found | {name: metadata.version(name) for name, module in modules.items() if module is not None}
