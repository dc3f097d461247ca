/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "commands.h"

#include <string.h>

#include "terminal.h"

const Command *const commands[] = {
  &command_info,    &command_plot,   &command_tag,  &command_loudness,
  &command_convert, &command_trim,   &command_play, &command_record,
  &command_devices, &command_doctor, NULL,
};

const char cli_about[] =
    "Tells what audio files are, changes their tags, and draws, measures, converts, plays and records them.";

gboolean cli_help;

const GOptionEntry common_options[] = {
  { "quiet", 'q', 0, G_OPTION_ARG_NONE, &cli_quiet, "Say nothing but errors and what was asked for", NULL },
  { "help", 'h', 0, G_OPTION_ARG_NONE, &cli_help, "Show this help", NULL },
  { NULL },
};

const Command *
command_find (const char *name)
{
  for (guint i = 0; commands[i] != NULL; i++)
    if (strcmp (commands[i]->name, name) == 0)
      return commands[i];
  return NULL;
}
