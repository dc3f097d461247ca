/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "gaf-level.h"
#include "core/limits.h"

G_BEGIN_DECLS

/* Watches how loud a stream is. It has no lock: a live stream guards it by its own. */
typedef struct {
  guint  channels;
  gsize  window; /* frames that one result is of */
  gsize  n_frames;
  float  peaks[GAF_LIMIT_CHANNELS];
  double squares[GAF_LIMIT_CHANNELS];

  /* the result of the last whole window */
  float  last_peaks[GAF_LIMIT_CHANNELS];
  float  last_rms[GAF_LIMIT_CHANNELS];
} GafMeter;

void      gaf_meter_init   (GafMeter       *self,
                            guint           channels,
                            gsize           window);
void      gaf_meter_reset  (GafMeter       *self);
/* Interleaved samples. */
void      gaf_meter_add    (GafMeter       *self,
                            const float    *samples,
                            gsize           n_frames);
GafLevel *gaf_meter_get    (const GafMeter *self);

G_END_DECLS
