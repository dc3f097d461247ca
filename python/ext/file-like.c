/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "file-like.h"

#include "interrupt.h"

/* {{{ exceptions, kept while a GError takes their place in the library */

gboolean
gafpy_file_like_begin (GafPyFileLike *self, GafPyCall *call)
{
  if ((self->fresh && !self->goes_on) || self->object == NULL)
    return FALSE;
  call->gil = PyGILState_Ensure ();
  call->outer = g_atomic_pointer_get (&self->inside);
  g_atomic_pointer_set (&self->inside, PyThread_get_thread_ident ());
  return TRUE;
}

void
gafpy_file_like_go_on (GafPyFileLike *self, gboolean on)
{
  if (self != NULL)
    self->goes_on = on;
}

/* Whether an exception adds nothing to the one that is kept. */
static gboolean
is_more_of_the_same (GafPyFileLike *self, PyObject *exception)
{
  if (!self->goes_on || self->exception == NULL)
    return FALSE;
  return self->fresh || exception == self->exception || PyErr_GivenExceptionMatches (exception, PyExc_Exception);
}

void
gafpy_file_like_end (GafPyFileLike *self, GafPyCall *call)
{
  if (PyErr_Occurred ()) {
    PyObject *exception = gafpy_take_exception ();

    if (is_more_of_the_same (self, exception)) {
      Py_DECREF (exception);
    } else {
      Py_XSETREF (self->exception, exception);
      self->fresh = TRUE;
    }
  }
  g_atomic_pointer_set (&self->inside, call->outer);
  PyGILState_Release (call->gil);
}

gboolean
gafpy_file_like_fail (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "A method of the file-like object raised an exception");
  return FALSE;
}

gboolean
gafpy_file_like_is_inside (GafPyFileLike *self)
{
  return self != NULL && g_atomic_pointer_get (&self->inside) == PyThread_get_thread_ident ();
}

gboolean
gafpy_file_like_reraise (GafPyFileLike *self, gboolean again)
{
  if (self == NULL || self->exception == NULL || !(self->fresh || again))
    return FALSE;
  self->fresh = FALSE;
  PyErr_SetObject ((PyObject *) Py_TYPE (self->exception), self->exception);
  return TRUE;
}

/* }}} */

/* {{{ what GSeekable asks of either kind of stream */

goffset
gafpy_file_like_tell (GafPyFileLike *self)
{
  long long position = 0;
  PyObject *result;
  GafPyCall call;

  if (!gafpy_file_like_begin (self, &call))
    return 0;
  result = PyObject_CallMethod (self->object, "tell", NULL);
  if (result != NULL)
    position = PyLong_AsLongLong (result);
  if (position < 0 && !PyErr_Occurred ())
    PyErr_Format (PyExc_ValueError, "The file-like object's tell() returned %lld", position);
  Py_XDECREF (result);
  gafpy_file_like_end (self, &call);

  /* There is no error to return, but the next call meets the exception. */
  return MAX (position, 0);
}

gboolean
gafpy_file_like_can_seek (GafPyFileLike *self)
{
  int can_seek = 0;
  PyObject *result;
  GafPyCall call;

  if (!gafpy_file_like_begin (self, &call))
    return FALSE;
  result = PyObject_CallMethod (self->object, "seekable", NULL);
  if (result != NULL)
    can_seek = PyObject_IsTrue (result);
  Py_XDECREF (result);
  gafpy_file_like_end (self, &call);

  return can_seek > 0;
}

gboolean
gafpy_file_like_seek (GafPyFileLike *self, goffset offset, GSeekType type, GError **error)
{
  int whence = type == G_SEEK_SET ? SEEK_SET : type == G_SEEK_CUR ? SEEK_CUR : SEEK_END;
  PyObject *result;
  gboolean ok;
  GafPyCall call;

  if (!gafpy_file_like_begin (self, &call))
    return gafpy_file_like_fail (error);
  result = PyObject_CallMethod (self->object, "seek", "Li", (long long) offset, whence);
  ok = result != NULL;
  Py_XDECREF (result);
  gafpy_file_like_end (self, &call);

  return ok || gafpy_file_like_fail (error);
}

/* }}} */

PyObject *
gafpy_file_like_get_name (PyObject *object)
{
  PyObject *name = object == NULL ? NULL : PyObject_GetAttrString (object, "name");

  /* A number is that of a file descriptor. */
  if (name != NULL && !PyUnicode_Check (name))
    Py_CLEAR (name);
  PyErr_Clear ();
  return name;
}

int
gafpy_file_like_find_descriptor (PyObject *object)
{
  g_autoptr (PyObject) number = PyObject_CallMethod (object, "fileno", NULL);
  long fd = number != NULL && PyLong_CheckExact (number) ? PyLong_AsLong (number) : -1;

  PyErr_Clear ();
  return fd >= 0 && fd <= G_MAXINT ? (int) fd : -1;
}

/* {{{ life */

void
gafpy_file_like_init (GafPyFileLike *self, PyObject *object)
{
  self->object = Py_NewRef (object);
}

void
gafpy_file_like_detach (GafPyFileLike *self)
{
  Py_CLEAR (self->object);
  Py_CLEAR (self->exception);
}

void
gafpy_file_like_finalize (GafPyFileLike *self)
{
  PyGILState_STATE gil;

  /* After the interpreter has ended there is nothing left to give back. */
  if ((self->object == NULL && self->exception == NULL) || !Py_IsInitialized ())
    return;
  gil = PyGILState_Ensure ();
  gafpy_file_like_detach (self);
  PyGILState_Release (gil);
}

int
gafpy_file_like_traverse (GafPyFileLike *self, visitproc visit, void *arg)
{
  if (self != NULL) {
    Py_VISIT (self->object);
    Py_VISIT (self->exception);
  }
  return 0;
}

/* }}} */
