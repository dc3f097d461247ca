/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

/*
 * The module uses what is in Python's stable ABI from 3.11 on and nothing else, so that one wheel serves that version
 * and all that follow (https://docs.python.org/3/c-api/stable.html). What is a macro elsewhere is a function there;
 * here it has one name for both. Included by native.h.
 */

#ifdef Py_LIMITED_API

#define PyBytes_AS_STRING         PyBytes_AsString
#define PyBytes_GET_SIZE          PyBytes_Size
#define PyDict_GET_SIZE           PyDict_Size
#define PyFloat_AS_DOUBLE         PyFloat_AsDouble
#define PyList_GET_ITEM           PyList_GetItem
#define PyList_GET_SIZE           PyList_Size
#define PyList_SET_ITEM           (void) PyList_SetItem
#define PyTuple_GET_ITEM          PyTuple_GetItem
#define PyTuple_GET_SIZE          PyTuple_Size
#define PyTuple_SET_ITEM          (void) PyTuple_SetItem
#define PyUnicode_GET_LENGTH      PyUnicode_GetLength
#define PyUnicode_AsUTF8(text)    PyUnicode_AsUTF8AndSize (text, NULL)
#define PyObject_CallOneArg(f, a) PyObject_CallFunctionObjArgs (f, a, NULL)

#define Py_XSETREF(place, value)                    \
  G_STMT_START                                      \
  {                                                 \
    PyObject *gafpy_before = (PyObject *) (place);  \
                                                    \
    (place) = (value);                              \
    Py_XDECREF (gafpy_before);                      \
  }                                                 \
  G_STMT_END
#define Py_SETREF Py_XSETREF

#endif

static inline void *
gafpy_alloc (PyTypeObject *type)
{
  return gafpy_numpy_init () < 0 ? NULL : PyType_GenericAlloc (type, 0);
}

static inline void
gafpy_free (PyTypeObject *type, void *object)
{
  ((freefunc) PyType_GetSlot (type, Py_tp_free)) (object);
}

/* Whether float (@object) asks it for its number. */
static inline gboolean
gafpy_has_float (PyObject *object)
{
  return PyType_GetSlot (Py_TYPE (object), Py_nb_float) != NULL;
}

/* As it is written in a message: "int", "gaudiofile.AudioFile". Valid until the next call; the GIL is held. */
const char *gafpy_type_name (PyObject *object);

/* @function with @self as its first argument. */
PyObject *gafpy_bind (PyObject *function,
                      PyObject *self);
