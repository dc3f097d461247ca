/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/*
 * ASF with one stream of Windows Media Audio 2. Numbers in brackets are sections of its specification, see asf.h.
 *
 *   ┌ header object ────────────────────────────────────────────────────────────┐┌ data object ──────────────────┐
 *   │ file properties │ stream properties │ header extension │ how many frames  ││ head │ packet │ packet │ …    │
 *   └─────────────────┴───────────────────┴──────────────────┴──────────────────┘└──────┴────────┴────────┴──────┘
 *
 * All data packets are of one size, and hold the same number of the codec's packets, the last one fewer and padding.
 *
 * A file begins as a live stream, whose sizes are not known and which is read as far as it goes; it stays so where the
 * sink cannot seek. Otherwise header and head are written over whenever they are to be made true.
 */

#include "packets/muxer.h"

#include <string.h>

#include "core/bytes.h"
#include "formats/asf/guids.h"
#include "formats/wma.h"
#include "gaf-error.h"

#define TAG_WMA2    0x0161
#define DATA_HEADER 50
#define PREROLL     1000 /* ms that players gather before they begin; all times in the data are later by it */

#define PACKET_HEAD  14   /* of a data packet … */
#define PAYLOAD_HEAD 17   /* … and of a payload in it */
#define PACKET_SIZE  4096 /* about; more only where one packet of the codec needs it */
#define MAX_PAYLOADS 63

/* 100 ns */
#define TICKS_PER_MS 10000
#define TICKS_PER_S  10000000

#define FLAG_BROADCAST 1
#define FLAG_SEEKABLE  2

/* Every file is to have a number of its own; ours are a function of what is in them, and have this one. */
static const guint8 file_id[16] = "gaudiofile WMA2";

typedef struct {
  GafMuxer parent;
  gboolean started;
  int rate;
  guint channels;
  guint bit_rate;
  guint block_size; /* bytes of a packet of the codec */
  guint block_frames;
  guint8 config[64]; /* what follows the WAVEFORMATEX */
  gsize config_size;

  guint per_packet; /* of the codec's in a data packet */
  guint packet_size;
  GByteArray *payloads; /* for the next data packet */
  guint n_payloads;
  guint64 n_blocks;  /* of the codec, those that wait included */
  guint64 n_packets; /* of data, written */
  guint64 data_offset;
  GByteArray *scratch;
} AsfMuxer;

static AsfMuxer *
self_of (GafMuxer *muxer)
{
  return (AsfMuxer *) muxer;
}

static gboolean
fail (GError **error, const char *what)
{
  g_set_error (error, GAF_ERROR, GAF_ERROR_CORRUPT, "The encoder %s, so that no WMA file can be written", what);
  return FALSE;
}

static void
put (GByteArray *bytes, const guint8 *data, gsize size)
{
  g_byte_array_append (bytes, data, size);
}

/* Its size is put where this returns. */
static guint
begin_object (GByteArray *bytes, const guint8 *guid)
{
  put (bytes, guid, 16);
  gaf_append_le64 (bytes, 0);
  return bytes->len - 8;
}

static void
end_object (GByteArray *bytes, guint size_at)
{
  gaf_write_le64 (bytes->data + size_at, bytes->len - (size_at - 16));
}

/* header */

/* @n_frames: -1 if it is not known, and so how long the file is. */
static void
put_file_properties (AsfMuxer *self, gint64 n_frames)
{
  GByteArray *bytes = self->scratch;
  const guint object = begin_object (bytes, gaf_asf_file_properties);
  const guint64 ticks = n_frames > 0 ? gst_util_uint64_scale_round (n_frames, TICKS_PER_S, self->rate) : 0;

  put (bytes, file_id, 16);
  gaf_append_le64 (bytes, n_frames < 0 ? 0 : gaf_byte_sink_get_size (self->parent.sink));
  gaf_append_le64 (bytes, 0); /* when it was made */
  gaf_append_le64 (bytes, self->n_packets);
  gaf_append_le64 (bytes, n_frames < 0 ? 0 : ticks + PREROLL * TICKS_PER_MS); /* to play it … */
  gaf_append_le64 (bytes, ticks);                                             /* … and to send it */
  gaf_append_le64 (bytes, PREROLL);
  gaf_append_le32 (bytes, n_frames < 0 ? FLAG_BROADCAST : FLAG_SEEKABLE);
  gaf_append_le32 (bytes, self->packet_size); /* the smallest and the largest */
  gaf_append_le32 (bytes, self->packet_size);
  gaf_append_le32 (bytes, self->bit_rate);
  end_object (bytes, object);
}

static void
put_stream_properties (AsfMuxer *self)
{
  GByteArray *bytes = self->scratch;
  const guint object = begin_object (bytes, gaf_asf_stream_properties);

  put (bytes, gaf_asf_audio_media, 16);
  put (bytes, gaf_asf_no_correction, 16);
  gaf_append_le64 (bytes, 0); /* it begins at the beginning */
  gaf_append_le32 (bytes, 18 + self->config_size);
  gaf_append_le32 (bytes, 0); /* for error correction */
  gaf_append_le16 (bytes, 1); /* number of the stream */
  gaf_append_le32 (bytes, 0);
  /* WAVEFORMATEX (9.1) */
  gaf_append_le16 (bytes, TAG_WMA2);
  gaf_append_le16 (bytes, self->channels);
  gaf_append_le32 (bytes, self->rate);
  gaf_append_le32 (bytes, self->bit_rate / 8);
  gaf_append_le16 (bytes, self->block_size);
  gaf_append_le16 (bytes, 16);
  gaf_append_le16 (bytes, self->config_size);
  put (bytes, self->config, self->config_size);
  end_object (bytes, object);
}

/* The header object and the head of the data object; their size is always the same. */
static void
put_headers (AsfMuxer *self, gint64 n_frames)
{
  GByteArray *bytes = self->scratch;
  const guint header = begin_object (bytes, gaf_asf_header_object);
  guint object;

  gaf_append_le32 (bytes, 4); /* objects in it */
  put (bytes, (const guint8[]){ 1, 2 }, 2);
  put_file_properties (self, n_frames);
  put_stream_properties (self);

  object = begin_object (bytes, gaf_asf_header_extension);
  put (bytes, gaf_asf_reserved_1, 16);
  gaf_append_le16 (bytes, 6);
  gaf_append_le32 (bytes, 0); /* nothing in it */
  end_object (bytes, object);

  object = begin_object (bytes, gaf_asf_content_description);
  gaf_append_le16 (bytes, 1);
  put (bytes, gaf_asf_frames_attribute, sizeof gaf_asf_frames_attribute);
  gaf_append_le64 (bytes, n_frames < 0 ? G_MAXUINT64 : (guint64) n_frames);
  end_object (bytes, object);
  end_object (bytes, header);

  self->data_offset = bytes->len;
  put (bytes, gaf_asf_data_object, 16);
  gaf_append_le64 (bytes, DATA_HEADER + self->n_packets * self->packet_size);
  put (bytes, file_id, 16);
  gaf_append_le64 (bytes, self->n_packets);
  gaf_append_le16 (bytes, 0x0101);
}

static gboolean
append_scratch (AsfMuxer *self, GError **error)
{
  const gboolean ok = gaf_byte_sink_append (self->parent.sink, self->scratch->data, self->scratch->len, error);

  g_byte_array_set_size (self->scratch, 0);
  return ok;
}

static gboolean
rewrite_headers (AsfMuxer *self, gint64 n_frames, GError **error)
{
  gboolean ok;

  put_headers (self, n_frames);
  ok = gaf_byte_sink_overwrite (self->parent.sink, 0, self->scratch->data, self->scratch->len, error);
  g_byte_array_set_size (self->scratch, 0);
  return ok;
}

static gboolean
asf_start (GafMuxer *muxer, GstCaps *caps, GError **error)
{
  AsfMuxer *self = self_of (muxer);
  const GstStructure *structure = gst_caps_get_structure (caps, 0);
  const GValue *config = gst_structure_get_value (structure, "codec_data");
  int block_size = 0, bit_rate = 0;

  gst_structure_get_int (structure, "block_align", &block_size);
  gst_structure_get_int (structure, "bitrate", &bit_rate);
  if (config == NULL || block_size <= 0 || block_size > 32768 || bit_rate <= 0)
    return fail (error, "did not describe its stream");
  self->config_size = gst_buffer_extract (gst_value_get_buffer (config), 0, self->config, sizeof self->config);
  self->block_size = (guint) block_size;
  self->bit_rate = (guint) bit_rate;
  self->per_packet = MIN ((PACKET_SIZE - PACKET_HEAD) / (PAYLOAD_HEAD + self->block_size),
                          (guint) self->rate / 4 / self->block_frames); /* a quarter of a second at most */
  self->per_packet = CLAMP (self->per_packet, 1, MAX_PAYLOADS);
  self->packet_size = PACKET_HEAD + self->per_packet * (PAYLOAD_HEAD + self->block_size);
  self->started = TRUE;
  put_headers (self, -1);
  return append_scratch (self, error);
}

/* data packets (5.2) */

static guint32
to_ms (AsfMuxer *self, guint64 block)
{
  return (guint32) gst_util_uint64_scale (block * self->block_frames, 1000, self->rate);
}

/* Of all payloads that wait. */
static gboolean
write_packet (AsfMuxer *self, GError **error)
{
  GByteArray *bytes = self->scratch;
  const guint32 begin = to_ms (self, self->n_blocks - self->n_payloads);
  const guint padding = self->packet_size - PACKET_HEAD - self->payloads->len;

  put (bytes, (const guint8[]){ 0x82, 0, 0 }, 3); /* error correction: there is none */
  /* Several payloads, padding of 16 bits; of payloads: bytes for their replicated data, for the number of the object
   * and for the stream, 32 bits for the place in an object. */
  put (bytes, (const guint8[]){ 0x11, 0x5d }, 2);
  gaf_append_le16 (bytes, padding);
  gaf_append_le32 (bytes, begin);
  gaf_append_le16 (bytes, MIN (to_ms (self, self->n_blocks) - begin, G_MAXUINT16));
  put (bytes, (const guint8[]){ 0x80 | self->n_payloads }, 1); /* their lengths have 16 bits */
  put (bytes, self->payloads->data, self->payloads->len);
  g_byte_array_set_size (bytes, self->packet_size);
  memset (bytes->data + self->packet_size - padding, 0, padding);

  g_byte_array_set_size (self->payloads, 0);
  self->n_payloads = 0;
  self->n_packets++;
  return append_scratch (self, error);
}

static gboolean
asf_packet (GafMuxer *muxer, GstBuffer *packet, guint64 rewrite, GError **error)
{
  AsfMuxer *self = self_of (muxer);
  GByteArray *bytes = self->payloads;
  GstMapInfo map;

  if (rewrite != G_MAXUINT64)
    return TRUE;
  if (gst_buffer_get_size (packet) != self->block_size || !gst_buffer_map (packet, &map, GST_MAP_READ))
    return fail (error, "delivered a packet of another size");
  put (bytes, (const guint8[]){ 0x80 | 1, self->n_blocks & 0xff }, 2); /* can be begun with, stream 1; its number */
  gaf_append_le32 (bytes, 0);                                          /* all of it from its beginning on */
  put (bytes, (const guint8[]){ 8 }, 1);
  gaf_append_le32 (bytes, self->block_size);
  gaf_append_le32 (bytes, PREROLL + to_ms (self, self->n_blocks));
  gaf_append_le16 (bytes, self->block_size);
  put (bytes, map.data, map.size);
  gst_buffer_unmap (packet, &map);
  self->n_blocks++;
  self->n_payloads++;
  return self->n_payloads < self->per_packet || write_packet (self, error);
}

/* Of the blocks in the file the first is silence, and the last still lacks its second half. */
static gboolean
asf_refresh (GafMuxer *muxer, gint64 n_frames, GError **error)
{
  AsfMuxer *self = self_of (muxer);
  const gint64 n_blocks = (gint64) (self->n_blocks - self->n_payloads);

  if (!gaf_byte_sink_flush (muxer->sink, error))
    return FALSE;
  return !self->started || !gaf_byte_sink_can_seek (muxer->sink)
         || (rewrite_headers (self, MAX (n_blocks - 2, 0) * self->block_frames, error)
             && gaf_byte_sink_flush (muxer->sink, error));
}

static gboolean
asf_finish (GafMuxer *muxer, gint64 n_frames, GError **error)
{
  AsfMuxer *self = self_of (muxer);

  if (!self->started)
    return fail (error, "did not describe its stream");
  if (self->n_payloads > 0 && !write_packet (self, error))
    return FALSE;
  return !gaf_byte_sink_can_seek (muxer->sink)
         || (gaf_byte_sink_flush (muxer->sink, error) && rewrite_headers (self, n_frames, error));
}

static void
asf_free (GafMuxer *muxer)
{
  AsfMuxer *self = self_of (muxer);

  g_byte_array_unref (self->payloads);
  g_byte_array_unref (self->scratch);
  g_free (self);
}

static const GafMuxerClass asf_class = { asf_start, asf_packet, asf_refresh, asf_finish, asf_free };

GafMuxer *
gaf_muxer_asf_new (GafByteSink *sink, GafEncodeSpec *spec, GError **error)
{
  AsfMuxer *self = g_new0 (AsfMuxer, 1);

  self->parent.klass = &asf_class;
  self->parent.sink = sink;
  self->parent.spec = g_object_ref (spec);
  self->rate = (int) gaf_encode_spec_get_rate (spec);
  self->channels = gaf_encode_spec_get_channels (spec);
  self->block_frames = (guint) gaf_wma_get_block_frames (2, self->rate);
  self->payloads = g_byte_array_new ();
  self->scratch = g_byte_array_new ();
  return &self->parent;
}
