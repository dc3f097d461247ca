# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""What the system refuses while a file is written: the call that meets it says so, with the system's number, and
close() does not say it again; what was written before is in the file; and a constructor that fails leaves no file. And
children of fork(). Small disks are in test_write_full_disk.py, what a file-like raises in test_writer_api.py."""

import errno
import gc
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import killed
import numpy as np
import pytest
import sandbox
from kinds import KINDS
from test_reader_api import in_child

import gaudiofile
from gaudiofile import AudioFile

# What every change need not wait for.
pytestmark = pytest.mark.slow

GO_BACK = ("wav", "aiff", "w64", "rf64")  # need an output that can seek
RATE = 48000
NUMBERS = (errno.ENOSPC, errno.EIO, errno.EFBIG, errno.EROFS, errno.ENOMEM)

only_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can")


def name_of(kind: str) -> str:
    return f"a.{KINDS[kind].format}"


def open_for_writing(target: Any, kind: str, **options: Any) -> Any:
    return AudioFile(target, "w", RATE, 2, format=KINDS[kind].format, **KINDS[kind].options, **options)


def noise(frames: int) -> np.ndarray:
    return np.random.default_rng(1).integers(-9000, 9000, (2, frames), "i2")


def write_much(f: Any) -> None:
    for _ in range(100):
        f.write(noise(RATE // 4))


def check_raises(call: Callable[[], Any], number: int) -> None:
    with pytest.raises(OSError) as info:
        call()
    assert info.value.errno == number, info.value


def refuse(number: int, *names: str) -> None:
    if not sandbox.refuse(number, *names):
        pytest.skip("how to refuse system calls is not known on this machine")


# The system's numbers


@pytest.mark.parametrize(
    ("kind", "number"),
    [*((kind, errno.EDQUOT) for kind in KINDS), *(("wav", n) for n in NUMBERS), *(("flac", n) for n in NUMBERS)],
)
@pytest.mark.fault(
    "over quota, no space, a bad disk, in the middle of writing",
    "an error with that number; all programs read what was written before",
)
def test_in_the_middle(tmp_path: Path, kind: str, number: int) -> None:
    path = tmp_path / name_of(kind)

    def work() -> None:
        f = open_for_writing(path, kind)
        f.write(noise(3 * RATE))
        refuse(number, "pwrite")
        check_raises(lambda: write_much(f), number)
        check_raises(lambda: f.write(noise(RATE)), number)
        check_raises(f.flush, number)
        f.close()
        assert f.closed

    assert in_child(work) == 0
    case = killed.Case(kind, RATE, 2, 16, 1)
    for reader, found in killed.readings(path, case):
        assert found.shape[1] >= RATE, reader


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("atomic", [False, True])
@pytest.mark.fault("a bad disk at the first byte", "an error, and no file where opening failed")
def test_at_the_beginning(tmp_path: Path, kind: str, atomic: bool) -> None:
    """From whichever call it is that writes first. A constructor that fails leaves no file."""

    def work() -> None:
        refuse(errno.EIO, "pwrite")
        opened = []
        with pytest.raises(OSError) as info:
            opened.append(open_for_writing(tmp_path / name_of(kind), kind, atomic=atomic))
            opened[0].write(noise(100))
            opened[0].close()
        assert info.value.errno == errno.EIO
        if opened and not opened[0].closed:  # where a second has passed, write() met it
            opened[0].close()
        if not opened or atomic:
            assert os.listdir(tmp_path) == []

    assert in_child(work) == 0


@pytest.mark.parametrize(("call", "atomic"), [("close", False), ("fsync", True), ("close", True), ("rename", True)])
@pytest.mark.fault("an error at close(), fsync() or rename()", "told; an old file that was to be replaced stays")
def test_at_the_end(tmp_path: Path, call: str, atomic: bool) -> None:
    """As a network file system may say at last. An old file that was to be replaced stays."""
    path = tmp_path / "a.wav"
    path.write_bytes(b"old")

    def work() -> None:
        f = open_for_writing(path, "wav", atomic=atomic)
        f.write(noise(100))
        refuse(errno.EDQUOT, call)
        check_raises(f.close, errno.EDQUOT)
        assert f.closed

    assert in_child(work) == 0
    assert os.listdir(tmp_path) == ["a.wav"]
    assert not atomic or path.read_bytes() == b"old"


# Folders


@only_root
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.fault("a folder in which one may not write", "`EACCES`; nothing is left in it")
def test_folder_of_others(tmp_path: Path, kind: str) -> None:
    def as_nobody() -> None:
        os.chdir(tmp_path)
        os.seteuid(65534)
        for atomic in (False, True):
            check_raises(lambda atomic=atomic: open_for_writing(name_of(kind), kind, atomic=atomic), errno.EACCES)

    tmp_path.chmod(0o755)
    assert in_child(as_nobody) == 0
    assert os.listdir(tmp_path) == []


@only_root
@pytest.mark.fault("a read-only file system", "`EROFS`")
def test_disk_that_is_read_only(tmp_path: Path) -> None:
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "ro", "tmpfs", tmp_path], capture_output=True)
    if done.returncode != 0:
        pytest.skip("only root can mount")
    try:
        for kind in KINDS:
            for atomic in (False, True):
                check_raises(
                    lambda kind=kind, atomic=atomic: open_for_writing(tmp_path / name_of(kind), kind, atomic=atomic),
                    errno.EROFS,
                )
    finally:
        subprocess.run(["umount", "--lazy", tmp_path], check=True)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("atomic", [False, True])
@pytest.mark.fault("the folder vanishes while a file is replaced in it", "`ENOENT`; what goes nowhere is told")
def test_folder_that_vanishes(tmp_path: Path, kind: str, atomic: bool) -> None:
    """Before, and while it is written: what goes nowhere is told."""
    folder = tmp_path / "folder"
    check_raises(lambda: open_for_writing(folder / name_of(kind), kind, atomic=atomic), errno.ENOENT)
    folder.mkdir()
    f = open_for_writing(folder / name_of(kind), kind, atomic=atomic)
    f.write(noise(RATE))
    for name in os.listdir(folder):
        (folder / name).unlink()
    folder.rmdir()

    def write_and_close() -> None:
        f.write(noise(RATE))
        f.close()

    check_raises(write_and_close, errno.ENOENT)
    if not f.closed:
        f.close()
    assert os.listdir(tmp_path) == []


# Pipes


def read_a_little(path_or_end: Any) -> None:
    with open(path_or_end, "rb", buffering=0) as pipe:
        pipe.read(100)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in GO_BACK])
@pytest.mark.parametrize("named", [False, True])
@pytest.mark.fault("the reader of a pipe goes away", "`EPIPE`, and no SIGPIPE")
def test_reader_of_a_pipe_goes(tmp_path: Path, kind: str, named: bool) -> None:
    """SIGPIPE, which would end most programs, is none of the library's."""

    def work() -> None:
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        if named:
            os.mkfifo(tmp_path / "fifo")
            reader = threading.Thread(target=read_a_little, args=[tmp_path / "fifo"])
            reader.start()
            f = open_for_writing(tmp_path / "fifo", kind)
        else:
            signal.signal(signal.SIGPIPE, signal.SIG_IGN)  # here it is the file-like that writes
            read_end, write_end = os.pipe()
            reader = threading.Thread(target=read_a_little, args=[read_end])
            reader.start()
            f = open_for_writing(open(write_end, "wb", buffering=0), kind)  # noqa: SIM115
        check_raises(lambda: write_much(f), errno.EPIPE)
        reader.join()
        f.close()
        assert f.closed

    assert in_child(work) == 0


@pytest.mark.parametrize("kind", GO_BACK)
@pytest.mark.fault("a format that has to go back, into a pipe", "`NotSeekableError` before anything is opened")
def test_pipe_that_cannot_go_back(tmp_path: Path, kind: str) -> None:
    """Is refused before it is opened, which would wait for a reader."""
    os.mkfifo(tmp_path / "fifo")
    with pytest.raises(gaudiofile.NotSeekableError, match="seekable"):
        open_for_writing(tmp_path / "fifo", kind)


# Children

LEAVING: dict[str, Callable[[list[Any]], None]] = {
    "drops it": lambda files: files.clear(),
    "closes it": lambda files: files[0].close(),
    "leaves its with": lambda files: files[0].__exit__(SystemExit, None, None),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("way", ["path", "atomic", "file-like"])
@pytest.mark.fault(
    "a forked child ends while its parent writes", "the file is neither finished, nor shortened, nor moved into place"
)
def test_child_that_does_not_write(tmp_path: Path, kind: str, way: str) -> None:
    """The file is the parent's: it is neither finished, nor shortened, nor moved into place."""
    gc.freeze()  # what a child's gc.collect() looks at is copied for it: what was there before is none of its affair
    path = tmp_path / name_of(kind)
    target = open(path, "w+b") if way == "file-like" else path  # noqa: SIM115
    files = [open_for_writing(target, kind, **({"atomic": True} if way == "atomic" else {}))]
    files[0].write(noise(30_000))
    listed = os.listdir(tmp_path)

    for leave in LEAVING.values():

        def work(leave: Callable[[list[Any]], None] = leave) -> None:
            leave(files)
            gc.collect()

        assert in_child(work) == 0
        assert os.listdir(tmp_path) == listed
    gc.unfreeze()
    files[0].write(noise(30_000))
    files[0].close()
    if way == "file-like":
        target.close()
    assert os.listdir(tmp_path) == [path.name]
    whole = np.concatenate([noise(30_000)] * 2, axis=1)
    assert path.read_bytes() == AudioFile.encode(whole, RATE, KINDS[kind].format, 2, **KINDS[kind].options)


@pytest.mark.parametrize("kind", KINDS)
def test_child_that_writes(tmp_path: Path, kind: str) -> None:
    """It has taken the file over, and the parent, which has nothing to put into its place, is told."""
    path = tmp_path / name_of(kind)
    files = [open_for_writing(path, kind, atomic=True)]

    def work() -> None:
        files[0].write(noise(30_000))
        files[0].close()

    assert in_child(work) == 0
    assert AudioFile(path).frames == 30_000
    check_raises(files[0].close, errno.ENOENT)


@pytest.mark.fault("fork() in the middle of another thread's write", "the child leaves the file alone")
def test_child_of_a_thread_that_writes(tmp_path: Path) -> None:
    """What the other thread was in the middle of is left as it is."""
    program = """
import os, sys, threading, time, numpy, gaudiofile
files, stop = [gaudiofile.AudioFile(f"{sys.argv[1]}/a.wav", "w", 48000, 2)], False
def work():
    while not stop:
        files[0].write(numpy.zeros((2, 4800)))
thread = threading.Thread(target=work)
thread.start()
for _ in range(20):
    time.sleep(0.01)
    pid = os.fork()
    if pid == 0:
        try:
            files[0].close()
        except gaudiofile.BusyError:
            pass
        files.clear()
        os._exit(0)
    assert os.waitpid(pid, 0)[1] == 0
stop = True
thread.join()
files[0].close()
"""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", program, tmp_path], check=True, env=environment, timeout=60)
    assert AudioFile(tmp_path / "a.wav").frames > 0
