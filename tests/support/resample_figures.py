# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Measures the qualities of resampling with tones; run as a program, writes docs/resampling.md and docs/resampling.svg.

A tone goes in, and the sine and cosine of its frequency that fit best are taken out of what comes: their amplitude is
the gain, the rest is noise. Many tones are measured at once, one per channel.
"""

import argparse
from pathlib import Path

import numpy as np
import numpy.typing as npt

from gaudiofile import Resample, StreamResampler, __version__

Quality = Resample.Quality
Floats = npt.NDArray[np.float64]

PAIRS = ((44100, 48000), (48000, 44100), (48000, 16000), (96000, 44100), (44100, 22050.5))
PASSBAND = 0.45  # of the lower rate: up to here all of it is promised
FLAT = 0.05  # dB
CHANNELS = 64
AMPLITUDE = 0.5
DOCS = Path(__file__).parents[2] / "docs"


def decibels(ratio: npt.ArrayLike) -> Floats:
    return 20 * np.log10(np.maximum(ratio, 1e-12))


def resample(samples: npt.NDArray[np.float32], source: float, target: float, quality: Quality) -> Floats:
    resampler = StreamResampler(source, target, len(samples), quality)
    return np.concatenate([resampler.process(samples), resampler.process()], axis=1).astype(np.float64)


def measure(source: float, target: float, quality: Quality, tones: Floats) -> tuple[Floats, Floats]:
    """Of each tone (Hz): its gain, and the level of all else, both in dB relative to the tone that went in."""
    margin = 1.2 * StreamResampler(source, target, 1, quality).input_latency / source
    seconds = 0.1 + 2 * margin
    time = np.arange(int(seconds * source)) / source
    gains, rests = [], []
    for start in range(0, len(tones), CHANNELS):
        part = tones[start : start + CHANNELS, None]
        out = resample((AMPLITUDE * np.sin(2 * np.pi * part * time)).astype(np.float32), source, target, quality)
        first, last = int(margin * target) + 2, int((seconds - margin) * target) - 2
        out = out[:, first:last]
        angles = 2 * np.pi * part * (np.arange(first, last) / target)
        for row, angle, tone in zip(out, angles, part[:, 0], strict=True):
            basis = np.stack([np.sin(angle), np.cos(angle)], axis=1)
            # A tone that the output cannot have is all alias.
            if tone < target / 2:
                weights, *_ = np.linalg.lstsq(basis, row, rcond=None)
                row = row - basis @ weights
                gains.append(np.hypot(*weights) / AMPLITUDE)
            else:
                gains.append(0.0)
            rests.append(np.sqrt(2 * np.mean(row**2)) / AMPLITUDE)
    return decibels(gains), decibels(rests)


def passband_tones(source: float, target: float, number: int = CHANNELS) -> Floats:
    return np.geomspace(20, PASSBAND * min(source, target), number)


def stopband_tones(source: float, target: float, number: int = CHANNELS) -> Floats:
    """What must not be heard: tones above half the target's rate; going up, tones near half the source's, for their
    mirror images. The first are just outside of what both rates can have."""
    low = 0.5002 * target if target < source else 0.47 * source
    return np.linspace(low, 0.4999 * source, number)


def passband_edge(source: float, target: float, quality: Quality) -> float:
    """Up to which part of the lower rate the gain stays within FLAT."""
    low, high = 0.0, 0.5
    for _ in range(2):
        grid = np.linspace(low, high, CHANNELS + 1)[1:] * 0.9999
        gains, _ = measure(source, target, quality, grid * min(source, target))
        bad = np.flatnonzero(np.abs(gains) > FLAT)
        if not bad.size:
            return float(high)
        low, high = (grid[bad[0] - 1] if bad[0] else low), grid[bad[0]]
    return float(low)


def signal_to_noise(source: float, target: float, quality: Quality) -> float:
    """The worst of the tones up to PASSBAND, dB."""
    gains, rests = measure(source, target, quality, passband_tones(source, target))
    return float(np.min(gains - rests))


def aliases(source: float, target: float, quality: Quality) -> float:
    """The highest level of what does not belong there, dB below the tone that it comes from."""
    return float(np.max(measure(source, target, quality, stopband_tones(source, target))[1]))


# The document

HEAD = """# Resampling, measured

By `tools/resample-quality` (this file and the plot are what it writes), with gaudiofile {version}.
All through `gaudiofile.StreamResampler`, with tones of half of full scale in float32.

- **Passband**: up to there the gain is within ±{flat} dB, as a part of the lower of the two rates (0.5 is all).
- **SNR**: tones from 20 Hz to {passband} of the lower rate against all that comes out beside them, the worst.
- **Aliases**: what comes out of tones that the lower rate cannot have, or, going up, of tones near half the rate as
  their mirror images: the loudest, relative to the tone.
- **Latency**: `input_latency`, input samples that come before the first output sample does; the output is not shifted.

Neither seeks nor the pieces of the input change a bit of the output. `WindowedSinc` is the same as `WindowedSinc256`.
`Lagrange` and the ones above it in the table have no filter: they are for special effects and comparisons.

![Level of what comes out, by the frequency that goes in](resampling.svg)

*48 to 16 kHz, level of all that comes out by the frequency of the tone that goes in. Right of 8 kHz it is aliases.*
"""


def table(source: float, target: float) -> str:
    rows = [
        f"\n## {source / 1000:g} to {target / 1000:g} kHz\n",
        "| Quality | Passband | SNR, dB | Aliases, dB | Latency |",
        "|---|--:|--:|--:|--:|",
    ]
    for quality in Quality:
        edge = passband_edge(source, target, quality)
        snr, level = signal_to_noise(source, target, quality), aliases(source, target, quality)
        latency = StreamResampler(source, target, 1, quality).input_latency
        rows.append(f"| {quality.name} | {edge:.3f} | {round(snr)} | {round(level)} | {latency:g} |")
    return "\n".join(rows) + "\n"


# The plot

WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 860, 480, 60, 50, 20, 170
LOWEST, HIGHEST = -160, 10  # dB
COLOURS = {
    Quality.ZeroOrderHold: "#999999",
    Quality.Linear: "#bb7722",
    Quality.CatmullRom: "#cc9900",
    Quality.Lagrange: "#887700",
    Quality.WindowedSinc8: "#cc3333",
    Quality.WindowedSinc16: "#cc33aa",
    Quality.WindowedSinc32: "#2255cc",
    Quality.WindowedSinc64: "#2299aa",
    Quality.WindowedSinc128: "#229944",
    Quality.WindowedSinc256: "#111111",
}


def plot(source: float, target: float) -> str:
    half = source / 2

    def x(tone: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * tone / half

    def y(level: float) -> float:
        return TOP + (HEIGHT - TOP - BOTTOM) * (HIGHEST - max(level, LOWEST)) / (HIGHEST - LOWEST)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
        'font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
    ]
    for level in range(LOWEST, HIGHEST + 1, 20):
        parts.append(f'<path d="M{LEFT} {y(level):.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{y(level) + 4:.1f}" text-anchor="end">{level}</text>')
    for kilohertz in range(0, int(half / 1000) + 1, 4):
        at = x(1000 * kilohertz)
        parts.append(f'<path d="M{at:.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#ddd"/>')
        parts.append(f'<text x="{at:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{kilohertz}</text>')
    parts.append(f'<path d="M{x(target / 2):.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#888" stroke-dasharray="4 3"/>')
    middle = (LEFT + WIDTH - RIGHT) / 2
    parts.append(f'<text x="{middle}" y="{HEIGHT - 10}" text-anchor="middle">frequency of the tone, kHz</text>')
    parts.append(f'<text transform="translate(16 {HEIGHT / 2}) rotate(-90)" text-anchor="middle">level, dB</text>')

    tones = np.linspace(50, 0.9995 * half, 4 * CHANNELS)
    for n, (quality, colour) in enumerate(COLOURS.items()):
        gains, rests = measure(source, target, quality, tones)
        levels = decibels(np.hypot(10 ** (gains / 20), 10 ** (rests / 20)))
        line = " ".join(f"{x(tone):.1f},{y(level):.1f}" for tone, level in zip(tones, levels, strict=True))
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="1.3"/>')
        at = TOP + 12 + 20 * n
        parts.append(f'<path d="M{WIDTH - RIGHT + 12} {at - 4}h22" stroke="{colour}" stroke-width="2"/>')
        parts.append(f'<text x="{WIDTH - RIGHT + 40}" y="{at}">{quality.name}</text>')
    return "\n".join([*parts, "</svg>\n"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--print", action="store_true", help="print the tables instead of writing the files")
    options = parser.parse_args()
    text = HEAD.format(version=__version__, flat=FLAT, passband=PASSBAND)
    text += "".join(table(*pair) for pair in PAIRS)
    if options.print:
        print(text)
        return
    DOCS.mkdir(exist_ok=True)
    (DOCS / "resampling.md").write_text(text)
    (DOCS / "resampling.svg").write_text(plot(48000, 16000))


if __name__ == "__main__":
    main()
