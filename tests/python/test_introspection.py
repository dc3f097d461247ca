# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""The library from a language that knows it by introspection alone: PyGObject, with what no other test calls."""

from pathlib import Path

import gi
import numpy as np
import pytest
from bindings import run_javascript
from signals import RATE

from gaudiofile import AudioFile, get_supported_write_formats

gi.require_version("GAudioFile", "1.0")
from gi.repository import GAudioFile, Gio, GLib  # noqa: E402

STEREO = 0x3


def block_of(samples: np.ndarray, rate: float = RATE) -> GAudioFile.Block:
    data = GLib.Bytes.new(np.ascontiguousarray(samples).tobytes())
    return GAudioFile.Block.new(
        GAudioFile.SampleFormat.FLOAT32, GAudioFile.Layout.PLANAR, *(len(samples), rate, samples.shape[1]), data
    )


def samples_of(block: GAudioFile.Block) -> np.ndarray:
    return np.frombuffer(block.get_bytes().get_data() or b"", np.float32).reshape(block.get_channels(), -1)


@pytest.fixture
def spec() -> GAudioFile.EncodeSpec:
    spec = GAudioFile.EncodeSpec.new("flac", RATE, 2)
    spec.set_bit_depth(24)
    return spec


# Writing


def test_encode_spec(spec: GAudioFile.EncodeSpec) -> None:
    spec.set_channel_mask(STEREO)
    spec.set_atomic(True)
    spec.set_quality("best")
    assert (spec.get_format(), spec.get_rate(), spec.get_channels()) == ("flac", RATE, 2)
    assert (spec.get_bit_depth(), spec.get_channel_mask(), spec.get_atomic()) == (24, STEREO, True)
    assert spec.get_quality() == "best"
    assert spec.resolve()
    assert (spec.get_codec(), spec.get_quality()) == ("flac", "8 (Highest quality)")
    wrong = GAudioFile.EncodeSpec.new("nothing", RATE, 2)
    with pytest.raises(GLib.Error) as caught:
        wrong.resolve()
    assert caught.value.matches(GAudioFile.error_quark(), GAudioFile.Error.UNSUPPORTED)


def test_encode_spec_attributes() -> None:
    """What is set as an attribute reaches the library, and those who listen."""
    spec = GAudioFile.EncodeSpec(format=".FLAC", rate=RATE, channels=2)
    notified = []
    spec.connect("notify", lambda _, pspec: notified.append(pspec.name))
    spec.bit_depth = 24
    spec.props.bit_depth = 24  # the same again: no notification
    spec.quality, spec.channel_mask, spec.atomic = "best", STEREO, True
    assert (spec.format, spec.rate, spec.channels, spec.codec) == ("flac", RATE, 2, None)
    assert (spec.get_bit_depth(), spec.get_quality(), spec.get_channel_mask()) == (24, "best", STEREO)
    assert spec.get_atomic()
    assert notified == ["bit-depth", "quality", "channel-mask", "atomic"]


def test_encode_spec_is_copied(signal: np.ndarray) -> None:
    """Changes after a writer was made, of either spec, do nothing to the file, whatever they are."""
    spec = GAudioFile.EncodeSpec.new("flac", RATE, 2)
    writer = GAudioFile.Writer.new_for_memory(spec)
    told = writer.get_spec()
    assert (told.codec, spec.codec) == ("flac", None)
    for changed in (spec, told):
        changed.format, changed.channels, changed.rate, changed.bit_depth = "wav", 8, 8000, 64
    assert writer.write_block(block_of(signal), None)
    assert writer.close(None)
    with AudioFile(writer.steal_bytes().get_data()) as f:
        assert (f.num_channels, f.samplerate, f.frames, f.file_dtype) == (2, RATE, signal.shape[1], "int16")


def test_encode_spec_incomplete() -> None:
    for properties, missing in (
        ({}, "format"),
        ({"format": "wav"}, "rate"),
        ({"format": "wav", "rate": 1}, "channels"),
    ):
        with pytest.raises(GLib.Error, match=missing) as caught:
            GAudioFile.Writer.new_for_memory(GAudioFile.EncodeSpec(**properties))
        assert caught.value.matches(GAudioFile.error_quark(), GAudioFile.Error.INVALID_ARGUMENT)


def test_encode_spec_javascript() -> None:
    answer = run_javascript("encode-spec.js")
    assert answer == {
        "bitDepth": 24,
        "atomic": True,
        "codec": None,
        "notified": ["bit-depth", "quality", "atomic", "channels"],
        "written": ["flac", "8 (Highest quality)", 2, 24],
    }


def test_writers(tmp_path: Path, spec: GAudioFile.EncodeSpec, signal: np.ndarray) -> None:
    """To a GFile and to a stream, by blocks: the same bytes but for what a stream cannot have."""
    file = Gio.File.new_for_path(str(tmp_path / "a.flac"))
    memory = Gio.MemoryOutputStream.new_resizable()
    for writer in (
        GAudioFile.Writer.new_for_file(file, spec, None),
        GAudioFile.Writer.new_for_stream(memory, spec, None),
    ):
        assert writer.get_sample_format() == GAudioFile.SampleFormat.INT24
        assert writer.write_block(block_of(signal[:, :1000]), None)
        assert writer.write_block(block_of(signal[:, 1000:]), None)
        assert writer.tell() == RATE
        with pytest.raises(GLib.Error, match="channel"):
            writer.write_block(block_of(signal[:1]), None)
        assert writer.close(None)
    memory.close(None)
    written = memory.steal_as_bytes().get_data()
    assert written == (tmp_path / "a.flac").read_bytes()
    np.testing.assert_allclose(AudioFile(written).read(RATE), signal, atol=2**-23)


def test_writers_made_of_properties(tmp_path: Path, spec: GAudioFile.EncodeSpec, signal: np.ndarray) -> None:
    file = Gio.File.new_for_path(str(tmp_path / "a.flac"))
    writer = GAudioFile.Writer(file=file, spec=spec)
    for call in (lambda: writer.write_block(block_of(signal), None), writer.steal_bytes):
        with pytest.raises(GLib.Error, match="not open yet|closed writer"):
            call()
    assert writer.close(None) and writer.abort() and not writer.props.closed
    assert writer.init(None) and writer.init(None)
    assert writer.props.file.equal(file) and writer.props.spec is not spec
    assert writer.write_block(block_of(signal), None) and writer.close(None)
    memory = GAudioFile.Writer(spec=spec)
    loop = GLib.MainLoop()
    memory.init_async(0, None, lambda _writer, result: (memory.init_finish(result), loop.quit()))
    loop.run()
    assert memory.write_block(block_of(signal), None) and memory.close(None)
    assert memory.steal_bytes().get_data() == (tmp_path / "a.flac").read_bytes()
    stream = Gio.MemoryOutputStream.new_resizable()
    for wrong, message in (
        (GAudioFile.Writer(file=file), "set spec"),
        (GAudioFile.Writer(file=file, stream=stream, spec=spec), "not to both"),
        (GAudioFile.Writer(file=file.get_child("b.flac"), spec=spec), "Not a directory"),
    ):
        with pytest.raises(GLib.Error, match=message):
            wrong.init(None)


def test_formats() -> None:
    assert GAudioFile.get_writable_extensions() == list(get_supported_write_formats())
    assert GAudioFile.sample_format_get_name(GAudioFile.SampleFormat.INT24) == "int24"


# Reading


def test_sources(audio: dict[str, bytes]) -> None:
    """A file and the same file at another rate, by their interface."""
    reader = GAudioFile.Reader.new_for_bytes(GLib.Bytes.new(audio["flac-16"]), None)
    resampled = GAudioFile.ResampledReader.new(reader, 2 * RATE, GAudioFile.ResampleQuality.LINEAR)
    for source, factor in ((resampled, 2), (reader, 1)):
        interface = GAudioFile.Source
        assert interface.get_rate(source) == RATE * factor
        assert (interface.get_channels(source), interface.get_channel_mask(source)) == (2, STEREO)
        assert interface.get_n_frames(source) == RATE * factor
        assert interface.get_exact_duration(source)
        assert interface.get_sample_format(source) == GAudioFile.SampleFormat.INT16  # the file's
        assert interface.get_duration(source) == 1
        assert interface.seek(source, 100, None)
        assert samples_of(interface.read_frames(source, 50, GAudioFile.Layout.PLANAR, None)).shape == (2, 50)
        assert interface.tell(source) == 150
        assert not interface.is_closed(source)


def test_resampler() -> None:
    resampler = GAudioFile.Resampler.new(44100, 8000, 3, GAudioFile.ResampleQuality.CATMULL_ROM)
    assert (resampler.get_source_rate(), resampler.get_target_rate()) == (44100, 8000)
    assert (resampler.get_channels(), resampler.get_quality()) == (3, GAudioFile.ResampleQuality.CATMULL_ROM)


# Effects


def test_effect(signal: np.ndarray) -> None:
    effect = GAudioFile.Effect.new_for_description("volume volume=0.5", RATE, 2)
    assert (effect.props.rate, effect.props.channels) == (RATE, 2)
    changed = effect.process_block(block_of(signal))
    np.testing.assert_allclose(samples_of(changed), signal / 2, atol=1e-6)
    interleaved = GAudioFile.Block.new(
        GAudioFile.SampleFormat.FLOAT32,
        GAudioFile.Layout.INTERLEAVED,
        *(2, RATE, signal.shape[1]),
        GLib.Bytes.new(np.ascontiguousarray(signal.T).tobytes()),
    )
    np.testing.assert_allclose(samples_of(effect.process_block(interleaved)), signal / 2, atol=1e-6)
    with pytest.raises(GLib.Error, match="takes 2 of float32"):
        effect.process_block(block_of(signal[:1]))

    stream = GAudioFile.Stream.new_duplex(None, None, RATE, 2, 2, 0)
    assert stream.set_effect(effect) and stream.set_effect(None)
    with pytest.raises(GLib.Error, match="for 2 channels at"):
        GAudioFile.Stream.new_duplex(None, None, RATE, 1, 2, 0).set_effect(effect)


def test_support() -> None:
    """What could be done, and what of it works here, which is all of it where the tests run."""
    kinds = GAudioFile.SupportKind
    written = {extension for row in GAudioFile.Support.list(kinds.WRITING) for extension in row.get_extensions()}
    assert written == set(get_supported_write_formats())
    rows = {row.get_name(): row for row in GAudioFile.Support.list(kinds.READING)}
    aac, flac = rows["AAC"], rows["FLAC"]
    assert (aac.get_codec(), aac.get_element(), aac.get_package()) == ("aac", "avdec_aac", "gstreamer1.0-libav")
    assert (flac.get_element(), flac.get_package(), flac.get_message()) == (None, None, None)
    assert flac.get_extensions() == [".flac"] and "Ogg" in flac.get_containers()
    others = {row.get_name(): row.get_works() for row in GAudioFile.Support.list(kinds.OTHER)}
    assert others == dict.fromkeys(("tags", "loudness", "pictures", "live audio", "PulseAudio and PipeWire"), True)


# Drawing


def test_peaks_as_pixels() -> None:
    """Each column reaches from the lowest to the highest sample of its frames; what is not there is transparent."""
    width, height, unit = 50, 400, 16
    samples = np.zeros((2, width * unit), np.float32)
    samples[0] = np.repeat(np.linspace(0.1, 1, width), unit) * np.tile([1, -0.5], width * unit // 2)
    samples[1, : 10 * unit] = np.tile([2, 0], 5 * unit)  # too loud: not drawn over the first channel
    peaks = GAudioFile.Peaks.new(RATE, 2, unit)
    peaks.append_block(block_of(samples))
    data = peaks.draw(0, 2 * width * unit, 2 * width, height, 0xFF8000C0).get_data()
    pixels = np.frombuffer(data, np.uint8).reshape(height, 2 * width, 4).astype(int)

    assert not pixels[:, width:].any(), "behind the end"
    strongest = np.array([0xFF * 0xC0 / 255, 0x80 * 0xC0 / 255, 0, 0xC0])
    assert (
        np.abs(pixels[100, width - 1] - strongest).max() <= 1
    ), "inside of the root mean square, multiplied by opacity"
    assert np.abs(pixels[15, width - 1] - strongest / 2).max() <= 1, "outside"
    for x in range(width):
        rows = np.flatnonzero(pixels[:200, x, 3])
        loudest = samples[0, x * unit] * 96
        assert abs(rows[0] - (100 - loudest)) <= 1.5 and abs(rows[-1] - (100 + loudest / 2)) <= 1.5
    assert np.flatnonzero(pixels[200:, 5, 3]).tolist() == list(range(3, 101)), "from the middle to full scale"
    assert np.flatnonzero(pixels[200:, 20, 3]).tolist() == [99, 100], "silence is a line"
