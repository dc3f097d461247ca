# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""The examples, and one program that does a little of everything, are the same in each language.

The sixth example is in test_stream_examples.py, Rust's in bindings/rust.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import soundfile
from bindings import BUILD, EXAMPLES, FOLDER, example, run
from signals import RATE, make_signal

LANGUAGES = ("vala", "js", "python")


@pytest.fixture(scope="module")
def flac(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("languages") / "a.flac"
    soundfile.write(path, make_signal(3 * RATE // 2), RATE, subtype="PCM_24")
    return path


def test_tour(flac: Path, tmp_path: Path) -> None:
    """Opens, seeks, reads, resamples, writes, tags, and reads again."""
    commands = {
        "c": [BUILD / "tests/bindings/tour"],
        "vala": [BUILD / "tests/bindings/tour-vala"],
        "js": ["gjs", "-m", FOLDER / "tour.js"],
        "python": [sys.executable, FOLDER / "tour.py"],
    }
    said = {name: run(*command, flac, tmp_path / f"{name}.flac") for name, command in commands.items()}
    assert said["c"].splitlines()[0] == f"flac {RATE} 2 {3 * RATE // 2}"
    assert "A tour by gaudiofile" in said["c"]
    written = (tmp_path / "c.flac").read_bytes()
    for name in LANGUAGES:
        assert said[name] == said["c"], name
        assert (tmp_path / f"{name}.flac").read_bytes() == written, name


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "arguments"), [("1-info", []), ("2-read", []), ("3-seek", []), ("4-resample", ["8000"])]
)
def test_example(flac: Path, name: str, arguments: list[str]) -> None:
    expected = run(*example("c", name), flac, *arguments)
    assert expected
    for language in LANGUAGES:
        assert run(*example(language, name), flac, *arguments) == expected, language


def test_example_convert(flac: Path, tmp_path: Path) -> None:
    expected = run(*example("c", "5-convert"), flac, tmp_path / "c.flac", "22050")
    assert expected == f"{3 * RATE // 4} frames written\n"
    for language in LANGUAGES:
        path = tmp_path / f"{language}.flac"
        assert run(*example(language, "5-convert"), flac, path, "22050") == expected, language
        assert path.read_bytes() == (tmp_path / "c.flac").read_bytes(), language


@pytest.mark.parametrize("language", ["c", *LANGUAGES])
def test_example_fails(language: str, tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match='^1: Could not open "/no/such/file"'):
        run(*example(language, "1-info"), "/no/such/file")


def test_devenv(flac: Path) -> None:
    """As examples/README.md says, with nothing but what Meson sets."""
    command = ["meson", "devenv", "-C", BUILD, sys.executable, EXAMPLES / "python" / "1-info.py", flac]
    environment = {name: value for name, value in os.environ.items() if name != "GI_TYPELIB_PATH"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout == run(*example("c", "1-info"), flac), done.stderr
