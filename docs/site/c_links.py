# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Makes links to the C reference of its names in literal text: `gaf_reader_read()`, `GafReader`, `GAF_ERROR_LIMIT`."""

import os
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

GIR = Path(__file__).parents[2] / "build" / "introspection" / "GAudioFile-1.0.gir"
CORE = "{http://www.gtk.org/introspection/core/1.0}"
C = "{http://www.gtk.org/introspection/c/1.0}"
GLIB = "{http://www.gtk.org/introspection/glib/1.0}"
# What gi-docgen calls the pages of each kind.
TYPES = {"class": "class", "interface": "iface", "record": "struct", "enumeration": "enum", "bitfield": "flags"}
FUNCTIONS = {"constructor": "ctor", "method": "method", "function": "type_func"}


def find_pages() -> dict[str, str]:
    """The page of each name in C."""
    namespace = ET.parse(GIR).getroot().find(f"{CORE}namespace")
    assert namespace is not None
    pages = {}
    for element in namespace:
        kind, name = element.tag.removeprefix(CORE), element.get("name")
        if element.get("moved-to") or element.get(f"{GLIB}is-gtype-struct-for"):  # which have no page of their own
            continue
        if kind in {"function", "constant", "callback"}:
            short = {"function": "func", "constant": "const", "callback": "callback"}[kind]
            pages[element.get(f"{C}identifier") or element.get(f"{C}type", "")] = f"{short}.{name}.html"
        if kind not in TYPES:
            continue
        page = f"{'error' if element.get('name') == 'Error' else TYPES[kind]}.{name}.html"
        pages[element.get(f"{C}type", "")] = page
        for child in element:
            inner = child.tag.removeprefix(CORE)
            identifier = child.get(f"{C}identifier", "")
            if inner == "member":
                pages[identifier] = page
            elif inner in FUNCTIONS and kind in {"class", "interface", "record"}:
                pages[identifier] = f"{FUNCTIONS[inner]}.{name}.{child.get('name')}.html"
            elif inner == "function":  # of an enumeration
                pages[identifier] = f"type_func.{name}.{child.get('name')}.html"
    return pages


def add_links(app: Sphinx, doctree: nodes.document, name: str) -> None:
    if app.builder.format != "html":
        return
    pages = app.c_pages  # type: ignore[attr-defined]
    up = os.path.relpath("c", os.path.dirname(name))
    for literal in list(doctree.findall(nodes.literal)):
        match = re.match(r"(gaf_\w+|Gaf[A-Z]\w+|GAF_[A-Z_0-9]+)", literal.astext())
        if not match or match.group() not in pages or isinstance(literal.parent, nodes.reference):
            continue
        link = nodes.reference("", "", refuri=f"{up}/{pages[match.group()]}", internal=True, classes=["c"])
        literal.replace_self(link)
        link += literal


def setup(app: Sphinx) -> dict[str, Any]:
    app.c_pages = find_pages()  # type: ignore[attr-defined]
    app.connect("doctree-resolved", add_links)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
