/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "core/beside.h"

#include <dlfcn.h>
#include <string.h>
#include <unistd.h>

static char here; /* something that is in the library */

char *
gaf_find_beside (const char *name, const char *folder)
{
  Dl_info info;

  if (dladdr (&here, &info) != 0 && info.dli_fname != NULL) {
    /* The helper has the library inside, and a program is said to be called as its first argument says. */
    const gboolean is_path = strchr (info.dli_fname, '/') != NULL;
    g_autofree char *program = is_path ? NULL : g_file_read_link ("/proc/self/exe", NULL);
    g_autofree char *own_folder = g_path_get_dirname (program != NULL ? program : info.dli_fname);
    g_autofree char *path = g_build_filename (own_folder, name, NULL);

    if (access (path, F_OK) == 0)
      return g_steal_pointer (&path);
  }
  return g_build_filename (folder, name, NULL);
}
