/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/*
 *   header object ── stream properties: which codec ─────────────► caps
 *        │
 *   data object ── data packets, all of one size ── payloads ── the pieces of one media object put together ─► a packet
 * of the codec
 */

#include "formats/asf/asf.h"

#include <string.h>

#include "core/bytes.h"
#include "formats/asf/guids.h"
#include "gaf-error.h"
#include "core/limits.h"

#define OBJECT_HEADER 24 /* a GUID, and the size with this header (2.1) */
#define DATA_HEADER   50 /* of the data object, up to its first packet (5.1) */

/* Bytes of a data packet; writers keep to less than 64 KiB. One may hold as many objects as it has pairs of bytes. */
#define MAX_PACKET (64 * 1024)

struct _GafAsf {
  GafByteSource *source;
  GstCaps *caps;
  guint stream; /* its number */
  guint64 duration;
  guint64 frames; /* G_MAXUINT64: not told */

  guint64 packets_start;
  guint64 packets_end;
  guint packet_size;
  guint64 at; /* the data packet that comes next */

  /* audio spread (3.3): pieces of @chunk bytes of @span packets of @spread bytes were written in turn */
  guint span;
  guint spread;
  guint chunk;

  GByteArray *object; /* the pieces of a media object so far; its length is where the next belongs */
  guint32 object_number;
  guint32 object_size;
  GQueue ready; /* of GstBuffer */
};

/* header */

static gboolean
fail (GError **error, int code, const char *message)
{
  g_set_error_literal (error, GAF_ERROR, code, message);
  return FALSE;
}

/* WAVEFORMATEX (9.1): tag 0, channels 2, rate 4, bytes per second 8, block size 12, bits 14, length of what follows 16.
 */
static GstCaps *
make_caps (const guint8 *format, gsize length, GError **error)
{
  static const struct {
    guint16 tag;
    const char *caps;
  } codecs[] = {
    { 0x0001, "audio/x-raw, layout=interleaved" },
    { 0x0006, "audio/x-alaw" },
    { 0x0007, "audio/x-mulaw" },
    { 0x000a, "audio/x-wms" },
    { 0x0050, "audio/mpeg, mpegversion=1, layer=2" },
    { 0x0055, "audio/mpeg, mpegversion=1, layer=3" },
    { 0x00ff, "audio/mpeg, mpegversion=4, stream-format=raw" },
    { 0x0160, "audio/x-wma, wmaversion=1" },
    { 0x0161, "audio/x-wma, wmaversion=2" },
    { 0x0162, "audio/x-wma, wmaversion=3" },
    { 0x0163, "audio/x-wma, wmaversion=4" },
    { 0x2000, "audio/x-ac3" },
  };
  static const char *const widths[] = { NULL, "U8", "S16LE", "S24LE", "S32LE" };
  const guint tag = gaf_read_le16 (format), channels = gaf_read_le16 (format + 2), bits = gaf_read_le16 (format + 14);
  const guint32 rate = gaf_read_le32 (format + 4), byte_rate = gaf_read_le32 (format + 8);
  const gsize extra = MIN (gaf_read_le16 (format + 16), length - 18);
  const gboolean is_windows = tag == 0x000a || tag >> 4 == 0x016;
  g_autoptr (GstCaps) caps = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (codecs) && caps == NULL; i++)
    if (codecs[i].tag == tag)
      caps = gst_caps_from_string (codecs[i].caps);
  if (caps == NULL || (tag == 0x0001 && (bits == 0 || bits % 8 != 0 || bits / 8 >= G_N_ELEMENTS (widths)))) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_UNSUPPORTED,
                 "The ASF file holds audio of codec 0x%04x and %u bits, which is not supported", tag, bits);
    return NULL;
  }
  if (is_windows && gaf_read_le16 (format + 12) == 0) {
    fail (error, GAF_ERROR_CORRUPT, "The ASF header claims blocks of no bytes");
    return NULL;
  }
  if (channels == 0 || channels > GAF_LIMIT_CHANNELS || rate == 0 || rate > GAF_LIMIT_RATE) {
    g_set_error (error, GAF_ERROR, channels == 0 || rate == 0 ? GAF_ERROR_CORRUPT : GAF_ERROR_LIMIT,
                 "The ASF header claims %u Hz in %u channels; the limits are %d Hz and %d channels", rate, channels,
                 GAF_LIMIT_RATE, GAF_LIMIT_CHANNELS);
    return NULL;
  }

  gst_caps_set_simple (caps, "rate", G_TYPE_INT, (int) rate, "channels", G_TYPE_INT, (int) channels, NULL);
  if (tag == 0x0001) {
    gst_caps_set_simple (caps, "format", G_TYPE_STRING, widths[bits / 8], NULL);
    if (channels > 1)
      gst_caps_set_simple (caps, "channel-mask", GST_TYPE_BITMASK,
                           channels == 2 ? G_GUINT64_CONSTANT (3) : G_GUINT64_CONSTANT (0), NULL);
  }
  if (is_windows)
    gst_caps_set_simple (caps, "block_align", G_TYPE_INT, (int) gaf_read_le16 (format + 12), "bitrate", G_TYPE_INT,
                         (int) MIN ((guint64) byte_rate * 8, G_MAXINT), "depth", G_TYPE_INT, (int) bits, NULL);
  if (extra > 0 && tag != 0x0001) {
    g_autoptr (GstBuffer) data = gst_buffer_new_memdup (format + 18, extra);

    gst_caps_set_simple (caps, "codec_data", GST_TYPE_BUFFER, data, NULL);
  }
  return g_steal_pointer (&caps);
}

/* 3.3: span 0, packet 1, chunk 3. Numbers that make no sense mean that nothing was spread. */
static void
parse_spread (GafAsf *self, const guint8 *data, gsize length)
{
  guint span, spread, chunk;

  if (length < 5)
    return;
  span = data[0];
  spread = gaf_read_le16 (data + 1);
  chunk = gaf_read_le16 (data + 3);
  if (span > 1 && chunk > 0 && spread > chunk && spread % chunk == 0) {
    self->span = span;
    self->spread = spread;
    self->chunk = chunk;
  }
}

/* Stream properties (3.3): type 24, error correction 40, lengths of what is special to them 64 and 68, flags 72, and
 * that at 78. They stand in the header, or in an object of an object of it; so they are looked for. */
static gboolean
find_stream (GafAsf *self, const guint8 *header, const guint8 *end, GError **error)
{
  const guint8 *at = header;

  while ((at = memmem (at, end - at, gaf_asf_stream_properties, sizeof gaf_asf_stream_properties)) != NULL) {
    guint32 special, correction;

    if (end - at < 78 + 18)
      break;
    special = gaf_read_le32 (at + 64);
    correction = gaf_read_le32 (at + 68);
    if (memcmp (at + 24, gaf_asf_audio_media, 16) != 0) {
      at += 16;
      continue;
    }
    if (special < 18 || special > (gsize) (end - at - 78) || correction > (gsize) (end - at - 78 - special))
      return fail (error, GAF_ERROR_CORRUPT, "The header of the audio in the ASF file is damaged");
    if (gaf_read_le16 (at + 72) & 0x8000)
      return fail (error, GAF_ERROR_UNSUPPORTED, "The audio in the ASF file is encrypted, and cannot be read");
    self->stream = gaf_read_le16 (at + 72) & 0x7f;
    if (memcmp (at + 40, gaf_asf_audio_spread, 16) == 0)
      parse_spread (self, at + 78 + special, correction);
    self->caps = make_caps (at + 78, special, error);
    return self->caps != NULL;
  }
  return fail (error, GAF_ERROR_NOT_AUDIO, "The ASF file holds no audio that could be found");
}

/* File properties (3.2): play duration 64, preroll 80, flags 88 (1: they were not known), size of packets 92 and 96. */
static gboolean
parse_file_properties (GafAsf *self, const guint8 *header, const guint8 *end, GError **error)
{
  const guint8 *at = memmem (header, end - header, gaf_asf_file_properties, sizeof gaf_asf_file_properties);
  guint64 duration, preroll;

  if (at == NULL || end - at < 104)
    return fail (error, GAF_ERROR_CORRUPT, "The ASF file lacks its file properties");
  self->packet_size = gaf_read_le32 (at + 96);
  if (self->packet_size == 0)
    return fail (error, GAF_ERROR_CORRUPT, "The ASF header claims packets of no bytes");
  if (self->packet_size > MAX_PACKET)
    return fail (error, GAF_ERROR_LIMIT, "The ASF header claims packets of more than 64 KiB");
  duration = gaf_read_le64 (at + 64);
  preroll = gaf_read_le64 (at + 80);
  if (!(gaf_read_le32 (at + 88) & 1) && duration < G_MAXINT64 / 100 && preroll < duration / 10000)
    self->duration = duration * 100 - preroll * 1000000;
  return TRUE;
}

/* What only our own muxer writes. TRUE always: it may be missing. */
static gboolean
find_frames (GafAsf *self, const guint8 *header, const guint8 *end)
{
  const gsize name = sizeof gaf_asf_frames_attribute;
  const guint8 *at = memmem (header, end - header, gaf_asf_frames_attribute, name);

  self->frames = at != NULL && (gsize) (end - at) >= name + 8 ? gaf_read_le64 (at + name) : G_MAXUINT64;
  return TRUE;
}

static gboolean
find_data (GafAsf *self, guint64 offset, GError **error)
{
  const guint64 size = gaf_byte_source_get_size (self->source);

  for (guint i = 0; i < GAF_LIMIT_CHUNKS && offset < size && size - offset >= DATA_HEADER; i++) {
    guint64 object_size, there, n_packets;
    guint8 head[DATA_HEADER];
    const gssize n = gaf_byte_source_read (self->source, offset, head, sizeof head, error);

    if (n < 0)
      return FALSE;
    if (n < (gssize) sizeof head)
      break;
    object_size = gaf_read_le64 (head + 16);
    if (memcmp (head, gaf_asf_data_object, sizeof gaf_asf_data_object) == 0) {
      there = size - offset;
      if (object_size > DATA_HEADER && object_size < there)
        there = object_size;
      n_packets = gaf_read_le64 (head + 40);
      self->packets_start = offset + DATA_HEADER;
      self->packets_end = offset + there;
      if (n_packets == 0 || n_packets > (there - DATA_HEADER) / self->packet_size)
        self->frames = G_MAXUINT64; /* it has been cut off since */
      if (n_packets > 0 && n_packets < (there - DATA_HEADER) / self->packet_size)
        self->packets_end = self->packets_start + n_packets * self->packet_size;
      return TRUE;
    }
    if (object_size < OBJECT_HEADER || object_size > size - offset)
      break;
    offset += object_size;
  }
  return fail (error, GAF_ERROR_CORRUPT, "The ASF file has no data that could be found");
}

GafAsf *
gaf_asf_new (GafByteSource *source, GError **error)
{
  g_autoptr (GafAsf) self = g_new0 (GafAsf, 1);
  const guint8 *header;
  gsize available;
  guint64 size;

  self->source = gaf_byte_source_ref (source);
  self->object = g_byte_array_new ();
  g_queue_init (&self->ready);

  header = gaf_byte_source_peek (source, 0, OBJECT_HEADER, &available, error);
  if (header == NULL)
    return NULL;
  size = available >= OBJECT_HEADER ? gaf_read_le64 (header + 16) : 0;
  if (size < OBJECT_HEADER || size > gaf_byte_source_get_size (source)) {
    fail (error, GAF_ERROR_CORRUPT, "The header of the ASF file is damaged");
    return NULL;
  }
  if (size > gaf_byte_source_get_limits (source)->header_bytes) {
    gaf_limits_exceeded (error, "header_bytes", "The ASF file has a header of %" G_GUINT64_FORMAT " bytes", size);
    return NULL;
  }
  header = gaf_byte_source_peek (source, 0, size, &available, error);
  if (header == NULL || !parse_file_properties (self, header, header + MIN (available, size), error)
      || !find_stream (self, header, header + MIN (available, size), error)
      || !find_frames (self, header, header + MIN (available, size)) || !find_data (self, size, error))
    return NULL;
  gaf_asf_rewind (self);
  return g_steal_pointer (&self);
}

void
gaf_asf_free (GafAsf *self)
{
  g_queue_clear_full (&self->ready, (GDestroyNotify) gst_buffer_unref);
  g_byte_array_unref (self->object);
  gst_clear_caps (&self->caps);
  gaf_byte_source_unref (self->source);
  g_free (self);
}

GstCaps *
gaf_asf_get_caps (GafAsf *self)
{
  return self->caps;
}

guint64
gaf_asf_get_duration (GafAsf *self)
{
  return self->duration;
}

guint64
gaf_asf_get_frames (GafAsf *self)
{
  return self->frames;
}

/* media objects */

/* Puts the pieces of an audio spread back into their order. */
static void
gather (const GafAsf *self, guint8 *data, gsize size)
{
  const guint per_packet = self->span > 1 ? self->spread / self->chunk : 0;
  g_autofree guint8 *spread = NULL;

  if (self->span < 2 || size != (gsize) self->span * self->spread)
    return;
  spread = g_memdup2 (data, size);
  for (guint i = 0; i < self->span * per_packet; i++)
    memcpy (data + (gsize) i * self->chunk,
            spread + ((gsize) (i % self->span) * per_packet + i / self->span) * self->chunk, self->chunk);
}

static void
take_object (GafAsf *self, const guint8 *data, gsize size)
{
  g_autofree guint8 *copy = g_memdup2 (data, size);

  if (size == 0)
    return;
  gather (self, copy, size);
  g_queue_push_tail (&self->ready, gst_buffer_new_wrapped (g_steal_pointer (&copy), size));
}

/* A piece at @offset of object @number, which is to have @size bytes; 0: this is all of it. One of which a piece is
 * missing is lost. */
static void
take_piece (GafAsf *self, guint32 number, guint32 offset, guint32 size, const guint8 *data, gsize length)
{
  if (offset == 0) {
    g_byte_array_set_size (self->object, 0);
    self->object_number = number;
    self->object_size = size > 0 ? size : length;
  }
  if (number != self->object_number || offset != self->object->len || self->object_size > GAF_LIMIT_PACKET
      || length > self->object_size - self->object->len) {
    g_byte_array_set_size (self->object, 0);
    self->object_size = 0;
    return;
  }
  g_byte_array_append (self->object, data, length);
  if (self->object->len == self->object_size) {
    take_object (self, self->object->data, self->object->len);
    g_byte_array_set_size (self->object, 0);
    self->object_size = 0;
  }
}

/* data packets (5.2) */

/* What is left of the packet. */
typedef struct {
  const guint8 *at;
  gsize left;
  gboolean ok; /* nothing was missing so far */
} Cursor;

static const guint8 *
take_bytes (Cursor *self, gsize n)
{
  const guint8 *at = self->at;

  if (n > self->left) {
    self->ok = FALSE;
    n = self->left;
  }
  self->at += n;
  self->left -= n;
  return at;
}

/* A number of none, one, two or four bytes: two bits say which. */
static guint32
take_number (Cursor *self, guint bits)
{
  static const gsize sizes[] = { 0, 1, 2, 4 };
  const gsize size = sizes[bits & 3];
  const guint8 *at = take_bytes (self, size);

  return self->ok ? gaf_read_le (at, size) : 0;
}

/* One payload, the last one if @length_bits is negative: it reaches to the packet's end. */
static void
take_payload (GafAsf *self, Cursor *packet, guint properties, int length_bits)
{
  const guint stream = take_number (packet, 1) & 0x7f;
  const guint32 number = take_number (packet, properties >> 4);
  const guint32 offset = take_number (packet, properties >> 2);
  const guint32 n_replicated = take_number (packet, properties);
  const guint8 *replicated = take_bytes (packet, n_replicated);
  const gsize length = length_bits < 0 ? packet->left : take_number (packet, length_bits);
  Cursor payload = { NULL, length, TRUE };

  payload.at = take_bytes (packet, length);
  if (!packet->ok || stream != self->stream)
    return;
  if (n_replicated == 1) { /* "compressed": whole objects, each with its length */
    while (payload.left > 0) {
      const gsize size = take_number (&payload, 1);
      const guint8 *data = take_bytes (&payload, size);

      if (payload.ok)
        take_object (self, data, size);
    }
    return;
  }
  if (n_replicated == 0 || n_replicated >= 8)
    take_piece (self, number, offset, n_replicated > 0 ? gaf_read_le32 (replicated) : 0, payload.at, length);
}

static void
take_packet (GafAsf *self, const guint8 *data, gsize size)
{
  Cursor packet = { data, size, TRUE };
  guint flags = take_number (&packet, 1), properties;
  guint32 packet_length, padding;

  if (flags & 0x80) { /* error correction in front */
    if (flags & 0x70)
      return; /* opaque, or of a kind that there is not */
    take_bytes (&packet, flags & 0x0f);
    flags = take_number (&packet, 1);
  }
  properties = take_number (&packet, 1);
  packet_length = take_number (&packet, flags >> 5);
  take_number (&packet, flags >> 1); /* sequence: not used */
  padding = take_number (&packet, flags >> 3);
  take_bytes (&packet, 4 + 2); /* when it was sent, for how long */
  if (packet_length > 0 && packet_length < size)
    padding = MAX (padding, size - packet_length);
  if (!packet.ok || padding > packet.left)
    return;
  packet.left -= padding;

  if (flags & 1) {
    const guint payloads = take_number (&packet, 1);

    for (guint i = 0; i < (payloads & 0x3f) && packet.ok; i++)
      take_payload (self, &packet, properties, payloads >> 6);
  } else {
    take_payload (self, &packet, properties, -1);
  }
}

GstBuffer *
gaf_asf_next (GafAsf *self, GError **error)
{
  while (g_queue_is_empty (&self->ready) && self->at < self->packets_end) {
    const gsize wanted = MIN (self->packet_size, self->packets_end - self->at);
    gsize available;
    const guint8 *data = gaf_byte_source_peek (self->source, self->at, wanted, &available, error);

    if (data == NULL)
      return NULL;
    /* Half a packet, where the file was cut off, is as good as its payloads are. */
    take_packet (self, data, MIN (available, wanted));
    self->at += self->packet_size;
  }
  return g_queue_pop_head (&self->ready);
}

void
gaf_asf_rewind (GafAsf *self)
{
  g_queue_clear_full (&self->ready, (GDestroyNotify) gst_buffer_unref);
  g_byte_array_set_size (self->object, 0);
  self->object_size = 0;
  self->at = self->packets_start;
}
