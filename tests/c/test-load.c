/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <gaudiofile/gaudiofile.h>
#include <string.h>

#include "thread-count.h"

/*
 * Many clips at once, as programs in C and other languages do it; the rest is in tests/python/test_load_many.py.
 *
 *   test-load FILE…      loads these files with one thread and with several; tests/support/parallel.py has them
 */

#define N_CLIPS 50

static GBytes *
make_wav (guint channels, gint64 n_frames, gint16 first)
{
  g_autoptr (GafEncodeSpec) spec = gaf_encode_spec_new ("wav", 8000, channels);
  g_autoptr (GafWriter) writer = gaf_writer_new_for_memory (spec, NULL);
  g_autofree float *samples = g_new (float, n_frames);
  const float *planes[8];

  for (gint64 i = 0; i < n_frames; i++)
    samples[i] = ((first + i) % 1000) / 32767.0f;
  for (guint c = 0; c < channels; c++)
    planes[c] = samples;
  g_assert_true (gaf_writer_write (writer, planes, n_frames, NULL, NULL));
  g_assert_true (gaf_writer_close (writer, NULL, NULL));
  return gaf_writer_steal_bytes (writer, NULL);
}

static GPtrArray *
make_clips (void)
{
  GPtrArray *clips = g_ptr_array_new_with_free_func (g_object_unref);

  for (int i = 0; i < N_CLIPS; i++) {
    g_autoptr (GBytes) bytes = i == 7 ? g_bytes_new_static ("junk", 4) : make_wav (1 + i % 2, 100 + i, i);

    g_ptr_array_add (clips, gaf_clip_new_for_bytes (bytes));
  }
  return clips;
}

static void
check_clips (GPtrArray *clips)
{
  for (guint i = 0; i < clips->len; i++) {
    GafClip *clip = clips->pdata[i];
    GafBlock *block = gaf_clip_get_block (clip);

    if (i == 7) {
      g_assert_null (block);
      g_assert_nonnull (gaf_clip_get_error (clip));
      continue;
    }
    g_assert_no_error (gaf_clip_get_error (clip));
    g_assert_cmpint (gaf_block_get_n_frames (block), ==, 100 + i);
    g_assert_cmpuint (gaf_block_get_channels (block), ==, 1 + i % 2);
    g_assert_cmpfloat (gaf_clip_get_rate (clip), ==, 8000);
    for (guint k = 0; k < (1 + i % 2) * (100 + i); k++)
      g_assert_cmpfloat (((const float *) g_bytes_get_data (gaf_block_get_bytes (block), NULL))[k], ==,
                         ((i + k % (100 + i)) % 1000) / 32767.0f);
  }
}

static void
count (gsize n_done, gsize n_clips, gpointer data)
{
  g_assert_cmpuint (n_clips, ==, N_CLIPS);
  *(gsize *) data = n_done;
}

static void
test_threads (void)
{
  for (guint n = 0; n < 5; n++) {
    g_autoptr (GPtrArray) clips = make_clips ();
    gsize told = 0;

    g_assert_true (
        gaf_load_many ((GafClip *const *) clips->pdata, clips->len, n, GAF_LOAD_DEFAULT, NULL, count, &told, NULL));
    g_assert_cmpuint (told, ==, N_CLIPS);
    check_clips (clips);
  }
}

static void
test_stop (void)
{
  g_autoptr (GPtrArray) clips = make_clips ();

  g_assert_true (
      gaf_load_many ((GafClip *const *) clips->pdata, clips->len, 1, GAF_LOAD_STOP_AT_ERROR, NULL, NULL, NULL, NULL));
  for (guint i = 0; i < clips->len; i++)
    g_assert_cmpint (gaf_clip_get_block (clips->pdata[i]) != NULL, ==, i < 7);
}

static void
test_cancelled (void)
{
  g_autoptr (GPtrArray) clips = make_clips ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (gaf_load_many ((GafClip *const *) clips->pdata, clips->len, 3, GAF_LOAD_DEFAULT, cancellable, NULL,
                                 NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (gaf_clip_get_block (clips->pdata[0]));
}

static void
test_memory (void)
{
  g_autoptr (GBytes) bytes = make_wav (1, 100, 0);
  g_autoptr (GafClip) clip = gaf_clip_new_for_bytes (bytes);
  float samples[2 * 120];

  memset (samples, 0, sizeof samples);
  gaf_clip_set_range (clip, 10, 120);
  gaf_clip_set_conversion (clip, 0, 2);
  gaf_clip_set_memory (clip, samples, G_N_ELEMENTS (samples));
  g_assert_true (gaf_clip_load (clip, NULL, NULL));
  g_assert_null (gaf_clip_get_block (clip));
  g_assert_cmpint (gaf_clip_get_n_frames (clip), ==, 90);
  g_assert_cmpfloat (samples[0], ==, 10 / 32767.0f);
  g_assert_cmpfloat (samples[120 + 89], ==, 99 / 32767.0f);
  g_assert_cmpfloat (samples[90], ==, 0);
}

static void
test_limits (void)
{
  g_autoptr (GBytes) bytes = make_wav (2, 100, 0);
  g_autoptr (GafLimits) limits = gaf_limits_new ();

  for (guint channels = 1; channels <= 3; channels++) {
    g_autoptr (GafClip) clip = gaf_clip_new_for_bytes (bytes);
    g_autoptr (GError) error = NULL;

    gaf_limits_set_channels (limits, 1);
    gaf_clip_set_limits (clip, limits);
    gaf_limits_set_channels (limits, channels);
    if (channels > 1) /* the clip has a copy, of what they were when they were set last */
      gaf_clip_set_limits (clip, channels == 2 ? limits : NULL);
    g_assert_true (gaf_clip_load (clip, NULL, &error) == (channels > 1));
    if (channels == 1)
      g_assert_error (error, GAF_ERROR, GAF_ERROR_LIMIT);
  }
}

static GThread *main_thread;

static void
done (GObject *object, GAsyncResult *result, gpointer data)
{
  g_assert_true (gaf_load_many_finish (result, NULL));
  g_main_loop_quit (data);
}

/* On the thread that began it, as all that the program hands over. */
static void
freed (gpointer data)
{
  g_assert_true (g_thread_self () == main_thread);
  *(gsize *) data += 1000;
}

static void
test_async (void)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GPtrArray) clips = make_clips ();
  gsize told = 0;

  main_thread = g_thread_self ();
  gaf_load_many_async ((GafClip *const *) clips->pdata, clips->len, 2, GAF_LOAD_DEFAULT, NULL, count, &told, freed,
                       done, loop);
  g_main_loop_run (loop);
  check_clips (clips);
  while (told < 1000)
    g_main_context_iteration (NULL, FALSE);

  /* Nothing to do is done at once, so that the thread's end and the callback meet. */
  for (guint i = 1; i <= 500; i++) {
    gaf_load_many_async (NULL, 0, 1, GAF_LOAD_DEFAULT, NULL, NULL, &told, freed, done, loop);
    g_main_loop_run (loop);
    while (told < (i + 1) * 1000)
      g_main_context_iteration (NULL, FALSE);
  }
}

/* {{{ files */

#define BATCH 24 /* for what is decoded to have room in memory */

static GPtrArray *
load_files (char **paths, guint n, guint n_threads)
{
  GPtrArray *clips = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (clips, gaf_clip_new_for_path (paths[i]));
  g_assert_true (
      gaf_load_many ((GafClip *const *) clips->pdata, clips->len, n_threads, GAF_LOAD_DEFAULT, NULL, NULL, NULL, NULL));
  return clips;
}

static gboolean
is_same (GafClip *a, GafClip *b)
{
  GafBlock *one = gaf_clip_get_block (a), *other = gaf_clip_get_block (b);

  if (one == NULL || other == NULL)
    return one == other && g_strcmp0 (gaf_clip_get_error (a)->message, gaf_clip_get_error (b)->message) == 0;
  return gaf_clip_get_rate (a) == gaf_clip_get_rate (b)
         && gaf_block_get_channels (one) == gaf_block_get_channels (other)
         && g_bytes_equal (gaf_block_get_bytes (one), gaf_block_get_bytes (other));
}

static gboolean
check_files (char **paths, guint n_paths)
{
  guint n_loaded = 0, n_other = 0, n_threads = 0;

  count_threads_at_first ();
  for (guint done = 0; done < n_paths; done += BATCH) {
    const guint n = MIN (BATCH, n_paths - done);
    g_autoptr (GPtrArray) expected = load_files (paths + done, n, 1);
    /* Some libraries that decoders need keep threads of their own. */
    const guint before = count_threads (G_MAXUINT);
    g_autoptr (GPtrArray) loaded = load_files (paths + done, n, 4);

    n_threads = MAX (n_threads, count_threads (before) - before);
    for (guint i = 0; i < n; i++) {
      n_loaded += gaf_clip_get_block (loaded->pdata[i]) != NULL;
      if (is_same (expected->pdata[i], loaded->pdata[i]))
        continue;
      n_other++;
      g_print ("%s: other samples\n", paths[done + i]);
    }
  }
  g_print ("%u of %u files loaded, %u otherwise, %u threads left\n", n_loaded, n_paths, n_other, n_threads);
  return n_other == 0 && n_threads == 0;
}

/* }}} */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (argc > 1)
    return check_files (argv + 1, argc - 1) ? 0 : 1;
  g_test_add_func ("/load/threads", test_threads);
  g_test_add_func ("/load/stop", test_stop);
  g_test_add_func ("/load/cancelled", test_cancelled);
  g_test_add_func ("/load/memory", test_memory);
  g_test_add_func ("/load/limits", test_limits);
  g_test_add_func ("/load/async", test_async);
  return g_test_run ();
}
