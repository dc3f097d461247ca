# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Recording from a device into files: Recorder."""

import atexit
import contextlib
import os
import weakref
from collections.abc import Callable, Iterable, Mapping
from types import TracebackType
from typing import Any, Literal

from . import _native
from ._native import Peaks
from ._telling import start_telling
from .stream import AudioDevice, Level

__all__ = ["Recorder"]

_open_recorders: "weakref.WeakSet[Recorder]" = weakref.WeakSet()


@atexit.register
def _stop_all() -> None:
    for recorder in list(_open_recorders):
        with contextlib.suppress(Exception):
            recorder.stop()


def _frames(seconds: float | None, rate: float, what: str) -> int:
    if seconds is None:
        return 0
    if not seconds > 0:
        raise ValueError(f"{what} must be above 0, not {seconds}")
    return max(round(seconds * rate), 1)


class Recorder:
    """Records from an input device into a file of any format that AudioFile writes, or into several.

    start() opens the device and records, on a thread of the recorder's own; pause() and resume() leave something out;
    stop() ends it. ``with`` starts and stops. level is for a meter, position the number of frames recorded, and peaks
    the waveform as it grows.

    device is named as for AudioStream; None is the default one, whichever that is. max_seconds ends the recording by
    itself. With split_seconds or split_bytes a file that is so long or so large is followed by the next one, with no
    frame missing in between; names then have numbers, take.wav becomes take-001.wav. The rest are AudioFile's
    arguments for writing.

    The files are usable at any moment: if the process is killed, at most the last second is lost, unless atomic is
    True. What a slow disk makes wait is kept for 20 seconds.

    The functions on_file_finished(name), on_ended() and on_error(exception) are called on a thread of their own, which
    is there if any of them is given. Without them, state, files and wait() tell the same.

    >>> with gaudiofile.Recorder("take.flac", samplerate=48000) as recorder:
    ...     recorder.wait(10)
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        device: str | AudioDevice | None = None,
        *,
        samplerate: float = 44100,
        num_channels: int = 1,
        bit_depth: int = 16,
        quality: Any = None,
        format: str | None = None,
        codec: str | None = None,
        atomic: bool = False,
        tags: Mapping[str, str | Iterable[str] | None] | None = None,
        max_seconds: float | None = None,
        split_seconds: float | None = None,
        split_bytes: int | None = None,
        on_file_finished: Callable[[str], object] | None = None,
        on_ended: Callable[[], object] | None = None,
        on_error: Callable[[Exception], object] | None = None,
    ) -> None:
        if format is None:
            format = os.path.splitext(os.fspath(path))[1]
            if not format:
                raise ValueError(
                    f"The file name {os.fspath(path)!r} has no extension that says which audio format to write: add "
                    "one, such as .wav, or pass format="
                )
        functions: dict[str, Callable[..., object] | None] = {
            "file-finished": on_file_finished,
            "ended": on_ended,
            "error": on_error,
        }
        given = {name: function for name, function in functions.items() if function is not None}
        self._live = _native.LiveRecorder(
            path,
            device.id if isinstance(device, AudioDevice) else device,
            format,
            samplerate,
            num_channels,
            bit_depth,
            quality,
            codec,
            atomic,
            tags,
            bool(given),
        )
        self._live.max_frames = _frames(max_seconds, samplerate, "max_seconds")
        self._live.split_frames = _frames(split_seconds, samplerate, "split_seconds")
        if split_bytes is not None:
            if split_bytes <= 0:
                raise ValueError(f"split_bytes must be above 0, not {split_bytes}")
            self._live.split_bytes = split_bytes
        live = self._live
        start_telling(self, live, given, lambda: live.state == "stopped")

    def start(self) -> None:
        """Opens the device and the file, and records. A recorder records once.

        Raises DeviceError if there is no such device or it does not work, and what AudioFile raises for the file.
        """
        self._live.start()
        _open_recorders.add(self)

    def pause(self) -> None:
        """Leaves out what comes, until resume(); what was captured until now is recorded."""
        self._live.pause()

    def resume(self) -> None:
        """Goes on recording, from now on."""
        self._live.resume()

    def stop(self) -> None:
        """Ends the recording, and returns when the files are whole. Raises what it has ended with, if that was an
        error."""
        _open_recorders.discard(self)
        self._live.stop()

    def wait(self, timeout: float | None = None) -> bool:
        """Waits until the recording has ended by itself, for timeout seconds at most; whether it has.

        Raises what it has ended with, if that was an error.
        """
        return self._live.wait(-1.0 if timeout is None else max(timeout, 0.0))

    def __enter__(self) -> "Recorder":
        """Starts to record."""
        if self.state == "new":
            self.start()
        return self

    def __exit__(
        self, exc_type: type[BaseException] | None, exc_value: BaseException | None, traceback: TracebackType | None, /
    ) -> None:
        """Ends the recording as stop() does."""
        try:
            self.stop()
        except Exception:
            if exc_type is None:
                raise

    @property
    def state(self) -> Literal["new", "recording", "paused", "stopped"]:
        """What the recorder does: "new", "recording", "paused" or "stopped"."""
        return self._live.state

    @property
    def position(self) -> int:
        """How many frames were recorded, in all files together."""
        return self._live.position

    @property
    def lost_frame_count(self) -> int:
        """How many frames are missing: the device was gone, or the machine or the disk too slow."""
        return self._live.lost

    @property
    def level(self) -> Level:
        """How loud the device is, for a meter."""
        return Level(*self._live.level)

    @property
    def peaks(self) -> Peaks | None:
        """The waveform of what was recorded, which grows; None before start()."""
        return self._live.peaks

    @property
    def files(self) -> list[str]:
        """The names of the files that were begun, the one that is written to last."""
        return self._live.files

    @property
    def gobject(self) -> Any:
        """The GAudioFile.Recorder behind this object, for use with PyGObject."""
        return self._live.gobject

    def __repr__(self) -> str:
        return f"<gaudiofile.Recorder {self.state} files={self.files} at 0x{id(self):x}>"
