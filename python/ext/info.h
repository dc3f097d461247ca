/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "native.h"

extern const char gafpy_probe_file_doc[];

PyObject *gafpy_probe_file (PyObject *module,
                            PyObject *args);
