# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""probe() tells of each file what AudioFile tells, and what FFmpeg does, or it is said here why not."""

import io
import os
import struct
import subprocess
from pathlib import Path
from typing import Any

import gi
import pytest
from formats import FORMATS, make

import gaudiofile
from gaudiofile import AudioFile, Info, Limits, probe

gi.require_version("GAudioFile", "1.0")
from gi.repository import GAudioFile, Gio, GLib  # noqa: E402

CORPUS = Path(os.environ.get("GAF_CORPUS") or Path(__file__).resolve().parents[3] / "shared" / "corpus")
FILES = sorted(p for p in CORPUS.glob("*/*") if p.suffix not in (".pcm", ".md")) if CORPUS.is_dir() else []


def told_by_both(info: Any) -> tuple[Any, ...]:
    return (
        *(info.container, info.codec, info.samplerate, info.num_channels, info.file_dtype, info.bit_depth),
        *(info.frames, info.exact_duration_known, info.duration),
    )


def check_own(path: Path) -> Info | None:
    """What AudioFile says of a file, errors too; None: it does not open."""
    try:
        with AudioFile(path) as f:
            info = probe(path)
            assert told_by_both(info) == told_by_both(f), path.name
            assert probe(f) == info and f.tell() == 0
    except gaudiofile.Error as error:
        with pytest.raises(type(error)) as raised:
            probe(path)
        assert str(raised.value) == str(error)
        return None
    assert info.format and info.container in (None, info.format)
    return info


# beside FFmpeg: what its libraries tell when they open a file, which is what ffprobe shows

LAYOUTS = {
    # Not said in the file, and what FFmpeg takes 2 or 6 channels for.
    None: {"stereo", "2 channels", "5.1", "6 channels", "4.0", "7.1", "3 channels", "4 channels", "5 channels"},
    "mono": {"mono", "1 channels", "1 channels (FL)"},
    # Two channels of Matroska, ASF and others are left and right, as anywhere.
    "stereo": {"stereo", "2 channels"},
    # CAF's and TrueHD's tag does not tell side from back.
    "5.1": {"5.1", "5.1(side)", "6 channels"},
}


ODD = "packets of any bit rate, channels or rate, of which FFmpeg goes by the first"
KNOWN = {
    "alac.caf": "FFmpeg gives a rate that the codec's header names",
    "alac-24-mono.caf": "the same",
    "vbr-no-tag.mp3": "FFmpeg guesses length and bit rate by the first frames",
    "mpeg-2.5-8k-mono.mp3": "a short file with few bits, in which the frame of the tag counts",
    "mp3.asf": "what ASF has around packets counts",
    "mp2.asf": "the same",
    "alaw.asf": "ASF fills its last packet, and the length is estimated",
    "faulty__08 - blocksize 65536.flac": "FFmpeg tells nothing of it",
    "samples__zero_value_properties.flac": "the same",
    "subset__40 - 5 channels (5.0).flac": "RFC 9639 has the last two at the back",
    "M2L3_bitrate_16_all.bit": ODD,
    "M2L3_bitrate_22_all.bit": ODD,
    "M2L3_bitrate_24_all.bit": ODD,
    "l2-nonstandard-fl1_fl2_ff.bit": ODD,
    "l2-nonstandard-free_format.bit": ODD,
    "l3-he_32khz.bit": ODD,
    "l3-he_44khz.bit": ODD,
    "l3-he_48khz.bit": ODD,
    "l3-he_free.bit": ODD,
    "l3-he_mode.bit": ODD,
    "l3-nonstandard-he_44_48khz.bit": ODD,
    "l3-nonstandard-id3v2.bit": ODD,
    "l3-test45.bit": ODD,
}
# Those for which FFmpeg gives the rate that is counted here too: not a nominal one.
RATED = {"mp3", "mp2", "pcm", "alaw", "mulaw", "ac3", "alac"}
# Their lengths are guessed by FFmpeg; of chained files it tells that of a link.
UNTIMED = {"mpc7", "mpc8", "aac"}


def check_beside_ffmpeg(path: Path, info: Info, of_corpus: bool) -> list[str]:
    av = pytest.importorskip("av")
    try:
        with av.open(str(path)) as container:
            stream = next(iter(container.streams.audio), None)
            if stream is None:
                return []
            rate, channels, layout = stream.sample_rate, stream.channels, stream.layout.name
            bit_rate = stream.bit_rate
            duration = None if stream.duration is None else float(stream.duration * stream.time_base)
    except (av.FFmpegError, ValueError, AttributeError):
        return []  # FFmpeg cannot read it, as some PCM containers
    differences = []
    if rate != int(info.samplerate):
        differences.append(f"rate {info.samplerate}, not {rate}")
    if channels != info.num_channels:
        differences.append(f"{info.num_channels} channels, not {channels}")
    elif layout not in LAYOUTS.get(info.channel_layout, {info.channel_layout}):
        differences.append(f"layout {info.channel_layout}, not {layout}")
    # Rounded to the container's time; and those of MP3 have the encoder's delay and padding in them: a frame or two.
    is_timed = duration and not of_corpus and info.codec not in UNTIMED and not path.name.startswith("chained")
    if is_timed and abs(duration - info.duration) > 0.09:
        differences.append(f"duration {info.duration}, not {duration}")
    is_rated = bit_rate and info.bit_rate and info.duration > 2 and info.codec in RATED
    if is_rated and not 0.96 < info.bit_rate / bit_rate < 1.1 and "free" not in path.name:
        differences.append(f"bit rate {info.bit_rate}, not {bit_rate}")
    return differences


def check_all(paths: list[Path], of_corpus: bool) -> int:
    """How many open."""
    opened, different = 0, []
    for path in paths:
        info = check_own(path)
        opened += info is not None
        differences = check_beside_ffmpeg(path, info, of_corpus) if info is not None else []
        if differences and path.name not in KNOWN:
            different.append(f"{path.name}: {'; '.join(differences)}")
    assert not different
    return opened


@pytest.mark.slow
def test_every_format(tmp_path):
    assert check_all([make(name, tmp_path) for name in FORMATS], of_corpus=False) == len(FORMATS)


@pytest.mark.slow
@pytest.mark.skipif(not FILES, reason=f"no files in {CORPUS}: set GAF_CORPUS")
def test_corpus():
    assert check_all(FILES, of_corpus=True) >= 300


# the rest, on files that are quickly made


def wav(n_frames: int = 1000, channels: int = 2, rate: int = 44100) -> bytes:
    data = bytes(2 * channels * n_frames)
    head = struct.pack("<HHIIHH", 1, channels, rate, 2 * channels * rate, 2 * channels, 16)
    return (
        b"RIFF"
        + struct.pack("<I", 36 + len(data))
        + b"WAVEfmt \x10\0\0\0"
        + head
        + b"data"
        + struct.pack("<I", len(data))
        + data
    )


def test_fields():
    info = probe(wav())
    assert info == Info(
        format="WAV",
        container="WAV",
        codec="pcm",
        content_type="audio/x-wav",
        samplerate=44100,
        num_channels=2,
        channel_layout=None,
        channel_mask=0,
        file_dtype="int16",
        bit_depth=16,
        bit_rate=44100 * 32,
        frames=1000,
        exact_duration_known=True,
        duration=1000 / 44100,
    )
    with pytest.raises(AttributeError):
        info.frames = 3


def test_what_can_be_probed(tmp_path):
    data = wav()
    path = tmp_path / "a.wav"
    path.write_bytes(data)
    info = probe(path)
    assert probe(str(path)) == probe(data) == probe(memoryview(data)) == probe(io.BytesIO(data)) == info
    with path.open("rb") as file:
        assert probe(file) == info and not file.closed
    with AudioFile(path) as f:
        f.seek(7)
        assert probe(f) == info and f.tell() == 7
    with pytest.raises(ValueError, match="closed"):
        probe(f)
    with pytest.raises(TypeError):
        probe(3)
    with AudioFile(tmp_path / "b.wav", "w", 8000) as f, pytest.raises(TypeError, match="ReadableAudioFile"):
        probe(f)


def test_errors(tmp_path):
    path = tmp_path / "not.mp3"
    path.write_text("This is no audio at all.")
    with pytest.raises(gaudiofile.NotAudioError, match='not.mp3" is text'):
        probe(path)
    with pytest.raises(FileNotFoundError):
        probe(tmp_path / "missing.wav")
    with pytest.raises(gaudiofile.LimitError, match="channels"):
        probe(wav(), limits=Limits(channels=1))
    with pytest.raises(ValueError, match="track"):
        probe(wav(), track=-2)


def test_tags(tmp_path):
    path = tmp_path / "a.flac"
    run_ffmpeg(*SOUND, str(path))
    gaudiofile.tags.write(path, {"title": "One", "artist": ["Two", "Three"]})
    told = probe(path).tags
    assert told["title"] == ["One"] and told["artist"] == ["Two", "Three"] and told.covers == []
    assert dict(told) == dict(gaudiofile.tags.read(path))
    assert dict(probe(wav()).tags) == {}


def test_isolated():
    """What another process tells is known, and nothing is looked for in this one."""
    try:
        info = probe(wav(), isolation="process")
    except gaudiofile.IsolationError as error:
        pytest.skip(str(error))
    assert info == probe(wav()) and info.tags is None


def test_exceptions_of_a_file_like():
    class Broken(io.BytesIO):
        def read(self, *args):
            raise RuntimeError("broken")

    with pytest.raises(RuntimeError, match="broken"):
        probe(Broken(wav()))


def run_ffmpeg(*arguments: str) -> None:
    subprocess.run(["ffmpeg", "-v", "error", "-y", *arguments], check=True, stdin=subprocess.DEVNULL)


SOUND = ("-f", "lavfi", "-i", "sine=duration=0.3")
VIDEO = ("-f", "lavfi", "-i", "color=size=16x16:rate=5:duration=0.3")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "options", "sound", "video"),
    [
        ("a.mp4", "-c:v mpeg4", "audio/mp4", "video/mp4"),
        ("a.mov", "-c:v mpeg4", "video/quicktime", "video/quicktime"),
        ("a.3gp", "-c:v mpeg4 -c:a aac", "audio/3gpp", "video/3gpp"),
        ("a.mkv", "-c:v mpeg4", "audio/x-matroska", "video/x-matroska"),
        ("a.asf", "-c:v wmv1", "audio/x-ms-wma", "application/vnd.ms-asf"),
    ],
)
def test_content_types_of_video(tmp_path, name, options, sound, video):
    path = tmp_path / name
    run_ffmpeg(*SOUND, *options.split()[2:], str(path))
    info = probe(path)
    assert info.content_type == sound and info.bit_rate
    run_ffmpeg(*SOUND, *VIDEO, *options.split(), str(path))
    with_video = probe(path)
    assert with_video.content_type == video
    # Of MP4 it is known which bytes are audio; elsewhere all would have to be read.
    assert with_video.bit_rate is None or name in ("a.mp4", "a.mov", "a.3gp")
    assert abs(with_video.duration - info.duration) < 0.05


@pytest.mark.parametrize("name", ["a.flac", "a.ogg", "a.wav", "a.mka"])
def test_three_channels(tmp_path, name):
    path = tmp_path / name
    run_ffmpeg("-f", "lavfi", "-i", "anoisesrc=duration=0.1", "-af", "pan=3.0|FL=c0|FR=c0|FC=c0", str(path))
    assert probe(path).channel_layout == "3.0"


def test_content_types():
    """Those that file choosers know: by the names of the shared MIME-info database, of which some are aliases."""
    readable, writable = gaudiofile.readable_content_types(), gaudiofile.writable_content_types()
    assert readable == sorted(set(readable)) and writable == sorted(set(writable))
    for kind in ("audio/x-wav", "audio/flac", "audio/mpeg", "audio/ogg", "audio/mp4", "audio/x-aiff"):
        assert kind in readable and kind in writable
    if not Path("/usr/share/mime/mime.cache").exists():
        pytest.skip("no shared MIME-info database")
    for extension in (".wav", ".flac", ".mp3", ".ogg", ".opus", ".m4a", ".mka", ".wma", ".aiff", ".wv", ".ape", ".mp4"):
        guessed, _ = Gio.content_type_guess("a" + extension, None)
        assert any(Gio.content_type_is_a(guessed, kind) for kind in readable), f"{extension}: {guessed}"


# by introspection


def wait_for(start, *arguments):
    results = []
    start(*arguments, lambda source, result: results.append(result))
    while not results:
        GLib.MainContext.default().iteration(True)
    return results[0]


def test_introspection(tmp_path):
    path = tmp_path / "a.wav"
    path.write_bytes(wav())
    file = Gio.File.new_for_path(str(path))
    reader = GAudioFile.Reader.new_for_path(str(path), None)
    limits = GAudioFile.Limits.new()
    infos = [
        GAudioFile.probe(file, None, None),
        GAudioFile.probe_path(str(path), limits, None),
        GAudioFile.probe_reader(reader, None),
        GAudioFile.probe_finish(wait_for(GAudioFile.probe_async, file, limits, None)),
        GAudioFile.probe_path_finish(wait_for(GAudioFile.probe_path_async, str(path), None, None)),
        GAudioFile.probe_reader_finish(wait_for(GAudioFile.probe_reader_async, reader, None)),
    ]
    names = [p.name for p in infos[0].list_properties()]
    assert len(names) == 15
    for info in infos:
        assert info.props.n_frames == 1000 and info.props.content_type == "audio/x-wav"
        assert info.props.sample_format == GAudioFile.SampleFormat.INT16
        assert isinstance(info.props.tags, GAudioFile.Tags | None) and info.props.tags == info.get_tags()
        for name in set(names) - {"tags"}:
            getter = getattr(info, f"get_{name.replace('-', '_')}")
            assert info.get_property(name) == getter() == getattr(infos[0].props, name)
    limits.set_channels(1)
    with pytest.raises(GLib.Error, match="of the limits"):
        GAudioFile.probe(file, limits, None)
    cancelled = Gio.Cancellable()
    cancelled.cancel()
    for probing in (
        lambda: GAudioFile.probe(file, None, cancelled),
        lambda: GAudioFile.probe_path_finish(wait_for(GAudioFile.probe_path_async, str(path), None, cancelled)),
    ):
        with pytest.raises(GLib.Error) as error:
            probing()
        assert error.value.matches(Gio.io_error_quark(), Gio.IOErrorEnum.CANCELLED)
