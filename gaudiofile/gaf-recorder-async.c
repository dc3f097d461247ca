/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-recorder.h"

#include "core/task-queue.h"

/* The asynchronous forms of what waits: the same calls on a thread of a pool. */

static void
do_start (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  const gboolean ok = gaf_recorder_start (self, cancellable, &error);

  (void) data;
  gaf_task_return_ok (task, ok, error);
}

/**
 * gaf_recorder_start_async:
 * @self: a recorder
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async) (nullable): called on the caller's main context when it is done
 * @user_data: for @callback
 *
 * Begins to record as [method@Recorder.start] does, without making the caller wait.
 *
 * Since: 0.1
 */
void
gaf_recorder_start_async (GafRecorder *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_return_if_fail (GAF_IS_RECORDER (self));

  gaf_task_queue_run (gaf_task_new (self, NULL, NULL, cancellable, callback, user_data, gaf_recorder_start_async), NULL,
                      do_start);
}

/**
 * gaf_recorder_start_finish:
 * @self: a recorder
 * @result: what the callback was given
 * @error: as [method@Recorder.start]
 *
 * Ends [method@Recorder.start_async] in its callback, and tells whether the device delivers and the file is open.
 *
 * Returns: %TRUE, or %FALSE with @error set
 * Since: 0.1
 */
gboolean
gaf_recorder_start_finish (GafRecorder *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
do_stop (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  const gboolean ok = gaf_recorder_stop (self, cancellable, &error);

  (void) data;
  gaf_task_return_ok (task, ok, error);
}

/**
 * gaf_recorder_stop_async:
 * @self: a recorder
 * @cancellable: (nullable): cancels the waiting, not the stopping
 * @callback: (scope async) (nullable): called on the caller's main context when it is done
 * @user_data: for @callback
 *
 * Ends the recording as [method@Recorder.stop] does, without making the caller wait.
 *
 * Since: 0.1
 */
void
gaf_recorder_stop_async (GafRecorder *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (GAF_IS_RECORDER (self));

  gaf_task_queue_run_always (gaf_task_new (self, NULL, NULL, cancellable, callback, user_data, gaf_recorder_stop_async),
                             NULL, do_stop);
}

/**
 * gaf_recorder_stop_finish:
 * @self: a recorder
 * @result: what the callback was given
 * @error: as [method@Recorder.stop]
 *
 * Ends [method@Recorder.stop_async] in its callback; all files are whole then, or the error tells why not.
 *
 * Returns: %TRUE, or %FALSE with @error set
 * Since: 0.1
 */
gboolean
gaf_recorder_stop_finish (GafRecorder *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
do_wait (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  const gboolean ok = gaf_recorder_wait (self, GPOINTER_TO_INT (data), cancellable, &error);

  gaf_task_return_ok (task, ok, error);
}

/**
 * gaf_recorder_wait_async:
 * @self: a recorder
 * @timeout: how long to wait, in milliseconds; -1 for as long as it takes
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async) (nullable): called on the caller's main context when it is done
 * @user_data: for @callback
 *
 * Waits for the end as [method@Recorder.wait] does, without making the caller wait.
 *
 * Since: 0.1
 */
void
gaf_recorder_wait_async (GafRecorder *self, gint timeout, GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (GAF_IS_RECORDER (self));

  gaf_task_queue_run (
      gaf_task_new (self, GINT_TO_POINTER (timeout), NULL, cancellable, callback, user_data, gaf_recorder_wait_async),
      NULL, do_wait);
}

/**
 * gaf_recorder_wait_finish:
 * @self: a recorder
 * @result: what the callback was given
 * @error: as [method@Recorder.wait]
 *
 * Ends [method@Recorder.wait_async] in its callback, and tells whether the recording has ended without an error.
 *
 * Returns: %TRUE, or %FALSE with @error set
 * Since: 0.1
 */
gboolean
gaf_recorder_wait_finish (GafRecorder *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
