/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "formats/pcm/write.h"

#include <string.h>

#include "core/bytes.h"

/*
 * Apple, "Core Audio Format Specification 1.0":
 *
 *   "caff" │ desc │ chan, of more than two channels │ data, up to the end of the file
 *
 * The data chunk may say that it does not know its size, if it is the last one; so such a file is right at any moment.
 */

#define FLAG_FLOAT         1
#define FLAG_LITTLE_ENDIAN 2

#define USE_CHANNEL_BITMAP (1 << 16) /* a layout tag; the bits are those of WAVE */

static void
append_chunk (GByteArray *header, const char *type, guint64 size)
{
  g_byte_array_append (header, (const guint8 *) type, 4);
  gaf_append_be64 (header, size);
}

static void
append_desc (const GafChunksHeader *self, GByteArray *header)
{
  const guint width = (guint) gaf_coding_get_width (self->coding);
  const gboolean is_float = self->coding == GAF_CODING_F32LE || self->coding == GAF_CODING_F64LE;
  const double rate = self->rate;
  guint64 bits;

  memcpy (&bits, &rate, sizeof bits);
  append_chunk (header, "desc", 32);
  gaf_append_be64 (header, bits);
  g_byte_array_append (header, (const guint8 *) "lpcm", 4);
  gaf_append_be32 (header, (is_float ? FLAG_FLOAT : 0) | FLAG_LITTLE_ENDIAN);
  gaf_append_be32 (header, width * self->channels);
  gaf_append_be32 (header, 1); /* frame in a packet */
  gaf_append_be32 (header, self->channels);
  gaf_append_be32 (header, width * 8);
}

void
gaf_chunks_write_caf (const GafChunksHeader *self, guint64 data_size, GByteArray *header)
{
  static const guint8 magic[] = { 'c', 'a', 'f', 'f', 0, 1, 0, 0 };
  const guint32 mask = gaf_chunks_write_mask (self->channels, self->channel_mask);

  g_byte_array_append (header, magic, sizeof magic);
  append_desc (self, header);
  if (mask != 0 && (self->channels > 2 || self->channel_mask != 0)) {
    append_chunk (header, "chan", 12);
    gaf_append_be32 (header, USE_CHANNEL_BITMAP);
    gaf_append_be32 (header, mask);
    gaf_append_be32 (header, 0); /* descriptions of single channels */
  }
  /* The count of edits is a part of the data: none. */
  append_chunk (header, "data", data_size != G_MAXUINT64 ? 4 + data_size : G_MAXUINT64);
  gaf_append_be32 (header, 0);
}
