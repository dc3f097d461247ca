/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-converted-reader.h"

#include "core/call-guard.h"
#include "core/limits.h"
#include "core/task-queue.h"
#include "core/shared.h"
#include "gaf-error.h"
#include "gaf-known-length.h"
#include "gaf-reader-private.h"
#include "gaf-source-private.h"
#include "samples/mix.h"
#include "samples/samples.h"

struct _GafConvertedReader {
  GObject parent_instance;

  /* wanted ──► source, as handed in ──► [mixed to fewer channels] ──► [resampled] ──► inner ──► [mixed] ──► caller */
  GafSource *source;
  GafSource *inner;
  float *matrix; /* of inner's channels; NULL: they stay as they are */
  float *block;  /* planes of BLOCK frames: what was read of inner */
  guint channels;
  float *whole; /* the matrix of the whole, NULL for none; weights of the source's channels */
  gsize n_whole;

  GafCallGuard guard;    /* held during each call that reads */
  GafShared64 position;  /* the frame that is read next; set with the guard */
  GafKnownLength length; /* inner's */
  gint closed;
};

/* Frames of the source that are mixed or packed at once. */
#define BLOCK 4096

enum {
  PROP_0,
  PROP_SOURCE,
  PROP_RATE,
  PROP_CHANNELS,
  PROP_N_FRAMES,
  PROP_EXACT_DURATION,
  PROP_DURATION,
  PROP_POSITION,
  PROP_CLOSED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void source_iface_init (GafSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GafConvertedReader, gaf_converted_reader, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GAF_TYPE_SOURCE, source_iface_init))

/* reading */

/* Frames as float, from a frame on. */
static gint64
read_floats (GafConvertedReader *self, gint64 frame, float *const *planes, gint64 n_frames, GCancellable *cancellable,
             GError **error)
{
  const guint from = gaf_source_get_channels (self->inner);
  float *block[GAF_LIMIT_CHANNELS], *out[GAF_LIMIT_CHANNELS];
  gint64 done = 0, got;

  if (self->matrix == NULL)
    return gaf_source_read_from (self->inner, frame, planes, n_frames, cancellable, error);
  for (guint c = 0; c < from; c++)
    block[c] = self->block + c * BLOCK;
  while (done < n_frames) {
    const gint64 wanted = MIN (n_frames - done, BLOCK);

    got = gaf_source_read_from (self->inner, frame + done, block, wanted, cancellable, error);
    if (got < 0)
      return -1;
    for (guint c = 0; c < self->channels; c++)
      out[c] = planes[c] + done;
    gaf_mix (self->matrix, (const float *const *) block, from, out, self->channels, got);
    done += got;
    if (got < wanted)
      break;
  }
  return done;
}

static GafCoding
coding_of (GafSampleFormat format)
{
  const gboolean little = G_BYTE_ORDER == G_LITTLE_ENDIAN;

  switch (format) {
  case GAF_SAMPLE_FORMAT_INT16:
    return little ? GAF_CODING_S16LE : GAF_CODING_S16BE;
  case GAF_SAMPLE_FORMAT_INT32:
    return little ? GAF_CODING_S32LE : GAF_CODING_S32BE;
  case GAF_SAMPLE_FORMAT_FLOAT32:
    return little ? GAF_CODING_F32LE : GAF_CODING_F32BE;
  case GAF_SAMPLE_FORMAT_FLOAT64:
    return little ? GAF_CODING_F64LE : GAF_CODING_F64BE;
  default:
    return GAF_CODING_NONE;
  }
}

/* Whether the file has its samples in that format, and nothing is done to them. */
static gboolean
is_raw (GafConvertedReader *self, GafSampleFormat format)
{
  const GafSampleFormat stored = gaf_source_get_sample_format (self->inner);

  return self->matrix == NULL && GAF_IS_READER (self->inner) && format != GAF_SAMPLE_FORMAT_FLOAT32
         && (stored == format || (stored == GAF_SAMPLE_FORMAT_INT24 && format == GAF_SAMPLE_FORMAT_INT32));
}

static gint64
read_raw (GafConvertedReader *self, gint64 frame, void *const *planes, gint64 n_frames, GCancellable *cancellable,
          GError **error)
{
  const GafSampleDest dest = { gaf_source_get_sample_format (self->inner), GAF_LAYOUT_PLANAR, planes };

  return gaf_reader_read_from (GAF_READER (self->inner), frame, &dest, n_frames, cancellable, error);
}

/* As float, and then packed piece by piece. */
static gint64
read_packed (GafConvertedReader *self, gint64 frame, GafSampleFormat format, void *const *planes, gint64 n_frames,
             GCancellable *cancellable, GError **error)
{
  const gsize width = gaf_sample_format_get_width (format);
  const gint64 room = MIN (n_frames, BLOCK);
  g_autofree float *floats = g_new (float, MAX (room, 1) * self->channels);
  float *piece[GAF_LIMIT_CHANNELS];
  gint64 done = 0;

  for (guint c = 0; c < self->channels; c++)
    piece[c] = floats + c * room;
  while (done < n_frames) {
    const gint64 wanted = MIN (n_frames - done, room);
    const gint64 got = read_floats (self, frame + done, piece, wanted, cancellable, error);

    if (got < 0)
      return -1;
    for (guint c = 0; c < self->channels; c++) {
      const guint8 *plane = (const guint8 *) piece[c];
      const GafSampleSource source = { coding_of (GAF_SAMPLE_FORMAT_FLOAT32), 1, sizeof (float), &plane };

      gaf_samples_pack (&source, 0, coding_of (format), (guint8 *) planes[c] + done * width, got);
    }
    done += got;
    if (got < wanted)
      break;
  }
  return done;
}

/* Each call that needs the source is between this and gaf_known_length_leave(). */
static gboolean
begin (GafConvertedReader *self, GafSampleFormat format, gint64 n_frames, GError **error)
{
  if (n_frames < 0) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT,
                 "Cannot read %" G_GINT64_FORMAT " frames: the number must not be negative", n_frames);
    return FALSE;
  }
  if (coding_of (format) == GAF_CODING_NONE) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT,
                 "Samples are not converted to %s: int16, int32, float32 and float64 are possible",
                 gaf_sample_format_get_name (format));
    return FALSE;
  }
  if (!gaf_call_guard_enter (&self->guard, "reader", error))
    return FALSE;
  if (!gaf_source_is_closed (GAF_SOURCE (self)))
    return TRUE;
  gaf_call_guard_leave (&self->guard);
  g_set_error (error, GAF_ERROR, GAF_ERROR_CLOSED, "The file is closed: I/O operation on a closed file");
  return FALSE;
}

static gboolean
check_position (GafConvertedReader *self, gint64 frame, GError **error)
{
  const gint64 n_frames = gaf_source_get_n_frames (self->inner);

  if (frame >= 0 && frame <= n_frames)
    return TRUE;
  g_set_error (error, GAF_ERROR, GAF_ERROR_OUT_OF_RANGE,
               "Cannot seek to frame %" G_GINT64_FORMAT ": the file has %" G_GINT64_FORMAT " frames%s", frame, n_frames,
               self->inner != self->source ? " at this rate" : "");
  return FALSE;
}

static gint64
read_locked (GafConvertedReader *self, gint64 frame, GafSampleFormat format, void *const *planes, gint64 n_frames,
             GCancellable *cancellable, GError **error)
{
  if (is_raw (self, format))
    return read_raw (self, frame, planes, n_frames, cancellable, error);
  if (format == GAF_SAMPLE_FORMAT_FLOAT32)
    return read_floats (self, frame, (float *const *) planes, n_frames, cancellable, error);
  return read_packed (self, frame, format, planes, n_frames, cancellable, error);
}

/**
 * gaf_converted_reader_read_as: (skip)
 * @self: a reader
 * @format: int16, int32, float32 or float64
 * @planes: one pointer per channel, each to room for @n_frames samples of @format, aligned for it
 * @n_frames: how many frames to read at most
 * @cancellable: (nullable): cancels the reading
 * @error: as [method@Source.read], and %GAF_ERROR_INVALID_ARGUMENT for another format
 *
 * Reads frames as planar samples of a format, and goes on behind them with the next call. Float has full scale 1.0. A
 * file of integers of that format, whose channels and rate stay as they are, is delivered as it is; all else is scaled
 * by 2^(b-1) - 1, rounded and clipped, and what is not a number becomes silence.
 *
 * Returns: how many frames were read, as [method@Source.read]
 * Since: 0.1
 */
gint64
gaf_converted_reader_read_as (GafConvertedReader *self, GafSampleFormat format, void *const *planes, gint64 n_frames,
                              GCancellable *cancellable, GError **error)
{
  gint64 position, done;

  g_return_val_if_fail (GAF_IS_CONVERTED_READER (self), -1);

  if (!begin (self, format, n_frames, error))
    return -1;
  position = gaf_shared64_get (&self->position);
  done = read_locked (self, position, format, planes, n_frames, cancellable, error);
  if (done > 0)
    gaf_shared64_set (&self->position, position + done);
  gaf_known_length_leave (&self->length, self->inner, self, &self->guard);
  return done;
}

/**
 * gaf_converted_reader_read_at: (skip)
 * @self: a reader
 * @frame: where to read, from 0 to the length
 * @format: int16, int32, float32 or float64
 * @planes: one pointer per channel, each to room for @n_frames samples of @format, aligned for it
 * @n_frames: how many frames to read at most
 * @cancellable: (nullable): cancels the reading
 * @error: as [method@ConvertedReader.read_as], and %GAF_ERROR_OUT_OF_RANGE for a frame outside of the file
 *
 * Reads the frames at a position, as [method@ConvertedReader.read_as], and leaves the position that it goes on from.
 *
 * Returns: how many frames were read, as [method@Source.read]
 * Since: 0.1
 */
gint64
gaf_converted_reader_read_at (GafConvertedReader *self, gint64 frame, GafSampleFormat format, void *const *planes,
                              gint64 n_frames, GCancellable *cancellable, GError **error)
{
  gint64 done = -1;

  g_return_val_if_fail (GAF_IS_CONVERTED_READER (self), -1);

  if (!begin (self, format, n_frames, error))
    return -1;
  if (check_position (self, frame, error))
    done = read_locked (self, frame, format, planes, n_frames, cancellable, error);
  gaf_known_length_leave (&self->length, self->inner, self, &self->guard);
  return done;
}

static gint64
read_planes (GafSource *source, float *const *planes, gint64 n_frames, GCancellable *cancellable, GError **error)
{
  return gaf_converted_reader_read_as (GAF_CONVERTED_READER (source), GAF_SAMPLE_FORMAT_FLOAT32, (void *const *) planes,
                                       n_frames, cancellable, error);
}

static gint64
read_from (GafSource *source, gint64 frame, float *const *planes, gint64 n_frames, GCancellable *cancellable,
           GError **error)
{
  GafConvertedReader *self = GAF_CONVERTED_READER (source);
  gint64 done;

  if (!begin (self, GAF_SAMPLE_FORMAT_FLOAT32, n_frames, error))
    return -1;
  done = read_floats (self, frame, planes, n_frames, cancellable, error);
  gaf_shared64_set (&self->position, frame + MAX (done, 0));
  gaf_known_length_leave (&self->length, self->inner, self, &self->guard);
  return done;
}

static gboolean
seek (GafSource *source, gint64 frame, GCancellable *cancellable, GError **error)
{
  GafConvertedReader *self = GAF_CONVERTED_READER (source);
  gboolean ok;

  if (!begin (self, GAF_SAMPLE_FORMAT_FLOAT32, 0, error))
    return FALSE;
  ok = check_position (self, frame, error);
  if (ok)
    gaf_shared64_set (&self->position, frame);
  gaf_known_length_leave (&self->length, self->inner, self, &self->guard);
  return ok;
}

/* info: without the lock, and after closing */

static void
describe (GafSource *source, double *rate, guint *channels)
{
  GafConvertedReader *self = GAF_CONVERTED_READER (source);

  *rate = gaf_source_get_rate (self->inner);
  *channels = self->channels;
}

static guint64
get_channel_mask (GafSource *source)
{
  GafConvertedReader *self = GAF_CONVERTED_READER (source);

  return self->whole == NULL ? gaf_source_get_channel_mask (self->inner) : 0;
}

static gint64
get_n_frames (GafSource *source)
{
  return gaf_source_get_n_frames (GAF_CONVERTED_READER (source)->inner);
}

static gboolean
get_exact_duration (GafSource *source)
{
  return gaf_source_get_exact_duration (GAF_CONVERTED_READER (source)->inner);
}

static GafSampleFormat
get_sample_format (GafSource *source)
{
  return gaf_source_get_sample_format (GAF_CONVERTED_READER (source)->source);
}

static gint64
tell (GafSource *source)
{
  return gaf_shared64_get (&GAF_CONVERTED_READER (source)->position);
}

static gboolean
is_closed (GafSource *source)
{
  GafConvertedReader *self = GAF_CONVERTED_READER (source);

  return g_atomic_int_get (&self->closed) || gaf_source_is_closed (self->source);
}

static void
source_iface_init (GafSourceInterface *iface)
{
  static const GafTrustedSource trusted = { read_from };

  iface->describe = describe;
  iface->get_channel_mask = get_channel_mask;
  iface->get_n_frames = get_n_frames;
  iface->get_exact_duration = get_exact_duration;
  iface->get_sample_format = get_sample_format;
  iface->read = read_planes;
  iface->seek = seek;
  iface->tell = tell;
  iface->is_closed = is_closed;
  gaf_source_interface_set_trusted (iface, &trusted);
}

/* object */

static void
gaf_converted_reader_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  GafConvertedReader *self = GAF_CONVERTED_READER (object);
  GafSource *source = GAF_SOURCE (self);

  switch (id) {
  case PROP_SOURCE:
    g_value_set_object (value, self->source);
    break;
  case PROP_RATE:
    g_value_set_double (value, gaf_source_get_rate (source));
    break;
  case PROP_CHANNELS:
    g_value_set_uint (value, self->channels);
    break;
  case PROP_N_FRAMES:
    g_value_set_int64 (value, get_n_frames (source));
    break;
  case PROP_EXACT_DURATION:
    g_value_set_boolean (value, get_exact_duration (source));
    break;
  case PROP_DURATION:
    g_value_set_double (value, gaf_source_get_duration (source));
    break;
  case PROP_POSITION:
    g_value_set_int64 (value, tell (source));
    break;
  case PROP_CLOSED:
    g_value_set_boolean (value, is_closed (source));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
gaf_converted_reader_finalize (GObject *object)
{
  GafConvertedReader *self = GAF_CONVERTED_READER (object);

  g_clear_object (&self->inner);
  g_clear_object (&self->source);
  g_free (self->matrix);
  g_free (self->whole);
  g_free (self->block);
  G_OBJECT_CLASS (gaf_converted_reader_parent_class)->finalize (object);
}

static void
gaf_converted_reader_init (GafConvertedReader *self)
{
  gaf_call_guard_init (&self->guard);
}

static void
gaf_converted_reader_class_init (GafConvertedReaderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags info = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = gaf_converted_reader_get_property;
  object_class->finalize = gaf_converted_reader_finalize;

  /**
   * GafConvertedReader:source: (getter get_source)
   *
   * The source that is converted, at its own rate and with its own channels.
   *
   * Since: 0.1
   */
  properties[PROP_SOURCE] = g_param_spec_object ("source", NULL, NULL, GAF_TYPE_SOURCE, info);
  /**
   * GafConvertedReader:rate:
   *
   * The sample rate of what is read: frames per second, Hz.
   *
   * Since: 0.1
   */
  properties[PROP_RATE] = g_param_spec_double ("rate", NULL, NULL, 0, G_MAXDOUBLE, 0, info);
  /**
   * GafConvertedReader:channels:
   *
   * The number of channels of what is read.
   *
   * Since: 0.1
   */
  properties[PROP_CHANNELS] = g_param_spec_uint ("channels", NULL, NULL, 0, GAF_LIMIT_CHANNELS, 0, info);
  /**
   * GafConvertedReader:n-frames:
   *
   * The length in frames at [property@ConvertedReader:rate]; an estimate while that of the source is one. It is
   * notified when a read has found out more, as the two below are.
   *
   * Since: 0.1
   */
  properties[PROP_N_FRAMES] = g_param_spec_int64 ("n-frames", NULL, NULL, 0, G_MAXINT64, 0, info);
  /**
   * GafConvertedReader:exact-duration:
   *
   * %TRUE if the length is exact; %FALSE while it is an estimate.
   *
   * Since: 0.1
   */
  properties[PROP_EXACT_DURATION] = g_param_spec_boolean ("exact-duration", NULL, NULL, FALSE, info);
  /**
   * GafConvertedReader:duration:
   *
   * The length in seconds; an estimate while [property@ConvertedReader:exact-duration] is %FALSE.
   *
   * Since: 0.1
   */
  properties[PROP_DURATION] = g_param_spec_double ("duration", NULL, NULL, 0, G_MAXDOUBLE, 0, info);
  /**
   * GafConvertedReader:position:
   *
   * The frame that is read next, counted from 0 at [property@ConvertedReader:rate]. It is not notified.
   *
   * Since: 0.1
   */
  properties[PROP_POSITION] = g_param_spec_int64 ("position", NULL, NULL, 0, G_MAXINT64, 0, info);
  /**
   * GafConvertedReader:closed:
   *
   * %TRUE if this reader or its source was closed. It is notified when this reader is.
   *
   * Since: 0.1
   */
  properties[PROP_CLOSED] = g_param_spec_boolean ("closed", NULL, NULL, FALSE, info);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

/* new */

/* The matrix that is asked for, in @matrix; NULL if channels stay as they are. */
static gboolean
choose_matrix (GafSource *source, guint channels, const float *given, gsize n_given, float **matrix, GError **error)
{
  const guint from = gaf_source_get_channels (source);

  *matrix = NULL;
  if (given != NULL) {
    if (channels == 0 || channels > GAF_LIMIT_CHANNELS || n_given != (gsize) from * channels) {
      g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT,
                   "A matrix from %u to %u channels has a row of %u weights for each of the %u, not %" G_GSIZE_FORMAT
                   " weights in all",
                   from, channels, from, channels, n_given);
      return FALSE;
    }
    *matrix = g_memdup2 (given, n_given * sizeof *given);
    return TRUE;
  }
  if (channels == 0 || channels == from)
    return TRUE;
  *matrix = gaf_mix_matrix_new (from, gaf_source_get_channel_mask (source), channels, error);
  return *matrix != NULL;
}

static GafConvertedReader *
reader_new (GafSource *source, GafSource *inner, float *matrix, guint channels)
{
  GafConvertedReader *self = g_object_new (GAF_TYPE_CONVERTED_READER, NULL);

  self->source = g_object_ref (source);
  self->inner = g_object_ref (inner);
  self->matrix = matrix;
  self->channels = matrix != NULL ? channels : gaf_source_get_channels (inner);
  self->block = matrix != NULL ? g_new0 (float, BLOCK *gaf_source_get_channels (inner)) : NULL;
  gaf_known_length_init (&self->length, inner);
  return self;
}

/**
 * gaf_converted_reader_new:
 * @source: what to read from; a reference is kept
 * @rate: frames per second that are wanted, from 1 to 768000 Hz; 0 for those of @source
 * @channels: how many channels are wanted, 1 to 64; 0 for those of @source
 * @matrix: (array length=n_matrix) (nullable): for each channel that is wanted, the weight of each channel of @source,
 *   so that channels × channels of source weights are wanted; %NULL for the usual: one channel is the mean of all,
 *   several made of one are copies, and any others what GStreamer makes of such loudspeakers
 * @n_matrix: how many weights
 * @quality: the filter to resample with
 * @error: %GAF_ERROR_INVALID_ARGUMENT for a rate, a number of channels or a matrix that cannot be, and if there is no
 *   usual way to make so many channels of those of @source; %GAF_ERROR_CLOSED if the source is closed
 *
 * Wraps a source so that it is read with other channels, at another rate, or in another sample format. It begins at
 * frame 0 wherever the source stands.
 *
 * Returns: (transfer full): a reader at frame 0, or %NULL with @error set
 * Since: 0.1
 */
GafConvertedReader *
gaf_converted_reader_new (GafSource *source, double rate, guint channels, const float *matrix, gsize n_matrix,
                          GafResampleQuality quality, GError **error)
{
  g_autoptr (GafSource) mixed = NULL, inner = NULL;
  g_autofree float *weights = NULL, *whole = NULL;
  GafConvertedReader *self;

  g_return_val_if_fail (GAF_IS_SOURCE (source), NULL);

  if (gaf_source_is_closed (source)) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_CLOSED, "The file is closed: I/O operation on a closed file");
    return NULL;
  }
  if (gaf_source_get_channels (source) == 0) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT, "The source %s tells neither a sample rate nor channels",
                 G_OBJECT_TYPE_NAME (source));
    return NULL;
  }
  if (!choose_matrix (source, channels, matrix, n_matrix, &weights, error))
    return NULL;
  whole = weights != NULL ? g_memdup2 (weights, sizeof (float) * channels * gaf_source_get_channels (source)) : NULL;

  inner = g_object_ref (source);
  if (rate != 0 && rate != gaf_source_get_rate (source)) {
    /* Fewer channels are less to resample. */
    if (weights != NULL && channels < gaf_source_get_channels (source)) {
      mixed = GAF_SOURCE (reader_new (source, source, g_steal_pointer (&weights), channels));
      g_set_object (&inner, mixed);
    }
    g_clear_object (&mixed);
    mixed = (GafSource *) gaf_resampled_reader_new (inner, rate, quality, error);
    if (mixed == NULL)
      return NULL;
    g_set_object (&inner, mixed);
  }
  self = reader_new (source, inner, g_steal_pointer (&weights), channels);
  self->n_whole = whole != NULL ? (gsize) channels * gaf_source_get_channels (source) : 0;
  self->whole = g_steal_pointer (&whole);
  return self;
}

/**
 * gaf_converted_reader_get_source: (get-property source)
 * @self: a reader
 *
 * Tells the source that is converted, which the reader keeps a reference to.
 *
 * Returns: (transfer none): the source
 * Since: 0.1
 */
GafSource *
gaf_converted_reader_get_source (GafConvertedReader *self)
{
  g_return_val_if_fail (GAF_IS_CONVERTED_READER (self), NULL);

  return self->source;
}

/**
 * gaf_converted_reader_get_matrix:
 * @self: a reader
 * @n_matrix: (out): how many weights
 *
 * Tells the weights with which channels are mixed: for each channel of @self, one for each channel of its source.
 *
 * Returns: (array length=n_matrix) (transfer none) (nullable): the weights; %NULL if channels stay as they are
 * Since: 0.1
 */
const float *
gaf_converted_reader_get_matrix (GafConvertedReader *self, gsize *n_matrix)
{
  g_return_val_if_fail (GAF_IS_CONVERTED_READER (self), NULL);

  *n_matrix = self->n_whole;
  return self->whole;
}

/**
 * gaf_converted_reader_close:
 * @self: a reader
 *
 * Ends reading: seeking and reading fail with %GAF_ERROR_CLOSED from now on. The source stays open, and the properties
 * readable.
 *
 * Since: 0.1
 */
void
gaf_converted_reader_close (GafConvertedReader *self)
{
  g_return_if_fail (GAF_IS_CONVERTED_READER (self));

  if (g_atomic_int_compare_and_exchange (&self->closed, FALSE, TRUE))
    gaf_notify (self, "closed");
}
