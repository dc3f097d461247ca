/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-clip.h"

#include "core/task-queue.h"

static void
do_load (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  const gboolean ok = gaf_clip_load (self, cancellable, &error);

  (void) data;
  gaf_task_return_ok (task, ok, error);
}

/**
 * gaf_clip_load_async:
 * @self: a clip
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async) (nullable): called on the caller's main context when it is done
 * @user_data: for @callback
 *
 * Loads as [method@Clip.load] does, without making the caller wait.
 *
 * Since: 0.1
 */
void
gaf_clip_load_async (GafClip *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (GAF_IS_CLIP (self));

  gpointer call = NULL;

  gaf_task_queue_run (gaf_task_new (self, call, NULL, cancellable, callback, user_data, gaf_clip_load_async),
                      "gaf-clip-calls", do_load);
}

/**
 * gaf_clip_load_finish:
 * @self: a clip
 * @result: what the callback was given
 * @error: as [method@Clip.load]
 *
 * Ends [method@Clip.load_async] in its callback, and tells whether the samples are there.
 *
 * Returns: %TRUE, or %FALSE with @error set
 * Since: 0.1
 */
gboolean
gaf_clip_load_finish (GafClip *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
