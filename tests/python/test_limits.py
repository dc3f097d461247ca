# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Limits: each of them is reached, says so, and can be raised."""

import copy
import dataclasses
import pickle
import struct
from pathlib import Path
from typing import Any

import bombs
import gi
import pytest
from every_format import files  # noqa: F401 - a fixture

from gaudiofile import AudioFile, LimitError, Limits, iter_many, load, load_many

gi.require_version("GAudioFile", "1.0")
from gi.repository import GAudioFile, Gio, GLib  # noqa: E402


def read(source: Any, **options: Any) -> int:
    with AudioFile(source, **options) as file:
        return file.read(1000).shape[1]


# The file, the limit, and what it is reached with.
TOO_MUCH = [
    ("pcm_s16le.wav", "channels", 1),
    ("vorbis.ogg", "channels", 1),
    ("pcm_s16le.wav", "rate", 44_099),
    ("vbr.mp3", "rate", 44_099),
    ("wma2.wma", "header_bytes", 100),
    ("alac.caf", "header_bytes", 40),
    ("vorbis.webm", "header_bytes", 1000),
    ("flac.flac", "decode_ahead", 1000),
    ("adts.aac", "decode_ahead", 1000),
    ("chained.ogg", "links", 1),
]


@pytest.mark.parametrize("isolation", [None, "process"])
@pytest.mark.parametrize(("name", "limit", "number"), TOO_MUCH)
def test_each_is_reached(
    name: str,
    limit: str,
    number: int,
    isolation: str,
    files: dict[str, Path],  # noqa: F811
) -> None:
    with pytest.raises(LimitError, match=f'raise "{limit}" of the limits'):
        read(files[name], limits=Limits(**{limit: number}), isolation=isolation)
    enough = Limits(
        channels=2, rate=48_000, header_bytes=10_000, tag_bytes=10**6, decode_ahead=10**5, links=2, seconds=9
    )
    assert read(files[name], limits=enough, isolation=isolation) == 1000


W64 = bytes.fromhex("2e91cf11a5d628db04c10000"), bytes.fromhex("f3acd3118cd100c04f8edb8a")

# A chunk of nothing, again and again, where samples should be.
CHUNKS = {
    "CAF": b"caff\0\1\0\0desc"
    + struct.pack(">qd4s5I", 32, 8000, b"lpcm", 0, 2, 1, 1, 16)
    + (b"free" + bytes(8)) * 100_000,
    "W64": b"riff" + W64[0] + bytes(8) + b"wave" + W64[1] + (b"none" + W64[1] + b"\x18" + bytes(7)) * 100_001,
    "8SVX": b"FORM" + bytes(4) + b"8SVX" + (b"ANNO" + bytes(4)) * 100_001,
}


@pytest.mark.parametrize("container", CHUNKS)
def test_chunks(container: str) -> None:
    with pytest.raises(LimitError, match=f"The {container} file has more than 100000 chunks"):
        read(CHUNKS[container])


def test_frames_of_one_block(tmp_path: Path) -> None:
    """As many frames may be asked for as there are: here 2^33 in a hole. There is no block of that size."""
    path = tmp_path / "hole.au"
    with path.open("wb") as file:
        file.write(b".snd" + struct.pack(">5I", 24, 2**32 - 1, 2, 8000, 1))
        file.truncate(24 + 2**33)
    sinc = GAudioFile.ResampleQuality.WINDOWED_SINC_32
    reader = GAudioFile.Reader.new_for_path(str(path), None)
    assert reader.get_n_frames() == 2**33
    calls = [
        (reader.read_frames, GAudioFile.Layout.PLANAR),
        (GAudioFile.ResampledReader.new(reader, 22050, sinc).read_frames, GAudioFile.Layout.PLANAR),
    ]
    for function, layout in calls:
        with pytest.raises(GLib.Error, match="frames are too many for one block") as caught:
            function(2**40, layout, None)
        assert caught.value.matches(GAudioFile.error_quark(), GAudioFile.Error.LIMIT)
    converted = GAudioFile.ConvertedReader.new(reader, 0, 1, None, sinc)
    with pytest.raises(GLib.Error, match="frames are too many for one block"):
        converted.read_block(GAudioFile.SampleFormat.INT16, 2**40, None)
    resampler = GAudioFile.Resampler.new(1, 768_000, 64, sinc)
    silence = GAudioFile.Block.new(
        GAudioFile.SampleFormat.FLOAT32, GAudioFile.Layout.PLANAR, 64, 1, 1000, GLib.Bytes.new(bytes(256_000))
    )
    with pytest.raises(GLib.Error, match="frames are too many for one block"):
        resampler.process_block(silence)
    assert reader.read_frames(10, GAudioFile.Layout.PLANAR, None).get_n_frames() == 10


def test_none_is_left_out() -> None:
    """A limit that is added gets a test here: a row above, or one of its own below."""
    limits = {name.removeprefix("set_") for name in vars(GAudioFile.Limits) if name.startswith("set_")}
    assert limits == {limit for _, limit, _ in TOO_MUCH} | {"tag_bytes", "seconds"}
    assert limits == {field.name for field in dataclasses.fields(Limits)}


def test_of_whole_files(files: dict[str, Path]) -> None:  # noqa: F811
    """Those that are loaded in one call, alone or among others: by name, from memory and from an open file."""
    path = files["flac.flac"]
    data = path.read_bytes()
    few, enough = Limits(decode_ahead=1000), Limits(decode_ahead=10**6)
    wrong: Any = {"decode_ahead": 1000}
    with path.open("rb") as file:
        for source in (path, data, file):
            with pytest.raises(LimitError, match="decode_ahead"):
                load(source, limits=few)
        assert load_many([path, data, file], errors="none", limits=few) == [None] * 3
    _, lengths = load_many([path, data], errors="none", frames=9, num_channels=1, limits=few)
    assert lengths.tolist() == [-1, -1]
    with pytest.raises(LimitError, match="decode_ahead"):
        next(iter_many([path], limits=few))
    expected, _ = load(path, limits=enough)
    for samples, _ in (*load_many([path, data], limits=enough), *iter_many([path], limits=enough)):
        assert (samples == expected).all()
    with pytest.raises(TypeError, match="limits"):
        load_many([path], limits=wrong)
    with pytest.raises(ValueError, match="limit links"):
        load_many([path], limits=Limits(links=0))


def test_header_bytes_can_be_raised() -> None:
    data = bombs.mka(bombs.cluster(bombs.block(bytes(4000))), bombs.element(0x63A2, bytes(17 << 20)))
    with pytest.raises(LimitError, match="header_bytes"):
        read(data)
    assert read(data, limits=Limits(header_bytes=18 << 20)) == 1000


def test_tag_bytes(files: dict[str, Path]) -> None:  # noqa: F811
    data = files["bare.mp3"].read_bytes()
    front = b"ID3\4\0\0\0\0\x10\0" + bytes(2048)
    behind = bytes(1000) + b"APETAGEX\xd0\7\0\0" + bombs.le32(1032) + bytes(16)
    for tagged in (front + data, data + behind, front + data + behind):
        assert read(tagged) == 1000
        with pytest.raises(LimitError, match="tag_bytes"):
            read(tagged, limits=Limits(tag_bytes=1000))
        assert read(tagged, limits=Limits(tag_bytes=3090)) == 1000
    with pytest.raises(LimitError, match="tag_bytes"):
        read(front + data + behind, limits=Limits(tag_bytes=3089))


def test_links_can_be_raised() -> None:
    data = b"".join(bombs.opus(i + 1, [bombs.TONE]) for i in range(600))
    with pytest.raises(LimitError, match="links"):
        read(data)
    with AudioFile(data, limits=Limits(links=20_000)) as file:
        assert file.frames == 600 * 960


def test_seconds(tmp_path: Path) -> None:
    """Between the headers and the audio there is nothing, for long."""
    start, rest = bombs.opus(1, []), bombs.page(1, 3, 960, [bombs.TONE])
    path = tmp_path / "hole.opus"
    path.write_bytes(start + bytes(60 << 20) + rest)
    with pytest.raises(LimitError, match="seconds"):
        read(path, limits=Limits(seconds=1e-4))
    with AudioFile(path, limits=Limits(seconds=1000)) as file:
        assert file.frames == 960


def test_a_copy_has_the_same(files: dict[str, Path]) -> None:  # noqa: F811
    limits = Limits(decode_ahead=1000)
    assert pickle.loads(pickle.dumps(limits)) == limits
    with AudioFile(str(files["flac.flac"]), limits=limits) as file:
        for other in (copy.copy(file), pickle.loads(pickle.dumps(file))):
            with other, pytest.raises(LimitError, match="decode_ahead"):
                other.read(1000)


def test_what_makes_no_sense(files: dict[str, Path], tmp_path: Path) -> None:  # noqa: F811
    path: Any = files["pcm_s16le.wav"]
    wrong: Any
    for wrong in (0, -1, float("nan"), float("inf"), 2**70):
        for name in ("channels", "rate", "header_bytes", "tag_bytes", "decode_ahead", "links", "seconds"):
            with pytest.raises(ValueError, match=f"limit {name}"):
                read(path, limits=Limits(**{name: wrong}))
    for wrong in (3, "process", {"channels": 2}):
        with pytest.raises(TypeError, match="limits"):
            read(path, limits=wrong)
    wrong = "2"
    with pytest.raises(TypeError):
        read(path, limits=Limits(channels=wrong))
    writing: Any = AudioFile
    with pytest.raises(TypeError, match="limits"):
        writing(tmp_path / "a.wav", "w", 44100, limits=Limits())


def test_from_other_languages(files: dict[str, Path]) -> None:  # noqa: F811
    limits = GAudioFile.Limits.new()
    assert (limits.get_channels(), limits.get_rate(), limits.get_links()) == (64, 1_536_000, 10_000)
    assert (limits.get_header_bytes(), limits.get_tag_bytes()) == (16 << 20, 1 << 30)
    assert (limits.get_decode_ahead(), limits.get_seconds()) == (16 << 20, 30)
    limits.set_channels(1000)
    assert limits.get_channels() == 64
    limits.set_channels(1)
    file = Gio.File.new_for_path(str(files["pcm_s16le.wav"]))
    with pytest.raises(GLib.Error, match="channels") as caught:
        GAudioFile.Reader(file=file, limits=limits).init(None)
    assert caught.value.matches(GAudioFile.error_quark(), GAudioFile.Error.LIMIT)
    copied = limits.copy()
    limits.set_channels(2)
    assert copied.get_channels() == 1
    reader = GAudioFile.Reader(file=file, limits=limits)
    assert reader.init(None) and reader.props.limits.get_channels() == 2
    assert GAudioFile.Reader.new_for_file(file, None).props.limits is None
