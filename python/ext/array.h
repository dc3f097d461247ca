/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "source.h"

typedef struct {
  GafSource   *source;
  GafPySource *origin;
  int          channels;
  gboolean     raw;    /* read_raw instead of read: of a GafReader only */
  int          dtype;  /* NPY_… */
  int          width;  /* bytes of a sample */
} GafPyReadSpec;

/* A new array (channels, frames) with up to @frames frames. */
PyObject *gafpy_read_array    (const GafPyReadSpec *spec,
                               gint64               frames);
/* Makes the array (channels, frames) shorter, in place. Nobody else may have seen it. */
gboolean  gafpy_array_shorten (PyObject            *array,
                               gint64               frames);
static inline char *
gafpy_array_row (PyObject *array,
                 int       channel)
{
  return PyArray_BYTES ((PyArrayObject *) array) + channel * PyArray_STRIDE ((PyArrayObject *) array, 0);
}
