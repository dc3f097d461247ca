/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-processed-reader.h"

#include <math.h>
#include <string.h>

#include "core/call-guard.h"
#include "core/interrupt.h"
#include "core/limits.h"
#include "core/shared.h"
#include "core/task-queue.h"
#include "gaf-effect-private.h"
#include "gaf-error.h"
#include "gaf-known-length.h"
#include "gaf-source-private.h"

/**
 * GafProcessedReader:
 *
 * A source of audio that goes through GStreamer elements, such as `"audioecho delay=200000000 ! audiodynamic ratio=2"`.
 *
 * It is as long as its source, to the frame: what the elements give too late is taken when they have heard of the end,
 * what they give too much is cut, and what is missing is silence.
 *
 * Effects remember what was before. So going to a frame means to send through them all that is before it, from the
 * beginning on: what is read does not depend on how one came there, but takes its time. With a pre-roll only so many
 * frames before the target are sent through; that is enough where the effect has forgotten what was earlier. Reading
 * on, and going forward, goes on from where the last read has ended.
 *
 * Reading moves the position of the source that it reads from; closing it leaves that source open.
 *
 * It is read and sought in by the functions of [iface@Source].
 *
 * ```c
 * g_autoptr (GError) error = NULL;
 * g_autoptr (GafReader) file = gaf_reader_new_for_path ("song.flac", NULL, &error);
 * g_autoptr (GafProcessedReader) echo = NULL;
 * g_autoptr (GafBlock) block = NULL;
 *
 * if (file != NULL)
 *   echo = gaf_processed_reader_new (GAF_SOURCE (file), "audioecho delay=200000000 intensity=0.5", -1, &error);
 * if (echo != NULL)
 *   block = gaf_source_read_frames (GAF_SOURCE (echo), 44100, GAF_LAYOUT_PLANAR, NULL, &error);
 * if (block == NULL)
 *   g_printerr ("%s\n", error->message);
 * ```
 *
 * Since: 0.1
 */
struct _GafProcessedReader {
  GObject parent_instance;

  /* source ─► block ─► effect ─► [what is before the wanted frame is dropped] ─► caller */
  GafSource *source;
  char *effects;
  gint64 pre_roll; /* frames; -1: all */
  guint channels;
  guint rate;
  float *block; /* planes of BLOCK frames */

  GafCallGuard guard;   /* held during each call that reads; guards all below */
  GafShared64 position; /* the frame that is read next */
  GafEffect *effect;    /* or NULL: to be made anew */
  gint64 made;          /* the frame that comes out of it next */
  gint64 fed;           /* the frame of the source that goes in next */
  gboolean has_ended;   /* all has gone in: fed is the length */
  GafKnownLength length;
  gint closed;
};

/* Frames that go in at once. */
#define BLOCK 4096

enum {
  PROP_0,
  PROP_SOURCE,
  PROP_EFFECTS,
  PROP_PRE_ROLL,
  PROP_RATE,
  PROP_N_FRAMES,
  PROP_EXACT_DURATION,
  PROP_DURATION,
  PROP_POSITION,
  PROP_CLOSED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void source_iface_init (GafSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GafProcessedReader, gaf_processed_reader, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GAF_TYPE_SOURCE, source_iface_init))

/* {{{ reading */

static void
get_planes (GafProcessedReader *self, float **planes)
{
  for (guint c = 0; c < self->channels; c++)
    planes[c] = self->block + c * BLOCK;
}

/* Has the effect begin at a frame, unless it is on its way to it already. */
static gboolean
go_to (GafProcessedReader *self, gint64 frame, GError **error)
{
  const gint64 begin = self->pre_roll < 0 ? 0 : MAX (frame - self->pre_roll, 0);

  if (self->effect != NULL && self->made <= frame && self->made >= begin)
    return TRUE;
  g_clear_object (&self->effect);
  self->effect = gaf_effect_new_for_description (self->effects, self->rate, self->channels, error);
  self->made = self->fed = begin;
  self->has_ended = FALSE;
  return self->effect != NULL;
}

static gboolean
feed (GafProcessedReader *self, GCancellable *cancellable, GError **error)
{
  float *planes[GAF_LIMIT_CHANNELS];
  gint64 n;

  get_planes (self, planes);
  n = gaf_source_read_from (self->source, self->fed, planes, BLOCK, cancellable, error);
  if (n < 0 || !gaf_effect_feed (self->effect, planes, self->fed, n, error))
    return FALSE;
  self->fed += n;
  self->has_ended = n < BLOCK;
  return !self->has_ended || gaf_effect_end (self->effect, cancellable, error);
}

/* Up to @n_frames from the frame that is made next on: at least one, but at the end. -1 with @error. */
static gint64
take (GafProcessedReader *self, float *const *planes, gint64 n_frames, GCancellable *cancellable, GError **error)
{
  gint64 n = 0;

  while (n == 0) {
    /* As many come out as have gone in, and not before. */
    const gint64 wanted = MIN (n_frames, self->fed - self->made);

    n = wanted > 0 ? gaf_effect_take (self->effect, planes, wanted) : 0;
    if (n > 0)
      break;
    if (self->has_ended) {
      for (guint c = 0; c < self->channels; c++)
        memset (planes[c], 0, wanted * sizeof (float));
      n = wanted;
      break;
    }
    if (!feed (self, cancellable, error) || !gaf_interrupt_check (BLOCK * self->channels, error))
      return -1;
  }
  self->made += n;
  return n;
}

/* What comes out before the wanted frame. FALSE with @error. */
static gboolean
drop (GafProcessedReader *self, gint64 n_frames, GCancellable *cancellable, GError **error)
{
  g_autofree float *room = g_new (float, BLOCK * self->channels);
  float *planes[GAF_LIMIT_CHANNELS];

  for (guint c = 0; c < self->channels; c++)
    planes[c] = room + c * BLOCK;
  while (n_frames > 0) {
    const gint64 n = take (self, planes, MIN (n_frames, BLOCK), cancellable, error);

    if (n < 0)
      return FALSE;
    if (n == 0)
      break;
    n_frames -= n;
  }
  return TRUE;
}

static gint64
read_locked (GafProcessedReader *self, gint64 frame, float *const *planes, gint64 n_frames, GCancellable *cancellable,
             GError **error)
{
  float *rest[GAF_LIMIT_CHANNELS];
  gint64 done = 0, n = -1;

  if (frame >= gaf_source_get_n_frames (self->source) && gaf_source_get_exact_duration (self->source))
    return 0;
  if (!go_to (self, frame, error) || !drop (self, frame - self->made, cancellable, error))
    done = -1;
  while (done >= 0 && done < n_frames) {
    for (guint c = 0; c < self->channels; c++)
      rest[c] = planes[c] + done;
    n = take (self, rest, n_frames - done, cancellable, error);
    if (n == 0)
      break;
    done = n < 0 ? -1 : done + n;
  }
  if (done < 0)
    g_clear_object (&self->effect); /* what went into it is lost */
  return done;
}

/* }}} */

/* {{{ calls */

/* Each call that needs the source is between this and gaf_known_length_leave(). */
static gboolean
begin (GafProcessedReader *self, gint64 n_frames, GError **error)
{
  if (n_frames < 0) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT,
                 "Cannot read %" G_GINT64_FORMAT " frames: the number must not be negative", n_frames);
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
check_position (GafProcessedReader *self, gint64 frame, GError **error)
{
  const gint64 n_frames = gaf_source_get_n_frames (self->source);

  if (frame >= 0 && frame <= n_frames)
    return TRUE;
  g_set_error (error, GAF_ERROR, GAF_ERROR_OUT_OF_RANGE,
               "Cannot seek to frame %" G_GINT64_FORMAT ": the file has %" G_GINT64_FORMAT " frames", frame, n_frames);
  return FALSE;
}

static gint64
read_from (GafSource *source, gint64 frame, float *const *planes, gint64 n_frames, GCancellable *cancellable,
           GError **error)
{
  GafProcessedReader *self = GAF_PROCESSED_READER (source);
  gint64 done;

  if (!begin (self, n_frames, error))
    return -1;
  done = read_locked (self, frame, planes, n_frames, cancellable, error);
  if (done >= 0)
    gaf_shared64_set (&self->position, frame + done);
  gaf_known_length_leave (&self->length, self->source, self, &self->guard);
  return done;
}

static gint64
read_planes (GafSource *source, float *const *planes, gint64 n_frames, GCancellable *cancellable, GError **error)
{
  GafProcessedReader *self = GAF_PROCESSED_READER (source);
  gint64 position, done;

  if (!begin (self, n_frames, error))
    return -1;
  position = gaf_shared64_get (&self->position);
  done = read_locked (self, position, planes, n_frames, cancellable, error);
  if (done > 0)
    gaf_shared64_set (&self->position, position + done);
  gaf_known_length_leave (&self->length, self->source, self, &self->guard);
  return done;
}

static gboolean
seek (GafSource *source, gint64 frame, GCancellable *cancellable, GError **error)
{
  GafProcessedReader *self = GAF_PROCESSED_READER (source);
  gboolean ok;

  if (!begin (self, 0, error))
    return FALSE;
  ok = check_position (self, frame, error);
  if (ok)
    gaf_shared64_set (&self->position, frame);
  gaf_known_length_leave (&self->length, self->source, self, &self->guard);
  return ok;
}

/* }}} */

/* {{{ info: without the lock, and after closing */

static void
describe (GafSource *source, double *rate, guint *channels)
{
  gaf_source_describe (GAF_PROCESSED_READER (source)->source, rate, channels);
}

static guint64
get_channel_mask (GafSource *source)
{
  return gaf_source_get_channel_mask (GAF_PROCESSED_READER (source)->source);
}

static gint64
get_n_frames (GafSource *source)
{
  return gaf_source_get_n_frames (GAF_PROCESSED_READER (source)->source);
}

static gboolean
get_exact_duration (GafSource *source)
{
  return gaf_source_get_exact_duration (GAF_PROCESSED_READER (source)->source);
}

static GafSampleFormat
get_sample_format (GafSource *source)
{
  return gaf_source_get_sample_format (GAF_PROCESSED_READER (source)->source);
}

static gint64
tell (GafSource *source)
{
  return gaf_shared64_get (&GAF_PROCESSED_READER (source)->position);
}

static gboolean
is_closed (GafSource *source)
{
  GafProcessedReader *self = GAF_PROCESSED_READER (source);

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

/* }}} */

/* {{{ object */

static void
gaf_processed_reader_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  GafProcessedReader *self = GAF_PROCESSED_READER (object);
  GafSource *source = GAF_SOURCE (self);

  switch (id) {
  case PROP_SOURCE:
    g_value_set_object (value, self->source);
    break;
  case PROP_EFFECTS:
    g_value_set_string (value, self->effects);
    break;
  case PROP_PRE_ROLL:
    g_value_set_int64 (value, self->pre_roll);
    break;
  case PROP_RATE:
    g_value_set_double (value, gaf_source_get_rate (source));
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
gaf_processed_reader_finalize (GObject *object)
{
  GafProcessedReader *self = GAF_PROCESSED_READER (object);

  g_clear_object (&self->effect);
  g_clear_object (&self->source);
  g_free (self->effects);
  g_free (self->block);
  G_OBJECT_CLASS (gaf_processed_reader_parent_class)->finalize (object);
}

static void
gaf_processed_reader_init (GafProcessedReader *self)
{
  gaf_call_guard_init (&self->guard);
}

static void
gaf_processed_reader_class_init (GafProcessedReaderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags info = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = gaf_processed_reader_get_property;
  object_class->finalize = gaf_processed_reader_finalize;

  /**
   * GafProcessedReader:source: (getter get_source)
   *
   * The source whose audio goes through the elements.
   *
   * Since: 0.1
   */
  properties[PROP_SOURCE] = g_param_spec_object ("source", NULL, NULL, GAF_TYPE_SOURCE, info);
  /**
   * GafProcessedReader:effects: (getter get_effects)
   *
   * The description of the elements that the audio goes through, as [ctor@ProcessedReader.new] was given it.
   *
   * Since: 0.1
   */
  properties[PROP_EFFECTS] = g_param_spec_string ("effects", NULL, NULL, NULL, info);
  /**
   * GafProcessedReader:pre-roll:
   *
   * How many frames before the target of a seek are sent through the elements; -1 for all.
   *
   * Since: 0.1
   */
  properties[PROP_PRE_ROLL] = g_param_spec_int64 ("pre-roll", NULL, NULL, -1, G_MAXINT64, -1, info);
  /**
   * GafProcessedReader:rate:
   *
   * The sample rate of what is read, which is that of the source: frames per second, Hz.
   *
   * Since: 0.1
   */
  properties[PROP_RATE] = g_param_spec_double ("rate", NULL, NULL, 0, G_MAXDOUBLE, 0, info);
  /**
   * GafProcessedReader:n-frames:
   *
   * The length in frames; an estimate while that of the source is one. It is notified when a read has found out more,
   * as the two below are.
   *
   * Since: 0.1
   */
  properties[PROP_N_FRAMES] = g_param_spec_int64 ("n-frames", NULL, NULL, 0, G_MAXINT64, 0, info);
  /**
   * GafProcessedReader:exact-duration:
   *
   * %TRUE if the length is exact; %FALSE while it is an estimate.
   *
   * Since: 0.1
   */
  properties[PROP_EXACT_DURATION] = g_param_spec_boolean ("exact-duration", NULL, NULL, FALSE, info);
  /**
   * GafProcessedReader:duration:
   *
   * The length in seconds; an estimate while [property@ProcessedReader:exact-duration] is %FALSE.
   *
   * Since: 0.1
   */
  properties[PROP_DURATION] = g_param_spec_double ("duration", NULL, NULL, 0, G_MAXDOUBLE, 0, info);
  /**
   * GafProcessedReader:position:
   *
   * The frame that is read next, counted from 0. It is not notified.
   *
   * Since: 0.1
   */
  properties[PROP_POSITION] = g_param_spec_int64 ("position", NULL, NULL, 0, G_MAXINT64, 0, info);
  /**
   * GafProcessedReader:closed:
   *
   * %TRUE if this reader or its source was closed. It is notified when this reader is.
   *
   * Since: 0.1
   */
  properties[PROP_CLOSED] = g_param_spec_boolean ("closed", NULL, NULL, FALSE, info);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

/* }}} */

/**
 * gaf_processed_reader_new:
 * @source: what to read from; a reference is kept
 * @effects: elements as gst-launch-1.0 has them, as for [ctor@Effect.new_for_description]
 * @pre_roll: how many frames before the target of a seek are sent through the elements; -1 for all
 * @error: as [ctor@Effect.new_for_description]; %GAF_ERROR_CLOSED if the source is closed; %GAF_ERROR_INVALID_ARGUMENT
 *   for a rate that is no whole number
 *
 * Wraps a source so that what is read has gone through GStreamer elements. It begins at frame 0 wherever the source
 * stands.
 *
 * Returns: (transfer full): a reader at frame 0, or %NULL with @error set
 * Since: 0.1
 */
GafProcessedReader *
gaf_processed_reader_new (GafSource *source, const char *effects, gint64 pre_roll, GError **error)
{
  g_autoptr (GafEffect) effect = NULL;
  GafProcessedReader *self;
  double rate;
  guint channels;

  g_return_val_if_fail (GAF_IS_SOURCE (source), NULL);
  g_return_val_if_fail (effects != NULL, NULL);

  if (gaf_source_is_closed (source)) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_CLOSED, "The file is closed: I/O operation on a closed file");
    return NULL;
  }
  gaf_source_describe (source, &rate, &channels);
  if (channels == 0 || rate != floor (rate)) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT,
                 "Effects need audio of a whole number of Hz: the source %s has %u channels and %g Hz",
                 G_OBJECT_TYPE_NAME (source), channels, rate);
    return NULL;
  }
  effect = gaf_effect_new_for_description (effects, (guint) MIN (rate, G_MAXUINT), channels, error);
  if (effect == NULL)
    return NULL;
  self = g_object_new (GAF_TYPE_PROCESSED_READER, NULL);
  self->source = g_object_ref (source);
  self->effects = g_strdup (effects);
  self->pre_roll = MAX (pre_roll, -1);
  self->channels = channels;
  self->rate = (guint) rate;
  self->block = g_new0 (float, BLOCK *channels);
  self->effect = g_steal_pointer (&effect);
  gaf_known_length_init (&self->length, source);
  return self;
}

/**
 * gaf_processed_reader_get_source: (get-property source)
 * @self: a reader
 *
 * Tells the source whose audio goes through the elements.
 *
 * Returns: (transfer none): the source
 * Since: 0.1
 */
GafSource *
gaf_processed_reader_get_source (GafProcessedReader *self)
{
  g_return_val_if_fail (GAF_IS_PROCESSED_READER (self), NULL);

  return self->source;
}

/**
 * gaf_processed_reader_get_effects: (get-property effects)
 * @self: a reader
 *
 * Tells the elements that the audio goes through.
 *
 * Returns: (transfer none): their description
 * Since: 0.1
 */
const char *
gaf_processed_reader_get_effects (GafProcessedReader *self)
{
  g_return_val_if_fail (GAF_IS_PROCESSED_READER (self), NULL);

  return self->effects;
}

/**
 * gaf_processed_reader_close:
 * @self: a reader
 *
 * Ends reading: seeking and reading fail with %GAF_ERROR_CLOSED from now on. The source stays open, and the properties
 * readable.
 *
 * Since: 0.1
 */
void
gaf_processed_reader_close (GafProcessedReader *self)
{
  g_return_if_fail (GAF_IS_PROCESSED_READER (self));

  if (g_atomic_int_compare_and_exchange (&self->closed, FALSE, TRUE))
    gaf_notify (self, "closed");
}
