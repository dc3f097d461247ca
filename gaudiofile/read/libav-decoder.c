/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "read/libav-decoder.h"

#ifdef GAF_LIBAVCODEC

#include <string.h>

/* Those that FFmpeg and WAVE have in common: their bits are the same. */
#define MASK_OF_WAVE G_GUINT64_CONSTANT (0x3ffff)

/* Added to the level of what libavcodec would print: errors are ours to tell. Beyond all levels that are printed, and
 * below 256, where they begin again. */
#define SILENT 200

static gboolean
set_config (GafLibavDecoder *self, GBytes *config)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (config, &size);

  self->context->extradata = self->libav->av_mallocz (size + AV_INPUT_BUFFER_PADDING_SIZE);
  if (self->context->extradata == NULL)
    return FALSE;
  memcpy (self->context->extradata, data, size);
  self->context->extradata_size = size;
  return TRUE;
}

gboolean
gaf_libav_decoder_open (GafLibavDecoder *self, const GafLibav *libav, enum AVCodecID id, GBytes *config, int rate,
                        int channels)
{
  const AVCodec *codec = libav->avcodec_find_decoder (id);

  self->libav = libav;
  self->data = g_byte_array_new ();
  self->context = libav->avcodec_alloc_context3 (codec);
  self->packet = libav->av_packet_alloc ();
  self->frame = libav->av_frame_alloc ();
  if (codec == NULL || self->context == NULL || self->packet == NULL || self->frame == NULL)
    return FALSE;
  if (config != NULL && !set_config (self, config))
    return FALSE;
  self->context->sample_rate = rate;
  self->context->ch_layout.nb_channels = channels;
  self->context->thread_count = 1;
  self->context->log_level_offset = SILENT;
  self->context->err_recognition = AV_EF_CRCCHECK;
  return libav->avcodec_open2 (self->context, codec, NULL) >= 0;
}

void
gaf_libav_decoder_clear (GafLibavDecoder *self)
{
  self->libav->av_frame_free (&self->frame);
  self->libav->av_packet_free (&self->packet);
  self->libav->avcodec_free_context (&self->context);
  g_clear_pointer (&self->data, g_byte_array_unref);
}

gboolean
gaf_libav_decoder_fill (GafLibavDecoder *self, GafPacket *packet)
{
  g_autoptr (GstBuffer) data = g_steal_pointer (&packet->data);
  const gsize size = data != NULL ? gst_buffer_get_size (data) : packet->n_bytes;

  self->libav->av_frame_unref (self->frame);
  g_byte_array_set_size (self->data, size + AV_INPUT_BUFFER_PADDING_SIZE);
  if (data != NULL)
    gst_buffer_extract (data, 0, self->data->data, size);
  else if (size > 0)
    memcpy (self->data->data, packet->bytes, size);
  memset (self->data->data + size, 0, AV_INPUT_BUFFER_PADDING_SIZE);
  self->packet->data = self->data->data;
  self->packet->size = size;
  return size > 0;
}

gboolean
gaf_libav_decoder_send (GafLibavDecoder *self)
{
  return self->libav->avcodec_send_packet (self->context, self->packet) >= 0;
}

static GafCoding
coding_of (int format, int bits)
{
  switch (format) {
  case AV_SAMPLE_FMT_FLTP:
    return GAF_CODING_F32LE;
  case AV_SAMPLE_FMT_S16P:
    return GAF_CODING_S16LE;
  case AV_SAMPLE_FMT_S32P:
    return bits > 16 && bits <= 24 ? GAF_CODING_S24_LEFTLE : GAF_CODING_S32LE;
  default:
    return GAF_CODING_NONE;
  }
}

gboolean
gaf_libav_decoder_receive (GafLibavDecoder *self, int bits, GafDecodedBlock *block)
{
  const AVFrame *frame = self->frame;
  const AVChannelLayout *layout = &frame->ch_layout;
  GafCoding coding;
  gsize width;

  if (self->libav->avcodec_receive_frame (self->context, self->frame) < 0)
    return FALSE;
  coding = coding_of (frame->format, bits);
  width = coding == GAF_CODING_S16LE ? 2 : 4;
  if (coding == GAF_CODING_NONE || frame->nb_samples <= 0 || layout->nb_channels <= 0
      || layout->nb_channels > GAF_LIMIT_CHANNELS)
    return FALSE;
  *block = (GafDecodedBlock){
    .coding = coding,
    .rate = frame->sample_rate,
    .channels = layout->nb_channels,
    .depth = 8 * width,
    .stride = width,
    .n_frames = frame->nb_samples,
  };
  if (layout->order == AV_CHANNEL_ORDER_NATIVE && block->channels > 1 && (layout->u.mask & ~MASK_OF_WAVE) == 0)
    block->channel_mask = layout->u.mask;
  for (int c = 0; c < block->channels; c++)
    block->planes[c] = frame->extended_data[c];
  return TRUE;
}

void
gaf_libav_decoder_flush (GafLibavDecoder *self)
{
  self->libav->av_frame_unref (self->frame);
  self->libav->avcodec_flush_buffers (self->context);
}

#endif
