/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Memory of a size that a file or a caller decides. GLib's own functions end the program where there is none; these
 * fail with an error whose errno is ENOMEM. What is of a size that the program decides is left to GLib.
 */

/* Room for @n things of @size; at least a byte. To be given to g_free(). NULL with @error. */
gpointer gaf_memory_try    (guint64        n,
                            gsize          size,
                            GError       **error);

/* Appends a value to a table, which in growing may want twice the memory that it has. FALSE with @error. */
gboolean gaf_memory_append (GArray        *array,
                            gconstpointer  value,
                            GError       **error);

G_END_DECLS
