/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "formats/pcm/walker.h"

#include <string.h>

#include "core/limits.h"
#include "gaf-error.h"

/*
 * "FORM" size "8SVX" or "16SV", then chunks as in AIFF (Electronic Arts, "8SVX IFF 8-Bit Sampled Voice", 1985):
 *
 *   VHDR  0 frames, once  4 frames, repeated  8 frames a period  12 rate (2 bytes)  14 octaves  15 compression  16
 *   volume
 *   CHAN  2 left, 4 right, 6 both
 *   BODY  signed samples; of two channels all of the left one, then all of the right one
 *
 * The sizes of VHDR are for a sampler; the audio is what BODY holds.
 */

#define VHDR_SIZE 16 /* of its 20 bytes those that are of use here */

/* The channels, which lie one behind the other, side by side. They are read, not peeked at: the two places are far from
 * each other, and a block that is read ahead at one of them would be thrown away for that at the other. */
static gint64
gather (const GafChunks *self, GafByteSource *source, gint64 frame, gint64 n_frames, guint8 *dest, GError **error)
{
  const gsize width = gaf_coding_get_width (self->coding);
  const guint64 plane = self->data_size / self->block_size * width;
  guint8 samples[1024];
  const gint64 most = sizeof samples / width;

  for (int c = 0; c < self->channels; c++)
    for (gint64 done = 0; done < n_frames;) {
      const guint64 offset = self->data_offset + c * plane + (guint64) (frame + done) * width;
      const gint64 wanted = MIN (n_frames - done, most);
      const gssize size = gaf_byte_source_read (source, offset, samples, wanted * width, error);
      const gint64 n = size / (gssize) width;

      if (size < 0)
        return -1;
      for (gint64 i = 0; i < n; i++)
        memcpy (dest + ((done + i) * self->channels + c) * width, samples + i * width, width);
      done += n;
      if (n < wanted)
        n_frames = done;
    }
  return n_frames;
}

static gboolean
found_vhdr (GafChunks *self, GafByteSource *source, guint64 offset, guint64 size, GError **error)
{
  static const char *const compressions[] = { "", "Fibonacci-delta", "exponential-delta" };
  guint8 body[VHDR_SIZE];

  if (size < sizeof body)
    return gaf_chunks_fail (error, GAF_ERROR_CORRUPT,
                            "The VHDR chunk of the %s file has %" G_GUINT64_FORMAT " bytes, it needs %d",
                            self->container, size, VHDR_SIZE);
  if (!gaf_chunks_read (source, offset, body, sizeof body, error))
    return FALSE;
  self->rate = gaf_read_be16 (body + 12);
  if (body[15] != 0)
    return gaf_chunks_fail (error, GAF_ERROR_UNSUPPORTED,
                            "The %s file holds audio in %s coding (compression %u), which cannot be read; convert it "
                            "to PCM with another tool",
                            self->container,
                            body[15] < G_N_ELEMENTS (compressions) ? compressions[body[15]] : "another", body[15]);
  return TRUE;
}

static gboolean
found_chan (GafChunks *self, GafByteSource *source, guint64 offset, guint64 size, GError **error)
{
  guint8 body[4];

  if (size < sizeof body)
    return TRUE;
  if (!gaf_chunks_read (source, offset, body, sizeof body, error))
    return FALSE;
  /* A bit for each: left, right; SoX has four channels too. */
  self->channels = __builtin_popcount (gaf_read_be32 (body) & 0x1e);
  return TRUE;
}

gboolean
gaf_chunks_walk_svx (GafChunks *self, GafByteSource *source, GError **error)
{
  const guint64 total = gaf_byte_source_get_size (source);
  gboolean is_16 = FALSE, have_data = FALSE;
  guint64 offset = 12;
  guint64 data_offset = 0;
  guint64 claim = 0;
  guint8 head[12];

  if (!gaf_chunks_read (source, 0, head, sizeof head, error))
    return FALSE;
  is_16 = memcmp (head + 8, "16SV", 4) == 0;
  self->container = is_16 ? "16SV" : "8SVX";
  self->channels = 1;

  for (guint i = 0; total - offset >= 8; i++) {
    guint64 size, rest;

    if (i >= GAF_LIMIT_CHUNKS)
      return gaf_chunks_fail (error, GAF_ERROR_LIMIT, "The %s file has more than %d chunks", self->container,
                              GAF_LIMIT_CHUNKS);
    if (!gaf_chunks_read (source, offset, head, 8, error))
      return FALSE;
    size = gaf_read_be32 (head + 4);
    offset += 8;
    rest = total - offset;

    if (memcmp (head, "VHDR", 4) == 0) {
      if (!found_vhdr (self, source, offset, MIN (size, rest), error))
        return FALSE;
    } else if (memcmp (head, "CHAN", 4) == 0) {
      if (!found_chan (self, source, offset, MIN (size, rest), error))
        return FALSE;
    } else if (memcmp (head, "BODY", 4) == 0 && !have_data) {
      have_data = TRUE;
      data_offset = offset;
      claim = size;
    }

    if (size >= rest)
      break;
    offset += MIN (size + size % 2, rest);
  }

  if (self->rate == 0 || !have_data)
    return gaf_chunks_fail (error, GAF_ERROR_CORRUPT, "The %s file has no usable %s chunk", self->container,
                            self->rate == 0 ? "VHDR" : "BODY");
  if (!gaf_chunks_check (self, error))
    return FALSE;
  gaf_chunks_set_pcm (self, is_16 ? GAF_CODING_S16BE : GAF_CODING_S8, is_16 ? 16 : 8);
  if (claim == 0 && gaf_chunks_is_chunk (source, data_offset, TRUE))
    self->data_offset = data_offset;
  else
    gaf_chunks_set_data (self, source, data_offset, claim);
  if (self->channels > 1)
    self->gather = gather;
  return TRUE;
}
