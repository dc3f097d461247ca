# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""What PyGObject adds to its view of the library, where it loads this module as ``gi.overrides.GAudioFile``.

The properties of each class are attributes: PyGObject itself reaches a property by ``object.props.bit_depth`` only, and
``object.bit_depth = 24`` would make an attribute of the Python object that the library never sees.

Sources and blocks give NumPy arrays and writers take them: of shape (channels, frames), as in the Python package. What
is opened closes itself at the end of ``with``::

    with GAudioFile.Reader.new_for_path("a.flac", None) as reader:
        for samples in reader:
            ...
"""

from __future__ import annotations

from gi.module import get_introspection_module
from gi.repository import GLib, GObject

# NumPy is imported where it is first needed: what is here costs each program that uses the library, with arrays or not.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    import numpy as np

__all__: list[str] = []

BLOCK_FRAMES = 65536

_module = get_introspection_module("GAudioFile")


# Properties


def _make_attribute(name: str, flags: GObject.ParamFlags) -> property:
    def get(self: GObject.Object) -> object:
        return self.get_property(name)

    def set(self: GObject.Object, value: object) -> None:
        self.set_property(name, value)

    writable = flags & GObject.ParamFlags.WRITABLE and not flags & GObject.ParamFlags.CONSTRUCT_ONLY
    return property(get if flags & GObject.ParamFlags.READABLE else None, set if writable else None)


def _add_attributes(cls: type[GObject.Object]) -> None:
    for pspec in cls.list_properties():
        attribute = pspec.name.replace("-", "_")
        if not hasattr(cls, attribute):
            setattr(cls, attribute, _make_attribute(pspec.name, pspec.flags))


# Arrays


def _to_numpy(block: Any) -> np.ndarray[Any, Any]:
    """The samples, of shape (channels, frames), which cannot be changed. 24 bits are the upper ones of int32."""
    import numpy as np

    formats = _module.SampleFormat
    types = {
        formats.INT8: np.int8,
        formats.INT16: np.int16,
        formats.INT24: np.int32,
        formats.INT32: np.int32,
        formats.FLOAT32: np.float32,
        formats.FLOAT64: np.float64,
    }
    samples = np.frombuffer(block.get_bytes().get_data() or b"", types[block.get_format()])
    channels, frames = block.get_channels(), block.get_n_frames()
    if block.get_layout() == _module.Layout.PLANAR:
        return samples.reshape(channels, frames)
    return samples.reshape(frames, channels).T


def _new_from_numpy(samples: Any, rate: float) -> Any:
    """A block of 32-bit float of an array of shape (channels, frames), or (frames,) for one channel."""
    import numpy as np

    samples = np.atleast_2d(np.asarray(samples, np.float32))
    if samples.ndim != 2:
        raise ValueError(f"Samples have the shape (channels, frames), not {samples.shape}")
    channels, frames = samples.shape
    data = GLib.Bytes.new(np.ascontiguousarray(samples).tobytes())
    return _module.Block.new(_module.SampleFormat.FLOAT32, _module.Layout.PLANAR, channels, rate, frames, data)


def _block_array(self: Any, dtype: Any = None, copy: bool | None = None) -> np.ndarray[Any, Any]:
    """NumPy calls this for np.asarray(block)."""
    samples = _to_numpy(self)
    return samples.copy() if copy and dtype is None else samples.astype(dtype or samples.dtype, copy=bool(copy))


# Reading and writing


def _read(self: Any, n_frames: int = -1, cancellable: Any = None) -> np.ndarray[Any, Any]:
    """The next frames, fewer only at the end; with -1 all that are left. Shape (channels, frames), float32."""
    import numpy as np

    if n_frames >= 0:
        return _to_numpy(_module.Source.read_frames(self, n_frames, _module.Layout.PLANAR, cancellable))
    pieces = list(_blocks(self, cancellable=cancellable))
    return np.concatenate(pieces, axis=1) if pieces else np.zeros((_module.Source.get_channels(self), 0), np.float32)


def _blocks(self: Any, n_frames: int = BLOCK_FRAMES, cancellable: Any = None) -> Iterator[np.ndarray[Any, Any]]:
    """From where it is to the end, arrays of so many frames; the last one may have fewer."""
    while (block := _read(self, n_frames, cancellable)).shape[1]:
        yield block


def _write(self: Any, samples: Any, cancellable: Any = None) -> None:
    """Appends an array of shape (channels, frames), or (frames,) for one channel."""
    self.write_block(_new_from_numpy(samples, self.get_spec().get_rate()), cancellable)


def _enter(self: Any) -> Any:
    return self


def _exit_writer(self: Any, kind: type[BaseException] | None, *_: object) -> None:
    """The file is whole at the end. After an exception an atomic one is given up; another keeps what it has."""
    if kind is not None and self.get_spec().get_atomic():
        self.abort()
    elif not self.is_closed():
        self.close(None)


def _exit_by(close: Callable[[Any], object]) -> Callable[..., None]:
    def exit(self: Any, *_: object) -> None:
        close(self)

    return exit


def _add(cls: Any, **methods: Any) -> None:
    for name, method in methods.items():
        setattr(cls, name, method)


_add(_module.Block, to_numpy=_to_numpy, new_from_numpy=staticmethod(_new_from_numpy), __array__=_block_array)
_add(_module.Source, read=_read, blocks=_blocks, __iter__=_blocks)
_add(_module.Writer, write=_write, __enter__=_enter, __exit__=_exit_writer)

for _name in dir(_module):
    _class = getattr(_module, _name)
    if isinstance(_class, type) and issubclass(_class, GObject.Object):
        _add_attributes(_class)
        # Writers have it already; a recorder is stopped, which is something else.
        if hasattr(_class, "close") and not hasattr(_class, "__exit__"):
            _add(_class, __enter__=_enter, __exit__=_exit_by(_class.close))
