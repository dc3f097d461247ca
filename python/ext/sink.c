/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "sink.h"

#include "encode-spec.h"
#include "errors.h"
#include "file-like.h"
#include "interrupt.h"
#include "numbers.h"
#include "output-stream.h"

static gboolean
is_file_like (PyObject *object)
{
  return PyObject_HasAttrString (object, "write") && PyObject_HasAttrString (object, "seek")
         && PyObject_HasAttrString (object, "tell") && PyObject_HasAttrString (object, "seekable");
}

static gboolean
check_name (GafPySink *self)
{
  if (PyUnicode_GET_LENGTH (self->name) > 0)
    return TRUE;
  gafpy_raise (g_error_new (GAF_ERROR, GAF_ERROR_NOT_FOUND, "The file name is empty"), self->name);
  return FALSE;
}

gboolean
gafpy_sink_recognise (GafPySink *self, PyObject *object, PyObject **path)
{
  if (PyUnicode_Check (object) || PyBytes_Check (object) || PyObject_HasAttrString (object, "__fspath__"))
    return PyUnicode_FSConverter (object, path) && PyUnicode_FSDecoder (*path, &self->name) && check_name (self);
  if (is_file_like (object)) {
    self->object = Py_NewRef (object);
    self->stream = gafpy_output_stream_new (object);
    self->file_like = gafpy_output_stream_get_file_like (self->stream);
    return TRUE;
  }
  PyErr_Format (PyExc_TypeError,
                "Expected either a filename or a file-like object (with write, seek, seekable, and tell methods), but "
                "received: %R",
                object);
  return FALSE;
}

/* {{{ which format */

static PyObject *
extension_of (PyObject *name)
{
  g_autoptr (PyObject) bytes = NULL;
  g_autofree char *base = NULL;
  const char *dot;

  if (!PyUnicode_FSConverter (name, &bytes))
    return NULL;
  base = g_path_get_basename (PyBytes_AS_STRING (bytes));
  dot = strrchr (base, '.');
  if (dot == NULL) {
    PyErr_Format (PyExc_ValueError,
                  "The file name %R has no extension that says which audio format to write: add one, such as .wav, or "
                  "pass format=",
                  name);
    return NULL;
  }
  return PyUnicode_DecodeFSDefault (dot);
}

/* As open() does, file-likes often tell the name of their file. */
static PyObject *
extension_of_file_like (PyObject *object)
{
  g_autoptr (PyObject) name = PyObject_GetAttrString (object, "name");

  if (name != NULL && PyUnicode_Check (name))
    return extension_of (name);
  PyErr_Clear ();
  PyErr_Format (PyExc_TypeError,
                "The audio format to write is not known: pass format=, because the file-like object %R has no name "
                "with an extension",
                object);
  return NULL;
}

PyObject *
gafpy_sink_choose_format (GafPySink *self, PyObject *format)
{
  if (format != NULL && format != Py_None) {
    if (PyUnicode_Check (format))
      return Py_NewRef (format);
    gafpy_raise_type ("format", "a str or None", format);
    return NULL;
  }
  return self->name != NULL ? extension_of (self->name) : extension_of_file_like (self->object);
}

/* }}} */

GafWriter *
gafpy_sink_open (GafPySink *self, PyObject *object, const GafPyEncodeArguments *arguments)
{
  g_autoptr (GafWriter) writer = NULL;
  g_autoptr (GafEncodeSpec) spec = NULL;
  g_autoptr (PyObject) path = NULL, format = NULL;
  const char *format_name;
  GError *error = NULL;

  if (!gafpy_sink_recognise (self, object, &path))
    return NULL;
  format = gafpy_sink_choose_format (self, arguments->format);
  format_name = format == NULL ? NULL : PyUnicode_AsUTF8 (format);
  spec = format_name == NULL ? NULL : gafpy_encode_spec_new (arguments, format_name);
  if (spec == NULL)
    return NULL;

  GAFPY_BEGIN_CALL;
  if (path != NULL)
    writer = gaf_writer_new_for_path (PyBytes_AS_STRING (path), spec, NULL, &error);
  else
    writer = gaf_writer_new_for_stream (G_OUTPUT_STREAM (self->stream), spec, NULL, &error);
  GAFPY_END_CALL;

  if (writer == NULL) {
    gafpy_sink_raise (self, error);
    return NULL;
  }
  if (gafpy_file_like_reraise (self->file_like, FALSE)) {
    PyObject *type, *value, *traceback;

    /* The end of the writer neither calls the file-like again nor meets its exception. */
    PyErr_Fetch (&type, &value, &traceback);
    gafpy_sink_release (self);
    Py_BEGIN_ALLOW_THREADS;
    g_clear_object (&writer);
    Py_END_ALLOW_THREADS;
    PyErr_Restore (type, value, traceback);
    return NULL;
  }
  return g_steal_pointer (&writer);
}

void
gafpy_sink_release (GafPySink *self)
{
  /* A stream flushes once more when it goes. The file-like is the caller's by then. */
  if (self->file_like != NULL)
    gafpy_file_like_detach (self->file_like);
  self->file_like = NULL;
  g_clear_object (&self->stream);
  Py_CLEAR (self->object);
}

PyObject *
gafpy_sink_raise (GafPySink *self, GError *error)
{
  g_autoptr (PyObject) name = NULL;

  /* What the library passes on from the stream, and goes on passing on, is that the file-like raised. */
  if (gafpy_interrupt_raise ()
      || gafpy_file_like_reraise (self->file_like, error != NULL && error->domain != GAF_ERROR)) {
    g_clear_error (&error);
    return NULL;
  }
  name = self->name != NULL ? Py_NewRef (self->name) : gafpy_file_like_get_name (self->object);
  return gafpy_raise (error, name);
}
