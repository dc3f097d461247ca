/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <gaudiofile/gaudiofile.h>
#include <gst/gst.h>

#include "formats/mp4/movie.h"
#include "gst/elements.h"
#include "io/byte-source.h"
#include "packets/frame-decoder.h"
#include "read/libav.h"

#define RATE   22050
#define FRAMES 30000

#ifndef GAF_LIBAVCODEC
#define GAF_LIBAV_NAME "none"
#endif

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GafFrameDecoder, gaf_frame_decoder_free)

typedef struct {
  const char *codec;
  int depth; /* bits; 0: of a lossy codec */
  int largest;
} Kind;

static const Kind kinds[] = { { "aac", 0, 6 }, { "alac", 16, 2 }, { "alac", 24, 2 } };

/* The encoders, and what is compared with, are of GStreamer's plugin. */
static gboolean
skip_without_plugin (void)
{
  g_autoptr (GError) error = NULL;

  if (gaf_elements_check ("avenc_aac", &error))
    return FALSE;
  g_test_skip (error->message);
  return TRUE;
}

static GafPacketizer *
make_stream (const Kind *kind, int channels)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (channels);
  g_autoptr (GError) error = NULL;
  g_autoptr (GafEncodeSpec) spec = gaf_encode_spec_new ("m4a", RATE, channels);
  g_autoptr (GafWriter) writer = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GafByteSource) source = NULL;
  g_autofree float *samples = g_new (float, FRAMES *channels);
  GArray *pieces = NULL;
  GafMp4Movie *movie;
  GafPacketizer *packetizer;

  for (int i = 0; i < FRAMES * channels; i++)
    samples[i] = g_rand_double_range (rand, -.5, .5);
  gaf_encode_spec_set_codec (spec, kind->codec);
  if (kind->depth > 0)
    gaf_encode_spec_set_bit_depth (spec, kind->depth);
  writer = gaf_writer_new_for_memory (spec, &error);
  g_assert_no_error (error);
  g_assert_true (gaf_writer_write_interleaved (writer, samples, FRAMES, NULL, &error));
  g_assert_true (gaf_writer_close (writer, NULL, &error));
  bytes = gaf_writer_steal_bytes (writer, &error);
  g_assert_no_error (error);
  source = gaf_byte_source_new_for_bytes (bytes);
  movie = gaf_mp4_movie_new (source, -1, &error);
  g_assert_no_error (error);
  packetizer = gaf_packetizer_mp4_new (source, movie, &pieces, &error);
  g_assert_no_error (error);
  g_clear_pointer (&pieces, g_array_unref);
  return packetizer;
}

static GafFrameDecoder *
decoder_for (const GafPacketizer *packetizer)
{
  g_autoptr (GError) error = NULL;
  GafFrameDecoder *decoder = gaf_frame_decoder_libav_new (packetizer, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (decoder->name, ==, GAF_LIBAV_NAME);
  return decoder;
}

/* A packet of the stream, of which each seventh is damaged if @damaged. FALSE: the end. */
static gboolean
next_packet (GafPacketizer *packetizer, GafPacket *packet, guint n, gboolean damaged)
{
  g_autoptr (GError) error = NULL;
  GstMapInfo map;

  if (!gaf_packetizer_next (packetizer, packet, &error)) {
    g_assert_no_error (error);
    return FALSE;
  }
  if (damaged && n % 7 == 3) {
    packet->data = gst_buffer_make_writable (packet->data);
    g_assert_true (gst_buffer_map (packet->data, &map, GST_MAP_READWRITE));
    for (gsize i = 0; i < map.size; i += 5)
      map.data[i] ^= 0x5a + n;
    gst_buffer_unmap (packet->data, &map);
  }
  return TRUE;
}

/* All that the blocks of all packets are. */
static GByteArray *
decode (GafFrameDecoder *decoder, GafPacketizer *packetizer, gboolean damaged)
{
  g_autoptr (GError) error = NULL;
  GByteArray *out = g_byte_array_new ();
  GafPacket packet = { 0 };

  g_assert_true (gaf_packetizer_seek (packetizer, 0, 0, &error));
  for (guint n = 0; next_packet (packetizer, &packet, n, damaged); n++) {
    GafDecodedBlock block;

    g_assert_true (gaf_frame_decoder_push (decoder, &packet, TRUE, &error));
    while (gaf_frame_decoder_pop (decoder, packetizer->rate, &block, &error)) {
      const gint64 properties[] = { block.position, block.n_frames, block.coding,      block.rate,
                                    block.channels, block.depth,    block.channel_mask };
      const gsize width = block.coding == GAF_CODING_S16LE ? 2 : 4;

      g_byte_array_append (out, (const guint8 *) properties, sizeof properties);
      for (int c = 0; c < block.channels; c++)
        for (gint64 i = 0; i < block.n_frames; i++)
          g_byte_array_append (out, block.planes[c] + i * block.stride, width);
    }
  }
  gaf_frame_decoder_finish (decoder);
  g_assert_no_error (error);
  return out;
}

static void
assert_same (GByteArray *a, GByteArray *b)
{
  g_assert_cmpuint (a->len, >, FRAMES);
  g_assert_cmpmem (a->data, a->len, b->data, b->len);
}

/* It gives what the element gives, bit for bit, also where packets are damaged. */
static void
test_as_element (void)
{
  if (skip_without_plugin ())
    return;
  for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++)
    for (int channels = 1; channels <= kinds[k].largest; channels++)
      for (int damaged = 0; damaged <= 1; damaged++) {
        g_autoptr (GafPacketizer) stream = make_stream (&kinds[k], channels);
        g_autoptr (GafFrameDecoder) decoder = decoder_for (stream);
        g_autoptr (GafFrameDecoder) element = gaf_frame_decoder_element_new (stream, NULL);
        g_autoptr (GByteArray) ours = decode (decoder, stream, damaged);
        g_autoptr (GByteArray) theirs = decode (element, stream, damaged);

        g_assert_true (g_str_has_prefix (element->name, "avdec_"));
        assert_same (ours, theirs);
      }
}

/* Made anew, it is as one that was never used, wherever it was left. */
static void
test_renew (void)
{
  if (skip_without_plugin ())
    return;
  for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++) {
    g_autoptr (GafPacketizer) stream = make_stream (&kinds[k], 2);
    g_autoptr (GafFrameDecoder) decoder = decoder_for (stream);
    g_autoptr (GByteArray) as_new = decode (decoder, stream, FALSE);

    for (int damaged = 0; damaged <= 1; damaged++) {
      g_autoptr (GByteArray) again = NULL;

      g_byte_array_unref (decode (decoder, stream, damaged));
      g_assert_true (gaf_frame_decoder_renew (decoder, NULL));
      again = decode (decoder, stream, FALSE);
      assert_same (again, as_new);
    }
  }
}

/* Whatever comes, there are no more channels than planes, and nothing is said on standard error. */
static void
test_noise (void)
{
  for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++) {
    g_autoptr (GafPacketizer) stream = make_stream (&kinds[k], 2);
    g_autoptr (GafFrameDecoder) decoder = decoder_for (stream);
    g_autoptr (GRand) rand = g_rand_new_with_seed (k);

    for (int n = 0; n < 3000; n++) {
      guint8 noise[100];
      const gsize size = g_rand_int_range (rand, 0, sizeof noise);
      GafPacket packet = { NULL, 0, -1, FALSE };
      GafDecodedBlock block;

      for (gsize i = 0; i < sizeof noise; i++)
        noise[i] = g_rand_int (rand);
      packet.data = size > 0 ? gst_buffer_new_memdup (noise, size) : gst_buffer_new ();
      g_assert_true (gaf_frame_decoder_push (decoder, &packet, TRUE, NULL));
      g_assert_null (packet.data);
      while (gaf_frame_decoder_pop (decoder, RATE, &block, NULL)) {
        g_assert_cmpint (block.channels, >, 0);
        g_assert_cmpint (block.channels, <=, GAF_LIMIT_CHANNELS);
        g_assert_cmpint (block.n_frames, >, 0);
      }
    }
  }
}

static void
test_silence (void)
{
  if (skip_without_plugin ())
    return;
  if (g_test_subprocess ()) {
    test_noise ();
    return;
  }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stderr ("");
}

int
main (int argc, char *argv[])
{
  gst_init (NULL, NULL);
  g_test_init (&argc, &argv, NULL);
#ifdef GAF_LIBAVCODEC
  g_test_add_func ("/frame-decoder/libav/as-element", test_as_element);
  g_test_add_func ("/frame-decoder/libav/renew", test_renew);
  g_test_add_func ("/frame-decoder/libav/noise", test_silence);
#endif
  return g_test_run ();
}
