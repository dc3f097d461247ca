# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""The examples with live audio in each language, and those of pedalboard.io's documentation, on a sound server."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from bindings import environment, example
from servers import Server, decibels, find_tone, frequency_of, make_tone, serving
from snippets import ROOT, find_snippets

from gaudiofile import AudioFile, AudioStream

EXAMPLES = Path(__file__).parents[2] / "build" / "examples"
RATE = 44100
FRAME = 4  # bytes, in a WAV file as the example in C writes it


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving("pulseaudio", awake=True) as server:
        yield server


@pytest.fixture
def song(tmp_path: Path) -> Path:
    path = tmp_path / "song.flac"
    soundfile.write(path, make_tone(880, 1, RATE).T, RATE)
    return path


def run(*command: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize("device", [[], ["micsrc"]], ids=["default", "named"])
def test_record_in_c(server: Server, tmp_path: Path, device: list[str]) -> None:
    path = tmp_path / "recorded.flac"
    with server.speaking(make_tone(660, 10, 48000)):
        time.sleep(0.5)
        result = run(EXAMPLES / "c" / "record", path, 1.5, *device)
    assert result.returncode == 0, result.stderr
    assert f"{3 * RATE // 2} frames, 0 lost" in result.stdout
    with AudioFile(str(path)) as file:
        assert (file.frames, file.num_channels) == (1.5 * RATE, 2)
        heard = file.read(file.frames)[0, -RATE // 2 :]
    assert abs(frequency_of(heard, RATE) - 660) < 1
    assert abs(decibels(heard, 0.5)) < 0.5


def test_record_in_c_until_interrupted(server: Server, tmp_path: Path) -> None:
    path = tmp_path / "recorded.wav"
    with subprocess.Popen([EXAMPLES / "c" / "record", path, "100"], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        # It tells the level four times a second, however long it took to start.
        for line in process.stdout:
            if line.startswith("peak") and path.stat().st_size > RATE * FRAME:
                break
        process.send_signal(signal.SIGINT)
        output, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    with AudioFile(str(path)) as file:
        assert RATE // 2 < file.frames < 100 * RATE
        assert f"{file.frames} frames" in output


@pytest.mark.parametrize("arguments", [["a.wav", "1", "no such device"], ["/no/such/folder/a.wav", "1"]])
def test_record_in_c_fails(server: Server, arguments: list[str], tmp_path: Path) -> None:
    result = subprocess.run(
        [EXAMPLES / "c" / "record", *arguments], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    assert result.returncode == 1
    assert "o such" in result.stderr


@pytest.mark.parametrize("device", [[], ["speaker"]], ids=["default", "named"])
def test_player_in_vala(server: Server, song: Path, device: list[str]) -> None:
    with server.listening() as ear:
        result = run(EXAMPLES / "vala" / "player", song, *device)
        time.sleep(0.2)
    assert result.returncode == 0, result.stderr
    assert "Null Output (speaker) (default)" in result.stdout
    assert "44100 frames, 0 silent" in result.stdout
    begin, end = find_tone(ear.samples()[0])
    assert abs((end - begin) / ear.rate - 1) < 0.02
    assert abs(frequency_of(ear.samples()[0, begin:end], ear.rate) - 880) < 1


@pytest.mark.parametrize("language", ["c", "vala", "js", "python"])
def test_record_and_play(server: Server, tmp_path: Path, language: str) -> None:
    """The sixth of the numbered examples: all say the same, for it is the same number of frames."""
    path = tmp_path / "recorded.flac"
    command = [str(word) for word in [*example(language, "6-record-and-play"), path, 0.4]]
    with server.speaking(make_tone(660, 10, 48000)), server.listening() as ear:
        time.sleep(0.3)
        result = subprocess.run(command, env=environment(), capture_output=True, text=True, timeout=60, check=False)
        time.sleep(0.2)
    assert result.returncode == 0, result.stderr
    assert result.stdout == "recorded 19200 frames, lost 0\nplayed 19200 frames\n"
    assert "peak 0." in result.stderr
    recorded, _ = soundfile.read(path)
    assert abs(frequency_of(recorded[-9600:, 0], 48000) - 660) < 2
    begin, end = find_tone(ear.samples()[0])
    assert abs((end - begin) / ear.rate - 0.4) < 0.1


# As they stand in the documentation, but for the names of files and the lengths.


def test_documented_play(server: Server, song: Path) -> None:
    with server.listening() as ear:
        with AudioFile(str(song)) as f:
            chunk = f.read(f.samplerate * 10)
        AudioStream.play(chunk, f.samplerate)
        time.sleep(0.2)
    begin, end = find_tone(ear.samples()[0])
    assert abs((end - begin) / ear.rate - 1) < 0.02


def test_documented_write(server: Server, song: Path) -> None:
    with server.listening() as ear:
        with AudioStream(output_device="default") as stream:
            with AudioFile(str(song)) as f:
                while f.tell() < f.frames:
                    # Decode and play 512 samples at a time:
                    stream.write(f.read(512))
            stream.drain()
        time.sleep(0.2)
    begin, end = find_tone(ear.samples()[0])
    assert abs((end - begin) / ear.rate - 1) < 0.02


def test_readme(server: Server, song: Path, tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "README.md").read_text()
    (program,) = re.findall(r"^```py\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    opening = f"from gaudiofile import AudioFile\nf = AudioFile({str(song)!r})\nstart = f.read(f.samplerate // 4)\n"
    faster = program.replace("duration=5", "duration=0.5").replace("5, monitor", "0.5, monitor")
    result = subprocess.run(
        [sys.executable, "-c", opening + faster], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    assert result.returncode == 0, result.stderr
    for name in ("voice.flac", "what-others-play.ogg"):
        with AudioFile(str(tmp_path / name)) as file:
            assert file.frames == RATE // 2


# What would take long, and the same for a test.
SHORTER = {"44_100 * 60": "22_050", "3600": "1.2", "split_seconds=600": "split_seconds=0.5"}


@pytest.mark.parametrize("page", ["live", "player"])
def test_pages(server: Server, song: Path, tmp_path: Path, page: str) -> None:
    """The blocks that are marked as live, one after the other."""
    snippets = [snippet for snippet in find_snippets(ROOT / "docs" / f"{page}.md") if "live" in snippet.marks]
    program = "\n".join(snippet.code for snippet in snippets if snippet.language == "python")
    for text, shorter in SHORTER.items():
        program = program.replace(text, shorter)
    soundfile.write(tmp_path / "next.mp3", make_tone(440, 0.5, RATE).T, RATE)
    result = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    assert result.returncode == 0, result.stderr
    for path in ("take-001.flac", "take-002.flac") if page == "player" else ("voice.flac", "what-others-play.ogg"):
        with AudioFile(str(tmp_path / path)) as file:
            assert file.frames > 20_000


def test_several_streams_at_once(server: Server) -> None:
    """Two play, one records, in one process."""
    with server.listening() as ear, AudioStream("default") as recorder:
        streams = [AudioStream(None, "default") for _ in range(2)]
        for _ in range(10):
            # Of two frequencies, because two of one may be each other's opposite.
            for stream, frequency in zip(streams, (500, 740), strict=True):
                stream.write(make_tone(frequency, 0.05, RATE, amplitude=0.2))
        for stream in streams:
            stream.drain()
            stream.close()
        recorder.ignore_dropped_input = True
        assert recorder.read(1000).shape == (1, 1000)
        time.sleep(0.2)
    assert np.abs(ear.samples()).max() > 0.3  # both


def test_without_the_plugin(tmp_path: Path) -> None:
    """Where GStreamer cannot reach a sound server, the error says what to install."""
    program = "from gaudiofile import AudioStream; AudioStream(None, 'default')"
    environment = os.environ | {"GST_PLUGIN_SYSTEM_PATH": str(tmp_path), "GST_REGISTRY": str(tmp_path / "registry")}
    command = [sys.executable, "-c", program]
    result = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert "DeviceError" in result.stderr
    assert "gstreamer1.0-pulseaudio, which is not installed" in result.stderr
