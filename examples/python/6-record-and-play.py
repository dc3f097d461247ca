# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Records from the default input into a file, showing the level, and plays that on the default output.

6-record-and-play.py NEW-FILE SECONDS
"""

import sys

import gi

gi.require_version("GAudioFile", "1.0")
from gi.repository import GAudioFile, Gio, GLib  # noqa: E402

RATE = 48000
CHANNELS = 2


def main(path: str, seconds: str) -> None:
    # The format goes by the file's name.
    spec = GAudioFile.EncodeSpec.new(path.rpartition(".")[2] if "." in path else "wav", RATE, CHANNELS)
    recorder = GAudioFile.Recorder.new(None, path, spec)
    recorder.max_frames = int(float(seconds) * RATE)
    recorder.start(None)
    while not wait(recorder, 100):
        level = recorder.get_level()
        print(f"{recorder.get_position() / RATE:5.1f} s, peak {level.get_peak(0):.3f}", end="\r", file=sys.stderr)
    print(f"recorded {recorder.get_position()} frames, lost {recorder.get_lost_frames()}")

    player = GAudioFile.Player.new()
    player.set_path(path, None)
    player.play()
    player.wait(-1, None)
    print(f"played {player.get_position()} frames")
    player.close()


def wait(recorder: GAudioFile.Recorder, milliseconds: int) -> bool:
    """Whether it has ended by itself; not in that time, if not."""
    try:
        return recorder.wait(milliseconds, None)
    except GLib.Error as error:
        if not error.matches(Gio.io_error_quark(), Gio.IOErrorEnum.TIMED_OUT):
            raise
        return False


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(f"usage: {sys.argv[0]} NEW-FILE SECONDS")
    try:
        main(*sys.argv[1:])
    except GLib.Error as error:
        sys.exit(error.message)
