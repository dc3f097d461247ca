/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "formats/matroska/blocks.h"
#include "formats/matroska/codec.h"
#include "formats/mpeg/reservoir.h"
#include "packets/packetizer.h"

G_BEGIN_DECLS

/*
 * Matroska and WebM, in layers (private):
 *
 *   formats/matroska/ebml.c        bytes → elements                          RFC 8794
 *   formats/matroska/header.c      which tracks there are, where clusters begin   RFC 9559
 *   formats/matroska/codec.c       what a decoder is told; how many audio frames a packet yields
 *   formats/matroska/blocks.c      clusters → blocks of one track, lacing
 *   formats/matroska/frames.c      blocks → the bytes of packets (compression undone)
 *   formats/matroska/positions.c   blocks → where each is: counted, and compared with its time stamp
 *   formats/matroska/seek.c        where to go on reading for a position; the index
 *   formats/matroska/packetizer.c  the packetizer: opening, and packets with positions
 *
 * Time stamps count milliseconds, as a rule, so they do not tell positions. Positions are counted from packets. What
 * the time stamps are for: finding the cluster to go on from, and telling that packets are missing.
 *
 * A seek needs the position of the packet that it arrives at, without having counted up to there. There are two ways:
 *
 *  - The packet claims one. FLAC numbers its frames. Where all packets have the same length, they lie on a grid, and a
 *    time stamp is near to just one point of it. Claims are believed as long as those all over the file fit.
 *  - The index: all blocks' heads are walked once, and a mark kept every 32 KiB. For Vorbis, whose packets differ, and
 *    for files whose time stamps do not fit the packets.
 */

/* All that has to be known to go on at a block. */
typedef struct {
  GafMatroskaPlace place;
  gint64           position; /* of the block's first packet */
  gint64           ordinal;  /* of that packet: how many come before it */
  guint            previous; /* Vorbis: block size of the packet before */
  gint64           time;     /* ticks: of the block before … */
  gint64           time_position; /* … and the position it was at; -1: there is none */
} GafMatroskaCursor;

/* A cluster that Cues tell of. */
typedef struct {
  gint64  time;   /* ticks */
  guint64 offset;
} GafMatroskaCue;

typedef struct {
  GafPacketizer           parent;
  GafByteSource          *source;
  GafMatroskaHeader       header;
  const GafMatroskaTrack *track; /* in @header */
  gboolean                plain; /* its frames are stored as they are */
  GafMatroskaCodec        codec;

  GafMatroskaBlocks       blocks;
  GafMatroskaBlock        block;    /* the current one … */
  guint                   lace;     /* … and which of its packets is next */
  GafMatroskaCursor       at;       /* of the next packet, but for its place */
  gint64                  last_end; /* where the packet handed out last ends; -1 after a seek */
  GafMpegReservoir        reservoir;

  double                  frames_per_tick;
  double                  origin;    /* time stamp times @frames_per_tick, less this, is about the position */
  double                  tolerance; /* frames by which it may be off */
  gint64                  grid;      /* frames in every packet, if time stamps can tell one from the next; else 0 */
  gint64                  first_number; /* FLAC: of the first frame; -1: it has none that can be used */
  gboolean                irregular; /* claims and packets do not fit */
  gboolean                checked;   /* claims all over the file were looked at */

  GArray                 *marks;     /* of GafMatroskaCursor: the index, when it is whole */
  GArray                 *cues;      /* of GafMatroskaCue, once looked for */
} GafMatroskaPacketizer;

/* The next block, with the position of its first packet in at.position (-1: after a seek, and it claims none). FALSE
 * without @error: the end. */
gboolean gaf_matroska_next_block  (GafMatroskaPacketizer *self, GError **error);
/* Steps over the rest of the block without handing out its packets; adds up their frames. */
gboolean gaf_matroska_skip_block  (GafMatroskaPacketizer *self, GError **error);
/* Goes on at @cursor, whose position may be -1: not known. */
void     gaf_matroska_go          (GafMatroskaPacketizer *self, const GafMatroskaCursor *cursor);
/* Audio frames in packet @i of the current block; -1: it is not to be decoded. Calls have to be in order. */
gboolean gaf_matroska_count_packet (GafMatroskaPacketizer *self, guint i, gint64 *n_frames, GError **error);
/* A packet of the block is over, and had @n_frames (-1: it does not count). */
void     gaf_matroska_step_over   (GafMatroskaPacketizer *self, gint64 n_frames);
/* The position that the current block claims; -1: none. */
gboolean gaf_matroska_get_claim   (GafMatroskaPacketizer *self, gint64 *claim, GError **error);
/* The beginning of the stream. */
GafMatroskaCursor gaf_matroska_get_start (GafMatroskaPacketizer *self);
/* What is known at the end of the stream: its length. */
void     gaf_matroska_set_length  (GafMatroskaPacketizer *self, gint64 end, gint64 discard);

/* Walks all blocks once: makes the index, and the length is exact. */
gboolean gaf_matroska_make_index  (GafMatroskaPacketizer *self, GError **error);
/* About where the stream ends, from the last cluster. @found is FALSE if there is none. */
gboolean gaf_matroska_find_end    (GafMatroskaPacketizer *self,
                                   gint64                *end,
                                   gint64                *discard,
                                   gboolean              *found,
                                   GError               **error);
gboolean gaf_matroska_seek        (GafPacketizer *packetizer, gint64 frame, gint64 preroll, GError **error);

G_END_DECLS
