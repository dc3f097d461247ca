# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Every format that has to be read, and how a file of it is made, by other people's encoders, from a known signal."""

import functools
import shlex
import struct
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ape
import dsd
import numpy as np
import numpy.typing as npt
import soundfile
from generated import copy_generated

SECONDS = 2.27

Array = npt.NDArray[Any]

# How many bits of an int32 are in a sample of the source; none: floats.
BITS = {"PCM_U8": 8, "PCM_16": 16, "PCM_24": 24, "PCM_32": 32}


@functools.lru_cache(maxsize=16)
def make_signal(rate: int, channels: int, frames: int) -> npt.NDArray[np.float64]:
    """Plucked notes in a little noise, shape (frames, channels): as loud as music, and nowhere like itself shifted."""
    rng = np.random.default_rng(rate + channels)
    signal = rng.normal(0, 0.01, (frames, channels))
    time = np.arange(int(0.4 * rate)) / rate
    for start in range(0, frames, int(0.07 * rate)):
        pitch = 110 * 2 ** (rng.integers(0, 48) / 12)
        decay = np.exp(-time * rng.uniform(5, 20))
        note = sum(np.sin(2 * np.pi * pitch * n * time) / n for n in range(1, 6) if pitch * n < 0.4 * rate)
        note = (note * decay)[: frames - start, None]
        signal[start : start + len(note)] += 0.25 * note * rng.uniform(0.2, 1, channels)
    signal /= max(1.0, 1.02 * np.abs(signal).max())
    return signal


@dataclass(frozen=True)
class Format:
    """One row of the table."""

    command: str | Callable[[Path, Path], None]  # from a WAV file {i} to a file {o}
    rate: int = 44100
    channels: int = 2
    source: str = "PCM_16"  # soundfile's name of the samples in {i}
    lossless: bool = False  # read_raw() gives the source's samples
    length: bool = False  # the length and position of the source are kept, in the file or by what the codec is
    out_rate: int | None = None  # where the codec has one of its own
    moved: int = 0  # frames by which the codec itself may move the signal (WMA: to before the start, as in FFmpeg)
    noisy: bool = False  # the codec makes noise of its own
    seconds: float = SECONDS

    @property
    def frames(self) -> int:
        return int(self.rate * self.seconds) + 3 if self.seconds else 0

    @property
    def samples(self) -> Array:
        """The source, shape (frames, channels): int32 with the source's bits on top, or float64."""
        signal = make_signal(self.rate, self.channels, self.frames)
        if self.source in BITS:
            unused = 32 - BITS[self.source]
            return (signal * (2**31 - 1)).astype(np.int64).astype(np.int32) >> unused << unused
        return 1.5 * signal if self.source == "DOUBLE" else (1.5 * signal).astype(np.float32)

    @property
    def raw(self) -> Array:
        """What read_raw() has to return for a lossless format, shape (channels, frames)."""
        samples = self.samples.T
        bits = BITS.get(self.source, 32)
        return (samples >> (32 - bits)).astype(f"i{bits // 8}") if bits < 24 else samples


FF = "ffmpeg -v error -y -i {i} -map_metadata -1 "


def ff(options: str, **keywords: Any) -> Format:
    return Format(FF + options + " {o}", **keywords)


def exact(command: str | Callable[[Path, Path], None], **keywords: Any) -> Format:
    if isinstance(command, str) and not command.startswith(("flac ", "wavpack ", "sox ")):
        command = FF + command + " {o}"
    return Format(command, lossless=True, length=True, **keywords)


def run(command: str, source: Path, target: Path) -> None:
    words = [word.format(i=source, o=target) for word in shlex.split(command)]
    done = subprocess.run(words, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, f"{shlex.join(words)}: {done.stderr}"


def copy(source: Path, target: Path) -> None:
    target.write_bytes(source.read_bytes())


def monkey(encoder: Callable[..., bytes]) -> Callable[[Path, Path], None]:
    def make(source: Path, target: Path) -> None:
        bits = {"PCM_U8": 8, "PCM_16": 16, "PCM_24": 24}[soundfile.info(source).subtype]
        samples, rate = soundfile.read(source, dtype="int32", always_2d=True)
        target.write_bytes(encoder(samples >> (32 - bits), rate, bits))

    return make


def direct_stream(writer: Callable[..., bytes], **options: Any) -> Callable[[Path, Path], None]:
    def make(source: Path, target: Path) -> None:
        samples, rate = soundfile.read(source, always_2d=True)
        target.write_bytes(writer(dsd.modulate(0.9 * samples), rate * dsd.OVERSAMPLING, **options))

    return make


def chain(*commands: str) -> Callable[[Path, Path], None]:
    """A chained Ogg file of the links that these make."""

    def make(source: Path, target: Path) -> None:
        data = b""
        for command in commands:
            run(command, source, target)
            data += target.read_bytes()
        target.write_bytes(data)

    return make


def amr_wb(source: Path, target: Path) -> None:
    """The encoder writes packets without a header."""
    run("gst-launch-1.0 -q filesrc location={i} ! wavparse ! voamrwbenc ! filesink location={o}", source, target)
    data = target.read_bytes()
    magic = b"#!AMR-WB\n"
    target.write_bytes(data if data.startswith(magic) else magic + data)


def layer_1(source: Path, target: Path) -> None:
    """Nothing installed encodes layer 1, but any bits are samples in it: frames of 384 kb/s, 44.1 kHz, stereo, with
    4-bit noise in the lowest 8 of the 32 bands, at any of 32 levels."""
    del source
    rng = np.random.default_rng(1)
    data = bytearray()
    for _ in range(int(44100 * SECONDS) // 384):
        bits = ["0011" * 16 + "0000" * 48]  # of both channels, band by band: 0011 is 4 bits a sample
        bits += [f"{scale:06b}" for scale in rng.integers(16, 48, 16)]
        bits += [f"{sample:04b}" for sample in rng.integers(0, 15, 12 * 16)]  # all ones are forbidden
        payload = "".join(bits)
        payload += "0" * (-len(payload) % 8)
        size = 12 * 384000 // 44100 * 4
        frame = bytes.fromhex("ffffc000") + int(payload, 2).to_bytes(len(payload) // 8, "big")
        data += frame.ljust(size, b"\0")
    target.write_bytes(data)


def caf_of_aac(options: str) -> Callable[[Path, Path], None]:
    """AAC in CAF, which is Apple's own way and tells delay and padding. ffmpeg encodes it but cannot put it there."""

    def box(kind: bytes, content: bytes) -> bytes:
        return kind + struct.pack(">q", len(content)) + content

    def descriptor(tag: int, content: bytes) -> bytes:
        return bytes([tag, len(content)]) + content

    def make(source: Path, target: Path) -> None:
        run(f"{FF} -c:a aac {options} -f adts {{o}}", source, target)
        data, info, packets = target.read_bytes(), soundfile.info(source), []
        profile, rate, channels = data[2] >> 6, data[2] >> 2 & 15, (data[2] & 1) << 2 | data[3] >> 6
        while data:
            size = (data[3] & 3) << 11 | data[4] << 3 | data[5] >> 5
            packets.append(data[7:size])
            data = data[size:]
        config = descriptor(5, struct.pack(">H", profile + 1 << 11 | rate << 7 | channels << 3))
        cookie = descriptor(4, bytes([0x40, 0x15]) + bytes(11) + config)
        padding = len(packets) * 1024 - 1024 - info.frames
        table = struct.pack(">qqii", len(packets), info.frames, 1024, padding)
        table += b"".join(bytes([128 | len(p) >> 7, len(p) & 127]) for p in packets)
        target.write_bytes(
            b"caff\0\1\0\0"
            + box(b"desc", struct.pack(">d4sIIIII", info.samplerate, b"aac ", 0, 0, 1024, channels, 0))
            + box(b"kuki", descriptor(3, bytes(3) + cookie + descriptor(6, b"\2")))
            + box(b"pakt", table)
            + box(b"data", bytes(4) + b"".join(packets))
        )

    return make


def libsndfile(container: str, subtype: str, endian: str = "FILE") -> Callable[[Path, Path], None]:
    """What only libsndfile writes, of those installed."""

    def make(source: Path, target: Path) -> None:
        samples, rate = soundfile.read(source, dtype={"FLOAT": "float32"}.get(subtype, "int32"), always_2d=True)
        soundfile.write(target, samples, rate, subtype=subtype, format=container, endian=endian)

    return make


def oggenc(options: str = "", serial: int = 1) -> str:
    return f"oggenc -Q -s {serial} {options} -o {{o}} {{i}}"


def opusenc(options: str = "") -> str:
    return f"opusenc --quiet --serial 7 {options} {{i}} {{o}}"


def lame(options: str) -> str:
    return f"lame --quiet {options} {{i}} {{o}}"


MPCENC = "mpcenc --silent --overwrite {i} {o}"

# The filter that makes floats of bits is as long as that.
DSD: dict[str, Any] = {"out_rate": 352800, "length": True, "moved": 16, "seconds": 0.3}

# The name of the file tells what it is.
FORMATS: dict[str, Format] = {
    # WAV and its relatives
    "u8.wav": exact("-c:a pcm_u8", source="PCM_U8"),
    "u8-mono-odd.wav": exact("-c:a pcm_u8", source="PCM_U8", channels=1, rate=8000),
    "s16.wav": exact("-c:a pcm_s16le"),
    "s16-6ch-96k.wav": exact("-c:a pcm_s16le", channels=6, rate=96000, seconds=1),
    "s24.wav": exact("-c:a pcm_s24le", source="PCM_24"),
    "s24-mono.wav": exact("-c:a pcm_s24le", source="PCM_24", channels=1, rate=48000),
    "s32.wav": exact("-c:a pcm_s32le", source="PCM_32"),
    "f32.wav": exact("-c:a pcm_f32le", source="FLOAT"),
    "f64.wav": exact("-c:a pcm_f64le", source="DOUBLE"),
    "extensible-24.wav": exact("sox {i} -t wav -b 24 {o}", source="PCM_24"),
    "bext.wav": exact("-c:a pcm_s16le -write_bext 1 -metadata description=test"),
    "rf64.wav": exact("-c:a pcm_s16le -rf64 always"),
    "s24.rf64": exact("-c:a pcm_s24le -rf64 always -f wav", source="PCM_24"),
    "s16.w64": exact("-c:a pcm_s16le"),
    "f32.w64": exact("-c:a pcm_f32le", source="FLOAT"),
    "rifx.wav": exact("sox {i} -B {o}"),
    "alaw.wav": ff("-c:a pcm_alaw", length=True),
    "mulaw-8k-mono.wav": ff("-c:a pcm_mulaw", length=True, rate=8000, channels=1),
    "ms-adpcm.wav": ff("-c:a adpcm_ms"),
    "ms-adpcm-fact-mono.wav": Format("sox {i} -e ms-adpcm {o}", channels=1, rate=22050),
    "ima-adpcm.wav": ff("-c:a adpcm_ima_wav"),
    "ima-adpcm-fact-mono.wav": Format("sox {i} -e ima-adpcm {o}", channels=1, rate=22050),
    "yamaha-adpcm.wav": ff("-c:a adpcm_yamaha"),
    "yamaha-adpcm-mono.wav": ff("-c:a adpcm_yamaha", channels=1, rate=8000),
    "g722.wav": ff("-c:a g722", channels=1, rate=16000, moved=22),
    "g726-16k.wav": ff("-c:a g726 -b:a 16k", channels=1, rate=8000),
    "g726-24k.wav": ff("-c:a g726 -b:a 24k", channels=1, rate=8000),
    "g726-32k.wav": ff("-c:a g726 -b:a 32k", channels=1, rate=8000),
    "g721.wav": Format(libsndfile("WAV", "G721_32"), channels=1, rate=8000),
    "gsm.wav": Format("sox {i} -e gsm-full-rate {o}", channels=1, rate=8000),
    "mp3.wav": ff("-c:a libmp3lame -b:a 128k"),
    # AIFF, AU, CAF
    "s8.aiff": exact("-c:a pcm_s8", source="PCM_U8"),
    "s16.aiff": exact("-c:a pcm_s16be"),
    "s24.aiff": exact("-c:a pcm_s24be", source="PCM_24"),
    "s32.aiff": exact("-c:a pcm_s32be", source="PCM_32"),
    "sowt.aifc": exact("-c:a pcm_s16le -f aiff"),
    "fl32.aifc": exact("-c:a pcm_f32be -f aiff", source="FLOAT"),
    "fl64.aifc": exact("-c:a pcm_f64be -f aiff", source="DOUBLE"),
    "alaw.aifc": ff("-c:a pcm_alaw -f aiff", length=True),
    "ulaw.aifc": ff("-c:a pcm_mulaw -f aiff", length=True, channels=1),
    "ima4.aifc": ff("-c:a adpcm_ima_qt -f aiff"),
    "s8.au": exact("-c:a pcm_s8", source="PCM_U8"),
    "s16.au": exact("-c:a pcm_s16be"),
    "s24.au": exact("-c:a pcm_s24be", source="PCM_24"),
    "s32.au": exact("-c:a pcm_s32be", source="PCM_32"),
    "f32.au": exact("-c:a pcm_f32be", source="FLOAT"),
    "f64.au": exact("-c:a pcm_f64be", source="DOUBLE"),
    "mulaw-8k.au": ff("-c:a pcm_mulaw", length=True, rate=8000, channels=1),
    "alaw.au": ff("-c:a pcm_alaw", length=True),
    "g721.au": ff("-c:a g726le -b:a 32k", channels=1, rate=8000),
    "g723-3-bits.au": Format(libsndfile("AU", "G723_24"), channels=1, rate=8000),
    "g722.au": ff("-c:a g722", channels=1, rate=16000, moved=22),
    "stereo.adx": ff("-c:a adpcm_adx"),
    "mono.adx": ff("-c:a adpcm_adx", channels=1, rate=22050),
    "s16-little.au": exact(libsndfile("AU", "PCM_16", "LITTLE")),
    # Older ones
    "u8-8k-mono.voc": exact("sox {i} -b 8 -e unsigned {o}", source="PCM_U8", channels=1, rate=8000),
    "s16.voc": exact("-c:a pcm_s16le"),
    "s16-sox.voc": exact("sox {i} {o}"),
    "alaw.voc": ff("-c:a pcm_alaw", length=True),
    "mulaw-mono.voc": Format(libsndfile("VOC", "ULAW"), channels=1, length=False),
    "s16.sph": exact("sox {i} -t sph {o}"),
    "s16-big.sph": exact("sox {i} -B -t sph {o}"),
    "s24-6ch.sph": exact("sox {i} -t sph {o}", source="PCM_24", channels=6),
    "s32.sph": exact(libsndfile("NIST", "PCM_32", "BIG"), source="PCM_32"),
    "mulaw-8k.sph": Format("sox {i} -e u-law -t sph {o}", channels=1, rate=8000, length=True),
    "alaw.sph": Format(libsndfile("NIST", "ALAW"), length=True),
    "s16.sf": exact("sox {i} {o}"),
    "s16-big.sf": exact("sox {i} -B {o}"),
    "s24.sf": exact("sox {i} {o}", source="PCM_24"),
    "f32-little.sf": exact(libsndfile("IRCAM", "FLOAT", "LITTLE"), source="FLOAT"),
    "s32-mono.sf": exact(libsndfile("IRCAM", "PCM_32", "BIG"), source="PCM_32", channels=1),
    "s16-big.paf": exact(libsndfile("PAF", "PCM_16", "BIG")),
    "s16-little.paf": exact(libsndfile("PAF", "PCM_16", "LITTLE")),
    "s16.avr": exact("sox {i} {o}"),
    "u16.avr": exact("sox {i} -e unsigned -b 16 {o}"),
    "u8-mono.avr": exact("sox {i} -e unsigned -b 8 {o}", source="PCM_U8", channels=1, rate=8000),
    "s8.8svx": exact("sox {i} {o}", source="PCM_U8"),
    "s8-mono.8svx": exact("sox {i} {o}", source="PCM_U8", channels=1, rate=8000),
    "s16-mono.svx": exact(libsndfile("SVX", "PCM_16"), channels=1),
    "s16-16k.htk": exact("sox {i} {o}", channels=1, rate=16000),
    "s32.sox": exact("sox {i} {o}", source="PCM_32"),
    "s32-big.sox": exact("sox {i} -B {o}", source="PCM_32", channels=1),
    "s16.pvf": exact("sox {i} {o}"),
    "alaw-8k.wve": Format("sox {i} {o}", channels=1, rate=8000, length=True),
    "s16-mpc2k.snd": exact(libsndfile("MPC2K", "PCM_16")),
    "s16be.caf": exact("-c:a pcm_s16be"),
    "s16le.caf": exact("-c:a pcm_s16le"),
    "s24-6ch.caf": exact("-c:a pcm_s24be", source="PCM_24", channels=6),
    "f32.caf": exact("-c:a pcm_f32le", source="FLOAT"),
    "f64.caf": exact("-c:a pcm_f64be", source="DOUBLE"),
    "alac.caf": exact("-c:a alac"),
    "alac-24-mono.caf": exact("-c:a alac -sample_fmt s32p", source="PCM_24", channels=1),
    "mulaw.caf": ff("-c:a pcm_mulaw", length=True),
    "aac.caf": Format(caf_of_aac("-b:a 128k"), noisy=True, length=True),
    "aac-no-pns.caf": Format(caf_of_aac("-b:a 128k -aac_pns 0"), length=True),
    "ima4.caf": ff("-c:a adpcm_ima_qt"),
    # FLAC
    "8-bit.flac": exact("flac -s -f -o {o} {i}", source="PCM_U8"),
    "16-bit.flac": exact("flac -s -f -o {o} {i}"),
    "16-bit-0-mono-8k.flac": exact("flac -s -f -0 --no-seektable -o {o} {i}", channels=1, rate=8000),
    "24-bit-96k.flac": exact("flac -s -f -8 -o {o} {i}", source="PCM_24", rate=96000),
    "6ch.flac": exact("-c:a flac", channels=6, rate=48000),
    "ffmpeg.flac": exact("-c:a flac -compression_level 8"),
    "blocks-of-500.flac": exact("flac -s -f -b 500 --lax -o {o} {i}"),
    "16-bit.oga": exact("flac -s -f --ogg --serial-number=3 -o {o} {i}"),
    "24-bit-mono.oga": exact("flac -s -f --ogg --serial-number=3 -o {o} {i}", source="PCM_24", channels=1),
    "flac-ffmpeg.ogg": exact("-c:a flac -f ogg"),
    # Vorbis, Opus, Speex
    "mono.ogg": Format(oggenc(), channels=1, length=True),
    "stereo.ogg": Format(oggenc(), length=True),
    "q9-48k.ogg": Format(oggenc("-q 9"), rate=48000, length=True),
    "8k.ogg": Format(oggenc(), rate=8000, channels=1, length=True),
    "22k.ogg": Format(oggenc("-q -1"), rate=22050, length=True),
    "96k.ogg": Format(oggenc(), rate=96000, length=True),
    "6ch.ogg": Format(oggenc(), channels=6, rate=48000, length=True),
    "short.ogg": Format(oggenc(), length=True, seconds=0.01),
    "libvorbis.ogg": ff("-c:a libvorbis", length=True),
    "chained.ogg": Format(chain(oggenc(), oggenc("-q 1", 2), oggenc("-q 8", 3))),
    "chained-two-rates.ogg": Format(chain(oggenc(), oggenc("--resample 22050", 2), oggenc("", 3))),
    "chained-mono.ogg": Format(chain(oggenc(), oggenc("--downmix", 2))),
    "chained-from-mono.ogg": Format(chain(oggenc("--downmix"), oggenc("", 2))),
    "chained-flac.ogg": Format(chain(oggenc(), "flac -s -f --ogg --serial-number=9 -o {o} {i}")),
    "music.opus": Format(opusenc("--music --bitrate 128"), rate=48000, length=True),
    "music-mono.opus": Format(opusenc("--music"), rate=48000, channels=1, length=True),
    "voice-mono.opus": Format(opusenc("--speech --bitrate 16"), rate=48000, channels=1, length=True, moved=3),
    "voice-stereo.opus": Format(opusenc("--speech --bitrate 24"), rate=48000, length=True, moved=3),
    "wide-band.opus": Format(opusenc("--bitrate 24"), rate=16000, channels=1, length=True, out_rate=48000, moved=3),
    "6ch.opus": Format(opusenc(), rate=48000, channels=6, length=True),
    "frames-2.5.opus": Format(opusenc("--framesize 2.5"), rate=48000, length=True),
    "frames-60.opus": Format(opusenc("--framesize 60"), rate=48000, length=True),
    "libopus.opus": ff("-c:a libopus", rate=48000, length=True),
    "chained.opus": Format(chain(opusenc(), opusenc("--downmix-mono --serial 8"), opusenc("--serial 9")), rate=48000),
    "8k.spx": ff("-c:a libspeex -f ogg", rate=8000, channels=1),
    "16k.spx": ff("-c:a libspeex -f ogg", rate=16000, channels=1),
    "32k-stereo.spx": ff("-c:a libspeex -f ogg", rate=32000),
    # MPEG audio
    "cbr-lame.mp3": Format(lame("-b 128"), length=True),
    "cbr-320-mono.mp3": Format(lame("-b 320 -m m"), channels=1, rate=48000, length=True),
    "vbr-lame.mp3": Format(lame("-V 2"), length=True),
    "abr-lame.mp3": Format(lame("--abr 150"), length=True),
    "cbr-no-tag.mp3": Format(lame("-b 128 -t")),
    "vbr-no-tag.mp3": Format(lame("-V 4 -t")),
    "cbr-crc.mp3": Format(lame("-b 192 -p"), length=True),
    "free-format.mp3": Format(lame("--freeformat -b 200")),
    "cbr-lavc.mp3": ff("-c:a libmp3lame -b:a 128k", length=True),
    "vbr-lavc.mp3": ff("-c:a libmp3lame -q:a 3", length=True),
    "lavc-no-tag.mp3": ff("-c:a libmp3lame -b:a 96k -write_xing 0 -id3v2_version 0"),
    "shine.mp3": ff("-c:a libshine -b:a 128k"),
    "mpeg-2-22k.mp3": Format(lame("-b 64 --resample 22.05"), rate=22050, length=True),
    "mpeg-2-16k-vbr-mono.mp3": Format(lame("-V 5 -m m --resample 16"), rate=16000, channels=1, length=True),
    "mpeg-2-no-tag.mp3": Format(lame("-b 64 -t --resample 24"), rate=24000),
    "mpeg-2.5-11k.mp3": Format(lame("-b 32 --resample 11.025"), rate=11025, length=True),
    "mpeg-2.5-8k-mono.mp3": Format(lame("-b 24 -m m --resample 8"), rate=8000, channels=1, length=True),
    "short.mp3": Format(lame("-b 128"), length=True, seconds=0.01),
    "stereo.mp2": ff("-c:a mp2 -b:a 192k"),
    "mono-48k.mp2": ff("-c:a mp2 -b:a 96k", channels=1, rate=48000),
    "twolame.mp2": ff("-c:a libtwolame -b:a 256k"),
    "mpeg-2-22k.mp2": ff("-c:a mp2 -b:a 96k", rate=22050),
    "noise.mp1": Format(layer_1),
    # AAC and what MP4 holds
    "stereo.aac": ff("-c:a aac -b:a 128k -f adts", noisy=True),
    "no-pns.aac": ff("-c:a aac -b:a 128k -aac_pns 0 -f adts"),
    "mono-16k.aac": ff("-c:a aac -b:a 32k -f adts", noisy=True, rate=16000, channels=1),
    "6ch-48k.aac": ff("-c:a aac -b:a 320k -f adts", noisy=True, rate=48000, channels=6),
    "96k-no-pns.aac": ff("-c:a aac -b:a 256k -aac_pns 0 -f adts", rate=96000),
    "aac.m4a": ff("-c:a aac -b:a 128k", noisy=True, length=True),
    "aac-no-pns.m4a": ff("-c:a aac -b:a 128k -aac_pns 0", length=True),
    "aac-faststart-48k.m4a": ff("-c:a aac -b:a 96k -aac_pns 0 -movflags +faststart", rate=48000, length=True),
    "aac-fragments.m4a": ff("-c:a aac -aac_pns 0 -movflags +frag_keyframe+empty_moov -frag_duration 300000"),
    "aac-mono-8k.m4a": ff("-c:a aac -aac_pns 0", rate=8000, channels=1, length=True),
    "aac-6ch.mp4": ff("-c:a aac -aac_pns 0", rate=48000, channels=6, length=True),
    "aac.mov": ff("-c:a aac -aac_pns 0", length=True),
    "aac.3gp": ff("-c:a aac -aac_pns 0", length=True),
    "alac-16.m4a": exact("-c:a alac"),
    "alac-24-96k.m4a": exact("-c:a alac -sample_fmt s32p", source="PCM_24", rate=96000, seconds=1),
    "alac-mono.m4a": exact("-c:a alac", channels=1, rate=22050),
    "flac.mp4": exact("-c:a flac -strict -2"),
    "opus.mp4": ff("-c:a libopus -strict -2", rate=48000, length=True),
    "mp3.mp4": ff("-c:a libmp3lame -b:a 128k"),
    "ac3.mp4": ff("-c:a ac3", rate=48000, noisy=True),
    "s16.mov": exact("-c:a pcm_s16le"),
    "s16be.mov": exact("-c:a pcm_s16be"),
    "s24.mov": exact("-c:a pcm_s24le", source="PCM_24", channels=1),
    "f32.mov": exact("-c:a pcm_f32le", source="FLOAT"),
    "f32be.mov": exact("-c:a pcm_f32be", source="FLOAT"),
    "f64.mov": exact("-c:a pcm_f64le", source="DOUBLE"),
    "s32.mov": exact("-c:a pcm_s32le", source="PCM_32"),
    "u8.mov": exact("-c:a pcm_u8", source="PCM_U8"),
    "6ch.mov": exact("-c:a pcm_s16be", rate=48000, channels=6),
    "96k.mov": exact("-c:a pcm_s24be", source="PCM_24", rate=96000, seconds=1),
    "alaw.mov": ff("-c:a pcm_alaw", length=True),
    "mulaw-6ch.mov": ff("-c:a pcm_mulaw", rate=48000, channels=6, length=True),
    "ima4.mov": ff("-c:a adpcm_ima_qt"),
    # The rest
    "stereo.ac3": ff("-c:a ac3 -b:a 192k", rate=48000, noisy=True),
    "6ch.ac3": ff("-c:a ac3 -b:a 448k", rate=48000, channels=6, noisy=True),
    "mono-32k.ac3": ff("-c:a ac3 -b:a 96k", rate=32000, channels=1, noisy=True),
    "44k.ac3": ff("-c:a ac3 -b:a 192k", noisy=True),
    "stereo.eac3": ff("-c:a eac3 -b:a 192k", rate=48000, noisy=True),
    "6ch.eac3": ff("-c:a eac3 -b:a 384k", rate=48000, channels=6, noisy=True),
    "v1.wma": ff("-c:a wmav1 -b:a 128k", moved=2048),
    "v2.wma": ff("-c:a wmav2 -b:a 128k", moved=2048),
    "v2-mono-22k.wma": ff("-c:a wmav2 -b:a 32k", rate=22050, channels=1, moved=1024),
    "wmav2.wav": ff("-c:a wmav2 -b:a 128k", moved=2048),
    "s16.asf": exact("-c:a pcm_s16le"),
    "alaw.asf": ff("-c:a pcm_alaw", length=True),
    "mp3.asf": ff("-c:a libmp3lame -b:a 128k"),
    "mp2.asf": ff("-c:a mp2"),
    "aac.asf": ff("-c:a aac -aac_pns 0"),
    "ac3.asf": ff("-c:a ac3", rate=48000, noisy=True),
    "s16.avi": exact("-c:a pcm_s16le"),
    "mp3.avi": ff("-c:a libmp3lame"),
    "aac.avi": ff("-c:a aac -aac_pns 0"),
    "aac.flv": ff("-c:a aac -aac_pns 0"),
    "mp3.flv": ff("-c:a libmp3lame"),
    "s16.flv": exact("-c:a pcm_s16le"),
    "mp2.mpg": ff("-c:a mp2 -f mpeg"),
    "ac3.vob": ff("-c:a ac3 -f vob", rate=48000, noisy=True),
    "16-bit.mlp": exact("-c:a mlp -strict -2", rate=48000, seconds=2.24994),  # 2700 units of 40 frames
    "24-bit.thd": exact("-c:a truehd -sample_fmt s32 -strict -2", source="PCM_24"),
    "24-bit-96k.thd": exact("-c:a truehd -sample_fmt s32 -strict -2", source="PCM_24", rate=96000, seconds=1),
    "6ch.thd": exact("-c:a truehd -sample_fmt s32 -strict -2", source="PCM_24", rate=48000, channels=6),
    "mp2.ts": ff("-c:a mp2"),
    "aac.ts": ff("-c:a aac -aac_pns 0"),
    "ac3.m2ts": ff("-c:a ac3 -f mpegts -mpegts_m2ts_mode 1", rate=48000, noisy=True),
    "16-bit.wv": exact("wavpack -q -y {i} -o {o}"),
    "16-bit-fast-mono.wv": exact("wavpack -q -y -f {i} -o {o}", channels=1, rate=8000),
    "24-bit-96k.wv": exact("wavpack -q -y -hh {i} -o {o}", source="PCM_24", rate=96000, seconds=1),
    "32-bit.wv": exact("wavpack -q -y {i} -o {o}", source="PCM_32"),
    "float.wv": exact("wavpack -q -y {i} -o {o}", source="FLOAT"),
    "8-bit.wv": exact("wavpack -q -y {i} -o {o}", source="PCM_U8"),
    "6ch.wv": exact("wavpack -q -y {i} -o {o}", channels=6, rate=48000),
    "hybrid.wv": Format("wavpack -q -y -b4 {i} -o {o}", length=True),
    "16-bit.tta": exact("-c:a tta"),
    "8-bit-mono.tta": exact("-c:a tta -sample_fmt u8", source="PCM_U8", channels=1, rate=8000, seconds=20),
    "24-bit-96k.tta": exact("-c:a tta -sample_fmt s32", source="PCM_24", rate=96000),
    "6ch.tta": exact("-c:a tta", channels=6, rate=48000),
    "16-bit.ape": exact(monkey(ape.encode)),
    "24-bit-mono.ape": exact(monkey(ape.encode), source="PCM_24", channels=1),
    "8-bit.ape": exact(monkey(ape.encode), source="PCM_U8", rate=8000),
    "old-16-bit.ape": exact(monkey(ape.encode_old), seconds=7.5),
    "old-24-bit-mono.ape": exact(monkey(ape.encode_old), source="PCM_24", channels=1),
    "stereo.dsf": Format(direct_stream(dsd.dsf), **DSD),
    "high-first-mono.dsf": Format(direct_stream(dsd.dsf, low_first=False), channels=1, **DSD),
    "stereo.dff": Format(direct_stream(dsd.dsdiff), **DSD),
    "dst.dff": Format(direct_stream(dsd.dsdiff, compression=b"DST "), out_rate=352800, seconds=0.3),
    "stereo.mpc": Format(MPCENC, length=True),
    "mono.mpc": Format(MPCENC, channels=1, length=True),
    "48k.mpc": Format(MPCENC, rate=48000, length=True),
    "low.mpc": Format("mpcenc --silent --overwrite --quality 2 {i} {o}", length=True, noisy=True),
    "nb.amr": Format("sox {i} -t amr-nb {o}", rate=8000, channels=1),
    "nb-12.2.amr": Format("sox {i} -C 7 -t amr-nb {o}", rate=8000, channels=1),
    "wb.awb": Format(amr_wb, rate=16000, channels=1),
    "opus.webm": ff("-c:a libopus", rate=48000, length=True),
    "vorbis.webm": ff("-c:a libvorbis"),
    "vorbis-6ch.mka": ff("-c:a libvorbis", rate=48000, channels=6),
    "flac.mka": exact("-c:a flac"),
    "aac.mka": ff("-c:a aac -aac_pns 0"),
    "mp3.mka": ff("-c:a libmp3lame -b:a 128k"),
    "ac3.mka": ff("-c:a ac3", rate=48000, noisy=True),
    "wavpack.mka": exact("-c:a wavpack"),
    "s16.mka": exact("-c:a pcm_s16le"),
    "s24.mka": exact("-c:a pcm_s24le", source="PCM_24"),
    "f32.mka": exact("-c:a pcm_f32le", source="FLOAT"),
}


def make(name: str, folder: Path) -> Path:
    """A file of one of the FORMATS, made once for each folder."""
    target = folder / name
    if not target.exists():
        copy_generated(name, folder, functools.partial(encode, name))
    return target


def encode(name: str, folder: Path) -> None:
    row = FORMATS[name]
    source, target = folder / f"{name}.source.wav", folder / name
    write_source(row, source)
    if callable(row.command):
        row.command(source, target)
    else:
        run(row.command, source, target)
    source.unlink()


def write_source(row: Format, path: Path) -> None:
    soundfile.write(path, row.samples, row.rate, subtype=row.source, format="WAV")
