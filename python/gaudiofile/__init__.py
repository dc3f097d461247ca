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
>>> audio, samplerate = gaudiofile.load("song.mp3", samplerate=16_000, num_channels=1)
>>> gaudiofile.save("song.flac", audio, samplerate)
>>> gaudiofile.convert("song.flac", "song.opus", loudness=-16)

Errors: each exception for a file is an ``Error``, and also a ``ValueError`` or ``RuntimeError`` (as with pedalboard),
and an ``OSError`` where ``open()`` would raise one. Wrong arguments raise plain ``TypeError`` and ``ValueError``.
``help(gaudiofile.errors)`` describes them.
"""

from __future__ import annotations

from importlib import import_module

from . import _typelib, errors
from ._native import (
    AudioFile,
    ConvertedReadableAudioFile,
    Peaks,
    ReadableAudioFile,
    ResampledReadableAudioFile,
    StreamResampler,
    WriteableAudioFile,
    get_max_threads,
    get_supported_read_formats,
    get_supported_write_formats,
    peaks,
    readable_content_types,
    resample,
    set_max_threads,
    writable_content_types,
)
from ._native import version as __version__
from ._resample import Resample
from .errors import AudioFileNotFoundError as AudioFileNotFoundError
from .errors import AudioIOError as AudioIOError
from .errors import AudioPermissionError as AudioPermissionError
from .errors import BusyError as BusyError
from .errors import ClosedFileError as ClosedFileError
from .errors import CorruptFileError as CorruptFileError
from .errors import DeviceError as DeviceError
from .errors import DroppedInputError as DroppedInputError
from .errors import Error as Error
from .errors import IsolationError as IsolationError
from .errors import LimitError as LimitError
from .errors import MissingPluginError as MissingPluginError
from .errors import NotAFileError as NotAFileError
from .errors import NotAudioError as NotAudioError
from .errors import NotSeekableError as NotSeekableError
from .errors import UnsupportedFormatError as UnsupportedFormatError

# Type checkers take it for true. Importing typing, which has the real one, would be a fifth of importing this.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from . import tags
    from ._analysis import (
        Loudness,
        loudness,
        loudness_async,
        peaks_async,
        plot,
        plot_async,
        silences,
        silences_async,
        trim_points,
        trim_points_async,
    )
    from ._bulk import iter_many, load, load_async, load_many, load_many_async, save, save_async
    from ._convert import Converted, convert, convert_async, convert_many, convert_many_async
    from ._info import Info, Mark, probe, probe_async
    from ._limits import Limits
    from .player import Player
    from .recorder import Recorder
    from .stream import AudioDevice, AudioStream, Level

# Without the exceptions, which help() would show at the length of all the rest: they are listed in gaudiofile.errors.
__all__ = [
    "AudioDevice",
    "AudioFile",
    "AudioStream",
    "Converted",
    "ConvertedReadableAudioFile",
    "Error",
    "Info",
    "Level",
    "Limits",
    "Loudness",
    "Mark",
    "Peaks",
    "Player",
    "ReadableAudioFile",
    "Recorder",
    "Resample",
    "ResampledReadableAudioFile",
    "StreamResampler",
    "WriteableAudioFile",
    "__version__",
    "convert",
    "convert_async",
    "convert_many",
    "convert_many_async",
    "errors",
    "get_max_threads",
    "get_supported_read_formats",
    "get_supported_write_formats",
    "iter_many",
    "load",
    "load_async",
    "load_many",
    "load_many_async",
    "loudness",
    "loudness_async",
    "peaks",
    "peaks_async",
    "plot",
    "plot_async",
    "probe",
    "probe_async",
    "readable_content_types",
    "resample",
    "save",
    "save_async",
    "set_max_threads",
    "silences",
    "silences_async",
    "tags",
    "trim_points",
    "trim_points_async",
    "writable_content_types",
]

# Modules that are loaded when something of them is first asked for: importing has to be quick.
_LATER = {
    "_analysis": (
        *("Loudness", "loudness", "loudness_async", "peaks_async", "plot", "plot_async"),
        *("silences", "silences_async", "trim_points", "trim_points_async"),
    ),
    "_bulk": ("iter_many", "load", "load_async", "load_many", "load_many_async", "save", "save_async"),
    "_convert": ("Converted", "convert", "convert_async", "convert_many", "convert_many_async"),
    "_info": ("Info", "Mark", "probe", "probe_async"),
    "_limits": ("Limits",),
    "player": ("Player",),
    "recorder": ("Recorder",),
    "stream": ("AudioDevice", "AudioStream", "Level"),
    "tags": (),
}


def __getattr__(name: str) -> Any:
    for module, names in _LATER.items():
        if name == module:
            return import_module(f".{module}", __name__)
        if name in names:
            value = globals()[name] = getattr(import_module(f".{module}", __name__), name)
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


_typelib.make_findable()
