/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "packets/frame-walk.h"

#include <string.h>

#include "core/limits.h"
#include "packets/id3.h"

#define INDEX_MAX   65536                 /* then every second entry is dropped: memory stays bounded */
#define SCAN_WINDOW GAF_BYTE_SOURCE_BLOCK /* bytes searched at a time */
/* Looked at first, for mostly it is right there; less than what is read ahead, so that a second search a little behind
 * finds it there. Two or three frames fit into the first one. */
#define FIRST_WINDOW  (GAF_BYTE_SOURCE_FIRST_BLOCK - 1024)
#define SECOND_WINDOW (GAF_BYTE_SOURCE_BLOCK / 4 - 1024)
#define SUBSTREAM_MAX 64 /* frames in one packet: 8 programs of 8 in E-AC-3 */

void
gaf_frame_walk_init (GafFrameWalk *self, const GafWalkFormat *format, GafByteSource *source)
{
  *self = (GafFrameWalk){
    .format = format,
    .source = gaf_byte_source_ref (source),
    .size = gaf_byte_source_get_size (source),
    .index = g_array_new (FALSE, FALSE, sizeof (GafWalkCursor)),
    .stride = GAF_WALK_STRIDE,
    .n_packets = -1,
    .other_at = GAF_WALK_NOT_FOUND,
  };
}

void
gaf_frame_walk_clear (GafFrameWalk *self)
{
  g_clear_pointer (&self->source, gaf_byte_source_unref);
  g_clear_pointer (&self->index, g_array_unref);
}

/* frames in a row */

/* A header of any stream. */
static gboolean
parse_any (const GafFrameWalk *self, GafWalkFrame *frame, const guint8 *data, gsize length)
{
  guint8 header[GAF_WALK_HEADER_MAX] = { 0 };

  *frame = (GafWalkFrame){ 0 };
  if (length >= GAF_WALK_HEADER_MAX)
    return self->format->parse (self, frame, data);
  if (length < self->format->header)
    return FALSE;
  memcpy (header, data, length);
  return self->format->parse (self, frame, header);
}

gboolean
gaf_frame_walk_parse (const GafFrameWalk *self, GafWalkFrame *frame, const guint8 *data, gsize length)
{
  if (!parse_any (self, frame, data, length))
    return FALSE;
  if (frame->n_frames == 0)
    frame->n_frames = self->first.n_frames;
  return self->first.size == 0 || frame->key == self->first.key || frame->key == GAF_WALK_ANY_KEY;
}

/* As gaf_frame_walk_chain_fits(), for frames with the key of @first; size 0: for any. */
static gboolean
chain_fits (const GafFrameWalk *self, GafWalkFrame first, const guint8 *data, gsize length, gboolean at_end, int wanted,
            int enough)
{
  gsize at = 0;

  for (int n = 0; n < wanted; n++) {
    GafWalkFrame frame;

    if (at_end && at == length)
      return n >= enough;
    if (!parse_any (self, &frame, data + at, length - at))
      return FALSE;
    if (first.size == 0) {
      if (frame.rate == 0)
        return FALSE;
      first = frame;
    }
    if (frame.key != first.key && frame.key != GAF_WALK_ANY_KEY)
      return FALSE;
    if (frame.size > length - at)
      return at_end && n >= enough;
    at += frame.size;
  }
  return TRUE;
}

gboolean
gaf_frame_walk_chain_fits (const GafFrameWalk *self, const guint8 *data, gsize length, gboolean at_end, int wanted,
                           int enough)
{
  return chain_fits (self, self->first, data, length, at_end, wanted, enough);
}

static gboolean
may_start (const GafFrameWalk *self, const guint8 *data, gsize length)
{
  return self->format->is_start == NULL || self->format->is_start (data, length);
}

/* Does the stream, of which nothing is known yet, begin at @data? */
static gboolean
test_beginning (GafFrameWalk *self, const guint8 *data, gsize length, gboolean at_end, gboolean at_start)
{
  const GafWalkFormat *format = self->format;

  return may_start (self, data, length)
         && gaf_frame_walk_chain_fits (self, data, length, at_end, at_start ? 2 : format->wanted,
                                       at_start ? 1 : format->enough);
}

/* Does the stream go on at @data, after something that was no frame? */
static gboolean
test_going_on (GafFrameWalk *self, const guint8 *data, gsize length, gboolean at_end, gboolean at_start)
{
  const GafWalkFormat *format = self->format;

  return may_start (self, data, length)
         && gaf_frame_walk_chain_fits (self, data, length, at_end, at_start ? 3 : format->resumed,
                                       at_start ? 1 : format->resumed_enough);
}

/* The same, or does another stream begin there? */
static gboolean
test_going_on_or_other (GafFrameWalk *self, const guint8 *data, gsize length, gboolean at_end, gboolean at_start)
{
  return test_going_on (self, data, length, at_end, at_start)
         || (may_start (self, data, length)
             && chain_fits (self, (GafWalkFrame){ 0 }, data, length, at_end, self->format->wanted,
                            self->format->enough));
}

/* As gaf_frame_walk_scan(), at @start itself and in @window bytes, which are few: what is not found may be there all
 * the same. */
static gboolean
scan_start (GafFrameWalk *self, guint64 start, gsize window, GafWalkTest test, gboolean *found, GError **error)
{
  gsize length;
  const guint8 *data = gaf_byte_source_peek (self->source, start, window, &length, error);
  const gboolean at_end = start + length >= self->size || length < window;

  *found = data != NULL && length >= self->format->header && gaf_id3v2_get_size (data, length) == 0
           && test (self, data, length, at_end, TRUE);
  return data != NULL;
}

gboolean
gaf_frame_walk_scan (GafFrameWalk *self, guint64 start, guint64 end, GafWalkTest test, guint64 *found, GError **error)
{
  const GafWalkFormat *format = self->format;
  guint64 offset = start;

  *found = GAF_WALK_NOT_FOUND;
  if (start < end) {
    gboolean here;

    if (!scan_start (self, start, FIRST_WINDOW, test, &here, error)
        || (!here && !scan_start (self, start, SECOND_WINDOW, test, &here, error)))
      return FALSE;
    if (here) {
      *found = start;
      return TRUE;
    }
  }
  while (offset < end) {
    gsize length, limit, at = 0;
    gboolean at_end;
    guint64 tag_size;
    const guint8 *data = gaf_byte_source_peek (self->source, offset, SCAN_WINDOW, &length, error);

    if (data == NULL)
      return FALSE;
    if (length < format->header)
      return TRUE;

    /* A tag amid the stream (files were put one behind the other) may hold anything. Behind it the stream should go on.
     */
    tag_size = offset == start ? gaf_id3v2_get_size (data, length) : 0;
    if (tag_size > 0) {
      start = offset + tag_size;
      offset = start;
      continue;
    }

    at_end = offset + length >= self->size || length < SCAN_WINDOW;
    limit = at_end ? length - format->header + 1 : length - format->window;
    limit = MIN (limit, end - offset);

    /* Padding behind a tag. */
    if (offset == start && format->sync > 0) {
      while (at < limit && data[at] == 0)
        at++;
      start += at;
    }

    for (; at < limit; at++) {
      if (format->sync >= 0) {
        const guint8 *sync = memchr (data + at, format->sync, limit - at);

        if (sync == NULL)
          break;
        at = sync - data;
      }
      if (test (self, data + at, length - at, at_end, offset + at == start)) {
        *found = offset + at;
        return TRUE;
      }
    }
    if (at_end)
      return TRUE;
    offset += limit;
  }
  return TRUE;
}

/* finding packets */

/* The packet at @data: its first frame, and those that join it. @more: bytes that have to be there to tell; 0: it is
 * told. FALSE: there is none, or not all of it. */
static inline gboolean
measure (GafFrameWalk *self, GafWalkFrame *frame, const guint8 *data, gsize length, guint64 left, gsize *more)
{
  *more = 0;
  if (!gaf_frame_walk_parse (self, frame, data, length) || frame->size > left)
    return FALSE;
  for (int i = 0; self->format->joins && i < SUBSTREAM_MAX && frame->size < left; i++) {
    const gsize header = MIN (GAF_WALK_HEADER_MAX, left - frame->size);
    GafWalkFrame next;

    if (length < frame->size + header) {
      *more = frame->size + header;
      return TRUE;
    }
    if (!gaf_frame_walk_parse (self, &next, data + frame->size, length - frame->size) || !next.joins
        || next.size > left - frame->size)
      break;
    frame->size += next.size;
  }
  return TRUE;
}

/* The packet right at @offset, if there is one. */
static gboolean
look_at (GafFrameWalk *self, guint64 offset, GafWalkFrame *frame, gboolean *found, GError **error)
{
  gsize more = GAF_WALK_HEADER_MAX;

  do {
    const gsize wanted = more;
    gsize length;
    const guint8 *data = gaf_byte_source_peek (self->source, offset, wanted, &length, error);

    if (data == NULL)
      return FALSE;
    *found = measure (self, frame, data, length, self->size - MIN (offset, self->size), &more);
    if (length < wanted) /* the file became shorter while it was read */
      more = 0;
  } while (*found && more > 0);
  return TRUE;
}

gboolean
gaf_frame_walk_begin (GafFrameWalk *self, guint64 start, gboolean *found, GError **error)
{
  guint64 offset;
  GafWalkFrame frame;

  *found = FALSE;
  if (!gaf_frame_walk_scan (self, start, MIN (self->size, start + GAF_LIMIT_RESYNC), test_beginning, &offset, error))
    return FALSE;
  if (offset == GAF_WALK_NOT_FOUND)
    return TRUE;
  self->walked.offset = offset;
  if (!look_at (self, offset, &frame, found, error))
    return FALSE;
  if (*found)
    self->first = frame;
  return TRUE;
}

gboolean
gaf_frame_walk_probe (GafFrameWalk *self, guint64 offset, guint64 *at, GafWalkFrame *frame, gboolean *found,
                      gboolean *other, GError **error)
{
  const guint64 end = MIN (offset + self->format->window, self->size);
  gsize length;
  const guint8 *data;

  *found = *other = FALSE;
  if (!gaf_frame_walk_scan (self, offset, end, test_going_on_or_other, at, error))
    return FALSE;
  if (*at == GAF_WALK_NOT_FOUND)
    return TRUE;
  data = gaf_byte_source_peek (self->source, *at, GAF_WALK_HEADER_MAX, &length, error);
  if (data == NULL)
    return FALSE;
  *found = parse_any (self, frame, data, length);
  *other = *found && frame->key != self->first.key && frame->key != GAF_WALK_ANY_KEY;
  return TRUE;
}

gboolean
gaf_frame_walk_find (GafFrameWalk *self, GafWalkCursor *cursor, GafWalkFrame *frame, gboolean *found, GError **error)
{
  guint64 offset, end;

  if (!look_at (self, cursor->offset, frame, found, error))
    return FALSE;
  if (*found)
    return TRUE;
  end = self->size - MIN (cursor->offset, self->size) > GAF_LIMIT_HOLE ? cursor->offset + GAF_LIMIT_HOLE : self->size;
  if (!gaf_frame_walk_scan (self, cursor->offset, end, test_going_on_or_other, &offset, error))
    return FALSE;
  if (offset == GAF_WALK_NOT_FOUND)
    return TRUE;
  if (!look_at (self, offset, frame, found, error))
    return FALSE;
  if (*found)
    cursor->offset = offset;
  else
    self->other_at = offset;
  return TRUE;
}

/* walking */

static void
add_to_index (GafFrameWalk *self)
{
  if (self->walked.number != (gint64) self->index->len * self->stride)
    return;
  if (self->index->len == INDEX_MAX) {
    for (guint i = 0; i < INDEX_MAX / 2; i++)
      g_array_index (self->index, GafWalkCursor, i) = g_array_index (self->index, GafWalkCursor, 2 * i);
    g_array_set_size (self->index, INDEX_MAX / 2);
    self->stride *= 2;
  }
  g_array_append_val (self->index, self->walked);
}

/* Walks over the packets that lie in memory already. Headers are a few hundred bytes apart, and a call for each would
 * take most of the time. */
static gboolean
walk_in_memory (GafFrameWalk *self, gint64 n_packets, GError **error)
{
  gsize length;
  const guint8 *data = gaf_byte_source_peek (self->source, self->walked.offset, GAF_WALK_HEADER_MAX, &length, error);

  if (data == NULL)
    return FALSE;
  while (self->walked.number < n_packets) {
    GafWalkFrame frame;
    gsize more;

    if (!measure (self, &frame, data, length, self->size - MIN (self->walked.offset, self->size), &more) || more > 0)
      return TRUE;
    add_to_index (self);
    gaf_walk_cursor_step (&self->walked, &frame);
    if (frame.size >= length)
      return TRUE;
    data += frame.size;
    length -= frame.size;
  }
  return TRUE;
}

gboolean
gaf_frame_walk_to (GafFrameWalk *self, gint64 n_packets, GError **error)
{
  while (self->n_packets < 0 && self->walked.number < n_packets) {
    GafWalkFrame frame;
    gboolean found;

    if (!walk_in_memory (self, n_packets, error))
      return FALSE;
    if (self->walked.number >= n_packets)
      return TRUE;
    add_to_index (self);
    if (!gaf_frame_walk_find (self, &self->walked, &frame, &found, error))
      return FALSE;
    if (found)
      gaf_walk_cursor_step (&self->walked, &frame);
    else
      self->n_packets = self->walked.number;
  }
  return TRUE;
}

gboolean
gaf_frame_walk_seek (GafFrameWalk *self, gint64 position, GafWalkCursor *cursor, GError **error)
{
  GafWalkCursor next;
  guint low = 0;
  guint high = self->index->len - 1; /* walking always makes one entry */

  while (low < high) {
    guint middle = (low + high + 1) / 2;

    if (g_array_index (self->index, GafWalkCursor, middle).position <= position)
      low = middle;
    else
      high = middle - 1;
  }

  next = g_array_index (self->index, GafWalkCursor, low);
  for (;;) {
    GafWalkFrame frame;
    gboolean found;

    *cursor = next;
    if (!gaf_frame_walk_find (self, &next, &frame, &found, error))
      return FALSE;
    if (!found || next.position + frame.n_frames > position)
      return TRUE;
    gaf_walk_cursor_step (&next, &frame);
  }
}
