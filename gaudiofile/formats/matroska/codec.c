/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "formats/matroska/codec.h"

#include <gst/audio/audio.h>
#include <string.h>

#include "core/bytes.h"
#include "core/limits.h"
#include "formats/elementary.h"
#include "formats/flac/header.h"
#include "formats/mpeg/header.h"
#include "formats/pcm/walker.h"
#include "formats/wavpack/header.h"
#include "gaf-error.h"
#include "packets/aac.h"
#include "packets/codec-config.h"

/* What opening knows. */
typedef struct {
  const GafMatroskaTrack *track;
  const guint8 *config; /* CodecPrivate */
  gsize config_size;
  const guint8 *first; /* the first packet */
  gsize first_size;
} Facts;

struct _GafMatroskaCodecClass {
  gboolean (*open) (GafMatroskaCodec *self, const Facts *facts, GError **error);
  gint64 (*count) (GafMatroskaCodec *self, const guint8 *head, gsize length, gsize size);
};

static gboolean
corrupt (GError **error, const char *what)
{
  g_set_error (error, GAF_ERROR, GAF_ERROR_CORRUPT, "The Matroska file's %s is damaged or missing", what);
  return FALSE;
}

static gboolean
unsupported (GError **error, const char *what)
{
  g_set_error (error, GAF_ERROR, GAF_ERROR_UNSUPPORTED,
               "The Matroska file holds %s, which is not supported; convert it with another tool", what);
  return FALSE;
}

/* Caps of packets; "framed" and "parsed" because some decoders insist. */
static void
set_caps (GafMatroskaCodec *self, const char *media_type)
{
  self->caps = gst_caps_new_simple (media_type, "framed", G_TYPE_BOOLEAN, TRUE, "parsed", G_TYPE_BOOLEAN, TRUE, "rate",
                                    G_TYPE_INT, self->rate, "channels", G_TYPE_INT, self->channels, NULL);
}

static void
set_codec_data (GafMatroskaCodec *self, gconstpointer data, gsize size)
{
  g_autoptr (GstBuffer) buffer = gst_buffer_new_memdup (data, size);

  gst_caps_set_simple (self->caps, "codec_data", GST_TYPE_BUFFER, buffer, NULL);
}

/* Vorbis and Opus */

static gboolean
take_header (GafMatroskaCodec *self, const guint8 *data, gsize size, GError **error)
{
  if (self->xiph.mapping == NULL && !gaf_xiph_codec_recognise (&self->xiph, data, size))
    return corrupt (error, "codec header");
  return gaf_xiph_codec_header (&self->xiph, data, size, error) != GAF_XIPH_HEADER_ERROR;
}

static gboolean
finish_xiph (GafMatroskaCodec *self, const char *key, GError **error)
{
  if (!self->xiph.whole || strcmp (self->xiph.name, key) != 0)
    return corrupt (error, "codec header");
  self->key = self->xiph.name;
  self->caps = gaf_xiph_codec_make_caps (&self->xiph);
  self->rate = self->xiph.rate;
  self->channels = self->xiph.channels;
  self->preroll = self->xiph.preroll;
  if (self->xiph.pre_skip)
    self->skip = self->xiph.skip;
  return TRUE;
}

/* Three packets in Xiph's lacing: how many less one, the sizes of all but the last in bytes of 255 and a rest. */
static gboolean
open_vorbis (GafMatroskaCodec *self, const Facts *facts, GError **error)
{
  const guint8 *at = facts->config;
  const guint8 *const end = at + facts->config_size;
  gsize sizes[3] = { 0 };

  if (facts->config_size < 3 || *at++ != 2)
    return corrupt (error, "Vorbis header");
  for (int i = 0; i < 2; i++) {
    do {
      if (at >= end)
        return corrupt (error, "Vorbis header");
      sizes[i] += *at;
    } while (*at++ == 255);
  }
  if (sizes[0] > (gsize) (end - at) || sizes[1] > (gsize) (end - at) - sizes[0])
    return corrupt (error, "Vorbis header");
  sizes[2] = end - at - sizes[0] - sizes[1];
  for (int i = 0; i < 3; at += sizes[i], i++)
    if (!take_header (self, at, sizes[i], error))
      return FALSE;
  return finish_xiph (self, "vorbis", error);
}

static gboolean
open_opus (GafMatroskaCodec *self, const Facts *facts, GError **error)
{
  guint8 head[19] = "OpusHead\1";
  gboolean ok;

  if (facts->config_size > 0) {
    ok = take_header (self, facts->config, facts->config_size, error);
  } else {
    /* From before there was a specification. */
    head[9] = (guint8) MIN (facts->track->channels, 255);
    gaf_write_le16 (head + 10, (guint16) MIN (facts->track->delay * 48 / 1000000, G_MAXUINT16));
    gaf_write_le32 (head + 12, 48000);
    ok = take_header (self, head, sizeof head, error);
  }
  return ok && finish_xiph (self, "opus", error);
}

static gint64
count_xiph (GafMatroskaCodec *self, const guint8 *head, gsize length, gsize size)
{
  return gaf_xiph_codec_duration (&self->xiph, head, MIN (length, size));
}

/* FLAC */

static gboolean
open_flac (GafMatroskaCodec *self, const Facts *facts, GError **error)
{
  GafFlacStreamInfo info;
  GafFlacFrameHeader frame;
  const gboolean have_info = facts->config_size >= 8 && memcmp (facts->config, "fLaC", 4) == 0
                             && (facts->config[4] & 0x7f) == 0
                             && gaf_flac_stream_info_parse (facts->config + 8, facts->config_size - 8, &info);

  if (!have_info) {
    /* The frames say all that is in it, but a header that leaves something open. */
    if (!gaf_flac_frame_header_parse (facts->first, facts->first_size, &frame) || frame.rate == 0 || frame.bits == 0)
      return corrupt (error, "FLAC header");
    info = (GafFlacStreamInfo){
      .min_block = 16, .max_block = G_MAXUINT16, .rate = frame.rate, .channels = frame.channels, .bits = frame.bits
    };
  }
  info.n_frames = 0;
  if (gaf_flac_frame_header_parse (facts->first, facts->first_size, &frame))
    self->flac_block = frame.block_size;
  self->key = "flac";
  self->rate = info.rate;
  self->channels = info.channels;
  self->bits = info.bits;
  self->caps = gaf_flac_caps_new (&info);
  return TRUE;
}

static gint64
count_flac (GafMatroskaCodec *self G_GNUC_UNUSED, const guint8 *head, gsize length, gsize size G_GNUC_UNUSED)
{
  GafFlacFrameHeader header;

  return gaf_flac_frame_header_parse (head, length, &header) ? (gint64) header.block_size : -1;
}

/* AAC */

static gboolean
open_aac (GafMatroskaCodec *self, const Facts *facts, GError **error)
{
  static const char *const profiles[] = { "/MAIN", "/LC", "/SSR", "/LTP" };
  const GafMatroskaTrack *track = facts->track;
  g_autoptr (GBytes) made = NULL;
  gsize size = facts->config_size;
  const guint8 *data = facts->config;
  const char *other;
  GafAacConfig config;

  if (size == 0 && g_str_has_prefix (track->codec, "A_AAC/")) {
    /* The older way of saying it: A_AAC/MPEG4/LC/SBR. */
    for (guint i = 0; i < G_N_ELEMENTS (profiles) && made == NULL; i++)
      if (strstr (track->codec, profiles[i]) != NULL)
        made = gaf_aac_make_config (i + 1, (int) track->rate, (guint) MIN (track->channels, 7));
    if (made != NULL)
      data = g_bytes_get_data (made, &size);
  }
  self->key = "aac";
  if (size == 0) {
    /* Nothing is said: packets that have a header of their own. */
    if (facts->first_size < 7 || facts->first[0] != 0xff || (facts->first[1] & 0xf6) != 0xf0)
      return corrupt (error, "AAC header");
    self->rate = gaf_aac_rates[MIN (facts->first[2] >> 2 & 15, GAF_AAC_N_RATES - 1)];
    self->channels = (int) track->channels;
    self->n_frames = 1024;
    set_caps (self, "audio/mpeg");
    gst_caps_set_simple (self->caps, "mpegversion", G_TYPE_INT, 4, "stream-format", G_TYPE_STRING, "adts", NULL);
    return TRUE;
  }
  if (!gaf_aac_config_parse (&config, data, size))
    return corrupt (error, "AAC header");
  other = gaf_aac_config_get_other_codec (config.object_type);
  if (other != NULL) {
    g_autofree char *name = g_strconcat ("MPEG-4 ", other, NULL);

    return unsupported (error, name);
  }
  self->rate = config.rate;
  self->channels = config.channels > 0 ? config.channels : (int) track->channels;
  self->n_frames = config.packet_frames;
  set_caps (self, "audio/mpeg");
  gst_caps_set_simple (self->caps, "mpegversion", G_TYPE_INT, 4, "stream-format", G_TYPE_STRING, "raw", NULL);
  set_codec_data (self, data, size);
  return TRUE;
}

static gint64
count_fixed (GafMatroskaCodec *self, const guint8 *head G_GNUC_UNUSED, gsize length G_GNUC_UNUSED, gsize size)
{
  return size > 0 ? self->n_frames : -1;
}

/* MPEG audio */

static gboolean
open_mpeg (GafMatroskaCodec *self, const Facts *facts, GError **error)
{
  static const char *const keys[] = { "mp1", "mp2", "mp3" };
  GafMpegHeader header;
  GafMpegTag tag;

  if (facts->first_size == 0) {
    self->key = "mp3";
    self->channels = (int) facts->track->channels;
    set_caps (self, "audio/mpeg");
    return TRUE;
  }
  if (facts->first_size < GAF_MPEG_HEADER_SIZE || !gaf_mpeg_header_parse (&header, facts->first))
    return corrupt (error, "first packet of MPEG audio");
  self->key = keys[header.layer - 1];
  self->rate = header.rate;
  self->channels = header.channels;
  self->n_frames = header.n_frames;
  self->tagged = gaf_mpeg_tag_parse (&tag, &header, facts->first, facts->first_size);
  self->caps = gst_caps_new_simple ("audio/mpeg", "mpegversion", G_TYPE_INT, 1, "mpegaudioversion", G_TYPE_INT,
                                    header.version, "layer", G_TYPE_INT, header.layer, "rate", G_TYPE_INT, header.rate,
                                    "channels", G_TYPE_INT, header.channels, "parsed", G_TYPE_BOOLEAN, TRUE, NULL);
  return TRUE;
}

/* AC-3 and E-AC-3 */

static gboolean
open_ac3 (GafMatroskaCodec *self, const Facts *facts, GError **error G_GNUC_UNUSED)
{
  gboolean enhanced = g_str_has_prefix (facts->track->codec, "A_EAC3");
  GafAc3Header header;

  self->channels = (int) facts->track->channels;
  if (gaf_ac3_header_parse (&header, facts->first, facts->first_size)) {
    enhanced = header.enhanced;
    self->rate = header.rate;
    if (!enhanced)
      self->channels = header.channels;
  }
  self->key = enhanced ? "eac3" : "ac3";
  set_caps (self, enhanced ? "audio/x-eac3" : "audio/x-ac3");
  gst_caps_set_simple (self->caps, "alignment", G_TYPE_STRING, "frame", NULL);
  return TRUE;
}

static gint64
count_ac3 (GafMatroskaCodec *self, const guint8 *head, gsize length, gsize size G_GNUC_UNUSED)
{
  GafAc3Header header;

  /* A damaged packet takes its time all the same. */
  if (!gaf_ac3_header_parse (&header, head, length))
    return 1536;
  return header.rate == self->rate ? header.n_frames : 1536;
}

/* DTS (ETSI TS 102 114, 5.3): sync word, then ftype 1, deficit 5, crc 1, number of blocks of 32 samples less one 7,
 * size 14, amode 6, rate 4 */

static gboolean
open_dts (GafMatroskaCodec *self, const Facts *facts, GError **error)
{
  static const int rates[16] = { 0, 8000, 16000, 32000, 0, 0, 11025, 22050, 44100, 0, 0, 12000, 24000, 48000, 0, 0 };
  const guint8 *data = facts->first;

  if (g_str_has_prefix (facts->track->codec, "A_DTS/EXPRESS"))
    return unsupported (error, "DTS Express");
  self->key = "dts";
  self->channels = (int) facts->track->channels;
  if (facts->first_size >= 10 && gaf_read_be32 (data) == 0x7ffe8001 && rates[data[8] >> 2 & 15] > 0)
    self->rate = rates[data[8] >> 2 & 15];
  set_caps (self, "audio/x-dts");
  return TRUE;
}

static gint64
count_dts (GafMatroskaCodec *self G_GNUC_UNUSED, const guint8 *head, gsize length, gsize size G_GNUC_UNUSED)
{
  if (length < 8 || gaf_read_be32 (head) != 0x7ffe8001)
    return 512;
  return 32 * (((gint64) (head[4] & 1) << 6 | head[5] >> 2) + 1);
}

/* PCM */

static gboolean
set_pcm (GafMatroskaCodec *self, const char *format, guint bits, const char *media_type, GError **error)
{
  if (self->channels <= 0 || self->channels > GAF_LIMIT_CHANNELS) /* the caller says so */
    return TRUE;
  self->key = strcmp (media_type, "audio/x-raw") == 0    ? "pcm"
              : strcmp (media_type, "audio/x-alaw") == 0 ? "alaw"
                                                         : "mulaw";
  if (bits == 0 || bits % 8 != 0)
    return unsupported (error, "PCM of a number of bits that is no whole number of bytes");
  self->frame_bytes = bits / 8 * self->channels;
  self->wants_size = TRUE;
  set_caps (self, media_type);
  if (format != NULL)
    gst_caps_set_simple (self->caps, "format", G_TYPE_STRING, format, "layout", G_TYPE_STRING, "interleaved", NULL);
  if (format != NULL && self->channels > 2)
    gst_caps_set_simple (self->caps, "channel-mask", GST_TYPE_BITMASK,
                         gst_audio_channel_get_fallback_mask (self->channels), NULL);
  return TRUE;
}

static gboolean
open_pcm (GafMatroskaCodec *self, const Facts *facts, GError **error)
{
  const gboolean is_float = strstr (facts->track->codec, "FLOAT") != NULL;
  const gboolean big = g_str_has_suffix (facts->track->codec, "BIG");
  const guint bits = (guint) MIN (facts->track->bits > 0 ? facts->track->bits : is_float ? 32 : 16, 1000);
  g_autofree char *format = NULL;

  if (is_float ? bits != 32 && bits != 64 : bits != 8 && bits != 16 && bits != 24 && bits != 32) {
    g_set_error (error, GAF_ERROR, GAF_ERROR_UNSUPPORTED,
                 "The Matroska file holds PCM of %u bits, which is not supported", bits);
    return FALSE;
  }
  self->channels = (int) facts->track->channels;
  if (bits == 8)
    format = g_strdup ("U8");
  else
    format = g_strdup_printf ("%c%u%s", is_float ? 'F' : 'S', bits, big ? "BE" : "LE");
  self->bits = is_float ? 0 : (int) bits;
  return set_pcm (self, format, bits, "audio/x-raw", error);
}

static gint64
count_pcm (GafMatroskaCodec *self, const guint8 *head G_GNUC_UNUSED, gsize length G_GNUC_UNUSED, gsize size)
{
  if (self->chunks != NULL && self->chunks->kind == GAF_CHUNKS_PACKETS)
    return gaf_chunks_count_wave_blocks (self->chunks, size);
  return size >= self->frame_bytes ? (gint64) (size / self->frame_bytes) : -1;
}

/* A_MS/ACM: the `fmt ` chunk of WAV */

static gboolean open_acm (GafMatroskaCodec *self, const Facts *facts, GError **error);

/* ALAC: Apple's ALACSpecificConfig, 24 bytes: frame length, version, bits, three parameters, channels, run, two sizes,
 * rate */

#define ALAC_CONFIG 24

static gboolean
open_alac (GafMatroskaCodec *self, const Facts *facts, GError **error)
{
  guint8 cookie[12 + ALAC_CONFIG] = { 0, 0, 0, sizeof cookie, 'a', 'l', 'a', 'c' };
  const guint8 *config = facts->config;

  /* Some have it in its box, as MP4 does. */
  if (facts->config_size >= sizeof cookie && memcmp (config + 4, "alac", 4) == 0)
    config += 12;
  if (facts->config_size < ALAC_CONFIG || gaf_read_be32 (config) == 0 || gaf_read_be32 (config) > 65536)
    return corrupt (error, "ALAC header");
  memcpy (cookie + 12, config, ALAC_CONFIG);
  self->key = "alac";
  self->n_frames = gaf_read_be32 (config);
  self->bits = config[5];
  self->channels = config[9];
  self->rate = (int) MIN (gaf_read_be32 (config + 20), G_MAXINT);
  if (self->rate <= 0 || self->channels <= 0)
    return corrupt (error, "ALAC header");
  set_caps (self, "audio/x-alac");
  set_codec_data (self, cookie, sizeof cookie);
  return TRUE;
}

/* A packet's first element: type 3 bits, instance 4, unused 12, has_size 1, bytes 2, uncompressed 1; then, if it has
 * one, its length in 32 bits. */
static gint64
count_alac (GafMatroskaCodec *self, const guint8 *head, gsize length, gsize size G_GNUC_UNUSED)
{
  guint32 n;

  if (length < 3)
    return -1;
  if (length < 7 || !(head[2] & 0x10))
    return self->n_frames;
  n = (guint32) (gaf_read_be32 (head + 2) << 7) | head[6] >> 1;
  return n > 0 && n <= self->n_frames ? (gint64) n : self->n_frames;
}

/* WavPack: see formats/matroska/wavpack.c */

#define WAVPACK_MOST_FRAMES \
  131072 /* wavpackdec asks for memory for as many as the header says, and ends the program for want of it */

static gint64
count_wavpack (GafMatroskaCodec *self G_GNUC_UNUSED, const guint8 *head, gsize length, gsize size G_GNUC_UNUSED)
{
  return length >= 12 && gaf_read_le32 (head) <= WAVPACK_MOST_FRAMES ? (gint64) gaf_read_le32 (head) : -1;
}

static gboolean
open_wavpack (GafMatroskaCodec *self, const Facts *facts, GError **error)
{
  const GafMatroskaTrack *track = facts->track;
  GafWavpackFormat format = { 0 };
  GafWavpackBlock block;
  int depth = (int) MIN (track->bits, 32);

  self->key = "wavpack";
  self->version = facts->config_size >= 2 ? gaf_read_le16 (facts->config) : 0x403;
  self->channels = (int) track->channels;
  self->bits = depth;
  if (facts->first_size > 0) {
    GstBuffer *buffer = gaf_matroska_codec_complete (self, gst_buffer_new_memdup (facts->first, facts->first_size), 0);
    GstMapInfo map;

    if (buffer == NULL || !gst_buffer_map (buffer, &map, GST_MAP_READ)) {
      g_clear_pointer (&buffer, gst_buffer_unref);
      return corrupt (error, "first packet of WavPack");
    }
    if (gaf_wavpack_block_parse (map.data, map.size, &block)) {
      gaf_wavpack_format_parse (&format, &block, map.data, map.size);
      depth = format.depth;
      self->bits = format.bits;
      self->rate = format.rate > 0 ? format.rate : self->rate;
      self->channels = MAX (self->channels, format.channels);
    }
    gst_buffer_unmap (buffer, &map);
    gst_buffer_unref (buffer);
    if (format.depth == 0)
      return corrupt (error, "first packet of WavPack");
    if (block.flags & GAF_WAVPACK_DSD)
      return unsupported (error, "WavPack with DSD audio");
  }
  set_caps (self, "audio/x-wavpack");
  gst_caps_set_simple (self->caps, "depth", G_TYPE_INT, CLAMP (depth, 1, 32), NULL);
  if (format.mask != 0)
    gst_caps_set_simple (self->caps, "channel-mask", GST_TYPE_BITMASK, format.mask, NULL);
  return TRUE;
}

/* the table */

static const GafMatroskaCodecClass vorbis = { open_vorbis, count_xiph };
static const GafMatroskaCodecClass opus = { open_opus, count_xiph };
static const GafMatroskaCodecClass flac = { open_flac, count_flac };
static const GafMatroskaCodecClass aac = { open_aac, count_fixed };
static const GafMatroskaCodecClass mpeg = { open_mpeg, count_fixed };
static const GafMatroskaCodecClass ac3 = { open_ac3, count_ac3 };
static const GafMatroskaCodecClass dts = { open_dts, count_dts };
static const GafMatroskaCodecClass pcm = { open_pcm, count_pcm };
static const GafMatroskaCodecClass acm = { open_acm, count_pcm };
static const GafMatroskaCodecClass alac = { open_alac, count_alac };
static const GafMatroskaCodecClass wavpack = { open_wavpack, count_wavpack };

/* By the beginning of the CodecID. Without a class: named, but not read. */
static const struct {
  const char *id;
  const char *name;
  const GafMatroskaCodecClass *klass;
} codecs[] = {
  { "A_VORBIS", "Vorbis", &vorbis },
  { "A_OPUS", "Opus", &opus },
  { "A_FLAC", "FLAC", &flac },
  { "A_AAC", "AAC", &aac },
  { "A_MPEG/L1", "MPEG audio layer 1", &mpeg },
  { "A_MPEG/L2", "MPEG audio layer 2", &mpeg },
  { "A_MPEG/L3", "MPEG audio layer 3", &mpeg },
  { "A_AC3", "AC-3", &ac3 },
  { "A_EAC3", "E-AC-3", &ac3 },
  { "A_DTS", "DTS", &dts },
  { "A_PCM/INT/", "PCM", &pcm },
  { "A_PCM/FLOAT/", "PCM", &pcm },
  { "A_MS/ACM", "audio of Windows", &acm },
  { "A_ALAC", "Apple Lossless", &alac },
  { "A_WAVPACK4", "WavPack", &wavpack },
  { "A_TRUEHD", "Dolby TrueHD", NULL },
  { "A_MLP", "Meridian Lossless Packing", NULL },
  { "A_TTA1", "True Audio (TTA)", NULL },
  { "A_MPC", "Musepack", NULL },
  { "A_REAL/", "RealAudio", NULL },
  { "A_QUICKTIME", "audio of QuickTime", NULL },
  { "A_ATRAC", "ATRAC", NULL },
  { "A_AC4", "AC-4", NULL },
};

static gboolean
open_acm (GafMatroskaCodec *self, const Facts *facts, GError **error)
{
  enum { TAG_MP2 = 0x50, TAG_MP3 = 0x55, TAG_AAC = 0xff, TAG_AC3 = 0x2000, TAG_DTS = 0x2001 };
  const guint8 *data = facts->config;
  const guint tag = facts->config_size >= 16 ? gaf_read_le16 (data) : 0;
  const gsize extra = facts->config_size >= 18 ? MIN (gaf_read_le16 (data + 16), facts->config_size - 18) : 0;
  Facts inner = *facts;
  const char *format;

  inner.config = data + facts->config_size - extra;
  inner.config_size = extra;
  self->klass = tag == TAG_MP2 || tag == TAG_MP3 ? &mpeg
                : tag == TAG_AAC                 ? &aac
                : tag == TAG_AC3                 ? &ac3
                : tag == TAG_DTS                 ? &dts
                                                 : &acm;
  if (self->klass != &acm)
    return self->klass->open (self, &inner, error);

  self->chunks = g_new0 (GafChunks, 1);
  self->chunks->container = "Matroska";
  if (!gaf_chunks_parse_wave_format (self->chunks, data, facts->config_size, FALSE, error))
    return FALSE;
  self->rate = (int) self->chunks->rate;
  self->channels = self->chunks->channels;
  self->bits = self->chunks->bits;
  if (self->chunks->kind == GAF_CHUNKS_PACKETS) {
    self->key = self->chunks->codec;
    self->caps = gst_caps_ref (self->chunks->caps);
    self->wants_size = TRUE;
    return TRUE;
  }
  switch (self->chunks->kind == GAF_CHUNKS_PCM ? self->chunks->coding : GAF_CODING_NONE) {
  case GAF_CODING_ALAW:
    return set_pcm (self, NULL, 8, "audio/x-alaw", error);
  case GAF_CODING_MULAW:
    return set_pcm (self, NULL, 8, "audio/x-mulaw", error);
  case GAF_CODING_U8:
    format = "U8";
    break;
  case GAF_CODING_S16LE:
    format = "S16LE";
    break;
  case GAF_CODING_S24LE:
    format = "S24LE";
    break;
  case GAF_CODING_S32LE:
    format = "S32LE";
    break;
  case GAF_CODING_F32LE:
    format = "F32LE";
    break;
  case GAF_CODING_F64LE:
    format = "F64LE";
    break;
  default:
    return unsupported (error, "audio of Windows in a form");
  }
  return set_pcm (self, format, (guint) gst_audio_format_get_info (gst_audio_format_from_string (format))->width,
                  "audio/x-raw", error);
}

static gboolean
check_limits (const GafMatroskaCodec *self, const GafMatroskaTrack *track, GError **error)
{
  const guint64 channels = MAX (track->channels, (guint64) MAX (self->channels, 0));

  if (channels > 0 && channels <= GAF_LIMIT_CHANNELS && self->rate > 0 && self->rate <= GAF_LIMIT_RATE)
    return TRUE;
  g_set_error (error, GAF_ERROR, GAF_ERROR_LIMIT,
               "The Matroska header claims %" G_GUINT64_FORMAT " channels at %d Hz; the limits are %d and %d", channels,
               self->rate, GAF_LIMIT_CHANNELS, GAF_LIMIT_RATE);
  return FALSE;
}

gboolean
gaf_matroska_codec_open (GafMatroskaCodec *self, const GafMatroskaTrack *track, GBytes *config, const guint8 *first,
                         gsize first_size, GError **error)
{
  const guint8 *nothing = (const guint8 *) ""; /* in place of NULL, which cannot be calculated with */
  Facts facts = {
    .track = track, .config = nothing, .first = first_size > 0 ? first : nothing, .first_size = first_size
  };
  const char *name = NULL;

  *self = (GafMatroskaCodec){ .rate = (int) (track->rate + 0.5), .skip = -1 };
  self->xiph.container = "Matroska";
  if (track->channels > GAF_LIMIT_CHANNELS) /* a number that is calculated with from here on */
    return check_limits (self, track, error);
  if (config != NULL && g_bytes_get_size (config) > 0)
    facts.config = g_bytes_get_data (config, &facts.config_size);
  for (gsize i = 0; i < G_N_ELEMENTS (codecs) && name == NULL; i++)
    if (g_str_has_prefix (track->codec, codecs[i].id)) {
      name = codecs[i].name;
      self->klass = codecs[i].klass;
    }
  if (self->klass == NULL) {
    g_autofree char *text = name != NULL ? g_strdup (name) : g_strdup_printf ("audio of the codec '%s'", track->codec);
    g_autofree char *valid = g_utf8_make_valid (text, -1);

    return unsupported (error, valid);
  }
  return self->klass->open (self, &facts, error) && check_limits (self, track, error);
}

void
gaf_matroska_codec_clear (GafMatroskaCodec *self)
{
  gst_clear_caps (&self->caps);
  gaf_xiph_codec_clear (&self->xiph);
  g_clear_pointer (&self->chunks, gaf_chunks_free);
}

gint64
gaf_matroska_codec_count (GafMatroskaCodec *self, const guint8 *head, gsize length, gsize size)
{
  return self->klass->count (self, head, length, size);
}

gint64
gaf_matroska_codec_number (GafMatroskaCodec *self, const guint8 *head, gsize length)
{
  GafFlacFrameHeader header;

  if (self->klass != &flac || !gaf_flac_frame_header_parse (head, length, &header))
    return -1;
  if (header.number > G_MAXINT64 / GAF_FLAC_BLOCK_SIZE_MAX)
    return -1;
  return (gint64) header.number * (header.variable ? 1 : self->flac_block);
}
