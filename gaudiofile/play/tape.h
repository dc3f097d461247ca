/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Decoded frames on their way to a device, interleaved: a ring that keeps for a while what it has given, so that it can
 * be given again. Its frames are counted from the first one that was put. No locks.
 *
 *     start ............. cursor ............. end
 *      │ history, given       │ not given yet    │ put() goes on here
 */

/* From its frame @at on, the tape's frames are those of a source: @step of the source's for each of the tape's. */
typedef struct {
  guint64  at;
  guint    item;  /* the number of the source */
  double   frame; /* of the source */
  double   step;
} GafTapeMark;

typedef struct {
  guint    channels;
  gsize    capacity;
  gsize    history;     /* frames that are kept at least */
  float   *samples;
  guint64  start;
  guint64  cursor;
  guint64  end;
  GArray  *marks;       /* of GafTapeMark; the first one is not behind start */
  gboolean is_complete; /* nothing will follow */
  gboolean begins_hard; /* with the source's first frame, which nothing is faded into */
} GafTape;

GafTape           *gaf_tape_new      (guint          channels,
                                      gsize          lead,
                                      gsize          history);
void               gaf_tape_free     (GafTape       *self);
/* Frames there is room for. */
gsize              gaf_tape_get_room (const GafTape *self);
/* @n_frames: no more than there is room for. */
void               gaf_tape_put      (GafTape       *self,
                                      const float   *samples,
                                      gsize          n_frames);
/* Behind the end too, for frames that are put later. */
void               gaf_tape_mark     (GafTape       *self,
                                      guint64        at,
                                      guint          item,
                                      double         frame,
                                      double         step);
/* The mark that is for a frame; NULL if there is none. */
const GafTapeMark *gaf_tape_find     (const GafTape *self,
                                      guint64        at);
/* The mark of the next source, if that has not begun; NULL if there is none. */
const GafTapeMark *gaf_tape_find_next (const GafTape *self);
/* Drops that mark and what is behind it. */
void               gaf_tape_cut      (GafTape       *self,
                                      guint64        at);

/* The frame at the cursor; NULL if there is none. */
static inline const float *
gaf_tape_peek (const GafTape *self)
{
  return self->cursor < self->end ? self->samples + self->cursor % self->capacity * self->channels : NULL;
}

G_END_DECLS
