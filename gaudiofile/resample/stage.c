/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "resample/stage.h"

#include <string.h>

#include "core/limits.h"
#include "resample/multiply.h"
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

/*
 * An output frame of a channel is the sum of weights × input. How filters whose weights are kept do it is told in
 * resample/groups.h. This is for the others: several sums are computed at once, because an addition takes four cycles
 * and only independent ones overlap, and because loading the weights is half of the work: sums of one phase share a row
 * of weights. Each sum is added up in the same order (eight partial sums, and these in pairs), whichever others it is
 * computed with; so the samples do not depend on the pieces that the signal comes in.
 */
#define MOST_SUMS 8

/* Eight floats chosen from the sixteen of two vectors. The first spelling is clang's and GCC's since 12. */
#if __has_builtin(__builtin_shufflevector)
#define CHOOSE(a, b, ...) __builtin_shufflevector (a, b, __VA_ARGS__)
#else
typedef int Lanes __attribute__ ((vector_size (32)));
#define CHOOSE(a, b, ...) __builtin_shuffle (a, b, (Lanes){ __VA_ARGS__ })
#endif

/* Neighbours added up: a0 + a1, a2 + a3, b0 + b1, b2 + b3, and the same of the upper halves. */
#define ADD_NEIGHBOURS(a, b) (CHOOSE (a, b, 0, 2, 8, 10, 4, 6, 12, 14) + CHOOSE (a, b, 1, 3, 9, 11, 5, 7, 13, 15))

/* The eight parts of each of eight sums, added up: ((0 + 1) + (2 + 3)) + ((4 + 5) + (6 + 7)). */
static inline __attribute__ ((always_inline)) void
add_parts (const GafVector *sums, GafVector *total)
{
  const GafVector a = ADD_NEIGHBOURS (sums[0], sums[1]), b = ADD_NEIGHBOURS (sums[2], sums[3]);
  const GafVector c = ADD_NEIGHBOURS (sums[4], sums[5]), d = ADD_NEIGHBOURS (sums[6], sums[7]);
  const GafVector low = ADD_NEIGHBOURS (a, b), high = ADD_NEIGHBOURS (c, d);

  *total = CHOOSE (low, high, 0, 1, 2, 3, 8, 9, 10, 11) + CHOOSE (low, high, 4, 5, 6, 7, 12, 13, 14, 15);
}

/* outputs[j][out] = Σ row[i] × inputs[j][in + i], for each of @n_sums. */
static inline __attribute__ ((always_inline)) void
compute_sums (const float *row, const float *const *inputs, gint64 in, guint n_sums, guint n_taps,
              float *const *outputs, gint64 out)
{
  GafVector partial[MOST_SUMS] = { 0 };
  GafVector total;

  for (gsize i = 0; i < n_taps; i += 8) {
    const GafVector weights = LOAD (row, i);

#pragma GCC unroll 8
    for (guint j = 0; j < n_sums; j++)
      partial[j] += weights * LOAD (inputs[j], in + i);
  }
  add_parts (partial, &total);
#pragma GCC unroll 8
  for (guint j = 0; j < n_sums; j++)
    outputs[j][out] = total[j];
}

#define DEFINE_SUMS(name, n_sums)                                                                               \
  GAF_FOR_WIDE_VECTORS static void name (const float *row, const float *const *inputs, gint64 in, guint n_taps, \
                                         float *const *outputs, gint64 out)                                     \
  {                                                                                                             \
    compute_sums (row, inputs, in, n_sums, n_taps, outputs, out);                                               \
  }

DEFINE_SUMS (compute_8, 8)
DEFINE_SUMS (compute_4, 4)
DEFINE_SUMS (compute_2, 2)
DEFINE_SUMS (compute_1, 1)

/* For filters of few taps, whose rows are no whole vectors. */
static void
compute_short (const float *row, const float *input, guint n_taps, float *output)
{
  float sum = row[0] * input[0];

  for (guint i = 1; i < n_taps; i++)
    sum += row[i] * input[i];
  *output = sum;
}

/* The sums of @n channels and periods, which share the weights of @row. */
static void
compute_of_one_row (const float *row, guint n_taps, const float *const *inputs, gint64 in, guint n,
                    float *const *outputs, gint64 out)
{
  guint i = 0;

  if (n_taps % 8 != 0) {
    for (; i < n; i++)
      compute_short (row, inputs[i] + in, n_taps, outputs[i] + out);
    return;
  }
  for (; i + 8 <= n; i += 8)
    compute_8 (row, inputs + i, in, n_taps, outputs + i, out);
  for (; i + 4 <= n; i += 4)
    compute_4 (row, inputs + i, in, n_taps, outputs + i, out);
  for (; i + 2 <= n; i += 2)
    compute_2 (row, inputs + i, in, n_taps, outputs + i, out);
  if (i < n)
    compute_1 (row, inputs + i, in, n_taps, outputs + i, out);
}

static gboolean
are_finite (const GafResampleStage *self, const float *const *in, gint64 n_in)
{
  for (guint c = 0; c < self->channels; c++)
    if (!gaf_resample_are_finite (in[c], n_in))
      return FALSE;
  return TRUE;
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
  self->n_silent = in == NULL ? self->n_silent + n_in : 0;
  self->n_finite = in == NULL || are_finite (self, in, n_in) ? self->n_finite + n_in : 0;
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

/* Where the next output frame comes from. */
typedef struct {
  gint64 at;    /* the held frame that its first tap falls on */
  gint64 phase; /* of its filter */
} Place;

static void
move_on (const GafResampleStage *self, Place *place)
{
  const GafResampleRatio *ratio = &self->ratio;
  const gint64 end = self->filter->centred ? ratio->out - ratio->out / 2 : ratio->out; /* of the phases */

  place->at += ratio->in / ratio->out;
  place->phase += ratio->in % ratio->out;
  if (place->phase >= end) {
    place->phase -= ratio->out;
    place->at++;
  }
}

/* Makes @n_groups × @n_periods × @period output frames from @i on. The frames of a group that lie whole periods apart
 * have the same phase, and so the same weights: they are computed together. */
static void
make_groups (GafResampleStage *self, Place *place, gint64 n_groups, guint n_periods, gint64 period, float *const *out,
             gint64 i)
{
  GafResampleFilter *filter = self->filter;
  const float *inputs[GAF_LIMIT_CHANNELS * MOST_SUMS];
  float *outputs[GAF_LIMIT_CHANNELS * MOST_SUMS];
  guint n = 0;

  /* Where nothing is to be made, nothing need be there to make it in. */
  if (n_groups == 0)
    return;
  for (guint k = 0; k < n_periods; k++)
    for (guint c = 0; c < self->channels; c++, n++) {
      inputs[n] = self->held[c] + k * self->ratio.in;
      outputs[n] = out[c] + k * period;
    }
  for (; n_groups > 0; n_groups--) {
    for (gint64 end = i + period; i < end; i++) {
      const float *row = filter->weigh (filter, place->phase);

      compute_of_one_row (row, filter->n_taps, inputs, place->at, n, outputs, i);
      move_on (self, place);
    }
    i += (n_periods - 1) * period;
    place->at += (n_periods - 1) * self->ratio.in;
  }
}

/* Makes @n_out output frames with a filter that computes the weights of each. */
static void
make_one_by_one (GafResampleStage *self, float *const *out, gint64 n_out)
{
  const gint64 period = self->ratio.out; /* output frames until the phases come again */
  const guint most_periods = self->channels == 1 ? MOST_SUMS : MOST_SUMS / 2;
  Place place;
  gint64 i = 0;

  place.at = find_place (self, self->made, &place.phase) - self->filter->before - (self->fed - self->n_held);
  for (guint n_periods = most_periods; n_periods > 1; n_periods /= 2) {
    const gint64 n_groups = (n_out - i) / (n_periods * period);

    make_groups (self, &place, n_groups, n_periods, period, out, i);
    i += n_groups * n_periods * period;
  }
  make_groups (self, &place, n_out - i, 1, 1, out, i);
}

void
gaf_resample_stage_run (GafResampleStage *self, const float *const *in, gint64 n_in, float *const *out, gint64 n_out)
{
  hold (self, in, n_in);
  if (self->groups == NULL)
    make_one_by_one (self, out, n_out);
  else if (n_out > 0) {
    const GafResampleInput input = {
      .planes = self->held,
      .channels = self->channels,
      .first = self->fed - self->n_held,
      .is_finite = self->n_finite >= self->n_held,
    };

    gaf_resample_groups_run (self->groups, &input, out, self->made, n_out);
  }
  self->made += n_out;
  let_go (self);
}

gboolean
gaf_resample_stage_is_silent (const GafResampleStage *self)
{
  return self->n_silent >= self->n_held;
}

void
gaf_resample_stage_pass (GafResampleStage *self, gint64 n_in, gint64 n_out)
{
  const gint64 n_held = self->n_held + n_in;
  gint64 kept;

  self->fed += n_in;
  self->made += n_out;
  kept = CLAMP (self->fed - find_first (self, self->made), 0, n_held);
  if (kept > self->n_held) {
    /* What is there is silence already. */
    const gint64 more = kept - self->n_held;

    self->fed -= more;
    hold (self, NULL, more);
  }
  self->n_held = self->n_silent = self->n_finite = kept;
}

gint64
gaf_resample_stage_begin_at (GafResampleStage *self, gint64 frame)
{
  self->made = frame;
  self->fed = find_first (self, frame);
  self->n_held = self->n_silent = self->n_finite = 0;
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
  if (filter->is_kept)
    self->groups = gaf_resample_groups_new (ratio, filter);
  self->held = g_new0 (float *, channels);
  return self;
}

void
gaf_resample_stage_free (GafResampleStage *self)
{
  for (guint c = 0; c < self->channels; c++)
    g_free (self->held[c]);
  g_free (self->held);
  gaf_resample_groups_free (self->groups);
  self->filter->free (self->filter);
  g_free (self);
}
