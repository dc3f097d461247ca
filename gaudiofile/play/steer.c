/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "play/steer.h"

#include "core/fork-gate.h"
#include "gaf-error.h"
#include "play/feeder.h"

/* With the lock: the feeder, which is there from the first play() on. */
static void
wake (GafPlayerCore *core, guint todo)
{
  core->todo |= todo;
  g_cond_broadcast (&core->changed);
  if (core->n_threads > 0)
    return;
  core->n_threads++;
  g_thread_unref (g_thread_new ("gaf-player", gaf_player_feed, gaf_player_core_ref (core)));
}

/* Has what the deck does be heard now. Without the lock. */
static void
hurry (GafPlayerCore *core)
{
  g_autoptr (GafStream) stream = NULL;

  g_mutex_lock (&core->lock);
  stream = core->stream == NULL ? NULL : g_object_ref (core->stream);
  g_mutex_unlock (&core->lock);
  if (stream != NULL)
    gaf_stream_core_hurry (stream->core);
}

/* With the lock. */
static gboolean
check_source (GafPlayerCore *core, GError **error)
{
  if (!g_queue_is_empty (&core->items))
    return TRUE;
  g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT, "The player has nothing to play: set a source first");
  return FALSE;
}

/* With the lock. */
static void
begin_at (GafPlayerCore *core, gint64 frame)
{
  core->load_frame = frame;
  core->sought = frame;
  gaf_teller_notify_again (core->teller, "position");
  core->has_ended = FALSE;
  core->todo |= GAF_PLAYER_LOAD;
}

gboolean
gaf_player_core_play (GafPlayerCore *core, GError **error)
{
  GQueue gone = G_QUEUE_INIT;
  gboolean ok;

  if (!gaf_player_core_check (core, error))
    return FALSE;
  g_mutex_lock (&core->lock);
  ok = check_source (core, error);
  if (ok) {
    if (core->has_ended) {
      if (core->items.length > 1)
        gaf_player_core_go_on_to (core, ((GafPlayerItem *) core->items.head->next->data)->serial, &gone);
      begin_at (core, 0);
    }
    g_clear_error (&core->failure);
    gaf_player_core_set_state (core, GAF_PLAYER_STATE_PLAYING);
    if (core->deck != NULL && !core->is_loading && (core->todo & (GAF_PLAYER_LOAD | GAF_PLAYER_STOP)) == 0)
      gaf_deck_set_playing (core->deck, TRUE);
    wake (core, GAF_PLAYER_LOOK);
  }
  g_mutex_unlock (&core->lock);
  gaf_player_core_bury (&gone);
  hurry (core);
  return ok;
}

gboolean
gaf_player_core_pause (GafPlayerCore *core, GError **error)
{
  if (!gaf_player_core_check (core, error))
    return FALSE;
  g_mutex_lock (&core->lock);
  if (core->state == GAF_PLAYER_STATE_PLAYING) {
    gaf_player_core_set_state (core, GAF_PLAYER_STATE_PAUSED);
    if (core->deck != NULL)
      gaf_deck_set_playing (core->deck, FALSE);
  }
  g_mutex_unlock (&core->lock);
  hurry (core);
  return TRUE;
}

gboolean
gaf_player_core_stop (GafPlayerCore *core, GError **error)
{
  if (!gaf_player_core_check (core, error))
    return FALSE;
  g_mutex_lock (&core->lock);
  gaf_player_core_set_state (core, GAF_PLAYER_STATE_STOPPED);
  if (core->deck != NULL)
    gaf_deck_set_playing (core->deck, FALSE);
  core->position = core->speed = 0;
  core->has_ended = FALSE;
  if (!g_queue_is_empty (&core->items))
    begin_at (core, 0);
  core->todo |= GAF_PLAYER_STOP;
  g_cond_broadcast (&core->changed);
  g_mutex_unlock (&core->lock);
  hurry (core);
  return TRUE;
}

gboolean
gaf_player_core_seek (GafPlayerCore *core, gint64 frame, GError **error)
{
  gboolean ok;

  if (!gaf_player_core_check (core, error))
    return FALSE;
  if (frame < 0) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_OUT_OF_RANGE, "Frame %" G_GINT64_FORMAT " lies before the first one",
                 frame);
    return FALSE;
  }
  g_mutex_lock (&core->lock);
  ok = check_source (core, error);
  if (ok) {
    begin_at (core, frame);
    g_cond_broadcast (&core->changed);
  }
  g_mutex_unlock (&core->lock);
  return ok;
}

gboolean
gaf_player_core_next (GafPlayerCore *core, GError **error)
{
  GQueue gone = G_QUEUE_INIT;
  gboolean ok;

  if (!gaf_player_core_check (core, error))
    return FALSE;
  g_mutex_lock (&core->lock);
  ok = core->items.length > 1;
  if (ok) {
    gaf_player_core_go_on_to (core, ((GafPlayerItem *) core->items.head->next->data)->serial, &gone);
    begin_at (core, 0);
    g_cond_broadcast (&core->changed);
  } else {
    g_set_error (error, GAF_ERROR, GAF_ERROR_OUT_OF_RANGE, "Nothing comes next: the player's queue is empty");
  }
  g_mutex_unlock (&core->lock);
  gaf_player_core_bury (&gone);
  return ok;
}

gint64
gaf_player_core_get_position (GafPlayerCore *core)
{
  gint64 position;

  if (core->generation != gaf_fork_gate_get_generation ())
    return 0;
  g_mutex_lock (&core->lock);
  position = core->sought >= 0 ? core->sought : (gint64) gaf_player_core_reckon (core, g_get_monotonic_time ());
  g_mutex_unlock (&core->lock);
  return position;
}

/* {{{ settings */

/* Has the feeder do it. With the lock. */
static void
wish (GafPlayerCore *core, guint todo)
{
  core->todo |= todo;
  g_cond_broadcast (&core->changed);
}

void
gaf_player_core_set_source (GafPlayerCore *core, GafSource *source)
{
  GQueue gone = G_QUEUE_INIT;

  g_mutex_lock (&core->lock);
  gaf_player_core_drop (core, TRUE, &gone);
  core->load_frame = 0;
  core->has_ended = FALSE;
  core->position = core->speed = 0;
  gaf_teller_notify_again (core->teller, "position");
  core->sought = -1;
  if (source != NULL) {
    gaf_player_core_add (core, source);
    core->sought = 0;
    wish (core, GAF_PLAYER_LOAD);
  } else {
    core->todo &= ~(guint) GAF_PLAYER_LOAD;
    gaf_player_core_set_state (core, GAF_PLAYER_STATE_STOPPED);
    wish (core, GAF_PLAYER_STOP);
  }
  g_mutex_unlock (&core->lock);
  gaf_player_core_bury (&gone);
}

void
gaf_player_core_set_volume (GafPlayerCore *core, double volume, gboolean is_muted)
{
  g_mutex_lock (&core->lock);
  core->volume = volume;
  core->is_muted = is_muted;
  if (core->deck != NULL)
    gaf_deck_set_volume (core->deck, is_muted ? 0 : volume);
  g_mutex_unlock (&core->lock);
}

void
gaf_player_core_set_rate (GafPlayerCore *core, double rate)
{
  g_mutex_lock (&core->lock);
  core->rate = rate;
  if ((core->todo & GAF_PLAYER_LOAD) == 0 && core->stream != NULL) {
    core->load_frame = -1;
    wish (core, GAF_PLAYER_LOAD);
  }
  g_mutex_unlock (&core->lock);
}

void
gaf_player_core_set_loop (GafPlayerCore *core, gboolean loops)
{
  g_mutex_lock (&core->lock);
  core->loops = loops;
  wish (core, GAF_PLAYER_CUT);
  g_mutex_unlock (&core->lock);
}

void
gaf_player_core_set_device (GafPlayerCore *core, GafDevice *device)
{
  GafDevice *before;

  g_mutex_lock (&core->lock);
  before = core->device;
  core->device = device == NULL ? NULL : g_object_ref (device);
  wish (core, GAF_PLAYER_REOPEN);
  g_mutex_unlock (&core->lock);
  g_clear_object (&before);
}

/* }}} */
