# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Fixtures and rules for all tests."""

import signal
from pathlib import Path

import numpy as np
import pytest
from signals import FORMATS, RATE, encode, make_signal

# Shells start what is to run in the background with this signal ignored; children would not hear Ctrl-C either.
signal.signal(signal.SIGINT, signal.default_int_handler)


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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Sound in real time fails where there is no time for it, and is tried again: what is broken always fails."""
    for item in items:
        if item.path.name.startswith("test_stream"):
            item.add_marker(pytest.mark.flaky(reruns=3, reruns_delay=2))
