/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "formats/pcm/write.h"

#include "core/bytes.h"

/* Sun's audio.h calls the size by this when it is not known, and does so too when there is more. */
#define AU_UNKNOWN_SIZE G_MAXUINT32

GafCoding
gaf_chunks_write_coding (GafChunkFormat format, guint bits)
{
  const gboolean little = format != GAF_CHUNK_AIFF && format != GAF_CHUNK_AU;

  switch (bits) {
  case 8:
    return little && format != GAF_CHUNK_CAF ? GAF_CODING_U8 : GAF_CODING_S8;
  case 16:
    return little ? GAF_CODING_S16LE : GAF_CODING_S16BE;
  case 24:
    return little ? GAF_CODING_S24LE : GAF_CODING_S24BE;
  case 32:
    /* pedalboard's 32 bits of WAV are float. AIFF has floats in AIFC only, which fewer programs read; integers of 32
     * bits it always had. */
    return format == GAF_CHUNK_AIFF ? GAF_CODING_S32BE : little ? GAF_CODING_F32LE : GAF_CODING_F32BE;
  case 64:
    return format == GAF_CHUNK_AIFF ? GAF_CODING_NONE : little ? GAF_CODING_F64LE : GAF_CODING_F64BE;
  default:
    return GAF_CODING_NONE;
  }
}

/* formats/pcm/au.c says what the words are. */
static void
write_au (const GafChunksHeader *self, guint64 data_size, GByteArray *header)
{
  static const guint8 encodings[] = {
    [GAF_CODING_S8] = 2, [GAF_CODING_S16BE] = 3, [GAF_CODING_S24BE] = 4, [GAF_CODING_F32BE] = 6, [GAF_CODING_F64BE] = 7,
  };

  g_byte_array_append (header, (const guint8 *) ".snd", 4);
  /* A text of four bytes at least follows the six words, says audio.h. */
  gaf_append_be32 (header, 28);
  gaf_append_be32 (header, data_size < AU_UNKNOWN_SIZE ? (guint32) data_size : AU_UNKNOWN_SIZE);
  gaf_append_be32 (header, encodings[self->coding]);
  gaf_append_be32 (header, self->rate);
  gaf_append_be32 (header, self->channels);
  gaf_append_be32 (header, 0);
}

void
gaf_chunks_write_header (const GafChunksHeader *self, guint64 data_size, guint padding, GByteArray *header)
{
  switch (self->format) {
  case GAF_CHUNK_WAV:
  case GAF_CHUNK_RF64:
    gaf_chunks_write_wav (self, data_size, padding, header);
    break;
  case GAF_CHUNK_W64:
    gaf_chunks_write_w64 (self, data_size, padding, header);
    break;
  case GAF_CHUNK_AIFF:
    gaf_chunks_write_aiff (self, data_size, padding, header);
    break;
  case GAF_CHUNK_AU:
    write_au (self, data_size, header);
    break;
  case GAF_CHUNK_CAF:
    gaf_chunks_write_caf (self, data_size, header);
    break;
  case GAF_CHUNK_NONE:
  default:
    g_assert_not_reached ();
  }
}

guint
gaf_chunks_write_padding (GafChunkFormat format, guint64 data_size)
{
  /* W64 aligns what follows a chunk. Nothing follows the data, and libsndfile would read the zeros as samples. AU and
   * CAF do not. */
  return format == GAF_CHUNK_AU || format == GAF_CHUNK_CAF || format == GAF_CHUNK_W64 ? 0 : (guint) (data_size & 1);
}

gboolean
gaf_chunks_write_may_be_open (GafChunkFormat format)
{
  return format == GAF_CHUNK_AU || format == GAF_CHUNK_CAF;
}

guint64
gaf_chunks_write_max_data (const GafChunksHeader *self)
{
  g_autoptr (GByteArray) header = NULL;

  if (self->format != GAF_CHUNK_AIFF)
    return G_MAXINT64;
  /* FORM counts all but its own eight bytes in 32 bits, a byte of padding included. */
  header = g_byte_array_new ();
  gaf_chunks_write_aiff (self, 0, 0, header);
  return (guint64) G_MAXUINT32 - 1 - (header->len - 8);
}
