/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "formats/pcm/walker.h"

#include <string.h>

#include "gst/elements.h"
#include "gaf-error.h"

/*
 * WAVEFORMAT, PCMWAVEFORMAT, WAVEFORMATEX and WAVEFORMATEXTENSIBLE (Microsoft, mmreg.h; "Multiple Channel Audio Data
 * and WAVE Files"):
 *
 *    0 tag  2 channels  4 rate  8 bytes per second  12 block size  14 bits │ 16 extra size │ 18 valid bits  20 channel
 *    mask  24 subformat (GUID: the tag, then a fixed tail)
 */

enum {
  TAG_PCM = 0x0001,
  TAG_MS_ADPCM = 0x0002,
  TAG_FLOAT = 0x0003,
  TAG_ALAW = 0x0006,
  TAG_MULAW = 0x0007,
  TAG_IMA_ADPCM = 0x0011,
  TAG_YAMAHA_ADPCM = 0x0020,
  TAG_GSM = 0x0031,
  TAG_G721 = 0x0040,
  TAG_G726 = 0x0045,
  TAG_MPEG = 0x0050,
  TAG_MP3 = 0x0055,
  TAG_G726_ADPCM = 0x0064,
  TAG_G722_ADPCM = 0x0065,
  TAG_SPDIF = 0x0092,
  TAG_RAW_AAC = 0x00ff,
  TAG_WMA_1 = 0x0160,
  TAG_WMA_2 = 0x0161,
  TAG_G722 = 0x028f,
  TAG_ADTS_AAC = 0x1600,
  TAG_AC3 = 0x2000,
  TAG_DTS = 0x2001,
  TAG_EXTENSIBLE = 0xfffe,
};

#define GSM_BLOCK_SIZE   65
#define GSM_BLOCK_FRAMES 320

#define YAMAHA_BLOCK_SIZE 1024 /* what goes to the decoder at once */

typedef struct {
  guint tag;
  guint byte_rate;
  guint block_size;
  guint bits;
  guint valid_bits;
  guint32 mask;
  const guint8 *extra; /* what follows the bits and its own size, as far as it is there */
  gsize extra_size;
} WaveFormat;

/* The subformat's tag; 0 if the GUID is of no known family. */
static guint
parse_subformat (const guint8 *guid)
{
  static const guint8 wave_tail[12] = { 0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71 };
  /* R. W. Dobson, "The B-Format file": ambisonic PCM and float. */
  static const guint8 ambisonic_tail[12] = { 0x21, 0x07, 0xd3, 0x11, 0x86, 0x44, 0xc8, 0xc1, 0xca, 0, 0, 0 };
  /* Microsoft, ksmedia.h and wmcodecdsp.h: what has no tag in its GUID. */
  static const struct {
    guint8 guid[16];
    guint tag;
  } others[] = {
    { "\x2b\x80\x6d\xe0\x46\xdb\xcf\x11\xb4\xd1\x00\x80\x5f\x6c\xbb\xea", TAG_MPEG },
    { "\x2c\x80\x6d\xe0\x46\xdb\xcf\x11\xb4\xd1\x00\x80\x5f\x6c\xbb\xea", TAG_AC3 },
    { "\xaf\x87\xfb\xa7\x02\x2d\xfb\x42\xa4\xd4\x05\xcd\x93\x84\x3b\xdd", TAG_AC3 }, /* E-AC-3 */
  };
  guint32 tag = gaf_read_le32 (guid);

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    if (memcmp (guid, others[i].guid, 16) == 0)
      return others[i].tag;
  if (tag > 0xffff)
    return 0;
  if (memcmp (guid + 4, wave_tail, 12) == 0 || memcmp (guid + 4, ambisonic_tail, 12) == 0)
    return tag;
  return 0;
}

static guint32
read_field (const guint8 *p, guint bytes, gboolean big_endian)
{
  if (bytes == 2)
    return big_endian ? gaf_read_be16 (p) : gaf_read_le16 (p);
  return big_endian ? gaf_read_be32 (p) : gaf_read_le32 (p);
}

static gboolean
parse_fields (GafChunks *self, WaveFormat *format, const guint8 *fmt, gsize length, gboolean big_endian, GError **error)
{
  if (length < 14)
    return gaf_chunks_fail (error, GAF_ERROR_CORRUPT,
                            "The fmt chunk of the %s file has %" G_GSIZE_FORMAT " bytes, it needs 14 at least",
                            self->container, length);
  format->tag = read_field (fmt, 2, big_endian);
  self->channels = read_field (fmt + 2, 2, big_endian);
  self->rate = read_field (fmt + 4, 4, big_endian);
  format->byte_rate = read_field (fmt + 8, 4, big_endian);
  format->block_size = read_field (fmt + 12, 2, big_endian);
  if (!gaf_chunks_check (self, error))
    return FALSE;

  /* The first WAVEFORMAT had no bits: they follow from the block size. */
  format->bits = length >= 16 ? read_field (fmt + 14, 2, big_endian) : format->block_size * 8 / self->channels;

  if (length >= 18) {
    format->extra = fmt + 18;
    format->extra_size = MIN (read_field (fmt + 16, 2, big_endian), length - 18);
  }

  if (format->tag == TAG_EXTENSIBLE) {
    if (length < 40)
      return gaf_chunks_fail (error, GAF_ERROR_CORRUPT,
                              "The extensible fmt chunk of the %s file has %" G_GSIZE_FORMAT " bytes, it needs 40",
                              self->container, length);
    format->valid_bits = read_field (fmt + 18, 2, big_endian);
    format->mask = read_field (fmt + 20, 4, big_endian);
    format->tag = parse_subformat (fmt + 24);
    if (format->tag == 0)
      return gaf_chunks_fail (error, GAF_ERROR_UNSUPPORTED, "The %s file holds a subformat that is not known",
                              self->container);
  }
  return TRUE;
}

static gboolean
set_integers (GafChunks *self, const WaveFormat *format, gboolean big_endian, GError **error)
{
  guint bytes = (format->bits + 7) / 8;
  guint channels = self->channels;
  guint valid = format->valid_bits > 0 && format->valid_bits <= format->bits ? format->valid_bits : format->bits;
  GafCoding coding;

  if (bytes == 0)
    return gaf_chunks_fail (error, GAF_ERROR_CORRUPT, "The %s header says that a sample has no bits", self->container);

  /* The bits decide how wide a sample is, not the block size: that is what other readers do, and where the two disagree
   * it is the block size that is wrong (0, or that of other channels). Fewer bits than the bytes hold are
   * left-justified. The exception: 24 bits in four bytes, and a byte rate that agrees; those lie in the lower three. */
  coding = gaf_chunks_integer_coding (bytes, big_endian);
  if (coding == GAF_CODING_S8)
    coding = GAF_CODING_U8;
  if (format->bits == 24 && !big_endian && format->block_size == 4 * channels
      && format->byte_rate == format->block_size * (guint64) self->rate)
    coding = GAF_CODING_S24_32LE;
  if (coding == GAF_CODING_NONE)
    return gaf_chunks_fail (error, GAF_ERROR_UNSUPPORTED, "The %s file has integers of %u bits; up to 32 can be read",
                            self->container, format->bits);
  gaf_chunks_set_pcm (self, coding, valid);
  return TRUE;
}

static gboolean
set_floats (GafChunks *self, const WaveFormat *format, gboolean big_endian, GError **error)
{
  if (format->bits != 32 && format->bits != 64)
    return gaf_chunks_fail (error, GAF_ERROR_UNSUPPORTED, "The %s file has floats of %u bits; 32 and 64 can be read",
                            self->container, format->bits);
  if (format->bits == 32)
    gaf_chunks_set_pcm (self, big_endian ? GAF_CODING_F32BE : GAF_CODING_F32LE, 32);
  else
    gaf_chunks_set_pcm (self, big_endian ? GAF_CODING_F64BE : GAF_CODING_F64LE, 64);
  return TRUE;
}

/* The bytes with which a block of ADPCM begins, and the frames that they hold. Microsoft: predictor, step and two
 * samples per channel. IMA/DVI: one sample and the step. (Microsoft, "New Multimedia Data Types and Data Techniques",
 * 1994.) */
static void
adpcm_preamble (const GafChunks *self, guint *bytes, guint *frames)
{
  gboolean is_ms = g_str_equal (self->codec, "adpcm-ms");

  *bytes = (is_ms ? 7 : 4) * self->channels;
  *frames = is_ms ? 2 : 1;
}

/* Frames in one block of which only @size bytes are there. */
static gint64
count_block (const GafChunks *self, guint64 size)
{
  guint preamble, frames;

  if (g_str_equal (self->codec, "gsm"))
    return size / GSM_BLOCK_SIZE * GSM_BLOCK_FRAMES;
  adpcm_preamble (self, &preamble, &frames);
  if (size < preamble)
    return 0;
  size -= preamble;
  /* Microsoft: the channels alternate by nibble. IMA: by four bytes, each of them eight samples of one channel. */
  if (frames == 2)
    return frames + size * 2 / self->channels;
  return frames + size / (4 * self->channels) * 8;
}

gint64
gaf_chunks_count_wave_blocks (GafChunks *self, guint64 size)
{
  if (self->wma.block_size > 0)
    return -1; /* formats/pcm/packetizer.c counts */
  if (self->frame_bits > 0)
    return (gint64) (MIN (size, G_MAXINT64 / 8) * 8 / self->frame_bits);
  return (gint64) (size / self->block_size) * self->frames_per_block + count_block (self, size % self->block_size);
}

static gboolean
set_adpcm (GafChunks *self, const WaveFormat *format, GError **error)
{
  gboolean is_ms = format->tag == TAG_MS_ADPCM;
  guint preamble, frames;

  self->kind = GAF_CHUNKS_PACKETS;
  self->codec = is_ms ? "adpcm-ms" : "adpcm-ima";
  self->bits = 16;
  self->block_size = format->block_size;
  adpcm_preamble (self, &preamble, &frames);
  if (self->block_size < preamble || (!is_ms && self->block_size % (4 * self->channels) != 0))
    return gaf_chunks_fail (error, GAF_ERROR_CORRUPT,
                            "The %s header has an ADPCM block size of %u bytes, which cannot hold "
                            "whole frames of %d channels",
                            self->container, self->block_size, self->channels);
  /* What adpcmdec takes; no encoder is known to go beyond. */
  if (self->channels > 2 || self->block_size < 64 || self->block_size > 8192)
    return gaf_chunks_fail (error, GAF_ERROR_UNSUPPORTED,
                            "The %s file has ADPCM of %d channels in blocks of %u bytes; 1 or 2 "
                            "channels in blocks of 64 to 8192 bytes can be read",
                            self->container, self->channels, self->block_size);
  if (!is_ms && format->bits != 4)
    return gaf_chunks_fail (error, GAF_ERROR_UNSUPPORTED, "The %s file has IMA ADPCM of %u bits; 4 can be read",
                            self->container, format->bits);
  self->frames_per_block = count_block (self, self->block_size);
  if (!gaf_elements_init (error))
    return FALSE;
  self->caps = gst_caps_new_simple ("audio/x-adpcm", "layout", G_TYPE_STRING, is_ms ? "microsoft" : "dvi",
                                    "block_align", G_TYPE_INT, (int) self->block_size, "rate", G_TYPE_INT,
                                    (int) self->rate, "channels", G_TYPE_INT, self->channels, NULL);
  return TRUE;
}

/* Yamaha's ADPCM: codes of four bits, two in a byte; of two channels, one of each. Blocks are only for the file. */
static gboolean
set_yamaha (GafChunks *self, GError **error)
{
  if (self->channels > 2)
    return gaf_chunks_fail (error, GAF_ERROR_UNSUPPORTED,
                            "The %s file has Yamaha ADPCM of %d channels; 1 or 2 can be read", self->container,
                            self->channels);
  self->kind = GAF_CHUNKS_PACKETS;
  self->codec = "adpcm-yamaha";
  self->bits = 0;
  self->block_size = YAMAHA_BLOCK_SIZE;
  self->frame_bits = 4 * self->channels;
  self->frames_per_block = YAMAHA_BLOCK_SIZE * 8 / self->frame_bits;
  if (!gaf_elements_init (error))
    return FALSE;
  self->caps = gst_caps_new_simple ("audio/x-adpcm", "layout", G_TYPE_STRING, "yamaha", "block_align", G_TYPE_INT,
                                    YAMAHA_BLOCK_SIZE, "rate", G_TYPE_INT, (int) self->rate, "channels", G_TYPE_INT,
                                    self->channels, NULL);
  return TRUE;
}

/* GSM 06.10 in Microsoft's packing: two frames of 260 bits in 65 bytes. */
static gboolean
set_gsm (GafChunks *self, const WaveFormat *format, GError **error)
{
  if (self->channels != 1 || (format->block_size != GSM_BLOCK_SIZE && format->block_size != 0))
    return gaf_chunks_fail (error, GAF_ERROR_UNSUPPORTED,
                            "The %s file has GSM 6.10 of %d channels in blocks of %u bytes; 1 channel in blocks of %d "
                            "can be read",
                            self->container, self->channels, format->block_size, GSM_BLOCK_SIZE);
  self->kind = GAF_CHUNKS_PACKETS;
  self->codec = "gsm";
  self->bits = 0;
  self->block_size = GSM_BLOCK_SIZE;
  self->frames_per_block = GSM_BLOCK_FRAMES;
  if (!gaf_elements_init (error))
    return FALSE;
  self->caps =
      gst_caps_new_simple ("audio/ms-gsm", "rate", G_TYPE_INT, (int) self->rate, "channels", G_TYPE_INT, 1, NULL);
  return TRUE;
}

static gboolean
set_wma (GafChunks *self, const WaveFormat *format, GError **error)
{
  const int version = format->tag - TAG_WMA_1 + 1;

  if (!gaf_wma_parse (&self->wma, version, (int) self->rate, self->channels, format->byte_rate, format->block_size,
                      format->extra, format->extra_size))
    return gaf_chunks_fail (error, GAF_ERROR_CORRUPT, "The %s file has no usable header for its Windows Media Audio",
                            self->container);
  self->kind = GAF_CHUNKS_PACKETS;
  self->codec = version == 1 ? "wmav1" : "wmav2";
  self->bits = 0;
  self->frames_per_block = self->wma.block_frames;
  if (!gaf_elements_init (error))
    return FALSE;
  self->caps = gst_caps_new_simple (
      "audio/x-wma", "wmaversion", G_TYPE_INT, version, "block_align", G_TYPE_INT, (int) format->block_size, "bitrate",
      G_TYPE_INT, (int) MIN ((guint64) format->byte_rate * 8, G_MAXINT), "depth", G_TYPE_INT, (int) format->bits,
      "rate", G_TYPE_INT, (int) self->rate, "channels", G_TYPE_INT, self->channels, NULL);
  if (format->extra_size > 0) {
    g_autoptr (GstBuffer) data = gst_buffer_new_memdup (format->extra, format->extra_size);

    gst_caps_set_simple (self->caps, "codec_data", GST_TYPE_BUFFER, data, NULL);
  }
  return TRUE;
}

/* What is known and cannot be read (RFC 2361; Microsoft, mmreg.h). */
static const char *
name_of (guint tag)
{
  static const struct {
    guint tag;
    const char *name;
  } names[] = {
    { 0x0010, "OKI ADPCM" },
    { 0x0014, "G.723" },
    { 0x0015, "DIGISTD" },
    { 0x0022, "TrueSpeech" },
    { 0x0028, "LRC" },
    { 0x0038, "NMS ADPCM" },
    { 0x0042, "G.723.1" },
    { 0x0059, "G.723" },
    { 0x0061, "Duck DK4 ADPCM" },
    { 0x0062, "Duck DK3 ADPCM" },
    { 0x0069, "Xbox ADPCM" },
    { 0x0070, "CELP" },
    { 0x0075, "VoxWare" },
    { 0x0083, "G.729" },
    { 0x0085, "DSP Group's codec" },
    { 0x0111, "G.723.1" },
    { 0x0130, "Sipro ACELP" },
    { 0x0163, "Windows Media Audio Lossless" },
    { 0x0166, "XMA2" },
    { 0x0200, "Creative ADPCM" },
    { 0x0270, "ATRAC3" },
    { 0x0401, "Indeo Audio" },
    { 0x566f, "Vorbis" },
    { 0x674f, "Vorbis" },
    { 0x6750, "Vorbis" },
    { 0x6751, "Vorbis" },
    { 0x676f, "Vorbis" },
    { 0x6770, "Vorbis" },
    { 0x6771, "Vorbis" },
    { 0x7361, "GSM AMR" },
    { 0xa100, "G.723.1" },
    { 0xa109, "Speex" },
    { 0xf1ac, "FLAC" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (names[i].tag == tag)
      return names[i].name;
  return "audio of a codec that is not known";
}

gboolean
gaf_chunks_parse_wave_format (GafChunks *self, const guint8 *fmt, gsize length, gboolean big_endian, GError **error)
{
  WaveFormat format = {
    0,
  };

  if (!parse_fields (self, &format, fmt, length, big_endian, error))
    return FALSE;
  self->channel_mask = gaf_chunks_wave_mask (format.mask, self->channels);
  self->frames_per_block = 0;
  self->frame_bits = 0;
  self->prepare = NULL;
  self->block_size = format.block_size;
  self->wma = (GafWma){ 0 };
  gst_clear_caps (&self->caps);

  switch (format.tag) {
  case TAG_PCM:
    return set_integers (self, &format, big_endian, error);
  case TAG_FLOAT:
    return set_floats (self, &format, big_endian, error);
  case TAG_ALAW:
    gaf_chunks_set_pcm (self, GAF_CODING_ALAW, 8);
    return TRUE;
  case TAG_MULAW:
    gaf_chunks_set_pcm (self, GAF_CODING_MULAW, 8);
    return TRUE;
  case TAG_MS_ADPCM:
  case TAG_IMA_ADPCM:
    return set_adpcm (self, &format, error);
  case TAG_MPEG:
  case TAG_MP3:
    self->kind = GAF_CHUNKS_MPEG;
    self->codec = format.tag == TAG_MP3 ? "mp3" : "mp2";
    return TRUE;
  case TAG_RAW_AAC: /* despite the name, what writes this tag puts ADTS frames there; formats/pcm/wav.c looks */
  case TAG_ADTS_AAC:
    self->kind = GAF_CHUNKS_ADTS;
    self->codec = "aac";
    return TRUE;
  case TAG_SPDIF:
  case TAG_AC3:
    self->kind = GAF_CHUNKS_AC3;
    self->codec = "ac3";
    return TRUE;
  case TAG_DTS:
    self->kind = GAF_CHUNKS_DTS;
    self->codec = "dts";
    return TRUE;
  case TAG_YAMAHA_ADPCM:
    return set_yamaha (self, error);
  case TAG_G721:
    /* libsndfile, whose blocks are of 64 bytes, packs it as AU does. */
    return gaf_chunks_set_g726 (self, 4, format.block_size == 64, error);
  case TAG_G726:
  case TAG_G726_ADPCM:
    return gaf_chunks_set_g726 (self, format.bits, FALSE, error);
  case TAG_G722:
  case TAG_G722_ADPCM:
    return gaf_chunks_set_g722 (self, error);
  case TAG_GSM:
    return set_gsm (self, &format, error);
  case TAG_WMA_1:
  case TAG_WMA_2:
    return set_wma (self, &format, error);
  default:
    return gaf_chunks_fail (error, GAF_ERROR_UNSUPPORTED,
                            "The %s file holds %s (format tag 0x%04x), which cannot be read; "
                            "convert it to PCM with another tool",
                            self->container, name_of (format.tag), format.tag);
  }
}
