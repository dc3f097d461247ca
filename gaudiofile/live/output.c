/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-error.h"
#include "core/limits.h"
#include "live/pipe.h"
#include "live/wait.h"

/* GafStream: writing, and waiting until it was heard. */

/* How often draining looks how far the device is, µs. */
#define DRAIN_STEP (5 * G_TIME_SPAN_MILLISECOND)

/* Before the stream is open: what there is room for will be the first to be heard. With the lock; 0 if it is open. */
static gint64
write_ahead (GafStreamCore *core, const float *const *planes, gsize stride, gint64 n_frames)
{
  if (core->is_opened || core->is_closing || core->sides[GAF_DIRECTION_OUTPUT].channels == 0
      || !gaf_stream_core_prepare (core, NULL))
    return 0;
  core->is_fed = TRUE;
  return (gint64) gaf_ring_put (&core->written, planes, stride, n_frames);
}

static gint64
write_frames (GafStream *self, const float *const *planes, gsize stride, gint64 n_frames, gint timeout,
              GCancellable *cancellable, GError **error)
{
  GafStreamCore *core = self->core;
  const guint channels = core->sides[GAF_DIRECTION_OUTPUT].channels;
  const float *rest[GAF_LIMIT_CHANNELS];
  gint64 n_written = 0;
  gboolean ok = TRUE;
  GafStreamWait wait;

  gaf_stream_wait_begin (&wait, core, timeout, cancellable);
  gaf_stream_core_lock (core);
  n_written = write_ahead (core, planes, stride, n_frames);
  while (n_written < n_frames && (ok = gaf_stream_wait_check (&wait, GAF_DIRECTION_OUTPUT, error))) {
    gsize n;

    for (guint c = 0; c < channels; c++)
      rest[c] = planes[c] + n_written * stride;
    n = gaf_ring_put (&core->written, rest, stride, n_frames - n_written);
    n_written += (gint64) n;
    core->is_fed = core->is_fed || n > 0;
    if (n > 0)
      g_cond_broadcast (&core->changed);
    if (n_written >= n_frames || !gaf_stream_wait_more (&wait, GAF_STREAM_SLICE))
      break;
  }
  g_mutex_unlock (&core->lock);
  gaf_stream_wait_end (&wait);
  if (!ok && n_written > 0) {
    g_clear_error (error);
    return n_written;
  }
  return ok ? n_written : -1;
}

/**
 * gaf_stream_write: (skip)
 * @self: a stream with an output
 * @planes: one pointer per channel, each to @n_frames samples
 * @n_frames: how many frames
 * @timeout: how long to wait for room, in milliseconds; -1 for as long as it takes
 * @cancellable: (nullable): cancels the waiting
 * @error: %GAF_ERROR_NO_DEVICE if the device has been gone for 1.7 seconds, %GAF_ERROR_CLOSED if the stream is closed
 *   (now, or while it waits), or if it is not open yet and there is no room, %GAF_ERROR_INVALID_ARGUMENT if it has no
 *   output, %GAF_ERROR_BUSY in a child of fork(), %G_IO_ERROR_CANCELLED, or the error that the stream has failed with
 *
 * Plays frames of planar 32-bit float. Returns when the last ones are in line to be played; [method@Stream.drain] waits
 * until they were.
 *
 * Before the stream is open, takes what there is room for, without waiting.
 *
 * Returns: how many frames were taken: fewer than given only when the time was over, or before an error; or -1 with
 *   @error set
 * Since: 0.1
 */
gint64
gaf_stream_write (GafStream *self, const float *const *planes, gint64 n_frames, gint timeout, GCancellable *cancellable,
                  GError **error)
{
  g_return_val_if_fail (GAF_IS_STREAM (self), -1);

  return write_frames (self, planes, 1, n_frames, timeout, cancellable, error);
}

/**
 * gaf_stream_write_interleaved: (skip)
 * @self: a stream with an output
 * @samples: @n_frames × channels samples
 * @n_frames: how many frames
 * @timeout: how long to wait for room, in milliseconds; -1 for as long as it takes
 * @cancellable: (nullable): cancels the waiting
 * @error: as [method@Stream.write]
 *
 * Plays frames of interleaved 32-bit float, as [method@Stream.write] does.
 *
 * Returns: as [method@Stream.write]
 * Since: 0.1
 */
gint64
gaf_stream_write_interleaved (GafStream *self, const float *samples, gint64 n_frames, gint timeout,
                              GCancellable *cancellable, GError **error)
{
  const float *planes[GAF_LIMIT_CHANNELS];
  guint channels;

  g_return_val_if_fail (GAF_IS_STREAM (self), -1);

  channels = self->core->sides[GAF_DIRECTION_OUTPUT].channels;
  for (guint c = 0; c < channels && c < GAF_LIMIT_CHANNELS; c++)
    planes[c] = samples + c;
  return write_frames (self, planes, channels, n_frames, timeout, cancellable, error);
}

/**
 * gaf_stream_write_block:
 * @self: a stream with an output
 * @block: samples of 32-bit float, with as many channels as the stream, and its rate
 * @cancellable: (nullable): cancels the waiting
 * @error: as [method@Stream.write]; %GAF_ERROR_INVALID_ARGUMENT for another format, rate or number of channels
 *
 * Plays the frames of a block, and waits until all of them are in line to be played.
 *
 * Returns: %TRUE, or %FALSE with @error set
 * Since: 0.1
 */
gboolean
gaf_stream_write_block (GafStream *self, GafBlock *block, GCancellable *cancellable, GError **error)
{
  const float *planes[GAF_LIMIT_CHANNELS];
  const float *samples;
  gint64 n_frames, n_written = 0;
  gboolean is_planar;
  gsize stride;
  guint channels;

  g_return_val_if_fail (GAF_IS_STREAM (self), FALSE);
  g_return_val_if_fail (block != NULL, FALSE);

  channels = self->core->sides[GAF_DIRECTION_OUTPUT].channels;
  if (gaf_block_get_format (block) != GAF_SAMPLE_FORMAT_FLOAT32 || gaf_block_get_channels (block) != channels
      || gaf_block_get_rate (block) != self->core->rate) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT,
                 "The stream plays float32 of %u channels and %u Hz, but the block has %s of %u channels and %g Hz: "
                 "convert it first",
                 channels, self->core->rate, gaf_sample_format_get_name (gaf_block_get_format (block)),
                 gaf_block_get_channels (block), gaf_block_get_rate (block));
    return FALSE;
  }
  n_frames = gaf_block_get_n_frames (block);
  samples = g_bytes_get_data (gaf_block_get_bytes (block), NULL);
  is_planar = gaf_block_get_layout (block) == GAF_LAYOUT_PLANAR;
  stride = is_planar ? 1 : channels;
  while (n_written < n_frames) {
    gint64 n;

    for (guint c = 0; c < channels; c++)
      planes[c] = (is_planar ? samples + c * n_frames : samples + c) + n_written * stride;
    n = write_frames (self, planes, stride, n_frames - n_written, -1, cancellable, error);
    if (n < 0)
      return FALSE;
    n_written += n;
  }
  return TRUE;
}

/* TRUE when the device has played all. Without the lock, because it asks the device. */
static gboolean
is_drained (GafStreamCore *core)
{
  g_autoptr (GafStreamPipe) pipe = NULL;
  gboolean is_empty;

  gaf_stream_core_lock (core);
  is_empty = core->written.level == 0;
  g_mutex_unlock (&core->lock);
  if (!is_empty)
    return FALSE;
  pipe = gaf_stream_pipe_ref_open (core, GAF_DIRECTION_OUTPUT);
  return pipe != NULL && gaf_stream_pipe_is_drained (pipe);
}

/**
 * gaf_stream_drain:
 * @self: a stream with an output
 * @timeout: how long to wait, in milliseconds; -1 for as long as it takes
 * @cancellable: (nullable): cancels the waiting
 * @error: as [method@Stream.write], and %G_IO_ERROR_TIMED_OUT when the time was over
 *
 * Waits until the device has played everything that was written. Silence that is played from then on is not counted as
 * an underrun, until more is written.
 *
 * Returns: %TRUE, or %FALSE with @error set
 * Since: 0.1
 */
gboolean
gaf_stream_drain (GafStream *self, gint timeout, GCancellable *cancellable, GError **error)
{
  GafStreamCore *core;
  gboolean is_done = FALSE, is_late = FALSE, ok = TRUE;
  GafStreamWait wait;

  g_return_val_if_fail (GAF_IS_STREAM (self), FALSE);

  core = self->core;
  gaf_stream_wait_begin (&wait, core, timeout, cancellable);
  while (ok && !is_done && !is_late) {
    is_done = is_drained (core);
    gaf_stream_core_lock (core);
    core->is_fed = FALSE;
    ok = gaf_stream_wait_check (&wait, GAF_DIRECTION_OUTPUT, error);
    if (ok && !is_done)
      is_late = !gaf_stream_wait_more (&wait, DRAIN_STEP);
    g_mutex_unlock (&core->lock);
  }
  gaf_stream_wait_end (&wait);
  if (ok && !is_done)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "Not all of what was written was played in %d ms", timeout);
  return ok && is_done;
}
