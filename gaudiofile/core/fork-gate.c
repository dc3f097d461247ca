/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "core/fork-gate.h"

#include <pthread.h>

/* Writers first: threads that read all the while would else keep fork() waiting for ever. "Nonrecursive" is
 * fulfilled by the depth below: a thread takes the lock once. */
static pthread_rwlock_t gate;
static __thread guint depth;
static __thread guint n_calls; /* from outside of the library into it */
static guint generation;       /* changes in a child only, where there is one thread */

/* For threads that wait for another one's call to end. Never held while waiting for the gate. */
static GMutex waiting_lock;
static GCond waiting_cond;
static int n_waiting; /* atomic */

static void
gate_init (void)
{
  pthread_rwlockattr_t attr;

  pthread_rwlockattr_init (&attr);
#ifdef __GLIBC__
  pthread_rwlockattr_setkind_np (&attr, PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP);
#endif
  pthread_rwlock_init (&gate, &attr);
  pthread_rwlockattr_destroy (&attr);
}

/* A thread that forks from inside the gate would wait for itself. It is inside its own call only, which
 * continues in the child as well: no reason to wait for it, but the others are waited for. */
static void
before_fork (void)
{
  if (depth > 0)
    pthread_rwlock_unlock (&gate);
  pthread_rwlock_wrlock (&gate);
}

static void
after_fork_in_parent (void)
{
  pthread_rwlock_unlock (&gate);
  if (depth > 0)
    pthread_rwlock_rdlock (&gate);
}

/* The lock remembers its owner by thread id, which is another one in the child: start afresh. */
static void
after_fork_in_child (void)
{
  generation++;
  gate_init ();
  g_mutex_init (&waiting_lock);
  g_cond_init (&waiting_cond);
  n_waiting = 0;
  if (depth > 0)
    pthread_rwlock_rdlock (&gate);
}

void
gaf_fork_gate_install (void)
{
  static gsize done = 0;

  if (g_once_init_enter (&done)) {
    gate_init ();
    pthread_atfork (before_fork, after_fork_in_parent, after_fork_in_child);
    g_once_init_leave (&done, 1);
  }
}

/* When the library is loaded: a fork while another thread installed the gate would leave the child waiting for that
 * thread. */
static void __attribute__ ((constructor)) install_when_loaded (void) { gaf_fork_gate_install (); }

void
gaf_fork_gate_enter (void)
{
  if (depth++ > 0)
    return;

  gaf_fork_gate_install ();
  n_calls++;
  pthread_rwlock_rdlock (&gate);
}

void
gaf_fork_gate_leave (void)
{
  g_assert (depth > 0);
  if (--depth == 0)
    pthread_rwlock_unlock (&gate);
}

guint
gaf_fork_gate_pause (void)
{
  guint before = depth;

  if (before > 0) {
    depth = 0;
    pthread_rwlock_unlock (&gate);
  }
  return before;
}

void
gaf_fork_gate_resume (guint before)
{
  if (before > 0) {
    pthread_rwlock_rdlock (&gate);
    depth = before;
  }
}

gboolean
gaf_fork_gate_wait_for (gboolean (*take) (gpointer data), gpointer data, gint64 end_time)
{
  const guint before = gaf_fork_gate_pause ();
  gboolean in_time = TRUE, has_taken;

  g_mutex_lock (&waiting_lock);
  g_atomic_int_inc (&n_waiting);
  while (!(has_taken = take (data)) && in_time)
    in_time = g_cond_wait_until (&waiting_cond, &waiting_lock, end_time);
  g_atomic_int_add (&n_waiting, -1);
  g_mutex_unlock (&waiting_lock);
  gaf_fork_gate_resume (before);
  return has_taken;
}

void
gaf_fork_gate_wake_waiting (void)
{
  if (g_atomic_int_get (&n_waiting) == 0)
    return;
  g_mutex_lock (&waiting_lock);
  g_cond_broadcast (&waiting_cond);
  g_mutex_unlock (&waiting_lock);
}

gboolean
gaf_fork_gate_is_inside (void)
{
  return depth > 0;
}

guint
gaf_fork_gate_get_call (void)
{
  return n_calls;
}

guint
gaf_fork_gate_get_generation (void)
{
  return generation;
}
