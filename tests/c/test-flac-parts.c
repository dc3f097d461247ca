/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <gst/gst.h>
#include <string.h>

#include "core/bytes.h"
#include "core/crc.h"
#include "core/threads.h"
#include "formats/flac/header.h"
#include "gaf-reader.h"
#include "gaf-writer.h"

/* FLAC that several threads encode is, byte for byte, what one encodes. */

#define LONG 400000 /* frames; more than two threads begin at */

typedef struct {
  const char *format; /* extension */
  const char *codec;
  const char *quality;
  double rate;
  guint channels;
  guint bits;
} Kind;

/* Interleaved floats, of which the channels are alike in some places and not in others: the encoder's choice between
 * left/right and mid/side changes. */
static float *
make_samples (guint channels, gsize n_frames)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  float *samples = g_new (float, channels *n_frames);
  float level = 0;

  for (gsize i = 0; i < n_frames; i++) {
    const gboolean alike = i / 30000 % 2 == 0;

    level = level * 0.95f + (float) g_rand_double_range (rand, -0.1, 0.1);
    for (guint c = 0; c < channels; c++)
      samples[i * channels + c] =
          (c == 0 || alike ? level : 0) + (alike ? 0.001f : 0.02f) * (float) g_rand_double_range (rand, -1, 1);
  }
  return samples;
}

/* Writes @sizes frames at a time, and in the end what is left. */
static GBytes *
encode (const Kind *kind, guint n_threads, const float *samples, gsize n_frames, const gsize *sizes)
{
  g_autoptr (GafEncodeSpec) spec = gaf_encode_spec_new (kind->format, kind->rate, kind->channels);
  g_autoptr (GError) error = NULL;
  g_autoptr (GafWriter) writer = NULL;
  gsize done = 0;

  gaf_encode_spec_set_codec (spec, kind->codec);
  gaf_encode_spec_set_quality (spec, kind->quality);
  gaf_encode_spec_set_bit_depth (spec, kind->bits);
  gaf_threads_set_max (n_threads);
  writer = gaf_writer_new_for_memory (spec, &error);
  g_assert_no_error (error);
  while (done < n_frames) {
    const gsize n = sizes != NULL && *sizes > 0 ? MIN (*sizes++, n_frames - done) : n_frames - done;

    g_assert_true (gaf_writer_write_interleaved (writer, samples + done * kind->channels, (gint64) n, NULL, &error));
    g_assert_no_error (error);
    done += n;
    g_assert_cmpint (gaf_writer_tell (writer), ==, done);
  }
  g_assert_true (gaf_writer_close (writer, NULL, &error));
  g_assert_no_error (error);
  gaf_threads_set_max (0);
  return gaf_writer_steal_bytes (writer, NULL);
}

static void
assert_same (GBytes *a, GBytes *b, const char *what)
{
  gsize n_a, n_b, i = 0;
  const guint8 *bytes_a = g_bytes_get_data (a, &n_a), *bytes_b = g_bytes_get_data (b, &n_b);

  while (i < MIN (n_a, n_b) && bytes_a[i] == bytes_b[i])
    i++;
  if (n_a != n_b || i < n_a)
    g_error ("%s: %" G_GSIZE_FORMAT " and %" G_GSIZE_FORMAT " bytes, the first other one at %" G_GSIZE_FORMAT, what,
             n_a, n_b, i);
}

static void
test_same_bytes (void)
{
  static const Kind kinds[] = {
    { "flac", NULL, "0", 44100, 2, 16 },  { "flac", NULL, "1", 48000, 2, 16 }, { "flac", NULL, "5", 44100, 2, 24 },
    { "flac", NULL, "5", 8000, 2, 16 },   { "flac", NULL, "8", 44100, 2, 16 }, { "flac", NULL, "4", 192000, 2, 24 },
    { "flac", NULL, "3", 44100, 1, 16 },  { "flac", NULL, "2", 44100, 3, 16 }, { "ogg", "flac", "5", 44100, 2, 16 },
    { "mka", "flac", "5", 48000, 2, 16 },
  };

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++) {
    const gsize n_frames = LONG + 1234;
    g_autofree float *samples = make_samples (kinds[k].channels, n_frames);
    g_autoptr (GBytes) expected = encode (&kinds[k], 1, samples, n_frames, NULL);
    g_autofree char *what = g_strdup_printf ("%s at %s", kinds[k].format, kinds[k].quality);

    for (guint n_threads = 2; n_threads < 4; n_threads++) {
      g_autoptr (GBytes) bytes = encode (&kinds[k], n_threads, samples, n_frames, NULL);

      assert_same (bytes, expected, what);
    }
  }
}

/* However it is cut: long stretches, short ones behind them, and long ones again, from within a block. Level 5 has runs
 * of four blocks, level 8 of one. */
static void
test_pieces (void)
{
  static const Kind kinds[] = { { "flac", NULL, "5", 44100, 2, 16 }, { "flac", NULL, "8", 44100, 2, 24 } };
  static const gsize cuts[][12] = {
    { LONG, 100, 5000, 3, 0 },
    { LONG, 1, LONG, 0 },
    { 300, LONG, LONG, 0 },     /* not a whole block before */
    { 10000, LONG, 0 },         /* one encoder has begun, and goes on */
    { 16384 * 20, 16384 * 20 }, /* ends where a run ends */
    { 44100, 44100, 44100, 44100, 44100, 44100, 44100, 44100, 44100, 44100, 0 },
    { 44100, 10, 512, 44100, 4096, 4096, 4096, 4096, 4096, 90000, 20000, 0 },
    { 33000, 1, 4000, 5000, 6000, 7000, 8000, 9000, 10000, 16384, 0 },
  };
  const gsize n_frames = 2 * LONG + 500;
  g_autofree float *samples = make_samples (2, n_frames);

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++) {
    g_autoptr (GBytes) expected = encode (&kinds[k], 1, samples, n_frames, NULL);

    for (guint i = 0; i < G_N_ELEMENTS (cuts); i++)
      for (guint n_threads = 2; n_threads < 5; n_threads += 2) {
        g_autofree char *what = g_strdup_printf ("cut %u, level %s, %u threads", i, kinds[k].quality, n_threads);
        g_autoptr (GBytes) bytes = encode (&kinds[k], n_threads, samples, n_frames, cuts[i]);

        assert_same (bytes, expected, what);
      }
  }
}

/* A length with nothing behind the last run, and so with nothing for an encoder to end. */
static void
test_whole_runs (void)
{
  static const Kind kind = { "flac", NULL, "8", 44100, 2, 16 };
  const gsize n_frames = 100 * 4096;
  g_autofree float *samples = make_samples (2, n_frames);
  g_autoptr (GBytes) expected = encode (&kind, 1, samples, n_frames, NULL);
  g_autoptr (GBytes) bytes = encode (&kind, 2, samples, n_frames, NULL);

  assert_same (bytes, expected, "whole runs");
}

/* A file that ends in its first stretch: what is no whole run, and no whole block, comes from an encoder too. */
static void
test_short_files (void)
{
  static const char *const qualities[] = { "5", "8" };
  static const gsize lengths[] = { 8 * 4096 - 1, 8 * 4096, 8 * 4096 + 1, 9 * 4096, 44100, 12 * 4096 + 7, 50000 };
  g_autofree float *samples = make_samples (2, 50000);

  for (guint q = 0; q < G_N_ELEMENTS (qualities); q++)
    for (guint i = 0; i < G_N_ELEMENTS (lengths); i++) {
      const Kind kind = { "flac", NULL, qualities[q], 44100, 2, 16 };
      g_autoptr (GBytes) expected = encode (&kind, 1, samples, lengths[i], NULL);
      g_autoptr (GBytes) bytes = encode (&kind, 2, samples, lengths[i], NULL);

      assert_same (bytes, expected, "a short file");
    }
}

/* Of what was written no more is missing in the file than what is staged, less than a second, and what may wait for a
 * block held back, three quarters of one; and a block. After a flush nothing is staged but a run. */
static void
test_on_its_way (gconstpointer data)
{
  const double rate = GPOINTER_TO_INT (data);
  static const double pieces[] = { 5, 0.3, 0.3, 2, 0.1, 0.1, 1, 1, 12, 0.01, 3 }; /* seconds */
  g_autoptr (GafEncodeSpec) spec = gaf_encode_spec_new ("flac", rate, 2);
  g_autoptr (GFileIOStream) io = NULL;
  g_autoptr (GFile) file = g_file_new_tmp ("gaudiofile-XXXXXX.flac", &io, NULL);
  g_autofree float *samples = make_samples (2, (gsize) (12 * rate));
  g_autoptr (GafWriter) writer = NULL;
  g_autoptr (GError) error = NULL;
  gint64 written = 0;

  gaf_threads_set_max (4);
  writer = gaf_writer_new_for_file (file, spec, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 2 * G_N_ELEMENTS (pieces); i++) {
    const gint64 n = (gint64) (pieces[i % G_N_ELEMENTS (pieces)] * rate);
    const gboolean flush = i >= G_N_ELEMENTS (pieces);
    g_autoptr (GafReader) reader = NULL;

    g_assert_true (gaf_writer_write_interleaved (writer, samples, n, NULL, &error));
    g_assert_true (!flush || gaf_writer_flush (writer, NULL, &error));
    written += n;
    reader = gaf_reader_new_for_file (file, NULL, &error);
    g_assert_no_error (error);
    g_assert_cmpint (gaf_reader_get_n_frames (reader), >,
                     written - (gint64) ((flush ? 0.4 + 0.75 : 1.75) * rate) - 2 * 4096);
  }
  g_assert_true (gaf_writer_close (writer, NULL, &error));
  g_file_delete (file, NULL, NULL);
  gaf_threads_set_max (0);
}

static void
test_cancelled (void)
{
  g_autoptr (GafEncodeSpec) spec = gaf_encode_spec_new ("flac", 44100, 2);
  g_autoptr (GafWriter) writer = gaf_writer_new_for_memory (spec, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree float *samples = make_samples (2, LONG);
  g_autoptr (GError) error = NULL;

  gaf_threads_set_max (2);
  g_cancellable_cancel (cancellable);
  g_assert_false (gaf_writer_write_interleaved (writer, samples, LONG, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (gaf_writer_tell (writer), ==, 0);
  g_assert_true (gaf_writer_write_interleaved (writer, samples, LONG, NULL, NULL));
  g_assert_true (gaf_writer_close (writer, NULL, NULL));
  gaf_threads_set_max (0);
}

/* Numbers of all sizes: the header is another then, and the rest is the same. */
static void
test_renumber (void)
{
  static const guint64 numbers[] = { 0,
                                     0x7f,
                                     0x80,
                                     0x7ff,
                                     0x800,
                                     0xffff,
                                     0x10000,
                                     0x1fffff,
                                     0x200000,
                                     0x3ffffff,
                                     0x4000000,
                                     0x7fffffff,
                                     G_GUINT64_CONSTANT (0x80000000),
                                     G_GUINT64_CONSTANT (0xfffffffff) };
  /* 192 frames, 44.1 kHz, mono, 16 bits, number 5; one constant subframe of silence. */
  guint8 bytes[] = { 0xff, 0xf8, 0x19, 0x08, 5, 0, 0, 0, 0, 0, 0 };
  g_autoptr (GstBuffer) frame = NULL;
  g_autoptr (GstBuffer) junk = gst_buffer_new_memdup ("no frame at all", 15);

  bytes[5] = gaf_crc8 (0, bytes, 5);
  gaf_write_be16 (bytes + 9, gaf_crc16 (0, bytes, 9));
  frame = gst_buffer_new_memdup (bytes, sizeof bytes);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++) {
    g_autoptr (GstBuffer) other = gaf_flac_frame_renumber (frame, numbers[i]);
    g_autoptr (GstBuffer) back = other != NULL ? gaf_flac_frame_renumber (other, 5) : NULL;
    GafFlacFrameHeader header;
    GstMapInfo map;

    g_assert_nonnull (back);
    g_assert_true (gst_buffer_map (other, &map, GST_MAP_READ));
    g_assert_true (gaf_flac_frame_header_parse (map.data, map.size, &header));
    g_assert_cmpuint (header.number, ==, numbers[i]);
    g_assert_cmpuint (header.block_size, ==, 192);
    g_assert_cmpuint (gaf_crc16 (0, map.data, map.size), ==, 0);
    gst_buffer_unmap (other, &map);
    g_assert_cmpuint (gst_buffer_get_size (back), ==, sizeof bytes);
    g_assert_cmpint (gst_buffer_memcmp (back, 0, bytes, sizeof bytes), ==, 0);
  }
  g_assert_null (gaf_flac_frame_renumber (junk, 1));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (NULL, NULL);
  g_test_add_func ("/flac-parts/renumber", test_renumber);
  g_test_add_func ("/flac-parts/same-bytes", test_same_bytes);
  g_test_add_func ("/flac-parts/pieces", test_pieces);
  g_test_add_func ("/flac-parts/whole-runs", test_whole_runs);
  g_test_add_func ("/flac-parts/short-files", test_short_files);
  g_test_add_data_func ("/flac-parts/on-its-way/44100", GINT_TO_POINTER (44100), test_on_its_way);
  g_test_add_data_func ("/flac-parts/on-its-way/8000", GINT_TO_POINTER (8000), test_on_its_way);
  g_test_add_func ("/flac-parts/cancelled", test_cancelled);
  return g_test_run ();
}
