/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "native.h"

int       gafpy_resampled_init (PyObject *module);
/* The method resampled_to() of both kinds of readable file. */
PyObject *gafpy_resampled_from (PyObject *self,
                                PyObject *args,
                                PyObject *kwargs);
