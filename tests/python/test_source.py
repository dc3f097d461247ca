# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""GafSource implemented in other languages (Vala: tests/bindings/source.vala): what it is given to works, and nothing
that an implementation does wrong does harm.

A class that derives from one that implements the interface has to name the interface again: PyGObject would change the
functions of the base class otherwise.
"""

import os
import threading
from collections.abc import Callable
from typing import Any

import gi
import numpy as np
import pytest
from bindings import run_javascript

from gaudiofile import AudioFile, StreamResampler

gi.require_version("GAudioFile", "1.0")
from gi.repository import GAudioFile, Gio, GLib, GObject  # noqa: E402

RATE = 8000
FRAMES = 10000
# Exact in 32-bit float; more than a block of a resampled reader; the channels differ.
SAMPLES = np.stack([np.arange(FRAMES), -np.arange(FRAMES)]).astype(np.float32) / 16384
PLANAR, INTERLEAVED = GAudioFile.Layout.PLANAR, GAudioFile.Layout.INTERLEAVED
SINC = GAudioFile.ResampleQuality.WINDOWED_SINC_32


def block_of(samples: np.ndarray, layout: GAudioFile.Layout = PLANAR, rate: float = RATE) -> GAudioFile.Block:
    data = samples if layout == PLANAR else samples.T
    return GAudioFile.Block.new(
        GAudioFile.SampleFormat.FLOAT32,
        *(layout, len(samples), rate, samples.shape[1]),
        GLib.Bytes.new(np.ascontiguousarray(data, np.float32).tobytes()),
    )


def samples_of(block: GAudioFile.Block) -> np.ndarray:
    samples = np.frombuffer(block.get_bytes().get_data() or b"", np.float32)
    if block.get_layout() == PLANAR:
        return samples.reshape(block.get_channels(), -1)
    return samples.reshape(-1, block.get_channels()).T


def resample(rate: float = 11025) -> np.ndarray:
    """The whole of SAMPLES at once, at another rate."""
    resampler = StreamResampler(RATE, rate, 2)
    return np.hstack([resampler.process(SAMPLES), resampler.process()])


class Least(GObject.Object, GAudioFile.Source):
    """Only what is needed. It may deliver less than it is asked for, and in any layout."""

    def __init__(self, most: int = 10**9, layout: GAudioFile.Layout = PLANAR) -> None:
        super().__init__()
        self.next = 0
        self.most = most
        self.layout = layout

    def do_describe(self) -> tuple[float, int]:
        return RATE, len(SAMPLES)

    def do_read_frames(self, n_frames: int, layout: GAudioFile.Layout, cancellable: Any) -> GAudioFile.Block:
        samples = SAMPLES[:, self.next : self.next + min(n_frames, self.most)]
        self.next += samples.shape[1]
        return block_of(samples, self.layout)


class Full(Least, GAudioFile.Source):
    def do_get_n_frames(self) -> int:
        return FRAMES

    def do_get_exact_duration(self) -> bool:
        return True

    def do_get_channel_mask(self) -> int:
        return 0x3

    def do_get_sample_format(self) -> GAudioFile.SampleFormat:
        return GAudioFile.SampleFormat.INT24

    def do_seek(self, frame: int, cancellable: Any) -> bool:
        self.next = frame
        return True

    def do_tell(self) -> int:
        return self.next

    def do_is_closed(self) -> bool:
        return self.next < 0


# What is right


@pytest.mark.parametrize("layout", [PLANAR, INTERLEAVED])
@pytest.mark.parametrize("asked", [PLANAR, INTERLEAVED])
@pytest.mark.parametrize("make", [Full, Least])
def test_reading(make: type[Least], asked: GAudioFile.Layout, layout: GAudioFile.Layout) -> None:
    source = make(3000, layout)
    pieces = [source.read_frames(n, asked, None) for n in (1, 4000, 4096, 10**6, 10**6)]
    assert {piece.get_layout() for piece in pieces} == {asked}
    sizes = [piece.get_n_frames() for piece in pieces]
    assert sizes == [1, 3000, 3000, 3000, 999]
    np.testing.assert_array_equal(np.hstack([samples_of(piece) for piece in pieces]), SAMPLES)
    assert source.tell() == FRAMES
    assert source.read_frames(10, asked, None).get_n_frames() == 0
    assert (source.get_n_frames(), source.get_exact_duration(), source.get_duration()) == (FRAMES, True, FRAMES / RATE)


def test_defaults() -> None:
    source = Least()
    assert (source.get_n_frames(), source.get_exact_duration(), source.tell()) == (0, False, 0)
    assert source.get_channel_mask() == 0
    assert source.get_sample_format() == GAudioFile.SampleFormat.FLOAT32
    assert not source.is_closed()
    assert source.read_frames(100, PLANAR, None).get_n_frames() == 100
    assert (source.get_n_frames(), source.get_exact_duration(), source.tell()) == (100, False, 100)
    assert source.seek(100, None)  # where it is
    with pytest.raises(GLib.Error, match="Least cannot seek") as caught:
        source.seek(0, None)
    assert caught.value.matches(GAudioFile.error_quark(), GAudioFile.Error.NOT_SEEKABLE)
    full = Full()
    assert (full.get_channel_mask(), full.get_sample_format()) == (3, GAudioFile.SampleFormat.INT24)
    for frame in (-1, FRAMES + 1):
        with pytest.raises(GLib.Error) as caught:
            full.seek(frame, None)
        assert caught.value.matches(GAudioFile.error_quark(), GAudioFile.Error.OUT_OF_RANGE)
    assert full.seek(FRAMES, None)


@pytest.mark.parametrize("make", [Full, Least])
def test_resampled(make: type[Least]) -> None:
    """As the whole of it at once; and from anywhere if it can seek."""
    expected = resample()
    resampled = GAudioFile.ResampledReader.new(make(700), 11025, SINC)
    pieces = []
    while not pieces or pieces[-1].get_n_frames() > 0:
        pieces.append(resampled.read_frames(5000, PLANAR, None))
    got = np.hstack([samples_of(piece) for piece in pieces])
    np.testing.assert_array_equal(got, expected)
    assert resampled.get_n_frames() == expected.shape[1]
    if make is Full:
        assert resampled.seek(4321, None)
        np.testing.assert_array_equal(
            samples_of(resampled.read_frames(3000, PLANAR, None)), expected[:, 4321 : 4321 + 3000]
        )
        return
    assert resampled.seek(4321, None)  # nothing is read by it
    with pytest.raises(GLib.Error, match="cannot seek"):
        resampled.read_frames(3000, PLANAR, None)


def test_writer() -> None:
    spec = GAudioFile.EncodeSpec(format="wav", rate=RATE, channels=2, bit_depth=32)
    writer = GAudioFile.Writer.new_for_memory(spec)
    source = Least(777)
    while (block := source.read_frames(4096, INTERLEAVED, None)).get_n_frames() > 0:
        writer.write_block(block, None)
    writer.close(None)
    with AudioFile(writer.steal_bytes().get_data()) as f:
        np.testing.assert_array_equal(f.read(f.frames), SAMPLES)


def test_stream() -> None:
    """What is written before the stream is open, which needs no device."""
    stream = GAudioFile.Stream.new_play(None, RATE, 2, 0)
    source = Least(777)
    assert stream.write_block(source.read_frames(777, INTERLEAVED, None), None)
    assert stream.get_buffered_frames(GAudioFile.Direction.OUTPUT) == 777
    stream.close()


def test_javascript() -> None:
    answer = run_javascript("source.js")
    expected = resample()
    assert answer["written"] == FRAMES and answer["streamed"] == 500
    assert answer["frames"] == expected.shape[1]
    np.testing.assert_array_equal(np.array(answer["samples"], np.float32), expected[:, 5000:5010])
    assert "cable is out" in answer["failing"]
    assert "did not say why" in answer["silent"]
    assert "neither read_frames() nor read()" in answer["empty"]


# What is wrong


class Nothing(GObject.Object, GAudioFile.Source):
    pass


def read_all_ways(source: Any) -> list[GLib.Error]:
    """The errors of a source that cannot be read."""
    errors = []
    for call in (
        lambda: source.read_frames(100, PLANAR, None),
        lambda: GAudioFile.ResampledReader.new(source, 16000, SINC).read_frames(100, PLANAR, None),
    ):
        with pytest.raises(GLib.Error) as caught:
            call()
        errors.append(caught.value)
    return errors


def test_nothing() -> None:
    source = Nothing()
    assert (source.get_rate(), source.get_channels(), source.get_n_frames(), source.tell()) == (0, 0, 0, 0)
    assert (source.get_duration(), source.get_channel_mask(), source.is_closed()) == (0, 0, False)
    assert not source.get_exact_duration()
    errors = read_all_ways(source)
    assert "Nothing implements neither read_frames() nor read()" in errors[0].message
    assert "neither a sample rate nor channels" in errors[1].message
    with pytest.raises(GLib.Error, match="cannot seek"):
        source.seek(1, None)


def raising(*_: Any) -> Any:
    raise GLib.Error.new_literal(Gio.io_error_quark(), "the cable is out", Gio.IOErrorEnum.TIMED_OUT)


WRONG_BLOCKS: dict[str, tuple[Callable[[int], Any], str]] = {
    "none": (lambda n: None, "did not say why"),
    "too many": (lambda n: block_of(SAMPLES[:, : n + 1]), "delivered 101 frames where 100 were wanted"),
    "channels": (lambda n: block_of(SAMPLES[:1, :n]), "1 channels, but has 2"),
    "rate": (lambda n: block_of(SAMPLES[:, :n], rate=44100), "44100 Hz, but has 8000 Hz"),
    "format": (
        lambda n: GAudioFile.Block.new(GAudioFile.SampleFormat.INT16, PLANAR, 2, RATE, 1, GLib.Bytes.new(b"1234")),
        "a block of int16",
    ),
    "error": (raising, "the cable is out"),
}


@pytest.mark.parametrize("wrong", WRONG_BLOCKS)
def test_wrong_block(wrong: str) -> None:
    make_block, message = WRONG_BLOCKS[wrong]

    class Wrong(Full, GAudioFile.Source):
        def do_read_frames(self, n_frames: int, layout: Any, cancellable: Any) -> Any:
            return make_block(n_frames)

    source = Wrong()
    with pytest.raises(GLib.Error, match=message) as caught:
        source.read_frames(100, INTERLEAVED, None)
    if wrong == "error":
        assert caught.value.matches(Gio.io_error_quark(), Gio.IOErrorEnum.TIMED_OUT)
    else:
        assert caught.value.matches(GAudioFile.error_quark(), GAudioFile.Error.INVALID_ARGUMENT)
    resampled = GAudioFile.ResampledReader.new(source, 16000, SINC)
    with pytest.raises(GLib.Error):
        resampled.read_frames(100, PLANAR, None)
    assert resampled.tell() == 0


@pytest.mark.parametrize("channels", [0, 65, 2**32 - 1])
def test_wrong_channels(channels: int) -> None:
    class Wrong(Least, GAudioFile.Source):
        def do_describe(self) -> tuple[float, int]:
            return RATE, channels

    for error in read_all_ways(Wrong()):
        assert "channels" in error.message


@pytest.mark.parametrize("rate", [0, -8000, float("nan"), float("inf")])
def test_wrong_rate(rate: float) -> None:
    class Wrong(Least, GAudioFile.Source):
        def do_describe(self) -> tuple[float, int]:
            return rate, 1

    for error in read_all_ways(Wrong()):
        assert "rate" in error.message


def test_changing_channels() -> None:
    """What was told first holds: a reader has made room for as many channels."""

    class Growing(Full, GAudioFile.Source):
        channels = 1

        def do_describe(self) -> tuple[float, int]:
            self.channels += 1
            return RATE, self.channels

        def do_read_frames(self, n_frames: int, layout: Any, cancellable: Any) -> Any:
            return block_of(np.zeros((40, n_frames)))

    source = Growing()
    resampled = GAudioFile.ResampledReader.new(source, 16000, SINC)
    assert source.get_channels() == 2
    with pytest.raises(GLib.Error, match="40 channels, but has 2"):
        resampled.read_frames(4000, PLANAR, None)


def test_negative_answers() -> None:
    class Negative(Full, GAudioFile.Source):
        def do_get_n_frames(self) -> int:
            return -5

        def do_tell(self) -> int:
            return -7

    source = Negative()
    assert (source.get_n_frames(), source.tell()) == (0, 0)
    assert source.read_frames(10, PLANAR, None).get_n_frames() == 0
    with pytest.raises(GLib.Error, match="negative"):
        source.read_frames(-1, PLANAR, None)


def test_failing_half_way() -> None:
    """A failure after a part was read loses nothing where the source can seek."""

    class Failing(Full, GAudioFile.Source):
        fails = True

        def do_read_frames(self, n_frames: int, layout: Any, cancellable: Any) -> Any:
            if self.fails and self.next >= 2000:
                raising()
            return Full.do_read_frames(self, n_frames, layout, cancellable)

    source = Failing(500)
    resampled = GAudioFile.ResampledReader.new(source, 11025, SINC)
    with pytest.raises(GLib.Error, match="cable"):
        resampled.read_frames(5000, PLANAR, None)
    source.fails = False
    got = samples_of(resampled.read_frames(5000, PLANAR, None))
    np.testing.assert_array_equal(got, resample()[:, :5000])


def test_cancelled_and_closed() -> None:
    cancellable = Gio.Cancellable()
    cancellable.cancel()
    source = Full()
    with pytest.raises(GLib.Error) as caught:
        source.read_frames(10, PLANAR, cancellable)
    assert caught.value.matches(Gio.io_error_quark(), Gio.IOErrorEnum.CANCELLED)
    source.next = -1
    assert source.is_closed()
    with pytest.raises(GLib.Error) as caught:
        source.read_frames(10, PLANAR, None)
    assert caught.value.matches(GAudioFile.error_quark(), GAudioFile.Error.CLOSED)
    with pytest.raises(GLib.Error, match="closed"):
        GAudioFile.ResampledReader.new(source, 16000, SINC)


def test_reading_from_inside() -> None:
    """A source that reads what reads from it is refused, not waited for."""

    class Inside(Full, GAudioFile.Source):
        reader: Any = None

        def do_read_frames(self, n_frames: int, layout: Any, cancellable: Any) -> Any:
            return self.reader.read_frames(n_frames, layout, cancellable)

    source = Inside()
    source.reader = GAudioFile.ResampledReader.new(source, 16000, SINC)
    with pytest.raises(GLib.Error) as caught:
        source.reader.read_frames(10, PLANAR, None)
    source.reader = None
    assert caught.value.matches(GAudioFile.error_quark(), GAudioFile.Error.BUSY)


def test_fork_while_a_source_waits() -> None:
    """fork() does not wait for a source of the program, which may wait for the very thread that forks."""
    waiting, go_on = threading.Event(), threading.Event()

    class Waiting(Full, GAudioFile.Source):
        def do_read_frames(self, n_frames: int, layout: Any, cancellable: Any) -> Any:
            waiting.set()
            assert go_on.wait(60)
            return Full.do_read_frames(self, n_frames, layout, cancellable)

    resampled = GAudioFile.ResampledReader.new(Waiting(), 16000, SINC)
    frames = []
    thread = threading.Thread(target=lambda: frames.append(resampled.read_frames(10, PLANAR, None).get_n_frames()))
    thread.start()
    assert waiting.wait(60)
    child = os.fork()
    if child == 0:
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
    go_on.set()
    thread.join()
    assert frames == [10]


@pytest.mark.parametrize("n_frames", [-1, 2**61, 2**62, 2**63 - 1])
def test_no_block_of_another_size(n_frames: int) -> None:
    """The size in bytes, frames times channels times four, must not wrap around."""
    with pytest.raises(TypeError):
        GAudioFile.Block.new(GAudioFile.SampleFormat.FLOAT32, PLANAR, 2, RATE, n_frames, GLib.Bytes.new(b""))
