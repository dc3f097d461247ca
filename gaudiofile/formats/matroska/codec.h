/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gst/gst.h>

#include "formats/matroska/blocks.h"
#include "formats/pcm/chunks.h"
#include "packets/xiph-codec.h"

G_BEGIN_DECLS

/*
 * From a track's CodecID, CodecPrivate and first frame (RFC 9559, "Matroska Codec Specifications") to what a decoder
 * has to be told, and how many audio frames each of the track's frames yields. In this folder "frame" without more is
 * one of Matroska's: a packet.
 */

typedef struct _GafMatroskaCodecClass GafMatroskaCodecClass;

typedef struct {
  const GafMatroskaCodecClass *klass;
  const char  *key;      /* into the codec table */
  GstCaps     *caps;
  int          rate;
  int          channels;
  int          bits;
  gint64       skip;     /* what the codec's own header says; -1: nothing */
  gint64       n_frames; /* audio frames in each packet; 0: they differ */
  gint64       preroll;  /* audio frames that the codec's own headers ask for in front of a seek's target */
  gboolean     wants_size; /* the number of audio frames follows from the packet's size */

  GafXiphCodec xiph;        /* Vorbis, Opus */
  guint        flac_block;  /* FLAC: audio frames in its first frame, and by custom in all but the last */
  guint        frame_bytes; /* PCM: bytes of an audio frame */
  GafChunks   *chunks;      /* A_MS/ACM */
  guint16      version;     /* WavPack */
  gboolean     tagged;      /* MPEG layer 3: the first packet holds a tag (Xing) instead of sound */
} GafMatroskaCodec;

/* @config: CodecPrivate, decoded, or NULL; @first: the bytes of the track's first frame, none if there is no frame. */
gboolean   gaf_matroska_codec_open     (GafMatroskaCodec       *self,
                                        const GafMatroskaTrack *track,
                                        GBytes                 *config,
                                        const guint8           *first,
                                        gsize                   first_size,
                                        GError                **error);
void       gaf_matroska_codec_clear    (GafMatroskaCodec       *self);

/* Audio frames that the decoder yields for a frame of @size bytes, of which @length (GAF_MATROSKA_HEAD, or all) are at
 * @head; -1: it is not to be decoded. To be called for one frame after the other (Vorbis). */
gint64     gaf_matroska_codec_count    (GafMatroskaCodec       *self,
                                        const guint8           *head,
                                        gsize                   length,
                                        gsize                   size);

/* FLAC: the number of the frame's first audio frame, as it says itself; -1: it does not. */
gint64     gaf_matroska_codec_number   (GafMatroskaCodec       *self,
                                        const guint8           *head,
                                        gsize                   length);

/* WavPack: puts the headers back that Matroska leaves out. @frame: transfer full. NULL: it is damaged. */
GstBuffer *gaf_matroska_codec_complete (GafMatroskaCodec       *self,
                                        GstBuffer              *frame,
                                        gint64                  position);

G_END_DECLS
