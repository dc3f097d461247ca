/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "formats/wma.h"

#include <string.h>

#include "core/bytes.h"

/*
 * There is no public specification. What is known of the format stands in FFmpeg's libavcodec/wma.c and wmadec.c; the
 * facts used here were taken from there: how long a block is, what a packet begins with, when there is noise coding.
 */

#define FLAG_RESERVOIR 2

int
gaf_wma_get_block_frames (int version, int rate)
{
  if (rate <= 16000)
    return 512;
  if (rate <= 22050 || (rate <= 32000 && version == 1))
    return 1024;
  return 2048;
}

/* By the bits for a sample: there is noise in place of high bands where they are few. Version 2 rounds the rate down to
 * the usual ones first. */
static gboolean
has_noise (int version, int rate, int channels, guint byte_rate)
{
  static const int usual[] = { 44100, 22050, 16000, 11025, 8000 };
  const double bits = byte_rate * 8.0 / ((double) rate * channels);
  const double both = channels == 2 ? bits * 1.6 : bits;

  for (gsize i = 0; i < G_N_ELEMENTS (usual) && version == 2; i++)
    if (rate >= usual[i]) {
      rate = usual[i];
      break;
    }
  /* A little to the safe side of each threshold: what is taken for noise costs time, nothing else. */
  if (rate == 44100)
    return both < 0.62;
  if (rate == 22050)
    return both < 1.17;
  if (rate == 8000)
    return bits < 0.76;
  return TRUE;
}

gboolean
gaf_wma_parse (GafWma *self, int version, int rate, int channels, guint byte_rate, guint block_size, const guint8 *data,
               gsize size)
{
  const gsize flags_at = version == 1 ? 2 : 4;

  if (rate <= 0 || channels < 1 || channels > 2 || block_size == 0)
    return FALSE;
  *self = (GafWma){ .block_frames = gaf_wma_get_block_frames (version, rate), .block_size = block_size };
  self->reservoir = size >= flags_at + 2 && (gaf_read_le16 (data + flags_at) & FLAG_RESERVOIR);
  self->noise = has_noise (version, rate, channels, byte_rate);
  return TRUE;
}

int
gaf_wma_count (const GafWma *self, guint8 head, gboolean first)
{
  int n_blocks = self->reservoir ? head & 0xf : 1;

  /* The beginning of the block that the first packet begins in is nowhere. */
  if (self->reservoir && first)
    n_blocks = MAX (n_blocks - 1, 0);
  return n_blocks * self->block_frames;
}

GstBuffer *
gaf_wma_make_tail (const GafWma *self)
{
  guint8 *data = g_malloc0 (self->block_size);

  /* Two blocks begin in it, of which the second would end in the next packet. Zeros are a block without sound. */
  if (self->reservoir)
    data[0] = 2;
  return gst_buffer_new_wrapped (data, self->block_size);
}
