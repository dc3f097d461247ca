/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/*
 * Opus by libopus itself, in float. The element opusdec is the same library, but puts out 16-bit integers: it rounds,
 * clips what lies beyond full scale, and takes no more than 8 channels. avdec_opus (FFmpeg) gives float too, a tenth
 * quicker, and of the CELT mode mostly the same samples to 1e-7; but speech (SILK and hybrid) comes out resampled by
 * another filter, up to .16 of full scale off, and it takes two channels only.
 *
 * One stream is given to libopus's decoder for one stream. That for several would do, but asks the processor at each
 * packet what it can (CPUID), for which a virtual machine is left and entered again: a packet of 20 ms took 95 µs with
 * it and 40 µs without.
 *
 * A packet yields all its frames at once. The state before a packet is what the packets before left, or none after
 * renew().
 */

#include "packets/frame-decoder.h"

#include <gst/audio/audio.h>
#include <opus.h>
#include <opus_multistream.h>
#include <opus_projection.h>

#include "core/bytes.h"
#include "gaf-error.h"

#define RATE       48000
#define MAX_FRAMES 5760 /* 120 ms, the longest packet (RFC 6716, section 3.2.5) */
#define HEAD_SIZE  21   /* of OpusHead up to the mapping table (RFC 7845, section 5.1.1) */

typedef struct {
  int family;
  int n_streams;
  int n_coupled;
  int gain; /* dB in Q7.8 */
  guint8 mapping[255];
} Layout;

typedef struct {
  GafFrameDecoder parent;
  OpusDecoder *single; /* one of these three */
  OpusMSDecoder *several;
  OpusProjectionDecoder *projection;
  int channels;
  const guint8 *order; /* where in the decoder's output each channel is; NULL: in order */
  guint64 mask;
  float *samples;        /* of the block, interleaved */
  GafDecodedBlock block; /* n_frames is 0: none */
} OpusFrames;

/* The order of family 1 (Vorbis I, section 4.3.9) brought into GStreamer's. */
static const guint8 orders[9][8] = {
  { 0 },
  { 0 },
  { 0, 1 },
  { 0, 2, 1 },
  { 0, 1, 2, 3 },
  { 0, 2, 1, 3, 4 },
  { 0, 2, 1, 5, 3, 4 },
  { 0, 2, 1, 6, 5, 3, 4 },
  { 0, 2, 1, 7, 5, 6, 3, 4 },
};

/* The masks that go with it: as gst_audio_channel_get_fallback_mask() has them, but for seven channels. */
#define MASK_OF_7 0xd0f /* front left, right, centre, LFE, rear centre, side left, right */

/* what the headers say */

/* RFC 7845, section 5.1. FALSE: it is too short for what it says. */
static gboolean
read_head (const guint8 *head, gsize size, int channels, Layout *layout)
{
  *layout = (Layout){ .n_streams = 1, .n_coupled = channels == 2 };
  for (int i = 0; i < channels; i++)
    layout->mapping[i] = i;
  if (size < HEAD_SIZE - 2)
    return FALSE;
  layout->gain = (gint16) gaf_read_le16 (head + 16);
  layout->family = head[18];
  if (layout->family == 0)
    return TRUE;
  if (size < HEAD_SIZE + (layout->family == 3 ? 0 : (gsize) channels))
    return FALSE;
  layout->n_streams = head[19];
  layout->n_coupled = head[20];
  for (int i = 0; i < channels && layout->family != 3; i++)
    layout->mapping[i] = head[HEAD_SIZE + i];
  return TRUE;
}

/* Family 3 (RFC 8486): in place of the mapping stands a matrix, by which the streams are mixed to the channels. */
static void
make_projection (OpusFrames *self, const Layout *layout, const guint8 *head, gsize size, int *result)
{
  const gsize matrix_size = sizeof (opus_int16) * self->channels * (layout->n_streams + layout->n_coupled);
  g_autofree guint8 *matrix = NULL;

  if (size < HEAD_SIZE + matrix_size) {
    *result = OPUS_BAD_ARG;
    return;
  }
  matrix = g_memdup2 (head + HEAD_SIZE, matrix_size);
  self->projection = opus_projection_decoder_create (RATE, self->channels, layout->n_streams, layout->n_coupled, matrix,
                                                     matrix_size, result);
}

/* Whether the only stream's channels are those of the file. */
static gboolean
is_single (const Layout *layout, int channels)
{
  return layout->n_streams == 1 && channels == 1 + layout->n_coupled && layout->mapping[0] == 0
         && (channels == 1 || layout->mapping[1] == 1);
}

static gboolean
make_decoder (OpusFrames *self, const GafPacketizer *packetizer, GError **error)
{
  gsize size = 0;
  const guint8 *head = packetizer->headers[0] != NULL ? g_bytes_get_data (packetizer->headers[0], &size) : NULL;
  int result = OPUS_OK;
  Layout layout;

  if (!read_head (head, size, self->channels, &layout))
    result = OPUS_BAD_ARG;
  else if (layout.family == 3)
    make_projection (self, &layout, head, size, &result);
  else if (is_single (&layout, self->channels))
    self->single = opus_decoder_create (RATE, self->channels, &result);
  else
    self->several = opus_multistream_decoder_create (RATE, self->channels, layout.n_streams, layout.n_coupled,
                                                     layout.mapping, &result);
  if (result == OPUS_OK && self->single != NULL)
    result = opus_decoder_ctl (self->single, OPUS_SET_GAIN (layout.gain));
  if (result == OPUS_OK && self->several != NULL)
    result = opus_multistream_decoder_ctl (self->several, OPUS_SET_GAIN (layout.gain));
  if (result == OPUS_OK && self->projection != NULL)
    result = opus_projection_decoder_ctl (self->projection, OPUS_SET_GAIN (layout.gain));
  if (result != OPUS_OK) {
    g_set_error (error, GAF_ERROR, result == OPUS_ALLOC_FAIL ? GAF_ERROR_LIMIT : GAF_ERROR_UNSUPPORTED,
                 "Opus of %d channels in %d streams (mapping family %d) cannot be decoded: %s", self->channels,
                 layout.n_streams, layout.family, opus_strerror (result));
    return FALSE;
  }
  /* Only the families 0 and 1 say what each channel is. */
  if (layout.family <= 1 && self->channels <= 8) {
    self->order = orders[self->channels];
    self->mask = self->channels == 7 ? MASK_OF_7 : gst_audio_channel_get_fallback_mask (self->channels);
  }
  return TRUE;
}

/* the class */

static gboolean
opus_push (GafFrameDecoder *decoder, GafPacket *packet, gboolean connected, GError **error)
{
  OpusFrames *self = (OpusFrames *) decoder;
  g_autoptr (GstBuffer) data = g_steal_pointer (&packet->data);
  GstMapInfo map = { .data = (guint8 *) packet->bytes, .size = packet->n_bytes };
  int n;

  (void) connected;
  self->block.n_frames = 0;
  if (data != NULL && !gst_buffer_map (data, &map, GST_MAP_READ))
    return TRUE;
  if (self->single != NULL)
    n = opus_decode_float (self->single, map.data, map.size, self->samples, MAX_FRAMES, 0);
  else if (self->several != NULL)
    n = opus_multistream_decode_float (self->several, map.data, map.size, self->samples, MAX_FRAMES, 0);
  else
    n = opus_projection_decode_float (self->projection, map.data, map.size, self->samples, MAX_FRAMES, 0);
  if (data != NULL)
    gst_buffer_unmap (data, &map);
  if (n < 0) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_CORRUPT, "The Opus decoder can make nothing of a packet: %s",
                 opus_strerror (n));
    return FALSE;
  }
  self->block.n_frames = n;
  self->block.position = packet->position;
  return TRUE;
}

static void
opus_finish (GafFrameDecoder *decoder)
{
  (void) decoder;
}

static gboolean
opus_pop (GafFrameDecoder *decoder, int rate, GafDecodedBlock *block, GError **error)
{
  OpusFrames *self = (OpusFrames *) decoder;

  (void) rate;
  (void) error;
  if (self->block.n_frames == 0)
    return FALSE;
  *block = self->block;
  self->block.n_frames = 0;
  return TRUE;
}

static void
opus_flush (GafFrameDecoder *decoder)
{
  OpusFrames *self = (OpusFrames *) decoder;

  self->block.n_frames = 0;
  if (self->single != NULL)
    opus_decoder_ctl (self->single, OPUS_RESET_STATE);
  else if (self->several != NULL)
    opus_multistream_decoder_ctl (self->several, OPUS_RESET_STATE);
  else
    opus_projection_decoder_ctl (self->projection, OPUS_RESET_STATE);
}

static gboolean
opus_renew (GafFrameDecoder *decoder, GError **error)
{
  (void) error;
  opus_flush (decoder);
  return TRUE;
}

static void
opus_free (GafFrameDecoder *decoder)
{
  OpusFrames *self = (OpusFrames *) decoder;

  g_clear_pointer (&self->single, opus_decoder_destroy);
  g_clear_pointer (&self->several, opus_multistream_decoder_destroy);
  g_clear_pointer (&self->projection, opus_projection_decoder_destroy);
  g_free (self->samples);
  g_free (self);
}

static const GafFrameDecoderClass opus_class = { opus_push, opus_finish, opus_pop, opus_flush, opus_renew, opus_free };

GafFrameDecoder *
gaf_frame_decoder_opus_new (const GafPacketizer *packetizer, GError **error)
{
  OpusFrames *self = g_new0 (OpusFrames, 1);

  self->parent.klass = &opus_class;
  self->parent.takes_bare = TRUE;
  self->channels = packetizer->channels;
  if (!make_decoder (self, packetizer, error)) {
    opus_free (&self->parent);
    return NULL;
  }
  self->parent.name = self->single != NULL ? "opus" : self->several != NULL ? "opus multistream" : "opus projection";
  self->samples = g_new (float, (gsize) MAX_FRAMES * self->channels);
  self->block = (GafDecodedBlock){
    .coding = GAF_CODING_F32LE,
    .rate = RATE,
    .channels = self->channels,
    .channel_mask = self->mask,
    .depth = 32,
    .stride = sizeof (float) * self->channels,
  };
  for (int c = 0; c < self->channels; c++)
    self->block.planes[c] = (const guint8 *) (self->samples + (self->order != NULL ? self->order[c] : c));
  return &self->parent;
}
