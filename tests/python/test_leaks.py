# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""A few cycles of each format leave nothing behind; tools/soak --leaks has many."""

import os
from pathlib import Path

import leaks
import pytest
from every_format import make_every_format

pytestmark = pytest.mark.slow

CYCLES = 10


@pytest.mark.fault(
    "files opened, read, cut off, written, abandoned again and again", "no memory, descriptor or thread stays"
)
def test_every_format_leaves_nothing_behind(tmp_path: Path) -> None:
    jobs = leaks.all_jobs(list(make_every_format(tmp_path).values()))
    assert len(jobs) > 80
    assert leaks.run_all(jobs, CYCLES, os.cpu_count() or 1) == []


@pytest.mark.parametrize(
    ("harm", "found"), [("memory", "bytes of the heap"), ("descriptor", "descriptors"), ("thread", "threads")]
)
def test_harm_is_found(harm: str, found: str) -> None:
    wrong = leaks.run_all([("harm", harm)], CYCLES, 1)
    assert any(line.startswith(f"harm {harm}: {found}") for line in wrong), wrong
