/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* A program that makes, reads and drops readers in some threads, while another forks. A child in which a lock of GLib
 * or GStreamer was left closed would hang. */

#include <sys/wait.h>
#include <unistd.h>

#include "gaf-reader.h"
#include "gaf-unref.h"

#include "test-util.h"

#define FORKS   300
#define READERS 64

static GBytes *wav;
static int stop;
static int n_dropped; /* atomic */

static GafReader *
open_one (void)
{
  GafReader *reader = gaf_reader_new_for_bytes (wav, NULL, NULL);

  g_assert_nonnull (reader);
  return reader;
}

static void
read_one (GafReader *reader)
{
  float samples[100];
  float *planes[] = { samples };

  g_assert_cmpint (gaf_reader_read (reader, planes, 100, NULL, NULL), ==, 100);
}

/* Many at once, so that GLib's caches of memory overflow. */
static gpointer
make_and_drop (gpointer data)
{
  GafReader *readers[READERS];

  while (!g_atomic_int_get (&stop)) {
    for (guint i = 0; i < READERS; i++) {
      readers[i] = open_one ();
      read_one (readers[i]);
    }
    for (guint i = 0; i < READERS; i++)
      gaf_object_unref (readers[i]);
    g_atomic_int_add (&n_dropped, READERS);
  }
  return NULL;
}

static void
use_in_child (void)
{
  GafReader *readers[READERS];

  for (guint i = 0; i < READERS; i++) {
    readers[i] = open_one ();
    read_one (readers[i]);
  }
  for (guint i = 0; i < READERS; i++)
    gaf_object_unref (readers[i]);
}

static void
test_forks (void)
{
  GThread *threads[3];

  wav = make_wav (8000, 1, 2000);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("user", make_and_drop, NULL);
  for (int i = 0; i < FORKS; i++) {
    pid_t pid;
    int status;

    alarm (120); /* a deadlock is a signal */
    pid = fork ();
    g_assert_cmpint (pid, >=, 0);
    if (pid == 0) {
      alarm (60);
      use_in_child ();
      _exit (42);
    }
    g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
    g_assert_true (WIFEXITED (status));
    g_assert_cmpint (WEXITSTATUS (status), ==, 42);
  }
  g_atomic_int_set (&stop, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  alarm (0);
  g_test_message ("%d readers dropped beside %d forks", n_dropped, FORKS);
  g_bytes_unref (wav);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fork-readers/forks", test_forks);
  return g_test_run ();
}
