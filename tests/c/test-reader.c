/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <gaudiofile/gaudiofile.h>
#include <sys/stat.h>

#include "test-util.h"

/* The public API, on PCM: what it reads is known. Formats are tested by test-decoder.c. */

#define RATE     22050
#define CHANNELS 2
#define FRAMES   30000

static GBytes *wav;

static GafReader *
open_bytes (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  GafReader *reader = gaf_reader_new_for_bytes (bytes, NULL, &error);

  g_assert_no_error (error);
  return reader;
}

static float
expected (gint64 frame, int channel)
{
  return sample_at (frame, channel) * (1.0f / 32767);
}

/* Reads a little of what follows, and compares. */
static void
assert_reads (GafReader *reader, gint64 frame)
{
  float left[100], right[100];
  float *const planes[] = { left, right };
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (gaf_reader_tell (reader), ==, frame);
  g_assert_cmpint (gaf_reader_read (reader, planes, 100, NULL, &error), ==, MIN (100, FRAMES - frame));
  g_assert_no_error (error);
  for (gint64 i = 0; i < MIN (100, FRAMES - frame); i++) {
    g_assert_cmpfloat (left[i], ==, expected (frame + i, 0));
    g_assert_cmpfloat (right[i], ==, expected (frame + i, 1));
  }
}

/* open */

static void
test_open (void)
{
  g_autofree char *path = write_temporary (g_bytes_get_data (wav, NULL), g_bytes_get_size (wav));
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (TestStream) stream = test_stream_new (wav, 313);
  g_autoptr (GError) error = NULL;

  for (int kind = 0; kind < 5; kind++) {
    g_autoptr (GafReader) reader = NULL;

    switch (kind) {
    case 0:
      reader = gaf_reader_new_for_path (path, NULL, &error);
      break;
    case 1:
      reader = gaf_reader_new_for_file (file, NULL, &error);
      break;
    case 2:
      reader = gaf_reader_new_for_stream (G_INPUT_STREAM (stream), NULL, &error);
      break;
    case 3:
      reader = gaf_reader_new_for_bytes (wav, NULL, &error);
      break;
    default: /* as a language binding does */
      reader = g_initable_new (GAF_TYPE_READER, NULL, &error, "file", file, NULL);
      break;
    }
    g_assert_no_error (error);
    assert_reads (reader, 0);
    g_assert_true (gaf_reader_seek (reader, 12345, NULL, NULL));
    assert_reads (reader, 12345);
    g_assert_true (g_initable_init (G_INITABLE (reader), NULL, &error)); /* again: nothing happens */
    assert_reads (reader, 12445);
  }
  g_unlink (path);
}

/* Where a stream stands when it is handed in is its byte 0. It is not closed with the reader. */
static void
test_stream_position (void)
{
  g_autoptr (GByteArray) array = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (TestStream) stream = NULL;

  append_text (array, "something before it");
  g_byte_array_append (array, g_bytes_get_data (wav, NULL), g_bytes_get_size (wav));
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&array));
  stream = test_stream_new (bytes, 0);
  g_assert_true (g_seekable_seek (G_SEEKABLE (stream), 19, G_SEEK_SET, NULL, NULL));

  for (int close = 0; close < 2; close++) {
    g_autoptr (GafReader) reader = gaf_reader_new_for_stream (G_INPUT_STREAM (stream), NULL, NULL);

    assert_reads (reader, 0);
    g_assert_true (gaf_reader_seek (reader, FRAMES - 10, NULL, NULL));
    assert_reads (reader, FRAMES - 10);
    if (close) {
      gaf_reader_close (reader);
      g_assert_cmpuint (G_OBJECT (stream)->ref_count, ==, 1);
    }
    g_clear_object (&reader);
    g_assert_cmpuint (G_OBJECT (stream)->ref_count, ==, 1);
    g_assert_false (g_input_stream_is_closed (G_INPUT_STREAM (stream)));
    g_assert_true (g_seekable_seek (G_SEEKABLE (stream), 19, G_SEEK_SET, NULL, NULL));
  }
}

static GBytes *
literal (const char *text, gsize size)
{
  return g_bytes_new (text, size);
}

static void
test_open_errors (void)
{
  g_autofree char *folder = g_dir_make_tmp ("gaf-XXXXXX", NULL);
  g_autofree char *fifo = g_build_filename (folder, "fifo", NULL);
  g_autoptr (GBytes) empty = literal ("", 0), noise = literal ("no audio at all, but text", 25);
  g_autoptr (GBytes) cut = g_bytes_new_from_bytes (wav, 0, 30);
  g_autoptr (GByteArray) channels = g_byte_array_new ();
  g_autoptr (GBytes) many = NULL;
  g_autoptr (GInputStream) nothing = g_memory_input_stream_new ();
  g_autoptr (TestStream) failing = test_stream_new (wav, 0);
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  guint descriptors;

  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  g_byte_array_append (channels, g_bytes_get_data (wav, NULL), g_bytes_get_size (wav));
  channels->data[22] = channels->data[23] = 0xff;
  many = g_byte_array_free_to_bytes (g_steal_pointer (&channels));
  failing->fail_at = 1;
  g_cancellable_cancel (cancelled);
  descriptors = count_entries ("/proc/self/fd");

#define ASSERT_FAILS(call, domain, code)            \
  g_assert_null (call);                             \
  g_assert_error (error, domain, code);             \
  g_assert_cmpuint (strlen (error->message), >, 5); \
  g_clear_error (&error)

  ASSERT_FAILS (gaf_reader_new_for_path ("/nonexistent.wav", NULL, &error), GAF_ERROR, GAF_ERROR_NOT_FOUND);
  ASSERT_FAILS (gaf_reader_new_for_path (folder, NULL, &error), GAF_ERROR, GAF_ERROR_NOT_A_FILE);
  ASSERT_FAILS (gaf_reader_new_for_path (fifo, NULL, &error), GAF_ERROR, GAF_ERROR_NOT_A_FILE);
  ASSERT_FAILS (gaf_reader_new_for_bytes (empty, NULL, &error), GAF_ERROR, GAF_ERROR_EMPTY);
  ASSERT_FAILS (gaf_reader_new_for_stream (nothing, NULL, &error), GAF_ERROR, GAF_ERROR_EMPTY);
  ASSERT_FAILS (gaf_reader_new_for_bytes (noise, NULL, &error), GAF_ERROR, GAF_ERROR_NOT_AUDIO);
  ASSERT_FAILS (gaf_reader_new_for_bytes (cut, NULL, &error), GAF_ERROR, GAF_ERROR_CORRUPT);
  ASSERT_FAILS (gaf_reader_new_for_bytes (many, NULL, &error), GAF_ERROR, GAF_ERROR_LIMIT);
  ASSERT_FAILS (gaf_reader_new_for_stream (G_INPUT_STREAM (failing), NULL, &error), G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE);
  ASSERT_FAILS (gaf_reader_new_for_bytes (wav, cancelled, &error), G_IO_ERROR, G_IO_ERROR_CANCELLED);
  ASSERT_FAILS (g_initable_new (GAF_TYPE_READER, NULL, &error, NULL), GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT);
  g_assert_null (gaf_reader_new_for_bytes (noise, NULL, NULL)); /* without anywhere to put the error */
  g_assert_cmpuint (count_entries ("/proc/self/fd"), ==, descriptors);

  g_unlink (fifo);
  g_rmdir (folder);
}

/* info */

static void
test_info (void)
{
  g_autoptr (GafReader) reader = open_bytes (wav);
  g_autofree char *codec = NULL, *container = NULL;
  double rate, duration;
  guint channels, bits;
  guint64 mask;
  gint64 n_frames, position;
  gboolean exact, closed;
  GafSampleFormat format;

  for (int i = 0; i < 2; i++) { /* also after closing */
    g_assert_cmpfloat (gaf_reader_get_rate (reader), ==, RATE);
    g_assert_cmpuint (gaf_reader_get_channels (reader), ==, CHANNELS);
    g_assert_cmpint (gaf_reader_get_n_frames (reader), ==, FRAMES);
    g_assert_true (gaf_reader_get_exact_duration (reader));
    g_assert_cmpfloat (gaf_reader_get_duration (reader), ==, (double) FRAMES / RATE);
    g_assert_cmpint (gaf_reader_get_sample_format (reader), ==, GAF_SAMPLE_FORMAT_INT16);
    g_assert_cmpuint (gaf_reader_get_bits (reader), ==, 16);
    g_assert_cmpstr (gaf_reader_get_codec (reader), ==, "pcm");
    g_assert_cmpstr (gaf_reader_get_container (reader), ==, "WAV");
    g_object_get (reader, "rate", &rate, "channels", &channels, "channel-mask", &mask, "n-frames", &n_frames,
                  "exact-duration", &exact, "duration", &duration, "sample-format", &format, "bits", &bits, "position",
                  &position, "closed", &closed, NULL);
    g_assert_cmpfloat (rate, ==, RATE);
    g_assert_cmpuint (channels, ==, CHANNELS);
    g_assert_cmpuint (mask, ==, gaf_reader_get_channel_mask (reader));
    g_assert_cmpint (n_frames, ==, FRAMES);
    g_assert_true (exact);
    g_assert_cmpfloat (duration, ==, gaf_reader_get_duration (reader));
    g_assert_cmpint (format, ==, GAF_SAMPLE_FORMAT_INT16);
    g_assert_cmpuint (bits, ==, 16);
    g_assert_cmpint (position, ==, 0);
    g_assert_cmpint (closed, ==, i);
    gaf_reader_close (reader);
  }
  g_object_get (reader, "codec", &codec, "container", &container, NULL);
  g_assert_cmpstr (codec, ==, "pcm");
  g_assert_cmpstr (container, ==, "WAV");
}

static void
test_file_property (void)
{
  g_autofree char *path = write_temporary (g_bytes_get_data (wav, NULL), g_bytes_get_size (wav));
  g_autoptr (GafReader) reader = gaf_reader_new_for_path (path, NULL, NULL);
  g_autoptr (GFile) file = NULL;
  g_autofree char *found = NULL;

  g_object_get (reader, "file", &file, NULL);
  found = g_file_get_path (file);
  g_assert_cmpstr (found, ==, path);
  g_unlink (path);
}

/* What is opened, and how, is chosen before it is open. */
static void
test_chosen_too_late (void)
{
  g_autoptr (GafReader) reader = open_bytes (wav);
  int track;

  g_test_expect_message (G_LOG_DOMAIN, G_LOG_LEVEL_CRITICAL, "*GafReader:track can be set until the file is opened*");
  g_object_set (reader, "track", 1, NULL);
  g_test_assert_expected_messages ();
  g_object_get (reader, "track", &track, NULL);
  g_assert_cmpint (track, ==, -1);
}

/* read and seek */

static void
test_read (void)
{
  g_autoptr (GafReader) reader = open_bytes (wav);
  g_autofree float *interleaved = g_new (float, FRAMES *CHANNELS);
  g_autofree gint16 *raw = g_new (gint16, FRAMES * CHANNELS);
  void *const planes[] = { raw, raw + FRAMES };
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (gaf_reader_read_interleaved (reader, interleaved, FRAMES + 5, NULL, &error), ==, FRAMES);
  g_assert_cmpint (gaf_reader_read_interleaved (reader, interleaved, 5, NULL, &error), ==, 0);
  g_assert_true (gaf_reader_seek (reader, 0, NULL, &error));
  g_assert_cmpint (gaf_reader_read_raw (reader, GAF_LAYOUT_PLANAR, planes, FRAMES, NULL, &error), ==, FRAMES);
  for (gint64 i = 0; i < FRAMES; i++)
    for (int c = 0; c < CHANNELS; c++) {
      g_assert_cmpfloat (interleaved[i * CHANNELS + c], ==, expected (i, c));
      g_assert_cmpint (raw[c * FRAMES + i], ==, sample_at (i, c));
    }
  g_assert_true (gaf_reader_seek (reader, 0, NULL, &error));
  g_assert_cmpint (gaf_reader_read_raw (reader, GAF_LAYOUT_INTERLEAVED, planes, FRAMES, NULL, &error), ==, FRAMES);
  for (gint64 i = 0; i < FRAMES * CHANNELS; i++)
    g_assert_cmpint (raw[i], ==, sample_at (i / CHANNELS, i % CHANNELS));

  g_assert_cmpint (gaf_reader_read_interleaved (reader, interleaved, 0, NULL, &error), ==, 0);
  g_assert_no_error (error);
  g_assert_cmpint (gaf_reader_read_interleaved (reader, interleaved, -1, NULL, &error), ==, -1);
  g_assert_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT);
}

static void
assert_block (GafBlock *block, gint64 frame, gint64 n_frames, GafLayout layout, gboolean raw)
{
  gsize size;
  const void *data;

  g_assert_nonnull (block);
  g_assert_cmpint (gaf_block_get_n_frames (block), ==, n_frames);
  g_assert_cmpint (gaf_block_get_layout (block), ==, layout);
  g_assert_cmpuint (gaf_block_get_channels (block), ==, CHANNELS);
  g_assert_cmpfloat (gaf_block_get_rate (block), ==, RATE);
  g_assert_cmpint (gaf_block_get_format (block), ==, raw ? GAF_SAMPLE_FORMAT_INT16 : GAF_SAMPLE_FORMAT_FLOAT32);
  data = g_bytes_get_data (gaf_block_get_bytes (block), &size);
  g_assert_cmpuint (size, ==, n_frames * CHANNELS * (raw ? 2 : 4));
  for (gint64 i = 0; i < n_frames; i++)
    for (int c = 0; c < CHANNELS; c++) {
      gint64 at = layout == GAF_LAYOUT_PLANAR ? c * n_frames + i : i * CHANNELS + c;

      if (raw)
        g_assert_cmpint (((const gint16 *) data)[at], ==, sample_at (frame + i, c));
      else
        g_assert_cmpfloat (((const float *) data)[at], ==, expected (frame + i, c));
    }
}

/* Blocks are as long as what there is, however much is asked for. */
static void
test_blocks (void)
{
  g_autoptr (GafReader) reader = open_bytes (wav);
  static const gint64 asked[] = { 1, 1000, G_MAXINT64, 5 };
  g_autoptr (GError) error = NULL;

  for (int kind = 0; kind < 4; kind++) {
    GafLayout layout = kind & 1 ? GAF_LAYOUT_PLANAR : GAF_LAYOUT_INTERLEAVED;
    gint64 frame = 0;

    g_assert_true (gaf_reader_seek (reader, 0, NULL, NULL));
    for (gsize i = 0; i < G_N_ELEMENTS (asked); i++) {
      g_autoptr (GafBlock) block = kind & 2 ? gaf_reader_read_raw_frames (reader, asked[i], layout, NULL, &error)
                                            : gaf_reader_read_frames (reader, asked[i], layout, NULL, &error);
      g_autoptr (GafBlock) again = gaf_block_ref (block);

      g_assert_no_error (error);
      assert_block (again, frame, MIN (asked[i], FRAMES - frame), layout, kind & 2);
      frame = MIN (FRAMES, frame + MIN (asked[i], FRAMES));
    }
  }
  g_assert_null (gaf_reader_read_frames (reader, -1, GAF_LAYOUT_PLANAR, NULL, &error));
  g_assert_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT);
}

/* Reads that say where leave the position alone. */
static void
test_read_at (void)
{
  g_autoptr (GafReader) reader = open_bytes (wav);
  static const gint64 outside[] = { -1, FRAMES + 1, G_MININT64, G_MAXINT64 };
  float samples[2][100];
  float *planes[] = { samples[0], samples[1] };
  g_autoptr (GError) error = NULL;

  g_assert_true (gaf_reader_seek (reader, 7, NULL, NULL));
  for (int i = 0; i < 100; i++) {
    const gint64 frame = i == 0 ? FRAMES : i == 1 ? FRAMES - 1 : g_test_rand_int_range (0, FRAMES);
    const gint64 wanted = MIN (100, FRAMES - frame);
    g_autoptr (GafBlock) block = gaf_reader_read_frames_at (reader, frame, 100, GAF_LAYOUT_PLANAR, NULL, &error);

    g_assert_no_error (error);
    assert_block (block, frame, wanted, GAF_LAYOUT_PLANAR, FALSE);
    g_assert_cmpint (gaf_reader_read_at (reader, frame, planes, 100, NULL, &error), ==, wanted);
    g_assert_no_error (error);
    for (gint64 n = 0; n < wanted; n++)
      for (int c = 0; c < 2; c++)
        g_assert_cmpfloat (samples[c][n], ==, expected (frame + n, c));
    g_assert_cmpint (gaf_reader_tell (reader), ==, 7);
  }
  assert_reads (reader, 7);
  for (gsize i = 0; i < G_N_ELEMENTS (outside); i++) {
    g_assert_cmpint (gaf_reader_read_at (reader, outside[i], planes, 1, NULL, &error), ==, -1);
    g_assert_error (error, GAF_ERROR, GAF_ERROR_OUT_OF_RANGE);
    g_clear_error (&error);
    g_assert_null (gaf_reader_read_frames_at (reader, outside[i], 1, GAF_LAYOUT_PLANAR, NULL, &error));
    g_assert_error (error, GAF_ERROR, GAF_ERROR_OUT_OF_RANGE);
    g_clear_error (&error);
  }
  g_assert_cmpint (gaf_reader_read_at (reader, 0, planes, -1, NULL, &error), ==, -1);
  g_assert_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT);
}

static void
test_seek (void)
{
  g_autoptr (GafReader) reader = open_bytes (wav);
  static const gint64 outside[] = { -1, FRAMES + 1, G_MININT64, G_MAXINT64 };

  for (int i = 0; i < 100; i++) {
    gint64 frame = i == 0 ? FRAMES : i == 1 ? FRAMES - 1 : g_test_rand_int_range (0, FRAMES);

    g_assert_true (gaf_reader_seek (reader, frame, NULL, NULL));
    assert_reads (reader, frame);
  }
  g_assert_true (gaf_reader_seek (reader, 77, NULL, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (outside); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_false (gaf_reader_seek (reader, outside[i], NULL, &error));
    g_assert_error (error, GAF_ERROR, GAF_ERROR_OUT_OF_RANGE);
    g_assert_nonnull (strstr (error->message, "30000"));
  }
  assert_reads (reader, 77);
}

/* A read that fails, or is cancelled, has not moved. */
static void
test_read_errors (void)
{
  g_autoptr (TestStream) stream = test_stream_new (wav, 0);
  g_autoptr (GafReader) reader = gaf_reader_new_for_stream (G_INPUT_STREAM (stream), NULL, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree float *samples = g_new (float, FRAMES *CHANNELS);

  g_assert_true (gaf_reader_seek (reader, 100, NULL, NULL));
  stream->fail_at = 1;
  g_assert_cmpint (gaf_reader_read_interleaved (reader, samples, FRAMES, NULL, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE);
  g_clear_error (&error);
  assert_reads (reader, 100);

  g_cancellable_cancel (cancellable);
  g_assert_cmpint (gaf_reader_read_interleaved (reader, samples, FRAMES, cancellable, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_reads (reader, 200);
}

static void
test_closed (void)
{
  g_autoptr (GafReader) reader = open_bytes (wav);
  float samples[2 * CHANNELS];
  g_autoptr (GError) error = NULL;

  assert_reads (reader, 0);
  g_assert_false (gaf_reader_is_closed (reader));
  gaf_reader_close (reader);
  gaf_reader_close (reader);
  g_assert_true (gaf_reader_is_closed (reader));
  g_assert_cmpint (gaf_reader_tell (reader), ==, 100);
  g_assert_cmpint (gaf_reader_read_interleaved (reader, samples, 2, NULL, &error), ==, -1);
  g_assert_error (error, GAF_ERROR, GAF_ERROR_CLOSED);
  g_clear_error (&error);
  g_assert_false (gaf_reader_seek (reader, 0, NULL, &error));
  g_assert_error (error, GAF_ERROR, GAF_ERROR_CLOSED);
  g_clear_error (&error);
  g_assert_null (gaf_reader_read_frames (reader, 1, GAF_LAYOUT_PLANAR, NULL, &error));
  g_assert_error (error, GAF_ERROR, GAF_ERROR_CLOSED);
}

/* re-entrance and threads */

static int busy;

static void
use_from_inside (gpointer data)
{
  GafReader *reader = data;
  float samples[CHANNELS];
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (gaf_reader_read_interleaved (reader, samples, 1, NULL, &error), ==, -1);
  g_assert_error (error, GAF_ERROR, GAF_ERROR_BUSY);
  g_clear_error (&error);
  g_assert_false (gaf_reader_seek (reader, 1, NULL, &error));
  g_assert_error (error, GAF_ERROR, GAF_ERROR_BUSY);
  gaf_reader_close (reader); /* is ignored */
  g_assert_false (gaf_reader_is_closed (reader));
  g_assert_cmpint (gaf_reader_get_n_frames (reader), ==, FRAMES);
  busy++;
}

static void
test_reentrance (void)
{
  g_autoptr (TestStream) stream = test_stream_new (wav, 0);
  g_autoptr (GafReader) reader = gaf_reader_new_for_stream (G_INPUT_STREAM (stream), NULL, NULL);

  stream->called = use_from_inside;
  stream->data = reader;
  g_assert_true (gaf_reader_seek (reader, FRAMES - 100, NULL, NULL));
  assert_reads (reader, FRAMES - 100);
  g_assert_cmpint (busy, >, 0);
}

typedef struct {
  GafReader *reader;
  gint64 frames; /* atomic, in effect: each thread adds under the lock */
  gboolean until_closed;
  GMutex lock;
} Shared;

static gpointer
read_in_thread (gpointer data)
{
  Shared *shared = data;
  float samples[64 * CHANNELS];
  g_autoptr (GError) error = NULL;
  gint64 n;

  while ((n = gaf_reader_read_interleaved (shared->reader, samples, 64, NULL, &error)) > 0 || shared->until_closed) {
    if (n < 0)
      break;
    g_mutex_lock (&shared->lock);
    shared->frames += n;
    g_mutex_unlock (&shared->lock);
    if (n == 0)
      gaf_reader_seek (shared->reader, 0, NULL, NULL);
  }
  if (shared->until_closed)
    g_assert_error (error, GAF_ERROR, GAF_ERROR_CLOSED);
  else
    g_assert_no_error (error);
  return NULL;
}

/* Four threads take turns: each frame is given out once; or until a fifth closes. */
static void
test_threads (gconstpointer until_closed)
{
  g_autoptr (TestStream) stream = test_stream_new (wav, 999);
  Shared shared = { .until_closed = GPOINTER_TO_INT (until_closed) };
  GThread *threads[4];

  g_mutex_init (&shared.lock);
  shared.reader = gaf_reader_new_for_stream (G_INPUT_STREAM (stream), NULL, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("reader", read_in_thread, &shared);
  if (until_closed) {
    g_usleep (20000);
    gaf_reader_close (shared.reader);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  if (!until_closed)
    g_assert_cmpint (shared.frames, ==, FRAMES);
  g_object_unref (shared.reader);
  g_mutex_clear (&shared.lock);
}

static void
test_formats (void)
{
  g_auto (GStrv) extensions = gaf_get_readable_extensions ();

  g_assert_true (g_strv_contains ((const char *const *) extensions, ".wav"));
  for (guint i = 0; extensions[i] != NULL; i++) {
    g_assert_true (g_str_has_prefix (extensions[i], "."));
    if (i > 0)
      g_assert_cmpstr (extensions[i - 1], <, extensions[i]);
  }
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  wav = make_wav (RATE, CHANNELS, FRAMES);
  g_test_add_func ("/reader/open", test_open);
  g_test_add_func ("/reader/stream-position", test_stream_position);
  g_test_add_func ("/reader/open-errors", test_open_errors);
  g_test_add_func ("/reader/info", test_info);
  g_test_add_func ("/reader/file-property", test_file_property);
  g_test_add_func ("/reader/chosen-too-late", test_chosen_too_late);
  g_test_add_func ("/reader/read", test_read);
  g_test_add_func ("/reader/blocks", test_blocks);
  g_test_add_func ("/reader/seek", test_seek);
  g_test_add_func ("/reader/read-at", test_read_at);
  g_test_add_func ("/reader/read-errors", test_read_errors);
  g_test_add_func ("/reader/closed", test_closed);
  g_test_add_func ("/reader/reentrance", test_reentrance);
  g_test_add_data_func ("/reader/threads", GINT_TO_POINTER (FALSE), test_threads);
  g_test_add_data_func ("/reader/threads-until-closed", GINT_TO_POINTER (TRUE), test_threads);
  g_test_add_func ("/reader/formats", test_formats);
  status = g_test_run ();
  g_bytes_unref (wav);
  return status;
}
