/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/*
 * The campaign of threads: many of them do mixed operations on files of all formats, some on objects of their own, some
 * on objects that all share, and compare every sample with what one thread alone had read before.
 *
 *   threads [--threads 8] [--operations 1000] [--seed 1] [--folder DIR] [FILE… [--noisy FILE…]]
 *
 * The files that are given are read beside those that it writes itself, one of each format. Those behind --noisy have
 * codecs that make noise of their own: of them only the number of frames is compared. Says on one line what it did, and
 * ends with 1 if anything was wrong. tests/support/threads.py runs it, plain and with ThreadSanitizer.
 */

#include <gaudiofile/gaudiofile.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#define LONGEST 80000 /* frames of a file that are read */
#define PIECE   5000  /* frames of a piece, at the most */
#define RATE    44100
#define FRAMES  30000 /* of the files that are written */

typedef struct {
  char *path;
  gboolean is_noisy;
  guint channels;
  gint64 n_frames;
  float *samples; /* planar, n_frames each */
  gint64 n_resampled;
  float *resampled; /* at OTHER_RATE */

  GMutex lock; /* guards the two below; who uses them has a reference of its own */
  GafReader *reader;
  GafResampledReader *resampled_reader;
} File;

#define OTHER_RATE 31999

/* A format that can be written, and what one thread alone wrote in it. */
typedef struct {
  char *name;
  GBytes *bytes;
} Format;

static GPtrArray *files, *formats;
static float *noise; /* 2 planes of FRAMES */
static int n_threads = 8, n_operations = 1000, seed = 1;
static char *folder = NULL;
static char **paths = NULL;
static char **noisy_paths = NULL;
static guint n_done, n_closed, n_wrong; /* atomic */

static void G_GNUC_PRINTF (1, 2) complain (const char *format, ...)
{
  va_list arguments;
  g_autofree char *text = NULL;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  if (g_atomic_int_add (&n_wrong, 1) < 20)
    g_printerr ("wrong: %s\n", text);
}

/* An error is right only where another thread has closed the object. */
static void
complain_of_error (const char *what, const char *name, GError *error)
{
  if (g_error_matches (error, GAF_ERROR, GAF_ERROR_CLOSED))
    g_atomic_int_inc (&n_closed);
  else
    complain ("%s of %s: %s", what, name, error != NULL ? error->message : "no error was set");
}

/* what is compared with */

static float **
planes_new (guint channels, gint64 n_frames)
{
  float **planes = g_new (float *, channels + 1);

  for (guint c = 0; c < channels; c++)
    planes[c] = g_new (float, n_frames + 1);
  planes[channels] = NULL;
  return planes;
}

static void
planes_free (float **planes)
{
  for (guint c = 0; planes[c] != NULL; c++)
    g_free (planes[c]);
  g_free (planes);
}

static void
check (const char *what, File *file, const float *samples, gint64 total, float **planes, gint64 frame, gint64 asked,
       gint64 got)
{
  const gint64 wanted = MIN (asked, total - frame);

  /* What is read is the beginning only, of which a longer file has more. */
  if (got < wanted) {
    complain ("%s of %s: %d of %d frames at %d", what, file->path, (int) got, (int) wanted, (int) frame);
    return;
  }
  for (guint c = 0; c < file->channels && !file->is_noisy; c++)
    if (memcmp (planes[c], samples + c * total + frame, wanted * sizeof (float)) != 0) {
      complain ("%s of %s: other samples at %d", what, file->path, (int) frame);
      return;
    }
}

/* operations: each has a generator of its own, so that a seed gives the same ones */

static File *
any_file (GRand *rand)
{
  return files->pdata[g_rand_int_range (rand, 0, (gint32) files->len)];
}

/* For what is shared: half of the time one of a few, on which threads meet. */
static File *
any_shared (GRand *rand)
{
  return g_rand_boolean (rand) ? any_file (rand) : files->pdata[g_rand_int_range (rand, 0, MIN (3, files->len))];
}

static GafReader *
get_shared (File *file)
{
  GafReader *reader;

  g_mutex_lock (&file->lock);
  reader = g_object_ref (file->reader);
  g_mutex_unlock (&file->lock);
  return reader;
}

static void
read_own (GRand *rand)
{
  File *file = any_file (rand);
  g_autoptr (GError) error = NULL;
  g_autoptr (GafReader) reader = gaf_reader_new_for_path (file->path, NULL, &error);
  float **planes = planes_new (file->channels, PIECE);

  if (reader == NULL)
    complain_of_error ("opening", file->path, error);
  for (int i = g_rand_int_range (rand, 0, 4); reader != NULL && i > 0; i--) {
    const gint64 frame = g_rand_int_range (rand, 0, (gint32) file->n_frames + 1);
    const gint64 n = g_rand_int_range (rand, 0, PIECE);
    gint64 got = -1;

    if (gaf_reader_seek (reader, frame, NULL, &error))
      got = gaf_reader_read (reader, planes, n, NULL, &error);
    if (got < 0) {
      complain_of_error ("reading", file->path, error);
      break;
    }
    check ("reading", file, file->samples, file->n_frames, planes, frame, n, got);
    if (gaf_reader_tell (reader) != frame + got)
      complain ("position of %s", file->path);
  }
  if (reader != NULL && g_rand_boolean (rand))
    gaf_reader_close (reader);
  planes_free (planes);
}

static void
read_shared (GRand *rand)
{
  File *file = any_shared (rand);
  g_autoptr (GafReader) reader = get_shared (file);
  g_autoptr (GError) error = NULL;
  const gint64 frame = g_rand_int_range (rand, 0, (gint32) file->n_frames + 1);
  const gint64 n = g_rand_int_range (rand, 0, PIECE);
  float **planes = planes_new (file->channels, PIECE);
  const gint64 got = gaf_reader_read_at (reader, frame, planes, n, NULL, &error);

  if (got < 0)
    complain_of_error ("reading what is shared", file->path, error);
  else
    check ("reading what is shared", file, file->samples, file->n_frames, planes, frame, n, got);
  planes_free (planes);
}

/* Where others may move the position in between: only what can be said of any position is checked. */
static void
move_shared (GRand *rand)
{
  File *file = any_shared (rand);
  g_autoptr (GafReader) reader = get_shared (file);
  g_autoptr (GError) error = NULL;
  g_autoptr (GafBlock) block = NULL;

  if (gaf_reader_seek (reader, g_rand_int_range (rand, 0, (gint32) file->n_frames), NULL, &error))
    block = gaf_reader_read_frames (reader, g_rand_int_range (rand, 1, 3000), GAF_LAYOUT_PLANAR, NULL, &error);
  if (block == NULL)
    complain_of_error ("moving in what is shared", file->path, error);
  if (gaf_reader_tell (reader) < 0 || gaf_reader_tell (reader) > gaf_reader_get_n_frames (reader))
    complain ("position in %s is outside of it", file->path);
  if (gaf_reader_get_n_frames (reader) < file->n_frames || gaf_reader_get_duration (reader) <= 0)
    complain ("length of %s", file->path);
}

static void
read_resampled (GRand *rand)
{
  File *file = any_shared (rand);
  g_autoptr (GafResampledReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  const gint64 frame = g_rand_int_range (rand, 0, (gint32) file->n_resampled + 1);
  const gint64 n = g_rand_int_range (rand, 0, 2000);
  float **planes = planes_new (file->channels, PIECE);
  gint64 got;

  g_mutex_lock (&file->lock);
  reader = g_object_ref (file->resampled_reader);
  g_mutex_unlock (&file->lock);
  got = gaf_resampled_reader_read_at (reader, frame, planes, n, NULL, &error);
  if (got < 0)
    complain_of_error ("resampling", file->path, error);
  else
    check ("resampling", file, file->resampled, file->n_resampled, planes, frame, n, got);
  planes_free (planes);
}

/* A new reader takes the place of the one that all share; whoever is still reading has the last reference. */
static void
drop_shared (GRand *rand)
{
  File *file = any_shared (rand);
  g_autoptr (GError) error = NULL;
  GafReader *reader = gaf_reader_new_for_path (file->path, NULL, &error), *old;

  if (reader == NULL) {
    complain_of_error ("opening", file->path, error);
    return;
  }
  g_mutex_lock (&file->lock);
  old = file->reader;
  file->reader = reader;
  g_mutex_unlock (&file->lock);
  if (g_rand_boolean (rand))
    gaf_reader_close (old);
  g_object_unref (old);
}

static GBytes *
write_format (const char *name, GRand *rand, GError **error)
{
  g_autoptr (GafEncodeSpec) spec = gaf_encode_spec_new (name, RATE, 2);
  g_autoptr (GafWriter) writer = gaf_writer_new_for_memory (spec, error);

  if (writer == NULL)
    return NULL;
  for (gint64 done = 0, n; done < FRAMES; done += n) {
    const float *planes[] = { noise + done, noise + FRAMES + done };

    n = rand == NULL ? FRAMES : g_rand_int_range (rand, 1, 20000);
    n = MIN (n, FRAMES - done);
    if (!gaf_writer_write (writer, planes, n, NULL, error))
      return NULL;
  }
  return gaf_writer_close (writer, NULL, error) ? gaf_writer_steal_bytes (writer, error) : NULL;
}

static void
write_own (GRand *rand)
{
  Format *format = formats->pdata[g_rand_int_range (rand, 0, (gint32) formats->len)];
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = write_format (format->name, rand, &error);

  if (bytes == NULL)
    complain_of_error ("writing", format->name, error);
  else if (!g_bytes_equal (bytes, format->bytes))
    complain ("writing of %s: other bytes", format->name);
}

/* One writer for all threads, of which none gets lost. */
static GafWriter *shared_writer;
static guint n_shared; /* atomic: frames handed over */

static void
write_shared (GRand *rand)
{
  const gint64 n = g_rand_int_range (rand, 0, 500);
  const float *planes[] = { noise, noise + FRAMES };
  g_autoptr (GError) error = NULL;

  g_atomic_int_add (&n_shared, (int) n);
  if (!gaf_writer_write (shared_writer, planes, n, NULL, &error)
      || (n % 16 == 0 && !gaf_writer_flush (shared_writer, NULL, &error)))
    complain_of_error ("writing what is shared", "FLAC", error);
  if (gaf_writer_tell (shared_writer) < n)
    complain ("position of the shared writer");
}

/* What is told without waiting for who reads or writes. */
static void
ask_shared (GRand *rand)
{
  File *file = any_shared (rand);
  g_autoptr (GafReader) reader = get_shared (file);
  gint64 written = 0;

  for (int i = 0; i < 100; i++) {
    const gint64 position = gaf_reader_tell (reader), n = gaf_writer_tell (shared_writer);

    if (position < 0 || position > gaf_reader_get_n_frames (reader) || n < written)
      complain ("what is told of %s", file->path);
    written = n;
    g_thread_yield ();
  }
}

static void
ask (GRand *rand)
{
  g_auto (GStrv) readable = gaf_get_readable_extensions ();
  g_auto (GStrv) writable = gaf_get_writable_extensions ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GafReader) none = gaf_reader_new_for_path ("/does/not/exist.wav", NULL, &error);

  if (readable[0] == NULL || writable[0] == NULL || none != NULL
      || !g_error_matches (error, GAF_ERROR, GAF_ERROR_NOT_FOUND))
    complain ("questions");
}

static void (*const operations[]) (GRand *rand) = { read_own,    read_own,     read_shared, read_shared,
                                                    move_shared, drop_shared,  write_own,   write_shared,
                                                    ask_shared,  write_shared, ask,         read_resampled };

static gpointer
work (gpointer data)
{
  GRand *rand = g_rand_new_with_seed ((guint32) seed * 1000 + GPOINTER_TO_UINT (data));

  for (int i = 0; i < n_operations; i++) {
    operations[g_rand_int_range (rand, 0, G_N_ELEMENTS (operations))](rand);
    g_atomic_int_inc (&n_done);
  }
  g_rand_free (rand);
  return NULL;
}

/* before and after: one thread */

static void
make_noise (void)
{
  GRand *rand = g_rand_new_with_seed (77);

  noise = g_new (float, 2 * FRAMES);
  for (int i = 0; i < 2 * FRAMES; i++)
    noise[i] = (float) g_rand_double_range (rand, -0.3, 0.3);
  g_rand_free (rand);
}

/* All samples up to LONGEST frames. */
static float *
read_all (GafSource *source, guint channels, gint64 *n_frames)
{
  float **planes = planes_new (channels, LONGEST);
  g_autoptr (GError) error = NULL;
  float *samples;

  *n_frames = gaf_source_read (source, planes, LONGEST, NULL, &error);
  if (*n_frames < 0)
    g_error ("%s", error->message);
  samples = g_new (float, *n_frames *channels + 1);
  for (guint c = 0; c < channels; c++)
    memcpy (samples + c * *n_frames, planes[c], *n_frames * sizeof (float));
  planes_free (planes);
  return samples;
}

static GafResampledReader *
resample (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GafReader) reader = gaf_reader_new_for_path (path, NULL, &error);
  GafResampledReader *resampled = NULL;

  if (reader != NULL)
    resampled =
        gaf_resampled_reader_new (GAF_SOURCE (reader), OTHER_RATE, GAF_RESAMPLE_QUALITY_WINDOWED_SINC_32, &error);
  if (resampled == NULL)
    g_error ("%s: %s", path, error->message);
  return resampled;
}

static void
add_file (const char *path, gboolean is_noisy)
{
  File *file = g_new0 (File, 1);
  g_autoptr (GafResampledReader) resampled = resample (path);
  g_autoptr (GError) error = NULL;

  file->path = g_strdup (path);
  file->is_noisy = is_noisy;
  file->reader = gaf_reader_new_for_path (path, NULL, &error);
  g_assert_no_error (error);
  file->channels = gaf_reader_get_channels (file->reader);
  file->samples = read_all (GAF_SOURCE (file->reader), file->channels, &file->n_frames);
  file->resampled = read_all (GAF_SOURCE (resampled), file->channels, &file->n_resampled);
  file->resampled_reader = resample (path);
  g_mutex_init (&file->lock);
  g_ptr_array_add (files, file);
}

static void
free_file (gpointer data)
{
  File *file = data;

  g_object_unref (file->reader);
  g_object_unref (file->resampled_reader);
  g_mutex_clear (&file->lock);
  g_free (file->path);
  g_free (file->samples);
  g_free (file->resampled);
  g_free (file);
}

static void
add_format (const char *extension)
{
  g_autofree char *name = g_strconcat ("threads", extension, NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  Format *format = g_new0 (Format, 1);
  g_autoptr (GError) error = NULL;

  format->name = g_strdup (extension + 1);
  format->bytes = write_format (format->name, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (format->bytes, NULL),
                                      (gssize) g_bytes_get_size (format->bytes), NULL));
  g_ptr_array_add (formats, format);
  add_file (path, g_str_equal (extension, ".ac3"));
  g_unlink (path);
  /* The readers have it open; new ones need it again. */
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (format->bytes, NULL),
                                      (gssize) g_bytes_get_size (format->bytes), NULL));
}

static void
free_format (gpointer data)
{
  Format *format = data;

  g_free (format->name);
  g_bytes_unref (format->bytes);
  g_free (format);
}

static void
set_up (void)
{
  g_auto (GStrv) extensions = gaf_get_writable_extensions ();
  g_autoptr (GafEncodeSpec) spec = gaf_encode_spec_new ("flac", RATE, 2);

  make_noise ();
  files = g_ptr_array_new_with_free_func (free_file);
  formats = g_ptr_array_new_with_free_func (free_format);
  for (char **extension = extensions; *extension != NULL; extension++)
    add_format (*extension);
  for (char **path = paths; path != NULL && *path != NULL; path++)
    add_file (*path, FALSE);
  for (char **path = noisy_paths; path != NULL && *path != NULL; path++)
    add_file (*path, TRUE);
  shared_writer = gaf_writer_new_for_memory (spec, NULL);
}

static void
finish_shared_writer (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GafReader) reader = NULL;

  if (gaf_writer_close (shared_writer, NULL, &error))
    bytes = gaf_writer_steal_bytes (shared_writer, &error);
  if (bytes != NULL)
    reader = gaf_reader_new_for_bytes (bytes, NULL, &error);
  if (reader == NULL)
    complain_of_error ("closing what is shared", "FLAC", error);
  else if (gaf_reader_get_n_frames (reader) != n_shared)
    complain ("the shared writer has %d of %u frames", (int) gaf_reader_get_n_frames (reader), n_shared);
  g_object_unref (shared_writer);
}

static const GOptionEntry options[] = {
  { "threads", 0, 0, G_OPTION_ARG_INT, &n_threads, "how many", "N" },
  { "operations", 0, 0, G_OPTION_ARG_INT, &n_operations, "of each thread", "N" },
  { "seed", 0, 0, G_OPTION_ARG_INT, &seed, "of the operations", "N" },
  { "folder", 0, 0, G_OPTION_ARG_FILENAME, &folder, "for files", "DIR" },
  { "noisy", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &noisy_paths, "a file with noise of its codec's own", "FILE" },
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &paths, NULL, "FILE…" },
  { NULL },
};

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  GThread **threads;

  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || folder == NULL) {
    g_printerr ("%s\n", error != NULL ? error->message : "--folder is missing");
    return 2;
  }
  set_up ();
  threads = g_new (GThread *, n_threads);
  for (int i = 0; i < n_threads; i++)
    threads[i] = g_thread_new ("campaign", work, GINT_TO_POINTER (i));
  for (int i = 0; i < n_threads; i++)
    g_thread_join (threads[i]);
  finish_shared_writer ();
  g_print ("%d threads, seed %d: %u operations on %u files, %u met a closed reader, %u wrong\n", n_threads, seed,
           n_done, files->len, n_closed, n_wrong);
  g_ptr_array_unref (files);
  g_ptr_array_unref (formats);
  g_free (threads);
  g_free (noise);
  g_strfreev (paths);
  g_strfreev (noisy_paths);
  g_free (folder);
  return n_wrong == 0 ? 0 : 1;
}
