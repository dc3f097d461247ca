# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Training: a data set that worker processes read in batches, as torch's DataLoader has it done.

    sampler ─► indices ─► queue of each worker ─► worker: dataset[i] for each, put together ─► results, put in order

torch itself is too large to be installed for a test; where it is, its DataLoader is tried too.
"""

import multiprocessing
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import gaudiofile
from gaudiofile import AudioFile, load

FORMATS = ("wav", "flac", "ogg", "mp3", "opus")
RATE, FRAMES, BATCH, WORKERS = 16_000, 2000, 8, 2
METHODS = ("fork", "spawn", "forkserver")


class Clips:
    """A data set as torch's Dataset: it is pickled for workers that are not forked, with what it has open."""

    def __init__(self, paths: list[Path], long: Path) -> None:
        self.paths = paths
        self.open = AudioFile(long)
        self.resampled = AudioFile(long).resampled_to(RATE / 2)
        self.converted = AudioFile(long, samplerate=RATE, num_channels=1)
        # They have been read here: children have the decoders' state, and copies begin where these are.
        for file in (self.open, self.resampled, self.converted):
            file.read(1234)

    def __len__(self) -> int:
        return len(self.paths)

    def __getitem__(self, i: int) -> np.ndarray:
        samples, _ = load(self.paths[i], samplerate=RATE, num_channels=1, frames=FRAMES)
        extra = [file.read_at(100 * i, 300)[:1] for file in (self.open, self.resampled, self.converted)]
        return np.concatenate([samples, *extra], axis=1)


def collate(items: list[np.ndarray]) -> np.ndarray:
    return np.stack(items)


def work(dataset: Clips, indices: Any, results: Any) -> None:
    """A worker of DataLoader's, as far as a library can tell."""
    while (task := indices.get()) is not None:
        number, batch = task
        try:
            results.put((number, collate([dataset[i] for i in batch])))
        except Exception as error:  # noqa: BLE001
            results.put((number, repr(error)))


def read_batches(dataset: Clips, method: str, epochs: int) -> list[Any]:
    """All batches of several epochs, in their order, by workers that stay."""
    context = multiprocessing.get_context(method)
    order = [int(i) for epoch in range(epochs) for i in np.random.default_rng(epoch).permutation(len(dataset))]
    batches = [order[i : i + BATCH] for i in range(0, len(order), BATCH)]
    indices, results = [context.Queue() for _ in range(WORKERS)], context.Queue()
    workers = [context.Process(target=work, args=(dataset, queue, results), daemon=True) for queue in indices]
    for worker in workers:
        worker.start()
    for number, batch in enumerate(batches):
        indices[number % WORKERS].put((number, batch))
    found = dict(results.get(timeout=60) for _ in batches)
    for queue in indices:
        queue.put(None)
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0] * WORKERS
    expected = [collate([dataset[i] for i in batch]) for batch in batches]
    return [(found[number], batch) for number, batch in enumerate(expected)]


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Clips:
    folder = tmp_path_factory.mktemp("clips")
    rng = np.random.default_rng(5)
    for i in range(30):
        samples = rng.uniform(-0.5, 0.5, (1 + i % 2, RATE // 2 + i)).astype("f4")
        gaudiofile.save(folder / f"{i:02}.{FORMATS[i % 5]}", samples, (RATE, 48_000)[i % 2])
    long = folder / "long.flac"
    gaudiofile.save(long, rng.uniform(-0.5, 0.5, (2, RATE * 30)).astype("f4"), RATE)
    # The parent has used all threads before: none is left that a fork could lose.
    gaudiofile.load_many(sorted(folder.glob("[0-9]*")), threads=3)
    return Clips(sorted(folder.glob("[0-9]*")), long)


@pytest.mark.slow
@pytest.mark.parametrize("method", METHODS)
def test_batches_by_workers(dataset: Clips, method: str) -> None:
    batches = read_batches(dataset, method, 2)
    assert len(batches) == 8
    for found, expected in batches:
        assert not isinstance(found, str), found
        np.testing.assert_array_equal(found, expected)


@pytest.mark.slow
@pytest.mark.parametrize("method", METHODS)
def test_torch(dataset: Clips, method: str) -> None:
    torch = pytest.importorskip("torch")
    loader = torch.utils.data.DataLoader(dataset, batch_size=BATCH, num_workers=WORKERS, multiprocessing_context=method)
    for number, batch in enumerate(loader):
        indices = range(number * BATCH, min((number + 1) * BATCH, len(dataset)))
        np.testing.assert_array_equal(batch.numpy(), collate([dataset[i] for i in indices]))
