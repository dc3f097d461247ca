/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "describe-man.h"

#include <string.h>

#include "commands.h"

/* What roff would take for its own. To be freed. */
static char *
escape (const char *text)
{
  GString *escaped = g_string_new (NULL);

  if (*text == '.' || *text == '\'')
    g_string_append (escaped, "\\&");
  for (; *text != '\0'; text++) {
    if (*text == '\\')
      g_string_append (escaped, "\\e");
    else if (*text == '-')
      g_string_append (escaped, "\\-");
    else
      g_string_append_c (escaped, *text);
  }
  return g_string_free (escaped, FALSE);
}

static void
print (const char *format, const char *text)
{
  g_autofree char *escaped = escape (text);

  g_print (format, escaped);
}

static void
print_options (const GOptionEntry *options)
{
  for (; options->long_name != NULL; options++) {
    g_print (".TP\n\\fB");
    if (options->short_name != '\0')
      g_print ("\\-%c\\fR, \\fB", options->short_name);
    print ("\\-\\-%s\\fR", options->long_name);
    if (options->arg_description != NULL)
      print (" \\fI%s\\fR", options->arg_description);
    print ("\n%s.\n", options->description);
  }
}

static void
print_paragraphs (const char *text)
{
  g_auto (GStrv) paragraphs = g_strsplit (text, "\n\n", -1);

  for (guint i = 0; paragraphs[i] != NULL; i++)
    print (i > 0 ? ".PP\n%s\n" : "%s\n", paragraphs[i]);
}

static void
print_command (const Command *command)
{
  g_autofree char *usage = g_strconcat (command->name, " [OPTION…] ", command->arguments, NULL);

  print (".SS \"%s\"\n", usage);
  print ("%s.\n.PP\n", command->summary);
  print_paragraphs (command->description);
  print_options (command->options);
}

void
cli_describe_man (void)
{
  g_print (".\\\" Made by gaudiofile --describe man\n.TH GAUDIOFILE 1 \"\" \"gaudiofile %s\" \"User Commands\"\n",
           gaf_get_version ());
  g_print (".SH NAME\ngaudiofile \\- audio files at the command line\n");
  g_print (".SH SYNOPSIS\n.B gaudiofile\n\\fICOMMAND\\fR [\\fIOPTION\\fR…] [\\fIFILE\\fR…]\n");
  print (".SH DESCRIPTION\n%s\n", cli_about);
  g_print (".SH COMMANDS\n");
  for (guint i = 0; commands[i] != NULL; i++)
    print_command (commands[i]);
  g_print (".SH COMMON OPTIONS\n");
  print_options (common_options);
  g_print (".TP\n\\fB\\-\\-version\\fR\nShow the version.\n");
  g_print (".SH FILES\nA file is recognised by what is in it, never by its name. "
           "\\- is the standard input or output. "
           "Times are seconds, or as in 1:30, 0:01:30.5 or 1500ms.\n");
  g_print (
      ".SH EXIT STATUS\n.TP\n0\nAll was done.\n.TP\n1\nSomething could not be done with one of the files; the others "
      "were done.\n.TP\n2\nThe command or its options are wrong, and nothing was done.\n.PP\n"
      "After Ctrl\\-C it ends by the signal, without leaving files that are not whole.\n");
  g_print (".SH ENVIRONMENT\n.TP\n.B GAUDIOFILE_MAX_THREADS\nHow many threads may work at a time.\n.TP\n"
           ".B NO_COLOR\nNo bold text and no colours.\n");
}
