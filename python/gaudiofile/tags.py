# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Tags of audio files: read, and written without encoding the audio anew.

>>> from gaudiofile import tags
>>> song = tags.read("song.mp3")
>>> song["title"]
['Title']
>>> tags.write("song.mp3", {"title": "Another", "comment": None})  # sets one, removes one, leaves the others
>>> song.covers = [tags.Cover(open("front.jpg", "rb").read())]
>>> tags.write("song.mp3", song)  # the file has just these then

Names are those of TagLib and mutagen's "easy" interface, the same for all formats: title, artist, album, albumartist,
tracknumber, discnumber, date, genre, comment, composer, lyrics, replaygain_track_gain, musicbrainz_trackid and so on;
others can be made up. Each has a list of texts.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any

from . import _native

__all__ = ["Cover", "Tags", "read", "read_async", "write", "write_async"]


@dataclass(frozen=True)
class Cover:
    """A picture in the tags of a file.

    What is in ``data`` counts more than ``mime_type``, which may be left out for JPEG, PNG, GIF, WebP and BMP. ``kind``
    is a picture type of ID3v2 and FLAC: 3 is the front, 4 the back, 0 something else.

    >>> with open("front.jpg", "rb") as picture:
    ...     tags.Cover(picture.read(), description="Front").kind
    3
    """

    data: bytes
    mime_type: str | None = None
    kind: int = 3
    description: str = ""

    def __repr__(self) -> str:
        return f"<Cover {self.mime_type} kind={self.kind} {len(self.data)} bytes>"


class Tags(MutableMapping[str, "list[str]"]):
    """Lists of texts by name, which may be given in any case. What is set may be one text or several.

    ``covers`` is a list, or None if nothing is said of them.

    >>> song = tags.Tags({"title": "Title", "artist": ["One", "Two"]})
    >>> song["ARTIST"], song.first("title")
    (['One', 'Two'], 'Title')
    """

    covers: list[Cover] | None

    def __init__(
        self,
        tags: Mapping[str, str | Iterable[str]] | Iterable[tuple[str, str | Iterable[str]]] = (),
        *,
        covers: Iterable[Cover] | None = None,
    ) -> None:
        self._texts: dict[str, list[str]] = {}
        self.covers = None if covers is None else list(covers)
        for name, texts in dict(tags).items():
            self[name] = texts

    def __getitem__(self, name: str) -> list[str]:
        return self._texts[name.lower()]

    def __setitem__(self, name: str, texts: str | Iterable[str]) -> None:
        self._texts[_check_name(name)] = _list_texts(name, texts)

    def __delitem__(self, name: str) -> None:
        del self._texts[name.lower()]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name.lower() in self._texts

    def first(self, name: str, default: str | None = None) -> str | None:
        """The first text of a name, which is the only one mostly; ``default`` if there is none."""
        texts = self._texts.get(name.lower())
        return texts[0] if texts else default

    def __repr__(self) -> str:
        covers = "" if not self.covers else f", covers={self.covers}"
        return f"Tags({self._texts}{covers})"


def read(source: Any) -> Tags:
    """The tags of an audio file: of a name, a file-like object, or bytes.

    A format of which tags cannot be had gives none. Raises as AudioFile() does for what is no audio file.

    >>> tags.read("song.flac")["artist"]
    ['One', 'Two']
    """
    if isinstance(source, (str, os.PathLike)):
        return _native.read_tags(source)
    with _native.ReadableAudioFile(source) as file:
        return file.tags


def write(
    path: str | os.PathLike[str],
    tags: Mapping[str, str | Iterable[str] | None],
    *,
    replace: bool | None = None,
) -> None:
    """Changes the tags of a file, without encoding the audio anew.

    A ``Tags`` is the whole: the file has just these then, but for what has no name here, which stays. Any other mapping
    is a change: it sets the names that it has, removes those that are None or an empty list, and leaves the others.
    ``replace`` chooses the one or the other. Covers of ``Tags`` that are None stay.

    The file is replaced in one step by a copy that was changed and compared: the audio's packets and their positions
    are the same, else an UnsupportedFormatError is raised, and the file stays as it was.

    >>> tags.write("talk.wav", {"title": "Talk", "comment": None})  # sets one, removes one
    >>> tags.read("talk.wav")["title"]
    ['Talk']
    """
    _native.write_tags(path, tags, isinstance(tags, Tags) if replace is None else replace)


async def read_async(source: Any) -> Tags:
    """As read(), without making the event loop wait; raises what that raises.

    >>> asyncio.run(tags.read_async("song.flac")).first("title")
    'Title'
    """
    from . import _async

    result: Tags = await _async.call(lambda: read(source))
    return result


async def write_async(
    path: str | os.PathLike[str],
    tags: Mapping[str, str | Iterable[str] | None],
    *,
    replace: bool | None = None,
) -> None:
    """As write(), without making the event loop wait; raises what that raises.

    A call that is cancelled leaves the file as it was.

    >>> asyncio.run(tags.write_async("talk.wav", {"title": "Talk"}))
    """
    from . import _async

    await _async.call(lambda: write(path, tags, replace=replace))


def _check_name(name: str) -> str:
    if not isinstance(name, str):
        raise TypeError(f"The name of a tag must be a str, not {type(name).__name__}")
    if not name or any(not " " <= c <= "}" or c == "=" for c in name):
        raise ValueError(f"{name!r} is no name of a tag: they are ASCII, without '='")
    return name.lower()


def _list_texts(name: str, texts: str | Iterable[str]) -> list[str]:
    listed = [texts] if isinstance(texts, str) else list(texts)
    for text in listed:
        if not isinstance(text, str):
            raise TypeError(f"The tag {name!r} must be a str or several, not {type(text).__name__}")
    return listed


def _from_native(texts: dict[str, list[str]], covers: list[tuple[bytes, str, int, str]]) -> Tags:
    return Tags({name: values for name, values in texts.items() if name}, covers=[Cover(*cover) for cover in covers])


def _to_native(
    tags: Mapping[str, str | Iterable[str] | None],
) -> tuple[dict[str, list[str]], list[tuple[bytes, str | None, int, str]] | None]:
    if not isinstance(tags, Mapping):
        raise TypeError(f"tags must be a mapping, such as a dict, not {type(tags).__name__}")
    texts = {_check_name(name): [] if values is None else _list_texts(name, values) for name, values in tags.items()}
    covers = tags.covers if isinstance(tags, Tags) else None
    if covers is None:
        return texts, None
    return texts, [(bytes(c.data), c.mime_type, c.kind, c.description) for c in covers]
