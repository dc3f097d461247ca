/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/*
 * Frames to packets.
 *
 *   caller's samples ─► packed into the element's format ─► blocks of one size ─► encoder element ─► packets ─► muxer ─► sink
 *                       (Opus: resampled in between)
 *
 * The blocks make the bytes of the file independent of how the caller cuts what it writes: some encoders' output depends on
 * the size of the buffers they get.
 */

#include <gst/audio/audio.h>
#include <stdlib.h>
#include <string.h>

#include "gst/coop-pipeline.h"
#include "gst/elements.h"
#include "read/codecs.h"
#include "write/encoder.h"
#include "gaf-error.h"
#include "core/limits.h"
#include "packets/muxer.h"
#include "formats/writable.h"

/* How an element is set up. */
typedef struct {
  const char *element;
  gsize block; /* frames pushed at once */
  GafCoding (*coding) (GafEncodeSpec *spec);
  void (*set_up) (GstElement *element, GafEncodeSpec *spec, const GafWriteFormat *format);
} Setup;

typedef struct {
  GafEncoder parent;
  GafEncodeSpec *spec;
  const GafWriteFormat *format;
  const Setup *setup;
  GafMuxer *muxer;
  GafCoopPipeline *pipeline;

  GafCoding coding; /* what the element gets */
  int channels;
  int rate;       /* what the element gets */
  gint16 *narrow; /* one block of 16 bits, to be widened (WavPack); else NULL */
  guint8 *block;  /* setup->block frames of coding, interleaved */
  gsize filled;   /* frames in it */
  gint64 pushed;  /* frames given to the element */

  GstAudioResampler *resampler; /* NULL: rate is the spec's */
  float *in;                    /* RESAMPLE_BLOCK frames to be resampled */
  gsize in_filled;
  GArray *out; /* of float: resampled */
  gint64 resampled;

  gint64 n_frames; /* written by the caller */
  gboolean started;
} GafEncoderPackets;

#define RESAMPLE_BLOCK 4096

/* elements */

static GafCoding
coding_float (GafEncodeSpec *spec)
{
  return GAF_CODING_F32LE;
}

static GafCoding
coding_16 (GafEncodeSpec *spec)
{
  return GAF_CODING_S16LE;
}

static GafCoding
coding_left (GafEncodeSpec *spec)
{
  return gaf_encode_spec_get_bit_depth (spec) == 24 ? GAF_CODING_S24_LEFTLE : GAF_CODING_S32LE;
}

static GafCoding
coding_16_or_24 (GafEncodeSpec *spec)
{
  return gaf_encode_spec_get_bit_depth (spec) == 16 ? GAF_CODING_S16LE : GAF_CODING_S24_32LE;
}

static GafCoding
coding_16_or_32 (GafEncodeSpec *spec)
{
  return gaf_encode_spec_get_bit_depth (spec) == 16 ? GAF_CODING_S16LE : GAF_CODING_S32LE;
}

/* The option's place in the format's list. */
static guint
quality_index (GafEncodeSpec *spec, const GafWriteFormat *format)
{
  for (guint i = 0; format->quality != NULL && format->quality[i] != NULL; i++)
    if (g_strcmp0 (format->quality[i], gaf_encode_spec_get_quality (spec)) == 0)
      return i;
  return format->default_quality;
}

/* "192 kbps" → 192 */
static int
quality_kbps (GafEncodeSpec *spec)
{
  return atoi (gaf_encode_spec_get_quality (spec));
}

/*
 * flacenc's idea of the levels lacks the orders of partitions that libFLAC's have, and has longer blocks; with these, sizes are libFLAC's.
 * Level 5 chooses mid/side less often than there: a fifth faster for 0.2 % more bytes.
 *
 * Setting a level that does so (1 or 4) makes flacenc warn about a property of its own that it misspells: they are those below and above
 * with that property set.
 */
static void
set_up_flac (GstElement *element, GafEncodeSpec *spec, const GafWriteFormat *format)
{
  const guint level = quality_index (spec, format);
  const gboolean loose = level == 1 || level == 4 || level == 5;

  g_object_set (element, "quality", level == 1 ? 0 : level == 4 ? 5 : (int) level, "blocksize", 4096, NULL);
  if (loose)
    g_object_set (element, "mid-side-stereo", TRUE, "loose-mid-side-stereo", TRUE, NULL);
  if (level >= 3)
    g_object_set (element, "min-residual-partition-order", 0, "max-residual-partition-order", level >= 6 ? 6 : 5, NULL);
}

/* The names are the nominal bit rates of 44.1 kHz stereo at libvorbis' qualities 0.0, 0.1 … 1.0. */
static void
set_up_vorbis (GstElement *element, GafEncodeSpec *spec, const GafWriteFormat *format)
{
  g_object_set (element, "quality", quality_index (spec, format) / 10.0, NULL);
}

static void
set_up_opus (GstElement *element, GafEncodeSpec *spec, const GafWriteFormat *format)
{
  gst_util_set_object_arg (G_OBJECT (element), "bitrate-type", "vbr");
  g_object_set (element, "bitrate", quality_kbps (spec) * 1000, NULL);
}

static void
set_up_lame (GstElement *element, GafEncodeSpec *spec, const GafWriteFormat *format)
{
  const char *quality = gaf_encode_spec_get_quality (spec);

  if (quality[0] == 'V') {
    gst_util_set_object_arg (G_OBJECT (element), "target", "quality");
    g_object_set (element, "quality", (float) (quality[1] - '0'), NULL);
  } else {
    gst_util_set_object_arg (G_OBJECT (element), "target", "bitrate");
    /* More than the rate allows (160 kbit/s below 32 kHz, 64 below 16) is lowered by LAME. */
    g_object_set (element, "cbr", TRUE, "bitrate", quality_kbps (spec), NULL);
  }
}

/* Without noise substitution seeks are exact. The element's defaults force mid/side and intensity stereo on every band, which
 * ruins what is not alike in both channels (9 against 54 dB on tones at 192 kbit/s); without them the quick search is the
 * better one, too. The names of the quality are for stereo. */
static void
set_up_aac (GstElement *element, GafEncodeSpec *spec, const GafWriteFormat *format)
{
  const guint channels = gaf_encode_spec_get_channels (spec);
  const int bit_rate = quality_kbps (spec) * 1000 * (channels > 2 ? (int) channels : 2) / 2;

  gst_util_set_object_arg (G_OBJECT (element), "aac-coder", "fast");
  g_object_set (element, "bitrate", bit_rate, "aac-pns", FALSE, "aac-is", FALSE, "aac-ms", FALSE, NULL);
}

static void
set_up_nothing (GstElement *element, GafEncodeSpec *spec, const GafWriteFormat *format)
{
}

/* For leaps_before(). */
static void
set_up_wavpack (GstElement *element, GafEncodeSpec *spec, const GafWriteFormat *format)
{
  g_object_set (element, "hard-resync", TRUE, NULL);
}

static const Setup setups[] = {
  { "flacenc", 4096, coding_16_or_24, set_up_flac },   { "vorbisenc", 1024, coding_float, set_up_vorbis },
  { "opusenc", 960, coding_16, set_up_opus },          { "lamemp3enc", 4608, coding_16, set_up_lame },
  { "avenc_aac", 1024, coding_float, set_up_aac },     { "avenc_alac", 4096, coding_16_or_32, set_up_nothing },
  { "wavpackenc", 4096, coding_left, set_up_wavpack },
};

static const Setup *
choose_setup (const GafWriteFormat *format, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (format->elements) && format->elements[i] != NULL; i++) {
    if (!gaf_elements_check (format->elements[i], NULL))
      continue;
    for (gsize k = 0; k < G_N_ELEMENTS (setups); k++)
      if (strcmp (setups[k].element, format->elements[i]) == 0)
        return &setups[k];
  }
  gaf_elements_check (format->elements[0], error);
  return NULL;
}

static GstAudioFormat
audio_format (GafCoding coding)
{
  switch (coding) {
  case GAF_CODING_S16LE:
    return GST_AUDIO_FORMAT_S16LE;
  case GAF_CODING_S24_32LE:
    return GST_AUDIO_FORMAT_S24_32LE;
  case GAF_CODING_S24_LEFTLE:
  case GAF_CODING_S32LE:
    return GST_AUDIO_FORMAT_S32LE;
  default:
    return GST_AUDIO_FORMAT_F32LE;
  }
}

/*
 * What an element takes for channels in WAVE's order. GStreamer's own fallback is another for three and seven, and makes opusenc abort.
 *
 * 0: without positions. From 5, 7 and 8 channels with positions opusenc makes files with some of them interchanged, at least up to 1.22;
 * without, it leaves them as they are, and the muxer writes which is which.
 */
static guint64
channel_mask (GafEncodeSpec *spec, const Setup *setup)
{
  static const struct {
    const char *element;
    guint64 masks[9];
  } elements[] = {
    { "flacenc", { 0, 0, 0x3, 0x7, 0x33, 0x37, 0x3f, 0x13f, 0xc3f } },
    { "vorbisenc", { 0, 0, 0x3, 0x7, 0x33, 0x37, 0x3f, 0xd0f, 0xc3f } },
    { "opusenc", { 0, 0, 0x3, 0x7, 0x33, 0, 0x3f, 0, 0 } },
    { "avenc_aac", { 0, 0, 0x3, 0x7, 0x107, 0x37, 0x3f, 0x13f, 0xc3f } },
  };
  const guint channels = gaf_encode_spec_get_channels (spec);

  for (guint i = 0; i < G_N_ELEMENTS (elements); i++)
    if (strcmp (setup->element, elements[i].element) == 0 && channels < G_N_ELEMENTS (elements[i].masks))
      return elements[i].masks[channels];
  return gst_audio_channel_get_fallback_mask (channels);
}

static GstCaps *
input_caps (GafEncoderPackets *self)
{
  GstAudioInfo info;
  GstAudioChannelPosition positions[64];

  gst_audio_info_init (&info);
  if (self->channels > 1
      && gst_audio_channel_positions_from_mask (self->channels, channel_mask (self->spec, self->setup), positions))
    gst_audio_info_set_format (&info, audio_format (self->coding), self->rate, self->channels, positions);
  else
    gst_audio_info_set_format (&info, audio_format (self->coding), self->rate, self->channels, NULL);
  return gst_audio_info_to_caps (&info);
}

/* packets */

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
    if (!self->muxer->klass->packet (self->muxer, packet, gaf_coop_pipeline_get_offset (self->pipeline), error))
      return FALSE;
  }
  return TRUE;
}

/*
 * libwavpack makes blocks of 32,000 samples and more, which is four seconds of 8 kHz: so much would be lost with the program. Where its time
 * leaps, the element ends what it has begun and begins anew, which the muxer puts together. How long, in all, the leaps before this block are.
 */
static GstClockTime
leaps_before (GafEncoderPackets *self)
{
  const gint64 blocks = MAX (self->rate / (gint64) self->setup->block, 1);

  if (self->format->mux != GAF_MUX_WAVPACK || self->rate * self->channels >= 40000)
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

/* Packs frames into the block. wavpackenc takes 32 bits only: 16 are rounded to 16 first, and 24 are left-justified. */
static void
pack (GafEncoderPackets *self, const GafSampleSource *source, gsize first, gsize n)
{
  guint8 *dest = self->block + self->filled * self->channels * gaf_coding_get_width (self->coding);
  const guint8 *planes[GAF_LIMIT_CHANNELS];
  const GafSampleSource narrow = { GAF_CODING_S16LE, self->channels, self->channels * sizeof (gint16), planes };

  if (self->narrow == NULL) {
    gaf_samples_pack (source, first, self->coding, dest, n);
    return;
  }
  gaf_samples_pack (source, first, GAF_CODING_S16LE, self->narrow, n);
  for (int c = 0; c < self->channels; c++)
    planes[c] = (const guint8 *) (self->narrow + c);
  gaf_samples_pack (&narrow, 0, self->coding, dest, n);
}

/* Appends frames at the element's rate. */
static gboolean
feed (GafEncoderPackets *self, const GafSampleSource *source, gsize first, gsize n_frames, GError **error)
{
  while (n_frames > 0) {
    gsize n = MIN (n_frames, self->setup->block - self->filled);

    pack (self, source, first, n);
    self->filled += n;
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
  self->resampled += n;
  return feed (self, &source, 0, n, error);
}

static gboolean
feed_resampled (GafEncoderPackets *self, const GafSampleSource *source, gsize first, gsize n_frames, GError **error)
{
  while (n_frames > 0) {
    gsize n = MIN (n_frames, RESAMPLE_BLOCK - self->in_filled);

    gaf_samples_pack (source, first, GAF_CODING_F32LE, self->in + self->in_filled * self->channels, n);
    self->in_filled += n;
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
      gst_util_uint64_scale_round (self->n_frames, self->rate, (guint64) gaf_encode_spec_get_rate (self->spec));

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
         || self->muxer->klass->refresh (self->muxer, self->n_frames, error);
}

/* Each half second of sound is handed on, whatever the clock says: see write/encoder-pcm.c. */
static gboolean
write_and_refresh (GafEncoderPackets *self, const GafSampleSource *source, gsize first, gint64 n_frames, GError **error)
{
  const gint64 interval = MAX ((gint64) gaf_encode_spec_get_rate (self->spec) / 2, 1);

  while (n_frames > 0) {
    const gint64 n = MIN (n_frames, interval - self->n_frames % interval);

    self->n_frames += n;
    if (!(self->resampler != NULL ? feed_resampled (self, source, first, n, error)
                                  : feed (self, source, first, n, error)))
      return FALSE;
    if (self->n_frames % interval == 0 && !packets_refresh (&self->parent, error))
      return FALSE;
    first += n;
    n_frames -= n;
  }
  return TRUE;
}

static gboolean
packets_write (GafEncoder *encoder, const GafSampleSource *source, gsize first, gint64 n_frames, GError **error)
{
  GafEncoderPackets *self = (GafEncoderPackets *) encoder;
  static const int flac_order[8] = { 0, 1, 4, 5, 2, 3, 6, 7 };
  const guint8 *planes[8];
  GafSampleSource ordered = *source;

  /* flacenc puts seven and eight channels into an order of its own, as flacdec does. */
  if (self->channels >= 7 && strcmp (self->setup->element, "flacenc") == 0) {
    for (int c = 0; c < self->channels; c++)
      planes[c] = source->planes[flac_order[c]];
    ordered.planes = planes;
    source = &ordered;
  }
  return write_and_refresh (self, source, first, n_frames, error);
}

/* Ogg needs the encoder's headers even when nothing was written: it is given a block of silence, which the length then cuts off. */
static gboolean
push_silence (GafEncoderPackets *self, GError **error)
{
  if (self->format->mux != GAF_MUX_OGG)
    return TRUE;
  memset (self->block, 0, self->setup->block * self->channels * gaf_coding_get_width (self->coding));
  self->filled = self->setup->block;
  return push_block (self, error);
}

static gboolean
packets_finish (GafEncoder *encoder, GError **error)
{
  GafEncoderPackets *self = (GafEncoderPackets *) encoder;

  if (self->n_frames == 0 && !push_silence (self, error))
    return FALSE;
  if (self->resampler != NULL && !finish_resampling (self, error))
    return FALSE;
  /* From less than a frame opusenc makes one packet, even if what it holds back would need a second. */
  if (self->pushed == 0 && self->filled > 0 && strcmp (self->format->codec, "opus") == 0) {
    const gsize frame_size = self->channels * gaf_coding_get_width (self->coding);

    memset (self->block + self->filled * frame_size, 0, (self->setup->block - self->filled) * frame_size);
    self->filled = self->setup->block;
  }
  if (!push_block (self, error))
    return FALSE;
  if (self->pushed > 0 && (!gaf_coop_pipeline_finish (self->pipeline, error) || !drain_pipeline (self, error)))
    return FALSE;
  return self->muxer->klass->finish (self->muxer, self->n_frames, error);
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
  case GAF_MUX_MP4:
    return gaf_muxer_mp4_new (sink, spec, error);
  case GAF_MUX_WAVPACK:
    return gaf_muxer_wavpack_new (sink, spec, error);
  case GAF_MUX_NONE:
  default:
    return NULL;
  }
}

/* Opus has rates of its own; any other is resampled to its highest. */
static int
element_rate (GafEncoderPackets *self)
{
  static const int opus_rates[] = { 8000, 12000, 16000, 24000, 48000 };
  const int rate = (int) gaf_encode_spec_get_rate (self->spec);

  if (strcmp (self->format->codec, "opus") != 0)
    return rate;
  for (gsize i = 0; i < G_N_ELEMENTS (opus_rates); i++)
    if (rate == opus_rates[i])
      return rate;
  return 48000;
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

/* Of a file shorter than a block flacenc sends on a segment before it has sent its caps, at which GStreamer warns on the standard error
 * stream. So there are caps from the beginning; those of the encoder follow with its first packet. */
static void
calm_flacenc (GafEncoderPackets *self)
{
  g_autoptr (GstPad) pad = NULL;
  g_autoptr (GstCaps) caps = NULL;

  if (strcmp (self->setup->element, "flacenc") != 0)
    return;
  pad = gst_element_get_static_pad (gaf_coop_pipeline_get_element (self->pipeline, 0), "src");
  caps = gst_caps_new_empty_simple ("audio/x-flac");
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
  self->parent.format = format_of_depth (gaf_encode_spec_get_bit_depth (spec));
  self->spec = g_object_ref (spec);
  self->format = gaf_write_format_find (gaf_encode_spec_get_format (spec), gaf_encode_spec_get_codec (spec));
  self->setup = choose_setup (self->format, error);
  if (self->setup == NULL)
    return NULL;

  self->coding = self->setup->coding (spec);
  self->channels = gaf_encode_spec_get_channels (spec);
  self->rate = element_rate (self);
  self->block = g_malloc (self->setup->block * self->channels * gaf_coding_get_width (self->coding));
  if (self->format->mux == GAF_MUX_WAVPACK && gaf_encode_spec_get_bit_depth (spec) == 16)
    self->narrow = g_new (gint16, self->setup->block * self->channels);
  if (self->rate != (int) gaf_encode_spec_get_rate (spec)) {
    self->resampler = gst_audio_resampler_new (GST_AUDIO_RESAMPLER_METHOD_KAISER, 0, GST_AUDIO_FORMAT_F32,
                                               self->channels, (int) gaf_encode_spec_get_rate (spec), self->rate, NULL);
    self->in = g_new (float, RESAMPLE_BLOCK * self->channels);
    self->out = g_array_new (FALSE, FALSE, sizeof (float));
  }

  input = input_caps (self);
  /* LAME would choose a lower rate for low bit rates. */
  if (self->format->mux == GAF_MUX_MPEG)
    output = gst_caps_new_simple ("audio/mpeg", "rate", G_TYPE_INT, self->rate, NULL);
  else
    output = gst_caps_new_any ();
  elements[0] = self->setup->element;
  self->pipeline = gaf_coop_pipeline_new_full (elements, input, output, set_up_element, self, error);
  if (self->pipeline == NULL)
    return NULL;
  calm_flacenc (self);
  gaf_coop_pipeline_set_rewritable (self->pipeline, gaf_byte_sink_can_seek (sink));

  self->muxer = make_muxer (sink, spec, self->format->mux, error);
  if (self->muxer == NULL || !gaf_byte_sink_open (sink, error))
    return NULL;
  return g_steal_pointer (&encoder);
}
