# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Many files in one call, on several threads: load_many() and iter_many()."""

import io
import multiprocessing
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time

import numpy as np
import pytest
from signals import FileLike

import gaudiofile
from gaudiofile import AudioFile, load, load_many

FORMATS = ("wav", "flac", "ogg", "mp3")
SECONDS = 0.3


def n_threads():
    return len(os.listdir("/proc/self/task"))


@pytest.fixture(scope="module")
def clips():
    """Files of several formats, rates, channels and lengths, as bytes."""
    rng = np.random.default_rng(7)
    made = []
    for i in range(24):
        rate = (16_000, 44_100)[i % 2]
        samples = rng.uniform(-0.5, 0.5, (1 + i // 4 % 2, int(rate * SECONDS) + i)).astype("f4")
        made.append(AudioFile.encode(samples, rate, FORMATS[i % 4], samples.shape[0]))
    return made


@pytest.fixture(scope="module")
def paths(clips, tmp_path_factory):
    folder = tmp_path_factory.mktemp("clips")
    for i, data in enumerate(clips):
        (folder / f"{i:02}").write_bytes(data)
    return sorted(folder.iterdir())


@pytest.mark.parametrize("threads", [None, 1, 2, 7])
@pytest.mark.parametrize("conversion", [{}, {"samplerate": 22_050, "num_channels": 1}, {"num_channels": 2}])
def test_each_is_what_load_returns(paths, threads, conversion):
    before = n_threads()
    loaded = load_many(paths, threads=threads, **conversion)
    assert n_threads() <= before  # those of other tests may have ended meanwhile
    assert len(loaded) == len(paths)
    for path, (samples, rate) in zip(paths, loaded, strict=True):
        expected, expected_rate = load(path, **conversion)
        assert rate == expected_rate and samples.dtype == np.float32
        np.testing.assert_array_equal(samples, expected)
        samples[...] = 0  # it is the caller's


def test_names_bytes_and_open_files(paths, clips):
    expected = load_many(paths)
    sources = [str(paths[0]), paths[1], clips[2], bytearray(clips[3]), io.BytesIO(clips[4]), FileLike(clips[5])]
    with open(paths[6], "rb") as file:
        for (a, _), (b, _) in zip(load_many([*sources, file]), expected[:7], strict=True):
            np.testing.assert_array_equal(a, b)


def test_an_array(paths):
    offsets = [10 * i for i in range(len(paths))]
    array, lengths = load_many(paths, offsets=offsets, frames=5000, samplerate=16_000, num_channels=1)
    assert array.shape == (len(paths), 1, 5000) and array.dtype == np.float32 and lengths.dtype == np.int64
    for path, offset, samples, length in zip(paths, offsets, array, lengths, strict=True):
        expected, _ = load(path, samplerate=16_000, num_channels=1, offset=offset, frames=5000)
        assert length == expected.shape[1]
        np.testing.assert_array_equal(samples[:, :length], expected)
        assert not samples[:, length:].any()
    assert {*lengths} > {5000} or len({*lengths}) > 1


def test_an_array_with_the_channels_of_the_files(paths):
    mono = [p for p in paths if AudioFile(p).num_channels == 1]
    array, lengths = load_many(mono, frames=100)
    assert array.shape == (len(mono), 1, 100) and (lengths == 100).all()
    with pytest.raises(ValueError, match="say with num_channels"):
        load_many(paths, frames=100)


def test_nothing():
    assert load_many([]) == []
    array, lengths = load_many([], frames=5, num_channels=2)
    assert array.shape == (0, 2, 5) and lengths.shape == (0,)


# errors


@pytest.fixture
def many(clips, tmp_path):
    """2,000 clips; 40 of them are broken."""
    missing = tmp_path / "missing.wav"
    broken = [b"no audio" * 50, b"", str(missing), clips[1][:20]]
    files = [clips[i % 4] for i in range(2000)]
    bad = sorted(np.random.default_rng(8).choice(2000, 40, replace=False).tolist())
    for n, i in enumerate(bad):
        files[i] = broken[n % 4]
    return files, bad


@pytest.mark.slow
@pytest.mark.parametrize("threads", [1, 3])
@pytest.mark.fault(
    "broken files among many that are loaded", "the error of the first, or, if asked for, all the others"
)
def test_broken_files(many, threads):
    files, bad = many
    with pytest.raises(gaudiofile.Error) as alone:
        load(files[bad[0]])
    with pytest.raises(gaudiofile.Error) as together:
        load_many(files, threads=threads)
    assert type(together.value) is type(alone.value) and str(together.value) == str(alone.value)

    good = [i for i in range(2000) if i not in set(bad)]
    whole = {i % 4: load(files[i]) for i in good[:20]}  # of four kinds, of which no two are alike
    skipped = load_many(files, errors="skip", threads=threads)
    assert len(skipped) == 1960
    holes = load_many(files, errors="none", threads=threads)
    assert [i for i, r in enumerate(holes) if r is None] == bad
    one_by_one = gaudiofile.iter_many(files, errors="skip", threads=threads, prefetch=300)
    for i, *found in zip(good, skipped, [holes[i] for i in good], one_by_one, strict=True):
        for samples, rate in found:
            assert rate == whole[i % 4][1]
            np.testing.assert_array_equal(samples, whole[i % 4][0])

    array, lengths = load_many(files, errors="skip", threads=threads, frames=1000, num_channels=1)
    assert array.shape == (1960, 1, 1000) and (lengths == 1000).all()
    array, lengths = load_many(files, errors="none", threads=threads, frames=1000, num_channels=1)
    assert array.shape == (2000, 1, 1000) and np.flatnonzero(lengths == -1).tolist() == bad
    assert not array[bad].any() and all(array[i].any() for i in good)


def test_what_is_raised_is_that_of_the_first(clips):
    class Failing(FileLike):
        def read(self, size=-1):
            time.sleep(0.2)
            raise KeyError("mine")

    files = [clips[0], Failing(clips[1]), *[b"junk"] * 50]
    for _ in range(3):
        with pytest.raises(KeyError, match="mine"):
            load_many(files, threads=4)


def test_an_offset_behind_the_end(clips):
    with pytest.raises(ValueError, match="Cannot seek"):
        load_many(clips[:2], offsets=[0, 10**6])


def test_arguments(clips):
    for arguments, error in (
        ({"errors": "ignore"}, ValueError),
        ({"frames": -1}, ValueError),
        ({"threads": 0}, ValueError),
        ({"offsets": [0]}, ValueError),
        ({"offsets": [0, -1]}, ValueError),
        ({"offsets": [0, 0.5]}, TypeError),
        ({"samplerate": 0}, ValueError),
        ({"num_channels": 0}, ValueError),
        ({"frames": 1.5}, TypeError),
    ):
        with pytest.raises(error):
            load_many(clips[:2], **arguments)
    with pytest.raises(TypeError, match="Expected either a filename"):
        load_many([clips[0], 5])
    file = FileLike(clips[0])
    with pytest.raises(ValueError, match="twice"):
        load_many([file, file])


# progress, and being stopped


def test_progress(clips):
    told = []
    load_many(clips * 20, threads=2, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (480, 480)
    assert told == sorted(told)

    def stop(done, total):
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        load_many(clips * 20, threads=2, progress=stop)
    with pytest.raises(RuntimeError, match="enough"):
        load_many(clips * 20, threads=1, progress=stop)


@pytest.mark.slow
@pytest.mark.fault("Ctrl-C while many files are loaded", "it ends at once; no thread stays")
def test_ctrl_c(tmp_path):
    """It ends what would take many seconds, and no thread is left."""
    code = """
        import os, signal, sys, threading, time
        import numpy as np
        import gaudiofile
        noise = np.random.default_rng(0).uniform(-.5, .5, (2, 44100 * 60)).astype("f4")
        data = gaudiofile.AudioFile.encode(noise, 44100, "flac", 2)
        files = [data] * 400
        before = len(os.listdir("/proc/self/task"))
        sent = []
        def interrupt():
            time.sleep(.3)
            sent.append(time.monotonic())
            os.kill(os.getpid(), signal.SIGINT)
        thread = threading.Thread(target=interrupt)
        thread.start()
        try:
            gaudiofile.load_many(files, threads=2, samplerate=48000, errors="skip")
        except KeyboardInterrupt:
            seconds = time.monotonic() - sent[0]
            thread.join()
            print(seconds, len(os.listdir("/proc/self/task")) - before)
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, timeout=120)
    seconds, threads = done.stdout.split()
    assert int(threads) == 0, done
    assert float(seconds) < 5  # a tenth, on a machine that has nothing else to do


# processes


@pytest.mark.slow
def test_fork_beside(clips):
    """Children that are made while threads load: they load as well."""
    stop = threading.Event()
    failures = []

    def load_all_the_while():
        while not stop.is_set():
            load_many(clips, threads=2)

    thread = threading.Thread(target=load_all_the_while)
    thread.start()
    try:
        for _ in range(60):
            child = os.fork()
            if child == 0:
                os._exit(0 if len(load_many(clips[:4], threads=2)) == 4 else 1)
            failures.append(os.waitpid(child, 0)[1])
    finally:
        stop.set()
        thread.join()
    assert failures == [0] * 60


def load_in_worker(paths):
    return [samples.sum() for samples, _ in load_many(paths)]


@pytest.mark.slow
@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_other_processes(paths, method):
    expected = load_in_worker(paths)
    with multiprocessing.get_context(method).Pool(2) as pool:
        assert pool.map(load_in_worker, [paths] * 4) == [expected] * 4


# how many threads


def run(code, **environment):
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env={**os.environ, **environment}, check=True
    )
    return done.stdout.strip()


def test_the_number_of_threads():
    usual = gaudiofile.get_max_threads()
    assert 1 <= usual <= len(os.sched_getaffinity(0))
    gaudiofile.set_max_threads(5)
    assert gaudiofile.get_max_threads() == 5
    gaudiofile.set_max_threads(0)
    assert gaudiofile.get_max_threads() == usual
    with pytest.raises(ValueError):
        gaudiofile.set_max_threads(-1)
    code = (
        "import os, gaudiofile; os.sched_setaffinity(0, [min(os.sched_getaffinity(0))]); "
        "print(gaudiofile.get_max_threads())"
    )
    assert run(code) == "1"
    assert run(code, GAUDIOFILE_MAX_THREADS="3") == "3"
    assert run(code, GAUDIOFILE_MAX_THREADS="nonsense") == "1"


# more than memory holds


def test_iterating(paths, clips):
    expected = load_many(paths, samplerate=16_000, num_channels=1)
    before = n_threads()
    for n, (a, b) in enumerate(
        zip(gaudiofile.iter_many(iter(paths), prefetch=5, samplerate=16_000, num_channels=1), expected, strict=True)
    ):
        assert n_threads() <= before  # those of other tests may have ended meanwhile
        assert a[1] == 16_000
        np.testing.assert_array_equal(a[0], b[0], str(n))
    assert [r is None for r in gaudiofile.iter_many([clips[0], b"x", clips[1]], errors="none", prefetch=2)] == [
        False,
        True,
        False,
    ]
    assert len(list(gaudiofile.iter_many([clips[0], b"x", clips[1]], errors="skip", prefetch=1))) == 2
    endless = gaudiofile.iter_many(iter(lambda: clips[0], None), prefetch=3)
    assert next(endless)[1] == next(endless)[1]
    with pytest.raises(ValueError):
        gaudiofile.iter_many(paths, prefetch=0)


def test_signals_are_still_python_s():
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


# on more than one machine: tools/soak --ray


def test_without_ray_it_is_said_what_to_install():
    code = "import sys; sys.modules['ray'] = None; import gaudiofile.ray"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == 'ImportError: gaudiofile.ray needs Ray Data: pip install "ray[data]"'
