/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gio/gio.h>

#include "core/fork-gate.h"

G_BEGIN_DECLS

/* What is asked of a stream of the program, with the fork gate open: it may wait for another thread. */

static inline gboolean
gaf_foreign_stream_can_seek (gpointer stream)
{
  const guint depth = gaf_fork_gate_pause ();
  const gboolean can_seek = G_IS_SEEKABLE (stream) && g_seekable_can_seek (G_SEEKABLE (stream));

  gaf_fork_gate_resume (depth);
  return can_seek;
}

static inline gboolean
gaf_foreign_stream_can_truncate (gpointer stream)
{
  const guint depth = gaf_fork_gate_pause ();
  const gboolean can_truncate = g_seekable_can_truncate (G_SEEKABLE (stream));

  gaf_fork_gate_resume (depth);
  return can_truncate;
}

/* Its end may run the program's code. */
static inline void
gaf_foreign_stream_drop (gpointer stream)
{
  const guint depth = gaf_fork_gate_pause ();

  if (stream != NULL)
    g_object_unref (stream);
  gaf_fork_gate_resume (depth);
}

G_END_DECLS
