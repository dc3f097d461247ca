# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""What gaudiofile promises beyond pedalboard, and what happens in threads, after fork and at the end of objects."""

import ast
import errno
import gc
import inspect
import io
import os
import pathlib
import subprocess
import sys
import threading
import tracemalloc
import weakref

import numpy as np
import pytest
import soundfile
from signals import RATE, FileLike, encode, make_signal

import gaudiofile
from gaudiofile import AudioFile, ReadableAudioFile


@pytest.fixture(scope="module")
def expected(audio):
    return AudioFile(audio["wav-16"]).read(RATE)


class BytesPath:
    def __init__(self, path):
        self.path = path

    def __fspath__(self):
        return os.fsencode(self.path)


# What can be opened


@pytest.mark.parametrize("wrap", [bytes, bytearray, memoryview, io.BytesIO, FileLike, lambda d: np.frombuffer(d, "i2")])
def test_sources_in_memory(audio, expected, wrap):
    with AudioFile(wrap(audio["wav-16"])) as f:
        assert f.name is None
        np.testing.assert_array_equal(f.read(RATE), expected)


@pytest.mark.parametrize("wrap", [str, pathlib.Path, BytesPath])
def test_paths(wav, expected, wrap):
    with AudioFile(wrap(wav)) as f:
        assert f.name == str(wav)
        np.testing.assert_array_equal(f.read(RATE), expected)


def test_buffer_with_holes_is_read_as_if_it_had_none(audio, expected):
    spread = bytearray(2 * len(audio["wav-16"]))
    spread[::2] = audio["wav-16"]
    np.testing.assert_array_equal(AudioFile(memoryview(spread)[::2]).read(RATE), expected)


def test_subclass_of_bytesio_is_asked(audio):
    class Counting(io.BytesIO):
        reads = 0

        def read(self, *arguments):
            Counting.reads += 1
            return super().read(*arguments)

    AudioFile(Counting(audio["wav-16"])).read(5)
    assert Counting.reads > 0


def test_name_outside_unicode(tmp_path, audio):
    path = os.fsencode(tmp_path) + b"/\xff.wav"
    with open(path, "wb") as file:
        file.write(audio["wav-16"])
    assert AudioFile(os.fsdecode(path)).frames == RATE


def test_subclass_stays(wav):
    class Mine(ReadableAudioFile):
        pass

    f = Mine(wav)
    f.note = "a subclass has room for attributes"
    assert type(f) is Mine and f.read(5).shape == (2, 5)


def test_repr_of_bytes_is_short(audio):
    assert len(repr(AudioFile(audio["wav-16"]))) < 200


# What comes out


def test_24_bits_fill_the_upper_bits(audio):
    raw = AudioFile(audio["wav-24"]).read_raw(RATE)
    reference = soundfile.read(io.BytesIO(audio["wav-24"]), dtype="int32")[0]
    assert raw.dtype == np.int32
    np.testing.assert_array_equal(raw, reference.T)


def test_facts(audio):
    f = AudioFile(audio["wav-24"])
    assert (f.codec, f.container, f.bit_depth) == ("pcm", "WAV", 24)


def test_array_is_its_own_and_no_larger_than_needed(wav, expected):
    """Also when far more is asked for than there is."""
    f = AudioFile(wav)
    tracemalloc.start()
    whole = f.read(10**15)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < whole.nbytes + 2**20
    f.seek(RATE - 10)
    for array, frames in ((whole, RATE), (f.read(4000), 10), (f.read(4000), 0)):
        assert array.shape == (2, frames)
        assert array.flags.owndata and array.flags.c_contiguous and array.flags.writeable
    np.testing.assert_array_equal(whole, expected)


def test_many_channels():
    signal = make_signal(3000, 12)
    f = AudioFile(encode("wav-16", signal))
    np.testing.assert_allclose(f.read(5000), signal.T, atol=1e-4)


def test_an_estimate_of_the_length_is_no_limit(tmp_path, wav):
    """A constant bit rate in a file without header: the length is an estimate until the end was read."""
    path = tmp_path / "a.mp3"
    subprocess.run(["lame", "--quiet", "--cbr", "-t", wav, path], check=True)
    whole = AudioFile(path)
    assert not whole.exact_duration_known
    frames = whole.read(10**9).shape[1]
    assert whole.exact_duration_known and whole.frames == frames == whole.tell()
    pieces = AudioFile(path)
    assert sum(iter(lambda: pieces.read(999).shape[1], 0)) == frames


@pytest.mark.parametrize("position", [7, 7.0, np.int64(7), np.float32(7), True])
def test_positions_are_given_as_numbers_of_frames_are(wav, position):
    for f in (AudioFile(wav), AudioFile(wav).resampled_to(8000)):
        f.seek(position)
        assert f.tell() == int(position)


# Errors

BUILTIN = {
    "AudioFileNotFoundError": (ValueError, FileNotFoundError),
    "AudioPermissionError": (ValueError, PermissionError),
    "NotAFileError": (ValueError, OSError),
    "AudioIOError": (ValueError, OSError),
    "NotAudioError": (ValueError,),
    "CorruptFileError": (ValueError,),
    "LimitError": (ValueError,),
    "UnsupportedFormatError": (ValueError,),
    "MissingPluginError": (ValueError, RuntimeError),
    "NotSeekableError": (ValueError, OSError),
    "ClosedFileError": (ValueError, RuntimeError),
    "BusyError": (RuntimeError,),
    "DeviceError": (ValueError, RuntimeError),
    "DroppedInputError": (RuntimeError,),
    "IsolationError": (RuntimeError,),
}
# What the package builds on, and users do not see.
INTERNAL = {"load_clips", "probe_file", "read_tags", "write_tags", "Effect", "LiveStream", "list_devices"}
INTERNAL |= {"call_cancellable", "cancel", "new_cancellable", "find_silences", "measure_loudness", "save_plot"}
INTERNAL |= {"convert_file", "convert_files"}
INTERNAL |= {"LivePlayer", "LiveRecorder"}


def test_errors_are_what_people_catch():
    assert set(gaudiofile.errors.__all__) == {*BUILTIN, "Error"}
    for name, builtin in BUILTIN.items():
        for base in (gaudiofile.Error, *builtin):
            assert issubclass(getattr(gaudiofile, name), base)


def test_path_errors_say_errno_and_name(tmp_path):
    os.mkfifo(tmp_path / "fifo")
    cases = {
        "absent": (gaudiofile.AudioFileNotFoundError, errno.ENOENT),
        ".": (gaudiofile.NotAFileError, errno.EISDIR),
        "fifo": (gaudiofile.NotAFileError, errno.ESPIPE),  # and does not wait for a writer
    }
    for name, (error, number) in cases.items():
        path = str(tmp_path / name)
        with pytest.raises(error) as info:
            AudioFile(path)
        assert (info.value.errno, info.value.filename) == (number, path)


def in_child(function):
    """Runs a function in a forked child, which must return; a hang is a failure."""
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            function()
            status = 0
        finally:
            os._exit(status)
    return os.waitpid(pid, 0)[1]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
@pytest.mark.fault("a file that may not be read", "`AudioPermissionError` with `errno`")
def test_permission(wav):
    def as_nobody():
        os.seteuid(65534)
        with pytest.raises(gaudiofile.AudioPermissionError) as info:
            AudioFile("a.wav")
        assert info.value.errno == errno.EACCES

    wav.chmod(0)
    wav.parent.chmod(0o755)
    os.chdir(wav.parent)
    assert in_child(as_nobody) == 0


def test_bytes_that_look_like_a_name(wav):
    with pytest.raises(gaudiofile.NotAudioError, match="fsdecode"):
        AudioFile(os.fsencode(wav))


class Failing(FileLike):
    """Raises from the read() on that is counted by `after`."""

    after = 10**9

    def read(self, size=-1):
        if self.reads >= self.after:
            raise self.error
        return super().read(size)


@pytest.fixture
def long_wav():
    """So long that no read-ahead holds all of it."""
    return encode("wav-16", make_signal(400_000))


@pytest.mark.parametrize("error", [KeyError("mine"), OSError(5, "mine"), KeyboardInterrupt()])
def test_exception_of_file_like_comes_out_as_it_is(long_wav, error):
    source = Failing(long_wav)
    f = AudioFile(source)
    source.after, source.error = source.reads, error
    with pytest.raises(type(error)) as info:
        f.read(300_000)
    assert info.value is error
    assert info.traceback[-1].name == "read"
    f.close()
    assert f.closed


@pytest.mark.fault("a file-like that returns more than it was asked for", "`ValueError`")
def test_file_like_that_returns_too_much():
    class Generous(FileLike):
        def read(self, size=-1):
            return super().read(size) + b"and more"

    with pytest.raises(ValueError, match="more than asked for"):
        AudioFile(Generous(encode("wav-16", make_signal(10))))


def test_file_like_that_returns_little(audio, expected):
    class Slow(FileLike):
        def read(self, size=-1):
            return super().read(min(size, 777))

    np.testing.assert_array_equal(AudioFile(Slow(audio["wav-16"])).read(RATE), expected)


@pytest.mark.parametrize("method", ["read", "read_raw", "seek", "close"])
@pytest.mark.fault("a file-like that reads the file it serves", "`BusyError`, at once")
def test_use_from_inside_its_own_file_like_raises(long_wav, method):
    class Calling(FileLike):
        target = None

        def read(self, size=-1):
            if self.target:
                getattr(self.target, method)(*(() if method == "close" else (1,)))
            return super().read(size)

    source = Calling(long_wav)
    f = AudioFile(source)
    source.target = f
    with pytest.raises(gaudiofile.BusyError):
        f.read(300_000)
    source.target = None
    f.close()


def test_properties_from_inside_its_own_file_like(long_wav):
    class Asking(FileLike):
        target = None
        seen = None

        def read(self, size=-1):
            if self.target:
                self.seen = (self.target.frames, self.target.tell(), self.target.closed)
            return super().read(size)

    source = Asking(long_wav)
    source.target = AudioFile(source)
    source.target.read(300_000)
    assert source.seen == (400_000, 0, False)


def test_another_file_may_be_used_from_inside_a_file_like(long_wav, wav):
    other = AudioFile(wav)

    class Mixing(FileLike):
        def read(self, size=-1):
            other.read(1)
            return super().read(size)

    assert AudioFile(Mixing(long_wav)).read(400_000).shape == (2, 400_000)
    assert other.tell() > 0


# Threads


def run_threads(*functions):
    errors = []

    def guard(function):
        try:
            function()
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=guard, args=(function,), daemon=True) for function in functions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
        assert not thread.is_alive(), "hangs"
    if errors:
        raise errors[0]


@pytest.mark.parametrize("name", ["wav-16", "flac-16", "ogg", "mp3"])
@pytest.mark.parametrize("wrap", [memoryview, FileLike])
def test_threads_share_a_file(audio, name, wrap):
    """Each frame is given to one thread, once."""
    whole = AudioFile(audio[name]).read(10**6)
    f = AudioFile(wrap(audio[name]))
    pieces = []

    def work():
        while (piece := f.read(97)).shape[1]:
            pieces.append(piece)

    run_threads(*[work] * 4)
    # Pieces begin at multiples of 97, and the signal has noise in it: so the first frame tells where a piece belongs.
    start = {whole[:, n].tobytes(): n for n in range(0, whole.shape[1], 97)}
    pieces.sort(key=lambda piece: start[piece[:, 0].tobytes()])
    np.testing.assert_array_equal(np.concatenate(pieces, axis=1), whole)


@pytest.mark.fault("close() while other threads read", "their reads are whole, or `ClosedFileError`")
def test_close_while_others_read(audio):
    for name in ("wav-16", "flac-16", "mp3") * 3:
        f = AudioFile(FileLike(audio[name]))
        begun = threading.Barrier(3)

        def read(f=f, begun=begun):
            begun.wait()
            with pytest.raises(gaudiofile.ClosedFileError):
                while True:
                    f.read(64)
                    f.seek(0)

        run_threads(read, read, lambda f=f, begun=begun: (begun.wait(), f.close()))


def test_waiting_for_a_file_does_not_hold_the_interpreter(long_wav):
    """One thread is inside the file-like, two others wait for the same file, and a fourth lets the first go on."""
    inside, go_on = threading.Event(), threading.Event()

    class Waiting(FileLike):
        wait = False

        def read(self, size=-1):
            if self.wait:
                inside.set()
                assert go_on.wait(20)
            return super().read(size)

    source = Waiting(long_wav)
    f = AudioFile(source)
    source.wait = True

    def release():
        assert inside.wait(20)
        for _ in range(20):
            assert f.frames == 400_000  # others can ask meanwhile
        go_on.set()

    def read():
        f.read(200_000)

    def close():
        assert inside.wait(20)
        f.close()

    def read_maybe():
        assert inside.wait(20)
        try:
            read()
        except gaudiofile.ClosedFileError:
            assert f.closed

    run_threads(read, read_maybe, close, release)


def test_calls_come_on_the_thread_that_reads(audio):
    class Noting(FileLike):
        threads = set()

        def read(self, size=-1):
            self.threads.add(threading.get_ident())
            return super().read(size)

    for name in ("wav-16", "flac-16", "ogg", "mp3"):
        f = AudioFile(Noting(audio[name]))
        f.read(20_000)
        f.seek(5)
        f.read(20_000)
    assert Noting.threads == {threading.get_ident()}


# Fork


@pytest.mark.fault("fork(): a child reads what its parent opened", "the samples")
def test_children_use_what_the_parent_has_opened(wav, audio, expected):
    files = [AudioFile(wav), AudioFile(audio["wav-16"]), AudioFile(FileLike(audio["wav-16"]))]
    coded = AudioFile(audio["flac-16"])
    decoded = coded.read(RATE)

    def work():
        for f in files:
            # The parent's position in a file-like or descriptor is shared; samples are right all the same.
            f.seek(0)
            np.testing.assert_array_equal(f.read(RATE), expected)
        coded.seek(0)
        np.testing.assert_array_equal(coded.read(RATE), decoded)
        AudioFile(audio["mp3"]).read(100)

    for _ in range(10):
        assert in_child(work) == 0


# The end of objects


def test_cycles_are_collected(audio):
    def through_file_like():
        source = FileLike(audio["wav-16"])
        source.reader = AudioFile(source)
        return source

    def through_bytes_io():
        source = type("Weak", (), {})()
        source.memory = io.BytesIO(audio["wav-16"])
        source.memory.back = source
        source.memory.reader = AudioFile(source.memory)
        return source

    def through_exception():
        source = Failing(audio["wav-16"])
        source.reader = AudioFile(source)
        source.error, source.after = KeyError(), 0
        with pytest.raises(KeyError):
            while source.reader.read(10_000).size:
                pass
            source.reader.seek(0)
            AudioFile(source)
        return source

    for make in (through_file_like, through_bytes_io, through_exception):
        reference = weakref.ref(make())
        gc.collect()
        assert reference() is None, make.__name__


def test_nothing_is_kept_of_what_failed_to_open():
    source, memory = FileLike(b"noise" * 99), io.BytesIO(b"noise" * 99)
    before = sys.getrefcount(source), sys.getrefcount(memory)
    for _ in range(5):
        for candidate in (source, memory):
            with pytest.raises(gaudiofile.NotAudioError):
                AudioFile(candidate)
    del candidate
    gc.collect()
    assert before == (sys.getrefcount(source), sys.getrefcount(memory))
    memory.truncate(0)


def test_bytesio_is_free_again_at_the_end(audio):
    memory = io.BytesIO(audio["wav-16"])
    f = AudioFile(memory)
    f.read(5)
    with pytest.raises(BufferError):
        memory.truncate(9)
    del f
    memory.truncate(9)


def test_descriptors_and_threads_stay(wav, audio):
    def count():
        return len(os.listdir("/proc/self/fd")), len(os.listdir("/proc/self/task"))

    AudioFile(audio["flac-16"]).read(5)
    before = count()
    for _ in range(200):
        AudioFile(wav).read(5)
        with AudioFile(audio["flac-16"]) as f:
            f.read(5)
        with pytest.raises(gaudiofile.NotAudioError):
            AudioFile(b"noise" * 99)
    descriptors, threads = count()
    # Threads of other tests may have ended meanwhile.
    assert descriptors == before[0] and threads <= before[1]


# PyGObject


def test_gobject_is_the_same_open_file(wav):
    pytest.importorskip("gi")
    f = AudioFile(wav)
    f.read(10)
    reader = f.gobject
    assert type(reader).__gtype__.name == "GafReader"
    assert f.gobject is reader
    assert reader.tell() == 10
    reader.seek(20, None)
    assert f.tell() == 20
    del f
    assert reader.get_channels() == 2
    reader.close()


# Documentation


def is_setter(node):
    return any(isinstance(decorator, ast.Attribute) for decorator in node.decorator_list)


FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)


def stub_items():
    """(name, node) for each class, function and method in the stub."""
    text = pathlib.Path(gaudiofile.__file__).with_name("_native.pyi").read_text()
    for node in ast.parse(text).body:
        if isinstance(node, (ast.ClassDef, *FUNCTION)) and not node.name.startswith("_"):
            yield node.name, node
            for member in node.body if isinstance(node, ast.ClassDef) else ():
                if isinstance(member, FUNCTION) and member.name != "__new__" and not is_setter(member):
                    yield f"{node.name}.{member.name}", member


def is_refusal(name):
    return inspect.getdoc(getattr(gaudiofile.WriteableAudioFile, name.partition(".")[2])) == (
        "Only a file that is opened for reading has it."
    )


def test_stub_and_module_agree():
    stub = dict(stub_items())
    module = gaudiofile._native
    public = {name for name in vars(module) if not name.startswith("_")} - {"version"}
    assert public == {name for name in stub if "." not in name}
    assert public <= {*gaudiofile.__all__, *INTERNAL}
    for name in {name.partition(".")[0] for name in stub if "." in name}:
        members = {f"{name}.{member}" for member in vars(getattr(module, name))}
        ignored = ("__module__ __doc__ __new__ __del__ __repr__ __dir__ __weakref__ __weaklistoffset__").split()
        # What a file for writing has not is there to say so, and in no stub.
        ignored += [m.partition(".")[2] for m in members if name == "WriteableAudioFile" and is_refusal(m)]
        assert members - {f"{name}.{member}" for member in ignored} == {n for n in stub if n.startswith(f"{name}.")}


@pytest.mark.slow
@pytest.mark.parametrize(("name", "node"), [*stub_items()], ids=lambda item: item if isinstance(item, str) else "")
def test_documentation_is_the_same(name, node):
    """One of several signatures of a function has its text, and all together its arguments."""
    value = gaudiofile._native
    alike = [other for other_name, other in stub_items() if other_name == name]
    for part in name.split("."):
        value = getattr(value, part)
    text = " ".join(ast.get_docstring(other) or "" for other in alike)
    assert text.split() == (inspect.getdoc(value) or "").split()
    if isinstance(node, FUNCTION) and callable(value):
        arguments = [[a.arg for a in f.args.posonlyargs + f.args.args + f.args.kwonlyargs] for f in alike]
        expected = list(inspect.signature(value).parameters)
        if len(alike) == 1:
            assert arguments == [expected]
        assert {name for names in arguments for name in names} == set(expected)
