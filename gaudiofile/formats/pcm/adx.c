/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "formats/pcm/walker.h"

#include <math.h>
#include <string.h>

#include "gaf-error.h"
#include "gst/elements.h"

/*
 * ADX (CRI Middleware; as the ADX page of MultimediaWiki and files of FFmpeg have it), all big-endian:
 *
 *   0 0x8000  2 size of the header behind the first four bytes  4 encoding  5 bytes of a block  6 bits  7 channels
 *   8 rate  12 frames  16 cutoff of the predictor  18 version  19 flags; "(c)CRI" at the end of the header
 *
 * then a block of 18 bytes and 32 frames for each channel in turn. The decoder's state goes from block to block.
 */

#define HEADER_MIN   24 /* what the decoder reads of it */
#define BLOCK_BYTES  18
#define BLOCK_FRAMES 32
#define BLOCKS       64 /* in a packet for the decoder */
#define COPYRIGHT    "(c)CRI"

gboolean
gaf_chunks_is_adx (const guint8 *head, gsize length)
{
  return length >= 20 && gaf_read_be16 (head) == 0x8000 && gaf_read_be16 (head + 2) >= 16 && head[4] >= 2
         && head[4] <= 4 && head[5] == BLOCK_BYTES && head[6] == 4 && head[7] > 0;
}

/* A negative scale is the mark of the end, after which the decoder gives nothing any more, or a buffer of no samples.
 * Where it is not at the end, it is damage: a block without sound. */
static void
prepare (const GafChunks *self, guint8 *data, gsize size)
{
  (void) self;
  for (gsize i = 0; i + BLOCK_BYTES <= size; i += BLOCK_BYTES)
    if (data[i] & 0x80)
      memset (data + i, 0, BLOCK_BYTES);
}

/* Whether the last block is the one that says that the sound has ended: its scale is negative. */
static gboolean
ends_with_mark (const GafChunks *self, GafByteSource *source, guint64 blocks)
{
  guint8 scale;

  return blocks > 0
         && gaf_chunks_read (source, self->data_offset + (blocks - 1) * BLOCK_BYTES * self->channels, &scale, 1, NULL)
         && (scale & 0x80) != 0;
}

gboolean
gaf_chunks_walk_adx (GafChunks *self, GafByteSource *source, GError **error)
{
  g_autoptr (GstBuffer) codec_data = NULL;
  g_autofree guint8 *header = NULL;
  guint8 head[HEADER_MIN];
  guint64 offset;
  guint64 blocks;
  guint32 claim;

  self->container = "ADX";
  if (!gaf_chunks_read (source, 0, head, sizeof head, error))
    return FALSE;
  offset = 4 + (guint64) gaf_read_be16 (head + 2);
  self->channels = head[7];
  self->rate = gaf_read_be32 (head + 8);
  claim = gaf_read_be32 (head + 12);
  if (!gaf_chunks_check (self, error))
    return FALSE;
  if (head[4] != 3 || self->channels > 2)
    return gaf_chunks_fail (error, GAF_ERROR_UNSUPPORTED,
                            "The ADX file is of encoding %u with %d channels; 3 with 1 or 2 can be read", head[4],
                            self->channels);
  if (head[19] == 8 || head[19] == 9)
    return gaf_chunks_fail (error, GAF_ERROR_UNSUPPORTED, "The ADX file is encrypted, which cannot be read");
  header = g_malloc (offset);
  if (!gaf_chunks_read (source, 0, header, offset, error))
    return FALSE;
  if (memcmp (header + offset - strlen (COPYRIGHT), COPYRIGHT, strlen (COPYRIGHT)) != 0)
    return gaf_chunks_fail (error, GAF_ERROR_CORRUPT, "The ADX header does not end at byte %" G_GUINT64_FORMAT, offset);

  self->kind = GAF_CHUNKS_PACKETS;
  self->codec = "adpcm-adx";
  self->prepare = prepare;
  self->bits = 0;
  self->block_size = BLOCK_BYTES * self->channels * BLOCKS;
  self->frames_per_block = BLOCK_FRAMES * BLOCKS;
  gaf_chunks_set_data (self, source, offset, G_MAXUINT64);
  blocks = self->data_size / (BLOCK_BYTES * self->channels);
  if (ends_with_mark (self, source, blocks))
    blocks--;
  self->data_size = blocks * BLOCK_BYTES * self->channels;
  self->n_frames = (gint64) blocks * BLOCK_FRAMES;
  if (claim > 0)
    self->n_frames = MIN (self->n_frames, claim);
  if (!gaf_elements_init (error))
    return FALSE;
  codec_data = gst_buffer_new_memdup (header, offset);
  self->caps =
      gst_caps_new_simple ("audio/x-adpcm", "layout", G_TYPE_STRING, "adx", "codec_data", GST_TYPE_BUFFER, codec_data,
                           "rate", G_TYPE_INT, (int) lrint (self->rate), "channels", G_TYPE_INT, self->channels, NULL);
  return TRUE;
}
