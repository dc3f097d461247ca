# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Matroska and WebM, as several programs write them, against what FFmpeg decodes from the same file."""

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
import soundfile
from promises import level
from signals import make_signal

import gaudiofile
from gaudiofile import AudioFile

FRAMES = 3 * 44100 + 777
RATES = {"libopus": 48000, "dca": 48000, "truehd": 48000}

# codec: the arguments of FFmpeg. AC-3 has noise of its own making, which differs from seek to seek; AAC has none here.
CODECS = {
    "vorbis": "-c:a libvorbis",
    "opus": "-c:a libopus -b:a 96k",
    "opus-short": "-c:a libopus -frame_duration 2.5",
    "opus-long": "-c:a libopus -frame_duration 60",
    "flac": "-c:a flac",
    "aac": "-c:a aac -aac_pns 0",
    "mp3": "-c:a libmp3lame -b:a 96k",
    "mp2": "-c:a mp2",
    "ac3": "-c:a ac3",
    "eac3": "-c:a eac3",
    "dts": "-c:a dca -strict -2",
    "alac": "-c:a alac",
    "wavpack": "-c:a wavpack",
    "s16": "-c:a pcm_s16le",
    "s16be": "-c:a pcm_s16be",
    "s24": "-c:a pcm_s24le",
    "f32": "-c:a pcm_f32le",
    "f64": "-c:a pcm_f64le",
    "alaw": "-c:a pcm_alaw",
    "mulaw": "-c:a pcm_mulaw",
    "ima": "-c:a adpcm_ima_wav",
    "ms": "-c:a adpcm_ms",
}
NOISY = {"ac3", "eac3"}

# What mkvmerge makes of a file: lacing, compression, groups, sizes and time stamps as that program has them.
REMUXED = {
    "plain": [],
    "no-cues": ["--cues", "0:none"],
    "zlib": ["--compression", "0:zlib"],
    "groups": ["--engage", "no_simpleblocks"],
    "xiph-lacing": ["--engage", "lacing_xiph"],
    "ebml-lacing": ["--engage", "lacing_ebml"],
    "milliseconds": ["--timestamp-scale", "1000000"],
    "no-lacing": ["--disable-lacing"],
}


def run(*command: str | Path) -> bytes:
    return subprocess.run([str(part) for part in command], check=True, capture_output=True).stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("matroska")


def make_wav(folder: Path, rate: int, channels: int = 2) -> Path:
    path = folder / f"{rate}-{channels}.wav"
    if not path.exists():
        signal = make_signal(FRAMES)
        soundfile.write(path, np.tile(signal, (1, channels))[:, :channels], rate, subtype="PCM_16")
    return path


def make(folder: Path, name: str, extension: str = "mka", *arguments: str) -> Path:
    path = folder / f"{name}{'-'.join(arguments).replace('/', '')}.{extension}"
    if not path.exists():
        options = CODECS[name].split()
        rate = RATES.get(options[1], 44100)
        run("ffmpeg", "-loglevel", "error", "-i", make_wav(folder, rate), *options, *arguments, path)
    return path


def decode(path: Path, channels: int, codec: str) -> np.ndarray:
    """As FFmpeg has it: float32 of shape (channels, frames)."""
    (judge,) = decode_all([path], channels, codec)
    return judge


def decode_all(paths: list[Path], channels: int, codec: str) -> list[np.ndarray]:
    """By one FFmpeg, which takes longer to start than to decode. Its own Opus decoder differs at low bit rates."""
    decoder = ["-c:a", "libopus"] if codec == "opus" else []
    inputs: list[str | Path] = []
    outputs: list[str | Path] = []
    for n, path in enumerate(paths):
        inputs += [*decoder, "-i", path]
        outputs += ["-map", f"{n}:a:0", "-f", "f32le", path.with_suffix(".raw")]
    run("ffmpeg", "-loglevel", "error", "-y", *inputs, *outputs)
    return [np.fromfile(path.with_suffix(".raw"), "f4").reshape(-1, channels).T for path in paths]


def shift_between(a: np.ndarray, b: np.ndarray) -> int:
    """By how many frames @b is behind @a, where they are most alike."""
    size = 1 << (a.size + b.size).bit_length()
    product = np.fft.irfft(np.fft.rfft(b, size) * np.conj(np.fft.rfft(a, size)), size)
    shift = int(np.argmax(product))
    return shift if shift < size // 2 else shift - size


def check_values(path: Path, noisy: bool = False, judge: np.ndarray | None = None) -> None:
    """Frames, places and values are FFmpeg's; a seek and chunks give slices of the whole."""
    with AudioFile(path) as file:
        assert file.exact_duration_known
        frames = file.frames
        whole = file.read(frames + 1000)
        channels, codec = file.num_channels, file.codec
    if judge is None:
        judge = decode(path, channels, codec)
    assert whole.shape == judge.shape == (channels, frames)
    assert shift_between(whole[0].astype("f8"), judge[0].astype("f8")) == 0
    assert level(whole - judge) < level(judge) - (40 if noisy else 60)

    rng = np.random.default_rng(1)
    with AudioFile(path) as file:
        for at in [0, frames - 1, *rng.integers(0, frames, 12)]:
            file.seek(int(at))
            part, want = file.read(2000), whole[:, at : at + 2000]
            assert part.shape == want.shape
            if noisy:
                assert level(part - want) < max(level(want) - 25, -80)
            else:
                np.testing.assert_array_equal(part, want, err_msg=f"{path.name} at {at}")
        file.seek(0)
        chunks = [file.read(int(rng.integers(1, 5000))) for _ in range(10)]
        joined = np.concatenate(chunks, axis=1)
        if not noisy:
            np.testing.assert_array_equal(joined, whole[:, : joined.shape[1]])


@pytest.mark.slow
@pytest.mark.parametrize("name", CODECS)
def test_codec(folder, name):
    check_values(make(folder, name), noisy=name in NOISY)


@pytest.mark.slow
@pytest.mark.parametrize("channels", [1, 6])
@pytest.mark.parametrize("name", ["vorbis", "opus", "flac", "aac", "alac", "wavpack", "s16"])
def test_channels(folder, name, channels):
    path = folder / f"{name}-{channels}.mka"
    run("ffmpeg", "-loglevel", "error", "-i", make_wav(folder, 48000, channels), *CODECS[name].split(), path)
    check_values(path)


@pytest.mark.parametrize("name", ["vorbis", "opus"])
def test_live(folder, name):
    """Sizes and the duration are not known, and there are no Cues: a stream that was saved."""
    check_values(make(folder, name, "webm", "-live", "1"))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["aac", "flac", "vorbis", "s16"])
def test_beside_pictures(folder, name):
    path = folder / f"{name}-av.mkv"
    pictures = ["-f", "lavfi", "-i", "testsrc=d=3:s=160x120", "-i", make_wav(folder, 44100)]
    run("ffmpeg", "-loglevel", "error", *pictures, "-c:v", "mpeg4", *CODECS[name].split(), path)
    check_values(path)


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["vorbis", "opus", "opus-short", "flac", "aac", "mp3", "alac", "wavpack", "s24", "dts"]
)
def test_remuxed(folder, name):
    if shutil.which("mkvmerge") is None:
        pytest.skip("mkvmerge is not installed: apt install mkvtoolnix")
    source = make(folder, name)
    paths = [folder / f"{name}-{how}.mka" for how in REMUXED]
    for path, options in zip(paths, REMUXED.values(), strict=True):
        run("mkvmerge", "-q", "-o", path, *options, source)
    for path, judge in zip(paths, decode_all(paths, 2, name.partition("-")[0]), strict=True):
        print(path.name)  # of the one that failed
        check_values(path, judge=judge)


def test_tag_packet(folder):
    """MP3 with the tag of its encoder as the first packet: it has no sound, and takes its time all the same."""
    bare, path = folder / "tag.mp3", folder / "tag.mka"
    run("lame", "--quiet", "-V4", make_wav(folder, 44100), bare)
    parts = f"filesrc location={bare} ! mpegaudioparse ! matroskamux ! filesink location={path}"
    run("gst-launch-1.0", "-q", *parts.split())
    check_values(path)


def test_discard_padding(folder):
    """FFmpeg writes how much of the last packet is not to be heard, for MP3 as for Opus."""
    for name in ("mp3", "opus"):
        path = make(folder, name)
        with AudioFile(path) as file:
            assert file.frames == decode(path, 2, name).shape[1]
            assert file.frames % 1152 != 0


@pytest.mark.parametrize("name", ["truehd", "tta"])
def test_unsupported_codec_is_named(folder, name):
    path = folder / f"{name}.mka"
    options = ["-c:a", name, "-strict", "-2"]
    run("ffmpeg", "-loglevel", "error", "-i", make_wav(folder, RATES.get(name, 44100)), *options, path)
    with pytest.raises(gaudiofile.UnsupportedFormatError, match="TrueHD" if name == "truehd" else "TTA"):
        AudioFile(path)


def test_no_audio(folder):
    path = folder / "pictures.mkv"
    run("ffmpeg", "-loglevel", "error", "-f", "lavfi", "-i", "testsrc=d=1:s=160x120", "-c:v", "mpeg4", path)
    with pytest.raises(gaudiofile.NotAudioError, match="no audio, only other tracks"):
        AudioFile(path)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["aac", "flac", "alac", "s16"])
def test_damaged_cluster(folder, name):
    """A cluster that is lost leaves a hole; what comes after it stays in its place.

    With packets of different lengths, as Vorbis has, in about its place: time stamps have milliseconds.
    """
    path = make(folder, name, "mka", "-cluster_time_limit", "500")
    data = bytearray(path.read_bytes())
    with AudioFile(path) as file:
        whole = file.read(file.frames)
    cluster = b"\x1f\x43\xb6\x75"
    at = data.index(cluster, data.index(cluster, len(data) // 3) + 1)
    data[at : at + 40] = bytes(40)
    with AudioFile(bytes(data)) as file:
        damaged = file.read(file.frames)
        assert damaged.shape == whole.shape
        for part in (slice(0, 20000), slice(-20000, None)):
            assert level(damaged[:, part] - whole[:, part]) < level(whole) - 60
        file.seek(file.frames - 20000)
        np.testing.assert_array_equal(file.read(20000), damaged[:, -20000:])
