/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-reader.h"

#include <string.h>

#include "core/task-queue.h"

/* The asynchronous forms of what moves and reads a reader: the same calls on a thread of a pool. */

/* The calls of a reader that are done one after the other: all. */
#define CALLS "gaf-reader-calls"

/* What a call was given. */
typedef struct {
  gint64 frame;
  gint64 n_frames;
  GafLayout layout;
  gpointer planes[]; /* the caller's memory */
} ReadCall;

static ReadCall *
read_call (gint64 frame, gint64 n_frames, GafLayout layout)
{
  ReadCall *call = g_new0 (ReadCall, 1);

  *call = (ReadCall){ .frame = frame, .n_frames = n_frames, .layout = layout };
  return call;
}

/* With a copy of the array of pointers, which may be on the caller's stack. */
static ReadCall *
read_call_into (gpointer planes, guint n_planes, gint64 frame, gint64 n_frames, GafLayout layout)
{
  ReadCall *call = g_malloc0 (sizeof (ReadCall) + n_planes * sizeof (gpointer));

  call->frame = frame;
  call->n_frames = n_frames;
  call->layout = layout;
  memcpy (call->planes, planes, n_planes * sizeof (gpointer));
  return call;
}

/* seek */

static void
seek (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  ReadCall *call = data;
  GError *error = NULL;
  const gboolean ok = gaf_reader_seek (self, call->frame, cancellable, &error);

  gaf_task_return_ok (task, ok, error);
}

/**
 * gaf_reader_seek_async:
 * @self: a reader
 * @frame: where to go on
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async) (nullable): called on the caller's main context when it is done
 * @user_data: for @callback
 *
 * Goes to a frame as [method@Reader.seek] does, without making the caller wait. Asynchronous calls on one reader are
 * done in the order in which they were made.
 *
 * Since: 0.1
 */
void
gaf_reader_seek_async (GafReader *self, gint64 frame, GCancellable *cancellable, GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_return_if_fail (GAF_IS_READER (self));

  gaf_task_queue_run (
      gaf_task_new (self, read_call (frame, 0, 0), g_free, cancellable, callback, user_data, gaf_reader_seek_async),
      CALLS, seek);
}

/**
 * gaf_reader_seek_finish:
 * @self: a reader
 * @result: what the callback was given
 * @error: as [method@Reader.seek]
 *
 * Ends [method@Reader.seek_async] in its callback, and tells whether the reader is at that frame.
 *
 * Returns: %TRUE if the reader is there, or %FALSE with @error set
 * Since: 0.1
 */
gboolean
gaf_reader_seek_finish (GafReader *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* read: a block of its own */

static void
read_frames (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  ReadCall *call = data;
  GError *error = NULL;
  GafBlock *block = gaf_reader_read_frames (self, call->n_frames, call->layout, cancellable, &error);

  gaf_task_return (task, block, (GDestroyNotify) gaf_block_unref, error);
}

/**
 * gaf_reader_read_frames_async:
 * @self: a reader
 * @n_frames: how many frames to read
 * @layout: how the channels are to be laid out
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async) (nullable): called on the caller's main context when the block is there
 * @user_data: for @callback
 *
 * Reads as [method@Reader.read_frames] does, without making the caller wait. Asynchronous calls on one reader are done
 * in the order in which they were made.
 *
 * Since: 0.1
 */
void
gaf_reader_read_frames_async (GafReader *self, gint64 n_frames, GafLayout layout, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (GAF_IS_READER (self));

  gaf_task_queue_run (gaf_task_new (self, read_call (0, n_frames, layout), g_free, cancellable, callback, user_data,
                                    gaf_reader_read_frames_async),
                      CALLS, read_frames);
}

/**
 * gaf_reader_read_frames_finish:
 * @self: a reader
 * @result: what the callback was given
 * @error: as [method@Reader.read_frames]
 *
 * Ends [method@Reader.read_frames_async] in its callback, and hands over the block that was read.
 *
 * Returns: (transfer full): the block, which is shorter at the end of the file; or %NULL with @error set
 * Since: 0.1
 */
GafBlock *
gaf_reader_read_frames_finish (GafReader *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
read_raw_frames (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  ReadCall *call = data;
  GError *error = NULL;
  GafBlock *block = gaf_reader_read_raw_frames (self, call->n_frames, call->layout, cancellable, &error);

  gaf_task_return (task, block, (GDestroyNotify) gaf_block_unref, error);
}

/**
 * gaf_reader_read_raw_frames_async:
 * @self: a reader
 * @n_frames: how many frames to read
 * @layout: how the channels are to be laid out
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async) (nullable): called on the caller's main context when the block is there
 * @user_data: for @callback
 *
 * Reads as [method@Reader.read_raw_frames] does, without making the caller wait.
 *
 * Since: 0.1
 */
void
gaf_reader_read_raw_frames_async (GafReader *self, gint64 n_frames, GafLayout layout, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (GAF_IS_READER (self));

  gaf_task_queue_run (gaf_task_new (self, read_call (0, n_frames, layout), g_free, cancellable, callback, user_data,
                                    gaf_reader_read_raw_frames_async),
                      CALLS, read_raw_frames);
}

/**
 * gaf_reader_read_raw_frames_finish:
 * @self: a reader
 * @result: what the callback was given
 * @error: as [method@Reader.read_raw_frames]
 *
 * Ends [method@Reader.read_raw_frames_async] in its callback, and hands over the block in the file's own sample format.
 *
 * Returns: (transfer full): the block, which is shorter at the end of the file; or %NULL with @error set
 * Since: 0.1
 */
GafBlock *
gaf_reader_read_raw_frames_finish (GafReader *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
read_frames_at (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  ReadCall *call = data;
  GError *error = NULL;
  GafBlock *block = gaf_reader_read_frames_at (self, call->frame, call->n_frames, call->layout, cancellable, &error);

  gaf_task_return (task, block, (GDestroyNotify) gaf_block_unref, error);
}

/**
 * gaf_reader_read_frames_at_async:
 * @self: a reader
 * @frame: the first frame to read
 * @n_frames: how many frames to read
 * @layout: how the channels are to be laid out
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async) (nullable): called on the caller's main context when the block is there
 * @user_data: for @callback
 *
 * Reads as [method@Reader.read_frames_at] does, without making the caller wait.
 *
 * Since: 0.1
 */
void
gaf_reader_read_frames_at_async (GafReader *self, gint64 frame, gint64 n_frames, GafLayout layout,
                                 GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (GAF_IS_READER (self));

  gaf_task_queue_run (gaf_task_new (self, read_call (frame, n_frames, layout), g_free, cancellable, callback, user_data,
                                    gaf_reader_read_frames_at_async),
                      CALLS, read_frames_at);
}

/**
 * gaf_reader_read_frames_at_finish:
 * @self: a reader
 * @result: what the callback was given
 * @error: as [method@Reader.read_frames_at]
 *
 * Ends [method@Reader.read_frames_at_async] in its callback, and hands over the block that was read there.
 *
 * Returns: (transfer full): the block, which is shorter at the end of the file; or %NULL with @error set
 * Since: 0.1
 */
GafBlock *
gaf_reader_read_frames_at_finish (GafReader *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* read: into the caller's memory */

static void
read_into (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  ReadCall *call = data;
  GError *error = NULL;
  gint64 n = gaf_reader_read (self, (float *const *) call->planes, call->n_frames, cancellable, &error);

  gaf_task_return_count (task, n, error);
}

/**
 * gaf_reader_read_async: (skip)
 * @self: a reader
 * @planes: for each channel room for @n_frames floats, which has to stay until @callback is called
 * @n_frames: how many frames to read
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async) (nullable): called on the caller's main context when the samples are there
 * @user_data: for @callback
 *
 * Reads as [method@Reader.read] does, without making the caller wait.
 *
 * Since: 0.1
 */
void
gaf_reader_read_async (GafReader *self, float *const *planes, gint64 n_frames, GCancellable *cancellable,
                       GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (GAF_IS_READER (self));
  g_return_if_fail (planes != NULL);

  gaf_task_queue_run (gaf_task_new (self,
                                    read_call_into ((gpointer) planes, gaf_reader_get_channels (self), 0, n_frames, 0),
                                    g_free, cancellable, callback, user_data, gaf_reader_read_async),
                      CALLS, read_into);
}

/**
 * gaf_reader_read_finish: (skip)
 * @self: a reader
 * @result: what the callback was given
 * @error: as [method@Reader.read]
 *
 * Ends [method@Reader.read_async] in its callback, and tells how many frames are in the caller's memory.
 *
 * Returns: how many frames were read, 0 at the end; or -1 with @error set
 * Since: 0.1
 */
gint64
gaf_reader_read_finish (GafReader *self, GAsyncResult *result, GError **error)
{
  return gaf_task_propagate_count (self, result, error);
}

static void
read_at (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  ReadCall *call = data;
  GError *error = NULL;
  gint64 n = gaf_reader_read_at (self, call->frame, (float *const *) call->planes, call->n_frames, cancellable, &error);

  gaf_task_return_count (task, n, error);
}

/**
 * gaf_reader_read_at_async: (skip)
 * @self: a reader
 * @frame: the first frame to read
 * @planes: for each channel room for @n_frames floats, which has to stay until @callback is called
 * @n_frames: how many frames to read
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async) (nullable): called on the caller's main context when the samples are there
 * @user_data: for @callback
 *
 * Reads as [method@Reader.read_at] does, without making the caller wait.
 *
 * Since: 0.1
 */
void
gaf_reader_read_at_async (GafReader *self, gint64 frame, float *const *planes, gint64 n_frames,
                          GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (GAF_IS_READER (self));
  g_return_if_fail (planes != NULL);

  gaf_task_queue_run (
      gaf_task_new (self, read_call_into ((gpointer) planes, gaf_reader_get_channels (self), frame, n_frames, 0),
                    g_free, cancellable, callback, user_data, gaf_reader_read_at_async),
      CALLS, read_at);
}

/**
 * gaf_reader_read_at_finish: (skip)
 * @self: a reader
 * @result: what the callback was given
 * @error: as [method@Reader.read_at]
 *
 * Ends [method@Reader.read_at_async] in its callback, and tells how many frames are in the caller's memory.
 *
 * Returns: how many frames were read, 0 at the end; or -1 with @error set
 * Since: 0.1
 */
gint64
gaf_reader_read_at_finish (GafReader *self, GAsyncResult *result, GError **error)
{
  return gaf_task_propagate_count (self, result, error);
}

static void
read_interleaved (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  ReadCall *call = data;
  GError *error = NULL;
  gint64 n = gaf_reader_read_interleaved (self, call->planes[0], call->n_frames, cancellable, &error);

  gaf_task_return_count (task, n, error);
}

/**
 * gaf_reader_read_interleaved_async: (skip)
 * @self: a reader
 * @samples: room for @n_frames × channels floats, which has to stay until @callback is called
 * @n_frames: how many frames to read
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async) (nullable): called on the caller's main context when the samples are there
 * @user_data: for @callback
 *
 * Reads as [method@Reader.read_interleaved] does, without making the caller wait.
 *
 * Since: 0.1
 */
void
gaf_reader_read_interleaved_async (GafReader *self, float *samples, gint64 n_frames, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (GAF_IS_READER (self));
  g_return_if_fail (samples != NULL);

  gaf_task_queue_run (gaf_task_new (self, read_call_into (&samples, 1, 0, n_frames, 0), g_free, cancellable, callback,
                                    user_data, gaf_reader_read_interleaved_async),
                      CALLS, read_interleaved);
}

/**
 * gaf_reader_read_interleaved_finish: (skip)
 * @self: a reader
 * @result: what the callback was given
 * @error: as [method@Reader.read_interleaved]
 *
 * Ends [method@Reader.read_interleaved_async] in its callback, and tells how many frames are in the caller's memory.
 *
 * Returns: how many frames were read, 0 at the end; or -1 with @error set
 * Since: 0.1
 */
gint64
gaf_reader_read_interleaved_finish (GafReader *self, GAsyncResult *result, GError **error)
{
  return gaf_task_propagate_count (self, result, error);
}

static void
read_raw (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  ReadCall *call = data;
  GError *error = NULL;
  gint64 n = gaf_reader_read_raw (self, call->layout, call->planes, call->n_frames, cancellable, &error);

  gaf_task_return_count (task, n, error);
}

/**
 * gaf_reader_read_raw_async: (skip)
 * @self: a reader
 * @layout: how the channels are to be laid out
 * @planes: the caller's memory as in [method@Reader.read_raw], which has to stay until @callback is called
 * @n_frames: how many frames to read
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async) (nullable): called on the caller's main context when the samples are there
 * @user_data: for @callback
 *
 * Reads as [method@Reader.read_raw] does, without making the caller wait.
 *
 * Since: 0.1
 */
void
gaf_reader_read_raw_async (GafReader *self, GafLayout layout, void *const *planes, gint64 n_frames,
                           GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  guint n_planes;

  g_return_if_fail (GAF_IS_READER (self));
  g_return_if_fail (planes != NULL);

  n_planes = layout == GAF_LAYOUT_PLANAR ? gaf_reader_get_channels (self) : 1;
  gaf_task_queue_run (gaf_task_new (self, read_call_into ((gpointer) planes, n_planes, 0, n_frames, layout), g_free,
                                    cancellable, callback, user_data, gaf_reader_read_raw_async),
                      CALLS, read_raw);
}

/**
 * gaf_reader_read_raw_finish: (skip)
 * @self: a reader
 * @result: what the callback was given
 * @error: as [method@Reader.read_raw]
 *
 * Ends [method@Reader.read_raw_async] in its callback, and tells how many frames are in the caller's memory.
 *
 * Returns: how many frames were read, 0 at the end; or -1 with @error set
 * Since: 0.1
 */
gint64
gaf_reader_read_raw_finish (GafReader *self, GAsyncResult *result, GError **error)
{
  return gaf_task_propagate_count (self, result, error);
}

/* close */

static void
close_reader (GTask *task, gpointer self, gpointer call, GCancellable *cancellable)
{
  (void) call;
  (void) cancellable;
  gaf_reader_close (self);
  g_task_return_boolean (task, TRUE);
}

/**
 * gaf_reader_close_async:
 * @self: a reader
 * @callback: (scope async) (nullable): called on the caller's main context when the reader is closed
 * @user_data: for @callback
 *
 * Closes the file after the asynchronous calls before, as [method@Reader.close] does, which waits for a call of another
 * thread.
 *
 * Since: 0.1
 */
void
gaf_reader_close_async (GafReader *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (GAF_IS_READER (self));

  gaf_task_queue_run (gaf_task_new (self, NULL, NULL, NULL, callback, user_data, gaf_reader_close_async), CALLS,
                      close_reader);
}

/**
 * gaf_reader_close_finish:
 * @self: a reader
 * @result: what the callback was given
 * @error: set in a child of `fork()` that has no threads, %GAF_ERROR_BUSY
 *
 * Ends [method@Reader.close_async] in its callback; the file is closed from then on.
 *
 * Returns: %TRUE, or %FALSE with @error set
 * Since: 0.1
 */
gboolean
gaf_reader_close_finish (GafReader *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
