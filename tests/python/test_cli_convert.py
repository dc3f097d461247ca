# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""The program gaudiofile: what makes files of files."""

import json
import os
import re
import signal
import subprocess
import time
from pathlib import Path

import mutagen
import numpy as np
import pytest
from program import LOCALE, PROGRAM, Terminal, run
from signals import RATE, encode, make_signal

import gaudiofile

# What every change need not wait for.
pytestmark = pytest.mark.slow


def probe(path: Path) -> dict:
    """What FFmpeg says of its first stream."""
    command = ["ffprobe", "-v", "error", "-of", "json", "-show_streams", path]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)["streams"][0]


@pytest.fixture
def folder(tmp_path: Path, audio: dict[str, bytes]) -> Path:
    """in/a.wav, in/b.flac with a title, and in/c/d.mp3."""
    (tmp_path / "in/c").mkdir(parents=True)
    for name, format in (("a.wav", "wav-24"), ("b.flac", "flac-16"), ("c/d.mp3", "mp3")):
        (tmp_path / "in" / name).write_bytes(audio[format])
    gaudiofile.tags.write(tmp_path / "in/b.flac", {"title": "Title"})
    return tmp_path


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Minutes that take a while to encode."""
    path = tmp_path_factory.mktemp("long") / "long.wav"
    path.write_bytes(encode("wav-16", np.tile(make_signal(RATE), (300, 1))))
    return path


def test_convert(folder: Path) -> None:
    """Lossless is the same, with the tags; what is not said stays."""
    run("convert", folder / "in/b.flac", folder / "b.wv")
    assert np.array_equal(gaudiofile.load(folder / "b.wv")[0], gaudiofile.load(folder / "in/b.flac")[0])
    assert mutagen.File(folder / "b.wv")["title"] == "Title"
    run("convert", folder / "in/a.wav", folder / "a.flac")
    assert probe(folder / "a.flac")["bits_per_raw_sample"] == "24"
    run("convert", "--no-tags", folder / "in/b.flac", folder / "b.mp3")
    assert not mutagen.File(folder / "b.mp3").tags


def test_convert_options(folder: Path) -> None:
    source = folder / "in/b.flac"
    run("convert", source, folder / "a.wav", *"--rate 16000 --channels 1 --bit-depth 24 --start 0.25 -d 500ms".split())
    judged = probe(folder / "a.wav")
    assert (judged["sample_rate"], judged["channels"], judged["bits_per_sample"]) == ("16000", 1, 24)
    assert judged["duration_ts"] == 8000
    original = gaudiofile.load(source)[0]
    run("convert", source, folder / "b.wav", "--gain", "-6.0206", "--bit-depth", "24")
    assert np.allclose(gaudiofile.load(folder / "b.wav")[0], original / 2, atol=1e-6)
    run("convert", source, folder / "c.flac", "--peak", "-6.0206", "--bit-depth", "24")
    assert np.abs(gaudiofile.load(folder / "c.flac")[0]).max() == pytest.approx(0.5, abs=1e-5)
    run("convert", source, folder / "d.flac", "--loudness", "-30")
    assert gaudiofile.loudness(folder / "d.flac").integrated == pytest.approx(-30, abs=0.1)
    run("convert", source, folder / "e.wav", *"--fade-in 100ms --fade-out 0.1".split())
    faded = gaudiofile.load(folder / "e.wav")[0]
    assert np.abs(faded[:, :50]).max() < 0.01 and np.abs(faded[:, -50:]).max() < 0.01
    assert np.allclose(faded[:, 5000:-5000], original[:, 5000:-5000], atol=1e-4)
    run("convert", source, folder / "f.wav", "--effects", "audioamplify amplification=0.5", "--bit-depth", "24")
    assert np.allclose(gaudiofile.load(folder / "f.wav")[0], original / 2, atol=1e-6)
    run("convert", source, folder / "g.ogg", "--codec", "opus", "--quality", "64")
    assert probe(folder / "g.ogg")["codec_name"] == "opus"


def test_convert_lossless(folder: Path) -> None:
    """A part of MP3 has just the samples that the whole has there, because its packets are copied."""
    source = folder / "in/c/d.mp3"
    run("convert", "--lossless", "-s0.2", "-d", "0.5", source, folder / "part.mp3")
    begin, frames = RATE // 5, RATE // 2
    wanted = gaudiofile.load(source)[0][:, begin : begin + frames]
    assert np.array_equal(gaudiofile.load(folder / "part.mp3")[0], wanted)
    run("convert", "--lossless", source, folder / "other.ogg", status=1)
    run("convert", "--lossless", source, folder / "louder.mp3", "--gain", "1", status=1)
    assert sorted(path.name for path in folder.iterdir()) == ["in", "part.mp3"]


def test_convert_refuses(folder: Path) -> None:
    source = folder / "in/b.flac"
    for wrong in (
        [source],
        [source, folder / "in/a.wav", folder / "x.wav"],
        [folder / "in", folder / "out"],
        [source, "-"],
        [source, folder / "x.wav", "--gain", "x"],
        [source, folder / "x.wav", "--loudness", "-18", "--peak", "0"],
        [source, folder / "x.wav", "--start", "soon"],
        [source, folder / "x.wav", "--peak", "3"],
        [source, folder / "x.wav", "--fade-in", "1e9"],
        [source, folder / "x.wav", "-j", "-1"],
    ):
        run("convert", *wrong, status=2)
    assert b"nothing" in run("convert", source, folder / "x.nothing", status=1).stderr
    error = run("convert", folder / "missing.wav", folder / "x.wav", status=1).stderr
    assert error.startswith(f"gaudiofile: {folder}/missing.wav: ".encode()), error
    error = run("convert", source, folder / "nowhere/x.wav", status=1).stderr
    assert error.startswith(f"gaudiofile: {folder}/nowhere/x.wav: ".encode()), error
    assert sorted(path.name for path in folder.iterdir()) == ["in"]


def test_convert_folders(folder: Path) -> None:
    """Those below become those below. What goes wrong with one is no reason not to do the others."""
    (folder / "in/bad.wav").write_bytes(b"nothing")
    done = run("convert", "--format", "flac", "-j", "2", folder / "in", folder / "out", status=1)
    assert re.fullmatch(f"gaudiofile: {folder}/in/bad.wav: .*\\n", done.stderr.decode())
    written = {str(path.relative_to(folder / "out")): path for path in (folder / "out").rglob("*.*")}
    assert set(written) == {"a.flac", "b.flac", "c/d.flac"}
    for path in written.values():
        subprocess.run(["flac", "-t", "--silent", path], check=True)
        assert probe(path)["duration_ts"] == RATE
    (folder / "in/b.wav").write_bytes((folder / "in/a.wav").read_bytes())
    done = run("convert", "-t", ".opus", folder / "in/b.flac", folder / "in/b.wav", f"{folder}/new/", status=1)
    assert [path.name for path in (folder / "new").iterdir()] == ["b.opus"] and b"b.wav: Another" in done.stderr


def test_convert_pipes(folder: Path, audio: dict[str, bytes]) -> None:
    """In and out, exact to the frame, and in formats whose headers are written last."""
    first = [PROGRAM, "convert", "-", "-", "--format", "wav"]
    second = [PROGRAM, "convert", "--format=flac", "-", "-"]
    environment = os.environ | LOCALE | {"TMPDIR": str(folder)}
    with (
        subprocess.Popen(first, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as one,
        subprocess.Popen(second, stdin=one.stdout, stdout=subprocess.PIPE, env=environment) as two,
    ):
        one.stdin.write(audio["flac-16"])
        one.stdin.close()
        one.stdout.close()
        written = two.stdout.read()
    (folder / "a.flac").write_bytes(written)
    subprocess.run(["flac", "-t", "--silent", folder / "a.flac"], check=True)
    assert np.array_equal(gaudiofile.load(written)[0], gaudiofile.load(audio["flac-16"])[0])
    assert sorted(path.name for path in folder.iterdir()) == ["a.flac", "in"]  # nothing else


def test_names_that_are_no_text(folder: Path) -> None:
    source = os.fsencode(folder / "in") + b"/\xff.wav"
    os.rename(folder / "in/a.wav", source)
    run("convert", source, os.fsencode(folder) + b"/\xfe.flac", env={"LC_ALL": "C"})
    run("convert", "-t", "flac", folder / "in", folder / "out")
    assert b"\xff.flac" in os.listdir(os.fsencode(folder / "out"))
    assert os.path.exists(os.fsencode(folder) + b"/\xfe.flac")


@pytest.mark.fault("Ctrl-C while `gaudiofile convert` writes", "no file, or the old one; it ends by the signal")
def test_interrupted(tmp_path: Path, long: Path) -> None:
    """Progress with the time that is left is seen, and Ctrl-C midway leaves nothing, and an old file as it was."""
    (tmp_path / "old.opus").write_bytes(b"old")
    for name, before in (("new.opus", set()), ("old.opus", {b"old"})):
        with Terminal("convert", long, tmp_path / name) as terminal:
            assert terminal.wait_for(lambda shown: re.search(r" \d+ %  \d:\d\d left", shown))
            assert terminal.process.poll() is None
            os.kill(terminal.process.pid, signal.SIGINT)
            assert terminal.end() == -signal.SIGINT
        assert terminal.shown.endswith(b"\r\x1b[K")
        assert {path.read_bytes() for path in tmp_path.iterdir() if path.name == name} == before
    assert [path.name for path in tmp_path.iterdir()] == ["old.opus"]


def test_interrupted_among_many(tmp_path: Path, long: Path) -> None:
    """Nothing but whole files."""
    (tmp_path / "in").mkdir()
    for i in range(3):
        (tmp_path / f"in/{i}.wav").symlink_to(long)
    (tmp_path / "in/short.wav").write_bytes(encode("wav-16", make_signal(1000)))
    command = [PROGRAM, "convert", "-j", "4", "-t", "opus", tmp_path / "in", tmp_path / "out"]
    with subprocess.Popen(command, env=os.environ | LOCALE) as process:
        while not (tmp_path / "out/short.opus").exists():
            assert process.poll() is None
            time.sleep(0.01)
        process.terminate()
        assert process.wait(20) == -signal.SIGTERM
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["short.opus"]


def test_trim(tmp_path: Path) -> None:
    """What is left is what is heard, to the frame."""
    signal = np.zeros((RATE, 2))
    signal[1000:30000] = make_signal(29000)
    signal[[1000, 29999]] = 0.5
    (tmp_path / "a.wav").write_bytes(encode("wav-16", signal))
    run("trim", tmp_path / "a.wav", tmp_path / "b.flac")
    assert np.array_equal(
        gaudiofile.load(tmp_path / "b.flac")[0], gaudiofile.load(tmp_path / "a.wav")[0][:, 1000:30000]
    )
    run("trim", tmp_path / "a.wav", tmp_path / "c.wav", "--threshold", "-6.5")
    assert 0 < gaudiofile.load(tmp_path / "c.wav")[0].shape[1] <= 29000
    (tmp_path / "silence.wav").write_bytes(encode("wav-16", signal * 0))
    assert b"silen" in run("trim", tmp_path / "silence.wav", tmp_path / "d.wav", status=1).stderr
    assert not (tmp_path / "d.wav").exists()
    run("trim", tmp_path / "a.wav", status=2)
    run("trim", tmp_path / "a.wav", tmp_path / "d.wav", "--threshold", "quiet", status=2)
