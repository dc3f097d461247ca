/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "resample/groups.h"

#include <string.h>

#include "core/limits.h"
#include "resample/multiply.h"

/* A period has at least so many output frames, if that leaves fewer lanes without use. */
#define LONG_PERIOD 160

typedef struct {
  gint64 at;                         /* the input frame of the first row, counted from that of the period */
  guint n_lanes;                     /* of the last group perhaps not all */
  guint n_rows;                      /* how many input frames it needs */
  guint offsets[GAF_RESAMPLE_LANES]; /* the row that each lane's first tap is in */
  float *weights;                    /* [n_rows][lanes]; NULL: not asked for yet */
} Group;

struct _GafResampleGroups {
  GafResampleFilter *filter;
  GafResampleRatio ratio;
  gint64 period;    /* in output frames */
  gint64 period_in; /* in input frames */
  guint n_groups;
  Group *groups;
};

/* {{{ places */

/* How many times the shortest period leaves the fewest lanes without use. */
static gint64
choose_multiple (gint64 shortest)
{
  gint64 best = 1, least = G_MAXINT64;

  for (gint64 multiple = 1; multiple == 1 || multiple * shortest <= LONG_PERIOD; multiple++) {
    const gint64 period = multiple * shortest;
    const gint64 unused = (GAF_RESAMPLE_LANES - period % GAF_RESAMPLE_LANES) % GAF_RESAMPLE_LANES;
    const gint64 share = unused * 1000 / period;

    if (share < least) {
      least = share;
      best = multiple;
    }
  }
  return best;
}

/* The input frame that the first tap of output frame @i of a period falls on, counted from the period's. */
static gint64
find_first (const GafResampleGroups *self, gint64 i, gint64 *phase)
{
  *phase = i * self->ratio.in % self->ratio.out;
  return i * self->ratio.in / self->ratio.out - self->filter->before;
}

static void
lay_out_group (const GafResampleGroups *self, Group *group, gint64 i)
{
  gint64 phase;

  group->at = find_first (self, i, &phase);
  group->n_lanes = MIN (GAF_RESAMPLE_LANES, self->period - i);
  for (guint lane = 0; lane < group->n_lanes; lane++)
    group->offsets[lane] = find_first (self, i + lane, &phase) - group->at;
  group->n_rows = group->offsets[group->n_lanes - 1] + self->filter->n_taps;
}

static void
weigh_group (const GafResampleGroups *self, Group *group, gint64 i)
{
  gint64 phase, before = -1;
  const float *row = NULL;

  group->weights = g_aligned_alloc0 ((gsize) group->n_rows * GAF_RESAMPLE_LANES, sizeof (float),
                                     GAF_RESAMPLE_LANES * sizeof (float));
  for (guint lane = 0; lane < group->n_lanes; lane++) {
    float *weight = group->weights + group->offsets[lane] * GAF_RESAMPLE_LANES + lane;

    find_first (self, i + lane, &phase);
    if (phase != before)
      row = self->filter->weigh (self->filter, phase);
    before = phase;
    for (guint tap = 0; tap < self->filter->n_taps; tap++)
      weight[tap * GAF_RESAMPLE_LANES] = row[tap];
  }
}

/* }}} */

/* {{{ work */

/* Where one group is to be made: for so many periods from @period on, its frames from lane @from to lane @to. */
typedef struct {
  GafResampleGroups *self;
  const GafResampleInput *input;
  const Group *group;
  gint64 period;
  gint64 n_periods;
  guint from;
  guint to;
  float *const *out; /* the first of these frames in each channel … */
  gint64 at;         /* … is there */
} Job;

static void
run_job (const Job *job)
{
  const GafResampleGroups *self = job->self;
  const GafResampleInput *input = job->input;
  const Group *group = job->group;
  /* Of some frames of the group only, not all input needs to be there. */
  const guint first_row = group->offsets[job->from];
  const guint n_rows = group->offsets[job->to - 1] + self->filter->n_taps - first_row;
  const GafResampleRows rows = {
    .weights = group->weights + first_row * GAF_RESAMPLE_LANES,
    .n = n_rows,
    .n_low = CLAMP ((int) (group->n_rows / 2) - (int) first_row, 0, (int) n_rows),
    .is_careful = !input->is_finite,
  };
  const gint64 at = job->period * self->period_in + group->at + first_row - input->first;
  const gint64 n_columns = job->n_periods * input->channels;
  const float *inputs[GAF_RESAMPLE_COLUMNS];
  float sums[GAF_RESAMPLE_COLUMNS][GAF_RESAMPLE_LANES];
  float *outputs[GAF_RESAMPLE_COLUMNS];
  gint64 in = at, out = job->at;
  guint channel = 0;

  for (gint64 done = 0; done < n_columns;) {
    const guint n = gaf_resample_count_columns (&rows, n_columns - done);

    for (guint i = 0; i < n; i++) {
      inputs[i] = input->planes[channel] + in;
      outputs[i] = job->out[channel] + out;
      if (++channel == input->channels) {
        channel = 0;
        in += self->period_in;
        out += self->period;
      }
    }
    gaf_resample_multiply (&rows, inputs, n, sums);
    for (guint i = 0; i < n; i++)
      memcpy (outputs[i], sums[i] + job->from, (job->to - job->from) * sizeof (float));
    done += n;
  }
}

static gint64
floor_div (gint64 a, gint64 b)
{
  return a / b - (a % b < 0);
}

void
gaf_resample_groups_run (GafResampleGroups *self, const GafResampleInput *input, float *const *out, gint64 first,
                         gint64 n)
{
  const gint64 end = first + n;

  for (guint g = 0; g < self->n_groups; g++) {
    Group *group = &self->groups[g];
    const gint64 begin = (gint64) g * GAF_RESAMPLE_LANES; /* of the group in its period */
    /* The periods in which a frame of the group is wanted. */
    gint64 period = floor_div (first - begin - group->n_lanes, self->period) + 1;
    const gint64 end_period = floor_div (end - 1 - begin, self->period) + 1;
    Job job = { .self = self, .input = input, .group = group, .out = out };

    if (period >= end_period)
      continue;
    if (group->weights == NULL)
      weigh_group (self, group, begin);
    for (; period < end_period; period += job.n_periods) {
      const gint64 frame = period * self->period + begin; /* the group's first output frame */

      job.period = period;
      job.n_periods = 1;
      job.from = MAX (first - frame, 0);
      job.to = MIN (end - frame, group->n_lanes);
      job.at = frame + job.from - first;
      /* All frames of the group, in all periods but the last, and in that one perhaps too. */
      if (job.from == 0 && job.to == group->n_lanes)
        job.n_periods = MAX (1, floor_div (end - group->n_lanes - begin, self->period) + 1 - period);
      run_job (&job);
    }
  }
}

/* }}} */

GafResampleGroups *
gaf_resample_groups_new (GafResampleRatio ratio, GafResampleFilter *filter)
{
  GafResampleGroups *self = g_new0 (GafResampleGroups, 1);
  const gint64 multiple = choose_multiple (ratio.out);

  self->filter = filter;
  self->ratio = ratio;
  self->period = multiple * ratio.out;
  self->period_in = multiple * ratio.in;
  self->n_groups = (self->period + GAF_RESAMPLE_LANES - 1) / GAF_RESAMPLE_LANES;
  self->groups = g_new0 (Group, self->n_groups);
  for (guint g = 0; g < self->n_groups; g++)
    lay_out_group (self, &self->groups[g], (gint64) g * GAF_RESAMPLE_LANES);
  return self;
}

gint64
gaf_resample_groups_get_unit (const GafResampleGroups *self, guint channels)
{
  gint64 n_periods = 1;

  while (n_periods * channels % GAF_RESAMPLE_COLUMNS != 0)
    n_periods++;
  return n_periods * self->period_in;
}

void
gaf_resample_groups_free (GafResampleGroups *self)
{
  if (self == NULL)
    return;
  for (guint g = 0; g < self->n_groups; g++)
    g_aligned_free (self->groups[g].weights);
  g_free (self->groups);
  g_free (self);
}
