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
  gint64       position; /* where to read; -1: where the last read ended */
  gboolean     raw;    /* read_raw instead of read: of a GafReader only */
  int          dtype;  /* NPY_… */
  int          width;  /* bytes of a sample */
} GafPyReadSpec;

/* A new array (channels, frames) with up to @frames frames. */
PyObject *gafpy_read_array    (const GafPyReadSpec *spec,
                               gint64               frames);
/* Fills @out, of shape (channels, frames) or for one channel (frames,), with up to @frames frames, 0 for as many as
 * it has room for. Returns the part that was filled: @out, or a view of it. */
PyObject *gafpy_read_into     (const GafPyReadSpec *spec,
                               gint64               frames,
                               PyObject            *out);
/* Makes the array (channels, frames) shorter, in place. Nobody else may have seen it. */
gboolean  gafpy_array_shorten (PyObject            *array,
                               gint64               frames);
static inline char *
gafpy_array_row (PyObject *array,
                 int       channel)
{
  return PyArray_BYTES ((PyArrayObject *) array) + channel * PyArray_STRIDE ((PyArrayObject *) array, 0);
}
