# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""A short file of every kind that is to be read, made by other people's encoders."""

import functools
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
import soundfile
from generated import copy_generated
from signals import RATE, make_signal

FFMPEG = ["ffmpeg", "-loglevel", "error", "-bitexact", "-i"]

# file name: the command, in which IN is a 16-bit stereo WAV file, LOW the same as 8 kHz mono, and OUT what is made.
# Without noise substitution AAC decodes to the same samples wherever decoding begins.
COMMANDS = {
    **{
        f"{codec}.wav": [*FFMPEG, "IN", "-c:a", codec, "OUT"]
        for codec in (
            *("pcm_u8", "pcm_s16le", "pcm_s24le", "pcm_s32le", "pcm_f32le", "pcm_f64le"),
            *("pcm_alaw", "pcm_mulaw", "adpcm_ms", "adpcm_ima_wav", "libmp3lame"),
        )
    },
    "yamaha.wav": [*FFMPEG, "IN", "-c:a", "adpcm_yamaha", "OUT"],
    "g722.wav": [*FFMPEG, "LOW", "-ar", "16000", "-c:a", "g722", "OUT"],
    "g726.au": [*FFMPEG, "LOW", "-c:a", "g726le", "-b:a", "32k", "OUT"],
    "adpcm.adx": [*FFMPEG, "IN", "OUT"],
    "gsm.wav": ["sox", "LOW", "-e", "gsm-full-rate", "OUT"],
    "rf64.wav": [*FFMPEG, "IN", "-rf64", "always", "OUT"],
    "pcm.w64": [*FFMPEG, "IN", "OUT"],
    "pcm.aiff": ["sox", "IN", "OUT"],
    "little.aifc": [*FFMPEG, "IN", "-f", "aiff", "-c:a", "pcm_s16le", "OUT"],
    "pcm.au": ["sox", "IN", "OUT"],
    **{f"pcm.{name}": ["sox", "IN", "OUT"] for name in ("voc", "sph", "sf", "paf", "avr", "8svx", "sox", "pvf")},
    "pcm.htk": ["sox", "LOW", "OUT"],
    "alaw.wve": ["sox", "LOW", "OUT"],
    "packed.paf": ["sox", "IN", "-b", "24", "OUT"],
    "pcm.caf": [*FFMPEG, "IN", "-c:a", "pcm_s24be", "OUT"],
    "alac.caf": [*FFMPEG, "IN", "-c:a", "alac", "OUT"],
    "flac.flac": ["flac", "--silent", "IN", "-o", "OUT"],
    "flac.oga": ["flac", "--silent", "--ogg", "--serial-number=1", "IN", "-o", "OUT"],
    "vorbis.ogg": ["oggenc", "-Q", "-s", "1", "IN", "-o", "OUT"],
    "speex.spx": [*FFMPEG, "LOW", "-c:a", "libspeex", "-f", "ogg", "OUT"],
    "opus.opus": ["opusenc", "--quiet", "--serial", "1", "IN", "OUT"],
    "vbr.mp3": ["lame", "--quiet", "-V2", "IN", "OUT"],
    "bare.mp3": ["lame", "--quiet", "--cbr", "-t", "IN", "OUT"],
    "layer2.mp2": [*FFMPEG, "IN", "-c:a", "mp2", "OUT"],
    "adts.aac": [*FFMPEG, "IN", "-c:a", "aac", "-aac_pns", "0", "OUT"],
    "aac.m4a": [*FFMPEG, "IN", "-c:a", "aac", "-aac_pns", "0", "OUT"],
    "alac.m4a": [*FFMPEG, "IN", "-c:a", "alac", "OUT"],
    "fragments.mp4": [*FFMPEG, "IN", "-c:a", "aac", "-aac_pns", "0", "-movflags", "frag_keyframe+empty_moov", "OUT"],
    "pcm.mov": [*FFMPEG, "IN", "-c:a", "pcm_s16be", "OUT"],
    "float.mov": [*FFMPEG, "IN", "-c:a", "pcm_f32le", "OUT"],
    "alaw.mov": [*FFMPEG, "IN", "-c:a", "pcm_alaw", "OUT"],
    "ac3.ac3": [*FFMPEG, "IN", "OUT"],
    "eac3.eac3": [*FFMPEG, "IN", "OUT"],
    "wma1.wma": [*FFMPEG, "IN", "-c:a", "wmav1", "OUT"],
    "wma2.wma": [*FFMPEG, "IN", "-c:a", "wmav2", "OUT"],
    "mp3.asf": [*FFMPEG, "IN", "-c:a", "libmp3lame", "OUT"],
    "aac.asf": [*FFMPEG, "IN", "-c:a", "aac", "-aac_pns", "0", "OUT"],
    "pcm.asf": [*FFMPEG, "IN", "-c:a", "pcm_s16le", "OUT"],
    "wavpack.wv": ["wavpack", "-q", "IN", "-o", "OUT"],
    "narrow.amr": ["sox", "LOW", "-t", "amr-nb", "OUT"],
    "opus.webm": [*FFMPEG, "IN", "-c:a", "libopus", "-ar", "48000", "OUT"],
    "vorbis.webm": [*FFMPEG, "IN", "-c:a", "libvorbis", "OUT"],
    **{
        f"{codec}.mka": [*FFMPEG, "IN", "-c:a", codec, "OUT"]
        for codec in ("flac", "libmp3lame", "aac", "ac3", "pcm_s16le", "wavpack", "tta")
    },
}


def make_wide_amr(seconds: int) -> bytes:
    """AMR-WB of random bits, all of which mean something to its decoder: there is no encoder for it everywhere."""
    frames = np.random.default_rng(0).integers(0, 256, (50 * seconds, 18), np.uint8)
    frames[:, 0] = 0x04  # 6.6 kbit/s, a good frame (RFC 4867, 5.3)
    return b"#!AMR-WB\n" + frames.tobytes()


def make_every_format(folder: Path, seconds: int = 1) -> dict[str, Path]:
    """Makes the files in the folder, and gives their paths by name."""
    copy_generated(f"every-format-{seconds}", folder, functools.partial(encode, seconds))
    return {name: folder / name for name in (*COMMANDS, "wide.awb", "chained.ogg")}


def encode(seconds: int, folder: Path) -> None:
    signal = make_signal(RATE * seconds)
    places = {"IN": str(folder / "in.wav"), "LOW": str(folder / "low.wav")}
    soundfile.write(places["IN"], signal, RATE, subtype="PCM_16")
    soundfile.write(places["LOW"], signal[: 8000 * seconds, 0], 8000, subtype="PCM_16")

    def make(name: str) -> None:
        words = {**places, "OUT": str(folder / name)}
        subprocess.run([words.get(word, word) for word in COMMANDS[name]], check=True)

    with ThreadPoolExecutor() as pool:
        list(pool.map(make, COMMANDS))
    (folder / "wide.awb").write_bytes(make_wide_amr(seconds))
    # Two streams one after the other, with another rate each.
    second = folder / "second.ogg"
    subprocess.run(["oggenc", "-Q", "-s", "2", places["LOW"], "-o", second], check=True)
    (folder / "chained.ogg").write_bytes((folder / "vorbis.ogg").read_bytes() + second.read_bytes())


@functools.cache
def make_once(folder: Path) -> dict[str, Path]:
    folder.mkdir()
    return make_every_format(folder, 6)


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Six seconds of every format, so that no read-ahead holds all of a file: paths by name."""
    return make_once(tmp_path_factory.getbasetemp() / "every-format")
