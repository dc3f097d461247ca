/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "test-util.h"

#include <gaudiofile/gaudiofile.h>
#include <math.h>
#include <sys/wait.h>

/* Converting as programs in C and other languages do it; the rest is in tests/python/test_convert.py. */

#define RATE     44100
#define N_FRAMES (5 * RATE)

static char *folder;

static char *
name (const char *file)
{
  return g_build_filename (folder, file, NULL);
}

/* Noise of two channels. */
static char *
make_file (const char *file, gint64 n_frames)
{
  char *path = name (file);
  g_autoptr (GafEncodeSpec) spec = gaf_encode_spec_new (strrchr (file, '.'), RATE, 2);
  g_autoptr (GafWriter) writer = gaf_writer_new_for_path (path, spec, NULL, NULL);
  g_autofree float *samples = g_new (float, n_frames);
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  const float *planes[] = { samples, samples };

  for (gint64 i = 0; i < n_frames; i++)
    samples[i] = (float) g_rand_double_range (rand, -0.5, 0.5);
  g_assert_true (gaf_writer_write (writer, planes, n_frames, NULL, NULL));
  g_assert_true (gaf_writer_close (writer, NULL, NULL));
  return path;
}

static GBytes *
read_file (const char *path)
{
  g_autoptr (GafReader) reader = gaf_reader_new_for_path (path, NULL, NULL);
  g_autoptr (GafBlock) block = gaf_reader_read_frames (reader, G_MAXINT32, GAF_LAYOUT_INTERLEAVED, NULL, NULL);

  return g_bytes_ref (gaf_block_get_bytes (block));
}

static void
remove_file (char *path)
{
  g_unlink (path);
  g_free (path);
}

static void
test_short (void)
{
  char *source = make_file ("a.flac", 1000);
  char *target = name ("b.wav");
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;

  g_assert_cmpint (gaf_convert (source, target, NULL, &error), ==, 1000);
  g_assert_no_error (error);
  before = read_file (source);
  after = read_file (target);
  g_assert_true (g_bytes_equal (before, after));
  remove_file (target);

  target = name ("no extension");
  g_assert_cmpint (gaf_convert (source, target, NULL, &error), ==, -1);
  g_assert_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT);
  g_assert_false (g_file_test (target, G_FILE_TEST_EXISTS));
  remove_file (target);
  remove_file (source);
}

/* A source of the program's, which is called on its own thread. */

#define TEST_TYPE_RAMP (test_ramp_get_type ())
G_DECLARE_FINAL_TYPE (TestRamp, test_ramp, TEST, RAMP, GObject)

struct _TestRamp {
  GObject parent_instance;
  gint64 position;
  gint64 n_frames;
  GThread *thread;
};

static void
ramp_describe (GafSource *source, double *rate, guint *channels)
{
  *rate = RATE;
  *channels = 1;
}

static gint64
ramp_read (GafSource *source, float *const *planes, gint64 n_frames, GCancellable *cancellable, GError **error)
{
  TestRamp *self = TEST_RAMP (source);
  const gint64 n = MIN (n_frames, self->n_frames - self->position);

  g_assert_true (self->thread == g_thread_self ());
  for (gint64 i = 0; i < n; i++)
    planes[0][i] = (float) (self->position + i) / (float) self->n_frames;
  self->position += n;
  return n;
}

static gboolean
ramp_seek (GafSource *source, gint64 frame, GCancellable *cancellable, GError **error)
{
  TEST_RAMP (source)->position = frame;
  return TRUE;
}

static void
ramp_iface_init (GafSourceInterface *iface)
{
  iface->describe = ramp_describe;
  iface->read = ramp_read;
  iface->seek = ramp_seek;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestRamp, test_ramp, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GAF_TYPE_SOURCE, ramp_iface_init))

static void
test_ramp_init (TestRamp *self)
{
  self->thread = g_thread_self ();
}

static void
test_ramp_class_init (TestRampClass *klass)
{
}

/* Whose length is not known before its end, and has to be for the fade. */
static void
test_source (void)
{
  TestRamp *ramp = g_object_new (TEST_TYPE_RAMP, NULL);
  g_autoptr (GafConversion) conversion = gaf_conversion_new ();
  g_autoptr (GafEncodeSpec) spec = g_object_new (GAF_TYPE_ENCODE_SPEC, "bit-depth", 32, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  char *target = name ("ramp.wav");
  const float *samples;

  ramp->n_frames = 100000;
  g_object_set (conversion, "encode-spec", spec, "fade-out", 1.0, "normalize", GAF_NORMALIZE_PEAK, "target", 0.0, NULL);
  g_assert_cmpint (gaf_conversion_run_source (conversion, GAF_SOURCE (ramp), target, NULL, NULL, NULL, &error), ==,
                   100000);
  g_assert_no_error (error);
  g_assert_cmpfloat (gaf_conversion_get_applied_gain (conversion), >, 0);
  bytes = read_file (target);
  samples = g_bytes_get_data (bytes, NULL);
  g_assert_cmpfloat_with_epsilon (samples[100000 - RATE], 1, 1e-4); /* before the fade it is the loudest */
  g_assert_cmpfloat (samples[100000 - RATE / 2], <, samples[100000 - RATE] * 0.75);
  g_assert_cmpfloat_with_epsilon (samples[99999], 0, 1e-4);
  g_object_unref (ramp);
  remove_file (target);
}

/* A function of the program's. */

static GafBlock *
halve (GafBlock *block, gint64 frame, gpointer data, GError **error)
{
  const gint64 n_frames = gaf_block_get_n_frames (block);
  g_autoptr (GBytes) bytes = NULL;
  float *samples;
  gsize size;

  if (frame == 0)
    *(guint *) data += 1;
  samples =
      g_memdup2 (g_bytes_get_data (gaf_block_get_bytes (block), &size), g_bytes_get_size (gaf_block_get_bytes (block)));
  for (gsize i = 0; i < size / sizeof (float); i++)
    samples[i] *= 0.5f;
  bytes = g_bytes_new_take (samples, size);
  return gaf_block_new (GAF_SAMPLE_FORMAT_FLOAT32, GAF_LAYOUT_PLANAR, 2, RATE, n_frames, bytes);
}

static GafBlock *
refuse (GafBlock *block, gint64 frame, gpointer data, GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "as told");
  return NULL;
}

static void
test_process (void)
{
  char *source = make_file ("a.wav", N_FRAMES), *target = name ("b.wav");
  g_autoptr (GafConversion) conversion = gaf_conversion_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;
  guint n_passes = 0;

  gaf_conversion_set_process (conversion, halve, &n_passes, NULL);
  g_assert_cmpint (gaf_conversion_run (conversion, source, target, NULL, NULL, NULL, &error), ==, N_FRAMES);
  g_assert_no_error (error);
  g_assert_cmpuint (n_passes, ==, 1);
  before = read_file (source);
  after = read_file (target);
  for (gsize i = 0; i < 2 * N_FRAMES; i++)
    g_assert_cmpfloat_with_epsilon (((const float *) g_bytes_get_data (after, NULL))[i],
                                    ((const float *) g_bytes_get_data (before, NULL))[i] / 2, 1e-4);

  gaf_conversion_set_process (conversion, refuse, NULL, NULL);
  g_assert_cmpint (gaf_conversion_run (conversion, source, target, NULL, NULL, NULL, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  remove_file (source);
  remove_file (target);
}

/* Progress: on this thread, and in another context's; it can cancel, and fork. */

typedef struct {
  GThread *thread;
  GCancellable *cancellable;
  gint64 told;
  gint64 total;
  pid_t child;
  gboolean forks;
} Told;

static void
note (gint64 n_done, gint64 n_frames, gpointer data)
{
  Told *self = data;

  g_assert_true (self->thread == g_thread_self ());
  g_assert_cmpint (n_done, >=, self->told);
  self->told = n_done;
  self->total = n_frames;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  if (self->forks && self->child == 0)
    self->child = fork () ?: -1;
}

static void
test_progress (void)
{
  char *source = make_file ("a.wav", 20 * N_FRAMES), *target = name ("b.mp3");
  g_autoptr (GafConversion) conversion = gaf_conversion_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  Told told = { .thread = g_thread_self () };

  g_assert_cmpint (gaf_conversion_run (conversion, source, target, NULL, note, &told, &error), ==, 20 * N_FRAMES);
  g_assert_cmpint (told.told, ==, 20 * N_FRAMES);
  g_assert_cmpint (told.total, ==, 20 * N_FRAMES);

  told = (Told){ .thread = g_thread_self (), .cancellable = cancellable };
  g_unlink (target);
  g_assert_cmpint (gaf_conversion_run (conversion, source, target, cancellable, note, &told, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (told.told, <, 20 * N_FRAMES);
  g_assert_cmpuint (count_entries (folder), ==, 1);
  remove_file (source);
  remove_file (target);
}

/* The child gives up; the parent goes on. */
static void
test_fork (void)
{
  char *source = make_file ("a.flac", 20 * N_FRAMES), *target = name ("b.mp3");
  g_autoptr (GafConversion) conversion = gaf_conversion_new ();
  g_autoptr (GError) error = NULL;
  Told told = { .thread = g_thread_self (), .forks = TRUE };
  gint64 n = gaf_conversion_run (conversion, source, target, NULL, note, &told, &error);
  int status = 0;

  if (told.child == -1)
    _exit (n == -1 && g_error_matches (error, GAF_ERROR, GAF_ERROR_BUSY) && !g_file_test (target, G_FILE_TEST_EXISTS)
               ? 0
               : 1);
  g_assert_cmpint (n, ==, 20 * N_FRAMES);
  g_assert_cmpint (told.child, >, 0);
  g_assert_cmpint (waitpid (told.child, &status, 0), ==, told.child);
  g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
  g_assert_cmpint (gaf_convert (source, target, NULL, NULL), ==, 20 * N_FRAMES);
  remove_file (source);
  remove_file (target);
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static void
test_async (void)
{
  char *source = make_file ("a.wav", N_FRAMES), *target = name ("b.flac");
  g_autoptr (GafConversion) conversion = gaf_conversion_new ();
  g_autoptr (GFile) file = g_file_new_for_path (source);
  g_autoptr (GFile) other = g_file_new_for_path (target);
  g_autoptr (GError) error = NULL;
  Told told = { .thread = g_thread_self () };
  GAsyncResult *results[3] = { NULL };

  gaf_conversion_run_files_async (conversion, file, other, NULL, note, &told, NULL, on_done, &results[0]);
  while (results[0] == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (gaf_conversion_run_files_finish (conversion, results[0], &error), ==, N_FRAMES);
  g_assert_no_error (error);
  g_assert_cmpint (told.told, ==, N_FRAMES);
  gaf_convert_async (source, target, NULL, on_done, &results[1]);
  while (results[1] == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (gaf_convert_finish (results[1], &error), ==, N_FRAMES);
  gaf_convert_async ("/no such file", target, NULL, on_done, &results[2]);
  while (results[2] == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (gaf_convert_finish (results[2], &error), ==, -1);
  g_assert_error (error, GAF_ERROR, GAF_ERROR_NOT_FOUND);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    g_object_unref (results[i]);
  remove_file (source);
  remove_file (target);
}

/* {{{ many */

static void
count (gsize n_done, gsize n_jobs, gpointer data)
{
  g_assert_cmpuint (n_jobs, ==, 12);
  *(gsize *) data = n_done;
}

static void
test_many (void)
{
  char *source = make_file ("a.wav", N_FRAMES);

  for (guint n_threads = 0; n_threads < 4; n_threads++) {
    g_autoptr (GafConversion) conversion = gaf_conversion_new ();
    g_autoptr (GPtrArray) jobs = g_ptr_array_new_with_free_func (g_object_unref);
    g_autoptr (GError) error = NULL;
    GAsyncResult *result = NULL;
    gsize told = 0;

    for (guint i = 0; i < 12; i++) {
      g_autofree char *target = g_strdup_printf ("%s/%u.flac", folder, i);

      g_ptr_array_add (jobs, gaf_convert_job_new (conversion, i == 5 ? "/no such file" : source, target));
    }
    if (n_threads == 3) {
      gaf_convert_many_async ((GafConvertJob *const *) jobs->pdata, 12, 0, GAF_LOAD_DEFAULT, NULL, count, &told, NULL,
                              on_done, &result);
      while (result == NULL)
        g_main_context_iteration (NULL, TRUE);
      g_assert_true (gaf_convert_many_finish (result, &error));
      g_object_unref (result);
    } else {
      g_assert_true (gaf_convert_many ((GafConvertJob *const *) jobs->pdata, 12, n_threads, GAF_LOAD_DEFAULT, NULL,
                                       count, &told, &error));
    }
    g_assert_no_error (error);
    g_assert_cmpuint (told, ==, 12);
    for (guint i = 0; i < 12; i++) {
      GafConvertJob *job = jobs->pdata[i];

      g_assert_cmpint (gaf_convert_job_get_n_frames (job), ==, i == 5 ? -1 : N_FRAMES);
      if (i == 5)
        g_assert_error (gaf_convert_job_get_error (job), GAF_ERROR, GAF_ERROR_NOT_FOUND);
      else
        g_assert_no_error (gaf_convert_job_get_error (job));
      g_unlink (gaf_convert_job_get_destination (job));
    }
  }
  remove_file (source);
}

static void
cancel (gsize n_done, gsize n_jobs, gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
}

static void
test_many_cancelled (void)
{
  char *source = make_file ("a.wav", 20 * N_FRAMES);
  g_autoptr (GafConversion) conversion = gaf_conversion_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GPtrArray) jobs = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 20; i++) {
    g_autofree char *target = g_strdup_printf ("%s/%u.mp3", folder, i);

    g_ptr_array_add (jobs, gaf_convert_job_new (conversion, source, target));
  }
  g_assert_false (gaf_convert_many ((GafConvertJob *const *) jobs->pdata, 20, 2, GAF_LOAD_DEFAULT, cancellable, cancel,
                                    cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count_entries (folder), ==, 1);
  remove_file (source);
}

/* }}} */

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("gaf-convert-XXXXXX", NULL);
  g_test_add_func ("/convert/short", test_short);
  g_test_add_func ("/convert/source", test_source);
  g_test_add_func ("/convert/process", test_process);
  g_test_add_func ("/convert/progress", test_progress);
  g_test_add_func ("/convert/fork", test_fork);
  g_test_add_func ("/convert/async", test_async);
  g_test_add_func ("/convert/many", test_many);
  g_test_add_func ("/convert/many/cancelled", test_many_cancelled);
  result = g_test_run ();
  remove_folder (folder);
  g_free (folder);
  return result;
}
