/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-error.h"
#include "live/control.h"
#include "live/core.h"
#include "live/through.h"
#include "live/wait.h"

/* GafStream: making one, what can be set before it is open, and opening it. */

#define LONGEST_DEVICE_TIME 10.0 /* seconds */

/* How long opening may keep the caller, ms. */
#define OPEN_PATIENCE 3000

static GafStream *
stream_new (guint rate, guint buffer_size)
{
  return g_object_new (GAF_TYPE_STREAM, "rate", rate, "buffer-size", buffer_size, NULL);
}

static void
set_side (GafStream *self, GafDirection direction, GafDevice *device, guint channels)
{
  gaf_stream_set_device (self, direction, device);
  gaf_stream_set_channels (self, direction, channels);
}

/**
 * gaf_stream_new_record:
 * @input: (nullable): the device to record from; %NULL for the default one, whichever that is at any time
 * @rate: frames per second, from 1000 to 1536000 Hz; 0 for 44100
 * @channels: how many channels, from 1 to 64
 * @buffer_size: frames that the device gives at once, from 16 to 262144: few for a low latency, many against dropouts;
 *   0 for 512
 *
 * Makes a stream that records. It does nothing before [method@Stream.open], which also checks the numbers.
 *
 * Returns: (transfer full): a stream
 * Since: 0.1
 */
GafStream *
gaf_stream_new_record (GafDevice *input, guint rate, guint channels, guint buffer_size)
{
  GafStream *self;

  g_return_val_if_fail (input == NULL || gaf_device_get_direction (input) == GAF_DIRECTION_INPUT, NULL);

  self = stream_new (rate, buffer_size);
  set_side (self, GAF_DIRECTION_INPUT, input, channels);
  return self;
}

/**
 * gaf_stream_new_play:
 * @output: (nullable): the device to play on; %NULL for the default one, whichever that is at any time
 * @rate: frames per second, from 1000 to 1536000 Hz; 0 for 44100
 * @channels: how many channels, from 1 to 64
 * @buffer_size: frames that the device takes at once, from 16 to 262144; 0 for 512
 *
 * Makes a stream that plays. It does nothing before [method@Stream.open], which also checks the numbers.
 *
 * Returns: (transfer full): a stream
 * Since: 0.1
 */
GafStream *
gaf_stream_new_play (GafDevice *output, guint rate, guint channels, guint buffer_size)
{
  GafStream *self;

  g_return_val_if_fail (output == NULL || gaf_device_get_direction (output) == GAF_DIRECTION_OUTPUT, NULL);

  self = stream_new (rate, buffer_size);
  set_side (self, GAF_DIRECTION_OUTPUT, output, channels);
  return self;
}

/**
 * gaf_stream_new_duplex:
 * @input: (nullable): the device to record from; %NULL for the default one, whichever that is at any time
 * @output: (nullable): the device to play on; %NULL likewise
 * @rate: frames per second, from 1000 to 1536000 Hz; 0 for 44100
 * @input_channels: how many channels to record, up to 64
 * @output_channels: how many channels to play, up to 64
 * @buffer_size: frames that a device gives or takes at once, from 16 to 262144; 0 for 512
 *
 * Makes a stream that records and plays. It does nothing before [method@Stream.open], which also checks the numbers.
 *
 * Returns: (transfer full): a stream
 * Since: 0.1
 */
GafStream *
gaf_stream_new_duplex (GafDevice *input, GafDevice *output, guint rate, guint input_channels, guint output_channels,
                       guint buffer_size)
{
  GafStream *self;

  g_return_val_if_fail (input == NULL || gaf_device_get_direction (input) == GAF_DIRECTION_INPUT, NULL);
  g_return_val_if_fail (output == NULL || gaf_device_get_direction (output) == GAF_DIRECTION_OUTPUT, NULL);

  self = stream_new (rate, buffer_size);
  set_side (self, GAF_DIRECTION_INPUT, input, input_channels);
  set_side (self, GAF_DIRECTION_OUTPUT, output, output_channels);
  return self;
}

/**
 * gaf_stream_set_device:
 * @self: a stream that was neither opened nor written to yet
 * @direction: input or output
 * @device: (nullable): a device of that direction; %NULL, or the item "System default" of a [class@DeviceMonitor], for
 *   the default one, whichever that is at any time
 *
 * Sets the device to record from or to play on. The stream only has a direction for which it has channels, see
 * [method@Stream.set_channels].
 *
 * Since: 0.1
 */
void
gaf_stream_set_device (GafStream *self, GafDirection direction, GafDevice *device)
{
  g_return_if_fail (GAF_IS_STREAM (self));
  g_return_if_fail (direction <= GAF_DIRECTION_OUTPUT);

  g_object_set (self, direction == GAF_DIRECTION_INPUT ? "input-device" : "output-device", device, NULL);
}

/**
 * gaf_stream_set_channels:
 * @self: a stream that was neither opened nor written to yet
 * @direction: input or output
 * @channels: how many channels, up to 64; 0 for a stream without that direction
 *
 * Sets how many channels are read or written.
 *
 * Since: 0.1
 */
void
gaf_stream_set_channels (GafStream *self, GafDirection direction, guint channels)
{
  g_return_if_fail (GAF_IS_STREAM (self));
  g_return_if_fail (direction <= GAF_DIRECTION_OUTPUT);

  g_object_set (self, direction == GAF_DIRECTION_INPUT ? "input-channels" : "output-channels", channels, NULL);
}

/**
 * gaf_stream_set_rate:
 * @self: a stream that was neither opened nor written to yet
 * @rate: frames per second, from 1000 to 1536000 Hz; 0 for 44100
 *
 * Sets the sample rate of what is read and written.
 *
 * Since: 0.1
 */
void
gaf_stream_set_rate (GafStream *self, guint rate)
{
  g_return_if_fail (GAF_IS_STREAM (self));

  g_object_set (self, "rate", rate, NULL);
}

/**
 * gaf_stream_set_buffer_size:
 * @self: a stream that was neither opened nor written to yet
 * @n_frames: from 16 to 262144: few for a low latency, many against dropouts; 0 for 512
 *
 * Sets how many frames go to or come from a device at once.
 *
 * Since: 0.1
 */
void
gaf_stream_set_buffer_size (GafStream *self, guint n_frames)
{
  g_return_if_fail (GAF_IS_STREAM (self));

  g_object_set (self, "buffer-size", n_frames, NULL);
}

/**
 * gaf_stream_set_process: (skip)
 * @self: a stream that was not opened yet
 * @process: (scope notified) (closure user_data) (destroy destroy): what is done to a block of audio; it is called on a
 *   thread of the stream
 * @user_data: for @process
 * @destroy: (nullable): frees @user_data; it may be called on a thread of the stream
 *
 * Sets the function that audio goes through when it passes from the input to the output, in place of one that was set
 * before. See [method@Stream.set_pass_through].
 *
 * Since: 0.1
 */
void
gaf_stream_set_process (GafStream *self, GafStreamProcess process, gpointer user_data, GDestroyNotify destroy)
{
  g_return_if_fail (GAF_IS_STREAM (self));
  g_return_if_fail (!self->core->was_opened);

  if (self->core->process_destroy != NULL)
    self->core->process_destroy (self->core->process_data);
  self->core->process = process;
  self->core->process_data = user_data;
  self->core->process_destroy = destroy;
}

static void
apply_effect (float *const *planes, guint n_channels, gint64 n_frames, gpointer effect)
{
  (void) n_channels;
  gaf_effect_process (effect, planes, n_frames, NULL); /* what fails leaves the samples as they are */
}

/**
 * gaf_stream_set_effect:
 * @self: a stream that was not opened yet
 * @effect: (nullable): an effect of as many channels as the stream has inputs, and its rate; %NULL for none
 * @error: %GAF_ERROR_INVALID_ARGUMENT for another number of channels or another rate
 *
 * Sets the effect that audio goes through when it passes from the input to the output, in place of one, or of a
 * function, that was set before: [method@Stream.set_process] for other languages, in which nothing can be called on
 * the stream's threads. Several effects are one: an effect's description may be a chain of elements.
 *
 * Returns: %TRUE, or %FALSE with @error set and nothing changed
 * Since: 0.1
 */
gboolean
gaf_stream_set_effect (GafStream *self, GafEffect *effect, GError **error)
{
  const guint channels = gaf_stream_get_channels (self, GAF_DIRECTION_INPUT);

  g_return_val_if_fail (GAF_IS_STREAM (self), FALSE);
  g_return_val_if_fail (effect == NULL || GAF_IS_EFFECT (effect), FALSE);
  g_return_val_if_fail (!self->core->was_opened, FALSE);

  if (effect == NULL) {
    gaf_stream_set_process (self, NULL, NULL, NULL);
    return TRUE;
  }
  if (gaf_effect_get_channels (effect) != channels || gaf_effect_get_rate (effect) != self->core->rate) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT,
                 "The effect is for %u channels at %u Hz, but the stream's input has %u at %u Hz",
                 gaf_effect_get_channels (effect), gaf_effect_get_rate (effect), channels, self->core->rate);
    return FALSE;
  }
  gaf_stream_set_process (self, apply_effect, g_object_ref (effect), g_object_unref);
  return TRUE;
}

/**
 * gaf_stream_set_device_time:
 * @self: a stream that was not opened yet
 * @seconds: seconds of audio, 10 at most; 0 for the default: eight buffers, or four if the stream has both directions
 *
 * Sets how much audio a device may hold; it is two buffers at least. Much suits what is known long before, such as a
 * file that is played: it is safe there from anything that the program is busy with. Little suits what is to be heard
 * at once. With PipeWire it is one second at most. Of an input it is one second at least, which is no delay: what has
 * come is taken at once.
 *
 * Since: 0.1
 */
void
gaf_stream_set_device_time (GafStream *self, double seconds)
{
  g_return_if_fail (GAF_IS_STREAM (self));
  g_return_if_fail (!self->core->was_opened);

  self->core->device_time = (gint64) (CLAMP (seconds, 0, LONGEST_DEVICE_TIME) * G_USEC_PER_SEC);
}

/**
 * gaf_stream_open:
 * @self: a stream
 * @cancellable: (nullable): cancels the opening, which then fails with %G_IO_ERROR_CANCELLED
 * @error: %GAF_ERROR_NO_DEVICE if a device is not there or does not work, or if the sound server does not answer;
 *   %GAF_ERROR_INVALID_ARGUMENT for a rate, a number of channels or a buffer size that cannot be; %GAF_ERROR_CLOSED if
 *   it was open already
 *
 * Opens the devices, and waits for that three seconds at most. Recording begins, and so does playing: with what was
 * written before, and then with silence until more is written. A stream that could not be opened is closed.
 *
 * Returns: %TRUE, or %FALSE with @error set
 * Since: 0.1
 */
gboolean
gaf_stream_open (GafStream *self, GCancellable *cancellable, GError **error)
{
  GafStreamCore *core;
  gboolean is_late = FALSE, is_answered, ok = FALSE;
  GafStreamWait wait;

  g_return_val_if_fail (GAF_IS_STREAM (self), FALSE);

  core = self->core;
  gaf_stream_core_lock (core);
  ok = gaf_stream_core_prepare (core, error);
  if (ok && (core->was_opened || core->is_closing)) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_CLOSED, "The stream is closed, or open already; make another one");
    ok = FALSE;
  }
  core->was_opened = core->was_opened || ok;
  g_mutex_unlock (&core->lock);
  if (!ok)
    return FALSE;
  ok = FALSE;
  gaf_stream_core_start_thread (core, "gaf-stream", gaf_stream_control);
  if (core->through_in.capacity > 0)
    gaf_stream_core_start_thread (core, "gaf-stream-pass", gaf_stream_through);

  gaf_stream_wait_begin (&wait, core, OPEN_PATIENCE, cancellable);
  gaf_stream_core_lock (core);
  while (!core->is_opened && !g_cancellable_is_cancelled (cancellable) && !is_late)
    is_late = !gaf_stream_wait_more (&wait, GAF_STREAM_SLICE);
  is_answered = core->is_opened;
  if (core->failure != NULL)
    g_propagate_error (error, g_error_copy (core->failure));
  else if (core->is_opened)
    ok = TRUE;
  else if (!g_cancellable_set_error_if_cancelled (cancellable, error))
    g_set_error (error, GAF_ERROR, GAF_ERROR_NO_DEVICE,
                 "The sound server does not answer: is it stopped, or overloaded? Restarting it helps");
  g_mutex_unlock (&core->lock);
  gaf_stream_wait_end (&wait);

  if (ok)
    gaf_stream_core_tell (core);
  else if (is_answered)
    gaf_stream_close (self);
  else /* its threads wait for the server for as long as it likes */
    gaf_stream_core_begin_closing (core);
  return ok;
}
