# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""A small encoder of Monkey's Audio, whose own is in no package of Debian: versions 3.99 and 3.97, compression level
"fast"."""

import struct
import zlib
from typing import Any

import numpy as np
import numpy.typing as npt

TOP, BOTTOM = 1 << 31, 1 << 23

# How often each number of whole multiples of the running mean occurs, of 65536.
WIDTHS = [19578, 16582, 12257, 7906, 4576, 2366, 1170, 536, 261, 119, 65, 31, 19, 10, 6, 3, 3, 2]
WIDTHS += [1] * (64 - len(WIDTHS))
STARTS = [sum(WIDTHS[:i]) for i in range(64)]

# The same in version 3.97, of whole multiples of a power of two.
OLD_WIDTHS = [14824, 13400, 11124, 8507, 6139, 4177, 2755, 1756, 1104, 677, 415, 248, 150, 89, 54, 31, 19, 11, 7, 4, 2]
OLD_WIDTHS += [1] * (64 - len(OLD_WIDTHS))
OLD_STARTS = [sum(OLD_WIDTHS[:i]) for i in range(64)]


class RangeEncoder:
    """Of G. N. N. Martin's kind: the byte in front is there for the carry, which it never gets."""

    def __init__(self) -> None:
        self.low, self.range, self.bytes = 0, TOP, bytearray(1)

    def put(self, start: int, width: int, unit: int) -> None:
        self.low += start * unit
        self.range = width * unit
        if self.low >= TOP:
            self.low -= TOP
            at = -1
            while self.bytes[at] == 255:
                self.bytes[at] = 0
                at -= 1
            self.bytes[at] += 1

    def unit(self, total: int) -> int:
        while self.range <= BOTTOM:
            self.bytes.append(self.low >> 23)
            self.low = (self.low & (BOTTOM - 1)) << 8
            self.range <<= 8
        return self.range // total

    def finish(self) -> bytes:
        return bytes(self.bytes) + struct.pack(">I", self.low << 1) + bytes(4)


class Values:
    """Numbers of one channel, coded by their ratio to the mean of those before."""

    def __init__(self, coder: RangeEncoder) -> None:
        self.coder, self.sum = coder, 16384

    def put(self, value: int) -> None:
        coder = self.coder
        code = 2 * value - 1 if value > 0 else -2 * value
        pivot = max(self.sum // 32, 1)
        times, rest = divmod(code, pivot)
        symbol = min(times, 63)
        coder.put(STARTS[symbol], WIDTHS[symbol], coder.unit(65536))
        if symbol == 63:
            coder.put(times >> 16, 1, coder.unit(65536))
            coder.put(times & 65535, 1, coder.unit(65536))
        if pivot < 65536:
            coder.put(rest, 1, coder.unit(pivot))
        else:
            split = 1 << (pivot.bit_length() - 16)
            coder.put(rest // split, 1, coder.unit(pivot // split + 1))
            coder.put(rest % split, 1, coder.unit(split))
        self.sum += (code + 1) // 2 - ((self.sum + 16) >> 5)


class OldValues:
    """The same of version 3.97."""

    def __init__(self, coder: RangeEncoder) -> None:
        self.coder, self.sum, self.shift = coder, 16384, 10

    def put(self, value: int) -> None:
        coder = self.coder
        code = 2 * value - 1 if value > 0 else -2 * value
        shift = max(self.shift - 1, 0)
        symbol = code >> shift
        if symbol >= 63:
            symbol, shift = 63, code.bit_length()
        coder.put(OLD_STARTS[symbol], OLD_WIDTHS[symbol], coder.unit(65536))
        if symbol == 63:
            coder.put(shift, 1, coder.unit(32))
        low = min(shift, 16)
        coder.put(code & ((1 << low) - 1), 1, coder.unit(1 << low))
        if shift > 16:
            coder.put((code & ((1 << shift) - 1)) >> 16, 1, coder.unit(1 << (shift - 16)))
        self.sum += (code + 1) // 2 - ((self.sum + 16) >> 5)
        if self.sum < (1 << (self.shift + 4) if self.shift else 0):
            self.shift -= 1
        elif self.sum >= 1 << (self.shift + 5) and self.shift < 24:
            self.shift += 1


def sign(value: int) -> int:
    return (value > 0) - (value < 0)


class Predictor:
    """What a sample is expected to be, from those before it and from the other channel."""

    def __init__(self) -> None:
        self.own_weights, self.other_weights = [360, 317, -109, 98], [0] * 5
        self.own, self.other = [0] * 4, [0] * 5  # the last value, and the steps that led to it
        self.own_signs, self.other_signs = [0] * 4, [0] * 5
        self.last, self.filtered, self.last_other = 0, 0, 0

    @staticmethod
    def step(values: list[int], signs: list[int], value: int) -> None:
        values.insert(0, value)
        values[1] = value - values[1]
        values.pop()
        signs.insert(0, sign(value))
        signs[1] = sign(values[1])
        signs.pop()

    def residual(self, value: int, other: int) -> int:
        self.step(self.own, self.own_signs, self.filtered)
        self.step(self.other, self.other_signs, other - (self.last_other * 31 >> 5))
        expected = sum(v * w for v, w in zip(self.own, self.own_weights, strict=True))
        expected += sum(v * w for v, w in zip(self.other, self.other_weights, strict=True)) >> 1
        self.filtered = value - (self.last * 31 >> 5)
        rest = self.filtered - (expected >> 10)
        direction = sign(rest)
        self.own_weights = [w + s * direction for w, s in zip(self.own_weights, self.own_signs, strict=True)]
        self.other_weights = [w + s * direction for w, s in zip(self.other_weights, self.other_signs, strict=True)]
        self.last, self.last_other = value, other
        return rest


def encode_frame(samples: npt.NDArray[Any], bits: int, kind: type[Values] | type[OldValues] = Values) -> bytes:
    """Samples of shape (frames, channels), as whole numbers."""
    pcm = (samples + 128).astype("u1") if bits == 8 else samples.astype("<i4").view("u1").reshape(-1, 4)[:, : bits // 8]
    checksum = zlib.crc32(np.ascontiguousarray(pcm).tobytes()) >> 1
    coder = RangeEncoder()
    if samples.shape[1] == 1:
        values, predictor = kind(coder), Predictor()
        for value in samples[:, 0].tolist():
            values.put(predictor.residual(value, 0))
    else:
        x_values, y_values, x_predictor, y_predictor = kind(coder), kind(coder), Predictor(), Predictor()
        x = 0
        for first, second in samples.tolist():
            y = second - first
            y_values.put(y_predictor.residual(y, x))
            x = first + int(y / 2)
            x_values.put(x_predictor.residual(x, y))
    return struct.pack(">I", checksum) + coder.finish()


def encode_frames(samples: npt.NDArray[Any], bits: int, block: int, kind: Any) -> tuple[bytes, list[int], int]:
    """All frames behind each other, in words of 32 bits whose bytes are turned round; where each begins, and how many
    samples are in the last."""
    stream, starts = b"", []
    for start in range(0, len(samples), block):
        starts.append(len(stream))
        stream += encode_frame(samples[start : start + block], bits, kind)
    stream += bytes(-len(stream) % 4)
    last = len(samples) - (len(starts) - 1) * block if starts else 0
    return np.frombuffer(stream, ">u4").astype("<u4").tobytes(), starts, last


def encode(samples: npt.NDArray[Any], rate: int, bits: int, block: int = 9000) -> bytes:
    """A file, as version 3.99 has it; with a WAV header and trailer that mean nothing."""
    stream, starts, last = encode_frames(samples, bits, block, Values)
    first = 52 + 24 + 4 * len(starts) + 44
    sizes = struct.pack("<IIIIIII", 52, 24, 4 * len(starts), 44, len(stream), 0, 10)
    header = struct.pack("<HHIIIHHI", 1000, 0, block, last, len(starts), bits, samples.shape[1], rate)
    table = struct.pack(f"<{len(starts)}I", *(first + start for start in starts))
    return struct.pack("<4sHH", b"MAC ", 3990, 0) + sizes + bytes(16) + header + table + bytes(44) + stream + bytes(10)


def encode_old(samples: npt.NDArray[Any], rate: int, bits: int) -> bytes:
    """A file, as version 3.97 has it; with a peak, the size of the table, and a WAV header and trailer."""
    stream, starts, last = encode_frames(samples, bits, 4 * 73728, OldValues)
    first = 32 + 8 + 44 + 4 * len(starts)
    flags = {8: 1, 16: 0, 24: 8}[bits] | 4 | 16
    header = struct.pack("<4sHHHHIIIII", b"MAC ", 3970, 1000, flags, samples.shape[1], rate, 44, 10, len(starts), last)
    table = struct.pack(f"<{len(starts)}I", *(first + start for start in starts))
    return header + struct.pack("<II", 32767, len(starts)) + bytes(44) + table + stream + bytes(10)
