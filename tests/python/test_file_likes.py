# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""File-like objects that behave oddly, wrongly or with malice: what comes out is audio or a plain exception."""

import contextlib
import gc
import io
import itertools
import os
import random
import sys
from pathlib import Path

import numpy as np
import pytest
from every_format import make_every_format
from signals import RATE, FileLike

import gaudiofile
from gaudiofile import AudioFile

# Of each way of reading one: samples in place, codec libraries, packets through GStreamer, demuxers, several streams.
READ = (
    *("pcm_s16le.wav", "adpcm_ms.wav", "flac.flac", "vorbis.ogg", "chained.ogg", "vbr.mp3", "bare.mp3", "adts.aac"),
    *("aac.m4a", "fragments.mp4", "opus.webm", "flac.mka", "wma2.wma", "wavpack.wv", "narrow.amr", "ac3.ac3"),
)
WRITTEN = ("wav", "aiff", "flac", "ogg", "mp3", "m4a", "opus", "wv", "w64", "rf64", "au")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    paths = make_every_format(tmp_path_factory.mktemp("formats"))
    return {name: paths[name].read_bytes() for name in READ}


# Classes of the standard library with methods of their own


class CountingBytesIO(io.BytesIO):
    calls = 0

    def read(self, size=-1):
        self.calls += 1
        return super().read(size)


class CountingFileIO(io.FileIO):
    calls = 0

    def read(self, size=-1):
        self.calls += 1
        return super().read(size)


class CountingReader(io.BufferedReader):
    calls = 0

    def read(self, size=-1):
        self.calls += 1
        return super().read(size)


@pytest.mark.parametrize(
    "make",
    [
        lambda path: CountingBytesIO(path.read_bytes()),
        lambda path: CountingFileIO(path),
        lambda path: CountingReader(io.FileIO(path)),
    ],
    ids=["BytesIO", "FileIO", "BufferedReader"],
)
def test_methods_of_subclasses_count(wav, make):
    with make(wav) as source:
        with AudioFile(source) as f, AudioFile(str(wav)) as expected:
            np.testing.assert_array_equal(f.read(f.frames), expected.read(RATE))
        assert source.calls > 0


@pytest.mark.parametrize(
    ("name", "method", "error"),
    [
        ("getbuffer", lambda: False, None),
        ("seekable", lambda: False, gaudiofile.NotSeekableError),
        ("read", lambda size=-1: "text", TypeError),
        ("tell", lambda: "far", TypeError),
        ("read", lambda size=-1: 1 / 0, ZeroDivisionError),
    ],
)
def test_methods_of_one_bytes_io_count(audio, name, method, error):
    source = io.BytesIO(audio["wav-16"])
    setattr(source, name, method)
    if error is None:
        assert AudioFile(source).frames == RATE
    else:
        with pytest.raises(error):
            AudioFile(source)


@pytest.mark.parametrize("text", ["", "abc", "a" * 100_000])
@pytest.mark.fault("a file opened as text", "`TypeError` that says so")
def test_text_is_no_audio(text):
    with pytest.raises(TypeError, match="bytes from its read.*returned str.*binary mode"):
        AudioFile(io.StringIO(text))


@pytest.mark.parametrize("content", [b"", b"RIFF"])
@pytest.mark.parametrize("mode", ["wb", "ab"])
def test_a_handle_for_writing(tmp_path, content, mode):
    (tmp_path / "a.wav").write_bytes(content)
    with open(tmp_path / "a.wav", mode) as handle, pytest.raises(ValueError, match='opened for writing.*"rb"') as info:
        AudioFile(handle)
    assert isinstance(info.value, io.UnsupportedOperation)


def test_a_handle_for_reading_does_not_write(wav):
    with open(wav, "rb") as handle, pytest.raises(io.UnsupportedOperation):
        AudioFile(handle, "w", RATE, format="wav")


# Reading: behaviours, each a class; SAME gives the samples of the file, the others those or one of the exceptions.


class Slowly(FileLike):
    """One byte at a time."""

    def read(self, size=-1):
        return super().read(min(size, 1))


class Half(FileLike):
    def read(self, size=-1):
        return super().read(max(1, size // 2))


class SeekReturnsNone(FileLike):
    def seek(self, offset, whence=0):
        super().seek(offset, whence)


class Forks(FileLike):
    def read(self, size=-1):
        if self.reads == 3:
            child = os.fork()
            if child == 0:
                os._exit(0)
            os.waitpid(child, 0)
        return super().read(size)


class CollectsGarbage(FileLike):
    def read(self, size=-1):
        gc.collect()
        return super().read(size)


SAME = (FileLike, Half, SeekReturnsNone, Forks, CollectsGarbage)


class More(FileLike):
    def read(self, size=-1):
        return super().read(size) + bytes(1 << 20)


class Returns(FileLike):
    """Something that is no bytes, after a while."""

    def read(self, size=-1):
        data = super().read(size)
        return data if self.reads < 4 else self.other(data)


def returning(name, other):
    return type(name, (Returns,), {"other": staticmethod(other)})


class EmptyOnce(FileLike):
    def read(self, size=-1):
        data = super().read(size)
        return b"" if self.reads == 3 else data


class EmptyFromThere(FileLike):
    def read(self, size=-1):
        data = super().read(size)
        return b"" if self.reads >= 3 else data


class TwoFaced(FileLike):
    """Other bytes each time."""

    def read(self, size=-1):
        data = super().read(size)
        return data if self.reads % 2 else bytes(byte ^ 0x55 for byte in data)


class Junk(FileLike):
    def read(self, size=-1):
        data = super().read(size)
        return data if self.reads < 4 else random.Random(self.reads).randbytes(len(data))


class Lies(FileLike):
    """About its size."""

    told = None

    def seek(self, offset, whence=0):
        self.told = self.size(super().seek(0, 2)) if whence == 2 else None
        return self.told if whence == 2 else super().seek(offset, whence)

    def tell(self):
        return super().tell() if self.told is None else self.told


def lying(name, size):
    return type(name, (Lies,), {"size": staticmethod(size)})


class SeekDoesNothing(FileLike):
    def seek(self, offset, whence=0):
        return super().seek(offset, whence) if whence == 2 or offset == 0 else offset


class ClosesItself(FileLike):
    def read(self, size=-1):
        data = super().read(size)
        if self.reads > 3:
            self.memory.close()
        return data


class TellReturns(FileLike):
    def tell(self):
        return self.told


def telling(name, told):
    return type(name, (TellReturns,), {"told": told})


ODD = {
    More: ValueError,
    returning("ReturnsNone", lambda data: None): TypeError,
    returning("ReturnsStr", lambda data: "text"): TypeError,
    returning("ReturnsInt", lambda data: 7): TypeError,
    returning("ReturnsArray", lambda data: np.frombuffer(data, np.uint8)): TypeError,
    returning("ReturnsView", lambda data: memoryview(data * 2)[::2]): TypeError,
    EmptyOnce: gaudiofile.Error,
    EmptyFromThere: gaudiofile.Error,
    TwoFaced: gaudiofile.Error,
    Junk: gaudiofile.Error,
    lying("Third", lambda size: size // 3): gaudiofile.Error,
    lying("Double", lambda size: size * 2): gaudiofile.Error,
    lying("Negative", lambda size: -5): ValueError,
    SeekDoesNothing: gaudiofile.Error,
    ClosesItself: ValueError,
    telling("TellsHuge", 1 << 70): OverflowError,
    telling("TellsFloat", 1.5): TypeError,
    telling("TellsNone", None): TypeError,
}


@pytest.mark.slow
@pytest.mark.parametrize("name", READ)
@pytest.mark.parametrize("kind", SAME, ids=lambda kind: kind.__name__)
def test_the_same_samples(files, kind, name):
    with AudioFile(files[name]) as expected, AudioFile(kind(files[name])) as f:
        assert f.frames == expected.frames
        np.testing.assert_array_equal(f.read(1000), expected.read(1000))
        f.seek(f.frames // 2)
        expected.seek(f.frames // 2)
        np.testing.assert_array_equal(f.read(10**6), expected.read(10**6))


@pytest.mark.slow
@pytest.mark.fault("a file-like that gives a byte at a time", "the same samples")
def test_a_byte_at_a_time(files):
    with AudioFile(files["flac.flac"]) as expected, AudioFile(Slowly(files["flac.flac"])) as f:
        np.testing.assert_array_equal(f.read(10**6), expected.read(10**6))


def use(source, allowed):
    """Opens it and calls everything; what is raised must be allowed."""
    try:
        f = AudioFile(source)
    except allowed:
        return
    for call in (
        lambda: f.read(1000),
        lambda: f.seek(f.frames // 2),
        lambda: f.read(3000),
        lambda: f.seek(0),
        lambda: f.read_raw(1 << 20),
        lambda: f.resampled_to(8000).read(1 << 20),
    ):
        with contextlib.suppress(allowed):
            call()
    f.close()
    assert f.closed


@pytest.mark.slow
@pytest.mark.parametrize("name", READ)
@pytest.mark.parametrize("kind", ODD, ids=lambda kind: kind.__name__)
def test_odd_ones(files, kind, name):
    use(kind(files[name]), (gaudiofile.Error, ODD[kind]))


@pytest.mark.slow
@pytest.mark.parametrize("name", READ)
@pytest.mark.parametrize("method", ["read", "seek", "tell", "seekable"])
@pytest.mark.fault(
    "a file-like that raises while it is read", "that very exception; the file is as it was when it goes on"
)
def test_what_reading_raises_comes_out(files, name, method):
    """The very exception, whichever call of the method it was; and the file is as it was when that is over."""

    class Raising(FileLike):
        calls = 0
        fails_at = 10**9
        raised: list[BaseException] = []

    def fail(self, *arguments):
        self.calls += 1
        if self.calls == self.fails_at:
            self.raised = [self.error]
            raise self.error
        return getattr(super(Raising, self), method)(*arguments)

    setattr(Raising, method, fail)
    with AudioFile(files[name]) as f:
        expected = f.read(10**6)
    # KeyboardInterrupt and its like are no Exception, StopIteration would end a loop.
    errors = itertools.cycle([ValueError, KeyboardInterrupt, OSError, StopIteration, GeneratorExit, SystemExit])
    for fails_at, error in zip(range(1, 30), errors, strict=False):
        source = Raising(files[name])
        source.fails_at, source.error = fails_at, error("mine")
        f, heard = None, []
        for _ in range(3):
            try:
                f = f or AudioFile(source)
                f.seek(0)
                np.testing.assert_array_equal(f.read(10**6), expected)
                break
            except error as raised:
                heard.append(raised)
            source.seek(0)
        assert heard == source.raised
        if not source.raised:
            return
        f.close()


# Writing


@pytest.mark.slow
@pytest.mark.parametrize("format", WRITTEN)
@pytest.mark.parametrize("method", ["write", "seek", "tell", "seekable", "flush", "truncate"])
@pytest.mark.fault("a file-like that raises while it is written", "that very exception")
def test_what_writing_raises_comes_out(format, method):
    """Also where nothing was written, and where the file-like had something before."""

    class Raising(io.BytesIO):
        calls = 0
        raised: list[BaseException] = []

    def fail(self, *arguments):
        self.calls += 1
        if self.calls > self.fails_after:
            self.raised = [*self.raised, error("mine")]
            raise self.raised[-1]
        return getattr(io.BytesIO, method)(self, *arguments)

    setattr(Raising, method, fail)
    for fails_after, frames, before, flush in itertools.product(range(4), (0, 1000, 100_000), (0, 10), (False, True)):
        error = (ValueError, OSError, KeyboardInterrupt)[fails_after % 3]
        sink = Raising()
        sink.fails_after = 10**9
        sink.write(bytes(before))
        sink.calls, sink.fails_after = 0, fails_after
        f = heard = None
        try:
            f = AudioFile(sink, "w", 48000, format=format)
            f.write(np.zeros(frames, np.float32))
            if flush:
                f.flush()
            f.close()
        except error as raised:
            heard = raised
        assert (heard is not None) == bool(sink.raised)
        assert heard is None or heard in sink.raised
        if f is not None and not f.closed:
            try:
                f.close()
            except error as again:
                assert again in sink.raised


@pytest.mark.fault("an error while an unclosed file is dropped", "told by `sys.unraisablehook`")
def test_an_exception_at_the_end_of_an_unclosed_file(monkeypatch):
    """Nobody is there to catch it: it goes to sys.unraisablehook."""

    class Raising(io.BytesIO):
        def seek(self, *arguments):
            raise KeyError("mine")

    seen = []
    monkeypatch.setattr(sys, "unraisablehook", lambda unraisable: seen.append(unraisable.exc_type))
    f = AudioFile(Raising(), "w", 48000, format="wav")
    del f
    gc.collect()
    assert seen == [KeyError]


def test_a_failed_opening_leaves_the_sink_alone(tmp_path: Path):
    class Telling(io.BytesIO):
        def tell(self):
            raise ValueError("mine")

    sink = Telling()
    with pytest.raises(ValueError, match="mine"):
        AudioFile(sink, "w", 48000, format="wav")
    gc.collect()
    assert sink.getvalue() == b""


@pytest.mark.fault(
    "a file-like whose write() tells nonsense", "a part taken is written on; what cannot be believed is an error"
)
def test_odd_numbers_of_bytes_taken(signal):
    """What write() says that it took: a part, nothing that can be believed, or not a number at all."""
    expected = AudioFile.encode(signal, RATE, "wav", 2)

    class Sink(io.BytesIO):
        def write(self, data):
            return self.answer(super().write(self.part(data)))

    for part, answer in (
        (lambda data: data[:777], lambda n: n),
        (lambda data: data, lambda n: None),
        (lambda data: data, lambda n: -1),
        (lambda data: data, lambda n: n + 5),
    ):
        sink = Sink()
        sink.part, sink.answer = part, answer
        with AudioFile(sink, "w", RATE, 2, format="wav") as f:
            f.write(signal)
        assert sink.getvalue() == expected
    for answer in (lambda n: "all", lambda n: True, lambda n: 1.0):
        sink = Sink()
        sink.part, sink.answer = bytes, answer
        with pytest.raises(TypeError, match="number of bytes"):  # noqa: SIM117
            with AudioFile(sink, "w", RATE, 2, format="wav") as f:
                f.write(signal)


@pytest.mark.slow
def test_the_end_is_noticed(files):
    """A read that ends where the file does makes the length known, without one more that returns nothing."""
    whole = AudioFile(files["bare.mp3"])
    assert not whole.exact_duration_known
    frames = whole.read(10**9).shape[1]
    f = AudioFile(files["bare.mp3"])
    assert f.read(frames - 1).shape[1] == frames - 1
    assert not f.exact_duration_known
    assert f.read(1).shape[1] == 1
    assert f.exact_duration_known and f.frames == frames
    pieces = AudioFile(files["bare.mp3"])
    chunks = [pieces.read(1152) for _ in range(frames // 1152)]
    assert pieces.exact_duration_known and pieces.frames == frames
    f.seek(0)
    np.testing.assert_array_equal(np.concatenate(chunks, axis=1), f.read(frames))


@pytest.mark.slow
def test_resampling_notices_the_end(files):
    f = AudioFile(files["bare.mp3"])
    resampled = f.resampled_to(16_000)
    samples = resampled.read(resampled.frames)
    assert resampled.exact_duration_known and resampled.frames == samples.shape[1]
