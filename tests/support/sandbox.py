# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""What a process may be told not to do, so that doing it is seen as a signal; and what can be counted in it."""

import ctypes
import os
import platform
import struct
import time
from pathlib import Path

# Numbers of Linux system calls by machine: https://github.com/torvalds/linux/tree/master/arch
CALLS = {
    "x86_64": {
        **{"socket": 41, "socketpair": 53, "clone": 56, "clone3": 435},
        **{"close": 3, "pwrite": 18, "fsync": 74, "rename": 82},
        **{"seccomp": 317, "prlimit": 302, "memfd_create": 319, "pidfd_open": 434},
    },
    "aarch64": {
        **{"socket": 198, "socketpair": 199, "clone": 220, "clone3": 435},
        **{"close": 57, "pwrite": 68, "fsync": 82, "rename": 38},
        **{"seccomp": 277, "prlimit": 261, "memfd_create": 279, "pidfd_open": 434},
    },
}
KILL, FAIL = 0x80000000, 0x00050000
THREADS = ("clone", "clone3")
SOCKETS = ("socket", "socketpair")


def start_spawner() -> None:
    """Has GLib's "pool-spawner" started, if this GLib has it (see count_threads), by making a task as demuxers do."""
    gst = ctypes.CDLL("libgstreamer-1.0.so.0")
    gst.gst_init(None, None)
    function = ctypes.CFUNCTYPE(None, ctypes.c_void_p)(lambda _: None)
    gst.gst_task_new.restype = ctypes.c_void_p
    gst.gst_object_unref.argtypes = [ctypes.c_void_p]
    before = count_threads()
    gst.gst_object_unref(gst.gst_task_new(function, None, None))
    # It names itself, a moment after it has come to be.
    for _ in range(1000):
        if count_threads() == before:
            break
        time.sleep(0.001)


def forbid(*names: str) -> bool:
    """From now on these system calls end the process with SIGSYS. False where that is not known how to do."""
    if "clone" in names:
        start_spawner()
    return _filter(names, KILL)


def refuse(number: int, *names: str) -> bool:
    """From now on these system calls do nothing and fail with that errno. False where that is not known how to do."""
    return _filter(names, FAIL | number)


def _filter(names: tuple[str, ...], action: int) -> bool:
    numbers = CALLS.get(platform.machine())
    if not numbers:
        return False
    # seccomp(2): load the number; for each of these jump to the end, which acts; else allow.
    program = struct.pack("=HBBI", 0x20, 0, 0, 0)
    for left, name in zip(range(len(names), 0, -1), names, strict=True):
        program += struct.pack("=HBBI", 0x15, left, 0, numbers[name])
    program += struct.pack("=HBBI", 0x06, 0, 0, 0x7FFF0000) + struct.pack("=HBBI", 0x06, 0, 0, action)
    code = ctypes.create_string_buffer(program, len(program))
    header = struct.pack("@HP", len(program) // 8, ctypes.addressof(code))
    libc = ctypes.CDLL(None, use_errno=True)
    no_new_privileges, set_seccomp, filter_mode = 38, 22, 2
    libc.prctl(no_new_privileges, 1, 0, 0, 0)
    return bool(libc.prctl(set_seccomp, filter_mode, header, 0, 0) == 0)


def count_threads() -> int:
    """Threads of this process, but for GLib's "pool-spawner".

    Newer GLibs start it with the first thread pool, which GStreamer makes as soon as a demuxer has a task; it sleeps
    for ever and moves no data.
    """
    n = 0
    for number in os.listdir("/proc/self/task"):
        try:
            n += Path(f"/proc/self/task/{number}/comm").read_text() != "pool-spawner\n"
        except FileNotFoundError:  # it has ended since
            continue
    return n


def descriptors() -> list[str]:
    """What the open file descriptors stand for."""
    links = []
    for number in os.listdir("/proc/self/fd"):
        try:
            links.append(os.readlink(f"/proc/self/fd/{number}"))
        except FileNotFoundError:  # the one that listed the folder
            continue
    return links


def status(field: str) -> int:
    """A field of /proc/self/status that is in kB, such as VmRSS and VmHWM, in bytes."""
    with open("/proc/self/status", encoding="ascii") as lines:
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(field + ":"))


def reset_peak() -> None:
    """From now on VmHWM is the peak since now."""
    with open("/proc/self/clear_refs", "w", encoding="ascii") as file:
        file.write("5")


class _Mallinfo(ctypes.Structure):
    _fields_ = [(name, ctypes.c_size_t) for name in "arena ordblks smblks hblks hblkhd usmblks fsmblks used".split()]
    _fields_ += [("fordblks", ctypes.c_size_t), ("keepcost", ctypes.c_size_t)]


def trim() -> None:
    """Gives back to the system what malloc keeps for later (glibc)."""
    ctypes.CDLL(None).malloc_trim(0)


def heap() -> int:
    """Bytes that malloc has given out (glibc)."""
    libc = ctypes.CDLL(None)
    libc.mallinfo2.restype = _Mallinfo
    info = libc.mallinfo2()
    return int(info.used) + int(info.hblkhd)
