/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "packets/packetizer.h"

G_BEGIN_DECLS

/* The header of a sync frame of AC-3 or E-AC-3 (ATSC A/52, 5.3 and annex E), for containers that have such frames as
 * packets. */
typedef struct {
  guint32  size;     /* bytes, header included */
  int      n_frames; /* audio frames in it */
  int      rate;     /* Hz */
  int      channels;
  gboolean joins;    /* E-AC-3: it belongs to the frame before it, and takes no time of its own */
  gboolean enhanced; /* E-AC-3 */
} GafAc3Header;

/* FALSE: the @length bytes at @data, of which 8 are enough, do not begin with such a frame. */
gboolean gaf_ac3_header_parse (GafAc3Header *self,
                               const guint8 *data,
                               gsize         length);

/* Whether what a file of two channels of 16-bit little-endian PCM has at @offset is coded audio (DTS, or S/PDIF
 * bursts): what opens it, or NULL, also with @error. Some hundred bytes are looked at, so it still has to be tried. */
GafPacketizerNew gaf_find_frames_in_pcm (GafByteSource *source,
                                         guint64        offset,
                                         GError       **error);

/* ATSC A/52, table 5.6; 0 behind the last */
extern const int gaf_ac3_rates[4];

#define GAF_AC3_PACKET_FRAMES 1536
/* FFmpeg's AC-3 encoder (libavcodec's initial_padding): the first half of its window. */
#define GAF_AC3_ENCODER_DELAY 256

G_END_DECLS
