/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "gaf-resampler.h"
#include "resample/stage.h"

G_BEGIN_DECLS

/*
 * One stream of audio on its way from one rate to another; what a GafResampler and a GafResampledReader are made of.
 *
 *   source ─► stages[0] ─► buffers[0] ─► … ─► stages[n_stages - 1] ─► target
 *             (by a whole number each)        (the rest)
 *
 * There is more than one stage only when the rate is lowered so far that a single filter would be too long.
 *
 * Without a lock: who uses it makes sure that one thread at a time does.
 */
typedef struct {
  double source_rate;
  double target_rate;
  guint channels;
  GafResampleQuality quality;
  GafResampleRatio ratio; /* of all stages together */

  GafResampleStage *stages[4];
  guint n_stages;
  float *buffers[4]; /* what each stage made: planes, one after the other */

  gint64 block; /* source frames fed at once: they become about as many */
  gint64 lead;  /* frames of silence to feed before the next input */
  gint64 end;   /* where the stream ended, source frames; -1: it goes on */
} GafResampleEngine;

/* NULL with @error set: %GAF_ERROR_INVALID_ARGUMENT or %GAF_ERROR_LIMIT, as gaf_resampler_new(). */
GafResampleEngine *gaf_resample_engine_new          (double               source_rate,
                                                     double               target_rate,
                                                     guint                channels,
                                                     GafResampleQuality   quality,
                                                     GError             **error);
void               gaf_resample_engine_free         (GafResampleEngine   *self);

/* The source frame that is to be fed next, and the output frame that comes next. */
gint64             gaf_resample_engine_get_n_fed    (GafResampleEngine   *self);
gint64             gaf_resample_engine_get_position (GafResampleEngine   *self);
/* How many source frames have to be given before the first frame comes out. */
double             gaf_resample_engine_get_latency  (GafResampleEngine   *self);
/* How many frames a whole stream of @n_source frames becomes. */
gint64             gaf_resample_engine_get_n_frames (GafResampleEngine   *self,
                                                     gint64               n_source);
/* How many frames come out when @n_frames more go in. */
gint64             gaf_resample_engine_get_n_ready  (GafResampleEngine   *self,
                                                     gint64               n_frames);
/* How many more source frames are needed, at least, for @n_frames more to come out. */
gint64             gaf_resample_engine_get_n_needed (GafResampleEngine   *self,
                                                     gint64               n_frames);
/* How many frames come out if the stream ends now. */
gint64             gaf_resample_engine_get_n_rest   (GafResampleEngine   *self);

/* Makes @frame the output frame that comes next, and returns the source frame that has to be fed next. What comes is,
 * bit for bit, what comes there in a run from the start. Costs the length of the filter, wherever it is. */
gint64             gaf_resample_engine_begin_at     (GafResampleEngine   *self,
                                                     gint64               frame);
/* Takes all of @source; returns how many frames of @target were made, @room at most. The rest comes with the next
 * call. */
gint64             gaf_resample_engine_process      (GafResampleEngine   *self,
                                                     const float *const  *source,
                                                     gint64               n_frames,
                                                     float *const        *target,
                                                     gint64               room);
/* What is left of a stream that has ended with what was fed; 0 at its end. It does not begin a new one. */
gint64             gaf_resample_engine_read_tail    (GafResampleEngine   *self,
                                                     float *const        *target,
                                                     gint64               room);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GafResampleEngine, gaf_resample_engine_free)

G_END_DECLS
