/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "formats/pcm/walker.h"

#include <string.h>

#include "core/limits.h"
#include "gaf-error.h"

/*
 * VOC: "Creative Voice File" 0x1a, offset of the first block, version, check; then blocks of a type (1 byte), a size
 * (3 bytes, little-endian) and a body (Creative Labs, "Creative Voice File (VOC) Format", with type 9 of version 1.20):
 *
 *   0 end, without a size   1 sound: divisor of the rate, codec, samples   2 more samples of the same sound
 *   3 silence: frames - 1 (2 bytes), divisor   4 mark   5 text   6 repeat what follows   7 up to here
 *   8 what the type 1 behind it cannot say: divisor (2 bytes), codec, channels - 1
 *   9 sound: rate (4 bytes), bits, channels, codec (2 bytes), 4 bytes, samples
 *
 * What is to be repeated is read once, as everybody does: the count may be "for ever".
 */

enum {
  BLOCK_END = 0,
  BLOCK_SOUND = 1,
  BLOCK_MORE = 2,
  BLOCK_SILENCE = 3,
  BLOCK_EXTENDED = 8,
  BLOCK_SOUND_9 = 9,
};

typedef struct {
  guint rate;
  guint channels;
  guint codec;
  guint bits; /* 0: as the codec has it */
} Sound;

typedef struct {
  Sound sound;     /* of the blocks so far; no channels: there was none */
  Sound extended;  /* what block 8 says of the next block 1; no channels: nothing */
  gint64 n_frames; /* so far */
  gint64 silence;  /* frames in front of the first sound, which tells the rate */
  guint silence_rate;
} Walk;

/* What the frames of a stretch are, and where. */
static void
add_range (GafChunks *self, Walk *walk, guint64 offset, gint64 n_frames)
{
  const GafChunksRange range = { offset, walk->n_frames };

  if (n_frames <= 0)
    return;
  g_array_append_val (self->ranges, range);
  walk->n_frames += n_frames;
}

static void
add_silence (GafChunks *self, Walk *walk, gint64 n_frames, guint rate)
{
  if (walk->sound.channels == 0) {
    walk->silence_rate = walk->silence_rate == 0 ? rate : walk->silence_rate;
    walk->silence += n_frames * walk->silence_rate / rate;
  } else {
    add_range (self, walk, GAF_CHUNKS_SILENCE, n_frames * walk->sound.rate / rate);
  }
}

static gboolean
set_coding (GafChunks *self, const Sound *sound, GError **error)
{
  static const struct {
    guint16 codec;
    guint8 bits;
    GafCoding coding;
    const char *name; /* where it cannot be read */
  } codecs[] = {
    { 0, 8, GAF_CODING_U8, NULL },      { 4, 16, GAF_CODING_S16LE, NULL },       { 6, 0, GAF_CODING_ALAW, NULL },
    { 7, 0, GAF_CODING_MULAW, NULL },   { 1, 0, GAF_CODING_NONE, "4-bit" },      { 2, 0, GAF_CODING_NONE, "2.6-bit" },
    { 3, 0, GAF_CODING_NONE, "2-bit" }, { 0x200, 0, GAF_CODING_NONE, "16-bit" },
  };

  self->rate = sound->rate;
  self->channels = sound->channels;
  if (!gaf_chunks_check (self, error))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (codecs); i++) {
    if (codecs[i].codec != sound->codec)
      continue;
    if (codecs[i].name != NULL)
      return gaf_chunks_fail (error, GAF_ERROR_UNSUPPORTED,
                              "The VOC file holds Creative's %s ADPCM, which cannot be read; convert it to PCM with "
                              "another tool",
                              codecs[i].name);
    if (codecs[i].bits != 0 && sound->bits != 0 && sound->bits != codecs[i].bits)
      return gaf_chunks_fail (error, GAF_ERROR_UNSUPPORTED,
                              "The VOC file has samples of %u bits in codec %u, which has %u", sound->bits,
                              sound->codec, codecs[i].bits);
    gaf_chunks_set_pcm (self, codecs[i].coding, codecs[i].bits);
    return TRUE;
  }
  return gaf_chunks_fail (error, GAF_ERROR_UNSUPPORTED,
                          "The VOC file holds audio of codec %u, which cannot be read; convert it to PCM with another "
                          "tool",
                          sound->codec);
}

/* Samples of @sound. A file is of one rate, so that what changes is refused. */
static gboolean
found_sound (GafChunks *self, Walk *walk, const Sound *sound, guint64 offset, guint64 size, GError **error)
{
  if (walk->sound.channels == 0) {
    if (!set_coding (self, sound, error))
      return FALSE;
    walk->sound = *sound;
    if (walk->silence > 0)
      add_silence (self, walk, walk->silence, walk->silence_rate);
  } else if (memcmp (&walk->sound, sound, sizeof *sound) != 0) {
    return gaf_chunks_fail (error, GAF_ERROR_UNSUPPORTED,
                            "The VOC file changes its sample rate, channels or codec at byte %" G_GUINT64_FORMAT
                            ", which cannot be read; split it there",
                            offset);
  }
  add_range (self, walk, offset, size / self->block_size);
  return TRUE;
}

static Sound
read_sound (const Walk *walk, const guint8 *body)
{
  /* Rates are cut down to whole ones, as other programs do: no sound card had more of a clock. */
  if (walk->extended.channels > 0)
    return walk->extended;
  return (Sound){ .rate = 1000000 / (256 - body[0]), .channels = 1, .codec = body[1] };
}

static Sound
read_sound_9 (const guint8 *body)
{
  return (Sound){
    .rate = gaf_read_le32 (body),
    .channels = body[5],
    .codec = gaf_read_le16 (body + 6),
    .bits = body[4],
  };
}

static Sound
read_extended (const guint8 *body)
{
  const guint channels = body[3] + 1;

  return (
      Sound){ .rate = 256000000 / (65536 - gaf_read_le16 (body)) / channels, .channels = channels, .codec = body[2] };
}

/* The body of a block, of which @size bytes are there. */
static gboolean
found_block (GafChunks *self, Walk *walk, GafByteSource *source, guint type, guint64 offset, guint64 size,
             GError **error)
{
  static const guint8 needed[] = { [BLOCK_SOUND] = 2, [BLOCK_SILENCE] = 3, [BLOCK_EXTENDED] = 4, [BLOCK_SOUND_9] = 12 };
  const guint n = type < G_N_ELEMENTS (needed) ? needed[type] : 0;
  guint8 body[12];
  Sound sound;

  /* A last block that is cut off inside its header holds nothing. */
  if (size < n)
    return TRUE;
  if (n > 0 && !gaf_chunks_read (source, offset, body, n, error))
    return FALSE;
  switch (type) {
  case BLOCK_SOUND:
    sound = read_sound (walk, body);
    walk->extended.channels = 0;
    return found_sound (self, walk, &sound, offset + n, size - n, error);
  case BLOCK_SOUND_9:
    sound = read_sound_9 (body);
    return found_sound (self, walk, &sound, offset + n, size - n, error);
  case BLOCK_MORE:
    if (walk->sound.channels > 0)
      add_range (self, walk, offset, size / self->block_size);
    return TRUE;
  case BLOCK_SILENCE:
    add_silence (self, walk, gaf_read_le16 (body) + 1, 1000000 / (256 - body[2]));
    return TRUE;
  case BLOCK_EXTENDED:
    walk->extended = read_extended (body);
    return TRUE;
  default:
    return TRUE;
  }
}

/* No sound in the file, or nothing but silence. */
static gboolean
set_silent (GafChunks *self, Walk *walk, GError **error)
{
  const Sound sound = { .rate = walk->silence_rate, .channels = 1 };

  if (walk->silence == 0)
    return gaf_chunks_fail (error, GAF_ERROR_CORRUPT, "The VOC file has no block of sound");
  return found_sound (self, walk, &sound, 0, 0, error);
}

/* SoX tells 8 bytes too few of a block of type 9, and then ends the file. Bytes that are left in front of the end and
 * are no block are samples. */
static guint64
mend_size (GafByteSource *source, guint64 offset, guint64 size, guint64 rest)
{
  guint8 left[9];

  if (rest - size != sizeof left || !gaf_chunks_read (source, offset + size, left, sizeof left, NULL))
    return size;
  if (left[0] <= BLOCK_SOUND_9 && left[1] <= 4 && left[2] == 0 && left[3] == 0)
    return size;
  return size + 8;
}

gboolean
gaf_chunks_walk_voc (GafChunks *self, GafByteSource *source, GError **error)
{
  const guint64 total = gaf_byte_source_get_size (source);
  guint64 offset;
  Walk walk = {
    0,
  };
  guint8 head[22];

  self->container = "VOC";
  if (!gaf_chunks_read (source, 0, head, sizeof head, error))
    return FALSE;
  self->ranges = g_array_new (FALSE, FALSE, sizeof (GafChunksRange));
  offset = MAX (gaf_read_le16 (head + 20), sizeof head);

  for (guint i = 0; offset < total; i++) {
    const guint64 rest = total - offset;
    guint64 size;

    if (i >= GAF_LIMIT_CHUNKS)
      return gaf_chunks_fail (error, GAF_ERROR_LIMIT, "The VOC file has more than %d blocks", GAF_LIMIT_CHUNKS);
    if (!gaf_chunks_read (source, offset, head, MIN (rest, 4), error))
      return FALSE;
    if (head[0] == BLOCK_END || rest < 4)
      break;
    size = MIN (head[1] | head[2] << 8 | (guint64) head[3] << 16, rest - 4);
    /* A program that could not go back left 0 there, or the size without its upper bytes; only the first is seen. */
    if (size == 0 && (head[0] == BLOCK_SOUND || head[0] == BLOCK_SOUND_9))
      size = rest - 4;
    offset += 4;
    if (head[0] == BLOCK_SOUND_9)
      size = mend_size (source, offset, size, rest - 4);
    if (!found_block (self, &walk, source, head[0], offset, size, error))
      return FALSE;
    offset += size;
  }

  if (walk.sound.channels == 0 && !set_silent (self, &walk, error))
    return FALSE;
  gaf_chunks_set_ranges (self, walk.n_frames);
  return TRUE;
}
