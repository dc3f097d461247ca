/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "native.h"

/* Finds the exception classes. */
int       gafpy_errors_init      (void);
/* Raises what @error stands for, and frees it; @name is the file's, a str, or NULL. The exception's message and its
 * attribute "filename" have the name. Returns NULL. */
PyObject *gafpy_raise            (GError   *error,
                                  PyObject *name);
/* Raises for a file that was closed. Returns NULL. */
PyObject *gafpy_raise_closed     (PyObject *name);
/* Raises for a call from inside a method of the file's own file-like. Returns NULL. */
PyObject *gafpy_raise_busy       (void);
