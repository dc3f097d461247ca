/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "play/player-core.h"

G_BEGIN_DECLS

/*
 * What a player is told to do, by its methods and by its properties. None of it waits: the feeder does it.
 *
 * The first five check the core first; the settings are for one that was checked.
 */

gboolean gaf_player_core_play         (GafPlayerCore  *core,
                                       GError        **error);
gboolean gaf_player_core_pause        (GafPlayerCore  *core,
                                       GError        **error);
gboolean gaf_player_core_stop         (GafPlayerCore  *core,
                                       GError        **error);
gboolean gaf_player_core_seek         (GafPlayerCore  *core,
                                       gint64          frame,
                                       GError        **error);
gboolean gaf_player_core_next         (GafPlayerCore  *core,
                                       GError        **error);
gint64   gaf_player_core_get_position (GafPlayerCore  *core);

void     gaf_player_core_set_source   (GafPlayerCore  *core,
                                       GafSource      *source);
void     gaf_player_core_set_volume   (GafPlayerCore  *core,
                                       double          volume,
                                       gboolean        is_muted);
void     gaf_player_core_set_rate     (GafPlayerCore  *core,
                                       double          rate);
void     gaf_player_core_set_loop     (GafPlayerCore  *core,
                                       gboolean        loops);
void     gaf_player_core_set_device   (GafPlayerCore  *core,
                                       GafDevice      *device);

G_END_DECLS
