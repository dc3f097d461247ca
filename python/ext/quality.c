/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "quality.h"

/* Resample.Quality is an enumeration in Python. The values of its members are those of GafResampleQuality. */

static PyObject *quality_type;

int
gafpy_quality_init (void)
{
  g_autoptr (PyObject) module = PyImport_ImportModule ("gaudiofile._resample");
  g_autoptr (PyObject) outer = module == NULL ? NULL : PyObject_GetAttrString (module, "Resample");

  quality_type = outer == NULL ? NULL : PyObject_GetAttrString (outer, "Quality");
  return quality_type == NULL ? -1 : 0;
}

gboolean
gafpy_quality_parse (PyObject *object, const char *function, GafResampleQuality *quality)
{
  g_autoptr (PyObject) value = NULL;
  int is_member;

  *quality = GAF_RESAMPLE_QUALITY_WINDOWED_SINC_32;
  if (object == NULL)
    return TRUE;
  is_member = PyObject_IsInstance (object, quality_type);
  if (is_member == 0)
    PyErr_Format (PyExc_TypeError,
                  "%s(): incompatible function arguments. A quality is a member of Resample.Quality, such as "
                  "Resample.Quality.WindowedSinc32, not %R",
                  function, object);
  value = is_member <= 0 ? NULL : PyObject_GetAttrString (object, "value");
  if (value == NULL)
    return FALSE;
  *quality = (GafResampleQuality) PyLong_AsLong (value);
  return !PyErr_Occurred ();
}

PyObject *
gafpy_quality_to_enum (GafResampleQuality quality)
{
  return PyObject_CallFunction (quality_type, "i", (int) quality);
}
