# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""What is promised of every file that opens, as one check: its length, its seeks, and reading it in any pieces."""

import zlib
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from gaudiofile import ReadableAudioFile

Floats = npt.NDArray[np.float32]
Opener = Callable[[], ReadableAudioFile]

# Codecs that make noise of their own, different at each decode. For them a seek has to give the exact position, and
# samples that differ by at least this much less than the signal.
NOISY_CODECS = {"aac", "ac3", "eac3"}
NOISE_BELOW_SIGNAL = 20  # dB

PIECE = 1 << 16  # frames


def read_all(f: ReadableAudioFile, sizes: Iterator[int] | None = None) -> Floats:
    """What is left of f, read in pieces of these sizes, of which only the last may be short."""
    pieces = []
    while True:
        size = PIECE if sizes is None else next(sizes)
        position = f.tell()
        piece = f.read(size)
        assert piece.dtype == np.float32 and piece.ndim == 2 and len(piece) == f.num_channels
        assert piece.shape[1] <= size and f.tell() == position + piece.shape[1]
        if piece.shape[1] < size:
            assert f.tell() == f.frames, "a short piece before the end"
            pieces.append(piece)
            return np.concatenate(pieces, axis=1)
        pieces.append(piece)


def level(samples: npt.NDArray[Any]) -> float:
    """The mean power, in dB below full scale; never minus infinity."""
    return 10 * np.log10(np.mean(np.square(samples, dtype=np.float64)) + 1e-20) if samples.size else -200.0


def lag(piece: npt.NDArray[Any], whole: npt.NDArray[Any], reach: int) -> int:
    """By how many frames, at most reach, piece lies later in time than whole does, whose same part it is."""
    n = piece.shape[1]
    size = 1 << int(np.ceil(np.log2(n + whole.shape[1] + 2 * reach)))
    spectrum = np.fft.rfft(whole, size) * np.conj(np.fft.rfft(piece, size))
    correlation = np.fft.irfft(spectrum.sum(axis=0), size)
    around = np.concatenate([correlation[-reach:], correlation[: reach + 1]])
    return reach - int(np.argmax(around))


def assert_same(got: Floats, expected: Floats, what: str) -> None:
    assert got.shape == expected.shape, f"{what}: {got.shape[1]} frames instead of {expected.shape[1]}"
    different = np.flatnonzero((got.view(np.int32) != expected.view(np.int32)).any(axis=0))
    if different.size:
        difference = level(got - expected) - level(expected)
        raise AssertionError(
            f"{what}: {different.size} of {got.shape[1]} frames differ, from {different[0]} to {different[-1]}, "
            f"by {difference:.0f} dB"
        )


def assert_nearly_same(pairs: list[tuple[Floats, Floats]], what: str) -> None:
    """Each piece stands where it belongs, and together they are as near as a noise generator allows."""
    for got, expected in pairs:
        assert got.shape == expected.shape, f"{what}: {got.shape[1]} frames instead of {expected.shape[1]}"
        if got.shape[1] > 500 and level(expected) > -60:
            assert lag(got, expected, 100) == 0, f"{what}: shifted by {lag(got, expected, 100)} frames"
    got, expected = (np.concatenate([pair[i] for pair in pairs], axis=1) for i in (0, 1))
    difference = level(got - expected)
    assert difference <= max(
        level(expected) - NOISE_BELOW_SIGNAL, -100
    ), f"{what}: difference {difference:.0f} dB, signal {level(expected):.0f} dB"


def check(open_file: Opener, name: str, *, noisy: bool = False, seeks: int = 8) -> Floats:
    """Checks the promises on a file, and returns all of it. The name chooses the positions."""
    rng = np.random.default_rng(zlib.crc32(name.encode()))

    # Its length
    with open_file() as f:
        claimed = f.frames if f.exact_duration_known else None
        whole = read_all(f)
        n = whole.shape[1]
        assert whole.shape[0] == f.num_channels
        assert f.exact_duration_known and f.frames == n, f"{n} frames read, {f.frames} claimed at the end"
        assert claimed in (None, n), f"{n} frames read, {claimed} claimed"
        assert f.read(7).shape == (f.num_channels, 0)

    # Any pieces: many small ones, then growing ones
    def sizes() -> Iterator[int]:
        yield from [1, 2, 1, 3]
        while True:
            yield int(rng.integers(1, 100))
            yield int(rng.integers(100, 30_000))

    with open_file() as f:
        pieces = read_all(f, sizes())
    if noisy:
        assert_nearly_same([(pieces, whole)], "pieces")
    else:
        assert_same(pieces, whole, "pieces")

    # Any position, of a file just opened and of one in use, forwards and backwards
    edges = [0, max(n - 1, 0), n, n // 2]
    positions = [int(p) for p in rng.permutation(edges + list(rng.integers(0, n + 1, seeks)))]
    pairs = []
    used = open_file()
    for i, position in enumerate(positions):
        f = used if i % 3 else open_file()
        count = int(rng.integers(1, 6000))
        if position > f.frames:  # an estimate: the file has to learn its length first
            assert not f.exact_duration_known
            read_all(f)
        f.seek(position)
        assert f.tell() == position
        got, expected = f.read(count), whole[:, position : position + count]
        if noisy:
            pairs.append((got, expected))
        else:
            assert_same(got, expected, f"seek to {position} of {n} in a file {'in use' if i % 3 else 'just opened'}")
        assert f.tell() == min(position + count, n)
        if f is not used:
            f.close()
    used.close()
    if noisy:
        assert_nearly_same(pairs, "seeks")
    return whole
