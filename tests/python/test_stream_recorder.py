# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Recorder on real sound servers; another program speaks noise, in which each place is known."""

import contextlib
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import gi
import numpy as np
import pytest
from servers import KINDS, SPOKEN_RATES, Server, locate, make_noise, serving, wait_for
from test_stream_player import run_loop

from gaudiofile import AudioFile, ClosedFileError, DeviceError, Recorder, load

gi.require_version("GAudioFile", "1.0")
from gi.repository import GAudioFile  # noqa: E402

# What is heard is compared sample for sample; a server that gets no time leaves gaps of its own.
pytestmark = pytest.mark.alone


@pytest.fixture(scope="module", params=KINDS)
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    with serving(request.param, awake=True) as server:
        yield server


@pytest.fixture
def rate(server: Server) -> int:
    return SPOKEN_RATES[server.kind]


def wait_loud(recorder: Recorder) -> None:
    wait_for(lambda: max(recorder.level.rms, default=0) > 0.1, "the voice is heard")


def test_pauses_and_splits(server: Server, rate: int, tmp_path: Path) -> None:
    """Every captured frame is in a file, and none twice."""
    noise = make_noise(8, rate, channels=1)
    finished: list[str] = []
    ended: list[bool] = []
    recorder = Recorder(
        tmp_path / "take.flac",
        "micsrc",
        samplerate=rate,
        split_seconds=0.3,
        on_file_finished=finished.append,
        on_ended=lambda: ended.append(True),
    )
    with server.speaking(noise, rate), recorder:
        wait_loud(recorder)
        borders = []
        for _ in range(2):
            time.sleep(0.5)
            recorder.pause()
            assert recorder.state == "paused"
            time.sleep(0.2)
            borders.append(recorder.position)
            recorder.resume()
        time.sleep(0.3)
    assert recorder.lost_frame_count == 0
    names = [str(tmp_path / f"take-{i + 1:03}.flac") for i in range(len(recorder.files))]
    assert recorder.files == names and len(names) >= 4
    parts = [load(name)[0][0] for name in names]
    assert {part.size for part in parts[:-1]} == {round(0.3 * rate)}
    together = np.concatenate(parts)
    assert together.size == recorder.position == recorder.peaks.frames
    wait_for(lambda: finished == names and bool(ended), "it is told")
    # Between two pauses all is there, across the borders of files.
    places = []
    for first, last in pairwise([0, *borders, together.size]):
        begin = int(np.flatnonzero(np.abs(together) > 0.1)[0]) + 2000 if first == 0 else first
        piece = together[begin : last - 300]
        place = locate(noise[0], piece[:4000])
        assert place >= 0
        assert np.abs(noise[0][place : place + piece.size] - piece).max() < 2e-4
        places.append((place, piece.size))
    assert places[0][0] + places[0][1] < places[1][0] < places[2][0]


def test_longest_time_and_size(server: Server, rate: int, tmp_path: Path) -> None:
    recorder = Recorder(tmp_path / "take.wav", samplerate=rate, num_channels=2, max_seconds=1.25, split_bytes=200_000)
    recorder.start()
    assert recorder.wait(5)
    assert recorder.position == round(1.25 * rate)
    frames = []
    for name in recorder.files:
        assert Path(name).stat().st_size <= 200_000
        with AudioFile(name) as file:
            frames.append(file.frames)
    assert sum(frames) == recorder.position and len(frames) >= 2
    with pytest.raises(ClosedFileError):
        recorder.start()
    with pytest.raises(ClosedFileError):
        recorder.pause()


@pytest.mark.fault("a recorder's device or file cannot be had", "an exception; an old file stays as it is")
def test_errors(server: Server, rate: int, tmp_path: Path) -> None:
    (tmp_path / "old.wav").write_bytes(b"old")
    with pytest.raises(DeviceError, match="nowhere"):
        Recorder(tmp_path / "old.wav", "nowhere")
    with pytest.raises(ValueError, match="extension"):
        Recorder(tmp_path / "old")
    with pytest.raises(FileNotFoundError):
        Recorder(tmp_path / "none" / "take.wav").start()
    with pytest.raises(ValueError, match="max_seconds"):
        Recorder(tmp_path / "take.wav", max_seconds=0)
    assert (tmp_path / "old.wav").read_bytes() == b"old"
    number = server.load("module-null-sink", "sink_name=usb")
    wait_for(lambda: "usb.monitor" in server.pactl("list", "short", "sources"), "the device is there")
    recorder = Recorder(tmp_path / "usb.wav", "usb.monitor", samplerate=rate)
    with contextlib.suppress(DeviceError), recorder:
        wait_for(lambda: recorder.position > 0, "it records")
        server.unload(number)
        with pytest.raises(DeviceError, match="usb"):
            recorder.wait(5)
    with AudioFile(tmp_path / "usb.wav") as file:
        assert file.frames == recorder.position > 0


PROGRAM = """
import sys, time, gaudiofile
recorder = gaudiofile.Recorder(sys.argv[1], samplerate=int(sys.argv[2]))
recorder.start()
while True:
    print(recorder.position, flush=True)
    time.sleep(0.02)
"""


@pytest.mark.parametrize("name", ["take.wav", "take.flac"])
@pytest.mark.fault("a recording program is killed", "at most a second is lost")
def test_killed(server: Server, rate: int, tmp_path: Path, name: str) -> None:
    command = [sys.executable, "-c", PROGRAM, str(tmp_path / name), str(rate)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        position = 0
        while position < 1.3 * rate:
            position = int(process.stdout.readline())
        process.send_signal(signal.SIGKILL)
        position = max([position, *(int(line) for line in process.stdout if line.strip())])
    with AudioFile(tmp_path / name) as file:
        assert position - rate <= file.frames
        assert file.read(file.frames).shape == (1, file.frames)


def test_from_pygobject(server: Server, rate: int, tmp_path: Path) -> None:
    spec = GAudioFile.EncodeSpec(format="wav", rate=rate, channels=1)
    recorder = GAudioFile.Recorder.new(None, str(tmp_path / "take.wav"), spec)
    told: list[str] = []
    recorder.connect("file-finished", lambda _recorder, path: told.append(path))
    recorder.connect("ended", lambda _recorder: told.append("ended"))
    recorder.connect("notify::state", lambda recorder, _: told.append(recorder.props.state.value_nick))
    positions: list[int] = []
    recorder.connect("notify::position", lambda recorder, _: positions.append(recorder.get_property("position")))
    recorder.set_max_frames(rate // 4)
    assert (recorder.get_max_frames(), recorder.get_split_frames(), recorder.get_split_bytes()) == (rate // 4, 0, 0)
    done: list[bool] = []
    recorder.start_async(None, lambda recorder, result: done.append(recorder.start_finish(result)))
    recorder.wait_async(5000, None, lambda recorder, result: done.append(recorder.wait_finish(result)))
    wait_for(lambda: run_loop() and "ended" in told, "it has ended")
    wait_for(lambda: run_loop() and len(done) == 2, "both calls are done")
    assert recorder.get_files() == [str(tmp_path / "take.wav")]
    assert (recorder.get_position(), recorder.get_lost_frames()) == (rate // 4, 0)
    assert len(positions) > 2 and positions == sorted(positions) and positions[-1] == rate // 4
    assert recorder.get_peaks().get_n_frames() == rate // 4
    assert recorder.get_level().get_channels() == 1
    assert done == [True, True] and str(tmp_path / "take.wav") in told
    stopped: list[bool] = []
    recorder.stop_async(None, lambda recorder, result: stopped.append(recorder.stop_finish(result)))
    wait_for(lambda: run_loop() and bool(stopped), "it is stopped")
    assert stopped == [True]
