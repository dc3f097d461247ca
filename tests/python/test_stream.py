# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Playing and recording with AudioStream on real sound servers; other programs listen and speak."""

import contextlib
import io
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
from servers import (
    KINDS,
    SPOKEN_RATES,
    Server,
    breaks,
    decibels,
    find_tone,
    frequency_of,
    locate,
    longest_gap,
    make_noise,
    make_tone,
    run_of,
    serving,
    wait_for,
)

from gaudiofile import AudioFile, AudioStream, BusyError, ClosedFileError, DeviceError, DroppedInputError

RATE = 44100
HEARD = 48000


@pytest.fixture(scope="module", params=KINDS)
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    with serving(request.param, awake=True) as server:
        yield server


@pytest.fixture(scope="module")
def one_server() -> Iterator[Server]:
    """For what does not depend on the server."""
    with serving("pipewire") as server:
        yield server


def check_tone(heard: np.ndarray, frequency: float, seconds: float, amplitude: float = 0.5) -> None:
    """A tone was heard: when it should be, as long and as loud, and whole."""
    begin, end = find_tone(heard)
    tone = heard[begin:end]
    assert abs(tone.size / HEARD - seconds) < 0.02
    assert abs(frequency_of(tone, HEARD) - frequency) < 1
    assert abs(decibels(tone, amplitude)) < 0.5
    assert longest_gap(tone) < 20


def test_play(server: Server) -> None:
    with server.listening(rate=HEARD) as ear:
        start = time.monotonic()
        AudioStream.play(make_tone(880, 2, RATE), RATE)
        took = time.monotonic() - start
        time.sleep(0.2)
    assert 1.9 <= took <= 2.6
    for heard in ear.samples():
        check_tone(heard, 880, 2)


def test_play_on_a_device_that_was_idle() -> None:
    """PulseAudio's null sinks sleep for two seconds when nobody listens."""
    with serving("pulseaudio"):
        time.sleep(0.5)
        start = time.monotonic()
        AudioStream.play(make_tone(880, 1, RATE), RATE)
        assert 0.9 <= time.monotonic() - start <= 1.6


@pytest.mark.parametrize("make", [lambda x: x[:1], lambda x: x[0], lambda x: x.T, np.float64])
def test_play_of_other_shapes(server: Server, make: Callable[[np.ndarray], np.ndarray]) -> None:
    with server.listening(rate=HEARD) as ear:
        AudioStream.play(make(make_tone(880, 0.2, RATE)), RATE)
        time.sleep(0.2)
    for heard in ear.samples():
        check_tone(heard, 880, 0.2)


def test_play_on_a_named_device(server: Server) -> None:
    name = next(device.name for device in AudioStream.output_devices if device.id == "mic")
    with server.listening("mic.monitor", rate=HEARD) as ear, server.listening(rate=HEARD) as other:
        AudioStream.play(make_tone(440, 0.5, 22050), 22050, name)
        time.sleep(0.2)
    check_tone(ear.samples()[0], 440, 0.5)
    assert not other.samples().any()


def test_write_in_blocks(server: Server) -> None:
    tone = make_tone(500, 1, RATE)
    with server.listening(rate=HEARD) as ear:
        with AudioStream(None, "default", buffer_size=1024) as stream:
            assert stream.running
            for first in range(0, tone.shape[1], 512):
                stream.write(tone[:, first : first + 512], RATE)
            stream.drain()
        time.sleep(0.2)  # the ear has a delay of its own
    assert not stream.running
    assert stream.underrun_frame_count == 0
    check_tone(ear.samples()[1], 500, 1)


def test_read(server: Server) -> None:
    with server.speaking(make_tone(660, 13, HEARD)), AudioStream("default", num_input_channels=1) as stream:
        stream.read(RATE // 2)  # until the voice is there
        blocks = [stream.read(1000) for _ in range(10 * RATE // 1000)]
        assert stream.dropped_input_frame_count == 0
        assert stream.lost_frame_count == 0
    heard = np.concatenate(blocks, axis=1)
    assert heard.shape == (1, 441000)
    assert heard.dtype == np.float32
    assert abs(frequency_of(heard[0], RATE) - 660) < 1
    assert abs(decibels(heard[0], 0.5)) < 0.5
    assert breaks(heard[0], 660, RATE).size == 0


RECORDING = """
import sys
import numpy as np
from gaudiofile import AudioStream
rate = int(sys.argv[1])
with AudioStream("default", num_input_channels=1, sample_rate=rate) as stream:
    stream.read(rate // 2)
    print("it reads", flush=True)
    np.save(sys.argv[2], stream.read(2 * rate))
    assert stream.dropped_input_frame_count == stream.lost_frame_count == 0
"""


def test_read_by_a_program_that_stands_still(server: Server, tmp_path: Path) -> None:
    """What is heard while a program does not come to its turn waits for it, at the server or on the way."""
    rate = SPOKEN_RATES[server.kind]
    noise = make_noise(6, rate)
    noise[1] = noise[0]
    command = [sys.executable, "-c", RECORDING, str(rate), str(tmp_path / "heard.npy")]
    with server.speaking(noise, rate), subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"it reads\n"
        time.sleep(0.5)
        process.send_signal(signal.SIGSTOP)
        time.sleep(0.4)
        process.send_signal(signal.SIGCONT)
        assert process.wait(20) == 0
    heard = np.load(tmp_path / "heard.npy")[0]
    place = locate(noise[0], heard[:1000])
    first, last, _ = run_of(heard, noise[0], place + 100)
    assert last - first + 1 == heard.size == 2 * rate


def test_play_is_heard_whole(server: Server) -> None:
    """From the first frame, which a server that begins may not have yet when it reads, to the last, before which its
    account may say that all was heard."""
    noise = make_noise(0.5, HEARD)
    with server.listening() as ear:
        AudioStream.play(noise, HEARD, "speaker")
        time.sleep(0.2)
        first, last, _ = run_of(ear.samples()[0], noise[0], HEARD // 4)
    assert (first, last) == (0, noise.shape[1] - 1)


def test_read_what_others_play(server: Server) -> None:
    monitor = next(device for device in AudioStream.input_devices if device.monitor_of == "speaker")
    with AudioStream(monitor.name, num_input_channels=2, sample_rate=HEARD) as stream:
        stream.read(100)
        player = threading.Thread(target=AudioStream.play, args=(make_tone(880, 0.5, RATE), RATE, "speaker"))
        player.start()
        heard = stream.read(HEARD * 3 // 2)
        player.join()
    assert heard.shape == (2, HEARD * 3 // 2)
    check_tone(heard[0], 880, 0.5)


def test_nobody_reads(server: Server) -> None:
    with server.speaking(make_tone(660, 4, HEARD)):
        stream = AudioStream("default")
        assert stream.dropped_input_frame_count == 0
        stream.read(100)
        time.sleep(1.2)
        assert stream.dropped_input_frame_count > RATE // 4
        with pytest.raises(RuntimeError, match="dropped") as raised:
            stream.read(10)
        assert isinstance(raised.value, DroppedInputError)
        # It begins anew; but the buffer is still full, and a block may have come since.
        assert stream.dropped_input_frame_count < RATE // 8
        with contextlib.suppress(DroppedInputError):
            assert stream.read(10).shape == (1, 10)

        # Without raising, what is there is the newest.
        stream.ignore_dropped_input = True
        time.sleep(1)
        assert stream.dropped_input_frame_count > 0
        buffered = stream.buffered_input_sample_count
        assert buffered is not None
        assert buffered >= RATE // 2
        newest = stream.read()
        assert abs(newest.shape[1] - buffered) < RATE // 5
        assert abs(decibels(newest[0], 0.5)) < 0.5
        stream.close()


def test_properties(server: Server) -> None:
    stream = AudioStream("default", "default", sample_rate=32000, buffer_size=256, allow_feedback=True)
    assert not stream.running
    assert (stream.sample_rate, stream.buffer_size) == (32000.0, 256)
    assert (stream.num_input_channels, stream.num_output_channels) == (1, 2)
    assert stream.plugins == []
    assert stream.ignore_dropped_input is False
    assert stream.buffered_input_sample_count == 0
    assert "32000" in repr(stream)
    stream.close()

    stream = AudioStream(None, AudioStream.default_output_device_name)
    assert (stream.num_input_channels, stream.num_output_channels) == (0, 2)
    assert (stream.sample_rate, stream.buffer_size) == (44100.0, 512)
    assert stream.buffered_input_sample_count is None
    assert stream.dropped_input_frame_count == 0
    with pytest.raises(RuntimeError, match="no input"):
        stream.read(10)
    stream.close()


def test_closed(server: Server) -> None:
    stream = AudioStream("default", "default")
    with stream:
        pass
    stream.close()
    assert not stream.running
    for call in (lambda: stream.read(10), lambda: stream.write(np.zeros((2, 10), np.float32)), stream.drain):
        with pytest.raises(ClosedFileError, match="closed"):
            call()
    with pytest.raises(ClosedFileError), stream:
        pass


@pytest.mark.parametrize(
    ("arguments", "expected", "text"),
    [
        ({}, RuntimeError, "must be given"),
        ({"output_device_name": "no such thing"}, ValueError, "No such device"),
        ({"input_device_name": "no such thing"}, DeviceError, "Remapped"),
        ({"output_device_name": "default", "sample_rate": 44100.5}, ValueError, "sample_rate"),
        ({"output_device_name": "default", "sample_rate": 0}, ValueError, "sample_rate"),
        ({"output_device_name": "default", "sample_rate": 10**9}, ValueError, "rate"),
        ({"output_device_name": "default", "buffer_size": -1}, ValueError, "buffer_size"),
        ({"output_device_name": "default", "buffer_size": 3}, ValueError, "buffer size"),
        ({"output_device_name": "default", "num_output_channels": 0}, ValueError, "num_output_channels"),
        ({"output_device_name": "default", "num_output_channels": 1000}, ValueError, "channels"),
        ({"output_device_name": "default", "plugins": "volume"}, TypeError, "plugins"),
        ({"output_device_name": "default", "plugins": 3}, TypeError, "plugins"),
    ],
)
def test_wrong_arguments(server: Server, arguments: dict, expected: type[Exception], text: str) -> None:
    with pytest.raises(expected, match=text), AudioStream(**arguments):
        pass


def test_wrong_samples(server: Server) -> None:
    with AudioStream(None, "default") as stream:
        with pytest.raises(ValueError, match="22050"):
            stream.write(np.zeros((2, 10), np.float32), 22050)
        with pytest.raises(ValueError, match="channels"):
            stream.write(np.zeros((3, 10), np.float32))
        for wrong in (np.zeros((2, 10), np.int16), np.zeros((1, 2, 10), np.float32), np.zeros((2, 10), complex)):
            with pytest.raises(TypeError):
                stream.write(wrong)
        stream.write(np.zeros((0, 0), np.float32).reshape(2, 0))
        stream.write(np.zeros((10, 2)), stream.sample_rate)


def test_feedback(server: Server) -> None:
    monitor = next(device for device in AudioStream.input_devices if device.monitor_of == "speaker")
    with pytest.raises(ValueError, match="allow_feedback"):
        AudioStream(monitor.name, "speaker")
    AudioStream(monitor.name, "speaker", allow_feedback=True).close()
    AudioStream(monitor.name, "mic").close()


def test_record(server: Server, tmp_path: Path) -> None:
    with server.speaking(make_tone(660, 5, HEARD)):
        time.sleep(0.5)
        assert AudioStream.record(str(tmp_path / "a.flac"), duration=1.5, num_channels=2) == 1.5 * RATE
        memory = io.BytesIO()
        AudioStream.record(memory, 0.5, "micsrc", sample_rate=16000, format="wav", bit_depth=24)
    with AudioFile(str(tmp_path / "a.flac")) as file:
        assert (file.samplerate, file.num_channels, file.frames) == (RATE, 2, 1.5 * RATE)
        tone = file.read(file.frames)
    assert abs(frequency_of(tone[0], RATE) - 660) < 1
    with AudioFile(memory.getvalue()) as file:
        assert (file.samplerate, file.num_channels, file.frames, file.bit_depth) == (16000, 1, 8000, 24)


PROGRAMS = {
    "read": "stream = AudioStream('default'); print('go', flush=True); stream.read(10**7)",
    "write": "stream = AudioStream(None, 'default'); print('go', flush=True); stream.write(np.zeros((2, 10**7), 'f4'))",
    "play": "print('go', flush=True); AudioStream.play(np.zeros((2, 10**7), 'f4'), 44100)",
    "record": "print('go', flush=True); AudioStream.record(io.BytesIO(), 100, format='wav')",
}
START = "import io, numpy as np; from gaudiofile import AudioStream; "


def interrupt(program: str, after: float = 0.7) -> tuple[float, int, str]:
    """Runs a program, presses Ctrl-C, and returns how long it took to end, its exit status and what it said."""
    process = subprocess.Popen(
        [sys.executable, "-c", START + program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "go\n"
    time.sleep(after)
    start = time.monotonic()
    process.send_signal(signal.SIGINT)
    output, errors = process.communicate(timeout=10)
    return time.monotonic() - start, process.returncode, output + errors


@pytest.mark.parametrize("name", PROGRAMS)
def test_interrupted_by_the_user(one_server: Server, name: str) -> None:
    took, status, output = interrupt(PROGRAMS[name])
    assert status != 0
    assert "KeyboardInterrupt" in output
    assert took < 1.5  # with the end of the interpreter


def test_interrupt_comes_through_at_once(server: Server) -> None:
    stream = AudioStream("default")
    stream.read(1)
    pressed = []

    def press() -> None:
        time.sleep(0.3)
        pressed.append(time.monotonic())
        os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=press).start()
    with pytest.raises(KeyboardInterrupt):
        stream.read(10**7)
    assert time.monotonic() - pressed[0] < 0.1
    stream.close()


def test_run_until_interrupted(one_server: Server) -> None:
    program = "stream = AudioStream('default', 'default'); print('go', flush=True); stream.run(); print(stream.running)"
    took, status, output = interrupt(program)
    assert (status, output) == (0, "False\n")
    assert took < 1.5


def test_recording_until_interrupted(one_server: Server, tmp_path: Path) -> None:
    program = f"print('go', flush=True); print(AudioStream.record({str(tmp_path / 'a.wav')!r}))"
    _, status, output = interrupt(program, after=1.5)
    assert status == 0
    with AudioFile(str(tmp_path / "a.wav")) as file:
        assert file.frames == int(output) > 0


def test_other_threads_run_meanwhile(server: Server) -> None:
    """Waiting is without the GIL."""
    stream = AudioStream("default")
    stream.read(1)
    n = 0
    thread = threading.Thread(target=stream.read, args=(RATE // 2,))
    thread.start()
    while thread.is_alive():
        n += 1
    assert n > 10000
    stream.close()


def test_close_from_another_thread(server: Server) -> None:
    stream = AudioStream("default")
    stream.read(1)
    threading.Timer(0.2, stream.close).start()
    with pytest.raises(ClosedFileError):
        stream.read(10**7)


def test_dropped_without_closing(server: Server) -> None:
    """A stream that nobody holds any more has ended."""

    def recorders() -> int:
        return len(server.pactl("list", "short", "source-outputs").splitlines())

    before = recorders()
    stream = AudioStream("default")
    stream.read(10)
    assert recorders() == before + 1
    del stream
    wait_for(lambda: recorders() == before, "nobody records", seconds=2)


def test_fork(server: Server) -> None:
    """A child of fork() cannot use a stream, and nothing of it hangs there."""
    with AudioStream("default", "default") as stream:
        stream.ignore_dropped_input = True  # forking takes its time
        for _ in range(30):
            child = os.fork()
            if child == 0:
                status = 1
                try:
                    stream.read(10)
                except BusyError:
                    stream.close()
                    status = 0
                finally:
                    os._exit(status)
            assert os.waitpid(child, 0)[1] == 0
        assert stream.running
