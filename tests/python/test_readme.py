# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""The programs in the README run as they are printed, and so does the demo."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).parents[2]
BUILD = TOP / "build"


@pytest.fixture
def folder(tmp_path):
    """An empty folder with the song.mp3 that the README speaks of."""
    voice = "/usr/share/sounds/alsa/Front_Center.wav"
    subprocess.run(["lame", "--quiet", voice, tmp_path / "song.mp3"], check=True)
    return tmp_path


def program(language):
    """All blocks of that language, one after the other."""
    found = re.findall(rf"^```{language}\n(.*?)^```", (TOP / "README.md").read_text(), re.MULTILINE | re.DOTALL)
    assert found
    return "".join(found)


def run(command, folder, **variables):
    environment = os.environ | {name: str(value) for name, value in variables.items()}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_python(folder):
    lines = run([sys.executable, "-c", program("python")], folder).splitlines()
    rate, channels, frames, _ = lines[0].split()
    assert (float(rate), channels) == (48000, "1")
    assert lines[-1].split()[0] == frames
    subprocess.run(["flac", "-t", "--silent", folder / "song.flac"], check=True)
    described = run(["metaflac", "--show-total-samples", "--show-sample-rate", "song.flac"], folder)
    assert described.split() == [frames, "48000"]


def test_c(folder):
    """Against the installed headers and library, so that what is installed is tested too."""
    run(["meson", "install", "-C", BUILD, "--no-rebuild", "--quiet", "--destdir", folder], folder)
    (description,) = folder.rglob("gaudiofile-1.0.pc")
    prefix = re.search("^prefix=(.*)", description.read_text()).group(1)
    description.write_text(description.read_text().replace(f"prefix={prefix}", f"prefix={folder}{prefix}", 1))
    (library,) = folder.rglob("libgaudiofile-1.0.so.0")

    (folder / "song.c").write_text(program("c"))
    flags = run(["pkg-config", "--cflags", "--libs", "gaudiofile-1.0"], folder, PKG_CONFIG_PATH=description.parent)
    run(["cc", "-Wall", "-Wextra", "-Werror", "song.c", "-o", "song", *shlex.split(flags)], folder)
    lines = run(["./song"], folder, LD_LIBRARY_PATH=library.parent).splitlines()
    assert int(lines[-1].split()[0]) == pytest.approx(68545, abs=2500)


def test_demo():
    """The four main formats are written, and all frames of them read back."""
    voice = "/usr/share/sounds/alsa/Front_Center.wav"
    shown = run([sys.executable, TOP / "examples" / "python" / "demo.py", voice], TOP)
    assert "68545 frames" in shown
    assert "the same samples as in the full read" in shown
    rewritten = re.findall(r"as (\w+) +(\d+) bytes.*?, (\d+) frames back", shown)
    assert [(name, frames) for name, _, frames in rewritten] == [(n, "68545") for n in ("wav", "flac", "ogg", "mp3")]


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["--help"], 0, "usage: tools/demo"),
        (["--nonsense"], 2, "usage: tools/demo"),
        (["missing.mp3"], 1, "missing.mp3: there is no such file"),
        (["."], 1, "a folder"),
        (["text.txt"], 1, "text.txt"),
    ],
)
def test_demo_with_what_is_no_audio(tmp_path, arguments, status, said):
    (tmp_path / "text.txt").write_text("This is a text.\n" * 20)
    result = subprocess.run([TOP / "tools/demo", *arguments], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert result.returncode == status
    assert said in result.stdout + result.stderr
    assert "Traceback" not in result.stderr
    assert status != 1 or len(result.stderr.splitlines()) == 1, result.stderr


def test_demo_in_a_pipe_has_no_escape_codes():
    result = subprocess.run([TOP / "tools/demo"], capture_output=True, check=True)
    assert b"\033" not in result.stdout + result.stderr
    assert result.stdout.count(b"the same samples as in the full read") == 2
