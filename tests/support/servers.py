# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Real sound servers with virtual devices only: each in a folder of its own, so that no sound card and no server of the
user is touched.

The devices are ``speaker`` (an output; what it plays is heard at its monitor) and ``micsrc`` (an input; it hears what
is played to the output ``mic``), and these are the default ones.
"""

import contextlib
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from witness import in_time

KINDS = ("pulseaudio", "pipewire")

_PULSEAUDIO = ["pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1", "--log-target=stderr"]
# The session manager ends when PipeWire is not there yet. The bus has its socket in the server's folder too, where
# dbus-run-session would leave one behind in /tmp.
_PIPEWIRE_SCRIPT = """
rm -f "$XDG_RUNTIME_DIR"/pipewire-0* "$XDG_RUNTIME_DIR/bus"
export DBUS_SESSION_BUS_ADDRESS="unix:path=$XDG_RUNTIME_DIR/bus"
dbus-daemon --session --nofork --nopidfile --address="$DBUS_SESSION_BUS_ADDRESS" &
until [ -S "$XDG_RUNTIME_DIR/bus" ]; do sleep 0.01; done
pipewire &
until [ -S "$XDG_RUNTIME_DIR/pipewire-0" ]; do sleep 0.01; done
wireplumber &
pipewire-pulse &
wait
"""
_PIPEWIRE = ["sh", "-c", _PIPEWIRE_SCRIPT]
# Without a thread of real time, what is asked for in less time than this has gaps of its own on a busy machine.
_PIPEWIRE_SETTINGS = "context.properties = { default.clock.min-quantum = 1024 }"
_NULL_SINK = "module-null-sink"
_MODULES = [
    (_NULL_SINK, "sink_name=speaker"),
    (_NULL_SINK, "sink_name=mic"),
    ("module-remap-source", "source_name=micsrc", "master=mic.monitor"),
]


def wait_for(condition: Callable[[], bool], what: str, seconds: float = 10.0) -> float:
    """Waits until something is so, and returns how long that took."""
    start = time.monotonic()
    while not condition():
        assert time.monotonic() - start < seconds, f"{what}: not in {seconds} s"
        time.sleep(0.01)
    return time.monotonic() - start


class Server:
    """A sound server. While it is entered, this process and those it starts use it and no other."""

    def __init__(self, kind: str, folder: Path):
        self.kind = kind
        self.folder = folder
        self.process: subprocess.Popen[bytes] | None = None
        self.modules: dict[str, str] = {}
        # The socket's path has to be short. What is not in this folder must not be found.
        self.variables = {
            "XDG_RUNTIME_DIR": str(folder),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_STATE_HOME": str(folder / "state"),
            "XDG_CACHE_HOME": os.environ.get("XDG_CACHE_HOME", str(Path.home() / ".cache")),
            "HOME": str(folder),
            "PULSE_SERVER": f"unix:{folder}/pulse/native",
            "PULSE_COOKIE": str(folder / "cookie"),
        }

    def __enter__(self) -> "Server":
        self.saved = {name: os.environ.get(name) for name in self.variables}
        os.environ.update(self.variables)
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        for name, value in self.saved.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value

    def start(self) -> "Server":
        """Starts it, and returns when it answers and has its devices."""
        environment = os.environ | self.variables
        environment.pop("DBUS_SESSION_BUS_ADDRESS", None)
        environment.pop("PULSE_SERVER")  # a server must not take itself for a client of it
        command = _PIPEWIRE if self.kind == "pipewire" else [*_PULSEAUDIO, "-L", "module-native-protocol-unix"]
        settings = self.folder / "config" / "pipewire" / "pipewire.conf.d" / "quantum.conf"
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text(_PIPEWIRE_SETTINGS)
        with open(self.folder / "log", "ab") as log:
            self.process = subprocess.Popen(command, env=environment, stdout=log, stderr=log, start_new_session=True)
        wait_for(self.answers, f"{self.kind} answers")
        for name, *arguments in _MODULES:
            self.load(name, *arguments)
        wait_for(lambda: "micsrc" in self.pactl("list", "short", "sources"), "the source is there")
        self.set_default("sink", "speaker")
        self.set_default("source", "micsrc")
        return self

    def kill(self) -> None:
        """Ends it at once, as if it had crashed."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None
            self.modules.clear()

    def answers(self) -> bool:
        assert self.process is not None
        if self.process.poll() is not None:
            raise AssertionError(f"{self.kind} has ended: {(self.folder / 'log').read_text()[-2000:]}")
        return (
            subprocess.run(["pactl", "info"], env=self._environment(), capture_output=True, check=False).returncode == 0
        )

    def _environment(self) -> dict[str, str]:
        return os.environ | self.variables

    def pactl(self, *arguments: str) -> str:
        result = subprocess.run(
            ["pactl", *arguments], env=self._environment(), capture_output=True, text=True, check=True, timeout=20
        )
        return result.stdout.strip()

    def load(self, name: str, *arguments: str) -> str:
        """Adds a module, such as a null sink, and returns its number."""
        return self.pactl("load-module", name, *arguments)

    def unload(self, number: str) -> None:
        self.pactl("unload-module", number)

    def set_default(self, what: str, name: str) -> None:
        """``what`` is sink or source."""

        def is_set() -> bool:
            # PipeWire says no until its session manager is ready.
            command = ["pactl", f"set-default-{what}", name]
            subprocess.run(command, env=self._environment(), capture_output=True, check=False)
            return self.get_default(what) == name

        wait_for(is_set, f"the default {what} is {name}")

    def get_default(self, what: str) -> str:
        return self.pactl(f"get-default-{what}")

    @contextlib.contextmanager
    def listening(
        self, device: str = "speaker.monitor", rate: int = 48000, channels: int = 2, wake: bool = False
    ) -> Iterator["Ear"]:
        """An independent ear (parec) on a device. wake: also ends the sleep that a null sink of PulseAudio is in."""
        command = [*in_time(), "parec", "-d", device, "--format=float32le", f"--rate={rate}", f"--channels={channels}"]
        command += ["--latency-msec=20", "--raw"]
        target = self.folder / f"heard-{time.monotonic_ns()}"
        with open(target, "wb") as file:
            process = subprocess.Popen(command, env=self._environment(), stdout=file)
            try:
                if wake and self.kind == "pulseaudio":
                    time.sleep(0.1)
                    self.pactl("suspend-sink", device.removesuffix(".monitor"), "1")
                    self.pactl("suspend-sink", device.removesuffix(".monitor"), "0")
                wait_for(lambda: target.stat().st_size > 0, "parec hears something")
                yield Ear(target, rate, channels)
            finally:
                process.terminate()
                process.wait()

    @contextlib.contextmanager
    def speaking(self, samples: np.ndarray, rate: int = 48000, device: str = "mic") -> Iterator[None]:
        """An independent voice (pacat): plays samples of shape (channels, frames) on a device."""
        command = [
            *in_time(),
            "pacat",
            "-d",
            device,
            "--format=float32le",
            f"--rate={rate}",
            f"--channels={len(samples)}",
            "--raw",
            "--latency-msec=500",
        ]
        path = self.folder / f"said-{time.monotonic_ns()}"
        path.write_bytes(np.ascontiguousarray(samples.T, "<f4").tobytes())
        with open(path, "rb") as file:
            process = subprocess.Popen(command, env=self._environment(), stdin=file)
            try:
                yield
            finally:
                process.kill()
                process.wait()


@contextlib.contextmanager
def serving(kind: str, awake: bool = False) -> Iterator[Server]:
    """A server that runs, and is gone afterwards.

    awake: somebody listens to its devices all the time. Otherwise PulseAudio's null sinks sleep for two seconds, and
    whoever wants a short delay may have to wait for as long, once.
    """
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="sound"))
        server = stack.enter_context(Server(kind, Path(folder))).start()
        for sink in ("speaker", "mic") if awake else ():
            stack.enter_context(server.listening(f"{sink}.monitor", rate=8000, channels=1, wake=True))
        yield server


class Ear:
    """What was heard."""

    def __init__(self, path: Path, rate: int, channels: int):
        self.path = path
        self.rate = rate
        self.channels = channels

    def samples(self) -> np.ndarray:
        """All of it so far, of shape (channels, frames)."""
        data = np.fromfile(self.path, "<f4")
        return data[: data.size // self.channels * self.channels].reshape(-1, self.channels).T


# what is to be told of a tone


def make_tone(frequency: float, seconds: float, rate: int, channels: int = 2, amplitude: float = 0.5) -> np.ndarray:
    """A sine, float32 of shape (channels, frames)."""
    tone = amplitude * np.sin(2 * np.pi * frequency * np.arange(round(seconds * rate)) / rate)
    return np.tile(tone.astype(np.float32), (channels, 1))


def find_tone(samples: np.ndarray, threshold: float = 0.05) -> tuple[int, int]:
    """Where the sound begins and ends in one channel, in frames."""
    loud = np.flatnonzero(np.abs(samples) > threshold)
    assert loud.size, "nothing was heard"
    return int(loud[0]), int(loud[-1]) + 1


def frequency_of(samples: np.ndarray, rate: int) -> float:
    """The frequency of a sine, in Hz: the peak of the spectrum, between its bins."""
    spectrum = np.log(np.abs(np.fft.rfft(samples * np.hanning(samples.size))) + 1e-12)
    peak = int(np.argmax(spectrum[1:-1])) + 1
    left, middle, right = spectrum[peak - 1 : peak + 2]
    return float((peak + 0.5 * (left - right) / (left - 2 * middle + right)) * rate / samples.size)


def decibels(samples: np.ndarray, amplitude: float) -> float:
    """How much louder a sine is than one of that amplitude."""
    return float(20 * np.log10(np.sqrt(2 * np.mean(np.square(samples, dtype=np.float64))) / amplitude))


def longest_gap(samples: np.ndarray, threshold: float = 0.02) -> int:
    """The longest run of frames that are near silence, inside a tone."""
    loud = np.flatnonzero(np.abs(samples) > threshold)
    return int(np.max(np.diff(loud))) if loud.size > 1 else samples.size


def breaks(samples: np.ndarray, frequency: float, rate: int, amplitude: float = 0.5) -> np.ndarray:
    """Where a sine jumps: for a pure one, each sample follows from the two before it."""
    prediction = 2 * np.cos(2 * np.pi * frequency / rate) * samples[1:-1] - samples[:-2]
    return np.flatnonzero(np.abs(samples[2:] - prediction) > 0.02 * amplitude)


# what is to be told of noise, in which each place is known

# Of the virtual devices: at these, what is heard is what was played, and recorded what was spoken, but for 16 bits.
HEARD_RATE = 48000
SPOKEN_RATES = {"pulseaudio": 44100, "pipewire": 48000}
NEAR = 2e-4


def make_noise(seconds: float, rate: int, seed: int = 1, channels: int = 2) -> np.ndarray:
    noise = np.random.default_rng(seed).uniform(-0.5, 0.5, (channels, round(seconds * rate)))
    return noise.astype(np.float32)


def locate_about(heard: np.ndarray, piece: np.ndarray) -> int:
    """Where a piece begins in what was heard, at another rate on the way perhaps; -1 if it is not there."""
    size = 1 << (heard.size + piece.size).bit_length()
    product = np.fft.irfft(np.fft.rfft(heard, size) * np.conj(np.fft.rfft(piece, size)), size)
    place = int(np.argmax(product[: heard.size]))
    return place if product[place] > 0.5 * np.sum(np.square(piece)) else -1


def locate(heard: np.ndarray, piece: np.ndarray) -> int:
    """Where a piece begins in what was heard, exactly; -1 if it is not there as it was."""
    place = max(locate_about(heard, piece), 0)
    same = heard[place : place + piece.size]
    return place if same.size == piece.size and np.abs(same - piece).max() < NEAR else -1


def run_of(heard: np.ndarray, source: np.ndarray, frame: int) -> tuple[int, int, int]:
    """The run of frames of a source that was heard with the given frame in it: its first and last frame, and where the
    source's first frame would be."""
    place = locate(heard, source[frame : frame + 1000])
    assert place >= 0, "it was not heard as it was"
    start = place - frame
    first = max(0, -start)
    last = min(source.size, heard.size - start)
    same = np.abs(heard[start + first : start + last] - source[first:last]) < NEAR
    wrong = np.flatnonzero(~same)
    before, after = wrong[wrong < frame - first], wrong[wrong > frame - first]
    return (
        first + (int(before[-1]) + 1 if before.size else 0),
        first + int(after[0]) - 1 if after.size else last - 1,
        start,
    )
