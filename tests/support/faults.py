# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Calls of the system that fail, each at every place: of the n calls of pread() that reading a file makes, the first
fails in the first run, the second in the second …; and so for all other calls, for several errors, for files of all
formats, read and written. Nothing may go wrong in silence:

- Whatever fails is told, as an OSError of that errno, or makes no difference to what is read or written.
- A reader reads on behind an error as if there had been none.
- A writer that has met an error leaves no file that is not its target; of an atomic one the old file is there as it
  was; of any other, what was written before the error can be read, but for what its headers or its codec keep back.
- A call that does half of what it was asked for, or is interrupted, makes no difference.

    driver ──► a process for each format, with tests/c/faults.c preloaded ──► how often what came of it

`tools/soak --faults` does all of it; a part of it is in test_faults.py.
"""

import argparse
import ctypes
import errno
import gc
import json
import os
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from formats import FORMATS, make
from kinds import KINDS, PCM

import gaudiofile
from gaudiofile import AudioFile

ROOT = Path(__file__).resolve().parents[2]
PRELOADED = ROOT / "build/tests/c/faults.so"
NAME = "meant-to-fail"  # in the names of the files whose calls fail
HALF = 100_000  # instead of an errno: see tests/c/faults.c
NO_DIFFERENCE = (HALF, errno.EINTR)
SECONDS = 120  # for a process
RATE = 44100
FRAMES = 60_000
PIECE = 9_000

# What may fail with what. Reading a length or a mode cannot be short of anything.
READING = {
    "open": (errno.EMFILE, errno.ENFILE, errno.EIO, errno.EACCES, errno.EINTR),
    "stat": (errno.EIO, errno.EACCES),
    "fstat": (errno.EIO,),
    "read": (errno.EIO, errno.ESTALE, HALF, errno.EINTR),
    "lseek": (errno.EIO,),
    "close": (errno.EIO,),
}
WRITING = {
    "open": (errno.EMFILE, errno.ENOSPC, errno.EIO, errno.EROFS, errno.EINTR),
    "write": (errno.ENOSPC, errno.EIO, errno.EDQUOT, HALF, errno.EINTR),
    "fallocate": (errno.ENOSPC, errno.EIO, errno.EOPNOTSUPP, errno.EINTR),
    "ftruncate": (errno.EIO, errno.EINTR),
    "fsync": (errno.EIO, errno.ENOSPC, errno.EINTR),
    "close": (errno.EIO, errno.EDQUOT),
    "rename": (errno.EIO, errno.ENOSPC),
    "fstat": (errno.EIO,),
    "stat": (errno.EIO,),
    "access": (errno.EROFS,),
    "fchmod": (errno.EPERM,),
    "fchown": (errno.EPERM,),
    "unlink": (errno.EIO,),
}


# Without these nobody knows whether the bytes of a writer are in the file, even if they seem to be.
ALWAYS_TOLD = ("write", "fsync", "close", "rename")


class Faults:
    """Of this process, in which the library is preloaded."""

    def __init__(self) -> None:
        self.library = ctypes.CDLL(None)
        self.library.faults_disarm.restype = ctypes.c_long
        self.library.faults_arm.argtypes = [ctypes.c_char_p, ctypes.c_char_p, ctypes.c_long, ctypes.c_int, ctypes.c_int]

    def arm(self, call: str, n: int, number: int, lasting: bool = False) -> None:
        self.library.faults_arm(call.encode(), NAME.encode(), n, number, lasting)

    def disarm(self) -> tuple[int, int]:
        """Calls, and failed ones."""
        failed = ctypes.c_long()
        return int(self.library.faults_disarm(ctypes.byref(failed))), failed.value


@dataclass
class Report:
    runs: int = 0
    hit: int = 0  # of them, in how many a call failed
    outcomes: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def add(self, other: dict[str, Any]) -> None:
        self.runs += other["runs"]
        self.hit += other["hit"]
        self.outcomes.update(other["outcomes"])
        self.wrong += other["wrong"]

    def __str__(self) -> str:
        each = ", ".join(f"{name} {count}" for name, count in sorted(self.outcomes.items()))
        text = f"{self.hit} injected faults in {self.runs} runs: {each}; {len(self.wrong)} wrong"
        return "\n".join([text, *self.wrong[:40]])


def places(count: int, most: int, rng: random.Random) -> Iterable[int]:
    """Which of so many calls are to fail: all, or the first, the last and some between."""
    if count <= most:
        return range(1, count + 1)
    return sorted({1, 2, count - 1, count, *rng.sample(range(3, count - 1), max(most - 4, 0))})


def is_told(error: BaseException, number: int) -> bool:
    return isinstance(error, OSError) and error.errno == number


# Reading


def read_path(path: Path) -> Any:
    return AudioFile(path)


def read_object(path: Path) -> Any:
    return AudioFile(open(path, "rb", buffering=0))  # noqa: SIM115


def read_pieces(f: Any, total: int) -> Iterator[tuple[int, int]]:
    """Where is read: from the start to the end, and then here and there."""
    for frame in range(0, total, PIECE):
        yield frame, PIECE
    for part in (2, 7, 3):
        yield total * (part - 1) // part, 1000


def read_once(opener: Callable[[Path], Any], path: Path, wanted: np.ndarray, is_noisy: bool, number: int) -> str:
    """What comes of one reading in which a call may fail."""
    told = "harmless"
    try:
        f = opener(path)
    except gaudiofile.NotSeekableError:
        # Python's file object takes any error of lseek() to mean that.
        return "told at opening" if opener is read_object else "WRONG: opening told that it cannot seek"
    except Exception as error:  # noqa: BLE001
        return "told at opening" if is_told(error, number) else f"WRONG: opening gave {error!r}"
    for frame, frames in read_pieces(f, wanted.shape[1]):
        for attempt in range(3):
            try:
                f.seek(frame)
                found = f.read(frames)
            except Exception as error:  # noqa: BLE001
                if not is_told(error, number):
                    return f"WRONG: reading gave {error!r}"
                told = "told at reading"
                if attempt == 2:
                    return told  # it lasts
                continue
            piece = wanted[:, frame : frame + frames]
            if found.shape != piece.shape or not (is_noisy or np.array_equal(found, piece)):
                return f"WRONG: other samples from {frame} on, {found.shape}, {told}"
            break
    try:
        f.close()
    except Exception as error:  # noqa: BLE001
        return f"WRONG: closing gave {error!r}"
    return told


def check_reading(faults: Faults, path: Path, most: int, rng: random.Random) -> Iterator[tuple[str, str]]:
    is_noisy = FORMATS[path.name.removeprefix(f"{NAME}-")].noisy
    with AudioFile(path) as f:
        wanted = f.read(10**6)
    for opener in (read_path, read_object):
        for call, numbers in READING.items():
            faults.arm(call, 0, 0)
            clean = read_once(opener, path, wanted, is_noisy, 0)
            count, _ = faults.disarm()
            if clean != "harmless":
                yield f"{opener.__name__} without a fault", clean
                return
            for number in numbers:
                for n in places(count, most, rng):
                    for lasting in (False, True):
                        if number in NO_DIFFERENCE and lasting:
                            continue
                        # What Python itself does with its file is not ours.
                        if opener is read_object and (call in ("open", "close", "fstat", "stat")):
                            continue
                        faults.arm(call, n, number, lasting)
                        result = read_once(opener, path, wanted, is_noisy, number)
                        _, failed = faults.disarm()
                        name = f"{opener.__name__} {call} {n} of {count} {number}{' on' if lasting else ''}"
                        if failed and number in NO_DIFFERENCE and result != "harmless":
                            result = f"WRONG: it made a difference: {result}"
                        yield name, result if failed else "not met"


# Writing


def signal() -> np.ndarray:
    return np.random.default_rng(5).normal(0, 0.1, (2, FRAMES)).astype("f4")


@dataclass
class Written:
    told: list[BaseException] = field(default_factory=list)
    accepted: int = 0
    was_opened: bool = False
    was_told_at_end: bool = False


def write_once(path: Path, kind: str, samples: np.ndarray, atomic: bool) -> Written:
    result = Written()
    try:
        f = AudioFile(path, "w", RATE, 2, format=KINDS[kind].format, atomic=atomic, **KINDS[kind].options)
    except Exception as error:  # noqa: BLE001
        result.told.append(error)
        return result
    result.was_opened = True
    try:
        for frame in range(0, FRAMES, PIECE):
            f.write(samples[:, frame : frame + PIECE])
            result.accepted = min(frame + PIECE, FRAMES)
            if frame == 2 * PIECE:
                f.flush()
    except Exception as error:  # noqa: BLE001
        result.told.append(error)
    try:
        f.close()
    except Exception as error:  # noqa: BLE001
        result.told.append(error)
        result.was_told_at_end = True
    return result


def judge(
    path: Path, kind: str, atomic: bool, old: bytes | None, wanted: bytes, written: Written, number: int, lasting: bool
) -> str:
    """What came of a writing in which a call has failed."""
    others = [name for name in os.listdir(path.parent) if name != path.name]
    if others:
        for name in others:
            (path.parent / name).unlink()
        return f"WRONG: left {others}"
    strange = [error for error in written.told if not is_told(error, number)]
    if strange:
        return f"WRONG: gave {strange[0]!r}"
    data = path.read_bytes() if path.exists() else None
    if not written.told:
        return "harmless" if data == wanted else "WRONG: another file in silence"
    if number in NO_DIFFERENCE:
        return f"WRONG: it made a difference: {written.told!r}"
    if atomic:
        return "told, old file as it was" if data == old else "WRONG: told, but the old file is not as it was"
    if not written.was_opened:
        return "told at opening" if not data or data == old else "WRONG: told at opening, but there is a file"
    if not data or data == old:
        found = 0
    else:
        try:
            with AudioFile(path) as f:
                found = f.read(2 * FRAMES).shape[1] * RATE // KINDS[kind].rate(RATE)
        except gaudiofile.Error as error:
            # Nothing but headers may be there, or a part of them.
            found = 0
            if written.accepted > RATE and not lasting:
                return f"WRONG: told, and the file cannot be read: {error!r}"
    # What the headers say is as of the last second, if they are what could not be written. A codec keeps back up to two
    # seconds, and what fails for good does not get them.
    kept_back = RATE if written.was_told_at_end and kind in PCM else 0
    if lasting or kind not in PCM:
        kept_back = 2 * RATE
    least = written.accepted - kept_back
    return "told, what was accepted is there" if found >= least else f"WRONG: {found} of {written.accepted} frames"


def check_writing(faults: Faults, kind: str, folder: Path, most: int, rng: random.Random) -> Iterator[tuple[str, str]]:
    folder.mkdir(exist_ok=True)
    path = folder / f"{NAME}.{KINDS[kind].format}"
    samples = signal()
    for atomic in (False, True):
        for old in (None, b"old contents"):
            for call, numbers in WRITING.items():

                def prepare(old: bytes | None = old) -> None:
                    path.unlink(missing_ok=True)
                    if old is not None:
                        path.write_bytes(old)

                prepare()
                faults.arm(call, 0, 0)
                clean = write_once(path, kind, samples, atomic)
                count, _ = faults.disarm()
                wanted = path.read_bytes()
                if clean.told:
                    yield "writing without a fault", f"WRONG: {clean.told!r}"
                    return
                for number in numbers:
                    for n in places(count, most, rng):
                        for lasting in (False, True):
                            if number in NO_DIFFERENCE and lasting:
                                continue
                            prepare()
                            faults.arm(call, n, number, lasting)
                            written = write_once(path, kind, samples, atomic)
                            _, failed = faults.disarm()
                            name = f"write {'atomic' if atomic else 'plain'} {'over old ' if old else ''}{call} "
                            name += f"{n} of {count} {number}{' on' if lasting else ''}"
                            result = judge(path, kind, atomic, old, wanted, written, number, lasting)
                            if failed and not written.told and call in ALWAYS_TOLD and number not in NO_DIFFERENCE:
                                result = "WRONG: it was not told"
                            yield name, result if failed or result.startswith("WRONG") else "not met"
    path.unlink(missing_ok=True)


def descriptors() -> int:
    return len(os.listdir("/proc/self/fd"))


def work(what: str, name: str, folder: Path, most: int, seed: int) -> None:
    """The child: prints what came of it."""
    faults, report, rng = Faults(), Report(), random.Random(seed)
    before = descriptors()
    if what == "read":
        results = check_reading(faults, folder / name, most, rng)
    else:
        results = check_writing(faults, name, folder / name, most, rng)
    for case, result in results:
        report.runs += 1
        report.hit += result != "not met"
        if result.startswith("WRONG"):
            report.wrong.append(f"{name}: {case}: {result}")
        report.outcomes[result.partition(":")[0]] += 1
    gc.collect()  # an exception of a file object has the frame in which the reader is
    if descriptors() > before:
        report.wrong.append(f"{name}: {descriptors() - before} file descriptors are left open")
    json.dump(report.__dict__, sys.stdout)


def start(what: str, name: str, folder: Path, most: int, seed: int) -> dict[str, Any]:
    command = [sys.executable, __file__, "--child", what, name, str(folder), str(most), str(seed)]
    environment = os.environ | {"LD_PRELOAD": str(PRELOADED), "G_DEBUG": "fatal-criticals"}
    environment["PYTHONPATH"] = os.pathsep.join(sys.path)
    failed = {"runs": 0, "hit": 0, "outcomes": {}, "wrong": [f"{name}: the process"]}
    try:
        done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=SECONDS * max(most, 1))
    except subprocess.TimeoutExpired:
        failed["wrong"] = [f"{what} {name}: took longer than {SECONDS * most} s"]
        return failed
    with suppress(json.JSONDecodeError):
        return dict(json.loads(done.stdout))
    failed["wrong"] = [f"{what} {name}: the process ended with {done.returncode}: {done.stderr[-1500:]}"]
    return failed


def run(reading: Iterable[str], writing: Iterable[str], folder: Path, most: int, seed: int = 1) -> Report:
    """Reads these of the FORMATS and writes these KINDS, with so many places for each call to fail at, at the most."""
    report = Report()
    names = list(reading)
    for name in names:
        (folder / f"{NAME}-{name}").write_bytes(make(name, folder).read_bytes())
    jobs = [("read", f"{NAME}-{name}") for name in names] + [("write", kind) for kind in writing]
    with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        for part in pool.map(lambda job: start(*job, folder, most, seed), jobs):
            report.add(part)
    return report


def main() -> int:
    if sys.argv[1:2] == ["--child"]:
        what, name, folder, most, seed = sys.argv[2:]
        work(what, name, Path(folder), int(most), int(seed))
        return 0
    parser = argparse.ArgumentParser(prog="tools/soak --faults", description="Makes calls of the system fail.")
    parser.add_argument(
        "--faults", type=int, nargs="?", const=1000, default=1000, metavar="N", help="places of each call (%(default)s)"
    )
    parser.add_argument("--seed", type=int, default=1, help="of the choice of places (%(default)s)")
    parser.add_argument("--formats", default=".", help="a regular expression (%(default)s)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        names = [name for name in FORMATS if re.search(options.formats, name)]
        kinds = [kind for kind in KINDS if re.search(options.formats, kind)]
        report = run(names, kinds, Path(folder), options.faults, options.seed)
    print(report)
    return 0 if not report.wrong else 1


if __name__ == "__main__":
    sys.exit(main())
