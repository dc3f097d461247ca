/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "formats/mpeg/reservoir.h"

#include <string.h>

#include "core/bytes.h"
#include "core/crc.h"

/*
 * A layer 3 frame may refer to main data of frames before it. Where the decoder has not seen those, it would decode
 * what is no sound, and stop at a random place, so that the phase of its filter bank, and with it the last bits of all
 * that follows, came out otherwise than in a decode from the start. Such a frame is made silent: its side information
 * says that there is nothing to decode, and still refers back to all main data that the decoder has, so that it keeps
 * them together. (If it referred further back, libmpg123 would make it silent by itself, and in frames with a CRC would
 * overwrite two bytes of main data.)
 */
static void
make_silent (guint8 *data, const GafMpegHeader *header, guint available)
{
  guint side_info = gaf_mpeg_header_get_side_info (header);
  guint8 *at = data + gaf_mpeg_header_get_main_data (header) - side_info;

  memset (at, 0, side_info);
  if (header->version == 1) {
    at[0] = available >> 1;
    at[1] = (available & 1) << 7;
  } else {
    at[0] = available;
  }
  if (header->crc) {
    /* ISO/IEC 11172-3, 2.4.3.1: over the last two bytes of the header and the side information. */
    guint16 crc = gaf_crc16 (gaf_crc16 (0xffff, data + 2, 2), at, side_info);

    gaf_write_be16 (data + 4, crc);
  }
}

/* main_data_begin: nine bits in MPEG-1, eight in the low rates. */
static guint
refers_back (const guint8 *data, const GafMpegHeader *header)
{
  const guint8 *at = data + gaf_mpeg_header_get_main_data (header) - gaf_mpeg_header_get_side_info (header);

  return header->version == 1 ? (guint) at[0] << 1 | at[1] >> 7 : at[0];
}

guint
gaf_mpeg_reservoir_max (const GafMpegHeader *header)
{
  return header->layer != 3 ? 0 : header->version == 1 ? 511 : 255;
}

guint
gaf_mpeg_reservoir_gain (const GafMpegHeader *header)
{
  const guint main_data = gaf_mpeg_header_get_main_data (header);

  return header->layer != 3 || header->size < main_data ? 0 : header->size - main_data;
}

void
gaf_mpeg_reservoir_take (GafMpegReservoir *self, guint8 *data, const GafMpegHeader *header)
{
  const guint most = gaf_mpeg_reservoir_max (header);

  if (header->layer != 3)
    return;
  /* After a seek no frame is decoded whose reservoir might not be whole: a damaged one would do to the decoder what it
   * does to it in some seeks and not in others. */
  if (self->filling || self->silent > 0 || refers_back (data, header) > self->bytes)
    make_silent (data, header, self->bytes);
  self->silent -= self->silent > 0;
  self->bytes = MIN (self->bytes + gaf_mpeg_reservoir_gain (header), most);
  self->filling = self->filling && self->bytes < most;
}

/* @n bits of @data from bit @at on. */
static guint
get_bits (const guint8 *data, guint at, guint n)
{
  guint value = 0;

  for (; n > 0; n--, at++)
    value = value << 1 | ((data[at / 8] >> (7 - at % 8)) & 1);
  return value;
}

/* Whether a frame says that there is sound in it. In layer 3 that is a granule with bits or values, or with side
 * information that no decoder takes (block type 0 with window switching). ISO/IEC 11172-3 and 13818-3, 2.4.1.7:
 * part2_3_length 12 bits, big_values 9, global_gain 8, scalefac_compress 4 (MPEG-2: 9), window_switching_flag,
 * block_type 2. */
gboolean
gaf_mpeg_frame_is_sounding (const guint8 *data, const GafMpegHeader *header)
{
  const guint8 *info = data + gaf_mpeg_header_get_main_data (header) - gaf_mpeg_header_get_side_info (header);
  const gboolean mpeg1 = header->version == 1;
  const guint channels = header->channels;
  const guint switching = 12 + 9 + 8 + (mpeg1 ? 4 : 9);
  guint at = mpeg1 ? (channels == 1 ? 9 + 5 + 4 : 9 + 3 + 8) : (channels == 1 ? 8 + 1 : 8 + 2);

  if (header->layer != 3)
    return TRUE;
  for (guint n = mpeg1 ? 2 * channels : channels; n > 0; n--, at += mpeg1 ? 59 : 63)
    if (get_bits (info, at, 12 + 9) != 0 || get_bits (info, at + switching, 3) == 4)
      return TRUE;
  return FALSE;
}
