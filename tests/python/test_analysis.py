# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""What a file is like: peaks against NumPy's on all samples, loudness against FFmpeg's, silence, and pictures."""

import io
import os
import re
import struct
import subprocess
import zlib
from pathlib import Path
from typing import Any

import gi
import numpy as np
import pytest
from bindings import run_javascript

import gaudiofile
from gaudiofile import AudioFile, Peaks

gi.require_version("GAudioFile", "1.0")
from gi.repository import GAudioFile, Gio, GLib  # noqa: E402

RATE = 48000


def tones(channels: int, seconds: float, silence: float = 0.0, seed: int = 5) -> np.ndarray:
    """Noise and tones whose level changes, with silence at both ends."""
    n = int(RATE * seconds)
    rng = np.random.default_rng(seed)
    t = np.arange(n) / RATE
    level = 0.02 + 0.4 * (np.sin(t * 0.7) > 0) * np.abs(np.sin(t * 0.3))
    samples = np.stack([level * np.sin(t * (700 + 5000 * c)) + rng.normal(0, 0.02, n) for c in range(channels)])
    quiet = np.zeros((channels, int(RATE * silence)))
    return np.concatenate([quiet, samples, quiet], axis=1).astype(np.float32)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("analysis")


@pytest.fixture(scope="module")
def flac(folder: Path) -> Path:
    """Long enough to be decoded in parts, with the cache of this module's tests beside it."""
    path = folder / "sound.flac"
    gaudiofile.save(path, tones(2, 40, silence=1.5), RATE)
    return path


@pytest.fixture(autouse=True)
def no_cache(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    # GLib has taken the user's own folder by now, if it was asked for it; the tests of the cache itself are in C.
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))


# Peaks


def by_numpy(samples: np.ndarray, start: int, frames: int, pixels: int, resolution: int) -> list[np.ndarray]:
    out = np.full((3, len(samples), pixels), np.nan)
    for i in range(pixels):
        first, behind = start + i * frames // pixels, start + (i + 1) * frames // pixels
        part = samples[:, first // resolution * resolution : -(-max(behind, first + 1) // resolution) * resolution]
        if part.size:
            out[:, :, i] = part.min(1), part.max(1), np.sqrt((part.astype(float) ** 2).mean(1))
    return list(out)


def assert_like_numpy(peaks: Peaks, samples: np.ndarray, *ranges: tuple[int, int, int]) -> None:
    for start, frames, pixels in ranges:
        got = peaks.query(start, frames, pixels=pixels)
        expected = by_numpy(samples, start, frames, pixels, peaks.resolution)
        assert [a.shape for a in got] == [(len(samples), pixels)] * 3 and got[0].dtype == np.float32
        np.testing.assert_array_equal(got[0], expected[0].astype(np.float32))
        np.testing.assert_array_equal(got[1], expected[1].astype(np.float32))
        np.testing.assert_allclose(got[2], expected[2], rtol=1e-6)


@pytest.mark.slow
@pytest.mark.parametrize("how", ["path", "bytes", "stream", "file"])
def test_peaks_are_those_of_the_samples(flac: Path, how: str) -> None:
    samples, _ = gaudiofile.load(flac)
    n = samples.shape[1]
    given: Any = {"path": flac, "bytes": flac.read_bytes(), "stream": io.BytesIO(flac.read_bytes())}.get(how)
    file = AudioFile(flac)
    file.seek(99)
    told: list[tuple[int, int]] = []
    peaks = gaudiofile.peaks(given or file, cache=False, progress=lambda *now: told.append(now))
    assert (peaks.frames, peaks.num_channels, peaks.samplerate, peaks.resolution) == (n, 2, RATE, 1024)
    assert told[-1] == (n, n) and told == sorted(told)
    assert file.tell() == 99
    assert_like_numpy(peaks, samples, (0, n, 1), (0, n, 2000), (12345, 777777, 321), (5000, 3, 10), (n - 10, 50, 5))
    assert peaks.nbytes < n / 1024 * 2 * 16 * 1.4 + 2000


def test_peaks_of_an_hour_are_small() -> None:
    peaks = Peaks(44100, 2)
    minute = np.zeros((2, 44100 * 60), np.float32)
    for _ in range(60):
        peaks.append(minute)
    assert peaks.frames == 3600 * 44100 and peaks.nbytes <= 8e6


def test_peaks_grow(flac: Path) -> None:
    samples = tones(3, 1)
    peaks = Peaks(RATE, 3, resolution=64)
    rng = np.random.default_rng(1)
    done = 0
    assert np.isnan(peaks.query(pixels=3)[0]).all()
    while done < RATE:
        n = int(rng.integers(1, 5000))
        peaks.append(samples[:, done : done + n])
        done = min(done + n, RATE)
        assert peaks.frames == done
        assert_like_numpy(peaks, samples[:, :done], (0, done, 50), (done // 2, done, 7))
    mono = Peaks(8000, 1)
    mono.append(np.array([0.5, -0.25, np.nan]))
    assert [float(a[0, 0]) for a in mono.query(pixels=1)] == [-0.25, 0.5, pytest.approx((0.3125 / 3) ** 0.5)]
    for wrong, error in ((np.zeros((2, 5)), ValueError), (np.zeros(5, int), TypeError), ("x", TypeError)):
        with pytest.raises(error):
            mono.append(wrong)
    for arguments in ({"resolution": 1000}, {"resolution": 8}, {"num_channels": 65}, {"samplerate": 0}):
        with pytest.raises(ValueError):
            Peaks(**{"samplerate": 8000, "num_channels": 1, **arguments})
    with pytest.raises(ValueError, match="pixels"):
        mono.query(pixels=0)


def test_progress_can_end_it(flac: Path) -> None:
    class Enough(Exception):
        pass

    def stop(done: int, frames: int) -> None:
        raise Enough

    for function in (gaudiofile.peaks, gaudiofile.loudness, gaudiofile.silences):
        with pytest.raises(Enough):
            function(flac, progress=stop, **({"cache": False} if function is gaudiofile.peaks else {}))


def test_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "text.flac").write_text("no audio" * 100)
    closed = AudioFile(io.BytesIO(encode(tones(1, 0.1))))
    closed.close()
    for function in (gaudiofile.peaks, gaudiofile.loudness, gaudiofile.silences):
        with pytest.raises(FileNotFoundError):
            function(tmp_path / "none.wav")
        with pytest.raises(gaudiofile.NotAudioError, match=r"text\.flac"):
            function(tmp_path / "text.flac")
        with pytest.raises(gaudiofile.ClosedFileError):
            function(closed)
        with pytest.raises(TypeError):
            function(AudioFile(tmp_path / "x.wav", "w", RATE, 1))


def encode(samples: np.ndarray, rate: float = RATE) -> bytes:
    out = io.BytesIO()
    with AudioFile(out, "w", rate, len(samples), format="wav", bit_depth=32) as f:
        f.write(samples)
    return out.getvalue()


# Loudness


def by_ffmpeg(path: Path) -> dict[str, float]:
    command = ["ffmpeg", "-nostats", "-i", str(path), "-af", "ebur128=peak=true+sample", "-f", "null", "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    lines = re.findall(r" M:\s*(\S+) S:\s*(\S+)", text)
    summary = text[text.index("Summary") :]
    numbers = [float(x) for x in re.findall(r"(?:I|LRA|Peak):\s+(\S+) (?:LUFS|LU|dBFS)", summary)]
    return {
        "integrated": numbers[0],
        "range": numbers[1],
        "true_peak": numbers[3],
        "max_momentary": max(float(m) for m, _ in lines[3:]),
        "max_short_term": max(float(s) for _, s in lines[29:]),
    }


CORPUS = Path(os.environ.get("GAF_CORPUS") or Path(__file__).resolve().parents[3] / "shared" / "corpus")
MUSIC = sorted(CORPUS.glob("ietf-wg-cellar+flac-test-files/subset__*.flac"))[::6]


@pytest.mark.slow
@pytest.mark.skipif(not MUSIC, reason=f"no files in {CORPUS}: set GAF_CORPUS")
def test_loudness_of_music_is_that_of_ffmpeg() -> None:
    for path in MUSIC:
        loudness, expected = gaudiofile.loudness(path), by_ffmpeg(path)
        # FFmpeg rounds to a tenth.
        assert loudness.integrated == pytest.approx(expected["integrated"], abs=0.15), path.name
        assert loudness.true_peak == pytest.approx(expected["true_peak"], abs=0.25), path.name


@pytest.mark.slow
@pytest.mark.parametrize("channels", [1, 2, 6])
def test_loudness_is_that_of_ffmpeg(tmp_path: Path, channels: int) -> None:
    path = tmp_path / "sound.wav"
    samples = tones(channels, 15, seed=channels)
    # A quarter of the sample rate, sampled beside its tops: 3 dB more between the samples than in them.
    samples[:, 100000:110000] = 0.9 * np.hanning(10000) * np.sin((np.arange(10000) + 0.5) * np.pi / 2)
    gaudiofile.save(path, samples, RATE, bit_depth=32)
    loudness = gaudiofile.loudness(path)
    expected = by_ffmpeg(path)
    for name in ("integrated", "range", "max_momentary", "max_short_term"):
        # FFmpeg rounds to a tenth.
        assert getattr(loudness, name) == pytest.approx(expected[name], abs=0.1), name
    assert loudness.true_peak == pytest.approx(expected["true_peak"], abs=0.2)
    assert loudness.true_peak > 20 * np.log10(np.abs(samples).max()) + 2
    assert loudness.replay_gain == pytest.approx(-18 - loudness.integrated)
    assert loudness.replay_peak == pytest.approx(np.abs(samples).max())
    assert len(loudness.momentary) == len(loudness.short_term) == 150
    assert loudness.max_momentary == loudness.momentary[3:].max()


def test_loudness_of_little() -> None:
    silent = gaudiofile.loudness(encode(np.zeros((2, RATE), np.float32)))
    assert (silent.integrated, silent.true_peak, silent.range, silent.replay_gain) == (-np.inf, -np.inf, 0, 0)
    wild = tones(2, 1)
    wild[:, 1000], wild[0, 2000] = np.nan, np.inf
    assert np.isfinite(gaudiofile.loudness(encode(wild)).integrated)
    short = gaudiofile.loudness(encode(wild[:, :10]))
    assert short.integrated == short.max_momentary == -np.inf and short.momentary.shape == (0,)


# Silence


def silences_by_numpy(samples: np.ndarray, threshold: float, frames: int) -> list[list[int]]:
    quiet = (np.abs(samples) <= np.float32(10 ** (threshold / 20))).all(0)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], quiet.astype(np.int8), [0]])))
    return [[int(a), int(b)] for a, b in edges.reshape(-1, 2) if b - a >= frames]


@pytest.mark.slow
@pytest.mark.parametrize("threshold", [-60.0, -30.0, -np.inf])
def test_silences_are_exact(flac: Path, threshold: float) -> None:
    samples, _ = gaudiofile.load(flac)
    for frames in (1, 64, RATE):
        expected = silences_by_numpy(samples, threshold, frames)
        assert gaudiofile.silences(flac, threshold, frames=frames).tolist() == expected
    assert gaudiofile.silences(flac, threshold, seconds=1).tolist() == expected
    loud = np.flatnonzero((np.abs(samples) > np.float32(10 ** (threshold / 20))).any(0))
    assert gaudiofile.trim_points(flac, threshold) == (loud[0], loud[-1] + 1)


def test_silences_of_little() -> None:
    rng = np.random.default_rng(2)
    for n in (0, 1, 31, 32, 33, 100, 16384, 40000):
        samples = rng.choice([0, 0.5], (2, n), p=[0.999, 0.001]).astype(np.float32)
        data = encode(samples)
        for frames in (1, 64):
            assert gaudiofile.silences(data, frames=frames).tolist() == silences_by_numpy(samples, -60, frames)
    nothing = encode(np.zeros((1, 100), np.float32))
    assert gaudiofile.silences(nothing, frames=100).tolist() == [[0, 100]]
    assert gaudiofile.trim_points(nothing) == (100, 100)
    for wrong in ({"frames": 0}, {"seconds": -1}, {"threshold": np.nan}):
        with pytest.raises(ValueError):
            gaudiofile.silences(nothing, **wrong)


# Pictures


def decode_png(path: Path) -> np.ndarray:
    """The pixels, (height, width, 3), by another program."""
    command = ["ffmpeg", "-v", "error", "-i", str(path), "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]
    width, height = struct.unpack(">II", path.read_bytes()[16:24])
    data = subprocess.run(command, capture_output=True, check=True).stdout
    return np.frombuffer(data, np.uint8).reshape(height, width, 3)


def test_plot(tmp_path: Path, flac: Path) -> None:
    gaudiofile.plot(flac, tmp_path / "a.png", title="A title", width=900, height=400, cache=False)
    pixels = decode_png(tmp_path / "a.png").astype(int)
    assert pixels.shape == (400, 900, 3)
    blue = pixels[:, :, 2] - pixels[:, :, 0] > 80
    # Sound from 1.5 s on, of 43 s; silence is a thin line.
    height = blue[: 36 + 170].sum(0)
    assert (height[60:80] <= 2).all() and (height[110:500] > 2).mean() > 0.9
    gaudiofile.plot(gaudiofile.peaks(flac, cache=False), tmp_path / "b.PNG")
    assert decode_png(tmp_path / "b.PNG").shape == (360, 1200, 3)
    gaudiofile.plot(encode(tones(3, 0.01)), tmp_path / "c.svg")
    text = (tmp_path / "c.svg").read_text()
    assert text.startswith("<?xml") and text.rstrip().endswith("</svg>") and "1200" in text
    assert zlib.crc32(text.encode()) and sorted(p.name for p in tmp_path.iterdir()) == ["a.png", "b.PNG", "c.svg"]


def test_plot_that_cannot_be(tmp_path: Path) -> None:
    peaks = Peaks(RATE, 2)
    for name, arguments in (("a.jpg", {}), ("png", {}), ("a.png", {"width": 50}), ("a.png", {"height": 100000})):
        with pytest.raises(ValueError):
            gaudiofile.plot(peaks, tmp_path / name, **arguments)
    with pytest.raises(FileNotFoundError):
        gaudiofile.plot(peaks, tmp_path / "none" / "a.png")
    gaudiofile.plot(peaks, tmp_path / "empty.png")  # of no frames
    assert [p.name for p in tmp_path.iterdir()] == ["empty.png"]


# From other languages


def test_async(flac: Path, tmp_path: Path) -> None:
    reader = GAudioFile.Reader.new_for_path(str(flac), None)
    told: list[tuple[int, int]] = []
    results: list[Any] = []
    peaks = GAudioFile.Peaks

    def tell(done: int, frames: int, *_: object) -> None:
        told.append((done, frames))

    def wait() -> Any:
        while not results:
            GLib.MainContext.default().iteration(True)
        return results.pop()

    peaks.new_for_reader_async(reader, 0, None, tell, (), lambda _, result: results.append(result))
    made = peaks.new_for_reader_finish(wait())
    assert made.get_n_frames() == reader.get_n_frames() == told[-1][0]
    GAudioFile.Silences.new_for_reader_async(
        reader, -60, RATE, None, None, (), lambda _, result: results.append(result)
    )
    ranges = GAudioFile.Silences.new_for_reader_finish(wait()).get_ranges()
    assert ranges[0] == 0 and len(ranges) == 4
    GAudioFile.plot_save_async(made, str(tmp_path / "a.png"), None, 0, 0, None, lambda _, r: results.append(r))
    assert GAudioFile.plot_save_finish(made, wait())
    assert (tmp_path / "a.png").exists()
    cancellable = Gio.Cancellable()
    for stem, arguments in (
        (GAudioFile.Peaks.new_for_reader, (reader, 0)),
        (GAudioFile.Loudness.new_for_reader, (reader,)),
        (GAudioFile.Silences.new_for_reader, (reader, -60, 1)),
    ):
        cancellable.reset()

        def cancel(*_: object) -> None:
            cancellable.cancel()

        with pytest.raises(GLib.Error) as caught:
            stem(*arguments, cancellable, cancel)
            raise cancelled_too_late()
        assert caught.value.matches(Gio.io_error_quark(), Gio.IOErrorEnum.CANCELLED)


def cancelled_too_late() -> GLib.Error:
    """On a quick machine all is done before anything is told."""
    return GLib.Error.new_literal(Gio.io_error_quark(), "too late", Gio.IOErrorEnum.CANCELLED)


def test_from_javascript(folder: Path) -> None:
    path = folder / "short.flac"
    samples = tones(2, 2, silence=0.2)
    gaudiofile.save(path, samples, RATE)
    samples, _ = gaudiofile.load(path)
    answer = run_javascript("peaks.js", path)
    values = np.array([np.nan if v is None else v for v in answer["values"]]).reshape(2, 3, 100)
    expected = by_numpy(samples, 0, samples.shape[1], 100, 256)
    for i, tolerance in enumerate((0, 0, 1e-6)):
        np.testing.assert_allclose(values[:, i], expected[i], rtol=tolerance)
    assert answer["bytes"] == answer["values"]
    np.testing.assert_allclose(answer["grown"], answer["values"], rtol=1e-6)
    assert answer["told"][-1] == [samples.shape[1]] * 2
    loudness = gaudiofile.loudness(path)
    assert answer["integrated"] == pytest.approx(loudness.integrated)
    # JSON has no infinity.
    assert answer["momentary"] == [float(v) if np.isfinite(v) else None for v in loudness.momentary]
    assert np.reshape(answer["silences"], (-1, 2)).tolist() == silences_by_numpy(samples, -60, 100)
    assert answer["trim"] == list(gaudiofile.trim_points(path))
