/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/*
 * PCM in MP4 and QuickTime files: the sample table says where the chunks of it lie, and nothing is left for a demuxer to do. The same for
 * Apple Lossless whose packets are all of one size, as those of silence are, which qtdemux takes for PCM.
 *
 *   stsc: so many samples in each chunk ─┐
 *   stsz: so many bytes in each sample ──┼─► ranges of the file, one behind the other in time
 *   stco: the chunk begins there ────────┘
 *
 * (ISO/IEC 14496-12, 8.7; "QuickTime File Format", Sample Table Atoms.) What the tables claim beyond the file is left out.
 */

#include "formats/pcm/walker.h"

#include <gst/gst.h>
#include <string.h>

#include "gaf-error.h"
#include "core/limits.h"

/* A sound sample description of QuickTime, with what its three versions have in common in front. */
enum {
  AT_TYPE = 4,
  AT_VERSION = 16,
  AT_CHANNELS = 24,
  AT_BITS = 26,
  AT_RATE = 32,
  AT_END = 36,
  AT_V1_SAMPLE_BYTES = 48,
  AT_V1_END = 52,
  AT_V2_RATE = 40,
  AT_V2_CHANNELS = 48,
  AT_V2_BITS = 56,
  AT_V2_FLAGS = 60,
  AT_V2_FRAME_BYTES = 64,
  AT_V2_END = 72,
};

/* Of version 2, as in Core Audio. */
enum {
  FLAG_FLOAT = 1,
  FLAG_BIG_ENDIAN = 2,
};

#define ALAC_DESCRIPTION  (AT_END + 36)
#define ALAC_RATE         (AT_END + 12 + 20)
#define MAX_RANGES        (GAF_LIMIT_HEADER / sizeof (GafChunksRange))
#define MAX_PACKET_FRAMES 65536 /* 16 times Apple's 4096 */

gboolean
gaf_chunks_mp4_recognise (const GafMp4Info *mp4)
{
  static const char *const types[] = { "lpcm", "twos", "sowt", "in24", "in32", "fl32",
                                       "fl64", "NONE", "raw ", "alaw", "ulaw", NULL };

  return mp4->timescale > 0 && !mp4->fragmented && mp4->description.end - mp4->description.start >= AT_END
         && (g_strv_contains (types, mp4->format) || (strcmp (mp4->format, "alac") == 0 && mp4->size > 0));
}

static GafCoding
float_coding (guint bits, gboolean big_endian)
{
  if (bits == 32)
    return big_endian ? GAF_CODING_F32BE : GAF_CODING_F32LE;
  if (bits == 64)
    return big_endian ? GAF_CODING_F64BE : GAF_CODING_F64LE;
  return GAF_CODING_NONE;
}

/* The coding that a type other than "lpcm" of version 2 means; @bits counts for those without bits in their name. */
static GafCoding
coding_of_type (const char *type, guint bits, gboolean little_endian)
{
  if (strcmp (type, "alaw") == 0)
    return GAF_CODING_ALAW;
  if (strcmp (type, "ulaw") == 0)
    return GAF_CODING_MULAW;
  if (strcmp (type, "in24") == 0)
    return gaf_chunks_integer_coding (3, !little_endian);
  if (strcmp (type, "in32") == 0)
    return gaf_chunks_integer_coding (4, !little_endian);
  if (strcmp (type, "fl32") == 0 || strcmp (type, "fl64") == 0)
    return float_coding (type[2] == '3' ? 32 : 64, !little_endian);
  if (bits == 8 && (strcmp (type, "raw ") == 0 || strcmp (type, "NONE") == 0))
    return GAF_CODING_U8;
  if (bits % 8 != 0)
    return GAF_CODING_NONE;
  return gaf_chunks_integer_coding (bits / 8, strcmp (type, "sowt") != 0 && !little_endian);
}

static gboolean
parse_description (GafChunks *self, const GafMp4Info *mp4, GafByteSource *source, GError **error)
{
  const gsize length = MIN (mp4->description.end - mp4->description.start, AT_V2_END);
  guint8 entry[AT_V2_END] = { 0 };
  GafCoding coding;
  guint version, bits;

  if (!gaf_chunks_read (source, mp4->description.start, entry, length, error))
    return FALSE;
  version = gaf_read_be16 (entry + AT_VERSION);
  self->channels = gaf_read_be16 (entry + AT_CHANNELS);
  bits = gaf_read_be16 (entry + AT_BITS);
  self->rate = gaf_read_be32 (entry + AT_RATE) / 65536.0;
  if (version == 2 && length == AT_V2_END) {
    const guint64 rate = gaf_read_be64 (entry + AT_V2_RATE);

    memcpy (&self->rate, &rate, sizeof rate);
    self->channels = MIN (gaf_read_be32 (entry + AT_V2_CHANNELS), G_MAXINT);
    bits = gaf_read_be32 (entry + AT_V2_BITS);
  }
  /* There are 16 bits for it: what does not fit stands only in the time scale. */
  if (self->rate == 0)
    self->rate = mp4->timescale;
  if (!gaf_chunks_check (self, error))
    return FALSE;

  if (version == 2 && strcmp (mp4->format, "lpcm") == 0) {
    const guint32 flags = gaf_read_be32 (entry + AT_V2_FLAGS);
    const gboolean big_endian = (flags & FLAG_BIG_ENDIAN) != 0;
    const guint32 bytes = gaf_read_be32 (entry + AT_V2_FRAME_BYTES);

    if (flags & FLAG_FLOAT)
      coding = float_coding (bits, big_endian);
    else
      coding = bytes % self->channels == 0 ? gaf_chunks_integer_coding (bytes / self->channels, big_endian)
                                           : GAF_CODING_NONE;
  } else {
    /* Version 1 says how many bytes a sample has, where the bits are 16 for all that is wider. */
    if (version == 1 && length >= AT_V1_END && gaf_read_be32 (entry + AT_V1_SAMPLE_BYTES) > bits / 8
        && gaf_read_be32 (entry + AT_V1_SAMPLE_BYTES) <= 4)
      bits = gaf_read_be32 (entry + AT_V1_SAMPLE_BYTES) * 8;
    coding = coding_of_type (mp4->format, bits, mp4->little_endian);
  }
  if (coding == GAF_CODING_NONE)
    return gaf_chunks_fail (error, GAF_ERROR_UNSUPPORTED,
                            "The MP4 file holds PCM of type \"%s\" and %u bits, which cannot be read", mp4->format,
                            bits);
  gaf_chunks_set_pcm (self, coding, gaf_coding_get_width (coding) * 8);
  self->channel_mask = self->channels == 2 ? 3 : 0; /* left and right; more need a layout, which is not read */
  return TRUE;
}

/* The box `alac` in the sample description has the same contents as CAF's cookie. */
static gboolean
parse_alac (GafChunks *self, const GafMp4Info *mp4, GafByteSource *source, GError **error)
{
  const gsize length = MIN (mp4->description.end - mp4->description.start, ALAC_DESCRIPTION);
  guint8 entry[ALAC_DESCRIPTION] = { 0 };

  if (!gaf_chunks_read (source, mp4->description.start, entry, length, error))
    return FALSE;
  self->kind = GAF_CHUNKS_PACKETS;
  self->rate = mp4->timescale; /* that is what its packets' times count in */
  self->channels = gaf_read_be16 (entry + AT_CHANNELS);
  if (!gaf_chunks_check (self, error) || !gaf_chunks_parse_alac_cookie (self, entry + AT_END, length - AT_END, error))
    return FALSE;
  if (gaf_read_be32 (entry + ALAC_RATE) != mp4->timescale)
    return gaf_chunks_fail (error, GAF_ERROR_UNSUPPORTED,
                            "The MP4 file counts its Apple Lossless audio of %u Hz by another rate, %u Hz",
                            gaf_read_be32 (entry + ALAC_RATE), mp4->timescale);
  self->packets = g_array_new (FALSE, FALSE, sizeof (GafChunksPacket));
  return TRUE;
}

/* tables */

/* One that is read from its beginning to its end. */
typedef struct {
  GafByteSource *source;
  guint64 at;
  guint64 end;
} Table;

/* The next entry, of up to 12 bytes. FALSE: the end, or @error. */
static gboolean
next_entry (Table *self, guint8 *entry, gsize size, GError **error)
{
  gsize available;
  const guint8 *data;

  if (self->end - self->at < size || self->at > self->end)
    return FALSE;
  data = gaf_byte_source_peek (self->source, self->at, size, &available, error);
  if (data == NULL || available < size)
    return FALSE;
  memcpy (entry, data, size);
  self->at += size;
  return TRUE;
}

/* A full box's version and flags, and what follows them. */
static Table
open_table (GafByteSource *source, const GafMp4Box *box, gsize header, guint8 *fields, GError **error)
{
  Table table = { source, box->start, box->end };
  guint8 flags[4];

  memset (fields, 0, header);
  if (box->start == 0 || !next_entry (&table, flags, sizeof flags, error)
      || !next_entry (&table, fields, header, error))
    table.end = table.at;
  return table;
}

/* How many bytes a chunk of @n samples has. */
typedef struct {
  Table table;
  guint64 fixed; /* of every sample; 0: the table says */
  guint32 left;  /* samples in the table */
} Sizes;

static Sizes
open_sizes (const GafChunks *self, const GafMp4Info *mp4, GafByteSource *source, GError **error)
{
  guint8 fields[8];
  Sizes sizes = { open_table (source, &mp4->sizes, 8, fields, error) };

  sizes.fixed = gaf_read_be32 (fields);
  sizes.left = gaf_read_be32 (fields + 4);
  /* A sample is a frame, and QuickTime has it that its size may be 1 then, whatever it really is. */
  if (self->ranges != NULL && sizes.fixed > 0 && sizes.fixed % self->block_size != 0)
    sizes.fixed = self->block_size;
  return sizes;
}

static guint64
take_sizes (Sizes *self, guint32 n, GError **error)
{
  guint64 bytes = 0;
  guint8 entry[4];

  n = MIN (n, self->left);
  self->left -= n;
  if (self->fixed > 0)
    return n * self->fixed;
  while (n-- > 0 && next_entry (&self->table, entry, 4, error))
    bytes += gaf_read_be32 (entry);
  return bytes;
}

/* Appends what of these bytes is in the file; half a frame at the end is none. */
static gboolean
append_range (GafChunks *self, GafByteSource *source, guint64 offset, guint64 bytes, GError **error)
{
  const gint64 n_frames = (gint64) (gaf_chunks_clip (source, offset, bytes) / self->block_size);
  GafChunksRange range = { offset, self->n_frames };

  if (n_frames == 0)
    return TRUE;
  if (self->ranges->len > 0) {
    const GafChunksRange *last = &g_array_index (self->ranges, GafChunksRange, self->ranges->len - 1);

    if (last->offset + (guint64) (self->n_frames - last->first) * self->block_size == offset) {
      self->n_frames += n_frames;
      return TRUE;
    }
  }
  if (self->ranges->len >= MAX_RANGES)
    return gaf_chunks_fail (error, GAF_ERROR_LIMIT, "The PCM audio of the MP4 file lies in more than %d places",
                            (int) MAX_RANGES);
  g_array_append_val (self->ranges, range);
  self->n_frames += n_frames;
  return TRUE;
}

/* Apple Lossless: a chunk's packets, of one size and of as many frames as @times says. */
typedef struct {
  Table table;
  guint32 left; /* packets that still have @frames */
  guint32 frames;
} Times;

static gboolean
append_packets (GafChunks *self, GafByteSource *source, guint64 offset, guint64 bytes, guint32 size, Times *times,
                GError **error)
{
  const guint64 there = gaf_chunks_clip (source, offset, bytes);

  for (guint64 at = 0; at + size <= there; at += size) {
    GafChunksPacket packet = { offset + at, size, 0 };
    guint8 entry[8];

    while (times->left == 0) {
      if (!next_entry (&times->table, entry, sizeof entry, error))
        return FALSE;
      times->left = gaf_read_be32 (entry);
      times->frames = gaf_read_be32 (entry + 4);
    }
    times->left--;
    packet.n_frames = times->frames;
    if (self->packets->len >= MAX_RANGES || packet.n_frames > MAX_PACKET_FRAMES)
      return gaf_chunks_fail (error, GAF_ERROR_LIMIT,
                              "The MP4 file claims more than %d packets, or one of more than %d frames",
                              (int) MAX_RANGES, MAX_PACKET_FRAMES);
    g_array_append_val (self->packets, packet);
    self->n_frames += packet.n_frames;
  }
  return TRUE;
}

static gboolean
collect (GafChunks *self, const GafMp4Info *mp4, GafByteSource *source, GError **error)
{
  GError *local_error = NULL;
  guint8 fields[4], run[12], place[8];
  Times times = { open_table (source, &mp4->times, 4, fields, &local_error), 0, 0 };
  Table runs = open_table (source, &mp4->chunks, 4, fields, &local_error);
  guint32 n_runs = gaf_read_be32 (fields);
  Table places = open_table (source, &mp4->offsets, 4, fields, &local_error);
  const guint32 n_chunks = gaf_read_be32 (fields);
  Sizes sizes = open_sizes (self, mp4, source, &local_error);
  guint32 per_chunk = 0, next_run = 0; /* chunks count from 1 */

  if (local_error == NULL && n_runs > 0 && next_entry (&runs, run, sizeof run, &local_error))
    next_run = gaf_read_be32 (run);
  for (guint32 chunk = 1; local_error == NULL && chunk <= n_chunks && chunk != 0; chunk++) {
    guint64 offset, bytes;

    if (!next_entry (&places, place, mp4->offsets_are_wide ? 8 : 4, &local_error))
      break;
    if (chunk == next_run) {
      per_chunk = gaf_read_be32 (run + 4);
      next_run = 0;
      if (--n_runs > 0 && next_entry (&runs, run, sizeof run, &local_error))
        next_run = gaf_read_be32 (run);
    }
    offset = mp4->offsets_are_wide ? gaf_read_be64 (place) : gaf_read_be32 (place);
    bytes = take_sizes (&sizes, per_chunk, &local_error);
    if (local_error != NULL)
      break;
    if (self->packets == NULL)
      append_range (self, source, offset, bytes, &local_error);
    else if (!append_packets (self, source, offset, bytes, mp4->size, &times, &local_error))
      break; /* more packets than times */
  }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

/* What the edit list, in ticks of the track, leaves of it. */
static void
trim (GafChunks *self, const GafMp4Info *mp4)
{
  const int rate = (int) (self->rate + 0.5);
  const gint64 skip = (gint64) gst_util_uint64_scale_round (mp4->skip, rate, mp4->timescale);

  self->skip = MIN (skip, self->n_frames);
  self->n_frames -= self->skip;
  if (mp4->length > 0)
    self->n_frames = MIN (self->n_frames, (gint64) gst_util_uint64_scale_round (mp4->length, rate, mp4->timescale));
}

GafChunks *
gaf_chunks_mp4_new (GafByteSource *source, const GafMp4Info *mp4, GError **error)
{
  g_autoptr (GafChunks) self = g_new0 (GafChunks, 1);

  self->container = "MP4";
  if (strcmp (mp4->format, "alac") == 0) {
    if (!parse_alac (self, mp4, source, error))
      return NULL;
  } else {
    self->ranges = g_array_new (FALSE, FALSE, sizeof (GafChunksRange));
    if (!parse_description (self, mp4, source, error))
      return NULL;
  }
  if (!collect (self, mp4, source, error))
    return NULL;
  trim (self, mp4);
  return g_steal_pointer (&self);
}
