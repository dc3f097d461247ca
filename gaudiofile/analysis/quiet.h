/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Frames from @begin to @end. */
typedef struct {
  gint64 begin, end;
} GafRange;

/*
 * Appends to @ranges (of GafRange) where @n_frames frames, of which the first one is frame @first of a file, are quiet:
 * no sample of any channel above @threshold. Ranges of fewer than @least frames are left out, but not at the beginning
 * and at the end, where they may go on. Not a number is quiet.
 */
void gaf_quiet_find (const float *const *planes, guint channels, gint64 first, gint64 n_frames, float threshold,
                     gint64 least, GArray *ranges);

/* Appends ranges that come next, in order: what touches the last one is made a part of it. */
void gaf_quiet_join (GArray *ranges, const GArray *next);

G_END_DECLS
