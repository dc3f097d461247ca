/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/*
 * PCM in MP4 and QuickTime files: the tables say where the chunks of it lie, and nothing is left for a decoder to do.
 */

#include "formats/pcm/walker.h"

#include <string.h>

#include "gaf-error.h"
#include "core/limits.h"
#include "core/memory.h"
#include "formats/mp4/entry.h"
#include "formats/mp4/samples.h"

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

#define MAX_RANGES (GAF_LIMIT_HEADER / sizeof (GafChunksRange))

gboolean
gaf_mp4_is_pcm (GafByteSource *source, const GafMp4Movie *movie, GError **error)
{
  static const char *const types[] = { "lpcm", "twos", "sowt", "in24", "in32", "fl32", "fl64",
                                       "NONE", "raw ", "alaw", "ulaw", "ipcm", "fpcm", NULL };
  char type[5];

  return gaf_mp4_entry_get_type (source, &movie->audio, type, error) && g_strv_contains (types, type);
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
  if (strcmp (type, "ipcm") == 0)
    return bits % 8 == 0 ? gaf_chunks_integer_coding (bits / 8, !little_endian) : GAF_CODING_NONE;
  if (strcmp (type, "fpcm") == 0)
    return float_coding (bits, !little_endian);
  if (strcmp (type, "fl32") == 0 || strcmp (type, "fl64") == 0)
    return float_coding (type[2] == '3' ? 32 : 64, !little_endian);
  if (bits == 8 && (strcmp (type, "raw ") == 0 || strcmp (type, "NONE") == 0))
    return GAF_CODING_U8;
  if (bits % 8 != 0)
    return GAF_CODING_NONE;
  return gaf_chunks_integer_coding (bits / 8, strcmp (type, "sowt") != 0 && !little_endian);
}

/* The bits of a sample, and whether it is little-endian, where boxes in the description say it: `pcmC` (ISO/IEC
 * 23003-5), or `enda` in QuickTime. */
static gboolean
find_order (const guint8 *entry, gsize length, guint *bits)
{
  gsize size;
  const guint8 *box = gaf_mp4_entry_find (entry, length, "pcmC", &size);

  if (box != NULL && size >= 6) {
    *bits = box[5];
    return box[4] & 1;
  }
  box = gaf_mp4_entry_find (entry, length, "enda", &size);
  return box != NULL && size >= 2 && gaf_read_be16 (box) == 1;
}

static gboolean
parse_description (GafChunks *self, const GafMp4Movie *movie, GafByteSource *source, GError **error)
{
  const GafMp4Box *box = &movie->audio.entry;
  guint8 entry[512] = { 0 };
  const gsize length = MIN (box->end - box->start, sizeof entry);
  gboolean little_endian;
  char type[5] = { 0 };
  GafCoding coding;
  guint version, bits;

  if (length < AT_END)
    return gaf_chunks_fail (error, GAF_ERROR_CORRUPT, "The MP4 file's header of its PCM audio is damaged");
  if (!gaf_chunks_read (source, box->start, entry, length, error))
    return FALSE;
  memcpy (type, entry + AT_TYPE, 4);
  version = gaf_read_be16 (entry + AT_VERSION);
  self->channels = gaf_read_be16 (entry + AT_CHANNELS);
  bits = gaf_read_be16 (entry + AT_BITS);
  self->rate = gaf_read_be32 (entry + AT_RATE) / 65536.0;
  if (version == 2 && length >= AT_V2_END) {
    self->rate = gaf_read_be_double (entry + AT_V2_RATE);
    self->channels = MIN (gaf_read_be32 (entry + AT_V2_CHANNELS), G_MAXINT);
    bits = gaf_read_be32 (entry + AT_V2_BITS);
  }
  /* There are 16 bits for it: what does not fit stands only in the time scale. */
  if (self->rate == 0)
    self->rate = movie->audio.timescale;
  if (!gaf_chunks_check (self, error))
    return FALSE;

  little_endian = find_order (entry, length, &bits);
  if (version == 2 && strcmp (type, "lpcm") == 0) {
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
    coding = coding_of_type (type, bits, little_endian);
  }
  if (coding == GAF_CODING_NONE)
    return gaf_chunks_fail (error, GAF_ERROR_UNSUPPORTED,
                            "The MP4 file holds PCM of type '%s' and %u bits, which cannot be read", type, bits);
  gaf_chunks_set_pcm (self, coding, gaf_coding_get_width (coding) * 8);
  self->channel_mask = self->channels == 2 ? 3 : 0; /* left and right; more need a layout, which is not read */
  return TRUE;
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
  if (!gaf_memory_append (self->ranges, &range, error))
    return FALSE;
  self->n_frames += n_frames;
  return TRUE;
}

GafChunks *
gaf_mp4_pcm_new (GafByteSource *source, const GafMp4Movie *movie, GArray **pieces, GError **error)
{
  g_autoptr (GafChunks) self = g_new0 (GafChunks, 1);
  g_autoptr (GafMp4Samples) samples = NULL;
  GError *local_error = NULL;
  const GafMp4Piece *piece;
  guint64 offset, n_bytes;

  *pieces = NULL;
  self->container = "MP4";
  self->ranges = g_array_new (FALSE, FALSE, sizeof (GafChunksRange));
  if (!parse_description (self, movie, source, error))
    return NULL;
  /* A sample is a frame, and QuickTime has it that its size may be 1 then, whatever it really is. */
  samples = gaf_mp4_samples_new (source, movie, self->block_size, 1, error);
  if (samples == NULL)
    return NULL;
  while (gaf_mp4_samples_next_chunk (samples, &offset, &n_bytes, &local_error))
    if (!append_range (self, source, offset, n_bytes, &local_error))
      break;
  if (local_error != NULL) {
    g_propagate_error (error, local_error);
    return NULL;
  }
  *pieces = gaf_mp4_get_pieces (movie, self->n_frames, self->n_frames, (int) (self->rate + 0.5), 0);
  piece = &g_array_index (*pieces, GafMp4Piece, 0);
  if ((*pieces)->len == 1 && piece->start >= 0) {
    self->skip = piece->start;
    self->n_frames = piece->n_frames;
    g_clear_pointer (pieces, g_array_unref);
  }
  return g_steal_pointer (&self);
}
