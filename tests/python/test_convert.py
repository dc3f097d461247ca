# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""convert(): one file of another. What is in the new one is judged by AudioFile and by other programs."""

import asyncio
import io
import json
import os
import random
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

import every_format
import mutagen
import numpy as np
import pytest
from kinds import KINDS, Kind
from signals import RATE, make_signal

import gaudiofile
from gaudiofile import AudioFile, convert
from gaudiofile.tags import Cover, Tags

JPEG = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 4 + b"\xff\xd9"


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A second of every format that can be read."""
    folder = tmp_path_factory.mktemp("short")
    return every_format.make_every_format(folder, 1)


@pytest.fixture(scope="module")
def song(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four seconds of 16-bit stereo FLAC with tags and a cover."""
    path = tmp_path_factory.mktemp("song") / "song.flac"
    texts = {"title": "A ☃", "artist": ["One", "Two"], "replaygain_track_gain": "-3.00 dB"}
    with AudioFile(str(path), "w", RATE, 2, tags=Tags(texts, covers=[Cover(JPEG)])) as f:
        f.write(make_signal(4 * RATE).T.astype("f4") * 0.5)
    return path


def read(path: Path | str) -> np.ndarray:
    with AudioFile(str(path)) as f:
        return f.read(f.frames) if f.frames else np.zeros((f.num_channels, 0), "f4")


def frames_by_ffmpeg(path: Path) -> int:
    """Decoded and counted."""
    command = ["ffmpeg", "-v", "error", "-i", str(path), "-f", "s16le", "-"]
    with AudioFile(str(path)) as f:
        channels = f.num_channels
    return len(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout) // 2 // channels


# every readable to every writable


@pytest.mark.slow
def test_every_readable(short: dict[str, Path], tmp_path: Path) -> None:
    """To FLAC: as many frames, and the samples of what is stored as integers."""
    for name, path in short.items():
        if name == "tta.mka":  # which cannot be read
            continue
        with AudioFile(str(path)) as f:
            samples, what = f.read(f.frames), (f.samplerate, f.num_channels)
            keeps = f.file_dtype in ("int16", "int24")
        made = convert(path, tmp_path / "out.flac")
        assert made.frames == samples.shape[1], name
        with AudioFile(str(tmp_path / "out.flac")) as f:
            assert (f.samplerate, f.num_channels, f.frames) == (*what, made.frames), name
            difference = np.abs(f.read(f.frames) - samples).max(initial=0)
        assert difference == 0 if keeps else difference < 1e-2, (name, difference)


@pytest.mark.parametrize("name", KINDS)
def test_every_writable(short: dict[str, Path], tmp_path: Path, name: str) -> None:
    kind: Kind = KINDS[name]
    target = tmp_path / f"out.{kind.format}"
    made = convert(short["flac.flac"], target, codec=kind.codec)
    with AudioFile(str(target)) as f:
        assert f.frames == kind.frames(RATE, RATE)
        assert f.samplerate == kind.rate(RATE)
    assert made.frames == RATE
    if not kind.is_lossless:  # FFmpeg does not cut all off that is to be
        assert 0 <= frames_by_ffmpeg(target) - kind.frames(RATE, RATE) < 4096
        return
    assert np.array_equal(read(target), read(short["flac.flac"]))
    assert frames_by_ffmpeg(target) == RATE
    if name == "flac":
        subprocess.run(["flac", "--silent", "--test", target], check=True)


@pytest.mark.slow
@pytest.mark.parametrize("depth", (8, 24, 32, 64))
def test_depths_are_kept(tmp_path: Path, depth: int) -> None:
    """Bits that float32 has no room for too: samples are handed on as they are stored."""
    data = np.random.default_rng(depth).integers(-(2**31), 2**31, (2, 5000)).astype(np.int32) if depth == 32 else None
    source, target = tmp_path / "a.aiff", tmp_path / "b.caf"
    if depth == 64:
        source = tmp_path / "a.wav"
        with AudioFile(str(source), "w", RATE, 2, bit_depth=64) as f:
            f.write(np.random.default_rng(1).standard_normal((2, 5000)))
    else:
        with AudioFile(str(source), "w", RATE, 2, bit_depth=depth) as f:
            f.write(make_signal(5000).T.astype("f4") if data is None else data)
    convert(source, target)
    with AudioFile(str(target)) as f:
        assert f.bit_depth == depth
    judged = [
        subprocess.run(["ffmpeg", "-v", "error", "-i", p, "-f", "f64le", "-"], check=True, capture_output=True).stdout
        for p in (source, target)
    ]
    if depth == 32:  # which CAF stores as float here
        a, b = (np.frombuffer(j) for j in judged)
        assert np.abs(a - b).max() < 2**-23
    else:
        assert judged[0] == judged[1]


# what is left open


def test_what_is_nearest(tmp_path: Path) -> None:
    with AudioFile(str(tmp_path / "a.wav"), "w", 96000, 6, bit_depth=24) as f:
        f.write(np.full((6, 9600), 0.25, "f4"))
    assert convert(tmp_path / "a.wav", tmp_path / "a.mp3").frames == 4800
    with AudioFile(str(tmp_path / "a.mp3")) as f:
        assert (f.samplerate, f.num_channels, f.frames) == (48000, 2, 4800)
    convert(tmp_path / "a.wav", tmp_path / "a.flac")
    with AudioFile(str(tmp_path / "a.flac")) as f:
        assert (f.samplerate, f.num_channels, f.bit_depth) == (96000, 6, 24)


def test_what_cannot_be(song: Path, tmp_path: Path) -> None:
    for error, options in (
        (ValueError, {"samplerate": 96000, "format": "mp3"}),
        (ValueError, {"num_channels": 3, "format": "mp3"}),
        (ValueError, {"samplerate": -1}),
        (ValueError, {"loudness": -18, "peak": -1}),
        (ValueError, {"peak": 1}),
        (ValueError, {"offset": -1}),
        (ValueError, {"offset": 4 * RATE + 1}),
        (ValueError, {"effects": "no such ! thing"}),
        (TypeError, {"effects": 3}),
        (TypeError, {"offset": 1.5}),
        (gaudiofile.UnsupportedFormatError, {"format": "xyz"}),
    ):
        with pytest.raises(error):
            convert(song, tmp_path / "out.flac", **options)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="extension"):
        convert(song, tmp_path / "out")
    with pytest.raises(FileNotFoundError) as missing:
        convert(tmp_path / "none.wav", tmp_path / "out.flac")
    assert missing.value.filename == str(tmp_path / "none.wav")
    with pytest.raises(FileNotFoundError) as missing:
        convert(song, tmp_path / "no folder" / "out.flac")
    assert missing.value.filename == str(tmp_path / "no folder" / "out.flac")
    assert os.listdir(tmp_path) == []


# parts, rates, channels


def test_range(song: Path, tmp_path: Path) -> None:
    whole = read(song)
    assert convert(song, tmp_path / "a.wav", offset=1234, frames=50_000).frames == 50_000
    assert np.array_equal(read(tmp_path / "a.wav"), whole[:, 1234:51_234])
    assert convert(song, tmp_path / "a.wav", offset=4 * RATE - 5, frames=50_000).frames == 5
    assert convert(song, tmp_path / "a.wav", offset=4 * RATE).frames == 0
    assert convert(song, tmp_path / "a.wav", frames=0).frames == 0


def test_rate_of_a_range(song: Path, tmp_path: Path) -> None:
    """A part sounds as if it were a file of its own."""
    convert(song, tmp_path / "part.wav", offset=1000, frames=RATE, bit_depth=32)
    convert(song, tmp_path / "a.wav", offset=1000, frames=RATE, samplerate=16000, num_channels=1, bit_depth=32)
    with AudioFile(str(tmp_path / "part.wav"), samplerate=16000, num_channels=1) as f:
        assert np.allclose(f.read(f.frames), read(tmp_path / "a.wav"), atol=1e-4)  # integers as floats are x / 32768
        assert f.frames == 16000


def test_matrix(song: Path, tmp_path: Path) -> None:
    convert(song, tmp_path / "a.wav", matrix=[[0, 1], [1, 0], [0.5, 0]], bit_depth=32)
    whole, mixed = read(song), read(tmp_path / "a.wav")
    assert np.array_equal(mixed[:2], whole[::-1])
    assert np.array_equal(mixed[2], whole[0] / 2)
    with pytest.raises(ValueError, match="matrix"):
        convert(song, tmp_path / "a.wav", matrix=[[1, 0, 0]])


# level


def test_gain_and_fades(song: Path, tmp_path: Path) -> None:
    """Fades are what FFmpeg's afade makes with its straight lines."""
    made = convert(song, tmp_path / "a.wav", gain=-6, fade_in=0.5, fade_out=1.25, bit_depth=32)
    filters = f"volume=-6dB,afade=t=in:d=0.5,afade=t=out:st={4 - 1.25}:d=1.25"
    command = ["ffmpeg", "-v", "error", "-i", song, "-filter:a", f"aformat=fltp,{filters}", "-f", "f32le", "-"]
    judged = np.frombuffer(subprocess.run(command, check=True, capture_output=True).stdout, "f4").reshape(-1, 2).T
    assert made.gain == pytest.approx(-6)
    assert np.abs(read(tmp_path / "a.wav") - judged * 32768 / 32767).max() < 3e-4


def test_peak(song: Path, tmp_path: Path) -> None:
    made = convert(song, tmp_path / "a.wav", peak=-1, fade_in=1, bit_depth=32)
    assert np.abs(read(tmp_path / "a.wav")).max() == pytest.approx(10 ** (-1 / 20), abs=1e-6)
    assert made.gain > 0
    convert(song, tmp_path / "b.flac", peak=0)
    assert np.abs(read(tmp_path / "b.flac")).max() == 1


def test_loudness(song: Path, tmp_path: Path) -> None:
    made = convert(song, tmp_path / "a.flac", loudness=-30)
    assert gaudiofile.loudness(tmp_path / "a.flac").integrated == pytest.approx(-30, abs=0.01)
    assert made.gain == pytest.approx(-30 - gaudiofile.loudness(song).integrated, abs=0.01)
    # No louder than can be.
    made = convert(song, tmp_path / "a.wav", loudness=0, bit_depth=32)
    assert gaudiofile.loudness(tmp_path / "a.wav").true_peak == pytest.approx(0, abs=0.01)
    assert made.gain < 0 - gaudiofile.loudness(song).integrated
    # Silence stays what it is.
    with AudioFile(str(tmp_path / "s.wav"), "w", RATE, 1) as f:
        f.write(np.zeros((1, RATE), "f4"))
    assert convert(tmp_path / "s.wav", tmp_path / "t.wav", loudness=-18).gain == 0
    assert convert(tmp_path / "s.wav", tmp_path / "t.wav", peak=-1).gain == 0


# effects


def test_effects_of_gstreamer(song: Path, tmp_path: Path) -> None:
    """Against what the elements do in a pipeline of their own."""
    effects = "audioecho delay=200000000 intensity=0.5 ! audiodynamic ratio=2"
    assert convert(song, tmp_path / "a.wav", effects=effects, bit_depth=32).frames == 4 * RATE
    pipeline = f"filesrc location={song} ! flacparse ! flacdec ! audioconvert ! audio/x-raw,format=F32LE ! {effects}"
    subprocess.run(
        ["gst-launch-1.0", "-q", *f"{pipeline} ! filesink location={tmp_path / 'judge'}".split()],
        check=True,
        capture_output=True,
    )
    judged = np.fromfile(tmp_path / "judge", "f4").reshape(-1, 2).T
    assert judged.shape[1] == 4 * RATE
    assert np.abs(read(tmp_path / "a.wav") - judged * 32768 / 32767).max() < 1e-3


def test_effects_keep_the_length(song: Path, tmp_path: Path) -> None:
    """Of elements that hold audio back, have threads of their own, or give more or less than they take."""
    whole = read(song)
    for effects, same in (
        ("audiobuffersplit output-buffer-duration=1/7", True),
        ("queue ! identity ! queue", True),
        ("identity eos-after=5", False),
        ("pitch tempo=0.5" if has_element("pitch") else "scaletempo", False),
    ):
        assert convert(song, tmp_path / "a.wav", effects=effects).frames == 4 * RATE
        assert not same or np.array_equal(read(tmp_path / "a.wav"), whole), effects


def has_element(name: str) -> bool:
    return subprocess.run(["gst-inspect-1.0", "--exists", name]).returncode == 0


class Delay:
    """As plugins with a delay are: what comes out is late, and comes when something else goes in."""

    def __init__(self, frames: int) -> None:
        self.frames = frames
        self.reset()

    def reset(self) -> None:
        self.held: np.ndarray | None = None

    def process(self, samples: np.ndarray, sample_rate: float, reset: bool = True) -> np.ndarray:
        held = samples if self.held is None else np.concatenate((self.held, samples), axis=1)
        ready = max(held.shape[1] - self.frames, 0)
        self.held = held[:, ready:]
        return held[:, :ready] * 0.5


def test_effects_of_python(song: Path, tmp_path: Path) -> None:
    whole = read(song)
    convert(song, tmp_path / "a.wav", effects=lambda samples: samples[::-1] * 0.5, bit_depth=32)
    assert np.array_equal(read(tmp_path / "a.wav"), whole[::-1] * 0.5)
    # Twice, for the level: the second pass must not hear of the first.
    made = convert(song, tmp_path / "a.wav", effects=["volume volume=0.5", Delay(30_000)], peak=-6, bit_depth=32)
    assert made.frames == 4 * RATE
    expected = whole / np.abs(whole).max() * 10 ** (-6 / 20)
    assert np.abs(read(tmp_path / "a.wav") - expected).max() < 1e-6

    def fail(samples: np.ndarray) -> np.ndarray:
        raise KeyError("as told")

    for effects, error in ((fail, KeyError), (lambda samples: samples[0, 0], ValueError)):
        with pytest.raises(error):
            convert(song, tmp_path / "b.wav", effects=effects)
    assert not (tmp_path / "b.wav").exists()


# without loss


@pytest.mark.slow
@pytest.mark.parametrize(
    ("extension", "codec", "quality"), (("mp3", None, "V2"), ("ogg", None, 128), ("ogg", "opus", 96))
)
def test_cut_packets(song: Path, tmp_path: Path, extension: str, codec: str | None, quality: Any) -> None:
    """The samples of the part are those of the whole, for us; for FFmpeg there are as many."""
    source, target = tmp_path / f"a.{extension}", tmp_path / f"b.{extension}"
    convert(song, source, codec=codec, quality=quality)
    whole = read(source)
    for offset, frames in ((0, None), (50_000, 30_000), (1, 7), (whole.shape[1] - 500, None)):
        made = convert(source, target, offset=offset, frames=frames, lossless=True)
        part = read(target)
        early = part.shape[1] - (frames or whole.shape[1] - offset)
        assert made.frames == part.shape[1]
        assert early == 0 or (extension, codec) == ("ogg", None)
        assert 0 <= early < 2048
        assert np.array_equal(part, whole[:, offset - early : offset - early + part.shape[1]])
        if part.shape[1] > 1000:
            assert frames_by_ffmpeg(target) == part.shape[1]
    kept = gaudiofile.tags.read(target)
    assert (kept["title"], len(kept.covers or [])) == (["A ☃"], 1)
    assert "replaygain_track_gain" not in kept
    convert(source, target, lossless=True, tags={"title": "New"})
    assert gaudiofile.tags.read(target)["title"] == ["New"]
    convert(source, target, lossless=True, tags=False)
    assert not dict(gaudiofile.tags.read(target))
    into = io.BytesIO()
    convert(source, into, format=extension, lossless=True, codec=codec, offset=RATE)
    with AudioFile(into.getvalue()) as f:
        assert np.array_equal(f.read(f.frames)[:, -1000:], whole[:, -1000:])


def test_lossless_samples(song: Path, tmp_path: Path) -> None:
    convert(song, tmp_path / "a.wav", offset=5, frames=100, lossless=True)
    assert np.array_equal(read(tmp_path / "a.wav"), read(song)[:, 5:105])
    convert(song, tmp_path / "a.m4a", codec="alac", lossless=True)
    assert np.array_equal(read(tmp_path / "a.m4a"), read(song))
    with AudioFile(str(tmp_path / "f.wav"), "w", RATE, 1, bit_depth=32) as f:
        f.write(np.zeros((1, 100), "f4"))
    convert(song, tmp_path / "a.mp3")
    convert(song, tmp_path / "aac.m4a")
    for source, target, options, error in (
        (song, "b.mp3", {}, ValueError),
        (song, "b.flac", {"gain": -1}, ValueError),
        (song, "b.flac", {"samplerate": 8000}, ValueError),
        (song, "b.wav", {"bit_depth": 8}, ValueError),
        (tmp_path / "f.wav", "b.flac", {}, ValueError),
        (tmp_path / "a.mp3", "b.ogg", {}, ValueError),
        (tmp_path / "a.mp3", "b.mp3", {"gain": 1}, ValueError),
        (tmp_path / "a.mp3", "b.mp3", {"num_channels": 1}, ValueError),
        (tmp_path / "a.mp3", "b.mp3", {"offset": 5 * RATE}, ValueError),
        (tmp_path / "aac.m4a", "b.m4a", {}, gaudiofile.UnsupportedFormatError),
    ):
        with pytest.raises(error):
            convert(source, tmp_path / target, lossless=True, **options)  # type: ignore[arg-type]
        assert not (tmp_path / target).exists()


# tags


@pytest.mark.parametrize("extension", ("mp3", "ogg", "opus", "m4a", "wav", "aiff", "wv", "wma", "flac"))
def test_tags_are_kept(song: Path, tmp_path: Path, extension: str) -> None:
    target = tmp_path / f"a.{extension}"
    convert(song, target)
    kept = gaudiofile.tags.read(target)
    assert kept["title"] == ["A ☃"]
    assert kept["artist"] in (["One", "Two"], ["One Two"])
    assert kept["replaygain_track_gain"] == ["-3.00 dB"]
    assert [bytes(cover.data) for cover in kept.covers or []] == [JPEG]
    assert "A ☃" in str(dict(mutagen.File(target).tags))


def test_tags_are_chosen(song: Path, tmp_path: Path) -> None:
    target = tmp_path / "a.flac"
    convert(song, target, gain=-1)
    assert "replaygain_track_gain" not in gaudiofile.tags.read(target)
    convert(song, target, tags={"title": "New", "artist": None, "genre": "g"})
    changed = gaudiofile.tags.read(target)
    assert (changed.get("title"), changed.get("artist"), changed.get("genre")) == (["New"], None, ["g"])
    assert len(changed.covers or []) == 1
    convert(song, target, tags=Tags({"title": "Only"}, covers=[]))
    assert dict(gaudiofile.tags.read(target)) == {"title": ["Only"]}
    assert not gaudiofile.tags.read(target).covers
    convert(song, target, tags=False)
    assert not dict(gaudiofile.tags.read(target))
    convert(song, tmp_path / "a.au")  # which has none
    with pytest.raises(gaudiofile.UnsupportedFormatError):
        convert(song, tmp_path / "a.au", tags={"title": "t"})


def test_tags_without_a_place(song: Path, tmp_path: Path) -> None:
    """WavPack has one cover of a kind: the other is left out, unless it was asked for."""
    source, both = tmp_path / "a.flac", [Cover(JPEG), Cover(JPEG[:100])]
    convert(song, source, tags=Tags({"title": "t"}, covers=both))
    convert(source, tmp_path / "a.wv")
    kept = gaudiofile.tags.read(tmp_path / "a.wv")
    assert kept["title"] == ["t"]
    assert [bytes(cover.data) for cover in kept.covers or []] == [JPEG]
    with pytest.raises(ValueError, match="cover"):
        convert(source, tmp_path / "b.wv", tags=Tags({}, covers=both))
    assert not (tmp_path / "b.wv").exists()


# ends other than names


def test_sources(song: Path, tmp_path: Path) -> None:
    whole, target = read(song), tmp_path / "a.wav"
    data = song.read_bytes()
    with open(song, "rb") as file:
        for source in (data, io.BytesIO(data), file, memoryview(data)):
            assert convert(source, target).frames == 4 * RATE
            assert np.array_equal(read(target), whole)
    with AudioFile(str(song)) as f:
        f.seek(77)
        convert(f, target)
        assert not f.closed
        convert(f.resampled_to(22050), target)
        assert len(read(target)[0]) == 2 * RATE
    with AudioFile(str(song), num_channels=1) as f:
        convert(f, target, bit_depth=32)
        assert np.array_equal(read(target)[0], whole.mean(axis=0, dtype="f4"))
    with AudioFile(str(song), isolation="process") as f:  # whose tags are not read
        convert(f, target)
        assert np.array_equal(read(target), whole)
        assert not dict(gaudiofile.tags.read(target))
    convert(song, tmp_path / "a.mp3")
    with (
        AudioFile(str(tmp_path / "a.mp3"), isolation="process") as f,
        pytest.raises(gaudiofile.IsolationError, match="cut"),
    ):
        convert(f, tmp_path / "b.mp3", lossless=True)
    with pytest.raises(TypeError):
        convert(3, target)


def test_destinations(song: Path, tmp_path: Path) -> None:
    into = io.BytesIO()
    with pytest.raises(TypeError, match="format"):
        convert(song, into)
    convert(song, into, format="wav")
    with AudioFile(into.getvalue()) as f:
        assert np.array_equal(f.read(f.frames), read(song))
    with open(tmp_path / "a.flac", "wb") as file:
        convert(song, file)
    assert np.array_equal(read(tmp_path / "a.flac"), read(song))

    class Full(io.BytesIO):
        def write(self, data: Any) -> int:
            raise OSError(28, "as told")

    with pytest.raises(OSError, match="as told"):
        convert(song, Full(), format="wav")


def test_in_place(song: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.flac"
    shutil.copy(song, path)
    convert(path, path, gain=-6)
    assert np.abs(read(path) - read(song) * 10 ** (-6 / 20)).max() < 1e-4
    os.symlink(path, tmp_path / "link.flac")
    convert(path, tmp_path / "link.flac", offset=RATE)
    assert (tmp_path / "link.flac").is_symlink()
    assert read(path).shape[1] == 3 * RATE
    assert sorted(os.listdir(tmp_path)) == ["a.flac", "link.flac"]


# threads


@pytest.mark.parametrize("extension", ("flac", "mp3", "ogg", "opus", "m4a"))
def test_two_threads(song: Path, tmp_path: Path, extension: str) -> None:
    """Make the same file as one."""
    source = tmp_path / f"a.{extension}"
    convert(song, source)
    for number in (1, 2):
        convert(source, tmp_path / f"{number}.wav", threads=number, samplerate=32000, bit_depth=32)
    assert (tmp_path / "1.wav").read_bytes() == (tmp_path / "2.wav").read_bytes()
    assert "gaf-ahead" not in thread_names()


def thread_names() -> set[str]:
    return {Path(f"/proc/self/task/{t}/comm").read_text().strip() for t in os.listdir("/proc/self/task")}


def test_progress(song: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    convert(song, tmp_path / "a.mp3", progress=lambda *numbers: told.append(numbers))
    assert told[-1] == (4 * RATE, 4 * RATE)
    assert told == sorted(told)
    convert(song, tmp_path / "a.mp3", peak=-1, progress=lambda *numbers: told.append(numbers))
    assert told[-1] == (8 * RATE, 8 * RATE)

    def fail(done: int, total: int) -> None:
        raise KeyError("as told")

    with pytest.raises(KeyError):
        convert(song, tmp_path / "b.mp3", progress=fail)
    assert os.listdir(tmp_path) == ["a.mp3"]


@pytest.mark.fault("a full disk, while a file is converted", "`ENOSPC`; the old file stays")
def test_full_disk(song: Path, tmp_path: Path) -> None:
    """As ulimit has it: the file cannot grow."""
    (tmp_path / "a.wav").write_bytes(b"old")
    script = (
        "import resource, signal, sys, gaudiofile\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))\n"
        "try: gaudiofile.convert(sys.argv[1], sys.argv[2])\n"
        "except OSError as error: print(error.errno, error.filename)\n"
    )
    command = [os.sys.executable, "-c", script, str(song), str(tmp_path / "a.wav")]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert said.split() == ["27", str(tmp_path / "a.wav")]
    assert (tmp_path / "a.wav").read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.wav"]


# giving up


@pytest.mark.slow
@pytest.mark.fault("a conversion is cancelled", "no new file; the old one stays")
def test_cancelled_at_random(song: Path, tmp_path: Path) -> None:
    """40 times, by asyncio: ends within 50 ms, and leaves nothing."""
    chance = random.Random(1)
    (tmp_path / "old.mp3").write_bytes(b"old")
    late: list[float] = []
    whole: list[int] = []

    async def once(options: dict[str, Any]) -> None:
        task = asyncio.create_task(gaudiofile.convert_async(song, tmp_path / "old.mp3", **options))
        await asyncio.sleep(chance.uniform(0, 0.15))
        began = time.monotonic()
        task.cancel()
        try:
            await task
        except asyncio.CancelledError:
            late.append(time.monotonic() - began)
            # It may have been whole just before.
            if (tmp_path / "old.mp3").read_bytes() != b"old":
                whole.append(read(tmp_path / "old.mp3").shape[1])
        (tmp_path / "old.mp3").write_bytes(b"old")
        assert os.listdir(tmp_path) == ["old.mp3"]

    async def all_of_them() -> None:
        for i in range(40):
            await once([{}, {"peak": -1}, {"samplerate": 22050}, {"effects": "audioecho delay=1000000"}][i % 4])

    asyncio.run(all_of_them())
    assert len(late) > 20
    assert len(whole) < len(late) / 2
    assert {*whole} <= {4 * RATE, 2 * RATE}
    assert sorted(late)[len(late) // 2] < 0.05


def test_async(song: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []

    async def both() -> tuple[gaudiofile.Converted, gaudiofile.Converted]:
        return await asyncio.gather(
            gaudiofile.convert_async(song, tmp_path / "a.wav", progress=lambda *numbers: told.append(numbers)),
            gaudiofile.convert_async(song, tmp_path / "b.flac"),
        )

    assert [made.frames for made in asyncio.run(both())] == [4 * RATE, 4 * RATE]
    assert told[-1] == (4 * RATE, 4 * RATE)


# many


def test_many(short: dict[str, Path], tmp_path: Path) -> None:
    source = tmp_path / "in"
    (source / "deeper" / "still").mkdir(parents=True)
    for place, name in (("", "flac.flac"), ("deeper", "bare.mp3"), ("deeper/still", "pcm_s24le.wav")):
        shutil.copy(short[name], source / place / name)
    (source / "notes.txt").write_text("no audio")
    told: list[tuple[int, int]] = []
    made = gaudiofile.convert_many(source, source / "out", format="ogg", progress=lambda *n: told.append(n))
    expected = ["bare.ogg", "pcm_s24le.ogg", "flac.ogg"]
    assert sorted(Path(name).name for name in made) == sorted(expected)
    for name, result in made.items():
        assert isinstance(result, gaudiofile.Converted)
        assert read(name).shape[1] == result.frames
    assert told[-1] == (3, 3)
    assert (source / "out" / "deeper" / "still" / "pcm_s24le.ogg").exists()
    # Once more: what was made is not converted again.
    assert gaudiofile.convert_many(source, source / "out", format="ogg").keys() == made.keys()


def test_many_errors(short: dict[str, Path], tmp_path: Path) -> None:
    pairs = [(short["flac.flac"], tmp_path / "a.mp3"), (tmp_path / "none", tmp_path / "b.mp3")]
    pairs.append((short["vorbis.ogg"], tmp_path / "c.mp3"))
    made = gaudiofile.convert_many(pairs, errors="none", threads=1)
    assert [type(result) for result in made.values()][::2] == [gaudiofile.Converted] * 2
    error = made[str(tmp_path / "b.mp3")]
    assert isinstance(error, FileNotFoundError)
    assert error.filename == str(tmp_path / "none")
    (tmp_path / "c.mp3").unlink()
    for threads in (1, 3):
        with pytest.raises(FileNotFoundError):
            gaudiofile.convert_many(pairs, threads=threads)
    with pytest.raises(ValueError, match="same file"):
        gaudiofile.convert_many([pairs[0], pairs[0]])
    with pytest.raises(TypeError, match="effects"):
        gaudiofile.convert_many(pairs, effects=lambda samples: samples)
    with pytest.raises(ValueError, match="folder"):
        gaudiofile.convert_many(tmp_path)
    assert (
        asyncio.run(gaudiofile.convert_many_async({pairs[0][0]: pairs[0][1]}))[str(tmp_path / "a.mp3")].frames == RATE
    )  # type: ignore[union-attr]


def test_ffprobe_agrees(song: Path, tmp_path: Path) -> None:
    """On what the file is: format, rate, channels, tags and cover."""
    convert(song, tmp_path / "a.mp3", samplerate=48000, num_channels=1, quality=128)
    command = ["ffprobe", "-v", "error", "-of", "json", "-show_streams", "-show_format", tmp_path / "a.mp3"]
    said = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    sound, cover = said["streams"]
    assert (sound["codec_name"], sound["sample_rate"], sound["channels"]) == ("mp3", "48000", 1)
    assert sound["bit_rate"] == "128000"
    assert cover["codec_type"] == "video"
    assert said["format"]["tags"]["title"] == "A ☃"
