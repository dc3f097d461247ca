/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "core/file-name.h"

#include <gio/gio.h>
#include <string.h>

/* "https://…", and "https:/…", which is what is left of it after the path was made canonical. */
static gboolean
is_url (const char *path)
{
  gsize length = strspn (path, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+.-");

  return length >= 2 && g_ascii_isalpha (path[0]) && path[length] == ':' && path[length + 1] == '/';
}

const char *
gaf_file_name_get_hint (const char *path)
{
  if (is_url (path))
    return "URLs are not opened: use a local file (download it first), or a seekable stream or file object";
  if (path[0] == '~')
    return "~ is not expanded: write the home folder's name, or use os.path.expanduser()";
  return NULL;
}

void
gaf_file_name_put_in_front (const char *name, GError **error)
{
  static const char subject[] = "This is ";
  char *message;

  if (name == NULL || error == NULL || *error == NULL || strstr ((*error)->message, name) != NULL
      || g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (g_str_has_prefix ((*error)->message, subject))
    message = g_strdup_printf ("\"%s\" is %s", name, (*error)->message + strlen (subject));
  else
    message = g_strdup_printf ("\"%s\": %s", name, (*error)->message);
  g_free ((*error)->message);
  (*error)->message = message;
}
