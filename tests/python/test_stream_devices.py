# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""The list of devices, as it is asked for and as it follows what is plugged in and out."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from servers import KINDS, Server, serving, wait_for

from gaudiofile import AudioStream, DeviceError, _typelib


@pytest.fixture(params=KINDS)
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    with serving(request.param) as server:
        yield server


def test_what_there_is(server: Server) -> None:
    outputs = {device.id: device for device in AudioStream.output_devices}
    inputs = {device.id: device for device in AudioStream.input_devices}
    assert set(outputs) == {"speaker", "mic"}
    assert set(inputs) == {"speaker.monitor", "mic.monitor", "micsrc"}
    assert [device.id for device in outputs.values() if device.is_default] == ["speaker"]
    assert [device.id for device in inputs.values() if device.is_default] == ["micsrc"]
    assert {name: device.monitor_of for name, device in inputs.items()} == {
        "speaker.monitor": "speaker",
        "mic.monitor": "mic",
        "micsrc": None,
    }
    for device in [*inputs.values(), *outputs.values()]:
        assert device.channels >= 2
        assert device.min_rate <= 8000 <= 48000 <= device.max_rate

    assert AudioStream.output_device_names == [device.name for device in outputs.values()]
    assert AudioStream.default_output_device_name == outputs["speaker"].name
    assert AudioStream.default_input_device_name == inputs["micsrc"].name
    monitor = AudioStream.default_monitor
    assert monitor == inputs["speaker.monitor"]
    stream = AudioStream(monitor, outputs["mic"])
    assert f'input_device_name="{monitor.name}"' in repr(stream)
    assert f'output_device_name="{outputs["mic"].name}"' in repr(stream)
    names = AudioStream.output_device_names + AudioStream.input_device_names
    assert len(set(names)) == len(names)


def test_asked_for_anew(server: Server) -> None:
    """Also while a stream is open that began before."""
    with AudioStream(None, "default"):
        number = server.load("module-null-sink", "sink_name=usb")
        wait_for(lambda: any("usb" in name for name in AudioStream.output_device_names), "it is there", 2)
        server.set_default("sink", "usb")
        wait_for(lambda: "usb" in (AudioStream.default_output_device_name or ""), "it is the default", 2)
        server.unload(number)
        wait_for(lambda: not any("usb" in name for name in AudioStream.output_device_names), "it is gone", 2)
    with pytest.raises(DeviceError):
        AudioStream(None, "usb")


class Followed:
    """A GAudioFile.DeviceMonitor, and what it has told."""

    def __init__(self, direction: str):
        self.library: Any = _typelib.load()
        from gi.repository import GLib

        self.context = GLib.MainContext.default()
        self.monitor = self.library.DeviceMonitor.new(getattr(self.library.Direction, direction))
        self.mirror = self.items()
        self.defaults: list[str | None] = []
        self.monitor.connect("items-changed", self.on_items)
        self.monitor.connect("notify::default-device", self.on_default)

    def items(self) -> list[str]:
        return [self.monitor.get_item(i).get_id() for i in range(self.monitor.get_n_items())]

    def on_items(self, monitor: Any, position: int, removed: int, added: int) -> None:
        new = [monitor.get_item(position + i).get_id() for i in range(added)]
        self.mirror[position : position + removed] = new

    def on_default(self, monitor: Any, _: object) -> None:
        device = monitor.get_default()
        self.defaults.append(device and device.get_id())

    def wait(self, condition: Callable[[], bool], what: str, seconds: float = 2.0) -> float:
        def looked() -> bool:
            while self.context.iteration(False):
                pass
            assert self.mirror == self.items()
            return condition()

        return wait_for(looked, what, seconds)


def test_hot_plug(server: Server) -> None:
    followed = Followed("OUTPUT")
    assert set(followed.mirror) == {"speaker", "mic"}
    assert followed.monitor.get_default().get_id() == "speaker"
    number = server.load("module-null-sink", "sink_name=usb")
    assert followed.wait(lambda: "usb" in followed.mirror, "it is there") < 1
    server.set_default("sink", "usb")
    assert followed.wait(lambda: followed.defaults[-1:] == ["usb"], "it is the default") < 2
    server.unload(number)
    assert followed.wait(lambda: "usb" not in followed.mirror, "it is gone") < 1
    followed.wait(lambda: followed.defaults[-1] != "usb", "another is the default")
    # What did not change is still the same object.
    speaker = next(item for item in followed.monitor if item.get_id() == "mic")
    time.sleep(2)
    followed.wait(lambda: True, "nothing has changed")
    assert next(item for item in followed.monitor if item.get_id() == "mic") is speaker


def test_another_default(server: Server) -> None:
    """The list and its objects stay; what changes about them is notified, once each has changed."""
    followed = Followed("OUTPUT")
    devices = {device.get_id(): device for device in followed.monitor}
    order = list(followed.mirror)
    changes: list[tuple[str, str, list[str]]] = []
    followed.monitor.connect("items-changed", lambda *_: changes.append(("", "items-changed", [])))

    def on_notify(device: Any, pspec: Any) -> None:
        defaults = [name for name, other in devices.items() if other.get_property("is-default")]
        changes.append((device.get_id(), pspec.name, defaults))

    for device in devices.values():
        device.connect("notify", on_notify)
    for now, before in (("mic", "speaker"), ("speaker", "mic")):
        changes.clear()
        server.set_default("sink", now)
        followed.wait(lambda now=now: followed.defaults[-1:] == [now], "it is the default")
        assert sorted(changes) == sorted((name, "is-default", [now]) for name in (now, before))
        assert devices[now].get_is_default() and not devices[before].get_is_default()
        assert followed.mirror == order
        assert [followed.monitor.get_item(i) for i in range(2)] == [devices[name] for name in order]


def test_another_name(server: Server) -> None:
    """The name of a device is longer while another one has the same."""
    followed = Followed("OUTPUT")
    same = "sink_properties=device.description=Same"
    server.load("module-null-sink", "sink_name=first", same)
    followed.wait(lambda: "first" in followed.mirror, "the first is there")
    device = next(item for item in followed.monitor if item.get_id() == "first")
    names = []
    device.connect("notify::name", lambda device, _: names.append(device.get_name()))
    assert device.get_name() == "Same"
    number = server.load("module-null-sink", "sink_name=second", same)
    followed.wait(lambda: "second" in followed.mirror, "the second is there")
    assert followed.mirror[-2:] == ["first", "second"]
    server.unload(number)
    followed.wait(lambda: "second" not in followed.mirror, "the second is gone")
    assert names == ["Same (first)", "Same"]
    assert next(item for item in followed.monitor if item.get_id() == "first") is device


def test_hot_plug_of_inputs(server: Server) -> None:
    followed = Followed("INPUT")
    server.load("module-null-sink", "sink_name=usb")
    followed.wait(lambda: "usb.monitor" in followed.mirror, "its monitor is there")
    device = next(item for item in followed.monitor if item.get_id() == "usb.monitor")
    assert device.get_monitor_of() == "usb"
    assert device.get_direction() == followed.library.Direction.INPUT


def test_the_server_comes_and_goes(server: Server) -> None:
    followed = Followed("OUTPUT")
    server.kill()
    followed.wait(lambda: followed.mirror == [], "they are gone", 4)
    server.start()
    followed.wait(lambda: {"speaker", "mic"} <= set(followed.mirror), "they are back", 4)


def test_names_of_several_devices(server: Server) -> None:
    """Each can be named, whatever others are called."""
    for i in range(3):
        server.load("module-null-sink", f"sink_name=same{i}", "sink_properties=device.description=Same")
    wait_for(lambda: sum("ame" in name for name in AudioStream.output_device_names) == 3, "they are there", 2)
    for device in AudioStream.output_devices:
        for name in (device.name, device.id):
            stream = AudioStream(None, name)
            assert f'"{device.name}"' in repr(stream)
            stream.close()


@pytest.mark.parametrize("kind", KINDS)
def test_microphone_and_loudspeaker_of_one_machine(kind: str) -> None:
    with serving(kind) as server:
        for name, factor in [("inside", "internal"), ("headset", "headphone")]:
            server.load("module-null-sink", f"sink_name={name}", f"sink_properties=device.form_factor={factor}")
        server.load(
            "module-remap-source",
            "source_name=builtin",
            "master=mic.monitor",
            "source_properties=device.form_factor=internal",
        )
        wait_for(lambda: any(device.id == "builtin" for device in AudioStream.input_devices), "it is there", 2)
        with pytest.raises(ValueError, match="howl"):
            AudioStream("builtin", "inside")
        AudioStream("builtin", "inside", allow_feedback=True).close()
        AudioStream("builtin", "headset").close()
