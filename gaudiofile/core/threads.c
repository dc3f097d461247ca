/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "core/threads.h"

#include <sched.h>
#include <stdlib.h>
#include <string.h>

#include "core/fork-gate.h"

static int chosen; /* atomic; 0: not set */
static __thread gboolean is_worker;

/* "QUOTA PERIOD" in microseconds; "max" for no quota. */
static double
parse_quota (const char *text)
{
  char *end = NULL;
  const double quota = g_ascii_strtod (text, &end);
  const double period = end > text ? g_ascii_strtod (end, NULL) : 0;

  return end > text && quota > 0 && period > 0 ? quota / period : G_MAXDOUBLE;
}

static double
read_quota (const char *folder)
{
  g_autofree char *unified = g_build_filename (folder, "cpu.max", NULL);
  g_autofree char *old_quota = g_build_filename (folder, "cpu.cfs_quota_us", NULL);
  g_autofree char *old_period = g_build_filename (folder, "cpu.cfs_period_us", NULL);
  g_autofree char *text = NULL, *period = NULL, *both = NULL;

  if (g_file_get_contents (unified, &text, NULL, NULL))
    return parse_quota (text);
  if (!g_file_get_contents (old_quota, &text, NULL, NULL) || !g_file_get_contents (old_period, &period, NULL, NULL))
    return G_MAXDOUBLE;
  both = g_strconcat (g_strchomp (text), " ", period, NULL);
  return parse_quota (both);
}

/* The least that this process's control group, or one around it, allows. In a container the path is often that of the
 * host: then the top of what can be seen is its own group. */
static double
find_quota (void)
{
  g_autofree char *groups = NULL;
  g_auto (GStrv) lines = NULL;
  double least = MIN (read_quota ("/sys/fs/cgroup"), read_quota ("/sys/fs/cgroup/cpu"));

  if (!g_file_get_contents ("/proc/self/cgroup", &groups, NULL, NULL))
    return least;
  lines = g_strsplit (groups, "\n", -1);
  for (char **line = lines; *line != NULL; line++) {
    const char *controllers = strchr (*line, ':');
    const char *path = controllers != NULL ? strchr (controllers + 1, ':') : NULL;
    g_autofree char *folder = NULL;

    if (path == NULL || (path != controllers + 1 && strstr (controllers, "cpu") == NULL))
      continue;
    folder = g_build_filename (path == controllers + 1 ? "/sys/fs/cgroup" : "/sys/fs/cgroup/cpu", path + 1, NULL);
    while (g_str_has_prefix (folder, "/sys/fs/cgroup/")) {
      char *parent = g_path_get_dirname (folder);

      least = MIN (least, read_quota (folder));
      g_free (folder);
      folder = parent;
    }
  }
  return least;
}

static guint
count_processors (void)
{
  static gsize quota; /* in processors, rounded up; it is looked for once */
  cpu_set_t set;
  int n = 0;

  if (g_once_init_enter (&quota)) {
    const double found = find_quota ();

    g_once_init_leave (&quota, found < 4096 ? MAX ((gsize) (found + 0.99), 1) : 4096);
  }
  if (sched_getaffinity (0, sizeof set, &set) == 0)
    n = CPU_COUNT (&set);
  return MIN (n > 0 ? (guint) n : g_get_num_processors (), (guint) quota);
}

static guint
read_environment (void)
{
  static gsize wanted; /* one more than what the variable says */

  if (g_once_init_enter (&wanted)) {
    const char *value = g_getenv ("GAUDIOFILE_MAX_THREADS");

    g_once_init_leave (&wanted, 1 + (value != NULL ? CLAMP (g_ascii_strtoll (value, NULL, 10), 0, 4096) : 0));
  }
  return wanted - 1;
}

guint
gaf_threads_get_max (void)
{
  const int set = g_atomic_int_get (&chosen);

  if (set > 0)
    return set;
  return read_environment () > 0 ? read_environment () : count_processors ();
}

void
gaf_threads_set_max (guint n_threads)
{
  g_atomic_int_set (&chosen, (int) MIN (n_threads, 4096));
}

gboolean
gaf_threads_is_worker (void)
{
  return is_worker;
}

void
gaf_threads_set_worker (gboolean value)
{
  is_worker = value;
}

/* how they end */

void
gaf_threads_end_init (GafThreadsEnd *self, guint n_threads)
{
  *self = (GafThreadsEnd){ .n_working = n_threads };
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
}

void
gaf_threads_end_clear (GafThreadsEnd *self)
{
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
}

void
gaf_threads_end_come_to (GafThreadsEnd *self)
{
  g_mutex_lock (&self->lock);
  self->n_working--;
  g_cond_broadcast (&self->changed);
  while (!self->let_go)
    g_cond_wait (&self->changed, &self->lock);
  g_mutex_unlock (&self->lock);
}

void
gaf_threads_end_lacks (GafThreadsEnd *self, guint n_threads)
{
  g_mutex_lock (&self->lock);
  self->n_working -= n_threads;
  g_mutex_unlock (&self->lock);
}

gboolean
gaf_threads_end_wait (GafThreadsEnd *self, gint64 time)
{
  gboolean done;

  g_mutex_lock (&self->lock);
  while (self->n_working > 0 && g_cond_wait_until (&self->changed, &self->lock, time))
    ;
  done = self->n_working == 0;
  g_mutex_unlock (&self->lock);
  return done;
}

void
gaf_threads_end_let_go (GafThreadsEnd *self)
{
  g_mutex_lock (&self->lock);
  self->let_go = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

/* Waits with the gate open: a thread that has not entered it yet is kept out while a fork() waits, which would wait for
 * this one. */
void
gaf_threads_end_join (GafThreadsEnd *self, GThread **threads, guint n_threads)
{
  const guint depth = gaf_fork_gate_pause ();

  for (guint i = 0; i < n_threads; i++)
    gaf_threads_end_lacks (self, threads[i] == NULL);
  while (!gaf_threads_end_wait (self, G_MAXINT64))
    ;
  gaf_fork_gate_resume (depth);
  gaf_threads_end_let_go (self);
  for (guint i = 0; i < n_threads; i++)
    if (threads[i] != NULL)
      g_thread_join (threads[i]);
}
