# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Tells whether the machine itself stood still: a virtual one does when its host has no time for it, for 20 or 30 ms a
few times a minute. No program can keep sound going through that, a sound server least of all.

The witness is a process of its own, in front of all others where that is allowed, which only sleeps and looks at the
clock.
"""

import functools
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

# What sound in real time cannot bridge: a third of PipeWire's piece of 21 ms.
STILL = 0.007
STEP = 0.001


@functools.cache
def in_time(priority: int = 4) -> list[str]:
    """What goes in front of the command of a program that must not be late, where that is allowed: as sound servers
    give it to themselves."""
    command = ["chrt", "--rr", str(priority)]
    try:
        subprocess.run([*command, "true"], capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return []
    return command


class Witness:
    """Runs until close(), or until this process has ended."""

    def __init__(self) -> None:
        self.file = tempfile.NamedTemporaryFile(prefix="gaf-witness-")  # noqa: SIM115
        command = [sys.executable, "-I", "-S", __file__, str(os.getpid())]
        self.process = subprocess.Popen([*in_time(60), *command], stdout=self.file, stderr=subprocess.DEVNULL)

    def stood_still_since(self, start: float) -> list[float]:
        """For how long each time, in seconds, since that time of time.monotonic()."""
        lines = Path(self.file.name).read_text().splitlines()
        moments = [tuple(map(float, line.split())) for line in lines]
        return [length for at, length in moments if at >= start]

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        self.file.close()


def watch(parent: int) -> None:
    last = time.monotonic()
    while os.getppid() == parent:
        time.sleep(STEP)
        now = time.monotonic()
        if now - last > STEP + STILL:
            os.write(1, f"{now} {now - last - STEP:.4f}\n".encode())
        last = now


if __name__ == "__main__":
    watch(int(sys.argv[1]))
