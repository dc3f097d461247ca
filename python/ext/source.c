/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "source.h"

#include "numbers.h"

#include "errors.h"
#include "file-like.h"
#include "input-stream.h"
#include "interrupt.h"

static PyObject *
import_io (const char *name)
{
  g_autoptr (PyObject) io = PyImport_ImportModule ("io");

  return io == NULL ? NULL : PyObject_GetAttrString (io, name);
}

/* {{{ buffers */

/* The bytes of a memoryview as GBytes that keep it. The last reference may be dropped on any thread, with the GIL
 * or without. */

static void
view_free (gpointer view)
{
  PyGILState_STATE gil;

  if (!Py_IsInitialized ())
    return;
  gil = PyGILState_Ensure ();
  Py_DECREF (view);
  PyGILState_Release (gil);
}

/* Takes what exports a buffer. The memoryview is the lock: while it lives, the exporter neither moves nor frees
 * its bytes. */
static gboolean
open_buffer (GafPySource *self, PyObject *exporter, Py_ssize_t start)
{
  g_autoptr (PyObject) view = PyMemoryView_GetContiguous (exporter, PyBUF_READ, 'C');
  Py_buffer buffer;
  const guint8 *bytes;
  Py_ssize_t length;

  /* While the memoryview has the bytes, they stay where they are. */
  if (view == NULL || PyObject_GetBuffer (view, &buffer, PyBUF_SIMPLE) < 0)
    return FALSE;
  bytes = buffer.buf;
  length = buffer.len;
  PyBuffer_Release (&buffer);
  start = MIN (start, length);
  self->view = view;
  self->bytes = g_bytes_new_with_free_func (bytes + start, length - start, view_free, g_steal_pointer (&view));
  return TRUE;
}

/* The bytes of a BytesIO, from its position on. It cannot be resized meanwhile. */
static gboolean
open_bytes_io (GafPySource *self, PyObject *bytes_io)
{
  g_autoptr (PyObject) position = PyObject_CallMethod (bytes_io, "tell", NULL);
  g_autoptr (PyObject) view = NULL;
  Py_ssize_t start, size;

  if (position == NULL)
    return FALSE;
  start = PyLong_AsSsize_t (position);
  view = PyObject_CallMethod (bytes_io, "getbuffer", NULL);
  if (view == NULL)
    return FALSE;
  size = PyObject_Size (view);
  if (size > 0 && start >= size) {
    gafpy_raise (g_error_new (GAF_ERROR, GAF_ERROR_EMPTY,
                              "The stream is at its end (byte %zd): nothing can be read from the end of the stream. "
                              "Try seeking to its beginning first",
                              start),
                 NULL);
    return FALSE;
  }
  return open_buffer (self, view, start);
}

static PyObject *
find_bytes_io (void)
{
  static PyObject *bytes_io;

  if (bytes_io == NULL)
    bytes_io = import_io ("BytesIO");
  return bytes_io;
}

/* Whether @object is a BytesIO as it comes. One of a subclass, or with attributes of its own, may have methods that do
 * something else, and is called like any other file-like. -1 with an exception set. */
static int
is_plain_bytes_io (PyObject *object)
{
  PyObject *bytes_io = find_bytes_io ();
  g_autoptr (PyObject) attributes = NULL;

  if (bytes_io == NULL)
    return -1;
  if ((PyObject *) Py_TYPE (object) != bytes_io)
    return 0;
  attributes = PyObject_GenericGetDict (object, NULL);
  return attributes == NULL ? -1 : PyDict_GET_SIZE (attributes) == 0;
}

/* }}} */

PyObject *
gafpy_source_raise (GafPySource *self, GError *error)
{
  g_autoptr (PyObject) name = NULL;

  if (gafpy_interrupt_raise ()
      || gafpy_file_like_reraise (self->file_like, error != NULL && error->domain != GAF_ERROR)) {
    g_clear_error (&error);
    return NULL;
  }
  name = self->name != NULL ? Py_NewRef (self->name) : gafpy_file_like_get_name (self->object);
  return gafpy_raise (error, name);
}

static gboolean
is_file_like (PyObject *object)
{
  return PyObject_HasAttrString (object, "read") && PyObject_HasAttrString (object, "seek")
         && PyObject_HasAttrString (object, "tell") && PyObject_HasAttrString (object, "seekable");
}

/* Sets @path if it is a name, else finds out what it is. */
static gboolean
recognise (GafPySource *self, PyObject *object, PyObject **path)
{
  int bytes_io;

  if (PyUnicode_Check (object) || (!PyBytes_Check (object) && PyObject_HasAttrString (object, "__fspath__"))) {
    return PyUnicode_FSConverter (object, path) && PyUnicode_FSDecoder (*path, &self->name);
  }

  bytes_io = is_plain_bytes_io (object);
  if (bytes_io < 0)
    return FALSE;
  self->object = Py_NewRef (object);
  if (bytes_io)
    return open_bytes_io (self, object);
  if (PyObject_CheckBuffer (object))
    return open_buffer (self, object, 0);
  if (is_file_like (object)) {
    self->stream = gafpy_input_stream_new (object);
    self->file_like = gafpy_input_stream_get_file_like (self->stream);
    return TRUE;
  }
  PyErr_Format (
      PyExc_TypeError,
      "Expected either a filename, a file-like object (with read, seek, seekable, and tell methods), a memoryview or "
      "another object with a buffer, but received: %R",
      object);
  return FALSE;
}

/* Something short without NUL is more likely a name than audio, and an array more likely samples than a file. */
void
gafpy_source_explain_buffer (GError *error, PyObject *object)
{
  const char *hint = NULL;
  char *message;

  if (PyBytes_Check (object) && PyBytes_GET_SIZE (object) < 4096
      && strlen (PyBytes_AS_STRING (object)) == (gsize) PyBytes_GET_SIZE (object))
    hint = "A bytes object is read as an encoded file: for a file name, use os.fsdecode()";
  else if (PyArray_Check (object))
    hint = "An array is read as an encoded file; to write samples use mode \"w\"";
  if (hint == NULL)
    return;
  message = g_strconcat (error->message, ". ", hint, NULL);
  g_free (error->message);
  error->message = message;
}

/* A handle that is open for writing alone looks like an empty file, or raises what nobody understands. FALSE with an
 * exception set if this is one. */
static gboolean
check_readable (PyObject *file_like)
{
  g_autoptr (PyObject) readable = PyObject_CallMethod (file_like, "readable", NULL);
  g_autoptr (PyObject) type = NULL;

  if (readable != Py_False) {
    PyErr_Clear ();
    return TRUE;
  }
  type = import_io ("UnsupportedOperation");
  if (type != NULL)
    PyErr_Format (type, "%R is opened for writing: open it with \"rb\" to read it", file_like);
  return FALSE;
}

/* An empty file-like is never read, and so what is wrong with a text stream would not be seen. FALSE with an
 * exception set if read() does not return bytes. */
static gboolean
check_returns_bytes (PyObject *file_like)
{
  g_autoptr (PyObject) nothing = PyObject_CallMethod (file_like, "read", "i", 0);

  return nothing != NULL && gafpy_input_stream_check_bytes (nothing);
}

/* Without the GIL. @path may be NULL. */
static GafReader *
open_special (GafPySource *self, const char *path, GError **error)
{
  g_autoptr (GFile) file = path != NULL ? g_file_new_for_path (path) : NULL;

  return g_initable_new (GAF_TYPE_READER, NULL, error, "file", file, "stream", path == NULL ? self->stream : NULL,
                         "bytes", self->stream == NULL ? self->bytes : NULL, "track", self->track, "isolation",
                         self->isolation, "limits", self->limits, NULL);
}

/* FALSE with an exception set if @object is no number of a track. */
static gboolean
take_track (GafPySource *self, PyObject *object)
{
  long track;

  self->track = -1;
  if (object == NULL || object == Py_None)
    return TRUE;
  track = PyLong_AsLong (object);
  if (track == -1 && PyErr_Occurred ())
    return FALSE;
  if (track < 0 || track > INT_MAX) {
    PyErr_Format (PyExc_ValueError, "track counts audio tracks from 0, and cannot be %ld", track);
    return FALSE;
  }
  self->track = (int) track;
  return TRUE;
}

/* FALSE with an exception set if @object does not say where to decode. */
static gboolean
take_isolation (GafPySource *self, PyObject *object)
{
  const gboolean is_text = object != NULL && PyUnicode_Check (object);

  self->isolation = GAF_ISOLATION_DEFAULT;
  if (object == NULL || object == Py_None)
    return TRUE;
  if (is_text && PyUnicode_CompareWithASCIIString (object, "process") == 0)
    self->isolation = GAF_ISOLATION_PROCESS;
  else if (is_text && PyUnicode_CompareWithASCIIString (object, "none") == 0)
    self->isolation = GAF_ISOLATION_NONE;
  else
    PyErr_Format (is_text ? PyExc_ValueError : PyExc_TypeError,
                  "isolation can be \"process\", \"none\" or None, not %R", object);
  return self->isolation != GAF_ISOLATION_DEFAULT;
}

/* A number of @object above 0 and up to @most, if it has one there. FALSE with an exception set. */
static gboolean
take_limit (PyObject *object, const char *name, double most, double *number)
{
  g_autoptr (PyObject) value = PyObject_GetAttrString (object, name);

  *number = 0;
  if (value == NULL)
    return FALSE;
  if (value == Py_None)
    return TRUE;
  *number = PyFloat_AsDouble (value);
  if (*number == -1 && PyErr_Occurred ())
    return FALSE;
  if (*number > 0 && *number <= most)
    return TRUE;
  PyErr_Format (PyExc_ValueError, "The limit %s has to be a number above 0, not %R", name, value);
  return FALSE;
}

gboolean
gafpy_parse_limits (PyObject *object, GafLimits **limits)
{
  const double largest = 1e18;
  double channels, rate, header_bytes, tag_bytes, decode_ahead, links, seconds;

  *limits = NULL;
  if (object == NULL || object == Py_None)
    return TRUE;
  if (!take_limit (object, "channels", G_MAXUINT, &channels) || !take_limit (object, "rate", G_MAXUINT, &rate)
      || !take_limit (object, "header_bytes", largest, &header_bytes)
      || !take_limit (object, "tag_bytes", largest, &tag_bytes)
      || !take_limit (object, "decode_ahead", largest, &decode_ahead)
      || !take_limit (object, "links", G_MAXUINT, &links) || !take_limit (object, "seconds", largest, &seconds)) {
    if (PyErr_ExceptionMatches (PyExc_AttributeError))
      gafpy_raise_type ("limits", "a gaudiofile.Limits or None", object);
    return FALSE;
  }
  *limits = gaf_limits_new ();
  if (channels >= 1)
    gaf_limits_set_channels (*limits, (guint) channels);
  if (rate >= 1)
    gaf_limits_set_rate (*limits, (guint) rate);
  if (header_bytes >= 1)
    gaf_limits_set_header_bytes (*limits, (guint64) header_bytes);
  if (tag_bytes >= 1)
    gaf_limits_set_tag_bytes (*limits, (guint64) tag_bytes);
  if (decode_ahead >= 1)
    gaf_limits_set_decode_ahead (*limits, (guint64) decode_ahead);
  if (links >= 1)
    gaf_limits_set_links (*limits, (guint) links);
  if (seconds > 0)
    gaf_limits_set_seconds (*limits, seconds);
  return TRUE;
}

static gboolean
take_limits (GafPySource *self, PyObject *object)
{
  if (!gafpy_parse_limits (object, &self->limits))
    return FALSE;
  if (self->limits != NULL)
    self->asked = Py_NewRef (object);
  return TRUE;
}

static GafReader *
open_source (GafPySource *self, PyObject *object)
{
  g_autoptr (GafReader) reader = NULL;
  g_autoptr (PyObject) path = NULL;
  g_autoptr (GError) error = NULL;

  if (!recognise (self, object, &path))
    return NULL;

  GAFPY_BEGIN_CALL;
  if (self->track >= 0 || self->isolation != GAF_ISOLATION_DEFAULT || self->limits != NULL)
    reader = open_special (self, path != NULL ? PyBytes_AS_STRING (path) : NULL, &error);
  else if (path != NULL)
    reader = gaf_reader_new_for_path (PyBytes_AS_STRING (path), NULL, &error);
  else if (self->stream != NULL)
    reader = gaf_reader_new_for_stream (G_INPUT_STREAM (self->stream), NULL, &error);
  else
    reader = gaf_reader_new_for_bytes (self->bytes, NULL, &error);
  GAFPY_END_CALL;

  if (reader == NULL && self->stream != NULL && !check_readable (object))
    return NULL;
  if (gafpy_file_like_reraise (self->file_like, FALSE))
    return NULL;
  if (g_error_matches (error, GAF_ERROR, GAF_ERROR_EMPTY) && self->stream != NULL && !check_returns_bytes (object))
    return NULL;
  if (reader == NULL) {
    gafpy_source_explain_buffer (error, object);
    gafpy_source_raise (self, g_steal_pointer (&error));
    return NULL;
  }
  return g_steal_pointer (&reader);
}

GafReader *
gafpy_source_open (PyObject *object, PyObject *track, PyObject *isolation, PyObject *limits, GafPySource **source)
{
  GafPySource *self = g_rc_box_new0 (GafPySource);
  GafReader *reader = take_track (self, track) && take_isolation (self, isolation) && take_limits (self, limits)
                          ? open_source (self, object)
                          : NULL;

  if (reader == NULL)
    g_clear_pointer (&self, gafpy_source_unref);
  *source = self;
  return reader;
}

GafPySource *
gafpy_source_new (PyObject *object, PyObject **path)
{
  GafPySource *self = g_rc_box_new0 (GafPySource);

  self->track = -1;
  if (!recognise (self, object, path))
    g_clear_pointer (&self, gafpy_source_unref);
  return self;
}

GafPySource *
gafpy_source_ref (GafPySource *self)
{
  return g_rc_box_acquire (self);
}

static void
clear (gpointer self)
{
  gafpy_source_release (self);
  Py_CLEAR (((GafPySource *) self)->name);
  Py_CLEAR (((GafPySource *) self)->asked);
  g_clear_pointer (&((GafPySource *) self)->limits, gaf_limits_free);
}

void
gafpy_source_unref (GafPySource *self)
{
  g_rc_box_release_full (self, clear);
}

void
gafpy_source_release (GafPySource *self)
{
  self->view = NULL;
  g_clear_pointer (&self->bytes, g_bytes_unref);
  self->file_like = NULL;
  g_clear_object (&self->stream);
  Py_CLEAR (self->object);
}

int
gafpy_source_traverse (GafPySource *self, visitproc visit, void *arg)
{
  Py_VISIT (self->view);
  return gafpy_file_like_traverse (self->file_like, visit, arg);
}
