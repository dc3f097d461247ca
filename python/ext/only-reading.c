/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "only-reading.h"

PyObject *
gafpy_only_reading_get (PyObject *object G_GNUC_UNUSED, void *closure)
{
  PyErr_Format (PyExc_AttributeError,
                "This audio file is opened for writing: it has no '%s'. Close it, and open it for reading",
                (const char *) closure);
  return NULL;
}

static gboolean
is_only_reading (PyObject *name)
{
  static const PyGetSetDef all[] = { GAFPY_ONLY_READING_ALL };

  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    if (PyUnicode_Check (name) && PyUnicode_CompareWithASCIIString (name, all[i].name) == 0)
      return TRUE;
  return FALSE;
}

PyObject *
gafpy_only_reading_dir (PyObject *object, PyObject *unused G_GNUC_UNUSED)
{
  g_autoptr (PyObject) of_object = PyObject_GetAttrString ((PyObject *) &PyBaseObject_Type, "__dir__");
  g_autoptr (PyObject) all = of_object != NULL ? PyObject_CallOneArg (of_object, object) : NULL;
  PyObject *names = all != NULL ? PyList_New (0) : NULL;

  for (Py_ssize_t i = 0; names != NULL && i < PyList_GET_SIZE (all); i++)
    if (!is_only_reading (PyList_GET_ITEM (all, i)) && PyList_Append (names, PyList_GET_ITEM (all, i)) < 0)
      Py_CLEAR (names);
  return names;
}
