/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <math.h>
#include <string.h>

#include "core/bytes.h"
#include "formats/flac/header.h"
#include "formats/matroska/header.h"
#include "formats/matroska/write.h"
#include "muxer-file.h"
#include "opus-packets.h"

/* files, taken apart */

typedef struct {
  GafMatroskaHeader header;
  gboolean unknown_size; /* of the segment */
  guint n_clusters;
  guint n_blocks;
  guint n_cues;
  gint64 last_time; /* ms, of the last block */
  gint64 discard;   /* ns, of the last block; -1: it tells none */
} Parsed;

static void
parsed_clear (Parsed *parsed)
{
  gaf_matroska_header_clear (&parsed->header);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Parsed, parsed_clear)

/* The elements of @parent, one after the other; the last ends where it does. */
#define for_each_element(element, source, parent)                                                                   \
  for (guint64 at_ = (parent)->start; at_ < (parent)->end && read_element (&(element), source, at_, (parent)->end); \
       at_ = (element).end)

static gboolean
read_element (GafEbmlElement *element, GafByteSource *source, guint64 at, guint64 end)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (gaf_ebml_read (element, source, at, end, &error));
  g_assert_no_error (error);
  g_assert_false (element->cut);
  return TRUE;
}

static void
parse_block (Parsed *parsed, GafByteSource *source, const GafEbmlElement *block, gint64 cluster_time, gboolean simple)
{
  g_autoptr (GBytes) bytes = gaf_ebml_get_bytes (block, source, 1 << 20, NULL);
  const guint8 *data = g_bytes_get_data (bytes, NULL);

  g_assert_cmphex (data[0], ==, 0x81); /* the track */
  g_assert_cmphex (data[3], ==, simple ? 0x80 : 0);
  parsed->last_time = cluster_time + (gint16) gaf_read_be16 (data + 1);
  parsed->discard = -1;
  parsed->n_blocks++;
}

/* Its first element is the time stamp. A block that tells something more is in a group. */
static void
parse_cluster (Parsed *parsed, GafByteSource *source, const GafEbmlElement *cluster)
{
  GafEbmlElement element, inner;
  gint64 time = -1;

  parsed->n_clusters++;
  for_each_element (element, source, cluster)
  {
    g_assert_true ((time < 0) == (element.id == GAF_MATROSKA_ID_TIMESTAMP));
    if (element.id == GAF_MATROSKA_ID_TIMESTAMP)
      time = (gint64) gaf_ebml_get_uint (&element, source, 0);
    else if (element.id == GAF_MATROSKA_ID_SIMPLE_BLOCK)
      parse_block (parsed, source, &element, time, TRUE);
    else
      for_each_element (inner, source, &element) if (inner.id == GAF_MATROSKA_ID_BLOCK)
          parse_block (parsed, source, &inner, time, FALSE);
    else parsed->discard = gaf_ebml_get_int (&inner, source);
  }
}

/* Each cue leads to a cluster of its time. */
static void
parse_cues (Parsed *parsed, GafByteSource *source, const GafEbmlElement *cues)
{
  GafEbmlElement point, element, inner, cluster;

  for_each_element (point, source, cues)
  {
    guint64 time = G_MAXUINT64, offset = 0;

    for_each_element (element, source, &point)
    {
      if (element.id == GAF_MATROSKA_ID_CUE_TIME)
        time = gaf_ebml_get_uint (&element, source, 0);
      else
        for_each_element (inner, source, &element) if (inner.id == GAF_MATROSKA_ID_CUE_CLUSTER) offset =
            gaf_ebml_get_uint (&inner, source, 0);
    }
    read_element (&cluster, source, parsed->header.segment + offset, G_MAXUINT64);
    g_assert_cmphex (cluster.id, ==, GAF_MATROSKA_ID_CLUSTER);
    read_element (&element, source, cluster.start, cluster.end);
    g_assert_cmpuint (gaf_ebml_get_uint (&element, source, 0), ==, time);
    parsed->n_cues++;
  }
}

static void
parse (Parsed *parsed, GBytes *file)
{
  g_autoptr (GafByteSource) source = gaf_byte_source_new_for_bytes (file);
  const guint64 size = g_bytes_get_size (file);
  g_autoptr (GError) error = NULL;
  GafEbmlElement ebml, segment, element;

  *parsed = (Parsed){ 0 };
  g_assert_true (gaf_matroska_header_read (&parsed->header, source, &error));
  g_assert_no_error (error);
  read_element (&ebml, source, 0, size);
  g_assert_cmphex (ebml.id, ==, GAF_MATROSKA_ID_EBML);
  read_element (&segment, source, ebml.end, size);
  g_assert_cmphex (segment.id, ==, GAF_MATROSKA_ID_SEGMENT);
  g_assert_cmpuint (segment.end, ==, size);
  parsed->unknown_size = segment.unknown;
  for_each_element (element, source, &segment)
  {
    g_assert_false (element.unknown);
    if (element.id == GAF_MATROSKA_ID_CLUSTER)
      parse_cluster (parsed, source, &element);
    if (element.id == GAF_MATROSKA_ID_CUES) {
      /* Only the directory leads to them. */
      g_assert_true (parsed->header.cues == 0 || parsed->header.cues == element.offset);
      parse_cues (parsed, source, &element);
    }
  }
  g_assert_cmpuint (parsed->header.tracks->len, ==, 1);
}

/* The longest and shortest of each kind of number. */
static void
test_elements (void)
{
  static const guint64 numbers[] = { 0, 1, 255, 256, 65535, 65536, G_MAXUINT32, G_MAXUINT64 };
  static const gsize sizes[] = { 0, 1, 126, 127, 128, 16382, 16383, 16384 };
  g_autofree guint8 *data = g_malloc0 (16384);

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++) {
    g_autoptr (GByteArray) bytes = g_byte_array_new ();
    g_autoptr (GafByteSource) source = NULL;
    g_autoptr (GBytes) file = NULL;
    GafEbmlElement element;

    gaf_ebml_put_uint (bytes, GAF_MATROSKA_ID_CUE_TIME, numbers[i]);
    file = g_bytes_new (bytes->data, bytes->len);
    source = gaf_byte_source_new_for_bytes (file);
    read_element (&element, source, 0, bytes->len);
    g_assert_cmpuint (element.end, ==, bytes->len);
    g_assert_cmpuint (gaf_ebml_get_uint (&element, source, 77), ==, numbers[i]);
  }
  /* All ones in a size would mean that it is not known. */
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++) {
    g_autoptr (GByteArray) bytes = g_byte_array_new ();
    GafEbmlElement element;

    gaf_ebml_put_bytes (bytes, GAF_MATROSKA_ID_CONFIG, data, sizes[i]);
    g_assert_true (gaf_ebml_parse (&element, bytes->data, bytes->len, 0, bytes->len));
    g_assert_cmphex (element.id, ==, GAF_MATROSKA_ID_CONFIG);
    g_assert_false (element.unknown);
    g_assert_cmpuint (element.end - element.start, ==, sizes[i]);
    g_assert_cmpuint (element.end, ==, bytes->len);
  }
}

static void
begin_opus (Muxing *muxing, const char *format, gboolean can_seek)
{
  g_autoptr (GafEncodeSpec) spec = make_spec (format, 48000, 2, 16);
  g_autoptr (GstCaps) caps = make_opus_caps (2, 0, 1);
  g_autoptr (GError) error = NULL;

  gaf_encode_spec_set_codec (spec, "opus");
  muxing_begin (muxing, gaf_muxer_matroska_new, spec, can_seek);
  g_assert_true (muxing->muxer->klass->start (muxing->muxer, caps, &error));
  g_assert_no_error (error);
}

/* What the last packet has behind the end is told there; packets behind it are not written. */
static void
test_opus (void)
{
  static const struct {
    guint n_packets;
    gint64 n_frames;
    guint kept;
    gint64 discard; /* frames */
  } cases[] = {
    { 1, 1, 1, 960 - PRE_SKIP - 1 },
    { 1, 960 - PRE_SKIP, 1, 0 },
    { 2, 960 - PRE_SKIP + 1, 2, 959 },
    { 26, 25 * 960 - PRE_SKIP, 25, 0 }, /* exactly a cluster; the 26th is not wanted */
    { 100, 95000, 100, 96000 - PRE_SKIP - 95000 },
    { 102, 95000, 100, 96000 - PRE_SKIP - 95000 },
  };

  for (guint i = 0; i < 2 * G_N_ELEMENTS (cases); i++) {
    const gboolean can_seek = i % 2;
    const gint64 discard = cases[i / 2].discard;
    g_auto (Muxing) muxing = { NULL };
    g_auto (Parsed) parsed = { 0 };
    g_autoptr (GBytes) file = NULL;
    const GafMatroskaTrack *track;

    begin_opus (&muxing, "webm", can_seek);
    put_opus_packets (&muxing, cases[i / 2].n_packets);
    file = muxing_finish (&muxing, cases[i / 2].n_frames);
    parse (&parsed, file);
    track = g_ptr_array_index (parsed.header.tracks, 0);
    g_assert_cmpstr (track->codec, ==, "A_OPUS");
    g_assert_cmpfloat (track->rate, ==, 48000);
    g_assert_cmpuint (track->channels, ==, 2);
    g_assert_cmpuint (track->delay, ==, 6500000); /* 312 frames */
    g_assert_cmpuint (g_bytes_get_size (track->config), ==, 19);
    g_assert_cmpuint (parsed.n_blocks, ==, cases[i / 2].kept);
    g_assert_cmpint (parsed.last_time, ==, (gint64) (cases[i / 2].kept - 1) * 20);
    g_assert_cmpuint (parsed.n_clusters, ==, (cases[i / 2].kept + 24) / 25);
    if (discard > 0)
      g_assert_cmpint (parsed.discard, ==, (discard * GST_SECOND + 24000) / 48000);
    else
      g_assert_cmpint (parsed.discard, ==, -1);
    /* What has to be written over is not known without. */
    g_assert_cmpint (parsed.unknown_size, ==, !can_seek);
    g_assert_cmpint (parsed.header.cues > 0, ==, can_seek);
    if (can_seek) {
      g_assert_cmpfloat_with_epsilon (parsed.header.duration, cases[i / 2].n_frames / 48.0, 1e-6);
      g_assert_cmpuint (parsed.n_cues, ==, (cases[i / 2].kept + 49) / 50);
    }
  }
}

/* Crash: clusters are whole, and the duration is that of what is there. */
static void
test_unfinished (void)
{
  g_auto (Muxing) muxing = { NULL };
  g_auto (Parsed) parsed = { 0 };
  g_autoptr (GBytes) file = NULL;

  begin_opus (&muxing, "mka", TRUE);
  put_opus_packets (&muxing, 3 * 25 + 3);
  muxing_refresh (&muxing);
  put_opus_packets (&muxing, 25);
  file = muxing_take (&muxing);
  parse (&parsed, file);
  g_assert_true (parsed.unknown_size);
  g_assert_cmpuint (parsed.header.cues, ==, 0);
  g_assert_cmpuint (parsed.n_clusters, ==, 4);
  g_assert_cmpuint (parsed.n_blocks, ==, 100);
  g_assert_cmpfloat_with_epsilon (parsed.header.duration, 1500 - 6.5, 1e-6); /* as it was told last */
}

static void
test_empty (void)
{
  static const char *const codecs[] = { "opus", "flac", "aac" };

  for (guint i = 0; i < G_N_ELEMENTS (codecs); i++) {
    g_autoptr (GafEncodeSpec) spec = make_spec ("mka", 44100, 2, 24);
    g_auto (Muxing) muxing = { NULL };
    g_auto (Parsed) parsed = { 0 };
    g_autoptr (GBytes) file = NULL;

    gaf_encode_spec_set_codec (spec, codecs[i]);
    if (i == 0) {
      begin_opus (&muxing, "mka", TRUE); /* its encoder has to be asked for headers */
      put_opus_packets (&muxing, 1);
    } else {
      muxing_begin (&muxing, gaf_muxer_matroska_new, spec, TRUE);
    }
    file = muxing_finish (&muxing, 0);
    parse (&parsed, file);
    g_assert_cmpuint (parsed.n_blocks, ==, 0);
    g_assert_cmpuint (parsed.n_clusters, ==, 1);
    assert_length (file, 0);
  }
}

/* Length and MD5 sum are known at the end, and go where the decoder finds them. */
static void
test_flac (void)
{
  const gsize n = 100000;
  g_autofree gint16 *samples = g_new (gint16, 2 * n);
  static const guint8 zeros[16];

  for (gsize i = 0; i < 2 * n; i++)
    samples[i] = (gint16) (i * 2654435761u >> 18);
  for (int can_seek = 0; can_seek < 2; can_seek++) {
    g_autoptr (GafEncodeSpec) spec = make_spec ("mka", 44100, 2, 16);
    g_auto (Muxing) muxing = { NULL };
    g_auto (Parsed) parsed = { 0 };
    g_autoptr (GBytes) file = NULL;
    const GafMatroskaTrack *track;
    GafFlacStreamInfo info;
    const guint8 *config;
    gsize size;

    gaf_encode_spec_set_codec (spec, "flac");
    muxing_begin (&muxing, gaf_muxer_matroska_new, spec, can_seek);
    if (!muxing_encode (&muxing, "flacenc", GST_AUDIO_FORMAT_S16LE, samples, n, TRUE))
      return;
    file = muxing_finish (&muxing, n);
    parse (&parsed, file);
    track = g_ptr_array_index (parsed.header.tracks, 0);
    config = g_bytes_get_data (track->config, &size);
    g_assert_cmpuint (size, ==, 42);
    g_assert_cmpmem (config, 5, "fLaC\x80", 5);
    g_assert_true (gaf_flac_stream_info_parse (config + 8, 34, &info));
    g_assert_cmpint (info.n_frames, ==, can_seek ? n : 0);
    g_assert_cmpint (memcmp (config + 8 + 18, zeros, 16) != 0, ==, can_seek);
    g_assert_cmpint (parsed.discard, ==, -1);
    assert_length (file, n);
  }
}

/* Of the real encoder, as long as what went in. */
static void
test_vorbis (void)
{
  static const gint64 lengths[] = { 1, 127, 128, 576, 1024, 5000, 22050, 44100, 100003 };
  g_autofree float *samples = g_new (float, 2 * 100003);

  for (gint64 i = 0; i < 2 * 100003; i++)
    samples[i] = 0.5f * sinf (i * 0.01f) * sinf (i * 0.0001f);
  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++) {
    g_autoptr (GafEncodeSpec) spec = make_spec ("webm", 44100, 2, 16);
    g_auto (Muxing) muxing = { NULL };
    g_auto (Parsed) parsed = { 0 };
    g_autoptr (GBytes) file = NULL;

    gaf_encode_spec_set_codec (spec, "vorbis");
    muxing_begin (&muxing, gaf_muxer_matroska_new, spec, i % 2);
    if (!muxing_encode (&muxing, "vorbisenc", GST_AUDIO_FORMAT_F32LE, samples, lengths[i], TRUE))
      return;
    file = muxing_finish (&muxing, lengths[i]);
    parse (&parsed, file);
    assert_length (file, lengths[i]);
  }
}

static void
test_errors (void)
{
  g_autoptr (GafEncodeSpec) spec = make_spec ("webm", 48000, 2, 16);
  g_autoptr (GstCaps) caps = make_opus_caps (2, 0, 1);
  g_autoptr (GstCaps) bare = gst_caps_new_empty_simple ("audio/x-opus");
  g_autoptr (GstBuffer) empty = gst_buffer_new ();
  g_autoptr (GError) error = NULL;
  guint8 packet[1000] = { OPUS_20_MS };

  gaf_encode_spec_set_codec (spec, "opus");
  {
    g_auto (Muxing) muxing = { NULL };

    muxing_begin (&muxing, gaf_muxer_matroska_new, spec, TRUE);
    g_assert_false (muxing.muxer->klass->start (muxing.muxer, bare, &error));
    g_assert_error (error, GAF_ERROR, GAF_ERROR_CORRUPT);
    g_clear_error (&error);
  }
  {
    g_auto (Muxing) muxing = { NULL };

    begin_opus (&muxing, "webm", TRUE);
    put_opus_packets (&muxing, 2);
    g_assert_false (muxing.muxer->klass->packet (muxing.muxer, empty, G_MAXUINT64, &error));
    g_assert_error (error, GAF_ERROR, GAF_ERROR_CORRUPT);
    g_clear_error (&error);
    /* Frames that went in but did not come out */
    g_assert_false (muxing.muxer->klass->finish (muxing.muxer, 2 * 960 - PRE_SKIP + 1, &error));
    g_assert_error (error, GAF_ERROR, GAF_ERROR_CORRUPT);
    g_clear_error (&error);
  }
  assert_full_disk (gaf_muxer_matroska_new, spec, caps, packet, sizeof packet);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);

  g_test_add_func ("/muxer-matroska/elements", test_elements);
  g_test_add_func ("/muxer-matroska/opus", test_opus);
  g_test_add_func ("/muxer-matroska/unfinished", test_unfinished);
  g_test_add_func ("/muxer-matroska/empty", test_empty);
  g_test_add_func ("/muxer-matroska/flac", test_flac);
  g_test_add_func ("/muxer-matroska/vorbis", test_vorbis);
  g_test_add_func ("/muxer-matroska/errors", test_errors);
  return g_test_run ();
}
