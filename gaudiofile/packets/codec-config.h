/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/*
 * What the codecs' own headers say, as a demuxer of GStreamer puts them into its caps.
 */

/* Significant bits; 0: not known. */
int      gaf_demux_caps_alac_bits (const GstStructure *structure);

/* FALSE: there is no plain AudioSpecificConfig. @packet_frames: at @rate, the core's. */
gboolean gaf_demux_caps_parse_aac (GstCaps *caps, int *rate, gint64 *packet_frames);
/* FALSE with @error: it is a codec of MPEG-4 that no decoder is for. */
gboolean gaf_demux_caps_check_aac (GstCaps *caps, const char *container, GError **error);

/* Makes samples that were taken for big-endian little-endian. */
void     gaf_demux_caps_make_little_endian (GstCaps *caps);

G_END_DECLS
