/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/*
 * The headers of FLAC (RFC 9639) as plain structs: the STREAMINFO block and the header of a frame. Shared by everything
 * that carries FLAC: native files, Ogg, Matroska.
 */

#define GAF_FLAC_STREAM_INFO_SIZE  34 /* bytes of the block's payload (section 8.2) */
#define GAF_FLAC_STREAM_HEADER_SIZE 42 /* "fLaC" and STREAMINFO as a metadata block (sections 6 and 8.1) */
#define GAF_FLAC_FRAME_HEADER_MIN  6  /* sync 2, codes 2, coded number 1, CRC-8 1 (section 9.1) */
#define GAF_FLAC_FRAME_HEADER_MAX  16 /* coded number 7, uncommon block size 2, uncommon rate 2 */
#define GAF_FLAC_FRAME_MIN         10 /* a header, one constant 8-bit subframe, CRC-16 */
#define GAF_FLAC_BLOCK_SIZE_MAX    65536

typedef struct _GafFlacStreamInfo {
  guint   min_block; /* frames */
  guint   max_block;
  guint   min_frame; /* bytes, 0 unknown */
  guint   max_frame;
  int     rate;
  int     channels;
  int     bits;
  guint64 n_frames; /* 0 unknown */
} GafFlacStreamInfo;

typedef struct {
  gboolean variable;    /* @number counts sample frames, else FLAC frames */
  guint    block_size;  /* sample frames in this FLAC frame */
  int      rate;        /* 0: what STREAMINFO says */
  int      channels;
  int      bits;        /* 0: what STREAMINFO says */
  guint64  number;
  guint    header_size; /* bytes, CRC-8 included */
} GafFlacFrameHeader;

/* FALSE if fewer than 34 bytes, or the values are none that a decoder can use. */
gboolean gaf_flac_stream_info_parse  (const guint8             *data,
                                      gsize                     length,
                                      GafFlacStreamInfo        *info);

/* Writes the 34 bytes (with no MD5 sum). */
void     gaf_flac_stream_info_write  (const GafFlacStreamInfo  *info,
                                      guint8                   *data);

/* FALSE if @data does not begin with a whole frame header with the right CRC-8. */
gboolean gaf_flac_frame_header_parse (const guint8             *data,
                                      gsize                     length,
                                      GafFlacFrameHeader       *header);

/* A copy of @frame with another number in its header, and with the checksums for that. NULL if it is no whole frame. */
GstBuffer *gaf_flac_frame_renumber   (GstBuffer                *frame,
                                      guint64                   number);

/* Writes what a file without other metadata begins with, GAF_FLAC_STREAM_HEADER_SIZE bytes. */
void     gaf_flac_stream_header_write (const GafFlacStreamInfo *info,
                                       guint8                  *data);

/* STREAMINFO travels in caps (audio/x-flac, framed) as their stream header, as GStreamer's elements have it. FALSE:
 * there is none. */
GstCaps *gaf_flac_caps_new              (const GafFlacStreamInfo *info);
gboolean gaf_flac_stream_info_from_caps (const GstCaps           *caps,
                                         GafFlacStreamInfo       *info);

G_END_DECLS
