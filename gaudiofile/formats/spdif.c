/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "formats/spdif.h"

#include "core/bytes.h"

#define FRAME 4 /* bytes of PCM that a burst takes the place of */

/* IEC 61937-1, 6.1.7, and parts 3 and 5: two words of sync, the burst's information, whose lower five bits are the data
 * type, and the length of the payload. Bursts of a type follow each other in a fixed number of PCM frames, whatever the
 * length. */
gboolean
gaf_spdif_header_parse (GafSpdifHeader *self, const guint8 *data)
{
  const guint length = gaf_read_le16 (data + 6);
  guint frames;

  if (gaf_read_le16 (data) != 0xf872 || gaf_read_le16 (data + 2) != 0x4e1f)
    return FALSE;
  switch (gaf_read_le16 (data + 4) & 0x1f) {
  case 1:
    *self = (GafSpdifHeader){ .kind = GAF_SPDIF_AC3, .payload = length / 8 };
    frames = 1536;
    break;
  case 11:
  case 12:
  case 13:
    *self = (GafSpdifHeader){ .kind = GAF_SPDIF_DTS, .payload = length / 8 };
    frames = 512u << ((gaf_read_le16 (data + 4) & 0x1f) - 11);
    break;
  case 21: /* told in bytes, at four times the rate */
    *self = (GafSpdifHeader){ .kind = GAF_SPDIF_EAC3, .payload = length };
    frames = 4 * 1536;
    break;
  default:
    return FALSE;
  }
  self->size = frames * FRAME;
  return self->payload >= 16 && self->payload <= self->size - GAF_SPDIF_HEADER_SIZE;
}

void
gaf_spdif_swap (guint8 *dest, const guint8 *data, gsize n)
{
  for (gsize i = 0; i < n; i++) {
    dest[2 * i] = data[2 * i + 1];
    dest[2 * i + 1] = data[2 * i];
  }
}
