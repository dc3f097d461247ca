/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* A GafStream where there is no sound server. With one: tests/python/test_stream*.py. */

#include <gaudiofile/gaudiofile.h>

#define N_THREADS 4

static GafStream *stream;
static gint n_ready;
static gint n_opened; /* calls that went about opening it */

static gpointer
open_at_once (gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_atomic_int_inc (&n_ready);
  while (g_atomic_int_get (&n_ready) < N_THREADS)
    continue;
  if (gaf_stream_open (stream, NULL, &error) || !g_error_matches (error, GAF_ERROR, GAF_ERROR_CLOSED))
    g_atomic_int_inc (&n_opened);
  return NULL;
}

/* One of the threads that open a stream at the same time opens it. */
static void
test_open_from_threads (void)
{
  for (guint i = 0; i < 50; i++) {
    GThread *threads[N_THREADS];

    stream = gaf_stream_new_play (NULL, 44100, 2, 0);
    n_ready = n_opened = 0;
    for (guint t = 0; t < N_THREADS; t++)
      threads[t] = g_thread_new ("open", open_at_once, NULL);
    for (guint t = 0; t < N_THREADS; t++)
      g_thread_join (threads[t]);
    g_assert_cmpint (n_opened, ==, 1);
    g_clear_object (&stream);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* No server of the user is asked, nor started. */
  g_setenv ("PULSE_SERVER", "unix:/nonexistent/gaudiofile-test", TRUE);
  g_setenv ("PIPEWIRE_RUNTIME_DIR", "/nonexistent", TRUE);
  g_test_add_func ("/stream/open-from-threads", test_open_from_threads);
  return g_test_run ();
}
