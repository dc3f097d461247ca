# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""The types for TypeScript have each name of the API; `tools/packages typescript` makes them anew and uses them."""

import re
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "bindings/typescript"
GIR = ROOT / "build/introspection/GAudioFile-1.0.gir"
CORE = "{http://www.gtk.org/introspection/core/1.0}"
GLIB = "{http://www.gtk.org/introspection/glib/1.0}"

pytestmark = pytest.mark.skipif(not GIR.exists(), reason="the library was built without introspection")


def calls(element: ElementTree.Element) -> set[str]:
    """Those that other languages have."""
    return {
        child.attrib["name"]
        for kind in ("constructor", "method", "function")
        for child in element.findall(CORE + kind)
        if child.get("introspectable") != "0" and "shadowed-by" not in child.attrib
    }


def find_missing(gir: str, types: str) -> set[str]:
    """What the GIR has and the types do not have."""
    namespace = ElementTree.fromstring(gir).find(CORE + "namespace")
    assert namespace is not None
    missing = {name for name in calls(namespace) if f"    function {name}(" not in types}
    for kind in ("class", "interface", "record", "enumeration", "bitfield"):
        for element in namespace.findall(CORE + kind):
            name = element.attrib["name"]
            # A type ends where its indentation does. What an interface has beside methods is in a second one.
            head = rf"^    (?:export )?(?:class|interface|enum) {name}(?:Namespace)?\b.*"
            bodies = re.findall(head + r"\n((?:(?!    }).*\n)*)", types, re.MULTILINE)
            if not bodies and GLIB + "is-gtype-struct-for" not in element.attrib:
                missing.add(name)
            elif kind in ("class", "interface", "record"):
                found = set(
                    re.findall(r'^        (?:static )?(?:\[")?(\w+)(?:"\])?[<(]', "".join(bodies), re.MULTILINE)
                )
                missing |= {f"{name}.{call}" for call in calls(element) - found}
    return missing


def test_types_have_each_name() -> None:
    gir, types = GIR.read_text(), (FOLDER / "gaudiofile-1.0.d.ts").read_text()
    assert find_missing(gir, types) == set()
    # What is new is missed.
    for old, new, missed in (
        ('<method name="tell"', '<method name="ask"', {"Source.ask"}),
        (
            '<constructor name="new_for_bytes"',
            '<constructor name="new_for_data"',
            {"Clip.new_for_data", "Reader.new_for_data"},
        ),
        ('<function name="get_version"', '<function name="get_age"', {"get_age"}),
        ('<enumeration name="Layout"', '<enumeration name="Order"', {"Order"}),
    ):
        assert missed <= find_missing(gir.replace(old, new), types), missed


def test_what_makes_them_says_what_it_needs(tmp_path: Path) -> None:
    done = subprocess.run(
        ["/usr/bin/python3", FOLDER / "generate", "--check", "--gir", tmp_path / "none.gir"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert re.search("is not there; (tools/packages typescript|build the library)", done.stderr)
