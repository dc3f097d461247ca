/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "gaf-source.h"

G_BEGIN_DECLS

#define GAF_TYPE_RANGE (gaf_range_get_type ())
G_DECLARE_FINAL_TYPE (GafRange, gaf_range, GAF, RANGE, GObject)

/* A part of a source as a source of its own, which begins at frame 0: what is before and behind it cannot be heard in
 * it, also when it is resampled. @n_frames: -1 for all to the end. Inside of the fork gate. */
GafSource *gaf_range_new (GafSource *source,
                          gint64     offset,
                          gint64     n_frames);

G_END_DECLS
