# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""A length of zero, of all ones, or none, means "unknown" and not "no sound": what is there is read, to the frame."""

import shutil
import struct
import subprocess

import numpy as np
import pytest
import soundfile
from formats import make_signal

from gaudiofile import AudioFile

pytestmark = pytest.mark.skipif(not shutil.which("ffmpeg"), reason="no ffmpeg")

SIGNAL = make_signal(44100, 2, 30000)


@pytest.fixture(scope="module")
def wav(tmp_path_factory):
    path = tmp_path_factory.mktemp("unknown") / "sound.wav"
    soundfile.write(path, SIGNAL, 44100)
    return path


def made(wav, options, into):
    """What FFmpeg makes of it: into a file it goes back to fill in the lengths, into a pipe it cannot."""
    run = ["ffmpeg", "-v", "error", "-y", "-bitexact", "-i", str(wav), *options.split()]
    data = subprocess.run([*run, str(into)], check=True, capture_output=True).stdout
    return data or into.read_bytes()


def read(data):
    with AudioFile(bytes(data)) as file:
        samples = file.read(10**7)
        assert file.frames == samples.shape[1] and file.exact_duration_known
        file.seek(file.frames - 100)
        assert np.array_equal(file.read(1000), samples[:, -100:])
    return samples


STREAMS = {
    "wav": "-f wav",
    "w64": "-f w64",
    "au": "-f au",
    "aiff": "-f aiff",
    "flac": "-c:a flac -f flac",
    "wv": "-c:a wavpack -f wv",
    "tta": "-c:a tta -f tta",
    "flv": "-c:a libmp3lame -ac 2 -ar 44100 -f flv",
    "avi": "-c:a pcm_s16le -f avi",
    "asf": "-c:a wmav2 -f asf",
    "mka": "-c:a flac -f matroska",
    "live webm": "-c:a libopus -b:a 64k -f webm -live 1",
    "fragments": "-c:a aac -f mp4 -movflags frag_keyframe+empty_moov",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", STREAMS)
def test_what_ffmpeg_puts_into_a_pipe(tmp_path, wav, name):
    options = STREAMS[name]
    whole = read(made(wav, options, tmp_path / "whole"))
    piped = read(made(wav, options, "-"))
    assert whole.shape[1] > 28000 and np.abs(whole).max() > 0.1
    if name in ("fragments", "live webm"):  # nothing in them says how much of the last packet is padding
        assert 0 <= piped.shape[1] - whole.shape[1] < 2048
        piped = piped[:, : whole.shape[1]]
    assert np.array_equal(piped, whole)


def field(container, data):
    """Where a length stands in the file, and in how many bytes."""
    if container == "asf":
        at = data.index(bytes.fromhex("a1dcab8c47a9cf118ee400c00c205365"))  # file properties
        return [(at + 64, 8), (at + 72, 8)]  # play and send duration
    if container == "flv":
        return [(data.index(b"duration") + 9, 8)]
    if container == "avi":
        return [(data.index(b"avih") + 24, 4), (data.index(b"auds") + 32, 4)]
    if container == "aiff":
        return [(data.index(b"COMM") + 10, 4), (data.index(b"SSND") + 4, 4)]
    return [(8, 4)] if container == "au" else [(data.index(b"data") + 4, 4)]


@pytest.mark.slow
@pytest.mark.parametrize("fill", [0, 0xFF])
@pytest.mark.parametrize("container", ["asf", "flv", "avi", "au", "aiff", "wav"])
def test_lengths_of_zero_and_of_all_ones(tmp_path, wav, container, fill):
    data = bytearray(made(wav, STREAMS[container], tmp_path / "whole"))
    whole = read(data)
    for at, size in field(container, data):
        data[at : at + size] = bytes([fill]) * size
    assert np.array_equal(read(data), whole)


def test_no_size_in_the_data_chunk_of_caf(tmp_path, wav):
    data = bytearray(made(wav, "-c:a pcm_s16le -f caf", tmp_path / "whole"))
    whole = read(data)
    at = data.index(b"data") + 4
    assert struct.unpack_from(">q", data, at)[0] > 0
    struct.pack_into(">q", data, at, -1)  # "to the end of the file"; Apple's CAF specification, "Audio Data Chunk"
    assert np.array_equal(read(data), whole)
