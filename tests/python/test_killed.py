# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Programs that die while they write; tools/soak --kill 200 has more of them."""

import io
import wave
from pathlib import Path

import killed
import numpy as np
import pytest

pytestmark = pytest.mark.slow

EACH = 2  # of a kind


@pytest.mark.timeout(300)
@pytest.mark.fault(
    "SIGKILL while a file is written", "all but the last second (codecs: two) can be read, by other programs too"
)
def test_kill(tmp_path: Path) -> None:
    report = killed.run(EACH * len(killed.KINDS), folder=tmp_path, at_once=12, longest=1.2)
    assert not report.wrong, report
    assert set(report.kinds) == set(killed.KINDS)
    assert report.with_sound > report.moments // 3, report


def wav(samples: np.ndarray) -> bytes:
    memory = io.BytesIO()
    with wave.open(memory, "wb") as f:
        f.setparams((len(samples), 2, 48000, 0, "NONE", ""))
        f.writeframes(samples.T.tobytes())
    return memory.getvalue()


# What is looked for is found.
HARM = {
    "nothing": (lambda signal: wav(signal), ""),
    "a second": (lambda signal: wav(signal[:, : -48000 - 1]), "misses"),
    "a sample": (lambda signal: wav(np.delete(signal, 500, axis=1)), "differs from frame 500 "),
    "a header": (lambda signal: wav(signal)[50:], "Error"),
}


@pytest.mark.parametrize("harm", HARM)
def test_harm_is_found(tmp_path: Path, harm: str) -> None:
    case = killed.Case("wav", 48000, 1, 16, 1)
    make, complaint = HARM[harm]
    (tmp_path / "a.wav").write_bytes(make(killed.piece(killed.make_signal(case), 0, 100_000)))
    wrong = killed.check(tmp_path / "a.wav", case, 100_000)
    assert bool(wrong) == bool(complaint)
    assert all(complaint in line for line in wrong)
