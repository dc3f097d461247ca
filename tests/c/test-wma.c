/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "formats/wma.h"

#include <glib/gstdio.h>

#include "packet-file.h"
#include "packets/packetizer.h"

/* Windows Media Audio whose packets hold several blocks, as Microsoft's encoder writes them, in WAV. */

#define BLOCK_SIZE 40

static void
put_wav (PacketFile *file, guint tag, guint rate, guint channels, guint byte_rate, guint flags, const guint8 *n_blocks,
         gsize n_packets, gsize cut)
{
  put (file, "RIFF\0\0\0\0WAVEfmt ", 16);
  put_le (file, 4, 18 + 10);
  put_le (file, 2, tag);
  put_le (file, 2, channels);
  put_le (file, 4, rate);
  put_le (file, 4, byte_rate);
  put_le (file, 2, BLOCK_SIZE);
  put_le (file, 2, 16);
  put_le (file, 2, 10);
  put_le (file, 2, 0);
  put_le (file, 2, tag == 0x160 ? flags : 0);
  put_le (file, 2, tag == 0x161 ? flags : 0);
  put_le (file, 4, 0);
  put (file, "data", 4);
  put_le (file, 4, n_packets * BLOCK_SIZE);
  for (gsize i = 0; i < n_packets; i++) {
    put_le (file, 1, (i & 0xf) << 4 | n_blocks[i]);
    for (guint b = 1; b < BLOCK_SIZE; b++)
      put_le (file, 1, i + 1);
  }
  g_byte_array_set_size (file->bytes, file->bytes->len - cut);
}

static GafPacketizer *
open_wav (GafByteSource *source, GError **error)
{
  GafChunks *chunks = gaf_chunks_new (source, error);

  return chunks != NULL ? gaf_packetizer_blocks_new (source, chunks, error) : NULL;
}

static void
assert_next (GafPacketizer *packetizer, gint64 position, gint64 n_frames, guint8 second)
{
  g_auto (GafPacket) packet = { 0 };
  g_autoptr (GError) error = NULL;
  guint8 bytes[2];

  g_assert_true (gaf_packetizer_next (packetizer, &packet, &error));
  g_assert_no_error (error);
  g_assert_cmpint (packet.position, ==, position);
  g_assert_cmpint (packet.n_frames, ==, n_frames);
  g_assert_cmpuint (gst_buffer_get_size (packet.data), ==, BLOCK_SIZE);
  gst_buffer_extract (packet.data, 0, bytes, 2);
  g_assert_cmpuint (bytes[1], ==, second);
  g_assert_cmpint (packet.flush, ==, second == 0);
}

/* 3, 4, none, 2 blocks, of which the first is without its beginning; and what is left in the decoder. */
static void
test_reservoir (void)
{
  const guint8 n_blocks[] = { 4, 4, 0, 2 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GafPacketizer) packetizer = NULL;
  g_auto (PacketFile) file;
  GafPacket packet = { 0 };

  packet_file_init (&file);
  put_wav (&file, 0x161, 44100, 2, 16000, 2, n_blocks, G_N_ELEMENTS (n_blocks), 0);
  packetizer = open_file (&file, open_wav, &error);
  g_assert_no_error (error);
  g_assert_cmpint (packetizer->skip, ==, 2 * 2048);
  g_assert_cmpint (packetizer->n_frames, ==, (3 + 4 + 0 + 2 + 1 - 2) * 2048);
  g_assert_true (packetizer->exact);
  for (int round = 0; round < 2; round++) {
    assert_next (packetizer, 0, 3 * 2048, 1);
    assert_next (packetizer, 3 * 2048, 4 * 2048, 2);
    assert_next (packetizer, 7 * 2048, 0, 3);
    assert_next (packetizer, 7 * 2048, 2 * 2048, 4);
    assert_next (packetizer, 9 * 2048, 2048, 0);
    g_assert_false (gaf_packetizer_next (packetizer, &packet, &error));
    g_assert_no_error (error);
    g_assert_true (gaf_packetizer_seek (packetizer, 0, 0, &error));
  }
  g_assert_true (gaf_packetizer_seek (packetizer, 4 * 2048, 0, &error));
  assert_next (packetizer, 3 * 2048, 4 * 2048, 2);
  g_assert_true (gaf_packetizer_seek (packetizer, 100 * 2048, 0, &error));
  assert_next (packetizer, 9 * 2048, 2048, 0);
}

/* Without a reservoir a packet is a block, whatever its first byte; half a packet at the end is none. */
static void
test_single (void)
{
  const guint8 n_blocks[] = { 4, 0, 15, 1 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GafPacketizer) packetizer = NULL;
  g_auto (PacketFile) file;

  packet_file_init (&file);
  put_wav (&file, 0x160, 22050, 1, 16000, 4, n_blocks, G_N_ELEMENTS (n_blocks), BLOCK_SIZE / 2);
  packetizer = open_file (&file, open_wav, &error);
  g_assert_no_error (error);
  g_assert_cmpint (packetizer->n_frames, ==, 2 * 1024);
  g_assert_true (gaf_packetizer_seek (packetizer, 2500, 0, &error));
  assert_next (packetizer, 2048, 1024, 3);
  assert_next (packetizer, 3072, 1024, 0);
}

/* A decoder that makes noise always begins at the start, and one packet has nothing to say. */
static void
test_noise (void)
{
  const guint8 n_blocks[] = { 0, 0, 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GafPacketizer) packetizer = NULL, single = NULL;
  g_auto (PacketFile) file;
  g_auto (PacketFile) one;

  packet_file_init (&file);
  packet_file_init (&one);
  put_wav (&file, 0x161, 44100, 2, 2000, 0, n_blocks, G_N_ELEMENTS (n_blocks), 0);
  packetizer = open_file (&file, open_wav, &error);
  g_assert_no_error (error);
  g_assert_true (gaf_packetizer_seek (packetizer, 6000, 0, &error));
  assert_next (packetizer, 0, 2048, 1);

  put_wav (&one, 0x161, 44100, 2, 2000, 0, n_blocks, 1, 0);
  single = open_file (&one, open_wav, &error);
  g_assert_no_error (error);
  g_assert_cmpint (single->n_frames, ==, 0);
}

/* The frames of a block, by version and rate. */
static void
test_blocks (void)
{
  static const struct {
    int version, rate, frames;
  } cases[] = {
    { 1, 8000, 512 },   { 2, 16000, 512 },  { 1, 16001, 1024 }, { 2, 22050, 1024 },
    { 1, 32000, 1024 }, { 2, 32000, 2048 }, { 1, 44100, 2048 }, { 2, 48000, 2048 },
  };
  GafWma wma;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_assert_true (gaf_wma_parse (&wma, cases[i].version, cases[i].rate, 2, 16000, 100, NULL, 0));
    g_assert_cmpint (wma.block_frames, ==, cases[i].frames);
    g_assert_false (wma.reservoir);
  }
  g_assert_false (gaf_wma_parse (&wma, 2, 44100, 3, 16000, 100, NULL, 0));
  g_assert_false (gaf_wma_parse (&wma, 2, 44100, 2, 16000, 0, NULL, 0));
}

int
main (int argc, char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wma/reservoir", test_reservoir);
  g_test_add_func ("/wma/single", test_single);
  g_test_add_func ("/wma/noise", test_noise);
  g_test_add_func ("/wma/blocks", test_blocks);
  return g_test_run ();
}
