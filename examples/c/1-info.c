/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Opens a file and tells what is in it. */

#include <gaudiofile/gaudiofile.h>

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GafReader) reader = NULL;

  if (argc != 2) {
    g_printerr ("usage: %s FILE\n", argv[0]);
    return 2;
  }

  reader = gaf_reader_new_for_path (argv[1], NULL, &error);
  if (reader == NULL) {
    g_printerr ("%s\n", error->message);
    return 1;
  }

  g_print ("%s: %g Hz, %u channels, %" G_GINT64_FORMAT " frames, %.3f s\n", gaf_reader_get_codec (reader),
           gaf_reader_get_rate (reader), gaf_reader_get_channels (reader), gaf_reader_get_n_frames (reader),
           gaf_reader_get_duration (reader));
  return 0;
}
