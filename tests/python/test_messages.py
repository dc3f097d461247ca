# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""What errors say: which file, what is wrong with it, and the way out."""

import copy
import io
import os
import pickle
import subprocess
from pathlib import Path

import numpy as np
import pytest

import gaudiofile
from gaudiofile import AudioFile, ReadableAudioFile, StreamResampler, WriteableAudioFile


@pytest.fixture
def folder(tmp_path: Path, wav: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with files that cannot be opened."""
    contents = {
        "page.mp3": b"<html>\n<body>404",
        "note.wav": "\n  Grüße\n".encode(),
        "wide.wav": "text".encode("utf-16"),
        "zeros.wav": bytes(5000),
        "empty.wav": b"",
        "picture.mp3": b"\x89PNG\r\n\x1a\n" + bytes(30),
        "cut.flac": b"fLaC\0\0\0",
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    monkeypatch.chdir(tmp_path)
    return tmp_path


# what is opened: the message
READING = {
    "page.mp3": "\"page.mp3\" is text or HTML, not audio (it begins '<html>')",
    "note.wav": "\"note.wav\" is text or HTML, not audio (it begins 'Gr????e')",
    "wide.wav": "\"wide.wav\" is text or HTML, not audio (it begins 'text')",
    "zeros.wav": '"zeros.wav" is not audio, or of a format that is not known here (it begins with the bytes 00 00',
    "empty.wav": '"empty.wav": The file is empty',
    "picture.mp3": '"picture.mp3" is a PNG picture',
    "cut.flac": '"cut.flac": FLAC without',
    "": "The file name is empty",
    "nope.wav": 'Could not open "nope.wav": No such file or directory',
    "~/song.mp3": "~ is not expanded: write the home folder's name, or use os.path.expanduser()",
    "https://example.org/a.mp3": "URLs are not opened",
    ".": '"." is a directory, not a file',
}


@pytest.mark.parametrize("name", READING)
@pytest.mark.fault(
    "an empty file, text, HTML, zeros, a picture, a name that is none",
    "an error that names the file and says what it is instead",
)
def test_opening_says_which_and_why(folder, name):
    with pytest.raises(gaudiofile.Error) as info:
        AudioFile(name)
    message = str(info.value)
    assert READING[name] in message
    assert info.value.filename == name
    assert not name or message.count(name) == 1
    again = pickle.loads(pickle.dumps(info.value))  # as it comes back from a worker
    assert (type(again), str(again), again.filename) == (type(info.value), message, name)


@pytest.mark.parametrize("name", ["page.mp3", "empty.wav", "cut.flac"])
def test_open_files_have_names_too(folder, name):
    with open(name, "rb") as source, pytest.raises(gaudiofile.Error) as info:
        AudioFile(source)
    assert f'"{name}"' in str(info.value) and info.value.filename == name


def test_paths_are_said_as_they_were_written(folder):
    for path in (Path("page.mp3"), Path("../" + folder.name + "/page.mp3"), folder / "page.mp3"):
        with pytest.raises(gaudiofile.NotAudioError) as info:
            AudioFile(path)
        assert str(info.value).startswith(f'"{path}" is text') and info.value.filename == str(path)


def test_later_errors_say_which_file(wav):
    f = AudioFile(wav)
    with pytest.raises(ValueError, match="Cannot seek to frame 99999999") as info:
        f.seek(99_999_999)
    assert str(wav) in str(info.value) and info.value.filename == str(wav)
    resampled = f.resampled_to(8000)
    f.close()
    for call in (lambda: f.read(1), lambda: f.seek(0), lambda: f.resampled_to(8000), lambda: resampled.read(1)):
        with pytest.raises(gaudiofile.ClosedFileError) as info:
            call()
        assert str(wav) in str(info.value) and info.value.filename == str(wav)


def test_an_error_in_the_middle_says_which_file(folder):
    """A FLAC stream that goes on with other samples cannot be read raw from there on."""
    for bits in (16, 24):
        with AudioFile(f"{bits}.flac", "w", 44100, bit_depth=bits) as f:
            f.write(np.zeros(44100, np.float32))
    Path("both.flac").write_bytes(Path("16.flac").read_bytes() + Path("24.flac").read_bytes()[8192:])
    f = AudioFile("both.flac")
    try:
        f.read_raw(10**6)
    except gaudiofile.Error as error:
        assert '"both.flac"' in str(error)


@pytest.mark.fault(
    "a pipe or a socket is opened for reading", "`NotAFileError`, `NotSeekableError`; nothing is waited for"
)
def test_a_socket_and_a_pipe_cannot_seek(folder):
    os.mkfifo("pipe.wav")
    with pytest.raises(gaudiofile.NotAFileError, match='"pipe.wav" is a pipe') as info:
        AudioFile("pipe.wav")
    assert os.strerror(info.value.errno) == "Illegal seek"
    read_end, write_end = os.pipe()
    with open(read_end, "rb") as source, pytest.raises(gaudiofile.NotSeekableError, match="not seekable"):
        AudioFile(source)
    os.close(write_end)


@pytest.mark.parametrize("name", ["no/such/folder.wav", "~/no/such/a.wav", "https://example.org/x.wav", "", "x.foo"])
def test_writing_says_which_and_why(folder, name):
    with pytest.raises(gaudiofile.Error) as info:
        AudioFile(name, "w", 44100)
    assert info.value.filename == name and str(info.value).count(name) == (1 if name else str(info.value).count(""))
    hint = {"~": "~ is not expanded", "h": "URLs are not opened", "": "The file name is empty"}.get(name[:1], "")
    assert hint in str(info.value)


@pytest.mark.fault("an array or a list of samples is opened", "`NotAudioError` that says how to write it")
def test_arrays_are_no_files():
    with pytest.raises(gaudiofile.NotAudioError, match='to write samples use mode "w"'):
        AudioFile(np.zeros((2, 1000), np.float32))
    with pytest.raises(gaudiofile.NotAudioError, match="fsdecode"):
        AudioFile(b"song.wav")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: AudioFile("x.wav", "w", 44100, channels=2), r"unknown argument 'channels' \(num_channels\?\)"),
        (lambda: AudioFile("x.wav", "w", sample_rate=44100), r"unknown argument 'sample_rate' \(samplerate\?\)"),
        (lambda: AudioFile("x.wav", "w", rate=44100), r"unknown argument 'rate' \(samplerate\?\)"),
        (lambda: AudioFile("x.wav", "r", nonsense=1), "unknown argument 'nonsense'. Expected AudioFile"),
        (lambda: AudioFile(), "the file is missing"),
        (lambda: AudioFile("x.wav", filename="x.wav"), "filename is given twice"),
        (lambda: AudioFile("x.wav", "w", 1, 1, 16, None, "wav", 1), "8 arguments by position, but at most 7"),
        (lambda: ReadableAudioFile("x.wav", "r"), "2 arguments by position, but at most 1"),
        (lambda: WriteableAudioFile("x.wav", "w"), "samplerate must be a number, not str"),
        (lambda: WriteableAudioFile("x.wav", 44100, "2"), "num_channels must be an integer, not str"),
        (lambda: WriteableAudioFile("x.wav", 44100, bit_depth=None), "bit_depth must be an integer, not NoneType"),
        (lambda: WriteableAudioFile("x.wav", 44100, quality=[]), "quality must be a str, a number or None, not list"),
        (lambda: WriteableAudioFile("x.wav", 44100, format=5), "format must be a str or None, not int"),
        (lambda: StreamResampler(44100), "target_sample_rate is missing"),
        (lambda: AudioFile.encode(np.zeros(3, "f4"), 44100), "format is missing"),
        (lambda: AudioFile.encode(np.zeros(3, "f4"), 44100, None), "format must be a str, not NoneType"),
    ],
)
def test_wrong_arguments(call, message):
    with pytest.raises(TypeError, match="incompatible function arguments") as info:
        call()
    info.match(message)


@pytest.mark.parametrize(
    ("format", "quality", "message"),
    [
        ("ogg", 320_000, 'kilobits per second, not bits. The nearest is "320 kbps"'),
        ("mp3", 256_000, 'kilobits per second, not bits. The nearest is "256 kbps"'),
        ("mp3", 130, 'The nearest is "128 kbps"'),
        ("ogg", 0.5, 'The nearest is "64 kbps"'),
        ("flac", 9, 'The nearest is "8 (Highest quality)"'),
        ("flac", 100_000, 'The nearest is "8 (Highest quality)"'),
        ("mp3", "V12", "V0 (best), V1"),
        ("wav", 3, "WAV files have no quality settings"),
    ],
)
def test_qualities(format, quality, message):
    with pytest.raises(ValueError) as info:  # noqa: PT011
        AudioFile(io.BytesIO(), "w", 44100, format=format, quality=quality)
    assert message in str(info.value)
    assert "nearest" in message or "nearest" not in str(info.value)


def test_messages_without_a_locale(folder):
    """What a C program prints where the locale is C has no character that becomes a question mark."""
    for name in READING:
        with pytest.raises(gaudiofile.Error) as info:
            AudioFile(name)
        assert str(info.value).isascii()


def test_a_c_program_says_the_name(folder):
    program = Path(__file__).parents[2] / "build" / "examples" / "c" / "1-info"
    if not program.exists():
        pytest.skip("the examples are not built")
    result = subprocess.run([program, "page.mp3"], capture_output=True, text=True, env={"LC_ALL": "C"})
    assert result.returncode != 0
    assert "\"page.mp3\" is text or HTML, not audio (it begins '<html>')" in result.stderr


@pytest.mark.parametrize(
    ("magic", "name"),
    [(b"MThd", "MIDI"), (b"ADIF", "AAC in ADIF"), (b".RMF", "RealMedia"), (b"OFR ", "OptimFROG"), (b"tBaK", "TAK")],
)
def test_audio_that_is_not_read_is_named(magic, name):
    with pytest.raises(gaudiofile.UnsupportedFormatError, match=f"This is {name}, which is not read here; convert it"):
        AudioFile(magic + bytes(2000))


def test_errors_can_be_copied(folder):
    with pytest.raises(gaudiofile.Error) as info:
        AudioFile("page.mp3")
    assert str(copy.copy(info.value)) == str(info.value)


@pytest.mark.parametrize("name", ["read", "read_raw", "read_at", "seek", "duration", "resampled_to"])
def test_a_file_for_writing_is_not_read(tmp_path, name):
    with AudioFile(tmp_path / "x.wav", "w", 44100) as f:
        assert not hasattr(f, name) and name not in dir(f)
        with pytest.raises(AttributeError, match=f"opened for writing: it has no '{name}'"):
            getattr(f, name)
        with pytest.raises(AttributeError, match="nonsense"):
            f.nonsense  # noqa: B018


@pytest.mark.parametrize("given", ["song.mp3", b"song.mp3", Path("song.mp3")])
def test_names_are_not_played(given):
    with pytest.raises(TypeError, match=r"play\(\) takes samples: read the file first"):
        gaudiofile.AudioStream.play(given, 44100)


def test_class_attributes_say_what_they_are():
    attributes = vars(gaudiofile.AudioStream)
    for name in ("input_devices", "output_device_names", "default_output_device_name", "default_monitor"):
        assert name.split("_")[-1].rstrip("s") in attributes[name].__doc__ or "device" in attributes[name].__doc__
        assert "property" not in attributes[name].__doc__
