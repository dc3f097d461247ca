/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "arguments.h"

/* {{{ what is wrong with them */

/* FALSE, with a TypeError that says what is wrong and what would be right. Takes @problem; if that is NULL, its
 * exception is the one. */
static gboolean
raise_arguments (const GafPySignature *signature, PyObject *problem)
{
  g_autoptr (PyObject) owned = problem;

  if (problem != NULL)
    PyErr_Format (PyExc_TypeError, "%s(): incompatible function arguments: %U. Expected %s%s", signature->function,
                  problem, signature->function, signature->text);
  return FALSE;
}

/* How many letters have to be changed, added or left out to make @b of @a. */
static guint
distance (const char *a, const char *b)
{
  const gsize n = strlen (b);
  g_autofree guint *row = g_new (guint, n + 1);

  for (gsize j = 0; j <= n; j++)
    row[j] = j;
  for (gsize i = 0; a[i] != '\0'; i++) {
    guint diagonal = row[0];

    row[0] = i + 1;
    for (gsize j = 0; j < n; j++) {
      const guint above = row[j + 1];

      row[j + 1] = MIN (MIN (above, row[j]) + 1, diagonal + (a[i] != b[j]));
      diagonal = above;
    }
  }
  return row[n];
}

/* The argument that somebody may have meant who wrote @name; NULL if none is like it. */
static const char *
find_alike (const char *const *names, const char *name)
{
  const char *best = NULL;
  guint least = 3; /* letters; more is another word */

  for (int i = 0; names[i] != NULL; i++) {
    const guint d = distance (name, names[i]);
    /* "channels" for "num_channels", "rate" for "samplerate" */
    const gboolean is_part = strlen (name) > 2 && (strstr (names[i], name) != NULL || strstr (name, names[i]) != NULL);

    if (*names[i] == '\0')
      continue;
    if (d < least || (is_part && best == NULL)) {
      best = names[i];
      least = MIN (least, d);
    }
  }
  return best;
}

static PyObject *
describe_unknown (const char *const *names, PyObject *name)
{
  const char *text = PyUnicode_AsUTF8 (name);
  const char *alike = text == NULL ? NULL : find_alike (names, text);

  if (text == NULL)
    return NULL;
  if (alike == NULL)
    return PyUnicode_FromFormat ("unknown argument %R", name);
  return PyUnicode_FromFormat ("unknown argument %R (%s?)", name, alike);
}

/* }}} */

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

static gboolean
take_positional (const GafPySignature *signature, PyObject *const *args, Py_ssize_t n_args, PyObject **values)
{
  if (n_args > signature->n_positional)
    return raise_arguments (signature, PyUnicode_FromFormat ("%zd arguments by position, but at most %d are taken",
                                                             n_args, signature->n_positional));
  for (Py_ssize_t i = 0; i < n_args; i++)
    values[i] = args[i];
  return TRUE;
}

static gboolean
take_named (const GafPySignature *signature, PyObject *name, PyObject *value, PyObject **values)
{
  int index = find_name (signature, name);

  if (index < 0)
    return raise_arguments (signature, describe_unknown (signature->names, name));
  if (values[index] != NULL)
    return raise_arguments (signature, PyUnicode_FromFormat ("%U is given twice", name));
  values[index] = value;
  return TRUE;
}

static gboolean
check_complete (const GafPySignature *signature, PyObject *const *values)
{
  for (int i = 0; i < signature->n_required; i++)
    if (values[i] == NULL)
      return raise_arguments (
          signature, PyUnicode_FromFormat ("%s is missing", *signature->names[i] ? signature->names[i] : "the file"));
  return TRUE;
}

gboolean
gafpy_parse_arguments (const GafPySignature *signature, PyObject *args, PyObject *kwargs, PyObject **values)
{
  Py_ssize_t position = 0;
  PyObject *name, *value;
  PyObject *items[G_N_ELEMENTS (signature->names)];
  /* More are refused, and not looked at. */
  const Py_ssize_t n_args = MIN (PyTuple_GET_SIZE (args), (Py_ssize_t) G_N_ELEMENTS (items));

  if (gafpy_numpy_init () < 0)
    return FALSE;
  for (Py_ssize_t i = 0; i < n_args; i++)
    items[i] = PyTuple_GET_ITEM (args, i);
  if (!take_positional (signature, items, PyTuple_GET_SIZE (args), values))
    return FALSE;
  while (kwargs != NULL && PyDict_Next (kwargs, &position, &name, &value))
    if (!take_named (signature, name, value, values))
      return FALSE;
  return check_complete (signature, values);
}

gboolean
gafpy_parse_call (const GafPySignature *signature, PyObject *const *args, Py_ssize_t n_args, PyObject *names,
                  PyObject **values)
{
  Py_ssize_t n_names = names == NULL ? 0 : PyTuple_GET_SIZE (names);

  if (!take_positional (signature, args, n_args, values))
    return FALSE;
  for (Py_ssize_t i = 0; i < n_names; i++)
    if (!take_named (signature, PyTuple_GET_ITEM (names, i), args[n_args + i], values))
      return FALSE;
  return check_complete (signature, values);
}
