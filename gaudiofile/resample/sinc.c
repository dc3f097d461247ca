/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <math.h>

#include "resample/stage.h"
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

typedef struct {
  GafResampleFilter parent;
  gint64 out;
  double cutoff; /* of half the input's rate */
  double beta;

  gboolean interpolates;
  gint64 n_rows; /* in a sample of the input */
  float **rows;  /* NULL: not computed yet; interpolating, from row -1 to n_rows + 1 */
  float *mixed;  /* the row that was interpolated */
} GafResampleSinc;

/* Terms that the series below may need: with 36 the last is below 1e-17 of the sum for any beta here. */
#define MOST_TERMS 64

/* The modified Bessel function of order 0 (Abramowitz and Stegun, 9.6.12). @inverse: 1 / k², because divisions would
 * take most of the time that a filter takes. */
static double
bessel_i0 (double x, const double inverse[MOST_TERMS])
{
  const double quarter = x * x / 4;
  double term = 1, sum = 1;

  for (int k = 1; term > sum * 1e-17 && k < MOST_TERMS; k++) {
    term *= quarter * inverse[k];
    sum += term;
  }
  return sum;
}

/* The taps for a place that lies @x behind the one that it belongs to. A constant signal comes out as it is. */
static float *
compute_row (const GafResampleSinc *self, double x)
{
  const guint n = self->parent.n_taps;
  const double half = n / 2.0;
  g_autofree double *exact = g_new (double, n);
  float *row = g_new (float, n);
  double inverse[MOST_TERMS];
  double sum = 0;

  for (int k = 1; k < MOST_TERMS; k++)
    inverse[k] = 1.0 / (k * k);
  for (guint i = 0; i < n; i++) {
    const double t = (double) i - self->parent.before - x;
    const double angle = G_PI * self->cutoff * t;
    const double inside = 1 - t * t / (half * half);

    exact[i] = inside < 0
                   ? 0
                   : bessel_i0 (self->beta * sqrt (inside), inverse) * (fabs (angle) < 1e-9 ? 1 : sin (angle) / angle);
    sum += exact[i];
  }
  for (guint i = 0; i < n; i++)
    row[i] = exact[i] / sum;
  return row;
}

static const float *
get_row (GafResampleSinc *self, gint64 index)
{
  float **row = &self->rows[index + (self->interpolates ? 1 : 0)];

  if (*row == NULL)
    *row = compute_row (self, (double) index / self->n_rows);
  return *row;
}

static const float *
sinc_weigh_exact (GafResampleFilter *filter, gint64 phase)
{
  return get_row ((GafResampleSinc *) filter, phase);
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
  const gint64 n = self->n_rows + (self->interpolates ? 3 : 0);

  for (gint64 i = 0; i < n; i++)
    g_free (self->rows[i]);
  g_free (self->rows);
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

  /* Whole vectors. */
  self->parent.n_taps = ((guint) ceil (design->taps * lowering) + 31) / 32 * 32;
  self->parent.before = self->parent.n_taps / 2 - 1;
  self->out = ratio.out;
  self->cutoff = (1 - width / 2) / lowering;
  self->beta = 0.1102 * (design->level - 8.7);
  self->interpolates = ratio.out > MOST_WEIGHTS / self->parent.n_taps;
  self->n_rows = self->interpolates ? (gint64) ceil (FINENESS / lowering) : ratio.out;
  self->rows = g_new0 (float *, self->n_rows + (self->interpolates ? 3 : 0));
  self->mixed = self->interpolates ? g_new (float, self->parent.n_taps) : NULL;
  self->parent.keeps_rows = !self->interpolates;
  self->parent.weigh = self->interpolates ? sinc_weigh_interpolated : sinc_weigh_exact;
  self->parent.free = sinc_free;
  return &self->parent;
}
