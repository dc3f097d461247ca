/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/*
 * Vorbis by libavcodec itself, where the build and the system have it, else by the element vorbisdec. The decoder of
 * FFmpeg takes two fifths of the time of libvorbis (31 ms and 77 ms for a minute of stereo), with the same samples to
 * 1e-6; gst-libav leaves it out.
 *
 *   packet ─► libavcodec ─► float of each channel, in WAVE's order ─► block
 *
 * A packet yields its frames at once, but none as the first: they need the one before. Before a packet is decoded,
 * nothing is left but that one's second half, and not even that after a flush. So a decoder that has been used for one
 * file gives the next, if its headers are the same, the same bits as a new one; a fifth of what a short clip takes is
 * building the tables that the headers describe.
 */

#include "packets/frame-decoder.h"

#include <gst/gst.h>
#include <string.h>

#include "core/warm-pool.h"
#include "gaf-error.h"
#include "read/libav-decoder.h"

#ifdef GAF_LIBAVCODEC

/* Tables grow with the headers, and only common ones are worth keeping. */
#define LARGEST_KEPT (16 * 1024)

typedef struct {
  GafFrameDecoder parent;
  GBytes *headers; /* as libavcodec wants them */
  GafLibavDecoder decoder;
  int channels;
  GafDecodedBlock block; /* n_frames is 0: none */
} VorbisFrames;

static void
vorbis_destroy (gpointer data)
{
  VorbisFrames *self = data;

  gaf_libav_decoder_clear (&self->decoder);
  g_bytes_unref (self->headers);
  g_free (self);
}

static GafWarmPool warm = { .destroy = vorbis_destroy };

/* the headers */

/* A size as a sum of bytes, of which the last is less than 255. */
static void
put_size (GByteArray *out, gsize size)
{
  const guint8 full = 255, last = size % 255;

  for (gsize i = 0; i < size / 255; i++)
    g_byte_array_append (out, &full, 1);
  g_byte_array_append (out, &last, 1);
}

/* As in Matroska (its codec specification, A_VORBIS): the number of headers less one, the sizes of all but the last,
 * and the headers. NULL: they are not there. */
static GBytes *
join_headers (GBytes *const *headers)
{
  const guint8 n_sizes = GAF_PACKETIZER_HEADERS - 1;
  g_autoptr (GByteArray) out = g_byte_array_new ();

  for (guint i = 0; i < GAF_PACKETIZER_HEADERS; i++)
    if (headers[i] == NULL)
      return NULL;
  g_byte_array_append (out, &n_sizes, 1);
  for (guint i = 0; i < n_sizes; i++)
    put_size (out, g_bytes_get_size (headers[i]));
  for (guint i = 0; i < GAF_PACKETIZER_HEADERS; i++)
    g_byte_array_append (out, g_bytes_get_data (headers[i], NULL), g_bytes_get_size (headers[i]));
  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

/* the class */

static gboolean
vorbis_push (GafFrameDecoder *decoder, GafPacket *packet, gboolean connected, GError **error)
{
  VorbisFrames *self = (VorbisFrames *) decoder;
  GafDecodedBlock *block = &self->block;

  block->n_frames = 0;
  /* Nothing would be the end; and a header, which would change the decoder, has no audio. */
  if (!gaf_libav_decoder_fill (&self->decoder, packet) || self->decoder.data->data[0] & 1)
    return TRUE;
  if (!gaf_libav_decoder_send (&self->decoder)) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_CORRUPT, "The Vorbis decoder can make nothing of a packet");
    return FALSE;
  }
  if (!gaf_libav_decoder_receive (&self->decoder, 0, block) || block->channels != self->channels)
    block->n_frames = 0;
  block->position = packet->position;
  block->channel_mask = 0; /* the headers have said it */
  return TRUE;
}

static void
vorbis_finish (GafFrameDecoder *decoder)
{
}

static gboolean
vorbis_pop (GafFrameDecoder *decoder, int rate, GafDecodedBlock *block, GError **error)
{
  VorbisFrames *self = (VorbisFrames *) decoder;

  if (self->block.n_frames == 0)
    return FALSE;
  *block = self->block;
  self->block.n_frames = 0;
  return TRUE;
}

static void
vorbis_flush (GafFrameDecoder *decoder)
{
  VorbisFrames *self = (VorbisFrames *) decoder;

  self->block.n_frames = 0;
  gaf_libav_decoder_flush (&self->decoder);
}

static gboolean
vorbis_renew (GafFrameDecoder *decoder, GError **error)
{
  vorbis_flush (decoder);
  return TRUE;
}

static void
vorbis_free (GafFrameDecoder *decoder)
{
  VorbisFrames *self = (VorbisFrames *) decoder;

  if (g_bytes_get_size (self->headers) > LARGEST_KEPT) {
    vorbis_destroy (self);
    return;
  }
  vorbis_flush (decoder);
  gaf_warm_pool_give (&warm, self->headers, self);
}

static const GafFrameDecoderClass vorbis_class = { vorbis_push,  vorbis_finish, vorbis_pop,
                                                   vorbis_flush, vorbis_renew,  vorbis_free };

/* making */

/* NULL: by the element then. */
static GafFrameDecoder *
make_by_libavcodec (const GafPacketizer *packetizer)
{
  const GafLibav *libav = gaf_libav_get ();
  g_autoptr (GBytes) headers = libav != NULL ? join_headers (packetizer->headers) : NULL;
  VorbisFrames *self;

  if (headers == NULL)
    return NULL;
  self = gaf_warm_pool_take (&warm, headers);
  if (self != NULL) {
    vorbis_flush (&self->parent);
    self->parent.warm = TRUE;
    return &self->parent;
  }

  self = g_new0 (VorbisFrames, 1);
  self->parent.klass = &vorbis_class;
  self->parent.takes_bare = TRUE;
  self->parent.name = "libavcodec";
  self->headers = g_steal_pointer (&headers);
  self->channels = packetizer->channels;
  if (!gaf_libav_decoder_open (&self->decoder, libav, AV_CODEC_ID_VORBIS, self->headers, 0, 0)
      || self->decoder.context->ch_layout.nb_channels != self->channels) {
    vorbis_destroy (self);
    return NULL;
  }
  return &self->parent;
}

#endif

GafFrameDecoder *
gaf_frame_decoder_vorbis_new (const GafPacketizer *packetizer, GError **error)
{
#ifdef GAF_LIBAVCODEC
  return make_by_libavcodec (packetizer);
#else
  return NULL;
#endif
}
