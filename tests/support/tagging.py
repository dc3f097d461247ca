# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Tags that are changed, and what becomes of the audio: `tools/soak --tags`, and some of it in test_tags.py.

Each file is given tags of several sizes, with covers and without, and loses them again. After each edit its samples and
its length have to be what they were, and the tags what was written, for us, mutagen and ffprobe. With --kill, children
that change tags are killed at random moments: the file has to be the old one or the new one.
"""

import argparse
import collections
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import formats
import mutagen
import mutagen.apev2
import mutagen.flac
import mutagen.id3

import gaudiofile
from gaudiofile import tags

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
JPEG = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 40 + b"\xff\xd9"
STEPS = [
    tags.Tags(
        {"title": "Ein Titel ☃", "artist": "One", "comment": "c", "tracknumber": "3/9", "x_made_up": "yes"},
        covers=[tags.Cover(JPEG)],
    ),
    tags.Tags({"title": "t", "lyrics": "la " * 30000}, covers=[tags.Cover(JPEG * 20)]),
    tags.Tags({"title": "t2"}, covers=[]),
    tags.Tags({}, covers=[]),
]
# What an edit cannot do: a container without tags, or for which TagLib would break something.
REFUSED = (gaudiofile.UnsupportedFormatError, gaudiofile.CorruptFileError)


def decode(path: Path) -> tuple[Any, ...]:
    """All that has to stay: what the file is, its length, and a checksum of its samples."""
    with gaudiofile.AudioFile(str(path)) as f:
        what = (f.codec, f.container, f.exact_duration_known and f.frames, f.samplerate, f.num_channels)
        total = hashlib.md5()
        read = f.read if f.file_dtype == "float64" else f.read_raw
        while (block := read(1 << 18)).shape[1] > 0:
            total.update(block.tobytes())
        return (*what, f.frames, total.hexdigest())


class Judge:
    """What other programs have to say against the tags of a file, as far as they read it before it was edited."""

    def __init__(self, path: Path, frames: int) -> None:
        # mutagen takes the tag of ADTS for MP3's.
        self.mutagen = path.suffix != ".aac" and self.read_by_mutagen(path) is not None
        # ffprobe tells of chained Ogg what the last link has, of TTA what is behind the audio, not in front, and takes
        # what is behind no audio at all for audio.
        is_other = path.suffix == ".tta" or path.read_bytes().count(b"OggS\0\2") > 1 or frames == 0
        self.ffprobe = not is_other and self.read_by_ffprobe(path) is not None
        self.of_others = of_others(path)

    def __call__(self, path: Path, wanted: tags.Tags) -> str:
        title = wanted.get("title", [])
        if self.of_others is not None and (left := of_others(path) or []) != self.of_others:
            lost = [key for key, value in self.of_others if (key, value) not in left]
            return f"what is of others has changed: {', '.join(lost) or 'more than before'}"
        if self.mutagen and (found := self.read_by_mutagen(path)) != title:
            return f"mutagen reads the title {found}"
        if self.ffprobe and wanted is STEPS[0] and (found := self.read_by_ffprobe(path)) != title:
            return f"ffprobe reads the title {found}"
        return ""

    @staticmethod
    def read_by_mutagen(path: Path) -> list[str] | None:
        """The title; None if it cannot read it, or has no name for it there."""
        try:
            song = mutagen.File(path, easy=True)
        except mutagen.MutagenError:
            return None
        if song is None or type(song).__name__ in ("WAVE", "AIFF", "DSF", "TrueAudio", "ASF", "AAC"):
            return None
        found = song.tags or {}
        return [str(text) for text in found.get("title") or found.get("Title") or []]

    @staticmethod
    def read_by_ffprobe(path: Path) -> list[str] | None:
        """The same of ffprobe, which has them of the file or, in Ogg, of the stream."""
        entries = ("-show_entries", "format_tags:stream_tags", "-of", "json")
        done = subprocess.run(["ffprobe", "-v", "error", *entries, path], capture_output=True, check=False)
        if done.returncode != 0:
            return None
        shown = json.loads(done.stdout)
        places = [shown.get("format", {}), *shown.get("streams", [])]
        texts = [text for place in places for name, text in place.get("tags", {}).items() if name.lower() == "title"]
        return texts[:1]


# Frames that are no texts, covers or lyrics: programs keep things of their own in them. MusicBrainz's UFID is a text to
# TagLib, as it is one in other formats.
OF_OTHERS = "PRIV GEOB UFID POPM PCNT MCDI SYLT ETCO CHAP CTOC RVA2 RVAD USER OWNE".split()


def of_others(path: Path) -> list[tuple[str, object]] | None:
    """What is in the tags, and in FLAC beside them, and has to stay as it is whatever is written: by mutagen. None if
    that cannot read it."""
    kept: list[tuple[str, object]] = []
    try:
        song = mutagen.File(path)
    except (mutagen.MutagenError, ArithmeticError):
        return None
    found = getattr(song, "tags", None)
    if isinstance(found, mutagen.id3.ID3):
        kept += [
            (key, repr(frame))
            for key, frame in found.items()
            if key[:4] in OF_OTHERS and key != "UFID:http://musicbrainz.org"
        ]
    if isinstance(found, mutagen.apev2.APEv2):
        kept += [(key, value.value) for key, value in found.items() if value.kind == 1 and "cover" not in key.lower()]
    if isinstance(song, mutagen.flac.FLAC):
        texts, pictures, padding = 4, 6, 1
        kept += [
            (str(block.code), block.write())
            for block in song.metadata_blocks
            if block.code not in (texts, pictures, padding)
        ]
    return kept


def compare(wanted: tags.Tags, found: tags.Tags) -> str:
    if dict(wanted) != dict(found):
        names = [name for name in {*wanted, *found} if wanted.get(name) != found.get(name)]
        return f"differs in {', '.join(names)}"
    covers = ([cover.data for cover in wanted.covers or []], [cover.data for cover in found.covers or []])
    return "" if covers[0] == covers[1] else "differs in its covers"


def check(path: Path, folder: Path) -> tuple[str, str]:
    """Edits a copy of the file. What became of it ("edited", "refused", "not audio"), and what was wrong."""
    copy = folder / path.name
    shutil.copyfile(path, copy)
    try:
        try:
            before = decode(copy)
        except gaudiofile.Error:
            return "not audio", ""
        judge = Judge(copy, before[-2])
        for number, step in enumerate(STEPS):
            old = copy.read_bytes()
            try:
                tags.write(copy, step)
            except REFUSED as error:
                return "refused", "" if copy.read_bytes() == old else f"refused and changed: {error}"
            wrong = "" if decode(copy) == before else "the audio differs"
            wrong = wrong or compare(step, tags.read(copy)) or judge(copy, step)
            if wrong:
                return "edited", f"step {number}: {wrong}"
        return "edited", ""
    finally:
        copy.unlink()
        left = list(folder.iterdir())
        assert not left, left


def kill_once(path: Path, choice: random.Random, longest: float, outcomes: collections.Counter[str]) -> str:
    """Has a child change the tags again and again, and kills it. What is wrong afterwards."""
    old = path.stat()
    before = decode(path)
    child = os.fork()
    if child == 0:
        try:
            while True:
                for step in STEPS[:2]:
                    tags.write(path, step)
        finally:
            os._exit(1)
    time.sleep(choice.uniform(0, longest))
    os.kill(child, signal.SIGKILL)
    if not os.WIFSIGNALED(os.waitpid(child, 0)[1]):
        return "the child failed"
    outcomes["new file" if path.stat().st_ino != old.st_ino else "old file"] += 1
    for left in path.parent.glob(f".{path.name}.*"):
        outcomes["hidden file left"] += 1
        left.unlink()
    found = tags.read(path)
    if found and all(compare(step, found) for step in STEPS[:2]):
        return f"the tags are neither the old nor the new ones: {found}"
    return "" if decode(path) == before else "the audio differs"


def kill(path: Path, times: int, outcomes: collections.Counter[str], seed: int = 0, longest: float = 0.05) -> list[str]:
    """What was wrong; ``outcomes`` counts what was found."""
    choice = random.Random(seed)
    return [wrong for _ in range(times) if (wrong := kill_once(path, choice, longest, outcomes))]


def main() -> int:
    parser = argparse.ArgumentParser(prog="tools/soak --tags", description=__doc__.splitlines()[0])
    parser.add_argument("--tags", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--kill", type=int, default=200, help="how many children are killed")
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="a folder of audio files")
    arguments = parser.parse_args()

    failures = 0
    counts: collections.Counter[tuple[str, str]] = collections.Counter()
    outcomes: collections.Counter[str] = collections.Counter()
    with tempfile.TemporaryDirectory() as name:
        made, work = Path(name, "made"), Path(name, "work")
        made.mkdir()
        work.mkdir()
        files = [formats.make(name, made) for name in formats.FORMATS]
        files += sorted(path for path in arguments.corpus.rglob("*") if path.is_file())
        for path in files:
            result, wrong = check(path, work)
            counts[path.suffix, result] += 1
            if wrong:
                failures += 1
                print(f"{path}: {wrong}", flush=True)
        for name in ("cbr-lame.mp3", "16-bit.flac", "stereo.ogg", "aac.m4a"):
            copy = work / name
            shutil.copyfile(made / name, copy)
            for wrong in kill(copy, arguments.kill // 4, outcomes):
                failures += 1
                print(f"{name}, killed: {wrong}")
            copy.unlink()
    for (suffix, result), count in sorted(counts.items()):
        print(f"{count:5} {suffix:6} {result}")
    print("killed:", ", ".join(f"{count} {outcome}" for outcome, count in outcomes.most_common()))
    print(f"{failures} failures")
    return min(failures, 1)


if __name__ == "__main__":
    sys.exit(main())
