# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Tells whether there was time for sound at all.

A machine itself may stand still: a virtual one does when its host has no time for it, for 20 or 30 ms a few times a
minute. No program can keep sound going through that, a sound server least of all. And a program that is not in front of
others, such as the tests and the threads that play in them, waits for its turn where many want one.

The witness is a few processes which only sleep and look at the clock: for each processor one that stays there, in
front of all others where that is allowed, since one processor may stand still while another does not; and one that is
like all others.
"""

import functools
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

# What sound in real time cannot bridge, in seconds: a third of PipeWire's piece of 21 ms where a server has to wait;
# most of the 20 ms that a pause, a seek or a change takes to get to PulseAudio where the player has to.
STILL = 0.007
WAITED = 0.015
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
        commands = [[*command, str(WAITED)]]
        commands += [[*in_time(60), *command, str(STILL), str(each)] for each in os.sched_getaffinity(0)]
        # As a sound server in a session of its own: Linux shares its time among sessions first.
        options = {"stdout": self.file, "stderr": subprocess.DEVNULL, "start_new_session": True}
        self.processes = [subprocess.Popen(each, **options) for each in commands]

    def had_no_time_since(self, start: float) -> list[float]:
        """For how long each time, in seconds, since that time of time.monotonic()."""
        lines = Path(self.file.name).read_text().splitlines()
        moments = [tuple(map(float, line.split())) for line in lines]
        return [length for at, length in moments if at >= start]

    def close(self) -> None:
        for process in self.processes:
            process.kill()
            process.wait()
        self.file.close()


def watch(parent: int, longest: float) -> None:
    last = time.monotonic()
    while os.getppid() == parent:
        time.sleep(STEP)
        now = time.monotonic()
        if now - last > STEP + longest:
            os.write(1, f"{now} {now - last - STEP:.4f}\n".encode())
        last = now


if __name__ == "__main__":
    if len(sys.argv) > 3:
        os.sched_setaffinity(0, {int(sys.argv[3])})
    watch(int(sys.argv[1]), float(sys.argv[2]))
