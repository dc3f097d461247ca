# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Puts what `tools/bench --json FILE` measured into README.md and docs/benchmark.svg: bench_page.py FILE.

The README gets how many times quicker than the quickest peer each cell was; the picture shows the same as bars, on a
scale where double and half are as far from 1.
"""

import json
import math
import statistics
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
BEGIN, END = "<!-- made by bench_page: begin -->\n", "<!-- made by bench_page: end -->\n"

# The columns of the README; a cell's format begins with one of these.
FORMATS = {
    "wav": "WAV",
    "aiff": "AIFF",
    "flac": "FLAC",
    "ogg": "Vorbis",
    "mp3": "MP3",
    "opus": "Opus",
    "m4a": "AAC",
}
NOT_RATED = "peak memory"


def rated(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [cell for cell in document["cells"] if cell["ratio"] is not None and cell["name"] != NOT_RATED]


def figure(ratio: float) -> str:
    return f"{ratio:.1f}" if ratio >= 1.995 else f"{ratio:.2f}"


def entry(cell: dict[str, Any]) -> str:
    alone, ours = cell["alone_cpu"], cell["cpu"]["gaudiofile"]
    beside = f" (library {figure(alone / ours)})" if alone and cell["ratio"] < 1 else ""
    return figure(cell["ratio"]) + beside


def readme_table(document: dict[str, Any]) -> str:
    cells = rated(document)
    rows = list(dict.fromkeys(cell["name"] for cell in cells if cell["name"] != "resample"))
    lines = [f"| best peer / gaudiofile | {' | '.join(FORMATS.values())} |", "|---|" + "--:|" * len(FORMATS)]
    for row in rows:
        columns = [
            [entry(cell) for cell in cells if cell["name"] == row and cell["format"].split()[0] == name]
            for name in FORMATS
        ]
        lines.append(f"| {row} | {' | '.join(', '.join(column) for column in columns)} |")
    lines += ["", "| resample, best peer / gaudiofile | default | WindowedSinc256 |", "|---|--:|--:|"]
    rates: dict[str, list[str]] = {}
    for cell in cells:
        if cell["name"] == "resample":
            rates.setdefault(cell["format"].split(",")[0], []).append(figure(cell["ratio"]))
    lines += [f"| {name} Hz | {' | '.join(figures)} |" for name, figures in rates.items()]
    ratios = [cell["ratio"] for cell in cells]
    mean = math.exp(statistics.mean(map(math.log, ratios)))
    below = sum(ratio < 1 for ratio in ratios)
    lines += ["", f"{len(ratios)} cells, geometric mean {mean:.2f}, {below} below 1."]
    return "\n".join(lines) + "\n"


def picture(document: dict[str, Any]) -> str:
    """Bars to the right of the line are where gaudiofile is quicker than every peer."""
    cells = rated(document)
    height, left, middle, width = 15, 240, 400, 760
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height * len(cells) + 40}" '
        'font-family="sans-serif" font-size="11">',
        f'<rect width="{width}" height="{height * len(cells) + 40}" fill="#fff"/>',
        f'<text x="{middle}" y="14" text-anchor="middle">as quick as the quickest peer</text>',
    ]
    for i, cell in enumerate(cells):
        y = 24 + i * height
        length = max(-160.0, min(280.0, 80 * math.log2(cell["ratio"])))
        against = f"{figure(cell['ratio'])} × {cell['best_peer']}"
        x, colour = min(middle, middle + length), "#2a7f62" if cell["ratio"] >= 1 else "#b5532d"
        lines += [
            f'<text x="{left - 6}" y="{y + 10}" text-anchor="end">{cell["name"]} {cell["format"]}</text>',
            f'<rect x="{x:.1f}" y="{y + 1}" width="{abs(length):.1f}" height="{height - 3}" fill="{colour}"/>',
            f'<text x="{width - 6}" y="{y + 10}" text-anchor="end">{against}</text>',
        ]
    lines += [f'<path d="M{middle} 20V{24 + height * len(cells)}" stroke="#333"/>', "</svg>"]
    return "\n".join(lines) + "\n"


def main() -> None:
    document = json.loads(Path(sys.argv[1]).read_text())
    readme = ROOT / "README.md"
    before, rest = readme.read_text().split(BEGIN)
    readme.write_text(before + BEGIN + readme_table(document) + END + rest.split(END)[1])
    (ROOT / "docs" / "benchmark.svg").write_text(picture(document))


if __name__ == "__main__":
    main()
