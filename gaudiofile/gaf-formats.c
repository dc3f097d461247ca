/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gaf-formats.h"

#include <string.h>

#include "read/codecs.h"
#include "read/containers.h"
#include "gst/elements.h"
#include "core/fork-gate.h"
#include "formats/writable.h"
#include "info/content-type.h"

static gint
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char **
sort_texts (GPtrArray *texts)
{
  g_ptr_array_sort (texts, compare_texts);
  g_ptr_array_add (texts, NULL);
  return (char **) g_ptr_array_steal (texts, NULL);
}

/**
 * gaf_get_readable_extensions:
 *
 * Lists the extensions of the formats that can be read on this machine now: those whose GStreamer elements are
 * installed.
 *
 * A file is recognised by what is in it, never by its name; this is for file choosers and messages.
 *
 * Returns: (transfer full) (array zero-terminated=1): extensions with their dot, in lower case, sorted
 * Since: 0.1
 */
char **
gaf_get_readable_extensions (void)
{
  g_autoptr (GPtrArray) extensions = g_ptr_array_new ();
  gboolean initialised;

  gaf_fork_gate_enter ();
  initialised = gaf_elements_init (NULL);
  for (const GafContainer *container = gaf_containers_get_all (); container->name != NULL; container++)
    for (gsize i = 0; i < G_N_ELEMENTS (container->extensions) && container->extensions[i].extension != NULL; i++) {
      const GafExtension *extension = &container->extensions[i];

      if (extension->codec == NULL || (initialised && gaf_codecs_is_there (gaf_codecs_get_codec (extension->codec))))
        g_ptr_array_add (extensions, g_strdup (extension->extension));
    }
  gaf_fork_gate_leave ();
  return sort_texts (extensions);
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

/**
 * gaf_get_writable_extensions:
 *
 * Lists the extensions of the formats that can be written on this machine now: those of which an encoder is installed,
 * or which need none.
 *
 * Returns: (transfer full) (array zero-terminated=1): extensions with their dot, in lower case, sorted
 * Since: 0.1
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
  return sort_texts (extensions);
}

/* Takes @extensions. */
static char **
types_of_extensions (char **extensions)
{
  g_autoptr (GPtrArray) types = g_ptr_array_new ();

  for (guint i = 0; extensions[i] != NULL; i++) {
    const char *type = gaf_content_type_of_extension (extensions[i]);

    if (type != NULL && !g_ptr_array_find_with_equal_func (types, type, g_str_equal, NULL))
      g_ptr_array_add (types, g_strdup (type));
  }
  g_strfreev (extensions);
  return sort_texts (types);
}

/**
 * gaf_get_readable_content_types:
 *
 * Lists the MIME types of the formats that can be read on this machine now, for GtkFileFilter and .desktop files.
 * Formats without a type of their own are left out, and types that are special cases of others, such as Ogg of a
 * certain codec, need not be in it.
 *
 * Returns: (transfer full) (array zero-terminated=1): MIME types, sorted
 * Since: 0.1
 */
char **
gaf_get_readable_content_types (void)
{
  return types_of_extensions (gaf_get_readable_extensions ());
}

/**
 * gaf_get_writable_content_types:
 *
 * Lists the MIME types of the formats that can be written on this machine now.
 *
 * Returns: (transfer full) (array zero-terminated=1): MIME types, sorted
 * Since: 0.1
 */
char **
gaf_get_writable_content_types (void)
{
  return types_of_extensions (gaf_get_writable_extensions ());
}
