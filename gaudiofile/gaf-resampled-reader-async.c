/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-resampled-reader.h"

#include <string.h>

#include "core/task-queue.h"

/* The asynchronous forms of what a resampled reader has beyond a source: the same on a thread of a pool. */

/* What read_at was given. */
typedef struct {
  gint64 frame;
  gint64 n_frames;
  float *planes[]; /* the caller's memory */
} ReadCall;

static void
do_read_at (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  ReadCall *call = data;
  GError *error = NULL;
  gint64 n = gaf_resampled_reader_read_at (self, call->frame, call->planes, call->n_frames, cancellable, &error);

  gaf_task_return_count (task, n, error);
}

/**
 * gaf_resampled_reader_read_at_async: (skip)
 * @self: a resampled reader
 * @frame: the first frame to read
 * @planes: for each channel room for @n_frames floats, which has to stay until @callback is called
 * @n_frames: how many frames to read
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async) (nullable): called on the caller's main context when it is done
 * @user_data: for @callback
 *
 * Reads as [method@ResampledReader.read_at] does, without making the caller wait.
 *
 * Since: 0.1
 */
void
gaf_resampled_reader_read_at_async (GafResampledReader *self, gint64 frame, float *const *planes, gint64 n_frames,
                                    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (GAF_IS_RESAMPLED_READER (self));

  const guint channels = gaf_source_get_channels (GAF_SOURCE (self));
  ReadCall *call = g_malloc (sizeof (ReadCall) + channels * sizeof (float *));

  call->frame = frame;
  call->n_frames = n_frames;
  memcpy (call->planes, planes, channels * sizeof (float *));
  gaf_task_queue_run (
      gaf_task_new (self, call, g_free, cancellable, callback, user_data, gaf_resampled_reader_read_at_async), NULL,
      do_read_at);
}

/**
 * gaf_resampled_reader_read_at_finish: (skip)
 * @self: a resampled reader
 * @result: what the callback was given
 * @error: as [method@ResampledReader.read_at]
 *
 * Ends [method@ResampledReader.read_at_async] in its callback, and tells how many frames are in the caller's memory.
 *
 * Returns: how many frames, or -1 with @error set
 * Since: 0.1
 */
gint64
gaf_resampled_reader_read_at_finish (GafResampledReader *self, GAsyncResult *result, GError **error)
{
  return gaf_task_propagate_count (self, result, error);
}
