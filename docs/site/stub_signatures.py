# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Signatures with types as they are written: in the stub for what is in C, which has none itself, and in Python's
sources, where NumPy's types would else be spelled out over many lines."""

import ast
import re
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

PACKAGE = Path(__file__).parents[2] / "python" / "gaudiofile"
FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)
# The private names of types of the package, in words.
NAMES = {
    "_Samples": "NDArray[float32]",
    "_Count": "int",
    "_Rate": "float",
    "_Source": "str | PathLike | bytes | BinaryIO",
    "_Sink": "str | PathLike | BinaryIO",
    "_Out": "NDArray[float32]",
    "_Track": "int | None",
    "_Quality": "str | float | None",
    "_Isolation": "Literal['none', 'process'] | None",
    "_WritableFile": "BinaryIO",
    "npt.": "",
    "np.": "",
    "os.": "",
}


def in_words(text: str) -> str:
    for name, words in NAMES.items():
        text = re.sub(rf"(?<![\w.]){re.escape(name)}" + (r"\b" if name[-1] != "." else ""), words, text)
    return text


def find_signatures() -> dict[str, tuple[str, str]]:
    """Parameters and result of each function and method; of those with several the one with most parameters. How such
    types are made the module tells better."""
    found: dict[str, tuple[str, str]] = {}
    lengths: dict[str, int] = {}

    def add(name: str, function: ast.FunctionDef | ast.AsyncFunctionDef, is_method: bool) -> None:
        arguments = function.args
        static = any(isinstance(d, ast.Name) and d.id == "staticmethod" for d in function.decorator_list)
        if is_method and not static:
            (arguments.posonlyargs or arguments.args).pop(0)
        length = len(arguments.posonlyargs) + len(arguments.args) + len(arguments.kwonlyargs)
        several = name in found
        if several and (name.endswith("__new__") or length <= lengths[name]):
            found[name] = ("", "") if name.endswith("__new__") else found[name]
            return
        lengths[name] = length
        result = ast.unparse(function.returns) if function.returns else ""
        found[name] = f"({in_words(ast.unparse(arguments))})", in_words(result)

    for path in sorted(PACKAGE.glob("*.py")):
        functions = [node for node in ast.parse(path.read_text()).body if isinstance(node, FUNCTION)]
        for node in functions:
            # Of one with several signatures all are shown, by autodoc.
            if not node.name.startswith("_") and sum(other.name == node.name for other in functions) == 1:
                add(node.name if path.stem != "tags" else f"tags.{node.name}", node, False)
    for node in ast.parse((PACKAGE / "_native.pyi").read_text()).body:
        if isinstance(node, FUNCTION):
            add(node.name, node, False)
        elif isinstance(node, ast.ClassDef):
            for child in node.body:
                if isinstance(child, FUNCTION):
                    add(f"{node.name}.{child.name}", child, True)
    return found


def shorten(name: str) -> str:
    return name.removeprefix("gaudiofile.").removeprefix("_native.")


def give_type(app: Sphinx, what: str, name: str, thing: object, options: object, lines: list[str]) -> None:
    """What a property of a type written in C is comes in front of what is said of it."""
    made = app.stub_signatures.get(shorten(name))  # type: ignore[attr-defined]
    if what in {"property", "attribute"} and made and lines:
        lines[0] = f"``{made[1]}``: {lines[0]}"


def give_signature(
    app: Sphinx, what: str, name: str, thing: object, options: object, signature: str | None, result: str | None
) -> tuple[str | None, str | None]:
    signatures: dict[str, tuple[str, str]] = app.stub_signatures  # type: ignore[attr-defined]
    short = shorten(name)
    if what in {"property", "attribute"}:
        return signature, result
    if what == "class":
        made = signatures.get(f"{short}.__new__") or signatures.get(f"{short}.__init__")
        return (made[0], None) if made and made[0] else (signature, result)
    if short in signatures:
        parameters, returned = signatures[short]
        return parameters, returned
    if signature is not None:
        signature = signature.replace("~", "")
    return signature, result


def setup(app: Sphinx) -> dict[str, Any]:
    app.stub_signatures = find_signatures()  # type: ignore[attr-defined]
    app.connect("autodoc-process-signature", give_signature)
    app.connect("autodoc-process-docstring", give_type)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
