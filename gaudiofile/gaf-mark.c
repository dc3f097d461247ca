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
 *
 * ```c
 * g_autoptr (GError) error = NULL;
 * g_autoptr (GafInfo) info = gaf_probe_path ("song.flac", NULL, NULL, &error);
 * GPtrArray *chapters = info != NULL ? gaf_info_get_chapters (info) : NULL;
 *
 * for (guint i = 0; chapters != NULL && i < chapters->len; i++) {
 *   GafMark *chapter = chapters->pdata[i];
 *
 *   g_print ("%" G_GINT64_FORMAT " %s\n", gaf_mark_get_start (chapter), gaf_mark_get_title (chapter));
 * }
 * ```
 *
 * Since: 0.1
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
 * Takes another reference to the mark, which [method@Mark.unref] gives back.
 *
 * Returns: (transfer full): the same mark
 * Since: 0.1
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
 * Drops a reference to the mark; with the last one it is freed.
 *
 * Since: 0.1
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
 * Since: 0.1
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
 * Tells where a part ends, in frames of the file's own rate from its first one.
 *
 * Returns: the frame behind its last; -1 for a place, and for a part of which the file does not say it, which goes up
 *   to the next
 * Since: 0.1
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
 * Tells what the file calls the chapter, cue or loop, in UTF-8.
 *
 * Returns: (transfer none) (nullable): the title, or %NULL if it has none
 * Since: 0.1
 */
const char *
gaf_mark_get_title (GafMark *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->title;
}
