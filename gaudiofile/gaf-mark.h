/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gaudiofile/gaf-types.h>

G_BEGIN_DECLS

#define GAF_TYPE_MARK (gaf_mark_get_type ())

typedef struct _GafMark GafMark;

GAF_AVAILABLE_IN_ALL
GType       gaf_mark_get_type  (void) G_GNUC_CONST;
GAF_AVAILABLE_IN_ALL
GafMark    *gaf_mark_ref       (GafMark *self);
GAF_AVAILABLE_IN_ALL
void        gaf_mark_unref     (GafMark *self);

GAF_AVAILABLE_IN_ALL
gint64      gaf_mark_get_start (GafMark *self);
GAF_AVAILABLE_IN_ALL
gint64      gaf_mark_get_end   (GafMark *self);
GAF_AVAILABLE_IN_ALL
const char *gaf_mark_get_title (GafMark *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GafMark, gaf_mark_unref)

G_END_DECLS
