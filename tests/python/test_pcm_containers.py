# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""The PCM containers that libsndfile and sox write: every kind of sample, beside what these read themselves."""

import subprocess

import numpy as np
import pytest
import soundfile
from formats import make_signal, run

import gaudiofile

FRAMES = 1237  # neither even nor a multiple of ten
KINDS = [
    (container, subtype, endian, channels)
    for container in ("VOC", "NIST", "IRCAM", "PAF", "AVR", "SVX", "HTK", "WVE", "MPC2K", "PVF", "AU")
    for subtype in soundfile.available_subtypes(container)
    for endian in ("LITTLE", "BIG", "FILE")
    for channels in (1, 2, 5)
    if soundfile.check_format(container, subtype, endian) and not subtype.startswith("G72")
]


def write(path, container, subtype, endian, channels):
    """FALSE where libsndfile does not write so many channels."""
    rate = 8000 if container in ("WVE", "AU") else 16000
    try:
        soundfile.write(
            path, make_signal(rate, channels, FRAMES), rate, subtype=subtype, format=container, endian=endian
        )
    except soundfile.LibsndfileError:
        return False
    return True


def read_by_sox(path):
    done = subprocess.run(["sox", path, "-t", "s32", "-"], capture_output=True, check=True)
    return np.frombuffer(done.stdout, "<i4")


def in_32_bits(raw):
    bits = raw.dtype.itemsize * 8
    return raw.astype(np.int32) << (32 - bits) if bits < 32 else raw


@pytest.mark.parametrize(("container", "subtype", "endian", "channels"), KINDS)
def test_as_libsndfile_reads_it(tmp_path, container, subtype, endian, channels):
    path = tmp_path / f"sound.{container.lower()}"
    if not write(path, container, subtype, endian, channels):
        pytest.skip(f"libsndfile writes no {container} of {channels} channels")
    with gaudiofile.AudioFile(path) as f:
        assert f.exact_duration_known
        assert f.num_channels == channels
        ours = f.read_raw(f.frames) if f.file_dtype != "float64" else f.read(f.frames)
        rate = f.samplerate
    if container == "PAF" and subtype == "PCM_24" and channels == 5:
        theirs = read_by_sox(path).reshape(-1, channels)  # libsndfile mixes up its own blocks there
    else:
        dtype = {"float32": "float32"}.get(str(ours.dtype), "int32")
        theirs, their_rate = soundfile.read(path, dtype=dtype, always_2d=True)
        assert rate == their_rate
    assert theirs.shape[0] == ours.shape[1] >= FRAMES
    np.testing.assert_array_equal(ours if ours.dtype == np.float32 else in_32_bits(ours), theirs.T)


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("stereo.8svx", ""),
        ("24.paf", "-b 24"),
        ("24-big.paf", "-b 24 -B"),
        ("unsigned.avr", "-e unsigned -b 16"),
        ("24.sf", "-b 24"),
        ("24.sph", "-b 24"),
        ("sound.sox", ""),
        ("sound.pvf", "-b 32"),
        ("short.voc", "-b 8 -e unsigned"),
    ],
)
def test_as_sox_reads_it(tmp_path, name, options):
    source, path = tmp_path / "source.wav", tmp_path / name
    soundfile.write(source, make_signal(44100, 2, FRAMES), 44100, subtype="PCM_32")
    subprocess.run(["sox", "-D", source, *options.split(), path], check=True, stderr=subprocess.DEVNULL)
    with gaudiofile.AudioFile(path) as f:
        ours = in_32_bits(f.read_raw(f.frames))
    np.testing.assert_array_equal(ours, read_by_sox(path).reshape(-1, 2).T)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "options", "rate", "channels"),
    [
        ("g726-2.wav", "-c:a g726 -b:a 16k", 8000, 1),
        ("g726-3.wav", "-c:a g726 -b:a 24k", 8000, 1),
        ("g726-4.wav", "-c:a g726 -b:a 32k", 8000, 1),
        ("g726-4-wide.wav", "-c:a g726 -strict -2 -b:a 64k", 16000, 1),
        ("g721.au", "-c:a g726le -b:a 32k", 8000, 1),
        ("g722.wav", "-c:a g722", 16000, 1),
        ("g722.au", "-c:a g722", 16000, 1),
        ("yamaha.wav", "-c:a adpcm_yamaha", 44100, 1),
        ("yamaha-stereo.wav", "-c:a adpcm_yamaha", 44100, 2),
        ("mono.adx", "-c:a adpcm_adx", 22050, 1),
        ("stereo.adx", "-c:a adpcm_adx", 44100, 2),
    ],
)
def test_as_ffmpeg_reads_it(tmp_path, name, options, rate, channels):
    source, path = tmp_path / "source.wav", tmp_path / name
    soundfile.write(source, make_signal(rate, channels, 9 * FRAMES), rate)
    run("ffmpeg -v error -i {i} " + options + " {o}", source, path)
    decode = ["ffmpeg", "-v", "error", "-i", path, "-f", "s16le", "-"]
    theirs = np.frombuffer(subprocess.run(decode, capture_output=True, check=True).stdout, "<i2")
    with gaudiofile.AudioFile(path) as f:
        ours = f.read(f.frames)
        f.seek(7 * FRAMES)
        np.testing.assert_array_equal(f.read(100), ours[:, 7 * FRAMES : 7 * FRAMES + 100])
    assert ours.shape == (channels, len(theirs) // channels)
    np.testing.assert_array_equal(np.rint(ours * 32767), theirs.reshape(-1, channels).T)


def test_codes_of_libsndfile(tmp_path):
    """It packs G.721 in WAV as AU does, unlike all others."""
    signal = make_signal(8000, 1, 9 * FRAMES)
    for name, container in (("sound.wav", "WAV"), ("sound.au", "AU")):
        soundfile.write(tmp_path / name, signal, 8000, subtype="G721_32", format=container)
    with gaudiofile.AudioFile(tmp_path / "sound.wav") as wav, gaudiofile.AudioFile(tmp_path / "sound.au") as au:
        whole = wav.read(wav.frames)
        np.testing.assert_array_equal(whole, au.read(au.frames))
    assert np.abs(whole[0, : len(signal)] - signal[:, 0]).mean() < 0.2 * np.abs(signal).mean()


# Where the header tells the size, and what a program leaves there that could not go back.
SIZES = [
    ("AU", 8, ">I"),
    ("AVR", 26, ">I"),
    ("HTK", 0, ">I"),
    ("MPC2K", 30, "<I"),
    ("WVE", 18, ">I"),
    ("SVX", None, ">I"),
]


@pytest.mark.parametrize("size", [0, 0x7FFFFFFF, 0xFFFFFFFF])
@pytest.mark.parametrize(("container", "offset", "form"), SIZES)
def test_size_of_a_stream(tmp_path, container, offset, form, size):
    path = tmp_path / f"sound.{container.lower()}"
    write(path, container, "ALAW" if container == "WVE" else "PCM_16", "FILE", 1)
    data = bytearray(path.read_bytes())
    with gaudiofile.AudioFile(path) as f:
        whole = f.read(f.frames)
    at = data.index(b"BODY") + 4 if offset is None else offset
    data[at : at + 4] = size.to_bytes(4, "little" if form[0] == "<" else "big")
    with gaudiofile.AudioFile(bytes(data)) as f:
        np.testing.assert_array_equal(f.read(2 * FRAMES), whole)
        assert f.frames == FRAMES


@pytest.mark.parametrize(
    ("container", "subtype", "name"),
    [
        ("MAT4", "PCM_16", "MATLAB 4"),
        ("MAT5", "FLOAT", "MATLAB 5"),
        ("XI", "DPCM_16", "FastTracker 2"),
        ("AU", "G723_40", "G.726 of 5 bits"),
        ("WAV", "NMS_ADPCM_32", "NMS ADPCM"),
    ],
)
def test_refused_by_name(tmp_path, container, subtype, name):
    path = tmp_path / "sound"
    write(path, container, subtype, "FILE", 1)
    with pytest.raises(gaudiofile.UnsupportedFormatError, match=name):
        gaudiofile.AudioFile(path)


@pytest.mark.parametrize("compression", [1, 2])
def test_creative_adpcm_is_named(tmp_path, compression):
    path = tmp_path / "sound.voc"
    write(path, "VOC", "PCM_U8", "FILE", 1)
    data = bytearray(path.read_bytes())
    data[31] = compression
    with pytest.raises(gaudiofile.UnsupportedFormatError, match="Creative's"):
        gaudiofile.AudioFile(bytes(data))
