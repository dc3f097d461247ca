/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "packets/packetizer.h"

#include <string.h>

#include "core/bytes.h"
#include "core/crc.h"
#include "core/limits.h"
#include "core/memory.h"
#include "gaf-error.h"
#include "packets/packet-row.h"

/*
 * True Audio, version 1 ("TTA Lossless Audio Codec: Format Description", tausoft.org):
 *
 *   "TTA1" │ format │ channels │ bits │ rate │ frames │ crc ║ size of packet 0 │ 1 │ … │ crc ║ packet 0 │ 1 │ …
 *
 * All numbers have their lowest byte first. A packet is 256/245 seconds long, and ends with its own CRC-32. Nothing is
 * kept from one packet to the next, so a seek needs no pre-roll.
 *
 * Where the table of sizes is damaged, the packets are found by their checksums.
 */

#define HEADER_SIZE      22
#define CRC_SIZE         4
#define FORMAT_PCM       1
#define FORMAT_ENCRYPTED 2
#define MAX_CHANNELS     16                /* that avdec_tta decodes */
#define MAX_SAMPLES      (8 * 1024 * 1024) /* of all channels in a packet, all of which are in memory at once */

typedef struct {
  GafPacketizer parent;
  GafByteSource *source;
  guint8 header[HEADER_SIZE];
  gint64 n_samples; /* frames, as the header claims */
  GArray *offsets;  /* of guint64: where the packets begin, and where the last one ends */
  gint64 shift;     /* by which the last packet is not where it should be */
  GafPacketRow row;
} TtaPacketizer;

/* header */

static gboolean
read_header (TtaPacketizer *self, GError **error)
{
  const guint8 *header = self->header;
  gssize got = gaf_byte_source_read (self->source, 0, self->header, HEADER_SIZE, error);
  guint format, bits;

  if (got < 0)
    return FALSE;
  if (got < HEADER_SIZE) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_CORRUPT, "TTA (True Audio) that ends inside its header");
    return FALSE;
  }
  format = gaf_read_le16 (header + 4);
  bits = gaf_read_le16 (header + 8);
  self->parent.channels = gaf_read_le16 (header + 6);
  self->parent.rate = (int) MIN (gaf_read_le32 (header + 10), G_MAXINT);
  self->parent.bits = (int) (bits + 7) / 8 * 8;
  self->n_samples = gaf_read_le32 (header + 14);

  if (format == FORMAT_ENCRYPTED) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_UNSUPPORTED,
                 "TTA (True Audio) that is protected by a password, which is not read here");
    return FALSE;
  }
  if (format != FORMAT_PCM || self->parent.channels == 0 || self->parent.rate == 0 || bits == 0) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_CORRUPT,
                 "TTA (True Audio) with an impossible format: %u, %d Hz, %d channels, %u bits", format,
                 self->parent.rate, self->parent.channels, bits);
    return FALSE;
  }
  if (self->parent.channels > MAX_CHANNELS || bits > 24) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_UNSUPPORTED,
                 "TTA (True Audio) with %d channels of %u bits: the decoder takes at most %d channels of 24 bits",
                 self->parent.channels, bits, MAX_CHANNELS);
    return FALSE;
  }
  self->row.length = (gint64) 256 * self->parent.rate / 245;
  if (self->parent.rate > GAF_LIMIT_RATE || self->row.length * self->parent.channels > MAX_SAMPLES) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_LIMIT, "TTA (True Audio) with %d Hz in %d channels, which is too much",
                 self->parent.rate, self->parent.channels);
    return FALSE;
  }
  return TRUE;
}

/* packets */

/* Packet @i where it should be, or where it is if bytes were lost or put in before it. Without @data and without
 * @error: it is damaged. */
static gboolean
load_packet (gpointer user_data, gint64 i, GstBuffer **data, GError **error)
{
  TtaPacketizer *self = user_data;
  const guint64 *offsets = &g_array_index (self->offsets, guint64, i);
  const guint64 size = offsets[1] - offsets[0];
  const gint64 length = MIN (self->row.length, self->row.n_frames - i * self->row.length);
  const gint64 shifts[] = { 0, self->shift };

  /* A sample takes a bit at least. */
  if (size <= CRC_SIZE || size > GAF_LIMIT_PACKET || (size - CRC_SIZE) * 8 < (guint64) length * self->parent.channels)
    return TRUE;
  for (guint k = 0; k < (self->shift != 0 ? 2 : 1); k++) {
    GstMapInfo map;
    gboolean sound;

    if (!gaf_packet_row_read (self->source, offsets[0] + shifts[k], size, 0, data, error))
      return FALSE;
    if (*data == NULL || !gst_buffer_map (*data, &map, GST_MAP_READ))
      continue;
    sound = gaf_crc32 (0, map.data, map.size) == GAF_CRC32_RESIDUE;
    gst_buffer_unmap (*data, &map);
    if (sound)
      return TRUE;
    gst_clear_buffer (data);
  }
  return TRUE;
}

/* The packets do not end where the file does: is it cut off, or are bytes missing, or too many, inside? FALSE with
 * @error. */
static gboolean
drop_missing (TtaPacketizer *self, guint64 end, GError **error)
{
  const guint last = self->offsets->len - 1;
  g_autoptr (GstBuffer) data = NULL;

  self->shift = (gint64) (end - g_array_index (self->offsets, guint64, last));
  if (self->shift == 0 || last == 0)
    return TRUE;
  self->row.n_frames = self->n_samples;
  if (!load_packet (self, last - 1, &data, error))
    return FALSE;
  if (data != NULL)
    return TRUE;
  self->shift = 0;
  while (g_array_index (self->offsets, guint64, self->offsets->len - 1) > end)
    g_array_set_size (self->offsets, self->offsets->len - 1);
  return TRUE;
}

/* Reads the sizes of @n packets. @intact: the table is all there and has the right checksum. FALSE with @error. */
static gboolean
read_table (TtaPacketizer *self, gint64 n, gboolean *intact, GError **error)
{
  const gsize size = n * 4;
  const guint64 end = gaf_byte_source_get_size (self->source);
  guint64 offset = HEADER_SIZE + size + CRC_SIZE;
  gsize available;
  const guint8 *table;

  *intact = FALSE;
  if (size > GAF_LIMIT_HEADER || offset > end)
    return TRUE;
  table = gaf_byte_source_peek (self->source, HEADER_SIZE, size + CRC_SIZE, &available, error);
  if (table == NULL)
    return FALSE;
  if (available < size + CRC_SIZE || gaf_crc32 (0, table, size + CRC_SIZE) != GAF_CRC32_RESIDUE)
    return TRUE;

  *intact = TRUE;
  if (!gaf_memory_append (self->offsets, &offset, error))
    return FALSE;
  for (gint64 i = 0; i < n; i++) {
    offset += gaf_read_le32 (table + i * 4);
    if (!gaf_memory_append (self->offsets, &offset, error))
      return FALSE;
  }
  return drop_missing (self, end, error);
}

/* Finds up to @n packets by their checksums, from behind the table on. FALSE with @error. */
static gboolean
find_packets (TtaPacketizer *self, gint64 n, GError **error)
{
  guint64 at = HEADER_SIZE + n * 4 + CRC_SIZE;
  guint64 begin = at;
  guint32 crc = 0;

  if (!gaf_memory_append (self->offsets, &begin, error))
    return FALSE;
  while (self->offsets->len <= n && at - begin <= GAF_LIMIT_PACKET) {
    gsize available;
    const guint8 *data = gaf_byte_source_peek (self->source, at, 1, &available, error);

    if (data == NULL)
      return FALSE;
    if (available == 0)
      break;
    for (gsize i = 0; i < available && self->offsets->len <= n; i++) {
      crc = gaf_crc32 (crc, data + i, 1);
      at++;
      if (crc == GAF_CRC32_RESIDUE && at - begin > CRC_SIZE) {
        if (!gaf_memory_append (self->offsets, &at, error))
          return FALSE;
        begin = at;
        crc = 0;
      }
    }
  }
  return TRUE;
}

static gboolean
find_all (TtaPacketizer *self, GError **error)
{
  const gint64 n = gaf_packet_row_count (self->n_samples, self->row.length);
  const gboolean header_intact = gaf_crc32 (0, self->header, HEADER_SIZE) == GAF_CRC32_RESIDUE;
  gboolean table_intact;

  self->offsets = g_array_new (FALSE, FALSE, sizeof (guint64));
  if (!read_table (self, n, &table_intact, error))
    return FALSE;
  /* If one is wrong the other vouches for it: how long the table is follows from the header. */
  if (!table_intact && header_intact && !find_packets (self, n, error))
    return FALSE;
  if (self->offsets->len == 0 || (!table_intact && n > 0 && self->offsets->len == 1)) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_CORRUPT, "TTA (True Audio) whose header is damaged");
    return FALSE;
  }
  self->row.n_packets = self->offsets->len - 1;
  self->row.n_frames = MIN (self->n_samples, self->row.n_packets * self->row.length);
  return TRUE;
}

/* the class */

static gboolean
tta_next (GafPacketizer *packetizer, GafPacket *packet, GError **error)
{
  return gaf_packet_row_next (&((TtaPacketizer *) packetizer)->row, packet, error);
}

static gboolean
tta_seek (GafPacketizer *packetizer, gint64 frame, gint64 preroll, GError **error)
{
  return gaf_packet_row_seek (&((TtaPacketizer *) packetizer)->row, frame - MIN (preroll, frame), error);
}

static void
tta_free (GafPacketizer *packetizer)
{
  TtaPacketizer *self = (TtaPacketizer *) packetizer;

  g_clear_pointer (&self->offsets, g_array_unref);
  gaf_byte_source_unref (self->source);
  g_free (self);
}

static const GafPacketizerClass tta_class = { tta_next, tta_seek, tta_free };

GafPacketizer *
gaf_packetizer_tta_new (GafByteSource *source, GError **error)
{
  TtaPacketizer *self = g_new0 (TtaPacketizer, 1);
  g_autoptr (GafPacketizer) owner = &self->parent;
  g_autoptr (GstBuffer) header = NULL;

  self->parent.klass = &tta_class;
  self->source = gaf_byte_source_ref (source);
  self->row.load = load_packet;
  self->row.user_data = self;
  if (!read_header (self, error) || !find_all (self, error))
    return NULL;

  self->parent.codec = "tta";
  self->parent.settled = TRUE;
  self->parent.n_frames = self->row.n_frames;
  self->parent.exact = TRUE;
  header = gst_buffer_new_memdup (self->header, HEADER_SIZE);
  self->parent.caps = gst_caps_new_simple ("audio/x-tta", "rate", G_TYPE_INT, self->parent.rate, "channels", G_TYPE_INT,
                                           self->parent.channels, "codec_data", GST_TYPE_BUFFER, header, NULL);
  return g_steal_pointer (&owner);
}
