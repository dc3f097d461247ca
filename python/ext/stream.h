/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "native.h"

int       gafpy_stream_init  (PyObject *module);
/* A tuple for each input, or for each output if @argument is true. */
PyObject *gafpy_list_devices (PyObject *module,
                              PyObject *argument);
