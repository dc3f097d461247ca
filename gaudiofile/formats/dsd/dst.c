/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <string.h>

#include "core/bytes.h"
#include "core/limits.h"
#include "core/memory.h"
#include "formats/dsd/dsd.h"
#include "gaf-error.h"
#include "packets/packet-row.h"

/*
 * DST, the compressed kind of DSD, in DSDIFF (ISO/IEC 14496-3, subpart 10). A frame of it is 1/75 s, in a chunk of its
 * own, and can be decoded by itself but for the memory of the filter that makes floats:
 *
 *   "DST " size ║ "FRTE" size, number of frames, 75 ║ "DSTF" size, frame 0 ║ "DSTC" size, checksum ║ "DSTF" …
 *
 * All frames are found at opening.
 */

#define FRAME_RATE   75
#define MAX_CHANNELS 6                 /* that avdec_dst decodes */
#define MAX_FRAMES   (2 * 1024 * 1024) /* seven hours */

typedef struct {
  GafPacketizer parent;
  GafByteSource *source;
  GArray *places; /* of GafPacketPlace */
  GafPacketRow row;
} DstPacketizer;

/* The next "DSTF" from @at on, behind damage; 0 without @error: none. */
static guint64
find_frame (GafByteSource *source, guint64 at, guint64 end, GError **error)
{
  end = MIN (end, at + GAF_LIMIT_RESYNC);
  while (at < end) {
    gsize available;
    const guint8 *data = gaf_byte_source_peek (source, at, 4, &available, error);
    const guint8 *found;

    if (data == NULL || available < 4)
      return 0;
    found = memmem (data, available, "DSTF", 4);
    if (found != NULL)
      return at + (found - data);
    at += available - 3;
  }
  return 0;
}

/* Whether it is a chunk that may be there, and all there. */
static gboolean
is_sound (const GafDsdiffChunk *chunk, guint64 end)
{
  return chunk->size <= MIN (end - chunk->start, GAF_LIMIT_PACKET)
         && (gaf_dsdiff_is_called (chunk, "FRTE") || gaf_dsdiff_is_called (chunk, "DSTF")
             || gaf_dsdiff_is_called (chunk, "DSTC"));
}

/* FALSE with @error. */
static gboolean
find_frames (DstPacketizer *self, const GafDsdiffChunk *sound, GError **error)
{
  const guint64 end = MIN (sound->next, gaf_byte_source_get_size (self->source));
  GError *local_error = NULL;
  guint64 at = sound->start;
  guint32 claimed = 0;
  guint n_breaks = 0, broken = 0;
  guint64 room = 0;
  GafDsdiffChunk chunk;

  while (self->places->len < MAX_FRAMES && gaf_dsdiff_read_chunk (self->source, at, end, &chunk, &local_error)) {
    if (!is_sound (&chunk, end)) {
      const guint64 from = at;

      at = find_frame (self->source, at + 1, end, &local_error);
      if (at == 0)
        break;
      room = at - from;
      n_breaks++;
      broken = self->places->len;
      continue;
    }
    if (gaf_dsdiff_is_called (&chunk, "FRTE")) {
      guint8 bytes[4] = { 0 };

      if (gaf_byte_source_read (self->source, chunk.start, bytes, sizeof bytes, &local_error) < 0)
        break;
      claimed = gaf_read_be32 (bytes);
    } else if (gaf_dsdiff_is_called (&chunk, "DSTF")) {
      const GafPacketPlace place = { chunk.start, chunk.size };

      if (!gaf_memory_append (self->places, &place, &local_error))
        break;
    }
    at = chunk.next;
  }
  if (local_error != NULL) {
    g_propagate_error (error, local_error);
    return FALSE;
  }
  if (self->places->len == 0 && claimed > 0) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_CORRUPT, "DSDIFF without any undamaged frame of DST");
    return FALSE;
  }
  /* In the one place where frames were lost, as many were lost as are missing. */
  if (n_breaks == 1)
    gaf_packet_row_insert_lost (self->places, broken, claimed, room, GAF_DSDIFF_CHUNK);
  return TRUE;
}

static gboolean
load_packet (gpointer user_data, gint64 i, GstBuffer **data, GError **error)
{
  DstPacketizer *self = user_data;
  const GafPacketPlace *place = &g_array_index (self->places, GafPacketPlace, i);

  if (place->offset == 0 || place->size == 0 || place->size > GAF_LIMIT_PACKET)
    return TRUE;
  return gaf_packet_row_read (self->source, place->offset, place->size, 0, data, error);
}

/* the class */

static gboolean
dst_next (GafPacketizer *packetizer, GafPacket *packet, GError **error)
{
  return gaf_packet_row_next (&((DstPacketizer *) packetizer)->row, packet, error);
}

static gboolean
dst_seek (GafPacketizer *packetizer, gint64 frame, gint64 preroll, GError **error)
{
  return gaf_packet_row_seek (&((DstPacketizer *) packetizer)->row, frame - MIN (preroll, frame), error);
}

static void
dst_free (GafPacketizer *packetizer)
{
  DstPacketizer *self = (DstPacketizer *) packetizer;

  g_array_unref (self->places);
  gaf_byte_source_unref (self->source);
  g_free (self);
}

static const GafPacketizerClass dst_class = { dst_next, dst_seek, dst_free };

GafPacketizer *
gaf_packetizer_dst_new (GafByteSource *source, const GafDsd *dsd, const GafDsdiffChunk *sound, GError **error)
{
  DstPacketizer *self;
  g_autoptr (GafPacketizer) owner = NULL;

  if (!gaf_dsd_check (dsd, error))
    return NULL;
  /* A frame has 588 samples of each 44.1 kHz. */
  if (dsd->channels > MAX_CHANNELS || dsd->bit_rate % 44100 != 0) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_UNSUPPORTED,
                 "DSDIFF with DST of %u channels and %u Hz: the decoder takes up to %d channels and multiples of "
                 "44,100 Hz",
                 dsd->channels, dsd->bit_rate, MAX_CHANNELS);
    return NULL;
  }

  self = g_new0 (DstPacketizer, 1);
  owner = &self->parent;
  self->parent.klass = &dst_class;
  self->source = gaf_byte_source_ref (source);
  self->places = g_array_new (FALSE, FALSE, sizeof (GafPacketPlace));
  self->row.load = load_packet;
  self->row.user_data = self;
  if (!find_frames (self, sound, error))
    return NULL;
  self->row.length = dsd->bit_rate / FRAME_RATE / 8;
  self->row.n_packets = self->places->len;
  self->row.n_frames = self->row.n_packets * self->row.length;

  self->parent.container = dsd->container;
  self->parent.codec = "dst";
  self->parent.rate = (int) (dsd->bit_rate / 8);
  self->parent.channels = (int) dsd->channels;
  self->parent.settled = TRUE;
  self->parent.n_frames = self->row.n_frames;
  self->parent.exact = TRUE;
  /* gst-libav has no name for it, but decodes it. */
  self->parent.caps = gst_caps_new_simple ("unknown/unknown", "rate", G_TYPE_INT, self->parent.rate, "channels",
                                           G_TYPE_INT, self->parent.channels, NULL);
  return g_steal_pointer (&owner);
}
