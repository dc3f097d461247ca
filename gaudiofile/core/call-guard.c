/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "core/call-guard.h"

#include "gaf-error.h"
#include "core/fork-gate.h"
#include "core/interrupt.h"

void
gaf_call_guard_init (GafCallGuard *self)
{
  gaf_fork_gate_install ();
  self->owner = NULL;
  g_atomic_int_set (&self->generation, gaf_fork_gate_get_generation ());
}

gboolean
gaf_call_guard_is_inside (GafCallGuard *self)
{
  /* This thread's own first: GLib makes a GThread when it is asked for the first time, perhaps in the memory of one
   * whose thread has ended since. An owner that was read before that could look like this thread. */
  GThread *thread = g_thread_self ();

  return g_atomic_pointer_get (&self->owner) == thread;
}

gboolean
gaf_call_guard_is_orphaned (GafCallGuard *self)
{
  return g_atomic_pointer_get (&self->owner) != NULL
         && (guint) g_atomic_int_get (&self->generation) != gaf_fork_gate_get_generation ();
}

/* Whether nobody was inside, and this thread is now. */
static gboolean
take (gpointer data)
{
  GafCallGuard *self = data;

  return g_atomic_pointer_compare_and_exchange (&self->owner, NULL, g_thread_self ());
}

/* Another thread's call may take as long as it likes. */
static gboolean
wait_for_turn (GafCallGuard *self, GError **error)
{
  if (!gaf_fork_gate_is_inside ())
    gaf_interrupt_begin ();
  while (!gaf_fork_gate_wait_for (take, self, g_get_monotonic_time () + GAF_INTERRUPT_INTERVAL))
    if (!gaf_interrupt_check (G_MAXSIZE, error))
      return FALSE;
  return TRUE;
}

gboolean
gaf_call_guard_enter (GafCallGuard *self, const char *what, GError **error)
{
  if (gaf_call_guard_is_inside (self)) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_BUSY,
                 "The %s was used from inside one of its own calls; a stream cannot use what is using it", what);
    return FALSE;
  }
  if (gaf_call_guard_is_orphaned (self)) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_BUSY,
                 "Another thread was using the %s when this process was forked off; make a new one in the child", what);
    return FALSE;
  }
  if (!take (self) && !wait_for_turn (self, error))
    return FALSE;
  g_atomic_int_set (&self->generation, gaf_fork_gate_get_generation ());
  gaf_fork_gate_enter ();
  return TRUE;
}

void
gaf_call_guard_leave (GafCallGuard *self)
{
  gaf_fork_gate_leave ();
  g_atomic_pointer_set (&self->owner, NULL);
  gaf_fork_gate_wake_waiting ();
}
