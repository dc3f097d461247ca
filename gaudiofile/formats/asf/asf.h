/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gst/gst.h>

#include "io/byte-source.h"

G_BEGIN_DECLS

/*
 * The packets of the first audio stream of an ASF file, as Windows Media Audio comes ("Advanced Systems Format (ASF)
 * Specification", revision 01.20.05, to whose sections numbers refer).
 *
 * asfdemux of GStreamer believes the sizes that stand in a file: it asks for as much memory, and ends the program if
 * there is not as much. Here a packet is only ever as long as the bytes that were there for it.
 */
typedef struct _GafAsf GafAsf;

/* Reads the header. NULL with @error: CORRUPT, UNSUPPORTED, LIMIT, NOT_AUDIO (no audio stream), or I/O. GStreamer is
 * initialised. */
GafAsf    *gaf_asf_new          (GafByteSource *source, GError **error);
void       gaf_asf_free         (GafAsf *self);

/* Of the stream; owned by @self. */
GstCaps   *gaf_asf_get_caps     (GafAsf *self);
/* How long the file says it plays, in ns; 0: it does not say. */
guint64    gaf_asf_get_duration (GafAsf *self);
/* How many frames it says it has; %G_MAXUINT64: it does not say. Only what gaudiofile has written does. */
guint64    gaf_asf_get_frames   (GafAsf *self);

/* The next packet of the codec (transfer full), from the start after gaf_asf_rewind(). NULL: the end, or @error for
 * I/O. Damaged packets are passed over. */
GstBuffer *gaf_asf_next         (GafAsf *self, GError **error);
void       gaf_asf_rewind       (GafAsf *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GafAsf, gaf_asf_free)

G_END_DECLS
