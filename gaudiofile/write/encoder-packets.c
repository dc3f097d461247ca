/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/*
 * Frames to packets.
 *
 *   caller's samples ─► packed into the element's format ─► blocks of one size ─► encoder element ─► packets ─► muxer
 *   ─► sink
 *                       (Opus: resampled in between)
 *
 * The blocks make the bytes of the file independent of how the caller cuts what it writes: some encoders' output
 * depends on the size of the buffers they get.
 */

#include <gst/audio/audio.h>
#include <math.h>
#include <string.h>

#include "gst/coop-pipeline.h"
#include "write/encoder-setup.h"
#include "write/encoder.h"
#include "gaf-error.h"
#include "core/limits.h"
#include "packets/muxer.h"
#include "formats/writable.h"

typedef struct {
  GafEncoder parent;
  GafEncodeSpec *spec;
  const GafWriteFormat *format;
  const GafEncoderSetup *setup;
  GafByteSink *sink; /* not owned */
  GafMuxer *muxer;
  GafCoopPipeline *pipeline;

  GafCoding coding; /* what the element gets */
  int channels;
  int rate;       /* what the element gets */
  gint16 *narrow; /* one block of 16 bits, to be widened (WavPack); else NULL */
  guint8 *block;  /* setup->block frames of coding, interleaved */
  gsize filled;   /* frames in it */
  gint64 pushed;  /* frames given to the element */
  gint64 coded;   /* frames of the packets that it has put out */
  gsize held;     /* bytes: no more than what is held back anywhere */

  GstAudioResampler *resampler; /* NULL: rate is the spec's */
  float *in;                    /* RESAMPLE_BLOCK frames to be resampled */
  gsize in_filled;
  GArray *out; /* of float: resampled */
  gint64 resampled;

  gboolean started;
  gboolean is_finishing;
} GafEncoderPackets;

#define RESAMPLE_BLOCK 4096

/* packets */

/* How many frames a packet stands for, at the element's rate. */
static gint64
frames_of (GafEncoderPackets *self, GstBuffer *packet)
{
  if (!GST_BUFFER_DURATION_IS_VALID (packet))
    return 0;
  return (gint64) gst_util_uint64_scale_round (GST_BUFFER_DURATION (packet), (guint64) self->rate, GST_SECOND);
}

/* Hands what the element has put out on to the muxer. */
static gboolean
drain_pipeline (GafEncoderPackets *self, GError **error)
{
  GstBuffer *taken;

  while ((taken = gaf_coop_pipeline_pop (self->pipeline)) != NULL) {
    g_autoptr (GstBuffer) packet = taken;

    if (!self->started) {
      self->started = TRUE;
      if (!self->muxer->klass->start (self->muxer, gaf_coop_pipeline_get_caps (self->pipeline), error))
        return FALSE;
    }
    self->coded += frames_of (self, packet);
    if (!self->muxer->klass->packet (self->muxer, packet, gaf_coop_pipeline_get_offset (self->pipeline), error))
      return FALSE;
  }
  return TRUE;
}

/*
 * libwavpack makes blocks of 32,000 samples and more, which is four seconds of 8 kHz: so much would be lost if the
 * program died. Where the time stamps leap, the element ends the block that it has begun and begins anew, and the
 * muxer puts both together. This is how long, in all, the leaps before the next block are.
 */
static GstClockTime
leaps_before (GafEncoderPackets *self)
{
  const gint64 blocks = MAX (self->rate / (gint64) self->setup->block, 1);

  if (!self->setup->makes_long_blocks || self->rate * self->channels >= 40000)
    return 0;
  return self->pushed / (gint64) self->setup->block / blocks * GST_SECOND;
}

static gboolean
push_block (GafEncoderPackets *self, GError **error)
{
  const gsize size = self->filled * self->channels * gaf_coding_get_width (self->coding);
  GstBuffer *buffer;

  if (self->filled == 0)
    return TRUE;
  buffer = gst_buffer_new_memdup (self->block, size);
  GST_BUFFER_PTS (buffer) = gst_util_uint64_scale (self->pushed, GST_SECOND, self->rate);
  GST_BUFFER_DURATION (buffer) =
      gst_util_uint64_scale (self->pushed + self->filled, GST_SECOND, self->rate) - GST_BUFFER_PTS (buffer);
  GST_BUFFER_PTS (buffer) += leaps_before (self);
  self->pushed += self->filled;
  self->filled = 0;
  return gaf_coop_pipeline_push (self->pipeline, buffer, error) && drain_pipeline (self, error);
}

/* Encoders with losses compute with what they are given: one number that is none, or a huge one, makes a whole block
 * unusable, or takes the
 * encoder for ever. */
static void
tame (float *samples, gsize n)
{
  for (gsize i = 0; i < n; i++) {
    const float x = samples[i];
    const float low = x > -GAF_LIMIT_CODEC_PEAK ? x : -GAF_LIMIT_CODEC_PEAK;
    const float both = low < GAF_LIMIT_CODEC_PEAK ? low : GAF_LIMIT_CODEC_PEAK;

    samples[i] = x == x ? both : 0.0f; /* not-a-number is the one that is not equal to itself */
  }
}

/* Packs frames into the block. An element that takes 32 bits only gets 16 bits rounded to 16 first, and 24 bits
 * left-justified. */
static void
pack (GafEncoderPackets *self, const GafSampleSource *source, gsize first, gsize n)
{
  guint8 *dest = self->block + self->filled * self->channels * gaf_coding_get_width (self->coding);
  const guint8 *planes[GAF_LIMIT_CHANNELS];
  const GafSampleSource narrow = { GAF_CODING_S16LE, self->channels, self->channels * sizeof (gint16), planes };

  if (self->narrow == NULL) {
    gaf_samples_pack (source, first, self->coding, dest, n);
    if (self->coding == GAF_CODING_F32LE)
      tame ((float *) dest, n * self->channels);
    return;
  }
  gaf_samples_pack (source, first, GAF_CODING_S16LE, self->narrow, n);
  for (int c = 0; c < self->channels; c++)
    planes[c] = (const guint8 *) (self->narrow + c);
  gaf_samples_pack (&narrow, 0, self->coding, dest, n);
}

/* Whether the file takes what the next block and all that is held back come to; at the end it is tried in any case. */
static gboolean
check_sink (GafEncoderPackets *self, GError **error)
{
  return self->is_finishing
         || (gaf_byte_sink_check (self->sink, error) && gaf_byte_sink_reserve (self->sink, self->held, error));
}

/*
 * Appends frames at the element's rate, and counts in @n_taken those that were taken, also when it fails. There is
 * room on the disk for what was taken: of a block that there is no room for, only what was there before this call is
 * kept.
 */
static gboolean
feed (GafEncoderPackets *self, const GafSampleSource *source, gsize first, gsize n_frames, gint64 *n_taken,
      GError **error)
{
  while (n_frames > 0) {
    gsize n = MIN (n_frames, self->setup->block - self->filled);

    /* What comes from the resampler cannot be refused any more. */
    if (self->resampler == NULL && n == self->setup->block - self->filled && !check_sink (self, error))
      return FALSE;
    pack (self, source, first, n);
    self->filled += n;
    *n_taken += n;
    first += n;
    n_frames -= n;
    if (self->filled == self->setup->block && !push_block (self, error))
      return FALSE;
  }
  return TRUE;
}

/* Resamples the block in @in and feeds the result, up to @limit frames in all. */
static gboolean
resample_block (GafEncoderPackets *self, gint64 limit, GError **error)
{
  gpointer in[1] = { self->in }, out[1];
  gsize n = gst_audio_resampler_get_out_frames (self->resampler, RESAMPLE_BLOCK);
  const guint8 *planes[GAF_LIMIT_CHANNELS];
  const GafSampleSource source = { GAF_CODING_F32LE, self->channels, self->channels * sizeof (float), planes };

  g_array_set_size (self->out, n * self->channels);
  out[0] = self->out->data;
  gst_audio_resampler_resample (self->resampler, in, RESAMPLE_BLOCK, out, n);
  self->in_filled = 0;

  for (int c = 0; c < self->channels; c++)
    planes[c] = (const guint8 *) self->out->data + c * sizeof (float);
  n = MIN ((gint64) n, limit - self->resampled);
  return feed (self, &source, 0, n, &self->resampled, error);
}

static gboolean
feed_resampled (GafEncoderPackets *self, const GafSampleSource *source, gsize first, gsize n_frames, gint64 *n_taken,
                GError **error)
{
  while (n_frames > 0) {
    gsize n = MIN (n_frames, RESAMPLE_BLOCK - self->in_filled);
    float *dest = self->in + self->in_filled * self->channels;

    if (n == RESAMPLE_BLOCK - self->in_filled && !check_sink (self, error))
      return FALSE;
    gaf_samples_pack (source, first, GAF_CODING_F32LE, dest, n);
    tame (dest, n * self->channels);
    self->in_filled += n;
    *n_taken += n;
    first += n;
    n_frames -= n;
    if (self->in_filled == RESAMPLE_BLOCK && !resample_block (self, G_MAXINT64, error))
      return FALSE;
  }
  return TRUE;
}

/* The end: zeros behind it bring out what is still in the filter. */
static gboolean
finish_resampling (GafEncoderPackets *self, GError **error)
{
  const gint64 wanted =
      gst_util_uint64_scale_round (self->parent.n_frames, self->rate, (guint64) gaf_encode_spec_get_rate (self->spec));

  while (self->resampled < wanted) {
    memset (self->in + self->in_filled * self->channels, 0,
            (RESAMPLE_BLOCK - self->in_filled) * self->channels * sizeof (float));
    if (!resample_block (self, wanted, error))
      return FALSE;
  }
  return TRUE;
}

/* encoder */

static gboolean
packets_refresh (GafEncoder *encoder, GError **error)
{
  GafEncoderPackets *self = (GafEncoderPackets *) encoder;

  return !self->started || self->muxer->klass->refresh == NULL
         || self->muxer->klass->refresh (self->muxer, encoder->n_frames, error);
}

/* Each half second of audio is handed on, whatever the clock says: see write/encoder-pcm.c. */
static gboolean
write_and_refresh (GafEncoderPackets *self, const GafSampleSource *source, gsize first, gint64 n_frames, GError **error)
{
  const gint64 interval = MAX ((gint64) gaf_encode_spec_get_rate (self->spec) / 2, 1);
  gint64 *n_taken = &self->parent.n_frames;

  while (n_frames > 0) {
    const gint64 n = MIN (n_frames, interval - *n_taken % interval);

    if (!(self->resampler != NULL ? feed_resampled (self, source, first, n, n_taken, error)
                                  : feed (self, source, first, n, n_taken, error)))
      return FALSE;
    if (*n_taken % interval == 0 && !packets_refresh (&self->parent, error))
      return FALSE;
    first += n;
    n_frames -= n;
  }
  return gaf_byte_sink_check (self->sink, error);
}

static gboolean
packets_write (GafEncoder *encoder, const GafSampleSource *source, gsize first, gint64 n_frames, GError **error)
{
  GafEncoderPackets *self = (GafEncoderPackets *) encoder;
  const guint8 *planes[8];
  GafSampleSource ordered = *source;

  if (self->channels >= 7 && self->setup->wide_order != NULL) {
    for (int c = 0; c < self->channels; c++)
      planes[c] = source->planes[self->setup->wide_order[c]];
    ordered.planes = planes;
    source = &ordered;
  }
  return write_and_refresh (self, source, first, n_frames, error);
}

/* Fills the block with silence, which the length in the file cuts off again. */
static void
fill_with_silence (GafEncoderPackets *self)
{
  const gsize frame_size = self->channels * gaf_coding_get_width (self->coding);

  memset (self->block + self->filled * frame_size, 0, (self->setup->block - self->filled) * frame_size);
  self->filled = self->setup->block;
}

/* An encoder that drops a block says so nowhere. */
static gboolean
check_coded (GafEncoderPackets *self, GError **error)
{
  if (self->coded >= self->pushed)
    return TRUE;
  g_set_error (error, GAF_ERROR, GAF_ERROR_IO,
               "The encoder \"%s\" has dropped %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT
               " frames: the file is incomplete",
               self->setup->element, self->pushed - self->coded, self->pushed);
  return FALSE;
}

static gboolean
packets_finish (GafEncoder *encoder, GError **error)
{
  GafEncoderPackets *self = (GafEncoderPackets *) encoder;
  const gboolean is_empty = encoder->n_frames == 0;

  /* The headers are as of the last refresh. What is behind that can be read without them in most formats. */
  if (!gaf_byte_sink_check (self->sink, error))
    return FALSE;
  self->is_finishing = TRUE;
  if (self->resampler != NULL && !finish_resampling (self, error))
    return FALSE;
  if ((is_empty && self->setup->needs_a_block) || (self->pushed == 0 && self->filled > 0 && self->setup->fills_first))
    fill_with_silence (self);
  if (!push_block (self, error))
    return FALSE;
  if (self->pushed > 0 && (!gaf_coop_pipeline_finish (self->pipeline, error) || !drain_pipeline (self, error)))
    return FALSE;
  return self->muxer->klass->finish (self->muxer, encoder->n_frames, error) && check_coded (self, error);
}

static void
packets_free (GafEncoder *encoder)
{
  GafEncoderPackets *self = (GafEncoderPackets *) encoder;

  g_clear_pointer (&self->pipeline, gaf_coop_pipeline_free);
  g_clear_pointer (&self->muxer, gaf_muxer_free);
  g_clear_pointer (&self->resampler, gst_audio_resampler_free);
  g_clear_pointer (&self->out, g_array_unref);
  g_free (self->in);
  g_free (self->block);
  g_free (self->narrow);
  g_clear_object (&self->spec);
  g_free (self);
}

static const GafEncoderClass packets_class = { packets_write, packets_refresh, packets_finish, packets_free };

/* opening */

static GafMuxer *
make_muxer (GafByteSink *sink, GafEncodeSpec *spec, GafMux mux, GError **error)
{
  switch (mux) {
  case GAF_MUX_MPEG:
    return gaf_muxer_mpeg_new (sink, spec, error);
  case GAF_MUX_FLAC:
    return gaf_muxer_flac_new (sink, spec, error);
  case GAF_MUX_OGG:
    return gaf_muxer_ogg_new (sink, spec, error);
  case GAF_MUX_OGG_FLAC:
    return gaf_muxer_ogg_flac_new (sink, spec, error);
  case GAF_MUX_MP4:
    return gaf_muxer_mp4_new (sink, spec, error);
  case GAF_MUX_WAVPACK:
    return gaf_muxer_wavpack_new (sink, spec, error);
  case GAF_MUX_NONE:
  default:
    return NULL;
  }
}

static GafSampleFormat
format_of_depth (guint bits)
{
  switch (bits) {
  case 8:
    return GAF_SAMPLE_FORMAT_INT8;
  case 16:
    return GAF_SAMPLE_FORMAT_INT16;
  case 24:
    return GAF_SAMPLE_FORMAT_INT24;
  case 32:
    return GAF_SAMPLE_FORMAT_INT32;
  default:
    return GAF_SAMPLE_FORMAT_UNKNOWN;
  }
}

static void
set_up_element (GstElement *element, gpointer user_data)
{
  GafEncoderPackets *self = user_data;

  self->setup->set_up (element, self->spec, self->format);
}

static void
send_first_caps (GafEncoderPackets *self)
{
  g_autoptr (GstPad) pad = NULL;
  g_autoptr (GstCaps) caps = NULL;

  if (self->setup->first_caps == NULL)
    return;
  pad = gst_element_get_static_pad (gaf_coop_pipeline_get_element (self->pipeline, 0), "src");
  caps = gst_caps_from_string (self->setup->first_caps);
  gst_pad_push_event (pad, gst_event_new_caps (caps));
}

GafEncoder *
gaf_encoder_packets_new (GafByteSink *sink, GafEncodeSpec *spec, GError **error)
{
  GafEncoderPackets *self = g_new0 (GafEncoderPackets, 1);
  g_autoptr (GafEncoder) encoder = &self->parent;
  g_autoptr (GstCaps) input = NULL;
  g_autoptr (GstCaps) output = NULL;
  const char *elements[2] = { NULL, NULL };

  self->parent.klass = &packets_class;
  self->sink = sink;
  self->parent.format = format_of_depth (gaf_encode_spec_get_bit_depth (spec));
  self->spec = g_object_ref (spec);
  self->format = gaf_write_format_find (gaf_encode_spec_get_format (spec), gaf_encode_spec_get_codec (spec));
  self->setup = gaf_encoder_setup_choose (self->format, error);
  if (self->setup == NULL)
    return NULL;

  self->coding = self->setup->coding (spec);
  self->channels = gaf_encode_spec_get_channels (spec);
  self->rate = gaf_encoder_setup_get_rate (self->setup, spec);
  self->held = gaf_encoder_setup_get_held (self->setup, self->format, spec);
  self->block = g_malloc (self->setup->block * self->channels * gaf_coding_get_width (self->coding));
  if (self->setup->is_full_range && gaf_encode_spec_get_bit_depth (spec) == 16)
    self->narrow = g_new (gint16, self->setup->block * self->channels);
  if (self->rate != (int) gaf_encode_spec_get_rate (spec)) {
    self->resampler = gst_audio_resampler_new (GST_AUDIO_RESAMPLER_METHOD_KAISER, 0, GST_AUDIO_FORMAT_F32,
                                               self->channels, (int) gaf_encode_spec_get_rate (spec), self->rate, NULL);
    self->in = g_new (float, RESAMPLE_BLOCK * self->channels);
    self->out = g_array_new (FALSE, FALSE, sizeof (float));
  }

  input = gaf_encoder_setup_get_caps (self->setup, spec);
  if (self->setup->fixes_rate)
    output = gst_caps_new_simple ("audio/mpeg", "rate", G_TYPE_INT, self->rate, NULL);
  else
    output = gst_caps_new_any ();
  elements[0] = self->setup->element;
  self->pipeline = gaf_coop_pipeline_new_full (elements, input, output, set_up_element, self, error);
  if (self->pipeline == NULL)
    return NULL;
  send_first_caps (self);
  gaf_coop_pipeline_set_rewritable (self->pipeline, gaf_byte_sink_can_seek (sink));

  self->muxer = make_muxer (sink, spec, self->format->mux, error);
  if (self->muxer == NULL || !gaf_byte_sink_open (sink, error))
    return NULL;
  return g_steal_pointer (&encoder);
}
