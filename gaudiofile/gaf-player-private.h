/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "gaf-player.h"
#include "play/player-core.h"

G_BEGIN_DECLS

/* The insides of GafPlayer, for gaf-player.c and gaf-player-play.c. */
struct _GafPlayer {
  GObject parent_instance;

  GafPlayerCore *core;
};

G_END_DECLS
