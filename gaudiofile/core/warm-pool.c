/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "core/warm-pool.h"

#include <string.h>

#include "core/fork-gate.h"

static GafWarm
remove_at (GafWarmPool *self, guint i)
{
  const GafWarm warm = self->things[i];

  self->n_things--;
  memmove (&self->things[i], &self->things[i + 1], (self->n_things - i) * sizeof warm);
  return warm;
}

/* In a child of fork(): what the pool has is the parent's. The lock is free there, for the fork gate lets nobody be
 * inside while forking. */
static void
drop_from_before_fork (GafWarmPool *self)
{
  const guint generation = gaf_fork_gate_get_generation ();

  while (self->generation != generation && self->n_things > 0) {
    const GafWarm warm = remove_at (self, self->n_things - 1);

    g_bytes_unref (warm.key);
    self->destroy (warm.thing);
  }
  self->generation = generation;
}

gpointer
gaf_warm_pool_take (GafWarmPool *self, GBytes *key)
{
  GafWarm warm = { NULL };

  g_mutex_lock (&self->lock);
  drop_from_before_fork (self);
  /* The newest first: its memory is in the caches. */
  for (guint i = self->n_things; i > 0 && warm.thing == NULL; i--)
    if (g_bytes_equal (self->things[i - 1].key, key))
      warm = remove_at (self, i - 1);
  g_mutex_unlock (&self->lock);

  g_clear_pointer (&warm.key, g_bytes_unref);
  return warm.thing;
}

void
gaf_warm_pool_give (GafWarmPool *self, GBytes *key, gpointer thing)
{
  GafWarm oldest = { NULL };

  g_mutex_lock (&self->lock);
  drop_from_before_fork (self);
  if (self->n_things == GAF_WARM_POOL_SIZE)
    oldest = remove_at (self, 0);
  self->things[self->n_things++] = (GafWarm){ g_bytes_ref (key), thing };
  g_mutex_unlock (&self->lock);

  if (oldest.thing != NULL) {
    g_bytes_unref (oldest.key);
    self->destroy (oldest.thing);
  }
}
