/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "formats/mpeg/header.h"

#include <string.h>

#include "core/bytes.h"
#include "core/crc.h"

/* ISO/IEC 11172-3, 2.4.2.3: kbit/s by [MPEG-1 or not][layer - 1][index]; index 0 is free format, 15 is forbidden. */
static const guint16 bitrates[2][3][15] = {
  {
      { 0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448 },
      { 0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384 },
      { 0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320 },
  },
  {
      { 0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256 },
      { 0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160 },
      { 0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160 },
  },
};

static const guint16 rates[3] = { 44100, 48000, 32000 };

gboolean
gaf_mpeg_header_parse (GafMpegHeader *self, const guint8 *data)
{
  /* Eleven bits of sync: MPEG-2.5 took the twelfth for itself. */
  if (data[0] != 0xff || (data[1] & 0xe0) != 0xe0)
    return FALSE;

  guint version_bits = (data[1] >> 3) & 3; /* 0: 2.5, 1: reserved, 2: MPEG-2, 3: MPEG-1 */
  guint layer_bits = (data[1] >> 1) & 3;   /* 4 - layer; 0: reserved */
  guint bitrate_index = data[2] >> 4;
  guint rate_index = (data[2] >> 2) & 3;

  if (version_bits == 1 || layer_bits == 0 || bitrate_index == 15 || rate_index == 3)
    return FALSE;

  self->word = gaf_read_be32 (data);
  self->version = version_bits == 3 ? 1 : version_bits == 2 ? 2 : 3;
  self->layer = 4 - (int) layer_bits;
  self->rate = rates[rate_index] >> (self->version - 1);
  self->channels = data[3] >> 6 == 3 ? 1 : 2;
  self->crc = (data[1] & 1) == 0;
  self->bitrate = bitrates[self->version == 1 ? 0 : 1][self->layer - 1][bitrate_index] * 1000;
  self->n_frames = self->layer == 1 ? 384 : self->layer == 3 && self->version != 1 ? 576 : 1152;

  /* 2.4.3.1: a slot is four bytes in layer 1, else one. */
  guint32 slot = self->layer == 1 ? 4 : 1;
  self->padding = data[2] & 2 ? slot : 0;
  self->size = 0;
  if (self->bitrate > 0)
    self->size = (guint32) (self->n_frames / 8 / (int) slot * self->bitrate / self->rate) * slot + self->padding;

  return TRUE;
}

guint
gaf_mpeg_header_get_side_info (const GafMpegHeader *self)
{
  if (self->layer != 3)
    return 0;
  if (self->version == 1)
    return self->channels == 1 ? 17 : 32;
  return self->channels == 1 ? 9 : 17;
}

guint
gaf_mpeg_header_get_main_data (const GafMpegHeader *self)
{
  return GAF_MPEG_HEADER_SIZE + (self->crc ? 2 : 0) + gaf_mpeg_header_get_side_info (self);
}

/*
 * Xing's tag stands behind the side information: an id, four bytes of flags, then each field whose flag is set. LAME's
 * extension follows: 9 bytes of encoder name, 12 of other fields, then delay and padding, 12 bits each. Others write
 * the same (Lavc, Lavf, GOGO). http://gabriel.mp3-tech.org/mp3infotag.html
 */
static gboolean
parse_xing (GafMpegTag *self, const guint8 *frame, gsize tag, gsize frame_length)
{
  const guint8 *data = frame + tag;
  const gsize length = frame_length - tag;

  if (length < 8 || (memcmp (data, "Xing", 4) != 0 && memcmp (data, "Info", 4) != 0))
    return FALSE;

  guint32 flags = gaf_read_be32 (data + 4);
  gsize at = 8;

  if (flags & 1) {
    if (at + 4 <= length)
      self->n_packets = gaf_read_be32 (data + at);
    at += 4;
  }
  if (flags & 2) {
    if (at + 4 <= length)
      self->n_bytes = gaf_read_be32 (data + at);
    at += 4;
  }
  if (flags & 4)
    at += 100; /* table of contents: of whole percents, no use to exact seeking */
  if (flags & 8)
    at += 4; /* quality */

  /* An encoder name starts with a letter; zeros stand there in tags that have no extension. */
  if (at + 24 <= length && g_ascii_isalpha (data[at])) {
    guint32 both = gaf_read_be32 (data + at + 20) & 0xffffff;
    self->delay = (int) (both >> 12);
    self->padding = (int) (both & 0xfff);
    /* The last two of the 36 bytes are a checksum of all before them, or in some writers of the first 190 bytes in any
     * mode. */
    if (at + 36 <= length) {
      const guint8 *field = data + at + 34;
      const guint16 sum = gaf_read_be16 (field);

      self->intact = gaf_crc16_reflected (0, frame, field - frame) == sum
                     || (frame_length >= 190 && gaf_crc16_reflected (0, frame, 190) == sum);
    }
  }
  return TRUE;
}

/* Fraunhofer's tag stands 32 bytes behind the header in every mode: id, version, delay, quality, then bytes and frames.
 */
static gboolean
parse_vbri (GafMpegTag *self, const guint8 *data, gsize length)
{
  if (length < 18 || memcmp (data, "VBRI", 4) != 0)
    return FALSE;
  self->n_bytes = gaf_read_be32 (data + 10);
  self->n_packets = gaf_read_be32 (data + 14);
  return TRUE;
}

gboolean
gaf_mpeg_tag_parse (GafMpegTag *self, const GafMpegHeader *header, const guint8 *data, gsize length)
{
  *self = (GafMpegTag){ .n_packets = -1, .n_bytes = -1, .delay = -1, .padding = -1 };
  if (header->layer != 3)
    return FALSE;

  /* Encoders disagree about whether the two bytes of a CRC come before the tag. */
  gsize at = GAF_MPEG_HEADER_SIZE + gaf_mpeg_header_get_side_info (header);
  for (int i = 0; i <= (header->crc ? 1 : 0); i++, at += 2)
    if (length > at && parse_xing (self, data, at, length))
      return TRUE;

  at = GAF_MPEG_HEADER_SIZE + 32;
  return length > at && parse_vbri (self, data + at, length - at);
}
