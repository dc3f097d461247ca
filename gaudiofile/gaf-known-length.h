/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "core/call-guard.h"
#include "gaf-source.h"

G_BEGIN_DECLS

/* The length of a source as a reader around it knows it, which has to tell when an estimate has become exact. */
typedef struct {
  gint64   n_frames;
  gboolean is_exact;
} GafKnownLength;

void gaf_known_length_init  (GafKnownLength *self,
                             GafSource      *source);
/* The end of a call of @reader, which reads @source: leaves the guard, and tells who listens to "n-frames",
 * "exact-duration" and "duration" if more is known than before. */
void gaf_known_length_leave (GafKnownLength *self,
                             GafSource      *source,
                             gpointer        reader,
                             GafCallGuard   *guard);

G_END_DECLS
