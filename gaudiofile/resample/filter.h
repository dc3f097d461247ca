/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "resample/ratio.h"
#include "gaf-resampler.h"

G_BEGIN_DECLS

/*
 * How much each of the samples around a place counts for the sample at that place.
 *
 * A place lies between two samples, or is one: @before taps lie before the sample that the place belongs to, and it is
 * @phase / out of a sample behind that one. With @centred that sample is the nearest one, and phases go from -out / 2;
 * else it is the one at or before the place, and they go from 0.
 */
typedef struct _GafResampleFilter GafResampleFilter;

struct _GafResampleFilter {
  guint n_taps;
  guint before;
  gboolean centred;
  gboolean is_kept; /* there are so few phases that their weights are kept, resample/groups.c; only if not @centred */

  /* The weights of the taps; valid until the next call. */
  const float *(*weigh) (GafResampleFilter *self, gint64 phase);
  void (*free) (GafResampleFilter *self);
};

/* Low-pass filters, resample/sinc.c. */
GafResampleFilter *gaf_resample_sinc_new   (GafResampleRatio    ratio,
                                            GafResampleQuality  quality);
/* Polynomials through the nearest few samples, resample/points.c. */
GafResampleFilter *gaf_resample_points_new (GafResampleRatio    ratio,
                                            GafResampleQuality  quality);

G_END_DECLS
