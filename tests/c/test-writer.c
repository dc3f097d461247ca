/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <errno.h>
#include <gaudiofile/gaudiofile.h>
#include <glib/gstdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "test-util.h"

/* What of the writer only a program in C meets; the rest is tested through Python. */

#define RATE   44100
#define FRAMES 20000

static char *folder;

static char *
path_of (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

/* Interleaved stereo. */
static gint16 *
make_samples (void)
{
  gint16 *samples = g_new (gint16, 2 * FRAMES);

  for (guint i = 0; i < 2 * FRAMES; i++)
    samples[i] = (gint16) (i * 40503u);
  return samples;
}

static void
write_samples (GafWriter *writer, const gint16 *samples)
{
  g_autoptr (GError) error = NULL;

  gaf_writer_write_raw (writer, GAF_SAMPLE_FORMAT_INT16, (const void *const[]){ samples, samples + 1 },
                        2 * sizeof *samples, FRAMES, NULL, &error);
  g_assert_no_error (error);
}

static void
assert_file (const char *path, const gint16 *samples)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GafReader) reader = gaf_reader_new_for_path (path, NULL, &error);
  g_autofree gint16 *found = g_new0 (gint16, 2 * (FRAMES + 1));

  g_assert_no_error (error);
  g_assert_cmpint (gaf_reader_read_raw (reader, GAF_LAYOUT_INTERLEAVED, (void *[]){ found }, FRAMES + 1, NULL, &error),
                   ==, FRAMES);
  g_assert_no_error (error);
  g_assert_cmpmem (found, 4 * FRAMES, samples, 4 * FRAMES);
}

static GafWriter *
open_writer (const char *path, const char *format, const char *codec)
{
  g_autoptr (GafEncodeSpec) spec = gaf_encode_spec_new (format, RATE, 2);
  g_autoptr (GError) error = NULL;
  GafWriter *writer;

  gaf_encode_spec_set_codec (spec, codec);
  writer = gaf_writer_new_for_path (path, spec, NULL, &error);
  if (!g_error_matches (error, GAF_ERROR, GAF_ERROR_MISSING_PLUGIN))
    g_assert_no_error (error);
  return writer;
}

static void
test_lossless (void)
{
  static const char *const formats[][2] = { { "wav" }, { "flac" }, { "m4a", "ALAC" }, { "wv" } };
  g_autofree gint16 *samples = make_samples ();

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++) {
    g_autofree char *path = path_of (formats[i][0]);
    g_autoptr (GafWriter) writer = open_writer (path, formats[i][0], formats[i][1]);
    g_autoptr (GError) error = NULL;

    if (writer == NULL)
      continue;
    write_samples (writer, samples);
    g_assert_cmpint (gaf_writer_tell (writer), ==, FRAMES);
    g_assert_true (gaf_writer_close (writer, NULL, &error));
    g_assert_no_error (error);
    assert_file (path, samples);
    if (formats[i][1] != NULL)
      g_assert_cmpstr (gaf_encode_spec_get_codec (gaf_writer_get_spec (writer)), ==, "alac");
    g_unlink (path);
  }
}

/* A writer that is dropped finishes its file, without a word if all is well. */
/* Float, in planes and interleaved: the same file. */
static void
test_layouts (void)
{
  g_autofree gint16 *samples = make_samples ();
  g_autofree float *planes = g_new (float, 2 * FRAMES);
  g_autofree float *interleaved = g_new (float, 2 * FRAMES);

  for (guint i = 0; i < 2 * FRAMES; i++)
    interleaved[i] = planes[i % 2 * FRAMES + i / 2] = samples[i] / 32767.0f;
  for (int planar = 0; planar < 2; planar++) {
    g_autofree char *path = path_of (planar ? "planar.wav" : "interleaved.wav");
    g_autoptr (GafWriter) writer = open_writer (path, "wav", NULL);
    g_autoptr (GError) error = NULL;

    g_assert_true (
        planar ? gaf_writer_write (writer, (const float *const[]){ planes, planes + FRAMES }, FRAMES, NULL, &error)
               : gaf_writer_write_interleaved (writer, interleaved, FRAMES, NULL, &error));
    g_assert_true (gaf_writer_close (writer, NULL, &error));
    g_assert_no_error (error);
    assert_file (path, samples);
  }
}

static void
test_dropped (void)
{
  g_autofree gint16 *samples = make_samples ();
  g_autofree char *path = path_of ("dropped.wav");
  GafWriter *writer = open_writer (path, "wav", NULL);

  write_samples (writer, samples);
  g_object_unref (writer);
  assert_file (path, samples);
  g_unlink (path);
}

/* And with a warning if what was written is not all there. */
static void
test_dropped_with_an_error (void)
{
  g_autofree gint16 *samples = make_samples ();
  g_autofree char *path = path_of ("dropped.wav");
  GafWriter *writer = open_writer (path, "wav", NULL);

  write_samples (writer, samples);
  g_unlink (path);
  g_test_expect_message ("GAudioFile", G_LOG_LEVEL_WARNING, "*was not closed*deleted while it was being written*");
  g_object_unref (writer);
  g_test_assert_expected_messages ();
}

/* An error is told with its number by the call that meets it and by those after it; close() does not tell it again. */
static void
test_errors (void)
{
  g_autoptr (GafEncodeSpec) spec = gaf_encode_spec_new ("au", RATE, 2);
  g_autofree gint16 *samples = make_samples ();
  g_autoptr (GafWriter) writer = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (gaf_writer_new_for_path ("/dev/full", spec, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_assert_cmpint (gaf_error_get_errno (error), ==, ENOSPC);
  g_clear_error (&error);

  writer = open_writer ("/dev/full", "mp3", NULL);
  if (writer == NULL)
    return;
  for (int i = 0; i < 3; i++) {
    g_clear_error (&error);
    g_assert_cmpint (gaf_writer_flush (writer, NULL, &error), ==, i == 0); /* nothing was there to be flushed */
    if (i == 0)
      write_samples (writer, samples);
  }
  g_assert_cmpint (gaf_error_get_errno (error), ==, ENOSPC);
  g_clear_error (&error);
  g_assert_true (gaf_writer_close (writer, NULL, &error));
  g_assert_true (gaf_writer_is_closed (writer));
  g_assert_false (gaf_writer_flush (writer, NULL, &error));
  g_assert_error (error, GAF_ERROR, GAF_ERROR_CLOSED);
}

/* A child that drops the writer leaves the file to its parent, also one that is not in its place yet. */
static void
test_fork (void)
{
  g_autofree gint16 *samples = make_samples ();

  for (int atomic = 0; atomic < 2; atomic++) {
    g_autoptr (GafEncodeSpec) spec = gaf_encode_spec_new ("wav", RATE, 2);
    g_autofree char *path = path_of ("fork.wav");
    g_autoptr (GError) error = NULL;
    g_autoptr (GafWriter) writer = NULL;
    int status;
    pid_t pid;

    gaf_encode_spec_set_atomic (spec, atomic);
    writer = gaf_writer_new_for_path (path, spec, NULL, &error);
    g_assert_no_error (error);
    pid = fork ();
    if (pid == 0) {
      g_object_unref (writer);
      _exit (0);
    }
    g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
    g_assert_cmpint (status, ==, 0);
    g_assert_cmpint (g_file_test (path, G_FILE_TEST_EXISTS), ==, !atomic);
    write_samples (writer, samples);
    g_assert_true (gaf_writer_close (writer, NULL, &error));
    assert_file (path, samples);
    g_unlink (path);
  }
}

/* Neither dropping, nor aborting, nor a cancelled close or write puts an atomic file into its place. */
static void
test_atomic (void)
{
  g_autofree gint16 *samples = make_samples ();
  g_autofree char *path = path_of ("atomic.wav");
  g_autofree char *found = NULL;

  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  for (int way = 0; way < 4; way++) {
    g_autoptr (GafEncodeSpec) spec = gaf_encode_spec_new ("wav", RATE, 2);
    g_autoptr (GCancellable) cancelled = g_cancellable_new ();
    g_autoptr (GError) error = NULL;
    g_autoptr (GafWriter) writer = NULL;

    g_cancellable_cancel (cancelled);
    gaf_encode_spec_set_atomic (spec, TRUE);
    writer = gaf_writer_new_for_path (path, spec, NULL, &error);
    g_assert_no_error (error);
    write_samples (writer, samples);
    if (way == 1) {
      g_assert_true (gaf_writer_abort (writer, &error));
      g_assert_true (gaf_writer_abort (writer, &error));
    } else if (way == 2) {
      g_assert_false (gaf_writer_close (writer, cancelled, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    } else if (way == 3) {
      g_assert_false (gaf_writer_write_interleaved (writer, (float[]){ 0, 0 }, 1, cancelled, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_clear_error (&error);
      g_assert_false (gaf_writer_write_interleaved (writer, (float[]){ 0, 0 }, 1, NULL, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_true (gaf_writer_close (writer, NULL, NULL));
    }
    g_assert_cmpint (gaf_writer_is_closed (writer), ==, way > 0);
    g_clear_object (&writer);
    g_clear_pointer (&found, g_free);
    g_assert_true (g_file_get_contents (path, &found, NULL, NULL));
    g_assert_cmpstr (found, ==, "old");
  }
  g_unlink (path);
}

/* A plain file is finished all the same, also behind what was cancelled. */
static void
test_cancelled_close (void)
{
  g_autofree gint16 *samples = make_samples ();
  g_autofree char *path = path_of ("cancelled.wav");
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  GafWriter *writer = open_writer (path, "wav", NULL);

  write_samples (writer, samples);
  g_cancellable_cancel (cancelled);
  g_assert_false (gaf_writer_write_interleaved (writer, (float[]){ 0, 0 }, 1, cancelled, NULL));
  g_assert_true (gaf_writer_close (writer, cancelled, NULL));
  g_object_unref (writer);
  assert_file (path, samples);
  g_unlink (path);
}

static void
test_block_of_another_rate (void)
{
  g_autofree char *path = path_of ("rate.wav");
  g_autofree gint16 *samples = make_samples ();
  g_autoptr (GafReader) reader = NULL;
  g_autoptr (GafBlock) block = NULL;
  g_autoptr (GafEncodeSpec) spec = gaf_encode_spec_new ("wav", RATE + 1, 2);
  g_autoptr (GafWriter) writer = open_writer (path, "wav", NULL);
  g_autoptr (GafWriter) other = NULL;
  g_autoptr (GError) error = NULL;

  write_samples (writer, samples);
  g_assert_true (gaf_writer_close (writer, NULL, NULL));
  reader = gaf_reader_new_for_path (path, NULL, NULL);
  block = gaf_reader_read_frames (reader, 100, GAF_LAYOUT_PLANAR, NULL, NULL);
  g_assert_nonnull (block);
  other = gaf_writer_new_for_memory (spec, NULL);
  g_assert_false (gaf_writer_write_block (other, block, NULL, &error));
  g_assert_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT);
  g_assert_cmpint (gaf_writer_tell (other), ==, 0);
  g_unlink (path);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("gaf-writer-XXXXXX", NULL);
  g_test_add_func ("/writer/lossless", test_lossless);
  g_test_add_func ("/writer/layouts", test_layouts);
  g_test_add_func ("/writer/dropped", test_dropped);
  g_test_add_func ("/writer/dropped-with-an-error", test_dropped_with_an_error);
  g_test_add_func ("/writer/errors", test_errors);
  g_test_add_func ("/writer/fork", test_fork);
  g_test_add_func ("/writer/atomic", test_atomic);
  g_test_add_func ("/writer/cancelled-close", test_cancelled_close);
  g_test_add_func ("/writer/block-of-another-rate", test_block_of_another_rate);
  status = g_test_run ();
  remove_folder (folder);
  g_free (folder);
  return status;
}
