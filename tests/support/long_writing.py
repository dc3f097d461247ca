# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Files of 5 GiB, and an hour of sound in one call: `tools/soak --long`, which takes minutes and 6 GB of disk.

The large ones are written to the disk in full, and read back by us, by ffprobe and, where it knows the format, by sox;
AIFF is written up to its limit. test_large_files.py has the short way with holes.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from kinds import KINDS

import gaudiofile
from gaudiofile import AudioFile

RATE = 48000
GIB = 1 << 30
BLOCK = 1 << 20  # frames
HOUR = 3600 * RATE
MOST_MEMORY = 20 << 20


def make_block(number: int) -> np.ndarray:
    """Each is another: (2, BLOCK) of 16 bits."""
    first = np.arange(BLOCK, dtype="i4") * 7919 + number * 104729
    return np.stack([first, first >> 5]).astype("i2")


def probe(path: Path) -> int:
    """How many frames ffprobe says there are."""
    command = ["ffprobe", "-v", "error", "-show_entries", "stream=duration_ts", "-of", "csv=p=0", path]
    return int(subprocess.run(command, capture_output=True, check=True, text=True).stdout)


def soxi(path: Path) -> int:
    return int(subprocess.run(["soxi", "-s", path], capture_output=True, check=True, text=True).stdout)


def write_blocks(f: gaudiofile.WriteableAudioFile, blocks: int) -> str:
    """What was said when there was no more room."""
    for number in range(blocks):
        try:
            f.write(make_block(number))
        except gaudiofile.LimitError as error:
            return str(error)
    return ""


def check_large(path: Path, gib: int) -> None:
    start = time.monotonic()
    with AudioFile(path, "w", RATE, 2) as f:
        refusal = write_blocks(f, gib * GIB // 4 // BLOCK)
        frames = f.frames
    seconds = time.monotonic() - start
    size = path.stat().st_size
    assert bool(refusal) == (path.suffix == ".aiff"), refusal
    assert size > (4 * GIB - 4 * BLOCK * 2 if refusal else gib * GIB)

    with AudioFile(path) as r:
        assert (r.frames, r.exact_duration_known) == (frames, True)
        kind = r.container
        blocks = frames // BLOCK
        for number in {0, 1, 2 * GIB // 4 // BLOCK, min(4 * GIB // 4 // BLOCK, blocks - 2), blocks - 1}:
            r.seek(number * BLOCK)
            np.testing.assert_array_equal(r.read_raw(BLOCK), make_block(number))
        assert r.read(1).shape[1] == 0
    counts = {"ffprobe": probe(path)}
    if path.suffix in (".w64", ".aiff"):  # SoX 14.4.2 has no RF64, and takes 32 bits of AU's length
        counts["sox"] = soxi(path)
    told = ", ".join(f"{name} {count}" for name, count in counts.items())
    print(
        f"{path.suffix[1:]} ({kind}): {size} bytes in {seconds:.1f} s, {frames} frames; we {frames}, {told} {refusal}"
    )
    assert set(counts.values()) == {frames}, counts


def check_hour(path: Path, kind: str) -> None:
    """In one call, of an array that takes no memory itself: one block, seen again and again."""
    block = np.broadcast_to(make_block(0)[:, :RATE, None], (2, RATE, 1))
    array = np.lib.stride_tricks.as_strided(block, (2, HOUR), (block.strides[0], 0))
    with AudioFile(path, "w", RATE, 2, **KINDS[kind].options) as f:
        f.write(array[:, : 10 * RATE])
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        start = time.monotonic()
        f.write(array)
        seconds = time.monotonic() - start
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    print(f"{kind}: an hour in one call took {seconds:.1f} s and {grown >> 10} KiB more, {path.stat().st_size} bytes")
    assert AudioFile(path).frames == HOUR + 10 * RATE
    assert grown < MOST_MEMORY


def run(arguments: list[str | Path]) -> int:
    """Each in a process of its own, whose memory is its own."""
    return subprocess.run([sys.executable, __file__, *arguments]).returncode


def main() -> int:
    parser = argparse.ArgumentParser(description="Writes large files and long ones.")
    parser.add_argument("--long", action="store_true", help="this campaign")
    parser.add_argument("--gib", type=int, default=5, help="size of the large ones (%(default)s)")
    parser.add_argument("--hour", nargs=2, metavar=("PATH", "KIND"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.hour:
        check_hour(Path(options.hour[0]), options.hour[1])
        return 0
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for name in ("wav", "w64", "rf64", "au", "aiff"):
            path = Path(folder) / f"large.{name}"
            check_large(path, options.gib)
            path.unlink()
        for kind in KINDS:
            path = Path(folder) / f"hour.{KINDS[kind].format}"
            failed += run(["--hour", path, kind]) != 0
            path.unlink(missing_ok=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
