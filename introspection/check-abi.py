# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""What programs were compiled against stays as it was: functions with their types, values of enums, fields of structs.

check-abi.py GIR ABI SYMBOLS VERSION [--update]

ABI is the kept list, abi.txt: a line for each thing that a program or a binding can rely on. A line that is no longer
true breaks programs; docs/abi.md says what that takes. SYMBOLS is the list of functions of Debian's package, with the
version in which each came. --update brings both up to date; of versions it writes only those of new functions.
"""

import re
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

CORE = "{http://www.gtk.org/introspection/core/1.0}"
C = "{http://www.gtk.org/introspection/c/1.0}"
GLIB = "{http://www.gtk.org/introspection/glib/1.0}"

FUNCTIONS = ("function", "method", "constructor")


def type_of(element: ET.Element | None) -> str:
    """The type in C of a parameter, field, property or returned value."""
    if element is None:
        return "void"
    for child in element:
        if child.tag == CORE + "varargs":
            return "..."
        if child.tag == CORE + "array" and C + "type" not in child.attrib:
            return f"{type_of(child)}[{child.get('fixed-size', '')}]"
        if child.tag in (CORE + "type", CORE + "array"):
            return child.get(C + "type") or child.get("name", "").removeprefix("GAudioFile.")
        if child.tag == CORE + "callback":
            return f"({signature(child)})"
    return "?"


def signature(element: ET.Element) -> str:
    parameters = element.find(CORE + "parameters")
    types = [type_of(each) for each in ([] if parameters is None else parameters)]
    if element.get("throws") == "1":
        types.append("GError**")
    return f"({', '.join(types) or 'void'}) -> {type_of(element.find(CORE + 'return-value'))}"


def members(element: ET.Element) -> Iterator[str]:
    """What is inside of a class, interface, struct or enum."""
    name = element.get(C + "type") or element.get(GLIB + "type-name", "")
    kind = element.tag.removeprefix(CORE)
    if kind in ("class", "interface"):
        parent = element.get("parent", "")
        above = [each.get("name", "") for each in element.findall(CORE + "implements")]
        yield f"{name}: {' '.join([parent, *above])}".rstrip()
    for child in element.findall(CORE + "property"):
        # Taking a way of use away breaks programs, too.
        ways = [
            way
            for way, there in (
                ("read", child.get("readable") != "0"),
                ("write", child.get("writable") == "1"),
                ("construct", child.get("construct-only") == "1"),
            )
            if there
        ]
        yield f"{name}:{child.get('name')} {type_of(child)} {'+'.join(ways)}"
    for child in element.findall(GLIB + "signal"):
        yield f"{name}::{child.get('name')} {signature(child)}"
    if kind in ("record", "union") and element.get("disguised") != "1":
        fields = [f"{child.get('name')} {type_of(child)}" for child in element.findall(CORE + "field")]
        if fields:
            yield f"{name} {{ {'; '.join(fields)} }}"
    for child in element.findall(CORE + "member"):
        yield f"{child.get(C + 'identifier')} = {child.get('value')}"


def things(gir: ET.Element) -> Iterator[str]:
    for element in gir.iter():
        kind = element.tag.removeprefix(CORE)
        if kind in FUNCTIONS:
            yield f"{element.get(C + 'identifier')} {signature(element)}"
        elif kind in ("class", "interface", "record", "union", "enumeration", "bitfield"):
            get_type = element.get(GLIB + "get-type", "")
            if get_type.startswith("gaf_"):
                yield f"{get_type} (void) -> GType"
            yield from members(element)
        elif kind == "callback" and element.get(C + "type"):
            yield f"{element.get(C + 'type')} {signature(element)}"


def update_symbols(path: Path, functions: set[str], version: str) -> None:
    lines = path.read_text().splitlines()
    head = [line for line in lines if not line.startswith(" ")]
    since = dict(re.findall(r"^ (\w+)@Base (\S+)", "\n".join(lines), re.MULTILINE))
    body = [f" {name}@Base {since.get(name, version)}" for name in sorted(functions)]
    path.write_text("\n".join(head + body) + "\n")


def main() -> int:
    update = sys.argv[5:] == ["--update"]
    gir, abi, symbols = (Path(argument) for argument in sys.argv[1:4])
    version = sys.argv[4]
    now = sorted(set(things(ET.parse(gir).getroot())))
    functions = {line.split()[0] for line in now if re.match(r"gaf_\w+ \(", line)}
    if update:
        abi.write_text("\n".join(now) + "\n")
        update_symbols(symbols, functions, version)
    kept = abi.read_text().splitlines()
    listed = set(re.findall(r"^ (\w+)@Base ", symbols.read_text(), re.MULTILINE))
    gone = sorted(set(kept) - set(now))
    new = sorted(set(now) - set(kept)) + sorted(functions - listed)
    for line in gone:
        print(f"gone or changed, which breaks programs: {line}")
    for line in new:
        print(f"new, and not in the list yet: {line}")
    if gone or new or listed - functions:
        print("docs/abi.md says what may change, and how the lists are brought up to date: ninja -C build abi-update")
        return 1
    print(f"{len(functions)} functions, {len(now)} things in all")
    return 0


if __name__ == "__main__":
    sys.exit(main())
