/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib-object.h>

#include <gaudiofile/gaf-version.h>

G_BEGIN_DECLS

#define GAF_TYPE_LIMITS (gaf_limits_get_type ())

typedef struct _GafLimits GafLimits;

GAF_AVAILABLE_IN_ALL
GType      gaf_limits_get_type         (void) G_GNUC_CONST;
GAF_AVAILABLE_IN_ALL
GafLimits *gaf_limits_new              (void);
GAF_AVAILABLE_IN_ALL
GafLimits *gaf_limits_copy             (const GafLimits *self);
GAF_AVAILABLE_IN_ALL
void       gaf_limits_free             (GafLimits       *self);

GAF_AVAILABLE_IN_ALL
guint      gaf_limits_get_channels     (const GafLimits *self);
GAF_AVAILABLE_IN_ALL
void       gaf_limits_set_channels     (GafLimits       *self,
                                        guint            channels);
GAF_AVAILABLE_IN_ALL
guint      gaf_limits_get_rate         (const GafLimits *self);
GAF_AVAILABLE_IN_ALL
void       gaf_limits_set_rate         (GafLimits       *self,
                                        guint            rate);
GAF_AVAILABLE_IN_ALL
guint64    gaf_limits_get_header_bytes (const GafLimits *self);
GAF_AVAILABLE_IN_ALL
void       gaf_limits_set_header_bytes (GafLimits       *self,
                                        guint64          n_bytes);
GAF_AVAILABLE_IN_ALL
guint64    gaf_limits_get_tag_bytes    (const GafLimits *self);
GAF_AVAILABLE_IN_ALL
void       gaf_limits_set_tag_bytes    (GafLimits       *self,
                                        guint64          n_bytes);
GAF_AVAILABLE_IN_ALL
guint64    gaf_limits_get_decode_ahead (const GafLimits *self);
GAF_AVAILABLE_IN_ALL
void       gaf_limits_set_decode_ahead (GafLimits       *self,
                                        guint64          n_bytes);
GAF_AVAILABLE_IN_ALL
guint      gaf_limits_get_links        (const GafLimits *self);
GAF_AVAILABLE_IN_ALL
void       gaf_limits_set_links        (GafLimits       *self,
                                        guint            links);
GAF_AVAILABLE_IN_ALL
double     gaf_limits_get_seconds      (const GafLimits *self);
GAF_AVAILABLE_IN_ALL
void       gaf_limits_set_seconds      (GafLimits       *self,
                                        double           seconds);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GafLimits, gaf_limits_free)

G_END_DECLS
