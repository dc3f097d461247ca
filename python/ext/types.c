/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "types.h"

PyTypeObject *gafpy_audio_file_type;
PyTypeObject *gafpy_readable_type;
PyTypeObject *gafpy_resampled_type;
PyTypeObject *gafpy_converted_type;
PyTypeObject *gafpy_writable_type;

const char *
gafpy_type_name (PyObject *object)
{
  static char name[200];
  PyObject *type = (PyObject *) Py_TYPE (object);
  g_autoptr (PyObject) module = PyObject_GetAttrString (type, "__module__");
  g_autoptr (PyObject) own = PyObject_GetAttrString (type, "__name__");
  const char *module_text = module != NULL && PyUnicode_Check (module) ? PyUnicode_AsUTF8 (module) : NULL;
  const char *own_text = own != NULL && PyUnicode_Check (own) ? PyUnicode_AsUTF8 (own) : NULL;

  PyErr_Clear ();
  if (module_text != NULL && g_str_has_prefix (module_text, "gaudiofile"))
    g_snprintf (name, sizeof name, "%s.%s", module_text, own_text != NULL ? own_text : "?");
  else
    g_snprintf (name, sizeof name, "%s", own_text != NULL ? own_text : "?");
  return name;
}

PyObject *
gafpy_bind (PyObject *function, PyObject *self)
{
  g_autoptr (PyObject) types = PyImport_ImportModule ("types");

  return types == NULL ? NULL : PyObject_CallMethod (types, "MethodType", "OO", function, self);
}
