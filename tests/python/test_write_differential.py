# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""The same writing calls on pedalboard.io and on gaudiofile, right and wrong ones, as test_differential.py does for
reading. What was written is read back with pedalboard, from both."""

import io
import os
from types import SimpleNamespace

import numpy as np
import pytest
from signals import make_signal
from test_differential import assert_same

import gaudiofile

pedalboard = pytest.importorskip("pedalboard.io")
LIBRARIES = (pedalboard, gaudiofile)
FORMATS = ("wav", "aiff", "flac", "ogg", "mp3")
RATE = 44100


class Mine(Exception):
    """What a file-like of this test raises."""


class Memory(io.BytesIO):
    def close(self):
        """Nothing: the garbage collector may call this before a dropped writer writes its last bytes."""


class Sink:
    """A file-like object with nothing but what is asked for. Keywords replace methods: by an exception to raise, or a
    value to return in place of the usual one."""

    def __init__(self, **replacements):
        self.memory = Memory()
        self.replacements = replacements

    def answer(self, method, value):
        replacement = self.replacements.get(method, value)
        if isinstance(replacement, BaseException):
            raise replacement
        return replacement

    def write(self, data):
        return self.answer("write", self.memory.write(data))

    def seek(self, *arguments):
        return self.answer("seek", self.memory.seek(*arguments))

    def tell(self):
        return self.answer("tell", self.memory.tell())

    def seekable(self):
        return self.answer("seekable", True)

    def without(self, method):
        names = {"write", "seek", "tell", "seekable"} - {method}
        return SimpleNamespace(**{name: getattr(self, name) for name in names})


def zeros(*shape, dtype="f4"):
    return np.zeros(shape, dtype)


def memory(m, channels=1, format="wav", **options):
    return m.AudioFile(io.BytesIO(), "w", RATE, channels, format=format, **options)


def write(m, channels, *arrays, format="wav", **options):
    """Writes each array, and returns how many frames there were after each."""
    frames = []
    with memory(m, channels, format, **options) as f:
        for array in arrays:
            f.write(array)
            frames.append(f.frames)
    return frames


def closed(m):
    f = memory(m)
    f.write(zeros(5))
    f.close()
    return f


def in_sink(m, sink, format="wav", frames=50, flush=False):
    """Writes into a file-like and closes."""
    f = m.AudioFile(sink, "w", RATE, format=format)
    f.write(zeros(frames))
    if flush:
        f.flush()
    f.close()


# What is done with (x: a folder to write into, m: the library), and, if both must say the same, what the message
# contains. No case leaves a file.
MISUSE_OPEN = {
    # samplerate
    "no samplerate": (lambda x, m: m.AudioFile(x / "a.wav", "w"), "samplerate"),
    "no samplerate, stream": (lambda x, m: m.AudioFile(io.BytesIO(), "w", format="wav"), "samplerate"),
    "samplerate None": (lambda x, m: m.AudioFile(x / "a.wav", "w", None), "samplerate"),
    "samplerate fractional": lambda x, m: m.AudioFile(x / "a.wav", "w", 44100.5),
    "samplerate NaN": lambda x, m: m.AudioFile(x / "a.wav", "w", float("nan")),
    "samplerate str": lambda x, m: m.AudioFile(x / "a.wav", "w", "44100"),
    "samplerate list": lambda x, m: m.AudioFile(x / "a.wav", "w", [44100]),
    "samplerate 0": lambda x, m: m.AudioFile(x / "a.wav", "w", 0),
    "samplerate 0.0": lambda x, m: m.AudioFile(x / "a.wav", "w", 0.0),
    "mp3 12345": (lambda x, m: m.AudioFile(x / "a.mp3", "w", 12345), "44100, 48000"),
    "mp3 96000": (lambda x, m: m.AudioFile(x / "a.mp3", "w", 96000), "upported sample rates"),
    "flac 1000000": (lambda x, m: m.AudioFile(x / "a.flac", "w", 1000000), "upported sample rates"),
    # num_channels
    "channels 0": lambda x, m: m.AudioFile(x / "a.wav", "w", RATE, 0),
    "channels 2.0": lambda x, m: m.AudioFile(x / "a.wav", "w", RATE, 2.0),
    "channels 2.5": lambda x, m: m.AudioFile(x / "a.wav", "w", RATE, 2.5),
    "channels str": lambda x, m: m.AudioFile(x / "a.wav", "w", RATE, "2"),
    "channels None": lambda x, m: m.AudioFile(x / "a.wav", "w", RATE, None),
    "mp3 with 3 channels": lambda x, m: m.AudioFile(x / "a.mp3", "w", RATE, 3),
    "flac with 9 channels": lambda x, m: m.AudioFile(x / "a.flac", "w", RATE, 9),
    "ogg with 300 channels": lambda x, m: m.AudioFile(x / "a.ogg", "w", RATE, 300),
    "reversed 1": (lambda x, m: m.AudioFile(x / "a.wav", "w", 1, 44100), "reversing"),
    "reversed 2": (lambda x, m: m.AudioFile(x / "a.wav", "w", 2, 44100), "reversing"),
    "reversed 2, 48000": (lambda x, m: m.AudioFile(x / "a.mp3", "w", 2, 48000), "reversing"),
    "reversed 8, 22050": (lambda x, m: m.AudioFile(x / "a.wav", "w", 8, 22050), "reversing"),
    # bit_depth
    "wav, 0 bits": (lambda x, m: m.AudioFile(x / "a.wav", "w", RATE, 1, 0), "upported bit depths: 8, 16, 24, 32"),
    "wav, 12 bits": (lambda x, m: m.AudioFile(x / "a.wav", "w", RATE, 1, 12), "upported bit depths: 8, 16, 24, 32"),
    "wav, -1 bits": lambda x, m: m.AudioFile(x / "a.wav", "w", RATE, 1, -1),
    "aiff, 20 bits": (lambda x, m: m.AudioFile(x / "a.aiff", "w", RATE, 1, 20), "upported bit depths: 8, 16, 24"),
    "aiff, 64 bits": lambda x, m: m.AudioFile(x / "a.aiff", "w", RATE, 1, 64),
    "flac, 32 bits": (lambda x, m: m.AudioFile(x / "a.flac", "w", RATE, 1, 32), "upported bit depths: 16, 24"),
    "flac, 8 bits": (lambda x, m: m.AudioFile(x / "a.flac", "w", RATE, 1, 8), "upported bit depths: 16, 24"),
    "16.0 bits": lambda x, m: m.AudioFile(x / "a.wav", "w", RATE, 1, 16.0),
    "'16' bits": lambda x, m: m.AudioFile(x / "a.wav", "w", RATE, 1, "16"),
    "None bits": lambda x, m: m.AudioFile(x / "a.wav", "w", RATE, 1, None),
    # quality
    "quality for wav": (lambda x, m: m.AudioFile(x / "a.wav", "w", RATE, quality=5), "quality"),
    "quality for aiff": (lambda x, m: m.AudioFile(x / "a.aiff", "w", RATE, quality="V2"), "quality"),
    "quality list": lambda x, m: m.AudioFile(x / "a.ogg", "w", RATE, quality=[1]),
    "quality dict": lambda x, m: m.AudioFile(x / "a.ogg", "w", RATE, quality={}),
    "quality unknown": (lambda x, m: m.AudioFile(x / "a.ogg", "w", RATE, quality="x"), "64 kbps, 80 kbps, 96 kbps"),
    "quality NaN": lambda x, m: m.AudioFile(x / "a.ogg", "w", RATE, quality=float("nan")),
    "quality infinity": lambda x, m: m.AudioFile(x / "a.mp3", "w", RATE, quality=float("inf")),
    # where to
    "no extension": (lambda x, m: m.AudioFile(x / "a", "w", RATE), "extension"),
    "empty extension": lambda x, m: m.AudioFile(x / "a.", "w", RATE),
    "unknown extension": (lambda x, m: m.AudioFile(x / "a.xyz", "w", RATE), "xyz"),
    "extension of the folder": (lambda x, m: m.AudioFile(x / "folder.wav/a", "w", RATE), "extension"),
    "no such folder": (lambda x, m: m.AudioFile(x / "none/a.wav", "w", RATE), "none/a.wav"),
    "folder": lambda x, m: m.AudioFile(x / "folder.wav", "w", RATE),
    "file as folder": lambda x, m: m.AudioFile("/dev/null/a.wav", "w", RATE),
    "nothing is made in /proc": lambda x, m: m.AudioFile("/proc/a.wav", "w", RATE),
    "empty name": lambda x, m: m.AudioFile("", "w", RATE),
    "NUL in name": lambda x, m: m.AudioFile("a\0.wav", "w", RATE),
    "None": (lambda x, m: m.AudioFile(None, "w", RATE), "Expected either a filename or a file-like object"),
    "number": (lambda x, m: m.AudioFile(3, "w", RATE), "Expected either a filename or a file-like object"),
    "list": lambda x, m: m.AudioFile([x / "a.wav"], "w", RATE),
    "memoryview": lambda x, m: m.AudioFile(memoryview(bytearray(9)), "w", RATE, format="wav"),
    "bytearray": lambda x, m: m.AudioFile(bytearray(9), "w", RATE, format="wav"),
    # format of a stream
    "no format": (lambda x, m: m.AudioFile(io.BytesIO(), "w", RATE), "format="),
    "format unknown": (lambda x, m: m.AudioFile(io.BytesIO(), "w", RATE, format="xyz"), "xyz"),
    "format empty": lambda x, m: m.AudioFile(io.BytesIO(), "w", RATE, format=""),
    "format is a name": (lambda x, m: m.AudioFile(io.BytesIO(), "w", RATE, format="a.wav"), "a.wav"),
    "format number": lambda x, m: m.AudioFile(io.BytesIO(), "w", RATE, format=3),
    # the call
    "nothing": lambda x, m: m.AudioFile(mode="w", samplerate=RATE),
    "unknown keyword": lambda x, m: m.AudioFile(x / "a.wav", "w", RATE, channels=2),
    "twice": lambda x, m: m.AudioFile(x / "a.wav", "w", RATE, samplerate=RATE),
    "too many": lambda x, m: m.AudioFile(x / "a.wav", "w", RATE, 1, 16, None, None, None, None),
    "mode wb": lambda x, m: m.AudioFile(x / "a.wav", "wb", RATE),
    "mode a": lambda x, m: m.AudioFile(x / "a.wav", "a", RATE),
    "Writeable: nothing": (lambda x, m: m.WriteableAudioFile(), "incompatible function arguments"),
    "Writeable: mode": lambda x, m: m.WriteableAudioFile(x / "a.wav", "w", RATE),
    "Writeable: no samplerate": (lambda x, m: m.WriteableAudioFile(x / "a.wav"), "samplerate"),
    # streams
    "closed BytesIO": lambda x, m: m.AudioFile(x.closed_memory, "w", RATE, format="wav"),
    "file open for reading": lambda x, m: m.AudioFile(open(__file__, "rb"), "w", RATE, format="wav"),  # noqa: SIM115
    "text stream": lambda x, m: in_sink(m, io.StringIO()),
    "no write": (lambda x, m: m.AudioFile(Sink().without("write"), "w", RATE, format="wav"), "file-like object"),
    "no seek": lambda x, m: m.AudioFile(Sink().without("seek"), "w", RATE, format="wav"),
    "no tell": lambda x, m: m.AudioFile(Sink().without("tell"), "w", RATE, format="wav"),
    "no seekable": lambda x, m: m.AudioFile(Sink().without("seekable"), "w", RATE, format="wav"),
    "write raises": (lambda x, m: in_sink(m, Sink(write=Mine("my words"))), "my words"),
    "tell raises": (lambda x, m: in_sink(m, Sink(tell=Mine("my words"))), "my words"),
    "write raises KeyboardInterrupt": lambda x, m: in_sink(m, Sink(write=KeyboardInterrupt())),
    "write raises SystemExit": lambda x, m: in_sink(m, Sink(write=SystemExit(3))),
    "write raises OSError": lambda x, m: in_sink(m, Sink(write=OSError(28, "my words"))),
    "write returns str": lambda x, m: in_sink(m, Sink(write="x")),
    "write returns float": lambda x, m: in_sink(m, Sink(write=3.5)),
}

MISUSE = {
    # write
    "write nothing": lambda m: memory(m).write(),
    "write two": lambda m: memory(m).write(zeros(3), zeros(3)),
    "write unknown keyword": lambda m: memory(m).write(frames=zeros(3)),
    "write None": lambda m: write(m, 1, None),
    "write float": lambda m: write(m, 1, 0.5),
    "write bytes": lambda m: write(m, 1, b"abcd"),
    "write memoryview": lambda m: write(m, 1, memoryview(b"abcd")),
    **{
        f"write {dtype}": (lambda m, dtype=dtype: write(m, 1, np.zeros(5, dtype)), "float64")
        for dtype in ("u1", "u2", "u4", "u8", "i8", "f2", "longdouble", "c8", "?", "O", "S1")
    },
    "write 0 dimensions": lambda m: write(m, 1, np.array(1.0)),
    "write 3 dimensions": lambda m: write(m, 1, zeros(1, 5, 1)),
    "write 1 dimension, 2 channels": (lambda m: write(m, 2, zeros(10)), "num_channels=2"),
    "write 1 dimension of 2, 2 channels": (lambda m: write(m, 2, zeros(2)), "1-channel"),
    "write 1 dimension of 0, 2 channels": (lambda m: write(m, 2, zeros(0)), "1-channel"),
    "write (3, 10), 2 channels": (lambda m: write(m, 2, zeros(3, 10)), "3-channel"),
    "write (10, 3), 2 channels": (lambda m: write(m, 2, zeros(10, 3)), "3-channel"),
    "write (1, 4), 2 channels": lambda m: write(m, 2, zeros(1, 4)),
    "write (0, 3), 2 channels": lambda m: write(m, 2, zeros(0, 3)),
    "write (1, 0), 2 channels": lambda m: write(m, 2, zeros(1, 0)),
    "write (2, 2)": (lambda m: write(m, 2, zeros(2, 2)), "Provide a non-square array first"),
    "write (0, 0)": (lambda m: write(m, 2, zeros(0, 0)), "Provide a non-square array first"),
    "write (5, 5), 2 channels": (lambda m: write(m, 2, zeros(5, 5)), "Provide a non-square array first"),
    "write (3, 3), 1 channel": (lambda m: write(m, 1, zeros(3, 3)), "Provide a non-square array first"),
    "write (5, 5) after a hint": lambda m: write(m, 2, zeros(2, 0), zeros(5, 5)),
    "write closed": (lambda m: closed(m).write(zeros(3)), "closed file"),
    "write uint8, closed": lambda m: closed(m).write(zeros(3, dtype="u1")),
    "write (2, 2), closed": lambda m: closed(m).write(zeros(2, 2)),
    # the rest
    "flush closed": (lambda m: closed(m).flush(), "closed file"),
    "close closed": (lambda m: closed(m).close(), "closed file"),
    "__exit__ without arguments": lambda m: memory(m).__exit__(),
    "__exit__ with one": lambda m: memory(m).__exit__(None),
    "tell with argument": lambda m: memory(m).tell(1),
    "close with argument": lambda m: memory(m).close(1),
    "flush with argument": lambda m: memory(m).flush(1),
    "set frames": lambda m: setattr(memory(m), "frames", 1),
    "set quality": lambda m: setattr(memory(m), "quality", "best"),
    "set other": lambda m: setattr(memory(m), "other", 1),
    "read": lambda m: memory(m).read(1),
    "seek": lambda m: memory(m).seek(0),
    "len": lambda m: len(memory(m)),
    "iterate": lambda m: iter(memory(m)),
    "pickle": lambda m: __import__("pickle").dumps(memory(m)),
    "copy": lambda m: __import__("copy").copy(memory(m)),
    "exception inside with": lambda m: memory(m).__enter__().missing,
    # encode
    "encode nothing": lambda m: m.AudioFile.encode(),
    "encode no format": lambda m: m.AudioFile.encode(zeros(5), RATE),
    "encode, num_channels third": lambda m: m.AudioFile.encode(zeros(2, 9), RATE, 2, format="wav"),
    "encode None": lambda m: m.AudioFile.encode(None, RATE, "wav"),
    "encode uint8": lambda m: m.AudioFile.encode(zeros(5, dtype="u1"), RATE, "wav"),
    "encode 3 dimensions": lambda m: m.AudioFile.encode(zeros(1, 5, 1), RATE, "wav"),
    "encode 2 channels as 1": (lambda m: m.AudioFile.encode(zeros(2, 9), RATE, "wav"), "2-channel"),
    "encode 1 channel as 2": (lambda m: m.AudioFile.encode(zeros(9), RATE, "wav", 2), "1-channel"),
    "encode square": (lambda m: m.AudioFile.encode(zeros(2, 2), RATE, "wav", 2), "non-square"),
    "encode samplerate 0": lambda m: m.AudioFile.encode(zeros(9), 0, "wav"),
    "encode samplerate None": lambda m: m.AudioFile.encode(zeros(9), None, "wav"),
    "encode samplerate fractional": lambda m: m.AudioFile.encode(zeros(9), 44100.5, "wav"),
    "encode format None": lambda m: m.AudioFile.encode(zeros(9), RATE, None),
    "encode 12 bits": (lambda m: m.AudioFile.encode(zeros(9), RATE, "wav", 1, 12), "8, 16, 24, 32"),
    "encode unknown quality": lambda m: m.AudioFile.encode(zeros(9), RATE, "ogg", 1, 16, "bad"),
    "encode reversed": (lambda m: m.AudioFile.encode(zeros(9), 1, "wav", RATE), "reversing"),
    "encode mp3 12345": lambda m: m.AudioFile.encode(zeros(9), 12345, "mp3"),
}


class Folder:
    """A new folder; folder / name is a str."""

    def __init__(self, path):
        self.path = str(path)
        os.makedirs(f"{path}/folder.wav")
        self.closed_memory = io.BytesIO()
        self.closed_memory.close()

    def __truediv__(self, name):
        return f"{self.path}/{name}"

    def files(self):
        return [name for _, _, names in os.walk(self.path) for name in names]


def check_misuse(words, *calls):
    raised = []
    for call in calls:
        with pytest.raises(BaseException) as info:  # noqa: PT011
            call()
        raised.append(info.value)
    theirs, ours = raised
    assert isinstance(ours, type(theirs)), f"{ours!r} would not be caught as {theirs!r}"
    assert words in str(theirs)
    assert words in str(ours)


@pytest.mark.parametrize("case", MISUSE_OPEN)
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_misuse_of_opening(tmp_path, case):
    do, words = MISUSE_OPEN[case] if isinstance(MISUSE_OPEN[case], tuple) else (MISUSE_OPEN[case], "")
    folders = [Folder(tmp_path / name) for name in ("theirs", "ours")]
    check_misuse(words, *(lambda x=x, m=m: do(x, m) for x, m in zip(folders, LIBRARIES, strict=True)))
    assert folders[1].files() == []


@pytest.mark.parametrize("case", MISUSE)
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_misuse(case):
    do, words = MISUSE[case] if isinstance(MISUSE[case], tuple) else (MISUSE[case], "")
    check_misuse(words, *(lambda m=m: do(m) for m in LIBRARIES))


def test_misuse_is_plenty():
    assert len(MISUSE) + len(MISUSE_OPEN) >= 80


def square(m, *before):
    """What becomes of [[1, 2], [3, 4]] after other arrays: which is which."""
    stream = io.BytesIO()
    with m.AudioFile(stream, "w", RATE, 2, 32, format="wav") as f:
        for array in (*before, np.array([[1, 2], [3, 4]], "f4")):
            f.write(array)
    return pedalboard.AudioFile(io.BytesIO(stream.getvalue())).read(100)


def behind(m, data, position):
    """The bytes that come before a file written at a position of a stream, and whether the stream is open."""
    stream = io.BytesIO(data)
    stream.seek(position)
    with m.AudioFile(stream, "w", RATE, format="wav") as f:
        f.write(zeros(5))
    return stream.getvalue()[: position + 4], stream.closed


def facts(f):
    return [f.samplerate, f.num_channels, f.file_dtype, f.quality, f.frames, f.tell(), f.closed]


# What works, and gives the same result in both.
USE = {
    "class": lambda x, m: type(m.AudioFile(x / "a.wav", "w", RATE)) is m.WriteableAudioFile,
    "base class": lambda x, m: isinstance(m.WriteableAudioFile(x / "a.wav", RATE), m.AudioFile),
    "subclass of AudioFile": lambda x, m: type(type("S", (m.AudioFile,), {})(x / "a.wav", "w", RATE))
    is (m.WriteableAudioFile),
    "class name": lambda x, m: m.WriteableAudioFile.__name__,
    "all by position": lambda x, m: facts(m.AudioFile(x / "a.flac", "w", RATE, 2, 24, 5)),
    "all by position, stream": lambda x, m: facts(m.AudioFile(io.BytesIO(), "w", RATE, 2, 24, None, "flac")),
    "all by name": lambda x, m: facts(
        m.AudioFile(filename=x / "a.ogg", mode="w", samplerate=RATE, num_channels=2, bit_depth=16, quality="best")
    ),
    "all by name, stream": lambda x, m: facts(
        m.AudioFile(file_like=io.BytesIO(), mode="w", samplerate=RATE, num_channels=2, quality="V2", format="mp3")
    ),
    "Writeable by position": lambda x, m: facts(m.WriteableAudioFile(x / "a.mp3", RATE, 2, 16, "V2")),
    "Writeable by position, stream": lambda x, m: facts(m.WriteableAudioFile(io.BytesIO(), RATE, 1, 24, None, "aiff")),
    "Writeable by name": lambda x, m: facts(m.WriteableAudioFile(filename=x / "a.wav", samplerate=8000)),
    "name in bytes": lambda x, m: facts(m.AudioFile(os.fsencode(x / "a.wav"), "w", RATE)),
    "samplerate float": lambda x, m: facts(m.AudioFile(x / "a.wav", "w", 22050.0)),
    "samplerate NumPy": lambda x, m: facts(m.AudioFile(x / "a.wav", "w", np.float32(48000))),
    "samplerate NumPy int": lambda x, m: facts(m.AudioFile(x / "a.wav", "w", np.int64(48000))),
    "samplerate 1": lambda x, m: facts(m.AudioFile(x / "a.wav", "w", 1)),
    "samplerate True": lambda x, m: facts(m.AudioFile(x / "a.wav", "w", True)),
    "samplerate 12345": lambda x, m: [facts(m.AudioFile(x / f"a.{e}", "w", 12345)) for e in ("wav", "aiff", "flac")],
    "channels NumPy": lambda x, m: facts(m.AudioFile(x / "a.wav", "w", RATE, np.int16(2))),
    "channels True": lambda x, m: facts(m.AudioFile(x / "a.wav", "w", RATE, True)),
    "upper case": lambda x, m: facts(m.AudioFile(x / "a.WAV", "w", RATE)),
    "aif": lambda x, m: facts(m.AudioFile(x / "a.aif", "w", RATE)),
    "only an extension": lambda x, m: facts(m.AudioFile(x / ".wav", "w", RATE)),
    "two extensions": lambda x, m: facts(m.AudioFile(x / "a.mp3.wav", "w", RATE)),
    "format with dot": lambda x, m: facts(memory(m, format=".wav")),
    "format upper case": lambda x, m: facts(memory(m, format="FLAC")),
    "format aif": lambda x, m: facts(memory(m, format="aif")),
    "format from name": lambda x, m: facts(m.AudioFile(open(x / "a.flac", "wb"), "w", RATE)),  # noqa: SIM115
    "file_dtype": lambda x, m: [memory(m, format="wav", bit_depth=bits).file_dtype for bits in (8, 16, 24, 32)],
    "file_dtype aiff": lambda x, m: [memory(m, format="aiff", bit_depth=bits).file_dtype for bits in (8, 16, 24)],
    "file_dtype flac": lambda x, m: [memory(m, format="flac", bit_depth=bits).file_dtype for bits in (16, 24)],
    "file_dtype ogg": lambda x, m: [memory(m, format="ogg", bit_depth=bits).file_dtype for bits in (16, 24)],
    "file_dtype mp3": lambda x, m: memory(m, format="mp3").file_dtype,
    "quality NumPy": lambda x, m: memory(m, format="ogg", quality=np.float32(128)).quality,
    "quality NumPy int": lambda x, m: memory(m, format="mp3", quality=np.int64(128)).quality,
    "quality True": lambda x, m: memory(m, format="flac", quality=True).quality,
    "write result": lambda x, m: memory(m).write(zeros(3)),
    "write keyword": lambda x, m: (f := memory(m), f.write(samples=zeros(3)), f.frames)[1:],
    "write (10,)": lambda x, m: write(m, 1, zeros(10), zeros(0)),
    "write (1, 10), (10, 1)": lambda x, m: write(m, 1, zeros(1, 10), zeros(10, 1), zeros(1, 1), zeros(1, 10)),
    "write empty": lambda x, m: write(m, 1, zeros(1, 0), zeros(1, 1), zeros(0, 1), zeros(1, 1)),
    "write (2, 10), (10, 2)": lambda x, m: write(m, 2, zeros(2, 10), zeros(10, 2)),
    "write hints": lambda x, m: write(m, 2, zeros(2, 0), zeros(2, 2), zeros(0, 2), zeros(2, 2)),
    "write (1, 3), (3, 3)": lambda x, m: write(m, 3, zeros(1, 3), zeros(3, 3)),
    "write other byte order": lambda x, m: write(m, 1, *(np.zeros(9, d) for d in (">i2", ">i4", ">f4", ">f8"))),
    "write matrix": lambda x, m: write(m, 1, np.matrix([[1.0, 2, 3]])),
    "write masked array": lambda x, m: write(m, 1, np.ma.array([1.0, 2, 3])),
    "square after (2, 0)": lambda x, m: square(m, zeros(2, 0)),
    "square after (0, 2)": lambda x, m: square(m, zeros(0, 2)),
    "square after (2, 1)": lambda x, m: square(m, zeros(2, 1)),
    "square after (1, 2)": lambda x, m: square(m, zeros(1, 2)),
    "square after both": lambda x, m: square(m, zeros(3, 2), zeros(2, 3)),
    "square after both, other way": lambda x, m: square(m, zeros(2, 3), zeros(3, 2)),
    "tell": lambda x, m: (f := memory(m), f.tell(), f.write(zeros(7)), f.tell())[1:],
    "closed": lambda x, m: (closed(m).closed, closed(m).tell(), closed(m).frames, closed(m).quality),
    "enter": lambda x, m: (f := memory(m), f.__enter__() is f)[1],
    "exit": lambda x, m: (f := memory(m), f.__exit__(None, None, None), f.closed)[1:],
    "close": lambda x, m: memory(m).close(),
    "flush wav": lambda x, m: (f := memory(m), f.write(zeros(5)), f.flush(), f.frames)[1:],
    "flush mp3": lambda x, m: (f := memory(m, format="mp3"), f.write(zeros(5)), f.flush(), f.frames)[1:],
    "stream before its position": lambda x, m: behind(m, b"0123456789", 5),
    "stream at its end": lambda x, m: behind(m, b"0123456789", 10),
    "write returns None": lambda x, m: in_sink(m, Sink(write=None)),
    "write returns too much": lambda x, m: in_sink(m, Sink(write=10**9)),
    "old file is longer": lambda x, m: (
        open(x / "a.wav", "wb").write(b"x" * 9999),  # noqa: SIM115
        m.AudioFile(x / "a.wav", "w", RATE).close(),
        pedalboard.AudioFile(x / "a.wav").frames,
    )[2],
    "encode": lambda x, m: type(m.AudioFile.encode(zeros(9), RATE, "wav")),
    "encode by position": lambda x, m: type(m.AudioFile.encode(zeros(2, 9), RATE, "ogg", 2, 16, 128)),
    "encode by name": lambda x, m: type(
        m.AudioFile.encode(samples=zeros(9), samplerate=RATE, format="flac", num_channels=1, bit_depth=24, quality=0)
    ),
    "encode .WAV": lambda x, m: type(m.AudioFile.encode(zeros(9), RATE, ".WAV")),
    "encode of an instance": lambda x, m: type(closed(m).encode(zeros(9), RATE, "wav")),
    "weak reference": lambda x, m: (f := memory(m), __import__("weakref").ref(f)() is f)[1],
    "not equal": lambda x, m: memory(m) == memory(m),
}


@pytest.mark.parametrize("case", USE)
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::PendingDeprecationWarning")
def test_use(tmp_path, case):
    assert_same(*(USE[case](Folder(tmp_path / m.__name__), m) for m in LIBRARIES))


# Quality

# fmt: off
QUALITIES = [
    None, "", "  ", 0, 1, 5, 8, 9, 10, 16, 32, 63, 64, 65, 96, 100, 112, 128, 128.0, 160, 192, 224, 256, 320, 500, -1,
    "128", "128.0", "128 kbps", "128kbps", " 128 ", "128 k", "kbps", "320 KBPS", "320", "320.0", "64", "500 kbps", "32",
    "V", "V0", "v0", "V2", "V0 (best)", "V4", "V4 (normal)", "V9", "V10", "Vx", "V1 ", "normal", "smallest", "b",
    "best", "worst", "fastest", "slowest", "high", "highest", "High", "Highest quality", "8 (Highest quality)",
    "default", "Default", "5 (Default)", " 5 (default) ", "5 (def", "0 (Fastest)", "Fast", "fast", "quality", "qual",
    "0", "1", "2", "3", "5", "5.0", "6", "8", "9", "12", "50", "-1", "x", "kbps 128", "1e2", "+128", True,
]
# fmt: on


def reported(m, format, quality):
    try:
        return memory(m, format=format, quality=quality).quality
    except ValueError:
        return ValueError


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("quality", QUALITIES, ids=repr)
def test_quality(format, quality):
    assert_same(*(reported(m, format, quality) for m in LIBRARIES))


# Values

# The largest and smallest, what is next to them, and what is halfway between steps.
EDGES = {
    "i1": [-128, -127, -1, 0, 1, 127],
    "i2": [-32768, -32767, -257, -256, -1, 0, 1, 127, 128, 255, 256, 32766, 32767],
    "i4": [-(2**31), -(2**31) + 1, -65537, -65536, -1, 0, 1, 32767, 32768, 65535, 65536, 2**31 - 1],
    "f4": [-2, -1, -0.999, -0.5, -0.004, 0, 0.002, 0.004, 0.006, 0.5, 0.999, 1, 2, np.nan, np.inf, -np.inf],
    "f8": [-2, -1, -0.999, -0.5, -0.004, 0, 0.002, 0.004, 0.006, 0.5, 0.999, 1, 2, np.nan, np.inf, -np.inf],
}
STORED = [("wav", 8), ("wav", 16), ("wav", 24), ("wav", 32), ("aiff", 8), ("aiff", 16), ("flac", 16)]


def stored(m, samples, format, bits, channels=1):
    """What pedalboard finds in a file that the library made of the samples."""
    return pedalboard.AudioFile(io.BytesIO(written(m, samples, format, bits, channels))).read(10**6)


def written(m, samples, format, bits, channels=1):
    stream = io.BytesIO()
    with m.AudioFile(stream, "w", RATE, channels, bits, format=format) as f:
        f.write(samples)
    return stream.getvalue()


@pytest.mark.parametrize(("format", "bits"), STORED)
@pytest.mark.parametrize("dtype", EDGES)
def test_values(format, bits, dtype):
    """Integers become other integers, and floats, in the same way. Of floats, pedalboard rounds down multiples of
    1/2^(bits-1), ours rounds to the nearest multiple of what reading makes of a step: two steps apart at the most."""
    samples = np.array(EDGES[dtype] * 400, dtype)
    theirs, ours = (stored(m, samples, format, bits) for m in LIBRARIES)
    if bits == 32 or dtype.startswith("i"):
        np.testing.assert_array_equal(ours, theirs)
    else:
        np.testing.assert_allclose(ours, theirs, rtol=0, atol=2.01 / (2 ** (bits - 1) - 1))


@pytest.mark.slow
@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("planar", [True, False])
def test_music(format, channels, planar):
    """The same frames, in the same place, but for the MP3 of pedalboard, which begins with the encoder's delay."""
    signal = make_signal(RATE // 2, channels).astype("f4")
    theirs, ours = (stored(m, signal.T if planar else signal, format, 16, channels) for m in LIBRARIES)
    if format != "mp3":
        assert_same(theirs.shape, ours.shape)
    np.testing.assert_allclose(ours[:, 2000:2500], find(ours[:, 2000:2500], theirs), atol=0.03)


def find(part, whole):
    """The part of the whole that is most like another."""
    length = part.shape[1]
    candidates = range(whole.shape[1] - length)
    best = min(candidates, key=lambda n: np.abs(whole[0, n : n + length] - part[0]).sum())
    return whole[:, best : best + length]


@pytest.mark.parametrize("format", FORMATS)
def test_empty(format):
    """A file into which nothing was written is a file. pedalboard does not look at the delay and padding of an MP3, and
    so finds what is only that."""
    theirs, ours = (written(m, zeros(0), format, 16) for m in LIBRARIES)
    assert gaudiofile.AudioFile(ours).frames == 0
    for data in (theirs, ours):
        assert pedalboard.AudioFile(io.BytesIO(data)).frames in ((1152, 2304) if format == "mp3" else (0,))


def test_repr_has_the_same_form():
    """pedalboard does not name a file by its path, and nothing of a closed one."""
    sink = Sink()
    for format in ("wav", "ogg"):
        texts = []
        for m in LIBRARIES:
            f = m.AudioFile(sink, "w", RATE, 2, format=format)
            name = f"{m.__name__}.WriteableAudioFile"
            assert repr(f).startswith(f"<{name} file_like=")
            texts.append(repr(f).replace(name, "").split(" at 0x")[:-1])
            f.close()
            assert " closed at 0x" in repr(f)
        assert texts[0] == texts[1]


def test_write_formats():
    assert set(pedalboard.get_supported_write_formats()) <= set(gaudiofile.get_supported_write_formats())
    assert gaudiofile.get_supported_write_formats() == sorted(set(gaudiofile.get_supported_write_formats()))


# Where pedalboard is wrong, and ours is right instead.


@pytest.mark.parametrize("rate", [-1, float("inf"), 1e12])
def test_rates_that_cannot_be(rate):
    memory_of = lambda m: m.AudioFile(io.BytesIO(), "w", rate, format="wav")  # noqa: E731
    memory_of(pedalboard)
    with pytest.raises(ValueError, match="sample rate"):
        memory_of(gaudiofile)


def test_unknown_format_of_encode():
    """This crashes pedalboard."""
    with pytest.raises(ValueError, match="xyz"):
        gaudiofile.AudioFile.encode(zeros(9), RATE, "xyz")


def test_negative_channels(tmp_path):
    pedalboard.AudioFile(str(tmp_path / "theirs.wav"), "w", RATE, -1).close()
    with pytest.raises(ValueError, match="-1"):
        gaudiofile.AudioFile(tmp_path / "ours.wav", "w", RATE, -1)


def test_an_error_is_told_once():
    """pedalboard says SystemError here, or nothing."""
    for format in FORMATS:
        sink = Sink()
        f = gaudiofile.AudioFile(sink, "w", RATE, format=format)
        sink.replacements["write"] = Mine()
        with pytest.raises(Mine):
            for _ in range(20):
                f.write(make_signal(50_000, 1))
        f.close()
        assert f.closed
