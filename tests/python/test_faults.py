# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Calls of the system that fail, at a few places of each format; `tools/soak --faults` has all of them."""

import errno
from pathlib import Path

import faults
import pytest
from kinds import KINDS

pytestmark = pytest.mark.slow

# One of each way to find packets, and those in which a fault at opening once went unseen.
READ = [
    "s24.wav",
    "s16-sox.voc",
    "16-bit.flac",
    "chained-two-rates.ogg",
    "music.opus",
    "vbr-lame.mp3",
    "aac-no-pns.m4a",
]
READ += ["f32.mov", "no-pns.aac", "mono.adx", "s16.flv", "flac.mka", "v2.wma", "16-bit.wv"]
WRITTEN = ["wav", "flac", "ogg", "mp3", "m4a", "mka"]


@pytest.mark.timeout(300)
@pytest.mark.fault(
    "each system call of reading fails once, or from then on (EIO, EMFILE …)",
    "an error with that number; never fewer frames in silence",
)
def test_reading(tmp_path: Path) -> None:
    report = faults.run(READ, [], tmp_path, 3)
    assert not report.wrong, report
    assert report.hit > 500, report


@pytest.mark.timeout(300)
@pytest.mark.fault(
    "each system call of writing fails once, or from then on (EIO, ENOSPC …)",
    "an error with that number; nothing is left behind",
)
def test_writing(tmp_path: Path) -> None:
    report = faults.run([], [kind for kind in WRITTEN if kind in KINDS], tmp_path, 1)
    assert not report.wrong, report
    assert report.hit > 300, report


def test_what_is_lost_is_found(tmp_path: Path) -> None:
    """What the campaign would say of a writer that tells nothing, or leaves something behind."""
    path, samples = tmp_path / "meant-to-fail.wav", faults.signal()
    quiet = faults.write_once(path, "wav", samples, False)
    wanted = path.read_bytes()
    path.write_bytes(wanted[:-4])

    def judge(written: faults.Written, number: int = errno.EIO, atomic: bool = False) -> str:
        return faults.judge(path, "wav", atomic, b"old", wanted, written, number, False)

    assert "silence" in judge(quiet)
    told = faults.Written([OSError(errno.EIO, "")], accepted=faults.FRAMES, was_opened=True)
    assert "frames" in judge(told)
    assert "gave" in judge(told, errno.ENOSPC)
    assert "old file is not as it was" in judge(told, atomic=True)
    (tmp_path / ".meant-to-fail.wav.abc").touch()
    assert "left" in judge(told)
