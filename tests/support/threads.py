# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Threads that do mixed operations at once: open, read, seek, resample, write, drop, on files of all formats and on
objects that all of them share. Every sample is compared with what one thread alone has read, and every byte with what
one thread alone has written.

Two programs do it: tests/c/threads.c for the library, plain and with ThreadSanitizer, which sees races that have done
no harm yet; and this one for the Python package. `tools/soak --threads 100000` has as many operations for each thread;
a few of them are in test_threads.py and in a step of tools/test.
"""

import argparse
import collections
import functools
import io
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
from formats import FORMATS, make
from kinds import KINDS

import gaudiofile
from gaudiofile import AudioFile

ROOT = Path(__file__).resolve().parents[2]
PLAIN = ROOT / "build"
SANITIZED = ROOT / "build-tsan"
AT_ONCE = 8
RATE = 44100
FRAMES = 30_000  # of the files that are written
LONGEST = 80_000  # frames of a file that are read
# C tests of what has threads; those of live sound need no server for this.
TESTS = ["call-guard", "coop-pipeline", "effect", "flac-parts", "fork-gate", "fork-readers", "interrupt", "load"]
TESTS += ["reader-parts", "ring", "source", "stream"]
SLOWER = 20  # so many operations with ThreadSanitizer take as long as one without


def build(*programs: str) -> Path:
    """C programs with ThreadSanitizer."""
    if not (SANITIZED / "build.ninja").exists():
        # Optimised as the library is, this build sees more warnings than the others, and they are errors here.
        options = [
            "-Db_sanitize=thread",
            "-Dwerror=true",
            *(f"-D{part}=disabled" for part in ("introspection", "docs", "python")),
        ]
        subprocess.run(["meson", "setup", str(SANITIZED), *options], check=True, cwd=ROOT, stdout=2)
    targets = [f"tests/c/{program}" for program in programs]
    subprocess.run(["ninja", "-C", str(SANITIZED), "--quiet", *targets], check=True, stdout=2)
    return SANITIZED


def run_c(
    operations: int, seed: int, folder: Path, foreign: dict[str, Path] | None = None, where: Path = PLAIN
) -> tuple[bool, str]:
    """Whether nothing was wrong, and what was said."""
    command: list[str | Path] = [where / "tests/c/threads", f"--folder={folder}", f"--seed={seed}"]
    command += [f"--threads={AT_ONCE}", f"--operations={operations}"]
    for name, path in (foreign or {}).items():
        command += [f"--noisy={path}"] if FORMATS[name].noisy else [path]
    # GLib's slices of memory go from thread to thread in ways that the sanitizer does not see.
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | {"G_SLICE": "always-malloc"})
    races = done.stderr.count("WARNING: ThreadSanitizer")
    text = done.stdout.strip() or f"ended with {done.returncode}"
    if where == SANITIZED:
        text += f"; {races} reports of ThreadSanitizer"
    if done.returncode != 0:
        text += "\n" + done.stderr[-20_000:]
    return done.returncode == 0 and races == 0, text


def run_tests() -> tuple[bool, str]:
    """The C tests of what has threads, with ThreadSanitizer."""
    where = build(*(f"test-{name}" for name in TESTS))
    suppressions = f"suppressions={ROOT / 'tests/c/tsan.supp'}"
    environment = os.environ | {"G_SLICE": "always-malloc", "TSAN_OPTIONS": suppressions}
    passed, races, wrong = 0, 0, []
    for name in TESTS:
        command = [where / f"tests/c/test-{name}"]
        done = subprocess.run(command, capture_output=True, text=True, env=environment)
        passed += len(re.findall("^ok ", done.stdout, re.MULTILINE))
        races += done.stderr.count("WARNING: ThreadSanitizer")
        if done.returncode != 0 or "WARNING: ThreadSanitizer" in done.stderr:
            wrong.append(f"{name} ended with {done.returncode}\n{done.stdout[-2000:]}{done.stderr[-20_000:]}")
    text = f"{passed} tests of {len(TESTS)} programs, {len(wrong)} wrong; {races} reports of ThreadSanitizer"
    return not wrong, "\n".join([text, *wrong])


# The Python package


def make_noise() -> np.ndarray:
    return np.random.default_rng(7).normal(0, 0.1, (2, FRAMES)).astype("f4")


def write(kind: str, samples: np.ndarray, pieces: list[int]) -> bytes:
    stream = io.BytesIO()
    with AudioFile(stream, "w", RATE, 2, format=KINDS[kind].format, **KINDS[kind].options) as f:
        for piece in np.split(samples, pieces, axis=1):
            f.write(piece)
    return stream.getvalue()


class Shared:
    """A file, what is in it, and a reader of it that all threads use."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self.data = data
        with AudioFile(data) as f:
            self.samples = f.read(LONGEST)
            self.resampled = f.resampled_to(31999).read(LONGEST)
        self.reader = AudioFile(data)
        # One of its own, since reading moves the reader behind it.
        self.resampling = AudioFile(data).resampled_to(31999)


class Campaign:
    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.noise = make_noise()
        self.written = {kind: write(kind, self.noise, []) for kind in KINDS}
        self.files = [Shared(kind, data) for kind, data in self.written.items()]
        self.stream = io.BytesIO()
        self.writer = AudioFile(self.stream, "w", RATE, 2, format="flac")
        self.handed_over: collections.Counter[int] = collections.Counter()
        self.n_closed = 0  # about
        self.wrong: list[str] = []

    def check(self, what: str, file: Shared, samples: np.ndarray, frame: int, found: np.ndarray) -> None:
        wanted = samples[:, frame : frame + found.shape[1]]
        if found.shape[1] < wanted.shape[1] or not np.array_equal(found[:, : wanted.shape[1]], wanted):
            self.wrong.append(f"{what} of {file.name} at {frame}: {found.shape}")

    def any_piece(self, rng: random.Random, samples: np.ndarray) -> tuple[int, int]:
        frame = rng.randrange(samples.shape[1])
        return frame, min(rng.randrange(1, 5000), samples.shape[1] - frame)

    def read_own(self, rng: random.Random) -> None:
        file = rng.choice(self.files)
        f = AudioFile(file.data if rng.random() < 0.5 else io.BytesIO(file.data))
        for _ in range(rng.randrange(1, 4)):
            frame, frames = self.any_piece(rng, file.samples)
            f.seek(frame)
            self.check("reading", file, file.samples, frame, f.read(frames))
        if rng.random() < 0.5:
            f.close()

    def read_shared(self, rng: random.Random) -> None:
        file = rng.choice(self.files)
        frame, frames = self.any_piece(rng, file.samples)
        try:
            self.check("reading what is shared", file, file.samples, frame, file.reader.read_at(frame, frames))
        except gaudiofile.ClosedFileError:  # another thread has
            self.n_closed += 1

    def move_shared(self, rng: random.Random) -> None:
        file = rng.choice(self.files)
        f = file.reader
        try:
            f.seek(rng.randrange(file.samples.shape[1]))
            assert f.read(rng.randrange(1, 3000)).shape[0] == f.num_channels
            assert 0 <= f.tell() <= f.frames
        except gaudiofile.ClosedFileError:
            self.n_closed += 1

    def read_resampled(self, rng: random.Random) -> None:
        file = rng.choice(self.files)
        frame, frames = self.any_piece(rng, file.resampled)
        self.check("resampling", file, file.resampled, frame, file.resampling.read_at(frame, frames))

    def drop_shared(self, rng: random.Random) -> None:
        file = rng.choice(self.files)
        old, file.reader = file.reader, AudioFile(file.data)
        if rng.random() < 0.5:
            old.close()

    def write_own(self, rng: random.Random) -> None:
        kind = rng.choice([*KINDS])
        pieces = sorted(rng.randrange(FRAMES) for _ in range(rng.randrange(4)))
        if write(kind, self.noise, pieces) != self.written[kind]:
            self.wrong.append(f"writing of {kind}: other bytes")

    def write_shared(self, rng: random.Random) -> None:
        frames = rng.randrange(3, 500)
        self.writer.write(self.noise[:, :frames])
        self.handed_over[threading.get_ident()] += frames

    def work(self, number: int, operations: int) -> None:
        rng = random.Random(1000 * self.seed + number)
        todo: list[Callable[[random.Random], None]] = [self.read_own, self.read_shared, self.read_shared]
        todo += [self.move_shared, self.read_resampled, self.drop_shared, self.write_own, self.write_shared]
        for _ in range(operations):
            operation = rng.choice(todo)
            try:
                operation(rng)
            except Exception as error:  # noqa: BLE001
                self.wrong.append(f"{operation.__name__}: {error!r}")


def run_python(operations: int, seed: int) -> tuple[bool, str]:
    campaign = Campaign(seed)
    threads = [threading.Thread(target=campaign.work, args=(n, operations)) for n in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    campaign.writer.close()
    frames = AudioFile(campaign.stream.getvalue()).frames
    if frames != campaign.handed_over.total():
        campaign.wrong.append(f"the shared writer has {frames} of {campaign.handed_over.total()} frames")
    text = f"{AT_ONCE} threads of Python, seed {seed}: {AT_ONCE * operations} operations on "
    text += f"{len(campaign.files)} files, {campaign.n_closed} met a closed reader, {len(campaign.wrong)} wrong"
    return not campaign.wrong, "\n".join([text, *campaign.wrong[:20]])


def main() -> int:
    parser = argparse.ArgumentParser(prog="tools/soak --threads", description=(__doc__ or "").partition("\n\n")[0])
    parser.add_argument(
        "--threads", type=int, nargs="?", const=2000, default=2000, help="operations of each (%(default)s)"
    )
    parser.add_argument("--seed", type=int, default=1, help="of the operations (%(default)s)")
    parser.add_argument("--only", choices=["c", "python", "tsan", "tests"], help="one of the parts")
    parser.add_argument("--formats", default=".", help="a regular expression for the foreign files (%(default)s)")
    options = parser.parse_args()
    results = []

    def tell(result: tuple[bool, str]) -> None:
        results.append(result[0])
        print(result[1], flush=True)

    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        foreign = {}
        if options.only not in ("python", "tests"):
            names = [name for name in FORMATS if re.search(options.formats, name)]
            foreign = {name: make(name, folder) for name in names}
        c = functools.partial(run_c, seed=options.seed, folder=folder, foreign=foreign)
        if options.only in (None, "c"):
            tell(c(options.threads))
        if options.only in (None, "python"):
            tell(run_python(options.threads, options.seed))
        if options.only in (None, "tsan"):
            tell(c(max(options.threads // SLOWER, 1), where=build("threads")))
    if options.only in (None, "tests"):
        tell(run_tests())
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
