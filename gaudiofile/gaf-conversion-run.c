/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-conversion-private.h"

#include <math.h>

#include "analysis/call.h"
#include "analysis/measure.h"
#include "convert/fit.h"
#include "convert/graph.h"
#include "core/fork-gate.h"
#include "core/interrupt.h"
#include "core/limits.h"
#include "core/threads.h"
#include "gaf-error.h"
#include "gaf-reader.h"
#include "gaf-writer.h"

/* How often the program is asked whether to go on. */
#define TICK (40 * G_TIME_SPAN_MILLISECOND)

/* Samples that are encoded at once, where several threads do it. */
#define MOST_AT_ONCE (1 << 20)

/* One of these. */
typedef struct {
  const char *path;
  GFile *file;
  GOutputStream *stream;
} Destination;

typedef struct {
  GafGraph graph;
  GafEncodeSpec *spec;
  GafWriter *writer;
  GCancellable *cancellable;
  GafWatch watch;
  gint64 due;      /* when the program is asked next */
  gint64 n_frames; /* of a pass, where fades have to know; else -1 */
  double factor;
} Run;

static void
run_clear (Run *self)
{
  gaf_graph_clear (&self->graph);
  g_clear_object (&self->spec);
  g_clear_object (&self->writer);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

/* {{{ passes */

/* What becomes of a block. FALSE with @error. */
typedef gboolean (*Take) (Run *self, void *const *planes, gint64 n_frames, gpointer data, GError **error);

static gboolean
step (Run *self, gint64 n_frames, GError **error)
{
  const gint64 now = g_get_monotonic_time ();

  if (!gaf_watch_step (&self->watch, n_frames))
    return gaf_watch_set_error (&self->watch, error);
  if (now < self->due)
    return TRUE;
  self->due = now + TICK;
  return gaf_interrupt_ask (error);
}

/* All frames once, so many at a time. Returns how many, -1 with @error. */
static gint64
go_through (Run *self, gint64 size, Take take, gpointer data, GError **error)
{
  g_autoptr (GafFlow) flow = gaf_graph_start (&self->graph, size, self->factor, self->n_frames);
  void *planes[GAF_LIMIT_CHANNELS];
  g_autofree G_GNUC_UNUSED gpointer room = gaf_flow_make_room (flow, size, planes);
  gint64 done = 0, n;

  do {
    n = gaf_flow_read (flow, planes, size, self->cancellable, error);
    if (n < 0 || (n > 0 && !take (self, planes, n, data, error)) || !step (self, n, error))
      return -1;
    done += n;
  } while (n == size);
  return done;
}

static gint64
block_size (const Run *self)
{
  return gaf_flow_block_size (gaf_encode_spec_get_channels (self->spec));
}

/* FLAC is encoded on several threads where it gets much at once. */
static gint64
write_size (const Run *self)
{
  const gint64 most = MOST_AT_ONCE / gaf_encode_spec_get_channels (self->spec);

  if (g_strcmp0 (gaf_encode_spec_get_codec (self->spec), "flac") != 0 || !gaf_graph_has_threads (&self->graph)
      || gaf_source_get_n_frames (self->graph.last) < most)
    return block_size (self);
  return most;
}

static gboolean
take_nothing (Run *self, void *const *planes, gint64 n_frames, gpointer data, GError **error)
{
  return TRUE;
}

static gboolean
take_loudness (Run *self, void *const *planes, gint64 n_frames, gpointer data, GError **error)
{
  return gaf_measure_add (data, (const float *const *) planes, n_frames, error);
}

static gboolean
take_peak (Run *self, void *const *planes, gint64 n_frames, gpointer data, GError **error)
{
  const guint channels = gaf_encode_spec_get_channels (self->spec);
  float *peak = data;

  for (guint c = 0; c < channels; c++)
    for (gint64 i = 0; i < n_frames; i++)
      *peak = MAX (*peak, fabsf (((const float *) planes[c])[i]));
  return TRUE;
}

static gboolean
take_to_write (Run *self, void *const *planes, gint64 n_frames, gpointer data, GError **error)
{
  const GafSampleFormat format =
      self->graph.is_raw ? gaf_source_get_sample_format (self->graph.source) : GAF_SAMPLE_FORMAT_FLOAT32;

  return gaf_writer_write_raw (self->writer, format, (const void *const *) planes, gaf_sample_format_get_width (format),
                               n_frames, self->cancellable, error);
}

/* }}} */

/* {{{ level */

/* What brings a loudness to the target, if no peak gets over full scale. */
static gboolean
find_loudness (Run *self, GError **error)
{
  const double target = self->graph.settings->target;
  g_autoptr (GafMeasure) measure =
      gaf_measure_new (gaf_encode_spec_get_rate (self->spec), gaf_encode_spec_get_channels (self->spec),
                       gaf_encode_spec_get_channel_mask (self->spec), error);
  GafMeasured measured;

  if (measure == NULL || go_through (self, block_size (self), take_loudness, measure, error) < 0)
    return FALSE;
  gaf_measure_end (measure, &measured);
  if (isfinite (measured.integrated))
    self->factor = pow (10, (target - measured.integrated) / 20);
  if (measured.true_peak * self->factor > 1)
    self->factor = 1 / measured.true_peak;
  return TRUE;
}

static gboolean
find_peak (Run *self, GError **error)
{
  float peak = 0;

  if (go_through (self, block_size (self), take_peak, &peak, error) < 0)
    return FALSE;
  if (peak > 0)
    self->factor = pow (10, self->graph.settings->target / 20) / peak;
  return TRUE;
}

/* What has to be known before anything is written. */
static gboolean
look_ahead (Run *self, GError **error)
{
  const GafConvertSettings *settings = self->graph.settings;

  self->factor = 1;
  self->n_frames = -1;
  if (settings->fade_out > 0 && !gaf_graph_is_exact (&self->graph)
      && go_through (self, block_size (self), take_nothing, NULL, error) < 0)
    return FALSE;
  self->n_frames = gaf_source_get_n_frames (self->graph.last);
  if (settings->normalize == GAF_NORMALIZE_LOUDNESS)
    return find_loudness (self, error);
  if (settings->normalize == GAF_NORMALIZE_PEAK)
    return find_peak (self, error);
  self->factor = settings->gain != 0 ? pow (10, settings->gain / 20) : 1;
  return TRUE;
}

static gint64
count_passes (const Run *self)
{
  const GafConvertSettings *settings = self->graph.settings;

  return 1 + (settings->normalize != GAF_NORMALIZE_NONE)
         + (settings->fade_out > 0 && !gaf_graph_is_exact (&self->graph));
}

/* }}} */

/* {{{ run */

/* Tags are written into files only, and not into pipes and the like. */
static gboolean
may_have_tags (const Destination *destination)
{
  const char *path = destination->path != NULL   ? destination->path
                     : destination->file != NULL ? g_file_peek_path (destination->file)
                                                 : NULL;

  return path != NULL && (!g_file_test (path, G_FILE_TEST_EXISTS) || g_file_test (path, G_FILE_TEST_IS_REGULAR));
}

static GafWriter *
open_writer (const Destination *destination, GafEncodeSpec *spec, GCancellable *cancellable, GError **error)
{
  if (destination->path != NULL)
    return gaf_writer_new_for_path (destination->path, spec, cancellable, error);
  if (destination->file != NULL)
    return gaf_writer_new_for_file (destination->file, spec, cancellable, error);
  return gaf_writer_new_for_stream (destination->stream, spec, cancellable, error);
}

/* What the new file is like, its tags too. Inside of the fork gate, since GLib makes objects under locks of its own. */
static GafEncodeSpec *
fit (const GafConvertSettings *settings, GafSource *source, const Destination *destination, GCancellable *cancellable,
     GError **error)
{
  g_autofree char *name = destination->file != NULL ? g_file_get_basename (destination->file) : NULL;
  GafEncodeSpec *spec;

  gaf_fork_gate_enter ();
  spec = gaf_fit_new (settings, source, destination->path != NULL ? destination->path : name, error);
  if (spec != NULL && may_have_tags (destination) && !gaf_fit_tags (settings, source, spec, cancellable, error))
    g_clear_object (&spec);
  gaf_fork_gate_leave ();
  return spec;
}

/* Nothing is written before all is known to be as it should. */
static gboolean
open_all (Run *self, const GafConvertSettings *settings, GafSource *source, const Destination *destination,
          GError **error)
{
  self->spec = fit (settings, source, destination, self->cancellable, error);
  if (self->spec == NULL || !gaf_graph_init (&self->graph, settings, source, self->spec, error))
    return FALSE;
  self->writer = open_writer (destination, self->spec, self->cancellable, error);
  if (self->writer == NULL)
    return FALSE;
  if (!settings->lossless || gaf_conversion_check_samples (&self->graph, self->writer, error))
    return TRUE;
  gaf_writer_abort (self->writer, NULL);
  return FALSE;
}

/* Who is told how far it is, and how it was. */
typedef struct {
  GCancellable *cancellable;
  GafAnalysisProgress progress;
  gpointer progress_data;
  double *applied_gain; /* or NULL: the conversion's own */
} Caller;

static void
note_gain (GafConversion *conversion, double *applied_gain, double factor)
{
  if (applied_gain != NULL) {
    *applied_gain = 20 * log10 (factor);
    return;
  }
  g_mutex_lock (&conversion->lock);
  conversion->applied_gain = 20 * log10 (factor);
  g_mutex_unlock (&conversion->lock);
}

static GafByteSink *
make_sink (const Destination *destination)
{
  if (destination->path != NULL)
    return gaf_byte_sink_new_for_path (destination->path, TRUE);
  if (destination->file != NULL)
    return gaf_byte_sink_new_for_file (destination->file, TRUE);
  return gaf_byte_sink_new_for_stream (destination->stream);
}

/* Without decoding. */
static gint64
copy_packets (const GafConvertSettings *settings, GafReader *reader, const Destination *destination,
              const Caller *caller, GError **error)
{
  g_autoptr (GafEncodeSpec) spec = fit (settings, GAF_SOURCE (reader), destination, caller->cancellable, error);
  g_autoptr (GafByteSink) sink = NULL;
  const gint64 rest = MAX (gaf_reader_get_n_frames (reader) - settings->offset, 0);
  GafWatch watch;
  gint64 n_frames;

  if (spec == NULL)
    return -1;
  sink = make_sink (destination);
  gaf_watch_begin (&watch, settings->n_frames >= 0 ? MIN (settings->n_frames, rest) : rest, caller->cancellable,
                   caller->progress, caller->progress_data);
  n_frames = gaf_conversion_cut (settings, reader, spec, sink, &watch, caller->cancellable, error);
  if (n_frames >= 0)
    gaf_watch_end (&watch);
  return n_frames;
}

/* @is_ours: nobody else knows the source. */
static gint64
convert_here (GafConversion *conversion, GafSource *source, gboolean is_ours, const Destination *destination,
              const Caller *caller, GError **error)
{
  g_auto (Run) run = { .cancellable = caller->cancellable };
  gint64 n_frames;

  if (gaf_conversion_wants_packets (&conversion->settings, source)) {
    note_gain (conversion, caller->applied_gain, 1);
    return copy_packets (&conversion->settings, GAF_READER (source), destination, caller, error);
  }
  if (g_cancellable_set_error_if_cancelled (run.cancellable, error)
      || !open_all (&run, &conversion->settings, source, destination, error))
    return -1;
  run.graph.may_thread |= is_ours;
  gaf_watch_begin (&run.watch, gaf_source_get_n_frames (run.graph.last) * count_passes (&run), run.cancellable,
                   caller->progress, caller->progress_data);
  if (!look_ahead (&run, error) || go_through (&run, write_size (&run), take_to_write, NULL, error) < 0) {
    gaf_writer_abort (run.writer, NULL);
    return -1;
  }
  n_frames = gaf_writer_tell (run.writer);
  if (!gaf_writer_close (run.writer, run.cancellable, error))
    return -1;
  note_gain (conversion, caller->applied_gain, run.factor);
  gaf_watch_end (&run.watch);
  return n_frames;
}

/* Where there is to be no other thread, reader and writer make none either. */
static gint64
convert (GafConversion *conversion, GafSource *source, gboolean is_ours, const Destination *destination,
         const Caller *caller, GError **error)
{
  const gboolean was_worker = gaf_threads_is_worker ();
  gint64 n_frames;

  if (conversion->settings.max_threads == 1)
    gaf_threads_set_worker (TRUE);
  n_frames = convert_here (conversion, source, is_ours, destination, caller, error);
  gaf_threads_set_worker (was_worker);
  return n_frames;
}

/* Takes @reader; NULL with @error. */
static gint64
convert_file (GafConversion *conversion, GafReader *reader, const Destination *destination, const Caller *caller,
              GError **error)
{
  gint64 n_frames;

  if (reader == NULL)
    return -1;
  n_frames = convert (conversion, GAF_SOURCE (reader), TRUE, destination, caller, error);
  gaf_reader_close (reader);
  g_object_unref (reader);
  return n_frames;
}

gint64
gaf_conversion_run_path (GafConversion *self, const char *source, const char *destination, GCancellable *cancellable,
                         double *applied_gain, GError **error)
{
  const Destination to = { .path = destination };
  const Caller caller = { cancellable, NULL, NULL, applied_gain };

  return convert_file (self, gaf_reader_new_for_path (source, cancellable, error), &to, &caller, error);
}

/**
 * gaf_conversion_run:
 * @self: a conversion
 * @source: (type filename): name of the audio file to convert
 * @destination: (type filename): name of the file to write; an old one is replaced when the new one is whole
 * @cancellable: (nullable): cancels the call
 * @progress: (nullable) (scope call) (closure progress_data): is told how far it is, on this thread
 * @progress_data: what is handed to it
 * @error: as [ctor@Reader.new_for_path], [method@Reader.read], [ctor@Writer.new_for_path], [method@Writer.write] and
 *   [method@Writer.close]; %GAF_ERROR_INVALID_ARGUMENT for what such a file cannot be, and a name without an extension
 *   where no format is set; %GAF_ERROR_OUT_OF_RANGE if the source ends before [property@Conversion:offset];
 *   %GAF_ERROR_MISSING_PLUGIN where loudness cannot be measured; %G_IO_ERROR_CANCELLED
 *
 * Converts a file to another one of the given name, which is replaced when the new one is whole.
 *
 * Returns: how many frames were written, before the codec resamples them as Opus does; -1 with @error set, and what was
 *   called @destination is as it was
 * Since: 0.1
 */
gint64
gaf_conversion_run (GafConversion *self, const char *source, const char *destination, GCancellable *cancellable,
                    GafAnalysisProgress progress, gpointer progress_data, GError **error)
{
  const Destination to = { .path = destination };
  const Caller caller = { cancellable, progress, progress_data, NULL };

  g_return_val_if_fail (GAF_IS_CONVERSION (self), -1);
  g_return_val_if_fail (source != NULL && destination != NULL, -1);

  return convert_file (self, gaf_reader_new_for_path (source, cancellable, error), &to, &caller, error);
}

/**
 * gaf_conversion_run_files:
 * @self: a conversion
 * @source: the audio file to convert
 * @destination: the file to write; an old one is replaced when the new one is whole
 * @cancellable: (nullable): cancels the call
 * @progress: (nullable) (scope call) (closure progress_data): is told how far it is, on this thread
 * @progress_data: what is handed to it
 * @error: as [method@Conversion.run]
 *
 * Converts a file, which need not be a local one. Tags are written into local files.
 *
 * Returns: how many frames were written, before the codec resamples them as Opus does; -1 with @error set
 * Since: 0.1
 */
gint64
gaf_conversion_run_files (GafConversion *self, GFile *source, GFile *destination, GCancellable *cancellable,
                          GafAnalysisProgress progress, gpointer progress_data, GError **error)
{
  const Destination to = { .file = destination };
  const Caller caller = { cancellable, progress, progress_data, NULL };

  g_return_val_if_fail (GAF_IS_CONVERSION (self), -1);
  g_return_val_if_fail (G_IS_FILE (source) && G_IS_FILE (destination), -1);

  return convert_file (self, gaf_reader_new_for_file (source, cancellable, error), &to, &caller, error);
}

/**
 * gaf_conversion_run_source:
 * @self: a conversion
 * @source: what to convert, from its beginning on wherever it stands; it is moved, and left open
 * @destination: (type filename): name of the file to write; an old one is replaced when the new one is whole
 * @cancellable: (nullable): cancels the call
 * @progress: (nullable) (scope call) (closure progress_data): is told how far it is, on this thread
 * @progress_data: what is handed to it
 * @error: as [method@Conversion.run], and as [method@Source.read]; %GAF_ERROR_NOT_SEEKABLE if what is asked for takes
 *   two passes, or begins later, and the source cannot seek
 *
 * Makes a file of any source. A [class@Reader] hands on its tags.
 *
 * Returns: how many frames were written, before the codec resamples them as Opus does; -1 with @error set
 * Since: 0.1
 */
gint64
gaf_conversion_run_source (GafConversion *self, GafSource *source, const char *destination, GCancellable *cancellable,
                           GafAnalysisProgress progress, gpointer progress_data, GError **error)
{
  const Destination to = { .path = destination };
  const Caller caller = { cancellable, progress, progress_data, NULL };

  g_return_val_if_fail (GAF_IS_CONVERSION (self), -1);
  g_return_val_if_fail (GAF_IS_SOURCE (source) && destination != NULL, -1);

  return convert (self, source, FALSE, &to, &caller, error);
}

/**
 * gaf_conversion_run_stream:
 * @self: a conversion, whose [property@Conversion:encode-spec] has a format
 * @source: what to convert, from its beginning on wherever it stands; it is moved, and left open
 * @destination: where the bytes go, as for [ctor@Writer.new_for_stream]; it is left open
 * @cancellable: (nullable): cancels the call
 * @progress: (nullable) (scope call) (closure progress_data): is told how far it is, on this thread
 * @progress_data: what is handed to it
 * @error: as [method@Conversion.run_source], and what @destination says
 *
 * Converts any source into a stream, without the tags of the source. What was written when it fails stays.
 *
 * Returns: how many frames were written; -1 with @error set
 * Since: 0.1
 */
gint64
gaf_conversion_run_stream (GafConversion *self, GafSource *source, GOutputStream *destination,
                           GCancellable *cancellable, GafAnalysisProgress progress, gpointer progress_data,
                           GError **error)
{
  const Destination to = { .stream = destination };
  const Caller caller = { cancellable, progress, progress_data, NULL };

  g_return_val_if_fail (GAF_IS_CONVERSION (self), -1);
  g_return_val_if_fail (GAF_IS_SOURCE (source) && G_IS_OUTPUT_STREAM (destination), -1);

  return convert (self, source, FALSE, &to, &caller, error);
}

/**
 * gaf_convert:
 * @source: (type filename): name of the audio file to convert
 * @destination: (type filename): name of the file to write, whose extension is its format; an old one is replaced when
 *   the new one is whole
 * @cancellable: (nullable): cancels the call
 * @error: as [method@Conversion.run]
 *
 * Converts a file into another format, with its tags and covers. All that can be chosen is in [class@Conversion].
 *
 * Returns: how many frames were written, before the codec resamples them as Opus does; -1 with @error set, and what was
 *   called @destination is as it was
 * Since: 0.1
 */
gint64
gaf_convert (const char *source, const char *destination, GCancellable *cancellable, GError **error)
{
  g_autoptr (GafConversion) conversion = gaf_conversion_new ();

  return gaf_conversion_run (conversion, source, destination, cancellable, NULL, NULL, error);
}

/* }}} */
