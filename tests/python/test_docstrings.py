# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""What `help()` says: each public name has an example, which runs, and says what it raises."""

import asyncio
import doctest
import inspect
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from snippets import make_files

import gaudiofile
from gaudiofile import tags

PUBLIC = {
    **{name: getattr(gaudiofile, name) for name in gaudiofile.__all__ if name not in {"__version__", "errors", "tags"}},
    **{f"tags.{name}": getattr(tags, name) for name in tags.__all__},
}
# What has no arguments cannot be given wrong ones.
CANNOT_FAIL = {
    *("get_max_threads", "get_supported_read_formats", "get_supported_write_formats"),
    *("readable_content_types", "writable_content_types"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("files")
    make_files(folder)
    return folder


@pytest.mark.parametrize("name", PUBLIC)
def test_example(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What needs sound, as a comment says, or the class is about, is only looked at."""
    text = inspect.getdoc(PUBLIC[name]) or ""
    names: dict[str, Any] = {"asyncio": asyncio, "gaudiofile": gaudiofile, "np": np, "tags": tags}
    test = doctest.DocTestParser().get_doctest(text, names, name, None, None)
    assert test.examples
    if name in {"Player", "Recorder"} or "# live" in text:
        for example in test.examples:
            compile(example.source, name, "single")
        return
    monkeypatch.chdir(folder)
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
    said: list[str] = []
    assert doctest.DocTestRunner().run(test, out=said.append).failed == 0, "".join(said)


@pytest.mark.parametrize("name", [name for name, thing in PUBLIC.items() if inspect.isroutine(thing)])
def test_says_what_is_raised(name: str) -> None:
    text = inspect.getdoc(PUBLIC[name]) or ""
    assert name in CANNOT_FAIL or re.search(r"[Rr]aise|Error\b|\berrors\b", text)


@pytest.mark.parametrize("name", [name for name, thing in PUBLIC.items() if inspect.isclass(thing)])
def test_members_are_documented(name: str) -> None:
    members = {key: value for key, value in vars(PUBLIC[name]).items() if not key.startswith("_")}
    # What the fields of a dataclass and of a named tuple are is said in the source, where editors find it.
    members = {key: value for key, value in members.items() if callable(value) or inspect.isdatadescriptor(value)}
    assert {key for key, value in members.items() if not inspect.getdoc(value)} == set()
