/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "arguments.h"

static gboolean
raise_arguments (const GafPySignature *signature)
{
  PyErr_Format (PyExc_TypeError, "%s(): incompatible function arguments. Expected %s%s", signature->function,
                signature->function, signature->text);
  return FALSE;
}

/* -1 if there is no argument of that name. The first may be called either way, by what it is. */
static int
find_name (const GafPySignature *signature, PyObject *name)
{
  if (signature->has_source
      && (PyUnicode_CompareWithASCIIString (name, "filename") == 0
          || PyUnicode_CompareWithASCIIString (name, "file_like") == 0))
    return 0;
  for (int i = signature->has_source ? 1 : 0; signature->names[i] != NULL; i++)
    if (PyUnicode_CompareWithASCIIString (name, signature->names[i]) == 0)
      return i;
  return -1;
}

gboolean
gafpy_parse_arguments (const GafPySignature *signature, PyObject *args, PyObject *kwargs, PyObject **values)
{
  Py_ssize_t n_args = PyTuple_GET_SIZE (args), position = 0;
  PyObject *name, *value;

  if (n_args > signature->n_positional)
    return raise_arguments (signature);
  for (Py_ssize_t i = 0; i < n_args; i++)
    values[i] = PyTuple_GET_ITEM (args, i);
  while (kwargs != NULL && PyDict_Next (kwargs, &position, &name, &value)) {
    int index = find_name (signature, name);

    if (index < 0 || values[index] != NULL)
      return raise_arguments (signature);
    values[index] = value;
  }
  for (int i = 0; i < signature->n_required; i++)
    if (values[i] == NULL)
      return raise_arguments (signature);
  return TRUE;
}

gboolean
gafpy_parse_one (const char *method, const char *name, PyObject *const *args, Py_ssize_t n_args, PyObject *names,
                 PyObject **value)
{
  Py_ssize_t n_names = names == NULL ? 0 : PyTuple_GET_SIZE (names);

  if (n_args + n_names > 1
      || (n_names == 1 && PyUnicode_CompareWithASCIIString (PyTuple_GET_ITEM (names, 0), name) != 0)) {
    PyErr_Format (PyExc_TypeError, "%s(): incompatible function arguments. Expected %s(%s)", method, method, name);
    return FALSE;
  }
  *value = n_args + n_names == 0 ? NULL : args[0];
  return TRUE;
}
