/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "async.h"

/*
 * asyncio: _async.py calls the ordinary methods on threads, and ends them from the loop's thread.
 *
 *   loop's thread                         a thread of _async.py
 *                                         call_cancellable (c, f.read) ─► the library, without the GIL
 *   task is cancelled ─► cancel (c) ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─► its next look ends the call
 */

static __thread GCancellable *current;

GCancellable *
gafpy_get_cancellable (void)
{
  return current;
}

/* {{{ functions of the module */

static void
free_cancellable (PyObject *capsule)
{
  g_object_unref (PyCapsule_GetPointer (capsule, NULL));
}

const char gafpy_new_cancellable_doc[] =
    "new_cancellable($module, /)\n--\n\nWhat cancel() and call_cancellable() take.";

PyObject *
gafpy_new_cancellable (PyObject *module, PyObject *unused)
{
  GCancellable *cancellable = g_cancellable_new ();
  PyObject *capsule = PyCapsule_New (cancellable, NULL, free_cancellable);

  if (capsule == NULL)
    g_object_unref (cancellable);
  return capsule;
}

const char gafpy_cancel_doc[] =
    "cancel($module, cancellable, /)\n--\n\nEnds the call that call_cancellable() makes with it, or will make.";

PyObject *
gafpy_cancel (PyObject *module, PyObject *capsule)
{
  GCancellable *cancellable = PyCapsule_GetPointer (capsule, NULL);

  if (cancellable == NULL)
    return NULL;
  g_cancellable_cancel (cancellable);
  Py_RETURN_NONE;
}

const char gafpy_call_cancellable_doc[] =
    "call_cancellable($module, cancellable, function, /)\n--\n\n"
    "Calls a function in which this package's calls end with an exception once cancel() was called with the same.";

PyObject *
gafpy_call_cancellable (PyObject *module, PyObject *args)
{
  GCancellable *outer = current;
  PyObject *capsule, *function, *result;
  GCancellable *cancellable;

  if (!PyArg_ParseTuple (args, "OO", &capsule, &function))
    return NULL;
  cancellable = PyCapsule_GetPointer (capsule, NULL);
  if (cancellable == NULL)
    return NULL;
  current = cancellable;
  gaf_set_thread_cancellable (cancellable);
  result = PyObject_CallNoArgs (function);
  gaf_set_thread_cancellable (outer);
  current = outer;
  return result;
}

/* }}} */

/* {{{ methods */

/* A function of _async.py, with @self, if there is one, as its first argument. */
static PyObject *
call_python (const char *name, PyObject *self, PyObject *args, PyObject *kwargs)
{
  g_autoptr (PyObject) module = PyImport_ImportModule ("gaudiofile._async");
  g_autoptr (PyObject) function = module == NULL ? NULL : PyObject_GetAttrString (module, name);
  g_autoptr (PyObject) bound = function == NULL ? NULL
                               : self != NULL   ? gafpy_bind (function, self)
                                                : Py_NewRef (function);

  return bound == NULL ? NULL : PyObject_Call (bound, args, kwargs);
}

PyObject *
gafpy_open_async (PyObject *unused, PyObject *args, PyObject *kwargs)
{
  return call_python ("open_file", NULL, args, kwargs);
}

#define METHOD(function, name)                                          \
  PyObject *function (PyObject *self, PyObject *args, PyObject *kwargs) \
  {                                                                     \
    return call_python (name, self, args, kwargs);                      \
  }

METHOD (gafpy_read_async, "read")
METHOD (gafpy_read_raw_async, "read_raw")
METHOD (gafpy_read_at_async, "read_at")
METHOD (gafpy_seek_async, "seek")
METHOD (gafpy_blocks_async, "blocks")
METHOD (gafpy_write_async, "write")
METHOD (gafpy_flush_async, "flush")
METHOD (gafpy_close_async, "close")
METHOD (gafpy_abort_async, "abort")
METHOD (gafpy_aenter, "aenter")
METHOD (gafpy_aexit, "aexit")

const char gafpy_open_async_doc[] =
    "open_async(filename, mode='r', samplerate=None, num_channels=1, bit_depth=16, quality=None, format=None, *, "
    "codec=None, atomic=False, tags=None, track=None, isolation=None, dtype=None, matrix=None, limits=None)\n--\n\n"
    "Opens a file as AudioFile() does, for asyncio: `f = await AudioFile.open_async(…)`, or\n"
    "`async with AudioFile.open_async(…) as f`.\n\n"
    "The work is done on a thread, and the event loop goes on meanwhile. A cancelled opening leaves nothing open, and "
    "no\n"
    "new file. Methods of a file-like object are called on threads.";

const char gafpy_read_async_doc[] =
    "read_async($self, /, num_frames=0, *, out=None)\n--\n\n"
    "read() for asyncio: an awaitable of what that returns. Asynchronous calls on one file are done in the order in\n"
    "which they were made. A read that is cancelled ends within 50 ms, and leaves the position where it was.";

const char gafpy_read_raw_async_doc[] =
    "read_raw_async($self, /, num_frames=0)\n--\n\nread_raw() for asyncio, as read_async() is read().";

const char gafpy_read_at_async_doc[] = "read_at_async($self, /, position, num_frames=0, *, out=None)\n--\n\n"
                                       "read_at() for asyncio, as read_async() is read().";

const char gafpy_seek_async_doc[] =
    "seek_async($self, /, position)\n--\n\nseek() for asyncio, after the asynchronous calls before.";

const char gafpy_blocks_async_doc[] = "blocks_async($self, /, size, overlap=0, fill_value=None)\n--\n\n"
                                      "blocks() for asyncio: `async for block in f.blocks_async(4096)`.";

const char gafpy_write_async_doc[] =
    "write_async($self, /, samples)\n--\n\n"
    "write() for asyncio, after the asynchronous calls before. The samples must not change until it is done.\n\n"
    "A write that is cancelled ends within 50 ms; tell() says how many frames were written. An atomic file is given "
    "up\n"
    "then when it is closed.";

const char gafpy_flush_async_doc[] = "flush_async($self, /)\n--\n\nflush() for asyncio.";

const char gafpy_close_async_doc[] =
    "close_async($self, /)\n--\n\n"
    "close() for asyncio, after the asynchronous calls before. Cancelling does not keep it from being done.";

const char gafpy_abort_async_doc[] = "abort_async($self, /)\n--\n\nabort() for asyncio.";

const char gafpy_aenter_doc[] =
    "__aenter__($self, /)\n--\n\nReturns this file, which is closed when the async with statement ends.";

const char gafpy_aexit_doc[] = "__aexit__($self, exc_type, exc_value, traceback, /)\n--\n\n"
                               "Does what __exit__() does, on a thread, also if it is cancelled.";

/* }}} */
