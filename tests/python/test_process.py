# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""What reading does to the process: no threads, nothing left behind, and it works after fork, in threads, and on
streams that misbehave. In every format, since each has its own way through the library."""

import functools
import gc
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
import sandbox
import soundfile
from every_format import files
from signals import RATE, FileLike, make_signal

import gaudiofile
from gaudiofile import AudioFile, ReadableAudioFile

# What every change need not wait for.
pytestmark = pytest.mark.slow

assert files  # a fixture

SUPPORT = Path(__file__).parents[1] / "support"

# One of each way through the library: PCM, blocks, packets found by us, packets found by a demuxer, several streams.
KINDS = (
    *("pcm_s16le.wav", "adpcm_ms.wav", "flac.flac", "vorbis.ogg", "chained.ogg", "opus.opus", "vbr.mp3", "aac.m4a"),
    *("alac.m4a", "opus.webm", "wma2.wma", "wavpack.wv"),
)


def python(code: str, *arguments: object, **environment: str) -> Any:
    """Runs the code, which finds the arguments in sys.argv and prints JSON, in a process of its own."""
    code = f"import sys; sys.path.insert(0, {str(SUPPORT)!r})\n" + code
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, f"{done.returncode}\n{done.stderr}"
    return json.loads(done.stdout)


# Threads

NO_THREADS = """
import gaudiofile, json, sandbox
from signals import FileLike

class Counting(FileLike):
    seen = set()
    def read(self, size=-1):
        self.seen.add(sandbox.count_threads())
        return super().read(size)

baseline = sandbox.count_threads()
# Finding GStreamer's plugins may start a process, which looks like a thread to the kernel; reading starts none.
gaudiofile.get_supported_read_formats()
initialised = sandbox.count_threads()
forbidden = sandbox.forbid(*sandbox.THREADS)
for path in sys.argv[1:]:
    print(path, file=sys.stderr)
    for source in (path, Counting(open(path, "rb").read())):
        f = gaudiofile.AudioFile(source)
        while f.read(9999).size:
            Counting.seen.add(sandbox.count_threads())
        for frame in (f.frames // 2, 0, f.frames):
            f.seek(frame)
            f.read(10)
        f.close()
        Counting.seen.add(sandbox.count_threads())
print(json.dumps([baseline, initialised, *Counting.seen, forbidden]))
"""


def test_reading_starts_no_thread(files: dict[str, Path]) -> None:
    readable = [path for name, path in files.items() if name not in ("wavpack.mka", "tta.mka")]
    # A library that libav brings along, and NumPy too, starts threads for its own sums when it is loaded.
    baseline, *counts, forbidden = python(NO_THREADS, *readable, OPENBLAS_NUM_THREADS="1")
    assert set(counts) == {baseline}
    assert forbidden or not sandbox.CALLS.get(os.uname().machine)


WITHOUT = """
import ctypes, sys, gaudiofile
assert "gaudiofile.stream" not in sys.modules and gaudiofile.AudioStream.__module__ == "gaudiofile.stream"
gstreamer = ctypes.CDLL("libgstreamer-1.0.so.0")
for path, expected in zip(sys.argv[1:], [0] * (len(sys.argv) - 2) + [1]):
    with gaudiofile.AudioFile(path) as f:
        assert f.read(f.frames).shape[1] == f.frames > 0
        f.seek(f.frames // 2)
        f.read(10)
    assert gstreamer.gst_is_initialized() == expected, path
"""


def test_gstreamer_reads_its_list_of_plugins_only_where_an_element_is_needed(files: dict[str, Path]) -> None:
    """Which takes as long as to read some seconds of audio. The last needs one, which shows that it would be seen."""
    names = (
        "pcm_s16le.wav",
        "flac.flac",
        "vbr.mp3",
        "opus.opus",
        "vorbis.ogg",
        "chained.ogg",
        "aac.m4a",
        "adpcm_ms.wav",
    )
    subprocess.run([sys.executable, "-c", WITHOUT, *(files[name] for name in names)], check=True)


def test_a_thread_would_be_seen() -> None:
    code = "import sandbox, threading; sandbox.forbid(*sandbox.THREADS); threading.Thread(target=print).start()"
    done = subprocess.run([sys.executable, "-c", code], cwd=SUPPORT, check=False)
    assert done.returncode == -signal.SIGSYS or os.uname().machine not in sandbox.CALLS


# Fork


def tell_where(pid: int) -> None:
    """Where a child hangs, and what the threads of its parent do, if there is a debugger."""
    for process in (pid, os.getpid()) if shutil.which("gdb") else ():
        command = ["gdb", "-p", str(process), "-batch", "-ex", "thread apply all backtrace 30"]
        print(subprocess.run(command, capture_output=True, text=True, check=False, timeout=60).stdout)


def wait_for(children: dict[int, float], wanted: int) -> list[int]:
    """Waits until no more than that many children are left; gives the exit codes, negative for what was killed."""
    codes = []
    while len(children) > wanted:
        pid, code = os.waitpid(-1, os.WNOHANG)
        if pid in children:
            del children[pid]
            codes.append(os.waitstatus_to_exitcode(code))
        for late in [pid for pid, begun in children.items() if time.monotonic() > begun + 30]:
            tell_where(late)
            os.kill(late, signal.SIGKILL)
            children[late] += 1000
        if not pid:
            time.sleep(0.001)
    return codes


def fork_children(number: int, function: Callable[[int], None]) -> list[int]:
    children: dict[int, float] = {}
    codes = []
    for i in range(number):
        pid = os.fork()
        if pid == 0:
            code = 1
            try:
                function(i)
                code = 0
            finally:
                os._exit(code)
        children[pid] = time.monotonic()
        codes += wait_for(children, 3)
    return codes + wait_for(children, 0)


def read_somewhere(file: ReadableAudioFile) -> bytes:
    file.seek(7000)
    return file.read(500).tobytes()


@pytest.mark.parametrize("busy", [False, True], ids=["idle", "reading"])
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
@pytest.mark.fault(
    "500 children forked while another thread reads", "none hangs; each reads its parent's file and others"
)
def test_500_children(files: dict[str, Path], busy: bool) -> None:
    """Each takes a reader of the parent and opens another format. A busy parent has a thread that reads all the while,
    and one that opens and closes: the locks of GLib's objects are others than those of GStreamer's data."""
    paths = [files[name] for name in KINDS]
    expected = [read_somewhere(AudioFile(path)) for path in paths]
    inherited = [AudioFile(path) for path in paths]
    for file in inherited:
        file.read(100)
    stop = threading.Event()

    def read_all_the_while() -> None:
        while not stop.is_set():
            for path in paths:
                with AudioFile(path) as file:
                    while file.read(4000).size and not stop.is_set():
                        pass

    def open_all_the_while() -> None:
        while not stop.is_set():
            AudioFile(paths[0])

    def work(i: int) -> None:
        old, new = i % len(paths), (i * 5 + 1) % len(paths)
        assert read_somewhere(inherited[old]) == expected[old]
        with AudioFile(paths[new]) as file:
            assert read_somewhere(file) == expected[new]

    threads = [threading.Thread(target=target) for target in (read_all_the_while, open_all_the_while) if busy]
    for thread in threads:
        thread.start()
    try:
        codes = fork_children(500, work)
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert codes == [0] * 500
    assert [read_somewhere(file) for file in inherited] == expected


# What is left behind

OPEN_CLOSE = """
import gaudiofile, gc, io, json, sandbox
from signals import FileLike

data = open(sys.argv[1], "rb").read()
bad = [data[: len(data) // 2], data[:100], b"noise" * 99]

def measure():
    gc.collect()
    sandbox.trim()
    return {
        "descriptors": len(sandbox.descriptors()), "threads": sandbox.count_threads(),
        "resident": sandbox.status("VmRSS"), "heap": sandbox.heap(),
    }

def use(i):
    source = (sys.argv[1], FileLike, io.BytesIO, memoryview)[i % 4]
    f = gaudiofile.AudioFile(source if isinstance(source, str) else source(data))
    f.read(3000)
    f.seek(f.frames // 2)
    f.read(10)
    if i % 3:
        f.close()
    del f
    if i % 10 == 0:
        try:
            gaudiofile.AudioFile(io.BytesIO(bad[i // 10 % 3])).read(10**6)
        except gaudiofile.Error:
            pass

for i in range(300):
    use(i)
before = measure()
for i in range(int(sys.argv[2])):
    use(i)
print(json.dumps([before, measure()]))
"""


@pytest.mark.parametrize("name", ["pcm_s16le.wav", "flac.flac", "vorbis.ogg", "vbr.mp3", "aac.m4a", "opus.webm"])
def test_nothing_is_left_behind(files: dict[str, Path], name: str) -> None:
    """The heap as malloc counts it shows a leak of 100 bytes each time; what is resident varies by more than that."""
    times = 500 if name == "opus.webm" else 2000  # which takes five times as long to open
    before, after = python(OPEN_CLOSE, files[name], times, PYTHONMALLOC="malloc", G_SLICE="always-malloc")
    assert after["descriptors"] == before["descriptors"]
    assert after["threads"] == before["threads"]
    assert after["heap"] - before["heap"] < 100 * times
    assert after["resident"] - before["resident"] < 8 * 2**20


# Threads of the caller's


def in_threads(*functions: Callable[[], object]) -> None:
    errors: list[BaseException] = []

    def guard(function: Callable[[], object]) -> None:
        try:
            function()
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=guard, args=(function,), daemon=True) for function in functions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive(), "hangs"
    if errors:
        raise errors[0]


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.fault("threads that share a reader, until one closes it", "each read is whole, or the file is closed")
def test_threads_in_turns_until_one_closes(files: dict[str, Path], name: str) -> None:
    """Each call is whole: a read gives what the position that it began at says, or the file is closed."""
    file = AudioFile(FileLike(files[name].read_bytes()))
    channels = file.num_channels
    left = threading.Semaphore(0)

    def work() -> None:
        with pytest.raises(gaudiofile.ClosedFileError):
            for i in range(10**6):
                assert file.read(1 + i % 700).shape[0] == channels
                file.seek(i * 997 % (file.frames + 1))
                left.release()
        assert file.closed

    def close() -> None:
        for _ in range(60):
            assert left.acquire(timeout=30)
        file.close()

    in_threads(work, work, work, close)


def test_readers_in_threads_do_not_meet(files: dict[str, Path]) -> None:
    """The same as one after the other, though everything is opened for the first time by many at once."""
    expected = {name: AudioFile(files[name]).read(10**6).tobytes() for name in KINDS}

    def work(first: int) -> None:
        for i in range(len(KINDS)):
            name = KINDS[(first + i) % len(KINDS)]
            assert AudioFile(files[name]).read(10**6).tobytes() == expected[name]

    in_threads(*[functools.partial(work, first) for first in range(4)])


@pytest.mark.parametrize("name", KINDS)
def test_threads_that_have_ended(files: dict[str, Path], name: str) -> None:
    """Opened in one, read in two others, closed in a fourth."""
    whole = AudioFile(files[name]).read(10**6)
    opened: list[ReadableAudioFile] = []
    pieces: list[npt.NDArray[np.float32]] = []
    in_threads(lambda: opened.append(AudioFile(FileLike(files[name].read_bytes()))))
    in_threads(lambda: pieces.append(opened[0].read(5000)))
    in_threads(lambda: pieces.append(opened[0].read(10**6)))
    np.testing.assert_array_equal(np.concatenate(pieces, axis=1), whole)
    in_threads(opened[0].close)
    assert opened[0].closed


def test_waiting_readers_let_a_file_like_have_the_interpreter(files: dict[str, Path]) -> None:
    """Others wait for the reader while its file-like, again and again, gives the interpreter away and wants it back."""

    class Yielding(FileLike):
        def read(self, size: int = -1) -> bytes:
            time.sleep(0)
            return super().read(min(size, 3000))

    def read_on(file: ReadableAudioFile) -> None:
        for _ in range(30):
            assert file.read(400).shape[1] and file.frames

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for name in KINDS:
            file = AudioFile(Yielding(files[name].read_bytes()))
            in_threads(*[functools.partial(read_on, file)] * 4)
    finally:
        sys.setswitchinterval(interval)


# File-likes that misbehave


class Mine(Exception):
    pass


class Raising(FileLike):
    """Raises in its call number `at`, counted over all its methods."""

    at = -1
    calls = 0

    def __init__(self, data: bytes, error: BaseException) -> None:
        super().__init__(data)
        self.error = error

    def count(self) -> None:
        self.calls += 1
        if self.calls - 1 == self.at:
            raise self.error

    def read(self, size: int = -1) -> bytes:
        self.count()
        return super().read(size)

    def seek(self, offset: int, whence: int = 0) -> int:
        self.count()
        return super().seek(offset, whence)

    def tell(self) -> int:
        self.count()
        return super().tell()

    def seekable(self) -> bool:
        self.count()
        return super().seekable()


def use(source: Any) -> bytes:
    with AudioFile(source) as file:
        first = file.read(3000).tobytes()
        file.seek(file.frames * 3 // 4)
        return first + file.read(2000).tobytes()


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.fault(
    "an exception at the n-th call of a file-like, for every n", "it comes out as it is, and nothing stays behind"
)
def test_an_exception_from_any_call(files: dict[str, Path], name: str) -> None:
    """Wherever in opening, reading and seeking it comes from, it comes out as it is, and nothing stays behind."""
    data = files[name].read_bytes()
    counting = Raising(data, Mine())
    whole = use(counting)
    gc.collect()  # what other tests left open is not to be closed amid this one
    descriptors, threads = sandbox.descriptors(), sandbox.count_threads()
    kinds = (Mine, OSError, KeyboardInterrupt, SystemExit, MemoryError, StopIteration, EOFError)
    step = 1 + counting.calls // 60
    for at in range(0, counting.calls, step):
        source = Raising(data, kinds[at // step % len(kinds)]("mine"))
        source.at = at
        with pytest.raises(BaseException) as info:  # noqa: B017, PT011: which one is checked next
            use(source)
        assert info.value is source.error
    assert (sandbox.descriptors(), sandbox.count_threads()) == (descriptors, threads)
    assert use(Raising(data, Mine())) == whole


@pytest.mark.parametrize("name", KINDS)
def test_reading_goes_on_after_an_exception(files: dict[str, Path], name: str) -> None:
    """A read that failed has not moved; with the fault gone it gives what it would have given."""
    data = files[name].read_bytes()
    whole = AudioFile(data).read(10**6)
    source = Raising(data, Mine())
    file = AudioFile(source)
    file.read(100)
    for frame in (0, 30_000, 1_000, whole.shape[1] - 500):
        frame = min(frame, whole.shape[1] - 100)
        file.seek(frame)
        source.at = source.calls  # the next one, if there is one
        try:
            piece = file.read(400)
        except Mine:
            assert file.tell() == frame
            piece = file.read(400)
        np.testing.assert_array_equal(piece, whole[:, frame : frame + 400])


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("method", ["read", "seek", "close", "read_raw"])
def test_use_from_inside(files: dict[str, Path], name: str, method: str) -> None:
    """A file-like that uses the reader that reads it gets an error, at once; after that all goes on."""

    class Calling(FileLike):
        target: ReadableAudioFile | None = None
        errors = 0

        def read(self, size: int = -1) -> bytes:
            if self.target:
                with pytest.raises(gaudiofile.BusyError):
                    getattr(self.target, method)(*(() if method == "close" else (1,)))
                self.errors += 1
                assert self.target.frames >= 0 and not self.target.closed
            return super().read(min(size, 2000))

    data = files[name].read_bytes()
    whole = AudioFile(data).read(10**6)
    source = Calling(data)
    file = source.target = AudioFile(source)
    file.seek(20_000 if whole.shape[1] > 20_000 else 5_000)
    file.read(10)
    file.seek(0)
    np.testing.assert_array_equal(file.read(10**6), whole)
    assert source.errors > 0


def test_a_file_like_that_reads_a_file_of_its_own(files: dict[str, Path]) -> None:
    """Reader inside reader inside reader, each opened in the read() of the one around it."""

    class Nesting(FileLike):
        def __init__(self, names: tuple[str, ...]) -> None:
            super().__init__(files[names[0]].read_bytes())
            self.inner = names[1:]

        def read(self, size: int = -1) -> bytes:
            if self.inner:
                inner, self.inner = self.inner, ()
                assert AudioFile(Nesting(inner)).read(10**6).size
            return super().read(size)

    assert AudioFile(Nesting(KINDS)).read(10**6).size


@pytest.mark.fault("Ctrl-C while a file-like runs", "`KeyboardInterrupt`; the file can be read on")
def test_a_signal_interrupts_a_file_like(files: dict[str, Path]) -> None:
    """Ctrl-C while the file-like runs: the read ends with KeyboardInterrupt, and the file can be read on."""

    class Interrupted(FileLike):
        armed = False

        def read(self, size: int = -1) -> bytes:
            if self.armed:
                self.armed = False
                os.kill(os.getpid(), signal.SIGINT)
                for _ in range(100):
                    time.sleep(0.1)
            return super().read(size)

    handler = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        source = Interrupted(files["flac.flac"].read_bytes())
        file = AudioFile(source)
        source.armed = True
        with pytest.raises(KeyboardInterrupt):
            file.read(10**6)
    finally:
        signal.signal(signal.SIGINT, handler)
    assert file.tell() == 0
    np.testing.assert_array_equal(file.read(10**6), AudioFile(files["flac.flac"]).read(10**6))


def test_bytesio_and_buffers_never_call_python(files: dict[str, Path]) -> None:
    """Reading them runs no Python code, in any format."""
    calls: list[str] = []
    for name in KINDS:
        data = files[name].read_bytes()
        for wrap in (io.BytesIO, memoryview, bytearray, bytes):
            source = wrap(data)
            sys.setprofile(lambda frame, event, argument: calls.append(event))
            file = AudioFile(source)
            file.read(3000)
            file.seek(5)
            file.read(10)
            file.close()
            sys.setprofile(None)
    assert set(calls) <= {"c_call", "c_return"}


FORKS_BESIDE_FILE_LIKES = """
import gaudiofile, io, json, numpy, os, threading
from signals import FileLike

data = open(sys.argv[1], "rb").read()
stop = False

def read():
    while not stop:
        with gaudiofile.AudioFile(FileLike(data)) as f:
            f.read(1000)

def write():
    while not stop:
        with gaudiofile.AudioFile(type("Sink", (io.BytesIO,), {})(), "w", 44100, format="flac") as f:
            f.write(numpy.zeros(5000))

threads = [threading.Thread(target=target) for target in (read, write, read, write)]
for thread in threads:
    thread.start()
for n in range(200):
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)
stop = True
print(json.dumps("done"))
"""


def test_forks_beside_file_likes(files: dict[str, Path]) -> None:
    """fork() holds the interpreter: nobody may wait for that where fork() waits for him."""
    assert python(FORKS_BESIDE_FILE_LIKES, files["flac.flac"]) == "done"


def test_first_use_on_several_threads(tmp_path: Path) -> None:
    """Without a list of its plugins GStreamer forks to make one, on the thread that is first. The others wait for that,
    and fork waits for them: not inside of calls, then."""
    plugins = tmp_path / "plugins"
    plugins.mkdir()
    known = subprocess.run(
        ["pkg-config", "--variable=pluginsdir", "gstreamer-1.0"], capture_output=True, text=True, check=True
    ).stdout.strip()
    for name in ("coreelements", "vorbis", "audioconvert"):
        (plugins / f"libgst{name}.so").symlink_to(f"{known}/libgst{name}.so")
    path = tmp_path / "a.ogg"
    soundfile.write(path, make_signal(1000), RATE)
    program = """
import sys, threading
from gaudiofile import AudioFile
barrier, read = threading.Barrier(4), []
def work():
    barrier.wait()
    with AudioFile(sys.argv[1]) as f:
        read.append(f.read(10).shape[1])
threads = [threading.Thread(target=work) for _ in range(4)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(read)
"""
    environment = os.environ | {"GST_PLUGIN_SYSTEM_PATH": str(plugins), "GST_REGISTRY": str(tmp_path / "registry")}
    done = subprocess.run(
        [sys.executable, "-c", program, path], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout == "[10, 10, 10, 10]\n", done.stderr
