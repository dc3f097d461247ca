# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""The promises about reading, on files that are damaged, empty of sound, or between tags."""

import struct
import subprocess
import sys

import numpy as np
import pytest
import soundfile
from formats import FORMATS, make, run
from promises import NOISY_CODECS, check, level, read_all

import gaudiofile
from gaudiofile import AudioFile


@pytest.fixture(scope="module")
def data_of(tmp_path_factory):
    """The bytes of one of the FORMATS."""
    folder = tmp_path_factory.mktemp("whole")
    return lambda name: make(name, folder).read_bytes()


# Damage


def cut(data, rng):
    """The last part is missing."""
    return data[: int(rng.integers(len(data) // 3, len(data)))]


def gap(data, rng):
    """Some bytes in the middle are missing."""
    at = int(rng.integers(len(data) // 4, len(data) * 3 // 4))
    return data[:at] + data[at + int(rng.integers(1, 3000)) :]


def overwritten(data, rng):
    """Some bytes are noise."""
    at = int(rng.integers(len(data) // 4, len(data) * 3 // 4))
    noise = rng.bytes(int(rng.integers(1, 3000)))
    return data[:at] + noise + data[at + len(noise) :]


def zeroed(data, rng):
    """Some bytes are zero, as after a bad download."""
    at = int(rng.integers(len(data) // 4, len(data) * 3 // 4))
    size = int(rng.integers(1000, 6000))
    return data[:at] + bytes(size) + data[at + size :]


def flipped(data, rng):
    """Single bits are wrong."""
    damaged = bytearray(data)
    for at in rng.integers(len(data) // 8, len(data), 5):
        damaged[at] ^= 1 << int(rng.integers(8))
    return bytes(damaged)


def inserted(data, rng):
    """Something that does not belong there."""
    at = int(rng.integers(len(data) // 4, len(data) * 3 // 4))
    return data[:at] + rng.bytes(int(rng.integers(1, 3000))) + data[at:]


DAMAGE = [cut, gap, overwritten, zeroed, flipped, inserted]
DAMAGED = [
    *(
        "16-bit.flac",
        "24-bit-96k.flac",
        "16-bit.oga",
        "flac-ffmpeg.ogg",
        "stereo.ogg",
        "chained.ogg",
        "music.opus",
        "16k.spx",
    ),
    *("cbr-lame.mp3", "vbr-lame.mp3", "cbr-no-tag.mp3", "vbr-no-tag.mp3", "mpeg-2-22k.mp3", "free-format.mp3"),
    *("stereo.mp2", "no-pns.aac", "aac-no-pns.m4a", "aac-fragments.m4a", "alac-16.m4a", "stereo.ac3", "nb.amr"),
    *("16-bit.ape", "stereo.dsf", "stereo.dff", "dst.dff", "stereo.mpc"),
    "8-bit-mono.tta",  # a packet is a second: some are left
    *("16-bit.wv", "s16.wav", "ms-adpcm.wav", "ima-adpcm.wav", "s24.aiff", "vorbis.webm", "mp3.mka", "v2.wma"),
]


@pytest.mark.slow
@pytest.mark.parametrize("damage", DAMAGE, ids=lambda d: d.__name__)
@pytest.mark.parametrize("name", DAMAGED)
@pytest.mark.fault(
    "a file cut off anywhere, or with a gap",
    "read up to there, or on behind it; M4A without its index is refused; seeks agree with reading",
)
@pytest.mark.fault(
    "noise, zeros or wrong bits in the sound, or bytes put in between",
    "damage is stepped over; seeks agree with reading",
)
def test_damaged_file(data_of, name, damage):
    for seed in range(3):
        data = damage(data_of(name), np.random.default_rng(seed))
        try:
            codec = AudioFile(data).codec
        except gaudiofile.Error:
            # MP4 has its index behind the sound, and little of a header may be broken by a bit.
            assert (name, damage) in [(n, d) for n in DAMAGED if n.endswith("m4a") for d in DAMAGE]
            continue
        check(lambda: AudioFile(data), f"{name} {seed}", noisy=codec in NOISY_CODECS, seeks=4)  # noqa: B023


READ_ALL = "import gaudiofile, sys; [f.read(f.frames) for f in map(gaudiofile.AudioFile, sys.argv[1:])]"


@pytest.mark.parametrize("name", ["stereo.ogg", "no-pns.aac", "aac-no-pns.m4a", "alac-16.m4a", "cbr-lame.mp3"])
def test_libraries_say_nothing(data_of, tmp_path, name):
    """Of what is damaged, on the program's standard error. In a program of its own: GStreamer's plugin of libavcodec
    keeps that library quiet wherever it has been loaded."""
    paths = []
    for damage in (overwritten, flipped, inserted):
        for seed in range(8):
            path = tmp_path / f"{damage.__name__}-{seed}"
            path.write_bytes(damage(data_of(name), np.random.default_rng(seed)))
            try:
                AudioFile(path)
            except gaudiofile.Error:
                continue
            paths.append(path)
    assert len(paths) > 5
    result = subprocess.run([sys.executable, "-c", READ_ALL, *paths], capture_output=True, text=True, check=True)
    assert result.stderr == ""


@pytest.mark.fault("FLAC in Matroska without its header", "read by what the frames say")
def test_flac_without_stream_info(data_of):
    """In Matroska it lies in the codec's private data; the frames say all that is in it."""
    data = data_of("flac.mka")
    whole, bare = AudioFile(data), AudioFile(data.replace(b"fLaC", b"none"))
    assert (bare.file_dtype, bare.bit_depth, bare.num_channels) == ("int16", 16, 2)
    np.testing.assert_array_equal(bare.read_raw(bare.frames), whole.read_raw(whole.frames))


# Not Opus: its pages hold a second, and of a last page whose predecessor is lost nobody can know the position.
NUMBERED = ["16-bit.flac", "16-bit.oga", "stereo.ogg", "16-bit.wv"]


@pytest.mark.parametrize("name", NUMBERED)
@pytest.mark.fault(
    "damage in a format that numbers its frames", "all that follows is at its own position, with its own samples"
)
def test_what_follows_damage_stays_in_place(data_of, name):
    """Where the format numbers its frames, those after a damaged part are at their own position."""
    data = data_of(name)
    whole = read_all(AudioFile(data))
    for damage in (gap, overwritten, zeroed):
        damaged = read_all(AudioFile(damage(data, np.random.default_rng(0))))
        assert damaged.shape == whole.shape
        end = slice(whole.shape[1] - 5000, None)
        assert level(damaged[:, end] - whole[:, end]) < level(whole) - 60
        start = slice(0, 5000)
        np.testing.assert_array_equal(damaged[:, start], whole[:, start])


# No sound


def without_frames(name, folder):
    source, target = folder / "empty.wav", folder / name
    soundfile.write(source, np.zeros((0, 2)), 48000, subtype="PCM_16")
    command = FORMATS[name].command
    if callable(command):
        command(source, target)
    else:
        run(command.replace("-v error", "-v quiet"), source, target)
    return target.read_bytes()


# What each encoder makes of nothing; how many frames of it at most: the codec's delay.
EMPTY = {
    **dict.fromkeys(["u8.wav", "s16.wav", "s24.wav", "f32.wav", "f64.wav", "rf64.wav", "s16.w64", "alaw.wav"], 0),
    **dict.fromkeys(["s16.aiff", "sowt.aifc", "s16.au", "s16be.caf", "ffmpeg.flac", "flac-ffmpeg.ogg"], 0),
    **dict.fromkeys(["stereo.ogg", "music.opus", "s16.mka"], 0),
    # Their encoder puts out its delay.
    **dict.fromkeys(["cbr-lame.mp3", "cbr-no-tag.mp3"], 4608),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", EMPTY)
@pytest.mark.fault("headers, and no sound at all", "opened; no frames, or only the encoder's delay")
def test_file_without_frames(tmp_path, name):
    data = without_frames(name, tmp_path)
    whole = check(lambda: AudioFile(data), name)
    assert whole.shape[1] <= EMPTY[name]


# Tags


def id3v2(size, footer=False):
    """With a picture that fills it, and sync bytes in the picture."""
    picture = (b"\xff\xfb\x90\x64fLaC" + bytes(range(256))) * (size // 264 + 1)
    content = b"\0image/jpeg\0\3\0" + picture[:size]
    frame = b"APIC" + synchsafe(len(content)) + b"\0\0" + content
    head = bytes([4, 0, 0x10 if footer else 0]) + synchsafe(len(frame))
    return b"ID3" + head + frame + (b"3DI" + head if footer else b"")


def synchsafe(n):
    return bytes([n >> 21 & 127, n >> 14 & 127, n >> 7 & 127, n & 127])


def ape(header=True):
    item = b"Cover Art (Front)\0" + b"\xff\xfb\x90\x64" * 5000
    items = struct.pack("<II", len(item) - 18, 2) + item
    fields = struct.pack("<III", 2000, len(items) + 32, 1)
    top = b"APETAGEX" + fields + struct.pack("<I", 0xA0000000) + bytes(8)
    return (top if header else b"") + items + b"APETAGEX" + fields + struct.pack("<I", header << 31) + bytes(8)


def lyrics3():
    content = b"LYRICSBEGININD0000211LYR00020" + b"[00:01]\xff\xfb\x90\x64 words ..."
    return content + b"%06dLYRICS200" % len(content)


def id3v1():
    return b"TAG" + b"\xff\xfb\x90\x64".ljust(125, b"x")


FRONT = {"small": id3v2(1000), "art": id3v2(5_000_000), "two": id3v2(70_000) + id3v2(3000), "ape": ape()}
BEHIND = {
    "id3v1": id3v1(),
    "ape": ape(),
    "ape-id3v1": ape(header=False) + id3v1(),
    "lyrics-id3v1": lyrics3() + id3v1(),
    "ape-lyrics-id3v1": ape() + lyrics3() + id3v1(),
    "id3v2": id3v2(3000, footer=True),
}
TAGGED = [
    *("cbr-lame.mp3", "vbr-no-tag.mp3", "cbr-no-tag.mp3", "stereo.mp2", "16-bit.flac", "no-pns.aac"),
    *("16-bit.wv", "s16.wav", "s16.aiff", "16-bit.tta", "16-bit.ape"),
    *("stereo.dsf", "stereo.dff", "stereo.mpc"),
]
NO_FRONT = ("s16.wav", "s16.aiff", "16-bit.wv")


@pytest.mark.slow
@pytest.mark.parametrize("name", TAGGED)
@pytest.mark.fault("tags in front and behind that look like sound", "the same samples as without")
def test_tags_make_no_difference(data_of, name):
    data = data_of(name)
    whole = check(lambda: AudioFile(data), name)
    fronts = {"none": b""} if name in NO_FRONT else {"none": b"", **FRONT}
    for front, before in fronts.items():
        for behind, after in {"none": b"", **BEHIND}.items():
            tagged = before + data + after
            with AudioFile(tagged) as f:
                got = read_all(f)
            assert got.shape == whole.shape, f"{front}, {behind}: {got.shape[1]} frames instead of {whole.shape[1]}"
            np.testing.assert_array_equal(got, whole, f"{front}, {behind}")
        check(lambda: AudioFile(before + data + BEHIND["ape-lyrics-id3v1"]), name, seeks=4)  # noqa: B023
