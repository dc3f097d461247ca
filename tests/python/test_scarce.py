# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Programs for which there is no room for another thread or process, or no memory: what cannot be done is told as an
error, and no program is ended for it."""

import subprocess
import sys
from pathlib import Path

import pytest
from signals import RATE, make_signal
from test_writer_gives_up import ENVIRONMENT

from gaudiofile import AudioFile

NOBODY = 65534

# Without the limit a library that NumPy brings along would be the first to miss its threads.
NO_THREADS = """
import os, resource, sys
import numpy, gaudiofile
if os.geteuid() == 0:  # whom the limit does not bind
    os.setgid({nobody})
    os.setuid({nobody})
resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
import _thread
try:
    _thread.start_new_thread(print, ())
    sys.exit(77)
except RuntimeError:
    pass
for path in sys.argv[1:]:
    try:
        with gaudiofile.AudioFile(path) as f:
            print(f.read(f.frames).shape[1])
    except gaudiofile.Error as error:
        print(repr(error))
"""


@pytest.mark.slow
@pytest.mark.parametrize("is_cached", [False, True])
def test_no_threads_and_no_processes(tmp_path: Path, is_cached: bool) -> None:
    """GStreamer, which has not listed its plugins yet, must not end the program that cannot start its helper."""
    names = ["a.wav", "a.flac", "a.ogg", "a.mp3", "a.m4a", "a.wv"]
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_mode & 0o777 == 0o700:  # pytest's own
            folder.chmod(0o755)
    for name in names:
        with AudioFile(tmp_path / name, "w", RATE, 2) as f:
            f.write(make_signal(RATE).T)
    cache = tmp_path / "cache"
    cache.mkdir()
    environment = ENVIRONMENT | {"XDG_CACHE_HOME": str(cache), "OPENBLAS_NUM_THREADS": "1"}
    for name in ("GST_REGISTRY", "GST_REGISTRY_1_0"):
        environment.pop(name, None)
    if is_cached:
        listing = "import sys, gaudiofile; gaudiofile.AudioFile(sys.argv[1]).close()"
        subprocess.run([sys.executable, "-c", listing, tmp_path / "a.ogg"], env=environment, check=True)
    for file in (cache, *cache.rglob("*")):
        file.chmod(0o755)
    before = sorted(cache.rglob("*"))
    done = subprocess.run(
        [sys.executable, "-c", NO_THREADS.format(nobody=NOBODY), *(str(tmp_path / name) for name in names)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    if done.returncode == 77 or "PermissionError" in done.stderr or "ModuleNotFoundError" in done.stderr:
        pytest.skip("the limit cannot be set, or another user cannot see the package")
    assert done.returncode == 0, done.stderr
    assert done.stdout.split("\n")[:-1] == [str(RATE)] * len(names), done.stdout
    assert done.stderr == ""
    assert sorted(cache.rglob("*")) == before
