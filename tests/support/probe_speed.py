# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""How many files probe() does in a second: `probe_speed.py FILE …`, each from the page cache, in one thread. The figure
is that of the quickest of many tries."""

import sys
import time

from gaudiofile import probe

TRIES, CALLS = 50, 20


def measure(path: str) -> float:
    quickest = float("inf")
    for _ in range(TRIES):
        start = time.perf_counter()
        for _ in range(CALLS):
            probe(path)
        quickest = min(quickest, time.perf_counter() - start)
    return CALLS / quickest


for path in sys.argv[1:]:
    print(f"{measure(path):10,.0f} a second  {path}")
