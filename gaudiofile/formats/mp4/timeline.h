/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "formats/mp4/samples.h"

G_BEGIN_DECLS

/*
 * Which frames each packet yields. Packets follow each other without a gap: what a packet yields is known from its
 * codec, and the times in the file are often rounded ones of another container that the packets were copied from. They
 * count in three cases:
 *
 *   - a packet whose time says that it lasts about one packet longer than it can is followed by a gap;
 *   - the last packet may be said to be shorter than it is: padding at its end;
 *   - codecs whose packets have different lengths need not be looked at packet by packet where all times could be
 *     lengths of the codec.
 */

/* Packets of one length that follow each other. */
typedef struct {
  guint32 packet;   /* the first */
  guint32 n_frames; /* of each */
  gint64  position; /* of the first */
} GafMp4Span;

typedef struct {
  GArray *spans;    /* of GafMp4Span; at least one, unless there is no packet */
  gint64  n_frames; /* up to the end of the last packet's sound */
  gint64  said;     /* what the times add up to */
} GafMp4Timeline;

/* What is known of the codec. */
typedef struct {
  int     rate;
  guint32 n_frames; /* of every packet; 0: they differ */
  guint32 last;     /* n_frames of the last one, as it says itself; 0: it does not */
  guint32 step;     /* all lengths are multiples of this; 0: not known */
  guint32 longest;  /* frames */
  /* Frames of a packet, whose first bytes are at @data; where @n_frames is 0. Packets come in their order; with NULL
   * they begin anew. */
  int   (*measure) (gpointer user_data, const guint8 *data, gsize size);
  gpointer user_data;
} GafMp4Lengths;

/* FALSE with @error: I/O, or GAF_ERROR_LIMIT. */
gboolean gaf_mp4_timeline_init  (GafMp4Timeline      *self,
                                 GafMp4Samples       *samples,
                                 const GafMp4Lengths *lengths,
                                 GError             **error);
void     gaf_mp4_timeline_clear (GafMp4Timeline      *self);

/* Position and frames of packet @index. */
void     gaf_mp4_timeline_get   (const GafMp4Timeline *self,
                                 guint64               index,
                                 gint64               *position,
                                 gint64               *n_frames);
/* The last packet that begins at @position or before it. */
guint64  gaf_mp4_timeline_find  (const GafMp4Timeline *self,
                                 gint64                position);

G_END_DECLS
