/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "info/marks-find.h"

#include <string.h>

#include "core/bytes.h"

/* More than programs write; a block has to be read whole, too. */
#define MOST_CHUNKS 1000
#define MOST_POINTS 4000

/* WAV: "cue " has points, "adtl" their titles and lengths, "smpl" loops. ("Multimedia Programming Interface and Data
 * Specifications 1.0", IBM and Microsoft, 1991; the sampler chunk in "New Multimedia Data Types and Data Techniques",
 * Microsoft, 1994) */

typedef struct {
  guint32 frame;
  guint32 n_frames;
  char *title;
} Cue;

static void
cue_free (gpointer data)
{
  Cue *self = data;

  g_free (self->title);
  g_free (self);
}

/* @cues: by their ids. */
static void
read_cues (GHashTable *cues, const guint8 *data, gsize size)
{
  const guint32 n = size >= 4 ? gaf_read_le32 (data) : 0;

  for (guint32 i = 0; i < n && i < MOST_POINTS && 4 + (i + 1) * 24 <= size; i++) {
    const guint8 *point = data + 4 + i * 24;
    Cue *cue = g_new0 (Cue, 1);

    cue->frame = gaf_read_le32 (point + 20);
    g_hash_table_insert (cues, GUINT_TO_POINTER (gaf_read_le32 (point)), cue);
  }
}

static void
read_labels (GHashTable *cues, const guint8 *data, gsize size)
{
  for (gsize at = 4; at + 12 <= size;) {
    const guint8 *chunk = data + at;
    const gsize length = MIN (gaf_read_le32 (chunk + 4), size - at - 8);
    Cue *cue = length >= 4 ? g_hash_table_lookup (cues, GUINT_TO_POINTER (gaf_read_le32 (chunk + 8))) : NULL;

    if (cue != NULL && memcmp (chunk, "labl", 4) == 0 && cue->title == NULL)
      cue->title = g_strndup ((const char *) chunk + 12, length - 4);
    if (cue != NULL && memcmp (chunk, "ltxt", 4) == 0 && length >= 8)
      cue->n_frames = gaf_read_le32 (chunk + 12);
    at += 8 + length + (length & 1);
  }
}

static void
read_loops (GafMarks *self, const guint8 *data, gsize size)
{
  const guint32 n = size >= 36 ? gaf_read_le32 (data + 28) : 0;

  for (guint32 i = 0; i < n && i < MOST_POINTS && 36 + (i + 1) * 24 <= size; i++) {
    const guint8 *loop = data + 36 + i * 24;

    /* The last frame is played too. */
    gaf_marks_add (self, GAF_MARKS_LOOPS, gaf_read_le32 (loop + 8), (gint64) gaf_read_le32 (loop + 12) + 1, NULL, 0);
  }
}

void
gaf_marks_find_in_wav (GafMarks *self, GafByteSource *audio)
{
  g_autoptr (GHashTable) cues = g_hash_table_new_full (NULL, NULL, NULL, cue_free);
  const guint8 *head = gaf_marks_peek (audio, 0, 12);
  guint64 data_size = 0, at = 12;
  /* "adtl" may stand before "cue ", which it is about. */
  guint64 labels = 0, labels_size = 0;
  GHashTableIter iter;
  gpointer cue;

  if (head == NULL || memcmp (head + 8, "WAVE", 4) != 0
      || (memcmp (head, "RIFF", 4) != 0 && memcmp (head, "RF64", 4) != 0 && memcmp (head, "BW64", 4) != 0))
    return;
  for (guint i = 0; i < MOST_CHUNKS && (head = gaf_marks_peek (audio, at, 8)) != NULL; i++) {
    char id[5] = "";
    guint64 size = gaf_read_le32 (head + 4);
    const guint8 *data = NULL;

    memcpy (id, head, 4);
    if (strcmp (id, "data") == 0 && size == G_MAXUINT32)
      size = data_size;
    if (strcmp (id, "ds64") == 0 || strcmp (id, "cue ") == 0 || strcmp (id, "smpl") == 0 || strcmp (id, "LIST") == 0)
      data = gaf_marks_peek (audio, at + 8, size);
    if (data != NULL && strcmp (id, "ds64") == 0 && size >= 16)
      data_size = gaf_read_le64 (data + 8);
    else if (data != NULL && strcmp (id, "cue ") == 0 && g_hash_table_size (cues) == 0)
      read_cues (cues, data, size);
    else if (data != NULL && strcmp (id, "smpl") == 0)
      read_loops (self, data, size);
    else if (data != NULL && strcmp (id, "LIST") == 0 && size >= 4 && memcmp (data, "adtl", 4) == 0) {
      labels = at + 8;
      labels_size = size;
    }
    if (size >= gaf_byte_source_get_size (audio) - at)
      break;
    at += 8 + size + (size & 1);
  }
  head = labels_size > 0 && g_hash_table_size (cues) > 0 ? gaf_marks_peek (audio, labels, labels_size) : NULL;
  if (head != NULL)
    read_labels (cues, head, labels_size);
  g_hash_table_iter_init (&iter, cues);
  while (g_hash_table_iter_next (&iter, NULL, &cue)) {
    const Cue *c = cue;

    gaf_marks_add (self, GAF_MARKS_CUES, c->frame, c->n_frames > 0 ? (gint64) c->frame + c->n_frames : -1, c->title,
                   G_MAXSIZE);
  }
}

/* AIFF: "MARK" has points with titles, "INST" names two of them for each of two loops. ("Audio Interchange File
 * Format", version 1.3, Apple, 1989) */

/* @markers: their frames by their ids. */
static void
read_markers (GafMarks *self, GHashTable *markers, const guint8 *data, gsize size)
{
  const guint n = size >= 2 ? gaf_read_be16 (data) : 0;
  gsize at = 2;

  for (guint i = 0; i < n && i < MOST_POINTS && at + 7 <= size; i++) {
    const guint32 frame = gaf_read_be32 (data + at + 2);
    const gsize length = MIN (data[at + 6], size - at - 7);

    g_hash_table_insert (markers, GUINT_TO_POINTER (gaf_read_be16 (data + at)), GUINT_TO_POINTER (frame));
    gaf_marks_add (self, GAF_MARKS_CUES, frame, -1, (const char *) data + at + 7, length);
    at += 7 + length + (length % 2 == 0); /* with its length byte it is even */
  }
}

static gint64
frame_of_marker (GHashTable *markers, guint16 id)
{
  gpointer frame;

  if (!g_hash_table_lookup_extended (markers, GUINT_TO_POINTER (id), NULL, &frame))
    return -1;
  return GPOINTER_TO_UINT (frame);
}

void
gaf_marks_find_in_aiff (GafMarks *self, GafByteSource *audio)
{
  g_autoptr (GHashTable) markers = g_hash_table_new (NULL, NULL);
  const guint8 *head = gaf_marks_peek (audio, 0, 12);
  guint8 loops[12] = { 0 };
  guint64 at = 12;

  if (head == NULL || memcmp (head, "FORM", 4) != 0 || memcmp (head + 8, "AIF", 3) != 0)
    return;
  for (guint i = 0; i < MOST_CHUNKS && (head = gaf_marks_peek (audio, at, 8)) != NULL; i++) {
    const guint64 size = gaf_read_be32 (head + 4);
    const gboolean has_markers = memcmp (head, "MARK", 4) == 0, has_loops = memcmp (head, "INST", 4) == 0;
    const guint8 *data = has_markers || has_loops ? gaf_marks_peek (audio, at + 8, size) : NULL;

    if (data != NULL && has_markers && g_hash_table_size (markers) == 0)
      read_markers (self, markers, data, size);
    else if (data != NULL && has_loops && size >= 20)
      memcpy (loops, data + 8, sizeof loops);
    if (size >= gaf_byte_source_get_size (audio) - at)
      break;
    at += 8 + size + (size & 1);
  }
  for (guint i = 0; i < 2; i++) {
    const guint8 *loop = loops + 6 * i;

    /* Whether it is played, and from which marker to which. */
    if (gaf_read_be16 (loop) != 0)
      gaf_marks_add (self, GAF_MARKS_LOOPS, frame_of_marker (markers, gaf_read_be16 (loop + 2)),
                     frame_of_marker (markers, gaf_read_be16 (loop + 4)), NULL, 0);
  }
}

/* FLAC: the sheet of a CD (RFC 9639, section 8.7), and comments. */

#define COMMENTS 4
#define SHEET    5

static void
read_sheet (GafMarks *self, const guint8 *data, gsize size)
{
  const guint n = size >= 396 ? data[395] : 0;
  gsize track = 396;

  for (guint i = 0; i < n && track + 36 <= size; i++) {
    const guint8 *entry = data + track;
    const guint n_indices = entry[35];
    guint64 frame = gaf_read_be64 (entry);

    /* Index 1 is where it begins, index 0 a pause before. */
    for (guint k = 0; k < n_indices && track + 36 + (k + 1) * 12 <= size; k++)
      if (entry[36 + k * 12 + 8] == 1)
        frame += gaf_read_be64 (entry + 36 + k * 12);
    /* Not the lead-out. */
    if (entry[8] != 170 && entry[8] != 255 && frame <= G_MAXINT64)
      gaf_marks_add (self, GAF_MARKS_CUES, (gint64) frame, -1, NULL, 0);
    track += 36 + n_indices * 12;
  }
}

void
gaf_marks_find_in_flac (GafMarks *self, GafByteSource *audio)
{
  const guint8 *head = gaf_marks_peek (audio, 0, 4);
  guint64 at = 4;
  gboolean is_last = FALSE;

  if (head == NULL || memcmp (head, "fLaC", 4) != 0)
    return;
  for (guint i = 0; i < MOST_CHUNKS && !is_last && (head = gaf_marks_peek (audio, at, 4)) != NULL; i++) {
    const guint type = head[0] & 0x7f;
    const gsize size = gaf_read_be24 (head + 1);
    const guint8 *data;

    is_last = (head[0] & 0x80) != 0;
    data = type == SHEET || type == COMMENTS ? gaf_marks_peek (audio, at + 4, size) : NULL;
    if (data != NULL && type == SHEET)
      read_sheet (self, data, size);
    else if (data != NULL)
      gaf_marks_find_in_comments (self, data, size);
    at += 4 + (guint64) size;
  }
}
