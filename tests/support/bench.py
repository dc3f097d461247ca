# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Times gaudiofile, pedalboard and soundfile (soxr for resampling), in turns within one run, and prints tables in
Markdown.

A machine's speed drifts by more than the libraries differ, so each round times all of them one after another,
beginning with another one each time; the median over the rounds counts. A ratio is the other's time divided by ours:
above 1 we are faster. All deliver the same array: float32 of shape (channels, frames), contiguous. soundfile's own is
interleaved and is brought into that shape, unless --interleaved leaves it as it is.
"""

import argparse
import functools
import statistics
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pedalboard
import pedalboard.io
import soundfile
import soxr

import gaudiofile

CACHE = Path(__file__).parents[2] / "build" / "bench"
ENCODERS = {
    "wav": [],
    "aiff": ["ffmpeg", "-v", "error", "-y", "-i", "{wav}", "-c:a", "pcm_s16be", "{out}"],
    "flac": ["flac", "--silent", "--force", "-o", "{out}", "{wav}"],
    "ogg": ["oggenc", "--quiet", "-q", "5", "-o", "{out}", "{wav}"],
    "mp3": ["lame", "--quiet", "-V", "2", "{wav}", "{out}"],
}


class Soundfile:
    """soundfile with the few names of pedalboard.io that are used here."""

    interleaved = False

    def __init__(self, path: str) -> None:
        self._file = soundfile.SoundFile(path)
        self.frames, self.samplerate = self._file.frames, self._file.samplerate
        self.seek, self.close = self._file.seek, self._file.close

    def read(self, n_frames: int) -> np.ndarray:
        samples = self._file.read(n_frames, dtype="float32", always_2d=True)
        return samples if self.interleaved else np.ascontiguousarray(samples.T)


LIBRARIES: dict[str, Callable[[str], Any]] = {
    "gaudiofile": gaudiofile.AudioFile,
    "pedalboard": pedalboard.io.ReadableAudioFile,
    "soundfile": Soundfile,
}


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


# Each measure opens by itself what it needs and gives back the seconds that one operation took.


def timed(repeat: int, operation: Callable[[], Any]) -> float:
    start = time.perf_counter()
    for _ in range(repeat):
        operation()
    return (time.perf_counter() - start) / repeat


def whole(open_file: Callable[[str], Any], path: str) -> float:
    f = open_file(path)
    took = timed(1, lambda: f.read(f.frames))
    f.close()
    return took


def open_close(open_file: Callable[[str], Any], path: str) -> float:
    return timed(20, lambda: open_file(path).close())


def seek_read(open_file: Callable[[str], Any], path: str) -> float:
    f = open_file(path)
    positions = iter(np.random.default_rng(1).integers(0, f.frames - int(f.samplerate), 20).tolist())

    def operation() -> None:
        f.seek(next(positions))
        f.read(int(f.samplerate))

    took = timed(20, operation)
    f.close()
    return took


def clip(open_file: Callable[[str], Any], path: str) -> float:
    def operation() -> None:
        f = open_file(path)
        f.read(f.frames)
        f.close()

    return timed(20, operation)


def reads(n_frames: int, repeat: int) -> Callable[[Callable[[str], Any], str], float]:
    def measure(open_file: Callable[[str], Any], path: str) -> float:
        f = open_file(path)
        f.read(n_frames)
        took = timed(repeat, lambda: f.read(n_frames))
        f.close()
        return took

    return measure


# What is written: name, format, quality for gaudiofile and pedalboard, and the same for libsndfile.
ENCODINGS: dict[str, tuple[str, str | None, dict[str, Any]]] = {
    "wav": ("wav", None, {"subtype": "PCM_16"}),
    "aiff": ("aiff", None, {"subtype": "PCM_16"}),
    "flac 5": ("flac", "5", {"subtype": "PCM_16", "compression_level": 0.625}),
    "ogg 192": ("ogg", "192", {"subtype": "VORBIS", "compression_level": 0.4}),
    "mp3 V2": ("mp3", "V2", {"bitrate_mode": "VARIABLE", "compression_level": 2 / 9}),
    "mp3 128": ("mp3", "128", {"bitrate_mode": "CONSTANT", "compression_level": 1 - 128 / 320}),
}


def encode(
    library: str, path: str, samples: np.ndarray, rate: int, how: tuple[str, str | None, dict[str, Any]]
) -> float:
    """Seconds to write float32 of shape (channels, frames), in pieces of a second."""
    _, quality, settings = how
    began = time.perf_counter()
    if library == "soundfile":
        with soundfile.SoundFile(path, "w", rate, len(samples), **settings) as f:
            for start in range(0, samples.shape[1], rate):
                f.write(samples[:, start : start + rate].T)
    else:
        opener = gaudiofile.AudioFile if library == "gaudiofile" else pedalboard.io.AudioFile
        with opener(path, "w", rate, len(samples), quality=quality) as f:
            for start in range(0, samples.shape[1], rate):
                f.write(samples[:, start : start + rate])
    return time.perf_counter() - began


def encodings(seconds: int, n_rounds: int) -> None:
    samples = np.ascontiguousarray(music(seconds, 44100, 2).T, dtype=np.float32) / 32768
    for name, how in ENCODINGS.items():
        path = str(CACHE / f"written.{how[0]}")
        medians = in_turns([functools.partial(encode, each, path, samples, 44100, how) for each in LIBRARIES], n_rounds)
        print(ROW(f"encode {seconds} s", name, *cells(medians)), flush=True)


# What is resampled: from, to, and the quality for gaudiofile and pedalboard; soxr always has its default, HQ.
RESAMPLINGS = [
    *((44100, 48000, "WindowedSinc32"), (48000, 16000, "WindowedSinc32")),
    *((44100, 48000, "WindowedSinc256"), (48000, 16000, "WindowedSinc256")),
]


def resample(library: str, samples: np.ndarray, source: int, target: int, quality: str) -> float:
    """Seconds to resample float32 of shape (channels, frames), all at once, into the same shape."""
    began = time.perf_counter()
    if library == "soxr":
        out = np.ascontiguousarray(soxr.resample(samples.T, source, target, quality="HQ").T)
    else:
        module, enum = (
            (gaudiofile, gaudiofile.Resample) if library == "gaudiofile" else (pedalboard.io, pedalboard.Resample)
        )
        resampler = module.StreamResampler(source, target, len(samples), getattr(enum.Quality, quality))
        out = np.concatenate([resampler.process(samples), resampler.process()], axis=1)
    took = time.perf_counter() - began
    assert abs(out.shape[1] - samples.shape[1] * target / source) < 2
    return took


def resamplings(seconds: int, n_rounds: int) -> None:
    samples = np.ascontiguousarray(music(seconds, 44100, 2).T, dtype=np.float32) / 32768
    print(f"\nResampling {seconds} s of stereo:\n\n" + ROW("", "", "gaudiofile", "pedalboard", "soxr HQ"))
    print("|---|---|--:|--:|--:|")
    for source, target, quality in RESAMPLINGS:
        libraries = ("gaudiofile", "pedalboard", "soxr")
        times = in_turns(
            [functools.partial(resample, each, samples, source, target, quality) for each in libraries], n_rounds
        )
        print(ROW(f"{source} to {target}", quality.removeprefix("Windowed"), *cells(times)), flush=True)


def in_turns(measures: list[Callable[[], float]], n_rounds: int) -> list[float]:
    """Median seconds of each, timed one after another in every round, beginning with another one each time."""
    times: list[list[float]] = [[] for _ in measures]
    for n in range(n_rounds + 1):
        for turn in range(len(measures)):
            which = (n + turn) % len(measures)
            took = measures[which]()
            if n > 0:  # the first round warms up caches and GStreamer's registry
                times[which].append(took)
    return [statistics.median(column) for column in times]


ROW = "| {:<16} | {:<7} | {:>10} | {:>17} | {:>17} |".format


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=60, help="length of the long file (60)")
    parser.add_argument("--rounds", type=int, default=7, help="rounds of which the median counts (7)")
    parser.add_argument("--only", default="", help="only measures with this in their names")
    parser.add_argument("--formats", default=",".join(ENCODERS), help=f"some of {','.join(ENCODERS)}")
    parser.add_argument("--interleaved", action="store_true", help="leave soundfile's arrays as they are")
    options = parser.parse_args()
    Soundfile.interleaved = options.interleaved

    long = encoded("music", options.seconds, 44100, 2)
    short = encoded("clip", 3, 16000, 1)
    measures = {
        f"decode {options.seconds} s": (whole, long),
        "open + close": (open_close, long),
        "seek + read 1 s": (seek_read, long),
        "3 s clip": (clip, short),
        "read(1)": (reads(1, 2000), long),
        "read(512)": (reads(512, 1000), long),
    }
    print(f"Median of {options.rounds} rounds; times in µs; in brackets the other's time divided by ours.\n")
    print(ROW("", "", *LIBRARIES))
    print("|---|---|--:|--:|--:|")
    for name, (measure, paths) in measures.items():
        for suffix in options.formats.split(","):
            if options.only in name:
                each = [functools.partial(measure, library, paths[suffix]) for library in LIBRARIES.values()]
                medians = in_turns(each, options.rounds)
                print(ROW(name, suffix, *cells(medians)), flush=True)
    if options.only in "encode":
        encodings(options.seconds, max(1, options.rounds // 2))
    if options.only in "resample":
        resamplings(options.seconds, max(1, options.rounds // 2))


def cells(seconds: list[float]) -> list[str]:
    ours = seconds[0]
    return [f"{ours * 1e6:.1f}"] + [f"{other * 1e6:.1f} ({other / ours:.2f}x)" for other in seconds[1:]]


if __name__ == "__main__":
    main()
