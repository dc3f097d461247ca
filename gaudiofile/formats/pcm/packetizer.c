/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "packets/packetizer.h"

#include <string.h>

#include "formats/pcm/chunks.h"
#include "gaf-error.h"
#include "core/limits.h"
#include "core/memory.h"

#define MAX_WMA_PACKETS 4000000

/* Packets of up to so many bytes are read many at once: asking the system for each takes longer than to decode it. */
#define SMALL_PACKET (GAF_BYTE_SOURCE_BLOCK / 4)

/*
 * The packets of a container that says where each of them is: blocks of one size (ADPCM), or a table (CAF).
 */
typedef struct {
  GafPacketizer parent;
  GafByteSource *source;
  GafChunks *chunks;
  GArray *positions; /* of gint64: where each packet begins; NULL if all have the same number of frames */
  guint64 n_packets;
  guint64 index; /* of the packet that comes next */
} Blocks;

static gint64
position_of (Blocks *self, guint64 index)
{
  if (self->positions != NULL)
    return g_array_index (self->positions, gint64, index);
  return (gint64) index * self->chunks->frames_per_block;
}

/* Windows Media: what gets the last block out of the decoder stands behind the packets of the file. */
static gboolean
is_tail (const Blocks *self, guint64 index)
{
  return self->chunks->wma.block_size > 0 && index + 1 == self->n_packets;
}

/* Where the packet lies, and how many bytes of it the file has. */
static GafChunksPacket
locate (Blocks *self, guint64 index)
{
  const GafChunks *chunks = self->chunks;
  guint64 start;

  if (chunks->packets != NULL)
    return g_array_index (chunks->packets, GafChunksPacket, index);
  start = index * chunks->block_size;
  return (GafChunksPacket){
    .offset = chunks->data_offset + start,
    .size = MIN (chunks->block_size, chunks->data_size - start),
    .n_frames = chunks->frames_per_block,
  };
}

/* How many of @size bytes there are; -1 with @error. */
static gssize
read_packet (Blocks *self, guint64 offset, guint8 *data, gsize size, GError **error)
{
  const guint8 *found;
  gsize available;

  if (size > SMALL_PACKET)
    return gaf_byte_source_read (self->source, offset, data, size, error);
  found = gaf_byte_source_peek (self->source, offset, size, &available, error);
  if (found == NULL)
    return -1;
  available = MIN (available, size);
  memcpy (data, found, available);
  return available;
}

static gboolean
blocks_next (GafPacketizer *packetizer, GafPacket *packet, GError **error)
{
  Blocks *self = (Blocks *) packetizer;
  GafChunksPacket where;
  gsize size;
  GstMapInfo map;
  gssize n;

  if (self->index >= self->n_packets)
    return FALSE;
  if (is_tail (self, self->index)) {
    *packet = (GafPacket){ .data = gaf_wma_make_tail (&self->chunks->wma),
                           .position = position_of (self, self->index++),
                           .n_frames = self->chunks->wma.block_frames,
                           .flush = TRUE };
    return TRUE;
  }

  where = locate (self, self->index);
  /* A last block that was cut off is filled up, because the decoders throw away what is not whole; n_frames ends before
   * the filling. */
  size = self->chunks->packets == NULL ? self->chunks->block_size : where.size;
  packet->data = gst_buffer_new_allocate (NULL, size, NULL);
  if (packet->data == NULL || !gst_buffer_map (packet->data, &map, GST_MAP_WRITE)) {
    gst_clear_buffer (&packet->data);
    g_set_error (error, GAF_ERROR, GAF_ERROR_LIMIT, "There is no memory for a packet of %" G_GSIZE_FORMAT " bytes",
                 size);
    return FALSE;
  }
  n = read_packet (self, where.offset, map.data, where.size, error);
  if (n >= 0)
    memset (map.data + n, 0, size - n);
  if (self->chunks->prepare != NULL)
    self->chunks->prepare (self->chunks, map.data, size);
  gst_buffer_unmap (packet->data, &map);
  if (n < 0) {
    gst_clear_buffer (&packet->data);
    return FALSE;
  }

  packet->position = position_of (self, self->index);
  packet->n_frames = where.n_frames;
  if (self->chunks->wma.block_size > 0)
    packet->n_frames = position_of (self, self->index + 1) - packet->position;
  self->index++;
  return TRUE;
}

/* The last packet that begins at or before @frame. */
static guint64
find (Blocks *self, gint64 frame)
{
  guint64 low = 0;
  guint64 high = self->n_packets;

  if (self->positions == NULL)
    return MIN ((guint64) frame / self->chunks->frames_per_block, self->n_packets - 1);
  while (high - low > 1) {
    guint64 middle = low + (high - low) / 2;

    if (g_array_index (self->positions, gint64, middle) <= frame)
      low = middle;
    else
      high = middle;
  }
  return low;
}

static gboolean
blocks_seek (GafPacketizer *packetizer, gint64 frame, gint64 preroll, GError **error)
{
  Blocks *self = (Blocks *) packetizer;

  self->index =
      self->n_packets == 0 || self->chunks->wma.noise ? 0 : find (self, frame > preroll ? frame - preroll : 0);
  return TRUE;
}

static void
blocks_free (GafPacketizer *packetizer)
{
  Blocks *self = (Blocks *) packetizer;

  gaf_byte_source_unref (self->source);
  g_clear_pointer (&self->positions, g_array_unref);
  gaf_chunks_free (self->chunks);
  g_free (self);
}

static const GafPacketizerClass blocks_class = { blocks_next, blocks_seek, blocks_free };

/* Packets may differ in length only in a table; then the positions are added up once. */
static gboolean
add_up_positions (Blocks *self, GError **error)
{
  const GArray *packets = self->chunks->packets;
  gint64 position = 0;

  self->positions = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < packets->len; i++) {
    if (!gaf_memory_append (self->positions, &position, error))
      return FALSE;
    position += g_array_index (packets, GafChunksPacket, i).n_frames;
  }
  return TRUE;
}

/* How many blocks begin in a packet of Windows Media stands in its first byte. */
static gboolean
open_wma (Blocks *self, GError **error)
{
  const GafChunks *chunks = self->chunks;
  const guint64 n_packets = chunks->data_size / chunks->block_size;
  gint64 position = 0;

  if (n_packets > MAX_WMA_PACKETS) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_LIMIT, "The %s file has more than %d packets of Windows Media Audio",
                 chunks->container, MAX_WMA_PACKETS);
    return FALSE;
  }
  self->n_packets = n_packets > 0 ? n_packets + 1 : 0;
  self->parent.skip = GAF_WMA_SKIP (&chunks->wma);
  if (chunks->wma.reservoir)
    self->positions = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint64 i = 0; i < n_packets; i++) {
    guint8 head = 0;

    if (self->positions != NULL) {
      if (gaf_byte_source_read (self->source, chunks->data_offset + i * chunks->block_size, &head, 1, error) < 0)
        return FALSE;
      if (!gaf_memory_append (self->positions, &position, error))
        return FALSE;
    }
    position += gaf_wma_count (&chunks->wma, head, i == 0);
  }
  if (self->positions != NULL)
    g_array_append_val (self->positions, position);
  position += n_packets > 0 ? chunks->wma.block_frames : 0;
  self->parent.n_frames = MAX (position - self->parent.skip, 0);
  self->parent.exact = TRUE;
  return TRUE;
}

GafPacketizer *
gaf_packetizer_blocks_new (GafByteSource *source, GafChunks *chunks, GError **error)
{
  g_autoptr (GafPacketizer) packetizer = NULL;
  Blocks *self;

  if (chunks->kind != GAF_CHUNKS_PACKETS || (chunks->packets == NULL && chunks->block_size == 0)
      || (chunks->frames_per_block == 0 && chunks->packets == NULL) || chunks->caps == NULL
      || chunks->block_size > GAF_LIMIT_PACKET) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_CORRUPT, "The %s file has no usable packets", chunks->container);
    gaf_chunks_free (chunks);
    return NULL;
  }

  self = g_new0 (Blocks, 1);
  packetizer = &self->parent;
  self->parent.klass = &blocks_class;
  self->parent.container = chunks->container;
  self->parent.codec = chunks->codec;
  self->parent.caps = gst_caps_ref (chunks->caps);
  self->parent.rate = (int) (chunks->rate + 0.5);
  self->parent.channels = chunks->channels;
  self->parent.bits = chunks->bits;
  self->parent.skip = chunks->skip;
  self->parent.n_frames = chunks->n_frames;
  self->parent.exact = chunks->n_frames >= 0;
  self->source = gaf_byte_source_ref (source);
  self->chunks = chunks;
  self->n_packets = chunks->packets != NULL ? chunks->packets->len
                                            : (chunks->data_size + chunks->block_size - 1) / chunks->block_size;
  if (chunks->packets != NULL && chunks->frames_per_block == 0 && !add_up_positions (self, error))
    return NULL;
  if (chunks->wma.block_size > 0 && !open_wma (self, error))
    return NULL;
  return g_steal_pointer (&packetizer);
}
