/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/*
 * Pages of one logical stream → packets with positions.
 *
 *   page     ┌──────────── G1 ┐┌───────────── G2 ┐      G: granule position, where the last packet that ends on the
 * page ends packets  │ p0 │ p1 │ p2 │ p│3 │ p4 │ p5 │ …
 *
 * Packets have no position of their own; their durations are known from their first bytes. So positions on a page are
 * counted back from its granule, which is a rule that needs no other page: a page has the same positions whether it is
 * reached by reading or by a seek, and a lost page leaves a hole and shifts nothing. Exceptions:
 *
 *   - First page: G1 less than its durations means that frames at the beginning are not to be heard (Vorbis I, section
 * A.2), G1 more, that the stream was cut from a longer one. Both give `origin`, so that the first packet has position
 * 0.
 *   - Last page: its granule cuts frames off the end, so positions there are counted on from the page before.
 *   - No granule where there should be one, or one outside of the stream: counted on as well. That does need other
 * pages, so such a stream is marked irregular, and a seek in it goes by an index made by reading it once.
 */

#include <string.h>

#include "gaf-error.h"
#include "core/limits.h"
#include "core/memory.h"
#include "formats/ogg/ogg.h"

void
gaf_ogg_packetizer_rewind (GafOggPacketizer *self, guint64 offset)
{
  self->offset = offset;
  g_byte_array_set_size (self->body, 0);
  self->rest = 0;
  self->has_rest = FALSE;
  g_array_set_size (self->slots, 0);
  self->slot = 0;
  self->has_sequence = FALSE;
  self->expected = -1;
  self->cursor = 0;
  self->codec.previous = 0;
  if (offset == self->audio_offset)
    self->expected = 0;
}

/* A packet ends: headers go to the codec, audio becomes a slot. */
static gboolean
end_packet (GafOggPacketizer *self, gsize start, gsize size, guint number, GError **error)
{
  const guint8 *packet = self->body->data + start;
  const gboolean first = self->codec.overlaps && self->codec.previous == 0;
  GafOggSlot slot = { .start = start, .size = size };

  if (!self->codec.ready)
    switch (gaf_xiph_codec_header (&self->codec, packet, size, error)) {
    case GAF_XIPH_HEADER_ERROR:
      return FALSE;
    case GAF_XIPH_HEADER_TAKEN:
      return TRUE;
    case GAF_XIPH_HEADER_AUDIO:
      break;
    }
  if (self->page.offset == self->audio_offset && number < self->audio_packet)
    return TRUE;
  slot.n_frames = gaf_xiph_codec_duration (&self->codec, packet, size);
  if (slot.n_frames < 0)
    return TRUE;
  /* After a seek it is not known how much the first packet would have yielded, had the one before been decoded. */
  if (first && self->audio_offset > 0 && self->expected != 0)
    return TRUE;
  if (self->audio_offset == 0) {
    self->audio_offset = number == 0 ? self->rest_offset : self->page.offset;
    self->audio_packet = number == 0 ? self->rest_number : number;
  }
  self->duration += slot.n_frames;
  g_array_append_val (self->slots, slot);
  return TRUE;
}

/* Cuts a page into packets; one that goes on on the next page stays at the end of body. */
static gboolean
cut_page (GafOggPacketizer *self, const GafOggPage *page, GError **error)
{
  const gsize limit = self->codec.ready ? GAF_LIMIT_PACKET : gaf_byte_source_get_limits (self->source)->header_bytes;
  const guint8 *lacing = page->bytes + GAF_OGG_PAGE_HEADER;
  /* The bytes move before the next call on the source. */
  guint8 segments[255];
  gsize start = 0;
  gsize end;
  guint number = 0;
  gboolean dropping = FALSE;

  if (self->has_rest && (page->flags & GAF_OGG_CONTINUED)
      && (!self->has_sequence || page->sequence == self->sequence + 1)) {
    g_byte_array_remove_range (self->body, 0, (guint) self->rest);
  } else {
    dropping = (page->flags & GAF_OGG_CONTINUED) != 0;
    self->rest_offset = page->offset;
    self->rest_number = 0;
    g_byte_array_set_size (self->body, 0);
  }
  self->rest = 0;
  self->has_rest = FALSE;
  self->goes_on = self->has_sequence && page->sequence == self->sequence + 1;
  self->has_sequence = TRUE;
  self->sequence = page->sequence;
  self->page = *page;
  self->page.bytes = NULL;
  if (self->page.granule < 0 || self->page.granule > G_MAXINT64 / 4) /* nonsense; and sums must not overflow */
    self->page.granule = GAF_OGG_NO_GRANULE;
  self->duration = 0;
  g_array_set_size (self->slots, 0);
  self->slot = 0;

  end = self->body->len;
  memcpy (segments, lacing, page->n_segments);
  g_byte_array_append (self->body, page->bytes + page->header_size, page->size - page->header_size);

  for (guint i = 0; i < page->n_segments; i++) {
    end += segments[i];
    if (segments[i] == 255)
      continue;
    if (!dropping && !end_packet (self, start, end - start, number, error))
      return FALSE;
    dropping = FALSE;
    number++;
    start = end;
  }
  if (page->n_segments > 0 && segments[page->n_segments - 1] == 255 && !dropping) {
    if (end - start > limit) {
      if (self->codec.ready) /* damage: no packet is that large */
        return TRUE;
      return gaf_limits_exceeded (error, "header_bytes",
                                  "The Ogg file has a header of more than %" G_GSIZE_FORMAT
                                  " bytes (a picture perhaps); remove it to read the file",
                                  limit);
    }
    self->rest = start;
    self->has_rest = TRUE;
    if (number > 0 || !(page->flags & GAF_OGG_CONTINUED)) /* else it goes on for more than two pages */
    {
      self->rest_offset = page->offset;
      self->rest_number = number;
    }
  }
  return TRUE;
}

/* The next page of our stream, cut. FALSE without @error: the end. */
gboolean
gaf_ogg_packetizer_read_page (GafOggPacketizer *self, GError **error)
{
  GafOggPage page;

  while (gaf_ogg_pages_next (&self->pages, self->offset, G_MAXUINT64, &page, error)) {
    self->offset = page.offset + page.size;
    if (page.serial == self->serial)
      return cut_page (self, &page, error);
    self->alone = FALSE;
  }
  return FALSE;
}

/* How far a granule must lie beyond the packets for a hole: the shortest packet of the page. Less is a counter that is
 * off. */
static gint64
least_hole (GafOggPacketizer *self)
{
  gint64 least = G_MAXINT64;

  for (guint i = 0; i < self->slots->len; i++) {
    const gint64 n = g_array_index (self->slots, GafOggSlot, i).n_frames;

    if (n > 0)
      least = MIN (least, n);
  }
  return least == G_MAXINT64 ? 1 : least;
}

/* The position of the first packet of the page just cut, by its granule and by what was counted so far. -1: nobody
 * knows. */
static gint64
find_position (GafOggPacketizer *self)
{
  const gboolean last = self->page.offset >= self->last_offset || (self->page.flags & GAF_OGG_EOS) != 0;
  gint64 coded = -1;
  gint64 beyond;

  if (self->page.granule >= MAX (self->origin, 0) && self->page.granule - self->origin <= self->end)
    coded = self->page.granule - self->origin;
  if (self->expected < 0) {
    if (coded >= self->duration)
      return coded - self->duration;
    self->irregular = TRUE;
    return -1;
  }
  beyond = coded - self->duration - self->expected;
  if (coded >= 0 && beyond == 0) {
    self->n_right++;
    return self->expected;
  }
  if (last && coded >= 0 && beyond < 0)
    return self->expected; /* the end is cut off */
  /* A page without a granule, where no packet should end, says nothing about the others. */
  if (self->goes_on && self->page.granule != GAF_OGG_NO_GRANULE)
    self->n_wrong++;
  if (coded >= 0 && beyond >= least_hole (self))
    return coded - self->duration;
  self->irregular = TRUE;
  return self->expected;
}

void
gaf_ogg_packetizer_place (GafOggPacketizer *self)
{
  gint64 position = -1;

  if (self->index != NULL) {
    const GafOggEntry *entries = (const GafOggEntry *) self->index->data;

    while (self->cursor < self->index->len && entries[self->cursor].offset < self->page.offset)
      self->cursor++;
    if (self->cursor < self->index->len && entries[self->cursor].offset == self->page.offset)
      position = entries[self->cursor].end - self->duration;
  } else {
    position = self->counted ? self->expected : find_position (self);
  }
  if (position < 0) {
    g_array_set_size (self->slots, 0); /* nobody knows where they are */
    return;
  }
  for (guint i = 0; i < self->slots->len; i++) {
    GafOggSlot *slot = &g_array_index (self->slots, GafOggSlot, i);

    slot->position = position;
    position += slot->n_frames;
  }
  self->expected = position;
}

gboolean
gaf_ogg_packetizer_load (GafOggPacketizer *self, GError **error)
{
  do {
    if (!gaf_ogg_packetizer_read_page (self, error))
      return FALSE;
    if (self->slots->len > 0)
      gaf_ogg_packetizer_place (self);
  } while (self->slots->len == 0);
  return TRUE;
}

static gboolean
read_all (GafOggPacketizer *self, GError **error)
{
  g_autoptr (GArray) index = g_array_new (FALSE, FALSE, sizeof (GafOggEntry));
  g_autoptr (GError) load_error = NULL;
  gint64 reach = 0;

  self->n_right = self->n_wrong = 0;
  gaf_ogg_packetizer_rewind (self, self->audio_offset);
  while (gaf_ogg_packetizer_load (self, &load_error)) {
    GafOggEntry entry = { self->page.offset, self->expected, reach = MAX (reach, self->expected) };

    if (!gaf_memory_append (index, &entry, error))
      return FALSE;
  }
  if (load_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&load_error));
    return FALSE;
  }
  self->index = g_steal_pointer (&index);
  return TRUE;
}

gboolean
gaf_ogg_packetizer_build_index (GafOggPacketizer *self, GError **error)
{
  g_clear_pointer (&self->index, g_array_unref);
  if (!read_all (self, error))
    return FALSE;
  if (self->counted || self->n_wrong <= self->n_right)
    return TRUE;
  self->counted = self->irregular = TRUE;
  g_clear_pointer (&self->index, g_array_unref);
  return read_all (self, error);
}

#define CHECKS 4
#define PAGES  3

gboolean
gaf_ogg_packetizer_check (GafOggPacketizer *self, gboolean *right, GError **error)
{
  const guint64 span = self->last_offset - MIN (self->first_offset, self->last_offset);
  const gboolean irregular = self->irregular;
  gint64 least = 0;

  *right = TRUE;
  self->n_right = self->n_wrong = 0;
  for (guint i = 0; i < CHECKS && *right; i++) {
    g_autoptr (GError) load_error = NULL;

    /* The first page's packets are placed by its granule, the others' are compared with theirs. */
    gaf_ogg_packetizer_rewind (self, i == 0 ? self->audio_offset : self->first_offset + span / CHECKS * i);
    for (guint page = 0; page < PAGES && gaf_ogg_packetizer_load (self, &load_error); page++) {
      const gint64 position = g_array_index (self->slots, GafOggSlot, 0).position;

      *right = *right && position >= least;
      least = position;
      if (self->page.offset >= self->last_offset)
        break;
    }
    if (load_error != NULL) {
      g_propagate_error (error, g_steal_pointer (&load_error));
      return FALSE;
    }
  }
  *right = *right && self->n_wrong == 0;
  self->irregular = irregular;
  return TRUE;
}
