/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "info/marks-find.h"

#include <string.h>

#include "gaf-mark.h"

static gint
compare (gconstpointer a, gconstpointer b)
{
  const gint64 x = gaf_mark_get_start (*(GafMark *const *) a), y = gaf_mark_get_start (*(GafMark *const *) b);

  return x < y ? -1 : x > y;
}

void
gaf_marks_find (GafMarks *self, GafByteSource *source, const GafOutline *outline, double rate)
{
  const char *name = outline->container != NULL ? outline->container->name : "";
  g_autoptr (GafByteSource) audio = gaf_byte_source_new_window (source, outline->start, outline->end - outline->start);

  self->rate = rate;
  if (outline->start > 0)
    gaf_marks_find_in_id3 (self, source);
  if (g_str_has_prefix (name, "WAV,")) {
    /* All chunks have the one magic function. */
    gaf_marks_find_in_wav (self, audio);
    gaf_marks_find_in_aiff (self, audio);
  } else if (strcmp (name, "FLAC") == 0) {
    gaf_marks_find_in_flac (self, audio);
  } else if (strcmp (name, "Ogg") == 0) {
    gaf_marks_find_in_ogg (self, audio);
  } else if (g_str_has_prefix (name, "MP4")) {
    gaf_marks_find_in_mp4 (self, audio);
  } else if (g_str_has_prefix (name, "Matroska")) {
    gaf_marks_find_in_matroska (self, audio, outline);
  }
  for (int i = 0; i < GAF_MARKS_N_KINDS; i++)
    g_ptr_array_sort (self->lists[i], compare);
}
