# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Writers that are killed, and what is left of their files: `tools/soak --kill 200`, and a few of them in
test_killed.py.

Each writer is a forked child with one file of its own. It writes in bursts of any size, faster than the sound goes,
with pauses of any length, and tells in shared memory after each call how many frames it has handed over. At some
moment, inside a call or between two, SIGKILL ends it. What was handed over then has to be in the file, but for the last
second (PCM) or two (codecs), for ffmpeg, for sox where it reads the format, and for us; not only as a number of frames,
but as the very samples, or for codecs with loss as something close to them in the right place.
"""

import argparse
import collections
import ctypes
import mmap
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from kinds import KINDS, LOSSLESS, PCM

from gaudiofile import AudioFile

AT_ONCE = 6
LONGEST = 2.5  # seconds until a writer is killed, at the most
MOST_AUDIO = 600  # seconds of it in a file; then the writer only waits for its end
PERIOD = 1 << 17  # frames after which the signal repeats


@dataclass(frozen=True)
class Case:
    """A file that is written until it is killed."""

    kind: str
    rate: int
    channels: int
    bits: int
    seed: int

    @property
    def name(self) -> str:
        return KINDS[self.kind].format

    @property
    def out_rate(self) -> int:
        return KINDS[self.kind].rate(self.rate)

    @property
    def may_be_lost(self) -> float:
        """In seconds of sound, at the end."""
        return 1 if self.kind in PCM else 2

    def __str__(self) -> str:
        return f"{self.kind} {self.rate} Hz {self.channels} ch {self.bits} bits, seed {self.seed}"


def make_case(kind: str, seed: int) -> Case:
    generator = random.Random(seed)
    rate = generator.choice((8000, 16000, 44100, 48000, 48000, 96000))
    bits = generator.choice((16, 24)) if kind in LOSSLESS else 16
    return Case(kind, min(rate, KINDS[kind].highest_rate), generator.choice((1, 2)), bits, seed)


def make_signal(case: Case) -> np.ndarray:
    """One period, (channels, frames): noise for what keeps all, two gliding tones for the others."""
    generator = np.random.default_rng(case.seed)
    if case.kind in LOSSLESS:
        return generator.integers(-9000, 9000, (case.channels, PERIOD), "i2")
    time = np.arange(PERIOD) / case.rate
    glide = 200 * time + 20 * np.sin(3 * time)
    tones = [np.sin(2 * np.pi * glide * n) * (0.2 + 0.1 * np.sin(time * (5 + n))) for n in (1, 2.5)]
    return np.rint(8000 * np.stack([tones[0] + c * tones[1] for c in range(case.channels)])).astype("i2")


def piece(period: np.ndarray, start: int, frames: int) -> np.ndarray:
    return period[:, np.arange(start, start + frames) % PERIOD]


class Board:
    """What a writer tells of itself, in memory that outlives it."""

    def __init__(self) -> None:
        self.memory = mmap.mmap(-1, mmap.PAGESIZE)
        self.opened = ctypes.c_int64.from_buffer(self.memory, 0)
        self.frames = ctypes.c_int64.from_buffer(self.memory, 8)


def write_for_ever(path: Path, case: Case, board: Board) -> None:
    generator = random.Random(case.seed)
    period = make_signal(case)
    f = AudioFile(path, "w", case.rate, case.channels, case.bits, **KINDS[case.kind].options)
    board.opened.value = 1
    f.write(period[:, :0])  # the layout: the first piece may be as long as there are channels
    # Some never rest, some do most of the time.
    pause = generator.choice((0, 0, 0.01, 0.1, 1))
    longest = generator.choice((0.02, 0.3, 3))
    position = 0
    parent = os.getppid()
    while position < MOST_AUDIO * case.rate and os.getppid() == parent:
        frames = 1 + int(case.rate * generator.uniform(0, longest))
        f.write(piece(period, position, frames))
        position += frames
        board.frames.value = position
        if pause:
            time.sleep(generator.uniform(0, 2 * pause))
    while os.getppid() == parent:
        time.sleep(0.1)


def start(path: Path, case: Case) -> tuple[int, Board]:
    board = Board()
    pid = os.fork()
    if pid == 0:
        try:
            write_for_ever(path, case, board)
        finally:
            os._exit(1)
    return pid, board


def decode(command: list[str | Path], channels: int) -> np.ndarray:
    """What a program puts out as 32-bit integers, as (channels, frames) from -1 to 1."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    frames = len(done.stdout) // (4 * channels)
    return np.frombuffer(done.stdout, "<i4", frames * channels).reshape(-1, channels).T / 2.0**31


def readings(path: Path, case: Case) -> Iterator[tuple[str, np.ndarray]]:
    """What is in the file, as (channels, frames) from -1 to 1, by who says so."""
    with AudioFile(path) as f:
        yield "gaudiofile", f.read(max(f.frames, 1)) * (1 - 2.0**-15 if f.file_dtype == "int16" else 1)
    ffmpeg: list[str | Path] = ["ffmpeg", "-v", "quiet", "-i", path, "-f", "s32le", "-c:a", "pcm_s32le", "-"]
    yield "ffmpeg", decode(ffmpeg, case.channels)[:, KINDS[case.kind].ffmpeg_keeps :]
    if KINDS[case.kind].sox_reads:
        yield "sox", decode(["sox", "-V1", path, "-t", "s32", "-"], case.channels)


def check_samples(found: np.ndarray, case: Case) -> str | None:
    period = make_signal(case)
    if case.kind in LOSSLESS:
        wanted = piece(period, 0, found.shape[1]) / 2.0**15
        wrong = np.flatnonzero((np.abs(found - wanted) > 2.0**-16).any(axis=0))
        return f"differs from frame {wrong[0]} of {found.shape[1]} on" if len(wrong) else None
    if case.out_rate != case.rate:
        period = make_signal(Case(case.kind, 48000, case.channels, case.bits, case.seed))
    # The repetition of what was resampled is somewhere else.
    length = min(found.shape[1], PERIOD * case.out_rate // max(case.rate, case.out_rate))
    wanted = piece(period, 0, length) / 2.0**15
    noise = ((wanted - found[:, :length]) ** 2).sum() / (wanted**2).sum()
    return f"is {10 * np.log10(noise):+.1f} dB of something else" if noise > 10 ** (-15 / 10) else None


def check(path: Path, case: Case, handed_over: int) -> list[str]:
    """What is wrong with a file whose writer was killed."""
    wrong = []
    least = (handed_over / case.rate - case.may_be_lost) * case.out_rate
    try:
        for reader, found in readings(path, case) if least > 0 else ():
            if found.shape[1] < least:
                lost = handed_over / case.rate - found.shape[1] / case.out_rate
                wrong.append(f"{reader} misses {lost:.2f} s of {handed_over / case.rate:.2f} s")
            elif complaint := check_samples(found, case):
                wrong.append(f"{reader}: {complaint}")
    except Exception as error:  # noqa: BLE001
        wrong.append(f"{error!r}")
    return [f"{case}: {text}" for text in wrong]


@dataclass
class Report:
    moments: int = 0
    with_sound: int = 0  # of them, how many had more than may be lost
    audio: float = 0  # seconds handed over
    kinds: collections.Counter[str] = field(default_factory=collections.Counter)
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        each = ", ".join(f"{kind} {count}" for kind, count in sorted(self.kinds.items()))
        text = f"killed {self.moments} writers ({each}) after {self.audio:.0f} s of sound in all; "
        text += f"{self.with_sound} of the files had to hold some"
        return "\n".join([text, *self.wrong])


def run(
    moments: int,
    seed: int = 1,
    folder: Path | None = None,
    at_once: int = AT_ONCE,
    longest: float = LONGEST,
    tell: bool = False,
) -> Report:
    """Kills so many writers, of each kind in turn."""
    report = Report()
    generator = random.Random(seed)
    cases = [make_case([*KINDS][n % len(KINDS)], seed + n) for n in range(moments)]
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        for first in range(0, moments, at_once):
            paths = {case: Path(scratch) / f"{case.seed}.{case.name}" for case in cases[first : first + at_once]}
            running = [(*start(path, case), case) for case, path in paths.items()]
            for pid, board, _ in running:
                while not board.opened.value and not os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
                    time.sleep(0.001)
            begun = time.monotonic()
            ends = sorted(generator.uniform(0, longest) for _ in running)
            for moment, (pid, _, _) in zip(ends, running, strict=True):
                time.sleep(max(0, begun + moment - time.monotonic()))
                os.kill(pid, signal.SIGKILL)
            for pid, board, case in running:
                if os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) != -signal.SIGKILL:
                    report.wrong.append(f"{case}: the writer failed by itself")
                    continue
                handed_over = board.frames.value
                report.moments += 1
                report.kinds[case.kind] += 1
                report.audio += handed_over / case.rate
                report.with_sound += handed_over > case.may_be_lost * case.rate
                wrong = check(paths[case], case, handed_over)
                report.wrong += wrong
                if tell and wrong:
                    print(*wrong, sep="\n", flush=True)
                paths[case].unlink()
    return report


def main() -> int:
    parser = argparse.ArgumentParser(description="Kills programs that write, and looks at what is left of their files.")
    parser.add_argument("--kill", type=int, default=200, metavar="N", help="how many (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of the first of them (%(default)s)")
    options = parser.parse_args()
    report = run(options.kill, options.seed, tell=True)
    print(report)
    return 0 if report.moments == options.kill and not report.wrong else 1


if __name__ == "__main__":
    sys.exit(main())
