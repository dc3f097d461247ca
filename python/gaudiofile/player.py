# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Files played on a device: Player."""

import atexit
import threading
import weakref
from collections.abc import Callable
from types import TracebackType
from typing import Any, Literal

import numpy as np

from . import _native
from ._native import AudioFile, ConvertedReadableAudioFile, ReadableAudioFile, ResampledReadableAudioFile
from ._telling import start_telling
from .stream import AudioDevice, Level

__all__ = ["Player"]

_File = ReadableAudioFile | ResampledReadableAudioFile | ConvertedReadableAudioFile
_FILES = (ReadableAudioFile, ResampledReadableAudioFile, ConvertedReadableAudioFile)


def _name_of(device: str | AudioDevice | None) -> str | None:
    return device.id if isinstance(device, AudioDevice) else device


def _open(source: Any) -> _File:
    """What a player is given as a file that is open for reading."""
    if isinstance(source, _FILES):
        return source
    if isinstance(source, np.ndarray):
        raise TypeError("A Player needs to know the sample rate of an array: give it (samples, samplerate)")
    if isinstance(source, tuple):
        samples, samplerate = source
        samples = np.atleast_2d(np.asarray(samples, np.float32))
        data = AudioFile.encode(samples, samplerate, "wav", samples.shape[0], 32)
        return ReadableAudioFile(data)
    return ReadableAudioFile(source)


_open_players: "weakref.WeakSet[Player]" = weakref.WeakSet()


@atexit.register
def _close_all() -> None:
    for player in list(_open_players):
        player.close()


class Player:
    """Plays files on an output device: play, pause, seek, volume, speed, and what comes next without a gap.

    source is whatever AudioFile opens, a file that is open for reading (resampled or converted ones too), or
    ``(samples, samplerate)`` for an array of shape (channels, frames). The player reads it on a thread of its own; a
    file that was given open should be read by nobody else meanwhile, and closed after the player.

    No call waits but wait(), close() and those that open a file. A pause is heard within 50 milliseconds and a seek
    within 100, without a click, and position tells which frame is heard now. What was enqueued follows without a gap
    and with no frame more or less; files of another sample rate or with other channels than the first are converted.

    device is named as for AudioStream; None is the default one, whichever that is. A player of the default device goes
    on when that changes, and when the sound server restarts, from where it was.

    The functions on_ended(), on_error(exception), on_source_changed() and on_state_changed(state) are called on a
    thread of their own, which is there if any of them is given. Without them, state, wait() and source tell the same.
    What they raise goes to threading.excepthook.

    >>> with gaudiofile.Player("song.flac") as player:
    ...     player.play()
    ...     player.wait()
    """

    def __init__(
        self,
        source: Any = None,
        device: str | AudioDevice | None = None,
        *,
        volume: float = 1.0,
        mute: bool = False,
        rate: float = 1.0,
        loop: bool = False,
        on_ended: Callable[[], object] | None = None,
        on_error: Callable[[Exception], object] | None = None,
        on_source_changed: Callable[[], object] | None = None,
        on_state_changed: Callable[[str], object] | None = None,
    ) -> None:
        functions: dict[str, Callable[..., object] | None] = {
            "ended": on_ended,
            "error": on_error,
            "source-changed": on_source_changed,
            "notify::state": on_state_changed,
        }
        given = {name: function for name, function in functions.items() if function is not None}
        self._live = _native.LivePlayer(bool(given))
        # The files that the player may be reading, the one that is heard first; and those that were opened here.
        self._files: list[_File] = []
        self._ours: set[int] = set()
        self._lock = threading.Lock()
        self._live.device = _name_of(device)
        self.volume, self.mute, self.rate, self.loop = volume, mute, rate, loop
        if source is not None:
            self.source = source
        _open_players.add(self)
        live = self._live
        start_telling(self, live, given, lambda: live.state == "closed")

    # what is played

    def _take(self, source: Any) -> _File:
        file = _open(source)
        if file is not source:
            self._ours.add(id(file))
        return file

    def _forget(self, files: list[_File]) -> None:
        for file in files:
            if id(file) in self._ours and not any(file is other for other in self._files):
                self._ours.discard(id(file))
                file.close()

    @property
    def source(self) -> "_File | None":
        """The file that is heard, or would be; whatever a Player is made of can be set, which drops the queue."""
        with self._lock:
            while len(self._files) > 1 and not self._live.is_source(self._files[0]):
                gone = self._files.pop(0)
                self._forget([gone])
            return self._files[0] if self._files else None

    @source.setter
    def source(self, source: Any) -> None:
        file = None if source is None else self._take(source)
        with self._lock:
            gone, self._files = self._files, [] if file is None else [file]
            self._live.set_source(file)
            self._forget(gone)

    def enqueue(self, source: Any) -> None:
        """Adds what AudioFile opens, a file or (samples, samplerate): it is heard straight behind what is there."""
        file = self._take(source)
        with self._lock:
            self._files.append(file)
            self._live.enqueue(file)

    def clear_queue(self) -> None:
        """Drops all that is to be played behind the file that is heard."""
        heard = self.source
        with self._lock:
            self._live.clear_queue()
            gone, self._files = self._files, [file for file in self._files if file is heard]
            self._forget(gone)

    @property
    def queued(self) -> int:
        """How many files are to be played behind the one that is heard."""
        return self._live.n_queued

    # play

    def play(self) -> None:
        """Plays, or goes on where it was paused; what has ended begins anew, or the next one of the queue does.

        Raises ValueError without a source. What goes wrong later comes out of wait(), and is told to on_error.
        """
        self._live.play()

    def pause(self) -> None:
        """Pauses."""
        self._live.pause()

    def stop(self) -> None:
        """Stops, lets go of the device, and goes back to the first frame."""
        self._live.stop()

    def seek(self, position: int) -> None:
        """Goes to a frame of the file that is heard, exactly; ValueError for a negative one."""
        frame = int(position)
        if frame != position:
            raise TypeError(f"seek() takes a whole number of frames, not {position}")
        self._live.seek(frame)

    def next(self) -> None:
        """Goes over to the next file of the queue now; ValueError if there is none."""
        self._live.next()

    def wait(self, timeout: float | None = None) -> bool:
        """Waits until the player has stopped, for timeout seconds at most; whether it has.

        Raises what it has stopped with, if that was an error: DeviceError, or what reading the file raises.
        """
        return self._live.wait(-1.0 if timeout is None else max(timeout, 0.0))

    def close(self) -> None:
        """Fades out what is heard, closes the device and the files that were opened here; under two seconds."""
        self._live.close()
        _open_players.discard(self)
        with self._lock:
            gone, self._files = self._files, []
            self._forget(gone)

    def __enter__(self) -> "Player":
        """Returns this player, which is closed when the with statement ends."""
        return self

    def __exit__(
        self, exc_type: type[BaseException] | None, exc_value: BaseException | None, traceback: TracebackType | None, /
    ) -> None:
        """Closes the player, whatever is heard."""
        self.close()

    # what is so

    @property
    def state(self) -> Literal["stopped", "playing", "paused", "closed"]:
        """What the player does: "stopped", "playing", "paused" or "closed"."""
        return self._live.state

    @property
    def position(self) -> int:
        """The frame that is heard now, of the file's own."""
        return self._live.position

    @property
    def level(self) -> Level:
        """How loud it is, for a meter."""
        return Level(*self._live.level)

    # how it is played

    @property
    def volume(self) -> float:
        """What samples are multiplied with, 0 to 8; 1 at first."""
        return self._live.volume

    @volume.setter
    def volume(self, volume: float) -> None:
        if not 0 <= volume <= 8:
            raise ValueError(f"volume must be from 0 to 8, not {volume}")
        self._live.volume = volume

    @property
    def mute(self) -> bool:
        """Whether nothing is to be heard, whatever the volume."""
        return self._live.mute

    @mute.setter
    def mute(self, mute: bool) -> None:
        self._live.mute = mute

    @property
    def rate(self) -> float:
        """The speed, 0.5 to 2, with the pitch kept; 1 at first, which changes no sample."""
        return self._live.rate

    @rate.setter
    def rate(self, rate: float) -> None:
        if not 0.5 <= rate <= 2:
            raise ValueError(f"rate must be from 0.5 to 2, not {rate}")
        self._live.rate = rate

    @property
    def loop(self) -> bool:
        """Whether the file is played again and again, without a gap; the queue waits."""
        return self._live.loop

    @loop.setter
    def loop(self, loop: bool) -> None:
        self._live.loop = loop

    @property
    def device(self) -> str | None:
        """The name of the device, or None for the default one; may be set at any time, and then it goes on there."""
        return self._live.device

    @device.setter
    def device(self, device: str | AudioDevice | None) -> None:
        self._live.device = _name_of(device)

    @property
    def gobject(self) -> Any:
        """The GAudioFile.Player behind this object, for use with PyGObject."""
        return self._live.gobject

    def __repr__(self) -> str:
        device = "default" if self.device is None else self.device
        return f'<gaudiofile.Player device="{device}" {self.state} at 0x{id(self):x}>'
