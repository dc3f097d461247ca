/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "io/byte-source.h"
#include "formats/flac/header.h"

G_BEGIN_DECLS

/*
 * GafFlacScan: where frames lie in a stretch of bytes. FLAC has no frame sizes and its sync code may occur inside a
 * frame, so an end is believed only if the frame's CRC-16 is right there. That rejects damaged frames too: what a
 * decoder gets is sound.
 */
typedef struct {
  GafByteSource *source;   /* not owned */
  guint64        start;    /* where frames are looked for: */
  guint64        end;      /* … bytes [start, end) of the source */
  gboolean       any;      /* take frames of any blocking strategy, else only: */
  gboolean       variable; /* … of this one; it may not change within a stream (RFC 9639 section 9.1) */
  int            bits;     /* what STREAMINFO says, for frames that leave it open */
  guint64        n_frames; /* STREAMINFO's total, 0 unknown: tells a last frame before junk */
  guint64        block;    /* of a stream of fixed blocks: converts its numbers; 0 with variable blocks */
  guint64        wasted;   /* bytes looked at without finding a frame there */
  guint64        budget;   /* the most of them, so that a crafted file cannot cost quadratic time */
} GafFlacScan;

typedef struct {
  guint64            offset;
  guint32            size;
  GafFlacFrameHeader header;
} GafFlacFrame;

void     gaf_flac_scan_init (GafFlacScan   *self,
                             GafByteSource *source,
                             guint64        start,
                             guint64        end);

/* The first sound frame that begins in [@from, @limit). FALSE without @error: there is none. */
gboolean gaf_flac_scan_find (GafFlacScan   *self,
                             guint64        from,
                             guint64        limit,
                             GafFlacFrame  *frame,
                             GError       **error);

/* Looks in the last @window bytes for the header of a frame that ends the stream where STREAMINFO says, at n_frames,
 * when all others have @block frames. Where the file is damaged or cut behind it, its length is the same, so that the
 * frame itself is not looked at. FALSE without @error: there is none. */
gboolean gaf_flac_scan_find_end (GafFlacScan *self,
                                 guint64      block,
                                 gsize        window,
                                 guint64     *offset,
                                 guint64     *number,
                                 GError     **error);

/* Allows the next passes over the same bytes; call it before going back. */
void     gaf_flac_scan_rewind (GafFlacScan *self);

G_END_DECLS
