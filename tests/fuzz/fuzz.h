/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gst/gst.h>
#include <stdint.h>

#include "gst/elements.h"
#include "io/byte-source.h"

/* What the fuzz targets share. A critical ends them: G_DEBUG is set by tools/soak. */

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);
int LLVMFuzzerInitialize   (int *argc, char ***argv);

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  (void) argc;
  (void) argv;
  g_assert_true (gaf_elements_init (NULL));
  return 0;
}

static inline GafByteSource *
gaf_fuzz_source_new (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size); /* a copy, so that reading behind its end is seen */

  return gaf_byte_source_new_for_bytes (bytes);
}
