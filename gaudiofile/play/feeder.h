/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The function of a player's thread. @core: a GafPlayerCore; its reference is dropped at the end. */
gpointer gaf_player_feed (gpointer core);

G_END_DECLS
