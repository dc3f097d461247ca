/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-player-private.h"

#include "core/fork-gate.h"
#include "core/task-queue.h"
#include "gaf-error.h"
#include "gaf-reader.h"
#include "play/steer.h"

/* GafPlayer: the queue, playing, and waiting for the end. */

/* How long to wait at most before looking whether to go on waiting, µs. */
#define WAIT_STEP (50 * G_TIME_SPAN_MILLISECOND)

/* {{{ the queue */

/**
 * gaf_player_enqueue:
 * @self: a player
 * @source: what to play behind all that is there
 *
 * Adds a source to the queue: it is heard straight behind the one before, without a gap and with no frame more or less.
 * The source of an empty player is what is played next.
 *
 * Since: 0.1
 */
void
gaf_player_enqueue (GafPlayer *self, GafSource *source)
{
  GafPlayerCore *core;
  gboolean is_first;

  g_return_if_fail (GAF_IS_PLAYER (self));
  g_return_if_fail (GAF_IS_SOURCE (source));

  core = self->core;
  if (!gaf_player_core_check (core, NULL))
    return;
  g_mutex_lock (&core->lock);
  is_first = g_queue_is_empty (&core->items);
  gaf_player_core_add (core, source);
  core->todo |= GAF_PLAYER_LOOK;
  if (is_first) {
    core->load_frame = 0;
    core->todo |= GAF_PLAYER_LOAD;
  }
  g_cond_broadcast (&core->changed);
  g_mutex_unlock (&core->lock);
  if (is_first)
    gaf_notify (self, "source");
}

static GafSource *
open_path (const char *path, GCancellable *cancellable, GError **error)
{
  GafReader *reader = gaf_reader_new_for_path (path, cancellable, error);

  return reader == NULL ? NULL : GAF_SOURCE (reader);
}

/**
 * gaf_player_set_path:
 * @self: a player
 * @path: (type filename): the name of a file
 * @cancellable: (nullable): cancels the opening
 * @error: as [ctor@Reader.new_for_path]
 *
 * Opens a file and sets it as [method@Player.set_source] does.
 *
 * Returns: %TRUE, or %FALSE with @error set and nothing changed
 * Since: 0.1
 */
gboolean
gaf_player_set_path (GafPlayer *self, const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GafSource) source = NULL;

  g_return_val_if_fail (GAF_IS_PLAYER (self), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  if (!gaf_player_core_check (self->core, error))
    return FALSE;
  source = open_path (path, cancellable, error);
  if (source == NULL)
    return FALSE;
  gaf_player_set_source (self, source);
  return TRUE;
}

/**
 * gaf_player_enqueue_path:
 * @self: a player
 * @path: (type filename): the name of a file
 * @cancellable: (nullable): cancels the opening
 * @error: as [ctor@Reader.new_for_path]
 *
 * Opens a file and adds it to the queue as [method@Player.enqueue] does.
 *
 * Returns: %TRUE, or %FALSE with @error set and nothing changed
 * Since: 0.1
 */
gboolean
gaf_player_enqueue_path (GafPlayer *self, const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GafSource) source = NULL;

  g_return_val_if_fail (GAF_IS_PLAYER (self), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  if (!gaf_player_core_check (self->core, error))
    return FALSE;
  source = open_path (path, cancellable, error);
  if (source == NULL)
    return FALSE;
  gaf_player_enqueue (self, source);
  return TRUE;
}

/**
 * gaf_player_clear_queue:
 * @self: a player
 *
 * Drops all that is to be played behind the source that is heard.
 *
 * Since: 0.1
 */
void
gaf_player_clear_queue (GafPlayer *self)
{
  GafPlayerCore *core;
  GQueue gone = G_QUEUE_INIT;

  g_return_if_fail (GAF_IS_PLAYER (self));

  core = self->core;
  if (!gaf_player_core_check (core, NULL))
    return;
  g_mutex_lock (&core->lock);
  gaf_player_core_drop (core, FALSE, &gone);
  core->todo |= GAF_PLAYER_CUT;
  g_cond_broadcast (&core->changed);
  g_mutex_unlock (&core->lock);
  gaf_player_core_bury (&gone);
}

/**
 * gaf_player_get_n_queued:
 * @self: a player
 *
 * Tells how many sources are to be played behind the one that is heard.
 *
 * Returns: the number of sources in the queue
 * Since: 0.1
 */
guint
gaf_player_get_n_queued (GafPlayer *self)
{
  guint n;

  g_return_val_if_fail (GAF_IS_PLAYER (self), 0);

  if (!gaf_player_core_check (self->core, NULL))
    return 0;
  g_mutex_lock (&self->core->lock);
  n = self->core->items.length;
  g_mutex_unlock (&self->core->lock);
  return n == 0 ? 0 : n - 1;
}

/* }}} */

/* {{{ play */

/**
 * gaf_player_play:
 * @self: a player
 * @error: %GAF_ERROR_INVALID_ARGUMENT without a source, %GAF_ERROR_CLOSED if the player is closed, %GAF_ERROR_BUSY in a
 *   child of fork()
 *
 * Plays, or goes on where it was paused. What was heard to its end begins anew, or the next one of the queue does.
 *
 * It does not wait: what goes wrong with the device or the source later is told by [signal@Player::error] and
 * [method@Player.wait].
 *
 * Returns: %TRUE, or %FALSE with @error set
 * Since: 0.1
 */
gboolean
gaf_player_play (GafPlayer *self, GError **error)
{
  g_return_val_if_fail (GAF_IS_PLAYER (self), FALSE);

  return gaf_player_core_play (self->core, error);
}

/**
 * gaf_player_pause:
 * @self: a player
 * @error: %GAF_ERROR_CLOSED if the player is closed, %GAF_ERROR_BUSY in a child of fork()
 *
 * Pauses, which is heard within 50 milliseconds, without a click. The device stays open. A player that does not play
 * stays as it is.
 *
 * Returns: %TRUE, or %FALSE with @error set
 * Since: 0.1
 */
gboolean
gaf_player_pause (GafPlayer *self, GError **error)
{
  g_return_val_if_fail (GAF_IS_PLAYER (self), FALSE);

  return gaf_player_core_pause (self->core, error);
}

/**
 * gaf_player_stop:
 * @self: a player
 * @error: %GAF_ERROR_CLOSED if the player is closed, %GAF_ERROR_BUSY in a child of fork()
 *
 * Stops playing, closes the device, and goes back to the first frame of the source.
 *
 * Returns: %TRUE, or %FALSE with @error set
 * Since: 0.1
 */
gboolean
gaf_player_stop (GafPlayer *self, GError **error)
{
  g_return_val_if_fail (GAF_IS_PLAYER (self), FALSE);

  return gaf_player_core_stop (self->core, error);
}

/**
 * gaf_player_seek:
 * @self: a player
 * @frame: the frame of the source that is to be heard next, from 0 on
 * @error: %GAF_ERROR_OUT_OF_RANGE for a negative @frame, %GAF_ERROR_INVALID_ARGUMENT without a source,
 *   %GAF_ERROR_CLOSED if the player is closed, %GAF_ERROR_BUSY in a child of fork()
 *
 * Goes to a frame of the source that is heard, exactly; of one that is converted, to the frame next to it. It is heard
 * within 100 milliseconds if the source is as quick, faded into in a few. What is played stays played, and what is
 * paused stays paused. Behind the end of the source is its end.
 *
 * It does not wait; the position is @frame at once.
 *
 * Returns: %TRUE, or %FALSE with @error set
 * Since: 0.1
 */
gboolean
gaf_player_seek (GafPlayer *self, gint64 frame, GError **error)
{
  g_return_val_if_fail (GAF_IS_PLAYER (self), FALSE);

  return gaf_player_core_seek (self->core, frame, error);
}

/**
 * gaf_player_next:
 * @self: a player
 * @error: %GAF_ERROR_OUT_OF_RANGE if nothing is in the queue, %GAF_ERROR_CLOSED if the player is closed,
 *   %GAF_ERROR_BUSY in a child of fork()
 *
 * Goes over to the next source of the queue now.
 *
 * Returns: %TRUE, or %FALSE with @error set
 * Since: 0.1
 */
gboolean
gaf_player_next (GafPlayer *self, GError **error)
{
  g_return_val_if_fail (GAF_IS_PLAYER (self), FALSE);

  return gaf_player_core_next (self->core, error);
}

/**
 * gaf_player_get_position:
 * @self: a player
 *
 * Tells which frame is heard now: the device's delay is taken into account.
 *
 * Returns: a frame of the source that is heard
 * Since: 0.1
 */
gint64
gaf_player_get_position (GafPlayer *self)
{
  g_return_val_if_fail (GAF_IS_PLAYER (self), 0);

  return gaf_player_core_get_position (self->core);
}

/* }}} */

/* {{{ wait */

static gboolean
is_over (GafPlayerCore *core, GError **error, gboolean *ok)
{
  gboolean is_stopped;

  g_mutex_lock (&core->lock);
  is_stopped = core->is_closing || core->state == GAF_PLAYER_STATE_STOPPED;
  *ok = core->is_closing || core->failure == NULL;
  if (is_stopped && !*ok)
    g_propagate_error (error, g_error_copy (core->failure));
  g_mutex_unlock (&core->lock);
  return is_stopped;
}

/**
 * gaf_player_wait:
 * @self: a player
 * @timeout: how long to wait, in milliseconds; -1 for as long as it takes
 * @cancellable: (nullable): cancels the waiting
 * @error: what the player has stopped with, if that was an error; %G_IO_ERROR_TIMED_OUT, %G_IO_ERROR_CANCELLED,
 *   %GAF_ERROR_BUSY in a child of fork()
 *
 * Waits until the player is stopped: because all was heard, or for another reason. It is for programs without a main
 * loop, and for threads of their own.
 *
 * Returns: %TRUE if it is stopped or closed, or %FALSE with @error set
 * Since: 0.1
 */
gboolean
gaf_player_wait (GafPlayer *self, gint timeout, GCancellable *cancellable, GError **error)
{
  const gint64 deadline = g_get_monotonic_time () + (gint64) timeout * G_TIME_SPAN_MILLISECOND;
  GafPlayerCore *core;
  gboolean ok = TRUE;

  g_return_val_if_fail (GAF_IS_PLAYER (self), FALSE);

  core = self->core;
  if (core->generation != gaf_fork_gate_get_generation ())
    return gaf_player_core_check (core, error);
  while (!is_over (core, error, &ok)) {
    const gint64 now = g_get_monotonic_time ();

    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
    if (timeout >= 0 && now >= deadline) {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "The player has not stopped in %d ms", timeout);
      return FALSE;
    }
    g_mutex_lock (&core->lock);
    if (!core->is_closing && core->state != GAF_PLAYER_STATE_STOPPED)
      g_cond_wait_until (&core->changed, &core->lock, timeout >= 0 ? MIN (deadline, now + WAIT_STEP) : now + WAIT_STEP);
    g_mutex_unlock (&core->lock);
  }
  return ok;
}

/* }}} */
