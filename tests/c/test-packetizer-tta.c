/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <glib/gstdio.h>

#include "core/bytes.h"
#include "core/crc.h"
#include "packet-file.h"

#define tta gaf_packetizer_tta_new

#define RATE   245 /* a packet of TTA is 256/245 seconds long */
#define LENGTH 256
#define HEADER 22

static void
put_crc (PacketFile *file, gsize from)
{
  put_le (file, 4, gaf_crc32 (0, file->bytes->data + from, file->bytes->len - from));
}

static void
put_header (PacketFile *file, guint format, guint channels, guint bits, guint32 rate, guint32 n_frames)
{
  packet_file_init (file);
  put (file, "TTA1", 4);
  put_le (file, 2, format);
  put_le (file, 2, channels);
  put_le (file, 2, bits);
  put_le (file, 4, rate);
  put_le (file, 4, n_frames);
  put_crc (file, 0);
}

static gint64
put_file (PacketFile *file, guint n, guint last)
{
  const gint64 n_frames = n > 0 ? (n - 1) * LENGTH + last : 0;

  put_header (file, 1, 2, 16, RATE, n_frames);
  for (guint i = 0; i < n; i++)
    put_le (file, 4, 0);
  put_crc (file, HEADER);
  for (guint i = 0; i < n; i++) {
    const gsize start = file->bytes->len;
    const gint length = g_test_rand_int_range (100, 2000);

    for (gint k = 0; k < length; k++)
      put_be (file, 1, g_test_rand_int_range (0, 256));
    put_crc (file, start);
    gaf_write_le32 (file->bytes->data + HEADER + 4 * i, length + 4);
    expect (file, start, i * LENGTH, i == n - 1 ? last : LENGTH);
  }
  gaf_write_le32 (file->bytes->data + HEADER + 4 * n, gaf_crc32 (0, file->bytes->data + HEADER, 4 * n));
  return n_frames;
}

static void
test_plain (void)
{
  for (guint n = 0; n < 100; n += 33)
    for (guint last = 1; last <= LENGTH; last += LENGTH - 1) {
      g_auto (PacketFile) file;
      const gint64 n_frames = put_file (&file, n, last);

      put (&file, "APETAGEX", 8);
      check (&file, tta, n_frames);
    }
}

static void
test_format (void)
{
  g_auto (PacketFile) file;
  g_autoptr (GafPacketizer) packetizer = NULL;

  put_file (&file, 3, 7);
  packetizer = open_file (&file, tta, NULL);
  g_assert_cmpint (packetizer->rate, ==, RATE);
  g_assert_cmpint (packetizer->channels, ==, 2);
  g_assert_cmpint (packetizer->bits, ==, 16);
  g_assert_cmpint (packetizer->skip, ==, 0);
}

static void
test_damage (void)
{
  g_auto (PacketFile) file;
  const gint64 n_frames = put_file (&file, 60, 100);

  damage (&file, 59);
  damage (&file, 40);
  damage (&file, 39);
  damage (&file, 0);
  check (&file, tta, n_frames);
}

/* Without the table the packets' own checksums tell where they are. */
static void
test_damaged_table (void)
{
  g_auto (PacketFile) file;
  const gint64 n_frames = put_file (&file, 60, 100);

  for (guint i = 20; i < 40; i++)
    file.bytes->data[HEADER + i] ^= 0x55;
  check (&file, tta, n_frames);
}

/* Of the header and the table one may be damaged, if the other says the same. */
static void
test_damaged_header (void)
{
  g_auto (PacketFile) file;
  const gint64 n_frames = put_file (&file, 60, 100);

  file.bytes->data[19] ^= 1; /* of its checksum */
  check (&file, tta, n_frames);
  file.bytes->data[HEADER + 5] ^= 1;
  check_fails (&file, tta, GAF_ERROR_CORRUPT);
}

/* Bytes are missing inside, or too many: what is behind is not where the table says. */
static void
test_gap (void)
{
  for (gint64 moved = -70; moved <= 70; moved += 140) {
    g_auto (PacketFile) file;
    const gint64 n_frames = put_file (&file, 60, 100);
    const gsize at = expected (&file, 20)->offset + 10;

    if (moved < 0) {
      g_byte_array_remove_range (file.bytes, at, -moved);
    } else {
      g_byte_array_set_size (file.bytes, file.bytes->len + moved);
      memmove (file.bytes->data + at + moved, file.bytes->data + at, file.bytes->len - moved - at);
    }
    g_array_remove_index (file.packets, 20);
    for (guint i = 20; i < file.packets->len; i++)
      expected (&file, i)->offset += moved;
    check (&file, tta, n_frames);
  }
}

/* What is missing is not promised. */
static void
test_cut (void)
{
  g_auto (PacketFile) file;

  put_file (&file, 60, 100);
  g_byte_array_set_size (file.bytes, expected (&file, 30)->offset + 50);
  g_array_set_size (file.packets, 30);
  check (&file, tta, 30 * LENGTH);
}

static void
test_refused (void)
{
  static const struct {
    guint format, channels, bits;
    guint32 rate;
    GafError code;
  } cases[] = {
    { 2, 2, 16, RATE, GAF_ERROR_UNSUPPORTED }, { 7, 2, 16, RATE, GAF_ERROR_CORRUPT },
    { 1, 0, 16, RATE, GAF_ERROR_CORRUPT },     { 1, 2, 0, RATE, GAF_ERROR_CORRUPT },
    { 1, 2, 16, 0, GAF_ERROR_CORRUPT },        { 1, 17, 16, RATE, GAF_ERROR_UNSUPPORTED },
    { 1, 2, 32, RATE, GAF_ERROR_UNSUPPORTED }, { 1, 2, 16, 4000000000u, GAF_ERROR_LIMIT },
    { 1, 16, 24, 1500000, GAF_ERROR_LIMIT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_auto (PacketFile) file;

    put_header (&file, cases[i].format, cases[i].channels, cases[i].bits, cases[i].rate, 0);
    put_crc (&file, HEADER);
    check_fails (&file, tta, cases[i].code);
  }
}

/* A header that promises more packets than there is room for, or than anybody could keep. */
static void
test_hostile (void)
{
  static const guint32 rates[] = { 1, 44100 };

  for (guint i = 0; i < G_N_ELEMENTS (rates); i++) {
    g_auto (PacketFile) file;

    put_header (&file, 1, 1, 8, rates[i], G_MAXUINT32);
    for (guint k = 0; k < 1000; k++)
      put_le (&file, 4, G_MAXUINT32);
    check_fails (&file, tta, GAF_ERROR_CORRUPT);
  }
}

static void
test_robust (void)
{
  g_auto (PacketFile) file;

  put_file (&file, 30, 100);
  check_robust (&file, tta, 200);
}

int
main (int argc, char **argv)
{
  gst_init (NULL, NULL);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/packetizer/tta/plain", test_plain);
  g_test_add_func ("/packetizer/tta/format", test_format);
  g_test_add_func ("/packetizer/tta/damage", test_damage);
  g_test_add_func ("/packetizer/tta/damaged-table", test_damaged_table);
  g_test_add_func ("/packetizer/tta/damaged-header", test_damaged_header);
  g_test_add_func ("/packetizer/tta/gap", test_gap);
  g_test_add_func ("/packetizer/tta/cut", test_cut);
  g_test_add_func ("/packetizer/tta/refused", test_refused);
  g_test_add_func ("/packetizer/tta/hostile", test_hostile);
  g_test_add_func ("/packetizer/tta/robust", test_robust);
  return g_test_run ();
}
