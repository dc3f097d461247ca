# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Values on their way from Rust to C and back."""

from __future__ import annotations

from dataclasses import dataclass, field

from . import decisions
from .gir import Function, Namespace, Type, Value
from .text import variable

SCALARS = {
    "gint8": "i8",
    "guint8": "u8",
    "gint16": "i16",
    "guint16": "u16",
    "gint32": "i32",
    "guint32": "u32",
    "gint": "i32",
    "guint": "u32",
    "gint64": "i64",
    "guint64": "u64",
    "gdouble": "f64",
    "gfloat": "f32",
    "gsize": "usize",
}
# Of GIO and GLib: the type, and whether any subclass will do.
FOREIGN = {
    "Gio.Cancellable": ("gio::Cancellable", False),
    "Gio.File": ("gio::File", True),
    "Gio.InputStream": ("gio::InputStream", True),
    "Gio.OutputStream": ("gio::OutputStream", True),
    "Gio.ListModel": ("gio::ListModel", False),
    "GLib.Bytes": ("glib::Bytes", False),
    "GLib.Error": ("glib::Error", False),
    "GObject.Object": ("glib::Object", True),
}


class Unsupported(Exception):
    """The generator does not know how to hand this over."""


@dataclass
class Given:
    """A parameter: as Rust declares it, what becomes of it before the call, and what C gets."""

    name: str
    declared: str  # empty if Rust has no such parameter
    passed: str
    before: list[str] = field(default_factory=list)
    # For futures, which keep what they were given: how it is kept, and how that is handed over.
    declared_kept: str = ""
    kept: str = ""
    handed: str = ""
    doc: str = ""


@dataclass
class Returned:
    type: str  # empty for nothing
    expression: str  # of `ret`


def kind_of(namespace: Namespace, name: str) -> str:
    if name == "gboolean":
        return "boolean"
    if name in SCALARS:
        return "scalar"
    if name in ("utf8", "filename"):
        return name
    if name in FOREIGN:
        return "object"
    if name in namespace.callbacks:
        return "callback"
    thing = namespace.things.get(name)
    if thing is None:
        raise Unsupported(name)
    return {"enumeration": "number", "bitfield": "number"}.get(thing.kind, "object")


def rust_name(namespace: Namespace, type: Type) -> tuple[str, bool]:
    """And whether it is a class of which there may be others."""
    if type.name in FOREIGN:
        return FOREIGN[type.name]
    return type.name, namespace.things[type.name].kind == "interface"


def give(namespace: Namespace, function: Function) -> list[Given]:
    """What C gets, in its order."""
    of_others: dict[int, str] = {}
    for value in function.parameters:
        name = variable(value.name)
        if value.closure is not None and value.scope in ("call", "notified"):
            of_others[value.closure] = f"{name}_data"
        if value.destroy is not None:
            of_others[value.destroy] = f"{name}_destroy"
        if value.type.is_array and value.type.length is not None and not value.out:
            of_others[value.type.length] = f"{name}.map_or(0, <[_]>::len)" if value.nullable else f"{name}.len()"
    return [
        Given("", "", of_others.get(i, "")) if i in of_others or _is_of_callback(value) else _give_one(namespace, value)
        for i, value in enumerate(function.parameters)
    ]


def _is_of_callback(value: Value) -> bool:
    """What an asynchronous call ends with: its caller hands that over."""
    return value.type.name == "Gio.AsyncReadyCallback" or (value.scope is None and value.name == "user_data")


def _give_one(namespace: Namespace, value: Value) -> Given:
    name = variable(value.name)
    given = _give_array(namespace, value, name) if value.type.is_array else _give_plain(namespace, value, name)
    given.declared_kept = given.declared_kept or given.declared
    given.handed = given.handed or name
    given.doc = value.doc
    return given


def _give_array(namespace: Namespace, value: Value, name: str) -> Given:
    of = value.type.name
    if of in SCALARS and value.type.length is not None:
        rust = f"&[{SCALARS[of]}]"
        if value.nullable:
            return Given(name, f"{name}: Option<{rust}>", f"{name}.map_or(std::ptr::null(), <[_]>::as_ptr)")
        return Given(name, f"{name}: {rust}", f"{name}.as_ptr()")
    if of == "utf8":
        # Without any values is the same as with none.
        to_c = f"ToGlibPtr::<*mut *mut std::ffi::c_char>::to_glib_none({name}).0 as *const *const _"
        return Given(name, f"{name}: &[&str]", to_c)
    if of in namespace.things:
        kept = f"let {name} = {name}.to_vec();"
        # What glib::wrapper! makes is the pointer, and nothing else.
        to_c = f"{name}.as_ptr() as *const *mut ffi::{namespace.things[of].c}"
        return Given(name, f"{name}: &[{of}]", to_c, kept=kept, handed=f"&{name}")
    raise Unsupported(f"array of {of}")


def _give_plain(namespace: Namespace, value: Value, name: str) -> Given:
    kind = kind_of(namespace, value.type.name)
    if kind == "scalar":
        return Given(name, f"{name}: {SCALARS[value.type.name]}", name)
    if kind == "boolean":
        return Given(name, f"{name}: bool", f"{name}.into_glib()")
    if kind == "number":
        return Given(name, f"{name}: {value.type.name}", f"{name}.into_glib()")
    if kind == "utf8":
        if value.nullable:
            kept = f"let {name} = {name}.map(glib::GString::from);"
            return Given(
                name, f"{name}: Option<&str>", f"{name}.to_glib_none().0", kept=kept, handed=f"{name}.as_deref()"
            )
        kept = f"let {name} = glib::GString::from({name});"
        return Given(name, f"{name}: &str", f"{name}.to_glib_none().0", kept=kept, handed=f"&{name}")
    if kind == "filename":
        kept = f"let {name} = {name}.as_ref().to_owned();"
        return Given(
            name, f"{name}: impl AsRef<Path>", f"{name}.as_ref().to_glib_none().0", kept=kept, handed=f"&{name}"
        )
    if kind == "callback":
        return _give_callback(value, name)
    return _give_object(namespace, value, name)


def _give_callback(value: Value, name: str) -> Given:
    if value.type.name not in decisions.PROGRESS:
        raise Unsupported(value.type.name)
    function, arguments = decisions.PROGRESS[value.type.name]
    if value.scope == "call":
        before = [
            f"let mut {name} = {name};",
            f"let ({name}, {name}_data) = callbacks::{function}(&mut {name});",
        ]
        return Given(name, f"{name}: Option<&mut dyn FnMut({arguments})>", name, before)
    before = [f"let ({name}, {name}_data, {name}_destroy) = callbacks::{function}_kept({name});"]
    return Given(name, f"{name}: Option<Box<dyn Fn({arguments})>>", name, before)


def _give_object(namespace: Namespace, value: Value, name: str) -> Given:
    rust, is_any = rust_name(namespace, value.type)
    if value.transfer != "none":
        raise Unsupported(f"{value.type.name} that is given away")
    if is_any and value.nullable:
        return Given(
            name,
            f"{name}: Option<&impl IsA<{rust}>>",
            f"{name}.map(|one| one.as_ref()).to_glib_none().0",
            declared_kept=f"{name}: Option<&(impl IsA<{rust}> + Clone + 'static)>",
            kept=f"let {name} = {name}.cloned();",
            handed=f"{name}.as_ref()",
        )
    if is_any:
        return Given(
            name,
            f"{name}: &impl IsA<{rust}>",
            f"{name}.as_ref().to_glib_none().0",
            declared_kept=f"{name}: &(impl IsA<{rust}> + Clone + 'static)",
            kept=f"let {name} = {name}.clone();",
            handed=f"&{name}",
        )
    if value.nullable:
        kept = f"let {name} = {name}.cloned();"
        return Given(name, f"{name}: Option<&{rust}>", f"{name}.to_glib_none().0", kept=kept, handed=f"{name}.as_ref()")
    return Given(
        name, f"{name}: &{rust}", f"{name}.to_glib_none().0", kept=f"let {name} = {name}.clone();", handed=f"&{name}"
    )


def take(namespace: Namespace, value: Value, throws: bool) -> Returned:
    """What becomes of what C returned, in `ret`."""
    if value.type.is_array:
        return _take_array(namespace, value)
    if value.type.name == "none":
        return Returned("", "()")
    kind = kind_of(namespace, value.type.name)
    if kind == "boolean":
        # Of what can fail it says no more than the error.
        return Returned("", "()") if throws else Returned("bool", "from_glib(ret)")
    if kind == "scalar":
        return Returned(SCALARS[value.type.name], "ret")
    if kind == "number":
        return Returned(value.type.name, "from_glib(ret)")
    rust = {"utf8": "glib::GString", "filename": "PathBuf"}.get(kind) or rust_name(namespace, value.type)[0]
    function = "from_glib_full" if value.transfer == "full" else "from_glib_none"
    return Returned(f"Option<{rust}>" if value.nullable else rust, f"{function}(ret)")


def _take_array(namespace: Namespace, value: Value) -> Returned:
    of = value.type.name
    if of in ("utf8", "filename"):
        rust = "glib::GString" if of == "utf8" else "PathBuf"
        name = "full" if value.transfer == "full" else "none"
        return Returned(f"Vec<{rust}>", f"FromGlibPtrContainer::from_glib_{name}(ret)")
    if of in SCALARS:
        name = "numbers_full" if value.transfer == "full" else "numbers"
        return Returned(f"Vec<{SCALARS[of]}>", f"memory::{name}(ret, n_ret)")
    if of in namespace.things and value.type.c == "GPtrArray*":
        name = "pointers_container" if value.transfer == "container" else "pointers"
        of_c = namespace.things[of].c
        return Returned(f"Vec<{of}>", f"memory::{name}(ret, |one| from_glib_none(one as *mut ffi::{of_c}))")
    raise Unsupported(f"array of {of}")
