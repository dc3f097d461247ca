# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""What a live stream does when its sound server is killed, its device is removed, or the default one changes."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from sandbox import descriptors
from servers import KINDS, Server, decibels, find_tone, make_tone, serving, wait_for

from gaudiofile import AudioStream, DeviceError

RATE = 44100
# Nothing may take longer, in seconds.
LIMIT = 2.0


@pytest.fixture(params=KINDS)
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    with serving(request.param, awake=True) as server:
        yield server


class Running:
    """A call on another thread."""

    def __init__(self, call: Callable[[], object]):
        self.error: BaseException | None = None
        self.thread = threading.Thread(target=self._run, args=(call,))
        self.thread.start()

    def _run(self, call: Callable[[], object]) -> None:
        try:
            call()
        except BaseException as error:
            self.error = error

    def wait(self) -> BaseException | None:
        self.thread.join(30)
        assert not self.thread.is_alive()
        return self.error


def timed(call: Callable[[], object]) -> float:
    start = time.monotonic()
    call()
    return time.monotonic() - start


def start_playing(device: str) -> tuple[AudioStream, Running]:
    stream = AudioStream(None, device)
    stream.write(make_tone(440, 0.3, RATE))
    return stream, Running(lambda: stream.write(make_tone(440, 30, RATE)))


def start_recording(device: str) -> tuple[AudioStream, Running]:
    stream = AudioStream(device)
    stream.read(1000)
    return stream, Running(lambda: stream.read(30 * RATE))


STARTS = {"playing": start_playing, "recording": start_recording}


@pytest.mark.parametrize(
    ("what", "device"), [("playing", "default"), ("playing", "named"), ("recording", "default"), ("recording", "named")]
)
@pytest.mark.fault("the sound server is killed while playing or recording", "`DeviceError`")
def test_server_killed(server: Server, what: str, device: str) -> None:
    name = device if device == "default" else {"playing": "speaker", "recording": "micsrc"}[what]
    stream, running = STARTS[what](name)
    server.kill()
    assert timed(running.wait) < LIMIT
    assert isinstance(running.error, DeviceError)
    assert stream.interruptions == 1
    assert timed(stream.close) < LIMIT


def test_play_while_the_server_is_killed(server: Server) -> None:
    running = Running(lambda: AudioStream.play(make_tone(440, 10, RATE), RATE))
    time.sleep(1)
    server.kill()
    assert timed(running.wait) < LIMIT
    assert isinstance(running.error, DeviceError)


def test_server_restarted_while_playing(server: Server) -> None:
    stream, running = start_playing("default")
    server.kill()
    server.start()
    with server.listening() as ear:
        assert wait_for(lambda: stream.running and not stream.interrupted, "it plays again") < LIMIT
        time.sleep(1)
        begin, _ = find_tone(ear.samples()[0])
        assert begin < LIMIT * ear.rate
        assert abs(decibels(ear.samples()[0][-4800:], 0.5)) < 0.5
    assert running.thread.is_alive()
    assert stream.interruptions == 1
    assert stream.lost_frame_count > 0
    stream.close()
    running.wait()


def test_server_restarted_while_recording(server: Server) -> None:
    stream, running = start_recording("default")
    server.kill()
    server.start()
    assert wait_for(lambda: not stream.interrupted, "it records again") < LIMIT
    assert stream.interruptions == 1
    assert stream.lost_frame_count > 0
    assert running.thread.is_alive()
    with server.speaking(make_tone(660, 5, 48000)):
        time.sleep(1)
        wait_for(lambda: stream.input_level.rms[0] > 0.3, "the voice is recorded")
    stream.close()
    running.wait()


def test_comes_back_after_an_error(server: Server) -> None:
    """An error is no end for a stream of the default device."""
    stream, running = start_recording("default")
    server.kill()
    assert isinstance(running.wait(), DeviceError)
    server.start()
    wait_for(lambda: not stream.interrupted, "it records again", seconds=LIMIT)
    stream.ignore_dropped_input = True
    assert stream.read(1000).shape == (1, 1000)
    stream.close()


def test_default_switched_while_playing(server: Server) -> None:
    server.load("module-null-sink", "sink_name=other")
    stream, running = start_playing("default")
    with server.listening("other.monitor") as ear:
        server.set_default("sink", "other")
        wait_for(lambda: bool((np.abs(ear.samples()) > 0.4).any()), "the other one plays", seconds=LIMIT)
        time.sleep(0.5)
    assert running.thread.is_alive()
    stream.close()
    running.wait()


def test_default_switched_while_recording(server: Server) -> None:
    server.load("module-null-sink", "sink_name=other")
    server.load("module-remap-source", "source_name=othersrc", "master=other.monitor")
    wait_for(lambda: "othersrc" in server.pactl("list", "short", "sources"), "the other source is there")
    stream, running = start_recording("default")
    with server.speaking(make_tone(660, 10, 48000), device="other"):
        time.sleep(1)
        assert stream.input_level.peak[0] < 0.1
        server.set_default("source", "othersrc")
        wait_for(lambda: stream.input_level.rms[0] > 0.3, "the other one is heard", seconds=LIMIT)
    assert running.thread.is_alive()
    stream.close()
    running.wait()


@pytest.mark.parametrize("what", STARTS)
@pytest.mark.fault("a device is unplugged", "`DeviceError`")
def test_named_device_removed(server: Server, what: str) -> None:
    number = server.load("module-null-sink", "sink_name=usb")
    wait_for(lambda: "usb.monitor" in server.pactl("list", "short", "sources"), "the device is there")
    stream, running = STARTS[what]("usb" if what == "playing" else "usb.monitor")
    server.unload(number)
    assert timed(running.wait) < LIMIT
    assert isinstance(running.error, DeviceError)
    assert "usb" in str(running.error)
    # For ever, even when it comes back.
    server.load("module-null-sink", "sink_name=usb")
    time.sleep(0.3)
    with pytest.raises(DeviceError, match="usb"):
        stream.read(10) if what == "recording" else stream.write(np.zeros((2, 10), np.float32))
    assert not stream.running
    assert timed(stream.close) < LIMIT


@pytest.mark.parametrize("what", STARTS)
def test_default_device_removed(server: Server, what: str) -> None:
    number = server.load("module-null-sink", "sink_name=usb")
    wait_for(lambda: "usb.monitor" in server.pactl("list", "short", "sources"), "the device is there")
    server.set_default("sink", "usb")
    server.set_default("source", "usb.monitor")
    stream, running = STARTS[what]("default")
    with server.listening() as ear:
        server.unload(number)
        if what == "playing":
            wait_for(lambda: bool((np.abs(ear.samples()) > 0.4).any()), "another one plays", seconds=LIMIT)
    time.sleep(0.5)
    assert running.thread.is_alive()
    assert not stream.interrupted
    stream.close()
    running.wait()


@pytest.mark.fault("a sound server that hangs", "closing does not wait for it")
def test_server_that_hangs(server: Server) -> None:
    """Whatever waits for it, closing does not."""
    what = "playing" if server.kind == "pulseaudio" else "recording"  # each takes its time
    stream, running = STARTS[what]("default")
    assert server.process is not None
    os.killpg(server.process.pid, signal.SIGSTOP)
    try:
        time.sleep(0.3)
        assert timed(stream.close) < LIMIT
        assert timed(running.wait) < LIMIT
        with pytest.raises(DeviceError, match="does not answer"):
            AudioStream("default")
    finally:
        os.killpg(server.process.pid, signal.SIGCONT)
    time.sleep(0.5)
    assert AudioStream("default").read(10).shape == (1, 10)


def test_a_program_that_is_stopped_for_a_while(server: Server) -> None:
    """Its device plays silence meanwhile. What comes afterwards is heard, and not placed where that silence was."""
    program = (
        "import gaudiofile, time\nwith gaudiofile.AudioStream('default', 'default', buffer_size=256): time.sleep(60)"
    )
    with server.speaking(make_tone(660, 60, 48000)), server.listening() as ear:

        def is_loud(begin: int) -> bool:
            return bool((np.abs(ear.samples()[:, begin:]) > 0.3).any())

        with subprocess.Popen([sys.executable, "-c", program]) as process:
            wait_for(lambda: is_loud(0), "it is heard")
            process.send_signal(signal.SIGSTOP)
            time.sleep(1)
            process.send_signal(signal.SIGCONT)
            begin = ear.samples().shape[1]
            try:
                wait_for(lambda: is_loud(begin), "it is heard again", seconds=5)
            finally:
                process.kill()


@pytest.mark.parametrize("kind", ["none"])
@pytest.mark.fault("no sound server", "`DeviceError`")
def test_no_server(kind: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    with Server(kind, tmp_path_factory.mktemp("none")):
        start = time.monotonic()
        assert AudioStream.input_device_names == []
        assert AudioStream.output_device_names == []
        assert AudioStream.default_input_device_name is None
        assert AudioStream.default_output_device_name is None
        for arguments in [("default",), (None, "default"), ("default", "default"), (None, "speaker")]:
            with pytest.raises(DeviceError, match="sound server"):
                AudioStream(*arguments)
        with pytest.raises(DeviceError, match="sound server"):
            AudioStream.play(np.zeros((2, 100), np.float32), RATE)
        assert time.monotonic() - start < 1


def test_nothing_is_left(server: Server) -> None:
    """No thread and no descriptor, however a stream ends."""

    def once(i: int) -> None:
        stream = AudioStream("default", "default") if i % 3 == 0 else AudioStream(None, "default")
        if i % 2:
            with stream:
                stream.write(np.zeros((2, 100), np.float32))
        else:
            stream.write(np.zeros((2, 100), np.float32))
            stream.close()

    def threads() -> list[str]:
        names = []
        for number in os.listdir("/proc/self/task"):
            with contextlib.suppress(FileNotFoundError):  # it has ended since
                names.append(Path(f"/proc/self/task/{number}/comm").read_text().strip())
        return sorted(names)

    for i in range(6):
        once(i)
    time.sleep(0.5)
    before = len(descriptors()), threads()
    for i in range(50):
        once(i)
    # GLib's own pool keeps threads that have ended their work for a while.
    wait_for(lambda: len(threads()) <= len(before[1]), f"threads end: {before[1]}, {threads()}")
    assert len(descriptors()) <= before[0]
