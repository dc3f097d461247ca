/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "native.h"

/* What callers give for an array, as one that shares its memory where that can be: a NumPy array, anything with
 * __array__, the buffer protocol or DLPack, or lists of numbers. A new reference. */
PyArrayObject *gafpy_array_from (PyObject   *object,
                                 const char *name);
