# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""The reference of the C library, as the GIR has it: texts, versions, and a sample for each type, which runs."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from signals import RATE, make_signal
from snippets import compile_c, run

import gaudiofile

GIR = Path(__file__).parents[2] / "build" / "introspection" / "GAudioFile-1.0.gir"
CORE = "{http://www.gtk.org/introspection/core/1.0}"
C = "{http://www.gtk.org/introspection/c/1.0}"
GLIB = "{http://www.gtk.org/introspection/glib/1.0}"

FUNCTIONS = {"function", "method", "constructor", "virtual-method", "callback"}
TYPES = {"class", "interface", "record", "enumeration", "bitfield"}
OTHERS = {"property", GLIB + "signal", "constant"}

# What can be done only where there is sound: these samples are compiled and not run.
LIVE = {"GafDevice", "GafDeviceMonitor", "GafLevel", "GafPlayer", "GafRecorder", "GafStream"}


def kind(element: ET.Element) -> str:
    return element.tag.removeprefix(CORE)


def text_of(element: ET.Element) -> str:
    return element.findtext(f"{CORE}doc") or ""


def walk(element: ET.Element, owner: str = "") -> Iterator[tuple[str, ET.Element]]:
    """All that is public, with its name in C. The functions in the struct of an interface are its virtual methods."""
    for child in element:
        if kind(child) not in FUNCTIONS | TYPES | OTHERS or child.get(f"{GLIB}is-gtype-struct-for"):
            continue
        name = child.get(f"{C}identifier") or child.get(f"{C}type") or f"{owner}:{child.get('name')}"
        yield name, child
        if kind(child) in TYPES:
            yield from walk(child, name)


@pytest.fixture(scope="module")
def public() -> list[tuple[str, ET.Element]]:
    namespace = ET.parse(GIR).getroot().find(f"{CORE}namespace")
    assert namespace is not None
    found = list(walk(namespace))
    assert len(found) > 600
    return found


def test_texts_say_something(public: list[tuple[str, ET.Element]]) -> None:
    """A text of few words says what the name says already."""
    short = {
        name: text_of(element)
        for name, element in public
        if kind(element) in FUNCTIONS | TYPES and len(text_of(element).split()) < 8
    }
    assert short == {}


def test_everything_has_a_version(public: list[tuple[str, ET.Element]]) -> None:
    """One that there has been: valac refuses what is newer than the version that pkg-config tells."""
    (now,) = re.findall(r"^  version: '([\d.]+)'", (GIR.parents[2] / "meson.build").read_text(), re.MULTILINE)
    later = {
        name: element.get("version")
        for name, element in public
        if not (0, 1) <= tuple(map(int, (element.get("version") or "0").split("."))) <= tuple(map(int, now.split(".")))
    }
    assert later == {}


def test_parameters_and_results(public: list[tuple[str, ET.Element]]) -> None:
    """Each has words, and what is handed over by pointer says who owns it."""
    missing = []
    for name, element in public:
        if kind(element) not in FUNCTIONS:
            continue
        missing += [f"{name}: {p.get('name')}" for p in element.iter(f"{CORE}parameter") if not text_of(p)]
        result = element.find(f"{CORE}return-value")
        assert result is not None
        what = result.find(f"{CORE}type")
        if what is None or what.get("name") != "none":
            missing += [f"{name}: result"] if not text_of(result) else []
            missing += [f"{name}: ownership"] if result.get("transfer-ownership") is None else []
    assert missing == []


def test_all_is_on_a_page(public: list[tuple[str, ET.Element]]) -> None:
    """The guide has each type, and each function but the forms and the getters that follow from the others."""
    pages = "\n".join(path.read_text() for path in (GIR.parents[2] / "docs").glob("*.md"))
    words = set(re.findall(r"\w+", pages))
    follow = re.compile(r"_(async|finish|ref|unref|free|copy|quark|list|main|create)$|_(get|set|is)_|_version|_func$")
    named = {
        name: kind(element)
        for name, element in public
        if (kind(element) in TYPES and name.startswith("Gaf"))
        or (kind(element) in FUNCTIONS and name.startswith("gaf_") and not follow.search(name))
    }
    assert len(named) > 120
    assert {name for name in named if name not in words} == set()


def samples(public: list[tuple[str, ET.Element]]) -> dict[str, str]:
    return {
        name: code
        for name, element in public
        if kind(element) in {"class", "interface", "record"}
        for code in re.findall(r"^```c\n(.*?)^```", text_of(element), re.MULTILINE | re.DOTALL)
    }


def test_each_type_has_a_sample(public: list[tuple[str, ET.Element]]) -> None:
    types = {name for name, element in public if kind(element) in {"class", "interface", "record"}}
    assert types == set(samples(public))


def test_samples(public: list[tuple[str, ET.Element]], tmp_path: Path) -> None:
    """They compile without a warning, and say nothing of errors where there is a song."""
    found = samples(public)
    sound = make_signal(3 * RATE).T
    for name in ("song.flac", "song.mp3", "voice.wav"):
        gaudiofile.save(tmp_path / name, sound, RATE)
    program = "#include <gaudiofile/gaudiofile.h>\n"
    for name, code in found.items():
        program += f"void sample_{name} (void);\nvoid sample_{name} (void)\n{{\n{code}}}\n"
    called = "".join(f"sample_{name} ();\n" for name in found if name not in LIVE)
    program += f"int main (void)\n{{\n{called}return 0;\n}}\n"
    assert run(compile_c(program, tmp_path), folder=tmp_path).stderr == ""
