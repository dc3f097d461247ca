# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Devices and streams from PyGObject, with what no other test calls."""

from collections.abc import Iterator

import gi
import numpy as np
import pytest
from servers import Server, serving, wait_for
from test_introspection import block_of, samples_of

gi.require_version("GAudioFile", "1.0")
from gi.repository import GAudioFile, GLib  # noqa: E402


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving("pulseaudio", awake=True) as server:
        yield server


def test_devices(server: Server) -> None:
    speaker = GAudioFile.Device.get_default(GAudioFile.Direction.OUTPUT)
    assert (speaker.get_id(), speaker.get_direction()) == ("speaker", GAudioFile.Direction.OUTPUT)
    assert speaker.get_is_default() and speaker.get_name()
    assert speaker.get_channels() >= 2
    assert 0 < speaker.get_min_rate() <= 48000 <= speaker.get_max_rate()
    monitor = GAudioFile.Device.find(GAudioFile.Direction.INPUT, "speaker.monitor")
    assert monitor.get_monitor_of() == "speaker"
    assert monitor.feeds_back(speaker)
    other = GAudioFile.Device.find(GAudioFile.Direction.OUTPUT, "mic")
    assert not monitor.feeds_back(other)
    followed = GAudioFile.DeviceMonitor.new(GAudioFile.Direction.OUTPUT)
    assert followed.get_direction() == GAudioFile.Direction.OUTPUT
    assert followed.get_default().get_id() == "speaker"


def test_a_menu_of_devices(server: Server) -> None:
    """ "System default" is an item like the others, and comes and goes without moving them."""
    monitor = GAudioFile.DeviceMonitor.new(GAudioFile.Direction.OUTPUT)
    changes: list[tuple[int, int, int]] = []
    monitor.connect("items-changed", lambda _monitor, *change: changes.append(change))
    ids = [device.get_id() for device in monitor]
    monitor.props.offers_default = True
    monitor.set_offers_default(True)
    assert [device.get_id() for device in monitor] == ["default", *ids]
    item = monitor[0]
    assert (item.get_name(), item.get_direction()) == ("System default", GAudioFile.Direction.OUTPUT)
    assert (item.get_is_default(), item.get_monitor_of(), item.get_channels()) == (False, None, 0)
    assert monitor.get_default().get_id() == "speaker"
    assert monitor.get_item(len(ids) + 1) is None
    heard = GAudioFile.Device.find(GAudioFile.Direction.INPUT, "speaker.monitor")
    assert not heard.feeds_back(item)
    stream = GAudioFile.Stream(output_device=item, output_channels=2)
    assert stream.open(None) and stream.props.output_device is item
    stream.close()
    monitor.props.offers_default = False
    assert not monitor.get_offers_default()
    assert [device.get_id() for device in monitor] == ids
    assert changes == [(0, 0, 1), (0, 1, 0)]


def test_streams_made_of_properties(server: Server) -> None:
    microphone = GAudioFile.Device.find(GAudioFile.Direction.INPUT, "mic.monitor")
    stream = GAudioFile.Stream(input_device=microphone, input_channels=1, rate=16000, buffer_size=256)
    told: list[str] = []
    stream.connect("notify", lambda _stream, property: told.append(property.name))
    assert (stream.get_rate(), stream.props.buffer_size) == (16000, 256)
    assert (stream.props.input_channels, stream.props.output_channels) == (1, 0)
    assert stream.get_device(GAudioFile.Direction.INPUT) is microphone
    assert stream.get_device(GAudioFile.Direction.OUTPUT) is None
    stream.set_channels(GAudioFile.Direction.INPUT, 2)
    stream.set_rate(0)
    assert (stream.get_rate(), told) == (44100, ["input-channels", "rate"])
    assert stream.open(None) and not stream.is_closed()
    assert samples_of(stream.read_frames(100, GAudioFile.Layout.PLANAR, 5000, None)).shape == (2, 100)
    stream.close()
    assert stream.props.closed
    context = GLib.MainContext.default()
    wait_for(lambda: context.iteration(False) and "closed" in told, "its end is told")


def test_a_stream_without_channels_is_refused() -> None:
    with pytest.raises(GLib.Error, match="at least one channel"):
        GAudioFile.Stream(rate=48000).open(None)


def test_streams(server: Server) -> None:
    """What is played is recorded from the loudspeaker's monitor."""
    speaker = GAudioFile.Device.get_default(GAudioFile.Direction.OUTPUT)
    monitor = GAudioFile.Device.find(GAudioFile.Direction.INPUT, "speaker.monitor")
    play = GAudioFile.Stream.new_play(speaker, 48000, 2, 0)
    record = GAudioFile.Stream.new_record(monitor, 48000, 2, 0)
    tone = np.tile(0.5 * np.sin(2 * np.pi * 440 * np.arange(12000) / 48000), (2, 1)).astype(np.float32)
    for stream in (record, play):
        assert stream.open(None)
    assert play.get_channels(GAudioFile.Direction.OUTPUT) == record.get_channels(GAudioFile.Direction.INPUT) == 2
    assert play.write_block(block_of(tone, 48000), None)
    heard = samples_of(record.read_frames(12000, GAudioFile.Layout.PLANAR, 5000, None))
    assert heard.shape == (2, 12000)
    assert np.abs(heard).max() == pytest.approx(0.5, abs=0.02)
    wait_for(lambda: record.get_level(GAudioFile.Direction.INPUT).get_channels() == 2, "there is a level")
    assert (record.get_dropped_frames(), play.get_interruptions()) == (0, 0)
    assert play.get_underrun_frames() >= 0
    for stream in (record, play):
        stream.close()
    with pytest.raises(GLib.Error) as caught:
        play.write_block(block_of(tone, 48000), None)
    assert caught.value.matches(GAudioFile.error_quark(), GAudioFile.Error.CLOSED)


def test_duplex(server: Server) -> None:
    speaker = GAudioFile.Device.get_default(GAudioFile.Direction.OUTPUT)
    microphone = GAudioFile.Device.find(GAudioFile.Direction.INPUT, "mic.monitor")
    stream = GAudioFile.Stream.new_duplex(microphone, speaker, 48000, 1, 2, 512)
    assert [stream.get_channels(getattr(GAudioFile.Direction, name)) for name in ("INPUT", "OUTPUT")] == [1, 2]
    stream.set_device_time(1)
    assert stream.open(None)
    assert stream.get_state() == GAudioFile.StreamState.RUNNING
    stream.close()
