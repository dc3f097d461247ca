/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "samples/vector.h"

/* With fused multiply-add the product is not rounded before the addition. */
GAF_FOR_WIDE_VECTORS static float
multiply_and_add (float a, float b, float c)
{
  return a * b + c;
}

gboolean
gaf_vector_is_wide (void)
{
  /* (1 + 2^-12)^2 = 1 + 2^-11 + 2^-24, whose last part a float has no room for. Volatile, so that it is computed when
   * it runs. */
  volatile float a = 1 + 0x1p-12f, c = -(1 + 0x1p-11f);

  return multiply_and_add (a, a, c) != 0;
}

gboolean
gaf_vector_is_widest (void)
{
#ifdef GAF_WIDE_VECTORS
  static gsize known;

  if (g_once_init_enter (&known)) {
    gboolean has;

    __builtin_cpu_init ();
    has = __builtin_cpu_supports ("avx512f") && __builtin_cpu_supports ("avx512bw")
          && __builtin_cpu_supports ("avx512cd") && __builtin_cpu_supports ("avx512dq")
          && __builtin_cpu_supports ("avx512vl") && gaf_vector_is_wide ();
    g_once_init_leave (&known, has ? 2 : 1);
  }
  return known == 2;
#else
  return FALSE;
#endif
}
