/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "io/piece-source.h"

#define MAX_MARKS 32768 /* of 24 bytes: when there are more, every second is forgotten */

/* A place between pieces. */
typedef struct {
  GafPieceCursor cursor;
  guint64 position; /* in the stream */
} Mark;

typedef struct {
  GafByteSource *base; /* borrowed: the source holds it */
  GafPieceNext next;
  gpointer user_data;
  GDestroyNotify destroy;

  GArray *marks; /* of Mark: every @stride-th piece */
  guint64 stride;

  Mark behind; /* @piece */
  GafPiece piece;
} Pieces;

static void
pieces_free (gpointer data)
{
  Pieces *self = data;

  if (self->destroy != NULL)
    self->destroy (self->user_data);
  g_array_unref (self->marks);
  g_free (self);
}

/* The next piece that has bytes. FALSE without @error: the end. */
static gboolean
step (Pieces *self, GError **error)
{
  do {
    const GafPieceCursor before = self->behind.cursor;

    if (!self->next (self->user_data, &self->behind.cursor, &self->piece, error)) {
      self->behind.cursor = before; /* an error may be past when it is tried again */
      return FALSE;
    }
  } while (self->piece.size == 0);
  self->behind.position += self->piece.size;
  return TRUE;
}

static void
thin_out (Pieces *self)
{
  const guint n = (self->marks->len + 1) / 2;

  for (guint i = 1; i < n; i++)
    g_array_index (self->marks, Mark, i) = g_array_index (self->marks, Mark, 2 * i);
  g_array_set_size (self->marks, n);
  self->stride *= 2;
}

static gboolean
walk (Pieces *self, GError **error)
{
  GError *local_error = NULL;
  guint64 n_pieces = 0;

  for (;;) {
    const Mark mark = self->behind;

    if (!step (self, &local_error))
      break;
    if (n_pieces % self->stride == 0) {
      if (self->marks->len == MAX_MARKS)
        thin_out (self);
      if (n_pieces % self->stride == 0)
        g_array_append_val (self->marks, mark);
    }
    n_pieces++;
  }
  if (local_error != NULL) {
    g_propagate_error (error, local_error);
    return FALSE;
  }
  return TRUE;
}

/* Makes @piece the one with @position in it. FALSE without @error: there is none. */
static gboolean
find (Pieces *self, guint64 position, GError **error)
{
  guint low = 0, high = self->marks->len;
  const Mark *mark;

  while (low + 1 < high) {
    const guint middle = low + (high - low) / 2;

    if (g_array_index (self->marks, Mark, middle).position <= position)
      low = middle;
    else
      high = middle;
  }
  if (high == 0)
    return FALSE;
  /* On from where the last read ended, unless there is a mark that is nearer. */
  mark = &g_array_index (self->marks, Mark, low);
  if (self->behind.position - self->piece.size > position || mark->position > self->behind.position) {
    self->behind = *mark;
    self->piece.size = 0;
  }
  while (self->behind.position <= position)
    if (!step (self, error)) {
      /* Nothing can be read behind it, and the next read finds its own way. */
      self->piece.size = 0;
      return FALSE;
    }
  return TRUE;
}

static gssize
pieces_read (gpointer data, guint64 offset, guint8 *dest, gsize length, GError **error)
{
  Pieces *self = data;
  GError *local_error = NULL;
  gsize done = 0;

  while (done < length && find (self, offset + done, &local_error)) {
    const guint64 left = self->behind.position - (offset + done);
    const gsize wanted = MIN (length - done, left);
    const gssize n = gaf_byte_source_read (self->base, self->piece.offset + self->piece.size - left, dest + done,
                                           wanted, &local_error);

    if (n > 0)
      done += n;
    if (n < (gssize) wanted)
      break;
  }
  if (local_error != NULL) {
    g_propagate_error (error, local_error);
    return -1;
  }
  return done;
}

GafByteSource *
gaf_byte_source_new_pieces (GafByteSource *base, guint64 start, GafPieceNext next, gpointer user_data,
                            GDestroyNotify destroy, GError **error)
{
  Pieces *self = g_new0 (Pieces, 1);

  self->base = base;
  self->next = next;
  self->user_data = user_data;
  self->destroy = destroy;
  self->marks = g_array_new (FALSE, FALSE, sizeof (Mark));
  self->stride = 1;
  self->behind.cursor.at = start;
  if (!walk (self, error)) {
    pieces_free (self);
    return NULL;
  }
  return gaf_byte_source_new_derived (base, self->behind.position, pieces_read, self, pieces_free);
}
