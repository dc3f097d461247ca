# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""How long audio takes, and how well it flows on a busy machine. `pytest -s` shows the figures."""

import contextlib
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator

import numpy as np
import pytest
from servers import KINDS, decibels, frequency_of, make_tone, serving, wait_for

from gaudiofile import AudioStream

pytestmark = pytest.mark.alone

RATE = 48000
BUFFER = 256


@contextlib.contextmanager
def busy_processors() -> Iterator[None]:
    processes = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(2)]
    try:
        yield
    finally:
        for process in processes:
            process.kill()
            process.wait()


# PipeWire has to work in steps of so many frames here, see servers.py; a device that holds less than a few of them has
# gaps, in which a click is lost.
PIPEWIRE_BUFFER = 1024


def round_trip(stream: AudioStream) -> float:
    """From writing a click to the loudspeaker to reading it from the loudspeaker's monitor, in seconds."""
    for _ in range(5):  # a gap, where a busy machine has no time for the server, swallows one
        stream.read()
        stream.read(stream.buffer_size)
        start = time.monotonic()
        stream.write(np.full((2, 64), 0.8, np.float32))
        while time.monotonic() - start < 1:
            if np.abs(stream.read(64)).max() > 0.3:
                return time.monotonic() - start
    pytest.fail("no click was heard")


@pytest.mark.parametrize("kind", KINDS)
def test_round_trip(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    size = BUFFER if kind == "pulseaudio" else PIPEWIRE_BUFFER
    with (
        serving(kind, awake=True),
        # Not entered, so that the input is not played.
        contextlib.closing(
            AudioStream("speaker.monitor", "speaker", sample_rate=RATE, buffer_size=size, allow_feedback=True)
        ) as stream,
    ):
        stream.ignore_dropped_input = True
        stream.read(RATE)
        times = []
        for _ in range(20):
            times.append(round_trip(stream))
            time.sleep(0.05)
        reported = stream.input_latency + stream.output_latency
    median = statistics.median(times)
    with capsys.disabled():
        print(f"\n{kind}: round trip {median * 1000:.1f} ms at {size} frames, {reported * 1000:.1f} ms reported")
    assert median < (0.060 if kind == "pulseaudio" else 0.200)
    assert 0 < reported < 0.2


def test_buffer_size_makes_latency() -> None:
    """It reaches the device."""
    with serving("pulseaudio", awake=True):
        latencies = []
        for size in (256, 4096):
            with AudioStream("default", "default", sample_rate=RATE, buffer_size=size) as stream:
                stream.read(1)
                wait_for(lambda stream=stream: stream.output_latency > 0, "it plays")  # type: ignore[misc]
                time.sleep(0.5)
                latencies.append((stream.input_latency, stream.output_latency))
    small, large = latencies
    assert large[0] > 4 * small[0]
    assert large[1] > 4 * small[1]


def test_on_a_busy_machine(capsys: pytest.CaptureFixture[str]) -> None:
    """Fifteen seconds of passing through, with as much to do as there are processors: it goes on."""
    with (
        serving("pulseaudio", awake=True) as server,
        server.speaking(make_tone(660, 60, RATE)),
        AudioStream("default", "default", sample_rate=RATE, buffer_size=BUFFER) as stream,
    ):
        wait_for(lambda: stream.output_level.rms[0] > 0.3, "it plays")
        before = stream.underrun_frame_count, stream.lost_frame_count
        with busy_processors():
            time.sleep(15)
        underruns = stream.underrun_frame_count - before[0]
        lost = stream.lost_frame_count - before[1]
        with server.listening(rate=RATE) as ear:

            def is_heard() -> bool:
                heard = ear.samples()[0, -RATE // 2 :]
                if len(heard) < RATE // 2 or np.abs(heard).max() < 0.3 or abs(decibels(heard, 0.5)) > 0.5:
                    return False
                return bool(abs(frequency_of(heard, RATE) - 660) < 1)

            # Half a second without a gap, which others who need the machine may make still.
            wait_for(is_heard, "the tone is heard", seconds=10)
    with capsys.disabled():
        print(f"\nin 15 s on a busy machine: {underruns} frames of silence, {lost} frames lost, at {BUFFER} frames")
    assert stream.interruptions == 0
