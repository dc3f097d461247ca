/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "native.h"

/* What files have for asyncio: functions of _async.py as methods. */

extern const char gafpy_open_async_doc[], gafpy_read_async_doc[], gafpy_read_raw_async_doc[], gafpy_read_at_async_doc[],
    gafpy_seek_async_doc[], gafpy_blocks_async_doc[], gafpy_write_async_doc[], gafpy_flush_async_doc[],
    gafpy_close_async_doc[], gafpy_abort_async_doc[], gafpy_aenter_doc[], gafpy_aexit_doc[];

PyObject *gafpy_open_async     (PyObject *unused, PyObject *args, PyObject *kwargs);
PyObject *gafpy_read_async     (PyObject *self, PyObject *args, PyObject *kwargs);
PyObject *gafpy_read_raw_async (PyObject *self, PyObject *args, PyObject *kwargs);
PyObject *gafpy_read_at_async  (PyObject *self, PyObject *args, PyObject *kwargs);
PyObject *gafpy_seek_async     (PyObject *self, PyObject *args, PyObject *kwargs);
PyObject *gafpy_blocks_async   (PyObject *self, PyObject *args, PyObject *kwargs);
PyObject *gafpy_write_async    (PyObject *self, PyObject *args, PyObject *kwargs);
PyObject *gafpy_flush_async    (PyObject *self, PyObject *args, PyObject *kwargs);
PyObject *gafpy_close_async    (PyObject *self, PyObject *args, PyObject *kwargs);
PyObject *gafpy_abort_async    (PyObject *self, PyObject *args, PyObject *kwargs);
PyObject *gafpy_aenter         (PyObject *self, PyObject *args, PyObject *kwargs);
PyObject *gafpy_aexit          (PyObject *self, PyObject *args, PyObject *kwargs);

#define GAFPY_ASYNC_METHOD(name, function) \
  { name, (PyCFunction) (void *) function, METH_VARARGS | METH_KEYWORDS, function##_doc }

/* Of all that is open. */
#define GAFPY_ASYNC_METHODS \
  GAFPY_ASYNC_METHOD ("close_async", gafpy_close_async), GAFPY_ASYNC_METHOD ("__aenter__", gafpy_aenter), \
      GAFPY_ASYNC_METHOD ("__aexit__", gafpy_aexit)
/* … for reading. */
#define GAFPY_ASYNC_READING_METHODS \
  GAFPY_ASYNC_METHOD ("read_async", gafpy_read_async), GAFPY_ASYNC_METHOD ("read_at_async", gafpy_read_at_async), \
      GAFPY_ASYNC_METHOD ("seek_async", gafpy_seek_async), GAFPY_ASYNC_METHOD ("blocks_async", gafpy_blocks_async), \
      GAFPY_ASYNC_METHODS

/* functions of the module, for _async.py */
extern const char gafpy_new_cancellable_doc[], gafpy_cancel_doc[], gafpy_call_cancellable_doc[];

PyObject *gafpy_new_cancellable  (PyObject *module, PyObject *unused);
PyObject *gafpy_cancel           (PyObject *module, PyObject *cancellable);
PyObject *gafpy_call_cancellable (PyObject *module, PyObject *args);

/* What ends the call that this thread is in; NULL for nothing. */
GCancellable *gafpy_get_cancellable (void);
