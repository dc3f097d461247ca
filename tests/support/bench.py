# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Times gaudiofile and its peers (pedalboard, soundfile, sphn, PyAV; soxr for resampling) in turns within one run, and
prints a table in Markdown.

A machine's speed drifts by more than the libraries differ, so each round times all of them one after another,
beginning with another one each time; the median over the rounds counts, of wall time and of CPU time. The ratio is the
best peer's wall time divided by ours: above 1 we are faster. "alone" is the CPU time of the codec library's own program
for the same thing, and tells what the library itself allows. All deliver the same array: float32 of shape (channels,
frames), contiguous.
"""

import argparse
import concurrent.futures
import json
import math
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import bench_peers as peers
import numpy as np
import soundfile

import gaudiofile

CACHE = Path(__file__).parents[2] / "build" / "bench"
ENCODERS = {
    "wav": [],
    "aiff": ["ffmpeg", "-v", "error", "-y", "-i", "{wav}", "-c:a", "pcm_s16be", "{out}"],
    "flac": ["flac", "--silent", "--force", "-o", "{out}", "{wav}"],
    "ogg": ["oggenc", "--quiet", "-q", "5", "-o", "{out}", "{wav}"],
    "mp3": ["lame", "--quiet", "-V", "2", "{wav}", "{out}"],
    "opus": ["opusenc", "--quiet", "--bitrate", "128", "{wav}", "{out}"],
    "m4a": ["ffmpeg", "-v", "error", "-y", "-i", "{wav}", "-c:a", "aac", "-b:a", "192k", "{out}"],
}
# The codec library's own program: decoding to nowhere, encoding to nowhere.
ALONE = {
    "decode flac": ["flac", "--silent", "--decode", "--stdout", "{path}"],
    "decode ogg": ["oggdec", "--quiet", "-o", "/dev/null", "{path}"],
    "decode mp3": ["mpg123", "--quiet", "--test", "{path}"],
    "decode opus": ["opusdec", "--quiet", "--float", "{path}", "/dev/null"],
    "encode flac 5": ["flac", "--silent", "-5", "--stdout", "{path}"],
    "encode flac 8": ["flac", "--silent", "-8", "--stdout", "{path}"],
    "encode ogg 192": ["oggenc", "--quiet", "-b", "192", "-o", "/dev/null", "{path}"],
    "encode mp3 V2": ["lame", "--quiet", "-V", "2", "{path}", "/dev/null"],
    "encode mp3 128": ["lame", "--quiet", "-b", "128", "{path}", "/dev/null"],
    "encode opus 128": ["opusenc", "--quiet", "--bitrate", "128", "{path}", "/dev/null"],
}
# from, to, quality
RESAMPLINGS = [
    (source, target, quality)
    for quality in ("WindowedSinc32", "WindowedSinc256")
    for source, target in ((44100, 48000), (48000, 16000), (96000, 44100))
]
Times = tuple[float, float]  # wall and CPU seconds of one operation


def music(seconds: int, rate: int, channels: int) -> np.ndarray:
    """Chords, a bass and drums in int16: decoders have as much to do as with music, unlike with noise or a tone."""
    rng = np.random.default_rng(7)
    out = np.zeros((seconds * rate, channels))
    beat = rate // 2
    t = np.arange(2 * rate) / rate
    for n, start in enumerate(range(0, len(out), beat)):
        root = 110 * 2 ** (rng.choice([0, 3, 5, 7, 10]) / 12)
        steps = rng.choice([0, 3, 7, 12, 15, 19, 24], 3, replace=False)
        notes = [root / 2, *(root * 2 ** (steps / 12))]
        for note in notes:
            partials = (np.sin(2 * np.pi * note * k * t + rng.uniform(0, 6)) / k**1.5 for k in range(1, 13))
            tone = sum(partials) * np.exp(-t * rng.uniform(1, 4)) * np.minimum(t * 200, 1)
            add(out, start, tone, rng.uniform(0.3, 1, channels) * 0.08)
        drum = rng.standard_normal(rate // 4) * np.exp(-np.arange(rate // 4) / rate * (60 if n % 2 else 25))
        add(out, start, drum, rng.uniform(0.5, 1, channels) * (0.05 if n % 2 else 0.12))
    out += rng.standard_normal(out.shape) * 3e-4  # the noise of the room
    return (np.clip(out, -1, 1) * 32767).astype(np.int16)


def add(out: np.ndarray, start: int, sound: np.ndarray, gains: np.ndarray) -> None:
    end = min(len(out), start + len(sound))
    out[start:end] += sound[: end - start, None] * gains


def encoded(name: str, seconds: int, rate: int, channels: int) -> dict[str, str]:
    """The same signal in each format, made once."""
    CACHE.mkdir(parents=True, exist_ok=True)
    paths = {suffix: CACHE / f"{name}-{seconds}.{suffix}" for suffix in ENCODERS}
    if not paths["wav"].exists():
        soundfile.write(paths["wav"], music(seconds, rate, channels), rate)
    for suffix, command in ENCODERS.items():
        if not paths[suffix].exists():
            subprocess.run([word.format(wav=paths["wav"], out=paths[suffix]) for word in command], check=True)
    return {suffix: str(path) for suffix, path in paths.items()}


def timed(repeat: int, operation: Callable[[], Any]) -> Times:
    wall, cpu = time.perf_counter(), time.process_time()
    for _ in range(repeat):
        operation()
    return (time.perf_counter() - wall) / repeat, (time.process_time() - cpu) / repeat


def child_time(command: list[str]) -> float:
    """CPU seconds of a program."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


# What is measured. Each opens by itself what it needs, and gives back what one operation took.


def whole(repeat: int, library: str, source: Callable[[], Any], n_frames: int) -> Times:
    f = peers.READERS[library](source())
    read: list[np.ndarray] = []
    took = timed(1, lambda: read.append(f.read(f.frames)))
    f.close()
    # Delays of codecs are cut by some and not by others.
    assert abs(read[0].shape[1] - n_frames) < 5000, f"{library}: {read[0].shape[1]} frames of {n_frames}"
    return took


def open_close(repeat: int, library: str, path: str) -> Times:
    return timed(repeat, lambda: peers.READERS[library](path).close())


def seek_read(repeat: int, library: str, path: str) -> Times:
    f = peers.READERS[library](path)
    positions = iter(np.random.default_rng(1).integers(0, f.frames - int(f.samplerate), repeat).tolist())

    def operation() -> None:
        f.seek(next(positions))
        assert f.read(int(f.samplerate)).shape[1] == int(f.samplerate)

    took = timed(repeat, operation)
    f.close()
    return took


def clip(repeat: int, library: str, path: str) -> Times:
    return timed(repeat, lambda: peers.decode(library, path))


def reads(n_frames: int, repeat: int, library: str, path: str) -> Times:
    f = peers.READERS[library](path)
    f.read(n_frames)
    took = timed(repeat, lambda: f.read(n_frames))
    f.close()
    return took


def encode(name: str, repeat: int, library: str, samples: np.ndarray) -> Times:
    path = str(CACHE / f"written-{library}.{name.split()[0]}")
    return timed(1, lambda: peers.encode(library, name, path, samples, 44100))


def resample(how: tuple[int, int, str], repeat: int, library: str, samples: np.ndarray) -> Times:
    out: list[np.ndarray] = []
    took = timed(1, lambda: out.append(peers.resample(library, samples, *how)))
    assert abs(out[0].shape[1] - samples.shape[1] * how[1] / how[0]) < 2
    return took


def bulk(n_clips: int, repeat: int, library: str, path: str) -> Times:
    """Clips on all processors."""
    paths = [path] * n_clips
    if library == "gaudiofile" and hasattr(gaudiofile, "load_many"):
        return timed(1, lambda: gaudiofile.load_many(paths))
    with concurrent.futures.ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        return timed(1, lambda: list(pool.map(partial(peers.decode, library), paths)))


# The peak of the resident memory from /proc: what getrusage() says includes that of the process that started this one.
FIRST_READ = """
{imports}
{read}
with open("/proc/self/status") as status:
    print(*(line.split()[1] for line in status if line.startswith("VmHWM")))
"""
PROGRAMS = {
    "gaudiofile": ("import gaudiofile", "gaudiofile.AudioFile({path!r}).read({n})"),
    "pedalboard": ("import pedalboard.io", "pedalboard.io.AudioFile({path!r}).read({n})"),
    "soundfile": ("import soundfile", "soundfile.SoundFile({path!r}).read({n}, dtype='float32')"),
    "sphn": ("import sphn", "sphn.FileReader({path!r}).decode(0, {n} / 44100)"),
}


def program(library: str, path: str, n_frames: int) -> list[str]:
    imports, read = PROGRAMS[library]
    return [sys.executable, "-c", FIRST_READ.format(imports=imports, read=read.format(path=path, n=n_frames))]


def first_read(repeat: int, library: str, path: str) -> Times:
    """A new process that imports the library and reads a second."""
    command, cpu = program(library, path, 44100), 0.0

    def operation() -> None:
        nonlocal cpu
        cpu = child_time(command)

    return timed(repeat, operation)[0], cpu


def peak_memory(repeat: int, library: str, path: str, n_frames: int) -> Times:
    """MiB, not seconds, of a process that reads the whole file."""
    result = subprocess.run(program(library, path, n_frames), capture_output=True, check=True)
    return int(result.stdout) / 1024, 0.0


@dataclass
class Cell:
    """One line of the table."""

    name: str
    format: str
    measure: Callable[..., Times]  # called with how often, the library, and the arguments
    arguments: tuple[Any, ...]
    libraries: list[str]
    repeat: int = 1
    alone: list[str] | None = None
    unit: str = "µs"
    times: dict[str, list[Times]] = field(default_factory=dict)
    alone_times: list[float] = field(default_factory=list)

    def run(self, n_rounds: int) -> None:
        for n in range(n_rounds + 1):
            for turn in range(len(self.libraries)):
                self.turn(self.libraries[(n + turn) % len(self.libraries)], warm_up=n == 0)
            self.libraries = [library for library in self.libraries if library in self.times]
            if self.alone is not None and n > 0:
                self.alone_times.append(child_time(self.alone))

    def turn(self, library: str, warm_up: bool) -> None:
        """What fails in the first round is left out: the peer does not read it. Ours has to."""
        try:
            took = self.measure(self.repeat, library, *self.arguments)
        except Exception:
            if library == "gaudiofile" or not warm_up:
                raise
            return
        self.times.setdefault(library, [])
        if not warm_up:  # the first round warms up caches and GStreamer's registry
            self.times[library].append(took)

    def median(self, library: str, which: int = 0) -> float:
        return statistics.median(times[which] for times in self.times[library])

    def best(self) -> str | None:
        return min((name for name in self.times if name != "gaudiofile"), key=self.median, default=None)

    def ratio(self) -> float | None:
        best = self.best()
        return self.median(best) / self.median("gaudiofile") if best is not None else None

    def row(self, libraries: list[str]) -> str:
        scale = 1e6 if self.unit == "µs" else 1
        columns = [f"{self.name} {self.format}", f"{self.median('gaudiofile') * scale:.1f}"]
        columns.append(f"{self.median('gaudiofile', 1) * scale:.1f}" if scale > 1 else "")
        columns += [f"{self.median(name) * scale:.1f}" if name in self.times else "" for name in libraries]
        columns.append(f"{statistics.median(self.alone_times) * scale:.1f}" if self.alone_times else "")
        ratio = self.ratio()
        columns.append(f"**{ratio:.2f}**" if ratio is not None and ratio < 1 else f"{ratio:.2f}" if ratio else "")
        return "| " + " | ".join(columns) + " |"

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "format": self.format,
            "unit": "s" if self.unit == "µs" else self.unit,
            "wall": {name: self.median(name) for name in self.times},
            "cpu": {name: self.median(name, 1) for name in self.times},
            "alone_cpu": statistics.median(self.alone_times) if self.alone_times else None,
            "best_peer": self.best(),
            "ratio": self.ratio(),
        }


def make_cells(seconds: int, n_clips: int, scale: float) -> list[Cell]:
    long, short = encoded("music", seconds, 44100, 2), encoded("clip", 3, 16000, 1)
    samples = np.ascontiguousarray(music(seconds, 44100, 2).T, dtype=np.float32) / 32768
    readers = list(peers.READERS)
    n_frames = seconds * 44100

    def often(n: int) -> int:
        return max(1, round(n * scale))

    def alone(what: str, path: str) -> list[str] | None:
        return [word.format(path=path) for word in ALONE[what]] if what in ALONE else None

    cells = []
    for name, path in long.items():
        # Opus has 48,000 frames in a second.
        length = seconds * 48000 if name == "opus" else n_frames
        arguments = (partial(str, path), length)
        cells.append(Cell("decode", name, whole, arguments, readers[:], 1, alone(f"decode {name}", path)))
    cells += [Cell("open + close", name, open_close, (path,), readers[:], often(500)) for name, path in long.items()]
    cells += [Cell("seek + read 1 s", name, seek_read, (path,), readers[:], often(20)) for name, path in long.items()]
    for name in ("wav", "flac", "ogg", "mp3", "opus"):
        cells.append(Cell("clip of 3 s", name, clip, (short[name],), readers[:], often(100)))
    for n, repeat in ((1, 20000), (512, 1000)):  # many: what was decoded ahead before must not count
        for name in ("wav", "flac", "mp3"):
            cells.append(Cell(f"read({n})", name, partial(reads, n), (long[name],), readers[:], often(repeat)))
    for name in peers.SOUNDFILE_SETTINGS:
        command = alone(f"encode {name}", long["wav"])
        cells.append(Cell("encode", name, partial(encode, name), (samples,), readers[:], 1, command))
    for how in RESAMPLINGS:
        name = f"{how[0]} to {how[1]}, {how[2].removeprefix('Windowed')}"
        libraries = ["gaudiofile"] + [each for each in ("pedalboard", "soxr") if getattr(peers, each) is not None]
        cells.append(Cell("resample", name, partial(resample, how), (samples,), libraries))
    for name in ("wav", "flac", "mp3"):
        arguments = (partial(peers.file_like, long[name]), n_frames)
        cells.append(Cell("file-like", name, whole, arguments, readers[:]))
    memory = memoryview(Path(long["flac"]).read_bytes())
    cells.append(Cell("memoryview", "flac", whole, (lambda: memory, n_frames), readers[:]))
    programs = [name for name in PROGRAMS if name in readers]
    cells.append(Cell("import + first read", "flac", first_read, (long["flac"],), programs[:], often(8)))
    for name in ("wav", "flac", "ogg", "mp3"):
        cells.append(Cell(f"{n_clips} clips", name, partial(bulk, n_clips), (short[name],), readers[:]))
    cells.append(Cell("peak memory", "flac", peak_memory, (long["flac"], n_frames), programs[:], unit="MiB"))
    return cells


def summary(cells: list[Cell]) -> str:
    rated = [(cell.ratio(), cell) for cell in cells if cell.ratio() is not None and cell.unit == "µs"]
    if not rated:
        return ""
    worst = min(rated, key=lambda pair: pair[0] or 0)
    mean = math.exp(statistics.mean(math.log(ratio or 1) for ratio, _ in rated))
    below = sum((ratio or 0) < 1 for ratio, _ in rated)
    return (
        f"\n{len(rated)} cells: geometric mean {mean:.2f}x of the best peer, {below} below 1.0x; "
        f"the worst is {worst[1].name} {worst[1].format} with {worst[0]:.2f}x."
    )


def compare(cells: list[Cell], path: str) -> str:
    """What is slower by more than 3 % than in an earlier run, beside the best peer, whose machine was the same."""
    earlier = {(cell["name"], cell["format"]): cell for cell in json.loads(Path(path).read_text())["cells"]}
    lines = []
    for cell in cells:
        before, ratio = earlier.get((cell.name, cell.format), {}), cell.ratio()
        if ratio is not None and before.get("ratio") is not None and ratio < before["ratio"] * 0.97:
            lines.append(
                f"slower: {cell.name} {cell.format}, {before['ratio']:.2f}x of the best peer then, {ratio:.2f}x now"
            )
    return "\n".join(lines) or "no cell is slower by more than 3 %"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="less of all: under two minutes on a quiet machine")
    parser.add_argument("--seconds", type=int, help="length of the long file (60; with --quick 10)")
    parser.add_argument("--rounds", type=int, help="rounds of which the median counts (7; with --quick 3)")
    parser.add_argument("--only", default="", help="only cells whose name and format contain this, as in 'decode flac'")
    parser.add_argument("--json", metavar="FILE", help="write the figures there too")
    parser.add_argument("--against", metavar="FILE", help="compare with what --json wrote earlier")
    options = parser.parse_args()
    seconds = options.seconds or (10 if options.quick else 60)
    n_rounds = options.rounds or (3 if options.quick else 7)

    cells = [
        cell
        for cell in make_cells(seconds, 100 if options.quick else 1000, 0.25 if options.quick else 1)
        if options.only in f"{cell.name} {cell.format}"
    ]
    libraries = [name for name in [*peers.READERS, "soxr"] if name != "gaudiofile" and getattr(peers, name) is not None]
    print(f"Medians of {n_rounds} rounds, files of {seconds} s; µs of wall time; ours in µs of CPU time too.\n")
    head = ["", "gaudiofile", "CPU", *libraries, "alone, CPU", "best peer / ours"]
    print("| " + " | ".join(head) + " |\n|---|" + "--:|" * (len(head) - 1))
    for cell in cells:
        cell.run(n_rounds)
        print(cell.row(libraries), flush=True)
    print(summary(cells))
    if options.json:
        machine = {"processors": len(os.sched_getaffinity(0)), "machine": platform.machine()}
        settings = {"seconds": seconds, "rounds": n_rounds}
        document = machine | settings | {"versions": peers.versions(), "cells": [cell.as_json() for cell in cells]}
        Path(options.json).write_text(json.dumps(document, indent=1) + "\n")
    if options.against:
        print(compare(cells, options.against))


if __name__ == "__main__":
    main()
