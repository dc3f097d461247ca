/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <string.h>

#include "formats/flac/header.h"
#include "muxer-file.h"
#include "ogg-pages.h"

#define RATE  44100
#define BLOCK 4608 /* of the encoder's usual setting */

static gint16 *
make_samples (gsize n_frames)
{
  gint16 *samples = g_new (gint16, 2 * n_frames);
  guint32 state = 1;

  for (gsize i = 0; i < 2 * n_frames; i++)
    samples[i] = (gint16) ((state = state * 1664525 + 1013904223) >> 18);
  return samples;
}

/* RFC 9639, section 10.1: the mapping's own header of nine bytes, "fLaC", the header of the block, STREAMINFO. */
static GafFlacStreamInfo
check_first_packet (GPtrArray *packets, gboolean *has_md5)
{
  static const guint8 mapping[] = { 0x7f, 'F', 'L', 'A', 'C', 1, 0, 0, 1, 'f', 'L', 'a', 'C', 0, 0, 0, 34 };
  static const guint8 zeros[16];
  const GByteArray *packet = g_ptr_array_index (packets, 0);
  GafFlacStreamInfo info;

  g_assert_cmpuint (packet->len, ==, sizeof mapping + 34);
  g_assert_cmpmem (packet->data, sizeof mapping, mapping, sizeof mapping);
  g_assert_true (gaf_flac_stream_info_parse (packet->data + sizeof mapping, 34, &info));
  *has_md5 = memcmp (packet->data + sizeof mapping + 18, zeros, 16) != 0;
  /* The one packet of headers behind it is the comment, and says that it is the last. */
  packet = g_ptr_array_index (packets, 1);
  g_assert_cmphex (packet->data[0], ==, 0x84);
  return info;
}

static void
test_lengths (void)
{
  /* Of a block at least: below that the bare encoder warns; write/encoder-setup.c says why. */
  static const gint64 lengths[] = { BLOCK + 1, 2 * BLOCK, 5 * BLOCK, 22050, 44100, 100003 };
  g_autofree gint16 *samples = make_samples (100003);

  for (guint i = 0; i < 2 * G_N_ELEMENTS (lengths); i++) {
    const gint64 n = lengths[i / 2];
    const gboolean can_seek = i % 2;
    g_autoptr (GafEncodeSpec) spec = make_spec ("oga", RATE, 2, 16);
    g_auto (Muxing) muxing = { NULL };
    g_autoptr (GPtrArray) packets = g_ptr_array_new_with_free_func ((GDestroyNotify) g_byte_array_unref);
    g_autoptr (GArray) pages = NULL;
    g_autoptr (GBytes) file = NULL;
    GafFlacStreamInfo info;
    gboolean has_md5;
    gint64 sum = 0;

    muxing_begin (&muxing, gaf_muxer_ogg_flac_new, spec, can_seek);
    if (!muxing_encode (&muxing, "flacenc", GST_AUDIO_FORMAT_S16LE, samples, n, TRUE))
      return;
    file = muxing_finish (&muxing, n);
    pages = read_pages (file, packets);
    assert_end (pages, n);
    assert_length (file, n);
    info = check_first_packet (packets, &has_md5);
    g_assert_cmpint (info.n_frames, ==, can_seek ? n : 0);
    g_assert_cmpint (has_md5, ==, can_seek);

    /* The headers have pages of their own; each other one has half a second and says where its last packet ends. */
    g_assert_cmpuint (nth (pages, 0)->n_packets, ==, 1);
    g_assert_cmpuint (nth (pages, 1)->n_packets, ==, 1);
    g_assert_cmpint (nth (pages, 0)->granule, ==, 0);
    g_assert_cmpint (nth (pages, 1)->granule, ==, 0);
    for (guint k = 2, packet = 2; k < pages->len; k++) {
      const gint64 before = sum;

      for (guint in_page = 0; in_page < nth (pages, k)->n_packets; in_page++, packet++) {
        const GByteArray *frame = g_ptr_array_index (packets, packet);
        GafFlacFrameHeader header;

        g_assert_true (gaf_flac_frame_header_parse (frame->data, frame->len, &header));
        sum += header.block_size;
      }
      if (nth (pages, k)->n_packets > 0)
        g_assert_cmpint (nth (pages, k)->granule, ==, sum);
      g_assert_cmpint (sum - before, <, RATE / 2 + BLOCK);
    }
    g_assert_cmpint (sum, ==, n);
  }
}

/* Crash: the page that is being filled is missing, and no more. */
static void
test_unfinished (void)
{
  const gsize n = 5 * RATE;
  g_autofree gint16 *samples = make_samples (n);
  g_autoptr (GafEncodeSpec) spec = make_spec ("oga", RATE, 2, 16);
  g_auto (Muxing) muxing = { NULL };
  g_autoptr (GArray) pages = NULL;
  g_autoptr (GBytes) file = NULL;
  gint64 found;

  muxing_begin (&muxing, gaf_muxer_ogg_flac_new, spec, TRUE);
  if (!muxing_encode (&muxing, "flacenc", GST_AUDIO_FORMAT_S16LE, samples, n, FALSE))
    return;
  muxing_refresh (&muxing);
  file = muxing_take (&muxing);
  pages = read_pages (file, NULL);
  found = nth (pages, pages->len - 1)->granule;
  g_assert_cmpint (found, >, n - RATE / 2 - 2 * BLOCK);
  assert_length (file, found);
}

/* Nothing was written, and the encoder never asked. */
static void
test_empty (void)
{
  g_autoptr (GafEncodeSpec) spec = make_spec ("oga", RATE, 2, 24);
  g_auto (Muxing) muxing = { NULL };
  g_autoptr (GPtrArray) packets = g_ptr_array_new_with_free_func ((GDestroyNotify) g_byte_array_unref);
  g_autoptr (GArray) pages = NULL;
  g_autoptr (GBytes) file = NULL;
  GafFlacStreamInfo info;
  gboolean has_md5;

  muxing_begin (&muxing, gaf_muxer_ogg_flac_new, spec, FALSE);
  file = muxing_finish (&muxing, 0);
  pages = read_pages (file, packets);
  assert_end (pages, 0);
  info = check_first_packet (packets, &has_md5);
  g_assert_true (has_md5); /* of no samples */
  g_assert_cmpint (info.bits, ==, 24);
  g_assert_cmpint (info.rate, ==, RATE);
  assert_length (file, 0);
}

static void
test_errors (void)
{
  g_autoptr (GafEncodeSpec) spec = make_spec ("oga", RATE, 2, 16);
  g_autoptr (GstCaps) bare = gst_caps_new_empty_simple ("audio/x-flac");
  g_autoptr (GstBuffer) garbage = gst_buffer_new_memdup ("garbage garbage", 15);
  g_autoptr (GError) error = NULL;
  g_auto (Muxing) muxing = { NULL };

  muxing_begin (&muxing, gaf_muxer_ogg_flac_new, spec, TRUE);
  g_assert_false (muxing.muxer->klass->start (muxing.muxer, bare, &error));
  g_assert_error (error, GAF_ERROR, GAF_ERROR_CORRUPT);
  g_clear_error (&error);
  g_assert_false (muxing.muxer->klass->packet (muxing.muxer, garbage, G_MAXUINT64, &error));
  g_assert_error (error, GAF_ERROR, GAF_ERROR_CORRUPT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);

  g_test_add_func ("/muxer-ogg-flac/lengths", test_lengths);
  g_test_add_func ("/muxer-ogg-flac/unfinished", test_unfinished);
  g_test_add_func ("/muxer-ogg-flac/empty", test_empty);
  g_test_add_func ("/muxer-ogg-flac/errors", test_errors);
  return g_test_run ();
}
