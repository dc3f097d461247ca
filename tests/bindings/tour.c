/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Opens, seeks, reads, resamples, writes, tags and reads again: tour FILE NEW-FILE.flac. The programs of this name do
 * the same in the other languages; test_languages.py compares what they print, and the files. */

#include <gaudiofile/gaudiofile.h>

static gboolean
print_block (const char *what, GafBlock *block)
{
  g_autofree char *sum =
      block == NULL ? NULL : g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, gaf_block_get_bytes (block));

  if (block == NULL)
    return FALSE;
  g_print ("%s: %" G_GINT64_FORMAT " frames %s\n", what, gaf_block_get_n_frames (block), sum);
  return TRUE;
}

static gboolean
write_file (GafSource *source, const char *path, GError **error)
{
  g_autoptr (GafEncodeSpec) spec = gaf_encode_spec_new ("flac", 32000, 2);
  g_autoptr (GafTags) tags = gaf_tags_new ();
  g_autoptr (GafWriter) writer = NULL;

  gaf_tags_set_value (tags, "title", "A tour");
  gaf_encode_spec_set_bit_depth (spec, 24);
  gaf_encode_spec_set_tags (spec, tags);
  if (!(writer = gaf_writer_new_for_path (path, spec, NULL, error)) || !gaf_source_seek (source, 0, NULL, error))
    return FALSE;

  for (;;) {
    g_autoptr (GafBlock) block = gaf_source_read_frames (source, 4096, GAF_LAYOUT_PLANAR, NULL, error);

    if (block == NULL)
      return FALSE;
    if (gaf_block_get_n_frames (block) == 0)
      return gaf_writer_close (writer, NULL, error);
    if (!gaf_writer_write_block (writer, block, NULL, error))
      return FALSE;
  }
}

static gboolean
tour (const char *from, const char *to, GError **error)
{
  g_autoptr (GafReader) reader = gaf_reader_new_for_path (from, NULL, error);
  g_autoptr (GafReader) written = NULL;
  g_autoptr (GafResampledReader) resampled = NULL;
  g_autoptr (GafBlock) first = NULL, second = NULL, third = NULL;
  g_autoptr (GafTags) tags = NULL, again = NULL;

  if (reader == NULL)
    return FALSE;
  g_print ("%s %g %u %" G_GINT64_FORMAT "\n", gaf_reader_get_codec (reader), gaf_reader_get_rate (reader),
           gaf_reader_get_channels (reader), gaf_reader_get_n_frames (reader));

  if (!gaf_reader_seek (reader, 12345, NULL, error))
    return FALSE;
  first = gaf_reader_read_frames (reader, 1000, GAF_LAYOUT_INTERLEAVED, NULL, error);
  if (!print_block ("read", first))
    return FALSE;

  resampled = gaf_resampled_reader_new (GAF_SOURCE (reader), 32000, GAF_RESAMPLE_QUALITY_WINDOWED_SINC_32, error);
  if (resampled == NULL || !gaf_source_seek (GAF_SOURCE (resampled), 5000, NULL, error))
    return FALSE;
  second = gaf_source_read_frames (GAF_SOURCE (resampled), 2000, GAF_LAYOUT_PLANAR, NULL, error);
  if (!print_block ("resampled", second) || !write_file (GAF_SOURCE (resampled), to, error))
    return FALSE;

  if ((tags = gaf_tags_read (to, NULL, error)) == NULL)
    return FALSE;
  gaf_tags_set_value (tags, "artist", "gaudiofile");
  if (!gaf_tags_write (tags, to, FALSE, NULL, error) || (again = gaf_tags_read (to, NULL, error)) == NULL)
    return FALSE;
  g_print ("%s by %s\n", gaf_tags_get_value (again, "title"), gaf_tags_get_value (again, "artist"));

  if ((written = gaf_reader_new_for_path (to, NULL, error)) == NULL)
    return FALSE;
  third = gaf_reader_read_frames (written, gaf_reader_get_n_frames (written), GAF_LAYOUT_PLANAR, NULL, error);
  return print_block ("written", third);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  if (argc == 3 && tour (argv[1], argv[2], &error))
    return 0;
  g_printerr ("%s\n", error != NULL ? error->message : "usage: tour FILE NEW-FILE.flac");
  return 1;
}
