/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The CRC-16 with the polynomial x^16 + x^15 + x^2 + 1, going on from @crc. */

/* Highest bit first: MPEG audio (starts at 0xffff), AC-3 and FLAC (start at 0). */
guint16 gaf_crc16           (guint16 crc, const guint8 *data, gsize length);
/* Lowest bit first (CRC-16/ARC): the tag of LAME (starts at 0). */
guint16 gaf_crc16_reflected (guint16 crc, const guint8 *data, gsize length);

G_END_DECLS
