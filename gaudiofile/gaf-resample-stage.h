/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "gaf-resample-ratio.h"
#include "gaf-resampler.h"

G_BEGIN_DECLS

/*
 * One step from rate to rate. Output frame k has its place at input frame k × in / out, and depends on the input frames
 * around it, at most @reach away; outside the signal there is silence. The same input gives the same output, bit for bit, whatever
 * the pieces it is fed in.
 *
 *        fed ─────────────────┐ input frames seen so far
 *   ░░░░░░░░░░░░░░░░░░░░░░░░░░│
 *   ▒    ▒    ▒    ▒    ▒
 *        made ──────────┘ output frames so far; the next ones need more input
 *
 * To jump, both counters are moved on by a whole number of periods (in frames for out frames), for which the stage
 * itself is none the wiser: what it holds of the old place is out of reach once enough of the new place was fed.
 */
typedef struct _GafResampleStage GafResampleStage;

struct _GafResampleStage {
  GafResampleRatio ratio;
  guint channels;
  gint64 reach;
  gint64 latency; /* how many input frames behind its place it waits for */
  gint64 fed;
  gint64 made;

  /* How many output frames are possible after @n_in more input frames. */
  gint64 (*get_ready) (GafResampleStage *self, gint64 n_in);
  /* Takes all of @in (NULL: silence) and makes @n_out frames, which are ready; more can be made later. */
  void (*run) (GafResampleStage *self, const float *const *in, gint64 n_in, float *const *out, gint64 n_out);
  void (*free) (GafResampleStage *self);
};

/* With the filters of GStreamer's audio resampler. */
GafResampleStage *gaf_resample_sinc_new   (GafResampleRatio    ratio,
                                           guint               channels,
                                           GafResampleQuality  quality);
/* Through the nearest few samples. */
GafResampleStage *gaf_resample_points_new (GafResampleRatio    ratio,
                                           guint               channels,
                                           GafResampleQuality  quality);

G_END_DECLS
