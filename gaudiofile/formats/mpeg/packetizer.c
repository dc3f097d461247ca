/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "packets/packetizer.h"

#include <string.h>

#include "core/bytes.h"
#include "core/limits.h"
#include "formats/mpeg/header.h"
#include "formats/mpeg/reservoir.h"
#include "gaf-error.h"
#include "packets/frame-walk.h"

/*
 * MPEG audio cut into frames. packets/frame-walk.c finds them; here is what is special about them: the tag in the first
 * frame, which tells the length and what the encoder added; free format, where no header tells a frame's length; the
 * bit reservoir of layer 3.
 *
 *   [tag frame] frame 0 │ frame 1 │ … junk … │ frame k │ … │ [flush frame]
 */

#define LOOK_AHEAD   64 /* frames looked at to tell constant from variable bit rate */
#define WARM_UP      2  /* frames: the overlap of layer 3's transform, then the filter bank's memory */
#define CHAIN_MAX    6  /* frames in a row that make a stream of what follows junk: code is full of 0xff */
#define CHAIN_WINDOW ((CHAIN_MAX + 1) * GAF_MPEG_MAX_FRAME_SIZE)
#define PROBE_STRIDE (1024 * 1024) /* bytes: in so many steps the bit rate is looked at … */
#define PROBES_MIN   3
#define PROBES_MAX   15 /* … at so many places */

typedef struct {
  GafPacketizer base;
  GafFrameWalk walk;

  GafMpegHeader first; /* the first frame of sound */
  guint32 free_size;   /* free format: bytes of a frame without padding */
  GafMpegTag tag;
  gboolean tag_reaches_end; /* what it says of the number of bytes is right */
  gboolean
      links_unknown; /* opening did not meet another stream behind this one, but it may not have looked everywhere */

  GafWalkCursor read; /* the frame that next() returns */
  GafMpegReservoir reservoir;
  gboolean flushed; /* the flush frame was returned */
  guint8 *bare;     /* the frame that was returned without a buffer */
  gsize bare_size;
} Mpeg;

/* finding frames */

/* A header, with its size filled in. */
static gboolean
parse_header (const Mpeg *self, GafMpegHeader *header, const guint8 *data)
{
  if (!gaf_mpeg_header_parse (header, data))
    return FALSE;
  if (header->bitrate == 0)
    header->size = self->free_size + header->padding;
  return header->size >= gaf_mpeg_header_get_main_data (header);
}

static gboolean
parse_frame (const GafFrameWalk *walk, GafWalkFrame *frame, const guint8 *data)
{
  GafMpegHeader header;

  if (!parse_header (walk->user_data, &header, data))
    return FALSE;
  *frame = (GafWalkFrame){
    .size = header.size,
    .n_frames = header.n_frames,
    .rate = header.rate,
    .channels = header.channels,
    .key = (header.word & GAF_MPEG_STREAM_MASK) | (header.bitrate == 0),
    .reservoir = gaf_mpeg_reservoir_gain (&header),
  };
  /* Of streams behind this one, layer 1 and free format are not looked for: negative numbers in a table make both. */
  return walk->first.size == 0 || frame->key == walk->first.key || (header.layer != 1 && header.bitrate != 0);
}

static const GafWalkFormat format = {
  .name = "MPEG audio",
  .header = GAF_MPEG_HEADER_SIZE,
  .sync = 0xff,
  .window = CHAIN_WINDOW,
  .wanted = CHAIN_MAX,
  .enough = 3,
  .resumed = 3,
  .resumed_enough = 1,
  .parse = parse_frame,
};

/* In free format no header tells its frame's length; it is the distance to the next header, which may be a false one.
 */
static gboolean
free_chain_fits (Mpeg *self, const guint8 *data, gsize length, gboolean at_end, int wanted, int enough)
{
  gsize limit = MIN (length, GAF_MPEG_MAX_FRAME_SIZE + GAF_MPEG_HEADER_SIZE);

  for (gsize at = GAF_MPEG_HEADER_SIZE + self->first.padding; at + GAF_MPEG_HEADER_SIZE <= limit; at++) {
    GafMpegHeader next;
    const guint8 *sync = memchr (data + at, 0xff, limit - GAF_MPEG_HEADER_SIZE + 1 - at);
    if (sync == NULL)
      return FALSE;
    at = sync - data;
    self->free_size = at - self->first.padding;
    if (gaf_frame_walk_chain_fits (&self->walk, data, length, at_end, wanted, enough))
      return TRUE;
    /* The decoder of layer 3 takes the first that looks like one, and would find no frame ever after. */
    self->free_size = GAF_MPEG_MAX_FRAME_SIZE;
    if (self->first.layer == 3 && parse_header (self, &next, sync) && next.bitrate == 0
        && ((next.word ^ self->first.word) & GAF_MPEG_STREAM_MASK) == 0)
      return FALSE;
  }
  return FALSE;
}

/* A GafWalkTest: may the stream begin at @data? Sets @self->first on the way. */
static gboolean
test_beginning (GafFrameWalk *walk, const guint8 *data, gsize length, gboolean at_end, gboolean at_start)
{
  Mpeg *self = walk->user_data;
  GafMpegTag tag;

  if (!gaf_mpeg_header_parse (&self->first, data))
    return FALSE;
  /* Behind junk, layer 1 and free format are not looked for: negative numbers in a table make both. */
  if (!at_start && (self->first.layer == 1 || self->first.bitrate == 0))
    return FALSE;
  if (self->first.bitrate == 0)
    return free_chain_fits (self, data, length, at_end, 3, 2);
  return gaf_mpeg_tag_parse (&tag, &self->first, data, MIN (length, self->first.size))
         || gaf_frame_walk_chain_fits (walk, data, length, at_end, at_start ? 2 : CHAIN_MAX, at_start ? 1 : 3);
}

/* length */

/* What @n_packets packets come to once the encoder's delay and padding are cut off. */
static void
set_length (Mpeg *self, gint64 n_packets, gboolean exact)
{
  gint64 total = n_packets * self->first.n_frames;

  /* The padding lies where the tag's last frame is: in a file cut short, or with more behind it, there is none to cut
   * off. */
  if (self->tag.padding >= 0 && (self->tag.n_packets < 0 || self->tag.n_packets == n_packets || self->tag_reaches_end))
    total -= self->tag.delay + self->tag.padding;
  else
    total -= self->base.skip;
  self->base.n_frames = MAX (total, 0);
  self->base.exact = exact;
}

/* Walks on until @n_packets are known or the stream ends. */
static gboolean
walk_to (Mpeg *self, gint64 n_packets, GError **error)
{
  GafFrameWalk *walk = &self->walk;
  const gboolean ended = walk->n_packets >= 0;

  if (!gaf_frame_walk_to (walk, n_packets, error))
    return FALSE;
  if (walk->n_packets < 0 || ended)
    return TRUE;
  /* A length that was promised stays: damage shows as missing frames at the end. */
  if (!self->base.exact)
    set_length (self, walk->n_packets, TRUE);
  if (walk->other_at != GAF_WALK_NOT_FOUND)
    self->base.next_link = walk->other_at;
  return TRUE;
}

/* Is the tag's number of frames to be believed without counting them? Only if the tag is as LAME or FFmpeg wrote it,
 * its number of bytes is that of the file, and the two make a bit rate that there is. */
static gboolean
tag_is_plausible (Mpeg *self, guint64 audio_start)
{
  gint64 n = self->tag.n_packets;
  guint64 n_bytes = self->walk.size - audio_start;

  if (n <= 0 || !self->tag_reaches_end || !self->tag.intact)
    return FALSE;

  /* 8 to 320 kbit/s, and what free format may have beyond. */
  guint64 smallest = (guint64) self->first.n_frames * 1000 / self->first.rate;
  return n_bytes / smallest >= (guint64) n && n_bytes / GAF_MPEG_MAX_FRAME_SIZE <= (guint64) n;
}

/* Has the stream the same bit rate at @offset? Not finding any frame there says nothing. */
static gboolean
same_bitrate_at (Mpeg *self, guint64 offset, gboolean *same, GError **error)
{
  GafWalkFrame frame;
  gboolean found, other;
  gsize length;
  guint64 at;
  const guint8 *data;

  *same = TRUE;
  if (!gaf_frame_walk_probe (&self->walk, offset, &at, &frame, &found, &other, error))
    return FALSE;
  if (!found || other) {
    *same = !other;
    return TRUE;
  }
  data = gaf_byte_source_peek (self->walk.source, at, GAF_MPEG_HEADER_SIZE, &length, error);
  if (data == NULL)
    return FALSE;
  if (length >= GAF_MPEG_HEADER_SIZE) {
    GafMpegHeader header;

    *same = gaf_mpeg_header_parse (&header, data) && header.bitrate == self->first.bitrate;
  }
  return TRUE;
}

/* Whether all frames looked at have the first one's bit rate: those at the beginning, and some all over the file.
 * @padded: one has padding. */
static gboolean
is_constant (Mpeg *self, guint64 audio_start, gboolean *constant, gboolean *padded, GError **error)
{
  const guint64 n_bytes = self->walk.size - audio_start;
  const guint64 n_probes = CLAMP (n_bytes / PROBE_STRIDE, PROBES_MIN, PROBES_MAX);
  GafWalkCursor cursor = { .offset = audio_start };
  gboolean found = TRUE;

  *constant = TRUE;
  *padded = FALSE;
  for (int i = 0; i < LOOK_AHEAD && *constant; i++) {
    GafWalkFrame frame;
    GafMpegHeader header;
    gsize length;
    const guint8 *data;

    if (!gaf_frame_walk_find (&self->walk, &cursor, &frame, &found, error))
      return FALSE;
    if (!found)
      break;
    data = gaf_byte_source_peek (self->walk.source, cursor.offset, GAF_MPEG_HEADER_SIZE, &length, error);
    if (data == NULL)
      return FALSE;
    if (length < GAF_MPEG_HEADER_SIZE || !gaf_mpeg_header_parse (&header, data))
      break;
    *constant = header.bitrate == self->first.bitrate;
    *padded |= header.padding > 0;
    gaf_walk_cursor_step (&cursor, &frame);
  }
  if (self->walk.other_at != GAF_WALK_NOT_FOUND)
    *constant = FALSE;
  for (guint64 i = 1; i <= n_probes && *constant; i++)
    if (!same_bitrate_at (self, audio_start + n_bytes / (n_probes + 1) * i, constant, error))
      return FALSE;
  return TRUE;
}

/* The length without a tag to believe: an estimate if the bit rate is constant, else a walk over all headers. */
static gboolean
measure (Mpeg *self, guint64 audio_start, GError **error)
{
  const guint64 n_bytes = self->walk.size - audio_start;
  gboolean constant = FALSE;
  gboolean padded = FALSE;

  if (self->tag.n_packets < 0 && n_bytes > 0 && !is_constant (self, audio_start, &constant, &padded, error))
    return FALSE;
  if (!constant)
    return walk_to (self, G_MAXINT64, error);

  /* Padding brings the frames to the bit rate on average; without any, they are a bit smaller. Round up: no estimate
   * too small. */
  guint32 size = self->first.size - self->first.padding;
  guint64 n_packets = (n_bytes + size - 1) / size;
  if (padded && self->first.bitrate > 0)
    n_packets = gst_util_uint64_scale_ceil (n_bytes, 8 * (guint64) self->first.rate,
                                            (guint64) self->first.bitrate * self->first.n_frames);
  set_length (self, n_packets, FALSE);
  return TRUE;
}

/* packets */

/*
 * mpg123 takes free format for a low bit rate in layer 2 (where the bit rate chooses the table of bit allocation) and
 * returns nothing in layer 1. These layers end each frame where its samples end, so a frame can be made into
 * one of the next higher listed bit rate by appending zeros. FALSE if it is too long for that.
 */
static gboolean
find_listed (const GafMpegHeader *header, GafMpegHeader *listed)
{
  for (guint32 index = 1; index < 15; index++) {
    guint8 bytes[GAF_MPEG_HEADER_SIZE];

    /* No padding and no CRC. */
    gaf_write_be32 (bytes, (header->word & ~0xf200u) | index << 12 | 0x10000);
    if (gaf_mpeg_header_parse (listed, bytes) && listed->size >= header->size)
      return TRUE;
  }
  return FALSE;
}

/* Room for a packet's bytes, which are its own now, or those of a bare one until the next. */
static guint8 *
make_room (Mpeg *self, GafPacket *packet, gsize size)
{
  if (!self->base.bare) {
    guint8 *data = g_malloc (size);

    packet->data = gst_buffer_new_wrapped (data, size);
    return data;
  }
  if (size > self->bare_size) {
    g_free (self->bare);
    self->bare = g_malloc (size);
    self->bare_size = size;
  }
  packet->bytes = self->bare;
  packet->n_bytes = size;
  return self->bare;
}

/* Makes @packet of a frame, and returns its bytes. */
static guint8 *
put_frame (Mpeg *self, GafPacket *packet, const GafMpegHeader *header, const guint8 *frame)
{
  const guint begin = header->crc ? GAF_MPEG_HEADER_SIZE + 2 : GAF_MPEG_HEADER_SIZE;
  GafMpegHeader listed;
  guint8 *data;

  if (self->first.bitrate > 0 || header->layer == 3 || !find_listed (header, &listed)) {
    data = make_room (self, packet, header->size);
    memcpy (data, frame, header->size);
    return data;
  }
  data = make_room (self, packet, listed.size);
  memset (data, 0, listed.size);
  gaf_write_be32 (data, listed.word);
  memcpy (data + GAF_MPEG_HEADER_SIZE, frame + begin, header->size - begin);
  return data;
}

/*
 * A silent frame behind the last one. The decoder wants to see a second header before it returns the first frame, and
 * a presentation that reaches into the decoder's own delay ends in what comes out here.
 */
static gboolean
flush_packet (Mpeg *self, GafPacket *packet)
{
  const gint64 n_packets = self->walk.n_packets;
  gint64 position = n_packets * self->first.n_frames;

  if (self->flushed || n_packets == 0)
    return FALSE;
  self->flushed = TRUE;
  if (n_packets > 1 && self->base.skip + self->base.n_frames <= position)
    return FALSE;

  GafMpegHeader header = self->first;
  g_autofree guint8 *data = g_malloc0 (header.size);

  header.word |= 0x10000; /* no CRC */
  header.crc = FALSE;
  gaf_write_be32 (data, header.word);
  put_frame (self, packet, &header, data);
  packet->position = position;
  packet->n_frames = header.n_frames;
  return TRUE;
}

/* The frames of another rate that come next were not met when the file was opened. */
static gboolean
refuse_other_stream (Mpeg *self, GError **error)
{
  g_set_error (error, GAF_ERROR, GAF_ERROR_UNSUPPORTED,
               "The MPEG audio changes at byte %" G_GUINT64_FORMAT ", frame %" G_GINT64_FORMAT
               ", to another sample rate, version or layer; split the file there to read what follows",
               self->walk.other_at, self->walk.walked.position);
  return FALSE;
}

static gboolean
mpeg_next (GafPacketizer *base, GafPacket *packet, GError **error)
{
  Mpeg *self = (Mpeg *) base;
  GafWalkFrame frame;
  GafMpegHeader header;
  gboolean found;

  if (!walk_to (self, self->read.number + 1, error))
    return FALSE;
  if (self->walk.n_packets >= 0 && self->read.number >= self->walk.n_packets) {
    if (self->walk.other_at != GAF_WALK_NOT_FOUND && self->links_unknown)
      return refuse_other_stream (self, error);
    return flush_packet (self, packet);
  }
  if (!gaf_frame_walk_find (&self->walk, &self->read, &frame, &found, error))
    return FALSE;

  gsize length;
  const guint8 *data = gaf_byte_source_peek (self->walk.source, self->read.offset, frame.size, &length, error);
  if (data == NULL)
    return FALSE;
  if (!found || length < frame.size || !parse_header (self, &header, data)) /* the file was changed while it was read */
    return FALSE;

  guint8 *copy = put_frame (self, packet, &header, data);

  gaf_mpeg_reservoir_take (&self->reservoir, copy, &header);
  packet->has_audio = gaf_mpeg_frame_is_sounding (copy, &header);
  packet->position = self->read.position;
  packet->n_frames = header.n_frames;
  gaf_walk_cursor_step (&self->read, &frame);
  return TRUE;
}

/*
 * The filter bank of mpg123 has a memory of 16 steps in a ring, and rounds differently at each place of it. A frame
 * takes 12, 36 or 18 steps (layer 1, the others, MPEG-2 layer 3), so after 8 frames it is where it was: decoding starts
 * at a multiple of 8, and the index has just those. On the way there from the frame that is wanted lie: the caller's
 * pre-roll, the warm-up, and in layer 3 as many bytes of main data as a frame can refer back to. Frames before the
 * pre-roll are made silent in layer 3, which takes half the time to decode: @n_silent from the entry on.
 */
static gboolean
find_entry (Mpeg *self, gint64 frame, gint64 preroll, gint64 *found_entry, guint *n_silent, GError **error)
{
  const GafFrameWalk *walk = &self->walk;
  gint64 wanted = MAX (frame, 0) / self->first.n_frames;

  if (!walk_to (self, wanted + 1, error))
    return FALSE;
  if (walk->n_packets >= 0)
    wanted = MIN (wanted, MAX (walk->n_packets - 1, 0));
  wanted -= MIN (wanted, MAX (preroll, 0) / self->first.n_frames + 1 + WARM_UP);

  gint64 entry = wanted / walk->stride;
  GafWalkCursor cursor = g_array_index (walk->index, GafWalkCursor, entry);

  while (cursor.number < wanted) {
    GafWalkFrame found_frame;
    gboolean found;

    if (!gaf_frame_walk_find (&self->walk, &cursor, &found_frame, &found, error))
      return FALSE;
    if (!found)
      break;
    gaf_walk_cursor_step (&cursor, &found_frame);
  }
  while (entry > 0
         && cursor.reservoir - g_array_index (walk->index, GafWalkCursor, entry).reservoir
                < gaf_mpeg_reservoir_max (&self->first))
    entry--;
  *found_entry = entry;
  *n_silent = entry > 0 && gaf_mpeg_reservoir_max (&self->first) > 0
                  ? cursor.number - g_array_index (walk->index, GafWalkCursor, entry).number
                  : 0;
  return TRUE;
}

static gboolean
mpeg_seek (GafPacketizer *base, gint64 frame, gint64 preroll, GError **error)
{
  Mpeg *self = (Mpeg *) base;
  gint64 entry;
  guint n_silent;

  if (!find_entry (self, frame, preroll, &entry, &n_silent, error))
    return FALSE;
  self->read = g_array_index (self->walk.index, GafWalkCursor, entry);
  self->reservoir = (GafMpegReservoir){ .filling = entry > 0, .silent = n_silent };
  self->flushed = FALSE;
  return TRUE;
}

/* The first frame that is decoded and not made silent: behind the entry as far as the reservoir takes to fill, and what
 * lies on the way. */
static gboolean
mpeg_entry (GafPacketizer *base, gint64 frame, gint64 preroll, gint64 *position, GError **error)
{
  Mpeg *self = (Mpeg *) base;
  gint64 entry;
  guint n_silent;
  GafWalkCursor cursor;
  guint64 begin;

  if (!find_entry (self, frame, preroll, &entry, &n_silent, error))
    return FALSE;
  cursor = g_array_index (self->walk.index, GafWalkCursor, entry);
  begin = cursor.reservoir;
  for (gint64 first = cursor.number + n_silent;
       entry > 0 && (cursor.number < first || cursor.reservoir - begin < gaf_mpeg_reservoir_max (&self->first));) {
    GafWalkFrame found_frame;
    gboolean found;

    if (!gaf_frame_walk_find (&self->walk, &cursor, &found_frame, &found, error))
      return FALSE;
    if (!found)
      break;
    gaf_walk_cursor_step (&cursor, &found_frame);
  }
  *position = cursor.position;
  return TRUE;
}

static void
mpeg_free (GafPacketizer *base)
{
  Mpeg *self = (Mpeg *) base;

  gaf_frame_walk_clear (&self->walk);
  g_free (self->bare);
  g_free (self);
}

static GstCaps *
mpeg_make_caps (GafPacketizer *base)
{
  const GafMpegHeader *first = &((Mpeg *) base)->first;

  return gst_caps_new_simple ("audio/mpeg", "mpegversion", G_TYPE_INT, 1, "mpegaudioversion", G_TYPE_INT,
                              first->version, "layer", G_TYPE_INT, first->layer, "rate", G_TYPE_INT, first->rate,
                              "channels", G_TYPE_INT, first->channels, "parsed", G_TYPE_BOOLEAN, TRUE, NULL);
}

static const GafPacketizerClass mpeg_class = { mpeg_next, mpeg_seek, mpeg_free, mpeg_entry, mpeg_make_caps };

/* opening */

/* Finds the first frame of sound, and reads the tag frame that may stand before it. */
static gboolean
find_beginning (Mpeg *self, guint64 *tag_start, guint64 *audio_start, GError **error)
{
  guint64 end = MIN (self->walk.size, GAF_LIMIT_RESYNC);
  guint64 start;
  gsize length;

  if (!gaf_frame_walk_scan (&self->walk, 0, end, test_beginning, &start, error))
    return FALSE;
  if (start == GAF_WALK_NOT_FOUND) {
    g_set_error_literal (error, GAF_ERROR, GAF_ERROR_NOT_AUDIO,
                         "No MPEG audio frames were found; the file is of another format or damaged");
    return FALSE;
  }
  *tag_start = *audio_start = start;
  if (self->first.bitrate == 0)
    self->first.size = self->free_size + self->first.padding;

  const guint8 *data = gaf_byte_source_peek (self->walk.source, start, self->first.size, &length, error);
  if (data == NULL)
    return FALSE;
  if (!gaf_mpeg_tag_parse (&self->tag, &self->first, data, MIN (length, self->first.size)))
    return TRUE;

  /* The sound may be in free format when the tag frame is not. A tag with no sound behind it is a file of no frames. */
  GafMpegHeader header = self->first;
  start += MIN (header.size, self->walk.size - start);
  *audio_start = self->walk.size;
  if (!gaf_frame_walk_scan (&self->walk, start, MIN (self->walk.size, start + GAF_LIMIT_RESYNC), test_beginning, &start,
                            error))
    return FALSE;
  if (start == GAF_WALK_NOT_FOUND) {
    self->first = header;
    return TRUE;
  }
  *audio_start = start;
  if (self->first.bitrate == 0)
    self->first.size = self->free_size + self->first.padding;
  return TRUE;
}

static gboolean
mpeg_open (Mpeg *self, GError **error)
{
  static const char *const codecs[] = { "mp1", "mp2", "mp3" };
  guint64 tag_start, audio_start;

  if (!find_beginning (self, &tag_start, &audio_start, error))
    return FALSE;

  self->base.codec = codecs[self->first.layer - 1];
  self->base.rate = self->first.rate;
  self->base.channels = self->first.channels;
  self->walk.first = (GafWalkFrame){
    .size = self->first.size,
    .n_frames = self->first.n_frames,
    .key = (self->first.word & GAF_MPEG_STREAM_MASK) | (self->first.bitrate == 0),
  };
  self->walk.walked.offset = self->read.offset = audio_start;
  self->tag_reaches_end = (guint64) self->tag.n_bytes == self->walk.size - tag_start
                          || (guint64) self->tag.n_bytes == self->walk.size - audio_start;

  /* Nothing can be longer than the file. Zeros, from encoders that do not know their delay, still mean the decoder's
   * own: mpg123, FFmpeg and libsndfile read them so, and it is nearer to the truth. */
  if (self->tag.delay < 0
      || (self->tag.n_packets > 0 && self->tag.delay + self->tag.padding > self->tag.n_packets * self->first.n_frames))
    self->tag.delay = self->tag.padding = -1;
  if (self->tag.delay >= 0)
    self->base.skip = self->tag.delay + GAF_MPEG_DECODER_DELAY;

  if (audio_start < self->walk.size && tag_is_plausible (self, audio_start))
    set_length (self, self->tag.n_packets, TRUE);
  else if (!measure (self, audio_start, error))
    return FALSE;
  self->links_unknown = self->base.next_link == 0;
  return TRUE;
}

GafPacketizer *
gaf_packetizer_mpeg_new (GafByteSource *source, GError **error)
{
  Mpeg *self = g_new0 (Mpeg, 1);
  g_autoptr (GafPacketizer) base = &self->base;

  self->base.klass = &mpeg_class;
  self->base.n_frames = -1;
  gaf_frame_walk_init (&self->walk, &format, source);
  self->walk.user_data = self;
  self->tag = (GafMpegTag){ .n_packets = -1, .n_bytes = -1, .delay = -1, .padding = -1 };

  if (!mpeg_open (self, error))
    return NULL;
  return g_steal_pointer (&base);
}
