/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "io/byte-source.h"

G_BEGIN_DECLS

/* Places in a file that have a name or a purpose, as info/marks-find.h finds them. */

typedef enum {
  GAF_MARKS_CHAPTERS,
  GAF_MARKS_CUES,
  GAF_MARKS_LOOPS,
  GAF_MARKS_N_KINDS,
} GafMarksKind;

typedef struct {
  GPtrArray *lists[GAF_MARKS_N_KINDS]; /* of GafMark, by their starts */
  double     rate;                     /* frames per second */
  guint      n_marks;
} GafMarks;

void gaf_marks_init  (GafMarks         *self);
void gaf_marks_clear (GafMarks         *self);

/* For the files of this room. @end: the frame behind the last, or -1: a place, or up to the next. @title: @length bytes
 * of UTF-8, perhaps; NULL: none. */
void gaf_marks_add   (GafMarks         *self,
                      GafMarksKind      kind,
                      gint64            start,
                      gint64            end,
                      const char       *title,
                      gsize             length);
/* A chapter. @end: before @start if it is not said. */
void gaf_marks_add_time (GafMarks      *self,
                         double         start,
                         double         end,
                         const char    *title,
                         gsize          length);

/* The @size bytes at @offset, at most 1 MiB, until the next look at @source. NULL: they are not all there. */
const guint8 *gaf_marks_peek (GafByteSource *source,
                              guint64        offset,
                              guint64        size);

G_END_DECLS
