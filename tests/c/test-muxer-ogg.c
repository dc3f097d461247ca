/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <math.h>
#include <string.h>

#include "core/bytes.h"
#include "muxer-file.h"
#include "ogg-pages.h"
#include "opus-packets.h"

static void
test_pages (void)
{
  static const gsize sizes[] = { 0, 1, 254, 255, 256, 510, 64770, 65024, 65025, 65026, 200000, 0, 0, 3 };
  g_autoptr (GafByteSink) sink = gaf_byte_sink_new_for_memory ();
  g_autoptr (GPtrArray) packets = g_ptr_array_new_with_free_func ((GDestroyNotify) g_byte_array_unref);
  g_autoptr (GArray) pages = NULL;
  g_autoptr (GBytes) file = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree guint8 *data = g_malloc (200000);
  GafOggWriter writer;
  gint64 last = 0;

  for (guint i = 0; i < 200000; i++)
    data[i] = (guint8) (i * 7 + i / 251);
  gaf_ogg_writer_init (&writer, sink);
  g_assert_true (gaf_byte_sink_open (sink, &error));
  for (guint i = 0; i < 300 + G_N_ELEMENTS (sizes); i++)
    g_assert_true (gaf_ogg_writer_put (&writer, data, i < 300 ? i % 3 : sizes[i - 300], i, &error));
  g_assert_true (gaf_ogg_writer_end_page (&writer, GAF_OGG_EOS, &error));
  g_assert_true (gaf_ogg_writer_end_page (&writer, GAF_OGG_EOS, &error)); /* nothing on it: not written */
  gaf_ogg_writer_clear (&writer);
  g_assert_true (gaf_byte_sink_close (sink, &error));
  file = gaf_byte_sink_steal_bytes (sink);

  pages = read_pages (file, packets);
  assert_end (pages, 300 + G_N_ELEMENTS (sizes) - 1);
  g_assert_cmpuint (nth (pages, 0)->n_packets, ==, 255);
  g_assert_cmpuint (packets->len, ==, 300 + G_N_ELEMENTS (sizes));
  for (guint i = 0; i < packets->len; i++) {
    GByteArray *packet = g_ptr_array_index (packets, i);

    g_assert_cmpmem (packet->data, packet->len, data, i < 300 ? i % 3 : sizes[i - 300]);
  }
  /* A page's position is the end of the last packet that ends on it. */
  for (guint i = 0; i < pages->len; i++) {
    last += nth (pages, i)->n_packets;
    if (nth (pages, i)->n_packets > 0)
      g_assert_cmpint (nth (pages, i)->granule, ==, last - 1);
  }
}

static void
begin_opus (Muxing *muxing, double rate, guint channels, GstCaps *caps)
{
  g_autoptr (GafEncodeSpec) spec = make_spec ("opus", rate, channels, 16);
  g_autoptr (GError) error = NULL;

  muxing_begin (muxing, gaf_muxer_ogg_new, spec, FALSE);
  muxing->muxer->klass->start (muxing->muxer, caps, &error);
  g_assert_no_error (error);
}

static void
test_opus (void)
{
  static const struct {
    int rate;
    guint n_packets;
    gint64 n_frames; /* at @rate */
    gint64 granule;
    guint kept;
  } cases[] = {
    { 48000, 1, 1, PRE_SKIP + 1, 1 },
    { 48000, 1, 648, 960, 1 },
    { 48000, 2, 649, 961, 2 },
    { 48000, 26, 25 * 960 - PRE_SKIP, 25 * 960, 25 }, /* exactly a page; the 26th is not wanted */
    { 48000, 100, 95000, PRE_SKIP + 95000, 100 },
    { 48000, 102, 95000, PRE_SKIP + 95000, 100 },
    { 44100, 51, 44100, PRE_SKIP + 48000, 51 },
    { 44100, 51, 44099, PRE_SKIP + 47999, 51 }, /* 47998.9 */
    { 11025, 6, 1001, PRE_SKIP + 4358, 5 },     /* 4358.0 */
  };
  g_autoptr (GstCaps) caps = make_opus_caps (2, 0, 1);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_auto (Muxing) muxing = { NULL };
    g_autoptr (GPtrArray) packets = g_ptr_array_new_with_free_func ((GDestroyNotify) g_byte_array_unref);
    g_autoptr (GArray) pages = NULL;
    g_autoptr (GBytes) file = NULL;
    GByteArray *head;

    begin_opus (&muxing, cases[i].rate, 2, caps);
    put_opus_packets (&muxing, cases[i].n_packets);
    file = muxing_finish (&muxing, cases[i].n_frames);
    pages = read_pages (file, packets);
    g_assert_cmpuint (packets->len, ==, 2 + cases[i].kept);
    assert_end (pages, cases[i].granule);
    head = g_ptr_array_index (packets, 0);
    g_assert_cmpuint (nth (pages, 0)->n_packets, ==, 1);
    g_assert_cmpuint (nth (pages, 1)->n_packets, ==, 1);
    g_assert_cmpint (nth (pages, 0)->granule, ==, 0);
    g_assert_cmpint (nth (pages, 1)->granule, ==, 0);
    g_assert_cmpuint (gaf_read_le16 (head->data + 10), ==, PRE_SKIP);
    g_assert_cmpuint (gaf_read_le32 (head->data + 12), ==, cases[i].rate);
    for (guint k = 2; k + 1 < pages->len; k++) {
      g_assert_cmpuint (nth (pages, k)->n_packets, ==, 25); /* half a second */
      g_assert_cmpint (nth (pages, k)->granule, ==, (gint64) (k - 1) * 24000);
    }
  }
}

/* Crash: what has no page yet is missing, and no more. */
static void
test_opus_unfinished (void)
{
  g_autoptr (GstCaps) caps = make_opus_caps (2, 0, 1);
  g_auto (Muxing) muxing = { NULL };
  g_autoptr (GArray) pages = NULL;
  g_autoptr (GBytes) file = NULL;

  begin_opus (&muxing, 48000, 2, caps);
  put_opus_packets (&muxing, 3 * 25 + 3);
  muxing_refresh (&muxing);
  file = muxing_take (&muxing);
  pages = read_pages (file, NULL);
  g_assert_cmpuint (pages->len, ==, 2 + 3);
  g_assert_cmpint (nth (pages, 4)->granule, ==, 75 * 960);
}

static void
test_opus_empty (void)
{
  for (guint n = 1; n < 3; n++) {
    g_autoptr (GstCaps) caps = make_opus_caps (2, 0, 1);
    g_auto (Muxing) muxing = { NULL };
    g_autoptr (GArray) pages = NULL;
    g_autoptr (GBytes) file = NULL;

    begin_opus (&muxing, 44100, 2, caps);
    put_opus_packets (&muxing, n);
    file = muxing_finish (&muxing, 0);
    pages = read_pages (file, NULL);
    g_assert_cmpuint (pages->len, ==, 3);
    g_assert_cmpuint (nth (pages, 2)->n_packets, ==, 1);
    assert_end (pages, PRE_SKIP);
    assert_length (file, 0);
  }
}

/* Channels that the encoder was told nothing about are in WAVE's order, the file's are in Vorbis': RFC 7845,
 * section 5.1.1.2. */
static void
test_opus_channels (void)
{
  /* L R C LFE Lrear Rrear Lside Rside → L C R Lside Rside Lrear Rrear LFE */
  static const guint8 seven_one[8] = { 0, 2, 1, 6, 7, 4, 5, 3 };

  for (guint coupled = 0; coupled < 2; coupled++) {
    g_autoptr (GstCaps) caps = make_opus_caps (8, 255, coupled);
    g_auto (Muxing) muxing = { NULL };
    g_autoptr (GPtrArray) packets = g_ptr_array_new_with_free_func ((GDestroyNotify) g_byte_array_unref);
    g_autoptr (GArray) pages = NULL;
    g_autoptr (GBytes) file = NULL;
    GByteArray *head;

    begin_opus (&muxing, 48000, 8, caps);
    put_opus_packets (&muxing, 1);
    file = muxing_finish (&muxing, 100);
    pages = read_pages (file, packets);
    head = g_ptr_array_index (packets, 0);
    /* Coupled streams are the encoder's own idea, so it stays. */
    g_assert_cmpuint (head->data[18], ==, coupled == 0 ? 1 : 255);
    if (coupled == 0)
      g_assert_cmpmem (head->data + 21, 8, seven_one, 8);
    else
      g_assert_cmpuint (head->data[22], ==, 1);
  }
}

static void
test_errors (void)
{
  g_autoptr (GstCaps) caps = make_opus_caps (2, 0, 1);
  g_autoptr (GstCaps) bare = gst_caps_new_empty_simple ("audio/x-opus");
  g_autoptr (GBytes) garbage = g_bytes_new_static ("garbage garbage garbage", 23);
  g_autoptr (GstCaps) other = make_caps ("audio/x-other", &garbage, 1);
  g_autoptr (GafEncodeSpec) spec = make_spec ("opus", 48000, 2, 16);
  g_autoptr (GError) error = NULL;
  g_autoptr (GstBuffer) empty = gst_buffer_new ();
  GstCaps *wrong[] = { bare, other, NULL };
  guint8 packet[1000] = { OPUS_20_MS };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_auto (Muxing) muxing = { NULL };

    muxing_begin (&muxing, gaf_muxer_ogg_new, spec, TRUE);
    g_assert_false (muxing.muxer->klass->start (muxing.muxer, wrong[i], &error));
    g_assert_error (error, GAF_ERROR, GAF_ERROR_CORRUPT);
    g_clear_error (&error);
    g_assert_false (muxing.muxer->klass->finish (muxing.muxer, 0, &error));
    g_assert_error (error, GAF_ERROR, GAF_ERROR_CORRUPT);
    g_clear_error (&error);
  }
  {
    g_auto (Muxing) muxing = { NULL };

    begin_opus (&muxing, 48000, 2, caps);
    put_opus_packets (&muxing, 2);
    g_assert_false (muxing.muxer->klass->packet (muxing.muxer, empty, G_MAXUINT64, &error));
    g_assert_error (error, GAF_ERROR, GAF_ERROR_CORRUPT);
    g_clear_error (&error);
    /* Frames that went in but did not come out */
    g_assert_false (muxing.muxer->klass->finish (muxing.muxer, 2 * 960 - PRE_SKIP + 1, &error));
    g_assert_error (error, GAF_ERROR, GAF_ERROR_CORRUPT);
  }
  assert_full_disk (gaf_muxer_ogg_new, spec, caps, packet, sizeof packet);
}

/* Vorbis, of the real encoder: the lengths of packets depend on its set-up header. */
static void
test_vorbis (void)
{
  static const gint64 lengths[] = { 0, 1, 127, 128, 129, 576, 577, 1024, 5000, 22050, 22051, 44100, 100003 };
  g_autofree float *samples = g_new (float, 2 * 100003);

  for (gint64 i = 0; i < 2 * 100003; i++)
    samples[i] = 0.5f * sinf (i * 0.01f) * sinf (i * 0.0001f);
  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++) {
    g_autoptr (GafEncodeSpec) spec = make_spec ("ogg", 44100, 2, 16);
    g_auto (Muxing) muxing = { NULL };
    g_autoptr (GArray) pages = NULL;
    g_autoptr (GBytes) file = NULL;
    gint64 before = 0;

    muxing_begin (&muxing, gaf_muxer_ogg_new, spec, i % 2);
    if (!muxing_encode (&muxing, "vorbisenc", GST_AUDIO_FORMAT_F32LE, samples, lengths[i] > 0 ? lengths[i] : 1024,
                        TRUE))
      return;
    file = muxing_finish (&muxing, lengths[i]);
    pages = read_pages (file, NULL);
    assert_end (pages, lengths[i]);
    assert_length (file, lengths[i]);

    g_assert_cmpuint (nth (pages, 0)->n_packets, ==, 1);
    g_assert_cmpuint (nth (pages, 1)->n_packets, ==, 2);
    /* ffmpeg counts wrongly without this. */
    g_assert_cmpuint (nth (pages, 2)->n_packets, ==, 1);
    g_assert_cmpint (nth (pages, 2)->granule, ==, 0);
    for (guint k = 3; k + 1 < pages->len; k++) {
      g_assert_cmpint (nth (pages, k)->granule, >=, before + 22050);
      g_assert_cmpint (nth (pages, k)->granule, <, before + 22050 + 2048);
      before = nth (pages, k)->granule;
    }
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);

  g_test_add_func ("/muxer-ogg/pages", test_pages);
  g_test_add_func ("/muxer-ogg/opus", test_opus);
  g_test_add_func ("/muxer-ogg/opus-unfinished", test_opus_unfinished);
  g_test_add_func ("/muxer-ogg/opus-empty", test_opus_empty);
  g_test_add_func ("/muxer-ogg/opus-channels", test_opus_channels);
  g_test_add_func ("/muxer-ogg/vorbis", test_vorbis);
  g_test_add_func ("/muxer-ogg/errors", test_errors);
  return g_test_run ();
}
