/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * The bytes of a PNG file, by libpng: cairo writes one only as a whole, which takes long and cannot be cancelled.
 * @pixels are of 32 bits, 0x00RRGGBB, and @stride bytes are from one row to the next. NULL if it was cancelled, or if
 * there is no libpng.
 */
GByteArray *gaf_png_encode (const guint8 *pixels,
                            guint         width,
                            guint         height,
                            gsize         stride,
                            GCancellable *cancellable);

G_END_DECLS
