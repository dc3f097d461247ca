/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <FLAC/stream_encoder.h>
#include <string.h>

#include "gaudiofile/gaf-error.h"
#include "formats/flac/header.h"
#include "packets/frame-decoder.h"

#define BLOCK  1000
#define FRAMES 3333

/* A stream of libFLAC's encoder: the packets, and the samples that went in. */
typedef struct {
  GafPacketizer description;
  GPtrArray *packets; /* of GBytes */
  gint32 *samples;    /* interleaved */
  int channels, bits;
} Stream;

static FLAC__StreamEncoderWriteStatus
collect (const FLAC__StreamEncoder *encoder, const FLAC__byte *data, size_t size, uint32_t n_frames, uint32_t number,
         void *user_data)
{
  Stream *stream = user_data;

  if (n_frames > 0)
    g_ptr_array_add (stream->packets, g_bytes_new (data, size));
  return FLAC__STREAM_ENCODER_WRITE_STATUS_OK;
}

static void
stream_init (Stream *stream, int channels, int bits)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (channels * 100 + bits);
  FLAC__StreamEncoder *encoder = FLAC__stream_encoder_new ();
  GafFlacStreamInfo info = {
    .min_block = BLOCK, .max_block = BLOCK, .rate = 44100, .channels = channels, .bits = bits
  };

  *stream = (Stream){ .channels = channels, .bits = bits };
  stream->packets = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  stream->samples = g_new (gint32, FRAMES * channels);
  for (int i = 0; i < FRAMES * channels; i++)
    stream->samples[i] = (gint32) g_rand_int (rand) >> (32 - bits);

  FLAC__stream_encoder_set_channels (encoder, channels);
  FLAC__stream_encoder_set_bits_per_sample (encoder, bits);
  FLAC__stream_encoder_set_sample_rate (encoder, info.rate);
  FLAC__stream_encoder_set_blocksize (encoder, BLOCK);
  FLAC__stream_encoder_set_streamable_subset (encoder, FALSE);
  g_assert_cmpint (FLAC__stream_encoder_init_stream (encoder, collect, NULL, NULL, NULL, stream), ==,
                   FLAC__STREAM_ENCODER_INIT_STATUS_OK);
  g_assert_true (FLAC__stream_encoder_process_interleaved (encoder, stream->samples, FRAMES));
  g_assert_true (FLAC__stream_encoder_finish (encoder));
  FLAC__stream_encoder_delete (encoder);

  stream->description.codec = "flac";
  stream->description.caps = gaf_flac_caps_new (&info);
  stream->description.rate = info.rate;
  stream->description.channels = channels;
  stream->description.bits = bits;
}

static void
stream_clear (Stream *stream)
{
  gst_clear_caps (&stream->description.caps);
  g_ptr_array_unref (stream->packets);
  g_free (stream->samples);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Stream, stream_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GafFrameDecoder, gaf_frame_decoder_free)

static GafFrameDecoder *
decoder_for (const Stream *stream)
{
  g_autoptr (GError) error = NULL;
  GafFrameDecoder *decoder = gaf_frame_decoder_flac_new (&stream->description, &error);

  g_assert_no_error (error);
  return decoder;
}

/* Pushes @size bytes at @data as packet @i. */
static gboolean
push (GafFrameDecoder *decoder, guint i, gconstpointer data, gsize size, GError **error)
{
  GafPacket packet = { gst_buffer_new_memdup (data, size), i * BLOCK, BLOCK, FALSE };
  gboolean ok = gaf_frame_decoder_push (decoder, &packet, TRUE, error);

  g_assert_null (packet.data);
  return ok;
}

/* Packet @i comes out as it went in. */
static void
check_packet (GafFrameDecoder *decoder, const Stream *stream, guint i)
{
  GafSampleFormat format = gaf_coding_get_format (gaf_coding_for_bits (stream->bits));
  const int container = 8 * (int) gaf_sample_format_get_width (format);
  const int width = stream->bits <= 8 ? 8 : stream->bits <= 16 ? 16 : stream->bits <= 24 ? 24 : 32;
  gsize size;
  const guint8 *data = g_bytes_get_data (g_ptr_array_index (stream->packets, i), &size);
  g_autoptr (GError) error = NULL;
  GafDecodedBlock block;

  g_assert_true (push (decoder, i, data, size, &error));
  g_assert_true (gaf_frame_decoder_pop (decoder, 44100, &block, &error));
  g_assert_cmpint (block.position, ==, i * BLOCK);
  g_assert_cmpint (block.n_frames, ==, MIN (BLOCK, FRAMES - i * BLOCK));
  g_assert_cmpint (block.channels, ==, stream->channels);
  g_assert_cmpint (block.depth, ==, stream->bits);
  for (int c = 0; c < stream->channels; c++) {
    g_autofree gint32 *out = g_new0 (gint32, block.n_frames); /* as wide as any format */
    const GafSampleSource source = { block.coding, 1, block.stride, &block.planes[c] };
    const GafSampleDest dest = { format, GAF_LAYOUT_PLANAR, (void *[]){ out } };

    gaf_samples_convert (&source, 0, &dest, 0, block.n_frames);
    for (int frame = 0; frame < block.n_frames; frame++) {
      gint64 got = container == 8    ? ((gint8 *) out)[frame]
                   : container == 16 ? ((gint16 *) out)[frame]
                                     : out[frame] >> (32 - width);

      g_assert_cmpint (got, ==,
                       (gint64) stream->samples[(i * BLOCK + frame) * stream->channels + c]
                           * (1 << (width - stream->bits)));
    }
  }
  g_assert_false (gaf_frame_decoder_pop (decoder, 44100, &block, &error));
  g_assert_no_error (error);
}

static void
test_depths (void)
{
  for (int bits = 4; bits <= 32; bits++)
    for (int channels = 1; channels <= 8; channels += bits % 8 == 0 ? 1 : 7) {
      g_auto (Stream) stream;
      g_autoptr (GafFrameDecoder) decoder = NULL;

      stream_init (&stream, channels, bits);
      g_assert_cmpint (stream.packets->len, ==, 4);
      decoder = decoder_for (&stream);
      for (guint i = 0; i < stream.packets->len; i++)
        check_packet (decoder, &stream, i);
    }
}

/* Any order, with holes: each packet stands for itself. */
static void
test_order (void)
{
  static const guint order[] = { 3, 0, 2, 2, 1, 3, 0 };
  g_auto (Stream) stream;
  g_autoptr (GafFrameDecoder) decoder = NULL;

  stream_init (&stream, 2, 16);
  decoder = decoder_for (&stream);
  for (gsize i = 0; i < G_N_ELEMENTS (order); i++) {
    check_packet (decoder, &stream, order[i]);
    if (i % 2)
      gaf_frame_decoder_flush (decoder);
  }
}

/* After whatever is no packet, the next good one is as good as ever. */
static void
test_damage (void)
{
  g_auto (Stream) stream;
  g_autoptr (GafFrameDecoder) decoder = NULL;
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  stream_init (&stream, 2, 16);
  decoder = decoder_for (&stream);
  for (guint round = 0; round < 500; round++) {
    guint i = g_rand_int_range (rand, 0, 4);
    gsize size;
    const guint8 *good = g_bytes_get_data (g_ptr_array_index (stream.packets, i), &size);
    g_autofree guint8 *data = g_memdup2 (good, size);
    gboolean cut = round % 3 == 0;
    g_autoptr (GError) error = NULL;
    GafDecodedBlock block;

    if (cut)
      size = g_rand_int_range (rand, 1, size);
    else if (round % 3 == 1)
      data[g_rand_int_range (rand, 0, size)] ^= 1 << g_rand_int_range (rand, 0, 8);
    else
      for (gsize at = 0; at < size; at++)
        data[at] = g_rand_int (rand);
    if (!push (decoder, i, data, size, &error))
      g_assert_error (error, GAF_ERROR, GAF_ERROR_CORRUPT);
    g_assert_false (gaf_frame_decoder_pop (decoder, 44100, &block, NULL));
    if (round % 2)
      gaf_frame_decoder_flush (decoder);
    check_packet (decoder, &stream, (i + round) % 4);
  }
}

/* A decoder that was used for another stream, and left amid damage, is taken for the next; two never share one. */
static void
test_warm (void)
{
  static const guint8 noise[] = { 0xff, 0xf8, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 };
  g_auto (Stream) deep;
  g_auto (Stream) stream;
  g_autoptr (GafFrameDecoder) first = NULL;
  g_autoptr (GafFrameDecoder) second = NULL;

  stream_init (&deep, 5, 24);
  stream_init (&stream, 2, 16);
  for (guint left_at = 0; left_at < 6; left_at++) {
    g_autoptr (GafFrameDecoder) used = decoder_for (&deep);
    g_autoptr (GafFrameDecoder) again = NULL;

    for (guint i = 0; i < MIN (left_at, 4); i++)
      check_packet (used, &deep, i);
    if (left_at % 2 == 1)
      push (used, 0, noise, sizeof noise, NULL);
    g_clear_pointer (&used, gaf_frame_decoder_free);
    again = decoder_for (&stream);
    g_assert_true (again->warm);
    for (guint i = 0; i < stream.packets->len; i++)
      check_packet (again, &stream, i);
  }

  first = decoder_for (&stream);
  second = decoder_for (&deep);
  g_assert_true (first != second);
  for (guint i = 0; i < stream.packets->len; i++) {
    check_packet (first, &stream, i);
    check_packet (second, &deep, i);
  }
}

/* Heads of large frames, each right, over and over: the first fault ends the packet, or this takes minutes. */
static void
test_hostile (void)
{
  g_auto (Stream) stream;
  g_autoptr (GafFrameDecoder) decoder = NULL;
  g_autoptr (GByteArray) packet = g_byte_array_new ();
  /* 65535 frames of 8 channels of 8 bits, 44.1 kHz, number 0, CRC-8; then constant subframes, and a wrong CRC-16 */
  guint8 frame[] = { 0xff, 0xf8, 0x79, 0x72, 0, 0xff, 0xfe, 0, 0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0, 8, 9, 9 };
  g_autoptr (GError) error = NULL;
  GafFlacFrameHeader header;

  while (!gaf_flac_frame_header_parse (frame, sizeof frame, &header))
    frame[7]++;
  g_assert_cmpint (header.block_size, ==, 65535);
  g_assert_cmpint (header.channels, ==, 8);
  for (int i = 0; i < 300000; i++)
    g_byte_array_append (packet, frame, sizeof frame);
  stream_init (&stream, 8, 8);
  decoder = decoder_for (&stream);
  g_assert_false (push (decoder, 0, packet->data, packet->len, &error));
  g_assert_error (error, GAF_ERROR, GAF_ERROR_CORRUPT);
  check_packet (decoder, &stream, 1);
}

/* Frames that leave nothing to STREAMINFO are decoded without one. */
static void
test_no_stream_info (void)
{
  g_auto (Stream) stream;
  g_autoptr (GafFrameDecoder) decoder = NULL;

  stream_init (&stream, 2, 24);
  gst_clear_caps (&stream.description.caps);
  stream.description.caps = gst_caps_new_empty_simple ("audio/x-flac");
  stream.description.bits = 0;
  decoder = decoder_for (&stream);
  check_packet (decoder, &stream, 0);
  check_packet (decoder, &stream, 3);
}

static void
test_stream_info_in_caps (void)
{
  GafFlacStreamInfo info = { .min_block = 16, .max_block = 4096, .rate = 96000, .channels = 3, .bits = 20 };
  GafFlacStreamInfo found = { 0 };
  guint8 header[GAF_FLAC_STREAM_HEADER_SIZE];
  g_autoptr (GstCaps) whole = gaf_flac_caps_new (&info);
  g_autoptr (GstCaps) none = gst_caps_new_empty_simple ("audio/x-flac");

  g_assert_true (gaf_flac_stream_info_from_caps (whole, &found));
  g_assert_cmpmem (&found, sizeof found, &info, sizeof info);
  g_assert_false (gaf_flac_stream_info_from_caps (none, &found));

  gaf_flac_stream_header_write (&info, header);
  for (gsize first = 1; first < sizeof header; first++) /* in two buffers, and cut short */
    for (gsize missing = 0; missing < 2; missing++) {
      const gsize sizes[2] = { first, sizeof header - first - (first + 1 < sizeof header ? missing : 0) };
      g_autoptr (GstCaps) caps = gst_caps_new_empty_simple ("audio/x-flac");
      g_auto (GValue) list = G_VALUE_INIT;

      g_value_init (&list, GST_TYPE_ARRAY);
      for (int i = 0; i < 2; i++) {
        GValue value = G_VALUE_INIT;

        g_value_init (&value, GST_TYPE_BUFFER);
        gst_value_take_buffer (&value, gst_buffer_new_memdup (header + i * first, sizes[i]));
        gst_value_array_append_and_take_value (&list, &value);
      }
      gst_caps_set_value (caps, "streamheader", &list);
      g_assert_cmpint (gaf_flac_stream_info_from_caps (caps, &found), ==, sizes[0] + sizes[1] == sizeof header);
    }
}

int
main (int argc, char *argv[])
{
  gst_init (NULL, NULL);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/frame-decoder/flac/depths", test_depths);
  g_test_add_func ("/frame-decoder/flac/order", test_order);
  g_test_add_func ("/frame-decoder/flac/damage", test_damage);
  g_test_add_func ("/frame-decoder/flac/warm", test_warm);
  g_test_add_func ("/frame-decoder/flac/hostile", test_hostile);
  g_test_add_func ("/frame-decoder/flac/no-stream-info", test_no_stream_info);
  g_test_add_func ("/frame-decoder/flac/stream-info-in-caps", test_stream_info_in_caps);
  return g_test_run ();
}
