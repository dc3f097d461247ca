# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Memory of the caller's, arrays of other libraries, reads at a position, and files that are pickled."""

import array
import copy
import dataclasses
import inspect
import io
import multiprocessing
import pickle
import pydoc
import threading

import numpy as np
import pytest
from signals import FORMATS, RATE, FileLike

import gaudiofile
from gaudiofile import AudioFile, AudioStream, ReadableAudioFile, ResampledReadableAudioFile, StreamResampler


class Tensor:
    """An array of a library that speaks DLPack and nothing else."""

    def __init__(self, values):
        self.values = values

    def __dlpack__(self, **arguments):
        return self.values.__dlpack__(**arguments)

    def __dlpack_device__(self):
        return self.values.__dlpack_device__()


class ArrayLike:
    """What torch's tensors are to NumPy."""

    def __init__(self, values):
        self.values = values

    def __array__(self, dtype=None, copy=None):
        return self.values if dtype is None else self.values.astype(dtype)


def open_both(wav):
    """The file, and the same at another rate."""
    return AudioFile(wav), AudioFile(wav).resampled_to(16_000)


# read(out=)


@pytest.mark.parametrize("name", FORMATS)
def test_reading_into_memory(audio, name):
    expected = AudioFile(audio[name]).read(10**6)
    f = AudioFile(audio[name])
    out = np.full((2, 10_000), np.nan, np.float32)
    parts = []
    while (part := f.read(out=out)).shape[1] > 0:
        assert np.shares_memory(part, out)
        assert (part is out) == (part.shape[1] == 10_000)
        parts.append(part.copy())
    np.testing.assert_array_equal(np.concatenate(parts, axis=1), expected)


def layouts():
    yield "planar", np.zeros((2, 5000), "f4")
    yield "interleaved", np.zeros((5000, 2), "f4").T
    yield "rows apart", np.zeros((2, 9000), "f4")[:, 100:5100]
    yield "every third", np.zeros((2, 15_000), "f4")[:, ::3]
    yield "backwards", np.zeros((2, 5000), "f4")[:, ::-1]
    yield "channels swapped", np.zeros((2, 5000), "f4")[::-1]
    yield "array-like", ArrayLike(np.zeros((2, 5000), "f4"))
    yield "larger than a piece", np.zeros((200_000, 2), "f4").T


@pytest.mark.parametrize(("kind", "out"), [*layouts()], ids=[kind for kind, out in layouts()])
def test_layouts_to_read_into(wav, kind, out):
    for f, expected in zip(open_both(wav), open_both(wav), strict=True):
        view = np.asarray(out)
        got = f.read(out=out)
        wanted = expected.read(view.shape[1])
        np.testing.assert_array_equal(np.asarray(got), wanted)
        np.testing.assert_array_equal(view[:, : wanted.shape[1]], wanted)
        assert got is out or np.shares_memory(got, view)
        assert f.tell() == wanted.shape[1]


def test_fewer_frames_than_there_is_room_for(wav):
    out = np.full((2, 100), np.nan, np.float32)
    f = AudioFile(wav)
    assert f.read(30, out=out).shape == (2, 30)
    assert not np.isnan(out[:, :30]).any() and np.isnan(out[:, 30:]).all()
    f.seek(f.frames - 10)
    assert f.read(out=out).shape == (2, 10)
    assert f.read(out=out).shape == (2, 0)
    assert f.read(out=np.zeros((2, 0), "f4")).shape == (2, 0)


def test_one_channel_into_one_dimension(audio):
    mono = AudioFile.encode(np.linspace(-1, 1, 1000, dtype="f4"), 8000, "wav")
    out = np.zeros(1000, "f4")
    assert AudioFile(mono).read(out=out) is out
    np.testing.assert_array_equal(out[np.newaxis], AudioFile(mono).read(1000))


@pytest.mark.parametrize(
    ("out", "error", "message"),
    [
        (np.zeros((2, 10)), TypeError, r"float32 of shape \(2, frames\), not an array of float64"),
        (np.zeros((2, 10), ">f4"), TypeError, "float32 of shape"),
        (np.zeros((3, 10), "f4"), TypeError, r"not an array of float32 of shape \(3, 10\)"),
        (np.zeros((10, 2), "f4"), TypeError, r"of shape \(10, 2\)"),
        (np.zeros(10, "f4"), TypeError, r"of shape \(10,\)"),
        (np.broadcast_to(np.zeros((1, 10), "f4"), (2, 10)), ValueError, "read-only"),
        ("text", TypeError, "out must be an array, a tensor or lists"),
        (object(), TypeError, "out must be"),
    ],
)
def test_memory_that_will_not_do(wav, out, error, message):
    for f in open_both(wav):
        with pytest.raises(error, match=message):
            f.read(out=out)
        assert f.tell() == 0


def test_too_little_room(wav):
    with pytest.raises(ValueError, match="room for 10 frames, fewer than the 11"):
        AudioFile(wav).read(11, out=np.zeros((2, 10), "f4"))
    with pytest.raises(ValueError, match="num_frames"):
        AudioFile(wav).read(out=None)


# read_at()


@pytest.mark.parametrize("name", FORMATS)
def test_reading_at_a_position(audio, name):
    whole = AudioFile(audio[name]).read(10**6)
    f = AudioFile(audio[name])
    f.seek(7)
    for position in (0, 20_000, 100, f.frames - 50, f.frames):
        np.testing.assert_array_equal(f.read_at(position, 100), whole[:, position : position + 100])
        assert f.tell() == 7
    out = np.zeros((2, 100), "f4")
    assert f.read_at(3.0, out=out) is out
    np.testing.assert_array_equal(out, whole[:, 3:103])
    np.testing.assert_array_equal(f.read(100), whole[:, 7:107])


def test_reading_a_resampled_file_at_a_position(wav):
    whole = AudioFile(wav).resampled_to(16_000).read(10**6)
    f = AudioFile(wav).resampled_to(16_000)
    f.seek(7)
    for position in (0, 9000, 100, f.frames - 50, f.frames):
        np.testing.assert_array_equal(f.read_at(position, 100), whole[:, position : position + 100])
        assert f.tell() == 7
    np.testing.assert_array_equal(f.read(100), whole[:, 7:107])


def test_reading_past_an_estimated_length_at_a_position(tmp_path, audio):
    """The array grows where more comes than was expected, and is read on at the right place."""
    f = AudioFile(audio["mp3"])
    np.testing.assert_array_equal(f.read_at(0, 10**12), AudioFile(audio["mp3"]).read(10**12))


def test_positions_to_read_at(wav):
    for f in open_both(wav):
        for position, error in ((-1, ValueError), (10**9, ValueError), (0.5, TypeError), ("0", TypeError)):
            with pytest.raises(error):
                f.read_at(position, 1)
        with pytest.raises(TypeError, match="position is missing"):
            f.read_at()
        with pytest.raises(ValueError, match="num_frames"):
            f.read_at(0)
        f.close()
        with pytest.raises(gaudiofile.ClosedFileError):
            f.read_at(0, 1)


@pytest.mark.parametrize("which", [0, 1], ids=["file", "resampled"])
def test_threads_share_a_file(wav, which):
    whole = open_both(wav)[which].read(10**6)
    f = open_both(wav)[which]
    wrong = []

    def work(seed):
        random = np.random.default_rng(seed)
        for _ in range(100):
            position = int(random.integers(0, f.frames))
            if not np.array_equal(f.read_at(position, 300), whole[:, position : position + 300]):
                wrong.append(position)

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong and f.tell() == 0


# What is written


def samples():
    values = np.linspace(-0.9, 0.9, 2000, dtype="f4").reshape(2, 1000)
    yield "array", values
    yield "__array__", ArrayLike(values)
    yield "DLPack", Tensor(values)
    yield "buffer", memoryview(values)
    yield "lists", values.tolist()
    yield "tuples", tuple(map(tuple, values.tolist()))


@pytest.mark.parametrize(("kind", "given"), [*samples()], ids=[kind for kind, given in samples()])
def test_arrays_of_other_libraries_are_written(kind, given):
    values = np.linspace(-0.9, 0.9, 2000, dtype="f4").reshape(2, 1000)
    # Python's numbers are of double precision.
    values = values.astype("f8") if isinstance(given, (list, tuple)) else values
    expected = AudioFile.encode(values, RATE, "wav", 2)
    assert AudioFile.encode(given, RATE, "wav", 2) == expected
    sink = io.BytesIO()
    with AudioFile(sink, "w", RATE, 2, format="wav") as f:
        f.write(given)
    assert sink.getvalue() == expected
    resampler = StreamResampler(RATE, 16_000, 2)
    np.testing.assert_array_equal(
        resampler.process(given), StreamResampler(RATE, 16_000, 2).process(values.astype("f4"))
    )


def test_one_channel_of_a_standard_array():
    values = array.array("f", [0.0, 0.5, -0.5])
    assert AudioFile.encode(values, RATE, "wav") == AudioFile.encode(np.array(values), RATE, "wav")
    assert AudioFile.encode([0.0, 0.5, -0.5], RATE, "wav") == AudioFile.encode(np.array(values), RATE, "wav")


@pytest.mark.parametrize(
    ("given", "error", "message"),
    [
        (np.zeros((1, 2, 100), "f4"), RuntimeError, r"the shape \(1, 2, 100\) has three dimensions: pass array\[0\]"),
        (np.zeros((1, 1, 1, 2, 9), "f4"), RuntimeError, r"the shape \(1, 1, 1, 2, 9\) has 5"),
        (np.array(1, "f4"), RuntimeError, "no dimensions"),
        (np.float32(1), TypeError, "samples must be an array"),
        (0.5, TypeError, "samples must be an array, a tensor or lists of numbers, not float"),
        (np.zeros((2, 9), "f2"), TypeError, r"float16: convert them: \.astype\(numpy.float32\)"),
        (np.zeros((2, 9), "i8"), TypeError, "int64: scale them to the range of int16"),
        (np.zeros((2, 9), "u1"), TypeError, "uint8: scale them"),
        ([[1, 2, 3], [4, 5, 6]], TypeError, "int64: scale them"),
        (np.zeros((2, 9), "c8"), TypeError, "complex64"),
        ("song.wav", TypeError, "samples must be an array, a tensor or lists of numbers, not str"),
        (b"song.wav", TypeError, "samples must be an array"),
        (None, TypeError, "samples must be an array, a tensor or lists of numbers, not NoneType"),
        ({}, TypeError, "samples must be an array"),
    ],
)
def test_what_is_not_written(given, error, message):
    with pytest.raises(error, match=message):
        AudioFile.encode(given, RATE, "wav", 2)
    with pytest.raises(error, match=message):  # noqa: SIM117
        with AudioFile(io.BytesIO(), "w", RATE, 2, format="wav") as f:
            f.write(given)


def test_what_a_tensor_says_comes_out():
    class OnAnotherDevice:
        def __array__(self, dtype=None, copy=None):
            raise TypeError("can't convert a tensor of another device: copy it first")

    with pytest.raises(TypeError, match="another device: copy it first"):
        AudioFile.encode(OnAnotherDevice(), RATE, "wav")


# Pickling


def read_rest(file):
    with file as f:
        return f.name, f.samplerate, f.tell(), f.read(10**6)


@pytest.mark.slow
@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_files_go_to_other_processes(wav, method):
    files = [AudioFile(wav), AudioFile(wav).resampled_to(8000.5), AudioFile(wav.read_bytes())]
    expected = []
    for f in files:
        f.seek(1000)
        expected.append(f.read_at(1000, 10**6))
    with multiprocessing.get_context(method).Pool(2) as pool:
        for f, samples, got in zip(files, expected, pool.map(read_rest, files), strict=True):
            assert got[:3] == (f.name, f.samplerate, 1000)
            np.testing.assert_array_equal(got[3], samples)


@pytest.mark.parametrize("copies", [copy.copy, copy.deepcopy, lambda f: pickle.loads(pickle.dumps(f))])
def test_copies_are_files_of_their_own(wav, copies):
    for f in (*open_both(wav), *(AudioFile(kind(wav.read_bytes())) for kind in (bytes, bytearray, memoryview))):
        f.seek(500)
        other = copies(f)
        assert type(other) is type(f) and other.tell() == 500 and other.samplerate == f.samplerate
        np.testing.assert_array_equal(other.read(10), f.read_at(500, 10))
        assert f.tell() == 500
        f.close()
        assert other.read(10).shape == (2, 10)


def test_a_bytes_io_takes_its_bytes_from_its_position_on(wav):
    shifted = io.BytesIO(b"12345" + wav.read_bytes())
    shifted.seek(5)
    np.testing.assert_array_equal(copy.copy(AudioFile(shifted)).read(9), AudioFile(wav).read(9))


class Annotated(ReadableAudioFile):
    """What a program may make of it."""


class AnnotatedResampled(ResampledReadableAudioFile):
    pass


def test_subclasses_keep_their_attributes(wav):
    for f in (Annotated(str(wav)), AnnotatedResampled(AudioFile(wav), 8000)):
        f.label = "speech"
        other = pickle.loads(pickle.dumps(f))
        assert type(other) is type(f) and other.label == "speech"
        assert other.samplerate == f.samplerate


def test_what_cannot_be_pickled(wav, tmp_path):
    f = AudioFile(FileLike(wav.read_bytes()))
    for file in (f, f.resampled_to(8000)):
        with pytest.raises(TypeError, match="file-like object .* open it by name"):
            pickle.dumps(file)
    f = AudioFile(wav)
    f.close()
    with pytest.raises(gaudiofile.ClosedFileError):
        pickle.dumps(f)
    with AudioFile(tmp_path / "x.wav", "w", RATE) as f, pytest.raises(TypeError, match="pickle"):
        pickle.dumps(f)


# load() and save()


@pytest.mark.parametrize("name", FORMATS)
def test_loading(audio, name):
    f = AudioFile(audio[name])
    whole = f.read(10**6)
    samples, rate = gaudiofile.load(audio[name])
    assert rate == RATE and samples.dtype == np.float32
    np.testing.assert_array_equal(samples, whole)
    part, _ = gaudiofile.load(audio[name], offset=1000, frames=50, dtype="float64")
    assert part.dtype == np.float64
    # A file of float64 comes with all its digits.
    np.testing.assert_allclose(part, whole[:, 1000:1050], atol=1e-7 if name == "wav-double" else 0)
    mono, _ = gaudiofile.load(audio[name], num_channels=1)
    np.testing.assert_allclose(mono, whole.mean(axis=0, keepdims=True), atol=1e-7)


def test_loading_at_another_rate(wav):
    whole = AudioFile(wav).resampled_to(16_000).read(10**6)
    samples, rate = gaudiofile.load(wav, samplerate=16_000, offset=700, frames=900)
    assert rate == 16_000
    np.testing.assert_array_equal(samples, whole[:, 700:1600])
    assert gaudiofile.load(wav, samplerate=16_000, num_channels=1)[0].shape == (1, whole.shape[1])
    np.testing.assert_array_equal(gaudiofile.load(wav, samplerate=RATE)[0], AudioFile(wav).read(10**6))


def test_loading_integers(audio):
    for name, dtype in (("wav-16", "int16"), ("wav-32", "int32"), ("flac-16", np.int16)):
        samples, _ = gaudiofile.load(audio[name], dtype=dtype)
        np.testing.assert_array_equal(samples, AudioFile(audio[name]).read_raw(10**6))
    converted, _ = gaudiofile.load(audio["wav-16"], dtype="int32")
    expected = AudioFile(audio["wav-16"]).read(10**6).astype("f8") * (2**31 - 1)
    assert abs(converted - expected).max() <= 1
    loud = AudioFile.encode(np.array([2, -2, np.nan, np.inf], "f4"), 8000, "wav", bit_depth=32)
    assert gaudiofile.load(loud, dtype="int16")[0].tolist() == [[32767, -32768, 0, 32767]]


def test_loading_what_is_not_there(wav):
    assert gaudiofile.load(wav, offset=RATE)[0].shape == (2, 0)
    assert gaudiofile.load(wav, frames=0)[0].shape == (2, 0)
    assert gaudiofile.load(wav, offset=RATE - 5, frames=100)[0].shape == (2, 5)
    with pytest.raises(ValueError, match="Cannot seek"):
        gaudiofile.load(wav, offset=RATE + 1)
    with pytest.raises(ValueError, match="no usual way to make 9 channels of 2"):
        gaudiofile.load(wav, num_channels=9)
    with pytest.raises(TypeError, match="dtype must be one of"):
        gaudiofile.load(wav, dtype="int8")
    mono = AudioFile.encode(np.linspace(-1, 1, 99, dtype="f4"), 8000, "wav")
    samples, _ = gaudiofile.load(mono, num_channels=2)
    np.testing.assert_array_equal(samples[0], samples[1])


def test_loading_files_of_estimated_length(audio):
    whole = AudioFile(audio["mp3"]).read(10**9)
    np.testing.assert_array_equal(gaudiofile.load(FileLike(audio["mp3"]))[0], whole)


@pytest.mark.parametrize("shape", [(2, 1000), (1, 1000), (1000,), (2, 2), (1, 1), (2, 0)])
def test_saving(tmp_path, shape):
    samples = np.random.default_rng(0).uniform(-0.9, 0.9, shape).astype("f4")
    path = tmp_path / "x.wav"
    gaudiofile.save(path, Tensor(samples) if shape == (2, 1000) else samples, 8000, bit_depth=32, atomic=True)
    again, rate = gaudiofile.load(path)
    assert rate == 8000
    np.testing.assert_array_equal(again, np.atleast_2d(samples))


def test_saving_what_lies_the_other_way(tmp_path):
    with pytest.raises(ValueError, match="pass audio.T"):
        gaudiofile.save(tmp_path / "x.wav", np.zeros((1000, 2), "f4"), 8000)
    with pytest.raises(ValueError, match="shape"):
        gaudiofile.save(tmp_path / "x.wav", np.zeros((1, 2, 1000), "f4"), 8000)
    assert not (tmp_path / "x.wav").exists()


# What help() and completion show


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (
            AudioFile,
            "(filename, mode='r', samplerate=None, num_channels=1, bit_depth=16, quality=None, format=None, *, "
            "codec=None, atomic=False, tags=None, track=None, isolation=None, dtype=None, matrix=None, limits=None)",
        ),
        (ReadableAudioFile, "(filename, *, track=None, isolation=None, limits=None)"),
        (ReadableAudioFile.read, "(self, /, num_frames=0, *, out=None)"),
        (ReadableAudioFile.read_at, "(self, /, position, num_frames=0, *, out=None)"),
        (ReadableAudioFile.resampled_to, "(self, /, target_sample_rate, quality=Ellipsis)"),
        (ResampledReadableAudioFile, "(audio_file, target_sample_rate, resampling_quality=Ellipsis)"),
        (StreamResampler, "(source_sample_rate, target_sample_rate, num_channels, quality=Ellipsis)"),
        (gaudiofile.resample, "(audio, source_sample_rate, target_sample_rate, quality=Ellipsis)"),
    ],
)
def test_signatures(value, expected):
    assert str(inspect.signature(value)) == expected


def test_everything_public_has_a_signature_and_a_text():
    for name in gaudiofile.__all__:
        value = getattr(gaudiofile, name)
        if not inspect.isclass(value) or issubclass(value, (Exception, tuple)):
            continue
        assert value.__doc__
        fields = {field.name for field in dataclasses.fields(value)} if dataclasses.is_dataclass(value) else set()
        for member, attribute in vars(value).items():
            if member.startswith("_") or member in fields:
                continue
            assert inspect.getdoc(attribute), f"{name}.{member}"
            if callable(attribute):
                inspect.signature(attribute)
    assert not any("*args" in str(inspect.signature(c)) for c in (AudioFile, AudioStream, StreamResampler))


def test_help_is_not_mostly_about_exceptions():
    lines = pydoc.render_doc(gaudiofile).splitlines()
    # 1,700 with asynchronous forms, bulk loading and analysis; 2,550 with converting and examples.
    assert len(lines) < 3000
    assert not any("class NotAudioError" in line for line in lines)
    assert "class NotAudioError" in pydoc.plain(pydoc.render_doc(gaudiofile.errors))
