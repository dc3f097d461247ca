# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""probe() beside mutagen, which reads headers and tags and no audio: equal, or it is said here why not.

Bit rates are not compared: mutagen tells nominal ones. Files that it does not open are left out.
"""

import os
from pathlib import Path

import mutagen
import pytest
from formats import FORMATS, make

import gaudiofile
from gaudiofile import Info, probe

CORPUS = Path(os.environ.get("GAF_CORPUS") or Path(__file__).resolve().parents[3] / "shared" / "corpus")
FILES = sorted(p for p in CORPUS.glob("*/*") if p.suffix not in (".pcm", ".md")) if CORPUS.is_dir() else []

NAMES = ("title", "artist", "album", "albumartist", "composer", "genre", "date", "tracknumber", "copyright", "isrc")

BOX = "mutagen tells what the box says; AAC and QuickTime's later boxes say it themselves"
HEADER = "mutagen believes a header that claims more, or less, than is in the file, or has no bit rate to guess by"
FIRST = "mutagen guesses by the first frame, which is not of the usual size"
DAMAGED = "damaged tags, of which TagLib and mutagen save different parts"
LAST = "mutagen takes the length of the last stream"
DSD = "read as frames of eight samples of DSD"
KNOWN = {
    "chained.ogg": LAST,
    "chained-two-rates.ogg": LAST,
    "chained-mono.ogg": LAST,
    "chained-from-mono.ogg": LAST,
    "chained-flac.ogg": LAST,
    "chained.opus": LAST,
    "vbr-no-tag.mp3": FIRST,
    "aac-mono-8k.m4a": BOX,
    "s24.mov": BOX,
    "f32.mov": BOX,
    "f32be.mov": BOX,
    "f64.mov": BOX,
    "s32.mov": BOX,
    "96k.mov": BOX,
    "6ch.ac3": "mutagen does not count the channel of low frequencies",
    "mono-32k.ac3": "mutagen takes the mode for another",
    "alaw.asf": "the length of the file's header, which is rounded down to packets",
    "6ch.wv": "mutagen tells the channels of the first block",
    "stereo.dsf": DSD,
    "high-first-mono.dsf": DSD,
    "stereo.dff": DSD,
    "dst.dff": DSD,
    "faulty__03 - wrong bit depth.flac": HEADER,
    "faulty__04 - wrong number of channels.flac": HEADER,
    "faulty__05 - wrong total number of samples.flac": HEADER,
    "M2L3_bitrate_16_all.bit": FIRST,
    "M2L3_bitrate_22_all.bit": FIRST,
    "M2L3_bitrate_24_all.bit": FIRST,
    "l3-he_32khz.bit": FIRST,
    "l3-he_44khz.bit": FIRST,
    "l3-he_48khz.bit": FIRST,
    "l3-he_free.bit": FIRST,
    "l3-nonstandard-he_44_48khz.bit": FIRST,
    "l3-test45.bit": FIRST,
    "l3-nonstandard-vbrtag-corrupted.bit": HEADER,
    "l3-nonstandard-vbrtag-only.bit": HEADER,
    "waveformatextensible-24bit-4byte-48kHz-stereo.wav": "24 bits that are in use, of 32",
    "samples__cbr.mp3": DAMAGED,
    "samples__cut_off_titles.mp3": DAMAGED,
    "samples__duplicate_fields.mp3": "mutagen has each text once",
    "samples__empty_frame.mp3": DAMAGED,
    "samples__id3_broken_frame_size.mp3": DAMAGED,
    "samples__invalid_block_sizes.flac": DAMAGED,
    "samples__chinese_id3.mp3": HEADER,
    "samples__grouping.wma": HEADER,
    "samples__id3_frames.mp3": FIRST,
    "samples__mp3_audio.asf": HEADER,
    "samples__mp4_extended_size.m4a": BOX,
    "samples__mpeg4_desc_cmt.m4a": BOX,
    "samples__mvhd_version_1.m4a": HEADER,
    "samples__test2.wma": HEADER,
    "samples__variable-block.flac": HEADER,
    "samples__vbr_xing_header_2channel.mp3": HEADER,
    "samples__vbri.mp3": HEADER,
    "samples__wma_invalid_track_number.wma": HEADER,
    "samples__xmp_data.wma": HEADER,
    "isobmff__testdata__aac.mp4": BOX,
    "isobmff__testdata__fragmented.mp4": BOX,
    "isobmff__testdata__in24.mp4": BOX,
    "isobmff__testdata__lpcm.mp4": BOX,
    "isobmff__testdata__mdir_tags.mp4": BOX,
    "isobmff__testdata__mdta_tags.mp4": BOX,
    "isobmff__testdata__mp3.mp4": BOX,
    "isobmff__testdata__stz2.mp4": BOX,
    "riff__testdata__end-of-file.wav": HEADER,
}


def differences(info: Info, other: mutagen.FileType) -> list[str]:
    pairs = [
        ("rate", info.samplerate, getattr(other.info, "sample_rate", None)),
        ("channels", info.num_channels, getattr(other.info, "channels", None)),
        ("bits", info.bit_depth, info.bit_depth and getattr(other.info, "bits_per_sample", None)),
    ]
    found = [f"{what}: {ours}, mutagen {theirs}" for what, ours, theirs in pairs if theirs and ours != theirs]
    length = getattr(other.info, "length", None)
    # mutagen takes all of WAV and AIFF for PCM.
    is_known = info.format not in ("WAV", "AIFF", "AIFC") or info.codec == "pcm"
    if length and is_known and abs(length - info.duration) > 0.1:
        found.append(f"seconds: {info.duration}, mutagen {length}")
    for name in NAMES if other.tags is not None and info.tags is not None else ():
        try:
            theirs = other.tags.get(name)
        except (KeyError, ValueError):
            continue  # it has no easy names for this format
        ours = info.tags.get(name)
        if theirs is not None and ours != [str(text) for text in theirs]:
            found.append(f"{name}: {ours}, mutagen {theirs}")
    return found


def check(paths: list[Path]) -> int:
    """How many both read."""
    n, wrong = 0, []
    for path in paths:
        try:
            info, other = probe(path), mutagen.File(path, easy=True)
        except (gaudiofile.Error, mutagen.MutagenError):
            continue
        if other is None or other.info is None:
            continue
        n += 1
        found = differences(info, other)
        if found and path.name not in KNOWN:
            wrong.append(f"{path.name}: {'; '.join(found)}")
    assert not wrong, "\n".join(wrong)
    return n


@pytest.mark.slow
def test_every_format(tmp_path):
    assert check([make(name, tmp_path) for name in FORMATS]) > 100


@pytest.mark.slow
@pytest.mark.skipif(not FILES, reason=f"no files in {CORPUS}: set GAF_CORPUS")
def test_corpus():
    assert check(FILES) > 250
