/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <math.h>

#include "gaudiofile/gaf-error.h"
#include "resample/multiply.h"
#include "resample/ratio.h"
#include "gaudiofile/gaf-resampled-reader.h"
#include "gaudiofile/gaf-resampler.h"
#include "gaudiofile/gaf-reader.h"
#include "gaudiofile/gaf-writer.h"
#include "test-util.h"

/* Pairs of rates: up and down, equal, with fractions, in one filter and in three. */
static const double rates[][2] = {
  { 44100, 48000 }, { 48000, 44100 },   { 44100, 22050.5 }, { 48000, 1234.56 }, { 8000, 96000 },
  { 16000, 16000 }, { 768000, 1000.5 }, { 480000, 70 },     { 1, 50 },
};

static float *
make_noise (gint64 n)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  float *samples = g_new (float, MAX (n, 1));

  for (gint64 i = 0; i < n; i++)
    samples[i] = g_rand_double_range (random, -1, 1);
  return samples;
}

static GafResampler *
new_resampler (double from, double to, guint channels, GafResampleQuality quality)
{
  g_autoptr (GError) error = NULL;
  GafResampler *resampler = gaf_resampler_new (from, to, channels, quality, &error);

  g_assert_no_error (error);
  return resampler;
}

/* A whole stream of one channel in pieces of @piece frames; 0: of any size, also none. */
static float *
resample (GafResampler *resampler, const float *samples, gint64 n, gint64 piece, gint64 *n_out)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (2);
  const gint64 length = gaf_resampler_get_n_frames (resampler, n);
  float *out = g_new (float, length + 1);
  float *plane;

  *n_out = 0;
  for (gint64 done = 0, size; done < n; done += size) {
    const float *in = samples + done;
    gint64 ready;

    size = piece > 0 ? piece : g_rand_int_range (random, 0, 3000);
    size = MIN (size, n - done);
    ready = gaf_resampler_get_n_ready (resampler, size);
    g_assert_cmpint (*n_out + ready, <=, length);
    plane = out + *n_out;
    g_assert_cmpint (gaf_resampler_process (resampler, &in, size, &plane, ready, NULL), ==, ready);
    *n_out += ready;
  }
  g_assert_cmpint (*n_out + gaf_resampler_get_n_rest (resampler), ==, length);
  do {
    plane = out + *n_out;
    *n_out += gaf_resampler_flush (resampler, &plane, piece > 0 ? length : 777, NULL);
  } while (gaf_resampler_get_n_rest (resampler) > 0);
  return out;
}

static void
test_ratio (void)
{
  static const struct {
    double from, to;
    gint64 in, out;
  } exact[] = {
    { 44100, 48000, 147, 160 },      { 48000, 16000, 3, 1 },          { 44100, 22050.5, 88200, 44101 },
    { 44100, 1234.56, 91875, 2572 }, { 1, 768000, 1, 768000 },        { 768000, 1, 768000, 1 },
    { 44100, 44100, 1, 1 },          { 8000.25, 8000, 32001, 32000 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (exact); i++) {
    const GafResampleRatio ratio = gaf_resample_ratio_find (exact[i].from, exact[i].to);

    g_assert_cmpint (ratio.in, ==, exact[i].in);
    g_assert_cmpint (ratio.out, ==, exact[i].out);
  }
  for (double to = 1000; to < 700000; to *= G_PI / 2) {
    const double from = 44100 * G_SQRT2;
    const GafResampleRatio ratio = gaf_resample_ratio_find (from, to);

    g_assert_cmpfloat (fabs ((double) ratio.in / ratio.out * to / from - 1), <, 1e-12);
  }
  g_assert_cmpint (gaf_resample_ratio_scale ((GafResampleRatio){ 2, 1 }, 5), ==, 3);
  g_assert_cmpint (gaf_resample_ratio_scale ((GafResampleRatio){ 3, 1 }, 4), ==, 1);
  g_assert_cmpint (gaf_resample_ratio_scale ((GafResampleRatio){ 147, 160 }, G_GINT64_CONSTANT (1) << 60), ==,
                   G_GINT64_CONSTANT (1254880549231942287));
}

/* Any pieces give the same, bit for bit, and so does the next stream. */
static void
test_pieces (void)
{
  const gint64 n = 2003;
  g_autofree float *samples = make_noise (n);

  for (gsize i = 0; i < G_N_ELEMENTS (rates); i++)
    for (int quality = 0; quality <= GAF_RESAMPLE_QUALITY_WINDOWED_SINC_8; quality++) {
      g_autoptr (GafResampler) resampler = new_resampler (rates[i][0], rates[i][1], 1, quality);
      const gint64 length = (gint64) floor (n * rates[i][1] / rates[i][0] + 0.5);
      gint64 n_out;
      g_autofree float *whole = resample (resampler, samples, n, n, &n_out);

      g_assert_cmpint (n_out, ==, length);
      for (int time = 0; time < 2; time++) {
        g_autofree float *pieces = resample (resampler, samples, n, 0, &n_out);

        g_assert_cmpmem (pieces, n_out * sizeof (float), whole, length * sizeof (float));
      }
    }
}

static void
test_reset (void)
{
  const gint64 n = 5000;
  g_autofree float *samples = make_noise (n);
  const float *in = samples;

  for (gsize i = 0; i < G_N_ELEMENTS (rates); i++) {
    g_autoptr (GafResampler) resampler =
        new_resampler (rates[i][0], rates[i][1], 1, GAF_RESAMPLE_QUALITY_WINDOWED_SINC_16);
    g_autofree float *room = g_new (float, n * 100);
    gint64 n_whole, n_again;
    g_autofree float *whole = resample (resampler, samples, n, n, &n_whole);
    g_autofree float *again = NULL;

    gaf_resampler_process (resampler, &in, 1234, &room, n * 100, NULL);
    gaf_resampler_reset (resampler, NULL);
    again = resample (resampler, samples, n, 100, &n_again);
    g_assert_cmpmem (again, n_again * sizeof (float), whole, n_whole * sizeof (float));
  }
}

/* A polynomial of the degree that a quality follows comes out as it is. */
static void
test_polynomials (void)
{
  static const int degrees[] = { 0, 1, 2, 4 };

  for (int quality = 0; quality <= GAF_RESAMPLE_QUALITY_LAGRANGE; quality++) {
    g_autoptr (GafResampler) resampler = new_resampler (30, 70, 1, quality);
    g_autofree float *out = NULL;
    float samples[40];
    gint64 n_out;

    for (int i = 0; i < 40; i++)
      samples[i] = pow ((i - 20) / 20.0, degrees[quality]);
    out = resample (resampler, samples, 40, 3, &n_out);
    for (gint64 k = 10; k < n_out - 10; k++)
      g_assert_cmpfloat_with_epsilon (out[k], pow ((k * 3 / 7.0 - 20) / 20, degrees[quality]), 1e-5);
  }
}

/* Full scale in, full scale out; time zero stays time zero. */
static void
test_tone (void)
{
  const gint64 n = 20000;
  g_autofree float *samples = g_new (float, n);

  for (gsize i = 0; i < 5; i++)
    for (int quality = GAF_RESAMPLE_QUALITY_WINDOWED_SINC; quality <= GAF_RESAMPLE_QUALITY_WINDOWED_SINC_32;
         quality++) {
      g_autoptr (GafResampler) resampler = new_resampler (rates[i][0], rates[i][1], 1, quality);
      const double frequency = 0.4 * MIN (rates[i][0], rates[i][1]);
      const double margin = gaf_resampler_get_input_latency (resampler) / rates[i][0];
      g_autofree float *out = NULL;
      gint64 n_out;

      for (gint64 t = 0; t < n; t++)
        samples[t] = sin (2 * G_PI * frequency * t / rates[i][0] + 1);
      out = resample (resampler, samples, n, 4096, &n_out);
      for (gint64 k = 0; k < n_out; k++)
        if (k / rates[i][1] > margin && k / rates[i][1] < n / rates[i][0] - margin)
          g_assert_cmpfloat_with_epsilon (out[k], sin (2 * G_PI * frequency * k / rates[i][1] + 1), 4e-6);
    }
}

/* The sums are what they are defined to be, and the same bits with however many others they are computed, and with
 * vectors of either width: the careful way has those of eight samples. */
static void
test_multiply (void)
{
  enum { ROWS = 101, LOW = 47, COLUMNS = 29 };
  g_autofree float *weights = make_noise (ROWS * GAF_RESAMPLE_LANES);
  g_autofree float *samples = make_noise (ROWS + COLUMNS);
  GafResampleRows rows = { .weights = weights, .n = ROWS, .n_low = LOW };
  float sums[COLUMNS][GAF_RESAMPLE_LANES], alone[1][GAF_RESAMPLE_LANES];
  const float *inputs[COLUMNS];

  for (guint column = 0; column < COLUMNS; column++)
    inputs[column] = samples + column;
  for (guint done = 0, n; done < COLUMNS; done += n) {
    n = gaf_resample_count_columns (&rows, COLUMNS - done);
    g_assert_cmpuint (n, <=, GAF_RESAMPLE_COLUMNS);
    gaf_resample_multiply (&rows, inputs + done, n, sums + done);
  }
  for (guint column = 0; column < COLUMNS; column++) {
    for (guint lane = 0; lane < GAF_RESAMPLE_LANES; lane++) {
      double sum = 0;

      for (guint i = 0; i < ROWS; i++)
        sum += (double) weights[i * GAF_RESAMPLE_LANES + lane] * inputs[column][i];
      g_assert_cmpfloat_with_epsilon (sums[column][lane], sum, 2e-5);
    }
    for (int careful = 0; careful < 2; careful++) {
      rows.is_careful = careful;
      gaf_resample_multiply (&rows, inputs + column, 1, alone);
      g_assert_cmpmem (alone[0], sizeof alone[0], sums[column], sizeof alone[0]);
    }
  }

  samples[0] = INFINITY;
  for (guint lane = 0; lane < GAF_RESAMPLE_LANES; lane += 2)
    weights[lane] = 0;
  gaf_resample_multiply (&rows, inputs, 1, alone);
  for (guint lane = 0; lane < GAF_RESAMPLE_LANES; lane++)
    g_assert_cmpint (isfinite (alone[0][lane]), ==, lane % 2 == 0);
}

static void
test_are_finite (void)
{
  g_autofree float *samples = make_noise (50);

  for (gint64 n = 0; n < 50; n++) {
    g_assert_true (gaf_resample_are_finite (samples, n));
    for (gint64 i = 0; i < n; i++) {
      const float before = samples[i];

      samples[i] = i % 2 == 0 ? NAN : -INFINITY;
      g_assert_false (gaf_resample_are_finite (samples, n));
      samples[i] = before;
    }
  }
}

/* Not a number spoils what the filter reaches, and no more. */
static void
test_not_a_number (void)
{
  const gint64 n = 4000;

  for (int quality = 0; quality <= GAF_RESAMPLE_QUALITY_WINDOWED_SINC_8; quality++) {
    g_autoptr (GafResampler) resampler = new_resampler (44100, 48000, 1, quality);
    const double reach = gaf_resampler_get_input_latency (resampler) + 1;
    g_autofree float *samples = make_noise (n);
    g_autofree float *clean = NULL, *spoiled = NULL;
    gint64 n_out, n_spoiled = 0;

    clean = resample (resampler, samples, n, n, &n_out);
    samples[2000] = NAN;
    samples[2001] = INFINITY;
    spoiled = resample (resampler, samples, n, n, &n_out);
    for (gint64 k = 0; k < n_out; k++) {
      if (fabs (k * 44100.0 / 48000 - 2000) > reach + 1)
        g_assert_cmpfloat (spoiled[k], ==, clean[k]);
      n_spoiled += !isfinite (spoiled[k]);
    }
    g_assert_cmpint (n_spoiled, >, 0);
  }
}

static void
test_refused (void)
{
  static const double bad_rates[] = { 0, -1, 0.5, 1e12, NAN, INFINITY };
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (bad_rates); i++) {
    g_assert_null (gaf_resampler_new (bad_rates[i], 48000, 1, GAF_RESAMPLE_QUALITY_LINEAR, &error));
    g_assert_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT);
    g_clear_error (&error);
    g_assert_null (gaf_resampler_new (48000, bad_rates[i], 1, GAF_RESAMPLE_QUALITY_LINEAR, &error));
    g_assert_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT);
    g_clear_error (&error);
  }
  g_assert_null (gaf_resampler_new (1, 2, 0, GAF_RESAMPLE_QUALITY_LINEAR, &error));
  g_assert_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);
  g_assert_null (gaf_resampler_new (1, 2, 65, GAF_RESAMPLE_QUALITY_LINEAR, &error));
  g_assert_error (error, GAF_ERROR, GAF_ERROR_LIMIT);
  g_clear_error (&error);
  g_assert_null (gaf_resampler_new (1, 2, 1, 11, &error));
  g_assert_error (error, GAF_ERROR, GAF_ERROR_INVALID_ARGUMENT);
}

/* reader */

static GafReader *
new_reader (double rate, gint64 n_frames)
{
  g_autoptr (GafEncodeSpec) spec = gaf_encode_spec_new ("wav", rate, 2);
  g_autoptr (GafWriter) writer = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree float *samples = make_noise (2 * n_frames);
  GafReader *reader;

  writer = gaf_writer_new_for_memory (spec, &error);
  g_assert_no_error (error);
  gaf_writer_write_interleaved (writer, samples, n_frames, NULL, &error);
  g_assert_no_error (error);
  gaf_writer_close (writer, NULL, &error);
  g_assert_no_error (error);
  bytes = gaf_writer_steal_bytes (writer, &error);
  g_assert_no_error (error);
  reader = gaf_reader_new_for_bytes (bytes, NULL, &error);
  g_assert_no_error (error);
  return reader;
}

static GafBlock *
read_block (GafSource *source, gint64 n_frames)
{
  g_autoptr (GError) error = NULL;
  GafBlock *block = gaf_source_read_frames (source, n_frames, GAF_LAYOUT_INTERLEAVED, NULL, &error);

  g_assert_no_error (error);
  return block;
}

static void
assert_same (GafBlock *part, GafBlock *whole, gint64 first)
{
  const gsize frame = 2 * sizeof (float);

  g_assert_cmpint (first + gaf_block_get_n_frames (part), <=, gaf_block_get_n_frames (whole));
  g_assert_cmpmem (g_bytes_get_data (gaf_block_get_bytes (part), NULL), gaf_block_get_n_frames (part) * frame,
                   (const guint8 *) g_bytes_get_data (gaf_block_get_bytes (whole), NULL) + first * frame,
                   gaf_block_get_n_frames (part) * frame);
}

static void
test_reader (void)
{
  const gint64 n = 30000;
  g_autoptr (GRand) random = g_rand_new_with_seed (3);

  for (gsize i = 0; i < G_N_ELEMENTS (rates) - 1; i++) {
    g_autoptr (GafReader) reader = new_reader (rates[0][0], n);
    g_autoptr (GError) error = NULL;
    g_autoptr (GafResampledReader) resampled =
        gaf_resampled_reader_new (GAF_SOURCE (reader), rates[i][1], GAF_RESAMPLE_QUALITY_WINDOWED_SINC_32, &error);
    GafSource *source = GAF_SOURCE (resampled);
    const gint64 n_frames = gaf_source_get_n_frames (source);
    g_autoptr (GafBlock) whole = NULL;

    g_assert_no_error (error);
    g_assert_cmpint (n_frames, ==, floor (n * rates[i][1] / rates[0][0] + 0.5));
    whole = read_block (source, n_frames + 10);
    g_assert_cmpint (gaf_block_get_n_frames (whole), ==, n_frames);
    for (int time = 0; time < 30; time++) {
      const gint64 first = g_rand_int_range (random, 0, n_frames + 1);
      const gint64 wanted = g_rand_int_range (random, 0, 2000);
      g_autoptr (GafBlock) part = NULL, next = NULL;

      g_assert_true (gaf_source_seek (source, first, NULL, NULL));
      part = read_block (source, wanted);
      g_assert_cmpint (gaf_block_get_n_frames (part), ==, MIN (wanted, n_frames - first));
      assert_same (part, whole, first);
      /* Somebody else reads. */
      g_assert_true (gaf_reader_seek (reader, time, NULL, NULL));
      next = read_block (source, 10);
      assert_same (next, whole, MIN (first + wanted, n_frames));
    }
    g_assert_false (gaf_source_seek (source, n_frames + 1, NULL, &error));
    g_assert_error (error, GAF_ERROR, GAF_ERROR_OUT_OF_RANGE);
  }
}

/* A whole stream in one call: the same, whatever was begun before, and the resampler is as new. */
static void
test_whole (void)
{
  const gint64 n = 2003;
  g_autofree float *samples = make_noise (n);
  const float *in = samples;

  for (gsize i = 0; i < G_N_ELEMENTS (rates); i++) {
    g_autoptr (GafResampler) resampler =
        new_resampler (rates[i][0], rates[i][1], 1, GAF_RESAMPLE_QUALITY_WINDOWED_SINC_32);
    gint64 n_out;
    g_autofree float *expected = resample (resampler, samples, n, 0, &n_out);
    g_autofree float *whole = g_new (float, n_out + 1);

    gaf_resampler_process (resampler, &in, 500, &whole, 0, NULL);
    whole[n_out] = 77;
    for (int time = 0; time < 2; time++) {
      g_assert_cmpint (gaf_resampler_resample (resampler, &in, n, &whole, NULL), ==, n_out);
      g_assert_cmpmem (whole, n_out * sizeof (float), expected, n_out * sizeof (float));
    }
    g_assert_cmpfloat (whole[n_out], ==, 77);
    g_assert_cmpint (gaf_resampler_get_n_rest (resampler), ==, 0);
    g_assert_cmpint (gaf_resampler_resample (resampler, &in, 0, &whole, NULL), ==, 0);
  }
}

static void
test_reader_closing (void)
{
  g_autoptr (GafReader) reader = new_reader (8000, 100);
  g_autoptr (GafResampledReader) first = NULL, second = NULL;
  g_autoptr (GError) error = NULL;

  first = gaf_resampled_reader_new (GAF_SOURCE (reader), 16000, GAF_RESAMPLE_QUALITY_LINEAR, &error);
  second = gaf_resampled_reader_new (GAF_SOURCE (first), 4000, GAF_RESAMPLE_QUALITY_LINEAR, &error);
  g_assert_no_error (error);
  g_assert_cmpint (gaf_source_get_n_frames (GAF_SOURCE (second)), ==, 50);
  gaf_resampled_reader_close (first);
  g_assert_false (gaf_reader_is_closed (reader));
  g_assert_true (gaf_source_is_closed (GAF_SOURCE (second)));
  g_assert_null (gaf_source_read_frames (GAF_SOURCE (second), 1, GAF_LAYOUT_PLANAR, NULL, &error));
  g_assert_error (error, GAF_ERROR, GAF_ERROR_CLOSED);
  g_clear_error (&error);
  g_assert_null (gaf_resampled_reader_new (GAF_SOURCE (first), 1000, GAF_RESAMPLE_QUALITY_LINEAR, &error));
  g_assert_error (error, GAF_ERROR, GAF_ERROR_CLOSED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/resampler/ratio", test_ratio);
  g_test_add_func ("/resampler/pieces", test_pieces);
  g_test_add_func ("/resampler/whole", test_whole);
  g_test_add_func ("/resampler/reset", test_reset);
  g_test_add_func ("/resampler/polynomials", test_polynomials);
  g_test_add_func ("/resampler/tone", test_tone);
  g_test_add_func ("/resampler/multiply", test_multiply);
  g_test_add_func ("/resampler/are-finite", test_are_finite);
  g_test_add_func ("/resampler/not-a-number", test_not_a_number);
  g_test_add_func ("/resampler/refused", test_refused);
  g_test_add_func ("/resampler/reader", test_reader);
  g_test_add_func ("/resampler/reader-closing", test_reader_closing);
  return g_test_run ();
}
