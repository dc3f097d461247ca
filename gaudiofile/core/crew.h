/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * Many things to do, by several threads. Each takes one after the other, in their order, until there are none; the
 * thread that called waits, and tells how far they are. The threads are made for the call and joined before it returns.
 */
typedef struct {
  gsize         n_items;
  GCancellable *cancellable; /* nothing is begun after it was cancelled; what is being done has to see to that itself */
  /* Does one, on any thread. FALSE: nothing more is to be begun. */
  gboolean    (*work) (gsize index, gpointer data);
  /* Tells how many are done; on the thread that called, at least 20 times a second, or after each if it does the work
   * itself. */
  void        (*tick) (gsize n_done, gpointer data);
  gpointer      data;
} GafCrew;

/* With 1 as @n_threads the calling thread does it. FALSE if this process is a child that @tick has forked off
 * meanwhile: the threads are in its parent, and what they were given stays. Outside of the fork gate. */
gboolean gaf_crew_run (const GafCrew *self,
                       guint          n_threads);

G_END_DECLS
