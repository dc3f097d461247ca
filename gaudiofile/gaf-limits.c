/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-limits.h"

#include "core/limits.h"

/**
 * GafLimits:
 *
 * What a file may claim, and cost, before reading it fails with %GAF_ERROR_LIMIT.
 *
 * The defaults are safe for files from anywhere, and true audio does not reach them. A program that knows what it is
 * given narrows them; one that has a file beyond them, and trusts it, raises them: each message of %GAF_ERROR_LIMIT
 * that a limit of these is behind names it. Set them as [property@Reader:limits].
 *
 * ```c
 * g_autoptr (GError) error = NULL;
 * g_autoptr (GafLimits) limits = gaf_limits_new ();
 * g_autoptr (GFile) file = g_file_new_for_path ("song.flac");
 * g_autoptr (GafReader) reader = NULL;
 *
 * gaf_limits_set_channels (limits, 2);
 * gaf_limits_set_seconds (limits, 1);  // of computing, in one call
 * reader = g_initable_new (GAF_TYPE_READER, NULL, &error, "file", file, "limits", limits, NULL);
 * if (reader == NULL)
 *   g_printerr ("%s\n", error->message);
 * ```
 *
 * Since: 0.1
 */

G_DEFINE_BOXED_TYPE (GafLimits, gaf_limits, gaf_limits_copy, gaf_limits_free)

/**
 * gaf_limits_new:
 *
 * Makes limits that have their default values, which are safe for files from anywhere.
 *
 * Returns: (transfer full): new limits
 * Since: 0.1
 */
GafLimits *
gaf_limits_new (void)
{
  return gaf_limits_copy (&gaf_limits_default);
}

/**
 * gaf_limits_copy:
 * @self: limits
 *
 * Copies limits, so that one of the two can be changed without the other.
 *
 * Returns: (transfer full): a copy
 * Since: 0.1
 */
GafLimits *
gaf_limits_copy (const GafLimits *self)
{
  GafLimits *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new (GafLimits, 1);
  *copy = *self;
  return copy;
}

/**
 * gaf_limits_free:
 * @self: (transfer full): limits
 *
 * Frees limits that [ctor@Limits.new] or [method@Limits.copy] made; readers that they were set for have a copy.
 *
 * Since: 0.1
 */
void
gaf_limits_free (GafLimits *self)
{
  g_free (self);
}

/**
 * gaf_limits_get_channels:
 * @self: limits
 *
 * Tells how many channels a file may have at the most.
 *
 * Returns: the limit
 * Since: 0.1
 */
guint
gaf_limits_get_channels (const GafLimits *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->channels;
}

/**
 * gaf_limits_set_channels:
 * @self: limits
 * @channels: how many, at least 1; no more than the default, 64, is possible
 *
 * Sets how many channels a file may have at the most; the default is 64.
 *
 * Since: 0.1
 */
void
gaf_limits_set_channels (GafLimits *self, guint channels)
{
  g_return_if_fail (self != NULL && channels > 0);

  self->channels = MIN (channels, GAF_LIMIT_CHANNELS);
}

/**
 * gaf_limits_get_rate:
 * @self: limits
 *
 * Tells the highest sample rate of a file, in Hz.
 *
 * Returns: the limit
 * Since: 0.1
 */
guint
gaf_limits_get_rate (const GafLimits *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->rate;
}

/**
 * gaf_limits_set_rate:
 * @self: limits
 * @rate: a rate in Hz, at least 1; no more than the default, 1,536,000, is possible
 *
 * Sets the highest sample rate of a file, in Hz.
 *
 * Since: 0.1
 */
void
gaf_limits_set_rate (GafLimits *self, guint rate)
{
  g_return_if_fail (self != NULL && rate > 0);

  self->rate = MIN (rate, GAF_LIMIT_RATE);
}

/**
 * gaf_limits_get_header_bytes:
 * @self: limits
 *
 * Tells how large a header may be that has to be read to open a file or a codec, in bytes: a codec's own, comments of
 * Ogg with the pictures in them, tables of packets. The default is 16 MiB.
 *
 * Returns: the limit
 * Since: 0.1
 */
guint64
gaf_limits_get_header_bytes (const GafLimits *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->header_bytes;
}

/**
 * gaf_limits_set_header_bytes:
 * @self: limits
 * @n_bytes: a number of bytes, at least 1; no more than 1 GiB is possible
 *
 * Sets how large a header may be that has to be read to open a file or a codec, in bytes: a codec's own, comments of
 * Ogg with the pictures in them, tables of packets. The default is 16 MiB.
 *
 * Since: 0.1
 */
void
gaf_limits_set_header_bytes (GafLimits *self, guint64 n_bytes)
{
  g_return_if_fail (self != NULL && n_bytes > 0);

  self->header_bytes = MIN (n_bytes, GAF_LIMIT_HEADER_MOST);
}

/**
 * gaf_limits_get_tag_bytes:
 * @self: limits
 *
 * Tells how large the tags in front of the audio and behind it may be (ID3, APE, Lyrics3), all together, in bytes. They
 * are stepped over, so the default is large: 1 GiB.
 *
 * Returns: the limit
 * Since: 0.1
 */
guint64
gaf_limits_get_tag_bytes (const GafLimits *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->tag_bytes;
}

/**
 * gaf_limits_set_tag_bytes:
 * @self: limits
 * @n_bytes: a number of bytes
 *
 * Sets how large the tags in front of the audio and behind it may be (ID3, APE, Lyrics3), all together, in bytes. They
 * are stepped over, so the default is large: 1 GiB.
 *
 * Since: 0.1
 */
void
gaf_limits_set_tag_bytes (GafLimits *self, guint64 n_bytes)
{
  g_return_if_fail (self != NULL);

  self->tag_bytes = n_bytes;
}

/**
 * gaf_limits_get_decode_ahead:
 * @self: limits
 *
 * Tells how many bytes of samples (as float) a single packet may become: what the reader holds that nobody has read
 * yet. The default is 16 MiB, a minute and a half of mono at 44.1 kHz.
 *
 * Returns: the limit
 * Since: 0.1
 */
guint64
gaf_limits_get_decode_ahead (const GafLimits *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->decode_ahead;
}

/**
 * gaf_limits_set_decode_ahead:
 * @self: limits
 * @n_bytes: a number of bytes, at least 1
 *
 * Sets how many bytes of samples (as float) a single packet may become: what the reader holds that nobody has read yet.
 * The default is 16 MiB, a minute and a half of mono at 44.1 kHz.
 *
 * Since: 0.1
 */
void
gaf_limits_set_decode_ahead (GafLimits *self, guint64 n_bytes)
{
  g_return_if_fail (self != NULL && n_bytes > 0);

  self->decode_ahead = n_bytes;
}

/**
 * gaf_limits_get_links:
 * @self: limits
 *
 * Tells how many streams a file may be a chain of: of Ogg, or of bare frames whose rate or channels change. The default
 * is 10,000. As long as it is not set to more, chains of streams of a few bytes are refused earlier.
 *
 * Returns: the limit
 * Since: 0.1
 */
guint
gaf_limits_get_links (const GafLimits *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->links;
}

/**
 * gaf_limits_set_links:
 * @self: limits
 * @links: how many, at least 1
 *
 * Sets how many streams a file may be a chain of: of Ogg, or of bare frames whose rate or channels change. The default
 * is 10,000. As long as it is not set to more, chains of streams of a few bytes are refused earlier.
 *
 * Since: 0.1
 */
void
gaf_limits_set_links (GafLimits *self, guint links)
{
  g_return_if_fail (self != NULL && links > 0);

  self->links = links;
}

/**
 * gaf_limits_get_seconds:
 * @self: limits
 *
 * Tells how many seconds may be computed in one call without a frame being found, on the thread that calls. Waiting,
 * for a disk or a network, does not count: cancel a call that takes too long for other reasons. The default is 30.
 *
 * Returns: the limit
 * Since: 0.1
 */
double
gaf_limits_get_seconds (const GafLimits *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->seconds;
}

/**
 * gaf_limits_set_seconds:
 * @self: limits
 * @seconds: a time, more than 0
 *
 * Sets how many seconds may be computed in one call without a frame being found, on the thread that calls. Waiting, for
 * a disk or a network, does not count: cancel a call that takes too long for other reasons. The default is 30.
 *
 * Since: 0.1
 */
void
gaf_limits_set_seconds (GafLimits *self, double seconds)
{
  g_return_if_fail (self != NULL && seconds > 0);

  self->seconds = seconds;
}
