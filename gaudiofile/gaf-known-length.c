/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-known-length.h"

#include "core/task-queue.h"

void
gaf_known_length_init (GafKnownLength *self, GafSource *source)
{
  *self = (GafKnownLength){ gaf_source_get_n_frames (source), gaf_source_get_exact_duration (source) };
}

void
gaf_known_length_leave (GafKnownLength *self, GafSource *source, gpointer reader, GafCallGuard *guard)
{
  const GafKnownLength before = *self;
  gboolean is_new;

  gaf_known_length_init (self, source);
  is_new = before.n_frames != self->n_frames || before.is_exact != self->is_exact;
  gaf_call_guard_leave (guard);
  if (G_LIKELY (!is_new))
    return;
  gaf_notify (reader, "n-frames");
  gaf_notify (reader, "exact-duration");
  gaf_notify (reader, "duration");
}
