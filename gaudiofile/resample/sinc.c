/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <math.h>

#include "resample/filter.h"
#include "samples/vector.h"

/*
 * Low-pass filters: a sinc with a Kaiser window (J. F. Kaiser, "Nonrecursive digital filter design using the I0-sinh
 * window function", 1974).
 *
 * The transition band ends at half of the lower rate, so nothing folds back that is not below the level of the stop
 * band. Its width follows from taps and level: (level - 8) / (2.285 × π × taps), in units of half the rate; beta =
 * 0.1102 × (level - 8.7). When the rate is lowered, the filter is longer in proportion.
 *
 * GStreamer's audio resampler, with the same filters, was measured first: half as fast; it cannot begin at a phase, so
 * a seek costs a period of the two rates; interpolating taps it moves the signal (cubic) or overflows beyond 762,600
 * phases (linear).
 */
typedef struct {
  int taps;
  double level; /* of the stop band, dB below full scale */
} Design;

static const Design designs[] = {
  [GAF_RESAMPLE_QUALITY_WINDOWED_SINC] = { 384, 140 },     [GAF_RESAMPLE_QUALITY_WINDOWED_SINC_256] = { 384, 140 },
  [GAF_RESAMPLE_QUALITY_WINDOWED_SINC_128] = { 256, 130 }, [GAF_RESAMPLE_QUALITY_WINDOWED_SINC_64] = { 192, 125 },
  [GAF_RESAMPLE_QUALITY_WINDOWED_SINC_32] = { 160, 120 },  [GAF_RESAMPLE_QUALITY_WINDOWED_SINC_16] = { 96, 90 },
  [GAF_RESAMPLE_QUALITY_WINDOWED_SINC_8] = { 32, 70 },
};

/* Up to this many taps of all phases together are computed for each phase, when it is first needed; that is exact. Else
 * the taps are interpolated between rows: for FINENESS rows in a sample of the lower rate, a cubic is off by less than
 * -150 dB. */
#define MOST_WEIGHTS (1 << 19)
#define FINENESS     256

/* Of the series for the window: with 40 the last is below 1e-17 of the sum for any beta here. */
#define N_TERMS 40

/* Taps that are computed at once. */
#define WIDTH 4
typedef double Taps __attribute__ ((vector_size (WIDTH * sizeof (double)), aligned (8)));

typedef struct {
  GafResampleFilter parent;
  gint64 out;
  double cutoff; /* of half the input's rate */
  double terms[N_TERMS];
  double *sines; /* of π × cutoff × tap, */
  double *cosines;
  double *exact; /* the row that is computed */
  float *mixed;  /* the row that comes of it, or of interpolating */

  gint64 n_rows; /* in a sample of the input */
  float **rows;  /* NULL: not computed yet; interpolating only, from row -1 to n_rows + 1 */
} GafResampleSinc;

/* The modified Bessel function of order 0 of beta × √height is Σ (beta² / 4)^k / k!² × height^k (Abramowitz and Stegun,
 * 9.6.12): a polynomial. */
static void
compute_terms (GafResampleSinc *self, double beta)
{
  self->terms[0] = 1;
  for (int k = 1; k < N_TERMS; k++)
    self->terms[k] = self->terms[k - 1] * beta * beta / 4 / (k * k);
}

/* exact[i] = I0 (beta √(1 - (t / half)²)) × sin (π × cutoff × t) / (π × cutoff × t) for t = i - @place. A filter has
 * tens of thousands of taps, for which the sine is taken of the sum of two angles, and all is computed in vectors. */
GAF_FOR_WIDE_VECTORS static void
compute_taps (const GafResampleSinc *self, double place)
{
  const double half = self->parent.n_taps / 2.0, slope = G_PI * self->cutoff;
  const double sine = sin (slope * place), cosine = cos (slope * place);

  for (guint i = 0; i < self->parent.n_taps; i += 4 * WIDTH) {
    Taps t[4], height[4], window[4];

#pragma GCC unroll 4
    for (guint v = 0; v < 4; v++) {
      t[v] = (Taps){ 0, 1, 2, 3 } + (i + v * WIDTH - place);
      height[v] = 1 - t[v] * t[v] / (half * half);
      window[v] = (Taps){ 0 } + self->terms[N_TERMS - 1];
    }
    for (int k = N_TERMS - 2; k >= 0; k--)
#pragma GCC unroll 4
      for (guint v = 0; v < 4; v++)
        window[v] = window[v] * height[v] + self->terms[k];
#pragma GCC unroll 4
    for (guint v = 0; v < 4; v++) {
      const guint at = i + v * WIDTH;

      *(Taps *) (self->exact + at) =
          window[v] * (*(const Taps *) (self->sines + at) * cosine - *(const Taps *) (self->cosines + at) * sine)
          / (slope * t[v]);
    }
  }
}

/* The taps for a place that lies @x behind the one that it belongs to. A constant signal comes out as it is. */
static void
compute_row (GafResampleSinc *self, double x, float *row)
{
  const guint n = self->parent.n_taps;
  const double place = self->parent.before + x;
  const guint middle = (guint) floor (place + 0.5);
  double sum = 0;

  compute_taps (self, place);
  /* Where the sine and what it is divided by are 0. */
  if (fabs (middle - place) < 1e-9) {
    self->exact[middle] = 0;
    for (int k = 0; k < N_TERMS; k++)
      self->exact[middle] += self->terms[k];
  }
  /* Rows before the first phase and behind the last reach out of the window. */
  if (place > n / 2.0)
    self->exact[0] = 0;
  if (n - 1 - place > n / 2.0)
    self->exact[n - 1] = 0;
  for (guint i = 0; i < n; i++)
    sum += self->exact[i];
  for (guint i = 0; i < n; i++)
    row[i] = self->exact[i] / sum;
}

static const float *
get_row (GafResampleSinc *self, gint64 index)
{
  float **row = &self->rows[index + 1];

  if (*row == NULL) {
    *row = g_new (float, self->parent.n_taps);
    compute_row (self, (double) index / self->n_rows, *row);
  }
  return *row;
}

static const float *
sinc_weigh_exact (GafResampleFilter *filter, gint64 phase)
{
  GafResampleSinc *self = (GafResampleSinc *) filter;

  compute_row (self, (double) phase / self->out, self->mixed);
  return self->mixed;
}

GAF_FOR_WIDE_VECTORS static void
mix_rows (float *restrict mixed, const float *const rows[4], const float factors[4], guint n)
{
  GafVector a, b, c, d;

  a = b = c = d = (GafVector){ 0 };
  a += factors[0];
  b += factors[1];
  c += factors[2];
  d += factors[3];
  for (guint i = 0; i < n; i += 8)
    *(GafVector *) (mixed + i) = (a * *(const GafVector *) (rows[0] + i) + b * *(const GafVector *) (rows[1] + i))
                                 + (c * *(const GafVector *) (rows[2] + i) + d * *(const GafVector *) (rows[3] + i));
}

/* The cubic through four rows (Lagrange). */
static const float *
sinc_weigh_interpolated (GafResampleFilter *filter, gint64 phase)
{
  GafResampleSinc *self = (GafResampleSinc *) filter;
  const __int128 place = (__int128) phase * self->n_rows;
  const gint64 index = (gint64) (place / self->out);
  const double x = (double) (gint64) (place % self->out) / self->out;
  const float factors[4] = { -x * (x - 1) * (x - 2) / 6, (x + 1) * (x - 1) * (x - 2) / 2, -(x + 1) * x * (x - 2) / 2,
                             (x + 1) * x * (x - 1) / 6 };
  const float *rows[4];

  for (int i = 0; i < 4; i++)
    rows[i] = get_row (self, index - 1 + i);
  mix_rows (self->mixed, rows, factors, filter->n_taps);
  return self->mixed;
}

static void
sinc_free (GafResampleFilter *filter)
{
  GafResampleSinc *self = (GafResampleSinc *) filter;

  for (gint64 i = 0; self->rows != NULL && i < self->n_rows + 3; i++)
    g_free (self->rows[i]);
  g_free (self->rows);
  g_free (self->sines);
  g_free (self->cosines);
  g_free (self->exact);
  g_free (self->mixed);
  g_free (self);
}

GafResampleFilter *
gaf_resample_sinc_new (GafResampleRatio ratio, GafResampleQuality quality)
{
  const Design *design = &designs[quality];
  const double width = (design->level - 8) / (2.285 * G_PI * design->taps);
  const double lowering = MAX (1, (double) ratio.in / ratio.out);
  GafResampleSinc *self = g_new0 (GafResampleSinc, 1);
  guint n;

  /* Whole vectors. */
  self->parent.n_taps = n = ((guint) ceil (design->taps * lowering) + 31) / 32 * 32;
  self->parent.before = n / 2 - 1;
  self->parent.is_kept = ratio.out <= MOST_WEIGHTS / n;
  self->parent.weigh = self->parent.is_kept ? sinc_weigh_exact : sinc_weigh_interpolated;
  self->parent.free = sinc_free;
  self->out = ratio.out;
  self->cutoff = (1 - width / 2) / lowering;
  compute_terms (self, 0.1102 * (design->level - 8.7));
  self->sines = g_new (double, n);
  self->cosines = g_new (double, n);
  self->exact = g_new (double, n);
  self->mixed = g_new (float, n);
  for (guint i = 0; i < n; i++) {
    self->sines[i] = sin (G_PI * self->cutoff * i);
    self->cosines[i] = cos (G_PI * self->cutoff * i);
  }
  if (!self->parent.is_kept) {
    self->n_rows = (gint64) ceil (FINENESS / lowering);
    self->rows = g_new0 (float *, self->n_rows + 3);
  }
  return &self->parent;
}
