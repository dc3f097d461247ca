/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * GafWarmPool: decoders that nobody uses at the moment, for the next file with the same set-up. Making one costs up to
 * a third of what a short clip takes: tables are built, and the processor is asked what it can.
 *
 * One is given back as it was used, and made as new by who takes it. There are a few at most; the one that was given
 * back longest ago goes first. A child of fork() begins without any. Safe between threads.
 */
#define GAF_WARM_POOL_SIZE 8

typedef struct {
  GBytes  *key; /* what it was made from */
  gpointer thing;
} GafWarm;

/* A static one is ready when its @destroy is set. */
typedef struct {
  GDestroyNotify destroy;
  GMutex         lock;
  guint          generation; /* of the fork gate */
  guint          n_things;
  GafWarm        things[GAF_WARM_POOL_SIZE]; /* the oldest first */
} GafWarmPool;

/* One that was made from @key and is no longer the pool's; NULL: there is none. */
gpointer gaf_warm_pool_take (GafWarmPool *self,
                             GBytes      *key);

/* Takes @thing, and a reference to @key. */
void     gaf_warm_pool_give (GafWarmPool *self,
                             GBytes      *key,
                             gpointer     thing);

G_END_DECLS
