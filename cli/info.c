/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "commands.h"

#include "about-tags.h"
#include "input.h"
#include "interrupt.h"
#include "json.h"
#include "report.h"
#include "table.h"
#include "terminal.h"

static gboolean as_json;

static const GOptionEntry options[] = {
  { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, "Print JSON", NULL },
  { NULL },
};

/* {{{ for people */

static const char *const titles[] = {
  "<File",  "<Format", "<Codec", "Rate",   "Channels", "<Layout", "Bits",  "Bit rate", "Length",
  "Frames", "<Artist", "<Title", "<Cover", "Chapters", "Cues",    "Loops", NULL,
};

static char *
count (const GPtrArray *marks)
{
  return marks->len > 0 ? g_strdup_printf ("%u", marks->len) : NULL;
}

/* "about" is for what is only known when all of the file was read. */
static char *
approximate (const GafInfo *info, char *text)
{
  g_autofree char *owned = text;

  return g_strdup_printf ("%s%s", gaf_info_get_exact_duration ((GafInfo *) info) ? "" : "about ", owned);
}

static void
add_row (CliTable *table, const CliInput *input, GafInfo *info, gboolean with_tags)
{
  GafTags *tags = gaf_info_get_tags (info);
  const guint bit_rate = gaf_info_get_bit_rate (info);

  cli_table_add (table, cli_text_from_name (input->name));
  cli_table_add (table, g_strdup (gaf_info_get_format (info)));
  cli_table_add (table, g_strdup (gaf_info_get_codec (info)));
  cli_table_add (table, g_strdup_printf ("%g Hz", gaf_info_get_rate (info)));
  cli_table_add (table, g_strdup_printf ("%u", gaf_info_get_channels (info)));
  cli_table_add (table, with_tags ? NULL : g_strdup (gaf_info_get_channel_layout (info)));
  cli_table_add (table, gaf_info_get_bits (info) > 0 ? g_strdup_printf ("%u", gaf_info_get_bits (info)) : NULL);
  cli_table_add (table, bit_rate > 0 ? g_strdup_printf ("%.0f kbit/s", bit_rate / 1000.0) : NULL);
  cli_table_add (table, approximate (info, cli_text_from_time (gaf_info_get_duration (info), 3)));
  cli_table_add (table, approximate (info, g_strdup_printf ("%" G_GINT64_FORMAT, gaf_info_get_n_frames (info))));
  /* A single file has all of its tags below. */
  cli_table_add (table, with_tags ? cli_tags_join (tags, "ARTIST") : NULL);
  cli_table_add (table, with_tags ? cli_tags_join (tags, "TITLE") : NULL);
  cli_table_add (table, with_tags && tags != NULL && gaf_tags_get_n_covers (tags) > 0 ? g_strdup ("yes") : NULL);
  cli_table_add (table, count (gaf_info_get_chapters (info)));
  cli_table_add (table, count (gaf_info_get_cues (info)));
  cli_table_add (table, count (gaf_info_get_loops (info)));
}

static void
print_marks (const char *what, const GPtrArray *marks, double rate)
{
  if (marks->len > 0)
    g_print ("%s\n", what);
  for (guint i = 0; i < marks->len; i++) {
    GafMark *mark = marks->pdata[i];
    const char *title = gaf_mark_get_title (mark);
    g_autofree char *start = cli_text_from_time ((double) gaf_mark_get_start (mark) / rate, 3);
    g_autofree char *end =
        gaf_mark_get_end (mark) >= 0 ? cli_text_from_time ((double) gaf_mark_get_end (mark) / rate, 3) : g_strdup ("");
    g_autofree char *clean = cli_text_clean (title != NULL ? title : "");

    g_print ("  %12s%s%-12s  %s\n", start, *end != '\0' ? " – " : "   ", end, clean);
  }
}

static void
print_people (GPtrArray *inputs, GPtrArray *infos)
{
  g_autoptr (CliTable) table = cli_table_new (titles);
  GafInfo *info = NULL;

  for (guint i = 0; i < inputs->len; i++)
    if (infos->pdata[i] != NULL)
      add_row (table, cli_inputs_get (inputs, i), info = infos->pdata[i], inputs->len > 1);
  if (inputs->len > 1 || info == NULL) {
    cli_table_print (table);
    return;
  }
  cli_table_print_row (table, 0);
  if (gaf_info_get_tags (info) != NULL) {
    g_autofree char *covers = cli_tags_describe_covers (gaf_info_get_tags (info));
    g_auto (GStrv) names = gaf_tags_get_names (gaf_info_get_tags (info));

    if (covers != NULL || names[0] != NULL)
      g_print ("Tags\n");
    cli_tags_print (gaf_info_get_tags (info));
  }
  print_marks ("Chapters", gaf_info_get_chapters (info), gaf_info_get_rate (info));
  print_marks ("Cues", gaf_info_get_cues (info), gaf_info_get_rate (info));
  print_marks ("Loops", gaf_info_get_loops (info), gaf_info_get_rate (info));
}

/* }}} */

/* {{{ JSON */

static void
add_marks (CliJson *json, const char *key, const GPtrArray *marks)
{
  cli_json_begin (json, key, '[');
  for (guint i = 0; i < marks->len; i++) {
    GafMark *mark = marks->pdata[i];

    cli_json_begin (json, NULL, '{');
    cli_json_int (json, "start", gaf_mark_get_start (mark));
    if (gaf_mark_get_end (mark) >= 0)
      cli_json_int (json, "end", gaf_mark_get_end (mark));
    else
      cli_json_null (json, "end");
    cli_json_text (json, "title", gaf_mark_get_title (mark));
    cli_json_end (json, '}');
  }
  cli_json_end (json, ']');
}

/* What is not known is null. */
static void
add_number (CliJson *json, const char *key, gint64 value)
{
  if (value > 0)
    cli_json_int (json, key, value);
  else
    cli_json_null (json, key);
}

static void
add_info (CliJson *json, const CliInput *input, GafInfo *info)
{
  cli_input_add_json (input, json, NULL);
  cli_json_text (json, "format", gaf_info_get_format (info));
  cli_json_text (json, "container", gaf_info_get_container (info));
  cli_json_text (json, "codec", gaf_info_get_codec (info));
  cli_json_text (json, "content_type", gaf_info_get_content_type (info));
  cli_json_double (json, "rate", gaf_info_get_rate (info));
  cli_json_int (json, "channels", gaf_info_get_channels (info));
  cli_json_text (json, "channel_layout", gaf_info_get_channel_layout (info));
  cli_json_text (json, "sample_format", gaf_sample_format_get_name (gaf_info_get_sample_format (info)));
  add_number (json, "bits", gaf_info_get_bits (info));
  add_number (json, "bit_rate", gaf_info_get_bit_rate (info));
  cli_json_int (json, "frames", gaf_info_get_n_frames (info));
  cli_json_double (json, "duration", gaf_info_get_duration (info));
  cli_json_bool (json, "exact", gaf_info_get_exact_duration (info));
  cli_tags_add_json (gaf_info_get_tags (info), json);
  add_marks (json, "chapters", gaf_info_get_chapters (info));
  add_marks (json, "cues", gaf_info_get_cues (info));
  add_marks (json, "loops", gaf_info_get_loops (info));
  cli_json_end (json, '}');
}

/* }}} */

static void
unref_info (gpointer info)
{
  g_clear_object (&info);
}

static int
run (char **arguments)
{
  int status = STATUS_OK;
  g_autoptr (GPtrArray) inputs = NULL;
  g_autoptr (GPtrArray) infos = g_ptr_array_new_with_free_func (unref_info);
  g_auto (CliJson) json = { NULL };

  if (arguments[0] == NULL)
    return cli_report_usage ("info", "info needs a file");
  inputs = cli_inputs_new (arguments, &status);
  cli_json_init (&json);
  cli_json_begin (&json, NULL, '[');
  for (guint i = 0; i < inputs->len && !cli_interrupt_has_come (); i++) {
    const CliInput *input = cli_inputs_get (inputs, i);
    g_autoptr (GError) error = NULL;
    GafInfo *info = gaf_probe_path (input->path, NULL, cli_interrupt_get_cancellable (), &error);

    g_ptr_array_add (infos, info);
    if (info != NULL && as_json)
      add_info (&json, input, info);
    if (info == NULL) {
      cli_input_report (input, error);
      status = STATUS_ERROR;
      if (as_json)
        cli_input_add_json (input, &json, error);
    }
  }
  cli_json_end (&json, ']');
  if (cli_interrupt_has_come ())
    return STATUS_ERROR;
  if (as_json)
    cli_json_print (&json);
  else
    print_people (inputs, infos);
  return status;
}

const Command command_info = {
  .name = "info",
  .arguments = "FILE…",
  .summary = "Tell what audio files are",
  .description = "Tells format, codec, rate, channels, bits, bit rate and length of each file, and its tags, covers, "
                 "chapters, cues and loops, by its headers. A single file is told about in full, of several each has a "
                 "line. Of a folder all files are taken that can be read. - is the standard input.\n\n"
                 "With --json it is an array with an object for each file; one that cannot be read has an \"error\".",
  .options = options,
  .run = run,
};
