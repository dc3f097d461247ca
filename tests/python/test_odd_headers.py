# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Headers that say byte order, layout or length in an odd way, or wrongly; other programs judge what is read."""

import io
import shutil
import struct
import subprocess

import numpy as np
import pytest
import soundfile
from formats import make_signal

import gaudiofile
from gaudiofile import AudioFile


def read(data):
    with AudioFile(io.BytesIO(data)) as file:
        samples = file.read(10**8)
        assert samples.shape[1] == file.frames
        for at in (1, file.frames // 2, file.frames - 5):
            file.seek(at)
            assert np.array_equal(file.read(777), samples[:, at : at + 777])
    return samples


def write(signal, **keywords):
    out = io.BytesIO()
    soundfile.write(out, signal, 44100, **keywords)
    return out.getvalue()


def is_like_libsndfile(samples, data):
    """Full scale is 2^(bits-1) - 1 here and 2^(bits-1) there: they differ by 1/128 of a sample of 8 bits at most."""
    return np.allclose(samples, soundfile.read(io.BytesIO(data), dtype="float32")[0].T, rtol=1 / 126, atol=1e-7)


SIGNAL = make_signal(44100, 2, 20000)
SUBTYPES = ["PCM_16", "PCM_24", "PCM_32", "FLOAT", "DOUBLE"]


def atom(name, body):
    return struct.pack(">I", 8 + len(body)) + name + body


def aifc(compression, samples, bits, wave=b""):
    frames, channels = samples.shape
    rate = bytes.fromhex("400eac44000000000000")
    comm = struct.pack(">hIh", channels, frames, bits) + rate + compression + b"\0\0"
    data = struct.pack(">II", 0, 0) + samples.tobytes()
    chunks = b"FVER" + struct.pack(">II", 4, 0xA2805140) + b"COMM" + struct.pack(">I", len(comm)) + comm
    if wave:
        chunks += b"wave" + struct.pack(">I", len(wave)) + wave
    chunks += b"SSND" + struct.pack(">I", len(data)) + data
    return b"FORM" + struct.pack(">I", 4 + len(chunks)) + b"AIFC" + chunks


@pytest.mark.parametrize("subtype", SUBTYPES + ["PCM_S8", "ULAW", "ALAW"])
@pytest.mark.parametrize("endian", ["LITTLE", "BIG"])
def test_au(subtype, endian):
    data = write(SIGNAL, format="AU", subtype=subtype, endian=endian)
    assert data[:4] == (b"dns." if endian == "LITTLE" else b".snd")
    assert is_like_libsndfile(read(data), data)
    dec = {b".snd": b".sd\0", b"dns.": b"\0ds."}[data[:4]] + data[4:]
    assert np.array_equal(read(dec), read(data))


@pytest.mark.parametrize("subtype", ["PCM_16", "PCM_24", "PCM_32"])
def test_little_endian_aiff_of_libsndfile(subtype):
    data = write(SIGNAL, format="AIFF", subtype=subtype, endian="LITTLE")
    assert is_like_libsndfile(read(data), data)


@pytest.mark.parametrize("compression, type, bits", [
    (b"in16", "i2", 16), (b"in32", "i4", 32), (b"fl32", "f4", 32), (b"fl64", "f8", 64), (b"NONE", "i2", 16),
])  # fmt: skip
@pytest.mark.parametrize("little", [0, 1])
def test_enda(compression, type, bits, little):
    scale = 1 if type[0] == "f" else 2 ** (bits - 1) - 1
    samples = (SIGNAL * scale).astype(("<" if little else ">") + type)
    wave = atom(b"frma", compression) + atom(b"enda", struct.pack(">h", little)) + bytes(8)
    got = read(aifc(compression, samples, bits, wave))
    assert np.allclose(got, SIGNAL.T, atol=1e-4)


def caf_with(change):
    data = bytearray(write(SIGNAL, format="CAF", subtype="ALAC_16"))
    at = data.index(b"pakt") + 12
    packets, valid, priming, remainder = struct.unpack(">qqii", data[at : at + 24])
    data[at : at + 24] = struct.pack(">qqii", *change(packets, valid, priming, remainder))
    return bytes(data)


@pytest.mark.parametrize("change", [
    lambda packets, valid, priming, remainder: (0, 0, 0, 0),
    lambda packets, valid, priming, remainder: (0, valid, priming, remainder),
    lambda packets, valid, priming, remainder: (packets, 0, priming, remainder),
    lambda packets, valid, priming, remainder: (packets - 2, valid, priming, remainder),
    lambda packets, valid, priming, remainder: (packets + 9, valid, priming, remainder),
    lambda packets, valid, priming, remainder: (packets, 5, priming, remainder),
    lambda packets, valid, priming, remainder: (packets, valid + 100000, priming, remainder),
])  # fmt: skip
def test_caf_packet_counts(change):
    right = caf_with(lambda *counts: counts)
    samples = read(right)
    assert is_like_libsndfile(samples, right)
    assert np.array_equal(read(caf_with(change)), samples)


def extensible(samples, mask):
    channels = samples.shape[0]
    fmt = struct.pack("<HHIIHHHHI", 0xFFFE, channels, 44100, 88200 * channels, 2 * channels, 16, 22, 16, mask)
    fmt += bytes.fromhex("0100000000001000800000aa00389b71")
    chunks = b"fmt " + struct.pack("<I", len(fmt)) + fmt + b"data" + struct.pack("<I", samples.nbytes)
    return b"RIFF" + struct.pack("<I", 4 + len(chunks) + samples.nbytes) + b"WAVE" + chunks + samples.T.tobytes()


@pytest.mark.skipif(not shutil.which("wavpack"), reason="no wavpack")
@pytest.mark.parametrize("mask", [0, 1, 4, 7, 0x33, 0xF0F, 0x603, 0xFFFFFFFF, 0x80000000, 0x7FFC0000])
@pytest.mark.parametrize("channels", [1, 2, 3, 4, 6, 8])
def test_masks(tmp_path, channels, mask):
    samples = np.random.default_rng(channels).integers(-1000, 1000, (channels, 5000)).astype("<i2")
    path = tmp_path / "a.wav"
    path.write_bytes(extensible(samples, mask))
    subprocess.run(["wavpack", "-q", "-y", path], check=True, capture_output=True)
    for name in ("a.wav", "a.wv"):
        with AudioFile(tmp_path / name) as file:
            assert np.array_equal(file.read_raw(file.frames), samples), name


def claim(data, total):
    data = bytearray(data)
    value = int.from_bytes(data[18:26], "big")
    data[18:26] = (value >> 36 << 36 | total).to_bytes(8, "big")
    return bytes(data)


@pytest.mark.parametrize("off", [-19000, -1000, -1, 1, 1000, 4095, 4096, 5000, 10**6])
def test_flac_total(off):
    data = write(SIGNAL, format="FLAC", subtype="PCM_16")
    samples = read(data)
    assert samples.shape[1] == 20000
    assert np.array_equal(read(claim(data, 20000 + off)), samples)
    assert np.array_equal(read(claim(data, 0)), samples)


def opusdec(path, channels):
    done = subprocess.run(["opusdec", "--quiet", "--float", "--no-dither", "--rate", "48000", path, "-"],
                          capture_output=True, check=True)  # fmt: skip
    data = done.stdout
    if data[:4] == b"RIFF":
        data = data[data.index(b"data") + 8 :]
    return np.frombuffer(data[: len(data) // (4 * channels) * 4 * channels], "<f4").reshape(-1, channels).T


@pytest.mark.parametrize("options", [
    "--bitrate 96", "--bitrate 16 --speech", "--bitrate 32 --speech", "--bitrate 64 --framesize 60",
    "--bitrate 24 --framesize 2.5", "--bitrate 48 --downmix-mono",
])  # fmt: skip
def test_opus_is_what_libopus_makes_of_it(tmp_path, options):
    wav, out = tmp_path / "a.wav", tmp_path / "a.opus"
    soundfile.write(wav, np.clip(make_signal(48000, 2, 96000) * 4, -1, 1), 48000)
    subprocess.run(f"opusenc --quiet {options} {wav} {out}", shell=True, check=True)
    samples = read(out.read_bytes())
    assert np.abs(samples).max() > 1, "loud music goes beyond full scale"
    assert np.array_equal(samples, opusdec(out, len(samples)))


@pytest.mark.slow
@pytest.mark.parametrize("family", [2, 255])
@pytest.mark.parametrize("channels", [4, 9, 16])
def test_opus_of_many_channels(tmp_path, family, channels):
    wav, out = tmp_path / "a.wav", tmp_path / "a.opus"
    soundfile.write(wav, make_signal(48000, channels, 30000), 48000)
    subprocess.run(f"ffmpeg -v error -y -i {wav} -c:a libopus -mapping_family {family} {out}", shell=True, check=True)
    samples = read(out.read_bytes())
    assert samples.shape == (channels, 30000)
    command = f"ffmpeg -v error -i {out} -c:a pcm_f32le -f f32le -"
    ffmpeg = np.frombuffer(subprocess.run(command.split(), capture_output=True, check=True).stdout, "<f4")
    assert np.allclose(samples, ffmpeg.reshape(-1, channels).T[:, :30000], atol=1e-5)


def test_opus_gain(tmp_path):
    """The header's gain is part of the sound (RFC 7845, section 5.1)."""
    wav, out = tmp_path / "a.wav", tmp_path / "a.opus"
    soundfile.write(wav, make_signal(48000, 1, 30000), 48000)
    subprocess.run(f"opusenc --quiet {wav} {out}", shell=True, check=True)
    from ogg import pages_of, seal

    pages = list(pages_of(out.read_bytes()))
    pages[0][28 + 16 : 28 + 18] = struct.pack("<h", -6 * 256)
    seal(pages[0])
    quiet = tmp_path / "b.opus"
    quiet.write_bytes(b"".join(bytes(page) for page in pages))
    samples = read(quiet.read_bytes())
    assert np.array_equal(samples, opusdec(quiet, 1))
    assert np.allclose(samples, read(out.read_bytes()) * 10 ** (-6 / 20), atol=1e-5)


@pytest.mark.parametrize("size", [65537, 1 << 20, 8 << 20, (1 << 32) - 1])
@pytest.mark.fault("one packet of ASF with four million parts", "`LimitError`")
def test_large_packets_of_asf(tmp_path, size):
    """One packet of 8 MB held four million objects of one byte, which took 2.3 GB."""
    wav, out = tmp_path / "a.wav", tmp_path / "a.wma"
    soundfile.write(wav, SIGNAL, 44100)
    subprocess.run(f"ffmpeg -v error -i {wav} -c:a wmav2 {out}", shell=True, check=True)
    data = bytearray(out.read_bytes())
    at = data.index(bytes.fromhex("a1dcab8c47a9cf118ee400c00c205365"))
    data[at + 92 : at + 100] = struct.pack("<II", size, size)
    with pytest.raises(gaudiofile.LimitError, match="64 KiB"):
        AudioFile(io.BytesIO(data))
