# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Every format that can be written: what is written is what is read, by us and by other people's programs; how it is
cut into calls makes no difference. Full disks are in test_write_full_disk.py."""

import io
import json
import os
import subprocess
import sys
import wave
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st
from kinds import FORMATS, KINDS, LOSSLESS, LOSSY

import gaudiofile
from gaudiofile import AudioFile

RATES = (8000, 16000, 22050, 44100, 48000, 96000)
CHANNELS = (1, 2, 6)
DTYPES = ("i1", "i2", "i4", "f4", "f8")

LFE = 3  # of six channels; codecs keep only its deepest sounds


def music(rate, channels, seconds=0.4):
    """Notes that come one by one and fade, with overtones, other ones in each channel. Shape (channels, frames)."""
    time = np.arange(int(rate * seconds)) / rate
    result = np.zeros((channels, len(time)))
    for c in range(channels):
        for start, pitch in enumerate((220, 277.18, 329.63)):
            since = np.maximum(time - start * 0.08, 0)
            envelope = np.exp(-4 * since) * np.minimum(since * 100, 1)
            for n in (1, 2, 3):
                result[c] += 0.12 / n * envelope * np.sin(2 * np.pi * pitch * n * (1 + c / 7) * since)
    return result


def scaled(samples, dtype):
    """As samples of that type, full scale to full scale."""
    return samples.astype(dtype) if dtype[0] == "f" else np.rint(samples * np.iinfo(dtype).max).astype(dtype)


def unscaled(samples):
    return samples / np.iinfo(samples.dtype).max if samples.dtype.kind == "i" else samples.astype("f8")


def encode(samples, rate, format, interleaved=False, **options):
    """samples of shape (channels, frames), handed over as they are or the other way round."""
    kind = KINDS[format]
    array = np.ascontiguousarray(samples.T) if interleaved else samples
    return AudioFile.encode(array, rate, kind.format, samples.shape[0], **kind.options, **options)


def snr(reference, result):
    """In dB, of the worst channel that is kept whole. LAME makes what has up to 160 kbit/s quieter by 5 %."""
    gain = (reference * result).sum() / (result * result).sum()
    assert 0.93 < gain < 1.08
    kept = [c for c in range(len(reference)) if (len(reference), c) != (6, LFE)]
    error = ((reference - gain * result) ** 2)[kept].sum(axis=1)
    return (10 * np.log10((reference**2)[kept].sum(axis=1) / np.maximum(error, 1e-30))).min()


def ffmpeg(path, channels, kind="f32le", dtype="f4", first=0):
    """Decoded by ffmpeg, shape (channels, frames), from that frame on, and what it had to say."""
    done = subprocess.run(["ffmpeg", "-v", "error", "-i", path, "-f", kind, "-"], capture_output=True)
    whole = len(done.stdout) // (channels * np.dtype(dtype).itemsize) * channels * np.dtype(dtype).itemsize
    return np.frombuffer(done.stdout[:whole], dtype).reshape(-1, channels).T[:, first:], done.stderr.decode()


def check_ffmpeg_count(format, found, frames):
    """FFmpeg 5 does not cut the end of an M4A, not of its own ones either. And of an only packet of Opus in WebM it
    cuts the end alone, not the beginning. The number of frames in WMA is for us alone; others play whole blocks."""
    if format == "wma":
        assert frames <= found < frames + 2 * 2048
    elif format == "m4a":
        assert frames <= found < frames + 1024
    elif format == "webm" and frames < 960 - 312:
        assert found in (frames, frames + 312)
    else:
        assert found == frames


# Round trips: every combination of format, rate, channels, type of samples and layout is written, and read by us and by
# one other reader: soundfile for PCM and FLAC, ffmpeg for the rest, which takes its time to start and therefore reads
# one type of samples for each rate and number of channels, another one each time. test_other_readers has still others,
# for fewer.


SOUNDFILE = ("wav", "aiff", "w64", "rf64", "au", "caf", "flac")  # of the lossless ones, what libsndfile reads


def turn(rate, channels):
    """The type of samples whose turn it is; each has one in every format."""
    return DTYPES[(RATES.index(rate) + channels) % len(DTYPES)]


def independent_raw(data, format, channels, path):
    """The samples as another reader sees them, in 32 bits."""
    if format not in SOUNDFILE:
        path.write_bytes(data)
        return ffmpeg(path, channels, "s32le", "i4")[0]
    return soundfile.read(io.BytesIO(data), dtype="int32", always_2d=True)[0].T


@pytest.mark.slow
@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("format", LOSSLESS)
def test_lossless_is_equal(tmp_path, format, rate):
    for channels in CHANNELS:
        if not KINDS[format].takes(rate, channels):
            continue
        exact = music(rate, channels, 0.1)
        for dtype in DTYPES:
            samples = scaled(exact, dtype)
            data = encode(samples, rate, format)
            assert encode(samples, rate, format, interleaved=True) == data
            f = AudioFile(data)
            assert (f.samplerate, f.num_channels, f.frames) == (rate, channels, samples.shape[1])
            raw = f.read_raw(10**6)
            assert raw.dtype == np.int16
            if format in SOUNDFILE or dtype == turn(rate, channels):
                theirs = independent_raw(data, format, channels, tmp_path / "a")
                np.testing.assert_array_equal(theirs, raw.astype("i4") << 16)
            if dtype[0] == "f":
                np.testing.assert_allclose(raw, samples * 32767.0, rtol=0, atol=0.501)
            else:
                shift = 8 * samples.itemsize - 16
                np.testing.assert_array_equal(raw, samples.astype("i2") << 8 if shift < 0 else samples >> shift)


@pytest.mark.slow
@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("format", LOSSY)
def test_lossy_is_close(tmp_path, format, rate):
    """In the right place and number, for us and for ffmpeg. Opus is 48 kHz always."""
    for channels in CHANNELS:
        if not KINDS[format].takes(rate, channels):
            continue
        reference, exact = music(KINDS[format].rate(rate), channels), music(rate, channels)
        for dtype in DTYPES:
            samples = scaled(exact, dtype)
            quality = "best" if KINDS[format].rates else None
            data = encode(samples, rate, format, quality=quality)
            # Whatever its type, test_lossless_is_equal has it both ways.
            if dtype == turn(rate, channels):
                assert encode(samples, rate, format, interleaved=True, quality=quality) == data
            frames = KINDS[format].frames(samples.shape[1], rate)
            f = AudioFile(data)
            ours = f.read(10**7)
            assert f.frames == ours.shape[1] == frames
            wanted = reference if KINDS[format].rate(rate) != rate else unscaled(samples)
            length = min(frames, wanted.shape[1])
            # The noise of eight bits is not music, and codecs leave it out.
            least = 20 if dtype == "i1" else 30
            assert snr(wanted[:, :length], ours[:, :length]) > least
            if dtype == turn(rate, channels):
                (tmp_path / "a").write_bytes(data)
                theirs, complaint = ffmpeg(tmp_path / "a", channels, first=KINDS[format].ffmpeg_keeps)
                assert complaint == ""
                check_ffmpeg_count(format, theirs.shape[1], frames)
                assert snr(wanted[:, :length], theirs[:, :length]) > least


@pytest.mark.slow
@pytest.mark.parametrize("rate", RATES)
def test_ac3(tmp_path, rate):
    """It begins 256 frames late, and ends with a packet of 1,536: nothing in the file says how much of it is sound."""
    if ".ac3" not in gaudiofile.get_supported_write_formats():
        pytest.skip("there is no encoder of AC-3 here")
    out_rate = min((r for r in (32000, 44100, 48000) if r >= rate), default=48000)
    path = tmp_path / "a.ac3"
    for channels in range(1, 7):
        for frames in (1, 1280, 1281, int(rate * 0.4)):
            if frames == channels:
                continue
            samples = music(rate, channels)[:, :frames]
            path.write_bytes(AudioFile.encode(samples, rate, "ac3", channels, quality="best"))
            f = AudioFile(path)
            ours = f.read(10**6)
            expected = -(-(round(frames * out_rate / rate) + 256) // 1536) * 1536
            assert (f.samplerate, f.num_channels, f.codec) == (out_rate, channels, "ac3")
            assert f.frames == ours.shape[1] == expected
        theirs, complaint = ffmpeg(path, channels, first=256)
        assert complaint == ""
        assert theirs.shape[1] == expected - 256
        wanted = music(out_rate, channels)
        length = min(wanted.shape[1], expected - 256)
        for found in (ours[:, 256:], theirs):
            assert snr(wanted[:, :length], found[:, :length]) > 30


def test_ac3_of_nothing_is_nothing():
    """There is no header that could tell of it."""
    if ".ac3" not in gaudiofile.get_supported_write_formats():
        pytest.skip("there is no encoder of AC-3 here")
    assert AudioFile.encode(np.zeros((2, 0)), 48000, "ac3", 2) == b""


ODD_RATES = (4000, 7349, 11024, 37800, 44056, 50000, 96001, 192000)


@pytest.mark.slow
@pytest.mark.parametrize("rate", ODD_RATES)
@pytest.mark.parametrize("format", ["opus", "m4a", "webm", "mka-aac", "wma"])
def test_rates_that_the_codec_has_not(tmp_path, format, rate):
    """They are resampled to one that it has, to as many frames as these are in time, and in their places."""
    kind = KINDS[format]
    for frames in (1, 3, 999, int(rate * 0.4)):
        samples = music(rate, 2)[:, :frames]
        data = encode(samples, rate, format, quality="best")
        f = AudioFile(data)
        assert f.samplerate == kind.rate(rate)
        ours = f.read(10**6)
        assert f.frames == ours.shape[1] == kind.frames(frames, rate)
    (tmp_path / "a").write_bytes(data)
    theirs, complaint = ffmpeg(tmp_path / "a", 2, first=kind.ffmpeg_keeps)
    assert complaint == ""
    check_ffmpeg_count(format, theirs.shape[1], f.frames)
    wanted = music(f.samplerate, 2)[:, : f.frames]
    # What is above half of the lower rate is gone, and the filter rings where notes begin.
    least = 30 if rate >= 37800 else 20
    assert snr(wanted, ours[:, : wanted.shape[1]]) > least
    assert snr(wanted, theirs[:, : wanted.shape[1]]) > least
    if format == "opus":
        told = subprocess.run(["opusinfo", tmp_path / "a"], capture_output=True, text=True, check=True).stdout
        assert f"Original sample rate: {rate} Hz" in told


@pytest.mark.parametrize("channels", range(3, 9))
def test_wavpack_of_many_channels(tmp_path, channels):
    """A set of blocks for each stretch of time; wvunpack knows the loudspeakers and finds all that was written."""
    names = {3: "FL,FR,FC", 4: "quad", 5: "FL,FR,FC,BL,BR", 6: "5.1 surround", 8: "7.1 surround"}
    generator = np.random.default_rng(channels)
    for rate, bits in ((44100, 16), (22051, 24), (192000, 32)):
        top = 32 - bits
        samples = generator.integers(-(2**31), 2**31, (channels, 30_000)).astype("i4") >> top << top
        path = tmp_path / f"{bits}.wv"
        path.write_bytes(encode(samples, rate, "wv", bit_depth=bits))
        told = subprocess.run(["wvunpack", "-s", path], capture_output=True, text=True, check=True).stdout
        assert f"{bits}-bit ints at {rate} Hz" in told
        assert f"{channels} ({names.get(channels, '')}" in told
        done = subprocess.run(["wvunpack", "-q", "-r", path, "-o", "-"], capture_output=True, check=True)
        width = bits // 8
        raw = np.frombuffer(done.stdout, "u1").reshape(-1, channels, width)
        found = np.zeros((*raw.shape[:2], 4), "u1")
        found[:, :, 4 - width :] = raw
        np.testing.assert_array_equal(found.view("<i4")[:, :, 0].T, samples)
        f = AudioFile(path)
        np.testing.assert_array_equal(f.read_raw(10**6).astype("i4") << (16 if bits == 16 else 0), samples)
        f.seek(12_345)
        part = f.read_raw(7000).astype("i4") << (16 if bits == 16 else 0)
        np.testing.assert_array_equal(part, samples[:, 12_345:19_345])


@pytest.mark.slow
@pytest.mark.parametrize("format", LOSSLESS)
def test_depths(tmp_path, format):
    for bits in KINDS[format].depths:
        for dtype in DTYPES:
            samples = scaled(music(44100, 2, 0.05), dtype)
            data = encode(samples, 44100, format, bit_depth=bits)
            f = AudioFile(data)
            assert f.frames == samples.shape[1]
            is_float = f.file_dtype.startswith("float")
            if format != "wv" or bits != 32:
                assert f.file_dtype == ("float" if is_float else "int") + str(bits)
            ours = f.read(10**6)
            wanted = unscaled(samples)
            if is_float and dtype[0] == "i":
                wanted = samples / (1.0 + np.iinfo(dtype).max)  # as pedalboard does
            # Integers lose their lower bits, whatever these are.
            step = 2.0**-23 if is_float else 1 / (2 ** (min(bits, 8 * samples.itemsize, 24) - 1) - 1)
            np.testing.assert_allclose(ours, wanted, rtol=0, atol=1.3 * step)
            if format in ("alac", "ogg-flac", "mka"):
                raw = f.seek(0) or f.read_raw(10**6)
                theirs = independent_raw(data, format, 2, tmp_path / "a")
                np.testing.assert_array_equal(theirs, raw.astype("i4") << (16 if bits == 16 else 0))
            elif format in SOUNDFILE:
                theirs = soundfile.read(io.BytesIO(data), dtype="float64", always_2d=True)[0].T
                np.testing.assert_allclose(ours, theirs, rtol=0, atol=1 / (2 ** (min(bits, 24) - 1) - 1))


# Other readers: each returns the samples as 16 bits, (channels, frames), or only how many frames there are.


def read_with(*command, decode=True):
    def read(path, channels):
        done = subprocess.run([str(path) if word is None else word for word in command], capture_output=True)
        assert (done.returncode, done.stderr) == (0, b""), done.stderr.decode()
        return np.frombuffer(done.stdout, "i2").reshape(-1, channels).T if decode else None

    return read


def read_with_wave(path, channels):
    """Python 3.11's knows neither RF64 nor the extensible header."""
    if channels > 2:
        return None
    with wave.open(str(path)) as f:
        assert (f.getnchannels(), f.getsampwidth()) == (channels, 2)
        return np.frombuffer(f.readframes(10**6), "<i2").reshape(-1, channels).T


def read_with_soundfile(path, channels):
    return soundfile.read(path, dtype="int16", always_2d=True)[0].T


def count_with_ffprobe(path, channels):
    command = ["ffprobe", "-v", "error", "-show_entries", "stream=duration_ts", "-of", "csv=p=0", path]
    return int(subprocess.run(command, capture_output=True, check=True).stdout)


def check_with_mkvmerge(path, channels):
    """mkvmerge warns of what is odd, and finds the duration."""
    command = ["mkvmerge", "--identification-format", "json", "--identify", path]
    told = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    assert (told["errors"], told["warnings"]) == ([], [])
    (track,) = told["tracks"]
    assert track["properties"]["audio_channels"] == channels
    f = AudioFile(path)
    assert told["container"]["properties"]["duration"] == pytest.approx(f.frames / f.samplerate * 1e9, abs=2)
    copied = subprocess.run(["mkvmerge", "-q", "-o", path.with_suffix(".copy"), path], capture_output=True, text=True)
    assert (copied.returncode, copied.stdout) == (0, "")
    assert AudioFile(path.with_suffix(".copy")).frames == f.frames


def check_with_ffprobe(path, channels):
    """Not a warning, the duration to the millisecond, and as many packets as it takes: one more than are whole, one of
    silence in front."""
    entries = "stream=sample_rate,channels,nb_read_packets:format=duration"
    command = ["ffprobe", "-v", "warning", "-count_packets", "-show_entries", entries, "-of", "json", path]
    done = subprocess.run(command, capture_output=True, check=True)
    assert done.stderr == b""
    told = json.loads(done.stdout)
    (stream,) = told["streams"]
    f = AudioFile(path)
    block = 512 if f.samplerate <= 16000 else 1024 if f.samplerate <= 22050 else 2048
    assert (int(stream["sample_rate"]), stream["channels"]) == (f.samplerate, channels)
    assert int(stream["nb_read_packets"]) == -(-f.frames // block) + 2
    assert float(told["format"]["duration"]) == pytest.approx(f.duration, abs=0.001)


read_with_sox = read_with("sox", None, "-t", "s16", "-")
read_with_ffmpeg = read_with("ffmpeg", "-v", "error", "-i", None, "-f", "s16le", "-")
OTHER_READERS = {
    "wav": (read_with_wave, read_with_sox, read_with_ffmpeg),
    "aiff": (read_with_sox, read_with_ffmpeg),
    "w64": (read_with_sox, read_with_ffmpeg),
    "rf64": (read_with_ffmpeg,),
    "au": (read_with_sox, read_with_ffmpeg),
    "caf": (read_with_sox, read_with_ffmpeg),
    "flac": (
        read_with("flac", "--silent", "--test", "--warnings-as-errors", None, decode=False),
        read_with("flac", "--silent", "-dc", "--force-raw-format", "--endian=little", "--sign=signed", None),
        read_with_sox,
        read_with_ffmpeg,
    ),
    "ogg-flac": (
        read_with("flac", "--ogg", "--silent", "--test", "--warnings-as-errors", None, decode=False),
        read_with_ffmpeg,
    ),
    "wv": (read_with("wvunpack", "-q", "-r", None, "-o", "-"),),
    "alac": (count_with_ffprobe,),
    "m4a": (count_with_ffprobe,),
    "ogg": (read_with_soundfile, read_with_sox),
    "mp3": (read_with_soundfile,),
    "wma": (check_with_ffprobe,),
    "mka": (check_with_mkvmerge, read_with_ffmpeg),
    "webm": (check_with_mkvmerge,),
    "webm-vorbis": (check_with_mkvmerge, read_with_ffmpeg),
    "mka-aac": (check_with_mkvmerge,),
    "opus": (read_with("opusdec", "--quiet", "--rate", "48000", None, "-"),),
}
CASES = [*((rate, 2) for rate in RATES), (44100, 1), (48000, 6)]


@pytest.mark.slow
@pytest.mark.parametrize("format", KINDS)
def test_other_readers(tmp_path, format):
    path = tmp_path / f"a.{KINDS[format].format}"
    for rate, channels in CASES:
        if not KINDS[format].takes(rate, channels):
            continue
        samples = scaled(music(rate, channels, 0.5), "i2")
        path.write_bytes(encode(samples, rate, format))
        frames = KINDS[format].frames(samples.shape[1], rate)
        for read in OTHER_READERS[format]:
            found = read(path, channels)
            if isinstance(found, int):
                assert found == frames
            elif found is not None:
                assert found.shape == (channels, frames)
                if format in LOSSLESS:
                    np.testing.assert_array_equal(found, samples)


VOICES = sorted(Path("/usr/share/sounds/alsa").glob("*_*.wav"))  # of alsa-utils


@pytest.mark.slow
@pytest.mark.skipif(not VOICES, reason="alsa-utils has no recordings here")
@pytest.mark.parametrize("format", KINDS)
def test_recordings(tmp_path, format):
    """Of voices, a different one in each channel: no two bands are alike in both."""
    for left, right in (VOICES[0:2], VOICES[2:4], VOICES[-2:]):
        parts = [soundfile.read(path, dtype="int16")[0] for path in (left, right)]
        samples = np.stack([part[: min(map(len, parts))] for part in parts])
        data = encode(samples, 48000, format, quality="best")
        ours = AudioFile(data).read(10**7)
        (tmp_path / "a").write_bytes(data)
        theirs, complaint = ffmpeg(tmp_path / "a", 2, first=KINDS[format].ffmpeg_keeps)
        assert complaint == ""
        assert ours.shape == samples.shape
        check_ffmpeg_count(format, theirs.shape[1], samples.shape[1])
        for found in (ours, theirs[:, : samples.shape[1]]):
            if format in LOSSLESS:
                np.testing.assert_array_equal(np.rint(found * (32767 if found is ours else 32768)), samples)
            else:
                assert snr(unscaled(samples), found) > 30


@pytest.mark.slow
@pytest.mark.parametrize("quality", range(9))
def test_flac_tests_well(tmp_path, quality):
    """Also the checksum of all samples, and the table for seeking."""
    path = tmp_path / "a.flac"
    path.write_bytes(encode(scaled(music(44100, 2, 15), "i2"), 44100, "flac", quality=quality))
    subprocess.run(["flac", "--test", "--silent", "--warnings-as-errors", path], check=True)
    listed = subprocess.run(["metaflac", "--list", path], capture_output=True, text=True, check=True).stdout
    assert "SEEKTABLE" in listed
    assert "MD5 signature: 00000000000000000000000000000000" not in listed


@pytest.mark.slow
@pytest.mark.parametrize("format", FORMATS)
def test_empty_is_valid(tmp_path, format):
    """A file that nothing was written to is a file of no frames."""
    path = tmp_path / f"a.{format}"
    AudioFile(path, "w", 48000, 2).close()
    f = AudioFile(path)
    assert (f.samplerate, f.num_channels, f.frames) == (48000, 2, 0)
    assert f.read(10).shape == (2, 0)
    probed = subprocess.run(
        ["ffprobe", "-v", "error", "-show_entries", "stream=sample_rate,channels", "-of", "csv=p=0", path],
        capture_output=True,
        text=True,
    )
    if format == "au":  # of no bytes; newer ffmpegs refuse that, their own too
        assert subprocess.check_output(["soxi", "-s", path], text=True).strip() == "0"
    elif format not in ("mp3", "wv", "w64"):  # where ffmpeg knows a file by its frames
        assert probed.stdout.strip() == "48000,2"


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("rate", [8000, 16000])
def test_empty_at_low_rates(format, rate):
    """Where an encoder's packets are short: none of the silence that it was given for its headers is heard."""
    memory = io.BytesIO()
    AudioFile(memory, "w", rate, 1, format=format).close()
    if memory.getvalue() or format != "ac3":  # AC-3 has no header: it is a file of no bytes
        assert AudioFile(memory.getvalue()).read(10).shape == (1, 0)


LENGTHS = (1, 3, 575, 576, 1023, 1024, 1025, 1152, 1153, 4096)


@pytest.mark.slow
@pytest.mark.parametrize("format", FORMATS)
def test_short(tmp_path, format):
    """One ffmpeg decodes all: it takes longer to start than to decode."""
    inputs, outputs = [], []
    for n, frames in enumerate(LENGTHS):
        samples = scaled(music(48000, 2, 0.1), "i2")[:, :frames]
        path = tmp_path / str(frames)
        path.write_bytes(encode(samples, 48000, format))
        assert AudioFile(path).read(10**5).shape == (2, frames)
        if format in LOSSLESS:
            np.testing.assert_array_equal(AudioFile(path).read_raw(10**5), samples)
        inputs += ["-i", path]
        outputs += ["-map", str(n), "-f", "f32le", path.with_suffix(".raw")]
    subprocess.run(["ffmpeg", "-v", "quiet", *inputs, *outputs])
    for frames in LENGTHS:
        check_ffmpeg_count(format, (tmp_path / f"{frames}.raw").stat().st_size // 8, frames)


@pytest.mark.slow
def test_nothing_is_said():
    """GStreamer warns on the standard error stream, if an element does what it should not."""
    program = """
import sys, numpy, gaudiofile
for kind in sys.argv[1:]:
    format, _, codec = kind.partition(" ")
    for rate in (8000, 48000):
        for frames in (0, 1, 100, 4096, 10_000, 100_000):
            gaudiofile.AudioFile.encode(numpy.zeros((2, frames)), rate, format, 2, codec=codec or None)
"""
    kinds = [f"{kind.format} {kind.codec or ''}" for kind in KINDS.values()]
    done = subprocess.run([sys.executable, "-c", program, *kinds], capture_output=True, env=environment())
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


# The same bytes


@settings(max_examples=40, deadline=None, derandomize=True)
@given(
    format=st.sampled_from([*KINDS]),
    dtype=st.sampled_from(DTYPES),
    rate=st.sampled_from((8000, 48000)),
    channels=st.sampled_from((1, 2)),
    sizes=st.lists(st.sampled_from((0, 1, 7, 100, 575, 1024, 1152, 4096, 5000, 20_000)), min_size=1, max_size=12),
)
def test_chunks_make_no_difference(format, dtype, rate, channels, sizes):
    check_chunks(format, dtype, rate, channels, sizes)


@pytest.mark.parametrize("format", KINDS)
def test_many_chunks_make_no_difference(format):
    """Each format, at least once, frame by frame for a while."""
    check_chunks(format, "f4", 48000, 2, [1] * 700 + [333] * 20 + [1152] * 5 + [100_000])


@pytest.mark.parametrize(("format", "rate"), [("opus", 44_100), ("m4a", 44_056), ("webm", 96_000)])
def test_chunks_make_no_difference_to_resampling(format, rate):
    check_chunks(format, "f4", rate, 2, [1] * 700 + [333] * 20 + [4095, 4096, 4097, 1, 20_000])


def check_chunks(format, dtype, rate, channels, sizes):
    """Nor does flushing in between."""
    samples = scaled(music(rate, channels, 0.2), dtype)
    samples = np.tile(samples, (1, 1 + sum(sizes) // samples.shape[1]))[:, : sum(sizes)]
    stream, position = io.BytesIO(), 0
    kind = KINDS[format]
    with AudioFile(stream, "w", rate, channels, format=kind.format, **kind.options) as f:
        for n, size in enumerate(sizes):
            chunk = samples[:, position : position + size]
            f.write(chunk if n % 2 else np.ascontiguousarray(chunk.T).reshape(size, channels))
            position += size
            assert f.tell() == position
            if n % 5 == 0:
                f.flush()
    assert stream.getvalue() == encode(samples, rate, format)


@pytest.mark.slow
@pytest.mark.parametrize("format", sorted({"wav", "flac", "ogg", "mp3", "opus", "m4a"}.intersection(FORMATS)))
def test_a_long_call_needs_no_memory(tmp_path, format):
    """Minutes in one call. The array takes none either: it is one frame, seen again and again."""
    minutes = 60 if format == "wav" else 2
    program = f"""
import resource, sys, numpy, gaudiofile
array = numpy.broadcast_to(numpy.array([[0.25], [-0.25]], "f4"), (2, {minutes} * 60 * 48000))
with gaudiofile.AudioFile(sys.argv[1], "w", 48000, 2) as f:
    f.write(array[:, :480000])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    f.write(array)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""
    path = tmp_path / f"a.{format}"
    done = subprocess.run([sys.executable, "-c", program, path], capture_output=True, text=True, env=environment())
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 20_000  # KiB
    assert AudioFile(path).frames == (minutes * 60 + 10) * 48000


def environment():
    return os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
