/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-writer.h"

#include "core/task-queue.h"
#include "gaf-private.h"

/* The asynchronous forms of a writer's constructors: the same calls on a thread of a pool. */

typedef struct {
  gpointer target;
  GDestroyNotify free;
  GafEncodeSpec *spec;
} OpenCall;

static OpenCall *
open_call (gpointer target, GDestroyNotify free, GafEncodeSpec *spec)
{
  OpenCall *call = g_new (OpenCall, 1);

  *call = (OpenCall){ .target = target, .free = free, .spec = gaf_encode_spec_copy (spec) };
  return call;
}

static void
open_call_free (gpointer data)
{
  OpenCall *call = data;

  call->free (call->target);
  g_object_unref (call->spec);
  g_free (call);
}

static void
do_new_for_path (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  OpenCall *call = data;
  GError *error = NULL;
  GafWriter *writer = gaf_writer_new_for_path (call->target, call->spec, cancellable, &error);

  (void) self;
  gaf_task_return (task, writer, g_object_unref, error);
}

/**
 * gaf_writer_new_for_path_async:
 * @path: (type filename): name of the file to write; an old one is replaced
 * @spec: what to write; it is copied
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async) (nullable): called on the caller's main context when it is done
 * @user_data: for @callback
 *
 * Creates an audio file as [ctor@Writer.new_for_path] does, without making the caller wait.
 *
 * Since: 0.1
 */
void
gaf_writer_new_for_path_async (const char *path, GafEncodeSpec *spec, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  OpenCall *call;

  g_return_if_fail (path != NULL);
  g_return_if_fail (GAF_IS_ENCODE_SPEC (spec));

  call = open_call (g_strdup (path), g_free, spec);
  gaf_task_queue_run (
      gaf_task_new (NULL, call, open_call_free, cancellable, callback, user_data, gaf_writer_new_for_path_async), NULL,
      do_new_for_path);
}

/**
 * gaf_writer_new_for_path_finish:
 * @result: what the callback was given
 * @error: as [ctor@Writer.new_for_path]
 *
 * Ends [func@Writer.new_for_path_async] in its callback, and hands over the open writer.
 *
 * Returns: (transfer full): a writer, or %NULL with @error set and no file created
 * Since: 0.1
 */
GafWriter *
gaf_writer_new_for_path_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
do_new_for_file (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  OpenCall *call = data;
  GError *error = NULL;
  GafWriter *writer = gaf_writer_new_for_file (call->target, call->spec, cancellable, &error);

  (void) self;
  gaf_task_return (task, writer, g_object_unref, error);
}

/**
 * gaf_writer_new_for_file_async:
 * @file: the file to write; an old one is replaced
 * @spec: what to write; it is copied
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async) (nullable): called on the caller's main context when it is done
 * @user_data: for @callback
 *
 * Creates an audio file as [ctor@Writer.new_for_file] does, without making the caller wait.
 *
 * Since: 0.1
 */
void
gaf_writer_new_for_file_async (GFile *file, GafEncodeSpec *spec, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  OpenCall *call;

  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (GAF_IS_ENCODE_SPEC (spec));

  call = open_call (g_object_ref (file), g_object_unref, spec);
  gaf_task_queue_run (
      gaf_task_new (NULL, call, open_call_free, cancellable, callback, user_data, gaf_writer_new_for_file_async), NULL,
      do_new_for_file);
}

/**
 * gaf_writer_new_for_file_finish:
 * @result: what the callback was given
 * @error: as [ctor@Writer.new_for_file]
 *
 * Ends [func@Writer.new_for_file_async] in its callback, and hands over the open writer.
 *
 * Returns: (transfer full): a writer, or %NULL with @error set and no file created
 * Since: 0.1
 */
GafWriter *
gaf_writer_new_for_file_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
do_new_for_stream (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  OpenCall *call = data;
  GError *error = NULL;
  GafWriter *writer = gaf_writer_new_for_stream (call->target, call->spec, cancellable, &error);

  (void) self;
  gaf_task_return (task, writer, g_object_unref, error);
}

/**
 * gaf_writer_new_for_stream_async:
 * @stream: where the bytes go
 * @spec: what to write; it is copied
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async) (nullable): called on the caller's main context when it is done
 * @user_data: for @callback
 *
 * Writes an audio file into a stream as [ctor@Writer.new_for_stream] does, without making the caller wait. The stream
 * is written on other threads.
 *
 * Since: 0.1
 */
void
gaf_writer_new_for_stream_async (GOutputStream *stream, GafEncodeSpec *spec, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data)
{
  OpenCall *call;

  g_return_if_fail (G_IS_OUTPUT_STREAM (stream));
  g_return_if_fail (GAF_IS_ENCODE_SPEC (spec));

  call = open_call (g_object_ref (stream), g_object_unref, spec);
  gaf_task_queue_run (
      gaf_task_new (NULL, call, open_call_free, cancellable, callback, user_data, gaf_writer_new_for_stream_async),
      NULL, do_new_for_stream);
}

/**
 * gaf_writer_new_for_stream_finish:
 * @result: what the callback was given
 * @error: as [ctor@Writer.new_for_stream]
 *
 * Ends [func@Writer.new_for_stream_async] in its callback, and hands over the open writer.
 *
 * Returns: (transfer full): a writer, or %NULL with @error set and no file created
 * Since: 0.1
 */
GafWriter *
gaf_writer_new_for_stream_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
