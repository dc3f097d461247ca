/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "io/byte-source.h"

G_BEGIN_DECLS

/*
 * GafFrameWalk: streams of frames each of which tells its own length, with nothing around them (MPEG audio, ADTS, AC-3,
 * DTS, AMR …).
 *
 *   junk │ frame 0 │ frame 1 │ … junk … │ frame k and those that join it │ … │ frames of another stream
 *          ▲                                ▲                                  └ other_at
 *        index[0]       index[1] at packet 8, index[2] at packet 16 …
 *
 * The format reads one header; the walk does the rest. Positions are counted. How a frame is found depends on nothing
 * but the place where it is looked for, and the places in the index come from a walk from the start: so linear reading
 * and seeking agree.
 *
 * A single header proves little, so behind junk a stream is taken to go on only where several frames follow each other.
 */

#define GAF_WALK_HEADER_MAX 32           /* bytes that a format may look at */
#define GAF_WALK_STRIDE     8            /* packets from one entry of the index to the next, at first */
/* of a frame that does not tell its stream, and is of the same as the one before */
#define GAF_WALK_ANY_KEY    G_MAXUINT32
#define GAF_WALK_NOT_FOUND  G_MAXUINT64

typedef struct {
  guint32  size;     /* bytes, header included; of a packet, all frames that belong to it */
  int      n_frames; /* audio frames in it; 0: as many as in the first */
  int      rate;     /* Hz; 0: a stream cannot begin with it */
  int      channels; /* 0: only the decoder knows */
  guint32  key;      /* what all frames of a stream have in common */
  gboolean joins;    /* it belongs to the packet of the frame before it */
  guint32  reservoir; /* bytes in it that later frames may refer to (MPEG audio layer 3) */
} GafWalkFrame;

typedef struct _GafFrameWalk GafFrameWalk;

typedef struct {
  const char *name;
  guint       header;  /* bytes of a header; no frame is shorter */
  int         sync;    /* every frame begins with this byte; -1: with any */
  gboolean    joins;   /* some frames belong to the one before */
  gsize       window;  /* bytes: @wanted frames are never longer */
  /* Frames in a row that make a stream of what follows junk, and how many are enough at the end of the file; the same
   * for a stream that is known already and goes on behind junk. */
  int         wanted, enough;
  int         resumed, resumed_enough;

  /* Reads a header of which GAF_WALK_HEADER_MAX bytes are there, zeros behind the end of the source. FALSE: it is
   * none. */
  gboolean (*parse) (const GafFrameWalk *self, GafWalkFrame *frame, const guint8 *data);

  /* Whether a stream may begin, or go on behind junk, at a frame of which @length bytes are there; NULL: at any. */
  gboolean (*is_start) (const guint8 *data, gsize length);
} GafWalkFormat;

/* A place between packets. */
typedef struct {
  guint64 offset;    /* where the next packet is looked for */
  gint64  number;    /* of it */
  gint64  position;  /* of it, in audio frames */
  guint64 reservoir; /* sum of that of all frames before it */
} GafWalkCursor;

struct _GafFrameWalk {
  const GafWalkFormat *format;
  gpointer             user_data; /* of the format */
  GafByteSource       *source;
  guint64              size;

  GafWalkFrame         first;     /* of the stream; size 0 until it is known */
  GArray              *index;     /* of GafWalkCursor: every @stride-th packet */
  gint64               stride;
  GafWalkCursor        walked;    /* how far the index goes */
  gint64               n_packets; /* -1 until the end was seen */
  /* where frames with another key begin, which end the walk; GAF_WALK_NOT_FOUND: none seen */
  guint64              other_at;
};

/* May the stream begin at @data, of which there are @length bytes? @at_end: to the end of the source. @at_start: it is
 * the place where the stream should begin. */
typedef gboolean (*GafWalkTest) (GafFrameWalk *self,
                                 const guint8 *data,
                                 gsize         length,
                                 gboolean      at_end,
                                 gboolean      at_start);

void     gaf_frame_walk_init       (GafFrameWalk        *self,
                                    const GafWalkFormat *format,
                                    GafByteSource       *source);
void     gaf_frame_walk_clear      (GafFrameWalk        *self);

/* A header of this stream (of any, while @self->first is not known) at @data, of which @length bytes are there? */
gboolean gaf_frame_walk_parse      (const GafFrameWalk  *self,
                                    GafWalkFrame        *frame,
                                    const guint8        *data,
                                    gsize                length);

/* Do @wanted frames of the stream follow each other from @data on? At the end of the source @enough will do, if they
 * fill it or one that is cut off follows. */
gboolean gaf_frame_walk_chain_fits (const GafFrameWalk  *self,
                                    const guint8        *data,
                                    gsize                length,
                                    gboolean             at_end,
                                    int                  wanted,
                                    int                  enough);

/* The first place in [start, end) that passes @test, or GAF_WALK_NOT_FOUND. ID3v2 tags and zeros at @start are stepped
 * over. FALSE with @error. */
gboolean gaf_frame_walk_scan       (GafFrameWalk        *self,
                                    guint64              start,
                                    guint64              end,
                                    GafWalkTest          test,
                                    guint64             *found,
                                    GError             **error);

/* Makes the first frame from @start on the first of the stream, and lets the walk begin there. FALSE with @error;
 * @found tells whether there is one. */
gboolean gaf_frame_walk_begin      (GafFrameWalk        *self,
                                    guint64              start,
                                    gboolean            *found,
                                    GError             **error);

/* What goes on close behind @offset: if there is a stream @at, @found is TRUE; and so is @other if it has another key.
 * FALSE with @error. */
gboolean gaf_frame_walk_probe      (GafFrameWalk        *self,
                                    guint64              offset,
                                    guint64             *at,
                                    GafWalkFrame        *frame,
                                    gboolean            *found,
                                    gboolean            *other,
                                    GError             **error);

/* Finds the packet at or behind @cursor and moves it there. @found is FALSE at the end of the stream. FALSE with
 * @error. */
gboolean gaf_frame_walk_find       (GafFrameWalk        *self,
                                    GafWalkCursor       *cursor,
                                    GafWalkFrame        *frame,
                                    gboolean            *found,
                                    GError             **error);

/* Moves @cursor behind the packet that was found there. */
static inline void
gaf_walk_cursor_step (GafWalkCursor *cursor, const GafWalkFrame *frame)
{
  cursor->offset += frame->size;
  cursor->number++;
  cursor->position += frame->n_frames;
  cursor->reservoir += frame->reservoir;
}

/* Walks on until the first @n_packets are known or the stream ends. FALSE with @error. */
gboolean gaf_frame_walk_to         (GafFrameWalk        *self,
                                    gint64               n_packets,
                                    GError             **error);

/* The packet with the audio frame @position in it, as far as was walked; the last one if it lies behind. FALSE with
 * @error. */
gboolean gaf_frame_walk_seek       (GafFrameWalk        *self,
                                    gint64               position,
                                    GafWalkCursor       *cursor,
                                    GError             **error);

G_END_DECLS
