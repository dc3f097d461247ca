/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The fork gate: lets fork() happen only while no thread is inside this library.
 *
 * A child of fork() has one thread, but all the locks as they were at that moment. If another thread was inside GLib
 * or GStreamer then, a lock of theirs stays locked in the child for ever. So every call that does work holds the gate
 * shared, and fork() waits (pthread_atfork) until it has the gate for itself.
 *
 * Calls out of the library (into a caller's stream) are made with the gate open: they may wait for as long as they
 * like, and may fork. Nests: the gate is entered with the first enter and left with the last leave of a thread.
 */
/* Makes fork() mind the gate, and count generations. Entering does it too; objects that only look at the generation
 * call it when they are
 * made. */
void  gaf_fork_gate_install (void);

void  gaf_fork_gate_enter  (void);
void  gaf_fork_gate_leave  (void);

gboolean gaf_fork_gate_is_inside (void);
/* A number that is another one in each call that this thread makes from outside of the gate. */
guint gaf_fork_gate_get_call (void);

/* A number that is another one in a child: a lock taken in an earlier generation by another thread is never given
 * back. */
guint gaf_fork_gate_get_generation (void);

/* Leaves the gate whatever the nesting, and comes back to the same nesting. */
guint gaf_fork_gate_pause  (void);
void  gaf_fork_gate_resume (guint depth);

/*
 * Waits, outside of the gate, until @take says that it has taken what is waited for, or until @end_time, of the
 * monotonic clock, when it returns FALSE; then comes back to the same nesting. Who gives such a thing back calls
 * gaf_fork_gate_wake_waiting() afterwards.
 *
 * To wait inside the gate would be a deadlock: fork() waits for this thread to leave, the thread that is waited for
 * waits for fork() before it may enter, and this one waits for that.
 */
gboolean gaf_fork_gate_wait_for     (gboolean (*take) (gpointer data), gpointer data, gint64 end_time);
void     gaf_fork_gate_wake_waiting (void);

G_END_DECLS
