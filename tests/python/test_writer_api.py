# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""What writing promises beyond pedalboard, and what happens with errors. Threads are in test_writer_threads.py, writers
that nobody closes in test_writer_end.py."""

import errno
import io
import os
import pathlib
import resource
import sys
import threading
import tracemalloc
from contextlib import nullcontext

import numpy as np
import pytest
from signals import RATE, make_signal
from test_reader_api import BytesPath, in_child
from test_write_differential import Mine, Sink
from writing import FORMATS, Failing, frames_of, rate_of, write, written

import gaudiofile
from gaudiofile import AudioFile, WriteableAudioFile

NEED_SEEKING = (".wav", ".aif", ".aiff", ".w64", ".rf64")


# Where to


@pytest.mark.parametrize("wrap", [str, pathlib.Path, BytesPath, os.fsencode])
def test_paths(tmp_path, signal, wrap):
    path = tmp_path / "a.wav"
    f = AudioFile(wrap(path), "w", RATE, 2)
    assert f.name == str(path)
    f.write(signal)
    f.close()
    assert path.read_bytes() == written(signal)


def test_name_outside_unicode(tmp_path, signal):
    path = os.fsencode(tmp_path) + b"/\xff.wav"
    write(os.fsdecode(path), signal)
    assert AudioFile(os.fsdecode(path)).frames == RATE


def test_format_counts_more_than_the_name(tmp_path, signal):
    path = tmp_path / "a.wav"
    write(path, signal, format="flac")
    assert AudioFile(path).codec == "flac"


def test_subclass_stays(tmp_path):
    class Writer(WriteableAudioFile):
        pass

    f = Writer(tmp_path / "a.wav", RATE)
    f.note = "a subclass has room for attributes"
    assert type(f) is Writer


def test_facts(tmp_path):
    f = AudioFile(tmp_path / "a.flac", "w", RATE, 2, 24, "best")
    for _ in range(2):
        assert (f.codec, f.bit_depth, f.file_dtype, f.quality) == ("flac", 24, "int24", "8 (Highest quality)")
        assert (f.samplerate, f.num_channels, f.name) == (RATE, 2, str(tmp_path / "a.flac"))
        f.closed or f.close()


def test_codec(tmp_path, signal):
    """Chosen where a format can hold several; upper case does no harm."""
    samples = (signal * 30000).astype("i2")
    cases = (
        *(("m4a", None, "aac"), ("m4a", "ALAC", "alac"), ("ogg", "opus", "opus"), ("ogg", "flac", "flac")),
        *(("oga", "flac", "flac"), ("mka", None, "flac"), ("mkv", None, "flac"), ("mka", "aac", "aac")),
        *(("mkv", "vorbis", "vorbis"), ("webm", None, "opus"), ("weba", "vorbis", "vorbis")),
    )
    for format, codec, found in cases:
        path = tmp_path / f"a.{format}"
        with AudioFile(path, "w", 48000, 2, codec=codec) as f:
            f.write(samples)
            assert f.codec == found
        data = AudioFile.encode(samples, 48000, format, 2, codec=codec)
        assert path.read_bytes() == data
        assert AudioFile(data).codec == found
        if found in ("alac", "flac"):
            np.testing.assert_array_equal(AudioFile(data).read_raw(10**6), samples)
    assert WriteableAudioFile(tmp_path / "b.m4a", 48000, codec="alac").codec == "alac"
    with pytest.raises(gaudiofile.UnsupportedFormatError, match="They can hold: aac, alac"):
        AudioFile(tmp_path / "c.m4a", "w", 48000, codec="mp3")
    with pytest.raises(gaudiofile.UnsupportedFormatError, match="They can hold: opus, vorbis"):
        AudioFile(tmp_path / "c.webm", "w", 48000, codec="flac")
    with pytest.raises(TypeError, match="codec"):
        AudioFile(tmp_path / "c.m4a", "w", 48000, codec=3)
    with pytest.raises(TypeError, match="codec"):
        AudioFile(tmp_path / "a.m4a", codec="alac")
    assert not (tmp_path / "c.m4a").exists()


def test_stream_of_one_direction(signal):
    """A pipe takes what never goes back, and says of the rest that it does not, before a byte is written."""
    for format in FORMATS:
        read_end, write_end = os.pipe()
        received = []

        def receive(end=read_end, received=received):
            with open(end, "rb") as pipe:
                received.append(pipe.read())

        reader = threading.Thread(target=receive)
        reader.start()
        with open(write_end, "wb") as pipe:
            if format in NEED_SEEKING:
                with pytest.raises(gaudiofile.NotSeekableError, match="seekable"):
                    AudioFile(pipe, "w", rate_of(format), 2, format=format)
            else:
                with AudioFile(pipe, "w", rate_of(format), 2, format=format) as f:
                    f.write(signal)
        reader.join()
        if format in NEED_SEEKING:
            assert received == [b""]
        else:
            more = 4096 if format == ".wma" else 2500  # blocks of 2048 frames, one before and one behind the audio
            assert AudioFile(received[0]).read(10**6).shape[1] == pytest.approx(RATE, abs=more)


def test_broken_pipe():
    read_end, write_end = os.pipe()
    os.close(read_end)
    with open(write_end, "wb", buffering=0) as pipe:
        f = AudioFile(pipe, "w", RATE, format="flac")
        with pytest.raises(BrokenPipeError):
            f.write(make_signal(10**6, 1))
        f.close()


def test_file_like_that_takes_little(signal):
    """As files without a buffer may."""

    class Slow(Sink):
        def write(self, data):
            return super().write(data[: 1 + len(data) // 3])

    for format in FORMATS:
        slow, normal = Slow(), Sink()
        for sink in (slow, normal):
            with AudioFile(sink, "w", rate_of(format), 2, format=format) as f:
                f.write(signal)
        assert slow.memory.getvalue() == normal.memory.getvalue()


@pytest.mark.fault("a file-like that takes no bytes", "an error; no endless loop")
def test_file_like_that_takes_nothing(signal):
    sink = Sink()
    f = AudioFile(sink, "w", RATE, 2, format="wav")
    sink.replacements["write"] = 0
    with pytest.raises(OSError, match="returned 0"):
        for _ in range(9):
            f.write(signal)
    f.close()


def test_file_like_is_flushed_and_left_open():
    class Noting(Sink):
        flushes = 0

        def flush(self):
            Noting.flushes += 1

    sink = Noting()
    write(sink, np.zeros((2, 5)))
    assert Noting.flushes > 0
    assert not sink.memory.closed


def test_what_was_written_before_is_replaced(tmp_path, signal):
    """Also what is longer than the new file, in a file-like that can be cut off."""
    path, stream = tmp_path / "a.wav", io.BytesIO(b"x" * 10**6)
    path.write_bytes(b"x" * 10**6)
    write(path, signal)
    write(stream, signal)
    assert path.read_bytes() == written(signal)
    assert stream.getvalue().startswith(written(signal))


# What goes in

WAYS = {
    "planar": lambda a: a,
    "interleaved": lambda a: np.ascontiguousarray(a.T),
    "transposed": lambda a: np.asfortranarray(a),
    "every third": lambda a: np.repeat(a, 3, axis=1)[:, ::3],
    "part of more channels": lambda a: np.repeat(a, 2, axis=0)[::2],
    "backwards": lambda a: np.ascontiguousarray(a[:, ::-1])[:, ::-1],
    "backwards, interleaved": lambda a: np.ascontiguousarray(a.T[::-1])[::-1],
    "channels backwards": lambda a: np.ascontiguousarray(a[::-1])[::-1],
    "other byte order": lambda a: a.astype(a.dtype.newbyteorder()),
    "odd address": lambda a: unaligned(a),
    "read-only": lambda a: read_only(a),
}


def unaligned(array):
    odd = np.frombuffer(bytearray(1 + array.nbytes), "u1")[1:].view(array.dtype).reshape(array.shape)
    odd[:] = array
    return odd


def read_only(array):
    array = array.copy()
    array.flags.writeable = False
    return array


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("dtype", ["i1", "i2", "i4", "f4", "f8"])
def test_any_strides(signal, way, dtype):
    """As if the array had been contiguous. It is longer than the pieces in which copies are made."""
    long = np.tile(signal, 4)
    scaled = long.astype(dtype) if dtype[0] == "f" else (long * (np.iinfo(dtype).max)).astype(dtype)
    array = WAYS[way](scaled)
    np.testing.assert_array_equal(array if array.shape == scaled.shape else array.T, scaled)
    assert written(array, bit_depth=24) == written(scaled, bit_depth=24)


def test_one_sample_for_all():
    """A stride of 0."""
    array = np.broadcast_to(np.float32(0.5), (2, 10_000))
    assert written(array) == written(array.copy())


def test_samples_are_not_copied(tmp_path, signal):
    """Or at the most in small pieces."""
    long = np.tile(signal, 20)
    interleaved = np.ascontiguousarray(long.T)
    with AudioFile(tmp_path / "a.wav", "w", RATE, 2) as f:
        tracemalloc.start()
        for array in (long, long.T, interleaved, long[:, ::3], long[:, ::-1]):
            f.write(array)
            del array
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < 2**20 < long.nbytes
    assert sys.getrefcount(long) == 2


def test_integers_survive():
    """What was read as it is and written again is the same."""
    kept = {8: ("wav", "aiff", "au"), 16: ("wav", "aiff", "au", "flac", "wv"), 24: ("wav", "aiff", "au", "flac", "wv")}
    for bits, dtype in ((8, "i1"), (16, "i2"), (24, "i4")):
        info = np.iinfo(dtype)
        samples = np.random.default_rng(0).integers(info.min, info.max, (2, 5000), dtype, endpoint=True)
        samples = samples >> 8 << 8 if bits == 24 else samples
        for format in kept[bits]:
            if f".{format}" not in FORMATS:
                continue
            raw = AudioFile(written(samples, format=format, bit_depth=bits)).read_raw(9999)
            np.testing.assert_array_equal(raw, samples)


# Errors


def test_path_errors_say_errno_and_name(tmp_path):
    (tmp_path / "folder.wav").mkdir()
    (tmp_path / "file").write_bytes(b"")
    cases = {
        "none/a.wav": (gaudiofile.AudioFileNotFoundError, errno.ENOENT),
        "folder.wav": (gaudiofile.NotAFileError, errno.EISDIR),
        "file/a.wav": (gaudiofile.AudioIOError, errno.ENOTDIR),
        f"{'x' * 300}.wav": (gaudiofile.AudioIOError, errno.ENAMETOOLONG),
    }
    for name, (error, number) in cases.items():
        for atomic in (False, True):
            path = str(tmp_path / name)
            with pytest.raises(error) as info:
                AudioFile(path, "w", RATE, atomic=atomic)
            assert (info.value.errno, info.value.filename) == (number, path)
    assert sorted(os.listdir(tmp_path)) == ["file", "folder.wav"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
@pytest.mark.fault("a file that may not be written", "`AudioPermissionError`")
def test_permission(tmp_path):
    def as_nobody():
        os.seteuid(65534)
        for name in ("new.wav", "old.wav"):
            with pytest.raises(gaudiofile.AudioPermissionError) as info:
                AudioFile(name, "w", RATE)
            assert info.value.errno == errno.EACCES

    (tmp_path / "old.wav").write_bytes(b"old")
    tmp_path.chmod(0o755)
    os.chdir(tmp_path)
    assert in_child(as_nobody) == 0
    assert (tmp_path / "old.wav").read_bytes() == b"old"


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.fault("a full disk", "`ENOSPC` from the call that meets it")
def test_full_disk(format, signal):
    """From the call that meets it, and not from close()."""
    f = None
    with pytest.raises(OSError) as info:
        f = AudioFile("/dev/full", "w", rate_of(format), 2, format=format)
        for _ in range(50):
            f.write(signal)
    assert info.value.errno == errno.ENOSPC
    assert info.value.filename == "/dev/full"
    if f is not None:
        f.close()
        assert f.closed


@pytest.mark.fault("a limit of the size of files", "`EFBIG`")
def test_file_size_limit(tmp_path, signal):
    def work():
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
        f = AudioFile(tmp_path / "a.wav", "w", RATE, 2)
        with pytest.raises(gaudiofile.AudioIOError) as info:
            for _ in range(9):
                f.write(signal)
        assert info.value.errno == errno.EFBIG
        f.close()

    assert in_child(work) == 0
    assert frames_of((tmp_path / "a.wav").read_bytes()) > 10_000


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("error", [KeyError("mine"), OSError(errno.ENOSPC, "mine"), KeyboardInterrupt()], ids=repr)
def test_exception_of_file_like_comes_out_as_it_is(format, error, signal):
    """From write(), and not again from close(); and what was taken before is readable."""
    sink = Failing(150_000, error)
    f = AudioFile(sink, "w", rate_of(format), 2, format=format)
    with pytest.raises(type(error)) as info:
        for _ in range(60):
            f.write(signal)
    assert info.value is error
    assert info.traceback[-1].name == "write"
    f.close()
    assert f.closed
    with pytest.raises(gaudiofile.ClosedFileError):
        f.close()
    assert AudioFile(sink.memory.getvalue()).read(10**7).shape[1] > 10_000


@pytest.mark.parametrize("method", ["seek", "tell", "seekable", "write", "flush", "truncate"])
@pytest.mark.parametrize("format", [".wav", ".flac", ".mp3"])
def test_exceptions_of_other_methods(format, method, signal):
    """None is lost, whenever it comes."""

    class Raising(Sink):
        armed = False

        def __getattribute__(self, name):
            if name == method and Raising.armed:
                raise Mine(name)
            return super().__getattribute__(name)

        def flush(self):
            pass

        def truncate(self, size):
            return self.memory.truncate(size)

    Raising.armed = True
    with nullcontext() if method == "truncate" else pytest.raises((Mine, TypeError)):
        AudioFile(Raising(), "w", RATE, 2, format=format).close()
    Raising.armed = False
    f = AudioFile(Raising(), "w", RATE, 2, format=format)
    Raising.armed = True
    raised = 0
    for call in (lambda: f.write(np.tile(signal, 3)), f.close):
        try:
            call()
        except Mine as error:
            raised += 1
            assert str(error) == method
    assert f.closed
    # Once open, a file-like is asked neither where it stands nor whether it can seek.
    assert raised > 0 or method in ("tell", "seekable", "truncate")


def test_with_statement(tmp_path, signal):
    path = tmp_path / "a.wav"
    with pytest.raises(KeyError), AudioFile(path, "w", RATE, 2) as f:
        f.write(signal)
        raise KeyError
    assert f.closed
    assert AudioFile(path).frames == RATE
    with AudioFile(path, "w", RATE, 2) as f:
        f.close()  # more is not an error
    assert AudioFile(path).frames == 0


def test_error_inside_with_is_not_hidden(signal):
    """Closing does not raise it again."""
    error = Mine()
    with pytest.raises(Mine) as info, AudioFile(Failing(100_000, error), "w", RATE, 2, format="wav") as f:
        f.write(signal)
    assert info.value is error


def test_write_goes_on_after_a_refused_array(signal):
    stream = io.BytesIO()
    with AudioFile(stream, "w", RATE, 2, format="wav") as f:
        for wrong in (signal.astype("u2"), signal[0], signal[:, :2], [1.0]):
            with pytest.raises((TypeError, RuntimeError)):
                f.write(wrong)
        f.write(signal)
    assert stream.getvalue() == written(signal)


# Atomic


def test_atomic_replaces_at_the_end(tmp_path, signal):
    path = tmp_path / "a.wav"
    path.write_bytes(b"old")
    with AudioFile(path, "w", RATE, 2, atomic=True) as f:
        f.write(signal)
        f.flush()
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == written(signal)
    assert os.listdir(tmp_path) == ["a.wav"]


@pytest.mark.fault("writing fails while a file is being replaced", "the old file stays")
def test_atomic_that_fails_leaves_the_old_file(tmp_path, signal):
    path = tmp_path / "a.wav"
    path.write_bytes(b"old")

    def work():
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
        f = AudioFile(path, "w", RATE, 2, atomic=True)
        with pytest.raises(OSError):
            f.write(np.tile(signal, 9))
        f.close()

    assert in_child(work) == 0
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.wav"]


# Usable meanwhile


@pytest.mark.parametrize("format", [".wav", ".aiff"])
def test_flush_makes_readable(tmp_path, signal, format):
    path = tmp_path / f"a{format}"
    f = AudioFile(path, "w", RATE, 2)
    for n in range(1, 4):
        f.write(signal)
        f.flush()
        assert AudioFile(path).frames == n * RATE == f.tell()


# encode()


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("dtype", ["i1", "i2", "i4", "f4", "f8"])
@pytest.mark.parametrize("way", ["planar", "interleaved", "backwards", "other byte order"])
def test_encode_is_what_a_file_gets(signal, format, dtype, way):
    part = signal[:, :9000]
    scaled = part.astype(dtype) if dtype[0] == "f" else (part * (np.iinfo(dtype).max)).astype(dtype)
    stream = io.BytesIO()
    with AudioFile(stream, "w", rate_of(format), 2, format=format) as f:
        f.write(scaled)
    assert AudioFile.encode(WAYS[way](scaled), rate_of(format), format, 2) == stream.getvalue()


def test_encode_nothing():
    for format in FORMATS:
        stream = io.BytesIO()
        AudioFile(stream, "w", rate_of(format), 2, format=format).close()
        assert AudioFile.encode(np.zeros((2, 0)), rate_of(format), format, 2) == stream.getvalue()
        assert AudioFile(stream.getvalue()).frames == 0


# Together with reading


def test_reencoding_in_chunks(tmp_path, signal):
    """As in pedalboard's documentation."""
    write(tmp_path / "input.wav", np.tile(signal, 3))
    with (
        AudioFile(tmp_path / "input.wav") as i,
        AudioFile(tmp_path / "output.mp3", "w", i.samplerate, i.num_channels) as o,
    ):
        while i.tell() < i.frames:
            o.write(i.read(i.samplerate))
    with AudioFile(tmp_path / "output.mp3") as f:
        assert f.frames == 3 * RATE
        np.testing.assert_allclose(f.read(f.frames)[:, 5000:-5000], np.tile(signal, 3)[:, 5000:-5000], atol=0.03)


# PyGObject


def test_gobject_is_the_same_open_file(tmp_path, signal):
    pytest.importorskip("gi")
    f = AudioFile(tmp_path / "a.wav", "w", RATE, 2)
    f.write(signal)
    writer = f.gobject
    assert type(writer).__gtype__.name == "GafWriter"
    assert f.gobject is writer
    assert writer.tell() == RATE
    writer.close(None)
    assert f.closed
