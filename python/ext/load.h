/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "native.h"

extern const char gafpy_load_clips_doc[], gafpy_set_max_threads_doc[], gafpy_get_max_threads_doc[];

/* Functions of the module. */
PyObject *gafpy_load_clips      (PyObject *module, PyObject *args, PyObject *kwargs);
PyObject *gafpy_set_max_threads (PyObject *module, PyObject *number);
PyObject *gafpy_get_max_threads (PyObject *module, PyObject *unused);
