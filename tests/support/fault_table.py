# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""docs/faults.md, made from the tests: what goes wrong, what comes of it, and the test that shows it.

    @pytest.mark.fault("the folder vanishes", "`ENOENT`")     ──►  a row of the table

A test can have several. `python tests/support/fault_table.py --update` writes the page anew.
"""

import ast
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/faults.md"
# Parts of the page, each with the files of tests that belong to it; of files that are not here it is "Other".
PARTS = {
    "Files that are not what they seem": "messages damaged hostile bombs extracted odd_headers matroska limits",
    "Sources and sinks of the caller's": "file_likes reader_api changing",
    "Writing": "write_failures writer_api writer_end writer_gives_up large_files killed parallel",
    "Processes, threads, signals": "process interrupts fork scarce isolation load_many writer_threads threads",
    "Live sound": "stream_survives stream stream_devices",
    "Every fault there is": "faults error_codes leaks",
}
HEAD = """\
<!-- Made by tests/support/fault_table.py of the tests; edit the marks there. -->

# What happens when something goes wrong

Each row is a test, which is named behind it; all of them are in `tests/python/`. The limits are in
[limits.md](limits.md); `tools/soak` looks for faults that nobody has thought of yet.
"""


class Row(NamedTuple):
    file: str
    test: str
    fault: str
    result: str


def rows_of(path: Path) -> list[Row]:
    """From the source: without importing it, so that the page does not depend on what is installed."""
    rows = []
    for function in ast.parse(path.read_text()).body:
        if not isinstance(function, ast.FunctionDef):
            continue
        marks = [node for mark in function.decorator_list for node in ast.walk(mark)]
        for node in marks:
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.fault":
                fault, result = (ast.literal_eval(argument) for argument in node.args)
                rows.append(Row(path.stem, function.name, fault, result))
    return rows


def all_rows(folder: Path = ROOT / "tests/python") -> list[Row]:
    return [row for path in sorted(folder.glob("test_*.py")) for row in rows_of(path)]


def page(rows: list[Row]) -> str:
    text, number = HEAD, 0
    names = [f"test_{name}" for files in PARTS.values() for name in files.split()]
    for part, files in {**PARTS, "Other": ""}.items():
        wanted = [f"test_{name}" for name in files.split()]
        found = [row for name in wanted for row in rows if row.file == name]
        if part == "Other":
            found = [row for row in rows if row.file not in names]
        if found:
            text += f"\n## {part}\n\n| | What goes wrong | What comes of it | Test |\n|--:|---|---|---|\n"
        for row in found:
            number += 1
            text += f"| {number} | {row.fault} | {row.result} | `{row.file.removeprefix('test_')}`: `{row.test}` |\n"
    return text


if __name__ == "__main__":
    if sys.argv[1:] != ["--update"]:
        sys.exit(__doc__)
    PAGE.write_text(page(all_rows()))
