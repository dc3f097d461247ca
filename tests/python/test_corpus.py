# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""The promises about reading, on files that other projects test with: odd, damaged and standard-setting ones."""

import os
import re
from pathlib import Path

import pytest
from promises import NOISY_CODECS, check

import gaudiofile
from gaudiofile import AudioFile

CORPUS = Path(os.environ.get("GAF_CORPUS") or Path(__file__).resolve().parents[3] / "shared" / "corpus")
# .pcm: what a decoder has to make of the file beside it
FILES = sorted(p for p in CORPUS.glob("*/*") if p.suffix not in (".pcm", ".md")) if CORPUS.is_dir() else []
MUST_OPEN = 300

# How opening may fail. What it says has to mean something to somebody who knows nothing of what is inside.
REFUSALS = {
    gaudiofile.NotAudioError,
    gaudiofile.CorruptFileError,
    gaudiofile.UnsupportedFormatError,
    gaudiofile.LimitError,
}
# Sound headers, and packets of which FFmpeg decodes not one: opening looks at the headers alone, and reading says so.
UNDECODABLE = {"samples__mp4_extended_size.m4a", "isobmff__testdata__fragmented.mp4"}
JARGON = re.compile("avdec|not-negotiated|stopped|stream error|null|assert")

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not FILES, reason=f"no files in {CORPUS}: set GAF_CORPUS")]


def open_or_refuse(path: Path) -> gaudiofile.ReadableAudioFile | gaudiofile.Error:
    try:
        return AudioFile(path)
    except gaudiofile.Error as error:
        return error


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_file(path):
    f = open_or_refuse(path)
    if isinstance(f, gaudiofile.ReadableAudioFile):
        if path.name in UNDECODABLE:
            with pytest.raises(gaudiofile.CorruptFileError, match="nothing in this AAC stream that can be decoded"):
                f.read(f.frames)
            return
        f.close()
        check(lambda: AudioFile(path), path.name, noisy=f.codec in NOISY_CODECS, seeks=20)
    else:
        assert type(f) in REFUSALS
        # The file's name, and then what is wrong: "…" is …, or "…": It …
        assert str(f).startswith(f'"{path}"'), f"without the file's name: {f!r}"
        text = str(f).removeprefix(f'"{path}"')
        assert re.fullmatch("(: [A-Z]| is ).{12,}", text) and not JARGON.search(text), f"not a helpful message: {f!r}"


def test_enough_files_open():
    """So that refusing cannot pass for exact."""
    refused = 0
    for path in FILES:
        f = open_or_refuse(path)
        if isinstance(f, gaudiofile.Error):
            refused += 1
            print(f"{path.parent.name}/{path.name}: {type(f).__name__}: {f}")
        else:
            f.close()
    opened = len(FILES) - refused
    print(f"{opened} of {len(FILES)} files open")
    assert opened >= MUST_OPEN
