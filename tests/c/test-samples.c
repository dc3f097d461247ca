/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <glib.h>
#include <math.h>
#include <string.h>

#include "samples/samples.h"

#define FRAMES   67 /* more than a block of the strided kernels, and no multiple of a vector */
#define CHANNELS 3

/* What a coding's bytes mean, written as plainly as possible: the kernels are compared with this. */
static double
decode (GafCoding coding, const guint8 *p)
{
  gint64 value = 0;
  gsize width = gaf_coding_get_width (coding);
  gboolean big = coding == GAF_CODING_S16BE || coding == GAF_CODING_S24BE || coding == GAF_CODING_S32BE
                 || coding == GAF_CODING_F32BE || coding == GAF_CODING_F64BE;
  guint64 bits = 0;
  float f;
  double d;

  for (gsize i = 0; i < width; i++)
    bits |= (guint64) p[big ? width - 1 - i : i] << (8 * i);
  switch (coding) {
  case GAF_CODING_F32LE:
  case GAF_CODING_F32BE:
    value = bits;
    memcpy (&f, (guint32[]){ value }, sizeof f);
    return f;
  case GAF_CODING_F64LE:
  case GAF_CODING_F64BE:
    memcpy (&d, &bits, sizeof d);
    return d;
  case GAF_CODING_U8:
    return (double) bits - 128;
  case GAF_CODING_S24_32LE:
    width = 3;
    bits &= 0xffffff;
    G_GNUC_FALLTHROUGH;
  case GAF_CODING_S24_LEFTLE:
    bits >>= coding == GAF_CODING_S24_LEFTLE ? 8 : 0;
    width = 3;
    G_GNUC_FALLTHROUGH;
  default:
    value = bits;
    return value >= (G_GINT64_CONSTANT (1) << (8 * width - 1)) ? value - (G_GINT64_CONSTANT (1) << (8 * width)) : value;
  }
}

static float
expected_float (GafCoding coding, double value)
{
  switch (gaf_coding_get_format (coding)) {
  case GAF_SAMPLE_FORMAT_INT8:
    return (float) value * (1.0f / 127);
  case GAF_SAMPLE_FORMAT_INT16:
    return (float) value * (1.0f / 32767);
  case GAF_SAMPLE_FORMAT_INT24:
    return (float) value * (1.0f / 8388607);
  case GAF_SAMPLE_FORMAT_INT32:
    return (float) value * (1.0f / 2147483648.0f);
  default:
    return (float) value;
  }
}

/* Sample @index of a native destination. */
static double
load_native (GafSampleFormat format, const void *memory, gsize index)
{
  switch (format) {
  case GAF_SAMPLE_FORMAT_INT8:
    return ((const gint8 *) memory)[index];
  case GAF_SAMPLE_FORMAT_INT16:
    return ((const gint16 *) memory)[index];
  case GAF_SAMPLE_FORMAT_INT24: /* left-justified */
    return ((const gint32 *) memory)[index] / 256.0;
  case GAF_SAMPLE_FORMAT_INT32:
    return ((const gint32 *) memory)[index];
  case GAF_SAMPLE_FORMAT_FLOAT32:
    return ((const float *) memory)[index];
  default:
    return ((const double *) memory)[index];
  }
}

/* One coding through one shape of source and destination, from frame 1 to frame 2 on. */
static void
check_shape (GafCoding coding, int channels, gboolean planar_source, GafLayout layout, gboolean native)
{
  gsize width = gaf_coding_get_width (coding);
  GafSampleFormat format = native ? gaf_coding_get_format (coding) : GAF_SAMPLE_FORMAT_FLOAT32;
  gsize size = (gsize) FRAMES * channels * width;
  g_autofree guint8 *data = g_malloc (size); /* exactly: a read behind it is found by the sanitizer */
  g_autofree double *out = g_new0 (double, (FRAMES + 2) * channels);
  const guint8 *source_planes[CHANNELS];
  void *dest_planes[CHANNELS];
  GafSampleSource source = { coding, channels, planar_source ? width : width * channels, source_planes };
  GafSampleDest dest = { format, layout, dest_planes };
  gsize out_width = format == GAF_SAMPLE_FORMAT_FLOAT64 ? 8
                    : format == GAF_SAMPLE_FORMAT_INT16 ? 2
                    : format == GAF_SAMPLE_FORMAT_INT8  ? 1
                                                        : 4;

  for (gsize i = 0; i < size; i++)
    data[i] = (guint8) (i * 89 + i / 7 + 3);
  /* Random bytes are denormal or not a number as floats: give them an exponent near one. */
  for (gsize i = 0; width >= 4 && gaf_coding_get_format (coding) >= GAF_SAMPLE_FORMAT_FLOAT32 && i < size; i += width)
    data[i + (coding == GAF_CODING_F32BE || coding == GAF_CODING_F64BE ? 0 : width - 1)] = 0x3f;
  for (int c = 0; c < channels; c++) {
    source_planes[c] = data + (planar_source ? c * FRAMES * width : c * width);
    dest_planes[c] = (guint8 *) out + c * (FRAMES + 2) * out_width;
  }

  gaf_samples_convert (&source, 1, &dest, 2, FRAMES - 1);
  for (int c = 0; c < channels; c++)
    for (gsize i = 0; i < FRAMES - 1; i++) {
      double value = decode (coding, source_planes[c] + (i + 1) * source.stride);
      gboolean planar = layout == GAF_LAYOUT_PLANAR;
      double got =
          load_native (format, planar ? dest_planes[c] : (void *) out, planar ? i + 2 : (i + 2) * channels + c);

      g_assert_cmpfloat (got, ==, native ? value : expected_float (coding, value));
    }
  /* What lies before the place asked for stays as it was. */
  for (gsize i = 0; i < 2 * out_width; i++)
    g_assert_cmpint (((guint8 *) dest_planes[0])[i], ==, 0);
}

static void
test_shapes (void)
{
  for (GafCoding coding = GAF_CODING_U8; coding < GAF_CODING_ALAW; coding++)
    for (int channels = 1; channels <= CHANNELS; channels++)
      for (guint shape = 0; shape < 8; shape++)
        check_shape (coding, channels, shape & 1, shape & 2 ? GAF_LAYOUT_INTERLEAVED : GAF_LAYOUT_PLANAR, shape & 4);
}

static float
convert_one (GafCoding coding, guint32 bytes)
{
  guint8 memory[4];
  float out = 0;
  GafSampleSource source = { coding, 1, gaf_coding_get_width (coding), (const guint8 *[]){ memory } };
  GafSampleDest dest = { GAF_SAMPLE_FORMAT_FLOAT32, GAF_LAYOUT_PLANAR, (void *[]){ &out } };

  for (int i = 0; i < 4; i++)
    memory[i] = (guint8) (bytes >> (8 * i));
  gaf_samples_convert (&source, 0, &dest, 0, 1);
  return out;
}

/* Integers scale by their largest positive value, as the documentation promises. */
static void
test_scale (void)
{
  g_assert_cmpfloat (convert_one (GAF_CODING_S16LE, 0x7fff), ==, 1.0f);
  g_assert_cmpfloat (convert_one (GAF_CODING_S16LE, 0x8000), ==, -1.0000305f);
  g_assert_cmpfloat (convert_one (GAF_CODING_U8, 0xff), ==, 1.0f);
  g_assert_cmpfloat (convert_one (GAF_CODING_U8, 0x80), ==, 0.0f);
  g_assert_cmpfloat (convert_one (GAF_CODING_S24LE, 0x7fffff), ==, 1.0f);
  g_assert_cmpfloat (convert_one (GAF_CODING_S32LE, 0x7fffffff), ==, 1.0f);
  /* the top byte of 24 bits in 32 is filling, whatever it holds */
  g_assert_cmpfloat (convert_one (GAF_CODING_S24_32LE, 0xab7fffff), ==, 1.0f);
  g_assert_cmpfloat (convert_one (GAF_CODING_S24_32LE, 0x00ffffff), ==, -1.0f / 8388607);
  /* where a division would round otherwise than pedalboard */
  g_assert_cmpfloat (convert_one (GAF_CODING_S16LE, 10923), ==, 10923 * (1.0f / 32767));
}

/* Values from the tables of ITU-T G.711, as 16 bits. */
static void
test_laws (void)
{
  g_assert_cmpfloat (convert_one (GAF_CODING_MULAW, 0xff), ==, 0.0f);
  g_assert_cmpfloat (convert_one (GAF_CODING_MULAW, 0x80), ==, 32124 / 32768.0f);
  g_assert_cmpfloat (convert_one (GAF_CODING_MULAW, 0x00), ==, -32124 / 32768.0f);
  g_assert_cmpfloat (convert_one (GAF_CODING_MULAW, 0xfe), ==, 8 / 32768.0f);
  g_assert_cmpfloat (convert_one (GAF_CODING_ALAW, 0xd5), ==, 8 / 32768.0f);
  g_assert_cmpfloat (convert_one (GAF_CODING_ALAW, 0x55), ==, -8 / 32768.0f);
  g_assert_cmpfloat (convert_one (GAF_CODING_ALAW, 0xaa), ==, 32256 / 32768.0f);
  g_assert_cmpfloat (convert_one (GAF_CODING_ALAW, 0x2a), ==, -32256 / 32768.0f);
  g_assert_cmpfloat (convert_one (GAF_CODING_ALAW, 0xc5), ==, 264 / 32768.0f);
}

static void
test_silence (void)
{
  float planes[2][6] = { { 1, 1, 1, 1, 1, 1 }, { 1, 1, 1, 1, 1, 1 } };
  GafSampleDest planar = { GAF_SAMPLE_FORMAT_FLOAT32, GAF_LAYOUT_PLANAR, (void *[]){ planes[0], planes[1] } };
  GafSampleDest interleaved = { GAF_SAMPLE_FORMAT_FLOAT32, GAF_LAYOUT_INTERLEAVED, (void *[]){ planes[0] } };

  gaf_samples_silence (&planar, 2, 2, 3);
  for (int i = 0; i < 6; i++) {
    g_assert_cmpfloat (planes[0][i], ==, i >= 2 && i < 5 ? 0 : 1);
    g_assert_cmpfloat (planes[1][i], ==, i >= 2 && i < 5 ? 0 : 1);
  }
  gaf_samples_silence (&interleaved, 2, 0, 1);
  g_assert_cmpfloat (planes[0][0] + planes[0][1], ==, 0);
  g_assert_cmpfloat (planes[0][5], ==, 1);
}

/* pack */

static const GafCoding native_sources[] = {
#if G_BYTE_ORDER == G_LITTLE_ENDIAN
  GAF_CODING_S8, GAF_CODING_S16LE, GAF_CODING_S32LE, GAF_CODING_F32LE, GAF_CODING_F64LE,
#else
  GAF_CODING_S8, GAF_CODING_S16BE, GAF_CODING_S32BE, GAF_CODING_F32BE, GAF_CODING_F64BE,
#endif
};

static int
format_bits (GafSampleFormat format)
{
  return format == GAF_SAMPLE_FORMAT_INT8    ? 8
         : format == GAF_SAMPLE_FORMAT_INT16 ? 16
         : format == GAF_SAMPLE_FORMAT_INT24 ? 24
         : format == GAF_SAMPLE_FORMAT_INT32 ? 32
                                             : 0;
}

/* What @value of @source is in @coding, as decode() would give it, written as plainly as possible. */
static double
expected_packed (GafCoding source, GafCoding coding, double value)
{
  int from = format_bits (gaf_coding_get_format (source));
  int to = format_bits (gaf_coding_get_format (coding));
  double scale = ldexp (1, to - 1) - 1;

  if (from > 0 && to > 0)
    return floor (ldexp (value, to - from));
  if (from > 0)
    value = ldexp (value, 1 - from);
  if (to == 0)
    return gaf_coding_get_format (coding) == GAF_SAMPLE_FORMAT_FLOAT32 ? (float) value : value;
  if (isnan (value))
    return 0;
  /* float is what the kernels calculate in where it is exact enough */
  if (gaf_coding_get_format (source) == GAF_SAMPLE_FORMAT_FLOAT32 && to <= 16)
    value = (float) value * (float) scale;
  else
    value *= scale;
  return CLAMP (rint (value), -scale - 1, scale);
}

/* Values around every edge first, then all over. */
static void
fill_source (GafCoding coding, guint8 *data, gsize n)
{
  static const double edges[] = { 0,       1,        -1,        0.5,        -0.5,  1.5,      -1.5,
                                  NAN,     INFINITY, -INFINITY, 1e30,       -1e30, 1 / 254., -1 / 254.,
                                  0.99999, -0.99999, 1.0000305, -1.0000305, 1e-30 };

  for (gsize i = 0; i < n; i++) {
    double d = i < G_N_ELEMENTS (edges) ? edges[i] : sin ((double) i * 1.7) * 1.1;
    float f = (float) d;
    guint32 bits = i < 8 ? (guint32[]){ 0, 1, G_MAXUINT32, 0x7fffffff, 0x80000000, 0xff, 0x8000, 0xffff0000 }[i]
                         : (guint32) i * 2654435761u;

    if (coding == native_sources[4])
      memcpy (data + i * 8, &d, 8);
    else if (coding == native_sources[3])
      memcpy (data + i * 4, &f, 4);
    else if (coding == native_sources[2])
      memcpy (data + i * 4, &bits, 4);
    else if (coding == native_sources[1])
      memcpy (data + i * 2, (guint16[]){ i % 2 ? bits >> 16 : bits }, 2);
    else
      data[i] = (guint8) (i % 2 ? bits >> 24 : bits);
  }
}

static void
check_pack (GafCoding from, GafCoding coding, int channels, guint shape, gsize n_frames)
{
  gsize width = gaf_coding_get_width (from);
  gsize out_width = gaf_coding_get_width (coding);
  gsize stride = shape == 0 ? width * channels : shape == 1 ? width : width * channels + 3; /* odd: not aligned */
  gsize plane = shape == 1 ? width * n_frames : width;
  gsize size = shape == 2 ? stride * n_frames : width * channels * n_frames;
  g_autofree guint8 *samples = g_malloc (width * channels * n_frames);
  g_autofree guint8 *data = g_malloc0 (size);
  g_autofree guint8 *out = g_malloc (out_width * channels * (n_frames - 1)); /* exactly, for the sanitizer */
  const guint8 *planes[CHANNELS];
  GafSampleSource source = { from, channels, stride, planes };

  fill_source (from, samples, channels * n_frames);
  for (int c = 0; c < channels; c++) {
    planes[c] = data + c * plane;
    for (gsize i = 0; i < n_frames; i++)
      memcpy (data + c * plane + i * stride, samples + (i * channels + c) * width, width);
  }

  gaf_samples_pack (&source, 1, coding, out, n_frames - 1);
  for (gsize i = 0; i < (n_frames - 1) * channels; i++) {
    double value = decode (from, samples + (i + channels) * width);
    double wanted = expected_packed (from, coding, value);
    double got = decode (coding, out + i * out_width);

    if (!(isnan (wanted) && isnan (got)))
      g_assert_cmpfloat (got, ==, wanted);
  }
}

static void
test_pack (void)
{
  for (gsize s = 0; s < G_N_ELEMENTS (native_sources); s++)
    for (GafCoding coding = GAF_CODING_U8; coding < GAF_CODING_ALAW; coding++)
      for (int channels = 1; channels <= CHANNELS; channels++)
        for (guint shape = 0; shape < 3; shape++) {
          check_pack (native_sources[s], coding, channels, shape, 33);
          check_pack (native_sources[s], coding, channels, shape, 4200); /* more than a block */
        }
}

/* What was read as float is the same again when it is written. */
static void
test_pack_round_trip (void)
{
  static const GafCoding integers[] = { GAF_CODING_U8, GAF_CODING_S16BE, GAF_CODING_S24LE };
  enum { N = 1 << 16 };
  g_autofree guint8 *bytes = g_malloc (N * 3);
  g_autofree guint8 *again = g_malloc (N * 3);
  g_autofree float *floats = g_new (float, N);

  for (gsize k = 0; k < G_N_ELEMENTS (integers); k++) {
    gsize width = gaf_coding_get_width (integers[k]);
    GafSampleSource stored = { integers[k], 1, width, (const guint8 *[]){ bytes } };
    GafSampleDest dest = { GAF_SAMPLE_FORMAT_FLOAT32, GAF_LAYOUT_PLANAR, (void *[]){ floats } };
    GafSampleSource source = { native_sources[3], 1, 4, (const guint8 *[]){ (guint8 *) floats } };

    for (guint block = 0; block < (width == 3 ? 256 : 1); block++) {
      for (gsize i = 0; i < N; i++) {
        bytes[i * width] = (guint8) i;
        if (width > 1)
          bytes[i * width + 1] = (guint8) (i >> 8);
        if (width > 2)
          bytes[i * width + 2] = (guint8) block;
      }
      gaf_samples_convert (&stored, 0, &dest, 0, N);
      gaf_samples_pack (&source, 0, integers[k], again, N);
      g_assert_cmpmem (bytes, N * width, again, N * width);
    }
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/samples/shapes", test_shapes);
  g_test_add_func ("/samples/scale", test_scale);
  g_test_add_func ("/samples/laws", test_laws);
  g_test_add_func ("/samples/silence", test_silence);
  g_test_add_func ("/samples/pack", test_pack);
  g_test_add_func ("/samples/pack-round-trip", test_pack_round_trip);
  return g_test_run ();
}
