# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""gaudiofile-sys: the C API as it is."""

from __future__ import annotations

import re

from .gir import Function, Namespace, Thing, Value
from .text import HEADER, variable

_BASICS = {
    "void": "c_void",
    "char": "c_char",
    "gchar": "c_char",
    "int": "c_int",
    "gint": "c_int",
    "guint": "c_uint",
    "gint8": "i8",
    "guint8": "u8",
    "gint16": "i16",
    "guint16": "u16",
    "gint32": "i32",
    "guint32": "u32",
    "gint64": "i64",
    "guint64": "u64",
    "float": "c_float",
    "gfloat": "c_float",
    "double": "c_double",
    "gdouble": "c_double",
    "gsize": "usize",
    "gboolean": "glib::gboolean",
    "gpointer": "glib::gpointer",
    "gconstpointer": "glib::gconstpointer",
}
_GLIB = {"GBytes", "GError", "GPtrArray", "GDestroyNotify", "GQuark", "GType"}
_GOBJECT = {"GObject", "GTypeInterface"}


def rust_type(c: str) -> str:
    """The type of Rust's for one of C's, such as ``const float* const*``."""
    rust, is_const = "", False
    for token in re.findall(r"const|\*|\w+", c):
        if token == "const":
            is_const = True
        elif token == "*":
            rust = f"*{'const' if is_const else 'mut'} {rust}"
            is_const = False
        else:
            rust = _base(token)
    return rust


def _base(name: str) -> str:
    if name in _BASICS:
        return _BASICS[name]
    if name.startswith("Gaf"):
        return name
    if name in _GLIB:
        return f"glib::{name}"
    return f"gobject::{name}" if name in _GOBJECT else f"gio::{name}"


def _arguments(function: Function, instance: str | None) -> str:
    given = [f"self_: *mut {instance}"] if instance else []
    given += [f"{_name(value)}: {rust_type(value.type.c)}" for value in function.parameters]
    if function.throws:
        given.append("error: *mut *mut glib::GError")
    return ", ".join(given)


def _name(value: Value) -> str:
    return "self_" if value.name == "self" else variable(value.name)


def _returned(value: Value) -> str:
    return "" if value.type.c == "void" else f" -> {rust_type(value.type.c)}"


def _extern(function: Function, instance: str | None) -> str:
    return f"    pub fn {function.c}({_arguments(function, instance)}){_returned(function.returns)};"


def _callback(function: Function) -> str:
    return f'Option<unsafe extern "C" fn({_arguments(function, None)}){_returned(function.returns)}>'


def _opaque(name: str) -> str:
    return f"""
#[repr(C)]
pub struct {name} {{
    _data: [u8; 0],
    _marker: PhantomData<(*mut u8, PhantomPinned)>,
}}
"""


def _fields(thing: Thing) -> str:
    lines = []
    for one in thing.fields:
        if one.function is not None:
            lines.append(f"    pub {one.name}: {_callback(one.function)},")
        else:
            assert one.type is not None
            rust = rust_type(one.type.c or {"gpointer": "gpointer"}[one.type.name])
            lines.append(f"    pub {one.name}: {f'[{rust}; {one.size}]' if one.size else rust},")
    return f"\n#[repr(C)]\n#[derive(Clone, Copy)]\npub struct {thing.c} {{\n" + "\n".join(lines) + "\n}\n"


def generate(namespace: Namespace) -> dict[str, str]:
    parts = [
        HEADER,
        """use std::ffi::{c_char, c_double, c_float, c_int, c_uint, c_void};
use std::marker::{PhantomData, PhantomPinned};

use gio_sys as gio;
use glib_sys as glib;
use gobject_sys as gobject;
""",
    ]
    for thing in namespace.things.values():
        if thing.kind in ("enumeration", "bitfield"):
            number = "c_int" if thing.kind == "enumeration" else "c_uint"
            parts.append(f"\npub type {thing.c} = {number};\n")
            parts += [f"pub const {member.c}: {thing.c} = {member.value};\n" for member in thing.members]
    for constant in namespace.constants:
        if constant.type == "utf8":
            parts.append(f'\npub const {constant.c}: &std::ffi::CStr = c_str(b"{constant.value}\\0");\n')
        else:
            parts.append(f"\npub const {constant.c}: c_int = {constant.value};\n")
    parts.append("""
const fn c_str(bytes: &[u8]) -> &std::ffi::CStr {
    // SAFETY: what is above ends with a zero, and has no other.
    unsafe { std::ffi::CStr::from_bytes_with_nul_unchecked(bytes) }
}
""")
    parts += [f"\npub type {function.c} = {_callback(function)};\n" for function in namespace.callbacks.values()]
    for thing in namespace.things.values():
        if thing.kind == "class":
            parts.append(_opaque(thing.c))
            parts.append(
                f"\n#[repr(C)]\n#[derive(Clone, Copy)]\npub struct {thing.c}Class {{\n"
                "    pub parent_class: gobject::GObjectClass,\n}\n"
            )
        elif thing.kind == "interface" or (thing.kind == "record" and not thing.fields):
            parts.append(_opaque(thing.c))
        elif thing.kind == "record":
            parts.append(_fields(thing))

    parts.append('\nextern "C" {\n')
    for thing in namespace.things.values():
        if not thing.get_type and not thing.functions:
            continue
        parts.append(f"    // {thing.c}\n")
        if thing.get_type:
            parts.append(f"    pub fn {thing.get_type}() -> glib::GType;\n")
        for function in thing.functions:
            parts.append(_extern(function, thing.c if function.kind == "method" else None) + "\n")
        parts.append("\n")
    parts.append("    // not of a type\n")
    parts += [_extern(function, None) + "\n" for function in namespace.functions]
    parts.append("}\n")
    return {"api.rs": "".join(parts), "every.rs": _every(namespace)}


def _every(namespace: Namespace) -> str:
    """The address of each function, so that a test fails to link where the library has not got one."""
    names = [thing.get_type for thing in namespace.things.values() if thing.get_type]
    names += [function.c for function in namespace.all_functions()]
    lines = "".join(f"        crate::{name} as *const (),\n" for name in names)
    return f"{HEADER}pub(crate) fn functions() -> Vec<*const ()> {{\n    vec![\n{lines}    ]\n}}\n"
