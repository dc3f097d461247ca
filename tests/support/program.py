# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""The program gaudiofile of the build folder, as users start it; also at a terminal."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

BUILD = Path(__file__).parents[2] / "build"
PROGRAM = BUILD / "cli" / "gaudiofile"
# What GLib warns of is a bug.
LOCALE = {"LC_ALL": "C.UTF-8", "NO_COLOR": "1", "G_DEBUG": "fatal-warnings"}


def run(*arguments: Any, status: int = 0, **options: Any) -> subprocess.CompletedProcess[bytes]:
    """Runs it to its end, which has to be that status."""
    environment = os.environ | LOCALE | options.pop("env", {})
    done = subprocess.run([PROGRAM, *arguments], env=environment, capture_output=True, timeout=60, **options)
    assert done.returncode == status, (done.returncode, done.stderr)
    return done


class Terminal:
    """A terminal in which it runs; what it shows is kept in ``shown``."""

    def __init__(self, *arguments: Any, columns: int = 100, **environment: str) -> None:
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 30, columns, 0, 0))
        variables = os.environ | {"TERM": "xterm"} | LOCALE | environment
        self.process = subprocess.Popen(
            [PROGRAM, *arguments],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=variables,
            start_new_session=True,
            # It is in the foreground of its terminal, as a shell would have it.
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )
        self.slave = slave
        self.mode = termios.tcgetattr(slave)
        self.master = master
        self.shown = b""

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        for fd in (self.master, self.slave):
            os.close(fd)

    def is_as_before(self) -> bool:
        """Whether keys are shown, and wait for Enter, as when the program began."""
        return termios.tcgetattr(self.slave) == self.mode

    def wait_for(self, what: Callable[[str], Any], seconds: float = 30) -> Any:
        """Reads until what is shown is so; returns what the function says."""
        end = time.monotonic() + seconds
        while not (answer := what(self.shown.decode(errors="replace"))):
            assert time.monotonic() < end, self.shown[-1000:]
            if not select.select([self.master], [], [], 0.02)[0]:
                continue
            self.shown += os.read(self.master, 65536)
        return answer

    def press(self, keys: str) -> None:
        os.write(self.master, keys.encode())

    def end(self, seconds: float = 30) -> int:
        """Reads what is left, and tells how the program ended."""
        self.wait_for(lambda _: self.process.poll() is not None, seconds)
        while select.select([self.master], [], [], 0)[0]:
            self.shown += os.read(self.master, 65536)
        return self.process.wait(seconds)
