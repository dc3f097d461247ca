# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""What can be written, by a short name: a format's, or one for each codec that a format can have besides its usual."""

from dataclasses import dataclass
from typing import Any

import gaudiofile


@dataclass(frozen=True)
class Kind:
    format: str
    codec: str | None = None
    is_pcm: bool = False
    is_lossless: bool = False
    depths: tuple[int, ...] = ()  # that are kept
    most_channels: int = 8
    highest_rate: int = 384000
    rates: tuple[int, ...] = ()  # that the codec has; any other is resampled to the next above it, or to the highest
    sox_reads: bool = False  # also if the end is missing
    ffmpeg_keeps: int = 0  # frames of the encoder's delay that FFmpeg 5 does not drop

    @property
    def options(self) -> dict[str, Any]:
        """For AudioFile() and encode(), beside the format."""
        return {} if self.codec is None else {"codec": self.codec}

    def takes(self, rate: int, channels: int) -> bool:
        return rate <= self.highest_rate and channels <= self.most_channels

    def rate(self, rate: int) -> int:
        """Of the file that is written at this one."""
        above = [other for other in self.rates if other >= rate]
        return min(above, default=max(self.rates)) if self.rates else rate

    def frames(self, frames: int, rate: int) -> int:
        """In the file, of so many at this rate."""
        return (2 * frames * self.rate(rate) + rate) // (2 * rate)


def pcm(format: str, depths: tuple[int, ...], **options: Any) -> Kind:
    return Kind(format, is_pcm=True, is_lossless=True, depths=depths, **options)


def lossless(format: str, depths: tuple[int, ...] = (16, 24), codec: str | None = None, **options: Any) -> Kind:
    return Kind(format, codec, is_lossless=True, depths=depths, **options)


# ISO/IEC 14496-3, table 1.18
AAC_RATES = (7350, 8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000, 64000, 88200, 96000)
WMA_RATES = (8000, 11025, 16000, 22050, 32000, 44100, 48000)
WRITABLE = gaudiofile.get_supported_write_formats()
KINDS = {
    name: kind
    for name, kind in {
        "wav": pcm("wav", (8, 16, 24, 32, 64), sox_reads=True),
        "aiff": pcm("aiff", (8, 16, 24, 32), sox_reads=True),
        "w64": pcm("w64", (8, 16, 24, 32, 64), sox_reads=True),
        "rf64": pcm("rf64", (8, 16, 24, 32, 64)),
        "au": pcm("au", (8, 16, 24, 32, 64), sox_reads=True),
        "caf": pcm("caf", (8, 16, 24, 32, 64), sox_reads=True),
        "flac": lossless("flac", sox_reads=True),
        "ogg-flac": lossless("oga", codec="flac"),
        "wv": lossless("wv", (16, 24, 32)),
        "mka": lossless("mka"),
        "alac": lossless("m4a", codec="alac", most_channels=2),
        "ogg": Kind("ogg", sox_reads=True),
        "opus": Kind("opus", rates=(48000,)),
        "webm": Kind("webm", rates=(48000,)),
        "webm-vorbis": Kind("webm", "vorbis"),
        "mka-aac": Kind("mka", "aac", most_channels=6, rates=AAC_RATES, ffmpeg_keeps=1024),
        "wma": Kind("wma", most_channels=2, rates=WMA_RATES),
        "mp3": Kind("mp3", most_channels=2, highest_rate=48000),
        "m4a": Kind("m4a", most_channels=6, rates=AAC_RATES),
    }.items()
    if f".{kind.format}" in WRITABLE
}
PCM = [name for name, kind in KINDS.items() if kind.is_pcm]
LOSSLESS = [name for name, kind in KINDS.items() if kind.is_lossless]
LOSSY = [name for name, kind in KINDS.items() if not kind.is_lossless]
# Usual contents, of all but AC-3, in which the number of frames does not survive. .aif, .oga, .mkv and .weba are other
# names of .aiff, .ogg, .mka and .webm.
FORMATS = [name for name, kind in KINDS.items() if kind.codec is None]
