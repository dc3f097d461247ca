/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "read/libav.h"

#ifdef GAF_LIBAVCODEC

#include "packets/frame-decoder.h"

G_BEGIN_DECLS

/* A decoder of libavcodec that puts out planes: what read/frame-decoder-vorbis.c and read/frame-decoder-libav.c
 * share. */
typedef struct {
  const GafLibav *libav;
  AVCodecContext *context;
  AVPacket       *packet;
  AVFrame        *frame; /* the last that came out */
  GByteArray     *data;  /* of the packet, with the padding that libavcodec reads beyond it */
} GafLibavDecoder;

/* @config: the codec's own header in libavcodec's form, or NULL; @rate and @channels: what the stream is said to have,
 * or 0. FALSE: it cannot be decoded. To be cleared in any case. */
gboolean gaf_libav_decoder_open    (GafLibavDecoder *self,
                                    const GafLibav  *libav,
                                    enum AVCodecID   codec,
                                    GBytes          *config,
                                    int              rate,
                                    int              channels);
void     gaf_libav_decoder_clear   (GafLibavDecoder *self);

/* Takes the bytes of @packet, and its data. FALSE: there are none. */
gboolean gaf_libav_decoder_fill    (GafLibavDecoder *self,
                                    GafPacket       *packet);

/* Decodes them. FALSE: the packet is damaged, and nothing comes out. */
gboolean gaf_libav_decoder_send    (GafLibavDecoder *self);

/* The next frame, as a block without a position; of the integers that come in 32 bits, the first @bits mean something.
 * FALSE: there is none, or it is not in planes. */
gboolean gaf_libav_decoder_receive (GafLibavDecoder *self,
                                    int              bits,
                                    GafDecodedBlock *block);
void     gaf_libav_decoder_flush   (GafLibavDecoder *self);

G_END_DECLS

#endif
