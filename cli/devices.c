/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "commands.h"

#include "json.h"
#include "report.h"
#include "table.h"

static gboolean as_json;

static const GOptionEntry options[] = {
  { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, "Print JSON", NULL },
  { NULL },
};

static const char *const titles[] = { "<Direction", "<Default", "<Name", "<Id", "Channels", "Rates", "<Hears", NULL };

static void
add_row (CliTable *table, GafDevice *device)
{
  cli_table_add (table, g_strdup (gaf_device_get_direction (device) == GAF_DIRECTION_INPUT ? "input" : "output"));
  cli_table_add (table, gaf_device_get_is_default (device) ? g_strdup ("yes") : NULL);
  cli_table_add (table, g_strdup (gaf_device_get_name (device)));
  cli_table_add (table, g_strdup (gaf_device_get_id (device)));
  cli_table_add (table, g_strdup_printf ("%u", gaf_device_get_channels (device)));
  cli_table_add (table,
                 g_strdup_printf ("%u–%u Hz", gaf_device_get_min_rate (device), gaf_device_get_max_rate (device)));
  cli_table_add (table, g_strdup (gaf_device_get_monitor_of (device)));
}

static void
add_object (CliJson *json, GafDevice *device)
{
  cli_json_begin (json, NULL, '{');
  cli_json_text (json, "direction", gaf_device_get_direction (device) == GAF_DIRECTION_INPUT ? "input" : "output");
  cli_json_text (json, "name", gaf_device_get_name (device));
  cli_json_text (json, "id", gaf_device_get_id (device));
  cli_json_bool (json, "default", gaf_device_get_is_default (device));
  cli_json_int (json, "channels", gaf_device_get_channels (device));
  cli_json_int (json, "min_rate", gaf_device_get_min_rate (device));
  cli_json_int (json, "max_rate", gaf_device_get_max_rate (device));
  cli_json_text (json, "monitor_of", gaf_device_get_monitor_of (device));
  cli_json_end (json, '}');
}

static int
run (char **arguments)
{
  static const GafDirection directions[] = { GAF_DIRECTION_OUTPUT, GAF_DIRECTION_INPUT };
  g_autoptr (CliTable) table = cli_table_new (titles);
  int status = STATUS_OK;
  g_auto (CliJson) json = { NULL };

  if (arguments[0] != NULL)
    return cli_report_usage ("devices", "devices takes no arguments");
  cli_json_init (&json);
  cli_json_begin (&json, NULL, '[');
  for (gsize i = 0; status == STATUS_OK && i < G_N_ELEMENTS (directions); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GListModel) list = gaf_device_list (directions[i], &error);

    if (list == NULL) {
      cli_report_error (NULL, NULL, error);
      status = STATUS_ERROR;
    }
    for (guint k = 0; list != NULL && k < g_list_model_get_n_items (list); k++) {
      g_autoptr (GafDevice) device = g_list_model_get_item (list, k);

      add_row (table, device);
      add_object (&json, device);
    }
  }
  cli_json_end (&json, ']');
  if (as_json)
    cli_json_print (&json);
  else if (cli_table_get_rows (table) > 0)
    cli_table_print (table);
  else if (status == STATUS_OK)
    cli_report_note ("There is no audio device. Is a sound server (PulseAudio or PipeWire) running for this user?");
  return status;
}

const Command command_devices = {
  .name = "devices",
  .arguments = NULL,
  .summary = "List audio inputs and outputs",
  .description =
      "Lists the devices that the sound server has now, with the names by which play and record take them. An "
      "input may be the monitor of an output: it hears what is played there.",
  .options = options,
  .run = run,
};
