# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Files with several audio tracks: which one is read, and how another is chosen."""

import pickle
import subprocess
from pathlib import Path

import numpy as np
import pytest

from gaudiofile import AudioFile, ReadableAudioFile

# Each track has a tone, rate and codec of its own.
TONES = (440, 1000, 3000)
RATES = (44100, 48000, 22050)
CODECS = {"m4a": ("alac", "aac", "alac"), "mka": ("flac", "libopus", "pcm_s16le"), "mov": ("pcm_s16le", "alac", "aac")}
OUT_RATES = {"libopus": 48000}


def make(path: Path, default: int | None = None) -> Path:
    command = ["ffmpeg", "-v", "error"]
    for tone, rate in zip(TONES, RATES, strict=True):
        command += ["-f", "lavfi", "-i", f"sine=frequency={tone}:sample_rate={rate}:duration=0.5"]
    for i, codec in enumerate(CODECS[path.suffix[1:]]):
        command += ["-map", str(i), f"-c:a:{i}", codec, f"-disposition:a:{i}", "default" if i == default else "0"]
    subprocess.run([*command, str(path)], check=True)
    return path


def tone_of(file: ReadableAudioFile) -> float:
    samples = file.read(file.frames)[0]
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(np.argmax(spectrum) * file.samplerate / len(samples))


@pytest.mark.parametrize("extension", CODECS)
def test_each_track(extension: str, tmp_path: Path) -> None:
    path = make(tmp_path / f"a.{extension}")
    for track, (tone, rate, codec) in enumerate(zip(TONES, RATES, CODECS[extension], strict=True)):
        for source in (path, path.read_bytes(), path.open("rb")):
            with AudioFile(source, track=track) as file:
                assert file.samplerate == OUT_RATES.get(codec, rate)
                assert tone_of(file) == pytest.approx(tone, abs=4)


@pytest.mark.slow
@pytest.mark.parametrize("extension", CODECS)
def test_default_track(extension: str, tmp_path: Path) -> None:
    for default in (None, 1):
        with AudioFile(make(tmp_path / f"{default}.{extension}", default)) as file:
            assert tone_of(file) == pytest.approx(TONES[default or 0], abs=4)


def test_no_such_track(tmp_path: Path) -> None:
    for extension in CODECS:
        path = make(tmp_path / f"a.{extension}")
        with pytest.raises(
            ValueError, match=rf"a\.{extension}.*no audio track 3 in this file, which has 3, counted from 0"
        ):
            AudioFile(path, track=3)
    wav = subprocess.run(
        "ffmpeg -v error -f lavfi -i sine=duration=0.1 -f wav -".split(), check=True, stdout=subprocess.PIPE
    ).stdout
    with AudioFile(wav, track=0) as file:
        assert file.num_channels == 1
    with pytest.raises(ValueError, match="no audio track 1 in this file, which has 1"):
        AudioFile(wav, track=1)


def test_wrong_arguments(tmp_path: Path) -> None:
    path = make(tmp_path / "a.mka")
    with pytest.raises(ValueError, match="track counts audio tracks from 0"):
        AudioFile(path, track=-1)
    with pytest.raises(TypeError):
        AudioFile(path, track=1.5)  # type: ignore[call-overload]
    with pytest.raises(TypeError, match="takes no track"):
        AudioFile(tmp_path / "b.wav", "w", 44100, track=1)  # type: ignore[call-overload]
    assert not (tmp_path / "b.wav").exists()


def test_pickle_keeps_the_track(tmp_path: Path) -> None:
    with ReadableAudioFile(str(make(tmp_path / "a.mka")), track=2) as file:
        file.seek(1000)
        copy = pickle.loads(pickle.dumps(file))
        assert copy.samplerate == RATES[2]
        assert copy.tell() == 1000
        np.testing.assert_array_equal(copy.read(500), file.read(500))


def test_introspection(tmp_path: Path) -> None:
    gi = pytest.importorskip("gi")
    gi.require_version("GAudioFile", "1.0")
    from gi.repository import GAudioFile, Gio

    path = make(tmp_path / "a.m4a")
    reader = GAudioFile.Reader(file=Gio.File.new_for_path(str(path)), track=2)
    reader.init(None)
    assert reader.props.track == 2
    assert reader.get_rate() == RATES[2]
