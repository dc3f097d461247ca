/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gaudiofile/gaf-types.h>

G_BEGIN_DECLS

#define GAF_TYPE_BLOCK (gaf_block_get_type ())

typedef struct _GafBlock GafBlock;

GAF_AVAILABLE_IN_ALL
GType           gaf_block_get_type     (void) G_GNUC_CONST;
GAF_AVAILABLE_IN_ALL
GafBlock       *gaf_block_new          (GafSampleFormat format,
                                        GafLayout       layout,
                                        guint           channels,
                                        double          rate,
                                        gint64          n_frames,
                                        GBytes         *bytes);
GAF_AVAILABLE_IN_ALL
GafBlock       *gaf_block_ref          (GafBlock       *self);
GAF_AVAILABLE_IN_ALL
void            gaf_block_unref        (GafBlock       *self);
GAF_AVAILABLE_IN_ALL
GafSampleFormat gaf_block_get_format   (GafBlock       *self);
GAF_AVAILABLE_IN_ALL
GafLayout       gaf_block_get_layout   (GafBlock       *self);
GAF_AVAILABLE_IN_ALL
guint           gaf_block_get_channels (GafBlock       *self);
GAF_AVAILABLE_IN_ALL
double          gaf_block_get_rate     (GafBlock       *self);
GAF_AVAILABLE_IN_ALL
gint64          gaf_block_get_n_frames (GafBlock       *self);
GAF_AVAILABLE_IN_ALL
GBytes         *gaf_block_get_bytes    (GafBlock       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GafBlock, gaf_block_unref)

G_END_DECLS
