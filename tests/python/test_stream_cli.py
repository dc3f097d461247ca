# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""The program gaudiofile with a sound server: devices, play and record."""

import json
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import soundfile
from program import Terminal, run
from servers import Server, find_tone, frequency_of, make_tone, serving

from gaudiofile import AudioFile

RATE = 44100


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving("pulseaudio", awake=True) as server:
        yield server


@pytest.fixture
def songs(tmp_path: Path) -> list[Path]:
    """A second of 880 Hz, and a second of 440 Hz."""
    paths = [tmp_path / "a.flac", tmp_path / "b.wav"]
    for path, frequency in zip(paths, (880, 440), strict=True):
        soundfile.write(path, make_tone(frequency, 1, RATE).T, RATE)
    return paths


def test_devices(server: Server) -> None:
    told = json.loads(run("devices", "--json").stdout)
    assert {device["id"]: device["direction"] for device in told} == {
        "speaker": "output",
        "mic": "output",
        "speaker.monitor": "input",
        "mic.monitor": "input",
        "micsrc": "input",
    }
    assert {device["id"] for device in told if device["default"]} == {"speaker", "micsrc"}
    table = run("devices").stdout.decode()
    assert re.search(r"^output +yes +Null Output \(speaker\) +speaker +\d+ +\d+–\d+ Hz$", table, re.M), table
    assert b"Sound: 5 devices" in run("doctor").stdout


def test_play(server: Server, songs: list[Path]) -> None:
    """One after the other, without a gap, and all of it."""
    with server.listening() as ear:
        run("play", "--quiet", *songs)
        time.sleep(0.2)
    heard = ear.samples()[0]
    begin, end = find_tone(heard)
    assert abs((end - begin) / ear.rate - 2) < 0.03
    middle = (begin + end) // 2
    assert abs(frequency_of(heard[begin:middle], ear.rate) - 880) < 1
    assert abs(frequency_of(heard[middle:end], ear.rate) - 440) < 1
    assert run("play", songs[0].parent / "missing.wav", status=1).stderr.count(b"missing.wav") == 1


def test_play_keys(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys do what the manual says, and the terminal is as it was at the end."""
    monkeypatch.chdir(tmp_path)
    path = Path("long.wav")  # short: there has to be room for the bars
    soundfile.write(path, make_tone(440, 60, RATE).T, RATE)
    with Terminal("play", path) as terminal:
        terminal.wait_for(
            lambda shown: re.search(r"▶ \S*long\.wav  0:00\.[2-9] / 1:00\.0  █+░+  █+░+ +-6\.\d dB", shown)
        )
        terminal.press("\x1b[C")
        terminal.wait_for(lambda shown: re.search(r"▶ \S+  0:05\.\d", shown))
        terminal.press(" ")
        terminal.wait_for(lambda shown: "⏸" in shown)
        terminal.press("\x1b[D\x1b[D")
        terminal.wait_for(lambda shown: re.search(r"⏸ \S+  0:00\.0", shown))
        terminal.press(" ")
        terminal.wait_for(lambda shown: re.search(r"▶ \S+  0:00\.[1-9]", shown.rpartition("⏸")[2]))
        assert not terminal.is_as_before()
        terminal.press("q")
        assert terminal.end() == 0
        assert terminal.is_as_before()
    with Terminal("play", path) as terminal:
        terminal.wait_for(lambda shown: "▶" in shown)
        terminal.press("\x03")
        assert terminal.end() == -signal.SIGINT
        assert terminal.is_as_before()


@pytest.mark.parametrize(
    "columns, line", [(60, r"▶ …[^\r]*name\.wav  0:0\d\.\d / 1:00\.0  █+░*  █+░* +-6\.\d dB"), (24, "▶ …wav  0:0")]
)
def test_play_in_a_narrow_terminal(server: Server, tmp_path: Path, columns: int, line: str) -> None:
    """A long name makes room for the meter, and never a second line."""
    path = tmp_path / "a folder with a long name" / "a file with a long name.wav"
    path.parent.mkdir()
    soundfile.write(path, make_tone(440, 60, RATE).T, RATE)
    with Terminal("play", path, columns=columns) as terminal:
        terminal.wait_for(lambda shown: re.search(line, shown))
        terminal.press("q")
        assert terminal.end() == 0
        shown = terminal.shown.decode()
    lines = re.sub(r"\x1b\[\??\d*\w", "", shown).replace("\n", "\r").split("\r")
    assert max(map(len, lines)) < columns


def test_record(server: Server, tmp_path: Path) -> None:
    path = tmp_path / "a.flac"
    with server.speaking(make_tone(660, 10, 48000)):
        time.sleep(0.5)
        run("record", path, "--duration", "0.5", "-c", "2", "--quiet")
        with Terminal("record", tmp_path / "b.wav", "--device", "micsrc") as terminal:
            terminal.wait_for(lambda shown: re.search(r"● \S*b\.wav  0:00\.[3-9]  █+", shown))
            terminal.process.send_signal(signal.SIGINT)
            assert terminal.end() == 0
    with AudioFile(str(path)) as file:
        assert (file.frames, file.num_channels) == (RATE // 2, 2)
        assert abs(frequency_of(file.read(file.frames)[0, RATE // 4 :], RATE) - 660) < 2
    with AudioFile(str(tmp_path / "b.wav")) as file:
        assert RATE // 4 < file.frames < 20 * RATE and file.num_channels == 1
    subprocess.run(["flac", "-t", "--silent", path], check=True)
    assert b"nothing" in run("record", tmp_path / "c.nothing", "--duration", "1", status=1).stderr
    run("record", tmp_path / "no-extension", status=2)
