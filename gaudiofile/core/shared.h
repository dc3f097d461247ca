/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * A number that one thread sets, under a lock of its own, and others ask for without it: lengths and positions. GLib
 * has such for 32 bits only. Whoever sees the new number also sees what was stored before it was set.
 */
typedef struct {
  gint64 value; /* by the functions below only */
} GafShared64;

static inline gint64
gaf_shared64_get (const GafShared64 *self)
{
  return __atomic_load_n (&self->value, __ATOMIC_ACQUIRE);
}

static inline void
gaf_shared64_set (GafShared64 *self, gint64 value)
{
  __atomic_store_n (&self->value, value, __ATOMIC_RELEASE);
}

G_END_DECLS
