/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#define GAFPY_IMPORTS_NUMPY
#include "native.h"

int
gafpy_numpy_init (void)
{
  if (PyArray_API == NULL)
    import_array1 (-1);
  return 0;
}

void
gafpy_numpy_demand (void)
{
  if (gafpy_numpy_init () == 0)
    return;
  PyErr_Print ();
  Py_FatalError ("gaudiofile cannot use this NumPy");
}
