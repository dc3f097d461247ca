/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "formats/wavpack/header.h"

#include <gst/gst.h>

#include "core/bytes.h"

const int gaf_wavpack_rates[15] = { 6000,  8000,  9600,  11025, 12000, 16000, 22050, 24000,
                                    32000, 44100, 48000, 64000, 88200, 96000, 192000 };

gboolean
gaf_wavpack_block_parse (const guint8 *data, gsize length, GafWavpackBlock *block)
{
  guint32 total;

  if (length < GAF_WAVPACK_HEADER_SIZE || memcmp (data, "wvpk", 4) != 0)
    return FALSE;

  /* Index and total have 40 bits, their highest eight in bytes 10 and 11; all ones in the lower 32 of the total mean
   * "not known", so that these values are left out of the count. */
  total = gaf_read_le32 (data + 12);
  *block = (GafWavpackBlock){
    .size = gaf_read_le32 (data + 4) + 8,
    .version = gaf_read_le16 (data + 8),
    .index = (gint64) (gaf_read_le32 (data + 16) | ((guint64) data[10] << 32)),
    .total = total == G_MAXUINT32 ? -1 : (gint64) total + ((gint64) data[11] << 32) - data[11],
    .n_frames = gaf_read_le32 (data + 20),
    .flags = gaf_read_le32 (data + 24),
  };
  return block->size >= GAF_WAVPACK_HEADER_SIZE && block->size <= GAF_WAVPACK_MAX_BYTES && block->size % 2 == 0
         && block->version >= 0x402 && block->version <= 0x410 && block->n_frames <= GAF_WAVPACK_MAX_FRAMES;
}

gboolean
gaf_wavpack_next_sub_block (const guint8 *block, guint32 size, GafWavpackSubBlock *sub)
{
  guint32 at = MAX (sub->end, GAF_WAVPACK_HEADER_SIZE);
  guint32 head = 2;

  if (size - at < 2)
    return FALSE;
  sub->id = block[at] & 0x3f;
  sub->begin = at;
  sub->length = block[at + 1] * 2u;
  /* 0x80: the count of words has three bytes; 0x40: the last byte is padding. */
  if (block[at] & 0x80) {
    if (size - at < 4)
      return FALSE;
    sub->length = gaf_read_le24 (block + at + 1) * 2u;
    head = 4;
  }
  if (sub->length > size - at - head)
    return FALSE;
  sub->payload = block + at + head;
  sub->end = at + head + sub->length;
  if (block[at] & 0x40) {
    if (sub->length == 0)
      return FALSE;
    sub->length--;
  }
  return TRUE;
}

void
gaf_wavpack_format_parse (GafWavpackFormat *self, const GafWavpackBlock *block, const guint8 *data, gsize length)
{
  const guint32 flags = block->flags;
  const guint rate = (flags >> GAF_WAVPACK_RATE_SHIFT) & 15;
  GafWavpackSubBlock sub = { 0 };

  self->rate = rate < G_N_ELEMENTS (gaf_wavpack_rates) ? gaf_wavpack_rates[rate] : 0;
  self->channels = flags & GAF_WAVPACK_MONO ? 1 : 2;
  self->mask = flags & GAF_WAVPACK_MONO ? 0 : 3;
  /* The bits of samples that are not stored, because they are zero. */
  self->depth = ((flags & GAF_WAVPACK_BYTES) + 1) * 8 - ((flags >> 13) & 31);
  self->bits = flags & (GAF_WAVPACK_FLOAT | GAF_WAVPACK_HYBRID) ? 0 : self->depth;

  while (length >= block->size && gaf_wavpack_next_sub_block (data, block->size, &sub)) {
    const guint8 *payload = sub.payload;

    if (sub.id == GAF_WAVPACK_ID_RATE && sub.length >= 3)
      self->rate = gaf_read_le24 (payload) | (sub.length > 3 ? (payload[3] & 0x7f) << 24 : 0);
    else if (sub.id == GAF_WAVPACK_ID_CHANNELS && sub.length >= 1) {
      /* Five bytes at most: count and mask. More: the count has 12 bits, less one, and byte 1 counts the streams. */
      const guint32 mask = sub.length > 5 ? 3 : 1;

      self->channels = sub.length > 5 ? (payload[0] | ((payload[2] & 15) << 8)) + 1 : payload[0];
      self->mask = sub.length > mask ? gaf_read_le (payload + mask, MIN (sub.length - mask, 4)) : 0;
    }
  }
}

/* Since version 5 a block ends with a sum over all before it: 16-bit words, each time three times the sum so far plus
 * the next word, kept in two or four bytes. */
static GafWavpackChecksum
find_checksum (const guint8 *block, guint32 size, GafWavpackSubBlock *sub, guint32 *sum)
{
  *sub = (GafWavpackSubBlock){ 0 };
  do {
    if (MAX (sub->end, GAF_WAVPACK_HEADER_SIZE) == size)
      return GAF_WAVPACK_CHECKSUM_NONE;
    if (!gaf_wavpack_next_sub_block (block, size, sub))
      return GAF_WAVPACK_CHECKSUM_WRONG;
  } while (sub->id != GAF_WAVPACK_ID_CHECKSUM);
  if (sub->length != 2 && sub->length != 4)
    return GAF_WAVPACK_CHECKSUM_WRONG;

  *sum = G_MAXUINT32;
  for (guint32 i = 0; i < sub->begin; i += 2)
    *sum = *sum * 3 + gaf_read_le16 (block + i);
  if (sub->length == 2)
    *sum = (*sum ^ *sum >> 16) & 0xffff;
  return GAF_WAVPACK_CHECKSUM_RIGHT;
}

GafWavpackChecksum
gaf_wavpack_verify_checksum (const guint8 *block, guint32 size)
{
  GafWavpackSubBlock sub;
  guint32 sum;
  GafWavpackChecksum found = find_checksum (block, size, &sub, &sum);

  if (found != GAF_WAVPACK_CHECKSUM_RIGHT)
    return found;
  return (sub.length == 4 ? gaf_read_le32 (sub.payload) : gaf_read_le16 (sub.payload)) == sum
             ? GAF_WAVPACK_CHECKSUM_RIGHT
             : GAF_WAVPACK_CHECKSUM_WRONG;
}

void
gaf_wavpack_update_checksum (guint8 *block, guint32 size)
{
  GafWavpackSubBlock sub;
  guint32 sum;

  if (find_checksum (block, size, &sub, &sum) != GAF_WAVPACK_CHECKSUM_RIGHT)
    return;
  if (sub.length == 4)
    gaf_write_le32 (block + (sub.payload - block), sum);
  else
    gaf_write_le16 (block + (sub.payload - block), sum);
}
