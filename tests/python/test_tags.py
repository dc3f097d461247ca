# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Tags: read and written without touching the audio; tools/soak --tags does it to all formats and the whole corpus."""

import asyncio
import collections
import io
import os
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import formats
import mutagen
import mutagen.aiff
import mutagen.apev2
import mutagen.flac
import mutagen.id3
import mutagen.mp3
import mutagen.mp4
import mutagen.wave
import numpy as np
import pytest
import tagging

import gaudiofile
from gaudiofile import AudioFile, tags

# One of each kind of tag, and what TagLib has to do with care: chains, offsets, a length at the end.
TAGGABLE = (
    "cbr-no-tag.mp3 stereo.aac 16-bit.flac 16-bit.oga short.ogg chained.ogg music.opus 8k.spx aac.m4a "
    "aac-faststart-48k.m4a s16.mov s16.wav extensible-24.wav bext.wav s16.aiff 16-bit.wv 8-bit-mono.tta 8-bit.ape "
    "stereo.dsf stereo.mpc mp3.asf"
).split()


@pytest.fixture(scope="module", name="folder")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("made")


@pytest.fixture
def song(folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(formats.make("cbr-no-tag.mp3", folder), tmp_path / "a.mp3"))


@pytest.mark.slow
@pytest.mark.parametrize("name", TAGGABLE)
def test_edit(folder: Path, tmp_path: Path, name: str) -> None:
    assert tagging.check(formats.make(name, folder), tmp_path) == ("edited", "")


def test_a_change_and_the_whole(song: Path) -> None:
    tags.write(song, {"title": "t", "ARTIST": ["a", "b"], "comment": "c"})
    assert dict(tags.read(song)) == {"title": ["t"], "artist": ["a", "b"], "comment": ["c"]}
    tags.write(song, {"Title": "u", "comment": None})
    assert dict(tags.read(song)) == {"title": ["u"], "artist": ["a", "b"]}
    found = tags.read(song)
    assert (found["TITLE"], found.first("title"), found.first("album")) == (["u"], "u", None)
    del found["artist"]
    found.covers = [tags.Cover(b"\x89PNG\r\n\x1a\n...", kind=4, description="back")]
    tags.write(song, found)
    again = tags.read(song)
    assert dict(again) == {"title": ["u"]}
    assert again.covers == [tags.Cover(b"\x89PNG\r\n\x1a\n...", "image/png", 4, "back")]
    tags.write(song, {"title": "v"})
    assert len(tags.read(song).covers or []) == 1
    tags.write(song, {"album": "x"}, replace=True)
    assert dict(tags.read(song)) == {"album": ["x"]}


def test_nothing_to_change_writes_nothing(song: Path) -> None:
    tags.write(song, {"title": "t"})
    before = os.stat(song)
    tags.write(song, {"title": "t", "album": None})
    assert os.stat(song).st_ino == before.st_ino


def test_file_object_and_open_file(song: Path) -> None:
    tags.write(song, {"title": "t"})
    assert tags.read(io.BytesIO(song.read_bytes()))["title"] == ["t"]
    with AudioFile(song) as f:
        first = f.read(1000)
        tags.write(song, {"title": "u" * 100_000})  # the open file is the old one
        assert f.tags["title"] == ["t"]
        f.seek(0)
        assert (f.read(1000) == first).all()
    with pytest.raises(gaudiofile.ClosedFileError):
        f.tags  # noqa: B018


def test_what_is_not_understood_stays(song: Path) -> None:
    frames = mutagen.id3.ID3()
    frames.add(mutagen.id3.PRIV(owner="me", data=b"secret"))
    frames.add(mutagen.id3.GEOB(encoding=3, mime="a/b", filename="f", desc="d", data=b"object"))
    frames.add(mutagen.id3.TIT2(encoding=3, text="old"))
    frames.save(song)
    tags.write(song, tags.Tags({"title": "new"}))
    found = mutagen.id3.ID3(song)
    assert found.getall("PRIV")[0].data == b"secret"
    assert found.getall("GEOB")[0].data == b"object"
    assert found["TIT2"].text == ["new"]


def test_other_blocks_of_flac_stay(folder: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(formats.make("16-bit.flac", folder), tmp_path / "a.flac"))
    block = mutagen.flac.MetadataBlock(b"riffchunk")
    block.code = 2  # APPLICATION
    flac = mutagen.flac.FLAC(path)
    flac.metadata_blocks.append(block)
    flac.save()
    tags.write(path, {"title": "new"})
    blocks = mutagen.flac.FLAC(path).metadata_blocks
    assert [b.data for b in blocks if b.code == 2] == [b"riffchunk"]
    assert any(b.code == 3 for b in blocks)  # the seek table


def test_other_chunks_of_wav_stay(folder: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(formats.make("bext.wav", folder), tmp_path / "a.wav"))
    tags.write(path, {"title": "new"})
    data = path.read_bytes()
    assert b"bext" in data
    assert struct.unpack("<I", data[4:8])[0] == len(data) - 8
    assert mutagen.wave.WAVE(path).tags["TIT2"].text == ["new"]


def test_mp4_items_of_others_stay(folder: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(formats.make("aac.m4a", folder), tmp_path / "a.m4a"))
    song = mutagen.mp4.MP4(path)
    song["----:org.example:Thing"] = [b"kept"]
    song["----:com.apple.iTunes:Made Up"] = [b"mine"]
    song.save()
    tags.write(path, {"title": "new"})
    assert mutagen.mp4.MP4(path)["----:org.example:Thing"] == [b"kept"]
    assert tags.read(path)["made up"] == ["mine"]
    tags.write(path, {"Made up": ["1", "2"]})
    assert mutagen.mp4.MP4(path)["----:com.apple.iTunes:Made Up"] == [b"1", b"2"]


def test_version_and_kind_of_tag_stay(song: Path) -> None:
    frames = mutagen.id3.ID3()
    frames.add(mutagen.id3.TIT2(encoding=1, text="old"))
    frames.save(song, v2_version=3)
    ape = mutagen.apev2.APEv2()
    ape["REPLAYGAIN_TRACK_GAIN"] = "-7 dB"
    ape.save(song)
    assert dict(tags.read(song)) == {"title": ["old"], "replaygain_track_gain": ["-7 dB"]}
    tags.write(song, {"title": "new", "replaygain_track_gain": "-8 dB"})
    assert mutagen.id3.ID3(song).version == (2, 3, 0)
    assert mutagen.apev2.APEv2(song)["REPLAYGAIN_TRACK_GAIN"] == "-8 dB"
    assert song.read_bytes()[-128:-125] != b"TAG"


def test_refused(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no name of a tag"):
        tags.write("a.mp3", {"a=b": "c"})
    with pytest.raises(TypeError, match="must be a str or several"):
        tags.write("a.mp3", {"title": [1]})  # type: ignore[list-item]
    with pytest.raises(FileNotFoundError):
        tags.write(tmp_path / "none.mp3", {"title": "t"})
    with pytest.raises(gaudiofile.NotAudioError):
        (tmp_path / "a.txt").write_text("text")
        tags.read(tmp_path / "a.txt")
    au = Path(shutil.copy(formats.make("s16.au", folder), tmp_path / "a.au"))
    assert dict(tags.read(au)) == {}
    with pytest.raises(gaudiofile.UnsupportedFormatError, match="Tags of AU cannot be written"):
        tags.write(au, {"title": "t"})
    with pytest.raises(gaudiofile.UnsupportedFormatError, match="would not have stayed"):
        # TagLib mends the offsets of the first fragment only.
        tags.write(
            Path(shutil.copy(formats.make("aac-fragments.m4a", folder), tmp_path / "a.m4a")), {"lyrics": "la" * 10000}
        )
    assert {path.name for path in tmp_path.iterdir()} == {"a.txt", "a.au", "a.m4a"}


@pytest.mark.parametrize(
    "name", ["a.wav", "a.aiff", "a.flac", "a.ogg", "a.oga", "a.opus", "a.mp3", "a.m4a", "a.wma", "a.wv"]
)
def test_writers(tmp_path: Path, name: str) -> None:
    samples = np.random.default_rng(1).uniform(-0.5, 0.5, (2, 5000)).astype(np.float32)
    wanted = tags.Tags({"title": "t ☃", "artist": "a"}, covers=[tags.Cover(tagging.JPEG)])
    plain, atomic = tmp_path / name, tmp_path / f"atomic-{name}"
    with AudioFile(tmp_path / f"without-{name}", "w", 44100, 2) as f:
        f.write(samples)
    with AudioFile(plain, "w", 44100, 2, tags=wanted) as f:
        f.write(samples)
    with AudioFile(atomic, "w", 44100, 2, atomic=True, tags=wanted) as f:
        f.write(samples)
        assert not atomic.exists()
    for path in (plain, atomic):
        assert tagging.compare(wanted, tags.read(path)) == ""
        assert tagging.decode(path)[:-1] == tagging.decode(tmp_path / f"without-{name}")[:-1]
    assert len(list(tmp_path.iterdir())) == 3


def test_writers_refuse(tmp_path: Path) -> None:
    for name in ("a.au", "a.mka", "a.w64"):
        with pytest.raises(gaudiofile.UnsupportedFormatError, match="Tags of .* cannot be written"):
            AudioFile(tmp_path / name, "w", 44100, tags={"title": "t"})
    with pytest.raises(gaudiofile.UnsupportedFormatError, match="into local files only"):
        AudioFile(io.BytesIO(), "w", 44100, format="wav", tags={"title": "t"})
    with pytest.raises(TypeError, match="takes no bit_depth"):
        AudioFile(tmp_path / "a.wav", tags={"title": "t"})
    with pytest.raises(TypeError, match="must be a mapping"):
        AudioFile(tmp_path / "a.wav", "w", 44100, tags=3)
    assert list(tmp_path.iterdir()) == []
    # Not so many covers of a kind: the audio is there, and an old file stays.
    covers = [tags.Cover(b"1"), tags.Cover(b"2")]
    old = tmp_path / "old.wv"
    old.write_bytes(b"old")
    for path, atomic in ((tmp_path / "a.wv", False), (old, True)):
        f = AudioFile(path, "w", 44100, atomic=atomic, tags=tags.Tags(covers=covers))
        f.write(np.zeros((1, 100), np.float32))
        with pytest.raises(ValueError, match="The audio was written, but not its tags"):
            f.close()
    assert old.read_bytes() == b"old"
    assert gaudiofile.load(tmp_path / "a.wv")[0].shape == (1, 100)
    assert {path.name for path in tmp_path.iterdir()} == {"a.wv", "old.wv"}


def test_writers_of_nothing(tmp_path: Path) -> None:
    for name in ("a.wav", "a.flac", "a.ogg", "a.mp3", "a.m4a"):
        AudioFile(tmp_path / name, "w", 44100, tags={"title": "t"}).close()
        assert tags.read(tmp_path / name)["title"] == ["t"], name


def test_taglib_is_loaded_when_it_is_first_wanted(song: Path) -> None:
    code = """
import sys, gaudiofile
def loaded(): return "gaudiofile.tags" in sys.modules, "/libtag.so" in open("/proc/self/maps").read()
gaudiofile.load(sys.argv[1])
print(*loaded())
gaudiofile.tags.read(sys.argv[1])
print(*loaded())
"""
    done = subprocess.run([sys.executable, "-c", code, song], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False", "True", "True"]


@pytest.mark.fault("tags without TagLib", "`MissingPluginError` with the package to install; all else works")
def test_without_taglib(song: Path, tmp_path: Path) -> None:
    # A library of the program's own, of that name and without anything in it, stands in the way.
    (tmp_path / "libtag.so.1").touch()
    (tmp_path / "libtag.so.2").touch()
    code = """
import sys, gaudiofile
gaudiofile.load(sys.argv[1])
try:
    gaudiofile.tags.read(sys.argv[1])
except gaudiofile.MissingPluginError as error:
    print(error)
"""
    done = subprocess.run(
        [sys.executable, "-c", code, song],
        env=os.environ | {"LD_LIBRARY_PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "TagLib, which cannot be loaded" in done.stdout
    assert "apt install libtag" in done.stdout


def test_in_asyncio(song: Path) -> None:
    async def both() -> tags.Tags:
        await tags.write_async(song, {"title": "t"})
        return await tags.read_async(song)

    assert dict(asyncio.run(both())) == {"title": ["t"]}


def test_mode_and_link_stay(song: Path) -> None:
    song.chmod(0o640)
    link = song.with_name("link.mp3")
    link.symlink_to(song)
    tags.write(link, {"title": "t"})
    assert link.is_symlink()
    assert song.stat().st_mode & 0o777 == 0o640
    assert tags.read(song)["title"] == ["t"]


def test_isolated_reader_does_not_read_tags(song: Path) -> None:
    try:
        f = AudioFile(song, isolation="process")
    except gaudiofile.IsolationError:
        pytest.skip("no isolation here")
    with f, pytest.raises(gaudiofile.IsolationError, match="read its tags without isolation"):
        f.tags  # noqa: B018


@pytest.mark.slow
@pytest.mark.fault(
    "SIGKILL while tags are written", "the old file, or the new one; a hidden file may be left beside it"
)
def test_kill(song: Path) -> None:
    outcomes: collections.Counter[str] = collections.Counter()
    assert tagging.kill(song, 12, outcomes) == []
    assert outcomes["old file"] + outcomes["new file"] == 12
