/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Which version of the loops over samples runs is the one that the processor can do. */

#include "samples/vector.h"

#include "test-util.h"

static gboolean G_GNUC_UNUSED /* without two versions */
processor_has (const char *flags, const char *flag)
{
  g_autofree char *word = g_strdup_printf (" %s ", flag);

  return strstr (flags, word) != NULL;
}

static void
test_wide (void)
{
#ifdef GAF_WIDE_VECTORS
  static const char *const needed[] = { "avx2", "bmi1", "bmi2", "f16c", "fma", "movbe", "abm", "xsave" };
  static const char *const needed_more[] = { "avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl" };
  g_autofree char *text = NULL;
  gboolean wide = TRUE, widest;

  if (!g_file_get_contents ("/proc/cpuinfo", &text, NULL, NULL)) {
    g_test_skip ("/proc/cpuinfo cannot be read");
    return;
  }
  for (gsize i = 0; i < G_N_ELEMENTS (needed); i++)
    wide = wide && processor_has (g_strdelimit (text, "\n", ' '), needed[i]);
  g_test_message ("the version for %s runs", gaf_vector_is_wide () ? "wide vectors" : "any processor");
  g_assert_cmpint (gaf_vector_is_wide (), ==, wide);
  widest = wide;
  for (gsize i = 0; i < G_N_ELEMENTS (needed_more); i++)
    widest = widest && processor_has (text, needed_more[i]);
  g_test_message ("the version for the widest vectors %s", gaf_vector_is_widest () ? "runs" : "does not run");
  g_assert_cmpint (gaf_vector_is_widest (), ==, widest);
#else
  g_test_skip ("the compiler makes one version only");
#endif
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/vector/wide", test_wide);
  return g_test_run ();
}
