/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "input.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command.h"
#include "interrupt.h"
#include "report.h"

#define PIECE 65536

static void
input_free (gpointer data)
{
  CliInput *self = data;

  g_free (self->name);
  g_free (self->relative);
  g_free (self->path);
  g_free (self);
}

static void
add (GPtrArray *inputs, const char *name, const char *relative, const char *path)
{
  CliInput *self = g_new (CliInput, 1);

  *self = (CliInput){ g_strdup (name), g_strdup (relative), g_strdup (path) };
  g_ptr_array_add (inputs, self);
}

gboolean
cli_copy (int from, int to, GError **error)
{
  g_autofree guint8 *piece = g_malloc (PIECE);

  for (;;) {
    const ssize_t n = read (from, piece, PIECE);
    ssize_t done = 0;

    if (g_cancellable_set_error_if_cancelled (cli_interrupt_get_cancellable (), error))
      return FALSE;
    if (n == 0)
      return TRUE;
    while (n > 0 && done < n) {
      const ssize_t written = write (to, piece + done, (gsize) (n - done));

      if (written < 0 && errno != EINTR)
        break;
      done += MAX (written, 0);
    }
    if ((n < 0 && errno != EINTR) || (n > 0 && done < n)) {
      g_set_error_literal (error, G_IO_ERROR, (int) g_io_error_from_errno (errno), g_strerror (errno));
      return FALSE;
    }
  }
}

/* {{{ the standard input */

/* The file stays open as long as the program runs, and is gone then. */
static char *
spool (GError **error)
{
  g_autofree char *name = NULL;
  struct stat status;
  int fd;

  if (fstat (STDIN_FILENO, &status) == 0 && S_ISREG (status.st_mode))
    return g_strdup ("/proc/self/fd/0");
  fd = g_file_open_tmp ("gaudiofile-XXXXXX", &name, error);
  if (fd < 0)
    return NULL;
  unlink (name);
  if (!cli_copy (STDIN_FILENO, fd, error)) {
    close (fd);
    return NULL;
  }
  return g_strdup_printf ("/proc/self/fd/%d", fd);
}

/* }}} */

/* {{{ folders */

static gboolean
is_audio (const char *name, char **extensions)
{
  const char *dot = strrchr (name, '.');

  for (guint i = 0; dot != NULL && extensions[i] != NULL; i++)
    if (g_ascii_strcasecmp (dot, extensions[i]) == 0)
      return TRUE;
  return FALSE;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* What is hidden is left out, and folders that links lead to, which might go in a circle. */
static gboolean
walk (GPtrArray *inputs, const char *folder, const char *relative, char **extensions, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, error);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *entry;

  if (dir == NULL)
    return FALSE;
  while ((entry = g_dir_read_name (dir)) != NULL)
    if (*entry != '.')
      g_ptr_array_add (names, g_strdup (entry));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++) {
    g_autofree char *path = g_build_filename (folder, names->pdata[i], NULL);
    g_autofree char *below =
        relative != NULL ? g_build_filename (relative, names->pdata[i], NULL) : g_strdup (names->pdata[i]);

    if (g_file_test (path, G_FILE_TEST_IS_REGULAR)) {
      if (is_audio (path, extensions))
        add (inputs, path, below, path);
    } else if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK)) {
      if (!walk (inputs, path, below, extensions, error))
        return FALSE;
    }
  }
  return TRUE;
}

static gboolean
add_folder (GPtrArray *inputs, const char *folder, GError **error)
{
  g_auto (GStrv) extensions = gaf_get_readable_extensions ();
  const guint n = inputs->len;

  if (!walk (inputs, folder, NULL, extensions, error))
    return FALSE;
  if (inputs->len == n)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                 "There is no audio file in this folder, by the extensions that can be read here");
  return inputs->len > n;
}

/* }}} */

static gboolean
add_argument (GPtrArray *inputs, const char *name, GError **error)
{
  g_autofree char *path = NULL;

  if (strcmp (name, "-") == 0) {
    path = spool (error);
    if (path != NULL)
      add (inputs, name, NULL, path);
    return path != NULL;
  }
  if (g_file_test (name, G_FILE_TEST_IS_DIR))
    return add_folder (inputs, name, error);
  add (inputs, name, NULL, name);
  return TRUE;
}

GPtrArray *
cli_inputs_new (char **names, int *status)
{
  GPtrArray *inputs = g_ptr_array_new_with_free_func (input_free);

  for (; *names != NULL && !cli_interrupt_has_come (); names++) {
    g_autoptr (GError) error = NULL;

    if (!add_argument (inputs, *names, &error)) {
      cli_report_error (strcmp (*names, "-") == 0 ? "standard input" : *names, NULL, error);
      *status = STATUS_ERROR;
    }
  }
  return inputs;
}

CliInput *
cli_inputs_get (GPtrArray *inputs, guint index)
{
  return inputs->pdata[index];
}

gboolean
cli_input_is_stdin (const CliInput *self)
{
  return strcmp (self->name, "-") == 0;
}

void
cli_input_report (const CliInput *self, const GError *error)
{
  cli_report_error (cli_input_is_stdin (self) ? "standard input" : self->name, self->path, error);
}

void
cli_input_add_json (const CliInput *self, CliJson *json, const GError *error)
{
  g_autofree char *name = g_filename_display_name (self->name);
  g_autofree char *absolute = cli_input_is_stdin (self) ? NULL : g_canonicalize_filename (self->path, NULL);
  g_autofree char *uri = absolute != NULL ? g_filename_to_uri (absolute, NULL, NULL) : NULL;

  cli_json_begin (json, NULL, '{');
  cli_json_text (json, "file", name);
  cli_json_text (json, "uri", uri);
  if (error == NULL)
    return;
  cli_json_text (json, "error", error->message);
  cli_json_end (json, '}');
}
