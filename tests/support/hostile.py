# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Reads files that mean harm, in processes that may die of it, and tells which did.

    driver: (file, seed) ──► worker process: mutate, open, read here and there ──► outcome, peak of memory
                  ▲                                                                   │
                  └── a signal, a hang, too much memory, a foreign exception ◄────────┘

A seed is a mutation: the same seed of the same file gives the same bytes. Seed 0 is the file as it is. In a worker a
critical of GLib or GStreamer is a signal, and so is opening a socket or starting a thread.
"""

import argparse
import contextlib
import ctypes
import functools
import io
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sandbox

MEMORY = 128 * 2**20  # bytes of the whole process, interpreter included
# Of computing for one file, whatever else the machine does. tools/coverage says how much slower its build is.
CPU_SECONDS = 5 * int(os.environ.get("GAF_SLOWER") or 1)
WALL_SECONDS = 60  # of waiting, for what does not compute
# The last is for a library that libav brings along, which starts threads for its own sums when it is loaded.
ENVIRONMENT = {"G_DEBUG": "fatal-criticals", "GST_DEBUG": "", "PYTHONFAULTHANDLER": "1", "OPENBLAS_NUM_THREADS": "1"}
# Long reads make threads, which are forbidden here.
ENVIRONMENT["GAUDIOFILE_MAX_THREADS"] = "1"
LARGEST_SEED_FILE = 2**20  # larger files are read as they are, but not mutated

# Mutations

EXTREMES = (0, 1, 2, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 2**31 - 1, 2**31, 2**32 - 1, 2**63 - 1, 2**63, 2**64 - 1)
# Names of fields that have a length or a count close to them.
NAMES = [
    name.encode() for name in "RIFF RF64 ds64 fmt_ data fact LIST FORM COMM SSND caff desc pakt kuki fLaC OggS".split()
]
NAMES += [
    name.encode() for name in "OpusHead vorbis Speex wvpk ftyp moov mvhd trak mdhd elst stsd stts stsc stsz".split()
]
NAMES += [name.encode() for name in "stco co64 esds alac mp4a moof traf trun Xing Info LAME ID3 APETAGEX .snd".split()]
NAMES += [name.encode() for name in "Creative NIST_1A channel_count sample_rate 2BIT .SoX VHDR CHAN BODY".split()]
NAMES += [name.encode() for name in "RIFX wave FVER FRM8 DSD PROP MAC TTA1 MP+ MPCK SH auds strf strh movi".split()]
NAMES += [
    b"fmt ",
    b"\x1a\x45\xdf\xa3",
    b"\x16\x54\xae\x6b",
    b"\x1f\x43\xb6\x75",
    b"\x30\x26\xb2\x75",
    b"\xff\xf1",
    b"\x0b\x77",
    b"\x7f\xfe\x80\x01",
    b"\x00\x00\x01\xba",
    b"\x00\x00\x01\xbd",
    b"\xf8\x72\x6f\xba",
    b"FLV\x01",
    b"G@\x00",
]


def place(data: bytearray, rng: random.Random) -> int:
    """Somewhere: half of the time near the start, where the headers are."""
    return rng.randrange(min(len(data), 2048) if rng.random() < 0.5 else len(data))


def flip_bits(data: bytearray, rng: random.Random) -> None:
    for _ in range(rng.choice((1, 1, 4, 32, 256))):
        data[place(data, rng)] ^= 1 << rng.randrange(8)


def cut_end(data: bytearray, rng: random.Random) -> None:
    del data[place(data, rng) :]


def cut_start(data: bytearray, rng: random.Random) -> None:
    del data[: place(data, rng)]


def overwrite(data: bytearray, rng: random.Random) -> None:
    start = place(data, rng)
    size = min(rng.choice((4, 64, 1024, 32768)), len(data) - start)
    block = (bytes(size), b"\xff" * size, rng.randbytes(size), bytes(data[-size:]), bytes(data[:size]))
    data[start : start + size] = rng.choice(block)


def repeat(data: bytearray, rng: random.Random) -> None:
    start, to = place(data, rng), place(data, rng)
    data[to:to] = data[start : start + rng.choice((4, 64, 1024, 32768))] * rng.choice((1, 1, 3, 50))


def remove(data: bytearray, rng: random.Random) -> None:
    start = place(data, rng)
    del data[start : start + rng.choice((1, 2, 16, 1024, 32768))]


def set_number(data: bytearray, rng: random.Random) -> None:
    """Puts an extreme number where a length may be: near a name, or anywhere."""
    found = [at for name in NAMES if (at := data.find(name)) >= 0]
    at = rng.choice(found) + rng.randrange(-12, 40) if found and rng.random() < 0.8 else place(data, rng)
    size = rng.choice((1, 2, 4, 4, 8))
    value = rng.choice((*EXTREMES, len(data), len(data) - 1, len(data) + 1)) % 256**size
    at = max(0, min(at, len(data) - size))
    data[at : at + size] = value.to_bytes(size, rng.choice(("little", "big")))


def put_tag(data: bytearray, rng: random.Random) -> None:
    """A tag in front or behind, whose size may be a lie."""
    size = rng.choice((0, 10, 1000, 2**28 - 1))
    seven_bits = bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))
    ape = b"APETAGEX" + (2000).to_bytes(4, "little") + size.to_bytes(4, "little") + bytes(4)
    front = (b"ID3\4\0\0" + seven_bits + bytes(min(size, 1000)), ape + b"\0\0\0\xa0" + bytes(8 + min(size, 1000)))
    behind = (b"TAG" + bytes(125), ape + b"\0\0\0\x80" + bytes(8), b"%06dLYRICS200" % (size % 10**6))
    if rng.random() < 0.5:
        data[0:0] = rng.choice(front) * rng.choice((1, 2, 20))
    else:
        data += rng.choice(behind) * rng.choice((1, 2, 20))


MUTATIONS = (*[flip_bits] * 4, *[set_number] * 4, *[overwrite] * 2, *[cut_end] * 2, remove, repeat, cut_start, put_tag)


def make_table(bits: int, polynomial: int) -> list[int]:
    table = []
    for byte in range(256):
        value = byte << (bits - 8)
        for _ in range(8):
            value = (value << 1 ^ (polynomial if value >> (bits - 1) else 0)) & (2**bits - 1)
        table.append(value)
    return table


OGG_TABLE, FLAC_TABLE, FLAC_HEADER_TABLE = make_table(32, 0x04C11DB7), make_table(16, 0x8005), make_table(8, 7)


def flac_header_size(data: bytes | bytearray, at: int) -> int:
    """Of a frame's header without its checksum (RFC 9639, 9.1); 0 where none can begin."""
    if len(data) < at + 16 or data[at] != 0xFF or data[at + 1] & 0xFE != 0xF8:
        return 0
    ones = f"{data[at + 4]:08b}".find("0")
    size = 4 + (ones if ones > 1 else 1)
    size += {6: 1, 7: 2}.get(data[at + 2] >> 4, 0)
    return size + {12: 1, 13: 2, 14: 2}.get(data[at + 2] & 15, 0)


def flac_header_sum(data: bytes | bytearray, at: int, size: int) -> int:
    value = 0
    for byte in data[at : at + size]:
        value = FLAC_HEADER_TABLE[value ^ byte]
    return value


@functools.lru_cache(maxsize=4)
def flac_frames(original: bytes) -> list[int]:
    """Where frames begin, and where the last one ends."""
    found, at = [], original.find(b"\xff")
    while at >= 0:
        size = flac_header_size(original, at)
        if size and flac_header_sum(original, at, size) == original[at + size]:
            found.append(at)
        at = original.find(b"\xff", at + 1)
    return [*found, len(original)]


def mend_flac(data: bytearray, original: bytes) -> None:
    """Makes the checksums right of the frames that are still where they were."""
    starts = flac_frames(original)
    for start, end in zip(starts, starts[1:], strict=False):
        if end > len(data) or data[start:end] == original[start:end]:
            continue
        size = flac_header_size(data, start)
        if size and start + size < end - 2:
            data[start + size] = flac_header_sum(data, start, size)
        value = 0
        for byte in data[start : end - 2]:
            value = (value << 8 & 0xFFFF) ^ FLAC_TABLE[value >> 8 ^ byte]
        data[end - 2 : end] = value.to_bytes(2, "big")


def mend_ogg(data: bytearray) -> None:
    """Makes the checksums of the pages right (RFC 3533, 6), so that what is wrong gets past the first check."""
    at = data.find(b"OggS")
    while at >= 0 and at + 27 <= len(data):
        end = at + 27 + data[at + 26]
        end += sum(data[at + 27 : end])
        data[at + 22 : at + 26] = bytes(4)
        value = 0
        for byte in data[at:end]:
            value = (value << 8 & 0xFFFFFFFF) ^ OGG_TABLE[value >> 24 ^ byte]
        data[at + 22 : at + 26] = value.to_bytes(4, "little")
        at = data.find(b"OggS", max(end, at + 4) if end <= len(data) else at + 4)


def mutate(original: bytes, seed: int) -> bytes:
    data = bytearray(original)
    rng = random.Random(seed)
    for _ in range(rng.choice((1, 1, 1, 2, 4)) if seed else 0):
        if data:
            rng.choice(MUTATIONS)(data, rng)
    # Most of what has lost its first bytes is not recognised, and nothing is learnt from it.
    if rng.random() < 0.7:
        data[:12] = original[:12]
    if seed and data.startswith(b"OggS") and rng.random() < 0.7:
        mend_ogg(data)
    if seed and data.startswith(b"fLaC") and rng.random() < 0.7:
        mend_flac(data, original)
    return bytes(data)


# Worker


class FileLike:
    """A file-like that is not known to be memory: it is asked for every byte."""

    def __init__(self, data: bytes):
        memory = io.BytesIO(data)
        self.read, self.seek, self.tell, self.seekable = memory.read, memory.seek, memory.tell, memory.seekable


def read_here_and_there(source: Any, rng: random.Random) -> str:
    """Reads what any program would; a header may promise any length. What comes out has to be well formed."""
    import gaudiofile

    with gaudiofile.AudioFile(source) as file:
        if not file.num_channels:
            return "no channels"
        some = max(1, min(int(3 * file.samplerate), 1_000_000 // file.num_channels))
        first = file.read(some)
        assert first.shape[0] == file.num_channels and first.shape[1] <= some, first.shape
        assert first.dtype == "float32" and file.tell() == first.shape[1], (first.dtype, file.tell())
        for _ in range(3):
            file.seek(rng.randrange(file.frames + 1))
            (file.read if file.file_dtype == "float64" else file.read_raw)(4000)
        for back in (50_000 // file.num_channels, 1, 0):
            file.seek(max(0, file.frames - back))
            for _ in range(4):
                file.read(some)
        assert file.tell() <= file.frames or not file.exact_duration_known
        return f"{file.container or '-'}/{file.codec}"


def handle(path: Path, seed: int) -> dict[str, object]:
    import gaudiofile

    data = mutate(path.read_bytes(), seed)
    rng = random.Random(seed)
    ctypes.CDLL(None).malloc_trim(0)  # so that the peak is of this file, and not of what earlier ones left behind
    sandbox.reset_peak()
    before = sandbox.count_threads(), len(sandbox.descriptors())
    with contextlib.ExitStack() as stack:
        source: Any = FileLike(data) if rng.random() < 0.25 else memoryview(data)
        if rng.random() < 0.5:
            named = stack.enter_context(tempfile.NamedTemporaryFile())
            named.write(data)
            named.flush()
            source = named.name
            before = before[0], before[1] + 1
        try:
            outcome = read_here_and_there(source, rng)
        except gaudiofile.Error as error:
            outcome = type(error).__name__
        after = sandbox.count_threads(), len(sandbox.descriptors())
    result: dict[str, object] = {"outcome": outcome, "peak": sandbox.status("VmHWM")}
    if after != before:
        result["wrong"] = f"threads and descriptors were {before}, are {after}"
    elif any(link.startswith("socket:") for link in sandbox.descriptors()):
        result["wrong"] = "a socket is open"
    return result


def work() -> None:
    """Handles what standard input says, and answers each on what was standard output."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    # What a process does once: find the plugins. After that there is no reason for sockets or threads.
    import gaudiofile

    gaudiofile.get_supported_read_formats()
    resource.setrlimit(resource.RLIMIT_AS, (4 * 2**30, resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sandbox.forbid(*sandbox.SOCKETS, *sandbox.THREADS)
    print("ready", file=answers, flush=True)
    for line in sys.stdin:
        name, seed = json.loads(line)
        try:
            result = handle(Path(name), seed)
        except BaseException as error:  # whatever it is, the driver is to know
            result = {"outcome": "?", "peak": 0, "wrong": repr(error)}
        print(json.dumps(result), file=answers, flush=True)


# Driver


@dataclass
class Report:
    outcomes: Counter[str] = field(default_factory=Counter)
    opened: dict[str, list[Path]] = field(default_factory=dict)  # by container and codec
    wrong: list[str] = field(default_factory=list)
    peak: int = 0
    slowest: tuple[float, str] = (0.0, "")

    def __str__(self) -> str:
        lines = [f"{number:6} {outcome}" for outcome, number in self.outcomes.most_common()]
        lines += [
            f"peak of memory {self.peak // 2**20} MiB, slowest {self.slowest[0]:.2f} s of CPU ({self.slowest[1]})"
        ]
        return "\n".join([*lines, f"{self.outcomes.total()} read, {len(self.wrong)} wrong", *self.wrong])


class Worker:
    """A process that handles files one after the other, and is started anew when it is gone."""

    process: "subprocess.Popen[str] | None" = None

    def start(self) -> None:
        self.errors = tempfile.TemporaryFile("w+")  # noqa: SIM115
        self.process = subprocess.Popen(
            [sys.executable, __file__, "--worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.errors,
            text=True,
            env={**os.environ, **ENVIRONMENT},
        )
        assert self.process.stdout and self.process.stdout.readline() == "ready\n", self.last_words()

    def last_words(self) -> str:
        self.errors.seek(0)
        return self.errors.read()[-2000:].strip()

    def cpu(self) -> float:
        assert self.process
        try:
            fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            return 0.0
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def watch(self, begun: float, done: threading.Event, late: list[str]) -> None:
        deadline = time.monotonic() + WALL_SECONDS
        while not done.wait(0.5):
            used = self.cpu() - begun
            if used > CPU_SECONDS or time.monotonic() > deadline:
                late.append(f"hangs: {used:.1f} s of CPU")
                assert self.process
                # SIGABRT, so that the fault handler tells where.
                self.process.send_signal(signal.SIGABRT)
                return

    def run(self, path: Path, seed: int) -> tuple[dict[str, object], float]:
        if self.process is None:
            self.start()
        assert self.process and self.process.stdin and self.process.stdout
        begun, done, late = self.cpu(), threading.Event(), list[str]()
        watcher = threading.Thread(target=self.watch, args=(begun, done, late))
        watcher.start()
        print(json.dumps((str(path), seed)), file=self.process.stdin, flush=True)
        answer = self.process.stdout.readline()
        done.set()
        watcher.join()
        if answer:
            return json.loads(answer), self.cpu() - begun
        code = self.process.wait()
        name = signal.Signals(-code).name if code < 0 else f"exit {code}"
        wrong = f"{' '.join(late) or name}\n{self.last_words()}"
        self.stop()
        return {"outcome": "?", "peak": 0, "wrong": wrong}, 0.0

    def stop(self) -> None:
        if self.process is None:
            return
        assert self.process.stdin and self.process.stdout
        self.process.stdout.close()
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.close()
        self.process.wait()
        self.errors.close()
        self.process = None


def run(jobs: Iterable[tuple[Path, int]], processes: int = 0, tell: bool = False) -> Report:
    report, lock, source = Report(), threading.Lock(), iter(jobs)
    failures: list[BaseException] = []

    def loop() -> None:
        # Reading nothing must not pass for finding nothing: what ends a loop early is raised by the caller.
        try:
            read_all(Worker())
        except BaseException as error:
            failures.append(error)

    def read_all(worker: Worker) -> None:
        while True:
            with lock:
                job = next(source, None)
            if job is None:
                break
            result, cpu = worker.run(*job)
            what = f"{job[0]} {job[1]}"
            wrong = result.get("wrong")
            if not wrong and int(str(result["peak"])) > MEMORY:
                wrong = f"took {int(str(result['peak'])) // 2**20} MiB"
            with lock:
                report.outcomes[str(result["outcome"])] += 1
                if "/" in str(result["outcome"]):
                    report.opened.setdefault(str(result["outcome"]), []).append(job[0])
                report.peak = max(report.peak, int(str(result["peak"])))
                report.slowest = max(report.slowest, (cpu, what))
                if wrong:
                    report.wrong.append(f"{what}: {wrong}")
                    if tell:
                        print(report.wrong[-1], flush=True)
        worker.stop()

    threads = [threading.Thread(target=loop) for _ in range(processes or os.cpu_count() or 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return report


def choose(opened: dict[str, list[Path]], number: int, seed: int) -> Iterator[tuple[Path, int]]:
    """Mutations of what could be opened: each kind in turn, and of each kind each file in turn."""
    kinds = [[path for path in opened[kind] if path.stat().st_size <= LARGEST_SEED_FILE] for kind in sorted(opened)]
    kinds = [sorted(paths) for paths in kinds if paths]
    for i in range(number if kinds else 0):
        kind = kinds[i % len(kinds)]
        yield kind[i // len(kinds) % len(kind)], seed + i


def corpus() -> Path | None:
    """The folder of foreign files: GAF_CORPUS, or beside the checkout."""
    folder = Path(os.environ.get("GAF_CORPUS") or Path(__file__).parents[3] / "shared" / "corpus")
    return folder if folder.is_dir() else None


def files_below(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def make_files(folder: Path) -> list[Path]:
    """A file of every kind, and one of each row of the table of formats whose encoder is there."""
    from every_format import make_every_format
    from formats import FORMATS, make

    def row(name: str) -> Path | None:
        with contextlib.suppress(FileNotFoundError):
            return make(name, folder)
        return None

    files = list(make_every_format(folder).values())
    with ThreadPoolExecutor(2) as pool:
        return files + [path for path in pool.map(row, FORMATS) if path]


def main() -> int:
    parser = argparse.ArgumentParser(description="Reads mutated files until something breaks.")
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--mutations", type=int, default=2000, help="how many (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of the first of them (%(default)s)")
    parser.add_argument("--show", action="store_true", help="with one FILE: put its mutation SEED to standard output")
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="instead of the corpus and generated files")
    options = parser.parse_args()
    if options.worker:
        work()
        return 0
    if options.show:
        sys.stdout.buffer.write(mutate(options.files[0].read_bytes(), options.seed))
        return 0

    with tempfile.TemporaryDirectory() as folder:
        files = [path.resolve() for path in options.files]
        if not files:
            files = make_files(Path(folder))
            if found := corpus():
                files += files_below(found)
            else:
                print("no corpus: set GAF_CORPUS to its folder")
        print("as they are:", flush=True)
        whole = run([(path, 0) for path in files], tell=True)
        print(whole, "mutated:", sep="\n", flush=True)
        mutated = run(choose(whole.opened, options.mutations, options.seed), tell=True)
        print(mutated)
        complete = whole.outcomes.total() == len(files) and mutated.outcomes.total() == options.mutations
        if not complete:
            print("not all of them were read")
        return 0 if complete and not whole.wrong and not mutated.wrong else 1


if __name__ == "__main__":
    sys.exit(main())
