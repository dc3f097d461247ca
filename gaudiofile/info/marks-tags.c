/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "info/marks-find.h"

#include <string.h>

#include "core/bytes.h"
#include "formats/ogg/ogg.h"

/* Vorbis comments: CHAPTER001=00:01:02.500, CHAPTER001NAME=… (wiki.xiph.org/Chapter_Extension; the layout of comments:
 * Vorbis I, section 5) */

#define MOST_COMMENTS 10000
#define MOST_NUMBERS  1000 /* chapters have three digits */

typedef struct {
  double start; /* seconds; -1: not there */
  const char *title;
  gsize length;
} Chapter;

/* Of @size characters "hh:mm:ss.fff". */
static double
parse_time (const char *text, gsize size)
{
  char copy[32] = "";
  char *end;
  double seconds;

  if (size < 8 || size >= sizeof copy || text[2] != ':' || text[5] != ':')
    return -1;
  memcpy (copy, text, size);
  for (int i = 0; i < 8; i++)
    if (i != 2 && i != 5 && !g_ascii_isdigit (copy[i]))
      return -1;
  seconds = g_ascii_strtod (copy + 6, &end);
  if (*end != '\0' || !(seconds >= 0 && seconds < 61))
    return -1;
  return ((copy[0] - '0') * 10 + (copy[1] - '0')) * 3600.0 + ((copy[3] - '0') * 10 + (copy[4] - '0')) * 60.0 + seconds;
}

static void
read_comment (Chapter *chapters, const char *text, gsize size)
{
  guint number;

  if (size < 11 || g_ascii_strncasecmp (text, "CHAPTER", 7) != 0 || !g_ascii_isdigit (text[7])
      || !g_ascii_isdigit (text[8]) || !g_ascii_isdigit (text[9]))
    return;
  number = (text[7] - '0') * 100 + (text[8] - '0') * 10 + (text[9] - '0');
  if (text[10] == '=') {
    chapters[number].start = parse_time (text + 11, size - 11);
  } else if (size >= 15 && g_ascii_strncasecmp (text + 10, "NAME=", 5) == 0) {
    chapters[number].title = text + 15;
    chapters[number].length = size - 15;
  }
}

void
gaf_marks_find_in_comments (GafMarks *self, const guint8 *data, gsize size)
{
  g_autofree Chapter *chapters = NULL;
  gsize at, vendor;
  guint32 n;

  if (size < 8)
    return;
  vendor = gaf_read_le32 (data);
  if (vendor > size - 8)
    return;
  n = gaf_read_le32 (data + 4 + vendor);
  at = 8 + vendor;
  for (guint32 i = 0; i < n && i < MOST_COMMENTS && at + 4 <= size; i++) {
    const gsize length = MIN (gaf_read_le32 (data + at), size - at - 4);
    const char *text = (const char *) data + at + 4;

    if (length >= 7 && g_ascii_strncasecmp (text, "CHAPTER", 7) == 0) {
      if (chapters == NULL) {
        chapters = g_new0 (Chapter, MOST_NUMBERS);
        for (guint k = 0; k < MOST_NUMBERS; k++)
          chapters[k].start = -1;
      }
      read_comment (chapters, text, length);
    }
    at += 4 + length;
  }
  for (guint k = 0; chapters != NULL && k < MOST_NUMBERS; k++)
    gaf_marks_add_time (self, chapters[k].start, -1, chapters[k].title, chapters[k].length);
}

/* Ogg: comments are the second packet of a stream, on the pages behind its first. (RFC 3533; RFC 7845, section 5.2) */

#define MOST_PAGES 64

void
gaf_marks_find_in_ogg (GafMarks *self, GafByteSource *audio)
{
  GafOggPages pages = { .source = audio };
  g_autoptr (GByteArray) packet = g_byte_array_new ();
  guint64 at = 0;
  guint32 serial = 0;
  gboolean is_whole = FALSE, has_begun = FALSE;
  GafOggPage page;

  for (guint i = 0; i < MOST_PAGES && !is_whole && gaf_ogg_pages_next (&pages, at, at + GAF_OGG_PAGE_MAX, &page, NULL);
       i++) {
    const guint8 *lacing = page.bytes + GAF_OGG_PAGE_HEADER, *body = page.bytes + page.header_size;

    at = page.offset + page.size;
    if (page.flags & GAF_OGG_BOS) {
      if (i == 0)
        serial = page.serial;
      continue;
    }
    if (page.serial != serial || (has_begun && !(page.flags & GAF_OGG_CONTINUED)))
      continue;
    has_begun = TRUE;
    for (guint k = 0; k < page.n_segments && !is_whole; k++) {
      g_byte_array_append (packet, body, lacing[k]);
      body += lacing[k];
      is_whole = lacing[k] < 255;
    }
  }
  if (packet->len >= 8 && memcmp (packet->data, "OpusTags", 8) == 0)
    gaf_marks_find_in_comments (self, packet->data + 8, packet->len - 8);
  else if (packet->len >= 7 && memcmp (packet->data, "\3vorbis", 7) == 0)
    gaf_marks_find_in_comments (self, packet->data + 7, packet->len - 7);
  else if (packet->len >= 4 && (packet->data[0] & 0x7f) == 4) /* a block of FLAC */
    gaf_marks_find_in_comments (self, packet->data + 4, packet->len - 4);
}

/* ID3v2: "CHAP" has times in milliseconds, and frames of its own. ("ID3v2 Chapter Frame Addendum", 1.0; id3.org) */

#define MOST_FRAMES 10000

static guint32
read_synchsafe (const guint8 *data)
{
  return (guint32) (data[0] & 0x7f) << 21 | (data[1] & 0x7f) << 14 | (data[2] & 0x7f) << 7 | (data[3] & 0x7f);
}

/* A text behind the byte of its encoding; NULL: it cannot be made UTF-8. */
static char *
read_text (const guint8 *data, gsize size)
{
  static const char *const encodings[] = { "ISO-8859-1", "UTF-16", "UTF-16BE", "UTF-8" };

  if (size < 2 || data[0] >= G_N_ELEMENTS (encodings))
    return NULL;
  return g_convert ((const char *) data + 1, MIN (size - 1, 4096), "UTF-8", encodings[data[0]], NULL, NULL, NULL);
}

static void
read_chapter (GafMarks *self, const guint8 *data, gsize size, guint version)
{
  const guint8 *name_end = memchr (data, 0, size);
  g_autofree char *title = NULL;
  double start, end;
  gsize at;

  if (name_end == NULL || size - (name_end + 1 - data) < 16)
    return;
  at = name_end + 1 - data;
  start = gaf_read_be32 (data + at) / 1000.0;
  end = gaf_read_be32 (data + at + 4) / 1000.0;
  at += 16;
  for (guint i = 0; i < 16 && title == NULL && at + 10 <= size; i++) {
    const guint8 *frame = data + at;
    const gsize length = MIN (version == 4 ? read_synchsafe (frame + 4) : gaf_read_be32 (frame + 4), size - at - 10);

    if (memcmp (frame, "TIT2", 4) == 0)
      title = read_text (frame + 10, length);
    at += 10 + length;
  }
  gaf_marks_add_time (self, start, end, title, G_MAXSIZE);
}

void
gaf_marks_find_in_id3 (GafMarks *self, GafByteSource *source)
{
  const guint8 *head = gaf_marks_peek (source, 0, 10);
  guint version;
  guint64 at = 10, end;

  /* Versions 2.3 and 2.4; flags: bytes changed against false syncs, a header more */
  if (head == NULL || memcmp (head, "ID3", 3) != 0 || (head[3] != 3 && head[3] != 4) || (head[5] & 0xc0))
    return;
  version = head[3];
  end = 10 + (guint64) read_synchsafe (head + 6);
  for (guint i = 0; i < MOST_FRAMES && at + 10 <= end && (head = gaf_marks_peek (source, at, 10)) != NULL; i++) {
    const guint64 size = version == 4 ? read_synchsafe (head + 4) : gaf_read_be32 (head + 4);
    const gboolean is_chapter = memcmp (head, "CHAP", 4) == 0 && head[9] == 0;
    const guint8 *data;

    if (head[0] == 0 || size > end - at - 10)
      return;
    data = is_chapter ? gaf_marks_peek (source, at + 10, size) : NULL;
    if (data != NULL)
      read_chapter (self, data, size, version);
    at += 10 + size;
  }
}
