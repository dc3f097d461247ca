# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Files that change while they are read: `tools/soak --changing`, and a little of it in test_changing.py.

    this process: writes into the file, at random moments     │ a forked child: opens, reads here and there, closes,
                  (ways below), pieces of two versions of it  │                 over and over, and counts what comes

What the child reads may be old, new, or partly both, and may be an error of the package; it may not be anything else,
nor more than was asked for. A child that dies, of a critical of GLib too, or does not come to its end, is a fault. At
the end the first version is put back, and has to be read as it was at the beginning.
"""

import argparse
import contextlib
import io
import json
import mmap
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ENVIRONMENT = {"G_DEBUG": "fatal-criticals", "PYTHONFAULTHANDLER": "1"}
PATIENCE = 120  # seconds for the child to end after it was told to

# How a file changes


def put(path: Path, data: bytes, offset: int = 0) -> None:
    with path.open("r+b", buffering=0) as f:
        f.seek(offset)
        f.write(data)


def rewrite(path: Path, versions: list[bytes], rng: random.Random) -> None:
    put(path, rng.choice(versions))


def patch(path: Path, versions: list[bytes], rng: random.Random) -> None:
    """A piece of one version, at its place in the other, or anywhere."""
    version = rng.choice(versions)
    start = rng.randrange(len(version)) if rng.random() < 0.5 else rng.randrange(min(len(version), 4096))
    piece = version[start : start + rng.choice((1, 4, 100, 5000, 100000))]
    put(path, piece, start if rng.random() < 0.5 else rng.randrange(path.stat().st_size + 1))


def shift(path: Path, versions: list[bytes], rng: random.Random) -> None:
    """All of it, some bytes further or nearer."""
    version = rng.choice(versions)
    by = rng.choice((1, 2, 4, 37, 5000))
    put(path, version[by:] + version[:by] if rng.random() < 0.5 else bytes(by) + version)


def map_memory(path: Path, versions: list[bytes], rng: random.Random) -> None:
    """Through a mapping, so that not even the time of the last change is what it seems."""
    with path.open("r+b") as f, contextlib.suppress(ValueError), mmap.mmap(f.fileno(), 0) as memory:
        version = rng.choice(versions)
        start = rng.randrange(len(memory))
        piece = version[start : start + 3000][: len(memory) - start]
        memory[start : start + len(piece)] = piece


def truncate(path: Path, versions: list[bytes], rng: random.Random) -> None:
    os.truncate(path, rng.choice((0, rng.randrange(path.stat().st_size + 1))))


def grow(path: Path, versions: list[bytes], rng: random.Random) -> None:
    with path.open("ab") as f:
        f.write(rng.choice(versions)[: rng.choice((1, 1000, 10**6))])
    if path.stat().st_size > 4 * max(map(len, versions)):
        os.truncate(path, len(versions[0]))


def replace(path: Path, versions: list[bytes], rng: random.Random) -> None:
    new = path.with_suffix(".new")
    new.write_bytes(rng.choice(versions))
    os.replace(new, path)


WAYS: dict[str, Callable[[Path, list[bytes], random.Random], None]] = {
    "rewritten": rewrite,
    "patched": patch,
    "shifted": shift,
    "mapped": map_memory,
    "truncated": truncate,
    "grown": grow,
    "replaced": replace,
}
# These leave each byte of a mapping where it is: to read what has been cut off ends any process.
KEEP_SIZE = ("rewritten", "patched", "mapped")

# Reading


def open_source(path: Path, by: str, stack: contextlib.ExitStack) -> Any:
    if by == "name":
        return path
    handle = stack.enter_context(path.open("rb"))
    if by == "mapping":
        return stack.enter_context(mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ))
    return handle


def read_somewhere(source: Any, rng: random.Random, counts: Counter[str]) -> None:
    from gaudiofile import AudioFile

    with AudioFile(source) as f:
        counts["opened"] += 1
        first = f.read(1000)
        for _ in range(rng.randrange(8)):
            f.seek(rng.randrange(f.frames + 1))
            wanted = rng.choice((1, 100, 5000, 200000))
            raw = rng.random() < 0.3 and f.file_dtype != "float64"
            samples = f.read_raw(wanted) if raw else f.read(wanted)
            if samples.shape[0] != f.num_channels or samples.shape[1] > wanted:
                raise AssertionError(f"{samples.shape} for {wanted} frames of {f.num_channels} channels")
            counts["reads"] += 1
        if f.frames:
            f.seek(0)
            f.read(first.shape[1] or 1)


def is_told(control: int) -> bool:
    """By the end of the pipe."""
    try:
        os.read(control, 1)
    except BlockingIOError:
        return False
    return True


def read_until_told(path: Path, by: str, seed: int, control: int, answer: int) -> None:
    import gaudiofile

    rng = random.Random(seed)
    counts: Counter[str] = Counter()
    while True:
        try:
            with contextlib.ExitStack() as stack:
                read_somewhere(open_source(path, by, stack), rng, counts)
        except gaudiofile.Error:
            counts["errors"] += 1
        except (ValueError, BufferError) as error:
            # A seek behind the end of a file that has become shorter; a mapping of nothing.
            if "frame" not in str(error) and "empty file" not in str(error):
                raise
            counts["errors"] += 1
        if is_told(control):
            break
    os.write(answer, json.dumps(counts).encode())


def all_samples(path: Path) -> bytes | str:
    import gaudiofile

    try:
        with gaudiofile.AudioFile(path) as f:
            return f.read(f.frames + 1).tobytes()
    except gaudiofile.Error as error:
        return type(error).__name__


# One file


@dataclass
class Report:
    files: int = 0
    changes: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        text = f"{self.files} files were changed {self.changes} times while they were opened {self.counts['opened']} "
        text += f"times and read {self.counts['reads']} times; {self.counts['errors']} errors"
        return "\n".join([text, *self.wrong])


def start(path: Path, by: str, seed: int) -> tuple[int, int, int, io.BufferedRandom]:
    """A child that reads; what tells it to end, where it answers, and what it says on its way."""
    control, answer = os.pipe(), os.pipe()
    said = tempfile.TemporaryFile()  # noqa: SIM115
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            os.dup2(said.fileno(), 2)
            os.close(control[1])
            os.set_blocking(control[0], False)
            signal.alarm(3600)
            read_until_told(path, by, seed, control[0], answer[1])
            status = 0
        except BaseException:  # noqa: BLE001
            import traceback

            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(status)
    os.close(control[0])
    os.close(answer[1])
    return pid, control[1], answer[0], said


def wait(pid: int) -> int | None:
    for _ in range(PATIENCE * 100):
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.01)
    os.kill(pid, signal.SIGABRT)
    os.waitpid(pid, 0)
    return None


def change(name: str, versions: list[bytes], path: Path, seconds: float, seed: int, report: Report) -> None:
    rng = random.Random(seed)
    path.write_bytes(versions[0])
    before = all_samples(path)
    by = rng.choice(("name", "handle", "mapping"))
    ways = rng.sample([*WAYS], rng.randint(1, 3)) if by != "mapping" else rng.sample(KEEP_SIZE, rng.randint(1, 3))
    rest = [version.ljust(len(versions[0]), b"\0")[: len(versions[0])] for version in versions]
    pid, control, answer, said = start(path, by, seed)
    begun = time.monotonic()
    while time.monotonic() - begun < seconds:
        with contextlib.suppress(FileNotFoundError):
            WAYS[rng.choice(ways)](path, rest if by == "mapping" else versions, rng)
        report.changes += 1
        time.sleep(rng.choice((0, 0, 0.0002, 0.002, 0.01)))
    os.close(control)
    status = wait(pid)
    what = f"{name}, seed {seed}, {' and '.join(ways)}, by {by}"
    report.files += 1
    if status == 0:
        with os.fdopen(answer, "rb") as f:
            report.counts += Counter(json.loads(f.read()))
    else:
        os.close(answer)
        said.seek(0)
        ending = "did not end" if status is None else f"ended with {status}"
        report.wrong.append(f"{what}: {ending}\n{said.read().decode(errors='replace')[-3000:]}")
    said.close()
    path.write_bytes(versions[0])
    if all_samples(path) != before:
        report.wrong.append(f"{what}: put back, it is not what it was")


def run(
    files: dict[str, Path], seconds: float, seed: int, folder: Path, each: float = 0.5, tell: bool = False
) -> Report:
    """Changes files in turn until the time is over, each once at least."""
    report = Report()
    rng = random.Random(seed)
    names = sorted(files)
    begun = time.monotonic()
    n = 0
    while n < len(names) or time.monotonic() - begun < seconds:
        name = names[n % len(names)]
        # Another file of the same container as often as one of any.
        akin = [other for other in names if other.rpartition(".")[2] == name.rpartition(".")[2]]
        other = rng.choice(akin if rng.random() < 0.5 else names)
        told = len(report.wrong)
        versions = [files[name].read_bytes(), files[other].read_bytes()]
        change(name, versions, folder / f"changing-{name}", each, seed + n, report)
        if tell and len(report.wrong) > told:
            print(*report.wrong[told:], sep="\n", flush=True)
        n += 1
    return report


def main() -> int:
    parser = argparse.ArgumentParser(description="Reads files that change while they are read.")
    parser.add_argument("--changing", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--seconds", type=float, default=120, help="how long (%(default)g)")
    parser.add_argument("--each", type=float, default=0.5, help="seconds for a file (%(default)g)")
    parser.add_argument("--seed", type=int, default=1, help="of the first file (%(default)s)")
    parser.add_argument("--formats", default=".", help="a regular expression for the files (%(default)s)")
    options = parser.parse_args()
    if os.environ.get("G_DEBUG") != ENVIRONMENT["G_DEBUG"]:
        return subprocess.run([sys.executable, *sys.argv], env={**os.environ, **ENVIRONMENT}).returncode
    from every_format import make_every_format

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = make_every_format(folder, 3)
        files = {name: path for name, path in files.items() if re.search(options.formats, name)}
        report = run(files, options.seconds, options.seed, folder, options.each, tell=True)
    print(report)
    return 1 if report.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
