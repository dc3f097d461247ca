/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "gaf-player.h"
#include "gaf-stream.h"
#include "play/deck.h"
#include "play/teller.h"

G_BEGIN_DECLS

/*
 * A player, as its threads share it:
 *
 *   program ─► wishes ─► feeder's thread: opens the device, reads the sources ─► deck ─► GafStream, device's thread
 *                          └► what is heard, signals ─► teller ─► the program's main context
 *
 * A wish is written down, and what can be done at once is: a pause goes to the deck from the program's own thread. All
 * that may wait (devices, files) is done by the feeder.
 */

/* A source to be played; counted by references, g_atomic_rc_box. */
typedef struct {
  guint      serial;
  GafSource *source;

  /* of the feeder's thread */
  GafSource *played; /* the same, or that at the device's rate and with its channels */
  double     scale;  /* frames of the source for each of the device's */
  gint64     next;   /* of played: what is read next */
} GafPlayerItem;

/* What the feeder has to do. */
typedef enum {
  GAF_PLAYER_LOAD   = 1 << 0, /* the first item, from load_frame on */
  GAF_PLAYER_CUT    = 1 << 1, /* what follows the source that is heard is something else now */
  GAF_PLAYER_REOPEN = 1 << 2, /* another device */
  GAF_PLAYER_STOP   = 1 << 3, /* fade out, and close the device */
  GAF_PLAYER_LOOK   = 1 << 4, /* at what is so, sooner than else */
} GafPlayerTodo;

typedef struct {
  gatomicrefcount ref_count;
  guint           generation;    /* of the process: a child of fork() has no feeder */
  GafTeller      *teller;
  GCancellable   *cancellable;   /* ends what the feeder waits for */

  GMutex          lock;
  GCond           changed;       /* anything below */
  guint           n_threads;
  gboolean        is_closing;

  /* wishes */
  GafPlayerState  state;         /* but for closed */
  guint           todo;          /* of GafPlayerTodo */
  gboolean        is_loading;    /* the feeder is at it */
  gint64          load_frame;    /* of the source; -1: what is heard */
  GQueue          items;         /* of GafPlayerItem; the first one is heard */
  guint           last_serial;
  GafDevice      *device;        /* NULL: the default one */
  double          volume;
  gboolean        is_muted;
  double          rate;
  gboolean        loops;

  /* what is so */
  gboolean        has_ended;     /* the first item was heard to its end */
  GError         *failure;       /* why it has stopped */
  GafStream      *stream;        /* set by the feeder; NULL if the device is not open */
  GafDeck        *deck;          /* likewise */
  gint64          sought;        /* frame that was asked for and is not heard yet; -1 */
  double          position;      /* heard at … */
  gint64          position_time; /* … monotonic µs */
  double          speed;         /* frames of the source for each second; 0: it stands still */
  gboolean        waits;         /* the position does, until the device's account comes after it */
} GafPlayerCore;

GafPlayerCore *gaf_player_core_new      (gpointer        player);
GafPlayerCore *gaf_player_core_ref      (GafPlayerCore  *self);
void           gaf_player_core_unref    (GafPlayerCore  *self);
/* FALSE if it is closed, or belongs to another process; then nothing of it may be touched. Without the lock. */
gboolean       gaf_player_core_check    (GafPlayerCore  *self,
                                         GError        **error);
/* With the lock: the frame that is heard at monotonic @time, by what was known last. */
double         gaf_player_core_reckon   (GafPlayerCore  *self,
                                         gint64          time);
/* With the lock. */
void           gaf_player_core_set_state (GafPlayerCore *self,
                                         GafPlayerState  state);
void           gaf_player_core_add      (GafPlayerCore  *self,
                                         GafSource      *source);
/* Makes it the first one; those before it go into @gone. FALSE if it was that already, or is not there. */
gboolean       gaf_player_core_go_on_to (GafPlayerCore  *self,
                                         guint           serial,
                                         GQueue         *gone);
/* All but the first one, or all, go into @gone, to be dropped with gaf_player_core_bury() without the lock: a source
 * may be the program's own, and may wait for anything. */
void           gaf_player_core_drop     (GafPlayerCore  *self,
                                         gboolean        the_first_too,
                                         GQueue         *gone);
void           gaf_player_core_bury     (GQueue         *gone);

GafPlayerItem *gaf_player_item_ref      (GafPlayerItem  *self);
void           gaf_player_item_unref    (GafPlayerItem  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GafPlayerCore, gaf_player_core_unref)

G_END_DECLS
