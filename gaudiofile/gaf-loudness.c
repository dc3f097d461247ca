/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-loudness.h"

#include <math.h>

#include "analysis/call.h"
#include "analysis/measure.h"
#include "gaf-reader-private.h"

/**
 * GafLoudness:
 *
 * How loud a file is: by EBU R 128 (ITU-R BS.1770), and the ReplayGain 2 that follows from it, all in one pass over the
 * file. The filters and gates are libebur128's, which has to be installed.
 *
 * Loudness is in LUFS (loudness units below full scale, as dB), and negative infinity for silence. One channel is
 * measured as one loudspeaker, which is 3 dB below what two with the same signal are.
 *
 * ```c
 * g_autoptr (GError) error = NULL;
 * g_autoptr (GafReader) reader = gaf_reader_new_for_path ("song.flac", NULL, &error);
 * g_autoptr (GafLoudness) loudness
 *     = reader != NULL ? gaf_loudness_new_for_reader (reader, NULL, NULL, NULL, &error) : NULL;
 *
 * if (loudness != NULL)
 *   g_print ("%.1f LUFS, %.1f dBTP\n", gaf_loudness_get_integrated (loudness), gaf_loudness_get_true_peak (loudness));
 * else
 *   g_printerr ("%s\n", error->message);
 * ```
 *
 * Since: 0.1
 */
struct _GafLoudness {
  GObject parent_instance;

  GafMeasured measured;
  GArray *momentary, *short_term;
};

enum {
  PROP_0,
  PROP_INTEGRATED,
  PROP_RANGE,
  PROP_MAX_MOMENTARY,
  PROP_MAX_SHORT_TERM,
  PROP_TRUE_PEAK,
  PROP_REPLAY_GAIN,
  PROP_REPLAY_PEAK,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (GafLoudness, gaf_loudness, G_TYPE_OBJECT)

/* What ReplayGain 2 brings all files to, LUFS. */
#define REFERENCE -18.0

/* {{{ object */

static void
gaf_loudness_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  static double (*const get[N_PROPS]) (GafLoudness * self) = {
    [PROP_INTEGRATED] = gaf_loudness_get_integrated,       [PROP_RANGE] = gaf_loudness_get_range,
    [PROP_MAX_MOMENTARY] = gaf_loudness_get_max_momentary, [PROP_MAX_SHORT_TERM] = gaf_loudness_get_max_short_term,
    [PROP_TRUE_PEAK] = gaf_loudness_get_true_peak,         [PROP_REPLAY_GAIN] = gaf_loudness_get_replay_gain,
    [PROP_REPLAY_PEAK] = gaf_loudness_get_replay_peak,
  };

  if (id > PROP_0 && id < N_PROPS)
    g_value_set_double (value, get[id](GAF_LOUDNESS (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
gaf_loudness_finalize (GObject *object)
{
  GafLoudness *self = GAF_LOUDNESS (object);

  g_clear_pointer (&self->momentary, g_array_unref);
  g_clear_pointer (&self->short_term, g_array_unref);
  G_OBJECT_CLASS (gaf_loudness_parent_class)->finalize (object);
}

static void
gaf_loudness_init (GafLoudness *self)
{
  self->momentary = g_array_new (FALSE, FALSE, sizeof (float));
  self->short_term = g_array_new (FALSE, FALSE, sizeof (float));
}

static GParamSpec *
number (const char *name)
{
  return g_param_spec_double (name, NULL, NULL, -INFINITY, INFINITY, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static void
gaf_loudness_class_init (GafLoudnessClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = gaf_loudness_get_property;
  object_class->finalize = gaf_loudness_finalize;

  /**
   * GafLoudness:integrated: (getter get_integrated)
   *
   * The loudness of the whole, without its silent and quiet parts: LUFS.
   *
   * Since: 0.1
   */
  properties[PROP_INTEGRATED] = number ("integrated");
  /**
   * GafLoudness:range: (getter get_range)
   *
   * How much the loudness varies from the quiet parts to the loud ones: LU, as EBU Tech 3342 defines it.
   *
   * Since: 0.1
   */
  properties[PROP_RANGE] = number ("range");
  /**
   * GafLoudness:max-momentary: (getter get_max_momentary)
   *
   * The loudness of the loudest 0.4 seconds: LUFS.
   *
   * Since: 0.1
   */
  properties[PROP_MAX_MOMENTARY] = number ("max-momentary");
  /**
   * GafLoudness:max-short-term: (getter get_max_short_term)
   *
   * The loudness of the loudest 3 seconds: LUFS.
   *
   * Since: 0.1
   */
  properties[PROP_MAX_SHORT_TERM] = number ("max-short-term");
  /**
   * GafLoudness:true-peak: (getter get_true_peak)
   *
   * The highest level of the signal between its samples too, found at four times the rate: dBTP.
   *
   * Since: 0.1
   */
  properties[PROP_TRUE_PEAK] = number ("true-peak");
  /**
   * GafLoudness:replay-gain: (getter get_replay_gain)
   *
   * The track gain of ReplayGain 2, by which a player makes files equally loud: dB.
   *
   * Since: 0.1
   */
  properties[PROP_REPLAY_GAIN] = number ("replay-gain");
  /**
   * GafLoudness:replay-peak: (getter get_replay_peak)
   *
   * The track peak of ReplayGain 2: 1 is full scale.
   *
   * Since: 0.1
   */
  properties[PROP_REPLAY_PEAK] = number ("replay-peak");

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

/* }}} */

/* {{{ measuring */

typedef struct {
  GafMeasure *measure;
  GafWatch watch;
  GError *error;
} Measuring;

static gboolean
take (const float *const *planes, gint64 frame, gint64 n_frames, gpointer data)
{
  Measuring *self = data;

  return gaf_measure_add (self->measure, planes, n_frames, &self->error) && gaf_watch_step (&self->watch, n_frames);
}

/**
 * gaf_loudness_new_for_reader: (constructor)
 * @reader: a reader, whose position stays as it is
 * @cancellable: (nullable): cancels the call
 * @progress: (nullable) (scope call) (closure progress_data): is told how far it is, on this thread
 * @progress_data: what is handed to it
 * @error: as [method@Reader.read]; %GAF_ERROR_MISSING_PLUGIN if libebur128 is not installed, %GAF_ERROR_UNSUPPORTED if
 *   the library was built without it
 *
 * Measures the loudness of a whole file by EBU R 128, in one pass and on this thread.
 *
 * Returns: (transfer full): the loudness, or %NULL with @error set
 * Since: 0.1
 */
GafLoudness *
gaf_loudness_new_for_reader (GafReader *reader, GCancellable *cancellable, GafAnalysisProgress progress,
                             gpointer progress_data, GError **error)
{
  g_autoptr (GafMeasure) measure = NULL;
  Measuring measuring = { 0 };
  GafReaderPass pass = { .unit = 1, .in_order = TRUE, .take = take, .data = &measuring };
  GafLoudness *self;

  g_return_val_if_fail (GAF_IS_READER (reader), NULL);

  measure = gaf_measure_new (gaf_reader_get_rate (reader), gaf_reader_get_channels (reader),
                             gaf_reader_get_channel_mask (reader), error);
  if (measure == NULL)
    return NULL;
  measuring.measure = measure;
  gaf_watch_begin (&measuring.watch, gaf_reader_get_n_frames (reader), cancellable, progress, progress_data);
  if (!gaf_reader_pass (reader, &pass, cancellable, error)) {
    if (measuring.error != NULL)
      g_propagate_error (error, measuring.error);
    else if (pass.stopped)
      gaf_watch_set_error (&measuring.watch, error);
    return NULL;
  }
  self = g_object_new (GAF_TYPE_LOUDNESS, NULL);
  gaf_measure_end (measure, &self->measured);
  g_array_unref (self->momentary);
  g_array_unref (self->short_term);
  self->momentary = g_array_ref (gaf_measure_get_momentary (measure));
  self->short_term = g_array_ref (gaf_measure_get_short_term (measure));
  gaf_watch_end (&measuring.watch);
  return self;
}

static void
measure_loudness (GTask *task, gpointer self, gpointer data, GCancellable *cancellable)
{
  GafAnalysisCall *call = data;
  GError *error = NULL;
  GafLoudness *loudness =
      gaf_loudness_new_for_reader (call->reader, cancellable, gaf_analysis_call_get_progress (task), task, &error);

  gaf_analysis_call_end (task);
  gaf_task_return (task, loudness, g_object_unref, error);
}

/**
 * gaf_loudness_new_for_reader_async:
 * @reader: a reader, whose position stays as it is
 * @cancellable: (nullable): cancels the call
 * @progress: (nullable) (scope notified) (closure progress_data) (destroy progress_destroy): is told how far it is, on
 *   the caller's main context
 * @progress_data: what is handed to it
 * @progress_destroy: frees that
 * @callback: (scope async) (nullable): called on the caller's main context when it is measured
 * @user_data: for @callback
 *
 * Measures the loudness of a whole file as [ctor@Loudness.new_for_reader] does, without making the caller wait.
 *
 * Since: 0.1
 */
void
gaf_loudness_new_for_reader_async (GafReader *reader, GCancellable *cancellable, GafAnalysisProgress progress,
                                   gpointer progress_data, GDestroyNotify progress_destroy,
                                   GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (GAF_IS_READER (reader));

  gaf_task_queue_run (
      gaf_task_new (NULL, gaf_analysis_call_new (reader, NULL, progress, progress_data, progress_destroy),
                    gaf_analysis_call_free, cancellable, callback, user_data, gaf_loudness_new_for_reader_async),
      NULL, measure_loudness);
}

/**
 * gaf_loudness_new_for_reader_finish:
 * @result: what the callback was given
 * @error: as [ctor@Loudness.new_for_reader]
 *
 * Ends [func@Loudness.new_for_reader_async] in its callback, and hands over what was measured.
 *
 * Returns: (transfer full): the loudness, or %NULL with @error set
 * Since: 0.1
 */
GafLoudness *
gaf_loudness_new_for_reader_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* }}} */

/* {{{ info */

/**
 * gaf_loudness_get_integrated: (get-property integrated)
 * @self: a loudness
 *
 * Tells the loudness of the whole, without its silent and quiet parts (the gates of R 128).
 *
 * Returns: LUFS; negative infinity for silence, and for what is shorter than 0.4 seconds
 * Since: 0.1
 */
double
gaf_loudness_get_integrated (GafLoudness *self)
{
  g_return_val_if_fail (GAF_IS_LOUDNESS (self), 0);

  return self->measured.integrated;
}

/**
 * gaf_loudness_get_range: (get-property range)
 * @self: a loudness
 *
 * Tells how much the loudness varies, after EBU Tech 3342.
 *
 * Returns: LU
 * Since: 0.1
 */
double
gaf_loudness_get_range (GafLoudness *self)
{
  g_return_val_if_fail (GAF_IS_LOUDNESS (self), 0);

  return self->measured.range;
}

/* From where @first tenths of a second are over. */
static double
highest (const GArray *values, guint first)
{
  float highest = -INFINITY;

  for (guint i = first - 1; i < values->len; i++)
    highest = MAX (highest, g_array_index (values, float, i));
  return highest;
}

/**
 * gaf_loudness_get_max_momentary: (get-property max-momentary)
 * @self: a loudness
 *
 * Tells the loudness of the loudest 0.4 seconds.
 *
 * Returns: LUFS; negative infinity for what is shorter
 * Since: 0.1
 */
double
gaf_loudness_get_max_momentary (GafLoudness *self)
{
  g_return_val_if_fail (GAF_IS_LOUDNESS (self), 0);

  return highest (self->momentary, 4);
}

/**
 * gaf_loudness_get_max_short_term: (get-property max-short-term)
 * @self: a loudness
 *
 * Tells the loudness of the loudest 3 seconds.
 *
 * Returns: LUFS; negative infinity for what is shorter
 * Since: 0.1
 */
double
gaf_loudness_get_max_short_term (GafLoudness *self)
{
  g_return_val_if_fail (GAF_IS_LOUDNESS (self), 0);

  return highest (self->short_term, 30);
}

/**
 * gaf_loudness_get_true_peak: (get-property true-peak)
 * @self: a loudness
 *
 * Tells the highest level of all channels, between samples too: of four times as many samples below 96 kHz, and of
 * twice as many below 192 kHz.
 *
 * Returns: dBTP; negative infinity for silence
 * Since: 0.1
 */
double
gaf_loudness_get_true_peak (GafLoudness *self)
{
  g_return_val_if_fail (GAF_IS_LOUDNESS (self), 0);

  return 20 * log10 (self->measured.true_peak);
}

/**
 * gaf_loudness_get_momentary:
 * @self: a loudness
 * @n_values: (out): how many values there are
 *
 * Tells the loudness of the last 0.4 seconds, at the end of each tenth of a second; in the first 0.4 seconds, of those
 * since the beginning.
 *
 * Returns: (transfer none) (array length=n_values): LUFS
 * Since: 0.1
 */
const float *
gaf_loudness_get_momentary (GafLoudness *self, gsize *n_values)
{
  g_return_val_if_fail (GAF_IS_LOUDNESS (self), NULL);

  *n_values = self->momentary->len;
  return (const float *) self->momentary->data;
}

/**
 * gaf_loudness_get_short_term:
 * @self: a loudness
 * @n_values: (out): how many values there are
 *
 * Tells the loudness of the last 3 seconds, at the end of each tenth of a second; in the first 3 seconds, of those
 * since the beginning.
 *
 * Returns: (transfer none) (array length=n_values): LUFS
 * Since: 0.1
 */
const float *
gaf_loudness_get_short_term (GafLoudness *self, gsize *n_values)
{
  g_return_val_if_fail (GAF_IS_LOUDNESS (self), NULL);

  *n_values = self->short_term->len;
  return (const float *) self->short_term->data;
}

/**
 * gaf_loudness_get_replay_gain: (get-property replay-gain)
 * @self: a loudness
 *
 * Tells by how much to play the file louder for it to be as loud as all that have a ReplayGain 2, which is -18 LUFS:
 * its track gain.
 *
 * Returns: dB; 0 for silence
 * Since: 0.1
 */
double
gaf_loudness_get_replay_gain (GafLoudness *self)
{
  g_return_val_if_fail (GAF_IS_LOUDNESS (self), 0);

  return isfinite (self->measured.integrated) ? REFERENCE - self->measured.integrated : 0;
}

/**
 * gaf_loudness_get_replay_peak: (get-property replay-peak)
 * @self: a loudness
 *
 * Tells the track peak of ReplayGain 2: the largest sample, without its sign.
 *
 * Returns: the peak; 1 is full scale
 * Since: 0.1
 */
double
gaf_loudness_get_replay_peak (GafLoudness *self)
{
  g_return_val_if_fail (GAF_IS_LOUDNESS (self), 0);

  return self->measured.peak;
}

/* }}} */
