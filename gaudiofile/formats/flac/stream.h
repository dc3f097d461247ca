/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gst/gst.h>

#include "formats/flac/header.h"
#include "gaf-encode-spec.h"

G_BEGIN_DECLS

/*
 * A stream of FLAC on its way from the encoder into a file: what its headers have to say of the frames so far. Shared
 * by the muxers of everything that carries FLAC (FLAC files, Ogg, Matroska).
 */

#define GAF_FLAC_MD5_SIZE     16
#define GAF_FLAC_MD5_OFFSET   26 /* in a FLAC file, where encoders write it at their end: section 8.2 */
#define GAF_FLAC_BLOCK_HEADER 4 /* bytes before each metadata block, section 8.1 */

/* Section 8.1, table 5 */
typedef enum {
  GAF_FLAC_BLOCK_STREAMINFO = 0,
  GAF_FLAC_BLOCK_PADDING = 1,
  GAF_FLAC_BLOCK_SEEKTABLE = 3,
  GAF_FLAC_BLOCK_VORBIS_COMMENT = 4,
  GAF_FLAC_BLOCK_LAST = 0x80, /* added to the type of the last one */
} GafFlacBlock;

typedef struct {
  GafFlacStreamInfo info;           /* of the frames so far */
  guint8 md5[GAF_FLAC_MD5_SIZE];    /* of all samples, by the encoder at its end; zeros: not known */
} GafFlacStream;

/* A stream that nothing was written to. */
void     gaf_flac_stream_init   (GafFlacStream *self, GafEncodeSpec *spec);
/* Takes what the encoder says in its caps before its first packet. */
gboolean gaf_flac_stream_start  (GafFlacStream *self, GstCaps *caps, GError **error);
/*
 * Takes a packet of the encoder. @data then has its bytes if it is a frame (to be unmapped by the caller), and is NULL
 * if it is a header, of which what counts is kept.
 */
gboolean gaf_flac_stream_packet (GafFlacStream *self, GstBuffer *packet, guint64 rewrite, GstMapInfo *map,
                                 GafFlacFrameHeader *header, GError **error);
/* Adds samples of 16 bits, or 24 in four bytes, to the MD5 sum of a stream: they are counted as they are, without what
 * fills the four bytes, channels alternating. */
void     gaf_flac_add_to_sum    (GChecksum *sum, const guint8 *samples, gsize n_samples, gsize width);
/* The end of a stream without a frame: its MD5 sum is known. */
void     gaf_flac_stream_set_empty (GafFlacStream *self);

/* metadata blocks, appended to @bytes; @last: none follows */

void gaf_flac_put_block_header (GByteArray *bytes, guint type, guint32 length);
void gaf_flac_put_stream_info  (GByteArray *bytes, const GafFlacStream *self, gboolean last);
void gaf_flac_put_comment      (GByteArray *bytes, gboolean last);

G_END_DECLS
