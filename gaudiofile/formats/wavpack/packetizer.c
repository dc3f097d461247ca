/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "packets/packetizer.h"

#include <string.h>

#include "core/bytes.h"
#include "gaf-error.h"
#include "packets/frame-map.h"
#include "core/limits.h"
#include "formats/pcm/walker.h"
#include "formats/wavpack/header.h"

/*
 * WavPack 4 and 5: what a block looks like is in formats/wavpack/header.h.
 *
 * A block holds one or two channels. A packet is all blocks of one stretch of time, from the one flagged as initial to
 * the one flagged as final; what has no samples (a trailing checksum or RIFF trailer) is stepped over. Block indexes
 * count sample frames from 0. No pre-roll: each block carries the decorrelation state that it begins with.
 */

/* How many bytes may be looked at in vain, so that a crafted file cannot cost quadratic time: so many in any case, and
 * so many times the file itself. */
#define BUDGET_BASE   (G_GUINT64_CONSTANT (32) << 20)
#define BUDGET_FACTOR 8

typedef struct {
  GafPacketizer parent;
  GafByteSource *source;
  guint64 end;
  GafFrameMap map;
  guint64 wasted;        /* bytes looked at without finding a frame there */
  GafWavpackBlock first; /* the first block of the frame found last */
  gboolean has_checksums;
  gboolean hide_mask; /* the channel mask does not fit the number of channels */
} WavpackPacketizer;

/* blocks */

/* TRUE if the header of the next frame lies inside this block: bytes are missing here. */
static gboolean
holds_successor (const guint8 *data, const GafWavpackBlock *block)
{
  const guint8 *at = data + GAF_WAVPACK_HEADER_SIZE;
  const guint8 *end = data + block->size;
  GafWavpackBlock next;

  while ((at = memmem (at, end - at, "wvpk", 4)) != NULL) {
    if (gaf_wavpack_block_parse (at, end - at, &next) && next.index == block->index + block->n_frames)
      return TRUE;
    at += 4;
  }
  return FALSE;
}

/* frames */

static gboolean
is_sound (WavpackPacketizer *self, const guint8 *data, const GafWavpackBlock *block)
{
  switch (gaf_wavpack_verify_checksum (data, block->size)) {
  case GAF_WAVPACK_CHECKSUM_RIGHT:
    return TRUE;
  case GAF_WAVPACK_CHECKSUM_NONE:
    /* A damaged block may look as if it had none. */
    return !self->has_checksums && !holds_successor (data, block);
  case GAF_WAVPACK_CHECKSUM_WRONG:
  default:
    return FALSE;
  }
}

/* The size of the frame that begins at @offset, whose first block's header is @first: all blocks up to the final one,
 * each sound. 0 if there is none, which is no error. */
static gboolean
measure (WavpackPacketizer *self, guint64 offset, const GafWavpackBlock *first, guint64 *size, GError **error)
{
  guint64 at = offset;
  GafWavpackBlock block = *first;

  *size = 0;
  for (;;) {
    gsize available;
    const guint8 *data;
    gboolean final, is_block;

    if (block.size > self->end - at || at + block.size - offset > GAF_LIMIT_PACKET)
      return TRUE;
    data = gaf_byte_source_peek (self->source, at, block.size, &available, error);
    if (data == NULL)
      return FALSE;
    self->wasted += block.size;
    if (available < block.size || !is_sound (self, data, &block))
      return TRUE;
    at += block.size;
    final = block.flags & GAF_WAVPACK_FINAL;
    if (final && (self->has_checksums || at == self->end)) {
      *size = at - offset;
      return TRUE;
    }
    data = gaf_byte_source_peek (self->source, at, GAF_WAVPACK_HEADER_SIZE, &available, error);
    if (data == NULL)
      return FALSE;
    is_block = gaf_wavpack_block_parse (data, MIN (available, self->end - at), &block);
    if (final) {
      /* Without a checksum the header itself may lie; then the next one disagrees. */
      if (!is_block || block.n_frames == 0 || block.index == first->index + first->n_frames)
        *size = at - offset;
      return TRUE;
    }
    if (!is_block || (block.flags & GAF_WAVPACK_INITIAL) || block.index != first->index
        || block.n_frames != first->n_frames)
      return TRUE;
  }
}

static gboolean
map_find (gpointer user_data, guint64 from, guint64 limit, GafMapFrame *frame, GError **error)
{
  WavpackPacketizer *self = user_data;
  guint64 budget = BUDGET_BASE + BUDGET_FACTOR * self->end;

  limit = MIN (limit, self->end);
  while (from < limit && self->wasted < budget) {
    gsize available;
    const guint8 *data = gaf_byte_source_peek (self->source, from, GAF_WAVPACK_HEADER_SIZE, &available, error);
    const guint8 *found;
    guint64 skip = 4;

    if (data == NULL)
      return FALSE;
    available = MIN (available, self->end - from);
    if (available < GAF_WAVPACK_HEADER_SIZE)
      return FALSE;

    found = memmem (data, available, "wvpk", 4);
    if (found == NULL) {
      /* The last three bytes may be the beginning of one. */
      self->wasted += available;
      from += available - 3;
      continue;
    }
    if (found != data) {
      self->wasted += found - data;
      from += found - data;
      continue;
    }
    if (gaf_wavpack_block_parse (data, available, &self->first)) {
      guint64 wasted = self->wasted;
      guint64 size;

      if (!measure (self, from, &self->first, &size, error))
        return FALSE;
      if (size > 0 && (self->first.flags & GAF_WAVPACK_INITIAL) && self->first.n_frames > 0) {
        self->wasted = wasted;
        *frame = (GafMapFrame){ from, size, self->first.index, self->first.n_frames };
        return TRUE;
      }
      /* Sound, but without samples: a trailer. Or the rest of a frame whose first block is damaged. */
      if (size > 0)
        skip = size;
    }
    self->wasted += GAF_WAVPACK_HEADER_SIZE;
    from += skip;
  }
  return FALSE;
}

static void
map_rewind (gpointer user_data)
{
  ((WavpackPacketizer *) user_data)->wasted = 0;
}

static const GafFrameMapClass map_class = { map_find, map_rewind, NULL };

/* opening */

/* Sample rate, channels and their layout, from the flags and metadata of the first block. */
static gboolean
read_format (WavpackPacketizer *self, guint64 offset, int *depth, guint64 *channel_mask, GError **error)
{
  GafWavpackFormat format;
  gsize available;
  const guint8 *data = gaf_byte_source_peek (self->source, offset, self->first.size, &available, error);

  if (data == NULL)
    return FALSE;
  self->has_checksums = available >= self->first.size
                        && gaf_wavpack_verify_checksum (data, self->first.size) == GAF_WAVPACK_CHECKSUM_RIGHT;
  gaf_wavpack_format_parse (&format, &self->first, data, available);
  self->parent.rate = format.rate;
  self->parent.channels = format.channels;
  self->parent.bits = format.bits;
  *depth = format.depth;
  *channel_mask = format.mask;
  if (format.mask != 0 && format.channels > 0 && gaf_chunks_wave_mask (format.mask, format.channels) == 0) {
    *channel_mask = 0;
    self->hide_mask = TRUE;
  }
  return TRUE;
}

static gboolean
check_format (WavpackPacketizer *self, GError **error)
{
  if (self->first.flags & GAF_WAVPACK_DSD) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_UNSUPPORTED,
                 "WavPack with DSD audio: GStreamer decodes PCM only; convert it with \"wvunpack --wav\"");
    return FALSE;
  }
  if (self->parent.rate <= 0 || self->parent.channels <= 0) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_CORRUPT, "WavPack with an impossible format: %d Hz, %d channels",
                 self->parent.rate, self->parent.channels);
    return FALSE;
  }
  if (self->parent.rate > GAF_LIMIT_RATE || self->parent.channels > GAF_LIMIT_CHANNELS) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_LIMIT, "WavPack with %d Hz and %d channels; the limits are %d Hz and %d",
                 self->parent.rate, self->parent.channels, GAF_LIMIT_RATE, GAF_LIMIT_CHANNELS);
    return FALSE;
  }
  return TRUE;
}

/* What the element takes differs between versions: up to 8 channels in GStreamer 1.22. */
static gboolean
check_element (WavpackPacketizer *self, GError **error)
{
  g_autoptr (GstElementFactory) factory = gst_element_factory_find ("wavpackdec");

  /* That it is not installed is found out, and told, elsewhere. */
  if (factory == NULL || gst_element_factory_can_sink_all_caps (factory, self->parent.caps))
    return TRUE;
  g_set_error (error, GAF_ERROR, GAF_ERROR_UNSUPPORTED,
               "WavPack with %d channels at %d Hz: the GStreamer element \"wavpackdec\" does not take that; "
               "convert it with \"wvunpack\"",
               self->parent.channels, self->parent.rate);
  return FALSE;
}

/* packets */

/* Takes the channel mask out of all blocks of a packet: wavpackdec would send channels to the wrong places by one that
 * does not fit. */
static void
hide_mask (GstBuffer *packet)
{
  GstMapInfo map;
  GafWavpackBlock block;

  if (!gst_buffer_map (packet, &map, GST_MAP_READWRITE))
    return;
  for (gsize at = 0; gaf_wavpack_block_parse (map.data + at, map.size - at, &block) && block.size <= map.size - at;
       at += block.size) {
    GafWavpackSubBlock sub = { 0 };

    while (gaf_wavpack_next_sub_block (map.data + at, block.size, &sub))
      if (sub.id == GAF_WAVPACK_ID_CHANNELS && sub.length >= 1) {
        const guint32 mask = sub.length > 5 ? 3 : 1;

        memset (map.data + (sub.payload - map.data) + mask, 0, sub.length - mask);
      }
    gaf_wavpack_update_checksum (map.data + at, block.size);
  }
  gst_buffer_unmap (packet, &map);
}

static gboolean
wavpack_next (GafPacketizer *packetizer, GafPacket *packet, GError **error)
{
  WavpackPacketizer *self = (WavpackPacketizer *) packetizer;

  if (!gaf_frame_map_next (&self->map, self->source, FALSE, packet, error))
    return FALSE;
  if (self->hide_mask)
    hide_mask (packet->data);
  return TRUE;
}

static gboolean
wavpack_seek (GafPacketizer *packetizer, gint64 frame, gint64 preroll, GError **error)
{
  WavpackPacketizer *self = (WavpackPacketizer *) packetizer;

  return gaf_frame_map_seek (&self->map, MAX (0, frame - MIN (preroll, frame)), error);
}

static void
wavpack_free (GafPacketizer *packetizer)
{
  WavpackPacketizer *self = (WavpackPacketizer *) packetizer;

  gaf_frame_map_clear (&self->map);
  gaf_byte_source_unref (self->source);
  g_free (self);
}

static const GafPacketizerClass wavpack_class = { wavpack_next, wavpack_seek, wavpack_free };

/* A file that nothing was written to: one block that says so, and has no samples. */
static gboolean
is_empty (WavpackPacketizer *self)
{
  gsize available;
  const guint8 *data = gaf_byte_source_peek (self->source, 0, GAF_WAVPACK_HEADER_SIZE, &available, NULL);

  return data != NULL && gaf_wavpack_block_parse (data, MIN (available, self->end), &self->first)
         && self->first.size == self->end && self->first.n_frames == 0 && self->first.total == 0;
}

GafPacketizer *
gaf_packetizer_wavpack_new (GafByteSource *source, GError **error)
{
  WavpackPacketizer *self = g_new0 (WavpackPacketizer, 1);
  g_autoptr (GafPacketizer) owner = &self->parent;
  g_autoptr (GError) local = NULL;
  guint64 channel_mask;
  GafMapFrame first = { 0 };
  gboolean found;
  int depth;

  self->parent.klass = &wavpack_class;
  self->source = gaf_byte_source_ref (source);
  self->end = gaf_byte_source_get_size (source);
  self->map = (GafFrameMap){
    .klass = &map_class,
    .user_data = self,
    .end = self->end,
    .min_size = GAF_WAVPACK_HEADER_SIZE,
    .max_length = GAF_WAVPACK_MAX_FRAMES,
  };

  found = map_find (self, 0, GAF_LIMIT_RESYNC, &first, &local);
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return NULL;
  }
  if (!found && !is_empty (self)) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_CORRUPT, "WavPack without any undamaged block of audio");
    return NULL;
  }
  if (!read_format (self, first.offset, &depth, &channel_mask, error) || !check_format (self, error))
    return NULL;
  self->map.trusted = !found; /* there is nothing to be checked then */
  if (found && !gaf_frame_map_open (&self->map, &first, first.offset == 0, MAX (self->first.total, 0), FALSE, error))
    return NULL;

  self->parent.codec = "wavpack";
  self->parent.n_frames = self->map.n_frames;
  self->parent.exact = TRUE;
  self->parent.caps =
      gst_caps_new_simple ("audio/x-wavpack", "framed", G_TYPE_BOOLEAN, TRUE, "rate", G_TYPE_INT, self->parent.rate,
                           "channels", G_TYPE_INT, self->parent.channels, "depth", G_TYPE_INT, depth, NULL);
  if (channel_mask != 0)
    gst_caps_set_simple (self->parent.caps, "channel-mask", GST_TYPE_BITMASK, channel_mask, NULL);
  if (!check_element (self, error))
    return NULL;
  return g_steal_pointer (&owner);
}
