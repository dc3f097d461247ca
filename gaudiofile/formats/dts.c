/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "formats/dts.h"

#include <string.h>

#include "core/bytes.h"

#define N_WORDS (GAF_DTS_HEADER_SIZE / 2)

typedef struct {
  guint16 words[N_WORDS];
  guint width; /* bits used of each */
  guint at;
} Bits;

static guint
get_bits (Bits *self, guint n)
{
  guint value = 0;

  for (; n > 0; n--, self->at++) {
    const guint word = self->words[self->at / self->width];

    value = value << 1 | (word >> (self->width - 1 - self->at % self->width) & 1);
  }
  return value;
}

gboolean
gaf_dts_header_parse (GafDtsHeader *self, const guint8 *data)
{
  static const int rates[16] = { 0,     8000,  16000, 32000, 0,     0,     11025, 22050,
                                 44100, 88200, 0,     12000, 24000, 48000, 96000, 192000 };
  static const int channels[16] = { 1, 2, 2, 2, 2, 3, 3, 4, 4, 5, 6, 6, 6, 7, 8, 8 };
  const gboolean little = data[0] == GAF_DTS_SYNC_LE || data[0] == GAF_DTS_SYNC_14LE;
  Bits bits = { .width = data[0] == GAF_DTS_SYNC_14BE || data[0] == GAF_DTS_SYNC_14LE ? 14 : 16 };
  guint blocks, size, arrangement, rate, lfe;

  for (guint i = 0; i < N_WORDS; i++)
    bits.words[i] = little ? gaf_read_le16 (data + 2 * i) : gaf_read_be16 (data + 2 * i);
  /* In the form of 14 bits the words are sign-extended. */
  if (bits.words[0] != (bits.width == 14 ? 0x1fff : 0x7ffe) || get_bits (&bits, 32) != 0x7ffe8001)
    return FALSE;

  get_bits (&bits, 1 + 5 + 1); /* frame type, deficit sample count, CRC present */
  blocks = get_bits (&bits, 7) + 1;
  size = get_bits (&bits, 14) + 1;
  arrangement = get_bits (&bits, 6);
  rate = get_bits (&bits, 4);
  get_bits (&bits, 5 + 1 + 1 + 1 + 1 + 1 + 3 + 1 + 1); /* bit rate … synchronisation */
  lfe = get_bits (&bits, 2);
  if (blocks < 6 || size < 96 || rates[rate] == 0 || lfe == 3)
    return FALSE;

  self->n_frames = (int) blocks * 32;
  self->size = bits.width == 14 ? (size * 8 + 13) / 14 * 2 : size;
  self->rate = rates[rate];
  self->channels = arrangement < 16 ? channels[arrangement] + (lfe > 0) : 0;
  return TRUE;
}

guint32
gaf_dts_extension_size (const guint8 *data)
{
  guint64 head;

  if (gaf_read_be32 (data) != 0x64582025)
    return 0;
  /* User data 8 bits, index 2, then whether the sizes are long: of the header 8 or 12 bits, of all 16 or 20, less one.
   */
  head = gaf_read_be64 (data + 4);
  return (guint32) (head >> 53 & 1 ? head >> (53 - 32) & 0xfffff : head >> (53 - 24) & 0xffff) + 1;
}
