/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "samples/samples.h"

#include <string.h>

/*
 * The mirror of samples/unpack.c, in two steps over blocks that stay in the first-level cache:
 *
 *                  ┌ run:  one channel, or interleaved already ┐
 *  caller's memory ┼ pair: two planes → interleaved           ┼─► numbers ─► finish: byte order, offset, three bytes
 *                  └ step: any other strides, by channel      ┘
 *
 * A number is what is stored, as the machine has it: int8, int16, 24 bits in an int32, int32, float or double. Kernels
 * exist for each pair of a source and a number; codings that differ in their bytes only share them.
 */

/* As in samples/unpack.c: GCC vectorises all of these at -O3 only. Which floating-point flags are raised does not
 * matter. */
#if defined __GNUC__ && !defined __clang__
#pragma GCC optimize("O3,no-trapping-math,no-math-errno")
#endif

/* Samples that go through both steps at a time: 16 KiB at four bytes. */
#define BLOCK_SAMPLES 4096

/* Channels that are converted one by one go in blocks of this many frames: see samples/unpack.c. */
#define STEP_FRAMES 64

typedef struct {
  void (*run) (void *dest, const guint8 *src, gsize n);
  void (*pair) (void *dest, const guint8 *left, const guint8 *right, gsize n);
  void (*step) (void *dest, gsize dest_step, const guint8 *src, gsize src_stride, gsize n);
} Kernels;

/* Loads: memcpy, because NumPy's arrays need not be aligned. */
#define DEFINE_LOAD(name, type)                    \
  static inline type load_##name (const guint8 *p) \
  {                                                \
    type v;                                        \
                                                   \
    memcpy (&v, p, sizeof v);                      \
    return v;                                      \
  }

/* clang-format off */
DEFINE_LOAD (s8, gint8)
DEFINE_LOAD (s16, gint16)
DEFINE_LOAD (s32, gint32)
DEFINE_LOAD (f32, float)
DEFINE_LOAD (f64, double)
/* clang-format on */

/*
 * Float to integer. Clipping before rounding, in this form, is one minimum and one maximum instruction. Adding 1.5 ·
 * 2^23 (2^52 for double) leaves no bits for a fraction: the sum is rounded to nearest, halves to even, and its low bits
 * are the integer in two's complement.
 *
 * float holds 16 bits exactly; 24 and 32 go by way of double.
 */
static inline gint32
round_float (float x, float scale)
{
  float v = x * scale;
  gint32 bits;

  v = x == x ? v : 0.0f;
  v = v < scale ? v : scale;
  v = v > -scale - 1.0f ? v : -scale - 1.0f;
  v += 12582912.0f;
  memcpy (&bits, &v, sizeof bits);
  return bits - 0x4b400000;
}

static inline gint32
round_double (double x, double scale)
{
  double v = x * scale;
  gint64 bits;

  v = x == x ? v : 0.0;
  v = v < scale ? v : scale;
  v = v > -scale - 1.0 ? v : -scale - 1.0;
  v += 6755399441055744.0;
  memcpy (&bits, &v, sizeof bits);
  return (gint32) bits;
}

/* Left-shifting a negative number is not defined, multiplying is. */
#define SHIFT_UP(x, bits) ((gint32) ((x) * (1 << (bits))))

#define DEFINE_KERNELS(source, width, name, type, conversion)                                                    \
  static inline type source##_to_##name (const guint8 *p)                                                        \
  {                                                                                                              \
    __typeof__ (load_##source (p)) x = load_##source (p);                                                        \
                                                                                                                 \
    return (type) (conversion);                                                                                  \
  }                                                                                                              \
                                                                                                                 \
  static void source##_##name##_run (void *dest, const guint8 *src, gsize n)                                     \
  {                                                                                                              \
    type *restrict out = dest;                                                                                   \
                                                                                                                 \
    for (gsize i = 0; i < n; i++)                                                                                \
      out[i] = source##_to_##name (src + i * (width));                                                           \
  }                                                                                                              \
                                                                                                                 \
  static void source##_##name##_pair (void *dest, const guint8 *left, const guint8 *right, gsize n)              \
  {                                                                                                              \
    type *restrict out = dest;                                                                                   \
                                                                                                                 \
    for (gsize i = 0; i < n; i++) {                                                                              \
      out[2 * i] = source##_to_##name (left + i * (width));                                                      \
      out[2 * i + 1] = source##_to_##name (right + i * (width));                                                 \
    }                                                                                                            \
  }                                                                                                              \
                                                                                                                 \
  static void source##_##name##_step (void *dest, gsize dest_step, const guint8 *src, gsize src_stride, gsize n) \
  {                                                                                                              \
    type *restrict out = dest;                                                                                   \
                                                                                                                 \
    for (gsize i = 0; i < n; i++)                                                                                \
      out[i * dest_step] = source##_to_##name (src + i * src_stride);                                            \
  }

DEFINE_KERNELS (s8, 1, int8, gint8, x)
DEFINE_KERNELS (s8, 1, int16, gint16, SHIFT_UP (x, 8))
DEFINE_KERNELS (s8, 1, int24, gint32, SHIFT_UP (x, 16))
DEFINE_KERNELS (s8, 1, int32, gint32, SHIFT_UP (x, 24))
DEFINE_KERNELS (s8, 1, float, float, (float) x *(1.0f / 128.0f))
DEFINE_KERNELS (s8, 1, double, double, (double) x *(1.0 / 128.0))
DEFINE_KERNELS (s16, 2, int8, gint8, x >> 8)
DEFINE_KERNELS (s16, 2, int16, gint16, x)
DEFINE_KERNELS (s16, 2, int24, gint32, SHIFT_UP (x, 8))
DEFINE_KERNELS (s16, 2, int32, gint32, SHIFT_UP (x, 16))
DEFINE_KERNELS (s16, 2, float, float, (float) x *(1.0f / 32768.0f))
DEFINE_KERNELS (s16, 2, double, double, (double) x *(1.0 / 32768.0))
DEFINE_KERNELS (s32, 4, int8, gint8, x >> 24)
DEFINE_KERNELS (s32, 4, int16, gint16, x >> 16)
DEFINE_KERNELS (s32, 4, int24, gint32, x >> 8)
DEFINE_KERNELS (s32, 4, int32, gint32, x)
DEFINE_KERNELS (s32, 4, float, float, (float) x *(1.0f / 2147483648.0f))
DEFINE_KERNELS (s32, 4, double, double, (double) x *(1.0 / 2147483648.0))
DEFINE_KERNELS (f32, 4, int8, gint8, round_float (x, 127.0f))
DEFINE_KERNELS (f32, 4, int16, gint16, round_float (x, 32767.0f))
DEFINE_KERNELS (f32, 4, int24, gint32, round_double (x, 8388607.0))
DEFINE_KERNELS (f32, 4, int32, gint32, round_double (x, 2147483647.0))
DEFINE_KERNELS (f32, 4, float, float, x)
DEFINE_KERNELS (f32, 4, double, double, x)
DEFINE_KERNELS (f64, 8, int8, gint8, round_double (x, 127.0))
DEFINE_KERNELS (f64, 8, int16, gint16, round_double (x, 32767.0))
DEFINE_KERNELS (f64, 8, int24, gint32, round_double (x, 8388607.0))
DEFINE_KERNELS (f64, 8, int32, gint32, round_double (x, 2147483647.0))
DEFINE_KERNELS (f64, 8, float, float, x)
DEFINE_KERNELS (f64, 8, double, double, x)

typedef enum {
  NUMBER_INT8,
  NUMBER_INT16,
  NUMBER_INT24,
  NUMBER_INT32,
  NUMBER_FLOAT,
  NUMBER_DOUBLE,
  N_NUMBERS,
} Number;

static const gsize number_widths[N_NUMBERS] = { 1, 2, 4, 4, 4, 8 };

#define KERNELS(source, name)                                             \
  {                                                                       \
    source##_##name##_run, source##_##name##_pair, source##_##name##_step \
  }
#define SOURCE(source)                                                                                 \
  {                                                                                                    \
    KERNELS (source, int8), KERNELS (source, int16), KERNELS (source, int24), KERNELS (source, int32), \
        KERNELS (source, float), KERNELS (source, double),                                             \
  }

static const Kernels kernels_of[][N_NUMBERS] = { SOURCE (s8), SOURCE (s16), SOURCE (s32), SOURCE (f32), SOURCE (f64) };

/* finish: turns numbers into the bytes of the coding; in place, except where four bytes become three. */

static void
finish_u8 (void *dest, const void *numbers, gsize n)
{
  guint8 *p = dest;

  for (gsize i = 0; i < n; i++)
    p[i] ^= 0x80;
}

#define DEFINE_SWAP(bits)                                                  \
  static void finish_swap##bits (void *dest, const void *numbers, gsize n) \
  {                                                                        \
    guint8 *p = dest;                                                      \
                                                                           \
    for (gsize i = 0; i < n; i++) {                                        \
      guint##bits v;                                                       \
                                                                           \
      memcpy (&v, p + i * sizeof v, sizeof v);                             \
      v = GUINT##bits##_SWAP_LE_BE (v);                                    \
      memcpy (p + i * sizeof v, &v, sizeof v);                             \
    }                                                                      \
  }

/* clang-format off */
DEFINE_SWAP (16)
DEFINE_SWAP (32)
DEFINE_SWAP (64)
/* clang-format on */

/* 24 bits right-justified to left-justified, little-endian. */
static void
finish_left (void *dest, const void *numbers, gsize n)
{
  guint8 *p = dest;

  for (gsize i = 0; i < n; i++) {
    guint32 v;

    memcpy (&v, p + i * 4, 4);
    v = GUINT32_TO_LE (v << 8);
    memcpy (p + i * 4, &v, 4);
  }
}

/* Four bytes are stored three apart: the fourth is that of the next sample, which comes after. */
static void
finish_s24le (void *dest, const void *numbers, gsize n)
{
  guint8 *p = dest;
  const guint32 *in = numbers;

  for (gsize i = 0; i + 1 < n; i++) {
    guint32 v = GUINT32_TO_LE (in[i]);

    memcpy (p + i * 3, &v, 4);
  }
  p += (n - 1) * 3;
  p[0] = (guint8) in[n - 1];
  p[1] = (guint8) (in[n - 1] >> 8);
  p[2] = (guint8) (in[n - 1] >> 16);
}

static void
finish_s24be (void *dest, const void *numbers, gsize n)
{
  guint8 *p = dest;
  const guint32 *in = numbers;

  for (gsize i = 0; i + 1 < n; i++) {
    guint32 v = GUINT32_TO_BE (in[i] << 8);

    memcpy (p + i * 3, &v, 4);
  }
  p += (n - 1) * 3;
  p[0] = (guint8) (in[n - 1] >> 16);
  p[1] = (guint8) (in[n - 1] >> 8);
  p[2] = (guint8) in[n - 1];
}

#if G_BYTE_ORDER == G_LITTLE_ENDIAN
#define FINISH_LE(finish) NULL
#define FINISH_BE(finish) finish
#else
#define FINISH_LE(finish) finish
#define FINISH_BE(finish) NULL
#endif

static const struct {
  Number number;
  void (*finish) (void *dest, const void *numbers, gsize n); /* NULL: the bytes are right already */
} codings[] = {
  [GAF_CODING_U8] = { NUMBER_INT8, finish_u8 },
  [GAF_CODING_S8] = { NUMBER_INT8, NULL },
  [GAF_CODING_S16LE] = { NUMBER_INT16, FINISH_LE (finish_swap16) },
  [GAF_CODING_S16BE] = { NUMBER_INT16, FINISH_BE (finish_swap16) },
  [GAF_CODING_S24LE] = { NUMBER_INT24, finish_s24le },
  [GAF_CODING_S24BE] = { NUMBER_INT24, finish_s24be },
  [GAF_CODING_S24_32LE] = { NUMBER_INT24, FINISH_LE (finish_swap32) },
  [GAF_CODING_S24_LEFTLE] = { NUMBER_INT24, finish_left },
  [GAF_CODING_S32LE] = { NUMBER_INT32, FINISH_LE (finish_swap32) },
  [GAF_CODING_S32BE] = { NUMBER_INT32, FINISH_BE (finish_swap32) },
  [GAF_CODING_F32LE] = { NUMBER_FLOAT, FINISH_LE (finish_swap32) },
  [GAF_CODING_F32BE] = { NUMBER_FLOAT, FINISH_BE (finish_swap32) },
  [GAF_CODING_F64LE] = { NUMBER_DOUBLE, FINISH_LE (finish_swap64) },
  [GAF_CODING_F64BE] = { NUMBER_DOUBLE, FINISH_BE (finish_swap64) },
};

/* The row of kernels_of for a source of the machine's byte order; -1 for any other. */
static int
source_row (GafCoding coding)
{
  const gboolean little = G_BYTE_ORDER == G_LITTLE_ENDIAN;

  switch (coding) {
  case GAF_CODING_S8:
    return 0;
  case GAF_CODING_S16LE:
  case GAF_CODING_S16BE:
    return (coding == GAF_CODING_S16LE) == little ? 1 : -1;
  case GAF_CODING_S32LE:
  case GAF_CODING_S32BE:
    return (coding == GAF_CODING_S32LE) == little ? 2 : -1;
  case GAF_CODING_F32LE:
  case GAF_CODING_F32BE:
    return (coding == GAF_CODING_F32LE) == little ? 3 : -1;
  case GAF_CODING_F64LE:
  case GAF_CODING_F64BE:
    return (coding == GAF_CODING_F64LE) == little ? 4 : -1;
  default:
    return -1;
  }
}

/* Frames [first, first + n) of @source as numbers, interleaved. */
static void
make_numbers (const Kernels *kernels, const GafSampleSource *source, gsize first, void *numbers, gsize number_width,
              gsize n, gboolean packed)
{
  gsize width = gaf_coding_get_width (source->coding);
  gsize channels = (gsize) source->channels;
  gsize skip = first * source->stride;

  if (packed) {
    kernels->run (numbers, source->planes[0] + skip, n * channels);
  } else if (channels == 2 && source->stride == width) {
    kernels->pair (numbers, source->planes[0] + skip, source->planes[1] + skip, n);
  } else {
    for (gsize done = 0; done < n; done += STEP_FRAMES)
      for (gsize c = 0; c < channels; c++)
        kernels->step ((guint8 *) numbers + (done * channels + c) * number_width, channels,
                       source->planes[c] + skip + done * source->stride, source->stride, MIN (STEP_FRAMES, n - done));
  }
}

void
gaf_samples_pack (const GafSampleSource *source, gsize source_frame, GafCoding coding, void *dest, gsize n_frames)
{
  gsize channels = (gsize) source->channels;
  gsize frame_size = gaf_coding_get_width (coding) * channels;
  int row = source_row (source->coding);
  gboolean three_bytes = coding == GAF_CODING_S24LE || coding == GAF_CODING_S24BE;
  gboolean packed = gaf_samples_is_packed (source);
  gint32 numbers[BLOCK_SAMPLES];
  gsize number_width, block;
  const Kernels *kernels;

  g_return_if_fail (row >= 0);
  g_return_if_fail (coding > GAF_CODING_NONE && coding < G_N_ELEMENTS (codings));

  if (n_frames == 0 || channels == 0)
    return;
  kernels = &kernels_of[row][codings[coding].number];
  number_width = number_widths[codings[coding].number];
  block = codings[coding].finish == NULL ? n_frames : MAX (BLOCK_SAMPLES / channels, 1);

  for (gsize done = 0; done < n_frames; done += block) {
    gsize n = MIN (block, n_frames - done);
    guint8 *out = (guint8 *) dest + done * frame_size;

    make_numbers (kernels, source, source_frame + done, three_bytes ? (void *) numbers : out, number_width, n, packed);
    if (codings[coding].finish != NULL)
      codings[coding].finish (out, numbers, n * channels);
  }
}
