/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Tells the largest sample of each second, from the last to the first: every seek lands on the very frame. */

#include <math.h>

#include <gaudiofile/gaudiofile.h>

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GafReader) reader = NULL;
  g_autofree float *samples = NULL;
  guint channels;
  gint64 second;

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
  second = (gint64) gaf_reader_get_rate (reader);
  samples = g_malloc_n (second * channels, sizeof *samples);

  for (gint64 start = gaf_reader_get_n_frames (reader) / second * second; start >= 0; start -= second) {
    float peak = 0;
    gint64 n = -1;

    if (gaf_reader_seek (reader, start, NULL, &error))
      n = gaf_reader_read_interleaved (reader, samples, second, NULL, &error);
    if (n < 0) {
      g_printerr ("%s\n", error->message);
      return 1;
    }

    for (gint64 i = 0; i < n * channels; i++)
      peak = fmaxf (peak, fabsf (samples[i]));
    g_print ("%4" G_GINT64_FORMAT " s: %.4f\n", start / second, peak);
  }
  return 0;
}
