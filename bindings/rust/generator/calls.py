# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""A function of C's as one of Rust's; one that is asynchronous as two, with a callback and as a future."""

from __future__ import annotations

from .gir import Function, Namespace, Thing
from .text import doc, function_name, variable
from .values import SCALARS, Given, Returned, Unsupported, give, take


class Calls:
    def __init__(self, namespace: Namespace):
        self.namespace = namespace
        self.became: dict[str, str] = {}  # what each function of C's became
        self.problems: list[str] = []

    def is_of_the_wrapper(self, thing: Thing, function: Function) -> bool:
        """What glib::wrapper! calls, and nobody else."""
        if thing.kind == "record" and function.name in ("ref", "unref", "copy", "free"):
            self.became[function.c] = "the wrapper"
            return True
        return False

    def function(self, thing: Thing | None, function: Function) -> str:
        """What is written; nothing, and a problem, where the GIR has something that is new to the generator."""
        try:
            return self._function(thing, function)
        except Unsupported as what:
            self.problems.append(f"{function.c}: no way is known for {what}: write it by hand, or leave it out")
            return ""

    def _function(self, thing: Thing | None, function: Function) -> str:
        owner = f"{thing.name}Ext::" if thing and thing.kind == "interface" else f"{thing.name}::" if thing else ""
        name = function_name(function.name)
        self.became[function.c] = f"{owner}{name}()"
        if function.name.endswith("_finish"):
            self.became[function.c] = f"{owner}{name.removesuffix('_finish')}_async(), …_future()"
            return ""
        if function.name.endswith("_async"):
            return self._asynchronous(thing, function)
        return self._synchronous(thing, function)

    # What both have

    def _self_of(self, thing: Thing | None, function: Function) -> tuple[str, str]:
        """As Rust declares the object, and as C gets it."""
        if thing is None or function.kind != "method":
            return "", ""
        if thing.kind == "interface":
            return "&self", "self.as_ref().to_glib_none().0"
        if thing.kind == "record" and thing.find("copy"):
            if function.name.startswith("set_"):
                return "&mut self", "self.to_glib_none_mut().0"
            return "&self", "mut_override(self.to_glib_none().0)"
        return "&self", "self.to_glib_none().0"

    def _head(self, thing: Thing | None, function: Function, more: str = "") -> str:
        """The documentation and what else stands above."""
        indent = "    " if thing else ""
        parameters = [
            (f"`{variable(value.name)}`", value.doc)
            for value in function.parameters
            if not value.out and value.type.name not in ("gpointer", "GLib.DestroyNotify", "Gio.AsyncReadyCallback")
        ]
        returned = [("Returns", function.returns.doc)] if function.returns.type.name != "none" else []
        if function.throws and function.returns.type.name == "gboolean":
            returned = []
        text = doc(more + function.doc, indent, parameters + returned)
        return f'{text}{indent}#[doc(alias = "{function.c}")]\n'

    def _visibility(self, thing: Thing | None) -> str:
        return "" if thing and thing.kind == "interface" else "pub "

    # One that returns when it is done

    def _synchronous(self, thing: Thing | None, function: Function) -> str:
        indent = "    " if thing else ""
        given = give(self.namespace, function)
        outs: list[tuple[str, str]] = []
        before, after_names = [], []
        passed = []
        length = function.returns.type.length if function.returns.type.is_array else None
        for i, (value, one) in enumerate(zip(function.parameters, given, strict=True)):
            if not value.out:
                passed.append(one.passed)
                before += one.before
                continue
            rust = SCALARS[value.type.name]
            name = "n_ret" if i == length else variable(value.name)
            before.append(f"let mut {name}: {rust} = Default::default();")
            passed.append(f"&mut {name}")
            if i != length:
                outs.append((name, rust))
                after_names.append(name)
        inputs = [one for value, one in zip(function.parameters, given, strict=True) if not value.out]

        owner, instance = self._self_of(thing, function)
        if thing and thing.kind == "enumeration" and inputs and inputs[0].declared.endswith(f": {thing.name}"):
            # A function of the number itself.
            owner, passed[0] = "self", "self.into_glib()"
            inputs = inputs[1:]
        if instance:
            passed.insert(0, instance)
        if function.throws:
            passed.append("&mut error")
        returned = take(self.namespace, function.returns, function.throws)
        if function.kind == "constructor" and not function.returns.nullable:
            returned.type = "Self"

        call = f"ffi::{function.c}({', '.join(passed)})"
        body = [*before]
        result_type, result = self._with_outs(returned, outs)
        if function.throws:
            is_used = "ret" in result
            body.append("let mut error = std::ptr::null_mut();")
            body.append(f"let {'ret' if is_used else '_'} = {call};")
            body.append(f"if error.is_null() {{ Ok({result}) }} else {{ Err(from_glib_full(error)) }}")
            result_type = f"Result<{result_type or '()'}, glib::Error>"
        elif returned.type:
            body += [f"let ret = {call};", result]
        else:
            body.append(f"{call};")
            if outs:
                body.append(result)

        declared = ", ".join(part for part in [owner, *(one.declared for one in inputs)] if part)
        arrow = f" -> {result_type}" if result_type else ""
        lines = "".join(f"{indent}        {line}\n" for line in body)
        allow = f"{indent}#[allow(clippy::too_many_arguments)]\n" if len(inputs) > 6 else ""
        if function_name(function.name) == "new" and function.kind == "constructor":
            allow += f"{indent}#[allow(clippy::new_ret_no_self, clippy::new_without_default)]\n"
        return (
            f"{self._head(thing, function)}{allow}"
            f"{indent}{self._visibility(thing)}fn {function_name(function.name)}({declared}){arrow} {{\n"
            f"{indent}    unsafe {{\n{lines}{indent}    }}\n{indent}}}\n\n"
        )

    def _with_outs(self, returned: Returned, outs: list[tuple[str, str]]) -> tuple[str, str]:
        if not outs:
            return returned.type, returned.expression
        types = [*([returned.type] if returned.type else []), *(rust for _, rust in outs)]
        names = [*([returned.expression] if returned.type else []), *(name for name, _ in outs)]
        if len(types) == 1:
            return types[0], names[0]
        return f"({', '.join(types)})", f"({', '.join(names)})"

    # One that calls back

    def _finish(self, thing: Thing | None, function: Function) -> Function:
        name = function.name.removesuffix("_async") + "_finish"
        functions = thing.functions if thing else self.namespace.functions
        return next(one for one in functions if one.name == name)

    def _asynchronous(self, thing: Thing | None, function: Function) -> str:
        indent = "    " if thing else ""
        finish = self._finish(thing, function)
        given = give(self.namespace, function)
        inputs, passed, before = [], [], []
        has_cancellable = False
        for value, one in zip(function.parameters, given, strict=True):
            if value.type.name == "Gio.AsyncReadyCallback":
                passed += ["ready", "ready_data"]
                break
            has_cancellable |= value.type.name == "Gio.Cancellable"
            inputs.append(one)
            passed.append(one.passed)
            before += one.before

        owner, instance = self._self_of(thing, function)
        if instance:
            passed.insert(0, instance)
        returned = take(self.namespace, finish.returns, True)
        rust = returned.type or "()"
        # What belongs to a class of another header has its object as a parameter like others.
        has_source = finish.kind == "method" or len(finish.parameters) > 1
        source = "source as *mut _, " if has_source else ""
        unused = "source" if source else "_source"
        ret = "ret" if "ret" in returned.expression else "_"
        name = function_name(function.name)
        declared = ", ".join(
            part for part in [owner, *(one.declared for one in inputs if one.declared), "callback: P"] if part
        )
        lines = "".join(f"{indent}        {line}\n" for line in before)
        allow = f"{indent}#[allow(clippy::too_many_arguments)]\n" if len(inputs) > 6 else ""
        text = (
            f"{self._head(thing, function)}{allow}"
            f"{indent}{self._visibility(thing)}fn {name}<P: FnOnce(Result<{rust}, glib::Error>) + 'static>"
            f"({declared}) {{\n{indent}    unsafe {{\n"
            f"{indent}        let (ready, ready_data) = callbacks::ready(callback, |{unused}, result| {{\n"
            f"{indent}            let mut error = std::ptr::null_mut();\n"
            f"{indent}            let {ret} = ffi::{finish.c}({source}result, &mut error);\n"
            f"{indent}            if error.is_null() {{ Ok({returned.expression}) }} "
            f"else {{ Err(from_glib_full(error)) }}\n{indent}        }});\n"
            f"{lines}{indent}        ffi::{function.c}({', '.join(passed)});\n{indent}    }}\n{indent}}}\n\n"
        )
        return text + self._future(thing, function, inputs, owner, rust, has_cancellable)

    def _future(
        self, thing: Thing | None, function: Function, inputs: list[Given], owner: str, rust: str, has_cancellable: bool
    ) -> str:
        indent = "    " if thing else ""
        name = function_name(function.name)
        rest = [one for one in inputs if one.declared and one.name != "cancellable"]
        declared = ", ".join(part for part in [owner, *(one.declared_kept for one in rest)] if part)
        handed = ["Some(cancellable)" if one.name == "cancellable" else one.handed for one in inputs if one.declared]
        kept = "".join(f"{indent}    {one.kept}\n" for one in rest if one.kept)
        prefix = "this." if owner else "Self::" if thing else ""
        of, this = ("self", "this") if owner else ("&()", "_")
        cancellable = "cancellable" if has_cancellable else "_"
        about = doc(f"[`{name}()`]({'Self::' if thing else ''}{name}) as a future; dropping it cancels.", indent)
        return (
            f"{about}{indent}{self._visibility(thing)}fn {name.removesuffix('_async')}_future({declared}) -> "
            f"Pin<Box<dyn Future<Output = Result<{rust}, glib::Error>> + 'static>> {{\n{kept}"
            f"{indent}    Box::pin(gio::GioFuture::new({of}, move |{this}, {cancellable}, send| {{\n"
            f"{indent}        {prefix}{name}({', '.join([*handed, 'move |result| send.resolve(result)'])});\n"
            f"{indent}    }}))\n{indent}}}\n\n"
        )
