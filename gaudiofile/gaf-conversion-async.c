/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-conversion.h"

#include "analysis/call.h"
#include "core/task-queue.h"

/* The asynchronous forms of a conversion's calls: the same on a thread of a pool. */

/* What a call was given: a path or an object at either end. */
typedef struct {
  char *source_path;
  gpointer source;
  char *destination_path;
  gpointer destination;
} Ends;

static void
ends_free (gpointer data)
{
  Ends *self = data;

  g_free (self->source_path);
  g_free (self->destination_path);
  g_clear_object (&self->source);
  g_clear_object (&self->destination);
  g_free (self);
}

static void
run (GafConversion *self, Ends ends, GafTaskWork work, GCancellable *cancellable, GafAnalysisProgress progress,
     gpointer progress_data, GDestroyNotify progress_destroy, GAsyncReadyCallback callback, gpointer user_data,
     gpointer tag)
{
  GafAnalysisCall *call = gaf_analysis_call_new (NULL, NULL, progress, progress_data, progress_destroy);

  call->more = g_memdup2 (&ends, sizeof ends);
  call->free_more = ends_free;
  gaf_task_queue_run (gaf_task_new (self, call, gaf_analysis_call_free, cancellable, callback, user_data, tag), NULL,
                      work);
}

static void
do_run (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  const Ends *ends = ((GafAnalysisCall *) data)->more;
  GError *error = NULL;
  const gint64 n = gaf_conversion_run (self, ends->source_path, ends->destination_path, cancellable,
                                       gaf_analysis_call_get_progress (task), task, &error);

  gaf_analysis_call_end (task);
  gaf_task_return_count (task, n, error);
}

/**
 * gaf_conversion_run_async:
 * @self: a conversion, which is not to be changed before the call has ended
 * @source: (type filename): name of the audio file to convert
 * @destination: (type filename): name of the file to write
 * @cancellable: (nullable): cancels the call
 * @progress: (nullable) (scope notified) (closure progress_data) (destroy progress_destroy): is told how far it is, on
 *   the caller's main context
 * @progress_data: what is handed to it
 * @progress_destroy: frees that
 * @callback: (scope async) (nullable): called on the caller's main context when it is done
 * @user_data: for @callback
 *
 * Converts as [method@Conversion.run] does, without making the caller wait. Several calls run at the same time.
 *
 * Since: 0.1
 */
void
gaf_conversion_run_async (GafConversion *self, const char *source, const char *destination, GCancellable *cancellable,
                          GafAnalysisProgress progress, gpointer progress_data, GDestroyNotify progress_destroy,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (GAF_IS_CONVERSION (self));
  g_return_if_fail (source != NULL && destination != NULL);

  run (self, (Ends){ .source_path = g_strdup (source), .destination_path = g_strdup (destination) }, do_run,
       cancellable, progress, progress_data, progress_destroy, callback, user_data, gaf_conversion_run_async);
}

/**
 * gaf_conversion_run_finish:
 * @self: a conversion
 * @result: what the callback was given
 * @error: as [method@Conversion.run]
 *
 * Ends [method@Conversion.run_async] in its callback, and tells how many frames were written.
 *
 * Returns: how many frames were written; -1 with @error set
 * Since: 0.1
 */
gint64
gaf_conversion_run_finish (GafConversion *self, GAsyncResult *result, GError **error)
{
  return gaf_task_propagate_count (self, result, error);
}

static void
do_run_files (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  const Ends *ends = ((GafAnalysisCall *) data)->more;
  GError *error = NULL;
  const gint64 n = gaf_conversion_run_files (self, ends->source, ends->destination, cancellable,
                                             gaf_analysis_call_get_progress (task), task, &error);

  gaf_analysis_call_end (task);
  gaf_task_return_count (task, n, error);
}

/**
 * gaf_conversion_run_files_async:
 * @self: a conversion, which is not to be changed before the call has ended
 * @source: the audio file to convert
 * @destination: the file to write
 * @cancellable: (nullable): cancels the call
 * @progress: (nullable) (scope notified) (closure progress_data) (destroy progress_destroy): is told how far it is, on
 *   the caller's main context
 * @progress_data: what is handed to it
 * @progress_destroy: frees that
 * @callback: (scope async) (nullable): called on the caller's main context when it is done
 * @user_data: for @callback
 *
 * Converts as [method@Conversion.run_files] does, without making the caller wait. Several calls run at the same time.
 *
 * Since: 0.1
 */
void
gaf_conversion_run_files_async (GafConversion *self, GFile *source, GFile *destination, GCancellable *cancellable,
                                GafAnalysisProgress progress, gpointer progress_data, GDestroyNotify progress_destroy,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (GAF_IS_CONVERSION (self));
  g_return_if_fail (G_IS_FILE (source) && G_IS_FILE (destination));

  run (self, (Ends){ .source = g_object_ref (source), .destination = g_object_ref (destination) }, do_run_files,
       cancellable, progress, progress_data, progress_destroy, callback, user_data, gaf_conversion_run_files_async);
}

/**
 * gaf_conversion_run_files_finish:
 * @self: a conversion
 * @result: what the callback was given
 * @error: as [method@Conversion.run_files]
 *
 * Ends [method@Conversion.run_files_async] in its callback, and tells how many frames were written.
 *
 * Returns: how many frames were written; -1 with @error set
 * Since: 0.1
 */
gint64
gaf_conversion_run_files_finish (GafConversion *self, GAsyncResult *result, GError **error)
{
  return gaf_task_propagate_count (self, result, error);
}

static void
do_run_source (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  const Ends *ends = ((GafAnalysisCall *) data)->more;
  GError *error = NULL;
  const gint64 n = gaf_conversion_run_source (self, ends->source, ends->destination_path, cancellable,
                                              gaf_analysis_call_get_progress (task), task, &error);

  gaf_analysis_call_end (task);
  gaf_task_return_count (task, n, error);
}

/**
 * gaf_conversion_run_source_async:
 * @self: a conversion, which is not to be changed before the call has ended
 * @source: what to convert, from its beginning on; it is moved, and left open
 * @destination: (type filename): name of the file to write
 * @cancellable: (nullable): cancels the call
 * @progress: (nullable) (scope notified) (closure progress_data) (destroy progress_destroy): is told how far it is, on
 *   the caller's main context
 * @progress_data: what is handed to it
 * @progress_destroy: frees that
 * @callback: (scope async) (nullable): called on the caller's main context when it is done
 * @user_data: for @callback
 *
 * Converts as [method@Conversion.run_source] does, without making the caller wait. Several calls run at the same time.
 *
 * Since: 0.1
 */
void
gaf_conversion_run_source_async (GafConversion *self, GafSource *source, const char *destination,
                                 GCancellable *cancellable, GafAnalysisProgress progress, gpointer progress_data,
                                 GDestroyNotify progress_destroy, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (GAF_IS_CONVERSION (self));
  g_return_if_fail (GAF_IS_SOURCE (source) && destination != NULL);

  run (self, (Ends){ .source = g_object_ref (source), .destination_path = g_strdup (destination) }, do_run_source,
       cancellable, progress, progress_data, progress_destroy, callback, user_data, gaf_conversion_run_source_async);
}

/**
 * gaf_conversion_run_source_finish:
 * @self: a conversion
 * @result: what the callback was given
 * @error: as [method@Conversion.run_source]
 *
 * Ends [method@Conversion.run_source_async] in its callback, and tells how many frames were written.
 *
 * Returns: how many frames were written; -1 with @error set
 * Since: 0.1
 */
gint64
gaf_conversion_run_source_finish (GafConversion *self, GAsyncResult *result, GError **error)
{
  return gaf_task_propagate_count (self, result, error);
}

static void
do_run_stream (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  const Ends *ends = ((GafAnalysisCall *) data)->more;
  GError *error = NULL;
  const gint64 n = gaf_conversion_run_stream (self, ends->source, ends->destination, cancellable,
                                              gaf_analysis_call_get_progress (task), task, &error);

  gaf_analysis_call_end (task);
  gaf_task_return_count (task, n, error);
}

/**
 * gaf_conversion_run_stream_async:
 * @self: a conversion, which is not to be changed before the call has ended
 * @source: what to convert, from its beginning on; it is moved, and left open
 * @destination: where the bytes go; it is left open
 * @cancellable: (nullable): cancels the call
 * @progress: (nullable) (scope notified) (closure progress_data) (destroy progress_destroy): is told how far it is, on
 *   the caller's main context
 * @progress_data: what is handed to it
 * @progress_destroy: frees that
 * @callback: (scope async) (nullable): called on the caller's main context when it is done
 * @user_data: for @callback
 *
 * Converts as [method@Conversion.run_stream] does, without making the caller wait. Several calls run at the same time.
 *
 * Since: 0.1
 */
void
gaf_conversion_run_stream_async (GafConversion *self, GafSource *source, GOutputStream *destination,
                                 GCancellable *cancellable, GafAnalysisProgress progress, gpointer progress_data,
                                 GDestroyNotify progress_destroy, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (GAF_IS_CONVERSION (self));
  g_return_if_fail (GAF_IS_SOURCE (source) && G_IS_OUTPUT_STREAM (destination));

  run (self, (Ends){ .source = g_object_ref (source), .destination = g_object_ref (destination) }, do_run_stream,
       cancellable, progress, progress_data, progress_destroy, callback, user_data, gaf_conversion_run_stream_async);
}

/**
 * gaf_conversion_run_stream_finish:
 * @self: a conversion
 * @result: what the callback was given
 * @error: as [method@Conversion.run_stream]
 *
 * Ends [method@Conversion.run_stream_async] in its callback, and tells how many frames went into the stream.
 *
 * Returns: how many frames were written; -1 with @error set
 * Since: 0.1
 */
gint64
gaf_conversion_run_stream_finish (GafConversion *self, GAsyncResult *result, GError **error)
{
  return gaf_task_propagate_count (self, result, error);
}

static void
do_convert (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  const Ends *ends = data;
  GError *error = NULL;
  const gint64 n = gaf_convert (ends->source_path, ends->destination_path, cancellable, &error);

  gaf_task_return_count (task, n, error);
}

/**
 * gaf_convert_async:
 * @source: (type filename): name of the audio file to convert
 * @destination: (type filename): name of the file to write
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async) (nullable): called on the caller's main context when it is done
 * @user_data: for @callback
 *
 * Converts as [func@convert] does, without making the caller wait.
 *
 * Since: 0.1
 */
void
gaf_convert_async (const char *source, const char *destination, GCancellable *cancellable, GAsyncReadyCallback callback,
                   gpointer user_data)
{
  const Ends ends = { .source_path = g_strdup (source), .destination_path = g_strdup (destination) };

  g_return_if_fail (source != NULL && destination != NULL);

  gaf_task_queue_run (gaf_task_new (NULL, g_memdup2 (&ends, sizeof ends), ends_free, cancellable, callback, user_data,
                                    gaf_convert_async),
                      NULL, do_convert);
}

/**
 * gaf_convert_finish:
 * @result: what the callback was given
 * @error: as [func@convert]
 *
 * Ends [func@convert_async] in its callback, and tells how many frames were written.
 *
 * Returns: how many frames were written, before the codec resamples them as Opus does; -1 with @error set
 * Since: 0.1
 */
gint64
gaf_convert_finish (GAsyncResult *result, GError **error)
{
  return gaf_task_propagate_count (NULL, result, error);
}
