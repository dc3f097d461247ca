/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/*
 * Links of a chained Ogg file (RFC 3533, section 4): whole physical streams one behind the other. Each begins with the
 * BOS pages of its logical streams; none of these has a serial number that was used before in the file.
 *
 *   | BOS BOS data data … | BOS data … | …
 *     ╰─ serials of the link: a page with another serial lies behind it
 *
 * So the last page of the file tells whether there is more than one link, and where a link ends is found by bisection.
 * Files made by plain concatenation do repeat serial numbers, though (two copies of one file, or encoders told to be
 * reproducible); their page sequence numbers give them away.
 */

#include "gaf-error.h"
#include "core/limits.h"
#include "core/memory.h"
#include "formats/ogg/ogg.h"

#define MAX_STREAMS 64

typedef struct {
  GafOggPages pages;
  guint64 size;
  guint32 serials[MAX_STREAMS]; /* of the current link */
  guint n_serials;
  guint64 data;     /* offset of its first page that is not BOS */
  guint32 sequence; /* of that page */
} Walk;

static gboolean
is_ours (Walk *walk, guint32 serial)
{
  for (guint i = 0; i < walk->n_serials; i++)
    if (walk->serials[i] == serial)
      return TRUE;
  return FALSE;
}

/* pages_next, with the error kept apart from "none". */
static gboolean
next_page (Walk *walk, guint64 offset, guint64 limit, GafOggPage *page, GError **error)
{
  return gaf_ogg_pages_next (&walk->pages, offset, limit, page, error);
}

/* Collects the serials of the link that begins at @begin. */
static gboolean
read_beginning (Walk *walk, guint64 begin, GError **error)
{
  g_autoptr (GError) io_error = NULL;
  GafOggPage page;
  guint64 offset = begin;

  walk->n_serials = 0;
  walk->data = walk->size;
  while (next_page (walk, offset, walk->size, &page, &io_error)) {
    if (!(page.flags & GAF_OGG_BOS)) {
      if (walk->n_serials == 0) /* cut off at the front: take what is there */
        walk->serials[walk->n_serials++] = page.serial;
      walk->data = page.offset;
      walk->sequence = page.sequence;
      break;
    }
    if (walk->n_serials < MAX_STREAMS && !is_ours (walk, page.serial))
      walk->serials[walk->n_serials++] = page.serial;
    offset = page.offset + page.size;
  }
  if (io_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&io_error));
    return FALSE;
  }
  return TRUE;
}

/* Page by page from @offset to the next BOS page: the end of the link. */
static gboolean
find_end_linear (Walk *walk, guint64 offset, guint64 *end, GError **error)
{
  g_autoptr (GError) io_error = NULL;
  GafOggPage page;

  *end = walk->size;
  while (next_page (walk, offset, walk->size, &page, &io_error)) {
    if (page.flags & GAF_OGG_BOS) {
      *end = page.offset;
      break;
    }
    offset = page.offset + page.size;
  }
  if (io_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&io_error));
    return FALSE;
  }
  return TRUE;
}

/* Doubling steps, then bisection, down to a stretch that is read linearly. */
static gboolean
find_end (Walk *walk, guint64 *end, GError **error)
{
  guint64 low = walk->data;  /* pages here are ours */
  guint64 high = walk->size; /* pages here are not */
  guint64 step = GAF_BYTE_SOURCE_BLOCK;
  gboolean doubling = TRUE;

  while (high - low > GAF_BYTE_SOURCE_BLOCK) {
    g_autoptr (GError) io_error = NULL;
    const guint64 middle = doubling && step < (high - low) / 2 ? low + step : low + (high - low) / 2;
    GafOggPage page;

    if (next_page (walk, middle, high, &page, &io_error) && is_ours (walk, page.serial)) {
      low = page.offset;
      step *= 2;
    } else {
      high = middle;
      doubling = FALSE;
    }
    if (io_error != NULL) {
      g_propagate_error (error, g_steal_pointer (&io_error));
      return FALSE;
    }
  }
  return find_end_linear (walk, low, end, error);
}

/* Whether the page sequence numbers rule out that all pages up to @last are one stream: fewer pages by the count than
 * by their size in the first block, and not rising at three places in between. */
static gboolean
sequence_is_odd (Walk *walk, const GafOggPage *last, gboolean *odd, GError **error)
{
  const guint64 span = last->offset - MIN (walk->data, last->offset);
  g_autoptr (GError) io_error = NULL;
  GafOggPage page;
  guint64 offset = walk->data;
  guint64 n_pages = 0;
  guint64 counted, estimate;
  guint32 sequence = walk->sequence;

  *odd = FALSE;
  while (offset - walk->data < GAF_BYTE_SOURCE_BLOCK && next_page (walk, offset, walk->size, &page, &io_error)) {
    offset = page.offset + page.size;
    n_pages++;
  }
  counted = last->sequence >= walk->sequence ? last->sequence - walk->sequence : 0;
  estimate = span / MAX ((offset - walk->data) / MAX (n_pages, 1), 1);
  if (io_error == NULL && counted < estimate - estimate / 4) {
    *odd = counted < estimate / 3;
    for (guint i = 1; i < 4 && !*odd; i++) {
      if (!next_page (walk, walk->data + span / 4 * i, last->offset, &page, &io_error))
        break;
      *odd = page.sequence <= sequence || page.sequence >= last->sequence;
      sequence = page.sequence;
    }
  }
  if (io_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&io_error));
    return FALSE;
  }
  return TRUE;
}

GArray *
gaf_ogg_find_links (GafByteSource *source, GError **error)
{
  g_autoptr (GArray) links = g_array_new (FALSE, FALSE, sizeof (GafOggLink));
  g_autoptr (GError) io_error = NULL;
  Walk walk = { .pages.source = source, .size = gaf_byte_source_get_size (source) };
  GafOggPage last;
  gboolean has_last = FALSE;
  gboolean linear = walk.size <= GAF_BYTE_SOURCE_BLOCK; /* all of it is in memory anyway */
  GafOggPage before;
  GafOggLink link = { 0 };
  const guint limit = gaf_byte_source_get_limits (source)->links;

  while (link.offset < walk.size) {
    guint64 end = walk.size;

    if (links->len == limit) {
      gaf_limits_exceeded (error, "links", "The Ogg file is a chain of more than %u streams; split it into parts",
                           limit);
      return NULL;
    }
    if (limit <= GAF_LIMIT_CHAIN_LINKS && links->len > GAF_LIMIT_SHORT_LINKS
        && link.offset / GAF_LIMIT_LINK < links->len - GAF_LIMIT_SHORT_LINKS) {
      gaf_limits_exceeded (
          error, "links",
          "The Ogg file is a chain of streams of less than %d bytes: the %u of them in front are too many to "
          "be opened; split it into parts",
          GAF_LIMIT_LINK, links->len);
      return NULL;
    }
    if (!read_beginning (&walk, link.offset, error))
      return NULL;
    if (!linear && !has_last) {
      has_last = gaf_ogg_pages_last (&walk.pages, link.offset, walk.size, NULL, 0, &last, &before, &io_error);
      if (io_error == NULL && has_last && walk.n_serials == 1 && is_ours (&walk, last.serial))
        sequence_is_odd (&walk, &last, &linear, &io_error);
      if (io_error != NULL) {
        g_propagate_error (error, g_steal_pointer (&io_error));
        return NULL;
      }
      /* Behind a long stretch without any page nothing more is looked for. */
      if (!has_last || walk.size - last.offset > GAF_OGG_PATIENCE)
        walk.size = has_last ? last.offset + last.size : MIN (walk.size, walk.data + GAF_OGG_PATIENCE);
      end = walk.size;
    }
    if (linear) {
      if (!find_end_linear (&walk, walk.data, &end, error))
        return NULL;
    } else if (has_last && !is_ours (&walk, last.serial)) {
      if (!find_end (&walk, &end, error))
        return NULL;
    }
    link.size = end - link.offset;
    if (!gaf_memory_append (links, &link, error))
      return NULL;
    link.offset = end;
  }
  if (links->len == 0)
    g_array_append_val (links, link);
  return g_steal_pointer (&links);
}
