/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "formats/dsd/dsd.h"

#include "core/limits.h"
#include "core/memory.h"
#include "gaf-error.h"
#include "packets/packet-row.h"

/*
 * There is nothing to be found in DSD: where a frame lies is arithmetic.
 *
 *   DSF:     block of channel 0 │ block of channel 1 │ … ║ block of channel 0 │ …      a packet has a block of each
 *   DSDIFF:  a byte of channel 0 │ of channel 1 │ … │ of channel 0 │ …                 a packet has LENGTH of each
 *
 * The decoder gets one channel after the other.
 */

#define LENGTH 4096 /* frames of a packet where the format has no blocks */

typedef struct {
  GafPacketizer parent;
  GafByteSource *source;
  GafDsd dsd;
  guint64 end; /* of the samples that are there */
  GafPacketRow row;
} DsdPacketizer;

/* @from as the file has it to @to as the decoder wants it: one channel after the other. */
static void
arrange (const GafDsd *dsd, const guint8 *from, guint8 *to, gsize size)
{
  const gsize channels = dsd->channels;
  const gsize n = size / channels;

  for (gsize c = 0; c < channels; c++)
    for (gsize i = 0; i < n; i++)
      to[c * n + i] = from[i * channels + c];
}

static gboolean
load_packet (gpointer user_data, gint64 i, GstBuffer **data, GError **error)
{
  DsdPacketizer *self = user_data;
  const guint64 full = (guint64) self->row.length * self->dsd.channels;
  const guint64 offset = self->dsd.data + i * full;
  gsize size = MIN (full, self->end - offset);
  gsize available;
  const guint8 *bytes;
  guint8 *arranged;

  size -= size % self->dsd.channels;
  if (self->dsd.block > 0)
    return gaf_packet_row_read (self->source, offset, size, 0, data, error);
  bytes = gaf_byte_source_peek (self->source, offset, size, &available, error);
  if (bytes == NULL)
    return FALSE;
  if (available < size)
    return TRUE;
  arranged = gaf_memory_try (size, 1, error);
  if (arranged == NULL)
    return FALSE;
  arrange (&self->dsd, bytes, arranged, size);
  *data = gst_buffer_new_wrapped (arranged, size);
  return TRUE;
}

/* How much there is: no more than the file claims, and whole blocks only of what is cut off. The number of samples says
 * where in the last block they end; one that says something else is wrong. */
static void
find_end (DsdPacketizer *self)
{
  const GafDsd *dsd = &self->dsd;
  const guint64 size = gaf_byte_source_get_size (self->source);
  const guint64 full = (guint64) self->row.length * dsd->channels;
  guint64 available = size - MIN (size, dsd->data);

  if (available >= dsd->data_size)
    available = dsd->data_size;
  else if (dsd->block > 0)
    available -= available % full;
  self->end = dsd->data + available;
  self->row.n_frames = available / dsd->channels;
  if (dsd->n_frames < self->row.n_frames && dsd->n_frames >= MAX (self->row.n_frames - self->row.length, 0))
    self->row.n_frames = dsd->n_frames;
  self->row.n_packets = gaf_packet_row_count (self->row.n_frames, self->row.length);
}

/* the class */

static gboolean
dsd_next (GafPacketizer *packetizer, GafPacket *packet, GError **error)
{
  return gaf_packet_row_next (&((DsdPacketizer *) packetizer)->row, packet, error);
}

static gboolean
dsd_seek (GafPacketizer *packetizer, gint64 frame, gint64 preroll, GError **error)
{
  return gaf_packet_row_seek (&((DsdPacketizer *) packetizer)->row, frame - MIN (preroll, frame), error);
}

static void
dsd_free (GafPacketizer *packetizer)
{
  DsdPacketizer *self = (DsdPacketizer *) packetizer;

  gaf_byte_source_unref (self->source);
  g_free (self);
}

static const GafPacketizerClass dsd_class = { dsd_next, dsd_seek, dsd_free };

/* In the words of gst-libav 1.22, and in those of later versions. */
static GstCaps *
make_caps (const GafDsd *dsd, int rate)
{
  return gst_caps_new_simple ("audio/x-dsd", "rate", G_TYPE_INT, rate, "channels", G_TYPE_INT, (int) dsd->channels,
                              "lsbf", G_TYPE_BOOLEAN, dsd->low_first, "planar", G_TYPE_BOOLEAN, TRUE, "format",
                              G_TYPE_STRING, "DSDU8", "reversed-bytes", G_TYPE_BOOLEAN, dsd->low_first, "layout",
                              G_TYPE_STRING, "non-interleaved", NULL);
}

gboolean
gaf_dsd_check (const GafDsd *dsd, GError **error)
{
  if (dsd->channels == 0 || dsd->bit_rate < 8 || dsd->block > GAF_LIMIT_PACKET) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_CORRUPT, "%s with an impossible format: %u Hz, %u channels",
                 dsd->container, dsd->bit_rate, dsd->channels);
    return FALSE;
  }
  if (dsd->bit_rate / 8 > GAF_LIMIT_RATE || dsd->channels > GAF_LIMIT_CHANNELS
      || dsd->block * dsd->channels > GAF_LIMIT_DECODED / sizeof (float)) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_LIMIT,
                 "%s with %u Hz (of which an eighth remains) and %u channels in blocks of %" G_GUINT64_FORMAT
                 " bytes; the limits are %d Hz, %d channels and %d bytes",
                 dsd->container, dsd->bit_rate, dsd->channels, (guint64) dsd->block, 8 * GAF_LIMIT_RATE,
                 GAF_LIMIT_CHANNELS, (int) (GAF_LIMIT_DECODED / sizeof (float)));
    return FALSE;
  }
  return TRUE;
}

GafPacketizer *
gaf_packetizer_dsd_new (GafByteSource *source, const GafDsd *dsd, GError **error)
{
  DsdPacketizer *self;

  if (!gaf_dsd_check (dsd, error))
    return NULL;
  self = g_new0 (DsdPacketizer, 1);
  self->parent.klass = &dsd_class;
  self->source = gaf_byte_source_ref (source);
  self->dsd = *dsd;
  self->row.load = load_packet;
  self->row.user_data = self;
  self->row.length = dsd->block > 0 ? (gint64) dsd->block : LENGTH;
  find_end (self);

  self->parent.container = dsd->container;
  self->parent.codec = dsd->low_first ? "dsd-lsb" : "dsd-msb";
  self->parent.rate = (int) (dsd->bit_rate / 8);
  self->parent.channels = (int) dsd->channels;
  self->parent.settled = TRUE;
  self->parent.n_frames = self->row.n_frames;
  self->parent.exact = TRUE;
  self->parent.caps = make_caps (dsd, self->parent.rate);
  return &self->parent;
}
