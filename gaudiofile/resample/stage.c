/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "resample/stage.h"

#include <string.h>

#include "samples/vector.h"

/* Towards minus infinity: places before the signal have negative numbers. */
static gint64
floor_div (__int128 a, __int128 b)
{
  return (gint64) (a >= 0 ? a / b : -((b - 1 - a) / b));
}

/* place */

/* The input frame that output frame @frame belongs to, and how many out-ths of a frame it is behind it. */
static gint64
find_place (const GafResampleStage *self, gint64 frame, gint64 *phase)
{
  const GafResampleRatio *ratio = &self->ratio;
  const gint64 half = self->filter->centred ? ratio->out : 0;
  const __int128 doubled = (__int128) 2 * frame * ratio->in + half;
  const gint64 point = floor_div (doubled, 2 * ratio->out);

  *phase = (gint64) ((__int128) frame * ratio->in - (__int128) point * ratio->out);
  return point;
}

/* The first input frame that counts for output frame @frame. */
static gint64
find_first (const GafResampleStage *self, gint64 frame)
{
  gint64 phase;

  return find_place (self, frame, &phase) - self->filter->before;
}

gint64
gaf_resample_stage_get_latency (GafResampleStage *self)
{
  return self->filter->n_taps - self->filter->before - 1;
}

gint64
gaf_resample_stage_get_end (GafResampleStage *self, gint64 frame)
{
  return find_first (self, frame) + self->filter->n_taps;
}

gint64
gaf_resample_stage_get_ready (GafResampleStage *self, gint64 n_in)
{
  const GafResampleRatio *ratio = &self->ratio;
  /* The last frame that an output frame can belong to, for all its taps to be there. */
  const gint64 last = self->fed + n_in - 1 - gaf_resample_stage_get_latency (self);
  const gint64 half = self->filter->centred ? ratio->out : 0;
  const __int128 end = (__int128) 2 * ratio->out * ((__int128) last + 1) - half; /* of doubled, in find_place() */

  return MAX (0, floor_div (end - 1, 2 * ratio->in) + 1 - self->made);
}

/* samples */

#define LOAD(samples, i) (*(const GafVector *) ((samples) + (i)))

static inline float
sum_up (const GafVector *sums)
{
  const GafVector a = (sums[0] + sums[1]) + (sums[2] + sums[3]);

  return ((a[0] + a[4]) + (a[2] + a[6])) + ((a[1] + a[5]) + (a[3] + a[7]));
}

/* Four sums, so that no addition waits for the one before; two channels at once, since loading the weights is half of the work. Each
 * channel is added up in the same order, whether it has company or not. */
GAF_FOR_WIDE_VECTORS static void
add_up_two (const float *weights, const float *x, const float *y, guint n, float *x_sum, float *y_sum)
{
  GafVector xa = { 0 }, xb = { 0 }, xc = { 0 }, xd = { 0 };
  GafVector ya = { 0 }, yb = { 0 }, yc = { 0 }, yd = { 0 };

  for (guint i = 0; i < n; i += 32) {
    const GafVector a = LOAD (weights, i), b = LOAD (weights, i + 8);
    const GafVector c = LOAD (weights, i + 16), d = LOAD (weights, i + 24);

    xa += a * LOAD (x, i);
    ya += a * LOAD (y, i);
    xb += b * LOAD (x, i + 8);
    yb += b * LOAD (y, i + 8);
    xc += c * LOAD (x, i + 16);
    yc += c * LOAD (y, i + 16);
    xd += d * LOAD (x, i + 24);
    yd += d * LOAD (y, i + 24);
  }
  *x_sum = sum_up ((const GafVector[]){ xa, xb, xc, xd });
  *y_sum = sum_up ((const GafVector[]){ ya, yb, yc, yd });
}

GAF_FOR_WIDE_VECTORS static float
add_up_one (const float *weights, const float *x, guint n)
{
  GafVector a = { 0 }, b = { 0 }, c = { 0 }, d = { 0 };

  for (guint i = 0; i < n; i += 32) {
    a += LOAD (weights, i) * LOAD (x, i);
    b += LOAD (weights, i + 8) * LOAD (x, i + 8);
    c += LOAD (weights, i + 16) * LOAD (x, i + 16);
    d += LOAD (weights, i + 24) * LOAD (x, i + 24);
  }
  return sum_up ((const GafVector[]){ a, b, c, d });
}

/* Output frame @i of all channels, from held frame @at on. */
static void
add_up (GafResampleStage *self, const float *weights, gint64 at, float *const *out, gint64 i)
{
  const guint n = self->filter->n_taps;
  guint c = 0;

  if (n % 32 == 0) {
    for (; c + 2 <= self->channels; c += 2)
      add_up_two (weights, self->held[c] + at, self->held[c + 1] + at, n, &out[c][i], &out[c + 1][i]);
    for (; c < self->channels; c++)
      out[c][i] = add_up_one (weights, self->held[c] + at, n);
  }
  for (; c < self->channels; c++) {
    float sum = weights[0] * self->held[c][at];

    for (guint j = 1; j < n; j++)
      sum += weights[j] * self->held[c][at + j];
    out[c][i] = sum;
  }
}

static void
hold (GafResampleStage *self, const float *const *in, gint64 n_in)
{
  if (self->n_held + n_in > self->room) {
    self->room = MAX (self->n_held + n_in, 2 * self->room);
    for (guint c = 0; c < self->channels; c++)
      self->held[c] = g_renew (float, self->held[c], self->room);
  }
  for (guint c = 0; c < self->channels && n_in > 0; c++) {
    if (in == NULL)
      memset (self->held[c] + self->n_held, 0, n_in * sizeof (float));
    else
      memcpy (self->held[c] + self->n_held, in[c], n_in * sizeof (float));
  }
  self->n_held += n_in;
  self->fed += n_in;
}

/* Drops what no later output frame needs. */
static void
let_go (GafResampleStage *self)
{
  const gint64 first = self->fed - self->n_held;
  const gint64 n = CLAMP (find_first (self, self->made) - first, 0, self->n_held);

  if (n == 0)
    return;
  self->n_held -= n;
  for (guint c = 0; c < self->channels; c++)
    memmove (self->held[c], self->held[c] + n, self->n_held * sizeof (float));
}

void
gaf_resample_stage_run (GafResampleStage *self, const float *const *in, gint64 n_in, float *const *out, gint64 n_out)
{
  GafResampleFilter *filter = self->filter;
  const GafResampleRatio ratio = self->ratio;
  const gint64 step = ratio.in / ratio.out, rest = ratio.in % ratio.out;
  const gint64 end = filter->centred ? ratio.out - ratio.out / 2 : ratio.out; /* of the phases */
  gint64 at, phase;

  hold (self, in, n_in);
  at = find_place (self, self->made, &phase) - filter->before - (self->fed - self->n_held);
  for (gint64 i = 0; i < n_out; i++) {
    const float *weights = filter->weigh (filter, phase);

    add_up (self, weights, at, out, i);
    at += step;
    phase += rest;
    if (phase >= end) {
      phase -= ratio.out;
      at++;
    }
  }
  self->made += n_out;
  let_go (self);
}

gint64
gaf_resample_stage_begin_at (GafResampleStage *self, gint64 frame)
{
  self->made = frame;
  self->fed = find_first (self, frame);
  self->n_held = 0;
  return self->fed;
}

/* life */

GafResampleStage *
gaf_resample_stage_new (GafResampleRatio ratio, guint channels, GafResampleFilter *filter)
{
  GafResampleStage *self = g_new0 (GafResampleStage, 1);

  self->ratio = ratio;
  self->channels = channels;
  self->filter = filter;
  self->held = g_new0 (float *, channels);
  return self;
}

void
gaf_resample_stage_free (GafResampleStage *self)
{
  for (guint c = 0; c < self->channels; c++)
    g_free (self->held[c]);
  g_free (self->held);
  self->filter->free (self->filter);
  g_free (self);
}
