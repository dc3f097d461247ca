# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Arrays go to other libraries and come from them without a copy, as docs/bulk.md shows."""

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import gaudiofile
from gaudiofile import AudioFile

PAGE = Path(__file__).parents[2] / "docs" / "bulk.md"
RATE = 48_000


def examples(library: str) -> list[str]:
    """The programs on the page that are for that library."""
    section = PAGE.read_text().partition("## To other libraries")[2].partition("\n## ")[0]
    blocks = re.findall(r"^```py\n(.*?)^```", section, re.MULTILINE | re.DOTALL)
    assert len(blocks) == 4
    return [block for block in blocks if library in block]


@pytest.fixture
def names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the programs on the page speak of."""
    monkeypatch.chdir(tmp_path)
    samples = np.random.default_rng(3).uniform(-0.4, 0.4, (2, RATE)).astype("f4")
    gaudiofile.save("sound.wav", samples, RATE, bit_depth=32)
    audio, _ = gaudiofile.load("sound.wav")
    return {"audio": audio, "f": AudioFile("sound.wav"), "gaudiofile": gaudiofile, "samples": samples}


def test_numpy_and_buffers(names: dict[str, Any]) -> None:
    (program,) = examples("import numpy")
    exec(program, names)
    audio = names["audio"]
    assert np.shares_memory(names["array"], audio)
    assert names["view"].shape == (2, RATE) and names["view"].c_contiguous and names["view"].format == "f"
    audio[0, 5] = 77
    assert names["array"][0, 5] == names["view"][0, 5] == 77


def test_what_is_returned_belongs_to_the_caller(names: dict[str, Any]) -> None:
    """Whole, in C's order, writable, with no other array behind it: what DLPack and buffers can hand on."""
    f = names["f"]
    paths = ["sound.wav"] * 3
    arrays = [f.read(RATE), f.read_at(5, 100), f.read_raw(9), gaudiofile.load("sound.wav", dtype="int16")[0]]
    arrays += [gaudiofile.load_many(paths)[1][0], *gaudiofile.load_many(paths, frames=100)]
    arrays += [gaudiofile.resample(names["audio"], RATE, 16_000)]
    for array in arrays:
        assert array.flags.c_contiguous and array.flags.writeable
        assert np.from_dlpack(array).shape == memoryview(array).shape == array.shape


def test_torch(names: dict[str, Any]) -> None:
    torch = pytest.importorskip("torch")
    first, dataset = examples("torch")
    exec(first, names)
    names["audio"][1, 7] = 0.25
    assert names["tensor"][1, 7] == 0.25
    np.testing.assert_array_equal(names["out"].numpy(), names["samples"])
    np.testing.assert_allclose(gaudiofile.load("louder.flac")[0], names["samples"] * 2, atol=2**-14)
    exec(dataset, names)
    clips = names["Clips"](["sound.wav"] * 5)
    batches = [*torch.utils.data.DataLoader(clips, batch_size=2, num_workers=2)]
    assert [len(batch) for batch in batches] == [2, 2, 1]


def test_jax(names: dict[str, Any]) -> None:
    pytest.importorskip("jax")
    (program,) = examples("import jax")
    exec(program, names)
    np.testing.assert_array_equal(np.asarray(names["values"]), names["samples"])
    np.testing.assert_allclose(gaudiofile.load("louder.flac")[0], names["samples"] * 2, atol=2**-14)
