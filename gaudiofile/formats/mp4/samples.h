/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "formats/mp4/movie.h"

G_BEGIN_DECLS

/*
 * Where the packets ("samples" in the standard's words) of a track lie:
 *
 *   stsc: so many packets in each chunk ─┐
 *   stsz: so many bytes in each packet ──┼─► packet n is so many bytes from there on
 *   stco: the chunk begins there ────────┘     and behind all of them those of the fragments
 *
 * The tables are read where they lie in the file, a window at a time. What they claim beyond each other or beyond the
 * file is left out.
 */
typedef struct {
  GafByteSource     *source;
  const GafMp4Movie *movie;
  guint64            n_packets;
  guint64            n_tabled;   /* of them in the tables, before all fragments */

  guint32            fixed_size; /* bytes of every packet in the tables; 0: they differ */
  guint              size_bits;  /* of an entry in the table of sizes */
  gboolean           counts_frames; /* the tables do, see gaf_mp4_samples_new() */
  guint32            n_chunks;
  GArray            *chunk_runs; /* of GafMp4ChunkRun */
  guint64           *run_firsts; /* the first packet of each of the movie's runs */
  GafMp4Table        sizes;
  GafMp4Table        offsets;
  GafMp4Table        fields;     /* of the run @fields_run */
  guint              fields_run; /* G_MAXUINT: none */

  /* the packet that comes next */
  guint64            index;
  guint64            offset;
  guint64            left;       /* packets that lie one behind the other from there on; 0: to be looked up */
} GafMp4Samples;

/* Chunks of as many packets each. */
typedef struct {
  guint32 first_chunk; /* from 0 */
  guint32 per_chunk;   /* packets */
  guint64 first_packet;
} GafMp4ChunkRun;

/* @movie is borrowed. @block_bytes and @block_frames: packets are all of this size, and where the tables count frames
 * instead, as QuickTime does for codecs of fixed blocks and PCM, this many frames are one; 0: the tables say. NULL with
 * @error. */
GafMp4Samples *gaf_mp4_samples_new  (GafByteSource     *source,
                                     const GafMp4Movie *movie,
                                     guint32            block_bytes,
                                     guint32            block_frames,
                                     GError           **error);
void           gaf_mp4_samples_free (GafMp4Samples     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GafMp4Samples, gaf_mp4_samples_free)

/* Goes to packet @index. */
void           gaf_mp4_samples_seek (GafMp4Samples     *self,
                                     guint64            index);
/* The next packet's place. FALSE without @error: the end. */
gboolean       gaf_mp4_samples_next (GafMp4Samples     *self,
                                     guint64           *offset,
                                     guint32           *size,
                                     GError           **error);
/* The next packets that lie one behind the other, and how many bytes they have. FALSE without @error: the end. */
gboolean       gaf_mp4_samples_next_chunk (GafMp4Samples *self,
                                           guint64       *offset,
                                           guint64       *n_bytes,
                                           GError       **error);
/* Leaves out the packets from the first on of which the file does not hold all bytes. */
gboolean       gaf_mp4_samples_clip (GafMp4Samples     *self,
                                     GError           **error);

/* The packets' times, in the order of the packets. */
typedef struct {
  GafMp4Samples *samples;
  guint64        left;    /* packets not told of yet */
  guint64        tabled;  /* … of those in the tables */
  guint64        entry;   /* of `stts` */
  guint          run;
  guint32        in_run;  /* packet in it */
  GafMp4Table    table;
  GafMp4Table    fields;
} GafMp4Times;

void           gaf_mp4_times_init   (GafMp4Times       *self,
                                     GafMp4Samples     *samples);
/* The next @n_packets packets, each of which lasts @ticks (0: not known), the first beginning at @time (-1: where the
 * last ended). FALSE without @error: the end. */
gboolean       gaf_mp4_times_next   (GafMp4Times       *self,
                                     guint64           *n_packets,
                                     guint32           *ticks,
                                     gint64            *time,
                                     GError           **error);

G_END_DECLS
