/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "info/marks.h"
#include "info/outline.h"

G_BEGIN_DECLS

/*
 * Of headers only, each for itself: what is damaged or claims too much is left out, and is no error.
 *
 *   info/marks-chunks.c    WAV, AIFF, FLAC's sheet of a CD: they count frames
 *   info/marks-chapters.c  MP4, Matroska: they have times
 *   info/marks-tags.c      ID3v2 and Vorbis comments: they have times too
 */

/* @outline: of the same file, as gaf_outline_find() has found it; @rate: frames per second. */
void gaf_marks_find  (GafMarks         *self,
                      GafByteSource    *source,
                      const GafOutline *outline,
                      double            rate);

/* Each of a container; @audio begins with it. */
void gaf_marks_find_in_wav      (GafMarks *self, GafByteSource *audio);
void gaf_marks_find_in_aiff     (GafMarks *self, GafByteSource *audio);
void gaf_marks_find_in_flac     (GafMarks *self, GafByteSource *audio);
void gaf_marks_find_in_mp4      (GafMarks *self, GafByteSource *audio);
void gaf_marks_find_in_matroska (GafMarks *self, GafByteSource *audio, const GafOutline *outline);
void gaf_marks_find_in_ogg      (GafMarks *self, GafByteSource *audio);
/* … and of the tag that @source begins with */
void gaf_marks_find_in_id3      (GafMarks *self, GafByteSource *source);
/* Vorbis comments, as they lie in FLAC and Ogg */
void gaf_marks_find_in_comments (GafMarks *self, const guint8 *data, gsize size);

G_END_DECLS
