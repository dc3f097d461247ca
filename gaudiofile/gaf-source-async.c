/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-source.h"

#include <string.h>

#include "core/task-queue.h"

/* The asynchronous forms of a source's calls: the same on a thread of a pool. A source of the program's own is called
 * on that thread. */

/* The calls of a source that are done one after the other: all. */
#define CALLS "gaf-source-calls"

/* What a call was given. */
typedef struct {
  gint64 frame;
  gint64 n_frames;
  GafLayout layout;
  gpointer planes[]; /* the caller's memory */
} SourceCall;

static SourceCall *
source_call (gpointer planes, guint n_planes, gint64 n_frames)
{
  SourceCall *call = g_malloc0 (sizeof (SourceCall) + n_planes * sizeof (gpointer));

  call->n_frames = n_frames;
  if (n_planes > 0)
    memcpy (call->planes, planes, n_planes * sizeof (gpointer));
  return call;
}

static void
do_read_frames (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  SourceCall *call = data;
  GError *error = NULL;
  GafBlock *block = gaf_source_read_frames (self, call->n_frames, call->layout, cancellable, &error);

  gaf_task_return (task, block, (GDestroyNotify) gaf_block_unref, error);
}

/**
 * gaf_source_read_frames_async:
 * @self: a source
 * @n_frames: how many frames to read
 * @layout: how the channels are to be laid out
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async) (nullable): called on the caller's main context when it is done
 * @user_data: for @callback
 *
 * Reads as [method@Source.read_frames] does, without making the caller wait. Asynchronous calls on one source are
 * done in the order in which they were made.
 *
 * Since: 0.1
 */
void
gaf_source_read_frames_async (GafSource *self, gint64 n_frames, GafLayout layout, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (GAF_IS_SOURCE (self));

  SourceCall *call = source_call (NULL, 0, n_frames);

  call->layout = layout;
  gaf_task_queue_run (gaf_task_new (self, call, g_free, cancellable, callback, user_data, gaf_source_read_frames_async),
                      CALLS, do_read_frames);
}

/**
 * gaf_source_read_frames_finish:
 * @self: a source
 * @result: what the callback was given
 * @error: as [method@Source.read_frames]
 *
 * Ends [method@Source.read_frames_async] in its callback, and hands over the block that was read.
 *
 * Returns: (transfer full): the block, or %NULL with @error set
 * Since: 0.1
 */
GafBlock *
gaf_source_read_frames_finish (GafSource *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
do_read (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  SourceCall *call = data;
  GError *error = NULL;
  gint64 n = gaf_source_read (self, (float *const *) call->planes, call->n_frames, cancellable, &error);

  gaf_task_return_count (task, n, error);
}

/**
 * gaf_source_read_async: (skip)
 * @self: a source
 * @planes: for each channel room for @n_frames floats, which has to stay until @callback is called
 * @n_frames: how many frames to read
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async) (nullable): called on the caller's main context when it is done
 * @user_data: for @callback
 *
 * Reads as [method@Source.read] does, without making the caller wait.
 *
 * Since: 0.1
 */
void
gaf_source_read_async (GafSource *self, float *const *planes, gint64 n_frames, GCancellable *cancellable,
                       GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (GAF_IS_SOURCE (self));

  SourceCall *call = source_call ((gpointer) planes, gaf_source_get_channels (self), n_frames);

  gaf_task_queue_run (gaf_task_new (self, call, g_free, cancellable, callback, user_data, gaf_source_read_async), CALLS,
                      do_read);
}

/**
 * gaf_source_read_finish: (skip)
 * @self: a source
 * @result: what the callback was given
 * @error: as [method@Source.read]
 *
 * Ends [method@Source.read_async] in its callback, and tells how many frames are in the caller's memory.
 *
 * Returns: how many frames, or -1 with @error set
 * Since: 0.1
 */
gint64
gaf_source_read_finish (GafSource *self, GAsyncResult *result, GError **error)
{
  return gaf_task_propagate_count (self, result, error);
}

static void
do_seek (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  SourceCall *call = data;
  GError *error = NULL;
  const gboolean ok = gaf_source_seek (self, call->frame, cancellable, &error);

  gaf_task_return_ok (task, ok, error);
}

/**
 * gaf_source_seek_async:
 * @self: a source
 * @frame: where to go on
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async) (nullable): called on the caller's main context when it is done
 * @user_data: for @callback
 *
 * Goes to a frame as [method@Source.seek] does, without making the caller wait.
 *
 * Since: 0.1
 */
void
gaf_source_seek_async (GafSource *self, gint64 frame, GCancellable *cancellable, GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_return_if_fail (GAF_IS_SOURCE (self));

  SourceCall *call = source_call (NULL, 0, 0);

  call->frame = frame;
  gaf_task_queue_run (gaf_task_new (self, call, g_free, cancellable, callback, user_data, gaf_source_seek_async), CALLS,
                      do_seek);
}

/**
 * gaf_source_seek_finish:
 * @self: a source
 * @result: what the callback was given
 * @error: as [method@Source.seek]
 *
 * Ends [method@Source.seek_async] in its callback, and tells whether the source is at that frame.
 *
 * Returns: %TRUE, or %FALSE with @error set
 * Since: 0.1
 */
gboolean
gaf_source_seek_finish (GafSource *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
