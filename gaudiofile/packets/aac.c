/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "packets/aac.h"

#include "core/bytes.h"

const int gaf_aac_rates[GAF_AAC_N_RATES + 1] = { 96000, 88200, 64000, 48000, 44100, 32000, 24000,
                                                 22050, 16000, 12000, 11025, 8000,  7350 };

GBytes *
gaf_aac_make_config (guint object_type, int rate, guint channels)
{
  guint index = 0;
  guint8 config[2];

  while (index + 1 < GAF_AAC_N_RATES && gaf_aac_rates[index] != rate)
    index++;
  gaf_write_be16 (config, object_type << 11 | index << 7 | channels << 3);
  return g_bytes_new (config, sizeof config);
}

/* spectral band replication */

/* @n bits of @data from bit @at on; bits behind the end are zeros. */
static guint
get_bits (const guint8 *data, gsize size, gsize at, guint n)
{
  guint value = 0;

  for (; n > 0; n--, at++)
    value = value << 1 | (at / 8 < size ? data[at / 8] >> (7 - at % 8) & 1u : 0);
  return value;
}

#define ID_FIL           6 /* 4.5.2.1, table 4.85 */
#define ID_END           7
#define EXT_SBR_DATA     13 /* table 4.121 */
#define EXT_SBR_DATA_CRC 14
#define FIL_MAX          269 /* bytes: 15 + 255 - 1 */

/* fill_element() is: id 3, count 4, where the count is 15 another 8 (their sum less one), then as many bytes. The first
 * four bits of these are the type; with checksum 10 bits follow; then comes the flag that a header is there. Fill
 * elements that end at bit @end are found by trying all lengths. */
static gboolean
has_sbr_header_before (const guint8 *data, gsize size, gsize end)
{
  for (gsize count = 1; count <= FIL_MAX; count++) {
    const guint prefix = count < 15 ? 3 + 4 : 3 + 4 + 8;
    guint type;
    gsize at;

    if (end < prefix + count * 8)
      return FALSE;
    at = end - count * 8;
    if (count < 15 ? get_bits (data, size, at - prefix, prefix) != (ID_FIL << 4 | count)
                   : get_bits (data, size, at - prefix, prefix) != ((ID_FIL << 4 | 15) << 8 | (count - 14)))
      continue;
    type = get_bits (data, size, at, 4);
    if ((type == EXT_SBR_DATA && get_bits (data, size, at + 4, 1))
        || (type == EXT_SBR_DATA_CRC && get_bits (data, size, at + 14, 1)))
      return TRUE;
  }
  return FALSE;
}

gboolean
gaf_aac_packet_has_sbr_header (const guint8 *data, gsize size)
{
  gsize end = size * 8;

  /* The packet ends with ID_END and zeros up to a whole byte; some writers append whole bytes of zeros. */
  while (end > 0 && get_bits (data, size, end - 1, 1) == 0)
    end--;
  for (guint ones = 0; ones < 3; ones++)
    if (end < ones + 1 || get_bits (data, size, end - 1 - ones, 1) == 0)
      return FALSE;
  return has_sbr_header_before (data, size, end - 3);
}

/* descriptors */

/* Goes into the descriptor of @tag at *data (ISO/IEC 14496-1, 8.3.3: tag, length in groups of 7 bits, body). */
static gboolean
enter_descriptor (const guint8 **data, gsize *length, guint8 tag)
{
  gsize size = 0;
  gsize i = 1;
  guint8 byte;

  if (*length < 2 || (*data)[0] != tag)
    return FALSE;
  do {
    if (i >= *length || i > 4)
      return FALSE;
    byte = (*data)[i++];
    size = size << 7 | (byte & 0x7f);
  } while (byte & 0x80);
  *data += i;
  *length = MIN (size, *length - i);
  return TRUE;
}

static gboolean
skip_bytes (const guint8 **data, gsize *length, gsize n)
{
  if (*length < n)
    return FALSE;
  *data += n;
  *length -= n;
  return TRUE;
}

/* ES_Descriptor (tag 3): ES_ID 16 bits, then flags of which three say what else is there; DecoderConfigDescriptor (4):
 * 13 bytes, of which the first is the objectTypeIndication; DecoderSpecificInfo (5). */
gboolean
gaf_descriptors_find_config (const guint8 **data, gsize *length, guint *object_type)
{
  guint8 flags;

  if (object_type != NULL)
    *object_type = 0;
  if (!enter_descriptor (data, length, 3) || *length < 3)
    return FALSE;
  flags = (*data)[2];
  if (!skip_bytes (data, length, 3) || ((flags & 0x80) && !skip_bytes (data, length, 2)))
    return FALSE;
  if ((flags & 0x40) && (*length < 1 || !skip_bytes (data, length, 1 + (gsize) (*data)[0])))
    return FALSE;
  if ((flags & 0x20) && !skip_bytes (data, length, 2))
    return FALSE;
  if (!enter_descriptor (data, length, 4) || *length < 13)
    return FALSE;
  if (object_type != NULL)
    *object_type = (*data)[0];
  return skip_bytes (data, length, 13) && enter_descriptor (data, length, 5);
}
