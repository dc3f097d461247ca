# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""StreamResampler: any pieces give the same samples, n frames become so many, and nothing that is put in does harm."""

import copy
import math
import pickle
import sys
import threading
from fractions import Fraction

import numpy as np
import pytest
import sandbox
from bindings import run_javascript
from hypothesis import given, settings
from hypothesis import strategies as st
from test_process import fork_children, in_threads, python

import gaudiofile
from gaudiofile import Resample, StreamResampler

Quality = Resample.Quality
# Up, down, by whole numbers, by a little, by a ratio of no small numbers, far down (in steps), far up.
PAIRS = [
    *((44100, 48000), (48000, 44100), (48000, 16000), (8000, 48000), (44100, 44100), (48000, 48001)),
    *((44100, 22050.5), (44100, 1234.56), (768000, 300), (100, 40000)),
]
every_quality = pytest.mark.parametrize("quality", Quality)


def noise(frames, channels=2, seed=0):
    return np.random.default_rng(seed).uniform(-1, 1, (channels, frames)).astype(np.float32)


def resample(samples, source, target, quality=Quality.WindowedSinc32, sizes=None):
    """A whole stream, at once or in pieces of these sizes."""
    resampler = StreamResampler(source, target, len(samples), quality)
    return run(resampler, samples, sizes)


def run(resampler, samples, sizes=None):
    pieces, start = [], 0
    for size in sizes or [samples.shape[1]]:
        pieces.append(resampler.process(samples[:, start : start + size]))
        start += size
    if start < samples.shape[1]:
        pieces.append(resampler.process(samples[:, start:]))
    return np.concatenate([*pieces, resampler.process()], axis=1)


def same(a, b):
    return a.shape == b.shape and np.array_equal(a.view(np.int32), b.view(np.int32))


def expected_length(frames, source, target):
    return math.floor(frames * Fraction(target) / Fraction(source) + Fraction(1, 2))


# What comes out


@every_quality
@given(
    sizes=st.lists(st.one_of(st.integers(0, 40), st.integers(1, 10_000)), min_size=1, max_size=12),
    pair=st.sampled_from(PAIRS),
    channels=st.integers(1, 3),
    rest=st.integers(0, 500),
)
@settings(max_examples=15, deadline=None)
def test_any_pieces(quality, sizes, pair, channels, rest):
    if pair[1] > 100 * pair[0]:
        sizes, rest = [size % 100 for size in sizes], rest % 100
    samples = noise(sum(sizes) + rest, channels)
    whole = resample(samples, *pair, quality)
    assert whole.shape == (channels, expected_length(samples.shape[1], *pair))
    assert same(resample(samples, *pair, quality, sizes), whole)


@every_quality
@pytest.mark.parametrize("size", [1, 2, 3, 147, 1024, 1025, 10_000])
def test_equal_pieces(quality, size):
    samples = noise(12_000 if size > 3 else 1500)
    sizes = [size] * (samples.shape[1] // size)
    for pair in ((44100, 48000), (48000, 16000), (44100, 22050.5)):
        assert same(resample(samples, *pair, quality, sizes), resample(samples, *pair, quality))


@pytest.mark.parametrize("pair", PAIRS)
def test_length(pair):
    for quality in Quality:
        resampler = StreamResampler(*pair, 1, quality)
        for frames in (0, 1, 2, 3, 10, 147, 999, 20_000 if pair[0] > 100 else 50):
            out = run(resampler, noise(frames, 1))
            assert out.shape == (1, expected_length(frames, *pair)) and out.dtype == np.float32
            assert out.flags.c_contiguous and out.flags.writeable


@pytest.mark.parametrize("target", [44100.0001, 44100 * 2**0.5, 44099.99999999])
def test_length_with_odd_ratios(target):
    """Before the fraction that stands for the ratio is off by a frame, 1e9 of them have to pass."""
    for frames in (1, 50_000, 480_000):
        out = resample(np.zeros((1, frames), np.float32), 96000, target, Quality.Linear)
        assert out.shape == (1, expected_length(frames, 96000, target))


@every_quality
@pytest.mark.parametrize("pair", PAIRS[:4])
def test_time_zero_stays(quality, pair):
    """A smooth bump around a time that both rates have a frame at comes out around the same time."""
    step = math.gcd(*pair)
    at_in, at_out = 600 * pair[0] // step, 600 * pair[1] // step
    time = (np.arange(2 * at_in) - at_in) / min(pair)
    bump = np.exp(-((time * min(pair) / 8) ** 2))[None].astype(np.float32)
    out = resample(bump, *pair, quality)[0].astype(np.float64)
    k = np.arange(len(out))
    # Holding the nearest sample is within half an input frame; what is symmetric is exact.
    tolerance = 0.5 * pair[1] / pair[0] if quality == Quality.ZeroOrderHold else 2e-3
    assert abs(np.sum(k * out) / np.sum(out) - at_out) <= tolerance
    assert abs(out.max() - 1) < 0.03


@every_quality
def test_constant_stays_constant(quality):
    for pair in PAIRS:
        frames = 200 + max(3000, 1500 * int(pair[0] / pair[1]))
        out = resample(np.ones((1, frames), np.float32), *pair, quality)[0]
        middle = out[len(out) * 2 // 5 : len(out) * 3 // 5]
        np.testing.assert_allclose(middle, 1, atol=1e-3 if quality == Quality.WindowedSinc8 else 3e-4)


@every_quality
@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf, 3e38])
def test_a_bad_sample_stays_local(quality, bad):
    for pair in ((44100, 48000), (48000, 44100), (44100, 22050.5), (48000, 300)):
        clean = noise(30_000, 2)
        spoilt = clean.copy()
        spoilt[0, 15_000] = bad
        resampler = StreamResampler(*pair, 2, quality)
        out, good = run(resampler, spoilt), run(resampler, clean)
        assert same(good, resample(clean, *pair, quality)), "the stream after it"
        differing = np.flatnonzero((out.view(np.int32) != good.view(np.int32)).any(axis=0))
        reach = (resampler.input_latency + 8) * pair[1] / pair[0] + 1
        center = 15_000 * pair[1] / pair[0]
        if quality.value < 4 and pair[1] == 300 and not differing.size:
            continue  # what lies between the points that count is not looked at
        assert differing.size and differing.min() >= center - reach and differing.max() <= center + reach
        assert same(out[1:], good[1:]), "the other channel"


# Streams


@every_quality
def test_a_new_stream_after_flush_and_after_reset(quality):
    samples = noise(3000)
    whole = resample(samples, 44100, 48000, quality)
    resampler = StreamResampler(44100, 48000, 2, quality)
    assert resampler.process().shape == (2, 0) == resampler.process(None).shape
    for _ in range(2):
        assert same(run(resampler, samples), whole)
    resampler.process(np.full((2, 777), np.nan, np.float32))
    assert resampler.reset() is None
    assert same(run(resampler, samples), whole)


@every_quality
def test_latency_is_what_must_come_first(quality):
    for pair in ((44100, 48000), (48000, 16000), (48000, 300)):
        resampler = StreamResampler(*pair, 1, quality)
        frames = 0
        while not resampler.process(np.zeros((1, 1), np.float32)).shape[1]:
            frames += 1
        # Never more than the rounded length of what came so far, either.
        assert frames == pytest.approx(max(resampler.input_latency, pair[0] / pair[1] / 2), abs=2)
        assert isinstance(resampler.input_latency, float)


def test_facts():
    resampler = StreamResampler(44100, 22050.5, 3, Quality.Lagrange)
    assert (resampler.source_sample_rate, resampler.target_sample_rate) == (44100.0, 22050.5)
    assert isinstance(resampler.source_sample_rate, float)
    assert (resampler.num_channels, resampler.quality) == (3, Quality.Lagrange)
    assert repr(resampler).startswith(
        "<gaudiofile.StreamResampler source_sample_rate=44100 target_sample_rate=22050.5 num_channels=3 "
        "quality=Lagrange at 0x"
    )
    assert StreamResampler(1, 768000, 64).quality is Quality.WindowedSinc32
    assert "WindowedSinc256" in repr(StreamResampler(1, 2, 1, Quality.WindowedSinc256))


# What may be put in


@pytest.mark.parametrize(
    "form",
    {
        "list": lambda x: x.tolist(),
        "Fortran order": np.asfortranarray,
        "every other": lambda x: np.repeat(x, 2, axis=1)[:, ::2],
        "backwards": lambda x: x[:, ::-1].copy()[:, ::-1],
        "part of a larger one": lambda x: np.pad(x, 5)[5:-5, 5:-5],
        "other byte order": lambda x: x.astype(">f4"),
        "not aligned": lambda x: np.frombuffer(b"x" + x.tobytes(), np.float32, offset=1).reshape(x.shape),
        "read-only": lambda x: np.frombuffer(x.tobytes(), np.float32).reshape(x.shape),
        "half": lambda x: x.astype(np.float16),
        "masked": np.ma.array,
        "rows the same": lambda x: np.broadcast_to(x[0], x.shape),
    }.items(),
    ids=lambda item: item[0],
)
def test_forms_of_input(form):
    given = form[1](noise(2000))
    samples = np.ascontiguousarray(np.asarray(given, np.float32))
    before = samples.copy()
    assert same(StreamResampler(44100, 48000, 2).process(given), StreamResampler(44100, 48000, 2).process(samples))
    assert same(before, np.asarray(given, np.float32)), "the input was changed"


@pytest.mark.parametrize("target", [47999.9987, 48000.0013])
def test_long_streams_whose_ratio_has_many_phases(target):
    """A clock that is off by a little: far into the stream the samples are still right."""
    resampler = StreamResampler(48000, target, 1, Quality.WindowedSinc8)
    chunk = np.ones((1, 100_000), np.float32)
    resampler.process(chunk)
    for _ in range(10):
        np.testing.assert_allclose(resampler.process(chunk), 1, atol=2e-3)


def test_integers_are_not_scaled():
    samples = np.full((1, 3000), 32767, np.int16)
    assert resample(samples, 44100, 48000)[0, 1500] == pytest.approx(32767, rel=1e-5)


def test_layouts():
    """What comes out lies as what came in, and where that does not tell, as what last did."""
    samples = noise(3000)
    whole = resample(samples, 44100, 48000)
    turned = StreamResampler(44100, 48000, 2)
    assert turned.process(samples[:, :2]).shape == (2, 0)  # (2, 2) is (channels, frames) at first
    turned.reset()
    pieces = [turned.process(samples.T[:1000]), turned.process(samples.T[1000:1002]), turned.process(samples.T[1002:])]
    out = np.concatenate([*pieces, turned.process()])
    assert same(np.ascontiguousarray(out.T), whole)

    mono = StreamResampler(44100, 48000, 1)
    assert mono.process(samples[0]).shape[0] == 1
    assert mono.process(samples[0][:, None]).shape[1] == 1
    assert mono.process(samples[0]).shape[1] == 1 == mono.process().shape[1]
    assert mono.process(samples[:1]).shape[0] == 1 == mono.process().shape[0]


@pytest.mark.parametrize("shape", [(2, 0), (0, 2)])
def test_nothing_is_fine(shape):
    resampler = StreamResampler(44100, 48000, 2)
    out = resampler.process(np.zeros(shape, np.float32))
    assert out.shape == shape
    assert 0 in resampler.process().shape


nan, inf = math.nan, math.inf


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ((0, 48000, 1), ValueError, "from 0"),
        ((-1, 48000, 1), ValueError, "-1"),
        ((nan, 48000, 1), ValueError, "nan"),
        ((inf, 48000, 1), ValueError, "inf"),
        ((1e12, 48000, 1), ValueError, "768000"),
        ((10**400, 48000, 1), ValueError, "source_sample_rate"),
        ((44100, 0, 1), ValueError, "to 0"),
        ((44100, -0.0, 1), ValueError, "to -?0"),
        ((44100, 5e-324, 1), ValueError, "rates go from 1"),
        ((44100, 0.999, 1), ValueError, "rates go from 1"),
        ((44100, nan, 1), ValueError, "nan"),
        ((44100, -inf, 1), ValueError, "inf"),
        ((44100, 1e12, 1), ValueError, "768000"),
        ((44100, 48000, 0), ValueError, "channels"),
        ((44100, 48000, -1), ValueError, "num_channels"),
        ((44100, 48000, 65), ValueError, "64"),
        ((44100, 48000, 2**40), ValueError, "num_channels"),
        ((44100, 48000, 1.0), TypeError, "num_channels"),
        ((44100, 48000, None), TypeError, "num_channels"),
        (("44100", 48000, 1), TypeError, "source_sample_rate"),
        ((44100, None, 1), TypeError, "target_sample_rate"),
        ((44100, 48000, 1, 8), TypeError, "Resample.Quality"),
        ((44100, 48000, 1, "Linear"), TypeError, "Resample.Quality"),
        ((44100, 48000, 1, None), TypeError, "Resample.Quality"),
        ((44100, 48000), TypeError, "incompatible function arguments"),
        ((44100, 48000, 1, Quality.Linear, 1), TypeError, "incompatible function arguments"),
    ],
)
def test_absurd_constructors(arguments, error, message):
    with pytest.raises(error, match=message):
        StreamResampler(*arguments)


@pytest.mark.parametrize(
    ("given", "error", "message"),
    [
        (
            np.zeros((3, 10), "f4"),
            ValueError,
            "Expected 2-channel input, but was provided a buffer with 3 channels and 10",
        ),
        (np.zeros((10, 3), "f4"), ValueError, "with 3 channels and 10 samples"),
        (np.zeros(10, "f4"), ValueError, "with 1 channels and 10 samples"),
        (np.zeros((3, 0), "f4"), ValueError, "with 3 channels and 0 samples"),
        (np.zeros((0, 0), "f4"), ValueError, "with 0 channels and 0 samples"),
        (np.zeros((2, 10, 1), "f4"), RuntimeError, r"dimensions must be 1 or 2 \(got 3\)"),
        (np.float32(3), RuntimeError, r"\(got 0\)"),
        (3, RuntimeError, r"\(got 0\)"),
        (np.zeros((2, 10)), TypeError, "float64.*astype"),
        (np.zeros((2, 10), "i4"), TypeError, "int32"),
        (np.zeros((2, 10), "c8"), TypeError, "complex64"),
        (np.zeros((2, 10), "O"), TypeError, "object"),
        (np.zeros((2, 10), "M8[s]"), TypeError, "datetime64"),
        ("abc", TypeError, "str"),
        (object(), TypeError, "object"),
        ([[1, 2], [3]], TypeError, "list"),
        ([["a"]], TypeError, "list"),
    ],
)
def test_absurd_input(given, error, message):
    """The stream goes on as if it had not been tried."""
    samples = noise(2000)
    resampler = StreamResampler(44100, 48000, 2)
    first = resampler.process(samples[:, :1000])
    with pytest.raises(error, match=message):
        resampler.process(given)
    out = np.concatenate([first, resampler.process(samples[:, 1000:]), resampler.process()], axis=1)
    assert same(out, resample(samples, 44100, 48000))


@pytest.mark.parametrize("arguments", [((), {"samples": 1}), ((1, 2), {}), ((1,), {"input": 1})])
def test_wrong_arguments(arguments):
    with pytest.raises(TypeError, match="incompatible function arguments"):
        StreamResampler(44100, 48000, 2).process(*arguments[0], **arguments[1])


def test_more_than_there_is_memory_for():
    """Nothing has happened to the stream then."""
    resampler = StreamResampler(1, 768000, 1)
    with pytest.raises(MemoryError):
        resampler.process(np.broadcast_to(np.zeros((1, 1), np.float32), (1, 2**33)).astype(np.float32, copy=False))
    assert run(resampler, noise(2, 1)).shape == (1, 2 * 768000)


# The enumeration


def test_quality():
    names = "ZeroOrderHold Linear CatmullRom Lagrange WindowedSinc WindowedSinc256 WindowedSinc128 WindowedSinc64"
    assert [quality.name for quality in Quality] == [
        *names.split(),
        "WindowedSinc32",
        "WindowedSinc16",
        "WindowedSinc8",
    ]
    assert [int(quality) for quality in Quality] == [quality.value for quality in Quality] == list(range(11))
    assert (repr(Quality.Linear), str(Quality.Linear)) == ("<Quality.Linear: 1>", "Quality.Linear")
    assert Quality(1) is Quality.Linear and Quality.Linear != 1 and list("abc")[Quality.Linear] == "b"
    assert list(Quality.__members__)[2] == "CatmullRom"
    for quality in Quality:
        assert pickle.loads(pickle.dumps(quality)) is quality is copy.deepcopy(quality)
        assert quality.__doc__ and quality.__doc__ != Quality.__doc__
        assert StreamResampler(2, 3, 1, quality).quality is quality


# The process

MEMORY = """
import json, sys, gaudiofile, numpy, sandbox
quality = gaudiofile.Resample.Quality[sys.argv[3]]
chunk = numpy.random.default_rng(0).uniform(-1, 1, (1, 65536)).astype("f4")
resampler = gaudiofile.StreamResampler(float(sys.argv[1]), float(sys.argv[2]), 1, quality)
def run(seconds):
    left = int(seconds * float(sys.argv[1]))
    while left > 0:
        resampler.process(chunk[:, :left])
        left -= chunk.shape[1]
run(5)
sandbox.trim()
before = sandbox.status("VmRSS")
sandbox.reset_peak()
run(3600)
print(json.dumps(sandbox.status("VmHWM") - before))
"""


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [(8000, 4000, "WindowedSinc32"), (8000, 8000.3, "Lagrange")])
def test_an_hour_takes_no_memory(arguments):
    assert python(MEMORY, *arguments) < 4 * 2**20


def test_threads_in_turns():
    """What several threads put into one resampler comes out, in whatever order; none waits for ever."""
    resampler = StreamResampler(44100, 48000, 2)
    chunk, lengths = np.ones((2, 100), np.float32), []
    interval = sys.getswitchinterval()

    def work():
        for _ in range(300):
            lengths.append(resampler.process(chunk).shape[1])

    sys.setswitchinterval(1e-6)
    try:
        in_threads(*[work] * 4)
    finally:
        sys.setswitchinterval(interval)
    assert sum(lengths) + resampler.process().shape[1] == expected_length(4 * 300 * 100, 44100, 48000)


def test_threads_with_their_own():
    samples = noise(50_000)
    whole = resample(samples, 44100, 48000)

    def work():
        for size in (1000, 7777, 50_000):
            assert same(resample(samples, 44100, 48000, sizes=[size] * (50_000 // size)), whole)

    in_threads(*[work] * 4)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_children_go_on():
    """Each child of fork() continues the parent's stream, while another thread of the parent resamples."""
    samples = noise(20_000)
    whole = resample(samples, 44100, 48000)
    resampler = StreamResampler(44100, 48000, 2)
    first = resampler.process(samples[:, :9000])
    stop = threading.Event()

    def resample_all_the_while():
        while not stop.is_set():
            resample(samples, 44100, 48000)

    def finish(_):
        rest = [resampler.process(samples[:, 9000:]), resampler.process()]
        assert same(np.concatenate([first, *rest], axis=1), whole)

    thread = threading.Thread(target=resample_all_the_while)
    thread.start()
    try:
        assert fork_children(50, finish) == [0] * 50
    finally:
        stop.set()
        thread.join()
    finish(0)


# A whole stream in one call


@every_quality
@pytest.mark.parametrize("pair", PAIRS)
def test_in_one_call(quality, pair):
    samples = noise(20_000 if pair[1] < 100 * pair[0] else 900)
    assert same(gaudiofile.resample(samples, *pair, quality), resample(samples, *pair, quality))


def test_in_one_call_on_all_processors():
    """Long enough to be spread, by rates with one filter and with several; from memory of any layout."""
    samples = noise(300_000)
    stale = StreamResampler(44100, 48000, 2)
    stale.process(samples[:, :5000])
    before = sandbox.count_threads()
    for pair in ((44100, 48000), (48000, 16000), (768000, 300)):
        whole = resample(samples, *pair)
        for threads in (1, 2, 5):
            gaudiofile.set_max_threads(threads)
            try:
                made = gaudiofile.resample(samples, *pair)
                assert same(made, whole) and made.flags.c_contiguous and made.flags.writeable
                assert sandbox.count_threads() == before
                assert same(gaudiofile.resample(np.asfortranarray(samples), *pair), whole)
                assert same(gaudiofile.resample(samples[::-1], *pair), whole[::-1])
            finally:
                gaudiofile.set_max_threads(0)


def test_in_one_call_of_any_shape():
    samples = noise(3000)
    assert same(gaudiofile.resample(samples[0], 44100, 8000), resample(samples[:1], 44100, 8000)[0])
    assert gaudiofile.resample(samples[:, :0], 44100, 8000).shape == (2, 0)
    square = gaudiofile.resample(samples[:, :2], 1, 2)
    assert same(square, resample(samples[:, :2], 1, 2))
    integers = (samples * 1000).astype(np.int16)
    assert same(gaudiofile.resample(integers, 44100, 8000), resample(integers.astype("f4"), 44100, 8000))
    given = gaudiofile.resample(audio=samples, source_sample_rate=2, target_sample_rate=3, quality=Quality.Linear)
    assert same(given, resample(samples, 2, 3, Quality.Linear))


@pytest.mark.parametrize(
    ("audio", "rates", "error", "match"),
    [
        (np.zeros((100, 2), "f4"), (2, 3), ValueError, r"\(100, 2\) has 100 channels: pass audio.T"),
        (np.zeros((1, 2, 3), "f4"), (2, 3), ValueError, r"\(channels, frames\), not \(1, 2, 3\)"),
        (np.float32(1), (2, 3), ValueError, r"\(channels, frames\), not \(\)"),
        (np.zeros((0, 5), "f4"), (2, 3), ValueError, "0 channels"),
        (np.zeros((70, 100), "f4"), (2, 3), ValueError, "70 channels"),
        (np.zeros(5, "f8"), (2, 3), TypeError, r"resample\(\): .*float64.*astype"),
        ("sound", (2, 3), TypeError, r"resample\(audio, .*not .*str"),
        (np.zeros(5, "f4"), (0, 3), ValueError, "from 0 Hz"),
        (np.zeros(5, "f4"), (2, "3"), TypeError, "target_sample_rate"),
    ],
)
def test_in_one_call_refused(audio, rates, error, match):
    with pytest.raises(error, match=match):
        gaudiofile.resample(audio, *rates)


# Other languages


def test_gobject():
    """The same from PyGObject, with blocks."""
    gi = pytest.importorskip("gi")
    gi.require_version("GAudioFile", "1.0")
    from gi.repository import GAudioFile, GLib

    samples = noise(4000)
    resampler = GAudioFile.Resampler.new(44100, 48000, 2, GAudioFile.ResampleQuality.WINDOWED_SINC_32)
    pieces = []
    for start in range(0, 4000, 1000):
        data = GLib.Bytes.new(np.ascontiguousarray(samples[:, start : start + 1000]).tobytes())
        block = GAudioFile.Block.new(GAudioFile.SampleFormat.FLOAT32, GAudioFile.Layout.PLANAR, 2, 44100, 1000, data)
        pieces.append(resampler.process_block(block))
    pieces.append(resampler.flush_block())
    assert {piece.get_rate() for piece in pieces} == {48000}
    arrays = [np.frombuffer(piece.get_bytes().get_data() or b"", np.float32).reshape(2, -1) for piece in pieces]
    assert same(np.concatenate(arrays, axis=1), resample(samples, 44100, 48000))
    resampler.process_block(block)  # forgotten
    whole = GLib.Bytes.new(samples.T.tobytes())
    block = GAudioFile.Block.new(GAudioFile.SampleFormat.FLOAT32, GAudioFile.Layout.INTERLEAVED, 2, 44100, 4000, whole)
    for _ in range(2):
        made = resampler.resample_block(block)
        found = np.frombuffer(made.get_bytes().get_data() or b"", np.float32).reshape(2, -1)
        assert same(found, resample(samples, 44100, 48000))
    mono = GAudioFile.Block.new(GAudioFile.SampleFormat.FLOAT32, GAudioFile.Layout.PLANAR, 1, 44100, 2000, data)
    with pytest.raises(GLib.Error, match="1 channels"):
        resampler.resample_block(mono)
    with pytest.raises(GLib.Error, match="1 channels"):
        resampler.process_block(mono)
    with pytest.raises(GLib.Error, match="rates go from"):
        GAudioFile.Resampler.new(0, 48000, 2, GAudioFile.ResampleQuality.LINEAR)
    assert resampler.props.input_latency == StreamResampler(44100, 48000, 2).input_latency


def test_javascript():
    """The same from GJS."""
    answer = run_javascript("resampler.js")
    ramp = np.stack([np.arange(3000) / 3000, -np.arange(3000) / 3000]).astype(np.float32)
    whole = resample(ramp, 44100, 48000)
    assert answer["frames"] == whole.shape[1]
    np.testing.assert_array_equal(np.array(answer["samples"], np.float32), whole[:, 1000:1010])
    assert "rates go from" in answer["error"]


@pytest.mark.parametrize(
    ("source", "target"),
    [(44100, 48000), (48000, 16000), (96000, 44100), (44100, 44101), (8000, 192000), (768000, 11), (48000, 12345)],
)
@pytest.mark.parametrize("quality", ["WindowedSinc32", "CatmullRom", "Lagrange", "Linear", "ZeroOrderHold"])
def test_threads_change_nothing(source, target, quality):
    """Long pieces are made on all processors, each a part: bit for bit what one thread makes, in whatever pieces."""
    samples = np.random.default_rng(5).normal(0, 0.1, (2, 400_000 if target < 100_000 else 90_000)).astype(np.float32)
    made = []
    try:
        for threads, pieces in ((1, [400_000]), (2, [400_000]), (5, [400_000]), (3, [1000, 200_000, 77, 198_923])):
            gaudiofile.set_max_threads(threads)
            resampler = StreamResampler(source, target, 2, Resample.Quality[quality])
            blocks, at = [], 0
            for piece in pieces:
                blocks.append(resampler.process(samples[:, at : at + piece]))
                at += piece
            made.append(np.concatenate([*blocks, resampler.process()], axis=1))
    finally:
        gaudiofile.set_max_threads(0)
    assert made[0].shape[1] > 0
    assert all(np.array_equal(other, made[0]) for other in made[1:])
