# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Programs for which there is no room for another thread or process, no memory, or no descriptor: what cannot be done
is told as an error, and no program is ended for it."""

import errno
import os
import resource
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from formats import make
from signals import RATE, make_signal
from test_writer_gives_up import ENVIRONMENT

from gaudiofile import AudioFile, CorruptFileError

NOBODY = 65534

# Without the limit a library that NumPy brings along would be the first to miss its threads.
NO_THREADS = """
import os, resource, sys
import numpy, gaudiofile
if os.geteuid() == 0:  # whom the limit does not bind
    os.setgid({nobody})
    os.setuid({nobody})
resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
import _thread
try:
    _thread.start_new_thread(print, ())
    sys.exit(77)
except RuntimeError:
    pass
for path in sys.argv[1:]:
    try:
        with gaudiofile.AudioFile(path) as f:
            print(f.read(f.frames).shape[1])
    except gaudiofile.Error as error:
        print(repr(error))
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """That another user can look into: those of pytest are its own user's."""
    with tempfile.TemporaryDirectory(prefix="gaf-test-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.mark.slow
@pytest.mark.parametrize("is_cached", [False, True])
@pytest.mark.fault("no process and no thread can be started (`RLIMIT_NPROC`)", "files are read all the same")
def test_no_threads_and_no_processes(folder: Path, is_cached: bool) -> None:
    """GStreamer, which has not listed its plugins yet, must not end the program that cannot start its helper."""
    names = ["a.wav", "a.flac", "a.ogg", "a.mp3", "a.m4a", "a.wv"]
    for name in names:
        with AudioFile(folder / name, "w", RATE, 2) as f:
            f.write(make_signal(RATE).T)
    cache = folder / "cache"
    cache.mkdir()
    environment = ENVIRONMENT | {"XDG_CACHE_HOME": str(cache), "OPENBLAS_NUM_THREADS": "1"}
    for name in ("GST_REGISTRY", "GST_REGISTRY_1_0"):
        environment.pop(name, None)
    if is_cached:
        listing = "import sys, gaudiofile; gaudiofile.AudioFile(sys.argv[1]).close()"
        subprocess.run([sys.executable, "-c", listing, folder / "a.ogg"], env=environment, check=True)
    for file in (cache, *cache.rglob("*")):
        file.chmod(0o755)
    before = sorted(cache.rglob("*"))
    done = subprocess.run(
        [sys.executable, "-c", NO_THREADS.format(nobody=NOBODY), *(str(folder / name) for name in names)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    if done.returncode == 77 or "PermissionError" in done.stderr or "ModuleNotFoundError" in done.stderr:
        pytest.skip("the limit cannot be set, or another user cannot see the package")
    assert done.returncode == 0, done.stderr
    assert done.stdout.split("\n")[:-1] == [str(RATE)] * len(names), done.stdout
    # A build that counts lines cannot write its counts as another user, and says so.
    assert [line for line in done.stderr.splitlines() if not line.startswith("profiling:")] == []
    assert sorted(cache.rglob("*")) == before


# Memory


def make_long_wav(path: Path, frames: int) -> Path:
    """Two channels of silence, which take no room on the disk."""
    size = frames * 4
    header = struct.pack(
        "<4sI8sIHHIIHH4sI", b"RIFF", size + 36, b"WAVEfmt ", 16, 1, 2, RATE, RATE * 4, 4, 16, b"data", size
    )
    with path.open("wb") as file:
        file.write(header)
        file.truncate(size + len(header))
    return path


def make_long_table(path: Path, folder: Path, n_packets: int) -> Path:
    """ALAC in CAF with the places of very many packets, of a byte each."""
    data = make("alac.caf", folder).read_bytes()
    chunks, at = b"", 8
    while at < len(data):
        kind, size = struct.unpack_from(">4sq", data, at)
        content = data[at + 12 : at + 12 + size] if size >= 0 else data[at + 12 :]
        at += 12 + len(content)
        if kind == b"pakt":
            content = struct.pack(">qqii", n_packets, n_packets * 4096, 0, 0) + b"\1" * n_packets
        elif kind == b"data":
            content = bytes(4 + n_packets)
        chunks += struct.pack(">4sq", kind, len(content)) + content
    path.write_bytes(data[:8] + chunks)
    return path


# What is done with the file sys.argv[1] stands in the place of the braces.
SHORT = """
import errno, resource, sys
import numpy as np, gaudiofile
import gi
gi.require_version("GAudioFile", "1.0")
from gi.repository import GAudioFile, GLib

def limit(megabytes):
    size = next(int(line.split()[1]) * 1024 for line in open("/proc/self/status") if line.startswith("VmSize"))
    resource.setrlimit(resource.RLIMIT_AS, (size + megabytes * 2**20, resource.RLIM_INFINITY))

def told(call):
    try:
        call()
    except (MemoryError, OSError, gaudiofile.Error, GLib.Error) as error:
        assert not isinstance(error, OSError) or error.errno == errno.ENOMEM, repr(error)
        assert not isinstance(error, GLib.Error) or "memory" in error.message, error.message
        print(type(error).__name__)
        return
    sys.exit("nothing was told")

{}
"""
SHORT_OF_MEMORY = {
    "read of the package": (
        """
with gaudiofile.AudioFile(sys.argv[1]) as f:
    f.read(100)
    limit(40)
    for frames in (f.frames, 2**40, 2**62):
        told(lambda: f.read_at(0, frames))
    assert f.read(100).shape == (2, 100)
""",
        3,
    ),
    "read of the library": (
        """
f = GAudioFile.Reader.new_for_path(sys.argv[1], None)
f.read_frames(100, GAudioFile.Layout.PLANAR, None)
limit(40)
for layout in (GAudioFile.Layout.PLANAR, GAudioFile.Layout.INTERLEAVED):
    told(lambda: f.read_frames_at(0, f.get_n_frames(), layout, None))
    told(lambda: f.read_raw_frames(f.get_n_frames(), layout, None))
assert f.read_frames(100, GAudioFile.Layout.PLANAR, None).get_n_frames() == 100
""",
        4,
    ),
    "read of the library, resampled": (
        """
f = GAudioFile.Reader.new_for_path(sys.argv[1], None)
r = GAudioFile.ResampledReader.new(f, 192000, GAudioFile.ResampleQuality.LINEAR)
r.read_frames(100, GAudioFile.Layout.PLANAR, None)
limit(40)
told(lambda: r.read_frames(2**60, GAudioFile.Layout.PLANAR, None))
assert r.read_frames(100, GAudioFile.Layout.PLANAR, None).get_n_frames() == 100
""",
        1,
    ),
    "resampler of the package": (
        """
samples = np.zeros((2, 200_000), "f4")
r = gaudiofile.StreamResampler(8000, 768000, 2)
r.process(samples[:, :100])
limit(40)
told(lambda: r.process(samples))
assert r.process(samples[:, :100]).shape[1] > 0
""",
        1,
    ),
    "resampler of the library": (
        """
def block_of(n):
    data = GLib.Bytes.new(bytes(8 * n))
    return GAudioFile.Block.new(GAudioFile.SampleFormat.FLOAT32, GAudioFile.Layout.INTERLEAVED, 2, 8000, n, data)
r = GAudioFile.Resampler.new(8000, 768000, 2, GAudioFile.ResampleQuality.LINEAR)
r.process_block(block_of(100))
long = block_of(200_000)
limit(40)
told(lambda: r.process_block(long))
assert r.process_block(block_of(100)).get_n_frames() > 0
""",
        1,
    ),
    "writing into memory": (
        """
samples = np.zeros((2, 1_000_000), "f4")
w = GAudioFile.Writer.new_for_memory(GAudioFile.EncodeSpec.new("wav", 44100, 2))
w.close(None)
limit(40)
long = np.broadcast_to(samples[:, :1], (2, 20_000_000))
told(lambda: gaudiofile.AudioFile.encode(long, 44100, "wav", num_channels=2))
""",
        1,
    ),
    "table of packets": (
        """
limit(24)
told(lambda: gaudiofile.AudioFile(sys.argv[1]))
""",
        1,
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("case", SHORT_OF_MEMORY)
@pytest.mark.fault("there is no memory for what a file or a caller wants", "an error")
def test_no_memory(tmp_path: Path, case: str) -> None:
    if case == "table of packets":
        path = make_long_table(tmp_path / "long.caf", tmp_path, 2_000_000)
        with pytest.raises(CorruptFileError):  # where there is memory
            AudioFile(path)
    else:
        path = make_long_wav(tmp_path / "long.wav", 20_000_000)
    program, count = SHORT_OF_MEMORY[case]
    done = subprocess.run(
        [sys.executable, "-c", SHORT.replace("{}", program), path],
        env=ENVIRONMENT | {"OPENBLAS_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.split()) == count, done.stdout


@pytest.mark.fault("all descriptors are in use", "`EMFILE`, reading or writing")
@pytest.mark.parametrize("mode", ["r", "w", "atomic"])
def test_no_descriptors(tmp_path: Path, mode: str) -> None:
    path = tmp_path / "a.wav"
    with AudioFile(path, "w", 44100, 1) as f:
        f.write(np.zeros(100, np.float32))
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)
    lowest = os.open(path, os.O_RDONLY)  # what the limit is about is the number of a descriptor, and there may be gaps
    os.close(lowest)
    resource.setrlimit(resource.RLIMIT_NOFILE, (lowest, limit[1]))
    try:
        with pytest.raises(OSError, match="Too many open files") as info:
            AudioFile(path) if mode == "r" else AudioFile(path, "w", 44100, 1, atomic=mode == "atomic")
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, limit)
    assert info.value.errno == errno.EMFILE
    with AudioFile(path) as f:
        assert f.frames == 100
