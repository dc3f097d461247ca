# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Many threads that do all there is to do, for a few seconds; `tools/soak --threads` has more of them. A step of
tools/test has them with ThreadSanitizer."""

from pathlib import Path

import pytest
import threads
from formats import make

pytestmark = pytest.mark.slow

# One of each way to decode.
FOREIGN = ["s24.wav", "16-bit.flac", "chained-two-rates.ogg", "music.opus", "vbr-lame.mp3", "aac.m4a", "alac-16.m4a"]


def test_library(tmp_path: Path) -> None:
    foreign = {name: make(name, tmp_path) for name in FOREIGN}
    ok, text = threads.run_c(300, 1, tmp_path, foreign)
    assert ok, text
    assert " 2400 operations" in text


def test_package() -> None:
    ok, text = threads.run_python(150, 1)
    assert ok, text


def test_wrong_samples_are_found() -> None:
    campaign = threads.Campaign(1)
    for file in campaign.files:
        file.samples[0, ::500] += 0.01
    campaign.work(0, 50)
    assert any("reading" in text for text in campaign.wrong)
    campaign.writer.close()
