/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "array-like.h"

#include "numbers.h"

/* NumPy asks for __array__ and the buffer protocol itself, but for DLPack only in a function of its own. */
static gboolean
speaks_dlpack_only (PyObject *object)
{
  return PyObject_HasAttrString (object, "__dlpack__") && !PyObject_HasAttrString (object, "__array__")
         && !PyObject_HasAttrString (object, "__array_interface__") && !PyObject_CheckBuffer (object);
}

static PyObject *
from_dlpack (PyObject *object)
{
  g_autoptr (PyObject) numpy = PyImport_ImportModule ("numpy");

  return numpy == NULL ? NULL : PyObject_CallMethod (numpy, "from_dlpack", "O", object);
}

PyArrayObject *
gafpy_array_from (PyObject *object, const char *name)
{
  g_autoptr (PyObject) array = NULL;

  if (PyArray_Check (object))
    return (PyArrayObject *) Py_NewRef (object);
  if (!PyUnicode_Check (object) && !PyBytes_Check (object))
    array = speaks_dlpack_only (object) ? from_dlpack (object) : PyArray_FromAny (object, NULL, 0, 0, 0, NULL);
  if (array == NULL && PyErr_Occurred ())
    return NULL;
  if (array == NULL || PyArray_TYPE ((PyArrayObject *) array) == NPY_OBJECT
      || PyArray_NDIM ((PyArrayObject *) array) == 0) {
    gafpy_raise_type (name, "an array, a tensor or lists of numbers", object);
    return NULL;
  }
  return (PyArrayObject *) g_steal_pointer (&array);
}
