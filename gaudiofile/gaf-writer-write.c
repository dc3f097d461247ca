/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-writer-private.h"

#include "core/limits.h"
#include "gaf-error.h"

/**
 * gaf_writer_write: (skip)
 * @self: a writer
 * @planes: one pointer per channel, each to @n_frames samples
 * @n_frames: how many frames
 * @cancellable: (nullable): cancels the writing
 * @error: what the system says (%G_IO_ERROR_NO_SPACE for a full disk; [func@error_get_errno] tells the number), the
 *   stream's own, %GAF_ERROR_LIMIT when the format cannot hold more, %GAF_ERROR_CLOSED or %GAF_ERROR_BUSY
 *
 * Appends frames of planar 32-bit float, full scale 1.0. For integer formats they are rounded to the nearest step and
 * clipped, and not-a-number becomes silence. Codecs with losses that take floats (Vorbis, AAC, AC-3, and all that
 * are resampled first) get no more than ±8.0, 18 dB over full scale, WMA no more than ±1.0, and silence for
 * not-a-number too; files of floats keep what they are given.
 *
 * Returns: %TRUE, or %FALSE with @error set
 * Since: 0.1
 */
gboolean
gaf_writer_write (GafWriter *self, const float *const *planes, gint64 n_frames, GCancellable *cancellable,
                  GError **error)
{
  return gaf_writer_write_raw (self, GAF_SAMPLE_FORMAT_FLOAT32, (const void *const *) planes, sizeof (float), n_frames,
                               cancellable, error);
}

/**
 * gaf_writer_write_interleaved: (skip)
 * @self: a writer
 * @samples: @n_frames × channels samples
 * @n_frames: how many frames
 * @cancellable: (nullable): cancels the writing
 * @error: as [method@Writer.write]
 *
 * Appends frames of interleaved 32-bit float, full scale being 1.0: sample after sample of each frame.
 *
 * Returns: %TRUE, or %FALSE with @error set
 * Since: 0.1
 */
gboolean
gaf_writer_write_interleaved (GafWriter *self, const float *samples, gint64 n_frames, GCancellable *cancellable,
                              GError **error)
{
  const void *planes[GAF_LIMIT_CHANNELS];
  guint channels;

  g_return_val_if_fail (GAF_IS_WRITER (self), FALSE);

  channels = self->channels;
  for (guint c = 0; c < channels; c++)
    planes[c] = samples + c;
  return gaf_writer_write_raw (self, GAF_SAMPLE_FORMAT_FLOAT32, planes, channels * sizeof (float), n_frames,
                               cancellable, error);
}

static GafCoding
native_coding (GafSampleFormat format)
{
  const gboolean little = G_BYTE_ORDER == G_LITTLE_ENDIAN;

  switch (format) {
  case GAF_SAMPLE_FORMAT_INT8:
    return GAF_CODING_S8;
  case GAF_SAMPLE_FORMAT_INT16:
    return little ? GAF_CODING_S16LE : GAF_CODING_S16BE;
  case GAF_SAMPLE_FORMAT_INT24: /* left-justified in 32 bits */
  case GAF_SAMPLE_FORMAT_INT32:
    return little ? GAF_CODING_S32LE : GAF_CODING_S32BE;
  case GAF_SAMPLE_FORMAT_FLOAT32:
    return little ? GAF_CODING_F32LE : GAF_CODING_F32BE;
  case GAF_SAMPLE_FORMAT_FLOAT64:
    return little ? GAF_CODING_F64LE : GAF_CODING_F64BE;
  case GAF_SAMPLE_FORMAT_UNKNOWN:
  default:
    return GAF_CODING_NONE;
  }
}

/**
 * gaf_writer_write_raw: (skip)
 * @self: a writer
 * @format: what one sample is in memory
 * @planes: one pointer per channel to its first sample
 * @stride: bytes from one frame of a channel to the next: the sample's width for planar, that times the channels for
 *   interleaved
 * @n_frames: how many frames
 * @cancellable: (nullable): cancels the writing
 * @error: as [method@Writer.write]
 *
 * Appends frames of any sample format. Integers keep their value when the file has as many bits or more.
 *
 * Returns: %TRUE, or %FALSE with @error set
 * Since: 0.1
 */
gboolean
gaf_writer_write_raw (GafWriter *self, GafSampleFormat format, const void *const *planes, gsize stride, gint64 n_frames,
                      GCancellable *cancellable, GError **error)
{
  GafSampleSource source = { .coding = native_coding (format),
                             .stride = stride,
                             .planes = (const guint8 *const *) planes };

  g_return_val_if_fail (GAF_IS_WRITER (self), FALSE);

  if (source.coding == GAF_CODING_NONE) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT, "Samples of no known format cannot be written");
    return FALSE;
  }
  source.channels = self->channels;
  return gaf_writer_write_samples (self, &source, n_frames, cancellable, error);
}

/**
 * gaf_writer_write_block:
 * @self: a writer
 * @block: samples, of the file's channels and rate
 * @cancellable: (nullable): cancels the writing
 * @error: as [method@Writer.write]; %GAF_ERROR_INVALID_ARGUMENT for another number of channels or another rate
 *
 * Appends the frames of a block, which must have the channels and the rate of the file: nothing is resampled.
 *
 * Returns: %TRUE, or %FALSE with @error set
 * Since: 0.1
 */
gboolean
gaf_writer_write_block (GafWriter *self, GafBlock *block, GCancellable *cancellable, GError **error)
{
  const guint8 *data;
  const void *planes[GAF_LIMIT_CHANNELS];
  guint channels;
  gsize width;
  gboolean planar;
  gint64 n_frames;

  g_return_val_if_fail (GAF_IS_WRITER (self), FALSE);
  g_return_val_if_fail (block != NULL, FALSE);

  channels = self->channels;
  /* None before the file is open, which the call below complains of. */
  if (channels > 0 && gaf_block_get_channels (block) != channels) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT, "The file has %u channels, the block %u", channels,
                 gaf_block_get_channels (block));
    return FALSE;
  }
  if (channels > 0 && gaf_block_get_rate (block) != self->rate) {
    g_set_error (
        error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT,
        "The file has a rate of %g Hz, the block one of %g Hz: resample it first, with a GafResampledReader or a "
        "GafResampler",
        self->rate, gaf_block_get_rate (block));
    return FALSE;
  }
  data = g_bytes_get_data (gaf_block_get_bytes (block), NULL);
  width = gaf_sample_format_get_width (gaf_block_get_format (block));
  planar = gaf_block_get_layout (block) == GAF_LAYOUT_PLANAR;
  n_frames = gaf_block_get_n_frames (block);
  for (guint c = 0; c < channels; c++)
    planes[c] = data + c * width * (planar ? n_frames : 1);
  return gaf_writer_write_raw (self, gaf_block_get_format (block), planes, planar ? width : width * channels, n_frames,
                               cancellable, error);
}
