/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-peaks-private.h"

#include "core/fork-gate.h"
#include "core/limits.h"
#include "gaf-error.h"
#include "gaf-private.h"

/**
 * GafPeaks:
 *
 * The waveform of audio at a glance: lowest sample, highest sample and root mean square (RMS) of each channel, of any
 * range and for any number of pixels, in microseconds.
 *
 * They are made of a file ([ctor@Peaks.new_for_path], on all processors, at the speed of decoding) or grow block by
 * block, as while recording ([ctor@Peaks.new] and [method@Peaks.append_block]); one thread may append while others ask.
 *
 * Each [property@Peaks:resolution] frames, by default [const@PEAKS_RESOLUTION], are a bin, of which the three numbers
 * are exact: those of the samples as they are read, as 32-bit float. A range is cut into equal parts, one for each
 * pixel, and a pixel is made of all bins that its part touches. So with edges at multiples of the resolution all is
 * exact, and with others a pixel looks at up to one bin more on either side. To look closer than that, read the samples
 * themselves. Samples that are not a number count as zero.
 *
 * An hour of stereo at 44,100 Hz takes 7 MB.
 *
 * ```c
 * g_autoptr (GError) error = NULL;
 * g_autoptr (GafPeaks) peaks = gaf_peaks_new_for_path ("song.flac", 0, GAF_PEAKS_DEFAULT, NULL, NULL, NULL, &error);
 *
 * if (peaks != NULL) {
 *   // For each channel the lowest, then the highest samples, then the root mean squares of 800 pixels.
 *   gsize n_values;
 *   g_autofree float *values = gaf_peaks_query (peaks, 0, -1, 800, &n_values);
 *
 *   g_print ("the first pixel goes from %f to %f\n", values[0], values[800]);
 * }
 * ```
 *
 * Since: 0.1
 */

enum { PROP_0, PROP_RATE, PROP_CHANNELS, PROP_RESOLUTION, PROP_N_FRAMES, PROP_START, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (GafPeaks, gaf_peaks, G_TYPE_OBJECT)

#define RESOLUTION_LEAST 16
#define RESOLUTION_MOST  65536
#define PIXELS_MOST      10000000

static void
lock (GafPeaks *self)
{
  gaf_fork_gate_enter ();
  g_mutex_lock (&self->lock);
}

static void
unlock (GafPeaks *self)
{
  g_mutex_unlock (&self->lock);
  gaf_fork_gate_leave ();
}

/* {{{ object */

static void
gaf_peaks_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  GafPeaks *self = GAF_PEAKS (object);

  switch (id) {
  case PROP_RATE:
    g_value_set_double (value, self->rate);
    break;
  case PROP_CHANNELS:
    g_value_set_uint (value, self->bins.channels);
    break;
  case PROP_RESOLUTION:
    g_value_set_uint (value, self->bins.resolution);
    break;
  case PROP_N_FRAMES:
    g_value_set_int64 (value, gaf_peaks_get_n_frames (self));
    break;
  case PROP_START:
    g_value_set_int64 (value, gaf_peaks_get_start (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
gaf_peaks_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  GafPeaks *self = GAF_PEAKS (object);
  gboolean is_changed;

  if (id != PROP_START) {
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    return;
  }
  lock (self);
  is_changed = self->start != g_value_get_int64 (value);
  self->start = g_value_get_int64 (value);
  unlock (self);
  if (is_changed)
    g_object_notify_by_pspec (object, pspec);
}

static void
gaf_peaks_finalize (GObject *object)
{
  GafPeaks *self = GAF_PEAKS (object);

  gaf_bins_clear (&self->bins);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (gaf_peaks_parent_class)->finalize (object);
}

static void
gaf_peaks_init (GafPeaks *self)
{
  g_mutex_init (&self->lock);
}

static void
gaf_peaks_class_init (GafPeaksClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags info = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = gaf_peaks_get_property;
  object_class->set_property = gaf_peaks_set_property;
  object_class->finalize = gaf_peaks_finalize;

  /**
   * GafPeaks:rate: (getter get_rate)
   *
   * The sample rate of the audio that the peaks are of: frames per second, Hz.
   *
   * Since: 0.1
   */
  properties[PROP_RATE] = g_param_spec_double ("rate", NULL, NULL, 0, G_MAXDOUBLE, 0, info);
  /**
   * GafPeaks:channels: (getter get_channels)
   *
   * The number of channels, from 1 to 64.
   *
   * Since: 0.1
   */
  properties[PROP_CHANNELS] = g_param_spec_uint ("channels", NULL, NULL, 0, GAF_LIMIT_CHANNELS, 0, info);
  /**
   * GafPeaks:resolution: (getter get_resolution)
   *
   * How many frames the smallest part is that has numbers of its own.
   *
   * Since: 0.1
   */
  properties[PROP_RESOLUTION] = g_param_spec_uint ("resolution", NULL, NULL, 0, RESOLUTION_MOST, 0, info);
  /**
   * GafPeaks:n-frames: (getter get_n_frames)
   *
   * How many frames they are of. It grows with each block that is appended, which is not notified.
   *
   * Since: 0.1
   */
  properties[PROP_N_FRAMES] = g_param_spec_int64 ("n-frames", NULL, NULL, 0, G_MAXINT64, 0, info);
  /**
   * GafPeaks:start: (getter get_start) (setter set_start)
   *
   * Where the audio begins that they are of, if it is a part of a longer one: the times of [func@plot_save] begin
   * there.
   *
   * Since: 0.1
   */
  properties[PROP_START] = g_param_spec_int64 ("start", NULL, NULL, 0, G_MAXINT64, 0,
                                               G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

GafPeaks *
gaf_peaks_make (double rate, guint channels, guint resolution, GError **error)
{
  GafPeaks *self;

  if (resolution == 0)
    resolution = GAF_PEAKS_RESOLUTION;
  if (resolution < RESOLUTION_LEAST || resolution > RESOLUTION_MOST || (resolution & (resolution - 1)) != 0) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT,
                 "The resolution must be a power of two from %d to %d frames, not %u", RESOLUTION_LEAST,
                 RESOLUTION_MOST, resolution);
    return NULL;
  }
  if (!(rate > 0) || channels == 0 || channels > GAF_LIMIT_CHANNELS) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT,
                 "There are no peaks of %u channels at %g Hz: there must be 1 to %d channels, and the rate above 0",
                 channels, rate, GAF_LIMIT_CHANNELS);
    return NULL;
  }
  self = g_object_new (GAF_TYPE_PEAKS, NULL);
  self->rate = rate;
  gaf_bins_init (&self->bins, channels, resolution);
  return self;
}

/* }}} */

/* {{{ growing */

/**
 * gaf_peaks_new:
 * @rate: frames per second, Hz
 * @channels: how many channels, from 1 to 64
 * @resolution: a power of two from 16 to 65536 frames, or 0 for [const@PEAKS_RESOLUTION]
 * @error: %GAF_ERROR_INVALID_ARGUMENT for other values
 *
 * Makes peaks of nothing, for blocks to be appended.
 *
 * Returns: (transfer full): new peaks, or %NULL with @error set
 * Since: 0.1
 */
GafPeaks *
gaf_peaks_new (double rate, guint channels, guint resolution, GError **error)
{
  return gaf_peaks_make (rate, channels, resolution, error);
}

/**
 * gaf_peaks_append: (skip)
 * @self: peaks
 * @planes: for each channel @n_frames samples
 * @n_frames: how many frames
 * @error: %GAF_ERROR_LIMIT if there is no memory for more
 *
 * Adds frames behind those that are there. The time it takes does not depend on how many there are.
 *
 * Returns: %TRUE, or %FALSE with @error set
 * Since: 0.1
 */
gboolean
gaf_peaks_append (GafPeaks *self, const float *const *planes, gint64 n_frames, GError **error)
{
  gboolean ok;

  g_return_val_if_fail (GAF_IS_PEAKS (self), FALSE);
  g_return_val_if_fail (planes != NULL && n_frames >= 0, FALSE);

  lock (self);
  ok = gaf_bins_append (&self->bins, planes, n_frames, error);
  unlock (self);
  return ok;
}

/**
 * gaf_peaks_append_block:
 * @self: peaks
 * @block: frames of 32-bit float, of either layout
 * @error: %GAF_ERROR_INVALID_ARGUMENT for a block of other samples or with another number of channels; %GAF_ERROR_LIMIT
 *   if there is no memory for more
 *
 * Adds a block behind the frames that are there, as it was recorded or read.
 *
 * Returns: %TRUE, or %FALSE with @error set
 * Since: 0.1
 */
gboolean
gaf_peaks_append_block (GafPeaks *self, GafBlock *block, GError **error)
{
  const guint channels = self->bins.channels;
  g_autoptr (GafBlock) planar = NULL;
  const float *planes[GAF_LIMIT_CHANNELS];
  const float *samples;

  g_return_val_if_fail (GAF_IS_PEAKS (self), FALSE);
  g_return_val_if_fail (block != NULL, FALSE);

  if (gaf_block_get_format (block) != GAF_SAMPLE_FORMAT_FLOAT32 || gaf_block_get_channels (block) != channels) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT,
                 "These peaks take blocks of float32 with %u channels, and this one is of %s with %u", channels,
                 gaf_sample_format_get_name (gaf_block_get_format (block)), gaf_block_get_channels (block));
    return FALSE;
  }
  planar = gaf_block_with_layout (block, GAF_LAYOUT_PLANAR, error);
  if (planar == NULL)
    return FALSE;
  samples = g_bytes_get_data (gaf_block_get_bytes (planar), NULL);
  for (guint c = 0; c < channels; c++)
    planes[c] = samples + c * gaf_block_get_n_frames (planar);
  return gaf_peaks_append (self, planes, gaf_block_get_n_frames (planar), error);
}

/* }}} */

/* {{{ info */

/**
 * gaf_peaks_get_rate: (get-property rate)
 * @self: peaks
 *
 * Tells the sample rate of the audio that the peaks are of, in Hz.
 *
 * Returns: frames per second, Hz
 * Since: 0.1
 */
double
gaf_peaks_get_rate (GafPeaks *self)
{
  g_return_val_if_fail (GAF_IS_PEAKS (self), 0);

  return self->rate;
}

/**
 * gaf_peaks_get_channels: (get-property channels)
 * @self: peaks
 *
 * Tells the number of channels of the audio that the peaks are of.
 *
 * Returns: the number of channels
 * Since: 0.1
 */
guint
gaf_peaks_get_channels (GafPeaks *self)
{
  g_return_val_if_fail (GAF_IS_PEAKS (self), 0);

  return self->bins.channels;
}

/**
 * gaf_peaks_get_resolution: (get-property resolution)
 * @self: peaks
 *
 * Tells how many frames the smallest part is that has numbers of its own.
 *
 * Returns: frames
 * Since: 0.1
 */
guint
gaf_peaks_get_resolution (GafPeaks *self)
{
  g_return_val_if_fail (GAF_IS_PEAKS (self), 0);

  return self->bins.resolution;
}

/**
 * gaf_peaks_get_n_frames: (get-property n-frames)
 * @self: peaks
 *
 * Tells how many frames they are of so far.
 *
 * Returns: frames
 * Since: 0.1
 */
gint64
gaf_peaks_get_n_frames (GafPeaks *self)
{
  gint64 n_frames;

  g_return_val_if_fail (GAF_IS_PEAKS (self), 0);

  lock (self);
  n_frames = self->bins.n_frames;
  unlock (self);
  return n_frames;
}

/**
 * gaf_peaks_get_size:
 * @self: peaks
 *
 * Tells how much memory the peaks take now, in bytes.
 *
 * Returns: bytes
 * Since: 0.1
 */
gsize
gaf_peaks_get_size (GafPeaks *self)
{
  gsize size;

  g_return_val_if_fail (GAF_IS_PEAKS (self), 0);

  lock (self);
  size = sizeof *self + gaf_bins_get_size (&self->bins);
  unlock (self);
  return size;
}

/**
 * gaf_peaks_get_start:
 * @self: peaks
 *
 * Tells where the audio begins that they are of, in a longer one.
 *
 * Returns: frames; 0 unless it was set
 * Since: 0.1
 */
gint64
gaf_peaks_get_start (GafPeaks *self)
{
  gint64 frame;

  g_return_val_if_fail (GAF_IS_PEAKS (self), 0);

  lock (self);
  frame = self->start;
  unlock (self);
  return frame;
}

/**
 * gaf_peaks_set_start:
 * @self: peaks
 * @frame: which frame of a longer audio the first one is
 *
 * Says where the audio begins that they are of. It is for the times of [func@plot_save] only: queries count frames from
 * 0 on.
 *
 * Since: 0.1
 */
void
gaf_peaks_set_start (GafPeaks *self, gint64 frame)
{
  g_return_if_fail (GAF_IS_PEAKS (self));
  g_return_if_fail (frame >= 0);

  g_object_set (self, "start", frame, NULL);
}

/* }}} */

/* {{{ query */

/**
 * gaf_peaks_query_into: (skip)
 * @self: peaks
 * @frame: the first frame of the range; it and the end may lie outside of what is there
 * @n_frames: how many frames the range has; -1 for all from @frame on
 * @n_pixels: into how many equal parts the range is cut
 * @values: room for channels × 3 × @n_pixels numbers
 *
 * Does what [method@Peaks.query] does, into memory of the caller, for programs that draw often.
 *
 * Returns: %TRUE
 * Since: 0.1
 */
gboolean
gaf_peaks_query_into (GafPeaks *self, gint64 frame, gint64 n_frames, guint n_pixels, float *values)
{
  gint64 end;

  g_return_val_if_fail (GAF_IS_PEAKS (self), FALSE);
  g_return_val_if_fail (n_pixels <= PIXELS_MOST, FALSE);
  g_return_val_if_fail (values != NULL || n_pixels == 0, FALSE);

  lock (self);
  /* Numbers that can be reckoned with; where there are no frames, there is nothing to be told apart. */
  frame = CLAMP (frame, -G_MAXINT64 / 4, G_MAXINT64 / 4);
  end = n_frames < 0 ? MAX (frame, self->bins.n_frames) : frame + MIN (n_frames, G_MAXINT64 / 4);
  gaf_bins_query (&self->bins, frame, end, n_pixels, values, values + n_pixels, values + 2 * (gsize) n_pixels,
                  3 * (gsize) n_pixels);
  unlock (self);
  return TRUE;
}

/**
 * gaf_peaks_query:
 * @self: peaks
 * @frame: the first frame of the range; it and the end may lie outside of what is there
 * @n_frames: how many frames the range has; -1 for all from @frame on
 * @n_pixels: into how many equal parts the range is cut, up to ten million
 * @n_values: (out): how many numbers there are: channels × 3 × @n_pixels
 *
 * Tells lowest sample, highest sample and root mean square of each part of a range.
 *
 * First come the lowest samples of the first channel, for each pixel, then its highest ones, then the root mean
 * squares; then those of the second channel, and so on. Pixels without frames are not a number. Part i of n goes from
 * @frame + i × @n_frames / n, rounded down, to where part i + 1 begins, and is widened to whole bins.
 *
 * Returns: (transfer full) (array length=n_values): the numbers, to be freed by g_free()
 * Since: 0.1
 */
float *
gaf_peaks_query (GafPeaks *self, gint64 frame, gint64 n_frames, guint n_pixels, gsize *n_values)
{
  float *values;

  g_return_val_if_fail (GAF_IS_PEAKS (self), NULL);
  g_return_val_if_fail (n_pixels <= PIXELS_MOST, NULL);
  g_return_val_if_fail (n_values != NULL, NULL);

  *n_values = (gsize) self->bins.channels * 3 * n_pixels;
  values = g_new (float, MAX (*n_values, 1));
  gaf_peaks_query_into (self, frame, n_frames, n_pixels, values);
  return values;
}

/**
 * gaf_peaks_query_bytes:
 * @self: peaks
 * @frame: the first frame of the range; it and the end may lie outside of what is there
 * @n_frames: how many frames the range has; -1 for all from @frame on
 * @n_pixels: into how many equal parts the range is cut, up to ten million
 * @n_bytes: (out): how many bytes are returned: 12 × channels × @n_pixels
 *
 * As [method@Peaks.query], for languages in which an array of bytes is quicker than one of numbers: `new
 * Float32Array(peaks.query_bytes(…).buffer)` in JavaScript.
 *
 * It is no #GBytes, whose memory a garbage collector does not know of: JavaScript would keep all that it ever got.
 *
 * Returns: (transfer full) (array length=n_bytes): 32-bit floats in the machine's byte order; free them with g_free()
 * Since: 0.1
 */
guint8 *
gaf_peaks_query_bytes (GafPeaks *self, gint64 frame, gint64 n_frames, guint n_pixels, gsize *n_bytes)
{
  gsize n_values = 0;
  float *values;

  g_return_val_if_fail (n_bytes != NULL, NULL);

  values = gaf_peaks_query (self, frame, n_frames, n_pixels, &n_values);
  *n_bytes = n_values * sizeof (float);
  return (guint8 *) values;
}

/* }}} */
