/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "gaf-effect.h"

G_BEGIN_DECLS

/*
 * An effect for who has all of the audio, and wants all that comes of it: what goes in and what comes out are apart,
 * and the end is told to the elements, which then give what they hold back. Not to be mixed with gaf_effect_process().
 */

/* The next frames go in; they are those from @frame on, if they are the first. */
gboolean gaf_effect_feed (GafEffect     *self,
                          float *const  *planes,
                          gint64         frame,
                          gint64         n_frames,
                          GError       **error);
/* There are no more; returns when all has come out. */
gboolean gaf_effect_end  (GafEffect     *self,
                          GCancellable  *cancellable,
                          GError       **error);
/* Takes up to @n_frames of what has come out, and returns how many. */
gint64   gaf_effect_take (GafEffect     *self,
                          float *const  *planes,
                          gint64         n_frames);

G_END_DECLS
