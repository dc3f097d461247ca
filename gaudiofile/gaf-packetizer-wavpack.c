/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-packetizer.h"

#include <string.h>

#include "gaf-bytes.h"
#include "gaf-error.h"
#include "gaf-frame-map.h"
#include "gaf-limits.h"

/*
 * WavPack 4 and 5 ("WavPack 4 & 5 Binary File / Block Format", David Bryant).
 *
 *   block: "wvpk" │ size │ version │ index │ total │ samples │ flags │ crc │ metadata sub-blocks …
 *
 * A block holds one or two channels. A packet is all blocks of one stretch of time, from the one flagged as initial to the one
 * flagged as final; what has no samples (a trailing checksum or RIFF trailer) is stepped over. Block indexes count sample
 * frames from 0. No pre-roll: each block carries the decorrelation state that it begins with.
 */

#define HEADER_SIZE 32

#define FLAG_BYTES   (3u << 0) /* bytes per sample - 1 */
#define FLAG_MONO    (1u << 2)
#define FLAG_HYBRID  (1u << 3)
#define FLAG_FLOAT   (1u << 7)
#define FLAG_INITIAL (1u << 11)
#define FLAG_FINAL   (1u << 12)
#define FLAG_DSD     (1u << 31)

#define ID_CHANNELS 0x0d
#define ID_RATE     0x27
#define ID_CHECKSUM 0x2f

/* The format allows blocks of up to 2^24 samples in theory; the encoder's limit is 131,072, and libwavpack refuses blocks over 1 MiB. */
#define MAX_BLOCK_BYTES  (1024 * 1024)
#define MAX_BLOCK_FRAMES (1 << 24)

/* How many bytes may be looked at in vain, so that a crafted file cannot cost quadratic time: so many in any case, and so many
 * times the file itself. */
#define BUDGET_BASE   (G_GUINT64_CONSTANT (32) << 20)
#define BUDGET_FACTOR 8

typedef struct {
  guint32 size; /* header included */
  guint version;
  gint64 index;
  gint64 total; /* -1 not known */
  guint32 n_frames;
  guint32 flags;
} Block;

typedef struct {
  GafPacketizer parent;
  GafByteSource *source;
  guint64 end;
  GafFrameMap map;
  guint64 wasted; /* bytes looked at without finding a frame there */
  Block first;    /* the first block of the frame found last */
  gboolean has_checksums;
} WavpackPacketizer;

/* blocks */

static gboolean
parse_header (const guint8 *data, gsize length, Block *block)
{
  guint32 total;

  if (length < HEADER_SIZE || memcmp (data, "wvpk", 4) != 0)
    return FALSE;

  /* Index and total have 40 bits, their highest eight in bytes 10 and 11; all ones in the lower 32 of the total mean "not known",
   * so that these values are left out of the count. */
  total = gaf_read_le32 (data + 12);
  *block = (Block){
    .size = gaf_read_le32 (data + 4) + 8,
    .version = gaf_read_le16 (data + 8),
    .index = (gint64) (gaf_read_le32 (data + 16) | ((guint64) data[10] << 32)),
    .total = total == G_MAXUINT32 ? -1 : (gint64) total + ((gint64) data[11] << 32) - data[11],
    .n_frames = gaf_read_le32 (data + 20),
    .flags = gaf_read_le32 (data + 24),
  };
  return block->size >= HEADER_SIZE && block->size <= MAX_BLOCK_BYTES && block->size % 2 == 0 && block->version >= 0x402
         && block->version <= 0x410 && block->n_frames <= MAX_BLOCK_FRAMES;
}

/* Steps to the next metadata sub-block: its id, and where its payload lies. */
static gboolean
next_sub_block (const guint8 *block, guint32 size, guint32 *at, guint8 *id, const guint8 **payload, guint32 *length)
{
  guint32 head = 2;

  if (size - *at < 2)
    return FALSE;
  *id = block[*at] & 0x3f;
  *length = block[*at + 1] * 2u;
  /* 0x80: the count of words has three bytes; 0x40: the last byte is padding. */
  if (block[*at] & 0x80) {
    if (size - *at < 4)
      return FALSE;
    *length = GST_READ_UINT24_LE (block + *at + 1) * 2u;
    head = 4;
  }
  if (*length > size - *at - head)
    return FALSE;
  *payload = block + *at + head;
  *at += head + *length;
  if (*(*payload - head) & 0x40) {
    if (*length == 0)
      return FALSE;
    (*length)--;
  }
  return TRUE;
}

typedef enum {
  CHECKSUM_NONE,
  CHECKSUM_RIGHT,
  CHECKSUM_WRONG, /* or the block is no chain of sub-blocks */
} Checksum;

/* Since version 5 a block ends with a sum over all before it: 16-bit words, each time three times the sum so far plus the next
 * word, kept in two or four bytes. */
static Checksum
verify_checksum (const guint8 *block, guint32 size)
{
  guint32 at = HEADER_SIZE;
  guint32 sum = G_MAXUINT32;
  const guint8 *payload;
  guint32 length;
  guint32 before;
  guint8 id;

  do {
    before = at;
    if (at == size)
      return CHECKSUM_NONE;
    if (!next_sub_block (block, size, &at, &id, &payload, &length))
      return CHECKSUM_WRONG;
  } while (id != ID_CHECKSUM);
  if (length != 2 && length != 4)
    return CHECKSUM_WRONG;

  /* All before this sub-block. */
  for (guint32 i = 0; i < before; i += 2)
    sum = sum * 3 + gaf_read_le16 (block + i);
  if (length == 4)
    return gaf_read_le32 (payload) == sum ? CHECKSUM_RIGHT : CHECKSUM_WRONG;
  sum ^= sum >> 16;
  return gaf_read_le16 (payload) == (sum & 0xffff) ? CHECKSUM_RIGHT : CHECKSUM_WRONG;
}

/* TRUE if the header of the next frame lies inside this block: bytes are missing here. */
static gboolean
holds_successor (const guint8 *data, const Block *block)
{
  const guint8 *at = data + HEADER_SIZE;
  const guint8 *end = data + block->size;
  Block next;

  while ((at = memmem (at, end - at, "wvpk", 4)) != NULL) {
    if (parse_header (at, end - at, &next) && next.index == block->index + block->n_frames)
      return TRUE;
    at += 4;
  }
  return FALSE;
}

/* frames */

static gboolean
is_sound (WavpackPacketizer *self, const guint8 *data, const Block *block)
{
  switch (verify_checksum (data, block->size)) {
  case CHECKSUM_RIGHT:
    return TRUE;
  case CHECKSUM_NONE:
    /* A damaged block may look as if it had none. */
    return !self->has_checksums && !holds_successor (data, block);
  case CHECKSUM_WRONG:
  default:
    return FALSE;
  }
}

/* The size of the frame that begins at @offset, whose first block's header is @first: all blocks up to the final one, each sound.
 * 0 if there is none, which is no error. */
static gboolean
measure (WavpackPacketizer *self, guint64 offset, const Block *first, guint64 *size, GError **error)
{
  guint64 at = offset;
  Block block = *first;

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
    final = block.flags & FLAG_FINAL;
    if (final && (self->has_checksums || at == self->end)) {
      *size = at - offset;
      return TRUE;
    }
    data = gaf_byte_source_peek (self->source, at, HEADER_SIZE, &available, error);
    if (data == NULL)
      return FALSE;
    is_block = parse_header (data, MIN (available, self->end - at), &block);
    if (final) {
      /* Without a checksum the header itself may lie; then the next one disagrees. */
      if (!is_block || block.n_frames == 0 || block.index == first->index + first->n_frames)
        *size = at - offset;
      return TRUE;
    }
    if (!is_block || (block.flags & FLAG_INITIAL) || block.index != first->index || block.n_frames != first->n_frames)
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
    const guint8 *data = gaf_byte_source_peek (self->source, from, HEADER_SIZE, &available, error);
    const guint8 *found;
    guint64 skip = 4;

    if (data == NULL)
      return FALSE;
    available = MIN (available, self->end - from);
    if (available < HEADER_SIZE)
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
    if (parse_header (data, available, &self->first)) {
      guint64 wasted = self->wasted;
      guint64 size;

      if (!measure (self, from, &self->first, &size, error))
        return FALSE;
      if (size > 0 && (self->first.flags & FLAG_INITIAL) && self->first.n_frames > 0) {
        self->wasted = wasted;
        *frame = (GafMapFrame){ from, size, self->first.index, self->first.n_frames };
        return TRUE;
      }
      /* Sound, but without samples: a trailer. Or the rest of a frame whose first block is damaged. */
      if (size > 0)
        skip = size;
    }
    self->wasted += HEADER_SIZE;
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
  static const int rates[] = { 6000,  8000,  9600,  11025, 12000, 16000, 22050, 24000,
                               32000, 44100, 48000, 64000, 88200, 96000, 192000 };
  const guint32 flags = self->first.flags;
  const guint rate = (flags >> 23) & 15;
  guint32 at = HEADER_SIZE;
  const guint8 *payload;
  const guint8 *data;
  gsize available;
  guint32 length;
  guint8 id;

  self->parent.rate = rate < G_N_ELEMENTS (rates) ? rates[rate] : 0;
  self->parent.channels = flags & FLAG_MONO ? 1 : 2;
  *channel_mask = flags & FLAG_MONO ? 0 : 3;
  /* The bits of samples that are not stored, because they are zero. */
  *depth = ((flags & FLAG_BYTES) + 1) * 8 - ((flags >> 13) & 31);
  if (!(flags & (FLAG_FLOAT | FLAG_HYBRID)))
    self->parent.bits = *depth;

  data = gaf_byte_source_peek (self->source, offset, self->first.size, &available, error);
  if (data == NULL)
    return FALSE;
  self->has_checksums = available >= self->first.size && verify_checksum (data, self->first.size) == CHECKSUM_RIGHT;
  while (at < self->first.size && available >= self->first.size
         && next_sub_block (data, self->first.size, &at, &id, &payload, &length)) {
    if (id == ID_RATE && length >= 3)
      self->parent.rate = GST_READ_UINT24_LE (payload) | (length > 3 ? (payload[3] & 0x7f) << 24 : 0);
    else if (id == ID_CHANNELS && length >= 1) {
      /* Five bytes at most: count and mask. More: the count has 12 bits, less one, and byte 1 counts the streams. */
      guint32 mask = length > 5 ? 3 : 1;

      self->parent.channels = length > 5 ? (payload[0] | ((payload[2] & 15) << 8)) + 1 : payload[0];
      *channel_mask = 0;
      for (guint32 i = mask; i < length && i < mask + 4; i++)
        *channel_mask |= (guint64) payload[i] << (8 * (i - mask));
    }
  }
  return TRUE;
}

static gboolean
check_format (WavpackPacketizer *self, GError **error)
{
  if (self->first.flags & FLAG_DSD) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_UNSUPPORTED,
                 "WavPack with DSD audio: GStreamer decodes PCM only; convert it with “wvunpack --wav”");
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
               "WavPack with %d channels at %d Hz: the GStreamer element “wavpackdec” does not take that; "
               "convert it with “wvunpack”",
               self->parent.channels, self->parent.rate);
  return FALSE;
}

/* packets */

static gboolean
wavpack_next (GafPacketizer *packetizer, GafPacket *packet, GError **error)
{
  WavpackPacketizer *self = (WavpackPacketizer *) packetizer;

  return gaf_frame_map_next (&self->map, self->source, packet, error);
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

GafPacketizer *
gaf_packetizer_wavpack_new (GafByteSource *source, GError **error)
{
  WavpackPacketizer *self = g_new0 (WavpackPacketizer, 1);
  g_autoptr (GafPacketizer) owner = &self->parent;
  g_autoptr (GError) local = NULL;
  guint64 channel_mask;
  GafMapFrame first;
  int depth;

  self->parent.klass = &wavpack_class;
  self->source = gaf_byte_source_ref (source);
  self->end = gaf_byte_source_get_size (source);
  self->map = (GafFrameMap){
    .klass = &map_class,
    .user_data = self,
    .end = self->end,
    .min_size = HEADER_SIZE,
    .max_length = MAX_BLOCK_FRAMES,
  };

  if (!map_find (self, 0, GAF_LIMIT_RESYNC, &first, &local)) {
    if (local != NULL)
      g_propagate_error (error, g_steal_pointer (&local));
    else
      g_set_error (error, GAF_ERROR, GAF_ERROR_CORRUPT, "WavPack without any undamaged block of audio");
    return NULL;
  }
  if (!read_format (self, first.offset, &depth, &channel_mask, error) || !check_format (self, error)
      || !gaf_frame_map_open (&self->map, &first, first.offset == 0, MAX (self->first.total, 0), FALSE, error))
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
