# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Small files that would cost much memory or time, if what they claim was believed."""

import os
from pathlib import Path
from typing import Any

import bombs
import numpy as np
import pytest
from every_format import files  # noqa: F401 - a fixture

import gaudiofile

pytestmark = pytest.mark.slow

WARM = ("aac.m4a", "wma2.wma", "vorbis.ogg", "opus.opus", "flac.flac", "wavpack.wv", "bare.mp3", "alac.m4a")


@pytest.fixture(scope="module")
def contents(files: dict[str, Path]) -> dict[str, bytes]:  # noqa: F811
    return {name: path.read_bytes() for name, path in files.items()}


GROUPS = {
    group: [name for name in bombs.BOMBS if name.split("_")[0] in names]
    for group, names in (
        *((name, (name,)) for name in ("mp4", "mka")),
        ("ogg", ("ogg", "vorbis")),
        ("others", {name.split("_")[0] for name in bombs.BOMBS} - {"mp4", "mka", "ogg", "vorbis"}),
    )
}


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.fault(
    "a few bytes that unpack to gigabytes, or tables that are walked again and again",
    "an error or samples, within a limit of memory and of processor time",
)
def test_bombs(
    group: str,
    files: dict[str, Path],  # noqa: F811
    contents: dict[str, bytes],
    tmp_path: Path,
) -> None:
    paths = [tmp_path / name for name in GROUPS[group]]
    for path in paths:
        path.write_bytes(bombs.BOMBS[path.name][0](contents))
    answers = bombs.measure(paths, [files[warm] for warm in WARM])
    outcomes = {path.name: answer["outcome"] for path, answer in zip(paths, answers, strict=True)}
    assert outcomes == {name: bombs.BOMBS[name][1] for name in GROUPS[group]}


def test_what_costs_too_much_is_seen(
    files: dict[str, Path],  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The library is replaced by one that does what a reader must not."""
    (tmp_path / "numpy.py").write_text("")
    (tmp_path / "any").write_bytes(b"any")
    for harm, sign in (("bytearray(100 * 2**20)", "MemoryError"), ("any(iter(int, 1))", "ended with -")):
        (tmp_path / "gaudiofile.py").write_text(f"class Error(Exception): pass\ndef AudioFile(name): {harm}\n")
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))
        with pytest.raises(AssertionError, match=sign):
            bombs.measure([tmp_path / "any"], [])


def foreign() -> list[Path]:
    folder = os.environ.get("GAF_HOSTILE")
    where = Path(folder) if folder else Path(__file__).parents[3] / "shared" / "hostile"
    return sorted(path for path in where.glob("*") if path.suffix in (".m4a", ".mov", ".asf", ".mka"))


def test_foreign_bombs(files: dict[str, Path]) -> None:  # noqa: F811
    if not foreign():
        pytest.skip("there are no hostile files: set GAF_HOSTILE to their folder")
    bombs.measure(foreign(), [files[warm] for warm in WARM])


class Endless:
    """A file-like whose size is 2^62, and that is all zeros behind the file, or nothing."""

    def __init__(self, data: bytes, zeros: bool):
        self.data, self.zeros, self.position, self.n_bytes = data, zeros, 0, 0

    def read(self, size: int = -1) -> bytes:
        some = self.data[self.position : self.position + size]
        if self.zeros:
            some += bytes(size - len(some))
        self.position += len(some)
        self.n_bytes += len(some)
        return some

    def seek(self, offset: int, whence: int = 0) -> int:
        self.position = (0, self.position, 2**62)[whence] + offset
        return self.position

    def tell(self) -> int:
        return self.position

    def seekable(self) -> bool:
        return True


# Streams of frames and chains, in which more may come behind any hole.
@pytest.mark.parametrize(
    "name", ["vorbis.ogg", "flac.oga", "chained.ogg", "vbr.mp3", "bare.mp3", "adts.aac", "ac3.ac3"]
)
@pytest.mark.parametrize("zeros", [False, True])
@pytest.mark.fault("a file whose size is 2^62, of zeros or of nothing", "the samples; then it ends")
def test_a_file_without_end(name: str, zeros: bool, contents: dict[str, bytes]) -> None:
    source = Endless(contents[name], zeros)
    opened: Any = gaudiofile.AudioFile
    with opened(contents[name]) as whole, opened(source) as file:
        n = min(whole.frames, 200_000)
        assert np.array_equal(file.read(n), whole.read(n))
        for _ in range(100):
            if not file.read(16384).size:
                break
        else:
            pytest.fail("it goes on")
    assert source.n_bytes < 2**30


@pytest.mark.fault("resampling from 768 kHz to 1 Hz", "the same samples in pieces as in one")
def test_resampling_between_the_ends_of_the_scale() -> None:
    """The filter is 256 seconds long, most of it over the silence in front of the signal and behind it."""
    signal = np.random.default_rng(1).standard_normal((1, 3_000_000)).astype(np.float32)
    whole = gaudiofile.StreamResampler(768_000.0, 1.0, 1)
    at_once = np.concatenate([whole.process(signal), whole.process(None)], axis=1)
    assert at_once.shape == (1, 4) and np.abs(at_once).max() > 0
    pieces = gaudiofile.StreamResampler(768_000.0, 1.0, 1)
    made = [pieces.process(signal[:, i : i + 70_001]) for i in range(0, signal.shape[1], 70_001)]
    assert np.array_equal(np.concatenate([*made, pieces.process(None)], axis=1), at_once)
