/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-peaks-private.h"

#include "analysis/call.h"
#include "analysis/peaks-cache.h"
#include "gaf-reader-private.h"

/* Peaks of files: a pass over the file, or what the last one left in the cache; and the asynchronous forms. */

typedef struct {
  GafPeaks *peaks;
  GafWatch watch;
  gint64 n_frames;   /* that are there when it ends */
  gboolean reserved; /* there is room for all, so that threads may fill it */
  GError *error;
} Making;

static gboolean
take (const float *const *planes, gint64 frame, gint64 n_frames, gpointer data)
{
  Making *self = data;
  GafBins *bins = &self->peaks->bins;

  if (self->reserved)
    gaf_bins_fill (bins, frame, planes, n_frames);
  else if (!gaf_bins_append (bins, planes, n_frames, &self->error))
    return FALSE;
  return gaf_watch_step (&self->watch, n_frames);
}

static gboolean
pass (Making *self, GafReader *reader, GCancellable *cancellable, GError **error)
{
  GafReaderPass over = {
    .unit = self->peaks->bins.resolution, .in_order = !self->reserved, .take = take, .data = self
  };

  if (!gaf_reader_pass (reader, &over, cancellable, error)) {
    if (over.stopped && self->error != NULL)
      g_propagate_error (error, g_steal_pointer (&self->error));
    else if (over.stopped)
      gaf_watch_set_error (&self->watch, error);
    return FALSE;
  }
  return TRUE;
}

/**
 * gaf_peaks_new_for_reader: (constructor)
 * @reader: a reader, whose position stays as it is
 * @resolution: a power of two from 16 to 65536 frames, or 0 for [const@PEAKS_RESOLUTION]
 * @cancellable: (nullable): cancels the call
 * @progress: (nullable) (scope call) (closure progress_data): is told how far it is, on this thread
 * @progress_data: what is handed to it
 * @error: as [method@Reader.read]; %GAF_ERROR_INVALID_ARGUMENT for another resolution
 *
 * Decodes a file from its beginning to its end, on all processors if it is long, for the peaks of all of it.
 *
 * Returns: (transfer full): the peaks, or %NULL with @error set
 * Since: 0.1
 */
GafPeaks *
gaf_peaks_new_for_reader (GafReader *reader, guint resolution, GCancellable *cancellable, GafAnalysisProgress progress,
                          gpointer progress_data, GError **error)
{
  g_autoptr (GafPeaks) peaks = NULL;
  Making making = { 0 };
  gint64 n_frames;

  g_return_val_if_fail (GAF_IS_READER (reader), NULL);

  peaks = gaf_peaks_make (gaf_reader_get_rate (reader), gaf_reader_get_channels (reader), resolution, error);
  if (peaks == NULL)
    return NULL;
  n_frames = gaf_reader_get_n_frames (reader);
  making.peaks = peaks;
  making.reserved = gaf_reader_get_exact_duration (reader);
  if (making.reserved && !gaf_bins_reserve (&peaks->bins, n_frames, error))
    return NULL;
  gaf_watch_begin (&making.watch, n_frames, cancellable, progress, progress_data);
  if (!pass (&making, reader, cancellable, error))
    return NULL;
  /* Fewer frames than the file had promised, if it breaks off. */
  if (making.reserved && !gaf_bins_finish (&peaks->bins, gaf_reader_get_n_frames (reader), error))
    return NULL;
  gaf_watch_end (&making.watch);
  return g_steal_pointer (&peaks);
}

/**
 * gaf_peaks_new_for_path: (constructor)
 * @path: (type filename): the file
 * @resolution: a power of two from 16 to 65536 frames, or 0 for [const@PEAKS_RESOLUTION]
 * @flags: whether they may come from the user's cache
 * @cancellable: (nullable): cancels the call
 * @progress: (nullable) (scope call) (closure progress_data): is told how far it is, on this thread
 * @progress_data: what is handed to it
 * @error: as [ctor@Reader.new_for_path] and [ctor@Peaks.new_for_reader]
 *
 * Makes the peaks of a file. They are kept in `gaudiofile/peaks` of the user's cache folder, and there for the next
 * time, as long as the file is the same by device, inode, size and time of change. What is damaged there is computed
 * anew. All together take 256 MB at most: those that were not asked for longest are removed.
 *
 * Returns: (transfer full): the peaks, or %NULL with @error set
 * Since: 0.1
 */
GafPeaks *
gaf_peaks_new_for_path (const char *path, guint resolution, GafPeaksFlags flags, GCancellable *cancellable,
                        GafAnalysisProgress progress, gpointer progress_data, GError **error)
{
  GafFileIdentity before, after;
  const gboolean keep = (flags & GAF_PEAKS_NO_CACHE) == 0 && gaf_file_identity_get (&before, path);
  g_autoptr (GafReader) reader = NULL;
  g_autoptr (GafPeaks) peaks = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  peaks = gaf_peaks_make (1, 1, resolution, error);
  if (peaks == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (keep && gaf_peaks_cache_load (&before, peaks->bins.resolution, &peaks->bins, &peaks->rate)) {
    if (progress != NULL)
      progress (peaks->bins.n_frames, peaks->bins.n_frames, progress_data);
    return g_steal_pointer (&peaks);
  }
  g_clear_object (&peaks);

  reader = gaf_reader_new_for_path (path, cancellable, error);
  if (reader == NULL)
    return NULL;
  peaks = gaf_peaks_new_for_reader (reader, resolution, cancellable, progress, progress_data, error);
  /* Not of a file that is being written. */
  if (peaks != NULL && keep && gaf_file_identity_get (&after, path) && gaf_file_identity_equal (&before, &after))
    gaf_peaks_cache_store (&before, &peaks->bins, peaks->rate);
  return g_steal_pointer (&peaks);
}

/* {{{ asynchronous forms */

static void
make (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  GafAnalysisCall *call = data;
  GafAnalysisProgress progress = gaf_analysis_call_get_progress (task);
  GError *error = NULL;
  GafPeaks *peaks;

  if (call->reader != NULL)
    peaks = gaf_peaks_new_for_reader (call->reader, call->number, cancellable, progress, task, &error);
  else
    peaks = gaf_peaks_new_for_path (call->path, call->number, call->flags, cancellable, progress, task, &error);
  gaf_analysis_call_end (task);
  gaf_task_return (task, peaks, g_object_unref, error);
}

/**
 * gaf_peaks_new_for_path_async:
 * @path: (type filename): the file
 * @resolution: a power of two from 16 to 65536 frames, or 0 for [const@PEAKS_RESOLUTION]
 * @flags: whether they may come from the user's cache
 * @cancellable: (nullable): cancels the call
 * @progress: (nullable) (scope notified) (closure progress_data) (destroy progress_destroy): is told how far it is, on
 *   the caller's main context
 * @progress_data: what is handed to it
 * @progress_destroy: frees that
 * @callback: (scope async) (nullable): called on the caller's main context when they are there
 * @user_data: for @callback
 *
 * Makes the peaks of a file as [ctor@Peaks.new_for_path] does, without making the caller wait.
 *
 * Since: 0.1
 */
void
gaf_peaks_new_for_path_async (const char *path, guint resolution, GafPeaksFlags flags, GCancellable *cancellable,
                              GafAnalysisProgress progress, gpointer progress_data, GDestroyNotify progress_destroy,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  GafAnalysisCall *call;

  g_return_if_fail (path != NULL);

  call = gaf_analysis_call_new (NULL, path, progress, progress_data, progress_destroy);
  call->number = resolution;
  call->flags = flags;
  gaf_task_queue_run (
      gaf_task_new (NULL, call, gaf_analysis_call_free, cancellable, callback, user_data, gaf_peaks_new_for_path_async),
      NULL, make);
}

/**
 * gaf_peaks_new_for_path_finish:
 * @result: what the callback was given
 * @error: as [ctor@Peaks.new_for_path]
 *
 * Ends [func@Peaks.new_for_path_async] in its callback, and hands over the peaks of the whole file.
 *
 * Returns: (transfer full): the peaks, or %NULL with @error set
 * Since: 0.1
 */
GafPeaks *
gaf_peaks_new_for_path_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * gaf_peaks_new_for_reader_async:
 * @reader: a reader, whose position stays as it is
 * @resolution: a power of two from 16 to 65536 frames, or 0 for [const@PEAKS_RESOLUTION]
 * @cancellable: (nullable): cancels the call
 * @progress: (nullable) (scope notified) (closure progress_data) (destroy progress_destroy): is told how far it is, on
 *   the caller's main context
 * @progress_data: what is handed to it
 * @progress_destroy: frees that
 * @callback: (scope async) (nullable): called on the caller's main context when they are there
 * @user_data: for @callback
 *
 * Makes the peaks of a file as [ctor@Peaks.new_for_reader] does, without making the caller wait.
 *
 * Since: 0.1
 */
void
gaf_peaks_new_for_reader_async (GafReader *reader, guint resolution, GCancellable *cancellable,
                                GafAnalysisProgress progress, gpointer progress_data, GDestroyNotify progress_destroy,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  GafAnalysisCall *call;

  g_return_if_fail (GAF_IS_READER (reader));

  call = gaf_analysis_call_new (reader, NULL, progress, progress_data, progress_destroy);
  call->number = resolution;
  gaf_task_queue_run (gaf_task_new (NULL, call, gaf_analysis_call_free, cancellable, callback, user_data,
                                    gaf_peaks_new_for_reader_async),
                      NULL, make);
}

/**
 * gaf_peaks_new_for_reader_finish:
 * @result: what the callback was given
 * @error: as [ctor@Peaks.new_for_reader]
 *
 * Ends [func@Peaks.new_for_reader_async] in its callback, and hands over the peaks of the whole file.
 *
 * Returns: (transfer full): the peaks, or %NULL with @error set
 * Since: 0.1
 */
GafPeaks *
gaf_peaks_new_for_reader_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* }}} */
