/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "describe.h"
#include "interrupt.h"
#include "report.h"

/*
 *   main ─► a command of commands.c: info.c, plot.c …
 *              │ files: input.c, jobs.c     what is shown: table.c, json.c, braille.c, progress.c, report.c
 *              ▼
 *           the library's public functions
 */

static void
print_help (void)
{
  g_print ("Usage:\n  gaudiofile COMMAND [OPTION…] [FILE…]\n\n%s\n\nCommands:\n", cli_about);
  for (guint i = 0; commands[i] != NULL; i++)
    g_print ("  %-10s %s\n", commands[i]->name, commands[i]->summary);
  g_print ("\nOptions:\n  --help     Show this help; \"gaudiofile COMMAND --help\" is about a command\n"
           "  --version  Show the version\n");
}

static gboolean
takes_value (const GOptionEntry *option)
{
  return option->arg != G_OPTION_ARG_NONE;
}

/* An option of @command by its letter, or by the rest of @argument. NULL: none. */
static const GOptionEntry *
find_option (const Command *command, const char *argument)
{
  const GOptionEntry *lists[] = { command->options, common_options };

  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    for (const GOptionEntry *option = lists[i]; option->long_name != NULL; option++)
      if (argument[1] == '-' ? strcmp (argument + 2, option->long_name) == 0
                             : argument[1] == option->short_name && option->short_name != '\0')
        return option;
  return NULL;
}

/* As people write them: GOption takes -j 2, and this makes that of -j2. To be freed. */
static char **
split_arguments (const Command *command, char **argv)
{
  g_autoptr (GPtrArray) split = g_ptr_array_new_with_free_func (g_free);
  gboolean is_value = TRUE; /* the name of the command is as it is */
  gboolean is_end = FALSE;

  for (; *argv != NULL; argv++) {
    const char *argument = *argv;
    const GOptionEntry *option =
        !is_value && !is_end && argument[0] == '-' && argument[1] != '\0' ? find_option (command, argument) : NULL;

    is_end = is_end || (!is_value && strcmp (argument, "--") == 0);
    is_value = FALSE;
    if (option == NULL || !takes_value (option)) {
      g_ptr_array_add (split, g_strdup (argument));
    } else if (argument[1] != '-' && argument[2] != '\0') {
      g_ptr_array_add (split, g_strndup (argument, 2));
      g_ptr_array_add (split, g_strdup (argument + 2));
    } else {
      g_ptr_array_add (split, g_strdup (argument));
      is_value = TRUE;
    }
  }
  g_ptr_array_add (split, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&split), FALSE);
}

static GOptionContext *
make_context (const Command *command, char ***rest)
{
  GOptionContext *context = g_option_context_new (command->arguments);
  const GOptionEntry remaining[] = {
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, rest, NULL, NULL },
    { NULL },
  };
  g_autofree char *name = g_strconcat ("gaudiofile ", command->name, NULL);

  g_set_prgname (name);
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_summary (context, command->description);
  g_option_context_add_main_entries (context, command->options, NULL);
  g_option_context_add_main_entries (context, common_options, NULL);
  g_option_context_add_main_entries (context, remaining, NULL);
  return context;
}

static int
run_command (const Command *command, char **argv)
{
  g_auto (GStrv) arguments = split_arguments (command, argv);
  g_auto (GStrv) rest = NULL;
  g_autoptr (GOptionContext) context = make_context (command, &rest);
  g_autoptr (GError) error = NULL;

  if (!g_option_context_parse_strv (context, &arguments, &error))
    return cli_report_usage (command->name, "%s", error->message);
  if (cli_help) {
    g_autofree char *help = g_option_context_get_help (context, TRUE, NULL);

    g_print ("%s", help);
    return STATUS_OK;
  }
  return command->run (rest != NULL ? rest : (char *[]){ NULL });
}

static int
run (int argc, char **argv)
{
  const char *first = argc > 1 ? argv[1] : NULL;
  const Command *command;

  if (first == NULL)
    return cli_report_usage (NULL, "there is no command");
  if (strcmp (first, "--help") == 0 || strcmp (first, "-h") == 0 || (strcmp (first, "help") == 0 && argc == 2)) {
    print_help ();
    return STATUS_OK;
  }
  if (strcmp (first, "--version") == 0) {
    g_print ("gaudiofile %s\n", gaf_get_version ());
    return STATUS_OK;
  }
  if (strcmp (first, "--describe") == 0 && argc == 3)
    return cli_describe (argv[2]);
  command = command_find (first);
  if (command == NULL)
    return cli_report_usage (NULL, "%s is no command", first);
  return run_command (command, argv + 1);
}

int
main (int argc, char **argv)
{
  int status;

  /* What is text and how wide it is goes by the locale; numbers are the same everywhere. */
  setlocale (LC_CTYPE, "");
  cli_interrupt_init ();
  status = run (argc, argv);
  if (fflush (stdout) != 0 || ferror (stdout)) {
    cli_report_usage (NULL, "the output cannot be written");
    status = STATUS_ERROR;
  }
  cli_interrupt_finish ();
  return status;
}
