# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""The Rust crates are what bindings/rust/generate makes of the API; `tools/packages rust` builds and tests them."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GENERATE = ROOT / "bindings/rust/generate"
GIR = ROOT / "build/introspection/GAudioFile-1.0.gir"

pytestmark = pytest.mark.skipif(not GIR.exists(), reason="the library was built without introspection")


def check(gir: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/usr/bin/python3", GENERATE, "--gir", gir, *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_crates_are_those_of_the_api() -> None:
    done = check(GIR, "--check")
    assert done.returncode == 0, done.stderr


def test_every_function_became_something() -> None:
    became = dict(line.split(": ", 1) for line in check(GIR, "--list").stdout.splitlines())
    assert became.keys() == set(re.findall(r'c:identifier="(gaf_\w+)"', GIR.read_text()))
    assert became["gaf_reader_seek"] == "Reader::seek()"
    assert became["gaf_reader_read"] == "by hand"
    assert became["gaf_object_unref"].startswith("left out: ")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('c:identifier="gaf_reader_tell"', 'c:identifier="gaf_reader_ask"', "auto/reader.rs: differs"),
        (
            'c:identifier="gaf_reader_read"',
            'c:identifier="gaf_reader_get"',
            "gaf_reader_read: the library has it no more",
        ),
        ('<type name="SupportKind" c:type', '<type name="gchar" c:type', "gaf_support_list: no way is known for gchar"),
    ],
)
def test_changes_are_found(old: str, new: str, message: str, tmp_path: Path) -> None:
    text = GIR.read_text()
    assert old in text
    (tmp_path / "changed.gir").write_text(text.replace(old, new))
    done = check(tmp_path / "changed.gir", "--check")
    assert done.returncode == 1
    assert message in done.stderr
