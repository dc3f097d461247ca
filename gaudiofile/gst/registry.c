/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gst/registry.h"

#include <gst/gst.h>
#include <pthread.h>
#include <string.h>
#include <sys/resource.h>

/* With so many left to a user nobody is short of threads, and it is not tried whether one can be started. */
#define MANY_THREADS 1024

/* https://gstreamer.freedesktop.org/documentation/gstreamer/running.html: where the cache is, and the two variables
 * that are set below. */
static gboolean
has_cache (void)
{
  const char *set = g_getenv ("GST_REGISTRY_1_0");
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "gstreamer-1.0", NULL);
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (set == NULL)
    set = g_getenv ("GST_REGISTRY");
  if (set != NULL)
    return g_file_test (set, G_FILE_TEST_IS_REGULAR);
  dir = g_dir_open (folder, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "registry.") && g_str_has_suffix (name, ".bin"))
      return TRUE;
  return FALSE;
}

static void *
do_nothing (void *data)
{
  return data;
}

static gboolean
can_start_threads (void)
{
  pthread_t thread;

  return pthread_create (&thread, NULL, do_nothing, NULL) == 0 && pthread_join (thread, NULL) == 0;
}

static gboolean
has_many_threads (void)
{
  struct rlimit limit;

  return getrlimit (RLIMIT_NPROC, &limit) == 0 && limit.rlim_cur >= MANY_THREADS;
}

static gboolean
init_with (const char *variable, const char *value, GError **error)
{
  g_autofree char *before = g_strdup (g_getenv (variable));
  gboolean ok;

  g_setenv (variable, value, TRUE);
  ok = gst_init_check (NULL, NULL, error);
  if (before != NULL)
    g_setenv (variable, before, TRUE);
  else
    g_unsetenv (variable);
  return ok;
}

/* What is not installed is missed later, by who needs it. */
static void
load_plugins (const char *const *plugins)
{
  for (; *plugins != NULL; plugins++) {
    g_autofree char *name = g_strconcat ("libgst", *plugins, "." G_MODULE_SUFFIX, NULL);
    g_autofree char *path = g_build_filename (GAF_GST_PLUGINS, name, NULL);
    g_autoptr (GstPlugin) plugin = gst_plugin_load_file (path, NULL);

    if (plugin == NULL)
      g_debug ("%s could not be loaded", path);
  }
}

gboolean
gaf_registry_init (const char *const *plugins, GError **error)
{
  const gboolean is_cached = has_cache ();

  if (gst_is_initialized ())
    return TRUE;
  if ((is_cached && has_many_threads ()) || can_start_threads ())
    return gst_init_check (NULL, NULL, error);
  if (is_cached)
    return init_with ("GST_REGISTRY_UPDATE", "no", error);
  if (!init_with ("GST_REGISTRY_DISABLE", "yes", error))
    return FALSE;
  load_plugins (plugins);
  return TRUE;
}
