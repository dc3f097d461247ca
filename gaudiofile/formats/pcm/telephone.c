/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "formats/pcm/walker.h"

#include <math.h>

#include "gaf-error.h"
#include "gst/elements.h"

/*
 * ITU-T's codecs of telephones: a row of codes of a few bits without any blocks, each of which moves the decoder's
 * state. They are cut into blocks of a size that suits a decoder, of whole bytes and of whole groups of eight codes.
 */

#define G722_BLOCK \
  1024 /* bytes; each is a code of six bits for low and two for high frequencies, and yields two frames */
#define G726_GROUPS 256 /* of eight codes */

static gboolean
set_blocks (GafChunks *self, const char *codec, const char *name, guint32 block_size, guint32 frames, GError **error)
{
  if (self->channels != 1)
    return gaf_chunks_fail (error, GAF_ERROR_UNSUPPORTED, "The %s file has %s of %d channels; 1 can be read",
                            self->container, name, self->channels);
  self->kind = GAF_CHUNKS_PACKETS;
  self->codec = codec;
  self->bits = 0;
  self->block_size = block_size;
  self->frames_per_block = frames;
  return gaf_elements_init (error);
}

/* Of codes of which the first is in the lowest bits of the first byte: puts the first into the highest. */
static void
turn_codes (const GafChunks *self, guint8 *data, gsize size)
{
  const guint bits = self->frame_bits;
  const guint64 mask = (1u << bits) - 1;

  for (; size >= bits; data += bits, size -= bits) {
    guint64 in = 0, out = 0;

    for (guint i = bits; i-- > 0;)
      in = in << 8 | data[i];
    for (guint i = 0; i < 8; i++)
      out = out << bits | (in >> (bits * i) & mask);
    for (guint i = bits; i-- > 0; out >>= 8)
      data[i] = out & 0xff;
  }
}

gboolean
gaf_chunks_set_g722 (GafChunks *self, GError **error)
{
  if (!set_blocks (self, "g722", "G.722", G722_BLOCK, 2 * G722_BLOCK, error))
    return FALSE;
  self->frame_bits = 4;
  self->caps =
      gst_caps_new_simple ("audio/G722", "rate", G_TYPE_INT, (int) lrint (self->rate), "channels", G_TYPE_INT, 1, NULL);
  return TRUE;
}

gboolean
gaf_chunks_set_g726 (GafChunks *self, guint bits, gboolean lowest_first, GError **error)
{
  /* Of five bits FFmpeg's decoder makes something else than sox and spandsp, which agree: samples that are wrong by a
   * twentieth of the signal. */
  if (bits < 2 || bits > 4)
    return gaf_chunks_fail (error, GAF_ERROR_UNSUPPORTED,
                            "The %s file has G.726 of %u bits; 2 to 4 can be read; convert it to PCM with another tool",
                            self->container, bits);
  if (!set_blocks (self, "g726", "G.726", bits * G726_GROUPS, 8 * G726_GROUPS, error))
    return FALSE;
  self->frame_bits = bits;
  self->prepare = lowest_first ? turn_codes : NULL;
  /* The element finds the bits of a code by the bit rate. */
  self->caps = gst_caps_new_simple ("audio/x-adpcm", "layout", G_TYPE_STRING, "g726", "bitrate", G_TYPE_INT,
                                    (int) (bits * lrint (self->rate)), "rate", G_TYPE_INT, (int) lrint (self->rate),
                                    "channels", G_TYPE_INT, 1, NULL);
  return TRUE;
}
