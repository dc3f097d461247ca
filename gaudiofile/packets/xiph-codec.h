/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "formats/flac/header.h"
#include "packets/packetizer.h"

G_BEGIN_DECLS

/*
 * Vorbis, Opus, FLAC in Ogg, and Speex: codecs whose stream begins with header packets. The headers are kept for the
 * decoder, and tell how many frames each packet yields. Ogg has the headers as packets; Matroska and MP4 keep the same
 * bytes in a header of their own.
 */

typedef struct _GafXiphMapping GafXiphMapping;

typedef struct {
  const GafXiphMapping *mapping;
  const char *container;             /* static, for messages; the caller sets it */
  const char          *name;         /* key into the codec table */
  gboolean             whole;        /* what the decoder needs is there */
  int                  rate;
  int                  channels;
  int                  bits;
  gboolean             overlaps;     /* a packet yields frames only after the one before it (Vorbis) */
  gboolean             pre_skip;     /* @skip comes from a header, not from the first page's granule */
  gint64               skip;
  int                  max_duration; /* frames of the longest packet */
  int                  preroll;      /* frames, from the packets seen so far; see packets/xiph-codec.c */
  gboolean             ready;        /* what follows is audio */
  guint                n_headers;    /* seen so far */

  GBytes    *headers[GAF_PACKETIZER_HEADERS]; /* as decoders want them; not of FLAC */
  GafFlacStreamInfo flac;
  guint      blocks[2];   /* Vorbis: short and long */
  guint64    long_modes;  /* Vorbis: a bit for each mode */
  guint      n_modes;     /* Vorbis */
  guint      previous;    /* Vorbis: block size of the packet before, 0 after a reset */
  guint      headers_due; /* Speex */
} GafXiphCodec;

typedef enum {
  GAF_XIPH_HEADER_ERROR,
  GAF_XIPH_HEADER_TAKEN,
  GAF_XIPH_HEADER_AUDIO, /* this packet is the first of audio */
} GafXiphHeader;

/* TRUE if @packet, the first of a stream, is of a codec we read: self->mapping is set then. */
gboolean      gaf_xiph_codec_recognise (GafXiphCodec *self,
                                        const guint8 *packet,
                                        gsize         size);
/* Each packet from the first on, until self->ready. */
GafXiphHeader gaf_xiph_codec_header    (GafXiphCodec *self,
                                        const guint8 *packet,
                                        gsize         size,
                                        GError      **error);
/* Frames that the decoder yields for an audio packet, given the packets before; -1: no audio packet, not to be decoded.
 * The first GAF_XIPH_CODEC_HEAD bytes of the packet are enough. */
int           gaf_xiph_codec_duration  (GafXiphCodec *self,
                                        const guint8 *packet,
                                        gsize         size);
/* The caps for an element, when the headers are whole. */
GstCaps      *gaf_xiph_codec_make_caps (const GafXiphCodec *self);
/* Gives the decoder of @packetizer, which @self lives as long as, the headers that are whole. */
void          gaf_xiph_codec_describe  (GafXiphCodec  *self,
                                        GafPacketizer *packetizer);
void          gaf_xiph_codec_clear     (GafXiphCodec *self);

/* Works over the identification header of Opus that GStreamer's encoder made of channels without positions: says that
 * they are in WAVE's order, and @rate, that of the original. */
void          gaf_xiph_codec_complete_opus (guint8      *header,
                                            gsize        size,
                                            guint        rate);

/* What the codec of a header packet is called, for messages; NULL if nobody knows. */
const char   *gaf_xiph_codec_name      (const guint8 *packet,
                                        gsize         size);

#define GAF_XIPH_CODEC_HEAD 16

G_END_DECLS
