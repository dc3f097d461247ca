/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "resample/groups.h"

G_BEGIN_DECLS

/*
 * One step from rate to rate. Output frame k has its place at input frame k × in / out; outside the signal there is
 * silence. Positions are whole numbers and each output frame is computed for itself, so nothing depends on the pieces
 * or the order.
 *
 *    first          fed
 *      │  held       │ input frames seen so far
 *   ░░░▓▓▓▓▓▓▓▓▓▓▓▓▓▓│
 *   ▒    ▒    ▒ │
 *              made   output frames so far; the next ones need more input
 */
typedef struct {
  GafResampleRatio ratio;
  guint channels;
  GafResampleFilter *filter;
  GafResampleGroups *groups; /* NULL: the filter's weights are not kept */
  gint64 fed;
  gint64 made;

  float **held; /* per channel: input frames before @fed that are still needed */
  gint64 n_held;
  gint64 n_silent; /* of these, the last, that came as silence */
  gint64 n_finite; /* of these, the last, that are neither infinite nor not a number */
  gint64 room;
} GafResampleStage;

/* @filter: transfer full */
GafResampleStage *gaf_resample_stage_new         (GafResampleRatio    ratio,
                                                  guint               channels,
                                                  GafResampleFilter  *filter);
void              gaf_resample_stage_free        (GafResampleStage   *self);

/* How many input frames behind the place of an output frame have to be there. */
gint64            gaf_resample_stage_get_latency (GafResampleStage   *self);
/* How many output frames are possible after @n_in more input frames. */
gint64            gaf_resample_stage_get_ready   (GafResampleStage   *self,
                                                  gint64              n_in);
/* The input frame behind the last that output frame @frame needs. */
gint64            gaf_resample_stage_get_end     (GafResampleStage   *self,
                                                  gint64              frame);
/* As gaf_resample_stage_run() with silence, without making the @n_out frames, which are silence too. Only if all that
 * is held is silence. */
void              gaf_resample_stage_pass        (GafResampleStage   *self,
                                                  gint64              n_in,
                                                  gint64              n_out);
gboolean          gaf_resample_stage_is_silent   (const GafResampleStage *self);
/* Takes all of @in (NULL: silence) and makes @n_out frames, which are ready. */
void              gaf_resample_stage_run         (GafResampleStage   *self,
                                                  const float *const *in,
                                                  gint64              n_in,
                                                  float *const       *out,
                                                  gint64              n_out);
/* Makes @frame the next output frame; returns the input frame, perhaps before the signal, that has to come next. */
gint64            gaf_resample_stage_begin_at    (GafResampleStage   *self,
                                                  gint64              frame);

G_END_DECLS
