/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "formats/mp4/entry.h"

#include <string.h>

#include "gaf-error.h"
#include "core/bytes.h"
#include "core/limits.h"
#include "formats/flac/header.h"
#include "formats/mpeg/header.h"
#include "gst/elements.h"
#include "packets/aac.h"
#include "packets/codec-config.h"

#define MAX_ENTRY \
  (1024 * 1024) /* bytes of a description that are looked at; Vorbis' headers in it have some kilobytes */

/* A description, with what all its versions have in common in front (ISO/IEC 14496-12, 12.2.3; "QuickTime File
 * Format"). */
enum {
  AT_TYPE = 4,
  AT_VERSION = 16,
  AT_CHANNELS = 24,
  AT_BITS = 26,
  AT_RATE = 32,
  AT_END = 36,
  AT_V1_BLOCK_BYTES = 44,
  AT_V1_END = 52,
  AT_V2_END = 72,
};

typedef struct {
  const char *type;
  const char *codec;
  const char *media_type;
  guint32 n_frames;
  int rate; /* of codecs of speech, which have one channel; else 0 */
} Simple;

/* Codecs whose caps need no more than rate and channels. To gst-libav EVRC is unknown, but it decodes it. */
static const Simple simple[] = {
  { "ac-3", "ac3", "audio/x-ac3", 1536, 0 },        { "sac3", "ac3", "audio/x-ac3", 1536, 0 },
  { "ec-3", "eac3", "audio/x-eac3", 1536, 0 },      { "samr", "amr-nb", "audio/AMR", 160, 8000 },
  { "sawb", "amr-wb", "audio/AMR-WB", 320, 16000 }, { "sevc", "evrc", "unknown/unknown", 160, 8000 },
  { "sqcp", "qcelp", "audio/qcelp", 160, 8000 },    { "Qclp", "qcelp", "audio/qcelp", 160, 8000 },
  { "dtsc", "dts", "audio/x-dts", 0, 0 },           { "dtsh", "dts", "audio/x-dts", 0, 0 },
  { "dtsl", "dts", "audio/x-dts", 0, 0 },           { "dtse", "dts", "audio/x-dts", 0, 0 },
};

/* What is known and not read, for messages. */
static const struct {
  const char *type, *name;
} unsupported[] = {
  { "enca", "encrypted audio" },
  { "drms", "encrypted audio (FairPlay)" },
  { "QDM2", "QDesign Music 2" },
  { "QDMC", "QDesign Music" },
  { "ssmv", "SMV" },
  { "MAC3", "MACE 3:1" },
  { "MAC6", "MACE 6:1" },
  { "ac-4", "AC-4" },
  { "mlpa", "Dolby TrueHD" },
  { "mha1", "MPEG-H audio" },
  { "mhm1", "MPEG-H audio" },
  { "mha2", "MPEG-H audio" },
  { "mhm2", "MPEG-H audio" },
  { "apac", "Apple Positional Audio" },
  { "iamf", "IAMF" },
  { "WMA2", "Windows Media Audio" },
  { "wma ", "Windows Media Audio" },
  { "dra1", "DRA" },
  { "spex", "Speex" },
  { "nmos", "Nellymoser" },
  { "XiVs", "Vorbis as QuickTime has it" },
  { "XiFL", "FLAC as QuickTime has it" },
};

static gboolean
fail (GError **error, int code, const char *what)
{
  if (code == GAF_ERROR_UNSUPPORTED)
    g_set_error (error, GAF_ERROR, code,
                 "The MP4 file holds %s, for which there is no decoder; convert it with another tool", what);
  else
    g_set_error (error, GAF_ERROR, code, "The MP4 file's header of its %s audio is damaged or missing", what);
  return FALSE;
}

gboolean
gaf_mp4_entry_get_type (GafByteSource *source, const GafMp4Audio *audio, char type[5], GError **error)
{
  memset (type, 0, 5);
  return gaf_byte_source_read (source, audio->entry.start + AT_TYPE, type, 4, error) >= 0;
}

/* The boxes in a description */

static const guint8 *
find_box (const guint8 *data, gsize length, const char *type, gsize *size)
{
  for (gsize at = 0; length - at >= 8;) {
    const guint32 box = MIN (gaf_read_be32 (data + at), length - at);

    if (box < 8)
      return NULL;
    if (memcmp (data + at + 4, type, 4) == 0) {
      *size = box - 8;
      return data + at + 8;
    }
    at += box;
  }
  return NULL;
}

/* Whether boxes lie one behind the other here. */
static gboolean
are_boxes (const guint8 *data, gsize length)
{
  gsize at = 0;

  while (length - at >= 8) {
    const guint32 box = gaf_read_be32 (data + at);

    if (box < 8 || box > length - at || !g_ascii_isalnum (data[at + 4]))
      return at > 0;
    at += box;
  }
  return at > 0;
}

const guint8 *
gaf_mp4_entry_find (const guint8 *data, gsize length, const char *type, gsize *size)
{
  /* QuickTime's later versions have more fields. ISO has a version 1 too, without them. */
  static const gsize ends[] = { AT_END, AT_V1_END, AT_V2_END };
  const guint version = length >= AT_END ? gaf_read_be16 (data + AT_VERSION) : 0;
  gsize at = ends[MIN (version, 2)], wave_size;
  const guint8 *found, *wave;

  if (length < AT_END)
    return NULL;
  if (at > AT_END && are_boxes (data + AT_END, length - AT_END))
    at = AT_END;
  if (at > length)
    return NULL;
  found = find_box (data + at, length - at, type, size);
  if (found == NULL) {
    wave = find_box (data + at, length - at, "wave", &wave_size);
    found = wave != NULL ? find_box (wave, wave_size, type, size) : NULL;
  }
  return found;
}

/* Codecs */

static gboolean
parse_aac (GafMp4Entry *self, const guint8 *config, gsize size, GError **error)
{
  const char *other = NULL;
  GafAacConfig aac;

  if (!gaf_aac_config_parse (&aac, config, size))
    return fail (error, GAF_ERROR_CORRUPT, "AAC");
  other = gaf_aac_config_get_other_codec (aac.object_type);
  if (other != NULL) {
    g_autofree char *name = g_strdup_printf ("MPEG-4 %s", other);

    return fail (error, GAF_ERROR_UNSUPPORTED, name);
  }
  self->codec = "aac";
  self->rate = aac.rate;
  if (aac.channels > 0)
    self->channels = aac.channels;
  self->n_frames = aac.packet_frames;
  self->is_plain = aac.object_type == 2 && aac.channels > 0 && aac.rate == aac.core_rate;
  self->config = g_bytes_new (config, size);
  return TRUE;
}

/* The headers of Vorbis or Opus, one after the other. */
static gboolean
take_header (GafMp4Entry *self, const guint8 *data, gsize size, GError **error)
{
  self->headers.container = "MP4";
  if (self->headers.mapping == NULL && !gaf_xiph_codec_recognise (&self->headers, data, size))
    return fail (error, GAF_ERROR_CORRUPT, self->codec);
  return gaf_xiph_codec_header (&self->headers, data, size, error) != GAF_XIPH_HEADER_ERROR;
}

static gboolean
finish_headers (GafMp4Entry *self, GError **error)
{
  if (!self->headers.whole || strcmp (self->headers.name, self->codec) != 0)
    return fail (error, GAF_ERROR_CORRUPT, self->codec);
  self->rate = self->headers.rate;
  self->channels = self->headers.channels;
  self->longest = self->headers.max_duration;
  return TRUE;
}

/* Three headers behind their number less one and the sizes of all but the last, in bytes of 255 and one less than that.
 */
static gboolean
parse_vorbis (GafMp4Entry *self, const guint8 *config, gsize size, GError **error)
{
  gsize sizes[3] = { 0 }, at = 1;

  self->codec = "vorbis";
  if (size < 3 || config[0] != 2)
    return fail (error, GAF_ERROR_CORRUPT, self->codec);
  for (guint i = 0; i < 2; i++) {
    while (at < size && config[at] == 255)
      sizes[i] += config[at++];
    if (at < size)
      sizes[i] += config[at++];
  }
  for (guint i = 0; i < 3; i++) {
    if (sizes[i] > size - at)
      return fail (error, GAF_ERROR_CORRUPT, self->codec);
    if (i == 2)
      sizes[i] = size - at;
    if (!take_header (self, config + at, sizes[i], error))
      return FALSE;
    at += sizes[i];
  }
  return finish_headers (self, error);
}

/* `dOps` has the fields of Opus' own header in another order of bytes ("Encapsulation of Opus in ISO Base Media File
 * Format", 4.3.2). */
static gboolean
parse_opus (GafMp4Entry *self, const guint8 *box, gsize size, GError **error)
{
  guint8 head[19 + 2 + 255] = "OpusHead\1";

  self->codec = "opus";
  if (box == NULL || size < 11 || box[0] != 0)
    return fail (error, GAF_ERROR_CORRUPT, "Opus");
  size = MIN (size, 11 + 2 + 255);
  memcpy (head + 9, box + 1, size - 1);
  for (guint i = 0; i < 2; i++) {
    head[10 + i] = box[3 - i];
    head[16 + i] = box[9 - i];
  }
  for (guint i = 0; i < 4; i++)
    head[12 + i] = box[7 - i];
  return take_header (self, head, size + 8, error) && finish_headers (self, error);
}

static gboolean
parse_flac (GafMp4Entry *self, const guint8 *box, gsize size, GError **error)
{
  GafFlacStreamInfo info;

  if (box == NULL || size < 8 || (box[4] & 0x7f) != 0 || !gaf_flac_stream_info_parse (box + 8, size - 8, &info))
    return fail (error, GAF_ERROR_CORRUPT, "FLAC");
  self->codec = "flac";
  self->rate = info.rate;
  self->channels = info.channels;
  self->bits = info.bits;
  self->n_frames = info.min_block == info.max_block ? info.max_block : 0;
  self->longest = GAF_FLAC_BLOCK_SIZE_MAX;
  self->flac = info;
  return TRUE;
}

/* Apple's magic cookie: 0 frames per packet  5 bits  9 channels  20 rate. The decoder is given the box that it is in.
 */
static gboolean
parse_alac (GafMp4Entry *self, const guint8 *box, gsize size, GError **error)
{
  guint8 atom[12 + 24] = { 0, 0, 0, sizeof atom, 'a', 'l', 'a', 'c' };
  const guint8 *cookie = atom + 12;

  if (box == NULL || size < 4 + 24)
    return fail (error, GAF_ERROR_CORRUPT, "ALAC");
  memcpy (atom + 12, box + 4, 24);
  self->codec = "alac";
  self->n_frames = gaf_read_be32 (cookie);
  self->bits = cookie[5];
  self->channels = cookie[9];
  self->rate = (int) MIN (gaf_read_be32 (cookie + 20), GAF_LIMIT_RATE + 1);
  /* A decoder makes room for a packet's frames: 16 times Apple's 4096 is more than any encoder writes. */
  if (self->n_frames == 0 || self->n_frames > 65536 || self->bits == 0 || self->bits > 32 || self->channels == 0
      || self->rate == 0)
    return fail (error, GAF_ERROR_CORRUPT, "ALAC");
  self->config = g_bytes_new (atom, sizeof atom);
  return TRUE;
}

static gboolean
parse_simple (GafMp4Entry *self, const Simple *row, const guint8 *data, gsize length, GError **error)
{
  const gboolean is_amr = g_str_has_prefix (row->codec, "amr-");
  gsize size;
  const guint8 *box;

  self->codec = row->codec;
  self->n_frames = row->n_frames;
  if (row->rate > 0) {
    self->rate = row->rate;
    self->channels = 1;
  }
  /* Several frames in one packet (3GPP TS 26.244, 3GPP2 C.S0050). */
  box = is_amr ? gaf_mp4_entry_find (data, length, "damr", &size) : NULL;
  if (box != NULL && size >= 9 && box[8] > 1 && box[8] <= 15)
    self->n_frames *= box[8];
  box =
      row->rate > 0 && !is_amr ? gaf_mp4_entry_find (data, length, row->type[1] == 'e' ? "devc" : "dqcp", &size) : NULL;
  if (box != NULL && size >= 6 && box[5] > 1)
    return fail (error, GAF_ERROR_UNSUPPORTED, "EVRC or QCELP with several frames in a packet");
  self->caps = gst_caps_new_empty_simple (row->media_type);
  return TRUE;
}

static const Simple *
find_simple (const char *type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (simple); i++)
    if (strcmp (type, simple[i].type) == 0)
      return &simple[i];
  return NULL;
}

/* MPEG-4's and MPEG-2's of the profiles Main, LC and SSR (ISO/IEC 14496-1, objectTypeIndication). */
static gboolean
is_aac (guint type)
{
  return type == 0x40 || (type >= 0x66 && type <= 0x68);
}

/* MPEG-4's elementary stream descriptor names the codec by a number. */
static gboolean
parse_esds (GafMp4Entry *self, const guint8 *box, gsize size, GError **error)
{
  const guint8 *config;
  gsize config_size;
  guint type;

  if (box == NULL || size < 4)
    return fail (error, GAF_ERROR_CORRUPT, "AAC");
  config = box + 4;
  config_size = size - 4;
  if (!gaf_descriptors_find_config (&config, &config_size, &type))
    config_size = 0;
  if (!is_aac (type) && type != 0xdd && !gaf_elements_init (error))
    return FALSE;
  switch (type) {
  case 0x40:
  case 0x66:
  case 0x67:
  case 0x68:
    return parse_aac (self, config, config_size, error);
  case 0x69:
  case 0x6b:
    self->codec = "mp3"; /* or another layer: see gaf_mp4_entry_refine() */
    self->is_mpeg = TRUE;
    return TRUE;
  case 0xa5:
  case 0xa6:
    self->codec = type == 0xa5 ? "ac3" : "eac3";
    self->caps = gst_caps_new_empty_simple (type == 0xa5 ? "audio/x-ac3" : "audio/x-eac3");
    self->n_frames = 1536;
    return TRUE;
  case 0xa9:
    self->codec = "dts";
    self->caps = gst_caps_new_empty_simple ("audio/x-dts");
    return TRUE;
  case 0xdd:
    return parse_vorbis (self, config, config_size, error);
  case 0xa0:
    return parse_simple (self, find_simple ("sevc"), NULL, 0, error);
  case 0xa1:
    return fail (error, GAF_ERROR_UNSUPPORTED, "SMV");
  case 0xe1:
    return parse_simple (self, find_simple ("sqcp"), NULL, 0, error);
  case 0:
    return fail (error, GAF_ERROR_CORRUPT, "AAC");
  default: {
    g_autofree char *name = g_strdup_printf ("MPEG-4 audio of object type 0x%02x", type);

    return fail (error, GAF_ERROR_UNSUPPORTED, name);
  }
  }
}

/* QuickTime's: 34 bytes and 64 frames a channel. */
static gboolean
parse_ima4 (GafMp4Entry *self)
{
  self->codec = "adpcm-ima-qt";
  self->block_bytes = 34 * self->channels;
  self->n_frames = 64;
  self->caps = gst_caps_new_simple ("audio/x-adpcm", "layout", G_TYPE_STRING, "quicktime", "block_align", G_TYPE_INT,
                                    (int) self->block_bytes, NULL);
  return TRUE;
}

/* WAV's: each block has a preamble of 7 or 4 bytes a channel. */
static gboolean
parse_adpcm (GafMp4Entry *self, const guint8 *data, gsize length, gboolean is_ms, GError **error)
{
  const guint preamble = (is_ms ? 7 : 4) * self->channels;

  self->block_bytes = length >= AT_V1_END ? gaf_read_be32 (data + AT_V1_BLOCK_BYTES) : 0;
  if (self->channels > 2 || self->block_bytes < 64 || self->block_bytes > 8192 || self->block_bytes < preamble)
    return fail (error, GAF_ERROR_CORRUPT, "ADPCM");
  self->codec = is_ms ? "adpcm-ms" : "adpcm-ima";
  self->n_frames = is_ms ? 2 + (self->block_bytes - preamble) * 2 / self->channels
                         : 1 + (self->block_bytes - preamble) / (4 * self->channels) * 8;
  self->caps = gst_caps_new_simple ("audio/x-adpcm", "layout", G_TYPE_STRING, is_ms ? "microsoft" : "dvi",
                                    "block_align", G_TYPE_INT, (int) self->block_bytes, NULL);
  return TRUE;
}

static gboolean
parse_gsm (GafMp4Entry *self, GError **error)
{
  if (self->channels != 1 || self->rate != 8000)
    return fail (error, GAF_ERROR_UNSUPPORTED, "GSM 6.10 of another kind than 8000 Hz in one channel");
  self->codec = "gsm";
  self->block_bytes = 33;
  self->n_frames = 160;
  self->caps = gst_caps_new_empty_simple ("audio/x-gsm");
  return TRUE;
}

static gboolean
parse_type (GafMp4Entry *self, const char *type, const guint8 *data, gsize length, GError **error)
{
  gsize size = 0;
  const guint8 *box;

  if (strcmp (type, "mp4a") == 0) {
    box = gaf_mp4_entry_find (data, length, "esds", &size);
    return parse_esds (self, box, size, error);
  }
  if (strcmp (type, "alac") == 0) {
    box = gaf_mp4_entry_find (data, length, "alac", &size);
    return parse_alac (self, box, size, error);
  }
  if (strcmp (type, "Opus") == 0) {
    box = gaf_mp4_entry_find (data, length, "dOps", &size);
    return parse_opus (self, box, size, error);
  }
  if (strcmp (type, "fLaC") == 0) {
    box = gaf_mp4_entry_find (data, length, "dfLa", &size);
    return parse_flac (self, box, size, error);
  }
  /* From here on there are caps. */
  if (!gaf_elements_init (error))
    return FALSE;
  if (strcmp (type, ".mp3") == 0 || memcmp (type, "ms\0U", 4) == 0 || memcmp (type, "ms\0P", 4) == 0) {
    self->codec = "mp3";
    self->is_mpeg = TRUE;
    return TRUE;
  }
  if (self->channels > 0 && strcmp (type, "ima4") == 0)
    return parse_ima4 (self);
  if (self->channels > 0 && (memcmp (type, "ms\0\2", 4) == 0 || memcmp (type, "ms\0\21", 4) == 0))
    return parse_adpcm (self, data, length, type[3] == 2, error);
  if (strcmp (type, "agsm") == 0)
    return parse_gsm (self, error);
  if (find_simple (type) != NULL)
    return parse_simple (self, find_simple (type), data, length, error);
  for (gsize i = 0; i < G_N_ELEMENTS (unsupported); i++)
    if (strcmp (type, unsupported[i].type) == 0)
      return fail (error, GAF_ERROR_UNSUPPORTED, unsupported[i].name);
  {
    g_autofree char *text = g_strescape (type, NULL);
    g_autofree char *name = g_strdup_printf ("audio of type '%s'", text);

    return fail (error, GAF_ERROR_UNSUPPORTED, name);
  }
}

static void
complete_caps (const GafMp4Entry *self, GstCaps *caps)
{
  gst_caps_set_simple (caps, "framed", G_TYPE_BOOLEAN, TRUE, "parsed", G_TYPE_BOOLEAN, TRUE, "rate", G_TYPE_INT,
                       self->rate, NULL);
  if (self->channels > 0)
    gst_caps_set_simple (caps, "channels", G_TYPE_INT, self->channels, NULL);
}

gboolean
gaf_mp4_entry_parse (GafMp4Entry *self, GafByteSource *source, const GafMp4Audio *audio, GError **error)
{
  const gsize length = MIN (audio->entry.end - audio->entry.start, MAX_ENTRY);
  g_autofree guint8 *data = g_malloc (MAX (length, AT_END));
  char type[5] = { 0 };
  gssize n;

  *self = (GafMp4Entry){ 0 };
  n = gaf_byte_source_read (source, audio->entry.start, data, length, error);
  if (n < 0)
    return FALSE;
  if (n < AT_END)
    return fail (error, GAF_ERROR_CORRUPT, "own");
  memcpy (type, data + AT_TYPE, 4);
  self->rate = gaf_read_be16 (data + AT_RATE);
  self->channels = gaf_read_be16 (data + AT_CHANNELS);
  if (gaf_read_be16 (data + AT_VERSION) == 2 && n >= AT_V2_END) {
    const double rate = gaf_read_be_double (data + 40);

    self->rate = rate > 0 && rate < GAF_LIMIT_RATE ? (int) (rate + 0.5) : 0;
    self->channels = (int) MIN (gaf_read_be32 (data + 48), GAF_LIMIT_CHANNELS + 1);
  }
  /* There are 16 bits for it: what does not fit stands only in the time scale. */
  if (self->rate == 0)
    self->rate = (int) MIN (audio->timescale, GAF_LIMIT_RATE + 1);
  if (self->channels > GAF_LIMIT_CHANNELS || self->rate > GAF_LIMIT_RATE) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_LIMIT,
                 "The MP4 file claims %d Hz in %d channels; up to %d Hz and %d channels can be read", self->rate,
                 self->channels, GAF_LIMIT_RATE, GAF_LIMIT_CHANNELS);
    return FALSE;
  }
  if (!parse_type (self, type, data, n, error))
    return FALSE;
  if (self->longest == 0)
    self->longest = self->n_frames;
  if (self->caps != NULL)
    complete_caps (self, self->caps);
  return TRUE;
}

GstCaps *
gaf_mp4_entry_make_caps (const GafMp4Entry *self)
{
  g_autoptr (GstBuffer) codec_data = self->config != NULL ? gst_buffer_new_wrapped_bytes (self->config) : NULL;
  GstCaps *caps;

  if (self->headers.mapping != NULL)
    caps = gaf_xiph_codec_make_caps (&self->headers);
  else if (codec_data == NULL)
    caps = gaf_flac_caps_new (&self->flac);
  else if (strcmp (self->codec, "aac") == 0)
    caps = gst_caps_new_simple ("audio/mpeg", "mpegversion", G_TYPE_INT, 4, "stream-format", G_TYPE_STRING, "raw",
                                "codec_data", GST_TYPE_BUFFER, codec_data, NULL);
  else
    caps = gst_caps_new_simple ("audio/x-alac", "samplesize", G_TYPE_INT, self->bits, "codec_data", GST_TYPE_BUFFER,
                                codec_data, NULL);
  complete_caps (self, caps);
  return caps;
}

gboolean
gaf_mp4_entry_refine (GafMp4Entry *self, const guint8 *data, gsize size, GError **error)
{
  static const char *const layers[] = { "mp1", "mp2", "mp3" };
  GafMpegHeader header;

  if (!self->is_mpeg)
    return TRUE;
  if (size < GAF_MPEG_HEADER_SIZE || !gaf_mpeg_header_parse (&header, data))
    return fail (error, GAF_ERROR_CORRUPT, "MPEG");
  self->codec = layers[header.layer - 1];
  self->rate = header.rate;
  self->channels = header.channels;
  self->n_frames = self->longest = header.n_frames;
  self->caps = gst_caps_new_simple ("audio/mpeg", "mpegversion", G_TYPE_INT, 1, "mpegaudioversion", G_TYPE_INT,
                                    header.version, "layer", G_TYPE_INT, header.layer, "rate", G_TYPE_INT, header.rate,
                                    "channels", G_TYPE_INT, header.channels, "parsed", G_TYPE_BOOLEAN, TRUE, NULL);
  return TRUE;
}

void
gaf_mp4_entry_clear (GafMp4Entry *self)
{
  gst_clear_caps (&self->caps);
  g_clear_pointer (&self->config, g_bytes_unref);
  if (self->headers.mapping != NULL)
    gaf_xiph_codec_clear (&self->headers);
}
