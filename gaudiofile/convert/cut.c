/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "convert/cut.h"

#include <string.h>

#include "core/bytes.h"
#include "core/fork-gate.h"
#include "core/interrupt.h"
#include "formats/mpeg/header.h"
#include "formats/ogg/ogg.h"
#include "formats/writable.h"
#include "gaf-error.h"
#include "gst/elements.h"
#include "packets/muxer.h"
#include "packets/packetizer.h"
#include "read/probe.h"

/* Frames of Opus in front, for its decoder to warm up; its header has room for 65535. */
#define OPUS_WARM_UP 48000
/* What LAME's tag has room for. */
#define MOST_DELAY 4095
/* Packets whose bit rates are looked at. */
#define LOOKED_AT 200

typedef struct {
  GafByteSource *window; /* or NULL */
  GafPacketizer *packetizer;
} Opened;

static void
opened_clear (Opened *self)
{
  g_clear_pointer (&self->packetizer, gaf_packetizer_free);
  g_clear_pointer (&self->window, gaf_byte_source_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Opened, opened_clear)

/* {{{ which files */

static gboolean
refuse (GError **error)
{
  g_set_error (error, GAF_ERROR, GAF_ERROR_UNSUPPORTED,
               "This audio cannot be cut without decoding it: that is done with MP3, with Vorbis and Opus in Ogg, and "
               "with codecs without loss; convert it with loss instead");
  return FALSE;
}

/* Of one stream only. */
static gboolean
open_packets (Opened *self, GafByteSource *source, GError **error)
{
  GafByteSource *audio = source;
  g_autoptr (GArray) links = NULL;
  GafProbe probe;

  if (!gaf_elements_init (error) || !gaf_probe_source (source, &probe, error))
    return FALSE;
  if (probe.start > 0 || probe.end < gaf_byte_source_get_size (source))
    audio = self->window = gaf_byte_source_new_window (source, probe.start, probe.end - probe.start);
  if (probe.container != NULL && probe.container->open == GAF_OPEN_OGG) {
    links = gaf_ogg_find_links (audio, error);
    if (links == NULL)
      return FALSE;
    self->packetizer = links->len == 1 ? gaf_packetizer_ogg_new (audio, error) : NULL;
  } else if (probe.container == NULL || probe.container->packetizer_new == gaf_packetizer_mpeg_new) {
    self->packetizer = gaf_packetizer_mpeg_new (audio, error);
  }
  if (self->packetizer == NULL && (error == NULL || *error != NULL))
    return FALSE;
  return (self->packetizer != NULL && self->packetizer->next_link == 0) || refuse (error);
}

/* Whether a file like @spec holds such packets. */
static gboolean
fits (const GafPacketizer *packetizer, GafEncodeSpec *spec, GError **error)
{
  const GafWriteFormat *format =
      gaf_write_format_find (gaf_encode_spec_get_format (spec), gaf_encode_spec_get_codec (spec));
  const gboolean is_known = strcmp (packetizer->codec, "mp3") == 0 || strcmp (packetizer->codec, "vorbis") == 0
                            || strcmp (packetizer->codec, "opus") == 0;

  if (!is_known)
    return refuse (error);
  if (format != NULL && strcmp (format->codec, packetizer->codec) == 0
      && (format->mux == GAF_MUX_MPEG || format->mux == GAF_MUX_OGG))
    return TRUE;
  g_set_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT,
               "Audio of the codec %s cannot become %s without being decoded: choose a format that has it as it is",
               packetizer->codec, format != NULL ? format->name : "this");
  return FALSE;
}

gboolean
gaf_cut_check (GafByteSource *source, GafEncodeSpec *spec, GError **error)
{
  g_auto (Opened) opened = { 0 };

  return open_packets (&opened, source, error) && fits (opened.packetizer, spec, error);
}

/* }}} */

/* {{{ where it begins */

typedef struct {
  GafPacketizer *packetizer;
  GafMuxer *muxer;
  gint64 start;  /* coded frame that is heard first */
  gint64 first;  /* … that the first packet has */
  gint64 length; /* frames that are heard */
} Cut;

/* The coded frame from which on packets are wanted. */
static gint64
find_begin (const Cut *self)
{
  if (strcmp (self->packetizer->codec, "opus") == 0)
    return MAX (self->start - OPUS_WARM_UP, 0);
  if (strcmp (self->packetizer->codec, "mp3") == 0)
    return MAX (self->start - MOST_DELAY - GAF_MPEG_DECODER_DELAY, 0);
  return self->start;
}

static int
bit_rate_of (const GafPacket *packet)
{
  guint8 head[GAF_MPEG_HEADER_SIZE];
  GafMpegHeader header;

  if (gst_buffer_extract (packet->data, 0, head, sizeof head) < sizeof head || !gaf_mpeg_header_parse (&header, head))
    return -1;
  return header.bitrate;
}

static gboolean
has_many_bit_rates (GafPacketizer *packetizer, gint64 begin)
{
  int first = -1;

  if (!gaf_packetizer_seek (packetizer, begin, 0, NULL))
    return FALSE;
  for (guint i = 0; i < LOOKED_AT; i++) {
    g_auto (GafPacket) packet = { 0 };
    int rate;

    if (!gaf_packetizer_next (packetizer, &packet, NULL))
      break;
    rate = bit_rate_of (&packet);
    if (first >= 0 && rate != first)
      return TRUE;
    first = rate;
  }
  return FALSE;
}

/* The first packet that is taken, whose position is the first not before what is wanted; Vorbis has the one before too,
 * and begins at the last packet that is not behind it. FALSE with @error, or at the end of the file. */
static gboolean
find_first (Cut *self, GafPacket *before, GafPacket *packet, GError **error)
{
  const gint64 begin = find_begin (self);
  const gboolean overlaps = strcmp (self->packetizer->codec, "vorbis") == 0;
  GError *failure = NULL;

  gaf_packet_clear (packet);
  if (!gaf_packetizer_seek (self->packetizer, begin, overlaps ? 16384 : 0, error))
    return FALSE;
  while (gaf_packetizer_next (self->packetizer, packet, &failure)) {
    if (overlaps ? packet->position + MAX (packet->n_frames, 0) > begin : packet->position >= begin)
      return TRUE;
    gaf_packet_clear (before);
    *before = *packet;
    *packet = (GafPacket){ 0 };
  }
  if (failure != NULL)
    g_propagate_error (error, failure);
  else
    g_set_error (error, GAF_ERROR, GAF_ERROR_OUT_OF_RANGE, "There is no audio in this part of the file");
  return FALSE;
}

/* }}} */

/* {{{ what is written */

/* Headers as the source has them; Opus' says how much is not heard. */
static GstCaps *
make_caps (const Cut *self)
{
  GstCaps *caps = gst_caps_copy (gaf_packetizer_get_caps (self->packetizer));
  const GValue *headers = gst_structure_get_value (gst_caps_get_structure (caps, 0), "streamheader");
  GstBuffer *head;
  GValue changed = G_VALUE_INIT, item = G_VALUE_INIT;
  guint8 skip[2];

  if (headers == NULL || strcmp (self->packetizer->codec, "opus") != 0)
    return caps;
  g_value_init (&changed, GST_TYPE_ARRAY);
  for (guint i = 0; i < gst_value_array_get_size (headers); i++) {
    if (i > 0) {
      gst_value_array_append_value (&changed, gst_value_array_get_value (headers, i));
      continue;
    }
    head = gst_buffer_copy_deep (gst_value_get_buffer (gst_value_array_get_value (headers, 0)));
    gaf_write_le16 (skip, (guint16) (self->start - self->first));
    gst_buffer_fill (head, 10, skip, sizeof skip);
    g_value_init (&item, GST_TYPE_BUFFER);
    gst_value_take_buffer (&item, head);
    gst_value_array_append_and_take_value (&changed, &item);
  }
  gst_structure_take_value (gst_caps_get_structure (caps, 0), "streamheader", &changed);
  return caps;
}

/* Begins the new file. What cannot be told of the beginning is heard. */
static gboolean
begin (Cut *self, GError **error)
{
  g_autoptr (GstCaps) caps = NULL;

  if (strcmp (self->packetizer->codec, "mp3") == 0) {
    const gint64 least = self->first + GAF_MPEG_DECODER_DELAY;

    self->length -= MAX (least - self->start, 0);
    self->start = MAX (self->start, least);
    gaf_muxer_mpeg_set_delay (self->muxer, (guint) (self->start - least),
                              has_many_bit_rates (self->packetizer, self->first));
  } else if (strcmp (self->packetizer->codec, "vorbis") == 0) {
    self->length += self->start - self->first;
    self->start = self->first;
  }
  caps = make_caps (self);
  return self->muxer->klass->start (self->muxer, caps, error);
}

/* Hands over packets from @packet on until all that is heard is there. Returns the coded frame behind the last, or -1
 * with @error. */
static gint64
copy (Cut *self, GafPacket *packet, GafWatch *watch, GError **error)
{
  const gint64 end = self->start + self->length;
  gint64 position = packet->position;
  GError *failure = NULL;

  do {
    const gint64 n = MAX (packet->n_frames, 0);

    if (!self->muxer->klass->packet (self->muxer, packet->data, G_MAXUINT64, error)
        || !gaf_interrupt_check (gst_buffer_get_size (packet->data), error))
      return -1;
    position = packet->position + n;
    gaf_packet_clear (packet);
    if (!gaf_watch_step (watch, n)) {
      gaf_watch_set_error (watch, error);
      return -1;
    }
  } while (position < end && gaf_packetizer_next (self->packetizer, packet, &failure));
  if (failure == NULL)
    return position;
  g_propagate_error (error, failure);
  return -1;
}

static gint64
write_all (Cut *self, GafWatch *watch, GError **error)
{
  g_auto (GafPacket) before = { 0 };
  g_auto (GafPacket) packet = { 0 };
  gint64 end;

  if (!find_first (self, &before, &packet, error))
    return -1;
  self->first = packet.position;
  if (!begin (self, error))
    return -1;
  /* The walk over bit rates has moved the packetizer. */
  if (strcmp (self->packetizer->codec, "mp3") == 0 && !find_first (self, &before, &packet, error))
    return -1;
  if (before.data != NULL && strcmp (self->packetizer->codec, "vorbis") == 0
      && !self->muxer->klass->packet (self->muxer, before.data, G_MAXUINT64, error))
    return -1;
  end = copy (self, &packet, watch, error);
  if (end < 0)
    return -1;
  self->length = MAX (MIN (self->length, end - self->start), 0);
  return self->muxer->klass->finish (self->muxer, self->length, error) ? self->length : -1;
}

gint64
gaf_cut_write (GafByteSource *source, GafEncodeSpec *spec, GafByteSink *sink, gint64 offset, gint64 n_frames,
               GafWatch *watch, GError **error)
{
  g_auto (Opened) opened = { 0 };
  g_autoptr (GafMuxer) muxer = NULL;
  Cut cut = { 0 };
  gint64 rest;

  if (!open_packets (&opened, source, error) || !fits (opened.packetizer, spec, error))
    return -1;
  rest = opened.packetizer->n_frames >= 0 ? MAX (opened.packetizer->n_frames - offset, 0) : G_MAXINT32;
  muxer = strcmp (opened.packetizer->codec, "mp3") == 0 ? gaf_muxer_mpeg_new (sink, spec, error)
                                                        : gaf_muxer_ogg_new (sink, spec, error);
  if (muxer == NULL || !gaf_byte_sink_open (sink, error))
    return -1;
  cut.packetizer = opened.packetizer;
  cut.muxer = muxer;
  cut.start = opened.packetizer->skip + offset;
  cut.length = n_frames >= 0 ? MIN (n_frames, rest) : rest;
  return write_all (&cut, watch, error);
}

/* }}} */
