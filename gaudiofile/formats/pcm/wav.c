/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "formats/pcm/walker.h"

#include <string.h>

#include "gaf-error.h"
#include "core/limits.h"

/*
 * WAV:  "RIFF" size "WAVE", then chunks of id, 32-bit size, body, padded to even lengths (IBM and Microsoft,
 * "Multimedia Programming Interface and Data Specifications 1.0"). "RIFX" is the same with big-endian numbers and
 * samples. RF64, BW64: the same with a first chunk `ds64` of 64-bit sizes; the 32-bit ones are then -1 (EBU Tech 3306,
 * ITU-R BS.2088). W64:  the same with GUIDs for ids and 64-bit sizes that count the chunk's own header, padded to eight
 * (Sony, "Wave64").
 *
 * The walk ends at the data: nothing behind it says anything about the samples, and a file on a slow disk opens with
 * one read.
 *
 * The `fact` chunk is not read. It should say how many frames of the last ADPCM block count, but pedalboard, libsndfile
 * and FFmpeg all deliver whole blocks, and libsndfile has written wrong numbers there.
 */

typedef struct {
  gboolean is_w64;
  gboolean big_endian;
  gboolean have_format;
  guint64 ds64_data; /* 0: no such chunk, or not filled in */
} Walk;

/* Enough of a `fmt ` chunk for all of its variants; MPEG's and ADPCM's extra fields are not needed. */
#define FORMAT_SIZE 40

/* How many bytes of samples there really are from @offset on, when the header claims @claim. */
static guint64
data_size (const Walk *walk, GafByteSource *source, guint64 offset, guint64 claim)
{
  guint64 rest = gaf_chunks_clip (source, offset, G_MAXUINT64);

  if (!walk->is_w64 && claim == G_MAXUINT32)
    claim = walk->ds64_data > 0 ? walk->ds64_data : rest;
  /* A program that writes to a pipe, or that died, leaves 0 there. But 0 is also the true size of an empty file,
   * whose data is followed by nothing or by another chunk. */
  if (claim == 0 && rest > 0 && !gaf_chunks_is_chunk (source, offset, walk->big_endian))
    claim = rest;
  return MIN (claim, rest);
}

static gboolean
found_data (GafChunks *self, const Walk *walk, GafByteSource *source, guint64 offset, guint64 claim, GError **error)
{
  guint8 sync[2];

  if (!walk->have_format)
    return gaf_chunks_fail (error, GAF_ERROR_CORRUPT, "The %s file has its data before the fmt chunk that describes it",
                            self->container);
  self->data_offset = offset;
  self->data_size = data_size (walk, source, offset, claim);
  if (self->kind == GAF_CHUNKS_PACKETS)
    self->n_frames = gaf_chunks_count_wave_blocks (self, self->data_size);

  /* AAC without ADTS headers would need a description that these files do not carry. */
  if (self->kind == GAF_CHUNKS_ADTS && self->data_size > 0) {
    if (!gaf_chunks_read (source, offset, sync, MIN (self->data_size, sizeof sync), error))
      return FALSE;
    if (self->data_size < sizeof sync || sync[0] != 0xff || (sync[1] & 0xf6) != 0xf0)
      return gaf_chunks_fail (error, GAF_ERROR_UNSUPPORTED, "The AAC audio in this %s file has no ADTS headers",
                              self->container);
  }
  return TRUE;
}

static gboolean
found_format (GafChunks *self, Walk *walk, GafByteSource *source, guint64 offset, guint64 size, GError **error)
{
  guint8 fmt[FORMAT_SIZE];
  gsize length = MIN (size, sizeof fmt);

  if (!gaf_chunks_read (source, offset, fmt, length, error)
      || !gaf_chunks_parse_wave_format (self, fmt, length, walk->big_endian, error))
    return FALSE;
  walk->have_format = TRUE;
  return TRUE;
}

static gboolean
found_ds64 (Walk *walk, GafByteSource *source, guint64 offset, guint64 size, GError **error)
{
  guint8 body[16]; /* the size of the file, of the data; more follows */

  if (size < sizeof body)
    return TRUE;
  if (!gaf_chunks_read (source, offset, body, sizeof body, error))
    return FALSE;
  walk->ds64_data = gaf_read_le64 (body + 8);
  return TRUE;
}

/* Where the chunk behind a body of odd size begins: after a byte of padding, which some writers forget. */
static guint64
skip_padding (GafByteSource *source, guint64 end)
{
  guint8 id[4];

  if (end % 2 == 0)
    return end;
  if (gaf_chunks_clip (source, end, sizeof id) == sizeof id && gaf_chunks_read (source, end, id, sizeof id, NULL)
      && (memcmp (id, "data", 4) == 0 || memcmp (id, "fmt ", 4) == 0))
    return end;
  return end + 1;
}

static gboolean
no_data (GafChunks *self, const Walk *walk, GError **error)
{
  return gaf_chunks_fail (error, GAF_ERROR_CORRUPT, "The %s file has no %s chunk", self->container,
                          walk->have_format ? "data" : "fmt");
}

gboolean
gaf_chunks_walk_wav (GafChunks *self, GafByteSource *source, GError **error)
{
  guint64 total = gaf_byte_source_get_size (source);
  guint64 offset = 12;
  Walk walk = {
    0,
  };
  guint8 head[8];

  if (!gaf_chunks_read (source, 0, head, 4, error))
    return FALSE;
  walk.big_endian = memcmp (head, "RIFX", 4) == 0;
  self->container = memcmp (head, "RF64", 4) == 0 ? "RF64" : memcmp (head, "BW64", 4) == 0 ? "BW64" : "WAV";

  for (guint i = 0; total - offset >= sizeof head; i++) {
    guint64 size;

    if (i >= GAF_LIMIT_CHUNKS)
      return gaf_chunks_fail (error, GAF_ERROR_LIMIT, "The %s file has more than %d chunks", self->container,
                              GAF_LIMIT_CHUNKS);
    if (!gaf_chunks_read (source, offset, head, sizeof head, error))
      return FALSE;
    size = walk.big_endian ? gaf_read_be32 (head + 4) : gaf_read_le32 (head + 4);
    offset += sizeof head;

    if (memcmp (head, "data", 4) == 0)
      return found_data (self, &walk, source, offset, size, error);
    if (memcmp (head, "fmt ", 4) == 0) {
      if (!found_format (self, &walk, source, offset, gaf_chunks_clip (source, offset, size), error))
        return FALSE;
    } else if (memcmp (head, "ds64", 4) == 0) {
      if (!found_ds64 (&walk, source, offset, gaf_chunks_clip (source, offset, size), error))
        return FALSE;
    }

    if (size >= total - offset)
      break;
    offset = MIN (skip_padding (source, offset + size), total);
  }
  return no_data (self, &walk, error);
}

gboolean
gaf_chunks_walk_w64 (GafChunks *self, GafByteSource *source, GError **error)
{
  /* What all ids but that of the file end in. */
  static const guint8 tail[12] = "\xf3\xac\xd3\x11\x8c\xd1\x00\xc0\x4f\x8e\xdb\x8a";
  guint64 total = gaf_byte_source_get_size (source);
  guint64 offset = 40;
  Walk walk = { .is_w64 = TRUE };
  guint8 head[24];

  self->container = "W64";
  for (guint i = 0; total - offset >= sizeof head; i++) {
    guint64 size, rest;
    gboolean known;

    if (i >= GAF_LIMIT_CHUNKS)
      return gaf_chunks_fail (error, GAF_ERROR_LIMIT, "The W64 file has more than %d chunks", GAF_LIMIT_CHUNKS);
    if (!gaf_chunks_read (source, offset, head, sizeof head, error))
      return FALSE;
    size = gaf_read_le64 (head + 16);
    offset += sizeof head;
    rest = total - offset;
    known = memcmp (head + 4, tail, sizeof tail) == 0;
    /* The size counts the header. Less than that cannot be: a stream that never learnt its size. */
    size = size < sizeof head ? 0 : size - sizeof head;

    if (known && memcmp (head, "data", 4) == 0)
      return found_data (self, &walk, source, offset, size, error);
    if (known && memcmp (head, "fmt ", 4) == 0) {
      if (!found_format (self, &walk, source, offset, MIN (size, rest), error))
        return FALSE;
    }

    if (size >= rest)
      break;
    offset += MIN ((size + 7) & ~G_GUINT64_CONSTANT (7), rest);
  }
  return no_data (self, &walk, error);
}
