# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Runs the programs in tests/bindings and examples, which use the library under test from other languages."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import gaudiofile

FOLDER = Path(__file__).parents[1] / "bindings"
EXAMPLES = Path(__file__).parents[2] / "examples"
BUILD = Path(__file__).parents[2] / "build"


def library_folder() -> Path:
    """Where the library lies that this process has loaded."""
    maps = Path("/proc/self/maps").read_text().splitlines()
    return Path(next(line.split()[-1] for line in maps if "libgaudiofile" in line)).parent


def environment() -> dict[str, str]:
    """The variables with which another process finds the library and its typelib."""
    package = Path(gaudiofile.__file__).parent
    return {**os.environ, "GI_TYPELIB_PATH": str(package), "LD_LIBRARY_PATH": str(library_folder())}


def run(*command: object) -> str:
    """What a program prints; it has to end well and in time."""
    done = subprocess.run(
        [str(part) for part in command], env=environment(), capture_output=True, text=True, timeout=100
    )
    assert done.returncode == 0, f"{done.returncode}: {done.stderr}"
    return done.stdout


def example(language: str, name: str) -> list[object]:
    """The command that runs one of the numbered examples: of c, vala, js or python."""
    source = EXAMPLES / language / name
    return {
        "js": ["gjs", "-m", source.with_suffix(".js")],
        "python": [sys.executable, source.with_suffix(".py")],
    }.get(language, [BUILD / "examples" / language / name])


def run_javascript(script: str, *arguments: object) -> Any:
    """What a script of tests/bindings answers, which is JSON."""
    return json.loads(run("gjs", "-m", FOLDER / script, *arguments))
