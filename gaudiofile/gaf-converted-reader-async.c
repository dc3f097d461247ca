/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-converted-reader.h"

#include <string.h>

#include "core/task-queue.h"

/* The asynchronous forms of what a converted reader has beyond a source: the same on a thread of a pool. */

/* The calls that are done one after the other. */
#define CALLS "gaf-converted-reader-calls"

/* What a call was given. */
typedef struct {
  gint64 frame;
  gint64 n_frames;
  GafSampleFormat format;
  gpointer planes[]; /* the caller's memory */
} ReadCall;

static ReadCall *
read_call (gpointer planes, guint n_planes, gint64 n_frames, GafSampleFormat format)
{
  ReadCall *call = g_malloc0 (sizeof (ReadCall) + n_planes * sizeof (gpointer));

  call->n_frames = n_frames;
  call->format = format;
  if (n_planes > 0)
    memcpy (call->planes, planes, n_planes * sizeof (gpointer));
  return call;
}

static void
do_read_as (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  ReadCall *call = data;
  GError *error = NULL;
  gint64 n = gaf_converted_reader_read_as (self, call->format, call->planes, call->n_frames, cancellable, &error);

  gaf_task_return_count (task, n, error);
}

/**
 * gaf_converted_reader_read_as_async: (skip)
 * @self: a converted reader
 * @format: the type of the samples
 * @planes: for each channel room for @n_frames samples, which has to stay until @callback is called
 * @n_frames: how many frames to read
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async) (nullable): called on the caller's main context when it is done
 * @user_data: for @callback
 *
 * Reads as [method@ConvertedReader.read_as] does, without making the caller wait.
 *
 * Since: 0.1
 */
void
gaf_converted_reader_read_as_async (GafConvertedReader *self, GafSampleFormat format, void *const *planes,
                                    gint64 n_frames, GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_return_if_fail (GAF_IS_CONVERTED_READER (self));

  const guint channels = gaf_source_get_channels (GAF_SOURCE (self));
  ReadCall *call = read_call ((gpointer) planes, channels, n_frames, format);

  gaf_task_queue_run (
      gaf_task_new (self, call, g_free, cancellable, callback, user_data, gaf_converted_reader_read_as_async), CALLS,
      do_read_as);
}

/**
 * gaf_converted_reader_read_as_finish: (skip)
 * @self: a converted reader
 * @result: what the callback was given
 * @error: as [method@ConvertedReader.read_as]
 *
 * Ends [method@ConvertedReader.read_as_async] in its callback, and tells how many frames are in the caller's memory.
 *
 * Returns: how many frames, or -1 with @error set
 * Since: 0.1
 */
gint64
gaf_converted_reader_read_as_finish (GafConvertedReader *self, GAsyncResult *result, GError **error)
{
  return gaf_task_propagate_count (self, result, error);
}

static void
do_read_at (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  ReadCall *call = data;
  GError *error = NULL;
  gint64 n =
      gaf_converted_reader_read_at (self, call->frame, call->format, call->planes, call->n_frames, cancellable, &error);

  gaf_task_return_count (task, n, error);
}

/**
 * gaf_converted_reader_read_at_async: (skip)
 * @self: a converted reader
 * @frame: the first frame to read
 * @format: the type of the samples
 * @planes: for each channel room for @n_frames samples, which has to stay until @callback is called
 * @n_frames: how many frames to read
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async) (nullable): called on the caller's main context when it is done
 * @user_data: for @callback
 *
 * Reads as [method@ConvertedReader.read_at] does, without making the caller wait.
 *
 * Since: 0.1
 */
void
gaf_converted_reader_read_at_async (GafConvertedReader *self, gint64 frame, GafSampleFormat format, void *const *planes,
                                    gint64 n_frames, GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_return_if_fail (GAF_IS_CONVERTED_READER (self));

  const guint channels = gaf_source_get_channels (GAF_SOURCE (self));
  ReadCall *call = read_call ((gpointer) planes, channels, n_frames, format);

  call->frame = frame;
  gaf_task_queue_run (
      gaf_task_new (self, call, g_free, cancellable, callback, user_data, gaf_converted_reader_read_at_async), CALLS,
      do_read_at);
}

/**
 * gaf_converted_reader_read_at_finish: (skip)
 * @self: a converted reader
 * @result: what the callback was given
 * @error: as [method@ConvertedReader.read_at]
 *
 * Ends [method@ConvertedReader.read_at_async] in its callback, and tells how many frames are in the caller's memory.
 *
 * Returns: how many frames, or -1 with @error set
 * Since: 0.1
 */
gint64
gaf_converted_reader_read_at_finish (GafConvertedReader *self, GAsyncResult *result, GError **error)
{
  return gaf_task_propagate_count (self, result, error);
}

static void
do_read_block (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  ReadCall *call = data;
  GError *error = NULL;
  GafBlock *block = gaf_converted_reader_read_block (self, call->format, call->n_frames, cancellable, &error);

  gaf_task_return (task, block, (GDestroyNotify) gaf_block_unref, error);
}

/**
 * gaf_converted_reader_read_block_async:
 * @self: a converted reader
 * @format: the type of the samples
 * @n_frames: how many frames to read
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async) (nullable): called on the caller's main context when it is done
 * @user_data: for @callback
 *
 * Reads as [method@ConvertedReader.read_block] does, without making the caller wait.
 *
 * Since: 0.1
 */
void
gaf_converted_reader_read_block_async (GafConvertedReader *self, GafSampleFormat format, gint64 n_frames,
                                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (GAF_IS_CONVERTED_READER (self));

  ReadCall *call = read_call (NULL, 0, n_frames, format);

  gaf_task_queue_run (
      gaf_task_new (self, call, g_free, cancellable, callback, user_data, gaf_converted_reader_read_block_async), CALLS,
      do_read_block);
}

/**
 * gaf_converted_reader_read_block_finish:
 * @self: a converted reader
 * @result: what the callback was given
 * @error: as [method@ConvertedReader.read_block]
 *
 * Ends [method@ConvertedReader.read_block_async] in its callback, and hands over the block that was read.
 *
 * Returns: (transfer full): the block, or %NULL with @error set
 * Since: 0.1
 */
GafBlock *
gaf_converted_reader_read_block_finish (GafConvertedReader *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
