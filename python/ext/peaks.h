/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "native.h"

int       gafpy_peaks_init (PyObject *module);
extern const char gafpy_peaks_of_doc[];
/* A function of the module. */
PyObject *gafpy_peaks_of   (PyObject *module, PyObject *args, PyObject *kwargs);
/* The peaks of an object, or NULL with an exception set if it has none. */
GafPeaks *gafpy_peaks_get  (PyObject *object);
/* Takes @peaks. */
PyObject *gafpy_peaks_wrap (GafPeaks *peaks);
