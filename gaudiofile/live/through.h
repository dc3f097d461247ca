/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The function of the thread that passes audio through. @core: a GafStreamCore; its reference is
 * dropped at the end. */
gpointer       gaf_stream_through     (gpointer            core);
/* Interleaves @planes into @to, of another number of channels. */
void           gaf_stream_map_channels (float *const      *planes,
                                        guint              n_planes,
                                        gsize              n_frames,
                                        float             *to,
                                        guint              channels);

G_END_DECLS
