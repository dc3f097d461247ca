/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "core/call-guard.h"
#include "gaf-resampler.h"
#include "resample/spread.h"

G_BEGIN_DECLS

/* A resampler's insides, for gaf-resampler.c, and gaf-resampler-block.c, which has the blocks. */
struct _GafResampler {
  GObject parent_instance;

  GafCallGuard guard; /* held during each call that works */
  GafResampleEngine *engine;
  GafResampleSpread *spread; /* long pieces of it on all processors */
};

/* gaf-resampler.c, with the guard held. All of @source is taken; how many frames it became, or -1 with @error. */
gint64 gaf_resampler_process_locked   (GafResampler       *self,
                                       const float *const *source,
                                       gint64              n_frames,
                                       float *const       *target,
                                       gint64              room,
                                       GError            **error);
/* What is left of the stream, at most @room frames; -1 with @error. */
gint64 gaf_resampler_read_tail_locked (GafResampler       *self,
                                       float *const       *target,
                                       gint64              room,
                                       GError            **error);
/* A whole stream, for which there is room. */
gint64 gaf_resampler_resample_locked  (GafResampler       *self,
                                       const float *const *source,
                                       gint64              n_frames,
                                       float *const       *target,
                                       GError            **error);

G_END_DECLS
