/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "info/marks.h"

#include <string.h>

#include "gaf-mark-private.h"

/* More than a file made by people has. */
#define MOST_MARKS 10000
#define MOST_BYTES (1024 * 1024)
#define MOST_TITLE 4096

void
gaf_marks_init (GafMarks *self)
{
  for (int i = 0; i < GAF_MARKS_N_KINDS; i++)
    self->lists[i] = g_ptr_array_new_with_free_func ((GDestroyNotify) gaf_mark_unref);
  self->n_marks = 0;
}

void
gaf_marks_clear (GafMarks *self)
{
  for (int i = 0; i < GAF_MARKS_N_KINDS; i++)
    g_clear_pointer (&self->lists[i], g_ptr_array_unref);
}

const guint8 *
gaf_marks_peek (GafByteSource *source, guint64 offset, guint64 size)
{
  gsize available;
  const guint8 *data =
      size <= MOST_BYTES ? gaf_byte_source_peek (source, offset, (gsize) size, &available, NULL) : NULL;

  return data != NULL && available >= size ? data : NULL;
}

void
gaf_marks_add (GafMarks *self, GafMarksKind kind, gint64 start, gint64 end, const char *title, gsize length)
{
  if (start < 0 || self->n_marks >= MOST_MARKS)
    return;
  self->n_marks++;
  length = title != NULL ? strnlen (title, MIN (length, MOST_TITLE)) : 0;
  g_ptr_array_add (self->lists[kind], gaf_mark_new (start, end < start ? -1 : end, title, length));
}

void
gaf_marks_add_time (GafMarks *self, double start, double end, const char *title, gsize length)
{
  const double first = start * self->rate, last = end * self->rate;

  /* Comparisons that are false for what is no number. */
  if (first >= 0 && first < 1e15)
    gaf_marks_add (self, GAF_MARKS_CHAPTERS, (gint64) (first + 0.5),
                   last >= first && last < 1e15 ? (gint64) (last + 0.5) : -1, title, length);
}
