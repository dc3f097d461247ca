/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "native.h"

/*
 * What only a file for reading has: asked of one for writing, it says so. These are attributes that raise
 * AttributeError, rather than a function for all that is missing, because with one every method call would be slower.
 */

#define GAFPY_ONLY_READING(name)                                                                         \
  { name, gafpy_only_reading_get, NULL, "Only a file that is opened for reading has it.", name }
#define GAFPY_ONLY_READING_ALL                                                                                        \
  GAFPY_ONLY_READING ("read"), GAFPY_ONLY_READING ("read_raw"), GAFPY_ONLY_READING ("read_at"),                       \
      GAFPY_ONLY_READING ("seek"), GAFPY_ONLY_READING ("seekable"), GAFPY_ONLY_READING ("resampled_to"),              \
      GAFPY_ONLY_READING ("duration"), GAFPY_ONLY_READING ("exact_duration_known"), GAFPY_ONLY_READING ("container")

/* @closure: the name */
PyObject *gafpy_only_reading_get (PyObject *object, void *closure);
/* __dir__: what there is, without those. */
PyObject *gafpy_only_reading_dir (PyObject *object, PyObject *unused);
