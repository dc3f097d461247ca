# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Reads two thousand clips, forty of them broken, by Ray on a cluster of two nodes, and compares them with load().

Ray, and soundfile for its own read_audio(), are installed for it into a venv of its own, build/ray-venv: 200 MB.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / "build/ray-venv"
FORMATS = ("wav", "flac", "ogg", "mp3")
RATE = 16000


def install() -> None:
    """A venv with nothing of Debian's, in which Ray and gaudiofile are installed as by its users."""
    if not (VENV / "ray").exists():
        subprocess.run(["/usr/bin/python3", "-m", "venv", "--clear", VENV], check=True)
        subprocess.run([VENV / "bin/python", "-m", "pip", "install", "--quiet", "ray[data]", "soundfile"], check=True)
        (VENV / "ray").touch()
    subprocess.run([VENV / "bin/python", "-m", "pip", "install", "--quiet", ROOT], check=True)


def make_clips(folder: Path, n: int, n_broken: int) -> list[Path]:
    """Returns those that are whole."""
    import gaudiofile

    rng = np.random.default_rng(1)
    broken = set(rng.choice(n, n_broken, replace=False).tolist())
    whole = []
    for i in range(n):
        path = folder / f"clip{i:05d}.{FORMATS[i % len(FORMATS)]}"
        if i in broken:
            path.write_bytes(rng.bytes(1000))
            continue
        frames = int(rng.integers(2000, 8000))
        gaudiofile.save(path, rng.uniform(-0.5, 0.5, (1 + i % 2, frames)).astype(np.float32), RATE)
        whole.append(path)
    return whole


def read(folder: Path, whole: list[Path]) -> bool:
    import ray
    from ray.cluster_utils import Cluster

    import gaudiofile
    from gaudiofile.ray import AudioDatasource, read_audio

    class Traced(AudioDatasource):
        """Says which node has read the file."""

        def _read_stream(self, f: Any, path: str) -> Iterator[Any]:
            for block in super()._read_stream(f, path):
                yield block.append_column("node", [[ray.get_runtime_context().get_node_id()]])

    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
    cluster.add_node(num_cpus=1)
    ray.init(address=cluster.address, log_to_driver=False)
    ray.data.DataContext.get_current().enable_progress_bars = False
    wrong, nodes, seen = 0, Counter[str](), set()
    source = Traced(str(folder), samplerate=8000, num_channels=1, errors="skip", include_paths=True)
    for row in ray.data.read_datasource(source, override_num_blocks=40).iter_rows():
        audio, rate = gaudiofile.load(row["path"], samplerate=8000, num_channels=1)
        wrong += rate != row["sample_rate"] or not np.array_equal(audio, row["amplitude"])
        nodes[row["node"]] += 1
        seen.add(row["path"])
    print(f"{len(seen)} of {len(whole)} clips read, by {sorted(nodes.values())} on {len(nodes)} nodes, {wrong} differ")
    right = wrong == 0 and len(nodes) == 2 and seen == {str(path) for path in whole}

    plain, theirs = (next(iter(reader(str(whole[0])).iter_rows())) for reader in (read_audio, ray.data.read_audio))
    # Samples of 16 bits are divided by another number there.
    same = plain.keys() == theirs.keys() and np.allclose(plain["amplitude"], theirs["amplitude"], atol=2**-15)
    same = same and plain["amplitude"].dtype == theirs["amplitude"].dtype
    same = same and plain["sample_rate"] == theirs["sample_rate"]
    if not same:
        print({key: (type(a[key]), a[key]) for a in (plain, theirs) for key in a})
    print(f"a row is {'as' if same else 'NOT as'} that of Ray's own read_audio(): {sorted(plain)}")
    try:
        read_audio(str(folder)).materialize()
        raised = False
    except Exception as error:
        raised = "is no audio" in str(error) or "The file is" in str(error)
    print(f"a broken clip is {'told' if raised else 'NOT told'}")
    ray.shutdown()
    cluster.shutdown()
    return bool(right and same and raised)


def main() -> int:
    parser = argparse.ArgumentParser(prog="tools/soak --ray", description=__doc__.partition("\n\n")[0])
    parser.add_argument("--ray", type=int, nargs="?", const=2000, default=2000, metavar="CLIPS")
    arguments = parser.parse_args()
    if Path(sys.prefix) != VENV:
        install()
        python = VENV / "bin/python"
        os.execv(python, [str(python), __file__, *sys.argv[1:]])
    with tempfile.TemporaryDirectory() as folder:
        whole = make_clips(Path(folder), arguments.ray, arguments.ray // 50)
        return 0 if read(Path(folder), whole) else 1


if __name__ == "__main__":
    sys.exit(main())
