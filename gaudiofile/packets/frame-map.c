/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "packets/frame-map.h"

#include "core/memory.h"

#define INDEX_STEP  (32 * 1024) /* bytes between two marks of the index */
#define SEEK_LINEAR (24 * 1024) /* bytes from which on walking is quicker than bisecting */
#define PROBES      8           /* parts of the file at whose bounds the numbers are looked at */
#define TAIL_LEAST \
  (4 * 1024) /* bytes of the end in which the last frame is looked for at first: two frames, but so many … */
#define TAIL_FIRST (32 * 1024)       /* … to so many */
#define TAIL_MOST  (8 * 1024 * 1024) /* … and at most, before walking from the start */

static void
rewind_budget (GafFrameMap *self)
{
  if (self->klass->rewind != NULL)
    self->klass->rewind (self->user_data);
}

/* Like the format's find, but with @found apart from success. */
static gboolean
find (GafFrameMap *self, guint64 from, guint64 limit, GafMapFrame *frame, gboolean *found, GError **error)
{
  g_autoptr (GError) local = NULL;

  *found = from < limit && self->klass->find (self->user_data, from, limit, frame, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* taking stock */

/* Counts all frames of the file from the start, and makes an index of them. */
static gboolean
count_all (GafFrameMap *self, GError **error)
{
  GafMapMark mark = { self->first.offset, 0 };
  GafMapFrame frame;
  gboolean found;

  self->counted = self->trusted = TRUE;
  self->first.position = 0;
  g_clear_pointer (&self->index, g_array_unref);
  self->index = g_array_new (FALSE, FALSE, sizeof (GafMapMark));
  g_array_append_val (self->index, mark);
  rewind_budget (self);

  for (;;) {
    if (!find (self, mark.offset, self->end, &frame, &found, error))
      return FALSE;
    if (!found)
      break;
    if (frame.offset >= g_array_index (self->index, GafMapMark, self->index->len - 1).offset + INDEX_STEP) {
      mark.offset = frame.offset;
      if (!gaf_memory_append (self->index, &mark, error))
        return FALSE;
    }
    mark.offset = frame.offset + frame.size;
    mark.position += frame.length;
  }
  self->n_frames = mark.position;
  return TRUE;
}

/* Finds the last frame: walks the last bytes of the file, more and more of them until there is a good frame. @last is
 * the first frame till then. */
static gboolean
find_last (GafFrameMap *self, GafMapFrame *last, GError **error)
{
  guint64 length = self->end - self->first.offset;

  for (guint64 tail = CLAMP (2 * last->size, TAIL_LEAST, TAIL_FIRST);; tail *= 4) {
    gboolean any = FALSE;
    gboolean found;
    GafMapFrame frame;
    guint64 from;

    if (tail > TAIL_MOST || tail > length)
      tail = length;
    from = self->end - tail;
    rewind_budget (self);
    do {
      if (!find (self, from, self->end, &frame, &found, error))
        return FALSE;
      if (found) {
        *last = frame;
        from = frame.offset + frame.size;
        any = TRUE;
      }
    } while (found);
    if (any || tail == length)
      return TRUE;
  }
}

/* Looks at frames all over the file: do their numbers ascend, as their places do? */
static gboolean
check_numbers (GafFrameMap *self, gboolean *consistent, GError **error)
{
  guint64 length = self->last.offset - self->first.offset;
  guint64 from = self->first.offset;
  gint64 least = self->first.position;

  *consistent = TRUE;
  rewind_budget (self);
  for (guint i = 1; i < PROBES && *consistent; i++) {
    GafMapFrame frame;
    gboolean found;

    from = MAX (from, self->first.offset + length / PROBES * i);
    if (!find (self, from, self->last.offset, &frame, &found, error))
      return FALSE;
    if (!found)
      break;
    frame.number -= self->base;
    *consistent = frame.number >= least && frame.number <= self->last.position
                  && (self->block == 0 || frame.length == self->block);
    least = frame.number + frame.length;
    from = frame.offset + frame.size;
  }
  self->trusted = *consistent;
  return TRUE;
}

/* No frame is so short that so many could be in the file: the numbers are nonsense. */
static gboolean
are_too_many (const GafFrameMap *self, guint64 first, gint64 n_frames)
{
  return n_frames / self->max_length > (gint64) ((self->end - first) / self->min_size);
}

gboolean
gaf_frame_map_open_intact (GafFrameMap *self, guint64 first, const GafMapMark *last, gint64 total)
{
  if (are_too_many (self, first, total))
    return FALSE;
  self->first.offset = self->at.offset = first;
  self->last = *last;
  self->last_is_claimed = TRUE;
  self->n_frames = total;
  return TRUE;
}

gboolean
gaf_frame_map_open (GafFrameMap *self, const GafMapFrame *first, gboolean in_place, gint64 total, gboolean doubtful,
                    GError **error)
{
  GafMapFrame last = *first;
  gint64 end;
  gboolean consistent;

  self->first.offset = self->at.offset = first->offset;
  if (!find_last (self, &last, error))
    return FALSE;

  end = last.number + last.length;
  self->base = in_place || total == 0 || end > total ? first->number : 0;
  self->first.position = first->number - self->base;
  self->last = (GafMapMark){ last.offset, last.number - self->base };
  end -= self->base;
  self->n_frames = end;

  if (self->last.position < self->first.position || are_too_many (self, first->offset, end))
    return count_all (self, error);

  if (end != total) {
    if (!check_numbers (self, &consistent, error))
      return FALSE;
    if (!consistent || doubtful)
      return count_all (self, error);
  }

  /* A last frame that is damaged still counts when the file says that it is there, and there are bytes that it can have
   * been. */
  if (last.offset + last.size < self->end && end < total && total - end <= MAX (first->length, self->last_length))
    self->n_frames = total;
  rewind_budget (self);
  return TRUE;
}

/* seeking */

/* Seeks go to good frames only. */
static gboolean
check_last (GafFrameMap *self, GError **error)
{
  GafMapFrame last;
  gboolean found;

  rewind_budget (self);
  if (!find (self, self->last.offset, self->last.offset + 1, &last, &found, error))
    return FALSE;
  if (!found) {
    last = (GafMapFrame){ .offset = self->first.offset, .number = self->base + self->first.position };
    if (!find_last (self, &last, error))
      return FALSE;
    self->last = (GafMapMark){ last.offset, last.number - self->base };
  }
  self->last_is_claimed = FALSE;
  return TRUE;
}

/* Narrows [@low, @high] by the table in the file. It counts only if the frame is there that it tells of. */
static gboolean
use_hints (GafFrameMap *self, gint64 position, GafMapMark *low, GafMapMark *high, GError **error)
{
  GafMapMark hints[2];
  guint n_hints = 0;

  if (self->klass->hint == NULL)
    return TRUE;
  if (!self->klass->hint (self->user_data, position + self->base, hints, &n_hints, error))
    return FALSE;

  for (guint i = 0; i < n_hints; i++) {
    GafMapFrame frame;
    gboolean found;

    if (hints[i].offset <= low->offset || hints[i].offset >= high->offset)
      continue;
    if (!find (self, hints[i].offset, hints[i].offset + 1, &frame, &found, error))
      return FALSE;
    if (found && frame.number == hints[i].position)
      *(frame.number - self->base <= position ? low : high) = (GafMapMark){ frame.offset, frame.number - self->base };
  }
  return TRUE;
}

/* Finds the next frame behind @from whose number fits to its place between @low and @high. One that does not is a part
 * that is in the file twice, and is left out when reading too. */
static gboolean
find_between (GafFrameMap *self, guint64 from, guint64 limit, const GafMapMark *low, const GafMapMark *high,
              GafMapFrame *frame, gboolean *found, GError **error)
{
  for (;; from = frame->offset + frame->size) {
    if (!find (self, from, limit, frame, found, error))
      return FALSE;
    if (!*found || (frame->number - self->base > low->position && frame->number - self->base <= high->position))
      return TRUE;
  }
}

/* Narrows [@low, @high] by guessing: where a constant bit rate would have the position, or in the middle when that
 * gained little. Every step makes the stretch smaller. */
static gboolean
bisect (GafFrameMap *self, gint64 position, GafMapMark *low, GafMapMark *high, GError **error)
{
  guint64 limit = high->offset; /* frames from here on are known to lie behind */
  gboolean halve = FALSE;

  while (limit > low->offset + SEEK_LINEAR && low->position < high->position) {
    guint64 length = limit - low->offset;
    guint64 guess = length / 2;
    GafMapFrame frame;
    gboolean found;

    if (!halve) {
      gint64 span = high->position - low->position;

      guess = (guint64) ((double) length * CLAMP (position - low->position, 0, span) / span);
      guess = CLAMP (guess, SEEK_LINEAR / 2, length - 1) - (SEEK_LINEAR / 2 - 1);
    }
    guess += low->offset;
    if (!find_between (self, guess, limit, low, high, &frame, &found, error))
      return FALSE;
    if (!found)
      limit = guess;
    else if (frame.number - self->base > position) {
      *high = (GafMapMark){ frame.offset, frame.number - self->base };
      limit = guess;
    } else
      *low = (GafMapMark){ frame.offset, frame.number - self->base };
    halve = !halve && limit - low->offset > length / 2;
  }
  return TRUE;
}

/* The last mark of the index at or before @position. */
static GafMapMark
look_up (GafFrameMap *self, gint64 position)
{
  guint low = 0;
  guint high = self->index->len;

  while (low + 1 < high) {
    guint middle = low + (high - low) / 2;

    if (g_array_index (self->index, GafMapMark, middle).position <= position)
      low = middle;
    else
      high = middle;
  }
  return g_array_index (self->index, GafMapMark, low);
}

/* Walks from @self->at to the frame with @position in it, or the last one before it. */
static gboolean
walk_to (GafFrameMap *self, gint64 position, GError **error)
{
  GafMapMark next = self->at;
  GafMapFrame frame;
  gboolean found;

  for (;;) {
    gint64 start;

    if (!find (self, next.offset, self->end, &frame, &found, error))
      return FALSE;
    start = self->counted ? next.position : frame.number - self->base;
    if (!found || start > position)
      return TRUE;
    if (start < self->at.position) {
      next.offset = frame.offset + frame.size;
      continue;
    }
    self->at = (GafMapMark){ frame.offset, start };
    next = (GafMapMark){ frame.offset + frame.size, start + frame.length };
    if (next.position > position)
      return TRUE;
  }
}

gboolean
gaf_frame_map_seek (GafFrameMap *self, gint64 position, GError **error)
{
  GafMapMark high;
  gboolean consistent;

  if (self->last_is_claimed && !check_last (self, error))
    return FALSE;
  if (!self->trusted) {
    if (!check_numbers (self, &consistent, error))
      return FALSE;
    /* What was promised stays; only where the frames are is found out anew. */
    if (!consistent) {
      gint64 n_frames = self->n_frames;

      if (!count_all (self, error))
        return FALSE;
      self->n_frames = n_frames;
    }
  }

  rewind_budget (self);
  self->expected = -1;
  self->at = self->first;
  if (self->counted)
    self->at = look_up (self, position);
  else if (position >= self->last.position)
    self->at = self->last;
  else {
    high = self->last;
    if (!use_hints (self, position, &self->at, &high, error) || !bisect (self, position, &self->at, &high, error))
      return FALSE;
  }
  return walk_to (self, position, error);
}

gboolean
gaf_frame_map_next (GafFrameMap *self, GafByteSource *source, gboolean bare, GafPacket *packet, GError **error)
{
  GafMapFrame frame;
  const guint8 *data;
  gsize available;
  gboolean found;
  gint64 read;

  do {
    read = self->at.position;
    /* What comes behind the end is another stream, or junk. */
    if (self->at.position >= self->n_frames || !find (self, self->at.offset, self->end, &frame, &found, error)
        || !found)
      return FALSE;
    frame.number = self->counted ? self->at.position : frame.number - self->base;
    self->at = (GafMapMark){ frame.offset + frame.size, frame.number + frame.length };
    /* Good frames that claim to be outside of the stream are none of it, nor those that claim to begin in what was read
     * already: a part that is in the file twice. */
    if (frame.number < read)
      self->at.position = read;
  } while (frame.number < 0 || frame.number >= self->n_frames || frame.number < read);

  data = gaf_byte_source_peek (source, frame.offset, frame.size, &available, error);
  if (data == NULL || available < frame.size)
    return FALSE;
  packet->position = frame.number;
  packet->n_frames = frame.length;
  if (bare) {
    packet->bytes = data;
    packet->n_bytes = frame.size;
  } else {
    packet->data = gst_buffer_new_memdup (data, frame.size);
    if (frame.number != self->expected)
      GST_BUFFER_FLAG_SET (packet->data, GST_BUFFER_FLAG_DISCONT);
  }
  self->expected = self->at.position;
  return TRUE;
}

void
gaf_frame_map_clear (GafFrameMap *self)
{
  g_clear_pointer (&self->index, g_array_unref);
}
