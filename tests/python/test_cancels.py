# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Asynchronous calls in C, each cancelled a few times at random moments; `tools/soak --cancel` does it a thousand
times, and measures."""

from pathlib import Path

import cancels
import pytest


@pytest.mark.slow
def test_files(tmp_path: Path) -> None:
    ok, text = cancels.run(tmp_path, "--cancels=99", "--length=8")
    assert ok, text
