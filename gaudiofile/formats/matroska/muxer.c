/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/*
 * Matroska (RFC 9559) and WebM with one track of Opus, Vorbis, FLAC or AAC.
 *
 *   writing   EBML │ Segment of unknown size: SeekHead │ Info │ Tracks │ Cluster │ Cluster │ …
 *   finished  EBML │ Segment: SeekHead │ Info │ Tracks │ Cluster │ Cluster │ … │ Cues
 *
 * A cluster has half a second, and is written when it is whole; so the file can be played at any moment, as a live
 * stream of which the duration is known. It is written some packets later, for those of the last one have to be at hand
 * when the end is known: what the encoder filled up its last packet with is told by that block's DiscardPadding, and
 * what it put in front by CodecDelay. Time stamps are for players: readers that count need none.
 *
 * At the end come the Cues, one for each cluster that begins a second. SeekHead, duration, the size of the segment,
 * and STREAMINFO of FLAC are written over then, each of which is right before and after.
 */

#include "packets/muxer.h"

#include <string.h>

#include "formats/flac/stream.h"
#include "formats/matroska/write.h"
#include "gaf-error.h"
#include "packets/aac.h"
#include "packets/held.h"
#include "packets/xiph-codec.h"

/* "Matroska Media Container Codec Specifications": what players of Opus decode in front of a seek's target. */
#define OPUS_PREROLL 80000000 /* ns */

#define CUE_DISTANCE 1000 /* ms */

typedef struct _MatroskaMuxer MatroskaMuxer;

/* What is particular about a codec. */
typedef struct {
  const char *codec;
  const char *id; /* CodecID */
  gboolean (*start) (MatroskaMuxer *self, GstCaps *caps, GError **error);
  /* How many frames a packet has; 0 with @skip: it is none. */
  gboolean (*count) (MatroskaMuxer *self, GstBuffer *packet, guint64 rewrite, gint64 *n_frames, gboolean *skip,
                     GError **error);
  guint surplus; /* packets that the encoder may put out after the last that is needed */
} Codec;

struct _MatroskaMuxer {
  GafMuxer parent;
  const Codec *codec;
  GafMatroskaOutTrack track;
  GafMatroskaPlaces places;
  GafXiphCodec xiph;
  GafFlacStream flac;
  gint64 skip; /* frames of CodecDelay */

  GafHeldPackets held;
  GArray *cues; /* of GafMatroskaOutCue */
  GByteArray *scratch;
  gboolean started;
  double duration; /* ms of what is written */
};

static MatroskaMuxer *
self_of (GafMuxer *muxer)
{
  return (MatroskaMuxer *) muxer;
}

static gboolean
fail (GError **error, const char *what)
{
  g_set_error (error, GAF_ERROR, GAF_ERROR_CORRUPT, "The encoder %s, so that no Matroska file can be written", what);
  return FALSE;
}

/* Vorbis and Opus */

/* CodecPrivate of Vorbis: how many packets of headers less one, the sizes of all but the last in Xiph's lacing. */
static void
append_lacing (GByteArray *config, gsize size)
{
  guint8 byte;

  do {
    byte = MIN (size, 255);
    g_byte_array_append (config, &byte, 1);
    size -= byte;
  } while (byte == 255);
}

static gboolean
start_xiph (MatroskaMuxer *self, GstCaps *caps, GError **error)
{
  const GValue *headers =
      caps != NULL ? gst_structure_get_value (gst_caps_get_structure (caps, 0), "streamheader") : NULL;
  const guint n_headers = headers != NULL ? gst_value_array_get_size (headers) : 0;
  g_autoptr (GByteArray) config = g_byte_array_new ();
  g_autoptr (GByteArray) packets = g_byte_array_new ();

  self->xiph.container = "Matroska";
  for (guint i = 0; i < n_headers; i++) {
    GstBuffer *buffer = gst_value_get_buffer (gst_value_array_get_value (headers, i));
    const gsize size = gst_buffer_get_size (buffer), before = packets->len;

    g_byte_array_set_size (packets, before + size);
    gst_buffer_extract (buffer, 0, packets->data + before, size);
    if (i == 0 && !gaf_xiph_codec_recognise (&self->xiph, packets->data, size))
      return fail (error, "has an unknown header");
    if (gaf_xiph_codec_header (&self->xiph, packets->data + before, size, error) != GAF_XIPH_HEADER_TAKEN)
      return FALSE;
    if (self->xiph.pre_skip && i == 0)
      gaf_xiph_codec_complete_opus (packets->data, size, (guint) gaf_encode_spec_get_rate (self->parent.spec));
    if (self->xiph.pre_skip && i > 0)
      g_byte_array_set_size (packets, before); /* tags, which are Matroska's own */
    if (!self->xiph.pre_skip && i == 0)
      g_byte_array_append (config, (const guint8[]){ n_headers - 1 }, 1);
    if (!self->xiph.pre_skip && i + 1 < n_headers)
      append_lacing (config, size);
  }
  if (!self->xiph.ready)
    return fail (error, "does not deliver its headers");
  g_byte_array_append (config, packets->data, packets->len);
  self->track.config = g_byte_array_free_to_bytes (g_steal_pointer (&config));
  self->track.rate = self->xiph.rate;
  self->skip = self->xiph.pre_skip ? self->xiph.skip : 0;
  self->track.preroll = self->xiph.pre_skip ? OPUS_PREROLL : 0;
  return TRUE;
}

static gboolean
count_xiph (MatroskaMuxer *self, GstBuffer *packet, guint64 rewrite, gint64 *n_frames, gboolean *skip, GError **error)
{
  guint8 head[GAF_XIPH_CODEC_HEAD];

  *skip = rewrite != G_MAXUINT64 || GST_BUFFER_FLAG_IS_SET (packet, GST_BUFFER_FLAG_HEADER);
  if (*skip)
    return TRUE;
  *n_frames = gaf_xiph_codec_duration (&self->xiph, head, gst_buffer_extract (packet, 0, head, sizeof head));
  return *n_frames >= 0 || fail (error, "delivered a packet that is no audio");
}

/* FLAC: the private data is the beginning of a FLAC file. */

static GBytes *
make_flac_config (MatroskaMuxer *self)
{
  GByteArray *config = g_byte_array_new ();

  g_byte_array_append (config, (const guint8 *) "fLaC", 4);
  gaf_flac_put_stream_info (config, &self->flac, TRUE);
  return g_byte_array_free_to_bytes (config);
}

static gboolean
start_flac (MatroskaMuxer *self, GstCaps *caps, GError **error)
{
  gaf_flac_stream_init (&self->flac, self->parent.spec);
  if (caps == NULL)
    gaf_flac_stream_set_empty (&self->flac);
  else if (!gaf_flac_stream_start (&self->flac, caps, error))
    return FALSE;
  self->track.bits = self->flac.info.bits;
  self->track.config = make_flac_config (self);
  return TRUE;
}

static gboolean
count_flac (MatroskaMuxer *self, GstBuffer *packet, guint64 rewrite, gint64 *n_frames, gboolean *skip, GError **error)
{
  GafFlacFrameHeader header;
  GstMapInfo map;

  if (!gaf_flac_stream_packet (&self->flac, packet, rewrite, &map, &header, error))
    return FALSE;
  *skip = map.data == NULL;
  if (*skip)
    return TRUE;
  *n_frames = header.block_size;
  gst_buffer_unmap (packet, &map);
  return TRUE;
}

/* AAC */

static gboolean
start_aac (MatroskaMuxer *self, GstCaps *caps, GError **error)
{
  const GValue *value = caps != NULL ? gst_structure_get_value (gst_caps_get_structure (caps, 0), "codec_data") : NULL;
  gpointer copy;
  gsize size;

  if (value != NULL) {
    gst_buffer_extract_dup (gst_value_get_buffer (value), 0, -1, &copy, &size);
    self->track.config = g_bytes_new_take (copy, size);
  } else {
    self->track.config = gaf_aac_make_config (2, self->track.rate, self->track.channels);
  }
  self->skip = GAF_AAC_ENCODER_DELAY;
  return g_bytes_get_size (self->track.config) >= 2 || fail (error, "did not describe its stream");
}

static gboolean
count_aac (MatroskaMuxer *self, GstBuffer *packet, guint64 rewrite, gint64 *n_frames, gboolean *skip, GError **error)
{
  *n_frames = GAF_AAC_PACKET_FRAMES;
  *skip = FALSE;
  return TRUE;
}

static const Codec codecs[] = {
  { "opus", "A_OPUS", start_xiph, count_xiph, GAF_HELD_SURPLUS },
  { "vorbis", "A_VORBIS", start_xiph, count_xiph, GAF_HELD_SURPLUS },
  { "flac", "A_FLAC", start_flac, count_flac, 0 },
  { "aac", "A_AAC", start_aac, count_aac, GAF_HELD_SURPLUS },
};

/* times */

static guint64
to_ns (MatroskaMuxer *self, gint64 frames)
{
  return gst_util_uint64_scale_round ((guint64) frames, GST_SECOND, (guint64) self->track.rate);
}

static guint64
to_ms (MatroskaMuxer *self, gint64 frames)
{
  return gst_util_uint64_scale_round ((guint64) frames, 1000, (guint64) self->track.rate);
}

/* muxer */

static gboolean
append_scratch (MatroskaMuxer *self, GError **error)
{
  const gboolean ok = gaf_byte_sink_append (self->parent.sink, self->scratch->data, self->scratch->len, error);

  g_byte_array_set_size (self->scratch, 0);
  return ok;
}

static gboolean
overwrite_scratch (MatroskaMuxer *self, guint64 place, GError **error)
{
  const gboolean ok =
      gaf_byte_sink_overwrite (self->parent.sink, place, self->scratch->data, self->scratch->len, error);

  g_byte_array_set_size (self->scratch, 0);
  return ok;
}

static gboolean
matroska_start (GafMuxer *muxer, GstCaps *caps, GError **error)
{
  MatroskaMuxer *self = self_of (muxer);

  if (!self->codec->start (self, caps, error))
    return FALSE;
  self->started = TRUE;
  self->track.delay = to_ns (self, self->skip);
  gaf_matroska_put_head (self->scratch, &self->track, &self->places);
  return append_scratch (self, error);
}

static gboolean
put_block (MatroskaMuxer *self, guint64 cluster_time, const GafHeldPacket *packet, gint64 discard, GError **error)
{
  GstMapInfo map;

  if (!gst_buffer_map (packet->data, &map, GST_MAP_READ))
    return fail (error, "delivered a packet that cannot be read");
  gaf_matroska_put_block (self->scratch, cluster_time, to_ms (self, packet->start), map.data, map.size,
                          to_ns (self, discard));
  gst_buffer_unmap (packet->data, &map);
  return TRUE;
}

/* A cluster of the first @n packets, of the last of which @discard frames are no audio. */
static gboolean
write_cluster (MatroskaMuxer *self, guint n, gint64 discard, GError **error)
{
  const guint64 time = to_ms (self, gaf_held_packets_get (&self->held, 0)->start);
  const GafMatroskaOutCue cue = { time, gaf_byte_sink_get_size (self->parent.sink) - self->places.segment };
  const gint64 end = gaf_held_packets_get (&self->held, n - 1)->end;
  guint cluster = gaf_matroska_begin_cluster (self->scratch, time);

  for (guint i = 0; i < n; i++)
    if (!put_block (self, time, gaf_held_packets_get (&self->held, i), i + 1 == n ? discard : 0, error))
      return FALSE;
  gaf_ebml_end (self->scratch, cluster);
  gaf_held_packets_remove (&self->held, n);
  if (self->cues->len == 0
      || time >= g_array_index (self->cues, GafMatroskaOutCue, self->cues->len - 1).time + CUE_DISTANCE)
    g_array_append_val (self->cues, cue);
  self->duration = MAX (end - self->skip, 0) * 1000.0 / self->track.rate;
  return append_scratch (self, error);
}

static gboolean
matroska_packet (GafMuxer *muxer, GstBuffer *packet, guint64 rewrite, GError **error)
{
  MatroskaMuxer *self = self_of (muxer);
  gint64 n_frames = 0;
  gboolean skip;
  guint n;

  if (!self->codec->count (self, packet, rewrite, &n_frames, &skip, error))
    return FALSE;
  if (skip)
    return TRUE;
  gaf_held_packets_push (&self->held, packet, n_frames);
  n = gaf_held_packets_count (&self->held, MAX (self->track.rate / 2, 1));
  return n == 0 || self->held.packets->len <= n + self->codec->surplus || write_cluster (self, n, 0, error);
}

static gboolean
rewrite_duration (MatroskaMuxer *self, GError **error)
{
  gaf_matroska_put_duration (self->scratch, self->duration);
  return overwrite_scratch (self, self->places.duration, error);
}

static gboolean
matroska_refresh (GafMuxer *muxer, gint64 n_frames, GError **error)
{
  MatroskaMuxer *self = self_of (muxer);

  if (!gaf_byte_sink_flush (muxer->sink, error))
    return FALSE;
  return !self->started || !gaf_byte_sink_can_seek (muxer->sink)
         || (rewrite_duration (self, error) && gaf_byte_sink_flush (muxer->sink, error));
}

/* The audio of @n_frames at the spec's rate ends here, in the coded domain. */
static gint64
find_end (MatroskaMuxer *self, gint64 n_frames)
{
  return self->skip
         + (gint64) gst_util_uint64_scale_round (n_frames, (guint64) self->track.rate,
                                                 (guint64) gaf_encode_spec_get_rate (self->parent.spec));
}

static gboolean
write_rest (MatroskaMuxer *self, gint64 end, GError **error)
{
  gint64 discard;
  guint n;

  if (self->held.packets->len == 0 || end > self->held.position)
    return fail (error, "delivered less than it got");
  discard = gaf_held_packets_cut (&self->held, end);
  while ((n = gaf_held_packets_count (&self->held, MAX (self->track.rate / 2, 1))) > 0 && n < self->held.packets->len)
    if (!write_cluster (self, n, 0, error))
      return FALSE;
  return write_cluster (self, self->held.packets->len, discard, error);
}

/* What an encoder made of no frames at all is only its delay. FFmpeg looks for a cluster all the same. */
static gboolean
write_empty_cluster (MatroskaMuxer *self, GError **error)
{
  gaf_ebml_end (self->scratch, gaf_matroska_begin_cluster (self->scratch, 0));
  return append_scratch (self, error);
}

/* What the headers say of the finished file. The samples are there before. */
static gboolean
rewrite_head (MatroskaMuxer *self, guint64 cues, GError **error)
{
  const guint64 end = gaf_byte_sink_get_size (self->parent.sink);

  if (!gaf_byte_sink_flush (self->parent.sink, error))
    return FALSE;
  gaf_matroska_put_seek_head (self->scratch, &self->places, cues);
  if (!overwrite_scratch (self, self->places.seek_head, error) || !rewrite_duration (self, error))
    return FALSE;
  if (self->codec->start == start_flac) {
    g_autoptr (GBytes) config = make_flac_config (self);

    g_byte_array_append (self->scratch, g_bytes_get_data (config, NULL), g_bytes_get_size (config));
    if (!overwrite_scratch (self, self->places.config, error))
      return FALSE;
  }
  gaf_matroska_put_segment_size (self->scratch, end - self->places.segment);
  return overwrite_scratch (self, self->places.segment_size, error);
}

static gboolean
matroska_finish (GafMuxer *muxer, gint64 n_frames, GError **error)
{
  MatroskaMuxer *self = self_of (muxer);
  guint64 cues = 0;

  if (!self->started && !matroska_start (muxer, NULL, error))
    return FALSE;
  if (!(n_frames > 0 ? write_rest (self, find_end (self, n_frames), error) : write_empty_cluster (self, error)))
    return FALSE;
  if (self->cues->len > 0) {
    cues = gaf_byte_sink_get_size (muxer->sink);
    gaf_matroska_put_cues (self->scratch, self->cues);
    if (!append_scratch (self, error))
      return FALSE;
  }
  return !gaf_byte_sink_can_seek (muxer->sink) || rewrite_head (self, cues, error);
}

static void
matroska_free (GafMuxer *muxer)
{
  MatroskaMuxer *self = self_of (muxer);

  gaf_held_packets_clear (&self->held);
  gaf_xiph_codec_clear (&self->xiph);
  g_clear_pointer (&self->track.config, g_bytes_unref);
  g_array_unref (self->cues);
  g_byte_array_unref (self->scratch);
  g_free (self);
}

static const GafMuxerClass matroska_class = { matroska_start, matroska_packet, matroska_refresh, matroska_finish,
                                              matroska_free };

GafMuxer *
gaf_muxer_matroska_new (GafByteSink *sink, GafEncodeSpec *spec, GError **error)
{
  MatroskaMuxer *self = g_new0 (MatroskaMuxer, 1);
  const char *format = gaf_encode_spec_get_format (spec);
  const gboolean is_webm = strcmp (format, "webm") == 0 || strcmp (format, "weba") == 0;

  for (gsize i = 0; i < G_N_ELEMENTS (codecs); i++)
    if (g_strcmp0 (codecs[i].codec, gaf_encode_spec_get_codec (spec)) == 0)
      self->codec = &codecs[i];
  g_assert (self->codec != NULL);

  self->parent.klass = &matroska_class;
  self->parent.sink = sink;
  self->parent.spec = g_object_ref (spec);
  self->track.doc_type = is_webm ? "webm" : "matroska";
  self->track.codec_id = self->codec->id;
  self->track.rate = (int) gaf_encode_spec_get_rate (spec);
  self->track.channels = gaf_encode_spec_get_channels (spec);
  gaf_held_packets_init (&self->held);
  self->cues = g_array_new (FALSE, FALSE, sizeof (GafMatroskaOutCue));
  self->scratch = g_byte_array_new ();
  return &self->parent;
}
