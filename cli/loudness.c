/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "commands.h"

#include <math.h>
#include <string.h>

#include "input.h"
#include "interrupt.h"
#include "jobs.h"
#include "json.h"
#include "progress.h"
#include "report.h"
#include "table.h"
#include "terminal.h"

static gboolean as_json, write_tags;
static int n_threads;

static const GOptionEntry options[] = {
  { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, "Print JSON", NULL },
  { "tag", 0, 0, G_OPTION_ARG_NONE, &write_tags, "Write ReplayGain into the tags of the files", NULL },
  { "jobs", 'j', 0, G_OPTION_ARG_INT, &n_threads, "Measure N files at a time; one for each processor if not given",
    "N" },
  { NULL },
};

static const char *const titles[] = { "<File", "Integrated", "Range", "True peak", "Gain", "Peak", NULL };

typedef struct {
  GPtrArray *inputs;
  GafLoudness **results;
  GError **errors;
} Measuring;

/* Opus has names and a reference of its own (RFC 7845, 5.2.1), in 256ths of a decibel. */
static gboolean
tag (const CliInput *input, GafReader *reader, GafLoudness *loudness, GError **error)
{
  g_autoptr (GafTags) tags = gaf_tags_new ();
  g_autofree char *gain = NULL, *peak = NULL;

  if (strcmp (gaf_reader_get_codec (reader), "opus") == 0) {
    const double decibels = gaf_loudness_get_replay_gain (loudness) - 5;

    gain = g_strdup_printf ("%d", (int) floor (CLAMP (decibels * 256, -32768, 32767) + 0.5));
    gaf_tags_set_value (tags, "R128_TRACK_GAIN", gain);
  } else {
    gain = g_strdup_printf ("%.2f dB", gaf_loudness_get_replay_gain (loudness));
    peak = g_strdup_printf ("%.6f", gaf_loudness_get_replay_peak (loudness));
    gaf_tags_set_value (tags, "REPLAYGAIN_TRACK_GAIN", gain);
    gaf_tags_set_value (tags, "REPLAYGAIN_TRACK_PEAK", peak);
  }
  return gaf_tags_write (tags, input->path, FALSE, cli_interrupt_get_cancellable (), error);
}

static void
measure (guint index, gpointer data)
{
  Measuring *self = data;
  const CliInput *input = cli_inputs_get (self->inputs, index);
  CliPart part = { index, input->name };
  GCancellable *cancellable = cli_interrupt_get_cancellable ();
  g_autoptr (GafReader) reader = gaf_reader_new_for_path (input->path, cancellable, &self->errors[index]);

  if (reader != NULL)
    self->results[index] =
        gaf_loudness_new_for_reader (reader, cancellable, cli_progress_tell, &part, &self->errors[index]);
  if (self->results[index] != NULL && write_tags)
    tag (input, reader, self->results[index], &self->errors[index]);
  cli_progress_set (index, 1, input->name);
}

/* Silence is as soft as anything can be. */
static char *
format (double value, const char *unit)
{
  return isfinite (value) ? g_strdup_printf ("%.1f %s", value, unit) : g_strdup ("silence");
}

static void
add_row (CliTable *table, const CliInput *input, GafLoudness *loudness)
{
  cli_table_add (table, cli_text_from_name (input->name));
  cli_table_add (table, format (gaf_loudness_get_integrated (loudness), "LUFS"));
  cli_table_add (table, format (gaf_loudness_get_range (loudness), "LU"));
  cli_table_add (table, format (gaf_loudness_get_true_peak (loudness), "dBTP"));
  cli_table_add (table, g_strdup_printf ("%+.2f dB", gaf_loudness_get_replay_gain (loudness)));
  cli_table_add (table, g_strdup_printf ("%.6f", gaf_loudness_get_replay_peak (loudness)));
}

static void
add_object (CliJson *json, const CliInput *input, GafLoudness *loudness)
{
  cli_input_add_json (input, json, NULL);
  cli_json_double (json, "integrated", gaf_loudness_get_integrated (loudness));
  cli_json_double (json, "range", gaf_loudness_get_range (loudness));
  cli_json_double (json, "true_peak", gaf_loudness_get_true_peak (loudness));
  cli_json_double (json, "max_momentary", gaf_loudness_get_max_momentary (loudness));
  cli_json_double (json, "max_short_term", gaf_loudness_get_max_short_term (loudness));
  cli_json_double (json, "replay_gain", gaf_loudness_get_replay_gain (loudness));
  cli_json_double (json, "replay_peak", gaf_loudness_get_replay_peak (loudness));
  cli_json_end (json, '}');
}

/* Returns the status. */
static int
print (const Measuring *measuring)
{
  g_autoptr (CliTable) table = cli_table_new (titles);
  int status = STATUS_OK;
  g_auto (CliJson) json = { NULL };

  cli_json_init (&json);
  cli_json_begin (&json, NULL, '[');
  for (guint i = 0; i < measuring->inputs->len; i++) {
    const CliInput *input = cli_inputs_get (measuring->inputs, i);

    if (measuring->errors[i] != NULL) {
      cli_input_report (input, measuring->errors[i]);
      status = STATUS_ERROR;
    }
    if (measuring->results[i] != NULL) {
      add_row (table, input, measuring->results[i]);
      add_object (&json, input, measuring->results[i]);
    } else if (measuring->errors[i] != NULL) {
      cli_input_add_json (input, &json, measuring->errors[i]);
    }
  }
  cli_json_end (&json, ']');
  if (cli_interrupt_has_come ())
    return STATUS_ERROR;
  if (as_json)
    cli_json_print (&json);
  else if (measuring->inputs->len == 1 && cli_table_get_rows (table) == 1)
    cli_table_print_row (table, 0);
  else
    cli_table_print (table);
  return status;
}

static int
run (char **arguments)
{
  int status = STATUS_OK;
  g_autoptr (GPtrArray) inputs = NULL;
  Measuring measuring;

  if (arguments[0] == NULL)
    return cli_report_usage ("loudness", "loudness needs a file");
  if (n_threads < 0)
    return cli_report_usage ("loudness", "--jobs is a number of files");
  for (guint i = 0; write_tags && arguments[i] != NULL; i++)
    if (strcmp (arguments[i], "-") == 0)
      return cli_report_usage ("loudness", "the standard input cannot get tags");
  inputs = cli_inputs_new (arguments, &status);
  measuring = (Measuring){ inputs, g_new0 (GafLoudness *, inputs->len + 1), g_new0 (GError *, inputs->len + 1) };
  cli_progress_begin (inputs->len);
  cli_jobs_run (inputs->len, n_threads, measure, &measuring);
  cli_progress_end ();
  status = MAX (print (&measuring), status);
  for (guint i = 0; i < inputs->len; i++) {
    g_clear_object (&measuring.results[i]);
    g_clear_error (&measuring.errors[i]);
  }
  g_free (measuring.results);
  g_free (measuring.errors);
  return status;
}

const Command command_loudness = {
  .name = "loudness",
  .arguments = "FILE…",
  .summary = "Measure loudness after EBU R 128, and ReplayGain",
  .description = "Measures the integrated loudness of each file, its range, its true peak, and the gain and peak of "
                 "ReplayGain 2. Of a folder all files are taken that can be read. - is the standard input.\n\n"
                 "--tag writes REPLAYGAIN_TRACK_GAIN and REPLAYGAIN_TRACK_PEAK into the tags of each file, and "
                 "R128_TRACK_GAIN into those of Opus; the audio stays as it is.",
  .options = options,
  .run = run,
};
