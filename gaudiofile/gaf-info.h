/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gaudiofile/gaf-mark.h>
#include <gaudiofile/gaf-tags.h>

G_BEGIN_DECLS

#define GAF_TYPE_INFO (gaf_info_get_type ())

GAF_AVAILABLE_IN_ALL
G_DECLARE_FINAL_TYPE (GafInfo, gaf_info, GAF, INFO, GObject)

/* of the file */

GAF_AVAILABLE_IN_ALL
const char      *gaf_info_get_format         (GafInfo *self);
GAF_AVAILABLE_IN_ALL
const char      *gaf_info_get_container      (GafInfo *self);
GAF_AVAILABLE_IN_ALL
const char      *gaf_info_get_codec          (GafInfo *self);
GAF_AVAILABLE_IN_ALL
const char      *gaf_info_get_content_type   (GafInfo *self);

/* of the audio */

GAF_AVAILABLE_IN_ALL
double           gaf_info_get_rate           (GafInfo *self);
GAF_AVAILABLE_IN_ALL
guint            gaf_info_get_channels       (GafInfo *self);
GAF_AVAILABLE_IN_ALL
guint64          gaf_info_get_channel_mask   (GafInfo *self);
GAF_AVAILABLE_IN_ALL
const char      *gaf_info_get_channel_layout (GafInfo *self);
GAF_AVAILABLE_IN_ALL
GafSampleFormat  gaf_info_get_sample_format  (GafInfo *self);
GAF_AVAILABLE_IN_ALL
guint            gaf_info_get_bits           (GafInfo *self);
GAF_AVAILABLE_IN_ALL
guint            gaf_info_get_bit_rate       (GafInfo *self);
GAF_AVAILABLE_IN_ALL
gint64           gaf_info_get_n_frames       (GafInfo *self);
GAF_AVAILABLE_IN_ALL
gboolean         gaf_info_get_exact_duration (GafInfo *self);
GAF_AVAILABLE_IN_ALL
double           gaf_info_get_duration       (GafInfo *self);

/* places that the file names */

GAF_AVAILABLE_IN_ALL
GPtrArray       *gaf_info_get_chapters       (GafInfo *self);
GAF_AVAILABLE_IN_ALL
GPtrArray       *gaf_info_get_cues           (GafInfo *self);
GAF_AVAILABLE_IN_ALL
GPtrArray       *gaf_info_get_loops          (GafInfo *self);

/* what people wrote into it */

GAF_AVAILABLE_IN_ALL
GafTags         *gaf_info_get_tags           (GafInfo *self);

G_END_DECLS
