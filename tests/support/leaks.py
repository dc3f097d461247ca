# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Opens, reads, writes, abandons and closes files of every format again and again, and looks at what is left of it:
memory of the heap, what is resident, file descriptors, threads, and GLib's objects.

    every format ──► cycles in one process ──► counted before and after, round by round
                 └─► once under valgrind       what nothing points to any more

The heap moves by itself, up and down, as caches fill. A leak makes it larger in every round.
"""

import argparse
import ctypes
import gc
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 4
WARM_UP = 8  # cycles at first, in which libraries are loaded and caches made
SLACK = 20_000  # bytes of the heap that may stay in a round, whatever its length; measured are 12,000
BYTES = 16  # and for each cycle: no object is smaller
RESIDENT = 16 * 2**20  # bytes that may stay in all: the heap has holes
ENVIRONMENT = {"GOBJECT_DEBUG": "instance-count", "PYTHONMALLOC": "malloc", "G_SLICE": "always-malloc"}
TYPES = ("GafReader", "GafWriter", "GafResampler", "GafResampledReader", "GafEncodeSpec", "GstElement", "GstPad")

# The process that does it


class FileLike:
    """A file-like that is not known to be memory."""

    def __init__(self, data: bytes):
        memory = io.BytesIO(data)
        self.read, self.seek, self.tell, self.seekable = memory.read, memory.seek, memory.tell, memory.seekable


def read_cycle(path: Path) -> Callable[[int], None]:
    """Every way to open, each with every way to end."""
    import gaudiofile

    data = path.read_bytes()
    # One that may be refused on the way: what was made until then has to go too.
    cut = data[: len(data) // 3]

    def cycle(i: int) -> None:
        source = (str(path), io.BytesIO(data), FileLike(data), memoryview(data), io.BytesIO(cut))[i % 5]
        try:
            file = gaudiofile.AudioFile(source)
            file.read(2000)
            if i % 7 == 0:
                file.seek(file.frames // 2)
                file.resampled_to(8000).read(500)
            if i % 3:
                file.close()
        except gaudiofile.Error:  # of the one that is cut, and of what is refused as it is
            pass

    return cycle


def write_cycle(kind: str) -> Callable[[int], None]:
    import numpy as np
    from kinds import KINDS

    import gaudiofile

    rate = min(44100, KINDS[kind].highest_rate)
    samples = (np.random.default_rng(1).random((1, 5000), "f4") - 0.5) / 2

    def cycle(i: int) -> None:
        target = io.BytesIO()
        file = gaudiofile.AudioFile(target, "w", rate, 1, format=KINDS[kind].format, **KINDS[kind].options)
        file.write(samples)
        if i % 3 == 0:
            file.close()
        elif i % 3 == 1:
            file.gobject.abort() if i % 2 else file.close()
        del file

    return cycle


def resample_cycle() -> Callable[[int], None]:
    import numpy as np

    import gaudiofile

    samples = np.zeros((2, 1000), "f4")

    def cycle(i: int) -> None:
        resampler = gaudiofile.StreamResampler(44100, (8000, 48000, 16000)[i % 3], 2)
        resampler.process(samples)
        if i % 2:
            resampler.process(None)

    return cycle


def harm_cycle(harm: str) -> Callable[[int], None]:
    """What is to be found."""
    glib = ctypes.CDLL("libglib-2.0.so.0")
    glib.g_malloc.argtypes = [ctypes.c_size_t]
    glib.g_malloc.restype = ctypes.c_void_p
    harms: dict[str, Callable[[], object]] = {
        "memory": lambda: glib.g_malloc(4000),
        "descriptor": lambda: os.open("/dev/null", os.O_RDONLY),
        "thread": lambda: threading.Thread(target=time.sleep, args=(60,), daemon=True).start(),
    }
    return lambda i: harms[harm]() and None


def make_cycle(way: str, name: str) -> Callable[[int], None]:
    if way == "read":
        return read_cycle(Path(name))
    if way == "write":
        return write_cycle(name)
    return harm_cycle(name) if way == "harm" else resample_cycle()


def measure() -> dict[str, int]:
    import sandbox

    gc.collect()
    sandbox.trim()  # an encoder of AAC makes 200 MiB of holes, which are none of its memory
    glib = ctypes.CDLL("libgobject-2.0.so.0")
    glib.g_type_from_name.restype = ctypes.c_size_t
    glib.g_type_from_name.argtypes = [ctypes.c_char_p]
    glib.g_type_get_instance_count.argtypes = [ctypes.c_size_t]
    types = {name: glib.g_type_from_name(name.encode()) for name in TYPES}
    return {
        "bytes of the heap": sandbox.heap(),
        "bytes resident": sandbox.status("VmRSS"),
        "descriptors": len(sandbox.descriptors()),
        "threads": sandbox.count_threads(),
        # 0 where GLib was built without counting.
        **{name: glib.g_type_get_instance_count(number) if number else 0 for name, number in types.items()},
    }


def find_growth(rounds: list[dict[str, int]], cycles: int) -> list[str]:
    """What is more after the last round than after the first, and grew in each."""
    wrong = []
    for name in rounds[0]:
        steps = [after[name] - before[name] for before, after in zip(rounds, rounds[1:], strict=False)]
        if name == "bytes of the heap":
            bad = min(steps) > SLACK + BYTES * cycles
        elif name == "bytes resident":
            bad = sum(steps) > RESIDENT and min(steps) > 0
        else:
            bad = sum(steps) > 0 and min(steps) > 0
        if bad:
            wrong.append(f"{name} +{', +'.join(map(str, steps))} in rounds of {cycles} cycles")
    return wrong


def work(cycles: int) -> None:
    """Lines of JSON with what to do come in, and for each a list of what is wrong goes out."""
    for line in sys.stdin:
        way, name = json.loads(line)
        cycle = make_cycle(way, name)
        for i in range(max(WARM_UP, cycles // 10)):
            cycle(i)
        rounds = [measure()]
        for _ in range(ROUNDS):
            for i in range(cycles):
                cycle(i)
            rounds.append(measure())
        print(json.dumps(find_growth(rounds, cycles)), flush=True)


# What starts it


def all_jobs(files: list[Path]) -> list[tuple[str, str]]:
    from kinds import KINDS

    return [("read", str(path)) for path in files] + [("write", kind) for kind in KINDS] + [("resample", "")]


def run_all(jobs: list[tuple[str, str]], cycles: int, processes: int) -> list[str]:
    """What was wrong."""

    def run(some: list[tuple[str, str]]) -> list[str]:
        process = subprocess.Popen(
            [sys.executable, __file__, "--worker", "--cycles", str(cycles)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | ENVIRONMENT,
        )
        assert process.stdin and process.stdout
        found = []
        for way, name in some:
            print(json.dumps((way, name)), file=process.stdin, flush=True)
            answer = process.stdout.readline()
            if not answer:
                found.append(f"{way} {name}: the process died")
                break
            found += [f"{way} {Path(name).name}: {wrong}" for wrong in json.loads(answer)]
        process.stdin.close()
        process.wait()
        return found

    with ThreadPoolExecutor(processes) as pool:
        return [wrong for found in pool.map(run, (jobs[i::processes] for i in range(processes))) for wrong in found]


def valgrind(files: list[Path]) -> list[str]:
    """Of what an example in C read of each file nothing is left that nothing points to, and that our code asked for."""
    program = ROOT / "build" / "examples" / "3-seek"

    def run(path: Path) -> list[str]:
        command = [
            "valgrind",
            "--leak-check=full",
            "--show-leak-kinds=definite",
            "--num-callers=20",
            str(program),
            str(path),
        ]
        done = subprocess.run(command, capture_output=True, text=True, env=os.environ | ENVIRONMENT, check=False)
        records = re.split(r"^==\d+== *$", done.stderr, flags=re.MULTILINE)
        ours = [record for record in records if "gaf_" in record]
        return [
            f"valgrind {path.name}:\n{record.strip()}" for record in ours if re.search("lost|Invalid|uninit", record)
        ]

    with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        return [wrong for found in pool.map(run, files) for wrong in found]


def main() -> int:
    parser = argparse.ArgumentParser(prog="tools/soak --leaks", description=__doc__.partition("\n\n")[0])
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--cycles", type=int, default=20_000, help="of each format (%(default)s)")
    parser.add_argument("--valgrind", action="store_true", help="reads each file once under valgrind too: minutes")
    parser.add_argument("--formats", default=".", help="a regular expression for the names of formats (%(default)s)")
    parser.add_argument("--leaks", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    cycles = max(1, options.cycles // ROUNDS)
    if options.worker:
        work(options.cycles)
        return 0

    from every_format import make_every_format

    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        files = list(make_every_format(Path(folder)).values())
        jobs = [job for job in all_jobs(files) if re.search(options.formats, Path(job[1]).name)]
        files = [path for path in files if re.search(options.formats, path.name)]
        wrong = run_all(jobs, cycles, len(os.sched_getaffinity(0)))
        print(
            f"{len(jobs)} formats, {cycles * ROUNDS} cycles each, {time.monotonic() - begun:.0f} s: {len(wrong)} wrong"
        )
        if options.valgrind and shutil.which("valgrind"):
            found = valgrind(files)
            print(f"{len(files)} files read under valgrind: {len(found)} wrong")
            wrong += found
        elif options.valgrind:
            print("not under valgrind, which is not installed (Debian: valgrind)")
        print(*wrong, sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
