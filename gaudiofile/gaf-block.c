/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-block.h"

#include "core/memory.h"
#include "gaf-private.h"

/**
 * GafBlock:
 *
 * Some frames of audio in memory: the samples and what has to be known to use them. It does not change once made, and
 * is reference counted; references are taken and dropped by one thread at a time.
 *
 * This is how samples cross into languages that cannot hand in memory of their own; C programs rather call
 * [method@Reader.read].
 *
 * ```c
 * // Half a second of silence, of two channels, after each other.
 * g_autoptr (GBytes) bytes = g_bytes_new_take (g_new0 (float, 2 * 24000), 2 * 24000 * sizeof (float));
 * g_autoptr (GafBlock) block
 *     = gaf_block_new (GAF_SAMPLE_FORMAT_FLOAT32, GAF_LAYOUT_PLANAR, 2, 48000, 24000, bytes);
 *
 * g_print ("%" G_GINT64_FORMAT " frames\n", gaf_block_get_n_frames (block));
 * ```
 *
 * Since: 0.1
 */
struct _GafBlock {
  grefcount ref_count;
  GafSampleFormat format;
  GafLayout layout;
  guint channels;
  double rate;
  gint64 n_frames;
  GBytes *bytes;
};

G_DEFINE_BOXED_TYPE (GafBlock, gaf_block, gaf_block_ref, gaf_block_unref)

/**
 * gaf_block_new:
 * @format: the format of one sample
 * @layout: how the channels lie in memory
 * @channels: how many channels
 * @rate: frames per second, Hz
 * @n_frames: frames (samples per channel)
 * @bytes: the samples in native byte order: @n_frames × @channels × the width of @format; a reference is kept
 *
 * Makes a block of samples, without copying them.
 *
 * Returns: (transfer full) (nullable): a new block; %NULL if @bytes has another size than the rest says
 * Since: 0.1
 */
GafBlock *
gaf_block_new (GafSampleFormat format, GafLayout layout, guint channels, double rate, gint64 n_frames, GBytes *bytes)
{
  GafBlock *self;
  gsize frame_size, size;

  g_return_val_if_fail (bytes != NULL, NULL);

  frame_size = (gsize) channels * gaf_sample_format_get_width (format);
  size = g_bytes_get_size (bytes);
  if (frame_size == 0 || n_frames < 0 || size % frame_size != 0 || (guint64) n_frames != size / frame_size)
    return NULL;

  self = g_new0 (GafBlock, 1);
  g_ref_count_init (&self->ref_count);
  self->format = format;
  self->layout = layout;
  self->channels = channels;
  self->rate = rate;
  self->n_frames = n_frames;
  self->bytes = g_bytes_ref (bytes);
  return self;
}

/**
 * gaf_block_ref:
 * @self: a block
 *
 * Takes a reference to the block, which [method@Block.unref] gives back.
 *
 * Returns: (transfer full): @self
 * Since: 0.1
 */
GafBlock *
gaf_block_ref (GafBlock *self)
{
  g_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * gaf_block_unref:
 * @self: (transfer full): a block
 *
 * Drops a reference; with the last one the samples are freed.
 *
 * Since: 0.1
 */
void
gaf_block_unref (GafBlock *self)
{
  if (!g_ref_count_dec (&self->ref_count))
    return;
  g_bytes_unref (self->bytes);
  g_free (self);
}

/**
 * gaf_block_get_format:
 * @self: a block
 *
 * Tells the format of one sample, and with it how many bytes that has.
 *
 * Returns: the sample format
 * Since: 0.1
 */
GafSampleFormat
gaf_block_get_format (GafBlock *self)
{
  return self->format;
}

/**
 * gaf_block_get_layout:
 * @self: a block
 *
 * Tells how the channels lie in memory: one after the other, or frame by frame.
 *
 * Returns: the layout
 * Since: 0.1
 */
GafLayout
gaf_block_get_layout (GafBlock *self)
{
  return self->layout;
}

/**
 * gaf_block_get_channels:
 * @self: a block
 *
 * Tells how many channels each frame of the block has.
 *
 * Returns: the number of channels
 * Since: 0.1
 */
guint
gaf_block_get_channels (GafBlock *self)
{
  return self->channels;
}

/**
 * gaf_block_get_rate:
 * @self: a block
 *
 * Tells the sample rate of the frames in the block, in Hz.
 *
 * Returns: frames per second, Hz
 * Since: 0.1
 */
double
gaf_block_get_rate (GafBlock *self)
{
  return self->rate;
}

/**
 * gaf_block_get_n_frames:
 * @self: a block
 *
 * Tells the length of the block in frames; each has a sample of every channel.
 *
 * Returns: frames (samples per channel)
 * Since: 0.1
 */
gint64
gaf_block_get_n_frames (GafBlock *self)
{
  return self->n_frames;
}

/**
 * gaf_block_get_bytes:
 * @self: a block
 *
 * Gives the samples, in native byte order: frames × channels × the width of the format. Planar, all samples of a
 * channel lie together, of shape (channels, frames); interleaved, all samples of a frame, of shape (frames, channels).
 *
 * Returns: (transfer none): the bytes
 * Since: 0.1
 */
GBytes *
gaf_block_get_bytes (GafBlock *self)
{
  return self->bytes;
}

GafBlock *
gaf_block_with_layout (GafBlock *self, GafLayout layout, GError **error)
{
  const gboolean planar = layout == GAF_LAYOUT_PLANAR;
  const guint channels = self->channels;
  const gint64 n = self->n_frames;
  const float *from = g_bytes_get_data (self->bytes, NULL);
  g_autoptr (GBytes) bytes = NULL;
  float *to;

  if (self->layout == layout)
    return gaf_block_ref (self);
  to = gaf_memory_try ((guint64) n, channels * sizeof (float), error);
  if (to == NULL)
    return NULL;
  for (guint c = 0; c < channels; c++)
    for (gint64 i = 0; i < n; i++)
      to[planar ? c * n + i : i * channels + c] = from[planar ? i * channels + c : c * n + i];
  bytes = g_bytes_new_take (to, n * channels * sizeof (float));
  return gaf_block_new (self->format, layout, channels, self->rate, n, bytes);
}
