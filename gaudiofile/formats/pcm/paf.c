/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "formats/pcm/walker.h"

#include "gaf-error.h"

/*
 * PAF (Ensoniq PARIS; as libsndfile's documentation and files have it): " paf" with numbers in big-endian or "fap " in
 * little-endian: version, byte order of the samples (0 big, else little), rate, format, channels, source; samples from
 * byte 2048 on.
 *
 * Formats: 0 is 16 bits, 2 is 8. 1 is 24 bits, in blocks of 32 bytes for each channel in turn: ten samples,
 * little-endian, and two bytes that hold nothing. In big-endian files each four bytes of a block lie the other way
 * round.
 */

#define DATA_OFFSET 2048
#define PACK_BYTES  32
#define PACK_FRAMES 10

/* The samples of packed 24 bits as three bytes each, little-endian. */
static gint64
gather (const GafChunks *self, GafByteSource *source, gint64 frame, gint64 n_frames, guint8 *dest, GError **error)
{
  const gsize size = PACK_BYTES * self->channels;
  /* Which byte of four is the first one. */
  const guint turned = self->packed_big_endian ? 3 : 0;
  gint64 done = 0;

  while (done < n_frames) {
    const gint64 first = (frame + done) % PACK_FRAMES;
    const gint64 n = MIN (n_frames - done, PACK_FRAMES - first);
    gsize available;
    const guint8 *pack =
        gaf_byte_source_peek (source, self->data_offset + (frame + done) / PACK_FRAMES * size, size, &available, error);

    if (pack == NULL)
      return -1;
    if (available < size)
      break;
    for (gint64 i = first; i < first + n; i++)
      for (int c = 0; c < self->channels; c++)
        for (guint byte = 3 * i; byte < 3 * i + 3; byte++)
          *dest++ = pack[c * PACK_BYTES + (byte ^ turned)];
    done += n;
  }
  return done;
}

gboolean
gaf_chunks_walk_paf (GafChunks *self, GafByteSource *source, GError **error)
{
  guint8 head[28];
  guint32 words[7];
  gboolean big_endian;

  self->container = "PAF";
  if (!gaf_chunks_read (source, 0, head, sizeof head, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    words[i] = head[0] == ' ' ? gaf_read_be32 (head + 4 * i) : gaf_read_le32 (head + 4 * i);
  big_endian = words[2] == 0;
  self->rate = words[3];
  self->channels = MIN (words[5], G_MAXINT);
  if (!gaf_chunks_check (self, error))
    return FALSE;

  switch (words[4]) {
  case 0:
    gaf_chunks_set_pcm (self, gaf_chunks_integer_coding (2, big_endian), 16);
    break;
  case 1:
    gaf_chunks_set_pcm (self, GAF_CODING_S24LE, 24);
    self->gather = gather;
    self->packed_big_endian = big_endian;
    break;
  case 2:
    gaf_chunks_set_pcm (self, GAF_CODING_S8, 8);
    break;
  default:
    return gaf_chunks_fail (error, GAF_ERROR_UNSUPPORTED,
                            "The PAF file holds audio of format %u, which cannot be read; convert it to PCM with "
                            "another tool",
                            words[4]);
  }
  gaf_chunks_set_data (self, source, DATA_OFFSET, G_MAXUINT64);
  if (self->gather != NULL)
    self->n_frames = self->data_size / (PACK_BYTES * self->channels) * PACK_FRAMES;
  return TRUE;
}
