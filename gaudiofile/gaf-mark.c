/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-mark-private.h"

/**
 * GafMark:
 *
 * A place in an audio file, or a part of it, that the file itself names: a chapter, a cue point or a loop.
 *
 * A [class@Info] has them. Nothing of it changes.
 */
struct _GafMark {
  gint64 start;
  gint64 end; /* -1: not said */
  char *title;
};

G_DEFINE_BOXED_TYPE (GafMark, gaf_mark, gaf_mark_ref, gaf_mark_unref)

GafMark *
gaf_mark_new (gint64 start, gint64 end, const char *title, gsize length)
{
  GafMark *self = g_atomic_rc_box_new0 (GafMark);

  self->start = start;
  self->end = end;
  self->title = title != NULL && length > 0 ? g_utf8_make_valid (title, (gssize) length) : NULL;
  return self;
}

/**
 * gaf_mark_ref:
 * @self: a mark
 *
 * Takes another reference.
 *
 * Returns: (transfer full): the same mark
 */
GafMark *
gaf_mark_ref (GafMark *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer self)
{
  g_free (((GafMark *) self)->title);
}

/**
 * gaf_mark_unref:
 * @self: (transfer full): a mark
 *
 * Drops a reference.
 */
void
gaf_mark_unref (GafMark *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/**
 * gaf_mark_get_start:
 * @self: a mark
 *
 * Tells where it is, or begins: as the file says, which may be behind its end. What a file says as a time is rounded to
 * the nearest frame.
 *
 * Returns: a frame
 */
gint64
gaf_mark_get_start (GafMark *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->start;
}

/**
 * gaf_mark_get_end:
 * @self: a mark
 *
 * Tells where a part ends.
 *
 * Returns: the frame behind its last; -1 for a place, and for a part of which the file does not say it, which goes up
 *   to the next
 */
gint64
gaf_mark_get_end (GafMark *self)
{
  g_return_val_if_fail (self != NULL, -1);

  return self->end;
}

/**
 * gaf_mark_get_title:
 * @self: a mark
 *
 * Tells what the file calls it.
 *
 * Returns: (transfer none) (nullable): the title, or %NULL if it has none
 */
const char *
gaf_mark_get_title (GafMark *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->title;
}
