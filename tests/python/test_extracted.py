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

# What every change need not wait for.
pytestmark = [pytest.mark.slow, pytest.mark.skipif(not shutil.which("ffmpeg"), reason="needs ffmpeg")]

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
    ("truehd.ts", "-c:a truehd -strict -2", "truehd"),
    ("video.ts", f"{VIDEO} -c:a mp2", "mp2"),
    ("video-aac.ts", f"{VIDEO} {AAC}", "aac"),
    ("m2ts-ac3.m2ts", f"{VIDEO} -c:a ac3 -mpegts_m2ts_mode 1", "ac3"),
    ("m2ts-private-aac.m2ts", f"{AAC} -mpegts_m2ts_mode 1", "aac"),
    ("dvb.ts", "-c:a ac3 -mpegts_flags +system_b", "ac3"),
]


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


@pytest.mark.fault("MPEG-TS cut off", "read up to there")
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


@pytest.mark.fault("MPEG-TS with lost packets", "read on behind them")
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


# AVI


AVI = [
    ("s16.avi", f"{VIDEO} -c:a pcm_s16le", "pcm", 1e-4),
    ("s24.avi", "-c:a pcm_s24le", "pcm", 1e-6),
    ("f32.avi", "-c:a pcm_f32le", "pcm", 0),
    ("u8.avi", "-c:a pcm_u8", "pcm", 0.01),
    ("alaw.avi", "-c:a pcm_alaw", "alaw", 1e-4),
    ("mulaw.avi", f"{VIDEO} -c:a pcm_mulaw", "mulaw", 1e-4),
    ("ms.avi", f"{VIDEO} -c:a adpcm_ms", "adpcm-ms", 1e-4),
    ("ima.avi", f"{VIDEO} -c:a adpcm_ima_wav", "adpcm-ima", 1e-4),
    ("mp3.avi", f"{VIDEO} -c:a libmp3lame", "mp3", 1e-4),
    ("mp3-vbr.avi", f"{VIDEO} -c:a libmp3lame -q:a 4", "mp3", 1e-4),
    ("mp2.avi", f"{VIDEO} -c:a mp2", "mp2", 1e-4),
    ("ac3.avi", f"{VIDEO} -c:a ac3", "ac3", 1e-4),
    ("eac3.avi", "-c:a eac3", "eac3", 1e-4),
    ("dts.avi", "-c:a dca -strict -2", "dts", 1e-4),
    ("aac.avi", f"{VIDEO} {AAC}", "aac", 1e-4),
    ("wmav1.avi", f"{VIDEO} -c:a wmav1", "wmav1", 1e-6),
    ("wmav2.avi", f"{VIDEO} -c:a wmav2", "wmav2", 1e-6),
]


@pytest.mark.parametrize(("name", "options", "codec", "tolerance"), AVI, ids=[row[0] for row in AVI])
def test_avi(tmp_path, source, name, options, codec, tolerance):
    assert_like_ffmpeg(encode(source, tmp_path / name, options), "AVI", codec, tolerance)


def test_avi_keeps_integers(tmp_path, source):
    path = encode(source, tmp_path / "a.avi", f"{VIDEO} -c:a pcm_s16le")
    with AudioFile(path) as f, AudioFile(source) as s:
        assert f.file_dtype == "int16"
        raw = f.read_raw(f.frames)
        np.testing.assert_array_equal(raw, s.read_raw(s.frames)[:, : raw.shape[1]])


def test_avi_tracks(tmp_path, source):
    path = encode(source, tmp_path / "a.avi", "-map 0:a -map 0:a -c:a:0 mp2 -c:a:1 pcm_s16le")
    assert_like_ffmpeg(path, "AVI", "mp2", track=0)
    assert_like_ffmpeg(path, "AVI", "pcm", track=1)


@pytest.mark.fault("AVI without its index, and with sizes that are too large", "read up to the end of the file")
def test_avi_that_is_cut_off(tmp_path, source):
    """Without its index, and with sizes that are too large."""
    path = encode(source, tmp_path / "a.avi", f"{VIDEO} -c:a pcm_s16le")
    with AudioFile(path) as f:
        whole = f.read_raw(f.frames)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with AudioFile(path) as f:
        half = f.read_raw(f.frames)
    assert half.shape[1] > 30000
    np.testing.assert_array_equal(half, whole[:, : half.shape[1]])


def test_avi_refused(tmp_path, source):
    path = encode(source, tmp_path / "a.avi", "-c:a libvorbis")
    with pytest.raises(gaudiofile.UnsupportedFormatError, match="AVI file holds Vorbis"):
        AudioFile(path)


# FLV


FLV = [
    ("aac.flv", f"{AAC} -ar 44100", "aac", 1e-4),
    ("aac-48k.flv", AAC, "aac", 1e-4),
    ("aac-video.flv", f"{VIDEO} {AAC} -c:v flv", "aac", 1e-4),
    ("mp3.flv", f"{VIDEO} -c:a libmp3lame -ar 44100 -c:v flv", "mp3", 1e-4),
    ("mp3-22k.flv", "-c:a libmp3lame -ar 22050", "mp3", 1e-4),
    ("s16.flv", "-c:a pcm_s16le -ar 44100", "pcm", 1e-4),
    ("u8.flv", "-c:a pcm_u8 -ar 22050 -ac 1", "pcm", 0.01),
    ("alaw.flv", "-c:a pcm_alaw -ar 8000 -ac 1", "alaw", 1e-4),
    ("mulaw.flv", "-c:a pcm_mulaw -ar 8000 -ac 1", "mulaw", 1e-4),
]


@pytest.mark.parametrize(("name", "options", "codec", "tolerance"), FLV, ids=[row[0] for row in FLV])
def test_flv(tmp_path, source, name, options, codec, tolerance):
    assert_like_ffmpeg(encode(source, tmp_path / name, options), "FLV", codec, tolerance)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ("-c:a nellymoser -ar 44100 -ac 1", "Nellymoser"),
        ("-c:a libspeex -ar 16000 -ac 1", "Speex"),
        ("-c:a adpcm_swf -ar 44100", "Flash ADPCM"),
    ],
)
def test_flv_refused(tmp_path, source, options, message):
    path = encode(source, tmp_path / "a.flv", options)
    with pytest.raises(gaudiofile.UnsupportedFormatError, match=message):
        AudioFile(path)


# MPEG-PS


PS = [
    ("mp2.mpg", f"{VIDEO} -c:a mp2 -f mpeg", "mp2"),
    ("mpeg-1.mpg", f"{VIDEO} -c:v mpeg1video -c:a mp2 -f mpeg", "mp2"),
    ("vcd.mpg", f"{VIDEO} -c:v mpeg1video -c:a mp2 -ar 44100 -f vcd", "mp2"),
    ("svcd.mpg", f"{VIDEO} -c:a mp2 -f svcd", "mp2"),
    ("dvd.vob", f"{VIDEO} -c:a ac3 -f dvd", "ac3"),
    ("mp3.mpg", f"{VIDEO} -c:a libmp3lame -f mpeg", "mp3"),
    ("ac3.vob", f"{VIDEO} -c:a ac3 -f vob", "ac3"),
    ("dts.vob", "-c:a dca -strict -2 -f vob", "dts"),
    ("s16.vob", f"{VIDEO} -c:a pcm_s16be -f vob", "pcm"),
    ("s16-mono.vob", "-c:a pcm_dvd -ac 1 -f vob", "pcm"),
]


@pytest.mark.parametrize(("name", "options", "codec"), PS, ids=[row[0] for row in PS])
def test_ps(tmp_path, source, name, options, codec):
    assert_like_ffmpeg(encode(source, tmp_path / name, options), "MPEG-PS", codec)


def test_ps_tracks(tmp_path, source):
    path = encode(source, tmp_path / "a.vob", "-map 0:a -map 0:a -c:a:0 mp2 -c:a:1 ac3 -f vob")
    assert_like_ffmpeg(path, "MPEG-PS", "mp2", track=0)
    assert_like_ffmpeg(path, "MPEG-PS", "ac3", track=1)


def test_ps_with_junk(tmp_path, source):
    """Between packets it changes nothing."""
    path = encode(source, tmp_path / "a.mpg", f"{VIDEO} -c:a mp2 -f mpeg")
    with AudioFile(path) as f:
        whole = f.read(f.frames)
    data = path.read_bytes()
    at = data.index(b"\0\0\1\xba", 20000)
    path.write_bytes(data[:at] + b"junk and more of it" * 50 + data[at:])
    with AudioFile(path) as f:
        np.testing.assert_array_equal(f.read(f.frames), whole)
