# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""One file of another: convert(); and many at once: convert_many()."""

import errno
import math
import operator
import os
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from ._native import convert_file, convert_files, get_supported_read_formats
from ._resample import Resample
from ._types import _Path, _Quality, _Rate, _Sink
from .tags import Tags

_NONE, _LOUDNESS, _PEAK = range(3)
# Silence that is sent after the audio, until an effect with a delay has given all of it.
_FLUSH = 4096
_LONGEST_FLUSH = 10  # seconds


class Converted(NamedTuple):
    """What convert() has made: how many frames were written, and by how many dB its level was raised.

    >>> gaudiofile.convert("song.flac", "song.wav")
    Converted(frames=132300, gain=0.0)
    """

    frames: int
    """How many frames were written, before the codec resamples them as Opus does."""
    gain: float
    """By how much the level was raised, in dB: less than was asked for where something would have been clipped."""


def convert(
    src: Any,
    dst: _Sink,
    *,
    samplerate: _Rate | None = None,
    num_channels: int | None = None,
    format: str | None = None,
    bit_depth: int | None = None,
    quality: _Quality = None,
    codec: str | None = None,
    offset: int = 0,
    frames: int | None = None,
    gain: float = 0.0,
    loudness: float | None = None,
    peak: float | None = None,
    fade_in: float = 0.0,
    fade_out: float = 0.0,
    effects: Any = None,
    matrix: npt.ArrayLike | None = None,
    resampling_quality: Resample.Quality | None = None,
    tags: bool | Mapping[str, str | Iterable[str] | None] = True,
    lossless: bool = False,
    threads: int | None = None,
    progress: Callable[[int, int], object] | None = None,
) -> Converted:
    """Makes an audio file of another: in another format, at another rate, a part of it, louder, with effects.

    src is a name, bytes, an open binary file, or a file that AudioFile() has opened for reading. dst is the name of the
    new file, whose extension is its format unless format says another, or an open binary file. A new file takes its
    place in one step when it is whole; it may be that of src. When anything goes wrong, and after Ctrl-C, there is no
    new file, and an old one is as it was.

    What is not said is as in src, or what is nearest to it in the new format: samples that are only stored in another
    way keep their values. quality, codec and bit_depth are as for AudioFile(…, "w"); matrix, num_channels and
    resampling_quality as for ConvertedReadableAudioFile.

    offset and frames are of src. gain is in dB. loudness is in LUFS (EBU R 128) and peak, of the largest sample, in
    dBFS: the audio is brought to one of them, in two passes, and less if it would be clipped. fade_in and fade_out are
    in seconds. effects are a description of GStreamer elements, such as "audioecho delay=200000000", an object with
    process(samples, sample_rate, reset=False) as pedalboard's have, a function of samples, or a list of such things.
    They get the rate and the channels of the new file; what comes out of them has the length of what went in.

    tags: True keeps tags and covers, False leaves them out; a dict keeps them with changes, and a Tags is all that the
    new file has. A ReplayGain is not kept if the level changes. Into an open file no tags are written.

    lossless fails where something would be lost: ValueError. MP3, and Vorbis and Opus in Ogg, are copied as they are,
    without decoding; a part begins at the frame that is asked for, of Vorbis where its packet begins, and ends at the
    frame.

    Decoding and encoding are on two threads, unless threads is 1. progress is called with how many frames are done and
    how many there are, up to 25 times a second; what it raises ends the conversion.

    Raises what AudioFile() and its methods raise; ValueError for what no such file can be; MissingPluginError for
    loudness without libebur128.

    >>> gaudiofile.convert("song.flac", "part.mp3", offset=44_100, frames=44_100, fade_out=0.5, quality="V2")
    Converted(frames=44100, gain=0.0)
    """
    options = _options(
        samplerate=samplerate,
        num_channels=num_channels,
        format=format,
        bit_depth=bit_depth,
        quality=quality,
        codec=codec,
        offset=offset,
        frames=frames,
        gain=gain,
        loudness=loudness,
        peak=peak,
        fade_in=fade_in,
        fade_out=fade_out,
        effects=effects,
        matrix=matrix,
        resampling_quality=resampling_quality,
        tags=tags,
        lossless=lossless,
        threads=threads,
    )
    return Converted(*convert_file(src, dst, progress, options))


async def convert_async(
    src: Any, dst: _Sink, *, progress: Callable[[int, int], object] | None = None, **options: Any
) -> Converted:
    """convert() for asyncio, with the same arguments. progress is called on the event loop.

    Ends within 50 ms when the task is cancelled; there is no new file then. Raises what
    convert() raises.

    >>> asyncio.run(gaudiofile.convert_async("song.flac", "song.wav"))
    Converted(frames=132300, gain=0.0)
    """
    from . import _async

    result: Converted
    if progress is None:
        result = await _async.call(lambda: convert(src, dst, **options))
    else:
        result = await _async.call_with_progress(lambda tell: convert(src, dst, progress=tell, **options), progress)
    return result


_Pairs: TypeAlias = Iterable[tuple[_Path, _Path]] | Mapping[_Path, _Path]


def convert_many(
    files: _Path | _Pairs,
    folder: _Path | None = None,
    *,
    format: str | None = None,
    threads: int | None = None,
    errors: Literal["raise", "none"] = "raise",
    progress: Callable[[int, int], object] | None = None,
    **options: Any,
) -> dict[str, Converted | BaseException]:
    """Converts many files at once, on all processors.

    files are pairs of names, of a file and of the one to make of it, or the name of a folder: then all audio in it and
    in its folders is converted into files of the same names below folder, whose extensions are format. What is no audio
    by its extension is left alone there.

    Returns for each name of a new file, in the order of the files, what convert() returns. errors says what becomes of
    files that cannot be converted: "raise" raises what the first of them raises, and begins no more; "none" has the
    exceptions in what is returned. Those that are converted by then stay.

    progress is called with how many files are done, and how many there are. The other arguments are as for convert();
    effects can be described only, since one object cannot be in several files at once.

    >>> done = gaudiofile.convert_many([("song.flac", "song.wav"), ("talk.wav", "talk.mp3")])
    >>> list(done), done["song.wav"].frames
    (['song.wav', 'talk.mp3'], 132300)
    """
    if errors not in ("raise", "none"):
        raise ValueError(f'errors must be "raise" or "none", not {errors!r}')
    pairs = _list_pairs(files, folder, format)
    chosen = _options(format=format, **options)
    if chosen[11] is not None:
        raise TypeError("effects of convert_many() must be descriptions of GStreamer elements: str")
    names = [os.path.realpath(os.fsdecode(destination)) for _, destination in pairs]
    if len(set(names)) < len(names):
        raise ValueError("two of the files are to become the same file")
    results = convert_files(pairs, progress, _count("threads", threads), errors == "raise", chosen)
    if errors == "raise":
        for result in results:
            if isinstance(result, BaseException):
                raise result
    made = [result if isinstance(result, BaseException) else Converted(*result) for result in results]
    return {os.fsdecode(destination): result for (_, destination), result in zip(pairs, made, strict=True)}


async def convert_many_async(
    files: _Path | _Pairs,
    folder: _Path | None = None,
    *,
    progress: Callable[[int, int], object] | None = None,
    **options: Any,
) -> dict[str, Converted | BaseException]:
    """convert_many() for asyncio, with the same arguments. progress is called on the event loop.

    Ends within 50 ms when the task is cancelled; what is being converted then is given up. Raises
    what convert_many() raises.

    >>> done = asyncio.run(gaudiofile.convert_many_async([("song.flac", "song.wav")]))
    """
    from . import _async

    result: dict[str, Converted | BaseException]
    if progress is None:
        result = await _async.call(lambda: convert_many(files, folder, **options))
    else:
        result = await _async.call_with_progress(
            lambda tell: convert_many(files, folder, progress=tell, **options), progress
        )
    return result


def _list_pairs(files: _Path | _Pairs, folder: _Path | None, format: str | None) -> list[tuple[Any, Any]]:
    if isinstance(files, (str, bytes)) or hasattr(files, "__fspath__"):
        if folder is None or format is None:
            raise ValueError("to convert a folder, say into which folder and which format")
        return _list_folder(os.fsdecode(files), os.fsdecode(folder), format)  # type: ignore[arg-type]
    if folder is not None:
        raise ValueError("folder is where the files of a folder go: pairs of names have their own")
    return [(src, dst) for src, dst in (files.items() if isinstance(files, Mapping) else files)]


def _list_folder(source: str, target: str, format: str) -> list[tuple[str, str]]:
    """The folders for them are made."""
    if not os.path.isdir(source):
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), source)
    extensions = set(get_supported_read_formats())
    pairs = []
    for folder, folders, names in os.walk(source):
        # What is converted is not to be found again.
        folders[:] = sorted(f for f in folders if os.path.realpath(os.path.join(folder, f)) != os.path.realpath(target))
        place = os.path.normpath(os.path.join(target, os.path.relpath(folder, source)))
        for name in sorted(names):
            stem, extension = os.path.splitext(name)
            if extension.lower() in extensions:
                os.makedirs(place, exist_ok=True)
                pairs.append((os.path.join(folder, name), os.path.join(place, f"{stem}.{format.lstrip('.')}")))
    return pairs


# arguments


def _options(
    *,
    samplerate: _Rate | None = None,
    num_channels: int | None = None,
    format: str | None = None,
    bit_depth: int | None = None,
    quality: _Quality = None,
    codec: str | None = None,
    offset: int = 0,
    frames: int | None = None,
    gain: float = 0.0,
    loudness: float | None = None,
    peak: float | None = None,
    fade_in: float = 0.0,
    fade_out: float = 0.0,
    effects: Any = None,
    matrix: npt.ArrayLike | None = None,
    resampling_quality: Resample.Quality | None = None,
    tags: bool | Mapping[str, str | Iterable[str] | None] = True,
    lossless: bool = False,
    threads: int | None = None,
) -> tuple[Any, ...]:
    """As convert_file() takes them."""
    description, process = _sort_effects(effects)
    normalize, target = _find_target(loudness, peak)
    return (
        format,
        0.0 if samplerate is None else _positive("samplerate", samplerate),
        _count("num_channels", num_channels),
        _count("bit_depth", bit_depth),
        _text_of(quality),
        codec,
        _natural("offset", offset),
        -1 if frames is None else _natural("frames", frames),
        None if matrix is None else np.ascontiguousarray(matrix, np.float32),
        resampling_quality,
        description,
        process,
        _between("gain", gain, -200, 200),
        normalize,
        target,
        _between("fade_in", fade_in, 0, 1e6),
        _between("fade_out", fade_out, 0, 1e6),
        None if isinstance(tags, bool) else tags,
        tags is not False and not isinstance(tags, Tags),
        _count("threads", threads),
        bool(lossless),
    )


def _natural(name: str, value: Any) -> int:
    number = operator.index(value)
    if number < 0:
        raise ValueError(f"{name} must not be negative, but is {number}")
    return number


def _count(name: str, value: Any) -> int:
    """0 for None."""
    if value is None:
        return 0
    number = operator.index(value)
    if not 0 < number < 2**31:
        raise ValueError(f"{name} must be above 0, not {number}")
    return number


def _positive(name: str, value: Any) -> float:
    if not 0 < float(value) < math.inf:
        raise ValueError(f"{name} must be above 0, not {value!r}")
    return float(value)


def _between(name: str, value: float, least: float, most: float) -> float:
    if not least <= value <= most:
        raise ValueError(f"{name} must be from {least:g} to {most:g}, not {value!r}")
    return float(value)


def _text_of(quality: _Quality) -> str | None:
    if quality is None or isinstance(quality, str):
        return quality
    try:
        return str(operator.index(quality))  # type: ignore[arg-type]
    except TypeError:
        return str(float(quality))


def _find_target(loudness: float | None, peak: float | None) -> tuple[int, float]:
    if loudness is not None and peak is not None:
        raise ValueError("loudness and peak cannot both be given")
    if loudness is not None:
        return _LOUDNESS, _between("loudness", loudness, -200, 0)
    if peak is not None:
        return _PEAK, _between("peak", peak, -200, 0)
    return _NONE, 0.0


# effects


def _sort_effects(effects: Any) -> tuple[str | None, Callable[[Any, int, float], Any] | None]:
    """GStreamer's own are left to the library, and all else to Python."""
    if effects is None:
        return None, None
    if isinstance(effects, str):
        return effects, None
    if hasattr(effects, "process") or callable(effects) or hasattr(type(effects), "__gtype__"):
        listed = [effects]
    elif isinstance(effects, Iterable):
        listed = list(effects)
    else:
        raise TypeError(f"effects must be a str, an effect, a function, or a list of these, not {effects!r}")
    if all(isinstance(effect, str) for effect in listed):
        return " ! ".join(listed) or None, None
    return None, _Effects(listed)


class _Effects:
    """What changes the blocks of a conversion: begins anew with each pass, and gives what is held back at the end."""

    def __init__(self, effects: list[Any]) -> None:
        from ._plugins import PluginChain

        self.effects = effects
        self.make_chain = PluginChain
        self.chain: PluginChain | None = None
        self.missing = 0  # frames that went in, and did not come out yet

    def __call__(self, samples: npt.NDArray[np.float32], frame: int, rate: float) -> npt.NDArray[np.float32]:
        if samples.shape[1] == 0:
            return self.flush(samples.shape[0], rate)
        if frame == 0:
            self.begin(samples.shape[0], rate)
        assert self.chain is not None
        self.missing += samples.shape[1]
        changed = self.chain.process(samples)
        self.missing -= changed.shape[1]
        return changed

    def begin(self, channels: int, rate: float) -> None:
        for effect in self.effects:
            if hasattr(effect, "process") and callable(getattr(effect, "reset", None)):
                effect.reset()
        self.missing = 0
        self.chain = self.make_chain(list(self.effects))
        self.chain.rate = int(rate)
        self.chain.channels = channels
        self.chain.check()

    def flush(self, channels: int, rate: float) -> npt.NDArray[np.float32]:
        parts = [np.zeros((channels, 0), np.float32)]
        silence = 0
        while self.chain is not None and self.missing > 0 and silence < _LONGEST_FLUSH * rate:
            parts.append(self.chain.process(np.zeros((channels, _FLUSH), np.float32)))
            self.missing -= parts[-1].shape[1]
            silence += _FLUSH
        return np.concatenate(parts, axis=1)
