/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "play/player-core.h"

#include "core/fork-gate.h"
#include "gaf-error.h"

/* How long a position that was looked up goes on by itself, µs. */
#define GOES_ON (100 * G_TIME_SPAN_MILLISECOND)

GafPlayerCore *
gaf_player_core_new (gpointer player)
{
  GafPlayerCore *self = g_new0 (GafPlayerCore, 1);

  g_atomic_ref_count_init (&self->ref_count);
  gaf_fork_gate_install ();
  self->generation = gaf_fork_gate_get_generation ();
  self->teller = gaf_teller_new (player);
  self->cancellable = g_cancellable_new ();
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  g_queue_init (&self->items);
  self->volume = self->rate = 1;
  self->sought = -1;
  return self;
}

GafPlayerCore *
gaf_player_core_ref (GafPlayerCore *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
gaf_player_core_unref (GafPlayerCore *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  gaf_player_core_bury (&self->items);
  g_clear_object (&self->device);
  g_clear_error (&self->failure);
  gaf_teller_unref (self->teller);
  g_object_unref (self->cancellable);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self);
}

gboolean
gaf_player_core_check (GafPlayerCore *self, GError **error)
{
  gboolean is_closing;

  if (self->generation != gaf_fork_gate_get_generation ()) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_BUSY,
                 "This player belongs to the process that this one was forked off from: make another one here");
    return FALSE;
  }
  g_mutex_lock (&self->lock);
  is_closing = self->is_closing;
  g_mutex_unlock (&self->lock);
  if (is_closing)
    g_set_error (error, GAF_ERROR, GAF_ERROR_CLOSED, "The player is closed");
  return !is_closing;
}

double
gaf_player_core_reckon (GafPlayerCore *self, gint64 time)
{
  const gint64 elapsed = CLAMP (time - self->position_time, 0, GOES_ON);

  return self->waits ? self->position : self->position + self->speed * (double) elapsed / G_USEC_PER_SEC;
}

void
gaf_player_core_set_state (GafPlayerCore *self, GafPlayerState state)
{
  const gboolean played = self->state == GAF_PLAYER_STATE_PLAYING;

  if (self->state == state)
    return;
  self->state = state;
  g_cond_broadcast (&self->changed);
  gaf_teller_notify (self->teller, "state");
  if (played != (state == GAF_PLAYER_STATE_PLAYING))
    gaf_teller_notify (self->teller, "playing");
}

/* {{{ items */

void
gaf_player_core_add (GafPlayerCore *self, GafSource *source)
{
  GafPlayerItem *item = g_atomic_rc_box_new0 (GafPlayerItem);

  item->serial = ++self->last_serial;
  item->source = g_object_ref (source);
  g_queue_push_tail (&self->items, item);
}

gboolean
gaf_player_core_go_on_to (GafPlayerCore *self, guint serial, GQueue *gone)
{
  GafPlayerItem *first = g_queue_peek_head (&self->items);
  gboolean is_there = FALSE;

  for (GList *item = self->items.head; item != NULL; item = item->next)
    is_there = is_there || ((GafPlayerItem *) item->data)->serial == serial;
  if (!is_there || first->serial == serial)
    return FALSE;
  while (first->serial != serial) {
    g_queue_push_tail (gone, g_queue_pop_head (&self->items));
    first = g_queue_peek_head (&self->items);
  }
  gaf_teller_notify (self->teller, "source");
  gaf_teller_signal (self->teller, "source-changed");
  return TRUE;
}

void
gaf_player_core_drop (GafPlayerCore *self, gboolean the_first_too, GQueue *gone)
{
  while (self->items.length > (the_first_too ? 0 : 1))
    g_queue_push_tail (gone, g_queue_pop_tail (&self->items));
}

void
gaf_player_core_bury (GQueue *gone)
{
  while (gone->length > 0)
    gaf_player_item_unref (g_queue_pop_head (gone));
}

GafPlayerItem *
gaf_player_item_ref (GafPlayerItem *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  GafPlayerItem *self = data;

  g_clear_object (&self->played);
  g_clear_object (&self->source);
}

void
gaf_player_item_unref (GafPlayerItem *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/* }}} */
