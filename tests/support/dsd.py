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


def dst_frame(bits: Bits) -> bytes:
    """A frame of DST, ISO/IEC 14496-3, 10.4: arithmetic coding without prediction, which takes as long as the bits."""
    header = "1"  # coded
    header += "111"  # one segment, which all channels and both tables share
    header += "1" + "1"  # the tables of probabilities go with the filters; all channels have the first
    header += "0" * len(bits)  # the tables hold from the first bit on
    header += f"{0:07b}" + "0" + f"{0:09b}"  # one coefficient, plain: 0
    header += f"{0:06b}" + "0" + f"{127:07b}"  # one probability, plain: 128 of 256
    header += "0"  # what follows is arithmetically coded
    # The first symbol is one of no meaning, whose probability comes from the coefficient.
    symbols = [(0, 1), *((int(bit), 128) for bit in bits.T.ravel())]
    low, width, shifted = 0, 4095, 0
    for symbol, probability in symbols:
        upper = ((width >> 8) | (width >> 7 & 1)) * probability
        lower = width - upper
        if symbol:
            width = lower
        else:
            low += lower
            width = upper
        shift = 12 - width.bit_length()
        low <<= shift
        width <<= shift
        shifted += shift
    content = header + f"{low:0{12 + shifted}b}" + "0" * 24
    content += "0" * (-len(content) % 8)
    return int(content, 2).to_bytes(len(content) // 8, "big")


def dsdiff(bits: Bits, rate: int, compression: bytes = b"DSD ") -> bytes:
    data = np.packbits(bits, axis=1).T.tobytes()
    if compression == b"DST ":
        size = rate // 75
        rest = np.resize([0, 1, 1, 0, 1, 0, 0, 1], (len(bits), -bits.shape[1] % size))  # as good as silence
        whole = np.concatenate([bits, rest.astype(np.uint8)], axis=1)
        frames = [dst_frame(whole[:, at : at + size]) for at in range(0, whole.shape[1], size)]
        data = chunk(b"FRTE", struct.pack(">IH", len(frames), 75))
        data += b"".join(chunk(b"DSTF", frame) + chunk(b"DSTC", bytes(4)) for frame in frames)
    properties = chunk(b"FS  ", struct.pack(">I", rate))
    properties += chunk(b"CHNL", struct.pack(">H", len(bits)) + b"SLFTSRGT"[: 4 * len(bits)])
    properties += chunk(b"CMPR", compression + b"\x0enot compressed")
    content = chunk(b"FVER", bytes([1, 5, 0, 0])) + chunk(b"PROP", b"SND " + properties)
    content += chunk(b"ABCD", b"odd") + chunk(compression, data) + chunk(b"COMT", bytes(2))
    return b"FRM8" + struct.pack(">Q", 4 + len(content)) + b"DSD " + content
