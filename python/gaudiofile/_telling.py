# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""What happens to a Player or a Recorder, told to functions of the program on a thread of their own."""

import threading
import weakref
from collections.abc import Callable
from typing import Any

# Seconds that a thread waits for something to happen before it looks whether its object is still there.
_STEP = 0.25


def start_telling(
    owner: object, live: Any, functions: dict[str, Callable[..., object]], is_over: Callable[[], bool]
) -> None:
    """Has functions called by the name of what happens, until owner is gone or all is over."""
    if functions:
        arguments = (weakref.ref(owner), live, functions, is_over)
        threading.Thread(target=_tell, args=arguments, name="gaudiofile-telling", daemon=True).start()


def _call(function: Callable[..., object], arguments: tuple[Any, ...]) -> None:
    try:
        function(*arguments)
    except BaseException as error:  # noqa: BLE001 - it has nobody else to go to
        thread = threading.current_thread()
        threading.excepthook(threading.ExceptHookArgs((type(error), error, error.__traceback__, thread)))


def _tell(
    owner: "weakref.ref[Any]", live: Any, functions: dict[str, Callable[..., object]], is_over: Callable[[], bool]
) -> None:
    while owner() is not None:
        # What happens with the end is told still.
        was_over = is_over()
        for name, argument in live.poll(0 if was_over else _STEP):
            if name in functions:
                _call(functions[name], () if argument is None else (argument,))
        if was_over:
            return
