# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Ctrl-C at random moments of long calls: `tools/soak --interrupt`, and a little of it in test_interrupts.py.

    this process ──► forked child: makes one kind of long call over and over, until KeyboardInterrupt comes
         │ SIGINT, at a random moment     │
         └──────────────────────────────► │ how long it took; then: is what was interrupted whole?

A reader has to stand where it was and to give the samples it always gave; a file that was being written has to hold
the frames that the writer tells of, and those very samples if it is lossless. How long it took is judged by what the
child has computed meanwhile, so that it does not matter what else the machine does.
"""

import argparse
import collections
import json
import mmap
import os
import random
import re
import signal
import struct
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from kinds import KINDS, LOSSLESS

import gaudiofile
from gaudiofile import AudioFile, StreamResampler

RATE = 48000
LONGEST = 0.1  # seconds of computing from the signal to the exception
HOLE = 1 << 36

Array = np.ndarray[Any, Any]


def computed(pid: int | str) -> int:
    """Nanoseconds that the main thread of a process has run (proc(5), schedstat)."""
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0])


# What is interrupted: each makes its call once, and tells what to look at if that does not come to its end.


class Wrong(Exception):
    pass


def check(is_right: bool, what: str) -> None:
    if not is_right:
        raise Wrong(what)


@dataclass
class Material:
    """What the calls work on, made once."""

    folder: Path
    samples: Array  # (2, frames)
    files: dict[str, Path] = field(default_factory=dict)
    wanted: dict[str, Array] = field(default_factory=dict)  # what is in them

    def make(self, kind: str) -> None:
        path = self.folder / f"{kind}.{KINDS[kind].format}"
        path.write_bytes(
            AudioFile.encode(self.samples, RATE, KINDS[kind].format, num_channels=2, **KINDS[kind].options)
        )
        self.files[kind] = path
        with AudioFile(path) as f:
            self.wanted[kind] = f.read(f.frames)


Call = Callable[[], None]
Look = Callable[[], None]


def reading(material: Material, kind: str, rng: random.Random) -> tuple[Call, Look]:
    path, wanted = material.files[kind], material.wanted[kind]
    by = rng.choice(("name", "memory", "handle"))
    f = AudioFile(path if by == "name" else path.read_bytes() if by == "memory" else path.open("rb"))
    start = rng.choice((0, 1000, f.frames // 2))
    f.seek(start)

    def call() -> None:
        f.seek(start)
        f.read(f.frames)

    def look() -> None:
        check(f.tell() in (start, f.frames), f"stands at {f.tell()}")
        check(f.frames == wanted.shape[1], f"has {f.frames} frames instead of {wanted.shape[1]}")
        for position in (start, rng.randrange(f.frames), 0):
            f.seek(position)
            check(np.array_equal(f.read(5000), wanted[:, position : position + 5000]), f"differs from {position} on")
        f.seek(0)
        check(np.array_equal(f.read(f.frames), wanted), "differs")

    return call, look


def seeking(material: Material, kind: str, rng: random.Random) -> tuple[Call, Look]:
    """Many short calls."""
    wanted = material.wanted[kind]
    f = AudioFile(material.files[kind])

    def call() -> None:
        f.seek(rng.randrange(f.frames))
        f.read(100)

    def look() -> None:
        position = rng.randrange(f.frames)
        f.seek(position)
        check(np.array_equal(f.read(5000), wanted[:, position : position + 5000]), f"differs from {position} on")

    return call, look


def resampling(material: Material, kind: str, rng: random.Random) -> tuple[Call, Look]:
    quality = rng.choice((gaudiofile.Resample.Quality.WindowedSinc256, gaudiofile.Resample.Quality.Linear))
    rate = rng.choice((44100, 8000, 47999.5, 192000))
    f = AudioFile(material.files[kind]).resampled_to(rate, quality)
    start = f.read(1000)

    def call() -> None:
        f.seek(1000)
        f.read(f.frames)

    def look() -> None:
        check(f.tell() in (1000, f.frames), f"stands at {f.tell()}")
        f.seek(0)
        check(np.array_equal(f.read(1000), start), "differs")

    return call, look


def writing(material: Material, kind: str, rng: random.Random) -> tuple[Call, Look]:
    path = material.folder / f"written.{KINDS[kind].format}"
    samples = material.samples
    rate = RATE if kind in LOSSLESS else rng.choice((RATE, 44100, 11025))
    f = AudioFile(path, "w", rate, 2, **KINDS[kind].options)
    integers = rng.random() < 0.5
    given = np.rint(samples * 20000).astype("i2") if integers else samples

    def call() -> None:
        f.write(given)

    def look() -> None:
        frames = f.tell()
        f.close()
        with AudioFile(path) as other:
            there = KINDS[kind].frames(frames, rate)
            check(other.frames == there, f"has {other.frames} frames instead of {there}")
            found = other.read(other.frames + 1)
        check(found.shape[1] == there, f"gives {found.shape[1]} frames instead of {there}")
        if kind in LOSSLESS:
            index = np.arange(frames) % samples.shape[1]
            wanted = given[:, index] / 32767 if integers else samples[:, index]
            check(frames == 0 or np.abs(found - wanted).max() < 2**-14, "differs")

    return call, look


def encoding(material: Material, kind: str, rng: random.Random) -> tuple[Call, Look]:
    def call() -> None:
        AudioFile.encode(material.samples, RATE, KINDS[kind].format, num_channels=2, **KINDS[kind].options)

    return call, lambda: None


def opening(material: Material, kind: str, rng: random.Random) -> tuple[Call, Look]:
    """A file that has a hole at its end, or anywhere."""
    data = material.files[kind].read_bytes()
    path = material.folder / f"hole.{KINDS[kind].format}"
    cut = rng.choice((len(data), rng.randrange(len(data))))
    path.write_bytes(data[:cut])
    os.truncate(path, HOLE)

    def call() -> None:
        try:
            with AudioFile(path) as f:
                f.seek(rng.randrange(f.frames + 1))
                f.read(100000)
        except gaudiofile.Error:
            pass

    def look() -> None:
        path.unlink()
        names = [os.path.realpath(f"/proc/self/fd/{name}") for name in os.listdir("/proc/self/fd")]
        left = [name for name in names if name.startswith(os.path.realpath(path))]
        check(not left, "is still open")

    return call, look


def streaming(material: Material, kind: str, rng: random.Random) -> tuple[Call, Look]:
    target = rng.choice((44100, 8000, 96000))
    resampler, other = (StreamResampler(RATE, target, 2, gaudiofile.Resample.Quality.WindowedSinc256) for _ in "12")
    wanted = other.process(material.samples[:, :5000])

    def call() -> None:
        resampler.process(material.samples)
        resampler.process(None)

    def look() -> None:
        resampler.reset()
        check(np.array_equal(resampler.process(material.samples[:, :5000]), wanted), "differs")

    return call, look


CALLS = {
    "read": reading,
    "seek": seeking,
    "resample": resampling,
    "write": writing,
    "encode": encoding,
    "open": opening,
    "stream": streaming,
}

# One child


class Board:
    """What the child and this process tell each other, in memory that both have."""

    def __init__(self) -> None:
        self.memory = mmap.mmap(-1, mmap.PAGESIZE)

    def put(self, place: int, *values: int) -> None:
        struct.pack_into(f"{len(values)}q", self.memory, place * 8, *values)

    def get(self, place: int) -> int:
        return int(struct.unpack_from("q", self.memory, place * 8)[0])


STARTED, CLOCK, COMPUTED = range(3)


def in_child(material: Material, call_name: str, kind: str, seed: int, board: Board) -> dict[str, Any]:
    signal.signal(signal.SIGINT, signal.default_int_handler)
    call, look = CALLS[call_name](material, kind, random.Random(seed))
    try:
        board.put(STARTED, 1)
        while True:
            call()
    except KeyboardInterrupt:
        after, now = computed("self"), time.monotonic_ns()
    took = {"cpu": (after - board.get(COMPUTED)) / 1e9, "wall": (now - board.get(CLOCK)) / 1e9}
    look()
    return took


def interrupt(material: Material, call: str, kind: str, seed: int, longest: float) -> dict[str, Any]:
    rng = random.Random(seed)
    board = Board()
    with tempfile.TemporaryFile() as answer:
        pid = os.fork()
        if pid == 0:
            try:
                result = in_child(material, call, kind, seed, board)
            except BaseException as error:  # noqa: BLE001
                result = {"wrong": str(error) if isinstance(error, Wrong) else traceback.format_exc()[-2000:]}
            os.write(answer.fileno(), json.dumps(result).encode())
            os._exit(0)
        deadline = time.monotonic() + 60
        while not board.get(STARTED) and time.monotonic() < deadline:
            time.sleep(0.001)
        # By what the child does, not by the clock; and at times at once.
        moment = computed(pid) + rng.choice((0, rng.uniform(0, longest), rng.uniform(0, longest))) * 1e9
        while computed(pid) < moment and time.monotonic() < deadline:
            time.sleep(0.001)
        board.put(CLOCK, time.monotonic_ns(), computed(pid))
        os.kill(pid, signal.SIGINT)
        deadline = time.monotonic() + 120
        while os.waitpid(pid, os.WNOHANG)[0] == 0:
            if time.monotonic() > deadline:
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
                return {"wrong": "did not end"}
            time.sleep(0.001)
        answer.seek(0)
        text = answer.read()
    return json.loads(text) if text else {"wrong": "died"}


@dataclass
class Report:
    calls: collections.Counter[str] = field(default_factory=collections.Counter)
    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        each = ", ".join(f"{name} {count}" for name, count in sorted(self.calls.items()))
        lines = [f"interrupted {self.calls.total()} calls ({each})"]
        if self.cpu:
            cpu, wall = np.sort(self.cpu) * 1000, np.sort(self.wall) * 1000
            middle, high = len(cpu) // 2, len(cpu) * 99 // 100
            lines.append(
                f"computed until the exception: median {cpu[middle]:.0f} ms, 99 % {cpu[high]:.0f} ms, most "
                f"{cpu[-1]:.0f} ms; by the clock {wall[middle]:.0f}, {wall[high]:.0f}, {wall[-1]:.0f} ms"
            )
        return "\n".join([*lines, *self.wrong])


def run(
    seconds: float,
    seed: int,
    folder: Path,
    kinds: list[str],
    calls: list[str],
    length: float,
    most: int | None = None,
    tell: bool = False,
) -> Report:
    """Interrupts calls of all kinds in turn, until the time is over or there were so many."""
    rng = np.random.default_rng(seed)
    material = Material(folder, rng.normal(0, 0.1, (2, int(RATE * length))).clip(-1, 1).astype(np.float32))
    for kind in kinds:
        material.make(kind)
    report = Report()
    pairs = [(call, kind) for kind in kinds for call in calls]
    random.Random(seed).shuffle(pairs)
    begun = time.monotonic()
    n = 0
    while (time.monotonic() - begun < seconds) and (most is None or n < most):
        call, kind = pairs[n % len(pairs)]
        result = interrupt(material, call, kind, seed + n, length / 60)
        what = f"{call} {kind}, seed {seed + n}"
        report.calls[call] += 1
        if "wrong" in result:
            report.wrong.append(f"{what}: {result['wrong']}")
        else:
            report.cpu.append(result["cpu"])
            report.wall.append(result["wall"])
            if result["cpu"] > LONGEST:
                report.wrong.append(f"{what}: computed for {result['cpu'] * 1000:.0f} ms")
        if tell and report.wrong and report.wrong[-1].startswith(what):
            print(report.wrong[-1], flush=True)
        n += 1
    return report


def main() -> int:
    parser = argparse.ArgumentParser(description="Interrupts long calls by SIGINT, and looks at what is left.")
    parser.add_argument("--interrupt", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--seconds", type=float, default=120, help="how long (%(default)g)")
    parser.add_argument("--seed", type=int, default=1, help="of the first call (%(default)s)")
    parser.add_argument("--length", type=float, default=60, help="seconds of the audio (%(default)g)")
    parser.add_argument("--formats", default=".", help="a regular expression for the formats (%(default)s)")
    parser.add_argument("--calls", default=".", help=f"one for the calls, of {', '.join(CALLS)} (%(default)s)")
    options = parser.parse_args()
    kinds = [kind for kind in KINDS if re.search(options.formats, kind)]
    calls = [call for call in CALLS if re.search(options.calls, call)]
    with tempfile.TemporaryDirectory() as folder:
        report = run(options.seconds, options.seed, Path(folder), kinds, calls, options.length, tell=True)
    print(report)
    return 1 if report.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
