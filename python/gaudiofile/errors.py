# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""The exceptions of gaudiofile. All of them are in the package itself too: ``gaudiofile.NotAudioError``.

Each is an ``Error``, and also of the classes that people catch already: ``ValueError`` or ``RuntimeError`` as with
pedalboard, ``OSError`` as with ``open()``. Wrong arguments raise plain ``TypeError`` and ``ValueError``.

Where an error is about a file that has a name, the message has the name, and so has the attribute ``filename``.
"""

__all__ = [
    "AudioFileNotFoundError",
    "AudioIOError",
    "AudioPermissionError",
    "BusyError",
    "ClosedFileError",
    "CorruptFileError",
    "DeviceError",
    "DroppedInputError",
    "Error",
    "IsolationError",
    "LimitError",
    "MissingPluginError",
    "NotAFileError",
    "NotAudioError",
    "NotSeekableError",
    "UnsupportedFormatError",
]


class Error(Exception):
    """What all errors about audio files have in common.

    >>> try:
    ...     gaudiofile.AudioFile("missing.flac")
    ... except gaudiofile.Error as error:
    ...     print(error.filename)
    missing.flac
    """

    filename: str | None
    """The name of the file, where the error is about one that has a name."""

    def __init_subclass__(cls) -> None:
        # An OSError has the attribute already, which one of this class would hide.
        if not issubclass(cls, OSError):
            cls.filename = None


class _SystemError(Error, OSError):
    """An OSError whose message has the file's name already."""

    def __str__(self) -> str:
        if self.filename is not None and str(self.filename) in str(self.strerror):
            return f"[Errno {self.errno}] {self.strerror}"
        return super().__str__()


class AudioFileNotFoundError(_SystemError, FileNotFoundError, ValueError):
    """There is no file of that name, or no folder for it. ``errno`` and ``filename`` are set."""


class AudioPermissionError(_SystemError, PermissionError, ValueError):
    """The file may not be read or written. ``errno`` and ``filename`` are set."""


class NotAFileError(_SystemError, ValueError):
    """A directory, pipe, device or socket. ``errno`` and ``filename`` are set."""


class AudioIOError(_SystemError, ValueError):
    """Reading or writing bytes failed. ``errno`` says how, where the system gave a reason."""


class NotAudioError(Error, ValueError):
    """Nothing that can be read as audio, or no bytes at all."""


class CorruptFileError(Error, ValueError):
    """The format was recognised, but the file is damaged beyond use."""


class LimitError(Error, ValueError):
    """The file claims more than a documented limit allows, or would hold more than its format can."""


class UnsupportedFormatError(Error, ValueError):
    """A known format, in a variant that cannot be decoded or encoded."""


class MissingPluginError(Error, ValueError, RuntimeError):
    """A GStreamer element is not installed; the message names it and its package."""


class NotSeekableError(_SystemError, ValueError):
    """The stream cannot seek."""


class ClosedFileError(Error, ValueError, RuntimeError):
    """The file was closed before."""


class BusyError(Error, RuntimeError):
    """The file was used from inside a method of its own file-like."""


class DeviceError(Error, ValueError, RuntimeError):
    """There is no such audio device, or it has gone, or the sound server does not answer."""


class IsolationError(Error, RuntimeError):
    """The file was to be decoded in a process of its own, and that cannot be had here; nothing of it was decoded."""


class DroppedInputError(Error, RuntimeError):
    """Input was lost, because it was not read in time."""


# What a traceback calls them is what people can import them as.
for _name in __all__:
    globals()[_name].__module__ = "gaudiofile"
