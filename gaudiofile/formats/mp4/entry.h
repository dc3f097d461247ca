/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gst/gst.h>

#include "formats/mp4/movie.h"
#include "packets/xiph-codec.h"

G_BEGIN_DECLS

/* A sample description: the codec, and what its decoder needs to know. */
typedef struct {
  const char *codec;        /* key into the codec table */
  GstCaps    *caps;         /* NULL: made by gaf_mp4_entry_make_caps(), of */
  GBytes     *config;       /* … AAC or ALAC that is configured so, */
  GafFlacStreamInfo flac;   /* … FLAC, */
  int         rate;
  int         channels;     /* 0: only the decoder knows */
  int         bits;         /* of a lossless codec */
  gboolean    is_plain;     /* AAC: of the kind LC, channels and rate as its header says */
  guint32     n_frames;     /* of every packet; 0: they differ */
  guint32     longest;      /* frames of any packet */
  guint32     block_bytes;  /* of a codec whose packets all have one size; else 0 */
  GafXiphCodec headers;      /* … Opus or Vorbis: tells a packet's length; mapping NULL: there is none */
  gboolean    is_mpeg;      /* which layer is only said by the first packet */
} GafMp4Entry;

/* The four characters of a sample description's type, and a NUL; FALSE with @error: I/O. */
gboolean gaf_mp4_entry_get_type (GafByteSource     *source,
                                 const GafMp4Audio *audio,
                                 char               type[5],
                                 GError           **error);

/* The first box of @type inside of a description of which @data is the whole, or inside its box `wave`: its contents.
 * NULL: there is none. */
const guint8 *gaf_mp4_entry_find (const guint8 *data,
                                  gsize         length,
                                  const char   *type,
                                  gsize        *size);

/* FALSE with @error: damaged, or of a codec that is not supported. */
gboolean gaf_mp4_entry_parse    (GafMp4Entry       *self,
                                 GafByteSource     *source,
                                 const GafMp4Audio *audio,
                                 GError           **error);
/* What only the first packet says, of which @size bytes are at @data: MPEG audio's layer, rate and channels. */
gboolean gaf_mp4_entry_refine   (GafMp4Entry       *self,
                                 const guint8      *data,
                                 gsize              size,
                                 GError           **error);
GstCaps *gaf_mp4_entry_make_caps (const GafMp4Entry *self);
void     gaf_mp4_entry_clear    (GafMp4Entry       *self);

G_END_DECLS
