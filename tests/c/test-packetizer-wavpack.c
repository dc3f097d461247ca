/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <glib/gstdio.h>

#include "core/bytes.h"
#include "packet-file.h"

#define wavpack gaf_packetizer_wavpack_new

#define BLOCK    441
#define MONO     0x4u
#define INITIAL  0x800u
#define FINAL    0x1000u
#define DSD      0x80000000u
#define RATE(i)  ((guint32) (i) << 23)
#define STEREO16 (1u | RATE (9)) /* two bytes per sample, 44.1 kHz */

typedef enum {
  VERSION_4, /* without checksums */
  VERSION_5,
} Version;

static void
put_sub_block (PacketFile *file, guint id, const void *data, gsize length)
{
  put_be (file, 1, id | 0x80 | (length % 2 ? 0x40 : 0));
  put_le (file, 3, (length + 1) / 2);
  put (file, data, length);
  if (length % 2)
    put_be (file, 1, 0);
}

static void
begin_block (PacketFile *file, guint32 flags, gint64 index, guint32 n_frames, guint32 total)
{
  put (file, "wvpk", 4);
  put_le (file, 4, 0);
  put_le (file, 2, 0x410);
  put_le (file, 1, index >> 32);
  put_le (file, 1, 0);
  put_le (file, 4, total);
  put_le (file, 4, index & G_MAXUINT32);
  put_le (file, 4, n_frames);
  put_le (file, 4, flags);
  put_le (file, 4, 0x12345678);
}

static void
end_block (PacketFile *file, gsize start, Version version)
{
  guint8 *block;
  guint32 sum = G_MAXUINT32;
  guint32 size = file->bytes->len - start;

  gaf_write_le32 (file->bytes->data + start + 4, size + (version == VERSION_5 ? 6 : 0) - 8);
  if (version == VERSION_4)
    return;
  block = file->bytes->data + start;
  for (guint32 i = 0; i < size; i += 2)
    sum = sum * 3 + gaf_read_le16 (block + i);
  put_be (file, 2, 0x2f02);
  put_le (file, 4, sum);
}

static void
put_block (PacketFile *file, Version version, guint32 flags, gint64 index, guint32 n_frames, guint32 total)
{
  gsize start = file->bytes->len;
  guint8 payload[2000];

  begin_block (file, flags, index, n_frames, total);
  for (guint i = 0; i < sizeof payload; i++)
    payload[i] = g_test_rand_int_range (0, 256);
  put_sub_block (file, 0x0a, payload, g_test_rand_int_range (500, sizeof payload));
  end_block (file, start, version);
}

static gint64
put_file (PacketFile *file, Version version, guint n, gint64 first, guint32 total)
{
  packet_file_init (file);
  for (guint i = 0; i < n; i++) {
    gsize start = file->bytes->len;
    guint32 length = i == n - 1 ? 100 : BLOCK;

    put_block (file, version, STEREO16 | INITIAL | FINAL, first + i * BLOCK, length, total);
    expect (file, start, i * BLOCK, length);
  }
  return (n - 1) * BLOCK + 100;
}

static void
test_versions (void)
{
  for (Version version = VERSION_4; version <= VERSION_5; version++)
    for (guint n = 1; n < 100; n += 33) {
      /* The total unknown, wrong, and right. */
      const guint32 totals[] = { G_MAXUINT32, 123456, (n - 1) * BLOCK + 100 };

      for (guint i = 0; i < G_N_ELEMENTS (totals); i++) {
        g_auto (PacketFile) file;
        gint64 length = put_file (&file, version, n, 0, totals[i]);

        /* A block without samples, and a tag. */
        put_block (&file, version, STEREO16 | INITIAL | FINAL, length, 0, totals[i]);
        put (&file, "APETAGEX", 8);
        check (&file, wavpack, length);
      }
    }
}

/* Cut from the middle of a file, at an index of more than 32 bits. */
static void
test_start (void)
{
  g_auto (PacketFile) file;
  gint64 length = put_file (&file, VERSION_5, 60, G_GINT64_CONSTANT (0x123456789a), G_MAXUINT32);

  check (&file, wavpack, length);
}

static void
test_channels (void)
{
  static const guint8 six[] = { 6, 0x3f };
  g_auto (PacketFile) file;
  g_autoptr (GafPacketizer) packetizer = NULL;
  g_autofree char *caps = NULL;

  packet_file_init (&file);
  for (guint i = 0; i < 40; i++) {
    gsize start = file.bytes->len;

    begin_block (&file, STEREO16 | INITIAL, i * BLOCK, BLOCK, 40 * BLOCK);
    put_sub_block (&file, 0x0d, six, sizeof six);
    put_sub_block (&file, 0x27, "\x12\x34\x01", 3);
    end_block (&file, start, VERSION_5);
    put_block (&file, VERSION_5, STEREO16, i * BLOCK, BLOCK, 40 * BLOCK);
    put_block (&file, VERSION_5, STEREO16 | FINAL, i * BLOCK, BLOCK, 40 * BLOCK);
    expect (&file, start, i * BLOCK, BLOCK);
  }
  /* The rate's index is the one that means "see the sub-block". */
  for (guint i = 0; i < 40; i++) {
    guint8 *block = file.bytes->data + expected (&file, i)->offset;
    gsize size = gaf_read_le32 (block + 4) + 8;
    guint32 sum = G_MAXUINT32;

    gaf_write_le32 (block + 24, STEREO16 | INITIAL | RATE (15));
    for (gsize at = 0; at < size - 6; at += 2)
      sum = sum * 3 + gaf_read_le16 (block + at);
    gaf_write_le32 (block + size - 4, sum);
  }
  check (&file, wavpack, 40 * BLOCK);

  packetizer = open_file (&file, wavpack, NULL);
  caps = gst_caps_to_string (packetizer->caps);
  g_assert_cmpstr (caps, ==,
                   "audio/x-wavpack, framed=(boolean)true, rate=(int)78866, channels=(int)6, depth=(int)16, "
                   "channel-mask=(bitmask)0x000000000000003f");
  g_assert_cmpint (packetizer->bits, ==, 16);
}

static void
test_damage (void)
{
  g_auto (PacketFile) file;
  gint64 length = put_file (&file, VERSION_5, 60, 0, 59 * BLOCK + 100);

  damage (&file, 59);
  damage (&file, 40);
  damage (&file, 39);
  damage (&file, 0);
  check (&file, wavpack, length);
}

/* Bytes are missing, and nothing but the headers tells. */
static void
test_gap (void)
{
  for (Version version = VERSION_4; version <= VERSION_5; version++) {
    g_auto (PacketFile) file;
    gint64 length = put_file (&file, version, 60, 0, G_MAXUINT32);

    g_byte_array_remove_range (file.bytes, expected (&file, 20)->offset + 100, 200);
    g_array_remove_index (file.packets, 20);
    for (guint i = 20; i < 59; i++)
      expected (&file, i)->offset -= 200;
    check (&file, wavpack, length);
  }
}

static void
test_refused (void)
{
  static const struct {
    guint32 flags;
    const char *channels;
    GafError code;
  } cases[] = {
    { STEREO16 | DSD, NULL, GAF_ERROR_UNSUPPORTED },
    { STEREO16, "\0\0", GAF_ERROR_CORRUPT },
    { STEREO16, "\xff\0", GAF_ERROR_LIMIT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_auto (PacketFile) file;

    packet_file_init (&file);
    begin_block (&file, cases[i].flags | INITIAL | FINAL, 0, BLOCK, BLOCK);
    if (cases[i].channels != NULL)
      put_sub_block (&file, 0x0d, cases[i].channels, 2);
    end_block (&file, 0, VERSION_5);
    check_fails (&file, wavpack, cases[i].code);
  }
}

static void
test_robust (void)
{
  g_auto (PacketFile) file;

  put_file (&file, VERSION_4, 30, 0, G_MAXUINT32);
  check_robust (&file, wavpack, 150);
  packet_file_clear (&file);
  put_file (&file, VERSION_5, 30, 0, G_MAXUINT32);
  check_robust (&file, wavpack, 150);
}

/* Nothing but headers, each claiming a megabyte that has to be summed up before it is known to be wrong: without a
 * limit this takes minutes. */
static void
test_hostile (void)
{
  const guint32 unit = 32 + 4 + 6;
  const guint32 length = unit * 23808;
  g_auto (PacketFile) file;
  g_autoptr (GafPacketizer) packetizer = NULL;

  put_file (&file, VERSION_5, 2, 0, G_MAXUINT32);
  for (guint i = 0; i < 200000; i++) {
    gsize start = file.bytes->len;

    begin_block (&file, STEREO16 | INITIAL | FINAL, i, BLOCK, G_MAXUINT32);
    gaf_write_le32 (file.bytes->data + start + 4, 32 + 4 + length + 6 - 8);
    put_be (&file, 1, 0x8a);
    put_le (&file, 3, length / 2);
    put_be (&file, 2, 0x2f02);
    put_be (&file, 4, 0);
  }
  packetizer = open_file (&file, wavpack, NULL);
  for (guint i = 0; i < 20 && packetizer != NULL; i++)
    g_assert_true (gaf_packetizer_seek (packetizer, g_test_rand_int_range (0, 1000), 0, NULL));
}

int
main (int argc, char **argv)
{
  gst_init (NULL, NULL);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/packetizer/wavpack/versions", test_versions);
  g_test_add_func ("/packetizer/wavpack/start", test_start);
  g_test_add_func ("/packetizer/wavpack/channels", test_channels);
  g_test_add_func ("/packetizer/wavpack/damage", test_damage);
  g_test_add_func ("/packetizer/wavpack/gap", test_gap);
  g_test_add_func ("/packetizer/wavpack/refused", test_refused);
  g_test_add_func ("/packetizer/wavpack/robust", test_robust);
  g_test_add_func ("/packetizer/wavpack/hostile", test_hostile);
  return g_test_run ();
}
