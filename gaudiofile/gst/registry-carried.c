/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gst/registry.h"

#include <gmodule.h>
#include <gst/gst.h>

#include "core/beside.h"

/*
 * Of a wheel, which carries GStreamer: see tools/wheel. That GStreamer is built without a registry. It looks for
 * plugins nowhere, has no cache and no program that makes one, and heeds no variable for them. Its plugins lie in a
 * folder beside the library; there are few, and all are loaded at once, which takes as long as it takes to read a
 * cache.
 */

static void
load_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GstPlugin) plugin = NULL;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    /* Those of live audio need libraries of the system, which belong to its servers. GStreamer would warn. */
    GModule *module = g_module_open (path, G_MODULE_BIND_LAZY | G_MODULE_BIND_LOCAL);

    if (module == NULL) {
      g_debug ("%s", g_module_error ());
      continue;
    }
    g_clear_pointer (&plugin, gst_object_unref);
    plugin = gst_plugin_load_file (path, NULL);
    g_module_close (module);
  }
}

gboolean
gaf_registry_init (const char *const *plugins, GError **error)
{
  g_autofree char *folder = NULL;

  if (gst_is_initialized ())
    return TRUE;
  if (!gst_init_check (NULL, NULL, error))
    return FALSE;
  folder = gaf_find_beside ("plugins", GAF_LIBEXECDIR);
  load_folder (folder);
  return TRUE;
}
