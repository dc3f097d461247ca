/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "core/crew.h"

#include "core/fork-gate.h"
#include "core/threads.h"

/* The caller hears of progress, and can cancel, at least so often. */
#define TICK (50 * G_TIME_SPAN_MILLISECOND)

typedef struct {
  const GafCrew *crew;

  GafThreadsEnd end;
  GMutex lock;
  gsize next; /* guarded by the lock, as all below: the item that is begun next */
  gsize n_done;
  gboolean stopped;
} Shift;

/* The item to begin; n_items for none. */
static gsize
take_next (Shift *self)
{
  gsize index = self->crew->n_items;

  g_mutex_lock (&self->lock);
  if (!self->stopped && !g_cancellable_is_cancelled (self->crew->cancellable) && self->next < index)
    index = self->next++;
  g_mutex_unlock (&self->lock);
  return index;
}

static void
do_item (Shift *self, gsize index)
{
  const gboolean ok = self->crew->work (index, self->crew->data);

  g_mutex_lock (&self->lock);
  self->n_done++;
  self->stopped |= !ok;
  g_mutex_unlock (&self->lock);
}

static void
tell (Shift *self)
{
  gsize n_done;

  g_mutex_lock (&self->lock);
  n_done = self->n_done;
  g_mutex_unlock (&self->lock);
  self->crew->tick (n_done, self->crew->data);
}

static void
work (Shift *self)
{
  gsize index;

  gaf_threads_set_worker (TRUE);
  while ((index = take_next (self)) < self->crew->n_items)
    do_item (self, index);
}

static gpointer
work_on_thread (gpointer data)
{
  Shift *self = data;

  work (self);
  gaf_threads_end_come_to (&self->end);
  return NULL;
}

/* FALSE if this process is a child that the caller has made meanwhile. */
static gboolean
wait_for_workers (Shift *self)
{
  const guint generation = gaf_fork_gate_get_generation ();
  gboolean done = FALSE;

  while (!done) {
    done = gaf_threads_end_wait (&self->end, g_get_monotonic_time () + TICK);
    tell (self);
    if (generation != gaf_fork_gate_get_generation ())
      return FALSE;
  }
  return TRUE;
}

/* Threads that cannot be made are done without. */
static gboolean
work_on_threads (Shift *self, guint n_threads)
{
  g_autofree GThread **threads = g_new0 (GThread *, n_threads);
  guint n = 0;

  gaf_threads_end_init (&self->end, n_threads);
  gaf_fork_gate_enter ();
  for (guint i = 0; i < n_threads; i++) {
    threads[n] = g_thread_try_new ("gaf-crew", work_on_thread, self, NULL);
    if (threads[n] != NULL)
      n++;
  }
  gaf_fork_gate_leave ();
  gaf_threads_end_lacks (&self->end, n_threads - n);

  if (n > 0 && !wait_for_workers (self))
    return FALSE;
  gaf_fork_gate_enter ();
  gaf_threads_end_let_go (&self->end);
  for (guint i = 0; i < n; i++)
    g_thread_join (threads[i]);
  gaf_fork_gate_leave ();
  if (n == 0) {
    work (self);
    gaf_threads_set_worker (FALSE);
  }
  gaf_threads_end_clear (&self->end);
  return TRUE;
}

/* Where there is to be no other thread at all, progress is told between items. */
static void
work_here (Shift *self)
{
  const gboolean was_worker = gaf_threads_is_worker ();
  gint64 told = g_get_monotonic_time ();
  gsize index;

  gaf_threads_set_worker (TRUE);
  while ((index = take_next (self)) < self->crew->n_items) {
    do_item (self, index);
    if (g_get_monotonic_time () - told >= TICK / 5) {
      tell (self);
      told = g_get_monotonic_time ();
    }
  }
  gaf_threads_set_worker (was_worker);
  tell (self);
}

gboolean
gaf_crew_run (const GafCrew *self, guint n_threads)
{
  Shift *shift = g_new0 (Shift, 1);

  shift->crew = self;
  g_mutex_init (&shift->lock);
  if (n_threads < 2)
    work_here (shift);
  else if (!work_on_threads (shift, n_threads))
    return FALSE;
  g_mutex_clear (&shift->lock);
  g_free (shift);
  return TRUE;
}
