/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "packets/packetizer.h"

#include <string.h>

#include "gaf-error.h"
#include "core/limits.h"
#include "formats/mpeg/header.h"
#include "formats/mpeg/reservoir.h"

/*
 * MPEG audio cut into frames: header after header, each naming where the next one is.
 *
 *   [tag frame] frame 0 │ frame 1 │ … junk … │ frame k │ … │ [flush frame]
 *                 ▲                                ▲
 *               index[0]      index[1] at frame 8, index[2] at frame 16 …
 *
 * The position of a frame is its number times the frames it yields. How a frame is found depends on nothing but the place where it
 * is looked for, and the places in the index come from a walk from the start: so linear reading and seeking agree.
 */

#define INDEX_STRIDE  8     /* a multiple of 8, see mpeg_seek() */
#define INDEX_MAX     65536 /* then every second entry is dropped: memory stays bounded */
#define LOOK_AHEAD    64    /* frames looked at to tell constant from variable bit rate */
#define DECODER_DELAY 529   /* frames: 528 of the filter banks and one more, the LAME tag's convention */
#define WARM_UP       2     /* frames: the overlap of layer 3's transform, then the filter bank's memory */
#define SCAN_WINDOW   GAF_BYTE_SOURCE_BLOCK /* bytes searched at a time … */
#define CHAIN_MAX     6 /* frames in a row that make a stream of what follows junk: code is full of 0xff */
#define CHAIN_WINDOW  ((CHAIN_MAX + 1) * GAF_MPEG_MAX_FRAME_SIZE)
#define NOT_FOUND     G_MAXUINT64

typedef struct {
  guint64 offset;    /* where the next frame is looked for */
  gint64 index;      /* its number */
  guint64 main_data; /* bytes of main data in all frames before it (layer 3) */
} Cursor;

typedef struct {
  GafPacketizer base;
  GafByteSource *source;
  guint64 size;

  GafMpegHeader first; /* the first frame of sound */
  guint32 free_size;   /* free format: bytes of a frame without padding */
  GafMpegTag tag;

  GArray *index; /* of Cursor: every @stride-th frame */
  gint64 stride;
  Cursor walked;    /* how far the index goes */
  gint64 n_packets; /* -1 until the end was seen */

  Cursor read; /* the frame that next() returns */
  GafMpegReservoir reservoir;
  gboolean flushed; /* the flush frame was returned */
} Mpeg;

/* finding frames */

/* A header of this stream, with its size filled in. */
static gboolean
parse_frame (Mpeg *self, GafMpegHeader *header, const guint8 *data)
{
  if (!gaf_mpeg_header_parse (header, data))
    return FALSE;
  if (((header->word ^ self->first.word) & GAF_MPEG_STREAM_MASK) != 0)
    return FALSE;
  if ((header->bitrate == 0) != (self->first.bitrate == 0))
    return FALSE;
  if (header->bitrate == 0)
    header->size = self->free_size + header->padding;
  return header->size >= gaf_mpeg_header_get_main_data (header);
}

/* Do @wanted frames in a row begin at @data? At the end of the source @enough will do, if they fill it or one cut off follows. */
static gboolean
chain_fits (Mpeg *self, const guint8 *data, gsize length, gboolean at_end, int wanted, int enough)
{
  gsize at = 0;

  for (int n = 0; n < wanted; n++) {
    GafMpegHeader header;

    if (at_end && at == length)
      return n >= enough;
    if (at + GAF_MPEG_HEADER_SIZE > length || !parse_frame (self, &header, data + at))
      return FALSE;
    if (header.size > length - at)
      return at_end && n >= enough;
    at += header.size;
  }
  return TRUE;
}

/* In free format no header tells its frame's length; it is the distance to the next header, which may be a false one. */
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
    if (chain_fits (self, data, length, at_end, wanted, enough))
      return TRUE;
    /* The decoder of layer 3 takes the first that looks like one, and would find no frame ever after. */
    self->free_size = GAF_MPEG_MAX_FRAME_SIZE;
    if (self->first.layer == 3 && parse_frame (self, &next, sync))
      return FALSE;
  }
  return FALSE;
}

/* May the stream begin at @data? @at_start: the place where it should. Sets @self->first on the way. */
static gboolean
test_beginning (Mpeg *self, const guint8 *data, gsize length, gboolean at_end, gboolean at_start)
{
  GafMpegTag tag;
  int wanted = at_start ? 2 : CHAIN_MAX;
  int enough = at_start ? 1 : 3;

  if (!gaf_mpeg_header_parse (&self->first, data))
    return FALSE;
  /* Behind junk, layer 1 and free format are not looked for: negative numbers in a table make both. */
  if (!at_start && (self->first.layer == 1 || self->first.bitrate == 0))
    return FALSE;
  if (self->first.bitrate == 0)
    return free_chain_fits (self, data, length, at_end, 3, 2);
  return gaf_mpeg_tag_parse (&tag, &self->first, data, MIN (length, self->first.size))
         || chain_fits (self, data, length, at_end, wanted, enough);
}

/* Does the stream go on at @data, after something that was no frame? */
static gboolean
test_going_on (Mpeg *self, const guint8 *data, gsize length, gboolean at_end, gboolean at_start G_GNUC_UNUSED)
{
  return chain_fits (self, data, length, at_end, 3, 1);
}

/* An ID3v2 tag amid the stream (files were put one behind the other) may hold anything. Its size, or 0. */
static guint64
id3v2_size (const guint8 *data, gsize length)
{
  if (length < 10 || memcmp (data, "ID3", 3) != 0 || ((data[6] | data[7] | data[8] | data[9]) & 0x80) != 0)
    return 0;
  return 10 + ((guint64) data[6] << 21 | (guint64) data[7] << 14 | (guint64) data[8] << 7 | data[9]);
}

typedef gboolean (*TestFunc) (Mpeg *self, const guint8 *data, gsize length, gboolean at_end, gboolean at_start);

/* The first place in [start, end) that passes @test, or NOT_FOUND. Each window is read once. FALSE: @error. */
static gboolean
scan (Mpeg *self, guint64 start, guint64 end, TestFunc test, guint64 *found, GError **error)
{
  guint64 offset = start;

  *found = NOT_FOUND;
  while (offset < end) {
    gsize length;
    const guint8 *data = gaf_byte_source_peek (self->source, offset, SCAN_WINDOW, &length, error);
    if (data == NULL)
      return FALSE;
    if (length < GAF_MPEG_HEADER_SIZE)
      return TRUE;

    guint64 tag_size = offset == start ? id3v2_size (data, length) : 0;
    if (tag_size > 0) {
      start = offset + tag_size; /* the tag's end is where the stream should go on */
      offset = start;
      continue;
    }

    gboolean at_end = offset + length >= self->size || length < SCAN_WINDOW;
    gsize limit = at_end ? length - GAF_MPEG_HEADER_SIZE + 1 : length - CHAIN_WINDOW;
    limit = MIN (limit, end - offset);

    gsize zeros = 0; /* padding behind a tag */
    while (offset == start && zeros < limit && data[zeros] == 0)
      zeros++;
    if (offset == start)
      start += zeros;

    for (gsize at = zeros; at < limit; at++) {
      const guint8 *sync = memchr (data + at, 0xff, limit - at);
      if (sync == NULL)
        break;
      at = sync - data;
      if (test (self, sync, length - at, at_end, offset + at == start)) {
        *found = offset + at;
        return TRUE;
      }
    }
    if (at_end)
      return TRUE;
    offset += limit;
  }
  return TRUE;
}

/* Finds the frame at or behind @cursor, and moves it there. @found is FALSE at the end of the stream. FALSE: @error. */
static gboolean
find_frame (Mpeg *self, Cursor *cursor, GafMpegHeader *header, gboolean *found, GError **error)
{
  gsize length;
  const guint8 *data = gaf_byte_source_peek (self->source, cursor->offset, GAF_MPEG_HEADER_SIZE, &length, error);
  if (data == NULL)
    return FALSE;

  *found =
      length >= GAF_MPEG_HEADER_SIZE && parse_frame (self, header, data) && header->size <= self->size - cursor->offset;
  if (*found)
    return TRUE;

  guint64 offset;
  if (!scan (self, cursor->offset, self->size, test_going_on, &offset, error))
    return FALSE;
  if (offset == NOT_FOUND)
    return TRUE;
  cursor->offset = offset;
  data = gaf_byte_source_peek (self->source, offset, GAF_MPEG_HEADER_SIZE, &length, error);
  if (data == NULL)
    return FALSE;
  *found = length >= GAF_MPEG_HEADER_SIZE && parse_frame (self, header, data);
  return TRUE;
}

static void
step_over (Cursor *cursor, const GafMpegHeader *header)
{
  cursor->offset += header->size;
  cursor->index++;
  if (header->layer == 3)
    cursor->main_data += header->size - gaf_mpeg_header_get_main_data (header);
}

/* length */

/* What @n_packets packets come to once the encoder's delay and padding are cut off. */
static void
set_length (Mpeg *self, gint64 n_packets, gboolean exact)
{
  gint64 total = n_packets * self->first.n_frames;

  /* The padding lies where the tag's last frame is: in a file cut short, or with more behind it, there is none to cut off. */
  if (self->tag.padding >= 0 && (self->tag.n_packets < 0 || self->tag.n_packets == n_packets))
    total -= self->tag.delay + self->tag.padding;
  else
    total -= self->base.skip;
  self->base.n_frames = MAX (total, 0);
  self->base.exact = exact;
}

static void
add_to_index (Mpeg *self)
{
  if (self->walked.index != (gint64) self->index->len * self->stride)
    return;
  if (self->index->len == INDEX_MAX) {
    for (guint i = 0; i < INDEX_MAX / 2; i++)
      g_array_index (self->index, Cursor, i) = g_array_index (self->index, Cursor, 2 * i);
    g_array_set_size (self->index, INDEX_MAX / 2);
    self->stride *= 2;
  }
  g_array_append_val (self->index, self->walked);
}

/* Walks on until @n_packets are known or the stream ends. */
static gboolean
walk (Mpeg *self, gint64 n_packets, GError **error)
{
  while (self->n_packets < 0 && self->walked.index < n_packets) {
    GafMpegHeader header;
    gboolean found;

    add_to_index (self);
    if (!find_frame (self, &self->walked, &header, &found, error))
      return FALSE;
    if (found) {
      step_over (&self->walked, &header);
      continue;
    }
    self->n_packets = self->walked.index;
    /* A length that was promised stays: damage shows as missing frames at the end. */
    if (!self->base.exact)
      set_length (self, self->n_packets, TRUE);
  }
  return TRUE;
}

/* Is the tag's number of frames to be believed? Only if it fits the size of the file, to the byte and in the bit rate it makes. */
static gboolean
tag_is_plausible (Mpeg *self, guint64 tag_start, guint64 audio_start)
{
  gint64 n = self->tag.n_packets;
  guint64 n_bytes = self->size - audio_start;

  if (n <= 0 || ((guint64) self->tag.n_bytes != self->size - tag_start && (guint64) self->tag.n_bytes != n_bytes))
    return FALSE;

  /* 8 to 320 kbit/s, and what free format may have beyond. */
  guint64 smallest = (guint64) self->first.n_frames * 1000 / self->first.rate;
  return n_bytes / smallest >= (guint64) n && n_bytes / GAF_MPEG_MAX_FRAME_SIZE <= (guint64) n;
}

/* Has the stream the same bit rate at @offset? Not finding any frame there says nothing. */
static gboolean
same_bitrate_at (Mpeg *self, guint64 offset, gboolean *same, GError **error)
{
  GafMpegHeader header;
  guint64 at;

  *same = TRUE;
  if (!scan (self, offset, MIN (offset + CHAIN_WINDOW, self->size), test_going_on, &at, error))
    return FALSE;
  if (at == NOT_FOUND)
    return TRUE;

  gsize length;
  const guint8 *data = gaf_byte_source_peek (self->source, at, GAF_MPEG_HEADER_SIZE, &length, error);
  if (data == NULL)
    return FALSE;
  if (length >= GAF_MPEG_HEADER_SIZE && parse_frame (self, &header, data))
    *same = header.bitrate == self->first.bitrate;
  return TRUE;
}

/* The length without a tag to believe: an estimate if the bit rate is constant, else a walk over all headers. */
static gboolean
measure (Mpeg *self, guint64 audio_start, GError **error)
{
  Cursor cursor = { .offset = audio_start };
  GafMpegHeader header;
  gboolean found = TRUE;
  gboolean constant = self->tag.n_packets < 0 && audio_start < self->size;
  gboolean padded = FALSE;

  for (int i = 0; i < LOOK_AHEAD && constant && found; i++) {
    if (!find_frame (self, &cursor, &header, &found, error))
      return FALSE;
    if (!found)
      break;
    constant = header.bitrate == self->first.bitrate;
    padded |= header.padding > 0;
    step_over (&cursor, &header);
  }
  for (guint64 i = 1; i < 4 && constant; i++)
    if (!same_bitrate_at (self, audio_start + (self->size - audio_start) / 4 * i, &constant, error))
      return FALSE;
  if (!constant)
    return walk (self, G_MAXINT64, error);

  /* Padding brings the frames to the bit rate on average; without any, they are a bit smaller. Round up: no estimate too small. */
  guint64 n_bytes = self->size - audio_start;
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
    gaf_mpeg_header_write ((header->word & ~0xf200u) | index << 12 | 0x10000, bytes);
    if (gaf_mpeg_header_parse (listed, bytes) && listed->size >= header->size)
      return TRUE;
  }
  return FALSE;
}

/* The buffer of a frame whose bytes are @data; takes them. */
static GstBuffer *
make_buffer (Mpeg *self, const GafMpegHeader *header, guint8 *data)
{
  GafMpegHeader listed;
  guint begin = header->crc ? GAF_MPEG_HEADER_SIZE + 2 : GAF_MPEG_HEADER_SIZE;

  if (self->first.bitrate > 0 || header->layer == 3 || !find_listed (header, &listed))
    return gst_buffer_new_wrapped (data, header->size);

  guint8 *longer = g_malloc0 (listed.size);
  gaf_mpeg_header_write (listed.word, longer);
  memcpy (longer + GAF_MPEG_HEADER_SIZE, data + begin, header->size - begin);
  g_free (data);
  return gst_buffer_new_wrapped (longer, listed.size);
}

/*
 * A silent frame behind the last one. The decoder wants to see a second header before it returns the first frame, and
 * a presentation that reaches into the decoder's own delay ends in what comes out here.
 */
static gboolean
flush_packet (Mpeg *self, GafPacket *packet)
{
  gint64 position = self->n_packets * self->first.n_frames;

  if (self->flushed || self->n_packets == 0)
    return FALSE;
  self->flushed = TRUE;
  if (self->n_packets > 1 && self->base.skip + self->base.n_frames <= position)
    return FALSE;

  GafMpegHeader header = self->first;
  guint8 *data = g_malloc0 (header.size);

  header.word |= 0x10000; /* no CRC */
  header.crc = FALSE;
  gaf_mpeg_header_write (header.word, data);
  packet->data = make_buffer (self, &header, data);
  packet->position = position;
  packet->n_frames = header.n_frames;
  return TRUE;
}

static gboolean
mpeg_next (GafPacketizer *base, GafPacket *packet, GError **error)
{
  Mpeg *self = (Mpeg *) base;
  GafMpegHeader header;
  gboolean found;

  if (!walk (self, self->read.index + 1, error))
    return FALSE;
  if (self->n_packets >= 0 && self->read.index >= self->n_packets)
    return flush_packet (self, packet);
  if (!find_frame (self, &self->read, &header, &found, error))
    return FALSE;

  gsize length;
  const guint8 *data = gaf_byte_source_peek (self->source, self->read.offset, header.size, &length, error);
  if (data == NULL)
    return FALSE;
  if (!found || length < header.size) /* the file became shorter while it was read */
    return FALSE;

  guint8 *copy = g_memdup2 (data, header.size);
  gaf_mpeg_reservoir_take (&self->reservoir, copy, &header);

  packet->has_audio = gaf_mpeg_frame_is_sounding (copy, &header);
  packet->data = make_buffer (self, &header, copy);
  packet->position = self->read.index * header.n_frames;
  packet->n_frames = header.n_frames;
  step_over (&self->read, &header);
  return TRUE;
}

/*
 * The filter bank of mpg123 has a memory of 16 steps in a ring, and rounds differently at each place of it. A frame takes 12, 36 or
 * 18 steps (layer 1, the others, MPEG-2 layer 3), so after 8 frames it is where it was: decoding starts at a multiple of 8, and
 * the index has just those. On the way there from the frame that is wanted lie: the caller's pre-roll, the warm-up, and
 * in layer 3 as many bytes of main data as a frame can refer back to.
 */
static gboolean
find_entry (Mpeg *self, gint64 frame, gint64 preroll, gint64 *found_entry, GError **error)
{
  gint64 wanted = MAX (frame, 0) / self->first.n_frames;

  if (!walk (self, wanted + 1, error))
    return FALSE;
  if (self->n_packets >= 0)
    wanted = MIN (wanted, MAX (self->n_packets - 1, 0));
  wanted -= MIN (wanted, MAX (preroll, 0) / self->first.n_frames + 1 + WARM_UP);

  gint64 entry = wanted / self->stride;
  Cursor cursor = g_array_index (self->index, Cursor, entry);

  while (cursor.index < wanted) {
    GafMpegHeader header;
    gboolean found;

    if (!find_frame (self, &cursor, &header, &found, error))
      return FALSE;
    if (!found)
      break;
    step_over (&cursor, &header);
  }
  while (entry > 0
         && cursor.main_data - g_array_index (self->index, Cursor, entry).main_data
                < gaf_mpeg_reservoir_max (&self->first))
    entry--;
  *found_entry = entry;
  return TRUE;
}

static gboolean
mpeg_seek (GafPacketizer *base, gint64 frame, gint64 preroll, GError **error)
{
  Mpeg *self = (Mpeg *) base;
  gint64 entry;

  if (!find_entry (self, frame, preroll, &entry, error))
    return FALSE;
  self->read = g_array_index (self->index, Cursor, entry);
  self->reservoir = (GafMpegReservoir){ .filling = entry > 0 };
  self->flushed = FALSE;
  return TRUE;
}

/* The first frame that is decoded and not made silent: behind the entry as far as the reservoir takes to fill. */
static gboolean
mpeg_entry (GafPacketizer *base, gint64 frame, gint64 preroll, gint64 *position, GError **error)
{
  Mpeg *self = (Mpeg *) base;
  gint64 entry;
  Cursor cursor;
  guint64 begin;

  if (!find_entry (self, frame, preroll, &entry, error))
    return FALSE;
  cursor = g_array_index (self->index, Cursor, entry);
  begin = cursor.main_data;
  while (entry > 0 && cursor.main_data - begin < gaf_mpeg_reservoir_max (&self->first)) {
    GafMpegHeader header;
    gboolean found;

    if (!find_frame (self, &cursor, &header, &found, error))
      return FALSE;
    if (!found)
      break;
    step_over (&cursor, &header);
  }
  *position = (gint64) cursor.index * self->first.n_frames;
  return TRUE;
}

static void
mpeg_free (GafPacketizer *base)
{
  Mpeg *self = (Mpeg *) base;

  gaf_byte_source_unref (self->source);
  g_array_unref (self->index);
  g_free (self);
}

static const GafPacketizerClass mpeg_class = { mpeg_next, mpeg_seek, mpeg_free, mpeg_entry };

/* opening */

/* Finds the first frame of sound, and reads the tag frame that may stand before it. */
static gboolean
find_beginning (Mpeg *self, guint64 *tag_start, guint64 *audio_start, GError **error)
{
  guint64 end = MIN (self->size, GAF_LIMIT_RESYNC);
  guint64 start;
  gsize length;

  if (!scan (self, 0, end, test_beginning, &start, error))
    return FALSE;
  if (start == NOT_FOUND) {
    g_set_error_literal (error, GAF_ERROR, GAF_ERROR_NOT_AUDIO,
                         "No MPEG audio frames were found; the file is of another format or damaged");
    return FALSE;
  }
  *tag_start = *audio_start = start;
  if (self->first.bitrate == 0)
    self->first.size = self->free_size + self->first.padding;

  const guint8 *data = gaf_byte_source_peek (self->source, start, self->first.size, &length, error);
  if (data == NULL)
    return FALSE;
  if (!gaf_mpeg_tag_parse (&self->tag, &self->first, data, MIN (length, self->first.size)))
    return TRUE;

  /* The sound may be in free format when the tag frame is not. A tag with no sound behind it is a file of no frames. */
  GafMpegHeader header = self->first;
  start += MIN (header.size, self->size - start);
  *audio_start = self->size;
  if (!scan (self, start, MIN (self->size, start + GAF_LIMIT_RESYNC), test_beginning, &start, error))
    return FALSE;
  if (start == NOT_FOUND) {
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
  self->base.caps = gst_caps_new_simple ("audio/mpeg", "mpegversion", G_TYPE_INT, 1, "mpegaudioversion", G_TYPE_INT,
                                         self->first.version, "layer", G_TYPE_INT, self->first.layer, "rate",
                                         G_TYPE_INT, self->first.rate, "channels", G_TYPE_INT, self->first.channels,
                                         "parsed", G_TYPE_BOOLEAN, TRUE, NULL);
  self->walked.offset = self->read.offset = audio_start;

  /* Zeros stand for "not known", and nothing can be longer than the file. */
  if (self->tag.delay + self->tag.padding <= 0
      || (self->tag.n_packets >= 0 && self->tag.delay + self->tag.padding > self->tag.n_packets * self->first.n_frames))
    self->tag.delay = self->tag.padding = -1;
  if (self->tag.delay >= 0)
    self->base.skip = self->tag.delay + DECODER_DELAY;

  if (audio_start < self->size && tag_is_plausible (self, tag_start, audio_start)) {
    set_length (self, self->tag.n_packets, TRUE);
    return TRUE;
  }
  return measure (self, audio_start, error);
}

GafPacketizer *
gaf_packetizer_mpeg_new (GafByteSource *source, GError **error)
{
  Mpeg *self = g_new0 (Mpeg, 1);
  g_autoptr (GafPacketizer) base = &self->base;

  self->base.klass = &mpeg_class;
  self->base.n_frames = -1;
  self->source = gaf_byte_source_ref (source);
  self->size = gaf_byte_source_get_size (source);
  self->tag = (GafMpegTag){ -1, -1, -1, -1 };
  self->index = g_array_new (FALSE, FALSE, sizeof (Cursor));
  self->stride = INDEX_STRIDE;
  self->n_packets = -1;

  if (!mpeg_open (self, error))
    return NULL;
  return g_steal_pointer (&base);
}
