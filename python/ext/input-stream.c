/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "native.h"

/*
 * A Python file-like as a GInputStream that is seekable.
 *
 *   library (no GIL, reader's lock held) ─► vfunc here ─► PyGILState_Ensure ─► file_like.read(n) ─► copy ─► library
 *
 * The calls come on the thread that called the reader. What the file-like raises is kept here while a GError takes its place
 * in the library, and raised again when the library has been left. Until then the file-like is left alone.
 */

#define LARGEST_READ (16 * 1024 * 1024)

struct _GafPyInputStream {
  GInputStream parent_instance;

  PyObject *file_like;
  PyObject *exception; /* the last one; with its traceback */
  gboolean fresh;      /* it has not been raised yet */

  /* The thread inside a method of the file-like, 0 for none. There is one at a time, under the reader's lock; others only compare it
   * with themselves. */
  gsize inside;
};

static void gafpy_input_stream_seekable_init (GSeekableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GafPyInputStream, gafpy_input_stream, G_TYPE_INPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_SEEKABLE, gafpy_input_stream_seekable_init))

/* {{{ calling the file-like */

typedef struct {
  PyGILState_STATE gil;
  gsize outer;
} Call;

/* FALSE if the file-like is not to be called: it has failed and the caller does not know yet. Pair TRUE with call_end(). */
static gboolean
call_begin (GafPyInputStream *self, Call *call)
{
  if (self->fresh || self->file_like == NULL)
    return FALSE;
  call->gil = PyGILState_Ensure ();
  call->outer = g_atomic_pointer_get (&self->inside);
  g_atomic_pointer_set (&self->inside, PyThread_get_thread_ident ());
  return TRUE;
}

static PyObject *
take_exception (void)
{
#if PY_VERSION_HEX >= 0x030c0000
  return PyErr_GetRaisedException ();
#else
  PyObject *type, *value, *traceback;

  PyErr_Fetch (&type, &value, &traceback);
  PyErr_NormalizeException (&type, &value, &traceback);
  if (traceback != NULL)
    PyException_SetTraceback (value, traceback);
  Py_XDECREF (type);
  Py_XDECREF (traceback);
  return value;
#endif
}

static void
call_end (GafPyInputStream *self, Call *call)
{
  if (PyErr_Occurred ()) {
    Py_XSETREF (self->exception, take_exception ());
    self->fresh = TRUE;
  }
  g_atomic_pointer_set (&self->inside, call->outer);
  PyGILState_Release (call->gil);
}

static gboolean
set_error (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "A method of the file-like object raised an exception");
  return FALSE;
}

/* }}} */

/* {{{ GInputStream */

/* -1 with an exception set. */
static gssize
copy_bytes (PyObject *bytes, void *buffer, gsize count)
{
  if (!PyBytes_Check (bytes)) {
    PyErr_Format (PyExc_TypeError,
                  "The file-like object was expected to return bytes from its read(...) method, but returned %.200s%s",
                  Py_TYPE (bytes)->tp_name, PyUnicode_Check (bytes) ? ": open it in binary mode" : "");
    return -1;
  }
  if ((gsize) PyBytes_GET_SIZE (bytes) > count) {
    PyErr_Format (PyExc_ValueError, "The file-like object's read(%zu) returned %zd bytes, more than asked for", count,
                  PyBytes_GET_SIZE (bytes));
    return -1;
  }
  memcpy (buffer, PyBytes_AS_STRING (bytes), PyBytes_GET_SIZE (bytes));
  return PyBytes_GET_SIZE (bytes);
}

static gssize
gafpy_input_stream_read (GInputStream *stream, void *buffer, gsize count, GCancellable *cancellable, GError **error)
{
  GafPyInputStream *self = GAFPY_INPUT_STREAM (stream);
  gssize n_read = -1;
  PyObject *bytes;
  Call call;

  count = MIN (count, LARGEST_READ);
  if (!call_begin (self, &call)) {
    set_error (error);
    return -1;
  }
  bytes = PyObject_CallMethod (self->file_like, "read", "n", (Py_ssize_t) count);
  if (bytes != NULL)
    n_read = copy_bytes (bytes, buffer, count);
  Py_XDECREF (bytes);
  call_end (self, &call);

  if (n_read < 0)
    set_error (error);
  return n_read;
}

/* The file-like is the caller's: it is left open. */
static gboolean
gafpy_input_stream_close (GInputStream *stream, GCancellable *cancellable, GError **error)
{
  return TRUE;
}

/* }}} */

/* {{{ GSeekable */

static goffset
gafpy_input_stream_tell (GSeekable *seekable)
{
  GafPyInputStream *self = GAFPY_INPUT_STREAM (seekable);
  long long position = 0;
  PyObject *result;
  Call call;

  if (!call_begin (self, &call))
    return 0;
  result = PyObject_CallMethod (self->file_like, "tell", NULL);
  if (result != NULL)
    position = PyLong_AsLongLong (result);
  if (position < 0 && !PyErr_Occurred ())
    PyErr_Format (PyExc_ValueError, "The file-like object's tell() returned %lld", position);
  Py_XDECREF (result);
  call_end (self, &call);

  /* There is no error to return, but the next call meets the exception. */
  return MAX (position, 0);
}

static gboolean
gafpy_input_stream_can_seek (GSeekable *seekable)
{
  GafPyInputStream *self = GAFPY_INPUT_STREAM (seekable);
  int can_seek = 0;
  PyObject *result;
  Call call;

  if (!call_begin (self, &call))
    return FALSE;
  result = PyObject_CallMethod (self->file_like, "seekable", NULL);
  if (result != NULL)
    can_seek = PyObject_IsTrue (result);
  Py_XDECREF (result);
  call_end (self, &call);

  return can_seek > 0;
}

static gboolean
gafpy_input_stream_seek (GSeekable *seekable, goffset offset, GSeekType type, GCancellable *cancellable, GError **error)
{
  GafPyInputStream *self = GAFPY_INPUT_STREAM (seekable);
  int whence = type == G_SEEK_SET ? SEEK_SET : type == G_SEEK_CUR ? SEEK_CUR : SEEK_END;
  PyObject *result;
  gboolean ok;
  Call call;

  if (!call_begin (self, &call))
    return set_error (error);
  result = PyObject_CallMethod (self->file_like, "seek", "Li", (long long) offset, whence);
  ok = result != NULL;
  Py_XDECREF (result);
  call_end (self, &call);

  return ok || set_error (error);
}

static gboolean
gafpy_input_stream_can_truncate (GSeekable *seekable)
{
  return FALSE;
}

static gboolean
gafpy_input_stream_truncate (GSeekable *seekable, goffset offset, GCancellable *cancellable, GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "An input stream cannot be truncated");
  return FALSE;
}

static void
gafpy_input_stream_seekable_init (GSeekableIface *iface)
{
  iface->tell = gafpy_input_stream_tell;
  iface->can_seek = gafpy_input_stream_can_seek;
  iface->seek = gafpy_input_stream_seek;
  iface->can_truncate = gafpy_input_stream_can_truncate;
  iface->truncate_fn = gafpy_input_stream_truncate;
}

/* }}} */

static void
gafpy_input_stream_finalize (GObject *object)
{
  GafPyInputStream *self = GAFPY_INPUT_STREAM (object);

  /* After the interpreter has ended there is nothing left to give back. */
  if (Py_IsInitialized ()) {
    PyGILState_STATE gil = PyGILState_Ensure ();

    Py_CLEAR (self->file_like);
    Py_CLEAR (self->exception);
    PyGILState_Release (gil);
  }
  G_OBJECT_CLASS (gafpy_input_stream_parent_class)->finalize (object);
}

static void
gafpy_input_stream_class_init (GafPyInputStreamClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gafpy_input_stream_finalize;
  G_INPUT_STREAM_CLASS (klass)->read_fn = gafpy_input_stream_read;
  G_INPUT_STREAM_CLASS (klass)->close_fn = gafpy_input_stream_close;
}

static void
gafpy_input_stream_init (GafPyInputStream *self)
{
}

GafPyInputStream *
gafpy_input_stream_new (PyObject *file_like)
{
  GafPyInputStream *self = g_object_new (GAFPY_TYPE_INPUT_STREAM, NULL);

  self->file_like = Py_NewRef (file_like);
  return self;
}

gboolean
gafpy_input_stream_is_inside (GafPyInputStream *self)
{
  return g_atomic_pointer_get (&self->inside) == PyThread_get_thread_ident ();
}

gboolean
gafpy_input_stream_reraise (GafPyInputStream *self, gboolean again)
{
  if (self->exception == NULL || !(self->fresh || again))
    return FALSE;
  self->fresh = FALSE;
  PyErr_SetObject ((PyObject *) Py_TYPE (self->exception), self->exception);
  return TRUE;
}

int
gafpy_input_stream_traverse (GafPyInputStream *self, visitproc visit, void *arg)
{
  Py_VISIT (self->file_like);
  Py_VISIT (self->exception);
  return 0;
}
