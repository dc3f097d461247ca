/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <gaudiofile/gaudiofile.h>

static void
test_version (void)
{
  g_assert_cmpstr (gaf_get_version (), ==, GAF_VERSION_STRING);
  g_assert_true (GAF_CHECK_VERSION (GAF_MAJOR_VERSION, GAF_MINOR_VERSION, GAF_MICRO_VERSION));
  g_assert_true (GAF_CHECK_VERSION (0, 0, 1));
  g_assert_false (GAF_CHECK_VERSION (GAF_MAJOR_VERSION, GAF_MINOR_VERSION, GAF_MICRO_VERSION + 1));
  g_assert_false (GAF_CHECK_VERSION (GAF_MAJOR_VERSION + 1, 0, 0));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/version", test_version);
  return g_test_run ();
}
