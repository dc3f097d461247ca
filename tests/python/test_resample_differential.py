# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""The same calls on pedalboard and on gaudiofile, for resampling: right ones give the same but for the samples, which
are cleaner here, and wrong ones the same kind of error."""

import copy
import pickle
from types import SimpleNamespace

import numpy as np
import pytest
from signals import RATE, FileLike

import gaudiofile

pytestmark = pytest.mark.slow

pedalboard = pytest.importorskip("pedalboard")

THEIRS = SimpleNamespace(
    **{name: getattr(pedalboard.io, name) for name in ("AudioFile", "ResampledReadableAudioFile", "StreamResampler")},
    Resample=pedalboard.Resample,
)
LIBRARIES = (THEIRS, gaudiofile)
NAMES = list(gaudiofile.Resample.Quality.__members__)


def zeros(*shape, dtype="f4"):
    return np.zeros(shape, dtype)


def stream(m, channels=2, quality="WindowedSinc32"):
    return m.StreamResampler(44100, 48000, channels, m.Resample.Quality.__members__[quality])


def resampled(x, m, rate=48000):
    return m.AudioFile(x.path).resampled_to(rate)


# What is done with (x: where things are, m: the library), and, if both must say the same, what the message contains.
# Where pedalboard crashes or takes what makes no sense (no channels, a rate of 0 or of no number) other tests ask ours.
MISUSE = {
    "nothing": lambda x, m: m.StreamResampler(),
    "one rate": lambda x, m: m.StreamResampler(44100),
    "no channels given": lambda x, m: m.StreamResampler(44100, 48000),
    "rate str": lambda x, m: m.StreamResampler("44100", 48000, 1),
    "rate None": lambda x, m: m.StreamResampler(44100, None, 1),
    "channels float": lambda x, m: m.StreamResampler(44100, 48000, 1.0),
    "channels str": lambda x, m: m.StreamResampler(44100, 48000, "1"),
    "channels None": lambda x, m: m.StreamResampler(44100, 48000, None),
    "quality int": lambda x, m: m.StreamResampler(44100, 48000, 1, 1),
    "quality str": lambda x, m: m.StreamResampler(44100, 48000, 1, "Linear"),
    "quality None": lambda x, m: m.StreamResampler(44100, 48000, 1, None),
    "five arguments": lambda x, m: m.StreamResampler(44100, 48000, 1, m.Resample.Quality.Linear, 1),
    "unknown keyword": lambda x, m: m.StreamResampler(sample_rate=44100),
    "3 channels": (
        lambda x, m: stream(m).process(zeros(3, 10)),
        "Expected 2-channel input, but was provided a buffer with 3 channels and 10 samples.",
    ),
    "5 x 4": (lambda x, m: stream(m).process(zeros(5, 4)), "with 4 channels and 5 samples"),
    "1-D stereo": (lambda x, m: stream(m).process(zeros(9)), "with 1 channels and 9 samples"),
    "0 x 0 mono": (lambda x, m: stream(m, 1).process(zeros(0, 0)), "with 0 channels and 0 samples"),
    "3-D": (lambda x, m: stream(m).process(zeros(2, 10, 1)), "Number of input dimensions must be 1 or 2 (got 3)."),
    "number": (lambda x, m: stream(m, 1).process(3), "(got 0)"),
    "str": lambda x, m: stream(m, 1).process("abc"),
    "object": lambda x, m: stream(m, 1).process(object()),
    "ragged list": lambda x, m: stream(m).process([[1, 2], [3]]),
    **{
        f"dtype {dtype}": (lambda x, m, dtype=dtype: stream(m).process(zeros(2, 10, dtype=dtype)))
        for dtype in ("f8", "i4", "i8", "u4", "c8", "O", "S1", "M8[s]")
    },
    "two arguments": lambda x, m: stream(m).process(zeros(2, 10), 1),
    "process unknown keyword": lambda x, m: stream(m).process(samples=zeros(2, 10)),
    "reset with argument": lambda x, m: stream(m).reset(1),
    "set num_channels": lambda x, m: setattr(stream(m), "num_channels", 1),
    "set other": lambda x, m: setattr(stream(m), "other", 1),
    "pickle": lambda x, m: pickle.dumps(stream(m)),
    "copy": lambda x, m: copy.copy(stream(m)),
    "order of qualities": lambda x, m: m.Resample.Quality.Linear < m.Resample.Quality.Lagrange,
    # ReadableAudioFile.resampled_to and ResampledReadableAudioFile
    "resampled_to nothing": lambda x, m: m.AudioFile(x.path).resampled_to(),
    "resampled_to str": lambda x, m: m.AudioFile(x.path).resampled_to("48000"),
    "resampled_to None": lambda x, m: m.AudioFile(x.path).resampled_to(None),
    "resampled_to, quality int": lambda x, m: m.AudioFile(x.path).resampled_to(48000, 8),
    "resampled_to, quality None": lambda x, m: m.AudioFile(x.path).resampled_to(48000, None),
    "same rate, quality str": lambda x, m: m.AudioFile(x.path).resampled_to(RATE, "Linear"),
    "Resampled: nothing": lambda x, m: m.ResampledReadableAudioFile(),
    "Resampled: no rate": lambda x, m: m.ResampledReadableAudioFile(m.AudioFile(x.path)),
    "Resampled: path": lambda x, m: m.ResampledReadableAudioFile(x.path, 48000),
    "Resampled: rate str": lambda x, m: m.ResampledReadableAudioFile(m.AudioFile(x.path), "48000"),
    "Resampled: quality int": lambda x, m: m.ResampledReadableAudioFile(m.AudioFile(x.path), 48000, 1),
    "read nothing": lambda x, m: resampled(x, m).read(),
    "read 0": lambda x, m: resampled(x, m).read(0),
    "read 1.5": (lambda x, m: resampled(x, m).read(1.5), "fractional number"),
    "read NaN": lambda x, m: resampled(x, m).read(float("nan")),
    "read str": lambda x, m: resampled(x, m).read("3"),
    "read None": lambda x, m: resampled(x, m).read(None),
    "read two": lambda x, m: resampled(x, m).read(1, 2),
    "read_raw": lambda x, m: resampled(x, m).read_raw(1),
    "seek nothing": lambda x, m: resampled(x, m).seek(),
    "seek float": lambda x, m: resampled(x, m).seek(2.5),
    "seek str": lambda x, m: resampled(x, m).seek("3"),
    "seek with whence": lambda x, m: resampled(x, m).seek(0, 2),
    "__exit__ without arguments": lambda x, m: resampled(x, m).__exit__(),
    "set frames": lambda x, m: setattr(resampled(x, m), "frames", 1),
    "file, set other": lambda x, m: setattr(resampled(x, m), "other", 1),
}

# What pedalboard may say before it was given an array whose layout is clear: some builds find anything in that place.
UNDEFINED = "channel layout"

# What works, and gives the same result in both: of arrays the shape (but for the numbers of frames) and type.
USE = {
    **{f"quality {name}": lambda x, m, name=name: stream(m, 2, name).quality.name for name in NAMES},
    "names": lambda x, m: [(name, int(q), q.value) for name, q in m.Resample.Quality.__members__.items()],
    "by value": lambda x, m: m.Resample.Quality(1).name,
    "repr of a quality": lambda x, m: (repr(m.Resample.Quality.Linear), str(m.Resample.Quality.Linear)),
    "quality is no number": lambda x, m: m.Resample.Quality.Linear == 1,
    "quality as index": lambda x, m: "abc"[m.Resample.Quality.Linear],
    "qualities are hashable": lambda x, m: {m.Resample.Quality.Linear: 1}[m.Resample.Quality.Linear],
    "pickled quality": lambda x, m: pickle.loads(pickle.dumps(m.Resample.Quality.Lagrange)).name,
    "default quality": lambda x, m: m.StreamResampler(1, 2, 3).quality.name,
    "properties": lambda x, m: [
        getattr(m.StreamResampler(44100, 22050.5, 3), name)
        for name in ("source_sample_rate", "target_sample_rate", "num_channels")
    ],
    "keywords": lambda x, m: m.StreamResampler(
        source_sample_rate=1, target_sample_rate=2, num_channels=3, quality=m.Resample.Quality.Linear
    ).quality.name,
    "NumPy numbers": lambda x, m: m.StreamResampler(np.float32(8000), np.int64(9000), np.int32(1)).target_sample_rate,
    "latency is a float": lambda x, m: type(stream(m).input_latency),
    "latency of few points": lambda x, m: [stream(m, 1, name).input_latency for name in NAMES[:4]],
    "same rate": lambda x, m: m.StreamResampler(48000, 48000, 1).process(zeros(1, 1000)),
    "stereo": lambda x, m: stream(m).process(zeros(2, 1000)),
    "keyword input": lambda x, m: stream(m).process(input=zeros(2, 1000)),
    "mono": lambda x, m: stream(m, 1).process(zeros(1, 1000)),
    "1-D mono": lambda x, m: stream(m, 1).process(zeros(1000)),
    "frames first": lambda x, m: (s := stream(m), s.process(zeros(1000, 2)), s.process(zeros(0, 2)), s.process())[1:],
    "frames first, mono": lambda x, m: (s := stream(m, 1), s.process(zeros(999, 1)), s.process(zeros(99)), s.process())[
        1:
    ],
    "channels first": lambda x, m: (
        s := stream(m),
        s.process(zeros(2, 1000)),
        s.process(zeros(2, 2)).shape[0],
        s.process(),
    )[1:],
    "2 x 2": lambda x, m: sorted(stream(m).process(zeros(2, 2)).shape),
    "2 x 0": lambda x, m: stream(m).process(zeros(2, 0)).shape,
    "0 x 2": lambda x, m: stream(m).process(zeros(0, 2)).shape,
    "list": lambda x, m: stream(m).process([[0.5] * 1000] * 2),
    "list of int": lambda x, m: stream(m).process([[1] * 1000] * 2),
    **{
        f"dtype {t}": lambda x, m, t=t: stream(m).process(zeros(2, 999, dtype=t)) for t in ("i1", "i2", "u2", "?", "f2")
    },
    "Fortran order": lambda x, m: stream(m).process(np.asfortranarray(zeros(2, 1000))),
    "flush of nothing": lambda x, m: (
        sorted(stream(m).process().shape),
        sorted(stream(m).process(None).shape),
        sorted(stream(m).process(input=None).shape),
    ),
    "flush twice": lambda x, m: (s := stream(m), s.process(zeros(2, 9)), s.process(), s.process().shape)[3],
    "reset": lambda x, m: (s := stream(m), s.process(zeros(2, 999)), s.reset(), s.process().shape)[2:],
    "not equal": lambda x, m: stream(m) == stream(m),
    # Files
    "same file": lambda x, m: (f := m.AudioFile(x.path), f.resampled_to(RATE) is f)[1],
    "class": lambda x, m: type(resampled(x, m)) is m.ResampledReadableAudioFile,
    "base": lambda x, m: isinstance(resampled(x, m), m.AudioFile),
    "rates": lambda x, m: [resampled(x, m, rate).samplerate for rate in (48000, 48000.0, 22050.5)],
    "types of rates": lambda x, m: [type(resampled(x, m, rate).samplerate) for rate in (48000, 48000.0, 22050.5)],
    "file properties": lambda x, m: [
        getattr(resampled(x, m), name)
        for name in ("name", "num_channels", "exact_duration_known", "file_dtype", "closed")
    ],
    "file quality": lambda x, m: resampled(x, m).resampling_quality.name,
    "file keywords": lambda x, m: m.AudioFile(x.path)
    .resampled_to(target_sample_rate=48000, quality=m.Resample.Quality.Linear)
    .resampling_quality.name,
    "constructor keywords": lambda x, m: m.ResampledReadableAudioFile(
        audio_file=m.AudioFile(x.path), target_sample_rate=48000, resampling_quality=m.Resample.Quality.Linear
    ).samplerate,
    "constructor, same rate": lambda x, m: m.ResampledReadableAudioFile(m.AudioFile(x.path), RATE).frames,
    "name of a file-like": lambda x, m: m.AudioFile(FileLike(x.wav)).resampled_to(48000).name or None,
    "read 2.0": lambda x, m: resampled(x, m).read(2.0).shape,
    "read": lambda x, m: (f := resampled(x, m), f.read(100).shape, f.tell())[1:],
    "read at end": lambda x, m: (f := resampled(x, m), f.seek(f.frames), f.read(5).shape)[1:],
    "seek and tell": lambda x, m: (f := resampled(x, m), f.seek(777), f.tell(), f.seek(position=0), f.tell())[1:],
    "seekable": lambda x, m: resampled(x, m).seekable(),
    "with": lambda x, m: (f := m.AudioFile(x.path), g := f.resampled_to(48000), g.__enter__() is g, g.closed)[2:],
    "exit": lambda x, m: (
        f := m.AudioFile(x.path),
        g := f.resampled_to(48000),
        g.__exit__(None, None, None),
        g.closed,
        f.closed,
        f.read(3).shape,
    )[2:],
    "wrapped one closed": lambda x, m: (
        f := m.AudioFile(x.path),
        g := f.resampled_to(48000),
        f.close(),
        g.closed,
        g.seekable(),
        g.name,
        g.close(),
    )[2:],
    "close twice": lambda x, m: (f := resampled(x, m), f.close(), f.close())[1:],
    "properties, closed": lambda x, m: (f := resampled(x, m), f.close(), f.samplerate, f.num_channels, f.file_dtype)[
        1:
    ],
}


@pytest.fixture
def x(wav, audio):
    return SimpleNamespace(path=str(wav), wav=audio["wav-16"])


@pytest.mark.parametrize("name", MISUSE)
def test_misuse(x, name):
    call = MISUSE[name]
    call, message = call if isinstance(call, tuple) else (call, "")
    with pytest.raises(Exception) as theirs:  # noqa: B017, PT011: which one is what is asked
        call(x, THEIRS)
    with pytest.raises(Exception) as ours:  # noqa: B017, PT011
        call(x, gaudiofile)
    if UNDEFINED not in str(theirs.value):
        assert isinstance(ours.value, theirs.type), f"{ours.value!r} instead of {theirs.value!r}"
        assert message in str(theirs.value)
    assert message in str(ours.value)
    assert str(ours.value)


def essence(value):
    """An array's number of frames may differ by the latency; that they are the same in all is tested below."""
    if isinstance(value, np.ndarray):
        return value.dtype, [axis if axis < 100 else "many" for axis in value.shape if axis < 10 or axis >= 100]
    return [essence(part) for part in value] if isinstance(value, (tuple, list)) else value


@pytest.mark.parametrize("name", USE)
def test_use(x, name):
    ours = USE[name](x, gaudiofile)
    try:
        theirs = USE[name](x, THEIRS)
    except RuntimeError as error:
        assert UNDEFINED in str(error)
        return
    assert essence(ours) == essence(theirs)
    assert type(ours) is type(theirs)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("source", "target"), [(44100, 48000), (48000, 16000), (44100, 22050.5), (8000, 44100)])
def test_lengths(x, name, source, target):
    """Of whole streams and of files; pedalboard's are now and then one short."""
    for frames in (10, 1000, RATE):
        lengths = []
        for m in LIBRARIES:
            resampler = m.StreamResampler(source, target, 1, m.Resample.Quality.__members__[name])
            pieces = [resampler.process(zeros(1, frames)), resampler.process()]
            lengths.append(sum(piece.shape[1] for piece in pieces))
        assert abs(lengths[0] - lengths[1]) <= 1
    lengths = []
    for m in LIBRARIES:
        f = m.AudioFile(x.path).resampled_to(target, m.Resample.Quality.__members__[name])
        lengths += [f.frames, f.read(10**6).shape[1], f.duration * target]
    assert max(lengths) - min(lengths) <= 1


@pytest.mark.parametrize("name", NAMES[5:])
def test_samples(x, name):
    """Of a tone both make the same, at the same time; pedalboard moves it by up to a quarter of a sample."""
    tone = 0.5 * np.sin(2 * np.pi * 440 * np.arange(RATE) / RATE).astype("f4")[None]
    outs = []
    for m in LIBRARIES:
        resampler = m.StreamResampler(RATE, 48000, 1, m.Resample.Quality.__members__[name])
        outs.append(np.concatenate([resampler.process(tone), resampler.process()], axis=1)[0, 2000:40000])
    np.testing.assert_allclose(outs[1], outs[0], atol=0.02)
    expected = 0.5 * np.sin(2 * np.pi * 440 * np.arange(2000, 40000) / 48000)
    np.testing.assert_allclose(outs[1], expected, atol=1e-4)


def test_repr(x):
    for name in ("Linear", "Lagrange"):
        texts = [repr(stream(m, 2, name)).split(" at 0x")[0].split(" ", 1)[1] for m in LIBRARIES]
        assert texts[0] == texts[1]
    texts = [repr(resampled(x, m, RATE / 2)).split(" at 0x")[0].split(" ", 1)[1] for m in LIBRARIES]
    assert texts[0] == texts[1]
