/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <glib/gstdio.h>

#include "core/bytes.h"
#include "packet-file.h"

#define dsf    gaf_packetizer_dsf_new
#define dsdiff gaf_packetizer_dsdiff_new

#define DSD64      2822400
#define DST_LENGTH (DSD64 / 75 / 8)
#define ALL        4096 /* frames of a packet of DSDIFF */

typedef struct {
  guint version, format, channels, rate, bits, block;
} Dsf;

static const Dsf usual = { 1, 0, 2, DSD64, 1, 4096 };

static void
put_noise (PacketFile *file, gsize size)
{
  for (gsize i = 0; i < size; i++)
    put_be (file, 1, g_test_rand_int_range (0, 256));
}

/* A file with @size bytes of samples; @n_bits: in a channel, as it says. */
static void
put_dsf (PacketFile *file, const Dsf *form, gsize size, guint64 n_bits)
{
  const gsize packet = (gsize) form->block * form->channels;

  packet_file_init (file);
  put (file, "DSD ", 4);
  put_le (file, 8, 28);
  put_le (file, 8, 92 + size);
  put_le (file, 8, 0);
  put (file, "fmt ", 4);
  put_le (file, 8, 52);
  put_le (file, 4, form->version);
  put_le (file, 4, form->format);
  put_le (file, 4, 2);
  put_le (file, 4, form->channels);
  put_le (file, 4, form->rate);
  put_le (file, 4, form->bits);
  put_le (file, 8, n_bits);
  put_le (file, 4, form->block);
  put_le (file, 4, 0);
  put (file, "data", 4);
  put_le (file, 8, 12 + size);
  for (gsize at = 0; packet > 0 && at < size; at += packet) {
    const gsize start = file->bytes->len;
    const gint64 position = at / form->channels;

    put_noise (file, MIN (packet, size - at));
    expect (file, start, position, MIN ((gint64) form->block, (gint64) (n_bits / 8) - position));
  }
}

static void
test_dsf (void)
{
  for (guint channels = 1; channels < 4; channels++)
    for (guint block = 1024; block <= 4096; block *= 4) {
      const Dsf form = { 1, 0, channels, DSD64, 1, block };

      for (guint64 n = 1; n <= 20 * block; n += 7 * block - 1) {
        g_auto (PacketFile) file;

        put_dsf (&file, &form, (n + block - 1) / block * block * channels, n * 8);
        put (&file, "ID3", 3);
        check (&file, dsf, n);
      }
    }
}

static void
test_format (void)
{
  g_auto (PacketFile) file;
  g_autoptr (GafPacketizer) packetizer = NULL;

  put_dsf (&file, &usual, 8192, 8 * 4096);
  packetizer = open_file (&file, dsf, NULL);
  g_assert_cmpint (packetizer->rate, ==, DSD64 / 8);
  g_assert_cmpstr (packetizer->codec, ==, "dsd-lsb");
  g_clear_pointer (&packetizer, gaf_packetizer_free);
  file.bytes->data[60] = 8;
  packetizer = open_file (&file, dsf, NULL);
  g_assert_cmpstr (packetizer->codec, ==, "dsd-msb");
}

/* The number of samples may be wrong; then there is as much as there is. */
static void
test_dsf_count (void)
{
  static const guint64 counts[] = { 0, 4096, 8 * 4096 * 9, 8 * 4096 * 11, G_MAXUINT64 };
  g_auto (PacketFile) empty;

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++) {
    g_auto (PacketFile) file;
    gint64 n_frames = counts[i] == 8 * 4096 * 9 ? 9 * 4096 : 10 * 4096;

    put_dsf (&file, &usual, 81920, 8 * 40960);
    gaf_write_le64 (file.bytes->data + 64, counts[i]);
    if (n_frames < 40960)
      g_array_set_size (file.packets, 9);
    check (&file, dsf, n_frames);
  }
  put_dsf (&empty, &usual, 8192, 0);
  g_array_set_size (empty.packets, 0);
  check (&empty, dsf, 0);
}

/* A file that is cut off ends with the last block that is there of all channels. */
static void
test_dsf_cut (void)
{
  g_auto (PacketFile) file;

  put_dsf (&file, &usual, 81920, 8 * 40960);
  g_byte_array_set_size (file.bytes, 92 + 5 * 8192 + 4096 + 100);
  g_array_set_size (file.packets, 5);
  check (&file, dsf, 5 * 4096);
}

/* A writer that does not fill up the last block lets the channels have the same share of it. */
static void
test_dsf_unpadded (void)
{
  g_auto (PacketFile) file;

  put_dsf (&file, &usual, 2 * 8192 + 2000, 8 * (2 * 4096 + 1000));
  check (&file, dsf, 2 * 4096 + 1000);
}

static void
test_dsf_refused (void)
{
  static const struct {
    Dsf form;
    GafError code;
  } cases[] = {
    { { 1, 7, 2, DSD64, 1, 4096 }, GAF_ERROR_UNSUPPORTED },   { { 1, 0, 0, DSD64, 1, 4096 }, GAF_ERROR_CORRUPT },
    { { 1, 0, 2, 0, 1, 4096 }, GAF_ERROR_CORRUPT },           { { 1, 0, 2, DSD64, 16, 4096 }, GAF_ERROR_CORRUPT },
    { { 1, 0, 2, DSD64, 1, 0 }, GAF_ERROR_CORRUPT },          { { 1, 0, 65, DSD64, 1, 4096 }, GAF_ERROR_LIMIT },
    { { 1, 0, 2, 4000000000u, 1, 4096 }, GAF_ERROR_LIMIT },   { { 1, 0, 2, DSD64, 1, 4000000000u }, GAF_ERROR_CORRUPT },
    { { 1, 0, 64, DSD64, 1, 1024 * 1024 }, GAF_ERROR_LIMIT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_auto (PacketFile) file;

    put_dsf (&file, &cases[i].form, 0, 0);
    check_fails (&file, dsf, cases[i].code);
  }
}

/* DSDIFF, whose samples are @n bytes of each of @channels, behind a chunk of @odd bytes. */
static gsize
put_dsdiff (PacketFile *file, guint channels, guint32 rate, const char *compression, gsize odd, gsize n)
{
  gsize data;

  packet_file_init (file);
  put (file, "FRM8", 4);
  put_be (file, 8, 4 + n * channels);
  put (file, "DSD FVER", 8);
  put_be (file, 8, 4);
  put_be (file, 4, 0x01050000);
  put (file, "ODD ", 4);
  put_be (file, 8, odd);
  put_noise (file, odd + odd % 2);
  put (file, "PROP", 4);
  put_be (file, 8, 4 + 16 + 18 + 28);
  put (file, "SND FS  ", 8);
  put_be (file, 8, 4);
  put_be (file, 4, rate);
  put (file, "CHNL", 4);
  put_be (file, 8, 6);
  put_be (file, 2, channels);
  put (file, "SLFT", 4);
  put (file, "CMPR", 4);
  put_be (file, 8, 15);
  put (file, compression, 4);
  put (file, "\012some words\0", 12);
  put (file, compression, 4);
  put_be (file, 8, n * channels);
  data = file->bytes->len;
  put_noise (file, n * channels);
  return data;
}

/* The packets have the bytes of one channel after the other. */
static void
test_dsdiff (void)
{
  for (guint channels = 1; channels < 4; channels++)
    for (guint n = 1; n < 20000; n += 6007) {
      g_auto (PacketFile) file;
      g_autoptr (GafPacketizer) packetizer = NULL;
      const gsize data = put_dsdiff (&file, channels, DSD64, "DSD ", n % 4, n);
      GafPacket packet = { NULL };
      gint64 end = 0;

      put (&file, "\0COMT", 5);
      packetizer = open_file (&file, dsdiff, NULL);
      g_assert_cmpint (packetizer->n_frames, ==, n);
      g_assert_cmpint (packetizer->rate, ==, DSD64 / 8);
      g_assert_cmpint (packetizer->channels, ==, (int) channels);
      g_assert_cmpstr (packetizer->codec, ==, "dsd-msb");
      for (; gaf_packetizer_next (packetizer, &packet, NULL); end += packet.n_frames) {
        GstMapInfo map;

        g_assert_cmpint (packet.position, ==, end);
        g_assert_cmpint (packet.n_frames, ==, MIN (ALL, n - end));
        g_assert_true (gst_buffer_map (packet.data, &map, GST_MAP_READ));
        g_assert_cmpuint (map.size, ==, packet.n_frames * channels);
        for (gint64 i = 0; i < packet.n_frames; i++)
          for (guint c = 0; c < channels; c++)
            g_assert_cmpuint (map.data[c * packet.n_frames + i], ==, file.bytes->data[data + (end + i) * channels + c]);
        gst_buffer_unmap (packet.data, &map);
        gaf_packet_clear (&packet);
      }
      g_assert_cmpint (end, ==, n);
    }
}

static void
test_dsdiff_refused (void)
{
  static const struct {
    guint channels;
    guint32 rate;
    const char *compression;
    GafError code;
  } cases[] = {
    { 7, DSD64, "DST ", GAF_ERROR_UNSUPPORTED }, { 2, 3072000, "DST ", GAF_ERROR_UNSUPPORTED },
    { 2, DSD64, "ABCD", GAF_ERROR_UNSUPPORTED }, { 0, DSD64, "DST ", GAF_ERROR_CORRUPT },
    { 0, DSD64, "DSD ", GAF_ERROR_CORRUPT },     { 2, 0, "DSD ", GAF_ERROR_CORRUPT },
    { 65, DSD64, "DSD ", GAF_ERROR_LIMIT },      { 2, G_MAXUINT32, "DSD ", GAF_ERROR_LIMIT },
  };
  g_auto (PacketFile) none;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_auto (PacketFile) file;

    put_dsdiff (&file, cases[i].channels, cases[i].rate, cases[i].compression, 0, 10);
    check_fails (&file, dsdiff, cases[i].code);
  }
  g_byte_array_set_size (none.bytes, put_dsdiff (&none, 2, DSD64, "DSD ", 1, 100) - 12);
  check_fails (&none, dsdiff, GAF_ERROR_CORRUPT);
}

/* DST: @n frames, each with a checksum behind it. */
static void
put_dst (PacketFile *file, guint n)
{
  const gsize sound = put_dsdiff (file, 2, DSD64, "DST ", 0, 0);

  put (file, "FRTE", 4);
  put_be (file, 8, 6);
  put_be (file, 4, n);
  put_be (file, 2, 75);
  for (guint i = 0; i < n; i++) {
    const gsize size = g_test_rand_int_range (1, 3000);
    gsize start;

    put (file, "DSTF", 4);
    put_be (file, 8, size);
    start = file->bytes->len;
    put_noise (file, size);
    expect (file, start, i * DST_LENGTH, DST_LENGTH);
    put_noise (file, size % 2);
    put (file, "DSTC", 4);
    put_be (file, 8, 4);
    put_noise (file, 4);
  }
  gaf_write_be64 (file->bytes->data + sound - 8, file->bytes->len - sound);
}

static void
test_dst (void)
{
  for (guint n = 0; n < 100; n += 33) {
    g_auto (PacketFile) file;
    g_autoptr (GafPacketizer) packetizer = NULL;

    put_dst (&file, n);
    put (&file, "DSTI", 4);
    check (&file, dsdiff, n * DST_LENGTH);
    packetizer = open_file (&file, dsdiff, NULL);
    g_assert_cmpstr (packetizer->codec, ==, "dst");
    g_assert_cmpint (packetizer->rate, ==, DSD64 / 8);
  }
}

/* Behind the one place where frames are lost, positions are right again. */
static void
test_dst_damage (void)
{
  for (guint kind = 0; kind < 2; kind++) {
    g_auto (PacketFile) file;
    const guint lost = kind == 0 ? 3 : 1;

    put_dst (&file, 60);
    if (kind == 0)
      memset (file.bytes->data + expected (&file, 20)->offset - 12, 0,
              expected (&file, 23)->offset - expected (&file, 20)->offset);
    else
      file.bytes->data[expected (&file, 20)->offset - 5] = 0xff; /* the highest bits of its size */
    g_array_remove_range (file.packets, 20, lost);
    check (&file, dsdiff, 60 * DST_LENGTH);
  }
}

/* More frames than can have been where some are lost are not believed in. */
static void
test_dst_claim (void)
{
  g_auto (PacketFile) file;

  put_dst (&file, 60);
  gaf_write_be32 (file.bytes->data + expected (&file, 0)->offset - 12 - 6, 2000000);
  memset (file.bytes->data + expected (&file, 20)->offset - 12, 0, 4);
  g_array_remove_range (file.packets, 20, 1);
  for (guint i = 20; i < file.packets->len; i++)
    expected (&file, i)->position -= DST_LENGTH;
  check (&file, dsdiff, 59 * DST_LENGTH);
}

static void
test_dst_cut (void)
{
  g_auto (PacketFile) file;
  g_auto (PacketFile) none;

  put_dst (&file, 60);
  g_byte_array_set_size (file.bytes, expected (&file, 30)->offset);
  g_array_set_size (file.packets, 30);
  check (&file, dsdiff, 30 * DST_LENGTH);
  put_dst (&none, 3);
  g_byte_array_set_size (none.bytes, expected (&none, 0)->offset);
  check_fails (&none, dsdiff, GAF_ERROR_CORRUPT);
}

static void
test_robust (void)
{
  g_auto (PacketFile) first;
  g_auto (PacketFile) second;
  g_auto (PacketFile) third;

  put_dsf (&first, &usual, 81920, 8 * 40950);
  check_robust (&first, dsf, 200);
  put_dsdiff (&second, 2, DSD64, "DSD ", 1, 20000);
  check_robust (&second, dsdiff, 200);
  put_dst (&third, 60);
  check_robust (&third, dsdiff, 200);
}

int
main (int argc, char **argv)
{
  gst_init (NULL, NULL);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/packetizer/dsd/dsf", test_dsf);
  g_test_add_func ("/packetizer/dsd/format", test_format);
  g_test_add_func ("/packetizer/dsd/dsf-count", test_dsf_count);
  g_test_add_func ("/packetizer/dsd/dsf-cut", test_dsf_cut);
  g_test_add_func ("/packetizer/dsd/dsf-unpadded", test_dsf_unpadded);
  g_test_add_func ("/packetizer/dsd/dsf-refused", test_dsf_refused);
  g_test_add_func ("/packetizer/dsd/dsdiff", test_dsdiff);
  g_test_add_func ("/packetizer/dsd/dsdiff-refused", test_dsdiff_refused);
  g_test_add_func ("/packetizer/dsd/dst", test_dst);
  g_test_add_func ("/packetizer/dsd/dst-damage", test_dst_damage);
  g_test_add_func ("/packetizer/dsd/dst-claim", test_dst_claim);
  g_test_add_func ("/packetizer/dsd/dst-cut", test_dst_cut);
  g_test_add_func ("/packetizer/dsd/robust", test_robust);
  return g_test_run ();
}
