/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Channels made of other channels: each is a sum of all, with a weight for each. A matrix has a row for each channel
 * that is made, and in it a weight for each channel there is.
 */

/* The matrix by which @from channels, for the loudspeakers of @mask (0: the usual ones of so many), become @to: the
 * mean of all for one, copies of one, else what GStreamer has for those loudspeakers. NULL with @error if it has
 * none. */
float *gaf_mix_matrix_new (guint from, guint64 mask, guint to, GError **error);

/* @to planes from @from planes. */
void   gaf_mix            (const float *matrix, const float *const *source, guint from, float *const *dest, guint to,
                           gsize n_frames);

G_END_DECLS
