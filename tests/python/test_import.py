# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Importing the package does not import NumPy, which would be most of the time: the first call that needs it does."""

import subprocess
import sys
from pathlib import Path

import pytest

# What may be the first to need it, each in a process of its own.
FIRST = (
    "gaudiofile.AudioFile(path).read(10)",
    "gaudiofile.AudioFile(path).resampled_to(8000).read(10)",
    "gaudiofile.AudioFile(open(path, 'rb'), dtype='int16').read(10)",
    "gaudiofile.ReadableAudioFile(path).read_at(10, 10)",
    "gaudiofile.WriteableAudioFile('/dev/null', 44100, format='wav').write([0.0] * 10)",
    "gaudiofile.AudioFile.encode([0.0] * 10, 44100, 'wav')",
    "gaudiofile.resample([0.0] * 100, 44100, 48000)",
    "gaudiofile.StreamResampler(44100, 48000, 1).process([0.0] * 100)",
    "gaudiofile.Peaks(44100, 1).append([0.0] * 100)",
    "gaudiofile.peaks(path, cache=False).query(pixels=10)",
    "gaudiofile.load(path)",
    "gaudiofile.load_many([path])",
    "gaudiofile.loudness(path)",
    "gaudiofile.silences(path)",
    "gaudiofile.convert(path, '/dev/null', format='wav')",
)

SCRIPT = """
import os, sys, gaudiofile
path, blocked, *statements = sys.argv[1:]
gaudiofile.probe(path)
gaudiofile.tags.read(path)
assert "numpy" not in sys.modules
wrong = []
if blocked:
    sys.modules["numpy"] = None
for statement in statements:
    child = os.fork()
    if not child:
        try:
            exec(statement)
            os._exit(0 if "numpy" in sys.modules else 2)
        except ImportError:
            os._exit(3)
        except BaseException as error:
            print(statement, repr(error), file=sys.stderr)
            os._exit(4)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status != (3 if blocked else 0):
        wrong.append((statement, status))
assert not wrong, wrong
"""


@pytest.mark.slow
@pytest.mark.parametrize("blocked", ("", "blocked"))
def test_numpy_is_imported_when_it_is_wanted(wav: Path, blocked: str) -> None:
    """Where there is none, each of them says so."""
    done = subprocess.run([sys.executable, "-c", SCRIPT, wav, blocked, *FIRST], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
