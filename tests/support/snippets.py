# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""The programs that are printed in documentation: found, compiled and run.

The word behind the fence says the language, and the words behind that what a test does with the block:

| | |
|---|---|
| ```python | runs as it stands, behind the blocks above it on the same page |
| ```python peer | code of another library: is run where that is installed, and parsed everywhere |
| ```python live | needs sound: test_stream_examples.py runs it on a server of its own |
| ```py | runs in a test that a comment above names |
| ```c | compiles without a warning and runs, if it has a main(); else it is the inside of a function |
| ```c live | compiles |
| ```c peer | code of another library: compiles where that is installed |
| ```js, ```vala | is parsed by GJS, compiled by valac |
| ```ts | is compiled and run by `tools/packages typescript` |
| ```rust | is that of bindings/rust/gaudiofile/README.md, which `cargo test` runs |
| ```sh | is parsed by bash |
| ```console | its lines with a $ in front run, and end well |
"""

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from signals import RATE, make_signal

import gaudiofile

ROOT = Path(__file__).parents[2]
BUILD = ROOT / "build"


class Snippet(NamedTuple):
    page: Path
    line: int
    language: str
    marks: tuple[str, ...]
    code: str

    @property
    def name(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"

    def compiled(self) -> object:
        """As Python code, with the line numbers of the page, for tracebacks that lead there."""
        return compile("\n" * self.line + self.code, str(self.page), "exec")


def find_snippets(page: Path) -> Iterator[Snippet]:
    text = page.read_text()
    for match in re.finditer(r"^```(\w+)([^\n`]*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        language, marks, code = match.groups()
        yield Snippet(page, text.count("\n", 0, match.start()) + 1, language, tuple(marks.split()), code)


def all_pages() -> list[Path]:
    return [
        ROOT / "README.md",
        ROOT / "SECURITY.md",
        ROOT / "CONTRIBUTING.md",
        *sorted((ROOT / "docs").glob("*.md")),
        *sorted((ROOT / "introspection").glob("*.md")),
    ]


def environment() -> dict[str, str]:
    """The variables with which a compiler and a program find the library in the build folder."""
    return {
        **os.environ,
        "PKG_CONFIG_PATH": str(BUILD / "meson-uninstalled"),
        "LD_LIBRARY_PATH": str(BUILD / "gaudiofile"),
        "PATH": f"{BUILD / 'cli'}:{os.environ['PATH']}",
    }


def run(*command: object, folder: Path) -> subprocess.CompletedProcess[str]:
    """The program has to end well and in time."""
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=folder, env=environment(), capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, f"{shlex.join(words)}: {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done


def make_files(folder: Path) -> None:
    """The files that the pages and the docstrings speak of."""
    sound = make_signal(3 * RATE).T.astype("f4")
    tagged = {"title": "Title", "artist": ["One", "Two"]}
    for name in ("song.flac", "song.mp3", "song.m4a", "talk.wav"):
        gaudiofile.save(folder / name, sound, RATE, tags=tagged)
    for name in ("a.flac", "talk.flac", "left.flac", "dry.wav", "voice.wav", "next.mp3", "upload.mp3"):
        shutil.copy(folder / ("talk.wav" if name.endswith("wav") else f"song.{name.rpartition('.')[2]}"), folder / name)
    shutil.copy(folder / "song.m4a", folder / "from-the-internet.m4a")
    gaudiofile.save(folder / "long.mp3", np.tile(sound, 4), RATE)
    gaudiofile.save(folder / "film.m4a", np.tile(sound[:1, :RATE], (6, 1)), RATE)
    for name in ("album", "music"):
        (folder / name).mkdir()
        shutil.copy(folder / "song.flac", folder / name)
    run("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "color=red:8x8", "-frames:v", "1", "front.jpg", folder=folder)


# By a part of the name of its headers.
PACKAGES = {"gst/pbutils": "gstreamer-pbutils-1.0", "gst/play": "gstreamer-play-1.0"}


def packages_of(code: str) -> list[str]:
    return [package for header, package in PACKAGES.items() if header in code] or ["gaudiofile-1.0"]


def has_packages(code: str) -> bool:
    return (
        subprocess.run(["pkg-config", "--exists", *packages_of(code)], env=environment(), check=False).returncode == 0
    )


def compile_c(code: str, folder: Path) -> Path:
    """The program, made of C that has to compile without a warning."""
    (folder / "sample.c").write_text(code)
    flags = shlex.split(run("pkg-config", "--cflags", "--libs", *packages_of(code), folder=folder).stdout)
    run("cc", "-Wall", "-Wextra", "-Werror", "sample.c", "-o", "sample", *flags, folder=folder)
    return folder / "sample"
