/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/*
 * Packets of ASF with positions. Time stamps have milliseconds, so positions do not come from them:
 *
 *  - where the codec says how many frames a packet has (MPEG audio, AAC, AC-3, PCM, Windows Media 1 and 2), they are
 *    counted, and an index made by one pass without decoding gives each packet its position;
 *  - of the other kinds of Windows Media that shows only when a packet is decoded: no positions, and a seek begins at
 *    the start.
 */

#include "packets/packetizer.h"

#include <gst/audio/audio.h>
#include <string.h>

#include "core/memory.h"
#include "formats/asf/asf.h"
#include "formats/wma.h"
#include "gaf-error.h"
#include "packets/codec-config.h"
#include "read/codecs.h"

/* An index of a larger file is made at its first seek instead, and its length is the container's estimate till then. */
#define INDEX_AT_OPENING (16 * 1024 * 1024)
/* An estimate is made longer by a second divided by this: what a codec's last blocks may hold beyond the duration. */
#define ESTIMATE_MARGIN 4

typedef struct {
  GafPacketizer parent;
  GafByteSource *source;
  GafAsf *asf;
  GstBuffer *first; /* what opening had to read */

  gboolean counted;     /* packets tell how many frames they have */
  gint64 packet_frames; /* of every packet; 0: it varies */
  guint frame_bytes;    /* PCM: bytes of an audio frame */

  GafWma wma;        /* block_size 0: another codec */
  GstBuffer *object; /* of several packets … */
  gsize object_at;   /* … from this byte on they are still to come */
  gboolean ended;    /* the file has: the tail is all that comes */

  GArray *index;   /* of gint64: the position of each packet */
  guint ordinal;   /* of the next packet */
  gint64 position; /* of the next packet, as long as there is no index */
} AsfPacketizer;

/* packets */

/* The next packet of Windows Media, of which an object may hold several. What is left over is none. */
static GstBuffer *
pull_wma (AsfPacketizer *self, GError **error)
{
  const gsize size = self->wma.block_size;
  GstBuffer *packet;

  while (self->object == NULL || gst_buffer_get_size (self->object) - self->object_at < size) {
    gst_clear_buffer (&self->object);
    self->object_at = 0;
    self->object = gaf_asf_next (self->asf, error);
    if (self->object == NULL)
      return NULL;
  }
  if (gst_buffer_get_size (self->object) == size)
    return g_steal_pointer (&self->object);
  packet = gst_buffer_copy_region (self->object, GST_BUFFER_COPY_MEMORY, self->object_at, size);
  self->object_at += size;
  return packet;
}

/* @n_frames: -1 if not known. */
static GstBuffer *
pull (AsfPacketizer *self, gint64 *n_frames, GError **error)
{
  GError *local_error = NULL;
  GstBuffer *buffer = NULL;
  guint8 head = 0;

  *n_frames = self->packet_frames;
  if (self->wma.block_size == 0) {
    buffer = self->first != NULL ? g_steal_pointer (&self->first) : gaf_asf_next (self->asf, error);
    if (buffer != NULL && self->frame_bytes > 0)
      *n_frames = (gint64) (gst_buffer_get_size (buffer) / self->frame_bytes);
  } else if (!self->ended) {
    buffer = pull_wma (self, &local_error);
    if (buffer != NULL) {
      gst_buffer_extract (buffer, 0, &head, 1);
      *n_frames = gaf_wma_count (&self->wma, head, self->ordinal == 0);
    } else if (local_error != NULL) {
      g_propagate_error (error, local_error);
    } else {
      self->ended = TRUE;
      *n_frames = self->wma.block_frames;
      buffer = self->ordinal > 0 ? gaf_wma_make_tail (&self->wma) : NULL;
    }
  }
  if (buffer != NULL)
    self->ordinal++;
  return buffer;
}

/* Of so many frames in packets those that are sound: without the warming up, and what fills up the last blocks where
 * the file tells of it. */
static gint64
count_sound (const AsfPacketizer *self, gint64 coded)
{
  const gint64 n_frames = MAX (coded - self->parent.skip, 0);

  return self->wma.block_size > 0 ? (gint64) MIN ((guint64) n_frames, gaf_asf_get_frames (self->asf)) : n_frames;
}

static gboolean
asf_next (GafPacketizer *packetizer, GafPacket *packet, GError **error)
{
  AsfPacketizer *self = (AsfPacketizer *) packetizer;
  const guint ordinal = self->ordinal;
  GError *local_error = NULL;
  gint64 n_frames;
  GstBuffer *buffer = pull (self, &n_frames, &local_error);

  if (local_error != NULL) {
    g_propagate_error (error, local_error);
    return FALSE;
  }
  if (buffer == NULL) {
    if (self->counted && self->index == NULL && packetizer->n_frames < self->position) {
      packetizer->n_frames = count_sound (self, self->position);
      packetizer->exact = TRUE;
    }
    return FALSE;
  }

  packet->data = buffer;
  packet->position = packet->n_frames = -1;
  packet->flush = self->ended;
  if (self->counted) {
    packet->n_frames = n_frames;
    packet->position = self->position;
    if (self->index != NULL && ordinal < self->index->len)
      packet->position = g_array_index (self->index, gint64, ordinal);
    self->position = packet->position + packet->n_frames;
  }
  return TRUE;
}

/* seek */

static void
rewind_to_start (AsfPacketizer *self)
{
  gst_clear_buffer (&self->first);
  gst_clear_buffer (&self->object);
  self->ended = FALSE;
  self->position = 0;
  self->ordinal = 0;
  gaf_asf_rewind (self->asf);
}

static gboolean
make_index (AsfPacketizer *self, GError **error)
{
  g_autoptr (GArray) index = g_array_new (FALSE, FALSE, sizeof (gint64));
  GError *local_error = NULL;
  gint64 position = 0, n_frames;
  GstBuffer *buffer;

  while ((buffer = pull (self, &n_frames, &local_error)) != NULL) {
    gst_buffer_unref (buffer);
    if (!gaf_memory_append (index, &position, error))
      return FALSE;
    position += n_frames;
  }
  if (local_error != NULL) {
    g_propagate_error (error, local_error);
    return FALSE;
  }
  self->index = g_steal_pointer (&index);
  self->parent.n_frames = count_sound (self, position);
  self->parent.exact = TRUE;
  rewind_to_start (self);
  return TRUE;
}

static guint
find_in_index (const AsfPacketizer *self, gint64 coded)
{
  guint low = 0, high = self->index->len;

  while (low + 1 < high) {
    const guint middle = low + (high - low) / 2;

    if (g_array_index (self->index, gint64, middle) <= coded)
      low = middle;
    else
      high = middle;
  }
  return low;
}

static gboolean
asf_seek (GafPacketizer *packetizer, gint64 frame, gint64 preroll, GError **error)
{
  AsfPacketizer *self = (AsfPacketizer *) packetizer;
  gint64 coded = MAX (frame - MIN (preroll, frame), 0);
  GError *local_error = NULL;
  gint64 n_frames;
  guint target;

  rewind_to_start (self);
  if (!self->counted || self->wma.noise)
    return TRUE;
  if (self->index == NULL && !make_index (self, error))
    return FALSE;

  /* MPEG audio: the bit reservoir reaches back, and the phase of the synthesis filter repeats every eight frames. */
  if (self->packet_frames > 0 && g_str_has_prefix (packetizer->codec, "mp")) {
    const gint64 cycle = 8 * self->packet_frames;

    coded = MAX (frame / cycle - 4, 0) * cycle;
  }
  target = find_in_index (self, coded);
  while (self->ordinal < target) {
    GstBuffer *buffer = pull (self, &n_frames, &local_error);

    if (buffer == NULL)
      break;
    gst_buffer_unref (buffer);
  }
  if (local_error != NULL) {
    g_propagate_error (error, local_error);
    return FALSE;
  }
  return TRUE;
}

static void
asf_free (GafPacketizer *packetizer)
{
  AsfPacketizer *self = (AsfPacketizer *) packetizer;

  gst_clear_buffer (&self->first);
  gst_clear_buffer (&self->object);
  g_clear_pointer (&self->asf, gaf_asf_free);
  g_clear_pointer (&self->index, g_array_unref);
  g_clear_pointer (&self->source, gaf_byte_source_unref);
  g_free (self);
}

static const GafPacketizerClass asf_class = { asf_next, asf_seek, asf_free, NULL };

/* opening */

/* AAC: what the AudioSpecificConfig in the caps says. The packet's frames are at the core's rate; the caps may have
 * twice that. */
static gboolean
open_aac (AsfPacketizer *self, GError **error)
{
  const GValue *value = gst_structure_get_value (gst_caps_get_structure (self->parent.caps, 0), "codec_data");
  GstBuffer *buffer = value != NULL ? gst_value_get_buffer (value) : NULL;
  GafAacConfig config;
  GstMapInfo map;
  gboolean ok;
  const char *other;

  if (buffer == NULL || !gst_buffer_map (buffer, &map, GST_MAP_READ))
    return TRUE;
  ok = gaf_aac_config_parse (&config, map.data, map.size);
  gst_buffer_unmap (buffer, &map);
  if (!ok)
    return TRUE;
  other = gaf_aac_config_get_other_codec (config.object_type);
  if (other != NULL) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_UNSUPPORTED,
                 "The ASF file holds MPEG-4 %s, for which there is no decoder; convert it with another tool", other);
    return FALSE;
  }
  self->packet_frames = (gint64) config.packet_frames * self->parent.rate / config.rate;
  return TRUE;
}

/* Windows Media 1 and 2. */
static void
open_wma (AsfPacketizer *self, int version)
{
  const GstStructure *structure = gst_caps_get_structure (self->parent.caps, 0);
  const GValue *value = gst_structure_get_value (structure, "codec_data");
  GstBuffer *data = value != NULL ? gst_value_get_buffer (value) : NULL;
  int block_size = 0, bit_rate = 0;
  guint8 head[8];
  const gsize size = data != NULL ? gst_buffer_extract (data, 0, head, sizeof head) : 0;

  gst_structure_get_int (structure, "block_align", &block_size);
  gst_structure_get_int (structure, "bitrate", &bit_rate);
  if (!gaf_wma_parse (&self->wma, version, self->parent.rate, self->parent.channels, bit_rate / 8, block_size, head,
                      size))
    return;
  self->parent.skip = GAF_WMA_SKIP (&self->wma);
  rewind_to_start (self);
}

static void
choose_positions (AsfPacketizer *self)
{
  const char *codec = self->parent.codec;
  GstAudioInfo info;

  if (strcmp (codec, "mp2") == 0)
    self->packet_frames = 1152;
  else if (strcmp (codec, "mp3") == 0)
    self->packet_frames = self->parent.rate >= 32000 ? 1152 : 576;
  else if (strcmp (codec, "ac3") == 0)
    self->packet_frames = 1536;
  else if (strcmp (codec, "pcm") == 0 && gst_audio_info_from_caps (&info, self->parent.caps))
    self->frame_bytes = GST_AUDIO_INFO_BPF (&info);
  else if (strcmp (codec, "wmav1") == 0 || strcmp (codec, "wmav2") == 0)
    open_wma (self, codec[4] - '0');
  self->counted = self->packet_frames > 0 || self->frame_bytes > 0 || self->wma.block_size > 0;
}

static gboolean
find_length (AsfPacketizer *self, GError **error)
{
  GafPacketizer *packetizer = &self->parent;
  const guint64 size = gaf_byte_source_get_size (self->source);
  guint64 duration;

  if (self->counted && size <= INDEX_AT_OPENING)
    return make_index (self, error);

  /* It is told, and no more than there can be. */
  if (self->wma.block_size > 0
      && gaf_asf_get_frames (self->asf) <= size / self->wma.block_size * self->wma.block_frames) {
    packetizer->n_frames = (gint64) gaf_asf_get_frames (self->asf);
    packetizer->exact = TRUE;
    return TRUE;
  }

  /* Too long is corrected when the end is read; too short would make it unreachable for a seek. */
  duration = gaf_asf_get_duration (self->asf);
  packetizer->n_frames = 0;
  if (duration > 0)
    packetizer->n_frames = (gint64) gst_util_uint64_scale_ceil (duration, packetizer->rate, GST_SECOND)
                           + packetizer->rate / ESTIMATE_MARGIN;
  return TRUE;
}

GafPacketizer *
gaf_packetizer_asf_new (GafByteSource *source, GError **error)
{
  GafAsf *asf = gaf_asf_new (source, error);
  g_autoptr (GafPacketizer) packetizer = NULL;
  GError *local_error = NULL;
  AsfPacketizer *self;
  const GafCodec *codec;
  const GstStructure *structure;

  if (asf == NULL)
    return NULL;
  self = g_new0 (AsfPacketizer, 1);
  packetizer = &self->parent;
  packetizer->klass = &asf_class;
  packetizer->container = "ASF";
  self->source = gaf_byte_source_ref (source);
  self->asf = asf;

  self->first = gaf_asf_next (asf, &local_error);
  if (local_error != NULL) {
    g_propagate_error (error, local_error);
    return NULL;
  }
  codec = gaf_codecs_get_codec_by_caps (gaf_asf_get_caps (asf)); /* which are of a codec in the table */
  packetizer->codec = codec->codec;
  packetizer->caps = gst_caps_copy (gaf_asf_get_caps (asf));
  /* Packets are whole, and some decoders want to be told. */
  if (strcmp (codec->codec, "pcm") != 0)
    gst_caps_set_simple (packetizer->caps, "framed", G_TYPE_BOOLEAN, TRUE, "parsed", G_TYPE_BOOLEAN, TRUE, NULL);
  structure = gst_caps_get_structure (packetizer->caps, 0);
  gst_structure_get_int (structure, "rate", &packetizer->rate);
  gst_structure_get_int (structure, "channels", &packetizer->channels);
  if (strcmp (codec->codec, "aac") == 0 && !open_aac (self, error))
    return NULL;
  choose_positions (self);
  if (!find_length (self, error))
    return NULL;
  return g_steal_pointer (&packetizer);
}
