# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""The asynchronous forms, from PyGObject: what waits has one, it does the same, in order, and can be cancelled."""

import os
import re
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import gi
import numpy as np
import pytest
from bindings import run_javascript
from signals import RATE

gi.require_version("GAudioFile", "1.0")
from gi.repository import GAudioFile, Gio, GLib  # noqa: E402

HEADERS = Path(__file__).parents[2] / "gaudiofile"
PLANAR = GAudioFile.Layout.PLANAR

# These wait without a GCancellable.
WAIT_TOO = {
    "gaf_device_list",
    "gaf_device_find",
    "gaf_device_get_default",
    "gaf_reader_close",
    "gaf_writer_abort",
    "gaf_stream_close",
}
# This one does not wait: it is for bindings that have threads of their own.
DO_NOT_WAIT = {"gaf_set_thread_cancellable"}
# Another name, because Vala makes the same one of new_async as of new.
OTHERWISE = {"gaf_device_monitor_new": "gaf_device_monitor_create"}


def prototypes() -> dict[str, str]:
    text = "\n".join(path.read_text() for path in sorted(HEADERS.glob("gaf-*.h")) if "private" not in path.name)
    found = re.findall(r"^GAF_AVAILABLE_IN_\w+\s+[^;]*?\b(gaf_\w+)\s*\(([^;]*)\)[^;)]*;", text, re.M)
    return {name: " ".join(parameters.split()) for name, parameters in found}


def test_what_waits_has_an_asynchronous_form() -> None:
    every = prototypes()
    assert len(every) > 150 and every.keys() > WAIT_TOO
    waits = {name for name, parameters in every.items() if "GCancellable" in parameters and "_async" not in name}
    missing = []
    for name in sorted((waits - DO_NOT_WAIT) | WAIT_TOO | OTHERWISE.keys()):
        stem = OTHERWISE.get(name, name)
        if "GAsyncReadyCallback" not in every.get(f"{stem}_async", "") or "GAsyncResult" not in every.get(
            f"{stem}_finish", ""
        ):
            missing.append(name)
    assert not missing


def wait_for(start: Callable[..., None], *arguments: Any, cancellable: Gio.Cancellable | None = None) -> Any:
    """Runs the main loop until the call is done."""
    results: list[Gio.AsyncResult] = []
    start(*arguments, cancellable, lambda source, result: results.append(result))
    assert not results, "the callback came before the call returned"
    context = GLib.MainContext.default()
    while not results:
        context.iteration(True)
    return results[0]


def finished(stem: Any, name: str, *arguments: Any, cancellable: Gio.Cancellable | None = None) -> Any:
    result = wait_for(getattr(stem, f"{name}_async"), *arguments, cancellable=cancellable)
    return getattr(stem, f"{name}_finish")(result)


def samples_of(block: GAudioFile.Block) -> np.ndarray:
    return np.frombuffer(block.get_bytes().get_data() or b"", np.float32).reshape(block.get_channels(), -1)


def close(reader: GAudioFile.Reader) -> None:
    results: list[bool] = []
    reader.close_async(lambda reader, result: results.append(reader.close_finish(result)))
    while not results:
        GLib.MainContext.default().iteration(True)


@pytest.fixture
def flac(tmp_path: Path, audio: dict[str, bytes]) -> Path:
    path = tmp_path / "sound.flac"
    path.write_bytes(audio["flac-16"])
    return path


def test_open_read_seek_close(flac: Path) -> None:
    data = flac.read_bytes()
    whole = samples_of(GAudioFile.Reader.new_for_path(str(flac), None).read_frames(10**7, PLANAR, None))
    stream = Gio.MemoryInputStream.new_from_bytes(GLib.Bytes.new(data))
    for name, argument in (
        ("new_for_path", str(flac)),
        ("new_for_file", Gio.File.new_for_path(str(flac))),
        ("new_for_bytes", GLib.Bytes.new(data)),
        ("new_for_stream", stream),
    ):
        reader = finished(GAudioFile.Reader, name, argument)
        assert np.array_equal(samples_of(finished(reader, "read_frames", 1000, PLANAR)), whole[:, :1000])
        assert finished(reader, "seek", 5000)
        assert reader.tell() == 5000
        assert np.array_equal(samples_of(finished(reader, "read_frames_at", 77, 500, PLANAR)), whole[:, 77:577])
        assert finished(reader, "read_raw_frames", 10, PLANAR).get_n_frames() == 10
        close(reader)
        assert reader.is_closed()


def test_calls_are_done_in_their_order(flac: Path) -> None:
    reader = GAudioFile.Reader.new_for_path(str(flac), None)
    whole = samples_of(reader.read_frames(10**7, PLANAR, None))
    reader.seek(0, None)
    blocks: list[np.ndarray] = []
    rng = np.random.default_rng(3)
    sizes = rng.integers(1, 900, 60)
    for size in sizes:
        reader.read_frames_async(
            int(size), PLANAR, None, lambda reader, result: blocks.append(samples_of(reader.read_frames_finish(result)))
        )
    while len(blocks) < len(sizes):
        GLib.MainContext.default().iteration(True)
    together = np.concatenate(blocks, axis=1)
    assert np.array_equal(together, whole[:, : together.shape[1]])


def test_as_a_source(flac: Path) -> None:
    reader = GAudioFile.Reader.new_for_path(str(flac), None)
    resampled = GAudioFile.ResampledReader.new(reader, 48000, GAudioFile.ResampleQuality.WINDOWED_SINC_32)
    first = samples_of(resampled.read_frames(3000, PLANAR, None))
    assert finished(resampled, "seek", 0)
    assert np.array_equal(samples_of(finished(resampled, "read_frames", 3000, PLANAR)), first)


@pytest.mark.parametrize("name", ["wav", "flac", "ogg", "m4a"])
def test_write(tmp_path: Path, name: str) -> None:
    samples = np.random.default_rng(1).normal(0, 0.1, (2, 30000)).astype(np.float32)
    block = GAudioFile.Block.new(
        GAudioFile.SampleFormat.FLOAT32, PLANAR, 2, RATE, 30000, GLib.Bytes.new(samples.tobytes())
    )
    spec = GAudioFile.EncodeSpec.new(name, RATE, 2)
    data = []
    for how in ("sync", "async"):
        path = tmp_path / f"{how}.{name}"
        if how == "sync":
            writer = GAudioFile.Writer.new_for_path(str(path), spec, None)
            assert writer.write_block(block, None) and writer.flush(None) and writer.close(None)
        else:
            writer = finished(GAudioFile.Writer, "new_for_path", str(path), spec)
            assert finished(writer, "write_block", block) and finished(writer, "flush") and finished(writer, "close")
        data.append(samples_of(GAudioFile.Reader.new_for_path(str(path), None).read_frames(10**6, PLANAR, None)))
    assert data[0].shape == (2, 30000) and np.array_equal(*data)


def test_errors(tmp_path: Path, flac: Path) -> None:
    with pytest.raises(GLib.Error) as caught:
        finished(GAudioFile.Reader, "new_for_path", str(tmp_path / "none.wav"))
    assert caught.value.matches(GAudioFile.error_quark(), GAudioFile.Error.NOT_FOUND)
    with pytest.raises(GLib.Error) as caught:
        finished(
            GAudioFile.Writer, "new_for_path", str(tmp_path / "none" / "x.wav"), GAudioFile.EncodeSpec.new("wav", 1, 1)
        )
    reader = GAudioFile.Reader.new_for_path(str(flac), None)
    reader.close()
    with pytest.raises(GLib.Error) as caught:
        finished(reader, "read_frames", 5, PLANAR)
    assert caught.value.matches(GAudioFile.error_quark(), GAudioFile.Error.CLOSED)


def test_cancelled_before(flac: Path, tmp_path: Path) -> None:
    cancelled = Gio.Cancellable()
    cancelled.cancel()
    target = tmp_path / "new.wav"
    spec = GAudioFile.EncodeSpec.new("wav", RATE, 2)
    reader = GAudioFile.Reader.new_for_path(str(flac), None)
    for stem, name, *arguments in (
        (GAudioFile.Reader, "new_for_path", str(flac)),
        (GAudioFile.Writer, "new_for_path", str(target), spec),
        (reader, "read_frames", 10, PLANAR),
        (reader, "seek", 10),
    ):
        with pytest.raises(GLib.Error) as caught:
            finished(stem, name, *arguments, cancellable=cancelled)
        assert caught.value.matches(Gio.io_error_quark(), Gio.IOErrorEnum.CANCELLED)
    assert reader.tell() == 0 and not target.exists()


def test_cancelled_while_it_waits_for_its_turn(flac: Path) -> None:
    """It is told of at once, and not done."""
    reader = GAudioFile.Reader.new_for_path(str(flac), None)
    outcomes: dict[int, str] = {}

    def done(reader: GAudioFile.Reader, result: Gio.AsyncResult, number: int) -> None:
        try:
            outcomes[number] = str(reader.read_frames_finish(result).get_n_frames())
        except GLib.Error as error:
            outcomes[number] = "cancelled" if error.matches(Gio.io_error_quark(), Gio.IOErrorEnum.CANCELLED) else "?"

    cancellables = [Gio.Cancellable() for _ in range(20)]
    for number, cancellable in enumerate(cancellables):
        reader.read_frames_async(100, PLANAR, cancellable, done, number)
    for cancellable in cancellables[10:]:
        cancellable.cancel()
    while len(outcomes) < 20:
        GLib.MainContext.default().iteration(True)
    assert all(outcomes[number] == "100" for number in range(10))
    assert {outcomes[number] for number in range(10, 20)} <= {"100", "cancelled"}
    assert reader.tell() == 100 * list(outcomes.values()).count("100")


def test_a_child_of_fork_has_no_threads_to_do_it(flac: Path) -> None:
    finished(GAudioFile.Reader, "new_for_path", str(flac))
    child = os.fork()
    if child == 0:
        try:
            finished(GAudioFile.Reader, "new_for_path", str(flac))
        except GLib.Error as error:
            os._exit(7 if error.matches(GAudioFile.error_quark(), GAudioFile.Error.BUSY) else 8)
        os._exit(9)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7


def test_async_initable(flac: Path) -> None:
    """What is made of properties, as `new GAudioFile.Reader({file})` with init_async() is in JavaScript."""
    reader = GObject_new(flac)
    results: list[bool] = []
    reader.init_async(0, None, lambda reader, result: results.append(reader.init_finish(result)))
    while not results:
        GLib.MainContext.default().iteration(True)
    assert results == [True] and reader.get_channels() == 2


def GObject_new(path: Path) -> GAudioFile.Reader:  # noqa: N802
    return GAudioFile.Reader(file=Gio.File.new_for_path(str(path)))


def test_from_javascript(flac: Path, tmp_path: Path) -> None:
    answer = run_javascript("async.js", flac, tmp_path / "copy.wav")
    reader = GAudioFile.Reader.new_for_path(str(flac), None)
    assert answer["frames"] == reader.get_n_frames()
    assert answer["ticks"] > 0, "the main loop stood still"
    copy = GAudioFile.Reader.new_for_path(str(tmp_path / "copy.wav"), None)
    assert np.array_equal(
        samples_of(copy.read_frames(10**7, PLANAR, None)), samples_of(reader.read_frames(10**7, PLANAR, None))
    )


# What bindings can call, and what they hear


# What bindings cannot call, because it has to do with bare memory or a function on other threads, and what they call
# instead.
TWINS = {
    "gaf_clip_set_memory": "gaf_clip_get_block",
    "gaf_converted_reader_read_as": "gaf_converted_reader_read_block",
    "gaf_converted_reader_read_at": "gaf_converted_reader_read_block",
    "gaf_peaks_query_into": "gaf_peaks_query_bytes",
    "gaf_reader_read": "gaf_reader_read_frames",
    "gaf_reader_read_at": "gaf_reader_read_frames_at",
    "gaf_reader_read_interleaved": "gaf_reader_read_frames",
    "gaf_reader_read_raw": "gaf_reader_read_raw_frames",
    "gaf_resampled_reader_read_at": "gaf_source_read_frames",
    "gaf_source_read": "gaf_source_read_frames",
    "gaf_stream_read": "gaf_stream_read_frames",
    "gaf_stream_read_interleaved": "gaf_stream_read_frames",
    "gaf_stream_set_process": "gaf_stream_set_effect",
    "gaf_stream_write": "gaf_stream_write_block",
    "gaf_stream_write_interleaved": "gaf_stream_write_block",
    "gaf_writer_write": "gaf_writer_write_block",
    "gaf_writer_write_interleaved": "gaf_writer_write_block",
    "gaf_writer_write_raw": "gaf_writer_write_block",
}
# For bindings and C programs themselves.
FOR_C_ALONE = {
    "gaf_object_unref",
    "gaf_set_interrupt_func",
    "gaf_set_thread_cancellable",
}


def test_what_no_binding_can_call_has_a_twin() -> None:
    identifier = "{http://www.gtk.org/introspection/c/1.0}identifier"
    gir = ElementTree.parse(HEADERS.parent / "build" / "introspection" / "GAudioFile-1.0.gir")
    functions = {e.get(identifier, ""): e.get("introspectable") != "0" for e in gir.iter() if e.get(identifier)}
    callable_ones = {name for name, can_be_called in functions.items() if can_be_called}
    assert len(callable_ones) > 200
    lacking = []
    for name in sorted(functions.keys() - callable_ones - FOR_C_ALONE):
        stem = re.sub("_(async|finish)$", "", name)
        likely = {f"{stem}_{what}" for what in ("block", "bytes", "frames")}
        if not name.startswith("gaf_") or TWINS.get(stem) in callable_ones or likely & callable_ones:
            continue
        lacking.append(name)
    assert not lacking
    assert not {name for name in TWINS if functions.get(name, True)}, "these have no need of a twin"


def test_every_asynchronous_form_is_cancelled_in_the_campaign() -> None:
    campaign = "".join(path.read_text() for path in (HEADERS.parent / "tests" / "c").glob("cancels*.c"))
    types = "reader|resampled|converted|source|clip|load|writer|device|stream|tags|peaks|loudness|silences|plot|probe"
    forms = [name for name in prototypes() if re.fullmatch(f"gaf_({types})_.*async", name)]
    assert len(forms) > 45
    assert not [name for name in forms if f"{name} (" not in campaign]


def notified(thing: Any) -> list[tuple[str, Any, bool]]:
    """What is notified from now on: the property, its value, and whether it was heard on this thread."""
    heard: list[tuple[str, Any, bool]] = []
    thread = threading.get_ident()
    thing.connect(
        "notify",
        lambda thing, pspec: heard.append(
            (pspec.name, thing.get_property(pspec.name), threading.get_ident() == thread)
        ),
    )
    return heard


@pytest.fixture
def estimated(flac: Path, tmp_path: Path) -> str:
    """An MP3 that does not say how long it is."""
    path = tmp_path / "no-length.mp3"
    command = ["ffmpeg", "-loglevel", "error", "-i", flac, "-f", "wav", tmp_path / "sound.wav"]
    subprocess.run(command, check=True)
    subprocess.run(["lame", "--quiet", "--cbr", "-t", tmp_path / "sound.wav", path], check=True)
    return str(path)


def test_readers_around_a_reader_tell_of_its_length(estimated: str) -> None:
    for wrap in (
        lambda reader: GAudioFile.ResampledReader.new(reader, 16000, GAudioFile.ResampleQuality.LINEAR),
        lambda reader: GAudioFile.ConvertedReader.new(reader, 0, 1, None, GAudioFile.ResampleQuality.LINEAR),
    ):
        wrapped = wrap(GAudioFile.Reader.new_for_path(estimated, None))
        heard = notified(wrapped)
        assert not wrapped.props.exact_duration
        while wrapped.read_frames(10**6, PLANAR, None).get_n_frames() > 0:
            pass
        assert ("exact-duration", True, True) in heard
        assert heard[-1] == ("duration", wrapped.props.n_frames / wrapped.props.rate, True)
        assert ("n-frames", wrapped.tell(), True) in heard


@pytest.mark.parametrize("asynchronous", [False, True])
def test_notified(estimated: str, tmp_path: Path, asynchronous: bool) -> None:
    """Of an asynchronous call it is heard on the thread that has made it, before the callback."""
    reader = GAudioFile.Reader.new_for_path(estimated, None)
    assert not reader.props.exact_duration
    heard = notified(reader)
    for _ in range(3):
        if asynchronous:
            finished(reader, "read_frames", 10**7, PLANAR)
        else:
            reader.read_frames(10**7, PLANAR, None)
    if asynchronous:
        close(reader)
    else:
        reader.close()
    n_frames = reader.get_n_frames()
    assert ("exact-duration", True, True) in heard and ("n-frames", n_frames, True) in heard
    assert heard[-1] == ("closed", True, True)
    assert len(heard) == len(set(heard))

    writer = GAudioFile.Writer.new_for_path(str(tmp_path / "a.wav"), GAudioFile.EncodeSpec.new("wav", RATE, 1), None)
    assert (writer.props.closed, writer.props.n_frames, writer.props.spec.rate) == (False, 0, RATE)
    assert writer.props.sample_format == GAudioFile.SampleFormat.INT16
    heard = notified(writer)
    bytes_ = GLib.Bytes.new(bytes(40))
    block = GAudioFile.Block.new(GAudioFile.SampleFormat.FLOAT32, PLANAR, 1, RATE, 10, bytes_)
    if asynchronous:
        finished(writer, "write_block", block)
        finished(writer, "close")
    else:
        writer.write_block(block, None)
        writer.close(None)
    assert heard == [("n-frames", 10, True), ("closed", True, True)]
