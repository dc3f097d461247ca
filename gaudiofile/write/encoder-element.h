/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "write/encoder-setup.h"

G_BEGIN_DECLS

/*
 * The encoder element of a spec in its pipeline: blocks of frames in, packets out. Of an element that takes two
 * channels at most there are several, for one or two channels each; their packets come out together as one.
 */
typedef struct _GafEncoderElement GafEncoderElement;

/* @rewritable: the file that the packets go to can be written over, see gaf_coop_pipeline_set_rewritable(). */
GafEncoderElement *gaf_encoder_element_new    (const GafEncoderSetup *setup,
                                               const GafWriteFormat  *format,
                                               GafEncodeSpec         *spec,
                                               gboolean               rewritable,
                                               GError               **error);
void               gaf_encoder_element_free   (GafEncoderElement     *self);

/* @block: interleaved frames in the setup's coding. @pts: the time stamp of the first, ns */
gboolean           gaf_encoder_element_push   (GafEncoderElement     *self,
                                               const guint8          *block,
                                               gsize                  n_frames,
                                               GstClockTime           pts,
                                               GstClockTime           duration,
                                               GError               **error);
gboolean           gaf_encoder_element_finish (GafEncoderElement     *self,
                                               GError               **error);
/* The next packet (transfer full), or NULL. @rewrite: G_MAXUINT64, or where in the file the element wants it. */
GstBuffer         *gaf_encoder_element_pop    (GafEncoderElement     *self,
                                               guint64               *rewrite);
/* Of the packet last popped; borrowed. */
GstCaps           *gaf_encoder_element_get_caps (GafEncoderElement   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GafEncoderElement, gaf_encoder_element_free)

G_END_DECLS
