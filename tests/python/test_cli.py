# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""The program gaudiofile: what it says of files, and what is said about it."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import mutagen
import numpy as np
import pytest
from program import BUILD, PROGRAM, Terminal, run
from signals import RATE, encode, make_signal

import gaudiofile

PNG = b"\x89PNG\r\n\x1a\n"
# A picture of one pixel.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000000000400"
    "01a7a5b2e40000000049454e44ae426082"
)


def names() -> list[str]:
    """The commands that --help lists."""
    listed = run("--help").stdout.decode().partition("Commands:\n")[2].partition("\n\n")[0]
    return re.findall(r"^  (\w+)", listed, re.M)


def information(*arguments: object, **options: object) -> list[dict]:
    return json.loads(run("info", "--json", *arguments, **options).stdout)


@pytest.fixture
def folder(tmp_path: Path, audio: dict[str, bytes]) -> Path:
    """a.wav, b.flac and c/d.mp3."""
    (tmp_path / "c").mkdir()
    for name, format in (("a.wav", "wav-24"), ("b.flac", "flac-16"), ("c/d.mp3", "mp3")):
        (tmp_path / name).write_bytes(audio[format])
    return tmp_path


# info


def test_info(folder: Path) -> None:
    """Numbers are those of FFmpeg."""
    files = [folder / "a.wav", folder / "b.flac"]
    for path, told in zip(files, information(*files), strict=True):
        command = ["ffprobe", "-v", "error", "-of", "json", "-show_streams", path]
        judged = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)["streams"][0]
        assert told["file"] == str(path) and told["uri"] == path.as_uri()
        assert (told["rate"], told["channels"]) == (int(judged["sample_rate"]), judged["channels"])
        assert (told["frames"], told["exact"]) == (judged["duration_ts"], True)
        assert told["duration"] == pytest.approx(float(judged["duration"]), abs=1e-6)
        assert told["bits"] == int(judged.get("bits_per_raw_sample") or judged["bits_per_sample"])
    assert [told["codec"] for told in information(folder)] == ["pcm", "flac", "mp3"]


def test_info_for_people(folder: Path) -> None:
    """A line for each of several files, in columns; all of a single one, with its tags."""
    gaudiofile.tags.write(folder / "b.flac", {"title": "Title \x1b[31m", "artist": ["One", "Two"]})
    lines = run("info", folder).stdout.decode().splitlines()
    assert len(lines) == 4
    assert lines[0].split() == ["File", "Format", "Codec", "Rate", "Channels", "Bits"] + (
        ["Bit", "rate", "Length", "Frames", "Artist", "Title"]
    )
    assert "One, Two" in lines[2] and "44100 Hz" in lines[2] and "0:01.000" in lines[2]
    for column in ("Format", "Codec", "Artist"):
        assert all(line.ljust(200)[lines[0].index(column) - 1] == " " for line in lines)
    single = run("info", folder / "b.flac").stdout.decode()
    assert re.search(r"^Length +0:01\.000$", single, re.M) and re.search(r"^Frames +44100$", single, re.M)
    assert re.search(r"^  ARTIST +One\n +Two$", single, re.M)
    assert "\x1b" not in single  # what comes out of files does nothing to the terminal


def test_info_chapters(tmp_path: Path) -> None:
    text = ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=500\ntitle=Begin\n"
    (tmp_path / "chapters").write_text(text)
    command = ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=duration=1", "-i", tmp_path / "chapters"]
    subprocess.run([*command, "-map_chapters", "1", tmp_path / "a.mka"], check=True)
    assert re.search(r"0:00\.000 – 0:00\.500 +Begin$", run("info", tmp_path / "a.mka").stdout.decode(), re.M)
    (told,) = information(tmp_path / "a.mka")
    assert [(mark["start"], mark["title"]) for mark in told["chapters"]] == [(0, "Begin")]


def test_info_of_the_standard_input(folder: Path, audio: dict[str, bytes]) -> None:
    """From a pipe, in which nothing can go back, and from a file."""
    (piped,) = information("-", input=audio["mp3"])
    with open(folder / "c/d.mp3", "rb") as file:
        (read,) = information("-", stdin=file)
    (named,) = information(folder / "c/d.mp3")
    assert piped == read == named | {"file": "-", "uri": None}


def test_one_bad_file(folder: Path) -> None:
    """It is named once, and the others are told about."""
    (folder / "bad.wav").write_bytes(b"nothing" * 100)
    done = run("info", folder / "bad.wav", folder / "missing.wav", folder / "a.wav", status=1)
    errors = done.stderr.decode().splitlines()
    assert len(errors) == 2
    for line, name in zip(errors, ("bad.wav", "missing.wav"), strict=True):
        assert line.startswith(f"gaudiofile: {folder / name}: ") and line.count(str(folder)) == 1, line
    assert "a.wav" in done.stdout.decode()
    objects = json.loads(run("info", "--json", folder / "bad.wav", folder / "a.wav", status=1).stdout)
    assert "error" in objects[0] and objects[1]["frames"] == RATE
    assert b"standard input: " in run("info", "-", input=b"nothing", status=1).stderr


@pytest.mark.parametrize("locale", ["C.UTF-8", "C"])
def test_names_that_are_no_text(folder: Path, locale: str) -> None:
    """Linux has names of any bytes. Numbers and JSON are the same in each locale."""
    path = os.fsencode(folder) + b"/\xff\xe4 \xc3\xa4.wav"
    os.rename(folder / "a.wav", path)
    (told,) = information(path, env={"LC_ALL": locale})
    assert told["uri"].endswith("/%FF%E4%20%C3%A4.wav")
    assert "ä.wav" in told["file"]
    run("tag", path, "title=Ä", env={"LC_ALL": locale})
    (tagged,) = json.loads(run("tag", "--json", path, env={"LC_ALL": locale}).stdout)
    assert tagged["tags"] == {"TITLE": ["Ä"]}
    assert len(run("info", folder, env={"LC_ALL": locale}).stdout.splitlines()) == 4


# tag


def test_tag(folder: Path) -> None:
    """mutagen reads what was written; the audio is the same."""
    path = folder / "b.flac"
    (folder / "front.png").write_bytes(PIXEL)
    before = gaudiofile.load(path)[0]
    run("tag", path, folder / "a.wav", "artist=One", "artist=Two", "title=a=b", "--cover", folder / "front.png")
    judged = mutagen.File(path)
    assert (judged["artist"], judged["title"]) == (["One", "Two"], ["a=b"])
    assert [(p.type, p.mime, p.data) for p in judged.pictures] == [(3, "image/png", PIXEL)]
    assert np.array_equal(gaudiofile.load(path)[0], before)
    assert mutagen.File(folder / "a.wav").tags["TIT2"].text == ["a=b"]

    shown = run("tag", path).stdout.decode()
    assert re.search(r"^  TITLE +a=b$", shown, re.M) and "image/png" in shown
    (told,) = json.loads(run("tag", "--json", path).stdout)
    assert told["tags"] == {"ARTIST": ["One", "Two"], "TITLE": ["a=b"]}
    assert told["covers"] == [{"content_type": "image/png", "kind": 3, "description": "", "bytes": len(PIXEL)}]

    run("tag", path, "--remove", "artist", "title=", "--remove-covers", "album=Album")
    judged = mutagen.File(path)
    assert (judged.tags.as_dict(), judged.pictures) == ({"album": ["Album"]}, [])


def test_tag_refuses(folder: Path, audio: dict[str, bytes]) -> None:
    """What cannot be done leaves every file as it is."""
    before = (folder / "b.flac").read_bytes()
    run("tag", "title=x", status=2)
    run("tag", folder / "b.flac", b"title=\xff", status=2)
    run("tag", folder / "b.flac", "--remove", "a=b", status=2)
    run("tag", folder / "b.flac", "--cover", folder / "a.wav", status=1)
    run("tag", folder / "b.flac", "--cover", folder / "missing.png", status=1)
    run("tag", "-", "title=x", input=audio["flac-16"], status=1)
    assert (folder / "b.flac").read_bytes() == before
    # A file that looks like an assignment is given with its folder.
    (folder / "title=x").write_bytes(before)
    run("tag", "./title=x", "title=y", cwd=folder)
    assert mutagen.File(folder / "title=x")["title"] == ["y"]


# loudness


def test_loudness(folder: Path) -> None:
    told = json.loads(run("loudness", "--json", "-j", "2", folder).stdout)
    for path, values in zip(("a.wav", "b.flac", "c/d.mp3"), told, strict=True):
        measured = gaudiofile.loudness(folder / path)
        assert values["file"] == str(folder / path)
        for name in ("integrated", "range", "true_peak", "max_momentary", "replay_gain", "replay_peak"):
            assert values[name] == pytest.approx(getattr(measured, name), abs=1e-6), name
        assert values["max_short_term"] is None  # it is too short for that
    table = run("loudness", folder).stdout.decode()
    assert f"{gaudiofile.loudness(folder / 'a.wav').integrated:.1f} LUFS" in table


def test_loudness_tags(folder: Path, audio: dict[str, bytes]) -> None:
    """ReplayGain is written as players read it, and of Opus by its own rules: 256ths of a decibel below -23 LUFS."""
    measured = gaudiofile.loudness(folder / "b.flac")
    gaudiofile.save(folder / "e.opus", *gaudiofile.load(folder / "b.flac"))
    run("loudness", "--tag", folder / "b.flac", folder / "e.opus")
    judged = mutagen.File(folder / "b.flac")
    assert judged["replaygain_track_gain"] == [f"{measured.replay_gain:.2f} dB"]
    assert judged["replaygain_track_peak"] == [f"{measured.replay_peak:.6f}"]
    opus = mutagen.File(folder / "e.opus")
    wanted = 256 * (-23 - gaudiofile.loudness(folder / "e.opus").integrated)
    assert list(opus) == ["r128_track_gain"] and int(opus["r128_track_gain"][0]) == pytest.approx(wanted, abs=1)
    run("loudness", "--tag", "-", input=audio["flac-16"], status=2)


# plot


def test_plot(folder: Path) -> None:
    done = run("plot", folder / "a.wav", "-o", folder / "a.png", "--width", "640")
    data = (folder / "a.png").read_bytes()
    assert data.startswith(PNG) and int.from_bytes(data[16:20]) == 640 and done.stdout == b""
    run("plot", folder / "a.wav", "--start", "0.25", "-e", "0:00.5", "--output", folder / "a.svg")
    assert "<svg" in (folder / "a.svg").read_text()
    assert b"a.txt: " in run("plot", folder / "a.wav", "-o", "a.txt", status=1).stderr
    for wrong in (["-s", "1:2:3:4"], ["-s", "x"], ["-s", "2", "-e", "1"], ["--width", "-1"]):
        run("plot", folder / "a.wav", *wrong, status=2)


def test_plot_of_a_part(tmp_path: Path) -> None:
    """The marks are at whole seconds of the file."""
    gaudiofile.save(tmp_path / "a.wav", np.zeros((1, 4 * 8000), np.float32), 8000)
    run("plot", tmp_path / "a.wav", "-s", "0.5", "-e", "3.5", "-w", "376", "-o", tmp_path / "a.png")
    command = ["ffmpeg", "-v", "error", "-i", tmp_path / "a.png", "-f", "rawvideo", "-pix_fmt", "gray", "-"]
    pixels = np.frombuffer(subprocess.run(command, capture_output=True, check=True).stdout, np.uint8).reshape(-1, 376)
    # Pictures have 58 pixels at the left of the wave and 18 at its right.
    lines = np.flatnonzero((pixels[45:60] < 240).all(0)) - 58
    assert [x for x in lines if 5 < x < 295] == [50, 150, 250]


def dots(line: str) -> np.ndarray:
    """What is set in a line of braille: booleans of shape (4, 2 × columns)."""
    numbers = np.array([ord(c) - 0x2800 for c in line])
    rows = [(0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80)]
    return np.array([[n & bit > 0 for n in numbers for bit in row] for row in rows])


def test_plot_in_the_terminal(tmp_path: Path) -> None:
    """A square wave of half the scale in the second half, after silence: just these dots are set."""
    signal = np.zeros(RATE)
    signal[RATE // 2 :] = np.resize([0.5] * 100 + [-0.5] * 100, RATE // 2)
    (tmp_path / "a.wav").write_bytes(encode("wav-16", signal))
    lines = run("plot", tmp_path / "a.wav", "--width", "40").stdout.decode().splitlines()
    assert len(lines) == 9 and lines[-1].startswith("0:00.000") and lines[-1].endswith("0:01.000")
    picture = np.concatenate([dots(line) for line in lines[:-1]])
    assert picture.shape == (32, 80)
    columns = picture.sum(0)
    assert set(columns[:39]) == {1} and len({*columns[41:]}) == 1 and 15 <= columns[50] <= 18
    assert picture[8:24, 41:].all() and not picture[:7].any() and not picture[25:].any()
    # The second half alone.
    lines = run("plot", tmp_path / "a.wav", "--width", "40", "--start", "500ms").stdout.decode().splitlines()
    assert np.concatenate([dots(line) for line in lines[:-1]])[8:24].all() and lines[-1].startswith("0:00.500")
    ascii_lines = run("plot", tmp_path / "a.wav", "--width", "40", env={"LC_ALL": "C"}).stdout.decode().splitlines()
    assert re.fullmatch(" {19,20}#{20,21}", ascii_lines[3])
    with Terminal("plot", tmp_path / "a.wav", columns=61) as terminal:
        assert terminal.end() == 0
    assert {len(line) for line in terminal.shown.decode().splitlines()[:8]} == {61}


# doctor and devices


def test_doctor() -> None:
    """Everything is installed for the tests."""
    told = json.loads(run("doctor", "--json").stdout)
    assert told["install"] == [] and told["version"] == gaudiofile.__version__
    reading = {extension for row in told["reading"] for extension in row["extensions"]}
    assert reading == set(gaudiofile.get_supported_read_formats())
    writing = {extension for row in told["writing"] for extension in row["extensions"]}
    assert writing == set(gaudiofile.get_supported_write_formats())
    assert all(
        row["works"] and row["message"] is None for part in ("reading", "writing", "others") for row in told[part]
    )
    aac = next(row for row in told["reading"] if row["codec"] == "aac")
    assert (aac["element"], aac["package"]) == ("avdec_aac", "gstreamer1.0-libav")
    assert "ADTS" in aac["containers"] and "MP4, QuickTime" in aac["containers"]


@pytest.mark.fault("GStreamer's plugins are missing, `gaudiofile doctor`", "the packages to install; it ends with 1")
def test_doctor_without_plugins(tmp_path: Path) -> None:
    nothing = {"GST_PLUGIN_SYSTEM_PATH_1_0": str(tmp_path), "GST_REGISTRY_1_0": str(tmp_path / "registry")}
    text = run("doctor", env=nothing, status=1).stdout.decode()
    (command,) = re.findall(r"^  apt install (.*)$", text, re.M)
    packages = {
        f"gstreamer1.0-{name}" for name in ("libav", "plugins-good", "plugins-bad", "plugins-base", "plugins-ugly")
    }
    assert packages | {"gstreamer1.0-pulseaudio"} == set(command.split())
    assert re.search(r"^NO +AC-3 +avdec_ac3 +gstreamer1.0-libav ", text, re.M)
    assert re.search(r"^NO +MP3 +mp3 +lamemp3enc +gstreamer1.0-plugins-good +\.mp3$", text, re.M)
    # What needs no plugin goes on to work, and is told to.
    told = json.loads(run("doctor", "--json", env=nothing, status=1).stdout)
    working = {row["codec"] for row in told["reading"] if row["works"]}
    signal = make_signal(2000)
    files = {codec: f"a.{ending}" for codec, ending in (("aac", "m4a"), ("ac3", "ac3"))}
    for name in files.values():
        gaudiofile.save(tmp_path / name, np.ascontiguousarray(signal.T, np.float32), RATE)
    for codec, format in (("pcm", "wav-16"), ("flac", "flac-16"), ("mp3", "mp3"), ("vorbis", "ogg")):
        files[codec] = codec
        (tmp_path / codec).write_bytes(encode(format, signal))
    for codec, name in files.items():
        done = subprocess.run([PROGRAM, "loudness", tmp_path / name], env=os.environ | nothing, capture_output=True)
        assert (done.returncode == 0) == (codec in working), (codec, done.stderr)


def test_devices_without_a_server(tmp_path: Path) -> None:
    nowhere = {"XDG_RUNTIME_DIR": str(tmp_path), "PULSE_SERVER": f"unix:{tmp_path}/none"}
    assert b"PulseAudio or PipeWire" in run("devices", env=nowhere).stderr
    assert run("devices", "--quiet", env=nowhere).stderr == b""
    assert json.loads(run("devices", "--json", env=nowhere).stdout) == []


# what is shown while it works


@pytest.mark.slow
def test_progress(tmp_path: Path) -> None:
    """At a terminal there is a bar with the time that is left, which is taken away; in a pipe nothing."""
    path = tmp_path / "long.wav"
    path.write_bytes(encode("wav-16", np.tile(make_signal(RATE), (100, 1))))
    with Terminal("loudness", path) as terminal:
        assert terminal.end() == 0
    shown = terminal.shown.decode()
    assert re.search(r"\r█+[▏▎▍▌▋▊▉]?░+ +\d+ %  \d:\d\d left +\S*long\.wav", shown), shown
    assert re.search(r"\r\x1b\[KFile ", shown)
    with Terminal("loudness", path, LC_ALL="C", columns=50) as terminal:
        assert terminal.end() == 0
    bars = re.findall(r"\r(#*\.+ +\d+ %.*?)\x1b", terminal.shown.decode())
    assert bars and all(len(bar) <= 50 for bar in bars)
    done = run("loudness", path)
    assert done.stderr == b"" and b"\r" not in done.stdout
    with Terminal("loudness", "--quiet", path) as terminal:
        assert terminal.end() == 0
    assert b"left" not in terminal.shown


# what is said about it


def test_usage() -> None:
    assert run("--version").stdout.decode() == f"gaudiofile {gaudiofile.__version__}\n"
    assert run("help").stdout == run("-h").stdout
    for wrong in ([], ["nothing"], ["info"], ["info", "--nothing"], ["devices", "x"], ["loudness", "-j", "x", "y"]):
        done = run(*wrong, status=2)
        assert done.stdout == b"" and done.stderr.startswith(b"gaudiofile: ") and b"--help" in done.stderr
    # Values that are written at their option, and those that look like options.
    for arguments in (["-j2", "-"], ["-j", "2", "-"], ["--jobs=2", "-"], ["-j-2", "-", "--help"]):
        done = run("loudness", *arguments, input=b"nothing", status=1 - arguments.count("--help"))
        assert b"standard input" in done.stdout + done.stderr
    assert b"-j2" in run("loudness", "--jobs", "-j2", "x", status=2).stderr
    assert run("info", "--", "-x", status=1).stderr.startswith(b"gaudiofile: -x: ")


def test_a_full_disk() -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run([PROGRAM, "--help"], stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 1 and b"gaudiofile: " in done.stderr


def options_of(command: str) -> set[str]:
    """Long and short ones, by --help."""
    text = run(command, "--help").stdout.decode()
    found = re.findall(r"^  (?:(-\w), )?(--[\w-]+)(?:=(\S+))?  ", text, re.M)
    assert found, text
    return {option for short, long, _ in found for option in (short, long) if option}


def test_the_manual_has_all_options() -> None:
    """And no others."""
    page = (BUILD / "cli" / "gaudiofile.1").read_text().replace("\\-", "-")
    common = set(re.findall(r"\\fB(--?[\w-]+)", page.partition(".SH COMMON OPTIONS")[2].partition(".SH FILES")[0]))
    parts = {part.split('"')[1].split()[0]: part for part in page.split("\n.SS ")[1:]}
    assert list(parts) == names()
    for command in names():
        text = parts[command].partition(".SH ")[0]
        said = {
            option
            for line in re.findall(r"^\.TP\n(.*)", text, re.M)
            for option in re.findall(r"--?[\w-]+", re.sub(r"\\f.", "", line))
        }
        assert said | common - {"--version"} == options_of(command), command
    assert {"--version", "--help", "--quiet"} <= common
    if shutil.which("groff"):
        command = ["groff", "-man", "-Tutf8", "-K", "utf8", "-ww", "-z", BUILD / "cli" / "gaudiofile.1"]
        assert subprocess.run(command, capture_output=True).stderr == b""


def complete(*words: str) -> set[str]:
    """What bash offers for the last of these words."""
    script = '. "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _gaudiofile; printf "%s\\n" "${COMPREPLY[@]}"'
    command = ["bash", "-c", script, "bash", BUILD / "cli" / "gaudiofile.bash", "gaudiofile", *words]
    return set(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())


def test_completion_has_all_options(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of bash as it answers, of zsh and fish as they are written."""
    (tmp_path / "one.wav").touch()
    monkeypatch.chdir(tmp_path)
    assert complete("") == {*names(), "--help", "--version"}
    zsh = (BUILD / "cli" / "_gaudiofile").read_text()
    fish = (BUILD / "cli" / "gaudiofile.fish").read_text()
    for command in names():
        options = options_of(command)
        assert complete(command, "-") == options, command
        part = zsh.partition(f"\n    {command})\n")[2].partition(";;")[0]
        assert set(re.findall(r"^ +'\*?(--?[\w-]+)\[", part, re.M)) == options, command
        lines = [line for line in fish.splitlines() if f"from {command}'" in line]
        said = {f"--{name}" for line in lines for name in re.findall(r" -l ([\w-]+)", line)}
        said |= {f"-{name}" for line in lines for name in re.findall(r" -s (\w)", line)}
        assert said == options, command
    assert complete("info", "o") == {"one.wav"}
    assert complete("plot", "--output", "o") == {"one.wav"}
    assert complete("plot", "--start", "o") == set()


def test_installed() -> None:
    """Where shells and man look for them."""
    command = ["meson", "introspect", "--installed", BUILD]
    places = json.loads(subprocess.run(command, check=True, capture_output=True).stdout).values()
    for place in (
        "bin/gaudiofile",
        "share/man/man1/gaudiofile.1",
        "share/bash-completion/completions/gaudiofile.bash",
        "share/zsh/site-functions/_gaudiofile",
        "share/fish/vendor_completions.d/gaudiofile.fish",
    ):
        assert any(path.endswith(f"/{place}") for path in places), place
