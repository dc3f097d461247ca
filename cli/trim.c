/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "commands.h"

#include <math.h>
#include <string.h>

#include "conversion.h"
#include "input.h"
#include "interrupt.h"
#include "progress.h"
#include "report.h"
#include "terminal.h"

#define USUAL_THRESHOLD (-60)

static char *threshold_text;
static CliConversion wanted = CLI_CONVERSION_INIT;

static const GOptionEntry options[] = {
  { "threshold", 0, 0, OPTION_TEXT, &threshold_text, "What is not above this level is silent; -60 if not given",
    "DBFS" },
  { "format", 't', 0, OPTION_TEXT, &wanted.format, "Write this format: an extension such as flac", "EXTENSION" },
  { "quality", 0, 0, OPTION_TEXT, &wanted.quality, "As for convert", "QUALITY" },
  { "lossless", 0, 0, G_OPTION_ARG_NONE, &wanted.lossless,
    "Fail where anything would be lost; MP3, Vorbis and Opus are cut without decoding them", NULL },
  { NULL },
};

/* FALSE with @error, also where nothing is heard at all. */
static gboolean
find_sound (const CliInput *input, double threshold, gint64 *begin, gint64 *end, GError **error)
{
  GCancellable *cancellable = cli_interrupt_get_cancellable ();
  CliPart part = { 0, input->name };
  g_autoptr (GafReader) reader = gaf_reader_new_for_path (input->path, cancellable, error);
  g_autoptr (GafSilences) silences =
      reader != NULL ? gaf_silences_new_for_reader (reader, threshold, 1, cancellable, cli_progress_tell, &part, error)
                     : NULL;

  if (silences == NULL)
    return FALSE;
  gaf_silences_get_trim (silences, begin, end);
  if (*end > *begin)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "All of it is silent: nothing would be left");
  return FALSE;
}

static gboolean
trim (const CliInput *input, const char *output, double threshold, GError **error)
{
  CliPart part = { 1, input->name };
  gint64 begin, end;
  gboolean ok;

  cli_progress_begin (2);
  ok = find_sound (input, threshold, &begin, &end, error)
       && cli_conversion_run_range (&wanted, input->path, output, begin, end - begin, cli_progress_tell, &part, error);
  cli_progress_end ();
  return ok;
}

static int
run (char **arguments)
{
  int status = STATUS_OK;
  double threshold = USUAL_THRESHOLD;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) inputs = NULL;
  g_autofree char *output = NULL;

  if (g_strv_length (arguments) != 2 || g_file_test (arguments[0], G_FILE_TEST_IS_DIR))
    return cli_report_usage ("trim", "trim needs a file, and what to make of it");
  if (threshold_text != NULL && !cli_text_to_number (threshold_text, "--threshold", &threshold, &error))
    return cli_report_usage ("trim", "%s", error->message);
  output = arguments[1];
  arguments[1] = NULL;
  inputs = cli_inputs_new (arguments, &status);
  if (inputs->len > 0 && !trim (cli_inputs_get (inputs, 0), output, threshold, &error)) {
    if (strstr (error->message, output) != NULL)
      cli_report_error (output, output, error);
    else
      cli_input_report (cli_inputs_get (inputs, 0), error);
    status = STATUS_ERROR;
  }
  return status;
}

const Command command_trim = {
  .name = "trim",
  .arguments = "FILE FILE",
  .summary = "Take the silence at both ends away",
  .description = "Writes what is between the first and the last frame of which a channel is above the threshold, to "
                 "another file or over the old one. The extension says the format; the rest is as in the file, tags "
                 "and covers too. - is the standard input.",
  .options = options,
  .run = run,
};
