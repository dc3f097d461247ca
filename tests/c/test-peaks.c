/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Peaks are those of the samples, however they are made and whatever is asked. */

#include <gaudiofile/gaudiofile.h>
#include <fcntl.h>
#include <math.h>
#include <sys/stat.h>

#include "core/threads.h"

#include "test-util.h"

#define CHANNELS 2

/* Samples with silence, steps and what is not a number. */
static float *
make_samples (gint64 n, guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  float *samples = g_new (float, n);

  for (gint64 i = 0; i < n; i++)
    samples[i] = (float) g_rand_double_range (rand, -1, 1) * (i / 3000 % 3) / 2;
  for (gint64 i = 500; i < n; i += 7001)
    samples[i] = NAN;
  return samples;
}

/* What a pixel should be, straight from the samples. */
static void
assert_pixel (const float *samples, gint64 n, gint64 a, gint64 b, gint64 resolution, const float *values,
              guint n_pixels)
{
  const gint64 from = MAX (a, 0) / resolution * resolution;
  const gint64 to = MIN ((MAX (b, a + 1) + resolution - 1) / resolution * resolution, n);
  float lowest = INFINITY, highest = -INFINITY;
  double energy = 0;

  if (from >= to || MAX (b, a + 1) <= 0) {
    g_assert_true (isnan (values[0]) && isnan (values[n_pixels]) && isnan (values[2 * n_pixels]));
    return;
  }
  for (gint64 i = from; i < to; i++) {
    const float x = isnan (samples[i]) ? 0 : samples[i];

    lowest = MIN (lowest, x);
    highest = MAX (highest, x);
    energy += (double) x * x;
  }
  g_assert_cmpfloat (values[0], ==, lowest);
  g_assert_cmpfloat (values[n_pixels], ==, highest);
  g_assert_cmpfloat_with_epsilon (values[2 * n_pixels], sqrt (energy / (to - from)), 1e-6);
}

static void
assert_peaks (GafPeaks *peaks, const float *const *planes, gint64 n, gint64 frame, gint64 n_frames, guint n_pixels)
{
  const gint64 resolution = gaf_peaks_get_resolution (peaks);
  gsize n_values;
  g_autofree float *values = gaf_peaks_query (peaks, frame, n_frames, n_pixels, &n_values);

  g_assert_cmpuint (n_values, ==, CHANNELS * 3 * n_pixels);
  for (guint c = 0; c < CHANNELS; c++)
    for (guint i = 0; i < n_pixels; i++)
      assert_pixel (planes[c], n, frame + i * n_frames / n_pixels, frame + (i + 1) * n_frames / n_pixels, resolution,
                    values + c * 3 * n_pixels + i, n_pixels);
}

static void
assert_all (GafPeaks *peaks, const float *const *planes, gint64 n)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  assert_peaks (peaks, planes, n, 0, n, 1);
  assert_peaks (peaks, planes, n, 0, n, 600);
  assert_peaks (peaks, planes, n, -500, n + 5000, 77); /* beyond both ends */
  assert_peaks (peaks, planes, n, 100, 10, 30);        /* closer than a frame */
  assert_peaks (peaks, planes, n, n + 10, 100, 5);
  for (int i = 0; i < 40; i++) {
    const gint64 frame = g_rand_int_range (rand, 0, n);

    assert_peaks (peaks, planes, n, frame, g_rand_int_range (rand, 0, n - frame + 1), g_rand_int_range (rand, 1, 50));
  }
}

/* Block by block, of any length and either layout, and at any time. */
static void
test_grow (gconstpointer resolution)
{
  const gint64 n = 100123;
  g_autofree float *left = make_samples (n, 1), *right = make_samples (n, 2);
  g_autofree float *both = g_new (float, CHANNELS *n);
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);
  g_autoptr (GafPeaks) peaks = gaf_peaks_new (44100, CHANNELS, GPOINTER_TO_UINT (resolution), NULL);
  const float *planes[CHANNELS] = { left, right };
  gint64 done = 0;

  while (done < n) {
    const gint64 some = g_rand_int_range (rand, 1, 5000);
    const gint64 piece = MIN (some, n - done);

    if (piece % 2 == 0) {
      const float *at[CHANNELS] = { left + done, right + done };

      g_assert_true (gaf_peaks_append (peaks, at, piece, NULL));
    } else {
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GafBlock) block = NULL;

      for (gint64 i = 0; i < piece; i++) {
        both[2 * i] = left[done + i];
        both[2 * i + 1] = right[done + i];
      }
      bytes = g_bytes_new (both, piece * CHANNELS * sizeof (float));
      block = gaf_block_new (GAF_SAMPLE_FORMAT_FLOAT32, GAF_LAYOUT_INTERLEAVED, CHANNELS, 44100, piece, bytes);
      g_assert_true (gaf_peaks_append_block (peaks, block, NULL));
    }
    done += piece;
    g_assert_cmpint (gaf_peaks_get_n_frames (peaks), ==, done);
    if (piece % 5 == 0)
      assert_peaks (peaks, planes, done, 0, done, 20);
  }
  assert_all (peaks, planes, n);
}

static void
test_wrong (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new ("12345678", 8);
  g_autoptr (GafPeaks) peaks = gaf_peaks_new (44100, CHANNELS, 0, NULL);
  g_autoptr (GafBlock) mono = gaf_block_new (GAF_SAMPLE_FORMAT_FLOAT32, GAF_LAYOUT_PLANAR, 1, 44100, 2, bytes);
  g_autoptr (GafBlock) ints = gaf_block_new (GAF_SAMPLE_FORMAT_INT16, GAF_LAYOUT_PLANAR, 2, 44100, 2, bytes);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (gaf_peaks_get_resolution (peaks), ==, GAF_PEAKS_RESOLUTION);
  g_assert_false (gaf_peaks_append_block (peaks, mono, &error));
  g_assert_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);
  g_assert_false (gaf_peaks_append_block (peaks, ints, &error));
  g_assert_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT);
  for (guint i = 1; i < 4; i++) {
    static const guint wrong[] = { 8, 1000, 131072 };

    g_assert_null (gaf_peaks_new (44100, 1, wrong[i - 1], NULL));
  }
  g_assert_null (gaf_peaks_new (44100, 65, 0, NULL));
  g_assert_null (gaf_peaks_new (0, 1, 0, NULL));
}

/* {{{ files */

/* A FLAC file of a minute, which is long enough to be decoded in parts. */
static char *
make_file (void)
{
  const int rate = 16000, n = rate * 60;
  g_autofree char *path = write_temporary ("", 0);
  char *named = g_strconcat (path, ".flac", NULL);
  g_autoptr (GafEncodeSpec) spec = gaf_encode_spec_new ("flac", rate, CHANNELS);
  g_autoptr (GafWriter) writer = gaf_writer_new_for_path (named, spec, NULL, NULL);
  g_autofree float *left = make_samples (n, 5), *right = make_samples (n, 6);
  const float *planes[CHANNELS] = { left, right };

  g_unlink (path);
  g_assert_true (gaf_writer_write (writer, planes, n, NULL, NULL));
  g_assert_true (gaf_writer_close (writer, NULL, NULL));
  return named;
}

static float *
read_file (const char *path, gint64 *n)
{
  g_autoptr (GafReader) reader = gaf_reader_new_for_path (path, NULL, NULL);
  float *samples;

  *n = gaf_reader_get_n_frames (reader);
  samples = g_new (float, CHANNELS *MAX (*n, 1));
  g_assert_cmpint (gaf_reader_read (reader, (float *const[]){ samples, samples + *n }, *n, NULL, NULL), ==, *n);
  return samples;
}

static void
count (gint64 n_done, gint64 n_frames, gpointer data)
{
  gint64 *last = data;

  g_assert_cmpint (n_done, >=, *last);
  g_assert_cmpint (n_done, <=, n_frames);
  *last = n_done;
}

static void
test_file (void)
{
  g_autofree char *path = make_file ();
  gint64 n;
  g_autofree float *samples = read_file (path, &n);
  const float *planes[CHANNELS] = { samples, samples + n };

  for (guint n_threads = 1; n_threads < 5; n_threads++) {
    g_autoptr (GafReader) reader = gaf_reader_new_for_path (path, NULL, NULL);
    g_autoptr (GafPeaks) peaks = NULL;
    gint64 told = 0;

    gaf_threads_set_max (n_threads);
    g_assert_true (gaf_reader_seek (reader, 77, NULL, NULL));
    peaks = gaf_peaks_new_for_reader (reader, 256, NULL, count, &told, NULL);
    g_assert_cmpint (gaf_peaks_get_n_frames (peaks), ==, n);
    g_assert_cmpint (told, ==, n);
    g_assert_cmpint (gaf_reader_tell (reader), ==, 77);
    assert_all (peaks, planes, n);
  }
  gaf_threads_set_max (0);
  g_unlink (path);
}

/* A file that breaks off has the peaks of what is there. */
static void
test_cut (void)
{
  g_autofree char *path = make_file ();
  g_autofree char *data = NULL;
  gsize size;
  gint64 n;
  g_autofree float *samples = NULL;
  g_autoptr (GafReader) reader = NULL;
  g_autoptr (GafPeaks) peaks = NULL;
  float *planes[CHANNELS];

  g_assert_true (g_file_get_contents (path, &data, &size, NULL));
  g_assert_true (g_file_set_contents (path, data, size * 2 / 3, NULL));
  reader = gaf_reader_new_for_path (path, NULL, NULL);
  peaks = gaf_peaks_new_for_reader (reader, 0, NULL, NULL, NULL, NULL);
  n = gaf_peaks_get_n_frames (peaks);
  g_assert_cmpint (n, >, 500000);
  g_assert_cmpint (n, <, 900000);
  samples = g_new (float, CHANNELS *n);
  planes[0] = samples;
  planes[1] = samples + n;
  g_assert_cmpint (gaf_reader_read (reader, planes, n, NULL, NULL), ==, n);
  assert_all (peaks, (const float *const *) planes, n);
  g_unlink (path);
}

static void
cancel (gint64 n_done, gint64 n_frames, gpointer data)
{
  g_cancellable_cancel (data);
}

static void
test_cancelled (void)
{
  g_autofree char *path = make_file ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (gaf_peaks_new_for_path (path, 0, GAF_PEAKS_NO_CACHE, cancellable, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  /* At the end it is too late, so that either is right; what counts is that there is an answer. */
  g_cancellable_reset (cancellable);
  g_clear_object (
      &(GafPeaks *){ gaf_peaks_new_for_path (path, 0, GAF_PEAKS_NO_CACHE, cancellable, cancel, cancellable, &error) });
  if (error != NULL)
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_unlink (path);
}

/* }}} */

/* {{{ cache */

static char *
get_cache_folder (void)
{
  return g_build_filename (g_get_user_cache_dir (), "gaudiofile", "peaks", NULL);
}

/* The only file that is kept. */
static char *
get_kept (void)
{
  g_autofree char *folder = get_cache_folder ();
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  char *path;

  g_assert_nonnull (dir);
  path = g_build_filename (folder, g_dir_read_name (dir), NULL);
  g_assert_null (g_dir_read_name (dir));
  return path;
}

static float *
query_file (const char *path, gsize *n_values)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GafPeaks) peaks = gaf_peaks_new_for_path (path, 0, GAF_PEAKS_DEFAULT, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return gaf_peaks_query (peaks, 0, -1, 100, n_values);
}

/* Into the same inode. */
static void
overwrite (const char *path, const char *data, gsize size)
{
  FILE *file = fopen (path, "r+");

  g_assert_nonnull (file);
  g_assert_cmpuint (fwrite (data, 1, size, file), ==, size);
  g_assert_cmpint (fclose (file), ==, 0);
}

/* What is kept is taken again, for the same file only and only if it is whole. */
static void
test_cache (void)
{
  g_autofree char *path = make_file ();
  g_autofree char *folder = get_cache_folder ();
  g_autofree char *kept = NULL, *data = NULL, *changed = NULL;
  gsize n_values, size, changed_size;
  g_autofree float *fresh = query_file (path, &n_values);
  const gsize length = n_values * sizeof (float);
  struct stat info;

  kept = get_kept ();
  g_assert_true (g_file_get_contents (kept, &data, &size, NULL));
  for (int i = 0; i < 3; i++) {
    g_autofree float *again = query_file (path, &n_values);

    g_assert_cmpmem (again, length, fresh, length);
    g_assert_true (g_file_get_contents (kept, &changed, &changed_size, NULL));
    g_assert_cmpmem (changed, changed_size, data, size);
    g_clear_pointer (&changed, g_free);
  }
  /* Damaged, cut short, of another version, and empty: computed anew and put right. */
  for (int i = 0; i < 4; i++) {
    g_autofree char *damaged = g_memdup2 (data, size);
    g_autofree float *again = NULL;

    damaged[i == 0 ? size / 2 : 8] ^= i != 1;
    g_assert_true (g_file_set_contents (kept, damaged, i == 1 ? size / 2 : i == 3 ? 0 : size, NULL));
    again = query_file (path, &n_values);
    g_assert_cmpmem (again, length, fresh, length);
    g_assert_true (g_file_get_contents (kept, &changed, &changed_size, NULL));
    g_assert_cmpmem (changed, changed_size, data, size);
    g_clear_pointer (&changed, g_free);
  }
  /* It is what is kept that is taken, as long as the file seems to be the same … */
  g_assert_true (g_file_get_contents (path, &changed, &changed_size, NULL));
  g_assert_cmpint (stat (path, &info), ==, 0);
  overwrite (path, "no audio", 8);
  g_assert_cmpint (utimensat (AT_FDCWD, path, (struct timespec[]){ info.st_atim, info.st_mtim }, 0), ==, 0);
  {
    g_autofree float *again = query_file (path, &n_values);

    g_assert_cmpmem (again, length, fresh, length);
  }
  /* … and it is another one by its time of change. */
  memset (changed + changed_size / 2, 0, 2000);
  overwrite (path, changed, changed_size);
  {
    g_autofree float *again = query_file (path, &n_values);

    g_assert_cmpint (memcmp (again, fresh, length), !=, 0);
  }
  g_unlink (path);
  remove_folder (folder);
}

/* A folder that cannot be made does no harm. */
static void
test_no_cache (void)
{
  g_autofree char *path = make_file ();
  g_autofree char *folder = get_cache_folder ();
  gsize n_values;

  g_assert_true (g_file_set_contents (folder, "", 0, NULL));
  g_free (query_file (path, &n_values));
  g_unlink (folder);
  g_object_unref (gaf_peaks_new_for_path (path, 0, GAF_PEAKS_NO_CACHE, NULL, NULL, NULL, NULL));
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
  g_unlink (path);
}

/* }}} */

/* {{{ asynchronous */

static void
keep_result (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static void
set_flag (gpointer data)
{
  *(gboolean *) data = TRUE;
}

typedef struct {
  gint64 told;
  gboolean freed;
} Told;

static void
tell (gint64 n_done, gint64 n_frames, gpointer data)
{
  ((Told *) data)->told = n_done;
}

static void
free_told (gpointer data)
{
  set_flag (&((Told *) data)->freed);
}

static void
test_async (void)
{
  g_autofree char *path = make_file ();
  g_autoptr (GafReader) reader = gaf_reader_new_for_path (path, NULL, NULL);

  for (int i = 0; i < 3; i++) {
    g_autoptr (GCancellable) cancellable = g_cancellable_new ();
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (GafPeaks) peaks = NULL;
    g_autoptr (GError) error = NULL;
    Told told = { 0 };

    if (i == 2)
      g_cancellable_cancel (cancellable);
    if (i == 0)
      gaf_peaks_new_for_path_async (path, 0, GAF_PEAKS_NO_CACHE, cancellable, tell, &told, free_told, keep_result,
                                    &result);
    else
      gaf_peaks_new_for_reader_async (reader, 0, cancellable, tell, &told, free_told, keep_result, &result);
    while (result == NULL)
      g_main_context_iteration (NULL, TRUE);
    peaks = i == 0 ? gaf_peaks_new_for_path_finish (result, &error) : gaf_peaks_new_for_reader_finish (result, &error);
    g_clear_object (&result);
    while (!told.freed) /* of a call that was not begun, with the task */
      g_main_context_iteration (NULL, FALSE);
    if (i == 2) {
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    } else {
      g_assert_no_error (error);
      g_assert_cmpint (told.told, ==, gaf_peaks_get_n_frames (peaks));
    }
  }
  g_unlink (path);
}

/* }}} */

int
main (int argc, char **argv)
{
  g_autofree char *cache = g_dir_make_tmp ("gaf-cache-XXXXXX", NULL);
  int result;

  g_setenv ("XDG_CACHE_HOME", cache, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/peaks/grow/usual", GUINT_TO_POINTER (0), test_grow);
  g_test_add_data_func ("/peaks/grow/fine", GUINT_TO_POINTER (16), test_grow);
  g_test_add_func ("/peaks/wrong", test_wrong);
  g_test_add_func ("/peaks/file", test_file);
  g_test_add_func ("/peaks/cut", test_cut);
  g_test_add_func ("/peaks/cancelled", test_cancelled);
  g_test_add_func ("/peaks/cache", test_cache);
  g_test_add_func ("/peaks/no-cache", test_no_cache);
  g_test_add_func ("/peaks/async", test_async);
  result = g_test_run ();
  {
    g_autofree char *folder = g_build_filename (cache, "gaudiofile", NULL);
    g_autofree char *registry = g_build_filename (cache, "gstreamer-1.0", NULL);

    g_rmdir (folder);
    /* GStreamer keeps its list of plugins in the user's cache too. */
    if (g_file_test (registry, G_FILE_TEST_IS_DIR))
      remove_folder (registry);
    g_assert_cmpint (g_rmdir (cache), ==, 0);
  }
  return result;
}
