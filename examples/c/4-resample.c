/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* 2-read, of a file as it is at another sample rate. What is resampled is a source like the file itself: it can be
 * read, sought in, converted and played. */

#include <math.h>
#include <stdlib.h>

#include <gaudiofile/gaudiofile.h>

#define BLOCK_FRAMES 4096

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GafReader) reader = NULL;
  g_autoptr (GafResampledReader) resampled = NULL;
  GafSource *source;
  double peak = 0, power = 0;
  gint64 n_samples = 0;

  if (argc != 3) {
    g_printerr ("usage: %s FILE RATE\n", argv[0]);
    return 2;
  }

  reader = gaf_reader_new_for_path (argv[1], NULL, &error);
  if (reader != NULL)
    resampled =
        gaf_resampled_reader_new (GAF_SOURCE (reader), atof (argv[2]), GAF_RESAMPLE_QUALITY_WINDOWED_SINC_32, &error);
  if (resampled == NULL) {
    g_printerr ("%s\n", error->message);
    return 1;
  }
  source = GAF_SOURCE (resampled);

  for (;;) {
    /* A block is memory of the library's; it knows how many frames are in it. */
    g_autoptr (GafBlock) block = gaf_source_read_frames (source, BLOCK_FRAMES, GAF_LAYOUT_INTERLEAVED, NULL, &error);
    const float *samples;
    gsize n_bytes;

    if (block == NULL) {
      g_printerr ("%s\n", error->message);
      return 1;
    }
    if (gaf_block_get_n_frames (block) == 0)
      break;

    samples = g_bytes_get_data (gaf_block_get_bytes (block), &n_bytes);
    for (gsize i = 0; i < n_bytes / sizeof *samples; i++) {
      peak = MAX (peak, fabs (samples[i]));
      power += (double) samples[i] * samples[i];
    }
    n_samples += n_bytes / sizeof *samples;
  }

  g_print ("%" G_GINT64_FORMAT " frames at %g Hz, peak %.4f, RMS %.4f\n", gaf_source_tell (source),
           gaf_source_get_rate (source), peak, sqrt (power / MAX (n_samples, 1)));
  return 0;
}
