/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "gaf-conversion.h"

G_BEGIN_DECLS

/* What a GafConversion was told, as it is when a run begins. */
typedef struct {
  GafEncodeSpec *spec; /* or NULL */
  gint64 offset;       /* frames of the source */
  gint64 n_frames;     /* -1: to the end */
  guint channels;      /* of the matrix */
  float *matrix;       /* or NULL */
  gsize n_matrix;
  GafResampleQuality quality;
  char *effects; /* or NULL */
  GafConversionProcess process;
  gpointer process_data;
  double gain; /* dB */
  GafNormalize normalize;
  double target;
  double fade_in; /* seconds */
  double fade_out;
  gboolean keep_tags;
  gboolean lossless;
  guint max_threads; /* 0: the usual */
} GafConvertSettings;

G_END_DECLS
