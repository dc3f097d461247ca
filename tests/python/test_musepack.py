# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Musepack beside its own decoder, which knows the delay and where a file ends."""

import shutil
import subprocess

import musepack
import numpy as np
import pytest
from formats import make
from judges import mpcdec
from promises import check

from gaudiofile import AudioFile

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("mpcdec"), reason="musepack-tools is not installed"),
]

# Coded frames and the length of the last. The sound ends in the last of them or, because of the delay, in one more,
# which may begin where the index has a place.
SV7 = [(1, 600), (2, 671), (2, 672), (16, 1100), (17, 300), (100, 1152)]


def compare(path):
    whole = check(lambda: AudioFile(path), path.name)
    other = mpcdec(path, len(whole))
    assert whole.shape == other.shape
    np.testing.assert_allclose(whole, other, atol=3 / 32768)  # each rounds to 16 bits
    assert np.abs(whole).max() > 0.01


@pytest.mark.parametrize("fast_seek", [True, False])
@pytest.mark.parametrize(("frames", "last"), SV7)
def test_sv7(tmp_path, frames, last, fast_seek):
    path = tmp_path / "rumble.mpc"
    path.write_bytes(musepack.sv7(frames, last, fast_seek=fast_seek))
    with AudioFile(path) as f:
        assert (f.codec, f.frames) == ("mpc7", (frames - 1) * 1152 + last)
    compare(path)


@pytest.mark.parametrize("name", ["stereo.mpc", "mono.mpc", "48k.mpc"])
def test_sv8(tmp_path, name):
    path = make(name, tmp_path)
    with AudioFile(path) as f:
        assert f.codec == "mpc8"
    compare(path)


def test_sv8_that_begins_inside_a_packet(tmp_path):
    """What mpccut cuts off in front stays in the packet, and the header says how much it is."""
    whole, part = make("stereo.mpc", tmp_path), tmp_path / "part.mpc"
    subprocess.run(["mpccut", "-s", "20000", "-e", "90000", whole, part], check=True, capture_output=True)
    compare(part)
    with AudioFile(whole) as f, AudioFile(part) as g:
        assert g.frames == 70000
        np.testing.assert_array_equal(g.read(70000), f.read_at(20000, 70000))
