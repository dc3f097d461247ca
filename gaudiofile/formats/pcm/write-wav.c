/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "formats/pcm/write.h"

#include "core/bytes.h"
#include "formats/pcm/walker.h"

/*
 * formats/pcm/wav.c and formats/pcm/wave-format.c name the specifications.
 *
 *   RIFF  WAVE  JUNK (28 bytes)                fmt   fact (floats)  data
 *   RF64  WAVE  ds64 (riff, data, frames, 0)   fmt   fact (floats)  data
 *
 * JUNK is the space that EBU Tech 3306 has kept for ds64, so that a file that grows past 4 GiB becomes an RF64 in
 * place.
 */

#define DS64_SIZE           28
#define FMT_SIZE            16
#define FMT_FLOAT_SIZE      18
#define FMT_EXTENSIBLE_SIZE 40
#define FMT_EXTENSION_SIZE  22

enum {
  TAG_PCM = 0x0001,
  TAG_FLOAT = 0x0003,
  TAG_EXTENSIBLE = 0xfffe,
};

/* What the end of a WAVE subformat's GUID is, after the tag. */
static const guint8 subformat_tail[12] = { 0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71 };

/* Of 1 to 8 channels, from Microsoft's "Multiple Channel Audio Data and WAVE Files" and ksmedia.h: mono, stereo, 3.0,
 * quad,
 * 5.0, 5.1, 6.1, 7.1. */
static const guint32 usual_masks[] = { 0, 0x4, 0x3, 0x7, 0x33, 0x37, 0x3f, 0x70f, 0x63f };

static gboolean
is_float (GafCoding coding)
{
  return coding == GAF_CODING_F32LE || coding == GAF_CODING_F64LE;
}

static guint32
usual_mask (guint channels)
{
  return channels < G_N_ELEMENTS (usual_masks) ? usual_masks[channels] : 0;
}

guint32
gaf_chunks_write_mask (guint channels, guint64 channel_mask)
{
  guint64 rest = channel_mask;
  guint32 mask = 0;

  if (rest == 0)
    return usual_mask (channels);
  for (guint bit = 0; bit < 32; bit++) {
    guint64 position = gaf_chunks_wave_mask (1u << bit, 1);

    if ((rest & position) != 0)
      mask |= 1u << bit;
    rest &= ~position;
  }
  return rest == 0 && __builtin_popcount (mask) == (int) channels ? mask : 0;
}

static guint32
wave_mask (const GafChunksHeader *self)
{
  return gaf_chunks_write_mask (self->channels, self->channel_mask);
}

/* The plain form is what every program reads (Python's wave module only that one), and the extensible form is what
 * more than two channels
 * or unusual loudspeakers need. libsndfile takes the floats of an extensible W64 for integers: they stay plain, and
 * lose the mask. */
static gboolean
is_extensible (const GafChunksHeader *self)
{
  if (self->format == GAF_CHUNK_W64 && is_float (self->coding))
    return FALSE;
  return self->channels > 2 || wave_mask (self) != usual_mask (self->channels);
}

/* What is not PCM says how long its extension is, even if it has none. (Not in W64, where the chunk would need
 * padding; no reader asks.) */
static guint
format_size (const GafChunksHeader *self)
{
  if (is_extensible (self))
    return FMT_EXTENSIBLE_SIZE;
  return is_float (self->coding) && self->format != GAF_CHUNK_W64 ? FMT_FLOAT_SIZE : FMT_SIZE;
}

static void
append_format (const GafChunksHeader *self, GByteArray *header)
{
  guint width = (guint) gaf_coding_get_width (self->coding);
  guint tag = is_float (self->coding) ? TAG_FLOAT : TAG_PCM;

  gaf_append_le16 (header, is_extensible (self) ? TAG_EXTENSIBLE : (guint16) tag);
  gaf_append_le16 (header, (guint16) self->channels);
  gaf_append_le32 (header, self->rate);
  gaf_append_le32 (header, self->rate * self->channels * width);
  gaf_append_le16 (header, (guint16) (self->channels * width));
  gaf_append_le16 (header, (guint16) (width * 8));
  if (format_size (self) == FMT_FLOAT_SIZE)
    gaf_append_le16 (header, 0);
  if (is_extensible (self)) {
    gaf_append_le16 (header, FMT_EXTENSION_SIZE);
    gaf_append_le16 (header, (guint16) (width * 8));
    gaf_append_le32 (header, wave_mask (self));
    gaf_append_le32 (header, tag);
    g_byte_array_append (header, subformat_tail, sizeof subformat_tail);
  }
}

void
gaf_chunks_write_wav (const GafChunksHeader *self, guint64 data_size, guint padding, GByteArray *header)
{
  const guint fact_size = is_float (self->coding) ? 4 : 0;
  guint64 frames = data_size / (gaf_coding_get_width (self->coding) * self->channels);
  guint64 riff_size =
      4 + (8 + DS64_SIZE) + (8 + format_size (self)) + (fact_size > 0 ? 8 + fact_size : 0) + 8 + data_size + padding;
  gboolean is_rf64 = self->format == GAF_CHUNK_RF64 || riff_size > G_MAXUINT32;

  g_byte_array_append (header, (const guint8 *) (is_rf64 ? "RF64" : "RIFF"), 4);
  gaf_append_le32 (header, is_rf64 ? G_MAXUINT32 : (guint32) riff_size);
  g_byte_array_append (header, (const guint8 *) (is_rf64 ? "WAVEds64" : "WAVEJUNK"), 8);
  gaf_append_le32 (header, DS64_SIZE);
  gaf_append_le64 (header, is_rf64 ? riff_size : 0);
  gaf_append_le64 (header, is_rf64 ? data_size : 0);
  gaf_append_le64 (header, is_rf64 ? frames : 0);
  gaf_append_le32 (header, 0);
  g_byte_array_append (header, (const guint8 *) "fmt ", 4);
  gaf_append_le32 (header, format_size (self));
  append_format (self, header);
  /* Required of all formats but PCM. */
  if (fact_size > 0) {
    g_byte_array_append (header, (const guint8 *) "fact", 4);
    gaf_append_le32 (header, fact_size);
    gaf_append_le32 (header, (guint32) MIN (frames, G_MAXUINT32));
  }
  g_byte_array_append (header, (const guint8 *) "data", 4);
  gaf_append_le32 (header, is_rf64 ? G_MAXUINT32 : (guint32) data_size);
}

/* Sizes count the 24 bytes of the chunk's own header. */
#define W64_HEAD 24

static void
append_w64_id (GByteArray *header, const char *name)
{
  static const guint8 tail[12] = "\xf3\xac\xd3\x11\x8c\xd1\x00\xc0\x4f\x8e\xdb\x8a";

  g_byte_array_append (header, (const guint8 *) name, 4);
  g_byte_array_append (header, tail, sizeof tail);
}

void
gaf_chunks_write_w64 (const GafChunksHeader *self, guint64 data_size, guint padding, GByteArray *header)
{
  const guint fact_size = is_float (self->coding) ? W64_HEAD + 8 : 0;
  static const guint8 riff[16] = "riff\x2e\x91\xcf\x11\xa5\xd6\x28\xdb\x04\xc1\x00";

  g_byte_array_append (header, riff, sizeof riff);
  gaf_append_le64 (header,
                   W64_HEAD + 16 + (W64_HEAD + format_size (self)) + fact_size + W64_HEAD + data_size + padding);
  append_w64_id (header, "wave");
  append_w64_id (header, "fmt ");
  gaf_append_le64 (header, W64_HEAD + format_size (self));
  append_format (self, header);
  /* As in WAV, but 64 bits wide: libsndfile's way, by which SoX and FFmpeg read it. */
  if (fact_size > 0) {
    append_w64_id (header, "fact");
    gaf_append_le64 (header, fact_size);
    gaf_append_le64 (header, data_size / (gaf_coding_get_width (self->coding) * self->channels));
  }
  append_w64_id (header, "data");
  gaf_append_le64 (header, W64_HEAD + data_size);
}
