/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/*
 * Packets to exact frames.
 *
 *   packetizer ──► packet at coded position p ──► frame decoder ──► block at position p ──► placed at p
 *
 * Three rules make every read exact, whatever the decoder does:
 *
 *  1. A block's position is its packet's, never counted on. So no error can add up, and a block stands at the same
 * place whether it was reached by reading or by seeking.
 *  2. Reading fills the caller's memory by position: what lies before the wanted frame is dropped (pre-roll, encoder
 * delay), a hole is silence (damage), and what lies behind the stream's length is cut (end padding).
 *  3. When the packets end, the length is known: it is corrected then, once. A length that was promised as exact is
 * kept, and filled with silence.
 */

#include "read/decoder.h"

#include <gst/audio/audio.h>
#include <string.h>

#include "read/codecs.h"
#include "packets/codec-config.h"
#include "gaf-error.h"
#include "packets/frame-decoder.h"
#include "core/fork-gate.h"
#include "gst/elements.h"
#include "core/limits.h"

/* Frames that are converted at once, or made silent: a call can be cancelled in between. */
#define PIECE (1 << 16)

typedef struct {
  GafDecoder parent;
  GafByteSource *source;
  GafPacketizer *packetizer;
  const GafCodec *codec;
  GafFrameDecoder *decoder; /* NULL until the first read of a codec that needs none to open */

  int out_rate; /* of what the decoder puts out: the packetizer's, or twice that (spectral band replication) */
  gint64 skip;  /* coded frames before the presentation's first, at out_rate: the packetizer's, and @lead */
  gint64
      lead; /* coded frames at the start for which the decoder yields nothing, where the packetizer knows of no delay */

  GafDecodedBlock decoded; /* what is being read from; n_frames 0: nothing */
  gint64 next_start;       /* where a block without a position goes: behind the last one */
  gint64 cursor;           /* the presentation's frame that reading goes on at */
  gint64 warm;             /* coded frame from which on what the decoder puts out is right: before is pre-roll */
  gboolean lost;           /* a read failed half-way: where the decoder stands is not known */
  gint64 fed_end;   /* where the packet fed last ends, in the packetizer's frames; -1: not known, or it was the first */
  guint fruitless;  /* packets fed since the last block */
  gint64 resync_at; /* coded frame to start the decoder anew at; -1: none */
  gboolean drained; /* the packets have ended and the decoder has been emptied */
  gboolean got_any; /* something was decoded since opening */
  GError *failure;  /* the first thing that the decoder complained about */
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

  self->skip = scale_rate (packetizer->skip, packetizer->rate, self->out_rate) + self->lead;
  if (packetizer->n_frames >= 0 && !self->parent.exact) {
    self->parent.n_frames = MAX (scale_rate (packetizer->n_frames, packetizer->rate, self->out_rate) - self->lead, 0);
    self->parent.exact = packetizer->exact;
  }
}

/* blocks */

static gboolean
make_decoder (GafDecoderPackets *self, GError **error)
{
  GError *local_error = NULL;

  if (!gaf_codec_config_check_cost (self->packetizer->codec, self->packetizer->headers[2], error))
    return FALSE;
  if (self->codec->decoder_new != NULL)
    self->decoder = self->codec->decoder_new (self->packetizer, &local_error);
  if (self->decoder == NULL && local_error == NULL)
    self->decoder = gaf_frame_decoder_element_new (self->packetizer, &local_error);
  if (local_error != NULL)
    g_propagate_error (error, local_error);
  self->packetizer->bare = self->decoder != NULL && self->decoder->takes_bare;
  return self->decoder != NULL;
}

static void
clear_decoded (GafDecoderPackets *self)
{
  self->decoded.n_frames = 0;
}

static gint64
end_of_decoded (GafDecoderPackets *self)
{
  return self->decoded.position + self->decoded.n_frames;
}

/* Puts the block that was popped where it belongs. */
static void
take_decoded (GafDecoderPackets *self)
{
  GafDecodedBlock *decoded = &self->decoded;

  /* A stream may change between mono and stereo within; the reader's channels stay as they were at the beginning: a
   * missing one is a copy of the last, one too many is left out. */
  for (int c = decoded->channels; c < GAF_LIMIT_CHANNELS;
       c++) /* the first block of a link, before its channels are set */
    decoded->planes[c] = decoded->planes[decoded->channels - 1];

  if (decoded->position < 0)
    decoded->position = self->next_start;
  self->next_start = end_of_decoded (self);
  self->got_any = TRUE;
  self->fruitless = 0;
}

/* feeding */

/* Called after GAF_LIMIT_FRUITLESS packets without a decoded frame. libmpg123 keeps the bytes that it cannot parse and
 * searches all of them again at every push, so it is flushed. FALSE with @error if nothing was decoded since opening:
 * then the stream is no audio. */
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
  gaf_frame_decoder_flush (self->decoder);
  self->fruitless = 0;
  return TRUE;
}

/* Gives the decoder one packet more, or the end. FALSE with @error when reading cannot go on. */
static gboolean
feed (GafDecoderPackets *self, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  GafPacket packet = { 0 };
  gboolean connected;

  if (!gaf_packetizer_next (self->packetizer, &packet, &local_error)) {
    if (local_error != NULL) {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
    update_length (self);
    self->drained = TRUE;
    gaf_frame_decoder_finish (self->decoder);
    return TRUE;
  }

  update_length (self);
  if (++self->fruitless > GAF_LIMIT_FRUITLESS && !give_up (self, error)) {
    gaf_packet_clear (&packet);
    return FALSE;
  }
  if (packet.flush)
    gaf_frame_decoder_flush (self->decoder);
  /* After a hole, a decoder that is not told joins the frames on both sides of it. */
  connected = !(self->codec->flags & GAF_CODEC_LOSSLESS) || self->fed_end < 0 || packet.position == self->fed_end;
  self->fed_end = packet.position >= 0 && packet.n_frames >= 0 ? packet.position + packet.n_frames : -1;
  if (gaf_frame_decoder_push (self->decoder, &packet, connected, &local_error))
    return TRUE;

  /* The decoder stopped with an error. It goes on with the next packet, and this one becomes silence. The error is kept
   * for the case that nothing at all can be decoded. */
  if (self->failure == NULL)
    self->failure = g_steal_pointer (&local_error);
  gaf_frame_decoder_flush (self->decoder);
  return TRUE;
}

/* A decoder that gave up inside a packet may go on differently for ever (see GafDecodedBlock.gave_up), while a seek to
 * behind the damage never meets it. Both have to give the same samples, so reading starts the decoder anew at the first
 * position for which a seek would begin behind the damaged packet. Returns that position, or -1 if there is none. */
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

/* Decodes until there is a block to read from. FALSE: the end, or @error. */
static gboolean
next_block (GafDecoderPackets *self, GError **error)
{
  GError *local_error = NULL;

  while (!gaf_frame_decoder_pop (self->decoder, self->out_rate, &self->decoded, &local_error)) {
    clear_decoded (self);
    if (local_error == NULL && self->drained)
      return FALSE;
    if (local_error != NULL || !feed (self, &local_error)) {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  }

  if ((guint64) self->decoded.n_frames * self->decoded.channels * sizeof (float)
      > gaf_byte_source_get_limits (self->source)->decode_ahead) {
    gaf_limits_exceeded (error, "decode_ahead", "A packet of the %s stream became %" G_GINT64_FORMAT " frames at once",
                         self->codec->name, (gint64) self->decoded.n_frames);
    clear_decoded (self);
    return FALSE;
  }
  gaf_byte_source_note_progress (self->source);
  take_decoded (self);
  /* It is whole, and can be read. */
  gaf_byte_source_check (self->source, self->decoded.n_frames * self->decoded.channels, NULL);
  if (self->decoded.gave_up && self->packetizer->klass->entry != NULL && self->resync_at < 0)
    self->resync_at = find_resync (self, self->decoded.position, self->decoded.n_frames);
  return TRUE;
}

/* Whether to reach @frame by decoding on: it is in the decoded block, or so little ahead that decoding on is quicker
 * than a seek with its pre-roll. */
static gboolean
is_near (GafDecoderPackets *self, gint64 frame)
{
  if (self->lost)
    return FALSE;
  if (frame < self->cursor)
    return self->decoded.n_frames > 0 && frame + self->skip >= MAX (self->decoded.position, self->warm);
  return frame <= self->cursor + self->codec->preroll + self->out_rate / 8;
}

/* Goes to where @frame can be decoded from. */
static gboolean
reposition (GafDecoderPackets *self, gint64 frame, GError **error)
{
  gint64 coded = scale_rate (frame + self->skip, self->out_rate, self->packetizer->rate);

  clear_decoded (self);
  self->lost = TRUE; /* until the packetizer has arrived */
  if (!gaf_frame_decoder_renew (self->decoder, error)) {
    g_clear_pointer (&self->decoder, gaf_frame_decoder_free);
    return FALSE;
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

static void
set_nothing_decoded (const GafDecoderPackets *self, GError **error)
{
  if (self->failure != NULL)
    g_propagate_error (error, g_error_copy (self->failure));
  else
    g_set_error (error, GAF_ERROR, GAF_ERROR_CORRUPT, "There is nothing in this %s stream that can be decoded",
                 self->codec->name);
}

/* The packets have ended, so the length is known. */
static void
settle_length (GafDecoderPackets *self, gint64 end)
{
  if (!self->parent.exact) {
    self->parent.n_frames = MAX (end, 0);
    self->parent.exact = TRUE;
  }
}

/* A read has delivered all that it was asked for, and the block at hand is used up: was that the end? As long as the
 * length is an estimate, a caller who read up to it would not learn otherwise that it was right. */
static void
notice_end (GafDecoderPackets *self, gint64 frame)
{
  GError *error = NULL;

  while (!self->parent.exact && !self->lost && end_of_decoded (self) <= frame + self->skip) {
    clear_decoded (self);
    if (next_block (self, &error))
      continue;
    if (error == NULL)
      settle_length (self, MAX (self->next_start - self->skip, 0));
    /* The next read meets the error again. */
    self->lost = error != NULL;
    g_clear_error (&error);
  }
}

static gint64
packets_read_at (GafDecoder *decoder, gint64 frame, const GafSampleDest *dest, gint64 dest_frame, gint64 n_frames,
                 GError **error)
{
  GafDecoderPackets *self = (GafDecoderPackets *) decoder;
  GError *local_error = NULL;
  gint64 done = 0;

  if (self->decoder == NULL && !make_decoder (self, error))
    return -1;
  if (!is_near (self, frame) && !reposition (self, frame, error))
    return -1;

  self->lost = TRUE;
  while (done < n_frames) {
    gint64 at = frame + done + self->skip; /* wanted next, in the coded domain */
    gint64 n = MIN (n_frames - done, PIECE);
    gboolean estimated = !decoder->exact; /* it may become exact below, when the last packet is met */
    GafDecodedBlock *decoded = &self->decoded;

    if (!estimated)
      n = MIN (n, decoder->n_frames - frame - done);
    if (n <= 0)
      break;
    if (done > 0 && !gaf_byte_source_check (self->source, 0, error))
      return -1;
    if (self->resync_at >= 0) {
      if (at >= self->resync_at) {
        if (!reposition (self, frame + done, error))
          return -1;
        self->lost = TRUE;
        continue;
      }
      n = MIN (n, self->resync_at - at);
    }

    if (decoded->n_frames == 0 || end_of_decoded (self) <= at) {
      clear_decoded (self);
      if (next_block (self, &local_error))
        continue;
      if (local_error != NULL) {
        g_propagate_error (error, local_error);
        return -1;
      }
      /* A stream of which nothing can be decoded is not silence. */
      if (!self->got_any && (self->failure != NULL || frame == 0) && decoder->n_frames > 0) {
        set_nothing_decoded (self, error);
        return -1;
      }
      if (estimated) {
        settle_length (self, MAX (self->next_start - self->skip, 0));
        continue; /* what is left is known now */
      }
      gaf_samples_silence (dest, decoder->channels, dest_frame + done, n);
      done += n;
    } else if (decoded->position > at) {
      n = MIN (n, decoded->position - at);
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
      n = MIN (n, end_of_decoded (self) - at);
      gaf_samples_convert (&source, at - decoded->position, dest, dest_frame + done, n);
      done += n;
    }
  }

  self->lost = FALSE;
  self->cursor = frame + done;
  if (done > 0 && self->decoded.n_frames > 0)
    notice_end (self, self->cursor);
  return done;
}

/* The packets with their positions, and the headers that a decoder is given; not those of Xiph, among which are tags.
 */
static gboolean
packets_add_up (GafDecoder *decoder, GChecksum *sum, GError **error)
{
  GafDecoderPackets *self = (GafDecoderPackets *) decoder;
  const GstStructure *structure;
  const GValue *codec_data;
  GafPacket packet = { NULL };
  GError *local_error = NULL;
  GstCaps *caps;

  if (!gaf_elements_init (error))
    return FALSE;
  self->packetizer->bare = FALSE;
  caps = gaf_packetizer_get_caps (self->packetizer);
  structure = caps != NULL ? gst_caps_get_structure (caps, 0) : NULL;
  codec_data = structure != NULL ? gst_structure_get_value (structure, "codec_data") : NULL;
  if (codec_data != NULL)
    packet.data = gst_buffer_ref (gst_value_get_buffer (codec_data));
  do {
    const gint64 place[] = { packet.position, packet.n_frames, packet.flush };
    GstMapInfo map;

    if (packet.data != NULL && gst_buffer_map (packet.data, &map, GST_MAP_READ)) {
      g_checksum_update (sum, (const guchar *) place, sizeof place);
      g_checksum_update (sum, map.data, map.size);
      gst_buffer_unmap (packet.data, &map);
    }
    gaf_packet_clear (&packet);
    packet = (GafPacket){ NULL };
    gaf_fork_gate_resume (gaf_fork_gate_pause ()); /* a fork() need not wait for the whole file */
    if (!gaf_byte_source_check (self->source, 1, error))
      return FALSE;
  } while (gaf_packetizer_next (self->packetizer, &packet, &local_error));
  gaf_packet_clear (&packet);
  if (local_error != NULL) {
    g_propagate_error (error, local_error);
    return FALSE;
  }
  update_length (self);
  return TRUE;
}

static void
packets_free (GafDecoder *decoder)
{
  GafDecoderPackets *self = (GafDecoderPackets *) decoder;

  gaf_frame_decoder_free (self->decoder);
  gaf_packetizer_free (self->packetizer);
  gaf_byte_source_unref (self->source);
  g_clear_error (&self->failure);
  g_free (self);
}

/* What opening another decoder and its pre-roll cost is little beside a part of this length. */
#define PART_SECONDS  8
#define PART_PREROLLS 4

static const GafDecoderClass packets_class = { packets_read_at, packets_free, packets_add_up };

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

/* The channel mask of formats that define one for each number of channels. GStreamer's fallbacks for three and seven
 * channels differ from theirs (RFC 9639, section 9.1.3; Vorbis I, section 4.3.9). */
static guint64
mask_of_plain (const GafPacketizer *packetizer)
{
  const guint64 flac_3 = 0x7;   /* front left, right, centre */
  const guint64 flac_7 = 0xd0f; /* front left, right, centre, LFE, rear centre, side left, right */

  if (packetizer->settled)
    return packetizer->channels == 2 ? gst_audio_channel_get_fallback_mask (2) : 0;
  if (packetizer->channels <= 0
      || (strcmp (packetizer->codec, "flac") != 0 && strcmp (packetizer->codec, "vorbis") != 0))
    return 0;
  if (packetizer->channels == 3)
    return flac_3;
  if (packetizer->channels == 7)
    return flac_7;
  return gst_audio_channel_get_fallback_mask (packetizer->channels);
}

/* Decodes the first block at opening, to learn what only the decoder knows: channels, rate (it is twice the core's with
 * spectral band replication), sample format. */
static gboolean
learn_from_first_block (GafDecoderPackets *self, GError **error)
{
  GError *local_error = NULL;

  if (!make_decoder (self, error))
    return FALSE;
  if (next_block (self, &local_error)) {
    const GafDecodedBlock *decoded = &self->decoded;

    self->out_rate = decoded->rate;
    self->parent.channels = decoded->channels;
    if (decoded->channel_mask != 0)
      self->parent.channel_mask = decoded->channel_mask;
    if (self->codec->flags & GAF_CODEC_LOSSLESS) {
      self->parent.format = gaf_coding_get_format (decoded->coding);
      if (self->parent.bits == 0)
        self->parent.bits = decoded->depth;
    }
    /* Its position was computed with the rate as it was thought to be. */
    self->decoded.position = scale_rate (decoded->position, self->packetizer->rate, self->out_rate);
    self->next_start = end_of_decoded (self);
    /* An encoder's first packet may hold no audio but its name (libfaac). */
    if (self->packetizer->skip == 0)
      self->lead = MAX (self->decoded.position, 0);
    return TRUE;
  }
  if (local_error == NULL && (self->failure != NULL || self->parent.channels <= 0 || self->packetizer->n_frames > 0))
    set_nothing_decoded (self, &local_error);
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
  self->codec = gaf_codecs_get_codec (packetizer->codec);
  self->parent.klass = &packets_class;
  if (self->codec == NULL) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_UNSUPPORTED, "There is no decoder for \"%s\"", packetizer->codec);
    return NULL;
  }
  if (packetizer->rate <= 0 || packetizer->rate > GAF_LIMIT_RATE || packetizer->channels > GAF_LIMIT_CHANNELS) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_LIMIT,
                 "%d Hz in %d channels is more than the limit of %d Hz and %d channels", packetizer->rate,
                 packetizer->channels, GAF_LIMIT_RATE, GAF_LIMIT_CHANNELS);
    return NULL;
  }
  if (!gaf_codec_config_check (packetizer->codec, packetizer->headers[0], packetizer->caps, error))
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

  if (!((self->codec->flags & GAF_CODEC_PLAIN) || packetizer->settled) || packetizer->channels <= 0
      || ((self->codec->flags & GAF_CODEC_LOSSLESS) && packetizer->bits <= 0)) {
    if (!learn_from_first_block (self, error))
      return NULL;
  } else if (!gaf_codecs_check_codec (self->codec, error)) {
    return NULL;
  }

  self->parent.rate = self->out_rate;
  if (self->codec->flags & GAF_CODEC_PARTS)
    self->parent.part = PART_SECONDS * self->out_rate + PART_PREROLLS * self->codec->preroll;
  self->parent.exact = FALSE;
  self->parent.n_frames = 0;
  update_length (self);
  if (packetizer->n_frames < 0 && self->drained)
    settle_length (self, self->next_start - self->skip);
  return g_steal_pointer (&decoder);
}
