/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <gst/gst.h>
#include <math.h>
#include <opus.h>
#include <opus_multistream.h>
#include <opus_projection.h>

#include "gaf-error.h"
#include "gaf-writer.h"
#include "packets/frame-decoder.h"
#include "read/codecs.h"

#define RATE       48000
#define FRAMES     960
#define MAX_FRAMES 5760
#define N_PACKETS  40

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GafFrameDecoder, gaf_frame_decoder_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OpusEncoder, opus_encoder_destroy)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OpusMSDecoder, opus_multistream_decoder_destroy)

/* As the packetizers describe it: the streams stand for what the mapping says, or for the channels in their order. The
 * header has a gain of @gain / 256 dB. */
static void
describe (GafPacketizer *description, int channels, int n_streams, int n_coupled, const guint8 *mapping, gint16 gain)
{
  guint8 head[21 + 255] = { 'O', 'p', 'u', 's', 'H', 'e', 'a', 'd', 1, channels, [16] = gain & 0xff, gain >> 8 & 0xff };
  gboolean in_order = n_streams == 1;

  for (int c = 0; c < channels; c++) {
    head[21 + c] = mapping[c];
    in_order = in_order && mapping[c] == c;
  }
  head[18] = !in_order;
  head[19] = n_streams;
  head[20] = n_coupled;
  *description = (GafPacketizer){ .codec = "opus", .rate = RATE, .channels = channels };
  description->headers[0] = g_bytes_new (head, in_order ? 19 : 21 + channels);
}

/* Packet @i of a stream that goes through the modes of Opus (speech, both, music), and through damage. */
static gsize
make_packet (OpusEncoder *encoder, GRand *rand, int channels, int i, guint8 *packet, gsize size)
{
  static const int bandwidths[] = { OPUS_BANDWIDTH_WIDEBAND, OPUS_BANDWIDTH_FULLBAND };
  float samples[FRAMES * 2];
  int n;

  if (i % 9 == 8) {
    n = g_rand_int_range (rand, 1, 40);
    for (int k = 0; k < n; k++)
      packet[k] = g_rand_int (rand);
    return n;
  }
  for (int k = 0; k < FRAMES * channels; k++)
    samples[k] = g_rand_double_range (rand, -.5, .5);
  opus_encoder_ctl (encoder, OPUS_SET_BITRATE (i % 20 < 10 ? 24000 : 96000));
  opus_encoder_ctl (encoder, OPUS_SET_BANDWIDTH (bandwidths[i % 20 >= 5]));
  opus_encoder_ctl (encoder, OPUS_SET_SIGNAL (i % 20 < 10 ? OPUS_SIGNAL_VOICE : OPUS_SIGNAL_MUSIC));
  n = opus_encode_float (encoder, samples, FRAMES, packet, size);
  g_assert_cmpint (n, >, 0);
  return n;
}

/* All packets come out with the bits that libopus's decoder for several streams gives, by the decoder called @name. */
static void
check (int channels, const guint8 *mapping, gint16 gain, const char *name)
{
  const int coupled = channels - 1;
  g_autoptr (GRand) rand = g_rand_new_with_seed (channels * 1000 + gain);
  g_autoptr (OpusEncoder) encoder = opus_encoder_create (RATE, channels, OPUS_APPLICATION_VOIP, NULL);
  g_autoptr (OpusMSDecoder) reference = opus_multistream_decoder_create (RATE, channels, 1, coupled, mapping, NULL);
  g_autoptr (GafFrameDecoder) decoder = NULL;
  g_autoptr (GError) failure = NULL;
  g_autofree float *samples = g_new (float, MAX_FRAMES *channels);
  GafPacketizer description;
  guint modes = 0;

  opus_multistream_decoder_ctl (reference, OPUS_SET_GAIN (gain));
  describe (&description, channels, 1, coupled, mapping, gain);
  decoder = gaf_frame_decoder_opus_new (&description, &failure);
  g_assert_no_error (failure);
  g_assert_cmpstr (decoder->name, ==, name);

  for (int i = 0; i < N_PACKETS; i++) {
    guint8 data[4000];
    const gsize size = make_packet (encoder, rand, channels, i, data, sizeof data);
    const int n = opus_multistream_decode_float (reference, data, size, samples, MAX_FRAMES, 0);
    GafPacket packet = { gst_buffer_new_memdup (data, size), i * FRAMES, FRAMES, FALSE };
    g_autoptr (GError) error = NULL;
    GafDecodedBlock block;

    modes |= data[0] >> 3 < 12 ? 1 : data[0] >> 3 < 16 ? 2 : 4; /* SILK, hybrid, CELT: RFC 6716, table 2 */
    if (i == N_PACKETS / 2) {
      g_assert_true (gaf_frame_decoder_renew (decoder, &error));
      opus_multistream_decoder_ctl (reference, OPUS_RESET_STATE);
      gst_clear_buffer (&packet.data);
      continue;
    }
    g_assert_cmpint (gaf_frame_decoder_push (decoder, &packet, TRUE, &error), ==, n >= 0);
    g_assert_null (packet.data);
    if (n < 0) {
      g_assert_false (gaf_frame_decoder_pop (decoder, RATE, &block, NULL));
      continue;
    }
    g_assert_true (gaf_frame_decoder_pop (decoder, RATE, &block, &error));
    g_assert_cmpint (block.n_frames, ==, n);
    g_assert_cmpint (block.position, ==, i * FRAMES);
    for (int c = 0; c < channels; c++)
      for (int k = 0; k < n; k++)
        g_assert_cmpmem (block.planes[c] + k * block.stride, sizeof (float), samples + k * channels + c,
                         sizeof (float));
  }
  g_assert_cmpuint (modes, ==, 7);
  g_clear_pointer (&description.headers[0], g_bytes_unref);
}

static void
test_single (void)
{
  check (1, (guint8[]){ 0 }, 0, "opus");
  check (2, (guint8[]){ 0, 1 }, 0, "opus");
  check (1, (guint8[]){ 0 }, -1000, "opus");
  check (2, (guint8[]){ 0, 1 }, 1000, "opus");
}

/* The channels swapped, doubled, or silent: what the decoder for one stream cannot do. */
static void
test_mapped (void)
{
  check (2, (guint8[]){ 1, 0 }, 0, "opus multistream");
  check (2, (guint8[]){ 0, 0 }, 0, "opus multistream");
  check (2, (guint8[]){ 0, 255 }, 0, "opus multistream");
  check (1, (guint8[]){ 255 }, 0, "opus multistream");
}

/* {{{ family 3 */

/* An identification header (RFC 8486, section 4.1) with the encoder's matrix, by which the streams are mixed back. */
static void
describe_ambisonics (GafPacketizer *description, OpusProjectionEncoder *encoder, int channels, int n_streams,
                     int n_coupled, gboolean whole)
{
  guint8 head[21 + 2 * 16 * 16] = {
    'O', 'p', 'u', 's', 'H', 'e', 'a', 'd', 1, channels, [18] = 3, n_streams, n_coupled
  };
  opus_int32 size = 0;

  g_assert_cmpint (opus_projection_encoder_ctl (encoder, OPUS_PROJECTION_GET_DEMIXING_MATRIX_SIZE (&size)), ==, 0);
  g_assert_cmpint (size, <=, sizeof head - 21);
  g_assert_cmpint (opus_projection_encoder_ctl (encoder, OPUS_PROJECTION_GET_DEMIXING_MATRIX (head + 21, size)), ==, 0);
  *description = (GafPacketizer){ .codec = "opus", .rate = RATE, .channels = channels };
  description->headers[0] = g_bytes_new (head, whole ? 21 + size : 21 + size - 1);
}

/* Ambisonics of the first order come back as they went in, in their order; without a whole matrix they are refused. */
static void
test_ambisonics (void)
{
  enum { CHANNELS = 4 };
  int n_streams = 0, n_coupled = 0, status = 0;
  OpusProjectionEncoder *encoder = opus_projection_ambisonics_encoder_create (RATE, CHANNELS, 3, &n_streams, &n_coupled,
                                                                              OPUS_APPLICATION_AUDIO, &status);
  g_autoptr (GafFrameDecoder) decoder = NULL;
  g_autoptr (GError) error = NULL;
  GafPacketizer description;
  double products[CHANNELS][CHANNELS] = { 0 };

  g_assert_cmpint (status, ==, OPUS_OK);
  describe_ambisonics (&description, encoder, CHANNELS, n_streams, n_coupled, FALSE);
  g_assert_null (gaf_frame_decoder_opus_new (&description, &error));
  g_assert_error (error, GAF_ERROR, GAF_ERROR_UNSUPPORTED);
  g_clear_pointer (&description.headers[0], g_bytes_unref);

  describe_ambisonics (&description, encoder, CHANNELS, n_streams, n_coupled, TRUE);
  decoder = gaf_frame_decoder_opus_new (&description, NULL);
  g_assert_nonnull (decoder);
  opus_projection_encoder_ctl (encoder, OPUS_SET_BITRATE (512000));
  for (int i = 0; i < 20; i++) {
    float samples[FRAMES * CHANNELS];
    guint8 data[8000];
    GafDecodedBlock block;
    GafPacket packet = { NULL, i * FRAMES, FRAMES, FALSE, FALSE };
    int n;

    /* A tone of its own in each channel, of as many periods in a packet. */
    for (int k = 0; k < FRAMES; k++)
      for (int c = 0; c < CHANNELS; c++)
        samples[k * CHANNELS + c] = .2 * sin (2 * G_PI * (8 + 5 * c) * k / FRAMES);
    n = opus_projection_encode_float (encoder, samples, FRAMES, data, sizeof data);
    g_assert_cmpint (n, >, 0);
    packet.data = gst_buffer_new_memdup (data, n);
    if (i == 10)
      g_assert_true (gaf_frame_decoder_renew (decoder, NULL));
    g_assert_true (gaf_frame_decoder_push (decoder, &packet, TRUE, NULL));
    g_assert_true (gaf_frame_decoder_pop (decoder, RATE, &block, NULL));
    g_assert_cmpint (block.n_frames, ==, FRAMES);
    if (i < 15)
      continue;
    /* How much of each tone is in each channel, in whatever phase. */
    for (int c = 0; c < CHANNELS; c++)
      for (int tone = 0; tone < CHANNELS; tone++) {
        double re = 0, im = 0;

        for (int k = 0; k < FRAMES; k++) {
          const double angle = 2 * G_PI * (8 + 5 * tone) * k / FRAMES;
          const float sample = *(const float *) (block.planes[c] + k * block.stride);

          re += sample * cos (angle);
          im += sample * sin (angle);
        }
        products[c][tone] = sqrt (re * re + im * im) * 2 / FRAMES;
      }
  }
  for (int c = 0; c < CHANNELS; c++)
    for (int tone = 0; tone < CHANNELS; tone++)
      if (c == tone)
        g_assert_cmpfloat_with_epsilon (products[c][tone], .2, .02);
      else
        g_assert_cmpfloat (products[c][tone], <, .01);
  opus_projection_encoder_destroy (encoder);
  g_clear_pointer (&description.headers[0], g_bytes_unref);
}

/* }}} */

/* {{{ pre-roll */

#define SECONDS 14

/* Noise that is coloured, in the mode for speech or that for music; the mode of all packets is looked at. */
static GBytes *
encode (gboolean speech)
{
  const int rate = speech ? 12000 : RATE, n_frames = rate * SECONDS;
  g_autoptr (GafEncodeSpec) spec = gaf_encode_spec_new ("opus", rate, 1);
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autofree float *samples = g_new (float, n_frames);
  const float *planes[] = { samples };
  g_autoptr (GafWriter) writer = NULL;

  for (int i = 0; i < n_frames; i++)
    samples[i] = (i > 0 ? samples[i - 1] * .9f : 0) + (float) g_rand_double_range (rand, -.05, .05);
  if (speech)
    gaf_encode_spec_set_quality (spec, "12 kbps");
  writer = gaf_writer_new_for_memory (spec, NULL);
  g_assert_nonnull (writer);
  g_assert_true (gaf_writer_write (writer, planes, n_frames, NULL, NULL));
  g_assert_true (gaf_writer_close (writer, NULL, NULL));
  return gaf_writer_steal_bytes (writer, NULL);
}

/* Decodes what @packetizer gives from here on, up to coded frame @end, by a decoder that is new. Packets that end
 * before
 * @begin are left out. The bits of @modes say which modes came. */
static void
decode (GafPacketizer *packetizer, gint64 begin, gint64 end, float *samples, guint *modes)
{
  g_autoptr (GafFrameDecoder) decoder = gaf_frame_decoder_opus_new (packetizer, NULL);
  GafPacket packet = { 0 };

  while (gaf_packetizer_next (packetizer, &packet, NULL)) {
    const gboolean needed = packet.position + packet.n_frames > begin && packet.position < end;
    guint8 first;

    gst_buffer_extract (packet.data, 0, &first, 1);
    *modes |= first >> 3 < 12 ? 1 : first >> 3 < 16 ? 2 : 4;
    if (needed) {
      GafDecodedBlock block;

      g_assert_true (gaf_frame_decoder_push (decoder, &packet, TRUE, NULL));
      g_assert_true (gaf_frame_decoder_pop (decoder, RATE, &block, NULL));
      for (gint64 i = 0; i < block.n_frames && block.position + i < end; i++)
        memcpy (samples + block.position + i, block.planes[0] + i * block.stride, sizeof (float));
    }
    gaf_packet_clear (&packet);
  }
}

/* The packetizer goes back as far as its packets need, whatever it is asked for; and for music, the codec's pre-roll
 * alone would do. Each hides from the other tests that the other is too short. */
static void
test_preroll (gconstpointer speech)
{
  const gint64 size = (SECONDS + 1) * RATE;
  const int preroll = gaf_codecs_get_codec ("opus")->preroll;
  g_autoptr (GBytes) bytes = encode (speech != NULL);
  g_autoptr (GafByteSource) source = gaf_byte_source_new_for_bytes (bytes);
  GafPacketizer *packetizer = gaf_packetizer_ogg_new (source, NULL);
  g_autofree float *expected = g_new0 (float, size);
  g_autofree float *samples = g_new0 (float, size);
  guint modes = 0;

  g_assert_nonnull (packetizer);
  decode (packetizer, 0, size, expected, &modes);
  g_assert_cmpuint (modes, ==, speech ? 1 : 4);
  for (gint64 frame = 6 * RATE; frame < (SECONDS - 1) * RATE; frame += RATE * 3 / 2 + 321) {
    const gsize n_bytes = RATE / 4 * sizeof (float);

    g_assert_true (gaf_packetizer_seek (packetizer, frame, 0, NULL));
    decode (packetizer, 0, frame + RATE / 4, samples, &modes);
    g_assert_cmpmem (samples + frame, n_bytes, expected + frame, n_bytes);
    if (speech)
      continue;
    memset (samples, 0, size * sizeof (float));
    g_assert_true (gaf_packetizer_seek (packetizer, 0, 0, NULL));
    decode (packetizer, frame - preroll, frame + RATE / 4, samples, &modes);
    g_assert_cmpmem (samples + frame, n_bytes, expected + frame, n_bytes);
  }
  gaf_packetizer_free (packetizer);
}

/* }}} */

int
main (int argc, char *argv[])
{
  gst_init (NULL, NULL);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/frame-decoder/opus/single", test_single);
  g_test_add_func ("/frame-decoder/opus/mapped", test_mapped);
  g_test_add_func ("/frame-decoder/opus/ambisonics", test_ambisonics);
  g_test_add_data_func ("/frame-decoder/opus/preroll/music", NULL, test_preroll);
  g_test_add_data_func ("/frame-decoder/opus/preroll/speech", "speech", test_preroll);
  return g_test_run ();
}
