/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "formats/ogg/ogg.h"

/* pages, read back */

typedef struct {
  gint64 granule;
  guint8 flags;
  guint n_packets; /* that end on it */
  guint32 size;
} Page;

/* All pages of a file without gaps, their order checked, and the packets on them if @packets (of GByteArray) is
 * given. */
static inline GArray *
read_pages (GBytes *file, GPtrArray *packets)
{
  g_autoptr (GafByteSource) source = gaf_byte_source_new_for_bytes (file);
  GafOggPages pages = { .source = source };
  GArray *result = g_array_new (FALSE, FALSE, sizeof (Page));
  g_autoptr (GByteArray) packet = g_byte_array_new ();
  g_autoptr (GError) error = NULL;
  GafOggPage page;
  guint64 at = 0;

  while (gaf_ogg_pages_next (&pages, at, G_MAXUINT64, &page, &error)) {
    const guint8 *segments = page.bytes + GAF_OGG_PAGE_HEADER;
    const guint8 *body = page.bytes + page.header_size;
    Page found = { page.granule, page.flags, 0, page.size };

    g_assert_cmpuint (page.offset, ==, at);
    g_assert_cmpuint (page.sequence, ==, result->len);
    g_assert_cmpint ((page.flags & GAF_OGG_BOS) != 0, ==, at == 0);
    g_assert_cmpint ((page.flags & GAF_OGG_CONTINUED) != 0, ==, packet->len > 0);
    for (guint i = 0; i < page.n_segments; i++) {
      g_byte_array_append (packet, body, segments[i]);
      body += segments[i];
      if (segments[i] < 255) {
        found.n_packets++;
        if (packets != NULL)
          g_ptr_array_add (packets, g_byte_array_append (g_byte_array_new (), packet->data, packet->len));
        g_byte_array_set_size (packet, 0);
      }
    }
    g_assert_cmpint (page.granule == GAF_OGG_NO_GRANULE, ==, found.n_packets == 0);
    g_array_append_val (result, found);
    at += page.size;
  }
  g_assert_no_error (error);
  g_assert_cmpuint (at, ==, g_bytes_get_size (file));
  g_assert_cmpuint (packet->len, ==, 0);
  return result;
}

static inline Page *
nth (GArray *pages, guint i)
{
  g_assert_cmpuint (i, <, pages->len);
  return &g_array_index (pages, Page, i);
}

/* Only the last page ends the stream. */
static inline void
assert_end (GArray *pages, gint64 granule)
{
  for (guint i = 0; i < pages->len; i++)
    g_assert_cmpint ((nth (pages, i)->flags & GAF_OGG_EOS) != 0, ==, i == pages->len - 1);
  g_assert_cmpint (nth (pages, pages->len - 1)->granule, ==, granule);
}
