/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <gaudiofile/gaudiofile.h>
#include <string.h>

#include "formats/elementary.h"
#include "io/byte-source.h"
#include "packets/frame-decoder.h"

#define RATE   22050
#define FRAMES 30000

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GafFrameDecoder, gaf_frame_decoder_free)

static GafPacketizer *
make_stream (guint32 seed, int rate, int channels, const char *quality)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (GError) error = NULL;
  g_autoptr (GafEncodeSpec) spec = gaf_encode_spec_new ("mp3", rate, channels);
  g_autoptr (GafWriter) writer = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GafByteSource) source = NULL;
  g_autofree float *samples = g_new (float, FRAMES *channels);
  GafPacketizer *packetizer;

  for (int i = 0; i < FRAMES * channels; i++)
    samples[i] = g_rand_double_range (rand, -.5, .5);
  gaf_encode_spec_set_quality (spec, quality);
  writer = gaf_writer_new_for_memory (spec, &error);
  g_assert_no_error (error);
  g_assert_true (gaf_writer_write_interleaved (writer, samples, FRAMES, NULL, &error));
  g_assert_true (gaf_writer_close (writer, NULL, &error));
  bytes = gaf_writer_steal_bytes (writer, &error);
  g_assert_no_error (error);
  source = gaf_byte_source_new_for_bytes (bytes);
  packetizer = gaf_packetizer_mpeg_new (source, &error);
  g_assert_no_error (error);
  return packetizer;
}

static GafFrameDecoder *
decoder_for (const GafPacketizer *packetizer)
{
  g_autoptr (GError) error = NULL;
  GafFrameDecoder *decoder = gaf_frame_decoder_mpeg_new (packetizer, &error);

  g_assert_no_error (error);
#ifdef GAF_MPG123
  g_assert_cmpstr (decoder->name, ==, "mpg123");
#else
  g_assert_null (decoder);
  decoder = gaf_frame_decoder_element_new (packetizer, &error);
#endif
  return decoder;
}

static void
take (GafFrameDecoder *decoder, const GafPacketizer *packetizer, GArray *out, gint64 *next)
{
  GafDecodedBlock block;

  while (gaf_frame_decoder_pop (decoder, packetizer->rate, &block, NULL)) {
    g_assert_cmpint (block.position, ==, *next);
    *next += block.n_frames;
    g_assert_cmpint (block.channels, ==, packetizer->channels);
    g_assert_cmpint (block.rate, ==, packetizer->rate);
    for (gint64 i = 0; i < block.n_frames; i++)
      for (int c = 0; c < block.channels; c++)
        g_array_append_vals (out, block.planes[c] + i * block.stride, 1);
  }
}

/* All samples of the first @n_packets, interleaved; each block stands where its packet does. */
static GArray *
decode (GafFrameDecoder *decoder, GafPacketizer *packetizer, guint n_packets)
{
  g_autoptr (GError) error = NULL;
  GArray *out = g_array_new (FALSE, FALSE, sizeof (float));
  GafPacket packet = { 0 };
  gint64 next = -1;

  g_assert_true (gaf_packetizer_seek (packetizer, 0, 0, &error));
  while (n_packets-- > 0 && gaf_packetizer_next (packetizer, &packet, &error)) {
    if (next < 0)
      next = packet.position;
    g_assert_true (gaf_frame_decoder_push (decoder, &packet, TRUE, &error));
    g_assert_null (packet.data);
    take (decoder, packetizer, out, &next);
  }
  g_assert_no_error (error);
  if (n_packets != 0)
    gaf_frame_decoder_finish (decoder);
  take (decoder, packetizer, out, &next);
  return out;
}

static void
assert_same (GArray *a, GArray *b)
{
  g_assert_cmpuint (a->len, >, 0);
  g_assert_cmpmem (a->data, a->len * sizeof (float), b->data, b->len * sizeof (float));
}

/* The element is the same library, so what comes out is the same to the bit. */
static void
test_as_element (void)
{
  static const struct {
    int rate, channels;
    const char *quality;
  } kinds[] = { { 44100, 2, "V2" }, { 48000, 1, "320" }, { 22050, 2, "64" }, { 8000, 1, "V9" } };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autoptr (GafPacketizer) stream = make_stream (i, kinds[i].rate, kinds[i].channels, kinds[i].quality);
    g_autoptr (GafFrameDecoder) decoder = decoder_for (stream);
    g_autoptr (GafFrameDecoder) element = gaf_frame_decoder_element_new (stream, NULL);
    g_autoptr (GArray) ours = decode (decoder, stream, G_MAXUINT);
    g_autoptr (GArray) theirs = NULL;

    g_assert_cmpstr (element->name, ==, "mpg123audiodec");
    theirs = decode (element, stream, G_MAXUINT);
    assert_same (ours, theirs);
  }
}

/* Readers let the packets come without a buffer; what is decoded is the same. */
static void
test_bare (void)
{
  g_autoptr (GafPacketizer) stream = make_stream (2, 44100, 2, "V4");
  g_autoptr (GafFrameDecoder) decoder = decoder_for (stream);
  g_autoptr (GafFrameDecoder) second = decoder_for (stream);
  g_autoptr (GArray) buffered = decode (decoder, stream, G_MAXUINT);
  g_autoptr (GArray) bare = NULL;
  GafPacket packet = { 0 };

  g_assert_true (decoder->takes_bare);
  stream->bare = TRUE;
  bare = decode (second, stream, G_MAXUINT);
  assert_same (bare, buffered);
  g_assert_true (gaf_packetizer_seek (stream, 0, 0, NULL));
  g_assert_true (gaf_packetizer_next (stream, &packet, NULL));
  g_assert_null (packet.data);
  g_assert_cmpuint (packet.n_bytes, >, 100);
}

/* A decoder that was used before, for this or that, gives the same bits as a new one. */
static void
test_warm (void)
{
  g_autoptr (GafPacketizer) mono = make_stream (1, 8000, 1, "V4");
  g_autoptr (GafPacketizer) stream = make_stream (2, 44100, 2, "V4");
  g_autoptr (GafFrameDecoder) decoder = decoder_for (stream);
  g_autoptr (GafFrameDecoder) second = decoder_for (stream);
  g_autoptr (GArray) as_new = decode (decoder, stream, G_MAXUINT);
  g_autoptr (GArray) beside = decode (second, stream, G_MAXUINT);

  g_assert_true (second != decoder);
  assert_same (beside, as_new);
  g_clear_pointer (&decoder, gaf_frame_decoder_free);
  for (guint n = 0; n < 20; n++) {
    GafPacketizer *other = n % 2 == 0 ? mono : stream;
    g_autoptr (GafFrameDecoder) again = NULL;
    g_autoptr (GArray) out = NULL;

    decoder = decoder_for (other);
    g_array_unref (decode (decoder, other, n));
    if (n % 3 == 2) { /* it is amid something where it was left */
      const guint8 noise[50] = { 0xff, 0xfb, 0x90, 0x44, 77, n };
      GafPacket packet = { gst_buffer_new_memdup (noise, sizeof noise), 0, -1, FALSE };

      gaf_frame_decoder_push (decoder, &packet, TRUE, NULL);
    }
    g_clear_pointer (&decoder, gaf_frame_decoder_free);
    again = decoder_for (stream);
#ifdef GAF_MPG123
    g_assert_true (again->warm);
#endif
    out = decode (again, stream, G_MAXUINT);
    assert_same (out, as_new);
  }
}

/* Noise, and packets that are cut, do no harm; after a flush all is as before. */
static void
test_damage (void)
{
  g_autoptr (GafPacketizer) stream = make_stream (4, 44100, 1, "V4");
  g_autoptr (GafFrameDecoder) decoder = decoder_for (stream);
  g_autoptr (GArray) before = decode (decoder, stream, G_MAXUINT);
  g_autoptr (GArray) after = NULL;
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);

  for (int n = 0; n < 3000; n++) {
    guint8 noise[500];
    const gsize size = g_rand_int_range (rand, 0, sizeof noise);
    GafPacket packet = { NULL, 0, -1, FALSE };
    GafDecodedBlock block;

    for (gsize i = 0; i < sizeof noise; i++)
      noise[i] = g_rand_int (rand);
    if (n % 2 == 0) {
      noise[0] = 0xff;
      noise[1] |= 0xe0;
    }
    packet.data = size > 0 ? gst_buffer_new_memdup (noise, size) : gst_buffer_new ();
    if (gaf_frame_decoder_push (decoder, &packet, TRUE, NULL))
      while (gaf_frame_decoder_pop (decoder, RATE, &block, NULL))
        g_assert_cmpint (block.channels, <=, 2);
    g_assert_null (packet.data);
  }
  gaf_frame_decoder_flush (decoder);
  after = decode (decoder, stream, G_MAXUINT);
  assert_same (after, before);
}

int
main (int argc, char *argv[])
{
  gst_init (NULL, NULL);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/frame-decoder/mpeg/as-element", test_as_element);
  g_test_add_func ("/frame-decoder/mpeg/bare", test_bare);
  g_test_add_func ("/frame-decoder/mpeg/warm", test_warm);
  g_test_add_func ("/frame-decoder/mpeg/damage", test_damage);
  return g_test_run ();
}
