# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Writers and threads, file-likes that call back, and fork()."""

import io
import threading
import time

import numpy as np
import pytest
from signals import RATE, make_signal
from test_reader_api import in_child, run_threads
from test_write_differential import Sink
from writing import FORMATS, frames_of, rate_of, write

import gaudiofile
from gaudiofile import AudioFile


@pytest.mark.parametrize("sink", [io.BytesIO, Sink])
@pytest.mark.parametrize("format", ["wav", "flac", "ogg"])
def test_threads_share_a_file(sink, format):
    """Each array is written in one piece."""
    stream = sink()
    f = AudioFile(stream, "w", RATE, 1, format=format)

    def work(value):
        for _ in range(40):
            f.write(np.full(100, value, "i2"))

    run_threads(*(lambda value=value: work(value) for value in (1000, 2000, 3000, 4000)))
    f.close()
    data = stream.getvalue() if sink is io.BytesIO else stream.memory.getvalue()
    assert frames_of(data) == 16_000
    if format != "ogg":
        pieces = AudioFile(data).read_raw(16_000).reshape(160, 100)
        assert (pieces == pieces[:, :1]).all()


def test_close_while_others_write():
    for format in ("wav", "flac", "mp3") * 3:
        f = AudioFile(Sink(), "w", RATE, format=format)
        begun = threading.Barrier(3)

        def work(f=f, begun=begun):
            begun.wait()
            with pytest.raises(gaudiofile.ClosedFileError):
                while True:
                    f.write(np.zeros(64))
                    f.flush()

        run_threads(work, work, lambda f=f, begun=begun: (begun.wait(), f.close()))
        assert f.closed


def test_waiting_for_a_file_does_not_hold_the_interpreter():
    """One thread is inside the file-like, another waits for the same file, and a third lets the first go on."""
    inside, go_on = threading.Event(), threading.Event()

    class Waiting(Sink):
        def write(self, data):
            inside.set()
            assert go_on.wait(20)
            return super().write(data)

    go_on.set()
    f = AudioFile(Waiting(), "w", RATE, format="wav")
    go_on.clear()
    inside.clear()

    def release():
        assert inside.wait(20)
        for _ in range(20):
            assert f.frames >= 0  # others can ask meanwhile
        go_on.set()

    def second():
        assert inside.wait(20)
        f.write(np.zeros(500))

    run_threads(lambda: f.write(np.zeros(200_000)), second, release)
    assert f.frames == 200_500
    f.close()


def test_calls_come_on_the_thread_that_writes(signal):
    class Noting(Sink):
        threads = set()

        def write(self, data):
            self.threads.add(threading.get_ident())
            return super().write(data)

    for format in FORMATS:
        with AudioFile(Noting(), "w", rate_of(format), 2, format=format) as f:
            f.write(signal)
    assert Noting.threads == {threading.get_ident()}


@pytest.mark.parametrize("method", ["write", "flush", "close"])
def test_use_from_inside_its_own_file_like_raises(signal, method):
    class Calling(Sink):
        target = None

        def write(self, data):
            if self.target:
                getattr(self.target, method)(*([signal] if method == "write" else []))
            return super().write(data)

    sink = Calling()
    f = AudioFile(sink, "w", RATE, 2, format="wav")
    sink.target = f
    with pytest.raises(gaudiofile.BusyError):
        f.write(np.tile(signal, 5))
    sink.target = None
    f.close()


def test_properties_from_inside_its_own_file_like(signal):
    class Asking(Sink):
        target = None
        seen = None

        def write(self, data):
            if self.target:
                self.seen = (self.target.tell(), self.target.closed, self.target.quality, repr(self.target))
            return super().write(data)

    sink = Asking()
    sink.target = AudioFile(sink, "w", RATE, 2, format="wav")
    sink.target.write(np.tile(signal, 5))
    assert sink.seen[:3] == (0, False, None)


def test_encoding_lets_others_run():
    """While a file is encoded in one go, another thread counts."""
    long = make_signal(RATE * 20).astype("f4")
    count = 0
    done = threading.Event()

    def counting():
        nonlocal count
        while not done.is_set():
            count += 1
            time.sleep(0.001)

    thread = threading.Thread(target=counting)
    thread.start()
    start = time.monotonic()
    AudioFile.encode(long, RATE, "ogg", 2)
    elapsed, counted = time.monotonic() - start, count
    done.set()
    thread.join()
    assert counted > elapsed * 100


def test_children_write_too(tmp_path, signal):
    """Their own files, after the parent has written, and while it has files open."""
    streams = {format: io.BytesIO() for format in ("wav", "flac", "ogg", "mp3")}
    files = [AudioFile(stream, "w", RATE, 2, format=format) for format, stream in streams.items()]
    for f in files:
        f.write(signal)

    def work():
        for format in streams:
            write(tmp_path / f"a.{format}", signal, format=format)
            assert AudioFile(tmp_path / f"a.{format}").frames == pytest.approx(RATE, abs=2500)

    for _ in range(5):
        assert in_child(work) == 0
    for f in files:
        f.write(signal)
        f.close()
    for format, stream in streams.items():
        assert frames_of(stream.getvalue()) == pytest.approx(2 * RATE, abs=2500), format
