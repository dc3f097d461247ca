/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "core/memory.h"

#include <errno.h>
#include <stdlib.h>

#include "gaf-private.h"

/* Tables of fewer elements grow by so little that it is left to GLib. */
#define SMALL_TABLE 4096

/* Larger than this, memory begins with a cache line, as its elements may that fill some: a third less is fetched. */
#define LARGE      ((gsize) 64 << 10)
#define CACHE_LINE 64

static void
set_no_memory (guint64 n, gsize size, GError **error)
{
  g_autofree char *what =
      g_strdup_printf ("There is no memory for %" G_GUINT64_FORMAT " × %" G_GSIZE_FORMAT " bytes", n, size);

  g_propagate_error (error, gaf_error_new_errno (ENOMEM, what));
}

/* GLib frees what free() does. */
static gpointer
try_aligned (gsize size)
{
  gpointer memory;

  return posix_memalign (&memory, CACHE_LINE, size) == 0 ? memory : NULL;
}

gpointer
gaf_memory_try (guint64 n, gsize size, GError **error)
{
  gpointer memory = NULL;

  if (n <= G_MAXSSIZE / MAX (size, 1))
    memory = n * size >= LARGE ? try_aligned (n * size) : g_try_malloc (MAX (n * size, 1));
  if (memory == NULL)
    set_no_memory (n, size, error);
  return memory;
}

gboolean
gaf_memory_append (GArray *array, gconstpointer value, GError **error)
{
  const guint64 n = array->len;

  /* GLib's tables grow to the next power of two, in bytes; the old one is there until all is copied. So it is tried
   * beforehand whether there is as much, a little before each of these. */
  if (n >= SMALL_TABLE && n % SMALL_TABLE == 0) {
    g_autofree gpointer room = gaf_memory_try (2 * n, g_array_get_element_size (array), error);

    if (room == NULL)
      return FALSE;
  }
  g_array_append_vals (array, value, 1);
  return TRUE;
}
