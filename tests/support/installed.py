# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Tries an installed package, as a user would: writes a file, reads it, and gets at it by way of PyGObject; and the
program.

Run by tools/test with the Python of a venv that has nothing else.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

import gaudiofile

assert Path(gaudiofile.__file__).is_relative_to(sys.prefix), gaudiofile.__file__

samples = (np.arange(2 * 44100).reshape(2, -1) % 2000 / 4000).astype(np.float32)
with tempfile.TemporaryDirectory() as folder:
    for extension in ("wav", "flac"):
        path = f"{folder}/a.{extension}"
        with gaudiofile.AudioFile(path, "w", 44100, 2, bit_depth=16) as f:
            f.write(samples)
        with gaudiofile.AudioFile(path) as f:
            assert f.frames == 44100
            assert np.allclose(f.read(f.frames), samples, atol=1e-4)
            assert f.gobject.get_codec() == {"wav": "pcm", "flac": "flac"}[extension], f.gobject.get_codec()
        # By the helper in the package.
        with gaudiofile.AudioFile(path, isolation="process") as f:
            assert np.allclose(f.read(f.frames), samples, atol=1e-4)
        # By the module in the package.
        gaudiofile.tags.write(path, {"title": extension})
        assert gaudiofile.tags.read(path)["title"] == [extension]
        # By the library in the package, and nothing of Python.
        command = [f"{sys.prefix}/bin/gaudiofile", "info", "--json", path]
        (told,) = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
        assert (told["frames"], told["tags"]) == (44100, {"TITLE": [extension]})

import gi  # noqa: E402

gi.require_version("GAudioFile", "1.0")
from gi.repository import GAudioFile  # noqa: E402

with open("/proc/self/maps") as maps:
    mapped = {line.split()[-1] for line in maps if "gaudiofile-taglib" in line or "libgaudiofile" in line}
assert len(mapped) == 2, mapped
assert all(Path(name).is_relative_to(sys.prefix) for name in mapped), mapped
print("   version", GAudioFile.get_version(), "with NumPy", np.__version__)
