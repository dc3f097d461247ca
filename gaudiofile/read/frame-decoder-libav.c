/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/*
 * The codecs of M4A, AAC and ALAC, by libavcodec itself, where the build and the system have it, else by an element.
 * avdec_aac and avdec_alac are the same decoders, with the same samples; but their plugin brings libavformat and
 * libavfilter, twenty megabytes of libraries that no audio file needs, and AAC took a fifth more time.
 *
 *   packet, as in MP4, in ADTS or in LATM ─► libavcodec ─► samples of each channel, in WAVE's order ─► block
 *
 * A packet yields its frames at once, or none if it is damaged. AAC leaves something behind over a flush, of its noise
 * generator and of SBR: to go elsewhere, the decoder is made anew.
 */

#include "packets/frame-decoder.h"

#include <gst/gst.h>

#include "gaf-error.h"
#include "read/libav-decoder.h"

#ifdef GAF_LIBAVCODEC

static const struct {
  const char *codec; /* in the table of read/codecs.c */
  enum AVCodecID id;
  gboolean sticky; /* it keeps something over a flush */
} codecs[] = {
  { "aac", AV_CODEC_ID_AAC, TRUE },
  { "aac-latm", AV_CODEC_ID_AAC_LATM, TRUE },
  { "alac", AV_CODEC_ID_ALAC, FALSE },
};

typedef struct {
  GafFrameDecoder parent;
  GafLibavDecoder decoder;
  const GafPacketizer *packetizer;
  gsize codec;     /* in the table */
  gint64 position; /* of the next frame, at the packetizer's rate; -1: behind the one before */
} LibavFrames;

/* Of containers whose description of a stream is in caps. */
static void
read_caps (const GstCaps *caps, GBytes **config, int *rate, int *channels)
{
  const GstStructure *structure = gst_caps_get_structure (caps, 0);
  const GValue *value = gst_structure_get_value (structure, "codec_data");

  if (value != NULL) {
    GstBuffer *data = gst_value_get_buffer (value);
    const gsize size = gst_buffer_get_size (data);
    gpointer copy = g_malloc (size);

    *config = g_bytes_new_take (copy, gst_buffer_extract (data, 0, copy, size));
  }
  gst_structure_get_int (structure, "rate", rate);
  gst_structure_get_int (structure, "channels", channels);
}

static gboolean
open_decoder (LibavFrames *self, const GafLibav *libav)
{
  const GafPacketizer *packetizer = self->packetizer;
  g_autoptr (GBytes) config = NULL;
  int rate = 0, channels = 0;

  if (packetizer->headers[0] != NULL)
    config = g_bytes_ref (packetizer->headers[0]);
  else
    read_caps (packetizer->caps, &config, &rate, &channels);
  return gaf_libav_decoder_open (&self->decoder, libav, codecs[self->codec].id, config, rate, channels);
}

static gboolean
libav_push (GafFrameDecoder *decoder, GafPacket *packet, gboolean connected, GError **error)
{
  LibavFrames *self = (LibavFrames *) decoder;

  self->position = packet->position;
  /* Nothing comes out of a damaged packet, and the next must not be joined to the one before it. */
  if (gaf_libav_decoder_fill (&self->decoder, packet) && !gaf_libav_decoder_send (&self->decoder))
    gaf_libav_decoder_flush (&self->decoder);
  return TRUE;
}

static void
libav_finish (GafFrameDecoder *decoder)
{
}

static gboolean
libav_pop (GafFrameDecoder *decoder, int rate, GafDecodedBlock *block, GError **error)
{
  LibavFrames *self = (LibavFrames *) decoder;

  if (!gaf_libav_decoder_receive (&self->decoder, self->packetizer->bits, block))
    return FALSE;
  block->position = self->position;
  self->position = -1;
  if (block->position >= 0 && rate != self->packetizer->rate)
    block->position = (gint64) gst_util_uint64_scale_int_round (block->position, rate, self->packetizer->rate);
  return TRUE;
}

static void
libav_flush (GafFrameDecoder *decoder)
{
  gaf_libav_decoder_flush (&((LibavFrames *) decoder)->decoder);
}

static gboolean
libav_renew (GafFrameDecoder *decoder, GError **error)
{
  LibavFrames *self = (LibavFrames *) decoder;
  const GafLibav *libav = self->decoder.libav;

  if (!codecs[self->codec].sticky) {
    libav_flush (decoder);
    return TRUE;
  }
  gaf_libav_decoder_clear (&self->decoder);
  if (open_decoder (self, libav))
    return TRUE;
  /* It could be opened before. */
  g_set_error (error, GAF_ERROR, GAF_ERROR_UNSUPPORTED, "libavcodec could not be started again");
  return FALSE;
}

static void
libav_free (GafFrameDecoder *decoder)
{
  gaf_libav_decoder_clear (&((LibavFrames *) decoder)->decoder);
  g_free (decoder);
}

static const GafFrameDecoderClass libav_class = { libav_push,  libav_finish, libav_pop,
                                                  libav_flush, libav_renew,  libav_free };

/* NULL: by the element then. */
static GafFrameDecoder *
make_by_libavcodec (const GafPacketizer *packetizer)
{
  const GafLibav *libav = gaf_libav_get ();
  LibavFrames *self;

  if (libav == NULL)
    return NULL;
  self = g_new0 (LibavFrames, 1);
  self->parent.klass = &libav_class;
  self->parent.name = GAF_LIBAV_NAME;
  self->parent.takes_bare = TRUE;
  self->packetizer = packetizer;
  while (!g_str_equal (codecs[self->codec].codec, packetizer->codec))
    self->codec++;
  if (!open_decoder (self, libav)) {
    libav_free (&self->parent);
    return NULL;
  }
  return &self->parent;
}

#endif

GafFrameDecoder *
gaf_frame_decoder_libav_new (const GafPacketizer *packetizer, GError **error)
{
#ifdef GAF_LIBAVCODEC
  return make_by_libavcodec (packetizer);
#else
  return NULL;
#endif
}
