/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "native.h"

int       gafpy_stream_init  (PyObject *module);
/* Peaks and RMS by channel, a tuple of two. */
PyObject *gafpy_level_new    (GafLevel *level);
/* A device by name; NULL, None, "" and "default" stand for the default one, for which @device is NULL. FALSE with an
 * exception set if there is none of that name. */
int       gafpy_find_device  (PyObject     *name,
                              GafDirection  direction,
                              GafDevice   **device);
/* A tuple for each input, or for each output if @argument is true. */
PyObject *gafpy_list_devices (PyObject *module,
                              PyObject *argument);
