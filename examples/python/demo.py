# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Reads audio files once from end to end, shows what is in them, and proves that a seek lands on the very frame.

Then writes them in the four main formats, reads that back and compares.
"""

import shutil
import sys
import tempfile
from pathlib import Path

import numpy as np

from gaudiofile import AudioFile, Error

VOICE = "/usr/share/sounds/alsa/Front_Center.wav"  # of Debian's alsa-utils
BLOCK = 1 << 16  # frames read at a time, so that a file of any length fits
FINE = 256  # frames for which one peak is kept
ROWS = 4  # of text, above and below the middle together


def show(path: str) -> None:
    with AudioFile(path) as f:
        # Keep this part of the sequential read to compare with what a seek finds.
        start, length = f.frames // 3, min(f.samplerate // 10, f.frames)
        kept, peaks, position = [], [], 0
        while (block := f.read(BLOCK)).shape[1]:
            peaks.append(fine_peaks(block))
            kept.append(block[:, max(0, start - position) : max(0, start + length - position)].copy())
            position += block.shape[1]
        expected = np.concatenate(kept, axis=1) if kept else np.zeros((f.num_channels, 0), np.float32)
        envelope = np.concatenate(peaks) if peaks else np.zeros(0)

        f.seek(start)
        found = f.read(length) if length else expected

        print(f"\033[1m{Path(path).name}\033[0m" if sys.stdout.isatty() else Path(path).name)
        print(f"  format    {describe(f)}")
        print(f"  duration  {position / f.samplerate:.3f} s, {position} frames")
        print(f"  peak      {loudness(envelope.max(initial=0))}")
        print(waveform(envelope, min(shutil.get_terminal_size().columns, 100) - 4))
        print(f"  seek      to frame {start} and read {length}: {compare(found, expected)}")
    rewrite(path)


def rewrite(path: str) -> None:
    """Writes the file in the main formats, in pieces, and reads it back."""
    with tempfile.TemporaryDirectory() as folder:
        for extension in ("wav", "flac", "ogg", "mp3"):
            copy = f"{folder}/copy.{extension}"
            with AudioFile(path) as i:
                if extension == "mp3" and (i.num_channels > 2 or i.samplerate > 48000):
                    continue
                with AudioFile(copy, "w", i.samplerate, i.num_channels) as o:
                    while (block := i.read(BLOCK)).shape[1]:
                        o.write(block)
                n, quality = i.frames, f" ({o.quality})" if o.quality else ""
            with AudioFile(path) as i, AudioFile(copy) as c:
                error = loudness(float(np.abs(i.read(min(n, 1 << 22)) - c.read(min(n, 1 << 22))).max(initial=0)))
                size = Path(copy).stat().st_size
                print(
                    f"  as {extension:<6} {size:>9} bytes{quality}, {c.frames} frames back, largest difference {error}"
                )
        print()


def describe(f) -> str:
    codec, container = f.codec, f.container
    name = codec if container in (None, codec) else f"{codec} in {container}"
    channels = {1: "mono", 2: "stereo"}.get(f.num_channels, f"{f.num_channels} channels")
    return f"{name}, {f.samplerate:g} Hz, {channels}, {f.file_dtype}"


def fine_peaks(block: np.ndarray) -> np.ndarray:
    loudest = np.abs(block).max(axis=0, initial=0)
    return np.maximum.reduceat(loudest, np.arange(0, len(loudest), FINE))


def loudness(peak: float) -> str:
    return f"{peak:.4f} ({20 * np.log10(peak):+.1f} dBFS)" if peak else "silence"


def waveform(envelope: np.ndarray, width: int) -> str:
    """One column per part of the file, as high as its peak: a full column is the loudest part."""
    if not len(envelope):
        return ""
    edges = np.arange(width + 1) * len(envelope) // width
    columns = [envelope[a : max(b, a + 1)].max() for a, b in zip(edges, edges[1:], strict=False)]
    scale = ROWS * 8 / (max(columns) or 1)  # a character has eight steps
    eighths = [round(value * scale) for value in columns]
    rows = []
    for row in reversed(range(ROWS)):
        rows.append("  " + "".join(" ▁▂▃▄▅▆▇█"[min(max(n - row * 8, 0), 8)] for n in eighths))
    return "\n".join(rows)


def compare(found: np.ndarray, expected: np.ndarray) -> str:
    if found.shape != expected.shape:
        return f"WRONG: {found.shape[1]} frames, where the full read had {expected.shape[1]}"
    if np.array_equal(found, expected):
        return "the same samples as in the full read"
    return f"the samples of the full read to within {np.abs(found - expected).max():.1e}"


def show_voice() -> None:
    """The voice as WAV and as MP3."""
    with tempfile.TemporaryDirectory() as folder:
        mp3 = f"{folder}/Front_Center.mp3"
        with AudioFile(VOICE) as i, AudioFile(mp3, "w", i.samplerate, i.num_channels) as o:
            o.write(i.read(i.frames))
        show(VOICE)
        show(mp3)


def main(paths: list[str]) -> int:
    status = 0
    if not paths:
        show_voice()
    for path in paths:
        try:
            show(path)
        except (Error, OSError) as error:
            print(f"demo: {path}: {error}", file=sys.stderr)
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
