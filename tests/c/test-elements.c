/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "formats/writable.h"
#include "gst/elements.h"
#include "read/codecs.h"

#include <string.h>

static GHashTable *packages; /* of plugins' files: dpkg takes a moment to find one */

/* The package that dpkg says an element's plugin is in; NULL if the element is not installed. */
static const char *
ask_dpkg (const char *element)
{
  g_autoptr (GstElementFactory) factory = gst_element_factory_find (element);
  g_autoptr (GstPlugin) plugin = NULL;
  g_autofree char *path = NULL;
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;

  if (factory == NULL)
    return NULL;
  plugin = gst_plugin_feature_get_plugin (GST_PLUGIN_FEATURE (factory));
  g_assert_nonnull (plugin);
  /* GStreamer may name the file by way of the link /lib, which dpkg does not know. */
  path = realpath (gst_plugin_get_filename (plugin), NULL);
  g_assert_nonnull (path);
  if (g_hash_table_contains (packages, path))
    return g_hash_table_lookup (packages, path);

  const char *const command[] = { "dpkg", "-S", path, NULL };

  g_assert_true (
      g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, NULL, NULL, &error));
  g_assert_no_error (error);
  /* "package:architecture: path" */
  g_assert_nonnull (strchr (output, ':'));
  *strchr (output, ':') = '\0';
  g_hash_table_insert (packages, g_strdup (path), output);
  return g_steal_pointer (&output);
}

static void
check_elements (const char *const *elements, gsize n_elements)
{
  for (gsize i = 0; i < n_elements && elements[i] != NULL; i++) {
    const char *package = ask_dpkg (elements[i]);

    if (package == NULL)
      g_test_message ("%s is not installed", elements[i]);
    else
      g_assert_cmpstr (gaf_elements_get_package (elements[i]), ==, package);
  }
}

/* Error messages name the package that has what is missing. */
static void
test_packages (void)
{
  g_autofree char *dpkg = g_find_program_in_path ("dpkg");
  const GafCodec *codecs;
  gsize n_codecs;

  if (dpkg == NULL) {
    g_test_skip ("there is no dpkg to ask");
    return;
  }
  g_assert_true (gaf_elements_init (NULL));
  packages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  codecs = gaf_codecs_get_all (&n_codecs);
  for (gsize i = 0; i < n_codecs; i++)
    check_elements (codecs[i].elements, G_N_ELEMENTS (codecs[i].elements));
  for (const GafWriteFormat *format = gaf_write_format_all (); format->format != NULL; format++)
    check_elements (format->elements, G_N_ELEMENTS (format->elements));
  g_hash_table_unref (packages);
}

/* The same, where the element need not be installed. */
static void
test_known_packages (void)
{
  g_assert_cmpstr (gaf_elements_get_package ("lamemp3enc"), ==, "gstreamer1.0-plugins-good");
  g_assert_cmpstr (gaf_elements_get_package ("avenc_aac"), ==, "gstreamer1.0-libav");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/elements/packages", test_packages);
  g_test_add_func ("/elements/known-packages", test_known_packages);
  return g_test_run ();
}
