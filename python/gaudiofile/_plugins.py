# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""What plugins do to audio: one after the other, whatever each of them is."""

import threading
from collections.abc import Callable, Iterable, MutableSequence
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

from . import _native

_Samples = npt.NDArray[np.float32]


class PluginChain:
    """The plugins of one stream.

    The list is the caller's own where one was given (a pedalboard.Pedalboard is one), and is looked at anew for every
    block. An exception is kept for the next call of the stream, and the plugin that raised it is left out of the block.
    """

    def __init__(self, plugins: Iterable[Any] | None) -> None:
        self.plugins: MutableSequence[Any] = []
        if plugins is not None:
            self.set_plugins(plugins)
        self.rate = 0  # Hz
        self.channels = 0
        self._lock = threading.Lock()
        self._error: BaseException | None = None
        self._effects: dict[tuple[object, int, int], _native.Effect] = {}
        # What plugins with a delay of their own have given beyond the blocks so far, of process_block().
        self._rest: _Samples | None = None

    def set_plugins(self, plugins: Iterable[Any]) -> None:
        if isinstance(plugins, str):
            raise TypeError("plugins must be a list of plugins, not a str")
        if isinstance(plugins, MutableSequence) or all(hasattr(plugins, name) for name in ("append", "__getitem__")):
            self.plugins = plugins  # type: ignore[assignment]
        elif hasattr(plugins, "__iter__"):
            self.plugins = list(plugins)
        else:
            raise TypeError(f"plugins must be a list of plugins, not {type(plugins).__name__}")

    def check(self) -> None:
        """Raises for what is no plugin, or cannot be made; effects are made now, for the first block."""
        with self._lock:
            for plugin, key in self._listed(self.channels):
                if key is None:
                    _find_call(plugin)
                elif key not in self._effects:
                    self._effects[key] = _native.Effect(plugin, self.rate, self.channels)

    def reraise(self) -> None:
        """Raises what a plugin has raised on another thread since the last time."""
        error, self._error = self._error, None
        if error is not None:
            raise error

    def process(self, samples: _Samples) -> _Samples:
        """Any number of frames; raises what a plugin raises. Plugins with a delay may return fewer, or more later."""
        with self._lock:
            for plugin, function in self._functions(samples.shape[0]):
                samples = self._apply(plugin, function, samples)
        return samples

    def process_block(self, block: _Samples) -> _Samples:
        """As many frames as are given, on the stream's own thread: never raises."""
        with self._lock:
            samples = block
            for plugin, function in self._functions(block.shape[0]):
                try:
                    samples = self._apply(plugin, function, samples)
                except BaseException as error:  # noqa: BLE001 - whatever it is, it belongs to the caller
                    self._error = self._error or error
            return self._cut(samples, block.shape[1])

    def _cut(self, samples: _Samples, frames: int) -> _Samples:
        """Makes blocks of one size of those that come: what is missing at the beginning is silence."""
        if self._rest is None and samples.shape[1] == frames:
            return samples
        if self._rest is not None and self._rest.shape[0] == samples.shape[0]:
            samples = np.concatenate((self._rest, samples), axis=1)
        missing = frames - samples.shape[1]
        if missing > 0:
            samples = np.concatenate((np.zeros((samples.shape[0], missing), np.float32), samples), axis=1)
        self._rest = samples[:, frames:] if samples.shape[1] > frames else None
        return samples[:, :frames]

    def _apply(self, plugin: Any, function: Callable[[_Samples], Any], samples: _Samples) -> _Samples:
        channels = samples.shape[0]
        result = function(samples)
        if result is None:  # changed in place
            return samples
        array = np.asarray(result, np.float32)
        if array.ndim == 1:
            array = array[np.newaxis]
        if array.ndim != 2 or array.shape[0] not in (1, channels):
            raise ValueError(
                f"The plugin {plugin!r} must return samples of shape ({channels}, frames), not of shape {array.shape}"
            )
        return np.broadcast_to(array, (channels, array.shape[1])) if array.shape[0] != channels else array

    def _listed(self, channels: int) -> list[tuple[Any, tuple[object, int, int] | None]]:
        """The plugins of now; those of GStreamer with the key of their effect."""
        listed: list[tuple[Any, tuple[object, int, int] | None]] = []
        for plugin in tuple(self.plugins):
            if not isinstance(plugin, str) and not hasattr(type(plugin), "__gtype__"):
                listed.append((plugin, None))
                continue
            # An effect stays with its element, and with the first, second … use of a description.
            name = plugin if isinstance(plugin, str) else id(plugin)
            listed.append((plugin, (name, sum(key is not None and key[0] == name for _, key in listed), channels)))
        return listed

    def _functions(self, channels: int) -> list[tuple[Any, Callable[[_Samples], Any]]]:
        """The plugins of now, each with what is to be called."""
        listed = self._listed(channels)
        keys = {key for _, key in listed}
        self._effects = {key: effect for key, effect in self._effects.items() if key in keys}
        return [
            (plugin, partial(self._call, plugin) if key is None else partial(self._call_effect, plugin, key))
            for plugin, key in listed
        ]

    def _call(self, plugin: Any, samples: _Samples) -> Any:
        if _find_call(plugin) == "process":
            return plugin.process(samples, self.rate, reset=False)
        return plugin(samples)

    def _call_effect(self, plugin: Any, key: tuple[object, int, int], samples: _Samples) -> _Samples:
        effect = self._effects.get(key)
        if effect is None:
            effect = self._effects[key] = _native.Effect(plugin, self.rate, key[2])
        return effect.process(samples)


def _find_call(plugin: Any) -> str:
    """How a plugin in Python is called: by its process(), or itself."""
    if hasattr(plugin, "process"):
        return "process"
    if callable(plugin):
        return "call"
    raise TypeError(
        f"{plugin!r} is no plugin: it must have process(samples, sample_rate, reset=False), be a function of an "
        "array, a GStreamer element, or the description of some as a str"
    )
