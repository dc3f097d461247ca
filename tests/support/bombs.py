# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Small files that claim much, or lead a reader round in circles; and a process that reads one within bounds.

What a file costs beyond what is delivered of it is at most 64 MB of memory, and a second of computing for each 4 MB of
the file, whatever it claims. Here the process is given a little more than that by the system, and dies beyond it.
"""

import json
import math
import os
import resource
import struct
import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import ogg
import sandbox

Files = dict[str, bytes]
BOMBS: dict[str, tuple[Callable[[Files], bytes], str]] = {}
MEMORY = 64 * 2**20
BYTES_A_SECOND = 4 * 2**20
SAMPLES_A_SECOND = 5_000_000  # that are delivered: decoding them is what was asked for
SAMPLES = 10_000_000  # that are read of a file


def bomb(outcome: str) -> Callable[[Callable[[Files], bytes]], Callable[[Files], bytes]]:
    """What reading has to end with: "ok", or the name of an exception."""

    def add(function: Callable[[Files], bytes]) -> Callable[[Files], bytes]:
        BOMBS[function.__name__] = function, outcome
        return function

    return add


def be32(value: int) -> bytes:
    return struct.pack(">I", value)


def le32(value: int) -> bytes:
    return struct.pack("<I", value)


# MP4 (ISO/IEC 14496-12)


def box(kind: str, *contents: bytes) -> bytes:
    data = b"".join(contents)
    return be32(len(data) + 8) + kind.encode() + data


def full(kind: str, *contents: bytes, flags: int = 0) -> bytes:
    return box(kind, be32(flags), *contents)


def description(data: bytes) -> bytes:
    """The stsd box of a file."""
    at = data.index(b"stsd") - 4
    return data[at : at + int.from_bytes(data[at : at + 4], "big")]


def packet_of(files: Files) -> bytes:
    """The second frame of AAC, without its ADTS header."""
    data = files["adts.aac"]
    for _ in range(2):
        size = (data[3] & 3) << 11 | data[4] << 3 | data[5] >> 5
        packet, data = data[7:size], data[size:]
    return packet


def mp4(
    stsd: bytes,
    tables: Callable[[int], bytes],
    data: bytes,
    edits: bytes = b"",
    more: bytes = b"",
    behind: bytes = b"",
    tracks: int = 1,
) -> bytes:
    """tables: what follows stsd, given where the data begins."""
    start = box("ftyp", b"M4A \0\0\2\0isom")
    stbl = box("stbl", stsd, tables(len(start) + 8))
    head = full("mdhd", bytes(8), be32(44100), bytes(8)), full("hdlr", bytes(4), b"soun", bytes(13))
    trak = box(
        "trak", full("tkhd", bytes(8), be32(1), bytes(72), flags=7), edits, box("mdia", *head, box("minf", stbl))
    )
    moov = box("moov", full("mvhd", bytes(8), be32(44100), bytes(84)), more, trak * tracks)
    return start + box("mdat", data) + moov + behind


def times(count: int) -> bytes:
    return full("stts", be32(1), be32(count), be32(1024))


def chunks(offsets: list[int], per_chunk: int = 1) -> bytes:
    return full("stsc", be32(1), be32(1), be32(per_chunk), be32(1)) + full(
        "stco", be32(len(offsets)), b"".join(map(be32, offsets))
    )


def good(files: Files, **options: bytes) -> bytes:
    packet = packet_of(files)
    count = 50

    def tables(at: int) -> bytes:
        places = [at + i * len(packet) for i in range(count)]
        return times(count) + full("stsz", be32(len(packet)), be32(count)) + chunks(places)

    return mp4(description(files["aac.m4a"]), tables, packet * count, **options)  # type: ignore[arg-type]


@bomb("UnsupportedFormatError")
def mp4_compressed_header(files: Files) -> bytes:
    return (
        box("ftyp", b"qt  \0\0\0\0")
        + box("moov", box("cmov", box("dcom", b"zlib"), box("cmvd", be32(2**30), zlib.compress(bytes(10**8), 9))))
        + box("mdat", bytes(1000))
    )


@bomb("ok")
def mp4_boxes(files: Files) -> bytes:
    return good(files, more=box("free") * 90_000)


@bomb("NotAudioError")
def mp4_more_boxes_than_are_walked(files: Files) -> bytes:
    return good(files, more=box("free") * 1_100_000)


@bomb("CorruptFileError")
def mp4_tracks(files: Files) -> bytes:
    return mp4(
        description(files["aac.m4a"]),
        lambda at: times(1) + full("stsz", be32(4), be32(1)) + chunks([at]),
        bytes(4),
        tracks=10_000,
    )


def mp4_runs(files: Files, order: str) -> bytes:
    count, packet = 150_000, packet_of(files)
    runs = full("stsc", be32(count), b"".join(be32(i + 1) + be32(1) + be32(1) for i in range(count)))

    def tables(at: int) -> bytes:
        places = full("stco", be32(count), be32(at) * count)
        return (
            {"offsets first": places + runs, "twice": runs + places + runs}[order]
            + full("stsz", be32(len(packet)), be32(count))
            + times(count)
        )

    return mp4(description(files["aac.m4a"]), tables, packet)


@bomb("ok")
def mp4_stco_before_stsc(files: Files) -> bytes:
    return mp4_runs(files, "offsets first")


@bomb("ok")
def mp4_two_stsc(files: Files) -> bytes:
    return mp4_runs(files, "twice")


@bomb("LimitError")
def mp4_the_same_bytes_again(files: Files) -> bytes:
    count = 50_000

    def tables(at: int) -> bytes:
        return times(count) + full("stsz", be32(0), be32(count), be32(2**22) * count) + chunks([at] * count)

    return mp4(description(files["aac.m4a"]), tables, packet_of(files) + bytes(2**22))


@bomb("CorruptFileError")
def mp4_a_chunk_of_a_million(files: Files) -> bytes:
    count = 1_000_000

    def tables(at: int) -> bytes:
        return times(count) + full("stsz", be32(0), be32(count), be32(1) * count) + chunks([at], count)

    return mp4(description(files["aac.m4a"]), tables, bytes(count))


@bomb("CorruptFileError")
def mp4_full_tables(files: Files) -> bytes:
    count = 1_300_000
    runs = full("stsc", be32(count), b"".join(be32(i + 1) + be32(1 + i % 2) + be32(1) for i in range(count)))
    ends = full("stts", be32(count), b"".join(be32(1) + be32(4096 if i % 2 else 1024) for i in range(count)))

    def tables(at: int) -> bytes:
        size = full("stsz", be32(1), be32(count * 3 // 2))
        return runs + full("stco", be32(count), be32(at) * count) + size + ends

    return mp4(description(files["aac.m4a"]), tables, bytes(count * 3 // 2 + 4))


@bomb("ok")
def mp4_pcm_in_pieces(files: Files) -> bytes:
    count = 500_000

    def tables(at: int) -> bytes:
        return times(count) + full("stsz", be32(1), be32(count)) + chunks([at + i % 2 * 8 for i in range(count)])

    return mp4(description(files["pcm.mov"]), tables, bytes(64))


@bomb("CorruptFileError")
def mp4_to_and_fro(files: Files) -> bytes:
    """Lengths are looked up packet by packet, at the front of the file and at its end in turns."""
    count, data = 300_000, files["flac.flac"]
    entry = bytes(6) + b"\0\1" + bytes(8) + b"\0\2\0\x10" + bytes(4) + be32(44100 << 16)
    stsd = full("stsd", be32(1), box("fLaC", entry, full("dfLa", b"\x80\0\0\x22" + data[8:42])))
    head = data[data.index(b"\xff\xf8", 42) :][:16]

    def tables(at: int) -> bytes:
        ends = full("stts", be32(count), b"".join(be32(1) + be32(4096 + i % 2) for i in range(count)))
        places = [at + i % 2 * 1_000_000 for i in range(count)]
        return ends + full("stsz", be32(16), be32(count)) + chunks(places)

    return mp4(stsd, tables, head + bytes(1_000_000 - 16) + head)


@bomb("LimitError")
def mp4_edits(files: Files) -> bytes:
    count = 200_000
    entry = be32(1) + be32(40_000) + be32(0x10000) + be32(1) + be32(0) + be32(0x10000)
    return good(files, edits=box("edts", full("elst", be32(count), entry * (count // 2))))


@bomb("CorruptFileError")
def mp4_fragments(files: Files) -> bytes:
    run = full("trun", be32(2**32 - 1)) * 100
    moof = box("moof", full("mfhd", be32(1)), box("traf", full("tfhd", be32(1), be32(1024), be32(1), flags=0x18), run))
    trex = full("trex", be32(1), be32(1), be32(1024), be32(1), be32(0))
    return mp4(
        description(files["aac.m4a"]), lambda _: times(0), b"", more=box("mvex", trex * 1000), behind=moof * 1000
    )


# Matroska (RFC 9559)


def number(value: int) -> bytes:
    size = next(n for n in range(1, 9) if value < 2 ** (7 * n) - 1)
    return (value | 1 << 7 * size).to_bytes(size, "big")


def element(name: int, *contents: bytes) -> bytes:
    data = b"".join(contents)
    return name.to_bytes((name.bit_length() + 7) // 8, "big") + number(len(data)) + data


def block(data: bytes, lacing: int = 0) -> bytes:
    return element(0xA3, b"\x81\0\0" + bytes([0x80 | lacing << 1]) + data)


def cluster(*contents: bytes, time: int = 0) -> bytes:
    return element(0x1F43B675, element(0xE7, time.to_bytes(4, "big")), *contents)


def mka(
    data: bytes, track: bytes = b"", codec: bytes = b"A_PCM/INT/LIT", before: bytes = b"", behind: bytes = b""
) -> bytes:
    audio = element(0xE1, element(0xB5, struct.pack(">d", 48000)), element(0x9F, b"\1"), element(0x6264, b"\x10"))
    entry = element(0xAE, element(0xD7, b"\1"), element(0x83, b"\2"), element(0x86, codec), audio, track)
    return element(0x1A45DFA3, element(0x4282, b"matroska")) + element(
        0x18538067, before, element(0x1654AE6B, entry), data, behind
    )


def encoding(algorithm: int, setting: bytes = b"") -> bytes:
    return element(
        0x6D80,
        element(0x6240, element(0x5034, element(0x4254, bytes([algorithm])), element(0x4255, setting))),
    )


@bomb("LimitError")
def mka_zlib(files: Files) -> bytes:
    packed = block(zlib.compress(bytes(1_000_000), 9))
    return mka(b"".join(cluster(packed * 100, time=i * 1000) for i in range(20)), encoding(0))


@bomb("LimitError")
def mka_zlib_aac(files: Files) -> bytes:
    packed = block(zlib.compress(bytes(1_000_000), 9))
    track = encoding(0) + element(0x63A2, b"\x12\x10")
    return mka(b"".join(cluster(packed * 100, time=i * 1000) for i in range(20)), track, b"A_AAC")


@bomb("ok")
def mka_zlib_of_much_more_than_a_packet(files: Files) -> bytes:
    packed = block(zlib.compress(bytes(100_000_000), 9))
    return mka(b"".join(cluster(packed * 10, time=i * 1000) for i in range(4)), encoding(0))


@bomb("LimitError")
def mka_stripped(files: Files) -> bytes:
    return mka(cluster(block(b"\xff" + bytes(255), 1) * 1000), encoding(3, bytes(2**20)))


@bomb("ok")
def mka_empty_frames(files: Files) -> bytes:
    return mka(cluster(block(b"\xff" + bytes(254), 1) * 10_000))


@bomb("ok")
def mka_empty_elements(files: Files) -> bytes:
    return mka(
        cluster(block(bytes(4000)), b"\xec\x80" * 1_000_000, block(bytes(4000)))
        + b"\x1f\x43\xb6\x75\x80" * 100_000
        + cluster(element(0xA0, b"\xec\x80" * 50_000) * 4)
    )


@bomb("ok")
def mka_cues(files: Files) -> bytes:
    point = element(
        0xBB, element(0xB3, b"\1"), element(0xB7, element(0xF7, b"\1"), element(0xF1, b"\x64")), b"\xb3\x80" * 9
    )
    return mka(cluster(block(bytes(2000)) * 9000), behind=element(0x1C53BB6B, point * 100_000))


# Ogg (RFC 3533)


def page(serial: int, sequence: int, granule: int, packets: list[bytes], flags: int = 0) -> bytes:
    lacing = b"".join(b"\xff" * (len(packet) // 255) + bytes([len(packet) % 255]) for packet in packets)
    head = b"OggS\0" + bytes([flags]) + struct.pack("<qIII", granule, serial, sequence, 0) + bytes([len(lacing)])
    return bytes(ogg.seal(bytearray(head + lacing + b"".join(packets))))


def opus(serial: int, packets: list[bytes], channels: int = 1) -> bytes:
    head = b"OpusHead\1" + bytes([channels]) + b"\0\0" + le32(48000) + b"\0\0\0"
    return (
        page(serial, 0, 0, [head], 2)
        + page(serial, 1, 0, [b"OpusTags" + bytes(8)])
        + page(serial, 2, 960 * len(packets), packets)
    )


TONE = b"\xfc\xff\xfe"  # 20 ms of CELT


@bomb("LimitError")
def ogg_links(files: Files) -> bytes:
    return b"".join(opus(i + 1, [TONE]) for i in range(2500)) * 4


@bomb("ok")
def ogg_empty_pages(files: Files) -> bytes:
    return (
        opus(1, [TONE] * 5) + page(1, 3, -1, []) * 70_000 + page(7, 3, -1, []) * 70_000 + page(1, 9, 9600, [TONE] * 5)
    )


@bomb("ok")
def ogg_wrong_pages(files: Files) -> bytes:
    wrong = b"OggS\0\0" + struct.pack("<qIII", 5, 1, 3, 0) + b"\xff" * 256
    return opus(1, [TONE] * 5) + wrong * 14_000 + page(1, 9, 9600, [TONE] * 5)


class Bits:
    """Numbers of any width, the lowest bit first (Vorbis I specification, 2.1)."""

    def __init__(self) -> None:
        self.value = self.size = 0

    def put(self, value: int, size: int) -> None:
        self.value |= value << self.size
        self.size += size

    def to_bytes(self) -> bytes:
        return self.value.to_bytes((self.size + 7) // 8, "little")


def vorbis(codebook: Callable[[Bits], None]) -> bytes:
    """A stream whose header has 256 of these codebooks."""
    bits = Bits()
    bits.put(255, 8)
    for _ in range(256):
        bits.put(0x564342, 24)
        codebook(bits)
    for value, size in ((0, 64), (0, 6), (0, 1 + 16 + 16 + 8), (1, 1)):  # a mode, and the framing bit
        bits.put(value, size)
    first = b"\1vorbis" + bytes(4) + b"\1" + le32(44100) + bytes(12) + b"\xb8\1"
    pages = [page(1, 0, 0, [first], 2), page(1, 1, 0, [b"\3vorbis" + bytes(8) + b"\1"])]
    pages += [page(1, 2, 0, [b"\5vorbis" + bits.to_bytes()])]
    return b"".join([*pages, *(page(1, 3 + i, 128 * i, [bytes(50)]) for i in range(20))])


@bomb("LimitError")
def vorbis_entries(files: Files) -> bytes:
    def codebook(bits: Bits) -> None:
        count = 2**23 - 1
        for value, size in ((1, 16), (count, 24), (1, 1), (22, 5), (count, 23), (0, 4)):
            bits.put(value, size)

    return vorbis(codebook)


@bomb("LimitError")
def vorbis_dimensions(files: Files) -> bytes:
    def codebook(bits: Bits) -> None:
        for value, size in ((65535, 16), (256, 24), (1, 1), (7, 5), (256, 9), (1, 4), (0, 64), (0, 4), (0, 1), (0, 1)):
            bits.put(value, size)

    return vorbis(codebook)


# Others


def chunk(name: bytes, data: bytes = b"") -> bytes:
    return name + le32(len(data)) + data + bytes(len(data) % 2)


@bomb("ok")
def wav_chunks(files: Files) -> bytes:
    data = files["pcm_s16le.wav"]
    return data[:12] + chunk(b"JUNK") * 90_000 + data[12:]


@bomb("LimitError")
def aiff_chunks(files: Files) -> bytes:
    data = files["pcm.aiff"]
    return data[:12] + (b"ANNO" + bytes(4)) * 500_000 + data[12:]


@bomb("LimitError")
def dsf_blocks(files: Files) -> bytes:
    form = struct.pack("<QIIIIIIQII", 52, 1, 0, 2, 2, 2822400, 1, 2**40, 2**22, 0)
    return (
        b"DSD " + struct.pack("<QQQ", 28, 2**30, 0) + b"fmt " + form + b"data" + struct.pack("<Q", 2**29) + bytes(9**7)
    )


@bomb("CorruptFileError")
def flac_headers(files: Files) -> bytes:
    data = files["flac.flac"]
    at = data.index(b"\xff\xf8", 42)
    return data[:at] + data[at : at + 6] * 400_000


@bomb("ok")
def flac_metadata(files: Files) -> bytes:
    data = files["flac.flac"]
    return data[:4] + bytes([data[4] & 0x7F]) + data[5:42] + b"\1\0\0\0" * 90_000 + data[42:]


@bomb("ok")
def mp3_headers(files: Files) -> bytes:
    return files["bare.mp3"] + b"\xff\xfb\x90\x64" * 1_000_000


@bomb("ok")
def mp3_pictures(files: Files) -> bytes:
    size = 20 << 20
    tag = b"ID3\4\0\0" + bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0)) + bytes(size)
    item = le32(size) + le32(2) + b"Cover Art (Front)\0" + bytes(size)
    return tag + files["bare.mp3"] + item + b"APETAGEX" + b"\xd0\7\0\0" + le32(len(item) + 32) + le32(1) + bytes(12)


@bomb("ok")
def wavpack_headers(files: Files) -> bytes:
    data = files["wavpack.wv"]
    empty = data[:4] + le32(24) + data[8:20] + le32(0) + data[24:32]
    lying = data[:4] + le32(2**20) + data[8:32]
    return data[:40_000] + empty * 60_000 + lying * 60_000


@bomb("CorruptFileError")
def ape_packets(files: Files) -> bytes:
    head = b"MAC " + struct.pack("<HHIIIIIII", 3990, 0, 52, 24, 4, 0, 1000, 0, 0) + bytes(16)
    return head + struct.pack("<HHIIIHHI", 2000, 0, 2**31 - 1, 2**31 - 1, 1, 16, 2, 44100) + le32(80) + bytes(100_000)


def avi(data: bytes) -> bytes:
    def stream(*contents: bytes) -> bytes:
        return chunk(b"LIST", b"strl" + b"".join(contents))

    video = stream(chunk(b"strh", b"vids" + bytes(52)))
    audio = stream(
        chunk(b"strh", b"auds" + bytes(52)), chunk(b"strf", struct.pack("<HHIIHH", 1, 1, 8000, 16000, 2, 16))
    )
    return b"RIFF" + bytes(4) + b"AVI " + chunk(b"LIST", b"hdrl" + video + audio) + chunk(b"LIST", b"movi" + data)


@bomb("ok")
def avi_chunks(files: Files) -> bytes:
    empty = chunk(b"00dc") + chunk(b"01wb") + b"LIST\4\0\0\0rec "
    return avi(empty * 100_000 + chunk(b"01wb", b"ab") * 100_000)


@bomb("ok")
def flv_tags(files: Files) -> bytes:
    def tag(kind: int, data: bytes) -> bytes:
        return bytes([kind]) + len(data).to_bytes(3, "big") + bytes(7) + data + be32(len(data) + 11)

    start = b"FLV\1\5" + be32(9) + bytes(4)
    lying = b"\x08\x10\0\1" + bytes(7)
    return start + tag(9, b"") * 100_000 + tag(8, b"\x3e\0\0") * 100_000 + b"\xff" + lying * 100_000


@bomb("NotAudioError")
def dts_syncs(files: Files) -> bytes:
    return b"\x7f\xfe\x80\x01" * 2**20


@bomb("NotAudioError")
def syncs(files: Files) -> bytes:
    return bytes(range(0xE0, 0x100)).replace(b"\xff", b"\xfb").join([b"\xff"] * 2**17)


# Reading one


def read_here_and_there(path: str) -> tuple[str, int]:
    """The outcome, and how many samples were delivered."""
    import gaudiofile

    delivered = 0
    try:
        with gaudiofile.AudioFile(path) as file:
            for position in (file.frames // 2, file.frames - 10, 0):
                file.seek(max(0, min(position, file.frames)))
                file.read(100)
            while delivered < SAMPLES:
                block = file.read(16384)
                if not block.size:
                    break
                delivered += block.size
    except gaudiofile.Error as error:
        return type(error).__name__, delivered
    return "ok", delivered


def read(path: str) -> dict[str, int | str | float]:
    """Reads a file within what the system allows the process from now on."""
    sandbox.trim()
    begun, address_space = time.process_time(), sandbox.status("VmSize")
    seconds = os.path.getsize(path) / BYTES_A_SECOND + SAMPLES / SAMPLES_A_SECOND
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(begun + 1 + seconds), resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_AS, (address_space + MEMORY + 32 * 2**20, resource.RLIM_INFINITY))
    sandbox.reset_peak()
    before = sandbox.status("VmRSS")
    outcome, delivered = read_here_and_there(path)
    peak, used = sandbox.status("VmHWM") - before, time.process_time() - begun
    return {"outcome": outcome, "peak": peak, "seconds": used, "delivered": delivered}


def main(paths: list[str], warm: list[str]) -> None:
    import gaudiofile

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for name in warm:  # what a process does once: load decoders
        with gaudiofile.AudioFile(name) as file:
            file.read(10)
    for path in paths:
        print(json.dumps(read(path)), flush=True)


def measure(paths: list[Path], warm: list[Path]) -> list[dict[str, int | str | float]]:
    """Reads files in a process of their own. AssertionError if one took more than it may."""
    done = subprocess.run(
        [sys.executable, __file__, json.dumps([list(map(str, paths)), list(map(str, warm))])],
        capture_output=True,
        text=True,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    if done.returncode != 0:
        raise AssertionError(f"{paths[len(answers)].name}: ended with {done.returncode}: {done.stderr[-2000:]}")
    assert "CRITICAL" not in done.stderr, done.stderr
    for path, answer in zip(paths, answers, strict=True):
        assert answer["peak"] <= MEMORY, (path.name, answer)
    return answers


if __name__ == "__main__":
    main(*json.loads(sys.argv[1]))
