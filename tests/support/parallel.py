# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""What several threads read and write is what one does: `tools/soak --parallel`.

    files     all generated formats and the whole corpus, read in two to five parts however short they are, and loaded
              by four threads, against one thread; in C, and in C with ThreadSanitizer
    fork      children made right after such reads and beside them, which read themselves
    memory    of an hour of stereo, read in pieces and as a whole

Short forms of all are in test_parallel.py and test_load_many.py.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import textwrap
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
from formats import FORMATS, make
from threads import PLAIN, ROOT, build

import gaudiofile
from gaudiofile import AudioFile, load_many

CORPUS = Path(os.environ.get("GAF_CORPUS") or ROOT.parent / "shared" / "corpus")
RATE = 16_000
MEMORY_OF_A_THREAD = 8  # MB
MEMORY_OF_PIECES = 12


def all_files(folder: Path, pattern: str, corpus: Path) -> list[Path]:
    files = [make(name, folder) for name in FORMATS if re.search(pattern, name)]
    if corpus.is_dir():
        files += sorted(p for p in corpus.glob("*/*") if p.suffix not in (".pcm", ".md") and re.search(pattern, p.name))
    return files


def compare(where: Path, program: str, files: list[Path]) -> bool:
    """Runs a C test over files, which says of each what came of it."""
    suppressions = f"suppressions={ROOT / 'tests/c/tsan.supp'}"
    environment = os.environ | {"G_SLICE": "always-malloc", "TSAN_OPTIONS": suppressions}
    command = [str(where / f"tests/c/{program}"), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    lines = done.stdout.splitlines()
    races = done.stderr.count("WARNING: ThreadSanitizer")
    wrong = [line for line in lines if line.endswith((" left", "other samples")) or "other samples in" in line]
    wrong = [line for line in wrong if not line.endswith("0 threads left")]
    parts = sum(line.endswith(": parts") for line in lines)
    said = f"{parts} of {len(files)} files read in parts" if program == "test-reader-parts" else lines[-1]
    print(f"{where.name} {program}: {said}, ended with {done.returncode}, {races} reports of ThreadSanitizer")
    print(*wrong[:50], done.stderr[-20_000:] if done.returncode or races else "", sep="\n", end="")
    return done.returncode == 0 and not races


def check_files(pattern: str, corpus: Path, sanitizer: bool) -> bool:
    programs = ("test-reader-parts", "test-load")
    with tempfile.TemporaryDirectory() as folder:
        files = all_files(Path(folder), pattern, corpus)
        where = build(*programs) if sanitizer else PLAIN
        return all([compare(where, program, files) for program in programs])


# fork


def make_music() -> dict[str, bytes]:
    """A minute, which is long enough for all of these to be read in parts."""
    rng = np.random.default_rng(11)
    samples = np.sin(np.cumsum(rng.normal(0, 0.05, (2, RATE * 60)), axis=1)).astype("f4") * 0.7
    return {name: AudioFile.encode(samples, RATE, name, 2) for name in ("flac", "mp3", "ogg", "opus")}


def fork(check: Callable[[], bool]) -> bool:
    """Whether the child finds what it should; one that hangs is ended."""
    child = os.fork()
    if child == 0:
        code = 2
        try:
            code = 0 if check() else 1
        finally:
            os._exit(code)
    watch = threading.Timer(60, os.kill, (child, 9))
    watch.start()
    failed = os.waitpid(child, 0)[1] != 0
    watch.cancel()
    return not failed


def check_forks(children: int) -> bool:
    music = make_music()
    whole = {name: AudioFile(data).read(10**9) for name, data in music.items()}
    names = [*music]
    n_threads = len(os.listdir("/proc/self/task"))
    failed = left = 0
    for i in range(children):
        name = names[i % 4]
        f = AudioFile(music[name])
        if i % 2:
            f.read(10**9)
        else:
            load_many(list(music.values()), frames=RATE, num_channels=2)
        left += len(os.listdir("/proc/self/task")) > n_threads

        def check(f: gaudiofile.ReadableAudioFile = f, name: str = name) -> bool:
            f.seek(0)
            rest = load_many([music[name]] * 3, frames=500, num_channels=2)[0]
            return np.array_equal(f.read(10**9), whole[name]) and all(np.array_equal(r, rest[0]) for r in rest)

        failed += not fork(check)
    print(f"{children} children right after long reads: {failed} failed, a thread was left {left} times", flush=True)

    stop = threading.Event()

    def read_all_the_while() -> None:
        while not stop.is_set():
            for data in music.values():
                AudioFile(data).read(10**9)

    def load_all_the_while() -> None:
        while not stop.is_set():
            load_many(list(music.values()) * 4, frames=RATE, num_channels=2)

    def encode_all_the_while() -> None:
        while not stop.is_set():
            AudioFile.encode(whole["flac"], RATE, "flac", 2)

    threads = [threading.Thread(target=t) for t in (read_all_the_while, load_all_the_while, encode_all_the_while)]
    for thread in threads:
        thread.start()
    beside = 0
    try:
        for i in range(children):
            name = names[i % 4]
            beside += not fork(lambda name=name: np.array_equal(AudioFile(music[name]).read(10**9), whole[name]))
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    print(f"{children} children beside long reads and writes: {beside} failed", flush=True)
    return not (failed or left or beside)


# memory

MEMORY = """
    import sys, threading
    import numpy as np
    import gaudiofile
    from gaudiofile import AudioFile

    def peak():
        return int(next(l for l in open("/proc/self/status") if l.startswith("VmHWM")).split()[1]) / 1024

    before = peak()
    gaudiofile.set_max_threads(int(sys.argv[2]))
    f = AudioFile(sys.argv[1])
    f.read(1000)
    opened = peak()
    f.seek(0)
    if sys.argv[3] == "whole":
        f.read(10**9)
    else:
        while f.read(44100).shape[1]:
            pass
    print(opened - before, peak() - before)
"""


def check_memory(minutes: int) -> bool:
    samples = np.sin(np.cumsum(np.random.default_rng(1).normal(0, 0.05, (2, 44_100 * 60)), axis=1)).astype("f4") * 0.5
    right = True
    for name in ("wav", "flac", "mp3", "ogg", "opus"):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"hour.{name}"
            with AudioFile(path, "w", 44_100, 2) as f:
                for _ in range(minutes):
                    f.write(samples)
            size = AudioFile(path).frames * 2 * 4 / 2**20
            for threads, how in ((1, "pieces"), (2, "whole"), (4, "whole")):
                command = [sys.executable, "-c", textwrap.dedent(MEMORY), str(path), str(threads), how]
                said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
                opened, grown = map(float, said)
                most = MEMORY_OF_PIECES if how == "pieces" else size + threads * MEMORY_OF_A_THREAD
                right = right and grown < most
                print(
                    f"{name}, {minutes} minutes, {how} with {threads} threads: {grown:.1f} MB over the interpreter, of "
                    f"which {opened:.1f} for opening it, {size if how == 'whole' else 0:.1f} for the samples"
                    f"{'' if grown < most else f': MORE THAN {most:.0f}'}",
                    flush=True,
                )
    return right


def main() -> int:
    parser = argparse.ArgumentParser(prog="tools/soak --parallel", description=(__doc__ or "").partition("\n\n")[0])
    parser.add_argument("--parallel", type=int, nargs="?", const=500, default=500, help="children (%(default)s)")
    parser.add_argument("--only", choices=["files", "tsan", "fork", "memory"], help="one of the parts")
    parser.add_argument("--formats", default=".", help="a regular expression for names of files (%(default)s)")
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="a folder of folders of files (%(default)s)")
    parser.add_argument("--minutes", type=int, default=60, help="of what memory is measured with (%(default)s)")
    options = parser.parse_args()
    results = []
    if options.only in (None, "files"):
        results.append(check_files(options.formats, options.corpus, False))
    if options.only in (None, "fork"):
        results.append(check_forks(options.parallel))
    if options.only in (None, "memory"):
        results.append(check_memory(options.minutes))
    if options.only in (None, "tsan"):
        results.append(check_files(options.formats, options.corpus, True))
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
