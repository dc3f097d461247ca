/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The frame header of MPEG audio (ISO/IEC 11172-3, 2.4.1.3; 13818-3 for the low rates; MPEG-2.5 is a convention), and
 * the tag that encoders put into the first frame of a layer 3 file.
 */

#define GAF_MPEG_HEADER_SIZE    4
#define GAF_MPEG_MAX_FRAME_SIZE 3456 /* mpg123's limit; the largest that is not free format has 2881 bytes */

/* The bits that all frames of a stream share: sync, version, layer and rate. */
#define GAF_MPEG_STREAM_MASK 0xfffe0c00u

typedef struct {
  guint32 word;    /* the header as it is */
  int version;     /* 1, 2, or 3 for MPEG-2.5, as GStreamer's mpegaudioversion counts */
  int layer;       /* 1 … 3 */
  int rate;        /* Hz */
  int channels;    /* 1 or 2 */
  int bitrate;     /* bit/s; 0: free format */
  int n_frames;    /* audio frames in it */
  guint32 padding; /* bytes of padding slot */
  guint32 size;    /* bytes; 0 for free format */
  gboolean crc;    /* two bytes of CRC follow the header */
} GafMpegHeader;

/* What the first frame says about the file; -1 where it does not. */
typedef struct {
  gint64 n_packets; /* MPEG frames, this one not counted */
  gint64 n_bytes;   /* of the stream, from this frame on */
  int delay;        /* frames added in front by the encoder */
  int padding;      /* frames added at the end */
  gboolean intact;  /* the tag has a checksum, and it is right: nobody changed it since it was written */
} GafMpegTag;

/* What a decoder is late, frames: 528 of the filter banks and one more, the LAME tag's convention. */
#define GAF_MPEG_DECODER_DELAY 529

/* Parses the GAF_MPEG_HEADER_SIZE bytes at @data. FALSE: not a header. */
gboolean gaf_mpeg_header_parse (GafMpegHeader *self, const guint8 *data);
/* Bytes of side information of layer 3; 0 for the others. */
guint gaf_mpeg_header_get_side_info (const GafMpegHeader *self);
/* Where the main data begins: behind the header, the CRC and the side information. */
guint gaf_mpeg_header_get_main_data (const GafMpegHeader *self);

/* TRUE if the frame, of which @length bytes are at @data, holds a tag (Xing, Info or VBRI) instead of sound. */
gboolean gaf_mpeg_tag_parse (GafMpegTag *self, const GafMpegHeader *header, const guint8 *data, gsize length);

G_END_DECLS
