# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Files that are converted as they are read: channels, rate, type; and files in blocks."""

import io
import multiprocessing
import pickle
import subprocess

import numpy as np
import pytest
import soundfile
from signals import FORMATS, RATE, FileLike

import gaudiofile
from gaudiofile import AudioFile, ConvertedReadableAudioFile, Resample


@pytest.fixture(scope="module")
def surround():
    """Six channels, as a WAV of float."""
    samples = np.random.default_rng(3).uniform(-0.9, 0.9, (6, 30_000)).astype("f4")
    return samples, AudioFile.encode(samples, RATE, "wav", 6, 32)


@pytest.mark.parametrize("name", FORMATS)
def test_mono_is_the_mean(audio, name):
    whole = AudioFile(audio[name]).read(10**6)
    with AudioFile(audio[name], num_channels=1) as f:
        assert isinstance(f, ConvertedReadableAudioFile) and f.num_channels == 1 and len(f) == whole.shape[1]
        np.testing.assert_allclose(f.read(10**6), whole.mean(axis=0, keepdims=True), atol=1e-7)
        np.testing.assert_array_equal(f.matrix, np.full((1, 2), 0.5, "f4"))


def test_a_matrix(surround):
    samples, data = surround
    matrix = np.random.default_rng(4).uniform(-1, 1, (3, 6)).astype("f4")
    f = AudioFile(data, matrix=matrix)
    assert f.num_channels == 3
    np.testing.assert_allclose(f.read(10**6), matrix @ samples, atol=1e-5)
    np.testing.assert_array_equal(f.matrix, matrix)
    for wrong in (matrix.T, matrix[0], np.zeros((65, 6))):
        with pytest.raises(ValueError):
            AudioFile(data, matrix=wrong)
    with pytest.raises(ValueError, match="3 rows, but num_channels is 2"):
        AudioFile(data, matrix=matrix, num_channels=2)


def test_loudspeakers_are_mixed_as_gstreamer_does(surround, tmp_path):
    """5.1 to stereo, compared with audioconvert in a pipeline."""
    samples, data = surround
    (tmp_path / "in.wav").write_bytes(data)
    subprocess.run(
        f"gst-launch-1.0 -q filesrc location={tmp_path}/in.wav ! wavparse ! audioconvert ! "
        f"audio/x-raw,format=F32LE,channels=2 ! filesink location={tmp_path}/out.raw",
        shell=True,
        check=True,
        timeout=60,
    )
    expected = np.fromfile(tmp_path / "out.raw", "<f4").reshape(-1, 2).T
    np.testing.assert_allclose(AudioFile(data, num_channels=2).read(10**6), expected, atol=1e-6)
    np.testing.assert_allclose(gaudiofile.load(data, num_channels=2)[0], expected, atol=1e-6)


def test_one_channel_becomes_many():
    samples = np.random.default_rng(5).uniform(-0.9, 0.9, (1, 1000)).astype("f4")
    data = AudioFile.encode(samples, 8000, "wav", 1, 32)
    np.testing.assert_array_equal(AudioFile(data, num_channels=5).read(2000), np.repeat(samples, 5, 0))


@pytest.mark.parametrize("name", ["wav-16", "flac-16", "mp3"])
def test_rate_and_channels_in_pieces_and_from_anywhere(audio, name):
    f = AudioFile(audio[name], samplerate=16_000, num_channels=1)
    assert (f.samplerate, f.num_channels) == (16_000, 1)
    whole = f.read(10**6)
    assert whole.shape == (1, f.frames)
    resampled = AudioFile(audio[name]).resampled_to(16_000).read(10**6)
    np.testing.assert_allclose(whole, resampled.mean(axis=0, keepdims=True), atol=1e-5)
    f.seek(0)
    parts = []
    while (part := f.read(777)).shape[1] > 0:
        parts.append(part)
    np.testing.assert_array_equal(np.concatenate(parts, axis=1), whole)
    for position in (0, 1, 4097, whole.shape[1] - 3, whole.shape[1]):
        np.testing.assert_array_equal(f.read_at(position, 500), whole[:, position : position + 500])
        f.seek(position)
        np.testing.assert_array_equal(f.read(500), whole[:, position : position + 500])
    with pytest.raises(ValueError, match="at this rate"):
        f.seek(whole.shape[1] + 1)


@pytest.mark.parametrize("dtype", ["int16", "int32", "float32", "float64"])
def test_types_are_those_of_soundfile(audio, dtype):
    expected, _ = soundfile.read(io.BytesIO(audio["wav-16"]), dtype=dtype, always_2d=True)
    f = AudioFile(audio["wav-16"], dtype=dtype)
    got = f.read(10**6)
    assert got.dtype == f.dtype == np.dtype(dtype)
    # soundfile divides by 32768; an int32 of it has 16 bits of zeros.
    if dtype == "int16":
        np.testing.assert_array_equal(got, expected.T)
    else:
        full = 2**31 if dtype == "int32" else 1
        np.testing.assert_allclose(got / full, expected.T / full, atol=1 / 32000)
    out = np.zeros((2, 100), dtype)
    np.testing.assert_array_equal(f.read_at(50, out=out), got[:, 50:150])
    with pytest.raises(TypeError, match=f"out must be {dtype} of shape"):
        f.read_at(50, out=np.zeros((2, 100), ">f4"))


def test_integers_come_as_they_are(audio):
    for name, dtype in (("wav-16", "int16"), ("wav-24", "int32"), ("wav-32", "int32"), ("flac-16", "int16")):
        np.testing.assert_array_equal(
            AudioFile(audio[name], dtype=dtype).read(10**6), AudioFile(audio[name]).read_raw(10**6)
        )


def test_what_cannot_be_converted(wav):
    for arguments, error, match in (
        ({"dtype": "int8"}, TypeError, "dtype must be one of"),
        ({"dtype": ">f4"}, TypeError, "dtype must be one of"),
        ({"num_channels": 0}, ValueError, "num_channels must be from 1"),
        ({"num_channels": 65}, ValueError, "num_channels must be from 1"),
        ({"num_channels": 9}, ValueError, "no usual way"),
        ({"samplerate": 0}, ValueError, "samplerate must be above 0"),
        ({"samplerate": 10**9}, ValueError, "rates go from"),
        ({"samplerate": "x"}, TypeError, "samplerate"),
        ({"bit_depth": 16}, TypeError, "takes no bit_depth"),
    ):
        with pytest.raises(error, match=match):
            AudioFile(wav, **arguments)
    with pytest.raises(TypeError, match="takes no dtype or matrix"):
        AudioFile(wav, "w", RATE, dtype="int16")
    with pytest.raises(TypeError, match="not str"):
        ConvertedReadableAudioFile("a.wav")


def test_closing(wav):
    f = AudioFile(wav, samplerate=8000)
    f.close()
    assert f.closed and f.frames > 0
    with pytest.raises(gaudiofile.ClosedFileError):
        f.read(1)
    inner = AudioFile(wav)
    with ConvertedReadableAudioFile(inner, num_channels=1) as f:
        f.read(10)
    assert f.closed and not inner.closed
    f = ConvertedReadableAudioFile(inner, num_channels=1)
    inner.close()
    with pytest.raises(gaudiofile.ClosedFileError):
        f.read(1)


def test_file_likes(wav):
    f = AudioFile(FileLike(wav.read_bytes()), num_channels=1, dtype="float64")
    np.testing.assert_array_equal(f.read(10**6), AudioFile(wav, num_channels=1, dtype="float64").read(10**6))


# blocks, iteration, length


@pytest.mark.parametrize(
    ("size", "overlap", "fill"), [(1000, 0, None), (1000, 0, 0.5), (999, 400, None), (999, 998, 0)]
)
def test_blocks_are_those_of_soundfile(wav, size, overlap, fill):
    with AudioFile(wav) as f:
        f.seek(f.frames - 5000)
        ours = list(f.blocks(size, overlap, fill))
    with soundfile.SoundFile(wav) as f:
        f.seek(len(f) - 5000)
        theirs = list(f.blocks(size, overlap=overlap, fill_value=fill, dtype="float32", always_2d=True))
    assert [b.shape for b in ours] == [b.T.shape for b in theirs]
    for a, b in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(a, b.T, atol=1e-4)


def test_blocks_of_each_kind_of_file(wav):
    for f in (AudioFile(wav), AudioFile(wav).resampled_to(16_000), AudioFile(wav, num_channels=1, dtype="int16")):
        whole = f.read(10**6)
        f.seek(0)
        assert len(f) == f.frames == whole.shape[1]
        np.testing.assert_array_equal(np.concatenate(list(f), axis=1), whole)
        assert list(f) == []
        f.seek(5)
        assert next(iter(f)).shape == (f.num_channels, min(int(f.samplerate), len(f) - 5))


def test_blocks_that_cannot_be(wav):
    f = AudioFile(wav)
    for arguments in ((0,), (-1,), (10, 10), (10, -1)):
        with pytest.raises(ValueError):
            f.blocks(*arguments)
    with pytest.raises(TypeError):
        f.blocks(1.5)
    f.close()
    with pytest.raises(gaudiofile.ClosedFileError):
        f.blocks(10)


def test_a_file_without_frames_is_true():
    f = AudioFile(AudioFile.encode(np.zeros((1, 0), "f4"), 8000, "wav"))
    assert len(f) == 0 and bool(f) and list(f) == []


# pickling


def read_rest(f):
    return f.read(10**6)


def test_copies(wav):
    f = AudioFile(wav, samplerate=16_000, matrix=[[0.25, 0.75]], dtype="float64")
    f.seek(1234)
    again = pickle.loads(pickle.dumps(f))
    assert (again.tell(), again.samplerate, again.dtype) == (1234, 16_000, np.dtype("f8"))
    np.testing.assert_array_equal(again.read(500), f.read_at(1234, 500))
    cheap = ConvertedReadableAudioFile(AudioFile(wav), 8000, resampling_quality=Resample.Quality.WindowedSinc8)
    np.testing.assert_array_equal(pickle.loads(pickle.dumps(cheap)).read(500), cheap.read(500))


@pytest.mark.slow
@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_other_processes_read_what_is_sent_to_them(wav, method):
    files = [AudioFile(wav), AudioFile(wav).resampled_to(8000), AudioFile(wav, num_channels=1, dtype="int16")]
    for f in files:
        f.seek(100)
    with multiprocessing.get_context(method).Pool(2) as pool:
        results = pool.map(read_rest, files)
    for f, result in zip(files, results, strict=True):
        np.testing.assert_array_equal(result, f.read(10**6))
