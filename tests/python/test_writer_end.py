# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""How a writer ends that nobody closed: the file is complete, errors are told, nothing is kept."""

import gc
import os
import subprocess
import sys
import weakref

import numpy as np
import pytest
from signals import RATE
from test_write_differential import Mine, Sink
from writing import write, written

from gaudiofile import AudioFile


def test_a_file_that_nobody_closed_is_complete(tmp_path, signal):
    path = tmp_path / "a.flac"
    f = AudioFile(path, "w", RATE, 2)
    f.write(signal)
    del f
    assert path.read_bytes() == written(signal, format="flac")


@pytest.mark.fault("a program ends without close()", "the file is complete")
def test_a_file_that_nobody_closed_is_complete_at_exit(tmp_path):
    path = tmp_path / "a.flac"
    program = f"""
import gaudiofile, numpy
f = gaudiofile.AudioFile({str(path)!r}, "w", 44100)
f.write(numpy.zeros(1000))
"""
    subprocess.run([sys.executable, "-c", program], check=True, env=os.environ | {"PYTHONPATH": ":".join(sys.path)})
    assert AudioFile(path).frames == 1000


def test_an_error_of_a_file_that_nobody_closed_is_told(monkeypatch, signal):
    told = []
    monkeypatch.setattr(sys, "unraisablehook", lambda info: told.append(info.exc_value))
    sink = Sink()
    f = AudioFile(sink, "w", RATE, 2, format="wav")
    f.write(signal[:, :50])
    sink.replacements["write"] = error = Mine()
    del f
    assert told == [error]


def test_an_error_that_is_known_is_not_told_again(monkeypatch, signal):
    told = []
    monkeypatch.setattr(sys, "unraisablehook", lambda info: told.append(info.exc_value))
    sink = Sink()
    f = AudioFile(sink, "w", RATE, 2, format="wav")
    sink.replacements["write"] = Mine()
    with pytest.raises(Mine):
        f.write(signal)
    del f
    gc.collect()
    assert told == []


def test_cycles_are_collected_and_complete(signal):
    class Weak(Sink):
        pass

    kept = []

    def through_file_like():
        sink = Weak()
        kept.append(sink.memory)
        sink.writer = AudioFile(sink, "w", RATE, 2, format="flac")
        sink.writer.write(signal)
        return sink

    def through_exception():
        sink = Weak()
        sink.writer = AudioFile(sink, "w", RATE, 2, format="wav")
        sink.replacements["write"] = KeyError()
        with pytest.raises(KeyError):
            sink.writer.write(np.tile(signal, 5))
        return sink

    for make in (through_file_like, through_exception):
        reference = weakref.ref(make())
        gc.collect()
        assert reference() is None, make.__name__
    assert kept[0].getvalue() == written(signal, format="flac")


def test_file_like_is_free_after_close(signal):
    sink = Sink()
    before = sys.getrefcount(sink)
    f = AudioFile(sink, "w", RATE, 2, format="wav")
    f.write(signal)
    f.close()
    assert sys.getrefcount(sink) == before
    sink.memory.close()
    del f


def test_nothing_is_kept_of_what_failed_to_open():
    sink = Sink(write=Mine())
    before = sys.getrefcount(sink)
    for _ in range(5):
        with pytest.raises(ValueError, match="bit depth"):
            AudioFile(sink, "w", RATE, 2, 13, format="wav")
    gc.collect()
    assert sys.getrefcount(sink) == before


@pytest.mark.slow
def test_descriptors_and_threads_stay(tmp_path, signal):
    def count():
        return len(os.listdir("/proc/self/fd")), len(os.listdir("/proc/self/task"))

    write(tmp_path / "a.flac", signal, format="flac")
    before = count()
    for n in range(60):
        for format in (".wav", ".flac", ".ogg"):
            f = AudioFile(tmp_path / f"a{format}", "w", RATE, 2, atomic=n % 2)
            f.write(signal[:, :500])
            if n % 3:
                f.close()
        with pytest.raises(ValueError):
            AudioFile(tmp_path / "a.wav", "w", RATE, 2, 13)
        del f
    descriptors, threads = count()
    # Threads of other tests may have ended meanwhile.
    assert descriptors == before[0] and threads <= before[1]
    assert sorted(os.listdir(tmp_path)) == ["a.flac", "a.ogg", "a.wav"]
