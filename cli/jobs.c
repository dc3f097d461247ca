/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "jobs.h"

#include <gaudiofile/gaudiofile.h>

#include "interrupt.h"

typedef struct {
  guint n_jobs;
  gint next; /* atomic */
  CliJob run;
  gpointer data;
} Jobs;

static gpointer
work (gpointer data)
{
  Jobs *self = data;

  while (!cli_interrupt_has_come ()) {
    const guint index = (guint) g_atomic_int_add (&self->next, 1);

    if (index >= self->n_jobs)
      break;
    self->run (index, self->data);
  }
  return NULL;
}

void
cli_jobs_run (guint n_jobs, int n_threads, CliJob run, gpointer data)
{
  const guint wanted = n_threads > 0 ? (guint) n_threads : gaf_get_max_threads ();
  const guint n = MIN (wanted, n_jobs);
  g_autofree GThread **threads = g_new0 (GThread *, n + 1);
  Jobs jobs = { n_jobs, 0, run, data };

  /* One works on the caller's thread. */
  for (guint i = 1; i < n; i++)
    threads[i] = g_thread_try_new ("job", work, &jobs, NULL);
  work (&jobs);
  for (guint i = 1; i < n; i++)
    if (threads[i] != NULL)
      g_thread_join (threads[i]);
}
