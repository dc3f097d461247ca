/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "formats/pcm/walker.h"

#include "gaf-error.h"

/*
 * AU (Sun and NeXT, audio.h): six big-endian words: magic, offset of the data, its size or -1, encoding, rate, channels; then a
 * text up to the data.
 */
gboolean
gaf_chunks_walk_au (GafChunks *self, GafByteSource *source, GError **error)
{
  static const GafCoding codings[] = {
    [1] = GAF_CODING_MULAW, [2] = GAF_CODING_S8,    [3] = GAF_CODING_S16BE, [4] = GAF_CODING_S24BE,
    [5] = GAF_CODING_S32BE, [6] = GAF_CODING_F32BE, [7] = GAF_CODING_F64BE, [27] = GAF_CODING_ALAW,
  };
  guint64 total = gaf_byte_source_get_size (source);
  guint32 words[6];
  guint32 encoding, size, channels;
  GafCoding coding;

  self->container = "AU";
  if (!gaf_chunks_read (source, 0, words, sizeof words, error))
    return FALSE;
  self->data_offset = GUINT32_FROM_BE (words[1]);
  size = GUINT32_FROM_BE (words[2]);
  encoding = GUINT32_FROM_BE (words[3]);
  self->rate = GUINT32_FROM_BE (words[4]);
  channels = GUINT32_FROM_BE (words[5]);
  self->channels = MIN (channels, G_MAXINT);

  if (!gaf_chunks_check (self, error))
    return FALSE;
  if (self->data_offset < sizeof words || self->data_offset > total)
    return gaf_chunks_fail (error, GAF_ERROR_CORRUPT,
                            "The AU header says that the data begins at byte %" G_GUINT64_FORMAT
                            " of %" G_GUINT64_FORMAT,
                            self->data_offset, total);
  coding = encoding < G_N_ELEMENTS (codings) ? codings[encoding] : GAF_CODING_NONE;
  if (coding == GAF_CODING_NONE)
    return gaf_chunks_fail (error, GAF_ERROR_UNSUPPORTED,
                            "The AU file holds audio of encoding %u, which cannot be read; "
                            "convert it to PCM with another tool",
                            encoding);

  gaf_chunks_set_pcm (self, coding, gaf_coding_get_width (coding) * 8);
  /* A file of more than 4 GiB says -1 too. */
  self->data_size = gaf_chunks_clip (source, self->data_offset, size == G_MAXUINT32 ? G_MAXUINT64 : size);
  return TRUE;
}
