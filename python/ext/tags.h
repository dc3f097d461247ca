/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "native.h"

/* A gaudiofile.tags.Tags of @tags. NULL with an exception set. */
PyObject *gafpy_tags_to_python   (GafTags  *tags);
/* What a Tags or a dict says. NULL with an exception set. */
GafTags  *gafpy_tags_from_python (PyObject *object);

PyObject *gafpy_read_tags        (PyObject *module,
                                  PyObject *path);
PyObject *gafpy_write_tags       (PyObject *module,
                                  PyObject *args);

extern const char gafpy_read_tags_doc[];
extern const char gafpy_write_tags_doc[];
