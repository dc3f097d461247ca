# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""A display, and a session bus, that only this test sees: what a desktop application needs to run, to be driven and to
be looked at."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import gi
import numpy as np
from gi.repository import Gio, GLib
from servers import wait_for

PROGRAMS = ("Xvfb", "xdotool", "dbus-daemon", "ffmpeg")
WIDTH, HEIGHT = 900, 420


def what_is_missing(*namespaces: tuple[str, str]) -> str | None:
    """Why no application can be run here."""
    for program in PROGRAMS:
        if not shutil.which(program):
            return f"{program} is not installed"
    for name, version in namespaces:
        if version not in gi.Repository.get_default().enumerate_versions(name):
            return f"the typelib of {name} {version} is not installed"
    return None


class Display:
    """An X server with nothing on it, and a bus."""

    def __init__(self, number: str, bus: str):
        self.environment = {
            "DISPLAY": f":{number}",
            "DBUS_SESSION_BUS_ADDRESS": bus,
            "GDK_BACKEND": "x11",
            "GSK_RENDERER": "cairo",
            "GSETTINGS_BACKEND": "memory",
            "ADW_DISABLE_PORTAL": "1",
            "GTK_A11Y": "none",
            "LC_ALL": "C.UTF-8",
        }
        flags = Gio.DBusConnectionFlags
        self.bus = Gio.DBusConnection.new_for_address_sync(
            bus, flags.AUTHENTICATION_CLIENT | flags.MESSAGE_BUS_CONNECTION, None, None
        )

    def picture(self) -> np.ndarray:
        """What is to be seen: of shape (HEIGHT, WIDTH, 3)."""
        command = ["ffmpeg", "-v", "error", "-f", "x11grab", "-draw_mouse", "0", "-video_size", f"{WIDTH}x{HEIGHT}"]
        command += ["-i", self.environment["DISPLAY"], "-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]
        data = subprocess.run(command, capture_output=True, check=True, timeout=60).stdout
        return np.frombuffer(data, np.uint8).reshape(HEIGHT, WIDTH, 3).astype(int)

    def click(self, x: int, y: int) -> None:
        command = ["xdotool", "mousemove", str(x), str(y), "click", "1"]
        subprocess.run(command, env=os.environ | self.environment, check=True, timeout=60)


@contextmanager
def showing(folder: Path) -> Iterator[Display]:
    """A display as large as the window of the applications; sockets are in the folder, whose name has to be short."""
    socket = folder / "bus"
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-nolisten", "tcp"]
    address = f"unix:path={socket}"
    bus_command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--address", address]
    with (
        open(folder / "log", "wb") as log,
        subprocess.Popen(command, pass_fds=[writing], stdout=log, stderr=log) as server,
        subprocess.Popen(bus_command, stdout=log, stderr=log) as bus,
    ):
        os.close(writing)
        try:
            wait_for(socket.exists, "the bus is there")
            number = os.read(reading, 20).decode().strip()
            assert number, (folder / "log").read_text()
            yield Display(number, address)
        finally:
            os.close(reading)
            bus.kill()
            server.terminate()


class Application:
    """An application that runs, by its actions on the bus."""

    def __init__(self, display: Display, identifier: str, *command: object, environment: dict[str, str], log: Path):
        self.display, self.identifier, self.log = display, identifier, log
        self.path = "/" + identifier.replace(".", "/")
        with open(log, "wb") as file:
            self.process = subprocess.Popen(
                [str(word) for word in command], env=environment | display.environment, stdout=file, stderr=file
            )
        wait_for(self.answers, "the application is on the bus", 30)

    def _call(self, interface: str, method: str, arguments: GLib.Variant) -> Any:
        answer = self.display.bus.call_sync(
            self.identifier, self.path, interface, method, arguments, None, Gio.DBusCallFlags.NO_AUTO_START, 20000, None
        )
        return answer.unpack()

    def answers(self) -> bool:
        assert self.process.poll() is None, self.log.read_text()
        try:
            return bool(self._call("org.gtk.Actions", "List", GLib.Variant("()", ())))
        except GLib.Error:
            return False

    def activate(self, action: str, parameter: GLib.Variant | None = None) -> None:
        parameters = [] if parameter is None else [parameter]
        self._call("org.gtk.Actions", "Activate", GLib.Variant("(sava{sv})", (action, parameters, {})))

    def state(self, action: str) -> Any:
        return self._call("org.gtk.Actions", "Describe", GLib.Variant("(s)", (action,)))[0][2][0]

    def open(self, path: Path) -> None:
        self._call("org.freedesktop.Application", "Open", GLib.Variant("(asa{sv})", ([path.as_uri()], {})))

    def __enter__(self) -> "Application":
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()

    def end(self) -> str:
        """Ends it, and returns what it had to complain of."""
        self.process.terminate()
        self.process.wait(30)
        return self.log.read_text()
