/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <glib.h>
#include <string.h>

#include "gaudiofile/gaf-samples.h"

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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/samples/shapes", test_shapes);
  g_test_add_func ("/samples/scale", test_scale);
  g_test_add_func ("/samples/laws", test_laws);
  g_test_add_func ("/samples/silence", test_silence);
  return g_test_run ();
}
