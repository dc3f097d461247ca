/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "packets/packetizer.h"

G_BEGIN_DECLS

/*
 * GafFrameMap: from places in a file to positions in time and back, for formats whose coded frames carry a number of
 * their own (FLAC, WavPack). The format finds frames in bytes; the map does the rest:
 *
 *   first frame │ … │ last frame │ junk
 *   └ where     └ bisected by    └ found from the end: where the stream really ends
 *     0 is        seeks
 *
 * The position of a frame is what its number says, so it is the same however it was reached. Position 0 is the
 * first frame if that lies where it should: a stream recorded from its middle starts at some number. If damage comes
 * first, position 0 is number 0, as long as that agrees with the total that the file claims.
 *
 * Numbers that contradict each other (two files put together, fixed blocks of unequal size) are not used: such a file
 * is walked once, and positions are counted.
 */
typedef struct {
  guint64 offset; /* bytes from the start of the source */
  guint64 size;
  gint64  number; /* of its first sample frame, as the file numbers them */
  gint64  length; /* sample frames in it */
} GafMapFrame;

/* A place and the number of the sample frame there. */
typedef struct {
  guint64 offset;
  gint64  position;
} GafMapMark;

typedef struct {
  /* The first good frame that begins in [from, limit). FALSE without @error: none. */
  gboolean (*find)   (gpointer      user_data,
                      guint64       from,
                      guint64       limit,
                      GafMapFrame  *frame,
                      GError      **error);

  /* Going back: forget what limits the effort. Optional. */
  void     (*rewind) (gpointer      user_data);

  /* Up to two places near @number that a table in the file tells of, true or not. Optional. */
  gboolean (*hint)   (gpointer      user_data,
                      gint64        number,
                      GafMapMark    hints[2],
                      guint        *n_hints,
                      GError      **error);
} GafFrameMapClass;

typedef struct {
  const GafFrameMapClass *klass;
  gpointer                user_data;
  guint64                 end;        /* of the bytes in which frames are looked for */
  gint64                  block;      /* all frames but the last are this long; 0: they vary */
  guint                   min_size;   /* bytes of the smallest frame */
  gint64                  max_length; /* sample frames of the longest that can be */
  gint64                  last_length; /* … and that the last one is likely to have, if it is damaged */

  gint64                  n_frames;   /* from position 0 to the end of the last frame */

  gboolean                counted;    /* the numbers are of no use: @index helps seeking */
  gboolean                trusted;    /* the numbers were looked at all over the file */
  gint64                  base;       /* number of position 0 */
  GafMapMark              first;
  GafMapMark              last;
  gboolean                last_is_claimed; /* only its header was looked at */
  GafMapMark              at;         /* where to go on */
  gint64                  expected;   /* where the packet handed out last ends, -1 after a seek */
  GArray                 *index;      /* of GafMapMark */
} GafFrameMap;

/* Takes stock of the file, whose first good frame is @first; the fields up to last_length are set. @in_place: it lies
 * where the first frame should. @total: what the file claims to hold, 0 if it does not say. @doubtful: do not take the
 * file's word for it. */
gboolean gaf_frame_map_open  (GafFrameMap        *self,
                              const GafMapFrame  *first,
                              gboolean            in_place,
                              gint64              total,
                              gboolean            doubtful,
                              GError            **error);

/* The same for a file of which all is as it should be: the first frame is number 0, at @first, and the header of the
 * last one, at @last, ends it at @total. FALSE: so many frames cannot be in the file. */
gboolean gaf_frame_map_open_intact (GafFrameMap      *self,
                                    guint64           first,
                                    const GafMapMark *last,
                                    gint64            total);

/* The next frame as a packet, with @bare one without a GstBuffer. It is flagged as a discontinuity where it does not go
 * on from the one before, so that decoders do not connect what is not connected: libFLAC fills a hole in the numbers
 * with silence of its own, wavpackdec moves time stamps. */
gboolean gaf_frame_map_next  (GafFrameMap        *self,
                              GafByteSource      *source,
                              gboolean            bare,
                              GafPacket          *packet,
                              GError            **error);

/* Makes the next frame the one with @position in it, or where there is none the last before it. */
gboolean gaf_frame_map_seek  (GafFrameMap        *self,
                              gint64              position,
                              GError            **error);

void     gaf_frame_map_clear (GafFrameMap        *self);

G_END_DECLS
