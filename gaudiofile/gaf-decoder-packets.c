/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/*
 * Packets to exact frames.
 *
 *   packetizer ──► packet at coded position p ──► decoder element ──► buffer, whose time stamp is p's ──► placed at p
 *
 * Three rules make every read exact, whatever the element does:
 *
 *  1. A packet's time stamp is made from its position, and a buffer's position is read back from its time stamp. So no error can
 *     add up, and a buffer stands at the same place whether it was reached by reading or by seeking.
 *  2. Reading fills the caller's memory by position: what lies before the wanted frame is dropped (pre-roll, encoder delay), a hole
 *     is silence (damage), and what lies behind the stream's length is cut (end padding).
 *  3. When the packets end, the length is known: it is corrected then, once. A length that was promised as exact is kept, and filled with silence.
 */

#include "gaf-decoder.h"

#include <gst/audio/audio.h>
#include <string.h>

#include "gaf-chain.h"
#include "gaf-coop-pipeline.h"
#include "gaf-demux-guard.h"
#include "gaf-error.h"
#include "gaf-limits.h"

/* A buffer of decoded frames, mapped, with its position. */
typedef struct {
  GstBuffer *buffer;
  GstAudioBuffer map;
  GafCoding coding;
  int channels;
  const guint8 *planes[GAF_LIMIT_CHANNELS];
  gsize stride;
  gint64 start; /* first frame, in the output's coded domain */
  gint64 end;
} Decoded;

typedef struct {
  GafDecoder parent;
  GafByteSource *source;
  GafPacketizer *packetizer;
  const GafCodec *codec;
  GafCoopPipeline *pipeline; /* NULL until the first read of a codec that needs none to open */

  GstCaps *caps; /* those that @info was made from */
  GstAudioInfo info;
  GafCoding coding; /* of info's format */

  int out_rate; /* of what the decoder puts out: the packetizer's, or twice that (spectral band replication) */
  gint64 skip;  /* at out_rate */

  Decoded decoded;   /* what is being read from; buffer NULL: nothing */
  gint64 next_start; /* where a buffer without a time stamp goes: behind the last one */
  gint64 cursor;     /* the presentation's frame that reading goes on at */
  gint64 warm;       /* coded frame from which on the element's output is right: what it puts out before is pre-roll */
  gboolean lost;     /* a read failed half-way: where the element stands is not known */
  gint64 fed_end;  /* where the packet fed last ends, in the packetizer's frames; -1: not known, or it was the first */
  guint fruitless; /* packets fed since the last buffer */
  gint64 sounding[4]; /* positions of the packets fed last, -1 for silent ones; a decoder is behind by one or two */
  guint n_fed;
  gint64 resync_at; /* coded frame to start the decoder anew at; -1: none */
  gboolean drained; /* the packets have ended and the element has been emptied */
  gboolean got_any; /* something was decoded since opening */
  GError *failure;  /* the first thing that the element complained about */
} GafDecoderPackets;

/* positions */

static gint64
scale_rate (gint64 frames, int from, int to)
{
  return from == to ? frames : (gint64) gst_util_uint64_scale_int_round (frames, to, from);
}

static void
update_length (GafDecoderPackets *self)
{
  const GafPacketizer *packetizer = self->packetizer;

  self->skip = scale_rate (packetizer->skip, packetizer->rate, self->out_rate);
  if (packetizer->n_frames >= 0 && !self->parent.exact) {
    self->parent.n_frames = scale_rate (packetizer->n_frames, packetizer->rate, self->out_rate);
    self->parent.exact = packetizer->exact;
  }
}

/* output buffers */

/* flacdec puts seven and eight channels into an order of its own: file channel c is its channel flac_order[c] (RFC 9639, 9.1.3 has the
 * file's order, which is WAVE's). */
static const int flac_order[8] = { 0, 1, 4, 5, 2, 3, 6, 7 };

static void
restore_order (GafDecoderPackets *self)
{
  const guint8 *planes[8];

  if (self->decoded.channels < 7 || self->decoded.channels > 8 || strcmp (self->codec->codec, "flac") != 0)
    return;
  for (int c = 0; c < self->decoded.channels; c++)
    planes[c] = self->decoded.planes[flac_order[c]];
  memcpy (self->decoded.planes, planes, self->decoded.channels * sizeof planes[0]);
}

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

static gboolean
take_caps (GafDecoderPackets *self, GstCaps *caps, GError **error)
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
  gst_caps_replace (&self->caps, caps);
  return TRUE;
}

static void
clear_decoded (GafDecoderPackets *self)
{
  if (self->decoded.buffer == NULL)
    return;
  gst_audio_buffer_unmap (&self->decoded.map);
  gst_clear_buffer (&self->decoded.buffer);
}

/* Takes @buffer (transfer full) as what is read from next; FALSE when there is nothing in it. */
static gboolean
take_buffer (GafDecoderPackets *self, GstBuffer *buffer)
{
  Decoded *decoded = &self->decoded;
  const int channels = GST_AUDIO_INFO_CHANNELS (&self->info);
  const gsize width = GST_AUDIO_INFO_WIDTH (&self->info) / 8;

  clear_decoded (self);

  /* As audio, not as bytes: the decoders of gst-libav hand out planar buffers that a GstAudioMeta clips. */
  if (gst_buffer_get_size (buffer) == 0 || !gst_audio_buffer_map (&decoded->map, &self->info, buffer, GST_MAP_READ)) {
    gst_buffer_unref (buffer);
    return FALSE;
  }
  decoded->buffer = buffer;
  decoded->coding = self->coding;
  decoded->channels = channels;
  if (GST_AUDIO_BUFFER_LAYOUT (&decoded->map) == GST_AUDIO_LAYOUT_INTERLEAVED) {
    const guint8 *data = GST_AUDIO_BUFFER_PLANE_DATA (&decoded->map, 0);

    decoded->stride = width * channels;
    for (int c = 0; c < channels; c++)
      decoded->planes[c] = data + c * width;
  } else {
    decoded->stride = width;
    for (int c = 0; c < channels; c++)
      decoded->planes[c] = GST_AUDIO_BUFFER_PLANE_DATA (&decoded->map, c);
  }

  restore_order (self);

  /* A stream may change between mono and stereo within; the reader's channels stay as they were at the beginning: a missing
   * one is a copy of the last, one too many is left out. */
  for (int c = channels; c < self->parent.channels; c++)
    decoded->planes[c] = decoded->planes[channels - 1];

  decoded->start = GST_BUFFER_PTS_IS_VALID (buffer)
                       ? (gint64) gst_util_uint64_scale_round (GST_BUFFER_PTS (buffer), self->out_rate, GST_SECOND)
                       : self->next_start;
  decoded->end = decoded->start + GST_AUDIO_BUFFER_N_SAMPLES (&decoded->map);
  self->next_start = decoded->end;
  self->got_any = TRUE;
  self->fruitless = 0;
  return TRUE;
}

/* feeding */

static gboolean
make_pipeline (GafDecoderPackets *self, GError **error)
{
  g_autoptr (GstCaps) output = gaf_chain_get_output_caps (self->codec);
  const char *elements[2] = { gaf_chain_choose_element (self->codec, error), NULL };
  GstElement *element;

  if (elements[0] == NULL)
    return FALSE;
  self->pipeline = gaf_coop_pipeline_new_push (elements, self->packetizer->caps, output, error);
  if (self->pipeline == NULL)
    return FALSE;

  /* Damage is no reason to stop: the packets after it are good. */
  element = gaf_coop_pipeline_get_element (self->pipeline, 0);
  /* Off by default, which is no decoding of what was encoded: stereo is then off by up to half of full scale. */
  if (strcmp (elements[0], "opusdec") == 0
      && g_object_class_find_property (G_OBJECT_GET_CLASS (element), "phase-inversion"))
    g_object_set (element, "phase-inversion", TRUE, NULL);
  if (GST_IS_AUDIO_DECODER (element)) {
    gst_audio_decoder_set_max_errors (GST_AUDIO_DECODER (element), -1);
    /* A buffer's time stamp is its packet's, not one that was counted on while it was near enough. */
    gst_audio_decoder_set_tolerance (GST_AUDIO_DECODER (element), 0);
  }
  return TRUE;
}

/* Some decoders keep what they do not understand, and search all of it again with each packet (libmpg123). FALSE with @error: it never
 * understood anything. */
static gboolean
give_up (GafDecoderPackets *self, GError **error)
{
  if (!self->got_any) {
    if (self->failure != NULL)
      g_propagate_error (error, g_error_copy (self->failure));
    else
      g_set_error (error, GAF_ERROR, GAF_ERROR_CORRUPT, "The %s decoder can make nothing of the first %d packets",
                   self->codec->name, GAF_LIMIT_FRUITLESS);
    return FALSE;
  }
  gaf_coop_pipeline_flush (self->pipeline);
  self->fruitless = 0;
  return TRUE;
}

/* Gives the element one packet more, or the end. FALSE with @error when reading cannot go on. */
static gboolean
feed (GafDecoderPackets *self, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  GafPacket packet = { 0 };

  if (!gaf_packetizer_next (self->packetizer, &packet, &local_error)) {
    if (local_error != NULL) {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
    update_length (self);
    self->drained = TRUE;
    gaf_coop_pipeline_finish (self->pipeline, NULL);
    return TRUE;
  }

  update_length (self);
  if (++self->fruitless > GAF_LIMIT_FRUITLESS && !give_up (self, error)) {
    gaf_packet_clear (&packet);
    return FALSE;
  }
  self->sounding[self->n_fed++ % G_N_ELEMENTS (self->sounding)] = packet.sounding ? packet.position : -1;
  packet.data = gst_buffer_make_writable (packet.data);
  /* libFLAC fills a hole in the frame numbers with silence of its own, and what follows would come out late. */
  if ((self->codec->flags & GAF_CODEC_LOSSLESS) && self->fed_end >= 0 && packet.position != self->fed_end)
    GST_BUFFER_FLAG_SET (packet.data, GST_BUFFER_FLAG_DISCONT);
  self->fed_end = packet.position >= 0 && packet.n_frames >= 0 ? packet.position + packet.n_frames : -1;
  GST_BUFFER_PTS (packet.data) = packet.position < 0
                                     ? GST_CLOCK_TIME_NONE
                                     : gst_util_uint64_scale_ceil (packet.position, GST_SECOND, self->packetizer->rate);
  GST_BUFFER_DTS (packet.data) = GST_CLOCK_TIME_NONE;
  GST_BUFFER_DURATION (packet.data) = GST_CLOCK_TIME_NONE;
  if (gaf_coop_pipeline_push (self->pipeline, packet.data, &local_error))
    return TRUE;

  /* The element could not make anything of this packet and has stopped. It is started afresh for the next one; what is missing
   * becomes silence. The complaint is kept for the case that nothing at all can be decoded. */
  if (self->failure == NULL)
    self->failure = g_steal_pointer (&local_error);
  gaf_coop_pipeline_flush (self->pipeline);
  return TRUE;
}

/*
 * A decoder that gives up inside a damaged packet can go on differently after it for ever: libmpg123 fills the packet with zeros, but its
 * synthesis window has turned less far, and each later sample is rounded in another way. A seek to behind the damage never sees that.
 * So reading starts the decoder anew too, at the first frame for which a seek would begin behind the damaged packet.
 */
static gboolean
gave_up_inside (GafDecoderPackets *self)
{
  const Decoded *decoded = &self->decoded;
  const gsize step = 32; /* of the synthesis filter */
  const gsize n = decoded->end - decoded->start;
  gboolean sounding = FALSE;

  if (decoded->coding != GAF_CODING_F32LE || n < step)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (self->sounding); i++)
    sounding = sounding || self->sounding[i] == decoded->start;
  if (!sounding)
    return FALSE;
  for (int c = 0; c < decoded->channels; c++)
    for (gsize i = n - step; i < n; i++) {
      float sample;

      memcpy (&sample, decoded->planes[c] + i * decoded->stride, sizeof sample);
      if (sample != 0)
        return FALSE;
    }
  return TRUE;
}

/* The first packet's position that a seek to would not decode the damaged one; -1 if there is none. */
static gint64
find_resync (GafDecoderPackets *self, gint64 damaged, gint64 packet_frames)
{
  GafPacketizer *packetizer = self->packetizer;

  for (gint64 at = damaged + packet_frames; at < damaged + GAF_LIMIT_FRUITLESS * packet_frames; at += packet_frames) {
    gint64 entry;

    if (!packetizer->klass->entry (packetizer, at, self->codec->preroll, &entry, NULL))
      return -1;
    if (entry > damaged)
      return at;
  }
  return -1;
}

/* Decodes until there is a buffer to read from. FALSE: the end, or @error. */
static gboolean
next_buffer (GafDecoderPackets *self, GError **error)
{
  GError *local_error = NULL;

  while (TRUE) {
    GstBuffer *buffer = gaf_coop_pipeline_pop (self->pipeline);

    if (buffer != NULL) {
      if (!take_caps (self, gaf_coop_pipeline_get_caps (self->pipeline), error)) {
        gst_buffer_unref (buffer);
        return FALSE;
      }
      if (take_buffer (self, buffer)) {
        if (self->packetizer->klass->entry != NULL && self->resync_at < 0 && gave_up_inside (self))
          self->resync_at = find_resync (self, self->decoded.start, self->decoded.end - self->decoded.start);
        return TRUE;
      }
    } else if (self->drained) {
      return FALSE;
    } else if (!feed (self, &local_error)) {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  }
}

/* Whether @frame can be had by going on: it is in the buffer at hand, or a little ahead, where decoding on is quicker than
 * starting anew. */
static gboolean
is_near (GafDecoderPackets *self, gint64 frame)
{
  if (self->lost)
    return FALSE;
  if (frame < self->cursor)
    return self->decoded.buffer != NULL && frame + self->skip >= MAX (self->decoded.start, self->warm);
  return frame <= self->cursor + self->codec->preroll + self->out_rate / 8;
}

/* Goes to where @frame can be decoded from. */
static gboolean
reposition (GafDecoderPackets *self, gint64 frame, GError **error)
{
  gint64 coded = scale_rate (frame + self->skip, self->out_rate, self->packetizer->rate);

  clear_decoded (self);
  self->lost = TRUE; /* until the packetizer has arrived */
  if (self->codec->flags & GAF_CODEC_STICKY) {
    g_clear_pointer (&self->pipeline, gaf_coop_pipeline_free);
    gst_clear_caps (&self->caps);
    if (!make_pipeline (self, error))
      return FALSE;
  } else {
    gaf_coop_pipeline_flush (self->pipeline);
  }
  self->drained = FALSE;
  self->fruitless = 0;
  self->resync_at = -1;
  self->fed_end = -1;
  self->cursor = frame;
  self->next_start = frame + self->skip;
  self->warm = frame + self->skip;
  self->lost = !gaf_packetizer_seek (self->packetizer, coded, self->codec->preroll, error);
  return !self->lost;
}

/* reading */

/* The packets have ended: what the length is, is known now. */
static void
settle_length (GafDecoderPackets *self, gint64 end)
{
  if (!self->parent.exact) {
    self->parent.n_frames = MAX (end, 0);
    self->parent.exact = TRUE;
  }
}

static gint64
packets_read_at (GafDecoder *decoder, gint64 frame, const GafSampleDest *dest, gint64 dest_frame, gint64 n_frames,
                 GError **error)
{
  GafDecoderPackets *self = (GafDecoderPackets *) decoder;
  GError *local_error = NULL;
  gint64 done = 0;

  if (self->pipeline == NULL && !make_pipeline (self, error))
    return -1;
  if (!is_near (self, frame) && !reposition (self, frame, error))
    return -1;

  self->lost = TRUE;
  while (done < n_frames) {
    gint64 at = frame + done + self->skip; /* wanted next, in the coded domain */
    gint64 n = n_frames - done;
    gboolean estimated = !decoder->exact; /* it may become exact below, when the last packet is met */
    Decoded *decoded = &self->decoded;

    if (!estimated)
      n = MIN (n, decoder->n_frames - frame - done);
    if (n <= 0)
      break;
    if (self->resync_at >= 0) {
      if (at >= self->resync_at) {
        if (!reposition (self, frame + done, error))
          return -1;
        self->lost = TRUE;
        continue;
      }
      n = MIN (n, self->resync_at - at);
    }

    if (decoded->buffer == NULL || decoded->end <= at) {
      clear_decoded (self);
      if (next_buffer (self, &local_error))
        continue;
      if (local_error != NULL) {
        g_propagate_error (error, local_error);
        return -1;
      }
      if (!self->got_any && self->failure != NULL && decoder->n_frames > 0) {
        g_propagate_error (error, g_error_copy (self->failure));
        return -1;
      }
      if (estimated) {
        settle_length (self, MAX (self->next_start - self->skip, 0));
        continue; /* what is left is known now */
      }
      gaf_samples_silence (dest, decoder->channels, dest_frame + done, n);
      done += n;
    } else if (decoded->start > at) {
      n = MIN (n, decoded->start - at);
      gaf_samples_silence (dest, decoder->channels, dest_frame + done, n);
      done += n;
    } else {
      const GafSampleSource source = { decoded->coding, decoder->channels, decoded->stride, decoded->planes };

      if (dest->format != GAF_SAMPLE_FORMAT_FLOAT32 && dest->format != gaf_coding_get_format (decoded->coding)) {
        g_set_error (error, GAF_ERROR, GAF_ERROR_UNSUPPORTED,
                     "The stream goes on with samples of another format at frame %" G_GINT64_FORMAT
                     "; read it as float instead of raw",
                     frame + done);
        return -1;
      }
      n = MIN (n, decoded->end - at);
      gaf_samples_convert (&source, at - decoded->start, dest, dest_frame + done, n);
      done += n;
    }
  }

  self->lost = FALSE;
  self->cursor = frame + done;
  return done;
}

static void
packets_free (GafDecoder *decoder)
{
  GafDecoderPackets *self = (GafDecoderPackets *) decoder;

  clear_decoded (self);
  gst_clear_caps (&self->caps);
  g_clear_pointer (&self->pipeline, gaf_coop_pipeline_free);
  gaf_packetizer_free (self->packetizer);
  gaf_byte_source_unref (self->source);
  g_clear_error (&self->failure);
  g_free (self);
}

static const GafDecoderClass packets_class = { packets_read_at, packets_free };

/* opening */

static GafSampleFormat
format_of_bits (const GafCodec *codec, int bits)
{
  if (!(codec->flags & GAF_CODEC_LOSSLESS) || bits <= 0)
    return GAF_SAMPLE_FORMAT_FLOAT32;
  if (bits <= 8)
    return GAF_SAMPLE_FORMAT_INT8;
  if (bits <= 16)
    return GAF_SAMPLE_FORMAT_INT16;
  if (bits <= 24)
    return GAF_SAMPLE_FORMAT_INT24;
  return GAF_SAMPLE_FORMAT_INT32;
}

/* What the number of channels means in the formats that fix it. GStreamer's fallback for seven channels is another one than FLAC's. */
static guint64
mask_of_plain (const GafPacketizer *packetizer)
{
  const guint64 flac_7 = 0xd0f; /* front left, right, centre, LFE, rear centre, side left, right */

  if (packetizer->channels <= 0
      || (strcmp (packetizer->codec, "flac") != 0 && strcmp (packetizer->codec, "vorbis") != 0))
    return 0;
  if (packetizer->channels == 7)
    return flac_7;
  return gst_audio_channel_get_fallback_mask (packetizer->channels);
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

/* What a packetizer cannot tell, the first decoded buffer does. */
static gboolean
learn_from_first_buffer (GafDecoderPackets *self, GError **error)
{
  GError *local_error = NULL;

  if (!make_pipeline (self, error))
    return FALSE;
  if (next_buffer (self, &local_error)) {
    self->out_rate = GST_AUDIO_INFO_RATE (&self->info);
    self->parent.channels = GST_AUDIO_INFO_CHANNELS (&self->info);
    self->parent.channel_mask = mask_of (&self->info);
    if (self->codec->flags & GAF_CODEC_LOSSLESS) {
      self->parent.format = gaf_coding_get_format (self->coding);
      if (self->parent.bits == 0)
        self->parent.bits = GST_AUDIO_INFO_DEPTH (&self->info);
    }
    /* Its position was computed with the rate as it was thought to be. */
    self->decoded.start = scale_rate (self->decoded.start, self->packetizer->rate, self->out_rate);
    self->decoded.end = self->decoded.start + GST_AUDIO_BUFFER_N_SAMPLES (&self->decoded.map);
    self->next_start = self->decoded.end;
    return TRUE;
  }
  if (local_error == NULL && self->failure != NULL)
    local_error = g_error_copy (self->failure);
  if (local_error == NULL && (self->parent.channels <= 0 || self->packetizer->n_frames > 0))
    local_error = g_error_new (GAF_ERROR, GAF_ERROR_CORRUPT, "There is nothing in this %s stream that can be decoded",
                               self->codec->name);
  if (local_error != NULL) {
    g_propagate_error (error, local_error);
    return FALSE;
  }
  settle_length (self, 0);
  return TRUE;
}

GafDecoder *
gaf_decoder_packets_new (GafByteSource *source, GafPacketizer *packetizer, GError **error)
{
  GafDecoderPackets *self = g_new0 (GafDecoderPackets, 1);
  g_autoptr (GafDecoder) decoder = &self->parent;

  self->source = gaf_byte_source_ref (source);
  self->packetizer = packetizer;
  self->codec = gaf_chain_get_codec (packetizer->codec);
  self->parent.klass = &packets_class;
  if (self->codec == NULL) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_UNSUPPORTED, "There is no decoder for “%s”", packetizer->codec);
    return NULL;
  }
  if (packetizer->rate <= 0 || packetizer->rate > GAF_LIMIT_RATE || packetizer->channels > GAF_LIMIT_CHANNELS) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_LIMIT,
                 "%d Hz in %d channels is more than the limit of %d Hz and %d channels", packetizer->rate,
                 packetizer->channels, GAF_LIMIT_RATE, GAF_LIMIT_CHANNELS);
    return NULL;
  }
  if (!gaf_demux_guard_caps (packetizer->codec, packetizer->caps, error))
    return NULL;

  self->out_rate = packetizer->rate;
  self->resync_at = -1;
  self->parent.container = packetizer->container;
  self->parent.codec = packetizer->codec;
  self->parent.channels = packetizer->channels;
  self->parent.channel_mask = mask_of_plain (packetizer);
  self->parent.bits = (self->codec->flags & GAF_CODEC_LOSSLESS) ? packetizer->bits : 0;
  self->parent.format = format_of_bits (self->codec, packetizer->bits);
  update_length (self);

  if (!(self->codec->flags & GAF_CODEC_PLAIN) || packetizer->channels <= 0) {
    if (!learn_from_first_buffer (self, error))
      return NULL;
  } else if (gaf_chain_choose_element (self->codec, error) == NULL) {
    return NULL;
  }

  self->parent.rate = self->out_rate;
  self->parent.exact = FALSE;
  self->parent.n_frames = 0;
  update_length (self);
  if (packetizer->n_frames < 0 && self->drained)
    settle_length (self, self->next_start - self->skip);
  return g_steal_pointer (&decoder);
}
