# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""What a wheel has to be able to do where there is nothing else. Part of packaging/prove-wheel.

proof.py make FOLDER             with another build of gaudiofile, and Debian's programs: files and their samples
proof.py check FOLDER CHECKOUT   with the wheel: the same samples, all formats written, the README, the program …
proof.py beside FOLDER first|last with the system's GStreamer in the process, loaded before gaudiofile or after
"""

import json
import re
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

# What FFmpeg has to be told beyond the extension.
FILES = {
    "a.wav": "",
    "a.flac": "",
    "a.ogg": "-c:a libvorbis",
    "a.opus": "-ar 48000",
    "song.mp3": "",
    "a.m4a": "-aac_pns 0",
    "alac.m4a": "-c:a alac",
    "a.aac": "-aac_pns 0",
    "a.wma": "",
    "a.ac3": "",
    "a.eac3": "",
    "a.wv": "",
    "a.tta": "",
    "a.aiff": "",
    "a.mka": "",
    "a.amr": "sox",
    "ima.wav": "-c:a adpcm_ima_wav",
    "gsm.wav": "-ar 8000 -ac 1 -c:a libgsm_ms",
    "mulaw.au": "-c:a pcm_mulaw",
    "a.spx": "-ar 16000 -ac 1 -c:a libspeex",
}
SECONDS = 3


def make(folder: Path) -> None:
    import gaudiofile

    source = "aevalsrc=0.4*sin(2*PI*330*t)+0.1*sin(2*PI*(50+400*t)*t)|0.3*sin(2*PI*440*t)"
    for name, options in FILES.items():
        if options == "sox":
            command = ["sox", str(folder / "a.wav"), "-r", "8000", "-c", "1", "-t", "amr-nb"]
        else:
            command = ["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", f"{source}:s=44100:d={SECONDS}", "-bitexact"]
            command += options.split()
        subprocess.run([*command, str(folder / name)], check=True)
        samples, rate = gaudiofile.load(str(folder / name))
        np.savez(folder / f"{name}.npz", samples=samples, rate=rate)
    (folder / "formats.json").write_text(
        json.dumps([gaudiofile.get_supported_read_formats(), gaudiofile.get_supported_write_formats()])
    )


def check_reading(folder: Path) -> None:
    import gaudiofile

    for name in FILES:
        expected = np.load(folder / f"{name}.npz")
        for isolation in ("none", "process"):
            with gaudiofile.AudioFile(str(folder / name), isolation=isolation) as f:
                samples = f.read(f.frames)
                assert f.samplerate == expected["rate"], name
                assert samples.shape == expected["samples"].shape, (name, samples.shape, expected["samples"].shape)
                difference = np.abs(samples - expected["samples"]).max()
                assert difference < 1e-4, (name, isolation, difference)
                assert np.abs(samples).max() > 0.2, name
                f.seek(f.frames // 2)
                found, there = f.read(1000), samples[:, samples.shape[1] // 2 :][:, :1000]
                # AC-3 has noise, which is another one after a seek.
                assert np.array_equal(found, there) or ("ac3" in name and np.allclose(found, there, atol=1e-3)), name
    print(f"   {len(FILES)} files: {', '.join(FILES)}")


def check_writing(folder: Path) -> None:
    import gaudiofile

    readable, writable = json.loads((folder / "formats.json").read_text())
    assert sorted(gaudiofile.get_supported_read_formats()) == sorted(readable)
    assert sorted(gaudiofile.get_supported_write_formats()) == sorted(writable)
    samples = np.load(folder / "a.wav.npz")["samples"]
    with tempfile.TemporaryDirectory() as temporary:
        for extension in writable:
            path = f"{temporary}/a{extension}"
            with gaudiofile.AudioFile(path, "w", 44100, 2) as o:
                o.write(samples)
            with gaudiofile.AudioFile(path) as f:
                # AC-3 has whole blocks only.
                rest = 1536 if extension == ".ac3" else 1
                assert 0 <= f.frames - samples.shape[1] * f.samplerate // 44100 < rest, (extension, f.frames)
        path = f"{temporary}/a.flac"
        gaudiofile.tags.write(path, {"title": "Tags"})
        assert gaudiofile.tags.read(path)["title"] == ["Tags"]
        assert -30 < gaudiofile.loudness(path).integrated < 0
        assert gaudiofile.probe(path).frames == samples.shape[1]
        gaudiofile.convert(path, f"{temporary}/b.opus", samplerate=48000)
        gaudiofile.AudioFile(path).resampled_to(16000).read(1000)
    print(f"   {len(writable)} formats written: {' '.join(writable)}")


def check_readme(folder: Path, checkout: Path) -> None:
    block = re.search(r"```python\n(.*?)```", (checkout / "README.md").read_text(), re.DOTALL)
    subprocess.run([sys.executable, "-c", block[1]], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    subprocess.run([sys.executable, str(checkout / "examples/python/demo.py"), "song.mp3"], cwd=folder, check=True)


def check_program(folder: Path) -> None:
    program = f"{sys.prefix}/bin/gaudiofile"
    said = subprocess.run([program, "--version"], check=True, capture_output=True, text=True).stdout
    print(f"   {said.strip()}")
    said = subprocess.run([program, "info", "--json", "song.mp3"], check=True, capture_output=True, cwd=folder).stdout
    (told,) = json.loads(said)
    assert told["frames"] == np.load(folder / "song.mp3.npz")["samples"].shape[1]
    said = subprocess.run([program, "doctor"], capture_output=True, text=True).stdout
    # What needs libraries of the system.
    missing = sorted(re.findall(r"(?m)^NO +(.*?)  ", said))
    assert missing == ["PulseAudio and PipeWire", "pictures"], said


def check_gobject(folder: Path) -> None:
    import gaudiofile

    with gaudiofile.AudioFile(str(folder / "a.wav")) as f:
        try:
            f.gobject  # noqa: B018
        except ImportError as error:
            assert "built with the system's GLib" in str(error), error
        else:
            raise AssertionError("gobject")


def check_mapped() -> None:
    """Nothing of the system but glibc and the compiler's libraries, and no library twice."""
    lines = Path("/proc/self/maps").read_text().splitlines()
    mapped = {line.split()[-1] for line in lines if ".so" in line}
    foreign = sorted(name for name in mapped if re.search(r"lib(g(lib|object|io|st)|av|FLAC|opus|vorbis|mp)", name))
    assert all(name.startswith(sys.prefix) for name in foreign), foreign


def check_import() -> None:
    """NumPy's is told too: it is imported when it is first wanted."""
    median = {}
    for name in ("gaudiofile", "numpy"):
        script = f"import time; t = time.perf_counter(); import {name}; print(time.perf_counter() - t)"
        times = [float(subprocess.run([sys.executable, "-c", script], capture_output=True).stdout) for _ in range(20)]
        median[name] = statistics.median(times)
        print(f"   import {name}: {1000 * median[name]:.0f} ms, at least {1000 * min(times):.0f}")
    assert median["gaudiofile"] < 0.15, median


def use_system() -> None:
    import gi

    gi.require_version("Gst", "1.0")
    from gi.repository import Gst

    Gst.init(None)
    pipeline = Gst.parse_launch("audiotestsrc num-buffers=20 ! audioconvert ! vorbisenc ! vorbisdec ! fakesink")
    pipeline.set_state(Gst.State.PLAYING)
    message = pipeline.get_bus().timed_pop_filtered(20 * Gst.SECOND, Gst.MessageType.EOS | Gst.MessageType.ERROR)
    assert message.type == Gst.MessageType.EOS, message.parse_error()
    pipeline.set_state(Gst.State.NULL)


def beside(folder: Path, order: str) -> None:
    if order == "first":
        use_system()
    check_reading(folder)
    check_writing(folder)
    for _ in range(3):
        use_system()
        check_reading(folder)
    check_gobject(folder)


def main() -> None:
    command, folder = sys.argv[1], Path(sys.argv[2])
    if command == "make":
        make(folder)
        return
    import gaudiofile

    assert Path(gaudiofile.__file__).is_relative_to(sys.prefix), gaudiofile.__file__
    if command == "beside":
        beside(folder, sys.argv[3])
        return
    checkout = Path(sys.argv[3])
    check_import()
    check_reading(folder)
    check_writing(folder)
    check_gobject(folder)
    check_mapped()
    check_readme(folder, checkout)
    check_program(folder)


main()
