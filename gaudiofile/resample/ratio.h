/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A ratio of rates as whole numbers without common factor: @out frames for each @in frames. */
typedef struct {
  gint64 in;
  gint64 out;
} GafResampleRatio;

/*
 * The simplest pair for in_rate : out_rate that is off by less than 1e-12 of it: rates of a few digits are exact.
 */
GafResampleRatio gaf_resample_ratio_find  (double            in_rate,
                                           double            out_rate);

/* How many frames come out of @n_frames: the nearest whole number to n_frames × out / in, halves up. */
gint64           gaf_resample_ratio_scale (GafResampleRatio  ratio,
                                           gint64            n_frames);

G_END_DECLS
