# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""What the tests of writing share."""

import io

from signals import RATE
from test_write_differential import Sink

import gaudiofile
from gaudiofile import AudioFile

# AC-3 tells nowhere how long it is: test_write_formats.py has a test of its own for it. .mkv is .mka, .weba is .webm.
FORMATS = [name for name in gaudiofile.get_supported_write_formats() if name not in (".ac3", ".mkv", ".weba")]


def rate_of(format):
    return 48000 if format in (".opus", ".webm", ".weba") else RATE


def write(target, samples, format="wav", channels=2, bit_depth=16, **options):
    with AudioFile(target, "w", RATE, channels, bit_depth, format=format, **options) as f:
        f.write(samples)


def written(samples, **options):
    stream = io.BytesIO()
    write(stream, samples, **options)
    return stream.getvalue()


def frames_of(data):
    return AudioFile(data).frames


class Failing(Sink):
    """Raises in write() once so many bytes were taken."""

    def __init__(self, room, error):
        super().__init__()
        self.room, self.error = room, error

    def write(self, data):
        if self.memory.tell() + len(data) > self.room:
            raise self.error
        return super().write(data)
