# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""The part of gaudiofile that is written in C."""

import os
from collections.abc import AsyncIterator, Callable, Generator, Iterable, Iterator, Mapping, Sequence
from types import TracebackType
from typing import Any, Literal, Protocol, SupportsIndex, TypeVar, final, overload, type_check_only

import numpy as np
import numpy.typing as npt
from typing_extensions import disjoint_base

from ._limits import Limits
from ._resample import Resample
from ._types import _Count, _Isolation, _Out, _Quality, _Rate, _Samples, _Sink, _Source, _Track
from .tags import Tags

_T = TypeVar("_T")
_F = TypeVar("_F", covariant=True)

@type_check_only
class _Opening(Protocol[_F]):
    def __await__(self) -> Generator[Any, None, _F]: ...
    async def __aenter__(self) -> _F: ...
    async def __aexit__(
        self, kind: type[BaseException] | None, value: BaseException | None, traceback: TracebackType | None
    ) -> None: ...

version: str
"""The version of the library."""

def get_supported_read_formats() -> list[str]:
    """The file name extensions (``".wav"`` and so on) that can be read on this machine now, sorted.

    What a file is called is not looked at when it is opened. Formats whose GStreamer plugin is not installed are
    left out.

    >>> ".flac" in gaudiofile.get_supported_read_formats()
    True
    """

def get_supported_write_formats() -> list[str]:
    """The file name extensions (``".wav"`` and so on) of the formats that can be written on this machine now, sorted.

    Formats whose GStreamer plugin is not installed are left out.

    >>> ".flac" in gaudiofile.get_supported_write_formats()
    True
    """

def read_tags(path: str | os.PathLike[str], /) -> Tags:
    """The tags of the file: a gaudiofile.tags.Tags."""

def write_tags(path: str | os.PathLike[str], tags: Mapping[str, str | Iterable[str] | None], replace: bool, /) -> None:
    """Changes the tags of the file."""

def readable_content_types() -> list[str]:
    """The MIME types of the formats that can be read on this machine now, sorted: for file choosers.

    Formats without a type of their own are left out.

    >>> "audio/flac" in gaudiofile.readable_content_types()
    True
    """

def writable_content_types() -> list[str]:
    """The MIME types of the formats that can be written on this machine now, sorted.

    >>> "audio/flac" in gaudiofile.writable_content_types()
    True
    """

def set_max_threads(number: SupportsIndex, /) -> None:
    """Limits the threads that load_many(), long reads, long writes of FLAC, and resampling of long pieces make for
    their time, the calling one included; 1 has them do without. 0 is the usual: what the environment variable
    GAUDIOFILE_MAX_THREADS says, else the processors that the process may use, by its affinity and its control group.
    ValueError for a negative number.

    >>> gaudiofile.set_max_threads(1)  # none but the one that calls
    >>> gaudiofile.set_max_threads(0)
    """

def get_max_threads() -> int:
    """How many threads load_many(), long reads and a StreamResampler have work at most, the calling one included; see
    set_max_threads().

    >>> gaudiofile.get_max_threads() >= 1
    True
    """

def resample(
    audio: npt.ArrayLike, source_sample_rate: _Rate, target_sample_rate: _Rate, quality: Resample.Quality = ...
) -> npt.NDArray[np.float32]:
    """Changes the sample rate of audio that is in memory as a whole, on all processors.

    audio has the shape (channels, frames), or (frames,) for one channel, and what is returned has as many dimensions:
    float32, frames times target_sample_rate / source_sample_rate of them, rounded (halves up). A float32 array is not
    copied; other numbers are converted, unscaled, if float32 holds them without loss. Bit for bit, it is what a
    StreamResampler gives, of which rates and quality are.

    ValueError for other shapes and for rates outside of 1 to 768,000 Hz, TypeError for samples of another type, such as
    float64.

    >>> gaudiofile.resample(np.zeros((2, 44_100), np.float32), 44_100, 16_000).shape
    (2, 16000)
    """

def new_cancellable() -> object:
    """What cancel() and call_cancellable() take."""

def cancel(cancellable: object, /) -> None:
    """Ends the call that call_cancellable() makes with it, or will make."""

def call_cancellable(cancellable: object, function: Callable[[], _T], /) -> _T:
    """Calls a function in which this package's calls end with an exception once cancel() was called with the same."""

def load_clips(
    files: Sequence[Any],
    offsets: Sequence[Any] | None,
    frames: int,
    samplerate: float,
    num_channels: int,
    threads: int,
    stop: bool,
    progress: Callable[[int, int], object] | None,
    out: npt.NDArray[np.float32] | None,
    limits: Limits | None,
) -> list[Any]:
    """Loads files on several threads; what load_many() is made of. samplerate and num_channels are 0 for those of the
    files, frames -1 for all, threads 0 for as many as get_max_threads() says, out None or an array, limits None or
    a Limits.

    Returns for each file an exception, or (samples, frames, samplerate), where samples is None if there is out."""

def peaks(
    file: Any,
    *,
    resolution: SupportsIndex | None = None,
    cache: bool = True,
    progress: Callable[[int, int], object] | None = None,
) -> Peaks:
    """The waveform of a whole file at a glance: a Peaks, which tells lowest sample, highest sample and RMS of any range
    for any number of pixels in microseconds.

    file is a name, bytes, an open binary file or a ReadableAudioFile, whose position stays as it is. It is decoded on
    all processors if it is long. What was computed for a name is kept in the user's cache, and taken from there as long
    as the file is the same by device, inode, size and time of change, unless cache is False.

    resolution is the number of frames of the smallest part that has numbers of its own: a power of two from 16 to
    65536, by default 1024. progress is called with how many frames are done, and how many there are; what it raises
    ends the call. Raises what AudioFile and its methods raise.

    >>> peaks = gaudiofile.peaks("song.flac")
    >>> lowest, highest, rms = peaks.query(0, 44_100, pixels=800)
    >>> lowest.shape
    (2, 800)
    """

def probe_file(file: Any, track: Any, isolation: Any, limits: Any, /) -> tuple[Any, ...]:
    """What probe() is made of: the fields of an Info."""

def measure_loudness(file: Any, progress: Callable[[int, int], object] | None, /) -> tuple[Any, ...]:
    """What loudness() is made of: (integrated, range, max_momentary, max_short_term, true_peak, replay_gain,
    replay_peak, momentary, short_term)."""

def convert_file(
    source: Any,
    destination: Any,
    progress: Callable[[int, int], object] | None,
    options: tuple[Any, ...],
    /,
) -> tuple[int, float]:
    """What convert() is made of: (frames, gain). options are format, samplerate, num_channels, bit_depth, quality,
    codec, offset, frames, matrix, resampling_quality, effects, process, gain, normalize, target, fade_in, fade_out,
    tags, keep_tags, threads and lossless; 0 or None for what is not asked for."""

def convert_files(
    pairs: list[tuple[Any, Any]],
    progress: Callable[[int, int], object] | None,
    threads: int,
    stop: bool,
    options: tuple[Any, ...],
    /,
) -> list[Any]:
    """What convert_many() is made of: for each pair of names an exception, None if it was not begun, or what
    convert_file() returns."""

def find_silences(
    file: Any,
    threshold: float,
    frames: int,
    seconds: float,
    progress: Callable[[int, int], object] | None,
    /,
) -> tuple[npt.NDArray[np.int64], int, int]:
    """What silences() and trim_points() are made of: (ranges, begin, end). frames is how many have to be silent; if it
    is 0, so many seconds."""

def save_plot(peaks: Peaks, path: Any, title: str | None, width: int, height: int, /) -> None:
    """What plot() is made of."""
@final
class Peaks:
    """The waveform of audio at a glance, of a file (gaudiofile.peaks()) or growing with append().

    Each resolution frames have lowest sample, highest sample and RMS of their own, which are exact, and so have parts
    of them together: query() takes microseconds for any range. NaN counts as zero. An hour of stereo takes 7 MB.
    ValueError for a resolution that is not a power of two from 16 to 65536.

    >>> peaks = gaudiofile.Peaks(48_000, 2)
    >>> peaks.append(np.zeros((2, 48_000), np.float32))
    >>> lowest, highest, rms = peaks.query(pixels=100)
    >>> lowest.shape
    (2, 100)
    """

    def __new__(
        cls, samplerate: _Rate, num_channels: SupportsIndex, *, resolution: SupportsIndex | None = None
    ) -> Peaks: ...
    def append(self, samples: npt.ArrayLike, /) -> None:
        """Adds samples behind those that are there, as while recording: float32 or float64 of shape (num_channels,
        frames), or (frames,) for one channel. One thread may append while others query.

        ValueError for another shape, TypeError for other numbers.
        """

    def query(
        self, start: _Count = 0, frames: _Count | None = None, *, pixels: SupportsIndex = 1000
    ) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32], npt.NDArray[np.float32]]:
        """Lowest sample, highest sample and RMS of each of so many equal parts of a range: three arrays of float32, of
        shape (num_channels, pixels).

        The range begins at frame start and has so many frames, by default all that follow. Part i begins at
        start + i * frames // pixels, and is widened to whole multiples of resolution: so it is exact for edges that are
        such multiples. Where there are no frames, the numbers are NaN.

        ValueError for a negative number of frames, and for pixels outside 1 to 10,000,000.
        """

    @property
    def samplerate(self) -> float:
        """Frames per second: an int, or a float if it has a fraction."""

    @property
    def num_channels(self) -> int:
        """The number of channels."""

    @property
    def frames(self) -> int:
        """How many frames they are of; it grows with append()."""

    @property
    def resolution(self) -> int:
        """Frames of the smallest part that has numbers of its own."""

    @property
    def nbytes(self) -> int:
        """Bytes of memory that they take."""

class AudioFile:
    """Opens an audio file, like open() opens a file; the base class of what is returned.

    Reading (mode ``"r"``) returns a ReadableAudioFile. The first argument is a file name (str or os.PathLike), a binary
    file-like object (with read, seek, tell and seekable), a memoryview or any other object with a buffer (bytes,
    bytearray, mmap, array, NumPy array). A file-like is read from its current position on, which counts as byte 0. A
    BytesIO or a buffer is read in place, and cannot be resized until the audio file is closed.

    track chooses one of several audio tracks of MP4, QuickTime, Matroska and WebM, counted from 0; by default it is the
    one that the file says is to be heard, else the first.

    With samplerate (Hz), num_channels, dtype or matrix, the file is converted as it is read, and what is returned is a
    ConvertedReadableAudioFile; see there for what they mean.

    isolation="process" decodes in a process of its own, which can do nothing else: for files that nobody vouches for.
    Raises IsolationError where that cannot be had. By default the environment variable GAUDIOFILE_ISOLATION says.

    limits, a Limits, says what the file may claim and cost before reading it raises LimitError.

    Raises ValueError (of a subclass that tells more; many are an OSError as well) if that is not a readable audio
    file or there is no such track, TypeError for wrong arguments, and whatever the file-like's own methods raise.

    Writing (mode ``"w"``) returns a WriteableAudioFile. The first argument is a file name, or a binary file-like object
    (with write, seek, tell and seekable), which is written to from its current position on. One whose seekable() is
    False does for formats that never go back: get_supported_write_formats() lists all formats, and an error says which
    do; MP3 then starts 1105 frames late, because what tells its delay is written at the end. A file that could not be
    opened is not created.

    samplerate, in Hz, must be given. Opus and AAC take any: what the codec has not is resampled, and n frames read
    back as round(n * new / old), of Opus at 48 kHz, of AAC at the next rate that it has. format is the format's file
    name extension, by default that of the name. bit_depth is 8, 16, 24 or 32 (in WAV, 32 is float), as the format
    allows. quality is a number or a str, by the format: kilobits per second, a compression level, a name such as
    ``"V2"``, or one of ``"best"``, ``"worst"``, ``"fastest"`` and ``"slowest"``. codec chooses where a format can hold
    several: ``"alac"`` (lossless) in place of AAC in m4a,
    ``"opus"`` or ``"flac"`` in place of Vorbis in ogg; docs/formats.md lists all. With atomic, a file of that name is
    replaced when the new one is complete, and stays as it was if that fails. tags are written when the file is closed:
    as gaudiofile.tags.write() takes them, into a file with a name.

    Raises ValueError for values that the format does not have, TypeError for wrong arguments, OSError (which is a
    ValueError too) if the file cannot be created, and whatever the file-like's own methods raise.

    >>> with gaudiofile.AudioFile("song.flac") as f:
    ...     f.samplerate, f.num_channels, f.read(1000).shape
    (44100, 2, (2, 1000))
    """

    @overload
    def __new__(
        cls,
        filename: _Source,
        mode: Literal["r"] = "r",
        *,
        track: _Track = None,
        isolation: _Isolation = None,
        limits: Limits | None = None,
    ) -> ReadableAudioFile: ...
    @overload
    def __new__(
        cls,
        *,
        file_like: _Source,
        mode: Literal["r"] = "r",
        track: _Track = None,
        isolation: _Isolation = None,
        limits: Limits | None = None,
    ) -> ReadableAudioFile: ...
    @overload
    def __new__(
        cls,
        filename: _Source,
        mode: Literal["r"] = "r",
        samplerate: _Rate | None = None,
        num_channels: SupportsIndex | None = None,
        *,
        track: _Track = None,
        dtype: npt.DTypeLike = None,
        matrix: npt.ArrayLike | None = None,
    ) -> ConvertedReadableAudioFile: ...
    @overload
    def __new__(
        cls,
        *,
        file_like: _Source,
        mode: Literal["r"] = "r",
        samplerate: _Rate | None = None,
        num_channels: SupportsIndex | None = None,
        track: _Track = None,
        dtype: npt.DTypeLike = None,
        matrix: npt.ArrayLike | None = None,
    ) -> ConvertedReadableAudioFile: ...
    @overload
    def __new__(
        cls,
        filename: _Sink,
        mode: Literal["w"],
        samplerate: _Rate,
        num_channels: SupportsIndex = 1,
        bit_depth: SupportsIndex = 16,
        quality: _Quality = None,
        format: str | None = None,
        *,
        codec: str | None = None,
        atomic: bool = False,
        tags: Mapping[str, str | Iterable[str] | None] | None = None,
    ) -> WriteableAudioFile: ...
    @overload
    def __new__(
        cls,
        *,
        file_like: _Sink,
        mode: Literal["w"],
        samplerate: _Rate,
        num_channels: SupportsIndex = 1,
        bit_depth: SupportsIndex = 16,
        quality: _Quality = None,
        format: str | None = None,
        codec: str | None = None,
        atomic: bool = False,
        tags: Mapping[str, str | Iterable[str] | None] | None = None,
    ) -> WriteableAudioFile: ...
    @overload
    @staticmethod
    def open_async(
        filename: _Source,
        mode: Literal["r"] = "r",
        *,
        track: _Track = None,
        isolation: _Isolation = None,
        limits: Limits | None = None,
    ) -> _Opening[ReadableAudioFile]:
        """Opens a file as AudioFile() does, for asyncio: `f = await AudioFile.open_async(…)`, or
        `async with AudioFile.open_async(…) as f`.

        The work is done on a thread, and the event loop goes on meanwhile. A cancelled opening leaves nothing open, and
        no new file. Methods of a file-like object are called on threads.
        """

    @overload
    @staticmethod
    def open_async(
        filename: _Source,
        mode: Literal["r"] = "r",
        samplerate: _Rate | None = None,
        num_channels: SupportsIndex | None = None,
        *,
        track: _Track = None,
        dtype: npt.DTypeLike = None,
        matrix: npt.ArrayLike | None = None,
    ) -> _Opening[ConvertedReadableAudioFile]: ...
    @overload
    @staticmethod
    def open_async(
        filename: _Sink,
        mode: Literal["w"],
        samplerate: _Rate,
        num_channels: SupportsIndex = 1,
        bit_depth: SupportsIndex = 16,
        quality: _Quality = None,
        format: str | None = None,
        *,
        codec: str | None = None,
        atomic: bool = False,
        tags: Mapping[str, str | Iterable[str] | None] | None = None,
    ) -> _Opening[WriteableAudioFile]: ...
    @staticmethod
    def encode(
        samples: _Samples,
        samplerate: _Rate,
        format: str,
        num_channels: SupportsIndex = 1,
        bit_depth: SupportsIndex = 16,
        quality: _Quality = None,
        *,
        codec: str | None = None,
    ) -> bytes:
        """Returns an audio file that holds the samples, as bytes.

        The bytes are those that AudioFile writes to a BytesIO, but are made with the GIL released from beginning to
        end. The arguments, and what is raised, are as for AudioFile and for WriteableAudioFile.write().
        """

@disjoint_base
class ReadableAudioFile(AudioFile):
    """An audio file that is open for reading. AudioFile(...) makes these; see there for what can be opened.

    Positions and lengths count frames: one sample of each channel. seek() is exact, and how a file is read in pieces
    makes no difference to the samples. May be used by several threads, one after the other; reads run with the GIL
    released. Methods of a file-like object are called on the thread that reads, and what they raise comes out
    unchanged.

    >>> with gaudiofile.AudioFile("song.flac") as f:
    ...     f.seek(1000)
    ...     f.read(500).shape, f.tell()
    ((2, 500), 1500)
    """

    @overload
    def __new__(
        cls, filename: _Source, *, track: _Track = None, isolation: _Isolation = None, limits: Limits | None = None
    ) -> ReadableAudioFile: ...
    @overload
    def __new__(
        cls, *, file_like: _Source, track: _Track = None, isolation: _Isolation = None, limits: Limits | None = None
    ) -> ReadableAudioFile: ...
    def __reduce__(self) -> tuple[Any, ...]:
        """Lets a file be pickled and copied, with its position: one that was opened by name is opened again, and one
        that is read from a buffer takes the bytes along. TypeError for one that is read from a file-like object."""

    def __enter__(self) -> ReadableAudioFile:
        """Returns this file, which is closed when the with statement ends."""

    def __exit__(
        self, exc_type: type[BaseException] | None, exc_value: BaseException | None, traceback: TracebackType | None, /
    ) -> None:
        """Closes the file."""

    def read(self, num_frames: _Count = 0, *, out: _Out | None = None) -> npt.NDArray[np.float32]:
        """Reads the next num_frames frames (samples of each channel) as float32.

        Returns an array of shape (num_channels, frames), with fewer frames than asked for only at the end of the file,
        where it is (num_channels, 0). Integer samples are scaled so that the largest value is 1.0.

        num_frames must be given, and be a whole number above 0; it may be a float without fraction. Else ValueError.
        With out, an array of float32 of shape (num_channels, n) or a tensor of another library, the frames are written
        there, at most n; what is returned is out, or the part of it that was filled. Rows of samples side by side are
        filled in place, any other layout with one copy more.

        RuntimeError if the file is closed.
        """

    def read_at(self, position: _Count, num_frames: _Count = 0, *, out: _Out | None = None) -> npt.NDArray[np.float32]:
        """Reads num_frames frames from a position on, as seek() and read() in one call, and leaves tell() as it is: for
        threads that share a file.

        The arguments, what is returned and what is raised are as for seek() and read().
        """

    def read_raw(self, num_frames: _Count = 0) -> npt.NDArray[np.int8 | np.int16 | np.int32 | np.float32]:
        """Reads the next num_frames frames in the file's own sample format.

        As read(), but the array's dtype is int8, int16, int32 or float32, and its values are those in the file. 8-bit
        samples are signed also where the file's are not; 24-bit samples fill the upper bits of an int32.

        RuntimeError for files of 64-bit floating-point samples, for which there is read().
        """

    def blocks(
        self, size: SupportsIndex, overlap: SupportsIndex = 0, fill_value: float | None = None
    ) -> Iterator[npt.NDArray[np.float32]]:
        """The rest of the file, from tell() on, as an iterator of arrays of size frames each, of shape (num_channels,
        size).

        Each block begins with the last overlap frames of the one before; overlap is less than size. The last block is
        shorter, unless there is a fill_value to fill it up with. Reading in between goes on where the blocks are.

        ValueError for sizes that cannot be; what read() raises comes from the iterator. Iterating over the file itself
        gives blocks of one second, and len() its frames.
        """

    def __iter__(self) -> Iterator[npt.NDArray[np.float32]]:
        """Implement iter(self)."""

    def __len__(self) -> int:
        """Return len(self)."""

    def __bool__(self) -> bool:
        """True if self else False"""

    def seek(self, position: _Count) -> None:
        """Goes to a frame: the next read begins there, exactly. The position just behind the last frame is allowed.

        ValueError for a position outside the file, TypeError for a fraction, RuntimeError if the file is closed.
        """

    def tell(self) -> int:
        """The frame that the next read begins with."""

    def seekable(self) -> bool:
        """True while the file is open: all audio files can seek."""

    async def read_async(self, num_frames: _Count = 0, *, out: _Out | None = None) -> npt.NDArray[np.float32]:
        """read() for asyncio: an awaitable of what that returns. Asynchronous calls on one file are done in the order
        in which they were made. A read that is cancelled ends within 50 ms, and leaves the position where it was.
        """

    async def read_at_async(
        self, position: _Count, num_frames: _Count = 0, *, out: _Out | None = None
    ) -> npt.NDArray[np.float32]:
        """read_at() for asyncio, as read_async() is read()."""

    async def seek_async(self, position: _Count) -> None:
        """seek() for asyncio, after the asynchronous calls before."""

    def blocks_async(
        self, size: SupportsIndex, overlap: SupportsIndex = 0, fill_value: float | None = None
    ) -> AsyncIterator[npt.NDArray[np.float32]]:
        """blocks() for asyncio: `async for block in f.blocks_async(4096)`."""

    async def read_raw_async(self, num_frames: _Count = 0) -> npt.NDArray[Any]:
        """read_raw() for asyncio, as read_async() is read()."""

    async def close_async(self) -> None:
        """close() for asyncio, after the asynchronous calls before. Cancelling does not keep it from being done."""

    async def __aenter__(self) -> ReadableAudioFile:
        """Returns this file, which is closed when the async with statement ends."""

    async def __aexit__(
        self, exc_type: type[BaseException] | None, exc_value: BaseException | None, traceback: TracebackType | None, /
    ) -> None:
        """Does what __exit__() does, on a thread, also if it is cancelled."""

    def through(self, effects: str, *, preroll: float | None = None) -> ConvertedReadableAudioFile:
        """This file gone through GStreamer elements, such as "audioecho delay=200000000": a ConvertedReadableAudioFile,
        which reads this one as it is read. It is as long as this file, to the frame.

        Effects remember what was before, so seeking sends all that is before its target through them once more, from
        the beginning on, and what is read does not depend on how one came there. With preroll it is only so many
        seconds: quicker, and enough where an effect has forgotten what was earlier. Reading on and skipping forward go
        on from where the last read ended.

        ValueError for what is no description of elements that change audio, TypeError for what is no str."""

    def close(self) -> None:
        """Closes the file and gives back what it held. A file-like object is left open. Properties stay readable.

        Waits for a read that is under way on another thread. Closing again does nothing.
        """

    def resampled_to(
        self, target_sample_rate: _Rate, quality: Resample.Quality = ...
    ) -> ReadableAudioFile | ResampledReadableAudioFile:
        """This file at another sample rate, in Hz: a ResampledReadableAudioFile, which reads this one as it is read.

        The file itself if it has that rate already. target_sample_rate may have a fraction. ValueError for a rate
        outside 1 to 768,000 Hz, TypeError for a quality that is not a member of Resample.Quality.
        """

    @property
    def name(self) -> str | None:
        """The file's name as it was given; None for a file-like object or a buffer."""

    @property
    def closed(self) -> bool:
        """True once the file is closed."""

    @property
    def samplerate(self) -> int | float:
        """Frames per second: an int, or a float if it has a fraction."""

    @property
    def num_channels(self) -> int:
        """The number of channels."""

    @property
    def frames(self) -> int:
        """The number of frames (samples of each channel) in the file. An estimate as long as exact_duration_known is
        False."""

    @property
    def duration(self) -> float:
        """The length in seconds: frames divided by samplerate."""

    @property
    def exact_duration_known(self) -> bool:
        """False while frames and duration are estimates: for some MP3 and similar files, until they were read to the
        end once."""

    @property
    def file_dtype(self) -> str:
        """The file's own sample format: int8, int16, int24, int32, float32 or float64. Coded audio with loss is
        float32."""

    @property
    def bit_depth(self) -> int:
        """Significant bits of a sample in the file; 0 for codecs that have no such number."""

    @property
    def codec(self) -> str | None:
        """How the samples are coded: pcm, flac, mp3, vorbis and so on."""

    @property
    def container(self) -> str | None:
        """The format of the file around the codec, or None if there is none."""

    @property
    def tags(self) -> Tags:
        """The tags, read anew each time while the file is open: a gaudiofile.tags.Tags; empty where there are none."""

    @property
    def gobject(self) -> Any:
        """The GAudioFile.Reader behind this object, for use with PyGObject. Both are the same open file."""

@disjoint_base
class ResampledReadableAudioFile(AudioFile):
    """An audio file that is read at another sample rate; ReadableAudioFile.resampled_to() makes these.

    audio_file is a ReadableAudioFile or another ResampledReadableAudioFile, target_sample_rate a number of Hz that may
    have a fraction, resampling_quality a member of Resample.Quality. ValueError for a rate outside 1 to 768,000 Hz,
    TypeError for other arguments, RuntimeError if audio_file is closed.

    Reading begins at frame 0, and is exact: neither pieces nor seeks make a difference to the samples. Memory use is
    constant. The wrapped file is moved by reading here, and may be used in between, by other threads too: each read
    goes where it has to. It is kept while this file is open. Methods of a file-like object are called on the thread
    that reads, and what they raise comes out unchanged.

    >>> with gaudiofile.AudioFile("song.flac").resampled_to(16_000) as f:
    ...     f.frames, f.read(1000).shape
    (48000, (2, 1000))
    """

    def __new__(
        cls,
        audio_file: ReadableAudioFile | ResampledReadableAudioFile,
        target_sample_rate: _Rate,
        resampling_quality: Resample.Quality = ...,
    ) -> ResampledReadableAudioFile: ...
    def __reduce__(self) -> tuple[Any, ...]:
        """Lets a file be pickled and copied, with its position: one that was opened by name is opened again, and one
        that is read from a buffer takes the bytes along. TypeError for one that is read from a file-like object."""

    def __enter__(self) -> ResampledReadableAudioFile:
        """Returns this file, which is closed when the with statement ends."""

    def __exit__(
        self, exc_type: type[BaseException] | None, exc_value: BaseException | None, traceback: TracebackType | None, /
    ) -> None:
        """Closes this file as close() does: a wrapped file that nobody else has is closed with it."""

    def read(self, num_frames: _Count = 0, *, out: _Out | None = None) -> npt.NDArray[np.float32]:
        """Reads the next num_frames frames (samples of each channel) at this file's sample rate, as float32.

        Returns an array of shape (num_channels, frames), with fewer frames than asked for only at the end of the file,
        where it is (num_channels, 0). The samples are those that a StreamResampler makes of the whole wrapped file.

        num_frames must be given, and be a whole number above 0; it may be a float without fraction. Else ValueError.
        With out, an array of float32 of shape (num_channels, n) or a tensor of another library, the frames are written
        there, at most n; what is returned is out, or the part of it that was filled. Rows of samples side by side are
        filled in place, any other layout with one copy more.

        RuntimeError if this or the wrapped file is closed.
        """

    def read_at(self, position: _Count, num_frames: _Count = 0, *, out: _Out | None = None) -> npt.NDArray[np.float32]:
        """Reads num_frames frames from a position on, as seek() and read() in one call, and leaves tell() as it is: for
        threads that share a file.

        The arguments, what is returned and what is raised are as for seek() and read().
        """

    def blocks(
        self, size: SupportsIndex, overlap: SupportsIndex = 0, fill_value: float | None = None
    ) -> Iterator[npt.NDArray[np.float32]]:
        """The rest of the file, from tell() on, as an iterator of arrays of size frames each, of shape (num_channels,
        size).

        Each block begins with the last overlap frames of the one before; overlap is less than size. The last block is
        shorter, unless there is a fill_value to fill it up with. Reading in between goes on where the blocks are.

        ValueError for sizes that cannot be; what read() raises comes from the iterator. Iterating over the file itself
        gives blocks of one second, and len() its frames.
        """

    def __iter__(self) -> Iterator[npt.NDArray[np.float32]]:
        """Implement iter(self)."""

    def __len__(self) -> int:
        """Return len(self)."""

    def __bool__(self) -> bool:
        """True if self else False"""

    def seek(self, position: _Count) -> None:
        """Goes to a frame, counted at this file's sample rate: the next read begins there, exactly, and takes no longer
        for a later one. The position just behind the last frame is allowed.

        ValueError for a position outside the file, TypeError for a fraction, RuntimeError if this or the wrapped file
        is closed.
        """

    def tell(self) -> int:
        """The frame that the next read begins with, counted at this file's sample rate."""

    def seekable(self) -> bool:
        """True while this and the wrapped file are open: all audio files can seek."""

    async def read_async(self, num_frames: _Count = 0, *, out: _Out | None = None) -> npt.NDArray[np.float32]:
        """read() for asyncio: an awaitable of what that returns. Asynchronous calls on one file are done in the order
        in which they were made. A read that is cancelled ends within 50 ms, and leaves the position where it was.
        """

    async def read_at_async(
        self, position: _Count, num_frames: _Count = 0, *, out: _Out | None = None
    ) -> npt.NDArray[np.float32]:
        """read_at() for asyncio, as read_async() is read()."""

    async def seek_async(self, position: _Count) -> None:
        """seek() for asyncio, after the asynchronous calls before."""

    def blocks_async(
        self, size: SupportsIndex, overlap: SupportsIndex = 0, fill_value: float | None = None
    ) -> AsyncIterator[npt.NDArray[np.float32]]:
        """blocks() for asyncio: `async for block in f.blocks_async(4096)`."""

    async def close_async(self) -> None:
        """close() for asyncio, after the asynchronous calls before. Cancelling does not keep it from being done."""

    async def __aenter__(self) -> ResampledReadableAudioFile:
        """Returns this file, which is closed when the async with statement ends."""

    async def __aexit__(
        self, exc_type: type[BaseException] | None, exc_value: BaseException | None, traceback: TracebackType | None, /
    ) -> None:
        """Does what __exit__() does, on a thread, also if it is cancelled."""

    def through(self, effects: str, *, preroll: float | None = None) -> ConvertedReadableAudioFile:
        """This file gone through GStreamer elements, such as "audioecho delay=200000000": a ConvertedReadableAudioFile,
        which reads this one as it is read. It is as long as this file, to the frame.

        Effects remember what was before, so seeking sends all that is before its target through them once more, from
        the beginning on, and what is read does not depend on how one came there. With preroll it is only so many
        seconds: quicker, and enough where an effect has forgotten what was earlier. Reading on and skipping forward go
        on from where the last read ended.

        ValueError for what is no description of elements that change audio, TypeError for what is no str."""

    def close(self) -> None:
        """Ends reading and lets go of the wrapped file, which stays open as long as somebody else has it. Properties
        stay readable. Closing again does nothing.
        """

    def resampled_to(self, target_sample_rate: _Rate, quality: Resample.Quality = ...) -> ResampledReadableAudioFile:
        """This file at yet another sample rate, as ReadableAudioFile.resampled_to(). Resampling the wrapped file itself
        is better: once is cleaner than twice."""

    @property
    def name(self) -> str | None:
        """The wrapped file's name; None for a file-like object or a buffer."""

    @property
    def closed(self) -> bool:
        """True once this file or the wrapped one is closed."""

    @property
    def samplerate(self) -> int | float:
        """Frames per second, as was asked for: an int, or a float if it has a fraction."""

    @property
    def num_channels(self) -> int:
        """The number of channels."""

    @property
    def frames(self) -> int:
        """The number of frames at this file's sample rate: that of the wrapped file times the ratio of the rates,
        rounded (halves up). An estimate as long as exact_duration_known is False."""

    @property
    def duration(self) -> float:
        """The length in seconds: frames divided by samplerate."""

    @property
    def exact_duration_known(self) -> bool:
        """False while frames and duration are estimates: for some MP3 and similar files, until they were read to the
        end once."""

    @property
    def file_dtype(self) -> str:
        """The sample format of the wrapped file: int8, int16, int24, int32, float32 or float64. What is read is
        float32."""

    @property
    def resampling_quality(self) -> Resample.Quality:
        """The Resample.Quality that this file was made with."""

    @property
    def gobject(self) -> Any:
        """The GAudioFile.ResampledReader behind this object, for use with PyGObject. Both are the same open file."""

@disjoint_base
class ConvertedReadableAudioFile(AudioFile):
    """An audio file that is read at another sample rate, with other channels, as samples of another type, or with
    effects; AudioFile(..., samplerate=, num_channels=, dtype=, matrix=) and through() make these.

    audio_file is a ReadableAudioFile or another file that is read. samplerate is in Hz and may have a fraction, None
    for that of the file. num_channels=1 is the mean of all channels; one channel is copied to as many as are wanted;
    else the file is mixed as GStreamer mixes for such loudspeakers (5.1 to stereo and so on), or ValueError. matrix, of
    shape (num_channels, channels of the file), has the weights instead. dtype is float32 or float64, with full scale
    1.0, or int16 or int32: a file of such integers that is not resampled or mixed comes as it is, and all else is
    scaled, rounded and clipped. resampling_quality is a member of Resample.Quality. effects and preroll are as for
    through(), and come first.

    Reading begins at frame 0, and is exact: neither pieces nor seeks make a difference to the samples. The wrapped file
    is moved by reading here, and is kept while this one is open.

    ValueError for values that cannot be, TypeError for arguments of other types, RuntimeError if audio_file is closed.

    >>> with gaudiofile.AudioFile("song.flac", samplerate=16_000, num_channels=1, dtype="int16") as f:
    ...     f.read(1000).shape, f.frames
    ((1, 1000), 48000)
    """

    def __new__(
        cls,
        audio_file: ReadableAudioFile | ResampledReadableAudioFile | ConvertedReadableAudioFile,
        samplerate: _Rate | None = None,
        num_channels: SupportsIndex | None = None,
        dtype: npt.DTypeLike = "float32",
        *,
        matrix: npt.ArrayLike | None = None,
        resampling_quality: Resample.Quality | None = ...,
        effects: str | None = None,
        preroll: float | None = None,
    ) -> ConvertedReadableAudioFile: ...
    def __reduce__(self) -> tuple[Any, ...]:
        """Lets a file be pickled and copied, with its position: one that was opened by name is opened again, and one
        that is read from a buffer takes the bytes along. TypeError for one that is read from a file-like object."""

    def __enter__(self) -> ConvertedReadableAudioFile:
        """Returns this file, which is closed when the with statement ends."""

    def __exit__(
        self, exc_type: type[BaseException] | None, exc_value: BaseException | None, traceback: TracebackType | None, /
    ) -> None:
        """Closes this file as close() does: a wrapped file that nobody else has is closed with it."""

    def read(self, num_frames: _Count = 0, *, out: Any = None) -> npt.NDArray[Any]:
        """Reads the next num_frames frames at this file's sample rate, as samples of its dtype.

        Returns an array of shape (num_channels, frames), with fewer frames than asked for only at the end of the file,
        where it is (num_channels, 0). num_frames and out are as for ReadableAudioFile.read(); out has this file's
        dtype.

        RuntimeError if this or the wrapped file is closed.
        """

    def read_at(self, position: _Count, num_frames: _Count = 0, *, out: Any = None) -> npt.NDArray[Any]:
        """Reads num_frames frames from a position on, as seek() and read() in one call, and leaves tell() as it is: for
        threads that share a file.

        The arguments, what is returned and what is raised are as for seek() and read().
        """

    def blocks(
        self, size: SupportsIndex, overlap: SupportsIndex = 0, fill_value: float | None = None
    ) -> Iterator[npt.NDArray[Any]]:
        """The rest of the file, from tell() on, as an iterator of arrays of size frames each, of shape (num_channels,
        size).

        Each block begins with the last overlap frames of the one before; overlap is less than size. The last block is
        shorter, unless there is a fill_value to fill it up with. Reading in between goes on where the blocks are.

        ValueError for sizes that cannot be; what read() raises comes from the iterator. Iterating over the file itself
        gives blocks of one second, and len() its frames.
        """

    def __iter__(self) -> Iterator[npt.NDArray[Any]]:
        """Implement iter(self)."""

    def __len__(self) -> int:
        """Return len(self)."""

    def __bool__(self) -> bool:
        """True if self else False"""

    def seek(self, position: _Count) -> None:
        """Goes to a frame, counted at this file's sample rate: the next read begins there, exactly. The position just
        behind the last frame is allowed.

        ValueError for a position outside the file, TypeError for a fraction, RuntimeError if this or the wrapped file
        is closed.
        """

    def tell(self) -> int:
        """The frame that the next read begins with, counted at this file's sample rate."""

    def seekable(self) -> bool:
        """True while this and the wrapped file are open: all audio files can seek."""

    async def read_async(self, num_frames: _Count = 0, *, out: Any | None = None) -> npt.NDArray[Any]:
        """read() for asyncio: an awaitable of what that returns. Asynchronous calls on one file are done in the order
        in which they were made. A read that is cancelled ends within 50 ms, and leaves the position where it was.
        """

    async def read_at_async(
        self, position: _Count, num_frames: _Count = 0, *, out: Any | None = None
    ) -> npt.NDArray[Any]:
        """read_at() for asyncio, as read_async() is read()."""

    async def seek_async(self, position: _Count) -> None:
        """seek() for asyncio, after the asynchronous calls before."""

    def blocks_async(
        self, size: SupportsIndex, overlap: SupportsIndex = 0, fill_value: float | None = None
    ) -> AsyncIterator[npt.NDArray[Any]]:
        """blocks() for asyncio: `async for block in f.blocks_async(4096)`."""

    async def close_async(self) -> None:
        """close() for asyncio, after the asynchronous calls before. Cancelling does not keep it from being done."""

    async def __aenter__(self) -> ConvertedReadableAudioFile:
        """Returns this file, which is closed when the async with statement ends."""

    async def __aexit__(
        self, exc_type: type[BaseException] | None, exc_value: BaseException | None, traceback: TracebackType | None, /
    ) -> None:
        """Does what __exit__() does, on a thread, also if it is cancelled."""

    def through(self, effects: str, *, preroll: float | None = None) -> ConvertedReadableAudioFile:
        """This file gone through GStreamer elements, such as "audioecho delay=200000000": a ConvertedReadableAudioFile,
        which reads this one as it is read. It is as long as this file, to the frame.

        Effects remember what was before, so seeking sends all that is before its target through them once more, from
        the beginning on, and what is read does not depend on how one came there. With preroll it is only so many
        seconds: quicker, and enough where an effect has forgotten what was earlier. Reading on and skipping forward go
        on from where the last read ended.

        ValueError for what is no description of elements that change audio, TypeError for what is no str."""

    def close(self) -> None:
        """Ends reading and lets go of the wrapped file, which stays open as long as somebody else has it. Properties
        stay readable. Closing again does nothing."""

    @property
    def name(self) -> str | None:
        """The wrapped file's name; None for a file-like object or a buffer."""

    @property
    def closed(self) -> bool:
        """True once this file or the wrapped one is closed."""

    @property
    def samplerate(self) -> int | float:
        """Frames per second: an int, or a float if it has a fraction."""

    @property
    def num_channels(self) -> int:
        """The number of channels of what is read."""

    @property
    def dtype(self) -> np.dtype[Any]:
        """The type of the samples that are read."""

    @property
    def matrix(self) -> npt.NDArray[np.float32] | None:
        """The weights by which channels are mixed, float32 of shape (num_channels, channels of the wrapped file); None
        if they stay as they are."""

    @property
    def frames(self) -> int:
        """The number of frames at this file's sample rate. An estimate as long as exact_duration_known is False."""

    @property
    def duration(self) -> float:
        """The length in seconds: frames divided by samplerate."""

    @property
    def exact_duration_known(self) -> bool:
        """False while frames and duration are estimates: for some MP3 and similar files, until they were read to the
        end once."""

    @property
    def file_dtype(self) -> str:
        """The sample format of the wrapped file: int8, int16, int24, int32, float32 or float64."""

    @property
    def gobject(self) -> Any:
        """The GAudioFile.ConvertedReader behind this object, for use with PyGObject. Both are the same open file."""

@disjoint_base
class StreamResampler:
    """Changes the sample rate of a stream of audio, array by array, in constant memory.

    The rates are numbers of Hz from 1 to 768,000 and may have a fraction, num_channels is 1 to 64, quality a member of
    Resample.Quality. ValueError for other values, TypeError for other types.

    Time zero stays time zero: output frame k is at the time k / target_sample_rate. The output is the same, bit for
    bit, however the input is cut into arrays. Not-a-number and infinity spoil only what the filter reaches. May be used
    by several threads, one after the other; the GIL is released at work.

    >>> resampler = gaudiofile.StreamResampler(44_100, 48_000, 1)
    >>> parts = [resampler.process(np.zeros((1, 441), np.float32)) for _ in range(10)]
    >>> parts.append(resampler.process())  # what is still in the filter
    >>> sum(part.shape[1] for part in parts)
    4800
    """

    def __new__(
        cls,
        source_sample_rate: _Rate,
        target_sample_rate: _Rate,
        num_channels: SupportsIndex,
        quality: Resample.Quality = ...,
    ) -> StreamResampler: ...
    def process(self, input: npt.ArrayLike | None = None) -> npt.NDArray[np.float32]:
        """Takes the next frames of the stream, and returns those that are ready, as float32 of shape (num_channels,
        frames).

        input has shape (num_channels, frames); for one channel (frames,) does too. A float32 array is not copied; other
        numbers are converted, unscaled, if float32 holds them without loss. An array of shape (frames, num_channels) is
        taken as well, and what is returned then has that layout.

        Without input, or None, the stream ends: what is left is returned, and a new stream begins with the next call.
        All together are n times target_sample_rate / source_sample_rate frames, rounded (halves up), and the same
        samples whatever the pieces.

        ValueError for another number of channels, RuntimeError for another number of dimensions, TypeError for samples
        of another type, such as float64.
        """

    def reset(self) -> None:
        """Forgets the stream so far, so that a new one begins."""

    @property
    def source_sample_rate(self) -> float:
        """Frames per second of the input, Hz."""

    @property
    def target_sample_rate(self) -> float:
        """Frames per second of the output, Hz."""

    @property
    def num_channels(self) -> int:
        """The number of channels of input and output."""

    @property
    def quality(self) -> Resample.Quality:
        """The Resample.Quality that it was made with."""

    @property
    def input_latency(self) -> float:
        """How many input frames have to come before the first output frame does. It is only waiting: the output is not
        shifted by it."""

@disjoint_base
class WriteableAudioFile(AudioFile):
    """An audio file that is open for writing. AudioFile(..., "w", ...) makes these; see there for the arguments.

    The file is complete when close() has returned, or the with statement has ended, without an exception. Before, all
    that was written is readable but for the last second, or two with a codec, even if the program dies. A file that
    nobody closes is finished when the object goes, or at the end of the program, with a ResourceWarning.

    With atomic=True a new file is written beside the old one, and takes its place when close() has succeeded, or the
    with statement ends without an exception. In all other cases (an exception, abort(), an error, an object that goes
    unclosed, the end of the program) the old file stays as it is, and nothing is left of the new one.

    May be used by several threads, one after the other; writes run with the GIL released. Methods of a file-like
    object are called on the thread that writes, and what they raise comes out
    unchanged. After a fork, a child that closes or drops the object leaves the file to the parent, unless it has
    written itself.

    >>> with gaudiofile.AudioFile("silence.flac", "w", 44_100, 2, bit_depth=24) as f:
    ...     f.write(np.zeros((2, 44_100), np.float32))
    """

    @overload
    def __new__(
        cls,
        filename: _Sink,
        samplerate: _Rate,
        num_channels: SupportsIndex = 1,
        bit_depth: SupportsIndex = 16,
        quality: _Quality = None,
        format: str | None = None,
        *,
        codec: str | None = None,
        atomic: bool = False,
        tags: Mapping[str, str | Iterable[str] | None] | None = None,
    ) -> WriteableAudioFile: ...
    @overload
    def __new__(
        cls,
        *,
        file_like: _Sink,
        samplerate: _Rate,
        num_channels: SupportsIndex = 1,
        bit_depth: SupportsIndex = 16,
        quality: _Quality = None,
        format: str | None = None,
        codec: str | None = None,
        atomic: bool = False,
        tags: Mapping[str, str | Iterable[str] | None] | None = None,
    ) -> WriteableAudioFile: ...
    def __enter__(self) -> WriteableAudioFile:
        """Returns this file, which is closed when the with statement ends."""

    def __exit__(
        self, exc_type: type[BaseException] | None, exc_value: BaseException | None, traceback: TracebackType | None, /
    ) -> None:
        """Closes the file, if that was not done inside the with statement. If the statement is left by an exception, an
        atomic file is given up, as by abort(); any other is finished as far as it was written. A note on the exception
        says so.
        """

    def write(self, samples: _Samples) -> None:
        """Appends frames. How they are cut into calls makes no difference to the file.

        samples is an array of int8, int16, int32, float32 or float64, of shape (num_channels, frames) or (frames,
        num_channels), or (frames,) for one channel; else TypeError or RuntimeError. Besides NumPy arrays, anything with
        a buffer, __array__ or __dlpack__ (tensors of other libraries) will do, and lists of floats. It may have any
        strides and is not copied. Integers are scaled to the bits of the file. Floating-point samples have full scale
        1.0; an integer format rounds and clips them, and makes not-a-number silence. A codec with losses gets silence
        for not-a-number too, and no more than +-8.0 (+-1.0 if it takes integers, or is WMA): more makes encoders fail.
        Formats of float32 and float64 keep what they are given.

        When both dimensions equal num_channels, the layout is that of the array before. If there was none:
        RuntimeError. An array of shape (num_channels, 0) or (0, num_channels) shows the layout and writes nothing.

        An OSError (a full disk: errno is ENOSPC), or what the file-like raises, comes from here. After it no more
        can be
        written, but close() puts all that was written before into the file. RuntimeError if the file is closed.
        """

    def flush(self) -> None:
        """Hands on what was written so far, so that others can read it. Codecs keep back what they need for their next
        packet.

        OSError, or what the file-like raises, as in write(). RuntimeError if the file is closed.
        """

    def tell(self) -> int:
        """The number of frames written so far."""

    async def write_async(self, samples: _Samples) -> None:
        """write() for asyncio, after the asynchronous calls before. The samples must not change until it is done.

        A write that is cancelled ends within 50 ms; tell() says how many frames were written. An atomic file is given
        up then when it is closed.
        """

    async def flush_async(self) -> None:
        """flush() for asyncio."""

    async def abort_async(self) -> None:
        """abort() for asyncio."""

    async def close_async(self) -> None:
        """close() for asyncio, after the asynchronous calls before. Cancelling does not keep it from being done."""

    async def __aenter__(self) -> WriteableAudioFile:
        """Returns this file, which is closed when the async with statement ends."""

    async def __aexit__(
        self, exc_type: type[BaseException] | None, exc_value: BaseException | None, traceback: TracebackType | None, /
    ) -> None:
        """Does what __exit__() does, on a thread, also if it is cancelled."""

    def close(self) -> None:
        """Finishes the file. A file-like object is flushed and left open. Properties stay readable.

        Waits for a write that is under way on another thread. Raises what went wrong and no call has raised before: all
        that was written is in the file if neither this nor a call before has raised. An atomic file takes the place of
        the old one now, unless a call before has failed. RuntimeError if the file is closed already.
        """

    def abort(self) -> None:
        """Gives the file up: closes it without finishing.

        With atomic=True the old file stays as it is, and nothing else is left. Without, the file is removed if it was
        not there before; an old one was emptied on opening, and keeps what has been written into it since, unfinished.
        A file-like object gets no more bytes and is left open. Does nothing if the file is closed already.
        """

    @property
    def name(self) -> str | None:
        """The file's name as it was given; None for a file-like object."""

    @property
    def closed(self) -> bool:
        """True once the file is closed."""

    @property
    def samplerate(self) -> int | float:
        """Frames per second, in Hz."""

    @property
    def num_channels(self) -> int:
        """The number of channels."""

    @property
    def frames(self) -> int:
        """The number of frames (samples of each channel) written so far."""

    @property
    def file_dtype(self) -> str:
        """The sample format of the file, by its bit depth: int8, int16, int24, int32, float32 or float64."""

    @property
    def bit_depth(self) -> int:
        """The bits of a sample, as the file was opened with."""

    @property
    def quality(self) -> str | None:
        """The full name of the quality setting in use, or None for formats that have none."""

    @property
    def codec(self) -> str | None:
        """How the samples are coded: pcm, flac, mp3, vorbis and so on."""

    @property
    def gobject(self) -> Any:
        """The GAudioFile.Writer behind this object, for use with PyGObject. Both are the same open file."""

def list_devices(output: bool, /) -> list[tuple[str, str, bool, str | None, int, int, int]]:
    """Of each input, or of each output, there is now: name, id, whether it is the default one, the id of the output
    that it monitors, the most channels, the lowest and the highest rate."""
@final
class LivePlayer:
    """Plays files on a device; what Player is made of. listens: whether poll() is called."""

    def __new__(cls, listens: bool) -> LivePlayer: ...
    def set_source(
        self, file: ReadableAudioFile | ResampledReadableAudioFile | ConvertedReadableAudioFile | None, /
    ) -> None:
        """What is played: a file that is open for reading, or None."""

    def is_source(self, file: ReadableAudioFile | ResampledReadableAudioFile | ConvertedReadableAudioFile, /) -> bool:
        """Whether that is the file that is heard."""

    def enqueue(self, file: ReadableAudioFile | ResampledReadableAudioFile | ConvertedReadableAudioFile, /) -> None:
        """Plays a file that is open for reading behind all others."""

    def clear_queue(self) -> None:
        """Drops what is behind the file that is heard."""

    def play(self) -> None:
        """Plays."""

    def pause(self) -> None:
        """Pauses."""

    def stop(self) -> None:
        """Stops, and goes to the first frame."""

    def next(self) -> None:
        """Goes over to the next file."""

    def seek(self, frame: int, /) -> None:
        """Goes to a frame."""

    def wait(self, seconds: float, /) -> bool:
        """Waits for the end, for so many seconds at most, or for ever if they are negative; whether it has come."""

    def poll(self, seconds: float, /) -> list[tuple[str, Any]]:
        """What has happened, or happens in so many seconds: a list of names, each with its argument."""

    def close(self) -> None:
        """Closes the device."""

    @property
    def state(self) -> Literal["stopped", "playing", "paused", "closed"]:
        """stopped, playing, paused or closed."""

    @property
    def position(self) -> int:
        """The frame that is heard."""

    @property
    def n_queued(self) -> int:
        """How many files are behind the one that is heard."""

    @property
    def level(self) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """Peaks and RMS, by channel."""

    @property
    def volume(self) -> float:
        """What samples are multiplied with."""

    @volume.setter
    def volume(self, value: float) -> None: ...
    @property
    def rate(self) -> float:
        """The speed."""

    @rate.setter
    def rate(self, value: float) -> None: ...
    @property
    def mute(self) -> bool:
        """Whether nothing is to be heard."""

    @mute.setter
    def mute(self, value: bool) -> None: ...
    @property
    def loop(self) -> bool:
        """Whether the file is played again and again."""

    @loop.setter
    def loop(self, value: bool) -> None: ...
    @property
    def device(self) -> str | None:
        """The name of the device that was set, or None."""

    @device.setter
    def device(self, value: str | None) -> None: ...
    @property
    def gobject(self) -> Any:
        """The GAudioFile.Player behind this object."""

@final
class LiveRecorder:
    """Records into files; what Recorder is made of. listens: whether poll() is called."""

    def __new__(
        cls,
        path: str | os.PathLike[str],
        device: str | None,
        format: str,
        samplerate: _Rate,
        num_channels: SupportsIndex,
        bit_depth: SupportsIndex,
        quality: _Quality,
        codec: str | None,
        atomic: bool,
        tags: Mapping[str, str | Iterable[str] | None] | None,
        listens: bool,
    ) -> LiveRecorder: ...
    def start(self) -> None:
        """Opens the device and the file, and records."""

    def pause(self) -> None:
        """Pauses."""

    def resume(self) -> None:
        """Goes on."""

    def stop(self) -> None:
        """Ends the recording, and returns when the files are whole."""

    def wait(self, seconds: float, /) -> bool:
        """Waits for the end, for so many seconds at most, or for ever if they are negative; whether it has come."""

    def poll(self, seconds: float, /) -> list[tuple[str, Any]]:
        """What has happened, or happens in so many seconds: a list of names, each with its argument."""

    @property
    def state(self) -> Literal["new", "recording", "paused", "stopped"]:
        """new, recording, paused or stopped."""

    @property
    def position(self) -> int:
        """Frames that were recorded."""

    @property
    def lost(self) -> int:
        """Frames that are missing."""

    @property
    def level(self) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """Peaks and RMS, by channel."""

    @property
    def peaks(self) -> Peaks | None:
        """The waveform; None before it has begun."""

    @property
    def files(self) -> list[str]:
        """The names of the files."""

    @property
    def max_frames(self) -> int:
        """After how many frames it ends; 0 for never."""

    @max_frames.setter
    def max_frames(self, value: int) -> None: ...
    @property
    def split_frames(self) -> int:
        """How many frames a file has; 0 for any number."""

    @split_frames.setter
    def split_frames(self, value: int) -> None: ...
    @property
    def split_bytes(self) -> int:
        """How large a file gets; 0 for any size."""

    @split_bytes.setter
    def split_bytes(self, value: int) -> None: ...
    @property
    def gobject(self) -> Any:
        """The GAudioFile.Recorder behind this object."""

@final
class LiveStream:
    """Audio to and from devices; what AudioStream is made of. A device is given by name, "default" or None for none."""

    def __new__(
        cls,
        input_device: str | None,
        output_device: str | None,
        rate: int,
        buffer_size: int,
        input_channels: int,
        output_channels: int,
        process: Callable[[npt.NDArray[np.float32]], npt.NDArray[np.float32]] | None,
    ) -> LiveStream: ...
    def open(self) -> None:
        """Opens the devices, and returns when audio flows."""

    def close(self) -> None:
        """Closes the devices."""

    def read(self, frames: int, /) -> npt.NDArray[np.float32]:
        """Waits for so many frames and returns them; 0 returns what is there."""

    def write(self, samples: npt.NDArray[np.float32], /) -> None:
        """Plays float32 samples of shape (channels, frames), in C order; returns when all are in line."""

    def write_ahead(self, samples: npt.NDArray[np.float32], /) -> int:
        """Before open(): as write(), but takes what there is room for, and returns how much."""

    def set_device_time(self, seconds: float, /) -> None:
        """Before open(): how much audio a device may hold."""

    def drain(self) -> None:
        """Waits until everything that was written was played."""

    @property
    def rate(self) -> int:
        """Frames per second."""

    @property
    def buffer_size(self) -> int:
        """Frames that go to or come from a device at once."""

    @property
    def input_channels(self) -> int:
        """0 without an input."""

    @property
    def output_channels(self) -> int:
        """0 without an output."""

    @property
    def state(self) -> str:
        """new, running, interrupted, failed or closed."""

    @property
    def input_latency(self) -> float:
        """Seconds."""

    @property
    def output_latency(self) -> float:
        """Seconds."""

    @property
    def input_level(self) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """Peaks and RMS, by channel."""

    @property
    def output_level(self) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """Peaks and RMS, by channel."""

    @property
    def buffered_input(self) -> int:
        """Frames to be read."""

    @property
    def buffered_output(self) -> int:
        """Frames to be played."""

    @property
    def dropped(self) -> int:
        """Frames of input that were not read in time, since opening."""

    @property
    def lost(self) -> int:
        """Frames that a device did not give or play, since opening."""

    @property
    def underruns(self) -> int:
        """Frames of silence played for want of others, since opening."""

    @property
    def interruptions(self) -> int:
        """How often a device was lost, since opening."""

    @property
    def input_device(self) -> str | None:
        """The name of the device; of the default one, the name when it was made."""

    @property
    def output_device(self) -> str | None:
        """The name of the device; of the default one, the name when it was made."""

    @property
    def feeds_back(self) -> bool:
        """Whether the input is likely to hear the output."""

    @property
    def pass_through(self) -> bool:
        """Whether the input is played on the output."""

    @pass_through.setter
    def pass_through(self, value: bool) -> None: ...
    @property
    def gobject(self) -> Any:
        """The GAudioFile.Stream behind this object."""

@final
class Effect:
    """GStreamer elements as a function of blocks: of a description, such as "volume volume=0.5", or of an element."""

    def __new__(cls, elements: Any, rate: int, channels: int) -> Effect: ...
    def process(self, samples: npt.NDArray[np.float32], /) -> npt.NDArray[np.float32]:
        """Sends float32 samples of shape (channels, frames) through the elements; as many come back."""
