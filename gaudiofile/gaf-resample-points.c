/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-resample-stage.h"

#include <string.h>

#define MOST_POINTS 5

/* The weights of the points around a place that lies @x behind the point at @before. */
typedef void (*Weigh) (double x, float weights[MOST_POINTS]);

typedef struct {
  Weigh weigh;
  guint n_points;
  guint before;     /* of the points, how many lie before the one that counts */
  gboolean nearest; /* which is the one nearest to the place (x from -0.5), else the one at or before it (x to 1) */
} Points;

typedef struct {
  GafResampleStage parent;
  const Points *points;
  float **held; /* per channel: input frames from @first on */
  gint64 first;
  gint64 n_held;
  gint64 room;
} GafResamplePoints;

static void
weigh_nearest (double x, float *weights)
{
  weights[0] = 1;
}

static void
weigh_linear (double x, float *weights)
{
  weights[0] = 1 - x;
  weights[1] = x;
}

/* E. Catmull, R. Rom, "A class of local interpolating splines", 1974: the tangent at a point is half the difference of its
 * neighbours. */
static void
weigh_catmull_rom (double x, float *weights)
{
  weights[0] = x * (-0.5 + x * (1 - 0.5 * x));
  weights[1] = 1 + x * x * (-2.5 + 1.5 * x);
  weights[2] = x * (0.5 + x * (2 - 1.5 * x));
  weights[3] = x * x * (-0.5 + 0.5 * x);
}

/* The polynomial that is 1 at one of -2, -1, 0, 1, 2 and 0 at the others. */
static void
weigh_lagrange (double x, float *weights)
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

static const Points all_points[] = {
  [GAF_RESAMPLE_QUALITY_ZERO_ORDER_HOLD] = { weigh_nearest, 1, 0, TRUE },
  [GAF_RESAMPLE_QUALITY_LINEAR] = { weigh_linear, 2, 0, FALSE },
  [GAF_RESAMPLE_QUALITY_CATMULL_ROM] = { weigh_catmull_rom, 4, 1, FALSE },
  [GAF_RESAMPLE_QUALITY_LAGRANGE] = { weigh_lagrange, 5, 2, TRUE },
};

/* Towards minus infinity: places before the signal have negative numbers. */
static gint64
floor_div (__int128 a, __int128 b)
{
  return (gint64) (a >= 0 ? a / b : -((b - 1 - a) / b));
}

/* The point that counts for output frame @k, and how far behind it the place of the frame is. */
static gint64
place (GafResamplePoints *self, gint64 k, double *x)
{
  const GafResampleRatio *ratio = &self->parent.ratio;
  const gint64 half = self->points->nearest ? ratio->out : 0;
  const __int128 doubled = (__int128) 2 * k * ratio->in + half;
  const gint64 point = floor_div (doubled, 2 * ratio->out);

  *x = (double) (gint64) (doubled - (__int128) point * 2 * ratio->out - half) / (2 * ratio->out);
  return point;
}

static gint64
points_get_ready (GafResampleStage *stage, gint64 n_in)
{
  GafResamplePoints *self = (GafResamplePoints *) stage;
  const GafResampleRatio *ratio = &stage->ratio;
  /* The last point that can count: the ones behind it are there. */
  const gint64 last = stage->fed + n_in - (self->points->n_points - self->points->before);
  const gint64 half = self->points->nearest ? ratio->out : 0;
  const __int128 end = (__int128) 2 * ratio->out * ((__int128) last + 1) - half; /* of doubled, as in place() */

  return MAX (0, floor_div (end - 1, 2 * ratio->in) + 1 - stage->made);
}

static void
make_room (GafResamplePoints *self, gint64 n)
{
  if (self->n_held + n <= self->room)
    return;
  self->room = MAX (self->n_held + n, 2 * self->room);
  for (guint c = 0; c < self->parent.channels; c++)
    self->held[c] = g_renew (float, self->held[c], self->room);
}

static void
points_run (GafResampleStage *stage, const float *const *in, gint64 n_in, float *const *out, gint64 n_out)
{
  GafResamplePoints *self = (GafResamplePoints *) stage;
  const guint n_points = self->points->n_points;
  gint64 done;
  double x;

  make_room (self, n_in);
  for (guint c = 0; c < stage->channels; c++) {
    if (in == NULL)
      memset (self->held[c] + self->n_held, 0, n_in * sizeof (float));
    else
      memcpy (self->held[c] + self->n_held, in[c], n_in * sizeof (float));
  }
  self->n_held += n_in;
  stage->fed += n_in;
  /* @first moves with the counters when they jump. */
  self->first = stage->fed - self->n_held;

  for (gint64 i = 0; i < n_out; i++) {
    const gint64 at = place (self, stage->made + i, &x) - self->points->before - self->first;
    float weights[MOST_POINTS];

    self->points->weigh (x, weights);
    for (guint c = 0; c < stage->channels; c++) {
      const float *point = self->held[c] + at;
      float sum = weights[0] * point[0];

      for (guint j = 1; j < n_points; j++)
        sum += weights[j] * point[j];
      out[c][i] = sum;
    }
  }
  stage->made += n_out;

  done = place (self, stage->made, &x) - self->points->before - self->first;
  done = CLAMP (done, 0, self->n_held);
  for (guint c = 0; c < stage->channels; c++)
    memmove (self->held[c], self->held[c] + done, (self->n_held - done) * sizeof (float));
  self->n_held -= done;
}

static void
points_free (GafResampleStage *stage)
{
  GafResamplePoints *self = (GafResamplePoints *) stage;

  for (guint c = 0; c < stage->channels; c++)
    g_free (self->held[c]);
  g_free (self->held);
  g_free (self);
}

GafResampleStage *
gaf_resample_points_new (GafResampleRatio ratio, guint channels, GafResampleQuality quality)
{
  GafResamplePoints *self = g_new0 (GafResamplePoints, 1);

  self->parent = (GafResampleStage){
    .ratio = ratio,
    .channels = channels,
    .reach = MOST_POINTS,
    .latency = all_points[quality].n_points - all_points[quality].before - 1,
    .get_ready = points_get_ready,
    .run = points_run,
    .free = points_free,
  };
  self->points = &all_points[quality];
  self->held = g_new0 (float *, channels);
  /* Silence lies before the signal. */
  make_room (self, MOST_POINTS);
  for (guint c = 0; c < channels; c++)
    memset (self->held[c], 0, MOST_POINTS * sizeof (float));
  self->n_held = MOST_POINTS;
  return &self->parent;
}
