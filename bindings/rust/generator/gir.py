# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""What is in a GIR, as far as the crates need it."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field
from pathlib import Path

CORE = "{http://www.gtk.org/introspection/core/1.0}"
C = "{http://www.gtk.org/introspection/c/1.0}"
GLIB = "{http://www.gtk.org/introspection/glib/1.0}"


@dataclass
class Type:
    name: str  # of the elements, where it is an array
    c: str
    is_array: bool = False
    length: int | None = None  # which parameter has the array's length


@dataclass
class Value:
    """A parameter, or what is returned."""

    name: str
    type: Type
    transfer: str
    nullable: bool
    out: bool
    scope: str | None
    closure: int | None
    destroy: int | None
    doc: str


@dataclass
class Function:
    name: str
    c: str
    kind: str  # method, function, constructor, callback
    parameters: list[Value]
    returns: Value
    throws: bool
    introspectable: bool
    doc: str


@dataclass
class Member:
    name: str
    c: str
    value: int
    doc: str


@dataclass
class Property:
    name: str
    type: Type
    readable: bool
    writable: bool
    construct_only: bool
    doc: str


@dataclass
class Signal:
    name: str
    parameters: list[Value]
    doc: str


@dataclass
class Field:
    """Of a structure: a function, or something of a type."""

    name: str
    function: Function | None
    type: Type | None
    size: int | None  # of an array


@dataclass
class Thing:
    """A class, interface, record, enumeration or bitfield."""

    kind: str
    name: str
    c: str
    get_type: str | None
    doc: str
    functions: list[Function] = field(default_factory=list)
    members: list[Member] = field(default_factory=list)
    properties: list[Property] = field(default_factory=list)
    signals: list[Signal] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    implements: list[str] = field(default_factory=list)
    error_domain: str | None = None

    def find(self, name: str) -> Function | None:
        return next((function for function in self.functions if function.name == name), None)


@dataclass
class Constant:
    name: str
    c: str
    type: str
    value: str
    doc: str


@dataclass
class Namespace:
    things: dict[str, Thing]
    callbacks: dict[str, Function]
    functions: list[Function]
    constants: list[Constant]

    def all_functions(self) -> list[Function]:
        return [function for thing in self.things.values() for function in thing.functions] + self.functions


def read(path: Path) -> Namespace:
    root = ElementTree.parse(path).getroot()
    namespace = root.find(f"{CORE}namespace")
    assert namespace is not None
    found = Namespace({}, {}, [], [])
    for element in namespace:
        kind = element.tag.removeprefix(CORE)
        if kind in ("class", "interface", "enumeration", "bitfield", "record"):
            if element.get("name", "").endswith("Class") and element.get(f"{GLIB}is-gtype-struct-for"):
                continue  # all are final
            thing = _read_thing(kind, element)
            found.things[thing.name] = thing
        elif kind == "callback":
            found.callbacks[element.attrib["name"]] = _read_function(element)
        elif kind == "function":
            # Functions of enumerations stand here once more, as moved.
            if not element.get("moved-to"):
                found.functions.append(_read_function(element))
        elif kind == "constant":
            found.constants.append(_read_constant(element))
    _read_aliases(found)
    return found


def _read_aliases(found: Namespace) -> None:
    """The C function that stands in two places is one of the namespace."""
    free = {function.c for function in found.functions}
    for thing in found.things.values():
        if thing.kind in ("enumeration", "bitfield"):
            thing.functions = [function for function in thing.functions if function.c not in free]


def _read_thing(kind: str, element: ElementTree.Element) -> Thing:
    thing = Thing(
        kind,
        element.attrib["name"],
        element.get(f"{C}type") or element.attrib[f"{GLIB}type-name"],
        element.get(f"{GLIB}get-type"),
        _doc(element),
        error_domain=element.get(f"{GLIB}error-domain"),
    )
    for child in element:
        what = child.tag.removeprefix(CORE).removeprefix(GLIB)
        if what in ("method", "function", "constructor"):
            thing.functions.append(_read_function(child))
        elif what == "member":
            member = Member(
                child.attrib["name"], child.attrib[f"{C}identifier"], int(child.attrib["value"]), _doc(child)
            )
            thing.members.append(member)
        elif what == "property":
            thing.properties.append(_read_property(child))
        elif what == "signal":
            thing.signals.append(Signal(child.attrib["name"], _read_parameters(child), _doc(child)))
        elif what == "field":
            thing.fields.append(_read_field(child))
        elif what == "implements":
            thing.implements.append(child.attrib["name"])
    thing.properties.sort(key=lambda one: one.name)
    return thing


def _read_property(element: ElementTree.Element) -> Property:
    return Property(
        element.attrib["name"],
        _read_type(element),
        element.get("readable") != "0",
        element.get("writable") == "1" or element.get("construct-only") == "1",
        element.get("construct-only") == "1",
        _doc(element),
    )


def _read_field(element: ElementTree.Element) -> Field:
    callback = element.find(f"{CORE}callback")
    if callback is not None:
        return Field(element.attrib["name"], _read_function(callback), None, None)
    array = element.find(f"{CORE}array")
    size = int(array.attrib["fixed-size"]) if array is not None else None
    return Field(element.attrib["name"], None, _read_type(element), size)


def _read_function(element: ElementTree.Element) -> Function:
    returned = element.find(f"{CORE}return-value")
    assert returned is not None
    return Function(
        element.attrib["name"],
        element.get(f"{C}identifier") or element.get(f"{C}type") or "",
        element.tag.removeprefix(CORE),
        _read_parameters(element),
        _read_value(returned),
        element.get("throws") == "1",
        element.get("introspectable") != "0",
        _doc(element),
    )


def _read_parameters(element: ElementTree.Element) -> list[Value]:
    """Without the object itself."""
    parameters = element.find(f"{CORE}parameters")
    return [] if parameters is None else [_read_value(child) for child in parameters.findall(f"{CORE}parameter")]


def _read_value(element: ElementTree.Element) -> Value:
    def number(name: str) -> int | None:
        text = element.get(name)
        return None if text is None else int(text)

    return Value(
        element.get("name", ""),
        _read_type(element),
        element.get("transfer-ownership", "none"),
        element.get("nullable") == "1",
        element.get("direction") == "out",
        element.get("scope"),
        number("closure"),
        number("destroy"),
        _doc(element),
    )


def _read_type(element: ElementTree.Element) -> Type:
    array = element.find(f"{CORE}array")
    if array is None:
        one = element.find(f"{CORE}type")
        assert one is not None
        return Type(one.attrib["name"], one.get(f"{C}type", ""))
    of = array.find(f"{CORE}type")
    assert of is not None
    length = array.get("length")
    return Type(of.attrib["name"], array.get(f"{C}type", ""), True, None if length is None else int(length))


def _read_constant(element: ElementTree.Element) -> Constant:
    return Constant(
        element.attrib["name"],
        element.attrib[f"{C}type"],
        _read_type(element).name,
        element.attrib["value"],
        _doc(element),
    )


def _doc(element: ElementTree.Element) -> str:
    doc = element.find(f"{CORE}doc")
    return (doc.text or "").strip() if doc is not None else ""
