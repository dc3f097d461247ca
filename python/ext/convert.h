/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "native.h"

extern const char gafpy_convert_file_doc[], gafpy_convert_files_doc[];

/* Functions of the module, for those of _convert.py. */
PyObject *gafpy_convert_file  (PyObject *module, PyObject *args);
PyObject *gafpy_convert_files (PyObject *module, PyObject *args);
