# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Audio in containers with other things between (MPEG-TS …), beside FFmpeg's decode of the same file."""

import shutil
import subprocess

import numpy as np
import pytest
import soundfile
from promises import NOISY_CODECS, check

import gaudiofile
from gaudiofile import AudioFile

pytestmark = pytest.mark.skipif(not shutil.which("ffmpeg"), reason="needs ffmpeg")

VIDEO = "-f lavfi -i testsrc=size=160x120:rate=25 -c:v mpeg2video -g 12 -shortest -map 1:v -map 0:a"
AAC = "-c:a aac -aac_pns 0"


@pytest.fixture(scope="session")
def source(tmp_path_factory):
    path = tmp_path_factory.mktemp("source") / "source.wav"
    rng = np.random.default_rng(7)
    time = np.arange(int(2.6 * 48000)) / 48000
    tone = np.sin(2 * np.pi * (200 + 100 * time) * time)[:, None] * 0.3
    soundfile.write(path, tone + rng.normal(0, 0.005, (len(time), 2)), 48000)
    return path


def encode(source, path, options):
    command = ["ffmpeg", "-v", "error", "-i", str(source), *options.split(), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stderr
    return path


def ffmpeg(path, channels, stream=0):
    command = ["ffmpeg", "-v", "error", "-i", str(path), "-map", f"0:a:{stream}", "-f", "f32le", "-"]
    data = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL).stdout
    return np.frombuffer(data, np.float32).reshape(-1, channels).T


def assert_like_ffmpeg(path, container, codec, tolerance=1e-4, track=None):
    """And keeps the promises: seeks and pieces give the same bits."""

    def opener():
        return AudioFile(path) if track is None else AudioFile(path, track=track)

    whole = check(opener, path.name, noisy=codec in NOISY_CODECS - {"aac"})
    expected = ffmpeg(path, whole.shape[0], track or 0)
    assert whole.shape == expected.shape
    assert np.abs(whole - expected).max() <= tolerance
    with opener() as f:
        assert f.codec == codec
        assert f.container == container
        assert f.frames == expected.shape[1]


# MPEG-TS


TS = [
    ("mp2.ts", "-c:a mp2", "mp2"),
    ("mp3.ts", "-c:a libmp3lame", "mp3"),
    ("aac.ts", AAC, "aac"),
    ("latm.ts", f"{AAC} -mpegts_flags +latm", "aac-latm"),
    ("ac3.ts", "-c:a ac3", "ac3"),
    ("eac3.ts", "-c:a eac3", "eac3"),
    ("dts.ts", "-c:a dca -strict -2", "dts"),
    ("video.ts", f"{VIDEO} -c:a mp2", "mp2"),
    ("video-aac.ts", f"{VIDEO} {AAC}", "aac"),
    ("m2ts-ac3.m2ts", f"{VIDEO} -c:a ac3 -mpegts_m2ts_mode 1", "ac3"),
    ("m2ts-private-aac.m2ts", f"{AAC} -mpegts_m2ts_mode 1", "aac"),
    ("dvb.ts", "-c:a ac3 -mpegts_flags +system_b", "ac3"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "options", "codec"), TS, ids=[row[0] for row in TS])
def test_ts(tmp_path, source, name, options, codec):
    assert_like_ffmpeg(encode(source, tmp_path / name, options), "MPEG-TS", codec)


def test_ts_of_204_bytes(tmp_path, source):
    path = encode(source, tmp_path / "a.ts", "-c:a mp2")
    data = path.read_bytes()
    path.write_bytes(b"".join(data[i : i + 188] + bytes(16) for i in range(0, len(data), 188)))
    assert_like_ffmpeg(path, "MPEG-TS", "mp2")


@pytest.mark.parametrize("cut", [1, 100, 188, 500, 20000, 60001])
def test_ts_that_starts_amid(tmp_path, source, cut):
    path = encode(source, tmp_path / "a.ts", f"{AAC} -b:a 256k")
    path.write_bytes(path.read_bytes()[cut:])
    assert_like_ffmpeg(path, "MPEG-TS", "aac")


def test_ts_that_is_cut_off(tmp_path, source):
    path = encode(source, tmp_path / "a.ts", "-c:a mp2")
    path.write_bytes(path.read_bytes()[:50000])
    with AudioFile(path) as f:
        frames = f.read(10**6).shape[1]
        assert f.frames == frames > 40000


def test_ts_with_junk_and_packets_twice(tmp_path, source):
    """What has no place in the stream changes nothing of it."""
    path = encode(source, tmp_path / "a.ts", AAC)
    with AudioFile(path) as f:
        whole = f.read(f.frames)
    data = path.read_bytes()
    packets = [data[i : i + 188] for i in range(0, len(data), 188)]
    packets[100:100] = [bytes(range(1, 201))]
    packets[50:50] = [packets[49]]
    path.write_bytes(b"".join(packets))
    with AudioFile(path) as f:
        np.testing.assert_array_equal(f.read(f.frames), whole)


def test_ts_with_lost_packets(tmp_path, source):
    path = encode(source, tmp_path / "a.ts", "-c:a mp2")
    with AudioFile(path) as f:
        frames = f.frames
    data = path.read_bytes()
    path.write_bytes(data[: 188 * 60] + data[188 * 62 :])
    whole = check(lambda: AudioFile(path), "a.ts")
    assert frames - 4 * 1152 <= whole.shape[1] <= frames


def test_ts_tracks(tmp_path, source):
    path = encode(
        source, tmp_path / "a.ts", "-map 0:a -map 0:a -c:a:0 mp2 -c:a:1 aac -aac_pns 0 -filter:a:1 volume=0.5"
    )
    assert_like_ffmpeg(path, "MPEG-TS", "mp2", track=0)
    assert_like_ffmpeg(path, "MPEG-TS", "aac", track=1)
    with pytest.raises(ValueError, match="no audio track 2"):
        AudioFile(path, track=2)


@pytest.mark.parametrize(
    ("name", "options", "message"),
    [
        ("truehd.ts", "-c:a truehd -strict -2", "TrueHD"),
        ("opus.ts", "-c:a libopus", "Opus"),
        ("s302m.ts", "-c:a s302m -strict -2", "SMPTE 302M"),
        ("bluray.m2ts", "-c:a pcm_bluray", "PCM of Blu-ray"),
    ],
)
def test_ts_refused(tmp_path, source, name, options, message):
    path = encode(source, tmp_path / name, options)
    with pytest.raises(gaudiofile.UnsupportedFormatError, match=message):
        AudioFile(path)


def test_ts_without_audio(tmp_path, source):
    path = encode(source, tmp_path / "a.ts", "-f lavfi -i testsrc=size=160x120:rate=25 -map 1:v -c:v mpeg2video -t 1")
    with pytest.raises(gaudiofile.NotAudioError, match="has no audio"):
        AudioFile(path)
