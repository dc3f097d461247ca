# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""MP4 and QuickTime as other programs write it: the values beside FFmpeg's; edit lists; odd tables."""

import struct
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
import soundfile
from promises import check

import gaudiofile
from gaudiofile import AudioFile

Samples = npt.NDArray[np.float32]
CONTAINERS = {b"moov", b"trak", b"mdia", b"minf", b"dinf", b"stbl", b"edts"}


def run(command: str, folder: Path) -> None:
    subprocess.run(command, shell=True, check=True, cwd=folder)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With a.wav (44.1 kHz, stereo, 3 s of a plucked string), and the same as AAC that uses no noise."""
    folder = tmp_path_factory.mktemp("mp4")
    run("sox -D -R -n -r 44100 -c 2 -b 16 a.wav synth 3 pluck C3 gain -3", folder)
    run("ffmpeg -v error -i a.wav -c:a aac -aac_pns 0 -b:a 128k a.m4a", folder)
    return folder


def read(path: Path | str) -> Samples:
    with AudioFile(str(path)) as f:
        samples = f.read(f.frames + 9999)
        assert samples.shape[1] == f.frames
        return samples.copy()


def decode(path: Path, channels: int = 2) -> Samples:
    """By FFmpeg."""
    command = ["ffmpeg", "-v", "error", "-i", str(path), "-f", "f32le", "-"]
    data = subprocess.run(command, check=True, capture_output=True).stdout
    return np.frombuffer(data, "<f4").reshape(-1, channels).T


def place(found: Samples, wanted: Samples, reach: int = 3000) -> int:
    """By how many frames @found is late: the shift at which both are most alike."""
    n = min(found.shape[1], wanted.shape[1])
    a, b = found[0, :n].astype(float), wanted[0, :n].astype(float)
    size = 2 * n
    product = np.fft.irfft(np.fft.rfft(a, size) * np.conj(np.fft.rfft(b, size)), size)
    shifts = np.arange(-reach, reach + 1)
    return int(shifts[np.argmax(product[shifts])])


# boxes


def walk(data: bytes, change: Callable[[bytes, bytes], bytes | None]) -> bytes:
    """All boxes, those in others too: what @change makes of type and contents; None keeps them. Lengths are mended."""
    out, at = b"", 0
    while at + 8 <= len(data):
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        content = data[at + 8 : at + size]
        new = walk(content, change) if kind in CONTAINERS else change(kind, content)
        content = content if new is None else new
        out += struct.pack(">I4s", len(content) + 8, kind) + content
        at += size
    return out


def replace(path: Path, to: str, **boxes: Callable[[bytes], bytes]) -> Path:
    """A copy in which boxes have other contents. FFmpeg puts the movie behind the data, so that nothing moves."""
    data = path.read_bytes()
    assert data.index(b"mdat") < data.index(b"moov")
    target = path.with_name(to)
    target.write_bytes(walk(data, lambda kind, c: boxes[kind.decode()](c) if kind.decode("latin1") in boxes else None))
    return target


def edits(*entries: tuple[int, int]) -> Callable[[bytes], bytes]:
    """An edit list: lengths in milliseconds, starts in frames."""
    return lambda _: struct.pack(">II", 0, len(entries)) + b"".join(struct.pack(">IiI", *e, 1 << 16) for e in entries)


def retime(path: Path, to: str, scale: int, jitter: int = 0) -> Path:
    """The same packets with times in another scale, each rounded by itself and moved by up to @jitter ticks, seeded."""
    rng = np.random.default_rng(scale)

    def stts(content: bytes) -> bytes:
        pairs = np.frombuffer(content[8:], ">u4").reshape(-1, 2)
        ends = np.cumsum(np.repeat(pairs[:, 1], pairs[:, 0]).astype(np.int64))
        ticks = np.rint(np.concatenate([[0], ends]) * scale / 44100).astype(np.int64)
        ticks[1:-1] += rng.integers(-jitter, jitter + 1, len(ticks) - 2)
        deltas = np.diff(ticks)
        return struct.pack(">II", 0, len(deltas)) + b"".join(struct.pack(">II", 1, int(d)) for d in deltas)

    def mdhd(content: bytes) -> bytes:
        return content[:12] + struct.pack(">I", scale) + content[16:]

    def elst(content: bytes) -> bytes:
        start = struct.unpack(">i", content[12:16])[0]
        return content[:12] + struct.pack(">i", round(start * scale / 44100)) + content[16:]

    return replace(path, to, stts=stts, mdhd=mdhd, elst=elst)


# values

FORMATS = {
    "aac": ("-c:a aac -aac_pns 0", "mp4", 1e-3),
    "aac-22k-mono": ("-ar 22050 -ac 1 -c:a aac -aac_pns 0", "mp4", 1e-3),
    "aac-8k": ("-ar 8000 -c:a aac -aac_pns 0", "mp4", 1e-3),
    "aac-96k": ("-ar 96000 -c:a aac -aac_pns 0", "mp4", 1e-3),
    "aac-quicktime": ("-c:a aac -aac_pns 0", "mov", 1e-3),
    "aac-faststart": ("-c:a aac -aac_pns 0 -movflags +faststart", "mp4", 1e-3),
    "aac-fragments": ("-c:a aac -aac_pns 0 -movflags +frag_keyframe+empty_moov -frag_duration 300000", "mp4", 1e-3),
    "aac-dash": ("-c:a aac -aac_pns 0 -movflags +dash+frag_keyframe -frag_duration 400000", "mp4", 1e-3),
    "aac-separate": ("-c:a aac -aac_pns 0 -movflags +frag_keyframe+separate_moof+omit_tfhd_offset", "mp4", 1e-3),
    "alac": ("-c:a alac", "m4a", 0),
    "alac-24": ("-c:a alac -sample_fmt s32p", "m4a", 0),
    "alac-fragments": ("-c:a alac -movflags +frag_keyframe+empty_moov -frag_duration 300000", "mp4", 0),
    "flac": ("-c:a flac -strict -2", "mp4", 0),
    "opus": ("-ar 48000 -c:a libopus -strict -2", "mp4", 1e-3),
    "opus-5.1": ("-ar 48000 -ac 6 -c:a libopus -strict -2", "mp4", 1e-3),
    "vorbis": ("-c:a libvorbis", "mp4", 1e-3),
    "mp3": ("-c:a libmp3lame", "mp4", 1e-3),
    "mp3-quicktime": ("-c:a libmp3lame", "mov", 1e-3),
    "mp2": ("-c:a mp2", "mp4", 1e-3),
    "amr": ("", "3gp", 0.1),  # another decoder than ours, in floats
    "ima4": ("-c:a adpcm_ima_qt", "mov", 0),
    "ms-adpcm": ("-c:a adpcm_ms", "mov", 0),
    "ima-adpcm": ("-c:a adpcm_ima_wav", "mov", 0),
    "gsm": ("-ar 8000 -ac 1 -c:a libgsm", "mov", 0),
    "pcm-fragments": ("-c:a pcm_s24be -movflags +frag_keyframe+empty_moov -frag_duration 300000", "mov", 0),
}
# FFmpeg gives out what the last packet has beyond its end.
PADDED = ("aac", "opus", "vorbis", "mp3")


@pytest.mark.slow
@pytest.mark.parametrize("name", FORMATS)
def test_values(name: str, folder: Path) -> None:
    options, suffix, tolerance = FORMATS[name]
    path = folder / f"{name}.{suffix}"
    if name == "amr":  # of which FFmpeg has no encoder
        run("sox -D -R a.wav -r 8000 -c 1 -t amr-nb a.amr", folder)
        options = "-i a.amr -map 1 -c copy"
    command = f"ffmpeg -v error -y -i a.wav {options} {path}"
    if subprocess.run(command, shell=True, cwd=folder, capture_output=True).returncode:
        pytest.skip("FFmpeg cannot write it here")
    found = read(path)
    wanted = decode(path, found.shape[0])
    n = found.shape[1]
    assert n == wanted.shape[1] or (name.startswith(PADDED) and n < wanted.shape[1] <= n + 2048)
    assert place(found, wanted) == 0
    error = np.sqrt(np.mean((found - wanted[:, :n]) ** 2) / np.mean(wanted**2))
    # Samples of 16 bits are scaled by another convention, which is a part in 32768.
    assert error <= (tolerance or 5e-5)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["aac", "aac-fragments", "alac", "flac", "vorbis", "mp3", "ima4", "pcm-fragments"])
def test_seeks_and_chunks(name: str, folder: Path) -> None:
    options, suffix, _ = FORMATS[name]
    path = folder / f"seek-{name}.{suffix}"
    run(f"ffmpeg -v error -y -i a.wav {options} {path}", folder)
    whole = read(path)
    with AudioFile(str(path)) as f:
        for at in range(0, whole.shape[1], 9973):
            f.seek(at)
            assert np.array_equal(f.read(1500), whole[:, at : at + 1500]), at
        f.seek(0)
        parts = [f.read(777) for _ in range(whole.shape[1] // 777 + 1)]
    assert np.array_equal(np.concatenate(parts, axis=1), whole)


# times that are rounded


@pytest.mark.slow
@pytest.mark.parametrize("via", ["mka", "flv", "ts", "mov"])
def test_remuxed(via: str, folder: Path) -> None:
    run("ffmpeg -v error -y -i a.wav -c:a aac -aac_pns 0 -f adts plain.aac", folder)
    wanted = read(folder / "plain.aac")
    run(
        f"ffmpeg -v error -y -i plain.aac -c copy via.{via}; ffmpeg -v error -y -i via.{via} -c copy via-{via}.mp4",
        folder,
    )
    found = read(folder / f"via-{via}.mp4")
    # Where all times but the last are exact, that one may be a rounded length as well as a shorter packet.
    assert 0 <= wanted.shape[1] - found.shape[1] <= 45
    assert np.array_equal(found, wanted[:, : found.shape[1]])


@pytest.mark.parametrize("codec", ["alac", "flac"])
def test_remuxed_lossless(codec: str, folder: Path) -> None:
    run(f"ffmpeg -v error -y -i a.wav -c:a {codec} l.mka; ffmpeg -v error -y -i l.mka -c copy -strict -2 l.mp4", folder)
    with AudioFile(str(folder / "l.mp4")) as f:
        found = f.read_raw(f.frames + 9999)
    assert np.array_equal(found.T, soundfile.read(folder / "a.wav", dtype="int16")[0])


@pytest.mark.parametrize("jitter", [0, 1])
@pytest.mark.parametrize("scale", [600, 1000, 22050, 48000, 90000, 10_000_000])
def test_time_scales(scale: int, jitter: int, folder: Path) -> None:
    path = retime(folder / "a.m4a", "t.m4a", scale, jitter)
    wanted, found = read(folder / "a.m4a"), read(path)
    # The delay is rounded to a tick as well, and at the end a tick or two is not known.
    slack = 2 * 44100 // scale + 2 if scale % 44100 else 0
    shift = round(round(1024 * scale / 44100) * 44100 / scale) - 1024
    n = min(found.shape[1], wanted.shape[1]) - abs(shift)
    assert abs(found.shape[1] + shift - wanted.shape[1]) <= slack + 2 * abs(shift) + 1024
    assert np.array_equal(found[:, max(0, -shift) :][:, :n], wanted[:, max(0, shift) :][:, :n])


def test_gap(folder: Path) -> None:
    """Ten packets are missing in the middle, and the times say so: they are silence."""
    wanted = read(folder / "a.m4a")

    kept: list[int] = []

    def sizes(content: bytes) -> bytes:
        kept[:] = struct.unpack(f">{(len(content) - 12) // 4}I", content[12:])
        table = kept[:60] + kept[70:]
        return struct.pack(f">III{len(table)}I", 0, 0, len(table), *table)

    def times(content: bytes) -> bytes:
        n = struct.unpack(">I", content[8:12])[0]
        return struct.pack(">8I", 0, 4, 59, 1024, 1, 11 * 1024, n - 70, 1024) + content[16:]

    def chunks(_: bytes) -> bytes:
        return struct.pack(">8I", 0, 2, 1, 60, 1, 2, 1000, 1)

    def places(content: bytes) -> bytes:
        start = struct.unpack(">I", content[8:12])[0]
        return struct.pack(">4I", 0, 2, start, start + sum(kept[:70]))

    path = replace(folder / "a.m4a", "gap.m4a", stsz=sizes, stts=times, stsc=chunks, stco=places)
    found = read(path)
    start = 59 * 1024  # of the packet after the gap's beginning, without the delay of one packet
    assert found.shape == wanted.shape
    assert np.array_equal(found[:, :start], wanted[:, :start])
    assert not found[:, start : start + 10 * 1024].any()
    assert np.array_equal(found[:, start + 12 * 1024 :], wanted[:, start + 12 * 1024 :])


# headers that do not know


@pytest.mark.parametrize("value", [0, 2**32 - 1], ids=["zero", "ones"])
@pytest.mark.parametrize("box", ["mdhd", "mvhd", "tkhd", "elst"])
def test_unknown_durations(box: str, value: int, folder: Path) -> None:
    at = {"mdhd": 16, "mvhd": 16, "tkhd": 20, "elst": 8}[box]
    mend = {box: lambda c: c[:at] + struct.pack(">I", value) + c[at + 4 :]}
    path = replace(folder / "a.m4a", "d.m4a", **mend)
    assert np.array_equal(read(path), read(folder / "a.m4a"))


def test_times_that_stand_still(folder: Path) -> None:
    path = replace(folder / "a.m4a", "s.m4a", stts=lambda c: struct.pack(">IIII", 0, 1, 131, 0), elst=edits((0, 1024)))
    found, wanted = read(path), read(folder / "a.m4a")
    assert np.array_equal(found[:, : wanted.shape[1]], wanted) and found.shape[1] % 1024 == 0


# other tables


def test_other_tables(folder: Path) -> None:
    def wide(content: bytes) -> bytes:
        return content[:8] + b"".join(bytes(4) + content[i : i + 4] for i in range(8, len(content), 4))

    def compact(content: bytes) -> bytes:
        sizes = struct.unpack(f">{(len(content) - 12) // 4}I", content[12:])
        return struct.pack(">III", 0, 16, len(sizes)) + struct.pack(f">{len(sizes)}H", *sizes)

    path = replace(folder / "a.m4a", "o.m4a", stco=wide, stsz=compact)
    data = path.read_bytes()
    path.write_bytes(data.replace(b"stco", b"co64").replace(b"stsz", b"stz2"))
    assert np.array_equal(read(path), read(folder / "a.m4a"))


# edit lists

SECOND = 44100


@pytest.mark.slow
@pytest.mark.parametrize(
    ("entries", "pieces"),
    [
        ([(1000, 1024), (2000, 1024 + SECOND)], [(0, 3 * SECOND)]),
        ([(1000, 1024), (1000, 1024 + SECOND)], [(0, 2 * SECOND)]),
        ([(1000, 1024), (500, 1024 + 2 * SECOND)], [(0, SECOND), (2 * SECOND, SECOND // 2)]),
        ([(1000, 1024 + SECOND), (1000, 1024)], [(SECOND, SECOND), (0, SECOND)]),
        ([(500, -1), (1000, 1024)], [(-1, SECOND // 2), (0, SECOND)]),
        ([(100, 1024), (250, -1), (100, 1024)], [(0, 4410), (-1, 11025), (0, 4410)]),
        ([(0, 1024)], [(0, 3 * SECOND)]),
    ],
)
@pytest.mark.parametrize("suffix", ["m4a", "mov"])
def test_edits(suffix: str, entries: list[tuple[int, int]], pieces: list[tuple[int, int]], folder: Path) -> None:
    """Of coded audio, and of PCM, which has no delay."""
    if suffix == "mov":
        run("ffmpeg -v error -y -i a.wav -c:a pcm_s16le a.mov", folder)
        entries = [(length, start - 1024 if start >= 0 else start) for length, start in entries]
    source = folder / f"a.{suffix}"
    whole = read(source)
    parts = [whole[:, a : a + n] if a >= 0 else np.zeros((2, n), np.float32) for a, n in pieces]
    wanted = np.concatenate(parts, axis=1)
    path = replace(source, f"e.{suffix}", elst=edits(*entries))
    assert np.array_equal(read(path), wanted)
    with AudioFile(str(path)) as f:
        assert f.exact_duration_known
        for at in range(0, f.frames, 5003):
            f.seek(at)
            assert np.array_equal(f.read(6000), wanted[:, at : at + 6000]), at


# packets that yield nothing


def test_mp3_with_its_tag(folder: Path) -> None:
    """The encoder's tag is the first packet. It is as long as another one in the file's time, and silent."""
    run("lame --quiet -V2 a.wav x.mp3; gst-launch-1.0 -q filesrc location=x.mp3 ! mpegaudioparse ! mp4mux ! "
        "filesink location=x.mp4", folder)  # fmt: skip
    found, wanted = read(folder / "x.mp4"), read(folder / "x.mp3")
    assert not found[:, :1152].any()
    assert place(found, wanted) == 1152 + 1105
    with AudioFile(str(folder / "x.mp4")) as f:
        for at in range(0, f.frames, 7919):
            f.seek(at)
            assert np.array_equal(f.read(1000), found[:, at : at + 1000]), at


def test_mono_that_claims_to_be_stereo(folder: Path) -> None:
    run("ffmpeg -v error -y -i a.wav -ac 1 -c:a libmp3lame m.mp4", folder)
    path = replace(folder / "m.mp4", "n.mp4", stsd=lambda c: c[:32] + b"\0\2" + c[34:])
    assert read(path).shape[0] == 1
    assert np.array_equal(read(path), read(folder / "m.mp4"))


# several tracks, and what is refused


def test_enabled_track(folder: Path) -> None:
    """Of two tracks the first is read, or the one that is enabled."""
    run("sox -D -R -n -r 44100 -c 1 b.wav synth 1 sine 700 gain -3", folder)
    run("ffmpeg -v error -y -i a.wav -i b.wav -map 0 -map 1 -c:a alac -disposition:a:0 default two.m4a", folder)
    path = folder / "two.m4a"
    assert read(path).shape == (2, 3 * SECOND)
    flags = iter((b"\0\0\2", b"\0\0\7"))
    second = replace(path, "second.m4a", tkhd=lambda c: c[:1] + next(flags) + c[4:])
    assert read(second).shape == (1, SECOND)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"dref": lambda c: c[:8] + b"\0\0\0\x1aurl \0\0\0\0file:other.mov\0"}, "another file"),
        ({"stsd": lambda c: c.replace(b"mp4a", b"QDM2", 1)}, "QDesign Music 2"),
        ({"stsd": lambda c: c.replace(b"mp4a", b"enca", 1)}, "encrypted"),
        ({"stsd": lambda c: c.replace(b"mp4a", b"ssmv", 1)}, "SMV"),
    ],
)
def test_refused(change: dict[str, Callable[[bytes], bytes]], message: str, folder: Path) -> None:
    path = replace(folder / "a.m4a", "r.m4a", **change)
    with pytest.raises(gaudiofile.UnsupportedFormatError, match=message):
        AudioFile(str(path))


# Codecs of phones, which nothing encodes any more: type, bytes of a packet at the full rate, and whatever bits.
SPEECH = {"evrc": (b"sevc", 23), "qcelp": (b"sqcp", 35)}


def speech(folder: Path, codec: str, more: bytes = b"") -> Path:
    kind, size = SPEECH[codec]
    rng = np.random.default_rng(size)
    packets = b"".join(b"\4" + rng.bytes(size - 1) for _ in range(100))
    entry = kind + struct.pack(">6xHQHHIHH", 1, 0, 1, 16, 0, 8000, 0) + more

    def places(content: bytes) -> bytes:
        return struct.pack(">II", 0, 1) + content[8:12]

    run("ffmpeg -v error -y -f lavfi -i sine=d=2:r=8000 -c:a aac -f mov t.mov", folder)
    return replace(
        folder / "t.mov",
        f"{codec}{more.hex()}.3g2",
        mdat=lambda _: packets,
        stsd=lambda _: struct.pack(">III", 0, 1, len(entry) + 4) + entry,
        stts=lambda _: struct.pack(">IIII", 0, 1, 100, 160),
        stsz=lambda _: struct.pack(">III", 0, size, 100),
        stsc=lambda _: struct.pack(">IIIII", 0, 1, 1, 100, 1),
        stco=places,
        elst=edits((2000, 0)),
    )


@pytest.mark.slow
@pytest.mark.parametrize("number", [None, {"evrc": 0xA0, "qcelp": 0xE1}], ids=["type", "number"])
@pytest.mark.parametrize("codec", SPEECH)
def test_speech(codec: str, number: dict[str, int] | None, folder: Path) -> None:
    path = speech(folder, codec)
    other = decode(path, 1)
    if number is not None:  # MPEG-4's way to name it, which FFmpeg does not know of EVRC
        config = struct.pack(">BBHBBBB12x", 3, 18 + 3 - 1, 0, 0, 4, 13, number[codec])
        esds = struct.pack(">I4sI", 12 + len(config), b"esds", 0) + config
        path = speech(folder, codec, esds)
        path.write_bytes(path.read_bytes().replace(SPEECH[codec][0], b"mp4a"))
    whole = check(lambda: AudioFile(str(path)), codec)
    with AudioFile(str(path)) as f:
        assert (f.codec, f.samplerate, f.num_channels, f.frames) == (codec, 8000, 1, 16000)
    assert whole.shape == other.shape
    assert np.abs(whole).max() > 0.01
    np.testing.assert_allclose(whole, other, atol=1e-6)


@pytest.mark.slow
@pytest.mark.parametrize(("codec", "box"), [("evrc", b"devc"), ("qcelp", b"dqcp")])
def test_speech_of_several_frames_a_packet(codec: str, box: bytes, folder: Path) -> None:
    """Their decoders take one."""
    one, ten = (speech(folder, codec, struct.pack(">I4s4sBB", 14, box, b"abcd", 0, n)) for n in (1, 10))
    assert read(one).shape == (1, 16000)
    with pytest.raises(gaudiofile.UnsupportedFormatError, match="several frames"):
        AudioFile(str(ten))
