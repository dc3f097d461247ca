# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""A plugin of pytest for tools/coverage: which lines of C have run is written down when a process ends, in peace.

pytest-xdist kills processes that take more than 10 seconds to end; on a busy machine what a whole process had run was
lost. And children of fork() leave by os._exit(), which ends them at once: here by C's exit(), with which the counters
are written. (Python's own end, and what is registered in its atexit, is left out as before.)
"""

import ctypes
import os

from xdist.workermanage import NodeManager

NodeManager.EXIT_TIMEOUT = 600

os._exit = ctypes.CDLL(None).exit
