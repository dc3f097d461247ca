/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Reads a file to its end in pieces, into memory of its own, and tells how loud it is: the largest sample, and the mean
 * power (RMS). */

#include <math.h>

#include <gaudiofile/gaudiofile.h>

#define BLOCK_FRAMES 4096

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GafReader) reader = NULL;
  g_autofree float *samples = NULL;
  double peak = 0, power = 0;
  guint channels;
  gint64 n;

  if (argc != 2) {
    g_printerr ("usage: %s FILE\n", argv[0]);
    return 2;
  }

  reader = gaf_reader_new_for_path (argv[1], NULL, &error);
  if (reader == NULL) {
    g_printerr ("%s\n", error->message);
    return 1;
  }

  channels = gaf_reader_get_channels (reader);
  samples = g_malloc_n (BLOCK_FRAMES * channels, sizeof *samples);

  /* Fewer frames than asked for are read only at the end; there it is none, and on an error -1. */
  while ((n = gaf_reader_read_interleaved (reader, samples, BLOCK_FRAMES, NULL, &error)) > 0)
    for (gint64 i = 0; i < n * channels; i++) {
      peak = MAX (peak, fabs (samples[i]));
      power += (double) samples[i] * samples[i];
    }

  if (n < 0) {
    g_printerr ("%s\n", error->message);
    return 1;
  }

  n = gaf_reader_tell (reader);
  g_print ("%" G_GINT64_FORMAT " frames, peak %.4f, RMS %.4f\n", n, peak, sqrt (power / MAX (n * channels, 1)));
  return 0;
}
