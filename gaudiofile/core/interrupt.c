/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "core/interrupt.h"

#include "core/fork-gate.h"

typedef struct {
  gsize work; /* since the clock was read */
  gint64 due; /* when to ask, µs */
  guint call; /* the call that all this is about, by gaf_fork_gate_get_call() */
  gboolean stopped;
} State;

static __thread State state;
static __thread GCancellable *cancelled_by;
static GafInterruptFunc interrupt; /* atomic */
gint gaf_interrupt_has_stopped;

void
gaf_interrupt_set (GafInterruptFunc func)
{
  g_atomic_pointer_set (&interrupt, func);
}

void
gaf_interrupt_set_cancellable (GCancellable *cancellable)
{
  cancelled_by = cancellable;
  state.stopped = FALSE;
}

void
gaf_interrupt_begin (void)
{
  state = (State){ .call = gaf_fork_gate_get_call (), .due = g_get_monotonic_time () + GAF_INTERRUPT_INTERVAL };
}

static void
stop (void)
{
  state.stopped = TRUE;
  g_atomic_int_set (&gaf_interrupt_has_stopped, TRUE);
}

/* The program may use the library in there, also on this thread. */
static void
ask (GafInterruptFunc func)
{
  const guint depth = gaf_fork_gate_pause ();
  const gboolean stopped = func ();

  gaf_fork_gate_resume (depth);
  state.call = gaf_fork_gate_get_call ();
  state.due = g_get_monotonic_time () + GAF_INTERRUPT_INTERVAL;
  if (stopped)
    stop ();
}

static void
look (GafInterruptFunc func)
{
  const gint64 now = g_get_monotonic_time ();

  state.work = 0;
  if (state.call != gaf_fork_gate_get_call ()) {
    state.call = gaf_fork_gate_get_call ();
    state.stopped = FALSE;
    /* A call inside of another, by a stream of the program, must not put off the other's turn. */
    if (now >= state.due)
      state.due = now + GAF_INTERRUPT_INTERVAL;
  } else if (now >= state.due && !state.stopped && func != NULL) {
    ask (func);
  }
  if (g_cancellable_is_cancelled (cancelled_by))
    stop ();
}

gboolean
gaf_interrupt_check (gsize work, GError **error)
{
  GafInterruptFunc func = g_atomic_pointer_get (&interrupt);

  if (func == NULL && cancelled_by == NULL)
    return TRUE;
  if (work < GAF_INTERRUPT_WORK - state.work && !state.stopped) {
    state.work += work;
    return TRUE;
  }
  look (func);
  if (!state.stopped)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The call was interrupted");
  return FALSE;
}

gboolean
gaf_interrupt_ask (GError **error)
{
  GafInterruptFunc func = g_atomic_pointer_get (&interrupt);

  if (!g_cancellable_is_cancelled (cancelled_by) && (func == NULL || !func ()))
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The call was interrupted");
  return FALSE;
}
