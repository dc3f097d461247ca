# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Chapters, cues and loops that probe() tells: of files made byte by byte, and as FFmpeg writes them."""

import random
import struct
import subprocess
from pathlib import Path

import gi
import pytest

import gaudiofile
from gaudiofile import Mark, probe

gi.require_version("GAudioFile", "1.0")
from gi.repository import GAudioFile  # noqa: E402

SAMPLES = bytes(2 * 1000)  # 1,000 frames of mono, 16 bits


def riff(kind: bytes, content: bytes) -> bytes:
    return kind + struct.pack("<I", len(content)) + content + bytes(len(content) % 2)


def iff(kind: bytes, content: bytes) -> bytes:
    return kind + struct.pack(">I", len(content)) + content + bytes(len(content) % 2)


def wav(*chunks: bytes, behind: bool = True) -> bytes:
    head = riff(b"fmt ", struct.pack("<HHIIHH", 1, 1, 8000, 16000, 2, 16))
    order = [riff(b"data", SAMPLES), *chunks] if behind else [*chunks, riff(b"data", SAMPLES)]
    return riff(b"RIFF", b"WAVE" + head + b"".join(order))


CUES = riff(b"cue ", struct.pack("<I", 2) + b"".join(
    struct.pack("<II4sIII", number, 0, b"data", 0, 0, frame) for number, frame in ((7, 600), (3, 100))
))  # fmt: skip
LABELS = riff(b"LIST", b"adtl"
    + riff(b"labl", struct.pack("<I", 7) + "Später\0".encode())
    + riff(b"labl", struct.pack("<I", 99) + b"of no cue\0")
    + riff(b"ltxt", struct.pack("<II4sHHHH", 7, 50, b"rgn ", 0, 0, 0, 0))
)  # fmt: skip
SAMPLER = riff(b"smpl", struct.pack("<9I", 0, 0, 125000, 60, 0, 0, 0, 1, 0) + struct.pack("<6I", 1, 0, 200, 299, 0, 0))


@pytest.mark.parametrize("behind", [False, True])
@pytest.mark.parametrize("labels_first", [False, True])
def test_wav(behind, labels_first):
    chunks = [LABELS, CUES, SAMPLER] if labels_first else [CUES, SAMPLER, LABELS]
    info = probe(wav(*chunks, behind=behind))
    assert info.cues == (Mark(100, None, None), Mark(600, 650, "Später"))
    assert info.loops == (Mark(200, 300, None),)
    assert info.chapters == ()


def pascal(text: bytes) -> bytes:
    return bytes([len(text)]) + text + bytes((len(text) + 1) % 2)


def test_aiff():
    markers = [(1, 900, b"end"), (2, 10, b"on"), (3, 500, b"off")]
    chunks = [
        iff(b"COMM", struct.pack(">hIh", 1, 1000, 16) + b"\x40\x0b\xfa\0\0\0\0\0\0\0"),
        iff(b"INST", bytes(8) + struct.pack(">6H", 1, 2, 3, 0, 0, 0)),
        iff(b"SSND", bytes(8) + SAMPLES),
        iff(b"MARK", struct.pack(">H", 3) + b"".join(struct.pack(">HI", n, at) + pascal(t) for n, at, t in markers)),
    ]
    info = probe(iff(b"FORM", b"AIFF" + b"".join(chunks)))
    assert info.cues == (Mark(10, None, "on"), Mark(500, None, "off"), Mark(900, None, "end"))
    assert info.loops == (Mark(10, 500, None),)


SOUND = ("-f", "lavfi", "-i", "sine=duration=3:sample_rate=48000")
TITLES = """;FFMETADATA1
[CHAPTER]
TIMEBASE=1/1000
START=0
END=1250
title=Anfang, ä
[CHAPTER]
TIMEBASE=1/1000
START=1250
END=3000
title=Two
"""


def make(path: Path, *options: str) -> Path:
    titles = path.with_suffix(".txt")
    titles.write_text(TITLES)
    command = ["ffmpeg", "-v", "error", "-y", *SOUND, "-i", titles, "-map_chapters", "1", *options, path]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    return path


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("chapters")
    # FFmpeg writes them into Ogg of Opus alone, so here they are told to it.
    told = ("-map_chapters", "-1", *("-metadata", "CHAPTER001=00:00:00.000", "-metadata", "chapter001name=Anfang, ä"))
    told += ("-metadata", "CHAPTER002NAME=Two", "-metadata", "CHAPTER002=00:00:01.25")
    names = {
        "a.m4a": (),
        "a.mka": (),
        "a.webm": (),
        "a.mp3": ("-ar", "48000"),
        "a.opus": (),
        "a.ogg": told,
        "a.flac": told,
    }
    return {name: make(folder / name, *options) for name, options in names.items()}


ENDS = {"a.mka", "a.webm", "a.mp3"}  # of the others the list has starts alone


@pytest.mark.slow
@pytest.mark.parametrize("name", ["a.m4a", "a.mka", "a.webm", "a.mp3", "a.opus", "a.ogg", "a.flac"])
def test_chapters(files, name):
    info = probe(files[name])
    ends = (60000, 144000) if name in ENDS else (None, None)
    assert info.chapters == (Mark(0, ends[0], "Anfang, ä"), Mark(60000, ends[1], "Two"))
    assert info.cues == info.loops == ()


def test_sheet_of_a_cd(files):
    """In FLAC: index 1 is where a track begins, and the last is the lead-out."""
    tracks = [(1, 0, [(0, 1)]), (2, 588 * 10, [(0, 0), (588 * 2, 1)]), (170, 144000, [])]
    sheet = bytes(128) + struct.pack(">Q", 0) + b"\x80" + bytes(258) + bytes([len(tracks)])
    for number, offset, indices in tracks:
        sheet += struct.pack(">QB12sB13xB", offset, number, b"", 0, len(indices))
        sheet += b"".join(struct.pack(">QB3x", at, index) for at, index in indices)
    data = files["a.flac"].read_bytes()
    first = 8 + 34
    block = bytes([5]) + len(sheet).to_bytes(3, "big") + sheet
    info = probe(data[:first] + block + data[first:])
    assert info.cues == (Mark(0, None, None), Mark(588 * 12, None, None))
    assert len(info.chapters) == 2


def test_damage(files):
    """What is damaged is left out, and never an error; nothing else changes."""
    rng = random.Random(0)
    sources = [path.read_bytes() for path in files.values()] + [wav(LABELS, CUES, SAMPLER, behind=False)]
    for data in sources:
        for _ in range(60):
            damaged = bytearray(data)
            for _ in range(rng.randint(1, 8)):
                damaged[rng.randrange(min(len(data), 4096))] = rng.choice((0, 1, 0x7F, 0xFF, rng.randrange(256)))
            try:
                info = probe(bytes(damaged[: rng.choice((len(data), rng.randrange(100, len(data))))]))
            except gaudiofile.Error:
                continue
            for marks in (info.chapters, info.cues, info.loops):
                assert marks == tuple(sorted(marks, key=lambda mark: mark.start))
                assert all(mark.start >= 0 and (mark.end is None or mark.end >= mark.start) for mark in marks)


def test_too_many():
    """No more than 10,000 marks, whatever a file claims."""
    loops = struct.pack("<9I", 0, 0, 125000, 60, 0, 0, 0, 2**32 - 1, 0) + bytes(24 * 9000)
    assert len(probe(wav(*[riff(b"smpl", loops)] * 5)).loops) == 10000


def test_introspection(tmp_path):
    path = tmp_path / "a.wav"
    path.write_bytes(wav(CUES, LABELS, SAMPLER))
    info = GAudioFile.probe_path(str(path), None, None)
    cues = info.get_cues()
    assert [(c.get_start(), c.get_end(), c.get_title()) for c in cues] == [(100, -1, None), (600, 650, "Später")]
    assert len(info.get_loops()) == 1 and info.get_chapters() == []
    del info
    assert cues[1].get_title() == "Später"
