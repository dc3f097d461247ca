/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib-object.h>

#include <gaudiofile/gaf-version.h>

G_BEGIN_DECLS

#define GAF_TYPE_LEVEL (gaf_level_get_type ())

typedef struct _GafLevel GafLevel;

GAF_AVAILABLE_IN_ALL
GType     gaf_level_get_type     (void) G_GNUC_CONST;
GAF_AVAILABLE_IN_ALL
GafLevel *gaf_level_ref          (GafLevel *self);
GAF_AVAILABLE_IN_ALL
void      gaf_level_unref        (GafLevel *self);
GAF_AVAILABLE_IN_ALL
guint     gaf_level_get_channels (GafLevel *self);
GAF_AVAILABLE_IN_ALL
double    gaf_level_get_peak     (GafLevel *self,
                                  guint     channel);
GAF_AVAILABLE_IN_ALL
double    gaf_level_get_rms      (GafLevel *self,
                                  guint     channel);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GafLevel, gaf_level_unref)

G_END_DECLS
