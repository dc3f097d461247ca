# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Reads, writes and resamples audio files as NumPy arrays, exact to the frame, on the caller's thread; a drop-in for
``pedalboard.io``.

>>> from gaudiofile import AudioFile
>>> with AudioFile("song.mp3") as f:
...     audio = f.read(f.frames)  # float32, shape (f.num_channels, f.frames)
>>> with AudioFile("song.flac", "w", f.samplerate, f.num_channels) as out:
...     out.write(audio)
>>> with AudioFile("song.mp3").resampled_to(16_000) as f:
...     first_second = f.read(16_000)

Errors: each exception for a file is an ``Error``, and also a ``ValueError`` or ``RuntimeError`` (as with pedalboard),
and an ``OSError`` where ``open()`` would raise one. Wrong arguments raise plain ``TypeError`` and ``ValueError``.
"""

from . import _typelib
from ._native import (
    AudioFile,
    AudioFileNotFoundError,
    AudioIOError,
    AudioPermissionError,
    BusyError,
    ClosedFileError,
    CorruptFileError,
    DeviceError,
    Error,
    LimitError,
    MissingPluginError,
    NotAFileError,
    NotAudioError,
    NotSeekableError,
    ReadableAudioFile,
    ResampledReadableAudioFile,
    StreamResampler,
    UnsupportedFormatError,
    WriteableAudioFile,
    get_supported_read_formats,
    get_supported_write_formats,
)
from ._native import version as __version__
from ._resample import Resample
from .stream import AudioDevice, AudioStream, DroppedInputError, Level

__all__ = [
    "AudioDevice",
    "AudioFile",
    "AudioFileNotFoundError",
    "AudioIOError",
    "AudioPermissionError",
    "AudioStream",
    "BusyError",
    "ClosedFileError",
    "CorruptFileError",
    "DeviceError",
    "DroppedInputError",
    "Error",
    "Level",
    "LimitError",
    "MissingPluginError",
    "NotAFileError",
    "NotAudioError",
    "NotSeekableError",
    "ReadableAudioFile",
    "Resample",
    "ResampledReadableAudioFile",
    "StreamResampler",
    "UnsupportedFormatError",
    "WriteableAudioFile",
    "__version__",
    "get_supported_read_formats",
    "get_supported_write_formats",
]

_typelib.make_findable()
