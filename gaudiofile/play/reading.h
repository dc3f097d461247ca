/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "play/player-core.h"
#include "play/stretch.h"

G_BEGIN_DECLS

/*
 * Reads a player's sources, one straight behind the other, onto the tape of its deck. Of the feeder's thread.
 *
 *   item ─► played: the source, at the device's rate ─► stretch, if the speed is not 1 ─► tape
 */
typedef struct {
  GafPlayerCore *core;
  GafDeck       *deck;
  guint          rate;
  guint          channels;
  float         *planes;       /* room for a chunk */
  float         *interleaved;

  GafTape       *tape;         /* one that the deck does not have yet; else NULL */
  GafPlayerItem *item;         /* that is read; NULL before the first one */
  gboolean       is_read_out;  /* with nothing behind it */
  double         speed;
  GafStretch    *stretch;      /* NULL at the speed 1 */
  guint64        stretch_base; /* the tape's frame that its first one is */
} GafPlayerReading;

/* For a device; takes a reference to @deck. */
void     gaf_player_reading_init  (GafPlayerReading *self,
                                   GafPlayerCore    *core,
                                   GafDeck          *deck,
                                   guint             rate,
                                   guint             channels);
void     gaf_player_reading_clear (GafPlayerReading *self);
/* Has the deck play an item from one of its source's frames on. */
gboolean gaf_player_reading_load  (GafPlayerReading *self,
                                   GafPlayerItem    *item,
                                   gint64            frame,
                                   double            speed,
                                   GError          **error);
/* Has what follows the source that is heard looked up again. */
gboolean gaf_player_reading_cut   (GafPlayerReading *self,
                                   GError          **error);
/* Reads on, until there is no room or something else to do. */
gboolean gaf_player_reading_go_on (GafPlayerReading *self,
                                   GError          **error);

G_END_DECLS
