# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Pages of Ogg (RFC 3533) taken apart, changed and put together again."""

import struct
from collections.abc import Iterator


def _make_table() -> list[int]:
    table = []
    for value in range(256):
        crc = value << 24
        for _ in range(8):
            crc = (crc << 1 ^ 0x04C11DB7 if crc >> 31 else crc << 1) & 0xFFFFFFFF
        table.append(crc)
    return table


TABLE = _make_table()


def pages_of(data: bytes) -> Iterator[bytearray]:
    at = 0
    while at < len(data):
        segments = data[at + 26]
        end = at + 27 + segments + sum(data[at + 27 : at + 27 + segments])
        yield bytearray(data[at:end])
        at = end


def seal(page: bytearray) -> bytearray:
    """With the checksum made right."""
    page[22:26] = bytes(4)
    crc = 0
    for byte in page:
        crc = crc << 8 & 0xFFFFFFFF ^ TABLE[crc >> 24 ^ byte]
    page[22:26] = struct.pack("<I", crc)
    return page


def granule_of(page: bytearray) -> int:
    return struct.unpack("<q", page[6:14])[0]


def set_granule(page: bytearray, granule: int) -> None:
    page[6:14] = struct.pack("<q", granule)


def set_serial(page: bytearray, serial: int) -> None:
    page[14:18] = struct.pack("<I", serial)
