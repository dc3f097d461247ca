/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-source.h"

#include <string.h>

#include "gaf-error.h"
#include "core/limits.h"

/**
 * GafSource:
 *
 * Audio that can be read and sought in: a [class@Reader], or one of it at another rate, a [class@ResampledReader].
 *
 * Lengths and positions are frames at the source's own rate.
 */

G_DEFINE_INTERFACE (GafSource, gaf_source, G_TYPE_OBJECT)

static void
gaf_source_default_init (GafSourceInterface *iface)
{
}

/**
 * gaf_source_get_rate:
 * @self: a source
 *
 * Frames per second.
 *
 * Returns: the sample rate in Hz
 */
double
gaf_source_get_rate (GafSource *self)
{
  g_return_val_if_fail (GAF_IS_SOURCE (self), 0);

  return GAF_SOURCE_GET_IFACE (self)->get_rate (self);
}

/**
 * gaf_source_get_channels:
 * @self: a source
 *
 * How many channels there are.
 *
 * Returns: the number of channels
 */
guint
gaf_source_get_channels (GafSource *self)
{
  g_return_val_if_fail (GAF_IS_SOURCE (self), 0);

  return GAF_SOURCE_GET_IFACE (self)->get_channels (self);
}

/**
 * gaf_source_get_channel_mask:
 * @self: a source
 *
 * Which loudspeakers the channels are for, as [method@Reader.get_channel_mask].
 *
 * Returns: the mask, 0 if it is not known
 */
guint64
gaf_source_get_channel_mask (GafSource *self)
{
  g_return_val_if_fail (GAF_IS_SOURCE (self), 0);

  return GAF_SOURCE_GET_IFACE (self)->get_channel_mask (self);
}

/**
 * gaf_source_get_n_frames:
 * @self: a source
 *
 * The length; an estimate while [method@Source.get_exact_duration] is %FALSE.
 *
 * Returns: frames
 */
gint64
gaf_source_get_n_frames (GafSource *self)
{
  g_return_val_if_fail (GAF_IS_SOURCE (self), 0);

  return GAF_SOURCE_GET_IFACE (self)->get_n_frames (self);
}

/**
 * gaf_source_get_exact_duration:
 * @self: a source
 *
 * Whether the length is the truth.
 *
 * Returns: %FALSE if it is an estimate
 */
gboolean
gaf_source_get_exact_duration (GafSource *self)
{
  g_return_val_if_fail (GAF_IS_SOURCE (self), FALSE);

  return GAF_SOURCE_GET_IFACE (self)->get_exact_duration (self);
}

/**
 * gaf_source_get_duration:
 * @self: a source
 *
 * The length in time: frames divided by the rate.
 *
 * Returns: seconds
 */
double
gaf_source_get_duration (GafSource *self)
{
  const double rate = gaf_source_get_rate (self);

  return rate > 0 ? gaf_source_get_n_frames (self) / rate : 0;
}

/**
 * gaf_source_get_sample_format:
 * @self: a source
 *
 * What the samples were stored as, before anything was done with them. What is read is 32-bit float.
 *
 * Returns: the format
 */
GafSampleFormat
gaf_source_get_sample_format (GafSource *self)
{
  g_return_val_if_fail (GAF_IS_SOURCE (self), GAF_SAMPLE_FORMAT_UNKNOWN);

  return GAF_SOURCE_GET_IFACE (self)->get_sample_format (self);
}

/**
 * gaf_source_read: (skip)
 * @self: a source
 * @planes: one pointer per channel, each to room for @n_frames samples
 * @n_frames: how many frames to read at most
 * @cancellable: (nullable): cancels the reading
 * @error: as [method@Reader.read]
 *
 * Reads frames as planar 32-bit float into the caller's memory.
 *
 * Returns: how many frames were read; fewer than @n_frames only at the end, 0 there. -1 with @error set, and then the
 *   position has not changed
 */
gint64
gaf_source_read (GafSource *self, float *const *planes, gint64 n_frames, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (GAF_IS_SOURCE (self), -1);

  return GAF_SOURCE_GET_IFACE (self)->read (self, planes, n_frames, cancellable, error);
}

/**
 * gaf_source_read_frames:
 * @self: a source
 * @n_frames: how many frames to read at most
 * @layout: how the channels are to lie
 * @cancellable: (nullable): cancels the reading
 * @error: as [method@Reader.read], and %GAF_ERROR_LIMIT
 *
 * Reads frames as 32-bit float.
 *
 * Returns: (transfer full): a block of at most @n_frames frames, with none at the end; %NULL with @error set
 */
GafBlock *
gaf_source_read_frames (GafSource *self, gint64 n_frames, GafLayout layout, GCancellable *cancellable, GError **error)
{
  const guint channels = gaf_source_get_channels (self);
  g_autofree float *planar = NULL;
  g_autofree float *samples = NULL;
  g_autoptr (GBytes) bytes = NULL;
  float *planes[GAF_LIMIT_CHANNELS];
  gint64 room, done;

  g_return_val_if_fail (GAF_IS_SOURCE (self), NULL);

  /* Memory for what can still come: more may be asked for than there is. An estimated length may be too small by a little. */
  room = gaf_source_get_n_frames (self) - gaf_source_tell (self);
  room = MIN (n_frames, MAX (room, gaf_source_get_exact_duration (self) ? 0 : 65536));
  if (room > (gint64) (G_MAXINT32 / sizeof (float) / MAX (channels, 1))) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_LIMIT,
                 "%" G_GINT64_FORMAT " frames are too many for one block: read fewer at a time", room);
    return NULL;
  }
  planar = g_new (float, MAX (room * channels, 1));
  for (guint c = 0; c < channels; c++)
    planes[c] = planar + c * room;
  done = gaf_source_read (self, planes, room, cancellable, error);
  if (done < 0)
    return NULL;

  samples = g_new (float, MAX (done * channels, 1));
  for (guint c = 0; c < channels; c++)
    for (gint64 i = 0; i < done; i++)
      samples[layout == GAF_LAYOUT_PLANAR ? c * done + i : i * channels + c] = planes[c][i];
  bytes = g_bytes_new_take (g_steal_pointer (&samples), done * channels * sizeof (float));
  return gaf_block_new (GAF_SAMPLE_FORMAT_FLOAT32, layout, channels, gaf_source_get_rate (self), done, bytes);
}

/**
 * gaf_source_seek:
 * @self: a source
 * @frame: where to go on reading, from 0 to the length
 * @cancellable: (nullable): cancels it
 * @error: %GAF_ERROR_OUT_OF_RANGE, %GAF_ERROR_CLOSED or %GAF_ERROR_BUSY
 *
 * Sets the frame that is read next. What is read there is what a read from the start delivers there.
 *
 * Returns: %TRUE, or %FALSE with @error set
 */
gboolean
gaf_source_seek (GafSource *self, gint64 frame, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (GAF_IS_SOURCE (self), FALSE);

  return GAF_SOURCE_GET_IFACE (self)->seek (self, frame, cancellable, error);
}

/**
 * gaf_source_tell:
 * @self: a source
 *
 * The frame that is read next.
 *
 * Returns: a frame, counted from 0
 */
gint64
gaf_source_tell (GafSource *self)
{
  g_return_val_if_fail (GAF_IS_SOURCE (self), 0);

  return GAF_SOURCE_GET_IFACE (self)->tell (self);
}

/**
 * gaf_source_is_closed:
 * @self: a source
 *
 * Whether nothing can be read any more.
 *
 * Returns: %TRUE once it was closed
 */
gboolean
gaf_source_is_closed (GafSource *self)
{
  g_return_val_if_fail (GAF_IS_SOURCE (self), TRUE);

  return GAF_SOURCE_GET_IFACE (self)->is_closed (self);
}
