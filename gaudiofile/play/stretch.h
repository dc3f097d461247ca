/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Plays faster or slower with the pitch kept: GStreamer's scaletempo, on the thread that calls. */
typedef struct _GafStretch GafStretch;

/* @tempo: frames in for each one out. */
GafStretch  *gaf_stretch_new   (guint         rate,
                                guint         channels,
                                double        tempo,
                                GError      **error);
void         gaf_stretch_free  (GafStretch   *self);
/* Interleaved, in and out; what comes out is @n_out frames, and stays until the next call. */
const float *gaf_stretch_push  (GafStretch   *self,
                                const float  *samples,
                                gsize         n_frames,
                                gsize        *n_out,
                                GError      **error);
/* What is still inside, so that as much comes out as should. */
const float *gaf_stretch_flush (GafStretch   *self,
                                gsize        *n_out,
                                GError      **error);
/* How many frames should have come out for what went in. */
guint64      gaf_stretch_get_expected (const GafStretch *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GafStretch, gaf_stretch_free)

G_END_DECLS
