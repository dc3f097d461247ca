# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""What PyGObject has beside what the library says: arrays, ``for`` and ``with``."""

from pathlib import Path

import gi
import numpy as np
import pytest
import soundfile
from signals import RATE, make_signal

from gaudiofile import AudioFile

gi.require_version("GAudioFile", "1.0")
from gi.repository import GAudioFile, GLib  # noqa: E402

FRAMES = 5000
FORMATS, LAYOUTS = GAudioFile.SampleFormat, GAudioFile.Layout


@pytest.fixture
def wav(tmp_path: Path) -> str:
    soundfile.write(tmp_path / "a.wav", make_signal(FRAMES), RATE, subtype="PCM_24")
    return str(tmp_path / "a.wav")


def test_read(wav: str) -> None:
    expected = AudioFile(wav).read(FRAMES)
    with GAudioFile.Reader.new_for_path(wav, None) as reader:
        np.testing.assert_array_equal(np.concatenate(list(reader), axis=1), expected)
        assert reader.read().shape == reader.read(10).shape == (2, 0)
        reader.seek(100, None)
        pieces = list(reader.blocks(1000))
        assert [piece.shape[1] for piece in pieces] == [1000] * 4 + [900]
        np.testing.assert_array_equal(np.concatenate(pieces, axis=1), expected[:, 100:])
        reader.seek(0, None)
        np.testing.assert_array_equal(reader.read(7), expected[:, :7])
        np.testing.assert_array_equal(reader.read(), expected[:, 7:])
        assert not reader.is_closed()
    assert reader.is_closed()
    with pytest.raises(GLib.Error, match="closed"):
        reader.read(1)


def test_every_source(wav: str) -> None:
    reader = GAudioFile.Reader.new_for_path(wav, None)
    with GAudioFile.ResampledReader.new(reader, RATE / 2, GAudioFile.ResampleQuality.LINEAR) as source:
        assert source.read().shape == (2, FRAMES // 2)


@pytest.mark.parametrize(
    ("format", "dtype"),
    [
        (FORMATS.INT8, np.int8),
        (FORMATS.INT16, np.int16),
        (FORMATS.INT24, np.int32),
        (FORMATS.INT32, np.int32),
        (FORMATS.FLOAT32, np.float32),
        (FORMATS.FLOAT64, np.float64),
    ],
)
def test_blocks(format: int, dtype: type) -> None:
    samples = (np.arange(12).reshape(3, 4) - 5).astype(dtype)
    for layout, data in ((LAYOUTS.PLANAR, samples), (LAYOUTS.INTERLEAVED, samples.T)):
        block = GAudioFile.Block.new(format, layout, 3, RATE, 4, GLib.Bytes.new(np.ascontiguousarray(data).tobytes()))
        assert block.to_numpy().dtype == dtype
        np.testing.assert_array_equal(block.to_numpy(), samples)
        np.testing.assert_array_equal(np.asarray(block), samples)
        assert np.array(block, np.float64).dtype == np.float64


def test_raw_block(wav: str) -> None:
    block = GAudioFile.Reader.new_for_path(wav, None).read_raw_frames(FRAMES, LAYOUTS.PLANAR, None)
    np.testing.assert_array_equal(np.asarray(block), soundfile.read(wav, dtype="int32")[0].T)


def test_write(tmp_path: Path) -> None:
    samples = make_signal(FRAMES).T.astype(np.float32)
    spec = GAudioFile.EncodeSpec(format="wav", rate=RATE, channels=2, bit_depth=32)
    with GAudioFile.Writer.new_for_path(str(tmp_path / "a.wav"), spec, None) as writer:
        writer.write(samples[:, :100])
        writer.write(samples[:, 100:].astype(np.float64))
    assert writer.is_closed()
    np.testing.assert_allclose(soundfile.read(tmp_path / "a.wav")[0].T, samples, atol=2**-24)
    mono = GAudioFile.Writer.new_for_memory(GAudioFile.EncodeSpec(format="wav", rate=RATE, channels=1))
    mono.write([0.5, -0.5])
    assert mono.tell() == 2
    with pytest.raises(ValueError, match="shape"):
        mono.write(np.zeros((1, 2, 3)))


@pytest.mark.parametrize("atomic", [False, True])
def test_write_after_exception(tmp_path: Path, atomic: bool) -> None:
    path = tmp_path / "a.wav"
    spec = GAudioFile.EncodeSpec(format="wav", rate=RATE, channels=1, atomic=atomic)
    with pytest.raises(KeyError), GAudioFile.Writer.new_for_path(str(path), spec, None) as writer:
        writer.write([0.5, -0.5])
        raise KeyError
    assert writer.is_closed()
    assert path.exists() != atomic
    assert atomic or soundfile.info(path).frames == 2
