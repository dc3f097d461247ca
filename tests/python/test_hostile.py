# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Files that mean harm, a few of them; tools/soak reads many."""

import functools
import random
from collections.abc import Callable
from pathlib import Path

import hostile
import pytest
from every_format import make_every_format

import gaudiofile

pytestmark = pytest.mark.slow

MUTATIONS = 1000


@functools.cache
def read_as_they_are(folder: Path) -> hostile.Report:
    folder.mkdir()
    return hostile.run((path, 0) for path in make_every_format(folder).values())


@pytest.fixture
def originals(tmp_path_factory: pytest.TempPathFactory) -> hostile.Report:
    return read_as_they_are(tmp_path_factory.getbasetemp() / "short")


def test_every_format_as_it_is(originals: hostile.Report) -> None:
    assert not originals.wrong, originals
    assert len(originals.opened) >= 30, originals


@pytest.mark.timeout(600)
@pytest.mark.fault("573 foreign and broken files", "an error or samples; no crash, critical, hang, thread or socket")
def test_corpus_as_it_is() -> None:
    folder = hostile.corpus()
    if folder is None:
        pytest.skip("there is no corpus of foreign files: set GAF_CORPUS to its folder")
    report = hostile.run((path, 0) for path in hostile.files_below(folder))
    assert not report.wrong, report
    assert sum(map(len, report.opened.values())) >= 300, report


@pytest.mark.fault(
    "mutations of every format: wrong bits, extreme numbers, repeated, removed and foreign parts",
    "an error or samples; no crash, critical, hang, thread or socket; memory bounded",
)
def test_mutations(originals: hostile.Report) -> None:
    report = hostile.run(hostile.choose(originals.opened, MUTATIONS, 1))
    assert not report.wrong, report
    assert report.outcomes.total() == MUTATIONS
    # Neither has the damage made everything unreadable, nor has it changed nothing.
    assert MUTATIONS // 4 < sum(map(len, report.opened.values())) < MUTATIONS


# Mutations that once made GStreamer log a critical, or ask for gigabytes: one of each kind.
SEEDS = {
    "pcm.mov": 605153,  # times of samples that are not theirs
    "ac3.mka": 411276,  # no rate in the header, and the first packet damaged
    "alac.caf": 2001096,  # no rate in the codec's own header
    "pcm_s16le.mka": 1000975,  # tracks where only the directory leads
    "wader+fq/isobmff__testdata__opus.mp4": 610237,  # a sample description of another version
    "wader+fq/isobmff__testdata__vorbis.mp4": 613704,  # rates and channels that do not fit into numbers
    "wader+fq/isobmff__testdata__lpcm.mp4": 1116518,  # hung
    "tinytag+tinytag/samples__multi_value.m4a": 401458,  # AAC without a header
}


@pytest.mark.parametrize("name", SEEDS)
def test_seeds(name: str, originals: hostile.Report) -> None:
    paths = {path.name: path for paths in originals.opened.values() for path in paths}
    if "/" in name:
        folder = hostile.corpus()
        if folder is None:
            pytest.skip("there is no corpus of foreign files: set GAF_CORPUS to its folder")
        paths[name] = folder / name
    report = hostile.run([(paths[name], SEEDS[name])], processes=1)
    assert not report.wrong, report


# What is looked for is found: each of these does what a reader must not, in place of reading.
HARM: dict[str, tuple[str, str]] = {
    "signal": ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "SIGSEGV"),
    "socket": ("import socket; socket.socket()", "SIGSYS"),
    "thread": ("import threading; threading.Thread(target=print).start()", "SIGSYS"),
    "hang": ("while True: pass", "hangs"),
    "memory": ("x = bytearray(400 * 2**20)", "took"),
    "descriptor": ("import os; os.dup(0)", "descriptors"),
    "exception": ("raise KeyError", "KeyError"),
    "critical": ("import ctypes; ctypes.CDLL('libgobject-2.0.so.0').g_object_ref(None)", "SIGTRAP"),
}


@pytest.mark.parametrize("harm", HARM)
def test_harm_is_seen(harm: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker's library is replaced by one that does harm."""
    code, sign = HARM[harm]
    body = f"def AudioFile(source):\n    {code}\n    raise Error\nclass Error(Exception): pass\n"
    (tmp_path / "gaudiofile.py").write_text(body + "def get_supported_read_formats(): pass\n")
    (tmp_path / "a.wav").write_bytes(b"any")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    if harm == "hang":
        monkeypatch.setattr(hostile, "CPU_SECONDS", 1)
    report = hostile.run([(tmp_path / "a.wav", 1), (tmp_path / "a.wav", 2)], processes=1)
    assert len(report.wrong) == 2 and all(sign in wrong for wrong in report.wrong), report


def test_a_campaign_that_cannot_run_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A library that cannot be imported is no library in which nothing was found."""
    (tmp_path / "gaudiofile.py").write_text("raise ImportError('as told')\n")
    (tmp_path / "a.wav").write_bytes(b"any")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(AssertionError, match="as told"):
        hostile.run([(tmp_path / "a.wav", 1)], processes=2)
    monkeypatch.setattr("sys.argv", ["hostile.py", "--mutations", "3", str(tmp_path / "a.wav")])
    with pytest.raises(AssertionError, match="as told"):
        hostile.main()


def test_checksums_of_flac_are_made_right(originals: hostile.Report) -> None:
    path = next(path for path in originals.opened["-/flac"] if path.suffix == ".flac")
    original = path.read_bytes()
    frames = hostile.flac_frames(original)
    data = bytearray(original)
    for start, end in zip(frames, frames[1:], strict=False):
        data[start + hostile.flac_header_size(data, start)] ^= 0xFF
        data[end - 1] ^= 0xFF
    assert len(frames) > 2
    assert data != original
    hostile.mend_flac(data, original)
    assert data == original


@pytest.mark.fault("chained Ogg whose second part has an impossible rate", "the first part is read")
def test_a_link_of_a_rate_beyond_all(originals: hostile.Report) -> None:
    """It cannot be made one of the first link's rate, so that only the first is read."""
    path = next(path for path in originals.opened["Ogg/flac"] if path.suffix == ".oga")
    first = path.read_bytes()
    second = bytearray(first)
    at = second.find(b"OggS")
    while at >= 0:
        second[at + 14] ^= 1  # another serial number
        at = second.find(b"OggS", at + 4)
    rate = second.index(b"fLaC") + 18
    second[rate : rate + 2] = b"\xff\xff"
    hostile.mend_ogg(second)
    with gaudiofile.AudioFile(first) as alone, gaudiofile.AudioFile(first + bytes(second)) as both:
        assert both.frames == alone.frames
        assert both.read(both.frames).tobytes() == alone.read(alone.frames).tobytes()


@pytest.mark.parametrize("mutate", hostile.MUTATIONS, ids=lambda mutate: mutate.__name__)
def test_a_seed_is_a_mutation(mutate: Callable[..., None]) -> None:
    data = bytes(range(256)) * 40
    changed = {hostile.mutate(data, seed) for seed in range(20)}
    assert hostile.mutate(data, 0) == data and len(changed) > 10
    assert hostile.mutate(data, 7) == hostile.mutate(data, 7)
    first, second = bytearray(data), bytearray(data)
    mutate(first, random.Random(3))
    mutate(second, random.Random(3))
    assert first == second != data


# Claims that cost nothing to write

HUGE = 2**32 - 1


def put(data: bytes, mark: bytes, offset: int, new: bytes) -> bytes:
    """The file with other bytes so far behind the first mark."""
    at = data.index(mark) + offset
    return data[:at] + new + data[at + len(new) :]


CLAIMS: dict[str, Callable[[dict[str, bytes]], bytes]] = {
    "FLAC of 2^36 - 1 frames": lambda f: f["flac.flac"][:21]
    + bytes([f["flac.flac"][21] | 15, *b"\xff" * 4])
    + f["flac.flac"][26:],
    "WAV of 4 GiB": lambda f: f["pcm_s16le.wav"].replace(
        b"data" + (44100 * 4).to_bytes(4, "little"), b"data" + HUGE.to_bytes(4, "little")
    ),
    "RF64 of 2^63 bytes": lambda f: f["rf64.wav"][:20] + (b"\xff" * 7 + b"\x7f") * 3 + f["rf64.wav"][44:],
    "AU of all there is": lambda f: f["pcm.au"][:8] + b"\xff" * 4 + f["pcm.au"][12:],
    "ID3 tag of 256 MiB": lambda f: b"ID3\4\0\0\x7f\x7f\x7f\x7f" + f["bare.mp3"],
    "a thousand ID3 tags": lambda f: b"ID3\4\0\0\0\0\0\0" * 1000 + f["bare.mp3"],
    "APE tag of 4 GiB": lambda f: f["bare.mp3"]
    + b"APETAGEX"
    + b"\xd0\7\0\0"
    + b"\xff" * 4
    + b"\1\0\0\0\0\0\0\x80"
    + bytes(8),
    "a playlist": lambda f: b"#EXTM3U\nhttp://127.0.0.1:9/a.mp3\n",
    "QuickTime of another time scale": lambda f: put(f["pcm.mov"], b"mdhd", 16, (691).to_bytes(4, "big")),
    "ALAC without a rate": lambda f: put(f["alac.caf"], b"\x24alac", 1 + 8 + 20, bytes(4)),
    "a packet of ASF of 4 GB": lambda f: put(f["wma2.wma"], b"\x36\x26\xb2\x75", 50 + 23, b"\xf8"),
    "MPEG-PS in packets of one byte": lambda f: b"\0\0\1\xba\x44" + bytes(9) + b"\0\0\1\xc0\0\4\x81\0\0x" * 1_000_000,
    "a nested list of chunks": lambda f: f["pcm_s16le.wav"][:12]
    + b"LIST\4\0\0\0INFO" * 200_000
    + f["pcm_s16le.wav"][12:],
}


@pytest.mark.parametrize("claim", CLAIMS)
@pytest.mark.fault(
    "a header that claims 2^36 frames, 4 GiB of samples, tags of 256 MiB, a thousand tags, 200,000 chunks …",
    "what is there is read, or an error; no memory and no time is spent on the claim",
)
def test_claims(claim: str, originals: hostile.Report, tmp_path: Path) -> None:
    """What a header promises is not believed: no memory and no time is spent on it."""
    files = {path.name: path.read_bytes() for paths in originals.opened.values() for path in paths}
    path = tmp_path / "claim"
    path.write_bytes(CLAIMS[claim](files))
    assert path.read_bytes() not in files.values()
    report = hostile.run([(path, 0)], processes=1)
    assert not report.wrong, report


@pytest.mark.fault("a codec whose decoder lacks what it needs", "`UnsupportedFormatError` that names it")
def test_true_audio_is_not_supported(originals: hostile.Report, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Matroska has not the header without which its decoder does nothing: the file is good all the same."""
    assert not originals.wrong
    with pytest.raises(gaudiofile.UnsupportedFormatError, match="tta"):
        gaudiofile.AudioFile(tmp_path_factory.getbasetemp() / "short" / "tta.mka")


@pytest.mark.fault("a playlist named .wav", "`NotAudioError`; nothing that it names is opened")
def test_a_playlist_is_not_audio(tmp_path: Path) -> None:
    """By any name; nothing that it names is opened."""
    for name in ("a.wav", "a.m3u8", "a.mp3"):
        path = tmp_path / name
        path.write_text("#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:9,\nhttp://127.0.0.1:9/a.ts\n")
        with pytest.raises(gaudiofile.NotAudioError):
            gaudiofile.AudioFile(path)
