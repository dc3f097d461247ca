# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Audio files as a dataset of Ray Data, for what one machine is too small for: read_audio().

Ray (`pip install "ray[data]"`) spreads the files over the nodes of its cluster; gaudiofile, which has to be installed
on all of them, reads them there. Nothing else of the package needs Ray.
"""

import io
import os
from collections.abc import Iterator, Sequence
from typing import Any, Literal

import numpy as np

import gaudiofile
import gaudiofile.errors

try:
    import ray
    from ray.data.block import Block, BlockAccessor
    from ray.data.datasource.file_based_datasource import FileBasedDatasource
except ImportError as error:
    raise ImportError('gaudiofile.ray needs Ray Data: pip install "ray[data]"') from error

__all__ = ["AudioDatasource", "read_audio"]


class AudioDatasource(FileBasedDatasource):  # type: ignore[misc]
    """Audio files as a source of Ray Data; read_audio() is the easy way to use it.

    paths and files are what Ray's other sources of files take: files and folders, local or on any filesystem of
    PyArrow. The rest is as for read_audio().
    """

    def __init__(
        self,
        paths: str | Sequence[str],
        *,
        samplerate: float | None = None,
        num_channels: int | None = None,
        offset: int = 0,
        frames: int | None = None,
        dtype: str = "float32",
        errors: Literal["raise", "skip"] = "raise",
        **files: Any,
    ):
        if errors not in ("raise", "skip"):
            raise ValueError(f'errors must be "raise" or "skip", not {errors!r}')
        if offset < 0 or (frames is not None and frames < 0):
            raise ValueError("offset and frames must not be negative")
        # What is wrong with all files is said here, and not found out by each of them.
        trial = io.BytesIO()
        gaudiofile.save(trial, np.zeros((1, 1), np.float32), 48000, format="wav")
        gaudiofile.load(trial.getvalue(), samplerate=samplerate, num_channels=num_channels, dtype=dtype)
        super().__init__(paths if isinstance(paths, str) else list(paths), **files)
        self._wanted: dict[str, Any] = {
            "samplerate": samplerate,
            "num_channels": num_channels,
            "offset": offset,
            "frames": frames,
            "dtype": dtype,
        }
        self._errors = errors

    def _open_input_source(self, filesystem: Any, path: str, **_options: Any) -> Any:
        # Ray would open a stream, in which one cannot seek.
        return filesystem.open_input_file(path)

    def _read_stream(self, f: Any, path: str) -> Iterator[Block]:
        # A task of Ray has so many processors, one as a rule: the others have tasks of their own.
        processors = ray.get_runtime_context().get_assigned_resources().get("CPU", 1)
        gaudiofile.set_max_threads(max(1, int(processors)))
        # What is a file here is read by its name, which is quicker than by way of Python.
        here = os.path.isabs(path) and os.path.isfile(path) and os.path.getsize(path) == f.size()
        try:
            audio, samplerate = gaudiofile.load(path if here else f, **self._wanted)
        except (gaudiofile.errors.Error, ValueError) as error:
            if self._errors == "skip":
                return
            error.add_note(f"The file is {path}")
            raise
        row = np.empty(1, object)  # whose only element is an array: clips need not be of one length
        row[0] = audio
        yield BlockAccessor.batch_to_block({"amplitude": row, "sample_rate": np.array([samplerate])})


def read_audio(
    paths: str | Sequence[str],
    *,
    samplerate: float | None = None,
    num_channels: int | None = None,
    offset: int = 0,
    frames: int | None = None,
    dtype: str = "float32",
    errors: Literal["raise", "skip"] = "raise",
    include_paths: bool = False,
    file_extensions: Sequence[str] | None = None,
    filesystem: Any = None,
    shuffle: Any = None,
    **options: Any,
) -> "ray.data.Dataset":
    """Reads audio files on all nodes of a Ray cluster.

    Returns a ray.data.Dataset with a row for each file, as ray.data.read_audio() does: "amplitude", the samples of
    shape (channels, frames), and "sample_rate" in Hz; with include_paths also "path".

    paths is a file or a folder, or a list of them, local or on any filesystem of PyArrow. samplerate, num_channels,
    offset, frames and dtype are as for load(): what is asked for is read, resampled and mixed where the file is read.
    errors says what comes of a file that cannot be read: its exception ends the job ("raise"), or it has no row
    ("skip"). file_extensions, without the dot, chooses files in folders; by default all that can be read.

    filesystem and shuffle are Ray's own, as for ray.data.read_audio(); so are options, such as concurrency, num_cpus
    and override_num_blocks, which ray.data.read_datasource() is given.
    """
    if file_extensions is None:
        file_extensions = gaudiofile.get_supported_read_formats()
    source = AudioDatasource(
        paths,
        samplerate=samplerate,
        num_channels=num_channels,
        offset=offset,
        frames=frames,
        dtype=dtype,
        errors=errors,
        include_paths=include_paths,
        file_extensions=[extension.removeprefix(".") for extension in file_extensions],
        filesystem=filesystem,
        shuffle=shuffle,
    )
    return ray.data.read_datasource(source, **options)
