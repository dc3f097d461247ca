/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "live/taken.h"

#include <math.h>

/* How long a point counts, µs: some pieces, but soon over where a server left one out and its line is another one. */
#define LIFE (300 * G_TIME_SPAN_MILLISECOND)
/* A server that took nothing for so long stood still, and its line is another one, µs. */
#define STILL (250 * G_TIME_SPAN_MILLISECOND)
/* What a server tells may be so far beside the truth, seconds; the mean of so many times that is nearer. */
#define DOUBT      0.025
#define DOUBT_TOLD 600
/* The mean is one of this many at most, so that it follows when the loudspeaker is another one. */
#define MOST_TOLD 5000

void
gaf_taken_init (GafTaken *self, guint rate)
{
  *self = (GafTaken){ .rate = rate, .most = G_MININT64, .heard = G_MININT64 };
}

static double
frames_of (const GafTaken *self, gint64 time)
{
  return (double) time * self->rate / G_USEC_PER_SEC;
}

/* The newest but @i. */
static const GafTakenPoint *
get_point (const GafTaken *self, guint i)
{
  return &self->points[(self->n_points - 1 - i) % GAF_TAKEN_POINTS];
}

/* FALSE if there is nothing new enough. */
static gboolean
find_heights (const GafTaken *self, gint64 time, double *highest, double *lowest)
{
  const guint n = MIN (self->n_points, GAF_TAKEN_POINTS);

  *highest = -INFINITY;
  *lowest = INFINITY;
  for (guint i = 0; i < n && time - get_point (self, i)->time < LIFE; i++) {
    *highest = MAX (*highest, get_point (self, i)->height);
    *lowest = MIN (*lowest, get_point (self, i)->height);
  }
  return *highest >= *lowest;
}

void
gaf_taken_add (GafTaken *self, gint64 time, gint64 frames)
{
  /* What fills it at first, or replaces, says nothing of how much room there is. */
  if (frames < 0 || frames <= self->most)
    return;
  if (self->n_points > 0 && time - get_point (self, 0)->time > STILL)
    self->n_points = 0;
  self->points[self->n_points++ % GAF_TAKEN_POINTS] = (GafTakenPoint){ time, (double) frames - frames_of (self, time) };
  self->most = frames;
}

gboolean
gaf_taken_get (const GafTaken *self, gint64 time, gint64 *frames)
{
  double highest, lowest;

  if (!find_heights (self, time, &highest, &lowest))
    return FALSE;
  *frames = (gint64) ceil (highest + frames_of (self, time));
  return TRUE;
}

void
gaf_taken_tell (GafTaken *self, gint64 time, gint64 frame)
{
  gint64 taken;

  if (!gaf_taken_get (self, time, &taken))
    return;
  self->n_told = MIN (self->n_told + 1, MOST_TOLD);
  self->behind += ((double) (taken - frame) - self->behind) / self->n_told;
}

/* What is read begins to be heard one piece behind the line; what is told is believed where it says that it is far from
 * that, which a loudspeaker without a wire may be. */
gboolean
gaf_taken_get_heard (GafTaken *self, gint64 time, gint64 *frame)
{
  const double doubt = DOUBT * self->rate * DOUBT_TOLD / MAX (self->n_told, DOUBT_TOLD);
  double highest, lowest, behind, excess;

  if (!find_heights (self, time, &highest, &lowest))
    return FALSE;
  behind = highest - lowest;
  excess = self->behind - behind;
  behind += excess > doubt ? excess - doubt : excess < -doubt ? excess + doubt : 0;
  *frame = gaf_taken_hold (self, (gint64) (highest - behind + frames_of (self, time)));
  return TRUE;
}

gint64
gaf_taken_hold (GafTaken *self, gint64 frame)
{
  self->heard = MAX (self->heard, frame);
  return self->heard;
}
