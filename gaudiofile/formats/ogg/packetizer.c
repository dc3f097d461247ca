/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/*
 * Pages of one logical stream → packets with positions.
 *
 *   page     ┌──────────── G1 ┐┌───────────── G2 ┐      G: granule position, where the last packet that ends on the page ends
 *   packets  │ p0 │ p1 │ p2 │ p│3 │ p4 │ p5 │ …
 *
 * Packets have no position of their own; their durations are known from their first bytes. So positions on a page are counted back from
 * its granule, which is a rule that needs no other page: a page has the same positions whether it is reached by reading or by a
 * seek, and a lost page leaves a hole and shifts nothing. Exceptions:
 *
 *   - First page: G1 less than its durations means that frames at the beginning are not to be heard (Vorbis I, section A.2), G1 more,
 *     that the stream was cut from a longer one. Both give `origin`, so that the first packet has position 0.
 *   - Last page: its granule cuts frames off the end, so positions there are counted on from the page before.
 *   - No granule where there should be one, or one outside of the stream: counted on as well. That does need other pages, so
 *     such a stream is marked irregular, and a seek in it goes by an index made by reading it once.
 */

#include <string.h>

#include "gaf-error.h"
#include "core/limits.h"
#include "formats/ogg/ogg.h"

/* The lengths claimed have to be in proportion to the bytes: 4096 frames for each, more than any packet of two bytes (one of
 * them its lacing value) can have. So a forged granule cannot ask for years of silence. */
#define MAX_FRAMES_PER_BYTE 4096

static GafOggPacketizer *
self_of (GafPacketizer *packetizer)
{
  return (GafOggPacketizer *) packetizer;
}

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
  const gsize limit = self->codec.ready ? GAF_LIMIT_PACKET : GAF_LIMIT_HEADER;
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
      g_set_error (error, GAF_ERROR, GAF_ERROR_LIMIT,
                   "The Ogg file has a header of more than %d MiB (a picture perhaps); remove it to read the file",
                   GAF_LIMIT_HEADER / (1024 * 1024));
      return FALSE;
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
static gboolean
read_page (GafOggPacketizer *self, GError **error)
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

/* Positions for the slots of the page just cut. */
static void
place_slots (GafOggPacketizer *self)
{
  const gboolean last = self->page.offset >= self->last_offset || (self->page.flags & GAF_OGG_EOS) != 0;
  gint64 coded = -1;
  gint64 position = -1;

  if (self->page.granule >= MAX (self->origin, 0) && self->page.granule - self->origin <= self->end)
    coded = self->page.granule - self->origin;
  if (self->index != NULL) {
    const GafOggEntry *entries = (const GafOggEntry *) self->index->data;

    while (self->cursor < self->index->len && entries[self->cursor].offset < self->page.offset)
      self->cursor++;
    if (self->cursor < self->index->len && entries[self->cursor].offset == self->page.offset)
      position = entries[self->cursor].end - self->duration;
  } else if (coded >= self->duration && !(last && self->expected >= 0 && coded < self->expected + self->duration)) {
    position = coded - self->duration;
    if (self->expected > position)
      self->irregular = TRUE;
  } else {
    position = self->expected;
    if (!(last && coded >= 0))
      self->irregular = TRUE;
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
    if (!read_page (self, error))
      return FALSE;
    if (self->slots->len > 0)
      place_slots (self);
  } while (self->slots->len == 0);
  return TRUE;
}

gboolean
gaf_ogg_packetizer_build_index (GafOggPacketizer *self, GError **error)
{
  g_autoptr (GArray) index = g_array_new (FALSE, FALSE, sizeof (GafOggEntry));
  g_autoptr (GError) load_error = NULL;
  gint64 reach = 0;

  g_clear_pointer (&self->index, g_array_unref);
  gaf_ogg_packetizer_rewind (self, self->audio_offset);
  for (;;) {
    GafOggEntry entry;

    if (!gaf_ogg_packetizer_load (self, &load_error))
      break;
    reach = MAX (reach, self->expected);
    entry.offset = self->page.offset;
    entry.end = self->expected;
    entry.reach = reach;
    g_array_append_val (index, entry);
  }
  if (load_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&load_error));
    return FALSE;
  }
  self->index = g_steal_pointer (&index);
  return TRUE;
}

static gboolean
ogg_next (GafPacketizer *packetizer, GafPacket *packet, GError **error)
{
  GafOggPacketizer *self = self_of (packetizer);
  const GafOggSlot *slot;

  if (self->slot == self->slots->len && !gaf_ogg_packetizer_load (self, error))
    return FALSE;
  slot = &g_array_index (self->slots, GafOggSlot, self->slot);
  self->slot++;
  packet->data = gst_buffer_new_memdup (self->body->data + slot->start, slot->size);
  packet->position = slot->position;
  packet->n_frames = slot->n_frames;
  return TRUE;
}

static void
ogg_free (GafPacketizer *packetizer)
{
  GafOggPacketizer *self = self_of (packetizer);

  gaf_xiph_codec_clear (&self->codec);
  g_clear_pointer (&self->body, g_byte_array_unref);
  g_clear_pointer (&self->slots, g_array_unref);
  g_clear_pointer (&self->index, g_array_unref);
  g_clear_pointer (&self->source, gaf_byte_source_unref);
  g_free (self);
}

static const GafPacketizerClass ogg_class = {
  .next = ogg_next,
  .seek = gaf_ogg_packetizer_seek,
  .free = ogg_free,
};

/* Among the BOS pages the first stream of a codec we know. */
static gboolean
choose_stream (GafOggPacketizer *self, GError **error)
{
  g_autoptr (GError) io_error = NULL;
  g_autofree char *known = NULL;
  GafOggPage page;
  guint64 offset = 0;
  guint n_streams = 0;

  while (gaf_ogg_pages_next (&self->pages, offset, G_MAXUINT64, &page, &io_error)) {
    const guint8 *packet = page.bytes + page.header_size;
    const gsize size = page.size - page.header_size;

    if (!(page.flags & GAF_OGG_BOS) || page.offset - offset > GAF_LIMIT_RESYNC)
      break;
    offset = page.offset + page.size;
    n_streams++;
    if (self->codec.mapping == NULL && gaf_xiph_codec_recognise (&self->codec, packet, size)) {
      self->serial = page.serial;
      self->offset = page.offset;
      self->first_sequence = page.sequence;
    } else if (known == NULL && gaf_xiph_codec_name (packet, size) != NULL)
      known = g_strdup (gaf_xiph_codec_name (packet, size));
  }
  self->alone = n_streams == 1;
  if (io_error != NULL)
    g_propagate_error (error, g_steal_pointer (&io_error));
  else if (self->codec.mapping != NULL)
    return TRUE;
  else if (n_streams == 0)
    g_set_error_literal (error, GAF_ERROR, GAF_ERROR_CORRUPT,
                         "The Ogg file has no beginning of a stream: its first bytes are missing or damaged");
  else
    g_set_error (error, GAF_ERROR, GAF_ERROR_UNSUPPORTED,
                 "The Ogg file holds %s; Vorbis, Opus, FLAC and Speex can be read from Ogg",
                 known ? known : "a codec that is not known");
  return FALSE;
}

/* Headers, and audio up to the first page with a granule: @first is that granule, @duration what has been counted up to there. At the end
 * of the file before that, @first is GAF_OGG_NO_GRANULE. */
static gboolean
read_beginning (GafOggPacketizer *self, gint64 *first, gint64 *duration, GError **error)
{
  g_autoptr (GError) read_error = NULL;
  guint n_pages = 0;

  *duration = 0;
  *first = GAF_OGG_NO_GRANULE;
  while (*first == GAF_OGG_NO_GRANULE && read_page (self, &read_error)) {
    if (self->slots->len == 0)
      continue;
    n_pages++;
    *duration += self->duration;
    *first = self->page.granule;
    self->first_offset = self->page.offset;
  }
  if (read_error == NULL && self->codec.caps == NULL)
    g_set_error_literal (
        &read_error, GAF_ERROR, GAF_ERROR_CORRUPT,
        "The Ogg file ends within its headers, or they are damaged; it cannot be decoded without them");
  if (read_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&read_error));
    return FALSE;
  }
  /* As a rule there is one page, which stays loaded as the first to be handed out. */
  if (n_pages > 1 || *first == GAF_OGG_NO_GRANULE) {
    self->irregular = TRUE;
    gaf_ogg_packetizer_rewind (self, self->audio_offset > 0 ? self->audio_offset : self->offset);
  }
  return TRUE;
}

/* Sets origin, skip and n_frames from the first and the last granule. */
static gboolean
measure (GafOggPacketizer *self, GError **error)
{
  const guint64 size = gaf_byte_source_get_size (self->source);
  const gint64 bound = (gint64) MIN (size, G_MAXINT64 / MAX_FRAMES_PER_BYTE / 2) * MAX_FRAMES_PER_BYTE;
  GafPacketizer *packetizer = &self->parent;
  g_autoptr (GError) io_error = NULL;
  GafOggPage last = { 0 };
  gint64 first, duration, before;
  gboolean has_last;

  if (!read_beginning (self, &first, &duration, error))
    return FALSE;
  packetizer->skip = self->codec.skip;
  packetizer->exact = TRUE;
  packetizer->n_frames = 0;
  if (self->audio_offset == 0)
    return TRUE; /* headers and nothing else */

  has_last = gaf_ogg_pages_last (&self->pages, self->audio_offset, size, &self->serial, 1, &last, &before, &io_error);
  if (io_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&io_error));
    return FALSE;
  }
  self->last_offset = has_last ? last.offset : size;
  self->last_sequence = last.sequence;
  self->end = bound;

  if (first != GAF_OGG_NO_GRANULE && (first > duration || last.offset > self->first_offset)) {
    self->origin = first - duration;
    if (!self->codec.pre_skip && self->origin < 0)
      packetizer->skip = -self->origin;
  }
  if (has_last && first != GAF_OGG_NO_GRANULE && last.granule >= MAX (before, first)
      && last.granule - MAX (self->origin, 0) <= bound) {
    self->end = last.granule - self->origin;
    if (self->slots->len > 0) {
      self->expected = 0;
      place_slots (self);
    }
  } else {
    /* The last granule makes no sense: count. */
    if (!gaf_ogg_packetizer_build_index (self, error))
      return FALSE;
    if (self->index->len > 0)
      self->end = g_array_index (self->index, GafOggEntry, self->index->len - 1).reach;
    gaf_ogg_packetizer_rewind (self, self->audio_offset);
  }
  packetizer->n_frames = MAX (self->end - packetizer->skip, 0);
  return TRUE;
}

GafPacketizer *
gaf_packetizer_ogg_new (GafByteSource *source, GError **error)
{
  g_autoptr (GafPacketizer) packetizer = NULL;
  GafOggPacketizer *self = g_new0 (GafOggPacketizer, 1);

  packetizer = &self->parent;
  packetizer->klass = &ogg_class;
  packetizer->container = "Ogg";
  self->codec.container = "Ogg";
  self->source = gaf_byte_source_ref (source);
  self->pages.source = source;
  self->body = g_byte_array_new ();
  self->slots = g_array_new (FALSE, FALSE, sizeof (GafOggSlot));
  self->expected = -1;
  if (!choose_stream (self, error) || !measure (self, error))
    return NULL;

  packetizer->codec = self->codec.name;
  packetizer->caps = g_steal_pointer (&self->codec.caps);
  packetizer->rate = self->codec.rate;
  packetizer->channels = self->codec.channels;
  packetizer->bits = self->codec.bits;
  return g_steal_pointer (&packetizer);
}
