# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""MPEG audio beside its reference: as near to it as the command mpg123 comes."""

import shutil
import subprocess

import numpy as np
import pytest
from promises import lag, read_all
from test_corpus import CORPUS

import gaudiofile
from gaudiofile import AudioFile

VECTORS = sorted(p for p in CORPUS.glob("*minimp3/*.bit") if p.with_suffix(".pcm").exists())
TOLERANCE = 1.0  # dB
# Samples of 16 bits cannot be nearer than this without being the same.
SAME = 130.0  # dB
REACH = 4000  # frames: the delay that a decoder may have, or leave out

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not VECTORS, reason=f"no vectors in {CORPUS}: set GAF_CORPUS"),
    pytest.mark.skipif(not shutil.which("mpg123"), reason="no mpg123"),
]


def psnr(decoded, reference):
    """Both of shape (frames, channels), 16 bits. What is missing of the reference counts as silence."""
    shift = -lag(decoded.T.astype(float), reference.T.astype(float), REACH) if len(decoded) else 0
    aligned = np.zeros(reference.shape)
    start, first = max(shift, 0), max(-shift, 0)
    part = decoded[first : first + len(reference) - start]
    aligned[start : start + len(part)] = part
    error = np.mean((aligned - reference) ** 2)
    return 10 * np.log10(32768.0**2 / error) if error else SAME


def decode(path):
    """Ours as 16 bits, shape (frames, channels)."""
    try:
        with AudioFile(path) as f:
            samples = read_all(f).T
    except gaudiofile.NotAudioError:
        return np.zeros((0, 2), np.int16)
    return np.clip(np.rint(samples * 32768.0), -32768, 32767).astype(np.int16)


def decode_with_mpg123(path, *options):
    command = ["mpg123", "-q", "-s", "-e", "s16", *options, path]
    done = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL)
    return np.frombuffer(done.stdout[: len(done.stdout) // 2 * 2], "<i2")


def channels_of_frames(data):
    """How many channels each frame of 1152 has, of MPEG-1 layer 3 without tags."""
    kbits = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
    channels, at = [], 0
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] >> 1 == 0x7D and 0 < data[at + 2] >> 4 < 15:
        channels.append(1 if data[at + 3] >> 6 == 3 else 2)
        rate = (44100, 48000, 32000)[data[at + 2] >> 2 & 3]
        at += 144000 * kbits[data[at + 2] >> 4] // rate + (data[at + 2] >> 1 & 1)
    return channels


def frames_of(samples, counts, channels):
    """Shape (frames, channels). The reference of a file that changes between mono and stereo has both, as they come;
    here it is all as its first frame is, which is mono."""
    if len(set(counts)) < 2 or len(samples) != 1152 * sum(counts):
        return samples[: len(samples) // channels * channels].reshape(-1, channels)
    assert channels == 1
    parts = np.split(samples, 1152 * np.cumsum(counts)[:-1])
    mono = [part.reshape(-1, count).mean(axis=1) for part, count in zip(parts, counts, strict=True)]
    return np.concatenate(mono)[:, None]


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    """Each vector's row is put into a file, and printed at the end."""
    rows = [f"{'vector':<40} {'reference':>9}  ours {'dB':>8}  mpg123 {'dB':>8}"]
    yield rows
    path = tmp_path_factory.getbasetemp() / "mpeg-vectors.txt"
    path.write_text("\n".join(rows) + "\n")
    print("", *rows, f"in {path}", sep="\n")


@pytest.mark.parametrize("path", VECTORS, ids=lambda p: p.stem)
def test_vector(path, table):
    ours = decode(path)
    channels = ours.shape[1]
    counts = channels_of_frames(path.read_bytes())
    theirs = decode_with_mpg123(path, *["--mono"] * (len(set(counts)) > 1)).reshape(-1, channels)
    reference = frames_of(np.fromfile(path.with_suffix(".pcm"), "<i2"), counts, channels)
    if not len(reference):
        table.append(f"{path.stem:<40} {0:>9} {len(ours):>7}        – {len(theirs):>7}         –")
        assert len(ours) <= len(theirs) + 1152
        return

    ours_db, theirs_db = psnr(ours, reference), psnr(theirs, reference)
    table.append(
        f"{path.stem:<40} {len(reference):>9} {len(ours):>7} {ours_db:8.2f} {len(theirs):>7} "
        + (f"{theirs_db:9.2f}" if len(theirs) else "        –")
    )
    assert ours_db >= theirs_db - TOLERANCE
    assert len(ours) or not len(theirs)
