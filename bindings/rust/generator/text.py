# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Names and documentation, from C's to Rust's."""

from __future__ import annotations

import re
import textwrap

HEADER = """// SPDX-FileCopyrightText: 2026 gaudiofile contributors
// SPDX-License-Identifier: LGPL-2.1-or-later
// Made by bindings/rust/generate from GAudioFile-1.0.gir; changes belong there.

"""

_KEYWORDS = {"type", "ref", "move", "loop", "match", "in", "use"}


def variable(name: str) -> str:
    return f"{name}_" if name in _KEYWORDS else name


def camel(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("_"))


def snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def doc(text: str, indent: str = "", more: list[tuple[str, str]] | None = None, marker: str = "///") -> str:
    """The comment that rustdoc reads. ``more``: parameters, or what is returned."""
    paragraphs = [_translate(text)] if text else []
    for name, what in more or []:
        if what:
            translated = _translate(what)
            paragraphs.append(f"{name}: {translated}")
    lines = []
    for i, paragraph in enumerate(paragraphs):
        if i:
            lines.append("")
        lines += _wrap(paragraph, 116 - len(indent) - len(marker))
    return "".join(f"{indent}{marker}{' ' if line else ''}{line}\n" for line in lines)


def _wrap(paragraph: str, width: int) -> list[str]:
    """Wraps running text; leaves lists and code as they are."""
    lines: list[str] = []
    for block in re.split(r"\n\s*\n", paragraph):
        if lines:
            lines.append("")
        if re.search(r"^(\s*[-*|]|    |```|#)", block, re.MULTILINE):
            lines += [line.rstrip() for line in block.splitlines()]
        else:
            text = " ".join(block.split())
            lines += textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
    return lines


_CONSTANTS = {"NULL": "None", "TRUE": "true", "FALSE": "false"}


# How C tells of an error, which Rust does otherwise.
_FAILING = re.compile(
    r"[;,]?\s*(?:or\s+)?(?:%NULL|%FALSE|-1|0)\s+with\s+@error(?:\s+set)?(?: and no file created)?(?=[;.,]|\s*$)"
)


def _translate(text: str) -> str:
    text = _FAILING.sub("", text)
    # Examples in C help nobody here.
    text = re.sub(r"^```c\n.*?^```\n?|^\|\[.*?^\]\|\n?", "", text, flags=re.MULTILINE | re.DOTALL)
    text = re.sub(r"\[(\w+)@([^\]]+)\]", _link, text)
    text = re.sub(r"%(\w+)", _constant, text)
    text = re.sub(r"(?<![\w`.])@(\w+)", lambda match: f"`{variable(match[1])}`", text)
    text = re.sub(r"(?<![`\w])(gaf_\w+)\(\)", r"`\1()`", text)
    # Intervals and the like are no links.
    return re.sub(r"(?<!`)\[(?=[^\]\n`]*[\])])(?![^\]\n`]*\]\()", r"\\[", text)


def _link(match: re.Match[str]) -> str:
    kind, name = match[1], match[2]
    name = name.removeprefix("GAudioFile.")
    if kind == "func":
        return f"`{name.replace('.', '::')}()`"
    if kind in ("method", "ctor"):
        owner, _, function = name.rpartition(".")
        return f"`{owner.replace('.', '::')}::{function_name(function)}()`"
    if kind in ("property", "signal"):
        return f"`{name.replace('::', ':')}`"
    if kind in ("enum", "error", "flags", "class", "iface", "struct", "callback", "type", "const", "vfunc"):
        return f"`{name.replace('.', '::')}`"
    return f"`{name}`"


def _constant(match: re.Match[str]) -> str:
    name = match[1]
    if name in _CONSTANTS:
        return f"`{_CONSTANTS[name]}`"
    if name.startswith("G_IO_ERROR_"):
        return f"`gio::IOErrorEnum::{camel(name.removeprefix('G_IO_ERROR_').lower())}`"
    return f"`{name}`"


# Getters that are called otherwise than by dropping "get_".
GETTERS = {
    "get_loop": "is_loop",
    "get_mute": "is_mute",
    "get_atomic": "is_atomic",
    "get_works": "works",
    "get_exact_duration": "is_exact_duration",
}


def function_name(name: str) -> str:
    """gtk-rs's way: ``new_for_path`` is ``for_path``, and ``get_rate`` is ``rate``."""
    if name in GETTERS:
        return GETTERS[name]
    for prefix in ("new_", "get_"):
        if name.startswith(prefix):
            name = name.removeprefix(prefix)
            break
    return variable(name)
