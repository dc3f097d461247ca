/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* A folder that a test writes into, and what is in it. */

#pragma once

#include <gio/gio.h>
#include <string.h>

static char *folder; /* of this run; empty between tests */

static char *
path_of (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

/* How many entries @folder has: what is left over is found by it. */
static guint
count_entries (void)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
assert_contents (const char *path, gconstpointer data, gsize length)
{
  g_autofree char *contents = NULL;
  gsize n;

  g_assert_true (g_file_get_contents (path, &contents, &n, NULL));
  g_assert_cmpmem (contents, n, data, length);
}

static void
assert_text (const char *path, const char *text)
{
  assert_contents (path, text, strlen (text));
}
