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

G_END_DECLS
