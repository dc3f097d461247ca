# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Long recordings and much playing on real sound servers: `tools/soak --record`, `tools/soak --play`.

Noise is spoken and played, in which each place is known: a recording has to be pieces of it, one for each time between
two pauses, with no frame missing at the borders of files; and what a player plays has to be heard where it says.
"""

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

import numpy as np
from servers import HEARD_RATE, KINDS, NEAR, SPOKEN_RATES, Server, locate, make_noise, serving, wait_for

from gaudiofile import AudioFile, Player, Recorder, load

# Seconds.
SPLIT = 20
PLAYED = 60

KILLED = """
import sys, time, gaudiofile
recorder = gaudiofile.Recorder(sys.argv[1], samplerate=int(sys.argv[2]))
recorder.start()
while True:
    print(recorder.position, flush=True)
    time.sleep(0.01)
"""


def check_piece(noise: np.ndarray, piece: np.ndarray, after: int) -> int:
    """Where it is in the noise, behind a frame; it has to be all of it there, as it was."""
    place = locate(noise[after:], piece[:4000]) + after
    assert place >= after, "what was recorded was not spoken"
    wrong = np.flatnonzero(np.abs(noise[place : place + piece.size] - piece) > NEAR)
    if wrong.size and not piece[wrong].any():
        print(f"the server, or who spoke, had no time for {wrong.size} frames, and gave silence")
        return place
    assert not wrong.size, f"{wrong.size} of {piece.size} frames are others, from {wrong[0]} on"
    return place


def record(server: Server, folder: Path, seconds: float, rng: random.Random) -> None:
    rate = SPOKEN_RATES[server.kind]
    noise = make_noise(seconds + 10, rate, channels=1)
    recorder = Recorder(folder / "take.wav", samplerate=rate, split_seconds=SPLIT)
    borders = [0]
    with server.speaking(noise, rate), recorder:
        wait_for(lambda: max(recorder.level.rms, default=0) > 0.1, "the voice is heard")
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            time.sleep(min(left, rng.uniform(1, 15)))
            recorder.pause()
            time.sleep(min(max(left, 0.5), rng.uniform(0.3, 3)))
            borders.append(recorder.position)
            recorder.resume()
    together = np.concatenate([load(name)[0][0] for name in recorder.files])
    assert together.size == recorder.position == recorder.peaks.frames  # type: ignore[union-attr]
    assert recorder.lost_frame_count == 0
    place = 0
    for first, last in pairwise([*borders, together.size]):
        begin = int(np.flatnonzero(np.abs(together) > 0.1)[0]) + 2000 if first == 0 else first
        if last - begin > 5000:
            place = check_piece(noise[0], together[begin : last - 300], place)
    print(f"{server.kind}: {together.size / rate:.1f} s in {len(recorder.files)} files, {len(borders) - 1} pauses")


def kill(server: Server, folder: Path, rng: random.Random) -> None:
    rate = SPOKEN_RATES[server.kind]
    worst = 0.0
    for name in ("take.wav", "take.flac", "take.ogg", "take.mp3", "take.opus") * 2:
        if name.endswith("opus"):
            rate = 48000
        command = [sys.executable, "-c", KILLED, str(folder / name), str(rate)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            position, until = 0, rng.uniform(1.2, 3) * rate
            while position < until:
                position = int(process.stdout.readline())
            process.send_signal(signal.SIGKILL)
            position = max([position, *(int(line) for line in process.stdout if line.strip())])
        with AudioFile(folder / name) as file:
            frames = file.read(10**9).shape[1]
        worst = max(worst, (position - frames) / rate)
        assert position - frames <= rate, f"{name}: {(position - frames) / rate:.2f} s are lost"
        rate = SPOKEN_RATES[server.kind]
    print(f"{server.kind}: killed 10 times, {worst:.2f} s lost at most")


def play(server: Server, seconds: float, rng: random.Random) -> None:
    """Seeks and pauses; each time, what is heard last is where the position is."""
    rate = HEARD_RATE
    noise = make_noise(PLAYED, rate)
    n = 0
    worst = 0.0
    end = time.monotonic() + seconds
    with Player((noise, rate)) as player:
        player.play()
        while time.monotonic() < end:
            with server.listening(rate=rate) as ear:
                for _ in range(10):
                    player.seek(rng.randrange(noise.shape[1] - 5 * rate))
                    player.play()
                    time.sleep(rng.uniform(0.25, 0.6))
                    player.pause()
                    time.sleep(0.25)
                    heard = ear.samples()[0]
                    loud = np.flatnonzero(np.abs(heard) > 0.1)
                    last = int(loud[-1]) - rate // 50
                    place = locate(noise[0], heard[last - 1000 : last])
                    assert place >= 0, "something else is heard"
                    off = (player.position - (place + 1000 + rate // 50)) / rate
                    worst = max(worst, abs(off))
                    assert abs(off) < 0.03, f"the position is {off:.3f} s away"
                    n += 1
    print(f"{server.kind}: {n} seeks and pauses, the position {worst * 1000:.1f} ms away at most")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--record", type=float, nargs="?", const=600, metavar="SECONDS")
    parser.add_argument("--play", type=float, nargs="?", const=60, metavar="SECONDS")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    for kind in KINDS:
        rng = random.Random(arguments.seed)
        with serving(kind, awake=True) as server, tempfile.TemporaryDirectory() as folder:
            if arguments.record is not None:
                record(server, Path(folder), arguments.record, rng)
                kill(server, Path(folder), rng)
            if arguments.play is not None:
                play(server, arguments.play, rng)


if __name__ == "__main__":
    main()
