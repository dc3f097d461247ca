/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "resample/ratio.h"

#include <math.h>

#define LARGEST   (G_GINT64_CONSTANT (1) << 40) /* of either number */
#define TOLERANCE 1e-14                         /* of the ratio; the rates are known to 1e-16 */

/* Continued fractions: each convergent is the best fraction of its size (Hardy and Wright, "An Introduction to the
 * Theory of Numbers", chapter X). A fraction in lowest terms below 1 / sqrt (TOLERANCE) is always found exactly, since
 * any simpler one is off by more. */
GafResampleRatio
gaf_resample_ratio_find (double in_rate, double out_rate)
{
  const long double ratio = (long double) in_rate / out_rate;
  long double rest = ratio;
  gint64 in = 1, in_before = 0;
  gint64 out = 0, out_before = 1;

  for (int i = 0; i < 64; i++) {
    const long double whole = floorl (rest);
    const long double next_in = whole * in + in_before;
    const long double next_out = whole * out + out_before;

    if (next_in > LARGEST || next_out > LARGEST)
      break;
    in_before = in;
    out_before = out;
    in = (gint64) next_in;
    out = (gint64) next_out;
    if (in > 0 && fabsl ((long double) in / out - ratio) <= TOLERANCE * ratio)
      break;
    if (rest == whole)
      break;
    rest = 1 / (rest - whole);
  }
  return (GafResampleRatio){ MAX (in, 1), MAX (out, 1) };
}

gint64
gaf_resample_ratio_scale (GafResampleRatio ratio, gint64 n_frames)
{
  return (gint64) (((__int128) 2 * n_frames * ratio.out + ratio.in) / (2 * (__int128) ratio.in));
}
