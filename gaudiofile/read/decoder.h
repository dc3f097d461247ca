/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "io/byte-source.h"
#include "formats/pcm/chunks.h"
#include "packets/packetizer.h"
#include "samples/samples.h"

G_BEGIN_DECLS

/*
 * GafDecoder: from bytes to exact frames, at any position.
 *
 *   gaf_decoder_open(): tags stepped over ─► what is it? ─┬─ PCM container ──────────────────► read/decoder-pcm.c
 *                                                         ├─ packets of one coded stream ────► read/decoder-packets.c
 *                                                         └─ several streams, one after ─────► read/decoder-chained.c
 *                                                            the other (chained Ogg, MPEG
 *                                                            audio that changes its rate)
 *
 * An edit list of MP4 that presents a stream in pieces is put before its decoder: read/decoder-edits.c.
 *
 * There is no seek: each read says where. A decoder goes on where the last read ended when it can, and repositions
 * itself when it must.
 */
typedef struct _GafDecoder GafDecoder;

typedef struct {
  /* Frames [frame, frame + n_frames) into @dest from its frame @dest_frame on. Fewer than asked: the end, after which
   * n_frames and exact hold the truth. -1 with @error. */
  gint64 (*read_at) (GafDecoder *self, gint64 frame, const GafSampleDest *dest, gint64 dest_frame, gint64 n_frames,
                     GError **error);
  void (*free) (GafDecoder *self);
  /* Adds to @sum all that the samples are made of, from the first to the last packet, without decoding: what two
   * files have alike if they sound alike to the last bit. FALSE with @error. May be NULL. The decoder is of no other
   * use afterwards. */
  gboolean (*add_up) (GafDecoder *self, GChecksum *sum, GError **error);
} GafDecoderClass;

struct _GafDecoder {
  const GafDecoderClass *klass;

  const char *container; /* static, or NULL */
  const char *codec;     /* static */
  double rate;
  int channels;
  guint64 channel_mask; /* 0: not known */
  GafSampleFormat format;
  int bits;        /* significant bits; 0 for codecs with loss */
  gint64 n_frames; /* never -1: an estimate when not exact */
  gboolean exact;
  /* from so many frames on it pays to have parts of a long read decoded at the same time, by decoders of their own: a
   * part has at least so many. 0: never, because the samples would not be the same, or it gains nothing */
  gint64 part;
};

/* @chunks: transfer full */
GafDecoder *gaf_decoder_pcm_new     (GafByteSource *source, GafChunks *chunks, GError **error);
/* @packetizer: transfer full, also on failure */
GafDecoder *gaf_decoder_packets_new (GafByteSource *source, GafPacketizer *packetizer, GError **error);
/* of GafLink, borrowed */
GafDecoder *gaf_decoder_chained_new (GafByteSource *source, GArray *links, GafPacketizerNew packetizer_new,
                                     GError **error);
/* @stream: transfer full; @pieces: of GafMp4Piece, in frames of @rate */
GafDecoder *gaf_decoder_edits_new   (GafDecoder *stream, const GArray *pieces, int rate);

static inline gint64
gaf_decoder_read_at (GafDecoder *self, gint64 frame, const GafSampleDest *dest, gint64 dest_frame, gint64 n_frames,
                     GError **error)
{
  return self->klass->read_at (self, frame, dest, dest_frame, n_frames, error);
}

static inline gboolean
gaf_decoder_add_up (GafDecoder *self, GChecksum *sum, GError **error)
{
  return self->klass->add_up (self, sum, error);
}

static inline void
gaf_decoder_free (GafDecoder *self)
{
  if (self != NULL)
    self->klass->free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GafDecoder, gaf_decoder_free)

G_END_DECLS
