# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Little is lost when the disk is full, the folder is gone or there are no more descriptors, and it is told, in every
format that can be written."""

import errno
import os
import resource
import subprocess
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from kinds import FORMATS

from gaudiofile import AudioFile


def decoded_by_ffmpeg(path):
    command = ["ffmpeg", "-v", "error", "-i", path, "-map", "0:a:0", "-f", "f32le", "-ac", "2", "-"]
    return np.frombuffer(subprocess.run(command, capture_output=True, check=True).stdout, "f4")


@contextmanager
def small_disk(folder, size):
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], capture_output=True)
    if done.returncode != 0:
        pytest.skip("only root can mount")
    try:
        yield Path(folder)
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def noise(frames):
    return np.random.default_rng(1).uniform(-0.5, 0.5, (2, frames)).astype("f4")


def raises_no_space(call):
    with pytest.raises(OSError) as info:
        call()
    assert info.value.errno == errno.ENOSPC


@pytest.mark.slow
@pytest.mark.parametrize("format", FORMATS)
def test_disk_full_in_the_middle(tmp_path, format):
    """write() says so, and close() not again; what was written is readable, for ffmpeg too. WavPack asks for room for
    a whole block, a second of audio, before it takes the first frame."""
    with small_disk(tmp_path, "900k") as disk:
        f = AudioFile(disk / f"a.{format}", "w", 48000, 2)
        raises_no_space(lambda: [f.write(noise(4800)) for _ in range(2000)])
        f.close()
        assert f.closed
        ours = AudioFile(disk / f"a.{format}").read(10**7).shape[1]
        theirs = len(decoded_by_ffmpeg(disk / f"a.{format}")) // 2
    assert min(ours, theirs) > 40_000, (ours, theirs)


@pytest.mark.parametrize("format", ["wav", "aiff", "au", "w64"])
def test_disk_full_between_many_small_calls(tmp_path, format):
    """They wait in a buffer, but only where there is room for them: each call that said nothing is in the file."""
    signal, step, accepted = noise(40_000), 50, 0
    with small_disk(tmp_path, "200k") as disk:
        f = AudioFile(disk / f"a.{format}", "w", 48000, 2, bit_depth=32)
        for start in range(0, 200 * step, step):
            f.write(signal[:, start : start + step])
            accepted += step
        with pytest.raises(OSError), open(disk / "other", "wb", buffering=0) as other:
            while other.write(b"x" * 512):
                pass

        def more():
            nonlocal accepted
            while True:
                f.write(signal[:, accepted : accepted + step])
                accepted += step

        raises_no_space(more)
        f.close()
        read = AudioFile(disk / f"a.{format}").read(10**7)
    assert accepted <= read.shape[1] < accepted + step
    np.testing.assert_allclose(read, signal[:, : read.shape[1]], atol=1e-6)


@pytest.mark.parametrize("format", FORMATS)
def test_disk_full_at_the_beginning(tmp_path, format):
    """Whichever call meets it, nothing says that all is well. A constructor that fails leaves no file."""
    with small_disk(tmp_path, "64k") as disk:
        with pytest.raises(OSError), open(disk / "other", "wb", buffering=0) as other:
            while other.write(b"x" * 4096):
                pass
        opened = []

        def work():
            opened.append(AudioFile(disk / f"a.{format}", "w", 48000, 2))
            opened[0].write(noise(100))
            opened[0].close()

        raises_no_space(work)
        if not opened:
            assert os.listdir(disk) == ["other"]


@pytest.mark.parametrize("format", FORMATS)
def test_disk_full_at_close(tmp_path, format):
    """It fills up while the last bytes are in the writer: what was accepted is there, or close() says otherwise."""
    with small_disk(tmp_path, "200k") as disk:
        f = AudioFile(disk / f"a.{format}", "w", 48000, 2)
        f.write(noise(3000))
        with pytest.raises(OSError), open(disk / "other", "wb", buffering=0) as other:
            while other.write(b"x" * 512):
                pass
        try:
            f.close()
        except OSError as error:
            assert error.errno == errno.ENOSPC
        else:
            assert AudioFile(disk / f"a.{format}").read(10**7).shape[1] == 3000
        assert f.closed


@pytest.mark.parametrize("format", FORMATS)
def test_disk_full_atomic(tmp_path, format):
    """The old file stays, and nothing else."""
    with small_disk(tmp_path, "300k") as disk:
        path = disk / f"a.{format}"
        path.write_bytes(b"old")
        f = AudioFile(path, "w", 48000, 2, atomic=True)
        raises_no_space(lambda: [f.write(noise(4800)) for _ in range(2000)])
        f.close()
        assert path.read_bytes() == b"old"
        assert os.listdir(disk) == [path.name]


@pytest.mark.parametrize("format", FORMATS)
def test_folder_that_vanishes(tmp_path, format):
    """What is written goes nowhere: close() says so."""
    folder = tmp_path / "folder"
    folder.mkdir()
    f = AudioFile(folder / f"a.{format}", "w", 48000, 2)
    f.write(noise(48000))
    (folder / f"a.{format}").unlink()
    folder.rmdir()
    with pytest.raises(OSError) as info:
        f.write(noise(48000))
        f.close()
    assert info.value.errno == errno.ENOENT


def test_many_files_at_once(tmp_path):
    """A file each is what it takes."""
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)
    files = [AudioFile(tmp_path / f"{n}.{FORMATS[n % len(FORMATS)]}", "w", 48000, 2) for n in range(100)]
    resource.setrlimit(resource.RLIMIT_NOFILE, (len(os.listdir("/proc/self/fd")) + 1, limit[1]))
    try:
        with pytest.raises(OSError) as info:
            files.extend(AudioFile(tmp_path / f"more{n}.wav", "w", 48000, 2) for n in range(5))
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, limit)
    assert info.value.errno == errno.EMFILE
    for f in files:
        f.write(noise(100))
        f.close()
        assert AudioFile(f.name).frames == 100
