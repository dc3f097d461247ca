/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "play/tape.h"

#include <string.h>

GafTape *
gaf_tape_new (guint channels, gsize lead, gsize history)
{
  GafTape *self = g_new0 (GafTape, 1);

  self->channels = channels;
  self->capacity = lead + history;
  self->history = history;
  self->samples = g_malloc_n (self->capacity * channels, sizeof (float));
  self->marks = g_array_new (FALSE, FALSE, sizeof (GafTapeMark));
  return self;
}

void
gaf_tape_free (GafTape *self)
{
  g_array_unref (self->marks);
  g_free (self->samples);
  g_free (self);
}

static const GafTapeMark *
get_mark (const GafTape *self, guint i)
{
  return &g_array_index (self->marks, GafTapeMark, i);
}

gsize
gaf_tape_get_room (const GafTape *self)
{
  const gsize lead = self->capacity - self->history;

  /* What was wound back is ahead once more, and more than there would be room for. */
  return lead - MIN (self->end - self->cursor, lead);
}

/* Marks are kept as long as there are frames that they are for. */
static void
forget (GafTape *self)
{
  if (self->end > self->capacity)
    self->start = MAX (self->start, self->end - self->capacity);
  while (self->marks->len > 1 && get_mark (self, 1)->at <= self->start)
    g_array_remove_index (self->marks, 0);
}

void
gaf_tape_put (GafTape *self, const float *samples, gsize n_frames)
{
  while (n_frames > 0) {
    const gsize place = self->end % self->capacity;
    const gsize run = MIN (n_frames, self->capacity - place);

    memcpy (self->samples + place * self->channels, samples, run * self->channels * sizeof (float));
    samples += run * self->channels;
    n_frames -= run;
    self->end += run;
  }
  forget (self);
}

void
gaf_tape_mark (GafTape *self, guint64 at, guint item, double frame, double step)
{
  const GafTapeMark mark = { .at = at, .item = item, .frame = frame, .step = step };

  /* Of a source without frames nothing is heard. */
  while (self->marks->len > 0 && get_mark (self, self->marks->len - 1)->at >= at)
    g_array_set_size (self->marks, self->marks->len - 1);
  g_array_append_val (self->marks, mark);
}

const GafTapeMark *
gaf_tape_find (const GafTape *self, guint64 at)
{
  for (guint i = self->marks->len; i-- > 0;)
    if (get_mark (self, i)->at <= at)
      return get_mark (self, i);
  return NULL;
}

const GafTapeMark *
gaf_tape_find_next (const GafTape *self)
{
  for (guint i = 0; i < self->marks->len; i++)
    if (get_mark (self, i)->at > self->cursor)
      return get_mark (self, i);
  return NULL;
}

void
gaf_tape_cut (GafTape *self, guint64 at)
{
  while (self->marks->len > 0 && get_mark (self, self->marks->len - 1)->at >= at)
    g_array_set_size (self->marks, self->marks->len - 1);
  self->end = MIN (self->end, at);
  self->is_complete = FALSE;
}
