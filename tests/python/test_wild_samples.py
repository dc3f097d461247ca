# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""What is no number, or far over full scale, given to encoders: the file has all frames, and all of them are finite."""

import io
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile
from kinds import KINDS, LOSSY
from test_writer_gives_up import ENVIRONMENT

import gaudiofile
from gaudiofile import AudioFile

RATE = 44100
FRAMES = 50_000
FLOATING = ("wav", "au", "w64", "rf64", "caf")
WILD = {
    "one nan": ([FRAMES // 2], np.nan),
    "nan at the beginning": ([10], np.nan),
    "nan at the end": ([-10], np.nan),
    "all nan": (slice(None), np.nan),
    "inf": ([FRAMES // 2], np.inf),
    "-inf": ([FRAMES // 2], -np.inf),
    "all inf": (slice(None), np.inf),
    "huge": ([FRAMES // 2], 3e38),
    "all huge": (slice(None), -1e30),
}


def make_wild(name: str) -> np.ndarray:
    samples = np.random.default_rng(7).normal(0, 0.1, (2, FRAMES)).astype("f4")
    where, value = WILD[name]
    samples[0, where] = value
    return samples


def check(kind: str, name: str, rate: int) -> None:
    stream = io.BytesIO()
    with AudioFile(stream, "w", rate, 2, format=KINDS[kind].format, **KINDS[kind].options) as f:
        f.write(make_wild(name))
    with AudioFile(stream.getvalue()) as f:
        samples = f.read(2 * FRAMES)
        assert f.frames == samples.shape[1] == KINDS[kind].frames(FRAMES, rate)
    assert np.isfinite(samples).all()
    assert np.abs(samples).max() < 20
    if kind not in LOSSY and "all" not in name:  # the other channel is as it was
        np.testing.assert_allclose(samples[1], make_wild(name)[1], atol=1e-4)
    if kind in LOSSY and f.samplerate == rate and "nan" in name and "all" not in name:
        away = slice(0, 20_000) if "beginning" not in name else slice(20_000, FRAMES)
        wanted = make_wild(name)[1, away]
        assert np.corrcoef(samples[1, away], wanted)[0, 1] > 0.6


def check_all(kind: str) -> None:
    """The child's."""
    for name in WILD:
        for rate in (RATE, 48000):
            try:
                check(kind, name, rate)
            except Exception as error:
                raise AssertionError(f"{name} at {rate} Hz") from error


def run_limited(program: str) -> None:
    """In a process of its own, which can be ended if it does not end: encoders have computed for ever."""
    done = subprocess.run([sys.executable, "-c", program], env=ENVIRONMENT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_all_frames_are_there(kind: str) -> None:
    run_limited(f"import test_wild_samples; test_wild_samples.check_all({kind!r})")


def check_ac3() -> None:
    """Whose number of frames does not survive, in whole packets of 1536."""
    for name in WILD:
        stream = io.BytesIO()
        with AudioFile(stream, "w", 48000, 2, format="ac3") as f:
            f.write(make_wild(name))
        samples = AudioFile(stream.getvalue()).read(2 * FRAMES)
        assert samples.shape[1] >= FRAMES, name
        assert np.abs(samples).max() < 20, name


@pytest.mark.slow
def test_ac3() -> None:
    if ".ac3" not in gaudiofile.get_supported_write_formats():
        pytest.skip("no encoder of AC-3 is installed")
    run_limited("import test_wild_samples; test_wild_samples.check_ac3()")


@pytest.mark.parametrize("kind", FLOATING)
@pytest.mark.parametrize("depth", [32, 64])
@pytest.mark.parametrize("name", WILD)
def test_floating_point_files_keep_them(kind: str, depth: int, name: str) -> None:
    stream = io.BytesIO()
    with AudioFile(stream, "w", RATE, 2, depth, format=kind) as f:
        f.write(make_wild(name))
    with AudioFile(stream.getvalue()) as f:
        assert f.file_dtype == f"float{depth}"
        np.testing.assert_array_equal(f.read(FRAMES), make_wild(name))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["one nan", "inf", "huge"])
def test_floating_point_wavpack_keeps_them(tmp_path: Path, name: str) -> None:
    """Read: such files come from other programs."""
    soundfile.write(tmp_path / "a.wav", make_wild(name).T, RATE, subtype="FLOAT")
    subprocess.run(["wavpack", "-q", tmp_path / "a.wav", "-o", tmp_path / "a.wv"], check=True)
    with AudioFile(tmp_path / "a.wv") as f:
        np.testing.assert_array_equal(f.read(FRAMES), make_wild(name))


@pytest.mark.slow
@pytest.mark.parametrize("kind", LOSSY)
def test_loud_noise_ends(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{KINDS[kind].format}"
    program = f"""
import numpy, gaudiofile
samples = numpy.random.default_rng(0).normal(0, .1, (2, 200_000)) * 1e6
with gaudiofile.AudioFile({str(path)!r}, "w", {RATE}, 2, **{KINDS[kind].options}) as f:
    f.write(samples.astype("f4"))
"""
    run_limited(program)
    with AudioFile(path) as f:
        assert f.frames == KINDS[kind].frames(200_000, RATE)


def test_what_is_a_little_over_full_scale_is_kept() -> None:
    n = np.arange(FRAMES)
    samples = np.stack([4 * np.sin(n * 0.05), 4 * np.cos(n * 0.05)]).astype("f4")
    stream = io.BytesIO()
    with AudioFile(stream, "w", RATE, 2, format="ogg") as f:
        f.write(samples)
    found = AudioFile(stream.getvalue()).read(FRAMES)
    np.testing.assert_allclose(found[:, 5000:-5000], samples[:, 5000:-5000], atol=0.4)
