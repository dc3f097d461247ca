# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""The test files of the IETF's FLAC group, bit for bit what the command flac makes of them."""

import shutil
import subprocess

import numpy as np
import pytest
from test_corpus import CORPUS

from gaudiofile import AudioFile

FILES = sorted(CORPUS.glob("*flac-test-files/*.flac"))

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not FILES, reason=f"no FLAC files in {CORPUS}: set GAF_CORPUS"),
    pytest.mark.skipif(not shutil.which("flac"), reason="no flac"),
]


def decode_with_flac(path):
    """Its WAV file's bytes; None if flac refuses the file."""
    done = subprocess.run(["flac", "-d", "-s", "-c", path], capture_output=True)
    return None if done.returncode else done.stdout


def samples_of(wav, bits, channels):
    """Shape (channels, frames), int32 with the samples' bits on top. The sizes in a header that was written to a pipe
    are those that the FLAC file claims, so all to the end is taken."""
    width = (bits + 7) // 8
    data = wav[wav.index(b"data") + 8 :]
    size = width * channels
    padded = np.zeros((len(data) // size * channels, 4), np.uint8)
    padded[:, 4 - width :] = np.frombuffer(data[: len(data) // size * size], np.uint8).reshape(-1, width)
    if width == 1:
        padded[:, 3] ^= 0x80
    return padded.view("<i4").reshape(-1, channels).T


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_as_flac_decodes(path):
    expected = decode_with_flac(path)
    if expected is None:
        pytest.skip("flac itself refuses it")

    with AudioFile(path) as f:
        raw = f.read_raw(f.frames + 1)
        assert f.exact_duration_known and f.frames == raw.shape[1]
    ours = raw.astype(np.int32) << (32 - 8 * raw.itemsize)
    np.testing.assert_array_equal(ours, samples_of(expected, f.bit_depth, f.num_channels))


def test_most_files_are_compared():
    assert sum(decode_with_flac(path) is not None for path in FILES) >= len(FILES) - 12
