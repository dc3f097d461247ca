/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gst/elements.h"

#include "core/fork-gate.h"
#include "gaf-error.h"
#include "gst/registry.h"

#ifdef GAF_CARRY
/* What a wheel's element needs. */
#define PULSE "libpulse0"
#else
#define PULSE "gstreamer1.0-pulseaudio"
#endif

/* By the beginning of an element's name: Debian's package, and the plugin in it, if that decodes or encodes.
 * tests/c/test-elements.c asks dpkg about every element that does. */
static const struct {
  const char *prefix;
  const char *package;
  const char *plugin;
} packages[] = {
  { "adpcm", "gstreamer1.0-plugins-bad", "adpcmdec" },   { "alaw", "gstreamer1.0-plugins-good", "alaw" },
  { "amrnb", "gstreamer1.0-plugins-ugly", "amrnb" },     { "amrwb", "gstreamer1.0-plugins-ugly", "amrwbdec" },
  { "avdec_", "gstreamer1.0-libav", "libav" },           { "avenc_", "gstreamer1.0-libav", "libav" },
  { "faad", "gstreamer1.0-plugins-bad", "faad" },        { "flac", "gstreamer1.0-plugins-good", "flac" },
  { "gsm", "gstreamer1.0-plugins-bad", "gsm" },          { "identity", "libgstreamer1.0-0", "coreelements" },
  { "lame", "gstreamer1.0-plugins-good", "lame" },       { "mpg123", "gstreamer1.0-plugins-good", "mpg123" },
  { "mulaw", "gstreamer1.0-plugins-good", "mulaw" },     { "opus", "gstreamer1.0-plugins-base", "opus" },
  { "speex", "gstreamer1.0-plugins-good", "speex" },     { "vorbis", "gstreamer1.0-plugins-base", "vorbis" },
  { "wavpack", "gstreamer1.0-plugins-good", "wavpack" }, { "pulse", PULSE, NULL },
};

static void (*need_plugin) (const char *element);

void
gaf_elements_set_need (void (*need) (const char *element))
{
  need_plugin = need;
}

void
gaf_elements_need (const char *element)
{
  if (need_plugin != NULL)
    need_plugin (element);
}

static gboolean
init_gstreamer (GError **error)
{
  const char *plugins[G_N_ELEMENTS (packages) + 1] = { NULL };
  gsize n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (packages); i++)
    if (packages[i].plugin != NULL)
      plugins[n++] = packages[i].plugin;
  return gaf_registry_init (plugins, error);
}

/* Whether GStreamer is there: who finds it missing makes it, and the others wait. */
enum { UNTRIED, IN_THE_WORKS, READY, FAILED };
static int gstreamer = UNTRIED; /* atomic */

static gboolean
is_settled (gpointer data)
{
  return g_atomic_int_get (&gstreamer) >= READY;
}

gboolean
gaf_elements_init (GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (!gst_is_initialized ())
    gaf_elements_need ("");
  if (g_atomic_int_get (&gstreamer) < READY) {
    /* Where GStreamer has no list of its plugins yet, it forks to make one. That waits for all other threads to leave
     * the gate, so these must not wait inside of it for GStreamer. The state changes inside: no child finds it half
     * done. */
    gaf_fork_gate_enter ();
    if (g_atomic_int_compare_and_exchange (&gstreamer, UNTRIED, IN_THE_WORKS)) {
      g_atomic_int_set (&gstreamer, init_gstreamer (&local_error) ? READY : FAILED);
      gaf_fork_gate_wake_waiting ();
    } else {
      gaf_fork_gate_wait_for (is_settled, NULL, G_MAXINT64);
    }
    gaf_fork_gate_leave ();
  }
  if (g_atomic_int_get (&gstreamer) == READY)
    return TRUE;
  if (error != NULL && *error == NULL)
    g_set_error (error, GAF_ERROR, GAF_ERROR_IO, "GStreamer could not be initialised%s%s",
                 local_error != NULL ? ": " : "", local_error != NULL ? local_error->message : "");
  return FALSE;
}

/* AMR is no longer among the ugly ones in Debian 13, which has GStreamer 1.26. */
static gboolean
is_amr_good (void)
{
  guint major, minor, micro, nano;

  gst_version (&major, &minor, &micro, &nano);
  return major > 1 || minor >= 26;
}

const char *
gaf_elements_get_package (const char *element)
{
  if (g_str_has_prefix (element, "amr") && is_amr_good ())
    return "gstreamer1.0-plugins-good";
  for (gsize i = 0; i < G_N_ELEMENTS (packages); i++)
    if (g_str_has_prefix (element, packages[i].prefix))
      return packages[i].package;
  return "gstreamer1.0-plugins-base";
}

static gboolean
is_installed (const char *element)
{
  g_autoptr (GstElementFactory) factory = gst_element_factory_find (element);

  if (factory != NULL && need_plugin != NULL) {
    g_autoptr (GstPlugin) plugin = gst_plugin_feature_get_plugin (GST_PLUGIN_FEATURE (factory));

    if (plugin != NULL && !gst_plugin_is_loaded (plugin))
      gaf_elements_need (element);
  }
  return factory != NULL;
}

gboolean
gaf_elements_check (const char *element, GError **error)
{
  if (!gaf_elements_init (error))
    return FALSE;
  if (is_installed (element))
    return TRUE;
  g_set_error (error, GAF_ERROR, GAF_ERROR_MISSING_PLUGIN,
               "The GStreamer element \"%s\" is not installed: install the package %s", element,
               gaf_elements_get_package (element));
  return FALSE;
}

const char *
gaf_elements_choose (const char *const *names, gsize n_names, const char *user, GError **error)
{
  if (!gaf_elements_init (error))
    return NULL;
  for (gsize i = 0; i < n_names && names[i] != NULL; i++)
    if (is_installed (names[i]))
      return names[i];

  g_set_error (error, GAF_ERROR, GAF_ERROR_MISSING_PLUGIN,
               "%s needs the GStreamer element \"%s\", which is not installed: install the package %s", user, names[0],
               gaf_elements_get_package (names[0]));
  return NULL;
}
