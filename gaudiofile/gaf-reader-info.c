/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-reader-private.h"

/* What a reader tells about its file: without its lock, and after it was closed. */

/**
 * gaf_reader_get_rate: (get-property rate)
 * @self: a reader
 *
 * Tells the sample rate of the file. Some formats allow fractions of a hertz.
 *
 * Returns: frames per second, Hz
 * Since: 0.1
 */
double
gaf_reader_get_rate (GafReader *self)
{
  g_return_val_if_fail (GAF_IS_READER (self), 0);

  return self->rate;
}

/**
 * gaf_reader_get_channels: (get-property channels)
 * @self: a reader
 *
 * Tells the number of channels, which is the same for the whole file.
 *
 * Returns: the number of channels, from 1 to 64
 * Since: 0.1
 */
guint
gaf_reader_get_channels (GafReader *self)
{
  g_return_val_if_fail (GAF_IS_READER (self), 0);

  return self->channels;
}

/**
 * gaf_reader_get_channel_mask: (get-property channel-mask)
 * @self: a reader
 *
 * Tells which loudspeakers the channels are for: bit n is set for the position n of `GstAudioChannelPosition`. The
 * channels are in the order of their bits.
 *
 * Returns: the mask; 0 if the file does not say
 * Since: 0.1
 */
guint64
gaf_reader_get_channel_mask (GafReader *self)
{
  g_return_val_if_fail (GAF_IS_READER (self), 0);

  return self->channel_mask;
}

/**
 * gaf_reader_get_n_frames: (get-property n-frames)
 * @self: a reader
 *
 * Tells the length of the file. While [method@Reader.get_exact_duration] is %FALSE it is an estimate, which reading to
 * the end corrects.
 *
 * Returns: frames (samples per channel)
 * Since: 0.1
 */
gint64
gaf_reader_get_n_frames (GafReader *self)
{
  g_return_val_if_fail (GAF_IS_READER (self), 0);

  return gaf_shared64_get (&self->n_frames);
}

/**
 * gaf_reader_get_exact_duration: (get-property exact-duration)
 * @self: a reader
 *
 * Tells whether the length is exact, so that reading to the end gives just as many frames. It is an estimate only for
 * files that do not say, such as MP3 without a Xing header; once exact, it stays so.
 *
 * Returns: %TRUE if the length is exact, %FALSE if it is an estimate
 * Since: 0.1
 */
gboolean
gaf_reader_get_exact_duration (GafReader *self)
{
  g_return_val_if_fail (GAF_IS_READER (self), FALSE);

  return g_atomic_int_get (&self->exact);
}

/**
 * gaf_reader_get_duration: (get-property duration)
 * @self: a reader
 *
 * Tells the length in time: [method@Reader.get_n_frames] divided by [method@Reader.get_rate]. It is an estimate where
 * the number of frames is.
 *
 * Returns: seconds
 * Since: 0.1
 */
double
gaf_reader_get_duration (GafReader *self)
{
  g_return_val_if_fail (GAF_IS_READER (self), 0);

  return self->rate > 0 ? gaf_shared64_get (&self->n_frames) / self->rate : 0;
}

/**
 * gaf_reader_get_sample_format: (get-property sample-format)
 * @self: a reader
 *
 * Tells the format of one sample of the file, as [method@Reader.read_raw] delivers it. Codecs with loss are delivered
 * as float.
 *
 * Returns: the sample format
 * Since: 0.1
 */
GafSampleFormat
gaf_reader_get_sample_format (GafReader *self)
{
  g_return_val_if_fail (GAF_IS_READER (self), GAF_SAMPLE_FORMAT_UNKNOWN);

  return self->format;
}

/**
 * gaf_reader_get_bits: (get-property bits)
 * @self: a reader
 *
 * Tells how many bits of a sample are significant, which may be fewer than the sample format has.
 *
 * Returns: bits; 0 for codecs with loss, of which A-law and µ-law are two
 * Since: 0.1
 */
guint
gaf_reader_get_bits (GafReader *self)
{
  g_return_val_if_fail (GAF_IS_READER (self), 0);

  return self->bits;
}

/**
 * gaf_reader_get_codec: (get-property codec)
 * @self: a reader
 *
 * Tells the short name of the codec: "pcm", "flac", "mp3", "vorbis" and so on.
 *
 * Returns: (transfer none): a static string
 * Since: 0.1
 */
const char *
gaf_reader_get_codec (GafReader *self)
{
  g_return_val_if_fail (GAF_IS_READER (self), NULL);

  return self->codec;
}

/**
 * gaf_reader_get_container: (get-property container)
 * @self: a reader
 *
 * Tells the name of the container: "WAV", "Ogg", "MP4" and so on.
 *
 * Returns: (transfer none) (nullable): a static string; %NULL for a codec without a container, such as MP3
 * Since: 0.1
 */
const char *
gaf_reader_get_container (GafReader *self)
{
  g_return_val_if_fail (GAF_IS_READER (self), NULL);

  return self->container;
}
