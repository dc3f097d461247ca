/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "subject.h"

#include "errors.h"
#include "interrupt.h"
#include "numbers.h"
#include "reading.h"
#include "types.h"

static int
take_file (GafPySubject *self, PyObject *file, gboolean open)
{
  if (PyObject_TypeCheck (file, gafpy_readable_type)) {
    GafPyReading *reading = (GafPyReading *) file;

    self->reader = g_object_ref (GAF_READER (reading->source));
    self->origin = gafpy_source_ref (reading->origin);
    return 0;
  }
  if (PyObject_TypeCheck (file, gafpy_audio_file_type))
    return gafpy_raise_type ("file", "a name, bytes, a binary file or a ReadableAudioFile", file);
  self->is_ours = TRUE;
  if (!open) {
    self->origin = gafpy_source_new (file, &self->path);
    if (self->origin == NULL)
      return -1;
    if (self->path != NULL)
      return 0;
    gafpy_source_release (self->origin);
    g_clear_pointer (&self->origin, gafpy_source_unref);
  }
  self->reader = gafpy_source_open (file, NULL, NULL, NULL, &self->origin);
  return self->reader != NULL ? 0 : -1;
}

static int
take_progress (GafPySubject *self, PyObject *progress)
{
  *self = (GafPySubject){ .cancellable = g_cancellable_new () };
  if (progress != NULL && progress != Py_None) {
    if (!PyCallable_Check (progress))
      return gafpy_raise_type ("progress", "a function or None", progress);
    self->progress = progress;
  }
  return 0;
}

int
gafpy_subject_init (GafPySubject *self, PyObject *file, PyObject *progress, gboolean open)
{
  return take_progress (self, progress) < 0 ? -1 : take_file (self, file, open);
}

int
gafpy_subject_init_for_open (GafPySubject *self, GafPySource *origin, PyObject *progress)
{
  const int result = take_progress (self, progress);

  self->origin = gafpy_source_ref (origin);
  return result;
}

void
gafpy_subject_clear (GafPySubject *self)
{
  if (self->is_ours && self->reader != NULL) {
    Py_BEGIN_ALLOW_THREADS;
    gaf_reader_close (self->reader);
    Py_END_ALLOW_THREADS;
  }
  g_clear_object (&self->reader);
  Py_CLEAR (self->path);
  if (self->origin != NULL) {
    if (self->is_ours)
      gafpy_source_release (self->origin);
    g_clear_pointer (&self->origin, gafpy_source_unref);
  }
  Py_CLEAR (self->raised);
  g_clear_object (&self->cancellable);
}

/* Without the GIL, on the thread that called. */
static void
tell (gint64 n_done, gint64 n_frames, gpointer data)
{
  GafPySubject *self = data;
  PyGILState_STATE gil = PyGILState_Ensure ();

  if (self->raised == NULL) {
    PyObject *result = PyObject_CallFunction (self->progress, "LL", (long long) n_done, (long long) n_frames);

    if (result == NULL) {
      self->raised = gafpy_take_exception ();
      g_cancellable_cancel (self->cancellable);
    }
    Py_XDECREF (result);
  }
  PyGILState_Release (gil);
}

GafAnalysisProgress
gafpy_subject_get_progress (GafPySubject *self)
{
  return self->progress != NULL ? tell : NULL;
}

gboolean
gafpy_subject_has_raised (GafPySubject *self)
{
  g_autoptr (PyObject) exception = g_steal_pointer (&self->raised);

  if (exception == NULL)
    return gafpy_interrupt_raise ();
  PyErr_SetObject ((PyObject *) Py_TYPE (exception), exception);
  return TRUE;
}

PyObject *
gafpy_subject_raise (GafPySubject *self, GError *error)
{
  if (self->raised != NULL && gafpy_subject_has_raised (self)) {
    g_error_free (error);
    return NULL;
  }
  return gafpy_source_raise (self->origin, error);
}
