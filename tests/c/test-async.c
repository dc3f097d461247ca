/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <gaudiofile/gaudiofile.h>

#include "test-util.h"

/*
 * The asynchronous forms that are handed memory, which no other language can call: each does what the form that waits
 * does. Those with blocks, the order of calls, and cancelling are in tests/python/test_async.py.
 */

#define RATE     8000
#define CHANNELS 2
#define FRAMES   3000
#define SOME     700
#define FROM     1111
#define SINC     GAF_RESAMPLE_QUALITY_WINDOWED_SINC_32
#define S16      GAF_SAMPLE_FORMAT_INT16

/* The result of the last call. */
static GAsyncResult *result;

static void
take (GObject *object, GAsyncResult *arrived, gpointer data)
{
  g_assert_null (result);
  result = g_object_ref (arrived);
}

static void
forget (void)
{
  g_clear_object (&result);
}

static void
wait_for_it (void)
{
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

#define AWAIT(start, ...) (forget (), start (__VA_ARGS__, take, NULL), wait_for_it ())

/* Room for what one form gives and what the other gives. */
typedef struct {
  float samples[CHANNELS][SOME];
  float *planes[CHANNELS];
  gint16 raw[CHANNELS][SOME];
  void *raw_planes[CHANNELS];
  float frames[SOME * CHANNELS];
} Room;

static void
init_rooms (Room *rooms)
{
  memset (rooms, 0, 2 * sizeof (Room));
  for (guint i = 0; i < 2; i++)
    for (guint c = 0; c < CHANNELS; c++) {
      rooms[i].planes[c] = rooms[i].samples[c];
      rooms[i].raw_planes[c] = rooms[i].raw[c];
    }
}

static void
assert_same (const Room *rooms)
{
  static const float silence[SOME];

  g_assert_cmpmem (rooms[0].samples, sizeof rooms[0].samples, rooms[1].samples, sizeof rooms[1].samples);
  g_assert_cmpmem (rooms[0].raw, sizeof rooms[0].raw, rooms[1].raw, sizeof rooms[1].raw);
  g_assert_cmpmem (rooms[0].frames, sizeof rooms[0].frames, rooms[1].frames, sizeof rooms[1].frames);
  g_assert_true (memcmp (rooms[1].samples[0], silence, sizeof silence) != 0);
}

static GafReader *
open_wav (void)
{
  g_autoptr (GBytes) wav = make_wav (RATE, CHANNELS, FRAMES);
  GafReader *reader = gaf_reader_new_for_bytes (wav, NULL, NULL);

  g_assert_nonnull (reader);
  return reader;
}

static void
test_reader (void)
{
  g_autoptr (GafReader) waiting = open_wav (), reader = open_wav ();
  Room rooms[2], *one = &rooms[0], *other = &rooms[1];

  init_rooms (rooms);
  g_assert_cmpint (gaf_reader_read (waiting, one->planes, SOME, NULL, NULL), ==, SOME);
  AWAIT (gaf_reader_read_async, reader, other->planes, SOME, NULL);
  g_assert_cmpint (gaf_reader_read_finish (reader, result, NULL), ==, SOME);
  assert_same (rooms);

  g_assert_cmpint (gaf_reader_read_interleaved (waiting, one->frames, SOME, NULL, NULL), ==, SOME);
  AWAIT (gaf_reader_read_interleaved_async, reader, other->frames, SOME, NULL);
  g_assert_cmpint (gaf_reader_read_interleaved_finish (reader, result, NULL), ==, SOME);
  assert_same (rooms);

  for (GafLayout layout = GAF_LAYOUT_PLANAR; layout <= GAF_LAYOUT_INTERLEAVED; layout++) {
    g_assert_cmpint (gaf_reader_read_raw (waiting, layout, one->raw_planes, SOME / 2, NULL, NULL), ==, SOME / 2);
    AWAIT (gaf_reader_read_raw_async, reader, layout, other->raw_planes, SOME / 2, NULL);
    g_assert_cmpint (gaf_reader_read_raw_finish (reader, result, NULL), ==, SOME / 2);
    assert_same (rooms);
  }

  g_assert_cmpint (gaf_reader_read_at (waiting, FROM, one->planes, SOME, NULL, NULL), ==, SOME);
  AWAIT (gaf_reader_read_at_async, reader, FROM, other->planes, SOME, NULL);
  g_assert_cmpint (gaf_reader_read_at_finish (reader, result, NULL), ==, SOME);
  assert_same (rooms);
  g_assert_cmpint (gaf_reader_tell (reader), ==, gaf_reader_tell (waiting));
}

static void
test_source (void)
{
  g_autoptr (GafReader) waiting = open_wav (), reader = open_wav ();
  GafSource *source = GAF_SOURCE (reader);
  Room rooms[2];

  init_rooms (rooms);
  AWAIT (gaf_source_seek_async, source, FROM, NULL);
  g_assert_true (gaf_source_seek_finish (source, result, NULL));
  g_assert_cmpint (gaf_reader_read_at (waiting, FROM, rooms[0].planes, SOME, NULL, NULL), ==, SOME);
  AWAIT (gaf_source_read_async, source, rooms[1].planes, SOME, NULL);
  g_assert_cmpint (gaf_source_read_finish (source, result, NULL), ==, SOME);
  assert_same (rooms);
}

static void
test_resampled (void)
{
  g_autoptr (GafReader) reader = open_wav ();
  g_autoptr (GafResampledReader) resampled = gaf_resampled_reader_new (GAF_SOURCE (reader), 11025, SINC, NULL);
  Room rooms[2];

  init_rooms (rooms);
  g_assert_cmpint (gaf_resampled_reader_read_at (resampled, FROM, rooms[0].planes, SOME, NULL, NULL), ==, SOME);
  AWAIT (gaf_resampled_reader_read_at_async, resampled, FROM, rooms[1].planes, SOME, NULL);
  g_assert_cmpint (gaf_resampled_reader_read_at_finish (resampled, result, NULL), ==, SOME);
  assert_same (rooms);
}

static GafConvertedReader *
convert (GafReader *reader)
{
  static const float swap[] = { 0, 1, 1, 0 };
  GafConvertedReader *converted = gaf_converted_reader_new (GAF_SOURCE (reader), 11025, CHANNELS, swap, 4, SINC, NULL);

  g_assert_nonnull (converted);
  return converted;
}

static void
test_converted (void)
{
  g_autoptr (GafReader) waiting_reader = open_wav (), reader = open_wav ();
  g_autoptr (GafConvertedReader) waiting = convert (waiting_reader), converted = convert (reader);
  g_autoptr (GafBlock) expected = NULL, block = NULL;
  Room rooms[2], *one = &rooms[0], *other = &rooms[1];

  init_rooms (rooms);
  g_assert_cmpint (
      gaf_converted_reader_read_at (waiting, FROM, GAF_SAMPLE_FORMAT_FLOAT32, (void **) one->planes, SOME, NULL, NULL),
      ==, SOME);
  AWAIT (gaf_converted_reader_read_at_async, converted, FROM, GAF_SAMPLE_FORMAT_FLOAT32, (void **) other->planes, SOME,
         NULL);
  g_assert_cmpint (gaf_converted_reader_read_at_finish (converted, result, NULL), ==, SOME);
  assert_same (rooms);

  g_assert_cmpint (gaf_converted_reader_read_as (waiting, S16, one->raw_planes, SOME, NULL, NULL), ==, SOME);
  AWAIT (gaf_converted_reader_read_as_async, converted, S16, other->raw_planes, SOME, NULL);
  g_assert_cmpint (gaf_converted_reader_read_as_finish (converted, result, NULL), ==, SOME);
  assert_same (rooms);

  expected = gaf_converted_reader_read_block (waiting, S16, SOME, NULL, NULL);
  AWAIT (gaf_converted_reader_read_block_async, converted, S16, SOME, NULL);
  block = gaf_converted_reader_read_block_finish (converted, result, NULL);
  g_assert_cmpint (gaf_block_get_n_frames (block), ==, SOME);
  g_assert_true (g_bytes_equal (gaf_block_get_bytes (block), gaf_block_get_bytes (expected)));
}

static void
test_clip (void)
{
  g_autoptr (GBytes) wav = make_wav (RATE, CHANNELS, FRAMES), text = g_bytes_new ("no audio", 8);
  g_autoptr (GafClip) clip = gaf_clip_new_for_bytes (wav), bad = gaf_clip_new_for_bytes (text);
  g_autoptr (GError) error = NULL;

  AWAIT (gaf_clip_load_async, clip, NULL);
  g_assert_true (gaf_clip_load_finish (clip, result, NULL));
  g_assert_cmpint (gaf_clip_get_n_frames (clip), ==, FRAMES);
  AWAIT (gaf_clip_load_async, bad, NULL);
  g_assert_false (gaf_clip_load_finish (bad, result, &error));
  g_assert_error (error, GAF_ERROR, GAF_ERROR_NOT_AUDIO);
}

/* Writing in each way gives what was handed over, as a file of 16 bits has it. */
static void
test_writer (void)
{
  g_autoptr (GafEncodeSpec) spec = gaf_encode_spec_new ("wav", RATE, CHANNELS);
  g_autofree char *folder = g_dir_make_tmp ("gaf-test-XXXXXX", NULL), *path = g_build_filename (folder, "a.wav", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GafReader) reader = open_wav (), written = NULL;
  g_autoptr (GafWriter) writer = NULL;
  Room rooms[2], *one = &rooms[0];

  init_rooms (rooms);
  g_assert_cmpint (gaf_reader_read (reader, one->planes, SOME, NULL, NULL), ==, SOME);
  g_assert_cmpint (gaf_reader_read_interleaved (reader, one->frames, SOME, NULL, NULL), ==, SOME);
  g_assert_cmpint (gaf_reader_read_raw (reader, GAF_LAYOUT_PLANAR, one->raw_planes, SOME, NULL, NULL), ==, SOME);

  AWAIT (gaf_writer_new_for_file_async, file, spec, NULL);
  writer = gaf_writer_new_for_file_finish (result, NULL);
  AWAIT (gaf_writer_write_async, writer, (const float **) one->planes, SOME, NULL);
  g_assert_true (gaf_writer_write_finish (writer, result, NULL));
  AWAIT (gaf_writer_write_interleaved_async, writer, one->frames, SOME, NULL);
  g_assert_true (gaf_writer_write_interleaved_finish (writer, result, NULL));
  AWAIT (gaf_writer_write_raw_async, writer, S16, (const void **) one->raw_planes, sizeof (gint16), SOME, NULL);
  g_assert_true (gaf_writer_write_raw_finish (writer, result, NULL));
  g_assert_cmpint (gaf_writer_tell (writer), ==, 3 * SOME);
  AWAIT (gaf_writer_close_async, writer, NULL);
  g_assert_true (gaf_writer_close_finish (writer, result, NULL));

  written = gaf_reader_new_for_path (path, NULL, NULL);
  g_assert_cmpint (gaf_reader_get_n_frames (written), ==, 3 * SOME);
  for (gint64 frame = 0; frame < 3 * SOME; frame += SOME) {
    g_assert_cmpint (gaf_reader_read_at (reader, frame, rooms[0].planes, SOME, NULL, NULL), ==, SOME);
    g_assert_cmpint (gaf_reader_read_at (written, frame, rooms[1].planes, SOME, NULL, NULL), ==, SOME);
    g_assert_cmpmem (rooms[0].samples, sizeof rooms[0].samples, rooms[1].samples, sizeof rooms[1].samples);
  }
  remove_folder (folder);
}

/* A stream of the caller's; what is given up there ends where it stood. */
static void
test_writer_gives_up (void)
{
  g_autoptr (GafEncodeSpec) spec = gaf_encode_spec_new ("wav", RATE, CHANNELS);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GafWriter) writer = NULL;
  g_autoptr (GError) error = NULL;
  Room rooms[2];

  init_rooms (rooms);
  AWAIT (gaf_writer_new_for_stream_async, stream, spec, NULL);
  writer = gaf_writer_new_for_stream_finish (result, NULL);
  g_assert_nonnull (writer);
  AWAIT (gaf_writer_abort_async, writer);
  g_assert_true (gaf_writer_abort_finish (writer, result, NULL));
  AWAIT (gaf_writer_write_async, writer, (const float **) rooms[0].planes, SOME, NULL);
  g_assert_false (gaf_writer_write_finish (writer, result, &error));
  g_assert_error (error, GAF_ERROR, GAF_ERROR_CLOSED);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/async/reader", test_reader);
  g_test_add_func ("/async/source", test_source);
  g_test_add_func ("/async/resampled", test_resampled);
  g_test_add_func ("/async/converted", test_converted);
  g_test_add_func ("/async/clip", test_clip);
  g_test_add_func ("/async/writer", test_writer);
  g_test_add_func ("/async/writer-gives-up", test_writer_gives_up);
  status = g_test_run ();
  forget ();
  return status;
}
