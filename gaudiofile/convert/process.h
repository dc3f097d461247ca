/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "convert/flow.h"
#include "gaf-conversion.h"

G_BEGIN_DECLS

/* Sends frames through a function of the program's. As many come out as go in. 32-bit float only. Takes @inner. */
GafFlow *gaf_process_new (GafFlow              *inner,
                          GafConversionProcess  process,
                          gpointer              data);

G_END_DECLS
