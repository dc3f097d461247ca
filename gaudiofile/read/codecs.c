/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "read/codecs.h"

#include <string.h>

#include "gst/elements.h"
#include "gaf-error.h"
#include "read/libav.h"

/*
 * Nothing outside this table is ever put into a chain: no decodebin, nothing that opens URIs, playlists or video.
 *
 * The pre-roll of each codec was measured: the smallest that gave bit-exact samples at every position tried, and some
 * more. Where a packetizer knows better (MPEG's bit reservoir and synthesis phase, what the headers of Vorbis say), it
 * goes back further by itself.
 */
/* Decoding begins at a major sync, of which there is one in any 128 units of at most 160 frames. */
#define MLP (GAF_CODEC_LOSSLESS | GAF_CODEC_PROMPT | GAF_CODEC_STICKY)
#ifdef GAF_MPG123
#define MPEG (GAF_CODEC_PARTS | GAF_CODEC_PLAIN | GAF_CODEC_LIBRARY)
#else
#define MPEG (GAF_CODEC_PARTS | GAF_CODEC_PLAIN)
#endif
#ifdef GAF_LIBAVCODEC
#define LATE GAF_CODEC_LATE
#else
#define LATE 0
#endif
#define WMA (GAF_CODEC_PROMPT | GAF_CODEC_STRADDLES | GAF_CODEC_STICKY)

static const GafCodec codecs[] = {
  { "mp3", "MP3", { "mpg123audiodec", "avdec_mp3float" }, "F32LE", 0, MPEG, gaf_frame_decoder_mpeg_new },
  { "mp2", "MP2", { "mpg123audiodec", "avdec_mp2float" }, "F32LE", 0, MPEG, gaf_frame_decoder_mpeg_new },
  { "mp1", "MP1", { "mpg123audiodec", "avdec_mp1float" }, "F32LE", 0, MPEG, gaf_frame_decoder_mpeg_new },
  { "flac",
    "FLAC",
    { NULL },
    NULL,
    0,
    GAF_CODEC_PARTS | GAF_CODEC_LOSSLESS | GAF_CODEC_PLAIN,
    gaf_frame_decoder_flac_new },
  { "vorbis",
    "Vorbis",
    { "vorbisdec" },
    NULL,
    0,
    GAF_CODEC_PARTS | GAF_CODEC_PLAIN | LATE,
    gaf_frame_decoder_vorbis_new },
  { "opus", "Opus", { NULL }, NULL, 96000, GAF_CODEC_PARTS | GAF_CODEC_PLAIN, gaf_frame_decoder_opus_new },
  { "speex", "Speex", { "speexdec" }, NULL, 16000, GAF_CODEC_STICKY },
  { "aac",
    "AAC",
    { "avdec_aac", "faad" },
    NULL,
    8192,
    GAF_CODEC_PROMPT | GAF_CODEC_STICKY | LATE,
    gaf_frame_decoder_libav_new },
  { "aac-latm",
    "AAC in LATM",
    { "avdec_aac_latm" },
    NULL,
    8192,
    GAF_CODEC_PROMPT | GAF_CODEC_STICKY | LATE,
    gaf_frame_decoder_libav_new },
  { "alac",
    "ALAC",
    { "avdec_alac" },
    NULL,
    0,
    GAF_CODEC_PARTS | GAF_CODEC_LOSSLESS | GAF_CODEC_PROMPT | LATE,
    gaf_frame_decoder_libav_new },
  { "ac3", "AC-3", { "avdec_ac3" }, NULL, 3072, GAF_CODEC_PROMPT | GAF_CODEC_STICKY },
  { "eac3", "E-AC-3", { "avdec_eac3" }, NULL, 3072, GAF_CODEC_PROMPT | GAF_CODEC_STICKY },
  { "dts", "DTS", { "avdec_dca" }, NULL, 8192, GAF_CODEC_PROMPT | GAF_CODEC_STICKY },
  { "truehd", "TrueHD", { "avdec_truehd" }, NULL, 32768, MLP },
  { "mlp", "MLP", { "avdec_mlp" }, NULL, 32768, MLP },
  { "wmav1", "Windows Media Audio 1", { "avdec_wmav1" }, NULL, 16384, WMA },
  { "wmav2", "Windows Media Audio 2", { "avdec_wmav2" }, NULL, 16384, WMA },
  { "wmapro", "Windows Media Audio Pro", { "avdec_wmapro" }, NULL, 16384, GAF_CODEC_STICKY },
  { "wmalossless", "Windows Media Audio Lossless", { "avdec_wmalossless" }, NULL, 16384, GAF_CODEC_LOSSLESS },
  { "wmavoice", "Windows Media Audio Voice", { "avdec_wmavoice" }, NULL, 16384, GAF_CODEC_STICKY },
  { "amr-nb", "AMR-NB", { "amrnbdec", "avdec_amrnb" }, NULL, GAF_PREROLL_ALL, GAF_CODEC_STICKY },
  { "amr-wb", "AMR-WB", { "amrwbdec", "avdec_amrwb" }, NULL, GAF_PREROLL_ALL, GAF_CODEC_STICKY },
  { "wavpack", "WavPack", { "wavpackdec" }, NULL, 0, GAF_CODEC_PARTS | GAF_CODEC_LOSSLESS },
  { "tta", "TTA", { "avdec_tta" }, NULL, 0, GAF_CODEC_PARTS | GAF_CODEC_LOSSLESS | GAF_CODEC_PLAIN | GAF_CODEC_PROMPT },
  { "ape",
    "Monkey's Audio",
    { "avdec_ape" },
    NULL,
    0,
    GAF_CODEC_PARTS | GAF_CODEC_LOSSLESS | GAF_CODEC_PLAIN | GAF_CODEC_PROMPT },
  { "dsd-lsb",
    "DSD",
    { "avdec_dsd_lsbf_planar" },
    NULL,
    16,
    GAF_CODEC_PARTS | GAF_CODEC_PLAIN | GAF_CODEC_PROMPT | GAF_CODEC_STICKY },
  { "dsd-msb",
    "DSD",
    { "avdec_dsd_msbf_planar" },
    NULL,
    16,
    GAF_CODEC_PARTS | GAF_CODEC_PLAIN | GAF_CODEC_PROMPT | GAF_CODEC_STICKY },
  { "mpc7", "Musepack SV7", { "avdec_mpc7" }, NULL, 40000, GAF_CODEC_PLAIN | GAF_CODEC_PROMPT | GAF_CODEC_STICKY },
  { "mpc8",
    "Musepack SV8",
    { "avdec_mpc8" },
    NULL,
    1152,
    GAF_CODEC_PLAIN | GAF_CODEC_PROMPT | GAF_CODEC_STICKY | GAF_CODEC_STUCK },
  { "dst", "DST", { "avdec_dst" }, NULL, 16, GAF_CODEC_PARTS | GAF_CODEC_PLAIN | GAF_CODEC_PROMPT | GAF_CODEC_STICKY },
  { "evrc", "EVRC", { "avdec_evrc" }, NULL, GAF_PREROLL_ALL, GAF_CODEC_PROMPT | GAF_CODEC_STICKY },
  { "qcelp", "QCELP", { "avdec_qcelp" }, NULL, GAF_PREROLL_ALL, GAF_CODEC_PROMPT | GAF_CODEC_STICKY },
  { "gsm", "GSM 6.10", { "gsmdec" }, NULL, GAF_PREROLL_ALL, GAF_CODEC_STICKY },
  { "adpcm-ms", "Microsoft ADPCM", { "adpcmdec" }, NULL, 0, GAF_CODEC_NONE },
  { "adpcm-ima", "IMA ADPCM", { "adpcmdec" }, NULL, 0, GAF_CODEC_NONE },
  { "adpcm-ima-qt", "QuickTime IMA ADPCM", { "avdec_adpcm_ima_qt" }, NULL, GAF_PREROLL_ALL, GAF_CODEC_STICKY },
  { "adpcm-yamaha",
    "Yamaha ADPCM",
    { "avdec_adpcm_yamaha" },
    NULL,
    GAF_PREROLL_ALL,
    GAF_CODEC_PROMPT | GAF_CODEC_STICKY },
  { "adpcm-adx", "ADX", { "avdec_adpcm_adx" }, NULL, GAF_PREROLL_ALL, GAF_CODEC_PROMPT | GAF_CODEC_STICKY },
  { "g722", "G.722", { "avdec_g722" }, NULL, GAF_PREROLL_ALL, GAF_CODEC_PROMPT | GAF_CODEC_STICKY },
  { "g726", "G.726", { "avdec_g726" }, NULL, GAF_PREROLL_ALL, GAF_CODEC_PROMPT | GAF_CODEC_STICKY },
  { "alaw", "A-law", { "alawdec" }, NULL, 0, GAF_CODEC_NONE },
  { "mulaw", "µ-law", { "mulawdec" }, NULL, 0, GAF_CODEC_NONE },
  { "pcm", "PCM", { "identity" }, NULL, 0, GAF_CODEC_LOSSLESS },
};

#undef MLP
#undef WMA
#undef MPEG
#undef LATE

/* What ASF's reader says, to the keys of the table. The field, where there is one, has to have the value. */
static const struct {
  const char *media_type;
  const char *field;
  int value;
  const char *codec;
} caps_names[] = {
  { "audio/mpeg", "mpegversion", 4, "aac" },    { "audio/mpeg", "layer", 2, "mp2" },
  { "audio/mpeg", "mpegversion", 1, "mp3" },    { "audio/x-ac3", NULL, 0, "ac3" },
  { "audio/x-wma", "wmaversion", 1, "wmav1" },  { "audio/x-wma", "wmaversion", 2, "wmav2" },
  { "audio/x-wma", "wmaversion", 3, "wmapro" }, { "audio/x-wma", "wmaversion", 4, "wmalossless" },
  { "audio/x-wms", NULL, 0, "wmavoice" },       { "audio/x-alaw", NULL, 0, "alaw" },
  { "audio/x-mulaw", NULL, 0, "mulaw" },        { "audio/x-raw", NULL, 0, "pcm" },
};

const GafCodec *
gaf_codecs_get_codec (const char *codec)
{
  for (gsize i = 0; i < G_N_ELEMENTS (codecs); i++)
    if (strcmp (codecs[i].codec, codec) == 0)
      return &codecs[i];
  return NULL;
}

const GafCodec *
gaf_codecs_get_all (gsize *n_codecs)
{
  *n_codecs = G_N_ELEMENTS (codecs);
  return codecs;
}

const GafCodec *
gaf_codecs_get_codec_by_caps (GstCaps *caps)
{
  const GstStructure *structure = gst_caps_get_structure (caps, 0);

  for (gsize i = 0; i < G_N_ELEMENTS (caps_names); i++) {
    int value;

    if (!gst_structure_has_name (structure, caps_names[i].media_type))
      continue;
    if (caps_names[i].field != NULL
        && (!gst_structure_get_int (structure, caps_names[i].field, &value) || value != caps_names[i].value))
      continue;
    return gaf_codecs_get_codec (caps_names[i].codec);
  }
  return NULL;
}

const char *
gaf_codecs_choose_element (const GafCodec *codec, GError **error)
{
  return gaf_elements_choose (codec->elements, G_N_ELEMENTS (codec->elements), codec->name, error);
}

gboolean
gaf_codecs_check_codec (const GafCodec *codec, GError **error)
{
  return (codec->decoder_new != NULL && codec->elements[0] == NULL)
         || (codec->flags & (GAF_CODEC_LIBRARY | GAF_CODEC_LATE)) != 0
         || gaf_codecs_choose_element (codec, error) != NULL;
}

gboolean
gaf_codecs_is_there (const GafCodec *codec)
{
  if (!(codec->flags & GAF_CODEC_LATE) || gaf_codecs_choose_element (codec, NULL) != NULL)
    return gaf_codecs_check_codec (codec, NULL);
#ifdef GAF_LIBAVCODEC
  return gaf_libav_get () != NULL;
#else
  return FALSE;
#endif
}

GstCaps *
gaf_codecs_get_output_caps (const GafCodec *codec)
{
  g_autofree char *description = NULL;

  if (codec->formats == NULL)
    return gst_caps_new_empty_simple ("audio/x-raw");
  description = g_strdup_printf ("audio/x-raw, format = { %s }", codec->formats);
  return gst_caps_from_string (description);
}
