/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <glib/gstdio.h>

#include "core/bytes.h"
#include "packet-file.h"

#define ape gaf_packetizer_ape_new

#define LENGTH  1000
#define TABLE   76 /* of version 3.99: where it begins */
#define OLD     (4 * 73728)
#define CREATED 32 /* flag: there is no WAV header */

/* Random packets, the table that begins at @table filled with their places, and the packets as they are expected. */
static void
put_packets (PacketFile *file, gsize table, guint n, gint64 length, guint last)
{
  const gsize audio = file->bytes->len;

  for (guint i = 0; i < n; i++) {
    gaf_write_le32 (file->bytes->data + table + 4 * i, file->bytes->len);
    expect (file, file->bytes->len, i * length, i == n - 1 ? last : length);
    for (gint k = g_test_rand_int_range (100, 500); k > 0; k--)
      put_be (file, 1, g_test_rand_int_range (0, 256));
    expected (file, i)->size = file->bytes->len - expected (file, i)->offset;
  }
  while ((file->bytes->len - audio) % 4 != 0)
    put_be (file, 1, 0);
}

static void
put_header (PacketFile *file, guint flags, guint bits, guint channels, guint32 length, guint32 last, guint32 n)
{
  packet_file_init (file);
  put (file, "MAC ", 4);
  put_le (file, 4, 3990);
  put_le (file, 4, 52);
  put_le (file, 4, 24);
  put_le (file, 4, 4 * (guint64) n);
  put_le (file, 4, 44); /* WAV header */
  put_le (file, 4, 0);  /* audio: filled in later */
  put_le (file, 4, 0);
  put_le (file, 4, 20); /* WAV trailer */
  put_le (file, 8, 0);
  put_le (file, 8, 0);
  put_le (file, 2, 2000);
  put_le (file, 2, flags);
  put_le (file, 4, length);
  put_le (file, 4, last);
  put_le (file, 4, n);
  put_le (file, 2, bits);
  put_le (file, 2, channels);
  put_le (file, 4, 44100);
}

static gint64
put_file (PacketFile *file, guint n, guint last)
{
  gsize audio;

  put_header (file, 0, 16, 2, LENGTH, n > 0 ? last : 0, n);
  for (guint i = 0; i < n + 11; i++) /* and the WAV header */
    put_le (file, 4, 0);
  audio = file->bytes->len;
  put_packets (file, TABLE, n, LENGTH, last);
  gaf_write_le32 (file->bytes->data + 24, file->bytes->len - audio);
  for (guint i = 0; i < 20; i++)
    put_be (file, 1, i);
  return n > 0 ? (n - 1) * LENGTH + last : 0;
}

static gint64
put_old_file (PacketFile *file, guint version, guint level, guint flags, gint64 length, guint n, guint last)
{
  gsize table;

  packet_file_init (file);
  put (file, "MAC ", 4);
  put_le (file, 2, version);
  put_le (file, 2, level);
  put_le (file, 2, flags);
  put_le (file, 2, 2);
  put_le (file, 4, 44100);
  put_le (file, 4, 44);
  put_le (file, 4, 20);
  put_le (file, 4, n);
  put_le (file, 4, last);
  if (flags & 4)
    put_le (file, 4, 30000);
  if (flags & 16)
    put_le (file, 4, n);
  for (guint i = 0; i < 44 && !(flags & CREATED); i++)
    put_be (file, 1, 0);
  table = file->bytes->len;
  for (guint i = 0; i < n; i++)
    put_le (file, 4, 0);
  put_packets (file, table, n, length, last);
  for (guint i = 0; i < 20; i++)
    put_be (file, 1, i);
  return (n - 1) * length + last;
}

/* Packets come in whole words, behind their number of frames and of the bytes that belong to the one before. */
static void
check_ape (PacketFile *file, gint64 n_frames)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GafPacketizer) packetizer = open_path (file, ape, &error);
  gsize audio = file->packets->len > 0 ? expected (file, 0)->offset : 0;

  g_assert_no_error (error);
  g_assert_cmpint (packetizer->n_frames, ==, n_frames);
  g_assert_true (packetizer->exact);
  for (guint round = 0; round < 30; round++) {
    guint i = round == 0 || file->packets->len == 0 ? 0 : g_test_rand_int_range (0, file->packets->len);
    const gint64 frame = round == 0 ? 0 : expected (file, i)->position + expected (file, i)->length - 1;
    GafPacket packet = { NULL };

    g_assert_true (gaf_packetizer_seek (packetizer, frame, 0, &error));
    for (; i < file->packets->len; i++) {
      const Expected *want = expected (file, i);
      const gsize skip = (want->offset - audio) % 4;
      guint8 head[8];

      g_assert_true (gaf_packetizer_next (packetizer, &packet, &error));
      g_assert_cmpint (packet.position, ==, want->position);
      g_assert_cmpint (packet.n_frames, ==, want->length);
      gst_buffer_extract (packet.data, 0, head, sizeof head);
      g_assert_cmpuint (gaf_read_le32 (head), ==, want->length);
      g_assert_cmpuint (gaf_read_le32 (head + 4), ==, skip);
      g_assert_cmpuint (gst_buffer_get_size (packet.data), ==, 8 + (skip + want->size + 3) / 4 * 4);
      g_assert_cmpint (gst_buffer_memcmp (packet.data, 8, file->bytes->data + want->offset - skip, skip + want->size),
                       ==, 0);
      gaf_packet_clear (&packet);
    }
    g_assert_false (gaf_packetizer_next (packetizer, &packet, &error));
    g_assert_no_error (error);
    if (file->packets->len == 0)
      break;
  }
}

static void
test_plain (void)
{
  for (guint n = 0; n < 100; n += 33)
    for (guint last = 1; last <= LENGTH; last += LENGTH - 1) {
      g_auto (PacketFile) file;
      const gint64 n_frames = put_file (&file, n, last);

      check_ape (&file, n_frames);
    }
}

/* How long a packet is follows from version and level; the header's optional fields are all tried. */
static void
test_old (void)
{
  static const struct {
    guint version, level, flags;
    gint64 length;
    int bits;
  } cases[] = {
    { 3970, 1000, 0, OLD, 16 },
    { 3970, 2000, 4 | 16, OLD, 16 },
    { 3950, 2000, 16 | CREATED, OLD, 16 },
    { 3930, 2000, 1, OLD / 4, 8 },
    { 3890, 4000, 8, OLD / 4, 24 },
    { 3890, 3000, 4, 9216, 16 },
    { 3810, 1000, 16 | CREATED, 9216, 16 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_auto (PacketFile) file;
    g_autoptr (GafPacketizer) packetizer = NULL;
    const gint64 n_frames =
        put_old_file (&file, cases[i].version, cases[i].level, cases[i].flags, cases[i].length, 7, 777);

    check_ape (&file, n_frames);
    packetizer = open_file (&file, ape, NULL);
    g_assert_cmpint (packetizer->bits, ==, cases[i].bits);
  }
}

/* A place in the table that cannot be costs the packet that begins there, and the one that ends there. */
static void
test_damaged_table (void)
{
  for (guint i = 0; i < 2; i++) {
    g_auto (PacketFile) file;
    const gint64 n_frames = put_file (&file, 30, 100);

    gaf_write_le32 (file.bytes->data + TABLE + 4 * 10, i == 0 ? 0 : 0x7fffffff);
    g_array_remove_range (file.packets, 9, 2);
    g_array_set_size (file.packets, 9);
    {
      g_autoptr (GafPacketizer) packetizer = open_file (&file, ape, NULL);
      GafPacket packet = { NULL };
      guint n = 0;

      g_assert_cmpint (packetizer->n_frames, ==, n_frames);
      for (; gaf_packetizer_next (packetizer, &packet, NULL); n++) {
        g_assert_cmpint (packet.position / LENGTH, ==, n < 9 ? n : n + 2);
        gaf_packet_clear (&packet);
      }
      g_assert_cmpuint (n, ==, 28);
    }
  }
}

/* How much of the last packet can be decoded is not known. */
static void
test_cut (void)
{
  g_auto (PacketFile) file;
  g_autoptr (GafPacketizer) packetizer = NULL;

  put_file (&file, 60, 100);
  g_byte_array_set_size (file.bytes, expected (&file, 30)->offset + 50);
  packetizer = open_file (&file, ape, NULL);
  g_assert_cmpint (packetizer->n_frames, ==, 31 * LENGTH);
  g_assert_false (packetizer->exact);
}

static void
test_refused (void)
{
  static const struct {
    guint flags, bits, channels;
    guint32 length, last, n;
    GafError code;
  } cases[] = {
    { 0, 32, 2, LENGTH, 1, 1, GAF_ERROR_UNSUPPORTED },      { 1 << 12, 24, 2, LENGTH, 1, 1, GAF_ERROR_UNSUPPORTED },
    { 0, 16, 3, LENGTH, 1, 1, GAF_ERROR_UNSUPPORTED },      { 0, 16, 0, LENGTH, 1, 1, GAF_ERROR_CORRUPT },
    { 0, 7, 1, LENGTH, 1, 1, GAF_ERROR_CORRUPT },           { 0, 16, 2, 0, 0, 1, GAF_ERROR_CORRUPT },
    { 0, 16, 2, LENGTH, LENGTH + 1, 1, GAF_ERROR_CORRUPT }, { 0, 16, 2, LENGTH, 0, 1, GAF_ERROR_CORRUPT },
    { 0, 16, 2, 100000000, 1, 1, GAF_ERROR_CORRUPT },       { 0, 16, 2, LENGTH, 1, 1000, GAF_ERROR_CORRUPT },
    { 0, 16, 2, LENGTH, 1, 900000000, GAF_ERROR_LIMIT },
  };
  static const guint versions[] = { 0, 3800, 3991, 65535 };
  g_auto (PacketFile) file;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_auto (PacketFile) refused;

    put_header (&refused, cases[i].flags, cases[i].bits, cases[i].channels, cases[i].length, cases[i].last, cases[i].n);
    check_fails (&refused, ape, cases[i].code);
  }
  put_file (&file, 3, 7);
  for (guint i = 0; i < G_N_ELEMENTS (versions); i++) {
    gaf_write_le16 (file.bytes->data + 4, versions[i]);
    check_fails (&file, ape, GAF_ERROR_UNSUPPORTED);
  }
  gaf_write_le16 (file.bytes->data + 4, 3990);
  file.bytes->data[3] = 'F'; /* "MACF": floats */
  check_fails (&file, ape, GAF_ERROR_UNSUPPORTED);
}

static void
test_robust (void)
{
  g_auto (PacketFile) file;
  g_auto (PacketFile) old;

  put_file (&file, 30, 100);
  check_robust (&file, ape, 200);
  put_old_file (&old, 3970, 1000, 4 | 16, OLD, 20, 100);
  check_robust (&old, ape, 200);
}

int
main (int argc, char **argv)
{
  gst_init (NULL, NULL);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/packetizer/ape/plain", test_plain);
  g_test_add_func ("/packetizer/ape/old", test_old);
  g_test_add_func ("/packetizer/ape/damaged-table", test_damaged_table);
  g_test_add_func ("/packetizer/ape/cut", test_cut);
  g_test_add_func ("/packetizer/ape/refused", test_refused);
  g_test_add_func ("/packetizer/ape/robust", test_robust);
  return g_test_run ();
}
