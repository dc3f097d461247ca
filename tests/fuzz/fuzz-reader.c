/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/*
 * The whole reader, decoders included, and probing, fed by libFuzzer. What was read from the start is compared with
 * what is read after a seek, in its length if not in its values: a damaged packet may sound otherwise behind a seek.
 */

#include "fuzz.h"

#include "gaudiofile.h"

#define FRAMES 30000
#define PIECE  4096

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (GafReader) reader = gaf_reader_new_for_bytes (bytes, NULL, &error);
  g_autoptr (GafInfo) info = NULL;
  g_autofree float *samples = NULL;
  gint64 total = 0, n = 0;

  if (reader == NULL) {
    g_assert_nonnull (error);
    return 0;
  }
  info = gaf_probe_reader (reader, NULL, &error);
  g_assert_true ((info == NULL) == (error != NULL));
  g_clear_error (&error);
  samples = g_new (float, PIECE *gaf_reader_get_channels (reader));
  while (total < FRAMES && (n = gaf_reader_read_interleaved (reader, samples, PIECE, NULL, &error)) > 0)
    total += n;
  g_assert_true ((n < 0) == (error != NULL));
  g_assert_cmpint (gaf_reader_tell (reader), ==, total);
  g_clear_error (&error);

  for (guint i = 0; i < 3 && size > 4; i++) {
    const gint64 length = gaf_reader_get_n_frames (reader);
    const gint64 frame = length > 0 ? (gint64) ((data[size - 1 - i] * 257ull + data[size / 2]) % (guint64) length) : 0;

    if (!gaf_reader_seek (reader, frame, NULL, &error)) {
      g_assert_nonnull (error);
      return 0;
    }
    n = gaf_reader_read_interleaved (reader, samples, 100, NULL, &error);
    g_assert_true ((n < 0) == (error != NULL));
    if (n < 0)
      return 0;
    g_assert_cmpint (gaf_reader_tell (reader), ==, frame + n);
  }
  return 0;
}
