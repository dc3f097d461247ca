/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-stream.h"

#include <string.h>

#include "core/task-queue.h"

/* The asynchronous forms of what waits for a device: the same calls on a thread of a pool. */

/* What is read is read in the order of the calls, and what is written is written in theirs; a stream does both at
 * once. */
#define READS  "gaf-stream-reads"
#define WRITES "gaf-stream-writes"

/* What a call was given. */
typedef struct {
  gint64 n_frames;
  GafLayout layout;
  gint timeout;
  gpointer planes[]; /* the caller's memory */
} StreamCall;

/* With a copy of the array of pointers, which may be on the caller's stack. */
static StreamCall *
stream_call (const void *planes, guint n_planes, gint64 n_frames, gint timeout)
{
  StreamCall *call = g_malloc0 (sizeof (StreamCall) + n_planes * sizeof (gpointer));

  call->n_frames = n_frames;
  call->timeout = timeout;
  if (n_planes > 0)
    memcpy (call->planes, planes, n_planes * sizeof (gpointer));
  return call;
}

static void
do_open (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  const gboolean ok = gaf_stream_open (self, cancellable, &error);

  (void) data;
  gaf_task_return_ok (task, ok, error);
}

/**
 * gaf_stream_open_async:
 * @self: a stream
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async) (nullable): called on the caller's main context when it is done
 * @user_data: for @callback
 *
 * Opens the devices as [method@Stream.open] does, without making the caller wait for the sound server.
 *
 * Since: 0.1
 */
void
gaf_stream_open_async (GafStream *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (GAF_IS_STREAM (self));

  gpointer call = NULL;

  gaf_task_queue_run (gaf_task_new (self, call, NULL, cancellable, callback, user_data, gaf_stream_open_async), NULL,
                      do_open);
}

/**
 * gaf_stream_open_finish:
 * @self: a stream
 * @result: what the callback was given
 * @error: as [method@Stream.open]
 *
 * Ends [method@Stream.open_async] in its callback, and tells whether the devices are open.
 *
 * Returns: %TRUE, or %FALSE with @error set
 * Since: 0.1
 */
gboolean
gaf_stream_open_finish (GafStream *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
do_read_frames (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  StreamCall *call = data;
  GError *error = NULL;
  GafBlock *block = gaf_stream_read_frames (self, call->n_frames, call->layout, call->timeout, cancellable, &error);

  gaf_task_return (task, block, (GDestroyNotify) gaf_block_unref, error);
}

/**
 * gaf_stream_read_frames_async:
 * @self: a stream
 * @n_frames: how many frames
 * @layout: how the channels are to be laid out
 * @timeout: how long to wait, in milliseconds; -1 for as long as it takes
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async) (nullable): called on the caller's main context when it is done
 * @user_data: for @callback
 *
 * Takes what was recorded as [method@Stream.read_frames] does, without making the caller wait.
 *
 * Since: 0.1
 */
void
gaf_stream_read_frames_async (GafStream *self, gint64 n_frames, GafLayout layout, gint timeout,
                              GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (GAF_IS_STREAM (self));

  StreamCall *call = stream_call (NULL, 0, n_frames, timeout);

  call->layout = layout;
  gaf_task_queue_run (gaf_task_new (self, call, g_free, cancellable, callback, user_data, gaf_stream_read_frames_async),
                      READS, do_read_frames);
}

/**
 * gaf_stream_read_frames_finish:
 * @self: a stream
 * @result: what the callback was given
 * @error: as [method@Stream.read_frames]
 *
 * Ends [method@Stream.read_frames_async] in its callback, and hands over the block that was captured.
 *
 * Returns: (transfer full): the block, or %NULL with @error set
 * Since: 0.1
 */
GafBlock *
gaf_stream_read_frames_finish (GafStream *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
do_read (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  StreamCall *call = data;
  GError *error = NULL;
  float *const *planes = (float *const *) call->planes;
  gint64 n = gaf_stream_read (self, planes, call->n_frames, call->timeout, cancellable, &error);

  gaf_task_return_count (task, n, error);
}

/**
 * gaf_stream_read_async: (skip)
 * @self: a stream
 * @planes: for each channel room for @n_frames floats, which has to stay until @callback is called
 * @n_frames: how many frames
 * @timeout: how long to wait, in milliseconds; -1 for as long as it takes
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async) (nullable): called on the caller's main context when it is done
 * @user_data: for @callback
 *
 * Takes what was recorded as [method@Stream.read] does, without making the caller wait.
 *
 * Since: 0.1
 */
void
gaf_stream_read_async (GafStream *self, float *const *planes, gint64 n_frames, gint timeout, GCancellable *cancellable,
                       GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (GAF_IS_STREAM (self));

  const guint channels = gaf_stream_get_channels (self, GAF_DIRECTION_INPUT);
  StreamCall *call = stream_call (planes, channels, n_frames, timeout);

  gaf_task_queue_run (gaf_task_new (self, call, g_free, cancellable, callback, user_data, gaf_stream_read_async), READS,
                      do_read);
}

/**
 * gaf_stream_read_finish: (skip)
 * @self: a stream
 * @result: what the callback was given
 * @error: as [method@Stream.read]
 *
 * Ends [method@Stream.read_async] in its callback, and tells how many frames are in the caller's memory.
 *
 * Returns: how many frames, or -1 with @error set
 * Since: 0.1
 */
gint64
gaf_stream_read_finish (GafStream *self, GAsyncResult *result, GError **error)
{
  return gaf_task_propagate_count (self, result, error);
}

static void
do_read_interleaved (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  StreamCall *call = data;
  GError *error = NULL;
  gint64 n = gaf_stream_read_interleaved (self, call->planes[0], call->n_frames, call->timeout, cancellable, &error);

  gaf_task_return_count (task, n, error);
}

/**
 * gaf_stream_read_interleaved_async: (skip)
 * @self: a stream
 * @samples: room for @n_frames × channels floats, which has to stay until @callback is called
 * @n_frames: how many frames
 * @timeout: how long to wait, in milliseconds; -1 for as long as it takes
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async) (nullable): called on the caller's main context when it is done
 * @user_data: for @callback
 *
 * Takes what was recorded as [method@Stream.read_interleaved] does, without making the caller wait.
 *
 * Since: 0.1
 */
void
gaf_stream_read_interleaved_async (GafStream *self, float *samples, gint64 n_frames, gint timeout,
                                   GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (GAF_IS_STREAM (self));

  StreamCall *call = stream_call (&samples, 1, n_frames, timeout);

  gaf_task_queue_run (
      gaf_task_new (self, call, g_free, cancellable, callback, user_data, gaf_stream_read_interleaved_async), READS,
      do_read_interleaved);
}

/**
 * gaf_stream_read_interleaved_finish: (skip)
 * @self: a stream
 * @result: what the callback was given
 * @error: as [method@Stream.read_interleaved]
 *
 * Ends [method@Stream.read_interleaved_async] in its callback, and tells how many frames are in the caller's memory.
 *
 * Returns: how many frames, or -1 with @error set
 * Since: 0.1
 */
gint64
gaf_stream_read_interleaved_finish (GafStream *self, GAsyncResult *result, GError **error)
{
  return gaf_task_propagate_count (self, result, error);
}

static void
record_call_free (gpointer data)
{
  StreamCall *call = data;

  g_object_unref (call->planes[0]);
  g_free (call);
}

static void
do_record_to (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  StreamCall *call = data;
  GError *error = NULL;
  gint64 n = gaf_stream_record_to (self, call->planes[0], call->n_frames, cancellable, &error);

  gaf_task_return_count (task, n, error);
}

/**
 * gaf_stream_record_to_async:
 * @self: a stream
 * @writer: what is written to
 * @n_frames: how many frames, or -1 until it is cancelled or the stream is closed
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async) (nullable): called on the caller's main context when it is done
 * @user_data: for @callback
 *
 * Records into a file as [method@Stream.record_to] does, without making the caller wait. Cancelling ends the
 * recording; what was recorded is in the file.
 *
 * Since: 0.1
 */
void
gaf_stream_record_to_async (GafStream *self, GafWriter *writer, gint64 n_frames, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (GAF_IS_STREAM (self));

  StreamCall *call = stream_call (&writer, 1, n_frames, 0);

  g_object_ref (writer);
  gaf_task_queue_run (
      gaf_task_new (self, call, record_call_free, cancellable, callback, user_data, gaf_stream_record_to_async), READS,
      do_record_to);
}

/**
 * gaf_stream_record_to_finish:
 * @self: a stream
 * @result: what the callback was given
 * @error: as [method@Stream.record_to]
 *
 * Ends [method@Stream.record_to_async] in its callback, and tells how many frames went to the writer.
 *
 * Returns: how many frames, or -1 with @error set
 * Since: 0.1
 */
gint64
gaf_stream_record_to_finish (GafStream *self, GAsyncResult *result, GError **error)
{
  return gaf_task_propagate_count (self, result, error);
}

static void
do_write_block (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  const gboolean ok = gaf_stream_write_block (self, data, cancellable, &error);

  gaf_task_return_ok (task, ok, error);
}

/**
 * gaf_stream_write_block_async:
 * @self: a stream
 * @block: samples at the stream's rate
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async) (nullable): called on the caller's main context when it is done
 * @user_data: for @callback
 *
 * Plays as [method@Stream.write_block] does, without making the caller wait.
 *
 * Since: 0.1
 */
void
gaf_stream_write_block_async (GafStream *self, GafBlock *block, GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_return_if_fail (GAF_IS_STREAM (self));

  GafBlock *call;

  g_return_if_fail (block != NULL);

  call = gaf_block_ref (block);
  gaf_task_queue_run (gaf_task_new (self, call, (GDestroyNotify) gaf_block_unref, cancellable, callback, user_data,
                                    gaf_stream_write_block_async),
                      WRITES, do_write_block);
}

/**
 * gaf_stream_write_block_finish:
 * @self: a stream
 * @result: what the callback was given
 * @error: as [method@Stream.write_block]
 *
 * Ends [method@Stream.write_block_async] in its callback, and tells whether all of the block was taken.
 *
 * Returns: %TRUE, or %FALSE with @error set
 * Since: 0.1
 */
gboolean
gaf_stream_write_block_finish (GafStream *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
do_write (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  StreamCall *call = data;
  GError *error = NULL;
  const float *const *planes = (const float *const *) call->planes;
  gint64 n = gaf_stream_write (self, planes, call->n_frames, call->timeout, cancellable, &error);

  gaf_task_return_count (task, n, error);
}

/**
 * gaf_stream_write_async: (skip)
 * @self: a stream
 * @planes: for each channel @n_frames samples, which have to stay until @callback is called
 * @n_frames: how many frames
 * @timeout: how long to wait, in milliseconds; -1 for as long as it takes
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async) (nullable): called on the caller's main context when it is done
 * @user_data: for @callback
 *
 * Plays as [method@Stream.write] does, without making the caller wait.
 *
 * Since: 0.1
 */
void
gaf_stream_write_async (GafStream *self, const float *const *planes, gint64 n_frames, gint timeout,
                        GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (GAF_IS_STREAM (self));

  const guint channels = gaf_stream_get_channels (self, GAF_DIRECTION_OUTPUT);
  StreamCall *call = stream_call (planes, channels, n_frames, timeout);

  gaf_task_queue_run (gaf_task_new (self, call, g_free, cancellable, callback, user_data, gaf_stream_write_async),
                      WRITES, do_write);
}

/**
 * gaf_stream_write_finish: (skip)
 * @self: a stream
 * @result: what the callback was given
 * @error: as [method@Stream.write]
 *
 * Ends [method@Stream.write_async] in its callback, and tells how many frames the stream has taken.
 *
 * Returns: how many frames, or -1 with @error set
 * Since: 0.1
 */
gint64
gaf_stream_write_finish (GafStream *self, GAsyncResult *result, GError **error)
{
  return gaf_task_propagate_count (self, result, error);
}

static void
do_write_interleaved (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  StreamCall *call = data;
  GError *error = NULL;
  gint64 n = gaf_stream_write_interleaved (self, call->planes[0], call->n_frames, call->timeout, cancellable, &error);

  gaf_task_return_count (task, n, error);
}

/**
 * gaf_stream_write_interleaved_async: (skip)
 * @self: a stream
 * @samples: @n_frames × channels samples, which have to stay until @callback is called
 * @n_frames: how many frames
 * @timeout: how long to wait, in milliseconds; -1 for as long as it takes
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async) (nullable): called on the caller's main context when it is done
 * @user_data: for @callback
 *
 * Plays as [method@Stream.write_interleaved] does, without making the caller wait.
 *
 * Since: 0.1
 */
void
gaf_stream_write_interleaved_async (GafStream *self, const float *samples, gint64 n_frames, gint timeout,
                                    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (GAF_IS_STREAM (self));

  StreamCall *call = stream_call (&samples, 1, n_frames, timeout);

  gaf_task_queue_run (
      gaf_task_new (self, call, g_free, cancellable, callback, user_data, gaf_stream_write_interleaved_async), WRITES,
      do_write_interleaved);
}

/**
 * gaf_stream_write_interleaved_finish: (skip)
 * @self: a stream
 * @result: what the callback was given
 * @error: as [method@Stream.write_interleaved]
 *
 * Ends [method@Stream.write_interleaved_async] in its callback, and tells how many frames the stream has taken.
 *
 * Returns: how many frames, or -1 with @error set
 * Since: 0.1
 */
gint64
gaf_stream_write_interleaved_finish (GafStream *self, GAsyncResult *result, GError **error)
{
  return gaf_task_propagate_count (self, result, error);
}

static void
do_drain (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  StreamCall *call = data;
  GError *error = NULL;
  const gboolean ok = gaf_stream_drain (self, call->timeout, cancellable, &error);

  gaf_task_return_ok (task, ok, error);
}

/**
 * gaf_stream_drain_async:
 * @self: a stream
 * @timeout: how long to wait, in milliseconds; -1 for as long as it takes
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async) (nullable): called on the caller's main context when it is done
 * @user_data: for @callback
 *
 * Waits until all has been played as [method@Stream.drain] does, without making the caller wait.
 *
 * Since: 0.1
 */
void
gaf_stream_drain_async (GafStream *self, gint timeout, GCancellable *cancellable, GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_return_if_fail (GAF_IS_STREAM (self));

  StreamCall *call = stream_call (NULL, 0, 0, timeout);

  gaf_task_queue_run (gaf_task_new (self, call, g_free, cancellable, callback, user_data, gaf_stream_drain_async),
                      WRITES, do_drain);
}

/**
 * gaf_stream_drain_finish:
 * @self: a stream
 * @result: what the callback was given
 * @error: as [method@Stream.drain]
 *
 * Ends [method@Stream.drain_async] in its callback; all that was written has been heard then.
 *
 * Returns: %TRUE, or %FALSE with @error set
 * Since: 0.1
 */
gboolean
gaf_stream_drain_finish (GafStream *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
do_close (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  (void) data;
  (void) cancellable;
  gaf_stream_close (self);
  g_task_return_boolean (task, TRUE);
}

/**
 * gaf_stream_close_async:
 * @self: a stream
 * @callback: (scope async) (nullable): called on the caller's main context when it is done
 * @user_data: for @callback
 *
 * Closes the stream as [method@Stream.close] does, without making the caller wait.
 *
 * Since: 0.1
 */
void
gaf_stream_close_async (GafStream *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (GAF_IS_STREAM (self));

  gpointer call = NULL;

  gaf_task_queue_run (gaf_task_new (self, call, NULL, NULL, callback, user_data, gaf_stream_close_async), NULL,
                      do_close);
}

/**
 * gaf_stream_close_finish:
 * @self: a stream
 * @result: what the callback was given
 * @error: set in a child of `fork()` that has no threads, %GAF_ERROR_BUSY
 *
 * Ends [method@Stream.close_async] in its callback; the devices are free from then on.
 *
 * Returns: %TRUE, or %FALSE with @error set
 * Since: 0.1
 */
gboolean
gaf_stream_close_finish (GafStream *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
