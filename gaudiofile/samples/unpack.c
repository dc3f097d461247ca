/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "samples/samples.h"

#include <string.h>

#include "core/bytes.h"

/*
 *                       ┌ run:  one channel, or both sides interleaved alike
 *  source ─► kernels of ┼ pair: two channels interleaved → two planes        ─► the caller's memory
 *            a coding   └ step: any other strides, a channel at a time
 *
 * A set of kernels exists for each coding, twice: to float and to the native format. Each is one plain loop that the
 * compiler turns into vector code, so that the kernels are fast without being written per machine.
 */

/* -O2 of GCC leaves loops scalar whose length is not known; Clang vectorises them at -O2 already. */
#if defined __GNUC__ && !defined __clang__
#pragma GCC optimize("O3")
#endif

/* Channels that are converted one by one go in blocks of this many frames, so that what the next channel reads
 * (the same cache lines) is still in the first-level cache: 64 channels of 4 bytes are 16 KiB. */
#define BLOCK_FRAMES 64

typedef struct {
  void (*run) (void *dest, const guint8 *src, gsize n);
  void (*pair) (void *left, void *right, const guint8 *src, gsize n);
  void (*step) (void *dest, gsize dest_step, const guint8 *src, gsize src_stride, gsize n);
} Kernels;

/* Loads: one sample as the machine's own number. */

static inline gint16
load_s16le (const guint8 *p)
{
  return (gint16) gaf_read_le16 (p);
}

static inline gint16
load_s16be (const guint8 *p)
{
  return (gint16) gaf_read_be16 (p);
}

static inline gint32
load_s32le (const guint8 *p)
{
  return (gint32) gaf_read_le32 (p);
}

static inline gint32
load_s32be (const guint8 *p)
{
  return (gint32) gaf_read_be32 (p);
}

/* 24 bits, left-justified: the low eight bits are zero. */
static inline gint32
load_s24le (const guint8 *p)
{
  return (gint32) (gaf_read_le24 (p) << 8);
}

static inline gint32
load_s24be (const guint8 *p)
{
  return (gint32) (gaf_read_be24 (p) << 8);
}

static inline gint32
load_s24_32le (const guint8 *p)
{
  return (gint32) ((guint32) load_s32le (p) << 8);
}

static inline float
load_f32le (const guint8 *p)
{
  return gaf_read_le_float (p);
}

static inline float
load_f32be (const guint8 *p)
{
  return gaf_read_be_float (p);
}

static inline double
load_f64le (const guint8 *p)
{
  return gaf_read_le_double (p);
}

static inline double
load_f64be (const guint8 *p)
{
  return gaf_read_be_double (p);
}

/* ITU-T G.711: 8 bits to the value that its tables give, as a fraction of 32768. */
static float alaw_table[256];
static float mulaw_table[256];

static void
fill_law_tables (void)
{
  static gsize done = 0;

  if (!g_once_init_enter (&done))
    return;
  for (guint i = 0; i < 256; i++) {
    /* A-law: even bits are inverted; sign, 3 bits of segment, 4 bits of step. Set sign bit: positive. */
    guint a = i ^ 0x55;
    guint a_segment = (a >> 4) & 7;
    guint a_step = ((a & 15) << 4) + 8;
    int a_value = a_segment == 0 ? a_step : (a_step + 0x100) << (a_segment - 1);
    /* µ-law: all bits are inverted; a bias of 33 (of 14 bits: 132 of 16). Set sign bit: negative. */
    guint u = i ^ 0xff;
    int u_value = (int) ((((u & 15) << 3) + 0x84) << ((u >> 4) & 7)) - 0x84;

    alaw_table[i] = (float) ((a & 0x80) ? a_value : -a_value) / 32768.0f;
    mulaw_table[i] = (float) ((u & 0x80) ? -u_value : u_value) / 32768.0f;
  }
  g_once_init_leave (&done, 1);
}

/* The multiplication in float, by the constant rounded to float, is what gives pedalboard's values bit by bit. */
#define SCALE_8  (1.0f / 127.0f)
#define SCALE_16 (1.0f / 32767.0f)
#define SCALE_24 (1.0f / 8388607.0f)
#define SCALE_32 (1.0f / 2147483647.0f)

/* @sample is an expression of p, the address of one sample. @wide is the same for a sample that is not the last of
 * the memory: it may touch the byte behind it. */
#define DEFINE_KERNELS_WIDE(name, width, type, sample, wide)                                          \
  static void name##_run (void *dest, const guint8 *src, gsize n)                                     \
  {                                                                                                   \
    type *restrict out = dest;                                                                        \
    const guint8 *restrict in = src;                                                                  \
    const guint8 *p = in + (n - 1) * (width);                                                         \
                                                                                                      \
    out[n - 1] = (type) (sample);                                                                     \
    for (gsize i = 0; i < n - 1; i++) {                                                               \
      p = in + i * (width);                                                                           \
      out[i] = (type) (wide);                                                                         \
    }                                                                                                 \
  }                                                                                                   \
                                                                                                      \
  static void name##_pair (void *left, void *right, const guint8 *src, gsize n)                       \
  {                                                                                                   \
    type *restrict out_l = left;                                                                      \
    type *restrict out_r = right;                                                                     \
    const guint8 *restrict in = src;                                                                  \
    const guint8 *p = in + (2 * n - 1) * (width);                                                     \
                                                                                                      \
    out_r[n - 1] = (type) (sample);                                                                   \
    p -= (width);                                                                                     \
    out_l[n - 1] = (type) (sample);                                                                   \
    for (gsize i = 0; i < n - 1; i++) {                                                               \
      p = in + i * 2 * (width);                                                                       \
      out_l[i] = (type) (wide);                                                                       \
      p += (width);                                                                                   \
      out_r[i] = (type) (wide);                                                                       \
    }                                                                                                 \
  }                                                                                                   \
                                                                                                      \
  static void name##_step (void *dest, gsize dest_step, const guint8 *src, gsize src_stride, gsize n) \
  {                                                                                                   \
    type *restrict out = dest;                                                                        \
                                                                                                      \
    for (gsize i = 0; i < n; i++) {                                                                   \
      const guint8 *p = src + i * src_stride;                                                         \
                                                                                                      \
      out[i * dest_step] = (type) (sample);                                                           \
    }                                                                                                 \
  }

#define DEFINE_KERNELS(name, width, type, sample) DEFINE_KERNELS_WIDE (name, width, type, sample, sample)

/* to float */
DEFINE_KERNELS (u8_float, 1, float, (float) ((int) *p - 128) * SCALE_8)
DEFINE_KERNELS (s8_float, 1, float, (float) (gint8) *p *SCALE_8)
DEFINE_KERNELS (s16le_float, 2, float, (float) load_s16le (p) * SCALE_16)
DEFINE_KERNELS (s16be_float, 2, float, (float) load_s16be (p) * SCALE_16)
DEFINE_KERNELS_WIDE (s24le_float, 3, float, (float) (load_s24le (p) >> 8) * SCALE_24,
                     (float) (load_s24_32le (p) >> 8) * SCALE_24)
DEFINE_KERNELS_WIDE (s24be_float, 3, float, (float) (load_s24be (p) >> 8) * SCALE_24,
                     (float) (load_s32be (p) >> 8) * SCALE_24)
DEFINE_KERNELS (s24_32le_float, 4, float, (float) (load_s24_32le (p) >> 8) * SCALE_24)
DEFINE_KERNELS (s24_leftle_float, 4, float, (float) (load_s32le (p) >> 8) * SCALE_24)
DEFINE_KERNELS (s32le_float, 4, float, (float) load_s32le (p) * SCALE_32)
DEFINE_KERNELS (s32be_float, 4, float, (float) load_s32be (p) * SCALE_32)
DEFINE_KERNELS (f32le, 4, float, load_f32le (p))
DEFINE_KERNELS (f32be, 4, float, load_f32be (p))
DEFINE_KERNELS (f64le_float, 8, float, load_f64le (p))
DEFINE_KERNELS (f64be_float, 8, float, load_f64be (p))
DEFINE_KERNELS (alaw, 1, float, alaw_table[*p])
DEFINE_KERNELS (mulaw, 1, float, mulaw_table[*p])

/* to native */
DEFINE_KERNELS (u8, 1, gint8, *p ^ 0x80)
DEFINE_KERNELS (s8, 1, gint8, *p)
DEFINE_KERNELS (s16le, 2, gint16, load_s16le (p))
DEFINE_KERNELS (s16be, 2, gint16, load_s16be (p))
DEFINE_KERNELS_WIDE (s24le, 3, gint32, load_s24le (p), load_s24_32le (p))
DEFINE_KERNELS_WIDE (s24be, 3, gint32, load_s24be (p), load_s32be (p) & ~0xff)
DEFINE_KERNELS (s24_32le, 4, gint32, load_s24_32le (p))
DEFINE_KERNELS (s24_leftle, 4, gint32, load_s32le (p) & ~0xff)
DEFINE_KERNELS (s32le, 4, gint32, load_s32le (p))
DEFINE_KERNELS (s32be, 4, gint32, load_s32be (p))
DEFINE_KERNELS (f64le, 8, double, load_f64le (p))
DEFINE_KERNELS (f64be, 8, double, load_f64be (p))

#define KERNELS(name)                    \
  {                                      \
    name##_run, name##_pair, name##_step \
  }

static const struct {
  gsize width;
  GafSampleFormat format;
  Kernels to_float;
  Kernels to_native;
} codings[] = {
  [GAF_CODING_NONE] = { 0, GAF_SAMPLE_FORMAT_UNKNOWN, { NULL, NULL, NULL }, { NULL, NULL, NULL } },
  [GAF_CODING_U8] = { 1, GAF_SAMPLE_FORMAT_INT8, KERNELS (u8_float), KERNELS (u8) },
  [GAF_CODING_S8] = { 1, GAF_SAMPLE_FORMAT_INT8, KERNELS (s8_float), KERNELS (s8) },
  [GAF_CODING_S16LE] = { 2, GAF_SAMPLE_FORMAT_INT16, KERNELS (s16le_float), KERNELS (s16le) },
  [GAF_CODING_S16BE] = { 2, GAF_SAMPLE_FORMAT_INT16, KERNELS (s16be_float), KERNELS (s16be) },
  [GAF_CODING_S24LE] = { 3, GAF_SAMPLE_FORMAT_INT24, KERNELS (s24le_float), KERNELS (s24le) },
  [GAF_CODING_S24BE] = { 3, GAF_SAMPLE_FORMAT_INT24, KERNELS (s24be_float), KERNELS (s24be) },
  [GAF_CODING_S24_32LE] = { 4, GAF_SAMPLE_FORMAT_INT24, KERNELS (s24_32le_float), KERNELS (s24_32le) },
  [GAF_CODING_S24_LEFTLE] = { 4, GAF_SAMPLE_FORMAT_INT24, KERNELS (s24_leftle_float), KERNELS (s24_leftle) },
  [GAF_CODING_S32LE] = { 4, GAF_SAMPLE_FORMAT_INT32, KERNELS (s32le_float), KERNELS (s32le) },
  [GAF_CODING_S32BE] = { 4, GAF_SAMPLE_FORMAT_INT32, KERNELS (s32be_float), KERNELS (s32be) },
  [GAF_CODING_F32LE] = { 4, GAF_SAMPLE_FORMAT_FLOAT32, KERNELS (f32le), KERNELS (f32le) },
  [GAF_CODING_F32BE] = { 4, GAF_SAMPLE_FORMAT_FLOAT32, KERNELS (f32be), KERNELS (f32be) },
  [GAF_CODING_F64LE] = { 8, GAF_SAMPLE_FORMAT_FLOAT64, KERNELS (f64le_float), KERNELS (f64le) },
  [GAF_CODING_F64BE] = { 8, GAF_SAMPLE_FORMAT_FLOAT64, KERNELS (f64be_float), KERNELS (f64be) },
  [GAF_CODING_ALAW] = { 1, GAF_SAMPLE_FORMAT_FLOAT32, KERNELS (alaw), KERNELS (alaw) },
  [GAF_CODING_MULAW] = { 1, GAF_SAMPLE_FORMAT_FLOAT32, KERNELS (mulaw), KERNELS (mulaw) },
};

gsize
gaf_coding_get_width (GafCoding coding)
{
  return codings[coding].width;
}

GafSampleFormat
gaf_coding_get_format (GafCoding coding)
{
  return codings[coding].format;
}

GafCoding
gaf_coding_for_bits (int bits)
{
  return bits <= 8    ? GAF_CODING_S8
         : bits <= 16 ? GAF_CODING_S16LE
         : bits <= 24 ? GAF_CODING_S24_32LE
                      : GAF_CODING_S32LE;
}

#define DEFINE_NARROW(name, type, to_le)                                  \
  static void name (const gint32 *source, int shift, type *dest, gsize n) \
  {                                                                       \
    for (gsize i = 0; i < n; i++)                                         \
      dest[i] = (type) to_le ((type) ((guint32) source[i] << shift));     \
  }

DEFINE_NARROW (narrow_8, gint8, )
DEFINE_NARROW (narrow_16, gint16, GINT16_TO_LE)
DEFINE_NARROW (narrow_32, gint32, GINT32_TO_LE)

void
gaf_samples_narrow (const gint32 *source, int bits, void *dest, gsize n)
{
  if (bits <= 8)
    narrow_8 (source, 8 - bits, dest, n);
  else if (bits <= 16)
    narrow_16 (source, 16 - bits, dest, n);
  else
    narrow_32 (source, (bits <= 24 ? 24 : 32) - bits, dest, n);
}

gboolean
gaf_samples_is_packed (const GafSampleSource *source)
{
  gsize width = codings[source->coding].width;

  if (source->stride != width * (gsize) source->channels)
    return FALSE;
  for (int c = 1; c < source->channels; c++)
    if (source->planes[c] != source->planes[0] + (gsize) c * width)
      return FALSE;
  return TRUE;
}

void
gaf_samples_convert (const GafSampleSource *source, gsize source_frame, const GafSampleDest *dest, gsize dest_frame,
                     gsize n_frames)
{
  const Kernels *kernels = dest->format == GAF_SAMPLE_FORMAT_FLOAT32 ? &codings[source->coding].to_float
                                                                     : &codings[source->coding].to_native;
  gsize channels = (gsize) source->channels;
  gsize out_width = gaf_sample_format_get_width (dest->format);
  gsize width = codings[source->coding].width;
  gsize skip = source_frame * source->stride;
  gboolean packed = gaf_samples_is_packed (source);
  gboolean planar = dest->layout == GAF_LAYOUT_PLANAR;

  if (n_frames == 0 || channels == 0 || width == 0)
    return;
  if (source->coding == GAF_CODING_ALAW || source->coding == GAF_CODING_MULAW)
    fill_law_tables ();

  if (packed && (!planar || channels == 1)) {
    kernels->run ((guint8 *) dest->planes[0] + dest_frame * channels * out_width, source->planes[0] + skip,
                  n_frames * channels);
  } else if (planar && source->stride == width) {
    for (gsize c = 0; c < channels; c++)
      kernels->run ((guint8 *) dest->planes[c] + dest_frame * out_width, source->planes[c] + skip, n_frames);
  } else if (packed && channels == 2) {
    kernels->pair ((guint8 *) dest->planes[0] + dest_frame * out_width,
                   (guint8 *) dest->planes[1] + dest_frame * out_width, source->planes[0] + skip, n_frames);
  } else {
    for (gsize done = 0; done < n_frames; done += BLOCK_FRAMES) {
      gsize n = MIN (BLOCK_FRAMES, n_frames - done);

      for (gsize c = 0; c < channels; c++) {
        guint8 *out = planar ? (guint8 *) dest->planes[c] + (dest_frame + done) * out_width
                             : (guint8 *) dest->planes[0] + ((dest_frame + done) * channels + c) * out_width;

        kernels->step (out, planar ? 1 : channels, source->planes[c] + skip + done * source->stride, source->stride, n);
      }
    }
  }
}

void
gaf_samples_silence (const GafSampleDest *dest, int channels, gsize dest_frame, gsize n_frames)
{
  gsize width = gaf_sample_format_get_width (dest->format);

  if (channels <= 0 || n_frames == 0)
    return;
  if (dest->layout == GAF_LAYOUT_INTERLEAVED) {
    width *= (gsize) channels;
    channels = 1;
  }
  for (int c = 0; c < channels; c++)
    memset ((guint8 *) dest->planes[c] + dest_frame * width, 0, n_frames * width);
}
