# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""The objects from PyGObject: properties tell what functions tell, and what has no meaning is refused."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import gi
import numpy as np
import pytest
import soundfile
from signals import RATE, make_signal

import gaudiofile  # noqa: F401, tells where the typelib is

gi.require_version("GAudioFile", "1.0")
from gi.repository import GAudioFile, Gio, GLib, GObject  # noqa: E402

SINC = GAudioFile.ResampleQuality.WINDOWED_SINC_32
PLANAR, INTERLEAVED = GAudioFile.Layout.PLANAR, GAudioFile.Layout.INTERLEAVED
FLOAT32, INT16, INT24 = (getattr(GAudioFile.SampleFormat, name) for name in ("FLOAT32", "INT16", "INT24"))
FRAMES = 4000
SWAPPED = [0.0, 1.0, 1.0, 0.0]


@pytest.fixture
def wav(tmp_path: Path) -> Path:
    soundfile.write(tmp_path / "a.wav", make_signal(FRAMES), RATE)
    return tmp_path / "a.wav"


def open_wav(wav: Path) -> GAudioFile.Reader:
    return GAudioFile.Reader.new_for_path(str(wav), None)


def encode_spec(wav: Path) -> GAudioFile.EncodeSpec:
    return GAudioFile.EncodeSpec.new("wav", RATE, 2)


def converted(wav: Path) -> GAudioFile.ConvertedReader:
    return GAudioFile.ConvertedReader.new(open_wav(wav), 48000, 2, SWAPPED, SINC)


MAKERS: list[Callable[[Path], Any]] = [
    open_wav,
    encode_spec,
    converted,
    lambda wav: GAudioFile.ResampledReader.new(open_wav(wav), 48000, SINC),
    lambda wav: GAudioFile.Resampler.new(44100, 48000, 2, SINC),
]


@pytest.mark.parametrize("make", MAKERS)
def test_properties_tell_what_functions_tell(wav: Path, make: Callable[[Path], Any]) -> None:
    made = make(wav)
    compared = 0
    for spec in made.list_properties():
        if not spec.flags & GObject.ParamFlags.READABLE:
            continue
        value = made.get_property(spec.name)
        if spec.name == "position":
            assert value == made.tell() == 0
            continue
        name = spec.name.replace("-", "_")
        functions = [getattr(made, prefix + name) for prefix in ("get_", "is_") if hasattr(made, prefix + name)]
        for function in functions:
            assert function() == value, spec.name
        compared += len(functions)
    assert compared >= 4


def test_what_is_to_be_written() -> None:
    spec = GAudioFile.EncodeSpec(format="wav", rate=8000, channels=2)
    for name, value in (("codec", "pcm_alaw"), ("bit-depth", 8), ("channel-mask", 0x30), ("atomic", True)):
        spec.set_property(name, value)
        assert spec.get_property(name) == value == getattr(spec, f"get_{name.replace('-', '_')}")()


def samples_of(block: GAudioFile.Block, kind: Any = np.float32) -> np.ndarray:
    return np.frombuffer(block.get_bytes().get_data() or b"", kind).reshape(block.get_channels(), -1)


def test_blocks_of_a_converted_reader(wav: Path) -> None:
    reader = GAudioFile.ConvertedReader.new(open_wav(wav), 0, 2, SWAPPED, SINC)
    assert reader.get_source().get_channels() == 2
    assert reader.get_channel_mask() == 0
    behind = GAudioFile.EncodeSpec(format="wav", rate=RATE, channels=2, channel_mask=0x30)
    GAudioFile.Writer.new_for_path(str(wav.with_name("b.wav")), behind, None).close(None)
    same = GAudioFile.ConvertedReader.new(open_wav(wav.with_name("b.wav")), 0, 0, None, SINC)
    assert same.get_channel_mask() == 0x30
    expected = soundfile.read(wav, dtype="int16")[0].T[::-1]
    blocks = [samples_of(reader.read_block(INT16, n, None), np.int16) for n in (1000, 10**12, 1)]
    assert [block.shape[1] for block in blocks] == [1000, FRAMES - 1000, 0]
    np.testing.assert_array_equal(np.hstack(blocks), expected)


def refused(code: GAudioFile.Error, match: str, function: Callable[..., Any], *arguments: Any) -> None:
    with pytest.raises(GLib.Error, match=match) as caught:
        function(*arguments)
    assert caught.value.matches(GAudioFile.error_quark(), code), caught.value


def test_a_converted_reader_refuses(wav: Path) -> None:
    wrong = GAudioFile.Error.INVALID_ARGUMENT
    reader = converted(wav)
    refused(wrong, "negative", reader.read_block, INT16, -1, None)
    refused(wrong, "not converted to int24", reader.read_block, INT24, 1, None)
    refused(wrong, "row of 2 weights", GAudioFile.ConvertedReader.new, open_wav(wav), 0, 3, SWAPPED, SINC)
    closed = open_wav(wav)
    closed.close()
    refused(GAudioFile.Error.CLOSED, "closed", GAudioFile.ConvertedReader.new, closed, 0, 1, None, SINC)
    reader.close()
    assert reader.get_property("closed")
    refused(GAudioFile.Error.CLOSED, "closed", reader.read_block, INT16, 1, None)


def test_blocks_of_a_resampler() -> None:
    samples = make_signal(FRAMES).T.astype(np.float32)

    def block(layout: GAudioFile.Layout, rate: float = 44100) -> GAudioFile.Block:
        data = samples if layout == PLANAR else samples.T
        return GAudioFile.Block.new(
            FLOAT32, layout, 2, rate, FRAMES, GLib.Bytes.new(np.ascontiguousarray(data).tobytes())
        )

    resampler = GAudioFile.Resampler.new(44100, 48000, 2, SINC)
    outputs = []
    for layout in (PLANAR, INTERLEAVED):
        first, rest = resampler.process_block(block(layout)), resampler.flush_block()
        outputs.append(np.hstack([samples_of(first), samples_of(rest)]))
    assert outputs[0].shape[1] == pytest.approx(FRAMES * 48000 / 44100, abs=2)
    np.testing.assert_array_equal(*outputs)
    refused(GAudioFile.Error.INVALID_ARGUMENT, "48000 Hz", resampler.process_block, block(PLANAR, 48000))


def test_clips(wav: Path) -> None:
    """Of a GFile; one without a path is read through GIO."""
    clip = GAudioFile.Clip.new_for_file(Gio.File.new_for_path(str(wav)))
    assert clip.load(None)
    assert (clip.get_channels(), clip.get_n_frames()) == (2, FRAMES)
    missing = GAudioFile.Clip.new_for_file(Gio.File.new_for_uri("resource:///none"))
    for _ in range(2):  # it keeps its error
        refused(GAudioFile.Error.NOT_FOUND, "resource:///none", missing.load, None)
