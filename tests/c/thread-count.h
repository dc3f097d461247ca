/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

/* How many threads this process has. Waits a second for there to be no more than @most: a thread that was joined is
 * still to be seen for a moment. */
static inline guint
count_threads (guint most)
{
  guint n = 0;

  for (guint i = 0; i < 100; i++) {
    g_autoptr (GDir) tasks = g_dir_open ("/proc/self/task", 0, NULL);

    for (n = 0; g_dir_read_name (tasks) != NULL; n++)
      ;
    if (n <= most)
      break;
    g_usleep (10000);
  }
  return n;
}

static inline gpointer
do_nothing (gpointer data)
{
  return data;
}

/* ThreadSanitizer has a thread of its own, from the first on that a program makes. A library that libavcodec brings
 * along has threads for its own sums from when it is loaded on, unless it is told not to. */
static inline guint
count_threads_at_first (void)
{
  g_setenv ("OPENBLAS_NUM_THREADS", "1", TRUE);
  g_thread_join (g_thread_new ("first", do_nothing, NULL));
  return count_threads (1);
}
