/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/* A chain of GStreamer elements that runs on the caller's thread; see the picture in gst/coop-pipeline.c. */
typedef struct _GafCoopPipeline GafCoopPipeline;

/* @elements: factory names in the order of the flow, NULL-terminated. @output: what the end of the chain may deliver.
 * @input describes the buffers that the caller hands in. */
GafCoopPipeline *gaf_coop_pipeline_new      (const char *const *elements,
                                             GstCaps           *input,
                                             GstCaps           *output,
                                             GError           **error);
/* The same; @set_up gets the first element before it sees the caps: encoders look at their properties then. */
GafCoopPipeline *gaf_coop_pipeline_new_full (const char *const *elements,
                                             GstCaps           *input,
                                             GstCaps           *output,
                                             void             (*set_up) (GstElement *element, gpointer user_data),
                                             gpointer           user_data,
                                             GError           **error);
void             gaf_coop_pipeline_free     (GafCoopPipeline   *self);

/* An element of the chain, to set its properties before the first push; borrowed. */
GstElement      *gaf_coop_pipeline_get_element (GafCoopPipeline *self,
                                                guint            index);

/* Hands in a buffer (transfer full), or says that no more come. What the elements make of it is there when
 * the call returns. FALSE with @error when an element failed or refused it. */
gboolean         gaf_coop_pipeline_push     (GafCoopPipeline   *self,
                                             GstBuffer         *buffer,
                                             GError           **error);
gboolean         gaf_coop_pipeline_finish   (GafCoopPipeline   *self,
                                             GError           **error);
/* Forgets all that is under way; as new after that. */
void             gaf_coop_pipeline_flush    (GafCoopPipeline   *self);

/* The next buffer at the end of the chain (transfer full), or NULL when none is ready. */
GstBuffer       *gaf_coop_pipeline_pop      (GafCoopPipeline   *self);
/* The caps of the buffer last popped; NULL before the first caps. Borrowed; the same pointer as long as they do not
 * change. */
GstCaps         *gaf_coop_pipeline_get_caps (GafCoopPipeline   *self);

/* Of encoders: whether what was put out can be written over. Some rewrite their header at the end then: a
 * buffer popped after that has the byte offset that it belongs to, others have G_MAXUINT64. */
void             gaf_coop_pipeline_set_rewritable (GafCoopPipeline *self,
                                                   gboolean         rewritable);
guint64          gaf_coop_pipeline_get_offset     (GafCoopPipeline *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GafCoopPipeline, gaf_coop_pipeline_free)

G_END_DECLS
