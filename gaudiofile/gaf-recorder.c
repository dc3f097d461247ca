/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-recorder-private.h"

#include "gaf-enum-types.h"
#include "live/meter.h"

/**
 * GafRecorder:
 *
 * Records from a device into a file, or into several, one after the other: with pauses, a longest time, a level for
 * meters, and the waveform as it grows.
 *
 * It has a thread of its own, which writes what was captured; what a slow disk makes wait is kept for up to 20 seconds.
 * The files are usable at any moment: if the process dies, at most the last second is lost (unless the
 * [class@EncodeSpec] is atomic). Between two files no frame is missing.
 *
 * A recorder of the default device goes on when another device becomes the default one, and when the sound server is
 * restarted; what could not be captured meanwhile is counted ([method@Recorder.get_lost_frames]) and not filled in. If
 * the device that was given is gone, it ends with [signal@Recorder::error], and the file is whole.
 *
 * A recorder records once. Signals are emitted, and [property@Recorder:state] notified, on the main context that was
 * the thread's default one when the recorder was made.
 *
 * ```c
 * g_autoptr (GError) error = NULL;
 * g_autoptr (GafEncodeSpec) spec = gaf_encode_spec_new ("flac", 48000, 1);
 * g_autoptr (GafRecorder) recorder = gaf_recorder_new (NULL, "take.flac", spec);
 *
 * gaf_recorder_set_max_frames (recorder, 10 * 48000);
 * if (!gaf_recorder_start (recorder, NULL, &error) || !gaf_recorder_wait (recorder, -1, NULL, &error))
 *   g_printerr ("%s\n", error->message);
 * ```
 *
 * Since: 0.1
 */
enum {
  PROP_0,
  PROP_DEVICE,
  PROP_PATH,
  PROP_SPEC,
  PROP_MAX_FRAMES,
  PROP_SPLIT_FRAMES,
  PROP_SPLIT_BYTES,
  PROP_STATE,
  PROP_POSITION,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (GafRecorder, gaf_recorder, G_TYPE_OBJECT)

/* How long dropping one may keep the caller, µs: its thread ends by itself. */
#define DROP_PATIENCE (1900 * G_TIME_SPAN_MILLISECOND)

/* {{{ object */

static void
gaf_recorder_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  GafRecorder *self = GAF_RECORDER (object);

  switch (id) {
  case PROP_DEVICE:
    g_value_set_object (value, self->core->device);
    break;
  case PROP_PATH:
    g_value_set_string (value, self->core->path);
    break;
  case PROP_SPEC:
    g_value_set_object (value, self->core->spec);
    break;
  case PROP_MAX_FRAMES:
    g_value_set_int64 (value, self->core->max_frames);
    break;
  case PROP_SPLIT_FRAMES:
    g_value_set_int64 (value, self->core->split_frames);
    break;
  case PROP_SPLIT_BYTES:
    g_value_set_int64 (value, self->core->split_bytes);
    break;
  case PROP_STATE:
    g_value_set_enum (value, gaf_recorder_get_state (self));
    break;
  case PROP_POSITION:
    g_value_set_int64 (value, gaf_recorder_get_position (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
set_limit (GafRecorder *self, gint64 *limit, gint64 value, GParamSpec *pspec)
{
  gboolean has_begun = TRUE;

  if (gaf_recorder_core_check (self->core, NULL)) {
    g_mutex_lock (&self->core->lock);
    has_begun = self->core->has_begun;
    g_mutex_unlock (&self->core->lock);
  }
  if (has_begun) {
    g_critical ("GafRecorder:%s can be set until it begins, not later", pspec->name);
    return;
  }
  if (*limit == value)
    return;
  *limit = value;
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
}

static void
gaf_recorder_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  GafRecorder *self = GAF_RECORDER (object);

  switch (id) {
  case PROP_DEVICE:
    self->core->device = g_value_dup_object (value);
    break;
  case PROP_PATH:
    self->core->path = g_value_dup_string (value);
    break;
  case PROP_SPEC:
    self->core->spec = g_value_dup_object (value);
    break;
  case PROP_MAX_FRAMES:
    set_limit (self, &self->core->max_frames, g_value_get_int64 (value), pspec);
    break;
  case PROP_SPLIT_FRAMES:
    set_limit (self, &self->core->split_frames, g_value_get_int64 (value), pspec);
    break;
  case PROP_SPLIT_BYTES:
    set_limit (self, &self->core->split_bytes, g_value_get_int64 (value), pspec);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
gaf_recorder_dispose (GObject *object)
{
  GafRecorderCore *core = GAF_RECORDER (object)->core;
  const gint64 deadline = g_get_monotonic_time () + DROP_PATIENCE;

  if (gaf_recorder_core_check (core, NULL)) {
    g_mutex_lock (&core->lock);
    gaf_recorder_core_ask_to_stop (core);
    while (core->is_running && g_cond_wait_until (&core->changed, &core->lock, deadline))
      continue;
    g_mutex_unlock (&core->lock);
  }
  G_OBJECT_CLASS (gaf_recorder_parent_class)->dispose (object);
}

static void
gaf_recorder_finalize (GObject *object)
{
  GafRecorder *self = GAF_RECORDER (object);

  gaf_teller_forget (self->core->teller);
  gaf_recorder_core_unref (self->core);
  G_OBJECT_CLASS (gaf_recorder_parent_class)->finalize (object);
}

static void
gaf_recorder_init (GafRecorder *self)
{
  self->core = gaf_recorder_core_new (self);
}

static void
install_signals (GType type)
{
  /**
   * GafRecorder::file-finished:
   * @self: the recorder
   * @path: the name of the file
   *
   * A file is whole: it has its last frame, its header is true, and other programs may open it.
   *
   * Since: 0.1
   */
  g_signal_new ("file-finished", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  /**
   * GafRecorder::ended:
   * @self: the recorder
   *
   * The recording has ended, because it was stopped or is as long as it may be.
   *
   * Since: 0.1
   */
  g_signal_new ("ended", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * GafRecorder::error:
   * @self: the recorder
   * @error: what has happened: that of the device, as [method@Stream.read], or of the file, as [method@Writer.write]
   *
   * The recording has ended with an error. What was captured until then is in the files, as far as they could be
   * written.
   *
   * Since: 0.1
   */
  g_signal_new ("error", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
gaf_recorder_class_init (GafRecorderClass *klass)
{
  const GParamFlags fixed = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = gaf_recorder_get_property;
  object_class->set_property = gaf_recorder_set_property;
  object_class->dispose = gaf_recorder_dispose;
  object_class->finalize = gaf_recorder_finalize;

  /**
   * GafRecorder:device:
   *
   * The device to record from; %NULL for the default one, whichever that is.
   *
   * Since: 0.1
   */
  properties[PROP_DEVICE] = g_param_spec_object ("device", NULL, NULL, GAF_TYPE_DEVICE, fixed);
  /**
   * GafRecorder:path:
   *
   * The name of the file. If there may be several of them, each has a number behind it: `take.wav` becomes
   * `take-001.wav`.
   *
   * Since: 0.1
   */
  properties[PROP_PATH] = g_param_spec_string ("path", NULL, NULL, NULL, fixed);
  /**
   * GafRecorder:spec:
   *
   * The format, and the rate and channels that are recorded.
   *
   * Since: 0.1
   */
  properties[PROP_SPEC] = g_param_spec_object ("spec", NULL, NULL, GAF_TYPE_ENCODE_SPEC, fixed);
  /**
   * GafRecorder:max-frames: (getter get_max_frames) (setter set_max_frames)
   *
   * After how many frames it ends by itself; 0 for never. It can be set until it begins.
   *
   * Since: 0.1
   */
  properties[PROP_MAX_FRAMES] = g_param_spec_int64 ("max-frames", NULL, NULL, 0, G_MAXINT64, 0, flags);
  /**
   * GafRecorder:split-frames: (getter get_split_frames) (setter set_split_frames)
   *
   * How many frames a file has before the next one begins; 0 for any number. It can be set until it begins.
   *
   * Since: 0.1
   */
  properties[PROP_SPLIT_FRAMES] = g_param_spec_int64 ("split-frames", NULL, NULL, 0, G_MAXINT64, 0, flags);
  /**
   * GafRecorder:split-bytes: (getter get_split_bytes) (setter set_split_bytes)
   *
   * How large a file gets, about, before the next one begins; 0 for any size. It can be set until it begins.
   *
   * Since: 0.1
   */
  properties[PROP_SPLIT_BYTES] = g_param_spec_int64 ("split-bytes", NULL, NULL, 0, G_MAXINT64, 0, flags);
  /**
   * GafRecorder:state: (getter get_state)
   *
   * Whether the recorder has not begun, records, pauses or has ended. It is notified.
   *
   * Since: 0.1
   */
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, GAF_TYPE_RECORDER_STATE, GAF_RECORDER_STATE_NEW,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  /**
   * GafRecorder:position: (getter get_position)
   *
   * How many frames were recorded, in all files together. It is notified with each block that is written.
   *
   * Since: 0.1
   */
  properties[PROP_POSITION] =
      g_param_spec_int64 ("position", NULL, NULL, 0, G_MAXINT64, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  install_signals (G_TYPE_FROM_CLASS (klass));
}

/* }}} */

/**
 * gaf_recorder_new:
 * @device: (nullable): the device to record from; %NULL for the default one, whichever that is
 * @path: (type filename): the name of the file
 * @spec: the format, with the rate and the channels that are recorded
 *
 * Makes a recorder. It does nothing before [method@Recorder.start].
 *
 * Returns: (transfer full): a recorder
 * Since: 0.1
 */
GafRecorder *
gaf_recorder_new (GafDevice *device, const char *path, GafEncodeSpec *spec)
{
  g_return_val_if_fail (device == NULL || gaf_device_get_direction (device) == GAF_DIRECTION_INPUT, NULL);
  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (GAF_IS_ENCODE_SPEC (spec), NULL);

  return g_object_new (GAF_TYPE_RECORDER, "device", device, "path", path, "spec", spec, NULL);
}

/* {{{ limits */

/**
 * gaf_recorder_get_max_frames:
 * @self: a recorder
 *
 * Tells after how many frames it ends by itself.
 *
 * Returns: frames; 0 for never
 * Since: 0.1
 */
gint64
gaf_recorder_get_max_frames (GafRecorder *self)
{
  g_return_val_if_fail (GAF_IS_RECORDER (self), 0);

  return self->core->max_frames;
}

/**
 * gaf_recorder_set_max_frames:
 * @self: a recorder that has not begun
 * @n_frames: after how many frames to end; 0 for never
 *
 * Sets after how many frames the recording ends by itself. What is left out by pauses does not count.
 *
 * Since: 0.1
 */
void
gaf_recorder_set_max_frames (GafRecorder *self, gint64 n_frames)
{
  g_return_if_fail (GAF_IS_RECORDER (self));

  g_object_set (self, "max-frames", MAX (n_frames, 0), NULL);
}

/**
 * gaf_recorder_get_split_frames:
 * @self: a recorder
 *
 * Tells how many frames a file has before the next one begins.
 *
 * Returns: frames; 0 for any number
 * Since: 0.1
 */
gint64
gaf_recorder_get_split_frames (GafRecorder *self)
{
  g_return_val_if_fail (GAF_IS_RECORDER (self), 0);

  return self->core->split_frames;
}

/**
 * gaf_recorder_set_split_frames:
 * @self: a recorder that has not begun
 * @n_frames: how many frames each file has; 0 for one file
 *
 * Splits the recording by time. The names of the files have numbers, see [property@Recorder:path].
 *
 * Since: 0.1
 */
void
gaf_recorder_set_split_frames (GafRecorder *self, gint64 n_frames)
{
  g_return_if_fail (GAF_IS_RECORDER (self));

  g_object_set (self, "split-frames", MAX (n_frames, 0), NULL);
}

/**
 * gaf_recorder_get_split_bytes:
 * @self: a recorder
 *
 * Tells how large a file gets, about, before the next one begins.
 *
 * Returns: bytes; 0 for any size
 * Since: 0.1
 */
gint64
gaf_recorder_get_split_bytes (GafRecorder *self)
{
  g_return_val_if_fail (GAF_IS_RECORDER (self), 0);

  return self->core->split_bytes;
}

/**
 * gaf_recorder_set_split_bytes:
 * @self: a recorder that has not begun
 * @n_bytes: how large each file gets; 0 for one file
 *
 * Splits the recording by size: exactly for PCM, and about for codecs, of which the size of what is not written yet is
 * not known. A file has at least half a second.
 *
 * Since: 0.1
 */
void
gaf_recorder_set_split_bytes (GafRecorder *self, gint64 n_bytes)
{
  g_return_if_fail (GAF_IS_RECORDER (self));

  g_object_set (self, "split-bytes", MAX (n_bytes, 0), NULL);
}

/* }}} */

/* {{{ info */

/**
 * gaf_recorder_get_state:
 * @self: a recorder
 *
 * Tells whether the recorder has not begun, records, pauses or has ended.
 *
 * Returns: the state
 * Since: 0.1
 */
GafRecorderState
gaf_recorder_get_state (GafRecorder *self)
{
  GafRecorderState state;

  g_return_val_if_fail (GAF_IS_RECORDER (self), GAF_RECORDER_STATE_STOPPED);

  if (!gaf_recorder_core_check (self->core, NULL))
    return GAF_RECORDER_STATE_STOPPED;
  g_mutex_lock (&self->core->lock);
  state = self->core->state;
  g_mutex_unlock (&self->core->lock);
  return state;
}

/**
 * gaf_recorder_get_position:
 * @self: a recorder
 *
 * Tells how much was recorded, in all files together.
 *
 * Returns: frames
 * Since: 0.1
 */
gint64
gaf_recorder_get_position (GafRecorder *self)
{
  gint64 n_frames;

  g_return_val_if_fail (GAF_IS_RECORDER (self), 0);

  if (!gaf_recorder_core_check (self->core, NULL))
    return 0;
  g_mutex_lock (&self->core->lock);
  n_frames = self->core->n_frames;
  g_mutex_unlock (&self->core->lock);
  return n_frames;
}

static GafStream *
ref_stream (GafRecorder *self)
{
  GafStream *stream = NULL;

  if (!gaf_recorder_core_check (self->core, NULL))
    return NULL;
  g_mutex_lock (&self->core->lock);
  stream = self->core->stream == NULL ? NULL : g_object_ref (self->core->stream);
  g_mutex_unlock (&self->core->lock);
  return stream;
}

/**
 * gaf_recorder_get_lost_frames:
 * @self: a recorder
 *
 * Tells how many frames are missing in the recording: those that the device did not give while it was gone or the
 * machine was busy, and those that a disk was too slow for.
 *
 * Returns: frames
 * Since: 0.1
 */
gint64
gaf_recorder_get_lost_frames (GafRecorder *self)
{
  g_autoptr (GafStream) stream = NULL;

  g_return_val_if_fail (GAF_IS_RECORDER (self), 0);

  stream = ref_stream (self);
  return stream == NULL ? 0 : gaf_stream_get_lost_frames (stream) + gaf_stream_get_dropped_frames (stream);
}

/**
 * gaf_recorder_get_level:
 * @self: a recorder
 *
 * Tells how loud the device is, over the last whole twentieth of a second, also while the recorder is paused. A meter
 * asks as often as it draws.
 *
 * Returns: (transfer full): the level; one without channels before it has begun
 * Since: 0.1
 */
GafLevel *
gaf_recorder_get_level (GafRecorder *self)
{
  g_autoptr (GafStream) stream = NULL;
  GafMeter none;

  g_return_val_if_fail (GAF_IS_RECORDER (self), NULL);

  stream = ref_stream (self);
  if (stream != NULL)
    return gaf_stream_get_level (stream, GAF_DIRECTION_INPUT);
  gaf_meter_init (&none, 0, 1);
  return gaf_meter_get (&none);
}

/**
 * gaf_recorder_get_peaks:
 * @self: a recorder
 *
 * Gives the waveform of what was recorded, of all files together. It grows with the recording.
 *
 * Returns: (transfer full) (nullable): the peaks; %NULL before it has begun
 * Since: 0.1
 */
GafPeaks *
gaf_recorder_get_peaks (GafRecorder *self)
{
  GafPeaks *peaks;

  g_return_val_if_fail (GAF_IS_RECORDER (self), NULL);

  if (!gaf_recorder_core_check (self->core, NULL))
    return NULL;
  g_mutex_lock (&self->core->lock);
  peaks = self->core->peaks == NULL ? NULL : g_object_ref (self->core->peaks);
  g_mutex_unlock (&self->core->lock);
  return peaks;
}

/**
 * gaf_recorder_get_files:
 * @self: a recorder
 *
 * Tells the names of the files that were begun, the one that is written to last.
 *
 * Returns: (transfer full) (array zero-terminated=1) (element-type filename): the names, in their order
 * Since: 0.1
 */
char **
gaf_recorder_get_files (GafRecorder *self)
{
  GStrvBuilder *names;
  char **files;

  g_return_val_if_fail (GAF_IS_RECORDER (self), NULL);

  names = g_strv_builder_new ();
  if (gaf_recorder_core_check (self->core, NULL)) {
    g_mutex_lock (&self->core->lock);
    for (guint i = 0; i < self->core->files->len; i++)
      g_strv_builder_add (names, g_ptr_array_index (self->core->files, i));
    g_mutex_unlock (&self->core->lock);
  }
  files = g_strv_builder_end (names);
  g_strv_builder_unref (names);
  return files;
}

/* }}} */
