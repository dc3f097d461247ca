/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "formats/writable.h"

#include <string.h>

#include "core/limits.h"

static const char *const ogg_quality[] = { "64 kbps",  "80 kbps",  "96 kbps",  "112 kbps", "128 kbps", "160 kbps",
                                           "192 kbps", "224 kbps", "256 kbps", "320 kbps", "500 kbps", NULL };
static const char *const flac_quality[] = { "0 (Fastest)",         "1", "2", "3", "4", "5 (Default)", "6", "7",
                                            "8 (Highest quality)", NULL };
static const char *const mp3_quality[] = { "V0 (best)", "V1",       "V2",       "V3",       "V4 (normal)",
                                           "V5",        "V6",       "V7",       "V8",       "V9 (smallest)",
                                           "32 kbps",   "40 kbps",  "48 kbps",  "56 kbps",  "64 kbps",
                                           "80 kbps",   "96 kbps",  "112 kbps", "128 kbps", "160 kbps",
                                           "192 kbps",  "224 kbps", "256 kbps", "320 kbps", NULL };
static const char *const opus_quality[] = { "6 kbps",   "8 kbps",   "12 kbps",  "16 kbps",  "24 kbps",
                                            "32 kbps",  "48 kbps",  "64 kbps",  "80 kbps",  "96 kbps",
                                            "112 kbps", "128 kbps", "160 kbps", "192 kbps", "256 kbps",
                                            "320 kbps", "450 kbps", "510 kbps", NULL };
static const char *const aac_quality[] = { "32 kbps",  "48 kbps",  "64 kbps",  "80 kbps",  "96 kbps",
                                           "112 kbps", "128 kbps", "160 kbps", "192 kbps", "224 kbps",
                                           "256 kbps", "320 kbps", NULL };

static const char *const ac3_quality[] = { "32 kbps",  "40 kbps",  "48 kbps",  "56 kbps",  "64 kbps",
                                           "80 kbps",  "96 kbps",  "112 kbps", "128 kbps", "160 kbps",
                                           "192 kbps", "224 kbps", "256 kbps", "320 kbps", "384 kbps",
                                           "448 kbps", "512 kbps", "576 kbps", "640 kbps", NULL };

static const char *const wma_quality[] = { "32 kbps",  "48 kbps",  "64 kbps",  "80 kbps",  "96 kbps",
                                           "112 kbps", "128 kbps", "160 kbps", "192 kbps", "224 kbps",
                                           "256 kbps", "320 kbps", NULL };

static const int wav_depths[] = { 8, 16, 24, 32, 64, 0 };
static const int aiff_depths[] = { 8, 16, 24, 32, 0 };
static const int au_depths[] = { 8, 16, 24, 32, 64, 0 };
static const int lossless_depths[] = { 16, 24, 0 };
static const int wavpack_depths[] = { 16, 24, 32, 0 };
static const int mp3_rates[] = { 8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000, 0 };

/* What codecs have in every format. */

#define CODEC_FLAC                                                                                                     \
  .codec = "flac", .chunks = GAF_CHUNK_NONE, .elements = { "flacenc" }, .depths = lossless_depths, .max_rate = 655350, \
  .max_channels = 8, .quality = flac_quality, .default_quality = 8, .best_quality = 8, .worst_quality = 0

#define CODEC_VORBIS                                                                                               \
  .codec = "vorbis", .chunks = GAF_CHUNK_NONE, .elements = { "vorbisenc" }, .max_rate = 200000, .max_channels = 8, \
  .quality = ogg_quality, .default_quality = 10, .best_quality = 10, .worst_quality = 0

#define CODEC_OPUS                                                                                              \
  .codec = "opus", .chunks = GAF_CHUNK_NONE, .elements = { "opusenc" }, .max_rate = GAF_LIMIT_RESAMPLE_HIGHEST, \
  .max_channels = 8, .quality = opus_quality, .default_quality = 11, .best_quality = 17, .worst_quality = 0

#define CODEC_AC3                                                                                                \
  .codec = "ac3", .chunks = GAF_CHUNK_NONE, .elements = { "avenc_ac3" }, .max_rate = GAF_LIMIT_RESAMPLE_HIGHEST, \
  .max_channels = 6, .quality = ac3_quality, .default_quality = 15, .best_quality = 18, .worst_quality = 0

#define CODEC_AAC                                                                                                \
  .codec = "aac", .chunks = GAF_CHUNK_NONE, .elements = { "avenc_aac" }, .max_rate = GAF_LIMIT_RESAMPLE_HIGHEST, \
  .max_channels = 6, .quality = aac_quality, .default_quality = 11, .best_quality = 11, .worst_quality = 0

static const GafWriteFormat formats[] = {
  { .format = "wav",
    .name = "WAV",
    .codec = "pcm",
    .chunks = GAF_CHUNK_WAV,
    .depths = wav_depths,
    .max_rate = GAF_LIMIT_RATE,
    .max_channels = GAF_LIMIT_CHANNELS,
    .needs_seek = TRUE },
  { .format = "aiff",
    .name = "AIFF",
    .codec = "pcm",
    .chunks = GAF_CHUNK_AIFF,
    .depths = aiff_depths,
    .max_rate = GAF_LIMIT_RATE,
    .max_channels = GAF_LIMIT_CHANNELS,
    .needs_seek = TRUE },
  { .format = "aif",
    .name = "AIFF",
    .codec = "pcm",
    .chunks = GAF_CHUNK_AIFF,
    .depths = aiff_depths,
    .max_rate = GAF_LIMIT_RATE,
    .max_channels = GAF_LIMIT_CHANNELS,
    .needs_seek = TRUE },
  { .format = "flac", .name = "FLAC", .mux = GAF_MUX_FLAC, CODEC_FLAC },
  { .format = "ogg", .name = "Ogg Vorbis", .mux = GAF_MUX_OGG, CODEC_VORBIS },
  { .format = "ogg", .name = "Ogg Opus", .mux = GAF_MUX_OGG, CODEC_OPUS },
  { .format = "ogg", .name = "Ogg FLAC", .mux = GAF_MUX_OGG_FLAC, CODEC_FLAC },
  { .format = "oga", .name = "Ogg Vorbis", .mux = GAF_MUX_OGG, CODEC_VORBIS },
  { .format = "oga", .name = "Ogg FLAC", .mux = GAF_MUX_OGG_FLAC, CODEC_FLAC },
  { .format = "mp3",
    .name = "MP3",
    .codec = "mp3",
    .chunks = GAF_CHUNK_NONE,
    .mux = GAF_MUX_MPEG,
    .elements = { "lamemp3enc" },
    .rates = mp3_rates,
    .max_rate = 48000,
    .max_channels = 2,
    .quality = mp3_quality,
    .default_quality = 23,
    .best_quality = 0,
    .worst_quality = 9 },
  { .format = "opus", .name = "Opus", .mux = GAF_MUX_OGG, CODEC_OPUS },
  { .format = "m4a", .name = "M4A", .mux = GAF_MUX_MP4, CODEC_AAC },
  { .format = "m4a",
    .name = "M4A",
    .codec = "alac",
    .chunks = GAF_CHUNK_NONE,
    .mux = GAF_MUX_MP4,
    .elements = { "avenc_alac" },
    .depths = lossless_depths,
    .min_rate = 4000,
    .max_rate = 96000,
    .max_channels = 2 },
  { .format = "mka", .name = "Matroska", .mux = GAF_MUX_MATROSKA, CODEC_FLAC },
  { .format = "mka", .name = "Matroska", .mux = GAF_MUX_MATROSKA, CODEC_OPUS },
  { .format = "mka", .name = "Matroska", .mux = GAF_MUX_MATROSKA, CODEC_VORBIS },
  { .format = "mka", .name = "Matroska", .mux = GAF_MUX_MATROSKA, CODEC_AAC },
  { .format = "mkv", .name = "Matroska", .mux = GAF_MUX_MATROSKA, CODEC_FLAC },
  { .format = "mkv", .name = "Matroska", .mux = GAF_MUX_MATROSKA, CODEC_OPUS },
  { .format = "mkv", .name = "Matroska", .mux = GAF_MUX_MATROSKA, CODEC_VORBIS },
  { .format = "mkv", .name = "Matroska", .mux = GAF_MUX_MATROSKA, CODEC_AAC },
  { .format = "webm", .name = "WebM", .mux = GAF_MUX_MATROSKA, CODEC_OPUS },
  { .format = "webm", .name = "WebM", .mux = GAF_MUX_MATROSKA, CODEC_VORBIS },
  { .format = "weba", .name = "WebM", .mux = GAF_MUX_MATROSKA, CODEC_OPUS },
  { .format = "weba", .name = "WebM", .mux = GAF_MUX_MATROSKA, CODEC_VORBIS },
  { .format = "ac3", .name = "AC-3", .mux = GAF_MUX_BARE, CODEC_AC3 },
  { .format = "wma",
    .name = "WMA",
    .codec = "wmav2",
    .chunks = GAF_CHUNK_NONE,
    .mux = GAF_MUX_ASF,
    .elements = { "avenc_wmav2" },
    .max_rate = GAF_LIMIT_RESAMPLE_HIGHEST,
    .max_channels = 2,
    .quality = wma_quality,
    .default_quality = 8,
    .best_quality = 11,
    .worst_quality = 0 },
  { .format = "wv",
    .name = "WavPack",
    .codec = "wavpack",
    .chunks = GAF_CHUNK_NONE,
    .mux = GAF_MUX_WAVPACK,
    .elements = { "wavpackenc" },
    .depths = wavpack_depths,
    .min_rate = 6000,
    .max_rate = 192000,
    .max_channels = 8 },
  { .format = "w64",
    .name = "Wave64",
    .codec = "pcm",
    .chunks = GAF_CHUNK_W64,
    .depths = wav_depths,
    .max_rate = GAF_LIMIT_RATE,
    .max_channels = GAF_LIMIT_CHANNELS,
    .needs_seek = TRUE },
  { .format = "rf64",
    .name = "RF64",
    .codec = "pcm",
    .chunks = GAF_CHUNK_RF64,
    .depths = wav_depths,
    .max_rate = GAF_LIMIT_RATE,
    .max_channels = GAF_LIMIT_CHANNELS,
    .needs_seek = TRUE },
  { .format = "au",
    .name = "AU",
    .codec = "pcm",
    .chunks = GAF_CHUNK_AU,
    .depths = au_depths,
    .max_rate = GAF_LIMIT_RATE,
    .max_channels = GAF_LIMIT_CHANNELS },
  { .format = "caf",
    .name = "CAF",
    .codec = "pcm",
    .chunks = GAF_CHUNK_CAF,
    .depths = wav_depths,
    .max_rate = GAF_LIMIT_RATE,
    .max_channels = GAF_LIMIT_CHANNELS },
  { .format = NULL },
};

const GafWriteFormat *
gaf_write_format_all (void)
{
  return formats;
}

const GafWriteFormat *
gaf_write_format_find (const char *format, const char *codec)
{
  if (*format == '.')
    format++;
  for (const GafWriteFormat *entry = formats; entry->format != NULL; entry++)
    if (g_ascii_strcasecmp (entry->format, format) == 0
        && (codec == NULL || g_ascii_strcasecmp (entry->codec, codec) == 0))
      return entry;
  return NULL;
}

/* Lower case, without blanks. */
static char *
normalise (const char *text)
{
  GString *result = g_string_new (NULL);

  for (; *text != '\0'; text++)
    if (!g_ascii_isspace (*text))
      g_string_append_c (result, g_ascii_tolower (*text));
  return g_string_free (result, FALSE);
}

static gboolean
is_number (const char *text)
{
  return *text != '\0' && strspn (text, "0123456789") == strlen (text);
}

/* "128.0" is 128. */
static void
drop_zero_fraction (char *text)
{
  char *point = strchr (text, '.');

  if (point != NULL && point != text && strspn (point + 1, "0") == strlen (point + 1))
    *point = '\0';
}

const char *
gaf_write_format_match_quality (const GafWriteFormat *format, const char *text)
{
  g_autofree char *wanted = NULL;

  if (format->quality == NULL)
    return NULL;

  if (strcmp (text, "best") == 0 || strcmp (text, "slowest") == 0)
    return format->quality[format->best_quality];
  if (strcmp (text, "worst") == 0 || strcmp (text, "fastest") == 0)
    return format->quality[format->worst_quality];

  wanted = normalise (text);
  drop_zero_fraction (wanted);
  if (*wanted == '\0')
    return format->quality[format->default_quality];

  for (int pass = 0; pass < 2; pass++) {
    for (guint i = 0; format->quality[i] != NULL; i++) {
      g_autofree char *option = normalise (format->quality[i]);
      gsize digits = strspn (option, "0123456789");

      /* A number means that number, not the beginning of another. */
      if (is_number (wanted)) {
        if (digits == strlen (wanted) && strncmp (option, wanted, digits) == 0)
          return format->quality[i];
      } else if (pass == 0 ? g_str_has_prefix (option, wanted) : strstr (option, wanted) != NULL) {
        return format->quality[i];
      }
    }
  }
  return NULL;
}
