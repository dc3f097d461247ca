/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "core/crc.h"

/* The check values of Greg Cook's catalogue of CRC algorithms: of these nine characters. */
static void
test_known (void)
{
  const guint8 *digits = (const guint8 *) "123456789";

  g_assert_cmphex (gaf_crc8 (0, digits, 9), ==, 0xf4);               /* CRC-8/SMBUS */
  g_assert_cmphex (gaf_crc16 (0, digits, 9), ==, 0xfee8);            /* CRC-16/UMTS */
  g_assert_cmphex (gaf_crc16 (0xffff, digits, 9), ==, 0xaee7);       /* CRC-16/CMS */
  g_assert_cmphex (gaf_crc16_reflected (0, digits, 9), ==, 0xbb3d);  /* CRC-16/ARC */
  g_assert_cmphex (~gaf_crc32_ogg (0, digits, 9), ==, 0x765e7680);   /* CRC-32/CKSUM */
  g_assert_cmphex (~gaf_crc32_ogg (~0u, digits, 9), ==, 0xfc891918); /* CRC-32/BZIP2 */
  g_assert_cmphex (gaf_crc32_ogg (0x1234, digits, 0), ==, 0x1234);
  g_assert_cmphex (gaf_crc32 (0, digits, 9), ==, 0xcbf43926); /* CRC-32/ISO-HDLC */
}

/* As in a format that has the lowest bit of each byte first. */
static guint32
mirrored (guint width, guint32 value)
{
  guint32 mirror = 0;

  for (guint bit = 0; bit < width; bit++)
    mirror |= (value >> bit & 1) << (width - 1 - bit);
  return mirror;
}

static guint32
bit_by_bit (guint width, guint32 polynomial, guint32 crc, const guint8 *data, gsize length)
{
  const guint32 top = 1u << (width - 1);

  for (gsize i = 0; i < length; i++)
    for (int bit = 7; bit >= 0; bit--) {
      const gboolean divides = ((crc & top) != 0) != (data[i] >> bit & 1);

      crc = (crc << 1) ^ (divides ? polynomial : 0);
    }
  return crc & (top | (top - 1));
}

/* Long and short runs are summed in different ways, at any address, and in parts. */
static void
test_lengths (void)
{
  guint8 bytes[300], mirrors[300];

  for (guint i = 0; i < sizeof bytes; i++) {
    bytes[i] = (guint8) g_test_rand_int ();
    mirrors[i] = (guint8) mirrored (8, bytes[i]);
  }
  for (gsize length = 0; length <= 280; length++) {
    const guint8 *data = bytes + length % 17, *mirror = mirrors + length % 17;
    const gsize part = length / 3;

    g_assert_cmphex (gaf_crc8 (0xbe, data, length), ==, bit_by_bit (8, 0x07, 0xbe, data, length));
    g_assert_cmphex (gaf_crc16 (0xbeef, data, length), ==, bit_by_bit (16, 0x8005, 0xbeef, data, length));
    g_assert_cmphex (gaf_crc16_reflected (0, mirror, length), ==,
                     mirrored (16, bit_by_bit (16, 0x8005, 0, data, length)));
    g_assert_cmphex (gaf_crc32_ogg (0xbeef, data, length), ==, bit_by_bit (32, 0x04c11db7, 0xbeef, data, length));
    g_assert_cmphex (~gaf_crc32 (0, mirror, length), ==,
                     mirrored (32, bit_by_bit (32, 0x04c11db7, G_MAXUINT32, data, length)));

    g_assert_cmphex (gaf_crc16 (gaf_crc16 (1, data, part), data + part, length - part), ==,
                     gaf_crc16 (1, data, length));
    g_assert_cmphex (gaf_crc32 (gaf_crc32 (1, data, part), data + part, length - part), ==,
                     gaf_crc32 (1, data, length));
    g_assert_cmphex (gaf_crc32_ogg (gaf_crc32_ogg (1, data, part), data + part, length - part), ==,
                     gaf_crc32_ogg (1, data, length));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/crc/known", test_known);
  g_test_add_func ("/crc/lengths", test_lengths);
  return g_test_run ();
}
