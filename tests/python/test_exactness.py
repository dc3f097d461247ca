# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""The promises about reading, on a file of every format; and its samples beside those that were encoded, and
those that another decoder makes of it."""

import numpy as np
import pytest
from formats import BITS, FORMATS, make
from judges import compare
from promises import check, lag, level

from gaudiofile import AudioFile

pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("formats")


# One test for each, so that a file is decoded once for all that is compared.
@pytest.mark.parametrize("name", FORMATS)
def test_format(folder, name):
    row = FORMATS[name]
    path = make(name, folder)
    whole = check(lambda: AudioFile(path), name, noisy=row.noisy)
    with AudioFile(path) as f:
        assert f.samplerate == (row.out_rate or row.rate)
        if not callable(row.command):
            assert f.num_channels == row.channels
        raw = None if f.file_dtype == "float64" else f.read_raw(whole.shape[1])

    if raw is not None:
        check_raw(raw, whole, f)
    if row.lossless:
        check_lossless(raw, whole, f, row)
    elif not name.startswith("chained") and name != "noise.mp1":
        check_lossy(whole, row)
    compare(name, path, row, whole, raw)


def check_raw(raw, whole, f):
    """read() is read_raw(), scaled."""
    if raw.dtype == np.float32:
        np.testing.assert_array_equal(raw.view(np.int32), whole.view(np.int32))
    else:
        bits = int(f.file_dtype.removeprefix("int"))
        values = raw >> (32 - bits) if raw.dtype == np.int32 else raw
        np.testing.assert_allclose(whole, values / (2.0 ** (bits - 1) - 1), rtol=2e-7)


def check_lossless(raw, whole, f, row):
    floats = {"FLOAT": "float32", "DOUBLE": "float64"}
    assert f.file_dtype == floats.get(row.source) or f.file_dtype == f"int{BITS[row.source]}"
    if raw is None:
        np.testing.assert_array_equal(whole, row.samples.T.astype(np.float32))
    else:
        assert raw.dtype == row.raw.dtype
        np.testing.assert_array_equal(raw, row.raw)


def check_lossy(whole, row):
    source = row.samples.T / 2.0**31
    rate = row.out_rate or row.rate
    frames = row.frames * rate // row.rate
    if rate != row.rate:
        source = np.repeat(source, rate // row.rate, axis=1)  # coarse, but in the right place
    surplus = whole.shape[1] - frames
    delay = lag(whole, source, 8192)
    print(f"surplus {surplus}, delay {delay}, level {level(whole):.1f} of {level(source):.1f} dB")
    if row.length:
        assert surplus == 0
        assert abs(delay) <= row.moved
    else:
        # Nothing tells the delay, and not every encoder writes out its last samples.
        assert -2304 <= surplus <= 8192
        assert -row.moved <= delay <= 4096
    assert abs(level(whole) - level(source)) < 3
