# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Asynchronous calls in C that are about devices, each cancelled at a random moment, some while the sound server
is stopped; `tools/soak --cancel` does it a thousand times, and measures."""

from pathlib import Path

import cancels


def test_devices(tmp_path: Path) -> None:
    ok, text = cancels.run_with_devices(tmp_path, "--cancels=28", "--length=5", "--calls=^(device|stream) ")
    assert ok, text
