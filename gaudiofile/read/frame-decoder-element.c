/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/*
 *   packet at position p ──► buffer, stamped with p's time ──► element ──► buffer with a time ──► block, at the time's
 * position
 *
 * A time stamp is made from a position and a position from a time stamp, each by itself, so that no error can add up.
 *
 * The time stamps of elements cannot always be believed: GstAudioDecoder gives a buffer the time of the oldest packet
 * that has not yielded anything yet. A decoder that yields nothing for a packet (damage, or a packet without audio)
 * would so shift all that follows. For codecs with GAF_CODEC_PROMPT the position is therefore that of the packet that
 * was pushed last.
 */

#include "packets/frame-decoder.h"

#include <gst/audio/audio.h>
#include <string.h>

#include "read/codecs.h"
#include "gst/coop-pipeline.h"
#include "gst/elements.h"
#include "gaf-error.h"

typedef struct {
  GafFrameDecoder parent;
  const GafPacketizer *packetizer;
  const GafCodec *codec;
  GafCoopPipeline *pipeline;

  gint64
      audible[4]; /* positions of the packets pushed last that have audio, else -1; libmpg123 is behind by one or two */
  guint n_pushed;

  GstCaps *caps; /* those that @info was made from */
  GstAudioInfo info;
  gint64
      pushed; /* position of the packet pushed last, at the packetizer's rate; -1: unknown, or a block has it already */
  gint64 pushed_frames; /* that it has; -1: not known */
  gint64 owed;          /* of these, what has not come out yet */
  GafCoding coding;     /* of info's format */
  guint64 mask;

  GstBuffer *buffer; /* of the block popped last, mapped; or NULL */
  GstAudioBuffer map;
} ElementDecoder;

/* formats */

static GafCoding
coding_of (const GstAudioInfo *info, int bits)
{
  switch (GST_AUDIO_INFO_FORMAT (info)) {
  case GST_AUDIO_FORMAT_U8:
    return GAF_CODING_U8;
  case GST_AUDIO_FORMAT_S8:
    return GAF_CODING_S8;
  case GST_AUDIO_FORMAT_S16LE:
    return GAF_CODING_S16LE;
  case GST_AUDIO_FORMAT_S16BE:
    return GAF_CODING_S16BE;
  case GST_AUDIO_FORMAT_S24LE:
    return GAF_CODING_S24LE;
  case GST_AUDIO_FORMAT_S24BE:
    return GAF_CODING_S24BE;
  case GST_AUDIO_FORMAT_S24_32LE:
    return GAF_CODING_S24_32LE;
  case GST_AUDIO_FORMAT_S32LE:
    return bits > 16 && bits <= 24 ? GAF_CODING_S24_LEFTLE : GAF_CODING_S32LE;
  case GST_AUDIO_FORMAT_S32BE:
    return GAF_CODING_S32BE;
  case GST_AUDIO_FORMAT_F32LE:
    return GAF_CODING_F32LE;
  case GST_AUDIO_FORMAT_F32BE:
    return GAF_CODING_F32BE;
  case GST_AUDIO_FORMAT_F64LE:
    return GAF_CODING_F64LE;
  case GST_AUDIO_FORMAT_F64BE:
    return GAF_CODING_F64BE;
  default:
    return GAF_CODING_NONE;
  }
}

static guint64
mask_of (const GstAudioInfo *info)
{
  guint64 mask = 0;

  if (GST_AUDIO_INFO_IS_UNPOSITIONED (info)
      || !gst_audio_channel_positions_to_mask (info->position, GST_AUDIO_INFO_CHANNELS (info), FALSE, &mask))
    return 0;
  return mask;
}

static gboolean
take_caps (ElementDecoder *self, GstCaps *caps, GError **error)
{
  if (caps != NULL && caps == self->caps)
    return TRUE;

  if (caps == NULL || !gst_audio_info_from_caps (&self->info, caps)) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_UNSUPPORTED, "The %s decoder put out something that is not audio",
                 self->codec->name);
    return FALSE;
  }
  self->coding = coding_of (&self->info, self->packetizer->bits);
  if (self->coding == GAF_CODING_NONE || GST_AUDIO_INFO_CHANNELS (&self->info) > GAF_LIMIT_CHANNELS) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_UNSUPPORTED,
                 "The %s decoder puts out %s in %d channels, which is not supported", self->codec->name,
                 GST_AUDIO_INFO_NAME (&self->info), GST_AUDIO_INFO_CHANNELS (&self->info));
    return FALSE;
  }
  self->mask = mask_of (&self->info);
  gst_caps_replace (&self->caps, caps);
  return TRUE;
}

/* blocks */

static void
clear_buffer (ElementDecoder *self)
{
  if (self->buffer == NULL)
    return;
  gst_audio_buffer_unmap (&self->map);
  gst_clear_buffer (&self->buffer);
}

/* The position of the block of @n_frames in @self->buffer, in frames at @rate; -1: it goes on from the block before. */
static gint64
get_position (ElementDecoder *self, int rate, gint64 n_frames)
{
  const GstClockTime time = GST_BUFFER_PTS (self->buffer);
  gint64 position = self->pushed;

  if (!(self->codec->flags & GAF_CODEC_PROMPT))
    return GST_CLOCK_TIME_IS_VALID (time) ? (gint64) gst_util_uint64_scale_round (time, rate, GST_SECOND) : -1;

  /* Further blocks of the same packet follow the first. */
  self->pushed = -1;
  if (position >= 0 && (self->codec->flags & GAF_CODEC_STRADDLES) && n_frames < self->pushed_frames)
    position += self->pushed_frames - n_frames;
  if (position < 0 || rate == self->packetizer->rate)
    return position;
  return (gint64) gst_util_uint64_scale_int_round (position, rate, self->packetizer->rate);
}

/* Whether libmpg123 gave up inside the packet that @block comes from: it fills the rest with zeros then. Its synthesis
 * filter, which works in steps of 32 frames, has turned less far than it should have, and so rounds each later sample
 * in another way. */
static gboolean
gave_up_inside (ElementDecoder *self, const GafDecodedBlock *block)
{
  const gsize step = 32;
  const gsize n = block->n_frames;
  gboolean audible = FALSE;

  if (block->coding != GAF_CODING_F32LE || n < step)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (self->audible); i++)
    audible = audible || self->audible[i] == block->position;
  if (!audible)
    return FALSE;
  for (int c = 0; c < block->channels; c++)
    for (gsize i = n - step; i < n; i++) {
      float sample;

      memcpy (&sample, block->planes[c] + i * block->stride, sizeof sample);
      if (sample != 0)
        return FALSE;
    }
  return TRUE;
}

/* Takes @buffer (transfer full) as the block; FALSE when there is nothing in it. */
static gboolean
take_buffer (ElementDecoder *self, GstBuffer *buffer, int rate, GafDecodedBlock *block)
{
  const int channels = GST_AUDIO_INFO_CHANNELS (&self->info);
  const gsize width = GST_AUDIO_INFO_WIDTH (&self->info) / 8;

  /* As audio, not as bytes: the decoders of gst-libav hand out planar buffers that a GstAudioMeta clips. */
  if (gst_buffer_get_size (buffer) == 0 || !gst_audio_buffer_map (&self->map, &self->info, buffer, GST_MAP_READ)) {
    gst_buffer_unref (buffer);
    return FALSE;
  }
  self->buffer = buffer;
  block->coding = self->coding;
  block->rate = GST_AUDIO_INFO_RATE (&self->info);
  block->channels = channels;
  block->channel_mask = self->mask;
  block->depth = GST_AUDIO_INFO_DEPTH (&self->info);
  block->n_frames = GST_AUDIO_BUFFER_N_SAMPLES (&self->map);
  if (GST_AUDIO_BUFFER_LAYOUT (&self->map) == GST_AUDIO_LAYOUT_INTERLEAVED) {
    const guint8 *data = GST_AUDIO_BUFFER_PLANE_DATA (&self->map, 0);

    block->stride = width * channels;
    for (int c = 0; c < channels; c++)
      block->planes[c] = data + c * width;
  } else {
    block->stride = width;
    for (int c = 0; c < channels; c++)
      block->planes[c] = GST_AUDIO_BUFFER_PLANE_DATA (&self->map, c);
  }
  block->position = get_position (self, rate, block->n_frames);
  self->owed -= block->n_frames;
  block->gave_up = block->position >= 0 && gave_up_inside (self, block);
  return TRUE;
}

/* the class */

static void
element_flush (GafFrameDecoder *decoder)
{
  ElementDecoder *self = (ElementDecoder *) decoder;

  clear_buffer (self);
  self->owed = 0;
  gaf_coop_pipeline_flush (self->pipeline);
}

static gboolean
element_push (GafFrameDecoder *decoder, GafPacket *packet, gboolean connected, GError **error)
{
  ElementDecoder *self = (ElementDecoder *) decoder;
  GstBuffer *buffer = gst_buffer_make_writable (g_steal_pointer (&packet->data));

  if ((self->codec->flags & GAF_CODEC_STUCK) && self->owed > 0)
    element_flush (decoder);
  self->owed = packet->n_frames;
  if (!connected)
    GST_BUFFER_FLAG_SET (buffer, GST_BUFFER_FLAG_DISCONT);
  GST_BUFFER_PTS (buffer) = packet->position < 0
                                ? GST_CLOCK_TIME_NONE
                                : gst_util_uint64_scale_ceil (packet->position, GST_SECOND, self->packetizer->rate);
  GST_BUFFER_DTS (buffer) = GST_CLOCK_TIME_NONE;
  GST_BUFFER_DURATION (buffer) = GST_CLOCK_TIME_NONE;
  self->pushed = packet->position;
  self->pushed_frames = packet->n_frames;
  self->audible[self->n_pushed++ % G_N_ELEMENTS (self->audible)] = packet->has_audio ? packet->position : -1;
  return gaf_coop_pipeline_push (self->pipeline, buffer, error);
}

static void
element_finish (GafFrameDecoder *decoder)
{
  gaf_coop_pipeline_finish (((ElementDecoder *) decoder)->pipeline, NULL);
}

static gboolean
element_pop (GafFrameDecoder *decoder, int rate, GafDecodedBlock *block, GError **error)
{
  ElementDecoder *self = (ElementDecoder *) decoder;
  GstBuffer *buffer;

  clear_buffer (self);
  while ((buffer = gaf_coop_pipeline_pop (self->pipeline)) != NULL) {
    if (!take_caps (self, gaf_coop_pipeline_get_caps (self->pipeline), error)) {
      gst_buffer_unref (buffer);
      return FALSE;
    }
    if (take_buffer (self, buffer, rate, block))
      return TRUE;
  }
  return FALSE;
}

static gboolean
make_pipeline (ElementDecoder *self, GError **error)
{
  g_autoptr (GstCaps) output = gaf_codecs_get_output_caps (self->codec);
  const char *elements[2] = { gaf_codecs_choose_element (self->codec, error), NULL };
  GstElement *element;

  if (elements[0] == NULL)
    return FALSE;
  self->parent.name = elements[0];
  self->pipeline = gaf_coop_pipeline_new (elements, gaf_packetizer_get_caps (self->packetizer), output, error);
  if (self->pipeline == NULL)
    return FALSE;

  /* The packets after a damaged one are good, so errors never make the element stop. */
  element = gaf_coop_pipeline_get_element (self->pipeline, 0);
  if (GST_IS_AUDIO_DECODER (element)) {
    gst_audio_decoder_set_max_errors (GST_AUDIO_DECODER (element), -1);
    /* A buffer's time stamp is its packet's, not one that was counted on while it was near enough. */
    gst_audio_decoder_set_tolerance (GST_AUDIO_DECODER (element), 0);
  }
  return TRUE;
}

static gboolean
element_renew (GafFrameDecoder *decoder, GError **error)
{
  ElementDecoder *self = (ElementDecoder *) decoder;

  if (!(self->codec->flags & GAF_CODEC_STICKY)) {
    element_flush (decoder);
    return TRUE;
  }
  clear_buffer (self);
  self->owed = 0;
  g_clear_pointer (&self->pipeline, gaf_coop_pipeline_free);
  gst_clear_caps (&self->caps);
  return make_pipeline (self, error);
}

static void
element_free (GafFrameDecoder *decoder)
{
  ElementDecoder *self = (ElementDecoder *) decoder;

  clear_buffer (self);
  gst_clear_caps (&self->caps);
  g_clear_pointer (&self->pipeline, gaf_coop_pipeline_free);
  g_free (self);
}

static const GafFrameDecoderClass element_class = { element_push,  element_finish, element_pop,
                                                    element_flush, element_renew,  element_free };

GafFrameDecoder *
gaf_frame_decoder_element_new (const GafPacketizer *packetizer, GError **error)
{
  ElementDecoder *self;

  if (!gaf_elements_init (error))
    return NULL;
  self = g_new0 (ElementDecoder, 1);
  self->parent.klass = &element_class;
  for (gsize i = 0; i < G_N_ELEMENTS (self->audible); i++)
    self->audible[i] = -1;
  self->packetizer = packetizer;
  self->codec = gaf_codecs_get_codec (packetizer->codec);
  if (!make_pipeline (self, error)) {
    element_free (&self->parent);
    return NULL;
  }
  return &self->parent;
}
