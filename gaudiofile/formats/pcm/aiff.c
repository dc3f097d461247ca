/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "formats/pcm/walker.h"

#include <math.h>
#include <string.h>

#include "gaf-error.h"
#include "core/limits.h"

/*
 * "FORM" size "AIFF", then chunks as in WAV but big-endian, in any order (Apple, "Audio Interchange File Format
 * AIFF-C", 1991):
 *
 *   COMM  0 channels  2 frames  6 bits  8 rate (80-bit extended)  AIFC: 18 compression (a fourcc), its name
 *   SSND  0 offset of the first sample behind these two words  4 alignment  8 samples
 *   wave  AIFC by QuickTime: atoms (size, type, body), of which `enda` 1 says that the samples are little-endian
 */

/* More than any program writes into a `wave` chunk. */
#define MAX_ATOMS 64

typedef struct {
  gboolean have_format;
  gboolean have_data;
  gboolean little_endian; /* as an `enda` atom says */
  guint32 frames;         /* as COMM says */
} Walk;

/* 80-bit IEEE 754 extended: sign, 15 bits of exponent, 64 of mantissa with its leading one. */
static double
read_extended (const guint8 *p)
{
  int exponent = gaf_read_be16 (p) & 0x7fff;
  double value;

  if (exponent == 0x7fff)
    return NAN;
  value = ldexp ((double) gaf_read_be64 (p + 2), exponent - 16383 - 63);
  return p[0] & 0x80 ? -value : value;
}

static gboolean
set_coding (GafChunks *self, const guint8 *compression, int bits, GError **error)
{
  static const struct {
    const char fourcc[5];
    GafCoding coding;
  } fixed[] = {
    { "in16", GAF_CODING_S16BE }, { "in24", GAF_CODING_S24BE }, { "in32", GAF_CODING_S32BE },
    { "42ni", GAF_CODING_S24LE }, { "42n1", GAF_CODING_S24LE }, /* libsndfile's slip for "42ni" */
    { "23ni", GAF_CODING_S32LE }, { "fl32", GAF_CODING_F32BE }, { "FL32", GAF_CODING_F32BE },
    { "fl64", GAF_CODING_F64BE }, { "FL64", GAF_CODING_F64BE }, { "alaw", GAF_CODING_ALAW },
    { "ALAW", GAF_CODING_ALAW },  { "ulaw", GAF_CODING_MULAW }, { "ULAW", GAF_CODING_MULAW },
    { "raw ", GAF_CODING_U8 },
  };
  gboolean little_endian = memcmp (compression, "sowt", 4) == 0;
  GafCoding coding;
  char text[5];

  if (memcmp (compression, "NONE", 4) == 0 || memcmp (compression, "twos", 4) == 0 || little_endian) {
    if (bits <= 0)
      return gaf_chunks_fail (error, GAF_ERROR_CORRUPT, "The %s header says that a sample has no bits",
                              self->container);
    coding = gaf_chunks_integer_coding ((bits + 7) / 8, !little_endian);
    if (coding == GAF_CODING_NONE)
      return gaf_chunks_fail (error, GAF_ERROR_UNSUPPORTED, "The %s file has integers of %d bits; up to 32 can be read",
                              self->container, bits);
    /* Fewer bits than the bytes hold are left-justified. */
    gaf_chunks_set_pcm (self, coding, bits);
    return TRUE;
  }

  for (gsize i = 0; i < G_N_ELEMENTS (fixed); i++)
    if (memcmp (compression, fixed[i].fourcc, 4) == 0) {
      gaf_chunks_set_pcm (self, fixed[i].coding, gaf_coding_get_width (fixed[i].coding) * 8);
      return TRUE;
    }
  if (memcmp (compression, "ima4", 4) == 0)
    return gaf_chunks_set_ima4 (self, error);
  return gaf_chunks_fail (error, GAF_ERROR_UNSUPPORTED,
                          "The %s file holds audio of compression \"%s\", which cannot be read; "
                          "convert it to PCM with another tool",
                          self->container, gaf_chunks_fourcc (compression, text));
}

static gboolean
found_comm (GafChunks *self, Walk *walk, GafByteSource *source, guint64 offset, guint64 size, GError **error)
{
  gboolean is_aifc = g_str_equal (self->container, "AIFC");
  gsize needed = is_aifc ? 22 : 18;
  guint8 body[22];

  if (walk->have_format)
    return TRUE;
  if (size < needed)
    return gaf_chunks_fail (error, GAF_ERROR_CORRUPT,
                            "The COMM chunk of the %s file has %" G_GUINT64_FORMAT " bytes, it needs %" G_GSIZE_FORMAT,
                            self->container, size, needed);
  if (!gaf_chunks_read (source, offset, body, needed, error))
    return FALSE;
  self->channels = (gint16) gaf_read_be16 (body);
  self->rate = read_extended (body + 8);
  walk->frames = gaf_read_be32 (body + 2);
  walk->have_format = TRUE;
  return gaf_chunks_check (self, error)
         && set_coding (self, is_aifc ? body + 18 : (const guint8 *) "NONE", (gint16) gaf_read_be16 (body + 6), error);
}

static gboolean
found_ssnd (GafChunks *self, Walk *walk, GafByteSource *source, guint64 offset, guint64 size, GError **error)
{
  guint8 body[8];
  guint64 skip, rest;

  if (walk->have_data)
    return TRUE;
  if (!gaf_chunks_read (source, offset, body, sizeof body, error))
    return FALSE;
  skip = sizeof body + (guint64) gaf_read_be32 (body);
  self->data_offset = MIN (offset + skip, gaf_byte_source_get_size (source));
  rest = gaf_chunks_clip (source, self->data_offset, G_MAXUINT64);
  self->data_size = size > skip ? MIN (size - skip, rest) : 0;
  /* A program that writes to a pipe leaves 0 there. But that is also the true size in an empty file, where nothing or
   * another chunk follows. */
  if (self->data_size == 0 && rest > 0 && !gaf_chunks_is_chunk (source, self->data_offset, TRUE))
    self->data_size = rest;
  walk->have_data = TRUE;
  return TRUE;
}

/* Looks for `enda` among the atoms of a `wave` chunk. */
static gboolean
found_wave (Walk *walk, GafByteSource *source, guint64 offset, guint64 size, GError **error)
{
  const guint64 end = offset + size;

  for (guint i = 0; i < MAX_ATOMS && end - offset >= 8; i++) {
    guint8 atom[10];
    guint64 atom_size;

    if (!gaf_chunks_read (source, offset, atom, MIN (end - offset, sizeof atom), error))
      return FALSE;
    atom_size = gaf_read_be32 (atom);
    if (atom_size < 8 || atom_size > end - offset)
      return TRUE;
    if (atom_size >= 10 && memcmp (atom + 4, "enda", 4) == 0)
      walk->little_endian = gaf_read_be16 (atom + 8) == 1;
    offset += atom_size;
  }
  return TRUE;
}

/* What `enda` says counts where the compression's name leaves the byte order open. */
static void
swap_coding (GafChunks *self)
{
  static const GafCoding pairs[][2] = {
    { GAF_CODING_S16BE, GAF_CODING_S16LE }, { GAF_CODING_S24BE, GAF_CODING_S24LE },
    { GAF_CODING_S32BE, GAF_CODING_S32LE }, { GAF_CODING_F32BE, GAF_CODING_F32LE },
    { GAF_CODING_F64BE, GAF_CODING_F64LE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    if (self->kind == GAF_CHUNKS_PCM && self->coding == pairs[i][0]) {
      self->coding = pairs[i][1];
      return;
    }
}

/* COMM counts frames, the data has bytes; the smaller rules. A program that writes to a pipe leaves 0 in COMM.
 * Of ima4 COMM should count the blocks, but libsndfile has written half of them for stereo: there the data rules. */
static void
count_frames (GafChunks *self, const Walk *walk)
{
  gint64 blocks = self->data_size / self->block_size;

  if (walk->frames > 0 && self->kind == GAF_CHUNKS_PCM)
    blocks = MIN (blocks, walk->frames);
  self->n_frames = blocks * self->frames_per_block;
}

gboolean
gaf_chunks_walk_aiff (GafChunks *self, GafByteSource *source, GError **error)
{
  guint64 total = gaf_byte_source_get_size (source);
  guint64 offset = 12;
  Walk walk = {
    0,
  };
  guint8 head[8];

  if (!gaf_chunks_read (source, 8, head, 4, error))
    return FALSE;
  self->container = memcmp (head, "AIFC", 4) == 0 ? "AIFC" : "AIFF";

  for (guint i = 0; total - offset >= sizeof head && !(walk.have_format && walk.have_data); i++) {
    guint64 size, rest;

    if (i >= GAF_LIMIT_CHUNKS)
      return gaf_chunks_fail (error, GAF_ERROR_LIMIT, "The %s file has more than %d chunks", self->container,
                              GAF_LIMIT_CHUNKS);
    if (!gaf_chunks_read (source, offset, head, sizeof head, error))
      return FALSE;
    size = gaf_read_be32 (head + 4);
    offset += sizeof head;
    rest = total - offset;

    if (memcmp (head, "COMM", 4) == 0) {
      if (!found_comm (self, &walk, source, offset, MIN (size, rest), error))
        return FALSE;
    } else if (memcmp (head, "wave", 4) == 0) {
      if (!found_wave (&walk, source, offset, MIN (size, rest), error))
        return FALSE;
    } else if (memcmp (head, "SSND", 4) == 0) {
      if (!found_ssnd (self, &walk, source, offset, MIN (size, rest), error))
        return FALSE;
    }

    if (size >= rest)
      break;
    offset += MIN (size + size % 2, rest);
  }

  if (!walk.have_format || (!walk.have_data && walk.frames > 0))
    return gaf_chunks_fail (error, GAF_ERROR_CORRUPT, "The %s file has no %s chunk", self->container,
                            walk.have_format ? "SSND" : "COMM");
  if (walk.little_endian)
    swap_coding (self);
  count_frames (self, &walk);
  return TRUE;
}
