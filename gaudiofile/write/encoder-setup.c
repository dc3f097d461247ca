/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "write/encoder-setup.h"

#include <gst/audio/audio.h>
#include <stdlib.h>
#include <string.h>

#include "core/limits.h"
#include "formats/elementary.h"
#include "formats/pcm/write.h"
#include "formats/wma.h"
#include "gst/elements.h"
#include "packets/aac.h"

static GafCoding
coding_float (GafEncodeSpec *spec)
{
  return GAF_CODING_F32LE;
}

static GafCoding
coding_16 (GafEncodeSpec *spec)
{
  return GAF_CODING_S16LE;
}

static GafCoding
coding_left (GafEncodeSpec *spec)
{
  return gaf_encode_spec_get_bit_depth (spec) == 24 ? GAF_CODING_S24_LEFTLE : GAF_CODING_S32LE;
}

static GafCoding
coding_16_or_24 (GafEncodeSpec *spec)
{
  return gaf_encode_spec_get_bit_depth (spec) == 16 ? GAF_CODING_S16LE : GAF_CODING_S24_32LE;
}

static GafCoding
coding_16_or_32 (GafEncodeSpec *spec)
{
  return gaf_encode_spec_get_bit_depth (spec) == 16 ? GAF_CODING_S16LE : GAF_CODING_S32LE;
}

/* The option's place in the format's list. */
static guint
quality_index (GafEncodeSpec *spec, const GafWriteFormat *format)
{
  for (guint i = 0; format->quality != NULL && format->quality[i] != NULL; i++)
    if (g_strcmp0 (format->quality[i], gaf_encode_spec_get_quality (spec)) == 0)
      return i;
  return format->default_quality;
}

/* "192 kbps" → 192 */
static int
quality_kbps (GafEncodeSpec *spec)
{
  return atoi (gaf_encode_spec_get_quality (spec));
}

/* Levels of FLAC that choose between left/right and mid/side seldom. */
static gboolean
is_loose (guint level)
{
  return level == 1 || level == 4 || level == 5;
}

/*
 * flacenc's idea of the levels lacks the orders of partitions that libFLAC's have, and has longer blocks; with these,
 * sizes are libFLAC's. Level 5 chooses mid/side less often than there: a fifth faster for 0.2 % more bytes.
 *
 * Setting a level that does so (1 or 4) makes flacenc warn about a property of its own that it misspells: they are
 * those below and above with that property set.
 */
static void
set_up_flac (GstElement *element, GafEncodeSpec *spec, const GafWriteFormat *format)
{
  const guint level = quality_index (spec, format);
  const gboolean loose = is_loose (level);

  g_object_set (element, "quality", level == 1 ? 0 : level == 4 ? 5 : (int) level, "blocksize", 4096, NULL);
  if (loose)
    g_object_set (element, "mid-side-stereo", TRUE, "loose-mid-side-stereo", TRUE, NULL);
  if (level >= 3)
    g_object_set (element, "min-residual-partition-order", 0, "max-residual-partition-order", level >= 6 ? 6 : 5, NULL);
}

/* Where it chooses mid/side seldom, libFLAC does so anew after each four tenths of a second, to the nearest block; else
 * in each block. */
static gsize
count_run_flac (const GafEncoderSetup *self, GafEncodeSpec *spec, const GafWriteFormat *format)
{
  if (gaf_encode_spec_get_channels (spec) == 2 && is_loose (quality_index (spec, format)))
    return MAX ((gsize) (gaf_encode_spec_get_rate (spec) * 0.4 / self->block + 0.5), 1);
  return 1;
}

/* The names are the nominal bit rates of 44.1 kHz stereo at libvorbis' qualities 0.0, 0.1 … 1.0. */
static void
set_up_vorbis (GstElement *element, GafEncodeSpec *spec, const GafWriteFormat *format)
{
  g_object_set (element, "quality", quality_index (spec, format) / 10.0, NULL);
}

static void
set_up_opus (GstElement *element, GafEncodeSpec *spec, const GafWriteFormat *format)
{
  gst_util_set_object_arg (G_OBJECT (element), "bitrate-type", "vbr");
  g_object_set (element, "bitrate", quality_kbps (spec) * 1000, NULL);
}

static void
set_up_lame (GstElement *element, GafEncodeSpec *spec, const GafWriteFormat *format)
{
  const char *quality = gaf_encode_spec_get_quality (spec);

  if (quality[0] == 'V') {
    gst_util_set_object_arg (G_OBJECT (element), "target", "quality");
    g_object_set (element, "quality", (float) (quality[1] - '0'), NULL);
  } else {
    gst_util_set_object_arg (G_OBJECT (element), "target", "bitrate");
    /* More than the rate allows (160 kbit/s below 32 kHz, 64 below 16) is lowered by LAME. */
    g_object_set (element, "cbr", TRUE, "bitrate", quality_kbps (spec), NULL);
  }
}

/* Without noise substitution seeks are exact. The element's defaults force mid/side and intensity stereo on every
 * band, which
 * ruins what is not alike in both channels (9 against 54 dB on tones at 192 kbit/s); without them the quick search is
 * the better one, too. The names of the quality are for stereo. */
static void
set_up_aac (GstElement *element, GafEncodeSpec *spec, const GafWriteFormat *format)
{
  const guint channels = gaf_encode_spec_get_channels (spec);
  const int bit_rate = quality_kbps (spec) * 1000 * (channels > 2 ? (int) channels : 2) / 2;

  gst_util_set_object_arg (G_OBJECT (element), "aac-coder", "fast");
  g_object_set (element, "bitrate", bit_rate, "aac-pns", FALSE, "aac-is", FALSE, "aac-ms", FALSE, NULL);
}

static void
set_up_nothing (GstElement *element, GafEncodeSpec *spec, const GafWriteFormat *format)
{
}

/* No bit rate below 32 kbit/s a channel, for which the encoder finds nothing to leave out any more. */
static void
set_up_ac3 (GstElement *element, GafEncodeSpec *spec, const GafWriteFormat *format)
{
  const int least = 32 * (int) gaf_encode_spec_get_channels (spec);
  const guint chosen = quality_index (spec, format);

  for (guint i = chosen; format->quality[i] != NULL; i++)
    if (atoi (format->quality[i]) >= least) {
      g_object_set (element, "bitrate", atoi (format->quality[i]) * 1000, NULL);
      return;
    }
}

/* No bit rate below two bits for all samples of one time: at less the encoder cannot make loud noise fit, and drops it
 * (measured with full-scale noise: at one and a half it still fits, at one and a third not always). */
static void
set_up_wma (GstElement *element, GafEncodeSpec *spec, const GafWriteFormat *format)
{
  const int least = 2 * gaf_encoder_setup_get_rate (gaf_encoder_setup_choose (format, NULL), spec);
  const guint chosen = quality_index (spec, format);

  for (guint i = chosen; format->quality[i] != NULL; i++)
    if (atoi (format->quality[i]) * 1000 >= least) {
      g_object_set (element, "bitrate", atoi (format->quality[i]) * 1000, NULL);
      return;
    }
}

/* Decoders drop two blocks at the beginning, and the encoder is late by one only; and the last of its blocks is half
 * faded out. */
static gsize
count_around_wma (int rate)
{
  return (gsize) gaf_wma_get_block_frames (2, rate);
}

/* For leaps_before() in write/encoder-packets.c. */
static void
set_up_wavpack (GstElement *element, GafEncodeSpec *spec, const GafWriteFormat *format)
{
  g_object_set (element, "hard-resync", TRUE, NULL);
}

/* With more than two channels at once wavpackenc takes the program down, at least up to 1.22. A block of WavPack holds
 * the two of a pair, or one channel, anyway. */
static guint
count_together_wavpack (GafEncodeSpec *spec, guint first)
{
  const guint channels = gaf_encode_spec_get_channels (spec);
  guint32 mask = gaf_chunks_write_mask (channels, gaf_encode_spec_get_channel_mask (spec));
  /* Front, back, front of centre, side; where loudspeakers have no names, neighbours. */
  const guint32 left = mask == 0 ? G_MAXUINT32 : 0x1 | 0x10 | 0x40 | 0x200;

  for (guint i = 0; i < first; i++)
    mask &= mask - 1; /* without its lowest bit */
  mask &= -mask;
  if (channels - first < 2)
    return 1;
  if (left == G_MAXUINT32)
    return 2;
  return (mask & left) != 0 && (gaf_chunks_write_mask (channels, gaf_encode_spec_get_channel_mask (spec)) & mask << 1)
             ? 2
             : 1;
}

/*
 * libwavpack makes blocks of 20,000 samples and more, which is 2.5 seconds of 8 kHz: so much would be lost if the
 * program died. And those of one and of two channels differ in length, which must not be in a set for more channels:
 * these are kept shorter than any that it would make.
 */
static gint64
count_blocks_wavpack (const GafEncoderSetup *self, GafEncodeSpec *spec)
{
  const gint64 rate = (gint64) gaf_encode_spec_get_rate (spec);
  const gint64 channels = gaf_encode_spec_get_channels (spec);

  if (channels > 2)
    return 10000 / (gint64) self->block;
  return rate * channels >= 40000 ? 0 : MAX (rate / (gint64) self->block, 1);
}

/*
 * GStreamer's own fallback is another for three and seven channels, and makes opusenc abort.
 *
 * From 5, 7 and 8 channels with positions opusenc makes files with some of them interchanged, at least up to 1.22;
 * without, it leaves them as they are, and the muxer writes which is which.
 */
static const guint64 flac_masks[] = { 0, 0, 0x3, 0x7, 0x33, 0x37, 0x3f, 0x13f, 0xc3f };
static const guint64 vorbis_masks[] = { 0, 0, 0x3, 0x7, 0x33, 0x37, 0x3f, 0xd0f, 0xc3f };
static const guint64 opus_masks[] = { 0, 0, 0x3, 0x7, 0x33, 0, 0x3f, 0, 0 };
static const guint64 aac_masks[] = { 0, 0, 0x3, 0x7, 0x107, 0x37, 0x3f, 0x13f, 0xc3f };

/* As flacdec does too. */
static const guint8 flac_order[8] = { 0, 1, 4, 5, 2, 3, 6, 7 };

static const guint64 ac3_masks[] = { 0, 0, 0x3, 0x7, 0x33, 0x37, 0x3f, 0, 0 };

static const int opus_rates[] = { 8000, 12000, 16000, 24000, 48000, 0 };

static const int wma_rates[] = { 8000, 11025, 16000, 22050, 32000, 44100, 48000, 0 };

static const GafEncoderSetup setups[] = {
  { .element = "flacenc",
    .block = 4096,
    .latency = 4096,
    .coding = coding_16_or_24,
    .set_up = set_up_flac,
    .masks = flac_masks,
    .wide_order = flac_order,
    .count_run = count_run_flac,
    .is_lossless = TRUE,
    /* Of a file shorter than a block flacenc sends on a segment before it has sent its caps, at which GStreamer warns
     * on the standard
     * error stream. So there are caps from the beginning; those of the encoder follow with its first packet. */
    .first_caps = "audio/x-flac" },
  { .element = "vorbisenc",
    .block = 1024,
    .latency = 8192,
    .coding = coding_float,
    .set_up = set_up_vorbis,
    .masks = vorbis_masks,
    .needs_a_block = TRUE },
  { .element = "opusenc",
    .block = 960,
    .latency = 2880,
    .coding = coding_16,
    .set_up = set_up_opus,
    .masks = opus_masks,
    .rates = opus_rates,
    .keeps_rate = TRUE,
    /* From less than a frame opusenc makes one packet, even if what it holds back would need a second. */
    .fills_first = TRUE,
    .needs_a_block = TRUE },
  { .element = "lamemp3enc",
    .block = 4608,
    .latency = 4608,
    .coding = coding_16,
    .set_up = set_up_lame,
    /* LAME would choose a lower rate for low bit rates. */
    .fixes_rate = TRUE },
  { .element = "avenc_aac",
    .block = 1024,
    .latency = 4096,
    .coding = coding_float,
    .set_up = set_up_aac,
    .masks = aac_masks,
    .rates = gaf_aac_rates,
    .takes_next = TRUE },
  { .element = "avenc_ac3",
    .block = 1536,
    .tail = GAF_AC3_ENCODER_DELAY,
    .latency = 4096,
    .coding = coding_float,
    .set_up = set_up_ac3,
    .masks = ac3_masks,
    .rates = gaf_ac3_rates,
    .takes_next = TRUE },
  { .element = "avenc_wmav2",
    .block = 2048,
    .count_around = count_around_wma,
    .latency = 4096,
    .coding = coding_float,
    .set_up = set_up_wma,
    .rates = wma_rates,
    .takes_next = TRUE,
    .clips = TRUE,
    .needs_a_block = TRUE },
  { .element = "avenc_alac",
    .block = 4096,
    .latency = 4096,
    .coding = coding_16_or_32,
    .set_up = set_up_nothing,
    .is_lossless = TRUE },
  { .element = "wavpackenc",
    .block = 4096,
    .latency = 65536,
    .coding = coding_left,
    .set_up = set_up_wavpack,
    .is_lossless = TRUE,
    .is_full_range = TRUE,
    .count_together = count_together_wavpack,
    .count_blocks = count_blocks_wavpack },
};

const GafEncoderSetup *
gaf_encoder_setup_choose (const GafWriteFormat *format, GError **error)
{
  const char *element = gaf_elements_choose (format->elements, G_N_ELEMENTS (format->elements), format->name, error);

  for (gsize i = 0; element != NULL && i < G_N_ELEMENTS (setups); i++)
    if (strcmp (setups[i].element, element) == 0)
      return &setups[i];
  return NULL;
}

int
gaf_encoder_setup_get_rate (const GafEncoderSetup *self, GafEncodeSpec *spec)
{
  const int rate = (int) gaf_encode_spec_get_rate (spec);
  int next = 0, highest = 0;

  for (gsize i = 0; self->rates != NULL && self->rates[i] != 0; i++) {
    if (self->rates[i] == rate)
      return rate;
    highest = MAX (highest, self->rates[i]);
    if (self->rates[i] > rate && (next == 0 || self->rates[i] < next))
      next = self->rates[i];
  }
  return self->rates == NULL ? rate : self->takes_next && next != 0 ? next : highest;
}

static GstAudioFormat
audio_format (GafCoding coding)
{
  switch (coding) {
  case GAF_CODING_S16LE:
    return GST_AUDIO_FORMAT_S16LE;
  case GAF_CODING_S24_32LE:
    return GST_AUDIO_FORMAT_S24_32LE;
  case GAF_CODING_S24_LEFTLE:
  case GAF_CODING_S32LE:
    return GST_AUDIO_FORMAT_S32LE;
  default:
    return GST_AUDIO_FORMAT_F32LE;
  }
}

GstCaps *
gaf_encoder_setup_get_caps (const GafEncoderSetup *self, GafEncodeSpec *spec, guint channels)
{
  const guint64 mask = self->masks != NULL && channels <= 8 ? self->masks[channels]
                                                            : gst_audio_channel_get_fallback_mask ((int) channels);
  GstAudioChannelPosition positions[GAF_LIMIT_CHANNELS];
  const gboolean has_positions =
      channels > 1 && gst_audio_channel_positions_from_mask ((int) channels, mask, positions);
  GstAudioInfo info;

  gst_audio_info_init (&info);
  gst_audio_info_set_format (&info, audio_format (self->coding (spec)), gaf_encoder_setup_get_rate (self, spec),
                             (int) channels, has_positions ? positions : NULL);
  return gst_audio_info_to_caps (&info);
}

/* What a codec with losses makes in half a second at its highest bit rate, and headers. */
#define HELD_AT_LEAST (48 * 1024)

gsize
gaf_encoder_setup_get_held (const GafEncoderSetup *self, const GafWriteFormat *format, GafEncodeSpec *spec)
{
  /* These muxers gather packets for half a second. */
  const gboolean gathers = format->mux == GAF_MUX_OGG || format->mux == GAF_MUX_OGG_FLAC || format->mux == GAF_MUX_MP4
                           || format->mux == GAF_MUX_MATROSKA;
  const gsize gathered = gathers ? (gsize) gaf_encode_spec_get_rate (spec) / 2 : 0;
  const gsize width = self->is_lossless ? gaf_coding_get_width (self->coding (spec)) : 1;

  return (self->block + self->latency + gathered) * width * gaf_encode_spec_get_channels (spec) + HELD_AT_LEAST;
}
