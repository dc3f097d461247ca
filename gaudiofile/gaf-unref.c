/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-unref.h"

#include "core/fork-gate.h"
#include "gaf-reader.h"

/**
 * gaf_object_unref: (skip)
 * @object: (transfer full): a reader, writer, resampler or another object of this library
 *
 * Drops a reference as g_object_unref(), but lets fork() wait for it.
 *
 * For programs in C in which one thread may fork while another drops: the end of an object takes a lock that all
 * objects share (GLib's for signal handlers, g_signal_handlers_destroy()), and in a child that was forked off at that
 * moment it would stay closed for ever.
 *
 * Since: 0.1
 */
void
gaf_object_unref (gpointer object)
{
  g_return_if_fail (G_IS_OBJECT (object));

  /* What the caller has handed in is not given back inside of the gate. */
  if (GAF_IS_READER (object) && g_atomic_int_get (&G_OBJECT (object)->ref_count) == 1)
    gaf_reader_close (object);
  gaf_fork_gate_enter ();
  g_object_unref (object);
  gaf_fork_gate_leave ();
}
