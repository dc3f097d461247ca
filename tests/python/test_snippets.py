# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Every block of code in the documentation runs, or is parsed where it cannot: snippets.py has the rules."""

import ast
import asyncio
import importlib.util
import inspect
import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from snippets import ROOT, Snippet, all_pages, compile_c, find_snippets, has_packages, make_files, run

import gaudiofile

ALL = [snippet for page in all_pages() for snippet in find_snippets(page)]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("files")
    make_files(folder)
    return folder


@pytest.fixture
def folder(files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with the files; what a page makes there is that page's."""
    shutil.copytree(files, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path


def of(*languages: str) -> list[Any]:
    return [pytest.param(snippet, id=snippet.name) for snippet in ALL if snippet.language in languages]


def is_installed(snippet: Snippet) -> bool:
    """Is there all that a program imports?"""
    modules = set()
    for node in ast.walk(ast.parse(snippet.code)):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            modules.add(node.module)
    return all(importlib.util.find_spec(module.partition(".")[0]) for module in modules)


def execute(snippet: Snippet, names: dict[str, Any]) -> None:
    """`await` may stand outside of functions, as in `python -m asyncio`. Tracebacks lead to the line of the page."""
    text = "\n" * snippet.line + snippet.code
    code = compile(text, str(snippet.page), "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    if code.co_flags & inspect.CO_COROUTINE:

        async def go() -> None:
            await eval(code, names)

        asyncio.run(go())
    else:
        exec(code, names)


# The README has a test of its own.
RUNNING = {s.page: None for s in ALL if s.language == "python" and s.page.name != "README.md"}


@pytest.mark.slow
@pytest.mark.parametrize("page", RUNNING, ids=lambda page: page.name)
def test_python(page: Path, folder: Path) -> None:
    """What all pages begin with is there; a name of a page is what the blocks above it have made. Other libraries have
    names of their own."""
    names: dict[str, Any] = {"gaudiofile": gaudiofile, "AudioFile": gaudiofile.AudioFile, "np": np, "__name__": "page"}
    names_of_peers = names.copy()
    for snippet in ALL:
        if snippet.page != page or snippet.language != "python" or "live" in snippet.marks:
            continue
        if "peer" not in snippet.marks:
            execute(snippet, names)
        elif is_installed(snippet):
            execute(snippet, names_of_peers)
    gaudiofile.set_max_threads(0)


def test_python_that_runs_elsewhere() -> None:
    """A comment above names the test, which is there."""
    for snippet in ALL:
        if snippet.language == "py":
            above = "\n".join(snippet.page.read_text().splitlines()[: snippet.line])
            *_, test = (word for word in above.split() if word.startswith("tests/") and word.endswith(".py"))
            assert (ROOT / test).exists(), snippet.name


def as_function(snippet: Snippet, name: str) -> str:
    """A whole program, or the inside of a function, as one. What the compiler says leads to the line of the page."""
    place = f'#line {snippet.line + 1} "{snippet.page.relative_to(ROOT)}"\n'
    if "main (" in snippet.code:
        return f"#define main {name}\nint {name} (void);\n{place}{snippet.code}#undef main\n"
    return f"int {name} (void);\nint {name} (void)\n{{\n{place}{snippet.code}return 0;\n}}\n"


@pytest.mark.slow
def test_c(folder: Path) -> None:
    """All in one program, for it to be compiled once. It says nothing of errors. The README has a test of its own."""
    snippets = [s for s in ALL if s.language == "c" and "peer" not in s.marks and s.page.name != "README.md"]
    text, calls = "#include <gaudiofile/gaudiofile.h>\n", ""
    for number, snippet in enumerate(snippets):
        text += as_function(snippet, f"sample{number}")
        calls += "" if "live" in snippet.marks else f"sample{number} ();\n"
    program = compile_c(f"{text}int main (void)\n{{\n{calls}return 0;\n}}\n", folder)
    assert run(program, folder=folder).stderr == ""


@pytest.mark.parametrize("snippet", [p for p in of("c") if "peer" in p.values[0].marks])
def test_c_of_peers(snippet: Snippet, tmp_path: Path) -> None:
    if has_packages(snippet.code):
        compile_c(snippet.code, tmp_path)


@pytest.mark.parametrize("snippet", of("js"))
def test_javascript(snippet: Snippet, tmp_path: Path) -> None:
    """As the inside of a function that may wait."""
    run("gjs", "-c", f"new (async function () {{}}).constructor({json.dumps(snippet.code)})", folder=tmp_path)


@pytest.mark.parametrize("snippet", of("vala"))
def test_vala(snippet: Snippet, tmp_path: Path) -> None:
    (tmp_path / "program.vala").write_text(snippet.code)
    vapi = ROOT / "build" / "introspection"
    run(
        "valac", "-C", "--vapidir", vapi, "--pkg", "gio-2.0", "--pkg", "gaudiofile-1.0", "program.vala", folder=tmp_path
    )


@pytest.mark.parametrize("snippet", of("sh"))
def test_shell(snippet: Snippet, tmp_path: Path) -> None:
    run("bash", "-n", "-c", snippet.code, folder=tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("snippet", of("console"))
def test_console(snippet: Snippet, folder: Path) -> None:
    for line in snippet.code.splitlines():
        if line.startswith("$ "):
            run("bash", "-o", "pipefail", "-c", line[2:], folder=folder)


def test_each_language_is_known() -> None:
    """A block of another language would not be looked at. Fences with nothing behind them are pictures, not code."""
    assert {snippet.language for snippet in ALL} <= {"python", "py", "c", "js", "ts", "vala", "rust", "sh", "console"}


def test_rust() -> None:
    """What cargo runs, of the crate's own page."""
    (snippet,) = (s for s in ALL if s.language == "rust")
    assert snippet.code in (ROOT / "bindings/rust/gaudiofile/README.md").read_text()
