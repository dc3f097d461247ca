/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "native.h"

int       gafpy_readable_init (PyObject     *module);
/* Opens @object; @type is gafpy_readable_type or a subclass. @track: int or None; @isolation: "process", "none" or
 * None; NULL for None. */
PyObject *gafpy_readable_open (PyTypeObject *type,
                               PyObject     *object,
                               PyObject     *track,
                               PyObject     *isolation,
                               PyObject     *limits);
