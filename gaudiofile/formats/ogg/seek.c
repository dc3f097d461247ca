/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/*
 * Where to go on reading for a position, in two steps.
 *
 *   land   by bisection over granule positions, on a page that ends well before the target; or by the index
 *   walk   forward over packets, to the last one that is not too late
 *
 * Landing on a page costs its first packets: one that began on the page before is not whole, and of Vorbis' first one
 * it is not known how many frames it would have yielded. Their positions are not known, so the walk does not hand them
 * out; if that makes it too late, the next attempt lands earlier, the last at the beginning.
 *
 * Bisection needs granule positions that rise. Where any page met says otherwise, all pages are read once into an index
 * of where linear reading puts them. Small streams get the index anyway: it costs next to nothing there.
 */

#include "formats/ogg/ogg.h"

#define SMALL_STREAM (256 * 1024) /* bytes */
#define STRETCH      (32 * 1024)  /* bytes that are walked rather than bisected */
#define MAX_ATTEMPTS 6

typedef struct {
  guint64 offset;
  gint64 position;
  guint32 sequence;
} Bound;

/* Whether @page can lie between the two, if all is well. */
static gboolean
is_between (GafOggPacketizer *self, const GafOggPage *page, gint64 position, const Bound *low, const Bound *high)
{
  if ((page->flags & GAF_OGG_BOS) || position < low->position || position > high->position)
    return FALSE;
  if (page->sequence <= low->sequence || page->sequence >= high->sequence)
    return FALSE;
  /* A stream that was joined from several starts its page numbers anew: fewer numbers than the bytes between need. */
  return !self->alone || (guint64) (page->sequence - low->sequence) * GAF_OGG_PAGE_MAX >= page->offset - low->offset;
}

/* The offset of a page that ends at or before @target, at most STRETCH bytes before one that ends behind it. FALSE
 * without @error: not to be bisected. */
static gboolean
bisect (GafOggPacketizer *self, gint64 target, guint64 *offset, GError **error)
{
  Bound low = { self->audio_offset, 0, self->first_sequence };
  Bound high = { self->last_offset, self->end, self->last_sequence };
  guint64 edge = high.offset; /* no page with a granule begins between here and high.offset */

  for (guint round = 0; edge > low.offset && edge - low.offset > STRETCH; round++) {
    const guint64 span = edge - low.offset;
    guint64 middle = low.offset + span / 2;
    gint64 position = -1;
    GafOggPage page;
    guint64 at;

    /* A guess by proportion is good as a rule; halving makes sure. */
    if (round % 3 < 2 && high.position > low.position) {
      const double part = (double) (target - low.position) / (double) (high.position - low.position);
      const guint64 guess = low.offset + (guint64) (CLAMP (part, 0., 1.) * (double) span);

      middle = CLAMP (guess, low.offset + STRETCH / 2 + STRETCH / 4, edge - STRETCH / 4) - STRETCH / 2;
    }
    for (at = middle; position < 0;) {
      g_autoptr (GError) io_error = NULL;

      if (!gaf_ogg_pages_next (&self->pages, at, edge, &page, &io_error)) {
        if (io_error == NULL)
          break;
        g_propagate_error (error, g_steal_pointer (&io_error));
        return FALSE;
      }
      at = page.offset + page.size;
      if (page.serial != self->serial || page.granule == GAF_OGG_NO_GRANULE)
        continue;
      position = page.granule - self->origin;
      if (page.granule < 0 || !is_between (self, &page, position, &low, &high)) {
        self->irregular = TRUE;
        return FALSE;
      }
    }
    if (position >= 0 && position <= target) {
      low = (Bound){ page.offset, position, page.sequence };
      continue;
    }
    if (position >= 0)
      high = (Bound){ page.offset, position, page.sequence };
    edge = middle;
  }
  *offset = low.offset;
  return TRUE;
}

/* The first page that reaches beyond @target, and @back pages before it. */
static guint64
look_up (GafOggPacketizer *self, gint64 target, guint back)
{
  guint low = 0;
  guint high = self->index->len;

  while (low < high) {
    const guint middle = low + (high - low) / 2;

    if (g_array_index (self->index, GafOggEntry, middle).reach > target)
      high = middle;
    else
      low = middle + 1;
  }
  if (low <= back)
    return self->audio_offset;
  return g_array_index (self->index, GafOggEntry, low - back).offset;
}

/* Positions the reader before @target; further with each @attempt. */
static gboolean
land (GafOggPacketizer *self, gint64 target, guint attempt, GError **error)
{
  g_autoptr (GError) read_error = NULL;
  const gint64 early = target - ((gint64) self->codec.max_duration * 3 << (2 * attempt));
  guint64 offset = self->audio_offset;

  if (self->index == NULL && !self->irregular && self->last_offset - self->audio_offset > SMALL_STREAM) {
    if (attempt + 1 < MAX_ATTEMPTS && early > 0 && !bisect (self, early, &offset, &read_error) && read_error != NULL) {
      g_propagate_error (error, g_steal_pointer (&read_error));
      return FALSE;
    }
    if (!self->irregular) {
      gaf_ogg_packetizer_rewind (self, offset);
      return TRUE;
    }
  }
  if (self->index == NULL && !gaf_ogg_packetizer_build_index (self, error))
    return FALSE;
  if (attempt + 1 < MAX_ATTEMPTS)
    offset = look_up (self, target, 2u << (2 * attempt));
  gaf_ogg_packetizer_rewind (self, offset);
  return TRUE;
}

/* Whether decoding can begin at @slot: from @target on everything comes out. */
static gboolean
is_early (GafOggPacketizer *self, const GafOggSlot *slot, gint64 target)
{
  return slot->position + (self->codec.overlaps ? slot->n_frames : 0) <= target;
}

/* Steps over pages and packets that are not needed. FALSE without @error: landed too late. */
static gboolean
walk (GafOggPacketizer *self, gint64 target, gboolean patient, GError **error)
{
  gboolean beginning = self->offset == self->audio_offset;

  for (;;) {
    g_autoptr (GError) read_error = NULL;
    const GafOggSlot *slots;
    const GafOggSlot *last;
    gint64 next;

    if (!gaf_ogg_packetizer_load (self, &read_error)) {
      if (read_error == NULL)
        return TRUE; /* the end */
      g_propagate_error (error, g_steal_pointer (&read_error));
      return FALSE;
    }
    slots = (const GafOggSlot *) self->slots->data;
    if (!beginning && !is_early (self, &slots[0], target))
      return FALSE;
    beginning = FALSE;

    last = &slots[self->slots->len - 1];
    next = last->position + last->n_frames + (self->codec.overlaps ? self->codec.max_duration : 0);
    if (patient || next > target || self->page.offset >= self->last_offset)
      break;
  }
  while (self->slot + 1 < self->slots->len
         && is_early (self, &g_array_index (self->slots, GafOggSlot, self->slot + 1), target))
    self->slot++;
  return TRUE;
}

gboolean
gaf_ogg_packetizer_seek (GafPacketizer *packetizer, gint64 frame, gint64 preroll, GError **error)
{
  GafOggPacketizer *self = (GafOggPacketizer *) packetizer;
  gint64 target = MIN (frame, self->end);

  self->pages.wasted = 0; /* damage that was stepped over before is no more than it was */
  preroll = MAX (preroll, self->codec.preroll);
  target = target > preroll ? target - preroll : 0;
  if (self->audio_offset == 0)
    return TRUE;
  for (guint attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    g_autoptr (GError) walk_error = NULL;

    if (!land (self, target, attempt, error))
      return FALSE;
    /* A hole behind the packets that were stepped over makes the walk late; patience helps then. */
    if (walk (self, target, attempt > 0, &walk_error))
      return TRUE;
    if (walk_error != NULL) {
      g_propagate_error (error, g_steal_pointer (&walk_error));
      return FALSE;
    }
  }
  return TRUE;
}
