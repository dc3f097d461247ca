/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "commands.h"

#include <errno.h>
#include <string.h>

#include "conversion.h"
#include "input.h"
#include "interrupt.h"
#include "jobs.h"
#include "progress.h"
#include "report.h"

static CliConversion wanted = CLI_CONVERSION_INIT;
static int n_threads;

static const GOptionEntry options[] = {
  { "format", 't', 0, OPTION_TEXT, &wanted.format, "Write this format: an extension such as flac", "EXTENSION" },
  { "codec", 0, 0, OPTION_TEXT, &wanted.codec, "Use this codec, of a format that has several", "CODEC" },
  { "quality", 0, 0, OPTION_TEXT, &wanted.quality, "Such as 192 (kbit/s), V2, best or worst; of FLAC a level",
    "QUALITY" },
  { "rate", 'r', 0, G_OPTION_ARG_DOUBLE, &wanted.rate, "Resample to this rate", "HZ" },
  { "channels", 'c', 0, G_OPTION_ARG_INT, &wanted.channels, "Mix to so many channels", "N" },
  { "bit-depth", 'b', 0, G_OPTION_ARG_INT, &wanted.bit_depth, "Store so many bits a sample", "N" },
  { "start", 's', 0, OPTION_TEXT, &wanted.start, "Begin here: seconds, or as in 1:30", "TIME" },
  { "duration", 'd', 0, OPTION_TEXT, &wanted.duration, "Take so much", "TIME" },
  { "gain", 'g', 0, OPTION_TEXT, &wanted.gain, "Make it louder by so many decibels, or softer", "DB" },
  { "loudness", 0, 0, OPTION_TEXT, &wanted.loudness, "Bring it to this integrated loudness, after EBU R 128", "LUFS" },
  { "peak", 0, 0, OPTION_TEXT, &wanted.peak, "Bring its highest sample to this level", "DBFS" },
  { "fade-in", 0, 0, OPTION_TEXT, &wanted.fade_in, "Fade in for so long", "TIME" },
  { "fade-out", 0, 0, OPTION_TEXT, &wanted.fade_out, "Fade out for so long", "TIME" },
  { "effects", 'e', 0, OPTION_TEXT, &wanted.effects, "Send it through these elements of GStreamer, with ! between",
    "ELEMENTS" },
  { "no-tags", 0, 0, G_OPTION_ARG_NONE, &wanted.no_tags, "Leave tags and covers out", NULL },
  { "lossless", 0, 0, G_OPTION_ARG_NONE, &wanted.lossless,
    "Fail where anything would be lost; MP3, Vorbis and Opus are cut without decoding them", NULL },
  { "jobs", 'j', 0, G_OPTION_ARG_INT, &n_threads, "Convert N files at a time; one for each processor if not given",
    "N" },
  { NULL },
};

typedef struct {
  GPtrArray *inputs;
  GPtrArray *outputs;     /* paths */
  gboolean makes_folders; /* for them */
  gint n_failed;          /* atomic */
} Converting;

/* {{{ names of what is written */

static const char *
get_extension (const char *name)
{
  const char *dot = strrchr (name, '.'), *slash = strrchr (name, G_DIR_SEPARATOR);

  return dot != NULL && (slash == NULL || dot > slash) ? dot : NULL;
}

/* In @folder, with the extension of the format. To be freed. */
static char *
make_name (const char *folder, const CliInput *input, const char *format)
{
  g_autofree char *base = cli_input_is_stdin (input) ? g_strdup ("standard-input") : g_path_get_basename (input->name);
  const char *below = input->relative != NULL ? input->relative : base;
  const char *extension = get_extension (below);
  g_autofree char *stem =
      extension != NULL && extension != below ? g_strndup (below, (gsize) (extension - below)) : g_strdup (below);
  g_autofree char *name = g_strconcat (stem, ".", *format == '.' ? format + 1 : format, NULL);

  return g_build_filename (folder, name, NULL);
}

/* Each name once; a second file of it is an error. */
static void
name_outputs (Converting *self, const char *folder, const char *format, int *status)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->inputs->len;) {
    const CliInput *input = cli_inputs_get (self->inputs, i);
    char *name = make_name (folder, input, format);

    if (g_hash_table_add (names, name)) {
      g_ptr_array_add (self->outputs, name);
      i++;
    } else {
      g_autoptr (GError) error =
          g_error_new (G_IO_ERROR, G_IO_ERROR_EXISTS, "Another of the files becomes %s already", name);

      cli_input_report (input, error);
      *status = STATUS_ERROR;
      g_free (name);
      g_ptr_array_remove_index (self->inputs, i);
    }
  }
}

/* }}} */

static gboolean
make_folder (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  const int result = g_mkdir_with_parents (folder, 0777);

  if (result != 0) {
    const int saved_errno = errno;

    g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (saved_errno), "%s: %s", folder,
                 g_strerror (saved_errno));
  }
  return result == 0;
}

static void
convert (guint index, gpointer data)
{
  Converting *self = data;
  const CliInput *input = cli_inputs_get (self->inputs, index);
  const char *output = self->outputs->pdata[index];
  const gboolean to_stdout = strcmp (output, "-") == 0;
  CliPart part = { index, input->name };
  g_autoptr (GError) error = NULL;
  gboolean ok;

  if (to_stdout)
    ok = cli_conversion_to_stdout (&wanted, input->path, cli_progress_tell, &part, &error);
  else
    ok = (!self->makes_folders || make_folder (output, &error))
         && cli_conversion_run (&wanted, input->path, output, self->inputs->len > 1, cli_progress_tell, &part, &error);
  cli_progress_set (index, 1, input->name);
  if (ok)
    return;
  g_atomic_int_inc (&self->n_failed);
  /* It may be about what is written as well. */
  if (!to_stdout && strstr (error->message, output) != NULL && strstr (error->message, input->path) == NULL)
    cli_report_error (output, output, error);
  else
    cli_input_report (input, error);
}

/* The last of the arguments, and whether it is a folder. A usage error, or STATUS_OK. */
static int
find_destination (char **arguments, const char **destination, gboolean *is_folder)
{
  const guint n = g_strv_length (arguments);
  const char *last = n > 1 ? arguments[n - 1] : NULL;

  if (last == NULL)
    return cli_report_usage ("convert", "convert needs a file, and what to make of it");
  *destination = last;
  *is_folder = g_str_has_suffix (last, "/") || g_file_test (last, G_FILE_TEST_IS_DIR)
               || (n == 2 && g_file_test (arguments[0], G_FILE_TEST_IS_DIR));
  if (n > 2 && !*is_folder)
    return cli_report_usage ("convert", "%s is no folder: several files go into one; write %s/ to have it made", last,
                             last);
  if (wanted.format == NULL && (*is_folder || strcmp (last, "-") == 0))
    return cli_report_usage ("convert",
                             "into a folder and to the standard output the format has to be given: --format");
  arguments[n - 1] = NULL;
  return STATUS_OK;
}

static int
run (char **arguments)
{
  g_autofree char *last = NULL;
  g_autoptr (GPtrArray) inputs = NULL;
  g_autoptr (GPtrArray) outputs = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  const char *destination = NULL;
  Converting converting;
  gboolean is_folder = FALSE;
  int status;

  if (n_threads < 0)
    return cli_report_usage ("convert", "--jobs is a number of files");
  if (!cli_conversion_check (&wanted, &error))
    return cli_report_usage ("convert", "%s", error->message);
  status = find_destination (arguments, &destination, &is_folder);
  if (status != STATUS_OK)
    return status;
  /* The list of arguments frees what it has. */
  last = (char *) destination;
  inputs = cli_inputs_new (arguments, &status);
  converting = (Converting){ inputs, outputs, is_folder, 0 };
  if (is_folder)
    name_outputs (&converting, destination, wanted.format, &status);
  else if (inputs->len > 0)
    g_ptr_array_add (outputs, g_strdup (destination));
  cli_progress_begin (inputs->len);
  cli_jobs_run (inputs->len, n_threads, convert, &converting);
  cli_progress_end ();
  return converting.n_failed > 0 ? STATUS_ERROR : status;
}

const Command command_convert = {
  .name = "convert",
  .arguments = "FILE… FILE|FOLDER",
  .summary = "Convert audio files, and cut, resample, mix or change them",
  .description = "Converts a file to another, whose extension says the format; or several into a folder, which is made "
                 "if its name ends with /, with --format. Of a folder all files are taken that can be read, and those "
                 "in folders below go to folders of the same names. - is the standard input or output. What is not "
                 "said is as in the file, or as near to it as the format can; tags and covers are kept.\n\n"
                 "A file is there when it is whole, and not before: what goes wrong, and Ctrl-C, leave an older one as "
                 "it was.",
  .options = options,
  .run = run,
};
