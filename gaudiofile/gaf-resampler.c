/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-resampler-private.h"

#include "core/interrupt.h"
#include "core/limits.h"
#include "gaf-enum-types.h"

/**
 * GafResampler:
 *
 * Changes the sample rate of a stream of audio, piece by piece, in constant memory.
 *
 * Frame k of the output has its place at the time k / target rate: the delay of the filter is taken out. n frames
 * become the whole number nearest to n × target rate / source rate (halves up). Before the stream and behind it there
 * is silence. The output is the same, bit for bit, whatever the pieces in which the input comes. Not a number and
 * infinity spoil the output only as far as the filter reaches.
 *
 * [method@Resampler.process] returns what is ready, which is the filter's reach ([method@Resampler.get_input_latency])
 * behind the input; [method@Resampler.flush] the rest. [method@Resampler.resample] has both in one call, of what is in
 * memory as a whole.
 *
 * Long pieces are shared among all processors, see [func@set_max_threads]; the threads have ended when the call
 * returns.
 *
 * Rates are real numbers from 1 to 768,000 Hz. Their ratio is taken as a fraction of whole numbers: exactly when one of
 * few digits is, else with an error below 1e-12 of it.
 *
 * One resampler can be used from several threads, one call at a time.
 *
 * ```c
 * g_autoptr (GError) error = NULL;
 * g_autoptr (GafResampler) resampler
 *     = gaf_resampler_new (44100, 16000, 1, GAF_RESAMPLE_QUALITY_WINDOWED_SINC_32, &error);
 * g_autofree float *from = g_new0 (float, 44100);
 * g_autofree float *to = g_new0 (float, gaf_resampler_get_n_frames (resampler, 44100));
 *
 * if (gaf_resampler_resample (resampler, (const float *const[]){ from }, 44100, (float *const[]){ to }, &error) < 0)
 *   g_printerr ("%s\n", error->message);
 * ```
 *
 * Since: 0.1
 */

enum { PROP_0, PROP_SOURCE_RATE, PROP_TARGET_RATE, PROP_CHANNELS, PROP_QUALITY, PROP_INPUT_LATENCY, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (GafResampler, gaf_resampler, G_TYPE_OBJECT)

/* object */

static void
gaf_resampler_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  GafResampler *self = GAF_RESAMPLER (object);

  switch (id) {
  case PROP_SOURCE_RATE:
    g_value_set_double (value, self->engine->source_rate);
    break;
  case PROP_TARGET_RATE:
    g_value_set_double (value, self->engine->target_rate);
    break;
  case PROP_CHANNELS:
    g_value_set_uint (value, self->engine->channels);
    break;
  case PROP_QUALITY:
    g_value_set_enum (value, self->engine->quality);
    break;
  case PROP_INPUT_LATENCY:
    g_value_set_double (value, gaf_resampler_get_input_latency (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
gaf_resampler_finalize (GObject *object)
{
  GafResampler *self = GAF_RESAMPLER (object);

  g_clear_pointer (&self->spread, gaf_resample_spread_free);
  g_clear_pointer (&self->engine, gaf_resample_engine_free);
  G_OBJECT_CLASS (gaf_resampler_parent_class)->finalize (object);
}

static void
gaf_resampler_init (GafResampler *self)
{
  gaf_call_guard_init (&self->guard);
}

static void
gaf_resampler_class_init (GafResamplerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags info = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = gaf_resampler_get_property;
  object_class->finalize = gaf_resampler_finalize;

  /**
   * GafResampler:source-rate: (getter get_source_rate)
   *
   * The sample rate of the input: frames per second, Hz.
   *
   * Since: 0.1
   */
  properties[PROP_SOURCE_RATE] = g_param_spec_double ("source-rate", NULL, NULL, 0, G_MAXDOUBLE, 0, info);
  /**
   * GafResampler:target-rate: (getter get_target_rate)
   *
   * The sample rate of the output: frames per second, Hz.
   *
   * Since: 0.1
   */
  properties[PROP_TARGET_RATE] = g_param_spec_double ("target-rate", NULL, NULL, 0, G_MAXDOUBLE, 0, info);
  /**
   * GafResampler:channels: (getter get_channels)
   *
   * The number of channels of the input and of the output, from 1 to 64.
   *
   * Since: 0.1
   */
  properties[PROP_CHANNELS] = g_param_spec_uint ("channels", NULL, NULL, 0, GAF_LIMIT_CHANNELS, 0, info);
  /**
   * GafResampler:quality: (getter get_quality)
   *
   * The filter that the resampler was made with.
   *
   * Since: 0.1
   */
  properties[PROP_QUALITY] =
      g_param_spec_enum ("quality", NULL, NULL, GAF_TYPE_RESAMPLE_QUALITY, GAF_RESAMPLE_QUALITY_ZERO_ORDER_HOLD, info);
  /**
   * GafResampler:input-latency: (getter get_input_latency)
   *
   * The number of source frames that the output is behind the input. See [method@Resampler.get_input_latency].
   *
   * Since: 0.1
   */
  properties[PROP_INPUT_LATENCY] = g_param_spec_double ("input-latency", NULL, NULL, 0, G_MAXDOUBLE, 0, info);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

/**
 * gaf_resampler_new:
 * @source_rate: frames per second of what comes in, from 1 to 768000 Hz
 * @target_rate: frames per second of what is wanted, from 1 to 768000 Hz
 * @channels: how many channels, from 1 to 64
 * @quality: the filter to use
 * @error: %GAF_ERROR_INVALID_ARGUMENT for a rate outside of the range, no channels or an unknown quality;
 *   %GAF_ERROR_LIMIT for more than 64 channels
 *
 * Makes a resampler, which takes one stream of audio after another.
 *
 * Returns: (transfer full): a new resampler, or %NULL with @error set
 * Since: 0.1
 */
GafResampler *
gaf_resampler_new (double source_rate, double target_rate, guint channels, GafResampleQuality quality, GError **error)
{
  GafResampleEngine *engine = gaf_resample_engine_new (source_rate, target_rate, channels, quality, error);
  GafResampler *self;

  if (engine == NULL)
    return NULL;
  self = g_object_new (GAF_TYPE_RESAMPLER, NULL);
  self->engine = engine;
  self->spread = gaf_resample_spread_new (engine);
  return self;
}

/* info */

/**
 * gaf_resampler_get_source_rate: (get-property source-rate)
 * @self: a resampler
 *
 * Tells the sample rate of what comes in.
 *
 * Returns: frames per second, Hz
 * Since: 0.1
 */
double
gaf_resampler_get_source_rate (GafResampler *self)
{
  g_return_val_if_fail (GAF_IS_RESAMPLER (self), 0);

  return self->engine->source_rate;
}

/**
 * gaf_resampler_get_target_rate: (get-property target-rate)
 * @self: a resampler
 *
 * Tells the sample rate of what comes out.
 *
 * Returns: frames per second, Hz
 * Since: 0.1
 */
double
gaf_resampler_get_target_rate (GafResampler *self)
{
  g_return_val_if_fail (GAF_IS_RESAMPLER (self), 0);

  return self->engine->target_rate;
}

/**
 * gaf_resampler_get_channels: (get-property channels)
 * @self: a resampler
 *
 * Tells the number of channels of the input, which is that of the output too.
 *
 * Returns: the number of channels
 * Since: 0.1
 */
guint
gaf_resampler_get_channels (GafResampler *self)
{
  g_return_val_if_fail (GAF_IS_RESAMPLER (self), 0);

  return self->engine->channels;
}

/**
 * gaf_resampler_get_quality: (get-property quality)
 * @self: a resampler
 *
 * Tells which filter the resampler was made with.
 *
 * Returns: the quality
 * Since: 0.1
 */
GafResampleQuality
gaf_resampler_get_quality (GafResampler *self)
{
  g_return_val_if_fail (GAF_IS_RESAMPLER (self), GAF_RESAMPLE_QUALITY_WINDOWED_SINC_32);

  return self->engine->quality;
}

/**
 * gaf_resampler_get_input_latency: (get-property input-latency)
 * @self: a resampler
 *
 * Tells how many source frames must be given before the first frame comes out: half the length of the filter. Only the
 * waiting is meant: the output is not shifted by it.
 *
 * Returns: frames at the source's rate
 * Since: 0.1
 */
double
gaf_resampler_get_input_latency (GafResampler *self)
{
  g_return_val_if_fail (GAF_IS_RESAMPLER (self), 0);

  return gaf_resample_engine_get_latency (self->engine);
}

/**
 * gaf_resampler_get_n_frames:
 * @self: a resampler
 * @n_source_frames: the length of a stream in source frames
 *
 * Tells how many frames a whole stream becomes: n × target rate / source rate to the nearest whole number, halves up.
 *
 * Returns: the length of the output, frames at the target's rate
 * Since: 0.1
 */
gint64
gaf_resampler_get_n_frames (GafResampler *self, gint64 n_source_frames)
{
  g_return_val_if_fail (GAF_IS_RESAMPLER (self), 0);

  return gaf_resample_engine_get_n_frames (self->engine, n_source_frames);
}

/* planes */

/**
 * gaf_resampler_get_n_ready:
 * @self: a resampler
 * @n_frames: a number of source frames
 *
 * Tells how many frames [method@Resampler.process] would return for @n_frames more, if there was room for all.
 *
 * Returns: frames at the target's rate; 0 in a child of fork() if another thread was using the resampler
 * Since: 0.1
 */
gint64
gaf_resampler_get_n_ready (GafResampler *self, gint64 n_frames)
{
  gint64 n;

  g_return_val_if_fail (GAF_IS_RESAMPLER (self) && n_frames >= 0, 0);

  if (!gaf_call_guard_enter (&self->guard, "resampler", NULL))
    return 0;
  n = gaf_resample_engine_get_n_ready (self->engine, n_frames);
  gaf_call_guard_leave (&self->guard);
  return n;
}

/**
 * gaf_resampler_get_n_rest:
 * @self: a resampler
 *
 * Tells how many frames [method@Resampler.flush] would return, if there was room for all.
 *
 * Returns: frames at the target's rate; 0 in a child of fork() if another thread was using the resampler
 * Since: 0.1
 */
gint64
gaf_resampler_get_n_rest (GafResampler *self)
{
  gint64 n;

  g_return_val_if_fail (GAF_IS_RESAMPLER (self), 0);

  if (!gaf_call_guard_enter (&self->guard, "resampler", NULL))
    return 0;
  n = gaf_resample_engine_get_n_rest (self->engine);
  gaf_call_guard_leave (&self->guard);
  return n;
}

/* Samples of all channels that are taken at once, and about so many that are made: enough for all processors, and a
 * call can be interrupted in between. */
#define SAMPLES (1 << 21)
/* Frames of the tail that are made at once. */
#define PIECE 65536

/* An interrupted call leaves nothing to go on with. */
static gboolean
check_interrupt (GafResampler *self, gint64 n_frames, GError **error)
{
  if (gaf_interrupt_check ((gsize) n_frames * self->engine->channels, error))
    return TRUE;
  gaf_resample_engine_begin_at (self->engine, 0);
  return FALSE;
}

static void
move_planes (GafResampler *self, float *const *planes, gint64 offset, float **moved)
{
  for (guint c = 0; c < self->engine->channels; c++)
    moved[c] = planes[c] + offset;
}

gint64
gaf_resampler_process_locked (GafResampler *self, const float *const *source, gint64 n_frames, float *const *target,
                              gint64 room, GError **error)
{
  const float *in[GAF_LIMIT_CHANNELS];
  float *out[GAF_LIMIT_CHANNELS];
  const gint64 most = SAMPLES / self->engine->channels;
  gint64 made = 0, n, n_made;

  for (gint64 done = 0; done < n_frames || done == 0; done += n) {
    n = CLAMP (gaf_resample_engine_get_n_needed (self->engine, most), 1, most);
    n = MIN (n, n_frames - done);
    for (guint c = 0; c < self->engine->channels; c++)
      in[c] = source[c] + done;
    move_planes (self, target, made, out);
    n_made = gaf_resample_spread_process (self->spread, in, n, out, room - made);
    made += n_made;
    if (!check_interrupt (self, MAX (n, n_made), error))
      return -1;
    if (n == 0)
      break;
  }
  return made;
}

gint64
gaf_resampler_read_tail_locked (GafResampler *self, float *const *target, gint64 room, GError **error)
{
  float *out[GAF_LIMIT_CHANNELS];
  gint64 made = 0, n;

  do {
    move_planes (self, target, made, out);
    n = gaf_resample_engine_read_tail (self->engine, out, MIN (room - made, PIECE));
    made += n;
    if (!check_interrupt (self, n, error))
      return -1;
  } while (n > 0 && made < room);
  return made;
}

gint64
gaf_resampler_resample_locked (GafResampler *self, const float *const *source, gint64 n_frames, float *const *target,
                               GError **error)
{
  const gint64 room = gaf_resample_engine_get_n_frames (self->engine, n_frames);
  float *rest[GAF_LIMIT_CHANNELS];
  gint64 n, n_rest = -1;

  gaf_resample_engine_begin_at (self->engine, 0);
  n = gaf_resampler_process_locked (self, source, n_frames, target, room, error);
  if (n >= 0) {
    move_planes (self, target, n, rest);
    n_rest = gaf_resampler_read_tail_locked (self, rest, room - n, error);
  }
  gaf_resample_engine_begin_at (self->engine, 0);
  return n_rest < 0 ? -1 : n + n_rest;
}

/**
 * gaf_resampler_process: (skip)
 * @self: a resampler
 * @source: one pointer per channel, each to @n_frames samples
 * @n_frames: how many frames come in; all are taken
 * @target: one pointer per channel, each to room for @room samples, elsewhere than @source
 * @room: how many frames there is room for; what does not fit comes with the next call
 * @error: %GAF_ERROR_BUSY in a child of fork(), if another thread was using the resampler
 *
 * Takes the next piece of the stream as planar 32-bit float, and puts what is ready of the output into the caller's
 * memory.
 *
 * Returns: how many frames were put into @target: [method@Resampler.get_n_ready] for @n_frames, or @room if that is
 *   less; -1 with @error set
 * Since: 0.1
 */
gint64
gaf_resampler_process (GafResampler *self, const float *const *source, gint64 n_frames, float *const *target,
                       gint64 room, GError **error)
{
  gint64 n;

  g_return_val_if_fail (GAF_IS_RESAMPLER (self) && n_frames >= 0 && room >= 0, -1);

  if (!gaf_call_guard_enter (&self->guard, "resampler", error))
    return -1;
  n = gaf_resampler_process_locked (self, source, n_frames, target, room, error);
  gaf_call_guard_leave (&self->guard);
  return n;
}

/**
 * gaf_resampler_flush: (skip)
 * @self: a resampler
 * @target: one pointer per channel, each to room for @room samples
 * @room: how many frames there is room for; [method@Resampler.get_n_rest] are needed, and what does not fit comes with
 *   the next call of this
 * @error: %GAF_ERROR_BUSY, as [method@Resampler.process]
 *
 * Ends the stream, and puts the rest of the output into the caller's memory. Once all of it was given, the resampler is
 * as new, for the next stream.
 *
 * Returns: how many frames were put into @target; -1 with @error set
 * Since: 0.1
 */
gint64
gaf_resampler_flush (GafResampler *self, float *const *target, gint64 room, GError **error)
{
  gint64 n;

  g_return_val_if_fail (GAF_IS_RESAMPLER (self) && room >= 0, -1);

  if (!gaf_call_guard_enter (&self->guard, "resampler", error))
    return -1;
  n = gaf_resampler_read_tail_locked (self, target, room, error);
  if (n >= 0 && gaf_resample_engine_get_n_rest (self->engine) == 0)
    gaf_resample_engine_begin_at (self->engine, 0);
  gaf_call_guard_leave (&self->guard);
  return n;
}

/**
 * gaf_resampler_resample: (skip)
 * @self: a resampler
 * @source: one pointer per channel, each to @n_frames samples
 * @n_frames: the length of the whole stream
 * @target: one pointer per channel, each to room for [method@Resampler.get_n_frames] samples for @n_frames, elsewhere
 *   than @source
 * @error: %GAF_ERROR_BUSY, as [method@Resampler.process]
 *
 * Resamples a whole stream of planar 32-bit float into the caller's memory, on all processors: bit for bit what
 * [method@Resampler.process] and [method@Resampler.flush] give of it. A stream that was begun is forgotten, and after
 * this the resampler is as new.
 *
 * Returns: how many frames were put into @target; -1 with @error set
 * Since: 0.1
 */
gint64
gaf_resampler_resample (GafResampler *self, const float *const *source, gint64 n_frames, float *const *target,
                        GError **error)
{
  gint64 n;

  g_return_val_if_fail (GAF_IS_RESAMPLER (self) && n_frames >= 0, -1);

  if (!gaf_call_guard_enter (&self->guard, "resampler", error))
    return -1;
  n = gaf_resampler_resample_locked (self, source, n_frames, target, error);
  gaf_call_guard_leave (&self->guard);
  return n;
}

/**
 * gaf_resampler_reset:
 * @self: a resampler
 * @error: %GAF_ERROR_BUSY, as [method@Resampler.process]
 *
 * Forgets the stream so far, with what was not given out yet; a new one begins.
 *
 * Returns: %TRUE, or %FALSE with @error set
 * Since: 0.1
 */
gboolean
gaf_resampler_reset (GafResampler *self, GError **error)
{
  g_return_val_if_fail (GAF_IS_RESAMPLER (self), FALSE);

  if (!gaf_call_guard_enter (&self->guard, "resampler", error))
    return FALSE;
  gaf_resample_engine_begin_at (self->engine, 0);
  gaf_call_guard_leave (&self->guard);
  return TRUE;
}
