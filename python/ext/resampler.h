/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "native.h"

int gafpy_resampler_init (PyObject *module);

extern const char gafpy_resample_doc[];

/* A function of the module. */
PyObject *gafpy_resample (PyObject *module, PyObject *args, PyObject *kwargs);
