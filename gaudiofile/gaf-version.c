/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-version.h"

/**
 * gaf_get_version:
 *
 * Tells the version of the library that runs, which may be newer than the headers that a program was compiled with.
 *
 * Returns: (transfer none): three numbers with points between them, such as `0.1.0`
 * Since: 0.1
 */
const char *
gaf_get_version (void)
{
  return GAF_VERSION_STRING;
}
