/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "numbers.h"

#include <math.h>

/* Beyond this a double cannot be told from a number that is out of a gint64. */
#define LARGEST_DOUBLE 9223372036854774784.0 /* 2^63 - 1024 */

int
gafpy_raise_type (const char *name, const char *expected, PyObject *value)
{
  PyErr_Format (PyExc_TypeError, "incompatible function arguments: %s must be %s, not %.200s", name, expected,
                gafpy_type_name (value));
  return -1;
}

static int
raise_not_a_number (PyObject *object, const char *what)
{
  return gafpy_raise_type (what, "a whole number", object);
}

static int
from_integer (PyObject *integer, gint64 *value, const char *what)
{
  int overflow;
  long long result = PyLong_AsLongLongAndOverflow (integer, &overflow);

  if (overflow != 0) {
    PyErr_Format (PyExc_ValueError, "%s is out of range: %R", what, integer);
    return -1;
  }
  if (result == -1 && PyErr_Occurred ())
    return -1;
  *value = result;
  return 0;
}

static int
from_double (double number, gint64 *value, const char *what)
{
  if (isnan (number) || number != trunc (number)) {
    char text[64];

    PyErr_Format (PyExc_ValueError, "%s cannot be a fractional number of frames (%s): round it first", what,
                  g_ascii_dtostr (text, sizeof text, number));
    return -1;
  }
  if (fabs (number) > LARGEST_DOUBLE) {
    PyErr_Format (PyExc_ValueError, "%s is out of range", what);
    return -1;
  }
  *value = (gint64) number;
  return 0;
}

/* NumPy's scalars come here: its integers have __index__, its floats have only __float__. */
static int
from_object (PyObject *object, gint64 *value, const char *what)
{
  double number;

  if (PyIndex_Check (object)) {
    g_autoptr (PyObject) integer = PyNumber_Index (object);

    return integer == NULL ? -1 : from_integer (integer, value, what);
  }
  if (!gafpy_has_float (object))
    return raise_not_a_number (object, what);
  number = PyFloat_AsDouble (object);
  if (number == -1.0 && PyErr_Occurred ())
    return -1;
  return from_double (number, value, what);
}

int
gafpy_parse_frames (PyObject *object, gint64 *frames)
{
  const char *what = "num_frames";
  int result;

  if (object != NULL && PyLong_CheckExact (object))
    result = from_integer (object, frames, what);
  else if (object != NULL)
    result = from_object (object, frames, what);
  else
    result = (*frames = 0);
  if (result < 0)
    return -1;

  if (*frames == 0) {
    PyErr_SetString (
        PyExc_ValueError,
        "num_frames is missing or 0. A whole file is not read by default, because it may be larger than memory: "
        "pass a number of frames (the attribute 'frames' has the number in the file)");
    return -1;
  }
  if (*frames < 0) {
    PyErr_Format (PyExc_ValueError, "num_frames must be above 0, not %lld", (long long) *frames);
    return -1;
  }
  return 0;
}

int
gafpy_parse_position (PyObject *object, gint64 *position)
{
  const char *what = "position";

  if (PyLong_CheckExact (object))
    return from_integer (object, position, what);
  /* As in pedalboard: a float that has a fraction is likely to be a time, which is a mistake of the type. */
  if (PyFloat_CheckExact (object) && PyFloat_AS_DOUBLE (object) != trunc (PyFloat_AS_DOUBLE (object)))
    return gafpy_raise_type (what, "a whole number of frames (seconds times samplerate)", object);
  return from_object (object, position, what);
}

int
gafpy_parse_real (PyObject *object, const char *name, double *value)
{
  *value = PyFloat_AsDouble (object);
  if (*value != -1.0 || !PyErr_Occurred ())
    return 0;
  if (PyErr_ExceptionMatches (PyExc_TypeError)) {
    PyErr_Clear ();
    return gafpy_raise_type (name, "a number", object);
  }
  if (PyErr_ExceptionMatches (PyExc_OverflowError)) {
    PyErr_Clear ();
    PyErr_Format (PyExc_ValueError, "%s is out of range", name);
  }
  return -1;
}

int
gafpy_parse_count (PyObject *object, const char *name, int *count)
{
  g_autoptr (PyObject) integer = NULL;
  int overflow;
  long result;

  if (!PyIndex_Check (object))
    return gafpy_raise_type (name, "an integer", object);
  integer = PyNumber_Index (object);
  if (integer == NULL)
    return -1;
  result = PyLong_AsLongAndOverflow (integer, &overflow);
  if (overflow != 0 || result < 0 || result > G_MAXINT) {
    PyErr_Format (PyExc_ValueError, "%s is out of range: %R", name, integer);
    return -1;
  }
  *count = result;
  return 0;
}

PyObject *
gafpy_rate_to_object (double rate)
{
  if (rate == trunc (rate) && fabs (rate) < LARGEST_DOUBLE)
    return PyLong_FromLongLong ((long long) rate);
  return PyFloat_FromDouble (rate);
}
