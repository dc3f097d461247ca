/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/*
 * Ogg streams made up page by page. Nothing is decoded here: what counts is which packet is handed out at which
 * position, and that a seek says the same as reading from the beginning.
 */

#include <stdlib.h>
#include <string.h>

#include "core/bytes.h"
#include "gaudiofile/gaf-error.h"
#include "formats/ogg/ogg.h"

/* streams */

typedef struct {
  GByteArray *bytes;
  guint32 serial;
  guint32 sequence;
} Stream;

/* The CRC of RFC 3533, in the plainest form. */
static guint32
crc_of (const guint8 *bytes, gsize length)
{
  guint32 crc = 0;

  for (gsize i = 0; i < length; i++) {
    crc ^= (guint32) bytes[i] << 24;
    for (int bit = 0; bit < 8; bit++)
      crc = (crc << 1) ^ (crc & 0x80000000u ? 0x04c11db7u : 0);
  }
  return crc;
}

static void
put (guint8 *bytes, guint64 value, guint size)
{
  for (guint i = 0; i < size; i++)
    bytes[i] = (guint8) (value >> (8 * i));
}

/* A page of packets that all have @size bytes and begin with @first (and a number that makes each another). With
 * @open_end the last one goes on on the next page; its size has to be a multiple of 255. */
static void
add_page (Stream *stream, int flags, gint64 granule, const guint8 *first, guint first_size, guint size, guint n_packets,
          gboolean open_end)
{
  static guint32 number;
  const guint start = stream->bytes->len;
  guint8 header[27 + 255] = "OggS";
  guint n_segments = 0;

  for (guint i = 0; i < n_packets; i++) {
    for (guint left = size; left >= 255; left -= 255)
      header[27 + n_segments++] = 255;
    if (!(open_end && i + 1 == n_packets))
      header[27 + n_segments++] = size % 255;
  }
  header[5] = (guint8) flags;
  put (header + 6, (guint64) granule, 8);
  put (header + 14, stream->serial, 4);
  put (header + 18, stream->sequence++, 4);
  header[26] = (guint8) n_segments;
  g_byte_array_append (stream->bytes, header, 27 + n_segments);
  for (guint i = 0; i < n_packets; i++) {
    const guint at = stream->bytes->len;

    g_byte_array_set_size (stream->bytes, at + size);
    memset (stream->bytes->data + at, 0x55, size);
    if (size >= first_size + 4)
      put (stream->bytes->data + at + size - 4, ++number, 4);
    if (first != NULL)
      memcpy (stream->bytes->data + at, first, first_size);
  }
  put (stream->bytes->data + start + 22, crc_of (stream->bytes->data + start, stream->bytes->len - start), 4);
}

#define OPUS_20_MS 0xf8 /* CELT, one frame of 20 ms */

static void
add_opus_headers (Stream *stream, guint pre_skip)
{
  guint8 head[19] = "OpusHead\1\2";

  put (head + 10, pre_skip, 2);
  put (head + 12, 44100, 4);
  add_page (stream, GAF_OGG_BOS, 0, head, sizeof head, sizeof head, 1, FALSE);
  add_page (stream, 0, 0, (const guint8 *) "OpusTags\0\0\0\0\0\0\0", 16, 16, 1, FALSE);
}

static void
add_opus_page (Stream *stream, int flags, gint64 granule, guint n_packets)
{
  add_page (stream, flags, granule, &(guint8){ OPUS_20_MS }, 1, 100, n_packets, FALSE);
}

/* Blocks of 256 and 2048 frames, modes 0 (short) and 1 (long). */
static void
add_vorbis_headers (Stream *stream)
{
  guint8 head[30] = "\1vorbis\0\0\0\0\1";
  guint8 setup[40] = "\5vorbis";
  /* From the end: framing bit, mode 1 with blockflag 1, mode 0 with blockflag 0, six bits of the count less one. */
  const guint n_bits = 6 + 2 * 41 + 1;
  const guint end = sizeof setup * 8 - 3;
  const guint start = end - n_bits;

  put (head + 12, 44100, 4);
  head[28] = 0xb8;
  head[29] = 1;
  memset (setup + 7, 0xff, start / 8 - 7);
  setup[start / 8] |= (guint8) ((1u << (start % 8)) - 1);
  for (guint bit = start; bit < end; bit++)
    if (bit == start || bit == start + 6 + 41 || bit == end - 1 || bit == end - 9)
      setup[bit / 8] |= (guint8) (1u << (bit % 8));
  add_page (stream, GAF_OGG_BOS, 0, head, sizeof head, sizeof head, 1, FALSE);
  add_page (stream, 0, 0, (const guint8 *) "\3vorbis", 7, 600, 1, FALSE);
  add_page (stream, 0, 0, setup, sizeof setup, sizeof setup, 1, FALSE);
}

static void
add_vorbis_page (Stream *stream, int flags, gint64 granule, gboolean is_long, guint n_packets)
{
  add_page (stream, flags, granule, &(guint8){ is_long ? 2 : 0 }, 1, 80, n_packets, FALSE);
}

static GafByteSource *
source_of (GByteArray *bytes)
{
  g_autoptr (GBytes) copy = g_bytes_new (bytes->data, bytes->len);

  return gaf_byte_source_new_for_bytes (copy);
}

static GafPacketizer *
open_stream (GByteArray *bytes)
{
  g_autoptr (GafByteSource) source = source_of (bytes);
  g_autoptr (GError) error = NULL;
  GafPacketizer *packetizer = gaf_packetizer_ogg_new (source, &error);

  g_assert_no_error (error);
  return packetizer;
}

static void
assert_next (GafPacketizer *packetizer, gint64 position, gint64 n_frames)
{
  g_auto (GafPacket) packet = { 0 };

  g_assert_true (gaf_packetizer_next (packetizer, &packet, NULL));
  g_assert_cmpint (packet.position, ==, position);
  g_assert_cmpint (packet.n_frames, ==, n_frames);
}

static void
assert_end (GafPacketizer *packetizer)
{
  g_auto (GafPacket) packet = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_false (gaf_packetizer_next (packetizer, &packet, &error));
  g_assert_no_error (error);
}

static guint32
number_of (GafPacket *packet)
{
  guint8 bytes[4];
  const gsize size = gst_buffer_get_size (packet->data);

  gst_buffer_extract (packet->data, size - 4, bytes, 4);
  return gaf_read_le32 (bytes);
}

/* Seeks all over the stream: each has to begin early enough with a packet where the linear reading has it, and go
 * on like that. */
static void
assert_seeks (GafPacketizer *packetizer, gint64 preroll)
{
  GafOggPacketizer *self = (GafOggPacketizer *) packetizer;
  g_autoptr (GHashTable) positions = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, g_free);
  g_autoptr (GHashTable) next =
      g_hash_table_new (g_direct_hash, g_direct_equal); /* number to that of the packet behind */
  guint32 last = 0;
  const gint64 end = packetizer->skip + packetizer->n_frames;
  GafPacket packet = { 0 };

  g_assert_true (gaf_packetizer_seek (packetizer, 0, 0, NULL));
  while (gaf_packetizer_next (packetizer, &packet, NULL)) {
    g_hash_table_insert (positions, GUINT_TO_POINTER (number_of (&packet)),
                         g_memdup2 (&packet.position, sizeof (gint64)));
    g_hash_table_insert (next, GUINT_TO_POINTER (last), GUINT_TO_POINTER (number_of (&packet)));
    last = number_of (&packet);
    gaf_packet_clear (&packet);
  }
  for (int i = 0; i < 200; i++) {
    const gint64 frame = i == 0 ? end : g_test_rand_double_range (0, (double) end);
    const gint64 target = MAX (0, frame - MAX (preroll, self->codec.preroll));

    gint64 reached = -1;

    last = 0;
    g_assert_true (gaf_packetizer_seek (packetizer, frame, preroll, NULL));
    for (int n = 0; n < 30 || reached < frame; n++) {
      const gint64 *position;

      if (!gaf_packetizer_next (packetizer, &packet, NULL)) {
        g_assert_null (g_hash_table_lookup (next, GUINT_TO_POINTER (last)));
        break;
      }
      if (last != 0)
        g_assert_cmpuint (number_of (&packet), ==,
                          GPOINTER_TO_UINT (g_hash_table_lookup (next, GUINT_TO_POINTER (last))));
      last = number_of (&packet);
      position = g_hash_table_lookup (positions, GUINT_TO_POINTER (number_of (&packet)));

      g_assert_nonnull (position);
      g_assert_cmpint (packet.position, ==, *position);
      /* A Vorbis packet yields nothing when it is the first, so it has to end before the target. */
      if (n == 0 && packet.position > 0)
        g_assert_cmpint (packet.position + (self->codec.overlaps ? packet.n_frames : 0), <=, target);
      reached = packet.position;
      gaf_packet_clear (&packet);
    }
  }
}

#define STREAM(name, number)                                 \
  g_autoptr (GByteArray) name##_bytes = g_byte_array_new (); \
  Stream name = { name##_bytes, number, 0 }

/* positions */

static void
test_opus (void)
{
  STREAM (stream, 1);
  g_autoptr (GafPacketizer) packetizer = NULL;

  add_opus_headers (&stream, 312);
  add_opus_page (&stream, 0, 5 * 960, 5);
  add_opus_page (&stream, 0, 10 * 960, 5);
  add_opus_page (&stream, GAF_OGG_EOS, 12 * 960 + 100, 3); /* 860 frames of the last packet are padding */
  packetizer = open_stream (stream.bytes);
  g_assert_cmpstr (packetizer->codec, ==, "opus");
  g_assert_cmpint (packetizer->rate, ==, 48000);
  g_assert_cmpint (packetizer->channels, ==, 2);
  g_assert_cmpint (packetizer->skip, ==, 312);
  g_assert_cmpint (packetizer->n_frames, ==, 12 * 960 + 100 - 312);
  g_assert_true (packetizer->exact);
  for (int i = 0; i < 13; i++)
    assert_next (packetizer, i * 960, 960);
  assert_end (packetizer);
  assert_seeks (packetizer, 0);
}

static void
test_opus_durations (void)
{
  static const struct {
    guint8 bytes[2];
    guint size;
    int n_frames;
  } packets[] = {
    { { 0 << 3, 0 }, 1, 480 },     { { 3 << 3, 0 }, 1, 2880 },      { { 13 << 3, 0 }, 1, 960 },
    { { 16 << 3, 0 }, 1, 120 },    { { 31 << 3 | 1, 0 }, 1, 1920 }, { { 31 << 3 | 3, 6 }, 2, 5760 },
    { { 31 << 3 | 3, 7 }, 2, -1 }, { { 31 << 3 | 3, 0 }, 2, -1 },   { { 31 << 3 | 3, 0 }, 1, -1 },
    { { 0, 0 }, 0, -1 },
  };
  GafXiphCodec codec = { .container = "Ogg" };

  g_assert_true (gaf_xiph_codec_recognise (&codec, (const guint8 *) "OpusHead", 8));
  for (guint i = 0; i < G_N_ELEMENTS (packets); i++)
    g_assert_cmpint (gaf_xiph_codec_duration (&codec, packets[i].bytes, packets[i].size), ==, packets[i].n_frames);
}

/* The first page's granule is more than its packets have: cut from a longer stream, and counted from where it
 * begins. */
static void
test_vorbis_cut (void)
{
  STREAM (stream, 1);
  g_autoptr (GafPacketizer) packetizer = NULL;

  add_vorbis_headers (&stream);
  add_vorbis_page (&stream, 0, 90000 + 256, FALSE, 3);
  add_vorbis_page (&stream, GAF_OGG_EOS, 90000 + 256 + 576 + 1024, TRUE, 2);
  packetizer = open_stream (stream.bytes);
  g_assert_cmpstr (packetizer->codec, ==, "vorbis");
  g_assert_cmpint (packetizer->skip, ==, 0);
  g_assert_cmpint (packetizer->n_frames, ==, 256 + 576 + 1024);
  assert_next (packetizer, 0, 0);
  assert_next (packetizer, 0, 128);
  assert_next (packetizer, 128, 128);
  assert_next (packetizer, 256, 576);
}

static void
test_vorbis_trim (void)
{
  STREAM (stream, 1);
  g_autoptr (GafPacketizer) packetizer = NULL;

  add_vorbis_headers (&stream);
  add_vorbis_page (&stream, 0, 2 * 1024 - 100, TRUE, 3); /* the first 100 frames are not to be heard */
  add_vorbis_page (&stream, 0, 2048 + 576 + 128 - 100, FALSE, 2);
  add_vorbis_page (&stream, GAF_OGG_EOS, 2752 + 576 + 50 - 100, TRUE, 2); /* nor the last 974 */
  packetizer = open_stream (stream.bytes);
  g_assert_cmpint (packetizer->skip, ==, 100);
  g_assert_cmpint (packetizer->n_frames, ==, 2752 + 576 + 50 - 100);
  assert_next (packetizer, 0, 0);
  assert_next (packetizer, 0, 1024);
  assert_next (packetizer, 1024, 1024);
  assert_next (packetizer, 2048, 576);
  assert_next (packetizer, 2624, 128);
  assert_next (packetizer, 2752, 576);
  assert_next (packetizer, 3328, 1024);
  assert_end (packetizer);
  assert_seeks (packetizer, 0);
}

/* One page of audio: a granule that is less cuts the end, not the beginning. */
static void
test_single_page (void)
{
  STREAM (stream, 1);
  g_autoptr (GafPacketizer) packetizer = NULL;

  add_vorbis_headers (&stream);
  add_vorbis_page (&stream, GAF_OGG_EOS, 1500, TRUE, 3);
  packetizer = open_stream (stream.bytes);
  g_assert_cmpint (packetizer->skip, ==, 0);
  g_assert_cmpint (packetizer->n_frames, ==, 1500);
  assert_next (packetizer, 0, 0);
  assert_next (packetizer, 0, 1024);
}

/* A packet over three pages, with another stream's page in between; in the second round the page with its middle is
 * damaged, so that the packet is lost, and no other. */
static void
test_continued (gconstpointer damaged)
{
  STREAM (stream, 1);
  Stream other = { stream.bytes, 2, 0 };
  g_autoptr (GafPacketizer) packetizer = NULL;
  guint middle;

  add_page (&other, GAF_OGG_BOS, 0, (const guint8 *) "fishead", 7, 64, 1, FALSE);
  add_opus_headers (&stream, 0);
  add_page (&stream, 0, 960, &(guint8){ OPUS_20_MS }, 1, 510, 2, TRUE);
  add_page (&other, 0, 5, NULL, 0, 77, 3, FALSE);
  middle = stream.bytes->len;
  add_page (&stream, GAF_OGG_CONTINUED, GAF_OGG_NO_GRANULE, NULL, 0, 510, 1, TRUE);
  add_page (&stream, GAF_OGG_CONTINUED, 2 * 960, NULL, 0, 20, 1, FALSE);
  add_opus_page (&stream, GAF_OGG_EOS, 3 * 960, 1);
  if (damaged)
    stream.bytes->data[middle + 100] ^= 1;
  packetizer = open_stream (stream.bytes);
  g_assert_cmpint (packetizer->n_frames, ==, 3 * 960);
  assert_next (packetizer, 0, 960);
  if (!damaged) {
    g_auto (GafPacket) packet = { 0 };

    g_assert_true (gaf_packetizer_next (packetizer, &packet, NULL));
    g_assert_cmpint (packet.position, ==, 960);
    g_assert_cmpuint (gst_buffer_get_size (packet.data), ==, 1040);
  }
  assert_next (packetizer, 2 * 960, 960);
  assert_end (packetizer);
}

/* damage */

static void
test_lost_page (void)
{
  STREAM (stream, 1);
  g_autoptr (GafPacketizer) packetizer = NULL;
  guint third;

  add_vorbis_headers (&stream);
  add_vorbis_page (&stream, 0, 4096, TRUE, 5);
  add_vorbis_page (&stream, 0, 8192, TRUE, 4);
  third = stream.bytes->len;
  add_vorbis_page (&stream, 0, 12288, TRUE, 4);
  add_vorbis_page (&stream, 0, 16384, TRUE, 4);
  add_vorbis_page (&stream, GAF_OGG_EOS, 20480, TRUE, 4);
  stream.bytes->data[third + 60] ^= 1;
  packetizer = open_stream (stream.bytes);
  g_assert_cmpint (packetizer->n_frames, ==, 20480);
  for (int i = 0; i < 9; i++)
    assert_next (packetizer, MAX (0, i - 1) * 1024, i == 0 ? 0 : 1024);
  for (int i = 0; i < 8; i++)
    assert_next (packetizer, 12288 + i * 1024, 1024);
  assert_end (packetizer);
  assert_seeks (packetizer, 0);
}

/* A long stretch of damage is stepped over as often as it is in the way. */
static void
test_many_lost_pages (void)
{
  STREAM (stream, 1);
  g_autoptr (GafPacketizer) packetizer = NULL;

  add_opus_headers (&stream, 312);
  for (int i = 1; i <= 400; i++) {
    const guint at = stream.bytes->len;

    add_opus_page (&stream, i == 400 ? GAF_OGG_EOS : 0, i * 50 * 960, 50);
    stream.bytes->data[at + 60] ^= i > 20 && i < 380;
  }
  packetizer = open_stream (stream.bytes);
  g_assert_cmpint (packetizer->n_frames, ==, 400 * 50 * 960 - 312);
  assert_seeks (packetizer, 0);
}

/* Granules that are missing, go back or lie outside of the stream: counted on, and a seek says the same. */
static void
test_nonsense_granules (void)
{
  static const gint64 nonsense[] = { -1, -5, 0, 700, G_MAXINT64, G_GINT64_CONSTANT (1) << 40 };

  for (guint i = 0; i < G_N_ELEMENTS (nonsense); i++) {
    for (int at = 0; at < 12; at++) {
      STREAM (stream, 1);
      g_autoptr (GafPacketizer) packetizer = NULL;
      g_autoptr (GafByteSource) source = NULL;
      g_autoptr (GError) error = NULL;

      add_vorbis_headers (&stream);
      for (int page = 0; page < 12; page++)
        add_vorbis_page (&stream, 0, page == at ? nonsense[i] : page * 4096 + 3072 + (page & 1) * 448, page & 1, 4);
      source = source_of (stream.bytes);
      packetizer = gaf_packetizer_ogg_new (source, &error);
      g_assert_no_error (error);
      g_assert_cmpint (packetizer->n_frames, >=, 0);
      g_assert_cmpint (packetizer->n_frames, <=, 4096 * (gint64) stream.bytes->len);
      assert_seeks (packetizer, 0);
    }
  }
}

static void
test_errors (void)
{
  static const guint cuts[] = { 0, 10, 50, 100, 700 };
  STREAM (vorbis, 1);
  STREAM (video, 2);
  g_autoptr (GafByteSource) video_source = NULL;
  g_autoptr (GError) video_error = NULL;

  add_vorbis_headers (&vorbis);
  for (guint i = 0; i < G_N_ELEMENTS (cuts); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new (vorbis.bytes->data, cuts[i]);
    g_autoptr (GafByteSource) source = gaf_byte_source_new_for_bytes (bytes);
    g_autoptr (GError) error = NULL;

    g_assert_null (gaf_packetizer_ogg_new (source, &error));
    g_assert_error (error, GAF_ERROR, GAF_ERROR_CORRUPT);
  }
  add_page (&video, GAF_OGG_BOS, 0, (const guint8 *) "\x80theora", 7, 40, 1, FALSE);
  video_source = source_of (video.bytes);
  g_assert_null (gaf_packetizer_ogg_new (video_source, &video_error));
  g_assert_error (video_error, GAF_ERROR, GAF_ERROR_UNSUPPORTED);
  g_assert_nonnull (strstr (video_error->message, "Theora"));
}

/* seeking */

/* Large enough for bisection; the second is spread over pages of another stream. */
static void
test_bisection (gconstpointer multiplexed)
{
  STREAM (stream, 1);
  Stream other = { stream.bytes, 2, 0 };
  g_autoptr (GafPacketizer) packetizer = NULL;
  gint64 granule = -1024;

  if (multiplexed)
    add_page (&other, GAF_OGG_BOS, 0, (const guint8 *) "\x80theora", 7, 40, 1, FALSE);
  add_vorbis_headers (&stream);
  for (int page = 0; page < 600; page++) {
    granule += 30 * 1024;
    if (page == 300)
      granule += 500000; /* a hole */
    add_vorbis_page (&stream, page == 599 ? GAF_OGG_EOS : 0, granule, TRUE, 30);
    for (int i = 0; multiplexed && i < 3; i++)
      add_page (&other, 0, page * 3 + i, NULL, 0, 5000, 1, FALSE);
  }
  packetizer = open_stream (stream.bytes);
  g_assert_cmpint (packetizer->n_frames, ==, granule);
  assert_seeks (packetizer, 0);
  assert_seeks (packetizer, 40000);
  g_assert_null (((GafOggPacketizer *) packetizer)->index);
}

/* links */

static void
assert_links (GByteArray *bytes, const guint *offsets, guint n_links)
{
  g_autoptr (GafByteSource) source = source_of (bytes);
  g_autoptr (GArray) links = gaf_ogg_find_links (source, NULL);

  g_assert_cmpuint (links->len, ==, n_links);
  for (guint i = 0; i < n_links; i++) {
    const GafOggLink *link = &g_array_index (links, GafOggLink, i);

    g_assert_cmpuint (link->offset, ==, offsets[i]);
    g_assert_cmpuint (link->offset + link->size, ==, i + 1 < n_links ? offsets[i + 1] : bytes->len);
  }
}

/* @data: how many pages each link has, and a letter for the serial number of each. */
static void
test_links (gconstpointer data)
{
  const char *const *rows = data;
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_auto (GStrv) sizes = g_strsplit (rows[0], " ", -1);
  guint offsets[64];
  const guint n_links = g_strv_length (sizes);

  for (guint i = 0; i < n_links; i++) {
    const int n_pages = atoi (sizes[i]);
    Stream stream = { bytes, (guint32) rows[1][i], 0 };

    offsets[i] = bytes->len;
    add_opus_headers (&stream, 0);
    for (int page = 1; page <= n_pages; page++)
      add_opus_page (&stream, page == n_pages ? GAF_OGG_EOS : 0, page * 40 * 960, 40);
  }
  assert_links (bytes, offsets, n_links);
}

int
main (int argc, char **argv)
{
  static const char *const links[][2] = {
    { "3", "a" },
    { "500", "a" },
    { "3 4", "ab" },
    { "3 4", "aa" },
    { "500 1 2 300", "abcd" },
    { "1 1 400 1", "abcd" },
    { "300 300", "aa" },
    { "300 300 300", "aaa" },
    { "200 200 200 200 200", "aaaaa" },
    { "90 80 70 60 50 40 30 20 10 9 8 7 6 5 4 3 2 1", "abcdefghijklmnopqr" },
  };

  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);

  g_test_add_func ("/ogg/opus", test_opus);
  g_test_add_func ("/ogg/opus-durations", test_opus_durations);
  g_test_add_func ("/ogg/vorbis-cut", test_vorbis_cut);
  g_test_add_func ("/ogg/vorbis-trim", test_vorbis_trim);
  g_test_add_func ("/ogg/single-page", test_single_page);
  g_test_add_data_func ("/ogg/continued", NULL, test_continued);
  g_test_add_data_func ("/ogg/continued-damaged", "", test_continued);
  g_test_add_func ("/ogg/lost-page", test_lost_page);
  g_test_add_func ("/ogg/many-lost-pages", test_many_lost_pages);
  g_test_add_func ("/ogg/nonsense-granules", test_nonsense_granules);
  g_test_add_func ("/ogg/errors", test_errors);
  g_test_add_data_func ("/ogg/bisection", NULL, test_bisection);
  g_test_add_data_func ("/ogg/bisection-multiplexed", "", test_bisection);
  for (guint i = 0; i < G_N_ELEMENTS (links); i++) {
    g_autofree char *path = g_strdup_printf ("/ogg/links/%s-%s", links[i][0], links[i][1]);

    g_test_add_data_func (path, links[i], test_links);
  }
  return g_test_run ();
}
