/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "formats/matroska/header.h"

G_BEGIN_DECLS

/*
 * The blocks of one track, cluster after cluster, found by their heads alone:
 *
 *   Cluster: Timestamp │ SimpleBlock │ SimpleBlock of another track │ BlockGroup: Block, DiscardPadding │ …
 *                        └ track, time, lacing │ frame │ frame …
 *
 * Where something else stands than what belongs there, reading goes on at the next cluster.
 */

#define GAF_MATROSKA_LACES 256 /* frames in one block, at most */
#define GAF_MATROSKA_HEAD  16  /* bytes of a frame that tell how long it lasts, at most */

typedef struct {
  guint64  offset; /* of the SimpleBlock or BlockGroup */
  gint64   time;   /* ticks */
  gint64   discard; /* DiscardPadding: ns at its end that are not to be heard; negative: at its beginning */
  guint    n_frames;
  guint8   head[GAF_MATROSKA_HEAD]; /* the first bytes of the first frame, as they are stored … */
  guint    head_size;               /* … of which there are so many */
  guint64  starts[GAF_MATROSKA_LACES]; /* where each frame lies … */
  guint32  sizes[GAF_MATROSKA_LACES];  /* … and how many bytes it has */
} GafMatroskaBlock;

/* A place to go on from. */
typedef struct {
  guint64  offset;       /* of the next element */
  guint64  cluster_end;  /* of the cluster it is in; 0: outside of one */
  gint64   cluster_time; /* ticks */
} GafMatroskaPlace;

typedef struct {
  GafByteSource   *source; /* not owned */
  guint64          end;    /* of the segment */
  guint64          track;  /* its number in the file */
  GafMatroskaPlace place;
  guint64          looked; /* where a head was read last */
} GafMatroskaBlocks;

/* The next block of the track that has a frame. FALSE without @error: the end. */
gboolean gaf_matroska_blocks_next (GafMatroskaBlocks *self,
                                   GafMatroskaBlock  *block,
                                   GError           **error);

/* Goes to @offset, where a cluster begins. */
void     gaf_matroska_blocks_go   (GafMatroskaBlocks *self,
                                   guint64            offset);

G_END_DECLS
