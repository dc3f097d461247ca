# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""A signal, files of it in every format that soundfile writes, and a file-like object over bytes."""

import io

import numpy as np
import soundfile

RATE = 44100

# name: what soundfile is asked for
FORMATS = {
    "wav-8": ("WAV", "PCM_U8"),
    "wav-16": ("WAV", "PCM_16"),
    "wav-24": ("WAV", "PCM_24"),
    "wav-32": ("WAV", "PCM_32"),
    "wav-float": ("WAV", "FLOAT"),
    "wav-double": ("WAV", "DOUBLE"),
    "wav-alaw": ("WAV", "ALAW"),
    "wav-ulaw": ("WAV", "ULAW"),
    "wav-ima": ("WAV", "IMA_ADPCM"),
    "wav-ms": ("WAV", "MS_ADPCM"),
    "wavex-16": ("WAVEX", "PCM_16"),
    "aiff-8": ("AIFF", "PCM_S8"),
    "aiff-16": ("AIFF", "PCM_16"),
    "aiff-24": ("AIFF", "PCM_24"),
    "aiff-32": ("AIFF", "PCM_32"),
    "flac-8": ("FLAC", "PCM_S8"),
    "flac-16": ("FLAC", "PCM_16"),
    "flac-24": ("FLAC", "PCM_24"),
    "ogg": ("OGG", "VORBIS"),
    "mp3": ("MP3", "MPEG_LAYER_III"),
}


def make_signal(frames: int, channels: int = 2) -> np.ndarray:
    """A chord with a little noise, different in each channel, shape (frames, channels); peaks below 1."""
    time = np.arange(frames)[:, None] / RATE
    pitch = 220.0 * (1 + np.arange(channels))[None, :]
    chord = sum(np.sin(2 * np.pi * pitch * n * time) / n for n in (1, 2, 3))
    return 0.3 * chord + np.random.default_rng(0).uniform(-0.02, 0.02, (frames, channels))


def encode(name: str, signal: np.ndarray, rate: int = RATE) -> bytes:
    """The signal as a file of one of the FORMATS."""
    container, subtype = FORMATS[name]
    memory = io.BytesIO()
    soundfile.write(memory, signal, rate, format=container, subtype=subtype)
    return memory.getvalue()


class FileLike:
    """A file-like object over bytes with nothing but what is asked for; counts the calls of read()."""

    def __init__(self, data: bytes):
        self.memory = io.BytesIO(data)
        self.reads = 0

    def read(self, size: int = -1) -> bytes:
        self.reads += 1
        return self.memory.read(size)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self.memory.seek(offset, whence)

    def tell(self) -> int:
        return self.memory.tell()

    def seekable(self) -> bool:
        return True
