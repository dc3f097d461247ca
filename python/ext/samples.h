/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "native.h"

/* The layout of the array before, for arrays whose shape does not tell. */
typedef enum {
  GAFPY_HINT_NONE,
  GAFPY_HINT_PLANAR,
  GAFPY_HINT_INTERLEAVED,
} GafPyHint;

typedef struct {
  PyArrayObject  *array;      /* owned */
  GafSampleFormat format;
  int             frame_axis;
  int             channels;
  gint64          frames;
  npy_intp        stride;     /* bytes from frame to frame */
  const void    **planes;     /* of each channel the first sample: @few, or allocated */
  const void     *few[8];
} GafPySamples;

/* Finds the samples in what gafpy_array_from() takes, and notes its layout in @hint. */
gboolean gafpy_samples_init            (GafPySamples       *self,
                                        PyObject           *object,
                                        int                 channels,
                                        GafPyHint          *hint);
void     gafpy_samples_clear           (GafPySamples       *self);
/* Whether the library can take the samples where they are. */
gboolean gafpy_samples_are_plain       (const GafPySamples *self);
/* Makes a plain copy of frames [first, first + frames). */
gboolean gafpy_samples_copy            (const GafPySamples *self,
                                        gint64              first,
                                        gint64              frames,
                                        GafPySamples       *copy);
/* Moves what @other owns to @self, which owns nothing. */
void     gafpy_samples_move            (GafPySamples       *self,
                                        GafPySamples       *other);
/* Plain samples only; without the GIL. */
gboolean gafpy_samples_write           (const GafPySamples *self,
                                        GafWriter          *writer,
                                        GError            **error);
/* Any samples; with the GIL. FALSE without @error: an exception is set. */
gboolean gafpy_samples_write_in_pieces (const GafPySamples *self,
                                        GafWriter          *writer,
                                        GError            **error);
