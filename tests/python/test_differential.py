# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""The same calls on pedalboard.io and on gaudiofile, right and wrong ones: whoever catches errors or uses results of
the one can use the other."""

import array
import io
import mmap
import os
import pathlib
import sys
import weakref
from types import SimpleNamespace

import numpy as np
import pytest
import soundfile
from signals import FORMATS, RATE, FileLike, make_signal

import gaudiofile

pedalboard = pytest.importorskip("pedalboard.io")
LIBRARIES = (pedalboard, gaudiofile)


class Mine(Exception):
    """What a file-like of this test raises."""


def raising(method, error):
    def fail(self, *arguments):
        raise error

    return type("Raising", (FileLike,), {method: fail})


def returning(method, value):
    return type("Returning", (FileLike,), {method: lambda self, *arguments: value})


def closed(x, m):
    f = m.AudioFile(x.path)
    f.read(3)
    f.close()
    return f


def at(position, data):
    memory = io.BytesIO(data)
    memory.seek(position)
    return memory


def without(method, data):
    names = {"read", "seek", "tell", "seekable"} - {method}
    return SimpleNamespace(**{name: getattr(FileLike(data), name) for name in names})


PROPERTIES = ("frames", "samplerate", "num_channels", "duration", "exact_duration_known", "file_dtype", "closed")

# What is done with (x: where things are, m: the library), and, if both must say the same, what the message contains.
MISUSE = {
    # What is opened
    "no such file": lambda x, m: m.AudioFile(x.path + "x"),
    "no such file, in no such folder": lambda x, m: m.AudioFile("/nonexistent/a.wav"),
    "folder": lambda x, m: m.AudioFile(x.folder),
    "empty name": lambda x, m: m.AudioFile(""),
    "NUL in name": lambda x, m: m.AudioFile("a\0b.wav"),
    "device": lambda x, m: m.AudioFile("/dev/null"),
    "empty file": lambda x, m: m.AudioFile(x.empty),
    "text file": lambda x, m: m.AudioFile(x.text),
    "noise file": lambda x, m: m.AudioFile(x.noise),
    "noise stream": lambda x, m: m.AudioFile(io.BytesIO(x.random)),
    "noise buffer": lambda x, m: m.AudioFile(memoryview(x.random)),
    "four bytes": lambda x, m: m.AudioFile(io.BytesIO(b"RIFF")),
    "nothing": lambda x, m: m.AudioFile(),
    "None": lambda x, m: m.AudioFile(None),
    "number": lambda x, m: m.AudioFile(3),
    "object": lambda x, m: m.AudioFile(object()),
    "list": lambda x, m: m.AudioFile([x.path]),
    "unknown keyword": lambda x, m: m.AudioFile(x.path, sample_rate=3),
    "cls keyword": lambda x, m: m.AudioFile(cls=m.AudioFile, filename=x.path),
    "mode x": lambda x, m: m.AudioFile(x.path, "x"),
    "mode rb": lambda x, m: m.AudioFile(x.path, "rb"),
    "mode empty": lambda x, m: m.AudioFile(x.path, ""),
    "mode R": lambda x, m: m.AudioFile(x.path, "R"),
    "mode None": lambda x, m: m.AudioFile(x.path, None),
    "mode number": lambda x, m: m.AudioFile(x.path, 1),
    "stream, mode x": lambda x, m: m.AudioFile(io.BytesIO(x.wav), "x"),
    "format keyword": lambda x, m: m.AudioFile(io.BytesIO(x.wav), "r", format="wav"),
    "Readable: nothing": (lambda x, m: m.ReadableAudioFile(), "incompatible function arguments"),
    "Readable: mode": (lambda x, m: m.ReadableAudioFile(x.path, "r"), "incompatible function arguments"),
    "Readable: None": lambda x, m: m.ReadableAudioFile(None),
    "Readable: no such file": lambda x, m: m.ReadableAudioFile(x.path + "x"),
    "Readable: __new__ alone": lambda x, m: m.ReadableAudioFile.__new__(m.ReadableAudioFile),
    # Streams and buffers
    "empty BytesIO": (lambda x, m: m.AudioFile(io.BytesIO()), "is empty"),
    "empty buffer": (lambda x, m: m.AudioFile(memoryview(b"")), "is empty"),
    "empty stream": (lambda x, m: m.AudioFile(FileLike(b"")), "is empty"),
    "BytesIO at end": (lambda x, m: m.AudioFile(at(len(x.wav), x.wav)), "end of the stream"),
    "BytesIO at end: what to do": (lambda x, m: m.AudioFile(at(len(x.wav), x.wav)), "Try seeking"),
    "BytesIO past end": (lambda x, m: m.AudioFile(at(10**6, x.wav)), "end of the stream"),
    "closed BytesIO": lambda x, m: m.AudioFile(x.closed_memory),
    "released memoryview": lambda x, m: m.AudioFile(x.released_view),
    "text stream": (lambda x, m: m.AudioFile(io.StringIO("abc")), "expected to return bytes"),
    "text file opened": lambda x, m: m.AudioFile(open(x.path, encoding="utf-8")),  # noqa: SIM115
    "write-only file": lambda x, m: m.AudioFile(os.fdopen(os.open(x.path, os.O_WRONLY), "wb")),
    "pipe": (lambda x, m: m.AudioFile(os.fdopen(x.pipe(), "rb")), "seekable"),
    "stream not seekable": (lambda x, m: m.AudioFile(returning("seekable", False)(x.wav)), "seekable"),
    "no read": lambda x, m: m.AudioFile(without("read", x.wav)),
    "no seek": lambda x, m: m.AudioFile(without("seek", x.wav)),
    "no tell": lambda x, m: m.AudioFile(without("tell", x.wav)),
    "no seekable": lambda x, m: m.AudioFile(without("seekable", x.wav)),
    "read raises": (lambda x, m: m.AudioFile(raising("read", Mine("my words"))(x.wav)), "my words"),
    "seek raises": (lambda x, m: m.AudioFile(raising("seek", Mine("my words"))(x.wav)), "my words"),
    "tell raises": (lambda x, m: m.AudioFile(raising("tell", Mine("my words"))(x.wav)), "my words"),
    "seekable raises": (lambda x, m: m.AudioFile(raising("seekable", Mine("my words"))(x.wav)), "my words"),
    "read raises KeyboardInterrupt": lambda x, m: m.AudioFile(raising("read", KeyboardInterrupt())(x.wav)),
    "read raises SystemExit": lambda x, m: m.AudioFile(raising("read", SystemExit(3))(x.wav)),
    "read raises OSError": lambda x, m: m.AudioFile(raising("read", OSError(5, "my words"))(x.wav)),
    "read returns None": (lambda x, m: m.AudioFile(returning("read", None)(x.wav)), "returned NoneType"),
    "read returns int": (lambda x, m: m.AudioFile(returning("read", 3)(x.wav)), "returned int"),
    "read returns str": (lambda x, m: m.AudioFile(returning("read", "abc")(x.wav)), "returned str"),
    "read returns bytearray": lambda x, m: m.AudioFile(returning("read", bytearray(4))(x.wav)),
    "read returns memoryview": lambda x, m: m.AudioFile(returning("read", memoryview(b"RIFF"))(x.wav)),
    "tell returns below 0": lambda x, m: m.AudioFile(returning("tell", -5)(x.wav)),
    "BytesIO resized while open": lambda x, m: (x.keep(m.AudioFile(x.memory)), x.memory.truncate(3)),
    "BytesIO closed while open": lambda x, m: (x.keep(m.AudioFile(x.memory)), x.memory.close()),
    "bytearray resized while open": lambda x, m: (x.keep(m.AudioFile(memoryview(x.mutable))), x.mutable.append(1)),
    "file closed while open": lambda x, m: (x.keep(m.AudioFile(x.file)), x.file.close(), x.kept[0].read(RATE)),
    "repr of file-like raises": lambda x, m: repr(m.AudioFile(raising("__repr__", Mine("my words"))(x.wav))),
    # read and read_raw
    "read nothing": lambda x, m: m.AudioFile(x.path).read(),
    "read 0": lambda x, m: m.AudioFile(x.path).read(0),
    "read 0.0": lambda x, m: m.AudioFile(x.path).read(0.0),
    "read -1": lambda x, m: m.AudioFile(x.path).read(-1),
    "read -1.0": lambda x, m: m.AudioFile(x.path).read(-1.0),
    "read 1.5": (lambda x, m: m.AudioFile(x.path).read(1.5), "fractional number"),
    "read NaN": lambda x, m: m.AudioFile(x.path).read(float("nan")),
    "read infinity": lambda x, m: m.AudioFile(x.path).read(float("inf")),
    "read minus infinity": lambda x, m: m.AudioFile(x.path).read(-float("inf")),
    "read 1e300": lambda x, m: m.AudioFile(x.path).read(1e300),
    "read 2^63": lambda x, m: m.AudioFile(x.path).read(2**63),
    "read None": lambda x, m: m.AudioFile(x.path).read(None),
    "read str": lambda x, m: m.AudioFile(x.path).read("3"),
    "read bytes": lambda x, m: m.AudioFile(x.path).read(b"3"),
    "read list": lambda x, m: m.AudioFile(x.path).read([3]),
    "read complex": lambda x, m: m.AudioFile(x.path).read(3 + 0j),
    "read two": lambda x, m: m.AudioFile(x.path).read(1, 2),
    "read unknown keyword": lambda x, m: m.AudioFile(x.path).read(frames=3),
    "read closed": (lambda x, m: closed(x, m).read(1), "closed file"),
    "read 0, closed": lambda x, m: closed(x, m).read(0),
    "read str, closed": lambda x, m: closed(x, m).read("x"),
    "read_raw nothing": lambda x, m: m.AudioFile(x.path).read_raw(),
    "read_raw -1": lambda x, m: m.AudioFile(x.path).read_raw(-1),
    "read_raw 1.5": lambda x, m: m.AudioFile(x.path).read_raw(1.5),
    "read_raw str": lambda x, m: m.AudioFile(x.path).read_raw("3"),
    "read_raw closed": (lambda x, m: closed(x, m).read_raw(1), "closed file"),
    "read_raw float64": (lambda x, m: m.AudioFile(io.BytesIO(x.double)).read_raw(1), "64-bit floating-point"),
    # seek and the rest
    "seek nothing": lambda x, m: m.AudioFile(x.path).seek(),
    "seek -1": (lambda x, m: m.AudioFile(x.path).seek(-1), "-1"),
    "seek one past end": (lambda x, m: m.AudioFile(x.path).seek(RATE + 1), f"{RATE + 1}"),
    "seek one past end: length": (lambda x, m: m.AudioFile(x.path).seek(RATE + 1), f"{RATE}"),
    "seek 2^62": lambda x, m: m.AudioFile(x.path).seek(2**62),
    "seek float": lambda x, m: m.AudioFile(x.path).seek(2.5),
    "seek None": lambda x, m: m.AudioFile(x.path).seek(None),
    "seek str": lambda x, m: m.AudioFile(x.path).seek("3"),
    "seek with whence": lambda x, m: m.AudioFile(x.path).seek(0, 2),
    "seek closed": (lambda x, m: closed(x, m).seek(0), "closed file"),
    "seek -1, closed": lambda x, m: closed(x, m).seek(-1),
    "tell with argument": lambda x, m: m.AudioFile(x.path).tell(1),
    "close with argument": lambda x, m: m.AudioFile(x.path).close(1),
    "__exit__ without arguments": lambda x, m: m.AudioFile(x.path).__exit__(),
    "resampled_to str": lambda x, m: m.AudioFile(x.path).resampled_to("x"),
    "set frames": lambda x, m: setattr(m.AudioFile(x.path), "frames", 1),
    "set closed": lambda x, m: setattr(m.AudioFile(x.path), "closed", True),
    "set other": lambda x, m: setattr(m.AudioFile(x.path), "other", 1),
    "delete name": lambda x, m: delattr(m.AudioFile(x.path), "name"),
}

# What works, and gives the same result in both.
USE = {
    "class": lambda x, m: type(m.AudioFile(x.path)) is m.ReadableAudioFile,
    "base class": lambda x, m: isinstance(m.ReadableAudioFile(x.path), m.AudioFile),
    "subclass of AudioFile": lambda x, m: type(type("S", (m.AudioFile,), {})(x.path)) is m.ReadableAudioFile,
    "class names": lambda x, m: (m.AudioFile.__name__, m.ReadableAudioFile.__name__),
    "mode keyword": lambda x, m: m.AudioFile(x.path, mode="r").frames,
    "filename keyword": lambda x, m: m.AudioFile(filename=x.path).frames,
    "file_like keyword": lambda x, m: m.AudioFile(file_like=io.BytesIO(x.wav)).frames,
    "Readable, keyword": lambda x, m: m.ReadableAudioFile(filename=x.path).frames,
    "name": lambda x, m: m.AudioFile(x.path).name,
    "no extension": lambda x, m: m.AudioFile(x.plain).frames,
    "memoryview": lambda x, m: m.AudioFile(memoryview(x.wav)).frames,
    "memoryview of int16": lambda x, m: m.AudioFile(memoryview(x.wav).cast("h")).frames,
    "array": lambda x, m: m.AudioFile(array.array("B", x.wav)).frames,
    "NumPy array": lambda x, m: m.AudioFile(np.frombuffer(x.wav, np.uint8)).frames,
    "mmap": lambda x, m: m.AudioFile(x.mapping()).frames,
    "file": lambda x, m: m.AudioFile(x.file).read(50),
    "raw file": lambda x, m: m.AudioFile(open(x.path, "rb", buffering=0)).read(50),  # noqa: SIM115
    "file-like": lambda x, m: m.AudioFile(FileLike(x.wav)).read(50),
    "file-like, seek": lambda x, m: (f := m.AudioFile(FileLike(x.wav)), f.seek(RATE // 2), f.read(50), f.tell())[2:],
    "seekable returns 1": lambda x, m: m.AudioFile(returning("seekable", 1)(x.wav)).frames,
    "stream starts at its position": lambda x, m: m.AudioFile(at(10, b"0123456789" + x.wav)).read(50),
    "position of BytesIO": lambda x, m: (f := m.AudioFile(x.memory), f.read(50), x.memory.tell())[2:],
    "file stays open": lambda x, m: (m.AudioFile(f := FileLike(x.wav)).close(), f.memory.closed)[1],
    "BytesIO can be resized after close": lambda x, m: (
        x.keep(f := m.AudioFile(x.memory)),
        f.close(),
        x.memory.truncate(0),
    )[1:],
    "file-like is free after close": lambda x, m: (
        x.keep(f := m.AudioFile(g := FileLike(x.wav))),
        f.close(),
        sys.getrefcount(g),
    )[2],
    "read True": lambda x, m: m.AudioFile(x.path).read(True),
    "read float": lambda x, m: m.AudioFile(x.path).read(2.0),
    "read NumPy int": lambda x, m: m.AudioFile(x.path).read(np.int8(3)),
    "read NumPy float": lambda x, m: m.AudioFile(x.path).read(np.float32(3)),
    "read NumPy scalar array": lambda x, m: m.AudioFile(x.path).read(np.array(3)),
    "read keyword": lambda x, m: m.AudioFile(x.path).read(num_frames=3),
    "read too many": lambda x, m: m.AudioFile(x.path).read(10**18),
    "read too many, float": lambda x, m: m.AudioFile(x.path).read(1e12),
    "read at end": lambda x, m: (f := m.AudioFile(x.path), f.seek(RATE), f.read(5), f.read_raw(5), f.tell())[2:],
    "read across end": lambda x, m: (f := m.AudioFile(x.path), f.seek(RATE - 3), f.read(5), f.tell())[2:],
    "seek NumPy int": lambda x, m: (f := m.AudioFile(x.path), f.seek(np.int64(7)), f.tell())[1:],
    "seek True": lambda x, m: (f := m.AudioFile(x.path), f.seek(True), f.tell())[1:],
    "seek keyword": lambda x, m: (f := m.AudioFile(x.path), f.seek(position=7), f.read(4))[1:],
    "seekable": lambda x, m: (m.AudioFile(x.path).seekable(), closed(x, m).seekable()),
    "tell, closed": lambda x, m: closed(x, m).tell(),
    "close twice": lambda x, m: closed(x, m).close(),
    "enter": lambda x, m: (f := m.AudioFile(x.path), f.__enter__() is f)[1],
    "exit": lambda x, m: (f := m.AudioFile(x.path), f.__exit__(None, None, None), f.closed)[1:],
    "properties, closed": lambda x, m: [getattr(closed(x, m), name) for name in ("name", *PROPERTIES)],
    "same rate": lambda x, m: (f := m.AudioFile(x.path), f.resampled_to(float(RATE)) is f)[1],
    "__init__ again": lambda x, m: (f := m.ReadableAudioFile(x.path), f.__init__(x.noise), f.frames)[1:],
    "weak reference": lambda x, m: (f := m.AudioFile(x.path), weakref.ref(f)() is f)[1],
    "not equal": lambda x, m: m.AudioFile(x.path) == m.AudioFile(x.path),
}


@pytest.fixture
def x(tmp_path, audio, wav):
    files = SimpleNamespace(wav=audio["wav-16"], double=audio["wav-double"], random=bytes(range(3, 250)) * 20)
    for name, data in {"empty": b"", "text": b"hello world " * 99, "noise": files.random, "plain": files.wav}.items():
        path = tmp_path / name
        path.write_bytes(data)
        setattr(files, name, str(path))
    files.path, files.folder = str(wav), str(tmp_path)
    files.kept = []
    files.keep = files.kept.append
    return files


def renew(x):
    """What a case may use up."""
    x.kept.clear()
    x.memory, x.mutable = io.BytesIO(x.wav), bytearray(x.wav)
    x.closed_memory, x.released_view = io.BytesIO(x.wav), memoryview(x.wav)
    x.file = open(x.path, "rb")  # noqa: SIM115
    x.closed_memory.close()
    x.released_view.release()

    def mapping():
        with open(x.path, "rb") as file:
            return mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)

    def pipe():
        read_end, write_end = os.pipe()
        os.close(write_end)
        return read_end

    x.mapping, x.pipe = mapping, pipe


@pytest.mark.parametrize("case", MISUSE)
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_misuse(x, case):
    do, words = MISUSE[case] if isinstance(MISUSE[case], tuple) else (MISUSE[case], "")
    raised = []
    for library in LIBRARIES:
        renew(x)
        with pytest.raises(BaseException) as info:  # noqa: PT011
            do(x, library)
        raised.append(info.value)
    theirs, ours = raised
    assert isinstance(ours, type(theirs)), f"{ours!r} would not be caught as {theirs!r}"
    assert words in str(theirs)
    assert words in str(ours)


def test_misuse_is_plenty():
    assert len(MISUSE) >= 60


@pytest.mark.parametrize("case", USE)
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
def test_use(x, case):
    results = []
    for library in LIBRARIES:
        renew(x)
        results.append(USE[case](x, library))
    assert_same(*results)


def assert_same(theirs, ours):
    assert type(ours) is type(theirs)
    if isinstance(theirs, np.ndarray):
        assert (ours.shape, ours.dtype) == (theirs.shape, theirs.dtype)
        assert ours.flags.c_contiguous
        np.testing.assert_array_equal(ours, theirs)
    elif isinstance(theirs, (tuple, list)):
        assert len(ours) == len(theirs)
        for pair in zip(theirs, ours, strict=True):
            assert_same(*pair)
    else:
        assert ours == theirs


# Values

LOSSLESS = [name for name in FORMATS if name.startswith(("wav", "aiff", "flac")) and name not in ("wav-ima", "wav-ms")]


def both(data):
    return [library.AudioFile(memoryview(data)) for library in LIBRARIES]


@pytest.mark.parametrize("name", [*LOSSLESS, "ogg"])
def test_properties(audio, name):
    theirs, ours = both(audio[name])
    for attribute in PROPERTIES:
        assert_same(getattr(theirs, attribute), getattr(ours, attribute))


@pytest.mark.parametrize("name", LOSSLESS)
def test_lossless_is_equal(audio, name):
    theirs, ours = both(audio[name])
    assert_same(theirs.read(RATE), ours.read(RATE))
    for position, length in ((0, 1), (12345, 1000), (RATE - 7, 100), (3, 40000)):
        theirs.seek(position)
        ours.seek(position)
        assert_same(theirs.read(length), ours.read(length))
        assert theirs.tell() == ours.tell()


@pytest.mark.parametrize("name", [n for n in LOSSLESS if not n.endswith(("24", "double"))])
def test_raw_is_equal(audio, name):
    theirs, ours = both(audio[name])
    assert_same(theirs.read_raw(RATE), ours.read_raw(RATE))


@pytest.mark.parametrize("name", ["wav-ima", "wav-ms"])
def test_adpcm_is_close(audio, name):
    """pedalboard counts whole blocks, ours may know from the file where in the last block to end.

    IMA: pedalboard adds shifted steps, as the IMA wrote it down; GStreamer multiplies, as FFmpeg does, and is off by a
    few of the 16-bit steps where the signal is loud.
    """
    theirs, ours = both(audio[name])
    assert_same(theirs.file_dtype, ours.file_dtype)
    assert RATE <= ours.frames <= theirs.frames
    np.testing.assert_allclose(ours.read(RATE), theirs.read(RATE), atol=5e-3 if name == "wav-ima" else 1e-3)


def test_gsm_is_that_of_soundfile():
    """pedalboard does not read it."""
    stream = io.BytesIO()
    soundfile.write(stream, make_signal(RATE, 1), RATE, format="WAV", subtype="GSM610")
    ours, theirs = gaudiofile.AudioFile(stream.getvalue()), soundfile.SoundFile(io.BytesIO(stream.getvalue()))
    assert ours.frames == theirs.frames
    np.testing.assert_allclose(ours.read(ours.frames)[0], theirs.read(theirs.frames, dtype="float32"), atol=1e-4)


@pytest.mark.parametrize("name", ["ogg", "mp3"])
def test_lossy_is_close(audio, name):
    """An MP3 begins later with pedalboard, which keeps the encoder's delay."""
    theirs, ours = both(audio[name])
    assert_same([theirs.file_dtype, theirs.samplerate], [ours.file_dtype, ours.samplerate])
    theirs, ours = theirs.read(10**6), ours.read(10**6)
    assert theirs.dtype == ours.dtype
    shift = theirs.shape[1] - ours.shape[1]
    assert shift == 0 if name == "ogg" else shift >= 0
    # The same frames overlap at the one right shift only: the signal has noise in it.
    offset = min(range(shift + 1), key=lambda n: np.abs(theirs[0, n : n + 9999] - ours[0, :9999]).sum())
    np.testing.assert_allclose(ours, theirs[:, offset : offset + ours.shape[1]], atol=1e-3)


@pytest.mark.parametrize("source", ["path", "memory", "view"])
def test_repr_has_the_same_form(x, source):
    renew(x)
    source = {"path": x.path, "memory": x.memory, "view": memoryview(x.wav)}[source]
    for close in (False, True):
        texts = []
        for library in LIBRARIES:
            with library.AudioFile(source) as f:
                if close:
                    f.close()
                name = f"{library.__name__}.ReadableAudioFile"
                assert repr(f).startswith(f"<{name} ")
                texts.append(repr(f).replace(name, "").split(" at 0x")[:-1])
        assert texts[0] == texts[1]


def test_fractional_rate_is_a_float(tmp_path):
    """AIFF has rates with a fraction. pedalboard rounds them, against its documentation; ours does not."""
    path = tmp_path / "fraction.aiff"
    assert os.system(f"sox -q -n -r 22050.5 -b 16 {path} synth 0.1 sine 300") == 0
    theirs, ours = (library.AudioFile(str(path)) for library in LIBRARIES)
    assert_same(22050, theirs.samplerate)
    assert_same(22050.5, ours.samplerate)
    assert ours.duration == ours.frames / 22050.5


def test_read_formats():
    assert set(pedalboard.get_supported_read_formats()) <= set(gaudiofile.get_supported_read_formats())


def test_pathlib_is_beyond_the_model(wav):
    with pytest.raises(TypeError):
        pedalboard.AudioFile(pathlib.Path(wav))
    assert gaudiofile.AudioFile(pathlib.Path(wav)).name == str(wav)
