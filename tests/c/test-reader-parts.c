/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <string.h>

#include "core/threads.h"
#include "gaf-reader-private.h"
#include "gaf-writer.h"
#include "thread-count.h"

/*
 * A read in parts gives what a read as a whole gives.
 *
 *   test-reader-parts            files of our own, read through the public API
 *   test-reader-parts FILE…      these files, in parts however short they are; test_parallel.py has them
 */

static GafReader *
open_bytes (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  GafReader *reader = gaf_reader_new_for_bytes (bytes, NULL, &error);

  g_assert_no_error (error);
  return reader;
}

static GBytes *
encode (const char *format, int seconds)
{
  const int rate = 16000, n_frames = rate * seconds;
  g_autoptr (GafEncodeSpec) spec = gaf_encode_spec_new (format, rate, 2);
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  g_autofree float *samples = g_new (float, n_frames);
  const float *planes[] = { samples, samples };
  g_autoptr (GError) error = NULL;
  g_autoptr (GafWriter) writer = NULL;

  for (int i = 0; i < n_frames; i++)
    samples[i] = (i > 0 ? samples[i - 1] * 0.9f : 0) + (float) g_rand_double_range (rand, -0.05, 0.05);
  writer = gaf_writer_new_for_memory (spec, &error);
  g_assert_no_error (error);
  g_assert_true (gaf_writer_write (writer, planes, n_frames, NULL, NULL));
  g_assert_true (gaf_writer_close (writer, NULL, NULL));
  return gaf_writer_steal_bytes (writer, NULL);
}

static float *
read_all (GBytes *bytes, guint n_threads, gint64 from, gint64 *n_frames)
{
  g_autoptr (GafReader) reader = open_bytes (bytes);
  const gint64 room = gaf_reader_get_n_frames (reader) - from;
  float *samples = g_new0 (float, 2 * room);
  float *const planes[] = { samples, samples + room };

  gaf_threads_set_max (n_threads);
  g_assert_true (gaf_reader_seek (reader, from, NULL, NULL));
  *n_frames = gaf_reader_read (reader, planes, room + 1000, NULL, NULL);
  g_assert_cmpint (gaf_reader_tell (reader), ==, from + room);
  gaf_threads_set_max (0);
  return samples;
}

static void
test_format (gconstpointer format)
{
  g_autoptr (GBytes) bytes = encode (format, 60);

  for (gint64 from = 0; from <= 12345; from += 12345) {
    gint64 n_frames, n;
    g_autofree float *expected = read_all (bytes, 1, from, &n_frames);

    for (guint n_threads = 2; n_threads < 5; n_threads++) {
      g_autofree float *samples = read_all (bytes, n_threads, from, &n);

      g_assert_cmpint (n, ==, n_frames);
      g_assert_cmpmem (samples, 2 * n * sizeof (float), expected, 2 * n_frames * sizeof (float));
    }
  }
}

/* What is read in parts, and what is not. */
static void
test_when (void)
{
  g_autoptr (GBytes) flac = encode ("flac", 60), wav = encode ("wav", 60), small = encode ("flac", 10);
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (flac);
  g_autoptr (GafReader) reader = open_bytes (flac), pcm = open_bytes (wav), shorter = open_bytes (small);
  g_autoptr (GafReader) streamed = gaf_reader_new_for_stream (stream, NULL, NULL);
  g_autofree float *samples = g_new (float, 2 * 16000 * 60);
  void *const planes[] = { samples, samples + 16000 * 60 };
  const GafSampleDest dest = { GAF_SAMPLE_FORMAT_FLOAT32, GAF_LAYOUT_PLANAR, planes };
  const gint64 all = 16000 * 60;

  gaf_threads_set_max (2);
  g_assert_cmpint (gaf_reader_read_in_parts (reader, 0, &dest, all), ==, all);
  g_assert_cmpint (gaf_reader_read_in_parts (reader, 0, &dest, 16000), ==, -1);
  g_assert_cmpint (gaf_reader_read_in_parts (pcm, 0, &dest, all), ==, -1);
  g_assert_cmpint (gaf_reader_read_in_parts (shorter, 0, &dest, all), ==, -1);
  g_assert_cmpint (gaf_reader_read_in_parts (streamed, 0, &dest, all), ==, -1);
  gaf_threads_set_worker (TRUE);
  g_assert_cmpint (gaf_reader_read_in_parts (reader, 0, &dest, all), ==, -1);
  gaf_threads_set_worker (FALSE);
  gaf_threads_set_max (1);
  g_assert_cmpint (gaf_reader_read_in_parts (reader, 0, &dest, all), ==, -1);
  gaf_threads_set_max (0);
}

/* A file that breaks off: its end is read as ever. */
static void
test_cut (void)
{
  g_autoptr (GBytes) whole = encode ("flac", 60);
  g_autoptr (GBytes) bytes = g_bytes_new_from_bytes (whole, 0, g_bytes_get_size (whole) * 2 / 3);
  gint64 n_frames, n;
  g_autofree float *expected = read_all (bytes, 1, 0, &n_frames);
  g_autofree float *samples = read_all (bytes, 3, 0, &n);

  g_assert_cmpint (n, ==, n_frames);
  g_assert_cmpmem (samples, 2 * n * sizeof (float), expected, 2 * n_frames * sizeof (float));
}

/* {{{ files */

/* What was read, NULL if nothing could be; with @n_parts above 1 in as many parts, or -1 frames. */
static float *
read_file (const char *path, guint n_parts, gint64 *n_frames)
{
  g_autoptr (GafReader) reader = gaf_reader_new_for_path (path, NULL, NULL);
  const gint64 room = reader != NULL ? gaf_reader_get_n_frames (reader) : 0;
  const guint channels = reader != NULL ? gaf_reader_get_channels (reader) : 1;
  g_autofree float *samples = room < 100000000 ? g_new0 (float, room *channels + 1) : NULL;
  void *planes[64];
  const GafSampleDest dest = { GAF_SAMPLE_FORMAT_FLOAT32, GAF_LAYOUT_PLANAR, planes };

  *n_frames = -1;
  if (reader == NULL || samples == NULL)
    return NULL;
  for (guint c = 0; c < channels; c++)
    planes[c] = samples + c * room;
  if (n_parts > 1) {
    if (reader->decoder->part > 0)
      reader->decoder->part = MAX (room / n_parts, 1);
    gaf_threads_set_max (n_parts);
    *n_frames = gaf_reader_read_in_parts (reader, 0, &dest, room);
  } else {
    gaf_threads_set_max (1);
    *n_frames = gaf_reader_read (reader, (float *const *) planes, room, NULL, NULL);
  }
  return g_steal_pointer (&samples);
}

static gboolean
check_file (const char *path, guint n_threads)
{
  gint64 n_frames, n;
  g_autofree float *expected = read_file (path, 1, &n_frames);
  const char *result = "whole";

  for (guint n_parts = 2; expected != NULL && n_frames > 0 && n_parts < 6; n_parts++) {
    g_autofree float *samples = read_file (path, n_parts, &n);
    g_autoptr (GafReader) reader = gaf_reader_new_for_path (path, NULL, NULL);

    if (n < 0)
      continue;
    result = "parts";
    if (count_threads (n_threads) > n_threads) {
      g_print ("%s: a thread is left\n", path);
      return FALSE;
    }
    if (n != n_frames || memcmp (samples, expected, n * gaf_reader_get_channels (reader) * sizeof (float)) != 0) {
      g_print ("%s: other samples in %u parts\n", path, n_parts);
      return FALSE;
    }
  }
  g_print ("%s: %s\n", path, result);
  return TRUE;
}

/* }}} */

int
main (int argc, char **argv)
{
  guint n_threads;
  gboolean ok = TRUE;

  g_test_init (&argc, &argv, NULL);
  n_threads = count_threads_at_first ();
  for (int i = 1; i < argc; i++)
    ok &= check_file (argv[i], n_threads);
  if (argc > 1)
    return ok ? 0 : 1;
  g_test_add_data_func ("/reader-parts/flac", "flac", test_format);
  g_test_add_data_func ("/reader-parts/mp3", "mp3", test_format);
  g_test_add_data_func ("/reader-parts/vorbis", "ogg", test_format);
  g_test_add_data_func ("/reader-parts/opus", "opus", test_format);
  g_test_add_func ("/reader-parts/when", test_when);
  g_test_add_func ("/reader-parts/cut", test_cut);
  return g_test_run ();
}
