# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""asyncio: the ordinary calls on threads, one after the other for each file.

    await f.read_async(n) ─► _Call ─► the file's _Line ─► the loop's _Pool ─► f.read(n) on a thread
         ▲                                                                        │
         └──────────────────────── loop.call_soon_threadsafe ◄────────────────────┘

A task that is cancelled while it waits for its turn is not done any more. One that is at work is ended by the library's
next look, and the task goes on only when it has ended, so that nothing uses its arrays any longer.

Threads end when there is nothing to do: none is left behind by a loop, at the end of the program, or in a child of
fork(), which has none of them and starts afresh.
"""

import asyncio
import os
import threading
import weakref
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Generator
from types import TracebackType
from typing import Any

from ._native import AudioFile, ReadableAudioFile, call_cancellable, cancel, new_cancellable

# More wait for their turn: reading from a disk or from memory keeps no more of them busy.
_MOST_THREADS = min(32, (os.cpu_count() or 1) + 4)


class _Pool:
    """The threads of one event loop."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.calls: deque[_Call] = deque()
        self.threads = 0

    def add(self, call: "_Call") -> None:
        with self.lock:
            self.calls.append(call)
            if self.threads >= _MOST_THREADS:
                return
            self.threads += 1
        try:
            threading.Thread(target=self.work, name="gaudiofile-async").start()
        except RuntimeError as error:  # there can be no more, or the program ends
            with self.lock:
                self.threads -= 1
                if self.threads > 0 or call not in self.calls:
                    return
                self.calls.remove(call)
            call.end(None, error)

    def work(self) -> None:
        while True:
            with self.lock:
                if not self.calls:
                    self.threads -= 1
                    return
                call = self.calls.popleft()
            call.run()
            del call  # and with it the file


class _Line:
    """The calls of one file, of which the first is being done."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.calls: deque[_Call] = deque()

    def add(self, call: "_Call") -> None:
        with self.lock:
            self.calls.append(call)
            is_first = len(self.calls) == 1
        if is_first:
            call.pool.add(call)

    def leave(self) -> None:
        with self.lock:
            self.calls.popleft()
            following = self.calls[0] if self.calls else None
        if following is not None:
            following.pool.add(following)

    def has_more_than(self, call: "_Call") -> bool:
        with self.lock:
            return any(other is not call for other in self.calls)


_pools: weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, _Pool] = weakref.WeakKeyDictionary()
_lines: weakref.WeakKeyDictionary[Any, _Line] = weakref.WeakKeyDictionary()
_lock = threading.Lock()


def _forget() -> None:
    """In a child of fork(), whose parent has the threads."""
    global _lock
    _lock = threading.Lock()
    _pools.clear()
    _lines.clear()


os.register_at_fork(after_in_child=_forget)


class _Call:
    """One call on a thread. undo is called with what it returned if nobody wants that any more, unless others that
    follow on the same file build on it."""

    def __init__(self, line: _Line | None, function: Callable[[], Any], undo: Callable[[Any], object] | None) -> None:
        self.loop = asyncio.get_running_loop()
        with _lock:
            self.pool = _pools.setdefault(self.loop, _Pool())
        self.line = line
        self.function: Callable[[], Any] | None = function
        self.undo = undo
        self.cancellable = new_cancellable()
        self.future: asyncio.Future[Any] = self.loop.create_future()
        self.ended: asyncio.Future[None] = self.loop.create_future()
        self.lock = threading.Lock()
        self.has_begun = False
        self.is_cancelled = False

    # on the loop's thread

    def cancel(self) -> bool:
        """Whether it is at work, or was."""
        with self.lock:
            self.is_cancelled = True
            cancel(self.cancellable)
            return self.has_begun

    def deliver(self, result: Any, error: BaseException | None) -> None:
        if self.future.done():  # cancelled
            if error is None:
                self.take_back(result)
        elif isinstance(error, StopIteration):  # of a file-like; a future does not take it
            self.future.set_exception(RuntimeError("a method of the file-like raised StopIteration"))
        elif error is None:
            self.future.set_result(result)
        else:
            self.future.set_exception(error)
        self.ended.set_result(None)

    # on either

    def take_back(self, result: Any) -> None:
        undo, self.undo = self.undo, None
        if undo is not None and (self.line is None or not self.line.has_more_than(self)):
            undo(result)

    # on a thread

    def run(self) -> None:
        result, error = None, None
        with self.lock:
            function, self.function = self.function, None
            self.has_begun = not self.is_cancelled
        if self.has_begun and function is not None:
            try:
                result = call_cancellable(self.cancellable, function)
            except BaseException as exception:  # noqa: BLE001
                error = exception
        del function  # what was read may hold the last reference to the file
        if self.is_cancelled and self.has_begun and error is None:
            self.take_back(result)
        if self.line is not None:
            self.line.leave()
        self.end(result, error)

    def end(self, result: Any, error: BaseException | None) -> None:
        try:
            self.loop.call_soon_threadsafe(self.deliver, result, error)
        except RuntimeError:  # the loop is closed, and nobody waits any more
            if error is None:
                self.take_back(result)


async def _do(
    line: _Line | None,
    function: Callable[[], Any],
    undo: Callable[[Any], object] | None = None,
    always: bool = False,
) -> Any:
    """always: it is done also if it is cancelled, which is told when it is done."""
    call = _Call(line, function, undo)
    if line is not None:
        line.add(call)
    else:
        call.pool.add(call)
    try:
        return await (asyncio.shield(call.future) if always else call.future)
    except asyncio.CancelledError:
        if always or call.cancel():
            await _wait_for(call.ended)
        if call.future.done() and not call.future.cancelled():
            call.future.exception()  # it is known that this is not asked for
        raise


async def _wait_for(ended: "asyncio.Future[None]") -> None:
    """However often it is cancelled."""
    while not ended.done():
        try:
            await asyncio.shield(ended)
        except asyncio.CancelledError:
            continue


def _line_of(file: Any) -> _Line:
    with _lock:
        return _lines.setdefault(file, _Line())


# opening


class _Opening:
    """What AudioFile.open_async() returns: to be awaited, or entered."""

    def __init__(self, arguments: tuple[Any, ...], options: dict[str, Any]) -> None:
        self.arguments = arguments
        self.options = options
        self.file: Any = None

    async def open(self) -> Any:
        return await _do(None, lambda: AudioFile(*self.arguments, **self.options), _give_up)

    def __await__(self) -> Generator[Any, None, Any]:
        return self.open().__await__()

    async def __aenter__(self) -> Any:
        self.file = await self.open()
        return self.file

    async def __aexit__(
        self, kind: type[BaseException] | None, value: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await aexit(self.file, kind, value, traceback)


def _give_up(file: Any) -> None:
    (file.abort if hasattr(file, "abort") else file.close)()


def open_file(*arguments: Any, **options: Any) -> _Opening:
    return _Opening(arguments, options)


# what becomes methods


def _reading(file: Any, function: Callable[[], Any]) -> Awaitable[Any]:
    """A read that was done although nobody wants it any more has not moved the file."""
    line = _line_of(file)
    begun: list[int] = []

    def read() -> Any:
        begun.append(file.tell())
        return function()

    def go_back(result: object) -> None:
        if not file.closed:
            file.seek(begun[0])

    return _do(line, read, go_back)


async def read(file: Any, num_frames: Any = 0, *, out: Any = None) -> Any:
    return await _reading(file, lambda: file.read(num_frames, out=out))


async def read_raw(file: Any, num_frames: Any = 0) -> Any:
    return await _reading(file, lambda: file.read_raw(num_frames))


async def read_at(file: Any, position: Any, num_frames: Any = 0, *, out: Any = None) -> Any:
    return await _do(_line_of(file), lambda: file.read_at(position, num_frames, out=out))


async def seek(file: Any, position: Any) -> None:
    await _do(_line_of(file), lambda: file.seek(position))


async def blocks(file: Any, size: int, overlap: int = 0, fill_value: float | None = None) -> AsyncIterator[Any]:
    iterator = file.blocks(size, overlap, fill_value)
    while (block := await _reading(file, lambda: next(iterator, None))) is not None:
        yield block


async def write(file: Any, samples: Any) -> None:
    await _do(_line_of(file), lambda: file.write(samples))


async def flush(file: Any) -> None:
    await _do(_line_of(file), file.flush)


async def close(file: Any) -> None:
    await _do(_line_of(file), file.close, always=True)


async def abort(file: Any) -> None:
    await _do(_line_of(file), file.abort, always=True)


async def aenter(file: Any) -> Any:
    return file


async def aexit(file: Any, kind: Any, value: Any, traceback: Any) -> None:
    await _do(_line_of(file), lambda: file.__exit__(kind, value, traceback), always=True)


# whole files


async def call(function: Callable[[], Any]) -> Any:
    return await _do(None, function)


async def call_with_progress(
    function: Callable[[Callable[[int, int], object]], Any], progress: Callable[[int, int], object]
) -> Any:
    """The function is given what to tell of its progress, which is passed on to the loop's thread."""
    loop = asyncio.get_running_loop()
    return await _do(None, lambda: function(lambda done, total: loop.call_soon_threadsafe(progress, done, total)))


async def on_file(
    file: Any,
    function: Callable[[Callable[[int, int], object] | None], Any],
    progress: Callable[[int, int], object] | None = None,
) -> Any:
    """In the line of the file, if it is an open one; with progress as in call_with_progress()."""
    line = _line_of(file) if isinstance(file, ReadableAudioFile) else None
    if progress is None:
        return await _do(line, lambda: function(None))
    loop = asyncio.get_running_loop()
    return await _do(line, lambda: function(lambda done, total: loop.call_soon_threadsafe(progress, done, total)))
