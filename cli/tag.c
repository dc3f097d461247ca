/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "commands.h"

#include <string.h>

#include "about-tags.h"
#include "input.h"
#include "interrupt.h"
#include "json.h"
#include "report.h"
#include "terminal.h"

static gboolean as_json, remove_covers;
static char **removed, **covers;

static const GOptionEntry options[] = {
  { "remove", 'r', 0, G_OPTION_ARG_FILENAME_ARRAY, &removed, "Remove this tag; may be given several times", "NAME" },
  { "cover", 'c', 0, G_OPTION_ARG_FILENAME_ARRAY, &covers,
    "Have this picture as the front cover, and no other; may be given several times", "FILE" },
  { "remove-covers", 0, 0, G_OPTION_ARG_NONE, &remove_covers, "Remove all pictures", NULL },
  { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, "Print the tags as JSON", NULL },
  { NULL },
};

/* {{{ changes */

/* The length of NAME in NAME=VALUE; 0 if it is none of these. A file with such a name can be given as ./NAME=VALUE. */
static gsize
get_name_length (const char *argument)
{
  gsize length = 0;

  while (g_ascii_isalnum (argument[length])
         || (length > 0 && strchr ("_- :.", argument[length]) != NULL && argument[length] != '\0'))
    length++;
  return argument[length] == '=' ? length : 0;
}

/* Of several arguments with one name each is a value. FALSE with @error. */
static gboolean
add_assignment (GafTags *tags, const char *argument, GError **error)
{
  const gsize length = get_name_length (argument);
  g_autofree char *name = g_strndup (argument, length);
  g_auto (GStrv) old = gaf_tags_get_values (tags, name);
  g_autoptr (GPtrArray) values = g_ptr_array_new ();

  if (!g_utf8_validate (argument, -1, NULL)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "the value of %s is not UTF-8", name);
    return FALSE;
  }
  for (guint i = 0; old != NULL && old[i] != NULL; i++)
    g_ptr_array_add (values, old[i]);
  g_ptr_array_add (values, (char *) argument + length + 1);
  g_ptr_array_add (values, NULL);
  gaf_tags_set_values (tags, name, (const char *const *) values->pdata);
  return TRUE;
}

static gboolean
add_cover (GafTags *tags, const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GBytes) bytes = g_file_load_bytes (file, cli_interrupt_get_cancellable (), NULL, error);
  g_autoptr (GafCover) cover = NULL;

  if (bytes == NULL)
    return FALSE;
  cover = gaf_cover_new (bytes, NULL, GAF_COVER_KIND_FRONT, NULL);
  if (!g_str_has_prefix (gaf_cover_get_mime_type (cover), "image/")) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "This is no picture that is known");
    return FALSE;
  }
  gaf_tags_add_cover (tags, cover);
  return TRUE;
}

/* What is to be changed, in @tags; the other arguments are files, and go to @files. Returns the status. */
static int
find_changes (char **arguments, GafTags *tags, GPtrArray *files)
{
  for (guint i = 0; removed != NULL && removed[i] != NULL; i++) {
    g_autofree char *assignment = g_strconcat (removed[i], "=", NULL);

    if (get_name_length (assignment) != strlen (removed[i]))
      return cli_report_usage ("tag", "%s is no name of a tag", removed[i]);
    gaf_tags_set_value (tags, removed[i], NULL);
  }
  if (remove_covers)
    gaf_tags_clear_covers (tags);
  for (guint i = 0; covers != NULL && covers[i] != NULL; i++) {
    g_autoptr (GError) error = NULL;

    if (!add_cover (tags, covers[i], &error)) {
      cli_report_error (covers[i], covers[i], error);
      return STATUS_ERROR;
    }
  }
  for (; *arguments != NULL; arguments++) {
    g_autoptr (GError) error = NULL;

    if (get_name_length (*arguments) == 0)
      g_ptr_array_add (files, *arguments);
    else if (!add_assignment (tags, *arguments, &error))
      return cli_report_usage ("tag", "%s", error->message);
  }
  g_ptr_array_add (files, NULL);
  return STATUS_OK;
}

static gboolean
has_changes (GafTags *tags)
{
  g_auto (GStrv) names = gaf_tags_get_names (tags);

  return names[0] != NULL || remove_covers || gaf_tags_get_n_covers (tags) > 0;
}

/* }}} */

static gboolean
change (const CliInput *input, GafTags *tags, GError **error)
{
  if (cli_input_is_stdin (input)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "It cannot be changed");
    return FALSE;
  }
  return gaf_tags_write (tags, input->path, FALSE, cli_interrupt_get_cancellable (), error);
}

static void
print_tags (const CliInput *input, GafTags *tags, gboolean with_name)
{
  g_autofree char *name = cli_text_from_name (input->name);

  if (with_name)
    g_print ("%s\n", name);
  cli_tags_print (tags);
}

/* Writes, and reads what it is to show. */
static gboolean
handle (const CliInput *input, GafTags *changes, CliJson *json, gboolean with_name, GError **error)
{
  g_autoptr (GafTags) tags = NULL;

  if (has_changes (changes) && !change (input, changes, error))
    return FALSE;
  if (has_changes (changes) && !as_json)
    return TRUE;
  tags = gaf_tags_read (input->path, cli_interrupt_get_cancellable (), error);
  if (tags == NULL)
    return FALSE;
  if (!as_json) {
    print_tags (input, tags, with_name);
    return TRUE;
  }
  cli_input_add_json (input, json, NULL);
  cli_tags_add_json (tags, json);
  cli_json_end (json, '}');
  return TRUE;
}

static int
run (char **arguments)
{
  g_autoptr (GafTags) changes = gaf_tags_new ();
  g_autoptr (GPtrArray) files = g_ptr_array_new ();
  g_autoptr (GPtrArray) inputs = NULL;
  int status = find_changes (arguments, changes, files);
  g_auto (CliJson) json = { NULL };

  if (status != STATUS_OK)
    return status;
  if (files->len == 1)
    return cli_report_usage ("tag", "tag needs a file");
  inputs = cli_inputs_new ((char **) files->pdata, &status);
  cli_json_init (&json);
  cli_json_begin (&json, NULL, '[');
  for (guint i = 0; i < inputs->len && !cli_interrupt_has_come (); i++) {
    const CliInput *input = cli_inputs_get (inputs, i);
    g_autoptr (GError) error = NULL;

    if (handle (input, changes, &json, inputs->len > 1, &error))
      continue;
    status = STATUS_ERROR;
    cli_input_report (input, error);
    cli_input_add_json (input, &json, error);
  }
  cli_json_end (&json, ']');
  if (as_json && !cli_interrupt_has_come ())
    cli_json_print (&json);
  return status;
}

const Command command_tag = {
  .name = "tag",
  .arguments = "FILE… [NAME=VALUE…]",
  .summary = "Show tags and covers, or change them",
  .description =
      "Without changes it shows the tags of each file. NAME=VALUE sets one, and NAME= removes it; a name that "
      "is given several times has several values. Usual names are title, artist, album, albumartist, "
      "composer, tracknumber, discnumber, date, genre and comment. What is not named stays, and so does the "
      "audio, bit for bit. A file whose name looks like NAME=VALUE is given as ./NAME=VALUE.",
  .options = options,
  .run = run,
};
