# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""What a file may claim, and cost."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What a file may claim, and cost, before reading it raises LimitError: limits= of AudioFile and load_many().

    None is the default, which is safe for files from anywhere and not reached by true audio. What a program knows
    better it may narrow, or raise for a file that it trusts: the message of a LimitError names the limit.
    docs/limits.md has the defaults, and why. ValueError from AudioFile for numbers that mean nothing.

    >>> strict = gaudiofile.Limits(channels=2, rate=96_000, seconds=1)
    >>> samples, samplerate = gaudiofile.load("song.flac", limits=strict)
    """

    channels: int | None = None
    """The most channels. It cannot be raised."""
    rate: int | None = None
    """The highest sample rate, in Hz. It cannot be raised."""
    header_bytes: int | None = None
    """Bytes of a header that has to be read: of a codec, with comments and pictures in Ogg, a table of packets."""
    tag_bytes: int | None = None
    """Bytes of all tags in front of the audio and behind it; they are stepped over."""
    decode_ahead: int | None = None
    """Bytes of float that a single packet may become."""
    links: int | None = None
    """Streams that are chained in a file."""
    seconds: float | None = None
    """Seconds of computing in one call without any audio; waiting does not count."""
