/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "formats/pcm/walker.h"

#include <string.h>

#include "gaf-error.h"
#include "core/limits.h"
#include "core/memory.h"

/*
 * "caff" version flags, then chunks of id, 64-bit size, body; all big-endian (Apple, "Core Audio Format
 * Specification 1.0"):
 *
 *   desc  0 rate (double)  8 format  12 flags  16 bytes per packet  20 frames per packet  24 channels  28 bits
 *   data  0 edit count  4 the packets; a size of -1 means up to the end of the file
 *   pakt  0 packets  8 valid frames  16 priming frames  20 remainder frames  24 per packet: bytes and frames, where
 * they vary chan  0 layout tag  4 bitmap  8 descriptions kuki  what the decoder must be told
 */

typedef struct {
  guint64 offset;
  guint64 size;
} Body;

typedef struct {
  guint8 format[4];
  guint32 flags;
  guint32 bytes_per_packet;
  guint32 frames_per_packet;
  guint32 bits;
  Body data, pakt, kuki; /* offset 0: no such chunk */
} Walk;

#define PAKT_HEADER 24

/* Every codec is far below; more would only make numbers overflow. */
#define MAX_FRAMES_PER_PACKET 65536

static gboolean
is_format (const Walk *walk, const char *fourcc)
{
  return memcmp (walk->format, fourcc, 4) == 0;
}

static gboolean
read_desc (GafChunks *self, Walk *walk, GafByteSource *source, guint64 offset, GError **error)
{
  guint8 body[32];
  guint32 channels;

  if (!gaf_chunks_read (source, offset, body, sizeof body, error))
    return FALSE;
  self->rate = gaf_read_be_double (body);
  memcpy (walk->format, body + 8, 4);
  walk->flags = gaf_read_be32 (body + 12);
  walk->bytes_per_packet = gaf_read_be32 (body + 16);
  walk->frames_per_packet = gaf_read_be32 (body + 20);
  channels = gaf_read_be32 (body + 24);
  walk->bits = gaf_read_be32 (body + 28);
  self->channels = MIN (channels, G_MAXINT);
  return gaf_chunks_check (self, error);
}

/* Only layouts whose channels come in the order of the bits can be told as a mask; the others stay unknown. */
static gboolean
read_layout (GafChunks *self, GafByteSource *source, guint64 offset, GError **error)
{
  static const struct {
    guint32 tag;
    guint32 mask;
  } layouts[] = {
    { (101 << 16) | 2, 0x003 }, /* stereo */
    { (108 << 16) | 4, 0x033 }, /* L R Ls Rs */
    { (113 << 16) | 3, 0x007 }, /* L R C */
    { (117 << 16) | 5, 0x037 }, /* L R C Ls Rs */
    { (121 << 16) | 6, 0x03f }, /* L R C LFE Ls Rs */
  };
  guint8 body[8];
  guint32 tag, mask = 0;

  if (!gaf_chunks_read (source, offset, body, sizeof body, error))
    return FALSE;
  tag = gaf_read_be32 (body);
  if (tag == 1 << 16)
    mask = gaf_read_be32 (body + 4);
  for (gsize i = 0; i < G_N_ELEMENTS (layouts); i++)
    if (layouts[i].tag == tag)
      mask = layouts[i].mask;
  self->channel_mask = gaf_chunks_wave_mask (mask, self->channels);
  return TRUE;
}

static gboolean
set_pcm (GafChunks *self, const Walk *walk, GError **error)
{
  gboolean little_endian = (walk->flags & 2) != 0;
  guint bytes = (walk->bits + 7) / 8;
  GafCoding coding = GAF_CODING_NONE;

  if (walk->bits == 0 || walk->bits > 64)
    return gaf_chunks_fail (error, GAF_ERROR_CORRUPT, "The CAF header says that a sample has %u bits", walk->bits);
  if (walk->flags & 1) {
    if (walk->bits == 32)
      coding = little_endian ? GAF_CODING_F32LE : GAF_CODING_F32BE;
    else if (walk->bits == 64)
      coding = little_endian ? GAF_CODING_F64LE : GAF_CODING_F64BE;
  } else {
    /* A packet that is larger than its bits need holds them in the upper bytes of its samples. */
    if (walk->bytes_per_packet % self->channels == 0)
      bytes = MAX (bytes, walk->bytes_per_packet / self->channels);
    coding = gaf_chunks_integer_coding (bytes, !little_endian);
  }
  if (coding == GAF_CODING_NONE)
    return gaf_chunks_fail (error, GAF_ERROR_UNSUPPORTED, "The CAF file has samples of %u bits, which cannot be read",
                            walk->bits);
  gaf_chunks_set_pcm (self, coding, walk->bits);
  return TRUE;
}

/* MPEG-4's way to write a number: seven bits a byte, the highest first; a set top bit says that more follow. */
static gboolean
read_varint (GafByteSource *source, guint64 *offset, guint64 end, guint32 *value, GError **error)
{
  guint64 result = 0;
  gsize available = 0;
  gsize wanted = MIN (5, end - *offset);
  const guint8 *data = gaf_byte_source_peek (source, *offset, wanted, &available, error);

  if (data == NULL)
    return FALSE;
  available = MIN (available, wanted);
  for (gsize i = 0; i < available; i++) {
    result = result << 7 | (data[i] & 0x7f);
    if (data[i] & 0x80)
      continue;
    if (result > G_MAXINT32)
      break;
    *value = result;
    *offset += i + 1;
    return TRUE;
  }
  return gaf_chunks_fail (error, GAF_ERROR_CORRUPT,
                          "The packet table of the CAF file is damaged at byte %" G_GUINT64_FORMAT, *offset);
}

/* A table that ends early, or packets that the file does not have any more, end the audio there. @n_packets, what the
 * header counts, may be less than there are (libsndfile before 1.0.26 left it 0): what follows counts as well as long
 * as it looks like packets. */
static gboolean
read_table (GafChunks *self, const Walk *walk, GafByteSource *source, guint64 n_packets, GError **error)
{
  guint64 offset = walk->pakt.offset + PAKT_HEADER;
  guint64 end = walk->pakt.offset + walk->pakt.size;
  guint64 data_end = self->data_offset + self->data_size;
  GafChunksPacket packet = { self->data_offset, walk->bytes_per_packet, walk->frames_per_packet };

  if (walk->pakt.size > gaf_byte_source_get_limits (source)->header_bytes)
    return gaf_limits_exceeded (error, "header_bytes",
                                "The packet table of the CAF file has %" G_GUINT64_FORMAT " bytes", walk->pakt.size);

  self->packets = g_array_new (FALSE, FALSE, sizeof (GafChunksPacket));
  for (guint64 i = 0; offset < end; i++) {
    GError **counted = i < n_packets ? error : NULL; /* beyond the count a fault is the end */

    if (walk->bytes_per_packet == 0 && !read_varint (source, &offset, end, &packet.size, counted))
      return counted == NULL;
    if (walk->frames_per_packet == 0 && !read_varint (source, &offset, end, &packet.n_frames, counted))
      return counted == NULL;
    if (counted == NULL
        && (packet.size == 0 || packet.size > GAF_LIMIT_PACKET || packet.n_frames > MAX_FRAMES_PER_PACKET))
      return TRUE;
    if (packet.n_frames > MAX_FRAMES_PER_PACKET)
      return gaf_chunks_fail (error, GAF_ERROR_LIMIT,
                              "Packet %" G_GUINT64_FORMAT " of the CAF file has %u frames, the limit is %d", i,
                              packet.n_frames, MAX_FRAMES_PER_PACKET);
    if (packet.size == 0 && packet.offset == data_end) /* padding behind the table */
      return TRUE;
    if (packet.size == 0)
      return gaf_chunks_fail (error, GAF_ERROR_CORRUPT, "Packet %" G_GUINT64_FORMAT " of the CAF file has no bytes", i);
    if (packet.size > GAF_LIMIT_PACKET)
      return gaf_chunks_fail (error, GAF_ERROR_LIMIT,
                              "Packet %" G_GUINT64_FORMAT " of the CAF file has %u bytes, the limit is %d", i,
                              packet.size, GAF_LIMIT_PACKET);
    if (packet.size > data_end - packet.offset)
      break;
    if (!gaf_memory_append (self->packets, &packet, error))
      return FALSE;
    packet.offset += packet.size;
  }
  return TRUE;
}

/* ALAC's last packet says itself when it is not full (Apple, ALAC reference decoder: tag 3 bits, instance 4, unused 12,
 * "has a count" 1, then shift 2, escape 1, count 32). Not all writers say it in the table too. */
static gboolean
correct_last_alac_packet (GafChunks *self, GafByteSource *source, GError **error)
{
  GafChunksPacket *last;
  guint8 head[7];
  guint32 count;

  if (self->packets->len == 0)
    return TRUE;
  last = &g_array_index (self->packets, GafChunksPacket, self->packets->len - 1);
  if (last->size < sizeof head)
    return TRUE;
  if (!gaf_chunks_read (source, last->offset, head, sizeof head, error))
    return FALSE;
  if ((head[0] >> 5) > 1 || !(head[2] & 0x10)) /* the first element is one channel (0) or a pair (1) */
    return TRUE;
  count = (gaf_read_be32 (head + 2) << 7) | (head[6] >> 1);
  if (count > 0 && count < last->n_frames)
    last->n_frames = count;
  return TRUE;
}

static guint32
longest_packet (const GafChunks *self)
{
  guint32 longest = self->frames_per_block;

  for (guint i = 0; self->packets != NULL && i < self->packets->len; i++)
    longest = MAX (longest, g_array_index (self->packets, GafChunksPacket, i).n_frames);
  return longest;
}

/* Where the presentation begins and ends in what the packets yield. */
static gboolean
read_packets (GafChunks *self, const Walk *walk, GafByteSource *source, GError **error)
{
  gboolean is_table = walk->bytes_per_packet == 0 || walk->frames_per_packet == 0;
  guint64 n_packets = G_MAXUINT64;
  gint64 valid = -1;
  gint64 total = 0;

  if (walk->pakt.size >= PAKT_HEADER) {
    guint8 head[PAKT_HEADER];

    if (!gaf_chunks_read (source, walk->pakt.offset, head, sizeof head, error))
      return FALSE;
    n_packets = gaf_read_be64 (head);
    valid = (gint64) gaf_read_be64 (head + 8);
    self->skip = MAX (0, (gint32) gaf_read_be32 (head + 16));
  } else if (is_table) {
    return gaf_chunks_fail (error, GAF_ERROR_CORRUPT,
                            "The CAF file has no pakt chunk, which says where its packets begin");
  }

  if (is_table) {
    if (!read_table (self, walk, source, n_packets, error))
      return FALSE;
    if (is_format (walk, "alac") && !correct_last_alac_packet (self, source, error))
      return FALSE;
    for (guint i = 0; i < self->packets->len; i++)
      total += g_array_index (self->packets, GafChunksPacket, i).n_frames;
  } else {
    total =
        MIN (self->data_size / self->block_size, (guint64) G_MAXINT64 / MAX_FRAMES_PER_PACKET) * self->frames_per_block;
  }

  self->skip = MIN (self->skip, total);
  self->n_frames = total - self->skip;
  /* The count of valid frames rules where it agrees with the packets: padding is less than the last two of them. */
  if (valid > 0 && self->n_frames - valid <= 2 * (gint64) longest_packet (self))
    self->n_frames = MIN (self->n_frames, valid);
  return TRUE;
}

static gboolean
set_coded (GafChunks *self, const Walk *walk, GafByteSource *source, GError **error)
{
  gboolean is_alac = is_format (walk, "alac");
  g_autofree guint8 *cookie = NULL;

  self->kind = GAF_CHUNKS_PACKETS;
  self->bits = 0;
  self->block_size = walk->bytes_per_packet;
  self->frames_per_block = walk->frames_per_packet;
  if (walk->frames_per_packet > MAX_FRAMES_PER_PACKET || walk->bytes_per_packet > GAF_LIMIT_PACKET)
    return gaf_chunks_fail (error, GAF_ERROR_LIMIT,
                            "The CAF header claims packets of %u bytes and %u frames, the limits are %d "
                            "and %d",
                            walk->bytes_per_packet, walk->frames_per_packet, GAF_LIMIT_PACKET, MAX_FRAMES_PER_PACKET);
  if (walk->kuki.size > gaf_byte_source_get_limits (source)->header_bytes)
    return gaf_limits_exceeded (error, "header_bytes", "The kuki chunk of the CAF file has %" G_GUINT64_FORMAT " bytes",
                                walk->kuki.size);

  cookie = g_malloc (walk->kuki.size + 1);
  if (!gaf_chunks_read (source, walk->kuki.offset, cookie, walk->kuki.size, error))
    return FALSE;
  if (is_alac)
    return gaf_chunks_parse_alac_cookie (self, cookie, walk->kuki.size, error);
  return gaf_chunks_parse_aac_cookie (self, cookie, walk->kuki.size, error);
}

static gboolean
set_format (GafChunks *self, const Walk *walk, GafByteSource *source, GError **error)
{
  char text[5];

  if (is_format (walk, "lpcm"))
    return set_pcm (self, walk, error);
  if (is_format (walk, "alaw") || is_format (walk, "ulaw")) {
    gaf_chunks_set_pcm (self, is_format (walk, "alaw") ? GAF_CODING_ALAW : GAF_CODING_MULAW, 8);
    return TRUE;
  }
  if (is_format (walk, ".mp1") || is_format (walk, ".mp2") || is_format (walk, ".mp3")) {
    self->kind = GAF_CHUNKS_MPEG;
    self->codec = is_format (walk, ".mp3") ? "mp3" : is_format (walk, ".mp2") ? "mp2" : "mp1";
    return TRUE;
  }
  if (is_format (walk, "ima4"))
    return gaf_chunks_set_ima4 (self, error) && read_packets (self, walk, source, error);
  if (is_format (walk, "alac") || is_format (walk, "aac "))
    return set_coded (self, walk, source, error) && read_packets (self, walk, source, error);
  return gaf_chunks_fail (error, GAF_ERROR_UNSUPPORTED,
                          "The CAF file holds audio of format \"%s\", which cannot be read; convert "
                          "it to PCM with another tool",
                          gaf_chunks_fourcc (walk->format, text));
}

/* PCM needs none of the chunks that may come behind the data. */
static gboolean
is_complete (const Walk *walk)
{
  return walk->data.offset > 0 && (is_format (walk, "lpcm") || is_format (walk, "alaw") || is_format (walk, "ulaw"));
}

gboolean
gaf_chunks_walk_caf (GafChunks *self, GafByteSource *source, GError **error)
{
  guint64 total = gaf_byte_source_get_size (source);
  guint64 offset = 8;
  Walk walk = { .flags = 0 };
  gboolean have_desc = FALSE;
  guint8 head[12];

  self->container = "CAF";
  for (guint i = 0; total - offset >= sizeof head && !is_complete (&walk); i++) {
    guint64 rest;
    Body body;

    if (i >= GAF_LIMIT_CHUNKS)
      return gaf_chunks_fail (error, GAF_ERROR_LIMIT, "The CAF file has more than %d chunks", GAF_LIMIT_CHUNKS);
    if (!gaf_chunks_read (source, offset, head, sizeof head, error))
      return FALSE;
    offset += sizeof head;
    rest = total - offset;
    /* A size of -1 is more than the rest, as every other size is that cannot be. */
    body = (Body){ offset, MIN (gaf_read_be64 (head + 4), rest) };

    if (!have_desc) {
      if (memcmp (head, "desc", 4) != 0 || body.size < 32)
        return gaf_chunks_fail (error, GAF_ERROR_CORRUPT, "The CAF file does not begin with a desc chunk");
      if (!read_desc (self, &walk, source, offset, error))
        return FALSE;
      have_desc = TRUE;
    } else if (memcmp (head, "chan", 4) == 0 && body.size >= 8) {
      if (!read_layout (self, source, offset, error))
        return FALSE;
    } else if (memcmp (head, "data", 4) == 0 && body.size >= 4 && walk.data.offset == 0) {
      walk.data = (Body){ body.offset + 4, body.size - 4 };
    } else if (memcmp (head, "pakt", 4) == 0) {
      walk.pakt = body;
    } else if (memcmp (head, "kuki", 4) == 0) {
      walk.kuki = body;
    }
    offset += body.size;
  }

  if (!have_desc || walk.data.offset == 0)
    return gaf_chunks_fail (error, GAF_ERROR_CORRUPT, "The CAF file has no %s chunk", have_desc ? "data" : "desc");
  self->data_offset = walk.data.offset;
  self->data_size = walk.data.size;
  return set_format (self, &walk, source, error);
}
