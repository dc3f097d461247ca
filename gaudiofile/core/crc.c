/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "core/crc.h"

static guint16 table[256];
static guint16 reflected_table[256];
static guint32 table_32[256];

static void
init_tables (void)
{
  static gsize ready = 0;

  if (!g_once_init_enter (&ready))
    return;
  for (guint byte = 0; byte < 256; byte++) {
    guint16 high = (guint16) (byte << 8);
    guint16 low = (guint16) byte;
    guint32 low_32 = byte;

    for (int bit = 0; bit < 8; bit++) {
      high = (guint16) ((high << 1) ^ (high & 0x8000 ? 0x8005 : 0));
      low = (guint16) ((low >> 1) ^ (low & 1 ? 0xa001 : 0));
      low_32 = (low_32 >> 1) ^ (low_32 & 1 ? 0xedb88320u : 0);
    }
    table[byte] = high;
    reflected_table[byte] = low;
    table_32[byte] = low_32;
  }
  g_once_init_leave (&ready, 1);
}

guint16
gaf_crc16 (guint16 crc, const guint8 *data, gsize length)
{
  init_tables ();
  for (gsize i = 0; i < length; i++)
    crc = (guint16) ((crc << 8) ^ table[(crc >> 8) ^ data[i]]);
  return crc;
}

guint16
gaf_crc16_reflected (guint16 crc, const guint8 *data, gsize length)
{
  init_tables ();
  for (gsize i = 0; i < length; i++)
    crc = (guint16) ((crc >> 8) ^ reflected_table[(crc ^ data[i]) & 0xff]);
  return crc;
}

guint32
gaf_crc32 (guint32 crc, const guint8 *data, gsize length)
{
  init_tables ();
  crc = ~crc;
  for (gsize i = 0; i < length; i++)
    crc = (crc >> 8) ^ table_32[(crc ^ data[i]) & 0xff];
  return ~crc;
}
