# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Every code of GafError can happen: one way for each, through the public API."""

import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import gi
import pytest
import soundfile
from signals import RATE, make_signal

import gaudiofile  # noqa: F401, tells where the typelib is

gi.require_version("GAudioFile", "1.0")
from gi.repository import GAudioFile, Gio, GLib  # noqa: E402

CODES: dict[str, Callable[[Path], object]] = {}


def code(function: Callable[[Path], object]) -> Callable[[Path], object]:
    """The function's name is that of the code that calling it raises; it is given a folder."""
    CODES[function.__name__] = function
    return function


def read(data: bytes) -> GAudioFile.Reader:
    return GAudioFile.Reader.new_for_bytes(GLib.Bytes.new(data), None)


def wav(folder: Path, channels: int = 2) -> Path:
    path = folder / "a.wav"
    soundfile.write(path, make_signal(1000)[:, :1].repeat(channels, 1), RATE)
    return path


def open_wav(folder: Path) -> GAudioFile.Reader:
    return GAudioFile.Reader.new_for_path(str(wav(folder)), None)


def write(path: Path, name: str = "wav") -> GAudioFile.Writer:
    return GAudioFile.Writer.new_for_path(str(path), GAudioFile.EncodeSpec.new(name, RATE, 2), None)


@code
def not_found(folder: Path) -> None:
    GAudioFile.Reader.new_for_path(str(folder / "nothing"), None)


@code
def not_a_file(folder: Path) -> None:
    GAudioFile.Reader.new_for_path(str(folder), None)


@code
def not_audio(folder: Path) -> None:
    read(b"Dear reader,\n" * 1000)


@code
def empty(folder: Path) -> None:
    read(b"")


@code
def corrupt(folder: Path) -> None:
    read(b"RIFF\4\0\0\0WAVE")


@code
def limit(folder: Path) -> None:
    read(wav(folder, 65).read_bytes())


@code
def unsupported(folder: Path) -> None:
    write(folder / "a", "nothing")


@code
def missing_plugin(folder: Path) -> None:
    """In a process that finds no plugins."""
    script = (
        "import gi; gi.require_version('GAudioFile', '1.0'); from gi.repository import GAudioFile, GLib\n"
        "try: GAudioFile.Writer.new_for_memory(GAudioFile.EncodeSpec.new('mp3', 44100, 2))\n"
        "except GLib.Error as error: print(error.domain, error.code, error.message, sep='\\n')"
    )
    nothing = {"GST_PLUGIN_SYSTEM_PATH_1_0": str(folder), "GST_REGISTRY_1_0": str(folder / "registry")}
    command = [sys.executable, "-c", f"import gaudiofile\n{script}"]
    done = subprocess.run(command, env=os.environ | nothing, capture_output=True, text=True, check=True)
    domain, number, message = done.stdout.splitlines()
    assert "lamemp3enc" in message and "gstreamer1.0-plugins-" in message, message
    raise GLib.Error(message, domain, int(number))


@code
def not_seekable(folder: Path) -> None:
    """The header of WAV has its length, so that one has to go back."""
    reading, writing = os.pipe()
    try:
        spec = GAudioFile.EncodeSpec.new("wav", RATE, 2)
        GAudioFile.Writer.new_for_stream(Gio.UnixOutputStream.new(writing, True), spec, None)
    finally:
        os.close(reading)


@code
def out_of_range(folder: Path) -> None:
    open_wav(folder).seek(RATE * 1000, None)


@code
def invalid_argument(folder: Path) -> None:
    GAudioFile.Resampler.new(-1, RATE, 2, GAudioFile.ResampleQuality.LINEAR)


@code
def closed(folder: Path) -> None:
    reader = open_wav(folder)
    reader.close()
    reader.read_frames(1, GAudioFile.Layout.PLANAR, None)


@code
def busy(folder: Path) -> None:
    """A file that is being read is not overwritten."""
    reader = open_wav(folder)
    try:
        write(folder / "a.wav")
    finally:
        reader.close()


@code
def io(folder: Path) -> None:
    """No file may be larger than so many bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    writer = write(folder / "large.wav")
    samples = GLib.Bytes.new(bytes(8 * 100_000))
    block = GAudioFile.Block.new(
        GAudioFile.SampleFormat.FLOAT32, GAudioFile.Layout.PLANAR, *(2, RATE, 100_000), samples
    )
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        writer.write_block(block, None)
        writer.close(None)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@code
def no_device(folder: Path) -> None:
    """Where there is no sound server: the folder in which tests look for one is empty."""
    GAudioFile.Device.find(GAudioFile.Direction.OUTPUT, "a device that nobody has")


@code
def no_isolation(folder: Path) -> None:
    """The program that decodes apart is named by the environment, and is not there; this process has not started it."""
    child = os.fork()
    if child == 0:
        os.environ["GAUDIOFILE_DECODER"] = str(folder / "nothing")
        try:
            open_isolated(folder)
        except GLib.Error as error:
            (folder / "error").write_text(f"{error.code} {error.message}")
        os._exit(0)
    os.waitpid(child, 0)
    number, message = (folder / "error").read_text().split(" ", 1)
    raise GLib.Error(message, GLib.quark_to_string(GAudioFile.error_quark()), int(number))


def open_isolated(folder: Path) -> None:
    file = Gio.File.new_for_path(str(wav(folder)))
    GAudioFile.Reader(file=file, isolation=GAudioFile.Isolation.PROCESS).init(None)


ALL = {value.value_nick: int(number) for number, value in GAudioFile.Error.__enum_values__.items()}


@pytest.mark.parametrize("name", ALL)
@pytest.mark.fault(
    "a limit, a missing plugin, a closed object, a position outside …: one way to each error code",
    "that code, with a message",
)
def test_every_code_is_raised(name: str, tmp_path: Path) -> None:
    with pytest.raises(GLib.Error) as caught:
        CODES[name.replace("-", "_")](tmp_path)
    assert caught.value.matches(GAudioFile.error_quark(), ALL[name]), caught.value
    assert len(caught.value.message) > 10
