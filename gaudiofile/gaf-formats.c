/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-formats.h"

#include "read/codecs.h"
#include "gst/elements.h"
#include "core/fork-gate.h"
#include "formats/writable.h"

/* A file name's extension, and what has to be installed for at least its usual contents. */
static const struct {
  const char *extension;
  const char *codec; /* key into the codec table; NULL: none needed */
} formats[] = {
  { ".3g2", "aac" },    { ".3gp", "aac" },    { ".aac", "aac" },   { ".ac3", "ac3" },    { ".adts", "aac" },
  { ".aif", NULL },     { ".aifc", NULL },    { ".aiff", NULL },   { ".amr", "amr-nb" }, { ".asf", "wmav2" },
  { ".au", NULL },      { ".awb", "amr-wb" }, { ".bwf", NULL },    { ".caf", NULL },     { ".eac3", "eac3" },
  { ".ec3", "eac3" },   { ".flac", "flac" },  { ".m4a", "aac" },   { ".m4b", "aac" },    { ".m4r", "aac" },
  { ".mka", "vorbis" }, { ".mkv", "vorbis" }, { ".mov", "aac" },   { ".mp1", "mp1" },    { ".mp2", "mp2" },
  { ".mp3", "mp3" },    { ".mp4", "aac" },    { ".mpa", "mp2" },   { ".oga", "vorbis" }, { ".ogg", "vorbis" },
  { ".opus", "opus" },  { ".qt", "aac" },     { ".rf64", NULL },   { ".snd", NULL },     { ".spx", "speex" },
  { ".w64", NULL },     { ".wav", NULL },     { ".weba", "opus" }, { ".webm", "opus" },  { ".wma", "wmav2" },
  { ".wv", "wavpack" },
};

/**
 * gaf_get_readable_extensions:
 *
 * Lists the extensions of the formats that can be read on this machine now: those whose GStreamer elements are
 * installed.
 *
 * A file is recognised by what is in it, never by its name; this is for file choosers and messages.
 *
 * Returns: (transfer full) (array zero-terminated=1): extensions with their dot, in lower case, sorted
 */
char **
gaf_get_readable_extensions (void)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  gboolean initialised;

  gaf_fork_gate_enter ();
  initialised = gaf_elements_init (NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++) {
    if (formats[i].codec != NULL
        && (!initialised || !gaf_codecs_check_codec (gaf_codecs_get_codec (formats[i].codec), NULL)))
      continue;
    g_strv_builder_add (builder, formats[i].extension);
  }
  gaf_fork_gate_leave ();
  return g_strv_builder_end (builder);
}

/* PCM needs no element. */
static gboolean
has_encoder (const GafWriteFormat *format)
{
  for (gsize i = 0; i < G_N_ELEMENTS (format->elements) && format->elements[i] != NULL; i++)
    if (gaf_elements_check (format->elements[i], NULL))
      return TRUE;
  return format->elements[0] == NULL;
}

static gint
compare_extensions (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * gaf_get_writable_extensions:
 *
 * Lists the extensions of the formats that can be written on this machine now: those of which an encoder is installed,
 * or which need none.
 *
 * Returns: (transfer full) (array zero-terminated=1): extensions with their dot, in lower case, sorted
 */
char **
gaf_get_writable_extensions (void)
{
  g_autoptr (GPtrArray) extensions = g_ptr_array_new ();
  gboolean initialised;

  gaf_fork_gate_enter ();
  initialised = gaf_elements_init (NULL);
  for (const GafWriteFormat *format = gaf_write_format_all (); format->format != NULL; format++) {
    g_autofree char *extension = g_strconcat (".", format->format, NULL);

    /* A format with two codecs is there twice. */
    if ((format->elements[0] == NULL || (initialised && has_encoder (format)))
        && !g_ptr_array_find_with_equal_func (extensions, extension, g_str_equal, NULL))
      g_ptr_array_add (extensions, g_steal_pointer (&extension));
  }
  gaf_fork_gate_leave ();
  g_ptr_array_sort (extensions, compare_extensions);
  g_ptr_array_add (extensions, NULL);
  return (char **) g_ptr_array_steal (extensions, NULL);
}
