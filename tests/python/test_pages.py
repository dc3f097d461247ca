# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Pages that repeat what is in the code say what is in the code."""

import re
from pathlib import Path

import fault_table

ROOT = Path(__file__).parents[2]


def test_the_table_of_faults_is_that_of_the_tests() -> None:
    rows = fault_table.all_rows()
    assert len(rows) >= 40
    assert fault_table.PAGE.read_text() == fault_table.page(rows), "tests/support/fault_table.py --update"


def test_faults_are_found_in_tests(tmp_path: Path) -> None:
    """Also where a mark is that of one parameter, and where a test has two."""
    path = tmp_path / "test_new.py"
    path.write_text(
        "@pytest.mark.parametrize('n', [pytest.param(1, marks=pytest.mark.fault('a', 'b'))])\n"
        "@pytest.mark.fault('c', 'd')\n"
        "@pytest.mark.slow\n"
        "def test_it(n): ...\n"
    )
    rows = fault_table.all_rows(tmp_path)
    assert [(row.test, row.fault, row.result) for row in rows] == [("test_it", "a", "b"), ("test_it", "c", "d")]
    text = fault_table.page(rows)
    assert "## Other" in text and "| 2 | c | d | `new`: `test_it` |" in text


def test_all_pages_are_in_the_index() -> None:
    """As a link with a sentence, and in the menu of the site that tools/docs makes."""
    pages = {path.stem for path in (ROOT / "docs").glob("*.md")} - {"index"}
    index = (ROOT / "docs/index.md").read_text()
    assert pages - set(re.findall(r"\]\((.*?)\.md\)", index)) == set()
    assert pages - set(index.splitlines()) == set()


def test_security_names_all_decoders() -> None:
    """The list of what decodes is the table of codecs, and nothing else."""
    table = (ROOT / "gaudiofile/read/codecs.c").read_text().partition("codecs[] = {")[2].partition("\n};")[0]
    # The second braces of a row.
    elements = {
        name for row in re.findall(r'\{ ("\w+"(?:, "\w+")*) \},', table) for name in re.findall(r'"(\w+)"', row)
    }
    part = (ROOT / "SECURITY.md").read_text().partition("## What decodes")[2].partition("\n## ")[0]
    said = {name for line in part.splitlines() if line.startswith("|") for name in re.findall(r"`(\w+)`", line)}
    assert len(elements) > 30
    assert said == elements
