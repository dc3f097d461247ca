/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "live/core.h"

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

/* A block that was in the ring for a whole second was never needed: two devices' clocks differ, or one has stopped for
 * a while. The delay that it makes is taken back by fading from the block before to the one behind. To be called
 * with each block that is taken, @level before that; with the lock. */
void           gaf_stream_shorten_through (GafStreamCore  *core,
                                           gsize           level);

G_END_DECLS
