# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Counts the instructions of ten operations by callgrind, and compares them with those that are kept in
tests/support/instructions.json: what has become slower is seen without a clock, on a machine as busy as it likes.

More than 5 % above what is kept is a failure. Codec libraries are counted too, so the figures are true for the ones
that they were counted with; with others nothing is judged.
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "build/tests/c/instructions"
KEPT = Path(__file__).with_suffix(".json")
TOLERANCE = 0.05
LIBRARIES = ("libc6", "libglib2.0-0", "libgstreamer1.0-0", "libflac12", "libmpg123-0", "libavcodec59", "valgrind")


def versions() -> dict[str, str]:
    """Of what is counted beside our own code, of the compiler, and of the vector code that is chosen."""
    found = {"cc": subprocess.run(["cc", "-dumpfullversion"], capture_output=True, text=True).stdout.strip()}
    for library in LIBRARIES:
        query = ["dpkg-query", "--show", "--showformat=${Version}", library]
        found[library] = subprocess.run(query, capture_output=True, text=True, check=False).stdout
    flags = set(Path("/proc/cpuinfo").read_text().split())
    found["processor"] = "x86-64-v3" if {"avx2", "fma", "bmi2"} <= flags else "other"
    return found


def count(name: str) -> int:
    with tempfile.TemporaryDirectory() as folder:
        command = ["valgrind", "--tool=callgrind", "--collect-atstart=no", "--toggle-collect=measured"]
        command += [f"--callgrind-out-file={folder}/out", str(PROGRAM), name, folder]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        found = re.search(r"Collected : (\d+)", done.stderr)
        if done.returncode != 0 or found is None:
            raise SystemExit(f"{name} cannot be counted:\n{done.stderr[-3000:]}")
        return int(found[1])


def main() -> int:
    parser = argparse.ArgumentParser(prog="tools/instructions", description=__doc__.partition("\n\n")[0])
    parser.add_argument("--update", action="store_true", help="keep what is counted now")
    parser.add_argument("names", nargs="*", metavar="NAME", help="of operations; without any, all of them")
    arguments = parser.parse_args()
    if not shutil.which("valgrind"):
        print("skipped: there is no valgrind (Debian: valgrind)")
        return 0
    known = subprocess.run([PROGRAM, "--list"], capture_output=True, text=True, check=True).stdout.split()
    names = arguments.names or known
    with ThreadPoolExecutor() as pool:
        counts = dict(zip(names, pool.map(count, names), strict=True))
    kept = json.loads(KEPT.read_text()) if KEPT.exists() else {"versions": {}, "instructions": {}}
    judged = kept["versions"] == versions()
    more = []
    for name, number in counts.items():
        before = kept["instructions"].get(name)
        change = f"{number / before - 1:+.1%}" if before else "new"
        print(f"{name:16}{number:14,}   {change}")
        if before and number > before * (1 + TOLERANCE):
            more.append(name)
    if arguments.update:
        kept = {"versions": versions(), "instructions": {**kept["instructions"], **counts}}
        KEPT.write_text(json.dumps(kept, indent=2) + "\n")
        return 0
    if not judged:
        print("not judged: compiler or libraries are others than those that were counted")
        return 0
    if more:
        print(f"over {TOLERANCE:.0%} more than before: {', '.join(more)} (if it has to be, --update)")
    return 1 if more else 0


if __name__ == "__main__":
    sys.exit(main())
