/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <glib/gstdio.h>

#include "packet-file.h"

#include "core/bytes.h"
#include "core/crc.h"
#include "formats/flac/header.h"

#define flac gaf_packetizer_flac_new

#define BLOCK 1000

/* What a file is like; the numbers of its frames. */
typedef enum {
  FIXED,    /* they count FLAC frames */
  VARIABLE, /* they count sample frames, and the sync code says so */
  OLD,      /* they count sample frames, and the sync code says "fixed" */
} Kind;

static guint
crc (guint bits, guint polynomial, const guint8 *data, gsize length)
{
  guint sum = 0;

  for (gsize i = 0; i < length * 8; i++) {
    guint bit = (data[i / 8] >> (7 - i % 8)) & 1;

    sum = (sum << 1) ^ (((sum >> (bits - 1)) ^ bit) & 1 ? polynomial : 0);
  }
  return sum & ((1u << bits) - 1);
}

/* Mono, samples stored verbatim, 44.1 kHz. */
static void
put_frame (PacketFile *file, Kind kind, guint64 number, guint block, guint bits)
{
  gsize start = file->bytes->len;

  put_be (file, 2, kind == VARIABLE ? 0xfff9 : 0xfff8);
  put_be (file, 1, 0x79);
  put_be (file, 1, (bits == 8 ? 1 : bits == 16 ? 4 : bits == 32 ? 7 : 0) << 1);
  /* UTF-8 as it was once, here always with six bytes, but for those that need only one. */
  if (number < 0x80)
    put_be (file, 1, number);
  else {
    put_be (file, 1, 0xfc | ((number >> 30) & 1));
    for (int shift = 24; shift >= 0; shift -= 6)
      put_be (file, 1, 0x80 | ((number >> shift) & 0x3f));
  }
  put_be (file, 2, block - 1);
  put_be (file, 1, crc (8, 0x07, file->bytes->data + start, file->bytes->len - start));
  put_be (file, 1, 0x02);
  for (guint i = 0; i < (block * bits + 7) / 8; i++)
    put_be (file, 1, g_test_rand_int_range (0, 8) == 0 ? 0xff : g_test_rand_int_range (0, 256));
  put_be (file, 2, crc (16, 0x8005, file->bytes->data + start, file->bytes->len - start));
}

static void
put_info (PacketFile *file, Kind kind, gboolean last, guint bits, guint64 total)
{
  put (file, "fLaC", 4);
  put_be (file, 4, (last ? 0x80000000 : 0) | 34);
  put_be (file, 2, kind == FIXED ? BLOCK : 16);
  put_be (file, 2, BLOCK);
  put_be (file, 6, 0);
  put_be (file, 8, (G_GUINT64_CONSTANT (44100) << 44) | ((guint64) (bits - 1) << 36) | total);
  put_be (file, 8, 0);
  put_be (file, 8, 0);
}

/* @n frames, the last a short one. Returns the length. */
static gint64
put_frames (PacketFile *file, Kind kind, guint n, gint64 first, guint bits)
{
  gint64 position = 0;

  for (guint i = 0; i < n; i++) {
    guint block = i == n - 1 ? 300 : kind == FIXED ? BLOCK : (guint) g_test_rand_int_range (16, BLOCK);
    gsize start = file->bytes->len;

    put_frame (file, kind, first + (kind == FIXED ? (gint64) i : position), block, bits);
    expect (file, start, position, block);
    position += block;
  }
  return position;
}

static gint64
put_file (PacketFile *file, Kind kind, guint n, guint64 total)
{
  packet_file_init (file);
  put_info (file, kind, TRUE, 16, total);
  return put_frames (file, kind, n, 0, 16);
}

static void
test_kinds (void)
{
  for (Kind kind = FIXED; kind <= OLD; kind++)
    for (guint n = 1; n < 100; n += 33) {
      g_auto (PacketFile) file;
      /* The total unknown, wrong, and right. */
      gint64 length = put_file (&file, kind, n, 0);

      check (&file, flac, length);
      file.bytes->data[25] = 77;
      check (&file, flac, length);
      gaf_write_be32 (file.bytes->data + 22, length);
      check (&file, flac, length);
    }
}

static void
test_start (void)
{
  for (Kind kind = FIXED; kind <= OLD; kind++) {
    g_auto (PacketFile) file;
    gint64 length;

    /* Recorded from its middle on, without STREAMINFO. */
    packet_file_init (&file);
    length = put_frames (&file, kind, 60, 123456, 16);
    check (&file, flac, length);
  }
}

/* Turns one bit inside the last frame. In random bytes the CRC-16 is right behind some byte by chance in one of a
 * hundred cases; such a frame would go to the decoder, as if it ended there and junk followed. So bytes are changed
 * until that is not so. */
static void
damage_last (PacketFile *file)
{
  const guint i = file->packets->len - 1;
  const gsize size = expected (file, i)->size;
  const gsize first = 14; /* after the longest header, and the header of the subframe */
  guint8 *frame = file->bytes->data + expected (file, i)->offset;
  gsize end;

  damage (file, i);
  do {
    frame[first]++;
    for (end = first + 1; end <= size && gaf_crc16 (0, frame, end) != 0; end++)
      ;
  } while (end <= size);
}

static void
test_damage (void)
{
  for (Kind kind = FIXED; kind <= OLD; kind++) {
    g_auto (PacketFile) file;
    gint64 length = put_file (&file, kind, 60, 0);

    gaf_write_be32 (file.bytes->data + 22, length);
    /* The last, some, and the first: the length stays, and undamaged frames stay in their places. */
    damage_last (&file);
    damage (&file, 40);
    damage (&file, 39);
    damage (&file, 5);
    check (&file, flac, length);
    if (kind == OLD)
      continue; /* without its first two frames the old kind cannot be told from the others */
    damage (&file, 0);
    check (&file, flac, length);
  }
}

static void
test_truncated (void)
{
  g_auto (PacketFile) file;

  put_file (&file, FIXED, 60, 500 * BLOCK);
  g_byte_array_set_size (file.bytes, expected (&file, 30)->offset + 900);
  g_array_set_size (file.packets, 30);
  check (&file, flac, 30 * BLOCK);
}

static void
test_trailer (void)
{
  static const char *const trailers[] = { "TAG", "APETAGEX", "\0\0", "junk" };

  for (guint i = 0; i < G_N_ELEMENTS (trailers); i++) {
    g_auto (PacketFile) file;
    gint64 length = put_file (&file, FIXED, 40, 0);
    static const guint8 zeros[125];

    gaf_write_be32 (file.bytes->data + 22, length);
    put (&file, trailers[i], i == 2 ? 2 : strlen (trailers[i]));
    put (&file, zeros, i == 2 ? 9 : sizeof zeros);
    /* Zeros leave the checksum as it is, and before junk it may be right by chance: both go to the decoder, which
     * leaves them alone. */
    if (i >= 2)
      expected (&file, 39)->size = file.bytes->len - expected (&file, 39)->offset;
    check (&file, flac, length);
  }
}

/* Two files, one after the other. The second's packets follow, as far as STREAMINFO's total does not exclude them. */
static void
test_joined (void)
{
  g_auto (PacketFile) file;
  gint64 first = put_file (&file, FIXED, 30, 0);
  gint64 second;

  put_info (&file, FIXED, TRUE, 16, 0);
  second = put_frames (&file, FIXED, 50, 0, 16);
  for (guint i = 30; i < 80; i++)
    expected (&file, i)->position += first;
  check (&file, flac, first + second);
}

/* A stream of fixed blocks with one that is shorter, which only counting gets right. */
static void
test_uneven (void)
{
  g_auto (PacketFile) file;
  gint64 position = 0;

  packet_file_init (&file);
  put_info (&file, VARIABLE, TRUE, 16, 0);
  for (guint i = 0; i < 80; i++) {
    guint block = i == 33 ? 400 : BLOCK;
    gsize start = file.bytes->len;

    put_frame (&file, FIXED, i, block, 16);
    expect (&file, start, position, block);
    position += block;
  }
  check (&file, flac, position);
}

/* A good frame among the others that claims to be the first, and to be so long that it ends behind its place. */
static void
test_overlap (void)
{
  g_auto (PacketFile) file;
  gint64 position = 0;

  packet_file_init (&file);
  put_info (&file, VARIABLE, TRUE, 16, 79 * BLOCK + 300);
  for (guint i = 0; i < 80; i++) {
    guint block = i == 79 ? 300 : BLOCK;
    gsize start = file.bytes->len;

    put_frame (&file, VARIABLE, position, block, 16);
    expect (&file, start, position, block);
    position += block;
    if (i == 40)
      put_frame (&file, VARIABLE, 0, 41 * BLOCK + 16, 16);
  }
  check (&file, flac, position);
}

static void
test_seek_table (void)
{
  for (int lie = 0; lie < 3; lie++) {
    g_auto (PacketFile) file;
    gint64 length;
    gsize table, audio;

    packet_file_init (&file);
    put_info (&file, FIXED, FALSE, 16, 99 * BLOCK + 300);
    put_be (&file, 4, 0x83000000 | (11 * 18));
    table = file.bytes->len;
    for (int i = 0; i < 11 * 18; i++)
      put_be (&file, 1, 0xff);
    audio = file.bytes->len;
    length = put_frames (&file, FIXED, 100, 0, 16);
    for (int i = 0; i < 10; i++) {
      guint8 *point = file.bytes->data + table + i * 18;

      gaf_write_be64 (point, i * 10 * BLOCK);
      gaf_write_be64 (point + 8, expected (&file, lie == 1 ? 70 : i * 10)->offset - audio + (lie == 2));
    }
    check (&file, flac, length);
  }
}

static void
test_metadata (void)
{
  g_auto (PacketFile) file;
  gint64 length;

  /* A block before STREAMINFO, one whose length is wrong, and frames that begin inside it. */
  packet_file_init (&file);
  put (&file, "fLaC", 4);
  put_be (&file, 4, 0x01000003);
  put_be (&file, 3, 0);
  put_info (&file, FIXED, FALSE, 16, 0);
  memmove (file.bytes->data + 11, file.bytes->data + 15, 38);
  g_byte_array_set_size (file.bytes, file.bytes->len - 4);
  put_be (&file, 4, 0x81000000 | 5000);
  put_be (&file, 8, 0);
  length = put_frames (&file, FIXED, 20, 0, 16);
  check (&file, flac, length);
}

static void
test_empty (void)
{
  g_auto (PacketFile) file;

  packet_file_init (&file);
  put_info (&file, FIXED, TRUE, 16, 0);
  check (&file, flac, 0);
  put (&file, "nothing that could be a frame", 29);
  check_fails (&file, flac, GAF_ERROR_CORRUPT);
}

/* Depths that a frame's header has no code for are left to STREAMINFO. */
static void
test_depth (void)
{
  for (guint bits = 4; bits <= 32; bits++) {
    g_auto (PacketFile) file;
    g_autoptr (GafPacketizer) packetizer = NULL;
    g_autoptr (GError) error = NULL;

    packet_file_init (&file);
    put_info (&file, FIXED, TRUE, bits, 0);
    put_frames (&file, FIXED, 3, 0, bits);
    packetizer = open_file (&file, flac, &error);
    g_assert_no_error (error);
    g_assert_cmpint (packetizer->bits, ==, (int) bits);
  }
}

static void
test_caps (void)
{
  g_auto (PacketFile) file;
  g_autoptr (GafPacketizer) packetizer = NULL;
  g_autofree char *caps = NULL;

  put_file (&file, FIXED, 3, 0);
  packetizer = open_file (&file, flac, NULL);
  caps = gst_caps_to_string (gaf_packetizer_get_caps (packetizer));
  g_assert_cmpstr (caps, ==,
                   "audio/x-flac, framed=(boolean)true, rate=(int)44100, channels=(int)1, streamheader=(buffer)< "
                   "664c61438000002203e803e80000000000000ac440f000000000"
                   "00000000000000000000000000000000 >");
}

static void
test_robust (void)
{
  g_auto (PacketFile) file;

  put_file (&file, FIXED, 40, 0);
  check_robust (&file, flac, 300);
}

/* Nothing but headers of frames, each right and each with a large block: without a limit this takes hours. */
static void
test_hostile (void)
{
  g_auto (PacketFile) file;
  g_autoptr (GafPacketizer) packetizer = NULL;

  put_file (&file, FIXED, 2, 0);
  for (guint i = 0; i < 300000; i++) {
    gsize start = file.bytes->len;

    put_be (&file, 4, 0xfff8f978);
    put_be (&file, 1, 5);
    put_be (&file, 1, crc (8, 0x07, file.bytes->data + start, 5));
  }
  packetizer = open_file (&file, flac, NULL);
  for (guint i = 0; i < 20 && packetizer != NULL; i++)
    g_assert_true (gaf_packetizer_seek (packetizer, g_test_rand_int_range (0, 1300), 0, NULL));
}

int
main (int argc, char **argv)
{
  gst_init (NULL, NULL);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/packetizer/flac/kinds", test_kinds);
  g_test_add_func ("/packetizer/flac/start", test_start);
  g_test_add_func ("/packetizer/flac/damage", test_damage);
  g_test_add_func ("/packetizer/flac/truncated", test_truncated);
  g_test_add_func ("/packetizer/flac/trailer", test_trailer);
  g_test_add_func ("/packetizer/flac/joined", test_joined);
  g_test_add_func ("/packetizer/flac/uneven", test_uneven);
  g_test_add_func ("/packetizer/flac/overlap", test_overlap);
  g_test_add_func ("/packetizer/flac/seek-table", test_seek_table);
  g_test_add_func ("/packetizer/flac/metadata", test_metadata);
  g_test_add_func ("/packetizer/flac/empty", test_empty);
  g_test_add_func ("/packetizer/flac/depth", test_depth);
  g_test_add_func ("/packetizer/flac/caps", test_caps);
  g_test_add_func ("/packetizer/flac/robust", test_robust);
  g_test_add_func ("/packetizer/flac/hostile", test_hostile);
  return g_test_run ();
}
