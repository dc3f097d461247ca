/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "live/core.h"
#include "play/tape.h"

G_BEGIN_DECLS

/*
 * Plays a tape: what a device's thread asks for frames.
 *
 *   feeder's thread: gaf_deck_load(), gaf_deck_put() ─► tape ─► gaf_deck_pull, device's thread
 *                                                         × fade × volume
 *
 * A pause fades the sound out and stops the tape; another tape is faded into. Both begin at the earliest frame that the
 * device lets be replaced, and the tape is wound back to that frame for it. The deck remembers which frame of the
 * device has which frame of which source, and so knows what is heard when.
 *
 * A lock of its own guards it; nothing is called with it.
 */
typedef struct _GafDeck GafDeck;

typedef struct {
  guint    item;       /* the number of the source; 0: nothing was given yet */
  double   frame;      /* of the source */
  double   step;       /* of its frames for each of the device's; 0: it stands still */
  gboolean is_current; /* it is of the tape that was loaded last */
  gboolean is_over;    /* that tape has ended, and was heard to its end */
} GafDeckHeard;

GafDeck *gaf_deck_new          (guint             rate,
                                guint             channels);
GafDeck *gaf_deck_ref          (GafDeck          *self);
void     gaf_deck_unref        (GafDeck          *self);

/* For gaf_stream_core_set_pull(); the data is the deck. */
extern const GafStreamPull gaf_deck_pull;

/* Plays @tape, which is taken, in place of the one before. */
void     gaf_deck_load         (GafDeck          *self,
                                GafTape          *tape);
/* Of the tape that was loaded last. */
gsize    gaf_deck_get_room     (GafDeck          *self);
void     gaf_deck_put          (GafDeck          *self,
                                const float      *samples,
                                gsize             n_frames);
guint64  gaf_deck_get_end      (GafDeck          *self);
void     gaf_deck_mark         (GafDeck          *self,
                                guint64           at,
                                guint             item,
                                double            frame,
                                double            step);
void     gaf_deck_set_complete (GafDeck          *self,
                                gboolean          is_complete);
/* Drops what is of another source, or of another turn of it, than what is given next. FALSE if there was nothing. */
gboolean gaf_deck_cut          (GafDeck          *self);
/* What is given next. FALSE if there is nothing. */
gboolean gaf_deck_get_next     (GafDeck          *self,
                                guint            *item,
                                double           *frame);

void     gaf_deck_set_playing  (GafDeck          *self,
                                gboolean          plays);
void     gaf_deck_set_volume   (GafDeck          *self,
                                double            volume);
/* Whether all is faded out, and since when what the device was given is silent, monotonic µs. */
gboolean gaf_deck_is_silent    (GafDeck          *self,
                                gint64           *since);
/* What is heard when the device @serial plays its frame @position. */
void     gaf_deck_hear         (GafDeck          *self,
                                guint             serial,
                                gint64            position,
                                GafDeckHeard     *heard);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GafDeck, gaf_deck_unref)

G_END_DECLS
