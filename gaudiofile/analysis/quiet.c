/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "analysis/quiet.h"

#include <math.h>

#include "samples/vector.h"

/* A quiet range of twice as many frames has one such step, from a multiple of it on, in which all frames are quiet:
 * only around those it is looked at single frames. */
#define STEP 32

typedef gint32 Mask __attribute__ ((vector_size (32)));

/* Whether a sample of a step is above the threshold. */
GAF_FOR_WIDE_VECTORS static gboolean
is_step_loud (const float *samples, float threshold)
{
  Mask loud = { 0 };
  gint64 bits[4];

  for (int i = 0; i < STEP; i += 8) {
    const GafVector x = *(const GafVector *) (samples + i);

    loud |= (x > threshold) | (-x > threshold);
  }
  __builtin_memcpy (bits, &loud, sizeof bits);
  return (bits[0] | bits[1] | bits[2] | bits[3]) != 0;
}

static gboolean
is_loud (const float *const *planes, guint channels, gint64 frame, float threshold)
{
  for (guint c = 0; c < channels; c++)
    if (fabsf (planes[c][frame]) > threshold)
      return TRUE;
  return FALSE;
}

static gboolean
is_any_loud (const float *const *planes, guint channels, gint64 frame, gint64 n, float threshold)
{
  if (n == STEP) {
    for (guint c = 0; c < channels; c++)
      if (is_step_loud (planes[c] + frame, threshold))
        return TRUE;
    return FALSE;
  }
  for (gint64 i = frame; i < frame + n; i++)
    if (is_loud (planes, channels, i, threshold))
      return TRUE;
  return FALSE;
}

/* The first loud frame from @frame on; the first one of all that are quiet up to @frame. */
static gint64
next_loud (const float *const *planes, guint channels, gint64 frame, gint64 n, float threshold)
{
  while (frame < n && !is_loud (planes, channels, frame, threshold))
    frame++;
  return frame;
}

static gint64
first_quiet (const float *const *planes, guint channels, gint64 frame, float threshold)
{
  while (frame > 0 && !is_loud (planes, channels, frame - 1, threshold))
    frame--;
  return frame;
}

void
gaf_quiet_find (const float *const *planes, guint channels, gint64 first, gint64 n_frames, float threshold,
                gint64 least, GArray *ranges)
{
  const gint64 step = least < 2 * STEP ? 1 : STEP;
  gint64 begin = 0; /* of the range that goes on; -1: none */

  for (gint64 i = 0; i < n_frames + step; i += step) {
    const gint64 n = MIN (step, n_frames - i);
    gint64 end;

    if (n > 0 && !is_any_loud (planes, channels, i, n, threshold)) {
      if (begin < 0)
        begin = first_quiet (planes, channels, i, threshold);
      continue;
    }
    if (n <= 0 && begin < 0)
      begin = first_quiet (planes, channels, n_frames, threshold);
    if (begin < 0)
      continue;
    end = n <= 0 ? n_frames : next_loud (planes, channels, i, n_frames, threshold);
    if (end > begin && (end - begin >= least || begin == 0 || end == n_frames)) {
      const GafRange range = { first + begin, first + end };

      g_array_append_val (ranges, range);
    }
    begin = -1;
  }
}

void
gaf_quiet_join (GArray *ranges, const GArray *next)
{
  for (guint i = 0; i < next->len; i++) {
    const GafRange range = g_array_index (next, GafRange, i);
    GafRange *last = ranges->len > 0 ? &g_array_index (ranges, GafRange, ranges->len - 1) : NULL;

    if (last != NULL && last->end >= range.begin)
      last->end = MAX (last->end, range.end);
    else
      g_array_append_val (ranges, range);
  }
}
