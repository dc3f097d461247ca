/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gst/gst.h>

#include "io/byte-source.h"
#include "formats/pcm/chunks.h"

G_BEGIN_DECLS

/*
 * GafPacketizer: a file's bytes cut into the packets of one coded stream, each with its exact position.
 *
 *   bytes ─► packetizer ─► { packet, position } … ─► frame decoder ─► exact frames
 *
 * Positions are frames at the codec's own rate, counted in the *coded domain*: the position of a packet is the number
 * of frames that all packets before it yield in an undamaged decode from the start, codec delay included. So the first
 * packet has position 0, and frame n of the presentation is coded frame skip + n. Positions come from the format's own
 * counters (frame numbers, granule positions, sample tables, or simply counting), never from a rounded time.
 *
 * Damage: a packetizer steps over bytes that are no packet and goes on at the next good one, whose position is its own
 * (from its frame number or granule where the format has one; where positions come from counting, the damaged stretch
 * does not count). The decoder fills a hole in the positions with silence.
 *
 * Implementations embed this struct first and set the fields when opening; the fields do not change later but for
 * n_frames/exact, which may be corrected from an estimate to the truth (once).
 */
typedef struct _GafPacketizer GafPacketizer;

#define GAF_PACKETIZER_HEADERS 3

typedef struct {
  GstBuffer *data;     /* owned by whom holds the packet */
  gint64     position; /* coded domain, frames */
  gint64     n_frames; /* frames it yields in an undamaged decode; -1 if not known without decoding */
  /* set only by packetizers with entry(): the header says that the packet has audio, so zeros at the end of its frames
   * mean that the decoder gave up */
  gboolean   has_audio;
  gboolean   flush;    /* it does not go on from what the decoder keeps of the packets before */
  /* instead of @data, from a packetizer that is asked for bare packets: valid until it is used again */
  const guint8 *bytes;
  gsize      n_bytes;
} GafPacket;

typedef struct {
  /* The next packet. FALSE without @error: the end. */
  gboolean (*next) (GafPacketizer *self, GafPacket *packet, GError **error);

  /* Go to where decoding has to begin so that coded frame @frame and all after it come out right, given
   * @preroll frames of warming up: the packet next returned has position <= MAX (0, frame - preroll) (it may be
   * earlier: the implementation aligns as its codec needs). A @frame past the end goes to the last packets. */
  gboolean (*seek) (GafPacketizer *self, gint64 frame, gint64 preroll, GError **error);

  void     (*free) (GafPacketizer *self);

  /* May be NULL. For a decoder whose arithmetic goes on differently after a packet that it gave up in: the position of
   * the first packet that would really be decoded after a seek() with the same arguments. */
  gboolean (*entry) (GafPacketizer *self, gint64 frame, gint64 preroll, gint64 *position, GError **error);

  /* May be NULL. Makes the caps, where they are not there from the beginning: of codecs whose decoders mostly do
   * without, they take a good part of the time in which a file is opened. */
  GstCaps *(*make_caps) (GafPacketizer *self);
} GafPacketizerClass;

struct _GafPacketizer {
  const GafPacketizerClass *klass;

  const char *container; /* static, e.g. "Ogg"; NULL where the codec has no container */
  /* key into the codec table of read/codecs.c: "mp3", "mp2", "mp1", "aac", "ac3", "eac3", "flac", "vorbis", "opus",
   * "speex", "alac", "wavpack", … */
  const char *codec;
  /* what the decoder's sink pad is told; complete (codec_data, streamheader, framed/parsed, rate, channels). To be had
   * by gaf_packetizer_get_caps() */
  GstCaps    *caps;
  int         rate;      /* of the coded domain, Hz */
  int         channels;  /* 0 if only the decoder knows */
  int         bits;      /* significant bits of a lossless codec, else 0 */
  /* rate, channels and bits are certain, also of a codec whose headers do not always tell them (AAC, ALAC) */
  gboolean    settled;
  gint64      skip;      /* coded frames before the first of the presentation (encoder delay, pre-skip) */
  gint64      n_frames;  /* of the presentation (after skip and end padding), at @rate; -1 not known */
  gboolean    exact;     /* n_frames is the truth, not an estimate */
  /* set by who takes the packets, for a decoder to which a GstBuffer is only a detour; not all packetizers heed it */
  gboolean    bare;
  /* of FLAC whose STREAMINFO need not go through caps; else NULL */
  const struct _GafFlacStreamInfo *flac;
  /* the codec's own headers, for decoders that need no caps: Vorbis has three, Opus one, and AAC and ALAC have their
   * configuration here or as codec_data of caps that are there from the beginning; else NULL */
  GBytes     *headers[GAF_PACKETIZER_HEADERS];
  /* byte at which a stream of another rate, or of other channels, begins behind this one; 0: none was seen */
  guint64     next_link;
};

/* A stream in a file that holds several, one behind the other. */
typedef struct {
  guint64 offset; /* bytes */
  guint64 size;
} GafLink;

typedef GafPacketizer *(*GafPacketizerNew) (GafByteSource *source, GError **error);

static inline gboolean
gaf_packetizer_next (GafPacketizer *self, GafPacket *packet, GError **error)
{
  return self->klass->next (self, packet, error);
}

static inline gboolean
gaf_packetizer_seek (GafPacketizer *self, gint64 frame, gint64 preroll, GError **error)
{
  return self->klass->seek (self, frame, preroll, error);
}

/* NULL if there are none; the packetizer's. */
static inline GstCaps *
gaf_packetizer_get_caps (const GafPacketizer *packetizer)
{
  GafPacketizer *self = (GafPacketizer *) packetizer;

  if (self->caps == NULL && self->klass != NULL && self->klass->make_caps != NULL)
    self->caps = self->klass->make_caps (self);
  return self->caps;
}

static inline void
gaf_packetizer_free (GafPacketizer *self)
{
  if (self == NULL)
    return;
  gst_clear_caps (&self->caps);
  for (guint i = 0; i < GAF_PACKETIZER_HEADERS; i++)
    g_clear_pointer (&self->headers[i], g_bytes_unref);
  self->klass->free (self);
}

static inline void
gaf_packet_clear (GafPacket *packet)
{
  gst_clear_buffer (&packet->data);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GafPacketizer, gaf_packetizer_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GafPacket, gaf_packet_clear)

/* Each opens @source, whose beginning has been recognised already; @source is referenced. NULL with @error. */
/* MPEG audio layers 1-3; leading and trailing tags cut off by the caller */
GafPacketizer *gaf_packetizer_mpeg_new    (GafByteSource *source, GError **error);
GafPacketizer *gaf_packetizer_adts_new    (GafByteSource *source, GError **error); /* AAC in ADTS */
GafPacketizer *gaf_packetizer_ac3_new     (GafByteSource *source, GError **error); /* AC-3 and E-AC-3 */
GafPacketizer *gaf_packetizer_loas_new    (GafByteSource *source, GError **error); /* AAC in LATM in LOAS */
/* DTS, in either byte order, 14 or 16 bits a word */
GafPacketizer *gaf_packetizer_dts_new     (GafByteSource *source, GError **error);
GafPacketizer *gaf_packetizer_mlp_new     (GafByteSource *source, GError **error); /* MLP and TrueHD */
/* IEC 61937 in PCM: AC-3, E-AC-3, DTS */
GafPacketizer *gaf_packetizer_spdif_new   (GafByteSource *source, GError **error);
GafPacketizer *gaf_packetizer_amr_new     (GafByteSource *source, GError **error); /* AMR-NB and -WB storage format */
GafPacketizer *gaf_packetizer_flac_new    (GafByteSource *source, GError **error); /* native FLAC */
/* one link of Ogg: Vorbis, Opus, FLAC, Speex */
GafPacketizer *gaf_packetizer_ogg_new     (GafByteSource *source, GError **error);
GafPacketizer *gaf_packetizer_wavpack_new (GafByteSource *source, GError **error);
GafPacketizer *gaf_packetizer_tta_new     (GafByteSource *source, GError **error); /* True Audio */
GafPacketizer *gaf_packetizer_ape_new     (GafByteSource *source, GError **error); /* Monkey's Audio */
GafPacketizer *gaf_packetizer_dsf_new     (GafByteSource *source, GError **error); /* DSD in DSF */
GafPacketizer *gaf_packetizer_dsdiff_new  (GafByteSource *source, GError **error); /* DSD in DSDIFF */
GafPacketizer *gaf_packetizer_mpc7_new    (GafByteSource *source, GError **error); /* Musepack, stream version 7 */
GafPacketizer *gaf_packetizer_mpc8_new    (GafByteSource *source, GError **error); /* Musepack, stream version 8 */
/* Matroska and WebM; @track of audio, counted from 0; -1: the default one */
GafPacketizer *gaf_packetizer_matroska_new (GafByteSource *source, int track, GError **error);
GafPacketizer *gaf_packetizer_asf_new     (GafByteSource *source, GError **error); /* Windows Media */
/* of GAF_CHUNKS_PACKETS; @chunks: transfer full, also on failure */
GafPacketizer *gaf_packetizer_blocks_new  (GafByteSource *source, GafChunks *chunks, GError **error);

G_END_DECLS
