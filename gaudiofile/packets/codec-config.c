/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "packets/codec-config.h"

#include <string.h>

#include "gaf-error.h"

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

/* Wide samples of QuickTime that the demuxer takes for big-endian, though the file says otherwise. */
void
gaf_demux_caps_make_little_endian (GstCaps *caps)
{
  const char *format = gst_structure_get_string (gst_caps_get_structure (caps, 0), "format");

  if (format != NULL && g_str_has_suffix (format, "BE")) {
    g_autofree char *other = g_strdup (format);

    other[strlen (other) - 2] = 'L';
    gst_caps_set_simple (caps, "format", G_TYPE_STRING, other, NULL);
  }
}
