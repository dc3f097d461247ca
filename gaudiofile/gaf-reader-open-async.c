/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-reader.h"

#include "core/task-queue.h"

/* The asynchronous forms of a reader's constructors: the same calls on a thread of a pool. */

static void
open_path (GTask *task, gpointer self, gpointer path, GCancellable *cancellable)
{
  GError *error = NULL;
  GafReader *reader = gaf_reader_new_for_path (path, cancellable, &error);

  (void) self;
  gaf_task_return (task, reader, g_object_unref, error);
}

/**
 * gaf_reader_new_for_path_async:
 * @path: (type filename): name of a file, absolute or relative to the current directory
 * @cancellable: (nullable): cancels the opening
 * @callback: (scope async) (nullable): called on the caller's main context when the file is open, or cannot be opened
 * @user_data: for @callback
 *
 * Opens the audio file at @path as [ctor@Reader.new_for_path] does, without making the caller wait.
 *
 * Since: 0.1
 */
void
gaf_reader_new_for_path_async (const char *path, GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_return_if_fail (path != NULL);

  gaf_task_queue_run (
      gaf_task_new (NULL, g_strdup (path), g_free, cancellable, callback, user_data, gaf_reader_new_for_path_async),
      NULL, open_path);
}

/**
 * gaf_reader_new_for_path_finish:
 * @result: what the callback was given
 * @error: as [ctor@Reader.new_for_path]
 *
 * Ends [func@Reader.new_for_path_async] in its callback, and hands over the open reader.
 *
 * Returns: (transfer full): a reader at frame 0, or %NULL with @error set
 * Since: 0.1
 */
GafReader *
gaf_reader_new_for_path_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
open_file (GTask *task, gpointer self, gpointer file, GCancellable *cancellable)
{
  GError *error = NULL;
  GafReader *reader = gaf_reader_new_for_file (file, cancellable, &error);

  (void) self;
  gaf_task_return (task, reader, g_object_unref, error);
}

/**
 * gaf_reader_new_for_file_async:
 * @file: a file, local or not, that GIO can read and seek in; the reader keeps a reference
 * @cancellable: (nullable): cancels the opening
 * @callback: (scope async) (nullable): called on the caller's main context when the file is open, or cannot be opened
 * @user_data: for @callback
 *
 * Opens an audio file as [ctor@Reader.new_for_file] does, without making the caller wait.
 *
 * Since: 0.1
 */
void
gaf_reader_new_for_file_async (GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (G_IS_FILE (file));

  gaf_task_queue_run (gaf_task_new (NULL, g_object_ref (file), g_object_unref, cancellable, callback, user_data,
                                    gaf_reader_new_for_file_async),
                      NULL, open_file);
}

/**
 * gaf_reader_new_for_file_finish:
 * @result: what the callback was given
 * @error: as [ctor@Reader.new_for_file]
 *
 * Ends [func@Reader.new_for_file_async] in its callback, and hands over the open reader.
 *
 * Returns: (transfer full): a reader at frame 0, or %NULL with @error set
 * Since: 0.1
 */
GafReader *
gaf_reader_new_for_file_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
open_stream (GTask *task, gpointer self, gpointer stream, GCancellable *cancellable)
{
  GError *error = NULL;
  GafReader *reader = gaf_reader_new_for_stream (stream, cancellable, &error);

  (void) self;
  gaf_task_return (task, reader, g_object_unref, error);
}

/**
 * gaf_reader_new_for_stream_async:
 * @stream: a stream that is a [iface@Gio.Seekable]; where it stands now counts as byte 0
 * @cancellable: (nullable): cancels the opening
 * @callback: (scope async) (nullable): called on the caller's main context when the audio is open, or cannot be opened
 * @user_data: for @callback
 *
 * Opens audio that a stream delivers as [ctor@Reader.new_for_stream] does, without making the caller wait. The stream
 * is read on other threads.
 *
 * Since: 0.1
 */
void
gaf_reader_new_for_stream_async (GInputStream *stream, GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_return_if_fail (G_IS_INPUT_STREAM (stream));

  gaf_task_queue_run (gaf_task_new (NULL, g_object_ref (stream), g_object_unref, cancellable, callback, user_data,
                                    gaf_reader_new_for_stream_async),
                      NULL, open_stream);
}

/**
 * gaf_reader_new_for_stream_finish:
 * @result: what the callback was given
 * @error: as [ctor@Reader.new_for_stream]
 *
 * Ends [func@Reader.new_for_stream_async] in its callback, and hands over the open reader.
 *
 * Returns: (transfer full): a reader at frame 0, or %NULL with @error set
 * Since: 0.1
 */
GafReader *
gaf_reader_new_for_stream_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
open_bytes (GTask *task, gpointer self, gpointer bytes, GCancellable *cancellable)
{
  GError *error = NULL;
  GafReader *reader = gaf_reader_new_for_bytes (bytes, cancellable, &error);

  (void) self;
  gaf_task_return (task, reader, g_object_unref, error);
}

/**
 * gaf_reader_new_for_bytes_async:
 * @bytes: a whole audio file in memory, which is not copied
 * @cancellable: (nullable): cancels the opening
 * @callback: (scope async) (nullable): called on the caller's main context when the audio is open, or cannot be opened
 * @user_data: for @callback
 *
 * Opens an audio file in memory as [ctor@Reader.new_for_bytes] does, without making the caller wait.
 *
 * Since: 0.1
 */
void
gaf_reader_new_for_bytes_async (GBytes *bytes, GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_return_if_fail (bytes != NULL);

  gaf_task_queue_run (gaf_task_new (NULL, g_bytes_ref (bytes), (GDestroyNotify) g_bytes_unref, cancellable, callback,
                                    user_data, gaf_reader_new_for_bytes_async),
                      NULL, open_bytes);
}

/**
 * gaf_reader_new_for_bytes_finish:
 * @result: what the callback was given
 * @error: as [ctor@Reader.new_for_bytes]
 *
 * Ends [func@Reader.new_for_bytes_async] in its callback, and hands over the open reader.
 *
 * Returns: (transfer full): a reader at frame 0, or %NULL with @error set
 * Since: 0.1
 */
GafReader *
gaf_reader_new_for_bytes_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
