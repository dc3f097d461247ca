/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Packets → pages of one logical stream: RFC 3533, section 6. */

#include <string.h>

#include "core/bytes.h"
#include "formats/ogg/ogg.h"

/* Of each stream that is written. It has to differ only from those of other streams in the same file, and there are
 * none. */
#define SERIAL 0x67616631

void
gaf_ogg_writer_init (GafOggWriter *self, GafByteSink *sink)
{
  *self =
      (GafOggWriter){ .sink = sink, .body = g_byte_array_new (), .flags = GAF_OGG_BOS, .granule = GAF_OGG_NO_GRANULE };
}

void
gaf_ogg_writer_clear (GafOggWriter *self)
{
  g_clear_pointer (&self->body, g_byte_array_unref);
}

/* What is on the page, in the bytes of the file; how many these are. */
static gsize
make_page (GafOggWriter *self, GafOggFlags flags, guint8 *page)
{
  const gsize header_size = GAF_OGG_PAGE_HEADER + self->n_segments;
  const gsize size = header_size + self->body->len;

  memset (page, 0, GAF_OGG_PAGE_HEADER);
  memcpy (page, "OggS", 4);
  page[5] = self->flags | flags;
  gaf_write_le64 (page + 6, self->granule);
  gaf_write_le32 (page + 14, SERIAL);
  gaf_write_le32 (page + 18, self->sequence);
  page[26] = self->n_segments;
  memcpy (page + GAF_OGG_PAGE_HEADER, self->segments, self->n_segments);
  memcpy (page + header_size, self->body->data, self->body->len);
  gaf_write_le32 (page + 22, gaf_ogg_page_crc (page, size));
  return size;
}

gboolean
gaf_ogg_writer_end_page (GafOggWriter *self, GafOggFlags flags, GError **error)
{
  guint8 page[GAF_OGG_PAGE_MAX];
  gsize size;

  if (self->n_segments == 0)
    return TRUE;
  size = make_page (self, flags, page);
  self->flags = 0;
  self->granule = GAF_OGG_NO_GRANULE;
  self->n_segments = 0;
  self->sequence++;
  g_byte_array_set_size (self->body, 0);
  return gaf_byte_sink_append (self->sink, page, size, error);
}

gboolean
gaf_ogg_writer_put (GafOggWriter *self, const guint8 *packet, gsize size, gint64 granule, GError **error)
{
  gboolean inside = FALSE;
  guint8 segment;

  /* Segments of 255 bytes, and a last one that is shorter, even if it has none. */
  do {
    if (self->n_segments == G_N_ELEMENTS (self->segments)) {
      if (!gaf_ogg_writer_end_page (self, 0, error))
        return FALSE;
      self->flags = inside ? GAF_OGG_CONTINUED : 0;
    }
    segment = MIN (size, 255);
    self->segments[self->n_segments++] = segment;
    g_byte_array_append (self->body, packet, segment);
    packet += segment;
    size -= segment;
    inside = TRUE;
  } while (segment == 255);
  self->granule = granule;
  return TRUE;
}

gboolean
gaf_ogg_writer_replace_first (GafOggWriter *self, const guint8 *packet, gsize size, GError **error)
{
  guint8 page[GAF_OGG_PAGE_MAX];
  GafOggWriter first;
  gboolean ok;

  gaf_ogg_writer_init (&first, self->sink);
  ok = gaf_ogg_writer_put (&first, packet, size, 0, error)
       && gaf_byte_sink_overwrite (self->sink, 0, page, make_page (&first, 0, page), error);
  gaf_ogg_writer_clear (&first);
  return ok;
}
