/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "gaf-resampler.h"

G_BEGIN_DECLS

/* For what resamples something that it can seek in, and does not share its resampler with anyone. */

/* Makes @frame the output frame that comes next, and returns the source frame that has to be fed next. What comes is bit for bit
 * what had come in a run from the start. Costs the length of the filter, wherever it is. */
gint64 gaf_resampler_begin_at    (GafResampler *self,
                                  gint64        frame);

/* As gaf_resampler_flush(), in a stream that has ended with what was fed; it does not begin a new one. */
gint64 gaf_resampler_read_tail   (GafResampler *self,
                                  float *const *target,
                                  gint64        room);

/* How many more source frames are needed, at least, for @n_frames more. */
gint64 gaf_resampler_get_n_needed (GafResampler *self,
                                   gint64        n_frames);

G_END_DECLS
