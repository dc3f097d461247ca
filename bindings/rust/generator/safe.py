# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""gaudiofile: types and functions of Rust's, on gaudiofile-sys."""

from __future__ import annotations

from . import decisions
from .calls import Calls
from .gir import Namespace, Property, Signal, Thing
from .text import HEADER, camel, doc, function_name, snake, variable
from .values import FOREIGN, SCALARS, kind_of

_USES = """#![allow(unused_imports)]

use std::future::Future;
use std::path::{Path, PathBuf};
use std::pin::Pin;

use glib::prelude::*;
use glib::translate::*;

use crate::*;
use crate::{callbacks, memory};

"""


def generate(namespace: Namespace) -> tuple[dict[str, str], dict[str, str], list[str]]:
    """The files, what each function of C's became, and what did not go well."""
    calls = Calls(namespace)
    files = {"numbers.rs": _numbers(namespace, calls)}
    modules = ["numbers"]
    for thing in namespace.things.values():
        if thing.kind in ("class", "interface") or (thing.kind == "record" and not thing.fields):
            name = snake(thing.name)
            modules.append(name)
            files[f"{name}.rs"] = HEADER + _USES + _Writing(namespace, calls, thing).text()
    functions = "".join(
        calls.function(None, function)
        for function in namespace.functions
        if function.c not in decisions.BY_HAND and function.c not in decisions.LEFT_OUT
    )
    files["functions.rs"] = f"{HEADER}{_USES}{functions}"
    modules.append("functions")
    lines = "".join(f"mod {name};\npub use {name}::*;\n" for name in modules)
    for constant in namespace.constants:
        if constant.type != "utf8":
            lines += f"\n{doc(constant.doc)}pub const {constant.name}: i32 = ffi::{constant.c};\n"
    files["mod.rs"] = f"{HEADER}use crate::ffi;\n\n{lines}"
    return files, calls.became, calls.problems


def find_problems(namespace: Namespace, became: dict[str, str], by_hand: str) -> list[str]:
    problems = []
    for function in namespace.all_functions():
        name = function.c
        ways = (name in became) + (name in decisions.BY_HAND) + (name in decisions.LEFT_OUT)
        if ways != 1:
            problems.append(f"{name}: {'neither generated, by hand, nor left out' if not ways else 'twice'}")
        if name in decisions.BY_HAND and f"ffi::{name}" not in by_hand:
            problems.append(f"{name}: to be written by hand, and is not")
    names = {function.c for function in namespace.all_functions()}
    listed = decisions.BY_HAND | decisions.LEFT_OUT.keys()
    problems += [f"{name}: the library has it no more" for name in sorted(listed - names)]
    for name, reason in decisions.LEFT_OUT.items():
        became[name] = f"left out: {reason}"
    for name in decisions.BY_HAND:
        became[name] = "by hand"
    return problems


def _numbers(namespace: Namespace, calls: Calls) -> str:
    parts = [HEADER, _USES]
    for thing in namespace.things.values():
        if thing.kind not in ("enumeration", "bitfield"):
            continue
        macro = "enumeration" if thing.kind == "enumeration" else "flags"
        parts.append(f"macros::{macro}! {{\n")
        parts.append(doc(thing.doc, "    ") + f"    pub enum {thing.name}: {thing.c}, {thing.get_type} {{\n")
        for member in thing.members:
            name = camel(member.name) if thing.kind == "enumeration" else member.name.upper()
            parts.append(f"{doc(member.doc, ' ' * 8)}        {name} = {member.c},\n")
        parts.append("    }\n}\n\n")
        functions = [function for function in thing.functions if function.c not in decisions.BY_HAND]
        if functions:
            parts.append(f"impl {thing.name} {{\n")
            parts += [calls.function(thing, function) for function in functions]
            parts.append("}\n\n")
    text = "".join(parts)
    return text.replace("use crate::*;\n", "use crate::*;\nuse crate::macros;\n", 1)


class _Writing:
    """One class, interface or record."""

    def __init__(self, namespace: Namespace, calls: Calls, thing: Thing):
        self.namespace = namespace
        self.calls = calls
        self.thing = thing
        self.names = {
            function_name(function.name)
            for function in thing.functions
            if function.c not in decisions.BY_HAND and function.c not in decisions.LEFT_OUT
        }

    def text(self) -> str:
        thing = self.thing
        parts = [self._wrapper()]
        functions = [
            self.calls.function(thing, function)
            for function in thing.functions
            if function.c not in decisions.BY_HAND
            and function.c not in decisions.LEFT_OUT
            and not self.calls.is_of_the_wrapper(thing, function)
        ]
        if thing.kind == "interface":
            parts.append(
                f"/// What every [`{thing.name}`] has.\npub trait {thing.name}Ext: IsA<{thing.name}> + 'static {{\n"
            )
            parts += functions
            parts.append(f"}}\n\nimpl<O: IsA<{thing.name}>> {thing.name}Ext for O {{}}\n")
        else:
            parts.append(f"impl {thing.name} {{\n")
            if self._has_builder():
                parts.append(self._builder_function())
            parts += functions
            parts += [self._property(one) for one in thing.properties]
            parts += [self._signal(one) for one in thing.signals]
            parts.append("}\n")
        if thing.name in decisions.SEND:
            for what in ("Send", "Sync"):
                parts.append(f"\n// SAFETY: {decisions.SEND[thing.name]}.\nunsafe impl {what} for {thing.name} {{}}\n")
        if thing.kind == "class" and self._has_builder():
            parts.append(self._builder())
        return "".join(parts)

    def _wrapper(self) -> str:
        thing = self.thing
        about = doc(thing.doc, "    ")
        get_type = f"        type_ => || ffi::{thing.get_type}(),\n"
        if thing.kind == "class":
            interfaces = [name.replace("Gio.", "gio::") for name in thing.implements]
            implements = f" @implements {', '.join(interfaces)}" if interfaces else ""
            kind = f"Object<ffi::{thing.c}, ffi::{thing.c}Class>){implements}"
            match = get_type
        elif thing.kind == "interface":
            kind = f"Interface<ffi::{thing.c}, ffi::{thing.c}Interface>)"
            match = get_type
        else:
            prefix = (thing.get_type or "").removesuffix("get_type")
            if thing.find("ref"):
                kind = f"Shared<ffi::{thing.c}>)"
                match = (
                    f"        ref => |ptr| ffi::{prefix}ref(ptr),\n        unref => |ptr| ffi::{prefix}unref(ptr),\n"
                )
            else:
                kind = f"Boxed<ffi::{thing.c}>)"
                match = (
                    f"        copy => |ptr| ffi::{prefix}copy(mut_override(ptr)),\n"
                    f"        free => |ptr| ffi::{prefix}free(ptr),\n"
                )
            match += get_type
        alias = f'    #[doc(alias = "{thing.c}")]\n'
        derive = "    #[derive(Debug)]\n" if thing.kind == "record" else ""
        return (
            f"glib::wrapper! {{\n{about}{alias}{derive}    pub struct {thing.name}({kind};\n\n"
            f"    match fn {{\n{match}    }}\n}}\n\n"
        )

    # Properties that no function sets or gets

    def _type_of(self, one: Property, setting: bool) -> str:
        name = one.type.name
        kind = kind_of(self.namespace, name)
        if kind == "boolean":
            return "bool"
        if kind == "scalar":
            return SCALARS[name]
        if kind == "number":
            return name
        if kind in ("utf8", "filename"):
            return "Option<&str>" if setting else "Option<glib::GString>"
        rust, is_any = FOREIGN.get(name, (name, name == "Source"))
        if setting:
            return f"Option<&impl IsA<{rust}>>" if is_any else f"Option<&{rust}>"
        return f"Option<{rust}>"

    def _property(self, one: Property) -> str:
        name = one.name.replace("-", "_")
        getter = f"is_{name}" if one.type.name == "gboolean" and not name.startswith("is_") else variable(name)
        parts = []
        if one.readable and not {getter, name, f"is_{name}", variable(name)} & self.names:
            parts.append(
                f"{doc(one.doc, '    ')}    pub fn {getter}(&self) -> {self._type_of(one, False)} {{\n"
                f'        ObjectExt::property(self, "{one.name}")\n    }}\n\n'
            )
        if one.writable and not one.construct_only and f"set_{name}" not in self.names and not self._is_initable():
            value = self._converted(one, variable(name))
            parts.append(
                f"{doc(one.doc, '    ')}    pub fn set_{name}(&self, {variable(name)}: {self._type_of(one, True)}) {{\n"
                f'        ObjectExt::set_property(self, "{one.name}", {value});\n    }}\n\n'
            )
        # A closure that is called on other threads has to be made for that; ObjectExt::connect_notify() is there.
        if one.readable and not one.construct_only and self.thing.name not in decisions.SEND:
            parts.append(
                f"    /// Calls `f` when the property `{one.name}` has changed.\n"
                f"    pub fn connect_{name}_notify<F: Fn(&Self) + 'static>(&self, f: F) -> glib::SignalHandlerId {{\n"
                f'        ObjectExt::connect_notify_local(self, Some("{one.name}"), move |this, _| f(this))\n    }}\n\n'
            )
        return "".join(parts)

    def _converted(self, one: Property, name: str) -> str:
        """A subclass as what the property takes."""
        rust = self._type_of(one, True)
        return f"{name}.map(|one| one.as_ref())" if "impl IsA" in rust else name

    def _signal(self, one: Signal) -> str:
        name = one.name.replace("-", "_")
        types = []
        for value in one.parameters:
            kind = kind_of(self.namespace, value.type.name)
            types.append(
                "String" if kind in ("utf8", "filename") else FOREIGN.get(value.type.name, (value.type.name,))[0]
            )
        gets = "".join(f', values[{i + 1}].get::<{rust}>().expect("{one.name}")' for i, rust in enumerate(types))
        given = "".join(f", {rust}" for rust in types)
        return (
            f"{doc(one.doc, '    ')}    pub fn connect_{name}<F: Fn(&Self{given}) + 'static>(&self, f: F) "
            f"-> glib::SignalHandlerId {{\n"
            f'        ObjectExt::connect_local(self, "{one.name}", false, move |values| {{\n'
            f'            let this = values[0].get::<Self>().expect("{one.name}");\n'
            f"            f(&this{gets});\n            None\n        }})\n    }}\n\n"
        )

    # Builders

    def _has_builder(self) -> bool:
        return any(one.writable for one in self.thing.properties)

    def _is_initable(self) -> bool:
        return "Gio.Initable" in self.thing.implements

    def _builder_function(self) -> str:
        made = "properties: Vec::new()" if self._is_initable() else "builder: glib::Object::builder()"
        return (
            f"    /// Makes a [`{self.thing.name}`] of properties.\n"
            f"    pub fn builder() -> {self.thing.name}Builder {{\n"
            f"        {self.thing.name}Builder {{ {made} }}\n    }}\n\n"
        )

    def _builder(self) -> str:
        thing = self.thing
        setters = []
        for one in thing.properties:
            if not one.writable:
                continue
            name = one.name.replace("-", "_")
            rust = self._type_of(one, True)
            given, value = rust, variable(name)
            if rust.startswith("Option<&"):
                given = rust.removeprefix("Option<").removesuffix(">")
                value = f"{variable(name)}.as_ref()" if "impl IsA" in rust else variable(name)
            if self._is_initable():
                self_, set = "mut self", f'self.properties.push(("{one.name}", {value}.into()));\n        self'
            else:
                self_, set = "self", f'Self {{ builder: self.builder.property("{one.name}", {value}) }}'
            setters.append(
                f"{doc(one.doc, '    ')}    pub fn {variable(name)}({self_}, {variable(name)}: {given}) -> Self {{\n"
                f"        {set}\n    }}\n\n"
            )
        field = f"builder: glib::object::ObjectBuilder<'static, {thing.name}>"
        if self._is_initable():
            field = "properties: Vec<(&'static str, glib::Value)>"
            build = f"""    /// Makes it, and opens what it was told of.
    pub fn build(self, cancellable: Option<&gio::Cancellable>) -> Result<{thing.name}, glib::Error> {{
        self.properties
            .into_iter()
            .fold(gio::Initable::builder(), |builder, (name, value)| builder.property(name, value))
            .build(cancellable)
    }}
"""
        else:
            build = f"""    /// Makes it.
    pub fn build(self) -> {thing.name} {{
        self.builder.build()
    }}
"""
        return (
            f"\n/// Makes a [`{thing.name}`] of properties.\n#[must_use = \"nothing is made before build()\"]\n"
            f"pub struct {thing.name}Builder {{\n"
            f"    {field},\n}}\n\n"
            f"impl {thing.name}Builder {{\n{''.join(setters)}{build}}}\n"
        )
