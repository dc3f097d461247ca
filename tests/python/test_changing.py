# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Files that other programs rewrite, cut, lengthen or replace while they are read: see tests/support/changing.py."""

import os
from pathlib import Path

import changing
import pytest
from every_format import files

assert files  # a fixture

pytestmark = pytest.mark.slow

# One of each way through the library, and both containers that are known to have aborted.
KINDS = ("pcm_s16le.wav", "flac.flac", "vorbis.ogg", "vbr.mp3", "aac.m4a", "libmp3lame.mka", "opus.webm", "wavpack.wv")


@pytest.mark.fault(
    "a file is rewritten, patched, cut, lengthened or replaced while it is read", "old samples, new ones, or an error"
)
def test_files_that_change(files: dict[str, Path], tmp_path: Path) -> None:
    report = changing.run({name: files[name] for name in KINDS}, 8, 100, tmp_path, each=0.4)
    assert not report.wrong, report
    assert report.changes > 100
    assert report.counts["opened"] > 0


@pytest.mark.parametrize("harm", ["dies", "raises", "never ends"])
def test_harm_is_found(files: dict[str, Path], tmp_path: Path, harm: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(*_: object) -> None:
        if harm == "dies":
            os.kill(os.getpid(), 9)
        if harm == "never ends":
            os.read(os.pipe()[0], 1)
        raise KeyError

    monkeypatch.setattr(changing, "read_somewhere", read)
    monkeypatch.setattr(changing, "PATIENCE", 1)
    report = changing.run({"flac.flac": files["flac.flac"]}, 0, 1, tmp_path, each=0.01)
    assert len(report.wrong) == 1


def test_what_is_put_back_is_compared(files: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    samples = iter(("old", "new"))
    monkeypatch.setattr(changing, "all_samples", lambda path: next(samples))
    report = changing.run({"flac.flac": files["flac.flac"]}, 0, 1, tmp_path, each=0.01)
    assert len(report.wrong) == 1
    assert "put back" in report.wrong[0]
