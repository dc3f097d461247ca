/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * A bounded queue of frames between a device's thread and a program's. It has no lock: a live stream guards all its
 * rings by its one lock.
 *
 * Samples outside are found as everywhere in this library: one pointer per channel, and how many samples lie between
 * two frames (the number of channels for interleaved, 1 for planar).
 */
typedef struct {
  guint  channels;
  gsize  capacity; /* frames */
  gsize  start;    /* the oldest frame's place */
  gsize  level;    /* frames inside */
  float *samples;  /* interleaved */
} GafRing;

void  gaf_ring_init     (GafRing            *self,
                         guint               channels,
                         gsize               capacity);
void  gaf_ring_clear    (GafRing            *self);

/* Frames there is still room for. */
gsize gaf_ring_get_room (const GafRing      *self);
/* Takes as many of the @n_frames as there is room for, and returns how many. */
gsize gaf_ring_put      (GafRing            *self,
                         const float *const *planes,
                         gsize               stride,
                         gsize               n_frames);
/* Takes all of them, the newest at the cost of the oldest, and returns how many frames were dropped. */
gsize gaf_ring_force    (GafRing            *self,
                         const float *const *planes,
                         gsize               stride,
                         gsize               n_frames);
/* Gives up to @n_frames, and returns how many. */
gsize gaf_ring_take     (GafRing            *self,
                         float *const       *planes,
                         gsize               stride,
                         gsize               n_frames);
/* Drops up to @n_frames of the oldest, and returns how many. */
gsize gaf_ring_skip     (GafRing            *self,
                         gsize               n_frames);

G_END_DECLS
