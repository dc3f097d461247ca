/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "gaf-source.h"

G_BEGIN_DECLS

/* For the library's own sources, which implement all but read_frames: they are called without checks, and hold the fork
 * gate while they work. A source of the program is called with the gate open, since it may wait for another thread. */
static inline void
gaf_source_interface_set_trusted (GafSourceInterface *iface)
{
  iface->trusted = TRUE;
}

G_END_DECLS
