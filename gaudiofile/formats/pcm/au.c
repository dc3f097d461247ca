/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "formats/pcm/walker.h"

#include <string.h>

#include "gaf-error.h"

/*
 * AU (Sun and NeXT, audio.h): six big-endian words: magic, offset of the data, its size or -1, encoding, rate,
 * channels; then a text up to the data. On DEC's machines the same was written in little-endian, samples too: the magic
 * is then "dns.". DEC had magics of its own too: ".sd" with a zero behind it, and the same backwards.
 *
 * 23 to 26 are G.721 (which is G.726 of 4 bits), G.722, and G.723 of 1988 (G.726 of 3 and 5 bits).
 */
typedef struct {
  GafCoding big_endian;
  GafCoding little_endian;
} Codings;

gboolean
gaf_chunks_walk_au (GafChunks *self, GafByteSource *source, GError **error)
{
  static const Codings codings[] = {
    [1] = { GAF_CODING_MULAW, GAF_CODING_MULAW }, [2] = { GAF_CODING_S8, GAF_CODING_S8 },
    [3] = { GAF_CODING_S16BE, GAF_CODING_S16LE }, [4] = { GAF_CODING_S24BE, GAF_CODING_S24LE },
    [5] = { GAF_CODING_S32BE, GAF_CODING_S32LE }, [6] = { GAF_CODING_F32BE, GAF_CODING_F32LE },
    [7] = { GAF_CODING_F64BE, GAF_CODING_F64LE }, [27] = { GAF_CODING_ALAW, GAF_CODING_ALAW },
  };
  guint64 total = gaf_byte_source_get_size (source);
  guint8 head[24];
  guint32 words[6];
  guint32 encoding, size, channels;
  gboolean big_endian;
  GafCoding coding = GAF_CODING_NONE;

  self->container = "AU";
  if (!gaf_chunks_read (source, 0, head, sizeof head, error))
    return FALSE;
  big_endian = head[0] == '.';
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    words[i] = big_endian ? gaf_read_be32 (head + 4 * i) : gaf_read_le32 (head + 4 * i);
  self->data_offset = words[1];
  size = words[2];
  encoding = words[3];
  self->rate = words[4];
  channels = words[5];
  self->channels = MIN (channels, G_MAXINT);

  if (!gaf_chunks_check (self, error))
    return FALSE;
  if (self->data_offset < sizeof head || self->data_offset > total)
    return gaf_chunks_fail (error, GAF_ERROR_CORRUPT,
                            "The AU header says that the data begins at byte %" G_GUINT64_FORMAT
                            " of %" G_GUINT64_FORMAT,
                            self->data_offset, total);
  /* A file of more than 4 GiB says -1 too. */
  gaf_chunks_set_data (self, source, self->data_offset, size == G_MAXUINT32 ? G_MAXUINT64 : size);
  if (encoding >= 23 && encoding <= 26) {
    if (encoding == 24 ? !gaf_chunks_set_g722 (self, error)
                       : !gaf_chunks_set_g726 (self,
                                               encoding == 23   ? 4
                                               : encoding == 25 ? 3
                                                                : 5,
                                               TRUE, error))
      return FALSE;
    self->n_frames = gaf_chunks_count_wave_blocks (self, self->data_size);
    return TRUE;
  }
  if (encoding < G_N_ELEMENTS (codings))
    coding = big_endian ? codings[encoding].big_endian : codings[encoding].little_endian;
  if (coding == GAF_CODING_NONE)
    return gaf_chunks_fail (error, GAF_ERROR_UNSUPPORTED,
                            "The AU file holds audio of encoding %u, which cannot be read; "
                            "convert it to PCM with another tool",
                            encoding);

  gaf_chunks_set_pcm (self, coding, gaf_coding_get_width (coding) * 8);
  return TRUE;
}
