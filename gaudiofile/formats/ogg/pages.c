/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/*
 * Pages of an Ogg stream: RFC 3533, section 6. A page counts only if its CRC is right; anything else is stepped over up
 * to the next capture pattern.
 */

#include <string.h>

#include "core/bytes.h"
#include "core/crc.h"
#include "formats/ogg/ogg.h"

guint32
gaf_ogg_page_crc (const guint8 *page, gsize size)
{
  static const guint8 zeros[4] = { 0 };
  guint32 crc;

  /* The field itself, bytes 22 to 25, counts as zero. */
  crc = gaf_crc32_ogg (0, page, 22);
  crc = gaf_crc32_ogg (crc, zeros, 4);
  return gaf_crc32_ogg (crc, page + 26, size - 26);
}

/* The header at @bytes, of which @available are there. FALSE if it is none, or if more bytes are needed: @needed says
 * how many. */
static gboolean
parse_header (const guint8 *bytes, gsize available, GafOggPage *page, gsize *needed)
{
  guint32 size;

  *needed = 0;
  if (bytes[4] != 0) /* stream structure version */
    return FALSE;
  page->n_segments = bytes[26];
  page->header_size = GAF_OGG_PAGE_HEADER + page->n_segments;
  if (available < page->header_size) {
    *needed = page->header_size;
    return FALSE;
  }
  size = page->header_size;
  for (guint i = 0; i < page->n_segments; i++)
    size += bytes[GAF_OGG_PAGE_HEADER + i];
  page->size = size;
  if (available < size) {
    *needed = size;
    return FALSE;
  }
  page->flags = bytes[5];
  page->granule = (gint64) gaf_read_le64 (bytes + 6);
  page->serial = gaf_read_le32 (bytes + 14);
  page->sequence = gaf_read_le32 (bytes + 18);
  page->bytes = bytes;
  return TRUE;
}

/* The next capture pattern, or NULL. */
static const guint8 *
find_pattern (const guint8 *bytes, gsize length)
{
  const guint8 *end = bytes + length;

  while ((bytes = memchr (bytes, 'O', end - bytes)) != NULL && end - bytes >= 4) {
    if (memcmp (bytes, "OggS", 4) == 0)
      return bytes;
    bytes++;
  }
  return NULL;
}

gboolean
gaf_ogg_pages_next (GafOggPages *self, guint64 offset, guint64 limit, GafOggPage *page, GError **error)
{
  const guint64 size = gaf_byte_source_get_size (self->source);
  const guint64 patience = 16 * 1024 * 1024 + (size < G_MAXUINT64 / 8 ? 4 * size : G_MAXUINT64 / 2);
  gsize wanted = GAF_OGG_PAGE_HEADER;

  limit = MIN (limit, size);
  if (limit > offset)
    limit = MIN (limit, offset + GAF_OGG_PATIENCE);
  while (offset < limit && size - offset >= wanted) {
    gsize available = 0;
    gsize needed;
    const guint8 *bytes = gaf_byte_source_peek (self->source, offset, wanted, &available, error);
    const guint8 *found;

    if (bytes == NULL)
      return FALSE;
    if (available < wanted) /* the file has shrunk */
      return FALSE;
    found = find_pattern (bytes, available);
    if (found != bytes) {
      /* The pattern may begin in the last three bytes. */
      offset += found != NULL ? (gsize) (found - bytes) : available - 3;
      wanted = GAF_OGG_PAGE_HEADER;
      continue;
    }
    if (parse_header (bytes, available, page, &needed)) {
      if (gaf_ogg_page_crc (bytes, page->size) == gaf_read_le32 (bytes + 22)) {
        page->offset = offset;
        return TRUE;
      }
      self->wasted += page->size;
      if (self->wasted > patience)
        return FALSE;
    } else if (needed > 0 && size - offset >= needed) {
      wanted = needed;
      continue;
    }
    offset += 4;
    wanted = GAF_OGG_PAGE_HEADER;
  }
  return FALSE;
}

static gboolean
is_one_of (const GafOggPage *page, const guint32 *serials, guint n_serials)
{
  for (guint i = 0; i < n_serials; i++)
    if (serials[i] == page->serial)
      return TRUE;
  return n_serials == 0;
}

/* The same from the beginning on, for a file that has no page near its end. */
static gboolean
find_last_linear (GafOggPages *self, guint64 begin, guint64 end, const guint32 *serials, guint n_serials,
                  GafOggPage *page, GafOggPage *before, GError **error)
{
  gboolean found = FALSE;
  GafOggPage next;

  while (gaf_ogg_pages_next (self, begin, end, &next, error)) {
    begin = next.offset + next.size;
    if (!is_one_of (&next, serials, n_serials) || next.granule == GAF_OGG_NO_GRANULE)
      continue;
    if (found)
      *before = *page;
    *page = next;
    page->bytes = NULL;
    found = TRUE;
  }
  return found;
}

gboolean
gaf_ogg_pages_last (GafOggPages *self, guint64 begin, guint64 end, const guint32 *serials, guint n_serials,
                    GafOggPage *page, GafOggPage *before, GError **error)
{
  gboolean found = FALSE;
  guint64 step = 8 * 1024;
  guint64 limit = end;

  *before = (GafOggPage){ .granule = GAF_OGG_NO_GRANULE };
  while (!found && limit > begin) {
    const guint64 chunk = limit - begin > step ? limit - step : begin;
    guint64 offset = chunk;
    GafOggPage next;
    g_autoptr (GError) io_error = NULL;

    if (end - limit > GAF_OGG_PATIENCE)
      return find_last_linear (self, begin, end, serials, n_serials, page, before, error);
    while (gaf_ogg_pages_next (self, offset, limit, &next, &io_error)) {
      offset = next.offset + next.size;
      if (!is_one_of (&next, serials, n_serials) || next.granule == GAF_OGG_NO_GRANULE)
        continue;
      if (found)
        *before = *page;
      *page = next;
      page->bytes = NULL;
      found = TRUE;
    }
    if (io_error != NULL) {
      g_propagate_error (error, g_steal_pointer (&io_error));
      return FALSE;
    }
    limit = chunk;
    step = MIN (step * 2, GAF_BYTE_SOURCE_BLOCK);
  }
  return found;
}
