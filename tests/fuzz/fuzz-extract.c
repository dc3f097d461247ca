/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/*
 * Tags in front and behind, the recognising of a file, and audio that is taken out of containers with other things
 * between: no decoder is asked, so that it goes quickly. The bytes that come out are read, forwards and backwards.
 */

#include "fuzz.h"

#include "formats/extract.h"
#include "read/probe.h"

#define PIECE 3000

static void
read_all (GafByteSource *source)
{
  const guint64 size = gaf_byte_source_get_size (source);
  guint8 bytes[PIECE];

  for (guint64 at = 0; at < MIN (size, 100 * PIECE); at += PIECE)
    if (gaf_byte_source_read (source, at, bytes, PIECE, NULL) < 0)
      return;
  for (guint64 at = MIN (size, 20 * PIECE); at >= PIECE; at -= PIECE)
    if (gaf_byte_source_read (source, at - PIECE, bytes, PIECE / 2, NULL) < 0)
      return;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const GafExtractor extractors[] = { gaf_extract_ts, gaf_extract_ps, gaf_extract_avi, gaf_extract_flv };
  g_autoptr (GafByteSource) source = gaf_fuzz_source_new (data, size);
  g_autoptr (GError) error = NULL;
  GafProbe probe = { 0 };

  if (!gaf_probe_source (source, &probe, &error)) {
    g_assert_nonnull (error);
  } else {
    g_assert_cmpuint (probe.start, <=, probe.end);
    g_assert_cmpuint (probe.end, <=, size);
  }
  for (guint i = 0; i < G_N_ELEMENTS (extractors); i++) {
    g_auto (GafExtract) extract = { 0 };
    g_autoptr (GError) why = NULL;

    if (extractors[i](source, -1, &extract, &why)) {
      g_assert_no_error (why);
      read_all (extract.source);
    } else {
      g_assert_nonnull (why);
    }
  }
  gaf_byte_source_close (source);
  return 0;
}
