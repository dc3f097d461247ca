# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Fixtures and rules for all tests."""

import os
import signal
import sys
import tempfile
import time
import types
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import numpy as np
import pytest
from signals import FORMATS, RATE, encode, make_signal
from witness import Witness

# Shells start what is to run in the background with this signal ignored; children would not hear Ctrl-C either.
signal.signal(signal.SIGINT, signal.default_int_handler)

# The same examples in each run, so that what fails fails again. HYPOTHESIS_PROFILE=random looks for others, and prints
# what to put above a test to have its failure again.
hypothesis.settings.register_profile("same", derandomize=True, print_blob=True, deadline=None)
hypothesis.settings.register_profile("random", print_blob=True, deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

# Without this folder libpulse makes one in /tmp and leaves it there. The sound servers of tests have others, see
# servers.py; no test shall find that of the user.
if "PYTEST_XDIST_WORKER" not in os.environ:  # the workers have it from the process that starts them
    _runtime = tempfile.TemporaryDirectory(prefix="gaf-runtime-")
    os.environ["XDG_RUNTIME_DIR"] = _runtime.name
    # What is generated is shared by the workers, see generated.py.
    if "GAF_GENERATED" not in os.environ:
        _generated = tempfile.TemporaryDirectory(prefix="gaf-generated-")
        os.environ["GAF_GENERATED"] = _generated.name


@pytest.fixture(scope="session")
def audio() -> dict[str, bytes]:
    """One second of stereo in each of the FORMATS."""
    signal = make_signal(RATE)
    return {name: encode(name, signal) for name in FORMATS}


@pytest.fixture(scope="module", name="signal")
def signal_to_write() -> np.ndarray:
    """A second of stereo, float32 of shape (2, RATE)."""
    return make_signal(RATE).T.astype("f4")


@pytest.fixture
def wav(tmp_path: Path, audio: dict[str, bytes]) -> Path:
    """A 16-bit stereo WAV file of one second."""
    path = tmp_path / "a.wav"
    path.write_bytes(audio["wav-16"])
    return path


def pytest_configure(config: pytest.Config) -> None:
    """What GLib warns of becomes a warning of a class in a module that PyGObject only pretends to have. pytest-xdist
    sends it to the process that started the others, and for want of the module would end all tests there."""
    if getattr(config.option, "numprocesses", None) and not hasattr(config, "workerinput"):
        module = types.ModuleType("gobject")
        module.Warning = type("Warning", (UserWarning,), {})  # type: ignore[attr-defined]
        sys.modules["gobject"] = module


# Files with tests of many seconds each. They begin first, for none of them to be alone at the end, and those that fork
# hundreds of times before all others, while the process that is to be copied is small.
LONG = ("test_process.py", "test_parallel.py", "test_leaks.py", "test_killed.py", "test_faults.py", "test_changing.py")
LONG += ("test_hostile.py",)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Sound in real time fails where there is no time for it, in a server and the program that listens as well as here.
    It is tried again, and the end of the run tells so, and whether witness.py saw that there was no time: where it did
    not, the fault is to be looked for here."""
    items.sort(key=lambda item: LONG.index(item.path.name) if item.path.name in LONG else len(LONG))
    for item in items:
        if item.path.name.startswith("test_stream"):
            item.add_marker(pytest.mark.realtime)
            item.add_marker(pytest.mark.flaky(reruns=3, reruns_delay=2))
    config.machine = Machine()  # type: ignore[attr-defined]


class Machine:
    """What the witness says of the test that runs."""

    def __init__(self) -> None:
        self.witness: Witness | None = None
        self.start = 0.0

    def begin_test(self) -> None:
        if self.witness is None:
            self.witness = Witness()
            time.sleep(0.2)
        self.start = time.monotonic()

    def had_no_time(self) -> list[float]:
        return self.witness.had_no_time_since(self.start) if self.witness else []


def pytest_runtest_setup(item: pytest.Item) -> None:
    if "realtime" in item.keywords:
        item.config.machine.begin_test()  # type: ignore[attr-defined]


def pytest_sessionfinish(session: pytest.Session) -> None:
    machine = getattr(session.config, "machine", None)
    if machine and machine.witness:
        machine.witness.close()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo) -> Iterator[None]:
    report = (yield).get_result()
    if report.failed and "realtime" in item.keywords:
        moments = item.config.machine.had_no_time()  # type: ignore[attr-defined]
        told = ", ".join(f"{1000 * length:.0f} ms" for length in moments) or "never"
        report.sections.append(("how long there was no time for sound", told))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Why something was tried again: it passed in the end, so nothing else tells."""
    for report in terminalreporter.stats.get("rerun", []):
        terminalreporter.section(f"tried again: {report.nodeid}", sep="-")
        terminalreporter.write_line(report.longreprtext[-3000:])
        for title, text in report.sections[-1:]:
            terminalreporter.write_line(f"{title}: {text}")
