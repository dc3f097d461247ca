# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""ResampledReadableAudioFile: it reads what StreamResampler makes of the whole file, from anywhere in it; and who
closes what."""

import gc
import io
import sys
import threading
import weakref
import zlib

import numpy as np
import pytest
import sandbox
from every_format import files
from promises import assert_same, read_all
from signals import RATE, FileLike
from test_process import Mine, Raising, fork_children, in_threads, python

import gaudiofile
from gaudiofile import AudioFile, ReadableAudioFile, Resample, ResampledReadableAudioFile, StreamResampler

assert files  # a fixture
Quality = Resample.Quality
LENGTH = 48000  # of the one second that most tests read, at the rate that they read it at


def resample(samples, source, target, quality=Quality.WindowedSinc32):
    resampler = StreamResampler(source, target, len(samples), quality)
    return np.concatenate([resampler.process(samples), resampler.process()], axis=1)


@pytest.fixture(scope="module")
def data(audio):
    return audio["wav-16"]


@pytest.fixture(scope="module")
def whole(data):
    return resample(AudioFile(data).read(RATE), RATE, 48000)


# What is read

# One of each way through the library, and both kinds of rates.
CASES = {
    "pcm_s16le.wav": (48000, Quality.WindowedSinc32),
    "adpcm_ms.wav": (8000, Quality.WindowedSinc16),
    "flac.flac": (22050.5, Quality.WindowedSinc32),
    "vorbis.ogg": (96000, Quality.WindowedSinc8),
    "chained.ogg": (16000, Quality.CatmullRom),
    "opus.opus": (44100, Quality.WindowedSinc32),
    "speex.spx": (44100, Quality.Lagrange),
    "vbr.mp3": (48000, Quality.WindowedSinc32),
    "bare.mp3": (16000, Quality.WindowedSinc64),
    "aac.m4a": (48000, Quality.WindowedSinc32),
    "alac.m4a": (1234.56, Quality.WindowedSinc128),
    "wavpack.wv": (44101, Quality.Linear),
    "opus.webm": (12345, Quality.ZeroOrderHold),
    "pcm_alaw.wav": (384000, Quality.WindowedSinc8),
    "wma2.wma": (300, Quality.WindowedSinc256),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_every_format(files, name):
    """The whole, any pieces of it, and 200 positions, of files just opened and of one in use."""
    rate, quality = CASES[name]
    rng = np.random.default_rng(zlib.crc32(name.encode()))
    with AudioFile(files[name]) as f:
        expected = resample(read_all(f), f.samplerate, rate, quality)
    n = expected.shape[1]

    f = AudioFile(files[name]).resampled_to(rate, quality)
    assert (f.samplerate, f.resampling_quality) == (rate, quality)
    known = f.exact_duration_known
    assert f.frames == n or not known
    assert_same(read_all(f, iter(lambda: int(rng.integers(1, max(2, n // 20))), None)), expected, "pieces")
    assert f.exact_duration_known and f.frames == n and f.duration == n / rate
    assert f.read(7).shape == (len(expected), 0)

    edges = [0, n, max(n - 1, 0), n // 2]
    for i, position in enumerate([*edges, *map(int, rng.integers(0, n + 1, 200 - len(edges)))]):
        if i % 20 == 19 and known:
            f = AudioFile(files[name]).resampled_to(rate, quality)
        count = int(rng.integers(1, 3000))
        assert f.seek(position) is None and f.tell() == position
        assert_same(f.read(count), expected[:, position : position + count], f"seek to {position} of {n}")
        assert f.tell() == min(position + count, n)


def test_chained_seeks_and_reads(data, whole):
    """In any order, also several seeks in a row, while others move the wrapped file."""
    rng = np.random.default_rng(0)
    wrapped = AudioFile(FileLike(data))
    f, other = wrapped.resampled_to(48000), wrapped.resampled_to(8000)
    low = resample(AudioFile(data).read(RATE), RATE, 8000)
    at = at_other = 0
    for _ in range(1000):
        action, count = rng.integers(0, 6), int(rng.integers(1, 400))
        if action == 0:
            at = int(rng.integers(0, LENGTH + 1))
            f.seek(at)
        elif action == 1:
            wrapped.seek(int(rng.integers(0, RATE)))
        elif action == 2:
            wrapped.read(count)
        elif action == 3:
            assert_same(other.read(count), low[:, at_other : at_other + count], "the other")
            at_other += count
        else:
            assert_same(f.read(count), whole[:, at : at + count], f"at {at}")
            at = min(at + count, LENGTH)
        assert f.tell() == at


def test_begins_at_zero_wherever_the_wrapped_file_stands(data, whole):
    wrapped = AudioFile(data)
    wrapped.seek(20_000)
    f = ResampledReadableAudioFile(wrapped, 48000)
    assert f.tell() == 0 and wrapped.tell() == 20_000
    assert_same(f.read(500), whole[:, :500], "start")


@pytest.mark.parametrize("quality", Quality)
def test_wrapped_again(data, quality):
    inner = AudioFile(data).resampled_to(32000, quality)
    f = ResampledReadableAudioFile(inner, 22050, Quality.WindowedSinc8)
    expected = resample(resample(AudioFile(data).read(RATE), RATE, 32000, quality), 32000, 22050, Quality.WindowedSinc8)
    assert_same(read_all(f, iter([1, 700, 5, 10**6])), expected, "twice")
    for position in (0, 22049, 10_000, 9_990, 22050):
        f.seek(position)
        assert_same(f.read(300), expected[:, position : position + 300], f"at {position}")
    assert inner.resampling_quality is quality


def test_same_rate(data):
    f = AudioFile(data)
    assert f.resampled_to(RATE) is f is f.resampled_to(float(RATE), Quality.Linear)
    g = f.resampled_to(48000)
    assert g.resampled_to(48000) is g
    same = ResampledReadableAudioFile(f, RATE)
    assert same is not f and (same.samplerate, same.frames) == (RATE, RATE)


def test_facts(wav):
    f = AudioFile(wav).resampled_to(22050.5)
    assert (f.samplerate, f.num_channels, f.frames, f.file_dtype, f.name) == (22050.5, 2, 22051, "int16", str(wav))
    assert f.duration == 22051 / 22050.5 and f.exact_duration_known and f.seekable() and not f.closed
    assert isinstance(f, AudioFile) and not isinstance(f, ReadableAudioFile) and not hasattr(f, "read_raw")
    form = f'filename="{wav}" samplerate=22050.5 num_channels=2 frames=22051 file_dtype=int16 at 0x'
    assert repr(f).startswith(f"<gaudiofile.ResampledReadableAudioFile {form}")
    whole = AudioFile(wav).resampled_to(48000.0)
    assert whole.samplerate == 48000 and isinstance(whole.samplerate, int)
    assert whole.resampling_quality is Quality.WindowedSinc32


def test_an_estimate_of_the_length(files):
    f = AudioFile(files["bare.mp3"]).resampled_to(16000)
    assert not f.exact_duration_known and f.frames > 0
    n = read_all(f).shape[1]
    assert f.exact_duration_known and f.frames == n == f.tell()
    with pytest.raises(ValueError, match=f"{n + 1}.*{n}"):
        f.seek(n + 1)


def test_array_is_no_larger_than_needed(data):
    out = AudioFile(data).resampled_to(48000).read(10**15)
    assert out.shape == (2, LENGTH) and out.dtype == np.float32
    assert out.flags.owndata and out.flags.c_contiguous and out.flags.writeable


# What cannot be done


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda f: f.resampled_to(0), ValueError, "rates go from"),
        (lambda f: f.resampled_to(-44100), ValueError, "-44100"),
        (lambda f: f.resampled_to(float("nan")), ValueError, "nan"),
        (lambda f: f.resampled_to(float("inf")), ValueError, "inf"),
        (lambda f: f.resampled_to(1e12), ValueError, "768000"),
        (lambda f: f.resampled_to("48000"), TypeError, "target_sample_rate"),
        (lambda f: f.resampled_to(None), TypeError, "target_sample_rate"),
        (lambda f: f.resampled_to(), TypeError, "incompatible function arguments"),
        (lambda f: f.resampled_to(48000, None), TypeError, "Resample.Quality"),
        (lambda f: f.resampled_to(48000, 8), TypeError, "Resample.Quality"),
        (lambda f: f.resampled_to(RATE, "Linear"), TypeError, "Resample.Quality"),
        (lambda f: ResampledReadableAudioFile(), TypeError, "incompatible function arguments"),
        (lambda f: ResampledReadableAudioFile(f), TypeError, "incompatible function arguments"),
        (lambda f: ResampledReadableAudioFile("a.wav", 48000), TypeError, "ReadableAudioFile.*not str"),
        (lambda f: ResampledReadableAudioFile(None, 48000), TypeError, "ReadableAudioFile.*NoneType"),
        (lambda f: ResampledReadableAudioFile(AudioFile, 48000), TypeError, "ReadableAudioFile"),
        (lambda f: ResampledReadableAudioFile(f, 0), ValueError, "rates go from"),
        (lambda f: f.resampled_to(48000).read(), ValueError, "num_frames"),
        (lambda f: f.resampled_to(48000).read(1.5), ValueError, "fractional"),
        (lambda f: f.resampled_to(48000).read(-1), ValueError, "above 0"),
        (lambda f: f.resampled_to(48000).seek(-1), ValueError, "-1"),
        (lambda f: f.resampled_to(48000).seek(48001), ValueError, "48001.*48000"),
        (lambda f: f.resampled_to(48000).seek(1.5), TypeError, "position"),
        (lambda f: f.resampled_to(48000).seek(), TypeError, "incompatible function arguments"),
    ],
)
def test_wrong_calls(data, call, error, message):
    f = AudioFile(data)
    with pytest.raises(error, match=message):
        call(f)
    assert f.read(5).shape == (2, 5) and not f.closed


# Closing


def open_files(path):
    return sandbox.descriptors().count(str(path))


def test_closing_leaves_the_wrapped_file_open(wav):
    wrapped = AudioFile(wav)
    with wrapped.resampled_to(48000) as f:
        assert f.read(100).shape == (2, 100)
    assert f.closed and not wrapped.closed and wrapped.read(3).shape == (2, 3)
    assert (f.frames, f.tell(), f.samplerate, f.name) == (LENGTH, 100, 48000, str(wav))
    assert f.resampling_quality is Quality.WindowedSinc32 and not f.seekable() and " closed at " in repr(f)
    for call in (lambda: f.read(1), lambda: f.seek(0), lambda: f.resampled_to(8000)):
        with pytest.raises(RuntimeError, match="closed"):
            call()
    assert f.close() is None and f.__enter__() is f


def test_closing_the_wrapped_file_ends_reading(wav):
    wrapped = AudioFile(wav)
    inner = wrapped.resampled_to(48000)
    f = inner.resampled_to(8000)
    wrapped.close()
    assert open_files(wav) == 0
    assert inner.closed and f.closed and not f.seekable() and f.frames == 8000
    for call in (lambda: f.read(1), lambda: inner.seek(0), lambda: wrapped.resampled_to(8000)):
        with pytest.raises(gaudiofile.ClosedFileError):
            call()


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_nobody_elses_file_is_closed_with_the_last(wav, depth):
    """So that AudioFile(...).resampled_to(...) in a with statement leaves nothing open."""

    def nest(f):
        for i in range(depth):
            f = f.resampled_to(8000 + i)
        return f

    with nest(AudioFile(wav)) as f:
        f.read(100)
        assert open_files(wav) == 1
    assert open_files(wav) == 0 and f.closed
    f = nest(AudioFile(wav))
    gc.collect()
    f.read(100)
    assert open_files(wav) == 1
    del f
    assert open_files(wav) == 0


def test_file_likes_are_given_back(data):
    memory = io.BytesIO(data)
    f = AudioFile(memory).resampled_to(48000)
    with pytest.raises(BufferError):
        memory.truncate(0)
    f.close()
    memory.truncate(0)
    source = FileLike(data)
    f = AudioFile(source).resampled_to(48000)
    f.read(5)
    f.close()
    assert sys.getrefcount(source) == 2


@pytest.mark.parametrize("depth", [1, 2])
def test_a_file_like_that_holds_its_file_is_collected(data, depth):
    class Holding(FileLike):
        pass

    source = Holding(data)
    source.file = AudioFile(source)
    for rate in (8000, 16000)[:depth]:
        source.file = source.file.resampled_to(rate)
    source.file.read(100)
    reference = weakref.ref(source)
    del source
    gc.collect()
    assert reference() is None


def test_gobject(wav, whole):
    """PyGObject's object is the same file, and outlives ours."""
    gi = pytest.importorskip("gi")
    gi.require_version("GAudioFile", "1.0")
    from gi.repository import GAudioFile

    f = AudioFile(wav).resampled_to(48000, Quality.WindowedSinc32)
    reader = f.gobject
    assert isinstance(reader, GAudioFile.ResampledReader) and isinstance(reader, GAudioFile.Source)
    assert reader.get_quality() == GAudioFile.ResampleQuality.WINDOWED_SINC_32
    assert reader.get_source().get_rate() == RATE
    f.seek(1000)
    block = reader.read_frames(500, GAudioFile.Layout.PLANAR, None)
    assert f.tell() == reader.tell() == 1500
    assert_same(np.frombuffer(block.get_bytes().get_data(), np.float32).reshape(2, -1), whole[:, 1000:1500], "block")
    del f
    gc.collect()
    assert reader.read_frames(10, GAudioFile.Layout.PLANAR, None).get_n_frames() == 10
    assert open_files(wav) == 1
    del reader
    gc.collect()
    assert open_files(wav) == 0

    f = ResampledReadableAudioFile(AudioFile(wav), 48000)
    reader = f.gobject
    f.close()
    assert reader.props.closed


# File-likes


def use(source):
    with AudioFile(source) as file:
        f = file.resampled_to(48000).resampled_to(16000)
        first = f.read(1000).tobytes()
        f.seek(f.frames * 3 // 4)
        return first + f.read(600).tobytes()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["pcm_s16le.wav", "vbr.mp3", "opus.opus", "flac.flac"])
def test_an_exception_from_any_call(files, name):
    """Wherever it comes from, it comes out as it is; afterwards reading goes on where it was."""
    data = files[name].read_bytes()
    counting = Raising(data, Mine())
    expected = use(counting)
    kinds = (Mine, OSError, KeyboardInterrupt, MemoryError, StopIteration)
    step = 1 + counting.calls // 40
    for at in range(0, counting.calls, step):
        source = Raising(data, kinds[at // step % len(kinds)]("mine"))
        source.at = at
        with pytest.raises(BaseException) as info:  # noqa: B017, PT011: which one is checked next
            use(source)
        assert info.value is source.error
    assert use(Raising(data, Mine())) == expected


@pytest.mark.parametrize("name", ["adpcm_ms.wav", "vbr.mp3", "opus.opus", "flac.flac"])
def test_reading_goes_on_after_an_exception(files, name):
    data = files[name].read_bytes()
    whole = AudioFile(data).resampled_to(16000).read(10**6)
    source = Raising(data, Mine())
    f = AudioFile(source).resampled_to(16000)
    f.read(100)
    raised = 0
    for frame in (0, 30_000, 1_000, whole.shape[1] - 5000, 40_000):
        f.seek(frame)
        source.at = source.calls  # the next one, if there is one
        try:
            piece = f.read(4000)
        except Mine:
            raised += 1
            assert f.tell() == frame
            piece = f.read(4000)
        assert_same(piece, whole[:, frame : frame + 4000], f"at {frame}")
    assert raised


@pytest.mark.parametrize("call", [lambda f: f.read(1), lambda f: f.seek(1), lambda f: f.close()])
def test_use_from_inside(data, whole, call):
    class Calling(FileLike):
        target = None
        errors = 0

        def read(self, size=-1):
            if self.target:
                with pytest.raises(gaudiofile.BusyError):
                    call(self.target)
                self.errors += 1
                assert self.target.frames == LENGTH and not self.target.closed
            return super().read(min(size, 2000))

    source = Calling(data)
    f = source.target = AudioFile(source).resampled_to(48000)
    assert_same(f.read(10**6), whole, "after")
    assert source.errors > 0


# The process


def test_threads_in_turns_until_one_closes(data):
    """Each call is whole; the last one to hold the wrapped file lets it go while others read."""
    f = AudioFile(FileLike(data)).resampled_to(48000)
    left = threading.Semaphore(0)

    def work():
        with pytest.raises(gaudiofile.ClosedFileError):
            for i in range(10**6):
                assert f.read(1 + i % 700).shape[0] == 2
                f.seek(i * 997 % (LENGTH + 1))
                left.release()
        assert f.closed

    def close():
        for _ in range(60):
            assert left.acquire(timeout=30)
        f.close()

    in_threads(work, work, work, close)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_children_read_on(wav, whole):
    """In each child of fork(), while a thread of the parent reads all the while."""
    f = AudioFile(wav).resampled_to(48000)
    f.read(1000)
    stop = threading.Event()

    def read_all_the_while():
        while not stop.is_set():
            AudioFile(wav).resampled_to(48000).read(5000)

    def work(_):
        assert_same(f.read(5000), whole[:, 1000:6000], "the parent's")
        assert_same(AudioFile(wav).resampled_to(48000).read(5000), whole[:, :5000], "its own")

    thread = threading.Thread(target=read_all_the_while)
    thread.start()
    try:
        assert fork_children(50, work) == [0] * 50
    finally:
        stop.set()
        thread.join()


LEAKS = """
import gaudiofile, gc, io, json, sandbox, sys
data = open(sys.argv[1], "rb").read()
def use(i):
    f = gaudiofile.AudioFile((sys.argv[1], io.BytesIO(data))[i % 2]).resampled_to((48000, 16000)[i % 3 % 2])
    if i % 5 == 0:
        f = f.resampled_to(8000)
    f.read(1000)
    f.seek(f.frames // 2)
    f.read(10)
    if i % 7 == 0:
        f.close()
    gaudiofile.StreamResampler(44100, 48000, 2).process([[0.5] * 999] * 2)
def measure():
    gc.collect()
    return [len(sandbox.descriptors()), sandbox.count_threads(), sandbox.heap()]
for i in range(100):
    use(i)
before = measure()
for i in range(1000):
    use(i)
print(json.dumps([before, measure()]))
"""


@pytest.mark.slow
def test_1000_times_leave_nothing_behind(wav):
    before, after = python(LEAKS, wav, PYTHONMALLOC="malloc", G_SLICE="always-malloc")
    assert before[:2] == after[:2]
    assert after[2] - before[2] < 100_000
