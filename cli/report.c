/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "report.h"

#include <gio/gio.h>
#include <string.h>

#include "command.h"
#include "progress.h"
#include "terminal.h"

/* The library puts the file's name in front, in one of these ways; here it is there already. Takes @message. */
static char *
drop_name (char *message, const char *name)
{
  static const struct {
    const char *before, *after, *instead;
  } ways[] = {
    { "\"", "\": ", "" }, { "\"", "\" is ", "This is " }, { "Could not open \"", "\": ", "" }, { "", ": ", "" }
  };

  for (gsize i = 0; name != NULL && i < G_N_ELEMENTS (ways); i++) {
    g_autofree char *front = g_strconcat (ways[i].before, name, ways[i].after, NULL);

    if (g_str_has_prefix (message, front)) {
      g_autofree char *old = message;

      message = g_strconcat (ways[i].instead, old + strlen (front), NULL);
    }
  }
  return message;
}

void
cli_report_error (const char *name, const char *path, const GError *error)
{
  g_autofree char *shown_path = path != NULL ? g_filename_display_name (path) : NULL;
  g_autofree char *shown_name = name != NULL ? g_filename_display_name (name) : NULL;
  g_autofree char *message = NULL, *text = NULL, *clean = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  message = drop_name (drop_name (g_strdup (error->message), shown_path), shown_name);
  text = shown_name != NULL ? g_strdup_printf ("gaudiofile: %s: %s", shown_name, message)
                            : g_strdup_printf ("gaudiofile: %s", message);
  clean = cli_text_clean (text);
  cli_progress_say (clean);
}

int
cli_report_usage (const char *command, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list list;

  va_start (list, format);
  message = g_strdup_vprintf (format, list);
  va_end (list);
  g_printerr ("gaudiofile: %s\n", message);
  if (command != NULL)
    g_printerr ("\"gaudiofile %s --help\" says more.\n", command);
  else
    g_printerr ("\"gaudiofile --help\" says more.\n");
  return STATUS_USAGE;
}

void
cli_report_note (const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list list;

  if (cli_quiet)
    return;
  va_start (list, format);
  message = g_strdup_vprintf (format, list);
  va_end (list);
  cli_progress_say (message);
}
