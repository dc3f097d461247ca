/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

#ifdef GAF_LATE_LIBRARIES
#include <gmodule.h>
#endif
#ifdef GAF_CARRY
#include "core/beside.h"
#endif

G_BEGIN_DECLS

/*
 * A library that is loaded when its first function is wanted, since few programs want it: @functions is an array of
 * pointers, one for each of @names, which ends with NULL. FALSE if it is not installed.
 */
static inline gboolean
gaf_late_library_load (const char *file_name, const char *const *names, gpointer *functions)
{
#ifdef GAF_LATE_LIBRARIES
#ifdef GAF_CARRY
  /* In the package, or of the system if it is not there. */
  g_autofree char *path = g_path_is_absolute (file_name) ? g_strdup (file_name) : gaf_find_beside (file_name, "");
#else
  const char *path = file_name;
#endif
  GModule *module = g_module_open (path, G_MODULE_BIND_LAZY | G_MODULE_BIND_LOCAL);

  if (module == NULL)
    return FALSE;
  g_module_make_resident (module);
  for (guint i = 0; names[i] != NULL; i++)
    if (!g_module_symbol (module, names[i], &functions[i]))
      return FALSE;
  return TRUE;
#else
  return FALSE;
#endif
}

G_END_DECLS
