/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "packets/frame-decoder.h"

G_BEGIN_DECLS

/* The allow-list: what decodes which codec, as one table in read/codecs.c. */

typedef enum {
  GAF_CODEC_NONE = 0,
  GAF_CODEC_LOSSLESS = 1 << 0, /* integers come out as they went in: the sample format follows the bit depth */
  /* its packets' headers say all: opening needs no decoder, it is made at the first read */
  GAF_CODEC_PLAIN = 1 << 1,
  GAF_CODEC_STICKY = 1 << 3,   /* the decoder keeps something over a flush: it is made anew to go elsewhere */
  /* the decoder gives a packet's frames before it gets the next packet, or gives none for it */
  GAF_CODEC_PROMPT = 1 << 2,
  /* … and where it gives fewer than the packet has, those at the beginning are missing: their data began in the packet
   * before, which it did not get */
  GAF_CODEC_STRADDLES = 1 << 4,
  /* … and where it gave up inside a packet it would go on inside the next one, so it has to be flushed */
  GAF_CODEC_STUCK = 1 << 5,
  /* has no noise generator, and costs enough for parts of a long stream to be decoded at the same time */
  GAF_CODEC_PARTS = 1 << 6,
  /* nearly all of it is decoded by the library, so no element is looked for before one is needed */
  GAF_CODEC_LIBRARY = 1 << 7,
  /* … if that is installed, which is seen when the first packet is decoded */
  GAF_CODEC_LATE = 1 << 8,
} GafCodecFlags;

/* A pre-roll that reaches to the start, for a decoder that never forgets. */
#define GAF_PREROLL_ALL G_MAXINT

typedef struct {
  const char *codec;       /* key, also what gaf_reader_get_codec() says */
  const char *name;        /* for people */
  const char *elements[3]; /* in order of preference; with @decoder_new: for what it cannot, or none */
  const char *formats;     /* what is asked of the element, as the list in caps; NULL: any */
  int preroll;             /* frames decoded before a seek's target so that it comes out bit-exact */
  GafCodecFlags flags;
  /* by a library; where it is NULL, or gives NULL without @error, by the element */
  GafFrameDecoder *(*decoder_new) (const GafPacketizer *packetizer, GError **error);
} GafCodec;

const GafCodec *gaf_codecs_get_codec         (const char     *codec);

/* The whole table. */
const GafCodec *gaf_codecs_get_all           (gsize          *n_codecs);

/* What the caps of a stream in ASF (formats/asf/asf.c) are called in the table; NULL for none. */
const GafCodec *gaf_codecs_get_codec_by_caps (GstCaps        *caps);

/* Whether a codec can be decoded. What is costly to find out is not looked for, as GAF_CODEC_LATE says. FALSE with
 * GAF_ERROR_MISSING_PLUGIN. */
gboolean        gaf_codecs_check_codec       (const GafCodec *codec,
                                             GError        **error);

/* The same, and looked for. */
gboolean        gaf_codecs_is_there          (const GafCodec *codec);

/* The first installed element of a codec that is decoded by one; NULL with GAF_ERROR_MISSING_PLUGIN. */
const char     *gaf_codecs_choose_element    (const GafCodec *codec,
                                             GError        **error);

/* Caps of what the element may put out. */
GstCaps        *gaf_codecs_get_output_caps   (const GafCodec *codec);

G_END_DECLS
