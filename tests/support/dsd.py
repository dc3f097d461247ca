# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""DSD, which nothing in Debian writes: a sigma-delta modulator, and files of DSF and DSDIFF."""

import struct
from typing import Any

import numpy as np
import numpy.typing as npt

Bits = npt.NDArray[np.uint8]

OVERSAMPLING = 64


def modulate(signal: npt.NDArray[Any]) -> Bits:
    """Bits of shape (channels, frames * 64) that sound like the signal, whose shape is (frames, channels)."""
    bits = []
    for channel in np.repeat(signal, OVERSAMPLING, axis=0).T.tolist():
        first = second = 0.0
        out = bytearray()
        for value in channel:
            fed_back = 1.0 if second >= 0 else -1.0
            first += value - fed_back
            second += first - fed_back
            out.append(fed_back > 0)
        bits.append(np.frombuffer(bytes(out), np.uint8))
    return np.array(bits)


def dsf(stream: Bits, rate: int, *, low_first: bool = True, block: int = 4096) -> bytes:
    channels, samples = stream.shape
    packed = np.packbits(stream, axis=1, bitorder="little" if low_first else "big")
    packed = np.pad(packed, ((0, 0), (0, -packed.shape[1] % block)))
    data = packed.reshape(channels, -1, block).swapaxes(0, 1).tobytes()
    bits = 1 if low_first else 8
    form = struct.pack("<4sQIIIIIIQII", b"fmt ", 52, 1, 0, channels, channels, rate, bits, samples, block, 0)
    head = struct.pack("<4sQQQ", b"DSD ", 28, 28 + 52 + 12 + len(data), 0)
    return head + form + struct.pack("<4sQ", b"data", 12 + len(data)) + data


def chunk(name: bytes, content: bytes) -> bytes:
    return name + struct.pack(">Q", len(content)) + content + bytes(len(content) % 2)


def dsdiff(bits: Bits, rate: int, compression: bytes = b"DSD ") -> bytes:
    data = np.packbits(bits, axis=1).T.tobytes()
    properties = chunk(b"FS  ", struct.pack(">I", rate))
    properties += chunk(b"CHNL", struct.pack(">H", len(bits)) + b"SLFTSRGT"[: 4 * len(bits)])
    properties += chunk(b"CMPR", compression + b"\x0enot compressed")
    content = chunk(b"FVER", bytes([1, 5, 0, 0])) + chunk(b"PROP", b"SND " + properties)
    content += chunk(b"ABCD", b"odd") + chunk(compression, data) + chunk(b"COMT", bytes(2))
    return b"FRM8" + struct.pack(">Q", 4 + len(content)) + b"DSD " + content
