# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Generated files, made once for all processes of a test run. The folder GAF_GENERATED has them; conftest.py makes it,
and tools/test one for all its steps. Without it each caller makes its own."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path


def copy_generated(name: str, folder: Path, make: Callable[[Path], object]) -> None:
    """Copies to this folder what make() writes into the folder that it is given. They are copies, so that a test can
    change its own."""
    shared = os.environ.get("GAF_GENERATED")
    if not shared:
        make(folder)
        return
    whole = Path(shared) / name
    # Who comes meanwhile waits, and has the files then.
    with Path(f"{whole}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not whole.exists():
            unfinished = Path(tempfile.mkdtemp(dir=shared))
            make(unfinished)
            unfinished.rename(whole)
    shutil.copytree(whole, folder, dirs_exist_ok=True)
