/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-writer-private.h"

#include <string.h>

#include "core/task-queue.h"

/* The asynchronous forms of what writes and ends a file: the same calls on a thread of a pool. */

/* The calls of a writer that are done one after the other: all. */
#define CALLS "gaf-writer-calls"

/* What a call was given. */
typedef struct {
  GafSampleFormat format;
  gsize stride;
  gint64 n_frames;
  gconstpointer planes[]; /* the caller's memory */
} WriteCall;

/* With a copy of the array of pointers, which may be on the caller's stack. */
static WriteCall *
write_call (const void *planes, guint n_planes, gint64 n_frames)
{
  WriteCall *call = g_malloc0 (sizeof (WriteCall) + n_planes * sizeof (gpointer));

  call->n_frames = n_frames;
  memcpy (call->planes, planes, n_planes * sizeof (gpointer));
  return call;
}

static guint
count_channels (GafWriter *self)
{
  return gaf_encode_spec_get_channels (gaf_writer_get_spec (self));
}

static void
do_write_block (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  const gboolean ok = gaf_writer_write_block (self, data, cancellable, &error);

  gaf_task_return_ok (task, ok, error);
}

/**
 * gaf_writer_write_block_async:
 * @self: a writer
 * @block: samples at the rate and with the channels of the file
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async) (nullable): called on the caller's main context when it is done
 * @user_data: for @callback
 *
 * Writes as [method@Writer.write_block] does, without making the caller wait. Asynchronous calls on one writer are
 * done in the order in which they were made.
 *
 * Since: 0.1
 */
void
gaf_writer_write_block_async (GafWriter *self, GafBlock *block, GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_return_if_fail (GAF_IS_WRITER (self));

  GafBlock *call;

  g_return_if_fail (block != NULL);

  call = gaf_block_ref (block);
  gaf_task_queue_run_or (gaf_task_new (self, call, (GDestroyNotify) gaf_block_unref, cancellable, callback, user_data,
                                       gaf_writer_write_block_async),
                         CALLS, do_write_block, gaf_writer_skip);
}

/**
 * gaf_writer_write_block_finish:
 * @self: a writer
 * @result: what the callback was given
 * @error: as [method@Writer.write_block]
 *
 * Ends [method@Writer.write_block_async] in its callback, and tells whether all of the block was taken.
 *
 * Returns: %TRUE, or %FALSE with @error set
 * Since: 0.1
 */
gboolean
gaf_writer_write_block_finish (GafWriter *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
do_write (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  WriteCall *call = data;
  GError *error = NULL;
  const gboolean ok = gaf_writer_write (self, (const float *const *) call->planes, call->n_frames, cancellable, &error);

  gaf_task_return_ok (task, ok, error);
}

/**
 * gaf_writer_write_async: (skip)
 * @self: a writer
 * @planes: for each channel @n_frames samples, which have to stay until @callback is called
 * @n_frames: how many frames
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async) (nullable): called on the caller's main context when it is done
 * @user_data: for @callback
 *
 * Writes as [method@Writer.write] does, without making the caller wait.
 *
 * Since: 0.1
 */
void
gaf_writer_write_async (GafWriter *self, const float *const *planes, gint64 n_frames, GCancellable *cancellable,
                        GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (GAF_IS_WRITER (self));

  WriteCall *call = write_call (planes, count_channels (self), n_frames);

  gaf_task_queue_run_or (gaf_task_new (self, call, g_free, cancellable, callback, user_data, gaf_writer_write_async),
                         CALLS, do_write, gaf_writer_skip);
}

/**
 * gaf_writer_write_finish: (skip)
 * @self: a writer
 * @result: what the callback was given
 * @error: as [method@Writer.write]
 *
 * Ends [method@Writer.write_async] in its callback, and tells whether all frames were taken.
 *
 * Returns: %TRUE, or %FALSE with @error set
 * Since: 0.1
 */
gboolean
gaf_writer_write_finish (GafWriter *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
do_write_interleaved (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  WriteCall *call = data;
  GError *error = NULL;
  const gboolean ok = gaf_writer_write_interleaved (self, call->planes[0], call->n_frames, cancellable, &error);

  gaf_task_return_ok (task, ok, error);
}

/**
 * gaf_writer_write_interleaved_async: (skip)
 * @self: a writer
 * @samples: @n_frames × channels samples, which have to stay until @callback is called
 * @n_frames: how many frames
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async) (nullable): called on the caller's main context when it is done
 * @user_data: for @callback
 *
 * Writes as [method@Writer.write_interleaved] does, without making the caller wait.
 *
 * Since: 0.1
 */
void
gaf_writer_write_interleaved_async (GafWriter *self, const float *samples, gint64 n_frames, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (GAF_IS_WRITER (self));

  WriteCall *call = write_call (&samples, 1, n_frames);

  gaf_task_queue_run_or (
      gaf_task_new (self, call, g_free, cancellable, callback, user_data, gaf_writer_write_interleaved_async), CALLS,
      do_write_interleaved, gaf_writer_skip);
}

/**
 * gaf_writer_write_interleaved_finish: (skip)
 * @self: a writer
 * @result: what the callback was given
 * @error: as [method@Writer.write_interleaved]
 *
 * Ends [method@Writer.write_interleaved_async] in its callback, and tells whether all frames were taken.
 *
 * Returns: %TRUE, or %FALSE with @error set
 * Since: 0.1
 */
gboolean
gaf_writer_write_interleaved_finish (GafWriter *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
do_write_raw (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  WriteCall *call = data;
  GError *error = NULL;
  const gboolean ok =
      gaf_writer_write_raw (self, call->format, call->planes, call->stride, call->n_frames, cancellable, &error);

  gaf_task_return_ok (task, ok, error);
}

/**
 * gaf_writer_write_raw_async: (skip)
 * @self: a writer
 * @format: the type of the samples
 * @planes: for each channel its samples, which have to stay until @callback is called
 * @stride: bytes from one sample of a channel to its next
 * @n_frames: how many frames
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async) (nullable): called on the caller's main context when it is done
 * @user_data: for @callback
 *
 * Writes as [method@Writer.write_raw] does, without making the caller wait.
 *
 * Since: 0.1
 */
void
gaf_writer_write_raw_async (GafWriter *self, GafSampleFormat format, const void *const *planes, gsize stride,
                            gint64 n_frames, GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_return_if_fail (GAF_IS_WRITER (self));

  WriteCall *call = write_call (planes, count_channels (self), n_frames);

  call->format = format;
  call->stride = stride;
  gaf_task_queue_run_or (
      gaf_task_new (self, call, g_free, cancellable, callback, user_data, gaf_writer_write_raw_async), CALLS,
      do_write_raw, gaf_writer_skip);
}

/**
 * gaf_writer_write_raw_finish: (skip)
 * @self: a writer
 * @result: what the callback was given
 * @error: as [method@Writer.write_raw]
 *
 * Ends [method@Writer.write_raw_async] in its callback, and tells whether all frames were taken.
 *
 * Returns: %TRUE, or %FALSE with @error set
 * Since: 0.1
 */
gboolean
gaf_writer_write_raw_finish (GafWriter *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
do_flush (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  const gboolean ok = gaf_writer_flush (self, cancellable, &error);

  (void) data;
  gaf_task_return_ok (task, ok, error);
}

/**
 * gaf_writer_flush_async:
 * @self: a writer
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async) (nullable): called on the caller's main context when it is done
 * @user_data: for @callback
 *
 * Hands over what was written as [method@Writer.flush] does, without making the caller wait.
 *
 * Since: 0.1
 */
void
gaf_writer_flush_async (GafWriter *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (GAF_IS_WRITER (self));

  gpointer call = NULL;

  gaf_task_queue_run_or (gaf_task_new (self, call, NULL, cancellable, callback, user_data, gaf_writer_flush_async),
                         CALLS, do_flush, gaf_writer_skip);
}

/**
 * gaf_writer_flush_finish:
 * @self: a writer
 * @result: what the callback was given
 * @error: as [method@Writer.flush]
 *
 * Ends [method@Writer.flush_async] in its callback; what was written until then is in the file.
 *
 * Returns: %TRUE, or %FALSE with @error set
 * Since: 0.1
 */
gboolean
gaf_writer_flush_finish (GafWriter *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
do_close (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  const gboolean ok = gaf_writer_close (self, cancellable, &error);

  (void) data;
  gaf_task_return_ok (task, ok, error);
}

/**
 * gaf_writer_close_async:
 * @self: a writer
 * @cancellable: (nullable): gives an atomic file up if it is cancelled before the calls before are done; another one is
 *   finished all the same
 * @callback: (scope async) (nullable): called on the caller's main context when it is done
 * @user_data: for @callback
 *
 * Finishes the file as [method@Writer.close] does, without making the caller wait: after the asynchronous calls
 * before. The writer is closed then also if that was cancelled.
 *
 * Since: 0.1
 */
void
gaf_writer_close_async (GafWriter *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (GAF_IS_WRITER (self));

  gpointer call = NULL;

  gaf_task_queue_run_always (gaf_task_new (self, call, NULL, cancellable, callback, user_data, gaf_writer_close_async),
                             CALLS, do_close);
}

/**
 * gaf_writer_close_finish:
 * @self: a writer
 * @result: what the callback was given
 * @error: as [method@Writer.close]
 *
 * Ends [method@Writer.close_async] in its callback; the file is whole then, or the error tells why not.
 *
 * Returns: %TRUE, or %FALSE with @error set
 * Since: 0.1
 */
gboolean
gaf_writer_close_finish (GafWriter *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
do_abort (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  const gboolean ok = gaf_writer_abort (self, &error);

  (void) data;
  (void) cancellable;
  gaf_task_return_ok (task, ok, error);
}

/**
 * gaf_writer_abort_async:
 * @self: a writer
 * @callback: (scope async) (nullable): called on the caller's main context when it is done
 * @user_data: for @callback
 *
 * Gives the file up as [method@Writer.abort] does, without making the caller wait: after the asynchronous calls
 * before, which can be cancelled.
 *
 * Since: 0.1
 */
void
gaf_writer_abort_async (GafWriter *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (GAF_IS_WRITER (self));

  gpointer call = NULL;

  gaf_task_queue_run (gaf_task_new (self, call, NULL, NULL, callback, user_data, gaf_writer_abort_async), CALLS,
                      do_abort);
}

/**
 * gaf_writer_abort_finish:
 * @self: a writer
 * @result: what the callback was given
 * @error: as [method@Writer.abort]
 *
 * Ends [method@Writer.abort_async] in its callback; the file was given up.
 *
 * Returns: %TRUE, or %FALSE with @error set
 * Since: 0.1
 */
gboolean
gaf_writer_abort_finish (GafWriter *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
