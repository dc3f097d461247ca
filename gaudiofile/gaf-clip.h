/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gaudiofile/gaf-block.h>
#include <gaudiofile/gaf-limits.h>
#include <gaudiofile/gaf-resampler.h>

G_BEGIN_DECLS

#define GAF_TYPE_CLIP (gaf_clip_get_type ())

GAF_AVAILABLE_IN_ALL
G_DECLARE_FINAL_TYPE (GafClip, gaf_clip, GAF, CLIP, GObject)

GAF_AVAILABLE_IN_ALL
GafClip      *gaf_clip_new_for_path   (const char    *path);
GAF_AVAILABLE_IN_ALL
GafClip      *gaf_clip_new_for_file   (GFile         *file);
GAF_AVAILABLE_IN_ALL
GafClip      *gaf_clip_new_for_stream (GInputStream  *stream);
GAF_AVAILABLE_IN_ALL
GafClip      *gaf_clip_new_for_bytes  (GBytes        *bytes);

/* what is wanted; before it is loaded */

GAF_AVAILABLE_IN_ALL
void          gaf_clip_set_range      (GafClip       *self,
                                       gint64         offset,
                                       gint64         n_frames);
GAF_AVAILABLE_IN_ALL
void          gaf_clip_set_conversion (GafClip       *self,
                                       double         rate,
                                       guint          channels);
GAF_AVAILABLE_IN_ALL
void          gaf_clip_set_limits     (GafClip         *self,
                                       const GafLimits *limits);
GAF_AVAILABLE_IN_ALL
void          gaf_clip_set_memory     (GafClip       *self,
                                       float         *samples,
                                       gsize          n_samples);

/* what has become of it */

GAF_AVAILABLE_IN_ALL
gboolean      gaf_clip_load           (GafClip       *self,
                                       GCancellable  *cancellable,
                                       GError       **error);
GAF_AVAILABLE_IN_ALL
GafBlock     *gaf_clip_get_block      (GafClip       *self);
GAF_AVAILABLE_IN_ALL
gint64        gaf_clip_get_n_frames   (GafClip       *self);
GAF_AVAILABLE_IN_ALL
guint         gaf_clip_get_channels   (GafClip       *self);
GAF_AVAILABLE_IN_ALL
double        gaf_clip_get_rate       (GafClip       *self);
GAF_AVAILABLE_IN_ALL
const GError *gaf_clip_get_error      (GafClip       *self);

/* asynchronous forms: on a thread of a pool; the callback comes on the main context of the caller */

GAF_AVAILABLE_IN_ALL
void gaf_clip_load_async (GafClip             *self,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data);
GAF_AVAILABLE_IN_ALL
gboolean gaf_clip_load_finish (GafClip       *self,
                               GAsyncResult  *result,
                               GError       **error);

G_END_DECLS
