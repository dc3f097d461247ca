/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-error.h"
#include "core/limits.h"
#include "live/core.h"
#include "live/wait.h"

/* GafStream: reading, and recording to a file. */

/* Frames that recording to a file takes at once. */
#define RECORD_BLOCK 4096

/* Any strides. */
static gint64
read_frames (GafStream *self, float *const *planes, gsize stride, gint64 n_frames, gint timeout,
             GCancellable *cancellable, GError **error)
{
  GafStreamCore *core = self->core;
  const guint channels = core->sides[GAF_DIRECTION_INPUT].channels;
  float *rest[GAF_LIMIT_CHANNELS];
  gint64 n_read = 0;
  gboolean ok = TRUE;
  GafStreamWait wait;

  gaf_stream_wait_begin (&wait, core, timeout, cancellable);
  gaf_stream_core_lock (core);
  while ((ok = gaf_stream_wait_check (&wait, GAF_DIRECTION_INPUT, error))) {
    for (guint c = 0; c < channels; c++)
      rest[c] = planes[c] + n_read * stride;
    n_read += (gint64) gaf_ring_take (&core->heard, rest, stride, n_frames - n_read);
    if (n_read >= n_frames || !gaf_stream_wait_more (&wait, GAF_STREAM_SLICE))
      break;
  }
  g_mutex_unlock (&core->lock);
  gaf_stream_wait_end (&wait);
  /* What was read before an error is not lost with it: the next call has the error again. */
  if (!ok && n_read > 0) {
    g_clear_error (error);
    return n_read;
  }
  return ok ? n_read : -1;
}

/**
 * gaf_stream_read: (skip)
 * @self: a stream with an input
 * @planes: one pointer per channel, each to room for @n_frames samples
 * @n_frames: how many frames
 * @timeout: how long to wait for them, in milliseconds; -1 for as long as it takes
 * @cancellable: (nullable): cancels the waiting
 * @error: %GAF_ERROR_NO_DEVICE if the device has been gone for 1.7 seconds, %GAF_ERROR_CLOSED if the stream is not open
 *   yet or closed (now, or while it waits), %GAF_ERROR_INVALID_ARGUMENT if it has no input, %GAF_ERROR_BUSY in a child
 *   of fork(), %G_IO_ERROR_CANCELLED, or the error that the stream has failed with
 *
 * Takes frames that were recorded, as planar 32-bit float, and waits for those that were not yet.
 *
 * Returns: how many frames were read: fewer than asked for only when the time was over, or before an error; or -1 with
 *   @error set
 * Since: 0.1
 */
gint64
gaf_stream_read (GafStream *self, float *const *planes, gint64 n_frames, gint timeout, GCancellable *cancellable,
                 GError **error)
{
  g_return_val_if_fail (GAF_IS_STREAM (self), -1);

  return read_frames (self, planes, 1, n_frames, timeout, cancellable, error);
}

/**
 * gaf_stream_read_interleaved: (skip)
 * @self: a stream with an input
 * @samples: room for @n_frames × channels samples
 * @n_frames: how many frames
 * @timeout: how long to wait for them, in milliseconds; -1 for as long as it takes
 * @cancellable: (nullable): cancels the waiting
 * @error: as [method@Stream.read]
 *
 * Takes frames that were recorded, as interleaved 32-bit float, and waits for those that were not yet.
 *
 * Returns: as [method@Stream.read]
 * Since: 0.1
 */
gint64
gaf_stream_read_interleaved (GafStream *self, float *samples, gint64 n_frames, gint timeout, GCancellable *cancellable,
                             GError **error)
{
  float *planes[GAF_LIMIT_CHANNELS];
  guint channels;

  g_return_val_if_fail (GAF_IS_STREAM (self), -1);

  channels = self->core->sides[GAF_DIRECTION_INPUT].channels;
  for (guint c = 0; c < channels && c < GAF_LIMIT_CHANNELS; c++)
    planes[c] = samples + c;
  return read_frames (self, planes, channels, n_frames, timeout, cancellable, error);
}

/**
 * gaf_stream_read_frames:
 * @self: a stream with an input
 * @n_frames: how many frames
 * @layout: how the samples are to lie in memory
 * @timeout: how long to wait for them, in milliseconds; -1 for as long as it takes
 * @cancellable: (nullable): cancels the waiting
 * @error: as [method@Stream.read], and %GAF_ERROR_INVALID_ARGUMENT for a negative @n_frames or one that there is no
 *   memory for
 *
 * Takes frames that were recorded, as a block of 32-bit float of its own, and waits for those that were not yet.
 *
 * Returns: (transfer full): a block, with fewer frames only when the time was over or before an error; or %NULL with
 *   @error set
 * Since: 0.1
 */
GafBlock *
gaf_stream_read_frames (GafStream *self, gint64 n_frames, GafLayout layout, gint timeout, GCancellable *cancellable,
                        GError **error)
{
  const gboolean is_planar = layout == GAF_LAYOUT_PLANAR;
  g_autofree float *samples = NULL;
  g_autoptr (GBytes) bytes = NULL;
  float *planes[GAF_LIMIT_CHANNELS];
  guint channels;
  gint64 n_read;

  g_return_val_if_fail (GAF_IS_STREAM (self), NULL);

  channels = self->core->sides[GAF_DIRECTION_INPUT].channels;
  if (n_frames >= 0 && n_frames <= G_MAXSSIZE / (gint64) sizeof (float) / GAF_LIMIT_CHANNELS)
    samples = g_try_malloc (MAX (n_frames * channels, 1) * sizeof (float));
  if (samples == NULL) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT, "There is no memory for %" G_GINT64_FORMAT " frames",
                 n_frames);
    return NULL;
  }
  for (guint c = 0; c < channels && c < GAF_LIMIT_CHANNELS; c++)
    planes[c] = is_planar ? samples + c * n_frames : samples + c;
  n_read = read_frames (self, planes, is_planar ? 1 : channels, n_frames, timeout, cancellable, error);
  if (n_read < 0)
    return NULL;
  for (guint c = 1; is_planar && n_read < n_frames && c < channels; c++)
    memmove (samples + c * n_read, planes[c], n_read * sizeof (float));
  bytes = g_bytes_new_take (g_steal_pointer (&samples), n_read * channels * sizeof (float));
  return gaf_block_new (GAF_SAMPLE_FORMAT_FLOAT32, layout, channels, self->core->rate, n_read, bytes);
}

/**
 * gaf_stream_record_to:
 * @self: a stream with an input
 * @writer: where the frames go; it has the channels and the rate of the stream, and is left open
 * @n_frames: how many frames; -1 to go on until @cancellable is cancelled or the stream is closed
 * @cancellable: (nullable): ends the recording; what was recorded until then is written, and that is no error
 * @error: %GAF_ERROR_INVALID_ARGUMENT if the writer has another rate or number of channels; else as
 *   [method@Stream.read], or that of the writer; what was recorded before is written
 *
 * Records into a file, from now on: what was recorded before and not read yet is dropped. Blocks until it is done, so
 * it is for a thread of its own in a program with a main loop.
 *
 * Returns: how many frames were written, or -1 with @error set
 * Since: 0.1
 */
gint64
gaf_stream_record_to (GafStream *self, GafWriter *writer, gint64 n_frames, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree float *samples = NULL;
  GafEncodeSpec *spec;
  guint channels;
  gint64 n_done = 0, n_read = 0;

  g_return_val_if_fail (GAF_IS_STREAM (self), -1);
  g_return_val_if_fail (GAF_IS_WRITER (writer), -1);

  spec = gaf_writer_get_spec (writer);
  channels = self->core->sides[GAF_DIRECTION_INPUT].channels;
  if (gaf_encode_spec_get_channels (spec) != channels || gaf_encode_spec_get_rate (spec) != self->core->rate) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT,
                 "The file has %u channels and %g Hz, but the stream %u channels and %u Hz: make one as the other",
                 gaf_encode_spec_get_channels (spec), gaf_encode_spec_get_rate (spec), channels, self->core->rate);
    return -1;
  }
  samples = g_new (float, RECORD_BLOCK *channels);
  gaf_stream_core_lock (self->core);
  gaf_ring_skip (&self->core->heard, self->core->heard.level);
  g_mutex_unlock (&self->core->lock);

  while (n_frames < 0 || n_done < n_frames) {
    const gint64 n = n_frames < 0 ? RECORD_BLOCK : MIN (RECORD_BLOCK, n_frames - n_done);

    n_read = gaf_stream_read_interleaved (self, samples, n, -1, cancellable, &local_error);
    if (n_read < 0)
      break;
    if (!gaf_writer_write_interleaved (writer, samples, n_read, NULL, error))
      return -1;
    n_done += n_read;
  }
  if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_clear_error (&local_error);
  if (n_frames < 0 && g_error_matches (local_error, GAF_ERROR, GAF_ERROR_CLOSED) && n_done > 0)
    g_clear_error (&local_error);
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return -1;
  }
  return n_done;
}
