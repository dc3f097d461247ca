/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <string.h>

#include "core/bytes.h"
#include "formats/asf/asf.h"
#include "formats/asf/guids.h"
#include "muxer-file.h"

#define RATE       44100
#define BLOCK      371 /* bytes of a packet of the codec */
#define PER_PACKET 5   /* of them in a data packet: a quarter of a second */

/* files, taken apart */

typedef struct {
  guint64 file_size; /* all as the file says … */
  guint64 play;
  guint32 flags;
  guint32 packet_size;
  guint64 data_size;
  guint64 n_packets;
  guint64 bytes; /* … but these, which are behind the headers */
} Parsed;

static Parsed
parse (GBytes *file)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (file, &size);
  Parsed parsed = { 0 };
  guint64 at = 30, end;

  g_assert_cmpuint (size, >=, 50);
  g_assert_cmpmem (data, 16, gaf_asf_header_object, 16);
  end = gaf_read_le64 (data + 16);
  g_assert_cmpuint (end + 50, <=, size);
  for (guint n = gaf_read_le32 (data + 24); n > 0; n--) {
    if (memcmp (data + at, gaf_asf_file_properties, 16) == 0) {
      parsed.file_size = gaf_read_le64 (data + at + 40);
      parsed.n_packets = gaf_read_le64 (data + at + 56);
      parsed.play = gaf_read_le64 (data + at + 64);
      parsed.flags = gaf_read_le32 (data + at + 88);
      parsed.packet_size = gaf_read_le32 (data + at + 92);
      g_assert_cmpuint (gaf_read_le32 (data + at + 96), ==, parsed.packet_size);
    }
    g_assert_cmpuint (gaf_read_le64 (data + at + 16), >=, 24);
    at += gaf_read_le64 (data + at + 16);
  }
  g_assert_cmpuint (at, ==, end);
  g_assert_cmpmem (data + at, 16, gaf_asf_data_object, 16);
  parsed.data_size = gaf_read_le64 (data + at + 16);
  g_assert_cmpuint (gaf_read_le64 (data + at + 40), ==, parsed.n_packets);
  parsed.bytes = size - at - 50;
  g_assert_cmpuint (parsed.bytes % parsed.packet_size, ==, 0);
  return parsed;
}

static GstCaps *
make_wma_caps (void)
{
  g_autoptr (GstBuffer) config = gst_buffer_new_memdup ("\0\0\0\0\1\0\0\0\0\0", 10);

  return gst_caps_new_simple ("audio/x-wma", "block_align", G_TYPE_INT, BLOCK, "bitrate", G_TYPE_INT, 64000,
                              "codec_data", GST_TYPE_BUFFER, config, NULL);
}

static void
fill (guint8 *packet, guint number)
{
  for (guint i = 0; i < BLOCK; i++)
    packet[i] = number * 31 + i;
}

static void
push (Muxing *muxing, guint first, guint n)
{
  guint8 packet[BLOCK];

  for (guint i = first; i < first + n; i++) {
    fill (packet, i);
    muxing_packet (muxing, packet, BLOCK, G_MAXUINT64);
  }
}

static void
begin (Muxing *muxing, gboolean can_seek)
{
  g_autoptr (GafEncodeSpec) spec = make_spec ("wma", RATE, 2, 16);
  g_autoptr (GstCaps) caps = make_wma_caps ();
  g_autoptr (GError) error = NULL;

  muxing_begin (muxing, gaf_muxer_asf_new, spec, can_seek);
  g_assert_true (muxing->muxer->klass->start (muxing->muxer, caps, &error));
  g_assert_no_error (error);
}

/* The packets come out as they went in, and so does what is told of them. */
static void
assert_holds (GBytes *file, guint n_blocks, guint64 n_frames)
{
  g_autoptr (GafByteSource) source = gaf_byte_source_new_for_bytes (file);
  g_autoptr (GError) error = NULL;
  g_autoptr (GafAsf) asf = gaf_asf_new (source, &error);
  guint8 wanted[BLOCK];
  GstBuffer *buffer;
  guint n = 0;

  g_assert_no_error (error);
  g_assert_cmpuint (gaf_asf_get_frames (asf), ==, n_frames);
  for (; (buffer = gaf_asf_next (asf, &error)) != NULL; n++) {
    fill (wanted, n);
    g_assert_cmpint (gst_buffer_memcmp (buffer, 0, wanted, BLOCK), ==, 0);
    g_assert_cmpuint (gst_buffer_get_size (buffer), ==, BLOCK);
    gst_buffer_unref (buffer);
  }
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, n_blocks);
}

static void
test_finished (void)
{
  g_auto (Muxing) muxing = { NULL };
  g_autoptr (GBytes) file = NULL;
  Parsed parsed;

  begin (&muxing, TRUE);
  push (&muxing, 0, 2 * PER_PACKET + 1);
  file = muxing_finish (&muxing, RATE / 5);
  parsed = parse (file);
  g_assert_cmpuint (parsed.flags, ==, 2);
  g_assert_cmpuint (parsed.n_packets, ==, 3);
  g_assert_cmpuint (parsed.bytes, ==, 3 * parsed.packet_size);
  g_assert_cmpuint (parsed.data_size, ==, 50 + parsed.bytes);
  g_assert_cmpuint (parsed.file_size, ==, g_bytes_get_size (file));
  g_assert_cmpuint (parsed.play, ==, 2000000 + 10000000); /* 100 ns, with a second of preroll */
  assert_holds (file, 2 * PER_PACKET + 1, RATE / 5);
}

/* What is written over has the sound that is whole by then: all blocks but one of silence and one half faded out. */
static void
test_refreshed (void)
{
  g_auto (Muxing) muxing = { NULL };
  g_autoptr (GBytes) file = NULL;
  Parsed parsed;

  begin (&muxing, TRUE);
  push (&muxing, 0, 2 * PER_PACKET);
  muxing_refresh (&muxing);
  push (&muxing, 2 * PER_PACKET, PER_PACKET + 2);
  file = muxing_take (&muxing);
  parsed = parse (file);
  g_assert_cmpuint (parsed.flags, ==, 2);
  g_assert_cmpuint (parsed.n_packets, ==, 2);
  g_assert_cmpuint (parsed.bytes, ==, 3 * parsed.packet_size);
  assert_holds (file, 2 * PER_PACKET, (2 * PER_PACKET - 2) * 2048);
}

/* A live stream, which is also what there is before the first refresh. */
static void
test_live (void)
{
  for (int can_seek = 0; can_seek < 2; can_seek++) {
    g_auto (Muxing) muxing = { NULL };
    g_autoptr (GBytes) file = NULL;
    Parsed parsed;

    begin (&muxing, can_seek);
    push (&muxing, 0, 3 * PER_PACKET);
    if (!can_seek)
      muxing_refresh (&muxing);
    file = can_seek ? muxing_take (&muxing) : muxing_finish (&muxing, 1000);
    parsed = parse (file);
    g_assert_cmpuint (parsed.flags, ==, 1);
    g_assert_cmpuint (parsed.n_packets, ==, 0);
    assert_holds (file, 3 * PER_PACKET, G_MAXUINT64);
  }
}

static void
test_odd_packets (void)
{
  g_auto (Muxing) muxing = { NULL };
  g_autoptr (GstBuffer) packet = gst_buffer_new_memdup ("short", 5);
  g_autoptr (GError) error = NULL;

  begin (&muxing, TRUE);
  g_assert_true (muxing.muxer->klass->packet (muxing.muxer, packet, 0, &error)); /* to be written over: not for us */
  g_assert_false (muxing.muxer->klass->packet (muxing.muxer, packet, G_MAXUINT64, &error));
  g_assert_error (error, GAF_ERROR, GAF_ERROR_CORRUPT);
}

static void
test_undescribed (void)
{
  g_autoptr (GafEncodeSpec) spec = make_spec ("wma", RATE, 2, 16);
  g_autoptr (GstCaps) caps = gst_caps_new_empty_simple ("audio/x-wma");
  g_auto (Muxing) muxing = { NULL };
  g_autoptr (GError) error = NULL;

  muxing_begin (&muxing, gaf_muxer_asf_new, spec, TRUE);
  g_assert_false (muxing.muxer->klass->start (muxing.muxer, caps, &error));
  g_assert_error (error, GAF_ERROR, GAF_ERROR_CORRUPT);
}

static void
test_full_disk (void)
{
  g_autoptr (GafEncodeSpec) spec = make_spec ("wma", RATE, 2, 16);
  g_autoptr (GstCaps) caps = make_wma_caps ();
  static const guint8 packet[BLOCK];

  assert_full_disk (gaf_muxer_asf_new, spec, caps, packet, sizeof packet);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);

  g_test_add_func ("/muxer-asf/finished", test_finished);
  g_test_add_func ("/muxer-asf/refreshed", test_refreshed);
  g_test_add_func ("/muxer-asf/live", test_live);
  g_test_add_func ("/muxer-asf/odd-packets", test_odd_packets);
  g_test_add_func ("/muxer-asf/undescribed", test_undescribed);
  g_test_add_func ("/muxer-asf/full-disk", test_full_disk);
  return g_test_run ();
}
