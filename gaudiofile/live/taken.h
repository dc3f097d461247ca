/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * How far a sound server has read what it was given, as it shows by when it has room for more.
 *
 * PipeWire reads a piece every so often, 21 ms as it comes. The time that it tells is asked of this staircase now and
 * then, and what its client library makes of that is up to 40 ms beside it in the first seconds. So its buffer is kept
 * full: when it takes what ends with frame n, it has read all up to n less what it holds. Each such moment is a point
 * on or below the line along the upper edges of the stairs, which rises as time does; the highest of late are on it.
 * The line is not behind the server, and ahead of it by a piece.
 */
#define GAF_TAKEN_POINTS 64

typedef struct {
  gint64 time;
  double height; /* frames read, less those that time has brought since the epoch */
} GafTakenPoint;

typedef struct {
  guint         rate;
  guint         n_points; /* of all that were added; the last GAF_TAKEN_POINTS of them are there */
  gint64        most;     /* frames of the last point */
  gint64        heard;    /* was said last */
  guint         n_told;
  double        behind;   /* mean frames from the line to what the server tells */
  GafTakenPoint points[GAF_TAKEN_POINTS];
} GafTaken;

void     gaf_taken_init      (GafTaken       *self,
                              guint           rate);
/* At monotonic @time, µs, the server had read @frames at least. */
void     gaf_taken_add       (GafTaken       *self,
                              gint64          time,
                              gint64          frames);
/* The frame that is heard at @time, by the server's account. */
void     gaf_taken_tell      (GafTaken       *self,
                              gint64          time,
                              gint64          frame);
/* What the server has read at @time, or will have with its next piece. FALSE if that is not known. */
gboolean gaf_taken_get       (const GafTaken *self,
                              gint64          time,
                              gint64         *frames);
/* The frame that is heard at @time; it never goes back. FALSE if that is not known. */
gboolean gaf_taken_get_heard (GafTaken       *self,
                              gint64          time,
                              gint64         *frame);
/* @frame is heard, by an account from elsewhere, such as there is until this one knows; returns it, or what was said
 * last if that is more. */
gint64   gaf_taken_hold      (GafTaken       *self,
                              gint64          frame);

G_END_DECLS
