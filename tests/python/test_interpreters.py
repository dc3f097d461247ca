# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""What kinds of Python the package says it is for: one interpreter of a process, with the GIL."""

import subprocess
import sys
import sysconfig
import textwrap

import pytest


def python(code: str) -> str:
    """What the program prints, in a process of its own."""
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


# By what name: PEP 554, and before it.
OTHER = """
    import sys
    try:
        import _interpreters as interpreters
    except ImportError:
        import _xxsubinterpreters as interpreters

    def run(code):
        other = interpreters.create()
        failed = interpreters.run_string(other, f"import sys; sys.path[:] = {sys.path!r}\\n" + code)
        assert not failed, failed
        interpreters.destroy(other)

    TRY = '''
    try:
        import gaudiofile
    except ImportError as error:
        print(error, flush=True)
    '''
"""


@pytest.mark.parametrize("first", ["", "import gaudiofile"], ids=["before", "after"])
def test_another_interpreter_is_refused(first: str) -> None:
    """In words, and without harm to the main one."""
    code = textwrap.dedent(OTHER) + f"{first}\n" + "run(__import__('textwrap').dedent(TRY))\n"
    code += (
        "import gaudiofile, numpy\ndata = gaudiofile.AudioFile.encode(numpy.ones((1, 500), 'f4') / 2, 8000, 'wav')\n"
    )
    code += "print(gaudiofile.AudioFile(data).read(500).sum())"
    said = python(code).splitlines()
    assert len(said) == 2 and "interpreter" in said[0]
    assert 249 < float(said[1]) < 251


def test_imported_once_more() -> None:
    """The types are the same: files that were opened before are still what isinstance() takes them for."""
    code = """
        import sys
        import gaudiofile
        old = gaudiofile.ReadableAudioFile
        for name in [name for name in sys.modules if name.partition(".")[0] == "gaudiofile"]:
            del sys.modules[name]
        import gaudiofile
        print(gaudiofile.ReadableAudioFile is old, gaudiofile._native.__spec__.name)
    """
    assert python(code) == "True gaudiofile._native"


@pytest.mark.skipif(not sysconfig.get_config_var("Py_GIL_DISABLED"), reason="this Python always has the GIL")
def test_the_gil_is_switched_on() -> None:
    code = "import sys, gaudiofile; print(sys._is_gil_enabled())"
    assert python(code) == "True"
