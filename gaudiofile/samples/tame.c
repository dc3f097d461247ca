/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "samples/samples.h"
#include "samples/vector.h"

#include <string.h>

/* Eight at once; of the comparisons, all bits are set where they hold. */
GAF_FOR_WIDE_VECTORS static void
tame_vectors (float *samples, gsize n, float peak)
{
  typedef gint32 Bits __attribute__ ((vector_size (32), aligned (4)));
  const GafVector zero = { 0 };
  const GafVector high = zero + peak, low = zero - peak;

  for (gsize i = 0; i < n; i += 8) {
    const GafVector x = *(GafVector *) (samples + i);
    const Bits above = x > high, below = x < low;
    const Bits plain = x == x; /* not-a-number is the one that is not equal to itself */
    const Bits tamed = ((Bits) x & ~(above | below)) | ((Bits) high & above) | ((Bits) low & below);

    *(Bits *) (samples + i) = tamed & plain;
  }
}

void
gaf_samples_tame (float *samples, gsize n, float peak)
{
  const gsize rest = n % 8;
  float last[8] = { 0 };

  tame_vectors (samples, n - rest, peak);
  memcpy (last, samples + n - rest, rest * sizeof (float));
  tame_vectors (last, 8, peak);
  memcpy (samples + n - rest, last, rest * sizeof (float));
}
