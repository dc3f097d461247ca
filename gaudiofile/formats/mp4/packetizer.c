/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Coded audio in MP4 and QuickTime files: see formats/mp4/movie.h for the parts. */

#include "packets/packetizer.h"

#include <string.h>

#include "gaf-error.h"
#include "core/bytes.h"
#include "core/limits.h"
#include "formats/flac/header.h"
#include "formats/mp4/entry.h"
#include "formats/mp4/timeline.h"
#include "formats/mpeg/header.h"
#include "formats/mpeg/reservoir.h"
#include "packets/aac.h"

#define HEAD_SIZE      2048 /* bytes of a packet that are looked at when opening */
#define MAX_SBR_SEARCH 1000 /* packets: half a minute or more */

typedef struct {
  GafPacketizer parent;
  GafByteSource *source;
  GafMp4Movie *movie;
  GafMp4Samples *samples;
  GafMp4Timeline timeline;
  GafMp4Entry entry;
  gboolean starts_with_tag; /* MP3: the first packet has the encoder's tag in place of sound */
  gboolean has_sbr;         /* AAC: the first packet has a header of spectral band replication */
  gboolean starts_silent;   /* AAC: the first packet has but the encoder's name */
  guint64 resume; /* the packet behind the one that comes next, if it is another than the following; 0: it is not */
  GafMpegReservoir reservoir;
  guint64 n_bytes; /* of the packets since the last seek */
} GafPacketizerMp4;

/* packets */

/* A frame of layer 3 whose main data lies before what the decoder was given is made silent. */
static GstBuffer *
make_buffer (GafPacketizerMp4 *self, const guint8 *data, gsize size)
{
  guint8 *copy = g_memdup2 (data, size);
  GafMpegHeader header;

  if (strcmp (self->entry.codec, "mp3") == 0 && size >= GAF_MPEG_HEADER_SIZE && gaf_mpeg_header_parse (&header, copy)
      && header.layer == 3 && gaf_mpeg_header_get_main_data (&header) <= size) {
    header.size = size;
    gaf_mpeg_reservoir_take (&self->reservoir, copy, &header);
  }
  return gst_buffer_new_wrapped (copy, size);
}

static gboolean
mp4_next (GafPacketizer *packetizer, GafPacket *packet, GError **error)
{
  GafPacketizerMp4 *self = (GafPacketizerMp4 *) packetizer;
  GafMp4Samples *samples = self->samples;
  const guint8 *data;
  guint64 index, offset;
  guint32 size;
  gsize available;

  do {
    index = samples->index;
    if (!gaf_mp4_samples_next (samples, &offset, &size, error))
      return FALSE;
    /* A tag is silence in the presentation, and decoders put out nothing for it. Empty packets are none. */
  } while (size == 0 || size > GAF_LIMIT_PACKET || (index == 0 && self->starts_with_tag));

  /* A table may name the same bytes again and again. */
  self->n_bytes += size;
  if (self->n_bytes / GAF_LIMIT_OVERLAP > gaf_byte_source_get_size (self->source) + GAF_LIMIT_PACKET) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_LIMIT,
                 "The MP4 file claims packets that have more than %d times as many bytes as the file",
                 GAF_LIMIT_OVERLAP);
    return FALSE;
  }
  data = gaf_byte_source_peek (self->source, offset, size, &available, error);
  if (data == NULL)
    return FALSE;
  if (available < size) /* the file was made shorter */
    return FALSE;
  if (self->resume > 0) {
    gaf_mp4_samples_seek (samples, self->resume);
    self->resume = 0;
  }
  if (packetizer->bare && !self->entry.is_mpeg) {
    packet->bytes = data;
    packet->n_bytes = size;
  } else {
    packet->data = make_buffer (self, data, size);
  }
  gaf_mp4_timeline_get (&self->timeline, index, &packet->position, &packet->n_frames);
  /* What is learnt of Opus here is how far a seek has to go back. */
  if (self->entry.headers.pre_skip)
    gaf_xiph_codec_duration (&self->entry.headers, data, size);
  return TRUE;
}

/* How many packets before the one with the frame wanted decoding has to begin, whatever the frames in them. */
static guint64
get_packets_before (const GafPacketizerMp4 *self)
{
  const guint roll = self->movie->audio.roll;

  /* Vorbis: the first packet after a reset yields nothing. */
  return MAX (roll, self->entry.headers.overlaps ? 1u : 0u);
}

/* Without a header of spectral band replication a decoder cannot make the upper half of the spectrum, and some encoders
 * send one but now and then: the last packet with one before packet @index. */
static guint64
find_sbr_header (GafPacketizerMp4 *self, guint64 index)
{
  for (guint64 i = index; i > 0 && index - i < MAX_SBR_SEARCH; i--) {
    guint64 offset;
    guint32 size;
    gsize available;
    const guint8 *data;

    gaf_mp4_samples_seek (self->samples, i);
    if (!gaf_mp4_samples_next (self->samples, &offset, &size, NULL))
      break;
    data = gaf_byte_source_peek (self->source, offset, MIN (size, GAF_BYTE_SOURCE_BLOCK), &available, NULL);
    if (data != NULL && available >= size && gaf_aac_packet_has_sbr_header (data, size))
      return i;
  }
  return 0;
}

static gboolean
mp4_seek (GafPacketizer *packetizer, gint64 frame, gint64 preroll, GError **error)
{
  GafPacketizerMp4 *self = (GafPacketizerMp4 *) packetizer;
  guint64 index, at;
  gint64 coded;

  (void) error;
  if (self->samples->n_packets == 0)
    return TRUE;
  if (self->entry.headers.mapping != NULL)
    preroll = MAX (preroll, self->entry.headers.preroll);
  coded = MAX (frame - preroll, 0);
  self->n_bytes = 0;
  /* MPEG audio: the bit reservoir reaches back, and the phase of the synthesis filter repeats every eight frames. */
  if (g_str_has_prefix (packetizer->codec, "mp")) {
    const gint64 cycle = 8 * (gint64) self->entry.n_frames;

    coded = MAX (frame / cycle - 4, 0) * cycle;
  }
  index = gaf_mp4_timeline_find (&self->timeline, coded);
  at = gaf_mp4_timeline_find (&self->timeline, frame);
  at -= MIN (at, get_packets_before (self));
  if (self->entry.headers.overlaps && index > 0)
    index--;
  index = MIN (MIN (index, at), self->samples->n_packets - 1);
  at = self->has_sbr ? find_sbr_header (self, index) : index;
  gaf_mp4_samples_seek (self->samples, at);
  self->resume = at < index ? index : 0;
  self->reservoir = (GafMpegReservoir){ .filling = at > 0 };
  return TRUE;
}

static void
mp4_free (GafPacketizer *packetizer)
{
  GafPacketizerMp4 *self = (GafPacketizerMp4 *) packetizer;

  gaf_mp4_timeline_clear (&self->timeline);
  g_clear_pointer (&self->samples, gaf_mp4_samples_free);
  gaf_mp4_entry_clear (&self->entry);
  gaf_mp4_movie_free (self->movie);
  gaf_byte_source_unref (self->source);
  g_free (self);
}

static GstCaps *
mp4_make_caps (GafPacketizer *packetizer)
{
  return gaf_mp4_entry_make_caps (&((GafPacketizerMp4 *) packetizer)->entry);
}

static const GafPacketizerClass mp4_class = { mp4_next, mp4_seek, mp4_free, .make_caps = mp4_make_caps };

/* lengths */

/* DTS: a core frame has so many blocks of 32 frames (ETSI TS 102 114, 5.3.1). */
static int
measure_dts (const guint8 *data, gsize size)
{
  const guint32 sync = size >= 8 ? gaf_read_be32 (data) : 0;

  return sync == 0x7ffe8001 ? (int) (((gaf_read_be16 (data + 4) & 1) << 6 | data[6] >> 2) + 1) * 32 : 512;
}

static int
measure (gpointer user_data, const guint8 *data, gsize size)
{
  GafPacketizerMp4 *self = user_data;
  GafFlacFrameHeader flac;

  if (self->entry.headers.mapping != NULL) {
    if (data != NULL)
      return gaf_xiph_codec_duration (&self->entry.headers, data, size);
    /* Vorbis' first packet yields nothing, but writers count it with as much as if a short one were before it. */
    self->entry.headers.previous = self->entry.headers.blocks[0];
    return 0;
  }
  if (data == NULL)
    return 0;
  if (strcmp (self->entry.codec, "dts") == 0)
    return measure_dts (data, size);
  return gaf_flac_frame_header_parse (data, size, &flac) ? (int) flac.block_size : -1;
}

/* The frames that a packet of Apple Lossless says it has, behind its kind, number and flags; 0: as many as all have. */
static guint32
measure_alac (const guint8 *data, gsize size)
{
  const guint64 bits = size >= 8 ? gaf_read_be64 (data) : 0;

  return bits >> 44 & 1 ? (guint32) (bits >> 9) : 0;
}

/* The first bytes of packet @index. FALSE without @error: there is none. */
static gboolean
look_at (GafPacketizerMp4 *self, guint64 index, guint8 head[HEAD_SIZE], gsize *length, GError **error)
{
  guint64 offset;
  guint32 size;
  gssize n;

  *length = 0;
  gaf_mp4_samples_seek (self->samples, index);
  if (!gaf_mp4_samples_next (self->samples, &offset, &size, error))
    return FALSE;
  n = gaf_byte_source_read (self->source, offset, head, MIN (size, HEAD_SIZE), error);
  *length = MAX (n, 0);
  return n >= 0;
}

static gboolean
make_timeline (GafPacketizerMp4 *self, GError **error)
{
  const GafMp4Entry *entry = &self->entry;
  GafMp4Lengths lengths = { entry->rate, entry->n_frames, 0, 0, entry->longest, measure, self };
  const guint64 n_packets = self->samples->n_packets;
  GError *local_error = NULL;
  guint8 head[HEAD_SIZE];
  gsize length = 0;

  if (entry->headers.mapping != NULL)
    lengths.step = entry->headers.overlaps ? entry->headers.blocks[0] / 4 : 120;
  else if (strcmp (entry->codec, "dts") == 0)
    lengths.step = 32, lengths.longest = 4096;
  /* The last packet of these says by itself where the sound ends. */
  if (n_packets > 0 && entry->n_frames > 0 && entry->bits > 0) {
    GafFlacFrameHeader flac;

    if (!look_at (self, n_packets - 1, head, &length, &local_error) && local_error != NULL) {
      g_propagate_error (error, local_error);
      return FALSE;
    }
    if (strcmp (entry->codec, "alac") == 0)
      lengths.last = measure_alac (head, length);
    else if (gaf_flac_frame_header_parse (head, length, &flac))
      lengths.last = flac.block_size;
  }
  return gaf_mp4_timeline_init (&self->timeline, self->samples, &lengths, error);
}

/* opening */

/* Whether nothing has to be decoded to know what comes out: Apple Lossless in one or two channels; plain AAC, if there
 * is no spectral band replication that the header does not tell, which is used where the core has a low rate. */
static gboolean
is_settled (const GafPacketizerMp4 *self)
{
  const GafMp4Entry *entry = &self->entry;

  if (self->samples->n_packets == 0 || entry->channels < 1 || entry->channels > 2)
    return FALSE;
  return strcmp (entry->codec, "alac") == 0
         || (strcmp (entry->codec, "aac") == 0 && entry->is_plain && entry->rate > 24000 && !self->has_sbr);
}

static gboolean
refine_entry (GafPacketizerMp4 *self, GError **error)
{
  GError *local_error = NULL;
  guint8 head[HEAD_SIZE];
  gsize length = 0;
  GafMpegHeader header;
  GafMpegTag tag;

  if (self->samples->n_packets == 0) /* nothing to be decoded: any caps will do */
  {
    if (self->entry.is_mpeg)
      self->entry.caps = gst_caps_new_simple ("audio/mpeg", "mpegversion", G_TYPE_INT, 1, "layer", G_TYPE_INT, 3, NULL);
    return TRUE;
  }
  if (!look_at (self, 0, head, &length, &local_error) && local_error != NULL) {
    g_propagate_error (error, local_error);
    return FALSE;
  }
  if (self->entry.headers.pre_skip)
    gaf_xiph_codec_duration (&self->entry.headers, head, length);
  if (!gaf_mp4_entry_refine (&self->entry, head, length, error))
    return FALSE;
  self->has_sbr = strcmp (self->entry.codec, "aac") == 0 && gaf_aac_packet_has_sbr_header (head, length);
  /* libfaac's name in a fill element: ID_FIL 3 bits, count 4 and 8, type 4, 13 of no meaning. libavcodec leaves out the
   * packet then. */
  self->starts_silent = strcmp (self->entry.codec, "aac") == 0 && length > 11 && head[0] >> 5 == 6
                        && memcmp (head + 4, "libfaac", 7) == 0;
  self->starts_with_tag = strcmp (self->entry.codec, "mp3") == 0 && length >= GAF_MPEG_HEADER_SIZE
                          && gaf_mpeg_header_parse (&header, head) && gaf_mpeg_tag_parse (&tag, &header, head, length);
  return TRUE;
}

/* Spectral band replication that the codec's header does not tell: its packets' times show it, where they are counted
 * at the doubled rate. */
static void
double_rate (GafPacketizerMp4 *self)
{
  GafMp4Entry *entry = &self->entry;
  guint64 n_packets;
  GafMp4Times times;
  guint32 ticks;
  gint64 time;

  if (strcmp (entry->codec, "aac") != 0 || self->movie->audio.timescale != 2 * (guint32) entry->rate)
    return;
  gaf_mp4_times_init (&times, self->samples);
  if (!gaf_mp4_times_next (&times, &n_packets, &ticks, &time, NULL) || ticks < entry->n_frames * 7 / 4)
    return;
  entry->rate *= 2;
  entry->n_frames *= 2;
  entry->longest *= 2;
}

/* What the decoder needs to know. */
static void
describe (GafPacketizerMp4 *self, GafPacketizer *packetizer)
{
  GafMp4Entry *entry = &self->entry;

  if (entry->caps != NULL)
    packetizer->caps = gst_caps_ref (entry->caps);
  else if (entry->headers.mapping != NULL)
    gaf_xiph_codec_describe (&entry->headers, packetizer);
  else if (entry->config != NULL)
    packetizer->headers[0] = g_bytes_ref (entry->config);
  else
    packetizer->flac = &entry->flac;
}

GafPacketizer *
gaf_packetizer_mp4_new (GafByteSource *source, GafMp4Movie *movie, GArray **pieces, GError **error)
{
  GafPacketizerMp4 *self = g_new0 (GafPacketizerMp4, 1);
  g_autoptr (GafPacketizer) packetizer = &self->parent;
  GafMp4Piece *piece;
  guint64 n_claimed;

  *pieces = NULL;
  packetizer->klass = &mp4_class;
  packetizer->container = "MP4";
  self->source = gaf_byte_source_ref (source);
  self->movie = movie;
  if (!gaf_mp4_entry_parse (&self->entry, source, &movie->audio, error))
    return NULL;
  self->samples = gaf_mp4_samples_new (source, movie, self->entry.block_bytes, self->entry.n_frames, error);
  if (self->samples == NULL)
    return NULL;
  n_claimed = self->samples->n_packets;
  if (!gaf_mp4_samples_clip (self->samples, error) || !refine_entry (self, error))
    return NULL;
  if (self->samples->n_packets == 0 && n_claimed > 0) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_CORRUPT,
                 "The MP4 file is cut off: it tells of %" G_GUINT64_FORMAT
                 " packets of audio, and none of them is there",
                 n_claimed);
    return NULL;
  }
  double_rate (self);
  if (!make_timeline (self, error))
    return NULL;

  packetizer->codec = self->entry.codec;
  describe (self, packetizer);
  packetizer->rate = self->entry.rate;
  packetizer->channels = self->entry.channels;
  packetizer->bits = self->entry.bits;
  packetizer->settled = is_settled (self);
  packetizer->exact = movie->complete;
  *pieces = gaf_mp4_get_pieces (movie, self->timeline.n_frames, self->timeline.said, self->entry.rate,
                                self->entry.headers.skip);
  piece = &g_array_index (*pieces, GafMp4Piece, 0);
  if (self->starts_silent && piece->start == 0 && piece->n_frames > self->entry.n_frames) {
    piece->start += self->entry.n_frames;
    piece->n_frames -= self->entry.n_frames;
  }
  if ((*pieces)->len == 1 && piece->start >= 0) {
    packetizer->skip = piece->start;
    packetizer->n_frames = piece->n_frames;
    g_clear_pointer (pieces, g_array_unref);
  } else {
    packetizer->n_frames = self->timeline.n_frames;
  }
  return g_steal_pointer (&packetizer);
}
