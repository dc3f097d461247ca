/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "convert/flow.h"

G_BEGIN_DECLS

/*
 * Reads ahead: a thread asks @inner for some blocks, of @n_frames or a little more in all, while the caller does
 * something with those before. It is made for one conversion and ends with it.
 *
 *   inner ─► a thread ─► | block | block | block | … | ─► gaf_flow_read (), which copies
 *
 * The samples are the same as without it. Takes @inner; returns @inner itself if there can be no thread. Outside of the
 * fork gate.
 */
GafFlow *gaf_ahead_new (GafFlow *inner,
                        gint64   n_frames);

G_END_DECLS
