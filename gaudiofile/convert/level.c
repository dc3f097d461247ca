/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "convert/level.h"

typedef struct {
  GafFlow parent;
  double factor;
  gint64 fade_in;
  gint64 fade_out;
  gint64 n_frames;
  gint64 position;
} Level;

/* Full level begins right behind the fade at the beginning; behind the last frame of the fade at the end is silence. */
static double
fade_at (const Level *self, gint64 frame)
{
  const gint64 rest = self->n_frames - frame;
  double level = 1;

  if (frame < self->fade_in)
    level = (double) frame / self->fade_in;
  if (self->fade_out > 0 && rest < self->fade_out)
    level *= (double) MAX (rest, 0) / self->fade_out;
  return level;
}

static gint64
level_read (GafFlow *flow, void *const *planes, gint64 n_frames, GCancellable *cancellable, GError **error)
{
  Level *self = (Level *) flow;
  const gint64 n = gaf_flow_read (flow->inner, planes, n_frames, cancellable, error);
  /* Between the two the factor is the same. */
  const gint64 in_end = CLAMP (self->fade_in - self->position, 0, MAX (n, 0));
  const gint64 out_begin = CLAMP (self->n_frames - self->fade_out - self->position, in_end, MAX (n, 0));

  for (guint c = 0; c < flow->channels; c++) {
    float *samples = planes[c];

    for (gint64 i = 0; i < in_end; i++)
      samples[i] = (float) (samples[i] * self->factor * fade_at (self, self->position + i));
    for (gint64 i = in_end; i < out_begin; i++)
      samples[i] = (float) (samples[i] * self->factor);
    for (gint64 i = out_begin; i < n; i++)
      samples[i] = (float) (samples[i] * self->factor * fade_at (self, self->position + i));
  }
  self->position += MAX (n, 0);
  return n;
}

GafFlow *
gaf_level_new (GafFlow *inner, double factor, gint64 fade_in, gint64 fade_out, gint64 n_frames)
{
  static const GafFlowClass klass = { level_read, NULL };
  Level *self = g_new0 (Level, 1);

  gaf_flow_init (&self->parent, &klass, inner);
  self->factor = factor;
  self->fade_in = fade_in;
  self->fade_out = fade_out;
  self->n_frames = n_frames;
  return &self->parent;
}
