/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "packets/packetizer.h"

#include "core/bytes.h"
#include "core/limits.h"
#include "core/memory.h"
#include "formats/ape/header.h"
#include "gaf-error.h"
#include "packets/packet-row.h"

/*
 * Monkey's Audio: the header has a table that tells where each packet begins.
 *
 * The packets are one stream of words of 32 bits whose bytes are turned round, and one begins anywhere in a word. The
 * decoder wants whole words, and to be told how many bytes of the first belong to the packet before:
 *
 *   frames │ bytes to skip ║ words …
 *
 * Nothing is kept from one packet to the next, so a seek needs no pre-roll; but a packet is seconds long.
 */

#define PREFIX 8

typedef struct {
  GafPacketizer parent;
  GafByteSource *source;
  GafApeHeader header;
  guint64 end;     /* of the packets */
  GArray *offsets; /* of guint64: where the packets begin, and where the last one ends */
  GafPacketRow row;
} ApePacketizer;

/* Packet @i. Without @data and without @error: the table is damaged there. */
static gboolean
load_packet (gpointer user_data, gint64 i, GstBuffer **data, GError **error)
{
  ApePacketizer *self = user_data;
  const guint64 *offsets = &g_array_index (self->offsets, guint64, i);
  const guint32 length = i + 1 < self->header.n_packets ? self->header.length : self->header.last_length;
  const guint64 skip = (offsets[0] - self->header.audio) % 4;
  GstMapInfo map;
  guint64 size;

  if (offsets[0] < self->header.audio || offsets[1] <= offsets[0] || offsets[1] > self->end)
    return TRUE;
  size = (offsets[1] - offsets[0] + skip + 3) / 4 * 4;
  size = MIN (size, gaf_byte_source_get_size (self->source) - (offsets[0] - skip));
  /* What follows the last packet is only known in new versions. */
  size = MIN (size, (guint64) length * self->header.channels * 8 + 1024);
  if (size > GAF_LIMIT_PACKET)
    return TRUE;
  if (!gaf_packet_row_read (self->source, offsets[0] - skip, size, PREFIX, data, error))
    return FALSE;
  if (*data == NULL || !gst_buffer_map (*data, &map, GST_MAP_WRITE))
    return TRUE;
  gaf_write_le32 (map.data, length);
  gaf_write_le32 (map.data + 4, (guint32) skip);
  gst_buffer_unmap (*data, &map);
  return TRUE;
}

/* Reads where the packets begin, as far as they are there. FALSE with @error. */
static gboolean
read_table (ApePacketizer *self, GError **error)
{
  const GafApeHeader *header = &self->header;
  const guint64 size = gaf_byte_source_get_size (self->source);
  const guint32 n = MIN (header->n_packets, header->table_size / 4);
  const guint64 bytes = (guint64) n * 4;
  gsize available;
  const guint8 *table;
  guint64 high = 0, before = 0;

  if (bytes > gaf_byte_source_get_limits (self->source)->header_bytes)
    return gaf_limits_exceeded (error, "header_bytes", "Monkey's Audio with a table of %u packets", n);
  table = gaf_byte_source_peek (self->source, header->table, bytes, &available, error);
  if (table == NULL)
    return FALSE;
  if (available < bytes || n < header->n_packets) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_CORRUPT, "Monkey's Audio without the whole table of its packets");
    return FALSE;
  }

  self->offsets = g_array_new (FALSE, FALSE, sizeof (guint64));
  for (guint32 i = 0; i < n; i++) {
    guint64 offset = high | gaf_read_le32 (table + (gsize) i * 4);

    /* The table has 32 bits, and goes on from 0 in larger files. */
    if (offset < before && size > G_MAXUINT32) {
      high += G_GUINT64_CONSTANT (1) << 32;
      offset += G_GUINT64_CONSTANT (1) << 32;
    }
    before = offset;
    if (!gaf_memory_append (self->offsets, &offset, error))
      return FALSE;
  }
  return TRUE;
}

/* How many of the packets are there: what is behind a cut is not promised, and how much of the last one can be decoded
 * nobody knows. */
static void
find_end (ApePacketizer *self)
{
  const GafApeHeader *header = &self->header;
  const guint64 size = gaf_byte_source_get_size (self->source);
  guint n = self->offsets->len;

  self->end = size - MIN (size, header->trailer);
  if (header->audio_end > 0 && header->audio_end <= size)
    self->end = header->audio_end;
  self->parent.exact = header->audio_end <= size && (n == 0 || g_array_index (self->offsets, guint64, n - 1) < size);
  if (!self->parent.exact) {
    self->end = size;
    while (n > 0 && g_array_index (self->offsets, guint64, n - 1) >= size)
      n--;
  }
  g_array_set_size (self->offsets, n);
  g_array_append_val (self->offsets, self->end);

  self->row.n_packets = n;
  self->row.length = header->length;
  self->row.n_frames = (gint64) n * header->length;
  if (n > 0 && n == header->n_packets)
    self->row.n_frames -= header->length - header->last_length;
}

/* the class */

static gboolean
ape_next (GafPacketizer *packetizer, GafPacket *packet, GError **error)
{
  return gaf_packet_row_next (&((ApePacketizer *) packetizer)->row, packet, error);
}

static gboolean
ape_seek (GafPacketizer *packetizer, gint64 frame, gint64 preroll, GError **error)
{
  return gaf_packet_row_seek (&((ApePacketizer *) packetizer)->row, frame - MIN (preroll, frame), error);
}

static void
ape_free (GafPacketizer *packetizer)
{
  ApePacketizer *self = (ApePacketizer *) packetizer;

  g_clear_pointer (&self->offsets, g_array_unref);
  gaf_byte_source_unref (self->source);
  g_free (self);
}

static const GafPacketizerClass ape_class = { ape_next, ape_seek, ape_free };

/* What avdec_ape wants as codec_data: version, level and flags, each of 16 bits. */
static GstCaps *
make_caps (const GafApeHeader *header)
{
  g_autoptr (GByteArray) config = g_byte_array_new ();
  g_autoptr (GstBuffer) buffer = NULL;

  gaf_append_le16 (config, (guint16) header->version);
  gaf_append_le16 (config, (guint16) header->level);
  gaf_append_le16 (config, (guint16) header->flags);
  buffer = gst_buffer_new_memdup (config->data, config->len);
  return gst_caps_new_simple ("audio/x-ffmpeg-parsed-ape", "rate", G_TYPE_INT, header->rate, "channels", G_TYPE_INT,
                              header->channels, "depth", G_TYPE_INT, header->bits, "codec_data", GST_TYPE_BUFFER,
                              buffer, NULL);
}

GafPacketizer *
gaf_packetizer_ape_new (GafByteSource *source, GError **error)
{
  ApePacketizer *self = g_new0 (ApePacketizer, 1);
  g_autoptr (GafPacketizer) owner = &self->parent;

  self->parent.klass = &ape_class;
  self->source = gaf_byte_source_ref (source);
  if (!gaf_ape_header_read (&self->header, source, error) || !read_table (self, error))
    return NULL;
  self->row.load = load_packet;
  self->row.user_data = self;
  find_end (self);

  self->parent.codec = "ape";
  self->parent.rate = self->header.rate;
  self->parent.channels = self->header.channels;
  self->parent.bits = self->header.bits;
  self->parent.settled = TRUE;
  self->parent.n_frames = self->row.n_frames;
  self->parent.caps = make_caps (&self->header);
  return g_steal_pointer (&owner);
}
