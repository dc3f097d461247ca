# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Player on real sound servers; another program listens. What is played is noise, in which each place is known."""

import contextlib
import os
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import gi
import numpy as np
import pytest
from servers import (
    HEARD_RATE,
    KINDS,
    Ear,
    Server,
    frequency_of,
    locate_about,
    make_noise,
    make_tone,
    run_of,
    serving,
    wait_for,
)

import gaudiofile
from gaudiofile import AudioFile, BusyError, ClosedFileError, DeviceError, Player

gi.require_version("GAudioFile", "1.0")
from gi.repository import GAudioFile, GLib, GObject  # noqa: E402


@pytest.fixture(scope="module", params=KINDS)
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    with serving(request.param, awake=True) as server:
        yield server


@pytest.fixture
def rate(server: Server) -> int:
    return HEARD_RATE


@pytest.fixture
def ear(server: Server, rate: int) -> Iterator[Ear]:
    with server.listening(rate=rate) as ear:
        yield ear


def wait_heard(ear: Ear, seconds: float = 5, first: int = 0) -> None:
    wait_for(lambda: bool((np.abs(ear.samples()[:, first:]) > 0.1).any()), "something is heard", seconds)


def run_loop() -> bool:
    while GLib.MainContext.default().iteration(False):
        pass
    return True


def timed(call: object) -> float:
    start = time.monotonic()
    call()  # type: ignore[operator]
    return time.monotonic() - start


def test_play_pause_seek(ear: Ear, rate: int, tmp_path: Path) -> None:
    """What is heard, when, and what the position says of it."""
    noise = make_noise(6, rate)
    gaudiofile.save(tmp_path / "noise.wav", noise, rate, bit_depth=32)
    delays = []
    with Player(tmp_path / "noise.wav") as player:
        assert timed(player.play) < 0.05
        wait_heard(ear)
        for _ in range(12):
            time.sleep(0.03)
            arrived = ear.samples()[0]
            delays.append((player.position, arrived))
        before = player.position
        assert timed(player.pause) < 0.05
        assert player.state == "paused"
        time.sleep(0.25)
        paused = player.position
        player.play()
        time.sleep(0.3)
        player.pause()
        time.sleep(0.15)
        assert timed(lambda: player.seek(3 * rate)) < 0.05
        assert player.position == 3 * rate
        time.sleep(0.2)
        assert player.position == 3 * rate
        player.play()
        time.sleep(0.4)
        at_seek = player.position
        player.seek(5 * rate + 123)
        assert player.wait(5)
        assert player.position == noise.shape[1]
        time.sleep(0.15)
    heard = ear.samples()[0]
    # The first run begins with the first frame, without a fade.
    first, last, start = run_of(heard, noise[0], 100)
    assert first == 0
    # The ear has a delay of its own, of some hundredths of a second.
    late = [position - (arrived.size - start) for position, arrived in delays]
    assert -0.02 * rate < np.median(late) < 0.08 * rate
    # It is heard to stop within 50 ms, the fade of 6 ms included; the position has an error of its own.
    assert (last - before) / rate < 0.075
    assert abs(last - paused) / rate < 0.02
    # It goes on where it stopped to be heard, but for the fades.
    first, _, _ = run_of(heard, noise[0], paused + rate // 10)
    assert 0 < first - last < 0.02 * rate
    # The pause has silence, and then comes the frame that was sought.
    first, last, start = run_of(heard, noise[0], 3 * rate + rate // 5)
    assert 0 <= first - 3 * rate < 0.01 * rate
    assert not heard[start + 3 * rate - rate // 10 : start + 3 * rate].any()
    # The same while it plays, without silence.
    assert (last - at_seek) / rate < 0.11
    end = start + last
    first, last, start = run_of(heard, noise[0], 5 * rate + rate // 2)
    assert 0 <= first - (5 * rate + 123) < 0.01 * rate
    assert start + first - end < 0.012 * rate
    assert last == noise.shape[1] - 1


def test_position_is_steady(ear: Ear, rate: int) -> None:
    """PipeWire's own account of its time wanders by some hundredths of a second in the first seconds."""
    noise = make_noise(6, rate)
    seen = []
    with Player((noise, rate)) as player:
        player.play()
        wait_heard(ear)
        start = time.monotonic()
        while time.monotonic() - start < 4:
            arrived = ear.samples().shape[1]
            seen.append((time.monotonic() - start, player.position - arrived))
            time.sleep(0.011)
    late = [[after for at, after in seen if second <= at < second + 1] for second in range(4)]
    medians = [np.median(values) / rate for values in late]
    assert max(medians) - min(medians) < 0.01


def test_pause_without_a_click(ear: Ear, rate: int) -> None:
    """A sine follows from the two samples before; what does not is below -60 dB of full scale."""
    with Player((make_tone(440, 4, rate), rate)) as player:
        player.play()
        wait_heard(ear)
        for _ in range(3):
            time.sleep(0.15)
            player.pause()
            time.sleep(0.15)
            player.play()
        player.seek(2 * rate + 17)
        time.sleep(0.15)
        player.volume = 0.3
        time.sleep(0.15)
        player.stop()
        time.sleep(0.2)
    heard = ear.samples()[1]
    begin = int(np.flatnonzero(np.abs(heard) > 0.01)[0])
    heard = heard[begin + rate // 20 :]
    clicks = np.abs(heard[2:] - 2 * np.cos(2 * np.pi * 440 / rate) * heard[1:-1] + heard[:-2])
    assert 20 * np.log10(clicks.max()) < -60
    silent = np.abs(heard) < 1e-4
    assert 0.2 < silent.mean() < 0.9


class Late(GObject.Object, GAudioFile.Source):
    """Gives its first frames at once, and has to fetch those that come after 43 ms."""

    def __init__(self, samples: np.ndarray, rate: int) -> None:
        super().__init__()
        self.samples, self.rate, self.next = samples, rate, 0

    def do_describe(self) -> tuple[float, int]:
        return self.rate, len(self.samples)

    def do_read_frames(self, n_frames: int, layout: GAudioFile.Layout, cancellable: object) -> GAudioFile.Block:
        if self.next == 2048:
            time.sleep(0.06)
        samples = self.samples[:, self.next : self.next + n_frames]
        self.next += samples.shape[1]
        kind, place = GAudioFile.SampleFormat.FLOAT32, GAudioFile.Layout.PLANAR
        data = GLib.Bytes.new(np.ascontiguousarray(samples, np.float32).tobytes())
        return GAudioFile.Block.new(kind, place, len(samples), self.rate, samples.shape[1], data)


def test_begins_without_a_gap(ear: Ear, rate: int) -> None:
    """A device that begins takes much at once."""
    noise = make_noise(0.6, rate)
    player = GAudioFile.Player()
    player.set_source(Late(noise, rate))
    player.play()
    wait_for(lambda: run_loop() and player.get_state() == GAudioFile.PlayerState.STOPPED, "it ends")
    time.sleep(0.15)
    player.close()
    first, last, _ = run_of(ear.samples()[0], noise[0], 100)
    assert (first, last) == (0, noise.shape[1] - 1)


def test_queue_without_a_gap(ear: Ear, rate: int, tmp_path: Path) -> None:
    """FLAC and LAME's MP3: no frame is missing and none doubled."""
    parts = []
    for i, name in enumerate(["a.flac", "b.mp3", "c.mp3", "d.flac"]):
        path = tmp_path / name
        gaudiofile.save(tmp_path / "x.wav", make_noise(0.4 + 0.01 * i, rate, seed=i), rate)
        encoder = ["-c:a", "libmp3lame", "-b:a", "256k"] if name.endswith("mp3") else []
        subprocess.run(["ffmpeg", "-v", "error", "-i", tmp_path / "x.wav", *encoder, path], check=True)
        parts.append(gaudiofile.load(path)[0])
    changes = []
    with Player(tmp_path / "a.flac", on_source_changed=lambda: changes.append(player.source.name)) as player:
        for name in ("b.mp3", "c.mp3", "d.flac"):
            player.enqueue(tmp_path / name)
        assert player.queued == 3
        player.play()
        assert player.wait(5)
        assert player.source.name == str(tmp_path / "d.flac")
        time.sleep(0.3)
    together = np.concatenate(parts, axis=1)
    assert [part.shape[1] for part in parts] == [round((0.4 + 0.01 * i) * rate) for i in range(4)]
    first, last, _ = run_of(ear.samples()[0], np.clip(together[0], -1, 1), 1000)
    assert (first, last) == (0, together.shape[1] - 1)
    assert changes == [str(tmp_path / name) for name in ("b.mp3", "c.mp3", "d.flac")]


@pytest.mark.parametrize("speed", [0.5, 1.6])
def test_rate_keeps_the_pitch(ear: Ear, rate: int, speed: float) -> None:
    with Player((make_tone(1000, 0.8, rate), rate), rate=speed) as player:
        player.play()
        wait_heard(ear)
        time.sleep(0.1)
        first, start = player.position, time.monotonic()
        time.sleep(0.25)
        assert (player.position - first) / rate / (time.monotonic() - start) == pytest.approx(speed, rel=0.15)
        assert player.wait(5)
        time.sleep(0.1)
    heard = ear.samples()[0]
    loud = np.flatnonzero(np.abs(heard) > 0.1)
    assert (loud[-1] - loud[0]) / rate == pytest.approx(0.8 / speed, abs=0.04)
    middle = heard[loud[0] + rate // 20 : loud[-1] - rate // 20]
    assert frequency_of(middle, rate) == pytest.approx(1000, rel=0.01)


def test_loop_and_level(ear: Ear, rate: int) -> None:
    noise = make_noise(0.3, rate)
    with Player((noise, rate), loop=True, volume=0.5) as player:
        player.play()
        wait_heard(ear)
        wait_for(lambda: 0.1 < max(player.level.rms, default=0) < 0.2, "there is a level")
        time.sleep(0.5)
        player.loop = False
        assert player.wait(2)
        time.sleep(0.15)
    heard = ear.samples()[0]
    turns = np.tile(noise[0], 2) / 2
    first, last, _ = run_of(heard, turns, turns.size // 2 - 500)
    assert (first, last) == (0, turns.size - 1)
    loud = np.flatnonzero(np.abs(heard) > 0.001)
    # It has ended with the end of a turn; a first or last frame may be too quiet to be found.
    turn = noise.shape[1]
    assert (loud[-1] - loud[0] + 1) % turn in (0, turn - 1, turn - 2) and loud[-1] - loud[0] > turn


def test_other_rates_and_devices(server: Server, rate: int) -> None:
    """What is converted, and a device that is changed on the way."""
    with server.listening("mic.monitor", rate=rate) as other, server.listening(rate=rate) as ear:
        tone = make_tone(500, 0.5, rate, channels=1)
        with Player((tone, rate)) as player:
            player.enqueue((make_tone(700, 1, 22050), 22050))
            player.play()
            wait_for(lambda: player.queued == 0, "the next one is heard")
            player.device = "mic"
            assert player.wait(5)
            time.sleep(0.2)
    for heard, frequency in ((ear.samples()[1], 500), (other.samples()[0], 700)):
        loud = np.flatnonzero(np.abs(heard) > 0.3)
        piece = heard[loud[0] + rate // 20 :][: rate // 3]
        assert frequency_of(piece, rate) == pytest.approx(frequency, rel=0.01)


@pytest.mark.parametrize("kind", KINDS)
def test_server_killed_and_restarted(kind: str) -> None:
    rate = HEARD_RATE
    noise = make_noise(20, rate)
    with serving(kind, awake=True) as server, Player((noise, rate)) as player:
        with server.listening(rate=rate) as ear:
            player.play()
            wait_heard(ear)
            time.sleep(0.3)
            server.kill()
            killed = player.position
        server.start()
        with server.listening(rate=rate) as ear:
            # A null sink of PulseAudio that nobody listens to sleeps for two seconds.
            wait_for(lambda: player.position > killed + rate // 2, "it goes on")
            now = player.position
            assert player.state == "playing"
            heard = ear.samples()[0]
        # It has gone on from where it was.
        loud = int(np.flatnonzero(np.abs(heard) > 0.1)[0])
        # A server that has just begun may have gaps.
        pieces = (heard[at : at + 1000] for at in range(loud + 2000, heard.size - 1000, 2000))
        place = max(locate_about(noise[0], piece) for piece in pieces)
        assert place > 0
        assert abs(now - place) < rate
        assert now - killed < 5 * rate


@pytest.mark.fault("a player's device is unplugged", "`wait()` raises `DeviceError`; on another one it goes on")
def test_device_removed(server: Server, rate: int) -> None:
    number = server.load("module-null-sink", "sink_name=usb")
    wait_for(lambda: "usb.monitor" in server.pactl("list", "short", "sources"), "the device is there")
    noise = make_noise(10, rate)
    # Awake: a null sink of PulseAudio begins with two seconds of silence.
    with contextlib.ExitStack() as stack:
        stack.enter_context(server.listening("usb.monitor", rate=8000, channels=1, wake=True))
        ear = stack.enter_context(server.listening(rate=rate))
        player = stack.enter_context(Player((noise, rate), "usb"))
        player.play()
        wait_for(lambda: player.position > 1000, "it plays")
        server.unload(number)
        with pytest.raises(DeviceError, match="usb"):
            player.wait(5)
        stopped = player.position
        heard = ear.samples().shape[1]  # the server has the default device go on with what it was given already
        player.device = None
        player.play()
        wait_heard(ear, first=heard)
        time.sleep(0.1)
        player.seek(10**9)
        assert player.wait(5)
        assert player.position == noise.shape[1]
    first, _, _ = run_of(ear.samples()[0], noise[0], stopped + 2000)
    assert abs(first - stopped) < 0.02 * rate


@pytest.mark.fault("a player's source fails, or its device", "`on_error`, and `wait()` raises it")
def test_errors(server: Server, rate: int, tmp_path: Path) -> None:
    told = []
    with Player(on_error=told.append, on_state_changed=told.append) as player:
        with pytest.raises(ValueError, match="nothing to play"):
            player.play()
        with pytest.raises(ValueError, match="empty"):
            player.next()
        file = AudioFile.encode(make_noise(0.2, rate), rate, "wav", 2)
        source = AudioFile(file)
        player.source = source
        source.close()
        player.play()
        with pytest.raises(ClosedFileError):
            player.wait(5)
        wait_for(lambda: len(told) >= 3, "it is told")
    assert told[0] == "playing" and "stopped" in told
    assert any(isinstance(item, ClosedFileError) for item in told)
    with pytest.raises(ClosedFileError):
        player.play()
    with pytest.raises(TypeError, match="sample rate"):
        player.source = make_noise(0.1, rate)
    with pytest.raises(DeviceError, match="nowhere"):
        Player(device="nowhere")


def test_in_a_child(server: Server, rate: int) -> None:
    with Player((make_noise(1, rate), rate)) as player:
        player.play()
        time.sleep(0.1)
        pid = os.fork()
        if pid == 0:
            status = 1
            with contextlib.suppress(BaseException):
                try:
                    player.pause()
                except BusyError:
                    status = 0 if (player.state, player.position) == ("closed", 0) else 2
            os._exit(status)
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
        assert player.state == "playing"


def test_signals_and_threads(server: Server, rate: int) -> None:
    """From PyGObject; and what is left afterwards."""

    def threads() -> int:
        # Those of asynchronous calls stay for the next ones.
        return sum(name.startswith("gaf-") and name != "gaf-task" for name in names())

    def names() -> list[str]:
        found = []
        for number in os.listdir("/proc/self/task"):
            with contextlib.suppress(FileNotFoundError):
                found.append(Path(f"/proc/self/task/{number}/comm").read_text().strip())
        return found

    before = threads(), threading.active_count()
    player = GAudioFile.Player()
    told: list[str] = []
    for name in ("ended", "source-changed"):
        player.connect(name, lambda _player, name=name: told.append(name))
    player.connect("notify::state", lambda player, _: told.append(player.props.state.value_nick))
    with AudioFile(AudioFile.encode(make_noise(0.2, rate), rate, "wav", 2)) as file:
        player.enqueue(file.gobject)
        player.enqueue(AudioFile(AudioFile.encode(make_noise(0.2, rate), rate, "flac", 2)).gobject)
        assert player.get_n_queued() == 1
        assert player.play()
        wait_for(lambda: run_loop() and "ended" in told, "it has ended")
        run_loop()
    assert told == ["playing", "source-changed", "stopped", "ended"] or told == [
        "playing",
        "source-changed",
        "ended",
        "stopped",
    ]
    done: list[bool] = []
    player.close_async(lambda player, result: done.append(player.close_finish(result)))
    wait_for(lambda: run_loop() and bool(done), "it is closed")
    with pytest.raises(GLib.Error) as caught:
        player.seek(0)
    assert caught.value.matches(GAudioFile.error_quark(), GAudioFile.Error.CLOSED)
    # A thread of the test before this one may have ended meanwhile.
    assert threads() <= before[0] and threading.active_count() <= before[1]


def test_properties(server: Server, rate: int) -> None:
    """What a window is bound to: whether it plays, which can be set too, and the position as it moves."""
    player = GAudioFile.Player()
    told: dict[str, list[object]] = {"playing": [], "position": []}
    for name, values in told.items():
        player.connect(f"notify::{name}", lambda player, spec, v=values: v.append(player.get_property(spec.name)))
    player.set_property("playing", True)
    assert told["playing"] == [False], "a switch that was thrown goes back: there is nothing to play"
    with AudioFile(AudioFile.encode(make_noise(2, rate), rate, "wav", 2)) as file:
        player.set_source(file.gobject)
        player.set_property("playing", True)
        wait_for(lambda: run_loop() and len(told["position"]) > 15, "it moves")
        assert told["playing"] == [False, True]
        moves = [position for position in told["position"] if isinstance(position, int) and position > 0]
        assert len(moves) > 5 and moves == sorted(moves)
        player.set_property("playing", False)
        assert player.get_state() == GAudioFile.PlayerState.PAUSED
        player.seek(rate)
        wait_for(lambda: run_loop() and told["position"][-1] == rate, "a seek is told while it is paused")
        assert told["playing"] == [False, True, False]
        player.close()
