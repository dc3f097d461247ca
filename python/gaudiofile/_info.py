# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""What a file is: probe()."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from ._native import probe_file

if TYPE_CHECKING:
    from ._limits import Limits
    from .tags import Tags


class Mark(NamedTuple):
    """A place in a file, or a part of it, that the file itself names; see Info.

    >>> [(chapter.start, chapter.title) for chapter in gaudiofile.probe("song.flac").chapters]
    []
    """

    start: int
    """The frame where it is, or begins, as the file says."""
    end: int | None
    """The frame behind its last; None for a place, and for a part of which the file does not say it."""
    title: str | None
    """What the file calls it."""


@dataclass(frozen=True)
class Info:
    """What an audio file is, by its headers; see probe(). What an AudioFile of it tells too is the same there.

    >>> info = gaudiofile.probe("song.flac")
    >>> info.content_type, info.frames, info.duration
    ('audio/flac', 132300, 3.0)
    """

    format: str
    """What people call the file: the container, or the codec where there is none: "WAV", "MP3", "FLAC"."""
    container: str | None
    """The format of the file around the codec; None if there is none."""
    codec: str
    """How the samples are coded: "pcm", "flac", "mp3", "vorbis" and so on."""
    content_type: str | None
    """The MIME type, by the name that the shared MIME-info database has for it; None for a format that has none."""
    samplerate: int | float
    """Frames per second."""
    num_channels: int
    """The number of channels."""
    channel_layout: str | None
    """What people call these channels: "mono", "stereo", "5.1", "5.1(side)"; None if the file does not say."""
    channel_mask: int
    """The loudspeakers that they are for, a bit for each GstAudioChannelPosition; 0 if the file does not say."""
    file_dtype: str
    """The file's own sample format: "int8" to "float64"; "float32" for codecs with loss."""
    bit_depth: int
    """Significant bits of a sample; 0 for codecs that have no such number."""
    bit_rate: int | None
    """Bits of the audio in a second, on average; None if it is not known without reading all of the file."""
    frames: int
    """The length; an estimate where exact_duration_known is False."""
    exact_duration_known: bool
    """Whether the length is exact."""
    duration: float
    """The length in seconds."""
    tags: "Tags | None" = field(default=None, compare=False)
    """What people wrote into it, with covers: a gaudiofile.tags.Tags, empty where there is nothing; None where they
    cannot be read: without TagLib, of a file that is isolated, and where they are damaged or too large."""
    chapters: tuple[Mark, ...] = ()
    """Chapters, of MP4, Matroska, ID3v2 and Vorbis comments."""
    cues: tuple[Mark, ...] = ()
    """Cue points of WAV and AIFF, and the tracks of a CD in FLAC."""
    loops: tuple[Mark, ...] = ()
    """Parts of WAV and AIFF that an instrument plays over and over."""


def probe(file: Any, *, track: int | None = None, isolation: str | None = None, limits: "Limits | None" = None) -> Info:
    """Tells what an audio file is, by its headers: thousands of files a second.

    file is a name, bytes, an open binary file or a ReadableAudioFile, whose position stays as it is. track, isolation
    and limits are as for AudioFile, and mean nothing for a file that is open. Samples are decoded only where nothing
    else tells channels or rate: the first packet of some codecs.

    Raises what AudioFile raises.

    >>> gaudiofile.probe("song.flac").channel_layout
    'stereo'
    """
    *fields, chapters, cues, loops = probe_file(file, track, isolation, limits)
    return Info(*fields, *(tuple(Mark(*mark) for mark in marks) for marks in (chapters, cues, loops)))


async def probe_async(file: Any, **options: Any) -> Info:
    """probe() for asyncio, with the same arguments: on a thread; ends within 50 ms when the task is cancelled.

    Raises what probe() raises.

    >>> info = asyncio.run(gaudiofile.probe_async("song.flac"))
    """
    from . import _async

    result: Info = await _async.on_file(file, lambda _: probe(file, **options))
    return result
