/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "gaf-source.h"

G_BEGIN_DECLS

/* What only the library's own sources do. */
typedef struct {
  gint64 (*read_from) (GafSource *self, gint64 frame, float *const *planes, gint64 n_frames, GCancellable *cancellable,
                       GError **error);
} GafTrustedSource;

/* For the library's own sources, which implement all but read_frames: they are called without checks, and hold the fork
 * gate while they work. A source of the program is called with the gate open, since it may wait for another thread. */
static inline void
gaf_source_interface_set_trusted (GafSourceInterface *iface, const GafTrustedSource *trusted)
{
  iface->trusted = trusted;
}

/* Reads from a frame on, wherever the source stands, which is then behind what was read. Behind the end, where an
 * estimate of the length can have led, there is nothing. Of the library's own sources it is one call, in which no other
 * thread's seek comes between; of one of the program's, a seek if need be, and a read. */
static inline gint64
gaf_source_read_from (GafSource *self, gint64 frame, float *const *planes, gint64 n_frames, GCancellable *cancellable,
                      GError **error)
{
  const GafTrustedSource *trusted = GAF_SOURCE_GET_IFACE (self)->trusted;

  if (trusted != NULL)
    return trusted->read_from (self, frame, planes, n_frames, cancellable, error);
  if (frame > gaf_source_get_n_frames (self))
    return 0;
  if (gaf_source_tell (self) != frame && !gaf_source_seek (self, frame, cancellable, error))
    return -1;
  return gaf_source_read (self, planes, n_frames, cancellable, error);
}

G_END_DECLS
