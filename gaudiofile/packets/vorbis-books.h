/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * The codebooks of a Vorbis setup header. A few bytes can describe millions of entries, and a decoder makes tables of
 * all of them. FALSE with @error if they would be larger than any encoder's by far; what is damaged is left to the
 * decoder.
 */
gboolean gaf_vorbis_books_check (const guint8 *setup,
                                 gsize         size,
                                 GError      **error);

G_END_DECLS
