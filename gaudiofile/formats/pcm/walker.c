/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "formats/pcm/walker.h"

#include <gst/audio/audio-channels.h>
#include <math.h>
#include <string.h>

#include "gst/elements.h"
#include "gaf-error.h"
#include "core/limits.h"

gboolean
gaf_chunks_fail (GError **error, int code, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  if (error != NULL)
    *error = g_error_new_valist (GAF_ERROR, code, format, args);
  va_end (args);
  return FALSE;
}

gboolean
gaf_chunks_read (GafByteSource *source, guint64 offset, gpointer dest, gsize length, GError **error)
{
  gsize available = 0;
  const guint8 *data = gaf_byte_source_peek (source, offset, length, &available, error);

  if (data == NULL)
    return FALSE;
  if (available < length)
    return gaf_chunks_fail (error, GAF_ERROR_CORRUPT, "The file ends inside a header, at byte %" G_GUINT64_FORMAT,
                            offset + available);
  memcpy (dest, data, length);
  return TRUE;
}

guint64
gaf_chunks_clip (GafByteSource *source, guint64 offset, guint64 size)
{
  guint64 total = gaf_byte_source_get_size (source);

  return offset >= total ? 0 : MIN (size, total - offset);
}

void
gaf_chunks_set_data (GafChunks *self, GafByteSource *source, guint64 offset, guint64 size)
{
  self->data_offset = offset;
  self->data_size = gaf_chunks_clip (source, offset, size == 0 ? G_MAXUINT64 : size);
}

void
gaf_chunks_set_ranges (GafChunks *self, gint64 n_frames)
{
  self->n_frames = n_frames;
  self->data_size = (guint64) n_frames * self->block_size;
}

gboolean
gaf_chunks_is_chunk (GafByteSource *source, guint64 offset, gboolean big_endian)
{
  guint64 rest = gaf_chunks_clip (source, offset, G_MAXUINT64);
  guint8 head[8];

  if (rest < sizeof head || !gaf_chunks_read (source, offset, head, sizeof head, NULL))
    return FALSE;
  for (int i = 0; i < 4; i++)
    if (!g_ascii_isalnum (head[i]) && head[i] != ' ')
      return FALSE;
  return (big_endian ? gaf_read_be32 (head + 4) : gaf_read_le32 (head + 4)) <= rest - sizeof head;
}

const char *
gaf_chunks_fourcc (const guint8 *code, char *text)
{
  for (int i = 0; i < 4; i++)
    text[i] = g_ascii_isprint (code[i]) ? code[i] : '?';
  text[4] = '\0';
  return text;
}

GafCoding
gaf_chunks_integer_coding (guint bytes, gboolean big_endian)
{
  static const GafCoding codings[][2] = {
    { GAF_CODING_NONE, GAF_CODING_NONE },   { GAF_CODING_S8, GAF_CODING_S8 },
    { GAF_CODING_S16LE, GAF_CODING_S16BE }, { GAF_CODING_S24LE, GAF_CODING_S24BE },
    { GAF_CODING_S32LE, GAF_CODING_S32BE },
  };

  return bytes < G_N_ELEMENTS (codings) ? codings[bytes][big_endian ? 1 : 0] : GAF_CODING_NONE;
}

void
gaf_chunks_set_pcm (GafChunks *self, GafCoding coding, int bits)
{
  self->kind = GAF_CHUNKS_PCM;
  self->codec = coding == GAF_CODING_ALAW ? "alaw" : coding == GAF_CODING_MULAW ? "mulaw" : "pcm";
  self->coding = coding;
  /* Of a logarithm: they are of no use as the precision that "bits" means. */
  self->bits = coding == GAF_CODING_ALAW || coding == GAF_CODING_MULAW ? 0 : bits;
  self->block_size = (guint32) gaf_coding_get_width (coding) * self->channels;
  self->frames_per_block = 1;
}

gboolean
gaf_chunks_set_ima4 (GafChunks *self, GError **error)
{
  self->kind = GAF_CHUNKS_PACKETS;
  self->codec = "adpcm-ima-qt";
  self->bits = 16;
  self->block_size = 34 * self->channels;
  self->frames_per_block = 64;
  if (!gaf_elements_init (error))
    return FALSE;
  self->caps = gst_caps_new_simple ("audio/x-adpcm", "layout", G_TYPE_STRING, "quicktime", "block_align", G_TYPE_INT,
                                    (int) self->block_size, "rate", G_TYPE_INT, (int) lrint (self->rate), "channels",
                                    G_TYPE_INT, self->channels, NULL);
  return TRUE;
}

guint64
gaf_chunks_wave_mask (guint32 mask, int channels)
{
  /* GstAudioChannelPosition of the bits 0 to 17 of dwChannelMask (Microsoft, ksmedia.h). */
#define POSITION(name) GST_AUDIO_CHANNEL_POSITION_##name
  static const guint8 positions[18] = {
    POSITION (FRONT_LEFT),
    POSITION (FRONT_RIGHT),
    POSITION (FRONT_CENTER),
    POSITION (LFE1),
    POSITION (REAR_LEFT),
    POSITION (REAR_RIGHT),
    POSITION (FRONT_LEFT_OF_CENTER),
    POSITION (FRONT_RIGHT_OF_CENTER),
    POSITION (REAR_CENTER),
    POSITION (SIDE_LEFT),
    POSITION (SIDE_RIGHT),
    POSITION (TOP_CENTER),
    POSITION (TOP_FRONT_LEFT),
    POSITION (TOP_FRONT_CENTER),
    POSITION (TOP_FRONT_RIGHT),
    POSITION (TOP_REAR_LEFT),
    POSITION (TOP_REAR_CENTER),
    POSITION (TOP_REAR_RIGHT),
  };
#undef POSITION
  guint64 result = 0;

  if ((mask >> G_N_ELEMENTS (positions)) != 0 || __builtin_popcount (mask) != channels)
    return 0;
  for (gsize i = 0; i < G_N_ELEMENTS (positions); i++)
    if (mask & (1u << i))
      result |= G_GUINT64_CONSTANT (1) << positions[i];
  return result;
}

gboolean
gaf_chunks_check (GafChunks *self, GError **error)
{
  if (self->channels <= 0)
    return gaf_chunks_fail (error, GAF_ERROR_CORRUPT, "The %s header says that there are no channels", self->container);
  if (self->channels > GAF_LIMIT_CHANNELS)
    return gaf_chunks_fail (error, GAF_ERROR_LIMIT, "The %s header claims %d channels, the limit is %d",
                            self->container, self->channels, GAF_LIMIT_CHANNELS);
  if (!isfinite (self->rate) || self->rate < 1) /* less would be 0 where whole numbers are calculated with */
    return gaf_chunks_fail (error, GAF_ERROR_CORRUPT, "The %s header has no usable sample rate", self->container);
  if (self->rate > GAF_LIMIT_RATE)
    return gaf_chunks_fail (error, GAF_ERROR_LIMIT, "The %s header claims a sample rate of %.0f Hz, the limit is %d Hz",
                            self->container, self->rate, GAF_LIMIT_RATE);
  return TRUE;
}
