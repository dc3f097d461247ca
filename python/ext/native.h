/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

/*
 * What every file of the extension module includes: Python, NumPy and the library. module.c has the map of the files.
 *
 * Rules: the GIL is released around every call into the library that works or may wait, so that a lock is never
 * waited for with the GIL held. A NULL, FALSE or -1 from anything here comes with a Python exception set.
 */

#define PY_SSIZE_T_CLEAN
#include <Python.h>

/* One file, numpy-api.c, has the table of NumPy's functions; the others refer to it. */
#define PY_ARRAY_UNIQUE_SYMBOL gafpy_numpy_api
#ifndef GAFPY_IMPORTS_NUMPY
#define NO_IMPORT_ARRAY
#endif
#include <glib.h>
#include <numpy/arrayobject.h>

#include "numpy-api.h"

/* NumPy's macros take its functions from here, so that it is imported when the first of them is wanted. */
#ifndef GAFPY_IMPORTS_NUMPY
#undef PyArray_API
#define PyArray_API (gafpy_numpy_get_functions ())

static inline void **
gafpy_numpy_get_functions (void)
{
  if (G_UNLIKELY (gafpy_numpy_api == NULL))
    gafpy_numpy_demand ();
  return gafpy_numpy_api;
}
#endif

/* A module made with headers of NumPy 1 cannot be imported with NumPy 2. */
#if (NPY_ABI_VERSION >> 24 == 2) != (GAF_NUMPY_MAJOR >= 2)
#error "these are not the headers of the NumPy that the build found"
#endif

#include <gaudiofile/gaudiofile.h>

#include "stable-abi.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PyObject, Py_DECREF)

static inline PyObject *
gafpy_string_or_none (const char *string)
{
  if (string == NULL)
    Py_RETURN_NONE;
  return PyUnicode_FromString (string);
}
