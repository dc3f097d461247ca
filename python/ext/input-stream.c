/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "input-stream.h"

#include "file-like.h"

#include <gio/gfiledescriptorbased.h>

/*
 * A Python file-like as a GInputStream that is seekable.
 *
 *   library (no GIL, reader's lock held) ─► vfunc here ─► PyGILState_Ensure ─► file_like.read(n) ─► copy ─► library
 */

#define LARGEST_READ (16 * 1024 * 1024)

struct _GafPyInputStream {
  GInputStream parent_instance;

  GafPyFileLike file_like;
  int fd; /* -1: it has none */
};

static void gafpy_input_stream_seekable_init (GSeekableIface *iface);
static void gafpy_input_stream_descriptor_init (GFileDescriptorBasedIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GafPyInputStream, gafpy_input_stream, G_TYPE_INPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_SEEKABLE, gafpy_input_stream_seekable_init)
                                   G_IMPLEMENT_INTERFACE (G_TYPE_FILE_DESCRIPTOR_BASED,
                                                          gafpy_input_stream_descriptor_init))

/* {{{ GInputStream */

gboolean
gafpy_input_stream_check_bytes (PyObject *bytes)
{
  if (PyBytes_Check (bytes))
    return TRUE;
  PyErr_Format (PyExc_TypeError,
                "The file-like object was expected to return bytes from its read(...) method, but returned %.200s%s",
                gafpy_type_name (bytes), PyUnicode_Check (bytes) ? ": open it in binary mode" : "");
  return FALSE;
}

/* -1 with an exception set. */
static gssize
copy_bytes (PyObject *bytes, void *buffer, gsize count)
{
  if (!gafpy_input_stream_check_bytes (bytes))
    return -1;
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
  GafPyFileLike *file_like = &GAFPY_INPUT_STREAM (stream)->file_like;
  gssize n_read = -1;
  PyObject *bytes;
  GafPyCall call;

  count = MIN (count, LARGEST_READ);
  if (!gafpy_file_like_begin (file_like, &call)) {
    gafpy_file_like_fail (error);
    return -1;
  }
  bytes = PyObject_CallMethod (file_like->object, "read", "n", (Py_ssize_t) count);
  if (bytes != NULL)
    n_read = copy_bytes (bytes, buffer, count);
  Py_XDECREF (bytes);
  gafpy_file_like_end (file_like, &call);

  if (n_read < 0)
    gafpy_file_like_fail (error);
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
  return gafpy_file_like_tell (&GAFPY_INPUT_STREAM (seekable)->file_like);
}

static gboolean
gafpy_input_stream_can_seek (GSeekable *seekable)
{
  return gafpy_file_like_can_seek (&GAFPY_INPUT_STREAM (seekable)->file_like);
}

static gboolean
gafpy_input_stream_seek (GSeekable *seekable, goffset offset, GSeekType type, GCancellable *cancellable, GError **error)
{
  return gafpy_file_like_seek (&GAFPY_INPUT_STREAM (seekable)->file_like, offset, type, error);
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

/* {{{ GFileDescriptorBased: which file it is, so that nobody writes to it meanwhile */

static int
gafpy_input_stream_get_fd (GFileDescriptorBased *stream)
{
  return GAFPY_INPUT_STREAM (stream)->fd;
}

static void
gafpy_input_stream_descriptor_init (GFileDescriptorBasedIface *iface)
{
  iface->get_fd = gafpy_input_stream_get_fd;
}

/* }}} */

static void
gafpy_input_stream_finalize (GObject *object)
{
  gafpy_file_like_finalize (&GAFPY_INPUT_STREAM (object)->file_like);
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

  gafpy_file_like_init (&self->file_like, file_like);
  self->fd = gafpy_file_like_find_descriptor (file_like);
  return self;
}

GafPyFileLike *
gafpy_input_stream_get_file_like (GafPyInputStream *self)
{
  return &self->file_like;
}
