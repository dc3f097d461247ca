/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gst/gst.h>

#include "formats/matroska/header.h"

G_BEGIN_DECLS

/* The bytes of a track's frames as its encoder made them, with the ContentEncodings undone. */

/* A whole frame, which lies at @start. NULL without @error: it is damaged, or the file was cut off in it. */
GstBuffer *gaf_matroska_frame_load (const GafMatroskaTrack *track,
                                    GafByteSource          *source,
                                    guint64                 start,
                                    gsize                   size,
                                    GError                **error);

/* The first bytes of a frame, up to @wanted of them, into @head. @whole: the size of the whole frame; where finding it
 * out needs decompression, only if not NULL. Returns how many bytes there are, -1 with @error. */
gssize     gaf_matroska_frame_peek (const GafMatroskaTrack *track,
                                    GafByteSource          *source,
                                    guint64                 start,
                                    gsize                   size,
                                    guint8                 *head,
                                    gsize                   wanted,
                                    gsize                  *whole,
                                    GError                **error);

/* CodecPrivate, decoded; NULL if there is none, or it is damaged. */
GBytes    *gaf_matroska_load_config (const GafMatroskaTrack *track);

G_END_DECLS
