/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <gio/gunixoutputstream.h>
#include <glib/gstdio.h>
#include <string.h>

#include "core/bytes.h"
#include "gaudiofile/gaf-error.h"
#include "formats/mp4/boxes.h"
#include "formats/mp4/timeline.h"
#include "packets/muxer.h"

/* Packets are made here: each of its own size and bytes. What was written is looked at box by box, and by the reader.
 */

#define DELAY 1024

static const guint8 cookie[36] = { 0,  0,  0,  36, 'a', 'l', 'a', 'c', 0, 0, 0, 0, 0, 0, 0x10, 0, 0,    24,
                                   40, 10, 14, 2,  0,   255, 0,   0,   0, 0, 0, 0, 0, 0, 0,    0, 0xac, 0x44 };

static GafEncodeSpec *
make_spec (const char *codec, int rate, guint channels)
{
  GafEncodeSpec *spec = gaf_encode_spec_new ("m4a", rate, channels);

  gaf_encode_spec_set_codec (spec, codec);
  gaf_encode_spec_set_bit_depth (spec, 24);
  gaf_encode_spec_set_quality (spec, strcmp (codec, "aac") == 0 ? "128 kbps" : NULL);
  return spec;
}

static GstCaps *
make_caps (const char *codec)
{
  gboolean alac = strcmp (codec, "alac") == 0;
  g_autoptr (GstBuffer) config =
      alac ? gst_buffer_new_memdup (cookie, sizeof cookie) : gst_buffer_new_memdup ("\x12\x10\x56\xe5\0", 5);

  return gst_caps_new_simple (alac ? "audio/x-alac" : "audio/mpeg", "codec_data", GST_TYPE_BUFFER, config, NULL);
}

static guint
packet_size (guint i)
{
  return 50 + i * 37 % 300;
}

static void
fill_packet (guint8 *data, guint i)
{
  for (guint k = 0; k < packet_size (i); k++)
    data[k] = i * 11 + k;
}

static void
push (GafMuxer *muxer, guint first, guint n)
{
  g_autoptr (GError) error = NULL;

  for (guint i = first; i < first + n; i++) {
    guint8 data[400];
    g_autoptr (GstBuffer) packet = NULL;

    fill_packet (data, i);
    packet = gst_buffer_new_memdup (data, packet_size (i));
    g_assert_true (muxer->klass->packet (muxer, packet, G_MAXUINT64, &error));
    g_assert_no_error (error);
  }
}

static GafMuxer *
open_muxer (GafByteSink *sink, const char *codec)
{
  g_autoptr (GafEncodeSpec) spec = make_spec (codec, 44100, 2);
  g_autoptr (GstCaps) caps = make_caps (codec);
  g_autoptr (GError) error = NULL;
  GafMuxer *muxer = gaf_muxer_mp4_new (sink, spec, &error);

  g_assert_true (gaf_byte_sink_open (sink, &error));
  g_assert_true (muxer->klass->start (muxer, caps, &error));
  g_assert_no_error (error);
  return muxer;
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
mux (const char *codec, guint n_packets, gint64 n_frames)
{
  g_autoptr (GafByteSink) sink = gaf_byte_sink_new_for_memory ();
  g_autoptr (GafMuxer) muxer = open_muxer (sink, codec);
  g_autoptr (GError) error = NULL;

  push (muxer, 0, n_packets);
  g_assert_true (muxer->klass->finish (muxer, n_frames, &error));
  g_assert_no_error (error);
  return close_sink (sink);
}

/* Writes through a file descriptor, which cannot seek; @n_frames -1: never finished, as after a crash. */
static GBytes *
mux_stream (const char *codec, guint n_packets, gint64 n_frames)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  int fd = g_file_open_tmp ("gaf-mp4-XXXXXX", &path, &error);
  char *data;
  gsize size;

  {
    g_autoptr (GOutputStream) stream = g_unix_output_stream_new (fd, TRUE);
    g_autoptr (GafByteSink) sink = gaf_byte_sink_new_for_stream (stream);
    g_autoptr (GafMuxer) muxer = open_muxer (sink, codec);

    g_assert_false (gaf_byte_sink_can_seek (sink));
    push (muxer, 0, n_packets);
    g_assert_true (muxer->klass->refresh (muxer, 0, &error));
    g_assert_true (n_frames < 0 || muxer->klass->finish (muxer, n_frames, &error));
    g_assert_true (gaf_byte_sink_flush (sink, &error));
  }
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &data, &size, &error));
  g_unlink (path);
  return g_bytes_new_take (data, size);
}

/* boxes */

/* Contents of box @path, "moov/trak/…", inside [@data, @data + @size); NULL if there is none. */
static const guint8 *
find_box (const guint8 *data, gsize size, const char *path, gsize *found_size)
{
  for (gsize at = 0; at + 8 <= size;) {
    guint64 length = gaf_read_be32 (data + at);
    gsize header = 8;

    if (length == 1) {
      length = gaf_read_be64 (data + at + 8);
      header = 16;
    }
    g_assert_cmpuint (length, >=, header);
    g_assert_cmpuint (length, <=, size - at);
    if (memcmp (data + at + 4, path, 4) == 0) {
      *found_size = length - header;
      if (path[4] == '\0')
        return data + at + header;
      return find_box (data + at + header, *found_size, path + 5, found_size);
    }
    at += length;
  }
  return NULL;
}

static const guint8 *
get_box (GBytes *file, const char *path, gsize *size)
{
  gsize all;
  const guint8 *data = g_bytes_get_data (file, &all);
  const guint8 *found = find_box (data, all, path, size);

  if (found == NULL)
    g_error ("no box %s", path);
  return found;
}

static gboolean
has_box (GBytes *file, const char *path)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (file, &size);

  return find_box (data, size, path, &size) != NULL;
}

/* The file as it is read: skip, length, and how many packets there are. */
typedef struct {
  gboolean fragmented;
  gint64 skip, n_frames;
  int rate, channels;
  guint n_packets;
} Found;

static Found
scan (GBytes *file)
{
  g_autoptr (GafByteSource) source = gaf_byte_source_new_for_bytes (file);
  g_autoptr (GArray) pieces = NULL;
  g_autoptr (GError) error = NULL;
  GafMp4Movie *movie = gaf_mp4_movie_new (source, -1, &error);
  const gboolean fragmented = movie != NULL && movie->fragmented;
  g_autoptr (GafPacketizer) packetizer = movie != NULL ? gaf_packetizer_mp4_new (source, movie, &pieces, &error) : NULL;
  Found found;

  g_assert_no_error (error);
  g_assert_null (pieces);
  g_assert_true (packetizer->exact);
  found = (Found){ fragmented, packetizer->skip, packetizer->n_frames, packetizer->rate, packetizer->channels, 0 };
  for (GafPacket packet = { 0 }; gaf_packetizer_next (packetizer, &packet, &error); gaf_packet_clear (&packet))
    found.n_packets++;
  g_assert_no_error (error);
  return found;
}

/* Every packet lies where the tables of the finished file say. */
static void
check_packets (GBytes *file, guint n)
{
  const guint8 *data = g_bytes_get_data (file, NULL);
  gsize size;
  const guint8 *sizes = get_box (file, "moov/trak/mdia/minf/stbl/stsz", &size);
  const guint8 *offsets = get_box (file, "moov/trak/mdia/minf/stbl/stco", &size);
  const guint8 *runs = get_box (file, "moov/trak/mdia/minf/stbl/stsc", &size);
  guint n_chunks = gaf_read_be32 (offsets + 4), n_runs = gaf_read_be32 (runs + 4);
  guint packet = 0, run = 0;

  g_assert_cmpuint (gaf_read_be32 (sizes + 8), ==, n);
  g_assert_cmpuint (n_runs, <=, 2); /* full ones, and the last */
  for (guint chunk = 0; chunk < n_chunks; chunk++) {
    gsize at = gaf_read_be32 (offsets + 8 + 4 * chunk);

    while (run + 1 < n_runs && gaf_read_be32 (runs + 8 + 12 * (run + 1)) <= chunk + 1)
      run++;
    for (guint i = gaf_read_be32 (runs + 8 + 12 * run + 4); i > 0; i--, packet++) {
      guint8 wanted[400];

      fill_packet (wanted, packet);
      g_assert_cmpuint (gaf_read_be32 (sizes + 12 + 4 * packet), ==, packet_size (packet));
      g_assert_cmpmem (data + at, packet_size (packet), wanted, packet_size (packet));
      at += packet_size (packet);
    }
  }
  g_assert_cmpuint (packet, ==, n);
}

/* Every packet lies where the fragments say. */
static void
check_fragments (GBytes *file, guint n)
{
  gsize all, size;
  const guint8 *data = g_bytes_get_data (file, &all);
  guint packet = 0;

  for (gsize at = 0; at < all; at += gaf_read_be32 (data + at)) {
    const guint8 *run, *stored;

    if (memcmp (data + at + 4, "moof", 4) != 0)
      continue;
    run = find_box (data + at + 8, gaf_read_be32 (data + at) - 8, "traf/trun", &size);
    g_assert_nonnull (run);
    stored = data + at + gaf_read_be32 (run + 8);
    for (guint i = gaf_read_be32 (run + 4); i > 0; i--, packet++) {
      guint8 wanted[400];

      fill_packet (wanted, packet);
      g_assert_cmpmem (stored, packet_size (packet), wanted, packet_size (packet));
      stored += packet_size (packet);
    }
  }
  g_assert_cmpuint (packet, ==, n);
}

/* tests */

static void
test_aac (void)
{
  /* with a fragment that is just full, and one packet more */
  static const guint counts[] = { 2, 43, 44, 86, 300 };

  for (gsize i = 0; i < G_N_ELEMENTS (counts); i++) {
    guint n = counts[i];
    gint64 n_frames = (gint64) n * 1024 - DELAY - 300;
    g_autoptr (GBytes) file = mux ("aac", n, n_frames);
    Found info = scan (file);
    const guint8 *box;
    gsize size;

    check_packets (file, n);
    g_assert_false (info.fragmented);
    g_assert_cmpint (info.n_frames, ==, n_frames);
    g_assert_cmpint (info.skip, ==, DELAY);
    g_assert_cmpuint (info.n_packets, ==, n);

    box = get_box (file, "moov/mvhd", &size);
    g_assert_cmpuint (gaf_read_be32 (box + 12), ==, 44100);
    g_assert_cmpuint (gaf_read_be32 (box + 16), ==, n_frames);
    box = get_box (file, "moov/trak/edts/elst", &size);
    g_assert_cmpuint (gaf_read_be32 (box + 8), ==, n_frames);
    g_assert_cmpuint (gaf_read_be32 (box + 12), ==, DELAY);
    box = get_box (file, "moov/trak/mdia/minf/stbl/stsd", &size);
    g_assert_cmpint (memcmp (box + 12, "mp4a", 4), ==, 0);
    g_assert_nonnull (memmem (box, size, "\x05\x80\x80\x80\x05\x12\x10\x56\xe5\x00\x06", 11));
    /* What was fragments is inside of mdat now. */
    g_assert_false (has_box (file, "moof"));
    g_assert_false (has_box (file, "free"));
    g_assert_false (has_box (file, "moov/mvex"));
    get_box (file, "mdat", &size);
    g_assert_cmpuint (size, <, n * 250 + 2000);
  }
}

static void
test_alac (void)
{
  g_autoptr (GBytes) file = mux ("alac", 25, 24 * 4096 + 17);
  Found info = scan (file);
  const guint8 *box;
  gsize size;

  check_packets (file, 25);
  g_assert_cmpint (info.n_frames, ==, 24 * 4096 + 17);
  g_assert_cmpint (info.skip, ==, 0);
  g_assert_cmpuint (info.n_packets, ==, 25);
  g_assert_false (has_box (file, "moov/trak/edts"));
  box = get_box (file, "moov/trak/mdia/minf/stbl/stsd", &size);
  g_assert_cmpint (memcmp (box + 12, "alac", 4), ==, 0);
  g_assert_cmpuint (gaf_read_be16 (box + 34), ==, 24);
  g_assert_cmpmem (box + size - sizeof cookie, sizeof cookie, cookie, sizeof cookie);
}

/* Fragments are as long, and begin with the same bytes, as the finished file. */
static void
test_fragments (void)
{
  g_autoptr (GBytes) plain = mux ("aac", 100, 100 * 1024 - DELAY - 5);
  g_autoptr (GBytes) stream = mux_stream ("aac", 100, 100 * 1024 - DELAY - 5);
  g_autoptr (GBytes) alac = mux_stream ("alac", 25, 24 * 4096 + 17);
  const guint8 *a = g_bytes_get_data (plain, NULL);
  const guint8 *b = g_bytes_get_data (stream, NULL);
  Found info = scan (stream);
  guint placeholder = gaf_read_be32 (a);
  gsize size;

  g_assert_true (info.fragmented);
  g_assert_cmpint (info.n_frames, ==, 100 * 1024 - 5 - DELAY);
  g_assert_cmpint (info.skip, ==, DELAY);
  g_assert_cmpmem (b, placeholder, a, placeholder);
  size = g_bytes_get_size (stream) - placeholder - 16;
  g_assert_cmpmem (b + placeholder + 16, size, a + placeholder + 16, size);
  check_fragments (stream, 100);
  check_fragments (alac, 25);

  info = scan (alac);
  g_assert_true (info.fragmented);
  g_assert_cmpint (info.n_frames, ==, 24 * 4096 + 17);
  g_assert_cmpint (info.skip, ==, 0);
  g_assert_cmpuint (info.n_packets, ==, 25);
}

/* Without an end: all but the fragment that was being filled, which is less than a second. */
static void
test_crash (void)
{
  for (guint n = 1; n < 200; n += 33) {
    g_autoptr (GBytes) file = mux_stream ("aac", n, -1);
    Found info = scan (file);

    g_assert_true (info.fragmented);
    g_assert_cmpuint (info.n_packets, >=, n > 43 ? n - 43 : 0);
    g_assert_cmpuint (info.n_packets % 43, ==, 0);
    g_assert_cmpint (info.n_frames, ==, MAX ((gint64) info.n_packets * 1024 - DELAY, 0));

    /* Cut off inside the last fragment: what is missing does not count. */
    if (info.n_packets > 0) {
      g_autoptr (GBytes) cut = g_bytes_new_from_bytes (file, 0, g_bytes_get_size (file) - 10);

      g_assert_cmpuint (scan (cut).n_packets, ==, info.n_packets - 1);
    }
  }
}

static void
test_empty (void)
{
  static const char *const codecs[] = { "aac", "alac" };
  static const int rates[] = { 8000, 44100, 96000 };

  for (gsize i = 0; i < G_N_ELEMENTS (codecs) * G_N_ELEMENTS (rates); i++) {
    const char *codec = codecs[i % 2];
    int rate = rates[i / 2];
    g_autoptr (GafEncodeSpec) spec = make_spec (codec, rate, 2);
    g_autoptr (GafByteSink) sink = gaf_byte_sink_new_for_memory ();
    g_autoptr (GafMuxer) muxer = gaf_muxer_mp4_new (sink, spec, NULL);
    g_autoptr (GBytes) started = mux (codec, 2, 0);
    g_autoptr (GBytes) file = NULL;
    g_autoptr (GError) error = NULL;
    const guint8 *box;
    gsize size;

    /* never started: the decoder's configuration is made up */
    g_assert_true (gaf_byte_sink_open (sink, &error));
    g_assert_true (muxer->klass->finish (muxer, 0, &error));
    g_assert_no_error (error);
    file = close_sink (sink);
    g_assert_cmpint (scan (file).rate, ==, rate);
    g_assert_cmpint (scan (file).n_frames, ==, 0);
    g_assert_cmpint (scan (file).channels, ==, 2);
    box = get_box (file, "moov/trak/mdia/minf/stbl/stsd", &size);
    if (i % 2 == 0) {
      static const guint8 configs[][2] = { { 0x15, 0x90 }, { 0x12, 0x10 }, { 0x10, 0x10 } };
      const guint8 wanted[] = { 5, 0x80, 0x80, 0x80, 2, configs[i / 2][0], configs[i / 2][1], 6 };

      g_assert_nonnull (memmem (box, size, wanted, sizeof wanted));
    } else if (rate == 44100) {
      g_assert_cmpmem (box + size - sizeof cookie, sizeof cookie, cookie, sizeof cookie);
    }

    /* started with silence: what the encoder made of it is left out */
    g_assert_cmpint (scan (started).n_frames, ==, 0);
    g_assert_false (has_box (started, "moof"));
  }
}

/* What the tables say, whether the packets are there or not. */
static void
check_length (GBytes *file, gint64 n_frames)
{
  g_autoptr (GafByteSource) source = gaf_byte_source_new_for_bytes (file);
  g_autoptr (GafMp4Movie) movie = gaf_mp4_movie_new (source, -1, NULL);
  g_autoptr (GafMp4Samples) samples = gaf_mp4_samples_new (source, movie, 0, 0, NULL);
  const GafMp4Lengths lengths = { .rate = 96000, .n_frames = 1024, .longest = 1024 };
  g_autoptr (GArray) pieces = NULL;
  GafMp4Timeline timeline;

  g_assert_true (gaf_mp4_timeline_init (&timeline, samples, &lengths, NULL));
  g_assert_cmpint (timeline.n_frames, ==, n_frames + DELAY);
  pieces = gaf_mp4_get_pieces (movie, timeline.n_frames, timeline.said, 96000, 0);
  g_assert_cmpuint (pieces->len, ==, 1);
  g_assert_cmpint (g_array_index (pieces, GafMp4Piece, 0).start, ==, DELAY);
  g_assert_cmpint (g_array_index (pieces, GafMp4Piece, 0).n_frames, ==, n_frames);
  gaf_mp4_timeline_clear (&timeline);
}

/* Beyond 4 GiB and 2^32 frames. */
static void
test_large (void)
{
  g_autoptr (GBytes) config = g_bytes_new ("\x12\x10", 2);
  const GafMp4Track track = { FALSE, 96000, 2, 16, 1024, DELAY, 320000, config };
  g_autoptr (GArray) sizes = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) chunks = g_array_new (FALSE, FALSE, sizeof (GafMp4Chunk));
  const guint n = 5000000;
  const GafMp4Index index = { (guint64) n * 1024 - DELAY - 100, 924, sizes, chunks };
  const GafMp4Chunk near = { 100, 1 }, far = { G_GUINT64_CONSTANT (0x123456789a), n - 1 };
  g_autoptr (GByteArray) out = g_byte_array_new ();
  g_autoptr (GByteArray) header = g_byte_array_new ();
  g_autoptr (GBytes) file = NULL;
  const guint8 *box;
  gsize size;

  g_array_set_size (sizes, n);
  memset (sizes->data, 0, n * sizeof (guint32));
  g_array_append_val (chunks, near);
  g_array_append_val (chunks, far);
  gaf_mp4_put_moov (out, &track, &index);
  file = g_bytes_new (out->data, out->len);

  box = get_box (file, "moov/trak/mdia/minf/stbl/co64", &size);
  g_assert_cmpuint (gaf_read_be64 (box + 8), ==, 100);
  g_assert_cmpuint (gaf_read_be64 (box + 16), ==, far.offset);
  box = get_box (file, "moov/mvhd", &size);
  g_assert_cmpuint (box[0], ==, 1);
  g_assert_cmpuint (gaf_read_be64 (box + 24), ==, index.n_frames);
  check_length (file, index.n_frames);

  gaf_mp4_put_large_mdat (header, G_GUINT64_CONSTANT (0x123456789a));
  g_assert_cmpuint (header->len, ==, GAF_MP4_LARGE_HEADER);
  g_assert_cmpuint (gaf_read_be64 (header->data + 8), ==, G_GUINT64_CONSTANT (0x123456789a));
}

static void
test_errors (void)
{
  g_autoptr (GafEncodeSpec) spec = make_spec ("alac", 44100, 2);
  g_autoptr (GstCaps) aac = make_caps ("aac");
  g_autoptr (GafByteSink) memory = gaf_byte_sink_new_for_memory ();
  g_autoptr (GafByteSink) full = gaf_byte_sink_new_for_path ("/dev/full", FALSE);
  g_autoptr (GafMuxer) muxer = gaf_muxer_mp4_new (memory, spec, NULL);
  g_autoptr (GafMuxer) unlucky = open_muxer (full, "alac");
  g_autoptr (GError) error = NULL;

  /* a description that is not of this codec */
  g_assert_false (muxer->klass->start (muxer, aac, &error));
  g_assert_error (error, GAF_ERROR, GAF_ERROR_CORRUPT);
  g_clear_error (&error);

  push (unlucky, 0, 5);
  g_assert_false (unlucky->klass->refresh (unlucky, 5 * 4096, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_clear_error (&error);
  g_assert_false (unlucky->klass->finish (unlucky, 5 * 4096, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);

  g_test_add_func ("/muxer-mp4/aac", test_aac);
  g_test_add_func ("/muxer-mp4/alac", test_alac);
  g_test_add_func ("/muxer-mp4/fragments", test_fragments);
  g_test_add_func ("/muxer-mp4/crash", test_crash);
  g_test_add_func ("/muxer-mp4/empty", test_empty);
  g_test_add_func ("/muxer-mp4/large", test_large);
  g_test_add_func ("/muxer-mp4/errors", test_errors);
  return g_test_run ();
}
