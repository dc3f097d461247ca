/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-silences.h"

#include <math.h>

#include "analysis/call.h"
#include "analysis/quiet.h"
#include "gaf-error.h"
#include "gaf-reader-private.h"

/**
 * GafSilences:
 *
 * Where a file is silent, exact to the frame, and where its sound begins and ends.
 *
 * ```c
 * g_autoptr (GError) error = NULL;
 * g_autoptr (GafReader) reader = gaf_reader_new_for_path ("song.flac", NULL, &error);
 * g_autoptr (GafSilences) silences
 *     = reader != NULL ? gaf_silences_new_for_reader (reader, -60, 22050, NULL, NULL, NULL, &error) : NULL;
 * gint64 begin, end;
 *
 * if (silences != NULL) {
 *   gaf_silences_get_trim (silences, &begin, &end);
 *   g_print ("sound from frame %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT "\n", begin, end);
 * }
 * ```
 *
 * Since: 0.1
 */
struct _GafSilences {
  GObject parent_instance;

  GArray *ranges; /* of GafRange */
  GafRange trim;
};

G_DEFINE_FINAL_TYPE (GafSilences, gaf_silences, G_TYPE_OBJECT)

static void
gaf_silences_finalize (GObject *object)
{
  g_array_unref (GAF_SILENCES (object)->ranges);
  G_OBJECT_CLASS (gaf_silences_parent_class)->finalize (object);
}

static void
gaf_silences_init (GafSilences *self)
{
  self->ranges = g_array_new (FALSE, FALSE, sizeof (GafRange));
}

static void
gaf_silences_class_init (GafSilencesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gaf_silences_finalize;
}

/* {{{ finding */

typedef struct {
  GafWatch watch;
  guint channels;
  float threshold;
  gint64 least;
  GMutex lock;   /* inside of the reader's call, and so of the fork gate */
  GTree *pieces; /* frame → GArray of GafRange: pieces come on several threads, some twice */
} Finding;

static int
compare_frames (gconstpointer a, gconstpointer b, gpointer data)
{
  const gint64 first = *(const gint64 *) a, second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

static gboolean
take (const float *const *planes, gint64 frame, gint64 n_frames, gpointer data)
{
  Finding *self = data;
  GArray *ranges = g_array_new (FALSE, FALSE, sizeof (GafRange));

  gaf_quiet_find (planes, self->channels, frame, n_frames, self->threshold, self->least, ranges);
  g_mutex_lock (&self->lock);
  g_tree_replace (self->pieces, g_memdup2 (&frame, sizeof frame), ranges);
  g_mutex_unlock (&self->lock);
  return gaf_watch_step (&self->watch, n_frames);
}

/* Of pieces that are in the file: threads may have come further than reading from the beginning does, where it is
 * damaged. */
static gboolean
join (gpointer frame, gpointer ranges, gpointer data)
{
  GafSilences *self = data;

  if (*(gint64 *) frame < self->trim.end)
    gaf_quiet_join (self->ranges, ranges);
  return FALSE;
}

/* What is silent at the beginning and at the end is no sound however short it is; of the rest what is long enough. */
static void
finish (GafSilences *self, gint64 least)
{
  const gint64 n_frames = self->trim.end;
  guint n = 0;

  for (guint i = 0; i < self->ranges->len; i++) {
    const GafRange range = g_array_index (self->ranges, GafRange, i);

    if (range.begin == 0)
      self->trim.begin = range.end;
    else if (range.end == n_frames)
      self->trim.end = range.begin;
    if (range.end - range.begin >= least)
      g_array_index (self->ranges, GafRange, n++) = range;
  }
  g_array_set_size (self->ranges, n);
}

/**
 * gaf_silences_new_for_reader: (constructor)
 * @reader: a reader, whose position stays as it is
 * @threshold: the level up to which samples are silent, dBFS: -60, for instance; negative infinity for zeros alone
 * @n_frames: how many frames in a row have to be silent in all channels; at least 1
 * @cancellable: (nullable): cancels the call
 * @progress: (nullable) (scope call) (closure progress_data): is told how far it is, on this thread
 * @progress_data: what is handed to it
 * @error: as [method@Reader.read]; %GAF_ERROR_INVALID_ARGUMENT for @n_frames below 1, and a threshold that is not a
 *   number
 *
 * Looks for silence in a whole file, on all processors if it is long.
 *
 * Returns: (transfer full): what was found, or %NULL with @error set
 * Since: 0.1
 */
GafSilences *
gaf_silences_new_for_reader (GafReader *reader, double threshold, gint64 n_frames, GCancellable *cancellable,
                             GafAnalysisProgress progress, gpointer progress_data, GError **error)
{
  Finding finding = { .threshold = pow (10, threshold / 20), .least = n_frames };
  GafReaderPass pass = { .unit = 1, .take = take, .data = &finding };
  GafSilences *self = NULL;

  g_return_val_if_fail (GAF_IS_READER (reader), NULL);

  if (isnan (threshold) || n_frames < 1) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT,
                 "Silence is at least one frame, at a level in dBFS; it cannot be %" G_GINT64_FORMAT " frames at %g",
                 n_frames, threshold);
    return NULL;
  }
  finding.channels = gaf_reader_get_channels (reader);
  finding.pieces = g_tree_new_full (compare_frames, NULL, g_free, (GDestroyNotify) g_array_unref);
  g_mutex_init (&finding.lock);
  gaf_watch_begin (&finding.watch, gaf_reader_get_n_frames (reader), cancellable, progress, progress_data);
  if (gaf_reader_pass (reader, &pass, cancellable, error)) {
    self = g_object_new (GAF_TYPE_SILENCES, NULL);
    self->trim.end = gaf_reader_get_n_frames (reader);
    g_tree_foreach (finding.pieces, join, self);
    finish (self, n_frames);
    gaf_watch_end (&finding.watch);
  } else if (pass.stopped) {
    gaf_watch_set_error (&finding.watch, error);
  }
  g_tree_unref (finding.pieces);
  g_mutex_clear (&finding.lock);
  return self;
}

static void
find_silences (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  GafAnalysisCall *call = data;
  GError *error = NULL;
  GafSilences *silences = gaf_silences_new_for_reader (call->reader, call->threshold, call->n_frames, cancellable,
                                                       gaf_analysis_call_get_progress (task), task, &error);

  gaf_analysis_call_end (task);
  gaf_task_return (task, silences, g_object_unref, error);
}

/**
 * gaf_silences_new_for_reader_async:
 * @reader: a reader, whose position stays as it is
 * @threshold: the level up to which samples are silent, dBFS
 * @n_frames: how many frames in a row have to be silent in all channels; at least 1
 * @cancellable: (nullable): cancels the call
 * @progress: (nullable) (scope notified) (closure progress_data) (destroy progress_destroy): is told how far it is, on
 *   the caller's main context
 * @progress_data: what is handed to it
 * @progress_destroy: frees that
 * @callback: (scope async) (nullable): called on the caller's main context when they were found
 * @user_data: for @callback
 *
 * Looks for silence as [ctor@Silences.new_for_reader] does, without making the caller wait.
 *
 * Since: 0.1
 */
void
gaf_silences_new_for_reader_async (GafReader *reader, double threshold, gint64 n_frames, GCancellable *cancellable,
                                   GafAnalysisProgress progress, gpointer progress_data,
                                   GDestroyNotify progress_destroy, GAsyncReadyCallback callback, gpointer user_data)
{
  GafAnalysisCall *call;

  g_return_if_fail (GAF_IS_READER (reader));

  call = gaf_analysis_call_new (reader, NULL, progress, progress_data, progress_destroy);
  call->threshold = threshold;
  call->n_frames = n_frames;
  gaf_task_queue_run (gaf_task_new (NULL, call, gaf_analysis_call_free, cancellable, callback, user_data,
                                    gaf_silences_new_for_reader_async),
                      NULL, find_silences);
}

/**
 * gaf_silences_new_for_reader_finish:
 * @result: what the callback was given
 * @error: as [ctor@Silences.new_for_reader]
 *
 * Ends [func@Silences.new_for_reader_async] in its callback, and hands over the silent parts that were found.
 *
 * Returns: (transfer full): what was found, or %NULL with @error set
 * Since: 0.1
 */
GafSilences *
gaf_silences_new_for_reader_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* }}} */

/**
 * gaf_silences_get_ranges:
 * @self: silences
 * @n_values: (out): how many numbers there are: two for each silence
 *
 * Tells where it is silent: for each silence the first frame, and the first one behind it.
 *
 * Returns: (transfer none) (array length=n_values): frames, in order
 * Since: 0.1
 */
const gint64 *
gaf_silences_get_ranges (GafSilences *self, gsize *n_values)
{
  g_return_val_if_fail (GAF_IS_SILENCES (self), NULL);

  *n_values = 2 * (gsize) self->ranges->len;
  return (const gint64 *) self->ranges->data;
}

/**
 * gaf_silences_get_trim:
 * @self: silences
 * @begin: (out) (optional): the first frame that is not silent
 * @end: (out) (optional): the first one behind the last frame that is not silent
 *
 * Tells between which frames there is sound: what is left when silence of any length is cut off at both ends. Both are
 * the file's length if all of it is silent.
 *
 * Since: 0.1
 */
void
gaf_silences_get_trim (GafSilences *self, gint64 *begin, gint64 *end)
{
  g_return_if_fail (GAF_IS_SILENCES (self));

  if (begin != NULL)
    *begin = self->trim.begin;
  if (end != NULL)
    *end = self->trim.end;
}
