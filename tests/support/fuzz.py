# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Fuzzing with libFuzzer, AddressSanitizer and UndefinedBehaviorSanitizer: builds the targets of tests/fuzz, gathers
files to begin with, runs the targets for a while, and says how many executions there were and what was found.

What is found stays in build-fuzz/found; `build-fuzz/tests/fuzz/fuzz-NAME FILE` shows it again.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from formats import FORMATS, make

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build-fuzz"
LARGEST_SEED = 48 * 1024  # bytes: what is longer is cut off, since headers are what matters and speed counts
MEMORY = 512  # MiB, with the sanitizers' own
TIMEOUT = 10  # seconds for an input, with sanitizers

# Endings of the files that each target begins with.
ENDINGS = {
    "mp4": (".m4a", ".mp4", ".mov", ".3gp"),
    "matroska": (".mka", ".mkv", ".webm"),
    "ogg": (".ogg", ".oga", ".opus", ".spx"),
    "flac": (".flac",),
    "mpeg": (".mp1", ".mp2", ".mp3"),
    "adts": (".aac",),
    "ac3": (".ac3", ".eac3"),
    "dts": (".dts",),
    "loas": (".loas", ".latm"),
    "wavpack": (".wv",),
    "asf": (".wma", ".asf"),
}
# Leaks are looked for in a second run, of all inputs that were kept: the quick way to unwind stacks, which fuzzing
# needs, cannot tell what leaks from what GLib keeps.
LEAKS = {"ASAN_OPTIONS": "detect_leaks=1:fast_unwind_on_malloc=0:malloc_context_size=10:allocator_may_return_null=1"}
OPTIONS = {
    "ASAN_OPTIONS": "detect_leaks=0:allocator_may_return_null=1",
    "LSAN_OPTIONS": f"print_suppressions=0:suppressions={ROOT / 'tests/c/lsan.supp'}",
    "UBSAN_OPTIONS": "halt_on_error=1:print_stacktrace=1",
    "G_DEBUG": "fatal-criticals",
}


def build() -> None:
    if not (BUILD / "build.ninja").exists():
        options = ["-Dfuzz=true", "-Dtests=false", "-Db_sanitize=address,undefined", "-Db_lundef=false"]
        options += [f"-D{part}=disabled" for part in ("introspection", "docs", "python")]
        subprocess.run(
            ["meson", "setup", str(BUILD), *options], check=True, cwd=ROOT, env=os.environ | {"CC": "clang"}, stdout=2
        )
    subprocess.run(["ninja", "-C", str(BUILD), "--quiet"], check=True, stdout=2)


def gather(target: str, folder: Path) -> int:
    """Files to begin with: a generated one of each format that fits, and the corpus if it is there."""
    endings = ENDINGS.get(target)
    corpus = Path(os.environ.get("GAF_CORPUS", ROOT.parent / "shared/corpus"))
    with tempfile.TemporaryDirectory() as made:
        paths = [make(name, Path(made)) for name in FORMATS if endings is None or name.endswith(endings)]
        paths += [path for path in corpus.rglob("*") if path.is_file() and (not endings or path.suffix in endings)]
        for i, path in enumerate(paths):
            (folder / f"seed-{i}").write_bytes(path.read_bytes()[:LARGEST_SEED])
    return len(paths)


def run(target: str, seconds: int) -> bool:
    """Whether nothing was found."""
    return fuzz(target, seconds) and find_leaks(target)


def find_leaks(target: str) -> bool:
    command = [str(BUILD / f"tests/fuzz/fuzz-{target}"), str(BUILD / "corpus" / target), "-runs=0"]
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | OPTIONS | LEAKS, check=False)
    if done.returncode != 0:
        print(f"{target}: LEAKS\n{done.stderr[-6000:]}", file=sys.stderr)
    return done.returncode == 0


def fuzz(target: str, seconds: int) -> bool:
    corpus = BUILD / "corpus" / target
    corpus.mkdir(parents=True, exist_ok=True)
    (BUILD / "found").mkdir(exist_ok=True)
    if not any(corpus.iterdir()):
        gather(target, corpus)
    command = [str(BUILD / f"tests/fuzz/fuzz-{target}"), str(corpus), f"-max_total_time={seconds}"]
    command += [f"-rss_limit_mb={MEMORY}", f"-timeout={TIMEOUT}", f"-max_len={LARGEST_SEED}", "-print_final_stats=1"]
    command += [f"-artifact_prefix={BUILD}/found/{target}-"]
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | OPTIONS, check=False)
    text = done.stderr
    stat = {name: int(value) for name, value in re.findall(r"stat::(\w+):\s+(\d+)", text)}
    print(
        f"{target}: {stat.get('number_of_executed_units', 0)} executions in {seconds} s, "
        f"{len(list(corpus.iterdir()))} files, peak {stat.get('peak_rss_mb', 0)} MiB: "
        f"{'nothing found' if done.returncode == 0 else 'FOUND'}",
        flush=True,
    )
    if done.returncode != 0:
        print(text[-6000:], file=sys.stderr)
    return done.returncode == 0


def main() -> int:
    targets = [*ENDINGS, "reader"]
    parser = argparse.ArgumentParser(prog="tools/soak --fuzz", description=__doc__.partition("\n\n")[0])
    parser.add_argument("--fuzz", nargs="*", metavar="TARGET", choices=[*targets, []], help=f"of {', '.join(targets)}")
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    arguments = parser.parse_args()
    build()
    results = [run(target, arguments.seconds) for target in arguments.fuzz or targets]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
