# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Which file is there in the end. An atomic writer replaces the old file when close() succeeds, and in no other case; a
plain one keeps what was accepted; nothing empties a file that is being read."""

import errno
import gc
import io
import os
import signal as signals
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sandbox
from kinds import KINDS, LOSSLESS
from test_reader_api import in_child

import gaudiofile
from gaudiofile import AudioFile

# What every change need not wait for.
pytestmark = pytest.mark.slow

RATE = 48000
ENVIRONMENT = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}


def name_of(kind: str) -> str:
    return f"a.{KINDS[kind].format}"


def open_for_writing(target: Any, kind: str, **options: Any) -> Any:
    return AudioFile(target, "w", RATE, 2, format=KINDS[kind].format, **KINDS[kind].options, **options)


def noise(frames: int) -> np.ndarray:
    return np.random.default_rng(1).integers(-9000, 9000, (2, frames), "i2")


# Atomic: how it may end without close()


def raise_inside(path: Path, kind: str) -> None:
    with pytest.raises(KeyError), open_for_writing(path, kind, atomic=True) as f:
        f.write(noise(30_000))
        raise KeyError
    assert f.closed


def interrupt_inside(path: Path, kind: str) -> None:
    with pytest.raises(KeyboardInterrupt), open_for_writing(path, kind, atomic=True) as f:
        f.write(noise(30_000))
        raise KeyboardInterrupt


def drop(path: Path, kind: str) -> None:
    f = open_for_writing(path, kind, atomic=True)
    f.write(noise(30_000))
    del f


def drop_flushed(path: Path, kind: str) -> None:
    f = open_for_writing(path, kind, atomic=True)
    f.write(noise(30_000))
    f.flush()
    del f


def drop_in_a_cycle(path: Path, kind: str) -> None:
    class Holder:
        pass

    holder = Holder()
    holder.own = holder
    holder.file = open_for_writing(path, kind, atomic=True)
    holder.file.write(noise(30_000))
    del holder
    gc.collect()


def abort(path: Path, kind: str) -> None:
    f = open_for_writing(path, kind, atomic=True)
    f.write(noise(30_000))
    f.abort()
    assert f.closed
    f.abort()
    with pytest.raises(gaudiofile.ClosedFileError):
        f.write(noise(1))


def abort_inside(path: Path, kind: str) -> None:
    with open_for_writing(path, kind, atomic=True) as f:
        f.write(noise(30_000))
        f.abort()


def end_of_child(path: Path, kind: str) -> None:
    """A child that wrote, and so took the file over."""

    def work() -> None:
        f = open_for_writing(path, kind, atomic=True)
        f.write(noise(30_000))
        del f

    assert in_child(work) == 0


def failed_write(path: Path, kind: str) -> None:
    def work() -> None:
        f = open_for_writing(path, kind, atomic=True)
        f.write(noise(30_000))
        if not sandbox.refuse(errno.EIO, "pwrite"):
            return
        with pytest.raises(OSError):
            for _ in range(100):
                f.write(noise(RATE))
        f.close()

    assert in_child(work) == 0


def end_of_program(path: Path, kind: str, after: str = "") -> None:
    program = f"""
import sys, threading, time, numpy, gaudiofile
f = gaudiofile.AudioFile({str(path)!r}, "w", {RATE}, 2, atomic=True, codec={KINDS[kind].codec!r})
f.write(numpy.ones((2, 30_000), "f4"))
{after}
"""
    done = subprocess.run([sys.executable, "-c", program], env=ENVIRONMENT, capture_output=True, text=True, timeout=60)
    assert "Fatal" not in done.stderr
    assert after or done.returncode == 0, done.stderr


def end_by_exception(path: Path, kind: str) -> None:
    end_of_program(path, kind, "raise SystemExit(3)")


def end_with_daemon(path: Path, kind: str) -> None:
    end_of_program(path, kind, "threading.Thread(target=lambda kept: time.sleep(99), args=[f], daemon=True).start()")


WAYS = [
    raise_inside, interrupt_inside, drop, drop_flushed, drop_in_a_cycle, abort, abort_inside, end_of_child,
    failed_write, end_of_program, end_by_exception, end_with_daemon,
]  # fmt: skip


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
@pytest.mark.parametrize("kind", ["wav", "flac", "m4a", "ogg", "mp3"])
def test_atomic_keeps_the_old_file(tmp_path: Path, kind: str, way: Callable[[Path, str], None]) -> None:
    path = tmp_path / name_of(kind)
    path.write_bytes(b"old")
    way(path, kind)
    assert os.listdir(tmp_path) == [path.name]
    assert path.read_bytes() == b"old"
    path.unlink()
    way(path, kind)
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("kind", KINDS)
def test_atomic_that_is_closed_replaces(tmp_path: Path, kind: str) -> None:
    path = tmp_path / name_of(kind)
    path.write_bytes(b"old")
    with open_for_writing(path, kind, atomic=True) as f:
        f.write(noise(30_000))
    assert os.listdir(tmp_path) == [path.name]
    assert AudioFile(path).frames == 30_000


def test_atomic_child_that_aborts_leaves_it_to_the_parent(tmp_path: Path) -> None:
    path = tmp_path / "a.flac"
    f = open_for_writing(path, "flac", atomic=True)
    f.write(noise(30_000))
    assert in_child(f.abort) == 0
    f.close()
    assert AudioFile(path).frames == 30_000


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o400, 0o664])
@pytest.mark.fault("a private file is replaced", "its new one is at no moment open to more people")
def test_the_new_file_is_never_open_to_more_than_the_old(tmp_path: Path, mode: int) -> None:
    """Asked of the calls themselves: a file that is open to all for a moment can be opened in it."""
    path = tmp_path / "a.wav"
    path.write_bytes(b"old")
    path.chmod(mode)
    program = f"""
import os, numpy, gaudiofile
os.umask(0)
f = gaudiofile.AudioFile({str(path)!r}, "w", 44100, atomic=True)
f.write(numpy.zeros(10, "f4"))
f.close()
"""
    trace = tmp_path / "trace"
    command = ["strace", "-f", "-e", "trace=openat,open,fchmod,chmod", "-o", trace, sys.executable, "-c", program]
    try:
        subprocess.run(command, env=ENVIRONMENT, check=True, capture_output=True, timeout=120)
    except (FileNotFoundError, subprocess.CalledProcessError) as error:
        pytest.skip(f"strace does not run here: {error}")
    calls = [line for line in trace.read_text().splitlines() if "/.a.wav." in line and "O_CREAT" in line]
    assert len(calls) == 1
    created = int(calls[0].split("O_CREAT")[1].split(",")[1].split(")")[0], 8)
    assert created & ~mode == 0, calls
    assert stat.S_IMODE(path.stat().st_mode) == mode


# Plain: finished as far as it goes, and that is said


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.fault("an exception inside `with`", "it comes out; the file holds what was written")
def test_with_statement_left_by_an_exception(tmp_path: Path, kind: str) -> None:
    path = tmp_path / name_of(kind)
    with pytest.raises(KeyError) as info, open_for_writing(path, kind) as f:
        f.write(noise(30_000))
        raise KeyError("mine")
    assert AudioFile(path).frames == 30_000
    (note,) = info.value.__notes__
    assert str(path) in note and "30000 frames" in note


def test_a_note_of_an_atomic_file(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    with pytest.raises(KeyError) as info, open_for_writing(path, "wav", atomic=True):
        raise KeyError
    (note,) = info.value.__notes__
    assert str(path) in note and "as it was" in note


def test_no_note_without_an_exception(tmp_path: Path) -> None:
    with pytest.raises(KeyError) as info:  # noqa: SIM117
        with open_for_writing(tmp_path / "a.wav", "wav") as f:
            f.close()
            raise KeyError
    assert not hasattr(info.value, "__notes__")


@pytest.mark.parametrize("atomic", [False, True])
def test_dropping_warns(tmp_path: Path, atomic: bool) -> None:
    path = tmp_path / "a.wav"
    f = open_for_writing(path, "wav", atomic=atomic)
    with pytest.warns(ResourceWarning, match="given up" if atomic else "finished") as warnings:
        del f
    assert str(path) in str(warnings[0].message)


def test_abort_of_a_plain_file(tmp_path: Path) -> None:
    """One that was not there before goes; of an old one the bytes are lost already."""
    path = tmp_path / "a.wav"
    f = open_for_writing(path, "wav")
    f.write(noise(30_000))
    f.abort()
    assert os.listdir(tmp_path) == []
    path.write_bytes(b"old")
    f = open_for_writing(path, "wav")
    f.abort()
    assert os.listdir(tmp_path) == ["a.wav"]


def test_abort_of_a_file_like() -> None:
    stream = io.BytesIO()
    f = open_for_writing(stream, "flac")
    f.write(noise(30_000))
    before = stream.getvalue()
    f.abort()
    assert f.closed
    assert stream.getvalue() == before
    stream.write(b"open")


def test_abort_from_inside_is_refused() -> None:
    class Aborting(io.BytesIO):
        def write(self, data: Any) -> int:
            if hasattr(self, "file"):
                self.file.abort()
            return super().write(data)

    stream = Aborting()
    f = open_for_writing(stream, "wav")
    stream.file = f
    with pytest.raises(gaudiofile.BusyError):
        f.write(noise(30_000))
    del stream.file
    f.close()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("busy", [False, True])
@pytest.mark.fault("the program ends while a thread has a file open for writing", "the file is complete")
def test_end_of_a_program_with_a_daemon_thread(tmp_path: Path, kind: str, busy: bool) -> None:
    """The frame of its function is never left, so nothing drops the file."""
    path = tmp_path / name_of(kind)
    program = f"""
import sys, threading, time, numpy, gaudiofile
def work():
    f = gaudiofile.AudioFile({str(path)!r}, "w", {RATE}, 2, codec={KINDS[kind].codec!r})
    f.write(numpy.ones((2, 30_001), "f4") / 2)
    written.set()
    while {busy}:
        f.write(numpy.ones((2, 4801), "f4") / 2)
    time.sleep(99)
written = threading.Event()
threading.excepthook = lambda arguments: None
threading.Thread(target=work, daemon=True).start()
written.wait()
"""
    done = subprocess.run([sys.executable, "-c", program], env=ENVIRONMENT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    frames = AudioFile(path).frames
    assert frames >= 30_001 if busy else frames == 30_001


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.fault("Ctrl-C ends the program while it writes", "the file holds whole frames")
def test_interrupted_by_the_keyboard(tmp_path: Path, kind: str) -> None:
    """The file holds whole frames, and the program ends by the interrupt."""
    path = tmp_path / name_of(kind)
    program = f"""
import sys, numpy, gaudiofile
noise = numpy.random.default_rng(1).integers(-9000, 9000, (2, {RATE}), "i2")
f = gaudiofile.AudioFile({str(path)!r}, "w", {RATE}, 2, codec={KINDS[kind].codec!r})
for n in range(10**6):
    f.write(noise)
    if n == 3:
        print("ready", flush=True)
"""
    process = subprocess.Popen([sys.executable, "-c", program], env=ENVIRONMENT, stdout=subprocess.PIPE, text=True,
                               stderr=subprocess.PIPE)  # fmt: skip
    assert process.stdout is not None and process.stdout.readline() == "ready\n"
    time.sleep(0.02)  # some write 2 GB in a second
    process.send_signal(signals.SIGINT)
    _, messages = process.communicate(timeout=60)
    assert "KeyboardInterrupt" in messages
    f = AudioFile(path)
    samples = f.read_raw(f.frames)
    assert samples.shape[1] == f.frames >= 4 * RATE
    if kind in LOSSLESS:
        whole = np.tile(noise_of(RATE), f.frames // RATE + 1)[:, : f.frames]
        np.testing.assert_array_equal(samples.astype("i4") >> (16 if samples.dtype == np.int32 else 0), whole)


def noise_of(frames: int) -> np.ndarray:
    return np.random.default_rng(1).integers(-9000, 9000, (2, frames), "i2")


# Errors: what was accepted is in the file


def write_until_refused(f: Any, sizes: list[int]) -> int:
    """How many frames were accepted."""
    accepted = 0
    with pytest.raises(OSError):
        for n in range(10**5):
            size = sizes[n % len(sizes)]
            f.write(pattern(accepted, size))
            accepted += size
    return accepted


def pattern(first: int, frames: int) -> np.ndarray:
    """Noise that does not depend on how it is cut."""
    n = np.arange(first, first + frames, dtype="u8")
    mixed = (n * np.uint64(6364136223846793005) + np.uint64(1442695040888963407)) >> np.uint64(40)
    return np.stack([mixed % 16384, (mixed >> np.uint64(8)) % 8192]).astype("i2")


def check_holds(source: Any, kind: str, accepted: int) -> None:
    found = AudioFile(source)
    samples = found.read_raw(found.frames + 1)
    assert samples.shape[1] >= accepted
    if kind in LOSSLESS:
        samples = samples.astype("i4") >> (16 if samples.dtype == np.int32 else 0)
        np.testing.assert_array_equal(samples[:, :accepted], pattern(0, accepted))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=700k", "tmpfs", tmp_path], capture_output=True)
    if done.returncode != 0:
        pytest.skip("only root can mount")
    yield tmp_path
    subprocess.run(["umount", "--lazy", tmp_path], check=True)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("sizes", [[1000], [22050], [1, 4096, 100_000]], ids=str)
@pytest.mark.fault("a disk that fills up", "what was accepted before can be read")
def test_full_disk_keeps_what_was_accepted(small_disk: Path, kind: str, sizes: list[int]) -> None:
    path = small_disk / name_of(kind)
    f = open_for_writing(path, kind)
    accepted = write_until_refused(f, sizes)
    assert accepted > 0
    f.close()
    check_holds(path, kind, accepted)


@pytest.mark.parametrize("kind", KINDS)
def test_limit_keeps_what_was_accepted(tmp_path: Path, kind: str) -> None:
    """Of the size of files, which also stands for a quota."""
    import resource

    path = tmp_path / name_of(kind)

    def work() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (700_000, 700_000))
        f = open_for_writing(path, kind)
        accepted = write_until_refused(f, [3001])
        f.close()
        check_holds(path, kind, accepted)

    assert in_child(work) == 0


class Bounded(io.BytesIO):
    """A file-like that takes no more than `room` bytes, or that fails once when it is full."""

    def __init__(self, room: int, once: bool) -> None:
        super().__init__()
        self.room, self.once = room, once

    def write(self, data: Any) -> int:
        if self.tell() + len(data) > self.room:
            if self.once:
                self.room = 10**9
            raise OSError(errno.ENOSPC, "full")
        return super().write(data)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("sizes", [[1000], [44100]], ids=str)
@pytest.mark.fault("a file-like that fails once", "what was accepted before can be read")
def test_file_like_that_fails_once_keeps_what_was_accepted(kind: str, sizes: list[int]) -> None:
    stream = Bounded(400_000, once=True)
    f = open_for_writing(stream, kind)
    accepted = write_until_refused(f, sizes)
    f.close()
    check_holds(stream.getvalue(), kind, accepted)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("sizes", [[1000], [44100]], ids=str)
def test_file_like_that_is_full_keeps_what_was_accepted(kind: str, sizes: list[int]) -> None:
    """With a codec, but for what that held back: there is no way to keep room for it."""
    stream = Bounded(400_000, once=False)
    f = open_for_writing(stream, kind)
    accepted = write_until_refused(f, sizes)
    f.close()
    is_pcm = kind in ("wav", "aiff", "au", "w64", "rf64")
    check_holds(stream.getvalue(), kind, accepted if is_pcm else max(accepted - 2 * RATE, 0))


# The very file that is being read


def ways_to_name(path: Path) -> dict[str, Any]:
    folder = path.parent
    os.link(path, folder / "hard.wav")
    os.symlink(path, folder / "soft.wav")
    (folder / "folder").mkdir()
    return {
        "path": path,
        "other name": folder / "folder" / ".." / path.name,
        "hard link": folder / "hard.wav",
        "symbolic link": folder / "soft.wav",
    }


def ways_to_read(path: Path) -> dict[str, Callable[[], Any]]:
    return {
        "path": lambda: AudioFile(path),
        "file object": lambda: AudioFile(open(path, "rb")),  # noqa: SIM115
        "raw file object": lambda: AudioFile(open(path, "rb", buffering=0)),  # noqa: SIM115
        "resampled": lambda: AudioFile(path).resampled_to(44100),
    }


@pytest.mark.parametrize("reading", ["path", "file object", "raw file object", "resampled"])
@pytest.mark.parametrize("kind", ["wav", "flac", "ogg", "mp3"])
@pytest.mark.fault("a file is written that is being read", "`BusyError`; the file is not touched")
def test_a_file_that_is_being_read_is_not_emptied(tmp_path: Path, kind: str, reading: str) -> None:
    path = tmp_path / f"a.{kind}"
    with open_for_writing(path, kind) as f:
        f.write(noise(3 * RATE))
    before = path.read_bytes()
    wanted = ways_to_read(path)[reading]()
    expected = wanted.read(3 * RATE)
    wanted.close()
    reader = ways_to_read(path)[reading]()
    reader.read(1000)
    for name in ways_to_name(path).values():
        with pytest.raises(gaudiofile.BusyError, match="being read.*atomic") as info:
            open_for_writing(name, kind)
        assert str(name) in str(info.value)
        assert path.read_bytes() == before
    reader.seek(0)
    np.testing.assert_array_equal(reader.read(3 * RATE), expected)

    with open_for_writing(path, kind, atomic=True) as f:  # beside it, and then in its place
        f.write(noise(100))
    reader.seek(0)
    np.testing.assert_array_equal(reader.read(3 * RATE), expected)
    reader.close()
    assert AudioFile(path).frames == 100


@pytest.mark.parametrize("buffering", [-1, 0])
@pytest.mark.parametrize("reading", ["path", "file object", "raw file object", "resampled"])
@pytest.mark.parametrize("kind", ["wav", "flac", "ogg", "mp3"])
def test_a_file_object_of_a_file_that_is_being_read(tmp_path: Path, kind: str, reading: str, buffering: int) -> None:
    path = tmp_path / f"a.{kind}"
    with open_for_writing(path, kind) as f:
        f.write(noise(RATE))
    before = path.read_bytes()
    reader = ways_to_read(path)[reading]()
    expected = reader.read(RATE)
    with open(path, "r+b", buffering) as stream:
        with pytest.raises(gaudiofile.BusyError, match="being read") as info:
            open_for_writing(stream, kind)
        assert path.name in str(info.value)
        assert path.read_bytes() == before
        reader.seek(0)
        np.testing.assert_array_equal(reader.read(RATE), expected)

        stream.seek(0, os.SEEK_END)  # what is there stays
        with open_for_writing(stream, kind) as f:
            f.write(noise(100))
        assert path.read_bytes()[: len(before)] == before
        reader.close()

        stream.seek(0)
        with open_for_writing(stream, kind) as f:  # nobody reads it any more
            f.write(noise(100))
        assert path.read_bytes() != before


def test_file_objects_that_are_in_nobodys_way(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    with open_for_writing(path, "wav") as f:
        f.write(noise(RATE))
    with open(path, "rb") as stream:
        reader = AudioFile(stream)
    with open(path, "r+b") as stream, open_for_writing(stream, "wav") as f:  # of the same number as the one before
        f.write(noise(10))
    del reader
    reader = AudioFile(path)
    with open(tmp_path / "b.wav", "wb") as stream, open_for_writing(stream, "wav") as f:
        f.write(reader.read(10))


def test_reencoding_in_place(tmp_path: Path) -> None:
    """What people try, and what the message advises."""
    path = tmp_path / "a.wav"
    with open_for_writing(path, "wav") as f:
        f.write(noise(RATE))
    with AudioFile(path) as source:
        with pytest.raises(gaudiofile.BusyError), AudioFile(path, "w", RATE, 2):
            pass
        with AudioFile(path, "w", RATE, 2, atomic=True) as target:
            while source.tell() < source.frames:
                target.write(source.read(1000) / 2)
    with AudioFile(path) as source:
        samples = source.read(RATE)
    with open_for_writing(path, "wav") as f:  # nobody reads it any more
        f.write(noise(10))
    np.testing.assert_allclose(samples, noise(RATE) / 65536, atol=2e-5)


def test_a_reader_whose_file_object_was_closed_is_in_nobodys_way(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    with open_for_writing(path, "wav") as f:
        f.write(noise(RATE))
    with open(path, "rb") as stream:
        reader = AudioFile(stream)
    with open_for_writing(path, "wav") as f:
        f.write(noise(10))
    with suppress(Exception):
        reader.close()


def test_many_readers_of_one_file(tmp_path: Path) -> None:
    path, other = tmp_path / "a.wav", tmp_path / "b.wav"
    for name in (path, other):
        with open_for_writing(name, "wav") as f:
            f.write(noise(100))
    readers = [AudioFile(path) for _ in range(20)]
    rng = np.random.default_rng(5)
    for n in rng.permutation(20):
        with pytest.raises(gaudiofile.BusyError):
            open_for_writing(path, "wav")
        open_for_writing(other, "wav").close()
        readers[n].close()
    open_for_writing(path, "wav").close()


def test_a_child_knows_what_it_reads(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    with open_for_writing(path, "wav") as f:
        f.write(noise(100))
    reader = AudioFile(path)

    def work() -> None:
        with pytest.raises(gaudiofile.BusyError):
            open_for_writing(path, "wav")
        reader.close()
        open_for_writing(path, "wav").close()

    assert in_child(work) == 0
