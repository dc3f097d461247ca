# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Files that are decoded in a process of their own: the same samples and errors, and nothing that gets out."""

import gc
import io
import os
import pickle
import random
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable
from pathlib import Path

import gi
import hostile
import numpy as np
import pytest
from every_format import make_every_format
from formats import FORMATS, make

import gaudiofile
from gaudiofile import AudioFile, ReadableAudioFile

gi.require_version("GAudioFile", "1.0")
from gi.repository import GAudioFile  # noqa: E402

# What every change need not wait for.
pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="isolation is Linux's")]

SUPPORT = Path(__file__).parents[1] / "support"


def isolated(source: object) -> ReadableAudioFile:
    return AudioFile(source, isolation="process")  # type: ignore[call-overload, no-any-return]


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("formats")


@pytest.fixture(scope="session")
def short(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return make_every_format(tmp_path_factory.mktemp("short"))


# {{{ processes

Process = dict[str, str]


def status(pid: int | str) -> Process:
    """What /proc says of a process; nothing if there is none."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return {}
    return {key: value.strip() for key, _, value in (line.partition(":") for line in lines)}


def helpers_of(program: int) -> list[int]:
    """The helpers that a process started: their descriptor 4 is about it."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if not os.readlink(entry / "exe").endswith("/gaudiofile-decoder"):
                continue
            lines = (entry / "fdinfo" / "4").read_text().splitlines()
        except OSError:
            continue
        if any(line.split() == ["Pid:", str(program)] for line in lines):
            found.append(int(entry.name))
    return found


def children_of(helper: int) -> list[int]:
    text = Path(f"/proc/{helper}/task/{helper}/children").read_text()
    return [int(pid) for pid in text.split()]


def decoders() -> list[int]:
    """The decoding processes of this one."""
    return [child for helper in helpers_of(os.getpid()) for child in children_of(helper)]


def wait_until(condition: Callable[[], bool]) -> None:
    for _ in range(1000):
        if condition():
            return
        time.sleep(0.01)
    raise AssertionError("it does not come to that")


def run_python(code: str, *arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """A program of its own."""
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), *map(str, arguments)],
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(SUPPORT), *sys.path])} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


# }}}

# {{{ the same


def describe(file: ReadableAudioFile) -> tuple[object, ...]:
    return (
        *(file.samplerate, file.num_channels, file.frames, file.duration, file.exact_duration_known),
        *(file.file_dtype, file.bit_depth, file.codec, file.container),
    )


@pytest.mark.parametrize("name", FORMATS)
def test_same_samples(folder: Path, name: str) -> None:
    path = make(name, folder)
    with AudioFile(path, isolation="none") as plain, isolated(path) as file:
        assert describe(file) == describe(plain)
        whole = plain.read(plain.frames + 1)
        if FORMATS[name].noisy:
            assert file.read(file.frames + 1).shape == whole.shape
            return
        np.testing.assert_array_equal(file.read(file.frames + 1), whole)
        assert describe(file) == describe(plain)

        rng = random.Random(name)
        for _ in range(8):
            start, size = rng.randrange(whole.shape[1] + 1), rng.randrange(1, 9000)
            np.testing.assert_array_equal(file.read_at(start, size), whole[:, start : start + size])
        file.seek(0)
        pieces = []
        while file.tell() < whole.shape[1]:
            pieces.append(file.read(rng.choice([1, 100, 1024, 5000])))
        np.testing.assert_array_equal(np.hstack(pieces), whole)
        assert file.read(10).shape[1] == 0
        if file.file_dtype != "float64":
            for each in (plain, file):
                each.seek(min(1000, whole.shape[1]))
            np.testing.assert_array_equal(file.read_raw(50000), plain.read_raw(50000))


@pytest.mark.parametrize("channels", [1, 2, 3])
def test_same_in_either_layout(channels: int, tmp_path: Path) -> None:
    """PCM of 16 bits, which is made float in the program, by reads that are within a block and go beyond it."""
    path = tmp_path / "a.wav"
    noise = np.random.default_rng(3).uniform(-1, 1, (channels, 200_000)).astype("f4")
    path.write_bytes(AudioFile.encode(noise, 8000, "wav", channels))
    with AudioFile(path, isolation="none") as plain, isolated(path) as file:
        for layout in (GAudioFile.Layout.PLANAR, GAudioFile.Layout.INTERLEAVED):
            for frames in (1000, 90_000, 3, 70_000):
                a, b = (each.gobject.read_frames(frames, layout, None).get_bytes() for each in (plain, file))
                assert a.equal(b)
            for each in (plain, file):
                each.seek(5)


def outcome(source: object, isolation: str) -> object:
    """What reading here and there gives: samples or errors."""
    seen: list[object] = []
    try:
        with AudioFile(source, isolation=isolation) as file:  # type: ignore[call-overload]
            seen.append(describe(file))
            for start in (0, file.frames // 2, 0):
                file.seek(start)
                seen.append(file.read(3000).tobytes())
            seen.append(describe(file))
    except Exception as error:
        seen.append((type(error), str(error), getattr(error, "errno", None)))
    return seen


def test_same_errors(short: dict[str, Path], tmp_path: Path) -> None:
    names = sorted(short)
    failed = 0
    for seed in range(250):
        path = short[names[seed % len(names)]]
        wrong = tmp_path / path.name
        wrong.write_bytes(hostile.mutate(path.read_bytes(), seed))
        plain = outcome(wrong, "none")
        failed += isinstance(plain[-1][0], type)  # type: ignore[index]
        again = outcome(wrong, "none")
        if plain == again:  # else it is a decoder that leaves memory as it was
            assert outcome(wrong, "process") == plain, (path.name, seed)
    assert failed > 40


@pytest.mark.parametrize("data", [b"", b"x", b"RIFF", bytes(5000), b"not audio" * 100])
def test_same_refusals(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(data)
    assert outcome(path, "process") == outcome(path, "none")
    assert outcome(data, "process") == outcome(data, "none")
    assert outcome(io.BytesIO(data), "process") == outcome(io.BytesIO(data), "none")
    missing = tmp_path / "missing"
    assert outcome(missing, "process") == outcome(missing, "none")


class FileLike:
    """Passes calls on, and fails when it is told to."""

    def __init__(self, data: bytes) -> None:
        self.inner = io.BytesIO(data)
        self.error: Exception | None = None

    def read(self, size: int = -1) -> bytes:
        if self.error is not None:
            raise self.error
        return self.inner.read(size)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self.inner.seek(offset, whence)

    def tell(self) -> int:
        return self.inner.tell()

    def seekable(self) -> bool:
        return True


@pytest.mark.parametrize("kind", ["bytes", "BytesIO", "file-like"])
def test_sources(kind: str, audio: dict[str, bytes]) -> None:
    for name, data in audio.items():
        source = {"bytes": bytes, "BytesIO": io.BytesIO, "file-like": FileLike}[kind](data)
        with AudioFile(data) as plain, isolated(source) as file:
            whole = plain.read(plain.frames)
            np.testing.assert_array_equal(file.read(file.frames), whole, name)
            file.seek(5000)
            np.testing.assert_array_equal(file.read(7000), whole[:, 5000:12000], name)


def test_file_like_that_fails(audio: dict[str, bytes]) -> None:
    source = FileLike(audio["wav-16"])
    with isolated(source) as file:
        before = file.read(10)
        source.error = error = ZeroDivisionError("of its own")
        file.seek(20000)
        with pytest.raises(ZeroDivisionError) as caught:
            file.read(1000)
        assert caught.value is error
        source.error = None
        assert file.read(1000).shape[1] == 1000
        file.seek(0)
        np.testing.assert_array_equal(file.read(10), before)


# }}}

# {{{ locked in


def test_process_is_locked_in(wav: Path) -> None:
    before = set(decoders())
    with isolated(wav) as file:
        file.read(100)
        (pid,) = set(decoders()) - before
        about = status(pid)
        assert about["Seccomp"] == "2"
        assert about["NoNewPrivs"] == "1"
        assert about["Threads"] == "1"
        limits = Path(f"/proc/{pid}/limits").read_text().splitlines()
        values = {line[:26].strip(): line[26:].split()[0] for line in limits[1:]}
        assert values["Max open files"] == values["Max file size"] == values["Max processes"] == "0"
        assert int(values["Max cpu time"]) < 100
        assert int(values["Max address space"]) < 2 << 30
        # /dev/null, the session and the file: not what the program has open.
        opened = [os.readlink(f"/proc/{pid}/fd/{fd}") for fd in os.listdir(f"/proc/{pid}/fd")]
        assert sorted(name.partition(":")[0] for name in opened) == sorted(["/dev/null"] * 3 + ["socket", str(wav)])


@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGSYS, signal.SIGABRT, signal.SIGXCPU, signal.SIGKILL])
@pytest.mark.fault(
    'the process that decodes dies (`isolation="process"`)', "an error that says how it died; the file can be read on"
)
def test_process_that_dies(number: signal.Signals, wav: Path) -> None:
    expected, text = {
        signal.SIGSYS: (gaudiofile.CorruptFileError, "asked the system for something"),
        signal.SIGXCPU: (gaudiofile.LimitError, "processor time"),
        signal.SIGKILL: (gaudiofile.AudioIOError, "from outside"),
    }.get(number, (gaudiofile.CorruptFileError, "crashed"))
    before = set(decoders())
    with AudioFile(wav) as plain, isolated(wav) as file:
        whole = plain.read(plain.frames)
        file.read(100)
        (pid,) = set(decoders()) - before
        os.kill(pid, number)
        file.seek(3000)
        with pytest.raises(expected, match=text) as caught:
            file.read(1000)
        assert str(wav) in str(caught.value)
        assert file.tell() == 3000
        # Nothing is left of it; and the file can be read on, by another one.
        wait_until(lambda: not status(pid))
        np.testing.assert_array_equal(file.read(1000), whole[:, 3000:4000])
    wait_until(lambda: set(decoders()) <= before)


def test_interrupted(wav: Path) -> None:
    """Ctrl-C, while a process does not answer: it is given up, and the file can be read on."""
    before = set(decoders())
    with AudioFile(wav) as plain, isolated(wav) as file:
        (pid,) = set(decoders()) - before
        os.kill(pid, signal.SIGSTOP)
        timer = threading.Timer(0.2, os.kill, [os.getpid(), signal.SIGINT])
        timer.start()
        with pytest.raises(KeyboardInterrupt):
            file.read(1000)
        timer.join()
        wait_until(lambda: not status(pid))
        np.testing.assert_array_equal(file.read(1000), plain.read(1000))


def test_helper_that_dies(wav: Path) -> None:
    code = """
        import os, signal, sys
        import test_isolation
        with test_isolation.isolated(sys.argv[1]) as file:
            file.read(10)
            (helper,) = test_isolation.helpers_of(os.getpid())
            os.kill(helper, signal.SIGKILL)
            test_isolation.wait_until(lambda: not test_isolation.helpers_of(os.getpid()))
            file.seek(5000)
            try:
                file.read(10)
            except OSError as error:
                print(error)
            print(file.read(10).shape)
        print(test_isolation.isolated(sys.argv[1]).read(10).shape)
        """
    done = run_python(code, wav)
    assert done.stdout.splitlines()[1:] == ["(2, 10)", "(2, 10)"], done
    assert "ended from outside" in done.stdout


# }}}

# {{{ nothing is left


def test_nothing_leaks(wav: Path) -> None:
    with isolated(wav):
        pass
    gc.collect()
    before, opened = set(decoders()), len(os.listdir("/proc/self/fd"))
    files = [isolated(wav) for _ in range(20)]
    assert len(set(decoders()) - before) == 20
    for file in files:
        file.read(10)
        file.close()
    del files
    for _ in range(30):
        isolated(wav).read(10)
    with pytest.raises(gaudiofile.NotAudioError):
        isolated(b"not audio" * 1000)
    gc.collect()
    assert len(os.listdir("/proc/self/fd")) == opened
    wait_until(lambda: set(decoders()) <= before)
    with pytest.raises(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0] == 0:
            raise ChildProcessError  # of other tests


ENDS = {
    "returns": "pass",
    "exits": "os._exit(3)",
    "is killed": "os.kill(os.getpid(), signal.SIGKILL)",
    # … which has the helper's socket open still.
    "leaves a process behind": "os.fork() or (os.closerange(1, 3), time.sleep(15)); os._exit(0)",
    "starts another program": "os.execl('/bin/true', 'true')",
}


@pytest.mark.parametrize("how", ENDS)
@pytest.mark.fault("the program dies while others decode for it", "none of them stays")
def test_nothing_outlives_the_program(how: str, wav: Path) -> None:
    code = f"""
        import os, signal, sys, threading, time
        import test_isolation
        files = []
        # The thread that starts the helper ends before the program.
        thread = threading.Thread(target=lambda: files.append(test_isolation.isolated(sys.argv[1])))
        thread.start()
        thread.join()
        files[0].read(10)
        (helper,) = test_isolation.helpers_of(os.getpid())
        print(helper, *test_isolation.children_of(helper), flush=True)
        {ENDS[how]}
        """
    done = run_python(code, wav)
    pids = done.stdout.split()
    assert len(pids) == 2, done
    wait_until(lambda: not any(status(pid).get("Name", "").startswith("gaudiofile") for pid in pids))


def test_forked_program(wav: Path) -> None:
    """A program that was forked off reads on, with a helper of its own."""
    code = """
        import os, sys
        import numpy as np
        from gaudiofile import AudioFile
        import test_isolation
        whole = AudioFile(sys.argv[1]).read(1 << 20)
        file = test_isolation.isolated(sys.argv[1])
        file.read(1000)
        pid = os.fork()
        for _ in range(3):
            assert np.array_equal(file.read(1000), whole[:, file.tell() - 1000 : file.tell()])
        assert len(test_isolation.helpers_of(os.getpid())) == 1
        with test_isolation.isolated(sys.argv[1]) as other:
            assert np.array_equal(other.read(1 << 20), whole)
        if pid == 0:
            file.close()
            assert len(test_isolation.helpers_of(os.getpid())) == 1
            os._exit(0)
        assert os.waitpid(pid, 0)[1] == 0
        assert np.array_equal(file.read(1000), whole[:, 4000:5000])
        assert len(test_isolation.helpers_of(os.getpid())) == 1
        """
    done = run_python(code, wav)
    assert done.returncode == 0, done


# }}}

# {{{ how it is asked for, and refused


def test_keyword(wav: Path) -> None:
    with pytest.raises(ValueError, match="isolation can be"):
        AudioFile(wav, isolation="thread")  # type: ignore[call-overload]
    with pytest.raises(TypeError, match="isolation can be"):
        AudioFile(wav, isolation=True)  # type: ignore[call-overload]
    with pytest.raises(TypeError, match="isolation"):
        AudioFile(wav, "w", 44100, isolation="process")  # type: ignore[call-overload]
    assert wav.stat().st_size > 0
    with ReadableAudioFile(wav, isolation="process") as file:
        before = set(decoders())
        copy = pickle.loads(pickle.dumps(file))
        assert len(set(decoders()) - before) == 1
        copy.close()


def test_environment(wav: Path) -> None:
    code = """
        import os, sys
        from gaudiofile import AudioFile
        from test_isolation import decoders
        with AudioFile(sys.argv[1]) as file, AudioFile(sys.argv[1], isolation="none"):
            print(len(decoders()), file.read(10).shape)
        """
    for value, expected in {"process": "1", "none": "0", "": "0"}.items():
        assert run_python(code, wav, GAUDIOFILE_ISOLATION=value).stdout == f"{expected} (2, 10)\n"
    done = run_python(code, wav, GAUDIOFILE_ISOLATION="yes")
    assert 'ValueError: GAUDIOFILE_ISOLATION is "yes"' in done.stderr.replace(f'"{wav}": ', "")


def test_without_helper(wav: Path, tmp_path: Path) -> None:
    code = """
        import sys
        import gaudiofile
        try:
            gaudiofile.AudioFile(sys.argv[1], isolation="process")
        except gaudiofile.IsolationError as error:
            print(error)
        """
    missing = tmp_path / "missing"
    done = run_python(code, wav, GAUDIOFILE_DECODER=str(missing))
    assert f"{missing}: No such file or directory" in done.stdout, done
    assert "nothing was read" in done.stdout
    done = run_python(code, wav, GAUDIOFILE_DECODER="/bin/true")
    assert "ended at once" in done.stdout, done


@pytest.mark.parametrize("call", ["seccomp", "prlimit", "memfd_create", "pidfd_open"])
@pytest.mark.fault("what isolation is made of is missing", "an error, and no reading without it")
def test_where_it_is_refused(call: str, wav: Path) -> None:
    """Without what it is made of there is an error, and no reading."""
    code = """
        import errno, sys
        import gaudiofile, sandbox
        if not sandbox.refuse(errno.EPERM, sys.argv[2]):
            print("unknown machine")
            raise SystemExit
        try:
            print(gaudiofile.AudioFile(sys.argv[1], isolation="process"))
        except gaudiofile.IsolationError as error:
            print("refused:", error)
        """
    done = run_python(code, wav, call)
    if done.stdout.startswith("unknown"):
        pytest.skip("system calls of this machine are not known")
    assert done.stdout.startswith("refused:"), done
    assert "nothing was read" in done.stdout


# }}}
