/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Threads that are made for one call and joined before it returns, so that none is there when the caller forks later.
 */

/* How many threads a call may have work, the calling one included: what was set, else GAUDIOFILE_MAX_THREADS, else the
 * processors that this process may use, by its affinity and its control group. At least 1. */
guint    gaf_threads_get_max    (void);
/* 0: as if nothing was set. */
void     gaf_threads_set_max    (guint n_threads);

/* Whether this thread works for a call already, whose work is spread: what it calls is not to be spread once more. */
gboolean gaf_threads_is_worker  (void);
void     gaf_threads_set_worker (gboolean is_worker);

/*
 * How such threads end. A thread that ends gives back memory under locks of GLib's, which no gate guards; a child of a
 * fork() at that moment would find them closed. So a thread that has done its work waits until it is let go, and who
 * made it is inside the fork gate from then until it has joined it.
 */
typedef struct {
  GMutex lock;
  GCond changed;
  guint n_working;
  gboolean let_go;
} GafThreadsEnd;

void     gaf_threads_end_init     (GafThreadsEnd  *self,
                                   guint           n_threads);
void     gaf_threads_end_clear    (GafThreadsEnd  *self);
/* The last thing that a thread does, outside of the gate. */
void     gaf_threads_end_come_to  (GafThreadsEnd  *self);
/* A thread that could not be made. */
void     gaf_threads_end_lacks    (GafThreadsEnd  *self,
                                   guint           n_threads);
/* Whether all threads have done their work, waiting until @time of g_get_monotonic_time(); outside of the gate. */
gboolean gaf_threads_end_wait     (GafThreadsEnd  *self,
                                   gint64          time);
/* Inside the gate; g_thread_join() comes next. */
void     gaf_threads_end_let_go   (GafThreadsEnd  *self);
/* All of that, for who has nothing else to do: waits for threads and joins them. Those that are NULL could not be
 * made. */
void     gaf_threads_end_join     (GafThreadsEnd  *self,
                                   GThread       **threads,
                                   guint           n_threads);

G_END_DECLS
