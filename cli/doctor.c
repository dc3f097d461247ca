/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "commands.h"

#include <string.h>

#include "json.h"
#include "report.h"
#include "table.h"
#include "terminal.h"

static gboolean as_json;

static const GOptionEntry options[] = {
  { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, "Print JSON", NULL },
  { NULL },
};

static const struct {
  GafSupportKind kind;
  const char *title;
  const char *key; /* of JSON */
  const char *const *titles;
} parts[] = {
  { GAF_SUPPORT_KIND_READING, "Reading", "reading",
    (const char *const[]){ "<Works", "<Codec", "<Element", "<Package", "<In", NULL } },
  { GAF_SUPPORT_KIND_WRITING, "Writing", "writing",
    (const char *const[]){ "<Works", "<Format", "<Codec", "<Element", "<Package", "<Extensions", NULL } },
  { GAF_SUPPORT_KIND_OTHER, "And", "others",
    (const char *const[]){ "<Works", "<What", "<Element", "<Package", "<Why not", NULL } },
};

/* {{{ for people */

/* "WAV, RF64, BW64, W64" is WAV here. To be freed. */
static char *
join_containers (const char *const *containers)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (; *containers != NULL; containers++)
    g_ptr_array_add (names, g_strndup (*containers, strcspn (*containers, ",")));
  g_ptr_array_add (names, NULL);
  return g_strjoinv (", ", (char **) names->pdata);
}

static void
add_row (CliTable *table, GafSupportKind kind, GafSupport *support)
{
  const char *element = gaf_support_get_element (support), *package = gaf_support_get_package (support);

  cli_table_add (table, g_strdup (gaf_support_get_works (support) ? "yes" : "NO"));
  cli_table_add (table, g_strdup (gaf_support_get_name (support)));
  if (kind == GAF_SUPPORT_KIND_WRITING)
    cli_table_add (table, g_strdup (gaf_support_get_codec (support)));
  cli_table_add (table, g_strdup (element));
  cli_table_add (table, g_strdup (package));
  if (kind == GAF_SUPPORT_KIND_READING)
    cli_table_add (table, join_containers (gaf_support_get_containers (support)));
  else if (kind == GAF_SUPPORT_KIND_WRITING)
    cli_table_add (table, g_strjoinv (" ", (char **) gaf_support_get_extensions (support)));
  else
    cli_table_add (table, g_strdup (gaf_support_get_message (support)));
}

static void
print_part (guint i, const GPtrArray *supports)
{
  const gboolean style = cli_terminal_has_style (1);
  g_autoptr (CliTable) table = cli_table_new (parts[i].titles);

  for (guint k = 0; k < supports->len; k++)
    add_row (table, parts[i].kind, supports->pdata[k]);
  g_print ("%s%s%s%s\n", i > 0 ? "\n" : "", style ? "\033[1m" : "", parts[i].title, style ? "\033[0m" : "");
  cli_table_print (table);
}

/* }}} */

static void
add_texts (CliJson *json, const char *key, const char *const *texts)
{
  cli_json_begin (json, key, '[');
  for (; *texts != NULL; texts++)
    cli_json_text (json, NULL, *texts);
  cli_json_end (json, ']');
}

static void
add_part (CliJson *json, guint i, const GPtrArray *supports)
{
  cli_json_begin (json, parts[i].key, '[');
  for (guint k = 0; k < supports->len; k++) {
    GafSupport *support = supports->pdata[k];

    cli_json_begin (json, NULL, '{');
    cli_json_text (json, "name", gaf_support_get_name (support));
    cli_json_bool (json, "works", gaf_support_get_works (support));
    cli_json_text (json, "codec", gaf_support_get_codec (support));
    cli_json_text (json, "element", gaf_support_get_element (support));
    cli_json_text (json, "package", gaf_support_get_package (support));
    add_texts (json, "containers", gaf_support_get_containers (support));
    add_texts (json, "extensions", gaf_support_get_extensions (support));
    cli_json_text (json, "message", gaf_support_get_message (support));
    cli_json_end (json, '}');
  }
  cli_json_end (json, ']');
}

static void
add_missing (GPtrArray *missing, const GPtrArray *supports)
{
  for (guint k = 0; k < supports->len; k++) {
    const char *package = gaf_support_get_package (supports->pdata[k]);

    if (!gaf_support_get_works (supports->pdata[k]) && package != NULL
        && !g_ptr_array_find_with_equal_func (missing, package, g_str_equal, NULL))
      g_ptr_array_add (missing, g_strdup (package));
  }
}

/* How many devices there are; -1 with @error if nobody can be asked. */
static int
count_devices (GError **error)
{
  g_autoptr (GListModel) outputs = gaf_device_list (GAF_DIRECTION_OUTPUT, error);
  g_autoptr (GListModel) inputs = outputs != NULL ? gaf_device_list (GAF_DIRECTION_INPUT, error) : NULL;

  return inputs != NULL ? (int) (g_list_model_get_n_items (outputs) + g_list_model_get_n_items (inputs)) : -1;
}

/* A machine without sound is none that something has to be installed on. */
static void
print_devices (CliJson *json)
{
  g_autoptr (GError) error = NULL;
  const int n = count_devices (&error);

  cli_json_int (json, "devices", MAX (n, 0));
  if (as_json)
    return;
  if (n > 0)
    g_print ("\nSound: %d devices; \"gaudiofile devices\" lists them.\n", n);
  else if (n == 0)
    g_print ("\nSound: there is no device. play and record need PulseAudio or PipeWire, running for this user.\n");
  else
    g_print ("\nSound: %s\n", error->message);
}

static int
run (char **arguments)
{
  g_autoptr (GPtrArray) missing = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *command = NULL;
  g_auto (CliJson) json = { NULL };

  if (arguments[0] != NULL)
    return cli_report_usage ("doctor", "doctor takes no arguments");
  cli_json_init (&json);
  cli_json_begin (&json, NULL, '{');
  cli_json_text (&json, "version", gaf_get_version ());
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++) {
    g_autoptr (GPtrArray) supports = gaf_support_list (parts[i].kind);

    add_part (&json, i, supports);
    if (!as_json)
      print_part (i, supports);
    add_missing (missing, supports);
  }
  print_devices (&json);
  g_ptr_array_add (missing, NULL);
  command = missing->len > 1 ? g_strjoinv (" ", (char **) missing->pdata) : NULL;
  add_texts (&json, "install", (const char *const *) missing->pdata);
  cli_json_end (&json, '}');
  if (as_json)
    cli_json_print (&json);
  else if (command != NULL)
    g_print ("\nFor what does not work:\n  apt install %s\n", command);
  else
    g_print ("\nEverything works.\n");
  return command != NULL ? STATUS_ERROR : STATUS_OK;
}

const Command command_doctor = {
  .name = "doctor",
  .arguments = NULL,
  .summary = "Tell what works here, and what to install for the rest",
  .description =
      "Lists all codecs that can be read and all formats that can be written, each with the GStreamer element "
      "that does it and the package of Debian that has that, and what there is for tags, loudness, pictures "
      "and live audio. It ends with 1 if something has to be installed for all of it to work.",
  .options = options,
  .run = run,
};
