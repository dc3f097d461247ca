/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "core/bytes.h"

static const guint8 counting[] = { 0x81, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88 };

/* Each way at each address: reading, writing and appending. The neighbours stay as they are. */
#define CHECK(order, bits, number)                                         \
  for (guint at = 1; at < 9; at++) {                                       \
    guint8 space[18] = { 0 }, empty[18] = { 0 };                           \
    g_autoptr (GByteArray) appended = g_byte_array_new ();                 \
                                                                           \
    memcpy (space + at, counting, (bits) / 8);                             \
    g_assert_cmphex (gaf_read_##order##bits (space + at), ==, number);     \
    gaf_write_##order##bits (empty + at, number);                          \
    g_assert_cmpmem (empty, sizeof empty, space, sizeof space);            \
    gaf_append_##order##bits (appended, number);                           \
    g_assert_cmpmem (appended->data, appended->len, counting, (bits) / 8); \
  }

static void
test_integers (void)
{
  CHECK (le, 16, 0x8281)
  CHECK (be, 16, 0x8182)
  CHECK (le, 24, 0x838281u)
  CHECK (be, 24, 0x818283u)
  CHECK (le, 32, 0x84838281u)
  CHECK (be, 32, 0x81828384u)
  CHECK (le, 64, G_GUINT64_CONSTANT (0x8887868584838281))
  CHECK (be, 64, G_GUINT64_CONSTANT (0x8182838485868788))
}

static void
test_any_size (void)
{
  g_autoptr (GByteArray) appended = g_byte_array_new ();

  g_assert_cmphex (gaf_read_le (counting, 0), ==, 0);
  g_assert_cmphex (gaf_read_le (counting, 5), ==, G_GUINT64_CONSTANT (0x8584838281));
  g_assert_cmphex (gaf_read_be (counting, 5), ==, G_GUINT64_CONSTANT (0x8182838485));
  g_assert_cmphex (gaf_read_be (counting, 8), ==, gaf_read_be64 (counting));
  gaf_append_be (appended, 0, 1);
  gaf_append_be (appended, 5, G_GUINT64_CONSTANT (0x8182838485));
  gaf_append_be (appended, 1, 0x86);
  g_assert_cmpmem (appended->data, appended->len, counting, 6);
}

static void
test_floats (void)
{
  static const guint8 single[] = { 0, 0x3f, 0xc0, 0, 0, 0xc0, 0x3f }; /* 1.5, both ways */
  static const guint8 wide[] = { 0, 0xbf, 0xf8, 0, 0, 0, 0, 0, 0, 0xf8, 0xbf };

  g_assert_cmpfloat (gaf_read_be_float (single + 1), ==, 1.5f);
  g_assert_cmpfloat (gaf_read_le_float (single + 3), ==, 1.5f);
  g_assert_cmpfloat (gaf_read_be_double (wide + 1), ==, -1.5);
  g_assert_cmpfloat (gaf_read_le_double (wide + 3), ==, -1.5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bytes/integers", test_integers);
  g_test_add_func ("/bytes/any-size", test_any_size);
  g_test_add_func ("/bytes/floats", test_floats);
  return g_test_run ();
}
