/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "encode-spec.h"

int       gafpy_writable_init (PyObject                   *module);
/* Creates @object; @type is gafpy_writable_type or a subclass. */
PyObject *gafpy_writable_open (PyTypeObject               *type,
                               PyObject                   *object,
                               const GafPyEncodeArguments *arguments);
