# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Streams of bare frames (MPEG audio, ADTS, LOAS, AC-3, DTS, S/PDIF) that are odd, beside what FFmpeg makes of them."""

import functools
import io
import shutil
import struct
import subprocess

import numpy as np
import pytest
import soundfile
from formats import make_signal
from promises import lag, read_all

import gaudiofile
from gaudiofile import AudioFile

pytestmark = pytest.mark.skipif(
    not all(map(shutil.which, ("ffmpeg", "lame", "sox"))), reason="needs ffmpeg, lame and sox"
)

AAC = "-c:a aac -aac_pns 0 -f adts"
SYNTH = "synth {} pluck C3 pluck E4 gain -3"


def sh(folder, command):
    done = subprocess.run(command, shell=True, cwd=folder, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, f"{command}: {done.stderr}"


def sine(folder, name="a.wav", rate=44100, seconds=3, channels=2):
    synth = SYNTH.format(seconds) if channels > 1 else f"synth {seconds} pluck C3 gain -3"
    sh(folder, f"sox -D -R -n -r {rate} -c {channels} -b 16 {name} {synth}")


def ffmpeg(path, channels, *options):
    """Float samples of shape (channels, frames)."""
    command = ["ffmpeg", "-v", "quiet", "-i", str(path), *options, "-f", "f32le", "-ac", str(channels), "-"]
    data = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL).stdout
    return np.frombuffer(data[: len(data) // (4 * channels) * 4 * channels], np.float32).reshape(-1, channels).T


def whole(path):
    with AudioFile(path) as f:
        return read_all(f)


def assert_seeks(path, expected, step=1009, size=1500):
    """Every seek gives the slice, forwards and backwards, in the samples' very bits."""
    with AudioFile(path) as f:
        for at in [*range(0, expected.shape[1], step), *range(expected.shape[1] - 1, 0, -7 * step)]:
            f.seek(at)
            assert np.array_equal(f.read(size), expected[:, at : at + size]), f"at {at}"


def assert_like_ffmpeg(path, tolerance=1e-5, frames_off=0):
    got = whole(path)
    expected = ffmpeg(path, got.shape[0])
    assert abs(got.shape[1] - expected.shape[1]) <= frames_off, (got.shape, expected.shape)
    n = min(got.shape[1], expected.shape[1])
    assert np.abs(got[:, :n] - expected[:, :n]).max() <= tolerance
    return got


def adts_frames(data):
    at, frames = 0, []
    while at + 7 <= len(data):
        size = (data[at + 3] & 3) << 11 | data[at + 4] << 3 | data[at + 5] >> 5
        frames.append(data[at : at + size])
        at += size
    return frames


# MP3 with CRC: a seek has to fill the bit reservoir without what libmpg123 does to frames with a checksum


@pytest.mark.slow
@pytest.mark.parametrize(
    "options",
    [
        "-p -V9",
        "-p -b 32 --resample 22.05",
        "-p -b 16 --resample 11.025",
        "-p -b 8 --resample 8 -m m",
        "-p -b 128",
        "-V9",
    ],
)
def test_seeks_in_mp3_with_crc(tmp_path, options):
    sine(tmp_path, seconds=5)
    sh(tmp_path, f"lame --quiet {options} a.wav a.mp3")
    assert_seeks(tmp_path / "a.mp3", assert_like_ffmpeg(tmp_path / "a.mp3"), step=576)


# Streams that change within


def joined(folder, suffix, command, *formats):
    data = b""
    for rate, channels in formats:
        sine(folder, "part.wav", rate, 2, channels)
        sh(folder, command)
        data += (folder / f"part.{suffix}").read_bytes()
    path = folder / f"joined.{suffix}"
    path.write_bytes(data)
    return path


@pytest.mark.slow
@pytest.mark.parametrize(
    ("suffix", "command"),
    [
        ("mp3", "lame --quiet -t -b 128 part.wav part.mp3"),
        ("mp3", "lame --quiet -V4 part.wav part.mp3"),
        ("aac", f"ffmpeg -v error -y -i part.wav {AAC} part.aac"),
        ("ac3", "ffmpeg -v error -y -i part.wav -c:a ac3 part.ac3"),
        ("mp2", "ffmpeg -v error -y -i part.wav -c:a mp2 part.mp2"),
        ("dts", "ffmpeg -v error -y -i part.wav -strict -2 -c:a dca -b:a 768k part.dts"),
    ],
)
def test_changes_of_rate(tmp_path, suffix, command):
    path = joined(tmp_path, suffix, command, (44100, 2), (48000, 2), (44100, 2))
    got = whole(path)
    with AudioFile(path) as f:
        assert (f.samplerate, f.num_channels, f.frames) == (44100, 2, got.shape[1])
    assert 6 * 44100 <= got.shape[1] <= 6 * 44100 * 1.03
    # The middle is there, converted: as loud as the source, and in time with what FFmpeg makes of it.
    sine(tmp_path, "m.wav", 48000, 2)
    middle = ffmpeg(tmp_path / "m.wav", 2, "-ar", "44100")[:, 30000:60000]
    at = got.shape[1] // 3 + 30000
    at += lag(got[:, at : at + 30000].astype(np.float64), middle.astype(np.float64), 4000)
    part = got[:, at : at + 30000]
    assert np.std(part - middle) < 0.2 * np.std(middle)
    if suffix != "ac3":
        with AudioFile(path) as f:
            for at in (1000, got.shape[1] // 3 + 5000, got.shape[1] - 20000, 90000):
                f.seek(at)
                assert np.allclose(f.read(3000), got[:, at : at + 3000], atol=1e-6), at


@pytest.mark.slow
def test_changes_of_channels(tmp_path):
    """A missing channel is a copy, one too many is left out, also in the block that opening decodes."""
    for formats in (((44100, 2), (44100, 1)), ((44100, 1), (44100, 2)), ((22050, 1), (44100, 2), (48000, 1))):
        path = joined(tmp_path, "aac", f"ffmpeg -v error -y -i part.wav {AAC} part.aac", *formats)
        got = whole(path)
        assert got.shape[0] == formats[0][1]
        assert got.shape[1] >= len(formats) * 2 * formats[0][0]
        assert np.abs(got[:, -formats[0][0] :]).max() > 0.01


@pytest.mark.slow
def test_change_where_opening_does_not_look(tmp_path):
    """A short one amid a long file of constant bit rate: an error says where it is."""
    sine(tmp_path, seconds=60)
    sine(tmp_path, "b.wav", 48000, 1)
    sh(tmp_path, "for x in a b; do lame --quiet -t -b 128 $x.wav $x.mp3; done; cat a.mp3 b.mp3 a.mp3 >c.mp3")
    size = (tmp_path / "a.mp3").stat().st_size
    with AudioFile(tmp_path / "c.mp3") as f:
        if f.exact_duration_known:
            return
        f.read(1000)
        with pytest.raises(gaudiofile.UnsupportedFormatError, match=f"byte {size}"):
            f.read(f.frames)


# Counters


@pytest.mark.parametrize("off", [1, -1, -30, 7, 1000, -116])
@pytest.mark.parametrize("whole_crc", [False, True], ids=["checksum of before", "no checksum"])
def test_xing_counts_off(tmp_path, off, whole_crc):
    sine(tmp_path)
    sh(tmp_path, "lame --quiet -V2 a.wav a.mp3")
    expected = whole(tmp_path / "a.mp3")
    assert expected.shape[1] == 3 * 44100
    data = bytearray((tmp_path / "a.mp3").read_bytes())
    at = data.index(b"Xing") + 8
    (count,) = struct.unpack_from(">I", data, at)
    struct.pack_into(">I", data, at, max(count + off, 0))
    if whole_crc:
        lame = data.index(b"LAME") + 34
        data[lame : lame + 2] = b"\0\0"
    (tmp_path / "b.mp3").write_bytes(data)
    with AudioFile(tmp_path / "b.mp3") as f:
        assert f.exact_duration_known and f.frames == expected.shape[1]
        assert np.array_equal(read_all(f), expected)


def test_xing_bytes_off(tmp_path):
    """With more behind it the padding is not cut off, for it lies elsewhere; but nothing is made up."""
    sine(tmp_path)
    sh(tmp_path, "lame --quiet -V2 a.wav a.mp3; cat a.mp3 a.mp3 >b.mp3")
    got = whole(tmp_path / "b.mp3")
    assert 6 * 44100 <= got.shape[1] <= 6 * 44100 + 4 * 1152


# What comes before and behind


@pytest.fixture(scope="session")
def encode_once(tmp_path_factory):
    """Noise, so that each part of it can be told from the others, by the suffix of a file."""
    folder = tmp_path_factory.mktemp("encoded")
    sh(folder, "sox -D -R -n -r 48000 -c 2 -b 16 a.wav synth 3 pinknoise gain -9")

    @functools.cache
    def encode(suffix):
        sh(folder, ENCODERS[suffix])
        return (folder / f"a.{suffix}").read_bytes()

    return encode


@pytest.fixture
def made(tmp_path, encode_once):
    """Puts a.suffix into the folder of the test, and returns its bytes."""

    def make(suffix):
        (tmp_path / f"a.{suffix}").write_bytes(encode_once(suffix))
        return encode_once(suffix)

    return make


ENCODERS = {
    "aac": f"ffmpeg -v error -y -i a.wav {AAC} -b:a 128k a.aac",
    "ac3": "ffmpeg -v error -y -i a.wav -c:a ac3 -b:a 192k a.ac3",
    "eac3": "ffmpeg -v error -y -i a.wav -c:a eac3 -b:a 192k a.eac3",
    "mp3": "lame --quiet -t -b 128 a.wav a.mp3",
    "mp2": "ffmpeg -v error -y -i a.wav -c:a mp2 -b:a 192k a.mp2",
    "dts": "ffmpeg -v error -y -i a.wav -strict -2 -c:a dca -b:a 768k a.dts",
    "latm": "ffmpeg -v error -y -i a.wav -c:a aac -aac_pns 0 -f latm a.latm",
}


JUNK = {
    "amid a frame": lambda data: data[150:],
    "zeros": lambda data: bytes(3000) + data,
    "random": lambda data: np.random.default_rng(5).bytes(5000) + data,
    "ID3 and junk": lambda data: b"ID3\4\0\0\0\0\0\x14" + bytes(20) + b"junk between" * 20 + data,
    "ID3 with footer": lambda data: b"ID3\4\0\x10\0\0\0\x14" + bytes(20) + b"3DI\4\0\x10\0\0\0\x14" + data,
    "text": lambda data: b"HTTP/1.0 200 OK\r\nicy-name: radio\r\n\r\n" + data,
    "in the middle": lambda data: data[: len(data) // 2] + b"junk" * 500 + data[len(data) // 2 :],
    "ID3v1 behind": lambda data: data + b"TAG" + bytes(125),
}


@pytest.mark.slow
@pytest.mark.parametrize("junk", JUNK)
@pytest.mark.parametrize("suffix", ["aac", "ac3", "eac3", "mp3", "mp2", "dts", "latm"])
def test_resync(tmp_path, made, suffix, junk):
    data = made(suffix)
    intact = whole(tmp_path / f"a.{suffix}")
    path = tmp_path / f"b.{suffix}"
    path.write_bytes(JUNK[junk](data))
    got = whole(path)
    # Two packets may be lost, one where it was cut and one that refers to it, and in LOAS all up to the next that tells
    # its configuration (FFmpeg's 20); none is made up.
    lost = 21 * 1024 if (suffix, junk) == ("latm", "amid a frame") else 2 * 1536
    assert intact.shape[1] - lost <= got.shape[1] <= intact.shape[1] + 1536
    part = got[:, got.shape[1] // 4 : got.shape[1] // 4 + 20000]
    at = np.argmax(np.correlate(intact[0], part[0], "valid"))
    rest = intact[:, at : at + 20000]
    # AC-3 fills with noise what was not coded, another after a start elsewhere. A shift would give about 1.4.
    assert np.std(rest - part) < (0.1 if suffix in ("ac3", "eac3") else 1e-3) * np.std(rest)


@pytest.mark.parametrize("suffix", ["aac", "ac3", "mp3", "dts", "latm"])
def test_not_audio_behind_lone_headers(tmp_path, made, suffix):
    """One frame amid noise is not enough."""
    data = made(suffix)
    noise = np.random.default_rng(7).bytes(100000)
    path = tmp_path / "b.bin"
    path.write_bytes(noise[:50000] + data[:700] + noise[50000:])
    with pytest.raises(gaudiofile.NotAudioError):
        AudioFile(path)


LYRICS = b"LYRICSBEGIN" + b"[00:01]la la\r\n" * 50
TAGS = {
    "version 1": LYRICS + b"LYRICSEND",
    "version 1 and ID3v1": LYRICS + b"LYRICSEND" + b"TAG" + bytes(125),
    "version 2": LYRICS + b"%06d" % len(LYRICS) + b"LYRICS200",
    "version 2 and ID3v1": LYRICS + b"%06d" % len(LYRICS) + b"LYRICS200" + b"TAG" + bytes(125),
    "ID3v1": b"TAG" + bytes(125),
}


@pytest.mark.parametrize("tag", TAGS)
def test_lyrics_behind_one_frame(tmp_path, made, tag):
    data = made("mp3")
    path = tmp_path / "b.mp3"
    path.write_bytes(data[:384] + TAGS[tag])  # 128 kbit/s at 48 kHz: 384 bytes
    assert whole(path).shape == (2, 1152)


# Spectral band replication


def with_replication(folder, every, rate=22050):
    """AAC with made-up replication data in each packet and its header in every so many-th."""
    sh(folder, f"sox -D -R -n -r {rate} -c 1 n.wav synth 6 whitenoise gain -12")
    sh(folder, f"ffmpeg -v error -y -i n.wav {AAC} -b:a 48k n.aac")
    out = b""
    for number, frame in enumerate(adts_frames((folder / "n.aac").read_bytes())):
        size = 7 if frame[1] & 1 else 9
        header = "1" + "0" + "0101" + "1001" + "000" + "00" + "0" + "0" if number % every == 0 else "0"
        data = ("1101" + header + "0" + "00" + "00" + "1" + "0" + "0" + "0000" + format(40, "07b")).ljust(320, "0")
        bits = "".join(format(byte, "08b") for byte in frame[size:]).rstrip("0")[:-3]
        bits += "110" + "1111" + format(26, "08b") + data + "111"
        bits += "0" * (-len(bits) % 8)
        body = int(bits, 2).to_bytes(len(bits) // 8, "big")
        head, total = bytearray(frame[:size]), size + len(body)
        head[3] = head[3] & 0xFC | total >> 11
        head[4] = total >> 3 & 255
        head[5] = (total & 7) << 5 | head[5] & 31
        out += bytes(head) + body
    path = folder / "r.aac"
    path.write_bytes(out)
    return path


def upper_half(samples):
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples)))) ** 2
    return 10 * np.log10(spectrum[len(samples) // 4 + len(samples) // 40 :].sum() + 1e-9)


@pytest.mark.slow
@pytest.mark.parametrize(("every", "rate"), [(1 << 30, 22050), (20, 22050), (70, 22050), (1 << 30, 16000), (9, 24000)])
def test_replication_after_seeks(tmp_path, every, rate):
    path = with_replication(tmp_path, every, rate)
    with AudioFile(path) as f:
        assert f.samplerate == 2 * rate
        expected = f.read(f.frames)[0]
        for at in range(9000, len(expected) - 9000, 4001):
            f.seek(at)
            assert abs(upper_half(f.read(8192)[0]) - upper_half(expected[at : at + 8192])) < 6, at


@pytest.mark.slow
@pytest.mark.parametrize("bitrate", [16, 24, 32, 48])
def test_every_packet_of_low_bitrate_aac(tmp_path, bitrate):
    sine(tmp_path, rate=22050, seconds=3)
    sh(tmp_path, f"ffmpeg -v error -y -i a.wav {AAC} -b:a {bitrate}k a.aac")
    assert_seeks(tmp_path / "a.aac", assert_like_ffmpeg(tmp_path / "a.aac"), step=1024, size=1100)


# Formats


def dts_in_14_bits(data, little):
    """The frames of DTS with 14 of their bits in each word of 16."""
    out = b""
    at = 0
    while at < len(data):
        size = ((data[at + 5] & 3) << 12 | data[at + 6] << 4 | data[at + 7] >> 4) + 1
        bits = "".join(format(byte, "08b") for byte in data[at : at + size])
        bits += "0" * (-len(bits) % 14)
        words = [int(bits[i : i + 14], 2) for i in range(0, len(bits), 14)]
        words = [word | 0xC000 if word & 0x2000 else word for word in words]
        out += struct.pack(f"{'<' if little else '>'}{len(words)}H", *words)
        at += size
    return out


@pytest.mark.slow
@pytest.mark.parametrize("form", ["16 big", "16 little", "14 big", "14 little", "WAV", "14 in WAV"])
def test_dts(tmp_path, made, form):
    data = made("dts")
    expected = ffmpeg(tmp_path / "a.dts", 2)
    if form == "16 little":
        data = np.frombuffer(data, "<u2").byteswap().tobytes()
    elif form.startswith("14"):
        data = dts_in_14_bits(data, form != "14 big")
    path = tmp_path / "b.dts"
    path.write_bytes(data)
    if "WAV" in form:
        if form == "WAV":
            sh(tmp_path, "ffmpeg -v error -y -i a.dts -c copy -f wav b.wav")
        else:
            sh(tmp_path, "ffmpeg -v error -y -f s16le -ar 48000 -ac 2 -i b.dts -c copy b.wav")
        path = tmp_path / "b.wav"
    got = whole(path)
    with AudioFile(path) as f:
        assert (f.codec, f.samplerate, f.exact_duration_known) == ("dts", 48000, True)
    assert got.shape == expected.shape and np.abs(got - expected).max() < 1e-6
    assert_seeks(path, got)


@pytest.mark.slow
@pytest.mark.parametrize("codec", ["dts", "ac3", "eac3"])
def test_spdif(tmp_path, made, codec):
    made(codec)
    rate = 192000 if codec == "eac3" else 48000
    sh(tmp_path, f"ffmpeg -v error -y -i a.{codec} -c copy -f spdif b.spdif")
    sh(tmp_path, f"ffmpeg -v error -y -f s16le -ar {rate} -ac 2 -i b.spdif -c copy b.wav")
    got, expected = whole(tmp_path / "b.wav"), whole(tmp_path / f"a.{codec}")
    with AudioFile(tmp_path / "b.wav") as f:
        assert (f.codec, f.samplerate) == (codec, 48000)
    assert got.shape == expected.shape and np.array_equal(got, expected)
    judge = ffmpeg(tmp_path / f"a.{codec}", 2)
    assert judge.shape == got.shape and np.abs(judge - got).max() < 1e-3


def test_ac3_in_wav(tmp_path, made):
    made("ac3")
    sh(tmp_path, "ffmpeg -v error -y -i a.ac3 -c copy b.wav")
    assert np.array_equal(whole(tmp_path / "b.wav"), whole(tmp_path / "a.ac3"))


def test_pcm_that_begins_like_spdif(tmp_path):
    """It stays PCM if no bursts follow."""
    samples = np.random.default_rng(3).integers(-20000, 20000, (20000, 2)).astype("<i2")
    samples.view(np.uint8).reshape(-1)[:8] = np.frombuffer(b"\x72\xf8\x1f\x4e\x01\x00\x00\x30", np.uint8)
    data = samples.tobytes()
    head = b"RIFF" + struct.pack("<I", 36 + len(data)) + b"WAVEfmt "
    head += struct.pack("<IHHIIHH", 16, 1, 2, 48000, 192000, 4, 16)
    (tmp_path / "a.wav").write_bytes(head + b"data" + struct.pack("<I", len(data)) + data)
    with AudioFile(tmp_path / "a.wav") as f:
        assert f.codec == "pcm"
        assert np.array_equal(np.rint(read_all(f).T * 32767).astype("<i2"), samples)


@pytest.mark.slow
@pytest.mark.parametrize("options", ["", "-smc-interval 20", "-b:a 32k", "-ar 22050", "-ac 1"])
def test_loas(tmp_path, options):
    sine(tmp_path, rate=48000)
    sh(tmp_path, f"ffmpeg -v error -y -i a.wav -c:a aac -aac_pns 0 {options} -f latm a.latm")
    got = assert_like_ffmpeg(tmp_path / "a.latm")
    assert_seeks(tmp_path / "a.latm", got)


@pytest.mark.skipif(not shutil.which("ffprobe"), reason="no ffprobe")
@pytest.mark.parametrize("again", [0, 3, 5])
def test_a_frame_that_comes_twice(tmp_path, again):
    """What was read already is not read again, and positions do not go back."""
    path = tmp_path / "sound.flac"
    soundfile.write(path, make_signal(44100, 2, 60000), 44100)
    entries = ["-show_entries", "packet=pos,size", "-of", "csv=p=0"]
    listed = subprocess.run(["ffprobe", "-v", "error", *entries, path], capture_output=True, text=True, check=True)
    frames = sorted({tuple(map(int, line.strip(",").split(",")))[::-1] for line in listed.stdout.split()})
    data = path.read_bytes()
    at, size = frames[again]
    assert data[at : at + 2] == b"\xff\xf8" and len(frames) > 10
    behind = sum(frames[6])
    with AudioFile(io.BytesIO(data)) as file:
        samples = file.read(10**6)
    with AudioFile(io.BytesIO(data[:behind] + data[at : at + size] + data[behind:])) as file:
        assert np.array_equal(file.read(10**6), samples)
        file.seek(40000)
        assert np.array_equal(file.read(10**6), samples[:, 40000:])
