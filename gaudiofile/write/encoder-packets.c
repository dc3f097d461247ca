/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/*
 * Frames to packets.
 *
 *   caller's samples ─► packed into the element's format ─► blocks of one size ─► encoder element ─► packets ─► muxer
 *   ─► sink
 *                       (resampled in between, if the codec has not that rate)
 *
 * The blocks make the bytes of the file independent of how the caller cuts what it writes: some encoders' output
 * depends on the size of the buffers they get.
 *
 * FLAC that is written in long stretches from the beginning on goes another way, on several threads:
 *
 *   caller's samples ─► packed and staged ─► encoders (write/flac-parts) ─► packets ─► muxer ─► sink
 */

#include <string.h>

#include "write/encoder.h"
#include "write/flac-parts.h"
#include "gaf-error.h"
#include "gaf-private.h"
#include "core/interrupt.h"
#include "core/limits.h"
#include "core/memory.h"
#include "formats/flac/header.h"
#include "formats/flac/stream.h"
#include "packets/muxer.h"
#include "resample/engine.h"

typedef struct {
  GafEncoder parent;
  GafEncodeSpec *spec;      /* as it was asked for */
  GafEncodeSpec *file_spec; /* as the muxer has it: at the rate that is in the file */
  const GafWriteFormat *format;
  const GafEncoderSetup *setup;
  GafByteSink *sink; /* not owned */
  GafMuxer *muxer;
  GafEncoderElement *element;

  GafCoding coding; /* what the element gets */
  int channels;
  int rate;       /* what the element gets */
  gint16 *narrow; /* one block of 16 bits, to be widened (WavPack); else NULL */
  guint8 *block;  /* setup->block frames of coding, interleaved */
  gsize lead;     /* frames of silence that the first block begins with */
  gsize filled;   /* frames in it */
  gint64 pushed;  /* frames given to the element */
  gint64 coded;   /* frames of the packets that it has put out */
  gsize held;     /* bytes: no more than what is held back anywhere */

  /* Of FLAC that several encoders make, none of which knows all samples; they have the element then. */
  GafFlacParts *parts;
  GChecksum *sum; /* MD5 */

  GafResampleEngine *resampler; /* NULL: rate is the spec's */
  float *in;                    /* RESAMPLE_BLOCK frames to be resampled, a plane for each channel */
  gsize in_filled;
  float *out; /* resampled: planes of RESAMPLE_BLOCK frames, too */

  gboolean started;
  gboolean is_finishing;
} GafEncoderPackets;

#define RESAMPLE_BLOCK 4096
/* To encode a sample is more work than to convert it. */
#define ENCODING_WORK 8

/* packets */

/* How many frames a packet stands for, at the element's rate. */
static gint64
frames_of (GafEncoderPackets *self, GstBuffer *packet)
{
  if (!GST_BUFFER_DURATION_IS_VALID (packet))
    return 0;
  return (gint64) gst_util_uint64_scale_round (GST_BUFFER_DURATION (packet), (guint64) self->rate, GST_SECOND);
}

static gboolean
start_muxer (GafEncoderPackets *self, GstCaps *caps, GError **error)
{
  if (self->started)
    return TRUE;
  self->started = TRUE;
  return self->muxer->klass->start (self->muxer, caps, error);
}

/* Hands what the element has put out on to the muxer. */
static gboolean
drain_element (GafEncoderPackets *self, GError **error)
{
  GstBuffer *taken;
  guint64 rewrite;

  while ((taken = gaf_encoder_element_pop (self->element, &rewrite)) != NULL) {
    g_autoptr (GstBuffer) packet = taken;

    if (!start_muxer (self, gaf_encoder_element_get_caps (self->element), error))
      return FALSE;
    self->coded += frames_of (self, packet);
    if (!self->muxer->klass->packet (self->muxer, packet, rewrite, error))
      return FALSE;
  }
  return TRUE;
}

/* Where the time stamps leap, the element ends the packet that it has begun and begins anew, and the muxer puts both
 * together. This is how long, in all, the leaps before the next block are. */
static GstClockTime
leaps_before (GafEncoderPackets *self)
{
  const gint64 blocks = self->setup->count_blocks != NULL ? self->setup->count_blocks (self->setup, self->spec) : 0;

  return blocks > 0 ? self->pushed / (gint64) self->setup->block / blocks * GST_SECOND : 0;
}

static gboolean
push_block (GafEncoderPackets *self, GError **error)
{
  const GstClockTime begin = gst_util_uint64_scale (self->pushed, GST_SECOND, self->rate);
  const GstClockTime end = gst_util_uint64_scale (self->pushed + self->filled, GST_SECOND, self->rate);
  const GstClockTime pts = begin + leaps_before (self);
  const gsize n = self->filled;

  if (n == 0)
    return TRUE;
  self->pushed += n;
  self->filled = 0;
  return gaf_encoder_element_push (self->element, self->block, n, pts, end - begin, error)
         && drain_element (self, error);
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
      gaf_samples_tame ((float *) dest, n * self->channels, self->setup->clips ? 1.0f : GAF_LIMIT_CODEC_PEAK);
    return;
  }
  gaf_samples_pack (source, first, GAF_CODING_S16LE, self->narrow, n);
  for (int c = 0; c < self->channels; c++)
    planes[c] = (const guint8 *) (self->narrow + c);
  gaf_samples_pack (&narrow, 0, self->coding, dest, n);
}

/* Whether the file takes what the next block and all that is held back come to, and the program waits for it; at the
 * end it is tried in any case. */
static gboolean
check_sink (GafEncoderPackets *self, gsize n_frames, GError **error)
{
  return self->is_finishing
         || (gaf_interrupt_check (n_frames * self->channels * ENCODING_WORK, error)
             && gaf_byte_sink_check (self->sink, error) && gaf_byte_sink_reserve (self->sink, self->held, error));
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
    if (self->resampler == NULL && n == self->setup->block - self->filled
        && !check_sink (self, self->setup->block, error))
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

/* Makes @n_frames of resampled ones into samples that the element takes. */
static gboolean
feed_planes (GafEncoderPackets *self, gsize n_frames, GError **error)
{
  const guint8 *planes[GAF_LIMIT_CHANNELS];
  const GafSampleSource source = { GAF_CODING_F32LE, self->channels, sizeof (float), planes };
  gint64 fed = 0;

  for (int c = 0; c < self->channels; c++)
    planes[c] = (const guint8 *) (self->out + c * RESAMPLE_BLOCK);
  return feed (self, &source, 0, n_frames, &fed, error);
}

/* Resamples what is in @in, or with @tail what is still in the filter at the end, and feeds the result. */
static gboolean
resample_block (GafEncoderPackets *self, gboolean tail, GError **error)
{
  const float *in[GAF_LIMIT_CHANNELS];
  float *out[GAF_LIMIT_CHANNELS];
  gint64 n;

  for (int c = 0; c < self->channels; c++) {
    in[c] = self->in + c * RESAMPLE_BLOCK;
    out[c] = self->out + c * RESAMPLE_BLOCK;
  }
  n = tail ? gaf_resample_engine_read_tail (self->resampler, out, RESAMPLE_BLOCK)
           : gaf_resample_engine_process (self->resampler, in, (gint64) self->in_filled, out, RESAMPLE_BLOCK);
  self->in_filled = 0;
  while (n > 0) {
    if (!feed_planes (self, n, error))
      return FALSE;
    /* What had no room: more frames come out than went in. */
    n = tail ? gaf_resample_engine_read_tail (self->resampler, out, RESAMPLE_BLOCK)
             : gaf_resample_engine_process (self->resampler, in, 0, out, RESAMPLE_BLOCK);
  }
  return TRUE;
}

static gboolean
feed_resampled (GafEncoderPackets *self, const GafSampleSource *source, gsize first, gsize n_frames, gint64 *n_taken,
                GError **error)
{
  while (n_frames > 0) {
    const gsize n = MIN (n_frames, RESAMPLE_BLOCK - self->in_filled);

    if (n == RESAMPLE_BLOCK - self->in_filled && !check_sink (self, RESAMPLE_BLOCK, error))
      return FALSE;
    for (int c = 0; c < self->channels; c++) {
      const GafSampleSource plane = { source->coding, 1, source->stride, source->planes + c };
      float *dest = self->in + c * RESAMPLE_BLOCK + self->in_filled;

      gaf_samples_pack (&plane, first, GAF_CODING_F32LE, dest, n);
      gaf_samples_tame (dest, n, GAF_LIMIT_CODEC_PEAK);
    }
    self->in_filled += n;
    *n_taken += n;
    first += n;
    n_frames -= n;
    if (self->in_filled == RESAMPLE_BLOCK && !resample_block (self, FALSE, error))
      return FALSE;
  }
  return TRUE;
}

/* How many frames there are in the file of so many at the spec's rate. */
static gint64
count_in_file (GafEncoderPackets *self, gint64 n_frames)
{
  return self->resampler != NULL && !self->setup->keeps_rate
             ? gaf_resample_engine_get_n_frames (self->resampler, n_frames)
             : n_frames;
}

/* encoder */

static gboolean
refresh_muxer (GafEncoderPackets *self, GError **error)
{
  return !self->started || self->muxer->klass->refresh == NULL
         || self->muxer->klass->refresh (self->muxer, count_in_file (self, self->parent.n_frames), error);
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
    if (*n_taken % interval == 0 && !refresh_muxer (self, error))
      return FALSE;
    first += n;
    n_frames -= n;
  }
  return gaf_byte_sink_check (self->sink, error);
}

/* {{{ several threads */

/* Whether to begin with a stretch of @n_frames: not when an encoder has begun, whose sum cannot be taken from it. */
static gboolean
begins_parts (GafEncoderPackets *self, gint64 n_frames)
{
  return self->setup->count_run != NULL && self->parts == NULL && self->pushed == 0
         && gaf_flac_parts_count_threads (n_frames / (gint64) self->setup->block) > 1;
}

static gboolean
begin_parts (GafEncoderPackets *self, GError **error)
{
  guint8 *staged;

  self->parts = gaf_flac_parts_new (self->setup, self->format, self->spec, g_steal_pointer (&self->element));
  self->sum = g_checksum_new (G_CHECKSUM_MD5);
  if (self->filled == 0)
    return TRUE;
  staged = gaf_flac_parts_stage (self->parts, self->filled, error);
  if (staged == NULL)
    return FALSE;
  memcpy (staged, self->block, self->filled * self->channels * gaf_coding_get_width (self->coding));
  self->filled = 0;
  return TRUE;
}

static gboolean
pop_parts (GafEncoderPackets *self, GError **error)
{
  GstBuffer *taken;

  while ((taken = gaf_flac_parts_pop (self->parts)) != NULL) {
    g_autoptr (GstBuffer) frame = taken;

    if (!start_muxer (self, gaf_flac_parts_get_caps (self->parts), error)
        || !self->muxer->klass->packet (self->muxer, frame, G_MAXUINT64, error))
      return FALSE;
  }
  return TRUE;
}

/* @n_frames more were encoded; -1: that failed, with @error set, and what is there is handed on all the same. */
static gboolean
hand_on_parts (GafEncoderPackets *self, gint64 n_frames, GError **error)
{
  if (n_frames < 0) {
    pop_parts (self, NULL);
    return FALSE;
  }
  self->pushed += n_frames;
  return pop_parts (self, error) && gaf_flac_parts_unblock (self->parts, error) && pop_parts (self, error);
}

/* As check_sink(), for frames that are to be staged. Where there is no room for all that is on its way, as large as it
 * is before it is encoded, it goes on block by block, and @n_frames becomes what is left of the next one. */
static gboolean
check_room (GafEncoderPackets *self, gsize *n_frames, GError **error)
{
  const gsize frame_size = self->channels * gaf_coding_get_width (self->coding);
  gsize held = gaf_flac_parts_get_held (self->parts), staged = gaf_flac_parts_get_staged (self->parts);

  if (staged % self->setup->block + *n_frames < self->setup->block)
    return TRUE;
  if (!gaf_interrupt_check (*n_frames * self->channels * ENCODING_WORK, error)
      || !gaf_byte_sink_check (self->sink, error))
    return FALSE;
  if (!gaf_flac_parts_is_narrow (self->parts)) {
    if (gaf_byte_sink_reserve (self->sink, self->held + (held + *n_frames) * frame_size, NULL))
      return TRUE;
    if (!hand_on_parts (self, gaf_flac_parts_narrow (self->parts, self->sum, error), error))
      return FALSE;
    staged = gaf_flac_parts_get_staged (self->parts);
  }
  *n_frames = MIN (*n_frames, self->setup->block - staged);
  return *n_frames + staged < self->setup->block || gaf_byte_sink_reserve (self->sink, self->held, error);
}

/* A round at a time, as long as there is room on the disk for it. */
static gboolean
write_in_parts (GafEncoderPackets *self, const GafSampleSource *source, gsize first, gint64 n_frames, GError **error)
{
  const gsize round = gaf_flac_parts_count_round (self->parts);

  while (n_frames > 0) {
    const gsize staged = gaf_flac_parts_get_staged (self->parts);
    gsize n = MIN (n_frames, (gint64) (staged < round ? round - staged : self->setup->block));
    guint8 *dest = check_room (self, &n, error) ? gaf_flac_parts_stage (self->parts, n, error) : NULL;
    gint64 encoded;

    if (dest == NULL)
      return FALSE;
    gaf_samples_pack (source, first, self->coding, dest, n);
    self->parent.n_frames += n;
    first += n;
    n_frames -= n;
    encoded = gaf_flac_parts_encode (self->parts, n_frames == 0, self->sum, error);
    if (encoded != 0 && (!hand_on_parts (self, encoded, error) || !refresh_muxer (self, error)))
      return FALSE;
  }
  return TRUE;
}

static gboolean
packets_refresh (GafEncoder *encoder, GError **error)
{
  GafEncoderPackets *self = (GafEncoderPackets *) encoder;

  return (self->parts == NULL
          || hand_on_parts (self, gaf_flac_parts_encode (self->parts, FALSE, self->sum, error), error))
         && refresh_muxer (self, error);
}

static gboolean
finish_parts (GafEncoderPackets *self, GError **error)
{
  return hand_on_parts (self, gaf_flac_parts_finish (self->parts, self->sum, error), error);
}

/* Where the file can be written over, the sum is put into its header. */
static gboolean
put_sum (GafEncoderPackets *self, GError **error)
{
  guint8 digest[GAF_FLAC_MD5_SIZE];
  gsize size = sizeof digest;
  g_autoptr (GstBuffer) buffer = NULL;

  if (!gaf_byte_sink_can_seek (self->sink))
    return TRUE;
  g_checksum_get_digest (self->sum, digest, &size);
  buffer = gst_buffer_new_memdup (digest, size);
  return self->muxer->klass->packet (self->muxer, buffer, GAF_FLAC_MD5_OFFSET, error);
}

/* }}} */

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
  if (begins_parts (self, n_frames) && !begin_parts (self, error))
    return FALSE;
  return self->parts != NULL ? write_in_parts (self, source, first, n_frames, error)
                             : write_and_refresh (self, source, first, n_frames, error);
}

/* Fills the block up to @n_frames with silence, which the length in the file cuts off again. */
static void
fill_with_silence (GafEncoderPackets *self, gsize n_frames)
{
  const gsize frame_size = self->channels * gaf_coding_get_width (self->coding);

  memset (self->block + self->filled * frame_size, 0, (n_frames - self->filled) * frame_size);
  self->filled = n_frames;
}

/* Of an encoder that has a delay, and keeps to itself what it has not put out when it is told of the end. */
static gboolean
feed_tail (GafEncoderPackets *self, GError **error)
{
  const gsize frame_size = self->channels * gaf_coding_get_width (self->coding);

  for (gsize left = self->setup->tail + self->lead, n; left > 0; left -= n) {
    n = MIN (left, self->setup->block - self->filled);
    memset (self->block + self->filled * frame_size, 0, n * frame_size);
    self->filled += n;
    if (self->filled == self->setup->block && !push_block (self, error))
      return FALSE;
  }
  return TRUE;
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
finish_element (GafEncoderPackets *self, GError **error)
{
  gboolean is_empty;

  if (self->resampler != NULL && (!resample_block (self, FALSE, error) || !resample_block (self, TRUE, error)))
    return FALSE;
  /* Also of a frame or two whose place no frame at a lower rate has. */
  is_empty = self->pushed == 0 && self->filled == self->lead;
  if (is_empty)
    self->filled = 0;
  /* No more than a frame of an empty file: of many packets some would be in it before it is known that none counts. */
  if (is_empty && self->setup->needs_a_block)
    fill_with_silence (self, 1);
  else if (self->pushed == 0 && self->filled > 0 && self->setup->fills_first)
    fill_with_silence (self, self->setup->block);
  if (!is_empty && !feed_tail (self, error))
    return FALSE;
  return push_block (self, error)
         && (self->pushed == 0 || (gaf_encoder_element_finish (self->element, error) && drain_element (self, error)));
}

static gboolean
packets_finish (GafEncoder *encoder, GError **error)
{
  GafEncoderPackets *self = (GafEncoderPackets *) encoder;

  /* The headers are as of the last refresh. What is behind that can be read without them in most formats. */
  if (!gaf_byte_sink_check (self->sink, error))
    return FALSE;
  self->is_finishing = TRUE;
  return (self->parts != NULL ? finish_parts (self, error) && put_sum (self, error) : finish_element (self, error))
         && self->muxer->klass->finish (self->muxer, count_in_file (self, encoder->n_frames), error)
         && (self->parts != NULL || check_coded (self, error));
}

static void
packets_free (GafEncoder *encoder)
{
  GafEncoderPackets *self = (GafEncoderPackets *) encoder;

  g_clear_pointer (&self->element, gaf_encoder_element_free);
  g_clear_pointer (&self->muxer, gaf_muxer_free);
  g_clear_pointer (&self->resampler, gaf_resample_engine_free);
  g_clear_pointer (&self->parts, gaf_flac_parts_free);
  g_clear_pointer (&self->sum, g_checksum_free);
  g_free (self->in);
  g_free (self->out);
  g_free (self->block);
  g_free (self->narrow);
  g_clear_object (&self->spec);
  g_clear_object (&self->file_spec);
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
  case GAF_MUX_MATROSKA:
    return gaf_muxer_matroska_new (sink, spec, error);
  case GAF_MUX_BARE:
    return gaf_muxer_bare_new (sink, spec, error);
  case GAF_MUX_WAVPACK:
    return gaf_muxer_wavpack_new (sink, spec, error);
  case GAF_MUX_ASF:
    return gaf_muxer_asf_new (sink, spec, error);
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

/* The rate of a codec that has not the spec's; the file is of that rate then, unless it tells of both. The filter is
 * flat to .44 of the lower rate: treble beyond is what these codecs leave out, and would cost them time. */
static gboolean
start_resampling (GafEncoderPackets *self, GError **error)
{
  const double rate = gaf_encode_spec_get_rate (self->spec);

  self->resampler =
      gaf_resample_engine_new (rate, self->rate, self->channels, GAF_RESAMPLE_QUALITY_WINDOWED_SINC_16, error);
  if (self->resampler == NULL)
    return FALSE;
  self->in = g_new (float, RESAMPLE_BLOCK * self->channels);
  self->out = g_new (float, RESAMPLE_BLOCK * self->channels);
  if (!self->setup->keeps_rate)
    gaf_encode_spec_set_rate (self->file_spec, self->rate);
  return TRUE;
}

GafEncoder *
gaf_encoder_packets_new (GafByteSink *sink, GafEncodeSpec *spec, GError **error)
{
  GafEncoderPackets *self = g_new0 (GafEncoderPackets, 1);
  g_autoptr (GafEncoder) encoder = &self->parent;

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
  self->lead = self->filled = self->setup->count_around != NULL ? self->setup->count_around (self->rate) : 0;
  self->block = g_malloc0 (self->setup->block * self->channels * gaf_coding_get_width (self->coding));
  if (self->setup->is_full_range && gaf_encode_spec_get_bit_depth (spec) == 16)
    self->narrow = g_new (gint16, self->setup->block * self->channels);
  self->file_spec = gaf_encode_spec_copy (spec);
  if (self->rate != (int) gaf_encode_spec_get_rate (spec) && !start_resampling (self, error))
    return NULL;
  self->element = gaf_encoder_element_new (self->setup, self->format, spec, gaf_byte_sink_can_seek (sink), error);
  if (self->element == NULL)
    return NULL;

  self->muxer = make_muxer (sink, self->file_spec, self->format->mux, error);
  if (self->muxer == NULL || !gaf_byte_sink_open (sink, error))
    return NULL;
  return g_steal_pointer (&encoder);
}
