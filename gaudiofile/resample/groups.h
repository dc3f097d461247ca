/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "resample/filter.h"

G_BEGIN_DECLS

/*
 * The weights of a filter for all its phases, so arranged that sixteen output frames are made at once.
 *
 * Places and weights come again after a period: out output frames, or a multiple of them. Sixteen output frames in a
 * row are a group. They need nearly the same input frames, so for each of these there is a row of sixteen weights, one
 * for each frame of the group, in a lane of its own:
 *
 *   input     lane 0  1  2  3 …
 *     0          w  .  .  .          .: no tap of that frame falls on it, and the weight is 0
 *     1          w  w  .  .
 *     2          w  w  w  w
 *     …
 *     n          .  .  w  w
 *
 * An input sample times its row is added to sixteen sums. The groups of later periods, and those of other channels,
 * have the same weights: several of them are computed together, so that each row is loaded once for all.
 *
 * Each sum is added up in the same order, whichever others it is computed with: the first half of the rows from the
 * first on, the second half from the last one back, and then these two. So the samples do not depend on the pieces
 * that the signal comes in; and the large terms, which lie in the middle, come last and are rounded seldom.
 */
typedef struct _GafResampleGroups GafResampleGroups;

/* Input that a stage holds: of each channel, the frames from @first on. */
typedef struct {
  float *const *planes;
  guint channels;
  gint64 first;
  gboolean is_finite; /* no sample is infinite or not a number */
} GafResampleInput;

/* @filter: is_kept; stays the caller's, and is asked for weights when they are first needed */
GafResampleGroups *gaf_resample_groups_new    (GafResampleRatio         ratio,
                                               GafResampleFilter       *filter);
void               gaf_resample_groups_free   (GafResampleGroups       *self);

/* So many input frames, or a multiple of them, leave no column of a multiplication without use. */
gint64             gaf_resample_groups_get_unit (const GafResampleGroups *self,
                                                 guint                    channels);

/* Makes the output frames from @first on, @n of them, of which all that they need is in @input. */
void               gaf_resample_groups_run    (GafResampleGroups       *self,
                                               const GafResampleInput  *input,
                                               float *const            *out,
                                               gint64                   first,
                                               gint64                   n);

G_END_DECLS
