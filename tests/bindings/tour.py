# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""What tour.c does, in Python by introspection, with arrays where they are usual."""

import hashlib
import sys

import gi
import numpy as np

gi.require_version("GAudioFile", "1.0")
from gi.repository import GAudioFile  # noqa: E402


def print_samples(what: str, samples: np.ndarray) -> None:
    print(f"{what}: {samples.shape[1]} frames {hashlib.sha256(np.ascontiguousarray(samples)).hexdigest()}")


def write_file(source: GAudioFile.Source, path: str) -> None:
    tags = GAudioFile.Tags.new()
    tags.set_value("title", "A tour")
    spec = GAudioFile.EncodeSpec(format="flac", rate=32000, channels=2, bit_depth=24, tags=tags)
    source.seek(0, None)
    with GAudioFile.Writer.new_for_path(path, spec, None) as writer:
        for samples in source.blocks(4096):
            writer.write(samples)


def tour(path: str, new: str) -> None:
    with GAudioFile.Reader.new_for_path(path, None) as reader:
        print(f"{reader.codec} {reader.rate:g} {reader.channels} {reader.n_frames}")

        reader.seek(12345, None)
        block = reader.read_frames(1000, GAudioFile.Layout.INTERLEAVED, None)
        print(f"read: {block.get_n_frames()} frames {hashlib.sha256(block.get_bytes().get_data()).hexdigest()}")

        resampled = GAudioFile.ResampledReader.new(reader, 32000, GAudioFile.ResampleQuality.WINDOWED_SINC_32)
        resampled.seek(5000, None)
        print_samples("resampled", resampled.read(2000))
        write_file(resampled, new)

    tags = GAudioFile.Tags.read(new, None)
    tags.set_value("artist", "gaudiofile")
    tags.write(new, False, None)
    tags = GAudioFile.Tags.read(new, None)
    print(f"{tags.get_value('title')} by {tags.get_value('artist')}")

    with GAudioFile.Reader.new_for_path(new, None) as reader:
        print_samples("written", reader.read())


tour(*sys.argv[1:])
