/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "resample/engine.h"

#include <math.h>

#include "core/limits.h"
#include "gaf-error.h"

/* Frames fed or made at once, about: small enough for the processor's nearest memory. */
#define BLOCK 8192
/* A single stage lowers the rate by not more than this, and the ones before it by FACTOR. */
#define LONGEST_RATIO 64
#define FACTOR        32

/* making */

static gboolean
check_rate (const char *name, double rate, GError **error)
{
  if (isfinite (rate) && rate >= GAF_LIMIT_RESAMPLE_LOWEST && rate <= GAF_LIMIT_RESAMPLE_HIGHEST)
    return TRUE;
  g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT, "Cannot resample %s %g Hz: rates go from %d to %d Hz",
               name, rate, GAF_LIMIT_RESAMPLE_LOWEST, GAF_LIMIT_RESAMPLE_HIGHEST);
  return FALSE;
}

static void
add_stage (GafResampleEngine *self, GafResampleRatio ratio)
{
  const guint s = self->n_stages++;
  GafResampleFilter *filter;

  /* The same rate: each sample as it is. */
  if (ratio.in == ratio.out)
    filter = gaf_resample_points_new (ratio, GAF_RESAMPLE_QUALITY_ZERO_ORDER_HOLD);
  else if (self->quality >= GAF_RESAMPLE_QUALITY_WINDOWED_SINC)
    filter = gaf_resample_sinc_new (ratio, self->quality);
  else
    filter = gaf_resample_points_new (ratio, self->quality);
  self->stages[s] = gaf_resample_stage_new (ratio, self->channels, filter);
  self->buffers[s] = g_new (float, BLOCK * self->channels);
}

static void
add_stages (GafResampleEngine *self)
{
  double rate = self->source_rate;
  gint64 product = 1;

  if (self->quality >= GAF_RESAMPLE_QUALITY_WINDOWED_SINC)
    while (rate / self->target_rate > LONGEST_RATIO && self->n_stages + 1 < G_N_ELEMENTS (self->stages)) {
      add_stage (self, (GafResampleRatio){ FACTOR, 1 });
      rate /= FACTOR;
      product *= FACTOR;
    }
  self->ratio = gaf_resample_ratio_find (rate, self->target_rate);
  add_stage (self, self->ratio);
  self->ratio.in *= product;
  self->block = CLAMP (BLOCK * self->ratio.in / self->ratio.out, 1, BLOCK);
  if (self->n_stages == 1 && self->stages[0]->groups != NULL) {
    const gint64 unit = gaf_resample_groups_get_unit (self->stages[0]->groups, self->channels);

    self->block -= unit < self->block ? self->block % unit : 0;
  }
  gaf_resample_engine_begin_at (self, 0);
}

GafResampleEngine *
gaf_resample_engine_new (double source_rate, double target_rate, guint channels, GafResampleQuality quality,
                         GError **error)
{
  GafResampleEngine *self;

  if (!check_rate ("from", source_rate, error) || !check_rate ("to", target_rate, error))
    return NULL;
  if (channels < 1 || channels > GAF_LIMIT_CHANNELS) {
    g_set_error (error, GAF_ERROR, channels < 1 ? GAF_ERROR_INVALID_ARGUMENT : GAF_ERROR_LIMIT,
                 "Cannot resample %u channels: there may be 1 to %d", channels, GAF_LIMIT_CHANNELS);
    return NULL;
  }
  if ((int) quality < 0 || quality > GAF_RESAMPLE_QUALITY_WINDOWED_SINC_8) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT, "%d is not a quality of resampling", (int) quality);
    return NULL;
  }

  self = g_new0 (GafResampleEngine, 1);
  self->source_rate = source_rate;
  self->target_rate = target_rate;
  self->channels = channels;
  self->quality = quality;
  self->end = -1;
  add_stages (self);
  return self;
}

void
gaf_resample_engine_free (GafResampleEngine *self)
{
  if (self == NULL)
    return;
  for (guint s = 0; s < self->n_stages; s++) {
    gaf_resample_stage_free (self->stages[s]);
    g_free (self->buffers[s]);
  }
  g_free (self);
}

/* positions */

static GafResampleStage *
last_stage (GafResampleEngine *self)
{
  return self->stages[self->n_stages - 1];
}

gint64
gaf_resample_engine_get_position (GafResampleEngine *self)
{
  return last_stage (self)->made;
}

gint64
gaf_resample_engine_get_n_fed (GafResampleEngine *self)
{
  return self->stages[0]->fed + self->lead;
}

gint64
gaf_resample_engine_get_n_frames (GafResampleEngine *self, gint64 n_source)
{
  return gaf_resample_ratio_scale (self->ratio, MAX (n_source, 0));
}

/* How many frames the last stage can give after @n_in more frames for the first. */
static gint64
count_ready (GafResampleEngine *self, gint64 n_in)
{
  gint64 n = n_in;

  for (guint s = 0; s < self->n_stages; s++)
    n = gaf_resample_stage_get_ready (self->stages[s], n);
  return n;
}

gint64
gaf_resample_engine_begin_at (GafResampleEngine *self, gint64 frame)
{
  gint64 source = frame;

  for (guint s = self->n_stages; s > 0; s--)
    source = gaf_resample_stage_begin_at (self->stages[s - 1], source);
  self->lead = MAX (0, -source);
  self->end = -1;
  return MAX (0, source);
}

gint64
gaf_resample_engine_get_n_needed (GafResampleEngine *self, gint64 n_frames)
{
  gint64 n = n_frames;

  for (guint s = self->n_stages; s > 0; s--) {
    GafResampleStage *stage = self->stages[s - 1];

    n = MAX (0, gaf_resample_stage_get_end (stage, stage->made + n - 1) - stage->fed);
  }
  return MAX (0, n - self->lead);
}

double
gaf_resample_engine_get_latency (GafResampleEngine *self)
{
  double latency = 0;
  gint64 factor = 1;

  for (guint s = 0; s < self->n_stages; s++) {
    latency += factor * gaf_resample_stage_get_latency (self->stages[s]);
    factor *= FACTOR;
  }
  /* Nor is there a first frame before the length of the stream makes one. */
  return MAX (latency, (self->ratio.in + 2 * self->ratio.out - 1) / (2 * self->ratio.out) - 1);
}

/* work */

static void
offset_planes (float *const *planes, guint channels, gint64 offset, float **moved)
{
  for (guint c = 0; c < channels; c++)
    moved[c] = planes[c] + offset;
}

/* Makes what can be made, and there is room for. */
static gint64
run_stage (GafResampleStage *stage, const float *const *in, gint64 n_in, float *const *target, gint64 room)
{
  const gint64 n = MIN (gaf_resample_stage_get_ready (stage, n_in), room);

  gaf_resample_stage_run (stage, in, n_in, target, n);
  return n;
}

/* Feeds at most a block; returns how many frames of @target it made. */
static gint64
run_block (GafResampleEngine *self, const float *const *in, gint64 n_in, float *const *target, gint64 room)
{
  float *planes[G_N_ELEMENTS (self->stages)][GAF_LIMIT_CHANNELS];

  for (guint s = 0; s + 1 < self->n_stages; s++) {
    /* Filters are long where rates are far apart, and then more silence goes in, before the signal and behind it, than
     * signal. */
    if (in == NULL && gaf_resample_stage_is_silent (self->stages[s])) {
      const gint64 n = gaf_resample_stage_get_ready (self->stages[s], n_in);

      gaf_resample_stage_pass (self->stages[s], n_in, n);
      n_in = n;
      continue;
    }
    for (guint c = 0; c < self->channels; c++)
      planes[s][c] = self->buffers[s] + c * BLOCK;
    /* A stage before the last lowers the rate, so a block is room enough. */
    n_in = run_stage (self->stages[s], in, n_in, planes[s], BLOCK);
    in = (const float *const *) planes[s];
  }
  return run_stage (last_stage (self), in, n_in, target, room);
}

/* Feeds @n_in frames (of silence if @in is NULL), and makes at most @room. */
static gint64
run (GafResampleEngine *self, const float *const *in, gint64 n_in, float *const *target, gint64 room)
{
  float *out[GAF_LIMIT_CHANNELS];
  const float *planes[GAF_LIMIT_CHANNELS];
  gint64 made = 0;

  for (gint64 done = 0; done < n_in || done == 0; done += self->block) {
    const gint64 n = MIN (n_in - done, self->block);

    for (guint c = 0; in != NULL && c < self->channels; c++)
      planes[c] = in[c] + done;
    for (guint c = 0; c < self->channels; c++)
      out[c] = target == NULL ? NULL : target[c] + made;
    made += run_block (self, in == NULL ? NULL : planes, n, out, room - made);
  }
  return made;
}

/* What lies before the stream, or between its start and where a jump needs to begin. */
static void
run_lead (GafResampleEngine *self)
{
  if (self->lead > 0)
    run (self, NULL, self->lead, NULL, 0);
  self->lead = 0;
}

gint64
gaf_resample_engine_get_n_ready (GafResampleEngine *self, gint64 n_frames)
{
  const gint64 allowed = gaf_resample_engine_get_n_frames (self, gaf_resample_engine_get_n_fed (self) + n_frames)
                         - gaf_resample_engine_get_position (self);

  return CLAMP (allowed, 0, count_ready (self, self->lead + n_frames));
}

gint64
gaf_resample_engine_process (GafResampleEngine *self, const float *const *source, gint64 n_frames, float *const *target,
                             gint64 room)
{
  room = MIN (room, gaf_resample_engine_get_n_ready (self, n_frames));
  run_lead (self);
  return run (self, source, n_frames, target, room);
}

gint64
gaf_resample_engine_get_n_rest (GafResampleEngine *self)
{
  const gint64 end = self->end >= 0 ? self->end : gaf_resample_engine_get_n_fed (self);

  return MAX (0, gaf_resample_engine_get_n_frames (self, end) - gaf_resample_engine_get_position (self));
}

gint64
gaf_resample_engine_read_tail (GafResampleEngine *self, float *const *target, gint64 room)
{
  const gint64 n = MIN (room, gaf_resample_engine_get_n_rest (self));
  float *out[GAF_LIMIT_CHANNELS];
  gint64 made = 0;

  run_lead (self);
  if (self->end < 0)
    self->end = self->stages[0]->fed;
  while (made < n) {
    offset_planes (target, self->channels, made, out);
    made += run (self, NULL, CLAMP (gaf_resample_engine_get_n_needed (self, n - made), 1, self->block), out, n - made);
  }
  return made;
}
