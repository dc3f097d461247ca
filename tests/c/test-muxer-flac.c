/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <string.h>

#include "core/bytes.h"
#include "core/crc.h"
#include "formats/flac/header.h"
#include "muxer-file.h"

#define RATE  44100
#define BLOCK 4096

/* files, taken apart: RFC 9639, section 8 */

typedef struct {
  GafFlacStreamInfo info;
  guint8 md5[16];
  const guint8 *points; /* of the seek table */
  guint n_points;
  gsize padding; /* bytes */
  gsize audio;   /* offset of the first frame */
} Parsed;

static Parsed
parse (GBytes *file)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (file, &size);
  gsize at = 4;
  Parsed parsed = { 0 };
  gboolean last = FALSE;

  g_assert_cmpmem (data, 4, "fLaC", 4);
  while (!last) {
    const guint8 *payload = data + at + 4;
    gsize length;

    g_assert_cmpuint (at + 4, <=, size);
    length = gaf_read_be24 (data + at + 1);
    g_assert_cmpuint (at + 4 + length, <=, size);
    switch (data[at] & 0x7f) {
    case 0:
      g_assert_cmpuint (at, ==, 4);
      g_assert_true (gaf_flac_stream_info_parse (payload, length, &parsed.info));
      memcpy (parsed.md5, payload + 18, 16);
      break;
    case 1:
      parsed.padding = length;
      for (gsize i = 0; i < length; i++)
        g_assert_cmpuint (payload[i], ==, 0);
      break;
    case 3:
      g_assert_cmpuint (length % 18, ==, 0);
      parsed.points = payload;
      parsed.n_points = length / 18;
      break;
    case 4:
      g_assert_cmpuint (gaf_read_le32 (payload), ==, length - 8);
      g_assert_cmpuint (gaf_read_le32 (payload + length - 4), ==, 0);
      break;
    default:
      g_assert_not_reached ();
    }
    last = (data[at] & 0x80) != 0;
    at += 4 + length;
  }
  parsed.audio = at;
  return parsed;
}

/* Each point names a frame, and they are in order. The largest distance from one to the next or to the end, in
 * sample frames. */
static guint64
check_points (GBytes *file, const Parsed *parsed)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (file, &size);
  guint64 before = 0, gap = 0;

  for (guint i = 0; i < parsed->n_points; i++) {
    const guint8 *point = parsed->points + 18 * i;
    const guint64 frame = gaf_read_be64 (point);
    const guint64 at = parsed->audio + gaf_read_be64 (point + 8);
    GafFlacFrameHeader header;

    g_assert_true (i == 0 ? frame == 0 : frame > before);
    g_assert_cmpuint (at, <, size);
    g_assert_true (gaf_flac_frame_header_parse (data + at, size - at, &header));
    g_assert_cmpuint (header.number * BLOCK, ==, frame);
    g_assert_cmpuint (gaf_read_be16 (point + 16), ==, header.block_size);
    gap = MAX (gap, frame - before);
    before = frame;
  }
  return MAX (gap, parsed->info.n_frames - before);
}

/* frames of one constant 16-bit subframe (section 9), made here */

static guint8
crc8 (const guint8 *data, gsize length)
{
  guint8 crc = 0;

  for (gsize i = 0; i < length; i++) {
    crc ^= data[i];
    for (int bit = 0; bit < 8; bit++)
      crc = (crc << 1) ^ (crc & 0x80 ? 7 : 0);
  }
  return crc;
}

/* Of BLOCK frames, or of @last, 1 to 256. */
static void
put_frame (Muxing *muxing, guint number, guint last)
{
  guint8 frame[20] = { 0xff, 0xf8, last == 0 ? 0xc0 : 0x60, 0x08 };
  gsize size = 4;

  /* UTF-8, up to four bytes here */
  if (number < 0x80) {
    frame[size++] = number;
  } else if (number < 0x800) {
    frame[size++] = 0xc0 | number >> 6;
    frame[size++] = 0x80 | (number & 0x3f);
  } else if (number < 0x10000) {
    frame[size++] = 0xe0 | number >> 12;
    frame[size++] = 0x80 | (number >> 6 & 0x3f);
    frame[size++] = 0x80 | (number & 0x3f);
  } else {
    frame[size++] = 0xf0 | number >> 18;
    frame[size++] = 0x80 | (number >> 12 & 0x3f);
    frame[size++] = 0x80 | (number >> 6 & 0x3f);
    frame[size++] = 0x80 | (number & 0x3f);
  }
  if (last > 0)
    frame[size++] = last - 1;
  frame[size] = crc8 (frame, size);
  size++;
  frame[size++] = 0; /* constant */
  frame[size++] = 0;
  frame[size++] = 0;
  gaf_write_be16 (frame + size, gaf_crc16 (0, frame, size));
  muxing_packet (muxing, frame, size + 2, G_MAXUINT64);
}

static GstCaps *
make_flac_caps (void)
{
  const GafFlacStreamInfo info = {
    .min_block = BLOCK, .max_block = BLOCK, .rate = RATE, .channels = 1, .bits = 16, .n_frames = 12345
  };
  guint8 head[17 + GAF_FLAC_STREAM_INFO_SIZE] = "\x7f"
                                                "FLAC\1\0\0\1fLaC\0\0\0\x22";
  g_autoptr (GBytes) first = NULL;

  gaf_flac_stream_info_write (&info, head + 17);
  first = g_bytes_new (head, sizeof head);
  return make_caps ("audio/x-flac", &first, 1);
}

static void
begin (Muxing *muxing, gboolean can_seek)
{
  g_autoptr (GafEncodeSpec) spec = make_spec ("flac", RATE, 1, 16);
  g_autoptr (GstCaps) caps = make_flac_caps ();
  g_autoptr (GError) error = NULL;

  muxing_begin (muxing, gaf_muxer_flac_new, spec, can_seek);
  muxing->muxer->klass->start (muxing->muxer, caps, &error);
  g_assert_no_error (error);
}

static void
test_headers (void)
{
  static const guint8 md5[16] = "0123456789abcdef";
  static const guint8 zeros[16] = { 0 };

  for (int can_seek = 0; can_seek < 2; can_seek++) {
    g_auto (Muxing) muxing = { NULL };
    g_autoptr (GstBuffer) header = gst_buffer_new_memdup ("fLaC", 4);
    g_autoptr (GBytes) file = NULL;
    g_autoptr (GError) error = NULL;
    Parsed parsed;

    begin (&muxing, can_seek);
    /* What the encoder thinks its file begins with */
    GST_BUFFER_FLAG_SET (header, GST_BUFFER_FLAG_HEADER);
    g_assert_true (muxing.muxer->klass->packet (muxing.muxer, header, G_MAXUINT64, &error));
    for (guint i = 0; i < 200; i++)
      put_frame (&muxing, i, 0);
    put_frame (&muxing, 200, 256);
    if (can_seek) {
      muxing_packet (&muxing, md5, 16, 26);
      muxing_packet (&muxing, "garba", 5, 21);
      muxing_packet (&muxing, "garbag", 6, 12);
    }
    file = muxing_finish (&muxing, 200 * BLOCK + 256);
    parsed = parse (file);
    g_assert_cmpint (parsed.info.rate, ==, RATE);
    g_assert_cmpint (parsed.info.channels, ==, 1);
    g_assert_cmpint (parsed.info.bits, ==, 16);
    g_assert_cmpuint (parsed.info.min_block, ==, BLOCK);
    g_assert_cmpuint (parsed.info.n_frames, ==, can_seek ? 200 * BLOCK + 256 : 0);
    g_assert_cmpuint (parsed.info.min_frame, ==, can_seek ? 11 : 0);
    g_assert_cmpuint (parsed.info.max_frame, ==, can_seek ? 13 : 0);
    g_assert_cmpmem (parsed.md5, 16, can_seek ? md5 : zeros, 16);
    /* 18.6 s, the first point at 0 */
    g_assert_cmpuint (parsed.n_points, ==, can_seek ? 19 : 0);
    g_assert_cmpuint (parsed.audio, ==, can_seek ? 42 + 4 + 128 * 18 + 4 + 18 : 42 + 4 + 18);
    g_assert_cmpuint (g_bytes_get_size (file), ==, parsed.audio + 128 * 11 + 72 * 12 + 13);
    check_points (file, &parsed);
    assert_length (file, 200 * BLOCK + 256);
  }
}

/* However long the file: the space stays, the points become fewer, but never few. */
static void
test_seek_table (void)
{
  for (guint n = 1; n < 80000; n = n * 3 / 2 + 1) {
    g_auto (Muxing) muxing = { NULL };
    g_autoptr (GBytes) file = NULL;
    Parsed parsed;

    begin (&muxing, TRUE);
    for (guint i = 0; i < n; i++)
      put_frame (&muxing, i, 0);
    file = muxing_finish (&muxing, (gint64) n * BLOCK);
    parsed = parse (file);
    g_assert_cmpuint (parsed.audio, ==, 42 + 4 + 128 * 18 + 4 + 18);
    g_assert_cmpuint (parsed.n_points, <=, 128);
    g_assert_cmpuint (parsed.info.n_frames, ==, (gint64) n * BLOCK);
    /* 64 points or more, if they need not be closer than a second, and evenly spread */
    g_assert_cmpuint (check_points (file, &parsed), <=, MAX (n * (guint64) BLOCK / 60, RATE) + BLOCK);
  }
}

/* A crash after a refresh: the headers are true for what is there. */
static void
test_refresh (void)
{
  g_auto (Muxing) muxing = { NULL };
  g_autoptr (GBytes) file = NULL;
  Parsed parsed;

  begin (&muxing, TRUE);
  muxing_refresh (&muxing);
  for (guint i = 0; i < 100; i++) {
    put_frame (&muxing, i, 0);
    if (i % 10 == 9)
      muxing_refresh (&muxing);
  }
  put_frame (&muxing, 100, 0);
  file = muxing_take (&muxing);
  parsed = parse (file);
  g_assert_cmpuint (parsed.info.n_frames, ==, 100 * BLOCK);
  g_assert_cmpuint (parsed.n_points, ==, 10);
  check_points (file, &parsed);
}

static void
test_empty (void)
{
  g_autoptr (GafEncodeSpec) spec = make_spec ("flac", 96000, 6, 24);
  g_autoptr (GChecksum) md5 = g_checksum_new (G_CHECKSUM_MD5);

  for (int can_seek = 0; can_seek < 2; can_seek++) {
    g_auto (Muxing) muxing = { NULL };
    g_autoptr (GBytes) file = NULL;
    guint8 digest[16];
    gsize size = sizeof digest;
    Parsed parsed;

    muxing_begin (&muxing, gaf_muxer_flac_new, spec, can_seek);
    muxing_refresh (&muxing);
    file = muxing_finish (&muxing, 0);
    parsed = parse (file);
    g_assert_cmpint (parsed.info.rate, ==, 96000);
    g_assert_cmpint (parsed.info.channels, ==, 6);
    g_assert_cmpint (parsed.info.bits, ==, 24);
    g_assert_cmpuint (parsed.audio, ==, g_bytes_get_size (file));
    g_checksum_reset (md5);
    g_checksum_get_digest (md5, digest, &size);
    g_assert_cmpmem (parsed.md5, 16, digest, 16);
    assert_length (file, 0);
  }
}

/* The real encoder's packets, and its sum over the samples */
static void
test_element (void)
{
  g_autoptr (GafEncodeSpec) spec = make_spec ("flac", RATE, 2, 16);
  g_autofree gint16 *samples = g_new (gint16, 2 * 110692);
  g_autoptr (GChecksum) md5 = g_checksum_new (G_CHECKSUM_MD5);
  g_auto (Muxing) muxing = { NULL };
  g_autoptr (GBytes) file = NULL;
  guint8 digest[16];
  gsize size = sizeof digest;
  Parsed parsed;

  for (guint i = 0; i < 2 * 110692; i++)
    samples[i] = (gint16) (i * i / 7 >> 3);
  muxing_begin (&muxing, gaf_muxer_flac_new, spec, TRUE);
  if (!muxing_encode (&muxing, "flacenc", GST_AUDIO_FORMAT_S16LE, samples, 110692, TRUE))
    return;
  file = muxing_finish (&muxing, 110692);
  parsed = parse (file);
  g_assert_cmpuint (parsed.info.n_frames, ==, 110692);
  g_assert_cmpint (parsed.info.channels, ==, 2);
  /* The last frame, shorter than the others, is the smallest. */
  g_assert_cmpuint (parsed.info.max_frame, >,
                    (g_bytes_get_size (file) - parsed.audio) / (110692 / parsed.info.max_block + 1));
  g_assert_cmpuint (parsed.info.min_frame, <, parsed.info.max_frame / 2);
  g_checksum_update (md5, (guint8 *) samples, 4 * 110692);
  g_checksum_get_digest (md5, digest, &size);
  g_assert_cmpmem (parsed.md5, 16, digest, 16);
  assert_length (file, 110692);
}

static void
test_errors (void)
{
  g_autoptr (GafEncodeSpec) spec = make_spec ("flac", RATE, 1, 16);
  g_autoptr (GstCaps) caps = make_flac_caps ();
  g_autoptr (GstCaps) bare = gst_caps_new_empty_simple ("audio/x-flac");
  g_autoptr (GstBuffer) garbage = gst_buffer_new_memdup ("garbage garbage garbage", 23);
  g_autoptr (GError) error = NULL;
  guint8 packet[1000] = { 0xff, 0xf8, 0xc0, 0x08 };
  g_auto (Muxing) muxing = { NULL };

  begin (&muxing, TRUE);
  g_assert_false (muxing.muxer->klass->start (muxing.muxer, bare, &error));
  g_assert_error (error, GAF_ERROR, GAF_ERROR_CORRUPT);
  g_clear_error (&error);
  g_assert_false (muxing.muxer->klass->packet (muxing.muxer, garbage, G_MAXUINT64, &error));
  g_assert_error (error, GAF_ERROR, GAF_ERROR_CORRUPT);

  packet[5] = crc8 (packet, 5);
  assert_full_disk (gaf_muxer_flac_new, spec, caps, packet, sizeof packet);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);

  g_test_add_func ("/muxer-flac/headers", test_headers);
  g_test_add_func ("/muxer-flac/seek-table", test_seek_table);
  g_test_add_func ("/muxer-flac/refresh", test_refresh);
  g_test_add_func ("/muxer-flac/empty", test_empty);
  g_test_add_func ("/muxer-flac/element", test_element);
  g_test_add_func ("/muxer-flac/errors", test_errors);
  return g_test_run ();
}
