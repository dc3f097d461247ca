/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "formats/pcm/walker.h"

#include <math.h>
#include <string.h>

#include "gst/elements.h"
#include "gaf-error.h"
#include "packets/aac.h"

/*
 * What a decoder must be told before the first packet: CAF has it in a `kuki` chunk, a "magic cookie" whose form is the
 * codec's.
 */

#define ALAC_CONFIG_SIZE 24

/* Apple, "ALACMagicCookieDescription": ALACSpecificConfig (24 bytes), in older files inside of the atoms `frma` and
 * `alac`:
 *
 *   0 frames per packet  4 version  5 bits  6 tuning  9 channels  10 longest run  12 longest packet  16 bit rate  20
 * rate
 */
gboolean
gaf_chunks_parse_alac_cookie (GafChunks *self, const guint8 *cookie, gsize length, GError **error)
{
  g_autoptr (GstBuffer) codec_data = NULL;
  guint8 atom[12 + ALAC_CONFIG_SIZE] = { 0, 0, 0, sizeof atom, 'a', 'l', 'a', 'c' };
  guint frames, bits, channels;

  if (length >= 12 && memcmp (cookie + 4, "frmaalac", 8) == 0) {
    cookie += 12;
    length -= 12;
  }
  if (length >= 12 && memcmp (cookie + 4, "alac", 4) == 0) {
    cookie += 12;
    length -= 12;
  }
  if (length < ALAC_CONFIG_SIZE)
    return gaf_chunks_fail (error, GAF_ERROR_CORRUPT, "The %s file has no usable header for its ALAC audio",
                            self->container);

  frames = gaf_read_be32 (cookie);
  bits = cookie[5];
  channels = cookie[9];
  /* A decoder makes room for a packet's frames: 16 times Apple's 4096 is more than any encoder writes. */
  if (frames == 0 || frames > 65536 || channels != (guint) self->channels || bits == 0 || bits > 32)
    return gaf_chunks_fail (error, GAF_ERROR_CORRUPT, "The header of the ALAC audio in the %s file is damaged",
                            self->container);
  if (self->frames_per_block != 0 && self->frames_per_block != frames)
    return gaf_chunks_fail (error, GAF_ERROR_CORRUPT,
                            "The %s file and its ALAC audio do not agree on the frames in a packet", self->container);

  if (!gaf_elements_init (error))
    return FALSE;
  memcpy (atom + 12, cookie, ALAC_CONFIG_SIZE);
  codec_data = gst_buffer_new_memdup (atom, sizeof atom);
  self->codec = "alac";
  self->bits = bits;
  self->caps = gst_caps_new_simple ("audio/x-alac", "codec_data", GST_TYPE_BUFFER, codec_data, "samplesize", G_TYPE_INT,
                                    (int) bits, "rate", G_TYPE_INT, (int) lrint (self->rate), "channels", G_TYPE_INT,
                                    self->channels, NULL);
  return TRUE;
}

gboolean
gaf_chunks_parse_aac_cookie (GafChunks *self, const guint8 *cookie, gsize length, GError **error)
{
  g_autoptr (GstBuffer) codec_data = NULL;

  /* Some writers leave the descriptors out. An AudioSpecificConfig never begins with 3: that would be object type 0. */
  if (length > 0 && cookie[0] == 3 && !gaf_descriptors_find_config (&cookie, &length, NULL))
    length = 0;
  if (length < 2)
    return gaf_chunks_fail (error, GAF_ERROR_CORRUPT, "The CAF file has no usable header for its AAC audio");

  if (!gaf_elements_init (error))
    return FALSE;
  codec_data = gst_buffer_new_memdup (cookie, length);
  self->codec = "aac";
  self->caps = gst_caps_new_simple ("audio/mpeg", "mpegversion", G_TYPE_INT, 4, "stream-format", G_TYPE_STRING, "raw",
                                    "framed", G_TYPE_BOOLEAN, TRUE, "codec_data", GST_TYPE_BUFFER, codec_data, "rate",
                                    G_TYPE_INT, (int) lrint (self->rate), "channels", G_TYPE_INT, self->channels, NULL);
  return TRUE;
}
