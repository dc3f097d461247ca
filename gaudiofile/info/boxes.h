/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "io/byte-source.h"

G_BEGIN_DECLS

/* The first box of that kind in [@start, @end): its contents in @from and @to, which may be @start and @end. FALSE:
 * there is none, or it cannot be read. */
gboolean gaf_box_find (GafByteSource *source,
                       guint64        start,
                       guint64        end,
                       const char    *kind,
                       guint64       *from,
                       guint64       *to);

G_END_DECLS
