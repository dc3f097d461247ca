/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "convert/flow.h"

G_BEGIN_DECLS

/*
 * Changes the level: by a factor, and by fades at both ends, which are straight lines from silence and to it. Fades are
 * in frames; for one at the end the number of frames in all has to be known. 32-bit float only. Takes @inner.
 */
GafFlow *gaf_level_new (GafFlow *inner,
                        double   factor,
                        gint64   fade_in,
                        gint64   fade_out,
                        gint64   n_frames);

G_END_DECLS
