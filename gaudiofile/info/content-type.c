/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "info/content-type.h"

#include <string.h>

typedef struct {
  const char *type;
  const char *extensions; /* with blanks between */
  const char *container;  /* as decoders name it; NULL: none */
  const char *codec;      /* NULL: any; "" of none, only by extension */
} Row;

/* The first row that fits. */
static const Row rows[] = {
  { "audio/x-wav", ".wav .bwf .rf64", "WAV", NULL },
  { "audio/x-wav", "", "RF64", NULL },
  { "audio/x-wav", "", "BW64", NULL },
  { "audio/x-aiff", ".aif .aiff", "AIFF", NULL },
  { "audio/x-aifc", ".aifc", "AIFC", NULL },
  { "audio/basic", ".au .snd", "AU", NULL },
  { "audio/x-voc", ".voc", "VOC", NULL },
  { "audio/x-caf", ".caf", "CAF", NULL },
  { "audio/x-w64", ".w64", "W64", NULL },
  { "audio/x-nist", ".sph .nist", "SPHERE", NULL },
  { "audio/flac", ".flac", NULL, "flac" },
  { "audio/ogg", ".oga .ogg", "Ogg", "vorbis" },
  { "audio/x-opus+ogg", ".opus", "Ogg", "opus" },
  { "audio/x-flac+ogg", "", "Ogg", "flac" },
  { "audio/x-speex+ogg", ".spx", "Ogg", "speex" },
  { "audio/ogg", "", "Ogg", NULL },
  { "audio/x-wavpack", ".wv", NULL, "wavpack" },
  { "audio/x-tta", ".tta", NULL, "tta" },
  { "audio/x-ape", ".ape", NULL, "ape" },
  { "audio/x-musepack", ".mpc", NULL, "mpc8" },
  { "audio/x-musepack", ".mp+", NULL, "mpc7" },
  { "audio/x-dsf", ".dsf", "DSF", NULL },
  { "audio/x-dff", ".dff", "DSDIFF", NULL },
  { "audio/mp4", ".m4a .m4b .m4r", "MP4", NULL },
  { "video/mp4", ".mp4", NULL, "" },
  { "video/quicktime", ".mov .qt", NULL, "" },
  { "video/3gpp", ".3gp", NULL, "" },
  { "video/3gpp2", ".3g2", NULL, "" },
  { "audio/x-matroska", ".mka", "Matroska", NULL },
  { "video/x-matroska", ".mkv", NULL, "" },
  { "audio/webm", ".weba", NULL, "" },
  { "video/webm", ".webm", NULL, "" },
  { "audio/x-ms-wma", ".wma", "ASF", NULL },
  { "application/vnd.ms-asf", ".asf", NULL, "" },
  { "video/x-msvideo", ".avi", "AVI", NULL },
  { "video/x-flv", ".flv", "FLV", NULL },
  { "video/mp2t", ".ts .m2ts .mts", "MPEG-TS", NULL },
  { "video/mpeg", ".mpg .mpeg .vob", "MPEG-PS", NULL },
  { "audio/AMR", ".amr", "AMR", "amr-nb" },
  { "audio/AMR-WB", ".awb", "AMR", "amr-wb" },
  { "audio/ac3", ".ac3", NULL, "ac3" },
  { "audio/eac3", ".eac3 .ec3", NULL, "eac3" },
  { "audio/vnd.dts", ".dts", NULL, "dts" },
  { "audio/vnd.dolby.mlp", ".thd", NULL, "truehd" },
  { "audio/vnd.dolby.mlp", ".mlp", NULL, "mlp" },
  { "audio/aac", ".aac .adts", "ADTS", NULL },
  { "audio/usac", ".loas", "LOAS", NULL },
  { "audio/mpeg", ".mp3", NULL, "mp3" },
  { "audio/mp2", ".mp2 .mpa", NULL, "mp2" },
  { "audio/mpeg", ".mp1", NULL, "mp1" },
  { "audio/x-adx", ".adx", "ADX", NULL },
  { "audio/x-8svx", ".svx .8svx", "8SVX", NULL },
  { "audio/x-8svx", "", "16SV", NULL },
};

static gboolean
has_word (const char *words, const char *word)
{
  const gsize length = strlen (word);

  for (const char *at = words; (at = strstr (at, word)) != NULL; at += length)
    if (at[length] == ' ' || at[length] == '\0')
      return TRUE;
  return FALSE;
}

const char *
gaf_content_type_of_extension (const char *extension)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (has_word (rows[i].extensions, extension))
      return rows[i].type;
  return NULL;
}

/* The brands of ISO/IEC 14496-12; 3GPP TS 26.244; "QuickTime File Format". */
static const char *
type_of_mp4 (const GafOutline *outline)
{
  const gboolean has_video = outline->has_video;

  if (strcmp (outline->brand, "qt  ") == 0)
    return "video/quicktime";
  if (g_str_has_prefix (outline->brand, "3g2"))
    return has_video ? "video/3gpp2" : "audio/3gpp2";
  if (g_str_has_prefix (outline->brand, "3g"))
    return has_video ? "video/3gpp" : "audio/3gpp";
  return has_video ? "video/mp4" : "audio/mp4";
}

static const char *
type_of_matroska (const GafOutline *outline)
{
  if (outline->is_webm)
    return outline->has_video ? "video/webm" : "audio/webm";
  return outline->has_video ? "video/x-matroska" : "audio/x-matroska";
}

const char *
gaf_content_type_of_file (const char *container, const char *codec, const GafOutline *outline)
{
  if (g_strcmp0 (container, "MP4") == 0)
    return type_of_mp4 (outline);
  if (g_strcmp0 (container, "Matroska") == 0)
    return type_of_matroska (outline);
  if (outline->has_video && g_strcmp0 (container, "Ogg") == 0)
    return "video/ogg";
  if (outline->has_video && g_strcmp0 (container, "ASF") == 0)
    return "application/vnd.ms-asf";
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_strcmp0 (rows[i].container, container) == 0 && (rows[i].codec == NULL || strcmp (rows[i].codec, codec) == 0))
      return rows[i].type;
  return NULL;
}
