# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Plugins on live streams: from the virtual microphone through them to the virtual loudspeaker."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import numpy as np
import pytest
from servers import KINDS, Server, breaks, decibels, frequency_of, longest_gap, make_tone, serving, wait_for

from gaudiofile import AudioStream, Level

RATE = 48000


@pytest.fixture(scope="module", params=KINDS)
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    with serving(request.param, awake=True) as server:
        yield server


@pytest.fixture(scope="module")
def one_server() -> Iterator[Server]:
    """For what does not depend on the server."""
    with serving("pulseaudio", awake=True) as server:
        yield server


class Halve:
    """What pedalboard calls a plugin."""

    def process(self, samples: np.ndarray, sample_rate: float, reset: bool = True) -> np.ndarray:
        assert sample_rate == RATE
        assert reset is False
        return samples / 2


def halve_in_place(samples: np.ndarray) -> None:
    samples *= 0.5


def make_element():
    gi = pytest.importorskip("gi")
    gi.require_version("Gst", "1.0")
    from gi.repository import Gst

    Gst.init(None)
    element = Gst.ElementFactory.make("volume")
    element.set_property("volume", 0.5)
    return element


HALVES = {
    "object": Halve,
    "function": lambda: lambda samples: samples / 2,
    "in place": lambda: halve_in_place,
    "float64": lambda: lambda samples: samples.astype(np.float64) / 2,
    "description": lambda: "volume volume=0.5",
    "elements": lambda: "volume volume=0.25 ! queue ! volume volume=2",
    "element": make_element,
}


def pass_through(server: Server, plugins: list, seconds: float = 0.5, **arguments: object) -> np.ndarray:
    """What the loudspeaker plays of a tone of 660 Hz at the microphone."""
    with (
        server.speaking(make_tone(660, 30, RATE)),
        AudioStream("default", "default", plugins, sample_rate=RATE, **arguments) as stream,
        server.listening(rate=RATE) as ear,
    ):
        wait_for(lambda: stream.output_level.rms[0] > 0.005, "it plays")
        time.sleep(seconds + 0.5)
        heard = ear.samples()
    return heard[:, -round(seconds * RATE) :]


def test_without_plugins(server: Server) -> None:
    heard = pass_through(server, [], seconds=1)
    for channel in heard:  # the mono input is on both
        assert abs(frequency_of(channel, RATE) - 660) < 1
        assert abs(decibels(channel, 0.5)) < 0.5


@pytest.mark.parametrize("name", HALVES)
def test_each_kind(one_server: Server, name: str) -> None:
    heard = pass_through(one_server, [HALVES[name]()])
    assert abs(frequency_of(heard[0], RATE) - 660) < 1
    assert abs(decibels(heard[0], 0.25)) < 0.5


def test_one_after_the_other(one_server: Server) -> None:
    heard = pass_through(one_server, [Halve(), "volume volume=0.5", lambda x: x / 2, "volume volume=0.5"])
    assert abs(decibels(heard[0], 0.5 / 16)) < 0.5


def test_pedalboard(server: Server) -> None:
    pedalboard = pytest.importorskip("pedalboard")
    board = pedalboard.Pedalboard([pedalboard.Gain(gain_db=-12)])
    heard = pass_through(server, board)
    assert abs(decibels(heard[0], 0.5 * 10 ** (-12 / 20))) < 0.5


def test_changed_a_hundred_times(server: Server) -> None:
    """With a gain and a reverb: no crash, and no gap that is longer than a buffer."""
    pedalboard = pytest.importorskip("pedalboard")
    gain, reverb = pedalboard.Gain(gain_db=-3), pedalboard.Reverb(wet_level=0.1, dry_level=0.9)
    with (
        server.speaking(make_tone(660, 30, RATE)),
        AudioStream("default", "default", sample_rate=RATE, buffer_size=1024) as stream,
        server.listening(rate=RATE) as ear,
    ):
        wait_for(lambda: stream.output_level.rms[0] > 0.3, "it plays")
        time.sleep(0.5)
        first = ear.samples().shape[1]
        before = stream.underrun_frame_count, stream.lost_frame_count
        for i in range(100):
            match i % 4:
                case 0:
                    stream.plugins.append(gain)
                case 1:
                    stream.plugins.insert(0, reverb)
                case 2:
                    del stream.plugins[0]
                case 3:
                    stream.plugins.clear()
            reverb.wet_level = i / 1000
            gain.gain_db = -3 + (i % 2)
            time.sleep(0.02)
        heard = ear.samples()[0, first:]
        after = stream.underrun_frame_count, stream.lost_frame_count
    # What this process did not give in time or could not take, and then what came of it.
    assert after[0] - before[0] <= 1024
    assert after[1] == before[1]
    assert longest_gap(heard) <= 1024
    assert abs(frequency_of(heard, RATE) - 660) < 1


def test_a_plugin_that_raises(one_server: Server) -> None:
    """The caller gets to know, and audio goes on without it."""

    def broken(samples: np.ndarray) -> np.ndarray:
        raise ZeroDivisionError("this plugin is broken")

    with (
        pytest.raises(ZeroDivisionError, match="broken"),
        one_server.speaking(make_tone(660, 10, RATE)),
        AudioStream("default", "default", [broken, Halve()], sample_rate=RATE) as stream,
        one_server.listening(rate=RATE) as ear,
    ):
        wait_for(lambda: stream.output_level.rms[0] > 0.1, "it plays")
        time.sleep(1)
        assert abs(decibels(ear.samples()[0, -RATE // 2 :], 0.25)) < 0.5

    stream = AudioStream("default", "default", [broken])
    with pytest.raises(ZeroDivisionError, match="broken"):
        stream.run()
    assert not stream.running


NO_PLUGINS = [(3, TypeError), ("no-such-element", ValueError), ("audiotestsrc", ValueError)]


@pytest.mark.parametrize(("plugin", "expected"), NO_PLUGINS)
def test_what_is_no_plugin(one_server: Server, plugin: object, expected: type[Exception]) -> None:
    """It is refused when the stream is made, and when the list is replaced."""
    with pytest.raises(expected):
        AudioStream("default", "default", [plugin])
    good = [lambda samples: samples]
    stream = AudioStream(None, "default", good)
    with pytest.raises(expected):
        stream.plugins = [plugin]
    assert stream.plugins is good


@pytest.mark.parametrize(
    ("plugin", "expected"),
    [*NO_PLUGINS, (lambda samples: samples[:, :0].T, ValueError), (lambda samples: "text", ValueError)],
)
def test_what_turns_out_to_be_no_plugin(one_server: Server, plugin: object, expected: type[Exception]) -> None:
    stream = AudioStream("default", "default")
    stream.plugins.append(plugin)
    with pytest.raises(expected):
        stream.run()
    # And where they are called by the caller's own thread.
    with AudioStream(None, "default") as stream, pytest.raises(expected):
        stream.plugins.append(plugin)
        stream.write(np.zeros((2, 100), np.float32))


def test_a_slow_plugin(one_server: Server) -> None:
    """Silence is played, and closing is quick; the device never waits."""

    def slow(samples: np.ndarray) -> np.ndarray:
        time.sleep(0.1)
        return samples

    with one_server.speaking(make_tone(660, 20, RATE)):
        stream = AudioStream("default", "default", [slow], sample_rate=RATE)
        with stream:
            # PulseAudio's null sinks may sleep for two seconds before they hear that somebody wants less.
            wait_for(lambda: stream.input_level.rms[0] > 0.1, "the input is there")
            time.sleep(3)
            assert stream.underrun_frame_count > RATE / 2
            assert stream.lost_frame_count > RATE / 2
            stream.plugins.clear()
            time.sleep(1.0)
            before = stream.lost_frame_count
            time.sleep(0.5)
            assert stream.lost_frame_count == before
            start = time.monotonic()
        assert time.monotonic() - start < 1


def test_a_plugin_that_never_returns(one_server: Server) -> None:
    event = threading.Event()
    stream = AudioStream("default", "default", [lambda samples: event.wait(20)])
    with stream:
        time.sleep(0.5)
        start = time.monotonic()
    assert time.monotonic() - start < 2
    event.set()


def test_on_what_is_written_and_on_what_is_read(one_server: Server) -> None:
    with (
        one_server.listening(rate=RATE) as ear,
        AudioStream(None, "default", ["volume volume=0.5"], sample_rate=RATE, buffer_size=1024) as stream,
    ):
        stream.write(make_tone(440, 1, RATE))
        stream.drain()
        heard = ear.samples()[0]
    loud = heard[np.flatnonzero(np.abs(heard) > 0.05)[0] :][: RATE // 2]
    assert abs(decibels(loud, 0.25)) < 0.5
    assert breaks(loud, 440, RATE, 0.25).size == 0

    with (
        one_server.speaking(make_tone(660, 5, RATE)),
        AudioStream("default", None, [Halve()], sample_rate=RATE) as stream,
    ):
        stream.read(RATE)
        assert abs(decibels(stream.read(RATE)[0], 0.25)) < 0.5


def test_level(one_server: Server) -> None:
    with (
        one_server.speaking(make_tone(660, 8, RATE)),
        AudioStream("default", "default", num_input_channels=2) as stream,
    ):
        wait_for(lambda: stream.output_level.rms[0] > 0.3, "it plays")
        time.sleep(0.5)
        for level in (stream.input_level, stream.output_level):
            assert isinstance(level, Level)
            assert level.peak == pytest.approx((0.5, 0.5), abs=0.01)
            assert level.rms == pytest.approx((0.3536, 0.3536), abs=0.01)


def test_reading_and_writing_while_it_passes_through(one_server: Server) -> None:
    """What is read is what was made of the input; what is written is mixed with it."""
    with (
        one_server.speaking(make_tone(660, 8, RATE)),
        AudioStream("default", "default", [Halve()], sample_rate=RATE, buffer_size=1024) as stream,
        one_server.listening(rate=RATE) as ear,
    ):
        wait_for(lambda: stream.output_level.rms[0] > 0.1, "it plays")
        stream.ignore_dropped_input = True
        stream.read()
        assert abs(decibels(stream.read(RATE // 2)[0], 0.25)) < 0.5
        stream.write(make_tone(2000, 1, RATE))
        stream.drain()
        heard = ear.samples()[0, -RATE // 2 :]
    spectrum = np.abs(np.fft.rfft(heard * np.hanning(heard.size))) / heard.size * 4
    assert spectrum[660 // 2] == pytest.approx(0.25, rel=0.1)
    assert spectrum[2000 // 2] == pytest.approx(0.5, rel=0.1)


# The examples of the documentation of pedalboard.io, with this package's import.


def test_example_of_passing_through(one_server: Server) -> None:
    pedalboard = pytest.importorskip("pedalboard")
    input_device_name = AudioStream.default_input_device_name
    output_device_name = AudioStream.default_output_device_name
    with AudioStream(input_device_name, output_device_name) as stream:
        reverb = pedalboard.Reverb()
        stream.plugins.append(reverb)
        reverb.wet_level = 1.0
        time.sleep(0.2)
        assert stream.running
        del stream.plugins[0]
    assert not stream.running


def test_example_of_running_synchronously(one_server: Server) -> None:
    pedalboard = pytest.importorskip("pedalboard")
    stream = AudioStream(AudioStream.default_input_device_name, AudioStream.default_output_device_name)
    stream.plugins.append(pedalboard.Reverb(wet_level=1.0))
    threading.Timer(0.5, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
    stream.run()  # Run the stream until Ctrl-C is received
    assert not stream.running


MIXED = """
from gaudiofile import _native, _typelib
library = _typelib.load()
library.DeviceMonitor.new(library.Direction.OUTPUT)  # makes GStreamer's names known to all
import numpy as np
_native.Effect("pitch pitch=1.1", 48000, 2).process(np.zeros((2, 100), np.float32))  # an element in C++
import pedalboard
tuple(pedalboard.Pedalboard([pedalboard.Gain()]))  # ends with an exception of C++
"""


def test_exceptions_of_other_libraries() -> None:
    """GStreamer's libunwind does not get in the way of C++."""
    pytest.importorskip("pedalboard")
    subprocess.run([sys.executable, "-c", MIXED], check=True, timeout=60)
