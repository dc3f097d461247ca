/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "core/limits.h"
#include "packets/packetizer.h"
#include "samples/samples.h"

G_BEGIN_DECLS

/*
 * GafFrameDecoder: one codec's packets in, blocks of decoded frames out. There are six:
 *
 *   read/frame-decoder-element.c   a GStreamer element in a cooperative pipeline: most codecs of read/codecs.c
 *   read/frame-decoder-flac.c      libFLAC, without an element around it
 *   read/frame-decoder-opus.c      libopus, likewise
 *   read/frame-decoder-mpeg.c      libmpg123, likewise; where the build has not got that the element
 *   read/frame-decoder-vorbis.c    libavcodec, likewise; where that is not installed the element
 *   read/frame-decoder-libav.c     the same of AAC and ALAC
 *
 * It knows nothing of reading, seeking and lengths; read/decoder-packets.c does.
 */
typedef struct _GafFrameDecoder GafFrameDecoder;

/* Decoded frames. The memory is the decoder's, and good until it is called again. */
typedef struct {
  GafCoding     coding;
  int           rate; /* Hz */
  int           channels;
  guint64       channel_mask; /* 0: not known */
  int           depth;        /* significant bits */
  const guint8 *planes[GAF_LIMIT_CHANNELS];
  gsize         stride;   /* bytes from a channel's frame to the next */
  /* of the first frame in the coded domain, at the rate asked for; -1: behind the block before */
  gint64        position;
  gint64        n_frames; /* at least one */
  /* the decoder stopped inside this damaged packet, and its later samples may depend on that for ever */
  gboolean      gave_up;
} GafDecodedBlock;

typedef struct {
  /* Takes @packet's data. @connected: it goes on from the packet before. FALSE: nothing can be made of it; the next may
   * be good, after a flush. */
  gboolean (*push)   (GafFrameDecoder *self,
                      GafPacket       *packet,
                      gboolean         connected,
                      GError         **error);
  /* No more packets come: what is under way comes out. */
  void     (*finish) (GafFrameDecoder *self);
  /* The next block. FALSE without @error: none is ready. */
  gboolean (*pop)    (GafFrameDecoder *self,
                      int              rate,
                      GafDecodedBlock *block,
                      GError         **error);
  /* Forgets what is under way. */
  void     (*flush)  (GafFrameDecoder *self);
  /* As new: what comes out next depends on nothing that went in before. */
  gboolean (*renew)  (GafFrameDecoder *self,
                      GError         **error);
  void     (*free)   (GafFrameDecoder *self);
} GafFrameDecoderClass;

struct _GafFrameDecoder {
  const GafFrameDecoderClass *klass;
  const char                 *name; /* which of the decoders that the codec may have this is, for tests; static */
  gboolean                    warm; /* it has been used for another file before: for tests */
  gboolean                    takes_bare; /* packets without a GstBuffer */
};

static inline gboolean
gaf_frame_decoder_push (GafFrameDecoder *self, GafPacket *packet, gboolean connected, GError **error)
{
  return self->klass->push (self, packet, connected, error);
}

static inline void
gaf_frame_decoder_finish (GafFrameDecoder *self)
{
  self->klass->finish (self);
}

static inline gboolean
gaf_frame_decoder_pop (GafFrameDecoder *self, int rate, GafDecodedBlock *block, GError **error)
{
  return self->klass->pop (self, rate, block, error);
}

static inline void
gaf_frame_decoder_flush (GafFrameDecoder *self)
{
  self->klass->flush (self);
}

static inline gboolean
gaf_frame_decoder_renew (GafFrameDecoder *self, GError **error)
{
  return self->klass->renew (self, error);
}

static inline void
gaf_frame_decoder_free (GafFrameDecoder *self)
{
  if (self != NULL)
    self->klass->free (self);
}

/* The decoder of @packetizer's codec, which lies in the table of read/codecs.c; NULL with GAF_ERROR_MISSING_PLUGIN and
 * others. @packetizer is borrowed, and outlives it. */
GafFrameDecoder *gaf_frame_decoder_element_new (const GafPacketizer *packetizer,
                                                GError             **error);
GafFrameDecoder *gaf_frame_decoder_flac_new    (const GafPacketizer *packetizer,
                                                GError             **error);
GafFrameDecoder *gaf_frame_decoder_opus_new    (const GafPacketizer *packetizer,
                                                GError             **error);
/* NULL without @error where the element has to do it. */
GafFrameDecoder *gaf_frame_decoder_mpeg_new    (const GafPacketizer *packetizer,
                                                GError             **error);
GafFrameDecoder *gaf_frame_decoder_vorbis_new  (const GafPacketizer *packetizer,
                                                GError             **error);
GafFrameDecoder *gaf_frame_decoder_libav_new   (const GafPacketizer *packetizer,
                                                GError             **error);

G_END_DECLS
