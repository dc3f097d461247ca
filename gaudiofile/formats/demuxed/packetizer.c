/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/*
 * Packets out of Matroska and ASF: a demuxer of GStreamer, stepped on the caller's thread, and the positions it cannot say exactly;
 * for ASF, one of our own.
 *
 *  Matroska  time stamps have milliseconds. Positions are counted: packets have a length known from the codec, so an index of all packets, made
 *            by one pass without decoding, gives each its position. After a seek the first packet is found in the index.
 *  others    how many frames a packet yields shows when it is decoded (Windows Media): no positions, and a seek begins at the start.
 */

#include "packets/packetizer.h"

#include <gst/audio/audio.h>
#include <string.h>

#include "formats/asf/asf.h"
#include "core/bytes.h"
#include "read/codecs.h"
#include "gst/coop-pipeline.h"
#include "gst/elements.h"
#include "packets/codec-config.h"
#include "formats/demuxed/guard.h"
#include "gaf-error.h"
#include "formats/flac/header.h"
#include "core/limits.h"
#include "formats/ogg/ogg.h"

/* An index of a larger file is made at its first seek instead, and its length is the container's estimate till then. */
#define INDEX_AT_OPENING (16 * 1024 * 1024)
/* An estimate is made longer by a second divided by this: what a codec's last blocks may hold beyond the container's duration. */
#define ESTIMATE_MARGIN 4
/* Steps without a packet after which a demuxer is taken to turn in circles: about a second, or an hour of pictures before any sound. Once it
 * did, it is not given as many again. */
#define MAX_IDLE_STEPS  250000
#define MORE_IDLE_STEPS 10000

typedef enum {
  POSITIONS_COUNTED,
  POSITIONS_UNKNOWN,
} Positions;

typedef struct {
  GstClockTime pts;
  guint32 size;
  guint32 n_frames;
  gint64 position;
} Entry;

typedef struct {
  GafPacketizer parent;
  GafByteSource *source; /* as the demuxer sees it */
  const char *demuxer;   /* static */
  GafCoopPipeline *pipeline;
  GafAsf *asf;      /* in place of both: ASF has a demuxer of our own */
  guint idle;       /* steps since the last packet */
  GstBuffer *first; /* what opening had to read */
  Positions positions;

  gint64 packet_frames; /* of every packet; 0: it varies */
  GafXiphCodec headers; /* Vorbis, Opus, Speex: tells a packet's length */
  gboolean has_headers;

  GArray *index;   /* of Entry, POSITIONS_COUNTED */
  guint ordinal;   /* of the next packet in the index */
  gint64 position; /* of the next packet, as long as there is no index */
} GafPacketizerDemux;

/* packets */

/* The next audio packet (transfer full); NULL: the end, or @error. */
static GstBuffer *
pull (GafPacketizerDemux *self, GError **error)
{
  GError *local_error = NULL;

  if (self->first != NULL)
    return g_steal_pointer (&self->first);
  if (self->asf != NULL)
    return gaf_asf_next (self->asf, error);

  for (; self->idle < MAX_IDLE_STEPS; self->idle++) {
    GstBuffer *buffer = gaf_coop_pipeline_pop (self->pipeline);

    if (buffer != NULL) {
      /* Codec headers are in the caps. */
      if (!GST_BUFFER_FLAG_IS_SET (buffer, GST_BUFFER_FLAG_HEADER) && gst_buffer_get_size (buffer) > 0
          && gaf_demux_guard_packet (gaf_coop_pipeline_get_caps (self->pipeline), buffer)) {
        self->idle = 0;
        return buffer;
      }
      gst_buffer_unref (buffer);
      continue;
    }
    if (!gaf_coop_pipeline_step (self->pipeline, &local_error)) {
      /* Demuxers put an error where a truncated file ends; what came before is good. Only a source that failed is a failure. */
      if (local_error != NULL && gaf_byte_source_get_error (self->source) != NULL)
        g_propagate_error (error, local_error);
      else
        g_clear_error (&local_error);
      buffer = gaf_coop_pipeline_pop (self->pipeline);
      return buffer;
    }
  }
  self->idle = MAX_IDLE_STEPS - MORE_IDLE_STEPS;
  return NULL;
}

static gint64
duration_of (GafPacketizerDemux *self, GstBuffer *buffer)
{
  gint64 n_frames = self->packet_frames;
  GstMapInfo map;

  if (n_frames > 0 || self->positions == POSITIONS_UNKNOWN || !gst_buffer_map (buffer, &map, GST_MAP_READ))
    return n_frames;
  if (self->has_headers) {
    n_frames = gaf_xiph_codec_duration (&self->headers, map.data, map.size);
  } else if (strcmp (self->parent.codec, "flac") == 0) {
    GafFlacFrameHeader header;

    if (gaf_flac_frame_header_parse (map.data, map.size, &header))
      n_frames = header.block_size;
  } else if (strcmp (self->parent.codec, "wavpack") == 0) {
    if (map.size >= 32 && memcmp (map.data, "wvpk", 4) == 0)
      n_frames = gaf_read_le32 (map.data + 20);
  } else if (strcmp (self->parent.codec, "pcm") == 0) {
    GstAudioInfo info;

    if (gst_audio_info_from_caps (&info, self->parent.caps))
      n_frames = map.size / GST_AUDIO_INFO_BPF (&info);
  }
  gst_buffer_unmap (buffer, &map);
  return MAX (n_frames, 0);
}

static void
restart_counting (GafPacketizerDemux *self)
{
  self->position = 0;
  self->ordinal = 0;
  self->headers.previous = 0; /* Vorbis: the first packet yields nothing */
}

static gboolean
demux_next (GafPacketizer *packetizer, GafPacket *packet, GError **error)
{
  GafPacketizerDemux *self = (GafPacketizerDemux *) packetizer;
  GstBuffer *buffer = pull (self, error);

  if (buffer == NULL) {
    if (self->positions == POSITIONS_COUNTED && self->index == NULL && packetizer->n_frames < self->position) {
      packetizer->n_frames = self->position - packetizer->skip;
      packetizer->exact = TRUE;
    }
    return FALSE;
  }

  packet->data = buffer;
  packet->n_frames = -1;
  switch (self->positions) {
  case POSITIONS_COUNTED:
    packet->n_frames = duration_of (self, buffer);
    packet->position = self->position;
    if (self->index != NULL && self->ordinal < self->index->len)
      packet->position = g_array_index (self->index, Entry, self->ordinal).position;
    self->position = packet->position + packet->n_frames;
    self->ordinal++;
    break;
  case POSITIONS_UNKNOWN:
    packet->position = -1;
    break;
  }

  /* The decoder would trim by it; it is trimmed by frames instead. */
  if (gst_buffer_get_audio_clipping_meta (buffer) != NULL) {
    packet->data = buffer = gst_buffer_make_writable (buffer);
    gst_buffer_remove_meta (buffer, (GstMeta *) gst_buffer_get_audio_clipping_meta (buffer));
  }
  return TRUE;
}

/* seek */

/* A demuxer takes damage otherwise after a seek than on its first way through. Where nothing but the order of the packets tells their
 * positions, it is made anew to begin again. */
static gboolean
start_anew (GafPacketizerDemux *self, GError **error)
{
  const char *elements[] = { self->demuxer, NULL };
  g_autoptr (GstCaps) any = gst_caps_new_any ();

  if (self->asf != NULL) {
    gaf_asf_rewind (self->asf);
    return TRUE;
  }
  g_clear_pointer (&self->pipeline, gaf_coop_pipeline_free);
  self->pipeline = gaf_coop_pipeline_new_pull (elements, self->source, any, error);
  return self->pipeline != NULL;
}

static gboolean
rewind_to_start (GafPacketizerDemux *self, GError **error)
{
  gst_clear_buffer (&self->first);
  restart_counting (self);
  if (self->positions == POSITIONS_UNKNOWN || self->asf != NULL)
    return start_anew (self, error);
  if (gaf_coop_pipeline_seek (self->pipeline, 0))
    return TRUE;
  g_set_error (error, GAF_ERROR, GAF_ERROR_CORRUPT, "The demuxer cannot go back to the start of this file");
  return FALSE;
}

/* One pass over all packets, without decoding. */
static gboolean
make_index (GafPacketizerDemux *self, GError **error)
{
  g_autoptr (GArray) index = g_array_new (FALSE, FALSE, sizeof (Entry));
  GError *local_error = NULL;
  gint64 position = 0, trimmed = 0;
  GstBuffer *buffer;

  self->headers.previous = 0;
  while ((buffer = pull (self, &local_error)) != NULL) {
    GstAudioClippingMeta *clipping = gst_buffer_get_audio_clipping_meta (buffer);
    Entry entry = { GST_BUFFER_PTS (buffer), gst_buffer_get_size (buffer), duration_of (self, buffer), position };

    if (clipping != NULL && clipping->format == GST_FORMAT_DEFAULT)
      trimmed = clipping->end;
    position += entry.n_frames;
    g_array_append_val (index, entry);
    gst_buffer_unref (buffer);
  }
  if (local_error != NULL) {
    g_propagate_error (error, local_error);
    return FALSE;
  }

  self->index = g_steal_pointer (&index);
  self->parent.n_frames = MAX (position - self->parent.skip - MIN (trimmed, position), 0);
  self->parent.exact = TRUE;
  return rewind_to_start (self, error);
}

/* Reads on, without decoding, up to packet @ordinal. */
static gboolean
skip_to (GafPacketizerDemux *self, guint ordinal, GError **error)
{
  GError *local_error = NULL;

  while (self->ordinal < ordinal) {
    GstBuffer *buffer = pull (self, &local_error);

    if (buffer == NULL)
      break;
    gst_buffer_unref (buffer);
    self->ordinal++;
  }
  if (local_error != NULL) {
    g_propagate_error (error, local_error);
    return FALSE;
  }
  return TRUE;
}

static guint
find_in_index (GafPacketizerDemux *self, gint64 coded)
{
  guint low = 0, high = self->index->len;

  while (low + 1 < high) {
    guint middle = (low + high) / 2;

    if (g_array_index (self->index, Entry, middle).position <= coded)
      low = middle;
    else
      high = middle;
  }
  return low;
}

/* Which packet of the index the demuxer stands at; FALSE if that is not certain. */
static gboolean
recognise (GafPacketizerDemux *self, guint upto)
{
  GstBuffer *buffer = pull (self, NULL);
  guint found = 0, at = 0;

  if (buffer == NULL)
    return FALSE;
  self->first = buffer;
  for (guint i = 0; i <= upto && i < self->index->len; i++) {
    const Entry *entry = &g_array_index (self->index, Entry, i);

    if (entry->pts == GST_BUFFER_PTS (buffer) && entry->size == gst_buffer_get_size (buffer)) {
      at = i;
      found++;
    }
  }
  self->ordinal = at;
  return found == 1;
}

static gboolean
seek_counted (GafPacketizerDemux *self, gint64 coded, GError **error)
{
  const Entry *entry;
  guint target;

  if (self->index == NULL && (!rewind_to_start (self, error) || !make_index (self, error)))
    return FALSE;
  if (self->index->len == 0)
    return rewind_to_start (self, error);

  target = find_in_index (self, coded);
  /* Vorbis: the first packet after a reset yields nothing. */
  if (self->headers.overlaps && target > 0)
    target--;
  entry = &g_array_index (self->index, Entry, target);
  gst_clear_buffer (&self->first);
  if (target > 0 && self->asf == NULL && GST_CLOCK_TIME_IS_VALID (entry->pts)
      && gaf_coop_pipeline_seek (self->pipeline, entry->pts) && recognise (self, target))
    return skip_to (self, target, error);
  return rewind_to_start (self, error) && skip_to (self, target, error);
}

static gboolean
demux_seek (GafPacketizer *packetizer, gint64 frame, gint64 preroll, GError **error)
{
  GafPacketizerDemux *self = (GafPacketizerDemux *) packetizer;
  GError *local_error = NULL;
  gint64 coded;
  gboolean ok;

  if (self->has_headers)
    preroll = MAX (preroll, self->headers.preroll);
  coded = MAX (frame - preroll, 0);

  /* MPEG audio: the bit reservoir reaches back, and the phase of the synthesis filter repeats every eight frames. */
  if (self->packet_frames > 0 && g_str_has_prefix (packetizer->codec, "mp")) {
    const gint64 cycle = 8 * self->packet_frames;

    coded = MAX (frame / cycle - 4, 0) * cycle;
  }

  switch (self->positions) {
  case POSITIONS_COUNTED:
    ok = seek_counted (self, coded, &local_error);
    break;
  default:
    ok = rewind_to_start (self, &local_error);
    break;
  }
  if (local_error != NULL)
    g_propagate_error (error, local_error);
  return ok && local_error == NULL;
}

static void
demux_free (GafPacketizer *packetizer)
{
  GafPacketizerDemux *self = (GafPacketizerDemux *) packetizer;

  gst_clear_buffer (&self->first);
  g_clear_pointer (&self->pipeline, gaf_coop_pipeline_free);
  g_clear_pointer (&self->asf, gaf_asf_free);
  g_clear_pointer (&self->index, g_array_unref);
  if (self->has_headers)
    gaf_xiph_codec_clear (&self->headers);
  g_clear_pointer (&self->source, gaf_byte_source_unref);
  g_free (self);
}

static const GafPacketizerClass demux_class = { demux_next, demux_seek, demux_free };

/* opening */

/* Decoders of Vorbis and Speex offer what these headers say, whatever it is, and log a critical if that is no rate. */
static gboolean
check_stream_headers (const GafPacketizerDemux *self, GError **error)
{
  const gboolean needed = strcmp (self->parent.codec, "vorbis") == 0 || strcmp (self->parent.codec, "speex") == 0;

  if (!needed || (self->has_headers && self->headers.caps != NULL))
    return TRUE;
  g_set_error (error, GAF_ERROR, GAF_ERROR_CORRUPT, "The %s file lacks headers of its %s audio", self->parent.container,
               self->parent.codec);
  return FALSE;
}

/* The codec's own headers, as they stand in the caps: what tells a packet's length, and how much to skip. FALSE with @error: they make
 * no sense, and no decoder is to see them. */
static gboolean
take_stream_headers (GafPacketizerDemux *self, GError **error)
{
  const GValue *list = gst_structure_get_value (gst_caps_get_structure (self->parent.caps, 0), "streamheader");
  const guint n = list != NULL && GST_VALUE_HOLDS_ARRAY (list) ? gst_value_array_get_size (list) : 0;
  GafFlacStreamInfo flac;

  if (strcmp (self->parent.codec, "flac") == 0 && gaf_flac_stream_info_from_caps (self->parent.caps, &flac))
    self->parent.bits = flac.bits;
  for (guint i = 0; i < n && (i == 0 || self->has_headers); i++) {
    GstBuffer *buffer = gst_value_get_buffer (gst_value_array_get_value (list, i));
    GafXiphHeader taken = GAF_XIPH_HEADER_TAKEN;
    GstMapInfo map;

    if (buffer == NULL || !gst_buffer_map (buffer, &map, GST_MAP_READ))
      break;
    self->headers.container = self->parent.container;
    if (i == 0)
      self->has_headers = gaf_xiph_codec_recognise (&self->headers, map.data, map.size);
    if (self->has_headers && !self->headers.ready)
      taken = gaf_xiph_codec_header (&self->headers, map.data, map.size, error);
    gst_buffer_unmap (buffer, &map);
    if (taken == GAF_XIPH_HEADER_ERROR)
      return FALSE;
  }
  if (self->headers.pre_skip)
    self->parent.skip = self->headers.skip;
  /* Our caps leave the pre-skip to us. The decoder goes by these headers, whatever the container says. */
  if (self->headers.caps != NULL) {
    gst_caps_replace (&self->parent.caps, self->headers.caps);
    self->parent.rate = self->headers.rate;
    self->parent.channels = self->headers.channels;
  }
  return check_stream_headers (self, error);
}

/* The packet's frames are at the core's rate; the caps may have twice that. */
static gint64
aac_packet_frames (GafPacketizerDemux *self)
{
  gint64 frames;
  int rate;

  if (!gaf_demux_caps_parse_aac (self->parent.caps, &rate, &frames))
    return 0;
  return frames * self->parent.rate / rate;
}

/* The codecs whose packets all have one length. */
static gint64
fixed_packet_frames (GafPacketizerDemux *self)
{
  static const struct {
    const char *codec;
    gint64 frames;
  } fixed[] = {
    { "mp2", 1152 }, { "mp1", 384 }, { "ac3", 1536 }, { "amr-nb", 160 }, { "amr-wb", 320 },
  };
  const char *codec = self->parent.codec;

  for (gsize i = 0; i < G_N_ELEMENTS (fixed); i++)
    if (strcmp (codec, fixed[i].codec) == 0)
      return fixed[i].frames;
  if (strcmp (codec, "aac") == 0)
    return aac_packet_frames (self);
  if (strcmp (codec, "mp3") == 0)
    return self->parent.rate >= 32000 ? 1152 : 576;
  return 0;
}

static void
choose_positions (GafPacketizerDemux *self)
{
  static const char *const countable[] = { "vorbis", "opus", "speex", "flac", "wavpack", "pcm", NULL };

  self->packet_frames = fixed_packet_frames (self);
  if (self->packet_frames > 0 || g_strv_contains (countable, self->parent.codec))
    self->positions = POSITIONS_COUNTED;
  else
    self->positions = POSITIONS_UNKNOWN;
}

/* From the index, or what the demuxer thinks. */
static gboolean
find_length (GafPacketizerDemux *self, GError **error)
{
  GafPacketizer *packetizer = &self->parent;
  gint64 duration = -1;

  if (self->positions == POSITIONS_COUNTED && gaf_byte_source_get_size (self->source) <= INDEX_AT_OPENING)
    return make_index (self, error);

  /* Too long is corrected when the end is read; too short would make it unreachable for a seek. */
  if (self->asf != NULL)
    duration = (gint64) gaf_asf_get_duration (self->asf);
  else
    gst_element_query_duration (gaf_coop_pipeline_get_element (self->pipeline, 0), GST_FORMAT_TIME, &duration);
  if (duration > 0)
    packetizer->n_frames =
        gst_util_uint64_scale_ceil (duration, packetizer->rate, GST_SECOND) + packetizer->rate / ESTIMATE_MARGIN;
  else
    packetizer->n_frames = 0;
  return TRUE;
}

static gboolean
take_caps (GafPacketizerDemux *self, GError **error)
{
  GafPacketizer *packetizer = &self->parent;
  GstCaps *caps = self->asf != NULL ? gaf_asf_get_caps (self->asf) : gaf_coop_pipeline_get_caps (self->pipeline);
  const GafCodec *codec = caps != NULL ? gaf_codecs_get_codec_by_caps (caps) : NULL;
  const GstStructure *structure;

  if (codec == NULL) {
    g_autofree char *text = caps != NULL ? gst_caps_to_string (caps) : NULL;

    g_set_error (error, GAF_ERROR, text != NULL ? GAF_ERROR_UNSUPPORTED : GAF_ERROR_NOT_AUDIO, "The %s file holds %s%s",
                 packetizer->container,
                 text != NULL ? "audio of a codec that is not supported: " : "no audio that could be found",
                 text != NULL ? text : "");
    return FALSE;
  }

  if (strcmp (codec->codec, "aac") == 0 && !gaf_demux_caps_check_aac (caps, packetizer->container, error))
    return FALSE;

  structure = gst_caps_get_structure (caps, 0);
  packetizer->caps = gst_caps_copy (caps);
  /* Demuxers deliver whole packets, but not all of them say so, and some decoders insist. */
  if (strcmp (codec->codec, "pcm") != 0)
    gst_caps_set_simple (packetizer->caps, "framed", G_TYPE_BOOLEAN, TRUE, "parsed", G_TYPE_BOOLEAN, TRUE, NULL);
  /* Matroska's demuxer calls it width, and the decoder wants depth. */
  if (strcmp (codec->codec, "wavpack") == 0 && gst_structure_get_int (structure, "width", &packetizer->bits))
    gst_caps_set_simple (packetizer->caps, "depth", G_TYPE_INT, packetizer->bits, NULL);
  packetizer->codec = codec->codec;
  gst_structure_get_int (structure, "rate", &packetizer->rate);
  gst_structure_get_int (structure, "channels", &packetizer->channels);
  if (strcmp (codec->codec, "mp3") == 0 && !gst_structure_has_field (structure, "layer"))
    gst_caps_set_simple (packetizer->caps, "layer", G_TYPE_INT, 3, NULL);
  if (strcmp (codec->codec, "alac") == 0)
    packetizer->bits = gaf_demux_caps_alac_bits (structure);
  if (packetizer->rate <= 0 && strcmp (codec->codec, "opus") == 0)
    packetizer->rate = 48000;
  /* Where the container does not say it. */
  if (packetizer->rate <= 0 && strcmp (codec->codec, "aac") == 0) {
    gint64 frames;

    gaf_demux_caps_parse_aac (caps, &packetizer->rate, &frames);
  }
  if (packetizer->rate <= 0 && !gst_structure_has_field (structure, "rate"))
    packetizer->rate = strcmp (codec->codec, "amr-wb") == 0 ? 16000 : 8000;
  /* A decoder of libav that was told no rate offers 0 Hz if its first packet is damaged. */
  if (!gst_structure_has_field (structure, "rate"))
    gst_caps_set_simple (packetizer->caps, "rate", G_TYPE_INT, packetizer->rate, NULL);
  return TRUE;
}

/* What both demuxers have in common, once there is one. Takes @self. */
static GafPacketizer *
finish_opening (GafPacketizerDemux *self, GError **error)
{
  g_autoptr (GafPacketizer) packetizer = &self->parent;
  GError *local_error = NULL;

  self->first = pull (self, &local_error);
  if (local_error != NULL) {
    g_propagate_error (error, local_error);
    return NULL;
  }
  if (!take_caps (self, error) || !take_stream_headers (self, error))
    return NULL;
  choose_positions (self);
  if (!find_length (self, error))
    return NULL;
  return g_steal_pointer (&packetizer);
}

static GafPacketizerDemux *
make_packetizer (GafByteSource *source, const char *container)
{
  GafPacketizerDemux *self = g_new0 (GafPacketizerDemux, 1);

  self->parent.klass = &demux_class;
  self->parent.container = container;
  self->parent.n_frames = -1;
  self->source = gaf_byte_source_ref (source);
  return self;
}

GafPacketizer *
gaf_packetizer_demux_new (GafByteSource *source, const char *demuxer, GError **error)
{
  GafPacketizerDemux *self;

  if (!gaf_elements_check (demuxer, error))
    return NULL;
  if (!gaf_demux_guard_matroska (source, error))
    return NULL;

  self = make_packetizer (source, "Matroska");
  self->demuxer = demuxer;
  if (!start_anew (self, error)) {
    gaf_packetizer_free (&self->parent);
    return NULL;
  }
  return finish_opening (self, error);
}

GafPacketizer *
gaf_packetizer_asf_new (GafByteSource *source, GError **error)
{
  GafAsf *asf = gaf_asf_new (source, error);
  GafPacketizerDemux *self;

  if (asf == NULL)
    return NULL;
  self = make_packetizer (source, "ASF");
  self->asf = asf;
  return finish_opening (self, error);
}
