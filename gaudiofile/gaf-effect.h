/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gio/gio.h>

#include <gaudiofile/gaf-block.h>
#include <gaudiofile/gaf-version.h>

G_BEGIN_DECLS

#define GAF_TYPE_EFFECT (gaf_effect_get_type ())

GAF_AVAILABLE_IN_ALL
G_DECLARE_FINAL_TYPE (GafEffect, gaf_effect, GAF, EFFECT, GObject)

GAF_AVAILABLE_IN_ALL
GafEffect *gaf_effect_new_for_description (const char    *description,
                                           guint          rate,
                                           guint          channels,
                                           GError       **error);
GAF_AVAILABLE_IN_ALL
GafEffect *gaf_effect_new_for_element     (GObject       *element,
                                           guint          rate,
                                           guint          channels,
                                           GError       **error);

GAF_AVAILABLE_IN_ALL
gboolean   gaf_effect_process             (GafEffect     *self,
                                           float *const  *planes,
                                           gint64         n_frames,
                                           GError       **error);
GAF_AVAILABLE_IN_ALL
GafBlock  *gaf_effect_process_block       (GafEffect     *self,
                                           GafBlock      *block,
                                           GError       **error);

GAF_AVAILABLE_IN_ALL
guint      gaf_effect_get_rate            (GafEffect     *self);
GAF_AVAILABLE_IN_ALL
guint      gaf_effect_get_channels        (GafEffect     *self);

G_END_DECLS
