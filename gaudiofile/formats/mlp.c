/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/*
 * Meridian Lossless Packing and Dolby TrueHD, which is the same with more, as bare streams (Dolby, "Meridian Lossless
 * Packing, Technical Reference for FBA and FBB streams"):
 *
 *   unit with a major sync │ unit │ unit │ … │ unit with a major sync │ …
 *
 * Each unit tells its length, and all have the same number of frames. A major sync, of which there is one in any 128
 * units, tells the format; decoding can only begin there, which the pre-roll is long enough for, and go on behind
 * damage.
 */

#include "packets/packetizer.h"

#include "core/bytes.h"
#include "gaf-error.h"
#include "packets/frame-walk.h"

#define HEADER_MIN  8 /* bytes; no unit is shorter */
#define SYNC_TRUEHD 0xf8726fba
#define SYNC_MLP    0xf8726fbb
#define SIGNATURE   0xb752
#define END         0xd234 /* ends the last unit */

typedef struct {
  guint32 size;     /* bytes of the unit */
  gboolean is_sync; /* the rest is known */
  gboolean is_mlp;  /* not TrueHD */
  int rate;         /* Hz */
  int n_frames;     /* of each unit */
  guint substreams; /* 1 … 4 */
  int channels;     /* of TrueHD, of all substreams; 0: not told */
} Header;

/* By four bits: 48, 96, 192 kHz, and from 8 on 44.1, 88.2, 176.4. */
static int
rate_of_code (guint code)
{
  return (code & 7) > 2 ? 0 : (code & 8 ? 44100 : 48000) << (code & 7);
}

/* Of TrueHD: each bit of an assignment stands for one channel or a pair. There is one of 5 bits for up to six channels,
 * and one of 13 for more, which are in a third substream. */
static int
count_channels (guint32 format, guint substreams)
{
  static const guint8 counts[13] = { 2, 1, 1, 2, 2, 2, 2, 1, 1, 2, 2, 1, 1 };
  const guint few = format >> 15 & 0x1f, many = format & 0x1fff;
  const guint assignment = substreams > 2 && many != 0 ? many : few;
  int channels = 0;

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    if (assignment >> i & 1)
      channels += counts[i];
  return channels;
}

/* Check nibble and length in 12 bits, in words; time 2; then, where there is one, the major sync: 4, format 8,
 * signature 12, flags 14, bit rate 18, number of substreams 20; then for each substream 2 bytes, or 4 where the first
 * bit is set. The bits of all nibbles but the sync's, put together, are ones. */
static gboolean
parse_header (Header *self, const guint8 *data, guint substreams)
{
  const guint32 sync = gaf_read_be32 (data + 4);
  guint8 parity = data[0] ^ data[1] ^ data[2] ^ data[3];
  guint at = 4;

  *self = (Header){ .size = 2 * (gaf_read_be16 (data) & 0xfff) };
  if (self->size < HEADER_MIN)
    return FALSE;
  if (sync == SYNC_TRUEHD || sync == SYNC_MLP) {
    const guint code = sync == SYNC_TRUEHD ? data[8] >> 4 : data[9] >> 4;

    self->is_sync = TRUE;
    self->is_mlp = sync == SYNC_MLP;
    self->rate = rate_of_code (code);
    self->n_frames = 40 << (code & 7);
    self->substreams = data[20] >> 4;
    if (!self->is_mlp)
      self->channels = count_channels (gaf_read_be32 (data + 8), self->substreams);
    return gaf_read_be16 (data + 12) == SIGNATURE && self->rate > 0 && self->substreams >= 1 && self->substreams <= 4;
  }
  for (guint i = 0; i < substreams; i++) {
    const guint size = data[at] & 0x80 ? 4 : 2;

    for (guint k = 0; k < size; k++)
      parity ^= data[at + k];
    at += size;
  }
  return substreams == 0 || ((parity >> 4 ^ parity) & 15) == 15;
}

/* How many frames of the last unit, at @data, do not belong to the audio. The end is marked by a word, and of TrueHD
 * the next has a flag and 13 bits of the number; two bytes of checksums may follow. */
static guint
get_trimmed (const guint8 *data, gsize size)
{
  for (gsize behind = 4; behind <= 6 && behind <= size; behind += 2) {
    const guint8 *end = data + size - behind;
    const guint trimmed = gaf_read_be16 (end + 2);

    if (gaf_read_be16 (end) == END && (trimmed & 0xe000) == 0x2000)
      return trimmed & 0x1fff;
  }
  return 0;
}

/* the walk */

#define WINDOW (48 * 1024) /* in which five units fit, of 8 KiB at most */

#define KEY_SUBSTREAMS(key) ((key) &7)
#define KEY_IS_MLP          8
#define KEY_CHANNELS(key)   ((int) ((key) >> 4 & 31))

/* Units without a major sync are of the same stream as the one before. */
static gboolean
parse_unit (const GafFrameWalk *walk, GafWalkFrame *frame, const guint8 *data)
{
  Header header;

  if (!parse_header (&header, data, walk->first.size > 0 ? KEY_SUBSTREAMS (walk->first.key) : 0))
    return FALSE;
  *frame = (GafWalkFrame){ .size = header.size, .n_frames = header.n_frames, .rate = header.rate };
  frame->key = GAF_WALK_ANY_KEY;
  if (header.is_sync)
    frame->key = (guint32) header.rate << 9 | (guint32) header.channels << 4 | (header.is_mlp ? KEY_IS_MLP : 0)
                 | header.substreams;
  return TRUE;
}

/* Behind a unit that is lost nothing can be decoded until the next major sync, and the rest is hard to tell from junk.
 */
static gboolean
has_sync (const guint8 *data, gsize length)
{
  return length >= HEADER_MIN && (gaf_read_be32 (data + 4) & ~1u) == SYNC_TRUEHD;
}

static const GafWalkFormat units = {
  .name = "TrueHD",
  .header = HEADER_MIN,
  .sync = -1,
  .window = WINDOW,
  .wanted = 5,
  .enough = 2,
  .resumed = 5,
  .resumed_enough = 2,
  .parse = parse_unit,
  .is_start = has_sync,
};

/* the packetizer */

typedef struct {
  GafPacketizer base;
  GafFrameWalk walk;
  GafWalkCursor read; /* the unit that next() returns */
} Mlp;

static gboolean
mlp_next (GafPacketizer *base, GafPacket *packet, GError **error)
{
  Mlp *self = (Mlp *) base;
  GafWalkFrame frame;
  gboolean found;
  gsize length;
  const guint8 *data;

  if (self->read.position >= base->n_frames || !gaf_frame_walk_find (&self->walk, &self->read, &frame, &found, error)
      || !found)
    return FALSE;
  data = gaf_byte_source_peek (self->walk.source, self->read.offset, frame.size, &length, error);
  if (data == NULL || length < frame.size)
    return FALSE;
  packet->data = gst_buffer_new_memdup (data, frame.size);
  packet->position = self->read.position;
  packet->n_frames = frame.n_frames;
  gaf_walk_cursor_step (&self->read, &frame);
  return TRUE;
}

static gboolean
mlp_seek (GafPacketizer *base, gint64 frame, gint64 preroll, GError **error)
{
  Mlp *self = (Mlp *) base;
  const gint64 wanted = CLAMP (frame, 0, MAX (base->n_frames - 1, 0));

  return gaf_frame_walk_seek (&self->walk, wanted - MIN (wanted, preroll), &self->read, error);
}

static void
mlp_free (GafPacketizer *base)
{
  Mlp *self = (Mlp *) base;

  gaf_frame_walk_clear (&self->walk);
  g_free (self);
}

static const GafPacketizerClass mlp_class = { mlp_next, mlp_seek, mlp_free, NULL };

/* The frames of all units, without what the last has too much. FALSE with @error. */
static gboolean
find_length (Mlp *self, GError **error)
{
  GafFrameWalk *walk = &self->walk;
  GafWalkCursor cursor;
  GafWalkFrame frame;
  const guint8 *data;
  gboolean found;
  gsize length;

  if (!gaf_frame_walk_to (walk, G_MAXINT64, error))
    return FALSE;
  self->base.n_frames = walk->walked.position;
  self->base.exact = TRUE;
  if (walk->walked.position == 0)
    return TRUE;
  if (!gaf_frame_walk_seek (walk, walk->walked.position - 1, &cursor, error)
      || !gaf_frame_walk_find (walk, &cursor, &frame, &found, error))
    return FALSE;
  if (!found)
    return TRUE;
  data = gaf_byte_source_peek (walk->source, cursor.offset, frame.size, &length, error);
  if (data == NULL)
    return FALSE;
  self->base.n_frames -= MIN (get_trimmed (data, MIN (length, frame.size)), (guint) frame.n_frames - 1);
  return TRUE;
}

GafPacketizer *
gaf_packetizer_mlp_new (GafByteSource *source, GError **error)
{
  Mlp *self = g_new0 (Mlp, 1);
  g_autoptr (GafPacketizer) base = &self->base;
  gboolean is_mlp, found;
  int channels;

  base->klass = &mlp_class;
  gaf_frame_walk_init (&self->walk, &units, source);
  if (!gaf_frame_walk_begin (&self->walk, 0, &found, error))
    return NULL;
  if (!found) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_NOT_AUDIO,
                 "No TrueHD frames were found; the file is of another format or damaged");
    return NULL;
  }
  self->read = self->walk.walked;
  base->rate = self->walk.first.rate;
  if (!find_length (self, error))
    return NULL;
  if (self->walk.other_at != GAF_WALK_NOT_FOUND)
    base->next_link = self->walk.other_at;

  is_mlp = (self->walk.first.key & KEY_IS_MLP) != 0;
  channels = KEY_CHANNELS (self->walk.first.key);
  base->codec = is_mlp ? "mlp" : "truehd";
  base->bits = is_mlp ? 0 : 24;
  base->caps = gst_caps_new_simple (is_mlp ? "audio/x-mlp" : "audio/x-true-hd", "rate", G_TYPE_INT, base->rate, NULL);
  /* libav's decoder of TrueHD begins with no channels, and fails, if it is not told any. How many there are, it finds
   * out itself. */
  if (channels > 0)
    gst_caps_set_simple (base->caps, "channels", G_TYPE_INT, channels, NULL);
  return g_steal_pointer (&base);
}
