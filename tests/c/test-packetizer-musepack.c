/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <glib/gstdio.h>

#include "core/bytes.h"
#include "core/crc.h"
#include "packet-file.h"

#define sv7 gaf_packetizer_mpc7_new
#define sv8 gaf_packetizer_mpc8_new

#define FRAME  1152
#define DELAY  481
#define LENGTH (16 * FRAME) /* of a packet of SV8 here */

/* SV8 */

static void
put_varint (PacketFile *file, guint64 value)
{
  guint shift = 0;

  while (value >> shift >= 128)
    shift += 7;
  for (; shift > 0; shift -= 7)
    put_be (file, 1, 0x80 | (value >> shift & 0x7f));
  put_be (file, 1, value & 0x7f);
}

static void
put_packet (PacketFile *file, const char *key, const guint8 *data, gsize size)
{
  put (file, key, 2);
  /* The size counts itself. */
  put_varint (file, 2 + size + (size + 3 < 128 ? 1 : 2));
  put (file, data, size);
}

static void
put_header (PacketFile *file, guint version, guint64 n_samples, guint64 silence, guint rate, guint channels)
{
  PacketFile header;

  packet_file_init (&header);
  put_be (&header, 1, version);
  put_varint (&header, n_samples);
  put_varint (&header, silence);
  put_be (&header, 1, rate << 5 | 26);
  put_be (&header, 1, (channels - 1) << 4 | 8 | 2);

  packet_file_init (file);
  put (file, "MPCKSH", 6);
  put_varint (file, 3 + 4 + header.bytes->len);
  put_be (file, 4, gaf_crc32 (0, header.bytes->data, header.bytes->len));
  put (file, header.bytes->data, header.bytes->len);
  packet_file_clear (&header);
}

static void
put_audio (PacketFile *file, guint n)
{
  for (guint i = 0; i < n; i++) {
    guint8 data[1000];
    const gsize size = g_test_rand_int_range (1, sizeof data);

    for (gsize k = 0; k < size; k++)
      data[k] = g_test_rand_int_range (0, 256);
    put_packet (file, "AP", data, size);
    expect (file, file->bytes->len - size, i * LENGTH, LENGTH);
    expected (file, i)->size = size;
  }
}

static gint64
put_sv8 (PacketFile *file, guint n, guint64 silence)
{
  const gint64 n_samples = n * LENGTH - 1000;

  put_header (file, 8, n_samples, silence, 0, 2);
  put_packet (file, "RG", (const guint8 *) "123456789", 9);
  put_audio (file, n);
  put_packet (file, "SE", NULL, 0);
  put_packet (file, "AP", (const guint8 *) "none", 4);
  return n_samples - silence;
}

static void
test_sv8 (void)
{
  for (guint n = 1; n < 70; n += 23)
    for (guint silence = 0; silence < 2000; silence += 999) {
      g_auto (PacketFile) file;
      g_autoptr (GafPacketizer) packetizer = NULL;
      const gint64 n_frames = put_sv8 (&file, n, silence);

      check (&file, sv8, n_frames);
      packetizer = open_file (&file, sv8, NULL);
      g_assert_cmpint (packetizer->skip, ==, DELAY + silence);
      g_assert_cmpint (packetizer->rate, ==, 44100);
    }
}

/* Behind the one place where packets are lost, positions are right again. */
static void
test_sv8_damage (void)
{
  g_auto (PacketFile) file;
  const gint64 n_frames = put_sv8 (&file, 60, 0);

  for (gsize at = expected (&file, 20)->offset - 4; at < expected (&file, 23)->offset - 5; at++)
    file.bytes->data[at] = 0;
  g_array_remove_range (file.packets, 20, 3);
  check (&file, sv8, n_frames);
}

static void
test_sv8_cut (void)
{
  g_auto (PacketFile) file;

  put_sv8 (&file, 60, 0);
  g_byte_array_set_size (file.bytes, expected (&file, 30)->offset);
  g_array_set_size (file.packets, 30);
  check (&file, sv8, 30 * LENGTH - DELAY);
}

/* A stream of unknown length is as long as its packets, about. */
static void
test_sv8_unknown (void)
{
  g_auto (PacketFile) file;
  g_autoptr (GafPacketizer) packetizer = NULL;

  put_header (&file, 8, 0, 0, 1, 1);
  put_audio (&file, 5);
  packetizer = open_file (&file, sv8, NULL);
  g_assert_cmpint (packetizer->n_frames, ==, 5 * LENGTH - DELAY);
  g_assert_false (packetizer->exact);
  g_assert_cmpint (packetizer->rate, ==, 48000);
  g_assert_cmpint (packetizer->channels, ==, 1);
}

static void
test_sv8_refused (void)
{
  static const struct {
    guint version, rate, channels;
    guint64 n_samples, silence;
    GafError code;
  } cases[] = {
    { 9, 0, 2, 1000, 0, GAF_ERROR_UNSUPPORTED },    { 8, 0, 3, 1000, 0, GAF_ERROR_UNSUPPORTED },
    { 8, 5, 2, 1000, 0, GAF_ERROR_CORRUPT },        { 8, 0, 2, 1000, 1001, GAF_ERROR_CORRUPT },
    { 8, 0, 2, G_MAXUINT64, 0, GAF_ERROR_CORRUPT },
  };
  g_auto (PacketFile) damaged;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_auto (PacketFile) file;

    put_header (&file, cases[i].version, cases[i].n_samples, cases[i].silence, cases[i].rate, cases[i].channels);
    put_audio (&file, 2);
    check_fails (&file, sv8, cases[i].code);
  }
  put_sv8 (&damaged, 3, 0);
  damaged.bytes->data[13] ^= 1;
  check_fails (&damaged, sv8, GAF_ERROR_CORRUPT);
}

/* SV7 */

typedef struct {
  GArray *words; /* of guint32 */
  guint64 n_bits;
} Bits;

static void
put_bits (Bits *bits, guint n, guint32 value)
{
  while (n-- > 0) {
    const guint32 zero = 0;

    if (bits->n_bits % 32 == 0)
      g_array_append_val (bits->words, zero);
    g_array_index (bits->words, guint32, bits->n_bits / 32) |= (value >> n & 1) << (31 - bits->n_bits % 32);
    bits->n_bits++;
  }
}

/* @n coded frames, and one more where the header should have let expect it; each is expected at a bit, not a byte. */
static void
put_sv7 (PacketFile *file, guint n, guint last, gboolean fast_seek)
{
  Bits bits = { g_array_new (FALSE, TRUE, sizeof (guint32)), 0 };

  packet_file_init (file);
  put (file, "MP+\x17", 4);
  put_le (file, 4, n);
  put_le (file, 4, 1u << 30 | 1u << 16); /* 48 kHz */
  put_le (file, 8, 0);
  put_le (file, 4, (last > 0 ? 1u << 31 | last << 20 : 0) | (guint32) fast_seek << 19);

  put_bits (&bits, 8, 7);
  for (guint i = 0; i < n + (last + DELAY > FRAME); i++) {
    const guint size = g_test_rand_int_range (32, 2000); /* bits; less could be whole in a word that is cut off */
    Expected packet = { i * FRAME, FRAME, 0, size };

    if (i == n)
      put_bits (&bits, 11, last);
    put_bits (&bits, 20, size);
    packet.offset = bits.n_bits;
    for (guint k = 0; k < size; k++)
      put_bits (&bits, 1, g_test_rand_bit ());
    g_array_append_val (file->packets, packet);
  }
  for (guint i = 0; i < bits.words->len; i++)
    put_le (file, 4, g_array_index (bits.words, guint32, i));
  g_array_unref (bits.words);
}

static void
check_sv7 (PacketFile *file, gint64 n_frames, gboolean fast_seek)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GafPacketizer) packetizer = open_path (file, sv7, &error);

  g_assert_no_error (error);
  g_assert_cmpint (packetizer->n_frames, ==, n_frames);
  g_assert_cmpint (packetizer->skip, ==, DELAY);
  g_assert_cmpint (packetizer->rate, ==, 48000);
  g_assert_true (packetizer->exact);
  for (guint round = 0; round < 20; round++) {
    guint i = round == 0 ? 0 : g_test_rand_int_range (0, file->packets->len);
    GafPacket packet = { NULL };

    if (round > 0)
      g_assert_true (gaf_packetizer_seek (packetizer, i * FRAME + 7, 0, &error));
    for (i = fast_seek ? i : 0; i < file->packets->len; i++) {
      const Expected *want = expected (file, i);
      const gsize first = want->offset / 32 * 4;
      guint8 head[4];

      g_assert_true (gaf_packetizer_next (packetizer, &packet, &error));
      g_assert_cmpint (packet.position, ==, want->position);
      gst_buffer_extract (packet.data, 0, head, sizeof head);
      g_assert_cmpuint (head[0], ==, want->offset % 32);
      g_assert_cmpuint (gst_buffer_get_size (packet.data), ==, 4 + (want->offset + want->size + 31) / 32 * 4 - first);
      g_assert_cmpint (
          gst_buffer_memcmp (packet.data, 4, file->bytes->data + 24 + first, gst_buffer_get_size (packet.data) - 4), ==,
          0);
      gaf_packet_clear (&packet);
    }
    g_assert_false (gaf_packetizer_next (packetizer, &packet, &error));
    g_assert_no_error (error);
  }
}

static void
test_sv7 (void)
{
  static const guint lasts[] = { 0, 1, 671, 672, 1152 };

  for (guint n = 1; n < 60; n += 15) /* 16, 31, 46: at and beside a place of the index */
    for (guint i = 0; i < G_N_ELEMENTS (lasts); i++)
      for (guint fast_seek = 0; fast_seek < 2; fast_seek++) {
        g_auto (PacketFile) file;

        put_sv7 (&file, n, lasts[i], fast_seek);
        put (&file, "APETAGEX", 8);
        check_sv7 (&file, lasts[i] > 0 ? (n - 1) * FRAME + lasts[i] : n * FRAME - DELAY, fast_seek);
      }
}

static void
test_sv7_cut (void)
{
  g_auto (PacketFile) file;

  put_sv7 (&file, 60, 1000, TRUE);
  g_byte_array_set_size (file.bytes, 24 + (expected (&file, 30)->offset - 20 + 31) / 32 * 4);
  g_array_set_size (file.packets, 30);
  check_sv7 (&file, 30 * FRAME - DELAY, TRUE);
}

static void
test_sv7_refused (void)
{
  g_auto (PacketFile) file;

  put_sv7 (&file, 5, 100, TRUE);
  file.bytes->data[3] = 6;
  check_fails (&file, sv7, GAF_ERROR_UNSUPPORTED);
  file.bytes->data[3] = 7;
  gaf_write_le32 (file.bytes->data + 4, G_MAXUINT32);
  check_fails (&file, sv7, GAF_ERROR_LIMIT);
  g_byte_array_set_size (file.bytes, 20);
  check_fails (&file, sv7, GAF_ERROR_CORRUPT);
}

static void
test_robust (void)
{
  g_auto (PacketFile) new;
  g_auto (PacketFile) old;

  put_sv8 (&new, 30, 0);
  check_robust (&new, sv8, 200);
  put_sv7 (&old, 60, 1000, TRUE);
  for (int round = 0; round < 200; round++) {
    g_autoptr (GafPacketizer) packetizer = NULL;
    GafPacket packet = { NULL };
    gint64 end = 0;

    old.bytes->data[g_test_rand_int_range (4, old.bytes->len)] ^= 1 << g_test_rand_int_range (0, 8);
    packetizer = open_file (&old, sv7, NULL);
    for (; packetizer != NULL && gaf_packetizer_next (packetizer, &packet, NULL); end += FRAME) {
      g_assert_cmpint (packet.position, ==, end);
      gaf_packet_clear (&packet);
    }
    if (packetizer != NULL)
      g_assert_cmpint (packetizer->n_frames, <=, end + FRAME);
  }
}

int
main (int argc, char **argv)
{
  gst_init (NULL, NULL);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/packetizer/musepack/sv8", test_sv8);
  g_test_add_func ("/packetizer/musepack/sv8-damage", test_sv8_damage);
  g_test_add_func ("/packetizer/musepack/sv8-cut", test_sv8_cut);
  g_test_add_func ("/packetizer/musepack/sv8-unknown", test_sv8_unknown);
  g_test_add_func ("/packetizer/musepack/sv8-refused", test_sv8_refused);
  g_test_add_func ("/packetizer/musepack/sv7", test_sv7);
  g_test_add_func ("/packetizer/musepack/sv7-cut", test_sv7_cut);
  g_test_add_func ("/packetizer/musepack/sv7-refused", test_sv7_refused);
  g_test_add_func ("/packetizer/musepack/robust", test_robust);
  return g_test_run ();
}
