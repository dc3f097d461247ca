# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""The table of tools/coverage: which lines of which file no test ran, made of what gcovr and coverage.py counted."""

import argparse
import json
import re
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]


class File(NamedTuple):
    name: str
    lines: int
    missed: list[int]


def c_files(path: Path) -> list[File]:
    """A line is in the list once for each copy of an inline function, and for each version for a processor."""
    files = []
    for file in json.loads(path.read_text())["files"]:
        runs: dict[int, int] = {}
        for line in file["lines"]:
            if not line.get("gcovr/noncode") and not line.get("gcovr/excluded"):
                runs[line["line_number"]] = runs.get(line["line_number"], 0) + line["count"]
        files.append(File(file["file"], len(runs), sorted(line for line, count in runs.items() if count == 0)))
    return files


def python_files(path: Path) -> list[File]:
    files = json.loads(path.read_text())["files"]
    return [
        File(name, len(file["executed_lines"]) + len(file["missing_lines"]), file["missing_lines"])
        for name, file in files.items()
    ]


def ranges(lines: list[int]) -> str:
    """1, 2, 3, 7 as 1-3, 7."""
    parts: list[list[int]] = []
    for line in lines:
        if parts and line == parts[-1][-1] + 1:
            parts[-1][1:] = [line]
        else:
            parts.append([line])
    return ", ".join("-".join(map(str, part)) for part in parts)


def percent(files: list[File]) -> float:
    lines = sum(file.lines for file in files)
    return 100 * (1 - sum(len(file.missed) for file in files) / lines) if lines else 0.0


def main() -> int:
    parser = argparse.ArgumentParser(prog="tools/coverage")
    parser.add_argument("build", type=Path)
    parser.add_argument("--goal", type=float, required=True, help="percent of the lines of C")
    parser.add_argument("--without", default="", help="files of C that do not count, as a regular expression")
    arguments = parser.parse_args()
    c, python = c_files(arguments.build / "c.json"), python_files(arguments.build / "python.json")
    for file in sorted(c + python, key=lambda file: -len(file.missed)):
        if file.missed:
            print(f"{file.name}: {len(file.missed)} of {file.lines} lines not run: {ranges(file.missed)}")
    counted = [file for file in c if not (arguments.without and re.match(arguments.without, file.name))]
    print(f"C: {percent(c):.1f} % of {sum(file.lines for file in c)} lines")
    if len(counted) < len(c):
        print(f"C without live sound: {percent(counted):.1f} % of {sum(file.lines for file in counted)} lines")
    print(f"Python: {percent(python):.1f} % of {sum(file.lines for file in python)} lines")
    if percent(counted) < arguments.goal:
        print(f"less than {arguments.goal:.0f} % of the lines of C")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
