/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-stream.h"

#include "gaf-enum-types.h"
#include "core/fork-gate.h"
#include "live/pipe.h"

enum {
  PROP_0,
  PROP_STATE,
  PROP_CLOSED,
  PROP_INPUT_DEVICE,
  PROP_OUTPUT_DEVICE,
  PROP_INPUT_CHANNELS,
  PROP_OUTPUT_CHANNELS,
  PROP_RATE,
  PROP_BUFFER_SIZE,
  PROP_LOST_FRAMES,
  PROP_INTERRUPTIONS,
  PROP_PASS_THROUGH,
  PROP_INPUT_LEVEL,
  PROP_OUTPUT_LEVEL,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (GafStream, gaf_stream, G_TYPE_OBJECT)

#define DEFAULT_RATE        44100
#define DEFAULT_BUFFER_SIZE 512

/* How long closing may keep the caller, µs. */
#define CLOSE_PATIENCE (1700 * G_TIME_SPAN_MILLISECOND)

/* {{{ object */

static void
gaf_stream_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  GafStream *self = GAF_STREAM (object);

  switch (id) {
  case PROP_STATE:
    g_value_set_enum (value, gaf_stream_get_state (self));
    break;
  case PROP_CLOSED:
    g_value_set_boolean (value, gaf_stream_is_closed (self));
    break;
  case PROP_INPUT_DEVICE:
    g_value_set_object (value, self->devices[GAF_DIRECTION_INPUT]);
    break;
  case PROP_OUTPUT_DEVICE:
    g_value_set_object (value, self->devices[GAF_DIRECTION_OUTPUT]);
    break;
  case PROP_INPUT_CHANNELS:
    g_value_set_uint (value, gaf_stream_get_channels (self, GAF_DIRECTION_INPUT));
    break;
  case PROP_OUTPUT_CHANNELS:
    g_value_set_uint (value, gaf_stream_get_channels (self, GAF_DIRECTION_OUTPUT));
    break;
  case PROP_RATE:
    g_value_set_uint (value, gaf_stream_get_rate (self));
    break;
  case PROP_BUFFER_SIZE:
    g_value_set_uint (value, gaf_stream_get_buffer_size (self));
    break;
  case PROP_LOST_FRAMES:
    g_value_set_int64 (value, gaf_stream_get_lost_frames (self));
    break;
  case PROP_INTERRUPTIONS:
    g_value_set_uint (value, gaf_stream_get_interruptions (self));
    break;
  case PROP_PASS_THROUGH:
    g_value_set_boolean (value, gaf_stream_get_pass_through (self));
    break;
  case PROP_INPUT_LEVEL:
    g_value_take_boxed (value, gaf_stream_get_level (self, GAF_DIRECTION_INPUT));
    break;
  case PROP_OUTPUT_LEVEL:
    g_value_take_boxed (value, gaf_stream_get_level (self, GAF_DIRECTION_OUTPUT));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
set_device (GafStream *self, GafDirection direction, GafDevice *device, GParamSpec *pspec)
{
  g_return_if_fail (device == NULL || gaf_device_get_direction (device) == direction);

  if (!g_set_object (&self->devices[direction], device))
    return;
  gaf_stream_core_set_device (self->core, direction, device);
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
}

static void
set_uint (GafStream *self, guint *field, guint value, GParamSpec *pspec)
{
  if (*field == value)
    return;
  *field = value;
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
}

static void
gaf_stream_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  GafStream *self = GAF_STREAM (object);
  GafStreamCore *core = self->core;

  /* What is written before it is opened has its buffer already, of this rate and so many channels. */
  if (id != PROP_PASS_THROUGH && (core->was_opened || core->is_prepared)) {
    g_critical ("GafStream:%s can be set until the stream is opened or written to, not later", pspec->name);
    return;
  }
  switch (id) {
  case PROP_INPUT_DEVICE:
    set_device (self, GAF_DIRECTION_INPUT, g_value_get_object (value), pspec);
    break;
  case PROP_OUTPUT_DEVICE:
    set_device (self, GAF_DIRECTION_OUTPUT, g_value_get_object (value), pspec);
    break;
  case PROP_INPUT_CHANNELS:
    set_uint (self, &core->sides[GAF_DIRECTION_INPUT].channels, g_value_get_uint (value), pspec);
    break;
  case PROP_OUTPUT_CHANNELS:
    set_uint (self, &core->sides[GAF_DIRECTION_OUTPUT].channels, g_value_get_uint (value), pspec);
    break;
  case PROP_RATE:
    set_uint (self, &core->rate, g_value_get_uint (value) == 0 ? DEFAULT_RATE : g_value_get_uint (value), pspec);
    break;
  case PROP_BUFFER_SIZE:
    set_uint (self, &core->block, g_value_get_uint (value) == 0 ? DEFAULT_BUFFER_SIZE : g_value_get_uint (value),
              pspec);
    break;
  case PROP_PASS_THROUGH:
    gaf_stream_set_pass_through (self, g_value_get_boolean (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
end (GafStreamCore *core)
{
  const gint64 deadline = g_get_monotonic_time () + CLOSE_PATIENCE;

  if (core->generation != gaf_fork_gate_get_generation () || !gaf_stream_core_begin_closing (core))
    return;
  gaf_stream_core_lock (core);
  while (core->n_threads > 0 && g_cond_wait_until (&core->changed, &core->lock, deadline))
    continue;
  g_mutex_unlock (&core->lock);
}

static void
gaf_stream_dispose (GObject *object)
{
  end (GAF_STREAM (object)->core);
  G_OBJECT_CLASS (gaf_stream_parent_class)->dispose (object);
}

static void
gaf_stream_finalize (GObject *object)
{
  GafStream *self = GAF_STREAM (object);

  g_weak_ref_set (&self->core->stream, NULL);
  gaf_stream_core_unref (self->core);
  for (guint i = 0; i < G_N_ELEMENTS (self->devices); i++)
    g_clear_object (&self->devices[i]);
  G_OBJECT_CLASS (gaf_stream_parent_class)->finalize (object);
}

static void
gaf_stream_class_init (GafStreamClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags settable = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = gaf_stream_get_property;
  object_class->set_property = gaf_stream_set_property;
  object_class->dispose = gaf_stream_dispose;
  object_class->finalize = gaf_stream_finalize;

  /**
   * GafStream:state: (getter get_state)
   *
   * How the stream is doing. It is notified when the stream opens, is interrupted, goes on, or fails.
   *
   * Since: 0.1
   */
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, GAF_TYPE_STREAM_STATE, GAF_STREAM_STATE_NEW, flags);
  /**
   * GafStream:closed: (getter is_closed)
   *
   * %TRUE after [method@Stream.close], which lets go of the devices; such a stream cannot be opened again.
   *
   * Since: 0.1
   */
  properties[PROP_CLOSED] = g_param_spec_boolean ("closed", NULL, NULL, FALSE, flags);
  /**
   * GafStream:input-device:
   *
   * The device to record from; %NULL for the default one, whichever that is. It can be set until the stream is opened.
   *
   * Since: 0.1
   */
  properties[PROP_INPUT_DEVICE] = g_param_spec_object ("input-device", NULL, NULL, GAF_TYPE_DEVICE, settable);
  /**
   * GafStream:output-device:
   *
   * The device to play on; %NULL for the default one, whichever that is. It can be set until the stream is opened.
   *
   * Since: 0.1
   */
  properties[PROP_OUTPUT_DEVICE] = g_param_spec_object ("output-device", NULL, NULL, GAF_TYPE_DEVICE, settable);
  /**
   * GafStream:input-channels:
   *
   * How many channels are recorded; 0 for a stream without an input. It can be set until the stream is opened.
   *
   * Since: 0.1
   */
  properties[PROP_INPUT_CHANNELS] = g_param_spec_uint ("input-channels", NULL, NULL, 0, G_MAXUINT, 0, settable);
  /**
   * GafStream:output-channels:
   *
   * How many channels are played; 0 for a stream without an output. It can be set until the stream is opened.
   *
   * Since: 0.1
   */
  properties[PROP_OUTPUT_CHANNELS] = g_param_spec_uint ("output-channels", NULL, NULL, 0, G_MAXUINT, 0, settable);
  /**
   * GafStream:rate: (getter get_rate) (setter set_rate)
   *
   * The sample rate of what is read and written: frames per second, Hz. It can be set until the stream is opened.
   *
   * Since: 0.1
   */
  properties[PROP_RATE] = g_param_spec_uint ("rate", NULL, NULL, 0, G_MAXUINT, DEFAULT_RATE, settable);
  /**
   * GafStream:buffer-size: (getter get_buffer_size) (setter set_buffer_size)
   *
   * The number of frames that go to or come from a device at once. It can be set until the stream is opened.
   *
   * Since: 0.1
   */
  properties[PROP_BUFFER_SIZE] =
      g_param_spec_uint ("buffer-size", NULL, NULL, 0, G_MAXUINT, DEFAULT_BUFFER_SIZE, settable);
  /**
   * GafStream:lost-frames: (getter get_lost_frames)
   *
   * The number of frames that devices did not give or play since the stream was opened. See
   * [method@Stream.get_lost_frames].
   *
   * Since: 0.1
   */
  properties[PROP_LOST_FRAMES] = g_param_spec_int64 ("lost-frames", NULL, NULL, 0, G_MAXINT64, 0, flags);
  /**
   * GafStream:interruptions: (getter get_interruptions)
   *
   * How many times a device or its sound server was lost since the stream was opened.
   *
   * Since: 0.1
   */
  properties[PROP_INTERRUPTIONS] = g_param_spec_uint ("interruptions", NULL, NULL, 0, G_MAXUINT, 0, flags);
  /**
   * GafStream:pass-through: (getter get_pass_through) (setter set_pass_through)
   *
   * %TRUE while the input is played on the output. Setting it has no effect on a stream that does not have both.
   *
   * Since: 0.1
   */
  properties[PROP_PASS_THROUGH] = g_param_spec_boolean ("pass-through", NULL, NULL, FALSE, settable);
  /**
   * GafStream:input-level:
   *
   * How loud the input is now, over the last whole twentieth of a second. It is not notified: a meter asks as often as
   * it draws.
   *
   * Since: 0.1
   */
  properties[PROP_INPUT_LEVEL] = g_param_spec_boxed ("input-level", NULL, NULL, GAF_TYPE_LEVEL, flags);
  /**
   * GafStream:output-level:
   *
   * How loud the output is now, over the last whole twentieth of a second. It is not notified: a meter asks as often as
   * it draws.
   *
   * Since: 0.1
   */
  properties[PROP_OUTPUT_LEVEL] = g_param_spec_boxed ("output-level", NULL, NULL, GAF_TYPE_LEVEL, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
gaf_stream_init (GafStream *self)
{
  self->core = gaf_stream_core_new (DEFAULT_RATE, DEFAULT_BUFFER_SIZE);
  g_weak_ref_set (&self->core->stream, self);
}

/* }}} */

/* {{{ info */

static gint64
look_up (GafStream *self, const gint64 *count)
{
  gint64 n_frames;

  gaf_stream_core_lock (self->core);
  n_frames = *count;
  g_mutex_unlock (&self->core->lock);
  return n_frames;
}

/**
 * gaf_stream_get_rate:
 * @self: a stream
 *
 * Tells the sample rate of what is read and written.
 *
 * Returns: frames per second, Hz
 * Since: 0.1
 */
guint
gaf_stream_get_rate (GafStream *self)
{
  g_return_val_if_fail (GAF_IS_STREAM (self), 0);

  return self->core->rate;
}

/**
 * gaf_stream_get_buffer_size:
 * @self: a stream
 *
 * Tells how many frames go to or come from a device at once.
 *
 * Returns: frames
 * Since: 0.1
 */
guint
gaf_stream_get_buffer_size (GafStream *self)
{
  g_return_val_if_fail (GAF_IS_STREAM (self), 0);

  return self->core->block;
}

/**
 * gaf_stream_get_channels:
 * @self: a stream
 * @direction: input or output
 *
 * Tells how many channels are read or written.
 *
 * Returns: the number of channels; 0 if the stream does not have that direction
 * Since: 0.1
 */
guint
gaf_stream_get_channels (GafStream *self, GafDirection direction)
{
  g_return_val_if_fail (GAF_IS_STREAM (self), 0);
  g_return_val_if_fail (direction <= GAF_DIRECTION_OUTPUT, 0);

  return self->core->sides[direction].channels;
}

/**
 * gaf_stream_get_device:
 * @self: a stream
 * @direction: input or output
 *
 * Tells which device the stream was made for.
 *
 * Returns: (transfer none) (nullable): the device, or %NULL for the default one, whichever that is
 * Since: 0.1
 */
GafDevice *
gaf_stream_get_device (GafStream *self, GafDirection direction)
{
  g_return_val_if_fail (GAF_IS_STREAM (self), NULL);
  g_return_val_if_fail (direction <= GAF_DIRECTION_OUTPUT, NULL);

  return self->devices[direction];
}

/**
 * gaf_stream_is_closed:
 * @self: a stream
 *
 * Tells whether the stream was closed by [method@Stream.close]; it cannot be opened again.
 *
 * Returns: %TRUE after [method@Stream.close]
 * Since: 0.1
 */
gboolean
gaf_stream_is_closed (GafStream *self)
{
  return gaf_stream_get_state (self) == GAF_STREAM_STATE_CLOSED;
}

/**
 * gaf_stream_get_state:
 * @self: a stream
 *
 * Tells whether the stream is new, runs, is interrupted, has failed or was closed.
 *
 * Returns: the state
 * Since: 0.1
 */
GafStreamState
gaf_stream_get_state (GafStream *self)
{
  g_return_val_if_fail (GAF_IS_STREAM (self), GAF_STREAM_STATE_CLOSED);

  return gaf_stream_core_get_state (self->core);
}

/**
 * gaf_stream_get_latency:
 * @self: a stream
 * @direction: input or output
 *
 * Tells how long audio takes between a device and the program, as the device says: for the output from being written to
 * being heard, with all that is waiting now; for the input from being heard to being there to be read.
 *
 * Returns: seconds; 0 while the device is not open
 * Since: 0.1
 */
double
gaf_stream_get_latency (GafStream *self, GafDirection direction)
{
  g_autoptr (GafStreamPipe) pipe = NULL;
  gint64 n_frames;

  g_return_val_if_fail (GAF_IS_STREAM (self), 0);
  g_return_val_if_fail (direction <= GAF_DIRECTION_OUTPUT, 0);

  pipe = gaf_stream_pipe_ref_open (self->core, direction);
  if (pipe == NULL)
    return 0;
  n_frames = gaf_stream_pipe_get_delay (pipe);
  if (direction == GAF_DIRECTION_OUTPUT)
    n_frames += gaf_stream_get_buffered_frames (self, direction);
  return (double) n_frames / self->core->rate;
}

/**
 * gaf_stream_get_level:
 * @self: a stream
 * @direction: input or output
 *
 * Tells how loud it is now: over the last whole twentieth of a second.
 *
 * Returns: (transfer full): the level; it has no channels if the stream does not have that direction
 * Since: 0.1
 */
GafLevel *
gaf_stream_get_level (GafStream *self, GafDirection direction)
{
  GafLevel *level;

  g_return_val_if_fail (GAF_IS_STREAM (self), NULL);
  g_return_val_if_fail (direction <= GAF_DIRECTION_OUTPUT, NULL);

  gaf_stream_core_lock (self->core);
  level = gaf_meter_get (&self->core->sides[direction].meter);
  g_mutex_unlock (&self->core->lock);
  return level;
}

/**
 * gaf_stream_get_buffered_frames:
 * @self: a stream
 * @direction: input or output
 *
 * Tells how many frames are waiting in the stream: of the input, those that can be read at once; of the output, those
 * that were written and the device has not taken yet.
 *
 * Returns: frames
 * Since: 0.1
 */
gint64
gaf_stream_get_buffered_frames (GafStream *self, GafDirection direction)
{
  gint64 n_frames;

  g_return_val_if_fail (GAF_IS_STREAM (self), 0);

  gaf_stream_core_lock (self->core);
  n_frames = (gint64) (direction == GAF_DIRECTION_INPUT ? self->core->heard.level : self->core->written.level);
  g_mutex_unlock (&self->core->lock);
  return n_frames;
}

/**
 * gaf_stream_get_dropped_frames:
 * @self: a stream
 *
 * Tells how many frames of input were dropped since the stream was opened, because the program did not read them in
 * time. About half a second is kept, or eight buffers if that is more.
 *
 * Returns: frames
 * Since: 0.1
 */
gint64
gaf_stream_get_dropped_frames (GafStream *self)
{
  g_return_val_if_fail (GAF_IS_STREAM (self), 0);

  return look_up (self, &self->core->n_dropped);
}

/**
 * gaf_stream_get_lost_frames:
 * @self: a stream
 *
 * Tells how many frames were lost since the stream was opened: skipped by a device, or the time during which there was
 * none. With both directions it is the sum of both.
 *
 * Returns: frames
 * Since: 0.1
 */
gint64
gaf_stream_get_lost_frames (GafStream *self)
{
  gint64 n_frames;

  g_return_val_if_fail (GAF_IS_STREAM (self), 0);

  gaf_stream_core_lock (self->core);
  n_frames = self->core->sides[0].n_lost + self->core->sides[1].n_lost;
  g_mutex_unlock (&self->core->lock);
  return n_frames;
}

/**
 * gaf_stream_get_underrun_frames:
 * @self: a stream
 *
 * Tells how many frames of silence were played because what was to be played came too late: from the program between
 * two writes, or on its way from the input to the output.
 *
 * Returns: frames
 * Since: 0.1
 */
gint64
gaf_stream_get_underrun_frames (GafStream *self)
{
  g_return_val_if_fail (GAF_IS_STREAM (self), 0);

  return look_up (self, &self->core->n_underruns);
}

/**
 * gaf_stream_get_interruptions:
 * @self: a stream
 *
 * Tells how many times a device or its sound server was lost since the stream was opened. With both directions it is
 * the sum of both.
 *
 * Returns: the number of interruptions
 * Since: 0.1
 */
guint
gaf_stream_get_interruptions (GafStream *self)
{
  guint n;

  g_return_val_if_fail (GAF_IS_STREAM (self), 0);

  gaf_stream_core_lock (self->core);
  n = self->core->sides[0].n_interruptions + self->core->sides[1].n_interruptions;
  g_mutex_unlock (&self->core->lock);
  return n;
}

/* }}} */

/* {{{ from the input to the output */

/**
 * gaf_stream_set_pass_through:
 * @self: a stream with an input and an output
 * @pass_through: %TRUE to play the input on the output
 *
 * Plays on the output what comes from the input, by way of the function that was set with [method@Stream.set_process].
 * What is written is mixed with it, and what is read is what that function has made. A stream that does not have both
 * directions stays as it is.
 *
 * Since: 0.1
 */
void
gaf_stream_set_pass_through (GafStream *self, gboolean pass_through)
{
  GafStreamCore *core;
  gboolean has_changed;

  g_return_if_fail (GAF_IS_STREAM (self));

  core = self->core;
  pass_through = pass_through && core->sides[0].channels > 0 && core->sides[1].channels > 0;
  gaf_stream_core_lock (core);
  has_changed = core->passes_through != pass_through;
  core->passes_through = pass_through;
  if (has_changed && core->through_in.capacity > 0) {
    gaf_ring_skip (&core->through_in, core->through_in.level);
    gaf_ring_skip (&core->through_out, core->through_out.level);
    core->through_low = G_MAXSIZE;
    core->through_seen = 0;
  }
  g_mutex_unlock (&core->lock);
  if (has_changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PASS_THROUGH]);
}

/**
 * gaf_stream_get_pass_through:
 * @self: a stream
 *
 * Tells whether the input is played on the output.
 *
 * Returns: %TRUE if it is
 * Since: 0.1
 */
gboolean
gaf_stream_get_pass_through (GafStream *self)
{
  gboolean passes_through;

  g_return_val_if_fail (GAF_IS_STREAM (self), FALSE);

  gaf_stream_core_lock (self->core);
  passes_through = self->core->passes_through;
  g_mutex_unlock (&self->core->lock);
  return passes_through;
}

/* }}} */

/* {{{ close */

/**
 * gaf_stream_close:
 * @self: a stream
 *
 * Ends the stream: the devices are closed, what was written and not played yet is lost, and calls that are waiting in
 * other threads return. It takes less than two seconds, even when the sound server or the function of
 * [method@Stream.set_process] hangs. Closing again does nothing, and does not wait.
 *
 * Since: 0.1
 */
void
gaf_stream_close (GafStream *self)
{
  g_return_if_fail (GAF_IS_STREAM (self));

  if (gaf_stream_is_closed (self))
    return;
  end (self->core);
  gaf_stream_core_tell (self->core);
}

/* }}} */
