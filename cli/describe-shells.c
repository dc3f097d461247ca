/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "describe-shells.h"

#include <string.h>

#include "commands.h"

typedef enum {
  VALUE_NONE, /* the option has none */
  VALUE_FILE,
  VALUE_CHOICE,
  VALUE_OTHER,
} Value;

static Value
get_value (const GOptionEntry *option)
{
  if (option->arg_description == NULL)
    return VALUE_NONE;
  if (strcmp (option->arg_description, "FILE") == 0 || strcmp (option->arg_description, "FOLDER") == 0)
    return VALUE_FILE;
  return strchr (option->arg_description, '|') != NULL ? VALUE_CHOICE : VALUE_OTHER;
}

/* "a|b" with @separator between. To be freed. */
static char *
get_choices (const GOptionEntry *option, const char *separator)
{
  g_auto (GStrv) choices = g_strsplit (option->arg_description, "|", -1);

  return g_strjoinv (separator, choices);
}

/* A text in single quotes. To be freed. */
static char *
quote (const char *text)
{
  return g_shell_quote (text);
}

/* {{{ bash */

/* Patterns of a case: "--output|-o". */
static void
print_bash_pattern (const GOptionEntry *option)
{
  g_print ("--%s", option->long_name);
  if (option->short_name != '\0')
    g_print ("|-%c", option->short_name);
}

static void
print_bash_values (const Command *command)
{
  for (const GOptionEntry *option = command->options; option->long_name != NULL; option++) {
    const Value value = get_value (option);
    g_autofree char *choices = value == VALUE_CHOICE ? get_choices (option, " ") : NULL;

    if (value == VALUE_NONE)
      continue;
    g_print ("        ");
    print_bash_pattern (option);
    if (value == VALUE_FILE)
      g_print (") COMPREPLY=($(compgen -f -- \"$word\")); return ;;\n");
    else if (value == VALUE_CHOICE)
      g_print (") COMPREPLY=($(compgen -W '%s' -- \"$word\")); return ;;\n", choices);
    else
      g_print (") return ;;\n");
  }
}

static void
print_bash_options (const GOptionEntry *options)
{
  for (; options->long_name != NULL; options++) {
    g_print (" --%s", options->long_name);
    if (options->short_name != '\0')
      g_print (" -%c", options->short_name);
  }
}

void
cli_describe_bash (void)
{
  g_print ("# Made by gaudiofile --describe bash\n\n_gaudiofile() {\n"
           "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} options\n"
           "  local IFS=$' \\t\\n'\n  COMPREPLY=()\n"
           "  if [ \"$COMP_CWORD\" = 1 ]; then\n    COMPREPLY=($(compgen -W '");
  for (guint i = 0; commands[i] != NULL; i++)
    g_print ("%s ", commands[i]->name);
  g_print ("--help --version' -- \"$word\"))\n    return\n  fi\n  case ${COMP_WORDS[1]} in\n");
  for (guint i = 0; commands[i] != NULL; i++) {
    g_print ("    %s)\n      case $before in\n", commands[i]->name);
    print_bash_values (commands[i]);
    g_print ("        *) ;;\n      esac\n      options='");
    print_bash_options (commands[i]->options);
    print_bash_options (common_options);
    g_print ("' ;;\n");
  }
  /* Names may have blanks. */
  g_print ("  esac\n  if [ \"${word:0:1}\" = - ]; then\n    COMPREPLY=($(compgen -W \"$options\" -- \"$word\"))\n"
           "  else\n    IFS=$'\\n'\n    COMPREPLY=($(compgen -f -- \"$word\"))\n  fi\n}\n"
           "complete -o filenames -F _gaudiofile gaudiofile\n");
}

/* }}} */

/* {{{ zsh */

/* In the specifications of _arguments colons and brackets mean something. To be freed. */
static char *
escape_zsh (const char *text)
{
  GString *escaped = g_string_new (NULL);

  for (; *text != '\0'; text++) {
    if (strchr (":[]\\", *text) != NULL)
      g_string_append_c (escaped, '\\');
    g_string_append_c (escaped, *text);
  }
  return g_string_free (escaped, FALSE);
}

static void
print_zsh_name (const GOptionEntry *option, const char *name)
{
  const Value value = get_value (option);
  const gboolean is_array = option->arg == G_OPTION_ARG_FILENAME_ARRAY;
  g_autofree char *description = escape_zsh (option->description);
  g_autofree char *called = value != VALUE_NONE ? escape_zsh (option->arg_description) : NULL;
  g_autofree char *choices = value == VALUE_CHOICE ? get_choices (option, " ") : NULL;
  g_autoptr (GString) text = g_string_new (is_array ? "*" : NULL);
  g_autofree char *quoted = NULL;

  g_string_append_printf (text, "%s[%s]", name, description);
  if (value == VALUE_FILE)
    g_string_append_printf (text, ":%s:_files", called);
  else if (value == VALUE_CHOICE)
    g_string_append_printf (text, ":value:(%s)", choices);
  else if (value == VALUE_OTHER)
    g_string_append_printf (text, ":%s: ", called);
  quoted = quote (text->str);
  g_print (" \\\n        %s", quoted);
}

static void
print_zsh_options (const GOptionEntry *options)
{
  for (; options->long_name != NULL; options++) {
    g_autofree char *long_name = g_strconcat ("--", options->long_name, NULL);
    const char short_name[] = { '-', options->short_name, '\0' };

    print_zsh_name (options, long_name);
    if (options->short_name != '\0')
      print_zsh_name (options, short_name);
  }
}

void
cli_describe_zsh (void)
{
  g_print ("#compdef gaudiofile\n# Made by gaudiofile --describe zsh\n\n_gaudiofile() {\n  local -a commands\n"
           "  commands=(\n");
  for (guint i = 0; commands[i] != NULL; i++) {
    g_autofree char *summary = escape_zsh (commands[i]->summary);
    g_autofree char *text = g_strdup_printf ("%s:%s", commands[i]->name, summary);
    g_autofree char *quoted = quote (text);

    g_print ("    %s\n", quoted);
  }
  g_print ("  )\n  if (( CURRENT == 2 )); then\n    _describe -t commands command commands\n"
           "    _arguments '--help[Show the help]' '--version[Show the version]'\n    return\n  fi\n"
           "  local command=$words[2]\n  shift words\n  (( CURRENT-- ))\n  case $command in\n");
  for (guint i = 0; commands[i] != NULL; i++) {
    g_print ("    %s)\n      _arguments", commands[i]->name);
    print_zsh_options (commands[i]->options);
    print_zsh_options (common_options);
    g_print (" \\\n        '*:file:_files' ;;\n");
  }
  g_print ("  esac\n}\n\n_gaudiofile \"$@\"\n");
}

/* }}} */

/* {{{ fish */

static void
print_fish_option (const char *command, const GOptionEntry *option)
{
  const Value value = get_value (option);
  g_autofree char *description = quote (option->description);
  g_autofree char *choices = value == VALUE_CHOICE ? get_choices (option, " ") : NULL;

  g_print ("complete -c gaudiofile -n '__fish_seen_subcommand_from %s' -l %s", command, option->long_name);
  if (option->short_name != '\0')
    g_print (" -s %c", option->short_name);
  if (value == VALUE_FILE)
    g_print (" -r -F");
  else if (value == VALUE_CHOICE)
    g_print (" -x -a '%s'", choices);
  else if (value == VALUE_OTHER)
    g_print (" -x");
  g_print (" -d %s\n", description);
}

void
cli_describe_fish (void)
{
  g_print ("# Made by gaudiofile --describe fish\n\n"
           "complete -c gaudiofile -n __fish_use_subcommand -f -l help -d 'Show the help'\n"
           "complete -c gaudiofile -n __fish_use_subcommand -f -l version -d 'Show the version'\n");
  for (guint i = 0; commands[i] != NULL; i++) {
    const Command *command = commands[i];
    g_autofree char *summary = quote (command->summary);

    g_print ("\ncomplete -c gaudiofile -n __fish_use_subcommand -f -a %s -d %s\n", command->name, summary);
    for (const GOptionEntry *option = command->options; option->long_name != NULL; option++)
      print_fish_option (command->name, option);
    for (const GOptionEntry *option = common_options; option->long_name != NULL; option++)
      print_fish_option (command->name, option);
  }
}

/* }}} */
