/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/*
 * Ten operations for tools/instructions, which counts the instructions of measured() by callgrind:
 *
 *   instructions --list
 *   instructions NAME FOLDER
 *
 * Each is done once before it counts, so that what is loaded and kept for later is there. Files are made in FOLDER if
 * they are not there yet, always of the same samples.
 */

#include <gaudiofile/gaudiofile.h>
#include <math.h>
#include <string.h>

#define RATE     44100
#define CHANNELS 2
#define FRAMES   (3 * RATE)
#define OPENED   20 /* times */

typedef struct {
  const char *name;
  const char *format; /* of the file; NULL for none */
  void (*operate) (const char *path);
} Operation;

static float *planes[CHANNELS]; /* what is written */
static float *room[CHANNELS];   /* what is read */

/* Two tones and a little noise. */
static void
make_samples (void)
{
  guint32 random = 1;

  for (guint c = 0; c < CHANNELS; c++) {
    planes[c] = g_new (float, FRAMES);
    room[c] = g_new0 (float, FRAMES * 2);
    for (guint i = 0; i < FRAMES; i++) {
      random = random * 1664525 + 1013904223;
      planes[c][i] = (float) (0.4 * sin (i * 0.03 * (c + 1)) + 0.2 * sin (i * 0.21)
                              + 0.01 * ((double) (random >> 8) / (1 << 24) - 0.5));
    }
  }
}

static void
write_file (const char *path, const char *format)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GafEncodeSpec) spec = gaf_encode_spec_new (format, RATE, CHANNELS);
  g_autoptr (GafWriter) writer = gaf_writer_new_for_path (path, spec, NULL, &error);

  g_assert_no_error (error);
  gaf_writer_write (writer, (const float *const *) planes, FRAMES, NULL, &error);
  g_assert_no_error (error);
  gaf_writer_close (writer, NULL, &error);
  g_assert_no_error (error);
}

static GafReader *
open_reader (const char *path)
{
  g_autoptr (GError) error = NULL;
  GafReader *reader = gaf_reader_new_for_path (path, NULL, &error);

  g_assert_no_error (error);
  return reader;
}

static void
open_and_close (const char *path)
{
  for (guint i = 0; i < OPENED; i++) {
    g_autoptr (GafReader) reader = open_reader (path);

    gaf_reader_close (reader);
  }
}

static void
decode (const char *path)
{
  g_autoptr (GafReader) reader = open_reader (path);

  while (gaf_reader_read (reader, room, FRAMES, NULL, NULL) > 0)
    continue;
}

static void
read_in_blocks (const char *path)
{
  g_autoptr (GafReader) reader = open_reader (path);

  while (gaf_reader_read (reader, room, 512, NULL, NULL) > 0)
    continue;
}

static void
seek_and_read (const char *path)
{
  g_autoptr (GafReader) reader = open_reader (path);

  for (gint64 i = 0; i < 30; i++) {
    g_assert_true (gaf_reader_seek (reader, i * 7919 % 30 * (FRAMES / 30), NULL, NULL));
    g_assert_cmpint (gaf_reader_read (reader, room, 1000, NULL, NULL), ==, 1000);
  }
}

static void
resample (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GafReader) reader = open_reader (path);
  g_autoptr (GafResampledReader) resampled =
      gaf_resampled_reader_new (GAF_SOURCE (reader), 48000, GAF_RESAMPLE_QUALITY_WINDOWED_SINC_32, &error);

  g_assert_no_error (error);
  while (gaf_source_read (GAF_SOURCE (resampled), room, FRAMES, NULL, NULL) > 0)
    continue;
}

static void
encode (const char *path)
{
  const char *format = strrchr (path, '.') + 1;

  write_file (path, format);
}

static const Operation operations[] = {
  { "open-wav", "wav", open_and_close },   { "open-flac", "flac", open_and_close },
  { "open-m4a", "m4a", open_and_close },   { "decode-flac", "flac", decode },
  { "decode-mp3", "mp3", decode },         { "decode-vorbis", "ogg", decode },
  { "blocks-wav", "wav", read_in_blocks }, { "seek-mp3", "mp3", seek_and_read },
  { "resample", "wav", resample },         { "encode-flac", "flac", encode },
};

/* What callgrind counts. */
__attribute__ ((noipa)) static void
measured (const Operation *operation, const char *path)
{
  operation->operate (path);
  __asm__ volatile("" ::: "memory");
}

int
main (int argc, char **argv)
{
  const Operation *operation = NULL;
  g_autofree char *name = NULL, *path = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (operations); i++) {
    if (argc == 2)
      g_print ("%s\n", operations[i].name);
    else if (argc == 3 && g_str_equal (argv[1], operations[i].name))
      operation = &operations[i];
  }
  if (operation == NULL)
    return argc == 2 ? 0 : 2;
  gaf_set_max_threads (1);
  make_samples ();
  name = g_strconcat (operation->name, ".", operation->format, NULL);
  path = g_build_filename (argv[2], name, NULL);
  write_file (path, operation->format);
  operation->operate (path);
  measured (operation, path);
  return 0;
}
