# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Asynchronous calls that are cancelled at random moments: tests/c/cancels.c with files, and with the devices of a
sound server of its own, which is stopped half of the time. `tools/soak --cancel` has a thousand of each; a few of them
are in test_cancels.py and test_stream_cancels.py.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import servers

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 50  # ms that a call may go on when it was cancelled
STALL = 5  # ms that the main loop may stand still


def run(folder: Path, *arguments: str, where: Path = ROOT / "build") -> tuple[bool, str]:
    """Whether nothing was wrong, and what was said."""
    command = [where / "tests/c/cancels", f"--folder={folder}", *arguments]
    done = subprocess.run(command, capture_output=True, text=True)
    text = done.stdout.strip() or f"ended with {done.returncode}"
    return done.returncode == 0, f"{text}\n{done.stderr[-20_000:]}".strip()


def run_with_devices(folder: Path, *arguments: str, kind: str = "pulseaudio") -> tuple[bool, str]:
    """The calls that are about devices, too."""
    with servers.serving(kind, awake=True) as server:
        assert server.process is not None
        return run(folder, f"--server={os.getpgid(server.process.pid)}", *arguments)


def main() -> int:
    parser = argparse.ArgumentParser(description="Cancels asynchronous calls, and looks at what is left.")
    parser.add_argument("--cancel", type=int, nargs="?", const=1000, default=1000, metavar="N", help="how many of each")
    parser.add_argument("--seed", type=int, default=1, help="of the first (%(default)s)")
    parser.add_argument("--length", type=int, default=60, help="seconds of the audio (%(default)s)")
    parser.add_argument("--calls", default=".", help="a regular expression for the calls (%(default)s)")
    parser.add_argument("--server", choices=servers.KINDS, action="append", help="for devices (each)")
    options = parser.parse_args()
    common = [f"--seed={options.seed}", f"--longest={LONGEST}", f"--stall={STALL}", f"--cancels={options.cancel}"]
    files = rf"^(?!device|stream).*(?:{options.calls})"
    devices = rf"^(?=device|stream).*(?:{options.calls})"
    fine = []
    with tempfile.TemporaryDirectory() as folder:
        ok, text = run(Path(folder), *common, f"--length={options.length}", f"--calls={files}")
        print(f"── files\n{text}", flush=True)
        fine.append(ok)
        for kind in options.server or servers.KINDS:
            ok, text = run_with_devices(Path(folder), *common, "--length=30", f"--calls={devices}", kind=kind)
            print(f"── {kind}\n{text}", flush=True)
            fine.append(ok)
    return 0 if all(fine) else 1


if __name__ == "__main__":
    sys.exit(main())
