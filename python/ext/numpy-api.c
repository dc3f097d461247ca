/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#define GAFPY_IMPORTS_NUMPY
#include "native.h"

#include "numpy-api.h"

int
gafpy_numpy_init (void)
{
  import_array1 (-1);
  return 0;
}
