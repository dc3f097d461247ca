/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "packets/codec-config.h"

#include <string.h>

#include "gaf-error.h"
#include "packets/aac.h"

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

/* Object types: 5 is spectral band replication, 29 that with parametric stereo, 22 an extension of the error resilient kinds, 23 and 39 the
 * low-delay ones, whose packets are half as long. */
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

/* caps */

/* Apple's magic cookie, in a box of its own (12 bytes of header): frame length, version, bit depth. */
int
gaf_demux_caps_alac_bits (const GstStructure *structure)
{
  const GValue *value = gst_structure_get_value (structure, "codec_data");
  GstBuffer *buffer = value != NULL ? gst_value_get_buffer (value) : NULL;
  guint8 bits = 0;

  if (buffer == NULL || gst_buffer_extract (buffer, 12 + 5, &bits, 1) != 1)
    return 0;
  return bits;
}

/* AudioSpecificConfig (ISO/IEC 14496-3, 1.6.2.1): 5 bits of object type, 4 of the rate's index, 4 of channels, and for the plain types
 * one that says 960 instead of 1024. FALSE: it is none, or of a kind that says all that elsewhere. */
gboolean
gaf_demux_caps_parse_aac (GstCaps *caps, int *rate, gint64 *packet_frames)
{
  static const int rates[] = {
    96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350
  };
  const GValue *value = gst_structure_get_value (gst_caps_get_structure (caps, 0), "codec_data");
  GstBuffer *buffer = value != NULL ? gst_value_get_buffer (value) : NULL;
  guint8 config[2];
  guint type, index;

  if (buffer == NULL || gst_buffer_extract (buffer, 0, config, 2) != 2)
    return FALSE;
  type = config[0] >> 3;
  index = (config[0] & 7) << 1 | config[1] >> 7;
  if (type == 31 || index >= G_N_ELEMENTS (rates))
    return FALSE;
  *rate = rates[index];
  *packet_frames = type <= 4 && (config[1] & 0x04) ? 960 : 1024;
  return TRUE;
}

/* MPEG-4 has other codecs than AAC, by the object type that opens the AudioSpecificConfig: 5 bits, or 31 and 6 more. */
gboolean
gaf_demux_caps_check_aac (GstCaps *caps, const char *container, GError **error)
{
  static const char *const others[] = { "layer 1", "layer 2", "layer 3", "DST", "ALS", "SLS", "SLS" }; /* from 32 on */
  const GValue *value = gst_structure_get_value (gst_caps_get_structure (caps, 0), "codec_data");
  GstBuffer *buffer = value != NULL ? gst_value_get_buffer (value) : NULL;
  guint8 config[2];
  guint type;

  if (buffer == NULL || gst_buffer_extract (buffer, 0, config, 2) != 2 || config[0] >> 3 != 31)
    return TRUE;
  type = (config[0] & 7) << 3 | config[1] >> 5;
  if (type >= G_N_ELEMENTS (others))
    return TRUE;
  g_set_error (error, GAF_ERROR, GAF_ERROR_UNSUPPORTED,
               "The %s file holds MPEG-4 %s, for which there is no decoder; convert it with another tool", container,
               others[type]);
  return FALSE;
}
