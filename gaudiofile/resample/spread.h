/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "resample/engine.h"

G_BEGIN_DECLS

/*
 * Resampling on all processors: each makes a part of the output, which is possible because an engine can begin at any
 * frame, and gives there what a run from the start gives.
 *
 *   source  ├──────────────────┤
 *   engine  ├────────┤             the parts overlap by the length of the filter
 *   helper          ├──────────┤   and goes on from there
 */
typedef struct _GafResampleSpread GafResampleSpread;

/* @engine: stays the caller's, and is changed as if it had made all. */
GafResampleSpread *gaf_resample_spread_new     (GafResampleEngine   *engine);
void               gaf_resample_spread_free    (GafResampleSpread   *self);

/* gaf_resample_engine_process(), perhaps on several threads, which are gone when it returns. */
gint64             gaf_resample_spread_process (GafResampleSpread   *self,
                                                const float *const  *source,
                                                gint64               n_frames,
                                                float *const        *target,
                                                gint64               room);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GafResampleSpread, gaf_resample_spread_free)

G_END_DECLS
