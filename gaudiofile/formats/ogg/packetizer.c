/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/*
 * Opening a logical stream of Ogg: which one, its headers, where position 0 lies and where the presentation ends; and
 * the packets handed out.
 */

#include "gaf-error.h"
#include "core/limits.h"
#include "formats/ogg/ogg.h"

/* The lengths claimed have to be in proportion to the bytes: 4096 frames for each, more than any packet of two bytes
 * (one of them its lacing value) can have. So a forged granule cannot ask for years of silence. */
#define MAX_FRAMES_PER_BYTE 4096

static GafOggPacketizer *
self_of (GafPacketizer *packetizer)
{
  return (GafOggPacketizer *) packetizer;
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
  if (packetizer->bare) {
    packet->bytes = self->body->data + slot->start;
    packet->n_bytes = slot->size;
  } else {
    packet->data = gst_buffer_new_memdup (self->body->data + slot->start, slot->size);
  }
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

static GstCaps *
ogg_make_caps (GafPacketizer *packetizer)
{
  return gaf_xiph_codec_make_caps (&self_of (packetizer)->codec);
}

static const GafPacketizerClass ogg_class = {
  .next = ogg_next,
  .seek = gaf_ogg_packetizer_seek,
  .free = ogg_free,
  .make_caps = ogg_make_caps,
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

/* Headers, and audio up to the first page with a granule: @first is that granule, @duration what has been counted up to
 * there. At the end of the file before that, @first is GAF_OGG_NO_GRANULE. */
static gboolean
read_beginning (GafOggPacketizer *self, gint64 *first, gint64 *duration, GError **error)
{
  g_autoptr (GError) read_error = NULL;
  guint n_pages = 0;

  *duration = 0;
  *first = GAF_OGG_NO_GRANULE;
  while (*first == GAF_OGG_NO_GRANULE && gaf_ogg_packetizer_read_page (self, &read_error)) {
    if (self->slots->len == 0)
      continue;
    n_pages++;
    *duration += self->duration;
    *first = self->page.granule;
    self->first_offset = self->page.offset;
  }
  if (read_error == NULL && !self->codec.whole)
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

/* Whether a page of our stream lies behind the last one with a granule position. */
static gboolean
find_more (GafOggPacketizer *self, const GafOggPage *last, gboolean *more, GError **error)
{
  g_autoptr (GError) io_error = NULL;
  GafOggPage page;
  guint64 offset = last->offset + last->size;

  *more = FALSE;
  while (!*more && gaf_ogg_pages_next (&self->pages, offset, G_MAXUINT64, &page, &io_error)) {
    *more = page.serial == self->serial && page.n_segments > 0;
    offset = page.offset + page.size;
  }
  if (io_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&io_error));
  return FALSE;
}

/* Whether the number of pages speaks for another length than the granules do, if all pages were like the first. */
static gboolean
is_unlikely (const GafOggPage *last, guint32 sequence, gint64 first, gint64 duration)
{
  const gint64 granules = last->granule - first;
  const gint64 pages = (gint64) MIN (last->sequence - sequence, 1u << 30) * duration;

  return last->sequence < sequence || pages > granules + granules / 4 + duration || granules > pages + pages / 4;
}

/* Reads all of the stream: its length is that of its packets. The last granule still cuts off the end, if it lies on
 * the last page. */
static gboolean
count (GafOggPacketizer *self, const GafOggPage *last, GError **error)
{
  const GafOggEntry *entries;
  gint64 coded, before;

  if (!gaf_ogg_packetizer_build_index (self, error))
    return FALSE;
  if (self->counted) {
    self->origin = 0;
    self->parent.skip = self->codec.skip;
  }
  if (self->index->len > 0) {
    entries = (const GafOggEntry *) self->index->data + self->index->len - 1;
    self->end = entries->reach;
    coded = last->granule - self->origin;
    before = self->index->len > 1 ? entries[-1].reach : 0;
    if (last->offset == entries->offset && coded > MAX (before, self->parent.skip) && coded < self->end)
      self->end = coded;
  }
  gaf_ogg_packetizer_rewind (self, self->audio_offset);
  return TRUE;
}

/* Sets origin, skip and n_frames from the first and the last granule, where these can be believed. */
static gboolean
measure (GafOggPacketizer *self, GError **error)
{
  const guint64 size = gaf_byte_source_get_size (self->source);
  const gint64 bound = (gint64) MIN (size, G_MAXINT64 / MAX_FRAMES_PER_BYTE / 2) * MAX_FRAMES_PER_BYTE;
  GafPacketizer *packetizer = &self->parent;
  g_autoptr (GError) io_error = NULL;
  GafOggPage last = { 0 }, before;
  gint64 first, duration;
  gboolean has_last, more = FALSE, right = TRUE;
  guint32 sequence;

  if (!read_beginning (self, &first, &duration, error))
    return FALSE;
  sequence = self->sequence; /* of the first page with a granule */
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
  if (has_last && last.offset + last.size < size && !find_more (self, &last, &more, error))
    return FALSE;

  if (first != GAF_OGG_NO_GRANULE && (first > duration || last.offset > self->first_offset)) {
    self->origin = first - duration;
    if (!self->codec.pre_skip && self->origin < 0)
      packetizer->skip = -self->origin;
  }
  if (!has_last || more || first == GAF_OGG_NO_GRANULE || last.granule < MAX (before.granule, first)
      || last.granule - MAX (self->origin, 0) > bound)
    right = FALSE;
  else if (last.offset > self->first_offset && last.granule == MAX (before.granule, first))
    right = FALSE; /* it stands still */
  else if (self->codec.pre_skip && self->origin < 0)
    right = FALSE; /* RFC 7845, section 4.5: that cannot be */
  else if (last.offset == self->first_offset && last.granule <= packetizer->skip
           && duration > packetizer->skip + self->codec.max_duration)
    right = FALSE; /* no packet of the only page would be heard */
  else if ((self->origin != 0 || is_unlikely (&last, sequence, first, duration)) && last.offset > self->first_offset
           && !self->irregular) {
    if (!gaf_ogg_packetizer_check (self, &right, error))
      return FALSE;
    gaf_ogg_packetizer_rewind (self, self->audio_offset);
  }

  if (!right) {
    if (!count (self, &last, error))
      return FALSE;
  } else {
    self->end = last.granule - self->origin;
    if (self->slots->len > 0) {
      self->expected = 0;
      gaf_ogg_packetizer_place (self);
    }
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
  gaf_xiph_codec_describe (&self->codec, packetizer);
  packetizer->rate = self->codec.rate;
  packetizer->channels = self->codec.channels;
  packetizer->bits = self->codec.bits;
  return g_steal_pointer (&packetizer);
}
