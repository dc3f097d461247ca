/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "resample/filter.h"

#define MOST_POINTS 5

typedef struct {
  GafResampleFilter parent;
  gint64 out;
  void (*compute) (double x, float weights[MOST_POINTS]);
  float weights[MOST_POINTS];
} GafResamplePoints;

static void
compute_nearest (double x, float *weights)
{
  weights[0] = 1;
}

static void
compute_linear (double x, float *weights)
{
  weights[0] = 1 - x;
  weights[1] = x;
}

/* E. Catmull, R. Rom, "A class of local interpolating splines", 1974: the tangent at a point is half the difference of
 * its neighbours. */
static void
compute_catmull_rom (double x, float *weights)
{
  weights[0] = x * (-0.5 + x * (1 - 0.5 * x));
  weights[1] = 1 + x * x * (-2.5 + 1.5 * x);
  weights[2] = x * (0.5 + x * (2 - 1.5 * x));
  weights[3] = x * x * (-0.5 + 0.5 * x);
}

/* The polynomial that is 1 at one of -2, -1, 0, 1, 2 and 0 at the others. */
static void
compute_lagrange (double x, float *weights)
{
  static const double divisors[] = { 24, -6, 4, -6, 24 };

  for (int i = 0; i < 5; i++) {
    double product = 1;

    for (int j = 0; j < 5; j++)
      if (j != i)
        product *= x - (j - 2);
    weights[i] = product / divisors[i];
  }
}

static const GafResamplePoints kinds[] = {
  [GAF_RESAMPLE_QUALITY_ZERO_ORDER_HOLD] = { { 1, 0, TRUE }, .compute = compute_nearest },
  [GAF_RESAMPLE_QUALITY_LINEAR] = { { 2, 0, FALSE }, .compute = compute_linear },
  [GAF_RESAMPLE_QUALITY_CATMULL_ROM] = { { 4, 1, FALSE }, .compute = compute_catmull_rom },
  [GAF_RESAMPLE_QUALITY_LAGRANGE] = { { 5, 2, TRUE }, .compute = compute_lagrange },
};

static const float *
points_weigh (GafResampleFilter *filter, gint64 phase)
{
  GafResamplePoints *self = (GafResamplePoints *) filter;

  self->compute ((double) phase / self->out, self->weights);
  return self->weights;
}

static void
points_free (GafResampleFilter *filter)
{
  g_free (filter);
}

GafResampleFilter *
gaf_resample_points_new (GafResampleRatio ratio, GafResampleQuality quality)
{
  GafResamplePoints *self = g_memdup2 (&kinds[quality], sizeof kinds[quality]);

  self->parent.weigh = points_weigh;
  self->parent.free = points_free;
  self->out = ratio.out;
  return &self->parent;
}
