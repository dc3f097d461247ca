/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "packets/codec-config.h"

#include <string.h>

#include "core/bytes.h"
#include "core/limits.h"
#include "gaf-error.h"
#include "packets/aac.h"
#include "packets/vorbis-books.h"

/* AudioSpecificConfig */

typedef struct {
  const guint8 *data;
  gsize n_bits;
  gsize at;
} Bits;

/* Bits behind the end are zeros. */
static guint32
get_bits (Bits *self, guint n)
{
  guint32 value = 0;

  for (; n > 0; n--, self->at++)
    value = value << 1 | (self->at < self->n_bits ? self->data[self->at / 8] >> (7 - self->at % 8) & 1u : 0);
  return value;
}

static guint
get_object_type (Bits *bits)
{
  const guint type = get_bits (bits, 5);

  return type == 31 ? 32 + get_bits (bits, 6) : type;
}

/* 0: an index that means nothing. */
static int
get_rate (Bits *bits)
{
  const guint index = get_bits (bits, 4);

  if (index == 15)
    return (int) get_bits (bits, 24);
  return index < GAF_AAC_N_RATES ? gaf_aac_rates[index] : 0;
}

/* Object types: 5 is spectral band replication, 29 that with parametric stereo, 22 an extension of the error resilient
 * kinds, 23 and 39 the low-delay ones, whose packets are half as long. */
gboolean
gaf_aac_config_parse (GafAacConfig *self, const guint8 *data, gsize length)
{
  Bits bits = { data, length * 8, 0 };
  gboolean is_short;
  int extension = 0;
  guint channels;

  if (length < 2)
    return FALSE;
  self->object_type = get_object_type (&bits);
  self->core_rate = get_rate (&bits);
  channels = get_bits (&bits, 4);
  if (self->object_type == 5 || self->object_type == 29) {
    extension = get_rate (&bits);
    self->object_type = get_object_type (&bits);
    if (self->object_type == 22)
      get_bits (&bits, 4);
  }
  is_short = get_bits (&bits, 1);
  if (self->object_type == 23 || self->object_type == 39)
    self->packet_frames = is_short ? 480 : 512;
  else
    self->packet_frames = is_short && self->object_type <= 22 ? 960 : 1024;

  /* The way of telling it that older decoders do not notice (1.6.6.1): behind the header of plain AAC. */
  if (extension == 0 && self->object_type <= 4 && channels > 0) {
    if (get_bits (&bits, 1))
      get_bits (&bits, 14);
    get_bits (&bits, 1);
    if (get_bits (&bits, 11) == 0x2b7 && get_object_type (&bits) == 5 && get_bits (&bits, 1))
      extension = get_rate (&bits);
  }
  self->rate = self->core_rate;
  if (extension == 2 * self->core_rate) {
    self->rate *= 2;
    self->packet_frames *= 2;
  }
  self->channels = channels == 7 ? 8 : channels == 11 ? 7 : channels == 12 || channels == 14 ? 8 : (int) channels;
  return self->core_rate > 0;
}

const char *
gaf_aac_config_get_other_codec (guint object_type)
{
  static const struct {
    guint type;
    const char *name;
  } others[] = {
    { 3, "AAC SSR" },  { 7, "TwinVQ" },      { 8, "CELP" },        { 9, "HVXC" },
    { 12, "TTSI" },    { 13, "synthesis" },  { 14, "wavetables" }, { 15, "MIDI" },
    { 16, "effects" }, { 21, "TwinVQ" },     { 24, "CELP" },       { 25, "HVXC" },
    { 26, "HILN" },    { 27, "parametric" }, { 28, "SSC" },        { 30, "Surround" },
    { 32, "layer 1" }, { 33, "layer 2" },    { 34, "layer 3" },    { 35, "DST" },
    { 36, "ALS" },     { 37, "SLS" },        { 38, "SLS" },        { 42, "xHE-AAC (USAC)" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    if (others[i].type == object_type)
      return others[i].name;
  return NULL;
}

/* caps: what decoders do not take well in a damaged header */

/* The first bytes of what the decoder is configured by, which is @config, or in @caps where that is NULL. */
static gsize
extract (GBytes *config, const GstCaps *caps, gsize offset, guint8 *dest, gsize length)
{
  const GValue *value = caps != NULL ? gst_structure_get_value (gst_caps_get_structure (caps, 0), "codec_data") : NULL;
  GstBuffer *buffer = value != NULL && GST_VALUE_HOLDS_BUFFER (value) ? gst_value_get_buffer (value) : NULL;
  gsize size;
  const guint8 *data;

  if (config == NULL)
    return buffer != NULL ? gst_buffer_extract (buffer, offset, dest, length) : 0;
  data = g_bytes_get_data (config, &size);
  if (size <= offset)
    return 0;
  length = MIN (length, size - offset);
  memcpy (dest, data + offset, length);
  return length;
}

/* Apple's ALACSpecificConfig behind 12 bytes of a box: channels at 9, rate at 20. The decoder offers what it finds
 * there. */
static gboolean
alac_is_sound (GBytes *cookie, const GstCaps *caps)
{
  guint8 config[24];

  if (extract (cookie, caps, 12, config, sizeof config) < sizeof config)
    return TRUE; /* it is refused without harm */
  return config[9] > 0 && config[9] <= GAF_LIMIT_CHANNELS && gaf_read_be32 (config + 20) > 0
         && gaf_read_be32 (config + 20) <= GAF_LIMIT_RATE;
}

/* AudioSpecificConfig (ISO/IEC 14496-3, 1.6.2.1): 5 bits of object type, 4 of the rate's index, of which 13 and 14 mean
 * nothing, and 15 that 24 bits of rate follow. The decoder offers what it finds there; without it, bare packets mean
 * nothing. */
static gboolean
aac_is_sound (GBytes *config, const GstCaps *caps)
{
  guint8 bytes[5] = { 0 };
  const gsize n = extract (config, caps, 0, bytes, sizeof bytes);
  guint32 index;

  if (n == 0 && config == NULL)
    return g_strcmp0 (gst_structure_get_string (gst_caps_get_structure (caps, 0), "stream-format"), "raw") != 0;
  if (n < 2 || bytes[0] >> 3 == 31)
    return TRUE;
  index = (bytes[0] & 7) << 1 | bytes[1] >> 7;
  return index < 13 || (index == 15 && (gaf_read_be32 (bytes + 1) >> 7 & 0xffffff) > 0);
}

gboolean
gaf_codec_config_check (const char *codec, GBytes *config, const GstCaps *caps, GError **error)
{
  if ((strcmp (codec, "alac") != 0 || alac_is_sound (config, caps))
      && (strcmp (codec, "aac") != 0 || aac_is_sound (config, caps)))
    return TRUE;
  g_set_error (error, GAF_ERROR, GAF_ERROR_CORRUPT,
               "The codec's own header is damaged: it claims an impossible format");
  return FALSE;
}

gboolean
gaf_codec_config_check_cost (const char *codec, GBytes *setup, GError **error)
{
  gsize size;
  const guint8 *data;

  if (strcmp (codec, "vorbis") != 0 || setup == NULL)
    return TRUE;
  data = g_bytes_get_data (setup, &size);
  return gaf_vorbis_books_check (data, size, error);
}
