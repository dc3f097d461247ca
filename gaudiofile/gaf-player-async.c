/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-player.h"

#include "core/task-queue.h"

/* The asynchronous forms of what waits: the same calls on a thread of a pool. */

/* Files are opened one after the other, so that the queue has the order of the calls. */
#define OPENING "gaf-player-opening"

static void
do_set_path (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  const gboolean ok = gaf_player_set_path (self, data, cancellable, &error);

  gaf_task_return_ok (task, ok, error);
}

/**
 * gaf_player_set_path_async:
 * @self: a player
 * @path: (type filename): the name of a file
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async) (nullable): called on the caller's main context when it is done
 * @user_data: for @callback
 *
 * Opens a file and sets it as [method@Player.set_path] does, without making the caller wait. Calls of this and its like
 * are done in their order.
 *
 * Since: 0.1
 */
void
gaf_player_set_path_async (GafPlayer *self, const char *path, GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_return_if_fail (GAF_IS_PLAYER (self));
  g_return_if_fail (path != NULL);

  gaf_task_queue_run (
      gaf_task_new (self, g_strdup (path), g_free, cancellable, callback, user_data, gaf_player_set_path_async),
      OPENING, do_set_path);
}

/**
 * gaf_player_set_path_finish:
 * @self: a player
 * @result: what the callback was given
 * @error: as [method@Player.set_path]
 *
 * Ends [method@Player.set_path_async] in its callback, and tells whether the file could be opened.
 *
 * Returns: %TRUE, or %FALSE with @error set
 * Since: 0.1
 */
gboolean
gaf_player_set_path_finish (GafPlayer *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
do_enqueue_path (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  const gboolean ok = gaf_player_enqueue_path (self, data, cancellable, &error);

  gaf_task_return_ok (task, ok, error);
}

/**
 * gaf_player_enqueue_path_async:
 * @self: a player
 * @path: (type filename): the name of a file
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async) (nullable): called on the caller's main context when it is done
 * @user_data: for @callback
 *
 * Opens a file and adds it to the queue as [method@Player.enqueue_path] does, without making the caller wait. Calls of
 * this and its like are done in their order.
 *
 * Since: 0.1
 */
void
gaf_player_enqueue_path_async (GafPlayer *self, const char *path, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (GAF_IS_PLAYER (self));
  g_return_if_fail (path != NULL);

  gaf_task_queue_run (
      gaf_task_new (self, g_strdup (path), g_free, cancellable, callback, user_data, gaf_player_enqueue_path_async),
      OPENING, do_enqueue_path);
}

/**
 * gaf_player_enqueue_path_finish:
 * @self: a player
 * @result: what the callback was given
 * @error: as [method@Player.enqueue_path]
 *
 * Ends [method@Player.enqueue_path_async] in its callback, and tells whether the file could be opened.
 *
 * Returns: %TRUE, or %FALSE with @error set
 * Since: 0.1
 */
gboolean
gaf_player_enqueue_path_finish (GafPlayer *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
do_wait (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  const gboolean ok = gaf_player_wait (self, GPOINTER_TO_INT (data), cancellable, &error);

  gaf_task_return_ok (task, ok, error);
}

/**
 * gaf_player_wait_async:
 * @self: a player
 * @timeout: how long to wait, in milliseconds; -1 for as long as it takes
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async) (nullable): called on the caller's main context when it is done
 * @user_data: for @callback
 *
 * Waits for the end as [method@Player.wait] does, without making the caller wait.
 *
 * Since: 0.1
 */
void
gaf_player_wait_async (GafPlayer *self, gint timeout, GCancellable *cancellable, GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_return_if_fail (GAF_IS_PLAYER (self));

  gaf_task_queue_run (
      gaf_task_new (self, GINT_TO_POINTER (timeout), NULL, cancellable, callback, user_data, gaf_player_wait_async),
      NULL, do_wait);
}

/**
 * gaf_player_wait_finish:
 * @self: a player
 * @result: what the callback was given
 * @error: as [method@Player.wait]
 *
 * Ends [method@Player.wait_async] in its callback, and tells whether the player has stopped without an error.
 *
 * Returns: %TRUE, or %FALSE with @error set
 * Since: 0.1
 */
gboolean
gaf_player_wait_finish (GafPlayer *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
do_close (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  (void) data;
  (void) cancellable;
  gaf_player_close (self);
  g_task_return_boolean (task, TRUE);
}

/**
 * gaf_player_close_async:
 * @self: a player
 * @callback: (scope async) (nullable): called on the caller's main context when it is done
 * @user_data: for @callback
 *
 * Closes the player as [method@Player.close] does, without making the caller wait.
 *
 * Since: 0.1
 */
void
gaf_player_close_async (GafPlayer *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (GAF_IS_PLAYER (self));

  gaf_task_queue_run (gaf_task_new (self, NULL, NULL, NULL, callback, user_data, gaf_player_close_async), NULL,
                      do_close);
}

/**
 * gaf_player_close_finish:
 * @self: a player
 * @result: what the callback was given
 * @error: set in a child of `fork()` that has no threads, %GAF_ERROR_BUSY
 *
 * Ends [method@Player.close_async] in its callback; the device is free from then on.
 *
 * Returns: %TRUE, or %FALSE with @error set
 * Since: 0.1
 */
gboolean
gaf_player_close_finish (GafPlayer *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
