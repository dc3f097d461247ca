# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Effects as a file is read, and sources and writers as elements of pipelines of GStreamer's."""

import copy
import pickle
from pathlib import Path
from typing import Any

import gi
import numpy as np
import pytest
import soundfile
from signals import RATE, make_signal

from gaudiofile import AudioFile, ConvertedReadableAudioFile

gi.require_version("GAudioFile", "1.0")
gi.require_version("Gst", "1.0")
from gi.repository import GAudioFile, Gst  # noqa: E402

ECHO = "audioecho delay=100000000 intensity=0.7 feedback=0.5"
FRAMES = 2 * RATE


@pytest.fixture(scope="module")
def song(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("song") / "song.flac"
    with AudioFile(str(path), "w", RATE, 2) as f:
        f.write(make_signal(FRAMES).T.astype("f4") * 0.5)
    return path


def read(path: Path) -> np.ndarray:
    with AudioFile(str(path)) as f:
        return f.read(f.frames)


# through()


def test_through(song: Path) -> None:
    """Against what an echo is."""
    dry = read(song)
    with AudioFile(str(song)).through(ECHO) as f:
        assert isinstance(f, ConvertedReadableAudioFile)
        assert (f.frames, f.samplerate, f.num_channels, f.name) == (FRAMES, RATE, 2, str(song))
        wet = f.read(f.frames)
        assert f.read(1).shape == (2, 0)
    late, expected = RATE // 10, dry.astype("f8")
    echo = np.zeros_like(expected)
    for first in range(late, FRAMES, late):
        place = slice(first, min(first + late, FRAMES))
        before = slice(first - late, place.stop - late)
        echo[:, place] = dry[:, before] + 0.5 * echo[:, before]
    assert np.abs(wet - (expected + 0.7 * echo)).max() < 1e-5


def test_seeks_do_not_change_it(song: Path) -> None:
    with AudioFile(str(song)).through(ECHO) as f:
        whole = f.read(f.frames)
        for position in (50_000, 60_123, 7, FRAMES - 3, 0, FRAMES):
            f.seek(position)
            assert np.array_equal(f.read(5000), whole[:, position : position + 5000])
        assert np.array_equal(f.read_at(1234, 777), whole[:, 1234 : 1234 + 777])
        for copied in (copy.copy(f), pickle.loads(pickle.dumps(f))):
            copied.seek(1234)
            assert np.array_equal(copied.read(777), whole[:, 1234 : 1234 + 777])


def test_preroll(song: Path) -> None:
    """Enough of it has the echo of what was before; none has none."""
    with AudioFile(str(song)).through("audioecho delay=100000000 intensity=0.7") as f:
        whole = f.read(f.frames)
    with AudioFile(str(song)).through("audioecho delay=100000000 intensity=0.7", preroll=0.1) as f:
        f.seek(50_000)
        assert np.array_equal(f.read(9000), whole[:, 50_000:59_000])
    with AudioFile(str(song)).through("audioecho delay=100000000 intensity=0.7", preroll=0) as f:
        f.seek(50_000)
        assert np.array_equal(f.read(4000), read(song)[:, 50_000:54_000])


def test_through_others(song: Path) -> None:
    with AudioFile(str(song)).resampled_to(22050).through("volume volume=0.5") as f:
        assert f.frames == FRAMES // 2
        halved = f.read(f.frames)
    with AudioFile(str(song)).resampled_to(22050) as f:
        assert np.array_equal(halved, f.read(f.frames) * np.float32(0.5))
    with AudioFile(str(song), num_channels=1).through("identity") as f:
        assert f.read(10).shape == (1, 10)
    inner = AudioFile(str(song))
    with ConvertedReadableAudioFile(inner, 22050, 1, "int16", effects="volume volume=0.5") as f:
        assert f.read(f.frames).dtype == np.int16
        inner.close()
        with pytest.raises(RuntimeError):
            f.read(1)


def test_what_is_no_effect(song: Path) -> None:
    with AudioFile(str(song)) as f:
        for wrong in ("no such ! thing", "fakesink", ""):
            with pytest.raises(ValueError):
                f.through(wrong)
        with pytest.raises(TypeError):
            f.through(lambda samples: samples)  # type: ignore[arg-type]
        with pytest.raises(ValueError):
            f.through("identity", preroll=-1)


# elements


@pytest.fixture(scope="module", autouse=True)
def gstreamer() -> None:
    Gst.init(None)


def run(*elements: Any, seek: tuple[int, int] | None = None) -> list[Any]:
    """A pipeline until its end; first a seek to the frames, if that is wanted. Its messages of errors."""
    pipeline = Gst.Pipeline()
    for element in elements:
        pipeline.add(element)
    for one, other in zip(elements, elements[1:], strict=False):
        assert one.link(other)
    bus = pipeline.get_bus()
    if seek is not None:
        pipeline.set_state(Gst.State.PAUSED)
        assert pipeline.get_state(5 * Gst.SECOND)[0] == Gst.StateChangeReturn.SUCCESS
        assert pipeline.query_duration(Gst.Format.TIME) == (True, FRAMES * Gst.SECOND // RATE)
        begin, end = (frame * Gst.SECOND // RATE for frame in seek)
        flags = Gst.SeekFlags.FLUSH | Gst.SeekFlags.ACCURATE
        assert pipeline.seek(1, Gst.Format.TIME, flags, Gst.SeekType.SET, begin, Gst.SeekType.SET, end)
    pipeline.set_state(Gst.State.PLAYING)
    message = bus.timed_pop_filtered(20 * Gst.SECOND, Gst.MessageType.EOS | Gst.MessageType.ERROR)
    pipeline.set_state(Gst.State.NULL)
    assert message is not None
    return [message.parse_error()] if message.type == Gst.MessageType.ERROR else []


def make(name: str, **properties: Any) -> Any:
    element = Gst.ElementFactory.make(name)
    for key, value in properties.items():
        element.set_property(key.replace("_", "-"), value)
    return element


def open_writer(path: Path, rate: int = RATE, channels: int = 2, depth: int = 32) -> Any:
    spec = GAudioFile.EncodeSpec.new("wav", rate, channels)
    spec.set_bit_depth(depth)
    return GAudioFile.Writer.new_for_path(str(path), spec, None)


def test_into_wavenc(song: Path, tmp_path: Path) -> None:
    """Of a resampled source; soundfile reads it."""
    source = GAudioFile.ResampledReader.new(
        GAudioFile.Reader.new_for_path(str(song), None), 16000, GAudioFile.ResampleQuality.WINDOWED_SINC_32
    )
    assert not run(source.make_element(), make("wavenc"), make("filesink", location=str(tmp_path / "a.wav")))
    with AudioFile(str(song)).resampled_to(16000) as f:
        assert np.array_equal(soundfile.read(tmp_path / "a.wav", dtype="f4")[0].T, f.read(f.frames))


def test_back_into_a_writer(song: Path, tmp_path: Path) -> None:
    writer = open_writer(tmp_path / "a.wav")
    source = GAudioFile.Reader.new_for_path(str(song), None)
    assert not run(source.make_element(), make("queue"), make("identity"), writer.make_element())
    assert writer.close(None)
    assert np.array_equal(read(tmp_path / "a.wav"), read(song))


@pytest.mark.parametrize("place", ((0, FRAMES), (12_345, 45_678), (FRAMES - 5, FRAMES), (1, 2)))
def test_seeks(song: Path, tmp_path: Path, place: tuple[int, int]) -> None:
    """To the frame at both ends. What was played before the seek is thrown away by a sink that has not got it yet."""
    written: list[np.ndarray] = []
    sink = make("appsink", emit_signals=True, sync=False, max_buffers=1)

    def take(sink: Any) -> Any:
        buffer = sink.emit("pull-sample").get_buffer()
        written.append(np.frombuffer(buffer.extract_dup(0, buffer.get_size()), "f4").reshape(-1, 2))
        return Gst.FlowReturn.OK

    sink.connect("new-sample", take)
    source = GAudioFile.Reader.new_for_path(str(song), None)
    assert not run(source.make_element(), sink, seek=place)
    samples = np.concatenate(written).T
    assert np.array_equal(samples, read(song)[:, place[0] : place[1]])


def test_formats_of_the_writer(song: Path, tmp_path: Path) -> None:
    """Integers stay what they are, and audioconvert and audioresample find out what it takes."""
    writer = open_writer(tmp_path / "a.wav", depth=16)
    decode = (make("filesrc", location=str(song)), make("flacparse"), make("flacdec"), make("audioconvert"))
    assert not run(
        *decode, make("capsfilter", caps=Gst.Caps.from_string("audio/x-raw,format=S16LE")), writer.make_element()
    )
    assert writer.close(None)
    assert np.array_equal(soundfile.read(tmp_path / "a.wav", dtype="i2")[0], soundfile.read(song, dtype="i2")[0])
    writer = open_writer(tmp_path / "b.wav", 8000, 1)
    source = GAudioFile.Reader.new_for_path(str(song), None)
    assert not run(source.make_element(), make("audioconvert"), make("audioresample"), writer.make_element())
    assert writer.close(None)
    assert abs(read(tmp_path / "b.wav").shape[1] - 16_000) <= 1


def test_playsink(song: Path, tmp_path: Path) -> None:
    """As players have it, with a writer in place of loudspeakers."""
    writer = open_writer(tmp_path / "a.wav")
    play = make("playsink", audio_sink=writer.make_element(), flags=2)
    source = GAudioFile.Reader.new_for_path(str(song), None).make_element()
    pipeline = Gst.Pipeline()
    pipeline.add(source)
    pipeline.add(play)
    pad = play.request_pad_simple("audio_sink")
    assert source.get_static_pad("src").link(pad) == Gst.PadLinkReturn.OK
    pipeline.set_state(Gst.State.PLAYING)
    message = pipeline.get_bus().timed_pop_filtered(20 * Gst.SECOND, Gst.MessageType.EOS | Gst.MessageType.ERROR)
    pipeline.set_state(Gst.State.NULL)
    assert message is not None
    assert message.type == Gst.MessageType.EOS
    assert writer.close(None)
    assert np.array_equal(read(tmp_path / "a.wav"), read(song))


def test_errors(song: Path, tmp_path: Path) -> None:
    """Become messages of the pipeline."""
    source = GAudioFile.Reader.new_for_path(str(song), None)
    element = source.make_element()
    source.close()
    (error,) = run(element, make("fakesink"))
    assert "closed" in error[0].message
    writer = open_writer(tmp_path / "a.wav")
    element = writer.make_element()
    writer.close(None)
    (error,) = run(GAudioFile.Reader.new_for_path(str(song), None).make_element(), element)
    assert "closed" in error[0].message
    for closed in (source, writer):
        with pytest.raises(Exception, match="closed"):
            closed.make_element()
