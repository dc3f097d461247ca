# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Audio to and from devices, as it happens: AudioStream, and what it knows of devices."""

import atexit
import os
import threading
import time
import weakref
from collections.abc import Callable, Iterable, MutableSequence
from types import TracebackType
from typing import Any, ClassVar, NamedTuple

import numpy as np
import numpy.typing as npt

from . import _native
from ._plugins import PluginChain
from .errors import DroppedInputError

__all__ = ["AudioDevice", "AudioStream", "Level"]

_Samples = npt.NDArray[np.float32]

# Frames that a device takes at once where no delay is heard.
_PLAY_BUFFER = 2048
# Seconds of audio that a device may hold of what is known beforehand. A virtual device of PulseAudio that nobody has
# used for a while begins at once only with those who ask for no less than twice the two seconds that it sleeps.
_PLAY_DEVICE_TIME = 4.2
# Seconds between two looks at whether there is something to do.
_STEP = 0.05


class AudioDevice(NamedTuple):
    """What is known of an audio device: its names, its largest number of channels, and its rates in Hz.

    >>> [device.name for device in gaudiofile.AudioStream.output_devices if device.is_default]  # live
    """

    name: str
    """What people call it: the name to give to AudioStream."""
    id: str
    """What the sound server calls it, which works as a name too."""
    is_default: bool
    """Whether it is used where no device is named."""
    monitor_of: str | None
    """For an input that records what is played on an output: that output's id."""
    channels: int
    """The most channels."""
    min_rate: int
    """The lowest sample rate, in Hz."""
    max_rate: int
    """The highest sample rate, in Hz."""


class Level(NamedTuple):
    """How loud each channel was over the last twentieth of a second; full scale is 1.0.

    >>> with gaudiofile.Player("song.flac") as player:  # live
    ...     player.level.peak, player.level.rms
    """

    peak: tuple[float, ...]
    """The largest sample."""
    rms: tuple[float, ...]
    """The root of the mean square: 0.707 for a sine of full scale."""


def _devices(output: bool) -> list[AudioDevice]:
    return [AudioDevice(*device) for device in _native.list_devices(output)]


class _ClassValue(property):
    """A property of the class AudioStream itself, which its instances have too."""

    def __init__(self, get: Callable[[], Any], doc: str) -> None:
        super().__init__(lambda _: get())
        self.__doc__ = doc  # before Python 3.12, __init__ does not set that of a subclass
        self._get = get

    def __get__(self, instance: object, owner: type | None = None) -> Any:
        return self._get()


def _class_value(get: Callable[[], Any], doc: str) -> Any:
    # Type checkers are told what comes out of it, not what it is.
    return _ClassValue(get, doc)


def _default_name(output: bool) -> str | None:
    return next((device.name for device in _devices(output) if device.is_default), None)


def _default_monitor() -> AudioDevice | None:
    output = next((device.id for device in _devices(True) if device.is_default), None)
    return next((device for device in _devices(False) if output is not None and device.monitor_of == output), None)


def _name_of(device: str | AudioDevice | None) -> str | None:
    return device.id if isinstance(device, AudioDevice) else device


def _whole(value: float, what: str, least: int) -> int:
    number = int(value)
    if number != value or number < least:
        raise ValueError(f"{what} must be a whole number of at least {least}, not {value}")
    return number


def _as_array(audio: Any) -> npt.NDArray[Any]:
    if isinstance(audio, (str, bytes, os.PathLike)):
        raise TypeError("play() takes samples: read the file first, and pass what AudioFile(name).read(...) returns")
    return np.asarray(audio)


def _planar(audio: npt.NDArray[Any], channels: int) -> _Samples:
    """Samples of either layout as float32 of shape (channels, frames), in C order; one channel is copied to all."""
    array = _as_array(audio)
    if array.ndim == 1:
        array = array[np.newaxis]
    if array.ndim != 2 or array.dtype.kind not in "fiu":
        raise TypeError(f"Expected samples of shape (channels, frames), not {array.dtype} of shape {array.shape}")
    if array.dtype.kind != "f":
        raise TypeError(f"Expected samples of float32, not {array.dtype}: divide them by their full scale first")
    if array.shape[0] not in (1, channels):
        if array.shape[1] not in (1, channels):
            raise ValueError(f"Expected {channels} channels, but the array has shape {array.shape}")
        array = array.T
    if array.shape[0] == 1 and channels > 1:
        array = np.broadcast_to(array, (channels, array.shape[1]))
    return np.ascontiguousarray(array, np.float32)


_open_streams: "weakref.WeakSet[AudioStream]" = weakref.WeakSet()


@atexit.register
def _close_all() -> None:
    # A stream's thread that wants to call Python must not find it gone.
    for stream in list(_open_streams):
        stream.close()


class AudioStream:
    """Audio from an input device, to an output device, or from the one to the other, as it happens.

    A device is named as in input_device_names and output_device_names, by its id, or as "default", which stays with the
    default device whichever that is; or it is one of input_devices and output_devices. At least one has to be given.

    - With an input, read() records.
    - With an output, write() plays.
    - With both, ``with`` or run() plays what is recorded, by way of the plugins.

    plugins is a list, and may be changed at any time. A plugin is an object with ``process(samples, sample_rate,
    reset=False)``, as those of pedalboard are, a function of an array that returns one, a GStreamer element, or the
    description of some, such as ``"audiodynamic ratio=2"``. With an input, they work on what comes in; without one, on
    what is written. What a plugin raises comes out of the next call here, and audio goes on without that plugin; one
    that is too slow makes silence, and holds up nothing.

    sample_rate is 44100 by default, and the sound server converts. A small buffer_size makes a short delay, a
    large one avoids gaps; the default is 512 frames. A microphone and loudspeakers of one machine howl when the one is
    played on the other, so that is refused unless allow_feedback is given.

    A stream of the default device goes on when that changes or when the sound server restarts, and counts what was lost
    (interruptions, lost_frame_count). When a device that was named vanishes, calls raise DeviceError within two
    seconds. Nothing ever waits for a device that is gone, and close() takes less than two seconds.

    >>> with gaudiofile.AudioStream("default", num_input_channels=1) as stream:  # live
    ...     block = stream.read(4410)
    """

    default_input_device_name: ClassVar[str | None] = _class_value(
        lambda: _default_name(False), "The name of the default input device now, or None."
    )
    default_output_device_name: ClassVar[str | None] = _class_value(
        lambda: _default_name(True), "The name of the default output device now, or None."
    )
    input_device_names: ClassVar[list[str]] = _class_value(
        lambda: [device.name for device in _devices(False)], "The names of the input devices there are now."
    )
    output_device_names: ClassVar[list[str]] = _class_value(
        lambda: [device.name for device in _devices(True)], "The names of the output devices there are now."
    )
    input_devices: ClassVar[list[AudioDevice]] = _class_value(
        lambda: _devices(False), "The input devices there are now, monitors of outputs among them."
    )
    output_devices: ClassVar[list[AudioDevice]] = _class_value(
        lambda: _devices(True), "The output devices there are now."
    )

    default_monitor: ClassVar[AudioDevice | None] = _class_value(
        _default_monitor,
        "The input device that records what is played on the default output device now, or None: "
        "AudioStream(AudioStream.default_monitor) records what this machine plays.",
    )

    def __init__(
        self,
        input_device_name: str | AudioDevice | None = None,
        output_device_name: str | AudioDevice | None = None,
        plugins: Iterable[Any] | None = None,
        sample_rate: float | None = None,
        buffer_size: int | None = None,
        allow_feedback: bool = False,
        num_input_channels: int = 1,
        num_output_channels: int = 2,
        *,
        input_device: str | AudioDevice | None = None,
        output_device: str | AudioDevice | None = None,
    ) -> None:
        # The documentation of pedalboard.io calls them so in an example.
        input_device_name = _name_of(input_device if input_device_name is None else input_device_name)
        output_device_name = _name_of(output_device if output_device_name is None else output_device_name)
        if input_device_name is None and output_device_name is None:
            raise RuntimeError("At least one of input_device_name and output_device_name must be given.")
        self._chain = PluginChain(plugins)
        chain = weakref.ref(self._chain)

        def process(block: _Samples) -> _Samples:
            # Not a method, which would keep the chain for as long as the stream's thread runs.
            living = chain()
            return block if living is None else living.process_block(block)

        live = _native.LiveStream(
            input_device_name,
            output_device_name,
            0 if sample_rate is None else _whole(sample_rate, "sample_rate", 1),
            0 if buffer_size is None else _whole(buffer_size, "buffer_size", 1),
            0 if input_device_name is None else _whole(num_input_channels, "num_input_channels", 1),
            0 if output_device_name is None else _whole(num_output_channels, "num_output_channels", 1),
            process,
        )
        if live.feeds_back and not allow_feedback:
            raise ValueError(
                f'Playing the input "{live.input_device}" on the output "{live.output_device}" would howl, because the '
                "one hears the other. Use headphones, or pass allow_feedback=True."
            )
        self._live = live
        self._chain.rate = live.rate
        self._chain.channels = live.input_channels or live.output_channels
        self._chain.check()
        self._lock = threading.Lock()
        self._dropped = 0
        self.ignore_dropped_input = False

    # opening and closing

    def _open(self) -> _native.LiveStream:
        """Opens the devices with the first call that needs them; raises for a stream that was closed."""
        if self._live.state in ("new", "closed"):
            with self._lock:
                if self._live.state in ("new", "closed"):
                    self._live.open()
                    _open_streams.add(self)
        return self._live

    def __enter__(self) -> "AudioStream":
        """Starts the stream; with both devices, the input is now played on the output."""
        self._open().pass_through = True
        return self

    def __exit__(
        self, exc_type: type[BaseException] | None, exc_value: BaseException | None, traceback: TracebackType | None, /
    ) -> None:
        """Stops the stream. Raises what a plugin raised, if nobody knows yet."""
        self.close()
        if exc_type is None:
            self._chain.reraise()

    def close(self) -> None:
        """Stops the stream and closes the devices. What was written and not played yet is dropped: see drain()."""
        self._live.close()
        _open_streams.discard(self)

    def run(self) -> None:
        """Plays the input on the output, by way of the plugins, until Ctrl-C; then closes the stream.

        Raises what a plugin raises, and DeviceError if a device is gone.
        """
        if not (self.num_input_channels and self.num_output_channels):
            raise RuntimeError("Only a stream with an input and an output device can run.")
        try:
            with self:
                while self._live.state != "closed":
                    time.sleep(_STEP)
                    self._chain.reraise()
                    if self._live.state == "failed":
                        self._live.read(0)  # raises
        except KeyboardInterrupt:
            pass

    # reading and writing

    def read(self, num_samples: int = 0) -> _Samples:
        """Records: waits for so many frames, and returns them as float32 of shape (channels, frames).

        Without a number, returns what is there. The device does not wait: what is not read within half a second is
        dropped, and then read() raises RuntimeError once; with ignore_dropped_input it returns the newest audio
        instead.
        """
        if not self.num_input_channels:
            raise RuntimeError("This stream has no input device to read from: make one with input_device_name.")
        live = self._open()
        self._chain.reraise()
        dropped = live.dropped
        if dropped > self._dropped:
            n_dropped = dropped - self._dropped
            self._dropped = dropped
            if not self.ignore_dropped_input:
                raise DroppedInputError(
                    f"{n_dropped} frames of input were dropped, because they were not read in time. Call read() more "
                    "often, use a larger buffer_size, or set ignore_dropped_input."
                )
        samples = live.read(_whole(num_samples, "num_samples", 0))
        return samples if live.pass_through else self._chain.process(samples)

    def write(self, audio: npt.NDArray[np.floating[Any]], sample_rate: float | None = None) -> None:
        """Plays float samples of shape (channels, frames); returns when the last ones are in line to be played.

        One channel is played on all. Either layout will do. Raises ValueError if sample_rate, where it is given, is not
        that of this stream.
        """
        if sample_rate is not None and sample_rate != self.sample_rate:
            raise ValueError(
                f"The audio has a sample rate of {sample_rate} Hz, but this stream one of {self.sample_rate:g} Hz: "
                f"resample it first, or make the stream with sample_rate={sample_rate}."
            )
        if not self.num_output_channels:
            raise RuntimeError("This stream has no output device to write to: make one with output_device_name.")
        live = self._live
        self._chain.reraise()
        samples = _planar(audio, live.output_channels)
        if not live.input_channels:
            samples = _planar(self._chain.process(samples), live.output_channels)
        # What there is room for goes ahead, so that a device begins with it and not with silence.
        if live.state == "new":
            samples = np.ascontiguousarray(samples[:, live.write_ahead(samples) :])
        self._open().write(samples)

    def drain(self) -> None:
        """Waits until everything that was written was played."""
        self._open().drain()

    @staticmethod
    def play(audio: npt.NDArray[np.floating[Any]], sample_rate: float, output_device_name: str | None = None) -> None:
        """Plays float samples of shape (channels, frames), or (frames,), and returns when they were heard."""
        array = _as_array(audio)
        channels = 1 if array.ndim == 1 else min(array.shape, default=1)
        if array.size == 0:
            channels = 1
        stream = AudioStream(
            None,
            output_device_name or "default",
            sample_rate=sample_rate,
            buffer_size=_PLAY_BUFFER,
            num_output_channels=max(channels, 1),
        )
        stream._live.set_device_time(_PLAY_DEVICE_TIME)
        try:
            stream.write(array, sample_rate)
            stream.drain()
        finally:
            stream.close()

    @staticmethod
    def record(
        filename_or_file_like: Any,
        duration: float | None = None,
        input_device_name: str | None = None,
        sample_rate: float | None = None,
        num_channels: int = 1,
        **encoding: Any,
    ) -> int:
        """Records into a file of any format that AudioFile writes, and returns how many frames that were.

        Ends after duration seconds, or with Ctrl-C if that is not given; the file is whole in either case. encoding are
        AudioFile's arguments for writing: bit_depth, quality, format, atomic.
        """
        stream = AudioStream(
            input_device_name or "default",
            sample_rate=sample_rate,
            buffer_size=_PLAY_BUFFER,
            num_input_channels=num_channels,
        )
        rate = stream._live.rate
        left = None if duration is None else round(duration * rate)
        with _native.AudioFile(filename_or_file_like, "w", rate, num_channels, **encoding) as file:
            try:
                while left is None or left > 0:
                    samples = stream.read(_PLAY_BUFFER if left is None else min(left, _PLAY_BUFFER))
                    file.write(samples)
                    left = None if left is None else left - samples.shape[1]
            except KeyboardInterrupt:
                if left is not None:
                    raise
            finally:
                stream.close()
            return file.frames

    # what it is like

    @property
    def plugins(self) -> MutableSequence[Any]:
        """The plugins that audio goes through; a list that may be changed at any time."""
        return self._chain.plugins

    @plugins.setter
    def plugins(self, plugins: Iterable[Any]) -> None:
        before = self._chain.plugins
        self._chain.set_plugins(plugins)
        try:
            self._chain.check()
        except Exception:
            self._chain.plugins = before
            raise

    @property
    def running(self) -> bool:
        """True while the devices are open and audio flows."""
        return self._live.state in ("running", "interrupted")

    @property
    def sample_rate(self) -> float:
        """Frames per second, of what is read and of what is written."""
        return float(self._live.rate)

    @property
    def buffer_size(self) -> int:
        """Frames that go to or come from a device at once."""
        return self._live.buffer_size

    @property
    def num_input_channels(self) -> int:
        """The number of channels that are recorded; 0 without an input device."""
        return self._live.input_channels

    @property
    def num_output_channels(self) -> int:
        """The number of channels that are played; 0 without an output device."""
        return self._live.output_channels

    @property
    def buffered_input_sample_count(self) -> int | None:
        """The number of frames that read() returns at once; None without an input device."""
        return self._live.buffered_input if self._live.input_channels else None

    @property
    def dropped_input_frame_count(self) -> int:
        """The number of frames that were dropped since the last read(), because nobody read them in time."""
        return self._live.dropped - self._dropped

    @property
    def lost_frame_count(self) -> int:
        """The number of frames that a device has skipped, or that were due while there was none."""
        return self._live.lost

    @property
    def underrun_frame_count(self) -> int:
        """The number of frames of silence that were played because nothing else was there in time."""
        return self._live.underruns

    @property
    def interruptions(self) -> int:
        """How often a device or its sound server was lost."""
        return self._live.interruptions

    @property
    def interrupted(self) -> bool:
        """True while a device is gone and another one is looked for."""
        return self._live.state == "interrupted"

    @property
    def input_latency(self) -> float:
        """Seconds from a sound to its being there to be read; 0.0 without an input device."""
        return self._live.input_latency if self._live.input_channels else 0.0

    @property
    def output_latency(self) -> float:
        """Seconds from what is written now to its being heard; 0.0 without an output device."""
        return self._live.output_latency if self._live.output_channels else 0.0

    @property
    def input_level(self) -> Level:
        """How loud the input is, for a meter."""
        return Level(*self._live.input_level)

    @property
    def output_level(self) -> Level:
        """How loud the output is, for a meter."""
        return Level(*self._live.output_level)

    @property
    def gobject(self) -> Any:
        """The GAudioFile.Stream behind this object, for use with PyGObject."""
        return self._live.gobject

    def __repr__(self) -> str:
        live = self._live
        parts = []
        if live.input_channels:
            parts.append(f'input_device_name="{live.input_device}" num_input_channels={live.input_channels}')
        if live.output_channels:
            parts.append(f'output_device_name="{live.output_device}" num_output_channels={live.output_channels}')
        parts.append(f"sample_rate={live.rate} buffer_size={live.buffer_size} {live.state}")
        return f"<gaudiofile.AudioStream {' '.join(parts)} at 0x{id(self):x}>"
