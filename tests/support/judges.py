# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""What other decoders make of a file of each of the FORMATS: the same values, at the same place.

FFmpeg judges, or mpg123, libsndfile, sox, mpcdec, libopus, libspeex and opencore-amr where FFmpeg decodes to another
standard of exactness, or not at all. Where the other program begins or ends elsewhere, a table says by how much, and
why. A packet that is missing or doubled moves all that follows it, and 1e-3 of the level is nothing a shifted signal
can have.
"""

import io
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import soundfile
from formats import Format
from promises import lag, level

Array = npt.NDArray[Any]
Judge = Callable[[Path, int], Array]

LOSSY = -60.0  # dB: 1e-3 of the level


def run(command: list[str], dtype: str, channels: int) -> Array:
    done = subprocess.run(command, capture_output=True, check=False)
    samples = np.frombuffer(done.stdout, dtype)
    assert samples.size, done.stderr.decode()
    return samples[: samples.size // channels * channels].reshape(-1, channels).T


def ffmpeg(decoder: str = "") -> Judge:
    def decode(path: Path, channels: int) -> Array:
        chosen = ["-c:a", decoder] if decoder else []
        return run(["ffmpeg", "-v", "error", *chosen, "-i", str(path), "-f", "f32le", "-"], "<f4", channels)

    return decode


def ffmpeg_integers(path: Path, channels: int) -> Array:
    return run(["ffmpeg", "-v", "error", "-i", str(path), "-f", "s32le", "-"], "<i4", channels)


def mpg123(path: Path, channels: int) -> Array:
    return run(["mpg123", "-q", "-s", "-e", "f32", str(path)], "<f4", channels)


def sndfile(path: Path, channels: int) -> Array:
    del channels
    return soundfile.read(path, dtype="float32", always_2d=True)[0].T


def sndfile_integers(path: Path, channels: int) -> Array:
    del channels
    return soundfile.read(path, dtype="int32", always_2d=True)[0].T


def sox(path: Path, channels: int) -> Array:
    return run(["sox", str(path), "-t", "f32", "-"], "<f4", channels)


def mpcdec(path: Path, channels: int) -> Array:
    del channels
    wav = subprocess.run(["mpcdec", str(path), "-"], capture_output=True, check=True).stdout
    return soundfile.read(io.BytesIO(wav), dtype="float32", always_2d=True)[0].T


def sox_integers(path: Path, channels: int) -> Array:
    return run(["sox", str(path), "-t", "s32", "-"], "<i4", channels)


# By the end of the name; the first that fits. Lossless formats are compared as integers, unless they are floats.
JUDGES: list[tuple[str, Judge]] = [
    ("rifx.wav", sox_integers),
    ("mp3.wav", ffmpeg()),
    (
        "ms-adpcm-fact-mono.wav",
        sndfile,
    ),  # FFmpeg rounds the predictor differently where a block begins with a low delta
    ("s16-little.au", sndfile_integers),  # FFmpeg does not know it
    (".htk", sndfile_integers),
    ("mpc2k.snd", sndfile_integers),
    (".mp1", mpg123),
    (".mp2", mpg123),
    (".mp3", mpg123),
    ("mp2.asf", ffmpeg("mp2float")),
    (".opus", ffmpeg("libopus")),  # FFmpeg's own decoder of speech has another delay and another resampler
    ("opus.mp4", ffmpeg("libopus")),
    ("opus.webm", ffmpeg("libopus")),
    (".spx", ffmpeg("libspeex")),  # FFmpeg's own lacks the enhancement
    ("low.mpc", ffmpeg()),  # has noise, of which each decoder makes its own
    (".mpc", mpcdec),
    (".amr", sox),  # the standard's integers; FFmpeg's own calculates in floats
    (".awb", sox),
]

# (frames that are more here, frames by which all lies later here): why
ENDS = "FFmpeg does not cut off what the edit list leaves out at the end"
EXPLAINED: dict[str, tuple[int, int, str]] = {
    "short.ogg": (-68, 0, "FFmpeg does not cut the only page at its granule position"),
    "aac.m4a": (-242, 0, ENDS),
    "aac-no-pns.m4a": (-242, 0, ENDS),
    "aac-faststart-48k.m4a": (-605, 0, ENDS),
    "aac-fragments.m4a": (-242, 0, ENDS),
    "aac-mono-8k.m4a": (-269, 0, ENDS),
    "aac-6ch.mp4": (-605, 0, ENDS),
    "aac.mov": (-242, 0, ENDS),
    "aac.3gp": (-242, 0, ENDS),
    "opus.mp4": (-165, 0, ENDS),
    "mp3.mp4": (-161, 0, ENDS),
    "low.mpc": (-1266, -481, "FFmpeg does not cut off what the decoder is late by, and what fills the last packet"),
    "8k.spx": (-40, -40, "FFmpeg does not cut off what the encoder looked ahead"),
    "16k.spx": (-143, -143, "FFmpeg does not cut off what the encoder looked ahead"),
    "32k-stereo.spx": (-349, -349, "FFmpeg does not cut off what the encoder looked ahead"),
    "s16-sox.voc": (2, 0, "SoX tells 8 bytes too few, and FFmpeg believes it"),
    "shine.mp3": (529, 0, "the tag tells no padding; mpg123 does not drain what is left in the filter bank"),
}

# Not judged here: the reason.
UNJUDGED = {
    "g721.wav": "nothing but libsndfile reads its packing, and decodes otherwise; it is compared with the same in AU",
    "chained": "no other program reads links of several rates or channels as one; test_ogg_counters compares links",
    "aac.caf": "FFmpeg does not take the hand-made magic cookie; its packets are those of stereo.aac",
    "aac-no-pns.caf": "FFmpeg does not take the hand-made magic cookie; its packets are those of no-pns.aac",
}


def compare(name: str, path: Path, row: Format, whole: Array, raw: Array | None) -> None:
    """Compares what was read of a file: all as floats, and as integers if the format is lossless."""
    if any(name.startswith(beginning) for beginning in UNJUDGED):
        return
    integers = row.lossless and row.source.startswith("PCM")
    ours = raw.astype(np.int32) << (32 - 8 * raw.dtype.itemsize) if integers and raw is not None else whole
    judge = next((judge for end, judge in JUDGES if name.endswith(end)), ffmpeg_integers if integers else ffmpeg())
    theirs = judge(path, len(ours))
    if theirs.dtype == np.int32 and ours.dtype != np.int32:
        theirs = theirs / 2.0**31

    surplus, later, why = EXPLAINED.get(name, (0, 0, "they should be the same"))
    found = lag(ours, theirs, 8192)
    assert (ours.shape[1] - theirs.shape[1], found) == (surplus, later), why
    first, second = ours[:, max(later, 0) :], theirs[:, max(-later, 0) :]
    n = min(first.shape[1], second.shape[1])
    first, second = first[:, :n], second[:, :n]
    if row.lossless:
        np.testing.assert_array_equal(first, second)
    else:
        difference = level(first - second) - level(second)
        assert difference < LOSSY, f"another decoder's samples differ by {difference:.1f} dB"
