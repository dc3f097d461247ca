/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <gio/gunixoutputstream.h>
#include <string.h>
#include <unistd.h>

#include "core/bytes.h"
#include "gaudiofile/gaf-error.h"
#include "formats/mpeg/header.h"
#include "packets/muxer.h"
#include "packets/packetizer.h"

/* Frames are made here: headers that are right, and bytes that tell one frame from another. */

#define DELAY         576
#define DECODER_DELAY 529

/* ISO/IEC 11172-3, 2.4.2.3: version, bit rate's and rate's index, one channel or two (joint stereo). */
#define WORD(version, bitrate, rate, mono) \
  (0xffe30000u | (guint32) (version) << 19 | (bitrate) << 12 | (rate) << 10 | ((mono) ? 3 : 1) << 6)
#define MPEG1   3
#define MPEG2   2
#define MPEG2_5 0

static const struct {
  int rate;
  guint version, rate_index;
} rates[] = {
  { 44100, MPEG1, 0 }, { 48000, MPEG1, 1 },   { 32000, MPEG1, 2 },   { 22050, MPEG2, 0 },  { 24000, MPEG2, 1 },
  { 16000, MPEG2, 2 }, { 11025, MPEG2_5, 0 }, { 12000, MPEG2_5, 1 }, { 8000, MPEG2_5, 2 },
};

static GafEncodeSpec *
make_spec (int rate, guint channels, const char *quality)
{
  GafEncodeSpec *spec = gaf_encode_spec_new ("mp3", rate, channels);

  gaf_encode_spec_set_quality (spec, quality);
  return spec;
}

static void
add_frame (GByteArray *stream, guint32 word, guint number)
{
  GafMpegHeader header;
  guint8 bytes[4];
  guint at = stream->len;

  gaf_write_be32 (bytes, word | 0x10000);
  g_assert_true (gaf_mpeg_header_parse (&header, bytes));
  g_byte_array_set_size (stream, at + header.size);
  for (guint i = 0; i < header.size; i++)
    stream->data[at + i] = (number * 31 + i * 7) & 0x7f; /* no 0xff: no false sync */
  memcpy (stream->data + at, bytes, 4);
}

/* Frames of 128 kbit/s, or of all bit rates from 64 to 320 in turn. */
static GByteArray *
make_stream (guint version, guint rate_index, gboolean mono, gboolean varying, guint n)
{
  GByteArray *stream = g_byte_array_new ();

  for (guint i = 0; i < n; i++)
    add_frame (stream, WORD (version, varying ? 5 + i % 10 : 9, rate_index, mono), i);
  return stream;
}

static void
push (GafMuxer *muxer, const guint8 *data, gsize length)
{
  g_autoptr (GstBuffer) packet = gst_buffer_new_memdup (data, length);
  g_autoptr (GError) error = NULL;

  g_assert_true (muxer->klass->packet (muxer, packet, G_MAXUINT64, &error));
  g_assert_no_error (error);
}

/* The whole stream in pieces of @piece bytes. */
static void
push_in_pieces (GafMuxer *muxer, GByteArray *stream, gsize piece)
{
  for (gsize at = 0; at < stream->len; at += piece)
    push (muxer, stream->data + at, MIN (piece, stream->len - at));
}

static void
start (GafMuxer *muxer, int rate)
{
  g_autoptr (GstCaps) caps = gst_caps_new_simple ("audio/mpeg", "rate", G_TYPE_INT, rate, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (muxer->klass->start (muxer, caps, &error));
  g_assert_no_error (error);
}

static GBytes *
close_sink (GafByteSink *sink)
{
  g_autoptr (GError) error = NULL;

  gaf_byte_sink_close (sink, &error);
  g_assert_no_error (error);
  return gaf_byte_sink_steal_bytes (sink);
}

static GBytes *
mux (GafEncodeSpec *spec, GByteArray *stream, gsize piece, gint64 n_frames)
{
  g_autoptr (GafByteSink) sink = gaf_byte_sink_new_for_memory ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GafMuxer) muxer = gaf_muxer_mpeg_new (sink, spec, &error);

  g_assert_true (gaf_byte_sink_open (sink, &error));
  if (stream != NULL) {
    start (muxer, (int) gaf_encode_spec_get_rate (spec));
    push_in_pieces (muxer, stream, piece);
  }
  g_assert_true (muxer->klass->finish (muxer, n_frames, &error));
  g_assert_no_error (error);
  return close_sink (sink);
}

/* bit by bit, to check the table */
static guint16
crc16 (const guint8 *data, gsize length)
{
  guint16 crc = 0;

  for (gsize i = 0; i < length; i++) {
    crc ^= data[i];
    for (int bit = 0; bit < 8; bit++)
      crc = crc & 1 ? (crc >> 1) ^ 0xa001 : crc >> 1;
  }
  return crc;
}

/* Checks all of the tag but its table; returns the tag frame's size. */
static guint32
check_tag (GBytes *file, GByteArray *stream, gboolean vbr, guint n_packets, gint64 n_frames)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (file, &size);
  GafMpegHeader header, first;
  GafMpegTag tag;

  g_assert_true (gaf_mpeg_header_parse (&header, data));
  g_assert_true (gaf_mpeg_header_parse (&first, stream->data));
  g_assert_cmpint (header.version, ==, first.version);
  g_assert_cmpint (header.rate, ==, first.rate);
  g_assert_cmpint (header.channels, ==, first.channels);
  g_assert_false (header.crc);

  /* Behind it lie the encoder's bytes as they are. */
  g_assert_cmpuint (size, ==, header.size + stream->len);
  g_assert_cmpmem (data + header.size, size - header.size, stream->data, stream->len);

  g_assert_true (gaf_mpeg_tag_parse (&tag, &header, data, header.size));
  g_assert_cmpint (tag.n_packets, ==, n_packets);
  g_assert_cmpint (tag.n_bytes, ==, size);
  g_assert_cmpint (tag.delay, ==, DELAY);
  g_assert_cmpint (tag.padding, ==, n_packets * header.n_frames - DELAY - n_frames);

  const guint8 *at = data + 4 + gaf_mpeg_header_get_side_info (&header);
  g_assert_cmpint (memcmp (at, vbr ? "Xing" : "Info", 4), ==, 0);
  g_assert_cmpuint (gaf_read_be32 (at + 4), ==, 0xf);
  const guint8 *lame = at + 120;
  g_assert_cmpint (memcmp (lame, "LAME", 4), ==, 0);
  g_assert_cmpint (lame[9], ==, vbr ? 4 : 1);
  g_assert_cmpuint (gaf_read_be32 (lame + 28), ==, size);
  g_assert_cmphex (gaf_read_be16 (lame + 32), ==, crc16 (stream->data, stream->len));
  g_assert_cmphex (gaf_read_be16 (lame + 34), ==, crc16 (data, lame + 34 - data));
  g_assert_cmpuint (lame + 36 - data, <=, header.size);
  return header.size;
}

/* What our own reader makes of it. */
static void
check_length (GBytes *file, gint64 skip, gint64 n_frames, gboolean exact)
{
  g_autoptr (GafByteSource) source = gaf_byte_source_new_for_bytes (file);
  g_autoptr (GError) error = NULL;
  g_autoptr (GafPacketizer) packetizer = gaf_packetizer_mpeg_new (source, &error);

  g_assert_no_error (error);
  g_assert_cmpint (packetizer->skip, ==, skip);
  g_assert_cmpint (packetizer->n_frames, ==, n_frames);
  g_assert_cmpint (packetizer->exact, ==, exact);
}

/* Every rate, channels, constant and variable; whatever the pieces that the encoder hands out. */
static void
test_tag (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rates); i++) {
    for (guint channels = 1; channels <= 2; channels++) {
      for (int vbr = 0; vbr <= 1; vbr++) {
        g_autoptr (GByteArray) stream = make_stream (rates[i].version, rates[i].rate_index, channels == 1, vbr, 50);
        g_autoptr (GafEncodeSpec) spec = make_spec (rates[i].rate, channels, vbr ? "V3" : "128 kbps");
        gint64 n_frames = 49 * (rates[i].version == MPEG1 ? 1152 : 576) - 700;
        g_autoptr (GBytes) file = mux (spec, stream, 400, n_frames);
        g_autoptr (GBytes) large = mux (spec, stream, 10000, n_frames);
        g_autoptr (GBytes) small = mux (spec, stream, 3, n_frames);

        check_tag (file, stream, vbr, 50, n_frames);
        check_length (file, DELAY + DECODER_DELAY, n_frames, TRUE);
        g_assert_true (g_bytes_equal (file, large));
        g_assert_true (g_bytes_equal (file, small));
      }
    }
  }
}

/* The tag fits in whatever the bit rate; a constant one is kept where it is high enough. */
static void
test_tag_size (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rates); i++) {
    for (guint bitrate = 1; bitrate < 15; bitrate++) {
      for (guint channels = 1; channels <= 2; channels++) {
        g_autoptr (GafEncodeSpec) spec = make_spec (rates[i].rate, channels, "128 kbps");
        g_autoptr (GafEncodeSpec) variable = make_spec (rates[i].rate, channels, "V5");
        g_autoptr (GByteArray) stream = g_byte_array_new ();
        g_autoptr (GBytes) file = NULL;
        g_autoptr (GBytes) other = NULL;
        GafMpegHeader first;
        guint32 size;

        /* With the padding bit, which the tag frame has not. */
        add_frame (stream, WORD (rates[i].version, bitrate, rates[i].rate_index, channels == 1) | 0x200, 0);
        gaf_mpeg_header_parse (&first, stream->data);
        file = mux (spec, stream, 1000, first.n_frames - DELAY);
        size = check_tag (file, stream, FALSE, 1, first.n_frames - DELAY);
        g_assert_cmpuint (size, >=, first.size - 1);
        if (first.size > 250)
          g_assert_cmpuint (size, ==, first.size - 1);
        else
          g_assert_cmpuint (size, <, 350);

        other = mux (variable, stream, 1000, first.n_frames - DELAY);
        g_assert_cmpuint (check_tag (other, stream, TRUE, 1, first.n_frames - DELAY), <, 350);
      }
    }
  }
}

/* The table of contents tells where each hundredth is, also when not every frame's place is remembered. */
static void
check_toc (guint n)
{
  g_autoptr (GByteArray) stream = make_stream (MPEG1, 0, FALSE, TRUE, n);
  g_autoptr (GafEncodeSpec) spec = make_spec (44100, 2, "V0");
  g_autoptr (GBytes) file = mux (spec, stream, 5000, n * 1152 - 1000);
  guint32 tag_size = check_tag (file, stream, TRUE, n, n * 1152 - 1000);
  const guint8 *toc = (const guint8 *) g_bytes_get_data (file, NULL) + 4 + 32 + 16;
  gsize total = g_bytes_get_size (file);

  for (guint i = 0; i < 100; i++) {
    guint wanted = n * i / 100;
    gsize at = tag_size;
    GafMpegHeader header;

    for (guint k = 0; k < wanted; k++) {
      gaf_mpeg_header_parse (&header, stream->data + at - tag_size);
      at += header.size;
    }
    g_assert_cmpint (ABS ((int) toc[i] - (int) (at * 256 / total)), <=, n > 1024 ? 1 : 0);
  }
}

static void
test_toc (void)
{
  check_toc (1);
  check_toc (7);
  check_toc (1000);
  check_toc (3000);
}

/* A crash after a refresh: the tag tells of less than there is, or of just that; all is read. */
static void
test_refresh (void)
{
  g_autoptr (GByteArray) stream = make_stream (MPEG1, 0, FALSE, FALSE, 60);
  g_autoptr (GafEncodeSpec) spec = make_spec (44100, 2, "128 kbps");

  for (guint refresh_at = 0; refresh_at <= 60; refresh_at += 30) {
    g_autoptr (GafByteSink) sink = gaf_byte_sink_new_for_memory ();
    g_autoptr (GError) error = NULL;
    g_autoptr (GafMuxer) muxer = gaf_muxer_mpeg_new (sink, spec, &error);
    g_autoptr (GBytes) file = NULL;
    gsize half = stream->len / 60 * refresh_at;

    g_assert_true (gaf_byte_sink_open (sink, &error));
    start (muxer, 44100);
    if (refresh_at > 0)
      push (muxer, stream->data, half);
    g_assert_true (muxer->klass->refresh (muxer, 0, &error));
    if (refresh_at < 60)
      push (muxer, stream->data + half, stream->len - half);
    file = close_sink (sink);
    check_length (file, DELAY + DECODER_DELAY, 60 * 1152 - (refresh_at == 60 ? DELAY : DELAY + DECODER_DELAY), TRUE);
  }
}

/* Nothing can be completed later: just the frames. */
static void
test_unseekable (void)
{
  g_autoptr (GByteArray) stream = make_stream (MPEG1, 0, FALSE, FALSE, 20);
  g_autoptr (GafEncodeSpec) spec = make_spec (44100, 2, "128 kbps");
  g_autoptr (GError) error = NULL;
  guint8 written[20000];
  int fds[2];

  g_assert_cmpint (pipe (fds), ==, 0);
  {
    g_autoptr (GOutputStream) out = g_unix_output_stream_new (fds[1], TRUE);
    g_autoptr (GafByteSink) sink = gaf_byte_sink_new_for_stream (out);
    g_autoptr (GafMuxer) muxer = gaf_muxer_mpeg_new (sink, spec, &error);

    g_assert_true (gaf_byte_sink_open (sink, &error));
    start (muxer, 44100);
    push_in_pieces (muxer, stream, 777);
    g_assert_true (muxer->klass->refresh (muxer, 0, &error));
    g_assert_true (muxer->klass->finish (muxer, 20000, &error));
    g_assert_true (gaf_byte_sink_close (sink, &error));
    g_assert_no_error (error);
  }
  g_assert_cmpint (read (fds[0], written, sizeof written), ==, stream->len);
  g_assert_cmpmem (written, stream->len, stream->data, stream->len);
  close (fds[0]);
}

static void
test_empty (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rates); i++) {
    for (guint channels = 1; channels <= 2; channels++) {
      g_autoptr (GafEncodeSpec) spec = make_spec (rates[i].rate, channels, "320 kbps");
      g_autoptr (GBytes) file = mux (spec, NULL, 0, 0);
      GafMpegHeader header;
      GafMpegTag tag;

      g_assert_true (gaf_mpeg_header_parse (&header, g_bytes_get_data (file, NULL)));
      g_assert_cmpint (header.rate, ==, rates[i].rate);
      g_assert_cmpint (header.channels, ==, channels);
      g_assert_true (gaf_mpeg_tag_parse (&tag, &header, g_bytes_get_data (file, NULL), header.size));
      g_assert_cmpint (tag.n_packets, ==, 2);
      check_length (file, DELAY + DECODER_DELAY, 0, TRUE);
    }
  }
}

static void
test_errors (void)
{
  g_autoptr (GafEncodeSpec) spec = make_spec (44100, 2, "128 kbps");
  g_autoptr (GByteArray) stream = make_stream (MPEG1, 0, FALSE, FALSE, 300);
  g_autoptr (GstBuffer) garbage = gst_buffer_new_memdup ("not a frame", 11);
  g_autoptr (GstBuffer) frames = gst_buffer_new_memdup (stream->data, stream->len);
  g_autoptr (GstCaps) slower = gst_caps_new_simple ("audio/mpeg", "rate", G_TYPE_INT, 22050, NULL);
  g_autoptr (GafByteSink) memory = gaf_byte_sink_new_for_memory ();
  g_autoptr (GafByteSink) full = gaf_byte_sink_new_for_path ("/dev/full", FALSE);
  g_autoptr (GafMuxer) muxer = gaf_muxer_mpeg_new (memory, spec, NULL);
  g_autoptr (GafMuxer) unlucky = gaf_muxer_mpeg_new (full, spec, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (muxer->klass->start (muxer, slower, &error));
  g_assert_error (error, GAF_ERROR, GAF_ERROR_UNSUPPORTED);
  g_clear_error (&error);

  g_assert_true (gaf_byte_sink_open (memory, &error));
  g_assert_false (muxer->klass->packet (muxer, garbage, G_MAXUINT64, &error));
  g_assert_error (error, GAF_ERROR, GAF_ERROR_CORRUPT);
  g_clear_error (&error);

  g_assert_true (gaf_byte_sink_open (full, &error));
  g_assert_false (unlucky->klass->packet (unlucky, frames, G_MAXUINT64, &error)
                  && unlucky->klass->refresh (unlucky, 0, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);

  g_test_add_func ("/muxer-mpeg/tag", test_tag);
  g_test_add_func ("/muxer-mpeg/tag-size", test_tag_size);
  g_test_add_func ("/muxer-mpeg/toc", test_toc);
  g_test_add_func ("/muxer-mpeg/refresh", test_refresh);
  g_test_add_func ("/muxer-mpeg/unseekable", test_unseekable);
  g_test_add_func ("/muxer-mpeg/empty", test_empty);
  g_test_add_func ("/muxer-mpeg/errors", test_errors);
  return g_test_run ();
}
