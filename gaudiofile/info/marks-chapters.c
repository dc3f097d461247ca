/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "info/marks-find.h"

#include "core/bytes.h"
#include "formats/matroska/ebml.h"
#include "info/boxes.h"

/* MP4 */

/* Nero's list, in which a chapter is a time in 100 ns and a title (the layout as FFmpeg reads and writes it). The other
 * way, a track of text, is not looked for: programs that write it write this list too. */
void
gaf_marks_find_in_mp4 (GafMarks *self, GafByteSource *audio)
{
  guint64 from = 0, to = gaf_byte_source_get_size (audio);
  const guint8 *data;
  gsize size, at;
  guint n;

  if (!gaf_box_find (audio, from, to, "moov", &from, &to) || !gaf_box_find (audio, from, to, "udta", &from, &to)
      || !gaf_box_find (audio, from, to, "chpl", &from, &to))
    return;
  size = to - from;
  data = size >= 9 ? gaf_marks_peek (audio, from, to - from) : NULL;
  if (data == NULL)
    return;
  at = data[0] != 0 ? 8 : 4;
  n = data[at++];
  for (guint i = 0; i < n && at + 9 <= size; i++) {
    const gsize length = MIN (data[at + 8], size - at - 9);

    gaf_marks_add_time (self, gaf_read_be64 (data + at) / 1e7, -1, (const char *) data + at + 9, length);
    at += 9 + length;
  }
}

/* Matroska (RFC 9559, section 5.1.7) */

#define CHAPTERS      0x1043a770
#define EDITION       0x45b9
#define ATOM          0xb6
#define ATOM_START    0x91
#define ATOM_END      0x92
#define ATOM_HIDDEN   0x98
#define DISPLAY       0x80
#define DISPLAY_TITLE 0x85
#define SEEK_HEAD     0x114d9b74
#define SEEK          0x4dbb
#define SEEK_ID       0x53ab
#define SEEK_POSITION 0x53ac

/* Elements of one level, and of one chapter; a file made by programs has some dozens. */
#define MOST_ELEMENTS 10000
#define MOST_IN_ATOM  100

static void
read_title (GafByteSource *audio, const GafEbmlElement *display, char *title, gsize size)
{
  GafEbmlElement element;
  guint64 at = display->start;

  for (guint i = 0; i < MOST_IN_ATOM && gaf_ebml_read (&element, audio, at, display->end, NULL); i++) {
    if (element.id == DISPLAY_TITLE)
      gaf_ebml_get_text (&element, audio, title, size);
    at = element.end;
  }
}

static void
read_atom (GafMarks *self, GafByteSource *audio, const GafEbmlElement *atom)
{
  guint64 start = 0, end = 0, at = atom->start;
  char title[1024] = "";
  GafEbmlElement element;
  gboolean is_hidden = FALSE;

  for (guint i = 0; i < MOST_IN_ATOM && gaf_ebml_read (&element, audio, at, atom->end, NULL); i++) {
    if (element.id == ATOM_START)
      start = gaf_ebml_get_uint (&element, audio, 0);
    else if (element.id == ATOM_END)
      end = gaf_ebml_get_uint (&element, audio, 0);
    else if (element.id == ATOM_HIDDEN)
      is_hidden = gaf_ebml_get_uint (&element, audio, 0) != 0;
    else if (element.id == DISPLAY && title[0] == '\0')
      read_title (audio, &element, title, sizeof title);
    at = element.end;
  }
  if (!is_hidden)
    gaf_marks_add_time (self, start / 1e9, end > start ? end / 1e9 : -1, title[0] != '\0' ? title : NULL, sizeof title);
}

static void
read_chapters (GafMarks *self, GafByteSource *audio, const GafEbmlElement *chapters)
{
  GafEbmlElement edition, atom;
  guint64 at = chapters->start;

  /* The first edition, behind a checksum perhaps. */
  do {
    if (!gaf_ebml_read (&edition, audio, at, chapters->end, NULL))
      return;
    at = edition.end;
  } while (edition.id != EDITION);
  at = edition.start;
  for (guint i = 0; i < MOST_ELEMENTS && gaf_ebml_read (&atom, audio, at, edition.end, NULL); i++) {
    if (atom.id == ATOM)
      read_atom (self, audio, &atom);
    at = atom.end;
  }
}

/* Where the seek head says that the chapters are, behind the audio; 0: nowhere. */
static guint64
find_by_seek_head (GafByteSource *audio, const GafEbmlElement *head, guint64 segment)
{
  GafEbmlElement seek, element;
  guint64 at = head->start;

  for (guint i = 0; i < MOST_IN_ATOM && gaf_ebml_read (&seek, audio, at, head->end, NULL); i++) {
    guint64 id = 0, position = 0, in = seek.start;

    for (guint k = 0; k < MOST_IN_ATOM && gaf_ebml_read (&element, audio, in, seek.end, NULL); k++) {
      if (element.id == SEEK_ID)
        id = gaf_ebml_get_uint (&element, audio, 0);
      else if (element.id == SEEK_POSITION)
        position = gaf_ebml_get_uint (&element, audio, 0);
      in = element.end;
    }
    if (seek.id == SEEK && id == CHAPTERS && position < G_MAXINT64 / 2)
      return segment + position;
    at = seek.end;
  }
  return 0;
}

void
gaf_marks_find_in_matroska (GafMarks *self, GafByteSource *audio, const GafOutline *outline)
{
  const guint64 end = outline->segment_end;
  guint64 elsewhere = 0, at = outline->segment;
  GafEbmlElement element;

  for (guint i = 0; i < MOST_ELEMENTS && at < outline->first_cluster && gaf_ebml_read (&element, audio, at, end, NULL);
       i++) {
    if (element.id == SEEK_HEAD && elsewhere == 0)
      elsewhere = find_by_seek_head (audio, &element, outline->segment);
    if (element.id == CHAPTERS) {
      read_chapters (self, audio, &element);
      return;
    }
    at = element.end;
  }
  if (elsewhere > 0 && gaf_ebml_read (&element, audio, elsewhere, end, NULL) && element.id == CHAPTERS)
    read_chapters (self, audio, &element);
}
