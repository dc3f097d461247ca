/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <string.h>

#include "core/bytes.h"
#include "core/crc.h"
#include "core/limits.h"
#include "core/memory.h"
#include "formats/musepack/musepack.h"
#include "gaf-error.h"
#include "packets/packet-row.h"

/*
 * Musepack, stream version 8 ("Musepack SV8 specification", trac.musepack.net). After "MPCK" come packets:
 *
 *   key, two letters │ size with these, 7 bits a byte │ …
 *
 *   "SH"  crc │ 8 │ frames │ frames of silence in front │ rate, bands, channels, M/S, coded frames in an audio packet
 *   "AP"  audio: always as many coded frames, but for the last
 *   "SE"  the end; others are stepped over
 *
 * All audio packets are found at opening. Each can be decoded by itself but for the memory of the synthesis filter,
 * which is shorter than a coded frame.
 */

#define HEAD_MAX    12 /* bytes of a key and the longest size */
#define MAX_PACKETS (2 * 1024 * 1024)

const int gaf_musepack_rates[4] = { 44100, 48000, 37800, 32000 };

typedef struct {
  guint8 key[2];
  guint64 start; /* of what is in it */
  guint64 next;
} Packet;

typedef struct {
  GafPacketizer parent;
  GafByteSource *source;
  guint64 n_samples; /* frames, as the header claims; 0: it does not */
  GArray *places;    /* of GafPacketPlace */
  GafPacketRow row;
} Sv8Packetizer;

/* packets */

/* Seven bits a byte, highest first; the last byte has no bit 7. Returns how many bytes that takes; 0: too many. */
static gsize
read_size (const guint8 *data, gsize length, guint64 *size)
{
  *size = 0;
  for (gsize i = 0; i < MIN (length, 9); i++) {
    *size = *size << 7 | (data[i] & 0x7f);
    if (!(data[i] & 0x80))
      return i + 1;
  }
  return 0;
}

/* FALSE without @error: there is none at @at. */
static gboolean
read_packet (GafByteSource *source, guint64 at, Packet *packet, GError **error)
{
  gsize available;
  const guint8 *data = gaf_byte_source_peek (source, at, HEAD_MAX, &available, error);
  guint64 size;
  gsize n;

  if (data == NULL || available < 3 || !g_ascii_isupper (data[0]) || !g_ascii_isupper (data[1]))
    return FALSE;
  n = read_size (data + 2, MIN (available, HEAD_MAX) - 2, &size);
  if (n == 0 || size < 2 + n || size > gaf_byte_source_get_size (source) - at)
    return FALSE;
  memcpy (packet->key, data, 2);
  packet->start = at + 2 + n;
  packet->next = at + size;
  return TRUE;
}

static gboolean
is_called (const Packet *packet, const char *key)
{
  return memcmp (packet->key, key, 2) == 0;
}

/* The next place behind damage, from @at on, where an audio packet begins that is followed by another packet; 0 without
 * @error: none. */
static guint64
find_audio (GafByteSource *source, guint64 at, GError **error)
{
  const guint64 end = at + GAF_LIMIT_RESYNC;

  while (at < end) {
    gsize available;
    const guint8 *data = gaf_byte_source_peek (source, at, 2, &available, error);
    const guint8 *found;
    Packet packet, next;
    GError *local_error = NULL;

    if (data == NULL || available < 2)
      return 0;
    found = memmem (data, available, "AP", 2);
    if (found == NULL) {
      at += available - 1;
      continue;
    }
    at += found - data;
    if (read_packet (source, at, &packet, &local_error)
        && (read_packet (source, packet.next, &next, &local_error) || packet.next == gaf_byte_source_get_size (source)))
      return at;
    if (local_error != NULL) {
      g_propagate_error (error, local_error);
      return 0;
    }
    at++;
  }
  return 0;
}

static gint64
count_claimed (const Sv8Packetizer *self)
{
  return gaf_packet_row_count ((gint64) self->n_samples + GAF_MUSEPACK_DELAY, self->row.length);
}

/* Finds all audio packets from @at on. FALSE with @error. */
static gboolean
find_packets (Sv8Packetizer *self, guint64 at, GError **error)
{
  const gint64 claimed = self->n_samples > 0 ? count_claimed (self) : 0;
  GError *local_error = NULL;
  guint n_breaks = 0, broken = 0;
  guint64 room = 0;

  for (;;) {
    Packet packet;

    if (!read_packet (self->source, at, &packet, &local_error)) {
      const guint64 from = at;

      if (local_error == NULL && at < gaf_byte_source_get_size (self->source))
        at = find_audio (self->source, at + 1, &local_error);
      else
        at = 0;
      if (at == 0)
        break;
      room = at - from;
      n_breaks++;
      broken = self->places->len;
      continue;
    }
    if (is_called (&packet, "SE"))
      break;
    if (is_called (&packet, "AP")) {
      const GafPacketPlace place = { packet.start, packet.next - packet.start };

      if (self->places->len == MAX_PACKETS) {
        g_set_error (error, GAF_ERROR, GAF_ERROR_LIMIT, "Musepack of more than %d packets, which is too much",
                     MAX_PACKETS);
        return FALSE;
      }
      if (!gaf_memory_append (self->places, &place, &local_error))
        break;
    }
    at = packet.next;
  }
  if (local_error != NULL) {
    g_propagate_error (error, local_error);
    return FALSE;
  }
  /* In the one place where packets were lost, as many were lost as are missing. */
  if (n_breaks == 1)
    gaf_packet_row_insert_lost (self->places, broken, claimed, room, 3);
  return TRUE;
}

static gboolean
load_packet (gpointer user_data, gint64 i, GstBuffer **data, GError **error)
{
  Sv8Packetizer *self = user_data;
  const GafPacketPlace *place = &g_array_index (self->places, GafPacketPlace, i);

  if (place->offset == 0 || place->size == 0 || place->size > GAF_LIMIT_PACKET)
    return TRUE;
  return gaf_packet_row_read (self->source, place->offset, place->size, 0, data, error);
}

/* header */

static void
set_damaged (GError **error)
{
  g_set_error (error, GAF_ERROR, GAF_ERROR_CORRUPT, "Musepack (SV8) whose header is missing or damaged");
}

/* "SH", which is the first packet; @next: what follows it. FALSE with @error. */
static gboolean
read_header (Sv8Packetizer *self, guint64 *next, GError **error)
{
  const guint8 *data;
  gsize available, size, n;
  guint64 silence;
  GError *local_error = NULL;
  Packet packet;

  if (!read_packet (self->source, 4, &packet, &local_error) || !is_called (&packet, "SH")
      || packet.next - packet.start > 64) {
    if (local_error != NULL)
      g_propagate_error (error, local_error);
    else
      set_damaged (error);
    return FALSE;
  }
  *next = packet.next;
  size = packet.next - packet.start;
  data = gaf_byte_source_peek (self->source, packet.start, size, &available, error);
  if (data == NULL)
    return FALSE;
  if (available < size || size < 9 || gaf_read_be32 (data) != gaf_crc32 (0, data + 4, size - 4)) {
    set_damaged (error);
    return FALSE;
  }
  if (data[4] != 8) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_UNSUPPORTED, "Musepack of stream version %u, which is not read here",
                 data[4]);
    return FALSE;
  }
  data += 5;
  size -= 5;
  n = read_size (data, size, &self->n_samples);
  data += n;
  size -= n;
  if (n == 0 || (n = read_size (data, size, &silence)) == 0 || size - n < 2 || data[n] >> 5 > 3
      || self->n_samples > G_MAXINT64 / 2 || silence > self->n_samples) {
    set_damaged (error);
    return FALSE;
  }
  data += n;

  self->parent.rate = gaf_musepack_rates[data[0] >> 5];
  self->parent.channels = (data[1] >> 4) + 1;
  self->parent.skip = silence + GAF_MUSEPACK_DELAY;
  self->row.length = (gint64) GAF_MUSEPACK_FRAME << 2 * (data[1] & 7);
  self->parent.caps = gaf_musepack_make_caps (&self->parent, 8, data, 2);
  if (self->parent.channels > 2) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_UNSUPPORTED, "Musepack of %d channels: the decoder takes mono and stereo",
                 self->parent.channels);
    return FALSE;
  }
  return TRUE;
}

/* the class */

static gboolean
sv8_next (GafPacketizer *packetizer, GafPacket *packet, GError **error)
{
  return gaf_packet_row_next (&((Sv8Packetizer *) packetizer)->row, packet, error);
}

static gboolean
sv8_seek (GafPacketizer *packetizer, gint64 frame, gint64 preroll, GError **error)
{
  return gaf_packet_row_seek (&((Sv8Packetizer *) packetizer)->row, frame - MIN (preroll, frame), error);
}

static void
sv8_free (GafPacketizer *packetizer)
{
  Sv8Packetizer *self = (Sv8Packetizer *) packetizer;

  g_clear_pointer (&self->places, g_array_unref);
  gaf_byte_source_unref (self->source);
  g_free (self);
}

static const GafPacketizerClass sv8_class = { sv8_next, sv8_seek, sv8_free };

GstCaps *
gaf_musepack_make_caps (const GafPacketizer *packetizer, int version, gconstpointer config, gsize size)
{
  g_autoptr (GstBuffer) buffer = gst_buffer_new_memdup (config, size);

  return gst_caps_new_simple ("audio/x-ffmpeg-parsed-musepack", "streamversion", G_TYPE_INT, version, "rate",
                              G_TYPE_INT, packetizer->rate, "channels", G_TYPE_INT, packetizer->channels, "codec_data",
                              GST_TYPE_BUFFER, buffer, NULL);
}

GafPacketizer *
gaf_packetizer_mpc8_new (GafByteSource *source, GError **error)
{
  Sv8Packetizer *self = g_new0 (Sv8Packetizer, 1);
  g_autoptr (GafPacketizer) owner = &self->parent;
  guint64 at;

  self->parent.klass = &sv8_class;
  self->source = gaf_byte_source_ref (source);
  self->places = g_array_new (FALSE, FALSE, sizeof (GafPacketPlace));
  self->row.load = load_packet;
  self->row.user_data = self;
  if (!read_header (self, &at, error) || !find_packets (self, at, error))
    return NULL;

  self->row.n_packets = self->places->len;
  if (self->n_samples > 0)
    self->row.n_packets = MIN (self->row.n_packets, count_claimed (self));
  self->row.n_frames = self->row.n_packets * self->row.length;
  self->parent.codec = "mpc8";
  self->parent.settled = TRUE;
  self->parent.n_frames = MAX (self->row.n_frames - self->parent.skip, 0);
  if (self->n_samples > 0)
    self->parent.n_frames =
        MIN (self->parent.n_frames, (gint64) self->n_samples + GAF_MUSEPACK_DELAY - self->parent.skip);
  self->parent.exact = self->n_samples > 0;
  return g_steal_pointer (&owner);
}
