/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "native.h"

extern const char gafpy_measure_loudness_doc[], gafpy_find_silences_doc[], gafpy_save_plot_doc[];

/* Functions of the module, for those of _analysis.py. */
PyObject *gafpy_measure_loudness (PyObject *module, PyObject *args);
PyObject *gafpy_find_silences    (PyObject *module, PyObject *args);
PyObject *gafpy_save_plot        (PyObject *module, PyObject *args);
