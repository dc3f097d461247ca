/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "formats/pcm/write.h"

#include "core/bytes.h"

/* formats/pcm/aiff.c says what the fields are. */

#define FORM_SIZE  4 /* "AIFF" */
#define COMM_SIZE  18
#define SSND_SIZE  8 /* two words before the samples */
#define CHUNK_HEAD 8

/* A whole number as 80-bit IEEE 754 extended: the leading one of the mantissa is stored. */
static void
append_extended (GByteArray *header, guint32 value)
{
  guint bits = g_bit_storage (value);

  gaf_append_be16 (header, (guint16) (16383 + bits - 1));
  gaf_append_be64 (header, (guint64) value << (64 - bits));
}

void
gaf_chunks_write_aiff (const GafChunksHeader *self, guint64 data_size, guint padding, GByteArray *header)
{
  guint width = (guint) gaf_coding_get_width (self->coding);

  g_byte_array_append (header, (const guint8 *) "FORM", 4);
  gaf_append_be32 (header,
                   (guint32) (FORM_SIZE + CHUNK_HEAD + COMM_SIZE + CHUNK_HEAD + SSND_SIZE + data_size + padding));
  g_byte_array_append (header, (const guint8 *) "AIFFCOMM", 8);
  gaf_append_be32 (header, COMM_SIZE);
  gaf_append_be16 (header, (guint16) self->channels);
  gaf_append_be32 (header, (guint32) (data_size / (width * self->channels)));
  gaf_append_be16 (header, (guint16) (width * 8));
  append_extended (header, self->rate);
  g_byte_array_append (header, (const guint8 *) "SSND", 4);
  gaf_append_be32 (header, (guint32) (SSND_SIZE + data_size));
  gaf_append_be32 (header, 0);
  gaf_append_be32 (header, 0);
}
