# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Long reads and writes on several threads: the same samples and bytes, no thread left, and fork() as harmless as
ever."""

import errno
import io
import os
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import numpy as np
import pytest
from formats import FORMATS, make

import gaudiofile
from gaudiofile import AudioFile

RATE = 16_000
CORPUS = Path(os.environ.get("GAF_CORPUS") or Path(__file__).resolve().parents[3] / "shared" / "corpus")
# It reads files in parts, however short they are, and as a whole.
PROGRAM = Path(__file__).parents[2] / "build" / "tests" / "c" / "test-reader-parts"

needs_program = pytest.mark.skipif(not PROGRAM.exists(), reason="the C tests were not built")


def n_threads():
    return len(os.listdir("/proc/self/task"))


def compare(files):
    """How many of the files were read in parts; fails if one of them gave other samples then."""
    done = subprocess.run([PROGRAM, *files], capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, "\n".join(line for line in done.stdout.splitlines() if "other samples" in line)
    return sum(line.endswith(": parts") for line in done.stdout.splitlines())


@pytest.fixture(scope="module")
def three():
    """As many threads as there are parts, also where there are fewer processors."""
    gaudiofile.set_max_threads(3)
    yield
    gaudiofile.set_max_threads(0)


@pytest.fixture(scope="module")
def music():
    """A minute, which is long enough for each of these formats, as bytes by format."""
    rng = np.random.default_rng(11)
    samples = np.sin(np.cumsum(rng.normal(0, 0.05, (2, RATE * 60)), axis=1)).astype("f4") * 0.7
    return {name: AudioFile.encode(samples, RATE, name, 2) for name in ("flac", "mp3", "ogg", "opus")}


def read_serially(data):
    gaudiofile.set_max_threads(1)
    samples = AudioFile(data).read(10**9)
    gaudiofile.set_max_threads(3)
    return samples


@needs_program
@pytest.mark.slow
@pytest.mark.parametrize("part", range(8))
def test_generated_files(part, tmp_path):
    """All of them; the program starts once for an eighth."""
    compare([make(name, tmp_path) for name in [*FORMATS][part::8]])


@needs_program
@pytest.mark.slow
@pytest.mark.skipif(not CORPUS.is_dir(), reason=f"no files in {CORPUS}: set GAF_CORPUS")
def test_files_of_others():
    files = sorted(p for p in CORPUS.glob("*/*") if p.suffix not in (".pcm", ".md"))
    assert compare(files) > 50


@pytest.mark.slow
@pytest.mark.parametrize("name", ["flac", "mp3", "ogg", "opus"])
def test_the_same_samples(three, music, tmp_path, name):
    expected = read_serially(music[name])
    path = tmp_path / "music"
    path.write_bytes(music[name])
    before = n_threads()
    for source in (path, music[name]):
        f = AudioFile(source)
        np.testing.assert_array_equal(f.read(10**9), expected)
        assert f.tell() == f.frames
        np.testing.assert_array_equal(f.read_at(777, 10**9), expected[:, 777:])
        out = np.zeros_like(expected)
        f.seek(5)
        np.testing.assert_array_equal(f.read(out=out), expected[:, 5:])
        f.seek(1000)
        a, b = f.read(expected.shape[1] - 2000), f.read(500)
        np.testing.assert_array_equal(np.concatenate((a, b), axis=1), expected[:, 1000:-500])
        assert n_threads() <= before  # those of other tests may have ended meanwhile
    if name == "flac":
        raw = AudioFile(path).read_raw(10**9)
        np.testing.assert_array_equal(raw, AudioFile(path, dtype="int16").read(10**9))
        gaudiofile.set_max_threads(1)
        np.testing.assert_array_equal(raw, AudioFile(path).read_raw(10**9))
        gaudiofile.set_max_threads(3)


def test_a_file_that_gets_another_name_while_it_is_read(three, music, tmp_path):
    """Other threads read what was opened, not what has its name by now."""
    path = tmp_path / "music"
    path.write_bytes(music["flac"])
    f = AudioFile(path)
    path.unlink()
    path.write_bytes(music["mp3"])
    np.testing.assert_array_equal(f.read(10**9), read_serially(music["flac"]))


@pytest.mark.slow
def test_damage_is_what_it_is_in_one_piece(three, music):
    rng = np.random.default_rng(12)
    for name, data in music.items():
        damaged = bytearray(data)
        for at in rng.integers(len(data) // 10, len(data), 30):
            damaged[at : at + 40] = rng.integers(0, 256, 40, dtype=np.uint8).tobytes()
        damaged = bytes(damaged[: len(data)])
        np.testing.assert_array_equal(AudioFile(damaged).read(10**9), read_serially(damaged), name)


# Encoding


@pytest.fixture(scope="module")
def sound():
    """Long enough for three threads; the channels are alike in some places, which changes how they are coded."""
    rng = np.random.default_rng(13)
    level = np.sin(np.cumsum(rng.normal(0, 0.01, 450_000))) * 0.5
    alike = np.arange(450_000) // 30_000 % 2
    return (np.stack([level, level * alike]) + rng.normal(0, 0.002, (2, 450_000))).astype("f4")


def encode(sound, threads, target=None, **spec):
    gaudiofile.set_max_threads(threads)
    try:
        if target is None:
            return AudioFile.encode(sound, 44100, "flac", len(sound), **spec)
        return gaudiofile.save(target, sound, 44100, **spec)
    finally:
        gaudiofile.set_max_threads(3)


@pytest.mark.slow
@pytest.mark.parametrize("spec", [{}, {"quality": "5"}, {"quality": "1", "bit_depth": 24}], ids=str)
def test_encoded_by_several(three, sound, tmp_path, spec):
    """The same bytes; and flac finds its checksums right, and the MD5 sum that is of all samples."""
    expected = encode(sound, 1, **spec)
    before = n_threads()
    for threads in (2, 3):
        assert encode(sound, threads, **spec) == expected
        assert n_threads() <= before  # those of other tests may have ended meanwhile
    encode(sound, 3, tmp_path / "a.flac", **spec)
    assert (tmp_path / "a.flac").read_bytes() == expected
    subprocess.run(["flac", "--test", "--silent", "--warnings-as-errors", tmp_path / "a.flac"], check=True)
    raw = AudioFile(expected).read_raw(10**9)
    np.testing.assert_allclose(raw / np.iinfo(raw.dtype).max, sound, atol=2**-15)


class Pipe(io.RawIOBase):
    """It cannot seek."""

    def __init__(self):
        self.pieces = []

    def writable(self):
        return True

    def write(self, data):
        self.pieces.append(bytes(data))
        return len(data)

    def getvalue(self):
        return b"".join(self.pieces)


def test_encoded_into_anything(three, sound):
    """What cannot be written over has no length and no sum, also then; Ogg and Matroska are made of the same frames."""
    for name, codec in (("flac", None), ("ogg", "flac"), ("mka", "flac")):
        for kind in (io.BytesIO, Pipe):
            written = []
            for threads in (1, 3):
                stream = kind()
                encode(sound, threads, stream, format=name, codec=codec)
                written.append(stream.getvalue())
            assert written[0] == written[1], (name, kind)


@pytest.mark.fault("a full disk in the midst of a long write", "as many frames are in the file as it tells of")
@pytest.mark.parametrize("piece", [10**9, 44100])
def test_a_full_disk_while_several_encode(three, sound, tmp_path, piece):
    """The file may have so many bytes: as many frames are told of, and are in it, as by one thread."""
    code = """
        import resource, signal, sys
        import numpy as np
        import gaudiofile
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))
        gaudiofile.set_max_threads(int(sys.argv[3]))
        f = gaudiofile.AudioFile(sys.argv[2], "w", 44100, 2)
        try:
            sound, piece = np.load(sys.argv[1]), int(sys.argv[4])
            for start in range(0, sound.shape[1], piece):
                f.write(sound[:, start : start + piece])
        except OSError as error:
            print(error.errno, f.frames)
        f.close()
    """
    np.save(tmp_path / "sound.npy", sound)
    told = []
    for threads in (1, 3):
        command = [sys.executable, "-c", textwrap.dedent(code), tmp_path / "sound.npy", tmp_path / "a.flac"]
        done = subprocess.run([*command, str(threads), str(piece)], capture_output=True, text=True, check=True)
        number, frames = map(int, done.stdout.split())
        assert number == errno.EFBIG and frames > 100_000
        written = AudioFile(tmp_path / "a.flac").read_raw(10**7)
        assert written.shape[1] == frames
        told.append(written)
    shorter = min(written.shape[1] for written in told)
    np.testing.assert_array_equal(told[0][:, :shorter], told[1][:, :shorter])
    assert all(written.shape[1] <= shorter + 2 * 4096 for written in told)  # one encoder holds a block back


# Processes


@pytest.mark.slow
def test_fork_right_after(three, music):
    expected = read_serially(music["flac"])[:, :4000]
    for _ in range(20):
        f = AudioFile(music["flac"])
        whole = f.read(10**9)
        child = os.fork()
        if child == 0:
            same = np.array_equal(AudioFile(music["flac"]).read(4000), expected)
            f.seek(0)
            os._exit(0 if same and np.array_equal(f.read(10**9), whole) else 1)
        assert os.waitpid(child, 0)[1] == 0


@pytest.mark.slow
def test_fork_beside(three, music):
    """500 children, made while another thread has long reads spread all the while."""
    data = music["mp3"]
    expected = AudioFile(data).read(3000)
    stop = threading.Event()

    def read_all_the_while():
        while not stop.is_set():
            AudioFile(data).read(10**9)

    thread = threading.Thread(target=read_all_the_while)
    thread.start()
    failed = 0
    try:
        for i in range(500):
            child = os.fork()
            if child == 0:
                same = np.array_equal(AudioFile(data).read(3000), expected)
                if i % 50 == 0:
                    same = same and AudioFile(data).read(10**9).shape[1] == RATE * 60
                os._exit(0 if same else 1)
            failed += os.waitpid(child, 0)[1] != 0
    finally:
        stop.set()
        thread.join()
    assert failed == 0


MEMORY = """
    import resource, sys
    import numpy as np
    import gaudiofile
    from gaudiofile import AudioFile

    def peak():
        return int(next(l for l in open("/proc/self/status") if l.startswith("VmHWM")).split()[1]) / 1024

    AudioFile(sys.argv[1]).read(1000)  # what is loaded once
    before = peak()
    gaudiofile.set_max_threads(int(sys.argv[2]))
    f = AudioFile(sys.argv[1])
    if sys.argv[3] == "whole":
        f.read(10**9)
    else:
        while f.read(65536).shape[1]:
            pass
    print(peak() - before)
"""


def memory(path, threads, how):
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(MEMORY), path, str(threads), how],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "MALLOC_ARENA_MAX": "8"},
    )
    return float(done.stdout)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["flac", "mp3", "ogg", "opus"])
def test_memory(music, tmp_path, name):
    """The result and at most 8 MB a thread; in pieces, at most 12 MB."""
    path = tmp_path / "music"
    path.write_bytes(music[name])
    size = AudioFile(path).frames * 2 * 4 / 2**20
    assert memory(path, 4, "whole") < size + 4 * 8
    assert memory(path, 4, "pieces") < 12
