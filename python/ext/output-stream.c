/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "output-stream.h"

#include <gio/gfiledescriptorbased.h>

#include "file-like.h"

/*
 * A Python file-like as a GOutputStream that is seekable; the mirror of input-stream.c.
 *
 *   library (no GIL, writer's lock held) ─► vfunc here ─► PyGILState_Ensure ─► file_like.write(bytes)
 *
 * The bytes are copied into a bytes object, because a file-like may keep what it is given.
 */

#define LARGEST_WRITE (16 * 1024 * 1024)

struct _GafPyOutputStream {
  GOutputStream parent_instance;

  GafPyFileLike file_like;
  int fd;            /* of a file, -1 of anything else */
  gboolean is_asked; /* whether it can seek: once, at the beginning */
  gboolean can_seek;
};

static void gafpy_output_stream_seekable_init (GSeekableIface *iface);
static void gafpy_output_stream_descriptor_init (GFileDescriptorBasedIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GafPyOutputStream, gafpy_output_stream, G_TYPE_OUTPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_SEEKABLE, gafpy_output_stream_seekable_init)
                                   G_IMPLEMENT_INTERFACE (G_TYPE_FILE_DESCRIPTOR_BASED,
                                                          gafpy_output_stream_descriptor_init))

/* {{{ GOutputStream */

/* How many bytes a file-like has taken, by what its write() returned. Files without a buffer may take a part, which
 * they say. None, and numbers that cannot be, are what a write() returns that does not care: it took all. -1 with an
 * exception set. */
static gssize
count_taken (PyObject *result, gsize count)
{
  long long taken;

  if (result == Py_None)
    return count;
  if (!PyLong_Check (result) || PyBool_Check (result)) {
    PyErr_Format (PyExc_TypeError,
                  "The file-like object was expected to return a number of bytes from its write(...) method, but "
                  "returned %.200s",
                  gafpy_type_name (result));
    return -1;
  }
  taken = PyLong_AsLongLong (result);
  if (taken == -1 && PyErr_Occurred ())
    return -1;
  if (taken == 0 && count > 0) {
    g_autoptr (PyObject) arguments =
        Py_BuildValue ("(is)", EIO, "The file-like object's write(...) method returned 0: it takes no bytes");

    if (arguments != NULL)
      PyErr_SetObject (PyExc_OSError, arguments);
    return -1;
  }
  return taken < 0 ? count : MIN ((gsize) taken, count);
}

static gssize
gafpy_output_stream_write (GOutputStream *stream, const void *buffer, gsize count, GCancellable *cancellable,
                           GError **error)
{
  GafPyFileLike *file_like = &GAFPY_OUTPUT_STREAM (stream)->file_like;
  gssize n_written = -1;
  PyObject *result;
  GafPyCall call;

  count = MIN (count, LARGEST_WRITE);
  if (!gafpy_file_like_begin (file_like, &call)) {
    gafpy_file_like_fail (error);
    return -1;
  }
  result = PyObject_CallMethod (file_like->object, "write", "y#", (const char *) buffer, (Py_ssize_t) count);
  if (result != NULL)
    n_written = count_taken (result, count);
  Py_XDECREF (result);
  gafpy_file_like_end (file_like, &call);

  if (n_written < 0)
    gafpy_file_like_fail (error);
  return n_written;
}

/* A method that not every file-like has: NULL without an exception if this one has not. */
static PyObject *
find_method (PyObject *object, const char *name)
{
  PyObject *method = PyObject_GetAttrString (object, name);

  if (method == NULL && PyErr_ExceptionMatches (PyExc_AttributeError))
    PyErr_Clear ();
  return method;
}

static gboolean
gafpy_output_stream_flush (GOutputStream *stream, GCancellable *cancellable, GError **error)
{
  GafPyFileLike *file_like = &GAFPY_OUTPUT_STREAM (stream)->file_like;
  PyObject *method, *result;
  gboolean ok;
  GafPyCall call;

  if (!gafpy_file_like_begin (file_like, &call))
    return gafpy_file_like_fail (error);
  method = find_method (file_like->object, "flush");
  result = method == NULL ? NULL : PyObject_CallNoArgs (method);
  ok = !PyErr_Occurred ();
  Py_XDECREF (result);
  Py_XDECREF (method);
  gafpy_file_like_end (file_like, &call);

  return ok || gafpy_file_like_fail (error);
}

/* The file-like is the caller's: it is left open. */
static gboolean
gafpy_output_stream_close (GOutputStream *stream, GCancellable *cancellable, GError **error)
{
  return TRUE;
}

/* }}} */

/* {{{ GSeekable */

static goffset
gafpy_output_stream_tell (GSeekable *seekable)
{
  return gafpy_file_like_tell (&GAFPY_OUTPUT_STREAM (seekable)->file_like);
}

static gboolean
gafpy_output_stream_can_seek (GSeekable *seekable)
{
  GafPyOutputStream *self = GAFPY_OUTPUT_STREAM (seekable);

  if (!self->is_asked)
    self->can_seek = gafpy_file_like_can_seek (&self->file_like);
  self->is_asked = TRUE;
  return self->can_seek;
}

static gboolean
gafpy_output_stream_seek (GSeekable *seekable, goffset offset, GSeekType type, GCancellable *cancellable,
                          GError **error)
{
  return gafpy_file_like_seek (&GAFPY_OUTPUT_STREAM (seekable)->file_like, offset, type, error);
}

static gboolean
gafpy_output_stream_can_truncate (GSeekable *seekable)
{
  GafPyFileLike *file_like = &GAFPY_OUTPUT_STREAM (seekable)->file_like;
  PyObject *method;
  GafPyCall call;

  if (!gafpy_file_like_begin (file_like, &call))
    return FALSE;
  method = find_method (file_like->object, "truncate");
  Py_XDECREF (method);
  gafpy_file_like_end (file_like, &call);
  return method != NULL;
}

static gboolean
gafpy_output_stream_truncate (GSeekable *seekable, goffset size, GCancellable *cancellable, GError **error)
{
  GafPyFileLike *file_like = &GAFPY_OUTPUT_STREAM (seekable)->file_like;
  PyObject *result;
  gboolean ok;
  GafPyCall call;

  if (!gafpy_file_like_begin (file_like, &call))
    return gafpy_file_like_fail (error);
  result = PyObject_CallMethod (file_like->object, "truncate", "L", (long long) size);
  ok = result != NULL;
  Py_XDECREF (result);
  gafpy_file_like_end (file_like, &call);

  return ok || gafpy_file_like_fail (error);
}

static void
gafpy_output_stream_seekable_init (GSeekableIface *iface)
{
  iface->tell = gafpy_output_stream_tell;
  iface->can_seek = gafpy_output_stream_can_seek;
  iface->seek = gafpy_output_stream_seek;
  iface->can_truncate = gafpy_output_stream_can_truncate;
  iface->truncate_fn = gafpy_output_stream_truncate;
}

/* }}} */

/* {{{ GFileDescriptorBased: which file it is, so that none is written that is being read */

static int
gafpy_output_stream_get_fd (GFileDescriptorBased *stream)
{
  return GAFPY_OUTPUT_STREAM (stream)->fd;
}

static void
gafpy_output_stream_descriptor_init (GFileDescriptorBasedIface *iface)
{
  iface->get_fd = gafpy_output_stream_get_fd;
}

/* }}} */

static void
gafpy_output_stream_finalize (GObject *object)
{
  gafpy_file_like_finalize (&GAFPY_OUTPUT_STREAM (object)->file_like);
  G_OBJECT_CLASS (gafpy_output_stream_parent_class)->finalize (object);
}

static void
gafpy_output_stream_class_init (GafPyOutputStreamClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gafpy_output_stream_finalize;
  G_OUTPUT_STREAM_CLASS (klass)->write_fn = gafpy_output_stream_write;
  G_OUTPUT_STREAM_CLASS (klass)->flush = gafpy_output_stream_flush;
  G_OUTPUT_STREAM_CLASS (klass)->close_fn = gafpy_output_stream_close;
}

static void
gafpy_output_stream_init (GafPyOutputStream *self)
{
}

GafPyOutputStream *
gafpy_output_stream_new (PyObject *file_like)
{
  GafPyOutputStream *self = g_object_new (GAFPY_TYPE_OUTPUT_STREAM, NULL);

  gafpy_file_like_init (&self->file_like, file_like);
  self->fd = gafpy_file_like_find_descriptor (file_like);
  return self;
}

GafPyFileLike *
gafpy_output_stream_get_file_like (GafPyOutputStream *self)
{
  return &self->file_like;
}
