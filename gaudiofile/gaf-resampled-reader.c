/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-resampled-reader.h"

#include "core/call-guard.h"
#include "core/shared.h"
#include "gaf-enum-types.h"
#include "gaf-error.h"
#include "core/interrupt.h"
#include "core/limits.h"
#include "core/task-queue.h"
#include "gaf-known-length.h"
#include "gaf-source-private.h"
#include "resample/engine.h"

/**
 * GafResampledReader:
 *
 * A source of audio at another sample rate.
 *
 * What is read is what a [class@Resampler] makes of the whole source, bit for bit, wherever reading begins and in
 * whatever pieces; and a seek takes no longer the farther it goes. Reading moves the position of the source that it
 * reads from; closing it leaves that source open. Other threads may read and seek in that source meanwhile, or resample
 * it in other ways: if it is one of the library's own, that changes nothing of what is read here.
 *
 * It is read and sought in by the functions of [iface@Source], whose lengths and positions are frames at the new rate.
 *
 * ```c
 * g_autoptr (GError) error = NULL;
 * g_autoptr (GafReader) file = gaf_reader_new_for_path ("song.flac", NULL, &error);
 * g_autoptr (GafResampledReader) slower = NULL;
 * g_autoptr (GafBlock) block = NULL;
 *
 * if (file != NULL)
 *   slower = gaf_resampled_reader_new (GAF_SOURCE (file), 16000, GAF_RESAMPLE_QUALITY_WINDOWED_SINC_32, &error);
 * if (slower != NULL && gaf_source_seek (GAF_SOURCE (slower), 8000, NULL, &error))  // after half a second
 *   block = gaf_source_read_frames (GAF_SOURCE (slower), 16000, GAF_LAYOUT_PLANAR, NULL, &error);
 * if (block == NULL)
 *   g_printerr ("%s\n", error->message);
 * ```
 *
 * Since: 0.1
 */
struct _GafResampledReader {
  GObject parent_instance;

  GafSource *source;
  GafResampleEngine *engine;
  float *block; /* planes of BLOCK frames: what was read of the source */
  guint channels;

  GafCallGuard guard;    /* held during each call that reads; guards all below */
  GafShared64 position;  /* the frame that is read next */
  gint64 made;           /* the frame that the engine gives next; -1 if that is not known */
  gint64 wanted;         /* the frame of the source that it needs next */
  gboolean ended;        /* the source has no more */
  GafKnownLength length; /* the source's */
  gint closed;
};

/* Frames of the source that are read at once, and frames that are made at once: a call can be interrupted in between.
 */
#define BLOCK 4096
#define PIECE 65536

enum {
  PROP_0,
  PROP_SOURCE,
  PROP_RATE,
  PROP_QUALITY,
  PROP_N_FRAMES,
  PROP_EXACT_DURATION,
  PROP_DURATION,
  PROP_POSITION,
  PROP_CLOSED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void source_iface_init (GafSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GafResampledReader, gaf_resampled_reader, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GAF_TYPE_SOURCE, source_iface_init))

/* reading */

static gint64
read_source (GafResampledReader *self, gint64 n_frames, GCancellable *cancellable, GError **error)
{
  float *planes[GAF_LIMIT_CHANNELS];

  for (guint c = 0; c < self->channels; c++)
    planes[c] = self->block + c * BLOCK;
  /* Whoever else reads the source may have moved it, and may be about to. */
  return gaf_source_read_from (self->source, self->wanted, planes, n_frames, cancellable, error);
}

/* One block of the source; returns how many frames it became, or -1 with @error set. */
static gint64
read_block (GafResampledReader *self, float *const *planes, gint64 n_frames, GCancellable *cancellable, GError **error)
{
  const gint64 n = CLAMP (gaf_resample_engine_get_n_needed (self->engine, n_frames), 1, BLOCK);
  const gint64 got = read_source (self, n, cancellable, error);
  const float *block[GAF_LIMIT_CHANNELS];

  if (got < 0)
    return -1;
  for (guint c = 0; c < self->channels; c++)
    block[c] = self->block + c * BLOCK;
  self->wanted += got;
  self->ended = got < n;
  return gaf_resample_engine_process (self->engine, block, got, planes, n_frames);
}

/* The source has ended: what is left in the engine, 0 at the end. */
static gint64
read_tail (GafResampledReader *self, float *const *planes, gint64 n_frames)
{
  if (self->wanted > gaf_source_get_n_frames (self->source))
    return 0;
  return gaf_resample_engine_read_tail (self->engine, planes, n_frames);
}

static gint64
read_planes (GafResampledReader *self, float *const *planes, gint64 n_frames, GCancellable *cancellable, GError **error)
{
  float *out[GAF_LIMIT_CHANNELS];
  const gint64 position = gaf_shared64_get (&self->position);
  gint64 done = 0, n;
  gsize work = 0;

  if (self->made != position) {
    self->wanted = gaf_resample_engine_begin_at (self->engine, position);
    self->ended = FALSE;
  }
  self->made = -1;
  while (done < n_frames) {
    const gboolean ended = self->ended;
    const gint64 room = MIN (n_frames - done, PIECE);

    if (work > 0 && !gaf_interrupt_check (work, error))
      return -1;

    for (guint c = 0; c < self->channels; c++)
      out[c] = planes[c] + done;
    n = ended ? read_tail (self, out, room) : read_block (self, out, room, cancellable, error);
    if (n < 0)
      return -1;
    work = (gsize) MAX (n, BLOCK) * self->channels;
    if (n == 0 && ended)
      break;
    done += n;
  }
  self->made = position + done;
  gaf_shared64_set (&self->position, self->made);
  return done;
}

/* Each call that needs the source is between this and gaf_known_length_leave(). */
static gboolean
begin (GafResampledReader *self, GError **error)
{
  if (!gaf_call_guard_enter (&self->guard, "reader", error))
    return FALSE;
  if (!gaf_source_is_closed (GAF_SOURCE (self)))
    return TRUE;
  gaf_call_guard_leave (&self->guard);
  g_set_error (error, GAF_ERROR, GAF_ERROR_CLOSED, "The file is closed: I/O operation on a closed file");
  return FALSE;
}

static gboolean
check_number (gint64 n_frames, GError **error)
{
  if (n_frames >= 0)
    return TRUE;
  g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT,
               "Cannot read %" G_GINT64_FORMAT " frames: the number must not be negative", n_frames);
  return FALSE;
}

static gboolean
check_position (GafResampledReader *self, gint64 frame, GError **error)
{
  const gint64 n_frames = gaf_source_get_n_frames (GAF_SOURCE (self));

  if (frame >= 0 && frame <= n_frames)
    return TRUE;
  g_set_error (error, GAF_ERROR, GAF_ERROR_OUT_OF_RANGE,
               "Cannot seek to frame %" G_GINT64_FORMAT ": the file has %" G_GINT64_FORMAT " frames at this rate",
               frame, n_frames);
  return FALSE;
}

static gint64
gaf_resampled_reader_read (GafSource *source, float *const *planes, gint64 n_frames, GCancellable *cancellable,
                           GError **error)
{
  GafResampledReader *self = GAF_RESAMPLED_READER (source);
  gint64 done;

  if (!check_number (n_frames, error) || !begin (self, error))
    return -1;
  done = read_planes (self, planes, n_frames, cancellable, error);
  gaf_known_length_leave (&self->length, self->source, self, &self->guard);
  return done;
}

/**
 * gaf_resampled_reader_read_at: (skip)
 * @self: a reader
 * @frame: where to read, from 0 to the length, at the new rate
 * @planes: one pointer per channel, each to room for @n_frames samples
 * @n_frames: how many frames to read at most
 * @cancellable: (nullable): cancels the reading
 * @error: as [method@Source.read], and %GAF_ERROR_OUT_OF_RANGE for a frame outside of the file
 *
 * Reads the frames at a position as planar 32-bit float, as [method@Reader.read_at]: in one call, and without moving
 * the position that [method@Source.read] goes on from.
 *
 * Returns: how many frames were read, as [method@Source.read]
 * Since: 0.1
 */
gint64
gaf_resampled_reader_read_at (GafResampledReader *self, gint64 frame, float *const *planes, gint64 n_frames,
                              GCancellable *cancellable, GError **error)
{
  gint64 position, done = -1;

  g_return_val_if_fail (GAF_IS_RESAMPLED_READER (self), -1);

  if (!check_number (n_frames, error) || !begin (self, error))
    return -1;
  position = gaf_shared64_get (&self->position);
  if (check_position (self, frame, error)) {
    gaf_shared64_set (&self->position, frame);
    done = read_planes (self, planes, n_frames, cancellable, error);
    gaf_shared64_set (&self->position, position);
  }
  gaf_known_length_leave (&self->length, self->source, self, &self->guard);
  return done;
}

static gint64
gaf_resampled_reader_read_from (GafSource *source, gint64 frame, float *const *planes, gint64 n_frames,
                                GCancellable *cancellable, GError **error)
{
  GafResampledReader *self = GAF_RESAMPLED_READER (source);
  gint64 done = 0;

  if (!check_number (n_frames, error) || !begin (self, error))
    return -1;
  if (frame <= gaf_source_get_n_frames (source)) {
    gaf_shared64_set (&self->position, frame);
    done = read_planes (self, planes, n_frames, cancellable, error);
  }
  gaf_known_length_leave (&self->length, self->source, self, &self->guard);
  return done;
}

static gboolean
gaf_resampled_reader_seek (GafSource *source, gint64 frame, GCancellable *cancellable, GError **error)
{
  GafResampledReader *self = GAF_RESAMPLED_READER (source);
  gboolean ok;

  if (!begin (self, error))
    return FALSE;
  ok = check_position (self, frame, error);
  if (ok)
    gaf_shared64_set (&self->position, frame);
  gaf_known_length_leave (&self->length, self->source, self, &self->guard);
  return ok;
}

/* info: without the lock, and after closing */

static void
describe (GafSource *source, double *rate, guint *channels)
{
  GafResampledReader *self = GAF_RESAMPLED_READER (source);

  *rate = self->engine->target_rate;
  *channels = self->channels;
}

static guint64
get_channel_mask (GafSource *source)
{
  return gaf_source_get_channel_mask (GAF_RESAMPLED_READER (source)->source);
}

static gint64
get_n_frames (GafSource *source)
{
  GafResampledReader *self = GAF_RESAMPLED_READER (source);

  return gaf_resample_engine_get_n_frames (self->engine, gaf_source_get_n_frames (self->source));
}

static gboolean
get_exact_duration (GafSource *source)
{
  return gaf_source_get_exact_duration (GAF_RESAMPLED_READER (source)->source);
}

static GafSampleFormat
get_sample_format (GafSource *source)
{
  return gaf_source_get_sample_format (GAF_RESAMPLED_READER (source)->source);
}

static gint64
tell (GafSource *source)
{
  return gaf_shared64_get (&GAF_RESAMPLED_READER (source)->position);
}

static gboolean
is_closed (GafSource *source)
{
  GafResampledReader *self = GAF_RESAMPLED_READER (source);

  return g_atomic_int_get (&self->closed) || gaf_source_is_closed (self->source);
}

static void
source_iface_init (GafSourceInterface *iface)
{
  static const GafTrustedSource trusted = { gaf_resampled_reader_read_from };

  iface->describe = describe;
  iface->get_channel_mask = get_channel_mask;
  iface->get_n_frames = get_n_frames;
  iface->get_exact_duration = get_exact_duration;
  iface->get_sample_format = get_sample_format;
  iface->read = gaf_resampled_reader_read;
  iface->seek = gaf_resampled_reader_seek;
  iface->tell = tell;
  iface->is_closed = is_closed;
  gaf_source_interface_set_trusted (iface, &trusted);
}

/* object */

static void
gaf_resampled_reader_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  GafResampledReader *self = GAF_RESAMPLED_READER (object);
  GafSource *source = GAF_SOURCE (self);

  switch (id) {
  case PROP_SOURCE:
    g_value_set_object (value, self->source);
    break;
  case PROP_RATE:
    g_value_set_double (value, gaf_source_get_rate (source));
    break;
  case PROP_QUALITY:
    g_value_set_enum (value, gaf_resampled_reader_get_quality (self));
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
gaf_resampled_reader_finalize (GObject *object)
{
  GafResampledReader *self = GAF_RESAMPLED_READER (object);

  g_clear_pointer (&self->engine, gaf_resample_engine_free);
  g_clear_object (&self->source);
  g_free (self->block);
  G_OBJECT_CLASS (gaf_resampled_reader_parent_class)->finalize (object);
}

static void
gaf_resampled_reader_init (GafResampledReader *self)
{
  gaf_call_guard_init (&self->guard);
}

static void
gaf_resampled_reader_class_init (GafResampledReaderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags info = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = gaf_resampled_reader_get_property;
  object_class->finalize = gaf_resampled_reader_finalize;

  /**
   * GafResampledReader:source: (getter get_source)
   *
   * The source that is resampled, which is read at its own rate.
   *
   * Since: 0.1
   */
  properties[PROP_SOURCE] = g_param_spec_object ("source", NULL, NULL, GAF_TYPE_SOURCE, info);
  /**
   * GafResampledReader:rate:
   *
   * The sample rate of what is read: frames per second, Hz.
   *
   * Since: 0.1
   */
  properties[PROP_RATE] = g_param_spec_double ("rate", NULL, NULL, 0, G_MAXDOUBLE, 0, info);
  /**
   * GafResampledReader:quality: (getter get_quality)
   *
   * The filter that the reader was made with.
   *
   * Since: 0.1
   */
  properties[PROP_QUALITY] =
      g_param_spec_enum ("quality", NULL, NULL, GAF_TYPE_RESAMPLE_QUALITY, GAF_RESAMPLE_QUALITY_ZERO_ORDER_HOLD, info);
  /**
   * GafResampledReader:n-frames:
   *
   * The length in frames at [property@ResampledReader:rate]; an estimate while that of the source is one. It is
   * notified when a read has found out more, as the two below are.
   *
   * Since: 0.1
   */
  properties[PROP_N_FRAMES] = g_param_spec_int64 ("n-frames", NULL, NULL, 0, G_MAXINT64, 0, info);
  /**
   * GafResampledReader:exact-duration:
   *
   * %TRUE if the length is exact; %FALSE while it is an estimate.
   *
   * Since: 0.1
   */
  properties[PROP_EXACT_DURATION] = g_param_spec_boolean ("exact-duration", NULL, NULL, FALSE, info);
  /**
   * GafResampledReader:duration:
   *
   * The length in seconds; an estimate while [property@ResampledReader:exact-duration] is %FALSE.
   *
   * Since: 0.1
   */
  properties[PROP_DURATION] = g_param_spec_double ("duration", NULL, NULL, 0, G_MAXDOUBLE, 0, info);
  /**
   * GafResampledReader:position:
   *
   * The frame that is read next, counted from 0 at [property@ResampledReader:rate]. It is not notified.
   *
   * Since: 0.1
   */
  properties[PROP_POSITION] = g_param_spec_int64 ("position", NULL, NULL, 0, G_MAXINT64, 0, info);
  /**
   * GafResampledReader:closed:
   *
   * %TRUE if this reader or its source was closed. It is notified when this reader is.
   *
   * Since: 0.1
   */
  properties[PROP_CLOSED] = g_param_spec_boolean ("closed", NULL, NULL, FALSE, info);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

/**
 * gaf_resampled_reader_new:
 * @source: what to read from; a reference is kept
 * @rate: frames per second that are wanted, from 1 to 768000 Hz
 * @quality: the filter to use
 * @error: as [ctor@Resampler.new]; %GAF_ERROR_CLOSED if the source is closed, %GAF_ERROR_INVALID_ARGUMENT if it tells
 *   no rate or no channels
 *
 * Wraps a source so that it can be read at another rate. It begins at frame 0 wherever the source stands.
 *
 * Returns: (transfer full): a reader at frame 0, or %NULL with @error set
 * Since: 0.1
 */
GafResampledReader *
gaf_resampled_reader_new (GafSource *source, double rate, GafResampleQuality quality, GError **error)
{
  g_autoptr (GafResampleEngine) engine = NULL;
  GafResampledReader *self;
  double source_rate;
  guint channels;

  g_return_val_if_fail (GAF_IS_SOURCE (source), NULL);

  if (gaf_source_is_closed (source)) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_CLOSED, "The file is closed: I/O operation on a closed file");
    return NULL;
  }
  gaf_source_describe (source, &source_rate, &channels);
  if (channels == 0) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT, "The source %s tells neither a sample rate nor channels",
                 G_OBJECT_TYPE_NAME (source));
    return NULL;
  }
  engine = gaf_resample_engine_new (source_rate, rate, channels, quality, error);
  if (engine == NULL)
    return NULL;

  self = g_object_new (GAF_TYPE_RESAMPLED_READER, NULL);
  self->source = g_object_ref (source);
  self->engine = g_steal_pointer (&engine);
  self->channels = channels;
  self->block = g_new0 (float, BLOCK * self->channels);
  gaf_known_length_init (&self->length, source);
  return self;
}

/**
 * gaf_resampled_reader_get_source: (get-property source)
 * @self: a reader
 *
 * Tells the source that is resampled, which the reader keeps a reference to.
 *
 * Returns: (transfer none): the source
 * Since: 0.1
 */
GafSource *
gaf_resampled_reader_get_source (GafResampledReader *self)
{
  g_return_val_if_fail (GAF_IS_RESAMPLED_READER (self), NULL);

  return self->source;
}

/**
 * gaf_resampled_reader_get_quality: (get-property quality)
 * @self: a reader
 *
 * Tells which filter the reader was made with.
 *
 * Returns: the quality
 * Since: 0.1
 */
GafResampleQuality
gaf_resampled_reader_get_quality (GafResampledReader *self)
{
  g_return_val_if_fail (GAF_IS_RESAMPLED_READER (self), GAF_RESAMPLE_QUALITY_WINDOWED_SINC_32);

  return self->engine->quality;
}

/**
 * gaf_resampled_reader_close:
 * @self: a reader
 *
 * Ends reading: seeking and reading fail with %GAF_ERROR_CLOSED from now on. The source stays open, and the properties
 * readable.
 *
 * Since: 0.1
 */
void
gaf_resampled_reader_close (GafResampledReader *self)
{
  g_return_if_fail (GAF_IS_RESAMPLED_READER (self));

  if (g_atomic_int_compare_and_exchange (&self->closed, FALSE, TRUE))
    gaf_notify (self, "closed");
}
