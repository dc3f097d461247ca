# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""The example applications, on a display and a sound server of their own, judged by what is to be seen, to be heard and
in the files."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import mutagen
import numpy as np
import pytest
import soundfile
from bindings import environment
from display import Application, Display, showing, what_is_missing
from gi.repository import GLib
from servers import Server, frequency_of, make_tone, serving, wait_for

import gaudiofile
from gaudiofile import AudioFile

FOLDER = Path(__file__).parents[2] / "examples" / "app"
ID = "org.gaudiofile.Wave"
RATE = 48000
COMMANDS = {"python": [sys.executable, FOLDER / "wave.py"], "javascript": ["gjs", "-m", FOLDER / "wave.js"]}

MISSING = what_is_missing(("Gtk", "4.0"), ("Adw", "1"))
needs_display = pytest.mark.skipif(MISSING is not None, reason=str(MISSING))


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving("pulseaudio", awake=True) as server:
        yield server


@pytest.fixture(scope="module")
def display() -> Iterator[Display]:
    with tempfile.TemporaryDirectory(prefix="display") as folder, showing(Path(folder)) as display:
        yield display


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What takes a second or two to be exported."""
    path = tmp_path_factory.mktemp("long") / "long.flac"
    gaudiofile.save(path, make_tone(500, 180, RATE), RATE)
    return path


def is_wave(picture: np.ndarray) -> np.ndarray:
    """Where the waveform is inside of the root mean square."""
    return np.abs(picture - [0x35, 0x84, 0xE4]).max(2) < 3


def is_line(picture: np.ndarray) -> np.ndarray:
    return np.abs(picture - [0xE0, 0x1B, 0x24]).max(2) < 16


def count_loud(picture: np.ndarray) -> int:
    """How many columns of the waveform are high."""
    return int((is_wave(picture[60:350]).sum(0) > 50).sum())


def is_heard(samples: np.ndarray, frequency: float, rate: int) -> bool:
    """Whether the last quarter of a second is that tone."""
    last = samples[-rate // 4 :]
    return last.size == rate // 4 and np.abs(last).max() > 0.04 and abs(frequency_of(last, rate) - frequency) < 5


def is_whole(path: Path) -> bool:
    try:
        return soundfile.info(path).frames > 0
    except soundfile.LibsndfileError:
        return False


def drive(app: Application, display: Display, server: Server, folder: Path, long: Path) -> None:
    song, broken = folder / "song.flac", folder / "broken & empty.flac"

    # It is shown: a half of it is loud. Nearer, the loud half is all there is.
    wait_for(lambda: count_loud(display.picture()) > 100, "the waveform is shown", 20)
    whole = count_loud(display.picture())
    app.activate("zoom", GLib.Variant("d", 1))
    wait_for(lambda: count_loud(display.picture()) > 1.9 * whole, "it is shown twice as near")
    app.activate("zoom", GLib.Variant("d", 0))
    wait_for(lambda: count_loud(display.picture()) == whole, "it is shown as a whole")

    # It is heard, also from where one clicks, and the line is there.
    with server.listening() as ear:
        app.activate("play")
        wait_for(lambda: is_heard(ear.samples()[0], 500, ear.rate), "the beginning is heard")
        assert app.state("play") is True
        columns = np.flatnonzero(is_wave(display.picture()[60:350]).any(0))
        place = int(columns[0] + 0.625 * (columns[-1] - columns[0]))
        display.click(place, 200)
        wait_for(lambda: is_heard(ear.samples()[0], 1500, ear.rate), "the second half is heard")
        app.activate("play")
        assert app.state("play") is False
        line = np.flatnonzero(is_line(display.picture()[60:350]).sum(0) > 200)
        assert line.size and place <= line[0] < place + 200, "the line went on from there"
        app.activate("seek", GLib.Variant("d", 1.0))
        app.activate("play")
        wait_for(lambda: is_heard(ear.samples()[0], 500, ear.rate), "the beginning is heard again")
        app.activate("play")

    # What is said into the microphone is in a file, and is shown.
    with server.speaking(make_tone(660, 20, RATE)):
        app.activate("record")
        wait_for(lambda: count_loud(display.picture()) > 1.5 * whole, "what is recorded is shown")
        app.activate("record")
        (take,) = folder.glob("Recording*.flac")
    wait_for(lambda: is_whole(take), "it is whole")
    with AudioFile(take) as file:
        assert is_heard(file.read(file.frames)[0], 660, int(file.samplerate))

    # Tags and export.
    def is_shown() -> bool:
        # Once more, because what was recorded is opened when it is whole, which may be later.
        app.open(song)
        time.sleep(0.5)
        return count_loud(display.picture()) == whole

    wait_for(is_shown, "the song is shown again", 20)
    app.activate("tag", GLib.Variant("(ss)", ("title", "A & ☃")))
    wait_for(lambda: mutagen.File(song).get("title") == ["A & ☃"], "the tag is in the file")
    app.activate("export-to", GLib.Variant("s", str(folder / "song.opus")))
    wait_for((folder / "song.opus").exists, "it is exported")
    assert soundfile.info(folder / "song.opus").frames == 8 * RATE
    assert mutagen.File(folder / "song.opus")["title"] == ["A & ☃"]

    # An export that is cancelled leaves nothing.
    before = set(folder.iterdir())
    app.open(long)
    wait_for(lambda: count_loud(display.picture()) > 1.5 * whole, "the long one is shown")
    app.activate("export-to", GLib.Variant("s", str(folder / "long.opus")))
    wait_for(lambda: set(folder.iterdir()) != before, "it is being exported")
    app.activate("cancel")
    wait_for(lambda: set(folder.iterdir()) == before, "nothing is left of it")

    # What goes wrong is said, on a dark ground, and the file before is still there.
    def is_said() -> bool:
        return bool((display.picture()[250:350].max(2) < 100).mean() > 0.1)

    assert not is_said()
    app.open(broken)
    wait_for(is_said, "the error is said")
    app.activate("seek", GLib.Variant("d", 1.0))
    assert app.end() == ""


@needs_display
@pytest.mark.alone
@pytest.mark.parametrize("language", COMMANDS)
def test_application(language: str, server: Server, display: Display, long: Path, tmp_path: Path) -> None:
    song = tmp_path / "song.flac"
    soundfile.write(song, np.hstack([make_tone(500, 4, RATE, 2, 0.8), make_tone(1500, 4, RATE, 2, 0.1)]).T, RATE)
    (tmp_path / "broken & empty.flac").write_bytes(b"fLaC")
    variables = environment() | {
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path),
        "XDG_CACHE_HOME": str(tmp_path),
    }
    with Application(display, ID, *COMMANDS[language], song, environment=variables, log=tmp_path / "log") as app:
        drive(app, display, server, tmp_path, long)


@pytest.mark.parametrize("name", ["wave.py", "wave.js"])
def test_applications_are_short(name: str) -> None:
    lines = (FOLDER / name).read_text().splitlines()
    assert len(lines) < 150 and max(map(len, lines)) <= 120


@pytest.mark.parametrize(
    "command",
    [
        ["desktop-file-validate", f"{ID}.desktop"],
        ["appstreamcli", "validate", "--no-net", "--pedantic", f"{ID}.metainfo.xml"],
        [sys.executable, "-c", "import sys, xml.dom.minidom as m; m.parse(sys.argv[1])", f"{ID}.svg"],
    ],
    ids=lambda command: command[-1].removeprefix(ID),
)
def test_data(command: list[str]) -> None:
    """What a desktop and a store of applications read."""
    try:
        result = subprocess.run(command, cwd=FOLDER / "data", capture_output=True, text=True, timeout=60, check=False)
    except FileNotFoundError:
        pytest.skip(f"{command[0]} is not installed")
    assert result.returncode == 0, result.stdout + result.stderr


def test_flatpak(tmp_path: Path) -> None:
    """What the manifest does with the application's own files, done; and its options exist."""
    manifest = json.loads((FOLDER / "data" / f"{ID}.json").read_text())
    library, wave = manifest["modules"][-2:]
    options = (FOLDER.parents[1] / "meson_options.txt").read_text()
    assert all(f"option('{option[2:].split('=')[0]}'" in options for option in library["config-opts"])
    for command in wave["build-commands"]:
        shell = command.replace("/app/", f"{tmp_path}/")
        subprocess.run(["sh", "-ec", shell], cwd=FOLDER, env=os.environ | {"FLATPAK_ID": manifest["id"]}, check=True)
    installed = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    assert f"bin/{manifest['command']}" in installed and manifest["id"] == ID
    entry = (tmp_path / "share" / "applications" / f"{ID}.desktop").read_text()
    assert f"\nExec={manifest['command']} %F\n" in entry and f"\nIcon={ID}\n" in entry
    assert f"share/icons/hicolor/scalable/apps/{ID}.svg" in installed
    assert os.access(tmp_path / "share" / "wave" / "wave.py", os.X_OK)
